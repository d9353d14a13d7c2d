// SPDX-License-Identifier: GPL-3.0-or-later
/** The buyer's door: a list in, its faults corrected in place, the budget slid along its curve, workbook and lists out. */
import { useEffect, useState } from 'preact/hooks'
import { Against } from './buyer/against'
import { Budget } from './buyer/budget'
import { budgetArgs, budgetFiles, listArgs, RESULT } from './buyer/commands'
import { ListView } from './buyer/list'
import { Reading, readingArgs } from './buyer/reading'
import { SettingsForm } from './buyer/settings_form'
import { type Department, useDepartment } from './buyer/state'
import { type Listed, Surveys } from './buyer/surveys'
import { listExample } from './examples'
import { type Opened, same } from './files'
import { Button, Drop, ExampleNote, Said, Steps } from './parts'
import { Papers, type PaperRow } from './papers'
import { CommandLine, StopButton } from './program'
import { type Lang, type Say, useLang, useSay } from './words'

type Step = 'list' | 'budget' | 'papers' | 'surveys'

function paperRows(args: string[], lang: Lang, say: Say): PaperRow[] {
  return [
    { label: say('予算の資料（Excel）', 'Budget workbook'), args: [...args, '--lang', lang], file: say('予算.xlsx', 'budget.xlsx'), reader: '' },
    { label: say('取引先ごとの結果（CSV）', 'A row per supplier (CSV)'), args: [...args, '--lang', lang], file: say('取引先ごと.csv', 'suppliers_result.csv'), reader: '' },
    { label: say('この結果（来年、前回として比べるため）', 'This result, to compare with next year'), args, file: say('結果.hsr', 'this_result.hsr'), reader: '', plain: true },
    { label: say('もう一度尋ねる取引先（答えで動く額の順、CSV）', 'Whom to ask again, by what hangs on the answer (CSV)'), args, option: '--ask-again', file: say('再度尋ねる取引先.csv', 'ask_again.csv'), reader: '' },
  ]
}

/** The list that surveys are sent to and answers are joined with. */
function listedOf({ opened, how }: Department): Listed | undefined {
  if (!opened || opened.name === 'cases') return undefined
  return { name: opened.name, files: opened.files, buyer: how.settings.name, reading: readingArgs({ ...how.reading, sum: false }) }
}

/** The list and how it is read. */
function Opening(props: { of: Department }) {
  const say = useSay()
  const { of } = props
  return (
    <>
      <Drop
        label={say('取引先の一覧（.csv .xlsx .ods）を開く', 'Open the list of suppliers (.csv, .xlsx, .ods)')} takes={{ table: 2, result: 1, settings: 1 }} onFiles={of.take}
        hint={say('1行に1社。会社名か取引先コード、★か三つの質問、人数かパソコン台数があれば計算できます。記入した訂正表、前回の結果（.hsr）、保存した設定（.json）は一緒に選べます。', 'A row per supplier: name or id, level or the three questions, people or PCs. A filled list of corrections, last year’s result (.hsr) and saved settings (.json) may come with it.')}
      />
      <p class="buttons">
        <button onClick={() => of.template(0)}>{say('一覧のひな形（Excel）', 'Empty list (Excel)')}</button>
        <button onClick={() => of.template(4)}>{say('評価基準ごとの列があるひな形', 'Empty list with a column per criterion')}</button>
      </p>
      <SettingsForm settings={of.how.settings} onChange={of.putSettings} />
      <Reading facts={of.how.reading} onChange={of.putReading} />
      <p class="buttons">
        <Button class="main" unavailable={!of.opened || of.busy} onClick={of.again}>{say('計算し直す', 'Compute again')}</Button>
        <button onClick={of.saveSettings}>{say('この設定を保存（次回、一覧と一緒に開く）', 'Save these settings, to open with the next list')}</button>
        <StopButton busy={of.busy} />
      </p>
      <Said text={of.fault} error />
      {of.heard && <p role="status">{of.heard}</p>}
    </>
  )
}

/** `given`: files to begin with, as if they had been opened. */
export function BuyerDoor(props: { given?: Opened[]; onUnsaved: (unsaved: boolean) => void; onClose: () => void }) {
  const say = useSay()
  const lang = useLang()
  const [step, setStep] = useState<Step>('list')
  const of = useDepartment()
  const { found, list, result, how, ran, beside } = of
  const args = budgetArgs(ran, beside)
  useEffect(() => props.onUnsaved(of.unsaved), [of.unsaved])
  useEffect(() => {
    if (props.given) of.take(props.given)
  }, [])
  const example = list?.files[list.name] !== undefined && same(list.files[list.name], listExample().saved)
  const steps: [Step, string][] = [['list', say('1 一覧', '1 List')], ['budget', say('2 予算', '2 Budget')], ['papers', say('3 資料', '3 Papers')], ['surveys', say('調査票と回答', 'Surveys and answers')]]
  const read = (line: string): void => of.putReading({ ...how.reading, maps: [how.reading.maps.trim(), line].filter(Boolean).join('\n') })
  return (
    <section class="door">
      <h2 tabIndex={-1}>{say('発注側：取引先の対策費を予算にする', 'Buyer: budget the upgrade of your suppliers')}</h2>
      {example && <ExampleNote onClose={props.onClose} />}
      <Opening of={of} />
      <Steps label={say('手順', 'Steps')} steps={steps} at={step} blocked={found ? [] : ['budget', 'papers']} onChange={setStep} />
      {step === 'list' && found && list && (
        <>
          <ListView name={list.name} found={found} onRead={read} open={of.open} done={list.corrections} unsaved={of.unsaved} busy={of.busy} onCorrect={of.correct} onSave={of.saveCorrections} />
          <Against found={found} onClear={of.forgetLast} />
          <CommandLine args={[[...listArgs(list, ran), '-o', RESULT], [...args, '--json']]} />
        </>
      )}
      {step === 'budget' && found && <Budget found={found} money={how.money} carryOver={how.settings.carryOver} onMoney={of.budget} onCarryOver={of.carryOver} decisions={beside.decisions?.name} onDecisions={of.decide} args={[...args, '--json']} />}
      {step === 'papers' && found && result && <Papers rows={paperRows(args, lang, say)} files={() => budgetFiles(result, beside)} />}
      <div hidden={step !== 'surveys'}>
        <Surveys list={listedOf(of)} onJoin={returned => (setStep('list'), of.join(returned))} onCases={files => (setStep('list'), of.cases(files))} />
      </div>
    </section>
  )
}
