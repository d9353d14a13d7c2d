// SPDX-License-Identifier: GPL-3.0-or-later
/** The worker: gets the module once, then runs a command per message. `hoshiwari` is the glue that stands before it. */
import { execute, type Factory, type Run } from './engine'

declare const hoshiwari: Factory

export type ToWorker = { wasm: ArrayBuffer } | { id: number; run: Run }
export type FromWorker =
  | { kind: 'ready'; compileMs: number }
  | { kind: 'progress'; id: number; line: string }
  | { kind: 'done'; id: number; outcome: Awaited<ReturnType<typeof execute>> }
  | { kind: 'failed'; id: number; reason: string }

let compiled: Promise<WebAssembly.Module>
const tell = (message: FromWorker): void => postMessage(message)

addEventListener('message', (event: MessageEvent<ToWorker>) => {
  const message = event.data
  if ('wasm' in message) {
    const began = performance.now()
    compiled = WebAssembly.compile(message.wasm)
    compiled.then(
      () => tell({ kind: 'ready', compileMs: performance.now() - began }),
      fault => tell({ kind: 'failed', id: 0, reason: String(fault) }),
    )
    return
  }
  const { id, run } = message
  compiled
    .then(module => execute(module, hoshiwari, run, line => tell({ kind: 'progress', id, line })))
    .then(outcome => tell({ kind: 'done', id, outcome }))
    .catch(fault => tell({ kind: 'failed', id, reason: String(fault) }))
})
