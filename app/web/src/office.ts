// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Workbooks (.xlsx) and letters (.docx) as they are, read from their own bytes for a look before they are sent: every sheet,
 * hidden ones too, every cell, notes, and what the file says of itself. Nothing is computed and no formula is run: the value
 * shown is the one that is stored in the file.
 */

import { type Chart, chartOf } from './office_charts'
import { all, BUILT_IN, number, one, Parts, properties, shown, unzip } from './office_parts'

export type { Chart } from './office_charts'
export { shown, unzip } from './office_parts'

export interface CellStyle {
  bold?: boolean
  fill?: string
  colour?: string
  align?: string
  wrap?: boolean
  format: string
}

export interface Cell {
  text: string
  style: CellStyle
  formula: boolean
  /** A number or a date: stands to the right, as in the file. */
  numeric: boolean
  /** As it is stored: a number without its format. */
  stored: string
  columns: number
  rows: number
}

export interface Sheet {
  name: string
  hidden: boolean
  /** By row (from 1), then by column (from 1). Cells that a merge covers are not there. */
  rows: Map<number, Map<number, Cell>>
  columns: number
  widths: Map<number, number>
  notes: string[]
  charts: Chart[]
  /** Pictures, and charts of kinds that are not read. */
  others: number
}

export interface Book {
  kind: 'book'
  sheets: Sheet[]
  properties: [string, string][]
}

export interface Paragraph {
  text: string
  bold: boolean
  align: string
}

export interface Letter {
  kind: 'letter'
  blocks: (Paragraph | { table: string[][] })[]
  properties: [string, string][]
}

// ---- workbooks ----

const rgb = (e: Element | undefined): string | undefined => {
  const value = e?.getAttribute('rgb')
  return value && /^[0-9A-F]{8}$/i.test(value) ? '#' + value.slice(2) : undefined
}

function styles(doc: Document | undefined): CellStyle[] {
  const custom = new Map(all(one(doc, 'numFmts'), 'numFmt').map(f => [number(f, 'numFmtId'), f.getAttribute('formatCode') ?? 'General']))
  const fonts = all(one(doc, 'fonts'), 'font')
  const fills = all(one(doc, 'fills'), 'fill')
  return all(one(doc, 'cellXfs'), 'xf').map(xf => {
    const id = number(xf, 'numFmtId')
    const font = fonts[number(xf, 'fontId')]
    const align = one(xf, 'alignment')
    return {
      bold: one(font, 'b') !== undefined,
      colour: rgb(one(font, 'color')),
      fill: rgb(one(fills[number(xf, 'fillId')], 'fgColor')),
      align: align?.getAttribute('horizontal') ?? undefined,
      wrap: align?.getAttribute('wrapText') === '1',
      format: custom.get(id) ?? BUILT_IN[id] ?? 'General',
    }
  })
}

const texts = (at: Element): string => all(at, 't').map(t => t.textContent).join('')

function place(name: string): [row: number, column: number] {
  const m = /^([A-Z]+)(\d+)$/.exec(name)!
  return [Number(m[2]), [...m[1]].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0)]
}

function cellText(c: Element, strings: string[], style: CellStyle): string {
  const value = one(c, 'v')?.textContent ?? ''
  switch (c.getAttribute('t')) {
    case 's':
      return strings[Number(value)] ?? ''
    case 'inlineStr':
      return texts(c)
    case 'str':
    case 'e':
      return value
    case 'b':
      return value === '1' ? 'TRUE' : 'FALSE'
    default:
      return value === '' ? '' : shown(Number(value), style.format)
  }
}

function sheet(doc: Document, name: string, hidden: boolean, strings: string[], style: CellStyle[]): Sheet {
  const made: Sheet = { name, hidden, rows: new Map(), columns: 0, widths: new Map(), notes: [], charts: [], others: 0 }
  for (const col of all(one(doc, 'cols'), 'col'))
    for (let k = number(col, 'min'); k <= Math.min(number(col, 'max'), 200); k++) made.widths.set(k, col.getAttribute('hidden') === '1' ? 0 : number(col, 'width'))
  for (const c of all(one(doc, 'sheetData'), 'c')) {
    const [row, column] = place(c.getAttribute('r')!)
    const of = style[number(c, 's')] ?? { format: 'General' }
    const text = cellText(c, strings, of)
    if (text === '' && !of.fill) continue
    if (!made.rows.has(row)) made.rows.set(row, new Map())
    made.rows.get(row)!.set(column, { text, style: of, formula: one(c, 'f') !== undefined, numeric: /^(n?)$/.test(c.getAttribute('t') ?? ''), columns: 1, rows: 1, stored: cellText(c, strings, { format: 'General' }) })
    made.columns = Math.max(made.columns, column)
  }
  for (const m of all(doc, 'mergeCell')) merge(made, m.getAttribute('ref')!)
  return made
}

