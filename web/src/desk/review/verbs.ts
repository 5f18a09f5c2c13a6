// What a reviewer does with an audit. What was meant is done once; what the server says comes back in words.
import { act } from '../net/act'
import { invalidate } from '../net/query.svelte'
import type { Problem } from '../net/problem'
import { sendRaw, type Reply } from '../net/send'
import type { Answer } from '../../api/client'
import { fill, say } from '../texts/index.svelte'
import { askReason, confirm } from '../ui/ask.svelte'
import { day } from '../ui/format'
import { toast } from '../ui/toast.svelte'
import { problemWords } from '../ui/words'
import { navigate, route } from '../frame/router.svelte'
import { me } from '../frame/session.svelte'
import type { Bench } from './bench.svelte'
import { hold, isHeld, untilSent } from './held'
import { amend, claim, countDone, lastVerdict, putAside, setVerdict } from './desk.svelte'
import { acceptance, dropDraft, isWorth, remarksOf } from './logic/draft'
import type { Accept, Case, Flag, Value } from './logic/types'
import { ASKS, goesOn, PUBLIC, STOPS } from './logic/verdict'
import { pointWords } from './points'
import { w, wordOf } from './texts'

/** How long the server is given to examine photos before an accept has failed. */
const EXAMINING_TRIES = 20
const EXAMINING_MS = 1500

const at = (id: string): string => `/v1/audits/${id}`
const path = (audit: Pick<Case, 'id'>) => ({ audit_id: audit.id })

/** Says what went wrong; another version means that the page has to be read anew. */
function failed(audit: Pick<Case, 'id'>, problem: Problem): void {
  if (problem.status === 412 || problem.status === 409) invalidate(at(audit.id), '/v1/audits?')
  if (problem.status === 412) toast.say(w().hold.changed)
  else toast.fail(problem)
}

/** What a reviewer judges by: a new version with the same of it is the work of a job, not of a person. */
const judgedBy = (audit: Case): string =>
  JSON.stringify([
    audit.revision, audit.state === 'submitted' ? 'in_review' : audit.state, audit.judgements, audit.red_lines, audit.proposals, audit.submission.answers,
    audit.flags.map((flag) => [flag.id, flag.in_force]), audit.photos.map((photo) => [photo.photo_id, photo.state]), audit.explained.final_bp, audit.explained.reasons,
  ])

/** So often a verb is sent once more because a job of the server had made a new version meanwhile. */
const OVERTAKEN_TRIES = 3

interface Done {
  version: number
}

/**
 * Does a verb on the version that was looked at. Where a verb needs the audit in one's hands it is taken first. A version that
 * only a job made, with nothing else to judge by, is taken as the one that was looked at.
 */
async function does<T extends Done>(bench: Bench, send: (version: number) => Promise<Reply<T>>, needsHands = false): Promise<Reply<T>> {
  const seen = judgedBy(bench.plain)
  bench.touched = true
  await bench.taking
  if (needsHands && bench.inHands().who !== 'me' && bench.taking === null) {
    const problem = await takes(bench)
    if (problem) return { ok: false, problem }
  }
  let version = bench.newest()
  for (let tries = 0; ; tries += 1) {
    const reply = await send(version)
    if (reply.ok) bench.known = Math.max(bench.known, reply.data.version)
    if (reply.ok || reply.problem.status !== 412 || tries === OVERTAKEN_TRIES) return reply
    const fresh = await reads(bench.plain.id)
    if (!fresh.ok || judgedBy(fresh.data) !== seen) return reply
    version = fresh.data.version
  }
}

/** The case as it stands at the server now. */
const reads = (id: string): Promise<Reply<Case>> => sendRaw<Case>('GET', at(id))

/** Claims; gives what went wrong. Claims of one audit go one after the other. */
async function takes(bench: Bench): Promise<Problem | null> {
  await bench.taking
  const run = (async (): Promise<Problem | null> => {
    let version = bench.newest()
    for (let tries = 0; ; tries += 1) {
      const reply = await claim(bench.plain.id, version)
      if ('until' in reply) {
        bench.wasMine = true
        bench.known = Math.max(bench.known, reply.version)
        return null
      }
      if (reply.status !== 412 || tries === OVERTAKEN_TRIES) return reply
      const fresh = await reads(bench.plain.id)
      if (!fresh.ok) return reply
      version = fresh.data.version
    }
  })()
  bench.taking = run
  const problem = await run
  // One that failed may be tried again; one that succeeded holds until the page says otherwise.
  if (problem || bench.taking !== run) bench.taking = null
  else setTimeout(() => bench.taking === run && (bench.taking = null), TAKEN_MS)
  return problem
}

/** So long a claim stands although the page does not show it yet, ms. */
const TAKEN_MS = 5000

