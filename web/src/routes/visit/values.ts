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

/**
 * Whether it was as the item states: many state what must not be ("an invoice is not refused"), so that "no" would mean the good
 * and the bad. A bonus states what may be: it is there or not.
 */
export const passWords = (bonus: boolean, value: Value): string =>
  value === true ? (bonus ? t().item.bonusYes : t().item.pass) : bonus ? t().item.bonusNo : t().item.fail

/** The words of a button: the one that crosses a red line says so before it is tapped. */
export const choiceWords = (severity: ItemView['item']['severity'], value: boolean): string =>
  severity === 'critical' && !value ? t().item.failCritical : passWords(severity === 'bonus', value)
