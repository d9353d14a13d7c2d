// SPDX-License-Identifier: GPL-3.0-or-later
/** The commands behind the buyer's door: a list computed once into a result file, from which budgets are then tried. */
import { type Correction, printCorrections, readCorrections } from '../corrections'
import type { Files } from '../engine'
import type { Opened } from '../files'
import type { Command } from '../program'
import type { Portfolio } from '../results'
import { type ReadingFacts, readingArgs } from './reading'
import type { Money, Settings } from './settings'

export const RESULT = 'result.hsr'
export const LAST = 'last.hsr'
const CORRECTIONS = 'corrections.csv'
/** Folder of surveys that came back. */
const RETURNED = 'answers'
/** A list of at least so many suppliers is computed by two workers, each its half (--shard), and put together (--merge). */
const TWO_WORKERS = 300
/** Beyond this the single suppliers are not listed on the screen; they are in the workbook and the CSV. */
const LISTED = 3000

/** A list, or a folder of cases of received answers; with the corrections of its cells and the surveys that came back. */
export interface List {
  name: string
  files: Files
  corrections: Correction[]
  returned?: Files
}

/** What the department said besides its list. */
export interface How {
  settings: Settings
  reading: ReadingFacts
  money: Money
}

/** Files laid beside the result: last year's, and decisions typed into a workbook. */
export interface Beside {
  last?: Opened
  decisions?: Opened
}

export interface Computed {
  result: Uint8Array
  listed: Correction[]
}

/** Surveys as files of the folder that --answers names. */
export const returnedFiles = (files: Files): Files => Object.fromEntries(Object.entries(files).map(([name, data]) => [`${RETURNED}/${name}`, data]))

/** What a result file is computed with, and put together and shown with: the program refuses anything else. */
const basisArgs = (s: Settings): string[] => ['--as-of', s.asOf, '--years', String(s.years ?? 3), ...(s.level ? ['--level', s.level] : []), ...(s.name ? ['--buyer', s.name] : [])]

/** The basis of `ran` with what may be tried on its result. */
export function onBasisOf(ran: How, now: How): How {
  const { asOf, years, level, name } = ran.settings
  return { reading: ran.reading, money: now.money, settings: { ...now.settings, asOf, years, level, name } }
}

export function listArgs(list: List, { settings: s, reading }: How): string[] {
  return [
    'portfolio', list.name, ...basisArgs(s), ...readingArgs(reading),
    ...(list.corrections.length ? ['--corrections', CORRECTIONS] : []), ...(list.returned ? ['--answers', RETURNED] : []),
  ]
}

function moneyArgs(s: Settings, money: Money): string[] {
  const apart = money.years.length === s.years && money.years.every(y => y !== null)
  if (apart) return ['--budget-years', money.years.join('/')]
  return money.each === null ? [] : ['--budget', String(money.each)]
}

export function budgetArgs({ settings: s, money }: How, { last, decisions }: Beside): string[] {
  return [
    'portfolio', '--merge', RESULT, ...basisArgs(s), ...moneyArgs(s, money), ...(s.carryOver ? ['--carry-over'] : []),
    ...(s.capital === null ? [] : ['--buyer-capital', String(s.capital)]), ...(s.employees === null ? [] : ['--buyer-employees', String(s.employees)]),
    ...(last ? ['--against', LAST] : []), ...(decisions ? ['--decisions', decisions.name] : []),
  ]
}

export const budgetFiles = (result: Uint8Array, { last, decisions }: Beside): Files => ({ [RESULT]: result, ...(last ? { [LAST]: last.saved } : {}), ...(decisions ? { [decisions.name]: decisions.saved } : {}) })

/** Rows of a text file, to decide whether two workers are worth while; a workbook's are not known and it is small. */
const rowsOf = (l: List): number => (/\.(csv|tsv|txt)$/i.test(l.name) ? l.files[l.name].reduce((n, byte) => n + (byte === 10 ? 1 : 0), 0) : 0)

const listedIn = (files: Files): Correction[] => Object.entries(files).filter(([name]) => /\.corrections\.csv$/.test(name)).flatMap(([, data]) => readCorrections(data))

/** The list computed into a result file, with the cells that the run lists to be corrected. */
export async function compute(command: Command, list: List, how: How): Promise<Computed> {
  const args = listArgs(list, how)
  const given = { ...list.files, ...list.returned, ...(list.corrections.length ? { [CORRECTIONS]: printCorrections(list.corrections, 'ja') } : {}) }
  if (rowsOf(list) < TWO_WORKERS) {
    const { files } = await command([...args, '-o', RESULT], given, true)
    return { result: files[RESULT], listed: listedIn(files) }
  }
  const halves = await Promise.all([1, 2].map(i => command([...args, '--shard', `${i}/2`, '-o', `${i}.hsr`], given, true)))
  const parts = Object.fromEntries(halves.map((h, i) => [`${i + 1}.hsr`, h.files[`${i + 1}.hsr`]]))
  const merged = await command(['portfolio', '--merge', '1.hsr', '2.hsr', ...basisArgs(how.settings), '-o', RESULT], parts, true)
  return { result: merged.files[RESULT], listed: halves.flatMap(h => listedIn(h.files)) }
}

/** What the screen shows of a result under a budget. */
export async function shown(command: Command, result: Uint8Array, how: How, beside: Beside, list?: List): Promise<Portfolio> {
  const few = list && rowsOf(list) > LISTED ? ['--totals'] : []
  const done = await command([...budgetArgs(how, beside), ...few, '--json'], budgetFiles(result, beside), true)
  return JSON.parse(done.out) as Portfolio
}
