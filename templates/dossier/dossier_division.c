/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 分担: the key with its numbers, the rules in words, what comes out for this buyer. */
#include "dossier_sheets.h"

#include <inttypes.h>

enum { D_LABEL, D_VALUE, D_NOTE, COLUMNS };

static void division_figure(struct hoshi_buyer_page *g, const char *label, const char *note)
{
    hoshi_put_text(&g->s, g->row, D_LABEL, HOSHI_STYLE_LABEL, label);
    hoshi_put_text(&g->s, g->row, D_NOTE, HOSHI_STYLE_TEXT, note);
    hoshi_buyer_fit(g, label, g->width[D_LABEL], note, g->width[D_NOTE]);
    g->row++;
}

static const char *division_unit(const struct hoshi_buyer_book *b)
{
    static const struct hoshi_words words[HOSHI_KEYS] = {{WORD_IN(yen)},         {WORD(hours)},
                                                         {WORD_IN(yen)},         {WORD_IN(users_unit)},
                                                         {WORD_IN(orders_unit)}, {"", ""}};
    return hoshi_words_say(b->book.lang, words[b->v->key]);
}

static void key(struct hoshi_buyer_page *g)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_buyer_view *v = b->v;
    bool whole = v->key_whole != HOSHI_NONE && v->key != HOSHI_KEY_CUSTOM;
    hoshi_buyer_heading(g, hoshi_buyer_say(b, "1. 配賦基準と割合", "1. Key and share"));
    hoshi_put_text(&g->s, g->row, D_VALUE, HOSHI_STYLE_CENTER, hoshi_say_key(b->book.lang, v->key));
    division_figure(g, hoshi_buyer_say(b, WORD(key)),
                    hoshi_buyer_say(b, "事業全体のうち、この相手方との取引が占める割合を測るもの。",
                                    "what measures this side's part of the whole business"));
    if (v->key != HOSHI_KEY_CUSTOM && v->key_amount != HOSHI_NONE) {
        hoshi_put_int(&g->s, g->row, D_VALUE, HOSHI_STYLE_COUNT, v->key_amount);
        hoshi_define(&g->s, "dossier_key_amount", g->row, D_VALUE);
        division_figure(
            g,
            hoshi_dossier_print(k, hoshi_buyer_say(b, "この相手方の値（%s）", "This side's number (%s)"),
                                division_unit(b)),
            hoshi_buyer_say(b, PROSE(last_12_months_to_be_checked)));
    }
    if (whole) {
        hoshi_put_int(&g->s, g->row, D_VALUE, HOSHI_STYLE_COUNT, v->key_whole);
        hoshi_define(&g->s, "dossier_key_whole", g->row, D_VALUE);
        division_figure(g,
                        hoshi_dossier_print(k, hoshi_buyer_say(b, WORD(supplier_whole_of)), division_unit(b)),
                        hoshi_buyer_say(b, "同じ12か月。決算書などで確かめられます。",
                                        "the same 12 months; by the accounts"));
        hoshi_put_formula(
            &g->s, g->row, D_VALUE, HOSHI_STYLE_PERCENT, hoshi_micro_value(v->share_ppm),
            "=IF(dossier_key_whole>0,ROUND(dossier_key_amount*1000000/dossier_key_whole,0)/1000000,0)");
    } else {
        hoshi_put_text(&g->s, g->row, D_VALUE, HOSHI_STYLE_CENTER, hoshi_buyer_say(b, WORD(not_shown)));
        division_figure(g, hoshi_buyer_say(b, WORD(supplier_whole)),
                        hoshi_buyer_say(b, PROSE(not_shown_by_the_suppliers_choice)));
        hoshi_put_micro(&g->s, g->row, D_VALUE, HOSHI_STYLE_PERCENT, v->share_ppm);
    }
    division_figure(g, hoshi_buyer_say(b, WORD(key_share)),
                    hoshi_buyer_say(b, "百万分の一の位で丸めてから用います。",
                                    "rounded to parts per million before use"));
}

static const struct hoshi_buyer_rule_words rule_words = {
    .rule = {[HOSHI_RULE_KEY] = {PROSE(this_sides_share_of_the_whole)},
             [HOSHI_RULE_ASKERS] = {PROSE(as_the_cost_of_having_been)},
             [HOSHI_RULE_EQUAL] = {PROSE(as_the_cost_of_having_been_2)},
             [HOSHI_RULE_SUPPLIER] = {"当社が負担する。", "borne by the supplier"},
             [HOSHI_RULE_TABLE] = {"個別に定めた割合で相談する。", "by shares set one by one"},
             [HOSHI_RULE_DIVISION] = {"費用分担の方法として知られる計算で分けた額を相談する。",
                                      "by an established rule of cost sharing"},
             [HOSHI_RULE_OVERHEADS] = {"当社の部門別の配賦計算による。",
                                       "by the supplier's own allocation of overheads"}},
    .whole = {PROSE(as_the_cost_of_having_been_whole)},
    .kept = {"当社が先に負担する分は除いてある。", "; what the supplier bears first is taken off"},
};

