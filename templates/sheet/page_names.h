/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Private to page.c and table.c: anchors, tables, and what stands in braces. */
#ifndef HOSHI_PAGE_NAMES_H
#define HOSHI_PAGE_NAMES_H

#include "page.h"

/** A named cell. */
struct hoshi_anchor {
    const char *name;    /* NULL: free place of the hash table */
    size_t sheet, table; /* table: table in use there + 1 */
    uint32_t row;
    uint16_t column;
};

/** A column of a table, or several side by side that are repeated. */
struct hoshi_table_key {
    const char *key;
    size_t length;
    int times;              /* 0: not repeated */
    uint16_t column, cells; /* of the first; cells that each is merged over */
};

/** A table in use: its columns, and where its rows stand. */
struct hoshi_table_place {
    const char *name;
    size_t sheet;
    const struct hoshi_table_key *column;
    size_t columns;
    uint32_t first, rows; /* rows follow each other */
};

/** Mark the cell at the cursor; in the second pass it must be the same one. */
void hoshi_names_mark(struct hoshi_page *p, const char *name);
/** The area of a name as it stands in braces, without $ and the like; faults when there is none. */
struct hoshi_area hoshi_names_area(struct hoshi_page *p, const char *name, size_t n);
/** Replace what stands in braces; false when it does not fit or a name is wrong. */
bool hoshi_names_expand(struct hoshi_page *p, const char *text, char *out, size_t size);
/** Take a table into use: `column` is kept by reference in the first pass. NULL when out of memory or used
 * twice. `name` "" for keys alone. */
struct hoshi_table_place *hoshi_names_use(struct hoshi_page *p, const char *name);

#endif
