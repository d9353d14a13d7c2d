// SPDX-License-Identifier: GPL-3.0-or-later
/** The supplier's door: a first answer from a handful of facts, questions that narrow it, papers to take away. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { blank, bytes, CASE, type Case, EMPTY, type Facts, factsOf, newId, parse, undivided, unknownSales, withFacts, withOpenUnmet } from './case'
import { Band, Chance, Drivers, namesOf, Shares, Years } from './charts'
import { newest } from './client'
import { type Doc, STORE } from './document'
import type { Opened } from './files'
import { DataTable, Drop, Field, Said, Select, Steps } from './parts'
import { inFileName, type PaperRow, Papers } from './papers'
import { CommandLine, Refused, useCatalog, useCommand, useWork } from './program'
import { Record } from './record'
import type { Estimate } from './results'
import { withTitles } from './schema'
import { Choices } from './supplier/choices'
import { AllFields, FactsForm } from './supplier/facts'
import { Questions } from './supplier/questions'
import { Quotes } from './supplier/quotes'
import { useLang, useSay, yen } from './words'

interface Shown {
  now: Estimate
  worst: Estimate
  before?: Estimate
  first?: Estimate
}

type Step = 'facts' | 'questions' | 'choices' | 'quotes' | 'papers' | 'record'

const TALKS = 'talks.json'
const ESTIMATE = ['estimate', CASE, '--json']

/** The estimate of the case as it stands, and of the case in which nothing that is open is done. Only the newest is shown. */
function useEstimate(kase: Case | undefined): { shown?: Shown; fault: string; busy: boolean } {
  const command = useCommand()
  const { work, fault, busy } = useWork()
  const criteria = useCatalog()?.criteria
  const [shown, setShown] = useState<Shown>()
  const latest = useRef({ command, criteria })
  latest.current = { command, criteria }
  const compute = useMemo(
    () => newest((c: Case) => work(async () => {
      const run = async (x: Case): Promise<Estimate> => JSON.parse((await latest.current.command(ESTIMATE, { [CASE]: bytes(x) })).out) as Estimate
      const ids = (latest.current.criteria ?? []).filter(k => k.level <= c.target_level).map(k => k.id)
      const told = unknownSales(c).length ? undivided(c) : c
      const [now, worst] = await Promise.all([run(told), run(withOpenUnmet(told, ids))])
      setShown(old => {
        const comparable = old && old.now.gap.level === now.gap.level && old.now.horizon_years === now.horizon_years
        return comparable ? { now, worst, before: old.now, first: old.first ?? old.now } : { now, worst }
      })
    })),
    [],
  )
  useEffect(() => {
    if (kase) compute(kase)
    else setShown(undefined)
  }, [kase, criteria])
  return { shown, fault, busy }
}

