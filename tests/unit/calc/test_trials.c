/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The trials of the live simulation: the generator against published numbers, the reduced model against the
 * whole. */
#include "support.h"
#include "trials.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the generator ---- */

/* The nine numbers printed with the formula (project page of hdr-random): entity 10, variable 2, seeds 3
 * and 4. */
static void nine_published_numbers_come_out(void **state)
{
    (void)state;
    static const double published[] = {0.18532938009593636, 0.9937039703363553,  0.09836426738183945,
                                       0.7941507144132629,  0.7279702170053497,  0.03101965703535825,
                                       0.41562155552674085, 0.06352685287129134, 0.8691775795305148};
    for (size_t i = 0; i < SUPPORT_COUNT(published); i++) {
        double u = hoshi_hdr_uniform(&(struct hoshi_hdr){(int64_t)i + 1, 2, 10, 3, 4});
        if (fabs(u - published[i]) > 1e-15)
            fail_msg("number %zu: %.17g, published %.17g", i + 1, u, published[i]);
    }
}

/* MOD as a spreadsheet that rounds the quotient to 15 digits computes it; NaN where it answers with an error.
 */
static double sheet_mod(double a, double b)
{
    char text[40];
    snprintf(text, sizeof text, "%.14e", a / b);
    double r = a - floor(strtod(text, NULL)) * b;
    return r >= 0 && r < b ? r : NAN;
}

static double sheet_number(const struct hoshi_hdr *at)
{
    int64_t offset[2];
    hoshi_hdr_offsets(at, offset);
    double n = (double)at->counter, x = n * 2499997 + (double)offset[0], y = n * 2246527 + (double)offset[1];
    x = sheet_mod(sheet_mod(999999999999989, sheet_mod(x, 7450589) * 4658 + 7450581) * 383, 99991) * 7440893;
    y = sheet_mod(sheet_mod(999999999999989, sheet_mod(y, 7450987) * 7580 + 7560584) * 17669, 7440893);
    return (sheet_mod((x + y) * 1343, 4294967296.0) + 0.5) / 4294967296.0;
}

/* Wherever rounding of the quotient would go wrong the number is called a hazard. With small seeds there is
 * next to none; with all seeds large the first remainder comes close to its divisor now and then. */
static void numbers_a_sheet_cannot_draw_are_found(void **state)
{
    (void)state;
    size_t hazards = 0, failures = 0;
    const int64_t draws = support_rounds(8000000);
    for (int64_t i = 0; i < draws; i++) {
        int64_t large = i % 2 ? HOSHI_HDR_MAX : 20261122;
        struct hoshi_hdr at = {HOSHI_HDR_MAX - i, i % 17 + 1, large, large, i % 2 ? large : 0};
        bool hazard = hoshi_hdr_hazard(&at);
        if (!hazard && i % 64)
            continue;
        double u = sheet_number(&at);
        hazards += hazard;
        failures += u != u;
        if (u != hoshi_hdr_uniform(&at) && !hazard)
            fail_msg("counter %lld: %.17g", (long long)at.counter, u);
    }
    assert_true(failures > 0);
    assert_in_range(hazards, failures, (uint64_t)draws / 10000);
}

/* ---- the model ---- */

struct fixture {
    struct hoshi_case *c;
    struct hoshi_estimate *e;
    struct hoshi_split *split;
    struct hoshi_estimate_range range;
};

static void open_fixture(struct fixture *f, const char *range, enum hoshi_answer_status status,
                         int unanswered)
{
    struct hoshi_faults faults = {0};
    memset(f, 0, sizeof *f);
    f->c = support_casef(
        "{\"hoshiwari_case\": 1, \"as_of\": \"2026-11-22\", \"start\": \"2027-04\", \"supplier\": {\"employees_regular\": 45, \"size\": {\"users\": 42, \"endpoints\": 48}}, \"target_level\": 4, \"gap\": {\"answers\": {}}%s}",
        range);
    support_answer_all(f->c, 4, status);
    for (size_t i = 0; i < f->c->answers.n && unanswered; i += (size_t)unanswered)
        f->c->answers.answer[i].status = HOSHI_UNANSWERED;
    assert_int_equal(hoshi_estimate_open(support_tables(), f->c, support_today, &f->e, &faults), HOSHI_OK);
    assert_int_equal(hoshi_split_open(f->e, &f->split, &faults), HOSHI_OK);
    assert_int_equal(hoshi_estimate_range_init(&f->range, f->split, NULL, &faults), HOSHI_OK);
}

