/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time of rules of division for a million parties, with the most dissatisfied coalition and whole yen: one
 * line per job, "name seconds check". bench_share.py sets NumPy beside it. The data are those of
 * bench_share.py. */
#include "division_rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { PARTIES = 1000000, LINES = 1000, RUNS = 3 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void measure(const char *name, const struct hoshi_game *g, const char *rule)
{
    double best = 1e9, check = 0;
    for (int run = 0; run < RUNS; run++) {
        struct hoshi_divisions *d = NULL;
        double start = now();
        if (hoshi_divisions_open(g, hoshi_division_rule_find(rule), &d, NULL))
            exit(1);
        double took = now() - start;
        best = took < best ? took : best;
        check = d->division[0].amount[PARTIES / 3];
        hoshi_divisions_close(d);
    }
    printf("%s_%s %.6f %.10g\n", name, rule, best, check);
}

/* 1 … 999,983, the same in both programs. */
static double amount(size_t i)
{
    return (double)((i * 7919 + 13) % 999983 + 1);
}

int main(void)
{
    double *x = malloc(PARTIES * sizeof *x), cost[LINES], sum = 0;
    const char **id = malloc(PARTIES * sizeof *id);
    size_t *first = malloc((LINES + 1) * sizeof *first);
    uint32_t *needed = malloc(2 * (size_t)PARTIES * sizeof *needed);
    if (!x || !id || !first || !needed)
        return 1;
    for (size_t i = 0; i < PARTIES; i++) {
        id[i] = "p";
        sum += x[i] = amount(i);
        needed[2 * i] = (uint32_t)i;
        needed[2 * i + 1] = (uint32_t)((i + PARTIES / 2) % PARTIES);
    }
    for (size_t l = 0; l <= LINES; l++) {
        first[l] = 2 * (size_t)PARTIES / LINES * l;
        if (l < LINES)
            cost[l] = amount(l) * 1000;
    }
    struct hoshi_game airport = {
        .form = HOSHI_GAME_AIRPORT, .yen = true, .players = PARTIES, .id = id, .stand_alone = x};
    struct hoshi_game claims = {.form = HOSHI_GAME_CLAIMS,
                                .gains = true,
                                .yen = true,
                                .players = PARTIES,
                                .id = id,
                                .estate = (double)(int64_t)(sum / 3),
                                .claim = x};
    struct hoshi_game lines = {.form = HOSHI_GAME_LINES,
                               .yen = true,
                               .players = PARTIES,
                               .id = id,
                               .lines = LINES,
                               .cost = cost,
                               .first = first,
                               .needed_by = needed};
    static const char *const of_airport[] = {"shapley", "nucleolus", "cec", "scrb"};
    static const char *const of_claims[] = {"talmud", "cea", "cel"};
    for (size_t i = 0; i < sizeof of_airport / sizeof *of_airport; i++)
        measure("airport", &airport, of_airport[i]);
    for (size_t i = 0; i < sizeof of_claims / sizeof *of_claims; i++)
        measure("claims", &claims, of_claims[i]);
    measure("lines", &lines, "shapley");
    free(x);
    free(id);
    free(first);
    free(needed);
    return 0;
}
