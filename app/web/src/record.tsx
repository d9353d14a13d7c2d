// SPDX-License-Identifier: GPL-3.0-or-later
/** The record of the talks: acts on a line of time, entries added, what proves that nothing was changed. */
import { useEffect, useId, useState } from 'preact/hooks'
import { type Case, CASE, newId } from './case'
import { type Act, Timeline } from './charts'
import { type Doc, STORE } from './document'
import { type Files } from './engine'
import { download, type Opened, withUnlike } from './files'
import { Button, DecimalInput, Drop, Field, Form, NumberInput, Said, Select, TextInput } from './parts'
import { CommandLine, useCommand, useWork } from './program'
import type { Log, LogEntry } from './results'
import { type Say, useSay, yen, useLang } from './words'

type Pairs = [string, string][]

export function kinds(say: Say): Pairs {
  return [
    ['request', say('要請・申入れ', 'request')], ['reply', say('回答', 'reply')], ['counter_proposal', say('対案', 'counter-proposal')], ['refusal', say('断り', 'refusal')], ['postponement', say('延期', 'postponement')],
    ['meeting', say('面談', 'meeting')], ['minutes', say('議事録', 'minutes')], ['price_change', say('価格の変更', 'price change')], ['objection', say('異議', 'objection')], ['order', say('発注', 'order')],
    ['delivery', say('納入・受領', 'delivery')], ['payment', say('支払', 'payment')], ['note', say('メモ', 'note')], ['withdrawal', say('取消', 'withdrawal')],
  ]
}

const media = (say: Say): Pairs => [
  ['', say('未記入', 'not stated')], ['in_person', say('対面', 'in person')], ['online', say('オンライン', 'online')], ['phone', say('電話', 'phone')], ['mail', say('郵便・文書', 'letter')],
  ['email', say('メール', 'email')], ['fax', 'FAX'], ['web', say('ウェブ', 'web')], ['other', say('その他', 'other')],
]

const sides = (say: Say): Pairs => [['', say('種類による', 'by kind')], ['supplier', say('受注側', 'supplier')], ['buyer', say('発注側', 'buyer')], ['both', say('双方', 'both')]]

interface Draft {
  kind: string
  /** undefined: the first customer; '': nobody, which a note may be about. */
  party?: string
  /** By option of `log CASE add`. */
  option: Record<string, string>
  persons: { side: string; department: string; role: string; name: string }[]
  items: { code: string; before: string; after: string; quantity: string }[]
  files: Opened[]
}

const EMPTY: Draft = { kind: 'request', option: {}, persons: [], items: [], files: [] }

interface OptionRow {
  option: string
  /** Its name in the entry as the program lists it. */
  key: string
  ja: string
  en: string
  type?: 'date' | 'time' | 'yen'
  choices?: [string, string, string][]
  /** Kinds it belongs to; none: every kind, behind the fold. */
  kinds?: string[]
}

