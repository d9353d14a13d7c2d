/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 前提: how the figures came about, what is assumed, what is doubtful. */
#include "budget_sheets.h"
#include "text.h"

#include <inttypes.h>
#include <math.h>

enum { COLUMNS = 3 };
static const double width[COLUMNS] = {34, 24, 72};

struct page {
    struct budget_book *b;
    struct hoshi_sheet *s;
    uint32_t row;
};

static void entry(struct page *p, const char *label, const char *value, const char *note)
{
    hoshi_put_text(p->s, p->row, 0, HOSHI_STYLE_LABEL, label);
    hoshi_put_text(p->s, p->row, 1, HOSHI_STYLE_TEXT, value);
    hoshi_put_text(p->s, p->row, 2, HOSHI_STYLE_TEXT, note);
    hoshi_sheet_fit(p->s, p->row++, hoshi_text_width(note) * 24 > hoshi_text_width(value) * 72 ? note : value,
                    hoshi_text_width(note) * 24 > hoshi_text_width(value) * 72 ? 72 : 24);
}

static void heading(struct page *p, const char *text)
{
    p->row++;
    budget_heading(p->b, BUDGET_BASIS, p->row++, text);
}

static const char *ppm(struct budget_book *b, int64_t value)
{
    char text[HOSHI_DECIMAL_TEXT];
    return budget_text(b, "%s", hoshi_decimal_print(value, 0, text));
}

/* "甲社 2件、乙社 1件": a cell's worth of them. */
static const char *buyer_names(struct budget_book *b)
{
    enum { SHOWN = 6 };
    const struct hoshi_budget_options *o = &b->v->options;
    const char *text = "";
    int64_t other = o->buyer_other_files;
    for (size_t i = 0; i < o->buyer_names; i++) {
        const struct hoshi_buyer_named *x = &o->buyer_name[i];
        if (i < SHOWN)
            text = budget_text(b, budget_say(b, "%s%s%s %" PRId64 "件", "%s%s%s: %" PRId64), text,
                               i ? budget_say(b, "、", ", ") : "",
                               x->key ? x->name : budget_say(b, "（名前なし）", "(no name)"), x->files);
        else
            other += x->files;
    }
    return other ? budget_text(b, budget_say(b, "%s、ほかの名前 %" PRId64 "件", "%s, other names: %" PRId64),
                               text, other)
                 : text;
}

/* Case files alone tell who they took for this buyer. */
static void whose(struct page *p)
{
    struct budget_book *b = p->b;
    const struct hoshi_budget_options *o = &b->v->options;
    if (!o->buyer_names)
        return;
    entry(p, budget_say(b, "当社とみた買い手", "Taken for this buyer"), buyer_names(b),
          o->buyer_names_differ
              ? budget_say(b,
                           "注意：名前の違う買い手を当社として合計している。id "
                           "はケースごとに付けたもので、別の会社かも"
                           "しれない。--buyer に当社の名前を付けて作り直す。",
                           "CAUTION: buyers of different names are added up as you. An id is each case's own "
                           "and may be another company. Make this again with --buyer NAME.")
              : budget_say(b, "ケースのファイルに書かれた名前と、その件数。",
                           "As the case files name it, and in how many."));
}

