// Acknowledging an order cannot be taken back at the server: it is held for a moment, and then stored in the outbox.
import { textsOf } from '../texts/index.svelte'
import type frame from '../texts/zh/frame.json'
import type texts from '../texts/zh/station.json'
import { HELD_MS, hold, isHeld } from '../ui/held.svelte'
import { toast } from '../ui/toast.svelte'
import { device } from './device.svelte'
import { ofOrder } from './draft.svelte'
import type { Order } from './lib/urgency'

const w = textsOf<typeof texts>('station')
const f = textsOf<typeof frame>('frame')

/** Acknowledges an order unless it is taken back in time. */
export async function acknowledge(order: Order): Promise<void> {
  if (isHeld(order.id)) return
  const offer = (drop: () => void): void => toast.offer(w().order.acknowledging, { text: f().undo, run: drop }, HELD_MS)
  if (!(await hold(order.id, offer))) return toast.say(w().order.notAcknowledged)
  try {
    const outbox = await device()
    if (!outbox) return toast.say(w().order.notStored)
    await outbox.handIn({ verb: 'acknowledge', subject_id: order.id, ...ofOrder(order), body: {}, version: order.version, round: order.times.round })
    toast.say(w().order.submitted)
  } catch (error) {
    console.error(error)
    toast.say(w().order.notStored)
  }
}
