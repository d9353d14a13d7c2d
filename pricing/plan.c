/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Set cover by GLPK.
 *
 * Columns are the measures that could matter: those that close something open, the forced ones, and what they
 * require. Typical size: 100 columns, 150 rows; a solve takes a few milliseconds. GLPK works in doubles with
 * relative tolerances, so its objective is never used: the cost of a set is added up in integers, and ties
 * are settled here by asking again for a plan that leaves out at least one measure of every plan found so
 * far.
 *
 * GLPK aborts the process on its internal errors; the error hook jumps out instead. The environment is
 * thread-local. */
#include "plan.h"
#include "sort.h"

#include <glpk.h>

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CUTS_MAX = 24 };

struct search {
    const struct hoshi_plan_problem *p;
    size_t column[HOSHI_MEASURES_MAX]; /* measure of each column */
    int index[HOSHI_MEASURES_MAX];     /* column (1-based) of each plan_measure, 0 none */
    int columns;
    int hands;                 /* columns of days bought in behind those of the measures: one a year, or 0 */
    const bool *cut[CUTS_MAX]; /* leave out at least one free measure of each of these */
    size_t cuts;
    bool count;       /* the number of measures is the objective, not their cost */
    int64_t least;    /* cost <= least when >= 0: among the cheapest plans */
    signed char *fix; /* per measure: 1 in, -1 out, 0 open; NULL all open */
    glp_prob *lp;
    jmp_buf escape;
};

/* GLPK turns its terminal on again before it reports an error; this keeps the library silent. */
static int plan_silent(void *info, const char *text)
{
    (void)info;
    (void)text;
    return 1;
}

static void plan_escape(void *info)
{
    struct search *s = info;
    longjmp(s->escape, 1);
}

static const struct hoshi_measure *plan_measure(const struct search *s, size_t m)
{
    return &s->p->tables->measure[m];
}

static bool plan_closes_open(const struct search *s, size_t m)
{
    const struct hoshi_measure *x = plan_measure(s, m);
    for (size_t i = 0; i < x->closes_n; i++)
        if (s->p->open[x->closes[i]])
            return true;
    return false;
}

static void add_column(struct search *s, size_t m)
{
    if (s->index[m] || s->p->choice[m] == HOSHI_CHOICE_FORBIDDEN)
        return;
    s->column[s->columns] = m;
    s->index[m] = ++s->columns;
    for (size_t i = 0; s->p->choice[m] != HOSHI_CHOICE_HAVE && i < plan_measure(s, m)->requires_n; i++)
        add_column(s, plan_measure(s, m)->requires_[i]);
}

static void choose_columns(struct search *s)
{
    for (size_t m = 0; m < s->p->tables->measures; m++)
        if (s->p->choice[m] == HOSHI_CHOICE_FORCED || s->p->choice[m] == HOSHI_CHOICE_HAVE ||
            plan_closes_open(s, m))
            add_column(s, m);
}

/* One row: Σ coefficient × column within [low, high]. */
struct row {
    int n;
    int index[HOSHI_MEASURES_MAX + 1];
    double value[HOSHI_MEASURES_MAX + 1];
};

static void plan_put(struct row *r, int column, double value)
{
    r->n++;
    r->index[r->n] = column;
    r->value[r->n] = value;
}

static void plan_add_row(struct search *s, const struct row *r, int kind, double low, double high)
{
    int i = glp_add_rows(s->lp, 1);
    glp_set_row_bnds(s->lp, i, kind, low, high);
    glp_set_mat_row(s->lp, i, r->n, r->index, r->value);
}

static void add_cover_rows(struct search *s)
{
    static const struct row none;
    for (size_t c = 0; c < s->p->tables->catalog.criteria; c++) {
        if (!s->p->open[c])
            continue;
        struct row r = none;
        for (int j = 1; j <= s->columns; j++) {
            const struct hoshi_measure *m = plan_measure(s, s->column[j - 1]);
            for (size_t i = 0; i < m->closes_n; i++)
                if (m->closes[i] == c)
                    plan_put(&r, j, 1);
        }
        plan_add_row(s, &r, GLP_LO, 1, 0);
    }
}

