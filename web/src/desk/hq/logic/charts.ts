// Charts as Apache ECharts takes them. Pure: what is shown stands here, how it is drawn in `ui/Chart.svelte`.

import type { ChartOption } from '../../ui/charts'
import type { Bin } from './histogram'
import { VITAL_BP, type ParetoRow } from './pareto'

/** Colours of the present theme. */
export interface Ink {
  text: string
  quiet: string
  line: string
  edge: string
  accent: string
  good: string
  pass: string
  fail: string
  major: string
}

/** A line of a chart: a value per place, null where there is none. Basis points. */
export interface Series {
  name: string
  values: readonly (number | null)[]
}

const BP = 100
const points = (bp: number | null): number | null => (bp === null ? null : bp / BP)
const grid = (more: Record<string, unknown> = {}) => ({ left: 8, right: 16, top: 32, bottom: 8, containLabel: true, ...more })
const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text)

/** Patterns and shapes beside colours, so that series can be told apart without them. */
const DASHES = ['solid', 'dashed', 'dotted'] as const
const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'arrow', 'roundRect'] as const

/** Where a scale up to 100 begins, so that the least value stands a little above, and its steps: numbers that are easily read. */
const SCALES = [[95, 1], [90, 2], [80, 5], [75, 5], [60, 10], [50, 10]] as const
export function scaleOf(values: readonly (number | null)[]): { min: number; max: number; interval: number } {
  const known = values.filter((one) => one !== null)
  const least = known.length === 0 ? 0 : Math.min(...known) / BP - 1
  const [min, interval] = SCALES.find(([from]) => from <= least) ?? [0, 20]
  return { min, max: 100, interval }
}
/** How values of an axis and of its tooltip are written. */
const written = (isPercent: boolean, places: number) => ({
  axis: isPercent ? { axisLabel: { formatter: '{value}%' } } : {},
  value: (value: unknown): string => (typeof value === 'number' ? `${value.toFixed(places)}${isPercent ? '%' : ''}` : '–'),
})

/** Lines over places such as months; the scale begins near the least value, since scores lie close together. */
export function lines(ink: Ink, places: readonly string[], series: readonly Series[], { percent = false } = {}): ChartOption {
  const { axis, value } = written(percent, percent ? 1 : 2)
  return {
    color: hues(ink, series.length),
    grid: grid({ top: series.length > 1 ? 40 : 16 }),
    ...(series.length > 1 ? { legend: { type: 'scroll', top: 0, data: series.map((one) => one.name) } } : {}),
    tooltip: { trigger: 'axis', valueFormatter: value },
    xAxis: { type: 'category', data: places },
    yAxis: { type: 'value', ...scaleOf(series.flatMap(({ values }) => values)), ...axis },
    series: series.map((one, at) => ({
      type: 'line', name: one.name, data: one.values.map(points), connectNulls: false, symbol: SYMBOLS[at % SYMBOLS.length], symbolSize: 7,
      lineStyle: { type: DASHES[Math.floor(at / 4) % DASHES.length], width: 2 },
    })),
  }
}

/** A line of hues that differ in lightness too. */
function hues(ink: Ink, count: number): string[] {
  const all = [ink.accent, ink.major, ink.text, ink.pass, ink.fail, ink.edge, ink.good, ink.quiet]
  return Array.from({ length: count }, (_, at) => all[at % all.length] as string)
}

/** A histogram; limits of grades are lines in it. */
export function histogramChart(ink: Ink, bins: readonly Bin[], width: number, { name, limits, median, medianName }: { name: string; limits: readonly { bp: number; name: string }[]; median: number | null; medianName: string }): ChartOption {
  const first = bins[0]?.from ?? 0
  const within = (bp: number): boolean => bp > first && bp < first + bins.length * width
  const at = (bp: number): number => (bp - first) / width - 0.5
  return {
    grid: grid({ top: 48 }),
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' } },
    // The second axis is the scale of scores itself: bars stand between its marks.
    xAxis: [
      { type: 'category', data: bins.map((bin) => `${bin.from / BP}–${bin.to / BP}`) },
      { type: 'value', min: -0.5, max: bins.length - 0.5, show: false, splitLine: { show: false } },
    ],
    yAxis: { type: 'value', minInterval: 1, name, nameTextStyle: { align: 'left', color: ink.quiet }, axisLine: { onZero: false, lineStyle: { color: ink.line } } },
    series: [
      { type: 'bar', name, data: bins.map((bin) => bin.count), barWidth: '92%', itemStyle: { color: ink.accent, opacity: 0.8 }, label: { show: true, position: 'top', color: ink.text } },
      {
        type: 'line', xAxisIndex: 1, data: [], silent: true,
        markLine: {
          symbol: 'none', silent: true, animation: false,
          data: [
            ...limits.filter(({ bp }) => within(bp)).map(({ bp, name: grade }) => ({
              xAxis: at(bp), lineStyle: { color: ink.edge, type: 'dashed' }, label: { formatter: grade, color: ink.quiet, position: 'end' },
            })),
            ...(median === null ? [] : [{ xAxis: at(median), lineStyle: { color: ink.text, type: 'solid', width: 2 }, label: { formatter: medianName, color: ink.text, position: 'end', distance: 16 } }]),
          ],
        },
      },
    ],
  }
}

/** More bars than this carry only the number of their item. */
const NAMED = 26

