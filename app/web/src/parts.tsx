// SPDX-License-Identifier: GPL-3.0-or-later
/** Small parts that all doors share: fields, places to drop files, what the program said, tables. */
import type { ComponentChildren, JSX, TargetedMouseEvent, TargetedSubmitEvent } from 'preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { fromDrop, fromList, type Opened, pick, writesThrough } from './files'
import { type Lang, type Say, useLang, useSay, yen } from './words'
import { acceptOf, sorted, type Takes } from './wrong_file'

export function Field(props: { label: string; hint?: string; children: (id: string, describedBy?: string) => ComponentChildren }) {
  const id = useId()
  const hint = props.hint ? `${id}-hint` : undefined
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {props.children(id, hint)}
      {hint && <small id={hint}>{props.hint}</small>}
    </div>
  )
}

/**
 * A button. `unavailable` instead of `disabled`: what is disabled under one's finger takes the focus with it, and whoever
 * works by keyboard is back at the top of the page.
 */
export function Button(props: JSX.IntrinsicElements['button'] & { unavailable?: boolean; onClick?: (e: TargetedMouseEvent<HTMLButtonElement>) => void }) {
  const { unavailable = false, onClick, ...rest } = props
  return <button {...rest} aria-disabled={unavailable ? 'true' : undefined} onClick={e => (unavailable ? e.preventDefault() : onClick?.(e))} />
}

/** A form that does nothing while a field in it holds what cannot be read: that field is shown instead. */
export function Form(props: { class?: string; onDone: () => void; children: ComponentChildren }) {
  const submit = (e: TargetedSubmitEvent<HTMLFormElement>): void => {
    e.preventDefault()
    const bad = e.currentTarget.querySelector<HTMLElement>('[aria-invalid="true"]')
    if (bad) bad.focus()
    else props.onDone()
  }
  return <form class={props.class} noValidate onSubmit={submit}>{props.children}</form>
}

/** 億 and 万 as they are written in Japan, largest first; each may stand once. */
const MULTIPLES: [RegExp, number][] = [[/^(\d+(?:\.\d+)?)億/, 1e8], [/^(\d+(?:\.\d+)?)千万/, 1e7], [/^(\d+(?:\.\d+)?)百万/, 1e6], [/^(\d+(?:\.\d+)?)万/, 1e4], [/^(\d+(?:\.\d+)?)千/, 1e3], [/^(\d+)$/, 1]]

/** Text as it is typed in Japan, to ASCII digits: full width, commas, 円 or a counter behind it, 億・万・千. Anything else stays as it is. */
export function digits(typed: string): string {
  const text = typed.normalize('NFKC').replace(/[,\s]/g, '').replace(/[円人名台個年]$/, '')
  if (!/[億万千]/.test(text)) return text
  let rest = text
  let sum = 0
  for (const [multiple, worth] of MULTIPLES) {
    const found = multiple.exec(rest)
    if (!found) continue
    sum += Math.round(Number(found[1]) * worth)
    rest = rest.slice(found[0].length)
  }
  return rest ? text : String(sum)
}

/** A large amount in the words people check it by: 230000000 is 2億3,000万円. */
export function readBack(lang: Lang, amount: number): string {
  if (lang === 'en') return yen(lang, amount)
  const parts = [Math.floor(amount / 1e8), Math.floor((amount % 1e8) / 1e4), amount % 1e4].map((n, i) => (n ? n.toLocaleString('ja-JP') + ['億', '万', ''][i] : ''))
  return parts.join('') + '円'
}

/** From here on zeros are miscounted. */
const LARGE = 100_000

/** A number kept as its text while it is typed. Empty is null; what is no number is marked, told in words and not taken. */
export function NumberInput(props: { id: string; value: number | null; describedBy?: string; decimals?: boolean; money?: boolean; required?: boolean; onChange: (value: number | null) => void }) {
  const say = useSay()
  const lang = useLang()
  const [typed, setTyped] = useState(props.value === null ? '' : String(props.value))
  const pattern = props.decimals ? /^\d+(\.\d+)?$/ : /^\d{1,15}$/
  const text = digits(typed)
  const bad = text === '' ? props.required === true : !pattern.test(text)
  const why = `${props.id}-why`
  // A value from elsewhere (undo, another file) replaces what stands here.
  useEffect(() => {
    if ((text === '' ? null : Number(text)) !== props.value && !bad) setTyped(props.value === null ? '' : String(props.value))
  }, [props.value])
  const take = (next: string): void => {
    setTyped(next)
    const now = digits(next)
    if (now === '') props.onChange(null)
    else if (pattern.test(now)) props.onChange(Number(now))
  }
  return (
    <>
      <input
        id={props.id} inputMode={props.decimals ? 'decimal' : 'numeric'} aria-invalid={bad} aria-required={props.required}
        aria-describedby={[bad && why, props.describedBy].filter(Boolean).join(' ') || undefined} value={typed} onInput={e => take(e.currentTarget.value)}
      />
      {bad && <small id={why} class="bad">{text === '' ? say('数字を書いてください。', 'State a number.') : props.decimals ? say('数字で書いてください（例: 38.5）。まだ使っていません。', 'Digits only, such as 38.5: not taken yet.') : say('数字で書いてください（例: 45、5億1000万円）。まだ使っていません。', 'Digits only, such as 510000000: not taken yet.')}</small>}
      {props.money && !bad && props.value !== null && props.value >= LARGE && <small>= {readBack(lang, props.value)}</small>}
    </>
  )
}

