/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cell_name.h"
#include "grid.h"
#include "text.h"

#include <stdio.h>
#include <string.h>

const char *hoshi_cell_name(long row, size_t column, char out[24])
{
    char letters[8];
    size_t n = 0;
    out[0] = 0;
    if (row < 1 || column < 1 || column > 1000000)
        return out;
    for (size_t c = column; c; c = (c - 1) / 26)
        letters[n++] = (char)('A' + (c - 1) % 26);
    size_t used = 0;
    while (n)
        out[used++] = letters[--n];
    snprintf(out + used, 24 - used, "%ld", row);
    return out;
}

const char *hoshi_cell_place(const char *sheet, uint32_t row, size_t column, char out[HOSHI_CELL_PLACE])
{
    char cell[24];
    hoshi_text_copy(out, HOSHI_CELL_PLACE - 26, sheet);
    size_t n = strlen(out);
    snprintf(out + n, HOSHI_CELL_PLACE - n, "%s%s", sheet ? "!" : "",
             hoshi_cell_name((long)row, column, cell));
    return out;
}

bool hoshi_cell_reference(const char *text, uint32_t *row, uint32_t *column, const char **end)
{
    uint32_t c = 0, r = 0;
    for (; (*text >= 'A' && *text <= 'Z') || (*text >= 'a' && *text <= 'z'); text++) {
        c = c * 26 + (uint32_t)((*text & 0x5F) - 'A' + 1);
        if (c > HOSHI_SHEET_COLUMNS)
            return false;
    }
    for (; *text >= '0' && *text <= '9'; text++) {
        r = r * 10 + (uint32_t)(*text - '0');
        if (r > HOSHI_SHEET_ROWS)
            return false;
    }
    *row = r;
    *column = c;
    *end = text;
    return r && c;
}
