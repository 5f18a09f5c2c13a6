// Positions on a small map without tiles: metres around a station, a scale, circles of accuracy.

/** A position in degrees times 10^7. */
export interface Place {
  lat_e7: number
  lon_e7: number
}

/** Metres of one degree of latitude; good to half a per cent, which a picture does not show. */
const M_PER_DEGREE = 111_320

/** Metres east and north of an origin. */
export function metres(origin: Place, place: Place): { x: number; y: number } {
  const lat = (origin.lat_e7 / 1e7) * (Math.PI / 180)
  return {
    x: ((place.lon_e7 - origin.lon_e7) / 1e7) * M_PER_DEGREE * Math.cos(lat),
    y: ((place.lat_e7 - origin.lat_e7) / 1e7) * M_PER_DEGREE,
  }
}

/** Metres between two positions, whole. */
export function distance(a: Place, b: Place): number {
  const { x, y } = metres(a, b)
  return Math.round(Math.hypot(x, y))
}

/** What is drawn: a name, where, and how sure, m. */
export interface Mark {
  id: string
  kind: 'station' | 'check_in' | 'check_out' | 'photo' | 'exif'
  place: Place
  accuracy_m: number
  mocked?: boolean
}

/** A mark in the units of the picture. */
export interface Drawn extends Mark {
  x: number
  y: number
  /** Radius of its accuracy in the units of the picture. */
  r: number
  /** Metres from the station; null when the station has no position. */
  from_station: number | null
}

export interface Picture {
  marks: Drawn[]
  /** Rings around the station, m and units. */
  rings: { m: number; r: number }[]
  /** A length of a round number of metres. */
  scale: { m: number; length: number }
  /** Where the station lies; null when it has no position. */
  station: { x: number; y: number } | null
  /** Metres that a unit of the picture stands for. */
  m_per_unit: number
}

/** The largest of 1, 2, 5 times a power of ten that is at most `m`. */
export function round125(m: number): number {
  const power = 10 ** Math.floor(Math.log10(m))
  return ([5, 2, 1].find((one) => one * power <= m) ?? 1) * power
}

/**
 * Lays marks out in a square of `size` units around the station, else around their middle. Everything is inside, the
 * fence too; accuracies are drawn but never make the picture larger than four times what the positions need.
 */
export function picture(marks: Mark[], fence_m: number[], size = 320): Picture | null {
  const origin = marks.find((mark) => mark.kind === 'station')?.place ?? marks[0]?.place
  if (!origin) return null
  const hasStation = marks.some((mark) => mark.kind === 'station')
  const at = marks.map((mark) => ({ mark, ...metres(origin, mark.place) }))
  const reach = Math.max(...at.map(({ x, y }) => Math.max(Math.abs(x), Math.abs(y))), hasStation ? Math.max(0, ...fence_m) : 0, 30)
  const vague = Math.max(...at.map(({ x, y, mark }) => Math.max(Math.abs(x), Math.abs(y)) + mark.accuracy_m))
  const half = Math.max(reach, Math.min(vague, reach * 4)) * 1.12
  const unit = size / 2 / half
  const place = (x: number, y: number) => ({ x: size / 2 + x * unit, y: size / 2 - y * unit })
  const m = round125(half * 0.6)
  return {
    marks: at.map(({ mark, x, y }) => ({
      ...mark,
      ...place(x, y),
      r: mark.accuracy_m * unit,
      from_station: hasStation && mark.kind !== 'station' ? Math.round(Math.hypot(x, y)) : null,
    })),
    rings: hasStation ? fence_m.map((ring) => ({ m: ring, r: ring * unit })) : [],
    scale: { m, length: m * unit },
    station: hasStation ? place(0, 0) : null,
    m_per_unit: 1 / unit,
  }
}
