// Photos that are loaded before they are looked at, so that the next audit stands there at once. A photo's own address leads
// to one that is new every time, which no browser keeps: the bytes are kept here.
import { isShut } from '../net/send'

/** The sizes that the server has. */
export type Size = 'thumb' | 'view' | 'original'

/** A photo on its way; `src` is null until it is there. */
export class Picture {
  src = $state.raw<string | null>(null)
  failed = $state.raw(false)
  busy = false
  used = 0

  constructor(readonly id: string, readonly size: Size) {}
}

/** So many come at the same time. */
const LANES = 6
/** So many are kept; an audit has 80 at the most, in two sizes. */
const KEPT = 400

const pictures = new Map<string, Picture>()
const urgent: Picture[] = []
const later: Picture[] = []
let running = 0
let ticks = 0

/** The address of a photo at the server. */
export const addressOf = (id: string, size: Size): string => `/v1/photos/${id}?size=${size}`

/** A photo; it begins to come at once. */
export const picture = (id: string, size: Size): Picture => want(id, size, urgent)

/** Loads photos before they are wanted, behind everything that is looked at. */
export function preload(ids: readonly string[], size: Size): void {
  for (const id of ids) want(id, size, later)
}

function want(id: string, size: Size, line: Picture[]): Picture {
  const key = `${id} ${size}`
  let found = pictures.get(key)
  if (!found) {
    found = new Picture(id, size)
    pictures.set(key, found)
    sweep()
  }
  ticks += 1
  found.used = ticks
  if (found.src === null && !found.failed && !found.busy) {
    const waits = later.indexOf(found)
    if (line === urgent && waits >= 0) later.splice(waits, 1)
    if (!urgent.includes(found) && !later.includes(found)) line.push(found)
    // Not while a page is being drawn.
    queueMicrotask(go)
  }
  return found
}

/** Tries a photo once more. */
export function tryAgain(one: Picture): void {
  one.failed = false
  want(one.id, one.size, urgent)
}

function go(): void {
  while (running < LANES) {
    const one = urgent.shift() ?? (running < LANES / 2 ? later.shift() : undefined)
    if (!one) return
    running += 1
    one.busy = true
    void load(one).finally(() => {
      running -= 1
      one.busy = false
      go()
    })
  }
}

async function load(one: Picture): Promise<void> {
  const url = addressOf(one.id, one.size)
  if (isShut()) {
    one.failed = true
    return
  }
  try {
    const answer = await fetch(url, { credentials: 'same-origin' })
    if (answer.ok) one.src = URL.createObjectURL(await answer.blob())
    else one.failed = true
  } catch {
    // A storage of another origin need not let scripts read its bytes; a picture may be shown all the same.
    one.src = await shows(url) ? url : null
    one.failed = one.src === null
  }
}

const shows = (url: string): Promise<boolean> =>
  new Promise((done) => {
    const image = new Image()
    image.onload = () => done(true)
    image.onerror = () => done(false)
    image.src = url
  })

function sweep(): void {
  if (pictures.size <= KEPT) return
  const old = [...pictures].filter(([, one]) => !one.busy).sort((a, b) => a[1].used - b[1].used)
  for (const [key, one] of old.slice(0, pictures.size - KEPT)) {
    if (one.src?.startsWith('blob:')) URL.revokeObjectURL(one.src)
    pictures.delete(key)
  }
}
