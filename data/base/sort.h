/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A stable sort: equal elements keep their order, on every system. (The C libraries' own differ there, and
 * results are the same bytes everywhere.)
 */
#ifndef HOSHI_SORT_H
#define HOSHI_SORT_H

#include <stdbool.h>
#include <stddef.h>

/** Sort n elements of `size` bytes ascending; compare as for qsort. Asks for no memory; n log n
 * comparisons. */
void hoshi_sort(void *base, size_t n, size_t size, int (*compare)(const void *a, const void *b));

/** The same with a third argument handed to compare. */
void hoshi_sort_with(void *base, size_t n, size_t size,
                     int (*compare)(const void *a, const void *b, void *info), void *info);

/** Index of the first of n sorted elements that is not less than the key (n when all are): before(element, key) tells
 * whether the element comes before the key. */
size_t hoshi_sorted_first(const void *base, size_t n, size_t size, const void *key,
                          bool (*before)(const void *element, const void *key));

#endif
