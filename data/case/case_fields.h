/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Private to data/: how a case file's fields are described, so that one table drives reader and JSON Schema.
 */
#ifndef HOSHI_CASE_FIELDS_H
#define HOSHI_CASE_FIELDS_H

#include "case.h"
#include "json_read.h"

enum field_kind {
    FIELD_TEXT,      /* const char *; max characters */
    FIELD_ID,        /* const char *; letters, digits, - and _ */
    FIELD_INT,       /* int64_t; min … max */
    FIELD_YEN_MICRO, /* int64_t millionths, written as whole yen */
    FIELD_DECIMAL,  /* int64_t millionths, written as decimal text with `places`; min … max in millionths */
    FIELD_TRUTH,    /* enum hoshi_truth */
    FIELD_DATE,     /* struct hoshi_date */
    FIELD_MONTH,    /* struct hoshi_date, day 0 */
    FIELD_WORD,     /* const char *, one of choices */
    FIELD_ENUM,     /* an enum: index into choices */
    FIELD_LEVEL,    /* int64_t 3 or 4 */
    FIELD_MEASURE,  /* size_t */
    FIELD_PRICE,    /* size_t */
    FIELD_MEASURES, /* size_t *, and the count behind it (second offset) */
    FIELD_CRITERIA, /* size_t *, and the count */
    FIELD_FACTORS,  /* int64_t[3]: low, likely, high */
    FIELD_OBJECT,   /* struct in place */
    FIELD_ARRAY,    /* struct *, and the count */
    FIELD_CUSTOM    /* read() */
};

struct case_reader {
    struct hoshi_case *c;
    const struct hoshi_tables *tables;
    struct hoshi_faults *faults;
    const char *path;
    bool faulty; /* a field is already known to be wrong */
};

struct field {
    const char *key;
    enum field_kind kind;
    bool required;
    size_t offset, count_offset;
    int64_t min, max;
    int places;
    size_t item_size;
    const struct field *sub;
    size_t subs;
    const char *const *choices;
    size_t choices_n;
    void (*read)(struct case_reader *r, const struct hoshi_json *at, void *into);
    const char *schema; /* FIELD_CUSTOM: the members of its JSON Schema, without braces */
};

extern const struct field hoshi_case_root[];
extern const size_t hoshi_case_root_n;

void hoshi_case_read_gap(struct case_reader *r, const struct hoshi_json *at, void *into);
void hoshi_case_read_facts(struct case_reader *r, const struct hoshi_json *at, void *into);
void hoshi_case_read_rules(struct case_reader *r, const struct hoshi_json *at, void *into);
void hoshi_case_read_overheads(struct case_reader *r, const struct hoshi_json *at, void *into);
void hoshi_case_read_funding_lines(struct case_reader *r, const struct hoshi_json *at, void *into);

/** The measure or price an id at `at` names; recorded and SIZE_MAX when there is none. */
size_t hoshi_case_measure(struct case_reader *r, const struct hoshi_json *at);

/** The choice that these words stand for in a field ("buyers.payment.method"), Japanese or English as the published
 * schema names it, compared as texts are (text_key.h); NULL when there is none. */
const char *hoshi_case_choice_of(const char *path, const char *words);

/** What no single field can show: contradictions between fields. */
void hoshi_case_check(struct case_reader *r);

#endif
