// SPDX-License-Identifier: GPL-3.0-or-later
import { render } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Adviser } from './adviser'
import { BuyerDoor } from './buyer'
import { Broken, Engine } from './client'
import { type Doc, type SaveState, STORE, useDocument } from './document'
import { caseExample, EXAMPLE_ID, listExample, talksExample } from './examples'
import { type Opened, writesThrough } from './files'
import { keepFocus } from './focus'
import { Glossary } from './glossary'
import { Button, ExampleNote, Said } from './parts'
import { faultText, type Program, ProgramContext, StopButton, useCommand, useWork } from './program'
import type { CatalogResult } from './results'
import { Supplier } from './supplier'
import { type Lang, LangContext, useSay } from './words'

const began = performance.now()

async function unpacked(): Promise<ArrayBuffer> {
  const packed = document.getElementById('wasm')!.textContent!
  const data = Uint8Array.from(atob(packed), c => c.charCodeAt(0))
  return new Response(new Blob([data]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer()
}

/** What this browser lacks, or ''. */
function lacking(): string {
  if (typeof WebAssembly === 'undefined') return 'WebAssembly'
  return typeof DecompressionStream === 'undefined' ? 'DecompressionStream' : ''
}

type Door = 'supplier' | 'buyer' | 'adviser'

interface DoorWords {
  id: Door
  name: string
  who: string
  leaves: string
}

function doorWords(say: ReturnType<typeof useSay>): DoorWords[] {
  return [
    { id: 'supplier', name: say('受注側', 'Supplier'), who: say('★を求められ、費用を価格に反映したい', 'Asked for a star, and to put its cost into the price'), leaves: say('費用の幅、取引先ごとの年額と1個あたりの額、Excel の資料、協議申入書', 'the band of the cost, a year and a piece for each customer, workbooks, a letter') },
    { id: 'buyer', name: say('発注側', 'Buyer'), who: say('取引先の★の費用を予算にしたい', 'To budget what the stars of suppliers cost'), leaves: say('取引先ごとの費用、予算の中での支援の順、予算の資料', 'cost per supplier, the order of support under a budget, a budget workbook') },
    { id: 'adviser', name: say('助言者', 'Adviser'), who: say('協議の経過を整理し、相談・提出の資料にしたい', 'To put the talks in order for an office or a lawyer'), leaves: say('経過、確かめる点、足りない事実と聞く相手、資料一式', 'timeline, points to confirm, missing facts with whom to ask, the dossier') },
  ]
}

/** The first screen: who are you, and what you will leave with. */
function Welcome(props: { busy: boolean; onDoor: (door: Door) => void; onExample: (door: Door) => void }) {
  const say = useSay()
  return (
    <section class="welcome">
      <h2>{say('どなたですか', 'Who are you?')}</h2>
      <p>{say('★3・★4（サプライチェーン強化に向けたセキュリティ対策評価制度）に足りない対策の費用を見積もり、負担の案に分け、協議の資料を作ります。従業員数と、取引先への売上を書くだけで、五分で最初の答えが出ます。', 'Estimates what ★3 or ★4 of the SCS scheme costs, divides it, and writes the papers for the talks. A few facts give a first answer in five minutes.')}</p>
      <ul class="doors">
        {doorWords(say).map(d => (
          <li key={d.id}>
            <button onClick={() => props.onDoor(d.id)}>
              <strong>{d.name}</strong>
              <span>{d.who}</span>
              <small>{say('持ち帰るもの: ', 'You leave with: ')}{d.leaves}</small>
            </button>
          </li>
        ))}
      </ul>
      <p class="buttons">
        {say('架空の会社の例で試す: ', 'Try it with an invented firm: ')}
        {doorWords(say).map(d => <Button key={d.id} class="plain" unavailable={props.busy} onClick={() => props.onExample(d.id)}>{say(`例（${d.name}）`, `Example: ${d.name}`)}</Button>)}
      </p>
      <p class="promise">{say('このページは通信ができないように作られています。読み込んだファイルも、書いたことも、このパソコンから出ません。ブラウザの中にも残しません。', 'This page is made so that it cannot connect to anything. Files and what you type do not leave this computer, and nothing is kept in the browser.')}</p>
    </section>
  )
}

/** Save, undo, and what to do when something else changed the file. */
function DocumentBar(props: { doc: Doc }) {
  const say = useSay()
  const { doc } = props
  const [state, setState] = useState<{ what: 'kase' | 'store'; state: SaveState }>()
  const [fault, setFault] = useState('')
  const save = async (what: 'kase' | 'store', elsewhere = false): Promise<void> => {
    try {
      setFault('')
      setState({ what, state: await doc.save(what, elsewhere) })
    } catch (e) {
      setFault((e as Error).message)
    }
  }
  useEffect(() => {
    const keys = (e: KeyboardEvent): void => {
      const typing = /^(INPUT|TEXTAREA|SELECT)$/.test((e.target as HTMLElement).tagName) && (e.target as HTMLInputElement).type !== 'range'
      if (!(e.ctrlKey || e.metaKey)) return
      if (e.key === 's') (e.preventDefault(), void save('kase'))
      else if (!typing && e.key === 'z' && !e.shiftKey) (e.preventDefault(), doc.undo())
      else if (!typing && (e.key === 'y' || (e.key === 'Z' && e.shiftKey))) (e.preventDefault(), doc.redo())
    }
    addEventListener('keydown', keys)
    return () => removeEventListener('keydown', keys)
  })
  if (!doc.kase && !doc.store) return null
  const words: Record<SaveState, string> = {
    saved: say('保存しました。', 'Saved.'), downloaded: say('ダウンロードしました。続きをするときは、そのファイルを開いてください。', 'Downloaded. Open that file to go on later.'),
    changed: say('ほかで変更されたため、上書きしていません。', 'Changed elsewhere: not overwritten.'), cancelled: '',
  }
  return (
    <div class="bar" role="region" aria-label={say('保存', 'Saving')}>
      {doc.kase && <button class={doc.unsaved.kase ? 'main' : ''} onClick={() => void save('kase')}>{say('ケースを保存', 'Save the case')}{doc.unsaved.kase ? say('（未保存）', ' (unsaved)') : ''}</button>}
      {doc.store && <button class={doc.unsaved.store ? 'main' : ''} onClick={() => void save('store')}>{say('記録を保存', 'Save the record')}{doc.unsaved.store ? say('（未保存）', ' (unsaved)') : ''}</button>}
      <Button unavailable={!doc.canUndo} onClick={doc.undo}>{say('元に戻す', 'Undo')}</Button>
      <Button unavailable={!doc.canRedo} onClick={doc.redo}>{say('やり直す', 'Redo')}</Button>
      <span role="status">
        {doc.kase ? doc.caseFile.name : ''} {state ? words[state.state] : ''}
      </span>
      {state?.state === 'changed' && (
        <span role="alert">
          <button onClick={() => void save(state.what, true)}>{say('別の名前で保存', 'Save under another name')}</button>{' '}
          <button onClick={() => void doc.reload(state.what).then(() => setState(undefined))}>{say('ディスクの方を開く', 'Open what is on the disk')}</button>
        </span>
      )}
      {fault && <span role="alert">{fault}</span>}
      {!writesThrough() && <small>{say('このブラウザでは「保存」はダウンロードになります。', 'In this browser saving is a download.')}</small>}
    </div>
  )
}

function Doors(props: { doc: Doc; line: string; onListUnsaved: (unsaved: boolean) => void }) {
  const say = useSay()
  const [door, setDoor] = useState<Door>()
  const [round, setRound] = useState(0)
  const [list, setList] = useState<Opened[]>()
  const command = useCommand()
  const { work, fault, busy } = useWork()
  const place = useRef<HTMLElement>(null)
  const enter = (to: Door): void => {
    setDoor(to)
    // The button that was pressed is gone: what opens is named to whoever cannot see it, and Tab goes on from there.
    requestAnimationFrame(() => place.current?.querySelector<HTMLElement>('main > div:not([hidden]) h2')?.focus())
  }
  /** An example is opened as the person's own files would be. */
  const tryExample = (to: Door): Promise<void> =>
    work(async () => {
      if (to === 'buyer') {
        setList([listExample()])
        setRound(round + 1)
      } else {
        const kase = caseExample(), talks = talksExample()
        const made = to === 'adviser' ? (await command(['log', kase.name, 'add', talks.name, '--db', STORE], { [kase.name]: kase.saved, [talks.name]: talks.saved })).files : {}
        await props.doc.open([kase, ...(made[STORE] ? [{ name: STORE, role: 'store' as const, saved: made[STORE] }] : [])], command, say)
      }
      enter(to)
    })
  /** What stands on the screens goes, and the same door is empty again. */
  const begin = (): void => {
    props.doc.close()
    setList(undefined)
    setRound(round + 1)
  }
  return (
    <>
      {door && (
        <nav class="main-nav" aria-label={say('入口', 'Doors')}>
          {doorWords(say).map(d => (
            <button key={d.id} aria-current={door === d.id ? 'page' : undefined} onClick={() => setDoor(d.id)}>{d.name}</button>
          ))}
        </nav>
      )}
      {door !== 'buyer' && <DocumentBar doc={props.doc} />}
      <div class="progress"><span role="status">{props.line}</span> <StopButton busy={props.line !== ''} /></div>
      <main ref={place}>
        {!door && <Welcome busy={busy} onDoor={enter} onExample={to => void tryExample(to)} />}
        <Said text={fault} error />
        {door && door !== 'buyer' && props.doc.kase?.case_id === EXAMPLE_ID && <ExampleNote onClose={begin} />}
        <div hidden={door !== 'supplier'} key={`supplier ${round}`}><Supplier doc={props.doc} active={door === 'supplier'} /></div>
        <div hidden={door !== 'buyer'} key={`buyer ${round}`}><BuyerDoor given={list} onUnsaved={props.onListUnsaved} onClose={begin} /></div>
        <div hidden={door !== 'adviser'} key={`adviser ${round}`}><Adviser doc={props.doc} active={door === 'adviser'} onSupplier={() => enter('supplier')} /></div>
      </main>
    </>
  )
}

function Foot() {
  const say = useSay()
  return (
    <footer>
      <p>{say('星割は GPL-3.0 以降で配布される自由なソフトウェアです。無保証です。金額は推計で、制度の料金には未公表のものを含みます。法的な助言ではありません。', 'hoshiwari is free software under GPL-3.0 or later, without warranty. Amounts are estimates and include fees not published yet. It is no legal advice.')}</p>
      <Glossary />
      <details>
        <summary>{say('このファイルが本物か確かめる', 'Is this file the real one?')}</summary>
        <p>{say('配布元が公表する SHA-256 と、次の命令が出す値を比べます。', 'Compare the SHA-256 that its source publishes with what these commands print.')}</p>
        <p>Windows: <code>certutil -hashfile hoshiwari.html SHA256</code><br />macOS: <code>shasum -a 256 hoshiwari.html</code><br />Linux: <code>sha256sum hoshiwari.html</code></p>
      </details>
      <details>
        <summary>{say('含まれるソフトウェアと使用許諾', 'Software in this page and its licences')}</summary>
        <pre tabIndex={0}>{document.getElementById('licences')!.textContent}</pre>
      </details>
    </footer>
  )
}

/** Names of everything, once: the first command, which also shows whether the engine runs in this browser. */
function useCatalogOnce(engine: Engine): { catalog?: CatalogResult; fault?: unknown } {
  const [state, setState] = useState<{ catalog?: CatalogResult; fault?: unknown }>({})
  useEffect(() => {
    const work = async (): Promise<void> => {
      const done = await engine.run(['catalog', '--json'], {}, 'ja')
      if (done.exit) throw new Broken('start', done.err)
      setState({ catalog: JSON.parse(done.out) as CatalogResult })
    }
    work().catch((fault: unknown) => setState({ fault }))
  }, [])
  return state
}

function EngineFault(props: { fault: unknown }) {
  return <Said text={faultText(props.fault, useSay())} error />
}

function Page(props: { engine: Engine }) {
  const [lang, setLang] = useState<Lang>('ja')
  const [line, setLine] = useState('')
  const [listUnsaved, setListUnsaved] = useState(false)
  const doc = useDocument()
  const { catalog, fault } = useCatalogOnce(props.engine)
  const unsaved = doc.unsaved.kase || doc.unsaved.store || listUnsaved
  useEffect(() => void (document.documentElement.lang = lang), [lang])
  useEffect(() => {
    const ask = (e: BeforeUnloadEvent): void => void (unsaved && e.preventDefault())
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [unsaved])
  // A file dropped beside its place must not take the page away.
  useEffect(() => {
    const keep = (e: DragEvent): void => e.preventDefault()
    for (const name of ['dragover', 'drop'] as const) addEventListener(name, keep)
  }, [])
  const program: Program = { engine: props.engine, catalog, report: setLine }
  return (
    <LangContext.Provider value={lang}>
      <ProgramContext.Provider value={program}>
        <header class="top">
          <h1>星割 <span lang="en">hoshiwari</span></h1>
          <button class="lang" lang={lang === 'ja' ? 'en' : 'ja'} onClick={() => setLang(lang === 'ja' ? 'en' : 'ja')}>{lang === 'ja' ? 'English' : '日本語'}</button>
        </header>
        {fault !== undefined && <EngineFault fault={fault} />}
        <Doors doc={doc} line={line} onListUnsaved={setListUnsaved} />
        <Foot />
      </ProgramContext.Provider>
    </LangContext.Provider>
  )
}

async function start(): Promise<void> {
  const place = document.getElementById('app')!
  const lacks = lacking()
  if (lacks) {
    place.textContent = `このブラウザには ${lacks} がないため動きません。Edge・Chrome 103以上、Firefox 113以上、Safari 16.4以上で開いてください。 This browser has no ${lacks}; open the page in Edge or Chrome 103, Firefox 113, Safari 16.4 or newer.`
    return
  }
  let wasm: ArrayBuffer
  try {
    wasm = await unpacked()
  } catch {
    place.textContent = 'このファイルは途中で切れているか、書き換えられています。もう一度入手してください。 This file is cut short or altered: get it again.'
    return
  }
  keepFocus()
  const engine = new Engine(document.getElementById('worker')!.textContent!, wasm)
  place.replaceChildren()
  render(<Page engine={engine} />, place)
  await engine.open().catch(() => undefined) // the page tells it
  document.body.dataset.ready = String(Math.round(performance.now() - began))
}

void start()
