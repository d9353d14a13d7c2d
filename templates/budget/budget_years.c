/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 年度: what everybody would cost, with its range; what is allocated; the same by fiscal year when prices
 * rise later. */
#include "budget_sheets.h"

#include <math.h>

static struct hoshi_sheet *sheet(struct budget_book *b)
{
    return &b->sheet[BUDGET_YEARS];
}

static void label(struct budget_book *b, uint32_t row, enum hoshi_style style, const char *ja, const char *en)
{
    budget_row_label(b, BUDGET_YEARS, row, style, budget_say(b, ja, en));
}

/* ---- everybody from year 1 ---- */

static void all_amounts(struct budget_book *b)
{
    const struct hoshi_budget_sums *all = &b->v->sums[HOSHI_BUDGET_ALL];
    label(b, YEARS_ALL_BUYER, HOSHI_STYLE_TOTAL, "当社負担（期待値、未回答の見込みを含む）",
          "Our part (mean, with what is unanswered)");
    label(b, YEARS_ALL_OPEN, HOSHI_STYLE_LABEL, "　未回答・残り未記入による増減（上の額に含む）",
          "  effect of missing answers (in the amount above)");
    label(b, YEARS_ALL_REST, HOSHI_STYLE_LABEL, "取引先自身・他の取引先の分",
          "Suppliers themselves and their other customers");
    label(b, YEARS_ALL_WHOLE, HOSHI_STYLE_LABEL, "費用の全体", "Whole cost");
    for (int y = 0; y < b->v->years; y++) {
        uint16_t c = (uint16_t)(BY_YEAR + y);
        char buyer[HOSHI_REF], rest[HOSHI_REF];
        hoshi_put_formula(sheet(b), YEARS_ALL_BUYER, c, HOSHI_STYLE_YEN_TOTAL,
                          (double)all->buyer_by_year_yen[y], "=SUM(%s)",
                          budget_list_column(b, (uint16_t)(LIST_COST + y)));
        hoshi_put_int(sheet(b), YEARS_ALL_OPEN, c, HOSHI_STYLE_YEN, all->open_by_year_yen[y]);
        hoshi_put_int(sheet(b), YEARS_ALL_REST, c, HOSHI_STYLE_YEN,
                      all->whole_by_year_yen[y] - all->buyer_by_year_yen[y]);
        hoshi_put_formula(sheet(b), YEARS_ALL_WHOLE, c, HOSHI_STYLE_YEN, (double)all->whole_by_year_yen[y],
                          "=%s+%s", hoshi_ref(buyer, YEARS_ALL_BUYER, c, false),
                          hoshi_ref(rest, YEARS_ALL_REST, c, false));
    }
    budget_row_sum(b, BUDGET_YEARS, YEARS_ALL_BUYER, HOSHI_STYLE_YEN_TOTAL, all->buyer_yen);
    budget_row_sum(b, BUDGET_YEARS, YEARS_ALL_OPEN, HOSHI_STYLE_YEN, all->open_yen);
    budget_row_sum(b, BUDGET_YEARS, YEARS_ALL_REST, HOSHI_STYLE_YEN, all->whole_yen - all->buyer_yen);
    budget_row_sum(b, BUDGET_YEARS, YEARS_ALL_WHOLE, HOSHI_STYLE_YEN, all->whole_yen);
}

static void range_row(struct budget_book *b, uint32_t row, const char *ja, const char *en, size_t member)
{
    label(b, row, HOSHI_STYLE_LABEL, ja, en);
    for (int k = 0; k <= b->v->years; k++) {
        const struct hoshi_budget_range *r = &b->v->options.range[HOSHI_VIEW_BUYER][k];
        uint16_t c = (uint16_t)(k ? BY_YEAR + k - 1 : BY_YEAR + b->v->years);
        const double value[] = {r->p50_yen, r->p80_yen, r->sum_of_p80_yen, r->independent_p80_yen};
        if (r->known && isfinite(value[member]) && value[member] > 0)
            hoshi_put_int(sheet(b), row, c, HOSHI_STYLE_YEN, llround(value[member]));
        else
            hoshi_put_text(sheet(b), row, c, HOSHI_STYLE_CENTER, budget_say(b, "―", "-"));
    }
}

