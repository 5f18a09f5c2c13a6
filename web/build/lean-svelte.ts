// Leaves out of Svelte's runtime, and of Vite's, what this app never uses: 4 kB of script.

import type { Plugin } from 'vite'

const INSIDE = '/svelte/src/internal/client/'

/** In a file of the runtime: what stands there, and what stands for it. */
const PARTS: Record<string, readonly [string | RegExp, string][]> = {
  // No server draws pages here. Svelte guards all of this by one variable "so it can be treeshaken out", which the bundler does
  // once it can see that the variable never changes.
  'dom/hydration.js': [
    ['export let hydrating = false;', 'export const hydrating = false;'],
    ['\thydrating = value;\n', ''],
  ],
  // State is raw everywhere (`$state.raw`): a value is made anew when it changes.
  'proxy.js': [[/export function proxy\(value\) \{[\s\S]*?\n\}\n/, 'export const proxy = (value) => value;\n']],
}

/** Loads a chunk. Its styles are in the one file of styles, and the service worker holds the script: there is nothing to load before. */
const PRELOAD = `export const __vitePreload = (load) => load().catch((error) => {
  dispatchEvent(new Event('vite:preloadError'));
  throw error;
});`

/** Makes the runtime lean. Fails when a new Svelte looks otherwise, or when a component uses deep state. */
export function leanSvelte(): Plugin {
  return {
    name: 'forecourt-lean-svelte',
    apply: 'build',
    enforce: 'post',
    transform(code, id) {
      if (id.includes('vite/preload-helper')) return { code: PRELOAD, map: null }
      const file = id.split(INSIDE)[1]
      if (file === undefined) {
        if (id.includes('/src/') && code.includes('$.proxy(')) this.error(`${id} uses deep state; write $state.raw`)
        return null
      }
      const parts = PARTS[file]
      if (!parts) return null
      let text = code
      for (const [from, to] of parts) {
        const next = text.replace(from, to)
        if (next === text) this.error(`Svelte's ${file} has changed; look at build/lean-svelte.ts`)
        text = next
      }
      return { code: text, map: null }
    },
  }
}
