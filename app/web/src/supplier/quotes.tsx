// SPDX-License-Identifier: GPL-3.0-or-later
/** Quotations per price: what was quoted takes the place of the table's estimate. */
import { useState } from 'preact/hooks'
import { type Case, type Quote, withoutQuote, withQuote } from '../case'
import { Button, Field, Form, NumberInput, Select, TextInput } from '../parts'
import { useCatalog } from '../program'
import type { Estimate, Line, Price } from '../results'
import { schemaOf, titleOf } from '../schema'
import { useLang, useSay, yen } from '../words'

interface Draft {
  low: number | null
  likely: number | null
  high: number | null
  from: string
  date: string
  document: string
}

function draftOf(quote: Quote | undefined): Draft {
  return { low: quote?.low_yen ?? null, likely: quote?.likely_yen ?? null, high: quote?.high_yen ?? null, from: quote?.from ?? '', date: quote?.date ?? '', document: quote?.document ?? '' }
}

function QuoteForm(props: { price: string; per: string; quote?: Quote; onDone: (quote: Quote) => void; onCancel: () => void }) {
  const say = useSay()
  const lang = useLang()
  const [d, setDraft] = useState(draftOf(props.quote))
  const label = (key: string): string => titleOf(schemaOf(`plan.quotes.${key}`)!, lang)
  const put = (): void => {
    const likely = d.likely!
    props.onDone({ price: props.price, low_yen: d.low ?? likely, likely_yen: likely, high_yen: d.high ?? likely, from: d.from, date: d.date, document: d.document })
  }
  return (
    <Form class="inset" onDone={put}>
      <div class="row">
        <Field label={label('likely_yen')} hint={say(`税抜、${props.per}あたり`, `without tax, per ${props.per}`)}>{(id, hint) => <NumberInput id={id} money describedBy={hint} value={d.likely} onChange={likely => setDraft({ ...d, likely })} />}</Field>
        <Field label={label('low_yen')} hint={say('空欄は見積額と同じ', 'blank: as quoted')}>{(id, hint) => <NumberInput id={id} money describedBy={hint} value={d.low} onChange={low => setDraft({ ...d, low })} />}</Field>
        <Field label={label('high_yen')} hint={say('空欄は見積額と同じ', 'blank: as quoted')}>{(id, hint) => <NumberInput id={id} money describedBy={hint} value={d.high} onChange={high => setDraft({ ...d, high })} />}</Field>
        <Field label={label('from')}>{id => <TextInput id={id} value={d.from} onChange={from => setDraft({ ...d, from })} />}</Field>
        <Field label={label('date')}>{id => <TextInput id={id} type="date" value={d.date} onChange={date => setDraft({ ...d, date })} />}</Field>
        <Field label={label('document')}>{id => <TextInput id={id} value={d.document} onChange={document => setDraft({ ...d, document })} />}</Field>
      </div>
      <p class="buttons">
        <Button type="submit" class="main" unavailable={d.likely === null}>{say('見積に入れる', 'Take it in')}</Button>
        <button type="button" onClick={props.onCancel}>{say('やめる', 'Cancel')}</button>
      </p>
    </Form>
  )
}

/** One row for each price of the plan, dearest line first; prices that only uncertain measures need stand below. */
function pricesInUse(estimate: Estimate, prices: Price[]): { price: Price; line: Line }[] {
  const known = new Map(prices.map(p => [p.id, p]))
  const seen = new Map<string, { price: Price; line: Line }>()
  for (const line of [...estimate.lines].sort((a, b) => b.mean_yen - a.mean_yen)) {
    const price = known.get(line.price)
    if (price && !seen.has(price.id)) seen.set(price.id, { price, line })
  }
  return [...seen.values()]
}

