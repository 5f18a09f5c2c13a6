import { expect, test } from 'vitest'
import { compare } from '../scripts/schema.mjs'

test('schema.ts is what docs/openapi.json says', async () => {
  const { wanted, found } = await compare()
  expect(found === wanted, 'src/api/schema.ts is stale: run `npm run schema`').toBe(true)
})
