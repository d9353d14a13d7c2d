/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sort.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { SORT_SHORT = 8 };

struct sort_order {
    size_t size;
    int (*plain)(const void *, const void *);
    int (*with)(const void *, const void *, void *);
    void *info;
};

static int sort_compare(const struct sort_order *o, const char *a, const char *b)
{
    return o->plain ? o->plain(a, b) : o->with(a, b, o->info);
}

/* For short lists, and where there is no memory. */
static void sort_insert(char *base, size_t n, const struct sort_order *o)
{
    for (size_t i = 1; i < n; i++)
        for (size_t j = i; j && sort_compare(o, base + (j - 1) * o->size, base + j * o->size) > 0; j--)
            for (size_t k = 0; k < o->size; k++) {
                char swap = base[(j - 1) * o->size + k];
                base[(j - 1) * o->size + k] = base[j * o->size + k];
                base[j * o->size + k] = swap;
            }
}

/* Two sorted runs from[low … middle), from[middle … high) into `to`; the first of equals comes first. */
static void sort_merge(const char *from, char *to, size_t low, size_t middle, size_t high,
                       const struct sort_order *o)
{
    size_t i = low, j = middle;
    for (size_t k = low; k < high; k++) {
        bool left = i < middle && (j == high || sort_compare(o, from + i * o->size, from + j * o->size) <= 0);
        memcpy(to + k * o->size, from + (left ? i++ : j++) * o->size, o->size);
    }
}

static void sort_run(char *base, size_t n, const struct sort_order *o)
{
    char *other = n > SORT_SHORT && n <= SIZE_MAX / o->size ? malloc(n * o->size) : NULL;
    char *from = base, *to = other;
    if (!other) {
        sort_insert(base, n, o);
        return;
    }
    for (size_t low = 0; low < n; low += SORT_SHORT)
        sort_insert(base + low * o->size, n - low < SORT_SHORT ? n - low : SORT_SHORT, o);
    for (size_t width = SORT_SHORT; width < n; width *= 2) {
        for (size_t low = 0; low < n; low += 2 * width)
            sort_merge(from, to, low, n - low < width ? n : low + width,
                       n - low < 2 * width ? n : low + 2 * width, o);
        char *swap = from;
        from = to;
        to = swap;
    }
    if (from != base)
        memcpy(base, from, n * o->size);
    free(other);
}

void hoshi_sort(void *base, size_t n, size_t size, int (*compare)(const void *a, const void *b))
{
    if (n > 1)
        sort_run(base, n, &(struct sort_order){.size = size, .plain = compare});
}

void hoshi_sort_with(void *base, size_t n, size_t size,
                     int (*compare)(const void *a, const void *b, void *info), void *info)
{
    if (n > 1)
        sort_run(base, n, &(struct sort_order){.size = size, .with = compare, .info = info});
}