static void add_relation_rows(struct search *s)
{
    for (int j = 1; j <= s->columns; j++) {
        const struct hoshi_measure *m = plan_measure(s, s->column[j - 1]);
        for (size_t i = 0; i < m->excludes_n; i++) {
            int k = s->index[m->excludes[i]];
            if (!k || k == j || s->p->choice[s->column[k - 1]] == HOSHI_CHOICE_HAVE ||
                s->p->choice[s->column[j - 1]] == HOSHI_CHOICE_HAVE)
                continue;
            struct row r = {.n = 0};
            plan_put(&r, j, 1);
            plan_put(&r, k, 1);
            plan_add_row(s, &r, GLP_UP, 0, 1);
        }
        /* What is in place asks for nothing more. */
        bool have = s->p->choice[s->column[j - 1]] == HOSHI_CHOICE_HAVE;
        for (size_t i = 0; !have && i < m->requires_n; i++) {
            int k = s->index[m->requires_[i]];
            struct row r = {.n = 0};
            plan_put(&r, j, 1);
            if (k)
                plan_put(&r, k, -1);
            plan_add_row(s, &r, GLP_UP, 0, 0);
        }
    }
}

static bool paid(const struct search *s, int j)
{
    return s->p->choice[s->column[j - 1]] != HOSHI_CHOICE_HAVE;
}

/* What a day bought in costs more than an own one. */
static double premium(const struct search *s)
{
    return (double)(s->p->outside_micro - s->p->inside_micro) / 1e6;
}

/* Days of the chosen beyond capacity in a year: column h >= days − capacity. Where a day bought in is the
 * cheaper one the objective would inflate h, so a switch z holds it to days − capacity, or to 0. */
static void add_hands_rows(struct search *s)
{
    const struct hoshi_plan_problem *p = s->p;
    double capacity = (double)p->capacity_days_micro / 1e6;
    for (int y = 0; y < s->hands; y++) {
        int h = s->columns + 1 + y, z = h + s->hands;
        struct row r = {.n = 0};
        double most = 0;
        for (int j = 1; j <= s->columns; j++) {
            double days = (double)p->it_days_micro[s->column[j - 1] * (size_t)p->years + (size_t)y] / 1e6;
            if (!paid(s, j) || !(days > 0))
                continue;
            plan_put(&r, j, days);
            most += days;
        }
        plan_put(&r, h, -1);
        plan_add_row(s, &r, GLP_UP, 0, capacity);
        if (premium(s) >= 0)
            continue;
        plan_put(&r, z, -most - capacity);
        plan_add_row(s, &r, GLP_LO, -most, 0);
        struct row on = {.n = 0};
        plan_put(&on, h, 1);
        plan_put(&on, z, -most);
        plan_add_row(s, &on, GLP_UP, 0, 0);
    }
}

static void add_side_rows(struct search *s)
{
    add_hands_rows(s);
    for (size_t c = 0; c < s->cuts; c++) {
        struct row r = {.n = 0};
        for (int j = 1; j <= s->columns; j++)
            if (s->cut[c][s->column[j - 1]] && s->p->choice[s->column[j - 1]] == HOSHI_CHOICE_FREE)
                plan_put(&r, j, 1);
        plan_add_row(s, &r, GLP_UP, 0, r.n - 1);
    }
    if (s->least >= 0) {
        struct row r = {.n = 0};
        for (int j = 1; j <= s->columns; j++)
            if (paid(s, j))
                plan_put(&r, j, (double)s->p->cost_yen[s->column[j - 1]]);
        for (int y = 0; y < s->hands; y++)
            plan_put(&r, s->columns + 1 + y, premium(s));
        /* Whole yen are decided afterwards. */
        plan_add_row(s, &r, GLP_UP, 0, (double)s->least + 0.25 + s->hands);
    }
}

