// SPDX-License-Identifier: GPL-3.0-or-later
/** Choices side by side and sliders: what they do to the price of a piece is shown while they move. */
import { useEffect, useMemo, useState } from 'preact/hooks'
import { bytes, type Case, CASE, type Level, valueAt, withValue } from '../case'
import { newest } from '../client'
import { SchemaField } from '../form'
import { DataTable, Field, Select, Slider, Said } from '../parts'
import { CommandLine, useCommand, useWork } from '../program'
import type { Estimate } from '../results'
import { schemaOf, titleOf } from '../schema'
import { useLang, useSay, yen } from '../words'

type Change = (next: Case, drag?: boolean) => void

/** "0.35" without floating point in the file. */
const share = (percent: number): string => (percent % 100 === 0 ? String(percent / 100) : `0.${String(percent).padStart(2, '0').replace(/0$/, '')}`)

function Sliders(props: { kase: Case; onChange: Change }) {
  const say = useSay()
  const lang = useLang()
  const { kase, onChange } = props
  const own = Math.round(Number(valueAt(kase, 'sharing.supplier_part') ?? 0) * 100)
  const days = valueAt(kase, 'supplier.capacity.it_days_per_year') as number | undefined
  const years = kase.horizon_years ?? 3
  return (
    <div class="sliders">
      <Slider
        label={titleOf(schemaOf('sharing.supplier_part')!, lang)} hint={say('分ける前に引く割合', 'taken off before the division')} min={0} max={100} step={5} value={own} text={`${own}%`}
        onInput={v => onChange(withValue(kase, 'sharing.supplier_part', v ? share(v) : undefined), true)}
      />
      <Slider
        label={titleOf(schemaOf('supplier.capacity.it_days_per_year')!, lang)} hint={say('超える分は外部に頼む前提で数えます。右端は制限なし', 'what is beyond is bought in; the right end is without limit')} min={0} max={250} step={5}
        value={days ?? 250} text={days === undefined ? say('制限なし', 'no limit') : say(`${days}人日`, `${days} days`)}
        onInput={v => onChange(withValue(kase, 'supplier.capacity.it_days_per_year', v >= 250 ? undefined : v), true)}
      />
      <Slider label={titleOf(schemaOf('horizon_years')!, lang)} min={1} max={10} step={1} value={years} text={say(`${years}年`, `${years} years`)} onInput={v => onChange(withValue(kase, 'horizon_years', v), true)} />
    </div>
  )
}

function Keys(props: { kase: Case; onChange: Change }) {
  const say = useSay()
  const { kase, onChange } = props
  const four = (valueAt(kase, 'sharing.rules.level:4') as string | undefined) ?? 'askers'
  const rules: [string, string][] = [
    ['askers', say('求めた取引先の間で', 'among those who ask for it')], ['key', say('全ての取引先の割合で', 'over all customers')],
    ['equal', say('頭割りで', 'equally')], ['supplier', say('自社で', 'by your firm')],
  ]
  const known = typeof four === 'string' && rules.some(([k]) => k === four)
  return (
    <div class="row">
      <SchemaField path="sharing.key" value={valueAt(kase, 'sharing.key')} onChange={v => onChange(withValue(kase, 'sharing.key', v))} />
      {known && (
        <Field label={say('★4で増える費用の分け方', 'How what ★4 adds is divided')}>
          {id => <Select id={id} value={four} choices={rules} onChange={v => onChange({ ...kase, sharing: { ...kase.sharing, rules: { ...kase.sharing?.rules, 'level:4': v } } })} />}
        </Field>
      )}
      <SchemaField path="start" value={kase.start} onChange={v => onChange(withValue(kase, 'start', v))} />
      <SchemaField path="price.step" value={valueAt(kase, 'price.step')} onChange={v => onChange(withValue(kase, 'price.step', v))} />
    </div>
  )
}

