/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is open at a level, how much of it, and how likely the unanswered is open. */
#include "support.h"
#include "need.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct hoshi_need need;

static struct hoshi_case *blank_case(const char *facts)
{
    return support_casef(
        "{\"hoshiwari_case\":1,\"supplier\":{\"size\":{\"users\":42},\"facts\":{%s}},\"target_level\":4,\"gap\":{\"answers\":{}}}",
        facts);
}

static void read_at(const struct hoshi_case *c, int level)
{
    memset(&need, 0xA5, sizeof need);
    hoshi_need_init(&need, support_tables(), c, level);
}

static enum hoshi_criterion_state state_of(const char *id)
{
    return need.state[support_criterion(id)];
}

/* ---- counts ---- */

static void levels_have_the_published_number_of_criteria(void **state)
{
    (void)state;
    struct hoshi_case *c = blank_case("");
    read_at(c, 3);
    assert_int_equal(need.criteria, 81);
    size_t threes = 0, outside = 0;
    for (size_t i = 0; i < support_tables()->catalog.criteria; i++)
        outside += need.state[i] == HOSHI_OUTSIDE;
    assert_int_equal(outside, 72);
    for (size_t i = 0; i < support_tables()->catalog.requirements; i++)
        threes += support_tables()->catalog.requirement[i].level == 3;
    assert_int_equal(threes, 26);
    read_at(c, 4);
    assert_int_equal(need.criteria, 153);
    assert_int_equal(need.by_status[HOSHI_UNANSWERED], 153);
    for (size_t i = 0; i < support_tables()->catalog.criteria; i++) {
        assert_int_equal(need.state[i], HOSHI_UNKNOWN_STATE);
        assert_true(fabs(need.open_probability[i] - 0.5) < 1e-12);
        assert_int_equal(need.need_ppm[i], 0);
    }
    hoshi_case_close(c);
}

/* A published self-assessment of all 81 criteria of the lower level. */
static const char *const fixture_met[] = {"1-2-1-1", "1-2-1-2", "1-2-1-3", "1-2-3-1", "1-2-3-2", "1-3-1-1",
                                          "1-3-1-2", "1-3-1-3", "2-1-1-1", "2-1-1-2", "2-1-2-1", "2-1-4-1",
                                          "3-1-1-1", "3-1-1-2", "3-1-1-3", "3-1-1-4", "3-1-2-1", "3-1-2-2",
                                          "3-1-3-1", "3-1-3-2", "3-1-4-1", "3-1-4-2", "3-1-4-3", "4-1-1-1"};
static const char *const fixture_partial[] = {
    "4-1-1-2", "4-1-1-3", "4-1-1-4", "4-1-2-1", "4-1-2-2", "4-1-2-3", "4-1-2-4", "4-1-2-5",
    "4-1-2-6", "4-1-2-7", "4-1-2-8", "4-1-3-1", "4-1-3-2", "4-1-3-3", "4-1-3-4", "4-1-4-1",
    "4-1-4-2", "4-1-5-1", "4-1-5-2", "4-1-5-3", "4-1-5-4", "4-1-5-5", "4-1-6-1", "4-1-6-2"};
static const char *const fixture_unmet[] = {"4-1-6-3", "4-1-7-1", "4-2-2-1", "4-2-2-2", "4-2-2-3", "4-3-4-1",
                                            "4-3-4-2", "4-3-4-3", "4-4-1-1", "4-4-1-2", "4-4-1-3", "4-4-4-1",
                                            "4-4-4-2", "4-4-5-1", "4-4-5-2", "4-4-5-3", "4-5-1-1", "4-5-1-2",
                                            "4-5-1-3", "4-5-1-4", "4-5-1-5", "4-5-1-6", "4-5-1-7", "5-1-1-1",
                                            "5-1-1-2", "5-1-1-3", "6-1-1-1", "6-1-1-2"};

