import type { FlagDef, FlagValue, ItemView } from '../../engine'
import { say, t } from '../../i18n/index.svelte'

/** A flag with its value in words: "has a store: no". */
export const flagWords = (flag: FlagDef, value: FlagValue): string =>
  `${say(flag.text)}${t().app.colon}${typeof value === 'number' ? value : value ? t().app.yes : t().app.no}`

/** Why an item does not apply, in words. */
export const because = (view: ItemView): string => view.na_because.map(({ flag, value }) => flagWords(flag, value)).join(t().app.comma)
