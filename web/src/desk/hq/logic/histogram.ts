// Distribution of scores: bins of equal width, so that classes can be laid over each other.

/** A bin: scores from `from` up to but without `to`; the last one holds 100.00 too. Basis points. */
export interface Bin {
  from: number
  to: number
  count: number
}

/** What a set of scores looks like. Basis points; nothing is null when there are no scores. */
export interface Spread {
  count: number
  mean: number | null
  lower: number | null
  median: number | null
  upper: number | null
  least: number | null
  most: number | null
}

/** Scores counted into bins of `width` from the least filled one to the greatest; empty for no scores. */
export function histogram(scores: readonly number[], width: number): Bin[] {
  if (scores.length === 0) return []
  const last = Math.ceil(10_000 / width) - 1
  const place = (score: number) => Math.min(last, Math.max(0, Math.floor(score / width)))
  let low = last
  let high = 0
  const counts = new Array<number>(last + 1).fill(0)
  for (const score of scores) {
    const at = place(score)
    counts[at] = (counts[at] ?? 0) + 1
    low = Math.min(low, at)
    high = Math.max(high, at)
  }
  return counts.slice(low, high + 1).map((count, index) => ({ from: (low + index) * width, to: (low + index + 1) * width, count }))
}

/** Histograms of several sets over the same bins. */
export function aligned(sets: readonly (readonly number[])[], width: number): Bin[][] {
  const all = histogram(sets.flat(), width)
  const first = all[0]?.from ?? 0
  return sets.map((scores) => {
    const bins = all.map((bin) => ({ ...bin, count: 0 }))
    for (const bin of histogram(scores, width)) {
      const to = bins[(bin.from - first) / width]
      if (to) to.count = bin.count
    }
    return bins
  })
}

/** Mean rounded half up; quartiles interpolated as the server does (type 7 of Hyndman and Fan). */
export function spread(scores: readonly number[]): Spread {
  const sorted = Float64Array.from(scores).sort()
  const count = sorted.length
  if (count === 0) return { count, mean: null, lower: null, median: null, upper: null, least: null, most: null }
  const last = count - 1
  const at = (quarter: number) => {
    const place = Math.floor((last * quarter) / 4)
    const rest = (last * quarter) % 4
    const low = sorted[place] ?? 0
    const high = sorted[Math.min(last, place + 1)] ?? 0
    return halfUp((4 - rest) * low + rest * high, 4)
  }
  const sum = sorted.reduce((total, score) => total + score, 0)
  return { count, mean: halfUp(sum, count), lower: at(1), median: at(2), upper: at(3), least: at(0), most: at(4) }
}

/** a ÷ b rounded half up, as §3.1 has it; b > 0, a ≥ 0, whole numbers. */
export const halfUp = (a: number, b: number): number => Math.floor((2 * a + b) / (2 * b))

/** A grade and from which score on it is given. */
export interface Band {
  grade: string
  stars: number
  min_bp: number
}

/** How many scores lie in each band, the bands from the best down; a red line or a duty may still hold a single grade lower. */
export function byBand(scores: readonly number[], bands: readonly Band[]): (Band & { count: number; share_bp: number | null })[] {
  const sorted = [...bands].sort((a, b) => b.min_bp - a.min_bp)
  const counts = sorted.map(() => 0)
  for (const score of scores) {
    const at = sorted.findIndex((band) => score >= band.min_bp)
    if (at >= 0) counts[at] = (counts[at] ?? 0) + 1
  }
  return sorted.map((band, index) => ({
    ...band,
    count: counts[index] ?? 0,
    share_bp: scores.length === 0 ? null : halfUp(10_000 * (counts[index] ?? 0), scores.length),
  }))
}

/** The grade that a score alone gives; null without bands. */
export const gradeOf = (score: number, bands: readonly Band[]): string | null => [...bands].sort((a, b) => b.min_bp - a.min_bp).find((band) => score >= band.min_bp)?.grade ?? null
