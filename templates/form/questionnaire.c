/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The questionnaire as a whole: its sheets in order, marks, rules of input cells, and the hidden sheet that
 * says what the file is. What a survey does not ask is not written at all, so it cannot be found by
 * unhiding. */
#include "questionnaire_sheets.h"
#include "sheet_written.h"
#include "text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Bytes of a list of choices that stands in its rule itself. */
enum { LIST_BYTES = 200, FORM_LISTS = 3 };

static const struct hoshi_words sheet_names[FORM_SHEETS] = {
    [FORM_COVER] = {WORD(cover)},           [FORM_COMPANY] = {WORD(company_facts)},
    [FORM_CRITERIA] = {WORD(criteria)},     [FORM_PROGRESS] = {WORD(progress)},
    [FORM_QUOTES] = {"見積", "Quotations"}, [FORM_BUYERS] = {WORD(customers)},
    [FORM_MORE] = {"そのほか", "More"},     [FORM_META] = {"hoshiwari", "hoshiwari"},
};

const char *form_sheet_name(const struct form *f, enum form_sheet sheet)
{
    return hoshi_words_say(f->lang, sheet_names[sheet]);
}

const char *hoshi_edition_key(enum hoshi_edition edition)
{
    return edition == HOSHI_EDITION_OWN ? "own" : "survey";
}

const char *form_say(const struct form *f, const char *ja, const char *en)
{
    return hoshi_say(f->lang, ja, en);
}

const char *form_text(struct form *f, const char *format, ...)
{
    char line[4096];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    const char *kept = hoshi_arena_text(&f->arena, line);
    if (!kept || n < 0 || n >= (int)sizeof line)
        f->book.failed = true;
    return kept ? kept : "";
}

const char *form_truth(const struct form *f, bool yes)
{
    return yes ? form_say(f, WORD_IN(yes)) : form_say(f, WORD_IN(no));
}

bool form_asks(const struct form *f, const struct hoshi_criterion *k)
{
    return k->level <= f->o->level;
}

/* ---- page ---- */

void form_title(struct form *f, enum form_sheet sheet, uint16_t last, const char *title, const char *text)
{
    struct hoshi_sheet *s = &f->sheet[sheet];
    hoshi_put_text(s, 0, FORM_ID, HOSHI_STYLE_TITLE, title);
    hoshi_put_merged(s, 1, FORM_ID, 1, last, HOSHI_STYLE_NOTE, text);
    worksheet_set_row(s->sheet, 0, 26, NULL);
    worksheet_set_row(s->sheet, 1, sheet == FORM_CRITERIA ? 32 : 20, NULL);
}

void form_widths(struct form *f, enum form_sheet sheet, const double *width, size_t n)
{
    struct hoshi_sheet *s = &f->sheet[sheet];
    lxw_row_col_options hidden = {.hidden = 1};
    worksheet_set_column_opt(s->sheet, FORM_MARKS, FORM_MARKS, 12, NULL, &hidden);
    for (size_t i = 0; i < n; i++)
        worksheet_set_column(s->sheet, (lxw_col_t)(i + 1), (lxw_col_t)(i + 1), width[i], NULL);
}

void form_table(struct form *f, enum form_sheet sheet, uint32_t row, const char *table,
                const char *const *column, size_t n)
{
    struct hoshi_sheet *s = &f->sheet[sheet];
    lxw_row_col_options hidden = {.hidden = 1};
    hoshi_put_text(s, row, FORM_MARKS, HOSHI_STYLE_NOTE, form_text(f, HOSHI_FORM_MARK_TABLE "%s", table));
    for (size_t i = 0; i < n; i++)
        if (column[i])
            hoshi_put_text(s, row, (uint16_t)(i + 1), HOSHI_STYLE_NOTE,
                           form_text(f, HOSHI_FORM_MARK_COLUMN "%s", column[i]));
    worksheet_set_row_opt(s->sheet, row, LXW_DEF_ROW_HEIGHT, NULL, &hidden);
}

void form_label(struct form *f, const char *table, const char *key, const char *words)
{
    struct form_label *label = hoshi_array_add(&f->label);
    if (!label)
        f->book.failed = true;
    else
        *label = (struct form_label){form_text(f, HOSHI_FORM_META_LABEL "%s:%s", table, key), words};
}