/** The first answer: what it costs, and what it means for each customer, from the answers so far to nothing being done. */
function Answer(props: { shown: Shown; kase: Case; names: Map<string, string>; unknown: string[] }) {
  const say = useSay()
  const lang = useLang()
  const { now, worst, before, first } = props.shown
  const part = (e: Estimate, id: string): string => {
    const p = e.sharing.parties.find(x => x.id === id)
    return p ? yen(lang, p.asked_annual_yen) : '—'
  }
  /** What the rounding of the estimate leaves with the firm: the customers' rows add up to the divided amount with it. */
  const dropped = (e: Estimate): number => e.sharing.parties.reduce((sum, p) => sum + (props.names.has(p.id) ? p.annual_yen - p.asked_annual_yen : 0), 0)
  const priced = (e: Estimate, id: string) => e.prices.find(x => x.buyer === id)
  const price = (e: Estimate, id: string): string => {
    const p = priced(e, id)
    return p ? say(`+${p.uplift_yen}円（${p.percent}%）`, `+${p.uplift_yen} yen (${p.percent}%)`) : '—'
  }
  return (
    <section class="answer" aria-label={say('見込み', 'Estimate')}>
      <Printed kase={props.kase} estimate={now} />
      <p class="headline">
        {say(`★${now.gap.level} の費用は ${now.horizon_years}年間で `, `★${now.gap.level} costs over ${now.horizon_years} years `)}
        <strong>{yen(lang, now.range.p10_yen)} – {yen(lang, now.range.p90_yen)}</strong>
        {say('（8割の確率で収まる幅。未回答の見込みを含む、税抜の推計）', ' (8 chances in 10, with what open answers may bring; an estimate without tax)')}
      </p>
      <p>{now.gap.unanswered ? say(`分ける年額は、今の回答から分かる分で ${yen(lang, now.sharing.annual_yen)}（未回答の${now.gap.unanswered}項目は入っていません）。未回答が全て未対応なら ${yen(lang, worst.sharing.annual_yen)}。`, `Divided a year, from the answers so far: ${yen(lang, now.sharing.annual_yen)} (the ${now.gap.unanswered} open criteria are not in it); ${yen(lang, worst.sharing.annual_yen)} if all open ones are not done.`) : say(`分ける年額 ${yen(lang, now.sharing.annual_yen)}。`, `Divided a year: ${yen(lang, now.sharing.annual_yen)}.`)}</p>
      {props.unknown.length > 0 && (
        <p class="warn">{say('年間売上高と、★を求めた取引先への売上を書くと、取引先ごとの年額と1個あたりの額が出ます。書くまでは全て自社の費用としています。', 'State your yearly sales and what each asking customer buys to see its share and yen a piece. Until then all stands as your own cost.')}</p>
      )}
      {props.unknown.length === 0 && props.names.size > 0 && (
        <DataTable
          caption={say('取引先ごと（提案、税抜）', 'For each customer: a proposal, without tax')}
          heads={[say('取引先', 'Customer'), say('今の回答で', 'Answers so far'), say('未回答が全て未対応なら', 'All open ones not done')]}
          rows={[...props.names].flatMap(([id, name]) => [
            [say(`${name}（年額）`, `${name}, a year`), part(now, id), part(worst, id)],
            ...(priced(now, id) || priced(worst, id) ? [[say(`${name}（1個あたり）`, `${name}, a piece`), price(now, id), price(worst, id)]] : []),
          ]).concat(dropped(now) || dropped(worst) ? [[say('概算の端数（月額を切りのよい額に切り捨て、自社が持つ分）', 'Rounding of the estimate, down a month, which you bear'), yen(lang, dropped(now)), yen(lang, dropped(worst))]] : [])}
        />
      )}
      <Band now={now} before={before} first={first === before ? undefined : first} />
      <p class="print-only">{now.lines.some(l => l.star) && say('制度の料金には未公表のものを含みます。', 'Fees of the scheme not published yet are among the amounts. ')}{say('金額は推計です。負担は協議のための案で、相手が受けなければならないものではありません。', 'Amounts are estimates. The division is a proposal for the talks; nobody has to accept it.')}</p>
      <p class="buttons"><button onClick={() => print()}>{say('この答えを1枚に印刷', 'Print this answer on one page')}</button></p>
      <CommandLine args={[ESTIMATE]} />
    </section>
  )
}

/** What the first answer rests on, which only the printed page has to say. */
function Printed(props: { kase: Case; estimate: Estimate }) {
  const say = useSay()
  const { kase, estimate: e } = props
  const people = kase.supplier.employees_regular
  return (
    <div class="print-only">
      <h2>{kase.supplier.name ? `${kase.supplier.name}　` : ''}{say(`★${e.gap.level} の費用の見込み`, `What ★${e.gap.level} costs`)}</h2>
      <p>{say(`${e.as_of} 現在、${e.start} から${e.horizon_years}年間。${people === undefined ? '' : `従業員 ${people}人。`}${e.gap.criteria}項目のうち、未回答 ${e.gap.unanswered}。`, `As of ${e.as_of}, ${e.horizon_years} years from ${e.start}. ${people === undefined ? '' : `${people} employees. `}${e.gap.unanswered} of ${e.gap.criteria} criteria not answered.`)}</p>
    </div>
  )
}

