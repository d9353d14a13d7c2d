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

/** "There was one already" names the row it was in; other faults name what may stand there. */
function reasonOf(fault: Portfolio['rows']['left_out_rows'][number]['fault'][number], lang: Lang): string {
  const words = fault.words[lang]
  if (fault.code === 'HW-307') return lang === 'ja' ? `${words}（先に ${fault.allowed} 行）。工場別・品目別なら「一覧の読み方を決める」で足せます` : `${words} (first in row ${fault.allowed}); rows by plant or item can be added up under "Settle how the list is read"`
  return fault.allowed ? (lang === 'ja' ? `${words}（使えるもの: ${fault.allowed}）` : `${words} (allowed: ${fault.allowed})`) : words
}

/** Cells still to correct, as the run listed them, with what may stand there where the run says so. */
export function toCorrect(listed: Correction[], found: Portfolio, lang: Lang): Correction[] {
  const cellOf = (where: string): string => /^[A-Z]{1,3}\d+/.exec(where)?.[0] ?? ''
  const reasons = new Map(found.rows.left_out_rows.flatMap(left => left.fault.map(f => [cellOf(f.where), reasonOf(f, lang)])))
  return listed.map(c => ({ ...c, reason: reasons.get(c.cell) ?? c.reason })).sort((a, b) => Number(a.row) - Number(b.row))
}

/** Rows left out for a reason that lies in no single cell. */
export function beyondCells(found: Portfolio): Portfolio['rows']['left_out_rows'] {
  return found.rows.left_out_rows.filter(left => !left.fault.some(f => /^[A-Z]{1,3}\d+/.test(f.where)))
}