/** Takes the audit, or keeps it for longer. */
export async function take(bench: Bench): Promise<boolean> {
  if (!bench.powers.claim) return false
  const problem = await takes(bench)
  if (problem) failed(bench.audit, problem)
  return problem === null
}

/** Gives the audit back, so that another one may take it at once. */
export async function giveBack(bench: Bench): Promise<boolean> {
  const audit = bench.plain
  const reply = await does(bench, (version) => act('post', '/v1/audits/{audit_id}/release', { path: path(audit), body: {}, version }))
  if (reply.ok) bench.wasMine = false
  return reply.ok
}

/** What was taken in passing and is left untouched goes back by itself. */
export async function leaves(bench: Bench): Promise<void> {
  // While a component ends, everything still reads as it was before.
  await Promise.resolve()
  // The same audit may be shown anew, in another state.
  if (bench.touched || route.param('id') === bench.plain.id || isWorth(bench.draft, bench.plain)) return
  await bench.taking
  if (bench.inHands().who === 'me' || bench.wasMine) await giveBack(bench)
}

/** One verb at a time; what was decided meanwhile waits for the one before, and is not lost. */
async function busy<T>(bench: Bench, run: () => Promise<T>): Promise<T> {
  while (bench.running) await bench.running.catch(() => undefined)
  bench.busy = true
  const running = run()
  bench.running = running
  try {
    return await running
  } finally {
    bench.busy = false
    bench.running = null
  }
}

/**
 * Accepts. What is in the way is shown first; what is doubtful is asked once more. `go` leads to the next audit at once: the
 * verdict is sent behind it, and stands in the bar with a way back.
 */
export async function accept(bench: Bench, go: () => void): Promise<void> {
  // The page may show what came of the last deed before its answer is here: a quick key is not lost.
  await bench.running?.catch(() => undefined)
  const { audit } = bench
  const last = lastVerdict()
  const isSent = isHeld(audit.id) || (last?.id === audit.id && last.state === 'sending')
  if (!bench.powers.accept || isSent || route.param('id') !== audit.id) return
  const stop = bench.points.find((point) => STOPS.has(point.kind))
  if (stop) {
    if ('item' in stop) bench.choose(stop.item)
    toast.say(pointWords(bench, stop))
    return
  }
  const doubts = bench.points.filter((point) => ASKS.has(point.kind)).map((point) => pointWords(bench, point))
  if (bench.unseen > 0) doubts.push(fill(w().ask.unseenTitle, { n: bench.unseen }))
  if (doubts.length > 0) {
    const text = [w().ask.acceptText, ...doubts.map((one) => `· ${one}`)].join('\n')
    if (!(await confirm({ title: w().ask.acceptTitle, text, yes: w().act.acceptAnyway }))) return
  }
  const wish = acceptance(bench.draft, audit, bench.missed)
  bench.touched = true
  setVerdict({ id: audit.id, code: audit.station.code, state: 'sending', text: w().act.busy, problem: null, undo: null })
  putAside(audit.id, audit.version)
  go()
  await untilSent(async () => {
    if (goesOn(audit) && !(await hold(audit.id, (drop) => amend(audit.id, { text: w().act.held, undo: () => takesBack(audit, drop) })))) return true
    amend(audit.id, { text: w().act.busy, undo: null })
    return send(bench, wish)
  })
}

/** Takes a verdict back that is still held. */
async function takesBack(audit: Case, drop: () => void): Promise<void> {
  drop()
  await undone(audit)
}

/** The audit is on the desk once more. */
async function undone(audit: Case): Promise<void> {
  putAside(audit.id, null)
  setVerdict(null)
  toast.say(w().act.undone)
  await navigate(`/desk/review/audits/${audit.id}`)
}

/** Gives whether it arrived. */
async function send(bench: Bench, wish: Accept): Promise<boolean> {
  const { audit } = bench
  const code = audit.station.code
  const reply = await patiently(bench, wish)
  if (!reply.ok) {
    putAside(audit.id, null)
    amend(audit.id, { code, state: 'failed', text: fill(w().act.failed, { code, why: problemWords(reply.problem) }), problem: reply.problem })
    invalidate(at(audit.id), '/v1/audits?')
    return false
  }
  const { state, publish_day, second_review, visit_again } = reply.data
  dropDraft(localStorage, me().id, audit.id)
  countDone(1)
  // Its version there is another one now: aside for good, unless somebody changes it.
  putAside(audit.id, reply.data.version)
  const again = visit_again ? ` ${wordOf(w().act.again, visit_again)}` : ''
  const text = state === 'approved'
    ? fill(w().act.accepted, { code, day: day(publish_day) })
    : state === 'second_review'
      ? fill(w().act.toSecond, { code, why: (second_review ?? []).map((cause) => wordOf(w().cause, cause)).join(' · ') })
      : fill(w().act.incomplete, { code }) + again
  const undo = state === 'approved' || state === 'incomplete' ? () => takeBack(audit, reply.data.version) : null
  amend(audit.id, { state: 'done', text, undo })
  return true
}

