// SPDX-License-Identifier: GPL-3.0-or-later
/** Surveys out and answers in; a supplier's workbook checked and set beside one's own estimate; one's own conduct looked at. */
import { useState } from 'preact/hooks'
import { parse } from '../case'
import type { Files } from '../engine'
import { download, type Opened, same, unlike } from '../files'
import { Button, Drop, Field, Said, Select, TextInput } from '../parts'
import { inFileName, type PaperRow, Papers } from '../papers'
import { type Paper, Preview } from '../preview'
import { CommandLine, Refused, useCommand, useWork } from '../program'
import { useLang, useSay } from '../words'

/** The list that is open, to send surveys to and to join answers with. */
export interface Listed {
  name: string
  files: Files
  buyer: string
  /** How it is read, as options of the command. */
  reading: string[]
}

interface Answered {
  name: string
  saved: Uint8Array
  report: string
  kase: Uint8Array
}

const stem = (name: string): string => name.replace(/\.\w+$/, '')

/** Filled surveys: what each holds, what contradicts itself, what to ask next; then computed as a list. */
function Answers(props: { list?: Listed; onJoin: (files: Files) => void; onCases: (files: Files) => void }) {
  const say = useSay()
  const lang = useLang()
  const command = useCommand()
  const { work, fault, busy } = useWork()
  const [read, setRead] = useState<Answered[]>([])
  const take = (files: Opened[]): Promise<void> =>
    work(async () => {
      for (const f of files) {
        const kase = stem(f.name) + '.json'
        const done = await command(['import', f.name, '-o', kase, '--lang', lang], { [f.name]: f.saved })
        setRead(old => (old.some(x => same(x.saved, f.saved)) ? old : [...old, { name: unlike(f.name, old.map(x => x.name)), saved: f.saved, report: done.out, kase: done.files[kase] }]))
      }
    })
  const cases = (): Files => Object.fromEntries(read.map(r => [`cases/${r.name.replaceAll('.', '_')}.json`, r.kase]))
  const returned = (): Files => Object.fromEntries(read.map(r => [r.name, r.saved]))
  return (
    <section aria-label={say('届いた回答', 'Answers received')}>
      <h3>{say('届いた回答を読む', 'Read the answers received')}</h3>
      <Drop label={say('記入された調査票（.xlsx .csv）を読む', 'Read filled surveys (.xlsx, .csv)')} takes={{ table: Infinity, answers: Infinity }} onFiles={f => void take(f)} />
      <Said text={fault} error />
      {read.map(r => (
        <details key={r.name} open={read.length === 1}>
          <summary>{r.name}</summary>
          <Said text={r.report} />
          <p class="buttons">
            <button onClick={() => download(stem(r.name) + '.json', r.kase)}>{say('この会社のケースとして保存', 'Save as a case of this firm')}</button>
            <button onClick={() => setRead(read.filter(x => x !== r))}>{say('外す', 'Remove')}</button>
          </p>
          <CommandLine args={[['import', r.name, '-o', 'case.json']]} />
        </details>
      ))}
      {read.length > 0 && (
        <p class="buttons">
          {props.list && <Button class="main" unavailable={busy} onClick={() => props.onJoin(returned())}>{say(`回答 ${read.length}件を一覧に当てはめて計算する（コードか会社名で）`, `Join ${read.length} answer(s) to the list, by code or name, and compute`)}</Button>}
          <Button class={props.list ? '' : 'main'} unavailable={busy} onClick={() => props.onCases(cases())}>{say(`読んだ回答 ${read.length}社で計算する`, `Compute the ${read.length} supplier(s) read`)}</Button>
        </p>
      )}
    </section>
  )
}

