// SPDX-License-Identifier: GPL-3.0-or-later
/** What a department works on: its list, how it is read, the result, the budget tried, and files laid beside it. */
import { useMemo, useRef, useState } from 'preact/hooks'
import { newest } from '../client'
import { type Correction, isCorrections, printCorrections, readCorrections, toCorrect } from '../corrections'
import type { Files } from '../engine'
import { download, type Opened } from '../files'
import { Refused, useCommand, useWork } from '../program'
import type { Portfolio } from '../results'
import { useLang, useSay } from '../words'
import { type Beside, compute, type How, LAST, type List, onBasisOf, returnedFiles, shown } from './commands'
import { EMPTY_READING, type ReadingFacts } from './reading'
import { type Money, printSettings, readSettings, type Settings } from './settings'

const today = (): string => new Date().toLocaleDateString('sv-SE')

/** The files of one choice, told apart; at most one of each. */
interface Given {
  list?: Opened
  corrections?: Opened
  result?: Opened
  settings?: Opened
}

export interface Department {
  how: How
  /** What stands on the screen was computed with: `how`, but for what waits for "Compute again". */
  ran: How
  beside: Beside
  /** The list that was computed, and the one that was opened last, which may have been refused. */
  list?: List
  opened?: List
  result?: Uint8Array
  found?: Portfolio
  /** Cells to correct. */
  open: Correction[]
  unsaved: boolean
  heard: string
  fault: string
  busy: boolean
  putSettings: (change: Partial<Settings>) => void
  putReading: (reading: ReadingFacts) => void
  take: (files: Opened[]) => void
  /** Compute the opened list again with what is said now. */
  again: () => void
  correct: (corrections: Correction[]) => void
  join: (returned: Files) => void
  cases: (files: Files) => void
  saveCorrections: () => void
  saveSettings: () => void
  budget: (money: Money) => void
  carryOver: (yes: boolean) => void
  decide: (file: Opened | undefined) => void
  forgetLast: () => void
  template: (level: 0 | 3 | 4) => void
}

