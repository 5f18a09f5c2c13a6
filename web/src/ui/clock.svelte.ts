import { createSubscriber } from 'svelte/reactivity'

const tick = (ms: number) =>
  createSubscriber((update) => {
    const timer = setInterval(update, ms)
    return () => clearInterval(timer)
  })

const second = tick(1000)
const halfMinute = tick(30_000)

/** Now, read again every second while something shows it. */
export const nowBySecond = (): number => {
  second()
  return Date.now()
}

/** Now, read again every half minute while something shows it. */
export const now = (): number => {
  halfMinute()
  return Date.now()
}
