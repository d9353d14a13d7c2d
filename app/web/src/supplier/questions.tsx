// SPDX-License-Identifier: GPL-3.0-or-later
/** Questions in the order of the yen that hang on them; each answer narrows the band beside them. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { answerOf, type Case, type Status, withAnswer, withValue } from '../case'
import { Select, Slider } from '../parts'
import { useCatalog } from '../program'
import type { Criterion, Estimate, Question } from '../results'
import { type Say, useLang, useSay, yen } from '../words'
import { FirmFacts } from './facts'

export function statusWords(say: Say): [Status, string][] {
  return [
    ['met', say('できている', 'done')],
    ['partial', say('一部できている', 'partly done')],
    ['unmet', say('できていない', 'not done')],
    ['not_applicable', say('該当しない', 'does not apply')],
    ['withheld', say('回答を控える', 'withheld')],
    ['unanswered', say('未回答', 'not answered')],
  ]
}

function Remaining(props: { kase: Case; id: string; onChange: (next: Case, drag: boolean) => void }) {
  const say = useSay()
  const at = answerOf(props.kase, props.id).remaining
  return (
    <Slider
      label={say('残っている割合', 'Left to do')} min={0} max={100} step={5} value={at === undefined ? 50 : Math.round(at * 100)}
      text={at === undefined ? say('未記入（半分とみなす）', 'not stated (taken as half)') : `${Math.round(at * 100)}%`}
      onInput={v => props.onChange(withAnswer(props.kase, props.id, 'partial', v / 100), true)}
    />
  )
}

/** The question on which most hangs. Focus stays on the card, so that a row of answers can be given from the keyboard. */
function Card(props: { question: Question; criterion: Criterion; kase: Case; onAnswer: (status: Status) => void; onRemaining: (next: Case, drag: boolean) => void; onSkip: () => void }) {
  const say = useSay()
  const lang = useLang()
  const { question, criterion } = props
  const box = useRef<HTMLHeadingElement>(null)
  const first = useRef(true)
  useEffect(() => {
    if (!first.current) box.current?.focus()
    first.current = false
  }, [criterion.id])
  return (
    <article class="card">
      <p class="stake">{say('この回答にかかる額: ', 'Hangs on this answer: ')}<strong>{yen(lang, question.horizon_yen)}</strong></p>
      <h4 ref={box} tabIndex={-1}>{criterion.id}　{criterion.summary[lang]}</h4>
      <p class="help">{criterion.requirement[lang]}</p>
      {question.ask === 'remaining' ? (
        <Remaining kase={props.kase} id={criterion.id} onChange={props.onRemaining} />
      ) : (
        <p class="buttons">
          {statusWords(say).slice(0, 5).map(([status, word]) => (
            <button key={status} onClick={() => props.onAnswer(status)}>{word}</button>
          ))}
        </p>
      )}
      <p class="buttons"><button class="plain" onClick={props.onSkip}>{say('分からない・あとで答える', 'Not known yet, later')}</button></p>
    </article>
  )
}

function AllAnswers(props: { kase: Case; criteria: Criterion[]; categories: string[]; onChange: (next: Case, drag?: boolean) => void }) {
  const say = useSay()
  const lang = useLang()
  const choices = statusWords(say)
  return (
    <>
      {props.categories.map((name, i) => (
        <details key={name}>
          <summary>{name}</summary>
          <ul class="questions">
            {props.criteria.filter(c => c.category === i + 1).map(c => {
              const answer = answerOf(props.kase, c.id)
              return (
                <li key={c.id}>
                  <span id={`q-${c.id}`}>{c.id}　{c.summary[lang]}</span>
                  <Select label={`${c.id} ${c.summary[lang]}`} id={`a-${c.id}`} value={answer.status} choices={choices} onChange={s => props.onChange(withAnswer(props.kase, c.id, s, answer.remaining))} />
                  {answer.status === 'partial' && <Remaining kase={props.kase} id={c.id} onChange={props.onChange} />}
                </li>
              )
            })}
          </ul>
        </details>
      ))}
    </>
  )
}

export function Questions(props: { kase: Case; estimate: Estimate; onChange: (next: Case, drag?: boolean) => void }) {
  const say = useSay()
  const lang = useLang()
  const catalog = useCatalog()
  const [later, setLater] = useState<string[]>([])
  const criteria = (catalog?.criteria ?? []).filter(c => c.level <= props.kase.target_level)
  const open = props.estimate.questions.filter(q => answerOf(props.kase, q.criterion).status === 'unanswered' || q.ask === 'remaining')
  const next = open.find(q => !later.includes(q.criterion)) ?? open[0]
  const criterion = criteria.find(c => c.id === next?.criterion)
  const { gap } = props.estimate
  return (
    <section aria-label={say('質問', 'Questions')}>
      <h3>{say('金額への影響の大きい順に答える', 'Answer what most hangs on')}</h3>
      <p role="status">
        {say(`${gap.criteria}項目のうち、できている ${gap.met}、一部 ${gap.partial}、できていない ${gap.unmet}、該当しない ${gap.not_applicable}、未回答 ${gap.unanswered}。`, `Of ${gap.criteria} criteria: done ${gap.met}, partly ${gap.partial}, not done ${gap.unmet}, not applicable ${gap.not_applicable}, not answered ${gap.unanswered}.`)}
      </p>
      {criterion && next ? (
        <Card
          question={next} criterion={criterion} kase={props.kase} onRemaining={props.onChange}
          onAnswer={s => props.onChange(withAnswer(props.kase, criterion.id, s))} onSkip={() => setLater([...later.filter(x => x !== criterion.id), criterion.id])}
        />
      ) : (
        <p>{say('残っている質問はありません。', 'No question is left.')}</p>
      )}
      {open.length > 1 && (
        <details>
          <summary>{say(`この後の質問（${open.length - 1}件）`, `Questions after this (${open.length - 1})`)}</summary>
          <ol>
            {open.filter(q => q !== next).map(q => (
              <li key={q.criterion}>
                {q.criterion}　{criteria.find(c => c.id === q.criterion)?.summary[lang]}（{yen(lang, q.horizon_yen)}）
              </li>
            ))}
          </ol>
        </details>
      )}
      <FirmFacts kase={props.kase} onChange={facts => props.onChange(withValue(props.kase, 'supplier.facts', facts))} />
      <h3>{say('全ての回答を見る・直す', 'See and change all answers')}</h3>
      <AllAnswers kase={props.kase} criteria={criteria} categories={(catalog?.categories ?? []).map(c => c[lang])} onChange={props.onChange} />
    </section>
  )
}
