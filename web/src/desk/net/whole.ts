/** A ranking is wanted whole: the server gives so many rows at once. */
export const WHOLE_RANKING = 50_000
/** People and places are wanted whole: so many are read by themselves. */
export const WHOLE_NETWORK = 50_000
/** So many rows of what happened are read by themselves; beyond them a page says that there are more. */
export const MOST_ROWS = 5000
/** So many rows are read where only their count is told: one page. */
export const MOST_COUNTED = 500