static void published_self_assessment_counts_as_published(void **state)
{
    (void)state;
    struct hoshi_case *c = blank_case("");
    for (size_t i = 0; i < SUPPORT_COUNT(fixture_met); i++)
        support_answer(c, fixture_met[i], HOSHI_MET, HOSHI_NONE);
    for (size_t i = 0; i < SUPPORT_COUNT(fixture_partial); i++)
        support_answer(c, fixture_partial[i], HOSHI_PARTIAL, HOSHI_NONE);
    for (size_t i = 0; i < SUPPORT_COUNT(fixture_unmet); i++)
        support_answer(c, fixture_unmet[i], HOSHI_UNMET, HOSHI_NONE);
    read_at(c, 3);
    assert_int_equal(need.criteria, 81);
    assert_int_equal(need.by_status[HOSHI_MET], 24);
    assert_int_equal(need.by_status[HOSHI_PARTIAL], 24);
    assert_int_equal(need.by_status[HOSHI_UNMET], 28);
    assert_int_equal(need.by_status[HOSHI_UNANSWERED], 5);
    assert_int_equal(need.above, 0);
    static const size_t category[HOSHI_CATEGORIES + 1][4] = {{0, 0, 0, 0},  {8, 0, 0, 0},   {4, 0, 0, 0},
                                                             {11, 0, 0, 0}, {1, 24, 23, 0}, {0, 0, 3, 0},
                                                             {0, 0, 2, 4},  {0, 0, 0, 1}};
    for (int k = 1; k <= HOSHI_CATEGORIES; k++) {
        assert_int_equal(need.by_category[k][HOSHI_MET], category[k][0]);
        assert_int_equal(need.by_category[k][HOSHI_PARTIAL], category[k][1]);
        assert_int_equal(need.by_category[k][HOSHI_UNMET], category[k][2]);
        assert_int_equal(need.by_category[k][HOSHI_UNANSWERED], category[k][3]);
    }
    /* Never read as met nor as unmet: 2 of 2 answered open in category 6, nothing answered in 7. */
    assert_int_equal(state_of("6-1-1-4"), HOSHI_UNKNOWN_STATE);
    assert_true(fabs(need.open_probability[support_criterion("6-1-1-4")] - 3.0 / 4) < 1e-12);
    assert_true(fabs(need.open_probability[support_criterion("7-1-1-1")] - 1.0 / 2) < 1e-12);
    hoshi_case_close(c);
}

/* ---- states ---- */

static void answers_decide_state_and_need(void **state)
{
    (void)state;
    static const struct {
        enum hoshi_answer_status status;
        int64_t remaining;
        enum hoshi_criterion_state state;
        int64_t need;
        bool unstated;
    } rows[] = {
        {HOSHI_MET, HOSHI_NONE, HOSHI_CLOSED, 0, false},
        {HOSHI_UNMET, HOSHI_NONE, HOSHI_OPEN, HOSHI_MICRO, false},
        {HOSHI_PARTIAL, 371293, HOSHI_OPEN, 371293, false},
        {HOSHI_PARTIAL, 1, HOSHI_OPEN, 1, false},
        {HOSHI_PARTIAL, HOSHI_MICRO, HOSHI_OPEN, HOSHI_MICRO, false},
        {HOSHI_PARTIAL, 0, HOSHI_CLOSED, 0, false},
        {HOSHI_PARTIAL, HOSHI_NONE, HOSHI_OPEN, HOSHI_MICRO / 2, true}, /* its mean, and said so */
        {HOSHI_NOT_APPLICABLE, HOSHI_NONE, HOSHI_INAPPLICABLE, 0, false},
        {HOSHI_UNANSWERED, HOSHI_NONE, HOSHI_UNKNOWN_STATE, 0, false},
        {HOSHI_WITHHELD, HOSHI_NONE, HOSHI_UNKNOWN_STATE, 0, false},
    };
    struct hoshi_case *c = blank_case("");
    size_t k = support_criterion("4-1-3-2");
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        support_answer(c, "4-1-3-2", rows[i].status, rows[i].remaining);
        read_at(c, 3);
        if (need.state[k] != rows[i].state || need.need_ppm[k] != rows[i].need ||
            need.unstated[k] != rows[i].unstated)
            fail_msg("row %zu: state %d", i, (int)need.state[k]);
        assert_int_equal(need.by_status[rows[i].status], rows[i].status == HOSHI_UNANSWERED ? 81 : 1);
    }
    hoshi_case_close(c);
}

