// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Files of the person's disk: what each is (its role, by its content), opened, and saved back to where it was.
 *
 * Where the browser has File System Access (Edge, Chrome) a file is written through; elsewhere it is downloaded. A file that
 * something else changed since it was opened is not overwritten. Nothing is kept in the browser.
 */

export type Role = 'case' | 'settings' | 'store' | 'talks' | 'answers' | 'table' | 'result' | 'json' | 'other'

/** What this page knows of a file on the disk. */
export interface Kept {
  name: string
  /** Its bytes when it was last opened or saved; undefined: it has not been saved yet. */
  saved?: Uint8Array
  handle?: FileSystemFileHandle
}

export interface Opened extends Kept {
  role: Role
  saved: Uint8Array
}

export type Saving = { kind: 'saved'; kept: Kept } | { kind: 'downloaded'; kept: Kept } | { kind: 'changed' } | { kind: 'cancelled' }

interface PickerWindow {
  showOpenFilePicker?(options: { multiple: boolean }): Promise<FileSystemFileHandle[]>
  showSaveFilePicker?(options: { suggestedName: string }): Promise<FileSystemFileHandle>
}

const pickers = (): PickerWindow => window as unknown as PickerWindow

export function writesThrough(): boolean {
  return typeof pickers().showSaveFilePicker === 'function' && typeof pickers().showOpenFilePicker === 'function'
}

export function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((x, i) => x === b[i])
}

const starts = (data: Uint8Array, text: string): boolean => [...text].every((c, i) => data[i] === c.charCodeAt(0))

/** Beginnings of files that are no table whatever their name says: PDF, the Excel of before 2007, a page of the web. */
const NO_TABLE = /^(%PDF|\xd0\xcf\x11\xe0|(\xef\xbb\xbf)?\s*<(!doctype|\?xml|html|head|meta|table)\b)/i

/** By content first: a name can be anything. */
export function roleOf(name: string, data: Uint8Array): Role {
  if (starts(data, 'SQLite format 3')) return 'store'
  if (starts(data, 'HOSHISR') || /\.hsr$/i.test(name)) return 'result'
  if (/\.db$/i.test(name)) return 'store' // a broken one is refused by the program, in words
  if (/\.json$/i.test(name)) {
    const head = new TextDecoder().decode(data.subarray(0, 4096))
    if (/"hoshiwari_log(_export)?"/.test(head)) return 'talks'
    if (/"hoshiwari_list_settings"/.test(head)) return 'settings'
    if (/"hoshiwari_answers"/.test(head)) return 'answers'
    return /"hoshiwari_case"/.test(new TextDecoder().decode(data)) ? 'case' : 'json'
  }
  const head = new TextDecoder('latin1').decode(data.subarray(0, 64))
  return /\.(xlsx|xlsm|ods|csv|tsv|txt)$/i.test(name) && !NO_TABLE.test(head) ? 'table' : 'other'
}

/** A name like none of those taken: "reply (2).eml". */
export function unlike(name: string, taken: string[]): string {
  const end = /\.\w+$/.exec(name)?.[0] ?? ''
  const stem = name.slice(0, name.length - end.length)
  let made = name
  for (let n = 2; taken.includes(made); n++) made = `${stem} (${n})${end}`
  return made
}

/** More files beside those there are; senders give theirs one and the same name, and none takes the place of another. */
export function withUnlike(files: Opened[], more: Opened[]): Opened[] {
  return more.reduce((all, f) => [...all, { ...f, name: unlike(f.name, all.map(x => x.name)) }], files)
}

async function read(file: File, handle?: FileSystemFileHandle): Promise<Opened> {
  const saved = new Uint8Array(await file.arrayBuffer())
  return { name: file.name, saved, handle, role: roleOf(file.name, saved) }
}

export async function fromList(list: FileList | null | undefined): Promise<Opened[]> {
  return Promise.all([...(list ?? [])].map(file => read(file)))
}

/** Dropped files, with their handles where the browser gives them, so that they can be saved back. */
export async function fromDrop(transfer: DataTransfer | null): Promise<Opened[]> {
  const items = [...(transfer?.items ?? [])].filter(i => i.kind === 'file')
  // All must be asked for before the first await: the list is empty afterwards.
  const asked = items.map(i => ({
    file: i.getAsFile(),
    handle: (i as DataTransferItem & { getAsFileSystemHandle?(): Promise<FileSystemHandle | null> }).getAsFileSystemHandle?.().catch(() => null),
  }))
  const opened = asked.map(async ({ file, handle }) => {
    const given = await handle
    return file ? [await read(file, given?.kind === 'file' ? (given as FileSystemFileHandle) : undefined)] : []
  })
  return (await Promise.all(opened)).flat()
}

/** The browser's own dialog, which gives handles; only where writesThrough(). Empty when it was closed. */
export async function pick(multiple: boolean): Promise<Opened[]> {
  try {
    const handles = await pickers().showOpenFilePicker!({ multiple })
    return await Promise.all(handles.map(async h => read(await h.getFile(), h)))
  } catch (fault) {
    if ((fault as Error).name === 'AbortError') return []
    throw fault
  }
}

export function download(name: string, data: Uint8Array): void {
  const url = URL.createObjectURL(new Blob([data as BlobPart]))
  const a = document.createElement('a')
  a.href = url
  a.download = name
  a.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

async function write(handle: FileSystemFileHandle, data: Uint8Array): Promise<Kept> {
  const out = await handle.createWritable()
  await out.write(data as BufferSource)
  await out.close() // the old file stands until here
  return { name: handle.name, handle, saved: data }
}

/** Save to where the file is, or ask where. With `elsewhere` always ask. */
export async function save(kept: Kept, data: Uint8Array, elsewhere = false): Promise<Saving> {
  const ask = pickers().showSaveFilePicker
  try {
    if (kept.handle && !elsewhere) {
      const onDisk = new Uint8Array(await (await kept.handle.getFile()).arrayBuffer())
      if (kept.saved && !same(onDisk, kept.saved) && !same(onDisk, data)) return { kind: 'changed' }
      return { kind: 'saved', kept: await write(kept.handle, data) }
    }
    if (ask) return { kind: 'saved', kept: await write(await ask.call(window, { suggestedName: kept.name }), data) }
  } catch (fault) {
    if ((fault as Error).name === 'AbortError') return { kind: 'cancelled' }
    throw fault
  }
  download(kept.name, data)
  return { kind: 'downloaded', kept: { name: kept.name, saved: data } }
}
