/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit.h"
#include "estimate_stages.h"
#include "sort.h"

#include <stdlib.h>
#include <string.h>

static bool audit_listed(const size_t *list, size_t n, size_t x)
{
    for (size_t i = 0; i < n; i++)
        if (list[i] == x)
            return true;
    return false;
}

static enum hoshi_way_state passed_over(const struct hoshi_estimate *e, const struct hoshi_measure *m,
                                        int64_t forced)
{
    const struct hoshi_case_plan *p = &e->a.c->plan;
    if (audit_listed(p->avoid, p->avoids, m->index))
        return HOSHI_WAY_AVOIDED;
    if (!hoshi_measure_available(&e->a, m))
        return HOSHI_WAY_UNAVAILABLE;
    if (!m->by_default)
        return HOSHI_WAY_ON_REQUEST;
    if (forced == HOSHI_NONE)
        return HOSHI_WAY_INFEASIBLE;
    return forced > e->plan.cost_yen ? HOSHI_WAY_DEARER : HOSHI_WAY_EQUAL;
}

static int by_state(const void *a, const void *b)
{
    const struct hoshi_way *x = a, *y = b;
    if (x->criterion != y->criterion)
        return x->criterion < y->criterion ? -1 : 1;
    bool cx = x->state <= HOSHI_WAY_IN_PLACE, cy = y->state <= HOSHI_WAY_IN_PLACE;
    if (cx != cy)
        return cx ? -1 : 1;
    if (x->horizon_yen != y->horizon_yen)
        return x->horizon_yen < y->horizon_yen ? -1 : 1;
    return x->measure < y->measure ? -1 : x->measure > y->measure;
}

static void audit_add(struct hoshi_audit *audit, const struct hoshi_estimate *e,
                      const struct hoshi_measure *m, size_t criterion, int64_t yen, int64_t forced)
{
    enum hoshi_criterion_state s = e->need.state[criterion];
    if (s == HOSHI_OUTSIDE)
        return;
    struct hoshi_way *w = &audit->way[audit->ways++];
    *w = (struct hoshi_way){
        .criterion = criterion, .measure = m->index, .horizon_yen = yen, .more_yen = HOSHI_NONE};
    if (s != HOSHI_OPEN && s != HOSHI_UNKNOWN_STATE)
        w->state = HOSHI_WAY_NOT_NEEDED;
    else if (audit_listed(e->a.c->plan.have, e->a.c->plan.haves, m->index))
        w->state = HOSHI_WAY_IN_PLACE;
    else if (e->chosen[m->index])
        w->state = HOSHI_WAY_CHOSEN;
    else
        w->state = passed_over(e, m, forced);
    for (size_t i = 0; i < e->measures && w->state != HOSHI_WAY_CHOSEN; i++)
        if (s == HOSHI_UNKNOWN_STATE && e->measure[i].measure == m->index)
            w->state = HOSHI_WAY_CHOSEN;
    if (w->state == HOSHI_WAY_DEARER)
        w->more_yen = forced - e->plan.cost_yen;
}

static bool matters(const struct hoshi_estimate *e, const struct hoshi_measure *m)
{
    for (size_t i = 0; i < m->closes_n; i++)
        if (e->need.state[m->closes[i]] == HOSHI_OPEN)
            return true;
    return false;
}

enum hoshi_status hoshi_audit_init(struct hoshi_audit *audit, const struct hoshi_estimate *e,
                                   struct hoshi_faults *faults)
{
    const struct hoshi_tables *t = e->a.tables;
    size_t n = 0;
    memset(audit, 0, sizeof *audit);
    for (size_t m = 0; m < t->measures; m++)
        n += t->measure[m].closes_n;
    audit->way = hoshi_arena_array(&audit->arena, n, sizeof *audit->way);
    if (!audit->way)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    for (size_t m = 0; m < t->measures; m++) {
        const struct hoshi_measure *x = &t->measure[m];
        int64_t need = hoshi_need_of_measure(&e->need, t, m, HOSHI_PARTIALS_HALF), yen = 0,
                forced = HOSHI_NONE;
        enum hoshi_status s =
            hoshi_measure_cost(&e->a, x, need ? need : HOSHI_MICRO, e->a.c->sharing.basis, &yen, faults);
        if (s) {
            hoshi_audit_release(audit);
            return s;
        }
        if (matters(e, x) && !e->chosen[m] && x->by_default && hoshi_estimate_forced(e, m, &forced))
            forced = HOSHI_NONE;
        for (size_t i = 0; i < x->closes_n; i++)
            audit_add(audit, e, x, x->closes[i], yen, forced);
    }
    hoshi_sort(audit->way, audit->ways, sizeof *audit->way, by_state);
    return HOSHI_OK;
}

void hoshi_audit_release(struct hoshi_audit *audit)
{
    if (!audit)
        return;
    hoshi_arena_release(&audit->arena);
    memset(audit, 0, sizeof *audit);
}

enum hoshi_status hoshi_estimate_forced(const struct hoshi_estimate *e, size_t measure, int64_t *horizon_yen)
{
    struct hoshi_stage_setup *s = calloc(1, sizeof *s);
    struct hoshi_plan plan;
    /* The builder only reads the estimate here; its pointer is not const because the stages write through it.
     */
    struct builder b = {.e = (struct hoshi_estimate *)e, .t = e->a.tables, .c = e->a.c};
    if (!s)
        return HOSHI_E_MEMORY;
    enum hoshi_status status = hoshi_stage_setup(&b, s, &e->need);
    if (!status) {
        s->choice[measure] =
            s->choice[measure] == HOSHI_CHOICE_HAVE ? HOSHI_CHOICE_HAVE : HOSHI_CHOICE_FORCED;
        status = hoshi_stage_solve(&b, s, &plan, NULL);
    }
    if (!status)
        *horizon_yen = plan.cost_yen;
    free(s);
    return status;
}
