/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 負担の考え方: the key with its two numbers, the rules in words, what the amount rests on, and who can check what. */
#include "buyer_sheets.h"

#include <inttypes.h>

enum { COLUMN_LABEL, COLUMN_VALUE, COLUMN_WIDE, COLUMN_NOTE, COLUMNS };

/* ---- figures ---- */

/* The caller fills the value. */
static void sharing_figure(struct hoshi_buyer_page *g, const char *label, const char *name, const char *note)
{
    hoshi_put_text(&g->s, g->row, COLUMN_LABEL, HOSHI_STYLE_LABEL, label);
    hoshi_put_merged(&g->s, g->row, COLUMN_WIDE, g->row, COLUMN_NOTE, HOSHI_STYLE_TEXT, note);
    hoshi_buyer_fit(g, label, g->width[COLUMN_LABEL], note, g->width[COLUMN_WIDE] + g->width[COLUMN_NOTE]);
    if (name)
        hoshi_define(&g->s, name, g->row, COLUMN_VALUE);
    g->row++;
}

static const char *sharing_unit(const struct hoshi_buyer_book *b)
{
    static const char *const ja[HOSHI_KEYS] = {"円", "時間", "円", "人", "件", ""};
    static const char *const en[HOSHI_KEYS] = {"yen", "hours", "yen", "people", "orders", ""};
    return hoshi_buyer_say(b, ja[b->v->key], en[b->v->key]);
}

/* Purchases and hours stand on the price sheet: one cell each, so that share and prices move together. */
static void own_number(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_buyer_view *v = b->v;
    struct hoshi_sheet *s = &g->s;
    const char *label =
        hoshi_buyer_print(g->b, hoshi_buyer_say(b, "貴社の値（%s）", "Your number (%s)"), sharing_unit(b));
    if (v->key == HOSHI_KEY_SALES)
        hoshi_put_formula(s, g->row, COLUMN_VALUE, HOSHI_STYLE_COUNT, (double)v->key_amount,
                          "=purchases_yen");
    else if (v->key == HOSHI_KEY_HOURS)
        hoshi_put_formula(s, g->row, COLUMN_VALUE, HOSHI_STYLE_COUNT, (double)v->key_amount,
                          "=hours_per_year");
    else
        hoshi_put_int(s, g->row, COLUMN_VALUE, HOSHI_STYLE_COUNT_INPUT, v->key_amount);
    sharing_figure(g, label, "key_amount", hoshi_buyer_say(b, PROSE(last_12_months_to_be_checked_2)));
}

static void whole_and_share(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_buyer_view *v = b->v;
    struct hoshi_sheet *s = &g->s;
    bool shown = v->key_whole != HOSHI_NONE && v->key != HOSHI_KEY_CUSTOM;
    const char *ratio = hoshi_buyer_say(b, "提案時に対する比", "Ratio to the proposal");
    if (shown) {
        hoshi_put_int(s, g->row, COLUMN_VALUE, HOSHI_STYLE_COUNT_INPUT, v->key_whole);
        sharing_figure(g, hoshi_buyer_print(g->b, hoshi_buyer_say(b, WORD(our_whole_of)), sharing_unit(b)),
                       "key_whole", hoshi_buyer_say(b, PROSE(same_12_months_to_be_checked)));
        hoshi_put_formula(s, g->row, COLUMN_VALUE, HOSHI_STYLE_PERCENT, hoshi_micro_value(v->share_ppm),
                          "=IF(key_whole>0,ROUND(key_amount*1000000/key_whole,0)/1000000,0)");
    } else if (v->key != HOSHI_KEY_CUSTOM) {
        hoshi_put_text(s, g->row, COLUMN_VALUE, HOSHI_STYLE_CENTER, hoshi_buyer_say(b, WORD(not_shown)));
        sharing_figure(g, hoshi_buyer_say(b, WORD(our_whole)), NULL,
                       hoshi_buyer_say(b, PROSE(whole_is_not_shown_if_you)));
    }
    if (!hoshi_buyer_shows_share(b)) {
        hoshi_put_micro(s, g->row, COLUMN_VALUE, HOSHI_STYLE_DECIMAL_INPUT, HOSHI_MICRO);
        sharing_figure(g, ratio, "key_factor",
                       hoshi_buyer_say(b, "割合を見直すときに変える。1は提案のとおり。",
                                       "Change it to try another share; 1 is as proposed."));
        return;
    }
    if (!shown)
        hoshi_put_micro(s, g->row, COLUMN_VALUE, HOSHI_STYLE_PERCENT_INPUT, v->share_ppm);
    sharing_figure(g, hoshi_buyer_say(b, WORD(key_share)), "key_share",
                   hoshi_buyer_say(b, PROSE(change_it_and_the_amounts)));
    hoshi_put_micro(s, g->row, COLUMN_VALUE, HOSHI_STYLE_PERCENT, v->share_ppm);
    sharing_figure(g, hoshi_buyer_say(b, "提案時の配賦割合", "Key share as proposed"), "proposed_key_share",
                   "");
    hoshi_put_formula(s, g->row, COLUMN_VALUE, HOSHI_STYLE_DECIMAL, 1,
                      "=IF(proposed_key_share=0,1,key_share/proposed_key_share)");
    sharing_figure(g, ratio, "key_factor", "");
}

