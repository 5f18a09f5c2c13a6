// The keyboard of the desks: single keys, `g` and a letter for places, `?` for the list.
import { onMount } from 'svelte'

/** A key of a page. */
export interface Key {
  /** As `KeyboardEvent.key`: `a`, `Enter`, `ArrowLeft`; `Shift+A` and the like are written as what they type. */
  key: string
  /** What it does, for the list. */
  text: string
  run: (event: KeyboardEvent) => void
  /** Whether it does something now; always unless told. */
  when?: () => boolean
  /** Also while something is typed or a dialog is open. */
  always?: boolean
}

let stack = $state.raw<readonly { keys: () => readonly Key[] }[]>([])

/** Every key that does something now, the latest layer first. */
export const activeKeys = (): Key[] => [...stack].reverse().flatMap((layer) => [...layer.keys()])

/** Gives a component keys for as long as it lives; those of the latest component win. Call it while it is set up. */
export function keys(get: () => readonly Key[]): void {
  onMount(() => {
    const layer = { keys: get }
    stack = [...stack, layer]
    return () => {
      stack = stack.filter((one) => one !== layer)
    }
  })
}

/** Whether keys belong to what has the focus. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !/^(checkbox|radio|button)$/.test((target as HTMLInputElement).type)
}

/** Whether Enter and the space bar already do something where the focus is. */
const presses = (target: EventTarget | null): boolean => target instanceof Element && target.closest('button, a, summary, [role=button], input, select') !== null

/** So long `g` waits for its letter, ms. */
const WAIT_MS = 1500

/** Follows the keyboard; `go` is told the letter after `g`. Gives what ends it. */
export function startKeys(go: (letter: string) => void): () => void {
  let since = -Infinity
  const pressed = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    const held = isTyping(event.target) || document.querySelector('dialog[open]') !== null
    const key = event.key
    if (!held && performance.now() - since < WAIT_MS && /^[a-z]$/.test(key)) {
      since = -Infinity
      event.preventDefault()
      go(key)
      return
    }
    if (!held && key === 'g') {
      since = performance.now()
      return
    }
    if ((key === 'Enter' || key === ' ') && presses(event.target)) return
    for (const one of activeKeys()) {
      if (one.key !== key || (held && !one.always) || (one.when && !one.when())) continue
      event.preventDefault()
      one.run(event)
      return
    }
  }
  addEventListener('keydown', pressed)
  return () => removeEventListener('keydown', pressed)
}