static void made_from(struct page *p)
{
    struct budget_book *b = p->b;
    const struct hoshi_budget_options *o = &b->v->options;
    const struct hoshi_tables *t = o->assumptions->tables;
    char date[HOSHI_DATE_TEXT];
    heading(p, budget_say(b, "作成の元", "Made from"));
    entry(p, budget_say(b, "一覧", "List"), o->list_name ? o->list_name : "",
          budget_text(b,
                      budget_say(b, "計算した取引先 %zu社、除いた行 %zu（シート「除いた行」）。",
                                 "%zu suppliers computed, %zu rows left out."),
                      b->v->source.suppliers, b->v->source.left_out));
    whose(p);
    entry(p, budget_say(b, "作成基準日", "As of"), hoshi_date_print(o->as_of, date),
          budget_say(b, "単価・為替・規則はこの日に有効なもの。",
                     "Prices, rates and rules valid on that day."));
    entry(p, budget_say(b, "期間", "Horizon"),
          budget_text(b, budget_say(b, "%sから%d年", "%s, %d years"), budget_month(b, 0), b->v->years),
          budget_say(b, "期間の後も毎年の費用は続く。遅く始めた取引先は、期間内の額が小さく見える。",
                     "Yearly cost goes on behind it. A late start looks cheaper within the horizon."));
    entry(
        p, budget_say(b, "評価基準の版", "Catalogue"), t->catalog.version,
        budget_say(b, "SCS評価制度 要求事項・評価基準", "SCS evaluation scheme, requirements and criteria"));
    entry(p, budget_say(b, "プログラムの版", "Program"), o->version ? o->version : "", "hoshiwari");
}

static void method(struct page *p)
{
    struct budget_book *b = p->b;
    heading(p, budget_say(b, "計算のしかた", "How it is computed"));
    entry(p, budget_say(b, "当社負担", "Our part"), budget_say(b, "協議前の試算", "estimate before talks"),
          budget_say(b,
                     "★3と設備更新は、取引先の売上に占める当社の購入額の割合。★4で加わる分は、★4を求めた当社"
                     "。指針が割合を定めているのでは"
                     "なく、協議の出発点となる案。",
                     "★3 and upgrades: our purchases over the supplier's sales. What ★4 adds: us, who asked. "
                     "No guideline fixes "
                     "the split; it is a proposal to start talks from."));
    entry(p, budget_say(b, "額の性質", "What an amount is"), budget_say(b, "期待値（平均）", "a mean"),
          budget_say(
              b,
              "価格は幅の平均。未回答の項目は対策が要る確率を掛け、残りの書いていない「一部」は半分とみる"
              "。回答がすべてある先は、1社ずつ見積もったときの当社負担と同じ。直接費・間接費と年額は、"
              "回答のある分の比で分けた。",
              "Prices at the mean of their range; what is unanswered by the probability that it costs "
              "something, partials without a share by half. Where everything is answered it equals our "
              "part as estimated one by one. Direct, indirect and annual charge are in the proportion of "
              "the answered."));
    entry(p, budget_say(b, "他の取引先の分", "Other customers' part"),
          budget_say(b, "協議前は取引先に残る", "with the supplier until agreed"),
          budget_say(b, "取引先がほかの客先と話し合う分。当社の予算には入れていない。",
                     "For the supplier to discuss with its other customers; not in our budget."));
    entry(p, budget_say(b, "直接費・間接費", "Direct and indirect cost"),
          budget_say(b, "費用の分類", "classes of cost"),
          budget_say(b,
                     "直接費＝外から買う費用、間接費＝社内の手間・管理・設備更新。製品原価の直接費・間接費と"
                     "は別で、負担者を決めない。",
                     "Direct: bought in; indirect: own work, administration, upgrades. Not the terms of "
                     "product costing; they do not "
                     "decide who bears."));
}

