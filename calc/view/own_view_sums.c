/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums over the lines of a split, as the sheets of the own workbook group them. */
#include "own_view_parts.h"
#include "sort.h"

#include <string.h>

/* ---- by year ---- */

static void year_line(struct hoshi_own_view *v, const struct hoshi_entry *x, int y)
{
    int64_t yen = x->point.by_year_yen[y];
    const struct hoshi_amounts *basis = v->split->basis == HOSHI_BASIS_MEAN ? &x->mean : &x->point;
    v->year_yen[x->line.effort ? HOSHI_OWN_YEAR_OWN : HOSHI_OWN_YEAR_CASH][y] += yen;
    v->year_yen[x->line.row->cost_class == HOSHI_DIRECT ? HOSHI_OWN_YEAR_DIRECT : HOSHI_OWN_YEAR_INDIRECT]
               [y] += yen;
    v->year_yen[HOSHI_OWN_YEAR_TOTAL][y] += yen;
    v->year_yen[HOSHI_OWN_YEAR_BASIS][y] += basis->by_year_yen[y];
}

static void own_years(struct hoshi_own_view *v)
{
    const struct hoshi_estimate *e = v->split->e;
    int64_t cumulative = 0;
    for (int y = 0; y < e->a.horizon; y++) {
        int64_t funding = 0;
        for (size_t i = 0; i < v->certain; i++)
            year_line(v, v->line[i].entry, y);
        for (size_t i = 0; i < v->split->shares; i++)
            funding += v->split->share[i].funding_by_year[y];
        for (int r = 0; r < HOSHI_ROLES; r++)
            v->days_micro[y] += e->days_micro[r][y];
        v->funding_before_yen[y + 1] = v->funding_before_yen[y] + funding;
        v->year_yen[HOSHI_OWN_YEAR_FUNDING][y] = -funding;
        v->year_yen[HOSHI_OWN_YEAR_RECOVERY][y] = -v->asked_annual_yen;
        v->year_yen[HOSHI_OWN_YEAR_GAP][y] =
            v->year_yen[HOSHI_OWN_YEAR_BASIS][y] - funding - v->asked_annual_yen;
        v->year_yen[HOSHI_OWN_YEAR_CUMULATIVE][y] = cumulative += v->year_yen[HOSHI_OWN_YEAR_GAP][y];
    }
}

/* ---- by nature and rule ---- */

static void share_sums(struct hoshi_own_view *v, const struct hoshi_share *s)
{
    const struct hoshi_measure_line *row = s->entry->line.row;
    size_t n = v->split->parties;
    v->nature_yen[row->nature][row->cost_class] += s->gross_annual_yen;
    v->effort_annual_yen += s->entry->line.effort ? s->gross_annual_yen : 0;
    v->own_choice_yen += s->entry->cause == HOSHI_CAUSE_OWN ? s->horizon_yen : 0;
    v->mean_due_yen += s->entry->mean.due_yen;
    for (size_t p = 0; p < n; p++) {
        v->part_nature_yen[p][row->nature] += s->annual[p];
        v->pool_yen[s->weights * n + p] += s->annual[p];
    }
}

/* The annual amounts by the key alone. The shares add up to 1 or more, so there are weights. */
static enum hoshi_status own_by_key(struct hoshi_own_view *v, struct hoshi_faults *faults)
{
    const struct hoshi_split *s = v->split;
    int64_t weight[HOSHI_BUYERS_MAX + 2];
    for (size_t p = 0; p < s->parties; p++)
        weight[p] = s->party[p].share_ppm;
    for (size_t i = 0; i < s->shares; i++)
        if (hoshi_money_split(s->share[i].annual_yen, weight, s->parties, v->key_yen + i * s->parties))
            return hoshi_fault_add(faults, HOSHI_E_OVERFLOW, s->share[i].entry->id, NULL, NULL);
    return HOSHI_OK;
}

/* ---- by measure ---- */

static const struct hoshi_planned *planned(const struct hoshi_estimate *e, size_t measure)
{
    for (size_t i = 0; i < e->measures; i++)
        if (e->measure[i].measure == measure && e->measure[i].probability >= 1)
            return &e->measure[i];
    return NULL;
}

