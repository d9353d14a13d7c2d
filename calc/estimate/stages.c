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
    int64_t n = hoshi_need_of_measure(need, t, m, false);
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
        if (p->have[i] == m)
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
            status = hoshi_line_amounts(&line, a, need, line.unit.likely_micro, &y, b->faults);
        if (status)
            return status;
        if (!hoshi_money_add(s->cost[m], y.horizon_yen, &s->cost[m]))
            return hoshi_fault_add(b->faults, HOSHI_E_OVERFLOW, line.row->id, NULL, NULL);
        *(line.row->cost_class == HOSHI_DIRECT ? &s->direct[m] : &(int64_t){0}) += y.horizon_yen;
        if (!line.effort)
            continue;
        s->own[m] += y.horizon_yen;
        for (int year = 1; line.effort->role == HOSHI_ROLE_IT && year <= a->horizon; year++)
            if (hoshi_line_due(&line, year))
                s->days[m * (size_t)a->horizon + (size_t)year - 1] += hoshi_line_days(&line, need);
    }
    return HOSHI_OK;
}

enum hoshi_status hoshi_stage_setup(const struct builder *b, struct hoshi_stage_setup *s,
                                    const struct hoshi_need *need)
{
    memset(s, 0, sizeof *s);
    for (size_t c = 0; c < b->t->catalog.criteria; c++)
        s->open[c] = need->state[c] == HOSHI_OPEN;
    for (size_t m = 0; m < b->t->measures; m++) {
        s->choice[m] = base_choice(b, need, m);
        enum hoshi_status status = cost_measure(b, s, m, hoshi_stage_need(need, b->t, m));
        if (status)
            return status;
    }
    return HOSHI_OK;
}

enum hoshi_status hoshi_stage_solve(const struct builder *b, const struct hoshi_stage_setup *s,
                                    const int64_t *first, struct hoshi_plan *plan, struct hoshi_plan *next)
{
    int64_t capacity = b->c->supplier.it_days_per_year;
    struct hoshi_plan_problem p = {.tables = b->t,
                                   .open = s->open,
                                   .choice = s->choice,
                                   .cost_yen = s->cost,
                                   .first_yen = first,
                                   .it_days_micro = capacity == HOSHI_NONE ? NULL : s->days,
                                   .years = b->e->a.horizon,
                                   .capacity_days_micro =
                                       capacity == HOSHI_NONE ? 0 : capacity * HOSHI_MICRO};
    return hoshi_plan_solve(&p, plan, next, b->faults);
}

static struct stage *push(struct builder *b, const bool *chosen, const struct hoshi_need *need,
                          enum hoshi_cause cause)
{
    struct stage *st = &b->stage[b->stages++];
    st->cause = cause;
    st->mark = "";
    for (size_t m = 0; m < b->t->measures; m++) {
        st->chosen[m] = chosen[m];
        st->need_ppm[m] = chosen[m] ? hoshi_stage_need(need, b->t, m) : 0;
    }
    return st;
}

static enum hoshi_status star3_stage(struct builder *b, struct hoshi_stage_setup *s)
{
    hoshi_need_init(&b->need3, b->t, b->c, 3);
    enum hoshi_status status = hoshi_stage_setup(b, s, &b->need3);
    if (!status)
        status = hoshi_stage_solve(b, s, NULL, &b->e->plan3, NULL);
    if (!status)
        push(b, b->e->plan3.chosen, &b->need3, HOSHI_CAUSE_LEVEL3);
    return status;
}

static void describe(const struct builder *b, const struct hoshi_stage_setup *s,
                     const struct hoshi_plan *plan, struct hoshi_alternative *out)
{
    out->exists = true;
    for (size_t m = 0; m < b->t->measures; m++) {
        out->chosen[m] = plan->chosen[m];
        if (!plan->chosen[m])
            continue;
        out->horizon_yen += s->cost[m];
        out->direct_yen += s->direct[m];
        const struct hoshi_measure *x = &b->t->measure[m];
        for (size_t i = 0; i < x->lines; i++) {
            struct hoshi_line line;
            if (hoshi_line_init(&line, &b->e->a, x, i, NULL))
                continue;
            for (int year = 1; year <= b->e->a.horizon; year++)
                if (hoshi_line_due(&line, year))
                    out->own_days_micro += hoshi_line_days(&line, hoshi_stage_need(&b->e->need, b->t, m));
        }
    }
}