/** What an entry can say beyond date, kind and words, as options of the program (data/store/talk_log.h). */
const OPTIONS: OptionRow[] = [
  { option: '--reason', key: 'reason', ja: '示された理由', en: 'Reason given', kinds: ['refusal', 'postponement', 'reply', 'objection', 'request', 'counter_proposal'] },
  { option: '--amount', key: 'amount_yen', ja: '金額（円）', en: 'Amount, yen', type: 'yen', kinds: ['request', 'reply', 'refusal', 'counter_proposal', 'price_change', 'objection', 'order', 'delivery', 'payment'] },
  { option: '--reply-by', key: 'reply_by', ja: '回答を求める日', en: 'Reply asked by', type: 'date', kinds: ['request', 'objection', 'meeting'] },
  { option: '--until', key: 'postponed_to', ja: '延期の先', en: 'Put off to', type: 'date', kinds: ['postponement'] },
  { option: '--offers', key: 'offers', ja: '代わりに示したもの', en: 'What it offers', kinds: ['counter_proposal'], choices: [['money', 'お金', 'money'], ['product', '製品・サービス', 'a product or service'], ['other', 'その他', 'other']] },
  { option: '--effective', key: 'effective_on', ja: '適用の日', en: 'Effective on', type: 'date', kinds: ['price_change', 'counter_proposal'] },
  { option: '--decided', key: 'decided', ja: '価格の決め方', en: 'How the price was decided', kinds: ['price_change'], choices: [['agreed', '合意', 'agreed'], ['buyer', '発注側が決めた', 'by the buyer'], ['supplier', '受注側が決めた', 'by the supplier']] },
  { option: '--applies-by', key: 'applies_by', ja: 'どこから適用するか', en: 'Applies to', kinds: ['price_change'], choices: [['order', '発注分から', 'new orders'], ['delivery', '納入分から', 'deliveries'], ['placed_orders', '発注済みの分にも', 'placed orders too']] },
  { option: '--number', key: 'number', ja: '注文書・納品書・請求書の番号', en: 'Number of order, delivery or invoice', kinds: ['order', 'delivery', 'payment'] },
  { option: '--deliver-by', key: 'deliver_by', ja: '納期', en: 'To be delivered by', type: 'date', kinds: ['order'] },
  { option: '--due', key: 'due_on', ja: '支払期日', en: 'Due on', type: 'date', kinds: ['payment', 'order'] },
  { option: '--received', key: 'received_on', ja: '受領した日', en: 'Goods received on', type: 'date', kinds: ['payment'] },
  { option: '--means', key: 'means', ja: '支払の手段', en: 'Means of payment', kinds: ['payment'], choices: [['cash', '現金', 'cash'], ['bank_transfer', '振込', 'bank transfer'], ['electronic_record', '電子記録債権', 'electronic record'], ['factoring', 'ファクタリング', 'factoring'], ['note', '手形', 'note'], ['other', 'その他', 'other']] },
  { option: '--cash-on', key: 'cash_on', ja: '手形などが現金になった日', en: 'Turned into cash on', type: 'date', kinds: ['payment'] },
  { option: '--deducted', key: 'deducted_yen', ja: '差し引かれた額（円）', en: 'Taken off, yen', type: 'yen', kinds: ['payment'] },
  { option: '--deducted-for', key: 'deducted_for', ja: '差引きの名目', en: 'Taken off for', kinds: ['payment'] },
  { option: '--interest', key: 'interest_yen', ja: '支払われた遅延利息（円）', en: 'Interest paid, yen', type: 'yen', kinds: ['payment'] },
  { option: '--time', key: 'time', ja: '時刻', en: 'Time', type: 'time' },
  { option: '--place', key: 'place', ja: '場所', en: 'Place' },
]

/** Kinds whose entries name items with prices. */
const WITH_ITEMS = ['request', 'reply', 'refusal', 'counter_proposal', 'price_change', 'objection', 'order', 'delivery']
/** Kinds that stand on an earlier entry. */
const ANSWERING = ['reply', 'counter_proposal', 'refusal', 'postponement', 'objection']

/** What an entry of the kind cannot do without; the program says the rest. */
export function complete(d: Draft): boolean {
  const words = (d.option['--words'] ?? '').trim() !== ''
  const amount = (d.option['--amount'] ?? '') !== ''
  const items = d.items.some(i => i.code)
  const more: Record<string, boolean> = {
    postponement: words || (d.option['--until'] ?? '') !== '', minutes: words || d.files.length > 0, price_change: items, order: words || items || amount, delivery: words || items || amount, payment: amount,
    withdrawal: words && (d.option['--corrects'] ?? '') !== '',
  }
  return (d.option['--date'] ?? '') !== '' && (more[d.kind] ?? words)
}