static void of_the_choice(struct page *p)
{
    struct budget_book *b = p->b;
    entry(p, budget_say(b, "配分", "Choice"),
          budget_say(b, "予算内で最も多くのリスクを除く", "most risk within the budget"),
          budget_say(b,
                     "各年度の予算を超えずに、重み×年の合計が最大になる取引先と開始年の組合せ（0か1の選択）。"
                     "年度の値段（ラグランジュ乗数）から"
                     "上の境を整数で計算し、差を示す。期限の年度が最も遅い開始年。",
                     "Suppliers and starts (0 or 1) with the largest sum of weight × years that pass no "
                     "year's budget. A bound "
                     "in integers from the prices of the years (Lagrange multipliers) shows the distance. A "
                     "deadline's year is the "
                     "latest start."));
    entry(p, budget_say(b, "期限", "Deadlines"),
          budget_text(b, budget_say(b, "開始前 %zu社", "%zu before the start"), b->v->late),
          budget_text(b,
                      budget_say(b,
                                 "計画より前の期限は1年目から始めるとみる。元の案で、期間内の期限までに始まら"
                                 "ない取引先（対象外を"
                                 "除く） %zu社。",
                                 "A deadline before the plan means year 1. In the first choice, not started "
                                 "by a deadline within "
                                 "the horizon (but for the excluded): %zu."),
                      b->v->after));
    entry(p, budget_say(b, "予備費", "Reserve"),
          b->v->reserve_yen == HOSHI_NONE ? budget_say(b, "計算なし", "not computed")
                                          : budget_yen(b, b->v->reserve_yen),
          budget_say(
              b,
              "元の案で配分する取引先の期待値に、全社のP80－平均を両者のばらつきの比で縮めた額を足し、配分額"
              "を引いた"
              "概算（0を下回らない）。遅く始める先は残りの年のばらつきで計算する。年度へはその年の配分の"
              "ばらつきに応じて割り振る。",
              "Mean of those funded in the first choice, plus P80 less mean of everybody times the spread of "
              "the funded over that "
              "of everybody, less what is allocated (approximate, not below 0). Late starts enter with the "
              "spread of the years left; by year in proportion to the spread of what is allocated."));
}

static void of_the_law(struct page *p)
{
    struct budget_book *b = p->b;
    const struct hoshi_budget_view *v = b->v;
    const struct hoshi_budget_options *o = &v->options;
    const char *none = budget_say(b, "不明", "not known");
    entry(p, budget_say(b, "取適法の対象か（目安）", "取適法: in scope? (indication)"),
          budget_text(b,
                      budget_say(b, "対象の見込み %zu社、対象外の見込み %zu社、ほかの法律 %zu社、不明 %zu社",
                                 "likely %zu, not likely %zu, other acts %zu, unknown %zu"),
                      v->scope[HOSHI_SCOPE_COVERED], v->scope[HOSHI_SCOPE_NOT_COVERED],
                      v->scope[HOSHI_SCOPE_OTHER_LAW], v->scope[HOSHI_SCOPE_UNKNOWN]),
          budget_text(
              b,
              budget_say(b,
                         "取引の種類と双方の資本金・常時使用する従業員数から、規則の表（版 %s）で見たもの。"
                         "法律上の判断ではなく、取引ごとに確かめる。対象外でも独占禁止法の考え方は残る。"
                         "当社の資本金 %s円、従業員 %s人（--buyer-capital、--buyer-employees）。",
                         "From the kind of transaction and capital and headcount of both, by the rules "
                         "table (%s). No legal opinion: check order by order; outside it the "
                         "Antimonopoly Act remains. Our capital: %s yen, employees: %s "
                         "(--buyer-capital, --buyer-employees)."),
              o->assumptions->tables->rules.version,
              o->buyer_capital_yen > 0 ? budget_yen(b, o->buyer_capital_yen) : none,
              o->buyer_employees > 0 ? budget_yen(b, o->buyer_employees) : none));
}

static void range_entry(struct page *p, const char *label, double yen, const char *note)
{
    entry(p, label, isfinite(yen) ? budget_yen(p->b, llround(yen)) : "", note);
}

