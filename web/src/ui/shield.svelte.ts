let on = $state.raw(false)

/** The neutral page that hides everything. */
export const shield = {
  /** Whether it is up. */
  get on(): boolean {
    return on
  },
  /** Puts it up. */
  raise(): void {
    on = true
  },
  /** Takes it away. */
  lower(): void {
    on = false
  },
}

const WITHIN_MS = 350

/** Attaches a double tap. Only a second way: everything it does can be done by a tap elsewhere. `bare`: where nothing lies on the node. */
export function doubleTap(run: () => void, bare = false): (node: HTMLElement) => () => void {
  return (node) => {
    let last = 0
    const tapped = (event: PointerEvent): void => {
      if (bare && event.target !== node) return
      if (event.timeStamp - last < WITHIN_MS) {
        last = 0
        run()
      } else last = event.timeStamp
    }
    node.addEventListener('pointerup', tapped)
    return () => node.removeEventListener('pointerup', tapped)
  }
}
