/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One facility built in steps, c(S) = what the member with the highest need takes. Members in order of need
 * are gathered into levels; with N(k) members up to level k the rules read the points (N(k), c(k)):
 *
 * Shapley: the step from c(k−1) to c(k) is shared equally by all who need it (Littlechild and Owen 1973).
 *
 * Constrained equal contributions: all pay the same until the members up to some level have paid it up, those
 * stop, the rest go on: the slopes of the greatest convex curve below the points.
 *
 * Nucleolus (Littlechild 1974): the same with a saving r left to each finished group: from (N, c − r) the
 * least slope to the points (N(k) + 1, c(k)), the last one (N(n), c(n)); the members passed pay that slope,
 * which is the next r. The published form looks through all points at every step, O(n^2). The points ahead
 * lie on the lower convex hull of what is left; hulls of all suffixes share one chain of successors, and the
 * walk to the tangent never comes back: O(n) after sorting. */
#include "division_rule.h"
#include "sort.h"

#include <stdlib.h>

struct level {
    double cost;
    int64_t up_to; /* members up to here */
};

struct levels {
    struct level *level; /* by cost, costs differ */
    size_t *of;          /* level of each player */
    size_t *next;        /* after each level on the lower hull of the rest */
    double *pay;         /* per member of the level */
    size_t n;
};

struct place {
    double cost;
    size_t player;
};

static int airport_by_cost(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    if (x->cost < y->cost || x->cost > y->cost)
        return x->cost < y->cost ? -1 : 1;
    return x->player < y->player ? -1 : x->player > y->player;
}

static void airport_release(struct levels *l)
{
    free(l->level);
    free(l->of);
    free(l->next);
    free(l->pay);
}

static enum hoshi_status init(const struct hoshi_game *g, struct levels *l)
{
    size_t n = g->players;
    struct place *place = malloc(n * sizeof *place);
    *l = (struct levels){malloc(n * sizeof *l->level), malloc(n * sizeof *l->of), malloc(n * sizeof *l->next),
                         malloc(n * sizeof *l->pay), 0};
    if (!place || !l->level || !l->of || !l->next || !l->pay) {
        free(place);
        airport_release(l);
        return HOSHI_E_MEMORY;
    }
    for (size_t i = 0; i < n; i++)
        place[i] = (struct place){g->stand_alone[i], i};
    hoshi_sort(place, n, sizeof *place, airport_by_cost);
    int64_t members = 0;
    for (size_t k = 0; k < n; k++) {
        members += hoshi_game_count(g, place[k].player);
        if (!k || place[k].cost > place[k - 1].cost)
            l->level[l->n++].cost = place[k].cost;
        l->level[l->n - 1].up_to = members;
        l->of[place[k].player] = l->n - 1;
    }
    free(place);
    return HOSHI_OK;
}

/* Hand the levels' amounts to the players; every rule here is in the core of every airport game. */
static void airport_finish(const struct hoshi_game *g, struct levels *l, struct hoshi_division *d)
{
    for (size_t i = 0; i < g->players; i++)
        d->amount[i] = l->pay[l->of[i]];
    d->proven = true;
    airport_release(l);
}

enum hoshi_status hoshi_rule_airport_shapley(const struct hoshi_game *g, struct hoshi_division *d)
{
    struct levels l;
    enum hoshi_status status = init(g, &l);
    if (status)
        return status;
    int64_t all = l.level[l.n - 1].up_to, below = 0;
    double paid = 0, up_to = 0;
    for (size_t k = 0; k < l.n; k++) {
        paid += (l.level[k].cost - up_to) / (double)(all - below);
        l.pay[k] = paid;
        up_to = l.level[k].cost;
        below = l.level[k].up_to;
    }
    airport_finish(g, &l, d);
    return HOSHI_OK;
}

/* Horizontal place of a level's point: `spare` members further right, but for the last. */
static double airport_across(const struct levels *l, size_t k, int spare)
{
    return (double)(l->level[k].up_to + (k + 1 < l->n ? spare : 0));
}

/* True when b lies on or above the line from a to c: it is no corner of the lower hull. */
static bool is_above(const struct levels *l, size_t a, size_t b, size_t c, int spare)
{
    double ab = airport_across(l, b, spare) - airport_across(l, a, spare),
           ac = airport_across(l, c, spare) - airport_across(l, a, spare);
    return (l->level[b].cost - l->level[a].cost) * ac >= (l->level[c].cost - l->level[a].cost) * ab;
}

/* next[k]: the corner after k on the lower hull of the points k … n − 1. */
static void chain(struct levels *l, int spare)
{
    for (size_t k = l->n; k-- > 0;) {
        size_t next = k + 1;
        while (next + 1 < l->n && is_above(l, k, next, l->next[next], spare))
            next = l->next[next];
        l->next[k] = next;
    }
}

static void envelope(struct levels *l, int spare)
{
    double x = 0, y = 0;
    chain(l, spare);
    for (size_t k = 0; k < l->n;) {
        size_t first = k, t = k;
        double slope = (l->level[t].cost - y) / (airport_across(l, t, spare) - x);
        while (t + 1 < l->n) { /* the largest level of those with the least slope */
            size_t next = l->next[t];
            double further = (l->level[next].cost - y) / (airport_across(l, next, spare) - x);
            if (further > slope)
                break;
            slope = further;
            t = next;
        }
        for (k = first; k <= t; k++)
            l->pay[k] = slope;
        x = (double)l->level[t].up_to;
        y = l->level[t].cost - spare * slope;
    }
}

static enum hoshi_status airport_divide(const struct hoshi_game *g, struct hoshi_division *d, int spare)
{
    struct levels l;
    enum hoshi_status status = init(g, &l);
    if (status)
        return status;
    envelope(&l, spare);
    airport_finish(g, &l, d);
    return HOSHI_OK;
}

enum hoshi_status hoshi_rule_airport_nucleolus(const struct hoshi_game *g, struct hoshi_division *d)
{
    return airport_divide(g, d, 1);
}

enum hoshi_status hoshi_rule_cec(const struct hoshi_game *g, struct hoshi_division *d)
{
    return airport_divide(g, d, 0);
}
