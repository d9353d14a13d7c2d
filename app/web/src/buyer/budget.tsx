// SPDX-License-Identifier: GPL-3.0-or-later
/** The budget as a slider on the curve of risk removed against money, whom it supports, and one supplier opened. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { BudgetCurve } from '../charts'
import type { Opened } from '../files'
import { DataTable, Drop, Field, NumberInput, Select, Slider, TextInput } from '../parts'
import { CommandLine } from '../program'
import type { Portfolio, Supplier } from '../results'
import { useLang, useSay, yen } from '../words'
import type { Money } from './settings'

type Filter = 'all' | 'funded' | 'waiting'

const SHOWN = 100

/** A supplier without a name, or without an id, is not named twice. */
const nameOf = (s: Supplier): string => [...new Set([s.id, s.name].filter(Boolean))].join(' ')

function One(props: { supplier: Supplier; onClose: () => void }) {
  const say = useSay()
  const lang = useLang()
  const s = props.supplier
  const head = useRef<HTMLHeadingElement>(null)
  // It opens above the row that was pressed, maybe off the screen.
  useEffect(() => head.current?.focus(), [s])
  const part = s.parties.find(p => p.id === 'buyer')
  const money: [string, number | undefined][] = [
    [say('費用（期間計、最もありそうな値）', 'Cost, whole period, most likely'), s.horizon_yen], [say('うち直接費', 'Direct'), s.direct_yen], [say('うち間接費', 'Indirect'), s.indirect_yen], [say('年額', 'A year'), s.annual_yen],
    [say('未回答が全て未対応なら', 'If all open ones are not done'), s.all_unanswered_unmet_yen], [say('当社分（期間計、期待値）', 'Your part, whole period, mean'), part?.horizon_yen], [say('当社分（年額）', 'Your part, a year'), part?.annual_yen],
    [say('当社分 P50', 'Your part P50'), s.buyer.p50_yen], [say('当社分 P80', 'Your part P80'), s.buyer.p80_yen],
  ]
  return (
    <article class="card">
      <h3 ref={head} tabIndex={-1}>{nameOf(s)}　★{s.level}</h3>
      <DataTable caption={say('この取引先', 'This supplier')} heads={[say('内容', 'What'), say('金額', 'Amount')]} rows={[...money.filter(([, v]) => v !== undefined).map(([k, v]) => [k, yen(lang, v!)]), ...s.by_year_yen.map((y, i) => [say(`費用 ${i + 1}年目`, `Cost, year ${i + 1}`), yen(lang, y)])]} />
      <button onClick={props.onClose}>{say('閉じる', 'Close')}</button>
    </article>
  )
}

