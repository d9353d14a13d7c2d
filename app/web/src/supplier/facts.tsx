// SPDX-License-Identifier: GPL-3.0-or-later
/** The handful of facts that a first answer needs, and behind a fold everything else that a case can say. */
import { type Case, type CustomerFacts, type Facts, type Level, newCustomer } from '../case'
import { SchemaForm } from '../form'
import { Button, DecimalInput, Field, Form, NumberInput, Select, TextInput } from '../parts'
import { useCatalog } from '../program'
import { ROOT, schemaOf } from '../schema'
import { useLang, useSay } from '../words'

/** Kept for places of their own on the page, or of no use in a form. */
const ELSEWHERE = ['hoshiwari_case', 'gap', 'buyers', 'plan', 'supplier', 'target_level', 'sharing']

function Customer(props: { n: number; facts: CustomerFacts; onChange: (change: Partial<CustomerFacts>) => void; onRemove?: () => void }) {
  const say = useSay()
  const { facts, onChange } = props
  const levels: [0 | Level, string][] = [[0, say('求めなし', 'none')], [3, '★3'], [4, '★4']]
  return (
    <fieldset>
      <legend>{say(`取引先 ${props.n}`, `Customer ${props.n}`)}</legend>
      <div class="row">
        <Field label={say('名前', 'Name')}>{id => <TextInput id={id} value={facts.name} onChange={v => onChange({ name: v })} />}</Field>
        <Field label={say('その会社への年間の売上（円）', 'What it buys a year, yen')}>{id => <NumberInput id={id} money value={facts.purchases} onChange={v => onChange({ purchases: v })} />}</Field>
        <Field label={say('求められた★', 'Star it asks for')}>{id => <Select id={id} value={facts.level} choices={levels} onChange={v => onChange({ level: v })} />}</Field>
        <Field label={say('主な品目の単価（円）', 'Price of the main item, yen')} hint={say('1個いくらの値上げになるかが出ます', 'to see yen per piece')}>
          {(id, hint) => <DecimalInput id={id} describedBy={hint} value={facts.price} onChange={price => onChange({ price })} />}
        </Field>
        <Field label={say('その年間数量', 'Pieces a year')}>{id => <NumberInput id={id} value={facts.units} onChange={v => onChange({ units: v })} />}</Field>
      </div>
      {props.onRemove && <button type="button" onClick={props.onRemove}>{say('この取引先を取り除く', 'Remove this customer')}</button>}
    </fieldset>
  )
}

export function FactsForm(props: { facts: Facts; begun: boolean; busy: boolean; onChange: (facts: Facts) => void; onDone: () => void }) {
  const say = useSay()
  const { facts, onChange } = props
  const customers = (change: (all: CustomerFacts[]) => CustomerFacts[]): void => onChange({ ...facts, buyers: change(facts.buyers) })
  return (
    <Form onDone={props.onDone}>
      <h3>{say('会社のこと', 'Your firm')}</h3>
      <div class="row">
        <Field label={say('会社名', 'Name')}>{id => <TextInput id={id} value={facts.name} onChange={v => onChange({ ...facts, name: v })} />}</Field>
        <Field label={say('従業員数', 'Employees')}>{id => <NumberInput id={id} required value={facts.employees} onChange={employees => onChange({ ...facts, employees })} />}</Field>
        <Field label={say('パソコンの台数', 'PCs')} hint={say('空欄は人数から見た標準', 'blank: usual for the head-count')}>
          {(id, hint) => <NumberInput id={id} describedBy={hint} value={facts.endpoints} onChange={v => onChange({ ...facts, endpoints: v })} />}
        </Field>
        <Field label={say('年間売上高（円）', 'Yearly sales, yen')} hint={say('取引先ごとの割合を出すのに使います', 'for the share of each customer')}>
          {(id, hint) => <NumberInput id={id} money describedBy={hint} value={facts.sales} onChange={v => onChange({ ...facts, sales: v })} />}
        </Field>
        <Field label={say('目指す★', 'Star to reach')}>
          {id => <Select id={id} value={facts.level} choices={[[3, '★3'], [4, '★4']] as [Level, string][]} onChange={v => onChange({ ...facts, level: v })} />}
        </Field>
      </div>
      <h3>{say('取引先のこと', 'Your customers')}</h3>
      {facts.buyers.map((b, i) => (
        <Customer
          key={b.id} n={i + 1} facts={b} onChange={change => customers(all => all.map(x => (x.id === b.id ? { ...x, ...change } : x)))}
          onRemove={facts.buyers.length > 1 ? () => customers(all => all.filter(x => x.id !== b.id)) : undefined}
        />
      ))}
      <p class="buttons">
        <button type="button" onClick={() => customers(all => [...all, newCustomer(all.map(b => b.id))])}>{say('取引先を加える', 'Add a customer')}</button>
        <Button type="submit" class="main" unavailable={props.busy}>{props.begun ? say('次へ: 質問に答える', 'Next: answer questions') : say('見積もる', 'Estimate')}</Button>
        {props.begun && <small>{say('書き換えると、すぐに計算し直します。', 'What you change is computed at once.')}</small>}
      </p>
    </Form>
  )
}

/** Yes-or-no facts of the firm: each no closes the criteria that hang on it. */
export function FirmFacts(props: { kase: Case; onChange: (facts: Record<string, boolean>) => void }) {
  const say = useSay()
  const lang = useLang()
  const facts = useCatalog()?.facts ?? []
  const given = (props.kase.supplier.facts ?? {}) as Record<string, boolean>
  return (
    <fieldset>
      <legend>{say('当てはまらないものの印を外す（関わる評価基準が「該当なし」になります）', 'Clear what is not so: the criteria that hang on it do not apply')}</legend>
      <ul class="ticks">
        {facts.map(f => (
          <li key={f.id}>
            <label>
              <input type="checkbox" checked={given[f.id] ?? true} onChange={e => props.onChange({ ...given, [f.id]: e.currentTarget.checked })} /> {f.question[lang]}
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}

export function AllFields(props: { kase: Case; onChange: (next: Case) => void }) {
  const say = useSay()
  const { kase, onChange } = props
  const root = schemaOf('supplier')!
  return (
    <details>
      <summary>{say('くわしく書く（全ての項目）', 'In detail: every field')}</summary>
      <h4>{say('自社', 'Your firm')}</h4>
      <SchemaForm node={root} value={kase.supplier} leave={['facts']} onChange={v => onChange({ ...kase, supplier: v as Case['supplier'] })} />
      {(kase.buyers ?? []).map((b, i) => (
        <details key={b.id}>
          <summary>{b.name ?? b.id}</summary>
          <SchemaForm node={schemaOf('buyers')!.items!} value={b} leave={['extra']} onChange={v => onChange({ ...kase, buyers: kase.buyers!.map((x, k) => (k === i ? (v as typeof b) : x)) })} />
        </details>
      ))}
      <h4>{say('見積の前提', 'Assumptions')}</h4>
      <SchemaForm node={{ properties: Object.fromEntries(Object.entries(ROOT.properties!).filter(([k]) => !ELSEWHERE.includes(k))) }} value={kase} onChange={v => onChange(v as unknown as Case)} />
    </details>
  )
}
