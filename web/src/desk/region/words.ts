// Words of the region's pages.
import { textsOf, say, fill } from '../texts/index.svelte'
import type region from '../texts/zh/region.json'
import { dateTime } from '../ui/format'
import { wordOf } from '../ui/words'
import type { Order } from './orders'

/** Texts of the region's desk. */
export const w = textsOf<typeof region>('region')

/** `T3 · 3 days` */
export const className = (name: string): string => `${name} · ${wordOf(w().order.classOf, name)}`
/** Number and words of the item of an order. */
export const itemName = (order: { item: Order['item'] }): string => {
  const words = order.item.text ? say(order.item.text) : order.item.id
  return order.item.n ? `${order.item.n} ${words}` : words
}
/** The deadline that a draft would get now: the server's, else the class in words. */
export const policyDue = (order: Order): string =>
  order.if_issued?.due_at ? fill(w().order.policyDueAt, { time: dateTime(order.if_issued.due_at) }) : wordOf(w().order.policyOf, order.class)