static void range(struct page *p)
{
    struct budget_book *b = p->b;
    const struct hoshi_budget_range *r = &b->v->options.range[HOSHI_VIEW_BUYER][0];
    if (!r->known)
        return;
    heading(p,
            budget_say(b, "幅（全社の当社負担、期間計、円）", "Range (our part of everybody, horizon, yen)"));
    range_entry(p, budget_say(b, "平均（期待値）", "Mean"), (double)b->v->sums[HOSHI_BUDGET_ALL].buyer_yen,
                budget_say(b, "未回答の項目も確率で含む。", "Unanswered criteria by probability."));
    range_entry(p, "P50", r->p50_yen, "");
    range_entry(
        p, "P80", r->p80_yen,
        budget_say(b, "市場価格・賃金・制度の料金は全社で一緒に、そのほかは会社ごとに動くとして計算。",
                   "Market, wages and scheme fees move together for all, everything else firm by firm."));
    range_entry(p, budget_say(b, "各社のP80の合計", "Sum of the suppliers' P80"), r->sum_of_p80_yen,
                budget_say(b, "全社が同時に悪い側になるとみる。大きすぎるので使わない。",
                           "All bad at once: too high, not used."));
    range_entry(p, budget_say(b, "独立とみたP80", "P80 if independent"), r->independent_p80_yen,
                budget_say(b, "互いに打ち消すとみる。小さすぎるので使わない。",
                           "All cancels out: too low, not used."));
    range_entry(p, budget_say(b, "標準偏差（会社ごとの分）", "Spread, own"), r->own_sd_yen,
                budget_say(b, "社数が増えると相対的に小さくなる。", "Shrinks with the number of suppliers."));
    range_entry(p, budget_say(b, "標準偏差（共通の分）", "Spread, common"), r->common_sd_yen,
                budget_say(b, "社数が増えても残る。", "Stays however many they are."));
}

static void assumed(struct page *p)
{
    struct budget_book *b = p->b;
    const struct hoshi_assumptions *a = b->v->options.assumptions;
    static const char *const factor[HOSHI_FACTORS][2] = {{"市場価格の係数", "Market factor"},
                                                         {"賃金の係数", "Labour factor"},
                                                         {"作業の速さの係数", "Pace factor"}};
    heading(p, budget_say(b, "共通の前提", "Assumptions for all"));
    for (int f = 0; f < HOSHI_FACTORS; f++)
        entry(p, budget_say(b, factor[f][0], factor[f][1]),
              budget_text(b, "%s / %s / %s", ppm(b, a->factor_ppm[f][0]), ppm(b, a->factor_ppm[f][1]),
                          ppm(b, a->factor_ppm[f][2])),
              budget_say(b, "低・最も確からしい・高。期間中の動きの幅。",
                         "Low, likely, high over the horizon."));
    entry(p, budget_say(b, "為替（円／米ドル）", "Exchange (yen per USD)"),
          ppm(b, a->exchange_micro[HOSHI_USD]), "");
    for (int r = 0; r < HOSHI_ROLES; r++)
        entry(p,
              budget_text(b, budget_say(b, "人件費（円／人日）：%s", "Labour (yen per day): %s"),
                          hoshi_say_role(b->lang, (enum hoshi_role)r)),
              budget_yen(b, a->labour_yen[r]),
              r ? "" : budget_say(b, "標準の単価。個人の給与ではない。", "Table rates, nobody's pay."));
    entry(p, budget_say(b, "消費税率", "Consumption tax"),
          budget_text(b, "%s %%", ppm(b, b->v->options.tax_ppm * 100)),
          budget_say(b, "「科目」の税込欄だけに使う。", "Used only for the amounts with tax on Accounts."));
}

static const char *share_assumed(struct budget_book *b)
{
    int64_t share = b->v->options.unknown_share_ppm;
    const char *most = share == HOSHI_MICRO ? budget_say(b, "＝考えられる最大",
                                                         ", the most it can be: our part comes out high")
                                            : "";
    return budget_text(b,
                       budget_say(b, "当社の割合を %s%%%sと仮定した。購入額と売上高が分かれば置き換わる。",
                                  "Share assumed: %s%%%s. Known purchases and sales replace it."),
                       ppm(b, share * 100), most);
}

