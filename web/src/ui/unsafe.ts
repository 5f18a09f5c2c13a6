import type { OutboxView } from '../engine'

/** The number in the corner: everything that the server does not hold whole, photos that are still going included. */
export const notSafe = ({ entries }: Pick<OutboxView, 'entries'>): number => entries.filter((entry) => entry.plain !== 'complete').length
