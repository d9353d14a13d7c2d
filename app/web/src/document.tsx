// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * What is being worked on: one case, with undo, and one record of the talks, each a file of the person's disk.
 * The supplier's and the adviser's door share them. Entries of the record are only added, so undo does not reach them.
 */
import { useRef, useState } from 'preact/hooks'
import { answersFile, bytes, type Case, CASE, parse } from './case'
import type { Files } from './engine'
import { type Kept, type Opened, same, save } from './files'
import { begin, type History, redo, step, undo } from './history'
import { type Command, Refused } from './program'
import { fits } from './schema'
import type { Say } from './words'

export const STORE = 'record.db'
const DRAG_MS = 700

export type SaveState = 'saved' | 'downloaded' | 'changed' | 'cancelled'

export interface Doc {
  kase?: Case
  store?: Uint8Array
  caseFile: Kept
  storeFile: Kept
  unsaved: { kase: boolean; store: boolean }
  canUndo: boolean
  canRedo: boolean
  /** What a command about this case needs: the case, the record where there is one, files that the case names. */
  files: (changed?: Case) => Files
  /** `drag`: a slider's step, which joins the one before it. */
  setCase: (next: Case, drag?: boolean) => void
  setStore: (next: Uint8Array) => void
  undo: () => void
  redo: () => void
  /** Takes cases and records; gives back the files that are neither, and the case and record that stand then. */
  open: (files: Opened[], command: Command, say: Say) => Promise<{ rest: Opened[]; kase?: Case; store?: Uint8Array }>
  save: (what: 'kase' | 'store', elsewhere?: boolean) => Promise<SaveState>
  /** Put what is on the disk in place of what is here. */
  reload: (what: 'kase' | 'store') => Promise<void>
  close: () => void
}

interface State {
  history: History<Case | undefined>
  caseFile: Kept
  store?: Uint8Array
  storeFile: Kept
  companions: Files
}

const NOTHING: State = { history: begin(undefined), caseFile: { name: CASE }, storeFile: { name: STORE }, companions: {} }

/** Version of the format of cases. */
const VERSION = 1

/** A case that the page can hold; the program says what is wrong with any other. */
async function understood(file: Opened, command: Command, say: Say): Promise<Case> {
  let made: Case | undefined
  try {
    made = parse(file.saved)
  } catch {
    // told by the program below, with the place
  }
  const version = Number((made as { hoshiwari_case?: unknown } | undefined)?.hoshiwari_case)
  if (version > VERSION) throw new Refused(say(`新しい版の星割で保存したケースです（版 ${version}、このページが読むのは ${VERSION} まで）: ${file.name}。新しい hoshiwari.html で開いてください。このファイルは変えていません。`, `This case was saved by a newer version (${version}; this page reads up to ${VERSION}): ${file.name}. Open it with a newer hoshiwari.html; the file is as it was.`))
  if (made && version === VERSION && fits(made)) return made
  await command(['estimate', file.name, '--json'], { [file.name]: file.saved })
  throw new Refused(file.name)
}

/** What the program says of a record that holds nothing about the case asked for: it is one. */
const NOTHING_KEPT = '[HW-730]'

/** A record that the program can read; it says what is wrong with any other. */
async function checkStore(file: Opened, command: Command): Promise<void> {
  try {
    await command(['log', 'none', 'versions', '--db', file.name], { [file.name]: file.saved })
  } catch (fault) {
    if (!(fault instanceof Refused && fault.message.includes(NOTHING_KEPT))) throw fault
  }
}

/** Answers that stand in a file of their own come into the case, so that they can be changed here. */
async function withAnswersInside(c: Case, others: Opened[], command: Command, say: Say): Promise<Case> {
  const name = answersFile(c)
  if (!name) return c
  const file = others.find(f => f.name === name.split('/').at(-1))
  if (!file) throw new Refused(say(`このケースの回答は ${name} にあります。二つのファイルを一緒に選んでください。`, `The answers of this case stand in ${name}: choose both files together.`))
  const done = await command(['import', name, '-o', CASE], { [CASE]: bytes(c), [name]: file.saved })
  return parse(done.files[CASE])
}