function merge(made: Sheet, ref: string): void {
  const [from, to] = ref.split(':')
  const [top, left] = place(from)
  const [bottom, right] = place(to)
  const first = made.rows.get(top)?.get(left)
  for (let r = top; r <= bottom; r++) for (let c = left; c <= right; c++) if (r !== top || c !== left) made.rows.get(r)?.delete(c)
  if (first) Object.assign(first, { rows: bottom - top + 1, columns: right - left + 1 })
  if (first) made.columns = Math.max(made.columns, right)
}

function related(parts: Parts, of: string, type: RegExp): string[] {
  const folder = of.slice(0, of.lastIndexOf('/'))
  const rels = parts.xml(`${folder}/_rels/${of.slice(folder.length + 1)}.rels`)
  return all(rels, 'Relationship').filter(r => type.test(r.getAttribute('Type') ?? ''))
    .map(r => new URL(r.getAttribute('Target')!, 'file:///' + folder + '/').pathname.slice(1))
}

/** The stored contents of a reference's cells, row by row. */
function cellsOf(sheets: Sheet[], reference: string): string[] | undefined {
  const m = /^=?(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?$/.exec(reference)
  const of = m && sheets.find(s => s.name === (m[1]?.replaceAll("''", "'") ?? m[2]))
  if (!of) return undefined
  const [top, left] = place(m[3] + m[4])
  const [bottom, right] = m[5] ? place(m[5] + m[6]) : [top, left]
  if ((bottom - top + 1) * (right - left + 1) > 100_000) return undefined
  return Array.from({ length: bottom - top + 1 }, (_, r) => Array.from({ length: right - left + 1 }, (_x, c) => of.rows.get(top + r)?.get(left + c)?.stored ?? '')).flat()
}

function drawn(parts: Parts, target: string, made: Sheet, sheets: Sheet[]): void {
  for (const drawing of related(parts, target, /drawing$/)) {
    for (const chart of related(parts, drawing, /chart$/)) {
      const doc = parts.xml(chart)
      const read = doc && chartOf(doc, reference => cellsOf(sheets, reference))
      if (read) made.charts.push(read)
      else made.others++
    }
    made.others += all(parts.xml(drawing), 'pic').length
  }
}

export async function readBook(data: Uint8Array): Promise<Book> {
  const parts = new Parts(await unzip(data))
  const strings = all(parts.xml('xl/sharedStrings.xml'), 'si').map(texts)
  const style = styles(parts.xml('xl/styles.xml'))
  const rels = new Map(all(parts.xml('xl/_rels/workbook.xml.rels'), 'Relationship').map(r => [r.getAttribute('Id'), r.getAttribute('Target')]))
  const read = all(one(parts.xml('xl/workbook.xml'), 'sheets'), 'sheet').flatMap(s => {
    const id = [...s.attributes].find(a => a.localName === 'id')?.value ?? ''
    const target = 'xl/' + (rels.get(id) ?? '').replace(/^\/?(xl\/)?/, '')
    const doc = parts.xml(target)
    if (!doc) return []
    const made = sheet(doc, s.getAttribute('name') ?? '', (s.getAttribute('state') ?? 'visible') !== 'visible', strings, style)
    made.notes = related(parts, target, /comments$/).flatMap(c => all(parts.xml(c), 'comment').map(x => `${x.getAttribute('ref')}: ${texts(x)}`))
    return [{ made, target }]
  })
  const sheets = read.map(r => r.made)
  for (const { made, target } of read) drawn(parts, target, made, sheets) // when all cells are known
  return { kind: 'book', sheets, properties: properties(parts) }
}

// ---- letters ----

function paragraph(p: Element): Paragraph {
  const text = [...p.getElementsByTagNameNS('*', '*')].map(e => (e.localName === 't' ? e.textContent : e.localName === 'br' || e.localName === 'tab' ? ' ' : '')).join('')
  const runs = all(p, 'r').filter(r => texts(r))
  const w = (e: Element | undefined): string => [...(e?.attributes ?? [])].find(a => a.localName === 'val')?.value ?? ''
  return { text, bold: runs.length > 0 && runs.every(r => one(r, 'b') !== undefined), align: w(one(one(p, 'pPr'), 'jc')) }
}

export async function readLetter(data: Uint8Array): Promise<Letter> {
  const parts = new Parts(await unzip(data))
  const blocks: Letter['blocks'] = []
  const walk = (at: Element): void => {
    for (const e of at.children) {
      if (e.localName === 'p') blocks.push(paragraph(e))
      else if (e.localName === 'tbl') blocks.push({ table: all(e, 'tr').map(r => all(r, 'tc').map(c => all(c, 'p').map(p => paragraph(p).text).join('\n'))) })
      else if (e.localName === 'sdt' || e.localName === 'sdtContent') walk(e)
    }
  }
  for (const name of parts.names().filter(n => /^word\/(header|document|footer)\d*\.xml$/.test(n)).sort()) {
    const root = parts.xml(name)?.documentElement
    if (root) walk(one(root, 'body') ?? root)
  }
  return { kind: 'letter', blocks, properties: properties(parts) }
}
