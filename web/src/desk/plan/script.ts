// What a shopper asks and buys at a visit (§2.4). What is left blank is as the checklist says.

import type { components } from '../../api/schema'
import { decimal } from '../../routes/visit/decimal'

type NewAssignment = components['schemas']['NewAssignment']
type Purchase = components['schemas']['Purchase']

/** As it is typed; its names are those of the columns of a plan. Money is in yuan. */
export interface Script {
  question_zh: string
  question_en: string
  fuel_min: string
  fuel_max: string
  store_max: string
  invoice: '' | 'yes' | 'no'
}

/** What is wrong with a field. */
export interface ScriptFault {
  field: keyof Script
  code: 'both_or_none' | 'too_long' | 'bad_amount' | 'amounts_turned'
}

/** Nothing of its own. */
export const BLANK: Script = { question_zh: '', question_en: '', fuel_min: '', fuel_max: '', store_max: '', invoice: '' }

/** The fields in the order of a plan's columns. */
export const FIELDS = Object.keys(BLANK) as (keyof Script)[]

/** The longest question, and the highest amount in fen: the server takes no more. */
export const MOST_CHARS = 500
const MOST_FEN = 10_000_000

const PAIRS = [['question_zh', 'question_en'], ['fuel_min', 'fuel_max']] as const

/** Fen of an amount in yuan; null when it is none. */
function fen(text: string): number | null {
  const found = decimal(text, 2)
  return found !== null && found <= MOST_FEN ? found : null
}

/** What is wrong with a script. */
export function scriptFaults(script: Script): ScriptFault[] {
  const faults: ScriptFault[] = []
  for (const pair of PAIRS) {
    const lacking = pair.filter((field) => !script[field].trim())
    if (lacking.length === 1) faults.push({ field: lacking[0]!, code: 'both_or_none' })
  }
  for (const field of ['question_zh', 'question_en'] as const) if (script[field].trim().length > MOST_CHARS) faults.push({ field, code: 'too_long' })
  for (const field of ['fuel_min', 'fuel_max', 'store_max'] as const) if (script[field].trim() && fen(script[field]) === null) faults.push({ field, code: 'bad_amount' })
  const [min, max] = [fen(script.fuel_min), fen(script.fuel_max)]
  if (min !== null && max !== null && min > max) faults.push({ field: 'fuel_max', code: 'amounts_turned' })
  return faults
}

/** A row's script, with that of the whole plan where it says nothing itself. What belongs together stays together. */
export function whole(own: Script, common: Script): Script {
  const { question_zh, question_en } = own.question_zh.trim() ? own : common
  const { fuel_min, fuel_max } = own.fuel_min.trim() ? own : common
  return { question_zh, question_en, fuel_min, fuel_max, store_max: own.store_max.trim() ? own.store_max : common.store_max, invoice: own.invoice || common.invoice }
}

/** What a request says of it: nothing of what is blank. */
export function requestOf(script: Script): Pick<NewAssignment, 'question_zh' | 'question_en' | 'purchase'> {
  const [min, max, store] = [fen(script.fuel_min), fen(script.fuel_max), fen(script.store_max)]
  const purchase: Purchase = {
    ...(min === null ? {} : { fuel_min_fen: min }),
    ...(max === null ? {} : { fuel_max_fen: max }),
    ...(store === null ? {} : { store_max_fen: store }),
    ...(script.invoice ? { invoice: script.invoice === 'yes' } : {}),
  }
  return {
    ...(script.question_zh.trim() ? { question_zh: script.question_zh.trim(), question_en: script.question_en.trim() } : {}),
    ...(Object.keys(purchase).length > 0 ? { purchase } : {}),
  }
}
