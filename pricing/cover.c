/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cover.h"
#include "sort.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS = (HOSHI_MEASURES_MAX > HOSHI_CRITERIA_MAX ? HOSHI_MEASURES_MAX : HOSHI_CRITERIA_MAX) / 64 + 1 };

/* More measures than any plan has, so that a yen outweighs their number. */
#define SCALE INT64_C(512)
_Static_assert(HOSHI_MEASURES_MAX < 512, "a plan's measures fit below one yen");
#define NO_BOUND INT64_MAX

struct bits {
    uint64_t w[WORDS];
};

struct hoshi_cover {
    const struct hoshi_tables *tables;
    int words;                                 /* in use, of measures and criteria alike */
    struct bits closes[HOSHI_MEASURES_MAX];    /* criteria */
    struct bits excludes[HOSHI_MEASURES_MAX];  /* measures, either way round */
    struct bits needed_by[HOSHI_MEASURES_MAX]; /* measures that require it, directly or not */
    struct bits closed_by[HOSHI_CRITERIA_MAX];
    size_t order[HOSHI_MEASURES_MAX]; /* measures by id */
    /* Of the problem at hand. */
    int64_t cost[HOSHI_MEASURES_MAX]; /* scaled */
    struct bits have, needed_by_any;
    struct bits needs[HOSHI_MEASURES_MAX]; /* what it requires, and they, and so on; what is in place asks for
                                              nothing more */
    /* Of the component at hand. */
    int64_t best;
    struct bits best_set;
    uint64_t nodes;
    bool too_wide;
    int64_t reduced[HOSHI_MEASURES_MAX];
    struct hoshi_cover_counts counts;
};

/* ---- sets ---- */

static bool has(const struct bits *b, size_t i)
{
    return b->w[i / 64] >> (i % 64) & 1;
}

static void cover_put(struct bits *b, size_t i)
{
    b->w[i / 64] |= UINT64_C(1) << (i % 64);
}

static void cut(struct bits *b, size_t i)
{
    b->w[i / 64] &= ~(UINT64_C(1) << (i % 64));
}

static bool cover_none(const struct bits *b, int words)
{
    uint64_t all = 0;
    for (int i = 0; i < words; i++)
        all |= b->w[i];
    return !all;
}

static bool cover_within(const struct bits *a, const struct bits *b, int words)
{
    uint64_t rest = 0;
    for (int i = 0; i < words; i++)
        rest |= a->w[i] & ~b->w[i];
    return !rest;
}

static bool meet(const struct bits *a, const struct bits *b, int words)
{
    uint64_t both = 0;
    for (int i = 0; i < words; i++)
        both |= a->w[i] & b->w[i];
    return both;
}

static struct bits and_of(const struct bits *a, const struct bits *b, int words)
{
    struct bits x = {{0}};
    for (int i = 0; i < words; i++)
        x.w[i] = a->w[i] & b->w[i];
    return x;
}

static void add_set(struct bits *a, const struct bits *b, int words)
{
    for (int i = 0; i < words; i++)
        a->w[i] |= b->w[i];
}

static void take_off(struct bits *a, const struct bits *b, int words)
{
    for (int i = 0; i < words; i++)
        a->w[i] &= ~b->w[i];
}

/* Sets here are small, so members are taken off one by one: no processor's counting is needed. */
static int size(const struct bits *a, int words)
{
    int n = 0;
    for (int i = 0; i < words; i++)
        for (uint64_t w = a->w[i]; w; w &= w - 1)
            n++;
    return n;
}

/* The least member of `b` that is at least `from`; SIZE_MAX when there is none. */
static size_t cover_next(const struct bits *b, size_t from, int words)
{
    for (int i = (int)(from / 64); i < words; i++) {
        uint64_t w = b->w[i];
        if (i == (int)(from / 64))
            w &= ~UINT64_C(0) << (from % 64);
        if (w)
            return (size_t)i * 64 + (size_t)__builtin_ctzll(w);
    }
    return SIZE_MAX;
}

#define EACH(i, set, words)                                                                                  \
    for (size_t i = cover_next(set, 0, words); i != SIZE_MAX; i = cover_next(set, i + 1, words))

/* ---- opening ---- */

static int cover_by_id(const void *a, const void *b, void *info)
{
    const struct hoshi_tables *t = info;
    return strcmp(t->measure[*(const size_t *)a].id, t->measure[*(const size_t *)b].id);
}

