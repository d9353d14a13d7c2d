/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quotable.h"
#include "sort.h"

bool hoshi_quotable_line(const struct hoshi_entry *x)
{
    return x->line.price && !x->line.quote && !x->line.price->common_unknown && !x->line.measure->star &&
           x->line.price->nature != HOSHI_NATURE_LABOUR;
}

static int quotable_widest(const void *a, const void *b)
{
    const struct hoshi_quotable *x = a, *y = b;
    int64_t wide = x->high_yen - x->low_yen, other = y->high_yen - y->low_yen;
    if (wide != other)
        return wide > other ? -1 : 1;
    if (x->horizon_yen != y->horizon_yen)
        return x->horizon_yen > y->horizon_yen ? -1 : 1;
    return x->measure < y->measure ? -1 : x->measure > y->measure;
}

static void quotable_add(struct hoshi_quotable *q, const struct hoshi_entry *x)
{
    q->horizon_yen += x->mean.horizon_yen;
    q->low_yen += x->low_yen;
    q->likely_yen += x->point.horizon_yen;
    q->high_yen += x->high_yen;
    if (!q->widest || x->high_yen - x->low_yen > q->widest->high_yen - q->widest->low_yen)
        q->widest = x;
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
            quotable_add(&list[e->entry[i].line.measure->index], &e->entry[i]);
    for (size_t m = 0; m < measures; m++)
        if (list[m].horizon_yen > 0)
            list[kept++] = list[m];
    hoshi_sort(list, kept, sizeof *list, quotable_widest);
    *out = list;
    *n = kept;
    return HOSHI_OK;
}
