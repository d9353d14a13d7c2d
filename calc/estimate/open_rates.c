/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "open_rates.h"

#include <math.h>
#include <string.h>

void hoshi_open_rates_init(struct hoshi_open_rates *rates, const struct hoshi_need *need,
                           const struct hoshi_catalog *catalog)
{
    int unknown[HOSHI_CATEGORIES + 1] = {0};
    rates->catalog = catalog;
    for (size_t i = 0; i < catalog->criteria; i++)
        unknown[catalog->criterion[i].category] += need->state[i] == HOSHI_UNKNOWN_STATE;
    for (int k = 0; k <= HOSHI_CATEGORIES; k++) {
        double closed = (double)(need->answered[k] - need->open[k]) + need->prior.closed[k],
               all = (double)need->answered[k] + need->prior.open[k] + need->prior.closed[k];
        rates->closed[k] = closed;
        rates->weight[k] = need->prior.open[k] + need->prior.closed[k];
        rates->none[k][0] = 1;
        for (int i = 0; i < unknown[k]; i++)
            rates->none[k][i + 1] = rates->none[k][i] * (closed + i) / (all + i);
    }
}

static double none_of(const struct hoshi_open_rates *rates, const int count[HOSHI_CATEGORIES + 1])
{
    double none = 1;
    for (int k = 1; k <= HOSHI_CATEGORIES; k++)
        none *= rates->none[k][count[k]];
    return none;
}

void hoshi_hangs_init(struct hoshi_hangs *hangs, const struct hoshi_open_rates *rates, const size_t *criteria,
                      size_t n)
{
    memset(hangs, 0, sizeof *hangs);
    for (size_t i = 0; i < n; i++) {
        hangs->bit[criteria[i] / 64] |= UINT64_C(1) << criteria[i] % 64;
        hangs->count[rates->catalog->criterion[criteria[i]].category]++;
    }
    hangs->none = none_of(rates, hangs->count);
}

double hoshi_hangs_slope(const struct hoshi_open_rates *rates, const struct hoshi_hangs *hangs, int category)
{
    double sum = 0;
    for (int i = 0; i < hangs->count[category]; i++)
        sum += rates->weight[category] / (rates->closed[category] + i);
    return hangs->none * sum;
}

double hoshi_hangs_covariance(const struct hoshi_open_rates *rates, const struct hoshi_hangs *a,
                              const struct hoshi_hangs *b)
{
    int count[HOSHI_CATEGORIES + 1];
    bool meet = false;
    for (int k = 0; k <= HOSHI_CATEGORIES; k++) {
        count[k] = a->count[k] + b->count[k];
        meet = meet || (a->count[k] && b->count[k]);
    }
    if (!meet)
        return 0;
    for (size_t w = 0; w < HOSHI_HANGS_WORDS; w++)
        for (uint64_t same = a->bit[w] & b->bit[w]; same; same &= same - 1)
            count[rates->catalog->criterion[64 * w + (size_t)__builtin_ctzll(same)].category]--;
    return fmax(0, none_of(rates, count) - a->none * b->none);
}

struct hoshi_open_spread hoshi_open_spread_of(const double square[2], double cross)
{
    struct hoshi_open_spread x = {{0, 0}, {sqrt(fmax(0, square[0])), sqrt(fmax(0, square[1]))}};
    double root = x.alone[0] * x.alone[1];
    if (!(root > 0) || !(cross > 0))
        return x;
    double part = fmin(1, cross / root);
    for (int i = 0; i < 2; i++) {
        x.both[i] = sqrt(part * square[i]);
        x.alone[i] = sqrt((1 - part) * square[i]);
    }
    return x;
}