static void doubtful(struct page *p)
{
    static const struct {
        int bit;
        const char *ja, *en, *note_ja, *note_en;
    } rows[] = {
        {0, "件数だけから計算", "From counts alone",
         "どの項目が足りないかは分からないので、ありうる組合せから均等に選んだ12通りの平均。選び方による誤差"
         "も幅に"
         "入れてある。",
         "Which criteria are open is not known: mean over 12 evenly chosen sets of what they could be; what "
         "that "
         "may miss is in the range."},
        {1, "回答がない", "No answers",
         "★そのものの費用に、対策が要る確率を掛けた見込みを足してある。回答を得てから決めるのがよい。",
         "The star itself, and what measures may cost by their probability. Better decided with answers."},
        {2, "★を三つの問いから決めた", "Level from the questions",
         "どれかが「はい」なら★4、すべて「いいえ」なら★3。", "Any yes: ★4; all no: ★3."},
        {3, "購入額か売上高が不明", "Purchases or sales unknown", NULL, NULL}, /* see share_assumed */
        {4, "未回答の項目がある", "Some criteria unanswered",
         "対策が要る確率を掛けて、額にも幅にも入れてある。",
         "In amount and range by the probability that they cost something."},
        {5, "一部対応の残りが未記入", "Partials without a share",
         "残りは0から全部までのどれか。平均の半分を額に入れてある。",
         "What is left may be anything from none to all: half of it is in the amount."},
        {9, "幅の前提を別に持つケース", "Cases with a range of their own",
         "その会社の欄はケースの前提、全社の幅は一覧の前提による。",
         "Their own rows follow the case; the range of all follows the list."},
        {10, "★と三つの問いが合わない", "Level unlike the questions",
         "「はい」があるのに★3、すべて「いいえ」なのに★4。★は書かれたとおりに計算した。要請の前に確かめる。",
         "★3 with a yes, or ★4 with three noes. Computed as stated; check before asking."},
        {11, "人数とPC台数が合わない", "PCs, users, employees unlike",
         "PCが利用者か従業員1人に10台を超えるか、利用者が従業員1人に3人を超える。書かれたとおりに計算した。"
         "桁や列の取り違えがないか確かめる。",
         "More than 10 PCs to a user or employee, or more than 3 users to an employee. Computed as stated; "
         "check for a slip of digits or columns."},
        {12, "取得済みの★の未回答を対応済みとみた", "Held star: unanswered taken as met",
         "★は評価基準を満たすと認められて取得するもの。書かれた回答はそのまま使った。★の有効期間を確かめる。",
         "A star is granted when its criteria were judged met. Answers given were used as they are. Check "
         "that the star is still valid."},
        {7, "制度の料金（未公表）を含む", "Rests on unpublished fees",
         "公表されたら計算し直す。全社で一緒に動く。",
         "Compute again when published; moves together for all."},
    };
    struct budget_book *b = p->b;
    heading(p, budget_say(b, "確かでないところ（社数）", "What is doubtful (suppliers)"));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        entry(p, budget_say(b, rows[i].ja, rows[i].en),
              budget_text(b, "%zu", b->v->sums[HOSHI_BUDGET_ALL].flagged[rows[i].bit]),
              rows[i].note_ja ? budget_say(b, rows[i].note_ja, rows[i].note_en) : share_assumed(b));
    entry(p, budget_say(b, "項目別の回答", "Answers by criterion"),
          budget_say(b, "入れていない", "not included"),
          budget_say(b, "取引先の未対応の一覧は攻撃の手掛かりになるため、このファイルには件数だけを載せる。",
                     "A list of suppliers' open holes would help an attacker: this file holds counts only."));
}

void budget_write_basis(struct budget_book *b)
{
    struct page p = {.b = b, .s = &b->sheet[BUDGET_BASIS], .row = PAGE_FIRST - 1};
    budget_page(b, BUDGET_BASIS, width, COLUMNS, budget_say(b, "前提と計算の根拠", "Assumptions and basis"),
                0, PAGE_FIRST, 0);
    made_from(&p);
    method(&p);
    of_the_choice(&p);
    of_the_law(&p);
    range(&p);
    assumed(&p);
    doubtful(&p);
}
