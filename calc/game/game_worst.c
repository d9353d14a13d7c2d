/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The most dissatisfied coalition of each form. Where not every coalition is looked at, candidates are: a
 * list that is proven to hold a worst one, visited twice, once for the largest excess and once for the first
 * that has it.
 *
 * Airport: let S be worst and c its highest need. Members up to c who pay anything can all be in it, those
 * who receive money all out of it: a level set, unless nobody pays (then a single) or the set is everybody
 * (then one leaves). Claims: v(S) − x(S) is the larger of −x(S) and x(T) − d(T) with T the others; with x >=
 * 0 the first is largest for a single, the second for the T of those above their claim, or for a single T. */
#include "game.h"
#include "game_flow.h"
#include "sort.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- every coalition ---- */

static bool smaller(size_t a, size_t b)
{
    int x = __builtin_popcountl(a), y = __builtin_popcountl(b);
    size_t differ = a ^ b;
    return x != y ? x < y : (a & differ & (~differ + 1)) != 0;
}

static void enumerate(const double *cost, const double *x, size_t n, double epsilon, double *paid,
                      struct hoshi_coalition *out)
{
    size_t all = ((size_t)1 << n) - 1, best = 0;
    double most = -INFINITY;
    paid[0] = 0;
    for (size_t s = 1; s < all; s++) {
        paid[s] = paid[s & (s - 1)] + x[__builtin_ctzl(s)];
        most = fmax(most, paid[s] - cost[s]);
    }
    for (size_t s = 1; s < all; s++)
        if (paid[s] - cost[s] >= most - epsilon && (!best || smaller(s, best)))
            best = s;
    out->exists = best != 0;
    out->exhaustive = true;
    out->excess = best ? paid[best] - cost[best] : 0;
    for (size_t i = 0; i < n; i++)
        out->taken[i] = best >> i & 1;
}

/* General games, and lines of few players. */
static enum hoshi_status worst_listed(const struct hoshi_game *g, const double *x,
                                      struct hoshi_coalition *out)
{
    double *cost, signed_x[HOSHI_GAME_GENERAL_MAX] = {0};
    size_t n;
    enum hoshi_status status = hoshi_game_expand(g, &cost, &n);
    if (status)
        return status;
    double *paid = malloc(((size_t)1 << n) * sizeof *paid);
    for (size_t i = 0; i < n; i++)
        signed_x[i] = g->gains ? -x[i] : x[i];
    if (paid)
        enumerate(cost, signed_x, n, hoshi_game_epsilon(g), paid, out);
    free(paid);
    free(cost);
    return paid ? HOSHI_OK : HOSHI_E_MEMORY;
}

/* ---- candidates ---- */

/* Candidates arrive in order; the first within epsilon of the largest excess is kept. */
struct choice {
    double most, epsilon;
    bool second; /* the pass that picks */
    size_t visited, kept;
    double excess;
};

static void offer(struct choice *c, double excess)
{
    if (!c->second)
        c->most = fmax(c->most, excess);
    else if (c->kept == SIZE_MAX && excess >= c->most - c->epsilon) {
        c->kept = c->visited;
        c->excess = excess;
    }
    c->visited++;
}

static void restart(struct choice *c)
{
    c->second = true;
    c->visited = 0;
}

static void take_single(const struct hoshi_game *g, size_t i, int64_t *taken)
{
    memset(taken, 0, g->players * sizeof *taken);
    taken[i] = 1;
}

static void take_all_but(const struct hoshi_game *g, size_t i, int64_t *taken)
{
    for (size_t k = 0; k < g->players; k++)
        taken[k] = hoshi_game_count(g, k);
    taken[i]--;
}

/* ---- airport ---- */

struct need {
    double cost, x;
    int64_t count;
};

static int game_worst_by_cost(const void *a, const void *b)
{
    double x = ((const struct need *)a)->cost, y = ((const struct need *)b)->cost;
    return x < y ? -1 : x > y;
}