/** A workbook that a supplier sent: seen as it is, its sums checked, and set beside the own estimate where there is one. */
function Received() {
  const say = useSay()
  const lang = useLang()
  const command = useCommand()
  const { work, fault } = useWork()
  const [paper, setPaper] = useState<Paper>()
  const [shown, setShown] = useState<Paper>()
  const [texts, setTexts] = useState<{ head: string; text: string; args: string[] }[]>([])
  const [own, setOwn] = useState<Opened>()
  const [buyers, setBuyers] = useState<[string, string][]>([])
  const [buyer, setBuyer] = useState('')
  const look = (book: { name: string; data: Uint8Array }, mine: Opened | undefined, id: string): Promise<void> =>
    work(async () => {
      const given = { [book.name]: book.data, ...(mine ? { [mine.name]: mine.saved } : {}) }
      const check = ['import', book.name, '--lang', lang]
      const made = [{ head: say('求められている額と、確かめた合計', 'What is asked for, and the sums that were checked'), text: (await command(check, given)).out, args: check }]
      const compare = mine && ['compare', book.name, mine.name, ...(id ? ['--buyer', id] : []), '--lang', lang]
      if (compare) made.push({ head: say('自社の見積との違い', 'Beside your own estimate'), text: (await command(compare, given)).out, args: compare })
      setTexts(made)
    })
  const take = (files: Opened[]): Promise<void> =>
    work(async () => {
      const book = files.find(f => /\.xlsx$/i.test(f.name))
      const mine = files.find(f => f.role === 'case')
      if (!book || files.length > 2 || (files.length === 2 && !mine)) throw new Refused(say('取引先から届いた Excel を一つ（自社の見積のケース .json があれば一緒に）選んでください。', 'Choose one workbook from a supplier, with the case (.json) of your own estimate where there is one.'))
      if (mine) await command(['estimate', mine.name, '--json'], { [mine.name]: mine.saved }) // says what is wrong with a file that is none
      const named = (mine ? parse(mine.saved).buyers ?? [] : []).map(b => [b.id, b.name ?? b.id] as [string, string])
      const received = { name: book.name, data: book.saved, reader: say('受け取った側', 'the reader') }
      setPaper(received)
      setOwn(mine)
      setBuyers(named)
      setBuyer(named[0]?.[0] ?? '')
      await look(received, mine, named[0]?.[0] ?? '')
    })
  return (
    <section aria-label={say('届いた費用の資料', 'Workbooks received')}>
      <h3>{say('取引先から届いた費用の資料を確かめる', 'Check a workbook that a supplier sent')}</h3>
      <Drop label={say('届いた資料（.xlsx）を見る', 'Look at a workbook received (.xlsx)')} hint={say('自社で見積もったケース（.json）を一緒に選ぶと、行ごとの違いが出ます。違いは尋ねるためのもので、どちらが正しいかは示しません。', 'With the case (.json) of your own estimate the differences are shown by line. They are there to be asked about, not to say who is right.')} takes={{ table: 1, case: 1 }} onFiles={f => void take(f)} />
      <Said text={fault} error />
      {paper && <p class="buttons"><button onClick={() => setShown(paper)}>{say(`${paper.name} の中身を見る`, `Look into ${paper.name}`)}</button></p>}
      {paper && buyers.length > 1 && <Field label={say('自社の見積のうち、どの発注者として比べるか', 'As which buyer of your own estimate')}>{id => <Select id={id} value={buyer} choices={buyers} onChange={b => (setBuyer(b), void look(paper, own, b))} />}</Field>}
      {texts.map(t => (
        <details key={t.head} open>
          <summary>{t.head}</summary>
          <Said text={t.text} />
          <CommandLine args={[t.args]} />
        </details>
      ))}
      {shown && <Preview paper={shown} onClose={() => setShown(undefined)} />}
    </section>
  )
}