export function useDepartment(): Department {
  const say = useSay()
  const lang = useLang()
  const command = useCommand()
  const { work, fault, busy } = useWork()
  const [how, setHow] = useState<How>({ settings: { name: '', asOf: today(), level: '', years: 3, carryOver: false, capital: null, employees: null }, reading: EMPTY_READING, money: { each: null, years: [] } })
  const [beside, setBeside] = useState<Beside>({})
  const [computed, setComputed] = useState<How>()
  const [list, setList] = useState<List>()
  const [opened, setOpened] = useState<List>()
  const [open, setOpen] = useState<Correction[]>([])
  const [result, setResult] = useState<Uint8Array>()
  const [found, setFound] = useState<Portfolio>()
  const [unsaved, setUnsaved] = useState(false)
  const [heard, setHeard] = useState('')

  const run = (from: List, told: How = how, files: Beside = beside): Promise<void> =>
    work(async () => {
      setOpened(from)
      const made = await compute(command, from, told)
      const now = await shown(command, made.result, told, files, from)
      setComputed(told)
      setResult(made.result)
      setFound(now)
      setList(from)
      setOpen(toCorrect(made.listed, now, lang))
    })
  const sort = (files: Opened[]): Given => {
    const tables = files.filter(f => f.role === 'table')
    const corrections = tables.filter(f => isCorrections(f.saved))
    const lists = tables.filter(f => !corrections.includes(f))
    if (lists.length > 1 || corrections.length > 1) throw new Refused(say('一覧のファイル（.csv .xlsx .ods）を一つ選んでください。訂正表、前回の結果（.hsr）、保存した設定（.json）は一緒に選べます。', 'Choose one list (.csv, .xlsx, .ods); a list of corrections, last year’s result (.hsr) and saved settings (.json) may come with it.'))
    return { list: lists[0], corrections: corrections[0], result: files.find(f => f.role === 'result'), settings: files.find(f => f.role === 'settings') }
  }
  const settingsOf = (file: Opened): How => {
    const told = readSettings(file.saved, how.settings.asOf)
    if (told === 'newer') throw new Refused(say(`新しい版の星割で保存した設定です: ${file.name}。新しい hoshiwari.html で開いてください。`, `These settings were saved by a newer version: ${file.name}. Open them with a newer hoshiwari.html.`))
    if (!told) throw new Refused(say(`設定のファイルが読めません: ${file.name}`, `These settings cannot be read: ${file.name}`))
    return told
  }
  const take = (files: Opened[]): Promise<void> =>
    work(async () => {
      setHeard('')
      const given = sort(files)
      if (given.result) await command(['compare', LAST, LAST, '--lang', lang], { [LAST]: given.result.saved }) // says what is wrong with a file that is none
      const told = given.settings ? settingsOf(given.settings) : how
      const laid = given.result ? { ...beside, last: given.result } : beside
      setHow(told)
      setBeside(laid)
      const base = given.list ? { name: given.list.name, files: { [given.list.name]: given.list.saved } } : list
      if (!base) {
        if (given.result || given.settings) return setHeard(say('読みました。次に取引先の一覧を開くと使います。', 'Read: it is used with the list that is opened next.'))
        throw new Refused(say('訂正表だけでは計算できません。もとの一覧も一緒に選んでください。', 'Corrections alone cannot be computed: choose the list they belong to as well.'))
      }
      setUnsaved(false)
      const kept = given.list ? [] : list!.corrections
      const corrections = given.corrections ? readCorrections(given.corrections.saved).filter(c => c.value.trim()) : kept
      await run({ ...base, corrections, returned: given.list ? undefined : list?.returned }, told, laid)
    })

  // Budgets are tried from the result; only the newest is shown.
  const onResult = (told: How): How => (computed ? onBasisOf(computed, told) : told)
  const latest = useRef({ command, result, onResult })
  latest.current = { command, result, onResult }
  const slide = useMemo(
    () => newest(({ told, files }: { told: How; files: Beside }) => work(async () => {
      const { command: go, result: from, onResult: basis } = latest.current
      if (from) setFound(await shown(go, from, basis(told), files))
    })),
    [],
  )
  const choose = (change: Partial<How>): void => {
    const told = { ...how, ...change }
    setHow(told)
    slide({ told, files: beside })
  }
  /** Decisions count once the program has read them; what it refuses changes nothing. */
  const decide = (file: Opened | undefined): Promise<void> =>
    work(async () => {
      const files = { ...beside, decisions: file }
      const now = await shown(command, result!, onResult(how), files)
      setBeside(files)
      setFound(now)
    })
  const forgetLast = (): void => {
    const files = { ...beside, last: undefined }
    setBeside(files)
    slide({ told: how, files })
  }
  const template = (level: 0 | 3 | 4): Promise<void> =>
    work(async () => {
      const name = say('一覧のひな形.xlsx', 'list_template.xlsx')
      const done = await command(['portfolio', '--template', name, ...(level ? ['--level', String(level)] : []), '--lang', lang])
      download(name, done.files[name])
    })
  return {
    how, ran: onResult(how), beside, list, opened, result, found, open, unsaved, heard, fault, busy,
    putSettings: change => setHow({ ...how, settings: { ...how.settings, ...change } }),
    putReading: reading => setHow({ ...how, reading }),
    take: files => void take(files),
    again: () => void run(opened!),
    correct: corrections => (setUnsaved(true), void run({ ...list!, corrections })),
    join: returned => void run({ ...list!, returned: returnedFiles(returned) }),
    cases: files => (setUnsaved(false), void run({ name: 'cases', files, corrections: [] })),
    saveCorrections: () => {
      const done = list!.corrections
      download(list!.name.replace(/\.\w+$/, '') + say('_訂正表.csv', '_corrections.csv'), printCorrections([...done, ...open.filter(o => !done.some(c => c.cell === o.cell))], lang))
      setUnsaved(false)
    },
    saveSettings: () => download(say('一覧の設定.json', 'list_settings.json'), printSettings(how.settings, how.reading, how.money)),
    budget: money => choose({ money }),
    carryOver: yes => choose({ settings: { ...how.settings, carryOver: yes } }),
    decide: file => void decide(file),
    forgetLast,
    template: level => void template(level),
  }
}