static void plan_build(struct search *s)
{
    s->lp = glp_create_prob();
    glp_set_obj_dir(s->lp, GLP_MIN);
    glp_add_cols(s->lp, s->columns + 2 * s->hands);
    for (int y = 0; y < s->hands; y++) {
        glp_set_col_bnds(s->lp, s->columns + 1 + y, GLP_LO, 0, 0);
        glp_set_obj_coef(s->lp, s->columns + 1 + y, s->count ? 0 : premium(s));
        glp_set_col_kind(s->lp, s->columns + 1 + y + s->hands, GLP_BV);
    }
    for (int j = 1; j <= s->columns; j++) {
        size_t m = s->column[j - 1];
        bool fixed = s->p->choice[m] == HOSHI_CHOICE_FORCED || s->p->choice[m] == HOSHI_CHOICE_HAVE;
        glp_set_col_kind(s->lp, j, GLP_BV);
        if (fixed || (s->fix && s->fix[m] > 0))
            glp_set_col_bnds(s->lp, j, GLP_FX, 1, 1);
        else if (s->fix && s->fix[m] < 0)
            glp_set_col_bnds(s->lp, j, GLP_FX, 0, 0);
        glp_set_obj_coef(s->lp, j, !paid(s, j) ? 0 : s->count ? 1 : (double)s->p->cost_yen[m]);
    }
    add_cover_rows(s);
    add_relation_rows(s);
    add_side_rows(s);
}

static bool plan_holds(const struct search *s, const bool *chosen, size_t m)
{
    return chosen[m] || s->p->choice[m] == HOSHI_CHOICE_HAVE;
}

/* True when the set closes everything and keeps requires: the solver's answer is checked, not trusted. */
static bool feasible(const struct search *s, const bool *chosen)
{
    bool closed[HOSHI_CRITERIA_MAX] = {false};
    for (size_t m = 0; m < s->p->tables->measures; m++) {
        if (!plan_holds(s, chosen, m))
            continue;
        const struct hoshi_measure *x = plan_measure(s, m);
        for (size_t i = 0; i < x->closes_n; i++)
            closed[x->closes[i]] = true;
        for (size_t i = 0; chosen[m] && i < x->requires_n; i++)
            if (!plan_holds(s, chosen, x->requires_[i]))
                return false;
    }
    for (size_t c = 0; c < s->p->tables->catalog.criteria; c++)
        if (s->p->open[c] && !closed[c])
            return false;
    return true;
}

/* A measure of no cost may stand in the solver's answer without need: take such ones out, highest id first.
 */
static void drop_idle(const struct search *s, bool *chosen)
{
    for (size_t m = s->p->tables->measures; m-- > 0;) {
        if (!chosen[m] || s->p->choice[m] != HOSHI_CHOICE_FREE || (s->fix && s->fix[m] > 0))
            continue;
        chosen[m] = false;
        if (!feasible(s, chosen))
            chosen[m] = true;
    }
}

enum hoshi_status hoshi_plan_hands_yen(const struct hoshi_plan_problem *problem,
                                       const int64_t hands_micro[HOSHI_YEARS_MAX], int64_t *yen)
{
    int64_t sum = 0, outside, inside;
    for (int y = 0; y < problem->years; y++)
        if (!hoshi_money_line(hands_micro[y], HOSHI_MICRO, problem->outside_micro, &outside) ||
            !hoshi_money_line(hands_micro[y], HOSHI_MICRO, problem->inside_micro, &inside) ||
            !hoshi_money_add(sum, outside - inside, &sum))
            return HOSHI_E_OVERFLOW;
    *yen = sum;
    return HOSHI_OK;
}

/* Cost of the chosen in integers, and the days that are bought in. */
static bool plan_total(const struct search *s, struct hoshi_plan *plan)
{
    const struct hoshi_plan_problem *p = s->p;
    int64_t sum = 0, more = 0;
    memset(plan->hands_micro, 0, sizeof plan->hands_micro);
    for (size_t m = 0; m < p->tables->measures; m++)
        if (plan->chosen[m] && !hoshi_money_add(sum, p->cost_yen[m], &sum))
            return false;
    plan->within_capacity = true;
    for (int y = 0; y < s->hands; y++) {
        int64_t days = -p->capacity_days_micro;
        for (size_t m = 0; m < p->tables->measures; m++)
            days += plan->chosen[m] ? p->it_days_micro[m * (size_t)p->years + (size_t)y] : 0;
        plan->hands_micro[y] = days > 0 ? days : 0;
        plan->within_capacity = plan->within_capacity && days <= 0;
    }
    if (s->hands && hoshi_plan_hands_yen(p, plan->hands_micro, &more))
        return false;
    return hoshi_money_add(sum, more, &plan->cost_yen);
}

