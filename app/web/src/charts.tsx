// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Pictures, drawn by Observable Plot as SVG. Each has its table, for a screen reader and for whoever wants the figure; shades
 * differ in lightness and so in grey. What is drawn are figures of the program's results; nothing is computed but for drawing.
 */
import * as Plot from '@observablehq/plot'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { DataTable, type Table } from './parts'
import { type CatalogResult, type CurvePoint, type Estimate, PERCENTILES } from './results'
import { schemaOf, titleOf } from './schema'
import { inMan, type Lang, useLang, useSay, yen } from './words'

const DARK = '#1d3a57'
const MIDDLE = '#6e8fb0'
const LIGHT = '#c3d3e3'
const MARK = '#b45309'

/** The picture as wide as its place, and the table it comes from. */
export function Figure(props: { title: string; options: (width: number) => Plot.PlotOptions; table: Table; deps: unknown[]; legend?: [name: string, colour: string][] }) {
  const say = useSay()
  const place = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(640)
  useEffect(() => {
    const watch = new ResizeObserver(entries => setWidth(Math.max(260, Math.round(entries[0].contentRect.width))))
    watch.observe(place.current!)
    return () => watch.disconnect()
  }, [])
  useEffect(() => {
    const drawn = Plot.plot({ width, marginBottom: BOTTOM, style: { fontSize: '12px', background: 'transparent' }, ...props.options(width) })
    drawn.setAttribute('aria-hidden', 'true')
    drawn.querySelector('style')?.remove() // the page's policy takes no style but its own sheet
    place.current?.replaceChildren(drawn)
    return () => drawn.remove()
  }, [width, ...props.deps])
  return (
    <figure>
      <figcaption>{props.title}</figcaption>
      {(props.legend?.length ?? 0) > 1 && <ul class="legend">{props.legend!.map(([name, colour]) => <li key={name}><span style={{ background: colour }} />{name}</li>)}</ul>}
      <div class="chart" role="img" aria-label={`${props.title}. ${say('数字は下の表にあります。', 'The figures are in the table below.')}`} ref={place} />
      <details>
        <summary>{say('表で見る', 'As a table')}</summary>
        <DataTable {...props.table} />
      </details>
    </figure>
  )
}

/** The axis's name stands below its figures, not among them. */
const LABEL = 38
const BOTTOM = 44

const yenAxis = (label: string) => ({ label, labelOffset: LABEL, zero: true, grid: true, tickFormat: inMan, ticks: 5 })

/** A name that does not push the drawing off a telephone. */
export const short = (text: string, width: number): string => {
  const room = width < 480 ? 8 : 16
  return text.length > room ? text.slice(0, room) + '…' : text
}

/** The band now, and behind it the one before the last answer: it narrows before one's eyes. */
export function Band(props: { now: Estimate; before?: Estimate; first?: Estimate }) {
  const say = useSay()
  const lang = useLang()
  const row = (what: string, e: Estimate) => ({ what, low: e.range.p10_yen, middle: e.range.p50_yen, high: e.range.p90_yen })
  const rows = useMemo(
    () => [
      row(say('今の回答で', 'Answers so far'), props.now),
      ...(props.before ? [row(say('一つ前', 'One step before'), props.before)] : []),
      ...(props.first ? [row(say('最初', 'At first'), props.first)] : []),
    ],
    [props.now, props.before, props.first, lang],
  )
  return (
    <Figure
      title={say('期間の費用（8割の確率で収まる幅）', 'Band of the cost over the period (8 chances in 10)')}
      deps={[rows]}
      options={() => ({
        height: 64 + rows.length * 34,
        marginLeft: 100, marginRight: 24,
        x: yenAxis(say('万円', '10,000 yen')),
        y: { label: null, domain: rows.map(r => r.what) },
        marks: [
          Plot.barX(rows, { y: 'what', x1: 'low', x2: 'high', fill: (_: unknown, i: number) => (i === 0 ? MIDDLE : LIGHT), insetTop: 5, insetBottom: 5 }),
          Plot.tickX(rows, { y: 'what', x: 'middle', stroke: DARK, strokeWidth: 3 }),
        ],
      })}
      table={{
        caption: say(`${props.now.horizon_years}年間の費用（税抜）`, `Cost over ${props.now.horizon_years} years, without tax`),
        heads: [say('前提', 'Assumption'), say('低め（10%）', 'Low (10 %)'), say('中央', 'Middle'), say('高め（90%）', 'High (90 %)')],
        rows: rows.map(r => [r.what, yen(lang, r.low), yen(lang, r.middle), yen(lang, r.high)]),
      }}
    />
  )
}

