/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The least-cost plan beside brute force over all sets of measures, on small tables made up here. */
#include "support.h"
#include "plan.h"

#include <glpk.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MEASURES = 14, CRITERIA = 10, YEARS = 3 };

/* A problem as bit masks, and the same as the tables the solver reads. */
struct instance {
    size_t measures, criteria;
    unsigned closes[MEASURES], excludes[MEASURES], requires[MEASURES], open;
    enum hoshi_choice choice[MEASURES];
    int64_t cost[MEASURES], days[MEASURES * YEARS], capacity, outside, inside;
    bool limited;
    char id[MEASURES][8], criterion_id[CRITERIA][12];
    size_t list[3][MEASURES][MEASURES + CRITERIA];
    struct hoshi_measure measure[MEASURES];
    struct hoshi_criterion criterion[CRITERIA];
    struct hoshi_tables tables;
    bool is_open[CRITERIA];
};

static const size_t *listed(size_t *list, unsigned mask, size_t *n)
{
    *n = 0;
    for (size_t i = 0; i < 32; i++)
        if (mask & 1u << i)
            list[(*n)++] = i;
    return list;
}

static void fill_tables(struct instance *x)
{
    for (size_t m = 0; m < x->measures; m++) {
        struct hoshi_measure *y = &x->measure[m];
        *y = (struct hoshi_measure){.id = x->id[m], .index = m, .level = 3, .by_default = true};
        y->closes = listed(x->list[0][m], x->closes[m], &y->closes_n);
        y->excludes = listed(x->list[1][m], x->excludes[m], &y->excludes_n);
        y->requires_ = listed(x->list[2][m], x->requires[m], &y -> requires_n);
    }
    for (size_t c = 0; c < x->criteria; c++) {
        snprintf(x->criterion_id[c], sizeof x->criterion_id[c], "4-%zu-1-%zu", c % 3 + 1, c + 1);
        x->criterion[c] =
            (struct hoshi_criterion){.id = x->criterion_id[c], .index = c, .level = 3, .category = 4};
        x->is_open[c] = x->open >> c & 1;
    }
    memset(&x->tables, 0, sizeof x->tables);
    x->tables.catalog.criterion = x->criterion;
    x->tables.catalog.criteria = x->criteria;
    x->tables.measure = x->measure;
    x->tables.measures = x->measures;
}

static struct hoshi_plan_problem problem(struct instance *x)
{
    fill_tables(x);
    return (struct hoshi_plan_problem){.tables = &x->tables,
                                       .open = x->is_open,
                                       .choice = x->choice,
                                       .cost_yen = x->cost,
                                       .it_days_micro = x->limited ? x->days : NULL,
                                       .years = YEARS,
                                       .capacity_days_micro = x->capacity,
                                       .outside_micro = x->outside,
                                       .inside_micro = x->inside};
}

/* ---- brute force ---- */

struct answer {
    bool exists, within_capacity, second_exists;
    unsigned chosen;
    int64_t cost, second;
};

static unsigned mask_of(const struct instance *x, enum hoshi_choice choice)
{
    unsigned mask = 0;
    for (size_t m = 0; m < x->measures; m++)
        mask |= x->choice[m] == choice ? 1u << m : 0;
    return mask;
}

/* What is in place closes its criteria and serves as something required; its own conditions are history. */
static bool holds(const struct instance *x, unsigned chosen, unsigned have)
{
    unsigned closed = 0;
    for (size_t m = 0; m < x->measures; m++) {
        if (!((chosen | have) >> m & 1))
            continue;
        closed |= x->closes[m];
        if (chosen >> m & 1 && (x->requires[m] & ~(chosen | have) || x->excludes[m] & chosen & ~(1u << m)))
            return false;
    }
    return (x->open & ~closed) == 0;
}

static int64_t sum(const struct instance *x, const int64_t *cost, unsigned chosen)
{
    int64_t yen = 0;
    for (size_t m = 0; m < x->measures; m++)
        yen += chosen >> m & 1 ? cost[m] : 0;
    return yen;
}

