// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Charts of a workbook (DrawingML) as they stand in its bytes: kind, series, colours, formats. Values are those of the cells
 * they refer to, as a spreadsheet draws them; the values kept beside the references stand in where there are no such cells
 * (a workbook that is written row by row keeps zeros there).
 */
import { all, one, shown } from './office_parts'

export interface Point {
  /** Category, or the number on the axis as its format shows it. */
  x: string
  /** Place on the axis: the number, or the index of the category. */
  at: number
  y: number
}

export interface Series {
  name: string
  colour?: string
  dashed: boolean
  line: boolean
  markers: boolean
  points: Point[]
}

export interface Chart {
  title: string
  kind: 'bar' | 'column' | 'line' | 'scatter'
  stacked: boolean
  /** Categories run from the top down. */
  downwards: boolean
  xTitle: string
  xFormat: string
  yFormat: string
  series: Series[]
}

const KINDS = { barChart: 'bar', lineChart: 'line', scatterChart: 'scatter' } as const

const value = (at: Element | undefined, name: string): string => one(at, name)?.getAttribute('val') ?? ''
const child = (at: Element | undefined, name: string): Element | undefined => [...(at?.children ?? [])].find(e => e.localName === name)

/** Contents of the cells of a reference ('Sheet'!$A$1:$B$3), row by row; undefined where there is no such sheet. */
export type Lookup = (reference: string) => string[] | undefined

/** Values by their index; what has no value is a gap. */
function valuesOf(at: Element | undefined, lookup: Lookup): { format: string; values: Map<number, string> } {
  const reference = one(at, 'f')?.textContent
  const cells = reference ? lookup(reference) : undefined
  const kept = all(at, 'pt').map(p => [Number(p.getAttribute('idx')), one(p, 'v')?.textContent ?? ''] as [number, string])
  return { format: one(at, 'formatCode')?.textContent ?? 'General', values: new Map(cells ? cells.map((text, i) => [i, text] as [number, string]) : kept) }
}

function seriesOf(ser: Element, kind: Chart['kind'], xFormat: string, lookup: Lookup): Series {
  const x = valuesOf(child(ser, 'cat') ?? child(ser, 'xVal'), lookup)
  const y = valuesOf(child(ser, 'val') ?? child(ser, 'yVal'), lookup)
  const numbers = child(ser, 'xVal') !== undefined || one(child(ser, 'cat'), 'numRef') !== undefined
  const format = xFormat !== '' ? xFormat : x.format
  const points = [...y.values].filter(([, v]) => v !== '' && Number.isFinite(Number(v))).map(([i, v]) => {
    const text = x.values.get(i) ?? ''
    return { x: numbers && text !== '' && Number.isFinite(Number(text)) ? shown(Number(text), format) : text, at: kind === 'scatter' ? Number(text) : i, y: Number(v) }
  })
  const look = child(ser, 'spPr')
  const outline = child(look, 'ln')
  const fill = one(child(look, 'solidFill') ?? outline ?? child(child(ser, 'marker'), 'spPr'), 'srgbClr') ?? one(child(child(ser, 'marker'), 'spPr'), 'srgbClr')
  const rgb = fill?.getAttribute('val') ?? ''
  return {
    name: one(child(ser, 'tx'), 'f') ? [...valuesOf(child(ser, 'tx'), lookup).values.values()].join(' ') : all(child(ser, 'tx'), 'v').map(v => v.textContent).join(''), colour: /^[0-9A-F]{6}$/i.test(rgb) ? '#' + rgb : undefined, dashed: one(outline, 'prstDash') !== undefined,
    line: one(outline, 'noFill') === undefined, markers: child(ser, 'marker') !== undefined && value(child(ser, 'marker'), 'symbol') !== 'none', points,
  }
}

const titleOf = (at: Element | undefined): string => all(child(at, 'title'), 't').map(t => t.textContent).join('')

/** Undefined for kinds of charts that the program's workbooks do not have. */
export function chartOf(doc: Document, lookup: Lookup): Chart | undefined {
  const chart = one(doc, 'chart')
  const area = child(chart, 'plotArea')
  const found = Object.entries(KINDS).find(([tag]) => child(area, tag))
  if (!found) return undefined
  const body = child(area, found[0])!
  const kind = found[1] === 'bar' && value(body, 'barDir') === 'col' ? 'column' : found[1]
  const axes = [...area!.children].filter(e => /Ax$/.test(e.localName))
  const across = kind === 'scatter' ? axes.find(a => value(a, 'axPos') === 'b') ?? axes[0] : axes.find(a => /^(cat|date)Ax$/.test(a.localName))
  const along = axes.find(a => a !== across)
  const format = (axis: Element | undefined): string => child(axis, 'numFmt')?.getAttribute('formatCode') ?? ''
  return {
    title: titleOf(chart), kind, stacked: /stacked/i.test(value(body, 'grouping')), downwards: value(child(across, 'scaling'), 'orientation') === 'maxMin', xTitle: titleOf(across), xFormat: format(across) || 'General', yFormat: format(along) || 'General',
    series: [...body.children].filter(e => e.localName === 'ser').map(s => seriesOf(s, kind, kind === 'bar' || kind === 'column' ? '' : format(across), lookup)),
  }
}
