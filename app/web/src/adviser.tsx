// SPDX-License-Identifier: GPL-3.0-or-later
/** The adviser's door: timeline of acts, findings beside what they rest on, what is missing with whom to ask, the dossier. */
import { useEffect, useState } from 'preact/hooks'
import { type Buyer, bytes, type Case, CASE, parse, valueAt, withValue } from './case'
import { type Doc, STORE } from './document'
import { type Opened, withUnlike } from './files'
import { SchemaField } from './form'
import { Drop, Field, Said, Select, Steps, TextInput } from './parts'
import { inFileName, type PaperRow, Papers } from './papers'
import { CommandLine, Refused, useCommand, useWork } from './program'
import { kinds, Record, useLog } from './record'
import type { Check, Finding, LogEntry, Verdict } from './results'
import { schemaOf, titleOf } from './schema'
import { useLang, useSay, type Say } from './words'

type Step = 'acts' | 'checks' | 'missing' | 'dossier'

const confidenceWord = (c: string, say: Say): string => ({ high: say('高', 'high'), medium: say('中', 'medium'), low: say('低', 'low') })[c] ?? c

function verdictWords(say: Say): Record<Verdict, string> {
  return {
    ok: say('確認した範囲で指摘なし', 'nothing found within what was looked at'),
    attention: say('注意', 'attention'),
    possible_problem: say('問題の可能性', 'possible problem'),
    missing_facts: say('事実の不足', 'facts missing'),
    not_applicable: say('該当しない', 'does not apply'),
  }
}

/** Findings follow the case and the record. */
function useCheck(doc: Doc, active: boolean): { check?: Check; fault: string; args: string[] } {
  const command = useCommand()
  const { work, fault } = useWork()
  const [check, setCheck] = useState<Check>()
  const args = ['check', CASE, '--json', ...(doc.store ? ['--db', STORE] : [])]
  useEffect(() => {
    if (!active) return
    if (doc.kase) void work(async () => setCheck(JSON.parse((await command(args, doc.files())).out) as Check))
    else setCheck(undefined)
  }, [active, doc.kase, doc.store])
  return { check, fault, args }
}

/** Findings that say the same of several acts or transactions are one to whoever reads them; the facts of all stand with it. */
export function together(findings: Finding[]): { finding: Finding; times: number }[] {
  const made = new Map<string, { finding: Finding; times: number }>()
  for (const f of findings) {
    const key = JSON.stringify([f.rule, f.finding, f.confirm])
    const old = made.get(key)
    made.set(key, { finding: old ? { ...old.finding, facts: [...old.finding.facts, ...f.facts] } : f, times: (old?.times ?? 0) + 1 })
  }
  return [...made.values()]
}

function FindingView(props: { finding: Finding; times: number; check: Check; log: LogEntry[] }) {
  const say = useSay()
  const lang = useLang()
  const { finding: f, check } = props
  const factName = (id: string): string => check.fact_names.find(x => x.fact === id)?.name[lang] ?? id
  const acts = [...new Set(f.facts.flatMap(x => x.seq ?? []))].flatMap(seq => props.log.find(e => e.seq === seq) ?? [])
  const kindWord = (e: LogEntry): string => kinds(say).find(([k]) => k === e.kind)?.[1] ?? e.kind
  const value = (v: unknown): string => (v === true ? say('はい', 'yes') : v === false ? say('いいえ', 'no') : v === undefined || v === null ? say('不明', 'not known') : typeof v === 'number' ? v.toLocaleString('ja-JP') : String(v))
  return (
    <li class={`finding ${f.result}`}>
      <p><strong>{verdictWords(say)[f.result]}</strong>　{f.name[lang]}　<small>{f.rule}{props.times > 1 ? say(`（${props.times}件）`, `, ${props.times} times`) : ''}</small></p>
      {f.finding && <p>{f.finding[lang]}</p>}
      {acts.length > 0 && (
        <p class="acts">{say('この記録から: ', 'From: ')}{acts.map(e => say(`${e.seq}番 ${e.date} ${kindWord(e)}「${e.entry.words ?? ''}」`, `no. ${e.seq}, ${e.date}, ${kindWord(e)}: ${e.entry.words ?? ''}`)).join(say('、', '; '))}</p>
      )}
      {f.confirm && <p>{say('確かめること: ', 'To confirm: ')}{f.confirm[lang]}</p>}
      {f.with && f.with.length > 0 && <p>{say('相談・確認の相手: ', 'With: ')}{f.with.map(w => check.contacts.find(c => c.id === w)?.name[lang] ?? w).join('、')}</p>}
      <details>
        <summary>{say('見た事実と根拠', 'Facts and what it rests on')}</summary>
        <ul>{f.facts.map((x, i) => <li key={`${x.fact} ${i}`}>{factName(x.fact)}: {value(x.value)}{x.seq ? say(`（記録 ${x.seq}番）`, ` (no. ${x.seq})`) : ''}</li>)}</ul>
        <p>{[f.statute[lang], f.paper[lang]].filter(Boolean).join(say('、', '; '))}　{say('確度', 'confidence')} {confidenceWord(f.confidence, say)}{f.inferred ? say('（推論）', ' (inferred)') : ''}</p>
      </details>
    </li>
  )
}