/** Monthly fees, leases and lump sums are quoted for a measure, not for a price of the table. */
function MeasureQuotes(props: { kase: Case; estimate: Estimate; onChange: (next: Case) => void }) {
  const say = useSay()
  const lang = useLang()
  const catalog = useCatalog()
  const label = (key: string): string => titleOf(schemaOf(`plan.quotes.${key}`)!, lang)
  const name = (id: string): string => catalog?.measures.find(m => m.id === id)?.name[lang] ?? id
  const [quote, setQuote] = useState<Quote>({})
  const measures = props.estimate.plan.measures.map(m => [m.id, name(m.id)] as [string, string])
  const given = (props.kase.plan?.quotes ?? []).filter(q => q.measure)
  const amount = (key: 'initial_yen' | 'monthly_yen' | 'yearly_yen') => <Field label={label(key)}>{id => <NumberInput id={id} value={quote[key] ?? null} onChange={v => setQuote({ ...quote, [key]: v ?? undefined })} />}</Field>
  const text = (key: 'from' | 'date' | 'document') => <Field label={label(key)}>{id => <TextInput id={id} type={key === 'date' ? 'date' : 'text'} value={quote[key] ?? ''} onChange={v => setQuote({ ...quote, [key]: v })} />}</Field>
  return (
    <Form class="inset" onDone={() => (props.onChange(withQuote(props.kase, quote)), setQuote({}))}>
      <div class="row">
        <Field label={label('measure')}>{id => <Select id={id} value={quote.measure ?? ''} choices={[['', say('選んでください', 'choose')], ...measures]} onChange={v => setQuote({ ...quote, measure: v || undefined })} />}</Field>
        {amount('initial_yen')}
        {amount('monthly_yen')}
        {amount('yearly_yen')}
        {text('from')}
        {text('date')}
        {text('document')}
      </div>
      <p class="buttons"><Button type="submit" unavailable={!quote.measure || [quote.initial_yen, quote.monthly_yen, quote.yearly_yen].every(x => x === undefined)}>{say('対策の見積を入れる', 'Take in the quotation of the measure')}</Button></p>
      <ul>
        {given.map(q => (
          <li key={q.measure!}>
            {name(q.measure!)}　{q.from} <button type="button" onClick={() => props.onChange(withoutQuote(props.kase, q.measure!))}>{say('取り除く', 'Remove')}</button>
          </li>
        ))}
      </ul>
    </Form>
  )
}

export function Quotes(props: { kase: Case; estimate: Estimate; onChange: (next: Case) => void }) {
  const say = useSay()
  const lang = useLang()
  const catalog = useCatalog()
  const [open, setOpen] = useState('')
  const quotes = new Map((props.kase.plan?.quotes ?? []).filter(q => q.price).map(q => [q.price, q]))
  const period = { once: say('一度', 'once'), month: say('月', 'a month'), year: say('年', 'a year') }
  const figure = (x: string): string => Number(x).toLocaleString('ja-JP', { maximumFractionDigits: 6 })
  const currency = (p: Price): string => (p.currency === 'JPY' ? say('円', ' yen') : ` ${p.currency}`)
  const perOf = (p: Price): string => `${p.unit_name[lang]}${say('・', ', ')}${period[p.period]}`
  const measure = (id: string): string => catalog?.measures.find(m => m.id === id)?.name[lang] ?? id
  return (
    <section aria-label={say('見積書', 'Quotations')}>
      <h3>{say('取った見積を入れる（推計に代わります）', 'Enter quotations: they take the place of the estimates')}</h3>
      <p class="help">{say('金額の大きい順です。見積書の単価を、税抜で、それぞれに示した単位（1台・月など）あたりで書きます。', 'Dearest first. Enter what the quotation asks without tax, per unit and period shown with each.')}</p>
      <ul class="questions">
        {pricesInUse(props.estimate, catalog?.prices ?? []).map(({ price, line }) => {
          const quote = quotes.get(price.id)
          return (
            <li key={price.id}>
              <p>
                <strong>{price.name[lang]}</strong>（{measure(line.measure)}）<br />
                {`${say('この明細', 'This line')}: ${yen(lang, line.mean_yen)}　${say('表の単価', 'Table')}: ${[price.low, price.likely, price.high].map(figure).join(' – ')}${currency(price)} / ${perOf(price)}`}
              </p>
              <details class="command">
                <summary>{say('表の単価の出所', 'Where the price of the table comes from')}</summary>
                <small>{lang === 'ja' ? price.source_ja : price.source}　{price.date}</small>
              </details>
              {quote && (
                <p class="good">
                  {say('見積', 'Quoted')}: {yen(lang, quote.likely_yen ?? 0)}　{quote.from} {quote.date} {quote.document}
                </p>
              )}
              {open === price.id ? (
                <QuoteForm price={price.id} per={perOf(price)} quote={quote} onCancel={() => setOpen('')} onDone={q => (setOpen(''), props.onChange(withQuote(props.kase, q)))} />
              ) : (
                <p class="buttons">
                  <button onClick={() => setOpen(price.id)} aria-label={`${quote ? say('見積を直す', 'Change the quotation') : say('見積を入れる', 'Enter a quotation')}: ${price.name[lang]}`}>
                    {quote ? say('見積を直す', 'Change the quotation') : say('見積を入れる', 'Enter a quotation')}
                  </button>
                  {quote && <button onClick={() => props.onChange(withoutQuote(props.kase, price.id))}>{say('見積を取り除く', 'Remove the quotation')}</button>}
                </p>
              )}
            </li>
          )
        })}
      </ul>
      <h3>{say('月額・リース・一式の見積（対策ごと）', 'Monthly fees, leases, lump sums (per measure)')}</h3>
      <MeasureQuotes kase={props.kase} estimate={props.estimate} onChange={props.onChange} />
    </section>
  )
}
