// What a photo most likely shows, so that the shopper need not say it. In doubt the kind that no station ever sees.

import type { Item, PhotoKind } from './model'

const RECEIPT_ITEMS = ['fueling.volume_amount_match']
const RECEIPT_GROUPS = ['payment']

/** The kind of a photo taken for an item, until the shopper says otherwise. */
export const likelyKind = (item: Pick<Item, 'id' | 'touchpoint'>): PhotoKind =>
  RECEIPT_GROUPS.includes(item.touchpoint) || RECEIPT_ITEMS.includes(item.id) ? 'receipt' : 'scene'