/** Accepts; while photos are still being examined it is tried again. */
async function patiently(bench: Bench, wish: Accept): Promise<Reply<Answer<'/v1/audits/{audit_id}/accept', 'post'>>> {
  const { audit } = bench
  for (let tries = 0; ; tries += 1) {
    const intention = (version: number): string => `accept ${audit.id} ${version} ${tries}`
    const reply = await does(bench, (version) => act('post', '/v1/audits/{audit_id}/accept', { path: path(audit), body: wish, version, intention: intention(version), keepalive: true }), true)
    if (reply.ok || tries === EXAMINING_TRIES || !isExamining(reply.problem)) return reply
    amend(audit.id, { text: w().act.examining })
    await new Promise((done) => setTimeout(done, EXAMINING_MS))
  }
}

const isExamining = (problem: Problem): boolean => problem.status === 409 && problem.code === 'examining'

/** Takes a verdict back that nobody has published. */
async function takeBack(audit: Case, version: number): Promise<void> {
  const last = lastVerdict()
  amend(audit.id, { state: 'sending', text: w().act.busy, undo: null })
  const isBack = await untilSent(async () => {
    const reply = await act('post', '/v1/audits/{audit_id}/reopen', { path: path(audit), body: { reason: w().act.undoReason }, version, keepalive: true })
    if (!reply.ok && last) amend(audit.id, { state: 'failed', text: fill(w().act.failed, { code: last.code, why: problemWords(reply.problem) }) })
    return reply.ok
  })
  if (!isBack) return
  countDone(-1)
  await undone(audit)
}

/** Returns the audit with what was asked. */
export async function sendBack(bench: Bench, go: () => void): Promise<void> {
  if (bench.busy) return
  await busy(bench, async () => {
    const { audit } = bench
    const remarks = remarksOf(bench.draft)
    if (remarks.length === 0) return toast.say(w().return.empty)
    const answer_within_s = bench.draft.answer_within_s
    const reply = await does(bench, (version) => act('post', '/v1/audits/{audit_id}/return', { path: path(audit), body: { remarks, answer_within_s }, version, keepalive: true }), true)
    if (!reply.ok) return failed(audit, reply.problem)
    dropDraft(localStorage, me().id, audit.id)
    countDone(1)
    putAside(audit.id, reply.data.version)
    bench.dialog = null
    setVerdict({ id: audit.id, code: audit.station.code, state: 'done', text: fill(w().act.returned, { code: audit.station.code, hours: Math.round(answer_within_s / 3600) }), problem: null, undo: null })
    go()
  })
}

/** A change of an answer, of a visit flag, or an N/A that is asked for. */
export type Change = { item: string; value: Value; reason: string } | { flag: string; value: Value; reason: string } | { na_request: string; value: boolean; reason: string }

/** Corrects at once during a review; proposes it for what is published. Gives whether it was done. */
export async function correct(bench: Bench, changes: Change[]): Promise<boolean> {
  const done = await busy(bench, async () => {
    const { audit } = bench
    const proposes = PUBLIC.includes(audit.state)
    const reply = await does(bench, (version) => act('post', '/v1/audits/{audit_id}/correct', { path: path(audit), body: { changes }, version }), !proposes)
    if (!reply.ok) return failed(audit, reply.problem), false
    toast.say(proposes ? w().act.proposed : w().act.corrected)
    return true
  })
  return done
}

/** Makes it void, with a reason; what is published only by proposal. */
export async function makeVoid(bench: Bench, go: () => void): Promise<void> {
  const { audit, powers } = bench
  if (!powers.make_void) return
  const proposes = powers.make_void === 'proposal'
  const reason = await askReason({
    title: w().ask.voidTitle, text: proposes ? w().ask.voidProposal : w().ask.voidText, yes: w().act.void, danger: true,
    reason: { label: w().ask.reason, least: 1, hint: w().ask.voidHint },
  })
  if (reason === null) return
  await busy(bench, async () => {
    const reply = await does(bench, (version) => act('post', '/v1/audits/{audit_id}/void', { path: path(audit), body: { reason }, version, keepalive: true }))
    if (!reply.ok) return failed(audit, reply.problem)
    if (proposes) return toast.say(w().act.proposed)
    dropDraft(localStorage, me().id, audit.id)
    countDone(1)
    putAside(audit.id, reply.data.version)
    setVerdict({ id: audit.id, code: audit.station.code, state: 'done', text: fill(w().act.voided, { code: audit.station.code }), problem: null, undo: null })
    go()
  })
}