static bool has_demand_row(const struct hoshi_buyer_view *v)
{
    for (size_t i = 0; i < v->groups; i++)
        if (v->group[i].category > HOSHI_CATEGORIES)
            return true;
    return false;
}

static void bounds(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_buyer_view *v = b->v;
    struct hoshi_sheet *s = &g->s;
    if (hoshi_buyer_shows_groups(b) && has_demand_row(v))
        hoshi_put_formula(s, g->row, COLUMN_VALUE, HOSHI_STYLE_YEN, (double)v->demanded_annual_yen,
                          "=demand_by_category_yen");
    else
        hoshi_put_int(s, g->row, COLUMN_VALUE, HOSHI_STYLE_YEN, v->demanded_annual_yen);
    sharing_figure(
        g,
        hoshi_buyer_say(b, "水準を超えるご要望の年額（円）", "What you ask for beyond the level, yen a year"),
        "demanded_yen",
        hoshi_buyer_say(b, "★の水準を超えて貴社からご要望いただいた分。ない場合は0。",
                        "asked for by you beyond the level; 0 if nothing"));
    if (!hoshi_buyer_shows_bounds(b)) {
        hoshi_put_text(s, g->row, COLUMN_VALUE, HOSHI_STYLE_CENTER, hoshi_buyer_say(b, WORD(not_shown)));
        sharing_figure(g, hoshi_buyer_say(b, WORD(upper_end)), NULL,
                       hoshi_buyer_say(b, PROSE(not_shown_because_third_parties)));
        return;
    }
    hoshi_put_int(s, g->row, COLUMN_VALUE, HOSHI_STYLE_YEN, v->ceiling_annual_yen);
    sharing_figure(g, hoshi_buyer_say(b, WORD(upper_end)), "ceiling_yen",
                   hoshi_buyer_print(g->b,
                                     v->annual_yen <= v->ceiling_annual_yen
                                         ? hoshi_buyer_say(b, PROSE(what_it_costs_us_to_reach))
                                         : hoshi_buyer_say(b, PROSE(what_it_costs_us_to_reach_2)),
                                     v->level, hoshi_buyer_with_fees(g->b)));
}

/* ---- words ---- */

static const struct hoshi_buyer_rule_words rule_words = {
    .rule = {[HOSHI_RULE_KEY] = {PROSE(by_your_key_share_of_our)},
             [HOSHI_RULE_ASKERS] = {PROSE(as_the_cost_of_asking)},
             [HOSHI_RULE_EQUAL] =
                 {"この水準をご要請いただくことに伴う費用として、均等な分担でご負担をご相談します。",
                  "As the cost of asking for this level, in equal parts."},
             [HOSHI_RULE_SUPPLIER] = {"当社が負担します。", "We bear it."},
             [HOSHI_RULE_TABLE] = {"個別にご相談する割合によります。", "By shares to be discussed."},
             [HOSHI_RULE_DIVISION] = {PROSE(as_the_cost_of_asking_2)},
             [HOSHI_RULE_OVERHEADS] = {PROSE(by_our_own_allocation_of_overheads)}},
    .whole = {PROSE(as_the_cost_of_asking_whole)},
    .kept = {PROSE(what_we_bear_first_is_taken_off)},
};

