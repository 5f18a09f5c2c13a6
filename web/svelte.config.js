import { vitePreprocess } from '@sveltejs/vite-plugin-svelte'

export default {
  preprocess: vitePreprocess(),
  compilerOptions: {
    runes: true,
    // Templates as lists are smaller than as text that is parsed.
    fragments: 'tree',
    discloseVersion: false,
    // Short names of scopes: they stand in every template.
    cssHash: ({ hash, css }) => `s${hash(css).slice(-4)}`,
  },
}