static void add_needs(struct hoshi_cover *c, size_t of, size_t m)
{
    const struct hoshi_measure *x = &c->tables->measure[m];
    for (size_t i = 0; i < x->requires_n; i++)
        if (!has(&c->needs[of], x->requires_[i]) && !has(&c->have, x->requires_[i]) &&
            x->requires_[i] != of) {
            cover_put(&c->needs[of], x->requires_[i]);
            cover_put(&c->needed_by[x->requires_[i]], of);
            add_needs(c, of, x->requires_[i]);
        }
}

enum hoshi_status hoshi_cover_open(const struct hoshi_tables *tables, struct hoshi_cover **out)
{
    struct hoshi_cover *c = calloc(1, sizeof *c);
    if (!c)
        return HOSHI_E_MEMORY;
    c->tables = tables;
    size_t most = tables->measures > tables->catalog.criteria ? tables->measures : tables->catalog.criteria;
    c->words = (int)((most + 63) / 64);
    for (size_t m = 0; m < tables->measures; m++) {
        const struct hoshi_measure *x = &tables->measure[m];
        c->order[m] = m;
        for (size_t i = 0; i < x->closes_n; i++) {
            cover_put(&c->closes[m], x->closes[i]);
            cover_put(&c->closed_by[x->closes[i]], m);
        }
        for (size_t i = 0; i < x->excludes_n; i++)
            if (x->excludes[i] != m) {
                cover_put(&c->excludes[m], x->excludes[i]);
                cover_put(&c->excludes[x->excludes[i]], m);
            }
        add_needs(c, m, m);
    }
    hoshi_sort_with(c->order, tables->measures, sizeof *c->order, cover_by_id, (void *)tables);
    *out = c;
    return HOSHI_OK;
}

void hoshi_cover_close(struct hoshi_cover *cover)
{
    free(cover);
}

struct hoshi_cover_counts hoshi_cover_counts(const struct hoshi_cover *cover)
{
    return cover->counts;
}

/* ---- a state of the search ---- */

struct state {
    struct bits rows;   /* criteria still to close */
    struct bits banned; /* measures that may not be taken any more */
    struct bits taken;
    int64_t cost; /* scaled, of taken */
};

/* Measures that may be taken and close something. */
static inline struct bits cover_columns(const struct hoshi_cover *c, const struct state *s, size_t row)
{
    struct bits x = c->closed_by[row];
    take_off(&x, &s->banned, c->words);
    return x;
}

/* Take one measure without what it requires. False when it may not be. */
static bool take_one(const struct hoshi_cover *c, struct state *s, size_t m)
{
    if (has(&s->taken, m) || has(&c->have, m))
        return true;
    if (has(&s->banned, m))
        return false;
    cover_put(&s->taken, m);
    cover_put(&s->banned, m); /* never a column again */
    s->cost += c->cost[m];
    take_off(&s->rows, &c->closes[m], c->words);
    add_set(&s->banned, &c->excludes[m], c->words);
    return !meet(&c->excludes[m], &s->taken, c->words);
}

static bool cover_take(const struct hoshi_cover *c, struct state *s, size_t m)
{
    if (!take_one(c, s, m))
        return false;
    EACH(k, &c->needs[m], c->words)
    if (!take_one(c, s, k))
        return false;
    return true;
}

/* ---- reductions that hold for every problem below ---- */

/* A row whose columns all close another row settles that one too. */
static bool drop_rows(const struct hoshi_cover *c, struct state *s)
{
    bool changed = false;
    EACH(q, &s->rows, c->words)
    {
        struct bits by = cover_columns(c, s, q);
        size_t first = cover_next(&by, 0, c->words);
        if (first == SIZE_MAX)
            return changed;
        struct bits near = and_of(&c->closes[first], &s->rows, c->words);
        EACH(r, &near, c->words)
        {
            struct bits other = cover_columns(c, s, r);
            if (r != q && cover_within(&by, &other, c->words)) {
                cut(&s->rows, r);
                changed = true;
            }
        }
    }
    return changed;
}

