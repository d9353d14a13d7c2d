/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Fields and values of a case in words, for reports to people: names come from the one table of a case's fields
 * (case_titles.def), from the tables of prices, measures and facts, and from the case. Machines get the paths. */
#ifndef HOSHI_CASE_FIELD_TEXT_H
#define HOSHI_CASE_FIELD_TEXT_H

#include "case.h"
#include "message.h"
#include "tables.h"

/** Where the words of a path's elements come from. */
struct hoshi_case_field_words {
    const struct hoshi_tables *tables;
    const struct hoshi_case *c; /* names of customers; NULL: their ids */
    bool counted;               /* what stands in brackets is a place from 0 on (as in faults) and no id */
};

/**
 * A path as hoshi_case_change and faults state it, in words: "buyers[A].items[P-1].unit_price_yen" is
 * "取引先「…」 › 品目「P-1」 › 単価（円）". A key without words of its own stands as it is, without brackets.
 */
void hoshi_case_field_print(struct hoshi_buffer *out, enum hoshi_lang lang,
                            const struct hoshi_case_field_words *words, const char *path);

/** A value of that field: yes and no, choices, answers and measures in words, yen in threes; others as they are. */
void hoshi_case_value_print(struct hoshi_buffer *out, enum hoshi_lang lang,
                            const struct hoshi_case_field_words *words, const char *path, const char *value);

#endif
