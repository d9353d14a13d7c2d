/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 前提: how the figures came about, what is assumed, what is doubtful. */
#include "budget_sheets.h"

#include <inttypes.h>
#include <math.h>

struct basis_page {
    struct budget_book *b;
    struct hoshi_page *p;
};

static void basis_entry(struct basis_page *x, const char *label, const char *value, const char *note)
{
    hoshi_page_text(x->p, HOSHI_STYLE_LABEL, label);
    hoshi_page_text(x->p, HOSHI_STYLE_TEXT, value);
    hoshi_page_text(x->p, HOSHI_STYLE_TEXT, note);
    hoshi_page_next(x->p);
}

static void basis_heading(struct basis_page *x, const char *text)
{
    if (x->p->row > PAGE_FIRST)
        hoshi_page_skip(x->p, 1);
    hoshi_page_heading(x->p, text);
}

static const char *basis_ppm(struct budget_book *b, int64_t value)
{
    char text[HOSHI_DECIMAL_TEXT];
    return budget_text(b, "%s", hoshi_decimal_print(value, 0, text));
}

/* "甲社 2件、乙社 1件": a cell's worth of them. */
static const char *basis_buyer_names(struct budget_book *b)
{
    enum { SHOWN = 6 };
    const struct hoshi_portfolio_view *o = b->v->options.run;
    const char *text = "";
    int64_t other = o->buyer_other_files;
    for (size_t i = 0; i < o->buyer_names; i++) {
        const struct hoshi_buyer_named *x = &o->buyer_name[i];
        if (i < SHOWN)
            text = budget_text(b, budget_say(b, "%s%s%s %" PRId64 "件", "%s%s%s: %" PRId64), text,
                               i ? budget_say(b, "、", ", ") : "",
                               x->key ? x->name : budget_say(b, WORD(no_name)), x->files);
        else
            other += x->files;
    }
    return other ? budget_text(b, budget_say(b, "%s、ほかの名前 %" PRId64 "件", "%s, other names: %" PRId64),
                               text, other)
                 : text;
}

/* Case files alone tell who they took for this buyer. */
static void basis_whose(struct basis_page *p)
{
    struct budget_book *b = p->b;
    const struct hoshi_portfolio_view *o = b->v->options.run;
    if (!o->buyer_names)
        return;
    basis_entry(p, budget_say(b, "当社とみた買い手", "Taken for this buyer"), basis_buyer_names(b),
                o->buyer_names_differ ? budget_say(b, PROSE(caution_buyers_of_different_names_are))
                                      : budget_say(b, "ケースのファイルに書かれた名前と、その件数。",
                                                   "As the case files name it, and in how many."));
}

static void basis_made_from(struct basis_page *p)
{
    struct budget_book *b = p->b;
    const struct hoshi_portfolio_view *o = b->v->options.run;
    const struct hoshi_tables *t = o->assumptions->tables;
    char date[HOSHI_DATE_TEXT];
    basis_heading(p, budget_say(b, "作成の元", "Made from"));
    basis_entry(p, budget_say(b, WORD(list)), o->list ? o->list : "",
                budget_text(b,
                            b->v->source.left_out
                                ? budget_say(b, "計算した取引先 %zu社、除いた行 %zu（シート「除いた行」）。",
                                             "%zu suppliers computed, %zu rows left out.")
                                : budget_say(b, "計算した取引先 %zu社、除いた行 %zu。",
                                             "%zu suppliers computed, %zu rows left out."),
                            b->v->source.suppliers, b->v->source.left_out));
    basis_whose(p);
    basis_entry(p, budget_say(b, WORD(as_of)), hoshi_date_print(o->as_of, date),
                budget_say(b, "単価・為替・規則はこの日に有効なもの。",
                           "Prices, rates and rules valid on that day."));
    basis_entry(p, budget_say(b, WORD(horizon)),
                budget_text(b, budget_say(b, "%sから%d年", "%s, %d years"), budget_month(b, 0), b->v->years),
                budget_say(b, PROSE(yearly_cost_goes_on_behind)));
    basis_entry(
        p, budget_say(b, WORD(criteria_version)), t->catalog.version,
        budget_say(b, "SCS評価制度 要求事項・評価基準", "SCS evaluation scheme, requirements and criteria"));
    basis_entry(p, budget_say(b, WORD(program_version)), o->version ? o->version : "", "hoshiwari");
}

static void basis_method(struct basis_page *p)
{
    struct budget_book *b = p->b;
    basis_heading(p, budget_say(b, "計算のしかた", "How it is computed"));
    basis_entry(p, budget_say(b, "当社負担", "Our part"),
                budget_say(b, "協議前の試算", "estimate before talks"),
                budget_say(b, PROSE(star_3_and_upgrades_our_purchases)));
    basis_entry(p, budget_say(b, "額の性質", "What an amount is"), budget_say(b, WORD(mean)),
                budget_say(b, PROSE(prices_at_the_mean_of_their)));
    basis_entry(p, budget_say(b, "他の取引先の分", "Other customers' part"),
                budget_say(b, "協議前は取引先に残る", "with the supplier until agreed"),
                budget_say(b, PROSE(for_the_supplier_to_discuss_with)));
    basis_entry(p, budget_say(b, WORD(direct_indirect)), budget_say(b, "費用の分類", "classes of cost"),
                budget_say(b, PROSE(direct_bought_in_indirect_own_work)));
}

