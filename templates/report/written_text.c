/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "written_text.h"
#include "prose.h"
#include "prose_report.def"
#include "text.h"
#include "vocabulary.h"

#include <stdio.h>
#include <string.h>

enum { WRITTEN_SHOWN = 12, WRITTEN_NOW = 120 }; /* cells of a sheet; bytes of what was typed */

static const char *const written_keys[HOSHI_WRITTEN_KINDS] = {
    "over_formula", "changed", "added", "cleared", "input", "rows_moved", "sheet_added", "sheet_gone"};

static const char *written_words(enum hoshi_lang lang, enum hoshi_written_kind kind)
{
    switch (kind) {
    case HOSHI_WRITTEN_OVER_FORMULA:
        return hoshi_say(lang, PROSE(typed_over_a_formula));
    case HOSHI_WRITTEN_CHANGED:
        return hoshi_say(lang, PROSE(typed_over_a_text));
    case HOSHI_WRITTEN_ADDED:
        return hoshi_say(lang, PROSE(typed_into_an_empty_cell));
    case HOSHI_WRITTEN_CLEARED:
        return hoshi_say(lang, PROSE(text_that_was_cleared));
    case HOSHI_WRITTEN_INPUT:
        return hoshi_say(lang, PROSE(typed_into_an_input));
    case HOSHI_WRITTEN_MOVED:
        return hoshi_say(lang, PROSE(rows_of_the_sheet_were_moved));
    case HOSHI_WRITTEN_SHEET_NEW:
        return hoshi_say(lang, PROSE(sheet_of_ones_own));
    case HOSHI_WRITTEN_SHEET_GONE:
        return hoshi_say(lang, PROSE(sheet_not_found_by_its_name));
    case HOSHI_WRITTEN_KINDS:
        break;
    }
    return "";
}

/* Where to enter what belongs on a sheet of the own workbook; the last row: on any other. */
static const struct {
    struct hoshi_words sheet, place;
} written_own[] = {
    {{WORD(sheet_prices)}, {PROSE(enter_prices_of_items)}},
    {{WORD(sheet_record)}, {PROSE(enter_the_talk)}},
    {{WORD(gap)}, {PROSE(enter_answers)}},
    {{WORD(checks)}, {PROSE(enter_facts_found_out)}},
    {{WORD(to_check)}, {PROSE(enter_facts_found_out)}},
    {{WORD(sheet_talk_figures)}, {PROSE(enter_targets)}},
    {{WORD(sheet_talk_plan)}, {PROSE(enter_targets)}},
    {{NULL, NULL}, {PROSE(enter_amounts)}},
};

static const char *written_place(enum hoshi_lang lang, enum hoshi_written_book book, const char *sheet)
{
    size_t i = 0;
    switch (book) {
    case HOSHI_WRITTEN_OWN:
        while (written_own[i].sheet.ja && strcmp(written_own[i].sheet.ja, sheet) != 0 &&
               strcmp(written_own[i].sheet.en, sheet) != 0)
            i++;
        return hoshi_words_say(lang, written_own[i].place);
    case HOSHI_WRITTEN_FORM:
        return hoshi_say(lang, PROSE(enter_in_the_questionnaire));
    case HOSHI_WRITTEN_FILING:
        return hoshi_say(lang, PROSE(enter_in_the_paper));
    case HOSHI_WRITTEN_RECEIVED:
        break;
    }
    return hoshi_say(lang, PROSE(enter_in_the_log));
}

/* On one line, and not longer than a line. */
static void written_now(struct hoshi_buffer *out, enum hoshi_lang lang, const char *now)
{
    char text[WRITTEN_NOW + 1];
    hoshi_text_copy(text, sizeof text, now);
    for (char *p = text; *p; p++)
        *p = *p == '\n' || *p == '\r' ? ' ' : *p;
    hoshi_buffer_printf(out, hoshi_say(lang, "「%s%s」", "\"%s%s\""), text,
                        strlen(text) < strlen(now) ? hoshi_say(lang, "…", " …") : "");
}

static void written_line(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_written_change *x)
{
    hoshi_buffer_printf(out, "    %s%s", x->cell, *x->cell ? " " : "");
    if (*x->cell && x->kind != HOSHI_WRITTEN_CLEARED)
        written_now(out, lang, x->now);
    hoshi_buffer_printf(out, "%s\n", written_words(lang, x->kind));
}

/* The changes of one sheet, and where they are to be entered; how many there are. */
static size_t written_of_sheet(struct hoshi_buffer *out, enum hoshi_lang lang, enum hoshi_written_book book,
                               const struct hoshi_written_change *x, size_t n)
{
    size_t end = 0, shown = 0;
    while (end < n && strcmp(x[end].sheet, x->sheet) == 0)
        end++;
    hoshi_buffer_printf(out, hoshi_say(lang, "  シート「%s」\n", "  sheet \"%s\"\n"), x->sheet);
    for (; shown < end && shown < WRITTEN_SHOWN; shown++)
        written_line(out, lang, &x[shown]);
    if (shown < end)
        hoshi_buffer_printf(
            out, hoshi_say(lang, "    ほか %zu件（--json で全て）\n", "    and %zu more (all with --json)\n"),
            end - shown);
    if (*x->cell || end > 1)
        hoshi_buffer_printf(out, "    → %s\n", written_place(lang, book, x->sheet));
    return end;
}

void hoshi_written_print(struct hoshi_buffer *out, enum hoshi_lang lang, enum hoshi_written_book book,
                         const struct hoshi_written *written)
{
    if (!written->n)
        return;
    hoshi_buffer_printf(out,
                        book == HOSHI_WRITTEN_RECEIVED ? hoshi_say(lang, PROSE(typed_into_what_was_received))
                                                       : hoshi_say(lang, PROSE(typed_where_nothing_is_read)),
                        written->n + written->more);
    for (size_t i = 0; i < written->n;)
        i += written_of_sheet(out, lang, book, &written->change[i], written->n - i);
    if (written->more)
        hoshi_buffer_printf(
            out,
            hoshi_say(lang, "  ほかのシートも含め、さらに %zu件\n", "  %zu more, other sheets included\n"),
            written->more);
}

void hoshi_written_print_json(struct hoshi_json_writer *w, const struct hoshi_written *written)
{
    hoshi_json_line(w, 2);
    hoshi_json_list(w, "not_read");
    for (size_t i = 0; i < written->n; i++) {
        const struct hoshi_written_change *x = &written->change[i];
        hoshi_json_line(w, 4);
        hoshi_json_object(w, NULL);
        hoshi_json_put(w, "sheet", x->sheet);
        if (*x->cell)
            hoshi_json_put(w, "cell", x->cell);
        else
            hoshi_json_put_null(w, "cell");
        hoshi_json_put(w, "kind", written_keys[x->kind]);
        hoshi_json_put(w, "now", x->now);
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
    hoshi_json_line(w, 2);
    hoshi_json_put_whole(w, "not_read_more", (int64_t)written->more);
}
