// SPDX-License-Identifier: GPL-3.0-or-later
/** What was read of a list and what was not; cells that cannot be used are corrected here and the list is computed anew. */
import { useEffect, useState } from 'preact/hooks'
import { type Grid, placeOf, withCell } from '../csv'
import { DataTable } from '../parts'
import type { Portfolio, RowFault } from '../results'
import { useLang, useSay, yen } from '../words'

type Left = Portfolio['rows']['left_out_rows'][number]

const SHOWN = 50

function FaultRow(props: { left: Left; fault: RowFault; cells: Grid | undefined; changed: Map<string, string>; onChange: (place: string, value: string) => void }) {
  const say = useSay()
  const lang = useLang()
  const { left, fault } = props
  const at = placeOf(fault.where)
  const heading = fault.where.replace(/^[A-Z]+\d+\s*/, '')
  const key = at ? `${at.row},${at.column}` : ''
  const now = at ? (props.changed.get(key) ?? props.cells?.[at.row - 1]?.[at.column - 1] ?? fault.found) : ''
  return (
    <tr>
      <th scope="row">{left.row}　{left.id} {left.name}</th>
      <td class="text">{heading || fault.where}</td>
      <td class="text">{fault.words[lang]}{fault.allowed && <small>{say('（使えるもの: ', ' (allowed: ')}{fault.allowed}{say('）', ')')}</small>}</td>
      <td>
        {at ? <input aria-label={say(`${left.row}行 ${heading}`, `row ${left.row} ${heading}`)} value={now} onInput={e => props.onChange(key, e.currentTarget.value)} /> : '—'}
      </td>
    </tr>
  )
}

function Faults(props: { found: Portfolio; cells: () => Promise<Grid>; busy: boolean; onCorrect: (grid: Grid) => void }) {
  const say = useSay()
  const { rows } = props.found
  const [grid, setGrid] = useState<Grid>()
  const [changed, setChanged] = useState(new Map<string, string>())
  useEffect(() => {
    setChanged(new Map())
    props.cells().then(setGrid, () => setGrid(undefined)) // then nothing can be corrected here
  }, [props.found])
  const apply = (): void => {
    const next = [...changed].reduce((g, [key, value]) => {
      const [row, column] = key.split(',').map(Number)
      return withCell(g, row, column, value)
    }, grid!)
    props.onCorrect(next)
  }
  return (
    <form onSubmit={e => (e.preventDefault(), apply())}>
      <div class="scroll" tabIndex={0} role="region" aria-label={say('除いた行', 'Rows left out')}>
        <table>
          <caption>{say(`除いた ${rows.left_out}行。ここで直して計算し直せます`, `${rows.left_out} rows left out: correct them here and compute again`)}</caption>
          <thead>
            <tr>
              <th scope="col">{say('行と取引先', 'Row and supplier')}</th>
              <th scope="col">{say('列', 'Column')}</th>
              <th scope="col">{say('理由', 'Reason')}</th>
              <th scope="col">{say('正しい内容', 'Correct content')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.left_out_rows.slice(0, SHOWN).flatMap(left =>
              left.fault.map((fault, i) => (
                <FaultRow key={`${left.row}-${i}`} left={left} fault={fault} cells={grid} changed={changed} onChange={(key, value) => setChanged(new Map(changed).set(key, value))} />
              )),
            )}
          </tbody>
        </table>
      </div>
      {rows.left_out > SHOWN && <p>{say(`ほか ${rows.left_out - SHOWN}行。直すと次が出ます。`, `and ${rows.left_out - SHOWN} more: they follow when these are corrected.`)}</p>}
      <p class="buttons"><button type="submit" class="main" disabled={props.busy || !grid || changed.size === 0}>{say('直した内容で計算し直す', 'Compute with the corrections')}</button></p>
    </form>
  )
}

export function ListView(props: { found: Portfolio; cells: () => Promise<Grid>; edited?: Grid; busy: boolean; onCorrect: (grid: Grid) => void; onSave: () => void }) {
  const say = useSay()
  const lang = useLang()
  const { rows, totals, range } = props.found
  const unread = rows.columns.filter(c => c.member === null)
  return (
    <section aria-label={say('一覧', 'List')}>
      <p role="status">
        {say(`${rows.items}社のうち ${rows.suppliers}社を計算しました。除いたのは ${rows.left_out}社です（${rows.encoding || rows.sheet}）。`, `${rows.suppliers} of ${rows.items} suppliers computed, ${rows.left_out} left out (${rows.encoding || rows.sheet}).`)}
      </p>
      {props.edited && (
        <p class="warn">
          {say('一覧を直しました。直した一覧はまだ保存されていません。', 'The list was corrected and is not saved yet.')} <button onClick={props.onSave}>{say('直した一覧を保存（CSV）', 'Save the corrected list (CSV)')}</button>
        </p>
      )}
      {rows.left_out > 0 && <Faults found={props.found} cells={props.cells} busy={props.busy} onCorrect={props.onCorrect} />}
      {unread.length > 0 && (
        <p class="warn">
          {say('読まなかった列: ', 'Columns that were not read: ')}{unread.map(c => (c.near ? `${c.heading}（${say('もしかして ', 'perhaps ')}${c.near}）` : c.heading)).join('、')}
        </p>
      )}
      <DataTable
        caption={say('計算した取引先の合計（税抜）', 'Totals of the suppliers computed, without tax')}
        heads={[say('内容', 'What'), say('期間計', 'Whole period'), say('年額', 'A year'), say('直接費', 'Direct'), say('間接費', 'Indirect')]}
        rows={[
          [say('全体', 'All'), yen(lang, totals.horizon_yen), yen(lang, totals.annual_yen), yen(lang, totals.direct_yen), yen(lang, totals.indirect_yen)],
          ...totals.parties.filter(p => p.id === 'buyer').map(p => [say('当社分（期待値）', 'Your part (mean)'), ...[p.horizon_yen, p.annual_yen, p.direct_yen, p.indirect_yen].map(x => yen(lang, x))]),
        ]}
      />
      {range && <p>{say(`当社分は五割の確率で ${yen(lang, range.buyer.horizon.p50_yen)}、八割の確率で ${yen(lang, range.buyer.horizon.p80_yen)} 以内です（期間計）。`, `Your part stays within ${yen(lang, range.buyer.horizon.p50_yen)} with even chances and ${yen(lang, range.buyer.horizon.p80_yen)} in 8 of 10, over the period.`)}</p>}
    </section>
  )
}
