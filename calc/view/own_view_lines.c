/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sheets of lines and prices list, and the lines in which the next-best plan differs from the plan. */
#include "own_view_parts.h"

#include <string.h>

static size_t tier_of(const struct hoshi_line *line)
{
    size_t tier = 0;
    if (!line->price || line->quote)
        return 0;
    while (tier + 1 < line->price->breaks &&
           line->price->break_[tier + 1].from * HOSHI_MICRO <= line->quantity_micro)
        tier++;
    return tier;
}

static size_t price_of(struct hoshi_own_view *v, const struct hoshi_line *line)
{
    size_t tier = tier_of(line), i = 0, place = 0;
    for (; i < v->prices; i++) {
        const struct hoshi_line *x = v->price[i].line;
        if (x->price == line->price && x->effort == line->effort && v->price[i].tier == tier)
            return i;
        place += !x->effort == !line->effort;
    }
    v->price[v->prices++] = (struct hoshi_own_price){.line = line, .tier = tier, .place = place};
    return i;
}

static size_t swap_count(const struct hoshi_estimate *e)
{
    size_t n = 0;
    for (size_t m = 0; e->next_best.exists && m < e->a.tables->measures; m++)
        n += e->next_best.chosen[m] != e->plan.chosen[m] ? e->a.tables->measure[m].lines : 0;
    return n;
}

/* One line of a measure that the next-best plan has and the plan has not (added), or the other way round
 * (taken off). */
static enum hoshi_status swap_line(const struct hoshi_estimate *e, const struct hoshi_measure *m, size_t i,
                                   bool added, struct hoshi_entry *x, struct hoshi_faults *faults)
{
    int64_t need = hoshi_need_of_measure(&e->need, e->a.tables, m->index, HOSHI_PARTIALS_HALF);
    *x = (struct hoshi_entry){.id = m->line[i].id, .probability = 1, .need_key = ""};
    enum hoshi_status s = hoshi_line_init(&x->line, &e->a, m, i, faults);
    need = hoshi_line_need(&x->line, need ? need : HOSHI_MICRO);
    *(added ? &x->need_ppm : &x->before_ppm) = need;
    if (!s)
        s = hoshi_line_amounts(&x->line, &e->a, need, x->line.unit.likely_micro, &x->point, faults);
    if (s || added)
        return s;
    int64_t *amount[] = {&x->point.due_yen, &x->point.horizon_yen, &x->point.annual_yen};
    for (size_t k = 0; k < 3; k++)
        *amount[k] = -*amount[k];
    for (int y = 0; y < e->a.horizon; y++)
        x->point.by_year_yen[y] = -x->point.by_year_yen[y];
    return s;
}

static enum hoshi_status swap_lines(struct hoshi_own_view *v, struct hoshi_entry *swap,
                                    struct hoshi_faults *faults)
{
    const struct hoshi_estimate *e = v->split->e;
    const struct hoshi_tables *t = e->a.tables;
    for (size_t m = 0; e->next_best.exists && m < t->measures; m++) {
        bool added = e->next_best.chosen[m];
        for (size_t i = 0; added != e->plan.chosen[m] && i < t->measure[m].lines; i++) {
            enum hoshi_status s = swap_line(e, &t->measure[m], i, added, &swap[v->swaps], faults);
            if (s)
                return s;
            v->swap_yen += swap[v->swaps++].point.horizon_yen;
        }
    }
    return HOSHI_OK;
}

static int own_line_times_due(const struct hoshi_line *line, int horizon)
{
    int times = 0;
    for (int y = 1; y <= horizon; y++)
        times += hoshi_line_due(line, y);
    return times;
}

static void price_spreads(struct hoshi_own_view *v)
{
    for (size_t i = 0; i < v->certain; i++) {
        const struct hoshi_entry *x = v->line[i].entry;
        struct hoshi_own_price *p = &v->price[v->line[i].price];
        if (x->line.quote || !x->line.price)
            continue;
        p->low_yen += x->low_yen;
        p->likely_yen += x->point.horizon_yen;
        p->high_yen += x->high_yen;
    }
}

static enum hoshi_status own_view_quotables(struct hoshi_own_view *v, struct hoshi_faults *faults)
{
    enum hoshi_status s = hoshi_quotables(v->split->e, &v->arena, &v->quotable, &v->quotables);
    v->quote_first = v->quotables < HOSHI_QUOTE_FIRST ? v->quotables : HOSHI_QUOTE_FIRST;
    return s ? hoshi_fault_add(faults, s, NULL, NULL, NULL) : HOSHI_OK;
}

enum hoshi_status hoshi_own_view_lines(struct hoshi_own_view *v, struct hoshi_faults *faults)
{
    const struct hoshi_estimate *e = v->split->e;
    size_t most = e->entries + swap_count(e) + 1;
    struct hoshi_entry *swap = hoshi_arena_array(&v->arena, most, sizeof *swap);
    v->line = hoshi_arena_array(&v->arena, most, sizeof *v->line);
    v->price = hoshi_arena_array(&v->arena, most, sizeof *v->price);
    if (!swap || !v->line || !v->price)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    enum hoshi_status s = swap_lines(v, swap, faults);
    if (s)
        return s;
    v->certain = e->certain;
    v->uncertain = e->entries - e->certain;
    v->lines = e->entries + v->swaps;
    for (size_t i = 0; i < v->lines; i++) {
        const struct hoshi_entry *x = i < e->entries ? &e->entry[i] : &swap[i - e->entries];
        v->line[i] =
            (struct hoshi_own_line){x, price_of(v, &x->line), own_line_times_due(&x->line, e->a.horizon),
                                    hoshi_line_of_firm(&x->line)};
    }
    price_spreads(v);
    return own_view_quotables(v, faults);
}
