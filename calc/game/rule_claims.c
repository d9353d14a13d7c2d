/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules for an estate smaller than the claims on it. Constrained equal awards: everybody gets the same, but
 * nobody more than its claim. Constrained equal losses: everybody loses the same, but nobody more than its
 * claim. Talmud (Aumann and Maschler 1985): equal awards on half claims while the estate covers no more than
 * half of all claims, equal losses on half claims above; it is the nucleolus of the bankruptcy game. All by
 * one sort: O(n log n). */
#include "division_rule.h"
#include "sort.h"

#include <math.h>
#include <stdlib.h>

static int claims_ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* The level that Σ min(part × claim, level) = amount; `sorted` claims in ascending order. */
static double award_level(const double *sorted, size_t n, double part, long double amount)
{
    long double left = amount;
    for (size_t k = 0; k < n; k++) {
        if (part * sorted[k] * (double)(n - k) >= (double)left)
            return (double)(left / (long double)(n - k));
        left -= part * sorted[k];
    }
    return n ? part * sorted[n - 1] : 0;
}

static double *sort_claims(const struct hoshi_game *g, long double *sum)
{
    double *sorted = malloc(g->players * sizeof *sorted);
    *sum = 0;
    if (!sorted)
        return NULL;
    for (size_t i = 0; i < g->players; i++) {
        sorted[i] = g->claim[i];
        *sum += sorted[i];
    }
    hoshi_sort(sorted, g->players, sizeof *sorted, claims_ascending);
    return sorted;
}

/* Awards on part × claim, or, with losses, what is left of the claim after equal losses of part × claim. */
static enum hoshi_status claims_divide(const struct hoshi_game *g, struct hoshi_division *d, double part,
                                       int losses)
{
    long double sum;
    double *sorted = sort_claims(g, &sum);
    if (!sorted)
        return HOSHI_E_MEMORY;
    if (losses < 0) /* Talmud: by which side of half of the claims the estate lies */
        losses = 2 * (long double)g->estate > sum;
    double level = award_level(sorted, g->players, part, losses ? sum - g->estate : g->estate);
    for (size_t i = 0; i < g->players; i++) {
        double award = fmin(part * g->claim[i], level);
        d->amount[i] = losses ? g->claim[i] - award : award;
    }
    d->proven = true;
    free(sorted);
    return HOSHI_OK;
}

enum hoshi_status hoshi_rule_cea(const struct hoshi_game *g, struct hoshi_division *d)
{
    return claims_divide(g, d, 1, 0);
}

enum hoshi_status hoshi_rule_cel(const struct hoshi_game *g, struct hoshi_division *d)
{
    return claims_divide(g, d, 1, 1);
}

enum hoshi_status hoshi_rule_talmud(const struct hoshi_game *g, struct hoshi_division *d)
{
    return claims_divide(g, d, 0.5, -1);
}
