// SPDX-License-Identifier: GPL-3.0-or-later
/** Small parts that all doors share: fields, places to drop files, what the program said, tables. */
import type { ComponentChildren } from 'preact'
import { useEffect, useId, useState } from 'preact/hooks'
import { fromDrop, fromList, type Opened, pick, writesThrough } from './files'
import { useSay } from './words'

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

/** Text as it is typed in Japan, to ASCII digits: full width, commas, 円. */
export function digits(typed: string): string {
  return typed.normalize('NFKC').replace(/[,\s円]/g, '')
}

/** A number kept as its text while it is typed. Empty is null; what is no number is marked and not taken. */
export function NumberInput(props: { id: string; value: number | null; describedBy?: string; decimals?: boolean; onChange: (value: number | null) => void }) {
  const [typed, setTyped] = useState(props.value === null ? '' : String(props.value))
  const pattern = props.decimals ? /^\d+(\.\d+)?$/ : /^\d{1,15}$/
  const bad = digits(typed) !== '' && !pattern.test(digits(typed))
  // A value from elsewhere (undo, another file) replaces what stands here.
  useEffect(() => {
    if ((digits(typed) === '' ? null : Number(digits(typed))) !== props.value && !bad) setTyped(props.value === null ? '' : String(props.value))
  }, [props.value])
  return (
    <input
      id={props.id}
      inputMode={props.decimals ? 'decimal' : 'numeric'}
      aria-invalid={bad}
      aria-describedby={props.describedBy}
      value={typed}
      onInput={e => {
        const next = e.currentTarget.value
        setTyped(next)
        const text = digits(next)
        if (text === '') props.onChange(null)
        else if (pattern.test(text)) props.onChange(Number(text))
      }}
    />
  )
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

/** A place to drop files on, and a button that does the same. */
export function Drop(props: { label: string; hint?: string; accept: string; multiple?: boolean; onFiles: (files: Opened[]) => void }) {
  const say = useSay()
  const id = useId()
  const [over, setOver] = useState(false)
  const give = (files: Opened[]): void => {
    if (files.length) props.onFiles(files)
  }
  const choose = async (e: MouseEvent): Promise<void> => {
    if (!writesThrough()) return
    e.preventDefault()
    give((await pick()) ?? [])
  }
  return (
    <div
      class={over ? 'drop over' : 'drop'}
      onDragOver={e => (e.preventDefault(), setOver(true))}
      onDragLeave={() => setOver(false)}
      onDrop={e => (e.preventDefault(), setOver(false), void fromDrop(e.dataTransfer).then(give))}
    >
      <label for={id}>{props.label}</label>
      <input
        id={id} type="file" accept={props.accept} multiple={props.multiple} onClick={e => void choose(e)}
        onChange={e => {
          const input = e.currentTarget
          void fromList(input.files).then(files => {
            input.value = '' // the same file can be chosen again
            give(files)
          })
        }}
      />
      {props.hint && <small>{props.hint}</small>}
      <small>{say('ファイルはこのパソコンから出ません。このページは通信ができないように作られています。', 'Files do not leave this computer: this page is made so that it cannot connect to anything.')}</small>
    </div>
  )
}

/** What the program said, as it said it. */
export function Said(props: { text: string; error?: boolean }) {
  if (!props.text.trim()) return null
  return (
    <pre class={props.error ? 'said error' : 'said'} role={props.error ? 'alert' : undefined} tabIndex={0}>
      {props.text.trim()}
    </pre>
  )
}

export interface Table {
  caption: string
  heads: string[]
  /** The first cell names the row. */
  rows: (string | number)[][]
}

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
              {row.map((cell, k) => (k === 0 ? <th scope="row">{cell}</th> : <td>{cell}</td>))}
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