function paperRows(kase: Case, disclose: string, measure: string, store: boolean, say: ReturnType<typeof useSay>, lang: string): { own: PaperRow[]; buyers: { name: string; rows: PaperRow[] }[] } {
  const more = ['--lang', lang]
  const record = store ? ['--db', 'record.db'] : []
  const own: PaperRow[] = [
    { label: say('社内用の Excel（全ての計算と根拠）', 'Workbook for yourself (all calculation and sources)'), args: ['worksheet', CASE, ...record, ...more], file: say('協議資料_社内用.xlsx', 'own_workbook.xlsx'), reader: '' },
    { label: say('見積依頼書（選んだ対策）', 'Request for quotation (the measure chosen)'), args: ['quote-request', CASE, ...(measure ? ['--measure', measure] : []), ...more], file: say('見積依頼書.docx', 'request_for_quotation.docx'), reader: say('見積を頼む先', 'the vendor') },
    { label: say('先に取る三つの見積の依頼書（zip）', 'The three requests to send first (zip)'), args: ['quote-request', CASE, ...more], file: say('見積依頼書.zip', 'requests_for_quotation.zip'), reader: say('見積を頼む先', 'the vendor'), plain: true, folder: say('見積依頼書', 'requests') },
    { label: say('社内で回す質問票', 'Questionnaire to fill in'), args: ['questionnaire', '--case', CASE, ...more], file: say('質問票.xlsx', 'questionnaire.xlsx'), reader: '' },
    { label: say('求めのない取引先へのお知らせ', 'Notice to customers that asked for nothing'), args: ['letter', CASE, '--kind', 'notice', ...more], file: say('お知らせ.docx', 'notice.docx'), reader: say('取引先', 'the customer') },
    { label: say('評価基準ごとの採否の一覧（専門家の確認用）', 'Choice for each criterion, for an expert to sign off'), args: ['catalog', '--audit', CASE, ...more], file: say('採否の一覧.csv', 'audit.csv'), reader: '' },
  ]
  const buyers = (kase.buyers ?? []).map(b => {
    const name = b.name ?? b.id
    const of = inFileName(name)
    const row = (label: string, args: string[], file: string): PaperRow => ({ label: `${name}: ${label}`, args: [...args, ...more], file, reader: name })
    return {
      name,
      rows: [
        row(say('費用の資料（Excel）', 'workbook'), ['worksheet', CASE, '--view', `for:${b.id}`, '--disclose', disclose], say(`費用資料_${of}.xlsx`, `workbook_for_${of}.xlsx`)),
        row(say('協議申入書（Word）', 'letter asking for talks'), ['letter', CASE, '--buyer', b.id, '--kind', 'request'], say(`協議申入書_${of}.docx`, `letter_${of}.docx`)),
        row(say('添えるメールの文面', 'mail that goes with it'), ['letter', CASE, '--buyer', b.id, '--kind', 'mail'], say(`メール_${of}.txt`, `mail_${of}.txt`)),
        row(say('覚書の案（Word）', 'draft of the memorandum'), ['letter', CASE, '--buyer', b.id, '--kind', 'memo'], say(`覚書案_${of}.docx`, `memo_${of}.docx`)),
      ],
    }
  })
  return { own, buyers }
}

function TakeAway(props: { doc: Doc; shown: Shown; name: (id: string) => string; names: Map<string, string> }) {
  const say = useSay()
  const lang = useLang()
  const [disclose, setDisclose] = useState('category')
  const [measure, setMeasure] = useState('')
  const measures = props.shown.now.plan.measures.map(m => [m.id, props.name(m.id)] as [string, string])
  const { own, buyers } = paperRows(props.doc.kase!, disclose, measure, props.doc.store !== undefined, say, lang)
  const { now } = props.shown
  const cautions = lang === 'ja' ? now.cautions_ja : now.cautions
  const levels: [string, string][] = [['total', say('合計だけ', 'totals only')], ['category', say('分類ごと', 'by category')], ['criteria', say('評価基準ごとの回答も', 'answers by criterion as well')]]
  return (
    <section aria-label={say('資料', 'Papers')}>
      {cautions.length > 0 && (
        <>
          <h3>{say('渡す前に確かめること', 'To confirm before you hand anything over')}</h3>
          <ul>{cautions.map(c => <li key={c}>{withTitles(c, lang)}</li>)}</ul>
        </>
      )}
      <h3>{say('取引先に渡す資料', 'Papers for customers')}</h3>
      <p class="help">{say('「見る」で、その取引先に見えるものを全て確かめてから保存します。他社の名前や取引額、利益、交渉の目標は入りません。', 'Look shows all that this customer will see, before you save it. Names and figures of others, profit and targets are not in it.')}</p>
      <Field label={say('費用の資料で見せる細かさ', 'How much the workbook shows')}>{id => <Select id={id} value={disclose} choices={levels} onChange={setDisclose} />}</Field>
      {buyers.map(b => <Papers key={b.name} rows={b.rows} files={() => props.doc.files()} />)}
      <h3>{say('社内用の資料', 'Papers for yourself')}</h3>
      <Field label={say('見積を頼む対策', 'Measure to have quoted')}>{id => <Select id={id} value={measure} choices={[['', say('金額が最も大きく、見積のないもの', 'the dearest without a quotation')], ...measures]} onChange={setMeasure} />}</Field>
      <Papers rows={own} files={() => props.doc.files()} />
      <Earlier doc={props.doc} />
      <h3>{say('図', 'Pictures')}</h3>
      <div class="figures">
        <Shares estimate={now} names={props.names} />
        <Years estimate={now} />
        <Chance estimate={now} />
        <Drivers estimate={now} name={props.name} />
      </div>
    </section>
  )
}

