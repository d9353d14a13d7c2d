/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Names of cells, "C14", written and read. */
#ifndef HOSHI_CELL_NAME_H
#define HOSHI_CELL_NAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HOSHI_CELL_PLACE = 160 };

/** Name of a cell, "C14", from 1-based row and column; "" when out of range. */
const char *hoshi_cell_name(long row, size_t column, char out[24]);

/** "Sheet!B3", a name too long cut at a character; "B3" when sheet is NULL. */
const char *hoshi_cell_place(const char *sheet, uint32_t row, size_t column, char out[HOSHI_CELL_PLACE]);

/**
 * "AB12" as row and column.
 * @param end [out] behind it
 * @return false when it is none or out of the range of a sheet
 */
bool hoshi_cell_reference(const char *text, uint32_t *row, uint32_t *column, const char **end);

#endif
