// Texts of the desks: a file per desk and language, loaded with the desk's first page.
import { filled } from '../../i18n/fill'
import { recall, remember } from '../../ui/memory'

/** A language of the desks. */
export type Lang = 'zh' | 'en'
/** A text that exists in both languages, as checklists and the API give it. */
export type Both = { zh: string; en: string }

/** The same name as the phone's: one choice for both. */
const KEY = 'forecourt.lang'
const files = import.meta.glob<unknown>('./{zh,en}/*.json', { import: 'default' })

let language = $state.raw<Lang>(preferred())
let loaded = $state.raw<Readonly<Record<string, unknown>>>({})
const wanted = new Set<string>()

function preferred(): Lang {
  if (typeof document === 'undefined') return 'zh'
  const stored = recall(KEY)
  if (stored === 'zh' || stored === 'en') return stored
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh'
}

async function read(lang: Lang, name: string): Promise<unknown> {
  const file = files[`./${lang}/${name}.json`]
  if (!file) throw new Error(`There are no texts ${lang}/${name}`)
  return file()
}

/** The present language. */
export const lang = (): Lang => language

/** The side of a text that is of the present language. */
export const say = (text: Both): string => text[language]

/** A text with its values: `{n}` becomes the value, `{n|photo|photos}` the word for one or for many. */
export const fill = filled

/** Loads texts by the names of their files; the router does it before a page is shown. */
export async function loadTexts(...names: string[]): Promise<void> {
  for (const name of names) wanted.add(name)
  const now = language
  const missing = names.filter((name) => !(name in loaded))
  if (missing.length === 0) return
  const read_ = await Promise.all(missing.map(async (name) => [name, await read(now, name)] as const))
  if (now === language) loaded = { ...loaded, ...Object.fromEntries(read_) }
  else await loadTexts(...names)
}

/** The texts of a file, typed by its Chinese side. Only after the router has loaded them. */
export function textsOf<T>(name: string): () => T {
  return () => {
    const texts = loaded[name]
    if (texts === undefined) throw new Error(`The texts ${name} are not loaded`)
    return texts as T
  }
}

/** Switches the language: everything that is loaded is loaded in the other one first. */
export async function useLanguage(next: Lang): Promise<void> {
  const all = await Promise.all([...wanted].map(async (name) => [name, await read(next, name)] as const))
  language = next
  loaded = Object.fromEntries(all)
  mark()
  remember(KEY, next)
}

/** Says to the browser which language the page is in. */
export function mark(): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
}
