// A line that can be cut like a cable: bytes pass as they come, so that a stream of events passes too.
import { connect, createServer } from 'node:net'

/** Starts on a free port, in front of a server. `cut()` ends every connection and takes none; `mend()` takes them again. */
export async function startWire(server) {
  const target = new URL(server)
  const open = new Set()
  let isCut = false
  const tcp = createServer((near) => {
    if (isCut) return void near.destroy()
    const far = connect(Number(target.port), target.hostname)
    for (const [from, to] of [[near, far], [far, near]]) {
      open.add(from)
      from.pipe(to)
      // One who went away is nobody's fault.
      from.on('error', () => {})
      from.on('close', () => {
        open.delete(from)
        to.destroy()
      })
    }
  })
  await new Promise((done) => tcp.listen(0, '127.0.0.1', done))
  const drop = () => open.forEach((socket) => socket.destroy())
  return {
    base: `http://127.0.0.1:${tcp.address().port}`,
    cut() {
      isCut = true
      drop()
    },
    mend() {
      isCut = false
    },
    close: () => new Promise((done) => {
      drop()
      tcp.close(done)
    }),
  }
}