/** The program names where in the file a fact is stated; on the page it has a field of its own under "Missing facts". */
export const withoutPaths = (text: string): string => text.replace(/\s?[（(][a-z_]+(\[\d*\])?(\.[a-z_]+(\[\d*\])?)+[）)]/g, '')

function Checks(props: { check: Check; buyer: string; log: LogEntry[] }) {
  const say = useSay()
  const lang = useLang()
  const of = props.check.buyers.find(b => b.buyer === props.buyer)
  const words = verdictWords(say)
  if (!of) return null
  const order: Verdict[] = ['possible_problem', 'attention']
  return (
    <section aria-label={say('確認', 'Checks')}>
      <p class="warn">{say('事実を整理したもので、法的な評価ではありません。判断は所管機関・弁護士によります。', 'Facts put in order, not a legal assessment; judgement is for the authority or a lawyer.')}</p>
      <ul class="counts">
        {(Object.keys(words) as Verdict[]).map(v => (
          <li key={v} class={v}>{words[v]} <strong>{of.counts[v]}</strong></li>
        ))}
      </ul>
      <h3>{say('取引ごとの適用範囲', 'Scope by transaction')}</h3>
      <ul>{of.scope.map((s, i) => <li key={i}>{withoutPaths(s.words[lang])}</li>)}</ul>
      <h3>{say('確かめること', 'What to look at')}</h3>
      {order.every(v => !of.counts[v]) && <p>{say('「問題の可能性」「注意」はありません。', 'No possible problem and no attention.')}</p>}
      <ul class="findings">
        {order.flatMap(v => together(of.findings.filter(f => f.result === v))).map((f, i) => <FindingView key={`${f.finding.rule}${i}`} {...f} check={props.check} log={props.log} />)}
      </ul>
      <CommandLine args={[['check', CASE, '--buyer', props.buyer]]} />
    </section>
  )
}

/** Where a fact is stated: in the buyer, in its first transaction, or in the case. */
function placeOf(kase: Case, buyer: Buyer, stated: string): { schema: string; value: unknown; put: (value: unknown) => Case } {
  const root = stated.split('.')[0]
  const index = kase.buyers!.indexOf(buyer)
  const replaced = (b: Buyer): Case => ({ ...kase, buyers: kase.buyers!.map((x, i) => (i === index ? b : x)) })
  if (stated.startsWith('transactions[].')) {
    const key = stated.slice('transactions[].'.length)
    const [first, ...rest] = buyer.transactions ?? [{}]
    const put = (v: unknown): Case => replaced({ ...buyer, transactions: [withValue(first as unknown as Case, key, v) as unknown as typeof first, ...rest] })
    return { schema: `buyers.transactions.${key}`, value: valueAt(first, key), put }
  }
  if (['supplier', 'plan', 'price', 'sharing', 'prepared_by', 'as_of'].includes(root)) return { schema: stated, value: valueAt(kase, stated), put: v => withValue(kase, stated, v) }
  return { schema: `buyers.${stated}`, value: valueAt(buyer, stated), put: v => replaced(withValue(buyer as unknown as Case, stated, v) as unknown as Buyer) }
}

