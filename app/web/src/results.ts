// SPDX-License-Identifier: GPL-3.0-or-later
/** What the program's --json gives, as far as the page shows it. */
import type { Level } from './case'
import type { Words } from './words'

export interface Named {
  id: string
  name: Words
}

export interface Price extends Named {
  unit: string
  unit_name: Words
  currency: string
  period: 'once' | 'month' | 'year'
  low: string
  likely: string
  high: string
  source: string
  source_ja: string
  date: string
  confidence: string
}

export interface Criterion {
  id: string
  level: Level
  category: number
  requirement: Words
  summary: Words
  fact?: string
}

/** catalog --json */
export interface CatalogResult {
  categories: Words[]
  criteria: Criterion[]
  facts: { id: string; question: Words }[]
  measures: (Named & { why: Words })[]
  prices: Price[]
  effort: Named[]
}

export interface Party {
  id: string
  annual_yen: number
  /** What is asked of it: annual_yen, on an estimate rounded down a month; the supplier's holds what that drops. */
  asked_annual_yen: number
  horizon_yen: number
  direct_yen: number
  indirect_yen: number
  floor_yen: number
  ceiling_yen: number
  floor_annual_yen: number
  ceiling_annual_yen: number
  share: string
}

export interface Alternative {
  horizon_yen: number
  own_it_days_per_year: string
  it_days_bought_in: string
}

export interface Line {
  id: string
  measure: string
  price: string
  class: 'direct' | 'indirect'
  star: boolean
  quantity: string
  unit: string
  probability: number
  low_yen: number
  likely_yen: number
  high_yen: number
  mean_yen: number
  source: string
  source_date: string
  confidence: string
}

export interface Question {
  criterion: string
  ask: 'answer' | 'remaining'
  horizon_yen: number
}

type Percentile = 5 | 10 | 20 | 25 | 30 | 40 | 50 | 60 | 70 | 75 | 80 | 90 | 95
export const PERCENTILES: Percentile[] = [5, 10, 20, 25, 30, 40, 50, 60, 70, 75, 80, 90, 95]

/** estimate --json */
export interface Estimate {
  as_of: string
  start: string
  horizon_years: number
  gap: { level: Level; criteria: number; met: number; partial: number; unmet: number; not_applicable: number; unanswered: number; withheld: number }
  plan: { measures: { id: string; probability: number; horizon_yen: number }[]; in_house: Alternative | null; within_capacity_days: Alternative | null; outsourced: Alternative | null }
  lines: Line[]
  totals: { by_year_yen: number[]; horizon_yen: number; annual_yen: number; direct_yen: number; indirect_yen: number; all_unanswered_unmet_yen: number }
  range: { mean_yen: number; probability_of_point: number; inputs: { id: string; swing_yen: number }[] } & Record<`p${Percentile}_yen`, number>
  sharing: { horizon_yen: number; annual_yen: number; probability_suffices: number; parties: Party[] }
  prices: { buyer: string; item: string; new_price_yen: string; uplift_yen: string; percent: string }[]
  per_piece?: { buyer: string; rise_yen: string; carried_annual_yen: number; short_annual_yen: number }[]
  cautions: string[]
  cautions_ja: string[]
  questions: Question[]
}

// ---- the record ----

export interface LogEntry {
  seq: number
  recorded_at: string
  kind: string
  by: 'buyer' | 'supplier' | 'both'
  date: string
  time: string
  party: string
  answers: number
  corrects: number
  corrected_by: number
  entry: {
    party_name?: string
    medium?: string
    words?: string
    reason?: string
    place?: string
    amount_yen?: number
    persons?: { side?: string; department?: string; role?: string; name?: string }[]
    items?: { code?: string; before_yen?: string; after_yen?: string; quantity?: number }[]
    attachments?: { name?: string; sha256?: string }[]
    [more: string]: unknown
  }
}

/** log CASE list --json */
export interface Log {
  entries: number
  head: string
  log: LogEntry[]
}

export type Verdict = 'ok' | 'attention' | 'possible_problem' | 'missing_facts' | 'not_applicable'

export interface Finding {
  rule: string
  result: Verdict
  party: string
  kind: string
  confidence: string
  inferred: boolean
  name: Words
  statute: Words
  paper: Words
  finding?: Words
  confirm?: Words
  with?: string[]
  facts: { fact: string; value?: unknown; origin: string; seq?: number }[]
  missing: string[]
}

/** check --json */
export interface Check {
  contacts: Named[]
  fact_names: { fact: string; stated_in: string; name: Words; ask?: string }[]
  buyers: { buyer: string; scope: { verdict: string; words: Words }[]; findings: Finding[]; counts: Record<Verdict, number> }[]
}

// ---- many suppliers ----

export interface RowFault {
  code: string
  where: string
  found: string
  allowed: string
  words: Words
}

export interface Supplier {
  row: number
  id: string
  name: string
  level: Level
  share_ppm: number
  by_year_yen: number[]
  horizon_yen: number
  annual_yen: number
  direct_yen: number
  indirect_yen: number
  all_unanswered_unmet_yen: number
  parties: Party[]
  whole: { p50_yen: number; p80_yen: number }
  buyer: { mean_yen: number; p50_yen: number; p80_yen: number }
  weight: string
  start_year?: number
  rank?: number
}

export interface CurvePoint {
  budget_yen: number
  spent_yen: number
  removed_micro: number
  bound_micro: number
  funded: number
}

/** portfolio --json */
export interface Portfolio {
  as_of: string
  start: string
  horizon_years: number
  rows: {
    items: number
    suppliers: number
    left_out: number
    header_row: number
    encoding: string
    sheet: string
    columns: { column: number; heading: string; member: string | null; near?: string; unit_yen?: number }[]
    /** Cells that no figure needs and that count as not known; about-values; rows of totals and notes. */
    cells_unknown: number
    cells_about: number
    notes: number
    left_out_rows: { row: number; id: string; name: string; faults: number; fault: RowFault[] }[]
  }
  totals: { by_year_yen: number[]; horizon_yen: number; annual_yen: number; direct_yen: number; indirect_yen: number; mean_horizon_yen: number; mean_annual_yen: number; funding_yen: number; parties: Party[] }
  range?: { buyer: { horizon: { mean_yen: number; p50_yen: number; p80_yen: number } } }
  suppliers_with: Record<string, number>
  budget: {
    stated: boolean
    state: 'within' | 'musts_over'
    optimal: boolean
    budget_yen: number[]
    spent_yen: number[]
    left_yen: number[]
    short_yen: number[]
    funded: number
    musts: number
    removed_micro: number
    bound_micro: number
    all_micro: number
    curve?: CurvePoint[]
  } | null
  against?: {
    list: string
    then_yen: number
    now_yen: number
    causes: { cause: string; suppliers: number; yen: number }[]
    suppliers: { id: string; name: string; cause: string; then_yen: number; now_yen: number }[]
  }
  suppliers?: Supplier[]
}
