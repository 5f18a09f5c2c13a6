import enUrl from './en.json?url'
import type zh from './zh.json'
import zhUrl from './zh.json?url'
import { recall, remember } from '../ui/memory'
import { filled } from './fill'

/** A language of the app. */
export type Lang = 'zh' | 'en'

/** The texts of a language: sentences with `{names}` for what varies, see `fill`. Both files have the same shape. */
export type Texts = typeof zh

/** A text that exists in both languages, as checklists and the API give it. */
export type Both = { zh: string; en: string }

const KEY = 'forecourt.lang'
const urls: Record<Lang, string> = { zh: zhUrl, en: enUrl }

let current = $state.raw<{ lang: Lang; texts: Texts } | null>(null)

/** Texts of the present language. Only after `use` has loaded one. */
export function t(): Texts {
  if (!current) throw new Error('No texts are loaded')
  return current.texts
}

/** Whether a language is loaded. */
export const ready = (): boolean => current !== null

/** The present language. */
export const lang = (): Lang => current?.lang ?? preferred()

/** The side of a text that is of the present language. */
export const say = (text: Both): string => text[lang()]

/** A text with its values: `{n}` becomes the value, `{n|photo|photos}` the word for one or for many. */
export const fill = filled

/** The language that was chosen before, else that of the phone, else Chinese. */
export function preferred(): Lang {
  const stored = recall(KEY)
  if (stored === 'zh' || stored === 'en') return stored
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh'
}

/** Loads a language, switches to it and remembers it. Texts are data, so they do not count as script. */
export async function use(next: Lang): Promise<void> {
  if (current?.lang === next) return
  const answer = await fetch(urls[next])
  if (!answer.ok) throw new Error(`The texts of ${next} could not be loaded: ${answer.status}`)
  current = { lang: next, texts: (await answer.json()) as Texts }
  document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en'
  remember(KEY, next)
}
