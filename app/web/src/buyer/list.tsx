// SPDX-License-Identifier: GPL-3.0-or-later
/** What was read of a list and what was not; cells that were not read as they stand are corrected here and the list is computed anew. */
import { useEffect, useState } from 'preact/hooks'
import { beyondCells, type Correction } from '../corrections'
import { Button, DataTable, Form } from '../parts'
import type { Portfolio } from '../results'
import { useLang, useSay, yen } from '../words'

const SHOWN = 50

function CorrectionRow(props: { row: Correction; value: string; onChange: (value: string) => void }) {
  const say = useSay()
  const { row } = props
  return (
    <tr>
      <th scope="row">{row.row}　{row.id} {row.name}</th>
      <td class="text">{row.heading || row.cell}</td>
      <td class="text">{row.was || say('（空欄）', '(blank)')}</td>
      <td class="text">{row.taken}{row.reason && <small>　{row.reason}</small>}</td>
      <td><input aria-label={say(`${row.row}行 ${row.heading} 正しい値`, `row ${row.row} ${row.heading} correct value`)} value={props.value} onInput={e => props.onChange(e.currentTarget.value)} /></td>
    </tr>
  )
}

/** Cells to correct, with those corrected already: a value that is taken out again takes its correction back. */
function ToCorrect(props: { open: Correction[]; done: Correction[]; busy: boolean; onCorrect: (rows: Correction[]) => void }) {
  const say = useSay()
  const [typed, setTyped] = useState(new Map<string, string>())
  useEffect(() => setTyped(new Map()), [props.open, props.done])
  const rows = [...props.open, ...props.done.filter(d => !props.open.some(o => o.cell === d.cell))]
  const given = new Map(props.done.map(d => [d.cell, d.value]))
  const valueOf = (row: Correction): string => typed.get(row.cell) ?? given.get(row.cell) ?? ''
  const apply = (): void => props.onCorrect(rows.map(row => ({ ...row, value: valueOf(row) })).filter(row => row.value.trim()))
  return (
    <Form onDone={apply}>
      <div class="scroll" tabIndex={0} role="region" aria-label={say('訂正表', 'List to correct')}>
        <table>
          <caption>{say(`そのまま読めなかった欄 ${props.open.length}、直した欄 ${props.done.length}`, `Cells not read as they stand: ${props.open.length}; corrected: ${props.done.length}`)}</caption>
          <thead>
            <tr>
              {[say('行と取引先', 'Row and supplier'), say('見出し', 'Heading'), say('今の値', 'Value now'), say('読み方と理由', 'Read as, and why'), say('正しい値', 'Correct value')].map(h => <th scope="col" key={h}>{h}</th>)}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, SHOWN).map(row => <CorrectionRow key={row.cell} row={row} value={valueOf(row)} onChange={v => setTyped(new Map(typed).set(row.cell, v))} />)}
          </tbody>
        </table>
      </div>
      {rows.length > SHOWN && <p>{say(`ほか ${rows.length - SHOWN}欄。直すと次が出ます。訂正表を保存して Excel で埋めることもできます。`, `and ${rows.length - SHOWN} more: they follow when these are corrected; or save the list and fill it in with Excel.`)}</p>}
      <p class="help">{say('元の一覧は書き換えません。「空欄」と書くと、その欄は空として読みます。', 'Your list itself is not changed. "blank" reads the cell as empty.')}</p>
      <p class="buttons"><Button type="submit" class="main" unavailable={props.busy || typed.size === 0}>{say('直した内容で計算し直す', 'Compute with the corrections')}</Button></p>
    </Form>
  )
}

/** What the program took a column, a unit, a row for: to be seen, since a wrong guess would move every figure. */
function ReadAs(props: { found: Portfolio; onRead: (line: string) => void }) {
  const say = useSay()
  const { rows } = props.found
  const unread = rows.columns.filter(c => c.member === null)
  const stated = rows.columns.filter(c => c.unit_yen !== undefined && c.unit_yen !== 1)
  const unitWord = (n: number): string => ({ 1000: say('千円', 'thousand yen'), 10000: say('万円', '10,000 yen'), 1000000: say('百万円', 'million yen'), 100000000: say('億円', '100 million yen') })[n] ?? `×${n}`
  // What a heading says of itself needs no telling again.
  const units = stated.filter(c => !c.heading.includes(unitWord(c.unit_yen!)))
  return (
    <>
      {units.length > 0 && <p>{say('金額の単位: ', 'Units of amounts: ')}{units.map(c => `${c.heading} = ${unitWord(c.unit_yen!)}`).join('、')}</p>}
      {rows.notes > beyondCells(props.found).length && <p>{say(`${rows.notes}行は合計・平均・注記などとして、取引先に数えていません。`, `${rows.notes} row(s) of totals, averages or notes are not counted as suppliers.`)}</p>}
      {unread.length > 0 && (
        <p class="warn">
          {say('読まなかった列: ', 'Columns that were not read: ')}{unread.map(c => c.heading).join(say('、', ', '))}
          {unread.filter(c => c.near).map(c => <button key={c.column} onClick={() => props.onRead(`${c.heading}=${c.near}`)}>{say(`「${c.heading}」を「${c.near}」として読む`, `Read "${c.heading}" as ${c.near}`)}</button>)}
        </p>
      )}
    </>
  )
}