/** How one's own request and answer look by the rules of fair dealing, and the answer as a letter: from a case of the supplier or of one's own. */
function OwnConduct() {
  const say = useSay()
  const lang = useLang()
  const command = useCommand()
  const { work, fault } = useWork()
  const [files, setFiles] = useState<Files>({})
  const [name, setName] = useState('')
  const [buyers, setBuyers] = useState<[string, string][]>([])
  const [buyer, setBuyer] = useState('')
  const [text, setText] = useState('')
  const args = (of: string, id: string): string[] => ['check', of, '--view', 'buyer', '--buyer', id, ...(files['record.db'] ? ['--db', 'record.db'] : []), '--lang', lang]
  const look = (given: Files, of: string, id: string): Promise<void> => work(async () => setText((await command(args(of, id), given)).out))
  const take = (opened: Opened[]): Promise<void> =>
    work(async () => {
      const kase = opened.find(f => f.role === 'case')
      if (!kase) throw new Refused(say('ケース（.json）を一つ選んでください。', 'Choose one case (.json).'))
      const store = opened.find(f => f.role === 'store')
      const given: Files = { [kase.name]: kase.saved, ...(store ? { 'record.db': store.saved } : {}), ...Object.fromEntries(opened.filter(f => f.role === 'table').map(f => [f.name, f.saved])) }
      await command(['estimate', kase.name, '--json'], given) // says what is wrong with a file that is none
      const found = (parse(kase.saved).buyers ?? []).map(b => [b.id, b.name ?? b.id] as [string, string])
      if (!found.length) throw new Refused(say('このケースには発注者（buyers）がありません。', 'This case names no buyer.'))
      setFiles(given)
      setName(kase.name)
      setBuyers(found)
      setBuyer(found[0][0])
      await look(given, kase.name, found[0][0])
    })
  const reply: PaperRow = { label: say('回答書（Word）', 'Letter of reply (Word)'), args: ['letter', name, '--buyer', buyer, '--kind', 'reply', '--lang', lang], file: say(`回答書_${inFileName(stem(name))}.docx`, `reply_${inFileName(stem(name))}.docx`), reader: say('取引先', 'the supplier') }
  return (
    <section aria-label={say('自社の要請と回答', 'Your own request and answer')}>
      <h3>{say('自社の要請と回答を確かめる', 'Look at your own request and answer')}</h3>
      <Drop label={say('取引先のケース（.json）を開く', 'Open the case of a supplier (.json)')} hint={say('協議の記録（.db）があれば一緒に選びます。', 'With the record of the talks (.db) where there is one.')} takes={{ case: 1, store: 1, table: 1 }} onFiles={f => void take(f)} />
      <Said text={fault} error />
      {buyers.length > 1 && <Field label={say('自社はどれか', 'Which of them you are')}>{id => <Select id={id} value={buyer} choices={buyers} onChange={b => (setBuyer(b), void look(files, name, b))} />}</Field>}
      <Said text={text} />
      {text && <CommandLine args={[args(name, buyer)]} />}
      {text && <Papers rows={[reply]} files={() => files} />}
    </section>
  )
}

/** A survey for every supplier of the list, with its code and name filled in, so that what comes back is joined by them. */
function ForEach(props: { list: Listed }) {
  const say = useSay()
  const lang = useLang()
  const { list } = props
  const [department, setDepartment] = useState('')
  const [contact, setContact] = useState('')
  const [due, setDue] = useState('')
  const [level, setLevel] = useState<'3' | '4'>('3')
  const said = (option: string, text: string): string[] => (text.trim() ? [option, text.trim()] : [])
  const folder = say('調査票', 'surveys')
  const row: PaperRow = {
    label: say(`一覧の取引先ごとの調査票（コードと会社名を書き入れたもの、zip）`, 'A survey for each supplier of the list, with code and name filled in (zip)'), reader: say('取引先', 'the supplier'), plain: true, folder, file: say('調査票.zip', 'surveys.zip'),
    args: ['questionnaire', '--edition', 'survey', '--list', list.name, '--level', level, ...said('--buyer', list.buyer), ...said('--department', department), ...said('--contact', contact), ...said('--due', due), ...list.reading, '--lang', lang],
  }
  return (
    <>
      <div class="row">
        <Field label={say('依頼元の部署', 'Department that asks')}>{id => <TextInput id={id} value={department} onChange={setDepartment} />}</Field>
        <Field label={say('問い合わせ・返送先', 'Questions and return to')}>{id => <TextInput id={id} value={contact} onChange={setContact} />}</Field>
        <Field label={say('返送の希望日', 'Reply hoped for by')}>{id => <TextInput id={id} type="date" value={due} onChange={setDue} />}</Field>
        <Field label={say('★の書かれていない行', 'Rows without a star')}>{id => <Select id={id} value={level} choices={[['3', '★3'], ['4', '★4']] as ['3' | '4', string][]} onChange={setLevel} />}</Field>
      </div>
      <Papers rows={[row]} files={() => list.files} />
    </>
  )
}

export function Surveys(props: { list?: Listed; onJoin: (files: Files) => void; onCases: (files: Files) => void }) {
  const say = useSay()
  const lang = useLang()
  const survey = (level: 3 | 4): PaperRow => ({
    label: say(`★${level} の調査票（取引先に送る）`, `Survey for ★${level}, to send to suppliers`), args: ['questionnaire', '--edition', 'survey', '--level', String(level), '--lang', lang], file: say(`調査票_星${level}.xlsx`, `survey_star${level}.xlsx`), reader: say('取引先', 'the supplier'),
  })
  return (
    <>
      <h3>{say('調査票を送る', 'Send surveys')}</h3>
      <Papers rows={[survey(3), survey(4)]} files={() => ({})} />
      {props.list && <ForEach list={props.list} />}
      <Answers list={props.list} onJoin={props.onJoin} onCases={props.onCases} />
      <Received />
      <OwnConduct />
    </>
  )
}
