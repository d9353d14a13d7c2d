/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 科目: what the money is. Shares are inputs; the price revision is what the other accounts leave, so that
 * the parts always add up. */
#include "budget_sheets.h"

enum { COLUMNS = 6 };
static const double front[COLUMNS] = {36, 17, 17, 22, 20, 52};

static struct hoshi_sheet *sheet(struct budget_book *b)
{
    return &b->sheet[BUDGET_ACCOUNTS];
}

static const char *remark(const struct budget_book *b, int account)
{
    switch (account) {
    case ACCOUNT_PRICE:
        return budget_say(b, PROSE(what_the_other_accounts_leave));
    case ACCOUNT_LUMP:
        return budget_say(b, PROSE(without_a_service_in_return));
    case ACCOUNT_KIND:
        return budget_say(b, PROSE(we_buy_and_lend_it_asset));
    default:
        return budget_say(b, PROSE(what_we_spend_ourselves_apart_from));
    }
}

static void inputs(struct budget_book *b)
{
    static const char *const head[COLUMNS][2] = {{WORD(account)},
                                                 {"配分のうちの割合", "Share of the allocation"},
                                                 {WORD(consumption_tax_rate)},
                                                 {"自社の勘定科目", "Own account code"},
                                                 {"予算の所管", "Budget owner"},
                                                 {WORD(caution)}};
    char first[HOSHI_REF], last[HOSHI_REF];
    budget_heading(
        b, BUDGET_ACCOUNTS, ACCOUNT_INPUT_HEAD - 1,
        budget_say(b, "割合と税率（黄色の枠を変える）", "Shares and rates (change the yellow cells)"));
    const char *words[COLUMNS];
    for (uint16_t c = 0; c < COLUMNS; c++) {
        words[c] = budget_say(b, head[c][0], head[c][1]);
        hoshi_put_text(sheet(b), ACCOUNT_INPUT_HEAD, c, HOSHI_STYLE_HEAD, words[c]);
    }
    budget_fit_heads(b, BUDGET_ACCOUNTS, ACCOUNT_INPUT_HEAD, words, front, COLUMNS);
    for (int a = 0; a < ACCOUNTS; a++) {
        uint32_t row = (uint32_t)(ACCOUNT_INPUT + a);
        hoshi_put_text(sheet(b), row, ACCOUNT_NAME, HOSHI_STYLE_LABEL, budget_account_name(b, a));
        if (a == ACCOUNT_PRICE)
            hoshi_put_formula(sheet(b), row, ACCOUNT_SHARE, HOSHI_STYLE_PERCENT, 1, "=1-SUM(%s:%s)",
                              hoshi_ref(first, ACCOUNT_INPUT + ACCOUNT_LUMP, ACCOUNT_SHARE, false),
                              hoshi_ref(last, ACCOUNT_INPUT + ACCOUNT_KIND, ACCOUNT_SHARE, false));
        else if (a == ACCOUNT_SUPPORT)
            hoshi_put_text(sheet(b), row, ACCOUNT_SHARE, HOSHI_STYLE_CENTER, budget_say(b, "別枠", "apart"));
        else
            hoshi_put_micro(sheet(b), row, ACCOUNT_SHARE, HOSHI_STYLE_PERCENT_INPUT, 0);
        hoshi_put_micro(sheet(b), row, ACCOUNT_RATE, HOSHI_STYLE_PERCENT_INPUT, b->v->options.tax_ppm);
        hoshi_put_blank(sheet(b), row, ACCOUNT_CODE, HOSHI_STYLE_TEXT_INPUT);
        hoshi_put_blank(sheet(b), row, ACCOUNT_OWNER, HOSHI_STYLE_TEXT_INPUT);
        hoshi_put_text(sheet(b), row, ACCOUNT_REMARK, HOSHI_STYLE_TEXT, remark(b, a));
        int lines = hoshi_sheet_lines(remark(b, a), front[ACCOUNT_REMARK]),
            more = hoshi_sheet_lines(budget_account_name(b, a), front[ACCOUNT_NAME]);
        hoshi_sheet_height(sheet(b), row, lines > more ? lines : more);
    }
    hoshi_define(sheet(b), "share_lump_sum", ACCOUNT_INPUT + ACCOUNT_LUMP, ACCOUNT_SHARE);
    hoshi_define(sheet(b), "share_in_kind", ACCOUNT_INPUT + ACCOUNT_KIND, ACCOUNT_SHARE);
}

/* ---- amounts ---- */

static void account_cell(struct budget_book *b, int a, int y)
{
    uint32_t row = (uint32_t)(ACCOUNT_TABLE + a);
    uint16_t c = (uint16_t)(BY_YEAR + y);
    const char *whole = budget_at(b, BUDGET_ALLOCATION, ALLOC_SPENT, c);
    int64_t yen = b->v->sums[HOSHI_BUDGET_FUNDED].buyer_by_year_yen[y];
    char first[HOSHI_REF], last[HOSHI_REF], share[HOSHI_REF];
    if (a == ACCOUNT_PRICE)
        hoshi_put_formula(sheet(b), row, c, HOSHI_STYLE_YEN, (double)yen, "=%s-SUM(%s:%s)", whole,
                          hoshi_ref(first, ACCOUNT_TABLE + ACCOUNT_LUMP, c, false),
                          hoshi_ref(last, ACCOUNT_TABLE + ACCOUNT_KIND, c, false));
    else if (a == ACCOUNT_SUPPORT)
        hoshi_put_int(sheet(b), row, c, HOSHI_STYLE_YEN_INPUT, 0);
    else
        hoshi_put_formula(sheet(b), row, c, HOSHI_STYLE_YEN, 0, "=ROUND(%s*%s,0)", whole,
                          hoshi_ref(share, (uint32_t)(ACCOUNT_INPUT + a), ACCOUNT_SHARE, true));
}

