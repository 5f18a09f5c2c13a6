// What the forms of verbs say to the server.

/** Verbs with a form of their own. */
export type DialogVerb = 'contain' | 'plan' | 'extensions'

/** Whether a form can be handed in. */
export function ready(verb: DialogVerb, texts: Readonly<Record<string, string>>): boolean {
  const has = (name: string) => Boolean(texts[name]?.trim())
  if (verb === 'contain') return has('note')
  if (verb === 'plan') return has('plan')
  return has('reason') && has('cause') && instantOf(texts.until ?? '') !== null
}

/** The body of a verb from the texts of its form. */
export function bodyOf(verb: DialogVerb, texts: Readonly<Record<string, string>>): Record<string, unknown> {
  const text = (name: string) => texts[name]?.trim() ?? ''
  if (verb === 'contain') return { note: text('note') }
  if (verb === 'plan') return { plan: text('plan'), ...(text('owner') ? { owner: text('owner') } : {}) }
  return { cause: text('cause'), reason: text('reason'), to: instantOf(text('until')) }
}

/** A day (its 18:00) or a day with its time, both of Shanghai, as the API writes instants; `null`: it is none. */
export function instantOf(text: string): string | null {
  const found = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?/.exec(text)
  if (!found) return null
  const at = Date.parse(`${found[1]}T${found[2] ?? '18:00'}:00+08:00`)
  return Number.isFinite(at) ? new Date(at).toISOString().replace('.000Z', 'Z') : null
}

/** The texts of a form from a body that was refused: the way back of `bodyOf`. */
export function untilOf(to: string): string {
  const at = Date.parse(to)
  if (!Number.isFinite(at)) return ''
  const local = new Date(at + 8 * 3_600_000).toISOString()
  return local.slice(11, 16) === '18:00' ? local.slice(0, 10) : local.slice(0, 16)
}
