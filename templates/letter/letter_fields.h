/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The fields of letters: one row of a table each (letter_fields.c). */
#ifndef HOSHI_LETTER_FIELDS_H
#define HOSHI_LETTER_FIELDS_H

#include "letter.h"

enum { LETTER_FIELDS_MAX = 40, LETTER_COLUMNS = 4 };

struct hoshi_letter {
    const struct hoshi_buyer_view *v; /* NULL: a notice to nobody in particular */
    const struct hoshi_case *c;
    const struct hoshi_letter_options *o;
    struct hoshi_arena *arena;
    bool no_memory;
};

/** Fill the fields in the order of the table; how many. */
size_t hoshi_letter_fields(struct hoshi_letter *l, struct hoshi_word_field out[LETTER_FIELDS_MAX]);

/** The list of items (rows of LETTER_COLUMNS fields); NULL when prices are not asked item by item. */
const struct hoshi_word_field *hoshi_letter_items(struct hoshi_letter *l, size_t *rows);

/** The text of one field by its key, NULL when it is not known. Asserts that there is such a field. */
const char *hoshi_letter_field(struct hoshi_letter *l, const char *key);

/** One of two wordings with its values; "" without memory. */
const char *hoshi_letter_say(struct hoshi_letter *l, const char *ja, const char *en, ...) HOSHI_PRINTF(2, 4)
    HOSHI_PRINTF(3, 4);

#endif
