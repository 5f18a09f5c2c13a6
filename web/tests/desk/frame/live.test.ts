// @vitest-environment happy-dom
// The stream of events of a tab: what it makes the desks read anew, and what happens while nobody looks.
import { flushSync } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { isLive, startLive } from '../../../src/desk/net/live.svelte'
import { queryRaw } from '../../../src/desk/net/query.svelte'
import { effectRoot } from './root.svelte'

class Stream extends EventTarget {
  static readonly CLOSED = 2
  readyState = 0
  onopen: (() => void) | null = null
  onerror: (() => void) | null = null

  constructor(readonly url: string) {
    super()
    streams.push(this)
  }

  opens(): void {
    this.readyState = 1
    this.onopen?.()
  }

  /** The server refuses it, or ends it for good. */
  ends(): void {
    this.readyState = Stream.CLOSED
    this.onerror?.()
  }

  says(kind: string): void {
    this.dispatchEvent(new MessageEvent(kind, { data: '{}' }))
  }

  close(): void {
    this.readyState = Stream.CLOSED
  }
}

/** What planners look at. */
const PLANNED = ['/v1/assignments?state=issued', '/v1/devices', '/v1/revisits', '/v1/rounds/r/coverage']
const ALL = 9

let streams: Stream[] = []
let asked: string[] = []
let visible = true
let stop = (): void => {}

const last = (): Stream => streams.at(-1) as Stream
const open = (): Stream[] => streams.filter((one) => one.readyState !== Stream.CLOSED)
function look(now: boolean): void {
  visible = now
  document.dispatchEvent(new Event('visibilitychange'))
}
/** Lets time pass; gives what was read of the pages that are open. */
async function after(ms: number): Promise<string[]> {
  asked = []
  await vi.advanceTimersByTimeAsync(ms)
  flushSync()
  return asked.filter((url) => !url.startsWith('/v1/inbox')).sort()
}

beforeEach(async () => {
  vi.useFakeTimers()
  streams = []
  visible = true
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => (visible ? 'visible' : 'hidden'))
  vi.stubGlobal('EventSource', Stream)
  vi.stubGlobal('fetch', (url: string) => {
    asked.push(url)
    return Promise.resolve({ ok: true, status: 200, headers: new Headers({ 'content-type': 'application/json' }), json: () => Promise.resolve({}) })
  })
  const pages = effectRoot(() => {
    const read = ['/v1/audits', '/v1/reports/coverage', '/v1/reports/ranking', ...PLANNED, '/v1/publications', '/v1/regional-projects'].map((url) => queryRaw(() => url))
    return () => read.map((one) => one.data)
  })
  const end = startLive()
  stop = () => {
    end()
    pages()
  }
  flushSync()
  await after(10)
})
afterEach(() => {
  stop()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

it('an audit changes no ranking before it is published', async () => {
  last().opens()
  expect(await after(1000)).toEqual([])
  last().says('audit')
  expect(await after(1000)).toEqual(['/v1/audits', '/v1/reports/coverage'])
  last().says('report')
  expect(await after(1000)).toEqual(['/v1/publications', '/v1/regional-projects', '/v1/reports/coverage', '/v1/reports/ranking'])
  last().says('order')
  expect(await after(1000)).toEqual(['/v1/regional-projects'])
})

it('what is planned is read anew once, however much of it changes in a moment', async () => {
  last().opens()
  last().says('plan')
  await after(500)
  last().says('plan')
  expect(await after(1000)).toEqual([])
  expect(await after(1000)).toEqual([...PLANNED.slice(0, 2), '/v1/reports/coverage', ...PLANNED.slice(2)])
  // What is read at once takes the plan along.
  last().says('plan')
  last().says('audit')
  expect(await after(500)).toEqual([PLANNED[0], '/v1/audits', PLANNED[1], '/v1/reports/coverage', ...PLANNED.slice(2)])
  expect(await after(5000)).toEqual([])
})

it('a tab that is hidden gives its stream back, and reads everything when it is seen again', async () => {
  last().opens()
  look(false)
  await after(10_000)
  look(true)
  expect(await after(60_000)).toEqual([])
  expect(streams.length).toBe(1)
  look(false)
  await after(120_000)
  expect([open().length, isLive()]).toEqual([0, false])
  look(true)
  expect(open().length).toBe(1)
  last().opens()
  expect((await after(1000)).length).toBe(ALL)
})

it('what was missed between two streams is read when the next one opens', async () => {
  last().opens()
  last().ends()
  expect(isLive()).toBe(false)
  await after(60_000)
  expect(open().length).toBe(1)
  last().opens()
  expect((await after(1000)).length).toBe(ALL)
  expect(isLive()).toBe(true)
})

it('who listens again after a session that ended reads what nobody told meanwhile', async () => {
  last().opens()
  await after(1000)
  const end = startLive(true)
  last().opens()
  expect((await after(1000)).length).toBe(ALL)
  end()
  expect([last().readyState, isLive()]).toEqual([Stream.CLOSED, false])
})
