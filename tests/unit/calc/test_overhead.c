/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Service departments' cost passed on: worked by hand, and beside a long iteration on random firms. */
#include "overhead.h"
#include "support.h"

#include <math.h>
#include <string.h>

enum { BUYERS = 3 };

struct firm {
    struct hoshi_case_overheads o;
    int64_t enters[10], to[10 * 20], serves[10 * (BUYERS + 1)];
    double full[10], centre[10];
    int64_t buyer[BUYERS + 1];
};

static void lay_out(struct firm *f, size_t departments, size_t centres, enum hoshi_overhead_method method)
{
    f->o = (struct hoshi_case_overheads){.stated = true,
                                         .method = method,
                                         .departments = departments,
                                         .centres = centres,
                                         .enters_ppm = f->enters,
                                         .to_ppm = f->to,
                                         .serves_ppm = f->serves};
}

/* Two departments that serve each other (40 % and 20 %) and two centres; 600,000 enters the first, 116,000
 * the second. The equations: y1 = 600 + 0.2 y2, y2 = 116 + 0.4 y1, so y1 = 676.521739…, y2 = 386.608695…
 * thousand. */
static struct firm two_departments(enum hoshi_overhead_method method)
{
    struct firm f = {.enters = {837989, 162011}};
    const int64_t to[] = {0, 400000, 200000, 400000, 200000, 0, 500000, 300000};
    memcpy(f.to, to, sizeof to);
    const int64_t serves[] = {1000000, 0, 0, 0, 0, 250000, 0, 750000};
    memcpy(f.serves, serves, sizeof serves);
    lay_out(&f, 2, 2, method);
    return f;
}

static void run(struct firm *f)
{
    lay_out(f, f->o.departments, f->o.centres, f->o.method); /* it may have been copied */
    assert_int_equal(hoshi_overhead_shares(&f->o, BUYERS, f->full, f->centre, f->buyer), HOSHI_OK);
}

static void departments_that_serve_each_other_are_solved_together(void **state)
{
    (void)state;
    struct firm f = two_departments(HOSHI_RECIPROCAL);
    run(&f);
    double y1 = (0.837989 + 0.2 * 0.162011) / 0.92, y2 = 0.162011 + 0.4 * y1;
    assert_true(fabs(f.full[0] - y1) < 1e-12 && fabs(f.full[1] - y2) < 1e-12);
    assert_true(fabs(f.centre[0] - (0.2 * y1 + 0.5 * y2)) < 1e-12);
    assert_true(fabs(f.centre[1] - (0.4 * y1 + 0.3 * y2)) < 1e-12);
    assert_int_equal(f.buyer[0], llround(f.centre[0] * 1e6));
    assert_int_equal(f.buyer[0] + f.buyer[1] + f.buyer[2] + f.buyer[3], HOSHI_MICRO);
}

static void step_down_closes_departments_in_their_order(void **state)
{
    (void)state;
    struct firm f = two_departments(HOSHI_STEP_DOWN);
    run(&f);
    double y2 = 0.162011 + 0.4 * 0.837989; /* the first is closed: nothing comes back to it */
    assert_true(fabs(f.full[1] - y2) < 1e-12);
    assert_true(fabs(f.centre[0] - (0.2 * 0.837989 + y2 * 5 / 8)) < 1e-12);
    assert_true(fabs(f.centre[1] - (0.4 * 0.837989 + y2 * 3 / 8)) < 1e-12);
}

static void direct_method_looks_at_centres_only(void **state)
{
    (void)state;
    struct firm f = two_departments(HOSHI_DIRECT_ONLY);
    run(&f);
    assert_true(fabs(f.centre[0] - (0.837989 / 3 + 0.162011 * 5 / 8)) < 1e-12);
    assert_true(fabs(f.centre[0] + f.centre[1] - 1) < 1e-12);
}

/* A published exercise (course material on service departments): administration 1,200 serves maintenance 1/6
 * and two centres 1/6 and 4/6; maintenance 2,400 serves administration 1/5 and the centres 1/5 and 3/5.
 * Printed: 1,738 and 2,690 after the equations; 2,328 and 6,772 with the centres' own 1,500 and 4,000. */
