// Forms whose changes would be lost: whoever leaves them is asked first.
import { textsOf } from '../texts/index.svelte'
import type frame from '../texts/zh/frame.json'
import { confirm } from '../ui/ask.svelte'
import { beforeGoing } from './router.svelte'

const w = textsOf<typeof frame>('frame')
const open = new Set<() => boolean>()
let release = (): void => {}

/** Whether one may go on: nothing is unsaved, or the person says that it may be lost. */
export const mayLeave = async (): Promise<boolean> =>
  ![...open].some((isDirty) => isDirty()) || confirm({ title: w().unsaved.title, text: w().unsaved.text, yes: w().unsaved.yes, danger: true })

function hold(): () => void {
  const stay = (event: BeforeUnloadEvent): void => event.preventDefault()
  addEventListener('beforeunload', stay)
  const end = beforeGoing(mayLeave)
  return () => {
    removeEventListener('beforeunload', stay)
    end()
  }
}

/** Asks before the page is left while a form of it has changes that are not saved. Call it while the component is set up. */
export function unsaved(isDirty: () => boolean): void {
  $effect(() => {
    if (!isDirty()) return
    if (open.size === 0) release = hold()
    open.add(isDirty)
    return () => {
      open.delete(isDirty)
      if (open.size === 0) release()
    }
  })
}