/* The set that holds the smallest id in which the two differ goes first. */
static bool lower_ids(const struct instance *x, unsigned a, unsigned b)
{
    const char *least = NULL;
    bool of_a = false;
    for (size_t m = 0; m < x->measures; m++)
        if ((a ^ b) >> m & 1 && (!least || strcmp(x->id[m], least) < 0)) {
            least = x->id[m];
            of_a = a >> m & 1;
        }
    return of_a;
}

/* Days beyond the capacity in a year, and what they cost more. */
static int64_t beyond(const struct instance *x, unsigned chosen, size_t y)
{
    int64_t days = -x->capacity;
    for (size_t m = 0; m < x->measures; m++)
        days += chosen >> m & 1 ? x->days[m * YEARS + y] : 0;
    return x->limited && days > 0 ? days : 0;
}

static int64_t rounded(int64_t days_micro, int64_t yen_micro)
{
    __extension__ __int128 product = days_micro;
    return (int64_t)((product * yen_micro + 500000000000) / 1000000000000);
}

static int64_t cost_of(const struct instance *x, unsigned chosen)
{
    int64_t yen = sum(x, x->cost, chosen);
    for (size_t y = 0; y < YEARS; y++)
        yen += rounded(beyond(x, chosen, y), x->outside) - rounded(beyond(x, chosen, y), x->inside);
    return yen;
}

static bool better(const struct instance *x, unsigned set, const struct answer *best)
{
    int64_t cost = cost_of(x, set);
    if (!best->exists)
        return true;
    if (cost != best->cost)
        return cost < best->cost;
    int n = __builtin_popcount(set), least = __builtin_popcount(best->chosen);
    return n != least ? n < least : lower_ids(x, set, best->chosen);
}

static bool all_within(const struct instance *x, unsigned chosen)
{
    bool within = true;
    for (size_t y = 0; y < YEARS; y++)
        within = within && !beyond(x, chosen, y);
    return within;
}

static struct answer brute_force(const struct instance *x)
{
    unsigned have = mask_of(x, HOSHI_CHOICE_HAVE), forced = mask_of(x, HOSHI_CHOICE_FORCED);
    unsigned free_ones = mask_of(x, HOSHI_CHOICE_FREE);
    struct answer a = {.within_capacity = true};
    for (unsigned set = free_ones;; set = (set - 1) & free_ones) {
        unsigned chosen = set | forced;
        if (holds(x, chosen, have) && better(x, chosen, &a))
            a = (struct answer){true, all_within(x, chosen), false, chosen, cost_of(x, chosen), 0};
        if (!set)
            break;
    }
    for (unsigned set = free_ones; a.exists; set = (set - 1) & free_ones) {
        unsigned chosen = set | forced;
        if (a.chosen & free_ones & ~set && holds(x, chosen, have)) {
            int64_t cost = cost_of(x, chosen);
            if (!a.second_exists || cost < a.second)
                a.second = cost;
            a.second_exists = true;
        }
        if (!set)
            break;
    }
    return a;
}

static unsigned closable(const struct instance *x)
{
    unsigned mask = 0;
    for (size_t m = 0; m < x->measures; m++)
        mask |= x->choice[m] == HOSHI_CHOICE_FORBIDDEN ? 0 : x->closes[m];
    return mask;
}

/* ---- random problems ---- */

static unsigned bits(uint64_t *seed, size_t n, int64_t one_in)
{
    unsigned mask = 0;
    for (size_t i = 0; i < n; i++)
        mask |= support_chance(seed, one_in) ? 1u << i : 0;
    return mask;
}

static void shuffle_ids(struct instance *x, uint64_t *seed)
{
    size_t place[MEASURES];
    for (size_t m = 0; m < x->measures; m++)
        place[m] = m;
    for (size_t m = x->measures; m-- > 1;) {
        size_t k = (size_t)support_between(seed, 0, (int64_t)m), keep = place[m];
        place[m] = place[k];
        place[k] = keep;
    }
    for (size_t m = 0; m < x->measures; m++)
        snprintf(x->id[m], sizeof x->id[m], "m%c%zu", (char)('a' + place[m]), place[m]);
}

