/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Private to data/: the unit of an amount as people write it into a heading, or above all headings.
 */
#ifndef HOSHI_SUPPLIER_UNITS_H
#define HOSHI_SUPPLIER_UNITS_H

#include <stdbool.h>
#include <stdint.h>

enum {
    HOSHI_UNITS_MAX = 4, /* different units of one text */
    HOSHI_UNIT_WORD = 40 /* bytes of a word that is shown */
};

/** What a text says of units. {0}: nothing. */
struct unit_said {
    int64_t yen[HOSHI_UNITS_MAX]; /* each different from the others */
    int units;
    bool unknown; /* something that looks like a unit and is none of those known: `word` */
    char word[HOSHI_UNIT_WORD];
};

/** The word of a unit of yen alone (千円, 百万, K¥, thousand yen, '000 JPY …); 0 when it is none. Width, case and
 * spaces do not count. */
int64_t hoshi_unit_of_word(const char *word);

/**
 * Add what stands in the brackets of a heading ("千円・税抜", "単位：百万"): each word is a unit, or says something
 * else (税抜, 実績, 2025年度), or looks like a unit and is none known.
 * @param money false: a heading of a number of things; 人 台 件 … are its units, and 千人 or 円 none known
 */
void hoshi_unit_of_bracket(const char *text, bool money, struct unit_said *said);

/** Add what a cell above the headings says: 「（単位：千円）」, 「金額は百万円」, "JPY thousands" alone. A title that
 * only mentions an amount (「1億円以上の取引先」) says nothing. */
void hoshi_unit_of_title(const char *cell, struct unit_said *said);

/** Add a unit. */
void hoshi_unit_add(struct unit_said *said, int64_t yen);

#endif
