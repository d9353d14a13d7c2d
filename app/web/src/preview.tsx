// SPDX-License-Identifier: GPL-3.0-or-later
/** A paper before it leaves: exactly the bytes that will be saved, read back and shown, then saved as they are. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { decode, type Grid, parse } from './csv'
import { download } from './files'
import { type Book, type Cell, type Letter, readBook, readLetter, type Sheet } from './office'
import { BookChart } from './office_picture'
import { Said, Steps } from './parts'
import { useSay } from './words'

export interface Paper {
  name: string
  data: Uint8Array
  /** Who will see it, in words; '' when it is for oneself. */
  reader: string
  /** What the program said while it wrote it: what to look at before it leaves. */
  note?: string
}

const ROWS_SHOWN = 400

function SheetCell(props: { cell: Cell | undefined }) {
  const { cell } = props
  if (!cell) return <td />
  const { fill, colour, bold, align, wrap } = cell.style
  const style = { background: fill, color: colour, fontWeight: bold ? 700 : 400, textAlign: (align as 'center') ?? (cell.numeric ? 'right' : 'left'), whiteSpace: wrap ? 'pre-wrap' : 'pre' } as const
  return (
    <td colSpan={cell.columns} rowSpan={cell.rows} style={style}>
      {cell.text}
    </td>
  )
}

/** Columns of a row that are not covered by a merge from the left or from above. */
function covered(sheet: Sheet): Set<string> {
  const set = new Set<string>()
  for (const [r, row] of sheet.rows)
    for (const [c, cell] of row)
      for (let i = 0; i < cell.rows; i++) for (let k = 0; k < cell.columns; k++) if (i || k) set.add(`${r + i},${c + k}`)
  return set
}