static void random_instance(struct instance *x, uint64_t *seed, int64_t most)
{
    memset(x, 0, sizeof *x);
    x->measures = (size_t)support_between(seed, 3, MEASURES);
    x->criteria = (size_t)support_between(seed, 1, CRITERIA);
    x->open = bits(seed, x->criteria, 2) | bits(seed, x->criteria, 2);
    shuffle_ids(x, seed);
    for (size_t m = 0; m < x->measures; m++) {
        x->closes[m] = bits(seed, x->criteria, 3);
        x->cost[m] = support_between(seed, 0, most);
        int64_t kind = support_between(seed, 1, 12);
        x->choice[m] = kind == 1   ? HOSHI_CHOICE_FORCED
                       : kind == 2 ? HOSHI_CHOICE_FORBIDDEN
                       : kind == 3 ? HOSHI_CHOICE_HAVE
                                   : HOSHI_CHOICE_FREE;
        for (size_t y = 0; y < YEARS; y++)
            x->days[m * YEARS + y] = support_between(seed, 0, 40) * HOSHI_MICRO / 4;
    }
    int64_t pairs = support_between(seed, 0, 4);
    for (int64_t i = 0; i < pairs; i++) {
        size_t a = (size_t)support_between(seed, 0, (int64_t)x->measures - 1),
               b = (size_t)support_between(seed, 0, (int64_t)x->measures - 1);
        if (a == b)
            continue;
        if (support_chance(seed, 2)) {
            x->excludes[a] |= 1u << b;
            if (support_chance(seed, 2))
                x->excludes[b] |= 1u << a;
        } else {
            x->requires[a] |= 1u << b;
        }
    }
}

static unsigned chosen_mask(const struct hoshi_plan *plan, size_t n)
{
    unsigned mask = 0;
    for (size_t m = 0; m < n; m++)
        mask |= plan->chosen[m] ? 1u << m : 0;
    return mask;
}

static void show(const struct instance *x)
{
    for (size_t m = 0; m < x->measures; m++)
        print_error("%s choice %d cost %" PRId64 " closes %x excludes %x requires %x\n", x->id[m],
                    (int)x->choice[m], x->cost[m], x->closes[m], x->excludes[m], x->requires[m]);
    print_error("open %x limited %d capacity %" PRId64 " outside %" PRId64 " inside %" PRId64 "\n", x->open,
                x->limited, x->capacity, x->outside, x->inside);
}

/* "a, b" and "b, a" name one pair. */
static bool same_pair(const char *x, const char *y)
{
    const char *comma = strstr(y, ", ");
    char turned[256];
    if (!comma)
        return strcmp(x, y) == 0;
    snprintf(turned, sizeof turned, "%s, %.*s", comma + 2, (int)(comma - y), y);
    return strcmp(x, y) == 0 || strcmp(x, turned) == 0;
}

static void compare(struct instance *x, const char *what, int number)
{
    struct hoshi_plan plan = {0}, next = {0};
    static struct hoshi_faults faults;
    memset(&faults, 0, sizeof faults);
    struct hoshi_plan_problem p = problem(x);
    struct answer a = brute_force(x);
    unsigned missing = x->open & ~closable(x);
    enum hoshi_status status = hoshi_plan_solve(&p, &plan, &next, &faults);
    enum hoshi_status expected = missing    ? HOSHI_E_CRITERION_OPEN
                                 : a.exists ? HOSHI_OK
                                            : HOSHI_E_PLAN_INFEASIBLE;
    bool right = status == expected;
    if (right && missing) {
        size_t k = 0;
        for (size_t c = 0; c < x->criteria; c++)
            if (missing >> c & 1) {
                right = right && k < faults.n && strcmp(faults.item[k].path, x->criterion_id[c]) == 0 &&
                        faults.item[k].status == HOSHI_E_CRITERION_OPEN;
                k++;
            }
        right = right && faults.n == k;
    } else if (right && !status) {
        unsigned chosen = chosen_mask(&plan, x->measures);
        right = plan.cost_yen == a.cost && plan.optimal && plan.exists && cost_of(x, chosen) == a.cost &&
                chosen == a.chosen && plan.within_capacity == a.within_capacity;
        for (size_t y = 0; y < YEARS; y++)
            right = right && plan.hands_micro[y] == beyond(x, chosen, y);
        right = right && next.exists == a.second_exists && (!next.exists || next.cost_yen == a.second);
        right = right && faults.n == 0;
    } else if (right) {
        right = faults.n >= 1; /* one for each pair that is to be used and excludes one another, else one */
        for (size_t i = 1; right && i < faults.n; i++)
            for (size_t k = 0; k < i; k++)
                right = right && !same_pair(faults.item[i].got, faults.item[k].got);
    }
    if (right)
        return;
    show(x);
    fail_msg("%s %d: %s, expected %s; chosen %x for %x, %" PRId64 " for %" PRId64 ", next %d %" PRId64
             " for %d %" PRId64 ", within %d for %d",
             what, number, hoshi_status_name(status), hoshi_status_name(expected),
             chosen_mask(&plan, x->measures), a.chosen, plan.cost_yen, a.cost, next.exists, next.cost_yen,
             a.second_exists, a.second, plan.within_capacity, a.within_capacity);
}