static void sharing_rules(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    hoshi_buyer_heading(g, hoshi_buyer_say(b, "分け方（当社の提案）", "How we propose to divide"));
    for (size_t i = 0; i < HOSHI_POOLS; i++) {
        enum hoshi_pool pool = hoshi_buyer_pool_order[i];
        const char *label = hoshi_buyer_pool_label(b, pool);
        if (label)
            hoshi_buyer_pair(g, label, hoshi_buyer_rule_text(g->b, pool, &rule_words));
    }
    hoshi_buyer_pair(
        g, hoshi_buyer_say(b, "水準を超えるご要望", "Beyond the level"),
        hoshi_buyer_say(b, "ご要望により加わる額だけをご相談します。", "Only what your demand adds."));
    hoshi_buyer_pair(g, hoshi_buyer_say(b, "含めていない費用", "What is not included"),
                     hoshi_buyer_say(b, PROSE(what_we_owe_regardless)));
    hoshi_buyer_pair(g, hoshi_buyer_say(b, "端数", "Rounding"),
                     hoshi_buyer_say(b, PROSE(each_line_of_cost_is_divided)));
    if (b->v->ask_step_yen)
        hoshi_buyer_pair(g, hoshi_buyer_say(b, WORD(estimate_rounding)),
                         hoshi_buyer_say(b, PROSE(on_an_estimate_the_month_is_rounded_down)));
    hoshi_buyer_pair(g, hoshi_buyer_say(b, WORD(nothing_recovered_twice)),
                     hoshi_buyer_say(b, PROSE(other_customers_parts_included_we_do)));
}

static void who_checks(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    static const enum hoshi_style styles[COLUMNS] = {HOSHI_STYLE_LABEL, HOSHI_STYLE_CENTER, HOSHI_STYLE_TEXT,
                                                     HOSHI_STYLE_TEXT};
    const char *const head[COLUMNS] = {
        hoshi_buyer_say(b, WORD(to_check)), hoshi_buyer_say(b, WORD(who_checks)),
        hoshi_buyer_say(b, WORD(where_to_look)), hoshi_buyer_say(b, WORD(remarks))};
    const char *both = hoshi_buyer_say(b, WORD(both)), *we = hoshi_buyer_say(b, WORD_IN(our_company));
    const char *const rows[][COLUMNS] = {
        {hoshi_buyer_say(b, WORD(your_number)), both,
         hoshi_buyer_say(b, "貴社の発注実績、当社の売上台帳・工数記録",
                         "your records of orders; our ledger and time sheets"),
         hoshi_buyer_say(b, "同じ12か月で比べます", "for the same 12 months")},
        {hoshi_buyer_say(b, WORD(our_whole)), we, hoshi_buyer_say(b, "決算書", "annual accounts"),
         hoshi_buyer_say(b, "同じ12か月の数字です", "of the same 12 months")},
        {hoshi_buyer_say(b, "ご要請の内容", "The request"), both,
         hoshi_buyer_say(b, WORD_IN(paper_of_request)), ""},
        {hoshi_buyer_say(b, "外部に支払う費用", "What is bought in"), both,
         hoshi_buyer_say(b, "見積書、公表された価格", "quotations, published prices"),
         hoshi_buyer_say(b, "裏付けの割合は「概要」", "share backed: sheet Summary")},
        {hoshi_buyer_say(b, "★の状況", "State of the star"), both,
         hoshi_buyer_say(b, "制度の公表・登録証", "publication by the scheme, certificate"),
         hoshi_buyer_say(b, "料金は公表されていません", "fees are not published")}};
    hoshi_buyer_heading(g, hoshi_buyer_say(b, "誰が何で確かめられるか", "Who can check what, and where"));
    hoshi_buyer_head(g, head);
    /* The third row is about the request. */
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (b->v->asked || i != 2)
            hoshi_buyer_row(g, styles, rows[i]);
}