function SheetView(props: { sheet: Sheet }) {
  const say = useSay()
  const { sheet } = props
  const hidden = covered(sheet)
  const numbers = [...sheet.rows.keys()].sort((a, b) => a - b)
  const columns = Array.from({ length: sheet.columns }, (_, i) => i + 1).filter(c => sheet.widths.get(c) !== 0)
  return (
    <>
      {sheet.hidden && <p class="warn">{say('このシートは非表示ですが、受け取った人は表示できます。', 'This sheet is hidden, but whoever gets the file can show it.')}</p>}
      <div class="scroll paper" tabIndex={0} role="region" aria-label={sheet.name}>
        <table>
          <tbody>
            {numbers.slice(0, ROWS_SHOWN).map(r => (
              <tr key={r}>
                {columns.filter(c => !hidden.has(`${r},${c}`)).map(c => (
                  <SheetCell key={c} cell={sheet.rows.get(r)?.get(c)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {numbers.length > ROWS_SHOWN && <p>{say(`ほか ${numbers.length - ROWS_SHOWN}行（ファイルには全てあります）`, `and ${numbers.length - ROWS_SHOWN} more rows (all are in the file)`)}</p>}
      {sheet.charts.length > 0 && (
        <div class="figures">
          {sheet.charts.map((chart, i) => <BookChart key={i} chart={chart} />)}
        </div>
      )}
      {sheet.others > 0 && <p class="warn">{say(`このシートには、ここに描けない図が${sheet.others}点あります。Excel で開いて確かめてください。`, `${sheet.others} picture(s) on this sheet cannot be drawn here: open the file in Excel to see them.`)}</p>}
      {sheet.notes.length > 0 && <p>{say('セルのメモ: ', 'Notes: ')}{sheet.notes.join('　')}</p>}
    </>
  )
}

function BookView(props: { book: Book }) {
  const say = useSay()
  const [at, setAt] = useState('0')
  const { sheets } = props.book
  return (
    <>
      <Steps label={say('シート', 'Sheets')} steps={sheets.map((s, i) => [String(i), s.name + (s.hidden ? say('（非表示）', ' (hidden)') : '')] as [string, string])} at={at} onChange={setAt} />
      {sheets[Number(at)] && <SheetView key={at} sheet={sheets[Number(at)]} />}
    </>
  )
}

function LetterView(props: { letter: Letter }) {
  return (
    <div class="scroll paper letter" tabIndex={0} role="region" aria-label="docx">
      {props.letter.blocks.map((b, i) =>
        'table' in b ? (
          <table key={i}>
            <tbody>
              {b.table.map((row, r) => (
                <tr key={r}>
                  {row.map((cell, c) => (
                    <td key={c}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        ) : (
          <p key={i} class={`${b.align} ${b.bold ? 'strong' : ''}`}>{b.text || '\u00a0'}</p>
        ),
      )}
    </div>
  )
}

function Properties(props: { rows: [string, string][] }) {
  const say = useSay()
  return (
    <details>
      <summary>{say('ファイルのプロパティ（これも相手に見えます）', 'Properties of the file (they are seen as well)')}</summary>
      <ul>
        {props.rows.map(([k, v]) => (
          <li key={k}>
            {k}: {v}
          </li>
        ))}
      </ul>
    </details>
  )
}

function GridView(props: { grid: Grid; name: string }) {
  const say = useSay()
  const [heads = [], ...rows] = props.grid
  return (
    <>
      <div class="scroll paper" tabIndex={0} role="region" aria-label={props.name}>
        <table>
          <thead><tr>{heads.map((h, i) => <th scope="col" key={i}>{h}</th>)}</tr></thead>
          <tbody>{rows.slice(0, ROWS_SHOWN).map((row, r) => <tr key={r}>{row.map((cell, c) => <td key={c} class={/^-?[\d.,]+$/.test(cell) ? 'figure' : 'text'}>{cell}</td>)}</tr>)}</tbody>
        </table>
      </div>
      {rows.length > ROWS_SHOWN && <p>{say(`ほか ${rows.length - ROWS_SHOWN}行（ファイルには全てあります）`, `and ${rows.length - ROWS_SHOWN} more rows (all are in the file)`)}</p>}
    </>
  )
}

type Content = Book | Letter | Grid | string

async function read(paper: Paper): Promise<Content> {
  if (/\.csv$/.test(paper.name)) return parse(decode(paper.data))
  if (/\.xlsx$/.test(paper.name)) return readBook(paper.data)
  if (/\.docx$/.test(paper.name)) return readLetter(paper.data)
  return new TextDecoder().decode(paper.data)
}

export function Preview(props: { paper: Paper; onClose: () => void }) {
  const say = useSay()
  const box = useRef<HTMLDialogElement>(null)
  const [content, setContent] = useState<Content>()
  const [fault, setFault] = useState('')
  const { paper } = props
  const sheets = /\.xlsx$/.test(paper.name)
  useEffect(() => {
    box.current?.showModal()
    read(paper).then(setContent, e => setFault(String(e)))
  }, [paper])
  return (
    <dialog ref={box} aria-label={paper.name} onClose={props.onClose}>
      <header>
        <h2>{paper.reader ? say(`${paper.reader}に見えるもの`, `What ${paper.reader} will see`) : paper.name}</h2>
        <p class="buttons">
          <button class="main" onClick={() => download(paper.name, paper.data)}>{say('このファイルを保存', 'Save this file')}</button>
          <button onClick={() => box.current?.close()}>{say('閉じる', 'Close')}</button>
        </p>
      </header>
      <p>
        {paper.reader
          ? say(`これは ${paper.name} の中身そのものです。${sheets ? '全てのシートを見てから' : '終わりまで読んでから'}渡してください。`, `This is ${paper.name} itself. ${sheets ? 'Look at every sheet' : 'Read it to the end'} before you hand it over.`)
          : say('社内用です。社外に渡さないでください。', 'For yourself: do not hand it out.')}
      </p>
      <Said text={props.paper.note ?? ''} />
      <Said text={fault} error />
      {typeof content === 'string' && <Said text={content} />}
      {Array.isArray(content) && <GridView grid={content} name={paper.name} />}
      {typeof content === 'object' && !Array.isArray(content) && (content.kind === 'book' ? <BookView book={content} /> : <LetterView letter={content} />)}
      {typeof content === 'object' && !Array.isArray(content) && <Properties rows={content.properties} />}
    </dialog>
  )
}
