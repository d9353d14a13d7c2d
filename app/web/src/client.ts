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

/** A worker: starting, then free or at a job, until it is ended or ends. */
interface Lane {
  worker: Worker
  ready: boolean
  job?: Job
  /** Runs while the worker owes a sign of life. */
  late?: ReturnType<typeof setTimeout>
  broken: (reason: string) => void
}

/** A command that was given up because the person stopped it. */
export class Stopped extends Error {
  constructor() {
    super('stopped')
  }
}

/** The browser could not start the engine, or it broke off at a command; the message is what the browser said. */
export class Broken extends Error {
  constructor(readonly when: 'start' | 'run', reason: string) {
    super(reason)
  }
}

/** A worker that has not compiled the module, or not begun a command, by then will not: it takes a second or two. */
const START_MS = 60_000

export class Engine {
  private readonly lanes: Lane[] = []
  private readonly queue: Job[] = []
  private opened?: Promise<number>

  /**
   * @param source text of the worker with its glue
   * @param wasm the module's bytes, kept to start workers from
   * @param width how many commands may run side by side; a second worker starts when it is first needed
   * @param startMs how long a worker may take to become ready, and to begin a command
   */
  constructor(private readonly source: string, private readonly wasm: ArrayBuffer, private width = 2, private readonly startMs = START_MS) {}

  /** Starts the first worker; milliseconds the module took to compile. Rejects with Broken; the next call tries again. */
  open(): Promise<number> {
    this.opened ??= this.lane()
    return this.opened
  }

  /** Rejects with Stopped, or with Broken when the browser cannot run it; never waits for a worker that is gone. */
  async run(args: string[], files: Files, lang: 'ja' | 'en', progress?: (line: string) => void): Promise<Outcome> {
    await this.open()
    return new Promise((done, failed) => {
      this.queue.push({ run: { args, files, lang }, done, failed, progress })
      this.next()
    })
  }

  /** End what runs and give up what waits. */
  stop(): void {
    this.giveUp(new Stopped())
  }

  private giveUp(reason: Error): void {
    for (const lane of this.lanes) (clearTimeout(lane.late), lane.worker.terminate())
    const jobs = [...this.lanes.flatMap(l => l.job ?? []), ...this.queue]
    this.lanes.length = this.queue.length = 0
    this.opened = undefined
    for (const job of jobs) job.failed(reason)
  }

  private lane(): Promise<number> {
    return new Promise((ready, failed) => {
      const url = URL.createObjectURL(new Blob([this.source], { type: 'text/javascript' }))
      const { port1, port2 } = new MessageChannel()
      const broken = (reason: string): void => {
        clearTimeout(lane.late)
        const fault = new Broken(lane.ready ? 'run' : 'start', reason)
        failed(fault)
        this.lose(lane, fault)
      }
      const lane: Lane = { worker: new Worker(url), ready: false, broken }
      this.lanes.push(lane)
      this.expect(lane)
      lane.worker.onerror = event => (event.preventDefault(), broken(event.message || 'the worker could not be started'))
      lane.worker.onmessageerror = () => broken('a message that cannot be read')
      port1.addEventListener('close', () => broken('the worker has ended')) // where the browser tells it (Chromium 122)
      port1.start()
      lane.worker.onmessage = (event: MessageEvent<FromWorker>) => {
        const message = event.data
        if (message.kind === 'failed') return broken(message.reason)
        clearTimeout(lane.late)
        if (message.kind !== 'ready') return this.hear(lane, message)
        lane.ready = true
        if (lane.job) this.expect(lane) // it was given one while it started
        ready(message.compileMs)
      }
      lane.worker.postMessage({ wasm: this.wasm, alive: port2 }, [port2])
    })
  }

  private expect(lane: Lane): void {
    clearTimeout(lane.late)
    lane.late = setTimeout(() => lane.broken(`no answer within ${this.startMs} ms`), this.startMs)
  }

  /**
   * A worker that is gone takes its job with it. One that never began gives its job to the others, and when there are none
   * takes all that waits with it, or that would wait for ever.
   */
  private lose(lane: Lane, fault: Broken): void {
    const at = this.lanes.indexOf(lane)
    if (at < 0) return // it was stopped
    lane.worker.terminate()
    this.lanes.splice(at, 1)
    if (fault.when === 'run') lane.job?.failed(fault)
    else if (this.lanes.length) {
      this.width = this.lanes.length
      if (lane.job) this.queue.unshift(lane.job)
    } else {
      if (lane.job) this.queue.unshift(lane.job)
      return this.giveUp(fault)
    }
    this.next()
  }

  private hear(lane: Lane, message: Extract<FromWorker, { kind: 'begun' | 'progress' | 'done' }>): void {
    const job = lane.job
    if (message.kind === 'begun') return
    if (message.kind === 'progress') return job?.progress?.(message.line)
    lane.job = undefined
    job?.done(message.outcome)
    this.next()
  }

  private next(): void {
    while (this.queue.length) {
      let lane = this.lanes.find(l => !l.job)
      if (!lane && this.lanes.length < this.width) {
        void this.lane().catch(() => undefined) // its jobs are told
        lane = this.lanes.at(-1)
      }
      if (!lane) return
      lane.job = this.queue.shift()!
      lane.worker.postMessage({ run: lane.job.run })
      this.expect(lane)
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
