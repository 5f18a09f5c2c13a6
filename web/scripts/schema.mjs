// Writes src/api/schema.ts from docs/openapi.json. With --check it only compares; a stale file is exit code 1.
import { readFile, writeFile } from 'node:fs/promises'
import openapiTS, { astToString } from 'openapi-typescript'

const source = new URL('../../docs/openapi.json', import.meta.url)
const target = new URL('../src/api/schema.ts', import.meta.url)

/** The text of schema.ts that belongs to a parsed OpenAPI document. */
export async function schemaText(document) {
  const ast = await openapiTS(document, { alphabetize: true })
  return `// Made by \`npm run schema\` from docs/openapi.json. Do not edit.\n${astToString(ast)}`
}

/** The text that schema.ts should have now, and the one that it has. */
export async function compare() {
  const wanted = await schemaText(JSON.parse(await readFile(source, 'utf8')))
  const found = await readFile(target, 'utf8').catch(() => '')
  return { wanted, found }
}

if (process.argv[1] && import.meta.url === new URL(`file://${process.argv[1]}`).href) {
  const { wanted, found } = await compare()
  if (!process.argv.includes('--check')) await writeFile(target, wanted)
  else if (wanted !== found) {
    console.error('src/api/schema.ts is stale: run `npm run schema`')
    process.exit(1)
  }
}