/** What is missing, in words, for whoever wonders why the button does nothing. */
function missingWords(d: Draft, say: Say): string {
  if (!d.option['--date']) return say('日付を書いてください。', 'State the date.')
  const more: Record<string, string> = {
    postponement: say('内容か延期の先を書いてください。', 'State what was said, or the day it was put off to.'), minutes: say('内容を書くか、議事録を添えてください。', 'State the content or enclose the minutes.'),
    price_change: say('品目と単価を加えてください。', 'Add an item and its prices.'), order: say('内容、品目、金額のどれかを書いてください。', 'State content, items or an amount.'), delivery: say('内容、品目、金額のどれかを書いてください。', 'State content, items or an amount.'),
    payment: say('支払われるはずだった金額を書いてください。', 'State the amount that was due.'), withdrawal: say('取り消す記録と、その理由を書いてください。', 'State which entry is withdrawn, and why.'),
  }
  return more[d.kind] ?? say('言われたこと・内容を書いてください。', 'State what was said.')
}

/** The entry as options of `log CASE add`; what belongs to another kind, typed before the kind was changed, stays out. */
export function entryArgs(d: Draft, party: string): string[] {
  const belongs = (row: OptionRow): boolean => !row.kinds || row.kinds.includes(d.kind)
  // Who decided a price changed it, unless it is said otherwise.
  const decided = d.option['--decided'] ?? ''
  const by = d.option['--by'] || (d.kind === 'price_change' && decided !== 'agreed' ? decided : '')
  const pairs: [string, string][] = [
    ['--kind', d.kind], ['--date', d.option['--date'] ?? ''], ['--party', party], ['--by', by],
    ...['--medium', '--words', '--answers', '--corrects'].map(k => [k, d.option[k] ?? ''] as [string, string]),
    ...OPTIONS.filter(belongs).map(row => [row.option, d.option[row.option] ?? ''] as [string, string]),
    ...d.persons.map(p => ['--person', [p.side, p.department, p.role, p.name].join(':')] as [string, string]),
    ...(WITH_ITEMS.includes(d.kind) ? d.items : []).filter(i => i.code).map(i => ['--item', [i.code, i.before, i.after, i.quantity].join(':').replace(/:+$/, '')] as [string, string]),
    ...d.files.map(f => ['--attach', f.name] as [string, string]),
  ]
  return pairs.filter(([, v]) => v !== '').flat()
}

function OptionField(props: { row: OptionRow; value: string; onChange: (value: string) => void }) {
  const say = useSay()
  const { row, value, onChange } = props
  return (
    <Field label={say(row.ja, row.en)}>
      {id =>
        row.choices ? (
          <Select id={id} value={value} choices={[['', say('未記入', 'not stated')], ...row.choices.map(([k, ja, en]) => [k, say(ja, en)] as [string, string])]} onChange={onChange} />
        ) : row.type === 'yen' ? (
          <NumberInput id={id} value={value === '' ? null : Number(value)} onChange={v => onChange(v === null ? '' : String(v))} />
        ) : (
          <TextInput id={id} type={row.type ?? 'text'} value={value} onChange={onChange} />
        )
      }
    </Field>
  )
}

function Persons(props: { draft: Draft; onChange: (d: Draft) => void }) {
  const say = useSay()
  const { draft, onChange } = props
  const put = (i: number, change: Partial<Draft['persons'][number]>): void => onChange({ ...draft, persons: draft.persons.map((p, k) => (k === i ? { ...p, ...change } : p)) })
  return (
    <>
      {draft.persons.map((p, i) => (
        <fieldset key={i}>
          <legend>{say(`出席・担当 ${i + 1}`, `Person ${i + 1}`)}</legend>
          <div class="row">
            <Field label={say('側', 'Side')}>{id => <Select id={id} value={p.side} choices={sides(say).slice(1, 3)} onChange={side => put(i, { side })} />}</Field>
            <Field label={say('部署', 'Department')}>{id => <TextInput id={id} value={p.department} onChange={department => put(i, { department })} />}</Field>
            <Field label={say('役職', 'Role')}>{id => <TextInput id={id} value={p.role} onChange={role => put(i, { role })} />}</Field>
            <Field label={say('氏名', 'Name')}>{id => <TextInput id={id} value={p.name} onChange={name => put(i, { name })} />}</Field>
          </div>
        </fieldset>
      ))}
      <button type="button" onClick={() => onChange({ ...draft, persons: [...draft.persons, { side: 'buyer', department: '', role: '', name: '' }] })}>{say('出席・担当を加える', 'Add a person')}</button>
    </>
  )
}

