/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of rules, and what several of them share. */
#include "division_rule.h"

#include <string.h>

enum { FEW = HOSHI_GAME_GENERAL_MAX };

#define ANY SIZE_MAX

/* limit: general, lines, airport, claims */
static const struct hoshi_division_rule
    rules
        [] =
            {
                {"equal",
                 {"均等", "equal"},
                 {"全員が同じ額を持つ。計算が要らず誰にでも分かるが、必要の大小を見ないため、少ししか必要としない人が単独で済ませるより多く払うことがある。規模の似た相手どうしに向く。",
                  "Everybody bears the same amount. It needs no arithmetic, but it does not look at what each needs, so somebody who needs little may pay more than it would alone. It suits parties of like size."},
                 "Young (ed.), Cost Allocation: Methods, Principles, Applications, 1985",
                 {ANY, ANY, ANY, ANY},
                 hoshi_rule_equal},
                {"proportional",
                 {"比例", "proportional"},
                 {"決めた重みに比例して分ける。重みがなければ単独で済ませた場合の額（請求の問題では請求額）を使う。明細に重みがあれば、明細ごとにそれを必要とする人の間だけで分けるので、要らないものを払う人は出ない。売上や数量の比で分ける実務に最も近い。",
                  "Divides in proportion to given weights; without weights, to what each would pay alone (or claims). Where lines carry weights, each line is divided among those who need it, so nobody pays for what it does not need. It is nearest to the practice of dividing by sales or volume."},
                 "Moriarity, The Accounting Review 50 (1975) 791-795",
                 {ANY, ANY, ANY, ANY},
                 hoshi_rule_proportional},
                {"shapley",
                 {"シャープレイ値", "Shapley value"},
                 {"どの順に加わることも同じだけ起こるとして、加わったときに増える額を平均する。明細なら、必要とする人で一つずつ等分した和になり、手で確かめられる。段階のある費用では、各段階をその段階以上の人で等分することと同じで、どの組も単独より高くならない。",
                  "Averages what each adds over all orders of joining. For lines this is each line shared equally by those who need it, which can be checked by hand; for levels, each step shared by those at or above it. With such costs no group pays more than it would alone."},
                 "Shapley, Annals of Mathematics Studies 28 (1953) 307-317; Littlechild and Owen, Management Science 20 (1973) 370-372",
                 {FEW, ANY, ANY, 0},
                 hoshi_rule_shapley},
                {"nucleolus",
                 {"仁", "nucleolus"},
                 {"払う額と単独で済む額の差（不満）が最も大きい組の不満をできるだけ小さくし、次に不満な組、と順に続けて決める。誰も文句の言いにくい一点を選ぶ方法で、誰も単独より高くない分け方があるなら必ずその中に入る。計算は重く、説明には不満の表を添えるとよい。",
                  "Takes the group with the largest complaint (what it pays less what it would cost alone), makes that complaint as small as possible, then the next, and so on. If any division keeps every group within its own cost, this one does. It is heavy to compute and best shown with the table of complaints."},
                 "Schmeidler, SIAM J. Applied Mathematics 17 (1969) 1163-1170; Littlechild, Int. J. Game Theory 3 (1974) 21-29; Aumann and Maschler, J. Economic Theory 36 (1985) 195-213",
                 {FEW, FEW, ANY, ANY},
                 hoshi_rule_nucleolus},
                {"per_capita_nucleolus",
                 {"一人当たりの仁", "per capita nucleolus"},
                 {"仁と同じ考えだが、組の不満を人数で割って測る。大きな組の一人当たりの不満を公平に扱い、全体の費用が増えたときに誰の分も減らないという性質を持つ。",
                  "The nucleolus with complaints counted per member of the group. It treats members of large groups alike, and when the whole cost rises nobody's part falls."},
                 "Grotte, M.Sc. thesis, Cornell University, 1970; Young, Okada and Hashimoto, Water Resources Research 18 (1982) 463-475",
                 {FEW, FEW, FEW, 0},
                 hoshi_rule_per_capita_nucleolus},
                {"tau",
                 {"τ値", "tau value"},
                 {"各人の最低の額（抜けたときに減る額）と最高の額（ほかの人が最低を払うときに残る額）を決め、全員が同じ割合だけその間を進む。二つの端を見せて話せるので、歩み寄りの説明に向く。", "Finds for each a least (what leaving saves) and a most (what is left when the others pay their least), and goes the same fraction of the way for everybody. Both ends can be shown, which helps to explain a compromise."},
                 "Tijs, in Moeschlin and Pallaschke (eds.), Game Theory and Mathematical Economics, 1981, 123-132",
                 {FEW, FEW, FEW, 0},
                 hoshi_rule_tau},
                {"gately",
                 {"ゲートリー点", "Gately point"},
                 {"誰かが抜けると、ほかの人も本人も一緒にやる得を失う。抜けることでほかの人が失う得と本人が失う得の比を、全員で等しくする。抜けるという脅しの強さをそろえる方法。",
                  "When somebody leaves, the others and it lose what joining saved. The rule makes the ratio of the others' loss to its own the same for everybody, so that nobody's threat to leave is stronger than another's."},
                 "Gately, International Economic Review 15 (1974) 195-208",
                 {FEW, FEW, FEW, 0},
                 hoshi_rule_gately},
                {"scrb",
                 {"分離費用・残余便益法", "separable costs, remaining benefits"},
                 {"自分が加わったために増えた費用（分離費用）は自分で払い、残りは、単独で済ませる額から分離費用を引いた便益に比例して分ける。ダムや水道など公共事業の費用分担で長く使われてきた。便益を超えて払う人は出ない。",
                  "Each pays the cost that its joining adds (separable cost); the rest goes in proportion to remaining benefits, which are stand-alone cost less separable cost. It has long been used for dams and water supply. Nobody pays beyond its benefit."},
                 "Federal Inter-Agency River Basin Committee, Proposed Practices for Economic Analysis of River Basin Projects, 1950",
                 {FEW, ANY, ANY, 0},
                 hoshi_rule_scrb},
                {"ensc",
                 {"非分離費用の均等割", "equal non-separable cost"},
                 {"自分が加わったために増えた費用は自分で払い、残りは全員で均等に持つ。計算は簡単だが、必要の小さい人が単独より高くなることがあるので、組ごとの不満を確かめて使う。",
                  "Each pays the cost that its joining adds; the rest is shared equally. It is simple, but somebody who needs little may pay more than alone, so look at the complaints before using it."},
                 "Moulin, J. Economic Theory 36 (1985) 120-148",
                 {FEW, ANY, ANY, 0},
                 hoshi_rule_ensc},
                {"cec",
                 {"制約付き均等負担", "constrained equal contributions"},
                 {"全員が同じ額ずつ払い進め、ある段階までの人の合計がその段階の費用に届いたら、その人たちは止まり、残りの人が続ける。できるだけ等しく、しかも誰も単独より高くならない分け方。",
                  "All pay alike; when those up to some level have together paid for that level they stop and the rest go on. It is as equal as can be without anybody paying more than alone."},
                 "Thomson, Cost Allocation and Airport Problems, 2007",
                 {0, 0, ANY, 0},
                 hoshi_rule_cec},
                {"cea",
                 {"制約付き均等配分", "constrained equal awards"},
                 {"請求（費用の分担では単独の額）を上限として、全員に同じ額を割り当てる。小さい請求は早く満たされ、大きい請求の人が残りを持つ。",
                  "Allots everybody the same amount, but nobody more than its claim (in cost sharing: its stand-alone cost). Small claims are filled first and large ones take the rest."},
                 "Maimonides; Thomson, Mathematical Social Sciences 45 (2003) 249-297",
                 {0, 0, 0, ANY},
                 hoshi_rule_cea},
                {"cel",
                 {"制約付き均等損失", "constrained equal losses"},
                 {"請求（費用の分担では単独の額）から全員が同じ額を差し引く。ただし0まで。大きい請求の人の割合が大きくなる。",
                  "Takes the same amount off every claim (in cost sharing: off stand-alone cost), but not below 0. Large claims bear the larger part."},
                 "Maimonides; Thomson, Mathematical Social Sciences 45 (2003) 249-297",
                 {0, 0, 0, ANY},
                 hoshi_rule_cel},
                {"talmud",
                 {"タルムード", "Talmud"},
                 {"分ける額が請求の合計の半分までは、請求の半分を限度に同じ額を割り当て、半分を超えると、請求の半分を限度に同じ額を差し引く。二人の争いを半分ずつに分ける古い考えを、何人にも広げたもので、請求の問題の仁に等しい。",
                  "Up to half of all claims it gives equal amounts, at most half of each claim; above that it takes equal losses, at most half of each claim. It extends the ancient way of halving what two dispute, and equals the nucleolus of the claims problem."},
                 "Aumann and Maschler, J. Economic Theory 36 (1985) 195-213",
                 {0, 0, 0, ANY},
                 hoshi_rule_talmud},
                {"random_arrival",
                 {"無作為到着順", "random arrival"},
                 {"着いた順に請求額を受け取り、分ける額が尽きたら終わりとし、それを全ての順番で平均する。順番に意味がないときの公平な先着順で、請求の問題のシャープレイ値に等しい。",
                  "First come, first served until the amount is gone, averaged over all orders of arrival: a fair queue where the order means nothing. It equals the Shapley value of the claims problem."},
                 "O'Neill, Mathematical Social Sciences 2 (1982) 345-371",
                 {0, 0, 0, HOSHI_RANDOM_ARRIVAL_MAX},
                 hoshi_rule_random_arrival},
};

enum { RULES = sizeof rules / sizeof rules[0] };

_Static_assert((int)RULES <= (int)HOSHI_DIVISION_RULES_MAX, "room for every rule");

const struct hoshi_division_rule *hoshi_division_rules(size_t *n)
{
    *n = RULES;
    return rules;
}

const struct hoshi_division_rule *hoshi_division_rule_find(const char *id)
{
    for (size_t k = 0; k < RULES; k++)
        if (strcmp(rules[k].id, id) == 0)
            return &rules[k];
    return NULL;
}

void hoshi_division_collapse(const struct hoshi_game *g, const double *member, double *amount)
{
    size_t k = 0;
    bool negate = g->gains;
    for (size_t i = 0; i < g->players; i++) {
        amount[i] = negate ? 0 - member[k] : member[k];
        k += (size_t)hoshi_game_count(g, i);
    }
}