static void close_fixture(struct fixture *f)
{
    hoshi_estimate_range_release(&f->range);
    hoshi_split_close(f->split);
    hoshi_estimate_close(f->e);
    hoshi_case_close(f->c);
}

static bool near(double a, double b, double relative)
{
    return fabs(a - b) <= relative * fmax(fabs(a), fabs(b));
}

static const char *const ranges[] = {
    "",
    ", \"range\": {\"distribution\": \"pert\"}",
    ", \"range\": {\"distribution\": \"lognormal90\", \"seed\": 7}",
    (", \"range\": {\"market_factor\": [\"1\", \"1\", \"1\"], \"labour_factor\": [\"0.9\", \"1\", \"1.4\"], \"pace_factor\": [\"1\", \"1\", \"1\"]}"),
};

/* Certain, uncertain and part-needed measures: what is drawn and what is put together have the whole model's
 * mean and standard deviation. (A probability is rounded to 6 places for its cell.) */
static void mean_and_deviation_are_those_of_the_whole_model(void **state)
{
    (void)state;
    static const struct {
        enum hoshi_answer_status status;
        int unanswered;
    } answers[] = {
        {HOSHI_UNMET, 0}, {HOSHI_UNMET, 5}, {HOSHI_PARTIAL, 0}, {HOSHI_PARTIAL, 3}, {HOSHI_MET, 2}};
    for (size_t i = 0; i < SUPPORT_COUNT(ranges); i++)
        for (size_t k = 0; k < SUPPORT_COUNT(answers); k++) {
            struct fixture f;
            struct hoshi_trials t;
            open_fixture(&f, ranges[i], answers[k].status, answers[k].unanswered);
            assert_int_equal(hoshi_trials_init(&t, f.split, &f.range, 40, NULL), HOSHI_OK);
            if (!near(t.mean, f.range.result.mean, 1e-6) || !near(t.sd, f.range.result.sd, 1e-5))
                fail_msg("%s, answers %zu: mean %.3f against %.3f, sd %.3f against %.3f", ranges[i], k,
                         t.mean, f.range.result.mean, t.sd, f.range.result.sd);
            assert_true(t.column[0] + t.column[1] <= HOSHI_TRIAL_INPUTS);
            assert_true(t.group_columns <= HOSHI_TRIAL_GROUPS);
            hoshi_trials_release(&t);
            close_fixture(&f);
        }
}

/* Every entry of a row in use has its place: weights at likely prices make the likely total again. */
static void weights_make_the_likely_total(void **state)
{
    (void)state;
    struct fixture f;
    struct hoshi_trials t;
    open_fixture(&f, "", HOSHI_PARTIAL, 4);
    assert_int_equal(hoshi_trials_init(&t, f.split, &f.range, 1, NULL), HOSHI_OK);
    double sum = 0;
    size_t entries = 0;
    for (size_t i = 0; i < t.terms; i++) {
        bool uncertain = t.term[i].group != SIZE_MAX && t.group[t.term[i].group].occurs;
        double full = t.term[i].group == SIZE_MAX ? 1 : t.group[t.term[i].group].full;
        sum += uncertain ? 0 : t.term[i].weight / full * t.term[i].likely;
        entries += t.term[i].entries;
    }
    assert_int_equal(entries, f.e->entries);
    assert_true(t.groups > 0);
    /* Lines are rounded to the yen, the sum of weights is not. */
    assert_true(fabs(sum - (double)f.e->totals.horizon_yen) <= (double)f.e->entries * f.e->a.horizon);
    hoshi_trials_release(&t);
    close_fixture(&f);
}

