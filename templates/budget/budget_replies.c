/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 回答の状況: whom to ask again, by the yen that hang on it, and files that came back and were not used. */
#include "budget_sheets.h"
#include "replies_text.h"

#include <string.h>

enum { ASKED_SHOWN = 2000, FILES_SHOWN = 300 };

struct ask_cells {
    const char *id, *name, *known;
    int64_t level, purchases_yen, asked_yen, unanswered, hangs_yen;
    struct hoshi_date asked, answered, deadline;
};

#define AT(member) offsetof(struct ask_cells, member)
static const struct hoshi_column ask_columns[] = {
    {"id", {"ID", "Id"}, 14, HOSHI_STYLE_FITTED, HOSHI_VALUE_TEXT, .at = AT(id)},
    {"name", {WORD(counterpart_supplier)}, 30, HOSHI_STYLE_FITTED, HOSHI_VALUE_TEXT, .at = AT(name)},
    {"level", {"★", "★"}, 5, HOSHI_STYLE_COUNT, HOSHI_VALUE_INT, .at = AT(level)},
    {"known", {WORD(answers_back)}, 14, HOSHI_STYLE_CELL, HOSHI_VALUE_TEXT, .at = AT(known)},
    {"unanswered", {WORD(unanswered)}, 9, HOSHI_STYLE_COUNT, HOSHI_VALUE_INT, .at = AT(unanswered)},
    {"hangs", {WORD(hangs_on_answers_yen)}, 20, HOSHI_STYLE_YEN, HOSHI_VALUE_INT, .at = AT(hangs_yen)},
    {"purchases",
     {WORD(purchases_a_year_yen)},
     20,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(purchases_yen)},
    {"asked", {WORD(last_asked_on)}, 12, HOSHI_STYLE_DATE, HOSHI_VALUE_DATE, .at = AT(asked)},
    {"answered", {WORD(answered_on)}, 12, HOSHI_STYLE_DATE, HOSHI_VALUE_DATE, .at = AT(answered)},
    {"deadline", {WORD(deadline)}, 12, HOSHI_STYLE_DATE, HOSHI_VALUE_DATE, .at = AT(deadline)},
};
#undef AT

struct file_cells {
    const char *file, *state, *why;
};

#define AT(member) offsetof(struct file_cells, member)
static const struct hoshi_column file_columns[] = {
    {"file", {WORD(file)}, 14, HOSHI_STYLE_TEXT, HOSHI_VALUE_TEXT, .at = AT(file), .over = 2},
    {"state",
     {"使い方", "What became of it"},
     14,
     HOSHI_STYLE_TEXT,
     HOSHI_VALUE_TEXT,
     .at = AT(state),
     .over = 3},
    {"why", {WORD(reason)}, 20, HOSHI_STYLE_TEXT, HOSHI_VALUE_TEXT, .at = AT(why), .over = 4},
};
#undef AT

static void ask_row(struct hoshi_page *p, struct budget_book *b, struct hoshi_list *list,
                    const struct hoshi_budget_ask *ask)
{
    struct hoshi_supplier_result r;
    if (!budget_record(b, ask->index, &r))
        return;
    const struct ask_cells cells = {.id = hoshi_page_print(p, "%s", r.head.id),
                                    .name =
                                        hoshi_page_print(p, "%s", r.head.name[0] ? r.head.name : r.head.id),
                                    .known = hoshi_replies_say_known(p->lang, &r),
                                    .level = r.head.level,
                                    .purchases_yen = r.head.annual_purchases_yen,
                                    .unanswered = r.criteria[HOSHI_UNANSWERED],
                                    .hangs_yen = ask->yen,
                                    .asked = r.head.last_asked_on,
                                    .answered = r.head.answered_on,
                                    .deadline = r.head.deadline};
    hoshi_list_row(p, list, &cells);
}

static void ask_list(struct hoshi_page *p, struct budget_book *b)
{
    const struct hoshi_budget_view *v = b->v;
    struct hoshi_list list = {
        .name = "ask", .column = ask_columns, .columns = sizeof ask_columns / sizeof *ask_columns};
    hoshi_page_line(p, HOSHI_STYLE_HEADING,
                    hoshi_page_print(p,
                                     hoshi_page_say(p, "尋ね直す先 %zu社（回答で動き得る額の大きい順）",
                                                    "Whom to ask again: %zu suppliers, most yen first"),
                                     v->asks));
    hoshi_page_line(p, HOSHI_STYLE_NOTE, hoshi_page_say(p, PROSE(ask_again_how)));
    hoshi_list_begin(p, &list);
    hoshi_list_heads(p, &list);
    hoshi_page_repeat(p, 1); /* nothing stands below the list */
    for (size_t i = 0; i < v->asks && i < ASKED_SHOWN && !b->failed; i++)
        ask_row(p, b, &list, &v->ask[i]);
    if (v->asks > ASKED_SHOWN)
        hoshi_page_line(p, HOSHI_STYLE_NOTE,
                        hoshi_page_print(p,
                                         hoshi_page_say(p, "ほか %zu社（全ては --ask-again FILE.csv）",
                                                        "and %zu more (all of them: --ask-again FILE.csv)"),
                                         v->asks - ASKED_SHOWN));
}

static const char *file_why(struct hoshi_page *p, const struct hoshi_returned *x)
{
    const char *sentence = x->status ? hoshi_status_sentence(p->lang, x->status) : "";
    return hoshi_page_print(p, "%s%s%s%s%s", x->where, x->where[0] ? ": " : "", sentence,
                            sentence[0] && x->got[0] ? hoshi_page_say(p, "：", ": ") : "", x->got);
}

static void file_list(struct hoshi_page *p, const struct hoshi_returned_list *files)
{
    struct hoshi_list list = {
        .name = "files", .column = file_columns, .columns = sizeof file_columns / sizeof *file_columns};
    size_t joined = 0, shown = 0, n = hoshi_returned_files(files);
    for (size_t i = 0; i < n; i++)
        joined += hoshi_returned_at(files, i)->state == HOSHI_RETURNED_JOINED;
    hoshi_page_skip(p, 1);
    hoshi_page_line(p, HOSHI_STYLE_HEADING,
                    hoshi_page_print(p,
                                     hoshi_page_say(p, "届いたファイル %zu（一覧に当てはめたもの %zu）",
                                                    "Files that came back: %zu, joined to the list %zu"),
                                     n, joined));
    if (joined == n)
        return;
    hoshi_list_begin(p, &list);
    hoshi_list_heads(p, &list);
    for (size_t i = 0; i < n; i++) {
        const struct hoshi_returned *x = hoshi_returned_at(files, i);
        if (x->state == HOSHI_RETURNED_JOINED || shown++ >= FILES_SHOWN)
            continue;
        const struct file_cells cells = {x->file, hoshi_replies_say_state(p->lang, x->state), file_why(p, x)};
        hoshi_list_row(p, &list, &cells);
    }
}

void budget_replies_sheet(struct hoshi_page *p, void *book)
{
    struct budget_book *b = book;
    struct hoshi_list list = {
        .name = "ask", .column = ask_columns, .columns = sizeof ask_columns / sizeof *ask_columns};
    hoshi_list_widths(p, &list);
    budget_page_begin(p, hoshi_page_say(p, WORD(answers_back)));
    if (b->v->options.run->returned)
        file_list(p, b->v->options.run->returned);
    hoshi_page_skip(p, 1);
    ask_list(p, b);
}
