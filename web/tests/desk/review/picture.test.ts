import { describe, expect, test } from 'vitest'
import { between, fresh, LEAST, moved, readBoxes, resized, WHOLE } from '../../../src/desk/review/logic/boxes'
import { distance, metres, picture, round125, type Mark } from '../../../src/desk/review/logic/geo'

const station = { lat_e7: 230_549_175, lon_e7: 1_131_247_038 }
const north = (m: number) => ({ lat_e7: station.lat_e7 + Math.round((m / 111_320) * 1e7), lon_e7: station.lon_e7 })

describe('the map', () => {
  test('a kilometre north is one, and east is shorter by the cosine', () => {
    expect(distance(station, north(1000))).toBe(1000)
    const east = metres(station, { ...station, lon_e7: station.lon_e7 + 100_000 })
    expect(Math.round(east.x)).toBe(Math.round(1113.2 * Math.cos((23.0549175 * Math.PI) / 180)))
    expect(east.y).toBe(0)
  })
  test('round lengths', () => expect([1, 3, 7, 49, 50, 120].map(round125)).toEqual([1, 2, 5, 20, 50, 100]))

  const marks = (m: number, accuracy_m = 10): Mark[] => [
    { id: 's', kind: 'station', place: station, accuracy_m: 0 },
    { id: 'in', kind: 'check_in', place: north(m), accuracy_m },
  ]
  test('everything is inside, the fence too, north is up', () => {
    for (const m of [5, 90, 4000]) {
      const drawn = picture(marks(m), [100, 200], 320)!
      for (const mark of drawn.marks) {
        expect(mark.x).toBeGreaterThan(0)
        expect(mark.y).toBeGreaterThan(0)
        expect(mark.y).toBeLessThan(320)
      }
      expect(drawn.rings[1]!.r).toBeLessThan(160)
      expect(drawn.marks[1]!.y).toBeLessThan(drawn.station!.y)
      expect(drawn.marks[1]!.from_station).toBe(m)
    }
  })
  test('the scale is true: what it shows as its length is that many units', () => {
    const drawn = picture(marks(4000), [100, 200], 320)!
    expect(drawn.scale.length * drawn.m_per_unit).toBeCloseTo(drawn.scale.m, 6)
    expect(drawn.rings[0]!.r * drawn.m_per_unit).toBeCloseTo(100, 6)
  })
  test('a vague position does not make the rest a dot', () => {
    const drawn = picture(marks(50, 50_000), [100, 200], 320)!
    expect(drawn.rings[1]!.r).toBeGreaterThan(30)
  })
  test('without a station nothing is a distance; without any position there is no map', () => {
    const drawn = picture(marks(50).slice(1), [100, 200])!
    expect(drawn.marks[0]!.from_station).toBeNull()
    expect(drawn.rings).toEqual([])
    expect(picture([], [100])).toBeNull()
  })
})

describe('boxes', () => {
  test('from any corner to any other, in ten thousandths, inside of the picture', () => {
    expect(between({ x: 0.5, y: 0.6 }, { x: 0.25, y: 0.2 })).toEqual({ x: 2500, y: 2000, w: 2500, h: 4000 })
    expect(between({ x: -1, y: 0.5 }, { x: 2, y: 9 })).toEqual({ x: 0, y: 5000, w: WHOLE, h: 5000 })
  })
  test('a click is no box', () => expect(between({ x: 0.5, y: 0.5 }, { x: 0.501, y: 0.501 })).toBeNull())
  test('moved and resized it stays inside', () => {
    const box = { x: 9000, y: 100, w: 900, h: 900 }
    expect(moved(box, 500, -500)).toEqual({ ...box, x: 9100, y: 0 })
    expect(resized(box, 500, -5000)).toEqual({ ...box, w: 1000, h: LEAST })
  })
  test('boxes of the keyboard do not hide one another', () => {
    const all = [0, 1, 2].map(fresh)
    expect(new Set(all.map((box) => box.x)).size).toBe(3)
  })
  test('what is none is not read as one', () => {
    const good = { x: 1, y: 2, w: 3, h: 4 }
    expect(readBoxes([good, { x: -1, y: 0, w: 1, h: 1 }, null, 'x', { x: 1 }])).toEqual([good])
    expect(readBoxes(null)).toEqual([])
  })
})