static void method_and_sources(struct hoshi_buyer_page *g)
{
    struct hoshi_buyer_book *b = g->b;
    const struct hoshi_buyer_view *v = b->v;
    hoshi_buyer_heading(g, hoshi_buyer_say(b, WORD(basis_of_estimate)));
    hoshi_buyer_pair(g, hoshi_buyer_say(b, "対策の選び方", "Choice of measures"),
                     v->plan_limited ? hoshi_buyer_say(b, PROSE(all_sets_of_measures_that_close_limited))
                                     : hoshi_buyer_say(b, PROSE(all_sets_of_measures_that_close)));
    hoshi_buyer_pair(g, hoshi_buyer_say(b, WORD(annual_charge)),
                     hoshi_buyer_say(b, PROSE(one_off_costs_are_divided)));
    hoshi_buyer_pair(g, hoshi_buyer_say(b, "単価の見方", "Level of prices"),
                     b->v->basis == HOSHI_BASIS_MEAN
                         ? hoshi_buyer_say(b, PROSE(mean_of_low_likely_and_high))
                         : hoshi_buyer_say(b, "各費目の最もありそうな額。予備費は含みません。",
                                           "most likely amount of each item; no reserve is included"));
    hoshi_buyer_pair(g, hoshi_buyer_say(b, "貴社分", "Your part"),
                     hoshi_buyer_say(b, PROSE(each_line_divided_to_the_yen)));
    hoshi_buyer_pair(g, hoshi_buyer_say(b, "出どころ", "Sources"),
                     v->quoted_annual_yen > 0
                         ? hoshi_buyer_say(b, PROSE(quotations_published_price_lists_public))
                         : hoshi_buyer_say(b, PROSE(published_price_lists_public)));
    hoshi_buyer_pair(g, hoshi_buyer_say(b, "差し引いたもの", "Deducted"),
                     hoshi_buyer_say(b, PROSE(costs_that_become_unnecessary_by_doing)));
    hoshi_buyer_pair(g, hoshi_buyer_say(b, "用いた表の日付", "Tables used"),
                     hoshi_buyer_print(b,
                                       hoshi_buyer_say(b, "基準日 %s　評価基準 %s　価格の表 %s",
                                                       "as of %s; criteria %s; prices %s"),
                                       hoshi_buyer_date(b, v->as_of), v->catalog_version, v->prices_version));
}

static void sharing_notes(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    g->row++;
    hoshi_buyer_line(g, HOSHI_STYLE_PLAIN, hoshi_buyer_say(b, PROSE(this_division_is_our_proposal)));
    hoshi_buyer_line(g, HOSHI_STYLE_PLAIN, hoshi_buyer_say(b, PROSE(direct_and_indirect_are_a_matter)));
    hoshi_buyer_line(g, HOSHI_STYLE_PLAIN, hoshi_buyer_say(b, PROSE(how_fine_the_figures_are_total)));
    hoshi_buyer_line(g, HOSHI_STYLE_PLAIN,
                     hoshi_buyer_say(b, "・ほかの分け方のご提案があれば、お聞かせください。",
                                     "· If you would rather divide in another way, please tell us."));
}

void hoshi_buyer_write_sharing(struct hoshi_buyer_book *b)
{
    static const double width[COLUMNS] = {27, 18, 36, 24};
    struct hoshi_buyer_page g =
        hoshi_buyer_page(b, HOSHI_BUYER_SHARING, false,
                         hoshi_buyer_say(b, "負担の考え方", "How the burden is divided"), width, COLUMNS);
    const struct hoshi_buyer_view *v = b->v;
    hoshi_buyer_heading(&g, hoshi_buyer_say(b, "配賦の基準と数値", "The key and its numbers"));
    hoshi_buyer_pair(&g, hoshi_buyer_say(b, WORD(key)), hoshi_say_key(b->book.lang, v->key));
    if (v->key != HOSHI_KEY_CUSTOM)
        own_number(&g);
    whole_and_share(&g);
    bounds(&g);
    sharing_rules(&g);
    method_and_sources(&g);
    who_checks(&g);
    sharing_notes(&g);
    hoshi_sheet_pages(&g.s, 1, 1);
    hoshi_sheet_protect(&g.s);
}