export function partyName(id: string, names: Map<string, string>, lang: Lang): string {
  if (id === 'others') return lang === 'ja' ? 'ほかの取引先' : 'other customers'
  if (id === 'supplier') return lang === 'ja' ? '自社' : 'your firm'
  return names.get(id) ?? id
}

/** Who bears what a year, direct and indirect apart, with floor and ceiling in the table. */
export function Shares(props: { estimate: Estimate; names: Map<string, string> }) {
  const say = useSay()
  const lang = useLang()
  const parties = props.estimate.sharing.parties
  const rows = parties.flatMap(p => [
    { who: partyName(p.id, props.names, lang), kind: 'direct', yen: p.direct_yen },
    { who: partyName(p.id, props.names, lang), kind: 'indirect', yen: p.indirect_yen },
  ])
  return (
    <Figure
      title={say('誰が何を負担するか（期間計、濃い色が直接費・薄い色が間接費）', 'Who bears what over the period (dark: direct, light: indirect)')}
      deps={[props.estimate, lang]}
      options={width => ({
        height: 64 + parties.length * 34,
        marginLeft: width < 480 ? 110 : 170,
        x: yenAxis(say('万円', '10,000 yen')),
        y: { label: null, domain: parties.map(p => partyName(p.id, props.names, lang)), tickFormat: (t: string) => short(t, width) },
        marks: [Plot.barX(rows, Plot.stackX({ y: 'who', x: 'yen', fill: (r: { kind: string }) => (r.kind === 'direct' ? DARK : LIGHT), insetTop: 5, insetBottom: 5 }))],
      })}
      table={{
        caption: say('負担の提案（税抜、補助金を引いた後）', 'Proposed shares, without tax, after funding'),
        heads: [say('当事者', 'Party'), say('年額（計算上）', 'A year, calculated'), say('概算の端数', 'Rounding of the estimate'), say('協議する年額', 'Asked, a year'), say('期間計', 'Whole period'), say('うち直接費', 'Direct'), say('うち間接費', 'Indirect'), say('下限（年額）', 'Floor, a year'), say('上限（年額）', 'Ceiling, a year')],
        rows: parties.map(p => [partyName(p.id, props.names, lang), ...[p.annual_yen, p.asked_annual_yen - p.annual_yen, p.asked_annual_yen, p.horizon_yen, p.direct_yen, p.indirect_yen, p.floor_annual_yen, p.ceiling_annual_yen].map(x => yen(lang, x))]),
      }}
    />
  )
}

export function Years(props: { estimate: Estimate }) {
  const say = useSay()
  const lang = useLang()
  const rows = props.estimate.totals.by_year_yen.map((amount, i) => ({ year: say(`${i + 1}年目`, `Year ${i + 1}`), yen: amount }))
  return (
    <Figure
      title={say('年ごとの支出（最もありそうな値、補助金を引く前）', 'Spending by year, most likely values, before funding')}
      deps={[props.estimate, lang]}
      options={() => ({
        height: 200, marginLeft: 56,
        x: { label: null, domain: rows.map(r => r.year) }, y: { ...yenAxis(say('万円', '10,000 yen')), labelOffset: undefined },
        marks: [Plot.barY(rows, { x: 'year', y: 'yen', fill: MIDDLE, insetLeft: 8, insetRight: 8 }), Plot.ruleY([0])],
      })}
      table={{ caption: say('年ごとの支出（最もありそうな値、税抜）', 'Spending by year (most likely values, without tax)'), heads: [say('年', 'Year'), say('金額', 'Amount')], rows: rows.map(r => [r.year, yen(lang, r.yen)]) }}
    />
  )
}