static void answers_above_the_level_are_counted_and_ignored(void **state)
{
    (void)state;
    struct hoshi_case *c = blank_case("");
    support_answer_all(c, 4, HOSHI_UNMET);
    read_at(c, 3);
    assert_int_equal(need.above, 72);
    assert_int_equal(need.by_status[HOSHI_UNMET], 81);
    read_at(c, 4);
    assert_int_equal(need.above, 0);
    assert_int_equal(need.by_status[HOSHI_UNMET], 153);
    hoshi_case_close(c);
}

static void withheld_weighs_as_unanswered(void **state)
{
    (void)state;
    struct hoshi_case *a = blank_case(""), *b = blank_case("");
    static struct hoshi_need with;
    uint64_t seed = 73;
    for (size_t i = 0; i < support_tables()->catalog.criteria; i++) {
        enum hoshi_answer_status s = (enum hoshi_answer_status)support_between(&seed, 0, HOSHI_ANSWERS - 1);
        a->answers.answer[i].status = s;
        b->answers.answer[i].status = s == HOSHI_WITHHELD ? HOSHI_UNANSWERED : s;
        a->answers.answer[i].remaining_ppm = b->answers.answer[i].remaining_ppm = HOSHI_NONE;
    }
    hoshi_need_init(&with, support_tables(), a, 4);
    read_at(b, 4);
    assert_memory_equal(with.state, need.state, sizeof need.state);
    assert_memory_equal(with.open_probability, need.open_probability, sizeof need.open_probability);
    assert_true(with.by_status[HOSHI_WITHHELD] > 10);
    assert_int_equal(with.by_status[HOSHI_WITHHELD] + with.by_status[HOSHI_UNANSWERED],
                     need.by_status[HOSHI_UNANSWERED]);
    hoshi_case_close(a);
    hoshi_case_close(b);
}

static void company_facts_make_criteria_inapplicable(void **state)
{
    (void)state;
    const struct hoshi_catalog *t = &support_tables()->catalog;
    size_t touched = 0;
    for (size_t f = 0; f < t->facts; f++) {
        char text[200];
        for (int value = 0; value < 2; value++) {
            snprintf(text, sizeof text, "\"%s\":%s", t->fact[f].id, value ? "true" : "false");
            struct hoshi_case *c = blank_case(text);
            support_answer_all(c, 4, HOSHI_UNANSWERED);
            static const enum hoshi_answer_status cycle[] = {HOSHI_UNANSWERED, HOSHI_UNMET, HOSHI_PARTIAL,
                                                             HOSHI_MET, HOSHI_WITHHELD};
            for (size_t i = 0; i < t->criteria; i++)
                c->answers.answer[i].status = cycle[i % 5];
            read_at(c, 4);
            size_t inapplicable = 0;
            for (size_t i = 0; i < t->criteria; i++) {
                enum hoshi_answer_status s = cycle[i % 5];
                bool denied = !value && t->criterion[i].fact == f && s != HOSHI_MET;
                assert_int_equal(need.state[i] == HOSHI_INAPPLICABLE_BY_FACT, denied);
                assert_int_equal(need.contradicts_fact[i],
                                 denied && (s == HOSHI_UNMET || s == HOSHI_PARTIAL));
                assert_false(need.doubtful[i]);
                inapplicable += denied;
            }
            assert_int_equal(need.by_status[HOSHI_NOT_APPLICABLE], inapplicable);
            touched += inapplicable;
            hoshi_case_close(c);
        }
    }
    assert_true(touched >= 20);
}

static void inapplicable_without_a_condition_is_doubtful(void **state)
{
    (void)state;
    struct hoshi_case *c = blank_case("");
    const struct hoshi_catalog *t = &support_tables()->catalog;
    support_answer_all(c, 4, HOSHI_NOT_APPLICABLE);
    read_at(c, 4);
    for (size_t i = 0; i < t->criteria; i++)
        assert_int_equal(need.doubtful[i], t->criterion[i].fact == SIZE_MAX);
    hoshi_case_close(c);
}

/* ---- probabilities ---- */

