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

/** Keys of a component, and where it stands. */
interface Layer {
  keys: () => readonly Key[]
  place: () => Element | undefined
}
let stack = $state.raw<readonly Layer[]>([])

/** Every key that does something now, the latest layer first. */
export const activeKeys = (): Key[] => [...stack].reverse().flatMap((layer) => [...layer.keys()])

/**
 * Gives a component keys for as long as it lives; those of the latest component win. Call it while it is set up. With `place`,
 * where it stands, they also do something while the dialog around it is open.
 */
export function keys(get: () => readonly Key[], place: () => Element | undefined = () => undefined): void {
  onMount(() => {
    const layer = { keys: get, place }
    stack = [...stack, layer]
    return () => {
      stack = stack.filter((one) => one !== layer)
    }
  })
}

/** The dialog that has the keyboard: the one with the focus, else the last that is open. */
const dialogOf = (target: EventTarget | null): Element | null =>
  (target instanceof Element ? target.closest('dialog[open]') : null) ?? [...document.querySelectorAll('dialog[open]')].at(-1) ?? null

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
    const [types, dialog] = [isTyping(event.target), dialogOf(event.target)]
    const held = types || dialog !== null
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
    const found = [...stack].reverse().flatMap((layer) => {
      const reaches = !types && (dialog === null || dialog.contains(layer.place() ?? null))
      return layer.keys().filter((one) => one.key === key && (reaches || one.always))
    }).find((one) => !one.when || one.when())
    if (!found) return
    event.preventDefault()
    found.run(event)
  }
  addEventListener('keydown', pressed)
  return () => removeEventListener('keydown', pressed)
}
