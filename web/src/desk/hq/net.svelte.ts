// Large files made by the server (/v1/exports): not in the document of older servers, so they are asked for by hand.
import { actRaw } from '../net/act'
import { invalidate, listRaw, type List } from '../net/query.svelte'
import type { Reply } from '../net/send'

/** A file of an export. */
export interface ExportFile {
  name: string
  rows?: number | null
  bytes?: number | null
  sha256?: string | null
}

/** A file that somebody asked for. */
export interface ExportJob {
  id: string
  kind: string
  format: string
  lang?: string | null
  filter?: Record<string, unknown> | null
  state: string
  rows_done?: number | null
  rows_total?: number | null
  files?: ExportFile[] | null
  created_at: string
  ended_at?: string | null
  expires_at?: string | null
}

/** What is asked for. */
export interface ExportWish {
  kind: string
  format: string
  lang: string
  filter: Record<string, string | number | boolean>
}

const AT = '/v1/exports'

/** Exports of the person, the newest first; call it while a component is set up. */
export const exportJobs = (): List<ExportJob> => listRaw<ExportJob>(() => `${AT}?limit=50`)

/** Whether something is still being made. */
export const underWay = (job: ExportJob): boolean => job.state === 'queued' || job.state === 'running'

/** Where the file is downloaded; the browser goes on where it was cut off. */
export const fileAddress = (job: ExportJob): string => `${AT}/${job.id}/file`

/** Asks for a file. */
export async function startExport(wish: ExportWish): Promise<Reply<ExportJob>> {
  // Every press is a wish of its own: the same file may be wanted again tomorrow.
  const reply = await actRaw<ExportJob>('POST', AT, { body: wish, intention: `export ${JSON.stringify(wish)} ${Math.floor(Date.now() / 10_000)}` })
  if (reply.ok) invalidate(AT)
  return reply
}

/** Takes one back. */
export async function cancelExport(id: string): Promise<Reply<unknown>> {
  const reply = await actRaw<unknown>('DELETE', `${AT}/${id}`)
  if (reply.ok) invalidate(AT)
  return reply
}
