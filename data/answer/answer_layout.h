/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What stands where in a sheet of answers, told by its headings. Inside the readers of answers only. */
#ifndef HOSHI_ANSWER_LAYOUT_H
#define HOSHI_ANSWER_LAYOUT_H

#include "answer_collect.h"
#include "grid.h"

enum { HOSHI_ROLE_COLUMNS = 8 }; /* columns of one role */

struct hoshi_layout_columns {
    size_t column[HOSHI_ROLE_COLUMNS], n;
};

/** A sheet with what stands where; `name` NULL for a file without sheets. */
struct hoshi_layout {
    const char *name;
    struct hoshi_grid grid;
    size_t id, answer, remaining, level; /* columns; 0 = none */
    struct hoshi_layout_columns answers, weak_answers, notes, evidence;
    uint32_t head, first, last; /* row of the id's heading; rows with ids */
    size_t ids;
};

/** Headings stand in the row of the id's heading and below it down to the first id; only when they hold no
 * column of answers, in the row above. False when the sheet has no heading for ids at all. */
bool hoshi_layout_find(struct hoshi_layout *l);
/** Ids in the first column from the first row on, and an answer beside the first of them that has one. */
bool hoshi_layout_find_bare(struct hoshi_layout *l);
bool hoshi_layout_has_answers(const struct hoshi_layout *l);
/** Which of the columns headed as answers is read. False after a fault. */
bool hoshi_layout_choose(struct hoshi_collector *c, struct hoshi_layout *l);

const char *hoshi_layout_place(const struct hoshi_layout *l, uint32_t row, size_t column,
                               char out[HOSHI_CELL_PLACE]);
/** An id as a person types it, in plain ASCII: full-width digits, any dash, quotes of ="1-1-1-1",
 * a level behind it, "1-1-1-1 (★4)". Number of
 * its parts, 0 when it is none ("1-1-1-1": 4). */
int hoshi_layout_id_parts(const char *text, char out[32]);
/** What a spreadsheet makes of 1-2-3 when it takes it for a date. */
bool hoshi_layout_is_date(const struct hoshi_cell *cell);

#endif
