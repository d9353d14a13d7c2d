/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the chain of plans to entries: for each stage and each line, what it costs at the need of this stage
 * less what it cost at the need of the stage before. Amounts are rounded before they are subtracted, so
 * entries add up exactly. */
#include "estimate_stages.h"

#include <stdlib.h>
#include <string.h>

static void ledger_subtract(struct hoshi_amounts *x, const struct hoshi_amounts *y)
{
    x->due_yen -= y->due_yen;
    x->horizon_yen -= y->horizon_yen;
    x->annual_yen -= y->annual_yen;
    for (int i = 0; i < HOSHI_YEARS_MAX; i++)
        x->by_year_yen[i] -= y->by_year_yen[i];
}

static enum hoshi_status difference(struct builder *b, const struct hoshi_entry *entry, int64_t unit,
                                    struct hoshi_amounts *out)
{
    struct hoshi_amounts before;
    enum hoshi_status s = hoshi_line_amounts(&entry->line, &b->e->a, entry->need_ppm, unit, out, b->faults);
    if (!s)
        s = hoshi_line_amounts(&entry->line, &b->e->a, entry->before_ppm, unit, &before, b->faults);
    if (!s)
        ledger_subtract(out, &before);
    return s;
}

static enum hoshi_status entry_amounts(struct builder *b, struct hoshi_entry *entry)
{
    struct hoshi_amounts low, high;
    enum hoshi_status s = difference(b, entry, entry->line.unit.likely_micro, &entry->point);
    if (!s)
        s = difference(b, entry, entry->line.unit_mean_micro, &entry->mean);
    if (!s)
        s = difference(b, entry, entry->line.unit.low_micro, &low);
    if (!s)
        s = difference(b, entry, entry->line.unit.high_micro, &high);
    if (s)
        return s;
    entry->low_yen = low.horizon_yen;
    entry->high_yen = high.horizon_yen;
    entry->days_micro =
        hoshi_line_days(&entry->line, entry->need_ppm) - hoshi_line_days(&entry->line, entry->before_ppm);
    return HOSHI_OK;
}

int hoshi_ledger_level(const struct builder *b, size_t m, bool unknown)
{
    const struct hoshi_measure *x = &b->t->measure[m];
    int level = x->star ? x->star : 0;
    for (size_t i = 0; i < x->closes_n; i++) {
        enum hoshi_criterion_state s = b->e->need.state[x->closes[i]];
        int at = b->t->catalog.criterion[x->closes[i]].level;
        if ((s == HOSHI_OPEN || (unknown && s == HOSHI_UNKNOWN_STATE)) && (!level || at < level))
            level = at;
    }
    if (level)
        return level;
    for (size_t k = 0; k < b->t->measures; k++)
        for (size_t i = 0; i < b->t->measure[k].requires_n; i++)
            if (b->t->measure[k].requires_[i] == m && k != m) {
                int at = hoshi_ledger_level(b, k, unknown);
                if (at && (!level || at < level))
                    level = at;
            }
    return level;
}

/* True when every open criterion the measure serves at the level is the supplier's own affair (plan.own). */
static bool own_affair(const struct builder *b, const struct hoshi_need *need, size_t m)
{
    const struct hoshi_measure *x = &b->t->measure[m];
    const struct hoshi_case_plan *p = &b->c->plan;
    size_t served = 0, own = 0;
    for (size_t i = 0; i < x->closes_n; i++) {
        if (need->state[x->closes[i]] != HOSHI_OPEN)
            continue;
        served++;
        for (size_t k = 0; k < p->owns; k++)
            own += p->own[k] == x->closes[i];
    }
    return served && served == own;
}

static bool idle_use(const struct builder *b, size_t m)
{
    const struct hoshi_case_plan *p = &b->c->plan;
    for (size_t i = 0; i < p->uses; i++)
        if (p->use[i].measure == m)
            return !b->t->measure[m].star && hoshi_ledger_level(b, m, false) == 0;
    return false;
}

static enum hoshi_cause cause_of(const struct builder *b, size_t k, size_t m, bool dropped)
{
    const struct stage *st = &b->stage[k];
    if (st->cause == HOSHI_CAUSE_BUYER || st->cause == HOSHI_CAUSE_OWN)
        return st->cause;
    const struct hoshi_need *need = b->e->ledger && (k == 0 || dropped) ? &b->need3 : &b->e->need;
    if (idle_use(b, m) || own_affair(b, need, m))
        return HOSHI_CAUSE_OWN;
    return st->cause;
}

static enum hoshi_own_origin own_origin(const struct builder *b, const struct hoshi_entry *x, size_t k,
                                        size_t m)
{
    if (x->cause != HOSHI_CAUSE_OWN)
        return HOSHI_OWN_NOT;
    if (idle_use(b, m))
        return HOSHI_OWN_IDLE;
    return b->stage[k].cause == HOSHI_CAUSE_OWN ? HOSHI_OWN_CHOICE : HOSHI_OWN_AFFAIR;
}