static void division_rules(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    hoshi_buyer_heading(g, hoshi_buyer_say(b, "2. 分け方（当社の提案）", "2. Rules of division (proposed)"));
    g->columns = COLUMNS;
    for (size_t i = 0; i < HOSHI_POOLS; i++) {
        enum hoshi_pool pool = hoshi_buyer_pool_order[i];
        const char *label = hoshi_buyer_pool_label(b, pool);
        if (label)
            hoshi_buyer_pair(g, label, hoshi_buyer_rule_text(g->b, pool, &rule_words));
    }
    hoshi_buyer_pair(g, hoshi_buyer_say(b, "水準を超える要望", "Demands beyond the level"),
                     hoshi_buyer_say(b, "要望により加わる額だけを相談する。", "only what the demand adds"));
    hoshi_buyer_pair(g, hoshi_buyer_say(b, "含めない費用", "Cost not included"),
                     hoshi_buyer_say(b, PROSE(what_is_due_regardless)));
    hoshi_buyer_pair(g, hoshi_buyer_say(b, WORD(nothing_recovered_twice)),
                     hoshi_buyer_say(b, PROSE(other_customers_parts_included)));
}

static void outcome(struct hoshi_buyer_page *g)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_buyer_view *v = b->v;
    hoshi_buyer_heading(
        g, hoshi_buyer_say(b, "3. この相手方に相談する額", "3. The part to talk about with this side"));
    hoshi_put_formula(&g->s, g->row, D_VALUE, HOSHI_STYLE_YEN_TOTAL, (double)v->asked_annual_yen,
                      "=dossier_annual_yen");
    division_figure(
        g, hoshi_buyer_say(b, WORD(yen_a_year_no_tax)),
        hoshi_dossier_print(k,
                            hoshi_buyer_say(b, "一度きりの費用は使う年数で割っています。明細は「%s」。",
                                            "one-off costs divided by their years of use; lines: sheet %s"),
                            hoshi_dossier_sheet_name(k, HOSHI_DOSSIER_COST)));
    hoshi_put_formula(&g->s, g->row, D_VALUE, HOSHI_STYLE_YEN_TOTAL, (double)v->horizon_yen,
                      "=dossier_horizon_yen");
    division_figure(g,
                    hoshi_dossier_print(
                        k, hoshi_buyer_say(b, "%d年計（円・税抜）", "%d years, yen before tax"), v->horizon),
                    "");
    if (v->uplift.percent_ppm != HOSHI_NONE && v->buyer->annual_purchases_yen > 0) {
        hoshi_put_formula(
            &g->s, g->row, D_VALUE, HOSHI_STYLE_PERCENT, hoshi_micro_value(v->uplift.percent_ppm),
            "=ROUND(dossier_annual_yen*1000000/%" PRId64 ",0)/1000000", v->buyer->annual_purchases_yen);
        division_figure(g, hoshi_buyer_say(b, "年間取引額に対する率", "Of the yearly trade"),
                        hoshi_buyer_say(b, "一律の改定率にした場合。", "as a uniform rise of prices"));
    }
    if (hoshi_buyer_shows_bounds(b)) {
        hoshi_put_int(&g->s, g->row, D_VALUE, HOSHI_STYLE_YEN, v->floor_annual_yen);
        division_figure(
            g, hoshi_buyer_say(b, WORD(lower_end_yen_a_year)),
            hoshi_buyer_say(b, "全てを配賦割合だけで分けた場合。", "everything by the share alone"));
        hoshi_put_int(&g->s, g->row, D_VALUE, HOSHI_STYLE_YEN, v->ceiling_annual_yen);
        division_figure(g, hoshi_buyer_say(b, WORD(upper_end)),
                        hoshi_buyer_say(b, "この相手方の水準だけを単独で取得する場合の費用。",
                                        "cost of this side's level alone"));
    }
    hoshi_buyer_line(g, HOSHI_STYLE_NOTE, hoshi_buyer_say(b, PROSE(public_guidance_asks_to_explain)));
}

void hoshi_dossier_write_division(struct hoshi_dossier_book *k)
{
    static const double width[COLUMNS] = {30, 20, 52};
    struct hoshi_buyer_page g =
        hoshi_dossier_page(k, HOSHI_DOSSIER_DIVISION,
                           hoshi_buyer_say(&k->b, "分担と配賦基準", "Division and its key"), width, COLUMNS);
    g.row = 1;
    key(&g);
    division_rules(&g);
    outcome(&g);
    hoshi_dossier_done(&g);
}
