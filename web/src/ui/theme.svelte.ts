import { recall, remember } from './memory'

/** Colours of the app: as the phone says, or chosen. */
export type Theme = 'auto' | 'dark' | 'light'

const KEY = 'forecourt.theme'
let chosen = $state.raw<Theme>('auto')

/** The chosen theme. */
export const theme = (): Theme => chosen

/** Chooses a theme and remembers it. */
export function setTheme(next: Theme): void {
  chosen = next
  apply()
  remember(KEY, next)
}

/** Takes up the theme that was chosen before. */
export function startTheme(): void {
  const stored = recall(KEY)
  chosen = stored === 'dark' || stored === 'light' ? stored : 'auto'
  apply()
}

function apply(): void {
  const root = document.documentElement
  if (chosen === 'auto') delete root.dataset.theme
  else root.dataset.theme = chosen
  const fixed = chosen === 'auto' ? null : chosen === 'dark' ? '#101416' : '#ffffff'
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    meta.content = fixed ?? (meta.media.includes('dark') ? '#101416' : '#ffffff')
  }
}