void form_row(struct form *f, enum form_sheet sheet, uint32_t row, const char *key)
{
    hoshi_put_text(&f->sheet[sheet], row, FORM_MARKS, HOSHI_STYLE_NOTE,
                   form_text(f, HOSHI_FORM_MARK_ROW "%s", key));
}

void form_fit(struct form *f, enum form_sheet sheet, uint32_t row, const char *const *text,
              const double *width, size_t n)
{
    int most = 1;
    for (size_t i = 0; i < n; i++) {
        int lines = hoshi_sheet_lines(text[i] ? text[i] : "", width[i]);
        most = lines > most ? lines : most;
    }
    double height = most * 17 + 5;
    worksheet_set_row(f->sheet[sheet].sheet, row, height > 400 ? 400 : height, NULL);
}

void form_heads(struct form *f, enum form_sheet sheet, uint32_t row, const char *const *head,
                const double *width, size_t n)
{
    for (size_t i = 0; i < n; i++)
        hoshi_put_text(&f->sheet[sheet], row, (uint16_t)(i + 1), HOSHI_STYLE_HEAD, head[i]);
    form_fit(f, sheet, row, head, width, n);
}

/* ---- inputs ---- */

void form_put_text(struct form *f, enum form_sheet sheet, uint32_t row, uint16_t column, const char *text)
{
    hoshi_put_text(&f->sheet[sheet], row, column, HOSHI_STYLE_VERBATIM_INPUT, text);
}

void form_put_number(struct form *f, enum form_sheet sheet, uint32_t row, uint16_t column, int64_t value)
{
    if (value == HOSHI_NONE)
        hoshi_put_blank(&f->sheet[sheet], row, column, HOSHI_STYLE_COUNT_INPUT);
    else
        hoshi_put_int(&f->sheet[sheet], row, column, HOSHI_STYLE_COUNT_INPUT, value);
}

void form_put_micro(struct form *f, enum form_sheet sheet, uint32_t row, uint16_t column, int64_t micro)
{
    /* A whole number in the decimal format would show a trailing point. */
    if (micro == HOSHI_NONE)
        hoshi_put_blank(&f->sheet[sheet], row, column, HOSHI_STYLE_NUMBER_INPUT);
    else
        hoshi_put_micro(&f->sheet[sheet], row, column, HOSHI_STYLE_NUMBER_INPUT, micro);
}

void form_put_date(struct form *f, enum form_sheet sheet, uint32_t row, uint16_t column,
                   struct hoshi_date date)
{
    hoshi_put_date(&f->sheet[sheet], row, column, HOSHI_STYLE_DATE_INPUT, date);
}

void form_put_truth(struct form *f, enum form_sheet sheet, uint32_t row, uint16_t column,
                    enum hoshi_truth truth)
{
    hoshi_put_text(&f->sheet[sheet], row, column, HOSHI_STYLE_CHOICE_INPUT,
                   truth == HOSHI_UNKNOWN ? "" : form_truth(f, truth == HOSHI_YES));
}

/* ---- rules ---- */

static void allow(struct form *f, enum form_sheet sheet, uint32_t row, uint16_t column, uint32_t last,
                  lxw_data_validation *v, const char *message)
{
    char title[64], text[512];
    hoshi_text_copy(title, sizeof title, form_say(f, "入力を確かめてください", "Please check the entry"));
    hoshi_text_copy(text, sizeof text, message);
    v->error_title = title;
    v->error_message = text;
    if (worksheet_data_validation_range(f->sheet[sheet].sheet, row, column, last,
                                        (uint16_t)(column + f->across), v))
        f->book.failed = true;
}

void form_allow_number(struct form *f, enum form_sheet sheet, uint32_t row, uint16_t column, uint32_t last,
                       bool whole, double max)
{
    lxw_data_validation v = {.validate =
                                 (uint8_t)(whole ? LXW_VALIDATION_TYPE_INTEGER : LXW_VALIDATION_TYPE_DECIMAL),
                             .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
                             .minimum_number = 0,
                             .maximum_number = max};
    allow(f, sheet, row, column, last, &v,
          whole ? form_say(f, PROSE(enter_a_whole_number_of_0)) : form_say(f, PROSE(enter_a_number_of_0_or)));
}