static void unanswered_are_open_with_the_rule_of_succession(void **state)
{
    (void)state;
    uint64_t seed = 1749;
    const struct hoshi_catalog *t = &support_tables()->catalog;
    for (int round = 0; round < 40; round++) {
        struct hoshi_case *c = blank_case("\"remote_work\":false");
        int level = round % 2 ? 3 : 4;
        for (size_t i = 0; i < t->criteria; i++) {
            struct hoshi_answer *a = &c->answers.answer[i];
            a->status = (enum hoshi_answer_status)support_between(&seed, 0, HOSHI_ANSWERS - 1);
            a->remaining_ppm = a->status == HOSHI_PARTIAL && support_chance(&seed, 3)
                                   ? support_between(&seed, 0, 1) * 400000
                                   : HOSHI_NONE;
        }
        read_at(c, level);
        for (int k = 1; k <= HOSHI_CATEGORIES; k++) {
            double open = 0, answered = 0;
            for (size_t i = 0; i < t->criteria; i++) {
                if (t->criterion[i].category != k || t->criterion[i].level > level ||
                    need.state[i] == HOSHI_INAPPLICABLE_BY_FACT)
                    continue;
                const struct hoshi_answer *a = &c->answers.answer[i];
                bool said = a->status != HOSHI_UNANSWERED && a->status != HOSHI_WITHHELD;
                answered += said;
                open += a->status == HOSHI_UNMET || (a->status == HOSHI_PARTIAL && a->remaining_ppm != 0);
            }
            for (size_t i = 0; i < t->criteria; i++)
                if (t->criterion[i].category == k && need.state[i] == HOSHI_UNKNOWN_STATE)
                    assert_true(fabs(need.open_probability[i] - (open + 1) / (answered + 2)) < 1e-12);
        }
        hoshi_case_close(c);
    }
}

/* ∫ θ^a (1−θ)^(b+n) over ∫ θ^a (1−θ)^b, by Simpson's rule: n more criteria closed, drawn from one rate. */
static double closed_together(size_t a, size_t b, int n)
{
    double sum[2] = {0};
    const int steps = 20000;
    for (int i = 0; i <= steps; i++) {
        double x = (double)i / steps, w = i == 0 || i == steps ? 1 : i % 2 ? 4 : 2;
        double f = pow(x, (double)a) * pow(1 - x, (double)b);
        sum[0] += w * f;
        sum[1] += w * f * pow(1 - x, n);
    }
    return sum[1] / sum[0];
}

static void unknown_criteria_of_a_category_are_drawn_from_one_rate(void **state)
{
    (void)state;
    const struct hoshi_catalog *t = &support_tables()->catalog;
    struct hoshi_case *c = blank_case("");
    uint64_t seed = 66260;
    for (int round = 0; round < 20; round++) {
        for (size_t i = 0; i < t->criteria; i++)
            support_answer(c, t->criterion[i].id,
                           support_chance(&seed, 3)   ? HOSHI_UNMET
                           : support_chance(&seed, 2) ? HOSHI_MET
                                                      : HOSHI_UNANSWERED,
                           HOSHI_NONE);
        read_at(c, 4);
        static bool set[HOSHI_CRITERIA_MAX];
        int count[HOSHI_CATEGORIES + 1] = {0};
        memset(set, 0, sizeof set);
        for (size_t i = 0; i < t->criteria; i++)
            if (need.state[i] == HOSHI_UNKNOWN_STATE && support_chance(&seed, 4)) {
                set[i] = true;
                count[t->criterion[i].category]++;
            }
        double none = 1;
        for (int k = 1; k <= HOSHI_CATEGORIES; k++)
            none *= closed_together(need.open[k], need.answered[k] - need.open[k], count[k]);
        assert_true(fabs(hoshi_need_any_open(&need, t, set) - (1 - none)) < 1e-9);
    }
    /* Nothing answered: of n, any number is as likely as any other. */
    support_answer_all(c, 4, HOSHI_UNANSWERED);
    read_at(c, 4);
    for (int n = 0; n < 10; n++) {
        int count[HOSHI_CATEGORIES + 1] = {[4] = n};
        assert_true(fabs(hoshi_need_none_open(&need, count) - 1.0 / (n + 1)) < 1e-12);
    }
    hoshi_case_close(c);
}

