/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "game.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

int64_t hoshi_game_count(const struct hoshi_game *g, size_t i)
{
    return g->form == HOSHI_GAME_AIRPORT && g->count ? g->count[i] : 1;
}

int64_t hoshi_game_members(const struct hoshi_game *g)
{
    int64_t n = 0;
    for (size_t i = 0; i < g->players; i++)
        n += hoshi_game_count(g, i);
    return n;
}

static double greatest(const double *x, size_t n)
{
    double most = 0;
    for (size_t i = 0; i < n; i++)
        most = fmax(most, fabs(x[i]));
    return most;
}

double hoshi_game_total(const struct hoshi_game *g)
{
    long double sum = 0;
    switch (g->form) {
    case HOSHI_GAME_GENERAL:
        return g->worth[((size_t)1 << g->players) - 1];
    case HOSHI_GAME_LINES:
        for (size_t l = 0; l < g->lines; l++)
            sum += g->cost[l];
        return (double)sum;
    case HOSHI_GAME_AIRPORT:
        return greatest(g->stand_alone, g->players);
    case HOSHI_GAME_CLAIMS:
        break;
    }
    return g->estate;
}

double hoshi_game_epsilon(const struct hoshi_game *g)
{
    if (g->form == HOSHI_GAME_GENERAL)
        return HOSHI_GAME_TOLERANCE * greatest(g->worth, (size_t)1 << g->players);
    if (g->form == HOSHI_GAME_CLAIMS)
        return HOSHI_GAME_TOLERANCE * fmax(g->estate, greatest(g->claim, g->players));
    return HOSHI_GAME_TOLERANCE * hoshi_game_total(g);
}

static void ends_general(const struct hoshi_game *g, double *alone, double *marginal)
{
    size_t all = ((size_t)1 << g->players) - 1;
    for (size_t i = 0; i < g->players; i++) {
        size_t bit = (size_t)1 << i;
        alone[i] = g->worth[bit];
        marginal[i] = g->worth[all] - g->worth[all - bit];
    }
}

static void ends_lines(const struct hoshi_game *g, double *alone, double *marginal)
{
    for (size_t i = 0; i < g->players; i++)
        alone[i] = marginal[i] = 0;
    for (size_t l = 0; l < g->lines; l++) {
        for (size_t k = g->first[l]; k < g->first[l + 1]; k++)
            alone[g->needed_by[k]] += g->cost[l];
        if (g->first[l + 1] - g->first[l] == 1)
            marginal[g->needed_by[g->first[l]]] += g->cost[l];
    }
}

/* Only a single member at the very top saves anything by leaving: down to the second highest. */
static void ends_airport(const struct hoshi_game *g, double *alone, double *marginal)
{
    size_t top = 0;
    double second = 0;
    for (size_t i = 0; i < g->players; i++) {
        alone[i] = g->stand_alone[i];
        marginal[i] = 0;
        if (alone[i] > alone[top])
            top = i;
    }
    for (size_t i = 0; i < g->players; i++)
        if (i != top)
            second = fmax(second, alone[i]);
    if (hoshi_game_count(g, top) == 1)
        marginal[top] = alone[top] - second;
}

static void ends_claims(const struct hoshi_game *g, double *alone, double *marginal)
{
    long double sum = 0;
    for (size_t i = 0; i < g->players; i++)
        sum += g->claim[i];
    for (size_t i = 0; i < g->players; i++) {
        alone[i] = fmax(0, (double)(g->estate - (sum - g->claim[i])));
        marginal[i] = fmin(g->estate, g->claim[i]);
    }
}

void hoshi_game_ends(const struct hoshi_game *g, double *alone, double *marginal)
{
    switch (g->form) {
    case HOSHI_GAME_GENERAL:
        ends_general(g, alone, marginal);
        break;
    case HOSHI_GAME_LINES:
        ends_lines(g, alone, marginal);
        break;
    case HOSHI_GAME_AIRPORT:
        ends_airport(g, alone, marginal);
        break;
    case HOSHI_GAME_CLAIMS:
        ends_claims(g, alone, marginal);
        break;
    }
}

bool hoshi_game_is_monotone(const struct hoshi_game *g)
{
    if (g->form != HOSHI_GAME_GENERAL)
        return true;
    double epsilon = hoshi_game_epsilon(g);
    for (size_t s = 1; s < (size_t)1 << g->players; s++)
        for (size_t i = 0; i < g->players; i++)
            if (s >> i & 1 && g->worth[s] < g->worth[s ^ (size_t)1 << i] - epsilon)
                return false;
    return true;
}

/* c(S) = total − cost of the lines that only others need; those are sums over subsets of the complement. */
static void expand_lines(const struct hoshi_game *g, double *cost, size_t n)
{
    size_t all = ((size_t)1 << n) - 1;
    double total = hoshi_game_total(g);
    for (size_t l = 0; l < g->lines; l++) {
        size_t s = 0;
        for (size_t k = g->first[l]; k < g->first[l + 1]; k++)
            s |= (size_t)1 << g->needed_by[k];
        cost[s] += g->cost[l];
    }
    for (size_t i = 0; i < n; i++)
        for (size_t s = 0; s <= all; s++)
            if (s >> i & 1)
                cost[s] += cost[s ^ (size_t)1 << i];
    for (size_t s = 0; s <= all - s; s++) {
        double low = total - cost[all - s];
        cost[all - s] = total - cost[s];
        cost[s] = low;
    }
    cost[0] = 0;
}

static void expand_airport(const struct hoshi_game *g, double *cost, size_t n)
{
    double member[HOSHI_GAME_GENERAL_MAX] = {0};
    size_t k = 0;
    for (size_t i = 0; i < g->players; i++)
        for (int64_t c = 0; c < hoshi_game_count(g, i); c++)
            member[k++] = g->stand_alone[i];
    for (size_t s = 1; s < (size_t)1 << n; s++)
        cost[s] = fmax(cost[s & (s - 1)], member[__builtin_ctzl(s)]);
}

static void expand_claims(const struct hoshi_game *g, double *cost, size_t n)
{
    size_t all = ((size_t)1 << n) - 1;
    for (size_t s = 1; s <= all; s++) { /* claims of S first, of the others below */
        size_t rest = s & (s - 1);
        cost[s] = cost[rest] + g->claim[__builtin_ctzl(s)];
    }
    for (size_t s = 0; s <= all - s; s++) {
        double low = -fmax(0, g->estate - cost[all - s]);
        cost[all - s] = -fmax(0, g->estate - cost[s]);
        cost[s] = low;
    }
    cost[0] = 0;
}

enum hoshi_status hoshi_game_expand(const struct hoshi_game *g, double **cost, size_t *n)
{
    int64_t members = hoshi_game_members(g);
    if (members > HOSHI_GAME_GENERAL_MAX)
        return HOSHI_E_TOO_MANY;
    size_t k = (size_t)members, size = (size_t)1 << k;
    double *c = calloc(size, sizeof *c);
    if (!c)
        return HOSHI_E_MEMORY;
    switch (g->form) {
    case HOSHI_GAME_GENERAL:
        for (size_t s = 1; s < size; s++)
            c[s] = g->gains ? -g->worth[s] : g->worth[s];
        break;
    case HOSHI_GAME_LINES:
        expand_lines(g, c, k);
        break;
    case HOSHI_GAME_AIRPORT:
        expand_airport(g, c, k);
        break;
    case HOSHI_GAME_CLAIMS:
        expand_claims(g, c, k);
        break;
    }
    *cost = c;
    *n = k;
    return HOSHI_OK;
}
