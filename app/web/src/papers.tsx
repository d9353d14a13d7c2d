// SPDX-License-Identifier: GPL-3.0-or-later
/** Papers that a command writes: looked at first, then saved; the command stands beside each. */
import { useState } from 'preact/hooks'
import type { Files } from './engine'
import { download } from './files'
import { Button, Said } from './parts'
import { type Paper, Preview } from './preview'
import { CommandLine, useCommand, useWork } from './program'
import { useSay } from './words'
import { zip } from './zip'

export interface PaperRow {
  label: string
  /** Command without -o and the file. */
  args: string[]
  file: string
  reader: string
  /** No paper to look at: a file for the program, or a folder. */
  plain?: boolean
  /** The command writes a folder of this name, by an option of its own or by -o; it is saved as one archive. */
  folder?: string
  /** The option that names the file, where it is not -o. */
  option?: string
  /** -o of a command that writes a folder by an option of its own. */
  beside?: string
}

/** A name that a person gave, as a part of a file name on any system. */
export const inFileName = (name: string): string => name.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_').replace(/^[.\s-]+|[.\s]+$/g, '').slice(0, 40) || '_'

const paperArgs = (row: PaperRow): string[] => [...row.args, row.option ?? '-o', row.beside ?? row.folder ?? row.file]

/** What a command wrote, or what it printed when it writes to standard output. */
export function usePaper(files: () => Files) {
  const command = useCommand()
  return async (row: PaperRow): Promise<Paper> => {
    // A command that writes into a folder by -o wants it to be there.
    const place = row.folder && !row.beside ? { [`${row.folder}/.keep`]: new Uint8Array() } : {}
    const done = await command(paperArgs(row), { ...files(), ...place })
    if (row.folder) return { name: row.file, data: zip(Object.fromEntries(Object.entries(done.files).filter(([name]) => name.startsWith(row.folder + '/')))), reader: row.reader, note: done.err }
    return { name: row.file, data: done.files[row.file] ?? new TextEncoder().encode(done.out), reader: row.reader, note: done.err }
  }
}

export function Papers(props: { rows: PaperRow[]; files: () => Files }) {
  const say = useSay()
  const make = usePaper(props.files)
  const { busy, fault, work } = useWork()
  const [shown, setShown] = useState<Paper>()
  const [note, setNote] = useState('')
  const save = async (row: PaperRow): Promise<void> => {
    const paper = await make(row)
    download(row.file, paper.data)
    setNote(paper.note ?? '')
  }
  return (
    <>
      <Said text={fault} error />
      <Said text={note} />
      <ul class="papers">
        {props.rows.map(row => (
          <li key={row.file}>
            <span class="label">{row.label}</span>
            <span class="buttons">
              {!row.plain && <Button class="main" unavailable={busy} aria-label={`${say('見る', 'Look')}: ${row.label}`} onClick={() => void work(async () => setShown(await make(row)))}>{say('見る', 'Look')}</Button>}
              <Button unavailable={busy} aria-label={`${say('保存', 'Save')}: ${row.label}`} onClick={() => void work(() => save(row))}>{say('保存', 'Save')}</Button>
            </span>
          </li>
        ))}
      </ul>
      <CommandLine args={props.rows.map(paperArgs)} />
      {shown && <Preview paper={shown} onClose={() => setShown(undefined)} />}
    </>
  )
}
