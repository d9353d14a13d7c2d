// SPDX-License-Identifier: GPL-3.0-or-later
/** The case as the page edits it: the program's own starting file with what the person typed put in. No figure is computed. */

export type Answer = 'met' | 'partial' | 'unmet' | 'not_applicable' | 'unanswered'

export interface Item {
  code: string
  unit_price_yen: string
  units_per_year: number
}

export interface Buyer {
  id: string
  name?: string
  annual_purchases_yen?: number
  requested_level?: number
  items?: Item[]
  [more: string]: unknown
}

interface AnswerEntry {
  status: Answer
  note?: string
  remaining?: number
  [more: string]: unknown
}

export interface Case {
  case_id?: string
  target_level: number
  supplier: { name?: string; employees_regular?: number; annual_sales_yen?: number; size: Record<string, number>; [more: string]: unknown }
  gap: { answers: Record<string, Answer | AnswerEntry>; [more: string]: unknown }
  buyers?: Buyer[]
  [more: string]: unknown
}

export interface Facts {
  name: string
  level: 3 | 4
  employees: number
  endpoints: number
  sales: number | null
  buyers: { name: string; purchases: number | null; level: 0 | 3 | 4; price: string; units: number | null }[]
}

/** What the five-minute facts say, put into the program's starting case. What was not typed stays unknown. */
export function withFacts(start: Case, facts: Facts): Case {
  const size = { ...start.supplier.size, endpoints: facts.endpoints }
  const supplier: Case['supplier'] = { ...start.supplier, name: facts.name || undefined, size }
  delete supplier.capital_yen
  delete supplier.annual_sales_yen
  if (facts.sales !== null) supplier.annual_sales_yen = facts.sales
  const buyers = facts.buyers.map((b, i): Buyer => {
    const buyer: Buyer = { id: String.fromCharCode(65 + i), name: b.name || undefined }
    if (b.purchases !== null) buyer.annual_purchases_yen = b.purchases
    if (b.level) buyer.requested_level = b.level
    if (b.price && b.units) buyer.items = [{ code: '1', unit_price_yen: b.price, units_per_year: b.units }]
    return buyer
  })
  return { ...start, title: undefined, supplier, buyers }
}

export function answerOf(kase: Case, id: string): Answer {
  const a = kase.gap.answers[id]
  return a === undefined ? 'unanswered' : typeof a === 'string' ? a : a.status
}

export function withAnswer(kase: Case, id: string, status: Answer): Case {
  const old = kase.gap.answers[id]
  const entry = typeof old === 'object' ? { ...old, status } : status
  if (typeof entry === 'object') delete entry.remaining
  return { ...kase, gap: { ...kase.gap, answers: { ...kase.gap.answers, [id]: entry } } }
}

/** The criteria that the program asks, in its order, with its own wording. */
export function questions(kase: Case): { id: string; text: string }[] {
  return Object.entries(kase.gap.answers).map(([id, a]) => ({ id, text: typeof a === 'object' ? (a.note ?? id) : id }))
}

export function parse(bytes: Uint8Array): Case {
  return JSON.parse(new TextDecoder().decode(bytes)) as Case
}

export function bytes(kase: Case): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(kase, null, 2) + '\n')
}