/** A decimal that the case keeps as its text ("38.5"). */
export function DecimalInput(props: { id: string; value: string; describedBy?: string; onChange: (value: string) => void }) {
  return <NumberInput id={props.id} describedBy={props.describedBy} decimals value={props.value === '' ? null : Number(props.value)} onChange={v => props.onChange(v === null ? '' : String(v))} />
}

export function TextInput(props: { id: string; value: string; type?: 'text' | 'date' | 'month' | 'time'; describedBy?: string; long?: boolean; onChange: (value: string) => void }) {
  const { type = 'text' } = props
  const shared = { id: props.id, value: props.value, 'aria-describedby': props.describedBy }
  const tell = (e: { currentTarget: HTMLInputElement | HTMLTextAreaElement }): void => props.onChange(e.currentTarget.value)
  if (props.long) return <textarea {...shared} rows={3} onInput={tell} />
  return type === 'text' ? <input {...shared} onInput={tell} /> : <input {...shared} type={type} onInput={tell} />
}

export function Select<T extends string | number>(props: { id: string; value: T; choices: [T, string][]; onChange: (value: T) => void; label?: string; describedBy?: string }) {
  return (
    <select id={props.id} aria-label={props.label} aria-describedby={props.describedBy} value={String(props.value)} onChange={e => props.onChange(props.choices[e.currentTarget.selectedIndex][0])}>
      {props.choices.map(([value, word]) => (
        <option key={value} value={String(value)}>
          {word}
        </option>
      ))}
    </select>
  )
}

/** A slider with its value in words beside it. */
export function Slider(props: { label: string; value: number; min: number; max: number; step: number; text: string; hint?: string; onInput: (value: number) => void; onDone?: () => void }) {
  return (
    <Field label={props.label} hint={props.hint}>
      {(id, describedBy) => (
        <span class="slider">
          <input
            id={id} type="range" min={props.min} max={props.max} step={props.step} value={props.value} aria-valuetext={props.text} aria-describedby={describedBy}
            onInput={e => props.onInput(Number(e.currentTarget.value))} onChange={() => props.onDone?.()}
          />
          <span class="value" aria-hidden="true">{props.text}</span>
        </span>
      )}
    </Field>
  )
}

/** A place to drop files on, and a button that does the same. It gives what it takes; of anything else it says where it belongs. */
export function Drop(props: { label: string; hint?: string; takes?: Takes; onFiles: (files: Opened[]) => void }) {
  const say = useSay()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const multiple = !props.takes || Object.values(props.takes).reduce((sum, n) => sum + n, 0) > 1
  const [over, setOver] = useState(false)
  const [fault, setFault] = useState('')
  const give = (files: Promise<Opened[]>): Promise<void> => {
    setFault('')
    const take = (all: Opened[]): void => {
      const found = sorted(all, props.takes, say)
      if ('fault' in found) setFault(found.fault)
      else if (all.length) props.onFiles(found.files)
    }
    return files.then(take, () => setFault(say('読めませんでした。フォルダーは置けません。ファイルを選び、ほかのソフトで開いていれば閉じてから、もう一度置いてください。', 'It could not be read. Folders cannot be dropped: choose files, close them elsewhere, and try again.')))
  }
  const choose = (): void => {
    if (writesThrough()) void give(pick(multiple))
    else input.current!.click()
  }
  return (
    <div
      class={over ? 'drop over' : 'drop'}
      onDragOver={e => (e.preventDefault(), setOver(true))}
      onDragLeave={() => setOver(false)}
      onDrop={e => (e.preventDefault(), setOver(false), void give(fromDrop(e.dataTransfer)))}
    >
      <label id={`${id}-label`} for={id}>{props.label}</label>
      <input
        ref={input} id={id} class="away" type="file" accept={acceptOf(props.takes)} multiple={multiple}
        onClick={e => writesThrough() && (e.preventDefault(), choose())}
        onChange={e => {
          const from = e.currentTarget
          void give(fromList(from.files)).then(() => (from.value = '')) // the same file can be chosen again
        }}
      />
      <p class="buttons">
        <button type="button" id={`${id}-choose`} aria-labelledby={`${id}-choose ${id}-label`} onClick={choose}>{say('ファイルを選ぶ', 'Choose a file')}</button>
        <small>{say('ここに置いても開けます。', 'Or drop it here.')}</small>
      </p>
      {fault && <p class="warn lines" role="alert">{fault}</p>}
      {props.hint && <small>{props.hint}</small>}
      <small>{say('ファイルはこのパソコンから出ません。このページは通信ができないように作られています。', 'Files do not leave this computer: this page is made so that it cannot connect to anything.')}</small>
    </div>
  )
}

