import type { FlagDef, FlagValue, ItemView } from '../../engine'
import { t } from '../../i18n/index.svelte'
import { title } from '../../ui/words'

/** A flag with its value in words: "has a store: no". */
export const flagWords = (flag: FlagDef, value: FlagValue): string =>
  `${title(flag.text)}${t().app.colon}${typeof value === 'number' ? value : value ? t().app.yes : t().app.no}`

/** Why an item does not apply, in words. */
export const because = (view: ItemView): string => view.na_because.map(({ flag, value }) => flagWords(flag, value)).join(t().app.comma)