static void measure_add(struct hoshi_own_measure *m, const struct hoshi_own_view *v, size_t share)
{
    const struct hoshi_share *s = &v->split->share[share];
    const struct hoshi_line *l = &s->entry->line;
    m->annual_yen += s->annual_yen;
    m->horizon_yen += s->horizon_yen;
    m->likely_annual_yen += s->entry->point.annual_yen;
    m->likely_horizon_yen += s->entry->point.horizon_yen;
    for (size_t k = 0; k < v->buyers; k++)
        m->asked_yen += s->annual[k];
    m->days_micro += s->entry->days_micro;
    if (s->entry->need_ppm <= 0)
        return;
    m->bought += l->price != NULL;
    m->quoted += l->quote != NULL;
    if (m->counted == SIZE_MAX && l->price && !hoshi_line_of_firm(l))
        m->counted = share;
}

static int by_amount(const void *a, const void *b)
{
    int64_t x = (*(const struct hoshi_own_measure *const *)a)->annual_yen,
            y = (*(const struct hoshi_own_measure *const *)b)->annual_yen;
    return (x < y) - (x > y);
}

static void own_measures(struct hoshi_own_view *v)
{
    const struct hoshi_tables *t = v->split->e->a.tables;
    for (size_t i = 0; i < t->measures; i++)
        v->measure[i] = (struct hoshi_own_measure){
            .measure = &t->measure[i], .planned = planned(v->split->e, i), .counted = SIZE_MAX};
    for (size_t i = 0; i < v->split->shares; i++)
        measure_add(&v->measure[v->split->share[i].entry->line.measure->index], v, i);
    for (size_t i = 0; i < t->measures; i++)
        if (v->measure[i].planned || v->measure[i].annual_yen || v->measure[i].horizon_yen)
            v->cost[v->costs++] = &v->measure[i];
    hoshi_sort(v->cost, v->costs, sizeof *v->cost, by_amount);
    for (size_t i = 0; i < t->measures; i++) {
        const struct hoshi_own_measure *m = &v->measure[i];
        if (!m->planned && !m->annual_yen && !m->horizon_yen && m->asked_yen)
            v->cost[v->costs + v->shifting++] = m;
    }
}

/* As hoshi_buyer_view counts it: lines that somebody quoted, by the customer's annual part. */
static void own_quoted(struct hoshi_own_view *v, size_t party)
{
    const struct hoshi_split *s = v->split;
    int64_t quoted = 0, *ppm = &v->buyer[party].quoted_ppm;
    for (size_t i = 0; i < s->shares; i++)
        quoted += s->share[i].entry->line.quote ? s->share[i].annual[party] : 0;
    if (s->party[party].annual_yen <= 0 ||
        !hoshi_money_muldiv(quoted, HOSHI_MICRO, s->party[party].annual_yen, ppm))
        *ppm = 0;
}

enum hoshi_status hoshi_own_view_sums(struct hoshi_own_view *v, struct hoshi_faults *faults)
{
    const struct hoshi_split *s = v->split;
    const struct hoshi_totals *t = &s->e->totals;
    size_t measures = s->e->a.tables->measures;
    v->part_nature_yen = hoshi_arena_array(&v->arena, s->parties + 1, sizeof *v->part_nature_yen);
    v->pool_yen = hoshi_arena_array(&v->arena, s->weights_n * s->parties + 1, sizeof *v->pool_yen);
    v->key_yen = hoshi_arena_array(&v->arena, s->shares * s->parties + 1, sizeof *v->key_yen);
    v->measure = hoshi_arena_array(&v->arena, measures + 1, sizeof *v->measure);
    v->cost = hoshi_arena_array(&v->arena, measures + 1, sizeof *v->cost);
    if (!v->part_nature_yen || !v->pool_yen || !v->key_yen || !v->measure || !v->cost)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    for (size_t p = 0; p < v->buyers; p++) {
        v->asked_annual_yen += s->party[p].asked_annual_yen;
        v->dropped_annual_yen += s->party[p].annual_yen - s->party[p].asked_annual_yen;
        own_quoted(v, p);
    }
    v->quoted_share = t->horizon_yen ? (double)t->quoted_yen / (double)t->horizon_yen : 0;
    for (size_t i = 0; i < s->shares; i++)
        share_sums(v, &s->share[i]);
    own_years(v);
    own_measures(v);
    return own_by_key(v, faults);
}