static void all_range(struct budget_book *b)
{
    range_row(b, YEARS_ALL_P50, "P50（半分の確率で収まる）", "P50 (enough in 1 of 2 cases)", 0);
    range_row(b, YEARS_ALL_P80, "P80（八割の確率で収まる）", "P80 (enough in 8 of 10)", 1);
    range_row(b, YEARS_ALL_SUM, "参考：各社のP80の合計（大きすぎる）",
              "Beside it: sum of the P80s (too high)", 2);
    range_row(b, YEARS_ALL_INDEPENDENT, "参考：各社を独立とみたP80（小さすぎる）",
              "Beside it: P80 if independent (too low)", 3);
    budget_wide(b, BUDGET_YEARS, YEARS_ALL_INDEPENDENT + 1, 0, 5, 100, HOSHI_STYLE_NOTE,
                budget_say(b, PROSE(everybody_listed_the_excluded_too_market)));
}

/* ---- what is allocated ---- */

static void funded(struct budget_book *b)
{
    const struct hoshi_budget_view *v = b->v;
    bool known = v->reserve_yen != HOSHI_NONE;
    budget_heading(b, BUDGET_YEARS, YEARS_FUNDED_HEAD - 1,
                   budget_say(b, "配分する取引先（当社負担、円、税抜）",
                              "Suppliers funded (our part, yen, without tax)"));
    budget_year_heads(b, BUDGET_YEARS, YEARS_FUNDED_HEAD, budget_say(b, WORD(item)));
    label(b, YEARS_FUNDED_BUYER, HOSHI_STYLE_TOTAL, WORD(allocation));
    label(b, YEARS_FUNDED_RESERVE, HOSHI_STYLE_LABEL, "予備費（P80までの不足、配分分）",
          "Reserve (what lacks to P80, of the funded)");
    label(b, YEARS_FUNDED_WITH, HOSHI_STYLE_LABEL, "配分＋予備費", "Allocated with reserve");
    for (int y = 0; y < v->years; y++) {
        uint16_t c = (uint16_t)(BY_YEAR + y);
        int64_t yen = v->sums[HOSHI_BUDGET_FUNDED].buyer_by_year_yen[y], reserve = v->reserve_by_year_yen[y];
        char first[HOSHI_REF], second[HOSHI_REF];
        hoshi_put_formula(sheet(b), YEARS_FUNDED_BUYER, c, HOSHI_STYLE_YEN_TOTAL, (double)yen, "=%s",
                          budget_at(b, BUDGET_ALLOCATION, ALLOC_SPENT, c));
        hoshi_put_int(sheet(b), YEARS_FUNDED_RESERVE, c, HOSHI_STYLE_YEN_INPUT, known ? reserve : 0);
        hoshi_put_formula(sheet(b), YEARS_FUNDED_WITH, c, HOSHI_STYLE_YEN,
                          (double)(yen + (known ? reserve : 0)), "=%s+%s",
                          hoshi_ref(first, YEARS_FUNDED_BUYER, c, false),
                          hoshi_ref(second, YEARS_FUNDED_RESERVE, c, false));
    }
    int64_t yen = v->sums[HOSHI_BUDGET_FUNDED].buyer_yen, reserve = known ? v->reserve_yen : 0;
    budget_row_sum(b, BUDGET_YEARS, YEARS_FUNDED_BUYER, HOSHI_STYLE_YEN_TOTAL, yen);
    budget_row_sum(b, BUDGET_YEARS, YEARS_FUNDED_RESERVE, HOSHI_STYLE_YEN, reserve);
    budget_row_sum(b, BUDGET_YEARS, YEARS_FUNDED_WITH, HOSHI_STYLE_YEN, yen + reserve);
    if (!known)
        return;
    const char *changed = budget_say(b, PROSE(starts_or_budgets_were_changed));
    budget_wide_formula(b, BUDGET_YEARS, YEARS_FUNDED_WITH + 1, 0, 5, 129, HOSHI_STYLE_NOTE, "", changed,
                        budget_if_unchanged(b, "", changed));
    hoshi_warn_when(sheet(b), YEARS_FUNDED_WITH + 1, 0, YEARS_FUNDED_WITH + 1, 5, "=choice_unchanged=0");
}

/* ---- by fiscal year ---- */

/* Months by which the plan year y lies behind the fiscal year it begins in, before any lead time. */
static int months_after_april(const struct budget_book *b)
{
    return (b->v->options.start.month + 8) % 12;
}