function Missing(props: { check: Check; kase: Case; buyer: Buyer; onChange: (next: Case) => void }) {
  const say = useSay()
  const lang = useLang()
  const { check, kase, buyer } = props
  const of = check.buyers.find(b => b.buyer === buyer.id)
  const missing = new Set((of?.findings ?? []).filter(f => f.result === 'missing_facts').flatMap(f => f.missing))
  const facts = check.fact_names.filter(f => missing.has(f.fact))
  const groups = check.contacts.map(c => ({ contact: c, facts: facts.filter(f => f.ask === c.id) })).filter(g => g.facts.length)
  return (
    <section aria-label={say('足りない事実', 'Missing facts')}>
      <h3>{say(`足りない事実 ${facts.length}件（分かったものから書くと、確認が進みます）`, `${facts.length} facts are missing: state what you learn, and the checks go on`)}</h3>
      {groups.map(g => (
        <fieldset key={g.contact.id}>
          <legend>{say(`${g.contact.name.ja}に聞く`, `Ask ${g.contact.name.en}`)}</legend>
          {g.facts.map(f => {
            const place = placeOf(kase, buyer, f.stated_in)
            const node = schemaOf(place.schema)
            const rules = of!.findings.filter(x => x.missing.includes(f.fact)).map(x => say(`${x.name.ja}（${x.rule}）`, `${x.name.en} (${x.rule})`))
            return (
              <div key={f.fact} class="missing">
                {node && (titleOf(node, lang) !== f.name[lang]) && <p>{f.name[lang]}</p>}
                <SchemaField path={place.schema} value={place.value} onChange={v => props.onChange(place.put(v))} />
                <details class="command">
                  <summary>{say(`この事実を待つ確認 ${new Set(rules).size}件`, `${new Set(rules).size} check(s) wait for it`)}</summary>
                  {[...new Set(rules)].join(say('、', '; '))}
                </details>
              </div>
            )
          })}
        </fieldset>
      ))}
    </section>
  )
}