/** Speaks on a failed red line. The first confirmation issues an order to the station: it is asked once more. */
export async function vote(bench: Bench, item: string, confirms: boolean): Promise<void> {
  const { audit, powers } = bench
  if (!powers.vote) return
  const reason = await askReason({
    title: confirms ? w().ask.confirmTitle : w().ask.refuteTitle, text: `${say(bench.items.get(item)?.text ?? { zh: item, en: item })}\n${w().ask.voteText}`,
    yes: confirms ? w().red.confirm : w().red.refute, danger: confirms, reason: { label: w().ask.voteReason, least: 0 },
  })
  if (reason === null) return
  await busy(bench, async () => {
    const reply = await does(bench, (version) => {
      const where = { path: { audit_id: audit.id, item }, body: { reason }, version }
      return confirms ? act('post', '/v1/audits/{audit_id}/red-lines/{item}/confirm', where) : act('post', '/v1/audits/{audit_id}/red-lines/{item}/refute', where)
    })
    if (!reply.ok) return failed(audit, reply.problem)
    toast.say(w().act.voted)
  })
}

/** Settles doubts, all with one reason. */
export async function clearFlags(bench: Bench, flags: Flag[]): Promise<void> {
  const { audit, powers } = bench
  const [first] = flags
  if (!powers.clear || !first) return
  const reason = await askReason({
    title: fill(w().ask.clearTitle, { name: say(first.label) }), text: w().ask.clearText, yes: w().ask.clearYes, reason: { label: w().ask.reason, least: 1 },
  })
  if (reason === null) return
  await busy(bench, async () => {
    for (const flag of flags) {
      const reply = await does(bench, (version) => act('post', '/v1/audits/{audit_id}/flags/{flag_id}/clear', {
        path: { audit_id: audit.id, flag_id: flag.id }, body: { reason }, version, touches: flag === flags.at(-1) ? ['/v1/audits'] : [at('none')],
      }))
      if (!reply.ok) return failed(audit, reply.problem)
    }
    toast.say(w().act.cleared)
  })
}

/** Takes an approved or incomplete audit into review again. */
export async function reopen(bench: Bench): Promise<void> {
  const { audit, powers } = bench
  if (!powers.reopen) return
  const reason = await askReason({ title: w().ask.reopenTitle, text: w().ask.reopenText, yes: w().act.reopen, reason: { label: w().ask.reason, least: 1 } })
  if (reason === null) return
  await busy(bench, async () => {
    const reply = await does(bench, (version) => act('post', '/v1/audits/{audit_id}/reopen', { path: path(audit), body: { reason }, version }))
    if (!reply.ok) return failed(audit, reply.problem)
    putAside(audit.id, null)
    toast.say(w().act.reopened)
  })
}

/** Waits no longer for photos. */
export async function closeUpload(bench: Bench): Promise<void> {
  const { audit, powers } = bench
  if (!powers.close_upload) return
  const reason = await askReason({ title: w().ask.closeTitle, text: w().ask.closeText, yes: w().act.closeUpload, danger: true, reason: { label: w().ask.reason, least: 1 } })
  if (reason === null) return
  await busy(bench, async () => {
    const reply = await does(bench, (version) => act('post', '/v1/audits/{audit_id}/close-upload', { path: path(audit), body: { reason }, version }))
    if (!reply.ok) return failed(audit, reply.problem)
    toast.say(w().act.uploadClosed)
  })
}

/** Decides about a proposed change of a published audit. */
export async function decideProposal(bench: Bench, proposal_id: string, kind: string, confirms: boolean): Promise<void> {
  const { audit } = bench
  const reason = await askReason({
    title: confirms ? w().proposal.confirmTitle : w().proposal.dismissTitle,
    ...(confirms ? { text: kind === 'void' ? w().proposal.confirmVoid : w().proposal.confirmText } : {}),
    yes: confirms ? w().proposal.confirm : w().proposal.dismiss, danger: confirms, reason: confirms ? { label: w().proposal.reason, least: 0 } : { label: w().proposal.dismissReason, least: 1 },
  })
  if (reason === null) return
  await busy(bench, async () => {
    const reply = await does(bench, (version) => {
      const where = { path: { audit_id: audit.id, proposal_id }, version }
      return confirms
        ? act('post', '/v1/audits/{audit_id}/proposals/{proposal_id}/confirm', { ...where, body: reason === '' ? {} : { reason } })
        : act('post', '/v1/audits/{audit_id}/proposals/{proposal_id}/dismiss', { ...where, body: { reason } })
    })
    if (!reply.ok) return failed(audit, reply.problem)
    toast.say(w().proposal.done)
  })
}
