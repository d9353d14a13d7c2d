// SPDX-License-Identifier: GPL-3.0-or-later
/** The adviser's door: case and store in, entries recorded, checks and dossier out. */
import { useContext, useState } from 'preact/hooks'
import { type Case, parse } from './case'
import type { Engine } from './client'
import type { Files } from './engine'
import { download, Drop, Field, Said } from './parts'
import { LangContext, useSay } from './words'

const CASE = 'case.json'
const STORE = 'record.db'
const KINDS = [
  ['request', '要請・申入れ', 'request'],
  ['reply', '回答', 'reply'],
  ['refusal', '拒否', 'refusal'],
  ['postponement', '先送り', 'postponement'],
  ['meeting', '協議', 'meeting'],
  ['minutes', '議事録', 'minutes'],
  ['price_change', '価格の決定', 'price change'],
  ['payment', '支払', 'payment'],
  ['note', 'メモ', 'note'],
] as const

export function Adviser(props: { engine: Engine; onUnsaved: (unsaved: boolean) => void; report: (text: string) => void }) {
  const say = useSay()
  const lang = useContext(LangContext)
  const [files, setFiles] = useState<Files>({})
  const [entry, setEntry] = useState({ kind: 'request', date: '', party: '', words: '' })
  const [text, setText] = useState('')
  const [fault, setFault] = useState('')
  const [busy, setBusy] = useState(false)
  const kase: Case | undefined = files[CASE] && parse(files[CASE])
  const buyers = kase?.buyers ?? []

  const run = async (args: string[], given: Files = files): Promise<Files> => {
    setBusy(true)
    setFault('')
    try {
      const done = await props.engine.run(args, given, lang, props.report)
      if (done.exit) setFault(done.err)
      else setText(done.out)
      if (done.files[STORE]) {
        setFiles({ ...given, [STORE]: done.files[STORE] })
        props.onUnsaved(true)
      }
      return done.exit ? {} : done.files
    } catch (e) {
      setFault((e as Error).message)
      return {}
    } finally {
      setBusy(false)
      props.report('')
    }
  }
  /* Files have roles: one case, one store. */
  const take = (given: Files): void => {
    const next = { ...files }
    for (const [name, data] of Object.entries(given)) next[/\.db$/i.test(name) ? STORE : CASE] = data
    setFiles(next)
    if (next[CASE] && next[STORE]) void run(['log', CASE, 'list', '--db', STORE, '--lang', lang], next)
  }
  const record = async (): Promise<void> => {
    const made = await run(['log', CASE, 'add', '--kind', entry.kind, '--date', entry.date, '--party', entry.party || buyers[0]?.id, '--words', entry.words, '--db', STORE])
    if (made[STORE]) await run(['log', CASE, 'list', '--db', STORE, '--lang', lang], { ...files, [STORE]: made[STORE] })
  }
  const dossier = async (id: string): Promise<void> => {
    const name = `経過資料_${id}.xlsx`
    const made = await run(['dossier', CASE, '--buyer', id, '-o', name, '--lang', lang, ...(files[STORE] ? ['--db', STORE] : [])])
    if (made[name]) download(name, made[name])
  }
  return (
    <section>
      <h2>{say('助言者：経過を記録し、資料にまとめる', 'Adviser: keep the record, put it into a dossier')}</h2>
      <Drop label={say('ケース（.json）と記録（.db）を開く', 'Open the case (.json) and the record (.db)')} accept=".json,.db" multiple onFiles={take} />
      {kase && (
        <form onSubmit={e => (e.preventDefault(), void record())}>
          <h3>{say('記録を加える', 'Record an entry')}</h3>
          <div class="row">
            <Field label={say('日付', 'Date')}>{id => <input id={id} type="date" value={entry.date} onInput={e => setEntry({ ...entry, date: e.currentTarget.value })} />}</Field>
            <Field label={say('種類', 'Kind')}>
              {id => (
                <select id={id} value={entry.kind} onChange={e => setEntry({ ...entry, kind: e.currentTarget.value })}>
                  {KINDS.map(([value, ja, en]) => (
                    <option key={value} value={value}>
                      {say(ja, en)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <Field label={say('相手', 'With')}>
              {id => (
                <select id={id} value={entry.party || buyers[0]?.id} onChange={e => setEntry({ ...entry, party: e.currentTarget.value })}>
                  {buyers.map(b => (
                    <option key={b.id} value={b.id}>
                      {b.name ?? b.id}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <Field label={say('内容', 'What was said')}>{id => <input id={id} value={entry.words} onInput={e => setEntry({ ...entry, words: e.currentTarget.value })} />}</Field>
          </div>
          <p class="buttons">
            <button type="submit" class="main" disabled={busy || !entry.date || !entry.words}>{say('記録する', 'Record')}</button>
            <button type="button" disabled={!files[STORE]} onClick={() => (download(STORE, files[STORE]), props.onUnsaved(false))}>{say('記録を保存（.db）', 'Save the record (.db)')}</button>
            <button type="button" disabled={busy} onClick={() => void run(['check', CASE, '--lang', lang, ...(files[STORE] ? ['--db', STORE] : [])])}>{say('確認する点を見る', 'Points to confirm')}</button>
            {buyers.map(b => (
              <button type="button" key={b.id} disabled={busy} onClick={() => void dossier(b.id)}>
                {say(`${b.name ?? b.id}についての資料`, `Dossier about ${b.name ?? b.id}`)}
              </button>
            ))}
          </p>
        </form>
      )}
      <Said text={fault} error />
      <Said text={text} />
    </section>
  )
}