/** Bars from the heaviest down and the line of what they add up to. */
export function paretoChart(ink: Ink, rows: readonly ParetoRow[], name: (row: ParetoRow) => string, { weight, cumulative }: { weight: string; cumulative: string }): ChartOption {
  return {
    grid: grid({ top: 40 }),
    legend: { top: 0 },
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' } },
    xAxis: { type: 'category', data: rows.map((row) => `${row.item.n} ${name(row)}`), axisLabel: rows.length > NAMED ? { interval: 0, fontSize: 10, formatter: (text: string) => text.split(' ')[0] ?? '' } : { interval: 0, rotate: 40, formatter: (text: string) => cut(text, 14) } },
    yAxis: [
      { type: 'value' },
      { type: 'value', min: 0, max: 100, axisLabel: { formatter: '{value}%' }, splitLine: { show: false } },
    ],
    series: [
      { type: 'bar', name: weight, data: rows.map((row) => ({ value: row.weight, itemStyle: { color: row.vital ? ink.accent : ink.edge } })), itemStyle: { color: ink.accent } },
      { type: 'line', name: cumulative, yAxisIndex: 1, data: rows.map((row) => row.cumulative_bp / BP), symbol: 'circle', symbolSize: 5, lineStyle: { color: ink.text, width: 2 }, itemStyle: { color: ink.text }, markLine: { symbol: 'none', silent: true, data: [{ yAxis: VITAL_BP / BP, lineStyle: { color: ink.edge, type: 'dashed' }, label: { show: false } }] } },
    ],
  }
}

/** A part of a bar. */
export interface Part {
  name: string
  tone: keyof Ink
  values: readonly (number | null)[]
}

/** Bars from the left, a row per place, parts one after the other. Values as they are. */
export function stackedBars(ink: Ink, places: readonly string[], parts: readonly Part[]): ChartOption {
  return {
    grid: grid({ top: parts.length > 1 ? 40 : 8 }),
    ...(parts.length > 1 ? { legend: { type: 'scroll', top: 0 } } : {}),
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' } },
    xAxis: { type: 'value', minInterval: 1 },
    yAxis: { type: 'category', inverse: true, data: places, axisLabel: { color: ink.text, width: 160, overflow: 'truncate' } },
    series: parts.map((part, at) => ({
      type: 'bar', stack: 'all', name: part.name, data: part.values, barMaxWidth: 22,
      itemStyle: { color: ink[part.tone], borderColor: ink.line, borderWidth: 0.5, ...(at % 2 === 1 ? { decal: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4, color: 'rgba(127,127,127,0.35)' } } : {}) },
    })),
  }
}

/** Rates as dots, a row per place, with what they were before. Dots, since the scale does not begin at nothing. Basis points. */
export function rateDots(ink: Ink, places: readonly string[], rates: readonly (number | null)[], { name, before, beforeName, percent = false }: { name: string; before?: readonly (number | null)[]; beforeName?: string; percent?: boolean }): ChartOption {
  const { axis, value } = written(percent, percent ? 1 : 2)
  // A number stands on the side where nothing was before.
  const side = (rate: number | null, at: number): 'left' | 'right' => (rate !== null && (before?.[at] ?? -1) > rate ? 'left' : 'right')
  return {
    grid: grid({ top: before ? 40 : 8, right: 48 }),
    ...(before ? { legend: { top: 0, icon: 'circle' } } : {}),
    tooltip: { trigger: 'axis', axisPointer: { type: 'line' }, valueFormatter: value },
    xAxis: { type: 'value', ...scaleOf([...rates, ...(before ?? [])]), ...axis },
    yAxis: { type: 'category', inverse: true, data: places, axisLabel: { color: ink.text, width: 180, overflow: 'truncate' }, splitLine: { show: true, lineStyle: { color: ink.line } } },
    series: [
      ...(before ? [{ type: 'scatter', name: beforeName, data: before.map(points), symbol: 'circle', symbolSize: 11, itemStyle: { color: 'transparent', borderColor: ink.major, borderWidth: 2 } }] : []),
      { type: 'scatter', name, data: rates.map((rate, at) => ({ value: points(rate), label: { position: side(rate, at) } })), symbol: 'circle', symbolSize: 11, itemStyle: { color: ink.accent }, label: { show: true, color: ink.text, formatter: (one: { value: unknown }) => value(one.value) } },
    ],
  }
}

/** Boxes of five numbers, a row per place: least, quartiles, greatest; a mark for the mean. Basis points. */
export function boxes(ink: Ink, places: readonly string[], five: readonly (readonly number[])[], means: readonly number[], { name, mean }: { name: string; mean: string }): ChartOption {
  return {
    grid: grid({ top: 40 }),
    legend: { top: 0 },
    tooltip: { trigger: 'item' },
    xAxis: { type: 'value', min: 0, max: 100 },
    yAxis: { type: 'category', inverse: true, data: places, axisLabel: { color: ink.text, width: 180, overflow: 'truncate' } },
    series: [
      { type: 'boxplot', name, data: five.map((one) => one.map((bp) => bp / BP)), itemStyle: { color: 'transparent', borderColor: ink.accent, borderWidth: 1.5 } },
      { type: 'scatter', name: mean, data: means.map((bp) => bp / BP), symbol: 'diamond', symbolSize: 9, itemStyle: { color: ink.major } },
    ],
  }
}
