/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The fields of a case file that hold one value, as a form asks for them: in words, what may stand there, what a case
 * states. One table drives reader, JSON Schema and this (case_schema.c), so a form that asks them all forgets none. */
#ifndef HOSHI_CASE_ROWS_H
#define HOSHI_CASE_ROWS_H

#include "case.h"
#include "provenance.h"

enum hoshi_row_kind {
    HOSHI_ROW_TEXT,    /* at most `max` characters */
    HOSHI_ROW_WHOLE,   /* min … max */
    HOSHI_ROW_DECIMAL, /* millionths, min … max */
    HOSHI_ROW_TRUTH,
    HOSHI_ROW_DATE,
    HOSHI_ROW_MONTH,
    HOSHI_ROW_CHOICE /* one of `choice` */
};

struct hoshi_case_row {
    char path[120]; /* below the case, or below an element of the list: "request.made_on" */
    enum hoshi_row_kind kind;
    struct hoshi_words name, help; /* help may be "" */
    struct hoshi_words group;      /* name of the object it stands in; NULL at the top */
    int64_t min, max;
    const char *const *choice; /* keys, not owned */
    size_t choices;
    /* private: where the value is */
    const char *list;
    size_t offset;
    int field;
};

/** What a case states; members not of the row's kind are 0. */
struct hoshi_case_row_value {
    bool stated;
    const char *text; /* of the case */
    int64_t number;
    enum hoshi_truth truth;
    struct hoshi_date date;
    size_t choice;
};

typedef void hoshi_case_row_use(void *user, const struct hoshi_case_row *row);

/**
 * Call `use` for each field of one value, in the order of the file; lists, maps and measures are none.
 * @param list NULL: of the case itself (what stands in no list); "buyers": of a buyer
 */
void hoshi_case_rows(const char *list, hoshi_case_row_use *use, void *user);

/** Words of a choice; its key in both languages where it has none. */
struct hoshi_words hoshi_case_row_choice(const struct hoshi_case_row *row, size_t choice);

/**
 * What stands there in a case.
 * @param at the struct hoshi_case, or the struct hoshi_case_buyer, of the row's list. A choice that is also what an
 *           empty field means counts as not stated
 */
struct hoshi_case_row_value hoshi_case_row_value(const struct hoshi_case_row *row, const void *at);

/** Words of a choice of any field: path with the names of lists ("buyers.transactions.type"). Its key where there are none. */
struct hoshi_words hoshi_case_choice_words(const char *path, const char *choice);

/** Name and help of any field by that path; untouched when it has none. */
void hoshi_case_words(const char *path, struct hoshi_words *name, struct hoshi_words *help);

/** Choices of a field by that path; NULL and 0 when it has none. */
const char *const *hoshi_case_choices(const char *path, size_t *n);

#endif
