/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "budget_workbook.h"
#include "budget_sheets.h"

#include <string.h>

/* A sheet that is still written cell by cell: only in the second pass. */
static void old_sheet(struct hoshi_page *p, void *book, void (*write)(struct budget_book *b))
{
    struct budget_book *b = budget_of_page(p, book);
    if (!p->layout->recording && !b->failed)
        write(b);
}

#define OLD(name)                                                                                            \
    static void old_##name(struct hoshi_page *p, void *book)                                                 \
    {                                                                                                        \
        old_sheet(p, book, budget_write_##name);                                                             \
    }
OLD(approval)
OLD(summary)
OLD(accounts)
OLD(years)
OLD(allocation)
OLD(list)

enum { WIDE = HOSHI_PAGE_OPEN | HOSHI_PAGE_LANDSCAPE };

static const struct hoshi_page_sheet sheets[BUDGET_SHEETS] = {
    [BUDGET_APPROVAL] = {{"稟議", "Approval"}, HOSHI_PAGE_OPEN, NULL, old_approval},
    [BUDGET_SUMMARY] = {{WORD(summary)}, WIDE, NULL, old_summary},
    [BUDGET_ACCOUNTS] = {{WORD(accounts)}, WIDE, NULL, old_accounts},
    [BUDGET_YEARS] = {{WORD(years)}, WIDE, NULL, old_years},
    [BUDGET_ALLOCATION] = {{WORD(allocation)}, WIDE, NULL, old_allocation},
    [BUDGET_LIST] = {{WORD(supplier_list)}, WIDE, NULL, old_list},
    [BUDGET_BOUGHT] = {{"対策・数量", "Purchases"}, WIDE | HOSHI_PAGE_RELATIVE, NULL, budget_bought_sheet},
    [BUDGET_JOINT] = {{"共同購入", "Joint purchasing"}, WIDE | HOSHI_PAGE_RELATIVE, NULL, budget_joint_sheet},
    [BUDGET_CONDUCT] = {{"進め方の確認", "Conduct"},
                        HOSHI_PAGE_OPEN | HOSHI_PAGE_RELATIVE,
                        NULL,
                        budget_conduct_sheet},
    [BUDGET_BASIS] = {{WORD(assumptions)}, HOSHI_PAGE_OPEN, NULL, budget_basis_sheet},
    [BUDGET_LEFT_OUT] = {{WORD(rows_left_out)}, WIDE, NULL, budget_left_out_sheet},
};

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
    return HOSHI_OK;
}

enum hoshi_status hoshi_budget_workbook_write(const struct hoshi_budget_view *view, enum hoshi_lang lang,
                                              const char *path, struct hoshi_faults *faults)
{
    struct budget_book b = {.v = view, .lang = lang};
    struct hoshi_layout layout = {0};
    struct hoshi_page_sheet sheet[BUDGET_SHEETS];
    enum hoshi_status s = begin(&b, path, faults);
    if (s)
        return s;
    memcpy(sheet, sheets, sizeof sheet);
    for (int i = 0; i < BUDGET_SHEETS; i++)
        sheet[i].options |= grows(&b, i) ? HOSHI_PAGE_FLAT : 0;
    s = hoshi_pages_write(&b.book, &layout, sheet, BUDGET_SHEETS, &b, faults);
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
