// A case as the server writes it, small: one item of each kind.
import type { Case, Checklist, Flag, Item, Line, Photo, Row } from '../../../src/desk/review/logic/types'

export const NOW = Date.parse('2026-11-26T08:00:00Z')
export const ME = 'me'

export const text = (en: string): { zh: string; en: string } => ({ zh: `${en}。`, en })

export const items: Item[] = [
  { n: 1, id: 'a.sign', touchpoint: 'a', text: text('The sign is whole'), points: 12, bonus_bp: 0, severity: 'major', photo: 'always', answer: { kind: 'graded', max: 2, grades: [{ value: 0, points: 0, text: text('bad') }, { value: 1, points: 6, text: text('worn') }, { value: 2, points: 12, text: text('no defect') }] } },
  { n: 2, id: 'a.badge', touchpoint: 'a', text: text('Badges are worn'), points: 10, bonus_bp: 0, severity: 'minor', photo: 'never', answer: { kind: 'pass_fail' } },
  { n: 3, id: 'a.wait', touchpoint: 'a', text: text('Seconds to the pump'), points: 20, bonus_bp: 0, severity: 'major', photo: 'never', answer: { kind: 'measured', max: 9999, never: 9999, unit: 'second', unit_text: { zh: '秒', en: 's' }, bands: [{ le: 5, pct: 100 }, { le: 10, pct: 80 }], else_pct: 0 } },
  { n: 4, id: 'a.smoke', touchpoint: 'a', text: { zh: '红线:无人吸烟', en: 'RED LINE: nobody smokes' }, points: 20, bonus_bp: 0, severity: 'critical', photo: 'on_fail', answer: { kind: 'pass_fail' } },
  { n: 5, id: 'a.water', touchpoint: 'a', text: { zh: '加分:送水', en: 'BONUS: water is offered' }, points: 0, bonus_bp: 40, severity: 'bonus', photo: 'always', answer: { kind: 'pass_fail' } },
]

export const checklist = {
  id: 'small', version: 1, items, touchpoints: [{ id: 'a', text: text('Approach'), weight_bp: 10_000, points: 62, items: items.map((item) => item.id) }],
  visit: { slots: [{ id: 'day', text: text('Day'), from_minute: 570, to_minute: 990, night: false }], geofence_radius_m: 100, geofence_tolerance_m: 200, photo_margin_minutes: 5 },
} as unknown as Checklist

export const line = (item: string, more: Partial<Line> = {}): Line => {
  const known = items.find((one) => one.id === item)
  return { n: known?.n ?? 0, item, state: 'answered', value: true, nominal: known?.points ?? 0, earned: known?.points ?? 0, miss: 'none', rule: 'pass', evidence: 'none_required', ...more } as Line
}

export const row = (id: string, more: Partial<Row> = {}): Row =>
  ({
    id, version: 1, state: 'submitted', station: { id: 's', code: id.toUpperCase(), name: text(`Station ${id}`) }, shopper: { id: 'sh', name: '李晓云' },
    score: { valid: true, bonus_bp: 0, red_lines: 0 }, hard_flags: 0, soft_flags: 0, received_at: '2026-11-26T06:00:00Z', ...more,
  }) as Row

export const photo = (photo_id: string, more: Partial<Photo> = {}): Photo =>
  ({ photo_id, kind: 'scene', state: 'verified', released: false, boxes: null, taken_at: '2026-11-26T04:05:00Z', items: [], derived: true, lost_by_office: false, first_revision: 1, bytes: 1, sha256: '', content_type: 'image/jpeg', ...more }) as Photo

export const flag = (code: string, more: Partial<Flag> = {}): Flag =>
  ({ id: code, code, hard: false, in_force: true, label: text(code), revision: 1, raised_at: '2026-11-26T06:00:00Z', ...more }) as Flag

/** 12:00 to 12:30 in Shanghai. */
export const FROM = Date.parse('2026-11-26T04:00:00Z')
export const TO = FROM + 30 * 60_000

export const audit = (more: Partial<Case> = {}): Case =>
  ({
    ...row('x'), revision: 1, judgements: [], red_lines: [], other_audits: [], refused: [], station_notes: [], proposals: [], returns: [], history: [], timeline: [], second_review: [], flag_values: {}, provisional: true,
    flags: [], photos: [photo('p1'), photo('p2', { kind: 'receipt' })],
    revisions: [{ revision: 1, kind: 'scored', received_at: '2026-11-26T06:00:00Z', by: { id: 'sh', name: '' }, content_sha256: '' }],
    explained: { lines: items.map((item) => line(item.id)), reasons: [], valid: true, touchpoints: [], red_lines: 0, bonus_bp: 0, bonus_applied_bp: 0, visit_na_points: 0 },
    submission: {
      started: { wall_ms: FROM, mono_ms: 0, run_id: '' }, finished: { wall_ms: TO, mono_ms: 0, run_id: '' }, answers: {}, flags: {}, receipts: [],
      check_in: null, check_out: null, photos: [{ photo_id: 'p1', kind: 'scene', taken_at: FROM + 300_000 }, { photo_id: 'p2', kind: 'receipt', taken_at: FROM + 600_000 }],
    },
    ...more,
  }) as unknown as Case
