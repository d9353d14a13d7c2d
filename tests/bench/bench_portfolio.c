/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Suppliers per second: plan, lines, split, range and totals of invented suppliers, by what is known of them.
 * bench_portfolio.py runs this program and sets NumPy beside it. Usage: bench_portfolio [suppliers
 * [threads]]. Output: one "name suppliers threads seconds cpu_ms rows peak_kB" per line; rows: random rows
 * per supplier. */
#include "portfolio_total.h"
#include "supplier_generate.h"
#include "supplier_parts.h"

#include <gsl/gsl_errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

static const struct hoshi_date today = {2026, 11, 22};

static double now(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

struct worker {
    const struct hoshi_tables *tables;
    struct hoshi_generate_settings settings;
    long first, last;
    struct hoshi_portfolio_total *total;
    double cpu, rows;
};

static void *work(void *at)
{
    struct worker *w = at;
    struct hoshi_supplier_settings s;
    struct hoshi_supplier_kernel *k = NULL;
    struct hoshi_supplier_row *row = malloc(sizeof *row);
    struct hoshi_supplier_result *r = malloc(sizeof *r);
    struct hoshi_supplier_detail *d = malloc(sizeof *d);
    hoshi_supplier_settings_init(&s, today);
    if (!row || !r || !d || hoshi_supplier_kernel_open(w->tables, &s, &k, NULL))
        exit(1);
    double start = now(CLOCK_THREAD_CPUTIME_ID), making = 0;
    for (long i = w->first; i < w->last; i++) {
        double before = now(CLOCK_THREAD_CPUTIME_ID);
        if (hoshi_supplier_generate(w->tables, &w->settings, (uint64_t)i, row, NULL))
            exit(1);
        making += now(CLOCK_THREAD_CPUTIME_ID) - before;
        if (hoshi_supplier_kernel_row(k, row, r, d, NULL) || hoshi_portfolio_total_add(w->total, r, d))
            exit(1);
        w->rows += (double)k->inputs;
    }
    w->cpu = now(CLOCK_THREAD_CPUTIME_ID) - start - making;
    hoshi_supplier_kernel_close(k);
    free(row);
    free(r);
    free(d);
    return NULL;
}

static void measure(const char *name, const struct hoshi_tables *tables, int64_t counts, int64_t nothing,
                    long suppliers, int threads)
{
    struct worker w[64] = {0};
    pthread_t id[64];
    double start = now(CLOCK_MONOTONIC), cpu = 0, rows = 0;
    for (int i = 0; i < threads; i++) {
        w[i] = (struct worker){.tables = tables,
                               .settings = {1, today, counts, nothing},
                               .first = suppliers * i / threads,
                               .last = suppliers * (i + 1) / threads,
                               .total = calloc(1, sizeof *w[i].total)};
        if (!w[i].total || pthread_create(&id[i], NULL, work, &w[i]))
            exit(1);
    }
    for (int i = 0; i < threads; i++) {
        pthread_join(id[i], NULL);
        cpu += w[i].cpu;
        rows += w[i].rows;
        if (i && hoshi_portfolio_total_merge(w[0].total, w[i].total))
            exit(1);
        if (i)
            free(w[i].total);
    }
    free(w[0].total);
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    printf("%s %ld %d %.3f %.4f %.1f %ld\n", name, suppliers, threads, now(CLOCK_MONOTONIC) - start,
           1e3 * cpu / (double)suppliers, rows / (double)suppliers, use.ru_maxrss);
}

int main(int argc, char **argv)
{
    long n = argc > 1 ? atol(argv[1]) : 20000;
    int threads = argc > 2 ? atoi(argv[2]) : 2;
    struct hoshi_tables *tables = NULL;
    gsl_set_error_handler_off();
    if (n < 10 || threads < 1 || threads > 64 || hoshi_tables_open(NULL, today, &tables, NULL))
        return 1;
    measure("answers", tables, 0, 0, n / 10, 1);
    measure("counts", tables, 1000000, 0, n / 10, 1);
    measure("nothing", tables, 0, 1000000, n / 10, 1);
    measure("mixed", tables, 300000, 150000, n / 10, threads);
    measure("mixed_long", tables, 300000, 150000, n, threads);
    hoshi_tables_close(tables);
    return 0;
}
