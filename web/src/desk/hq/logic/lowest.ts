// What a chart names when it cannot name all.

/** More than any share or score. */
const NOTHING = Number.MAX_SAFE_INTEGER

/** Those with the lowest value, at most so many, the lowest first; those without one come last. */
export const lowest = <Row>(rows: readonly Row[], of: (row: Row) => number | null | undefined, most: number): Row[] =>
  [...rows].sort((a, b) => (of(a) ?? NOTHING) - (of(b) ?? NOTHING)).slice(0, most)
