// Builds the desks beside the phone's app, with a copy of Svelte's runtime of their own: whatever a desk needs, no byte of it is added
// to what a shopper's phone loads. The phone's entry names one file of it.

import { svelte } from '@sveltejs/vite-plugin-svelte'
import { fileURLToPath } from 'node:url'
import { build, type Plugin, type Rolldown } from 'vite'
import { leanSvelte } from './lean-svelte.ts'

/** How the phone's entry asks for the desks. */
const ASKED = "import('./desk/main')"

/** The chart library and what draws with it: loaded when the first chart is shown. */
const CHARTS = /node_modules\/(echarts|zrender|tslib)\/|\/src\/desk\/ui\/charts\.ts/
/** What every desk needs: the frame, its parts, Svelte. */
const FRAME = /node_modules\/svelte\/|\/src\/desk\/(frame|net|ui)\/|\/src\/desk\/[\w.]+$|\/src\/desk\/\w+\/pages\.ts|\/src\/desk\/texts\/index/
/** A desk of its own. */
const DESK = /\/src\/desk\/(\w+)\//

/** Few files: a page then waits for one or two requests and not for a row of small ones. Texts stay apart, one file a language. */
const GROUPS = [
  { name: 'charts', test: CHARTS, priority: 30 },
  { name: 'frame', test: FRAME, priority: 20 },
  { name: (id: string) => (id.endsWith('.json') ? null : (DESK.exec(id)?.[1] ?? null)), priority: 10 },
]

/** Loads the style sheet, and the script when it is there: no page is shown without its styles. */
const loading = (script: string, style: string): string => `(async () => {
  const link = document.createElement('link')
  link.rel = 'stylesheet'
  link.href = '/${style}'
  const styled = new Promise((done) => { link.onload = link.onerror = done })
  document.head.append(link)
  const at = '/${script}'
  const [desk] = await Promise.all([import(/* @vite-ignore */ at), styled])
  return desk
})()`

/** The Vite plugin. */
export function desk(root: URL): Plugin {
  const entry = fileURLToPath(new URL('src/main.ts', root))
  let script = ''
  let style = ''
  return {
    name: 'forecourt-desk',
    // Before TypeScript is taken away: what is looked for is written as it stands in the source.
    enforce: 'pre',
    apply: (_, env) => env.command === 'build' && !process.env.VITEST,
    async buildStart() {
      for (const file of await filesOf(root)) {
        if (file.type === 'chunk' && file.isEntry) script = file.fileName
        if (file.fileName.endsWith('.css')) style = file.fileName
        this.emitFile({ type: 'asset', fileName: file.fileName, source: file.type === 'chunk' ? file.code : file.source })
      }
    },
    transform(code, id) {
      if (id !== entry) return null
      if (!code.includes(ASKED)) this.error(`${id} does not ask for the desks by ${ASKED}`)
      return { code: code.replace(ASKED, loading(script, style)), map: null }
    },
  }
}

async function filesOf(root: URL): Promise<(Rolldown.OutputChunk | Rolldown.OutputAsset)[]> {
  const named = { chunkFileNames: 'assets/desk-[name]-[hash].js', assetFileNames: 'assets/desk-[name]-[hash][extname]' }
  const built = await build({
    root: root.pathname,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    plugins: [svelte(), leanSvelte()],
    worker: { format: 'es', rolldownOptions: { output: { entryFileNames: 'assets/desk-[name]-[hash].js' } } },
    build: {
      write: false,
      target: 'es2022',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false, resolveDependencies: () => [] },
      cssCodeSplit: false,
      sourcemap: false,
      rolldownOptions: {
        input: fileURLToPath(new URL('src/desk/main.ts', root)),
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: 'assets/desk-[hash].js', ...named, codeSplitting: { groups: GROUPS } },
      },
    },
  })
  return [built].flat().flatMap((one) => ('output' in one ? one.output : []))
}