function DossierForm(props: { doc: Doc; buyer: Buyer }) {
  const say = useSay()
  const lang = useLang()
  const [by, setBy] = useState('')
  const [capacity, setCapacity] = useState('')
  const [disclose, setDisclose] = useState('category')
  const [pending, setPending] = useState('')
  const [asks, setAsks] = useState('')
  const [notify, setNotify] = useState('')
  const [named, setNamed] = useState('')
  const [margin, setMargin] = useState(false)
  const [files, setFiles] = useState<Opened[]>([])
  const node = schemaOf('prepared_by.capacity')!
  const capacities = [['', say('未記入', 'not stated')], ...Object.entries(node['x-choices']!).map(([k, w]) => [k, w[lang]])] as [string, string][]
  const wishes: [string, string][] = [['', say('未記入', 'not stated')], ['yes', say('はい', 'yes')], ['no', say('いいえ', 'no')]]
  const { buyer, doc } = props
  const args = [
    'dossier', CASE, '--buyer', buyer.id, ...(doc.store ? ['--db', STORE] : []), ...(by ? ['--prepared-by', by] : []), ...(capacity ? ['--capacity', capacity] : []), ...(pending ? ['--pending', pending] : []), ...(notify ? ['--notify', notify] : []), ...(named ? ['--name-told', named] : []), ...(margin ? ['--with-margin'] : []),
    '--disclose', disclose, ...asks.split('\n').map(a => a.trim()).filter(Boolean).flatMap(a => ['--ask', a]), ...files.flatMap(f => ['--attach', f.name]), '--lang', lang,
  ]
  const given = () => ({ ...doc.files(), ...Object.fromEntries(files.map(f => [f.name, f.saved])) })
  const reader = say('提出・相談の相手', 'the office it goes to')
  const of = inFileName(buyer.name ?? buyer.id)
  const book = say(`提出用_${of}.xlsx`, `filing_${of}.xlsx`)
  const exhibits = say('証拠の写し', 'exhibits')
  const rows: PaperRow[] = [
    { label: say('提出用（Word）', 'For filing (Word)'), args, file: say(`提出用_${of}.docx`, `filing_${of}.docx`), reader },
    { label: say('提出用（Excel、同じ内容）', 'For filing (workbook, the same content)'), args, file: book, reader },
    { label: say('作業用（Excel、自社の弱み・足りない事実・すること。提出しません）', 'To work with (workbook: own weaknesses, open points, to-dos; not for filing)'), args: [...args, '--set', 'work'], file: say(`作業用_${of}.xlsx`, `work_${of}.xlsx`), reader: '' },
    { label: say('証拠の写し一式（番号を付けた写しと一覧、zip）', 'Exhibits: numbered copies with their list (zip)'), args: [...args, '--exhibits', exhibits], file: say(`証拠の写し_${of}.zip`, `exhibits_${of}.zip`), reader, plain: true, folder: exhibits, beside: book },
  ]
  return (
    <section aria-label={say('資料一式', 'Dossier')}>
      <h3>{say(`${buyer.name ?? buyer.id}との経過の資料`, `Dossier on ${buyer.name ?? buyer.id}`)}</h3>
      {!doc.store && <p class="warn">{say('協議の記録がないので、ケースに書かれたことだけになります。', 'There is no record of the talks: only what the case states goes in.')}</p>}
      <div class="row">
        <Field label={say('作成者の名前', 'Prepared by')}>{id => <TextInput id={id} value={by} onChange={setBy} />}</Field>
        <Field label={titleOf(node, lang)}>{id => <Select id={id} value={capacity} choices={capacities} onChange={setCapacity} />}</Field>
        <Field label={say('ほかの機関・訴訟への係属', 'Pending elsewhere')}>{id => <TextInput id={id} value={pending} onChange={setPending} />}</Field>
        <Field label={say('費用を示す細かさ', 'How finely costs are shown')}>
          {id => <Select id={id} value={disclose} choices={[['total', say('総額', 'total')], ['category', say('明細', 'lines')], ['criteria', say('数量と単価も', 'quantities and prices as well')]] as [string, string][]} onChange={setDisclose} />}
        </Field>
      </div>
      <div class="row">
        <Field label={say('結果の通知', 'Notice of the outcome')}>{id => <Select id={id} value={notify} choices={wishes} onChange={setNotify} />}</Field>
        <Field label={say('相手に名前を知らせてよいか', 'May the other side be told the name')}>{id => <Select id={id} value={named} choices={wishes} onChange={setNamed} />}</Field>
        <label class="tick"><input type="checkbox" checked={margin} onChange={e => setMargin(e.currentTarget.checked)} /> {say('利益率への影響の表を加える（決算の数字が入ります）', 'Add the table on the margin (shows the accounts)')}</label>
      </div>
      <Field label={say('加えて求めること（1行に一つ）', 'What else is asked for, one a line')}>{id => <TextInput id={id} long value={asks} onChange={setAsks} />}</Field>
      <Drop label={say('添えるファイル（SHA-256 を一覧に載せます）', 'Files to enclose (listed with their SHA-256)')} onFiles={f => setFiles(withUnlike(files, f))} />
      {files.length > 0 && <ul>{files.map(f => <li key={f.name}>{f.name} <button onClick={() => setFiles(files.filter(x => x !== f))}>{say('外す', 'Remove')}</button></li>)}</ul>}
      <Papers rows={rows} files={given} />
      <p class="help">{say('写しの PDF に「甲1」などの番号を各ページに印字したものと、一冊にまとめた PDF は、このページでは作れません（必要な部品を含まないため）。パソコンに入れた hoshiwari で、上の「証拠の写し一式」の命令を実行すると作られます。', 'PDF copies with their number on each page, and the one bundle of them, are not made by this page, which lacks the parts: the command of the exhibits above makes them with hoshiwari installed on a computer.')}</p>
    </section>
  )
}

