/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Merge sort from short runs up, without asking for memory: runs that fit a buffer on the stack are merged through
 * it, longer ones are cut at the middle of the longer one, the inner pieces exchanged, and both halves merged. */
#include "sort.h"

#include <stdbool.h>
#include <string.h>

enum { SORT_SHORT = 8, SORT_BUFFER = 8192 };

struct sort_order {
    size_t size;
    int (*plain)(const void *, const void *);
    int (*with)(const void *, const void *, void *);
    void *info;
    char *buffer;
};

static int sort_compare(const struct sort_order *o, const char *a, const char *b)
{
    return o->plain ? o->plain(a, b) : o->with(a, b, o->info);
}

static void sort_swap(char *a, char *b, size_t size)
{
    for (size_t k = 0; k < size; k++) {
        char kept = a[k];
        a[k] = b[k];
        b[k] = kept;
    }
}

static void sort_insert(char *base, size_t n, const struct sort_order *o)
{
    for (size_t i = 1; i < n; i++)
        for (size_t j = i; j && sort_compare(o, base + (j - 1) * o->size, base + j * o->size) > 0; j--)
            sort_swap(base + (j - 1) * o->size, base + j * o->size, o->size);
}

/* Two sorted runs of a and b elements one behind the other; the first of equals comes first. */
static void sort_merge_left(char *base, size_t a, size_t b, const struct sort_order *o)
{
    const size_t z = o->size;
    char *to = base, *right = base + a * z, *end = right + b * z, *left = o->buffer, *left_end = left + a * z;
    memcpy(left, base, a * z);
    while (left < left_end && right < end) {
        bool first = sort_compare(o, left, right) <= 0;
        memcpy(to, first ? left : right, z);
        left += first ? z : 0;
        right += first ? 0 : z;
        to += z;
    }
    memcpy(to, left, (size_t)(left_end - left));
}

static void sort_merge_right(char *base, size_t a, size_t b, const struct sort_order *o)
{
    const size_t z = o->size;
    char *left = base + a * z, *to = left + b * z, *right = o->buffer + b * z;
    memcpy(o->buffer, left, b * z);
    while (left > base && right > o->buffer) {
        bool last = sort_compare(o, left - z, right - z) > 0;
        left -= last ? z : 0;
        right -= last ? 0 : z;
        to -= z;
        memcpy(to, last ? left : right, z);
    }
    memcpy(base + (left - base), o->buffer, (size_t)(right - o->buffer));
}

static void sort_reverse(char *base, size_t n, size_t size)
{
    for (size_t i = 0; i < n / 2; i++)
        sort_swap(base + i * size, base + (n - 1 - i) * size, size);
}

/* How many of the n sorted elements come before `x`: those less, and those equal as well when `equal`. */
static size_t sort_place(const char *base, size_t n, const char *x, bool equal, const struct sort_order *o)
{
    size_t low = 0;
    while (low < n) {
        size_t middle = low + (n - low) / 2;
        int c = sort_compare(o, base + middle * o->size, x);
        if (c < 0 || (equal && c == 0))
            low = middle + 1;
        else
            n = middle;
    }
    return low;
}

static void sort_merge(char *base, size_t a, size_t b, const struct sort_order *o)
{
    const size_t z = o->size;
    if (a == 1 && b == 1) { /* of any size */
        if (sort_compare(o, base, base + z) > 0)
            sort_swap(base, base + z, z);
        return;
    }
    while (a && b && a + b > 2 && a * z > SORT_BUFFER && b * z > SORT_BUFFER) {
        size_t i = a >= b ? a / 2 : sort_place(base, a, base + (a + b / 2) * z, true, o);
        size_t j = a >= b ? sort_place(base + a * z, b, base + i * z, false, o) : b / 2;
        char *inner = base + i * z; /* a - i of the left, then j of the right: exchanged by three reversals */
        sort_reverse(inner, a - i, z);
        sort_reverse(inner + (a - i) * z, j, z);
        sort_reverse(inner, a - i + j, z);
        sort_merge(base, i, j, o);
        base += (i + j) * z;
        a -= i;
        b -= j;
    }
    if (!a || !b)
        return;
    if (a + b == 2)
        sort_merge(base, a, b, o);
    else if (a * z <= SORT_BUFFER)
        sort_merge_left(base, a, b, o);
    else
        sort_merge_right(base, a, b, o);
}

static void sort_run(char *base, size_t n, struct sort_order o)
{
    char buffer[SORT_BUFFER];
    o.buffer = buffer;
    for (size_t low = 0; low < n; low += SORT_SHORT)
        sort_insert(base + low * o.size, n - low < SORT_SHORT ? n - low : SORT_SHORT, &o);
    for (size_t width = SORT_SHORT; width < n; width *= 2)
        for (size_t low = 0; n - low > width; low += 2 * width) {
            sort_merge(base + low * o.size, width, n - low < 2 * width ? n - low - width : width, &o);
            if (n - low <= 2 * width)
                break;
        }
}

void hoshi_sort(void *base, size_t n, size_t size, int (*compare)(const void *a, const void *b))
{
    if (n > 1)
        sort_run(base, n, (struct sort_order){.size = size, .plain = compare});
}

void hoshi_sort_with(void *base, size_t n, size_t size,
                     int (*compare)(const void *a, const void *b, void *info), void *info)
{
    if (n > 1)
        sort_run(base, n, (struct sort_order){.size = size, .with = compare, .info = info});
}

size_t hoshi_sorted_first(const void *base, size_t n, size_t size, const void *key,
                          bool (*before)(const void *element, const void *key))
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (before((const char *)base + middle * size, key))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
