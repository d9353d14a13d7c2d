/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shapley value: what a player adds on average over all orders of arrival. In general a sum over coalitions,
 * n 2^n steps; for lines each line is shared equally by those who need it (additivity and symmetry); for
 * airports see rule_airport.c. The random arrival rule for claims is the Shapley value of the bankruptcy game
 * (O'Neill 1982), whose worth depends on the sum of claims of the coalition alone: 2^20 sums for 20
 * claimants, 21 million steps. */
#include "division_rule.h"

#include <math.h>
#include <stdlib.h>

/* weight[s] = s! (n − s − 1)! / n!: an order that has just s given players before a given one. */
static void order_weights(size_t n, double *weight)
{
    weight[0] = 1 / (double)n;
    for (size_t s = 1; s < n; s++)
        weight[s] = weight[s - 1] * (double)s / (double)(n - s);
}

static void average(const double *worth, size_t n, double *x)
{
    double weight[HOSHI_RANDOM_ARRIVAL_MAX];
    order_weights(n, weight);
    for (size_t i = 0; i < n; i++) {
        size_t bit = (size_t)1 << i;
        long double sum = 0;
        for (size_t s = 0; s < (size_t)1 << n; s++)
            if (!(s & bit))
                sum += (long double)weight[__builtin_popcountl(s)] * (worth[s | bit] - worth[s]);
        x[i] = (double)sum;
    }
}

static void share_lines(const struct hoshi_game *g, struct hoshi_division *d)
{
    for (size_t i = 0; i < g->players; i++)
        d->amount[i] = 0;
    for (size_t l = 0; l < g->lines; l++) {
        double each = g->cost[l] / (double)(g->first[l + 1] - g->first[l]);
        for (size_t k = g->first[l]; k < g->first[l + 1]; k++)
            d->amount[g->needed_by[k]] += each;
    }
    d->proven = true;
}

enum hoshi_status hoshi_rule_shapley(const struct hoshi_game *g, struct hoshi_division *d)
{
    double *cost, x[HOSHI_GAME_GENERAL_MAX];
    size_t n;
    if (g->form == HOSHI_GAME_AIRPORT)
        return hoshi_rule_airport_shapley(g, d);
    if (g->form == HOSHI_GAME_LINES) {
        share_lines(g, d);
        return HOSHI_OK;
    }
    enum hoshi_status status = hoshi_game_expand(g, &cost, &n);
    if (status)
        return status;
    average(cost, n, x);
    hoshi_division_collapse(g, x, d->amount);
    free(cost);
    return HOSHI_OK;
}

enum hoshi_status hoshi_rule_random_arrival(const struct hoshi_game *g, struct hoshi_division *d)
{
    size_t size = (size_t)1 << g->players;
    double *worth = calloc(size, sizeof *worth);
    if (!worth)
        return HOSHI_E_MEMORY;
    /* What the first of an order got together: the smaller of their claims and the estate. Its averages are
     * those of the bankruptcy game, which counts the same orders from the end. */
    for (size_t s = 1; s < size; s++)
        worth[s] = worth[s & (s - 1)] + g->claim[__builtin_ctzl(s)];
    for (size_t s = 1; s < size; s++)
        worth[s] = fmin(worth[s], g->estate);
    average(worth, g->players, d->amount);
    d->proven = true;
    free(worth);
    return HOSHI_OK;
}
