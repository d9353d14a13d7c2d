/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 除いた行: rows of the list that are in no figure, and what to do about each. */
#include "budget_sheets.h"
#include "text.h"

#include <string.h>

enum { L_ROW, L_ID, L_NAME, L_WHERE, L_REASON, L_FOUND, L_ALLOWED, L_REMEDY, L_NUMBER, L_FAULTS, COLUMNS };
static const double width[COLUMNS] = {11, 14, 24, 24, 42, 18, 28, 38, 7, 14};

static struct hoshi_sheet *sheet(struct budget_book *b)
{
    return &b->sheet[BUDGET_LEFT_OUT];
}

/* Height for the column whose text needs most lines. */
static void fit(struct budget_book *b, uint32_t row, const char *const text[COLUMNS])
{
    size_t most = L_REMEDY;
    for (size_t c = 0; c < COLUMNS; c++)
        if (text[c] && (!text[most] || (double)hoshi_text_width(text[c]) / (width[c] - 1) >
                                           (double)hoshi_text_width(text[most]) / (width[most] - 1)))
            most = c;
    if (text[most])
        hoshi_sheet_fit(sheet(b), row, text[most], width[most] - 1);
}

/* What is allowed; of something given twice, where it stands first: a row, or a case file. */
static const char *allowed(struct budget_book *b, const struct hoshi_fault *f)
{
    if (f->status != HOSHI_E_DUPLICATE || !f->allowed[0])
        return f->allowed;
    if (!f->allowed[strspn(f->allowed, "0123456789")])
        return budget_text(b, budget_say(b, "%s 行が先にある", "row %s comes first"), f->allowed);
    return budget_text(b, budget_say(b, "%s が先にある", "%s comes first"), f->allowed);
}

/* One line per fault; each repeats whose it is, so that the sheet can be filtered and sorted. */
static void fault_line(struct budget_book *b, uint32_t row, const struct hoshi_budget_left_out *x, size_t k)
{
    const struct hoshi_fault *f = &x->fault;
    hoshi_put_int(sheet(b), row, L_ROW, HOSHI_STYLE_COUNT, x->row);
    struct hoshi_buffer place;
    hoshi_buffer_init(&place, sizeof f->file + sizeof f->path + 40);
    hoshi_fault_place_print(&place, b->lang, f);
    const char *const text[COLUMNS] = {
        [L_ID] = x->id, /* of a case file that could not be read its path */
        [L_NAME] = x->name,
        [L_WHERE] = hoshi_buffer_text(&place),
        [L_REASON] = budget_text(b, "[HW-%d] %s", (int)f->status, hoshi_status_sentence(b->lang, f->status)),
        [L_FOUND] = f->got,
        [L_ALLOWED] = allowed(b, f),
        [L_REMEDY] = hoshi_status_remedy(b->lang, f->status)};
    for (uint16_t c = L_ID; c <= L_REMEDY; c++)
        hoshi_put_text(sheet(b), row, c, HOSHI_STYLE_TEXT, text[c]);
    hoshi_put_int(sheet(b), row, L_NUMBER, HOSHI_STYLE_COUNT, (int64_t)k + 1);
    hoshi_put_int(sheet(b), row, L_FAULTS, HOSHI_STYLE_COUNT, (int64_t)x->faults);
    fit(b, row, text);
    hoshi_buffer_release(&place);
}

/* A line that holds words alone, in the columns of the list. */
static void words_line(struct budget_book *b, uint32_t row, const struct hoshi_budget_left_out *x,
                       const char *words, const char *remedy)
{
    for (uint16_t c = 0; c < COLUMNS; c++)
        hoshi_put_blank(sheet(b), row, c, HOSHI_STYLE_CELL);
    if (x) {
        hoshi_put_int(sheet(b), row, L_ROW, HOSHI_STYLE_COUNT, x->row);
        hoshi_put_text(sheet(b), row, L_ID, HOSHI_STYLE_CELL, x->id);
        hoshi_put_text(sheet(b), row, L_NAME, HOSHI_STYLE_CELL, x->name);
        hoshi_put_int(sheet(b), row, L_FAULTS, HOSHI_STYLE_COUNT, (int64_t)x->faults);
    }
    hoshi_put_text(sheet(b), row, L_REASON, HOSHI_STYLE_TEXT, words);
    hoshi_put_text(sheet(b), row, L_REMEDY, HOSHI_STYLE_TEXT, remedy);
    hoshi_sheet_fit(sheet(b), row, remedy, width[L_REMEDY] - 4);
}

/* The lines of left-out row number i from `row` on; returns the row behind them. */
static uint32_t left_out(struct budget_book *b, uint32_t row, size_t i)
{
    struct hoshi_budget_left_out x = {.kept = 1};
    const struct hoshi_budget_source *s = &b->v->source;
    for (size_t k = 0; k < x.kept && !b->failed; k++) {
        if (s->read_left_out && s->read_left_out(s->user, i, k, &x))
            fault_line(b, row++, &x, k);
        else
            b->failed = true;
    }
    if (!b->failed && x.faults > x.kept)
        words_line(b, row++, &x,
                   budget_text(b, budget_say(b, "ほか %zu 件", "and %zu more"), x.faults - x.kept),
                   budget_say(b, "上の不備を直してからもう一度実行すると、残りが挙がります",
                              "correct those above and run again: the rest is told then"));
    return row;
}

void budget_write_left_out(struct budget_book *b)
{
    static const char *const head[COLUMNS][2] = {{WORD(source_row)},
                                                 {"ID", "Id"},
                                                 {WORD(counterpart_supplier)},
                                                 {"欄", "Field"},
                                                 {WORD(reason)},
                                                 {"書いてあった値", "Found"},
                                                 {"使える値", "Allowed"},
                                                 {"直し方", "What to do"},
                                                 {WORD(number)},
                                                 {"行の不備の数", "Faults in row"}};
    size_t n = b->v->source.left_out, kept = b->v->source.left_kept;
    budget_page(
        b, BUDGET_LEFT_OUT, width, COLUMNS,
        budget_text(b, budget_say(b, "金額に入っていない行（%zu）", "Rows that are in no figure (%zu)"), n),
        PAGE_FIRST, PAGE_FIRST + 1, 0);
    for (uint16_t c = 0; c < COLUMNS; c++)
        hoshi_put_text(sheet(b), PAGE_FIRST, c, HOSHI_STYLE_HEAD, budget_say(b, head[c][0], head[c][1]));
    if (n)
        budget_wide(b, BUDGET_LEFT_OUT, PAGE_FIRST - 1, 0, COLUMNS - 1, 200, HOSHI_STYLE_NOTE,
                    budget_say(b, PROSE(one_fault_a_line_the_reports)));
    uint32_t row = PAGE_FIRST + 1;
    for (size_t i = 0; i < kept && !b->failed; i++)
        row = left_out(b, row, i);
    if (n > kept)
        words_line(b, row++, NULL,
                   budget_text(b, budget_say(b, "ほか %zu 行", "and %zu more rows"), n - kept),
                   hoshi_status_remedy(b->lang, HOSHI_E_PORTFOLIO_LEFT_MORE));
    if (!n)
        hoshi_put_text(sheet(b), PAGE_FIRST + 1, L_ID, HOSHI_STYLE_PLAIN, budget_say(b, WORD(none)));
    else
        hoshi_sheet_filter(sheet(b), PAGE_FIRST, 0, row - 1, COLUMNS - 1);
}