function Choice(props: { suppliers: Supplier[] }) {
  const say = useSay()
  const lang = useLang()
  const [filter, setFilter] = useState<Filter>('all')
  const [level, setLevel] = useState(0)
  const [word, setWord] = useState('')
  const [open, setOpen] = useState<Supplier>()
  const funded = (s: Supplier): boolean => s.start_year !== undefined && s.start_year > 0
  const matching = props.suppliers
    .filter(s => (filter === 'all' || (filter === 'funded') === funded(s)) && (!level || s.level === level) && `${s.id} ${s.name}`.toLowerCase().includes(word.toLowerCase()))
    .sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity))
  return (
    <>
      <div class="row">
        <Field label={say('支援', 'Support')}>{id => <Select id={id} value={filter} choices={[['all', say('全て', 'all')], ['funded', say('支援する', 'supported')], ['waiting', say('支援しない', 'not supported')]] as [Filter, string][]} onChange={setFilter} />}</Field>
        <Field label="★">{id => <Select id={id} value={level} choices={[[0, say('全て', 'all')], [3, '★3'], [4, '★4']] as [number, string][]} onChange={setLevel} />}</Field>
        <Field label={say('会社名・コード', 'Name or id')}>{id => <TextInput id={id} value={word} onChange={setWord} />}</Field>
      </div>
      {open && <One supplier={open} onClose={() => setOpen(undefined)} />}
      <div class="scroll" tabIndex={0} role="region" aria-label={say('支援の順', 'Order of support')}>
        <table>
          <caption>{say(`支援の順（${matching.length}社）`, `Order of support (${matching.length})`)}</caption>
          <thead>
            <tr>
              {[say('順', 'Rank'), say('取引先', 'Supplier'), '★', say('始める年', 'Starts'), say('当社分（期間計、期待値）', 'Your part, mean'), say('P80', 'P80'), say('重み', 'Weight'), say('くわしく', 'Details')].map(h => <th scope="col" key={h}>{h}</th>)}
            </tr>
          </thead>
          <tbody>
            {matching.slice(0, SHOWN).map(s => (
              <tr key={s.row} class={funded(s) ? 'on' : ''}>
                <td>{s.rank ?? ''}</td>
                <th scope="row">{nameOf(s)}</th>
                <td>{s.level}</td>
                <td class="figure">{funded(s) ? say(`${s.start_year}年目`, `year ${s.start_year}`) : say('支援しない', 'no')}</td>
                <td class="figure">{yen(lang, s.buyer.mean_yen)}</td>
                <td class="figure">{yen(lang, s.buyer.p80_yen)}</td>
                <td>{s.weight}</td>
                <td><button onClick={() => setOpen(s)} aria-label={say(`${s.name}を開く`, `Open ${s.name}`)}>{say('開く', 'Open')}</button></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {matching.length > SHOWN && <p>{say(`ほか ${matching.length - SHOWN}社（絞り込むか、資料で見てください）`, `and ${matching.length - SHOWN} more: filter, or see the papers`)}</p>}
    </>
  )
}

export function Budget(props: { found: Portfolio; money: Money; carryOver: boolean; args: string[]; decisions?: string; onDecisions: (file: Opened | undefined) => void; onMoney: (money: Money) => void; onCarryOver: (yes: boolean) => void }) {
  const say = useSay()
  const lang = useLang()
  const b = props.found.budget
  // The curve spans budgets around the one it was asked for; the widest seen stays, so that the slider does not run away.
  const [points, setPoints] = useState(b?.curve ?? [])
  useEffect(() => {
    const curve = b?.curve ?? []
    setPoints(old => ((curve.at(-1)?.budget_yen ?? 0) >= (old.at(-1)?.budget_yen ?? 0) ? curve : old))
  }, [b])
  if (!b) return <p>{say('支援の順は計算されていません。', 'No order of support was computed.')}</p>
  // Points of the curve are budgets of all years together.
  const top = Math.floor((points.at(-1)?.budget_yen ?? 0) / b.budget_yen.length)
  const at = props.money.each ?? b.budget_yen[0]
  const each = (yen: number): void => props.onMoney({ each: yen, years: [] })
  const apart = b.budget_yen.map((_, i) => props.money.years[i] ?? null)
  const ofYear = (i: number, yen: number | null): void => props.onMoney({ ...props.money, years: apart.map((y, k) => (k === i ? yen : y)) })
  const list = (all: number[]): string => all.map(x => yen(lang, x)).join(' / ')
  return (
    <section aria-label={say('予算', 'Budget')}>
      <div class="row">
        {top > 0 && <Slider label={say('各年の予算', 'Budget of each year')} min={0} max={top} step={Math.max(1, Math.round(top / 100))} value={Math.min(at, top)} text={yen(lang, at)} onInput={each} />}
        <Field label={say('各年の予算（円）', 'Budget a year, yen')}>{id => <NumberInput id={id} money value={at} onChange={v => v !== null && each(v)} />}</Field>
        <label class="tick"><input type="checkbox" checked={props.carryOver} onChange={e => props.onCarryOver(e.currentTarget.checked)} /> {say('使い残しを翌年に回せる', 'What a year leaves may be spent later')}</label>
      </div>
      <details>
        <summary>{say('年ごとに違う予算', 'A budget of its own for each year')}</summary>
        <div class="row">
          {apart.map((y, i) => <Field key={i} label={say(`${i + 1}年目の予算（円）`, `Budget of year ${i + 1}, yen`)}>{id => <NumberInput id={id} money value={y} onChange={v => ofYear(i, v)} />}</Field>)}
        </div>
        <p class="help">{say('全ての年を書くと使われます。スライダーを動かすと、また毎年同じ額になります。', 'Used when every year has one; the slider makes them equal again.')}</p>
      </details>
      <p role="status">
        {say(`${b.funded}社を支援し、減るリスクは ${((100 * b.removed_micro) / (b.all_micro || 1)).toFixed(1)}%。`, `${b.funded} suppliers supported; risk removed ${((100 * b.removed_micro) / (b.all_micro || 1)).toFixed(1)}%.`)}
        {b.optimal ? say('これより良い選び方がないことを確かめています。', ' Proved that no choice is better.') : ''}
      </p>
      {b.state === 'musts_over' && <p class="warn">{say('「必ず支援」の先だけで予算を超えます。足りない額: ', 'The musts alone pass the budget. Short: ')}{list(b.short_yen)}</p>}
      <DataTable caption={say('年ごと（当社分・期待値）', 'By year (your part, mean)')} heads={[say('内容', 'What'), ...b.budget_yen.map((_, i) => say(`${i + 1}年目`, `Year ${i + 1}`))]} rows={[[say('予算', 'Budget'), ...b.budget_yen.map(x => yen(lang, x))], [say('使う額', 'Spent'), ...b.spent_yen.map(x => yen(lang, x))], [say('残り', 'Left'), ...b.left_yen.map(x => yen(lang, x))]]} />
      {points.length > 0 ? <BudgetCurve points={points} all={b.all_micro} at={{ budget: b.budget_yen.reduce((sum, x) => sum + x, 0), removed: b.removed_micro }} /> : <p>{say('予算を入れると曲線が出ます。', 'Enter a budget to see the curve.')}</p>}
      <p class="help">{say('支援の順は当社の予算の順で、協議を断る理由にはなりません。', 'The order of support is that of your own money and no reason to refuse talks.')}</p>
      {props.found.suppliers ? <Choice suppliers={props.found.suppliers} /> : <p>{say('取引先が多いため、一覧は資料（Excel・CSV）にあります。', 'Too many suppliers to list here: see the papers.')}</p>}
      <details open={props.decisions !== undefined}>
        <summary>{say('決めた内容を読み戻す', 'Read back what was decided')}</summary>
        {props.decisions && <p>{props.decisions} <button onClick={() => props.onDecisions(undefined)}>{say('使うのをやめる', 'Leave it out')}</button></p>}
        <Drop label={say('採否・開始年を書き込んだ予算の資料（.xlsx）か、コードの一覧（.csv）', 'The budget workbook with decisions and starts typed in (.xlsx), or a list of codes with them (.csv)')} takes={{ table: 1 }} onFiles={([file]) => props.onDecisions(file)} />
      </details>
      <CommandLine args={[props.args]} />
    </section>
  )
}