/** How sure: the chance that the cost stays within an amount, with the amount divided and P80 marked. */
export function Chance(props: { estimate: Estimate }) {
  const say = useSay()
  const lang = useLang()
  const { range, sharing } = props.estimate
  const rows = PERCENTILES.map(p => ({ percent: p, yen: range[`p${p}_yen`] }))
  const marks = [{ yen: sharing.horizon_yen, word: say('分ける額', 'divided') }, { yen: range.p80_yen, word: 'P80' }]
  return (
    <Figure
      title={say('その額で足りる確率', 'The chance that an amount suffices')}
      deps={[props.estimate, lang]}
      options={() => ({
        height: 240, marginTop: 30, marginRight: 30,
        x: { label: say('万円', '10,000 yen'), labelOffset: LABEL, tickFormat: inMan, ticks: 5, nice: true }, y: { label: '%', domain: [0, 100], grid: true },
        marks: [
          Plot.line(rows, { x: 'yen', y: 'percent', stroke: DARK, strokeWidth: 2.5 }),
          Plot.ruleX(marks, { x: 'yen', stroke: MARK, strokeDasharray: '4 3' }),
          Plot.text(marks, { x: 'yen', text: 'word', frameAnchor: 'top', dy: -12, textAnchor: 'middle' }),
        ],
      })}
      table={{
        caption: say('その額で足りる確率', 'The chance that an amount suffices'), heads: [say('確率', 'Chance'), say('期間の費用', 'Cost over the period')],
        rows: [...rows.map(r => [`${r.percent}%`, yen(lang, r.yen)]), [`${say('分ける額', 'Amount divided')}: ${(sharing.probability_suffices * 100).toFixed(0)}%`, yen(lang, sharing.horizon_yen)]],
      }}
    />
  )
}

/** Names of what a result's ids stand for. */
export function namesOf(catalog: CatalogResult | undefined, lang: Lang): (id: string) => string {
  const known = new Map<string, string>()
  for (const part of [catalog?.measures, catalog?.prices, catalog?.effort]) for (const x of part ?? []) known.set(x.id, x.name[lang])
  const factors: Record<string, [string, string]> = { market: ['相場の動き', 'market'], labour: ['賃金の動き', 'wages'], pace: ['手間の見込み', 'effort'] }
  return id => {
    const [kind, of] = id.includes(':') ? [id.slice(0, id.indexOf(':')), id.slice(id.indexOf(':') + 1)] : ['', id]
    if (kind === 'factor' && factors[of]) return factors[of][lang === 'ja' ? 0 : 1]
    const size = kind === 'size' ? schemaOf(`supplier.size.${of}`) : undefined
    if (size) return titleOf(size, lang)
    if (kind === 'measure') return `${known.get(of) ?? of}${lang === 'ja' ? '（要るかどうか）' : ' (needed or not)'}`
    return known.get(id) ?? known.get(of) ?? id
  }
}

export function Drivers(props: { estimate: Estimate; name: (id: string) => string }) {
  const say = useSay()
  const lang = useLang()
  const rows = props.estimate.range.inputs.filter(x => x.swing_yen > 0).sort((a, b) => b.swing_yen - a.swing_yen).slice(0, 8).map(x => ({ what: props.name(x.id), yen: x.swing_yen }))
  return (
    <Figure
      title={say('幅を決めているもの', 'What the band comes from')}
      deps={[props.estimate, lang]}
      options={width => ({
        height: 64 + rows.length * 28, marginLeft: width < 480 ? 130 : 230,
        x: yenAxis(say('動く幅、万円', 'swing, 10,000 yen')),
        y: { label: null, domain: rows.map(r => r.what), tickFormat: (t: string) => short(t, width) },
        marks: [Plot.barX(rows, { y: 'what', x: 'yen', fill: MIDDLE, insetTop: 4, insetBottom: 4 })],
      })}
      table={{ caption: say('幅を決めているもの（期間の費用が動く幅）', 'What the band comes from (swing of the cost over the period)'), heads: [say('項目', 'Input'), say('動く幅', 'Swing')], rows: rows.map(r => [r.what, yen(lang, r.yen)]) }}
    />
  )
}