struct levels {
    const struct hoshi_game *g;
    const double *x;
    struct need *need; /* by cost */
    double total;      /* received from everybody */
    bool all_pay;      /* the highest level set is everybody */
};

static void visit_levels(const struct levels *l, struct choice *c)
{
    long double paid = 0;
    size_t n = l->g->players;
    for (size_t k = 0; k < n; k++) {
        paid += l->need[k].x > 0 ? l->need[k].x * (double)l->need[k].count : 0;
        bool end = k + 1 == n || l->need[k + 1].cost > l->need[k].cost;
        bool proper = k + 1 < n || !l->all_pay;
        offer(c, end && proper && paid > 0 ? (double)paid - l->need[k].cost : -INFINITY);
    }
}

/* Singles, levels, all but one of each party (whose leaving keeps the top: else it is a level). */
static void visit_airport(const struct levels *l, struct choice *c)
{
    const struct hoshi_game *g = l->g;
    size_t n = g->players;
    double top = l->need[n - 1].cost;
    bool sole = l->need[n - 1].count == 1 && (n == 1 || l->need[n - 2].cost < top);
    for (size_t i = 0; i < n; i++)
        offer(c, l->x[i] - g->stand_alone[i]);
    visit_levels(l, c);
    for (size_t i = 0; i < n; i++)
        offer(c, sole && g->stand_alone[i] >= top ? -INFINITY : l->total - l->x[i] - top);
}

static void take_airport(const struct levels *l, size_t kept, int64_t *taken)
{
    const struct hoshi_game *g = l->g;
    size_t n = g->players;
    if (kept < n) {
        take_single(g, kept, taken);
    } else if (kept >= 2 * n) {
        take_all_but(g, kept - 2 * n, taken);
    } else {
        for (size_t i = 0; i < n; i++)
            taken[i] =
                g->stand_alone[i] <= l->need[kept - n].cost && l->x[i] > 0 ? hoshi_game_count(g, i) : 0;
    }
}

static enum hoshi_status worst_airport(const struct hoshi_game *g, const double *x,
                                       struct hoshi_coalition *out)
{
    struct choice c = {-INFINITY, hoshi_game_epsilon(g), false, 0, SIZE_MAX, 0};
    struct levels l = {g, x, malloc(g->players * sizeof *l.need), 0, true};
    long double total = 0;
    if (!l.need)
        return HOSHI_E_MEMORY;
    for (size_t i = 0; i < g->players; i++) {
        l.need[i] = (struct need){g->stand_alone[i], x[i], hoshi_game_count(g, i)};
        l.all_pay = l.all_pay && x[i] > 0;
        total += x[i] * (double)l.need[i].count;
    }
    l.total = (double)total;
    hoshi_sort(l.need, g->players, sizeof *l.need, game_worst_by_cost);
    visit_airport(&l, &c);
    restart(&c);
    visit_airport(&l, &c);
    take_airport(&l, c.kept, out->taken);
    out->exists = out->exhaustive = true;
    out->excess = c.excess;
    free(l.need);
    return HOSHI_OK;
}

/* ---- claims ---- */

struct received {
    double others_x, others_claim; /* Σ (x − claim) of those above their claim, 0 when none */
    size_t above;
    double sum; /* of claims */
};

static void visit_claims(const struct hoshi_game *g, const double *x, const struct received *r,
                         struct choice *c)
{
    for (size_t i = 0; i < g->players; i++)
        offer(c, fmax(0, g->estate - (r->sum - g->claim[i])) - x[i]);
    for (size_t i = 0; i < g->players; i++)
        offer(c, fmax(0, g->estate - g->claim[i]) - (g->estate - x[i]));
    offer(c, r->above > 1 && r->above < g->players ? r->others_x - r->others_claim : -INFINITY);
}

