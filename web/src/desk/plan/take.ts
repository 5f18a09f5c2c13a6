// What may be taken from whom; the server has the last word.
import type { Assignment } from './reads.svelte'

type Verb = 'withdraw' | 'reassign' | 'again'

const FROM: Record<Verb, readonly Assignment['state'][]> = {
  withdraw: ['issued', 'declined', 'impossible'],
  reassign: ['issued', 'declined'],
  again: ['declined', 'impossible', 'withdrawn', 'delivered'],
}

/** Those whose state allows a verb. */
export const takable = (all: readonly Assignment[], verb: Verb): Assignment[] => all.filter((one) => FROM[verb].includes(one.state))

/** Who holds these, each once. */
export function holdersOf(all: readonly Assignment[]): Assignment['holder'][] {
  return [...new Map(all.map((one) => [one.holder.person_id, one.holder])).values()]
}
