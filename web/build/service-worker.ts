// Builds src/sw/index.ts as /sw.js after the app, with the list of files that the shopper's phone keeps.

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build, type Plugin, type Rolldown } from 'vite'

/** A file that the service worker keeps: its path from the root, and a revision when the name has no hash of its own. */
export interface Kept {
  url: string
  revision: string | null
}

/** Chunks made of these folders belong to the desks: a shopper's phone never loads them. */
const DESKS = /\/src\/(ui|routes)\/desk\//
/** Files of the desks, which are built beside the app (build/desk.ts). */
const BUILT_DESKS = /^assets\/desk-/

/** Files of public/ that the shopper needs offline. */
const PUBLIC = /^(manifest\.webmanifest|icons\/[\w.-]+)$/

function isDesk(chunk: Rolldown.OutputChunk): boolean {
  return chunk.moduleIds.length > 0 && chunk.moduleIds.some((id) => DESKS.test(id))
}

function assetsOf(chunk: Rolldown.OutputChunk): string[] {
  const found = chunk as unknown as { viteMetadata?: { importedCss: Set<string>; importedAssets: Set<string> } }
  return [...(found.viteMetadata?.importedCss ?? []), ...(found.viteMetadata?.importedAssets ?? [])]
}

/** What the shopper's phone keeps of a bundle: every file except those that only the desks need. */
export function keptFiles(bundle: Record<string, Rolldown.OutputChunk | Rolldown.OutputAsset>): string[] {
  const deskOnly = new Set<string>()
  const shared = new Set<string>()
  for (const file of Object.values(bundle)) {
    if (file.type !== 'chunk') continue
    const target = isDesk(file) ? deskOnly : shared
    target.add(file.fileName)
    for (const asset of assetsOf(file)) target.add(asset)
  }
  return Object.keys(bundle)
    .filter((name) => !deskOnly.has(name) || shared.has(name))
    .filter((name) => !name.endsWith('.map') && !BUILT_DESKS.test(name))
    .sort()
}

/** The Vite plugin. */
export function serviceWorker(root: URL): Plugin {
  let kept: string[] = []
  let dist = new URL('dist/', root)
  return {
    name: 'forecourt-service-worker',
    apply: (_, env) => env.command === 'build' && !process.env.VITEST,
    configResolved(config) {
      // The binary's build writes elsewhere.
      dist = pathToFileURL(`${resolve(config.root, config.build.outDir)}/`)
    },
    writeBundle(_, bundle) {
      kept = keptFiles(bundle as Record<string, Rolldown.OutputChunk | Rolldown.OutputAsset>)
    },
    async closeBundle() {
      const files = await withRevisions(dist, kept, await publicFiles(new URL('public/', root)))
      const version = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16)
      await build({
        root: root.pathname,
        configFile: false,
        publicDir: false,
        logLevel: 'warn',
        define: { __KEPT__: JSON.stringify(files), __VERSION__: JSON.stringify(version) },
        build: {
          outDir: fileURLToPath(dist),
          emptyOutDir: false,
          target: 'es2022',
          rolldownOptions: {
            input: new URL('src/sw/index.ts', root).pathname,
            output: { format: 'iife', entryFileNames: 'sw.js', codeSplitting: false },
          },
        },
      })
    },
  }
}

async function publicFiles(folder: URL): Promise<string[]> {
  const { readdir } = await import('node:fs/promises')
  const names = await readdir(folder, { recursive: true })
  return names.map((name) => name.replaceAll('\\', '/')).filter((name) => PUBLIC.test(name)).sort()
}

async function withRevisions(dist: URL, built: string[], copied: string[]): Promise<Kept[]> {
  const hashed = /-[\w-]{8,}\.\w+$/
  return Promise.all(
    [...new Set([...built, ...copied])].map(async (name) => {
      const revision = name.startsWith('assets/') && hashed.test(name)
        ? null
        : createHash('sha256').update(await readFile(new URL(name, dist))).digest('hex').slice(0, 16)
      return { url: `/${name}`, revision }
    }),
  )
}
