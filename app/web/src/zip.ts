// SPDX-License-Identifier: GPL-3.0-or-later
/** Several files as one archive, stored as they are (no compression, no time): for a folder that a command wrote. */
import type { Files } from './engine'

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => Array.from({ length: 8 }).reduce<number>(c => (c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1), n))
const UTF8_NAMES = 0x800
const DAY_ONE = 0x21 // 1980-01-01

export function crc32(data: Uint8Array): number {
  return (data.reduce((c, byte) => TABLE[(c ^ byte) & 255] ^ (c >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0
}

function record(signature: number, fields: [value: number, bytes: 2 | 4][]): Uint8Array {
  const out = new DataView(new ArrayBuffer(4 + fields.reduce((n, [, bytes]) => n + bytes, 0)))
  out.setUint32(0, signature, true)
  let at = 4
  for (const [value, bytes] of fields) {
    if (bytes === 2) out.setUint16(at, value, true)
    else out.setUint32(at, value, true)
    at += bytes
  }
  return new Uint8Array(out.buffer)
}

export function zip(files: Files): Uint8Array {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let at = 0
  for (const [name, data] of Object.entries(files)) {
    const title = new TextEncoder().encode(name)
    const shared: [number, 2 | 4][] = [[20, 2], [UTF8_NAMES, 2], [0, 2], [0, 2], [DAY_ONE, 2], [crc32(data), 4], [data.length, 4], [data.length, 4], [title.length, 2], [0, 2]]
    const head = record(0x04034b50, shared)
    directory.push(record(0x02014b50, [[20, 2], ...shared, [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]]), title)
    parts.push(head, title, data)
    at += head.length + title.length + data.length
  }
  const size = directory.reduce((n, d) => n + d.length, 0)
  const n = Object.keys(files).length
  const end = record(0x06054b50, [[0, 2], [0, 2], [n, 2], [n, 2], [size, 4], [at, 4], [0, 2]])
  const all = [...parts, ...directory, end]
  const out = new Uint8Array(all.reduce((sum, p) => sum + p.length, 0))
  all.reduce((place, p) => (out.set(p, place), place + p.length), 0)
  return out
}
