/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "budget_workbook.h"
#include "budget_sheets.h"

#include <string.h>

static const char *const names[BUDGET_SHEETS][2] = {
    [BUDGET_APPROVAL] = {"稟議", "Approval"},       [BUDGET_SUMMARY] = {WORD(summary)},
    [BUDGET_ACCOUNTS] = {WORD(accounts)},           [BUDGET_YEARS] = {WORD(years)},
    [BUDGET_ALLOCATION] = {WORD(allocation)},       [BUDGET_LIST] = {WORD(supplier_list)},
    [BUDGET_BOUGHT] = {"対策・数量", "Purchases"},  [BUDGET_JOINT] = {"共同購入", "Joint purchasing"},
    [BUDGET_CONDUCT] = {"進め方の確認", "Conduct"}, [BUDGET_BASIS] = {WORD(assumptions)},
    [BUDGET_LEFT_OUT] = {WORD(rows_left_out)},
};

static void (*const writers[BUDGET_SHEETS])(struct budget_book *) = {
    [BUDGET_APPROVAL] = budget_write_approval,     [BUDGET_SUMMARY] = budget_write_summary,
    [BUDGET_ACCOUNTS] = budget_write_accounts,     [BUDGET_YEARS] = budget_write_years,
    [BUDGET_ALLOCATION] = budget_write_allocation, [BUDGET_LIST] = budget_write_list,
    [BUDGET_BOUGHT] = budget_write_bought,         [BUDGET_JOINT] = budget_write_joint,
    [BUDGET_CONDUCT] = budget_write_conduct,       [BUDGET_BASIS] = budget_write_basis,
    [BUDGET_LEFT_OUT] = budget_write_left_out,
};

static bool landscape(int sheet)
{
    return sheet != BUDGET_APPROVAL && sheet != BUDGET_CONDUCT && sheet != BUDGET_BASIS;
}

enum { FLAT_LEFT_ROWS = 100 }; /* each of many lines */

/* Sheets with a row for each supplier or row of the source. */
static bool grows(const struct budget_book *b, int sheet)
{
    return (sheet == BUDGET_LIST && !b->live) ||
           (sheet == BUDGET_LEFT_OUT && b->v->source.left_kept > FLAT_LEFT_ROWS);
}

static enum hoshi_status begin(struct budget_book *b, const char *path, struct hoshi_faults *faults)
{
    const struct hoshi_budget_options *o = &b->v->options;
    const char *title = budget_say(b, "取引先のセキュリティ対策の予算", "Budget for supplier security"),
               *footer = budget_say(b, PROSE(budget_priority_is_no_reason_3));
    const char *author = o->buyer ? o->buyer : "";
    b->live = b->v->source.suppliers <= HOSHI_BUDGET_LIVE_ROWS;
    enum hoshi_status s = hoshi_book_open(&b->book, path, b->lang, title, author, o->as_of, footer, faults);
    if (s)
        return s;
    size_t n = b->v->source.suppliers;
    b->list_last = LIST_FIRST + (uint32_t)(n ? n - 1 : 0);
    for (int i = 0; i < BUDGET_SHEETS; i++)
        b->sheet[i] =
            (grows(b, i) ? hoshi_sheet_add_flat : hoshi_sheet_add)(&b->book, names[i][b->lang], landscape(i));
    return HOSHI_OK;
}

enum hoshi_status hoshi_budget_workbook_write(const struct hoshi_budget_view *view, enum hoshi_lang lang,
                                              const char *path, struct hoshi_faults *faults)
{
    struct budget_book b = {.v = view, .lang = lang};
    enum hoshi_status s = begin(&b, path, faults);
    if (s)
        return s;
    for (int i = 0; i < BUDGET_SHEETS && !b.failed; i++)
        writers[i](&b);
    if (b.failed) {
        hoshi_book_abandon(&b.book);
        s = hoshi_fault_add(faults, HOSHI_E_BUDGET_RECORD, path, NULL, NULL);
    } else {
        s = hoshi_book_close(&b.book, path, faults);
    }
    hoshi_arena_release(&b.arena);
    return s;
}
