// SPDX-License-Identifier: GPL-3.0-or-later
/** The buyer's door: a list in, its faults corrected in place, the budget slid along its curve, workbook and lists out. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { Against } from './buyer/against'
import { Budget } from './buyer/budget'
import { ListView } from './buyer/list'
import { EMPTY_READING, Reading, type ReadingFacts, readingArgs } from './buyer/reading'
import { type Money, printSettings, readSettings, type Settings } from './buyer/settings'
import { type Listed, Surveys } from './buyer/surveys'
import { newest } from './client'
import { type Correction, isCorrections, printCorrections, readCorrections, toCorrect } from './corrections'
import type { Files } from './engine'
import { download, type Opened } from './files'
import { Button, Drop, Field, NumberInput, Said, Select, Steps, TextInput } from './parts'
import { Papers, type PaperRow } from './papers'
import { CommandLine, type Command, Refused, StopButton, useCommand, useWork } from './program'
import type { Portfolio } from './results'
import { useLang, useSay } from './words'

const RESULT = 'result.hsr'
const LAST = 'last.hsr'
const CORRECTIONS = 'corrections.csv'
/** A list of at least so many suppliers is computed by two workers, each its half (--shard), and put together (--merge). */
const TWO_WORKERS = 300
/** Beyond this the single suppliers are not listed on the screen; they are in the workbook and the CSV. */
const LISTED = 3000

/** Folder of surveys that came back. */
const RETURNED = 'answers'

/** A list, or a folder of cases of received answers; with the corrections of its cells and the surveys that came back. */
interface List {
  name: string
  files: Files
  corrections: Correction[]
  returned?: Files
}

function listArgs(s: Settings): string[] {
  return ['--as-of', s.asOf, '--years', String(s.years ?? 3), ...(s.level ? ['--level', s.level] : []), ...(s.name ? ['--buyer', s.name] : [])]
}

function choiceArgs(s: Settings, money: Money): string[] {
  const apart = money.years.length === s.years && money.years.every(y => y !== null)
  return [
    ...(apart ? ['--budget-years', money.years.join('/')] : money.each === null ? [] : ['--budget', String(money.each)]), ...(s.carryOver ? ['--carry-over'] : []),
    ...(s.capital === null ? [] : ['--buyer-capital', String(s.capital)]), ...(s.employees === null ? [] : ['--buyer-employees', String(s.employees)]),
  ]
}

interface Computed {
  result: Uint8Array
  listed: Correction[]
}

const listedIn = (files: Files): Correction[] => Object.entries(files).filter(([name]) => /\.corrections\.csv$/.test(name)).flatMap(([, data]) => readCorrections(data))

/** The list computed once into a result file; budgets are then tried from that file without computing again. */
async function compute(command: Command, list: List, args: string[], asOf: string, rows: number): Promise<Computed> {
  const given = { ...list.files, ...list.returned, ...(list.corrections.length ? { [CORRECTIONS]: printCorrections(list.corrections, 'ja') } : {}) }
  if (rows < TWO_WORKERS) {
    const { files } = await command([...args, '-o', RESULT], given, true)
    return { result: files[RESULT], listed: listedIn(files) }
  }
  const halves = await Promise.all([1, 2].map(i => command([...args, '--shard', `${i}/2`, '-o', `${i}.hsr`], given, true)))
  const parts = Object.fromEntries(halves.map((h, i) => [`${i + 1}.hsr`, h.files[`${i + 1}.hsr`]]))
  const merged = await command(['portfolio', '--merge', '1.hsr', '2.hsr', '--as-of', asOf, '-o', RESULT], parts, true)
  return { result: merged.files[RESULT], listed: halves.flatMap(h => listedIn(h.files)) }
}

/** Surveys as files of one folder. */
const prefixed = (files: Files): Files => Object.fromEntries(Object.entries(files).map(([name, data]) => [`${RETURNED}/${name}`, data]))

/** What the department said besides its list. */
interface How {
  settings: Settings
  reading: ReadingFacts
  money: Money
}

/** Rows of a text file, to decide whether two workers are worth while; a workbook's are not known and it is small. */
const rowsOf = (l: List): number => (/\.(csv|tsv|txt)$/i.test(l.name) ? l.files[l.name].reduce((n, byte) => n + (byte === 10 ? 1 : 0), 0) : 0)

