/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sort.h"
#include "support.h"

#include <string.h>

struct sorted_pair {
    int key, place;
};

static int by_key(const void *a, const void *b)
{
    const struct sorted_pair *x = a, *y = b;
    return (x->key > y->key) - (x->key < y->key);
}

static int by_key_up_or_down(const void *a, const void *b, void *info)
{
    return by_key(a, b) * *(const int *)info;
}

static void assert_sorted(const struct sorted_pair *p, size_t n, int direction)
{
    for (size_t i = 1; i < n; i++) {
        assert_true((p[i].key - p[i - 1].key) * direction >= 0);
        if (p[i].key == p[i - 1].key)
            assert_true(p[i].place > p[i - 1].place);
    }
}

static void equal_ones_keep_their_order(void **state)
{
    (void)state;
    uint64_t random = 7;
    static struct sorted_pair p[20000];
    for (int round = 0; round < 300; round++) {
        size_t n = round < 60 ? (size_t)round : (size_t)support_between(&random, 0, 20000);
        int direction = round % 3 ? 1 : -1;
        int64_t kinds = support_between(&random, 1, round % 2 ? 5 : 2000);
        for (size_t i = 0; i < n; i++)
            p[i] = (struct sorted_pair){(int)support_between(&random, 1, kinds), (int)i};
        if (direction > 0)
            hoshi_sort(p, n, sizeof *p, by_key);
        else
            hoshi_sort_with(p, n, sizeof *p, by_key_up_or_down, &direction);
        assert_sorted(p, n, direction);
    }
}

struct sorted_large {
    struct sorted_pair pair;
    char more[9000]; /* none fits the sort's buffer */
};

static void large_ones_as_well(void **state)
{
    (void)state;
    static struct sorted_large p[300];
    uint64_t random = 11;
    for (size_t n = 0; n <= 300; n += n < 20 ? 1 : 70) {
        for (size_t i = 0; i < n; i++) {
            p[i].pair = (struct sorted_pair){(int)support_between(&random, 1, 9), (int)i};
            memset(p[i].more, p[i].pair.place & 0x7F, sizeof p[i].more);
        }
        hoshi_sort(p, n, sizeof *p, by_key);
        for (size_t i = 0; i < n; i++) {
            assert_int_equal(p[i].more[8999], p[i].pair.place & 0x7F);
            if (i)
                assert_true(p[i - 1].pair.key < p[i].pair.key ||
                            (p[i - 1].pair.key == p[i].pair.key && p[i - 1].pair.place < p[i].pair.place));
        }
    }
}

static bool less(const void *element, const void *key)
{
    return *(const int *)element < *(const int *)key;
}

static void first_of_equal_ones_is_found(void **state)
{
    static const int sorted[] = {1, 3, 3, 3, 7};
    static const struct {
        int key;
        size_t at;
    } row[] = {{0, 0}, {1, 0}, {2, 1}, {3, 1}, {4, 4}, {7, 4}, {8, 5}};
    (void)state;
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        assert_int_equal(hoshi_sorted_first(sorted, 5, sizeof *sorted, &row[i].key, less), row[i].at);
    assert_int_equal(hoshi_sorted_first(NULL, 0, sizeof *sorted, &row[0].key, less), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(equal_ones_keep_their_order),
                                       cmocka_unit_test(large_ones_as_well),
                                       cmocka_unit_test(first_of_equal_ones_is_found)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