/* b instead of a in any plan: closes as much of what is open, costs no more, hinders no more. */
static bool dominates(const struct hoshi_cover *c, const struct state *s, size_t b, size_t a,
                      const size_t *rank)
{
    struct bits rows = and_of(&c->closes[a], &s->rows, c->words);
    if (c->cost[b] > c->cost[a] || (c->cost[b] == c->cost[a] && rank[b] > rank[a]))
        return false;
    if (!cover_within(&rows, &c->closes[b], c->words) || has(&c->needed_by_any, a))
        return false;
    struct bits hindered = c->excludes[b], needs = c->needs[b];
    take_off(&hindered, &s->banned, c->words);
    take_off(&hindered, &c->excludes[a], c->words);
    cut(&hindered, a);
    take_off(&needs, &s->taken, c->words);
    take_off(&needs, &c->have, c->words);
    take_off(&needs, &c->needs[a], c->words);
    return cover_none(&hindered, c->words) && cover_none(&needs, c->words);
}

static bool drop_columns(const struct hoshi_cover *c, struct state *s, const size_t *rank)
{
    bool changed = false;
    struct bits all = {{0}};
    int width[HOSHI_CRITERIA_MAX];
    EACH(r, &s->rows, c->words)
    {
        struct bits by = cover_columns(c, s, r);
        width[r] = size(&by, c->words);
        add_set(&all, &by, c->words);
    }
    EACH(a, &all, c->words)
    {
        struct bits rows = and_of(&c->closes[a], &s->rows, c->words), rivals;
        size_t narrow = cover_next(&rows, 0, c->words);
        EACH(r, &rows, c->words)
        narrow = width[r] < width[narrow] ? r : narrow;
        rivals = cover_columns(c, s, narrow);
        EACH(b, &rivals, c->words)
        if (b != a && dominates(c, s, b, a, rank)) {
            cover_put(&s->banned, a);
            changed = true;
            break;
        }
    }
    return changed;
}

/* Rows with a single column left. False: a row cannot be closed. */
static bool take_essentials(const struct hoshi_cover *c, struct state *s, bool *changed)
{
    for (bool again = true; again;) {
        again = false;
        EACH(r, &s->rows, c->words)
        {
            if (!has(&s->rows, r))
                continue;
            struct bits by = cover_columns(c, s, r);
            size_t m = cover_next(&by, 0, c->words);
            if (m == SIZE_MAX)
                return false;
            if (cover_next(&by, m + 1, c->words) != SIZE_MAX)
                continue;
            if (!cover_take(c, s, m))
                return false;
            again = *changed = true;
        }
    }
    return true;
}

/* ---- branch and bound ---- */

/* Dual ascent: rows with few columns first, each raised until one of its columns is paid for. The sum bounds
 * the cost of closing all rows; what is left of each column is its reduced cost. */
static int64_t bound(struct hoshi_cover *c, const struct state *s, size_t *branch)
{
    /* Few rows and columns are left here, so an insertion sort and lists of columns do. */
    size_t row[HOSHI_CRITERIA_MAX], n = 0;
    int width[HOSHI_CRITERIA_MAX];
    int64_t sum = 0;
    EACH(r, &s->rows, c->words)
    {
        struct bits by = cover_columns(c, s, r);
        width[r] = 0;
        EACH(m, &by, c->words)
        {
            c->reduced[m] = c->cost[m];
            width[r]++;
        }
        if (!width[r])
            return NO_BOUND;
        size_t at = n++;
        for (; at > 0 && width[row[at - 1]] > width[r]; at--)
            row[at] = row[at - 1];
        row[at] = r;
    }
    if (!n)
        return 0;
    *branch = row[0];
    for (size_t i = 0; i < n; i++) {
        struct bits by = cover_columns(c, s, row[i]);
        int64_t least = NO_BOUND;
        EACH(m, &by, c->words)
        least = c->reduced[m] < least ? c->reduced[m] : least;
        EACH(m, &by, c->words)
        c->reduced[m] -= least;
        sum += least;
    }
    return sum;
}

/* Of two sets of the same cost and size the one that holds the first id they differ in. */
static bool goes_first(const struct hoshi_cover *c, const struct bits *a, const struct bits *b)
{
    for (size_t i = 0; i < c->tables->measures; i++)
        if (has(a, c->order[i]) != has(b, c->order[i]))
            return has(a, c->order[i]);
    return false;
}

