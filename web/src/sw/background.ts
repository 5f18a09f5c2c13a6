// Sends the outbox without a page: the same driver under the same lock.

import { Driver } from '../engine/driver'
import { PersonData } from '../engine/db/person'
import { PhoneStore } from '../engine/db/phone'
import { browserLocks } from '../engine/locks'
import { browserNet } from '../engine/net'
import { isComplete } from '../engine/outbox/receipt'
import { pageClock } from '../engine/platform'
import { CHANNEL } from '../engine/channel'

/** One round. Errors: something is left that a later try may send; the browser then tries again by itself. */
export async function sendInBackground(): Promise<void> {
  const phone = await PhoneStore.open()
  await phone.backgroundDone()
  const session = await phone.session()
  if (!session || session.ended) return phone.close()
  const [device_id, language] = await Promise.all([phone.deviceId(), phone.language()])
  const clock = pageClock()
  const data = await PersonData.open(session.person.id, clock)
  const channel = new BroadcastChannel(CHANNEL)
  const driver = new Driver({
    data, phone, clock, net: browserNet(() => language ?? 'zh'), locks: browserLocks(), device_id,
    persistent: () => navigator.storage.persisted(),
    changed: (what) => channel.postMessage({ what, person_id: session.person.id }),
  })
  try {
    await driver.wake('background')
    const state = await data.readOutbox()
    const left = state.items.some((item) => !item.quarantine && !isComplete(item, state.epoch))
    if (left && !state.needs_sign_in) throw new Error('The outbox is not empty yet')
  } finally {
    driver.close()
    data.close()
    phone.close()
    channel.close()
  }
}
