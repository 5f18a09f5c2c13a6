// Forms whose changes would be lost: whoever leaves them is asked first.
import { textsOf } from '../texts/index.svelte'
import type frame from '../texts/zh/frame.json'
import { confirm } from '../ui/ask.svelte'
import { beforeGoing } from './router.svelte'

/** What is asked. */
type Words = Record<'title' | 'text' | 'yes', string>

const w = textsOf<typeof frame>('frame')
const open = new Map<() => boolean, () => Words>()
let release = (): void => {}

/** Whether one may go on: nothing is unsaved, or the person says that it may be lost. */
export async function mayLeave(): Promise<boolean> {
  const [words] = [...open].flatMap(([isDirty, of]) => (isDirty() ? [of()] : []))
  return words === undefined || confirm({ ...words, danger: true })
}

/** Asks before the tab is closed or reloaded. Gives what ends it. */
export function holdTab(): () => void {
  const stay = (event: BeforeUnloadEvent): void => {
    event.preventDefault()
    // Chrome before 119 asks by this alone.
    event.returnValue = true
  }
  addEventListener('beforeunload', stay)
  return () => removeEventListener('beforeunload', stay)
}

function hold(): () => void {
  const ends = [holdTab(), beforeGoing(mayLeave)]
  return () => ends.forEach((end) => end())
}

/** Asks before the page is left while a form of it has changes that are not saved. Call it while the component is set up. */
export function unsaved(isDirty: () => boolean, words: () => Words = () => w().unsaved): void {
  $effect(() => {
    if (!isDirty()) return
    if (open.size === 0) release = hold()
    open.set(isDirty, words)
    return () => {
      open.delete(isDirty)
      if (open.size === 0) release()
    }
  })
}
