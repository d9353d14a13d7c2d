/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What nobody answered: measures that would join the plan, needs that would rise, each with its probability, and
 * the plan of the case in which all of it is unmet. */
#include "estimate_stages.h"

#include <stdlib.h>
#include <string.h>

struct extension {
    enum hoshi_choice choice[HOSHI_MEASURES_MAX];
    int64_t cost[HOSHI_MEASURES_MAX];
    bool open[HOSHI_CRITERIA_MAX];   /* unknown, and nothing chosen closes it */
    bool closed[HOSHI_CRITERIA_MAX]; /* by what is chosen or in place */
    bool never[HOSHI_CRITERIA_MAX];  /* unknown, and nothing that the case allows closes it */
    struct hoshi_plan plan;
};

static bool extension_listed(const size_t *list, size_t n, size_t x)
{
    for (size_t i = 0; i < n; i++)
        if (list[i] == x)
            return true;
    return false;
}

/* Two things that do not go together are not advised for the unanswered either. */
static bool excluded_by_plan(const struct builder *b, const struct hoshi_measure *m)
{
    for (size_t i = 0; i < m->excludes_n; i++)
        if (b->e->chosen[m->excludes[i]])
            return true;
    return false;
}

static bool required(const struct builder *b, size_t m)
{
    for (size_t i = 0; i < b->t->measures; i++)
        if (extension_listed(b->t->measure[i].requires_, b->t->measure[i].requires_n, m))
            return true;
    return false;
}

/* May the plan's extension take a measure that is not in place? */
static bool allowed(const struct builder *b, size_t m)
{
    const struct hoshi_measure *x = &b->t->measure[m];
    if (x->star || !hoshi_measure_available(&b->e->a, x) ||
        extension_listed(b->c->plan.avoid, b->c->plan.avoids, m))
        return false;
    return x->by_default || required(b, m);
}

static enum hoshi_status extension_problem(struct builder *b, struct extension *x, bool *no_way)
{
    const struct hoshi_estimate *e = b->e;
    bool way[HOSHI_CRITERIA_MAX] = {false}, now[HOSHI_CRITERIA_MAX] = {false};
    for (size_t m = 0; m < b->t->measures; m++) {
        const struct hoshi_measure *y = &b->t->measure[m];
        bool have = e->chosen[m] || extension_listed(b->c->plan.have, b->c->plan.haves, m);
        bool may = allowed(b, m), fits = may && !excluded_by_plan(b, y);
        x->choice[m] = have ? HOSHI_CHOICE_HAVE : fits ? HOSHI_CHOICE_FREE : HOSHI_CHOICE_FORBIDDEN;
        for (size_t i = 0; i < y->closes_n; i++) {
            size_t c = y->closes[i];
            x->closed[c] = x->closed[c] || have;
            way[c] = way[c] || have || may;
            now[c] = now[c] || have || fits;
        }
        enum hoshi_status s =
            hoshi_measure_cost(&e->a, y, HOSHI_MICRO, b->c->sharing.basis, &x->cost[m], b->faults);
        if (s)
            return s;
    }
    for (size_t c = 0; c < b->t->catalog.criteria; c++) {
        bool unknown = e->need.state[c] == HOSHI_UNKNOWN_STATE;
        x->never[c] = unknown && !way[c];
        no_way[c] = unknown && !now[c];
        x->open[c] = unknown && !x->closed[c] && now[c];
    }
    return HOSHI_OK;
}

/* What the answers leave open may contradict itself (measures that exclude each other): then each criterion by itself,
 * in order, as far as they go together. */
static enum hoshi_status extension_solve(struct builder *b, struct extension *x, bool *no_way)
{
    struct hoshi_plan_problem p = {
        .tables = b->t, .open = x->open, .choice = x->choice, .cost_yen = x->cost, .years = b->e->a.horizon};
    enum hoshi_status s = hoshi_plan_solve(&p, &x->plan, NULL, NULL);
    bool wanted[HOSHI_CRITERIA_MAX];
    memcpy(wanted, x->open, sizeof wanted);
    if (s == HOSHI_E_PLAN_INFEASIBLE)
        memset(x->open, 0, sizeof x->open);
    for (size_t c = 0; s == HOSHI_E_PLAN_INFEASIBLE && c < b->t->catalog.criteria; c++) {
        if (!wanted[c])
            continue;
        x->open[c] = true;
        enum hoshi_status with = hoshi_plan_solve(&p, &x->plan, NULL, NULL);
        if (with == HOSHI_E_PLAN_INFEASIBLE)
            x->open[c] = !(no_way[c] = true);
        else if (with)
            return hoshi_fault_add(b->faults, with, NULL, NULL, NULL);
    }
    if (s == HOSHI_E_PLAN_INFEASIBLE)
        s = hoshi_plan_solve(&p, &x->plan, NULL, NULL);
    return s ? hoshi_fault_add(b->faults, s, NULL, NULL, NULL) : HOSHI_OK;
}

/* The unknown criteria that bring a measure of the extension in: those it closes, and those of what was taken that
 * requires it. */
static void extension_hangs_on(const struct builder *b, const struct extension *x, size_t m, bool *set,
                               bool *seen)
{
    const struct hoshi_measure *y = &b->t->measure[m];
    if (seen[m])
        return;
    seen[m] = true;
    for (size_t i = 0; i < y->closes_n; i++)
        set[y->closes[i]] = set[y->closes[i]] || x->open[y->closes[i]];
    for (size_t k = 0; k < b->t->measures; k++)
        if (x->plan.chosen[k] && extension_listed(b->t->measure[k].requires_, b->t->measure[k].requires_n, m))
            extension_hangs_on(b, x, k, set, seen);
}