static const char *need_key(struct builder *b, const struct hoshi_entry *entry, const char *mark)
{
    if (entry->cause != HOSHI_CAUSE_BUYER)
        return hoshi_cause_key(entry->cause);
    return hoshi_arena_printf(&b->e->arena, "buyer:%s", mark + 1);
}

static struct hoshi_entry *grow(struct builder *b)
{
    /* Entries live in the arena; the list doubles and the old one is left to it. */
    struct hoshi_estimate *e = b->e;
    if ((e->entries & (e->entries - 1)) == 0 && (e->entries >= 64 || !e->entries)) {
        size_t n = e->entries ? 2 * e->entries : 64;
        struct hoshi_entry *list = hoshi_arena_array(&e->arena, n, sizeof *list);
        if (!list)
            return NULL;
        if (e->entries)
            memcpy(list, e->entry, e->entries * sizeof *list);
        e->entry = list;
    }
    return &e->entry[e->entries++];
}

enum hoshi_status hoshi_ledger_add(struct builder *b, struct hoshi_entry *draft, const char *mark,
                                   const char *part)
{
    enum hoshi_status s = entry_amounts(b, draft);
    if (s)
        return s;
    bool nothing = draft->need_ppm == draft->before_ppm;
    if (nothing)
        return HOSHI_OK;
    draft->id = hoshi_arena_printf(&b->e->arena, "%s%s%s", draft->line.row->id, mark, part);
    draft->need_key = need_key(b, draft, mark);
    struct hoshi_entry *entry = draft->id && draft->need_key ? grow(b) : NULL;
    if (!entry)
        return hoshi_builder_memory(b);
    *entry = *draft;
    return HOSHI_OK;
}

/* Of a replacement only the part that is brought forward counts; what was due anyway stays with the supplier.
 * Returns the part that counts in ppm, or -1 when the case says nothing about it. */
static int64_t advanced_part(const struct builder *b, const struct hoshi_line *line)
{
    const struct hoshi_case_renewal *r = &b->c->supplier.renewal;
    bool endpoint = line->row->drivers == 1u << HOSHI_UNSUPPORTED_ENDPOINTS;
    bool server = line->row->drivers == 1u << HOSHI_UNSUPPORTED_SERVERS;
    if (!line->row->upgrade || (!endpoint && !server) || !line->base_micro)
        return -1;
    int64_t overdue = endpoint ? r->overdue_endpoints : r->overdue_servers;
    int64_t early = endpoint ? r->early_years_endpoints_micro : r->early_years_servers_micro;
    if (overdue == HOSHI_NONE && early == HOSHI_NONE)
        return -1;
    int64_t part = HOSHI_MICRO, years = line->life_years * HOSHI_MICRO;
    if (overdue != HOSHI_NONE)
        hoshi_money_muldiv(line->base_micro - overdue * HOSHI_MICRO, HOSHI_MICRO, line->base_micro, &part);
    if (early != HOSHI_NONE && early < years)
        hoshi_money_muldiv(part, early, years, &part);
    return part;
}

static enum hoshi_status add_renewal(struct builder *b, struct hoshi_entry draft, const char *mark,
                                     int64_t part)
{
    int64_t full = draft.need_ppm, shared = 0;
    hoshi_money_muldiv(hoshi_line_need(&draft.line, full), part, HOSHI_MICRO, &shared);
    struct hoshi_entry own = draft;
    draft.need_ppm = shared;
    own.before_ppm = shared;
    own.cause = HOSHI_CAUSE_OWN;
    own.own = HOSHI_OWN_DUE;
    enum hoshi_status s = shared ? hoshi_ledger_add(b, &draft, mark, "") : HOSHI_OK;
    if (!s)
        s = hoshi_ledger_add(b, &own, mark, "@due");
    return s;
}

static enum hoshi_status add_lines(struct builder *b, size_t k, size_t m, int64_t before)
{
    const struct stage *st = &b->stage[k];
    const struct hoshi_measure *x = &b->t->measure[m];
    bool dropped = !st->need_ppm[m];
    for (size_t i = 0; i < x->lines; i++) {
        struct hoshi_entry draft = {.probability = 1, .before_ppm = before, .need_ppm = st->need_ppm[m]};
        enum hoshi_status s = hoshi_line_init(&draft.line, &b->e->a, x, i, b->faults);
        if (s)
            return s;
        draft.need_ppm = hoshi_line_need(&draft.line, draft.need_ppm);
        draft.before_ppm = hoshi_line_need(&draft.line, draft.before_ppm);
        draft.cause = cause_of(b, k, m, dropped);
        draft.own = own_origin(b, &draft, k, m);
        draft.buyer = st->buyer;
        draft.level = hoshi_ledger_level(b, m, true) ? hoshi_ledger_level(b, m, true) : x->level;
        const char *mark = st->mark;
        /* A line that this stage brings in new needs no mark. */
        if (!before && st->cause != HOSHI_CAUSE_BUYER)
            mark = "";
        int64_t part = before || draft.cause == HOSHI_CAUSE_BUYER ? -1 : advanced_part(b, &draft.line);
        s = part < 0 || part == HOSHI_MICRO || draft.cause == HOSHI_CAUSE_OWN
                ? hoshi_ledger_add(b, &draft, mark, "")
                : add_renewal(b, draft, mark, part);
        if (s)
            return s;
    }
    return HOSHI_OK;
}

