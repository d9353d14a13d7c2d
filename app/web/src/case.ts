// SPDX-License-Identifier: GPL-3.0-or-later
/** The case as the page edits it: values in, values out, nothing changed in place. No figure is computed here. */
import type { CaseFile, Status } from './generated/case_file'

export type Case = CaseFile
export type Buyer = NonNullable<Case['buyers']>[number]
export type Quote = NonNullable<NonNullable<Case['plan']>['quotes']>[number]
export type Level = 3 | 4
export type { Status }

interface Entry {
  status: Status
  remaining?: number
  note?: string
  evidence?: string
}

export interface CustomerFacts {
  id: string
  name: string
  purchases: number | null
  level: 0 | Level
  price: string
  units: number | null
}

/** What a first answer needs. */
export interface Facts {
  name: string
  level: Level
  /** null while the field is empty: nothing can be computed then. */
  employees: number | null
  /** null: as many as is usual for the head-count. */
  endpoints: number | null
  sales: number | null
  buyers: CustomerFacts[]
}

export const CASE = 'case.json'

export function newCustomer(taken: string[]): CustomerFacts {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  let n = 0
  while (taken.includes(idOf(n))) n++
  function idOf(i: number): string {
    return i < letters.length ? letters[i] : `B${i}`
  }
  return { id: idOf(n), name: '', purchases: null, level: 0, price: '', units: null }
}

export const EMPTY: Facts = { name: '', level: 3, employees: 20, endpoints: null, sales: null, buyers: [{ ...newCustomer([]), level: 3 }] }

/** What is not stated is no key: the program takes its default and says so. */
function stated<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined && v !== null && v !== '')) as T
}

function customer(old: Buyer | undefined, facts: CustomerFacts): Buyer {
  const items = old?.items ?? []
  const first = facts.price && facts.units !== null ? [{ ...(items[0] ?? { code: '1' }), unit_price_yen: facts.price, units_per_year: facts.units }] : []
  const all = [...first, ...items.slice(1)]
  return stated({
    ...old,
    id: facts.id,
    name: facts.name || undefined,
    annual_purchases_yen: facts.purchases ?? undefined,
    requested_level: facts.level || undefined,
    items: all.length ? all : undefined,
  }) as Buyer
}

/** The facts put into `base`: the program's starting case, or the case being worked on. What was not typed stays unknown. */
export function withFacts(base: Case, facts: Facts): Case {
  const { endpoints: _endpoints, ...size } = base.supplier.size ?? {}
  const supplier = stated({
    ...base.supplier,
    name: facts.name || undefined,
    employees_regular: facts.employees ?? undefined,
    annual_sales_yen: facts.sales ?? undefined,
    size: facts.endpoints === null ? size : { ...size, endpoints: facts.endpoints },
  }) as Case['supplier']
  const old = new Map((base.buyers ?? []).map(b => [b.id, b]))
  return { ...base, target_level: facts.level, supplier, buyers: facts.buyers.map(b => customer(old.get(b.id), b)) }
}

/** A name of its own for each new case: the record of the talks goes by it. */
export function newId(): string {
  const random = crypto.getRandomValues(new Uint8Array(4)).reduce((text, n) => text + 'abcdefghijkmnpqrstuvwxyz23456789'[n % 32], '')
  return `case-${new Date().toISOString().slice(0, 10).replaceAll('-', '')}-${random}`
}

/** The program's starting case without the examples' figures and texts, which nobody typed. */
export function blank(start: Case): Case {
  const { title: _title, buyers: _buyers, ...rest } = start
  const { name: _name, capital_yen: _capital, annual_sales_yen: _sales, ...supplier } = start.supplier
  return { ...rest, supplier }
}

export function factsOf(c: Case): Facts {
  return {
    name: c.supplier.name ?? '',
    level: c.target_level,
    employees: c.supplier.employees_regular ?? c.supplier.size?.users ?? 1,
    endpoints: c.supplier.size?.endpoints ?? null,
    sales: c.supplier.annual_sales_yen ?? null,
    buyers: (c.buyers ?? []).map(b => ({
      id: b.id,
      name: b.name ?? '',
      purchases: b.annual_purchases_yen ?? null,
      level: b.requested_level ?? 0,
      price: b.items?.[0]?.unit_price_yen ?? '',
      units: b.items?.[0]?.units_per_year ?? null,
    })),
  }
}