static void plans_equal_brute_force(void **state)
{
    (void)state;
    uint64_t seed = 271828;
    static struct instance x;
    for (int i = 0; i < 500; i++) {
        random_instance(&x, &seed, i % 2 ? 9876543 : 999999999);
        compare(&x, "plan", i);
    }
}

static void ties_go_to_fewer_measures_then_to_lower_ids(void **state)
{
    (void)state;
    uint64_t seed = 161803;
    static struct instance x;
    for (int i = 0; i < 250; i++) {
        random_instance(&x, &seed, 3);
        compare(&x, "tie", i);
    }
}

static void capacity_is_a_price(void **state)
{
    (void)state;
    uint64_t seed = 141421;
    static struct instance x;
    size_t within = 0, bought = 0, other = 0;
    for (int i = 0; i < 250; i++) {
        random_instance(&x, &seed, 100000);
        x.limited = true;
        /* Whole yen a quarter day, so that rounding decides no plan here. */
        x.inside = support_between(&seed, 0, 10000) * 4 * HOSHI_MICRO;
        x.outside = x.inside + (i % 5 ? support_between(&seed, 0, 10000) * 4 * HOSHI_MICRO : 0);
        x.capacity = support_between(&seed, 0, 60) * HOSHI_MICRO;
        compare(&x, "capacity", i);
        struct answer a = brute_force(&x);
        within += a.exists && a.within_capacity;
        bought += a.exists && !a.within_capacity;
        x.limited = false;
        other += a.exists && brute_force(&x).chosen != a.chosen;
    }
    assert_true(within > 20 && bought > 20 && other > 5);
}

/* Plans a yen or two apart, days and prices of many decimals: rounding year by year decides, and is decided right. */
static void rounding_of_days_decides_between_near_plans(void **state)
{
    (void)state;
    uint64_t seed = 223606;
    static struct instance x;
    for (int i = 0; i < 400; i++) {
        random_instance(&x, &seed, 4);
        x.limited = true;
        x.inside = support_between(&seed, 0, 3000000);
        x.outside = x.inside + support_between(&seed, 0, 3000000);
        x.capacity = support_between(&seed, 0, 3 * HOSHI_MICRO);
        for (size_t d = 0; d < x.measures * YEARS; d++)
            x.days[d] = x.days[d] ? support_between(&seed, 0, 2 * HOSHI_MICRO) : 0;
        /* One more measure costs more than rounding gives back. */
        for (size_t m = 0; m < x.measures; m++)
            x.cost[m] += 4;
        compare(&x, "near", i);
    }
}

/* A day bought in may be the cheaper one; every measure costs at least its own days. */
static void cheaper_outside_days_are_counted_too(void **state)
{
    (void)state;
    uint64_t seed = 173205;
    static struct instance x;
    for (int i = 0; i < 150; i++) {
        random_instance(&x, &seed, 100000);
        x.limited = true;
        x.inside = support_between(&seed, 5000, 10000) * 4 * HOSHI_MICRO;
        x.outside = support_between(&seed, 0, 5000) * 4 * HOSHI_MICRO;
        x.capacity = support_between(&seed, 0, 30) * HOSHI_MICRO;
        for (size_t m = 0; m < x.measures; m++)
            for (size_t y = 0; y < YEARS; y++)
                x.cost[m] += rounded(x.days[m * YEARS + y], x.inside);
        compare(&x, "cheaper outside", i);
    }
}