/* One line of days: those a year of this stage buys (or the own ones they save), or takes back of the stage before.
 * Both whole, not their difference: each is days × price in whole yen, and the entries add up to what the plan paid. */
static enum hoshi_status add_hands_line(struct builder *b, size_t k, size_t i, int64_t days_micro, bool back)
{
    const struct stage *st = &b->stage[k];
    struct hoshi_assumptions a = b->e->a;
    struct hoshi_entry draft = {.probability = 1, .cause = st->cause, .buyer = st->buyer};
    const struct hoshi_measure *x = &b->t->measure[b->t->hands];
    a.hands_micro[x->line[i].from_year - 1] = days_micro;
    enum hoshi_status s = hoshi_line_init(&draft.line, &a, x, i, b->faults);
    if (s)
        return s;
    bool added = back == hoshi_line_credit(&draft.line);
    *(added ? &draft.need_ppm : &draft.before_ppm) = HOSHI_MICRO;
    draft.level = st->cause == HOSHI_CAUSE_LEVEL3 ? 3 : (int)b->c->target_level;
    return hoshi_ledger_add(b, &draft, st->mark, back ? "@back" : "");
}

/* Days bought in are a line of their own: what this stage buys in a year in place of the stage before, and the own
 * days that saves or takes back. */
static enum hoshi_status add_hands(struct builder *b, size_t k)
{
    const struct hoshi_measure *x = b->t->hands == SIZE_MAX ? NULL : &b->t->measure[b->t->hands];
    for (size_t i = 0; x && i < x->lines; i++) {
        int y = x->line[i].from_year - 1;
        int64_t now = b->stage[k].hands_micro[y], before = k ? b->stage[k - 1].hands_micro[y] : 0;
        if (y >= b->e->a.horizon || now == before)
            continue;
        enum hoshi_status s = before ? add_hands_line(b, k, i, before, true) : HOSHI_OK;
        if (!s && now)
            s = add_hands_line(b, k, i, now, false);
        if (s)
            return s;
    }
    return HOSHI_OK;
}

static enum hoshi_status add_stage(struct builder *b, size_t k)
{
    for (size_t m = 0; m < b->t->measures; m++) {
        int64_t before = k ? b->stage[k - 1].need_ppm[m] : 0;
        if (before == b->stage[k].need_ppm[m])
            continue;
        enum hoshi_status s = add_lines(b, k, m, before);
        if (s)
            return s;
    }
    return add_hands(b, k);
}

static const char *use_reason(const struct builder *b, size_t m)
{
    for (size_t i = 0; i < b->c->plan.uses; i++)
        if (b->c->plan.use[i].measure == m)
            return b->c->plan.use[i].reason;
    return NULL;
}

static enum hoshi_status list_open(struct builder *b, struct hoshi_planned *p)
{
    const struct hoshi_measure *x = &b->t->measure[p->measure];
    size_t *list = hoshi_arena_array(&b->e->arena, x->closes_n, sizeof *list);
    if (!list)
        return hoshi_builder_memory(b);
    for (size_t i = 0; i < x->closes_n; i++)
        if (b->e->need.state[x->closes[i]] == HOSHI_OPEN)
            list[p->closes_n++] = x->closes[i];
    p->closes = list;
    return HOSHI_OK;
}

static bool buys_hands(const struct builder *b, size_t m)
{
    bool any = false;
    for (int y = 0; m == b->t->hands && y < b->e->a.horizon; y++)
        any = any || b->e->a.hands_micro[y];
    return any;
}

enum hoshi_status hoshi_ledger_build(struct builder *b)
{
    struct hoshi_estimate *e = b->e;
    for (size_t k = 0; k < b->stages; k++) {
        enum hoshi_status s = add_stage(b, k);
        if (s)
            return s;
    }
    e->certain = e->entries;
    const struct stage *last = &b->stage[b->stages - 1];
    memcpy(e->chosen, last->chosen, sizeof e->chosen);
    e->measure = hoshi_arena_array(&e->arena, 2 * b->t->measures, sizeof *e->measure);
    if (!e->measure)
        return hoshi_builder_memory(b);
    for (size_t m = 0; m < b->t->measures; m++) {
        if (!last->chosen[m] && !buys_hands(b, m))
            continue;
        struct hoshi_planned *p = &e->measure[e->measures++];
        *p = (struct hoshi_planned){.measure = m,
                                    .probability = 1,
                                    .need_ppm = last->chosen[m] ? last->need_ppm[m] : HOSHI_MICRO,
                                    .reason = use_reason(b, m)};
        enum hoshi_status s = hoshi_measure_cost(&e->a, &b->t->measure[m], p->need_ppm, HOSHI_BASIS_POINT,
                                                 &p->horizon_yen, b->faults);
        if (!s)
            s = list_open(b, p);
        if (s)
            return s;
    }
    return HOSHI_OK;
}