// ---- answers ----

function answersOf(c: Case): Record<string, Status | Entry> {
  return 'answers' in c.gap ? c.gap.answers : {}
}

/** The name of the file that the case takes its answers from, if it does. */
export function answersFile(c: Case): string | undefined {
  return 'file' in c.gap ? c.gap.file : undefined
}

export function answerOf(c: Case, id: string): Entry {
  const a = answersOf(c)[id]
  return a === undefined ? { status: 'unanswered' } : typeof a === 'string' ? { status: a } : a
}

/** What is left to do of a partial answer is kept only with that answer. */
export function withAnswer(c: Case, id: string, status: Status, remaining?: number): Case {
  const { remaining: _old, ...rest } = answerOf(c, id)
  const entry: Entry = { ...rest, status }
  if (status === 'partial' && remaining !== undefined) entry.remaining = remaining
  const catalog = 'catalog' in c.gap ? c.gap.catalog : undefined
  return { ...c, gap: stated({ catalog, answers: { ...answersOf(c), [id]: Object.keys(entry).length === 1 ? status : entry } }) as Case['gap'] }
}

/** Everything that has no answer taken as not done: the far end of what the answers leave open. */
export function withOpenUnmet(c: Case, ids: string[]): Case {
  return ids.reduce((made, id) => (['unanswered', 'withheld'].includes(answerOf(made, id).status) ? withAnswer(made, id, 'unmet') : made), c)
}

/**
 * Sales that the shares rest on and that are not stated yet: the firm's, or those of a customer that asks. Empty when every
 * customer's share can be told.
 */
export function unknownSales(c: Case): string[] {
  if ((c.sharing?.key ?? 'sales') !== 'sales') return []
  const asking = (c.buyers ?? []).filter(b => b.requested_level || b.include)
  if (!asking.length) return []
  const firm = c.supplier.annual_sales_yen === undefined ? ['supplier'] : []
  return [...firm, ...asking.filter(b => b.annual_purchases_yen === undefined).map(b => b.id)]
}

/** The same case without its customers: the cost can be told before the shares can. */
export function undivided(c: Case): Case {
  const { buyers: _buyers, sharing: _sharing, ...rest } = c
  return rest
}

// ---- quotations, choices ----

/** What a quotation is for: a price of the table, or a measure as a whole. */
export const quoted = (q: Quote): string => q.price ?? q.measure ?? ''

export function withQuote(c: Case, quote: Quote): Case {
  const others = (c.plan?.quotes ?? []).filter(q => quoted(q) !== quoted(quote))
  return { ...c, plan: { ...c.plan, quotes: [...others, stated(quote) as Quote] } }
}

export function withoutQuote(c: Case, what: string): Case {
  return { ...c, plan: { ...c.plan, quotes: (c.plan?.quotes ?? []).filter(q => quoted(q) !== what) } }
}

/** A value at a path of the case ("sharing.supplier_part"); undefined takes it away, and empty groups with it. */
export function withValue(c: Case, path: string, value: unknown): Case {
  const put = (at: Record<string, unknown>, keys: string[]): Record<string, unknown> => {
    const [key, ...rest] = keys
    const next = rest.length ? put((at[key] ?? {}) as Record<string, unknown>, rest) : value
    const { [key]: _old, ...others } = at
    const gone = next === undefined || (rest.length > 0 && Object.keys(next as object).length === 0)
    return gone ? others : { ...at, [key]: next }
  }
  return put(c as unknown as Record<string, unknown>, path.split('.')) as unknown as Case
}

export function valueAt(c: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => (at === undefined || at === null ? undefined : (at as Record<string, unknown>)[key]), c)
}

// ---- bytes ----

/** A decoder takes the byte order mark away, which JSON does not have. */
export function parse(bytes: Uint8Array): Case {
  return JSON.parse(new TextDecoder().decode(bytes)) as Case
}

export function bytes(c: Case): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(c, null, 2) + '\n')
}
