// Which kinds of messages somebody may choose of.

/** A kind of message; `reaches`: whether it can come to the person at all, as the server tells of his roles and offices. */
interface Kind {
  kind: string
  reaches: boolean
}

/** The kinds that can reach the person: of others there is nothing to choose. */
export const reaching = <T extends Kind>(kinds: readonly T[]): T[] => kinds.filter((one) => one.reaches)
