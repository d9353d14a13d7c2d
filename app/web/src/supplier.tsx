// SPDX-License-Identifier: GPL-3.0-or-later
/** The supplier's door: a first answer from a handful of facts, questions that narrow it, papers to take away. */
import * as Plot from '@observablehq/plot'
import { useContext, useMemo, useRef, useState } from 'preact/hooks'
import { answerOf, bytes, type Answer, type Case, type Facts, parse, questions, withAnswer, withFacts } from './case'
import type { Engine } from './client'
import type { Files } from './engine'
import { Chart, download, Drop, Field, NumberInput, Said } from './parts'
import { LangContext, useSay, yen } from './words'

interface Estimate {
  gap: { unanswered: number; met: number; partial: number; unmet: number; not_applicable: number }
  totals: { horizon_yen: number; all_unanswered_unmet_yen: number }
  range: { p10_yen: number; p50_yen: number; p80_yen: number; p90_yen: number }
  sharing: { parties: { id: string; annual_yen: number; share?: string }[] }
  prices: { buyer: string; item: string; new_price_yen: string; uplift_yen: string; percent: string }[]
  horizon_years: number
}

interface Shown {
  now: Estimate
  worst: Estimate
}

const EMPTY: Facts = {
  name: '',
  level: 3,
  employees: 20,
  endpoints: 22,
  sales: null,
  buyers: [{ name: '', purchases: null, level: 3, price: '', units: null }],
}
const CASE = 'case.json'

function everythingUnmet(kase: Case): Case {
  return questions(kase).reduce((c, q) => (answerOf(c, q.id) === 'unanswered' ? withAnswer(c, q.id, 'unmet') : c), kase)
}