enum outcome { FOUND, NONE, BROKEN, TOO_LARGE };

static enum outcome plan_run(struct search *s, struct hoshi_plan *plan)
{
    glp_iocp parm;
    glp_init_iocp(&parm);
    parm.presolve = GLP_ON;
    parm.msg_lev = GLP_MSG_OFF;
    parm.tol_obj = 1e-12;
    int code = glp_intopt(s->lp, &parm);
    if (code == GLP_ENOPFS || code == GLP_ENODFS)
        return NONE;
    if (code)
        return BROKEN;
    int state = glp_mip_status(s->lp);
    if (state == GLP_NOFEAS)
        return NONE;
    if (state != GLP_OPT)
        return BROKEN;
    memset(plan->chosen, 0, sizeof plan->chosen);
    for (int j = 1; j <= s->columns; j++)
        plan->chosen[s->column[j - 1]] =
            glp_mip_col_val(s->lp, j) > 0.5 && s->p->choice[s->column[j - 1]] != HOSHI_CHOICE_HAVE;
    return FOUND;
}

static enum outcome solve_once(struct search *s, struct hoshi_plan *plan)
{
    enum outcome volatile outcome = BROKEN;
    glp_term_out(GLP_OFF);
    glp_term_hook(plan_silent, NULL);
    if (setjmp(s->escape)) {
        /* The library's state is undefined after an error: free it as a whole. */
        glp_free_env();
        return BROKEN;
    }
    glp_error_hook(plan_escape, s);
    plan_build(s);
    outcome = plan_run(s, plan);
    glp_delete_prob(s->lp);
    glp_error_hook(NULL, NULL);
    s->lp = NULL;
    if (outcome != FOUND)
        return outcome;
    drop_idle(s, plan->chosen);
    plan->optimal = true;
    plan->exists = true;
    if (!feasible(s, plan->chosen))
        return BROKEN;
    return plan_total(s, plan) ? FOUND : TOO_LARGE;
}

static size_t plan_count(const struct search *s, const struct hoshi_plan *plan)
{
    size_t n = 0;
    for (size_t m = 0; m < s->p->tables->measures; m++)
        n += plan->chosen[m];
    return n;
}

static bool has_free(const struct search *s, const struct hoshi_plan *plan)
{
    for (size_t m = 0; m < s->p->tables->measures; m++)
        if (plan->chosen[m] && s->p->choice[m] == HOSHI_CHOICE_FREE)
            return true;
    return false;
}

static int plan_by_id(const void *a, const void *b, void *info)
{
    const struct search *s = info;
    return strcmp(plan_measure(s, *(const size_t *)a)->id, plan_measure(s, *(const size_t *)b)->id);
}

/* A plan of the least cost with the fewest measures under the fixes so far. Every measure counts 1 in the
 * objective, and the cost row keeps to the least cost; a plan that slips through the row's tolerance does not
 * count. */
static enum outcome fewest(struct search *s, struct hoshi_plan *plan)
{
    static const size_t room = CUTS_MAX;
    struct hoshi_plan *dear = calloc(room, sizeof *dear);
    if (!dear)
        return BROKEN;
    s->count = true;
    s->cuts = 0;
    enum outcome outcome = solve_once(s, plan);
    while (outcome == FOUND && plan->cost_yen > s->least && s->cuts < room) {
        dear[s->cuts] = *plan;
        s->cut[s->cuts] = dear[s->cuts].chosen;
        s->cuts++;
        outcome = solve_once(s, plan);
    }
    s->count = false;
    s->cuts = 0;
    free(dear);
    return outcome == FOUND && plan->cost_yen > s->least ? NONE : outcome;
}

/* Take measures in id order: keep each that some best plan holds. What the current plan holds needs no
 * question. */
