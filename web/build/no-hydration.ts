// Nothing here is drawn by a server, so what Svelte would need to take over such a page is left out: 1.6 kB of script.

import type { Plugin } from 'vite'

const FILE = '/svelte/src/internal/client/dom/hydration.js'
/** Svelte guards all of it by one variable, "so it can be treeshaken out"; the bundler does so once it can see that it never changes. */
const CONSTANT: readonly [string, string][] = [
  ['export let hydrating = false;', 'export const hydrating = false;'],
  ['\thydrating = value;\n', ''],
]

/** Makes "hydrating" the constant that it is here. Fails when a new Svelte has it otherwise. */
export function noHydration(): Plugin {
  return {
    name: 'forecourt-no-hydration',
    apply: 'build',
    transform(code, id) {
      if (!id.endsWith(FILE)) return null
      let text = code
      for (const [from, to] of CONSTANT) {
        if (!text.includes(from)) this.error(`Svelte no longer has "${from.trim()}"; look at build/no-hydration.ts`)
        text = text.replace(from, to)
      }
      return { code: text, map: null }
    },
  }
}