static int extension_level_of(const struct builder *b, const bool *set, int otherwise)
{
    int level = 0;
    for (size_t c = 0; c < b->t->catalog.criteria; c++) {
        int at = b->t->catalog.criterion[c].level;
        if (set[c] && (!level || at < level))
            level = at;
    }
    return level ? level : otherwise;
}

/* Measure m from `before` (0: not chosen) to full need, with the probability that a criterion of `set` is open. */
static enum hoshi_status add_uncertain(struct builder *b, size_t m, int64_t before, const bool *set)
{
    struct hoshi_estimate *e = b->e;
    const struct hoshi_measure *x = &b->t->measure[m];
    size_t first = e->entries;
    struct hoshi_planned p = {.measure = m, .need_ppm = HOSHI_MICRO, .before_ppm = before};
    p.probability = hoshi_need_any_open(&e->need, &b->t->catalog, set);
    size_t *list = hoshi_arena_array(&e->arena, b->t->catalog.criteria, sizeof *list);
    if (!list)
        return hoshi_builder_memory(b);
    for (size_t c = 0; c < b->t->catalog.criteria; c++)
        if (set[c])
            list[p.closes_n++] = c;
    p.closes = list;
    for (size_t i = 0; i < x->lines; i++) {
        struct hoshi_entry draft = {.probability = p.probability};
        enum hoshi_status s = hoshi_line_init(&draft.line, &e->a, x, i, b->faults);
        draft.need_ppm = hoshi_line_need(&draft.line, HOSHI_MICRO);
        draft.before_ppm = hoshi_line_need(&draft.line, before);
        draft.level = extension_level_of(b, set, x->level);
        draft.cause = draft.level == 4 ? HOSHI_CAUSE_LEVEL4 : HOSHI_CAUSE_LEVEL3;
        if (!s)
            s = hoshi_ledger_add(b, &draft, "", "?");
        if (s)
            return s;
    }
    for (size_t i = first; i < e->entries; i++)
        p.horizon_yen += e->entry[i].point.horizon_yen;
    if (e->entries > first)
        e->measure[e->measures++] = p;
    return HOSHI_OK;
}

/* A chosen measure at a need below 1 would be needed in full if an unknown criterion it closes were open. */
static enum hoshi_status raise_needs(struct builder *b)
{
    struct hoshi_estimate *e = b->e;
    size_t certain = e->measures;
    for (size_t i = 0; i < certain; i++) {
        bool set[HOSHI_CRITERIA_MAX] = {false};
        size_t m = e->measure[i].measure;
        int64_t need = e->measure[i].need_ppm;
        if (need == HOSHI_MICRO)
            continue;
        hoshi_need_unknown_of(&e->need, b->t, m, set);
        enum hoshi_status s = extension_level_of(b, set, 0) ? add_uncertain(b, m, need, set) : HOSHI_OK;
        if (s)
            return s;
    }
    return HOSHI_OK;
}

static enum hoshi_status extension_add_measures(struct builder *b, const struct extension *x)
{
    for (size_t m = 0; m < b->t->measures; m++) {
        bool set[HOSHI_CRITERIA_MAX] = {false}, seen[HOSHI_MEASURES_MAX] = {false};
        if (!x->plan.chosen[m])
            continue;
        extension_hangs_on(b, x, m, set, seen);
        enum hoshi_status s = add_uncertain(b, m, 0, set);
        if (s)
            return s;
    }
    return HOSHI_OK;
}

/* The case in which all of it is unmet; where even that cannot be planned, the plan with its extension. */
static enum hoshi_status extension_all_unmet(struct builder *b, const bool *never)
{
    struct hoshi_estimate *e = b->e;
    e->all_unanswered_unmet_yen = e->totals.mean_horizon_yen;
    e->all_unanswered_point_yen = e->totals.horizon_yen;
    if (!(e->need.by_status[HOSHI_UNANSWERED] + e->need.by_status[HOSHI_WITHHELD]))
        return HOSHI_OK;
    struct hoshi_need need = e->need;
    struct hoshi_faults *faults = b->faults;
    hoshi_need_assume_unmet(&need, &b->t->catalog, never);
    b->faults = NULL;
    enum hoshi_status s =
        hoshi_stages_total(b, &need, &e->all_unanswered_unmet_yen, &e->all_unanswered_point_yen);
    b->faults = faults;
    if (s != HOSHI_E_PLAN_INFEASIBLE && s != HOSHI_E_CRITERION_OPEN)
        return s ? hoshi_fault_add(faults, s, NULL, NULL, NULL) : HOSHI_OK;
    for (size_t i = e->certain; i < e->entries; i++)
        if (!hoshi_money_add(e->all_unanswered_unmet_yen, e->entry[i].mean.horizon_yen,
                             &e->all_unanswered_unmet_yen) ||
            !hoshi_money_add(e->all_unanswered_point_yen, e->entry[i].point.horizon_yen,
                             &e->all_unanswered_point_yen))
            return hoshi_fault_add(faults, HOSHI_E_OVERFLOW, e->entry[i].id, NULL, NULL);
    return HOSHI_OK;
}

enum hoshi_status hoshi_extension_build(struct builder *b, bool *no_way)
{
    struct extension *x = calloc(1, sizeof *x);
    if (!x)
        return hoshi_builder_memory(b);
    enum hoshi_status s = extension_problem(b, x, no_way);
    if (!s)
        s = extension_solve(b, x, no_way);
    if (!s)
        s = raise_needs(b);
    if (!s)
        s = extension_add_measures(b, x);
    if (!s)
        s = extension_all_unmet(b, x->never);
    free(x);
    return s;
}
