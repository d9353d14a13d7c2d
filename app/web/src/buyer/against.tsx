// SPDX-License-Identifier: GPL-3.0-or-later
/** What moved since the last run: by cause, and the suppliers behind it. */
import { DataTable } from '../parts'
import type { Portfolio } from '../results'
import { useLang, useSay, type Words, yen } from '../words'

const CAUSES: Record<string, Words> = {
  new: { ja: '新しい取引先', en: 'new suppliers' }, gone: { ja: 'なくなった取引先', en: 'suppliers no longer there' }, level: { ja: '求める★', en: 'star asked for' }, answers: { ja: '回答', en: 'answers' },
  share: { ja: '当社の割合（購入額・売上高）', en: 'your share (purchases, sales)' }, size: { ja: '規模', en: 'size' }, several: { ja: '二つ以上の理由', en: 'several causes' }, tables: { ja: '単価などの表', en: 'tables of prices' },
  other: { ja: 'その他', en: 'other' }, same: { ja: '変わらない取引先', en: 'unchanged suppliers' },
}
const SHOWN = 50

export function Against(props: { found: Portfolio; onClear: () => void }) {
  const say = useSay()
  const lang = useLang()
  const a = props.found.against
  if (!a) return null
  const word = (cause: string): string => CAUSES[cause]?.[lang] ?? cause
  const signed = (x: number): string => (x > 0 ? '+' : '') + yen(lang, x)
  return (
    <section aria-label={say('前回との違い', 'Since the last run')}>
      <h3>{say(`前回（${a.list}）との違い`, `Since the last run (${a.list})`)}</h3>
      <p>{say(`当社分（期待値、期間計）は ${yen(lang, a.then_yen)} から ${yen(lang, a.now_yen)} になりました。`, `Your part (mean, whole period) went from ${yen(lang, a.then_yen)} to ${yen(lang, a.now_yen)}.`)} <button onClick={props.onClear}>{say('比べるのをやめる', 'Stop comparing')}</button></p>
      <DataTable caption={say('理由ごと', 'By cause')} heads={[say('理由', 'Cause'), say('取引先', 'Suppliers'), say('増減', 'Change')]} rows={a.causes.filter(c => c.suppliers > 0).map(c => [word(c.cause), c.suppliers, signed(c.yen)])} />
      {a.suppliers.length > 0 && (
        <DataTable caption={say('変わった取引先', 'Suppliers that changed')} heads={[say('取引先', 'Supplier'), say('理由', 'Cause'), say('前回', 'Then'), say('今回', 'Now')]} rows={a.suppliers.slice(0, SHOWN).map(s => [`${s.id} ${s.name}`, word(s.cause), yen(lang, s.then_yen), yen(lang, s.now_yen)])} />
      )}
    </section>
  )
}
