// SPDX-License-Identifier: GPL-3.0-or-later
/** CSV as its cells: read as the program reads it, written as UTF-8 with a mark. */

export type Grid = string[][]

/** UTF-16 by its mark, UTF-8 where it is, else CP932. */
export function decode(data: Uint8Array): string {
  if (data[0] === 0xff && data[1] === 0xfe) return new TextDecoder('utf-16le').decode(data)
  if (data[0] === 0xfe && data[1] === 0xff) return new TextDecoder('utf-16be').decode(data)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(data)
  } catch {
    return new TextDecoder('shift_jis').decode(data)
  }
}

/** The separator that is outside quotes most often in the first record. */
export function separator(text: string): string {
  const counts = new Map([[',', 0], ['\t', 0], [';', 0]])
  let quoted = false
  for (const c of text) {
    if (c === '"') quoted = !quoted
    if (quoted) continue
    if (c === '\n') break
    if (counts.has(c)) counts.set(c, counts.get(c)! + 1)
  }
  return [...counts].reduce((best, x) => (x[1] > best[1] ? x : best))[0]
}

/** Records of cells; a quoted cell may hold separators, quotes and line ends. */
export function parse(text: string): Grid {
  const between = separator(text)
  const rows: Grid = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  const endCell = (): void => {
    row.push(cell)
    cell = ''
  }
  const endRow = (): void => {
    endCell()
    rows.push(row)
    row = []
  }
  for (let i = 0; i < text.length; i++) {
    const c = text[i]
    if (quoted) {
      if (c !== '"') cell += c
      else if (text[i + 1] === '"') cell += text[++i]
      else quoted = false
    } else if (c === '"' && cell === '') quoted = true
    else if (c === between) endCell()
    else if (c === '\n') endRow()
    else if (c !== '\r') cell += c
  }
  if (cell || row.length) endRow()
  return rows
}

export function print(grid: Grid): Uint8Array {
  const quote = (cell: string): string => (/[",\r\n]/.test(cell) || cell !== cell.trim() ? `"${cell.replace(/"/g, '""')}"` : cell)
  return new TextEncoder().encode('\ufeff' + grid.map(row => row.map(quote).join(',')).join('\r\n') + '\r\n')
}
