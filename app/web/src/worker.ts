// SPDX-License-Identifier: GPL-3.0-or-later
/** The worker: gets the module once, then runs a command per message. `hoshiwari` is the glue that stands before it. */
import { execute, type Factory, type Run } from './engine'

declare const hoshiwari: Factory

/** The port only closes when the worker ends, which tells the page that it has. */
export type ToWorker = { wasm: ArrayBuffer; alive: MessagePort } | { run: Run }
export type FromWorker =
  | { kind: 'ready'; compileMs: number }
  | { kind: 'begun' }
  | { kind: 'progress'; line: string }
  | { kind: 'done'; outcome: Awaited<ReturnType<typeof execute>> }
  | { kind: 'failed'; reason: string }

let compiled: Promise<WebAssembly.Module>
let alive: MessagePort | undefined
const tell = (message: FromWorker): void => postMessage(message)
const failed = (fault: unknown): void => tell({ kind: 'failed', reason: String(fault) })

addEventListener('message', (event: MessageEvent<ToWorker>) => {
  const message = event.data
  if ('wasm' in message) {
    const began = performance.now()
    alive = message.alive
    compiled = WebAssembly.compile(message.wasm)
    compiled.then(() => tell({ kind: 'ready', compileMs: performance.now() - began }), failed)
    return
  }
  void alive // held as long as the worker lives
  tell({ kind: 'begun' })
  compiled
    .then(module => execute(module, hoshiwari, message.run, line => tell({ kind: 'progress', line })))
    .then(outcome => tell({ kind: 'done', outcome }), failed)
})