/** What changed since an earlier case, and which lines moved the total. */
function Earlier(props: { doc: Doc }) {
  const say = useSay()
  const lang = useLang()
  const command = useCommand()
  const { work, fault } = useWork()
  const [found, setFound] = useState<{ text: string; args: string[] }>()
  const take = ([file]: Opened[]): Promise<void> =>
    work(async () => {
      const args = ['compare', file.name, CASE, '--lang', lang]
      const now = bytes(props.doc.kase!)
      // The same name as the case here would be the same file.
      const name = file.name === CASE ? 'earlier.json' : file.name
      setFound({ text: (await command(['compare', name, CASE, '--lang', lang], { [name]: file.saved, [CASE]: now })).out, args })
    })
  return (
    <>
      <h3>{say('前のケースとの違い', 'What changed since an earlier case')}</h3>
      <Drop label={say('前に保存したケース（.json）と比べる', 'Compare with a case saved earlier (.json)')} takes={{ case: 1 }} onFiles={f => void take(f)} />
      <Said text={fault} error />
      {found && <Said text={found.text} />}
      {found && <CommandLine args={[found.args]} />}
    </>
  )
}

/** Facts typed before there is a case, and from then on those of the case, which follows each change at once. */
function useFacts(kase: Case | undefined, onCase: (next: Case) => void): [Facts, (facts: Facts) => void] {
  const [facts, setFacts] = useState(EMPTY)
  useEffect(() => {
    if (kase) setFacts(factsOf(kase))
  }, [kase])
  const put = (next: Facts): void => {
    setFacts(next)
    if (kase && next.employees !== null) onCase(withFacts(kase, next))
  }
  return [facts.buyers.length ? facts : { ...facts, buyers: EMPTY.buyers }, put]
}

/** A customer asks for more than the case aims at: said at once, since the figures stop at the aim. */
function Mismatch(props: { kase: Case; names: Map<string, string>; onLevel: (level: 4) => void }) {
  const say = useSay()
  const asking = (props.kase.buyers ?? []).filter(b => (b.requested_level ?? 0) > props.kase.target_level).map(b => props.names.get(b.id) ?? b.id)
  if (!asking.length) return null
  return (
    <p class="warn">
      {say(`${asking.join('、')}が求めているのは★4です。今の見積は★3までです。`, `${asking.join(', ')} ask(s) for ★4; the estimate stops at ★3.`)}{' '}
      <button onClick={() => props.onLevel(4)}>{say('★4で見積もる', 'Estimate ★4')}</button>
    </p>
  )
}

