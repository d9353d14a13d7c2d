/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 除いた行: rows of the list that are in no figure, and what to do about each. A workbook without any has no such
 * sheet. */
#include "budget_sheets.h"

#include <string.h>

/* A line of the list; one that holds words alone has empty cells of a look of their own. */
struct left_cells {
    struct hoshi_value row, id, name, where, found, allowed, number, faults;
    const char *reason, *remedy;
};

#define AT(member) offsetof(struct left_cells, member)
static const struct hoshi_column left_columns[] = {
    {"row", {WORD(source_row)}, 11, HOSHI_STYLE_COUNT, HOSHI_VALUE_ANY, .at = AT(row)},
    {"id", {"ID", "Id"}, 14, HOSHI_STYLE_TEXT, HOSHI_VALUE_ANY, .at = AT(id)},
    {"name", {WORD(counterpart_supplier)}, 24, HOSHI_STYLE_TEXT, HOSHI_VALUE_ANY, .at = AT(name)},
    {"where", {"欄", "Field"}, 24, HOSHI_STYLE_TEXT, HOSHI_VALUE_ANY, .at = AT(where)},
    {"reason", {WORD(reason)}, 42, HOSHI_STYLE_TEXT, HOSHI_VALUE_TEXT, .at = AT(reason)},
    {"found", {"書いてあった値", "Found"}, 18, HOSHI_STYLE_TEXT, HOSHI_VALUE_ANY, .at = AT(found)},
    {"allowed", {"使える値", "Allowed"}, 28, HOSHI_STYLE_TEXT, HOSHI_VALUE_ANY, .at = AT(allowed)},
    {"remedy", {"直し方", "What to do"}, 38, HOSHI_STYLE_TEXT, HOSHI_VALUE_TEXT, .at = AT(remedy)},
    {"number", {WORD(number)}, 7, HOSHI_STYLE_COUNT, HOSHI_VALUE_ANY, .at = AT(number)},
    {"faults", {"行の不備の数", "Faults in row"}, 14, HOSHI_STYLE_COUNT, HOSHI_VALUE_ANY, .at = AT(faults)},
};

static struct hoshi_value left_int(int64_t n)
{
    return (struct hoshi_value){.kind = HOSHI_VALUE_INT, .n = n};
}

static struct hoshi_value left_text(enum hoshi_style style, const char *text)
{
    return (struct hoshi_value){.kind = HOSHI_VALUE_TEXT, .style = style, .text = text};
}

/* What is allowed; of something given twice, where it stands first: a row, or a case file. */
static const char *left_allowed(struct hoshi_page *p, const struct hoshi_fault *f)
{
    if ((f->status != HOSHI_E_DUPLICATE && f->status != HOSHI_E_SUPPLIER_PLANT) || !f->allowed[0])
        return f->allowed;
    if (!f->allowed[strspn(f->allowed, "0123456789")])
        return hoshi_page_print(p, hoshi_page_say(p, "%s 行が先にある", "row %s comes first"), f->allowed);
    return hoshi_page_print(p, hoshi_page_say(p, "%s が先にある", "%s comes first"), f->allowed);
}

/* One line per fault; each repeats whose it is, so that the sheet can be filtered and sorted. */
static void left_fault(struct hoshi_page *p, struct hoshi_list *list, const struct hoshi_budget_left_out *x,
                       size_t k)
{
    const struct hoshi_fault *f = &x->fault;
    struct hoshi_buffer place;
    hoshi_buffer_init(&place, sizeof f->file + sizeof f->path + 40);
    hoshi_fault_place_print(&place, p->lang, f);
    const struct left_cells cells = {
        .row = left_int(x->row),
        .id = left_text(0, x->id), /* of a case file that could not be read its path */
        .name = left_text(0, x->name),
        .where = left_text(0, hoshi_buffer_text(&place)),
        .reason =
            hoshi_page_print(p, "[HW-%d] %s", (int)f->status, hoshi_status_sentence(p->lang, f->status)),
        .found = left_text(0, f->got),
        .allowed = left_text(0, left_allowed(p, f)),
        .remedy = hoshi_status_remedy(p->lang, f->status),
        .number = left_int((int64_t)k + 1),
        .faults = left_int((int64_t)x->faults)};
    hoshi_list_row(p, list, &cells);
    hoshi_buffer_release(&place);
}

/* A line that holds words alone, in the columns of the list; x NULL: of no row. */
static void left_words(struct hoshi_page *p, struct hoshi_list *list, const struct hoshi_budget_left_out *x,
                       const char *words, const char *remedy)
{
    const struct hoshi_value none = {.style = HOSHI_STYLE_CELL};
    struct left_cells cells = {.row = none,
                               .id = none,
                               .name = none,
                               .where = none,
                               .found = none,
                               .allowed = none,
                               .number = none,
                               .faults = none,
                               .reason = words,
                               .remedy = remedy};
    if (x) {
        cells.row = left_int(x->row);
        cells.id = left_text(HOSHI_STYLE_CELL, x->id);
        cells.name = left_text(HOSHI_STYLE_CELL, x->name);
        cells.faults = left_int((int64_t)x->faults);
    }
    hoshi_list_row(p, list, &cells);
}

/* The lines of left-out row number i. */
static void left_row(struct hoshi_page *p, struct hoshi_list *list, struct budget_book *b, size_t i)
{
    struct hoshi_budget_left_out x = {.kept = 1};
    const struct hoshi_budget_source *s = &b->v->source;
    for (size_t k = 0; k < x.kept && !b->failed; k++) {
        if (s->read_left_out && s->read_left_out(s->user, i, k, &x))
            left_fault(p, list, &x, k);
        else
            b->failed = true;
    }
    if (!b->failed && x.faults > x.kept)
        left_words(p, list, &x,
                   hoshi_page_print(p, hoshi_page_say(p, "ほか %zu 件", "and %zu more"), x.faults - x.kept),
                   hoshi_page_say(p, "上の不備を直してからもう一度実行すると、残りが挙がります",
                                  "correct those above and run again: the rest is told then"));
}

void budget_left_out_sheet(struct hoshi_page *p, void *book)
{
    struct budget_book *b = book;
    struct hoshi_list list = {
        .name = "left", .column = left_columns, .columns = sizeof left_columns / sizeof *left_columns};
    size_t n = b->v->source.left_out, kept = b->v->source.left_kept;
    hoshi_list_begin(p, &list);
    budget_page_begin(
        p, hoshi_page_print(
               p, hoshi_page_say(p, "金額に入っていない行（%zu）", "Rows that are in no figure (%zu)"), n));
    hoshi_page_line(p, HOSHI_STYLE_NOTE, hoshi_page_say(p, PROSE(one_fault_a_line_the_reports)));
    hoshi_list_heads(p, &list);
    hoshi_page_freeze(p, 0, 1);
    for (size_t i = 0; i < kept && !b->failed; i++)
        left_row(p, &list, b, i);
    if (n > kept)
        left_words(p, &list, NULL,
                   hoshi_page_print(p, hoshi_page_say(p, "ほか %zu 行", "and %zu more rows"), n - kept),
                   hoshi_status_remedy(p->lang, HOSHI_E_PORTFOLIO_LEFT_MORE));
    hoshi_list_filter(p, &list);
}
