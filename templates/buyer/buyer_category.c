/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 区分別費用: the buyer's part by category of the scheme. Amounts are inputs; key_factor scales them. */
#include "buyer_sheets.h"

#include <inttypes.h>

enum {
    COLUMN_NAME,
    COLUMN_CRITERIA,
    COLUMN_YEARS,
    COLUMN_DIRECT,
    COLUMN_INDIRECT,
    COLUMN_ANNUAL,
    COLUMN_PROPOSED,
    COLUMN_HORIZON_PROPOSED,
    COLUMN_HORIZON,
    COLUMNS
};

static void category_head(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    const char *const texts[COLUMNS] = {
        hoshi_buyer_say(b, WORD(category)),
        hoshi_buyer_say(b, "対象の評価基準（数）", "Criteria in scope (number)"),
        hoshi_buyer_say(b, "費用が生じる年", "Years of cost"),
        hoshi_buyer_say(b, "直接費（外から買うもの）年額", "Direct (bought in), a year"),
        hoshi_buyer_say(b, "間接費（人手・管理・設備更新）年額", "Indirect (own), a year"),
        hoshi_buyer_say(b, WORD(yen_a_year)),
        hoshi_buyer_say(b, "提案時の年額", "A year as proposed"),
        hoshi_buyer_say(b, "提案時の期間計", "Whole period as proposed"),
        hoshi_buyer_say(b, WORD(whole_period_yen))};
    hoshi_buyer_head(g, texts);
}

static const char *category_years(struct hoshi_buyer_book *b, const struct hoshi_view_group *x)
{
    if (!x->first_year)
        return "—";
    if (x->first_year == x->last_year)
        return hoshi_buyer_print(b, hoshi_buyer_say(b, WORD_IN(year_n)), x->first_year);
    return hoshi_buyer_print(b, hoshi_buyer_say(b, "%d〜%d年目", "years %d to %d"), x->first_year,
                             x->last_year);
}

static void category_group(struct hoshi_buyer_page *g, const struct hoshi_view_group *x)
{
    struct hoshi_sheet *s = &g->s;
    const char *name = hoshi_buyer_group_name(g->b, x);
    bool demand = x->category > HOSHI_CATEGORIES;
    unsigned row = g->row + 1;
    hoshi_put_text(s, g->row, COLUMN_NAME, HOSHI_STYLE_LABEL, name);
    if (x->criteria)
        hoshi_put_int(s, g->row, COLUMN_CRITERIA, HOSHI_STYLE_COUNT, (int64_t)x->criteria);
    else
        hoshi_put_text(s, g->row, COLUMN_CRITERIA, HOSHI_STYLE_CENTER, "—");
    hoshi_put_text(s, g->row, COLUMN_YEARS, HOSHI_STYLE_CENTER, category_years(g->b, x));
    hoshi_put_int(s, g->row, COLUMN_DIRECT, HOSHI_STYLE_YEN_INPUT, x->annual_by_class_yen[HOSHI_DIRECT]);
    hoshi_put_int(s, g->row, COLUMN_INDIRECT, HOSHI_STYLE_YEN_INPUT, x->annual_by_class_yen[HOSHI_INDIRECT]);
    hoshi_put_formula(s, g->row, COLUMN_ANNUAL, HOSHI_STYLE_YEN, (double)x->annual_yen,
                      demand ? "=D%u+E%u" : "=ROUND((D%u+E%u)*key_factor,0)", row, row);
    hoshi_put_int(s, g->row, COLUMN_PROPOSED, HOSHI_STYLE_YEN, x->annual_yen);
    hoshi_put_int(s, g->row, COLUMN_HORIZON_PROPOSED, HOSHI_STYLE_YEN, x->horizon_yen);
    hoshi_put_formula(s, g->row, COLUMN_HORIZON, HOSHI_STYLE_YEN, (double)x->horizon_yen,
                      "=IF(G%u=0,H%u,ROUND(H%u*F%u/G%u,0))", row, row, row, row, row);
    if (demand)
        hoshi_define(s, "demand_by_category_yen", g->row, COLUMN_ANNUAL);
    hoshi_sheet_fit(s, g->row, name, g->width[COLUMN_NAME]);
    g->row++;
}

