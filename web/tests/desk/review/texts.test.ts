import { expect, test } from 'vitest'
import en from '../../../src/desk/texts/en/review.json'
import zh from '../../../src/desk/texts/zh/review.json'

/** Every text by its path. */
function flat(tree: object, path = ''): Map<string, string> {
  const all = new Map<string, string>()
  for (const [name, value] of Object.entries(tree)) {
    if (typeof value === 'string') all.set(`${path}${name}`, value)
    else for (const [inner, text] of flat(value as object, `${path}${name}.`)) all.set(inner, text)
  }
  return all
}
const names = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)/g)].map((match) => match[1] ?? ''))].sort()

test('every text of the reviewer exists in both languages, with the same values in it', () => {
  const [a, b] = [flat(zh), flat(en)]
  expect([...b.keys()]).toEqual([...a.keys()])
  expect([...a].filter(([path, text]) => text.trim() === '' || names(text).join() !== names(b.get(path) ?? '').join()).map(([path]) => path)).toEqual([])
})
