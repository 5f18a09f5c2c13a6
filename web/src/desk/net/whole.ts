/** A ranking is wanted whole: the server gives so many rows at once. */
export const WHOLE_RANKING = 50_000
/** So many orders are read at most by themselves; beyond them a page says that there are more. */
export const MOST_ORDERS = 5000