/** What is not known of the suppliers, and what was assumed instead: figures hang on it. */
function Assumed(props: { counts: Record<string, number> }) {
  const say = useSay()
  const words: [string, string][] = [
    ['gap_unknown', say('回答が何もない', 'nothing answered')], ['counts_used', say('回答が分類ごとの件数だけ（平均で計算）', 'answers as counts by category only: averages')],
    ['share_assumed', say('購入額か売上高が不明（当社の割合を 100%＝考えられる最大と仮定）', 'purchases or sales unknown: your share taken as 100 %, the most it can be')], ['level_derived', say('★は三つの質問から', 'star from the three questions')],
    ['returned', say('届いた回答を当てはめた', 'answers received were joined')], ['over_capacity', say('当社分が購入額に比べて大きい（単位も確かめる）', 'your part is large beside the purchases: mind the unit')],
  ]
  const told = words.filter(([key]) => props.counts[key])
  if (!told.length) return null
  return <DataTable caption={say('分かっていないこと・仮定したこと', 'Not known, or assumed')} heads={[say('内容', 'What'), say('取引先', 'Suppliers')]} rows={told.map(([key, word]) => [word, props.counts[key]])} />
}

/** Who bears what, all on the mean of the prices, so that the parts add to the whole; the most likely prices stand apart. */
function Totals(props: { found: Portfolio }) {
  const say = useSay()
  const lang = useLang()
  const { totals } = props.found
  const words: Record<string, string> = { buyer: say('当社分', 'Your part'), others: say('取引先の、ほかの客先の分', 'Other customers of the suppliers'), supplier: say('取引先自身の分', 'The suppliers themselves') }
  const row = (word: string, p: { horizon_yen: number; annual_yen: number }): string[] => [word, yen(lang, p.horizon_yen), yen(lang, p.annual_yen)]
  return (
    <>
      <DataTable
        caption={say('計算した取引先の合計（税抜、回答から分かる分、期待値）', 'Totals of the suppliers computed: without tax, from what is answered, mean')} heads={[say('誰が負担する案か', 'Who bears it in the proposal'), say('期間計', 'Whole period'), say('年額', 'A year')]}
        rows={[...totals.parties.map(p => row(words[p.id] ?? p.id, p)), ...(totals.funding_yen ? [[say('補助金など', 'Subsidies'), yen(lang, totals.funding_yen), '—']] : []), row(say('全体', 'All'), { horizon_yen: totals.mean_horizon_yen, annual_yen: totals.mean_annual_yen })]}
      />
      <p class="help">{say(`単価を最もありそうな値とすると、全体は期間計 ${yen(lang, totals.horizon_yen)}（直接費 ${yen(lang, totals.direct_yen)}、間接費 ${yen(lang, totals.indirect_yen)}）です。`, `At the most likely prices the whole is ${yen(lang, totals.horizon_yen)} over the period: direct ${yen(lang, totals.direct_yen)}, indirect ${yen(lang, totals.indirect_yen)}.`)}</p>
    </>
  )
}

export function ListView(props: { name: string; onRead: (line: string) => void; found: Portfolio; open: Correction[]; done: Correction[]; unsaved: boolean; busy: boolean; onCorrect: (rows: Correction[]) => void; onSave: () => void }) {
  const say = useSay()
  const lang = useLang()
  const { rows, range } = props.found
  const beyond = beyondCells(props.found)
  return (
    <section aria-label={say('一覧', 'List')}>
      <p role="status">
        {say(`${props.name}（${rows.encoding || rows.sheet}）: ${rows.items}行のうち ${rows.suppliers}社を計算しました。除いたのは ${rows.left_out}行です。`, `${props.name} (${rows.encoding || rows.sheet}): ${rows.suppliers} suppliers computed out of ${rows.items} rows, ${rows.left_out} left out.`)}
      </p>
      {rows.suppliers === 0 && <p class="warn" role="alert">{say('計算できる取引先が一社もありません。行ごとの理由を下で直すか、会社名・★・人数のある一覧を開いてください。', 'Not one supplier can be computed: correct what stands below, or open a list with names, stars and people.')}</p>}
      {props.unsaved && (
        <p class="warn">
          {say('直した内容（訂正表）はまだ保存されていません。次に開くとき、一覧と一緒に選びます。', 'The corrections are not saved yet. Next time choose their file together with the list.')} <button onClick={props.onSave}>{say('訂正表を保存（CSV）', 'Save the corrections (CSV)')}</button>
        </p>
      )}
      {beyond.length > 0 && (
        <ul>{beyond.slice(0, SHOWN).map(left => <li key={left.row}>{say(`${left.row}行`, `row ${left.row}`)}　{left.id} {left.name}: {left.fault.map(f => f.words[lang]).join(say('、', '; '))}</li>)}</ul>
      )}
      {props.open.length + props.done.length > 0 && <ToCorrect open={props.open} done={props.done} busy={props.busy} onCorrect={props.onCorrect} />}
      <ReadAs found={props.found} onRead={props.onRead} />
      <Assumed counts={props.found.suppliers_with} />
      <Totals found={props.found} />
      {range && <p>{say(`回答のない項目の見込みを含めると、当社分は五割の確率で ${yen(lang, range.buyer.horizon.p50_yen)}、八割の確率で ${yen(lang, range.buyer.horizon.p80_yen)} 以内です（期間計）。`, `With what open answers may bring, your part stays within ${yen(lang, range.buyer.horizon.p50_yen)} with even chances and ${yen(lang, range.buyer.horizon.p80_yen)} in 8 of 10, over the period.`)}</p>}
    </section>
  )
}
