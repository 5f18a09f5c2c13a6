// Opening an audit: from the queue it is taken at once, since whoever opens it there means to review it; a shared link only shows it.
import { navigate } from '../frame/router.svelte'
import type { Row } from './logic/types'

/** Audits that are to be taken as soon as they are shown. */
const wanted = new Set<string>()

/** Opens an audit; `take` takes it too. */
export async function openAudit(row: Pick<Row, 'id'>, take = false): Promise<void> {
  if (take) wanted.add(row.id)
  await navigate(`/desk/review/audits/${row.id}`)
}

/** Whether this audit is to be taken now; says yes once. */
export const isWanted = (id: string): boolean => wanted.delete(id)