/** Risk removed against the money of all years, with the budget at which one stands. */
export function BudgetCurve(props: { points: CurvePoint[]; all: number; at: { budget: number; removed: number } }) {
  const say = useSay()
  const lang = useLang()
  const part = (micro: number): number => (props.all ? (100 * micro) / props.all : 0)
  return (
    <Figure
      title={say('予算と、減るリスク', 'Budget, and risk removed')}
      deps={[props.points, props.at.budget, lang]}
      options={() => ({
        height: 260, marginRight: 24,
        x: { label: say('全年の予算、万円', 'budget of all years, 10,000 yen'), labelOffset: LABEL, tickFormat: inMan, ticks: 5, zero: true }, y: { label: '%', domain: [0, 100], grid: true },
        marks: [
          Plot.line(props.points, { x: 'budget_yen', y: (p: CurvePoint) => part(p.removed_micro), stroke: DARK, strokeWidth: 2.5, curve: 'step-after' }),
          Plot.ruleX([props.at.budget], { stroke: MARK, strokeDasharray: '4 3' }),
          Plot.dot([props.at], { x: 'budget', y: (p: { removed: number }) => part(p.removed), fill: MARK, r: 6 }),
        ],
      })}
      table={{
        caption: say('予算の曲線', 'The curve of the budget'), heads: [say('全年の予算', 'Budget of all years'), say('支援する取引先', 'Suppliers supported'), say('減るリスク', 'Risk removed'), say('使う額', 'Spent')],
        rows: props.points.map(p => [yen(lang, p.budget_yen), p.funded, `${part(p.removed_micro).toFixed(1)}%`, yen(lang, p.spent_yen)]),
      }}
    />
  )
}

export interface Act {
  seq: number
  day: Date
  lane: string
  kind: string
  side: string
  words: string
}

const SHORT_MS = 200 * 86_400_000

/** Acts on the days they happened, a lane for each counterpart. */
export function Timeline(props: { acts: Act[] }) {
  const say = useSay()
  const lanes = [...new Set(props.acts.map(a => a.lane))]
  const times = props.acts.map(a => a.day.getTime())
  // Marks of a short time are days: the same month would stand under several of them.
  const letters = Math.max(...times) - Math.min(...times) < SHORT_MS ? 10 : 7
  return (
    <Figure
      title={say('経過（●受注側 ■発注側 ▲双方）', 'Timeline (circle: supplier, square: buyer, triangle: both)')}
      deps={[props.acts]}
      options={width => ({
        height: 70 + lanes.length * 56, marginLeft: width < 480 ? 90 : 150, marginRight: 40, marginBottom: 34,
        x: { type: 'utc', label: null, ticks: width < 480 ? 3 : 6, tickFormat: (d: Date) => d.toISOString().slice(0, letters) }, y: { label: null, domain: lanes, tickFormat: (t: string) => short(t, width) },
        symbol: { domain: ['supplier', 'buyer', 'both'], range: ['circle', 'square', 'triangle'] },
        marks: [
          Plot.ruleY(lanes, { stroke: LIGHT, strokeWidth: 2 }),
          Plot.dot(props.acts, { x: 'day', y: 'lane', symbol: 'side', fill: DARK, r: 6 }),
          // Neighbours stand above and below the line in turn.
          ...[0, 1].map(odd => Plot.text(props.acts.filter((_, i) => i % 2 === odd), { x: 'day', y: 'lane', text: 'kind', dy: odd ? 16 : -14, fontSize: 11 })),
        ],
      })}
      table={{
        caption: say('経過', 'Timeline'), heads: [say('番号', 'No.'), say('日付', 'Day'), say('取引先', 'With'), say('種類', 'Kind'), say('内容', 'Content')],
        rows: props.acts.map(a => [a.seq, a.day.toISOString().slice(0, 10), a.lane, a.kind, a.words]),
      }}
    />
  )
}
