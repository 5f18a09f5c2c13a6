import type { ItemView, Value } from '../../engine'
import { say, t } from '../../i18n/index.svelte'

/** The answer of an item in a word or a number with its unit. */
export function valueWords(view: ItemView): string {
  const { item, value } = view
  if (value === null) return t().item.notObserved
  const answer = item.answer
  if (typeof value === 'boolean') return passWords(item.severity === 'bonus', value)
  if (value === answer.never) return t().item.never
  if (answer.unit_text) return `${value} ${say(answer.unit_text)}`
  return String(value)
}

/** Yes and no; a bonus is there or not. */
export const passWords = (bonus: boolean, value: Value): string =>
  value === true ? (bonus ? t().item.bonusYes : t().item.pass) : bonus ? t().item.bonusNo : t().item.fail
