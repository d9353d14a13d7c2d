// SPDX-License-Identifier: GPL-3.0-or-later
/** The page's side of the engine: one worker, commands one after the other, ended by ending the worker. */
import type { Files, Outcome } from './engine'
import type { FromWorker } from './worker'

interface Waiting {
  done: (outcome: Outcome) => void
  failed: (reason: Error) => void
  progress?: (line: string) => void
}

export class Engine {
  private worker?: Worker
  private next = 0
  private readonly waiting = new Map<number, Waiting>()
  private opened?: Promise<number>

  /** @param source text of the worker with its glue; @param wasm the module's bytes (kept, to start again after a stop) */
  constructor(private readonly source: string, private readonly wasm: ArrayBuffer) {}

  /** Starts the worker where there is none; milliseconds the module took to compile. */
  open(): Promise<number> {
    if (this.opened) return this.opened
    const url = URL.createObjectURL(new Blob([this.source], { type: 'text/javascript' }))
    const worker = (this.worker = new Worker(url))
    this.opened = new Promise((ready, failed) => {
      worker.onerror = event => failed(new Error(event.message))
      worker.onmessage = (event: MessageEvent<FromWorker>) => this.hear(event.data, ready, failed)
    })
    worker.postMessage({ wasm: this.wasm })
    return this.opened
  }

  async run(args: string[], files: Files, lang: 'ja' | 'en', progress?: (line: string) => void): Promise<Outcome> {
    await this.open()
    const id = ++this.next
    return new Promise((done, failed) => {
      this.waiting.set(id, { done, failed, progress })
      this.worker?.postMessage({ id, run: { args, files, lang } })
    })
  }

  /** End what runs; commands that wait are given up. */
  stop(): void {
    this.worker?.terminate()
    this.worker = this.opened = undefined
    for (const w of this.waiting.values()) w.failed(new Error('stopped'))
    this.waiting.clear()
  }

  private hear(message: FromWorker, ready: (ms: number) => void, failed: (reason: Error) => void): void {
    if (message.kind === 'ready') {
      ready(message.compileMs)
      return
    }
    const w = this.waiting.get(message.id)
    if (message.kind === 'failed') {
      if (w) w.failed(new Error(message.reason))
      else failed(new Error(message.reason))
    } else if (message.kind === 'progress') {
      w?.progress?.(message.line)
      return
    } else {
      w?.done(message.outcome)
    }
    this.waiting.delete(message.id)
  }
}
