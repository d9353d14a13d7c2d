/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 年度: what arises in each year beside what the price brings in. */
#include "buyer_sheets.h"

#include <inttypes.h>

enum {
    COLUMN_YEAR,
    COLUMN_PERIOD,
    COLUMN_PROPOSED,
    COLUMN_PAID,
    COLUMN_PAID_SUM,
    COLUMN_CHARGE,
    COLUMN_CHARGE_SUM,
    COLUMN_BALANCE,
    COLUMNS
};

static void years_head(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    const char *const texts[COLUMNS] = {hoshi_buyer_say(b, WORD(year)),
                                        hoshi_buyer_say(b, "期間（年度）", "Period (Japanese fiscal year)"),
                                        hoshi_buyer_say(b, "提案時の発生額", "Cost as proposed"),
                                        hoshi_buyer_say(b, WORD(cost_of_the_year)),
                                        hoshi_buyer_say(b, "発生額の累計", "Cost so far"),
                                        hoshi_buyer_say(b, WORD(in_price_a_year)),
                                        hoshi_buyer_say(b, "年額の累計", "In the price so far"),
                                        hoshi_buyer_say(b, "差引（累計）", "Balance")};
    hoshi_buyer_head(g, texts);
}

static const char *period(struct hoshi_buyer_book *b, int year)
{
    struct hoshi_date from = hoshi_month_add(b->v->start, 12 * year), to = hoshi_month_add(from, 11);
    int first = hoshi_fiscal_year(from), last = hoshi_fiscal_year(to);
    const char *a = hoshi_buyer_date(b, from), *z = hoshi_buyer_date(b, to);
    if (first == last)
        return hoshi_buyer_print(b, hoshi_buyer_say(b, "%s〜%s\n（%d年度）", "%s to %s\n(FY %d)"), a, z,
                                 first);
    return hoshi_buyer_print(b, hoshi_buyer_say(b, "%s〜%s\n（%d・%d年度）", "%s to %s\n(FY %d and %d)"), a,
                             z, first, last);
}

static void year(struct hoshi_buyer_page *g, int y, int64_t paid)
{
    struct hoshi_sheet *s = &g->s;
    const struct hoshi_buyer_view *v = g->b->v;
    unsigned row = g->row + 1, first = g->first_year + 1;
    double charged = (double)v->asked_annual_yen * (y + 1);
    hoshi_put_text(s, g->row, COLUMN_YEAR, HOSHI_STYLE_LABEL,
                   hoshi_buyer_print(g->b, hoshi_buyer_say(g->b, WORD_IN(year_n)), y + 1));
    hoshi_put_text(s, g->row, COLUMN_PERIOD, HOSHI_STYLE_CENTER, period(g->b, y));
    hoshi_put_int(s, g->row, COLUMN_PROPOSED, HOSHI_STYLE_YEN_INPUT, v->by_year_yen[y]);
    hoshi_put_formula(s, g->row, COLUMN_PAID, HOSHI_STYLE_YEN, (double)v->by_year_yen[y],
                      "=ROUND(C%u*cost_factor,0)", row);
    hoshi_put_formula(s, g->row, COLUMN_PAID_SUM, HOSHI_STYLE_YEN, (double)paid, "=SUM(D$%u:D%u)", first,
                      row);
    hoshi_put_formula(s, g->row, COLUMN_CHARGE, HOSHI_STYLE_YEN, (double)v->asked_annual_yen, "=annual_yen");
    hoshi_put_formula(s, g->row, COLUMN_CHARGE_SUM, HOSHI_STYLE_YEN, charged, "=SUM(F$%u:F%u)", first, row);
    hoshi_put_formula(s, g->row, COLUMN_BALANCE, HOSHI_STYLE_YEN, charged - (double)paid, "=G%u-E%u", row,
                      row);
    hoshi_buyer_lines(g, 2);
    g->row++;
}

static void years_total(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_view *v = g->b->v;
    unsigned first = g->first_year + 1, last = g->row;
    double charged = (double)v->asked_annual_yen * v->horizon;
    hoshi_put_text(&g->s, g->row, COLUMN_YEAR, HOSHI_STYLE_TOTAL, hoshi_buyer_say(g->b, WORD(total)));
    for (uint16_t c = COLUMN_PERIOD; c < COLUMNS; c++)
        hoshi_put_blank(&g->s, g->row, c, HOSHI_STYLE_TOTAL);
    hoshi_put_formula(&g->s, g->row, COLUMN_PROPOSED, HOSHI_STYLE_YEN_TOTAL, (double)v->horizon_yen,
                      "=SUM(C%u:C%u)", first, last);
    hoshi_put_formula(&g->s, g->row, COLUMN_PAID, HOSHI_STYLE_YEN_TOTAL, (double)v->horizon_yen,
                      "=SUM(D%u:D%u)", first, last);
    hoshi_put_formula(&g->s, g->row, COLUMN_CHARGE, HOSHI_STYLE_YEN_TOTAL, charged, "=SUM(F%u:F%u)", first,
                      last);
    hoshi_define(&g->s, "cost_in_period_yen", g->row, COLUMN_PAID);
    hoshi_define(&g->s, "charged_in_period_yen", g->row, COLUMN_CHARGE);
    hoshi_buyer_lines(g, 1);
    g->row++;
}

