// Footage that a panel asked for, as whoever hands it in sees it.
import type { components } from '../../../api/schema'
import { instant } from './urgency'

type StepFacts = components['schemas']['StepFacts']
interface Facts {
  state: string
  due_at?: string | null
  steps: readonly Pick<StepFacts, 'kind' | 'level' | 'reason' | 'windows'>[]
}

/** The server takes so many answers at a level. */
const ANSWERS = 5

/** What the panel asked for. */
export const asked = (appeal: Facts): Facts['steps'][number] | undefined => appeal.steps.find((one) => one.kind === 'footage_asked')

/** Whether footage may be handed in: it was asked for, a level has it whose time runs, and it was not answered too often there. */
export function mayGive(appeal: Facts, now: number): boolean {
  const level = appeal.state === 'level_1' ? 1 : appeal.state === 'level_2' ? 2 : null
  const due = instant(appeal.due_at)
  const given = appeal.steps.filter((one) => one.kind === 'footage_given' && one.level === level).length
  return level !== null && asked(appeal) !== undefined && (due === null || due > now) && given < ANSWERS
}