static void published_exercise_is_met(void **state)
{
    (void)state;
    struct firm f = {.enters = {333333, 666667}};
    const int64_t to[] = {0, 166667, 166667, 666666, 200000, 0, 200000, 600000};
    const int64_t serves[] = {0, 0, 0, 1000000, 0, 0, 0, 1000000};
    memcpy(f.to, to, sizeof to);
    memcpy(f.serves, serves, sizeof serves);
    lay_out(&f, 2, 2, HOSHI_RECIPROCAL);
    run(&f);
    assert_true(fabs(3600 * f.full[0] - 1737.931034) < 0.01 && fabs(3600 * f.full[1] - 2689.655172) < 0.01);
    assert_true(fabs(3600 * f.centre[0] + 1500 - 2327.586207) < 0.01);
    assert_true(fabs(3600 * f.centre[1] + 4000 - 6772.413793) < 0.01);
}

/* Shares of a row of n, itself left out, that sum to 1. */
static void random_row(int64_t *row, size_t n, size_t self, uint64_t *seed)
{
    int64_t left = HOSHI_MICRO;
    size_t last = self == n - 1 ? n - 2 : n - 1;
    for (size_t i = 0; i < n; i++) {
        if (i == self || i == last)
            continue;
        row[i] = (int64_t)(support_random(seed) % (uint64_t)(2 * left / (int64_t)n + 1));
        left -= row[i];
    }
    row[last] = left;
}

/* Money sent round until next to nothing is left in the departments. */
static void iterate(const struct firm *f, double *centre)
{
    size_t d = f->o.departments, n = d + f->o.centres;
    double now[20] = {0};
    for (size_t i = 0; i < d; i++)
        now[i] = (double)f->enters[i] / 1e6;
    for (int round = 0; round < 4000; round++) {
        double next[20] = {0};
        for (size_t i = 0; i < n; i++)
            for (size_t k = 0; k < d; k++)
                next[i] += now[k] * (double)f->to[k * n + i] / 1e6;
        for (size_t k = 0; k < f->o.centres; k++)
            centre[k] += next[d + k];
        memcpy(now, next, d * sizeof *now);
    }
}

static void equations_agree_with_money_sent_round_for_ever(void **state)
{
    (void)state;
    uint64_t seed = 271828;
    for (int trial = 0; trial < 200; trial++) {
        struct firm f = {0};
        size_t d = 1 + support_random(&seed) % 6, k = 2 + support_random(&seed) % 6;
        lay_out(&f, d, k, HOSHI_RECIPROCAL);
        random_row(f.enters, d + 1, d, &seed);
        for (size_t i = 0; i < d; i++)
            random_row(f.to + i * (d + k), d + k, i, &seed);
        for (size_t i = 0; i < k; i++)
            random_row(f.serves + i * (BUYERS + 1), BUYERS + 1, SIZE_MAX, &seed);
        double centre[20] = {0}, sum = 0;
        iterate(&f, centre);
        run(&f);
        for (size_t i = 0; i < k; i++) {
            assert_true(fabs(centre[i] - f.centre[i]) < 1e-9);
            sum += f.centre[i];
        }
        assert_true(fabs(sum - 1) < 1e-9);
    }
}

static void circle_without_a_centre_is_a_status(void **state)
{
    (void)state;
    struct firm f = two_departments(HOSHI_RECIPROCAL);
    const int64_t to[] = {0, 1000000, 0, 0, 1000000, 0, 0, 0};
    memcpy(f.to, to, sizeof to);
    f.buyer[0] = 77;
    lay_out(&f, 2, 2, HOSHI_RECIPROCAL);
    assert_int_equal(hoshi_overhead_shares(&f.o, BUYERS, f.full, f.centre, f.buyer), HOSHI_E_CENTRE_CYCLE);
    assert_int_equal(f.buyer[0], 77);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(departments_that_serve_each_other_are_solved_together),
        cmocka_unit_test(step_down_closes_departments_in_their_order),
        cmocka_unit_test(direct_method_looks_at_centres_only),
        cmocka_unit_test(published_exercise_is_met),
        cmocka_unit_test(equations_agree_with_money_sent_round_for_ever),
        cmocka_unit_test(circle_without_a_centre_is_a_status),
    };
    return cmocka_run_group_tests_name("overhead", tests, NULL, NULL);
}
