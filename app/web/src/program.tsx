// SPDX-License-Identifier: GPL-3.0-or-later
/** The program from anywhere in the page: run a command, hear what it says, show the command behind what is on the screen. */
import { createContext } from 'preact'
import { useContext, useEffect, useRef, useState } from 'preact/hooks'
import { Stopped, type Engine } from './client'
import type { Files, Outcome } from './engine'
import type { CatalogResult } from './results'
import { useLang, useSay } from './words'

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

export type Command = (args: string[], files?: Files) => Promise<Outcome>

/** Runs a command; what the program refuses is thrown as Refused. Documents and talk are in the page's language. */
export function useCommand(): Command {
  const { engine, report } = useContext(ProgramContext)
  const lang = useLang()
  return async (args, files = {}) => {
    const done = await engine.run(args, files, lang, report)
    report('')
    if (done.exit) throw new Refused((done.err || done.out).trim())
    return done
  }
}

export function useCatalog(): CatalogResult | undefined {
  return useContext(ProgramContext).catalog
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
      const text = e instanceof Stopped ? say('途中で止めました。何も変わっていません。', 'Stopped; nothing has changed.') : (e as Error).message
      if (alive.current) setFault(text)
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
