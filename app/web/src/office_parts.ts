// SPDX-License-Identifier: GPL-3.0-or-later
/** What workbooks and letters are made of: the archive, its XML, and numbers as the file's formats show them. */

// ---- zip ----

const LIMIT = 200 << 20

/** At most `limit` bytes: what an archive says of its sizes is not believed. */
async function inflate(data: Uint8Array, limit: number): Promise<Uint8Array> {
  const reader = new Blob([data as BlobPart]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    chunks.push(part.value)
    size += part.value.length
    if (size > limit) throw new Error('archive too large')
  }
  return new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer())
}

/** Names and contents of an archive, by its central directory. */
export async function unzip(data: Uint8Array): Promise<Map<string, Uint8Array>> {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  let end = data.length - 22
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--
  if (end < 0) throw new Error('no archive')
  const parts = new Map<string, Uint8Array>()
  let at = view.getUint32(end + 16, true)
  let room = LIMIT
  for (let n = view.getUint16(end + 10, true); n > 0; n--) {
    const method = view.getUint16(at + 10, true)
    const packed = view.getUint32(at + 20, true)
    const names = view.getUint16(at + 28, true)
    const name = new TextDecoder().decode(data.subarray(at + 46, at + 46 + names))
    const local = view.getUint32(at + 42, true)
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    const body = data.subarray(start, start + packed)
    const content = method === 8 ? await inflate(body, room) : body
    room -= content.length
    parts.set(name, content)
    at += 46 + names + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return parts
}

export class Parts {
  constructor(private readonly parts: Map<string, Uint8Array>) {}

  names(): string[] {
    return [...this.parts.keys()]
  }

  xml(name: string): Document | undefined {
    const data = this.parts.get(name)
    return data && new DOMParser().parseFromString(new TextDecoder().decode(data), 'application/xml')
  }
}

export const all = (at: Document | Element | undefined, name: string): Element[] => (at ? [...at.getElementsByTagNameNS('*', name)] : [])
export const one = (at: Document | Element | undefined, name: string): Element | undefined => all(at, name)[0]
export const number = (at: Element | undefined, name: string): number => Number(at?.getAttribute(name) ?? 0)

export function properties(parts: Parts): [string, string][] {
  const docs = [parts.xml('docProps/core.xml'), parts.xml('docProps/app.xml'), parts.xml('docProps/custom.xml')]
  return docs.flatMap(d => [...(d?.documentElement.children ?? [])])
    .filter(e => e.children.length === 0 && e.textContent)
    .map(e => [e.localName, e.textContent!] as [string, string])
}

// ---- numbers as the file's formats show them ----

export const BUILT_IN: Record<number, string> = { 0: 'General', 1: '0', 2: '0.00', 3: '#,##0', 4: '#,##0.00', 9: '0%', 10: '0.00%', 14: 'yyyy/m/d', 49: '@' }
const DAY = 86_400_000

function dateText(serial: number, format: string): string {
  const d = new Date(Date.UTC(1899, 11, 30) + Math.round(serial * DAY))
  const two = (n: number): string => String(n).padStart(2, '0')
  const parts: Record<string, string> = {
    yyyy: String(d.getUTCFullYear()), mm: two(d.getUTCMonth() + 1), m: String(d.getUTCMonth() + 1), dd: two(d.getUTCDate()), d: String(d.getUTCDate()),
  }
  return format.replace(/yyyy|mm|m|dd|d/g, x => parts[x]).replace(/"([^"]*)"/g, '$1').replace(/\\(.)/g, '$1')
}

/** A stored number as the format of its cell shows it. Formats beyond these show the number as it is stored. */
export function shown(value: number, format: string): string {
  const sections = format.split(';')
  const section = (value < 0 && sections[1] ? sections[1] : value === 0 && sections[2] ? sections[2] : sections[0]).replace(/\[[^\]]*\]/g, '')
  const bare = section.replace(/"[^"]*"|\\.|_./g, '')
  if (format === 'General' || section === '@') return String(Number(value.toPrecision(15)))
  if (/[yd]/.test(bare)) return dateText(value, section)
  const pattern = /[#0,.?]+/.exec(section.replace(/"[^"]*"/g, x => ' '.repeat(x.length)))
  if (!pattern) return section.replace(/"([^"]*)"/g, '$1').replace(/\\(.)/g, '$1').replace(/_./g, '')
  const percent = /%/.test(bare)
  // Commas at the end scale by thousands: "#,##0.0,," shows millions.
  const [, digits, scale] = /^(.*?)(,*)$/.exec(pattern[0])!
  const [, decimals = ''] = digits.split('.')
  const least = (decimals.match(/0/g) ?? []).length
  const size = (sections[1] || value >= 0 ? Math.abs(value) : value) / 1000 ** scale.length
  const text = (percent ? size * 100 : size).toLocaleString('ja-JP', {
    minimumFractionDigits: least, maximumFractionDigits: decimals.length, useGrouping: digits.includes(','),
  })
  const around = (s: string): string => s.replace(/"([^"]*)"/g, '$1').replace(/\\(.)/g, '$1').replace(/_./g, '')
  return around(section.slice(0, pattern.index)) + text + around(section.slice(pattern.index + pattern[0].length))
}
