/** A filter of a bar. */
export type Filter =
  /** One of a few words; empty is "any". */
  | { kind: 'choice'; name: string; label: string; options: readonly { value: string; text: string; n?: number }[]; any?: string }
  /** A text that is searched for. */
  | { kind: 'text'; name: string; label: string }
  /** On or not: `1` or empty. */
  | { kind: 'switch'; name: string; label: string }
  /** A day `YYYY-MM-DD`. */
  | { kind: 'day'; name: string; label: string }
  /** A month `YYYY-MM`. */
  | { kind: 'month'; name: string; label: string }
  /** A unit of the org tree, by its id. */
  | { kind: 'unit'; name: string; label: string }
