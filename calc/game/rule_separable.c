/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules that know of each player only what it costs alone, a(i), and what it adds to everybody else, m(i) =
 * c(N) − c(N∖i); tau also asks what every coalition would leave it. All are written so that they hold for
 * costs and gains alike: r(i) = a(i) − m(i) is its remaining benefit, counted as a saving in either. */
#include "division_rule.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct ends {
    double *alone, *marginal;
    double sign;    /* −1 in games of gains */
    double epsilon; /* what counts as nothing */
    double total;
};

static enum hoshi_status ends_init(const struct hoshi_game *g, struct ends *e)
{
    e->alone = malloc(2 * g->players * sizeof *e->alone);
    if (!e->alone)
        return HOSHI_E_MEMORY;
    e->marginal = e->alone + g->players;
    e->sign = g->gains ? -1 : 1;
    e->epsilon = hoshi_game_epsilon(g);
    e->total = hoshi_game_total(g);
    hoshi_game_ends(g, e->alone, e->marginal);
    return HOSHI_OK;
}

/* Σ over members. */
static double sum_of(const struct hoshi_game *g, const double *x)
{
    long double sum = 0;
    for (size_t i = 0; i < g->players; i++)
        sum += (long double)x[i] * (long double)hoshi_game_count(g, i);
    return (double)sum;
}

enum hoshi_status hoshi_rule_ensc(const struct hoshi_game *g, struct hoshi_division *d)
{
    struct ends e;
    enum hoshi_status status = ends_init(g, &e);
    if (status)
        return status;
    double each = (e.total - sum_of(g, e.marginal)) / (double)hoshi_game_members(g);
    for (size_t i = 0; i < g->players; i++)
        d->amount[i] = e.marginal[i] + each;
    free(e.alone);
    return HOSHI_OK;
}

enum hoshi_status hoshi_rule_scrb(const struct hoshi_game *g, struct hoshi_division *d)
{
    struct ends e;
    enum hoshi_status status = ends_init(g, &e);
    if (status)
        return status;
    double rest = e.total - sum_of(g, e.marginal);
    for (size_t i = 0; i < g->players; i++) {
        double benefit = e.sign * (e.alone[i] - e.marginal[i]);
        if (benefit < -e.epsilon)
            d->note = HOSHI_NOTE_CLAMPED;
        e.alone[i] = benefit > e.epsilon ? benefit : 0;
    }
    double sum = sum_of(g, e.alone), each = rest / (double)hoshi_game_members(g);
    if (!(sum > 0) && fabs(rest) > e.epsilon && !d->note)
        d->note = HOSHI_NOTE_NO_REMAINDER;
    for (size_t i = 0; i < g->players; i++)
        d->amount[i] = e.marginal[i] + (sum > 0 ? rest * (e.alone[i] / sum) : each);
    free(e.alone);
    return HOSHI_OK;
}

/* Equal propensity to disrupt: what the others lose by i's leaving over what i loses is the same for
 * everybody. That is a(i) − saving × r(i) / Σ r, with saving = Σ a − c(N). */
enum hoshi_status hoshi_rule_gately(const struct hoshi_game *g, struct hoshi_division *d)
{
    struct ends e;
    enum hoshi_status status = ends_init(g, &e);
    if (status)
        return status;
    double saving = e.sign * (sum_of(g, e.alone) - e.total), least = 0;
    double sum = e.sign * (sum_of(g, e.alone) - sum_of(g, e.marginal));
    for (size_t i = 0; i < g->players; i++)
        least = fmin(least, e.sign * (e.alone[i] - e.marginal[i]));
    bool additive = fabs(saving) <= e.epsilon;
    if (saving < -e.epsilon || (!additive && (sum <= e.epsilon || least < -e.epsilon)))
        d->reason = HOSHI_NO_SAVING;
    for (size_t i = 0; i < g->players && !d->reason; i++) {
        double part = additive ? 0 : saving * ((e.alone[i] - e.marginal[i]) / sum);
        d->amount[i] = e.alone[i] - part;
    }
    free(e.alone);
    return HOSHI_OK;
}

/* low(i): the marginal cost; high(i): the least i can be left with when it pays the others of a coalition
 * their marginal costs. The answer is the efficient point between low and high. */
static bool compromise(const double *cost, size_t n, double epsilon, double *x)
{
    size_t all = ((size_t)1 << n) - 1;
    double low[HOSHI_GAME_GENERAL_MAX], high[HOSHI_GAME_GENERAL_MAX];
    double low_sum = 0, high_sum = 0;
    for (size_t i = 0; i < n; i++) {
        low[i] = cost[all] - cost[all ^ (size_t)1 << i];
        high[i] = INFINITY;
    }
    for (size_t s = 1; s <= all; s++) {
        double rest = cost[s];
        for (size_t i = 0; i < n; i++)
            rest -= s >> i & 1 ? low[i] : 0;
        for (size_t i = 0; i < n; i++)
            if (s >> i & 1)
                high[i] = fmin(high[i], rest + low[i]);
    }
    for (size_t i = 0; i < n; i++) {
        if (low[i] > high[i] + epsilon)
            return false;
        low_sum += low[i];
        high_sum += high[i];
    }
    if (low_sum > cost[all] + epsilon || high_sum < cost[all] - epsilon)
        return false;
    bool flat = high_sum - low_sum <= epsilon;
    double part = flat ? 0 : (cost[all] - low_sum) / (high_sum - low_sum);
    for (size_t i = 0; i < n; i++)
        x[i] = low[i] + part * (high[i] - low[i]) + (flat ? (cost[all] - low_sum) / (double)n : 0);
    return true;
}

enum hoshi_status hoshi_rule_tau(const struct hoshi_game *g, struct hoshi_division *d)
{
    double *cost, x[HOSHI_GAME_GENERAL_MAX];
    size_t n;
    enum hoshi_status status = hoshi_game_expand(g, &cost, &n);
    if (status)
        return status;
    if (compromise(cost, n, hoshi_game_epsilon(g), x))
        hoshi_division_collapse(g, x, d->amount);
    else
        d->reason = HOSHI_NO_QUASI_BALANCE;
    free(cost);
    return HOSHI_OK;
}
