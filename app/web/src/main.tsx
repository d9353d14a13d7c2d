// SPDX-License-Identifier: GPL-3.0-or-later
import { render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Adviser } from './adviser'
import { BuyerDoor } from './buyer'
import { Engine } from './client'
import { Supplier } from './supplier'
import { type Lang, LangContext, useSay } from './words'

const began = performance.now()

async function module(): Promise<ArrayBuffer> {
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

function Doors(props: { engine: Engine; onUnsaved: (unsaved: boolean) => void }) {
  const say = useSay()
  const [door, setDoor] = useState<Door>('supplier')
  const [line, setLine] = useState('')
  const doors: [Door, string][] = [
    ['supplier', say('受注側', 'Supplier')],
    ['buyer', say('発注側', 'Buyer')],
    ['adviser', say('助言者', 'Adviser')],
  ]
  return (
    <>
      <nav aria-label={say('入口', 'Doors')}>
        {doors.map(([id, word]) => (
          <button key={id} aria-current={door === id ? 'page' : undefined} onClick={() => setDoor(id)}>
            {word}
          </button>
        ))}
      </nav>
      <p class="progress" role="status">{line}</p>
      <main>
        <div hidden={door !== 'supplier'}><Supplier engine={props.engine} onUnsaved={props.onUnsaved} report={setLine} /></div>
        <div hidden={door !== 'buyer'}><BuyerDoor engine={props.engine} report={setLine} /></div>
        <div hidden={door !== 'adviser'}><Adviser engine={props.engine} onUnsaved={props.onUnsaved} report={setLine} /></div>
      </main>
    </>
  )
}

function Foot() {
  const say = useSay()
  return (
    <footer>
      <p>{say('星割は GPL-3.0 以降で配布される自由なソフトウェアです。無保証です。金額は見積であり、制度の料金には未公表の推計を含みます。法的な助言ではありません。', 'hoshiwari is free software under GPL-3.0 or later, without warranty. Amounts are estimates and include fees not published yet. It is no legal advice.')}</p>
      <details>
        <summary>{say('含まれるソフトウェアと使用許諾', 'Software in this page and its licences')}</summary>
        <pre tabIndex={0}>{document.getElementById('licences')!.textContent}</pre>
      </details>
    </footer>
  )
}

function Page(props: { engine: Engine }) {
  const [lang, setLang] = useState<Lang>('ja')
  const [unsaved, setUnsaved] = useState(false)
  useEffect(() => void (document.documentElement.lang = lang), [lang])
  useEffect(() => {
    const ask = (e: BeforeUnloadEvent): void => void (unsaved && e.preventDefault())
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [unsaved])
  return (
    <LangContext.Provider value={lang}>
      <header>
        <h1>星割 <span lang="en">hoshiwari</span></h1>
        <button class="lang" lang={lang === 'ja' ? 'en' : 'ja'} onClick={() => setLang(lang === 'ja' ? 'en' : 'ja')}>{lang === 'ja' ? 'English' : '日本語'}</button>
      </header>
      <Doors engine={props.engine} onUnsaved={setUnsaved} />
      <Foot />
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
  const engine = new Engine(document.getElementById('worker')!.textContent!, await module())
  place.replaceChildren()
  render(<Page engine={engine} />, place)
  await engine.open()
  document.body.dataset.ready = String(Math.round(performance.now() - began))
  // For the tests, which compare files with the native program's.
  Object.assign(window, { hoshiwariEngine: engine })
}

void start()