void form_allow_date(struct form *f, enum form_sheet sheet, uint32_t row, uint16_t column, uint32_t last)
{
    lxw_data_validation v = {.validate = LXW_VALIDATION_TYPE_DATE,
                             .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
                             .minimum_datetime = {.year = 1990, .month = 1, .day = 1},
                             .maximum_datetime = {.year = 2099, .month = 12, .day = 31}};
    allow(f, sheet, row, column, last, &v,
          form_say(f, "日付を 2026/10/1 のように入れてください。", "Enter a date such as 2026-10-01."));
}

void form_allow_length(struct form *f, enum form_sheet sheet, uint32_t row, uint16_t column, uint32_t last,
                       int max)
{
    lxw_data_validation v = {.validate = LXW_VALIDATION_TYPE_LENGTH,
                             .criteria = LXW_VALIDATION_CRITERIA_LESS_THAN_OR_EQUAL_TO,
                             .value_number = max};
    allow(f, sheet, row, column, last, &v,
          form_text(f, form_say(f, "%d文字以内で書いてください。", "Please keep it to %d characters."), max));
}

/* Words in a column of the hidden sheet, and the range they stand in. */
static const char *choices_range(struct form *f, const char *const *choice, size_t n)
{
    uint16_t column = (uint16_t)(FORM_LISTS + f->lists++);
    char first[HOSHI_REF], last[HOSHI_REF];
    for (size_t i = 0; i < n; i++)
        hoshi_put_text(&f->sheet[FORM_META], (uint32_t)i, column, HOSHI_STYLE_PLAIN, choice[i]);
    hoshi_ref(first, 0, column, true);
    hoshi_ref(last, (uint32_t)n - 1, column, true);
    return form_text(f, "='%s'!%s:%s", form_sheet_name(f, FORM_META), first, last);
}

void form_allow_choices(struct form *f, enum form_sheet sheet, uint32_t row, uint16_t column, uint32_t last,
                        const char *const *choice, size_t n, bool strict, const char *message)
{
    char text[16][64], *list[17];
    size_t bytes = 0;
    n = n < 16 ? n : 16;
    for (size_t i = 0; i < n; i++) {
        hoshi_text_copy(text[i], sizeof text[i], choice[i]);
        list[i] = text[i];
        bytes += strlen(choice[i]) + 1;
    }
    list[n] = NULL;
    lxw_data_validation v = {
        .validate = LXW_VALIDATION_TYPE_LIST,
        .value_list = list,
        .error_type = (uint8_t)(strict ? LXW_VALIDATION_ERROR_TYPE_STOP : LXW_VALIDATION_ERROR_TYPE_WARNING)};
    char range[2 * HOSHI_REF + 40];
    if (bytes > LIST_BYTES) { /* the library counts letters and copies bytes */
        hoshi_text_copy(range, sizeof range, choices_range(f, choice, n));
        v.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
        v.value_list = NULL;
        v.value_formula = range;
    }
    allow(f, sheet, row, column, last, &v, message);
}

void form_allow_truth(struct form *f, enum form_sheet sheet, uint32_t row, uint16_t column, uint32_t last)
{
    const char *const choice[] = {form_truth(f, true), form_truth(f, false)};
    form_allow_choices(f, sheet, row, column, last, choice, 2, true,
                       form_say(f, PROSE(choose_yes_or_no_from)));
}

/* ---- the hidden sheet ---- */

static void meta_row(struct form *f, uint32_t *row, const char *key, const char *value)
{
    form_row(f, FORM_META, *row, key);
    hoshi_put_text(&f->sheet[FORM_META], *row, FORM_ID, HOSHI_STYLE_PLAIN, value);
    ++*row;
}

