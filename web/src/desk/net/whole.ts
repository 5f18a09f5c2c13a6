/** A ranking is wanted whole: the server gives so many rows at once. */
export const WHOLE_RANKING = 50_000
