// SPDX-License-Identifier: GPL-3.0-or-later
/** How a list is to be read where the program cannot tell and asks: columns, units, figures, sheet, several rows of one supplier. */
import { Field, TextInput } from '../parts'
import { useSay } from '../words'

export interface ReadingFacts {
  maps: string
  ignores: string
  units: string
  numbers: string
  sheet: string
  sum: boolean
}

export const EMPTY_READING: ReadingFacts = { maps: '', ignores: '', units: '', numbers: '', sheet: '', sum: false }

const lines = (text: string): string[] => text.split('\n').map(l => l.trim()).filter(Boolean)

export function readingArgs(r: ReadingFacts): string[] {
  return [
    ...lines(r.maps).flatMap(l => ['--map', l]), ...lines(r.ignores).flatMap(l => ['--ignore', l]), ...lines(r.units).flatMap(l => ['--unit', l]),
    ...lines(r.numbers).flatMap(l => ['--numbers', l]), ...(r.sheet.trim() ? ['--sheet', r.sheet.trim()] : []), ...(r.sum ? ['--sum-duplicates'] : []),
  ]
}

export function Reading(props: { facts: ReadingFacts; onChange: (facts: ReadingFacts) => void }) {
  const say = useSay()
  const { facts } = props
  const put = (change: Partial<ReadingFacts>): void => props.onChange({ ...facts, ...change })
  return (
    <details>
      <summary>{say('一覧の読み方を決める（プログラムが聞いてきたとき）', 'Settle how the list is read (when the program asks)')}</summary>
      <div class="row">
        <Field label={say('列の対応（1行に「見出し=列」）', 'Which column a heading is (HEADING=COLUMN, one a line)')} hint={say('例: 当社番号=取引先コード。見出しのない一覧は列の記号で B=会社名、桁で並べた表は桁の範囲で 1-6=取引先コード', 'for example Our no=supplier ID; without headings by letter, B=supplier; columns by position, 1-6=supplier ID')}>{(id, hint) => <TextInput id={id} describedBy={hint} long value={facts.maps} onChange={maps => put({ maps })} />}</Field>
        <Field label={say('読まない列（1行に見出し一つ）', 'Columns not to read (a heading a line)')}>{id => <TextInput id={id} long value={facts.ignores} onChange={ignores => put({ ignores })} />}</Field>
        <Field label={say('金額の単位（1行に「見出し=単位」、または単位だけ）', 'Units of amounts (HEADING=UNIT, or a unit alone)')} hint={say('例: 売上高=百万円、千円', 'for example sales=million yen, thousand yen')}>{(id, hint) => <TextInput id={id} describedBy={hint} long value={facts.units} onChange={units => put({ units })} />}</Field>
        <Field label={say('数字の書き方（1行に「見出し=例」、または例だけ）', 'How figures are written (HEADING=EXAMPLE, or an example alone)')} hint={say('例: 年間購入額=1.234,56（欧州式）、1,234.56（日本式）', 'for example spend=1.234,56 (European), 1,234.56')}>{(id, hint) => <TextInput id={id} describedBy={hint} long value={facts.numbers} onChange={numbers => put({ numbers })} />}</Field>
        <Field label={say('読むシート', 'Sheet to read')}>{id => <TextInput id={id} value={facts.sheet} onChange={sheet => put({ sheet })} />}</Field>
        <label class="tick"><input type="checkbox" checked={facts.sum} onChange={e => put({ sum: e.currentTarget.checked })} /> {say('コードが同じ行（工場・品目別）は一社として購入額を足す', 'Rows of one id (by plant, by item) are one supplier: add their purchases')}</label>
      </div>
    </details>
  )
}
