// Every page of the desks. Each desk keeps its own rows; pages are loaded when they are opened.
import { rows as admin } from './admin/pages'
import { rows as frame } from './frame/pages'
import { rows as hq } from './hq/pages'
import { rows as plan } from './plan/pages'
import { rows as region } from './region/pages'
import { rows as review } from './review/pages'
import { rows as station } from './station/pages'
import type { PageRow } from './types'

/** Pages in the order of the navigation; the first that fits an address is shown. */
export const pages: readonly PageRow[] = [...station, ...hq, ...region, ...review, ...plan, ...admin, ...frame]
