import type { PageRow } from '../types'

/** Pages of this desk. */
export const rows: readonly PageRow[] = []
