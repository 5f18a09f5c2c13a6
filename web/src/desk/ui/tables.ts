// Which table of a page the keyboard moves in: one at a time, and from its end on to the next one.

/** A table as the keyboard sees it. */
export interface Stand {
  /** Where it is in the page. */
  box: () => Element | undefined
  /** Goes to its first row, or to its last one. False: it has none. */
  enter: (atLast: boolean) => boolean
  /** The keyboard moves in another one now. */
  leave: () => void
}

let all: readonly Stand[] = []
let used: Stand | null = null

/** Tables in the order of the page. */
const inOrder = (): Stand[] =>
  [...all].sort((a, b) => {
    const [one, other] = [a.box(), b.box()]
    return one && other && one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_PRECEDING ? 1 : -1
  })

/** The table that the keyboard moves in: the last one that was used, at first the first of the page. */
export const present = (): Stand | undefined => used ?? inOrder()[0]

/** Adds a table of the page. Gives what takes it away. */
export function join(one: Stand): () => void {
  all = [...all, one]
  return () => {
    all = all.filter((other) => other !== one)
    if (used === one) used = null
  }
}

/** The keyboard moves in this one from now on. */
export function use(one: Stand): void {
  if (used && used !== one) used.leave()
  used = one
}

/** Goes from the end of a table to the one after it, or from its beginning to the one before it; stays where there is none. */
export function goOn(from: Stand, by: 1 | -1): void {
  const order = inOrder()
  for (let at = order.indexOf(from) + by; order[at]; at += by) if (order[at]?.enter(by < 0)) return
}
