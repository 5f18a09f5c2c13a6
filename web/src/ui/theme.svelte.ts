import { recall, remember } from './memory'

/** Colours of the app: as the phone says, dark in a visit at night, or chosen. */
export type Theme = 'auto' | 'dark' | 'light'

const KEY = 'forecourt.theme'
let chosen = $state.raw<Theme>('auto')
let night = false

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

/**
 * A white screen lights up a face in the dark: unless the shopper chose otherwise, a visit at night is dark, and what he looks at
 * after it too, until he opens one by day.
 */
export function atNight(is: boolean): void {
  if (is === night) return
  night = is
  apply()
}

function apply(): void {
  const root = document.documentElement
  const shown = chosen === 'auto' && night ? 'dark' : chosen
  if (shown === 'auto') delete root.dataset.theme
  else root.dataset.theme = shown
  const fixed = shown === 'auto' ? null : shown === 'dark' ? '#101416' : '#ffffff'
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    meta.content = fixed ?? (meta.media.includes('dark') ? '#101416' : '#ffffff')
  }
}
