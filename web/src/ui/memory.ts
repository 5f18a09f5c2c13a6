/** What the browser remembers under a name; `null` without, also where it keeps nothing (blocked cookies, some web views). */
export function recall(name: string): string | null {
  try {
    return localStorage.getItem(name)
  } catch (error) {
    console.warn(error)
    return null
  }
}

/** Lets the browser remember a text; where it refuses, it holds for this run. */
export function remember(name: string, text: string): void {
  try {
    localStorage.setItem(name, text)
  } catch (error) {
    console.warn(error)
  }
}
