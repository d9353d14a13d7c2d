/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Private to questionnaire*.c: what the sheets of a questionnaire share. */
#ifndef HOSHI_QUESTIONNAIRE_SHEETS_H
#define HOSHI_QUESTIONNAIRE_SHEETS_H

#include "questionnaire.h"
#include "questionnaire_layout.h"
#include "array.h"
#include "assumptions.h"
#include "prose.h"
#include "prose_form.def"
#include "sheet_style.h"

enum form_sheet {
    FORM_COVER,
    FORM_COMPANY,
    FORM_CRITERIA,
    FORM_PROGRESS,
    FORM_QUOTES,
    FORM_BUYERS,
    FORM_MORE,
    FORM_META,
    FORM_SHEETS
};

/** What the check column of a criterion says; also how it is counted. */
enum form_check {
    FORM_CHECK_NONE,
    FORM_CHECK_BY_FACT,      /* the company sheet rules it out: no answer needed */
    FORM_CHECK_SHARE,        /* partial without a share */
    FORM_CHECK_SHARE_BAD,    /* share outside 0 … 1 */
    FORM_CHECK_SHARE_ALONE,  /* a share without partial */
    FORM_CHECK_NO_CONDITION, /* not applicable, where no fact could make it so */
    FORM_CHECK_FACT_YES,     /* not applicable, though the fact says it applies */
    FORM_CHECK_FACT_BLANK,   /* not applicable, fact not stated */
    FORM_CHECK_WORD,         /* no word of the list (pasted) */
    FORM_CHECKS
};

/** Words by which a row is known when its mark is lost. */
struct form_label {
    const char *key, *words;
};

struct form {
    struct hoshi_book book;
    struct hoshi_sheet sheet[FORM_SHEETS];
    const struct hoshi_tables *t;
    const struct hoshi_questionnaire_options *o;
    const struct hoshi_case *c; /* may be NULL */
    enum hoshi_lang lang;
    bool own;
    struct hoshi_arena arena;
    struct hoshi_array label;                          /* of struct form_label, for the meta sheet */
    lxw_format *alert, *faded;                         /* of conditional formats */
    uint16_t across;                                   /* columns more that the next rules of cells cover */
    unsigned lists;                                    /* columns of choices on the hidden sheet */
    uint32_t *fact_row;                                /* of the company sheet, by fact; 0 = not asked */
    uint32_t first, last;                              /* rows of the list of criteria */
    size_t count[HOSHI_CATEGORIES + 1][HOSHI_ANSWERS]; /* as the progress sheet shows them */
    size_t by_fact[HOSHI_CATEGORIES + 1], to_check[HOSHI_CATEGORIES + 1];
};

/** Column A of every table holds the marks. */
enum { FORM_MARKS = 0, FORM_VALUE = 2 };
/** Columns of the list of criteria. */
enum {
    FORM_ID = 1,
    FORM_REQUIREMENT,
    FORM_SUMMARY,
    FORM_ANSWER,
    FORM_REMAINING,
    FORM_NOTE,
    FORM_EVIDENCE,
    FORM_CHECK
};

const char *form_say(const struct form *f, const char *ja, const char *en) HOSHI_FORMAT_ARG(2)
    HOSHI_FORMAT_ARG(3);
/** A formatted text that lives as long as the form; "" when out of memory (the book then fails). */
const char *form_text(struct form *f, const char *format, ...) HOSHI_PRINTF(2, 3);
/** The word of the drop-downs for yes and no. */
const char *form_truth(const struct form *f, bool yes);
bool form_asks(const struct form *f, const struct hoshi_criterion *k);

/** Title in row 0 and an explanation below it, over columns B … last. */
void form_title(struct form *f, enum form_sheet sheet, uint16_t last, const char *title, const char *text);
/** Widths of columns B …; A (the marks) is hidden. */
void form_widths(struct form *f, enum form_sheet sheet, const double *width, size_t n);
/** Hidden row with the mark of a table and of its columns; column[i] stands in column i + 1, NULL none. */
void form_table(struct form *f, enum form_sheet sheet, uint32_t row, const char *table,
                const char *const *column, size_t n);
/** Note the words of a row of a table for the meta sheet (texts live as long as the form). */
void form_label(struct form *f, const char *table, const char *key, const char *words);
/** The mark of a row. */
void form_row(struct form *f, enum form_sheet sheet, uint32_t row, const char *key);
/** Heads of columns B …, as high as they need. */
void form_heads(struct form *f, enum form_sheet sheet, uint32_t row, const char *const *head,
                const double *width, size_t n);
/** Height of a row for n texts in their widths. */
void form_fit(struct form *f, enum form_sheet sheet, uint32_t row, const char *const *text,
              const double *width, size_t n);

/** Input cells; HOSHI_NONE, HOSHI_UNKNOWN, {0} and NULL leave them empty. */
void form_put_text(struct form *f, enum form_sheet sheet, uint32_t row, uint16_t column, const char *text);
void form_put_number(struct form *f, enum form_sheet sheet, uint32_t row, uint16_t column, int64_t value);
void form_put_micro(struct form *f, enum form_sheet sheet, uint32_t row, uint16_t column, int64_t micro);
void form_put_date(struct form *f, enum form_sheet sheet, uint32_t row, uint16_t column,
                   struct hoshi_date date);
void form_put_truth(struct form *f, enum form_sheet sheet, uint32_t row, uint16_t column,
                    enum hoshi_truth truth);

/** What a range of inputs takes; anything else is refused with a sentence in the document's language. */
void form_allow_number(struct form *f, enum form_sheet sheet, uint32_t row, uint16_t column, uint32_t last,
                       bool whole, double max);
void form_allow_date(struct form *f, enum form_sheet sheet, uint32_t row, uint16_t column, uint32_t last);
void form_allow_length(struct form *f, enum form_sheet sheet, uint32_t row, uint16_t column, uint32_t last,
                       int max);
/** `strict` false: another value is questioned, not refused. */
void form_allow_choices(struct form *f, enum form_sheet sheet, uint32_t row, uint16_t column, uint32_t last,
                        const char *const *choice, size_t n, bool strict, const char *message);
void form_allow_truth(struct form *f, enum form_sheet sheet, uint32_t row, uint16_t column, uint32_t last);

void form_write_cover(struct form *f);
void form_write_company(struct form *f);
void form_write_criteria(struct form *f);
void form_write_progress(struct form *f);
void form_write_quotes(struct form *f);
void form_write_buyers(struct form *f);
void form_write_more(struct form *f);

/** First row of the list of buyers, and the column of their names. */
enum { FORM_BUYERS_LIST = 4, FORM_BUYERS_NAME = 2 };
const char *form_sheet_name(const struct form *f, enum form_sheet sheet);
/** Has the sheet a row (a column) for this field: path below the case; below a buyer? */
bool form_asks_of_company(const char *path);
bool form_asks_of_buyers(const char *path);

#endif
