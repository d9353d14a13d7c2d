/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times of the range engine on the 100 lines of bench_range.py, which runs this program and prints the
 * ratios. Usage: bench_range [threads]. Output: one "name microseconds P80" per line. Run by hand. */
#include "range.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { LINES = 100, RUNS = 21 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Median of RUNS times `times` calls. */
static void measure(const char *name, const struct hoshi_range_model *m, struct hoshi_range_options o,
                    int times)
{
    double took[RUNS], p80 = 0;
    for (int i = 0; i < RUNS; i++) {
        double start = now();
        for (int k = 0; k < times; k++) {
            struct hoshi_range r = {0};
            if (hoshi_range_run(m, &o, &r, NULL))
                exit(1);
            p80 = r.percentile[HOSHI_P80];
            hoshi_range_release(&r);
        }
        took[i] = (now() - start) / times;
        if (took[i] > 300000 && i == 2) {
            qsort(took, 3, sizeof *took, ascending);
            printf("%s %.3f %.10g\n", name, took[1], p80);
            return;
        }
    }
    qsort(took, RUNS, sizeof *took, ascending);
    printf("%s %.3f %.10g\n", name, took[RUNS / 2], p80);
}

int main(int argc, char **argv)
{
    unsigned threads = argc > 1 ? (unsigned)atoi(argv[1]) : 2;
    struct hoshi_range_input x[LINES];
    struct hoshi_range_term t[LINES];
    struct hoshi_range_factor f[2] = {{"market", 1, {{0.9, 1, 1.2}}},
                                      {"labour", 2, {{0.85, 1, 1.3}, {0.9, 1, 1.1}}}};
    struct hoshi_range_group g = {"all", 1, HOSHI_NEED_FIXED, 0, 1, 0, LINES};
    struct hoshi_range_model m = {0, x, LINES, f, 2, &g, 1, t, LINES};
    gsl_set_error_handler_off();
    for (size_t i = 0; i < LINES; i++) {
        double base = 1e5 * (double)(1 + i % 17);
        x[i] = (struct hoshi_range_input){"x", HOSHI_TRIANGULAR, base * 0.8, base, base * 1.4};
        t[i] = (struct hoshi_range_term){i, 1, HOSHI_RANGE_NO_FACTOR};
    }
    measure("cos", &m, (struct hoshi_range_options){HOSHI_RANGE_COS, 0, 0, 0}, 100);
    measure("grid", &m, (struct hoshi_range_options){HOSHI_RANGE_GRID, 0, 0, 0}, 1);
    measure("mc100k", &m, (struct hoshi_range_options){HOSHI_RANGE_MC, 100000, 1, 1}, 1);
    measure("mc1m", &m, (struct hoshi_range_options){HOSHI_RANGE_MC, 1000000, 1, 1}, 1);
    measure("mc1m_threads", &m, (struct hoshi_range_options){HOSHI_RANGE_MC, 1000000, 1, threads}, 1);
    for (size_t i = 0; i < LINES; i++)
        t[i].factor = i < 55 ? 1 : i < 80 ? 0 : HOSHI_RANGE_NO_FACTOR;
    measure("cos_factors", &m, (struct hoshi_range_options){HOSHI_RANGE_COS, 0, 0, 0}, 20);
    return 0;
}