static int64_t tax_of(const struct budget_book *b, int64_t yen)
{
    int64_t tax = 0;
    hoshi_money_muldiv(yen, b->v->options.tax_ppm, HOSHI_MICRO, &tax);
    return tax;
}

static void total_cells(struct budget_book *b, int y)
{
    uint16_t c = (uint16_t)(BY_YEAR + y);
    int64_t yen = b->v->sums[HOSHI_BUDGET_FUNDED].buyer_by_year_yen[y];
    char first[HOSHI_REF], last[HOSHI_REF], total[HOSHI_REF], tax[HOSHI_REF], amount[ACCOUNTS][HOSHI_REF],
        rate[ACCOUNTS][HOSHI_REF];
    for (int a = 0; a < ACCOUNTS; a++) {
        hoshi_ref(amount[a], (uint32_t)(ACCOUNT_TABLE + a), c, false);
        hoshi_ref(rate[a], (uint32_t)(ACCOUNT_INPUT + a), ACCOUNT_RATE, true);
    }
    hoshi_put_formula(sheet(b), ACCOUNT_TOTAL, c, HOSHI_STYLE_YEN_TOTAL, (double)yen, "=SUM(%s:%s)",
                      hoshi_ref(first, ACCOUNT_TABLE, c, false),
                      hoshi_ref(last, ACCOUNT_TOTAL - 1, c, false));
    hoshi_put_formula(sheet(b), ACCOUNT_TAX, c, HOSHI_STYLE_YEN, (double)tax_of(b, yen),
                      "=ROUND(%s*%s,0)+ROUND(%s*%s,0)+ROUND(%s*%s,0)+ROUND(%s*%s,0)", amount[0], rate[0],
                      amount[1], rate[1], amount[2], rate[2], amount[3], rate[3]);
    hoshi_put_formula(sheet(b), ACCOUNT_GROSS, c, HOSHI_STYLE_YEN_TOTAL, (double)(yen + tax_of(b, yen)),
                      "=%s+%s", hoshi_ref(total, ACCOUNT_TOTAL, c, false),
                      hoshi_ref(tax, ACCOUNT_TAX, c, false));
}

static void table(struct budget_book *b)
{
    int64_t yen = b->v->sums[HOSHI_BUDGET_FUNDED].buyer_yen, tax = 0;
    budget_heading(b, BUDGET_ACCOUNTS, ACCOUNT_TABLE_HEAD - 1,
                   budget_say(b, "科目別・年度別（円）", "By account and year (yen)"));
    budget_year_heads(b, BUDGET_ACCOUNTS, ACCOUNT_TABLE_HEAD, budget_say(b, WORD(account)));
    for (int a = 0; a < ACCOUNTS; a++) {
        budget_row_label(b, BUDGET_ACCOUNTS, (uint32_t)(ACCOUNT_TABLE + a), HOSHI_STYLE_LABEL,
                         budget_account_name(b, a));
        for (int y = 0; y < b->v->years; y++)
            account_cell(b, a, y);
        budget_row_sum(b, BUDGET_ACCOUNTS, (uint32_t)(ACCOUNT_TABLE + a), HOSHI_STYLE_YEN,
                       a == ACCOUNT_PRICE ? yen : 0);
    }
    for (int y = 0; y < b->v->years; y++)
        tax += tax_of(b, b->v->sums[HOSHI_BUDGET_FUNDED].buyer_by_year_yen[y]);
    budget_row_label(b, BUDGET_ACCOUNTS, ACCOUNT_TOTAL, HOSHI_STYLE_TOTAL,
                     budget_say(b, "計（税抜）", "Total without tax"));
    budget_row_label(b, BUDGET_ACCOUNTS, ACCOUNT_TAX, HOSHI_STYLE_LABEL,
                     budget_say(b, WORD(consumption_tax)));
    budget_row_label(b, BUDGET_ACCOUNTS, ACCOUNT_GROSS, HOSHI_STYLE_TOTAL,
                     budget_say(b, "計（税込）", "Total with tax"));
    for (int y = 0; y < b->v->years; y++)
        total_cells(b, y);
    budget_row_sum(b, BUDGET_ACCOUNTS, ACCOUNT_TOTAL, HOSHI_STYLE_YEN_TOTAL, yen);
    budget_row_sum(b, BUDGET_ACCOUNTS, ACCOUNT_TAX, HOSHI_STYLE_YEN, tax);
    budget_row_sum(b, BUDGET_ACCOUNTS, ACCOUNT_GROSS, HOSHI_STYLE_YEN_TOTAL, yen + tax);
    budget_wide(b, BUDGET_ACCOUNTS, ACCOUNT_GROSS + 1, 0, 4, 110, HOSHI_STYLE_NOTE,
                budget_say(b, PROSE(this_divides_the_allocation_among_accounts)));
    hoshi_define(sheet(b), "total_without_tax", ACCOUNT_TOTAL, (uint16_t)(BY_YEAR + b->v->years));
    hoshi_define(sheet(b), "total_with_tax", ACCOUNT_GROSS, (uint16_t)(BY_YEAR + b->v->years));
}

void budget_write_accounts(struct budget_book *b)
{
    double width[HOSHI_YEARS_MAX + 2];
    uint16_t columns = (uint16_t)(b->v->years + 2 > COLUMNS ? b->v->years + 2 : COLUMNS);
    for (uint16_t c = 0; c < columns; c++)
        width[c] = c < COLUMNS ? front[c] : 17;
    budget_page(b, BUDGET_ACCOUNTS, width, columns,
                budget_say(b, "予算科目への振り分け", "Amounts by account"), 0, PAGE_FIRST, 0);
    inputs(b);
    table(b);
}
