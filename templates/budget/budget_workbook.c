/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "budget_workbook.h"
#include "budget_sheets.h"
#include "replies_text.h"

#include <string.h>

enum { WIDE = HOSHI_PAGE_OPEN | HOSHI_PAGE_LANDSCAPE | HOSHI_PAGE_RELATIVE };

/* Buying together is a sheet where it saves anything. */
static bool saves_together(const void *book)
{
    const struct hoshi_joint_purchase *joint = ((const struct budget_book *)book)->v->joint;
    return joint && joint->saving_yen > 0;
}

static bool has_last_run(const void *book)
{
    return ((const struct budget_book *)book)->v->options.run->against != NULL;
}

static bool has_register(const void *book)
{
    return ((const struct budget_book *)book)->v->has_register;
}

static bool has_replies(const void *book)
{
    const struct hoshi_budget_view *v = ((const struct budget_book *)book)->v;
    return hoshi_replies_known(v, v->options.run->returned);
}

static bool has_left_out(const void *book)
{
    return ((const struct budget_book *)book)->v->source.left_out > 0;
}

static const struct hoshi_page_sheet sheets[] = {
    {{"稟議", "Approval"}, HOSHI_PAGE_OPEN | HOSHI_PAGE_RELATIVE, NULL, budget_approval_sheet},
    {{WORD(summary)}, WIDE, NULL, budget_summary_sheet},
    {{WORD(accounts)}, WIDE, NULL, budget_accounts_sheet},
    {{WORD(years)}, WIDE, NULL, budget_years_sheet},
    {{WORD(allocation)}, WIDE, NULL, budget_allocation_sheet},
    {{"一覧（印刷用）", "List for print"}, WIDE, NULL, budget_print_sheet},
    {{WORD(supplier_list)}, WIDE, NULL, budget_list_sheet},
    {{WORD(answers_back)}, WIDE, has_replies, budget_replies_sheet},
    {{WORD(register_of_stars)}, WIDE, has_register, budget_stars_sheet},
    {{"前回との差", "Last run"}, WIDE, has_last_run, budget_last_run_sheet},
    {{"対策・数量", "Purchases"}, WIDE, NULL, budget_bought_sheet},
    {{"共同購入", "Joint purchasing"}, WIDE, saves_together, budget_joint_sheet},
    {{"進め方の確認", "Conduct"}, HOSHI_PAGE_OPEN | HOSHI_PAGE_RELATIVE, NULL, budget_conduct_sheet},
    {{WORD(assumptions)}, HOSHI_PAGE_OPEN, NULL, budget_basis_sheet},
    {{WORD(rows_left_out)}, WIDE, has_left_out, budget_left_out_sheet},
};
enum { SHEETS = sizeof sheets / sizeof *sheets };

enum { FLAT_LEFT_ROWS = 100 }; /* each of many lines */

/* Sheets with a row for each supplier or row of the source. */
static bool grows(const struct budget_book *b, const struct hoshi_page_sheet *sheet)
{
    return (sheet->write == budget_list_sheet && !b->live) ||
           (sheet->write == budget_left_out_sheet && b->v->source.left_kept > FLAT_LEFT_ROWS);
}

static enum hoshi_status workbook_begin(struct budget_book *b, const char *path, struct hoshi_faults *faults)
{
    const struct hoshi_portfolio_view *o = b->v->options.run;
    const char *title = budget_say(b, "取引先のセキュリティ対策の予算", "Budget for supplier security"),
               *footer = budget_say(b, PROSE(budget_priority_is_no_reason_3));
    const char *author = o->company ? o->company : "";
    b->live = b->v->source.suppliers <= HOSHI_BUDGET_LIVE_ROWS;
    enum hoshi_status s = hoshi_book_open(&b->book, path, b->lang, title, author, o->as_of, footer, faults);
    return s;
}

enum hoshi_status hoshi_budget_workbook_write(const struct hoshi_budget_view *view, enum hoshi_lang lang,
                                              const char *path, struct hoshi_faults *faults)
{
    struct budget_book b = {.v = view, .lang = lang};
    struct hoshi_layout layout = {0};
    struct hoshi_page_sheet sheet[SHEETS];
    enum hoshi_status s = workbook_begin(&b, path, faults);
    if (s)
        return s;
    memcpy(sheet, sheets, sizeof sheet);
    for (int i = 0; i < SHEETS; i++)
        sheet[i].options |= grows(&b, &sheet[i]) ? HOSHI_PAGE_FLAT : 0;
    s = hoshi_pages_write(&b.book, &layout, sheet, SHEETS, &b, faults);
    if (!s && b.failed)
        s = hoshi_fault_add(faults, HOSHI_E_BUDGET_RECORD, path, NULL, NULL);
    if (s)
        hoshi_book_abandon(&b.book);
    else
        s = hoshi_book_close(&b.book, path, faults);
    hoshi_layout_release(&layout);
    hoshi_arena_release(&b.arena);
    return s;
}