function Items(props: { kase: Case; draft: Draft; party: string; onChange: (d: Draft) => void }) {
  const say = useSay()
  const { draft, onChange } = props
  const known = props.kase.buyers?.find(b => b.id === props.party)?.items ?? []
  const put = (i: number, change: Partial<Draft['items'][number]>): void => onChange({ ...draft, items: draft.items.map((x, k) => (k === i ? { ...x, ...change } : x)) })
  const list = useId()
  const choose = (i: number, code: string): void => put(i, { code, before: known.find(k => k.code === code)?.unit_price_yen ?? draft.items[i].before })
  return (
    <>
      <datalist id={list}>{known.map(k => <option key={k.code} value={k.code}>{k.name ?? k.code}</option>)}</datalist>
      {draft.items.map((x, i) => (
        <fieldset key={i}>
          <legend>{say(`品目 ${i + 1}`, `Item ${i + 1}`)}</legend>
          <div class="row">
            <Field label={say('品番', 'Item')}>{id => <input id={id} list={list} value={x.code} onInput={e => choose(i, e.currentTarget.value)} />}</Field>
            <Field label={say('前の単価（円）', 'Price before')}>{id => <DecimalInput id={id} value={x.before} onChange={before => put(i, { before })} />}</Field>
            <Field label={say('後の単価（円）', 'Price after')}>{id => <DecimalInput id={id} value={x.after} onChange={after => put(i, { after })} />}</Field>
            <Field label={say('数量', 'Quantity')}>{id => <DecimalInput id={id} value={x.quantity} onChange={quantity => put(i, { quantity })} />}</Field>
          </div>
          <button type="button" onClick={() => onChange({ ...draft, items: draft.items.filter((_, k) => k !== i) })}>{say('この品目を取り除く', 'Remove this item')}</button>
        </fieldset>
      ))}
      <button type="button" onClick={() => onChange({ ...draft, items: [...draft.items, { code: '', before: '', after: '', quantity: '' }] })}>{say('品目と単価を加える', 'Add an item and its prices')}</button>
    </>
  )
}