const today = (): string => new Date().toLocaleDateString('sv-SE')

export function BuyerDoor(props: { onUnsaved: (unsaved: boolean) => void }) {
  const say = useSay()
  const lang = useLang()
  const command = useCommand()
  const { work, fault, busy } = useWork()
  const [step, setStep] = useState<'list' | 'budget' | 'papers' | 'surveys'>('list')
  const [settings, setSettings] = useState<Settings>({ name: '', asOf: today(), level: '', years: 3, carryOver: false, capital: null, employees: null })
  const [reading, setReading] = useState<ReadingFacts>(EMPTY_READING)
  const [list, setList] = useState<List>()
  const [pending, setPending] = useState<List>()
  const [open, setOpen] = useState<Correction[]>([])
  const [unsaved, setUnsaved] = useState(false)
  const [result, setResult] = useState<Uint8Array>()
  const [found, setFound] = useState<Portfolio>()
  const [money, setMoney] = useState<Money>({ each: null, years: [] })
  const [last, setLast] = useState<Opened>()
  const [heard, setHeard] = useState('')
  const [decisions, setDecisions] = useState<Opened>()
  const put = (change: Partial<Settings>): void => setSettings({ ...settings, ...change })
  useEffect(() => props.onUnsaved(unsaved), [unsaved])

  const listOf = (l: List, h: How = { settings, reading, money }): string[] => ['portfolio', l.name, ...listArgs(h.settings), ...readingArgs(h.reading), ...(l.corrections.length ? ['--corrections', CORRECTIONS] : []), ...(l.returned ? ['--answers', RETURNED] : [])]
  const given = (): Files => ({ [RESULT]: result!, ...(last ? { [LAST]: last.saved } : {}), ...(decisions ? { [decisions.name]: decisions.saved } : {}) })
  const mergeArgs = (m: Money, s = settings): string[] => [
    'portfolio', '--merge', RESULT, '--as-of', s.asOf, ...(s.name ? ['--buyer', s.name] : []), ...choiceArgs(s, m), ...(last ? ['--against', LAST] : []), ...(decisions ? ['--decisions', decisions.name] : []),
  ]
  const run = (from: List, how: How = { settings, reading, money }): Promise<void> =>
    work(async () => {
      setPending(from)
      const rows = rowsOf(from)
      const made = await compute(command, from, listOf(from, how), how.settings.asOf, rows)
      const shown = JSON.parse((await command([...mergeArgs(how.money, how.settings), ...(rows > LISTED ? ['--totals'] : []), '--json'], { ...given(), [RESULT]: made.result }, true)).out) as Portfolio
      setResult(made.result)
      setFound(shown)
      setList(from)
      setOpen(toCorrect(made.listed, shown, lang))
    })
  const take = (files: Opened[]): Promise<void> =>
    work(async () => {
      setHeard('')
      const corrections = files.filter(f => f.role === 'table' && isCorrections(f.saved))
      const lists = files.filter(f => f.role === 'table' && !corrections.includes(f))
      const results = files.filter(f => f.role === 'result')
      const kept = files.filter(f => f.role === 'settings')
      const others = files.filter(f => !['table', 'result', 'settings'].includes(f.role))
      if (lists.length > 1 || corrections.length > 1 || results.length > 1 || kept.length > 1 || others.length) throw new Refused(say('一覧のファイル（.csv .xlsx .ods）を一つ選んでください。訂正表、前回の結果（.hsr）、保存した設定（.json）は一緒に選べます。', 'Choose one list (.csv, .xlsx, .ods); a list of corrections, last year’s result (.hsr) and saved settings (.json) may come with it.'))
      if (results[0]) {
        await command(['compare', LAST, LAST, '--lang', lang], { [LAST]: results[0].saved }) // says what is wrong with a file that is none
        setLast(results[0])
      }
      const told = kept[0] && readSettings(kept[0].saved, settings.asOf)
      if (kept[0] && !told) throw new Refused(say(`設定のファイルが読めません: ${kept[0].name}`, `These settings cannot be read: ${kept[0].name}`))
      const how: How = told ?? { settings, reading, money }
      if (told) (setSettings(told.settings), setReading(told.reading), setMoney(told.money))
      const base = lists[0] ? { name: lists[0].name, files: { [lists[0].name]: lists[0].saved } } : list
      if (!base) {
        if (results[0] || kept[0]) return setHeard(say('読みました。次に取引先の一覧を開くと使います。', 'Read: it is used with the list that is opened next.'))
        throw new Refused(say('訂正表だけでは計算できません。もとの一覧も一緒に選んでください。', 'Corrections alone cannot be computed: choose the list they belong to as well.'))
      }
      setUnsaved(false)
      const corrected = corrections[0] ? readCorrections(corrections[0].saved).filter(c => c.value.trim()) : lists[0] ? [] : list!.corrections
      if (lists[0] || corrections[0] || kept[0]) await run({ ...base, corrections: corrected, returned: lists[0] ? undefined : list?.returned }, how)
    })
  const correct = (corrections: Correction[]): void => {
    setUnsaved(true)
    void run({ ...list!, corrections })
  }
  const saveCorrections = (): void => {
    download(list!.name.replace(/\.\w+$/, '') + say('_訂正表.csv', '_corrections.csv'), printCorrections([...list!.corrections, ...open.filter(o => !list!.corrections.some(c => c.cell === o.cell))], lang))
    setUnsaved(false)
  }
  const latest = useRef({ mergeArgs, given, command })
  latest.current = { mergeArgs, given, command }
  const slide = useMemo(
    () => newest(({ m, s }: { m: Money; s: Settings }) => work(async () => {
      const { mergeArgs: args, given: files, command: go } = latest.current
      setFound(JSON.parse((await go([...args(m, s), '--json'], files())).out) as Portfolio)
    })),
    [],
  )
  const choose = (m: Money, s = settings): void => {
    setMoney(m)
    setSettings(s)
    slide({ m, s })
  }
  // Last year's result came, with the list or after it, or was taken away.
  useEffect(() => {
    if (result && (last || found?.against)) slide({ m: money, s: settings })
  }, [last, result])
  useEffect(() => {
    if (result) slide({ m: money, s: settings })
  }, [decisions])
  const template = (level: 0 | 3 | 4): Promise<void> =>
    work(async () => {
      const name = say('一覧のひな形.xlsx', 'list_template.xlsx')
      const done = await command(['portfolio', '--template', name, ...(level ? ['--level', String(level)] : []), '--lang', lang])
      download(name, done.files[name])
    })
  const papers: PaperRow[] = [
    { label: say('予算の資料（Excel）', 'Budget workbook'), args: [...mergeArgs(money), '--lang', lang], file: say('予算.xlsx', 'budget.xlsx'), reader: '' },
    { label: say('取引先ごとの結果（CSV）', 'A row per supplier (CSV)'), args: [...mergeArgs(money), '--lang', lang], file: say('取引先ごと.csv', 'suppliers_result.csv'), reader: '' },
    { label: say('この結果（来年、前回として比べるため）', 'This result, to compare with next year'), args: mergeArgs(money), file: say('結果.hsr', 'this_result.hsr'), reader: '', plain: true },
    { label: say('もう一度尋ねる取引先（答えで動く額の順、CSV）', 'Whom to ask again, by what hangs on the answer (CSV)'), args: mergeArgs(money), option: '--ask-again', file: say('再度尋ねる取引先.csv', 'ask_again.csv'), reader: '' },
  ]
  const steps: ['list' | 'budget' | 'papers' | 'surveys', string][] = [['list', say('1 一覧', '1 List')], ['budget', say('2 予算', '2 Budget')], ['papers', say('3 資料', '3 Papers')], ['surveys', say('調査票と回答', 'Surveys and answers')]]
  const again = list ?? pending
  const listed: Listed | undefined = again && again.name !== 'cases' ? { name: again.name, files: again.files, buyer: settings.name, reading: readingArgs({ ...reading, sum: false }) } : undefined
  return (
    <section class="door">
      <h2 tabIndex={-1}>{say('発注側：取引先の対策費を予算にする', 'Buyer: budget the upgrade of your suppliers')}</h2>
      <Drop label={say('取引先の一覧（.csv .xlsx .ods）を開く', 'Open the list of suppliers (.csv, .xlsx, .ods)')} hint={say('1行に1社。会社名か取引先コード、★か三つの質問、人数かパソコン台数があれば計算できます。記入した訂正表、前回の結果（.hsr）、保存した設定（.json）は一緒に選べます。', 'A row per supplier: name or id, level or the three questions, people or PCs. A filled list of corrections, last year’s result (.hsr) and saved settings (.json) may come with it.')} accept=".csv,.xlsx,.ods,.tsv,.txt,.hsr,.json" multiple onFiles={f => void take(f)} />
      <p class="buttons">
        <button onClick={() => void template(0)}>{say('一覧のひな形（Excel）', 'Empty list (Excel)')}</button>
        <button onClick={() => void template(4)}>{say('評価基準ごとの列があるひな形', 'Empty list with a column per criterion')}</button>
      </p>
      <div class="row">
        <Field label={say('自社の名前', 'Your company')}>{id => <TextInput id={id} value={settings.name} onChange={name => put({ name })} />}</Field>
        <Field label={say('基準日', 'As of')}>{id => <TextInput id={id} type="date" value={settings.asOf} onChange={asOf => put({ asOf })} />}</Field>
        <Field label={say('計画の年数', 'Years planned')}>{id => <NumberInput id={id} required value={settings.years} onChange={years => put({ years })} />}</Field>
        <Field label={say('★の書かれていない行', 'Rows without a star')}>
          {id => <Select id={id} value={settings.level} choices={[['', say('除いて知らせる', 'left out and told')], ['3', '★3'], ['4', '★4']] as [Settings['level'], string][]} onChange={level => put({ level })} />}
        </Field>
        <Field label={say('自社の資本金（円）', 'Your capital, yen')} hint={say('取適法の対象かの目安に使います', 'for an indication whether the 取適法 covers orders')}>{(id, hint) => <NumberInput id={id} describedBy={hint} value={settings.capital} onChange={capital => put({ capital })} />}</Field>
        <Field label={say('自社の従業員数', 'Your regular employees')}>{id => <NumberInput id={id} value={settings.employees} onChange={employees => put({ employees })} />}</Field>
      </div>
      <Reading facts={reading} onChange={setReading} />
      <p class="buttons">
        <Button class="main" unavailable={!again || busy} onClick={() => void run(again!)}>{say('計算し直す', 'Compute again')}</Button>
        <button onClick={() => download(say('一覧の設定.json', 'list_settings.json'), printSettings(settings, reading, money))}>{say('この設定を保存（次回、一覧と一緒に開く）', 'Save these settings, to open with the next list')}</button>
        <StopButton busy={busy} />
      </p>
      <Said text={fault} error />
      {heard && <p role="status">{heard}</p>}
      <Steps label={say('手順', 'Steps')} steps={steps} at={step} blocked={found ? [] : ['budget', 'papers']} onChange={setStep} />
      {step === 'list' && found && list && (
        <>
          <ListView name={list.name} found={found} onRead={line => setReading({ ...reading, maps: [reading.maps.trim(), line].filter(Boolean).join('\n') })} open={open} done={list.corrections} unsaved={unsaved} busy={busy} onCorrect={correct} onSave={saveCorrections} />
          <Against found={found} onClear={() => setLast(undefined)} />
          <CommandLine args={[[...listOf(list), '-o', RESULT], [...mergeArgs(money), '--json']]} />
        </>
      )}
      {step === 'budget' && found && <Budget found={found} money={money} carryOver={settings.carryOver} onMoney={m => choose(m)} onCarryOver={carryOver => choose(money, { ...settings, carryOver })} decisions={decisions?.name} onDecisions={setDecisions} args={[...mergeArgs(money), '--json']} />}
      {step === 'papers' && found && result && <Papers rows={papers} files={given} />}
      <div hidden={step !== 'surveys'}>
        <Surveys
          list={listed}
          onJoin={returned => (setStep('list'), void run({ ...list!, returned: prefixed(returned) }))}
          onCases={files => (setStep('list'), setUnsaved(false), void run({ name: 'cases', files, corrections: [] }))}
        />
      </div>
    </section>
  )
}
