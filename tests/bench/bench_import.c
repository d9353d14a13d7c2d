/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time of reading filled questionnaires, marks and answers both, without the start of a process: "FILE
 * microseconds" for each file given. bench_import.py sets openpyxl beside it. */
#include "import_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { RUNS = 15 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return 1e6 * (double)t.tv_sec + 1e-3 * (double)t.tv_nsec;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void read_once(const char *path, const struct hoshi_tables *tables)
{
    struct hoshi_arena arena = {0};
    struct hoshi_imported in;
    if (hoshi_import_read(path, &tables->catalog, &arena, &in, NULL) || !in.form.found)
        exit(1);
    hoshi_arena_release(&arena);
}

int main(int argc, char **argv)
{
    struct hoshi_tables *tables = NULL;
    if (hoshi_tables_open(NULL, (struct hoshi_date){2026, 11, 22}, &tables, NULL))
        return 1;
    for (int i = 1; i < argc; i++) {
        double took[RUNS];
        for (int run = 0; run < RUNS; run++) {
            double start = now();
            read_once(argv[i], tables);
            took[run] = now() - start;
        }
        qsort(took, RUNS, sizeof *took, ascending);
        printf("%s %.1f\n", argv[i], took[RUNS / 2]);
    }
    hoshi_tables_close(tables);
    return 0;
}
