/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chain of plans. Each stage is solved with what the stages before it decided already forced, except that
 * the plan for the target level does not inherit from the plan for ★3: both must be optimal for their level,
 * and the ledger shows what the second makes unnecessary as negative lines. */
#include "estimate_stages.h"

#include <stdlib.h>
#include <string.h>

enum hoshi_status hoshi_builder_memory(struct builder *b)
{
    return hoshi_fault_add(b->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
}

int64_t hoshi_stage_need(const struct hoshi_need *need, const struct hoshi_tables *t, size_t m)
{
    int64_t n = hoshi_need_of_measure(need, t, m, HOSHI_PARTIALS_HALF);
    return n ? n : HOSHI_MICRO;
}

static bool closes_open(const struct hoshi_need *need, const struct hoshi_measure *m)
{
    for (size_t i = 0; i < m->closes_n; i++)
        if (need->state[m->closes[i]] == HOSHI_OPEN)
            return true;
    return false;
}

static bool required_by_default(const struct hoshi_tables *t, size_t m)
{
    for (size_t i = 0; i < t->measures; i++)
        for (size_t k = 0; t->measure[i].by_default && k < t->measure[i].requires_n; k++)
            if (t->measure[i].requires_[k] == m)
                return true;
    return false;
}

static enum hoshi_choice base_choice(const struct builder *b, const struct hoshi_need *need, size_t m)
{
    const struct hoshi_measure *x = &b->t->measure[m];
    const struct hoshi_case_plan *p = &b->c->plan;
    for (size_t i = 0; i < p->haves; i++)
        if (p->have[i] == m || (x->star && b->t->measure[p->have[i]].star > x->star))
            return HOSHI_CHOICE_HAVE;
    if (x->star)
        return x->star == need->level ? HOSHI_CHOICE_FORCED : HOSHI_CHOICE_FORBIDDEN;
    for (size_t i = 0; i < p->avoids; i++)
        if (p->avoid[i] == m)
            return HOSHI_CHOICE_FORBIDDEN;
    if (!hoshi_measure_available(&b->e->a, x))
        return HOSHI_CHOICE_FORBIDDEN;
    /* A reasoned choice belongs to the plan itself where it closes something open at this level. */
    for (size_t i = 0; i < p->uses; i++)
        if (p->use[i].measure == m && p->use[i].reason && closes_open(need, x))
            return HOSHI_CHOICE_FORCED;
    /* A wish without a reason stands for election too: where it is the cheaper way, it is the plan. */
    for (size_t i = 0; i < p->uses; i++)
        if (p->use[i].measure == m)
            return HOSHI_CHOICE_FREE;
    return x->by_default || required_by_default(b->t, m) ? HOSHI_CHOICE_FREE : HOSHI_CHOICE_FORBIDDEN;
}

static enum hoshi_status cost_measure(const struct builder *b, struct hoshi_stage_setup *s, size_t m,
                                      int64_t need)
{
    const struct hoshi_measure *x = &b->t->measure[m];
    const struct hoshi_assumptions *a = &b->e->a;
    for (size_t i = 0; i < x->lines; i++) {
        struct hoshi_line line;
        struct hoshi_amounts y;
        enum hoshi_status status = hoshi_line_init(&line, a, x, i, b->faults);
        if (!status)
            status = hoshi_line_amounts(&line, a, need, hoshi_line_basis_micro(&line, b->c->sharing.basis),
                                        &y, b->faults);
        if (status)
            return status;
        if (!hoshi_money_add(s->cost[m], y.horizon_yen, &s->cost[m]))
            return hoshi_fault_add(b->faults, HOSHI_E_OVERFLOW, line.row->id, NULL, NULL);
        s->direct[m] += line.row->cost_class == HOSHI_DIRECT ? y.horizon_yen : 0;
        int64_t days = hoshi_line_basis_days(&line, a, need);
        for (int year = 1; line.effort && year <= a->horizon; year++)
            if (hoshi_line_due(&line, year)) {
                s->own_days[m] += days;
                if (line.effort->role == HOSHI_ROLE_IT)
                    s->days[m * (size_t)a->horizon + (size_t)year - 1] += days;
            }
    }
    return HOSHI_OK;
}

/* What a day bought in costs, and what the own day it stands for is charged at. */
static enum hoshi_status hands_prices(const struct builder *b, struct hoshi_stage_setup *s)
{
    const struct hoshi_measure *x = b->t->hands == SIZE_MAX ? NULL : &b->t->measure[b->t->hands];
    for (size_t i = 0; x && i < x->lines; i++) {
        struct hoshi_line line;
        enum hoshi_status status = hoshi_line_init(&line, &b->e->a, x, i, b->faults);
        if (status)
            return status;
        *(hoshi_line_credit(&line) ? &s->inside_micro : &s->outside_micro) =
            hoshi_line_basis_micro(&line, b->c->sharing.basis);
    }
    return HOSHI_OK;
}

enum hoshi_status hoshi_stage_setup(const struct builder *b, struct hoshi_stage_setup *s,
                                    const struct hoshi_need *need)
{
    int64_t days = b->c->supplier.it_days_per_year;
    memset(s, 0, sizeof *s);
    s->capacity_micro = days == HOSHI_NONE ? HOSHI_NONE : days * HOSHI_MICRO;
    for (size_t c = 0; c < b->t->catalog.criteria; c++)
        s->open[c] = need->state[c] == HOSHI_OPEN;
    for (size_t m = 0; m < b->t->measures; m++) {
        s->choice[m] = base_choice(b, need, m);
        enum hoshi_status status =
            b->t->measure[m].hands ? HOSHI_OK : cost_measure(b, s, m, hoshi_stage_need(need, b->t, m));
        if (status)
            return status;
    }
    return hands_prices(b, s);
}

static struct hoshi_plan_problem problem_of(const struct builder *b, const struct hoshi_stage_setup *s)
{
    bool limited = s->capacity_micro != HOSHI_NONE && b->t->hands != SIZE_MAX;
    return (struct hoshi_plan_problem){.tables = b->t,
                                       .open = s->open,
                                       .choice = s->choice,
                                       .cost_yen = s->cost,
                                       .it_days_micro = limited ? s->days : NULL,
                                       .years = b->e->a.horizon,
                                       .capacity_days_micro = limited ? s->capacity_micro : 0,
                                       .outside_micro = s->outside_micro,
                                       .inside_micro = s->inside_micro};
}

enum hoshi_status hoshi_stage_solve(const struct builder *b, const struct hoshi_stage_setup *s,
                                    struct hoshi_plan *plan, struct hoshi_plan *next)
{
    struct hoshi_plan_problem p = problem_of(b, s);
    return hoshi_plan_solve(&p, plan, next, b->faults);
}

/* IT days of the chosen in year y (from 0), as charged. */
static int64_t stage_days(const struct builder *b, const struct hoshi_stage_setup *s, const bool *chosen,
                          int y)
{
    int64_t days = 0;
    for (size_t m = 0; m < b->t->measures; m++)
        days += chosen[m] ? s->days[m * (size_t)b->e->a.horizon + (size_t)y] : 0;
    return days;
}

static int64_t beyond(int64_t days_micro, int64_t capacity_micro)
{
    return capacity_micro != HOSHI_NONE && days_micro > capacity_micro ? days_micro - capacity_micro : 0;
}

static struct stage *stages_push(struct builder *b, const struct hoshi_stage_setup *s, const bool *chosen,
                                 const struct hoshi_need *need, enum hoshi_cause cause)
{
    struct stage *st = &b->stage[b->stages++];
    st->cause = cause;
    st->mark = "";
    for (size_t m = 0; m < b->t->measures; m++) {
        st->chosen[m] = chosen[m];
        st->need_ppm[m] = chosen[m] ? hoshi_stage_need(need, b->t, m) : 0;
    }
    for (int y = 0; b->t->hands != SIZE_MAX && y < b->e->a.horizon; y++)
        st->hands_micro[y] = beyond(stage_days(b, s, chosen, y), s->capacity_micro);
    return st;
}

static enum hoshi_status star3_stage(struct builder *b, struct hoshi_stage_setup *s)
{
    hoshi_need_init(&b->need3, b->t, b->c, 3);
    enum hoshi_status status = hoshi_stage_setup(b, s, &b->need3);
    if (!status)
        status = hoshi_stage_solve(b, s, &b->e->plan3, NULL);
    if (!status)
        stages_push(b, s, b->e->plan3.chosen, &b->need3, HOSHI_CAUSE_LEVEL3);
    return status;
}

static void describe(const struct builder *b, const struct hoshi_stage_setup *s,
                     const struct hoshi_plan *plan, struct hoshi_alternative *out)
{
    *out = (struct hoshi_alternative){.exists = true, .horizon_yen = plan->cost_yen};
    for (size_t m = 0; m < b->t->measures; m++) {
        out->chosen[m] = plan->chosen[m];
        out->direct_yen += plan->chosen[m] ? s->direct[m] : 0;
        out->own_days_micro += plan->chosen[m] ? s->own_days[m] : 0;
    }
    for (int y = 0; y < b->e->a.horizon; y++) {
        int64_t days = stage_days(b, s, plan->chosen, y) - plan->hands_micro[y], yen = 0;
        out->it_days_micro = days > out->it_days_micro ? days : out->it_days_micro;
        out->hands_micro += plan->hands_micro[y];
        if (hoshi_money_line(plan->hands_micro[y], HOSHI_MICRO, s->outside_micro, &yen))
            out->direct_yen += yen;
    }
    out->own_days_micro -= out->hands_micro;
}

/* The main plan exists, so these do; what fails here fails for want of memory or in the solver. */
static enum hoshi_status stages_alternatives(struct builder *b, struct hoshi_stage_setup *s)
{
    struct hoshi_plan plan;
    int64_t capacity = s->capacity_micro;
    if (capacity != HOSHI_NONE && b->t->hands != SIZE_MAX)
        describe(b, s, &b->e->plan, &b->e->within);
    s->capacity_micro = HOSHI_NONE;
    enum hoshi_status status = hoshi_stage_solve(b, s, &plan, NULL);
    if (!status)
        describe(b, s, &plan, &b->e->in_house);
    s->capacity_micro = 0;
    if (!status && b->t->hands != SIZE_MAX)
        status = hoshi_stage_solve(b, s, &plan, NULL);
    if (!status && b->t->hands != SIZE_MAX)
        describe(b, s, &plan, &b->e->outsourced);
    s->capacity_micro = capacity;
    return status;
}

static enum hoshi_status target_stage(struct builder *b, struct hoshi_stage_setup *s, struct hoshi_plan *plan,
                                      struct hoshi_plan *next)
{
    bool ledger = b->c->target_level == 4;
    enum hoshi_status status = hoshi_stage_setup(b, s, b->need);
    if (!status)
        status = hoshi_stage_solve(b, s, plan, next);
    if (status)
        return status;
    struct stage *st =
        stages_push(b, s, plan->chosen, b->need, ledger ? HOSHI_CAUSE_LEVEL4 : HOSHI_CAUSE_LEVEL3);
    st->mark = ledger ? "@4" : "";
    return HOSHI_OK;
}

static enum hoshi_status unavailable(struct builder *b, size_t m, const char *path)
{
    const struct hoshi_measure *x = &b->t->measure[m];
    if (x->hands)
        return hoshi_fault_add(b->faults, HOSHI_E_MEASURE_UNAVAILABLE, path, x->id,
                               "supplier.capacity.it_days_per_year");
    for (size_t i = 0; i < x->lines; i++)
        if (!x->line[i].every && x->line[i].from_year > b->e->a.horizon)
            return hoshi_fault_add(b->faults, HOSHI_E_MEASURE_UNAVAILABLE, path, x->id, "horizon_years >= %d",
                                   x->line[i].from_year);
    return hoshi_fault_add(b->faults, HOSHI_E_MEASURE_UNAVAILABLE, path, x->id, "%s %lld … %lld",
                           hoshi_driver_key(x->bound_driver),
                           (long long)(x->bound_min == HOSHI_NONE ? 0 : x->bound_min),
                           (long long)(x->bound_max == HOSHI_NONE ? HOSHI_COUNT_MAX : x->bound_max));
}

/* Keep a measure in all plans to come, also one that the plan so far chose by itself; true when the plan so
 * far lacks it. */
static bool force(struct hoshi_stage_setup *s, const struct stage *last, size_t m)
{
    if (s->choice[m] == HOSHI_CHOICE_HAVE)
        return false;
    s->choice[m] = HOSHI_CHOICE_FORCED;
    return !last->chosen[m];
}

static enum hoshi_status own_stage(struct builder *b, struct hoshi_stage_setup *s)
{
    const struct hoshi_case_plan *p = &b->c->plan;
    bool any = false;
    for (size_t i = 0; i < p->uses; i++) {
        if (!hoshi_measure_available(&b->e->a, &b->t->measure[p->use[i].measure]))
            return unavailable(b, p->use[i].measure, "plan.use");
        any |= force(s, &b->stage[b->stages - 1], p->use[i].measure);
    }
    if (!any)
        return HOSHI_OK;
    struct hoshi_plan plan;
    enum hoshi_status status = hoshi_stage_solve(b, s, &plan, NULL);
    if (!status)
        stages_push(b, s, plan.chosen, b->need, HOSHI_CAUSE_OWN)->mark = "@own";
    return status;
}

static const char *buyer_mark(struct builder *b, const bool *buyer)
{
    struct hoshi_buffer text;
    hoshi_buffer_init(&text, 8192);
    hoshi_buffer_puts(&text, "@");
    for (size_t i = 0, n = 0; i < b->c->buyers; i++)
        if (buyer[i])
            hoshi_buffer_printf(&text, "%s%s", n++ ? "+" : "", b->c->buyer[i].id);
    char *mark = text.failed ? NULL : hoshi_arena_text(&b->e->arena, hoshi_buffer_text(&text));
    hoshi_buffer_release(&text);
    return mark;
}

static bool demands(const struct hoshi_case_buyer *x, size_t m, bool designated)
{
    if (designated)
        return x->request.designated_product == m;
    for (size_t i = 0; i < x->extras; i++)
        if (x->extra[i].measure == m)
            return true;
    return false;
}

/* Who demands measure m; *buyer is NULL when nobody does. */
static enum hoshi_status stages_demanders(struct builder *b, size_t m, bool designated, bool **buyer)
{
    bool any = false;
    *buyer = NULL;
    for (size_t i = 0; i < b->c->buyers; i++)
        any |= demands(&b->c->buyer[i], m, designated);
    if (!any)
        return HOSHI_OK;
    *buyer = hoshi_arena_array(&b->e->arena, b->c->buyers, sizeof **buyer);
    if (!*buyer)
        return hoshi_builder_memory(b);
    for (size_t i = 0; i < b->c->buyers; i++)
        (*buyer)[i] = demands(&b->c->buyer[i], m, designated);
    return HOSHI_OK;
}

/* NULL when out of memory. */
static struct stage *buyer_stage(struct builder *b, const struct hoshi_stage_setup *s, const bool *chosen,
                                 const bool *buyer)
{
    struct stage *st = stages_push(b, s, chosen, b->need, HOSHI_CAUSE_BUYER);
    st->buyer = buyer;
    st->mark = buyer_mark(b, buyer);
    return st->mark ? st : NULL;
}

static enum hoshi_status designated_stages(struct builder *b, struct hoshi_stage_setup *s)
{
    for (size_t m = 0; m < b->t->measures; m++) {
        bool *buyer;
        enum hoshi_status status = stages_demanders(b, m, true, &buyer);
        if (status)
            return status;
        if (!buyer)
            continue;
        if (!hoshi_measure_available(&b->e->a, &b->t->measure[m]))
            return unavailable(b, m, "buyers[].request.designated_product");
        if (!force(s, &b->stage[b->stages - 1], m))
            continue;
        struct hoshi_plan plan;
        status = hoshi_stage_solve(b, s, &plan, NULL);
        if (!status && !buyer_stage(b, s, plan.chosen, buyer))
            status = hoshi_builder_memory(b);
        if (status)
            return status;
    }
    return HOSHI_OK;
}

static void add_with_required(const struct builder *b, const struct hoshi_stage_setup *s, bool *chosen,
                              size_t m)
{
    if (chosen[m] || s->choice[m] == HOSHI_CHOICE_HAVE)
        return;
    chosen[m] = true;
    for (size_t i = 0; i < b->t->measure[m].requires_n; i++)
        add_with_required(b, s, chosen, b->t->measure[m].requires_[i]);
}

static enum hoshi_status extra_stages(struct builder *b, const struct hoshi_stage_setup *s)
{
    for (size_t m = 0; m < b->t->measures; m++) {
        bool *buyer;
        enum hoshi_status status = stages_demanders(b, m, false, &buyer);
        if (status)
            return status;
        const struct stage *last = &b->stage[b->stages - 1];
        if (!buyer || last->chosen[m] || s->choice[m] == HOSHI_CHOICE_HAVE)
            continue;
        if (!hoshi_measure_available(&b->e->a, &b->t->measure[m]))
            return unavailable(b, m, "buyers[].extra");
        bool chosen[HOSHI_MEASURES_MAX];
        memcpy(chosen, last->chosen, sizeof chosen);
        add_with_required(b, s, chosen, m);
        if (!buyer_stage(b, s, chosen, buyer))
            return hoshi_builder_memory(b);
    }
    return HOSHI_OK;
}

/* What comes behind the plan for the target. */
static enum hoshi_status later_stages(struct builder *b, struct hoshi_stage_setup *s)
{
    enum hoshi_status status = own_stage(b, s);
    if (!status)
        status = designated_stages(b, s);
    if (!status)
        status = extra_stages(b, s);
    return status;
}

static struct hoshi_stage_setup *stages_start(struct builder *b)
{
    b->stages = 0;
    b->stage = calloc(STAGES_MAX + b->t->measures, sizeof *b->stage);
    return b->stage ? calloc(1, sizeof(struct hoshi_stage_setup)) : NULL;
}

enum hoshi_status hoshi_stages_build(struct builder *b)
{
    struct hoshi_estimate *e = b->e;
    struct hoshi_stage_setup *s = stages_start(b);
    if (!s)
        return hoshi_builder_memory(b);
    b->need = &e->need;
    e->ledger = b->c->target_level == 4;
    enum hoshi_status status = e->ledger ? star3_stage(b, s) : HOSHI_OK;
    if (!status)
        status = target_stage(b, s, &e->plan, &e->next_best);
    if (!status)
        status = stages_alternatives(b, s);
    if (!status)
        status = later_stages(b, s);
    const struct stage *last = status ? NULL : &b->stage[b->stages - 1];
    for (int y = 0; last && y < e->a.horizon; y++) {
        e->it_days_micro[y] = stage_days(b, s, last->chosen, y);
        e->a.hands_micro[y] = last->hands_micro[y];
    }
    free(s);
    return status;
}

/* Σ of the last plan's measures and of its days bought in. */
static enum hoshi_status stage_cost(struct builder *b, const struct stage *st, enum hoshi_sharing_basis basis,
                                    int64_t *yen)
{
    struct hoshi_assumptions a = b->e->a;
    int64_t sum = 0, cost = 0;
    memcpy(a.hands_micro, st->hands_micro, sizeof a.hands_micro);
    for (size_t m = 0; m < b->t->measures; m++) {
        if (!st->chosen[m] && m != b->t->hands)
            continue;
        enum hoshi_status status = hoshi_measure_cost(
            &a, &b->t->measure[m], m == b->t->hands ? HOSHI_MICRO : st->need_ppm[m], basis, &cost, b->faults);
        if (status)
            return status;
        if (!hoshi_money_add(sum, cost, &sum))
            return hoshi_fault_add(b->faults, HOSHI_E_OVERFLOW, b->t->measure[m].id, NULL, NULL);
    }
    *yen = sum;
    return HOSHI_OK;
}

enum hoshi_status hoshi_stages_total(struct builder *b, const struct hoshi_need *need, int64_t *mean_yen,
                                     int64_t *likely_yen)
{
    struct builder other = {.e = b->e, .t = b->t, .c = b->c, .need = need, .faults = b->faults};
    struct hoshi_stage_setup *s = stages_start(&other);
    struct hoshi_plan plan;
    enum hoshi_status status = s ? target_stage(&other, s, &plan, NULL) : hoshi_builder_memory(b);
    if (!status)
        status = later_stages(&other, s);
    if (!status)
        status = stage_cost(b, &other.stage[other.stages - 1], HOSHI_BASIS_MEAN, mean_yen);
    if (!status)
        status = stage_cost(b, &other.stage[other.stages - 1], HOSHI_BASIS_POINT, likely_yen);
    free(other.stage);
    free(s);
    return status;
}