/* The main plan exists, so these do; what fails here fails for want of memory or in the solver. */
static enum hoshi_status alternatives(struct builder *b, const struct hoshi_stage_setup *s)
{
    struct hoshi_plan plan;
    enum hoshi_status status = hoshi_stage_solve(b, s, s->direct, &plan, NULL);
    if (status)
        return status;
    describe(b, s, &plan, &b->e->in_house);
    status = hoshi_stage_solve(b, s, s->own, &plan, NULL);
    if (!status)
        describe(b, s, &plan, &b->e->outsourced);
    return status;
}

static enum hoshi_status target_stage(struct builder *b, struct hoshi_stage_setup *s)
{
    struct hoshi_estimate *e = b->e;
    enum hoshi_status status = hoshi_stage_setup(b, s, &e->need);
    if (!status)
        status = hoshi_stage_solve(b, s, NULL, &e->plan, &e->next_best);
    if (status)
        return status;
    struct stage *st = push(b, e->plan.chosen, &e->need, HOSHI_CAUSE_LEVEL4);
    st->by_level = !e->ledger;
    st->mark = e->ledger ? "@4" : "";
    return alternatives(b, s);
}

static enum hoshi_status unavailable(struct builder *b, size_t m, const char *path)
{
    const struct hoshi_measure *x = &b->t->measure[m];
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
    enum hoshi_status status = hoshi_stage_solve(b, s, NULL, &plan, NULL);
    if (!status)
        push(b, plan.chosen, &b->e->need, HOSHI_CAUSE_OWN)->mark = "@own";
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
static enum hoshi_status demanders(struct builder *b, size_t m, bool designated, bool **buyer)
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
static struct stage *buyer_stage(struct builder *b, const bool *chosen, const bool *buyer)
{
    struct stage *st = push(b, chosen, &b->e->need, HOSHI_CAUSE_BUYER);
    st->buyer = buyer;
    st->mark = buyer_mark(b, buyer);
    return st->mark ? st : NULL;
}

static enum hoshi_status designated_stages(struct builder *b, struct hoshi_stage_setup *s)
{
    for (size_t m = 0; m < b->t->measures; m++) {
        bool *buyer;
        enum hoshi_status status = demanders(b, m, true, &buyer);
        if (status)
            return status;
        if (!buyer)
            continue;
        if (!hoshi_measure_available(&b->e->a, &b->t->measure[m]))
            return unavailable(b, m, "buyers[].request.designated_product");
        if (!force(s, &b->stage[b->stages - 1], m))
            continue;
        struct hoshi_plan plan;
        status = hoshi_stage_solve(b, s, NULL, &plan, NULL);
        if (!status && !buyer_stage(b, plan.chosen, buyer))
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
        enum hoshi_status status = demanders(b, m, false, &buyer);
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
        if (!buyer_stage(b, chosen, buyer))
            return hoshi_builder_memory(b);
    }
    return HOSHI_OK;
}

/* A party of a ★4 case that did not ask for ★4 must never meet its cost, so ★3 alone is planned beside it. */
static bool wants_ledger(const struct hoshi_case *c)
{
    for (size_t i = 0; i < c->buyers; i++)
        if (c->target_level == 4 && hoshi_buyer_is_party(&c->buyer[i]) &&
            hoshi_buyer_level(c, &c->buyer[i]) != 4)
            return true;
    return false;
}

enum hoshi_status hoshi_stages_build(struct builder *b)
{
    struct hoshi_stage_setup *s = calloc(1, sizeof *s);
    b->stage = calloc(STAGES_MAX + b->t->measures, sizeof *b->stage);
    if (!s || !b->stage) {
        free(s);
        return hoshi_builder_memory(b);
    }
    b->e->ledger = wants_ledger(b->c);
    enum hoshi_status status = b->e->ledger ? star3_stage(b, s) : HOSHI_OK;
    if (!status)
        status = target_stage(b, s);
    if (!status)
        status = own_stage(b, s);
    if (!status)
        status = designated_stages(b, s);
    if (!status)
        status = extra_stages(b, s);
    free(s);
    return status;
}
