// SPDX-License-Identifier: GPL-3.0-or-later
/** The buyer's door: a list in, its faults corrected in place, the budget slid along its curve, workbook and lists out. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { Budget } from './buyer/budget'
import { ListView } from './buyer/list'
import { newest } from './client'
import type { Files } from './engine'
import { decode, type Grid, parse, print } from './csv'
import { download, type Opened } from './files'
import { gridOf, readBook } from './office'
import { Drop, Field, NumberInput, Said, Select, Steps, TextInput } from './parts'
import { type Paper, Preview } from './preview'
import { Papers, type PaperRow } from './papers'
import { CommandLine, type Command, Refused, StopButton, useCommand, useWork } from './program'
import type { Portfolio } from './results'
import { useLang, useSay } from './words'

const RESULT = 'result.hsr'
/** A list of at least so many suppliers is computed by two workers, each its half (--shard), and put together (--merge). */
const TWO_WORKERS = 300
/** Beyond this the single suppliers are not listed on the screen; they are in the workbook and the CSV. */
const LISTED = 3000

export interface Settings {
  name: string
  asOf: string
  level: '' | '3' | '4'
  years: number
  carryOver: boolean
  capital: number | null
  employees: number | null
}

interface List {
  name: string
  data: Uint8Array
  grid?: Grid
}

function listArgs(s: Settings): string[] {
  return ['--as-of', s.asOf, '--years', String(s.years), ...(s.level ? ['--level', s.level] : []), ...(s.name ? ['--buyer', s.name] : [])]
}

export function choiceArgs(s: Settings, budget: number | null): string[] {
  return [
    ...(budget === null ? [] : ['--budget', String(budget)]), ...(s.carryOver ? ['--carry-over'] : []),
    ...(s.capital === null ? [] : ['--buyer-capital', String(s.capital)]), ...(s.employees === null ? [] : ['--buyer-employees', String(s.employees)]),
  ]
}

/** The list computed once into a result file; budgets are then tried from that file without computing again. */
async function compute(command: Command, list: List, s: Settings): Promise<Uint8Array> {
  const files = { [list.name]: list.data }
  const args = ['portfolio', list.name, ...listArgs(s)]
  if ((list.grid?.length ?? 0) < TWO_WORKERS) return (await command([...args, '-o', RESULT], files)).files[RESULT]
  const halves = await Promise.all([1, 2].map(i => command([...args, '--shard', `${i}/2`, '-o', `${i}.hsr`], files)))
  const parts = Object.fromEntries(halves.map((h, i) => [`${i + 1}.hsr`, h.files[`${i + 1}.hsr`]]))
  return (await command(['portfolio', '--merge', '1.hsr', '2.hsr', '--as-of', s.asOf, '-o', RESULT], parts)).files[RESULT]
}

const today = (): string => new Date().toLocaleDateString('sv-SE')