/** Told as long as an example of the program stands on the screen, so that nobody takes its figures for their own. */
export function ExampleNote(props: { onClose: () => void }) {
  const say = useSay()
  return (
    <p class="warn">
      {say('例を開いています。会社、取引先、金額は全て架空です。', 'This is an example: its firms and amounts are invented.')}{' '}
      <button onClick={props.onClose}>{say('例を閉じて、自社のことを始める', 'Close it and begin with your own')}</button>
    </p>
  )
}

/** What the program said, as it said it. */
export function Said(props: { text: string; error?: boolean }) {
  const say = useSay()
  if (!props.text.trim()) return null
  const hint = props.error ? placeHint(props.text, say) : ''
  return (
    <pre class={props.error ? 'said error' : 'said'} role={props.error ? 'alert' : undefined} tabIndex={0}>
      {props.text.trim()}
      {hint && <strong>{`\n\n${hint}`}</strong>}
    </pre>
  )
}

/** What the program says names options of the command; here stands where the page has them. */
const PLACES: [option: RegExp, ja: string, en: string][] = [
  [/--(unit|map|ignore|sheet|sum-duplicates)\b/, '「一覧の読み方を決める」の欄に書いて「計算し直す」を押します', 'write it under "Settle how the list is read" and press "Compute again"'],
  [/--level\b/, '「★の書かれていない行」で選びます', 'choose it under "Rows without a star"'],
  [/--db\b/, '協議の記録として保存したファイル（.db）を選びます', 'choose the file that was saved as the record (.db)'],
  [/-o X\.hsr/, '「3 資料」の「この結果」で保存したファイルを選びます', 'choose the file that was saved as "This result" under "3 Papers"'],
  [/HW-601/, '取引先の一覧は「発注側」の「取引先の一覧を開く」に置きます。質問票・調査票なら、番号と回答の列の見出しがあるものを選びます', 'a list of suppliers goes to "Buyer", "Open the list of suppliers"; a questionnaire needs the headings of its columns of numbers and answers'],
  [/HW-640/, '一覧のひな形は「一覧のひな形（Excel）」で保存できます。記入された質問票・調査票は「受注側」の「ファイルを開く」か「調査票と回答」に、届いた費用の資料は「届いた資料（.xlsx）を見る」に置きます', 'an empty list is saved by "Empty list (Excel)"; filled questionnaires and surveys go to "Supplier" or to "Surveys and answers", workbooks on cost to "Look at a workbook received"'],
  [/HW-653/, '前回の一覧をこのページで計算し直し、「3 資料」の「この結果」を保存してから、今年の一覧と一緒に選びます', 'compute the earlier list again on this page, save "This result" under "3 Papers", and choose that together with this year’s list'],
  [/HW-106/, 'Excel で開けるか確かめ、開けるなら「名前を付けて保存」で .xlsx にしてから選びます', 'see whether Excel opens it, and if so save it there as .xlsx first'],
  [/--corrections\b/, '下の「正しい値」の欄に書くか、埋めた訂正表を一覧と一緒に選びます', 'write it under "Correct value", or choose the filled list together with the list'],
]

/** Where on the page that is which the program asks for by an option of the command; '' when it names none. */
export function placeHint(text: string, say: Say): string {
  const places = PLACES.filter(([option]) => option.test(text)).map(([, ja, en]) => say(ja, en))
  return places.length ? say(`このページでは: ${places.join('。')}。`, `On this page: ${places.join('; ')}.`) : ''
}

export interface Table {
  caption: string
  heads: string[]
  /** The first cell names the row. */
  rows: (string | number)[][]
}

/** A figure with its unit stays on one line; texts may break. */
const isFigure = (cell: string | number): boolean => typeof cell === 'number' || /^[+-]?[\d,.]+ ?(円|yen|%)?$/.test(cell)

export function DataTable(props: Table) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={props.caption}>
      <table>
        <caption>{props.caption}</caption>
        <thead>
          <tr>
            {props.heads.map(h => (
              <th scope="col" key={h}>
                {h}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row, i) => (
            <tr key={i}>
              {row.map((cell, k) => (k === 0 ? <th scope="row">{cell}</th> : <td class={isFigure(cell) ? 'figure' : undefined}>{cell}</td>))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Sections of a door, one shown at a time. */
export function Steps<T extends string>(props: { label: string; steps: [T, string][]; at: T; blocked?: T[]; onChange: (step: T) => void }) {
  return (
    <nav class="steps" aria-label={props.label}>
      <ol>
        {props.steps.map(([id, word]) => (
          <li key={id}>
            <button aria-current={props.at === id ? 'step' : undefined} disabled={props.blocked?.includes(id)} onClick={() => props.onChange(id)}>
              {word}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}
