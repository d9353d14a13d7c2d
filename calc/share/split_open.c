/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From an estimate to its division: parties, weights, funding, parts of every line and year, bounds. */
#include "split_parts.h"

#include <stdlib.h>

static enum hoshi_status gross(struct split_builder *b)
{
    struct hoshi_split *s = b->s;
    s->shares = b->e->certain;
    s->share = hoshi_arena_array(&s->arena, s->shares, sizeof *s->share);
    s->weights = hoshi_arena_array(&s->arena, s->shares + 1, sizeof *s->weights);
    if (!s->share || !s->weights)
        return hoshi_split_memory(b);
    for (size_t i = 0; i < s->shares; i++) {
        struct hoshi_share *x = &s->share[i];
        x->entry = &b->e->entry[i];
        const struct hoshi_amounts *y = s->basis == HOSHI_BASIS_MEAN ? &x->entry->mean : &x->entry->point;
        x->gross_annual_yen = y->annual_yen;
        x->gross_yen = y->horizon_yen;
        if (!hoshi_money_add(s->gross_yen, y->horizon_yen, &s->gross_yen) ||
            !hoshi_money_add(s->gross_annual_yen, y->annual_yen, &s->gross_annual_yen))
            return hoshi_split_overflow(b, x->entry->id);
        enum hoshi_status status = hoshi_split_weights(b, x->entry, &x->weights);
        if (status)
            return status;
    }
    return HOSHI_OK;
}

/* One cell for each line and year: what falls due, and what is taken off it. */
struct funding {
    int64_t *left, *taken;
    bool *covers;
    size_t cells, years;
};

static const int64_t *by_year(const struct hoshi_split *s, const struct hoshi_entry *x)
{
    return s->basis == HOSHI_BASIS_MEAN ? x->mean.by_year_yen : x->point.by_year_yen;
}

static enum hoshi_status fund_one(struct split_builder *b, const struct hoshi_case_funding *f,
                                  struct funding *m)
{
    struct hoshi_split *s = b->s;
    int64_t used = 0, paid = f->years == HOSHI_NONE ? b->e->a.horizon : f->years;
    for (size_t i = 0; i < m->cells; i++) {
        const struct hoshi_line *line = &s->share[i / m->years].entry->line;
        m->covers[i] = hoshi_funding_covers(f, line) && (!line->every || (int64_t)(i % m->years) < paid);
    }
    enum hoshi_status status = hoshi_funding_take(f->yen, m->left, m->covers, m->taken, m->cells, &used);
    s->funding_yen += used;
    return status;
}

/* The part of a line that was funded comes off its annual charge. */
static enum hoshi_status settle(struct split_builder *b, const struct funding *m)
{
    struct hoshi_split *s = b->s;
    for (size_t i = 0; i < s->shares; i++) {
        struct hoshi_share *x = &s->share[i];
        x->funding_by_year = m->taken + i * m->years;
        for (size_t y = 0; y < m->years; y++)
            x->funding_yen += x->funding_by_year[y];
        if (x->gross_yen &&
            !hoshi_money_muldiv(x->gross_annual_yen < 0 ? -x->gross_annual_yen : x->gross_annual_yen,
                                x->funding_yen < 0 ? -x->funding_yen : x->funding_yen,
                                x->gross_yen < 0 ? -x->gross_yen : x->gross_yen, &x->funding_annual_yen))
            return hoshi_split_overflow(b, x->entry->id);
        x->funding_annual_yen *= x->gross_annual_yen < 0 ? -1 : 1;
        s->funding_annual_yen += x->funding_annual_yen;
    }
    return HOSHI_OK;
}

static enum hoshi_status fund(struct split_builder *b)
{
    struct hoshi_split *s = b->s;
    struct funding m = {.years = (size_t)b->e->a.horizon};
    m.cells = s->shares * m.years;
    m.left = calloc(m.cells + 1, sizeof *m.left);
    m.covers = calloc(m.cells + 1, sizeof *m.covers);
    m.taken = hoshi_arena_array(&s->arena, m.cells + 1, sizeof *m.taken);
    enum hoshi_status status = m.left && m.covers && m.taken ? HOSHI_OK : hoshi_split_memory(b);
    for (size_t i = 0; !status && i < m.cells; i++)
        m.left[i] = by_year(s, s->share[i / m.years].entry)[i % m.years];
    for (size_t i = 0; !status && i < b->c->fundings; i++) {
        if (hoshi_funding_counts(&b->c->funding[i]))
            status = fund_one(b, &b->c->funding[i], &m);
        else
            s->funding_pending_yen += b->c->funding[i].yen;
    }
    if (!status)
        status = settle(b, &m);
    free(m.left);
    free(m.covers);
    return status;
}

