// Large files made by the server.
import type { components } from '../../api/schema'
import { act } from '../net/act'
import { list, type List } from '../net/query.svelte'
import type { Reply } from '../net/send'
import type { ExportWish } from './logic/exports'

/** A file that somebody asked for. */
export type ExportJob = components['schemas']['ExportView']

/** Exports of the person, the newest first; call it while a component is set up. */
export const exportJobs = (): List<ExportJob> => list('/v1/exports', () => ({}), { limit: 50 })

/** Whether something is still being made. */
export const underWay = (job: ExportJob): boolean => job.state === 'queued' || job.state === 'running'

/** Where the file is downloaded; the browser goes on where it was cut off. */
export const fileAddress = (job: ExportJob): string => `/v1/exports/${job.id}/file`

/** Asks for a file. The document leaves open what filters hold. */
export const startExport = (wish: ExportWish): Promise<Reply<unknown>> =>
  act('post', '/v1/exports', { body: wish as components['schemas']['NewExport'] })

/** Takes one back. */
export const cancelExport = (id: string): Promise<Reply<unknown>> => act('delete', '/v1/exports/{id}', { path: { id } })