static void cost_falls_evenly_as_days_grow(void **state)
{
    (void)state;
    uint64_t seed = 244949;
    static struct instance x;
    for (int i = 0; i < 40; i++) {
        random_instance(&x, &seed, 100000);
        x.limited = true;
        x.inside = 30000 * HOSHI_MICRO;
        x.outside = 50000 * HOSHI_MICRO;
        int64_t before = -1;
        for (x.capacity = 0; x.capacity <= 60 * HOSHI_MICRO; x.capacity += HOSHI_MICRO) {
            struct hoshi_plan_problem p = problem(&x);
            struct hoshi_plan plan;
            if (hoshi_plan_solve(&p, &plan, NULL, NULL))
                break;
            /* A day more saves its premium in each year at most, and never costs. */
            if (before >= 0) {
                assert_true(plan.cost_yen <= before);
                assert_true(before - plan.cost_yen <= 20000 * YEARS);
            }
            before = plan.cost_yen;
        }
    }
}

/* ---- single facts ---- */

static void start(struct instance *x, size_t measures, unsigned open)
{
    memset(x, 0, sizeof *x);
    x->measures = measures;
    x->criteria = CRITERIA;
    x->open = open;
    for (size_t m = 0; m < measures; m++) {
        snprintf(x->id[m], sizeof x->id[m], "m%c", (char)('0' + m));
        x->cost[m] = 1000 + (int64_t)m;
    }
}

static void nothing_open_needs_nothing_but_what_is_forced(void **state)
{
    (void)state;
    static struct instance x;
    start(&x, 3, 0);
    x.cost[1] = 0;
    compare(&x, "nothing", 0);
    x.choice[2] = HOSHI_CHOICE_FORCED;
    x.requires[2] = 1u << 0;
    compare(&x, "forced", 0);
    struct hoshi_plan plan;
    struct hoshi_plan_problem p = problem(&x);
    assert_int_equal(hoshi_plan_solve(&p, &plan, NULL, NULL), HOSHI_OK);
    assert_int_equal(plan.cost_yen, 2002);
}

static void what_is_in_place_costs_nothing_and_asks_for_nothing(void **state)
{
    (void)state;
    static struct instance x;
    /* m0 is in place and would require m1, which is dearer than m2 for the same criterion. */
    start(&x, 3, 3);
    x.closes[0] = 1;
    x.closes[1] = 2;
    x.closes[2] = 2;
    x.requires[0] = 1u << 1;
    x.cost[1] = 7000;
    x.choice[0] = HOSHI_CHOICE_HAVE;
    compare(&x, "have", 0);
    x.choice[1] = HOSHI_CHOICE_FORBIDDEN;
    compare(&x, "have", 1);
    x.excludes[2] = 1u << 0;
    compare(&x, "have", 2);
}

static void what_is_in_place_takes_no_days(void **state)
{
    (void)state;
    static struct instance x;
    start(&x, 2, 3);
    x.closes[0] = 1;
    x.closes[1] = 2;
    x.choice[0] = HOSHI_CHOICE_HAVE;
    x.limited = true;
    x.capacity = 5 * HOSHI_MICRO;
    for (size_t y = 0; y < YEARS; y++)
        x.days[y] = x.days[YEARS + y] = 4 * HOSHI_MICRO;
    compare(&x, "days in place", 0);
}

static void contradicting_demands_have_no_plan(void **state)
{
    (void)state;
    static struct instance x;
    start(&x, 3, 1);
    x.closes[0] = 1;
    x.choice[0] = x.choice[1] = HOSHI_CHOICE_FORCED;
    x.excludes[0] = 1u << 1;
    compare(&x, "excludes", 0);
    x.excludes[0] = 0;
    x.requires[0] = 1u << 2;
    x.choice[2] = HOSHI_CHOICE_FORBIDDEN;
    compare(&x, "requires", 0);
    x.choice[0] = HOSHI_CHOICE_FREE;
    compare(&x, "requires", 1);
}

