/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 科目: what the money is. Shares are inputs; the price revision is what the other accounts leave, so that
 * the parts always add up. */
#include "budget_sheets.h"

enum { COLUMNS = 6 };
static const double front[COLUMNS] = {36, 17, 17, 22, 20, 52};

static const char *account_remark(const struct budget_book *b, int account)
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

/* ---- shares and rates ---- */

struct account_cells {
    const char *name, *remark;
    struct hoshi_value share;
    int64_t rate_ppm;
};

#define AT(member) offsetof(struct account_cells, member)
static const struct hoshi_column account_columns[] = {
    {"name", {WORD(account)}, 36, HOSHI_STYLE_LABEL, HOSHI_VALUE_TEXT, .at = AT(name)},
    {"share",
     {"配分のうちの割合", "Share of the allocation"},
     17,
     HOSHI_STYLE_PERCENT,
     HOSHI_VALUE_ANY,
     .at = AT(share)},
    {"rate",
     {WORD(consumption_tax_rate)},
     17,
     HOSHI_STYLE_PERCENT_INPUT,
     HOSHI_VALUE_MICRO,
     .at = AT(rate_ppm)},
    {"code", {"自社の勘定科目", "Own account code"}, 22, HOSHI_STYLE_TEXT_INPUT, .over = 1},
    {"owner", {"予算の所管", "Budget owner"}, 20, HOSHI_STYLE_TEXT_INPUT, .over = 1},
    {"remark", {WORD(caution)}, 52, HOSHI_STYLE_TEXT, HOSHI_VALUE_TEXT, .at = AT(remark)},
};

static void account_inputs(struct hoshi_page *p, struct budget_book *b)
{
    struct hoshi_list list = {.name = "shares",
                              .column = account_columns,
                              .columns = sizeof account_columns / sizeof *account_columns};
    hoshi_page_heading(
        p, hoshi_page_say(p, "割合と税率（黄色の枠を変える）", "Shares and rates (change the yellow cells)"));
    hoshi_list_begin(p, &list);
    hoshi_list_heads(p, &list);
    for (int a = 0; a < ACCOUNTS; a++) {
        struct account_cells cells = {
            .name = budget_account_name(b, a),
            .remark = account_remark(b, a),
            .share = {.kind = HOSHI_VALUE_MICRO, .style = HOSHI_STYLE_PERCENT_INPUT},
            .rate_ppm = b->v->options.run->tax_ppm};
        if (a == ACCOUNT_PRICE)
            cells.share = (struct hoshi_value){
                .kind = HOSHI_VALUE_REAL, .real = 1, .formula = "1-SUM({shares.1:share..shares.2:share})"};
        if (a == ACCOUNT_SUPPORT)
            cells.share = (struct hoshi_value){.kind = HOSHI_VALUE_TEXT,
                                               .style = HOSHI_STYLE_CENTER,
                                               .text = hoshi_page_say(p, "別枠", "apart")};
        hoshi_list_row(p, &list, &cells);
    }
    hoshi_page_define(p, "share_lump_sum", "shares.1:share");
    hoshi_page_define(p, "share_in_kind", "shares.2:share");
    hoshi_page_skip(p, 2);
}

/* ---- amounts ---- */

static int64_t accounts_tax_of(const struct budget_book *b, int64_t yen)
{
    int64_t tax = 0;
    hoshi_money_muldiv(yen, b->v->options.run->tax_ppm, HOSHI_MICRO, &tax);
    return tax;
}

static void account_rows(struct hoshi_page *p, struct budget_book *b)
{
    static const char *const mark[ACCOUNTS] = {"accounts.price", "accounts.lump", "accounts.kind",
                                               "accounts.support"};
    static const char *const formula[ACCOUNTS] = {
        "{alloc.spent:year}-SUM({accounts.lump:year..accounts.kind:year})",
        "ROUND({alloc.spent:year}*{$shares.1:share},0)", "ROUND({alloc.spent:year}*{$shares.2:share},0)",
        NULL};
    static const int64_t nothing[HOSHI_YEARS_MAX] = {0};
    for (int a = 0; a < ACCOUNTS; a++) {
        const struct budget_year_row row = {
            .mark = mark[a],
            .label = budget_account_name(b, a),
            .head = HOSHI_STYLE_LABEL,
            .style = a == ACCOUNT_SUPPORT ? HOSHI_STYLE_YEN_INPUT : HOSHI_STYLE_YEN,
            .yen = a == ACCOUNT_PRICE ? b->v->sums[HOSHI_BUDGET_FUNDED].buyer_by_year_yen : nothing,
            .formula = formula[a],
            .summed = true};
        budget_year_row(p, b, &row);
    }
}

static void account_totals(struct hoshi_page *p, struct budget_book *b)
{
    const int64_t *yen = b->v->sums[HOSHI_BUDGET_FUNDED].buyer_by_year_yen;
    int64_t tax[HOSHI_YEARS_MAX] = {0}, gross[HOSHI_YEARS_MAX] = {0};
    for (int y = 0; y < b->v->years; y++) {
        tax[y] = accounts_tax_of(b, yen[y]);
        gross[y] = yen[y] + tax[y];
    }
    const struct budget_year_row rows[] = {
        {"accounts.total", hoshi_page_say(p, "計（税抜）", "Total without tax"), HOSHI_STYLE_TOTAL,
         HOSHI_STYLE_YEN_TOTAL, yen, "SUM({accounts.price:year..accounts.support:year})", NULL, true},
        {"accounts.tax", hoshi_page_say(p, WORD(consumption_tax)), HOSHI_STYLE_LABEL, HOSHI_STYLE_YEN, tax,
         "ROUND({accounts.price:year}*{$shares.0:rate},0)+ROUND({accounts.lump:year}*{$shares.1:rate},0)+ROUND({accounts.kind:year}*{$shares.2:rate},0)+ROUND({accounts.support:year}*{$shares.3:rate},0)",
         NULL, true},
        {"accounts.gross", hoshi_page_say(p, "計（税込）", "Total with tax"), HOSHI_STYLE_TOTAL,
         HOSHI_STYLE_YEN_TOTAL, gross, "{accounts.total:year}+{accounts.tax:year}", NULL, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        budget_year_row(p, b, &rows[i]);
    hoshi_page_define(p, "total_without_tax", "accounts.total:sum");
    hoshi_page_define(p, "total_with_tax", "accounts.gross:sum");
}

void budget_accounts_sheet(struct hoshi_page *p, void *book)
{
    struct budget_book *b = book;
    double width[HOSHI_YEARS_MAX + 2];
    uint16_t columns = (uint16_t)(b->v->years + 2 > COLUMNS ? b->v->years + 2 : COLUMNS);
    for (uint16_t c = 0; c < columns; c++)
        width[c] = c < COLUMNS ? front[c] : 17;
    hoshi_page_widths(p, width, columns);
    budget_page_begin(p, hoshi_page_say(p, "予算科目への振り分け", "Amounts by account"));
    hoshi_page_skip(p, 1);
    hoshi_page_freeze(p, 0, PAGE_FIRST);
    account_inputs(p, b);
    hoshi_page_heading(p, hoshi_page_say(p, "科目別・年度別（円）", "By account and year (yen)"));
    budget_year_heads(p, b, "accounts", hoshi_page_say(p, WORD(account)));
    account_rows(p, b);
    account_totals(p, b);
    hoshi_page_wide(p, 5, HOSHI_STYLE_NOTE,
                    hoshi_page_say(p, PROSE(this_divides_the_allocation_among_accounts)));
    hoshi_page_next(p);
}
