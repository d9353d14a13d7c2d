// SPDX-License-Identifier: GPL-3.0-or-later
/** A chart of a workbook drawn from what the file holds: its own series, colours, formats and titles. */
import * as Plot from '@observablehq/plot'
import { Figure, short } from './charts'
import type { Chart, Series } from './office_charts'
import { shown } from './office_parts'
import { useSay } from './words'

const GREYS = ['#1f4e79', '#a9c4de', '#7f7f7f', '#c55a11']
const ROW = 30
const TICKS = 6

interface Row {
  series: string
  x: string
  at: number
  y: number
}

const colourOf = (s: Series, i: number): string => s.colour ?? GREYS[i % GREYS.length]

/** Categories in the order of the file, once each. */
const categories = (chart: Chart): string[] => [...new Set(chart.series.flatMap(s => s.points.map(p => p.x)))]

function bars(chart: Chart, rows: Row[], width: number): Plot.PlotOptions {
  const names = chart.downwards ? categories(chart) : categories(chart).reverse()
  const y = { label: null, domain: names, tickFormat: (t: string) => short(t, width) }
  const x = { label: null, grid: true, ticks: 4, tickFormat: (v: number) => shown(v, chart.yFormat) }
  const mark = { y: 'x', x: 'y', fill: 'series', insetTop: 3, insetBottom: 3 }
  return { height: 64 + names.length * ROW, marginLeft: width < 480 ? 130 : 210, marginRight: 30, x, y, marks: [chart.stacked ? Plot.barX(rows, Plot.stackX(mark)) : Plot.barX(rows, mark), Plot.ruleX([0])] }
}

function columns(chart: Chart, rows: Row[]): Plot.PlotOptions {
  const y = { label: null, grid: true, ticks: 4, tickFormat: (v: number) => shown(v, chart.yFormat) }
  const bandwidth = { label: null, domain: categories(chart) }
  const shared = { height: 260, marginLeft: 60, y }
  if (chart.stacked || chart.series.length === 1) {
    const mark = { x: 'x', y: 'y', fill: 'series', insetLeft: 6, insetRight: 6 }
    return { ...shared, x: bandwidth, marks: [Plot.barY(rows, Plot.stackY(mark)), Plot.ruleY([0])] }
  }
  return { ...shared, fx: bandwidth, x: { axis: null, domain: chart.series.map(s => s.name) }, marks: [Plot.barY(rows, { fx: 'x', x: 'series', y: 'y', fill: 'series' }), Plot.ruleY([0])] }
}

function lines(chart: Chart, rows: Row[]): Plot.PlotOptions {
  const labels = new Map(rows.map(r => [r.at, r.x]))
  const places = [...labels.keys()].sort((a, b) => a - b)
  const every = Math.max(1, Math.ceil(places.length / TICKS))
  const x = chart.kind === 'scatter'
    ? { label: chart.xTitle || null, labelOffset: 38, ticks: TICKS, nice: true, tickFormat: (v: number) => shown(v, chart.xFormat) }
    : { label: chart.xTitle || null, ticks: places.filter((_, i) => i % every === 0), tickFormat: (v: number) => labels.get(v) ?? '' }
  const of = (s: Series): Row[] => rows.filter(r => r.series === s.name)
  return {
    height: 260, marginLeft: 60, marginRight: 30, x, y: { label: null, grid: true, ticks: 4, tickFormat: (v: number) => shown(v, chart.yFormat) },
    marks: [
      ...chart.series.filter(s => s.line).map((s, i) => Plot.line(of(s), { x: 'at', y: 'y', stroke: colourOf(s, i), strokeWidth: 2, strokeDasharray: s.dashed ? '5 3' : undefined })),
      ...chart.series.filter(s => s.markers || s.points.length === 1).map((s, i) => Plot.dot(of(s), { x: 'at', y: 'y', fill: colourOf(s, i), r: 5, symbol: 'square' })),
    ],
  }
}

export function BookChart(props: { chart: Chart }) {
  const say = useSay()
  const { chart } = props
  const rows = chart.series.flatMap(s => s.points.map(p => ({ series: s.name, ...p })))
  const options = (width: number): Plot.PlotOptions => ({
    color: { domain: chart.series.map(s => s.name), range: chart.series.map(colourOf) },
    ...(chart.kind === 'bar' ? bars(chart, rows, width) : chart.kind === 'column' ? columns(chart, rows) : lines(chart, rows)),
  })
  return (
    <Figure
      title={chart.title} options={options} deps={[chart]} legend={chart.series.map((s, i) => [s.name, colourOf(s, i)])}
      table={{ caption: chart.title, heads: [say('項目', 'Item'), say('系列', 'Series'), say('値', 'Value')], rows: rows.map(r => [r.x, r.series, shown(r.y, chart.yFormat)]) }}
    />
  )
}
