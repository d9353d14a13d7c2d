/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Private to data/supplier: a list being read. CSV and workbook both become rows of texts by column; from there on
 * they take the same way: the headings (supplier_head.c), then the rows (supplier_rows.c).
 */
#ifndef HOSHI_SUPPLIER_READER_H
#define HOSHI_SUPPLIER_READER_H

#include "array.h"
#include "money.h"
#include "supplier_case.h"
#include "supplier_columns.h"
#include "supplier_fixed.h"
#include "supplier_numbers.h"

/** Stands for a formula without a stored value. */
extern const char hoshi_reader_no_value[];

enum { READER_HEAD_ROWS = 30, READER_PEEK = 65536, READER_SHOWN = 48 };

/** Where ids came first; open addressing. */
struct seen {
    uint64_t *hash; /* 0 = free */
    int64_t *row;
    size_t n, capacity; /* a power of two */
};

struct reader {
    const struct hoshi_supplier_read_options *o;
    struct hoshi_supplier_ask ask;
    hoshi_supplier_take *take;
    void *user;
    struct hoshi_supplier_reading *about;
    struct hoshi_faults *faults; /* of the list */
    struct hoshi_faults *own;    /* of the row */
    struct hoshi_faults *found;  /* of a check, before columns are named */
    struct heading_words *words;
    struct column *column, *last; /* by column of the sheet; of the row before, for two rows of headings */
    const char **cell;
    char (*number)[HOSHI_DECIMAL_TEXT]; /* by column: room for a number written out */
    bool *scaled,
        *merged;  /* of the row: a format divides what is shown; the value is that of a merged range */
    bool *hidden; /* columns that the sheet hides */
    bool *figure; /* of the row: the cell is a number of the sheet and no text */
    struct numbers_seen *numbers; /* by column: how its figures are written */
    bool look_all;                /* looking: at every row, not only at those around the headings */
    bool looking;                 /* only how figures are written is wanted, of every row */
    bool headless;                /* the list has no headings: columns are known by letter or position */
    struct supplier_fixed *fixed; /* the columns of a text without separators; NULL: it has some */
    size_t columns;
    char (*heading)[HOSHI_SUPPLIER_HEADING]; /* by column: of the headings, or of the row before they are
                                                found */
    size_t headings;
    char (*above)[HOSHI_SUPPLIER_HEADING]; /* the row before that one */
    size_t aboves;
    long rows_seen; /* before the headings are found */
    long head_row;
    long head_wanted; /* headings stand no higher than here; 0 anywhere */
    long head_better; /* looking: a row below the one taken for headings that understands more of them */
    bool rows_begun;  /* looking: a row with a figure came */
    bool after_head;  /* the next row may be a second row of headings */
    bool settled;     /* the columns are understood, and nothing about them is open */
    bool has_id, stopped, level_unread, size_unread;
    bool id_is_corporate;   /* no other column holds ids */
    bool grouped;           /* rows of one id are one supplier: handed over at the end */
    struct unit_said title; /* units said above the headings */
    size_t
        unit_column; /* 1-based: 「単位」, which says per row what amounts without a unit of their own count; 0 none */
    enum hoshi_status status; /* why reading cannot go on */
    struct seen ids;
    struct seen files;            /* of a list of case files */
    struct hoshi_array known;     /* the case files that came: char *, owned */
    struct hoshi_array group;     /* struct supplier_group *, owned */
    size_t correction;            /* the next that may apply */
    struct hoshi_sha256 contents; /* of the case files */
    const struct supplier_case *case_;
    const struct hoshi_returned *listed; /* the case that stands for this row; NULL: none */
    struct answer_memo memo;
    struct hoshi_supplier_row row;
    char id[HOSHI_SUPPLIER_ID_BYTES], name[HOSHI_SUPPLIER_NAME_BYTES];
};

/** Record that there is no memory. */
void hoshi_reader_memory(struct reader *r);
/** Count an item; false when there are too many. */
bool hoshi_reader_count(struct reader *r);
/** True when the item at this place is for this shard. */
bool hoshi_reader_mine(const struct reader *r, int64_t place);
/** Hand r->row, or the case at `path`, or r->own over. */
void hoshi_reader_give(struct reader *r, enum hoshi_supplier_kind kind, int64_t row, const char *path);
/** The row a key came with before; 0 when this is the first (it is kept then), -1 out of memory. */
int64_t hoshi_reader_seen(struct seen *s, const char *key, int64_t row);
/** As hoshi_reader_seen, of an id or name as people tell them apart. */
int64_t hoshi_reader_seen_id(struct seen *s, const char *id, int64_t row);

/* ---- supplier_head.c ---- */

/** r->cell[0 … n) before the headings are known: they, or a title. */
void hoshi_head_take(struct reader *r, size_t n, long row);
/** The row behind the headings when it only tells more of them; false: it is a supplier. */
bool hoshi_head_take_second(struct reader *r, size_t n, long row);
/** Before the first supplier: what the user settles, columns of one meaning, years, units. A question that is open
 * is in r->status. */
void hoshi_head_settle(struct reader *r);
void hoshi_head_none(struct reader *r);
/** The columns of a list without headings, each headed by its letter or its positions. */
void hoshi_head_letters(struct reader *r, size_t n);
/** Looking: r->cell[0 … columns) behind what was taken for headings may be the headings themselves. */
void hoshi_head_look_below(struct reader *r, long row);
/** True when the user names columns by letter, or by position, and an id or a name is among them. */
bool hoshi_head_is_headless(const struct reader *r);
/** True when a row of headings is among the rows given so far to a reader made for looking. */
bool hoshi_head_is_found(const struct reader *r);

/* ---- supplier_rows.c ---- */

/** A line that is no row of the list, but a title printed again. */
void hoshi_rows_take_note(struct reader *r, const char *text, long row);
/** A line whose columns cannot be told. */
void hoshi_rows_take_unsplit(struct reader *r, const char *text, long row);
/** A supplier in r->cell[0 … columns), or a note. */
void hoshi_rows_take(struct reader *r, long row);
/** Hand over what was gathered of rows of one id, and tell corrections that met no cell. */
void hoshi_rows_end(struct reader *r);
void hoshi_rows_release(struct reader *r);

#endif