static void split_collect(struct hoshi_split *s, const struct hoshi_share *x)
{
    enum hoshi_class k = x->entry->line.row->cost_class;
    for (size_t p = 0; p < s->parties; p++) {
        struct hoshi_party *y = &s->party[p];
        y->annual_yen += x->annual[p];
        y->horizon_yen += x->horizon[p];
        y->annual_by_class_yen[k] += x->annual[p];
        y->by_class_yen[k] += x->horizon[p];
        y->by_cause_yen[x->entry->cause] += x->horizon[p];
        y->annual_by_cause_yen[x->entry->cause] += x->annual[p];
    }
    s->annual_yen += x->annual_yen;
    s->horizon_yen += x->horizon_yen;
}

static enum hoshi_status divide(struct split_builder *b)
{
    struct hoshi_split *s = b->s;
    for (size_t i = 0; i < s->shares; i++) {
        struct hoshi_share *x = &s->share[i];
        const struct hoshi_weights *w = &s->weights[x->weights];
        int64_t *part = hoshi_arena_array(&s->arena, 2 * s->parties, sizeof *part);
        if (!part)
            return hoshi_split_memory(b);
        x->annual_yen = x->gross_annual_yen - x->funding_annual_yen;
        x->horizon_yen = x->gross_yen - x->funding_yen;
        enum hoshi_status status = hoshi_money_split(x->annual_yen, w->weight, s->parties, part);
        if (!status)
            status = hoshi_money_split(x->horizon_yen, w->weight, s->parties, part + s->parties);
        if (status)
            return hoshi_fault_add(b->faults, status, x->entry->id, NULL, NULL);
        x->annual = part;
        x->horizon = part + s->parties;
        split_collect(s, x);
    }
    return HOSHI_OK;
}

/* A party's part of each year: its horizon part of every entry, spread over the years as the entry itself is, net of
 * funding. */
static enum hoshi_status split_years(struct split_builder *b)
{
    struct hoshi_split *s = b->s;
    int64_t weight[HOSHI_YEARS_MAX], part[HOSHI_YEARS_MAX];
    size_t n = (size_t)b->e->a.horizon;
    for (size_t i = 0; i < s->shares; i++) {
        const struct hoshi_entry *x = s->share[i].entry;
        for (size_t y = 0; y < n; y++) {
            int64_t net = by_year(s, x)[y] - s->share[i].funding_by_year[y];
            weight[y] = net < 0 ? -net : net;
        }
        for (size_t p = 0; p < s->parties; p++) {
            enum hoshi_status status = hoshi_money_split(s->share[i].horizon[p], weight, n, part);
            if (status)
                return hoshi_fault_add(b->faults, status, x->id, NULL, NULL);
            for (size_t y = 0; y < n; y++)
                s->party[p].by_year_yen[y] += part[y];
        }
    }
    return HOSHI_OK;
}

static enum hoshi_status overheads(struct split_builder *b)
{
    struct hoshi_split *s = b->s;
    const struct hoshi_case_overheads *o = &b->c->sharing.overheads;
    if (!o->stated)
        return HOSHI_OK;
    s->overhead_full = hoshi_arena_array(&s->arena, o->departments, sizeof *s->overhead_full);
    s->overhead_centre = hoshi_arena_array(&s->arena, o->centres, sizeof *s->overhead_centre);
    s->overhead_ppm = hoshi_arena_array(&s->arena, b->c->buyers + 1, sizeof *s->overhead_ppm);
    if (!s->overhead_full || !s->overhead_centre || !s->overhead_ppm)
        return hoshi_split_memory(b);
    enum hoshi_status status =
        hoshi_overhead_shares(o, b->c->buyers, s->overhead_full, s->overhead_centre, s->overhead_ppm);
    return status ? hoshi_fault_add(b->faults, status, "sharing.overheads", NULL, NULL) : HOSHI_OK;
}

static enum hoshi_status build(struct split_builder *b)
{
    b->s->e = b->e;
    b->s->basis = b->c->sharing.basis;
    b->s->supplier_part_ppm =
        b->c->sharing.supplier_part_ppm == HOSHI_NONE ? 0 : b->c->sharing.supplier_part_ppm;
    b->s->askers_grid =
        b->c->sharing.askers_grid == HOSHI_NONE ? HOSHI_ASKERS_GRID : b->c->sharing.askers_grid;
    enum hoshi_status status = hoshi_split_parties(b);
    if (!status)
        status = overheads(b);
    if (!status)
        status = gross(b);
    if (!status)
        status = fund(b);
    if (!status)
        status = hoshi_split_games(b);
    if (!status)
        status = divide(b);
    if (!status)
        status = split_years(b);
    if (!status)
        status = hoshi_split_bounds(b);
    if (!status)
        status = hoshi_split_groups(b);
    hoshi_split_asked(b->s);
    return status;
}

enum hoshi_status hoshi_split_open(const struct hoshi_estimate *e, struct hoshi_split **out,
                                   struct hoshi_faults *faults)
{
    struct hoshi_split *s = calloc(1, sizeof *s);
    if (!s)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    struct split_builder b = {s, e, e->a.c, faults};
    enum hoshi_status status = build(&b);
    if (status) {
        if (faults && !faults->n)
            hoshi_fault_add(faults, status, NULL, NULL, NULL);
        hoshi_split_close(s);
        return status;
    }
    *out = s;
    return HOSHI_OK;
}
