// Questions before what cannot be undone.

/** A question. `danger` marks what cannot be taken back; `reason` asks for one, at least so many characters. */
export interface Question {
  title: string
  text?: string
  /** The button that does it: a verb. */
  yes: string
  danger?: boolean
  reason?: { label: string; least: number; hint?: string }
}

let asked = $state.raw<{ question: Question; answer: (reason: string | null) => void } | null>(null)

/** What is being asked, for the frame. */
export const question = (): typeof asked => asked

/** Asks; gives whether it was confirmed. */
export const confirm = async (what: Question): Promise<boolean> => (await askReason(what)) !== null

/** Asks for a reason; null when it was not confirmed. */
export function askReason(what: Question): Promise<string | null> {
  return new Promise((done) => {
    asked = {
      question: what,
      answer: (reason) => {
        asked = null
        done(reason)
      },
    }
  })
}
