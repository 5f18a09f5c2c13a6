/** People and places are wanted whole: so many are read by themselves. */
export const WHOLE_NETWORK = 50_000
/** So many rows of what happened are read by themselves; beyond them a page says that there are more. */
export const MOST_ROWS = 5000
