// Leads to a part of a page that its address names: `#overdue`. The part may come later, with the list that it stands in.

/** So long a part is waited for, ms. */
const WAIT_MS = 15_000
/** Whoever does something himself is not led anywhere any more. */
const OWN = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const

/** The name of the part in an address, or nothing. */
export function partOf(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1))
  } catch {
    return hash.slice(1)
  }
}

function reach(id: string): boolean {
  const part = document.getElementById(id)
  if (!part) return false
  part.focus({ preventScroll: true })
  part.scrollIntoView({ block: 'start' })
  return true
}

/** Brings a part into view and gives it the focus, as soon as it is there. Gives what ends the wait. */
export function leadTo(id: string): () => void {
  if (id === '' || reach(id)) return () => {}
  const look = new MutationObserver(() => reach(id) && end())
  const timer = setTimeout(() => end(), WAIT_MS)
  const end = (): void => {
    look.disconnect()
    clearTimeout(timer)
    for (const name of OWN) removeEventListener(name, end, true)
  }
  look.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['id'] })
  for (const name of OWN) addEventListener(name, end, { capture: true, passive: true })
  return end
}
