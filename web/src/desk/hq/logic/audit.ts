// An audit as head office reads it: where points were lost, and the photos behind it.

import type { components } from '../../../api/schema'

/** An item of an explained score. */
export type Line = components['schemas']['ScoreLine']

/** A photo to look at, and the items that it shows. */
export interface Picture {
  id: string
  items: readonly string[]
  /** Whether stations see it too; null where only such copies are shown. */
  released: boolean | null
}

/** Items that lost points, the one that is looked for first, then what cost most. */
export function lostLines(lines: readonly Line[], wanted: string | null): Line[] {
  const lost = ({ nominal, earned }: Line): number => nominal - earned
  return lines
    .filter((line) => line.state === 'answered' && (line.earned < line.nominal || line.miss !== 'none'))
    .sort((a, b) => Number(b.item === wanted) - Number(a.item === wanted) || lost(b) - lost(a) || a.n - b.n)
}

type Case = components['schemas']['AuditCase']

/** Photos that can be looked at: originals that arrived for head office, released copies for auditors. */
export function pictureList(audit: Case): Picture[] {
  if (audit.view !== 'desk') return audit.photos.map(({ id, items }) => ({ id, items, released: null }))
  return audit.photos
    .filter((photo) => photo.state === 'verified' || photo.state === 'stored')
    .map(({ photo_id, items, released }) => ({ id: photo_id, items, released }))
}