static void category_total(struct hoshi_buyer_page *g, unsigned first)
{
    const struct hoshi_buyer_view *v = g->b->v;
    unsigned last = g->row;
    double criteria = 0;
    for (size_t i = 0; i < v->groups; i++)
        criteria += (double)v->group[i].criteria;
    const struct {
        uint16_t column;
        double value;
    } sums[] = {{COLUMN_CRITERIA, criteria},
                {COLUMN_DIRECT, (double)v->annual_by_class_yen[HOSHI_DIRECT]},
                {COLUMN_INDIRECT, (double)v->annual_by_class_yen[HOSHI_INDIRECT]},
                {COLUMN_ANNUAL, (double)v->annual_yen},
                {COLUMN_PROPOSED, (double)v->annual_yen},
                {COLUMN_HORIZON_PROPOSED, (double)v->horizon_yen},
                {COLUMN_HORIZON, (double)v->horizon_yen}};
    hoshi_put_text(&g->s, g->row, COLUMN_NAME, HOSHI_STYLE_TOTAL, hoshi_buyer_say(g->b, WORD(total)));
    hoshi_put_blank(&g->s, g->row, COLUMN_YEARS, HOSHI_STYLE_TOTAL);
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
        char column = (char)('A' + sums[i].column);
        hoshi_put_formula(&g->s, g->row, sums[i].column, HOSHI_STYLE_YEN_TOTAL, sums[i].value,
                          "=SUM(%c%u:%c%u)", column, first, column, last);
    }
    hoshi_define(&g->s, "category_total_yen", g->row, COLUMN_ANNUAL);
    hoshi_buyer_lines(g, 1);
    g->row++;
}

/* From the sum of the categories to what is asked on an estimate; the total of the quotation holds the same. */
static void estimate(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_buyer_view *v = b->v;
    const struct {
        const char *label;
        enum hoshi_style style;
        int64_t yen;
        const char *formula;
    } row[] = {{hoshi_buyer_say(b, WORD(estimate_rounding)), HOSHI_STYLE_YEN,
                v->asked_annual_yen - v->annual_yen, "=estimate_rounding_yen"},
               {hoshi_buyer_say(b, WORD(asked_a_year_estimate)), HOSHI_STYLE_YEN_TOTAL, v->asked_annual_yen,
                "=annual_yen"}};
    for (size_t i = 0; v->ask_step_yen && i < sizeof row / sizeof *row; i++) {
        hoshi_put_merged(&g->s, g->row, COLUMN_NAME, g->row, COLUMN_INDIRECT,
                         i ? HOSHI_STYLE_TOTAL : HOSHI_STYLE_LABEL, row[i].label);
        hoshi_put_formula(&g->s, g->row, COLUMN_ANNUAL, row[i].style, (double)row[i].yen, "%s",
                          row[i].formula);
        hoshi_buyer_lines(g, 1);
        g->row++;
    }
    hoshi_sheet_points(&g->s, g->row, 5);
    g->row++;
}

static void category_notes(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    hoshi_buyer_line(g, HOSHI_STYLE_NOTE, hoshi_buyer_say(b, PROSE(direct_and_indirect_say_whether)));
    hoshi_buyer_line(g, HOSHI_STYLE_NOTE, hoshi_buyer_say(b, PROSE(measure_stands_in_the_category)));
    hoshi_buyer_line(g, HOSHI_STYLE_NOTE,
                     hoshi_buyer_say(b, PROSE(costs_that_become_unnecessary_by_doing_2)));
}

void hoshi_buyer_write_category(struct hoshi_buyer_book *b)
{
    static const double width[COLUMNS] = {45, 24, 13, 13, 13, 13, 13, 13, 13};
    struct hoshi_buyer_page g = hoshi_buyer_page(
        b, HOSHI_BUYER_CATEGORY, true,
        hoshi_buyer_print(
            b, hoshi_buyer_say(b, "区分別費用（★%d・貴社分）", "Cost by category (★%d, your part)"),
            b->v->level),
        width, COLUMNS);
    hoshi_buyer_line(&g, HOSHI_STYLE_PLAIN, hoshi_buyer_say(b, PROSE(all_amounts_are_the_part_we)));
    hoshi_buyer_line(
        &g, HOSHI_STYLE_NOTE,
        hoshi_buyer_print(
            b, "%s%s",
            hoshi_buyer_print(b, hoshi_buyer_say(b, PROSE(whole_period_is_the_cost)), b->v->horizon),
            b->v->fees_annual_yen > 0
                ? hoshi_buyer_print(b, hoshi_buyer_say(b, PROSE(fees_of_the_star_include)),
                                    hoshi_buyer_draft_scheme(b))
                : ""));
    for (uint32_t row = g.row; row < HOSHI_BUYER_GROUP_ROW - 1; row++)
        hoshi_sheet_points(&g.s, row, 5);
    g.row = HOSHI_BUYER_GROUP_ROW - 1;
    category_head(&g);
    for (size_t i = 0; i < b->v->groups; i++)
        category_group(&g, &b->v->group[i]);
    category_total(&g, HOSHI_BUYER_GROUP_ROW + 1);
    estimate(&g);
    category_notes(&g);
    hoshi_buyer_years_below(&g);
    hoshi_sheet_pages(&g.s, 1, 1);
    hoshi_sheet_freeze(&g.s, HOSHI_BUYER_GROUP_ROW, 1, HOSHI_BUYER_GROUP_ROW - 1);
    hoshi_sheet_protect(&g.s);
}
