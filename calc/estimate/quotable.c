/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quotable.h"
#include "sort.h"

bool hoshi_quotable_line(const struct hoshi_entry *x)
{
    return x->line.price && !x->line.quote && !x->line.price->common_unknown && !x->line.measure->hands &&
           !x->line.measure->star && x->line.price->nature != HOSHI_NATURE_LABOUR;
}

static int quotable_dearest(const void *a, const void *b)
{
    const struct hoshi_quotable *x = a, *y = b;
    if (x->horizon_yen != y->horizon_yen)
        return x->horizon_yen > y->horizon_yen ? -1 : 1;
    return x->measure < y->measure ? -1 : x->measure > y->measure;
}

enum hoshi_status hoshi_quotables(const struct hoshi_estimate *e, struct hoshi_arena *arena,
                                  struct hoshi_quotable **out, size_t *n)
{
    size_t kept = 0, measures = e->a.tables->measures;
    struct hoshi_quotable *list = hoshi_arena_array(arena, measures + 1, sizeof *list);
    if (!list)
        return HOSHI_E_MEMORY;
    for (size_t m = 0; m < measures; m++)
        list[m].measure = m;
    for (size_t i = 0; i < e->certain; i++)
        if (hoshi_quotable_line(&e->entry[i]))
            list[e->entry[i].line.measure->index].horizon_yen += e->entry[i].mean.horizon_yen;
    for (size_t m = 0; m < measures; m++)
        if (list[m].horizon_yen > 0)
            list[kept++] = list[m];
    hoshi_sort(list, kept, sizeof *list, quotable_dearest);
    *out = list;
    *n = kept;
    return HOSHI_OK;
}
