// Opens the engine of a page.

import { PhoneStore } from './db/phone'
import { TabEngine } from './engine'
import { EngineError } from './errors'
import type { Engine } from './index'
import { pageWorld, type World } from './world'

/** Opens the engine of this tab. Errors: `no_storage`, when nothing can be kept here. */
export async function openEngine(world?: World): Promise<Engine> {
  let phone: PhoneStore
  try {
    phone = await PhoneStore.open()
  } catch (error) {
    throw new EngineError('no_storage', error instanceof Error ? error.message : String(error), { cause: error })
  }
  const [device_id, chosen] = await Promise.all([phone.deviceId(), phone.language()])
  const language = chosen ?? (typeof navigator !== 'undefined' && navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh')
  const around = world ?? pageWorld(language)
  around.language.current = language
  const engine = new TabEngine(around, phone, device_id, language)
  await engine.start()
  return engine
}
