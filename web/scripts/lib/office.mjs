// The office over the public API, as far as screenshots and the count of taps need it: an assignment for now, a return.
import { randomUUID } from 'node:crypto'

/** Who sits in the office, and everybody's password: as in a demo, unless the environment says otherwise. */
export const peopleOf = ({ FORECOURT_PLANNER, FORECOURT_REVIEWER, FORECOURT_PASSWORD } = process.env) => ({
  planner: FORECOURT_PLANNER ?? 'planner', reviewer: FORECOURT_REVIEWER ?? 'reviewer-01', password: FORECOURT_PASSWORD ?? 'forecourt-demo',
})

/** One call; an answer that is not 2xx is an error with its problem. */
async function call(base, method, path, { token, body, version } = {}) {
  const headers = { 'content-type': 'application/json' }
  if (token) headers.authorization = `Bearer ${token}`
  if (method === 'POST') headers['idempotency-key'] = randomUUID()
  if (version !== undefined) headers['if-match'] = `"${version}"`
  const answer = await fetch(base + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) })
  const text = await answer.text()
  if (!answer.ok) throw Object.assign(new Error(`${method} ${path}: ${answer.status} ${text}`), { status: answer.status })
  return text === '' ? null : JSON.parse(text)
}

/** The office of a network at an address. */
export function office(base, people = peopleOf()) {
  const tokens = new Map()

  async function as(username) {
    const known = tokens.get(username)
    if (known) return known
    const { token } = await call(base, 'POST', '/v1/sessions', { body: { username, password: people.password } })
    tokens.set(username, token)
    return token
  }

  const top = async (token) => (await call(base, 'GET', '/v1/org-units?limit=500', { token })).items.find((one) => one.parent_id == null)

  /** An open round of today. */
  async function roundOfToday(token) {
    const unit = await top(token)
    const code = `SCREENS-${randomUUID().slice(0, 8)}`
    const day = (ms) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10)
    const round = await call(base, 'POST', '/v1/rounds', {
      token,
      body: {
        code,
        name_zh: '十一月第二轮',
        name_en: 'November, round 2',
        org_unit_id: unit.id,
        checklist: { id: 'station-69', version: 1 },
        first_day: day(Date.now() - 86_400_000),
        last_day: day(Date.now() + 2 * 86_400_000),
      },
    })
    await call(base, 'POST', `/v1/rounds/${round.id}/open`, { token, version: round.version, body: {} })
    return round.id
  }

  return {
    people,

    /** One more shopper, with the password of everybody. */
    async hire(username) {
      const token = await as(people.planner)
      const roles = [{ role: 'shopper', org_unit_id: (await top(token)).id }]
      const { id } = await call(base, 'POST', '/v1/people', { token, body: { username, display_name: '李晓云', roles } })
      const { code } = await call(base, 'POST', `/v1/people/${id}/sign-in-code`, { token, body: {} })
      await call(base, 'POST', '/v1/sessions', { body: { username, code, new_password: people.password } })
      return username
    },

    /** Assigns visits to a shopper: one that may start now, others as told by hours from now. Gives their ids. */
    async assign(username, visits) {
      const token = await as(people.planner)
      const round_id = await roundOfToday(token)
      const shopper = (await call(base, 'GET', '/v1/people?role=shopper&limit=500', { token })).items.find((one) => one.username === username)
      // The stations that offer most come first: there a visit has the most to answer.
      const offers = (station) => Object.values(station.profile?.flags ?? {}).filter((flag) => flag === true).length
      const stations = (await call(base, 'GET', '/v1/stations?limit=500', { token })).items.sort((a, b) => offers(b) - offers(a))
      const items = visits.map((visit) => ({
        id: randomUUID(),
        round_id,
        shopper_id: shopper.id,
        station_id: stations[visit.station % stations.length].id,
        slot: visit.slot,
        window_start: new Date(visit.from).toISOString(),
        window_end: new Date(visit.to).toISOString(),
        question_zh: '请问 95 号和 92 号汽油能混着加吗?'.replace('?', '\uff1f'),
        question_en: 'May I mix 95 and 92 in one tank?',
        purchase: { fuel_min_fen: 10_000, fuel_max_fen: 20_000, store_max_fen: 2000, invoice: true },
        override_reason: 'screenshots',
      }))
      const answer = await call(base, 'POST', '/v1/assignments/bulk', { token, body: { items } })
      const refused = answer.results.filter((one) => one.status === 'refused')
      if (refused.length > 0) throw new Error(`refused: ${JSON.stringify(refused)}`)
      return items.map((item) => item.id)
    },

    /** What the server holds of an audit, as a reviewer sees it. */
    async audit(id) {
      return call(base, 'GET', `/v1/audits/${id}`, { token: await as(people.reviewer) })
    },

    /** A reviewer sends an audit back with remarks. */
    async sendBack(id, remarks) {
      const token = await as(people.reviewer)
      // The server judges photos meanwhile, which gives the audit a new version: 412 says to read it again.
      const act = async (verb, body, tries = 5) => {
        const { version } = await call(base, 'GET', `/v1/audits/${id}`, { token })
        try {
          return await call(base, 'POST', `/v1/audits/${id}/${verb}`, { token, version, body })
        } catch (error) {
          if (error.status !== 412 || tries === 0) throw error
          return act(verb, body, tries - 1)
        }
      }
      await act('claim', {})
      await act('return', { remarks, answer_within_s: 86_400 })
    },
  }
}
