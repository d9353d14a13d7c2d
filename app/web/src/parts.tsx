// SPDX-License-Identifier: GPL-3.0-or-later
/** Small parts that all doors share: fields, files in and out, what the program said, charts with their tables. */
import * as Plot from '@observablehq/plot'
import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { Files } from './engine'
import { useSay } from './words'

export function Field(props: { label: string; hint?: string; children: (id: string) => ComponentChildren }) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {props.children(id)}
      {props.hint && <small>{props.hint}</small>}
    </div>
  )
}

/** A whole number; full-width digits and commas are taken as they are typed in Japan. Empty is null. */
export function NumberInput(props: { id: string; value: number | null; onChange: (value: number | null) => void }) {
  const [typed, setTyped] = useState(props.value === null ? '' : String(props.value))
  const text = typed.normalize('NFKC').replace(/[,\s円]/g, '')
  const bad = text !== '' && !/^\d+$/.test(text)
  return (
    <input
      id={props.id}
      inputMode="numeric"
      aria-invalid={bad}
      value={typed}
      onInput={e => {
        const next = e.currentTarget.value
        const digits = next.normalize('NFKC').replace(/[,\s円]/g, '')
        setTyped(next)
        props.onChange(/^\d+$/.test(digits) ? Number(digits) : null)
      }}
    />
  )
}

export function download(name: string, data: Uint8Array): void {
  const url = URL.createObjectURL(new Blob([data as BlobPart]))
  const a = document.createElement('a')
  a.href = url
  a.download = name
  a.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** A place to drop files on, and a button that does the same. */
export function Drop(props: { label: string; accept: string; multiple?: boolean; onFiles: (files: Files) => void }) {
  const say = useSay()
  const id = useId()
  const take = async (list: FileList | null | undefined): Promise<void> => {
    const files: Files = {}
    for (const file of list ?? []) files[file.name] = new Uint8Array(await file.arrayBuffer())
    if (Object.keys(files).length) props.onFiles(files)
  }
  return (
    <div class="drop" onDragOver={e => e.preventDefault()} onDrop={e => (e.preventDefault(), void take(e.dataTransfer?.files))}>
      <label for={id}>{props.label}</label>
      <input id={id} type="file" accept={props.accept} multiple={props.multiple} onChange={e => void take(e.currentTarget.files)} />
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

/** A chart drawn by the library, read by a screen reader through the table beside it. */
export function Chart(props: { label: string; options: Plot.PlotOptions }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const drawn = Plot.plot({ style: { fontSize: '12px', background: 'transparent' }, ...props.options })
    drawn.setAttribute('aria-hidden', 'true')
    drawn.querySelector('style')?.remove() // the page's policy takes no style but its own sheet
    place.current?.replaceChildren(drawn)
    return () => drawn.remove()
  }, [props.options])
  return <div class="chart" role="img" aria-label={props.label} ref={place} />
}
