/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 年度: what everybody would cost, with its range; what is allocated; the same by fiscal year when prices
 * rise later. */
#include "budget_sheets.h"

#include <math.h>

enum { NOTE_COLUMNS = 6 };

/* ---- everybody from year 1 ---- */

static void all_amounts(struct hoshi_page *p, struct budget_book *b)
{
    const struct hoshi_budget_sums *all = &b->v->sums[HOSHI_BUDGET_ALL];
    int64_t rest[HOSHI_YEARS_MAX] = {0};
    char wages[HOSHI_DECIMAL_TEXT], prices[HOSHI_DECIMAL_TEXT];
    for (int y = 0; y < b->v->years; y++)
        rest[y] = all->whole_by_year_yen[y] - all->buyer_by_year_yen[y];
    const struct budget_year_row rows[] = {
        {"years.buyer",
         hoshi_page_say(p, "当社負担（期待値、未回答の見込みを含む）",
                        "Our part (mean, with what is unanswered)"),
         HOSHI_STYLE_TOTAL, HOSHI_STYLE_YEN_TOTAL, all->buyer_by_year_yen, "SUM({list#cost})", NULL, true},
        {"years.open",
         hoshi_page_say(p, "　未回答・残り未記入による増減（上の額に含む）",
                        "  effect of missing answers (in the amount above)"),
         HOSHI_STYLE_LABEL, HOSHI_STYLE_YEN, all->open_by_year_yen, NULL, NULL, true},
        {"years.growth",
         budget_text(
             b, budget_say(b, PROSE(growth_of_wages_and_prices)),
             hoshi_decimal_print(b->v->options.run->growth[HOSHI_VIEW_BUYER].wages_ppm * 100, 0, wages),
             hoshi_decimal_print(b->v->options.run->growth[HOSHI_VIEW_BUYER].prices_ppm * 100, 0, prices)),
         HOSHI_STYLE_LABEL, HOSHI_STYLE_YEN, b->v->options.run->growth[HOSHI_VIEW_BUYER].by_year_yen, NULL,
         NULL, true},
        {"years.rest",
         hoshi_page_say(p, "取引先自身・他の取引先の分", "Suppliers themselves and their other customers"),
         HOSHI_STYLE_LABEL, HOSHI_STYLE_YEN, rest, NULL, NULL, true},
        {"years.whole", hoshi_page_say(p, "費用の全体", "Whole cost"), HOSHI_STYLE_LABEL, HOSHI_STYLE_YEN,
         all->whole_by_year_yen, "{years.buyer:year}+{years.rest:year}", NULL, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        budget_year_row(p, b, &rows[i]);
}

static void range_cell(struct hoshi_page *p, double yen)
{
    if (isfinite(yen) && yen > 0)
        hoshi_page_int(p, HOSHI_STYLE_YEN, llround(yen));
    else
        hoshi_page_text(p, HOSHI_STYLE_CENTER, hoshi_page_say(p, "―", "-"));
}

static void range_row(struct hoshi_page *p, struct budget_book *b, const char *mark, const char *label,
                      size_t at)
{
    const struct hoshi_portfolio_range *r = b->v->options.run->range[HOSHI_VIEW_BUYER];
    hoshi_page_mark(p, "%s", mark);
    hoshi_page_text(p, HOSHI_STYLE_LABEL, label);
    for (int k = 1; k <= b->v->years + 1; k++) {
        const struct hoshi_portfolio_range *x = &r[k <= b->v->years ? k : 0];
        range_cell(p, *(const double *)((const char *)x + at));
    }
    hoshi_page_next(p);
}

static void all_range(struct hoshi_page *p, struct budget_book *b)
{
#define AT(member) offsetof(struct hoshi_portfolio_range, member)
    range_row(p, b, "years.median",
              hoshi_page_say(p, "P50（半分の確率で収まる）", "P50 (enough in 1 of 2 cases)"), AT(p50_yen));
    range_row(p, b, "years.high", hoshi_page_say(p, "P80（八割の確率で収まる）", "P80 (enough in 8 of 10)"),
              AT(p80_yen));
    range_row(
        p, b, "years.together",
        hoshi_page_say(p, "参考：各社のP80の合計（大きすぎる）", "Beside it: sum of the P80s (too high)"),
        AT(sum_p80_yen));
    range_row(p, b, "years.apart",
              hoshi_page_say(p, "参考：各社を独立とみたP80（小さすぎる）",
                             "Beside it: P80 if independent (too low)"),
              AT(independent_p80_yen));
#undef AT
    hoshi_page_wide(p, NOTE_COLUMNS, HOSHI_STYLE_NOTE,
                    hoshi_page_say(p, PROSE(everybody_listed_the_excluded_too_market)));
    hoshi_page_next(p);
    hoshi_page_skip(p, 1);
}

/* ---- what is allocated ---- */

static void funded_rows(struct hoshi_page *p, struct budget_book *b)
{
    const struct hoshi_budget_view *v = b->v;
    bool known = v->reserve_yen != HOSHI_NONE;
    const int64_t *yen = v->sums[HOSHI_BUDGET_FUNDED].buyer_by_year_yen;
    int64_t reserve[HOSHI_YEARS_MAX] = {0}, with[HOSHI_YEARS_MAX] = {0};
    for (int y = 0; y < v->years; y++) {
        reserve[y] = known ? v->reserve_by_year_yen[y] : 0;
        with[y] = yen[y] + reserve[y];
    }
    hoshi_page_heading(p, hoshi_page_say(p, "配分する取引先（当社負担、円、税抜）",
                                         "Suppliers funded (our part, yen, without tax)"));
    budget_year_heads(p, b, "funded", hoshi_page_say(p, WORD(item)));
    const struct budget_year_row rows[] = {
        {"funded.buyer", hoshi_page_say(p, WORD(allocation)), HOSHI_STYLE_TOTAL, HOSHI_STYLE_YEN_TOTAL, yen,
         "{alloc.spent:year}", NULL, true},
        {"funded.reserve",
         hoshi_page_say(p, "予備費（P80までの不足、配分分）", "Reserve (what lacks to P80, of the funded)"),
         HOSHI_STYLE_LABEL, HOSHI_STYLE_YEN_INPUT, reserve, NULL, NULL, true},
        {"funded.with", hoshi_page_say(p, "配分＋予備費", "Allocated with reserve"), HOSHI_STYLE_LABEL,
         HOSHI_STYLE_YEN, with, "{funded.buyer:year}+{funded.reserve:year}", NULL, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        budget_year_row(p, b, &rows[i]);
    if (known) {
        const char *changed = hoshi_page_say(p, PROSE(starts_or_budgets_were_changed));
        budget_warn_changed(p, NOTE_COLUMNS);
        hoshi_page_need(p, changed, 129);
        hoshi_page_over(p, NOTE_COLUMNS);
        hoshi_page_formula_text(p, HOSHI_STYLE_NOTE, "", "%s", budget_if_unchanged(b, "", changed));
    }
    hoshi_page_next(p);
    hoshi_page_skip(p, 1);
}

/* ---- by fiscal year ---- */

/* Months by which the plan year y lies behind the fiscal year it begins in, before any lead time. */
static int months_after_april(const struct budget_book *b)
{
    return (b->v->options.run->start.month + 8) % 12;
}

static void fiscal_lead(struct hoshi_page *p, struct budget_book *b)
{
    hoshi_page_heading(p, hoshi_page_say(p, "会計年度（4月～3月）に直した配分",
                                         "Allocation by fiscal year (April to March)"));
    hoshi_page_text(p, HOSHI_STYLE_LABEL,
                    hoshi_page_say(p, "4月から支払いが始まるまでの月数（0～11）",
                                   "Months from April until payments begin (0 … 11)"));
    hoshi_page_mark(p, "fiscal.lead");
    hoshi_page_whole(p, 0, 11);
    hoshi_page_int(p, HOSHI_STYLE_COUNT_INPUT, months_after_april(b));
    hoshi_page_define(p, "months_until_payment", "fiscal.lead");
    hoshi_page_next(p);
    hoshi_page_wide(p, NOTE_COLUMNS, HOSHI_STYLE_NOTE,
                    hoshi_page_say(p, PROSE(raise_becomes_cost_through_order_delivery)));
    hoshi_page_next(p);
}

/* The moved part of a year is rounded, the rest stays: nothing is lost between two years. */
static int64_t fiscal_moved(const struct budget_book *b, int year)
{
    int64_t moved = 0;
    if (year >= 0 && year < b->v->years)
        hoshi_money_muldiv(b->v->sums[HOSHI_BUDGET_FUNDED].buyer_by_year_yen[year], months_after_april(b), 12,
                           &moved);
    return moved;
}

static void fiscal(struct hoshi_page *p, struct budget_book *b)
{
    static const struct hoshi_column columns[] = {{"label", {"", ""}, 0, .over = 1},
                                                  {"yen", {"", ""}, 0, .over = 1}};
    const int64_t *yen = b->v->sums[HOSHI_BUDGET_FUNDED].buyer_by_year_yen;
    int years = b->v->years, first = b->v->options.run->start.year - (b->v->options.run->start.month < 4);
    int64_t sum = 0;
    fiscal_lead(p, b);
    hoshi_page_columns(p, "fiscal", columns, 2, 0);
    hoshi_page_text(p, HOSHI_STYLE_HEAD, hoshi_page_say(p, "会計年度", "Fiscal year"));
    hoshi_page_text(p, HOSHI_STYLE_HEAD, hoshi_page_say(p, WORD(allocated_yen)));
    hoshi_page_next(p);
    for (int f = 0; f <= years; f++) {
        int64_t value = (f < years ? yen[f] - fiscal_moved(b, f) : 0) + fiscal_moved(b, f - 1);
        const char *stays = "0", *comes = "";
        if (f < years)
            stays = hoshi_page_print(
                p, "{funded.buyer:year%d}-ROUND({funded.buyer:year%d}*{$fiscal.lead}/12,0)", f + 1, f + 1);
        if (f)
            comes = hoshi_page_print(p, "+ROUND({funded.buyer:year%d}*{$fiscal.lead}/12,0)", f);
        hoshi_page_mark(p, "fiscal.%d", f);
        hoshi_page_text(p, HOSHI_STYLE_LABEL,
                        hoshi_page_print(p, hoshi_page_say(p, WORD(fiscal_year)), first + f));
        hoshi_page_formula(p, HOSHI_STYLE_YEN, (double)value, "%s%s", stays, comes);
        hoshi_page_next(p);
        sum += value;
    }
    hoshi_page_text(p, HOSHI_STYLE_TOTAL, hoshi_page_say(p, WORD(total)));
    hoshi_page_formula(p, HOSHI_STYLE_YEN_TOTAL, (double)sum, "SUM({fiscal.0:yen..fiscal.%d:yen})", years);
    hoshi_page_next(p);
}

void budget_years_sheet(struct hoshi_page *p, void *book)
{
    struct budget_book *b = book;
    double width[HOSHI_YEARS_MAX + 2] = {44};
    uint16_t columns = (uint16_t)(b->v->years + 2 > NOTE_COLUMNS ? b->v->years + 2 : NOTE_COLUMNS);
    for (uint16_t c = 1; c < columns; c++)
        width[c] = 17;
    hoshi_page_widths(p, width, columns);
    hoshi_page_fit(p, 1, 1);
    budget_page_begin(p, hoshi_page_say(p, "年度別の費用", "Cost by year"));
    hoshi_page_skip(p, 1);
    hoshi_page_freeze(p, 0, PAGE_FIRST);
    hoshi_page_heading(p, hoshi_page_say(p, PROSE(everybody_listed_from_year_1)));
    budget_year_heads(p, b, "years", hoshi_page_say(p, WORD(item)));
    all_amounts(p, b);
    all_range(p, b);
    funded_rows(p, b);
    fiscal(p, b);
}
