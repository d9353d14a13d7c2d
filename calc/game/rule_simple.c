/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "division_rule.h"

#include <math.h>
#include <stdlib.h>

enum hoshi_status hoshi_rule_equal(const struct hoshi_game *g, struct hoshi_division *d)
{
    double each = hoshi_game_total(g) / (double)hoshi_game_members(g);
    for (size_t i = 0; i < g->players; i++)
        d->amount[i] = each;
    return HOSHI_OK;
}

/* Each line among those who need it, by weight: also what a weighted (dual) Shapley value does, so nobody
 * pays for what it does not need and no coalition is overcharged. The primal weighted Shapley value is the
 * well-known trap: there the heaviest pays least. */
static void split_lines(const struct hoshi_game *g, struct hoshi_division *d)
{
    for (size_t i = 0; i < g->players; i++)
        d->amount[i] = 0;
    for (size_t l = 0; l < g->lines; l++) {
        double sum = 0;
        for (size_t k = g->first[l]; k < g->first[l + 1]; k++)
            sum += g->weight[g->needed_by[k]];
        if (!(sum > 0) && g->cost[l] > 0) {
            d->reason = HOSHI_NO_LINE_WEIGHT;
            return;
        }
        for (size_t k = g->first[l]; k < g->first[l + 1] && sum > 0; k++)
            d->amount[g->needed_by[k]] += g->cost[l] * (g->weight[g->needed_by[k]] / sum);
    }
    d->proven = true;
}

static void split_whole(const struct hoshi_game *g, const double *weight, struct hoshi_division *d)
{
    double total = hoshi_game_total(g);
    long double sum = 0;
    for (size_t i = 0; i < g->players; i++)
        sum += (long double)weight[i] * (long double)hoshi_game_count(g, i);
    if (fabsl(sum) > 0)
        for (size_t i = 0; i < g->players; i++)
            d->amount[i] = (double)(total * (long double)weight[i] / sum);
    else if (fabs(total) > 0)
        d->reason = g->weight ? HOSHI_NO_WEIGHT : HOSHI_NO_STAND_ALONE;
    else
        for (size_t i = 0; i < g->players; i++)
            d->amount[i] = 0;
}

/* Stand-alone costs are weights only when none has the other sign. */
static enum hoshi_status split_by_ends(const struct hoshi_game *g, struct hoshi_division *d)
{
    double *alone = malloc(2 * g->players * sizeof *alone), low = 0, high = 0;
    if (!alone)
        return HOSHI_E_MEMORY;
    hoshi_game_ends(g, alone, alone + g->players);
    for (size_t i = 0; i < g->players; i++) {
        low = fmin(low, alone[i]);
        high = fmax(high, alone[i]);
    }
    if (low < 0 && high > 0)
        d->reason = HOSHI_NO_COMMON_SIGN;
    else
        split_whole(g, alone, d);
    free(alone);
    return HOSHI_OK;
}

enum hoshi_status hoshi_rule_proportional(const struct hoshi_game *g, struct hoshi_division *d)
{
    if (g->weight && g->form == HOSHI_GAME_LINES)
        split_lines(g, d);
    else if (g->weight || g->form == HOSHI_GAME_CLAIMS)
        split_whole(g, g->weight ? g->weight : g->claim, d);
    else
        return split_by_ends(g, d);
    return HOSHI_OK;
}
