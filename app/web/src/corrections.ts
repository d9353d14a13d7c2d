// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The list to correct that a run of `portfolio` writes beside its result, and gets back with --corrections: cells that were
 * not read as they stand. The list of suppliers itself is never rewritten, so its formats, units and ids stay as they are.
 */
import { decode, type Grid, parse, print } from './csv'
import type { Portfolio } from './results'
import type { Lang } from './words'

export interface Correction {
  cell: string
  row: string
  id: string
  name: string
  heading: string
  /** What stands in the cell; the program refuses a correction of a cell that reads otherwise. */
  was: string
  taken: string
  reason: string
  value: string
}

const HEADS: [keyof Correction, string, string][] = [
  ['cell', 'セル', 'cell'], ['row', '行', 'row'], ['id', '取引先コード', 'supplier ID'], ['name', '会社名', 'supplier'], ['heading', '見出し', 'heading'], ['was', '今の値', 'value now'],
  ['taken', '読み方', 'read as'], ['reason', '理由', 'reason'], ['value', '正しい値', 'correct value'],
]

/** A cell that a spreadsheet would take for a formula stands behind an apostrophe. */
const guarded = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)
const bare = (text: string): string => text.replace(/^'(?=[=+\-@\t\r])/, '')

const places = (grid: Grid): Map<keyof Correction, number> =>
  new Map(HEADS.map(([key, ja, en]) => [key, (grid[0] ?? []).findIndex(h => [ja, en].includes(h.trim()))] as [keyof Correction, number]).filter(([, at]) => at >= 0))

export function readCorrections(data: Uint8Array): Correction[] {
  const grid = parse(decode(data).replace(/^\ufeff/, ''))
  const at = places(grid)
  const text = (row: string[], key: keyof Correction): string => bare(row[at.get(key) ?? -1] ?? '')
  return grid.slice(1).filter(row => row.some(Boolean)).map(row => Object.fromEntries(HEADS.map(([key]) => [key, text(row, key)])) as unknown as Correction)
}

/** A file of this kind, by its headings. */
export function isCorrections(data: Uint8Array): boolean {
  const at = places(parse(decode(data.subarray(0, 4096)).replace(/^\ufeff/, '')).slice(0, 1))
  return at.has('cell') && at.has('was') && at.has('value')
}

export function printCorrections(rows: Correction[], lang: Lang): Uint8Array {
  return print([HEADS.map(h => h[lang === 'ja' ? 1 : 2]), ...rows.map(r => HEADS.map(([key]) => guarded(r[key])))])
}

/** Cells still to correct: what the run listed, and cells of rows left out that its list does not have. */
export function toCorrect(listed: Correction[], found: Portfolio, lang: Lang): Correction[] {
  const cells = new Map(listed.map(c => [c.cell, c]))
  for (const left of found.rows.left_out_rows)
    for (const fault of left.fault) {
      const m = /^([A-Z]{1,3}\d+)\s*(.*)$/s.exec(fault.where)
      if (!m) continue
      const reason = `${fault.words[lang]}${fault.allowed ? (lang === 'ja' ? `（使えるもの: ${fault.allowed}）` : ` (allowed: ${fault.allowed})`) : ''}`
      const taken = lang === 'ja' ? '取引先を除外' : 'supplier left out'
      cells.set(m[1], { cell: m[1], row: String(left.row), id: left.id, name: left.name, heading: m[2], was: fault.found, taken, value: '', ...cells.get(m[1]), reason })
    }
  return [...cells.values()].sort((a, b) => Number(a.row) - Number(b.row))
}

/** Rows left out for a reason that lies in no single cell. */
export function beyondCells(found: Portfolio): Portfolio['rows']['left_out_rows'] {
  return found.rows.left_out_rows.filter(left => !left.fault.some(f => /^[A-Z]{1,3}\d+/.test(f.where)))
}
