import { zh, type Texts } from './zh'

/** A language of the app. */
export type Lang = 'zh' | 'en'

/** A text that exists in both languages, as checklists and the API give it. */
export type Both = { zh: string; en: string }

const KEY = 'forecourt.lang'

let current = $state.raw<{ lang: Lang; texts: Texts }>({ lang: 'zh', texts: zh })

/** Texts of the present language. */
export const t = (): Texts => current.texts

/** The present language. */
export const lang = (): Lang => current.lang

/** The side of a text that is of the present language. */
export const say = (text: Both): string => text[current.lang]

/** The language that was chosen before, else that of the phone, else Chinese. */
export function preferred(): Lang {
  const stored = read()
  if (stored === 'zh' || stored === 'en') return stored
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh'
}

/** Switches the language and remembers it. English is loaded when it is first wanted. */
export async function use(next: Lang): Promise<void> {
  const texts = next === 'en' ? (await import('./en')).en : zh
  current = { lang: next, texts }
  document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en'
  try {
    localStorage.setItem(KEY, next)
  } catch {
    // Private mode refuses to remember; the language of this run stands.
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}