static enum outcome order_by_id(struct search *s, struct hoshi_plan *plan)
{
    size_t order[HOSHI_MEASURES_MAX], n = 0, least = plan_count(s, plan);
    for (int j = 0; j < s->columns; j++)
        if (s->p->choice[s->column[j]] == HOSHI_CHOICE_FREE)
            order[n++] = s->column[j];
    hoshi_sort_with(order, n, sizeof *order, plan_by_id, s);
    for (size_t i = 0; i < n; i++) {
        struct hoshi_plan other;
        s->fix[order[i]] = 1;
        if (plan->chosen[order[i]])
            continue;
        enum outcome outcome = fewest(s, &other);
        if (outcome == BROKEN)
            return BROKEN;
        if (outcome == FOUND && plan_count(s, &other) == least && other.chosen[order[i]])
            *plan = other;
        else
            s->fix[order[i]] = -1;
    }
    return FOUND;
}

/* As the solver sees it: days bought in not rounded. */
static double unrounded(const struct search *s, const struct hoshi_plan *plan)
{
    double yen = 0;
    for (size_t m = 0; m < s->p->tables->measures; m++)
        yen += plan->chosen[m] ? (double)s->p->cost_yen[m] : 0;
    for (int y = 0; y < s->hands; y++)
        yen += (double)plan->hands_micro[y] / 1e6 * premium(s);
    return yen;
}

/* Keep the cheaper two; the one found first stays on a tie. */
static void take_cheaper(struct hoshi_plan *best, struct hoshi_plan *second, const struct hoshi_plan *x)
{
    if (!best->exists || x->cost_yen < best->cost_yen) {
        *second = *best;
        *best = *x;
    } else if (!second->exists || x->cost_yen < second->cost_yen) {
        *second = *x;
    }
}

/* The two cheapest plans under the cuts so far (exists false: none). Days bought in are rounded to whole yen year by
 * year, two roundings each, so that a plan which the solver finds dearer by less than a yen a year may be the cheaper
 * one: plans are asked for, each leaving out something of all before, until one is dearer by more than that.
 * Without a second the last wanted is the best. */
static enum outcome two_cheapest(struct search *s, bool want_second, struct hoshi_plan *best,
                                 struct hoshi_plan *second)
{
    size_t before = s->cuts;
    struct hoshi_plan *found = calloc(CUTS_MAX, sizeof *found);
    enum outcome outcome = found ? FOUND : BROKEN;
    best->exists = second->exists = false;
    while (outcome == FOUND && s->cuts < CUTS_MAX) {
        struct hoshi_plan *x = &found[s->cuts];
        outcome = solve_once(s, x);
        if (outcome != FOUND)
            break;
        take_cheaper(best, second, x);
        const struct hoshi_plan *last = want_second ? second : best;
        bool dearer = last->exists && unrounded(s, x) > (double)last->cost_yen + s->hands + 0.25;
        bool enough = s->hands ? dearer : second->exists || !want_second;
        if (enough || !has_free(s, x))
            break;
        s->cut[s->cuts++] = x->chosen;
    }
    s->cuts = before;
    free(found);
    if (outcome == BROKEN)
        return BROKEN;
    return best->exists ? FOUND : outcome;
}

/* Of all plans of the least cost the one with the fewest measures, then the lowest ids in order. */
static enum outcome settle_ties(struct search *s, struct hoshi_plan *plan)
{
    signed char fix[HOSHI_MEASURES_MAX] = {0};
    struct hoshi_plan best;
    s->least = plan->cost_yen;
    s->fix = fix;
    enum outcome outcome = fewest(s, &best);
    if (outcome == FOUND)
        outcome = order_by_id(s, &best);
    s->least = -1;
    s->fix = NULL;
    if (outcome == FOUND)
        *plan = best;
    return outcome == BROKEN ? BROKEN : FOUND;
}