export function Adviser(props: { doc: Doc; active: boolean; onSupplier: () => void }) {
  const say = useSay()
  const { doc } = props
  const command = useCommand()
  const { work, fault } = useWork()
  const [step, setStep] = useState<Step>('acts')
  const [chosen, setChosen] = useState('')
  const [said, setSaid] = useState('')
  const lang = useLang()
  const { check, fault: refused } = useCheck(doc, props.active)
  const { log } = useLog(doc, props.active)
  const buyers = doc.kase?.buyers ?? []
  const buyer = buyers.find(b => b.id === chosen) ?? buyers[0]
  const open = (files: Opened[]): Promise<void> =>
    work(async () => {
      const now = await doc.open(files, command, say)
      const filled = now.rest
      if (filled.length && !now.kase) throw new Refused(say('記入した資料は、ケース（.json）と一緒に選んでください。', 'Choose a filled paper together with its case (.json).'))
      let kase = now.kase
      for (const f of filled) {
        const done = await command(['import', f.name, '-o', CASE, '--lang', lang], { [CASE]: bytes(kase!), [f.name]: f.saved })
        if (done.files[CASE]) doc.setCase((kase = parse(done.files[CASE])))
        setSaid(done.out)
      }
    })
  const steps: [Step, string][] = [['acts', say('1 経過と記録', '1 Acts')], ['checks', say('2 確認', '2 Checks')], ['missing', say('3 足りない事実', '3 Missing facts')], ['dossier', say('4 資料一式', '4 Dossier')]]
  return (
    <section class="door">
      <h2 tabIndex={-1}>{say('助言者：経過を記録し、資料にまとめる', 'Adviser: keep the record, put it into a dossier')}</h2>
      <details open={!doc.kase}>
        <summary>{say('ファイルを開く', 'Open files')}</summary>
        <Drop label={say('ケース（.json）と協議の記録（.db）を開く', 'Open the case (.json) and the record (.db)')} hint={say('ケースは「受注側」で作れます。開いているケースはそのまま使えます。空欄を埋めた提出用・社内用の Excel は、ケースに取り込みます。', 'A case is made at the supplier’s door; the one that is open is used here. A workbook whose blanks were filled in comes back into the case.')} takes={{ case: 1, store: 1, answers: 1, table: Infinity }} onFiles={f => void open(f)} />
        {!doc.kase && <p class="buttons"><button onClick={props.onSupplier}>{say('ケースがまだなければ、「受注側」で作る', 'No case yet? Make one at the supplier’s door')}</button></p>}
      </details>
      <Said text={fault} error />
      {said && <details open><summary>{say('取り込んだ内容と、確かめること', 'What was read, and what to confirm')}</summary><Said text={said} /></details>}
      {doc.kase && buyer && (
        <>
          <div class="row">
            <Field label={say('どの取引先について', 'About which customer')}>{id => <Select id={id} value={buyer.id} choices={buyers.map(b => [b.id, b.name ?? b.id] as [string, string])} onChange={setChosen} />}</Field>
          </div>
          <Steps label={say('手順', 'Steps')} steps={steps} at={step} onChange={setStep} />
          <Said text={refused} error />
          {step === 'acts' && props.active && <Record doc={doc} />}
          {step === 'checks' && check && <Checks check={check} buyer={buyer.id} log={log?.log ?? []} />}
          {step === 'missing' && check && <Missing check={check} kase={doc.kase} buyer={buyer} onChange={c => doc.setCase(c)} />}
          {step === 'dossier' && <DossierForm key={buyer.id} doc={doc} buyer={buyer} />}
        </>
      )}
      {doc.kase && !buyer && <p class="warn">{say('このケースには取引先がありません。', 'This case has no customer.')}</p>}
    </section>
  )
}