static void keep_best(struct hoshi_cover *c, const struct state *s)
{
    if (s->cost < c->best || (s->cost == c->best && goes_first(c, &s->taken, &c->best_set))) {
        c->best = s->cost;
        c->best_set = s->taken;
    }
}

/* Columns that cannot be in any plan as cheap as the best one known. */
static bool fix_columns(const struct hoshi_cover *c, struct state *s, int64_t low)
{
    bool changed = false;
    struct bits all = {{0}};
    if (c->best == NO_BOUND)
        return false;
    EACH(r, &s->rows, c->words)
    add_set(&all, &c->closed_by[r], c->words);
    take_off(&all, &s->banned, c->words);
    EACH(m, &all, c->words)
    if (s->cost + low + c->reduced[m] > c->best && !has(&c->needed_by_any, m)) {
        cover_put(&s->banned, m);
        changed = true;
    }
    return changed;
}

static void cover_search(struct hoshi_cover *c, struct state s)
{
    size_t row = SIZE_MAX;
    c->nodes++;
    if (c->nodes > HOSHI_COVER_NODES) {
        c->too_wide = true;
        return;
    }
    for (bool changed = true; changed;) {
        changed = false;
        if (!take_essentials(c, &s, &changed) || s.cost > c->best)
            return;
        if (cover_none(&s.rows, c->words)) {
            keep_best(c, &s);
            return;
        }
        int64_t low = bound(c, &s, &row);
        if (low == NO_BOUND || (c->best != NO_BOUND && s.cost + low > c->best))
            return;
        changed = fix_columns(c, &s, low);
    }
    /* Cheapest by reduced cost first; what was tried is left out of the branches behind it. */
    struct bits by = cover_columns(c, &s, row);
    int64_t reduced[HOSHI_MEASURES_MAX];
    EACH(m, &by, c->words)
    reduced[m] = c->reduced[m];
    while (!cover_none(&by, c->words) && !c->too_wide) {
        size_t best = SIZE_MAX;
        EACH(m, &by, c->words)
        if (best == SIZE_MAX || reduced[m] < reduced[best] ||
            (reduced[m] == reduced[best] && c->cost[m] < c->cost[best]))
            best = m;
        struct state below = s;
        if (cover_take(c, &below, best))
            cover_search(c, below);
        cut(&by, best);
        cover_put(&s.banned, best);
    }
}

/* Rows that share cover_columns, or whose columns exclude or require one another, however indirectly, belong
 * together. */
static struct bits component(const struct hoshi_cover *c, const struct state *s)
{
    struct bits rows = {{0}}, seen = {{0}}, front;
    size_t first = cover_next(&s->rows, 0, c->words);
    cover_put(&rows, first);
    front = cover_columns(c, s, first);
    while (!cover_none(&front, c->words)) {
        struct bits linked = {{0}};
        add_set(&seen, &front, c->words);
        EACH(m, &front, c->words)
        {
            add_set(&linked, &c->excludes[m], c->words);
            add_set(&linked, &c->needs[m], c->words);
            add_set(&linked, &c->needed_by[m], c->words);
            struct bits more = and_of(&c->closes[m], &s->rows, c->words);
            take_off(&more, &rows, c->words);
            if (has(&s->banned, m))
                continue;
            add_set(&rows, &more, c->words);
            EACH(r, &more, c->words)
            {
                struct bits by = cover_columns(c, s, r);
                add_set(&linked, &by, c->words);
            }
        }
        take_off(&linked, &seen, c->words);
        front = linked;
    }
    return rows;
}

/* ---- a problem ---- */

static bool cover_begin(struct hoshi_cover *c, const struct hoshi_plan_problem *p, struct state *s)
{
    memset(s, 0, sizeof *s);
    memset(&c->have, 0, sizeof c->have);
    memset(&c->needed_by_any, 0, sizeof c->needed_by_any);
    int64_t all = 0;
    for (size_t i = 0; i < c->tables->catalog.criteria; i++)
        if (p->open[i])
            cover_put(&s->rows, i);
    for (size_t m = 0; m < c->tables->measures; m++) {
        if (p->cost_yen[m] < 0 || !hoshi_money_add(all, p->cost_yen[m], &all))
            return false;
        c->cost[m] = p->cost_yen[m] * SCALE + 1;
        if (p->choice[m] == HOSHI_CHOICE_HAVE) {
            cover_put(&c->have, m);
            cover_put(&s->banned, m);
            take_off(&s->rows, &c->closes[m], c->words);
        } else if (p->choice[m] == HOSHI_CHOICE_FORBIDDEN) {
            cover_put(&s->banned, m);
        }
    }
    for (size_t m = 0; m < c->tables->measures; m++) {
        if (!c->tables->measure[m].requires_n || has(&s->banned, m))
            continue;
        memset(&c->needs[m], 0, sizeof c->needs[m]);
        add_needs(c, m, m);
        add_set(&c->needed_by_any, &c->needs[m], c->words);
    }
    for (size_t m = 0; m < c->tables->measures; m++)
        if (p->choice[m] == HOSHI_CHOICE_FORCED && !cover_take(c, s, m))
            return false;
    return true;
}

