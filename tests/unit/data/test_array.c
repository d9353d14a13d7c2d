/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists that grow: every element keeps its value and place, zeroed when new, and running out leaves the list
 * whole. */
#include "array.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>

struct pair {
    int64_t key;
    char mark;
};

static void fill(struct hoshi_array *a, int64_t n)
{
    for (int64_t i = (int64_t)a->n; i < n; i++) {
        struct pair *p = hoshi_array_add(a);
        assert_non_null(p);
        assert_true(p->key == 0 && p->mark == 0);
        *p = (struct pair){i * i - 7, (char)('a' + i % 26)};
    }
}

static void check(const struct hoshi_array *a, int64_t n)
{
    assert_int_equal(a->n, n);
    for (int64_t i = 0; i < n; i++) {
        const struct pair *p = hoshi_array_at(a, (size_t)i);
        if (p->key != i * i - 7 || p->mark != (char)('a' + i % 26))
            fail_msg("element %lld of %lld", (long long)i, (long long)n);
    }
}

static void elements_keep_their_values_while_the_list_grows(void **state)
{
    (void)state;
    for (int64_t n = 0; n < 300; n++) {
        struct hoshi_arena arena = {0};
        struct hoshi_array own = HOSHI_ARRAY(struct pair), in = HOSHI_ARRAY_IN(&arena, struct pair);
        fill(&own, n);
        fill(&in, n);
        check(&own, n);
        check(&in, n);
        hoshi_array_release(&own);
        hoshi_array_release(&in);
        hoshi_arena_release(&arena);
    }
}

static void room_is_doubled_not_added_to(void **state)
{
    (void)state;
    struct hoshi_array a = HOSHI_ARRAY(struct pair);
    int moves = 0;
    size_t room = 0;
    for (int64_t i = 1; i <= 100000; i++) {
        fill(&a, i);
        moves += a.capacity != room;
        room = a.capacity;
    }
    assert_in_range(moves, 1, 16);
    check(&a, 100000);
    hoshi_array_release(&a);
}

static void reserved_room_is_there_and_does_not_count(void **state)
{
    (void)state;
    struct hoshi_array a = HOSHI_ARRAY(struct pair);
    fill(&a, 3);
    assert_true(hoshi_array_reserve(&a, 1000));
    assert_int_equal(a.n, 3);
    const void *there = a.item;
    fill(&a, 1003);
    assert_ptr_equal(a.item, there);
    check(&a, 1003);
    hoshi_array_release(&a);
}

static void what_is_taken_is_the_callers_and_the_list_starts_anew(void **state)
{
    (void)state;
    struct hoshi_array a = HOSHI_ARRAY(struct pair);
    assert_null(hoshi_array_take(&a));
    fill(&a, 40);
    struct pair *mine = hoshi_array_take(&a);
    assert_true(a.n == 0 && a.capacity == 0 && a.item == NULL);
    assert_int_equal(mine[39].key, 39 * 39 - 7);
    fill(&a, 5);
    assert_true(a.item != (void *)mine);
    check(&a, 5);
    free(mine);
    hoshi_array_release(&a);
    hoshi_array_release(&a);
    hoshi_array_release(NULL);
    fill(&a, 2);
    check(&a, 2);
    hoshi_array_release(&a);
}

static void numbers_that_overflow_are_refused(void **state)
{
    (void)state;
    struct hoshi_arena arena = {0};
    struct hoshi_array list[] = {HOSHI_ARRAY(struct pair), HOSHI_ARRAY_IN(&arena, struct pair)};
    for (size_t i = 0; i < SUPPORT_COUNT(list); i++) {
        fill(&list[i], 20);
        assert_false(hoshi_array_reserve(&list[i], SIZE_MAX));
        assert_false(hoshi_array_reserve(&list[i], SIZE_MAX - 20));
        assert_false(hoshi_array_reserve(&list[i], SIZE_MAX / sizeof(struct pair)));
        assert_false(hoshi_array_reserve(&list[i], SIZE_MAX / 2 / sizeof(struct pair) - 19));
        check(&list[i], 20);
        hoshi_array_release(&list[i]);
    }
    hoshi_arena_release(&arena);
}

static void out_of_memory_leaves_the_list_as_it_was(void **state)
{
    (void)state;
    struct hoshi_array a = HOSHI_ARRAY(struct pair);
    support_fail_allocation(0, true);
    assert_null(hoshi_array_add(&a));
    support_fail_allocation(-1, false);
    assert_int_equal(a.n, 0);
    fill(&a, 1);
    fill(&a, (int64_t)a.capacity);
    int64_t n = (int64_t)a.n;
    support_fail_allocation(0, true);
    assert_null(hoshi_array_add(&a));
    support_fail_allocation(-1, false);
    check(&a, n);
    fill(&a, n + 1);
    check(&a, n + 1);
    hoshi_array_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_keep_their_values_while_the_list_grows),
        cmocka_unit_test(room_is_doubled_not_added_to),
        cmocka_unit_test(reserved_room_is_there_and_does_not_count),
        cmocka_unit_test(what_is_taken_is_the_callers_and_the_list_starts_anew),
        cmocka_unit_test(numbers_that_overflow_are_refused),
        cmocka_unit_test(out_of_memory_leaves_the_list_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
