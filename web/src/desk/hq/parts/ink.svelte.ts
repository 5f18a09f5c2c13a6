// Colours of the present theme for charts, which cannot read the page's variables.
import { createSubscriber } from 'svelte/reactivity'
import type { Ink } from '../logic/charts'

const NAMES: readonly (keyof Ink)[] = ['text', 'quiet', 'line', 'edge', 'accent', 'good', 'pass', 'fail', 'major']

const subscribe = createSubscriber((update) => {
  const media = matchMedia('(prefers-color-scheme: dark)')
  const look = new MutationObserver(update)
  look.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  media.addEventListener('change', update)
  return () => {
    look.disconnect()
    media.removeEventListener('change', update)
  }
})

/** The colours; read anew when the theme changes. */
export function ink(): Ink {
  subscribe()
  const style = getComputedStyle(document.documentElement)
  return Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])) as unknown as Ink
}