static void unknown_of_a_measure_are_its_own_and_of_those_that_require_it(void **state)
{
    (void)state;
    const struct hoshi_tables *t = support_tables();
    struct hoshi_case *c = blank_case("");
    static bool base[HOSHI_CRITERIA_MAX], suite[HOSHI_CRITERIA_MAX];
    support_answer_all(c, 4, HOSHI_UNANSWERED);
    read_at(c, 4);
    hoshi_need_unknown_of(&need, t, support_measure("suite_m365"), suite);
    hoshi_need_unknown_of(&need, t, support_measure("m365_standard_base"), base);
    assert_memory_equal(base, suite, sizeof base);
    size_t n = 0;
    for (size_t i = 0; i < t->catalog.criteria; i++)
        n += suite[i];
    assert_int_equal(n, t->measure[support_measure("suite_m365")].closes_n);
    hoshi_case_close(c);
}

/* ---- measures ---- */

static void measure_needs_the_largest_of_what_it_could_close(void **state)
{
    (void)state;
    const struct hoshi_tables *t = support_tables();
    uint64_t seed = 60221;
    for (int round = 0; round < 30; round++) {
        struct hoshi_case *c = blank_case("");
        for (size_t i = 0; i < t->catalog.criteria; i++) {
            struct hoshi_answer *a = &c->answers.answer[i];
            *a = (struct hoshi_answer){HOSHI_MET, HOSHI_NONE, NULL, NULL};
            if (support_chance(&seed, 4))
                *a = (struct hoshi_answer){
                    HOSHI_PARTIAL, support_chance(&seed, 4) ? HOSHI_NONE : support_between(&seed, 0, 999999),
                    NULL, NULL};
            else if (support_chance(&seed, 20))
                a->status = HOSHI_UNMET;
        }
        int level = round % 2 ? 3 : 4;
        read_at(c, level);
        for (size_t m = 0; m < t->measures; m++)
            for (int partials = HOSHI_PARTIALS_NOTHING; partials <= HOSHI_PARTIALS_WHOLE; partials++) {
                int64_t most = 0;
                for (size_t r = 0; r < t->measures; r++) {
                    bool counts = r == m;
                    for (size_t i = 0; i < t->measure[r].requires_n; i++)
                        counts = counts || t->measure[r].requires_[i] == m;
                    for (size_t i = 0; counts && i < t->measure[r].closes_n; i++) {
                        size_t k = t->measure[r].closes[i];
                        const struct hoshi_answer *a = &c->answers.answer[k];
                        int64_t own = t->catalog.criterion[k].level > level ? 0
                                      : a->status == HOSHI_UNMET            ? HOSHI_MICRO
                                      : a->status != HOSHI_PARTIAL          ? 0
                                      : a->remaining_ppm != HOSHI_NONE      ? a->remaining_ppm
                                                                            : partials * HOSHI_MICRO / 2;
                        most = own > most ? own : most;
                    }
                }
                if (t->measure[m].star)
                    most = t->measure[m].star == level ? HOSHI_MICRO : 0;
                if (hoshi_need_of_measure(&need, t, m, (enum hoshi_partials)partials) != most)
                    fail_msg("%s", t->measure[m].id);
            }
        hoshi_case_close(c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(levels_have_the_published_number_of_criteria),
        cmocka_unit_test(published_self_assessment_counts_as_published),
        cmocka_unit_test(answers_decide_state_and_need),
        cmocka_unit_test(answers_above_the_level_are_counted_and_ignored),
        cmocka_unit_test(withheld_weighs_as_unanswered),
        cmocka_unit_test(company_facts_make_criteria_inapplicable),
        cmocka_unit_test(inapplicable_without_a_condition_is_doubtful),
        cmocka_unit_test(unanswered_are_open_with_the_rule_of_succession),
        cmocka_unit_test(unknown_criteria_of_a_category_are_drawn_from_one_rate),
        cmocka_unit_test(unknown_of_a_measure_are_its_own_and_of_those_that_require_it),
        cmocka_unit_test(measure_needs_the_largest_of_what_it_could_close),
    };
    return cmocka_run_group_tests_name("need", tests, NULL, NULL);
}