export function useDocument(): Doc {
  const [state, setState] = useState<State>(NOTHING)
  const dragged = useRef(0)
  const kase = state.history.now
  const caseBytes = (): Uint8Array | undefined => kase && bytes(kase)
  const differs = (now: Uint8Array | undefined, kept: Kept): boolean => now !== undefined && !(kept.saved && same(now, kept.saved))

  const open: Doc['open'] = async (files, command, say) => {
    const cases = files.filter(f => f.role === 'case')
    const stores = files.filter(f => f.role === 'store')
    if (cases.length > 1 || stores.length > 1) throw new Refused(say('ケースと記録は一つずつ選んでください。', 'Choose one case and one record.'))
    if (stores[0]) await checkStore(stores[0], command)
    let next = state
    if (cases[0]) {
      const found = await understood(cases[0], command, say)
      const inside = await withAnswersInside(found, files, command, say)
      // What the page would write is the saved state, unless answers came in from another file.
      const kept: Kept = { ...cases[0], saved: inside === found ? cases[0].saved : undefined }
      next = { ...next, history: begin<Case | undefined>(inside), caseFile: kept }
    }
    if (stores[0]) next = { ...next, store: stores[0].saved, storeFile: stores[0] }
    setState(next)
    const answers = cases[0] && answersFile(parse(cases[0].saved))
    const rest = files.filter(f => f !== cases[0] && f !== stores[0] && f.name !== answers?.split('/').at(-1))
    return { rest, kase: next.history.now, store: next.store }
  }
  const write: Doc['save'] = async (what, elsewhere) => {
    const data = what === 'kase' ? caseBytes() : state.store
    if (!data) return 'cancelled'
    const done = await save(what === 'kase' ? state.caseFile : state.storeFile, data, elsewhere)
    if ('kept' in done) setState(s => (what === 'kase' ? { ...s, caseFile: done.kept } : { ...s, storeFile: done.kept }))
    return done.kind
  }
  const reload: Doc['reload'] = async what => {
    const kept = what === 'kase' ? state.caseFile : state.storeFile
    if (!kept.handle) return
    const saved = new Uint8Array(await (await kept.handle.getFile()).arrayBuffer())
    if (what === 'store') setState(s => ({ ...s, store: saved, storeFile: { ...kept, saved } }))
    else setState(s => ({ ...s, history: step(s.history, parse(saved)), caseFile: { ...kept, saved } }))
  }
  const unchanged = kase !== undefined && state.caseFile.saved !== undefined && JSON.stringify(kase) === JSON.stringify(textOf(state.caseFile.saved))
  return {
    kase,
    store: state.store,
    caseFile: state.caseFile,
    storeFile: state.storeFile,
    unsaved: { kase: kase !== undefined && !unchanged, store: differs(state.store, state.storeFile) },
    canUndo: state.history.past.some(c => c !== undefined),
    canRedo: state.history.future.length > 0,
    files: changed => {
      const made: Files = { ...state.companions }
      if (changed ?? kase) made[CASE] = bytes((changed ?? kase)!)
      if (state.store) made[STORE] = state.store
      return made
    },
    setCase: (next, drag = false) => {
      const now = performance.now()
      const joined = drag && now - dragged.current < DRAG_MS
      dragged.current = drag ? now : 0
      setState(s => ({ ...s, history: step(s.history, next, joined) }))
    },
    setStore: next => setState(s => ({ ...s, store: next })),
    undo: () => setState(s => (s.history.past.at(-1) === undefined ? s : { ...s, history: undo(s.history) })),
    redo: () => setState(s => ({ ...s, history: redo(s.history) })),
    open,
    save: write,
    reload,
    close: () => setState(NOTHING),
  }
}

function textOf(saved: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(saved))
  } catch {
    return undefined
  }
}
