// SPDX-License-Identifier: GPL-3.0-or-later
/** Words of the field that stand on the screens, each in a sentence. */
import { useSay } from './words'

type Term = [ja: string, jaMeaning: string, en: string, enMeaning: string]

const TERMS: Term[] = [
  ['★3・★4', 'サプライチェーン強化に向けたセキュリティ対策評価制度の段階。★3 は 81、★4 は ★3 を含めて 153 の評価基準を満たすことを求める。', '★3, ★4', 'Levels of the scheme: ★3 asks for 81 criteria, ★4 for 153, those of ★3 among them.'],
  ['一部できている・残っている割合', '評価基準のうち手を付けたもの。残りが書かれていなければ半分とみなし、その旨を資料に書く。', 'Partly done, left to do', 'Begun; where nobody says how much is left it counts as half, and the papers say so.'],
  ['未回答', 'できているともいないとも読まない。見込みは幅に入れ、分ける額には入れない。', 'Not answered', 'Read neither as done nor as not done: it is in the band, not in what is divided.'],
  ['8割の確率で収まる幅', '10回のうち8回はこの間に収まる見込み（P10 から P90 まで）。', 'Band of 8 chances in 10', 'From P10 to P90: in 8 cases of 10 the cost is expected to lie between.'],
  ['P50・P80', '2回に1回、5回に4回は、この額以内に収まる見込みの額。', 'P50, P80', 'The amount that is expected to suffice in 1 case of 2, in 4 cases of 5.'],
  ['期待値', '起こりうる額を、その起こりやすさで重みを付けて平した額。', 'Mean', 'All possible amounts, weighted by how likely each is.'],
  ['期間計・年額', '計画の年数の全額と、単価に入れる一年分（一時費用 ÷ 使える年数 + 毎年の費用）。', 'Whole period, a year', 'All years of the plan; and what enters a unit price: one-off cost ÷ its life + yearly cost.'],
  ['直接費・間接費', '要求への対応として外から買うものと、自社の人手・管理・設備更新。原価計算の直接費・間接費とは別で、それだけで誰が負担するかは決まらない。', 'Direct, indirect', 'What is bought in for the requirement, and own people, upkeep and upgrades. Not the terms of product costing; they do not by themselves decide who bears.'],
  ['配賦基準', '共通の費用を取引先に分ける割合のもと（売上、時間など）。', 'Key', 'What the shares of a common cost go by: sales, hours and so on.'],
  ['当社分', '発注側の画面で、その会社が負担する案の額。約束ではなく、協議の前の予算。', 'Your part', 'At the buyer’s door: what the proposal lets your company bear; a budget before the talks, no promise.'],
  ['重み・減るリスク', '一覧に書かれた重要さ。予算の順は、同じ額で減らせる重みの多い先から。', 'Weight, risk removed', 'How much a supplier matters, by the list; the order of support takes the most weight for the money first.'],
  ['取適法', '取引の相手方の規模と取引の種類によって、発注側のすることとしてはならないことを定めた法律（2026年1月に下請法から変わったもの）。対象かどうかは取引ごとに見る。', '取適法', 'The law that since January 2026 takes the place of the Subcontract Act; whether it covers a deal is seen deal by deal.'],
  ['ケース（.json）・協議の記録（.db）', 'このページが保存する二つのファイル。ケースには会社・回答・選び方、記録には日付のある出来事が入る。続きは両方を開く。', 'Case (.json), record (.db)', 'The two files this page saves: firm, answers and choices; and dated acts. Open both to go on.'],
  ['最後の値（ヘッド）', '記録の全てから計算した短い文字列。相手に渡しておくと、後で記録を書き換えていないことを示せる。', 'Head value', 'A short text computed from all of the record; once handed out it shows later that nothing was rewritten.'],
]

export function Glossary() {
  const say = useSay()
  return (
    <details>
      <summary>{say('ことばの説明', 'What the words mean')}</summary>
      <dl>
        {TERMS.map(([ja, jaMeaning, en, enMeaning]) => (
          <div key={ja}>
            <dt>{say(ja, en)}</dt>
            <dd>{say(jaMeaning, enMeaning)}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