export function Supplier(props: { doc: Doc; active: boolean }) {
  const say = useSay()
  const lang = useLang()
  const { doc } = props
  const command = useCommand()
  const catalog = useCatalog()
  const { work, fault, busy } = useWork()
  const [step, setStep] = useState<Step>('facts')
  const [facts, setFacts] = useFacts(doc.kase, c => doc.setCase(c, true))
  const [said, setSaid] = useState('')
  const { shown, fault: refused, busy: computing } = useEstimate(doc.kase)
  const name = namesOf(catalog, lang)
  const names = new Map((doc.kase?.buyers ?? []).map(b => [b.id, b.name ?? b.id]))

  const start = (): Promise<void> =>
    work(async () => {
      const { out } = await command(['new', '--level', String(facts.level), '--employees', String(facts.employees), '--lang', lang])
      doc.setCase(withFacts({ ...blank(parse(new TextEncoder().encode(out))), case_id: newId() }, facts))
      setSaid('')
    })
  /* A questionnaire, the official sheet, or the own workbook, whose record of a talk goes into the record. */
  const bring = async (table: Opened, base: Case | undefined, store: Uint8Array | undefined): Promise<void> => {
    const given = { ...(base ? { [CASE]: bytes(base) } : {}), [table.name]: table.saved }
    const done = await command(['import', table.name, '-o', CASE, '--lang', lang], given)
    const next = done.files[CASE] ? parse(done.files[CASE]) : base
    let heard = ''
    // Refused where the sheet of the record is blank or half filled, which the report above tells.
    const typed = await command(['import', table.name, '-o', CASE, '--talks', TALKS, '--lang', lang], given).then(d => d.files[TALKS], () => undefined)
    if (typed && next?.case_id) {
      const added = await command(['log', CASE, 'add', TALKS, '--db', STORE, '--lang', lang], { [CASE]: bytes(next), [TALKS]: typed, ...(store ? { [STORE]: store } : {}) })
      doc.setStore(added.files[STORE])
      heard = '\n' + added.out
    }
    if (next) doc.setCase(next.case_id ? next : { ...next, case_id: newId() })
    setSaid(done.out + heard)
  }
  const open = (files: Opened[]): Promise<void> =>
    work(async () => {
      const now = await doc.open(files, command, say)
      if (now.rest.length > 1) throw new Refused(say('回答のファイルは一つずつ選んでください。', 'Choose one file of answers at a time.'))
      if (now.rest[0]) await bring(now.rest[0], now.kase, now.store)
    })
  const steps: [Step, string][] = [
    ['facts', say('1 会社と取引先', '1 Firm and customers')], ['questions', say('2 質問', '2 Questions')], ['choices', say('3 選ぶ', '3 Choices')],
    ['quotes', say('4 見積書', '4 Quotations')], ['papers', say('5 資料', '5 Papers')], ['record', say('6 記録', '6 Record')],
  ]
  const kase = doc.kase
  return (
    <section class="door">
      <h2 tabIndex={-1}>{say('受注側：費用を見積もり、取引先への資料を作る', 'Supplier: estimate the cost, make the papers for your customers')}</h2>
      <details class="opening" open={!doc.kase}>
        <summary>{say('ファイルを開く', 'Open a file')}</summary>
        <Drop
          label={say('続きのケース（.json）、記入した質問票・公式のシート（.xlsx .ods .csv）を開く', 'Open a case (.json), a filled questionnaire or the official sheet (.xlsx, .ods, .csv)')}
          hint={say('初めてなら、下に会社と取引先のことを書くだけで最初の答えが出ます。', 'New here? Fill in the few facts below for a first answer.')} takes={{ case: 1, store: 1, table: 1, answers: 1 }} onFiles={f => void open(f)}
        />
      </details>
      <Said text={fault} error />
      {said && <details open><summary>{say('取り込んだ内容と、確かめること', 'What was read, and what to confirm')}</summary><Said text={said} /></details>}
      <Steps label={say('手順', 'Steps')} steps={steps} at={step} blocked={shown ? [] : ['questions', 'choices', 'quotes', 'papers', 'record']} onChange={setStep} />
      <div class={shown ? 'split' : ''}>
        <div class="work">
          {step === 'facts' && (
            <>
              {kase && shown && <Mismatch kase={kase} names={names} onLevel={level => doc.setCase({ ...kase, target_level: level })} />}
              <FactsForm facts={facts} begun={kase !== undefined} busy={busy} onChange={setFacts} onDone={() => (kase ? setStep('questions') : void start())} />
              {kase && <AllFields kase={kase} onChange={c => doc.setCase(c)} />}
            </>
          )}
          {kase && shown && step === 'questions' && <Questions kase={kase} estimate={shown.now} onChange={doc.setCase} />}
          {kase && shown && step === 'choices' && <Choices kase={kase} estimate={shown.now} names={names} onChange={doc.setCase} />}
          {kase && shown && step === 'quotes' && <Quotes kase={kase} estimate={shown.now} onChange={c => doc.setCase(c)} />}
          {kase && shown && step === 'papers' && <TakeAway doc={doc} shown={shown} name={name} names={names} />}
          {kase && shown && step === 'record' && props.active && <Record doc={doc} />}
        </div>
        <div class="aside" aria-busy={computing}>
          <Said text={refused} error />
          {shown && kase && <Answer shown={shown} kase={kase} names={names} unknown={unknownSales(kase)} />}
        </div>
      </div>
    </section>
  )
}