/** The same case at ★3 and at ★4, and the three ways to find the hands, as the program counts each. */
function SideBySide(props: { kase: Case; estimate: Estimate; onChange: Change }) {
  const say = useSay()
  const lang = useLang()
  const command = useCommand()
  const { work, fault } = useWork()
  const [levels, setLevels] = useState<Partial<Record<Level, Estimate>>>({})
  const other: Level = props.kase.target_level === 3 ? 4 : 3
  const compute = useMemo(
    () => newest((kase: Case) => work(async () => {
      const done = await command(['estimate', CASE, '--json'], { [CASE]: bytes({ ...kase, target_level: kase.target_level === 3 ? 4 : 3 }) })
      setLevels({ [kase.target_level === 3 ? 4 : 3]: JSON.parse(done.out) as Estimate })
    })),
    [],
  )
  // After the answer beside it, which is what one looks at while a slider moves.
  useEffect(() => compute(props.kase), [props.estimate])
  const both: [Level, Estimate | undefined][] = ([3, 4] as Level[]).map(l => [l, l === other ? levels[l] : props.estimate])
  const money = (x: number | undefined): string => (x === undefined ? '…' : yen(lang, x))
  const days = (text: string): string => Number(text).toLocaleString('ja-JP', { maximumFractionDigits: 1 })
  const ways: [string, { horizon_yen: number; own_it_days_per_year: string; it_days_bought_in: string } | null][] = [
    [say('自社で行う（日数の制限なし）', 'own people, no limit of days'), props.estimate.plan.in_house],
    [say('自社の日数の範囲で行う', 'within the days stated'), props.estimate.plan.within_capacity_days],
    [say('ITの作業を全て外部に頼む', 'all IT work bought in'), props.estimate.plan.outsourced],
  ]
  return (
    <>
      <Said text={fault} error />
      <DataTable
        caption={say('★3と★4を並べる', '★3 and ★4 side by side')}
        heads={[say('目指す★', 'Star'), say('期間計（中央、未回答の見込みを含む）', 'Whole period, middle, with open answers'), say('分ける年額（今の回答から）', 'Divided a year, answers so far'), say('期間計（未回答が全て未対応なら）', 'Whole period, all open ones not done')]}
        rows={both.map(([l, e]) => [`★${l}`, money(e?.range.p50_yen), money(e?.sharing.annual_yen), money(e?.totals.all_unanswered_unmet_yen)])}
      />
      <p><button onClick={() => props.onChange({ ...props.kase, target_level: other })}>{say(`★${other} に替える`, `Change to ★${other}`)}</button></p>
      <DataTable
        caption={say('誰の手で行うか（今の回答から分かる分、期間計）', 'Whose hands do it (from the answers so far, whole period)')}
        heads={[say('やり方', 'Way'), say('費用', 'Cost'), say('自社のIT担当（最大、人日/年）', 'Own IT days, most in a year'), say('外部の技術者（人日）', 'IT days bought in')]}
        rows={ways.filter(([, w]) => w).map(([word, w]) => [word, money(w!.horizon_yen), days(w!.own_it_days_per_year), days(w!.it_days_bought_in)])}
      />
    </>
  )
}

/** Steps of the slider: as fine and as wide as the dearest price of an item makes sense of (for the slider only). */
function riseRange(kase: Case): { least: number; most: number } {
  const dearest = Math.max(1, ...(kase.buyers ?? []).flatMap(b => b.items ?? []).map(i => Number(i.unit_price_yen ?? 0)))
  const least = 10 ** Math.max(-2, Math.floor(Math.log10(dearest)) - 3)
  return { least, most: least * 100 * Math.ceil(dearest / (least * 1000)) }
}

/** The question backwards: what a rise of so many yen on each piece carries. */
function PerPiece(props: { kase: Case; estimate: Estimate; names: Map<string, string> }) {
  const say = useSay()
  const lang = useLang()
  const command = useCommand()
  const { work, fault } = useWork()
  const { least, most } = riseRange(props.kase)
  const [rise, setRise] = useState(least)
  const [found, setFound] = useState<Estimate['per_piece']>()
  const args = ['estimate', CASE, '--per-piece', String(rise), '--json']
  const compute = useMemo(
    () => newest(({ kase, yen: amount }: { kase: Case; yen: number }) => work(async () => {
      const done = await command(['estimate', CASE, '--per-piece', String(amount), '--json'], { [CASE]: bytes(kase) })
      setFound((JSON.parse(done.out) as Estimate).per_piece)
    })),
    [],
  )
  useEffect(() => compute({ kase: props.kase, yen: rise }), [props.estimate, rise])
  if (!props.kase.buyers?.some(b => b.items?.length)) return <p>{say('単価と数量を書いた取引先があると、「1個いくらなら」の逆算ができます。', 'With a customer whose price and pieces are stated, the question can be asked backwards: so many yen a piece.')}</p>
  return (
    <>
      <Slider label={say('1個あたりの値上げがこの額なら', 'If each piece rose by')} min={0} max={most} step={least} value={rise} text={yen(lang, rise)} onInput={setRise} />
      <Said text={fault} error />
      <DataTable
        caption={say('その値上げで賄える額（年額）', 'What that rise carries a year')} heads={[say('取引先', 'Customer'), say('賄える額', 'Carried'), say('足りない額', 'Short')]}
        rows={(found ?? []).map(p => [props.names.get(p.buyer) ?? p.buyer, yen(lang, p.carried_annual_yen), p.short_annual_yen > 0 ? yen(lang, p.short_annual_yen) : say('なし（賄える）', 'none: it suffices')])}
      />
      <CommandLine args={[args]} />
    </>
  )
}

export function Choices(props: { kase: Case; estimate: Estimate; names: Map<string, string>; onChange: Change }) {
  const say = useSay()
  return (
    <section aria-label={say('選ぶ', 'Choices')}>
      <h3>{say('動かして見る（単価と幅がその場で変わります）', 'Move and see: price per piece and band follow')}</h3>
      <Sliders kase={props.kase} onChange={props.onChange} />
      <Keys kase={props.kase} onChange={props.onChange} />
      <h3>{say('並べて比べる', 'Side by side')}</h3>
      <SideBySide kase={props.kase} estimate={props.estimate} onChange={props.onChange} />
      <h3>{say('「1個◯円なら」の逆算', 'So many yen a piece')}</h3>
      <PerPiece kase={props.kase} estimate={props.estimate} names={props.names} />
    </section>
  )
}