static void worst_claims(const struct hoshi_game *g, const double *x, struct hoshi_coalition *out)
{
    struct choice c = {-INFINITY, hoshi_game_epsilon(g), false, 0, SIZE_MAX, 0};
    struct received r = {0, 0, 0, 0};
    for (size_t i = 0; i < g->players; i++) {
        r.sum += g->claim[i];
        if (x[i] > g->claim[i] + c.epsilon) {
            r.above++;
            r.others_x += x[i];
            r.others_claim += g->claim[i];
        }
    }
    visit_claims(g, x, &r, &c);
    restart(&c);
    visit_claims(g, x, &r, &c);
    if (c.kept < g->players)
        take_single(g, c.kept, out->taken);
    else if (c.kept < 2 * g->players)
        take_all_but(g, c.kept - g->players, out->taken);
    else
        for (size_t i = 0; i < g->players; i++)
            out->taken[i] = x[i] <= g->claim[i] + c.epsilon;
    out->exists = out->exhaustive = true;
    out->excess = c.excess;
}

/* ---- lines of many players ---- */

static double excess_of(const struct hoshi_game *g, const double *x, const int64_t *taken)
{
    long double excess = 0;
    for (size_t i = 0; i < g->players; i++)
        excess += taken[i] ? x[i] : 0;
    for (size_t l = 0; l < g->lines; l++) {
        bool hit = false;
        for (size_t k = g->first[l]; k < g->first[l + 1] && !hit; k++)
            hit = taken[g->needed_by[k]];
        excess -= hit ? g->cost[l] : 0;
    }
    return (double)excess;
}

static bool is_proper(const struct hoshi_game *g, const int64_t *taken)
{
    size_t n = 0;
    for (size_t i = 0; i < g->players; i++)
        n += taken[i] != 0;
    return n > 0 && n < g->players;
}

static size_t root_of(size_t *parent, size_t i)
{
    while (parent[i] != i)
        i = parent[i] = parent[parent[i]];
    return i;
}

/* Players that share lines, directly or through others, get the same parent. */
static void find_components(const struct hoshi_game *g, size_t *parent)
{
    for (size_t i = 0; i < g->players; i++)
        parent[i] = i;
    for (size_t l = 0; l < g->lines; l++)
        for (size_t k = g->first[l] + 1; k < g->first[l + 1]; k++) {
            size_t a = root_of(parent, g->needed_by[g->first[l]]), b = root_of(parent, g->needed_by[k]);
            parent[a > b ? a : b] = a > b ? b : a;
        }
    for (size_t i = 0; i < g->players; i++)
        root_of(parent, i);
}

struct few {
    size_t *parent;
    double *alone, *marginal, *of; /* of: excess of the component, by its root */
};

static void visit_few(const struct hoshi_game *g, const double *x, const struct few *f, struct choice *c)
{
    for (size_t i = 0; i < g->players; i++)
        offer(c, x[i] - f->alone[i]);
    for (size_t i = 0; i < g->players; i++) /* all but i: everybody together has no excess */
        offer(c, f->marginal[i] - x[i]);
    for (size_t i = 0; i < g->players; i++)
        offer(c, f->parent[i] == i && f->parent[g->players] ? f->of[i] : -INFINITY);
}

static void weigh_components(const struct hoshi_game *g, const double *x, struct few *f)
{
    find_components(g, f->parent);
    size_t components = 0;
    for (size_t i = 0; i < g->players; i++) {
        f->parent[i] = root_of(f->parent, i);
        components += f->parent[i] == i;
        f->of[f->parent[i]] += x[i];
    }
    for (size_t l = 0; l < g->lines; l++)
        if (g->first[l] < g->first[l + 1])
            f->of[f->parent[g->needed_by[g->first[l]]]] -= g->cost[l];
    f->parent[g->players] = components > 1;
}

