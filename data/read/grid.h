/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The cells of a sheet in memory: what holds something, by row and column, and the merged ranges. A
 * workbook's sheet and a CSV file both become one.
 */
#ifndef HOSHI_GRID_H
#define HOSHI_GRID_H

#include "arena.h"
#include "status.h"

#include <stdint.h>

enum {
    HOSHI_SHEET_ROWS = 1048576,
    HOSHI_SHEET_COLUMNS = 16384,
    HOSHI_CELL_TEXT = 32767,   /* characters of a cell */
    HOSHI_GRID_CELLS = 2000000 /* cells of a grid that hold something */
};

enum hoshi_cell_kind {
    HOSHI_CELL_IS_TEXT,
    HOSHI_CELL_IS_NUMBER, /* text as stored: "0.25", "1.0000000000000001E-2" */
    HOSHI_CELL_IS_BOOL,   /* "TRUE", "FALSE" */
    HOSHI_CELL_IS_ERROR,  /* "#REF!" */
    HOSHI_CELL_IS_DATE,   /* "2026-04-01", "2026-04-01T09:30:00", "09:30:00" */
    HOSHI_CELL_IS_MISSING /* a formula without a stored value: "" */
};

enum {
    HOSHI_CELL_FORMULA = 1, /* the value is the one stored with a formula */
    HOSHI_CELL_SHARED = 2,  /* the text belongs to the workbook and lives until it is closed */
    HOSHI_CELL_SCALED = 4   /* streamed: a format shows the number divided by a thousand, or more (#,##0,) */
};

/** A cell that holds something. */
struct hoshi_cell {
    const char *text; /* UTF-8, composed (fold.h); never NULL */
    uint32_t row;     /* 1-based */
    uint16_t column;  /* 1-based */
    uint8_t kind;     /* enum hoshi_cell_kind */
    uint8_t flags;    /* HOSHI_CELL_FORMULA, _SHARED, _SCALED */
    /* Streamed only: a number as its format shows it where that says more than the number ("0046973", "12000千円",
     * "65%"), never rounded; else NULL. */
    const char *shown;
};

/** A merged range, all ends 1-based and included. */
struct hoshi_merge {
    uint32_t row, last_row;
    uint16_t column, last_column;
    uint32_t reach; /* largest last_row of this and all ranges before it */
};

/** The cells of a sheet, by row and column; empty cells take no memory. {0} is empty. */
struct hoshi_grid {
    struct hoshi_cell *cell; /* ascending */
    size_t cells, capacity;
    struct hoshi_merge *merge; /* ascending by row */
    size_t merges;
    uint32_t rows, columns; /* the last ones that hold something */
    struct hoshi_arena arena;
};

/**
 * Add the cells of one row; copies them, and their texts unless HOSHI_CELL_SHARED. Cells must come in
 * ascending order.
 * @return HOSHI_OK, HOSHI_E_TOO_MANY (over HOSHI_GRID_CELLS), HOSHI_E_MEMORY; no fault is recorded
 */
enum hoshi_status hoshi_grid_add(struct hoshi_grid *grid, const struct hoshi_cell *cell,
                                 size_t n) HOSHI_MUST_USE;
void hoshi_grid_release(struct hoshi_grid *grid);

/** The cell itself, or NULL when it is empty. O(log cells). */
const struct hoshi_cell *hoshi_grid_at(const struct hoshi_grid *grid, uint32_t row, size_t column);
/** As hoshi_grid_at; an empty cell inside a merged range gives the range's top-left cell. */
const struct hoshi_cell *hoshi_grid_merged(const struct hoshi_grid *grid, uint32_t row, size_t column);
/** The merged range a cell lies in, or NULL. */
const struct hoshi_merge *hoshi_grid_merge(const struct hoshi_grid *grid, uint32_t row, size_t column);
/** Cells of a row, in *first; how many. O(log cells). */
size_t hoshi_grid_row(const struct hoshi_grid *grid, uint32_t row, const struct hoshi_cell **first);

/** Put the cells in order; HOSHI_E_ARCHIVE (a fault at name!cell) when one is given twice. */
enum hoshi_status hoshi_grid_order(struct hoshi_grid *grid, const char *name,
                                   struct hoshi_faults *faults) HOSHI_MUST_USE;

/** Put merged ranges in order and tell each how far down those before it reach. */
void hoshi_grid_sort_merges(struct hoshi_merge *merge, size_t n);

/** Room for more elements of this size in a growing array: twice as many, at least 64. False: out of memory,
 * nothing changed. */
bool hoshi_grid_grow(void **array, size_t *capacity, size_t size);

#endif