static void meta(struct form *f)
{
    static const char *const column[] = {HOSHI_FORM_VALUE};
    const struct hoshi_case *c = f->c;
    char date[HOSHI_DATE_TEXT], month[HOSHI_DATE_TEXT];
    uint32_t row = 1;
    form_table(f, FORM_META, 0, HOSHI_FORM_META, column, 1);
    meta_row(f, &row, HOSHI_FORM_META_FORMAT, form_text(f, "%d", HOSHI_FORM_FORMAT));
    meta_row(f, &row, HOSHI_FORM_META_CATALOG, f->t->catalog.version);
    meta_row(f, &row, HOSHI_FORM_META_LEVEL, form_text(f, "%d", f->o->level));
    meta_row(f, &row, HOSHI_FORM_META_EDITION, hoshi_edition_key(f->o->edition));
    meta_row(f, &row, HOSHI_FORM_META_LANGUAGE, form_say(f, "ja", "en"));
    meta_row(f, &row, HOSHI_FORM_META_AS_OF, c && c->as_of.year ? hoshi_date_print(c->as_of, date) : "");
    if (f->own) { /* a title may name other buyers */
        meta_row(f, &row, HOSHI_FORM_META_START, c && c->start.year ? hoshi_date_print(c->start, month) : "");
        meta_row(f, &row, HOSHI_FORM_META_CASE_ID, c && c->case_id ? c->case_id : "");
        meta_row(f, &row, HOSHI_FORM_META_TITLE, c && c->title ? c->title : "");
    }
    if (!f->own && f->o->code)
        meta_row(f, &row, HOSHI_FORM_META_CASE_ID, f->o->code);
    for (int a = HOSHI_MET; a < HOSHI_ANSWERS; a++)
        meta_row(f, &row,
                 form_text(f, HOSHI_FORM_META_WORD "%s", hoshi_answer_key((enum hoshi_answer_status)a)),
                 hoshi_say_answer(f->lang, (enum hoshi_answer_status)a));
    meta_row(f, &row, HOSHI_FORM_META_WORD "yes", form_truth(f, true));
    meta_row(f, &row, HOSHI_FORM_META_WORD "no", form_truth(f, false));
    for (size_t i = 0; i < f->label.n; i++) {
        const struct form_label *x = hoshi_array_at(&f->label, i);
        meta_row(f, &row, x->key, x->words);
    }
    hoshi_written_write(&f->sheet[FORM_META], row);
    worksheet_hide(f->sheet[FORM_META].sheet);
    hoshi_sheet_protect(&f->sheet[FORM_META]);
}

/* ---- all of it ---- */

static void add_sheets(struct form *f)
{
    for (int i = 0; i < FORM_SHEETS; i++)
        if (f->own || (i != FORM_QUOTES && i != FORM_BUYERS && i != FORM_MORE))
            f->sheet[i] = hoshi_sheet_add(&f->book, hoshi_words_say(f->lang, sheet_names[i]),
                                          i != FORM_COVER && i != FORM_COMPANY);
    f->alert = workbook_add_format(f->book.workbook);
    format_set_bg_color(f->alert, 0xF8C99B);
    f->faded = workbook_add_format(f->book.workbook);
    format_set_bg_color(f->faded, 0xE4E4E4);
    format_set_font_color(f->faded, 0x707070);
}

static const char *footer(struct form *f)
{
    return f->own ? form_say(f, "社外秘：社内用の点検シート", "Confidential: for use inside the firm")
                  : form_say(f, "取扱注意：状況調査票（回答は任意）",
                             "Handle with care: survey, answers voluntary");
}

static const char *questionnaire_title(struct form *f)
{
    return form_text(f,
                     f->own ? form_say(f, WORD(cybersecurity_check_sheet_star))
                            : form_say(f, WORD(cybersecurity_survey_star)),
                     f->o->level);
}

enum hoshi_status hoshi_questionnaire_write(const struct hoshi_tables *tables,
                                            const struct hoshi_questionnaire_options *options,
                                            const char *path, struct hoshi_faults *faults)
{
    struct form f = {.t = tables,
                     .o = options,
                     .c = options->c,
                     .lang = options->lang,
                     .own = options->edition == HOSHI_EDITION_OWN};
    struct hoshi_written_list written = {.cell = HOSHI_ARRAY(struct hoshi_written_note)};
    enum hoshi_status s = HOSHI_OK;
    f.label = HOSHI_ARRAY_IN(&f.arena, struct form_label);
    f.fact_row = hoshi_arena_array(&f.arena, tables->catalog.facts + 1, sizeof *f.fact_row);
    if (!f.fact_row)
        s = hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    if (!s)
        s = hoshi_book_open(&f.book, path, options->lang, questionnaire_title(&f), "hoshiwari", options->made,
                            footer(&f), faults);
    if (!s) {
        f.book.written = &written;
        add_sheets(&f);
        form_write_company(&f);
        form_write_criteria(&f);
        form_write_progress(&f);
        if (f.own) {
            form_write_quotes(&f);
            form_write_buyers(&f);
            form_write_more(&f);
        }
        form_write_cover(&f);
        meta(&f);
        s = hoshi_book_close(&f.book, path, faults);
    }
    hoshi_written_release(&written);
    hoshi_arena_release(&f.arena);
    return s;
}