static void basis_of_the_choice(struct basis_page *p)
{
    struct budget_book *b = p->b;
    basis_entry(p, budget_say(b, WORD(allocation)),
                budget_say(b, "予算内で最も多くのリスクを除く", "most risk within the budget"),
                budget_say(b, PROSE(suppliers_and_starts_0_or_1)));
    basis_entry(p, budget_say(b, WORD(deadlines)),
                budget_text(b, budget_say(b, "開始前 %zu社", "%zu before the start"), b->v->late),
                budget_text(b, budget_say(b, PROSE(deadline_before_the_plan_means_year)), b->v->after));
    basis_entry(p, budget_say(b, WORD(reserve)),
                b->v->reserve_yen == HOSHI_NONE ? budget_say(b, "計算なし", "not computed")
                                                : budget_yen(b, b->v->reserve_yen),
                budget_say(b, PROSE(mean_of_those_funded)));
}

static void basis_of_the_law(struct basis_page *p)
{
    struct budget_book *b = p->b;
    const struct hoshi_budget_view *v = b->v;
    const struct hoshi_portfolio_view *o = v->options.run;
    const char *none = budget_say(b, WORD_IN(not_known));
    basis_entry(p, budget_say(b, WORD(scope_indication)),
                budget_text(b, budget_say(b, PROSE(likely_not_likely_other_acts_unknown)),
                            v->scope[HOSHI_SCOPE_COVERED], v->scope[HOSHI_SCOPE_NOT_COVERED],
                            v->scope[HOSHI_SCOPE_OTHER_LAW], v->scope[HOSHI_SCOPE_UNKNOWN]),
                budget_text(b, budget_say(b, PROSE(from_the_kind_of_transaction)),
                            o->assumptions->tables->rules.version,
                            o->buyer_capital_yen > 0 ? budget_yen(b, o->buyer_capital_yen) : none,
                            o->buyer_employees > 0 ? budget_yen(b, o->buyer_employees) : none));
}

static void basis_range_entry(struct basis_page *p, const char *label, double yen, const char *note)
{
    basis_entry(p, label, isfinite(yen) ? budget_yen(p->b, llround(yen)) : "", note);
}

static void basis_range(struct basis_page *p)
{
    struct budget_book *b = p->b;
    const struct hoshi_portfolio_range *r = &b->v->options.run->range[HOSHI_VIEW_BUYER][0];
    if (!b->v->options.run->ranged)
        return;
    basis_heading(
        p, budget_say(b, "幅（全社の当社負担、期間計、円）", "Range (our part of everybody, horizon, yen)"));
    basis_range_entry(p, budget_say(b, WORD(mean)), (double)b->v->sums[HOSHI_BUDGET_ALL].buyer_yen,
                      budget_say(b, "未回答の項目も確率で含む。", "Unanswered criteria by probability."));
    basis_range_entry(p, "P50", r->p50_yen, "");
    basis_range_entry(p, "P80", r->p80_yen, budget_say(b, PROSE(market_wages_and_scheme_fees_move)));
    basis_range_entry(p, budget_say(b, "各社のP80の合計", "Sum of the suppliers' P80"), r->sum_p80_yen,
                      budget_say(b, "全社が同時に悪い側になるとみる。大きすぎるので使わない。",
                                 "All bad at once: too high, not used."));
    basis_range_entry(p, budget_say(b, "独立とみたP80", "P80 if independent"), r->independent_p80_yen,
                      budget_say(b, "互いに打ち消すとみる。小さすぎるので使わない。",
                                 "All cancels out: too low, not used."));
    basis_range_entry(
        p, budget_say(b, "標準偏差（会社ごとの分）", "Spread, own"), r->own_sd_yen,
        budget_say(b, "社数が増えると相対的に小さくなる。", "Shrinks with the number of suppliers."));
    basis_range_entry(p, budget_say(b, "標準偏差（共通の分）", "Spread, common"), r->common_sd_yen,
                      budget_say(b, "社数が増えても残る。", "Stays however many they are."));
}