/* The percentiles of many trials lie within the stated chance error of the range's. */
static void many_trials_agree_with_the_range(void **state)
{
    (void)state;
    static const enum hoshi_range_level level[] = {HOSHI_P10, HOSHI_P50, HOSHI_P80, HOSHI_P90};
    for (size_t i = 0; i < SUPPORT_COUNT(ranges); i++) {
        struct fixture f;
        struct hoshi_trials t;
        open_fixture(&f, ranges[i], HOSHI_UNMET, 6);
        assert_int_equal(hoshi_trials_init(&t, f.split, &f.range, 4000, NULL), HOSHI_OK);
        for (size_t q = 0; q < HOSHI_TRIAL_QUANTILES; q++) {
            /* Four standard errors, and 0.3 % for the shape of the rest (and of pert). */
            double there = f.range.result.percentile[level[q]];
            if (fabs(t.percentile[q] - there) > 4 * t.error[q] + 0.003 * there)
                fail_msg("%s, quantile %zu: %.0f against %.0f, error %.0f", ranges[i], q, t.percentile[q],
                         there, t.error[q]);
        }
        hoshi_trials_release(&t);
        close_fixture(&f);
    }
}

static void seed_is_the_first_free_one_from_the_case_on(void **state)
{
    (void)state;
    static const struct {
        const char *range;
        int64_t asked;
    } rows[] = {{"", HOSHI_HDR_SEED_DEFAULT},
                {", \"range\": {\"seed\": 0}", 0},
                {", \"range\": {\"seed\": 4294967295}", INT64_C(4294967295)}};
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        struct fixture f;
        struct hoshi_trials t;
        open_fixture(&f, rows[i].range, HOSHI_UNMET, 0);
        assert_int_equal(hoshi_trials_init(&t, f.split, &f.range, 300, NULL), HOSHI_OK);
        int64_t first = rows[i].asked % (HOSHI_HDR_MAX + 1);
        assert_int_equal(t.asked, rows[i].asked);
        assert_in_range(t.seed, first, first + 20);
        for (int64_t seed = first; seed <= t.seed; seed++) {
            size_t hazards = 0;
            for (size_t k = 0; k < t.trials * t.draws; k++)
                hazards += hoshi_hdr_hazard(&(struct hoshi_hdr){
                    (int64_t)(k / t.draws) + 1, (int64_t)(k % t.draws) + 1, t.entity, seed, 0});
            assert_true(seed == t.seed ? !hazards : hazards > 0);
        }
        hoshi_trials_release(&t);
        close_fixture(&f);
    }
}

static void lack_of_memory_is_reported(void **state)
{
    (void)state;
    struct fixture f;
    struct hoshi_trials t;
    enum hoshi_status s = HOSHI_E_MEMORY;
    open_fixture(&f, "", HOSHI_UNMET, 4);
    for (long n = 0; s == HOSHI_E_MEMORY; n++) {
        assert_in_range(n, 0, 100);
        support_fail_allocation(n, true);
        s = hoshi_trials_init(&t, f.split, &f.range, 50, NULL);
        bool failed = support_failed_allocation();
        support_fail_allocation(-1, false);
        if (s == HOSHI_OK && failed) { /* sorting asks for room and does without */
            hoshi_trials_release(&t);
            s = HOSHI_E_MEMORY;
        } else {
            assert_int_equal(s, failed ? HOSHI_E_MEMORY : HOSHI_OK);
        }
    }
    assert_int_equal(s, HOSHI_OK);
    hoshi_trials_release(&t);
    close_fixture(&f);
}

int main(void)
{
    gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nine_published_numbers_come_out),
        cmocka_unit_test(numbers_a_sheet_cannot_draw_are_found),
        cmocka_unit_test(mean_and_deviation_are_those_of_the_whole_model),
        cmocka_unit_test(weights_make_the_likely_total),
        cmocka_unit_test(many_trials_agree_with_the_range),
        cmocka_unit_test(seed_is_the_first_free_one_from_the_case_on),
        cmocka_unit_test(lack_of_memory_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