/* A measure whose requirements cannot be had is no column. */
static void ban_unsupported(const struct hoshi_cover *c, struct state *s)
{
    for (size_t m = 0; m < c->tables->measures; m++) {
        if (!c->tables->measure[m].requires_n || has(&s->banned, m))
            continue;
        struct bits missing = and_of(&c->needs[m], &s->banned, c->words);
        take_off(&missing, &s->taken, c->words);
        take_off(&missing, &c->have, c->words);
        if (!cover_none(&missing, c->words))
            cover_put(&s->banned, m);
    }
}

static bool cover_solve(struct hoshi_cover *c, struct state *s)
{
    size_t rank[HOSHI_MEASURES_MAX];
    for (size_t i = 0; i < c->tables->measures; i++)
        rank[c->order[i]] = i;
    ban_unsupported(c, s);
    for (bool changed = true; changed;) {
        changed = false;
        if (!take_essentials(c, s, &changed))
            return false;
        changed |= drop_rows(c, s);
        changed |= drop_columns(c, s, rank);
    }
    while (!cover_none(&s->rows, c->words)) {
        struct bits rows = component(c, s);
        struct state part = *s;
        part.rows = rows;
        c->best = NO_BOUND;
        c->nodes = 0;
        cover_search(c, part);
        c->counts.nodes += c->nodes;
        if (c->too_wide || c->best == NO_BOUND)
            return false;
        s->cost = c->best;
        add_set(&s->taken, &c->best_set, c->words);
        EACH(m, &c->best_set, c->words)
        {
            take_off(&s->rows, &c->closes[m], c->words);
            cover_put(&s->banned, m);
            add_set(&s->banned, &c->excludes[m], c->words);
        }
        take_off(&s->rows, &rows, c->words);
    }
    return true;
}

/* A plan without a day bought in that is the cheapest without counting such days is the cheapest of all, as
 * long as a day bought in costs no less. */
static bool fits(const struct hoshi_plan_problem *p, const struct hoshi_plan *plan)
{
    if (p->it_days_micro && p->outside_micro < p->inside_micro)
        return false;
    for (int y = 0; p->it_days_micro && y < p->years; y++) {
        int64_t days = 0;
        for (size_t m = 0; m < p->tables->measures; m++)
            days += plan->chosen[m] ? p->it_days_micro[m * (size_t)p->years + (size_t)y] : 0;
        if (days > p->capacity_days_micro)
            return false;
    }
    return true;
}

static bool reduce_and_search(struct hoshi_cover *c, const struct hoshi_plan_problem *p,
                              struct hoshi_plan *plan)
{
    struct state s;
    c->too_wide = false;
    if (!cover_begin(c, p, &s) || !cover_solve(c, &s))
        return false;
    memset(plan, 0, sizeof *plan);
    for (size_t m = 0; m < c->tables->measures; m++) {
        plan->chosen[m] = has(&s.taken, m);
        plan->cost_yen += plan->chosen[m] ? p->cost_yen[m] : 0;
    }
    plan->optimal = plan->within_capacity = plan->exists = true;
    return fits(p, plan);
}

enum hoshi_status hoshi_cover_solve(struct hoshi_cover *cover, const struct hoshi_plan_problem *problem,
                                    struct hoshi_plan *plan, struct hoshi_faults *faults)
{
    struct hoshi_plan own;
    cover->counts.solved++;
    if (reduce_and_search(cover, problem, &own)) {
        *plan = own;
        return HOSHI_OK;
    }
    cover->counts.handed_over++;
    return hoshi_plan_solve(problem, plan, NULL, faults);
}
