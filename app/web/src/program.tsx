// SPDX-License-Identifier: GPL-3.0-or-later
/** The program from anywhere in the page: run a command, hear what it says, show the command behind what is on the screen. */
import { createContext } from 'preact'
import { useContext, useEffect, useRef, useState } from 'preact/hooks'
import { Broken, Stopped, type Engine } from './client'
import { EXIT_BROKEN, type Files, type Outcome } from './engine'
import type { CatalogResult } from './results'
import { type Say, useLang, useSay } from './words'

/** The program refused: what it says stands in the message, in the person's language. */
export class Refused extends Error {}

export interface Program {
  engine: Engine
  /** Ids in results → names in both languages (catalog --json). */
  catalog?: CatalogResult
  /** Progress of a long command, and '' when it has ended. */
  report: (line: string) => void
}

export const ProgramContext = createContext<Program>(undefined as unknown as Program)

/** `told`: an answer that comes with exit 1 counts too (a list of which nobody can be computed says why of each). */
export type Command = (args: string[], files?: Files, told?: boolean) => Promise<Outcome>

/** Runs a command; what the program refuses is thrown as Refused. Documents and talk are in the page's language. */
export function useCommand(): Command {
  const { engine, report } = useContext(ProgramContext)
  const lang = useLang()
  return async (args, files = {}, told = false) => {
    const done = await engine.run(args, files, lang, report).finally(() => report(''))
    if (done.exit === EXIT_BROKEN) throw new Broken('run', done.err)
    const answered = told && done.exit === 1 && (done.out || Object.keys(done.files).length)
    if (done.exit && !answered) throw new Refused((done.err || done.out).trim())
    return done
  }
}

export function useCatalog(): CatalogResult | undefined {
  return useContext(ProgramContext).catalog
}

/** What a fault is in the person's words; what the program said stands as it is. */
export function faultText(fault: unknown, say: Say): string {
  if (fault instanceof Stopped) return say('途中で止めました。何も変わっていません。', 'Stopped; nothing has changed.')
  if (!(fault instanceof Broken)) return fault instanceof Error ? fault.message : String(fault)
  const what =
    fault.when === 'start'
      ? say('計算の部分（WebAssembly）を始められませんでした。書いた内容は残っています。ほかのタブを閉じる、ブラウザを開き直す、別のブラウザ（Edge・Chrome・Firefox）で開く、の順に試してください。会社の設定で WebAssembly が止められている場合は、情報システム担当に確かめてください。', 'The calculating part (WebAssembly) could not be started. What you typed is still here. Close other tabs, then restart the browser, then try another one (Edge, Chrome, Firefox). Where a company setting forbids WebAssembly, ask your IT staff.')
      : say('計算が途中で止まりました。パソコンのメモリーが足りないか、プログラムの不具合です。書いた内容は残っています。先に保存し、ほかのタブを閉じてから、もう一度試してください。', 'The calculation broke off: the computer is short of memory, or the program has a fault. What you typed is still here: save it, close other tabs, then try again.')
  return `${what}\n${say('ブラウザの説明: ', 'The browser says: ')}${fault.message.split('\n')[0]}`
}

/** Work that may be refused: busy while it runs, and what was said when it failed. */
export function useWork(): { busy: boolean; fault: string; clear: () => void; work: (job: () => Promise<void>) => Promise<void> } {
  const say = useSay()
  const [running, setRunning] = useState(0)
  const [fault, setFault] = useState('')
  const alive = useRef(true)
  useEffect(() => () => void (alive.current = false), [])
  const work = async (job: () => Promise<void>): Promise<void> => {
    setRunning(n => n + 1)
    setFault('')
    try {
      await job()
    } catch (e) {
      if (alive.current) setFault(faultText(e, say))
    }
    if (alive.current) setRunning(n => n - 1)
  }
  return { busy: running > 0, fault, clear: () => setFault(''), work }
}

const bare = /^[\p{L}\p{N}_.,:/=+%-]+$/u

/** The command line that gives the same at a terminal. */
export function commandText(args: string[]): string {
  return ['hoshiwari', ...args].map(a => (bare.test(a) ? a : `'${a.replace(/'/g, `'\\''`)}'`)).join(' ')
}

export function CommandLine(props: { args: string[][] }) {
  const say = useSay()
  return (
    <details class="command">
      <summary>{say('この内容を出す命令', 'The command behind this')}</summary>
      {props.args.map(a => (
        <code key={a.join(' ')}>{commandText(a)}</code>
      ))}
    </details>
  )
}

/** Ends a long command. */
export function StopButton(props: { busy: boolean }) {
  const say = useSay()
  const { engine } = useContext(ProgramContext)
  return props.busy ? <button onClick={() => engine.stop()}>{say('やめる', 'Stop')}</button> : null
}
