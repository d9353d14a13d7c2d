// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The program itself, one command at a time: run(args, files) → { exit, out, err, files }.
 *
 * The module is compiled once; each command gets a fresh instance with a file system of its own in memory, so nothing of
 * one command is seen by the next. Files go in by name (with folders, "a/b.csv") and what a command wrote comes back.
 */

export type Files = Record<string, Uint8Array>

export interface Run {
  args: string[]
  files: Files
  /** Language of help and errors; documents have their own --lang. */
  lang: 'ja' | 'en'
}

export interface Outcome {
  exit: number
  out: string
  err: string
  /** Files that are new or changed, by name. */
  files: Files
  ms: number
}

interface Stream {
  stream_ops: { write(stream: Stream, heap: Int8Array, offset: number, length: number): number }
}

interface EmscriptenFs {
  streams: Stream[]
  mkdir(path: string): void
  mkdirTree(path: string): void
  chdir(path: string): void
  writeFile(path: string, data: Uint8Array): void
  readFile(path: string): Uint8Array
  readdir(path: string): string[]
  stat(path: string): { mode: number }
  isDir(mode: number): boolean
}

interface Instance {
  FS: EmscriptenFs
  ENV: Record<string, string>
  callMain(args: string[]): number
}

export type Factory = (options: object) => Promise<Instance>

/** Exit code of a command that broke off by a fault of the program or of the browser, whose words stand in `err`. */
export const EXIT_BROKEN = 99
const FOLDER = '/work'
const PROGRESS_MS = 100

function text(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}

/** Whole writes to a descriptor; the glue's terminal would hand over each byte by a call of its own. */
function hear(fs: EmscriptenFs, descriptor: number, take: (bytes: Uint8Array) => void): void {
  const stream = fs.streams[descriptor]
  const write = (_: Stream, heap: Int8Array, offset: number, length: number): number => {
    take(new Uint8Array(heap.buffer, heap.byteOffset + offset, length).slice())
    return length
  }
  stream.stream_ops = { ...stream.stream_ops, write }
}

/** What was written, put together once. */
async function joined(chunks: Uint8Array[]): Promise<string> {
  return text(new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer()))
}

/** Standard error: progress (a line that begins with a carriage return) apart from what is said. */
class Talk {
  private readonly bytes: number[] = []
  private last = 0
  private line = 0

  constructor(private readonly progress?: (line: string) => void) {}

  take(bytes: Uint8Array): void {
    bytes.forEach(byte => this.byte(byte))
  }

  private byte(byte: number): void {
    if (byte === 13) {
      const now = performance.now()
      const line = text(Uint8Array.from(this.bytes.splice(this.line))).replace(/\u001b\[K/g, '')
      if (line && this.progress && now - this.last > PROGRESS_MS) {
        this.last = now
        this.progress(line)
      }
      return
    }
    this.bytes.push(byte)
    if (byte === 10) this.line = this.bytes.length
  }

  said(): string {
    return text(Uint8Array.from(this.bytes)).replace(/^\u001b\[K/gm, '')
  }
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((x, i) => x === b[i])
}

function place(fs: EmscriptenFs, files: Files): void {
  fs.mkdir(FOLDER)
  fs.chdir(FOLDER)
  for (const [name, data] of Object.entries(files)) {
    const path = `${FOLDER}/${name}`
    fs.mkdirTree(path.slice(0, path.lastIndexOf('/')))
    fs.writeFile(path, data)
  }
}

function collect(fs: EmscriptenFs, before: Files): Files {
  const made: Files = {}
  const walk = (folder: string): void => {
    for (const name of fs.readdir(folder)) {
      if (name === '.' || name === '..') continue
      const path = `${folder}/${name}`
      if (fs.isDir(fs.stat(path).mode)) {
        walk(path)
        continue
      }
      const data = fs.readFile(path)
      const key = path.slice(FOLDER.length + 1)
      const old = before[key]
      if (!old || !same(old, data)) made[key] = data
    }
  }
  walk(FOLDER)
  return made
}

/**
 * A fresh instance of the compiled module. Rejects where the browser gives it no memory or refuses it: the glue itself would
 * wait for ever for an instance that does not come.
 */
function fresh(module: WebAssembly.Module, factory: Factory, options: object): Promise<Instance> {
  return new Promise((made, failed) => {
    const instantiateWasm = (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void): object => {
      WebAssembly.instantiate(module, imports).then(instance => done(instance, module)).catch(failed)
      return {}
    }
    factory({ ...options, instantiateWasm }).then(made, failed)
  })
}

/** One command in a fresh instance of the compiled module. Rejects when there can be none; what breaks off later has its exit code. */
export async function execute(module: WebAssembly.Module, factory: Factory, run: Run, progress?: (line: string) => void): Promise<Outcome> {
  const began = performance.now()
  const out: Uint8Array[] = []
  const talk = new Talk(progress)
  const m = await fresh(module, factory, {
    noInitialRun: true,
    thisProgram: 'hoshiwari',
    quit: (_status: number, toThrow: unknown) => {
      throw toThrow // under node the glue would end the whole process
    },
    stdin: () => null,
    preRun: [
      (i: Instance) => void Object.assign(i.ENV, { LANG: run.lang === 'ja' ? 'ja_JP.UTF-8' : 'en_US.UTF-8', HOME: FOLDER, TMPDIR: '/tmp', TZ: 'UTC' }),
    ],
  })
  hear(m.FS, 1, bytes => out.push(bytes))
  hear(m.FS, 2, bytes => talk.take(bytes))
  place(m.FS, run.files)
  let exit: number
  let broken = ''
  try {
    exit = m.callMain(run.args)
  } catch (fault) {
    const status = (fault as { name?: string; status?: number }).status
    exit = status ?? EXIT_BROKEN
    if (status === undefined) broken = String((fault as Error).stack ?? fault)
  }
  return { exit, out: await joined(out), err: talk.said() + broken, files: collect(m.FS, run.files), ms: performance.now() - began }
}
