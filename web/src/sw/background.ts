// Sends the outbox without a page: the same driver under the same lock.

import { Driver } from '../engine/driver'
import { PersonData } from '../engine/db/person'
import { PhoneStore } from '../engine/db/phone'
import { browserLocks } from '../engine/locks'
import { browserNet } from '../engine/net'
import { isComplete } from '../engine/outbox/receipt'
import { pageClock } from '../engine/platform'
import { CHANNEL } from '../engine/channel'
import { Driver as StationDriver } from '../desk/station/outbox/driver'
import { STATION_CHANNEL, type StationTold } from '../desk/station/outbox/names'
import { isOpen } from '../desk/station/outbox/next'
import { StationStore, stationDbName } from '../desk/station/outbox/store'

/** What a station's manager did without a network: the same, for his outbox. `true`: something is left. */
async function sendStation(phone: PhoneStore, person_id: string, language: string): Promise<boolean> {
  const known = (await indexedDB.databases?.()) ?? []
  if (!known.some((one) => one.name === stationDbName(person_id))) return false
  const channel = new BroadcastChannel(STATION_CHANNEL)
  const store = await StationStore.open(person_id)
  const driver = new StationDriver({
    store, clock: pageClock(), net: browserNet(() => language), locks: browserLocks(),
    async csrf() {
      const session = await phone.session()
      return session && !session.ended && session.person.id === person_id ? session.csrf_token : null
    },
    changed: (done) => channel.postMessage({ person_id, done } satisfies StationTold),
  })
  try {
    await driver.wake('background')
    const state = await store.read()
    return !state.needs_sign_in && state.deeds.some(isOpen)
  } finally {
    driver.close()
    store.close()
    channel.close()
  }
}

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
    const deeds = await sendStation(phone, session.person.id, language ?? 'zh')
    if ((left && !state.needs_sign_in) || deeds) throw new Error('The outbox is not empty yet')
  } finally {
    driver.close()
    data.close()
    phone.close()
    channel.close()
  }
}