static enum hoshi_status check_closable(const struct search *s, struct hoshi_faults *faults)
{
    bool closable[HOSHI_CRITERIA_MAX] = {false};
    enum hoshi_status status = HOSHI_OK;
    for (int j = 0; j < s->columns; j++) {
        const struct hoshi_measure *m = plan_measure(s, s->column[j]);
        for (size_t i = 0; i < m->closes_n; i++)
            closable[m->closes[i]] = true;
    }
    for (size_t c = 0; c < s->p->tables->catalog.criteria; c++)
        if (s->p->open[c] && !closable[c])
            status = hoshi_fault_add(faults, HOSHI_E_CRITERION_OPEN, s->p->tables->catalog.criterion[c].id,
                                     NULL, NULL);
    return status;
}

/* True when the pair was told as a row of the other: both rows may name each other. */
static bool named_before(const struct search *s, size_t other, size_t m)
{
    const struct hoshi_measure *y = &s->p->tables->measure[other];
    for (size_t i = 0; other < m && i < y->excludes_n; i++)
        if (y->excludes[i] == m)
            return true;
    return false;
}

/* Measures that are to be used and exclude one another: then no search is needed to say why there is no plan. */
static bool plan_contradiction(const struct search *s, struct hoshi_faults *faults)
{
    bool found = false;
    for (size_t m = 0; m < s->p->tables->measures; m++) {
        const struct hoshi_measure *x = &s->p->tables->measure[m];
        for (size_t i = 0; s->p->choice[m] == HOSHI_CHOICE_FORCED && i < x->excludes_n; i++) {
            const struct hoshi_measure *y = &s->p->tables->measure[x->excludes[i]];
            char pair[2 * HOSHI_ID_MAX + 4];
            if (s->p->choice[x->excludes[i]] != HOSHI_CHOICE_FORCED || named_before(s, x->excludes[i], m))
                continue;
            snprintf(pair, sizeof pair, "%s, %s", x->id, y->id);
            found = hoshi_fault_add(faults, HOSHI_E_PLAN_INFEASIBLE, "plan.use", pair, NULL) != HOSHI_OK;
        }
    }
    return found;
}

static enum hoshi_status plan_report(const struct search *search, enum outcome outcome,
                                     struct hoshi_faults *faults)
{
    if (outcome == NONE && plan_contradiction(search, faults))
        return HOSHI_E_PLAN_INFEASIBLE;
    enum hoshi_status s = outcome == NONE        ? HOSHI_E_PLAN_INFEASIBLE
                          : outcome == TOO_LARGE ? HOSHI_E_OVERFLOW
                                                 : HOSHI_E_SOLVER;
    return hoshi_fault_add(faults, s, NULL, NULL, NULL);
}

/* The cheapest plan that leaves out at least one free measure of `plan`. */
static void find_next(struct search *s, const struct hoshi_plan *plan, struct hoshi_plan *next)
{
    struct hoshi_plan other;
    memset(next, 0, sizeof *next);
    if (!s->columns || !has_free(s, plan))
        return;
    s->cut[0] = plan->chosen;
    s->cuts = 1;
    if (two_cheapest(s, false, next, &other) != FOUND)
        memset(next, 0, sizeof *next);
    s->cuts = 0;
}

enum hoshi_status hoshi_plan_solve(const struct hoshi_plan_problem *problem, struct hoshi_plan *plan,
                                   struct hoshi_plan *next_best, struct hoshi_faults *faults)
{
    struct search s = {.p = problem, .least = -1, .hands = problem->it_days_micro ? problem->years : 0};
    struct hoshi_plan best = {.within_capacity = true}, other = {.exists = false};
    choose_columns(&s);
    enum hoshi_status status = check_closable(&s, faults);
    if (status)
        return status;
    /* Whether there is a tie is known by the second. */
    enum outcome outcome = s.columns ? two_cheapest(&s, true, &best, &other) : FOUND;
    struct hoshi_plan first = best;
    if (outcome == FOUND && other.exists && other.cost_yen == best.cost_yen)
        outcome = settle_ties(&s, &best);
    if (outcome != FOUND)
        return plan_report(&s, outcome, faults);
    best.optimal = best.exists = true;
    *plan = best;
    if (!next_best)
        return HOSHI_OK;
    if (memcmp(first.chosen, best.chosen, sizeof best.chosen) != 0)
        find_next(&s, plan, &other);
    *next_best = other;
    return HOSHI_OK;
}
