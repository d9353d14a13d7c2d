/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Private to data/: lists as text of fixed width, as AS/400 and other hosts print and unload them. Columns are known by
 * their positions: half-width characters (half-width kana too) count one, others two, as they count bytes in Shift-JIS.
 */
#ifndef HOSHI_SUPPLIER_FIXED_H
#define HOSHI_SUPPLIER_FIXED_H

#include "csv_read.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct heading_words;

enum {
    FIXED_COLUMNS = 128,
    FIXED_WIDE = 4096,  /* positions of a line */
    FIXED_TITLES = 30,  /* lines above the headings that are known again further below */
    FIXED_SAMPLE = 96,  /* bytes of a line shown */
    FIXED_RANGES = 240, /* bytes of its ranges */
    FIXED_TEXT = 16384  /* bytes of a line and its cells */
};

/** The columns of a text: [from, to), counted from 0. */
struct supplier_fixed {
    size_t n;
    struct {
        int from, to;
    } column[FIXED_COLUMNS];
    bool latin_narrow; /* accented letters count one: the text is no Shift-JIS */
    bool stated;       /* the user named the positions */
    long head_row;     /* the row of headings; 0 none */
    uint32_t title[FIXED_TITLES];
    size_t titles;
    char text[FIXED_TEXT]; /* of the line split last */
};

enum fixed_found {
    FIXED_NONE,   /* no such text */
    FIXED_HEADED, /* columns found below their headings */
    FIXED_BARE /* looks like columns, but headings are missing or do not tell where each ends: has to be asked */
};

/** What hoshi_fixed_find tells of a text that has to be asked about. */
struct fixed_hint {
    char sample[FIXED_SAMPLE],
        ranges[FIXED_RANGES]; /* its first line; "1-6, 8-31 …" as far as blanks show them */
};

/**
 * How the columns of a text lie: by a rule of dashes below the headings, else by the positions that no line fills.
 * @param csv opened anew for this; read to its end
 * @return FIXED_HEADED fills *out, FIXED_BARE *hint; HOSHI_E_MEMORY and faults of reading are FIXED_NONE
 */
enum fixed_found hoshi_fixed_find(struct hoshi_csv *csv, const struct heading_words *words,
                                  struct supplier_fixed *out, struct fixed_hint *hint);

/** Positions that the user names: each "FROM-TO=COLUMN" among the maps, FROM and TO counted from 1; how many. */
size_t hoshi_fixed_stated(const char *const *map, size_t maps, struct supplier_fixed *out);

/** "1-6=supplier ID": the positions, counted from 1. @return false for another kind of map */
bool hoshi_fixed_range(const char *map, int *from, int *to);

/** What is no row of a list: a rule of dashes, a scale of positions ("....+....1"), a title that came before. */
bool hoshi_fixed_is_title(const struct supplier_fixed *f, const char *line, long row);
bool hoshi_fixed_is_rule(const char *line);

/** Sums, ends of reports and the like: they reach over columns, and tell nothing about where these lie. */
bool hoshi_fixed_is_beside(const char *line);

/**
 * The cells of a line, without the blanks around them, into f->text.
 * @param cell [out] f->n texts; of a title above the headings what stands apart in it
 * @param n    [out] how many
 * @return false: a text reaches from one column into the next, or the line is too long
 */
bool hoshi_fixed_split(struct supplier_fixed *f, const char *line, long row, const char **cell, size_t *n);

#endif
