// What changes on the server is read anew here: `/v1/events` says that something changed, never what.
import { invalidate } from './query.svelte'
import { sendRaw } from './send'

/** Which addresses an event touches; a server that has no events yet is asked for the inbox now and then. */
const TOUCHES: Record<string, string[]> = {
  inbox: ['/v1/inbox'],
  order: ['/v1/rectifications', '/v1/reports/rectification', '/v1/reports/bulletin'],
  audit: ['/v1/audits', '/v1/reports'],
  appeal: ['/v1/appeals', '/v1/audits'],
  report: ['/v1/reports', '/v1/periods'],
  export: ['/v1/exports'],
}
/** Events of one kind that come together cause one reading, ms. */
const GATHER_MS = 400
/** How often the inbox is asked for where there are no events, ms. */
const ASK_MS = 60_000

const waiting = new Set<string>()
let timer: ReturnType<typeof setTimeout> | undefined
let unread = $state.raw(0)
let connected = $state.raw(false)

/** How much in the inbox is unread. */
export const unreadCount = (): number => unread
/** Whether the server tells of changes by itself. */
export const isLive = (): boolean => connected

function heard(kind: string): void {
  waiting.add(kind)
  timer ??= setTimeout(() => {
    timer = undefined
    const kinds = [...waiting]
    waiting.clear()
    if (kinds.includes('reset')) invalidate()
    else invalidate(...kinds.flatMap((one) => TOUCHES[one] ?? []))
    if (kinds.includes('reset')) void countUnread()
  }, GATHER_MS)
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

/** Listens for as long as the frame lives. Gives what ends it. */
export function startLive(): () => void {
  let source: EventSource | null = null
  void countUnread()
  const ask = setInterval(() => {
    if (connected || document.visibilityState !== 'visible') return
    void countUnread()
    // It was refused before (a server without events, too many streams, one that starts again): perhaps not any more.
    if (!source) listen()
  }, ASK_MS)

  function listen(): void {
    source = new EventSource('/v1/events')
    source.onopen = () => (connected = true)
    source.onerror = () => {
      connected = false
      // Closed: the server has no events, or the session has ended. A break in the line is mended by the browser.
      if (source?.readyState === EventSource.CLOSED) source = null
    }
    for (const kind of [...Object.keys(TOUCHES), 'reset']) source.addEventListener(kind, () => heard(kind))
    source.addEventListener('inbox', (event) => {
      const told = unreadOf(event.data as string)
      if (told === null) void countUnread()
      else unread = told
    })
  }
  const seen = (): void => {
    if (document.visibilityState !== 'visible') return
    if (!source) listen()
    if (!connected) heard('reset')
  }
  listen()
  document.addEventListener('visibilitychange', seen)
  return () => {
    clearInterval(ask)
    source?.close()
    document.removeEventListener('visibilitychange', seen)
  }
}