function EntryForm(props: { kase: Case; log?: Log; busy: boolean; onAdd: (args: string[], files: Files) => Promise<boolean> }) {
  const say = useSay()
  const [d, setDraft] = useState(EMPTY)
  const buyers = props.kase.buyers ?? []
  const party = d.party ?? buyers[0]?.id ?? ''
  const at = (option: string): string => d.option[option] ?? ''
  const put = (option: string) => (value: string): void => setDraft({ ...d, option: { ...d.option, [option]: value } })
  const field = (row: OptionRow) => <OptionField key={row.option} row={row} value={at(row.option)} onChange={put(row.option)} />
  const earlier: Pairs = (props.log?.log ?? []).map(e => [String(e.seq), `${e.seq}　${e.date}　${kinds(say).find(([k]) => k === e.kind)?.[1] ?? e.kind}`])
  const answersField = <Field label={say('どの記録への返事か', 'On which entry')}>{id => <Select id={id} value={at('--answers')} choices={[['', say('日付から決める', 'by the dates')], ...earlier]} onChange={put('--answers')} />}</Field>
  const correctsField = (
    <Field label={d.kind === 'withdrawal' ? say('取り消す記録', 'Withdraws') : say('訂正する記録', 'Corrects')} hint={say('元の記録も残ります', 'the old entry stays as well')}>
      {(id, hint) => <Select id={id} describedBy={hint} value={at('--corrects')} choices={[['', say('なし', 'none')], ...earlier]} onChange={correct} />}
    </Field>
  )
  /** A correction is of the kind and about the customer of what it corrects; a withdrawal only about that customer. */
  const correct = (seq: string): void => {
    const old = props.log?.log.find(e => String(e.seq) === seq)
    const kind = old && d.kind !== 'withdrawal' ? old.kind : d.kind
    setDraft({ ...d, kind, party: old ? old.party : d.party, option: { ...d.option, '--corrects': seq } })
  }
  const nobody: Pairs = d.kind === 'note' || party === '' ? [['', say('社内（取引先なし）', 'own, no customer')]] : []
  const add = async (): Promise<void> => {
    const files = Object.fromEntries(d.files.map(f => [f.name, f.saved]))
    if (await props.onAdd(entryArgs(d, party), files)) setDraft({ ...EMPTY, party: d.party })
  }
  return (
    <Form onDone={() => void add()}>
      <div class="row">
        {field({ option: '--date', key: 'date', ja: '日付', en: 'Date', type: 'date' })}
        <Field label={say('種類', 'Kind')}>{id => <Select id={id} value={d.kind} choices={kinds(say)} onChange={kind => setDraft({ ...d, kind })} />}</Field>
        <Field label={say('取引先', 'With')}>{id => <Select id={id} value={party} choices={[...buyers.map(b => [b.id, b.name ?? b.id] as [string, string]), ...nobody]} onChange={v => setDraft({ ...d, party: v })} />}</Field>
        <Field label={say('した側', 'Done by')}>{id => <Select id={id} value={at('--by')} choices={sides(say)} onChange={put('--by')} />}</Field>
        <Field label={say('手段', 'Means')}>{id => <Select id={id} value={at('--medium')} choices={media(say)} onChange={put('--medium')} />}</Field>
      </div>
      <Field label={say('言われたこと・内容', 'What was said')}>{id => <TextInput id={id} long value={at('--words')} onChange={put('--words')} />}</Field>
      <div class="row">
        {ANSWERING.includes(d.kind) && answersField}
        {d.kind === 'withdrawal' && correctsField}
        {OPTIONS.filter(row => row.kinds?.includes(d.kind)).map(field)}
      </div>
      {WITH_ITEMS.includes(d.kind) && <Items kase={props.kase} draft={d} party={party} onChange={setDraft} />}
      <details>
        <summary>{say('時刻・場所・出席者・返事・訂正', 'Time, place, persons, replies, corrections')}</summary>
        <div class="row">
          {OPTIONS.filter(row => !row.kinds).map(field)}
          {!ANSWERING.includes(d.kind) && answersField}
          {d.kind !== 'withdrawal' && correctsField}
        </div>
        <Persons draft={d} onChange={setDraft} />
      </details>
      <Drop label={say('添えるファイル（メール、議事録、文書。写しを記録の中に保管します）', 'Files to keep with it (mails, minutes, letters; a copy is kept in the record)')} onFiles={files => setDraft({ ...d, files: withUnlike(d.files, files) })} />
      {d.files.length > 0 && (
        <ul>
          {d.files.map(f => (
            <li key={f.name}>
              {f.name} <button type="button" onClick={() => setDraft({ ...d, files: d.files.filter(x => x !== f) })}>{say('外す', 'Remove')}</button>
            </li>
          ))}
        </ul>
      )}
      <p class="buttons"><Button type="submit" class="main" unavailable={props.busy || !complete(d)}>{say('記録する', 'Record')}</Button>{!complete(d) && <small>{missingWords(d, say)}</small>}</p>
      <CommandLine args={[['log', CASE, 'add', ...entryArgs(d, party), '--db', STORE]]} />
    </Form>
  )
}

