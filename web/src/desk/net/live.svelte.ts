// What changes on the server is read anew here: `/v1/events` says that something changed, never what.
import { invalidate } from './query.svelte'
import { sendRaw } from './send'

/** Which addresses an event touches. What an audit changes in results is told by `report`, when it is published. */
const TOUCHES: Record<string, string[]> = {
  // What follows from a low score is told to those who see it.
  inbox: ['/v1/inbox', '/v1/follow-ups'],
  order: ['/v1/rectifications', '/v1/follow-ups', '/v1/regional-projects', '/v1/reports/rectification', '/v1/reports/bulletin'],
  audit: ['/v1/audits', '/v1/reports/coverage'],
  appeal: ['/v1/appeals', '/v1/audits'],
  report: ['/v1/reports', '/v1/periods', '/v1/publications', '/v1/regional-projects'],
  plan: ['/v1/assignments', '/v1/rounds', '/v1/devices', '/v1/revisits', '/v1/cadence', '/v1/reports/coverage'],
}
/** Events of one kind that come together cause one reading, ms. */
const GATHER_MS = 400
/** Visits come in one after the other all day, and pages of a plan read it as a whole, ms. */
const GATHER_PLAN_MS = 2000
/** How often the inbox is asked for while no stream tells, ms. */
const ASK_MS = 60_000
/** A tab that is hidden for so long listens no more, ms. */
const REST_MS = 20_000

const isSeen = (): boolean => document.visibilityState === 'visible'

const waiting = new Set<string>()
let timer: ReturnType<typeof setTimeout> | undefined
let readsAt = Infinity
let unread = $state.raw(0)
let connected = $state.raw(false)

/** How much in the inbox is unread. */
export const unreadCount = (): number => unread
/** Whether the server tells of changes by itself. */
export const isLive = (): boolean => connected

function heard(kind: string): void {
  waiting.add(kind)
  const ms = kind === 'plan' ? GATHER_PLAN_MS : GATHER_MS
  if (Date.now() + ms >= readsAt) return
  readsAt = Date.now() + ms
  clearTimeout(timer)
  timer = setTimeout(readAnew, ms)
}

function readAnew(): void {
  readsAt = Infinity
  const kinds = [...waiting]
  waiting.clear()
  if (kinds.includes('reset')) invalidate()
  else invalidate(...kinds.flatMap((one) => TOUCHES[one] ?? []))
  if (kinds.includes('reset')) void countUnread()
}

/** How much is unread, as an event says it; null when it does not. */
export function unreadOf(data: string): number | null {
  try {
    const told: unknown = (JSON.parse(data) as { unread?: unknown } | null)?.unread
    return typeof told === 'number' ? told : null
  } catch {
    return null
  }
}

/** Asks how much is unread. */
export async function countUnread(): Promise<void> {
  const reply = await sendRaw<{ unread: number }>('GET', '/v1/inbox?limit=1')
  if (reply.ok) unread = reply.data.unread
}

/**
 * Listens for as long as the session lasts and the tab is looked at. `missed`: something may have happened that no stream of
 * this tab told; a new one does not know what the last one had told. Gives what ends it.
 */
export function startLive(missed = false): () => void {
  let source: EventSource | null = null
  let rest: ReturnType<typeof setTimeout> | undefined
  const quiet = (): void => {
    connected = false
    missed = true
  }

  function listen(): void {
    source = new EventSource('/v1/events')
    source.onopen = () => {
      connected = true
      if (missed) heard('reset')
      missed = false
    }
    source.onerror = () => {
      quiet()
      // Closed: it was refused, or the session has ended. A break in the line is mended by the browser.
      if (source?.readyState === EventSource.CLOSED) source = null
    }
    for (const kind of [...Object.keys(TOUCHES), 'reset']) source.addEventListener(kind, () => heard(kind))
    source.addEventListener('inbox', (event) => {
      const told = unreadOf(event.data as string)
      if (told === null) void countUnread()
      else unread = told
    })
  }
  /** A tab nobody looks at gives its stream back: a browser has six connections for all tabs, the server so many a person. */
  const sleep = (): void => {
    source?.close()
    source = null
    quiet()
  }
  const seen = (): void => {
    clearTimeout(rest)
    if (!isSeen()) {
      rest = setTimeout(sleep, REST_MS)
      return
    }
    if (!source) listen()
    if (!connected) heard('reset')
  }
  const ask = setInterval(() => {
    if (connected || !isSeen()) return
    void countUnread()
    // It was refused before (too many streams, a server that starts again): perhaps not any more.
    if (!source) listen()
  }, ASK_MS)

  void countUnread()
  if (isSeen()) listen()
  document.addEventListener('visibilitychange', seen)
  return () => {
    clearInterval(ask)
    clearTimeout(rest)
    source?.close()
    connected = false
    document.removeEventListener('visibilitychange', seen)
  }
}
