// SPDX-License-Identifier: GPL-3.0-or-later
/** The buyer's door: the list of suppliers in, what was read and what was not, a budget, the workbook out. */
import { useContext, useState } from 'preact/hooks'
import type { Engine } from './client'
import type { Files } from './engine'
import { download, Drop, Field, NumberInput, Said } from './parts'
import { LangContext, useSay } from './words'

export function BuyerDoor(props: { engine: Engine; report: (text: string) => void }) {
  const say = useSay()
  const lang = useContext(LangContext)
  const [files, setFiles] = useState<Files>({})
  const [name, setName] = useState('')
  const [budget, setBudget] = useState<number | null>(null)
  const [text, setText] = useState('')
  const [fault, setFault] = useState('')
  const [busy, setBusy] = useState(false)
  const list = Object.keys(files)[0]

  const run = async (more: string[], out?: string, from: Files = files): Promise<void> => {
    setBusy(true)
    setFault('')
    const args = ['portfolio', Object.keys(from)[0], ...(name ? ['--buyer', name] : []), ...(budget ? ['--budget', String(budget)] : []), ...more, '--lang', lang]
    try {
      const done = await props.engine.run(args, from, lang, props.report)
      if (done.exit) setFault(done.err)
      else if (!out) setText(done.out + '\n' + done.err)
      if (out && done.files[out]) download(out, done.files[out])
    } catch (e) {
      setFault((e as Error).message)
    }
    setBusy(false)
    props.report('')
  }
  const take = (given: Files): void => {
    setFiles(given)
    void run([], undefined, given)
  }
  return (
    <section>
      <h2>{say('発注側：仕入先の対策費を予算にする', 'Buyer: budget the upgrade of your suppliers')}</h2>
      <Drop label={say('仕入先の一覧（.csv .xlsx）を開く', 'Open the list of suppliers (.csv, .xlsx)')} accept=".csv,.xlsx" onFiles={take} />
      <div class="row">
        <Field label={say('自社の名前', 'Your company')}>{id => <input id={id} value={name} onInput={e => setName(e.currentTarget.value)} />}</Field>
        <Field label={say('年間の予算（円）', 'Budget a year, yen')}>{id => <NumberInput id={id} value={budget} onChange={setBudget} />}</Field>
      </div>
      <p class="buttons">
        <button class="main" disabled={!list || busy} onClick={() => void run([])}>{say('計算する', 'Compute')}</button>
        <button disabled={!list || busy} onClick={() => void run(['-o', '予算.xlsx'], '予算.xlsx')}>{say('予算の Excel', 'Budget workbook')}</button>
        <button disabled={!busy} onClick={() => props.engine.stop()}>{say('やめる', 'Stop')}</button>
      </p>
      <Said text={fault} error />
      <Said text={text} />
    </section>
  )
}