static void fiscal(struct budget_book *b)
{
    uint32_t row = YEARS_FISCAL;
    int years = b->v->years, shift = months_after_april(b);
    int first = b->v->options.start.year - (b->v->options.start.month < 4);
    char lead[HOSHI_REF];
    budget_heading(
        b, BUDGET_YEARS, row++,
        budget_say(b, "会計年度（4月～3月）に直した配分", "Allocation by fiscal year (April to March)"));
    hoshi_put_text(sheet(b), row, 0, HOSHI_STYLE_LABEL,
                   budget_say(b, "4月から支払いが始まるまでの月数（0～11）",
                              "Months from April until payments begin (0 … 11)"));
    hoshi_put_int(sheet(b), row, 1, HOSHI_STYLE_COUNT_INPUT, shift);
    hoshi_put_whole_rule(sheet(b), row, 1, row, 1, 0, 11);
    hoshi_define(sheet(b), "months_until_payment", row, 1);
    hoshi_ref(lead, row, 1, true);
    budget_wide(b, BUDGET_YEARS, ++row, 0, 5, 100, HOSHI_STYLE_NOTE,
                budget_say(b, PROSE(raise_becomes_cost_through_order_delivery)));
    hoshi_put_text(sheet(b), ++row, 0, HOSHI_STYLE_HEAD, budget_say(b, "会計年度", "Fiscal year"));
    hoshi_put_text(sheet(b), row, 1, HOSHI_STYLE_HEAD, budget_say(b, WORD(allocated_yen)));
    uint32_t top = row + 1;
    const int64_t *yen = b->v->sums[HOSHI_BUDGET_FUNDED].buyer_by_year_yen;
    int64_t before = 0, sum = 0;
    for (int f = 0; f <= years; f++) {
        /* The moved part of a year is rounded, the rest stays: nothing is lost between two years. */
        int64_t moved = 0;
        if (f < years)
            hoshi_money_muldiv(yen[f], shift, 12, &moved);
        int64_t value = (f < years ? yen[f] - moved : 0) + before;
        const char *now =
            f < years ? budget_at(b, BUDGET_YEARS, YEARS_FUNDED_BUYER, (uint16_t)(BY_YEAR + f)) : NULL;
        const char *last =
            f ? budget_at(b, BUDGET_YEARS, YEARS_FUNDED_BUYER, (uint16_t)(BY_YEAR + f - 1)) : NULL;
        hoshi_put_text(sheet(b), ++row, 0, HOSHI_STYLE_LABEL,
                       budget_text(b, budget_say(b, WORD(fiscal_year)), first + f));
        const char *stays = now ? budget_text(b, "%s-ROUND(%s*%s/12,0)", now, now, lead) : "0";
        const char *comes = last ? budget_text(b, "+ROUND(%s*%s/12,0)", last, lead) : "";
        hoshi_put_formula(sheet(b), row, 1, HOSHI_STYLE_YEN, (double)value, "=%s%s", stays, comes);
        before = moved;
        sum += value;
    }
    char a[HOSHI_REF], z[HOSHI_REF];
    hoshi_put_text(sheet(b), ++row, 0, HOSHI_STYLE_TOTAL, budget_say(b, WORD(total)));
    hoshi_put_formula(sheet(b), row, 1, HOSHI_STYLE_YEN_TOTAL, (double)sum, "=SUM(%s:%s)",
                      hoshi_ref(a, top, 1, false), hoshi_ref(z, row - 1, 1, false));
}

void budget_write_years(struct budget_book *b)
{
    double width[HOSHI_YEARS_MAX + 2];
    uint16_t columns = (uint16_t)(b->v->years + 2 > 6 ? b->v->years + 2 : 6);
    width[0] = 44;
    for (uint16_t c = 1; c < columns; c++)
        width[c] = 17;
    budget_page(b, BUDGET_YEARS, width, columns, budget_say(b, "年度別の費用", "Cost by year"), 0, PAGE_FIRST,
                0);
    budget_heading(b, BUDGET_YEARS, YEARS_ALL_HEAD - 1, budget_say(b, PROSE(everybody_listed_from_year_1)));
    budget_year_heads(b, BUDGET_YEARS, YEARS_ALL_HEAD, budget_say(b, WORD(item)));
    worksheet_fit_to_pages(sheet(b)->sheet, 1, 1);
    all_amounts(b);
    all_range(b);
    funded(b);
    fiscal(b);
}