export function BuyerDoor(props: { onUnsaved: (unsaved: boolean) => void }) {
  const say = useSay()
  const lang = useLang()
  const command = useCommand()
  const { work, fault, busy } = useWork()
  const [step, setStep] = useState<'list' | 'budget' | 'papers' | 'surveys'>('list')
  const [settings, setSettings] = useState<Settings>({ name: '', asOf: today(), level: '', years: 3, carryOver: false, capital: null, employees: null })
  const [list, setList] = useState<List>()
  const [edited, setEdited] = useState<Grid>()
  const [result, setResult] = useState<Uint8Array>()
  const [found, setFound] = useState<Portfolio>()
  const [budget, setBudget] = useState<number | null>(null)
  const [received, setReceived] = useState<Paper>()
  const put = (change: Partial<Settings>): void => setSettings({ ...settings, ...change })
  useEffect(() => props.onUnsaved(edited !== undefined), [edited])

  const given = (): Files => ({ [RESULT]: result! })
  const mergeArgs = (amount: number | null): string[] => ['portfolio', '--merge', RESULT, '--as-of', settings.asOf, ...(settings.name ? ['--buyer', settings.name] : []), ...choiceArgs(settings, amount)]
  const totals = (rows: number): string[] => (rows > LISTED ? ['--totals'] : [])

  const run = (from: List): Promise<void> =>
    work(async () => {
      const made = await compute(command, from, settings)
      const args = ['portfolio', '--merge', RESULT, '--as-of', settings.asOf, ...(settings.name ? ['--buyer', settings.name] : []), ...choiceArgs(settings, budget), ...totals(from.grid?.length ?? 0), '--json']
      const shown = JSON.parse((await command(args, { [RESULT]: made })).out) as Portfolio
      setResult(made)
      setFound(shown)
      setList(from)
    })
  const open = (files: Opened[]): Promise<void> =>
    work(async () => {
      const [file] = files.filter(f => f.role === 'table' || f.role === 'result')
      if (!file || files.length > 1) throw new Refused(say('一覧のファイル（.csv か .xlsx）を一つ選んでください。', 'Choose one list (.csv or .xlsx).'))
      if (file.role === 'result') throw new Refused(say('結果ファイルではなく、一覧を選んでください。', 'Choose the list, not a result file.'))
      setEdited(undefined)
      // The cells of a workbook are read when they are first needed.
      const grid = /\.xlsx$/i.test(file.name) ? undefined : parse(decode(file.saved))
      await run({ name: file.name, data: file.saved, grid })
    })
  /* Of the sheet that the program read. */
  const cells = async (): Promise<Grid> => {
    if (edited) return edited
    if (list!.grid) return list!.grid
    const book = await readBook(list!.data)
    return gridOf(book.sheets.find(s => s.name === found!.rows.sheet) ?? book.sheets[0])
  }
  const correct = (next: Grid): Promise<void> => {
    setEdited(next)
    const name = list!.name.replace(/(_corrected)?\.\w+$/, '_corrected.csv')
    return run({ name, data: print(next), grid: next })
  }
  const latest = useRef({ mergeArgs, given, command })
  latest.current = { mergeArgs, given, command }
  const slide = useMemo(
    () => newest((amount: number) => work(async () => {
      const { mergeArgs: args, given: files, command: go } = latest.current
      setFound(JSON.parse((await go([...args(amount), '--json'], files())).out) as Portfolio)
    })),
    [],
  )
  const choose = (amount: number): void => {
    setBudget(amount)
    slide(amount)
  }
  const survey = (level: 3 | 4): PaperRow => ({
    label: say(`★${level} の調査票（取引先に送る）`, `Survey for ★${level}, to send to suppliers`), args: ['questionnaire', '--edition', 'survey', '--level', String(level), '--lang', lang], file: say(`調査票_星${level}.xlsx`, `survey_star${level}.xlsx`), reader: say('取引先', 'the supplier'),
  })
  const template = (level: 0 | 3 | 4): Promise<void> =>
    work(async () => {
      const name = say('一覧のひな形.csv', 'list_template.csv')
      const done = await command(['portfolio', '--template', name, ...(level ? ['--level', String(level)] : []), '--lang', lang])
      download(name, done.files[name])
    })
  const papers: PaperRow[] = [
    { label: say('予算の資料（Excel）', 'Budget workbook'), args: [...mergeArgs(budget), '--lang', lang], file: say('予算.xlsx', 'budget.xlsx'), reader: '' },
    { label: say('取引先ごとの結果（CSV）', 'A row per supplier (CSV)'), args: [...mergeArgs(budget), '--lang', lang], file: say('取引先ごと.csv', 'suppliers_result.csv'), reader: '' },
  ]
  const steps: ['list' | 'budget' | 'papers' | 'surveys', string][] = [['list', say('1 一覧', '1 List')], ['budget', say('2 予算', '2 Budget')], ['papers', say('3 資料', '3 Papers')], ['surveys', say('調査票と回答', 'Surveys and answers')]]
  return (
    <section class="door">
      <h2>{say('発注側：取引先の対策費を予算にする', 'Buyer: budget the upgrade of your suppliers')}</h2>
      <Drop label={say('取引先の一覧（.csv .xlsx）を開く', 'Open the list of suppliers (.csv, .xlsx)')} hint={say('1行に1社。会社名か取引先コード、★か三つの質問、人数かパソコン台数があれば計算できます。', 'A row per supplier: name or id, level or the three questions, people or PCs.')} accept=".csv,.xlsx,.tsv,.txt" onFiles={f => void open(f)} />
      <p class="buttons">
        <button onClick={() => void template(0)}>{say('一覧のひな形（CSV）', 'Empty list (CSV)')}</button>
        <button onClick={() => void template(4)}>{say('評価基準ごとの列があるひな形', 'Empty list with a column per criterion')}</button>
      </p>
      <div class="row">
        <Field label={say('自社の名前', 'Your company')}>{id => <TextInput id={id} value={settings.name} onChange={name => put({ name })} />}</Field>
        <Field label={say('基準日', 'As of')}>{id => <TextInput id={id} type="date" value={settings.asOf} onChange={asOf => put({ asOf })} />}</Field>
        <Field label={say('計画の年数', 'Years planned')}>{id => <NumberInput id={id} value={settings.years} onChange={v => put({ years: v ?? 3 })} />}</Field>
        <Field label={say('★の書かれていない行', 'Rows without a star')}>
          {id => <Select id={id} value={settings.level} choices={[['', say('除いて知らせる', 'left out and told')], ['3', '★3'], ['4', '★4']] as [Settings['level'], string][]} onChange={level => put({ level })} />}
        </Field>
        <Field label={say('自社の資本金（円）', 'Your capital, yen')} hint={say('取適法の対象かの目安に使います', 'for an indication whether the 取適法 covers orders')}>{(id, hint) => <NumberInput id={id} describedBy={hint} value={settings.capital} onChange={capital => put({ capital })} />}</Field>
        <Field label={say('自社の従業員数', 'Your regular employees')}>{id => <NumberInput id={id} value={settings.employees} onChange={employees => put({ employees })} />}</Field>
      </div>
      <p class="buttons">
        <button class="main" disabled={!list || busy} onClick={() => void run(edited ? { ...list!, data: print(edited), grid: edited } : list!)}>{say('計算し直す', 'Compute again')}</button>
        <StopButton busy={busy} />
      </p>
      <Said text={fault} error />
      <Steps label={say('手順', 'Steps')} steps={steps} at={step} blocked={found ? [] : ['budget', 'papers']} onChange={setStep} />
      {step === 'list' && found && list && (
        <>
          <ListView found={found} cells={cells} edited={edited} onCorrect={g => void correct(g)} onSave={() => (download(list.name, list.data), setEdited(undefined))} busy={busy} />
          <CommandLine args={[['portfolio', list.name, ...listArgs(settings), '-o', RESULT], [...mergeArgs(budget), '--json']]} />
        </>
      )}
      {step === 'budget' && found && <Budget found={found} budget={budget} carryOver={settings.carryOver} onBudget={choose} onCarryOver={carryOver => put({ carryOver })} args={[...mergeArgs(budget), '--json']} />}
      {step === 'papers' && found && result && <Papers rows={papers} files={given} />}
      {step === 'surveys' && (
        <>
          <Papers rows={[survey(3), survey(4)]} files={() => ({})} />
          <Answers />
          <Drop label={say('取引先から受け取った費用の資料（.xlsx）を見る', 'Look at a workbook that a supplier sent (.xlsx)')} accept=".xlsx,.docx" onFiles={f => setReceived({ name: f[0].name, data: f[0].saved, reader: say('受け取った側', 'the reader') })} />
          {received && <Preview paper={received} onClose={() => setReceived(undefined)} />}
        </>
      )}
    </section>
  )
}

/** A filled survey read: what it holds, what contradicts itself, what to ask next. */
function Answers() {
  const say = useSay()
  const lang = useLang()
  const command = useCommand()
  const { work, fault } = useWork()
  const [said, setSaid] = useState<{ name: string; text: string }[]>([])
  const read = (files: Opened[]): Promise<void> =>
    work(async () => {
      for (const f of files) {
        const done = await command(['import', f.name, '--lang', lang], { [f.name]: f.saved })
        setSaid(old => [...old.filter(x => x.name !== f.name), { name: f.name, text: done.out }])
      }
    })
  return (
    <>
      <Drop label={say('記入された調査票（.xlsx .csv）を読む', 'Read filled surveys (.xlsx, .csv)')} accept=".xlsx,.csv,.json" multiple onFiles={f => void read(f)} />
      <Said text={fault} error />
      {said.map(s => (
        <details key={s.name} open>
          <summary>{s.name}</summary>
          <Said text={s.text} />
          <CommandLine args={[['import', s.name]]} />
        </details>
      ))}
    </>
  )
}
