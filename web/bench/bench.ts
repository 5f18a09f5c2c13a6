// The engine alone in a real browser, for scripts/figures.mjs.

import { openEngine, type Engine, type Visit } from '../src/engine'

declare global {
  interface Window {
    bench: typeof bench
  }
}

/** A picture of 12 megapixels as a camera gives it: noise on a gradient, so that it does not compress to nothing. */
async function camera(seed: number, width = 4000, height = 3000): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')!
  const gradient = context.createLinearGradient(0, 0, width, height)
  gradient.addColorStop(0, `hsl(${seed * 37} 60% 70%)`)
  gradient.addColorStop(1, `hsl(${seed * 91} 50% 30%)`)
  context.fillStyle = gradient
  context.fillRect(0, 0, width, height)
  for (let i = 0; i < 6000; i++) {
    context.fillStyle = `hsl(${(i * 53 + seed) % 360} 40% ${(i * 29) % 100}%)`
    context.fillRect((i * 7919 * (seed + 1)) % width, (i * 104729) % height, 8 + (i % 60), 5 + (i % 40))
  }
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.92 })
}

const sorted = (times: number[]) => [...times].sort((a, b) => a - b)
const at = (times: number[], share: number) => sorted(times)[Math.min(times.length - 1, Math.floor(times.length * share))]!

let engine: Engine
let visit: Visit
let shot: Blob

const bench = {
  async signIn(username: string, password: string) {
    engine = await openEngine()
    return engine.signIn({ username, password })
  },
  async sync() {
    await engine.sendNow()
    return { today: engine.today.get(), session: engine.session.get(), contact: engine.contact.get() }
  },
  async start(assignment: string) {
    const id = await engine.startVisit(assignment)
    visit = (await engine.openVisit(id))!
    return id
  },
  async fill(photos: number) {
    for (let i = 0; i < photos; i++) {
      const small = await camera(i, 1600, 1200)
      const result = await visit.takePhoto({ blob: small, kind: 'scene' })
      if (!result.ok) throw new Error(JSON.stringify(result))
    }
    return visit.view.get().photos.map((photo) => photo.bytes)
  },
  /** Answers items at random and tells how long until each was stored and shown. */
  async taps(count: number) {
    const items = visit.view.get().groups.flatMap((group) => group.items)
    const times: number[] = []
    for (let i = 0; i < count; i++) {
      const one = items[(i * 31) % items.length]!
      const kind = one.item.answer.kind
      const began = performance.now()
      await visit.answer(one.item.id, kind === 'pass_fail' ? i % 2 === 0 : i % 2)
      times.push(performance.now() - began)
    }
    return { p50: at(times, 0.5), p99: at(times, 0.99), max: Math.max(...times) }
  },
  async stamps() {
    const times: number[] = []
    for (let i = 0; i < 40; i++) {
      const began = performance.now()
      await visit.stamp('left')
      times.push(performance.now() - began)
    }
    return { p50: at(times, 0.5), p99: at(times, 0.99) }
  },
  async shoot() {
    shot = await camera(7)
    return shot.size
  },
  async photo() {
    const began = performance.now()
    const result = await visit.takePhoto({ blob: shot, kind: 'scene' })
    return { ms: performance.now() - began, result, bytes: visit.view.get().photos.at(-1)?.bytes }
  },
  async finish() {
    const items = visit.view.get().groups.flatMap((group) => group.items)
    for (const one of items) {
      if (one.state !== 'open') continue
      const kind = one.item.answer.kind
      await visit.answer(one.item.id, kind === 'pass_fail' ? true : kind === 'graded' ? 2 : 0)
    }
    await visit.stamp('left')
    return visit.finish({ despite_missing: true })
  },
  outbox: () => engine.outbox.get(),
}
window.bench = bench