static enum hoshi_status worst_few(const struct hoshi_game *g, const double *x, struct hoshi_coalition *out)
{
    size_t n = g->players;
    struct choice c = {-INFINITY, hoshi_game_epsilon(g), false, 0, SIZE_MAX, 0};
    struct few f = {calloc(n + 1, sizeof *f.parent), calloc(n, sizeof *f.alone),
                    calloc(n, sizeof *f.marginal), calloc(n, sizeof *f.of)};
    enum hoshi_status status = f.parent && f.alone && f.marginal && f.of ? HOSHI_OK : HOSHI_E_MEMORY;
    if (!status) {
        hoshi_game_ends(g, f.alone, f.marginal);
        weigh_components(g, x, &f);
        visit_few(g, x, &f, &c);
        restart(&c);
        visit_few(g, x, &f, &c);
        if (c.kept < n)
            take_single(g, c.kept, out->taken);
        else if (c.kept < 2 * n)
            take_all_but(g, c.kept - n, out->taken);
        else
            for (size_t i = 0; i < n; i++)
                out->taken[i] = f.parent[i] == c.kept - 2 * n;
        out->exists = true;
        out->exhaustive = false;
        out->excess = c.excess;
    }
    free(f.parent);
    free(f.alone);
    free(f.marginal);
    free(f.of);
    return status;
}

/* Keep what is in `trial` when it beats `out` by more than epsilon. */
static void consider(const struct hoshi_game *g, const double *x, const int64_t *trial, double epsilon,
                     struct hoshi_coalition *out)
{
    if (!is_proper(g, trial))
        return;
    double excess = excess_of(g, x, trial);
    if (excess <= out->excess + epsilon)
        return;
    out->excess = excess;
    memcpy(out->taken, trial, g->players * sizeof *trial);
}

static enum hoshi_status worst_lines(const struct hoshi_game *g, const double *x, bool in_core,
                                     struct hoshi_coalition *out)
{
    struct hoshi_closure *closure = NULL;
    double epsilon = hoshi_game_epsilon(g);
    size_t n = g->players;
    bool small = n * (g->first[g->lines] + n) <= HOSHI_WORST_WORK;
    int64_t *trial = malloc(n * sizeof *trial);
    enum hoshi_status status = trial ? worst_few(g, x, out) : HOSHI_E_MEMORY;
    /* Whether anybody is overcharged has to be known; by how much at worst, only where that is quick. */
    bool known = in_core || (!status && out->excess > epsilon && n + g->first[g->lines] > HOSHI_WORST_FLOW);
    if (!status && (!known || small))
        status = hoshi_closure_open(g, x, &closure);
    if (!status && !known) {
        hoshi_closure_solve(closure, SIZE_MAX, SIZE_MAX, trial);
        consider(g, x, trial, epsilon, out);
    }
    if (!status && out->excess > epsilon) {
        out->exhaustive = !known;
    } else if (!status && small) {
        for (size_t i = 1; i < n; i++) {
            hoshi_closure_solve(closure, 0, i, trial);
            consider(g, x, trial, epsilon, out);
            hoshi_closure_solve(closure, i, 0, trial);
            consider(g, x, trial, epsilon, out);
        }
        out->exhaustive = true;
    }
    hoshi_closure_close(closure);
    free(trial);
    return status;
}

enum hoshi_status hoshi_game_worst(const struct hoshi_game *g, const double *x, bool in_core,
                                   struct hoshi_coalition *out)
{
    if (hoshi_game_members(g) < 2) {
        *out = (struct hoshi_coalition){false, true, 0, out->taken};
        memset(out->taken, 0, g->players * sizeof *out->taken);
        return HOSHI_OK;
    }
    switch (g->form) {
    case HOSHI_GAME_GENERAL:
        return worst_listed(g, x, out);
    case HOSHI_GAME_AIRPORT:
        return worst_airport(g, x, out);
    case HOSHI_GAME_CLAIMS:
        worst_claims(g, x, out);
        return HOSHI_OK;
    case HOSHI_GAME_LINES:
        break;
    }
    return g->players <= HOSHI_GAME_GENERAL_MAX ? worst_listed(g, x, out) : worst_lines(g, x, in_core, out);
}
