// SPDX-License-Identifier: GPL-3.0-or-later
/** The page's side of the engine: a few workers, each one command at a time; a command is ended by ending its worker. */
import type { Files, Outcome, Run } from './engine'
import type { FromWorker } from './worker'

interface Job {
  run: Run
  done: (outcome: Outcome) => void
  failed: (reason: Error) => void
  progress?: (line: string) => void
}

interface Lane {
  worker: Worker
  job?: Job
}

/** A command that was given up because the person stopped it. */
export class Stopped extends Error {
  constructor() {
    super('stopped')
  }
}

export class Engine {
  private readonly lanes: Lane[] = []
  private readonly queue: Job[] = []
  private opened?: Promise<number>

  /**
   * @param source text of the worker with its glue
   * @param wasm the module's bytes, kept to start workers from
   * @param width how many commands may run side by side; a second worker starts when it is first needed
   */
  constructor(private readonly source: string, private readonly wasm: ArrayBuffer, private readonly width = 2) {}

  /** Starts the first worker; milliseconds the module took to compile. */
  open(): Promise<number> {
    this.opened ??= this.lane()
    return this.opened
  }

  async run(args: string[], files: Files, lang: 'ja' | 'en', progress?: (line: string) => void): Promise<Outcome> {
    await this.open()
    return new Promise((done, failed) => {
      this.queue.push({ run: { args, files, lang }, done, failed, progress })
      this.next()
    })
  }

  /** End what runs and give up what waits. */
  stop(): void {
    for (const lane of this.lanes) lane.worker.terminate()
    const jobs = [...this.lanes.flatMap(l => l.job ?? []), ...this.queue]
    this.lanes.length = this.queue.length = 0
    this.opened = undefined
    for (const job of jobs) job.failed(new Stopped())
  }

  private lane(): Promise<number> {
    const url = URL.createObjectURL(new Blob([this.source], { type: 'text/javascript' }))
    const lane: Lane = { worker: new Worker(url) }
    this.lanes.push(lane)
    const ready = new Promise<number>((done, failed) => {
      lane.worker.onerror = event => {
        lane.job?.failed(new Error(event.message))
        failed(new Error(event.message))
      }
      lane.worker.onmessage = (event: MessageEvent<FromWorker>) => {
        const message = event.data
        if (message.kind === 'ready') done(message.compileMs)
        else this.hear(lane, message, failed)
      }
    })
    lane.worker.postMessage({ wasm: this.wasm })
    return ready
  }

  private hear(lane: Lane, message: Exclude<FromWorker, { kind: 'ready' }>, failed: (reason: Error) => void): void {
    const job = lane.job
    if (message.kind === 'progress') {
      job?.progress?.(message.line)
      return
    }
    lane.job = undefined
    if (message.kind === 'done') job?.done(message.outcome)
    else (job?.failed ?? failed)(new Error(message.reason))
    this.next()
  }

  private next(): void {
    while (this.queue.length) {
      let lane = this.lanes.find(l => !l.job)
      if (!lane && this.lanes.length < this.width) {
        void this.lane().catch(() => undefined)
        lane = this.lanes.at(-1)
      }
      if (!lane) return
      lane.job = this.queue.shift()!
      lane.worker.postMessage({ id: 1, run: lane.job.run })
    }
  }
}

/** Runs `work` for the newest input only: while one runs, at most one waits, and it is the last that came. */
export function newest<T>(work: (input: T) => Promise<void>): (input: T) => void {
  let busy = false
  let waiting: { input: T } | undefined
  const go = async (input: T): Promise<void> => {
    busy = true
    await work(input)
    busy = false
    const next = waiting
    waiting = undefined
    if (next) void go(next.input)
  }
  return input => {
    if (busy) waiting = { input }
    else void go(input)
  }
}
