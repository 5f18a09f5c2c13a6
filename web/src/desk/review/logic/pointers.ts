// Where a flag points to: RFC 6901 pointers into the submission.
import type { Submission } from './types'

/** What a pointer means on the screen. */
export type Place =
  | { kind: 'photo'; photo: string }
  | { kind: 'item'; item: string }
  | { kind: 'fix'; which: 'check_in' | 'check_out' }
  | { kind: 'receipt'; index: number; photo: string | null }
  | { kind: 'clock' }
  | { kind: 'visit_flag'; flag: string }
  | { kind: 'visit' }

const unescape = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~')

/** The place of a pointer; the visit as a whole when it has none, or one that leads nowhere. */
export function placeOf(pointer: string | null | undefined, submission: Submission): Place {
  const [first, second] = (pointer ?? '').split('/').slice(1).map(unescape)
  const index = Number(second)
  if (first === 'photos') {
    const photo = submission.photos[index]
    return photo ? { kind: 'photo', photo: photo.photo_id } : { kind: 'visit' }
  }
  if (first === 'answers' && second) return { kind: 'item', item: second }
  if (first === 'check_in' || first === 'check_out') return { kind: 'fix', which: first }
  if (first === 'receipts' && second !== undefined) {
    const receipt = submission.receipts[index]
    return receipt ? { kind: 'receipt', index, photo: receipt.photo_id ?? null } : { kind: 'visit' }
  }
  if (first === 'started' || first === 'finished') return { kind: 'clock' }
  if (first === 'flags' && second) return { kind: 'visit_flag', flag: second }
  return { kind: 'visit' }
}
