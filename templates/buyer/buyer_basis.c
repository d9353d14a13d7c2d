/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 根拠: what is backed by quotations, what is not yet known, assumptions, versions of the tables. The method stands on
 * the page in front (buyer_sharing.c). */
#include "buyer_sheets.h"

#include <inttypes.h>

static void basis_number(struct hoshi_buyer_page *g, const char *label, const char *name,
                         enum hoshi_style style)
{
    uint16_t column = hoshi_buyer_field(g, label, style);
    if (name)
        hoshi_define(&g->s, name, g->row, column);
    g->row++;
}

static void quoted(struct hoshi_buyer_page *g)
{
    struct hoshi_buyer_book *b = g->b;
    const struct hoshi_buyer_view *v = b->v;
    struct hoshi_sheet *s = &g->s;
    hoshi_buyer_heading(g, hoshi_buyer_say(b, WORD(backing)));
    uint32_t row = g->row;
    basis_number(g, hoshi_buyer_say(b, "見積書で裏付けた額（年額・円）", "Backed by quotations, yen a year"),
                 "quoted_yen", HOSHI_STYLE_YEN);
    hoshi_put_int(s, row, 1, HOSHI_STYLE_YEN, v->quoted_annual_yen);
    basis_number(g, hoshi_buyer_say(b, "年額に占める割合（提案時）", "Share of the amount proposed"),
                 "quoted_share", HOSHI_STYLE_PERCENT);
    hoshi_put_formula(s, row + 1, 1, HOSHI_STYLE_PERCENT,
                      hoshi_micro_value(hoshi_buyer_share_ppm(b, v->quoted_annual_yen)),
                      "=IF(proposed_annual_yen>0,ROUND(quoted_yen*1000000/proposed_annual_yen,0)/1000000,0)");
    basis_number(g, hoshi_buyer_say(b, "見積裏付け版とする割合", "Called backed from"), "quote_target",
                 HOSHI_STYLE_PERCENT);
    hoshi_put_micro(s, row + 2, 1, HOSHI_STYLE_PERCENT, hoshi_buyer_parameter(b, "quote_target"));
    basis_number(g, hoshi_buyer_say(b, WORD(edition)), "edition", HOSHI_STYLE_TEXT);
    const char *full = hoshi_buyer_say(b, WORD_IN(edition_quoted)),
               *rough = hoshi_buyer_say(b, WORD_IN(edition_rough));
    hoshi_put_formula_text(s, row + 3, 1, HOSHI_STYLE_TEXT, hoshi_buyer_is_quoted(b) ? full : rough,
                           "=IF(AND(proposed_annual_yen>0,quoted_share>=quote_target),\"%s\",\"%s\")", full,
                           rough);
    basis_number(g,
                 hoshi_buyer_print(b,
                                   hoshi_buyer_say(b, "公表前の★の料金（年額・円、%s）",
                                                   "Fees of the star not yet published (%s)"),
                                   hoshi_buyer_draft_scheme(b)),
                 "unpublished_fees_yen", HOSHI_STYLE_YEN);
    hoshi_put_int(s, row + 4, 1, HOSHI_STYLE_YEN, v->fees_annual_yen);
    basis_number(g,
                 hoshi_buyer_say(b, "同・年額に占める割合（提案時）", "Their share of the amount proposed"),
                 NULL, HOSHI_STYLE_PERCENT);
    hoshi_put_formula(
        s, row + 5, 1, HOSHI_STYLE_PERCENT, hoshi_micro_value(hoshi_buyer_share_ppm(b, v->fees_annual_yen)),
        "=IF(proposed_annual_yen>0,ROUND(unpublished_fees_yen*1000000/proposed_annual_yen,0)/1000000,0)");
}

static void basis_assumptions(struct hoshi_buyer_page *g)
{
    struct hoshi_buyer_book *b = g->b;
    const struct hoshi_buyer_view *v = b->v;
    hoshi_buyer_heading(g, hoshi_buyer_say(b, WORD(assumptions)));
    hoshi_buyer_pair(g, hoshi_buyer_say(b, WORD(as_of)), hoshi_buyer_date(b, v->as_of));
    hoshi_buyer_pair(g, hoshi_buyer_say(b, "計画の開始と期間", "Start and period"),
                     hoshi_buyer_print(b, hoshi_buyer_say(b, "%sから%d年%s", "from %s, %d years%s"),
                                       hoshi_buyer_date(b, v->start), v->horizon,
                                       hoshi_buyer_period_from(b)));
    hoshi_buyer_pair(g, hoshi_buyer_say(b, WORD(level)), hoshi_buyer_print(b, "★%d", v->level));
    hoshi_buyer_pair(g, hoshi_buyer_say(b, WORD(consumption_tax)),
                     hoshi_buyer_say(b, PROSE(everything_is_before_tax_tax)));
    hoshi_buyer_pair(g, hoshi_buyer_say(b, "補助金", "Subsidies"),
                     hoshi_buyer_say(b, "交付が決まったものだけを差し引きます。見込みは差し引きません。",
                                     "only what is granted is taken off; what is hoped for is not"));
    hoshi_buyer_pair(g, hoshi_buyer_say(b, "賃上げとの関係", "Wage rises"),
                     hoshi_buyer_say(b, "賃上げ分の労務費改定とは別枠であり、重複しません。",
                                     "apart from any wage rise, not counted twice"));
    hoshi_buyer_pair(g, hoshi_buyer_say(b, "任意のもの", "Optional things"),
                     hoshi_buyer_say(b, PROSE(what_no_criterion_asks_for_such)));
    hoshi_buyer_pair(g, hoshi_buyer_say(b, WORD(review)),
                     hoshi_buyer_say(b, "年1回、実績数量と実績費用で見直します。",
                                     "once a year with actual quantities and costs"));
}

static void basis_versions(struct hoshi_buyer_page *g)
{
    struct hoshi_buyer_book *b = g->b;
    const struct hoshi_buyer_view *v = b->v;
    hoshi_buyer_heading(g, hoshi_buyer_say(b, "用いた資料の版", "Versions"));
    hoshi_buyer_pair(g, hoshi_buyer_say(b, "要求事項・評価基準", "Requirements and criteria"),
                     v->catalog_version);
    hoshi_buyer_pair(g, hoshi_buyer_say(b, WORD(measure_table)), v->measures_version);
    hoshi_buyer_pair(g, hoshi_buyer_say(b, "価格の表", "Table of prices"), v->prices_version);
    hoshi_buyer_pair(g, hoshi_buyer_say(b, WORD(program)),
                     hoshi_buyer_print(b, "hoshiwari %s", b->o->version ? b->o->version : ""));
    hoshi_buyer_line(g, HOSHI_STYLE_NOTE, hoshi_buyer_say(b, PROSE(summaries_of_criteria_are_our_own)));
}

void hoshi_buyer_write_basis(struct hoshi_buyer_book *b)
{
    static const double width[] = {39, 61};
    struct hoshi_buyer_page g =
        hoshi_buyer_page(b, HOSHI_BUYER_BASIS, false, hoshi_buyer_say(b, WORD(basis_of_estimate)), width, 2);
    quoted(&g);
    basis_assumptions(&g);
    basis_versions(&g);
    hoshi_sheet_protect(&g.s);
}