/* Costs whose difference a relative tolerance of 1e-7 would swallow. */
static void one_yen_in_a_billion_decides(void **state)
{
    (void)state;
    static struct instance x;
    start(&x, 4, 7);
    for (size_t m = 0; m < 3; m++) {
        x.closes[m] = 1u << m;
        x.cost[m] = INT64_C(333333333333);
    }
    x.closes[3] = 7;
    x.cost[3] = INT64_C(999999999998);
    compare(&x, "yen", 0);
    x.cost[3] += 2;
    compare(&x, "yen", 1);
    /* Neither may the second best be a yen off, nor a tie be missed, from 300,000 yen a measure to 3,000
     * million. */
    uint64_t seed = 1000003;
    static const int64_t size[] = {300000, 30000000, INT64_C(3000000000)};
    for (int i = 0; i < 240; i++) {
        random_instance(&x, &seed, 1);
        for (size_t m = 0; m < x.measures; m++)
            x.cost[m] = size[i % 3] + support_between(&seed, 0, i % 2 ? 60 : 3);
        compare(&x, "yen", 2 + i);
    }
}

static void more_equal_plans_than_can_be_listed_are_still_ordered(void **state)
{
    (void)state;
    static struct instance x;
    /* Six criteria, two equal ways each: 64 plans of one cost; the lowest ids win. */
    start(&x, 12, 63);
    for (size_t m = 0; m < 12; m++) {
        x.closes[m] = 1u << m / 2;
        x.cost[m] = 501;
        snprintf(x.id[m], sizeof x.id[m], "m%c", (char)('a' + (m % 2 ? m / 2 : 11 - m / 2)));
    }
    compare(&x, "equal", 0);
}

static void solver_error_is_a_status_and_the_next_solve_works(void **state)
{
    (void)state;
    static struct instance x;
    start(&x, 14, 1023);
    for (size_t m = 0; m < 14; m++)
        x.closes[m] = 1u << m % 10 | 1u << (m * 3 + 1) % 10;
    struct hoshi_plan plan, kept;
    static struct hoshi_faults faults;
    memset(&plan, 0x5A, sizeof plan);
    kept = plan;
    memset(&faults, 0, sizeof faults);
    struct hoshi_plan_problem p = problem(&x);
    /* The library counts its own memory; a block of 1 MB beside the problem leaves it nothing. */
    glp_init_env();
    glp_mem_limit(1);
    void *block = glp_alloc(1, 1024 * 1024 - 2000);
    enum hoshi_status status = hoshi_plan_solve(&p, &plan, NULL, &faults);
    assert_int_equal(status, HOSHI_E_SOLVER);
    assert_int_equal(faults.item[0].status, HOSHI_E_SOLVER);
    assert_memory_equal(&plan, &kept, sizeof plan);
    (void)block; /* went with the library's environment */
    compare(&x, "after an error", 0);
}

static void amounts_beyond_the_limit_are_no_plan(void **state)
{
    (void)state;
    static struct instance x;
    start(&x, 2, 3);
    x.closes[0] = 1;
    x.closes[1] = 2;
    x.cost[0] = HOSHI_YEN_MAX;
    x.cost[1] = 1;
    struct hoshi_plan plan;
    struct hoshi_plan_problem p = problem(&x);
    assert_int_equal(hoshi_plan_solve(&p, &plan, NULL, NULL), HOSHI_E_OVERFLOW);
}

static int free_solver(void **state)
{
    (void)state;
    glp_free_env();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plans_equal_brute_force),
        cmocka_unit_test(ties_go_to_fewer_measures_then_to_lower_ids),
        cmocka_unit_test(capacity_is_a_price),
        cmocka_unit_test(rounding_of_days_decides_between_near_plans),
        cmocka_unit_test(cheaper_outside_days_are_counted_too),
        cmocka_unit_test(cost_falls_evenly_as_days_grow),
        cmocka_unit_test(nothing_open_needs_nothing_but_what_is_forced),
        cmocka_unit_test(what_is_in_place_costs_nothing_and_asks_for_nothing),
        cmocka_unit_test(what_is_in_place_takes_no_days),
        cmocka_unit_test(contradicting_demands_have_no_plan),
        cmocka_unit_test(one_yen_in_a_billion_decides),
        cmocka_unit_test(more_equal_plans_than_can_be_listed_are_still_ordered),
        cmocka_unit_test(solver_error_is_a_status_and_the_next_solve_works),
        cmocka_unit_test(amounts_beyond_the_limit_are_no_plan),
    };
    return cmocka_run_group_tests_name("plan", tests, NULL, free_solver);
}