function Entry(props: { entry: LogEntry; onAttachment: (sha256: string, name: string) => void }) {
  const say = useSay()
  const lang = useLang()
  const { entry } = props
  const body = entry.entry
  const by = sides(say).find(([k]) => k === entry.by)?.[1]
  const told = OPTIONS.filter(row => row.option !== '--time' && body[row.key] !== undefined && body[row.key] !== '')
  const valueOf = (row: OptionRow): string => {
    const value = body[row.key]
    const choice = row.choices?.find(([k]) => k === value)
    return choice ? say(choice[1], choice[2]) : row.type === 'yen' ? yen(lang, Number(value)) : String(value)
  }
  return (
    <li class={entry.corrected_by ? 'corrected' : ''}>
      <p>
        <strong>{entry.seq}　{entry.date} {entry.time}　{kinds(say).find(([k]) => k === entry.kind)?.[1] ?? entry.kind}</strong>　{body.party_name ?? ''}　{by}　{media(say).find(([k]) => k && k === body.medium)?.[1] ?? ''}
        {entry.answers > 0 && say(`　${entry.answers}番への返事`, ` on no. ${entry.answers}`)}
        {entry.corrects > 0 && say(`　${entry.corrects}番の訂正`, ` corrects no. ${entry.corrects}`)}
        {entry.corrected_by > 0 && say(`　（${entry.corrected_by}番で訂正済み）`, ` (corrected by no. ${entry.corrected_by})`)}
      </p>
      {body.words && <p>{body.words}</p>}
      {told.length > 0 && <p>{told.map(row => `${say(row.ja, row.en).replace(/（円）|, yen/, '')}: ${valueOf(row)}`).join('　')}</p>}
      {body.persons && <p>{body.persons.map(p => [p.department, p.role, p.name].filter(Boolean).join(' ')).join('、')}</p>}
      {body.items && <p>{body.items.map(i => `${i.code}${i.before_yen || i.after_yen ? `: ${i.before_yen ?? '—'} → ${i.after_yen ?? '—'}` : ''}${i.quantity === undefined ? '' : say(`（${i.quantity}個）`, ` (${i.quantity} pieces)`)}`).join('、')}</p>}
      {(body.attachments ?? []).map(a => a.sha256 && <button key={a.sha256} onClick={() => props.onAttachment(a.sha256!, a.name ?? a.sha256!)}>{a.name}</button>)}
    </li>
  )
}

export function actsOf(log: Log, names: Map<string, string>, say: Say): Act[] {
  return log.log.filter(e => !e.corrected_by).map(e => ({
    seq: e.seq, day: new Date(e.date + 'T00:00:00Z'), lane: names.get(e.party) ?? e.entry.party_name ?? (e.party || say('社内', 'own')), kind: kinds(say).find(([k]) => k === e.kind)?.[1] ?? e.kind, side: e.by,
    words: e.entry.words ?? '',
  }))
}

/** The record of a case as the program lists it; listed anew when the record changes. */
export function useLog(doc: Doc, active = true): { log?: Log; fault: string } {
  const command = useCommand()
  const { work, fault } = useWork()
  const [log, setLog] = useState<Log>()
  useEffect(() => {
    if (!active) return
    if (!doc.kase || !doc.store) return setLog(undefined)
    void work(async () => setLog(JSON.parse((await command(['log', CASE, 'list', '--json', '--db', STORE], doc.files())).out) as Log))
  }, [active, doc.store, doc.kase?.case_id])
  return { log, fault }
}

function Proof(props: { doc: Doc; log: Log; run: (args: string[], file?: string) => Promise<void> }) {
  const say = useSay()
  const [head, setHead] = useState('')
  const more = head ? ['--head', head.trim()] : []
  return (
    <details>
      <summary>{say('書き換えられていないことを確かめる・書き出す', 'Prove that nothing was changed, export')}</summary>
      <p>{say('最後の値（ヘッド）: ', 'Head value: ')}<code class="wrap">{props.log.head}</code></p>
      <p class="help">{say('この値を議事録と一緒にその日のうちに相手へ送ると、後で書き換えていないことを示せます。', 'Send it to the other side with the minutes the same day: it shows later that nothing was rewritten.')}</p>
      <Field label={say('前に相手に渡した値（あれば）', 'A value handed out earlier, if any')}>{id => <TextInput id={id} value={head} onChange={setHead} />}</Field>
      <p class="buttons">
        <button onClick={() => void props.run(['log', CASE, 'verify', ...more, '--db', STORE])}>{say('確かめる', 'Verify')}</button>
        <button onClick={() => void props.run(['log', CASE, 'export', '--format', 'csv', '-o', 'record.csv', '--db', STORE], 'record.csv')}>{say('一覧（CSV）', 'List (CSV)')}</button>
        <button onClick={() => void props.run(['log', CASE, 'export', '--format', 'json', '-o', 'record.json', '--db', STORE], 'record.json')}>{say('確かめられる写し（JSON）', 'Copy that can be proved (JSON)')}</button>
      </p>
      <CommandLine args={[['log', CASE, 'verify', ...more, '--db', STORE]]} />
    </details>
  )
}

