/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 除外行: rows of the list that are in no figure, and what to do about each. */
#include "budget_sheets.h"

enum { L_ROW, L_ID, L_NAME, L_WHERE, L_REASON, L_FOUND, L_ALLOWED, L_REMEDY, L_MORE, COLUMNS };
static const double width[COLUMNS] = {9, 14, 26, 22, 34, 20, 24, 38, 8};

static struct hoshi_sheet *sheet(struct budget_book *b)
{
    return &b->sheet[BUDGET_LEFT_OUT];
}

static void left_out(struct budget_book *b, uint32_t row, size_t i)
{
    struct hoshi_budget_left_out x;
    const struct hoshi_budget_source *s = &b->v->source;
    if (!s->read_left_out || !s->read_left_out(s->user, i, &x)) {
        b->failed = true;
        return;
    }
    hoshi_put_int(sheet(b), row, L_ROW, HOSHI_STYLE_COUNT, x.row);
    hoshi_put_text(sheet(b), row, L_ID, HOSHI_STYLE_CELL, x.id);
    hoshi_put_text(sheet(b), row, L_NAME, HOSHI_STYLE_CELL, x.name);
    hoshi_put_text(sheet(b), row, L_WHERE, HOSHI_STYLE_TEXT, x.fault.path);
    hoshi_put_text(
        sheet(b), row, L_REASON, HOSHI_STYLE_TEXT,
        budget_text(b, "[HW-%d] %s", (int)x.fault.status, hoshi_status_sentence(b->lang, x.fault.status)));
    hoshi_put_text(sheet(b), row, L_FOUND, HOSHI_STYLE_TEXT, x.fault.got);
    hoshi_put_text(sheet(b), row, L_ALLOWED, HOSHI_STYLE_TEXT, x.fault.allowed);
    hoshi_put_text(sheet(b), row, L_REMEDY, HOSHI_STYLE_TEXT, hoshi_status_remedy(b->lang, x.fault.status));
    hoshi_put_int(sheet(b), row, L_MORE, HOSHI_STYLE_COUNT, (int64_t)x.faults);
    hoshi_sheet_fit(sheet(b), row, hoshi_status_remedy(b->lang, x.fault.status), width[L_REMEDY] - 4);
}

void budget_write_left_out(struct budget_book *b)
{
    static const char *const head[COLUMNS][2] = {{"元の行", "Source row"}, {"ID", "Id"},
                                                 {"取引先", "Supplier"},   {"欄", "Field"},
                                                 {"理由", "Reason"},       {"書いてあった値", "Found"},
                                                 {"使える値", "Allowed"},  {"直し方", "What to do"},
                                                 {"不備の数", "Faults"}};
    size_t n = b->v->source.left_out;
    budget_page(
        b, BUDGET_LEFT_OUT, width, COLUMNS,
        budget_text(b, budget_say(b, "金額に入っていない行（%zu）", "Rows that are in no figure (%zu)"), n),
        PAGE_FIRST, PAGE_FIRST + 1, 0);
    for (uint16_t c = 0; c < COLUMNS; c++)
        hoshi_put_text(sheet(b), PAGE_FIRST, c, HOSHI_STYLE_HEAD, budget_say(b, head[c][0], head[c][1]));
    for (size_t i = 0; i < n && !b->failed; i++)
        left_out(b, PAGE_FIRST + 1 + (uint32_t)i, i);
    if (!n)
        hoshi_put_text(sheet(b), PAGE_FIRST + 1, L_ID, HOSHI_STYLE_PLAIN, budget_say(b, "なし", "None"));
    else
        hoshi_sheet_filter(sheet(b), PAGE_FIRST, 0, PAGE_FIRST + (uint32_t)n, COLUMNS - 1);
}
