import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'
import { desk } from './build/desk.ts'
import { leanSvelte } from './build/lean-svelte.ts'
import { serviceWorker } from './build/service-worker.ts'

const root = new URL('./', import.meta.url)
// Host is kept: upload addresses are signed for it.
const forecourt = { target: process.env.FORECOURT ?? 'http://127.0.0.1:8080', changeOrigin: false }

export default defineConfig({
  root: root.pathname,
  plugins: [svelte(), leanSvelte(), desk(root), serviceWorker(root)],
  build: {
    target: 'es2022',
    // The Content-Security-Policy allows neither data: scripts nor inline ones.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false, resolveDependencies: () => [] },
    // One file of styles: chunks then load nothing but themselves.
    cssCodeSplit: false,
    sourcemap: false,
  },
  worker: { format: 'es' },
  server: {
    proxy: { '/v1': forecourt, '/forecourt-objects': forecourt },
  },
})