export function Record(props: { doc: Doc }) {
  const say = useSay()
  const lang = useLang()
  const { doc } = props
  const command = useCommand()
  const { work, fault, busy } = useWork()
  const { log, fault: unread } = useLog(doc)
  const [said, setSaid] = useState('')
  const kase = doc.kase!
  const names = new Map((kase.buyers ?? []).map(b => [b.id, b.name ?? b.id]))
  const run = (args: string[], file?: string): Promise<void> =>
    work(async () => {
      setSaid('')
      const done = await command([...args, '--lang', lang], doc.files())
      setSaid(done.out)
      if (file) download(file, done.files[file])
    })
  const add = async (args: string[], files: Files): Promise<boolean> => {
    let ok = false
    setSaid('')
    await work(async () => {
      const done = await command(['log', CASE, 'add', ...args, '--db', STORE, '--lang', lang], { ...doc.files(), ...files })
      doc.setStore(done.files[STORE])
      setSaid(done.out)
      ok = true
    })
    return ok
  }
  const bring = (files: Opened[]): Promise<void> =>
    work(async () => {
      for (const f of files) {
        const done = await command(['log', CASE, 'add', f.name, '--db', STORE, '--lang', lang], { ...doc.files(), [f.name]: f.saved })
        doc.setStore(done.files[STORE])
        setSaid(done.out)
      }
    })
  if (!kase.case_id) return <p class="warn">{say('記録には「ケースの番号」が要ります。', 'The record needs a case id.')} <button onClick={() => doc.setCase({ ...kase, case_id: newId() })}>{say('番号を付ける', 'Give it one')}</button></p>
  return (
    <section aria-label={say('協議の記録', 'Record of the talks')}>
      <h3>{say('経過', 'Timeline')}</h3>
      <Said text={unread} error />
      {log && log.log.length > 0 ? (
        <>
          <Timeline acts={actsOf(log, names, say)} />
          <ol class="entries">
            {log.log.map(e => <Entry key={e.seq} entry={e} onAttachment={(sha, name) => void run(['log', CASE, 'attachment', sha, '-o', name, '--db', STORE], name)} />)}
          </ol>
          <CommandLine args={[['log', CASE, 'list', '--db', STORE]]} />
          <Proof doc={doc} log={log} run={run} />
        </>
      ) : doc.store && !log ? (
        <p role="status">{unread ? '' : say('記録を読んでいます…', 'Reading the record…')}</p>
      ) : (
        <p>{say('まだ記録はありません。申入れ、回答、断り、面談を、その日のうちに一件ずつ記録します。', 'Nothing is recorded yet. Record each request, reply, refusal and meeting the day it happens.')}</p>
      )}
      <Said text={fault} error />
      <Said text={said} />
      <h3>{say('記録を加える', 'Record an entry')}</h3>
      <EntryForm kase={kase} log={log} busy={busy} onAdd={add} />
      <details>
        <summary>{say('まとめて記録する（.json）', 'Record many at once (.json)')}</summary>
        <Drop label={say('記録のファイル（.json）', 'File of entries (.json)')} takes={{ talks: Infinity }} onFiles={f => void bring(f)} />
      </details>
    </section>
  )
}
