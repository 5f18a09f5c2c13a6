// Words and shades of touchpoint scores. The bands are those of the checklist's grades; where it is not read yet the number stands alone.

/** A band of scores: its grade's word, and from which score on, basis points. */
export interface Band {
  grade: string
  min: number
}

interface Grade {
  grade: string
  min_bp: number
}

const isGrade = (one: unknown): one is Grade => {
  const grade = one as Partial<Grade> | null
  return typeof grade?.grade === 'string' && typeof grade.min_bp === 'number'
}

/** The bands of a checklist's scoring, the best first; grades of one word are one band. */
export function bandsOf(scoring: unknown): Band[] {
  const grades = (scoring as { grades?: unknown } | undefined)?.grades
  const bands = new Map<string, number>()
  for (const one of Array.isArray(grades) ? grades.filter(isGrade) : []) bands.set(one.grade, Math.min(bands.get(one.grade) ?? Infinity, one.min_bp))
  return [...bands].map(([grade, min]) => ({ grade, min })).sort((a, b) => b.min - a.min)
}

/** The band that a score lies in; `null` without a score or before the bands are known. */
export const bandOf = (score: number | null, bands: readonly Band[]): Band | null => (score === null ? null : (bands.find((band) => score >= band.min) ?? null))

/** 86: whole points of 100, rounded down so that a miss never shows as full. */
export const points = (score: number): string => String(Math.floor(score / 100))

/** The shade of a cell, 0 (worst) to 6 (best), the same as in the legend; `null` without a score or bands. */
export function shadeOf(score: number | null, bands: readonly Band[]): number | null {
  const band = bandOf(score, bands)
  return band === null ? null : shadeAt(bands.length - 1 - bands.indexOf(band), bands.length)
}

/** The shade of a band by its place, 0 for the worst. */
export const shadeAt = (place: number, bands: number): number => Math.round((place * 6) / Math.max(1, bands - 1))