function Band(props: { shown: Shown }) {
  const say = useSay()
  const lang = useContext(LangContext)
  const { now, worst } = props.shown
  const rows = [
    { what: say('今の回答での見込み', 'With the answers so far'), low: now.range.p10_yen, middle: now.range.p50_yen, high: now.range.p90_yen },
    { what: say('未回答がすべて未対応なら', 'If all unanswered are not done'), low: worst.range.p10_yen, middle: worst.range.p50_yen, high: worst.range.p90_yen },
  ]
  const options = useMemo(
    (): Plot.PlotOptions => ({
      height: 130,
      marginLeft: 190,
      x: { label: say('期間の費用（万円）', '10,000 yen over the period'), zero: true, tickFormat: (d: number) => (d / 10000).toLocaleString() },
      y: { label: null },
      marks: [
        Plot.barX(rows, { y: 'what', x1: 'low', x2: 'high', fill: '#9fb3c8', insetTop: 6, insetBottom: 6 }),
        Plot.tickX(rows, { y: 'what', x: 'middle', stroke: '#1d3a57', strokeWidth: 3 }),
      ],
    }),
    [props.shown, lang],
  )
  return (
    <>
      <Chart label={say('費用の幅', 'Band of the cost')} options={options} />
      <table>
        <caption>{say(`${now.horizon_years}年間の費用（税抜）`, `Cost over ${now.horizon_years} years, without tax`)}</caption>
        <thead>
          <tr>
            <th scope="col">{say('前提', 'Assumption')}</th>
            <th scope="col">{say('低め（10%）', 'Low (10 %)')}</th>
            <th scope="col">{say('中央', 'Middle')}</th>
            <th scope="col">{say('高め（90%）', 'High (90 %)')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(r => (
            <tr key={r.what}>
              <th scope="row">{r.what}</th>
              <td>{yen(lang, r.low)}</td>
              <td>{yen(lang, r.middle)}</td>
              <td>{yen(lang, r.high)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Customers(props: { kase: Case; shown: Shown }) {
  const say = useSay()
  const lang = useContext(LangContext)
  const part = (e: Estimate, id: string): string => {
    const p = e.sharing.parties.find(x => x.id === id)
    return p ? yen(lang, p.annual_yen) : '—'
  }
  const price = (e: Estimate, id: string): string => {
    const p = e.prices.find(x => x.buyer === id)
    return p ? `+${p.uplift_yen} (${p.percent}%)` : '—'
  }
  return (
    <table>
      <caption>{say('取引先ごとの年額（提案、税抜）', 'Yearly amount for each customer: a proposal, without tax')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('取引先', 'Customer')}</th>
          <th scope="col">{say('今の回答で', 'With the answers so far')}</th>
          <th scope="col">{say('単価の上げ幅（円）', 'Rise of the price, yen')}</th>
          <th scope="col">{say('未回答がすべて未対応なら', 'If all unanswered are not done')}</th>
          <th scope="col">{say('単価の上げ幅（円）', 'Rise of the price, yen')}</th>
        </tr>
      </thead>
      <tbody>
        {(props.kase.buyers ?? []).map(b => (
          <tr key={b.id}>
            <th scope="row">{b.name ?? b.id}</th>
            <td>{part(props.shown.now, b.id)}</td>
            <td>{price(props.shown.now, b.id)}</td>
            <td>{part(props.shown.worst, b.id)}</td>
            <td>{price(props.shown.worst, b.id)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function FactsForm(props: { facts: Facts; onChange: (facts: Facts) => void; onDone: () => void; busy: boolean }) {
  const say = useSay()
  const { facts, onChange } = props
  const buyer = (i: number, change: Partial<Facts['buyers'][number]>): void =>
    onChange({ ...facts, buyers: facts.buyers.map((b, k) => (k === i ? { ...b, ...change } : b)) })
  return (
    <form onSubmit={e => (e.preventDefault(), props.onDone())}>
      <h3>{say('1. 会社のこと', '1. Your firm')}</h3>
      <div class="row">
        <Field label={say('会社名', 'Name')}>{id => <input id={id} value={facts.name} onInput={e => onChange({ ...facts, name: e.currentTarget.value })} />}</Field>
        <Field label={say('従業員数', 'Employees')}>{id => <NumberInput id={id} value={facts.employees} onChange={v => onChange({ ...facts, employees: v ?? 1 })} />}</Field>
        <Field label={say('パソコンの台数', 'PCs')}>{id => <NumberInput id={id} value={facts.endpoints} onChange={v => onChange({ ...facts, endpoints: v ?? 0 })} />}</Field>
        <Field label={say('年間売上高（円）', 'Yearly sales, yen')} hint={say('書かないと取引先ごとの割合は出ません', 'needed for the customers’ shares')}>
          {id => <NumberInput id={id} value={facts.sales} onChange={v => onChange({ ...facts, sales: v })} />}
        </Field>
        <Field label={say('目指す★', 'Star to reach')}>
          {id => (
            <select id={id} value={facts.level} onChange={e => onChange({ ...facts, level: Number(e.currentTarget.value) as 3 | 4 })}>
              <option value={3}>★3</option>
              <option value={4}>★4</option>
            </select>
          )}
        </Field>
      </div>
      <h3>{say('2. 取引先', '2. Your customers')}</h3>
      {facts.buyers.map((b, i) => (
        <fieldset key={i}>
          <legend>{say(`取引先 ${i + 1}`, `Customer ${i + 1}`)}</legend>
          <div class="row">
            <Field label={say('名前', 'Name')}>{id => <input id={id} value={b.name} onInput={e => buyer(i, { name: e.currentTarget.value })} />}</Field>
            <Field label={say('年間の売上（円）', 'What it buys a year, yen')}>{id => <NumberInput id={id} value={b.purchases} onChange={v => buyer(i, { purchases: v })} />}</Field>
            <Field label={say('求められた★', 'Star it asks for')}>
              {id => (
                <select id={id} value={b.level} onChange={e => buyer(i, { level: Number(e.currentTarget.value) as 0 | 3 | 4 })}>
                  <option value={0}>{say('求めなし', 'none')}</option>
                  <option value={3}>★3</option>
                  <option value={4}>★4</option>
                </select>
              )}
            </Field>
            <Field label={say('主な品目の単価（円）', 'Price of the main item, yen')}>{id => <input id={id} inputMode="decimal" value={b.price} onChange={e => buyer(i, { price: e.currentTarget.value.normalize('NFKC').replace(/[,円\s]/g, '') })} />}</Field>
            <Field label={say('その年間数量', 'Pieces a year')}>{id => <NumberInput id={id} value={b.units} onChange={v => buyer(i, { units: v })} />}</Field>
          </div>
        </fieldset>
      ))}
      <button type="button" onClick={() => onChange({ ...facts, buyers: [...facts.buyers, { name: '', purchases: null, level: 0, price: '', units: null }] })}>
        {say('取引先を加える', 'Add a customer')}
      </button>{' '}
      <button type="submit" class="main" disabled={props.busy}>
        {say('見積もる', 'Estimate')}
      </button>
    </form>
  )
}

function Questions(props: { kase: Case; onAnswer: (id: string, answer: Answer) => void }) {
  const say = useSay()
  const choices: [Answer, string][] = [
    ['unanswered', say('わからない・未回答', 'not known yet')],
    ['met', say('できている', 'done')],
    ['partial', say('一部できている', 'partly done')],
    ['unmet', say('できていない', 'not done')],
    ['not_applicable', say('該当しない', 'does not apply')],
  ]
  return (
    <details>
      <summary>{say('3. 対策の状況を答える（答えるたびに見込みを計算し直します）', '3. Say what is done (the estimate follows each answer)')}</summary>
      <ul class="questions">
        {questions(props.kase).map(q => (
          <li key={q.id}>
            <Field label={`${q.id}　${q.text}`}>
              {id => (
                <select id={id} value={answerOf(props.kase, q.id)} onChange={e => props.onAnswer(q.id, e.currentTarget.value as Answer)}>
                  {choices.map(([value, word]) => (
                    <option key={value} value={value}>
                      {word}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          </li>
        ))}
      </ul>
    </details>
  )
}

export function Supplier(props: { engine: Engine; onUnsaved: (unsaved: boolean) => void; report: (text: string) => void }) {
  const say = useSay()
  const lang = useContext(LangContext)
  const [facts, setFacts] = useState(EMPTY)
  const [kase, setCase] = useState<Case>()
  const [shown, setShown] = useState<Shown>()
  const [fault, setFault] = useState('')
  const [busy, setBusy] = useState(false)
  const turn = useRef(0)

  const command = async (args: string[], files: Files) => {
    const done = await props.engine.run(args, files, lang, props.report)
    if (done.exit) throw new Error(done.err || done.out)
    return done
  }
  const guarded = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true)
    setFault('')
    try {
      await work()
    } catch (e) {
      setFault((e as Error).message)
    }
    setBusy(false)
    props.report('')
  }
  const estimate = async (c: Case): Promise<Estimate> =>
    JSON.parse((await command(['estimate', CASE, '--json'], { [CASE]: bytes(c) })).out) as Estimate
  /* Answers may come faster than results: only the newest is shown. */
  const show = (c: Case): Promise<void> => {
    const mine = ++turn.current
    setCase(c)
    props.onUnsaved(true)
    return guarded(async () => {
      const next = { now: await estimate(c), worst: await estimate(everythingUnmet(c)) }
      if (mine === turn.current) setShown(next)
    })
  }
  const start = (): Promise<void> =>
    guarded(async () => {
      const made = await command(['new', '--level', String(facts.level), '--employees', String(facts.employees), '--lang', lang], {})
      await show(withFacts(parse(new TextEncoder().encode(made.out)), facts))
    })
  const open = (files: Files): Promise<void> =>
    guarded(async () => {
      const [name, data] = Object.entries(files)[0]
      if (/\.json$/i.test(name)) return show(parse(data))
      const read = await command(['import', name, '-o', CASE], files)
      await show(parse(read.files[CASE]))
    })
  const write = (args: string[], name: string): Promise<void> =>
    guarded(async () => {
      const done = await command([...args, '-o', name, ...(args[0] === 'new' ? [] : ['--lang', lang])], { [CASE]: bytes(kase!) })
      download(name, done.files[name])
    })

  return (
    <section>
      <h2>{say('受注側：費用を見積もり、取引先への資料を作る', 'Supplier: estimate the cost, make the papers for your customers')}</h2>
      <Drop label={say('続きのケース（.json）、記入した質問票や公式のシート（.xlsx .csv）を開く', 'Open a case (.json), a filled questionnaire or the official sheet (.xlsx, .csv)')} accept=".json,.xlsx,.csv" onFiles={f => void open(f)} />
      <FactsForm facts={facts} onChange={setFacts} onDone={() => void start()} busy={busy} />
      <Said text={fault} error />
      {kase && shown && (
        <>
          <h3>{say('見込み', 'Estimate')}</h3>
          <p aria-live="polite">
            {say(
              `${shown.now.gap.unanswered}項目が未回答です。`,
              `${shown.now.gap.unanswered} criteria are not answered.`,
            )}
          </p>
          <Band shown={shown} />
          <Customers kase={kase} shown={shown} />
          <Questions kase={kase} onAnswer={(id, a) => void show(withAnswer(kase, id, a))} />
          <h3>{say('4. 資料を持ち帰る', '4. Take the papers away')}</h3>
          <p class="buttons">
            <button onClick={() => (download(CASE, bytes(kase)), props.onUnsaved(false))}>{say('ケースを保存（.json）', 'Save the case (.json)')}</button>
            <button disabled={busy} onClick={() => void write(['worksheet', CASE], '協議資料_社内用.xlsx')}>{say('社内用の Excel', 'Workbook for yourself')}</button>
            <button disabled={busy} onClick={() => void write(['questionnaire', '--level', String(kase.target_level), '--case', CASE], '質問票.xlsx')}>{say('質問票の Excel', 'Questionnaire')}</button>
            {(kase.buyers ?? []).map(b => (
              <span key={b.id}>
                <button disabled={busy} onClick={() => void write(['worksheet', CASE, '--view', `for:${b.id}`], `費用資料_${b.id}.xlsx`)}>
                  {say(`${b.name ?? b.id}に渡す Excel`, `Workbook for ${b.name ?? b.id}`)}
                </button>
                <button disabled={busy} onClick={() => void write(['letter', CASE, '--buyer', b.id], `協議申入書_${b.id}.docx`)}>
                  {say(`${b.name ?? b.id}への協議申入書`, `Letter to ${b.name ?? b.id}`)}
                </button>
              </span>
            ))}
          </p>
        </>
      )}
    </section>
  )
}
