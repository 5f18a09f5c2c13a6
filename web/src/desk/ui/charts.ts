// The chart library, in a chunk of its own: only what is drawn here.
import { BarChart, BoxplotChart, HeatmapChart, LineChart, ScatterChart } from 'echarts/charts'
import { DatasetComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, VisualMapComponent, AriaComponent } from 'echarts/components'
import { init, use, type EChartsCoreOption } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

use([BarChart, BoxplotChart, HeatmapChart, LineChart, ScatterChart, DatasetComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, VisualMapComponent, AriaComponent, SVGRenderer])

/** Options as the library takes them. */
export type ChartOption = EChartsCoreOption

/** A chart in an element. */
export const draw = (node: HTMLElement) => init(node, null, { renderer: 'svg' })

/** Colours and letters of the desks, as they are now. */
export function look(root: HTMLElement = document.documentElement): Record<'text' | 'quiet' | 'line' | 'ground' | 'accent' | 'edge' | 'critical' | 'major' | 'good' | 'pass', string> {
  const style = getComputedStyle(root)
  const of = (name: string): string => style.getPropertyValue(`--${name}`).trim()
  return { text: of('text'), quiet: of('quiet'), line: of('line'), ground: of('ground'), accent: of('accent'), edge: of('edge'), critical: of('critical'), major: of('major'), good: of('good'), pass: of('pass') }
}

/** The option with the look of the desks beneath it. The tooltip is drawn in the picture: the policy forbids its inline styles. */
export function dressed(option: ChartOption): ChartOption {
  const c = look()
  const axis = {
    axisLine: { lineStyle: { color: c.line } },
    axisTick: { show: false },
    axisLabel: { color: c.quiet, fontSize: 12 },
    splitLine: { lineStyle: { color: c.line } },
    nameTextStyle: { color: c.quiet },
  }
  const each = (given: unknown): unknown =>
    Array.isArray(given) ? given.map(each) : typeof given === 'object' && given !== null ? { ...axis, ...given, axisLabel: { ...axis.axisLabel, ...(given as { axisLabel?: object }).axisLabel } } : given
  const tooltip = { renderMode: 'richText', confine: true, backgroundColor: c.ground, borderColor: c.edge, textStyle: { color: c.text, fontSize: 12 } }
  return {
    animation: false,
    color: [c.accent, c.major, c.edge, c.good, c.critical, c.pass],
    textStyle: { fontFamily: getComputedStyle(document.documentElement).fontFamily, color: c.text },
    backgroundColor: 'transparent',
    ...option,
    grid: { left: 8, right: 16, top: 28, bottom: 8, containLabel: true, ...(option.grid as object | undefined) },
    ...(option.tooltip === null ? {} : { tooltip: { ...tooltip, ...(option.tooltip as object | undefined) } }),
    ...(option.legend ? { legend: { textStyle: { color: c.quiet }, icon: 'roundRect', itemWidth: 14, itemHeight: 8, top: 0, left: 0, ...(option.legend as object) } } : {}),
    ...(option.xAxis ? { xAxis: each(option.xAxis) } : {}),
    ...(option.yAxis ? { yAxis: each(option.yAxis) } : {}),
  }
}
