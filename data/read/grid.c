/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "grid.h"
#include "cell_name.h"
#include "sort.h"

#include <stdlib.h>
#include <string.h>

bool hoshi_grid_grow(void **array, size_t *capacity, size_t size)
{
    size_t more = *capacity ? *capacity * 2 : 64;
    void *grown = realloc(*array, more * size);
    if (!grown)
        return false;
    *array = grown;
    *capacity = more;
    return true;
}

enum hoshi_status hoshi_grid_add(struct hoshi_grid *grid, const struct hoshi_cell *cell, size_t n)
{
    if (n > HOSHI_GRID_CELLS - grid->cells)
        return HOSHI_E_TOO_MANY;
    while (grid->cells + n > grid->capacity)
        if (!hoshi_grid_grow((void **)&grid->cell, &grid->capacity, sizeof *grid->cell))
            return HOSHI_E_MEMORY;
    for (size_t i = 0; i < n; i++) {
        struct hoshi_cell *to = &grid->cell[grid->cells];
        *to = cell[i];
        to->shown = NULL;
        if (!(to->flags & HOSHI_CELL_SHARED) && !(to->text = hoshi_arena_text(&grid->arena, cell[i].text)))
            return HOSHI_E_MEMORY;
        grid->cells++;
        if (to->row > grid->rows)
            grid->rows = to->row;
        if (to->column > grid->columns)
            grid->columns = to->column;
    }
    return HOSHI_OK;
}

void hoshi_grid_release(struct hoshi_grid *grid)
{
    if (!grid)
        return;
    free(grid->cell);
    free(grid->merge);
    hoshi_arena_release(&grid->arena);
    memset(grid, 0, sizeof *grid);
}

static int grid_by_place(const void *a, const void *b)
{
    const struct hoshi_cell *p = a, *q = b;
    if (p->row != q->row)
        return p->row < q->row ? -1 : 1;
    return p->column < q->column ? -1 : p->column > q->column;
}

static int by_row(const void *a, const void *b)
{
    const struct hoshi_merge *p = a, *q = b;
    if (p->row != q->row)
        return p->row < q->row ? -1 : 1;
    return p->column < q->column ? -1 : p->column > q->column;
}

void hoshi_grid_sort_merges(struct hoshi_merge *merge, size_t n)
{
    if (n)
        hoshi_sort(merge, n, sizeof *merge, by_row);
    for (size_t i = 1; i < n; i++)
        if (merge[i].reach < merge[i - 1].reach)
            merge[i].reach = merge[i - 1].reach;
}

/* Rows may stand in any order in the file; the same cell twice is damage. */
enum hoshi_status hoshi_grid_order(struct hoshi_grid *g, const char *name, struct hoshi_faults *faults)
{
    bool sorted = true;
    char path[HOSHI_CELL_PLACE];
    for (size_t i = 1; i < g->cells && sorted; i++)
        sorted = grid_by_place(&g->cell[i - 1], &g->cell[i]) < 0;
    if (!sorted)
        hoshi_sort(g->cell, g->cells, sizeof *g->cell, grid_by_place);
    for (size_t i = 1; i < g->cells && !sorted; i++)
        if (grid_by_place(&g->cell[i - 1], &g->cell[i]) == 0) {
            hoshi_cell_place(name, g->cell[i].row, g->cell[i].column, path);
            return hoshi_fault_add(faults, HOSHI_E_ARCHIVE, path, g->cell[i].text, NULL);
        }
    hoshi_grid_sort_merges(g->merge, g->merges);
    return HOSHI_OK;
}

/* Index of the first cell not before (row, column). */
static size_t lower_bound(const struct hoshi_grid *grid, uint32_t row, size_t column)
{
    size_t low = 0, high = grid->cells;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct hoshi_cell *c = &grid->cell[middle];
        if (c->row < row || (c->row == row && c->column < column))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct hoshi_cell *hoshi_grid_at(const struct hoshi_grid *grid, uint32_t row, size_t column)
{
    size_t i = lower_bound(grid, row, column);
    if (i == grid->cells || grid->cell[i].row != row || grid->cell[i].column != column)
        return NULL;
    return &grid->cell[i];
}

const struct hoshi_merge *hoshi_grid_merge(const struct hoshi_grid *grid, uint32_t row, size_t column)
{
    size_t low = 0, high = grid->merges;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (grid->merge[middle].row <= row)
            low = middle + 1;
        else
            high = middle;
    }
    while (low-- > 0 && grid->merge[low].reach >= row) {
        const struct hoshi_merge *m = &grid->merge[low];
        if (m->last_row >= row && m->column <= column && m->last_column >= column)
            return m;
    }
    return NULL;
}

const struct hoshi_cell *hoshi_grid_merged(const struct hoshi_grid *grid, uint32_t row, size_t column)
{
    const struct hoshi_cell *cell = hoshi_grid_at(grid, row, column);
    if (cell)
        return cell;
    const struct hoshi_merge *m = hoshi_grid_merge(grid, row, column);
    return m ? hoshi_grid_at(grid, m->row, m->column) : NULL;
}

size_t hoshi_grid_row(const struct hoshi_grid *grid, uint32_t row, const struct hoshi_cell **first)
{
    size_t from = lower_bound(grid, row, 0), to = from;
    while (to < grid->cells && grid->cell[to].row == row)
        to++;
    *first = from < grid->cells ? &grid->cell[from] : NULL;
    return to - from;
}
