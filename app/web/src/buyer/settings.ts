// SPDX-License-Identifier: GPL-3.0-or-later
/** What a department says about itself and about how its list is read, kept as a small file for the next time. */
import { EMPTY_READING, type ReadingFacts } from './reading'

export interface Settings {
  name: string
  asOf: string
  level: '' | '3' | '4'
  years: number | null
  carryOver: boolean
  capital: number | null
  employees: number | null
}

export interface Money {
  each: number | null
  /** Of each year apart; used when every year has one. */
  years: (number | null)[]
}

const VERSION = 1

/** The day is not kept: it is another one the next time. */
interface Kept {
  hoshiwari_list_settings: typeof VERSION
  settings: Omit<Settings, 'asOf'>
  reading: ReadingFacts
  money: Money
}

export function printSettings({ asOf: _asOf, ...settings }: Settings, reading: ReadingFacts, money: Money): Uint8Array {
  const kept: Kept = { hoshiwari_list_settings: VERSION, settings, reading, money }
  return new TextEncoder().encode(JSON.stringify(kept, null, 2) + '\n')
}

const number = (v: unknown): number | null => (typeof v === 'number' && Number.isFinite(v) ? v : null)
const text = (v: unknown): string => (typeof v === 'string' ? v : '')

/** Anybody may have written the file: whatever is not of the kind it should be counts as not stated. */
export function readSettings(data: Uint8Array, asOf: string): { settings: Settings; reading: ReadingFacts; money: Money } | 'newer' | undefined {
  let kept: { hoshiwari_list_settings?: unknown; settings?: Record<string, unknown>; reading?: Record<string, unknown>; money?: Record<string, unknown> }
  try {
    kept = JSON.parse(new TextDecoder().decode(data)) as typeof kept
  } catch {
    return undefined
  }
  if (Number(kept.hoshiwari_list_settings) > VERSION) return 'newer'
  const s = kept.settings ?? {}, r = kept.reading ?? {}, m = kept.money ?? {}
  return {
    settings: { name: text(s.name), asOf, level: s.level === '3' || s.level === '4' ? s.level : '', years: number(s.years) ?? 3, carryOver: s.carryOver === true, capital: number(s.capital), employees: number(s.employees) },
    reading: { ...EMPTY_READING, maps: text(r.maps), ignores: text(r.ignores), units: text(r.units), numbers: text(r.numbers), sheet: text(r.sheet), sum: r.sum === true },
    money: { each: number(m.each), years: Array.isArray(m.years) ? m.years.map(number) : [] },
  }
}