static void basis_assumed(struct basis_page *p)
{
    struct budget_book *b = p->b;
    const struct hoshi_assumptions *a = b->v->options.run->assumptions;
    static const char *const factor[HOSHI_FACTORS][2] = {
        {WORD(market_factor)}, {WORD(labour_factor)}, {WORD(pace_factor)}};
    basis_heading(p, budget_say(b, "共通の前提", "Assumptions for all"));
    for (int f = 0; f < HOSHI_FACTORS; f++)
        basis_entry(p, budget_say(b, factor[f][0], factor[f][1]),
                    budget_text(b, "%s / %s / %s", basis_ppm(b, a->factor_ppm[f][0]),
                                basis_ppm(b, a->factor_ppm[f][1]), basis_ppm(b, a->factor_ppm[f][2])),
                    budget_say(b, "低・最も確からしい・高。期間中の動きの幅。",
                               "Low, likely, high over the horizon."));
    basis_entry(p, budget_say(b, "為替（円／米ドル）", "Exchange (yen per USD)"),
                basis_ppm(b, a->exchange_micro[HOSHI_USD]), "");
    for (int r = 0; r < HOSHI_ROLES; r++)
        basis_entry(p,
                    budget_text(b, budget_say(b, "人件費（円／人日）：%s", "Labour (yen per day): %s"),
                                hoshi_say_role(b->lang, (enum hoshi_role)r)),
                    budget_yen(b, a->labour_yen[r]),
                    r ? "" : budget_say(b, "標準の単価。個人の給与ではない。", "Table rates, nobody's pay."));
    basis_entry(
        p, budget_say(b, WORD(consumption_tax_rate)),
        budget_text(b, "%s %%", basis_ppm(b, b->v->options.run->tax_ppm * 100)),
        budget_say(b, "「科目」の税込欄だけに使う。", "Used only for the amounts with tax on Accounts."));
}

static const char *basis_share_assumed(struct budget_book *b)
{
    int64_t share = b->v->options.run->unknown_share_ppm;
    const char *most = share == HOSHI_MICRO ? budget_say(b, "＝考えられる最大",
                                                         ", the most it can be: our part comes out high")
                                            : "";
    return budget_text(b,
                       budget_say(b, "当社の割合を %s%%%sと仮定した。購入額と売上高が分かれば置き換わる。",
                                  "Share assumed: %s%%%s. Known purchases and sales replace it."),
                       basis_ppm(b, share * 100), most);
}

static void basis_doubtful(struct basis_page *p)
{
    static const struct {
        int bit;
        const char *ja, *en, *note_ja, *note_en;
    } rows[] = {
        {0, WORD(from_counts), PROSE(which_criteria_are_open_is_not)},
        {1, "回答がない", "No answers", PROSE(star_itself_and_what_measures_may)},
        {2, WORD(level_from_questions), "どれかが「はい」なら★4、すべて「いいえ」なら★3。",
         "Any yes: ★4; all no: ★3."},
        {3, WORD(purchases_or_sales_unknown), NULL, NULL}, /* see share_assumed */
        {4, "未回答の項目がある", "Some criteria unanswered", PROSE(amount_and_range_by_the_probability)},
        {5, "一部対応の残りが未記入", "Partials without a share", PROSE(what_is_left_may_be_anything)},
        {9, "幅の前提を別に持つケース", "Cases with a range of their own",
         PROSE(their_own_rows_follow_the_case)},
        {10, "★と三つの問いが合わない", "Level unlike the questions", PROSE(star_3_with_a_yes_or)},
        {11, "人数とPC台数が合わない", "PCs, users, employees unlike", PROSE(more_than_10_pcs)},
        {12, WORD(held_unanswered_met), PROSE(star_is_granted_when_its_criteria)},
        {7, "制度の料金（未公表）を含む", "Rests on unpublished fees",
         "公表されたら計算し直す。全社で一緒に動く。",
         "Compute again when published; moves together for all."},
    };
    struct budget_book *b = p->b;
    basis_heading(p, budget_say(b, "確かでないところ（社数）", "What is doubtful (suppliers)"));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        basis_entry(p, budget_say(b, rows[i].ja, rows[i].en),
                    budget_text(b, "%zu", b->v->sums[HOSHI_BUDGET_ALL].flagged[rows[i].bit]),
                    rows[i].note_ja ? budget_say(b, rows[i].note_ja, rows[i].note_en)
                                    : basis_share_assumed(b));
    basis_entry(p, budget_say(b, WORD(answers_by_criterion)), budget_say(b, "入れていない", "not included"),
                budget_say(b, PROSE(list_of_suppliers_open_holes_would)));
}

void budget_basis_sheet(struct hoshi_page *p, void *book)
{
    static const double width[] = {34, 24, 72};
    struct basis_page x = {.b = book, .p = p};
    hoshi_page_widths(p, width, 3);
    budget_page_begin(p, hoshi_page_say(p, "前提と計算の根拠", "Assumptions and basis"));
    hoshi_page_skip(p, 1);
    hoshi_page_freeze(p, 0, PAGE_FIRST);
    basis_made_from(&x);
    basis_method(&x);
    basis_of_the_choice(&x);
    basis_of_the_law(&x);
    basis_range(&x);
    basis_assumed(&x);
    basis_doubtful(&x);
}
