import type { AssignmentChange, AssignmentView, ErrorKind, Missing, PhotoResult, Purchase, SignInResult, Station } from '../engine'
import { yuan } from '../i18n/format'
import { fill, say, t, type Both } from '../i18n/index.svelte'

/** Name of a station, or "a visit" when the phone does not have it. */
export const stationName = (station: Station | null): string => (station ? say(station.name) : t().returned.unnamed)

/** The least and the most to spend on fuel, in yuan. */
const between = (purchase: Purchase) => ({ min: yuan(purchase.fuel_min_fen), max: yuan(purchase.fuel_max_fen) })

/** What to buy, a line each. */
export function buys(purchase: Purchase): string[] {
  const a = t().assignment
  const lines: string[] = []
  if (purchase.fuel_min_fen > 0 && purchase.fuel_max_fen > 0) lines.push(fill(a.fuel, between(purchase)))
  else if (purchase.fuel_max_fen > 0) lines.push(fill(a.fuelTo, between(purchase)))
  else if (purchase.fuel_min_fen > 0) lines.push(fill(a.fuelFrom, between(purchase)))
  lines.push(purchase.store_max_fen > 0 ? fill(a.store, { max: yuan(purchase.store_max_fen) }) : a.noStore)
  lines.push(purchase.invoice ? a.invoice : a.noInvoice)
  return lines
}

/** What to buy, in one short line. */
export function buysShort(purchase: Purchase): string {
  const a = t().assignment
  const both = purchase.fuel_min_fen > 0 && purchase.fuel_max_fen > 0
  return [
    both ? fill(a.short.fuel, between(purchase)) : (buys(purchase)[0] ?? ''),
    purchase.store_max_fen > 0 ? a.short.store : '',
    purchase.invoice ? a.short.invoice : '',
  ]
    .filter((part) => part !== '')
    .join(' · ')
}

/** What of a visit to make changed, in a few words. */
export const changeWords = (changes: AssignmentChange[]): string =>
  changes.length === 0 ? t().today.changed : fill(t().today.changedWhat, { what: changes.map((one) => t().today.reason[one]).join(t().app.comma) })

/** The first words of a long name: "Approach" of "Approach: signs, prices, night lighting". */
export const brief = (text: Both): string => say(text).split(/[:\uff1a,\uff0c]| and /)[0] ?? say(text)

/** A text as a line begins with it. */
export const title = (text: Both): string => upper(say(text))

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** A question without the mark of its weight, which stands beside it. */
export const question = (text: Both): string => upper(say(text).replace(/^(红线|加分|RED LINE|BONUS)[:\uff1a]\s*/, ''))

/** From and to of an assignment, epoch ms. */
export const windowOf = (view: AssignmentView): { from: number; to: number } => ({
  from: Date.parse(view.assignment.window_start),
  to: Date.parse(view.assignment.window_end),
})

/** Why a try did not succeed, in one sentence. */
export const errorWords = (kind: ErrorKind): string => t().outbox.error[kind]

/** Why a sign-in or a change of password did not succeed: in the server's words where there are some. */
export function signInWords({ told, why }: Exclude<SignInResult, { ok: true }>): string {
  const e = t().signIn
  return told?.detail || told?.title || { no_answer: e.offline, refused: e.refused, slow_down: e.slowDown, no_cookie: e.noCookie, failed: e.failed }[why]
}

/** Why a photo was not taken, in one sentence that says what is safe. */
export const photoWords = (result: Extract<PhotoResult, { ok: false }>): string => t().photos.why[result.why]

/** What is missing, counted: "no answer 12, photo missing 2". */
export function missingSums(list: Missing[]): { text: string; count: number }[] {
  const sums = new Map<string, number>()
  for (const one of list) {
    const text = 'item' in one ? t().missing.what[one.what] : missingWords(one)
    sums.set(text, (sums.get(text) ?? 0) + 1)
  }
  return [...sums].map(([text, count]) => ({ text, count }))
}

/** What is missing, in a few words without its item. */
export function missingWords(missing: Missing): string {
  const m = t().missing
  if (missing.what === 'stamp') return `${m.stamp}${t().stamps.kind[missing.stamp]}`
  return m.what[missing.what]
}
