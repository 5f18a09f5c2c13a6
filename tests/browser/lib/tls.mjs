// The product with a certificate of its own, for a name that is not localhost.
import { execFileSync, spawn } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { BINARY } from './network.mjs'

/**
 * Serves a data folder over TLS under a name. `args` are what Chromium needs to find the name and to trust the
 * certificate.
 */
export async function serveTls(data, name) {
  const folder = await mkdtemp(join(tmpdir(), 'forecourt-tls-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  execFileSync('openssl', [
    'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', `/CN=${name}`,
    '-addext', `subjectAltName=DNS:${name}`, '-keyout', key, '-out', cert,
  ], { stdio: 'pipe' })
  const { publicKey } = new X509Certificate(await readFile(cert))
  const pin = createHash('sha256').update(publicKey.export({ type: 'spki', format: 'der' })).digest('base64')
  const own = Object.entries(process.env).filter(([one]) => !one.startsWith('FORECOURT_'))
  const child = spawn(BINARY, ['serve'], {
    stdio: ['ignore', 'inherit', 'pipe'],
    env: {
      ...Object.fromEntries(own), FORECOURT_DATA_DIR: data, FORECOURT_LISTEN: '127.0.0.1:0', FORECOURT_LOG_FORMAT: 'json',
      FORECOURT_TLS_CERT: cert, FORECOURT_TLS_KEY: key, RUST_LOG: 'error,forecourt_api::commands::server=info',
    },
  })
  const ended = new Promise((done) => child.once('exit', done))
  const port = await new Promise((done, fail) => {
    child.once('exit', (code) => fail(new Error(`the server ended with ${code}`)))
    createInterface({ input: child.stderr }).on('line', (line) => {
      const address = JSON.parse(line).fields?.address
      if (address) done(address.split(':').at(-1))
    })
  })
  return {
    base: `https://${name}:${port}`,
    args: [`--host-resolver-rules=MAP ${name} 127.0.0.1, MAP * ~NOTFOUND`, `--ignore-certificate-errors-spki-list=${pin}`],
    async stop() {
      child.kill()
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}