static void check_line(struct hoshi_buyer_page *g, const char *label, double value, const char *formula)
{
    uint16_t last = COLUMN_CHARGE_SUM;
    hoshi_put_merged(&g->s, g->row, 0, g->row, last, HOSHI_STYLE_LABEL, label);
    hoshi_put_formula(&g->s, g->row, COLUMN_BALANCE, HOSHI_STYLE_YEN, value, "%s", formula);
    hoshi_buyer_lines(g, 1);
    g->row++;
}

static void reconcile(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    double paid = (double)b->v->horizon_yen, charged = (double)b->v->asked_annual_yen * b->v->horizon;
    hoshi_buyer_heading(g, hoshi_buyer_say(b, "年額と発生額の照合", "Yearly amount against cost"));
    check_line(g, hoshi_buyer_say(b, "期間の発生額の計", "Cost of the whole period"), paid,
               "=cost_in_period_yen");
    check_line(g, hoshi_buyer_say(b, "年額 × 年数", "Yearly amount × years"), charged,
               "=charged_in_period_yen");
    check_line(g, hoshi_buyer_say(b, PROSE(balance_negative_not_yet_recovered_at)), charged - paid,
               "=charged_in_period_yen-cost_in_period_yen");
    hoshi_sheet_points(&g->s, g->row++, 5);
    hoshi_buyer_line(g, HOSHI_STYLE_NOTE, hoshi_buyer_say(b, PROSE(difference_comes_from_equipment_used)));
    if (b->v->asked_annual_yen != b->v->annual_yen)
        hoshi_buyer_line(g, HOSHI_STYLE_NOTE,
                         hoshi_buyer_say(b, "差には、概算で切り捨てた端数（年数分）を含みます。",
                                         "It holds what the estimate drops in these years."));
}

static const char *years_title(const struct hoshi_buyer_book *b)
{
    return hoshi_buyer_say(b, "年度別の費用（貴社分）", "Cost by year (your part)");
}

static void factor(struct hoshi_buyer_page *g)
{
    hoshi_put_text(&g->s, g->row, 0, HOSHI_STYLE_NOTE, hoshi_buyer_say(g->b, WORD(rate_of_change)));
    hoshi_put_formula(&g->s, g->row, COLUMN_PERIOD, HOSHI_STYLE_DECIMAL, 1,
                      "=IF(proposed_annual_yen=0,1,cost_subtotal_yen/proposed_annual_yen)");
    hoshi_define(&g->s, "cost_factor", g->row, COLUMN_PERIOD);
}

/* From the heads on; what stands above has put the factor. */
static void table(struct hoshi_buyer_page *g)
{
    int64_t paid = 0;
    years_head(g);
    g->first_year = g->row;
    for (int y = 0; y < g->b->v->horizon; y++) {
        paid += g->b->v->by_year_yen[y];
        year(g, y, paid);
    }
    years_total(g);
    reconcile(g);
}

void hoshi_buyer_years_below(struct hoshi_buyer_page *g)
{
    size_t columns = g->columns;
    hoshi_buyer_heading(g, years_title(g->b));
    factor(g);
    g->row++;
    g->columns = COLUMNS;
    table(g);
    g->columns = columns;
}

void hoshi_buyer_write_years(struct hoshi_buyer_book *b)
{
    static const double width[COLUMNS] = {10, 30, 14, 14, 15, 15, 15, 15};
    struct hoshi_buyer_page g = hoshi_buyer_page(b, HOSHI_BUYER_YEARS, true, years_title(b), width, COLUMNS);
    hoshi_buyer_line(&g, HOSHI_STYLE_PLAIN,
                     hoshi_buyer_print(b, hoshi_buyer_say(b, PROSE(plan_covers_years_an_assumption_from)),
                                       b->v->horizon, hoshi_buyer_period_from(b)));
    factor(&g);
    g.row = HOSHI_BUYER_YEAR_ROW - 1;
    table(&g);
    hoshi_sheet_freeze(&g.s, HOSHI_BUYER_YEAR_ROW, 1, HOSHI_BUYER_YEAR_ROW - 1);
    hoshi_sheet_protect(&g.s);
}
