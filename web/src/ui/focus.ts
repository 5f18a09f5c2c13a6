let first = true

/** Where the focus goes. */
export const focus = {
  /** A page has come up: its heading takes the focus, so that screen readers read on from there. Not at the very start. */
  arrive(heading: HTMLElement | undefined): void {
    if (first) first = false
    else heading?.focus({ preventScroll: true })
  },
}
