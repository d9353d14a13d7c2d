/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The estimate of a whole case over the embedded tables: plans, ledger, totals, the unanswered. */
#include "support.h"
#include "audit.h"
#include "estimate.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SIZES                                                                                                \
    "\"users\":42,\"endpoints\":48,\"servers\":5,\"sites\":2,\"public_ips\":2,\"web_apps\":1,\"mailboxes\":" \
    "42,\"admins\":2,"                                                                                       \
    "\"mobile_devices\":12,\"partners\":8,\"data_tb\":3,\"unsupported_endpoints\":10,\"unsupported_"         \
    "servers\":2,\"remote_users\":6,"                                                                        \
    "\"cloud_services\":5,\"network_devices\":9,\"joiners\":3"

static struct hoshi_case *make(int level, const char *supplier, const char *plan, const char *buyers)
{
    return support_casef(
        "{\"hoshiwari_case\":1,\"as_of\":\"2026-11-22\",\"supplier\":{\"annual_sales_yen\":820000000,\"size\":{" SIZES
        "}%s%s},\"target_level\":%d,\"gap\":{\"answers\":{}},\"plan\":{%s},\"buyers\":[%s]}",
        *supplier ? "," : "", supplier, level, plan, buyers);
}

static enum hoshi_status try_estimate(const struct hoshi_case *c, struct hoshi_estimate **e,
                                      struct hoshi_faults *faults)
{
    memset(faults, 0, sizeof *faults);
    return hoshi_estimate_open(support_tables(), c, support_today, e, faults);
}

static struct hoshi_estimate *estimate(const struct hoshi_case *c)
{
    static struct hoshi_faults faults;
    struct hoshi_estimate *e = NULL;
    enum hoshi_status s = try_estimate(c, &e, &faults);
    if (s != HOSHI_OK)
        fail_msg("%s at %s", hoshi_status_name(s), faults.item[0].path);
    return e;
}

static bool in_place(const struct hoshi_case *c, size_t m)
{
    for (size_t i = 0; i < c->plan.haves; i++)
        if (c->plan.have[i] == m)
            return true;
    return false;
}

/* ---- what holds for every estimate ---- */

static void check_totals(const struct hoshi_estimate *e)
{
    const struct hoshi_totals *t = &e->totals;
    int64_t horizon = 0, annual = 0, mean = 0, by_year[HOSHI_YEARS_MAX] = {0}, by_class[HOSHI_CLASSES] = {0},
            by_cause[HOSHI_CAUSES] = {0};
    int64_t plan = 0, years = 0;
    for (size_t i = 0; i < e->certain; i++) {
        const struct hoshi_entry *x = &e->entry[i];
        int64_t sum = 0;
        for (int y = 0; y < e->a.horizon; y++) {
            by_year[y] += x->point.by_year_yen[y];
            sum += x->point.by_year_yen[y];
        }
        assert_int_equal(sum, x->point.horizon_yen);
        horizon += sum;
        annual += x->point.annual_yen;
        mean += x->mean.horizon_yen;
        by_class[x->line.row->cost_class] += sum;
        by_cause[x->cause] += sum;
        assert_true(x->probability >= 1);
        assert_true(x->need_ppm != x->before_ppm);
        if (x->need_ppm > x->before_ppm)
            assert_true(x->low_yen <= x->point.horizon_yen && x->point.horizon_yen <= x->high_yen);
        if (x->cause == HOSHI_CAUSE_BUYER)
            assert_true(x->buyer && strncmp(x->need_key, "buyer:", 6) == 0);
        else
            assert_string_equal(x->need_key, hoshi_cause_key(x->cause));
        for (size_t k = 0; k < i; k++)
            if (strcmp(e->entry[k].id, x->id) == 0)
                fail_msg("%s stands twice", x->id);
    }
    assert_int_equal(t->horizon_yen, horizon);
    assert_int_equal(t->annual_yen, annual);
    assert_int_equal(t->mean_horizon_yen, mean);
    for (int y = 0; y < HOSHI_YEARS_MAX; y++) {
        assert_int_equal(t->by_year_yen[y], by_year[y]);
        years += by_year[y];
    }
    assert_int_equal(years, horizon);
    assert_memory_equal(t->by_class_yen, by_class, sizeof by_class);
    assert_memory_equal(t->by_cause_yen, by_cause, sizeof by_cause);
    /* The ledger sums to the last plan, each measure at its need, on the basis that is divided. */
    int64_t divided = e->a.c->sharing.basis == HOSHI_BASIS_MEAN ? mean : horizon;
    for (size_t m = 0; m < e->a.tables->measures; m++) {
        int64_t need = hoshi_need_of_measure(&e->need, e->a.tables, m, HOSHI_PARTIALS_HALF), yen = 0;
        if (!e->chosen[m] && m != e->a.tables->hands)
            continue;
        need = m == e->a.tables->hands ? HOSHI_MICRO : need;
        assert_int_equal(hoshi_measure_cost(&e->a, &e->a.tables->measure[m], need ? need : HOSHI_MICRO,
                                            e->a.c->sharing.basis, &yen, NULL),
                         HOSHI_OK);
        plan += yen;
    }
    /* Days bought in are rounded once a stage and year. */
    assert_true(llabs(plan - divided) <= (e->plan.within_capacity ? 0 : 2 * e->a.horizon * 3));
}

static bool no_way(const struct hoshi_estimate *e, const char *criterion)
{
    for (size_t i = 0; i < e->cautions; i++)
        if (e->caution[i].kind == HOSHI_CAUTION_NO_WAY && strcmp(e->caution[i].subject, criterion) == 0)
            return true;
    return false;
}

static void check_plan(const struct hoshi_estimate *e)
{
    const struct hoshi_tables *t = e->a.tables;
    bool closed[HOSHI_CRITERIA_MAX] = {false}, all[HOSHI_MEASURES_MAX] = {false};
    for (size_t m = 0; m < t->measures; m++) {
        all[m] = e->chosen[m];
        for (size_t i = 0; (e->chosen[m] || in_place(e->a.c, m)) && i < t->measure[m].closes_n; i++)
            closed[t->measure[m].closes[i]] = true;
    }
    for (size_t i = 0; i < t->catalog.criteria; i++)
        if (e->need.state[i] == HOSHI_OPEN && !closed[i])
            fail_msg("%s stays open", t->catalog.criterion[i].id);
    for (size_t i = 0; i < e->measures; i++) {
        const struct hoshi_planned *p = &e->measure[i];
        assert_true(p->probability > 0 && p->probability <= 1);
        bool hands = e->a.tables->measure[p->measure].hands;
        assert_int_equal(p->probability >= 1 || p->before_ppm, e->chosen[p->measure] || hands);
        assert_true(p->before_ppm < p->need_ppm && (p->probability < 1 || !p->before_ppm));
        all[p->measure] = true;
        for (size_t k = 0; k < p->closes_n; k++)
            closed[p->closes[k]] = true;
    }
    for (size_t i = 0; i < t->catalog.criteria; i++)
        if (e->need.state[i] == HOSHI_UNKNOWN_STATE && !closed[i] && !no_way(e, t->catalog.criterion[i].id))
            fail_msg("%s, unanswered, is not provided for", t->catalog.criterion[i].id);
    for (size_t m = 0; m < t->measures; m++)
        for (size_t i = 0; all[m] && i < t->measure[m].excludes_n; i++)
            if (all[t->measure[m].excludes[i]])
                fail_msg("%s beside %s", t->measure[m].id, t->measure[t->measure[m].excludes[i]].id);
    for (size_t m = 0; m < t->measures; m++)
        for (size_t i = 0; all[m] && i < t->measure[m].requires_n; i++)
            if (!all[t->measure[m].requires_[i]] && !in_place(e->a.c, t->measure[m].requires_[i]))
                fail_msg("%s without %s", t->measure[m].id, t->measure[t->measure[m].requires_[i]].id);
    assert_true(e->all_unanswered_unmet_yen >= e->totals.mean_horizon_yen);
    assert_true(e->plan.optimal);
}

static void check(const struct hoshi_estimate *e)
{
    check_totals(e);
    check_plan(e);
}

/* Random answers: mostly met, `open` in a hundred open. */
static void random_gap(struct hoshi_case *c, uint64_t *seed, int64_t open, int64_t unknown)
{
    for (size_t i = 0; i < c->answers.n; i++) {
        struct hoshi_answer *a = &c->answers.answer[i];
        int64_t r = support_between(seed, 0, 99);
        *a = (struct hoshi_answer){HOSHI_MET, HOSHI_NONE, NULL, NULL};
        if (r < open)
            a->status = support_chance(seed, 3) ? HOSHI_PARTIAL : HOSHI_UNMET;
        else if (r < open + unknown)
            a->status = support_chance(seed, 2) ? HOSHI_WITHHELD : HOSHI_UNANSWERED;
        if (a->status == HOSHI_PARTIAL && !support_chance(seed, 4))
            a->remaining_ppm = support_between(seed, 0, 999999);
    }
}

static const char two_buyers[] =
    "{\"id\":\"A\",\"requested_level\":3,\"annual_purchases_yen\":240000000},{\"id\":\"B\",\"requested_level\":4,\"annual_purchases_yen\":91000000}";

static void random_estimates_add_up(void **state)
{
    (void)state;
    uint64_t seed = 299792458;
    static const char *const plans[] = {
        "",
        "\"use\":[{\"measure\":\"mdr\"},{\"measure\":\"phishing_drill\"}]",
        "\"use\":[{\"measure\":\"suite_m365\",\"reason\":\"in use at the parent company\"}]",
        "\"avoid\":[\"mfa_builtin\",\"suite_m365\"],\"own\":[\"4-1-3-2\",\"1-2-1-1\"]",
        "\"have\":[\"backup_nas\",\"epp\"]",
        ("\"use\":[{\"measure\":\"eol_replace_msp\"},{\"measure\":\"siem\",\"reason\":\"wish\"}],\"have\":[\"org_roles\"]"),
    };
    static const char *const buyers[] = {
        "",
        two_buyers,
        ("{\"id\":\"A\",\"requested_level\":4,\"annual_purchases_yen\":1,\"extra\":[{\"measure\":\"pentest_network\"},{\"measure\":\"siem\"}]},{\"id\":\"B\",\"requested_level\":3,\"annual_purchases_yen\":7,\"extra\":[{\"measure\":\"siem\"}],\"request\":{\"designated_product\":\"edr_own\"}}"),
    };
    for (int i = 0; i < 36; i++) {
        struct hoshi_case *c = make(i % 4 == 3 ? 3 : 4, "", plans[i % 6], buyers[i / 6 % 3]);
        random_gap(c, &seed, support_between(&seed, 0, 90), i % 5 ? support_between(&seed, 0, 10) : 0);
        struct hoshi_estimate *e = estimate(c);
        check(e);
        hoshi_estimate_close(e);
        hoshi_case_close(c);
    }
}

/* ---- levels ---- */

static int64_t mean_of(struct hoshi_case *c)
{
    struct hoshi_estimate *e = estimate(c);
    int64_t yen = e->totals.mean_horizon_yen;
    hoshi_estimate_close(e);
    return yen;
}

static int64_t horizon_of(struct hoshi_case *c)
{
    struct hoshi_estimate *e = estimate(c);
    int64_t yen = e->totals.horizon_yen;
    hoshi_estimate_close(e);
    return yen;
}

static void ledger_holds_the_cost_of_the_lower_level_alone(void **state)
{
    (void)state;
    uint64_t seed = 1836152;
    size_t negative = 0;
    for (int i = 0; i < 10; i++) {
        struct hoshi_case *c = make(4, "", "", two_buyers);
        random_gap(c, &seed, 10 + 9 * i, 0);
        struct hoshi_estimate *e = estimate(c);
        check(e);
        assert_true(e->ledger);
        int64_t level3 = e->totals.by_cause_yen[HOSHI_CAUSE_LEVEL3], whole = e->totals.horizon_yen;
        assert_int_equal(level3 + e->totals.by_cause_yen[HOSHI_CAUSE_LEVEL4], whole);
        for (size_t k = 0; k < e->certain; k++) {
            assert_true(e->entry[k].cause != HOSHI_CAUSE_LEVEL3 || e->entry[k].point.horizon_yen >= 0);
            negative += e->entry[k].point.horizon_yen < 0;
        }
        hoshi_estimate_close(e);
        c->target_level = 3;
        e = estimate(c);
        assert_false(e->ledger);
        assert_int_equal(e->totals.horizon_yen, level3);
        assert_int_equal(e->totals.by_cause_yen[HOSHI_CAUSE_LEVEL3], level3);
        hoshi_estimate_close(e);
        /* Who asks changes the ledger, not what is done. */
        c->target_level = 4;
        c->buyer[0].requested_level = 4;
        assert_int_equal(horizon_of(c), whole);
        hoshi_case_close(c);
    }
    assert_true(negative > 0); /* at least the evaluation of the lower level */
}

/* Every ★4 case is a ledger of the same two plans, whoever asked for what. */
static void who_asks_changes_no_line(void **state)
{
    (void)state;
    static const char *const buyers[] = {
        "", "{\"id\":\"B\",\"requested_level\":4,\"annual_purchases_yen\":91000000}",
        "{\"id\":\"B\",\"requested_level\":3,\"annual_purchases_yen\":0}",
        "{\"id\":\"B\",\"include\":true,\"annual_purchases_yen\":1}"};
    struct hoshi_estimate *first = NULL;
    struct hoshi_case *kept = NULL;
    for (size_t k = 0; k < SUPPORT_COUNT(buyers); k++) {
        uint64_t seed = 9;
        struct hoshi_case *c = make(4, "", "", buyers[k]);
        random_gap(c, &seed, 60, 10);
        struct hoshi_estimate *e = estimate(c);
        check(e);
        assert_true(e->ledger);
        if (!first) {
            first = e;
            kept = c;
            continue;
        }
        assert_int_equal(e->entries, first->entries);
        for (size_t i = 0; i < e->entries; i++) {
            assert_string_equal(e->entry[i].id, first->entry[i].id);
            assert_int_equal(e->entry[i].cause, first->entry[i].cause);
            assert_int_equal(e->entry[i].mean.horizon_yen, first->entry[i].mean.horizon_yen);
        }
        hoshi_estimate_close(e);
        hoshi_case_close(c);
    }
    hoshi_estimate_close(first);
    hoshi_case_close(kept);
}

static void all_met_costs_the_star_alone(void **state)
{
    (void)state;
    for (int level = 3; level <= 4; level++) {
        struct hoshi_case *c = make(level, "", "", "");
        support_answer_all(c, 4, HOSHI_MET);
        struct hoshi_estimate *e = estimate(c);
        check(e);
        size_t star = support_tables()->star[level];
        assert_int_equal(e->measures, 1);
        assert_int_equal(e->measure[0].measure, star);
        assert_true(e->totals.horizon_yen > 0);
        assert_int_equal(e->totals.horizon_yen, e->all_met_yen);
        assert_int_equal(e->all_unanswered_point_yen, e->all_met_yen);
        assert_int_equal(e->all_unanswered_unmet_yen, e->totals.mean_horizon_yen);
        assert_false(e->next_best.exists);
        hoshi_estimate_close(e);
        hoshi_case_close(c);
        c = make(level, "", level == 3 ? "\"have\":[\"star:3\"]" : "\"have\":[\"star:4\"]", "");
        support_answer_all(c, 4, HOSHI_MET);
        e = estimate(c);
        assert_int_equal(e->measures, 0);
        assert_int_equal(e->entries, 0);
        assert_int_equal(e->totals.horizon_yen, 0);
        assert_int_equal(e->all_met_yen, 0);
        hoshi_estimate_close(e);
        hoshi_case_close(c);
    }
}

/* ---- monotone ---- */

static void more_gaps_never_cost_less(void **state)
{
    (void)state;
    uint64_t seed = 8675309;
    for (int round = 0; round < 3; round++) {
        struct hoshi_case *c = make(4, "", "", "");
        int64_t before[2] = {0, 0};
        support_answer_all(c, 4, HOSHI_MET);
        for (int step = 0; step < 8; step++) {
            for (size_t i = 0; step && i < c->answers.n; i++) {
                struct hoshi_answer *a = &c->answers.answer[i];
                if (support_chance(&seed, 6)) {
                    int64_t left = a->status == HOSHI_MET           ? 0
                                   : a->remaining_ppm == HOSHI_NONE ? HOSHI_MICRO
                                                                    : a->remaining_ppm;
                    *a = (struct hoshi_answer){HOSHI_PARTIAL, support_between(&seed, left, HOSHI_MICRO), NULL,
                                               NULL};
                }
            }
            int64_t yen[2];
            for (int k = 0; k < 2; k++) {
                c->target_level = 3 + k;
                yen[k] = horizon_of(c);
                if (yen[k] < before[k])
                    fail_msg("round %d step %d level %d: %" PRId64 " after %" PRId64, round, step, 3 + k,
                             yen[k], before[k]);
                before[k] = yen[k];
            }
            if (yen[1] < yen[0])
                fail_msg("level 4 %" PRId64 " below level 3 %" PRId64, yen[1], yen[0]);
        }
        hoshi_case_close(c);
    }
}

static void more_of_a_driver_never_costs_less(void **state)
{
    (void)state;
    static const int64_t counts[] = {1, 26, 75};
    for (int d = HOSHI_USERS; d < HOSHI_DRIVERS; d++) {
        struct hoshi_case *c = make(4, "", "", "");
        support_answer_all(c, 4, HOSHI_UNMET);
        c->supplier.size[HOSHI_UNSUPPORTED_ENDPOINTS] = c->supplier.size[HOSHI_UNSUPPORTED_SERVERS] = 1;
        int64_t before = 0;
        for (size_t i = 0; i < SUPPORT_COUNT(counts); i++) {
            c->supplier.size[d] = counts[i];
            int64_t yen = horizon_of(c);
            if (yen < before)
                fail_msg("%s %" PRId64 ": %" PRId64 " after %" PRId64, hoshi_driver_key((enum hoshi_driver)d),
                         counts[i], yen, before);
            before = yen;
        }
        hoshi_case_close(c);
    }
}

/* ---- who causes what ---- */

static struct hoshi_estimate *all_unmet(int level, const char *plan, const char *buyers,
                                        struct hoshi_case **c)
{
    *c = make(level, "", plan, buyers);
    support_answer_all(*c, level, HOSHI_UNMET);
    struct hoshi_estimate *e = estimate(*c);
    check(e);
    return e;
}

static int64_t mean_by(const struct hoshi_estimate *e, enum hoshi_cause cause)
{
    int64_t yen = 0;
    for (size_t i = 0; i < e->certain; i++)
        yen += e->entry[i].cause == cause ? e->entry[i].mean.horizon_yen : 0;
    return yen;
}

static void done(struct hoshi_estimate *e, struct hoshi_case *c)
{
    hoshi_estimate_close(e);
    hoshi_case_close(c);
}

/* A measure that is not in the plan, closes something open, and is dearer in the end. */
static size_t passed_over(const struct hoshi_estimate *e, int64_t *forced_yen)
{
    for (size_t m = 0; m < e->a.tables->measures; m++) {
        const struct hoshi_measure *x = &e->a.tables->measure[m];
        if (!e->chosen[m] && x->by_default && !x->star && !x->excludes_n && !x->requires_n &&
            hoshi_measure_available(&e->a, x) && x->closes_n && x->level == 3 &&
            hoshi_estimate_forced(e, m, forced_yen) == HOSHI_OK && *forced_yen > e->plan.cost_yen)
            return m;
    }
    fail_msg("no dearer way");
    return SIZE_MAX;
}

static const struct hoshi_caution *caution_of(const struct hoshi_estimate *e, enum hoshi_caution_kind kind);

static void own_choice_without_a_reason_stays_with_the_supplier(void **state)
{
    (void)state;
    struct hoshi_case *c, *d;
    struct hoshi_estimate *e = all_unmet(4, "", "", &c);
    int64_t forced = 0;
    size_t m = passed_over(e, &forced);
    char plan[200];
    snprintf(plan, sizeof plan, "\"use\":[{\"measure\":\"%s\"}]", support_tables()->measure[m].id);
    struct hoshi_estimate *f = all_unmet(4, plan, "", &d);
    assert_true(f->chosen[m]);
    assert_int_equal(f->totals.mean_horizon_yen, forced);
    assert_int_equal(mean_by(f, HOSHI_CAUSE_OWN), forced - e->plan.cost_yen);
    assert_int_equal(caution_of(f, HOSHI_CAUTION_OWN_CHOICE)->yen, forced - e->plan.cost_yen);
    assert_null(caution_of(f, HOSHI_CAUTION_OWN_DUE));
    assert_int_equal(f->plan.cost_yen, e->plan.cost_yen);
    assert_int_equal(f->totals.by_cause_yen[HOSHI_CAUSE_LEVEL3], e->totals.by_cause_yen[HOSHI_CAUSE_LEVEL3]);
    done(f, d);
    /* With a reason it is the plan. */
    snprintf(plan, sizeof plan, "\"use\":[{\"measure\":\"%s\",\"reason\":\"in use for years\"}]",
             support_tables()->measure[m].id);
    f = all_unmet(4, plan, "", &d);
    assert_int_equal(f->totals.mean_horizon_yen, forced);
    assert_int_equal(f->plan.cost_yen, forced);
    assert_int_equal(f->totals.by_cause_yen[HOSHI_CAUSE_OWN], 0);
    for (size_t i = 0; i < f->measures; i++)
        if (f->measure[i].measure == m)
            assert_string_equal(f->measure[i].reason, "in use for years");
    done(f, d);
    done(e, c);
}

/* Items beyond the purchases, by more than rounded purchases explain, are told with both figures. */
static void items_beyond_the_purchases_are_told(void **state)
{
    (void)state;
    static const struct {
        int units;
        bool told;
    } rows[] = {{10000, false}, {10050, false}, {10051, true}, {20000, true}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hoshi_case *c;
        char buyers[300];
        snprintf(buyers, sizeof buyers,
                 "{\"id\":\"A\",\"annual_purchases_yen\":1000000,\"requested_level\":3,"
                 "\"items\":[{\"code\":\"X\",\"unit_price_yen\":\"100\",\"units_per_year\":%d}]}",
                 rows[i].units);
        struct hoshi_estimate *e = all_unmet(3, "", buyers, &c);
        const struct hoshi_caution *x = caution_of(e, HOSHI_CAUTION_ITEMS_EXCEED);
        assert_int_equal(x != NULL, rows[i].told);
        if (x) {
            assert_string_equal(x->subject, "A");
            assert_int_equal(x->all_yen, 100 * rows[i].units);
            assert_int_equal(x->yen, 1000000);
        }
        done(e, c);
    }
}

static const struct hoshi_caution *caution_of(const struct hoshi_estimate *e, enum hoshi_caution_kind kind)
{
    for (size_t i = 0; i < e->cautions; i++)
        if (e->caution[i].kind == kind)
            return &e->caution[i];
    return NULL;
}

/* PCs of a machine tool: asked where unsupported ones are replaced, and neither where there are none nor where they
 * are isolated already. */
static void devices_that_cannot_be_updated_are_asked_for(void **state)
{
    (void)state;
    static const struct {
        const char *size, *plan;
        bool asked;
    } cases[] = {{",\"unsupported_endpoints\":4", "", true},
                 {",\"unsupported_endpoints\":0", "", false},
                 {",\"unsupported_endpoints\":4,\"fixed_endpoints\":0", "", false},
                 {",\"unsupported_endpoints\":4,\"fixed_endpoints\":2", "", false},
                 {",\"unsupported_endpoints\":4",
                  ",\"plan\":{\"use\":[{\"measure\":\"eol_isolate\",\"reason\":\"machine tools\"}]}", false}};
    for (size_t i = 0; i < SUPPORT_COUNT(cases); i++) {
        struct hoshi_case *c = support_casef(
            "{\"hoshiwari_case\":1,\"as_of\":\"2026-11-22\",\"supplier\":{\"size\":{\"users\":30%s}},"
            "\"target_level\":4,\"gap\":{\"answers\":{}}%s}",
            cases[i].size, cases[i].plan);
        for (size_t k = 0; k < c->answers.n; k++)
            c->answers.answer[k] = (struct hoshi_answer){HOSHI_UNMET, HOSHI_NONE, NULL, NULL};
        struct hoshi_estimate *e = NULL;
        assert_int_equal(hoshi_estimate_open(support_tables(), c, support_today, &e, NULL), HOSHI_OK);
        const struct hoshi_caution *x = caution_of(e, HOSHI_CAUTION_CANNOT_BE_UPDATED);
        assert_true(!x == !cases[i].asked);
        if (x)
            assert_true(x->yen > 0 && !*x->subject);
        hoshi_estimate_close(e);
        hoshi_case_close(c);
    }
}

static void what_serves_nothing_is_own_even_with_a_reason(void **state)
{
    (void)state;
    struct hoshi_case *c;
    struct hoshi_estimate *e =
        all_unmet(3, "\"use\":[{\"measure\":\"phishing_drill\",\"reason\":\"a wish of ours\"}]", "", &c);
    size_t m = support_measure("phishing_drill");
    int64_t yen = 0, own = 0;
    assert_int_equal(
        hoshi_measure_cost(&e->a, &support_tables()->measure[m], HOSHI_MICRO, HOSHI_BASIS_MEAN, &yen, NULL),
        HOSHI_OK);
    for (size_t i = 0; i < e->certain; i++)
        if (e->entry[i].line.measure->index == m) {
            assert_int_equal(e->entry[i].cause, HOSHI_CAUSE_OWN);
            own += e->entry[i].mean.horizon_yen;
        }
    assert_true(yen > 0);
    assert_int_equal(own, yen);
    assert_int_equal(mean_by(e, HOSHI_CAUSE_OWN), yen);
    assert_string_equal(caution_of(e, HOSHI_CAUTION_MEASURE_IDLE)->subject, "phishing_drill");
    assert_null(caution_of(e, HOSHI_CAUTION_OWN_CHOICE));
    assert_int_equal(e->totals.own_by_origin_yen[HOSHI_OWN_IDLE], yen);
    done(e, c);
}

static void measure_is_own_when_all_it_serves_is_own(void **state)
{
    (void)state;
    struct hoshi_case *c = make(3, "", "\"own\":[\"1-2-1-1\",\"1-2-1-2\"]", "");
    support_answer_all(c, 4, HOSHI_MET);
    support_answer(c, "1-2-1-1", HOSHI_UNMET, HOSHI_NONE);
    struct hoshi_estimate *e = estimate(c);
    check(e);
    assert_int_equal(e->totals.by_cause_yen[HOSHI_CAUSE_LEVEL3], e->all_met_yen);
    assert_int_equal(e->totals.by_cause_yen[HOSHI_CAUSE_OWN], e->totals.horizon_yen - e->all_met_yen);
    assert_true(e->totals.by_cause_yen[HOSHI_CAUSE_OWN] > 0);
    hoshi_estimate_close(e);
    /* One of two criteria owed by law does not make the measure own. */
    support_answer(c, "1-2-1-2", HOSHI_UNMET, HOSHI_NONE);
    c->plan.owns = 1;
    e = estimate(c);
    assert_int_equal(e->totals.by_cause_yen[HOSHI_CAUSE_OWN], 0);
    done(e, c);
}

static void designated_product_costs_the_buyer_the_difference(void **state)
{
    (void)state;
    struct hoshi_case *c, *d;
    struct hoshi_estimate *e = all_unmet(4, "", "", &c);
    int64_t forced = 0;
    size_t m = passed_over(e, &forced);
    char buyers[400];
    snprintf(
        buyers, sizeof buyers,
        "{\"id\":\"Zeta\",\"requested_level\":4,\"annual_purchases_yen\":31415926,\"request\":{\"designated_product\":\"%s\"}}",
        support_tables()->measure[m].id);
    struct hoshi_estimate *f = all_unmet(4, "", buyers, &d);
    assert_true(f->chosen[m]);
    assert_int_equal(f->totals.mean_horizon_yen, forced);
    assert_int_equal(mean_by(f, HOSHI_CAUSE_BUYER), forced - e->plan.cost_yen);
    assert_int_equal(f->totals.by_cause_yen[HOSHI_CAUSE_OWN], 0);
    for (size_t i = 0; i < f->certain; i++)
        if (f->entry[i].cause == HOSHI_CAUSE_BUYER)
            assert_string_equal(f->entry[i].need_key, "buyer:Zeta");
    done(f, d);
    /* Designating what is chosen anyway costs nothing more. */
    for (m = 0; !e->chosen[m] || support_tables()->measure[m].star;)
        m++;
    snprintf(
        buyers, sizeof buyers,
        "{\"id\":\"Z\",\"requested_level\":4,\"annual_purchases_yen\":1,\"request\":{\"designated_product\":\"%s\"}}",
        support_tables()->measure[m].id);
    f = all_unmet(4, "", buyers, &d);
    assert_int_equal(f->totals.by_cause_yen[HOSHI_CAUSE_BUYER], 0);
    assert_int_equal(f->totals.horizon_yen, e->totals.horizon_yen);
    done(f, d);
    done(e, c);
}

static void extra_demand_is_the_buyers_who_make_it(void **state)
{
    (void)state;
    struct hoshi_case *c, *d;
    struct hoshi_estimate *e = all_unmet(4, "", "", &c);
    struct hoshi_estimate *f = all_unmet(
        4, "",
        "{\"id\":\"A\",\"requested_level\":4,\"annual_purchases_yen\":11,\"extra\":[{\"measure\":\"pentest_network\"},{\"measure\":\"vciso\"},{\"measure\":\"org_roles\"}]},{\"id\":\"B\",\"requested_level\":4,\"annual_purchases_yen\":13,\"extra\":[{\"measure\":\"pentest_network\"}]},{\"id\":\"C\",\"annual_purchases_yen\":17}",
        &d);
    size_t joint = support_measure("pentest_network"), single = support_measure("vciso");
    int64_t both = 0, alone = 0, more = f->totals.horizon_yen - e->totals.horizon_yen;
    for (size_t i = 0; i < f->certain; i++) {
        const struct hoshi_entry *x = &f->entry[i];
        size_t m = x->line.measure->index;
        if (x->cause != HOSHI_CAUSE_BUYER)
            continue;
        assert_true(m == joint || m == single);
        assert_string_equal(x->need_key, m == joint ? "buyer:A+B" : "buyer:A");
        assert_true(x->buyer[0] && x->buyer[1] == (m == joint) && !x->buyer[2]);
        *(m == joint ? &both : &alone) += x->point.horizon_yen;
    }
    assert_true(both > 0 && alone > 0);
    assert_int_equal(both + alone, more);
    assert_int_equal(f->totals.by_cause_yen[HOSHI_CAUSE_BUYER], more);
    done(f, d);
    done(e, c);
}

/* The optimum holds x; with y it would not. Asked for both, the plan must hold both. */
static void check_both(const char *plan, const char *buyers, size_t x, size_t y)
{
    struct hoshi_case *c;
    struct hoshi_estimate *e = all_unmet(4, plan, buyers, &c);
    if (!e->chosen[x] || !e->chosen[y])
        fail_msg("%s is left out of %s %s", support_tables()->measure[e->chosen[x] ? y : x].id, plan, buyers);
    done(e, c);
}

static void every_measure_asked_for_is_in_the_plan(void **state)
{
    (void)state;
    static const char *const bundles[] = {"rules_set_consult", "it_ops_managed", "suite_m365", "id_admin_msp",
                                          "elearning_full"};
    const struct hoshi_tables *t = support_tables();
    struct hoshi_case *c, *d;
    struct hoshi_estimate *e = all_unmet(4, "", "", &c);
    size_t tried = 0;
    for (size_t i = 0; i < SUPPORT_COUNT(bundles); i++) {
        char plan[400], buyers[600];
        size_t y = support_measure(bundles[i]), x = 0;
        if (e->chosen[y])
            continue;
        snprintf(plan, sizeof plan, "\"use\":[{\"measure\":\"%s\"}]", bundles[i]);
        struct hoshi_estimate *f = all_unmet(4, plan, "", &d);
        while (x < t->measures && (!e->chosen[x] || f->chosen[x] || t->measure[x].excludes_n))
            x++;
        done(f, d);
        if (x == t->measures)
            continue;
        tried++;
        snprintf(plan, sizeof plan, "\"use\":[{\"measure\":\"%s\"},{\"measure\":\"%s\"}]", t->measure[x].id,
                 bundles[i]);
        check_both(plan, "", x, y);
        snprintf(plan, sizeof plan, "\"use\":[{\"measure\":\"%s\"}]", t->measure[x].id);
        snprintf(
            buyers, sizeof buyers,
            "{\"id\":\"B\",\"requested_level\":4,\"annual_purchases_yen\":9,\"request\":{\"designated_product\":\"%s\"}}",
            bundles[i]);
        check_both(plan, buyers, x, y);
        snprintf(
            buyers, sizeof buyers,
            "{\"id\":\"A\",\"requested_level\":4,\"annual_purchases_yen\":9,\"request\":{\"designated_product\":\"%s\"}},{\"id\":\"B\",\"requested_level\":4,\"annual_purchases_yen\":9,\"request\":{\"designated_product\":\"%s\"}}",
            t->measure[x].id, bundles[i]);
        check_both("", buyers, x, y);
    }
    assert_true(tried >= 2);
    done(e, c);
}

/* What the plan holds rules out what it excludes, for the unanswered too. */
static void unanswered_get_nothing_that_the_plan_excludes(void **state)
{
    (void)state;
    static struct hoshi_faults faults;
    uint64_t seed = 137035;
    const struct hoshi_tables *t = support_tables();
    size_t tried = 0;
    for (int i = 0; i < 60; i++) {
        size_t m = (size_t)support_between(&seed, 0, (int64_t)t->measures - 1);
        char plan[6000];
        while (!t->measure[m].excludes_n || t->measure[m].bounded)
            m = (m + 1) % t->measures;
        int n = snprintf(plan, sizeof plan, "\"use\":[{\"measure\":\"%s\",\"reason\":\"so\"}],\"avoid\":[",
                         t->measure[m].id);
        const char *between = "";
        for (size_t k = 0; k < t->measures; k++)
            if (k != m && !t->measure[k].star && support_chance(&seed, 3)) {
                n += snprintf(plan + n, sizeof plan - (size_t)n, "%s\"%s\"", between, t->measure[k].id);
                between = ",";
            }
        snprintf(plan + n, sizeof plan - (size_t)n, "]");
        struct hoshi_case *c = make(4, "", plan, "");
        struct hoshi_estimate *e = NULL;
        support_answer_all(c, 4, HOSHI_MET);
        for (size_t k = 0; k < t->measure[m].excludes_n; k++) {
            const struct hoshi_measure *x = &t->measure[t->measure[m].excludes[k]];
            for (size_t j = 0; j < x->closes_n; j++)
                c->answers.answer[x->closes[j]].status = HOSHI_UNANSWERED;
        }
        c->answers.answer[t->measure[m].closes[0]].status = HOSHI_UNMET;
        enum hoshi_status s = try_estimate(c, &e, &faults);
        if (s == HOSHI_OK) {
            check(e);
            tried++;
        } else if (s != HOSHI_E_CRITERION_OPEN && s != HOSHI_E_PLAN_INFEASIBLE) {
            fail_msg("%s: %s", plan, hoshi_status_name(s));
        }
        done(e, c);
    }
    assert_true(tried > 5);
}

/* ---- replacement of equipment ---- */

static void overdue_replacement_stays_with_the_supplier(void **state)
{
    (void)state;
    static const struct {
        const char *renewal;
        double shared_pc, shared_server; /* of the replacement of PCs and of servers */
    } rows[] = {
        {"", 1, 1},
        {"\"overdue_endpoints\":4", 0.6, 1},
        {"\"overdue_endpoints\":10,\"overdue_servers\":2", 0, 0},
        {"\"overdue_servers\":1,\"early_years_servers\":\"2.5\"", 1, 0.25},
        {"\"early_years_endpoints\":\"1\"", 0.25, 1},
        {"\"overdue_endpoints\":0,\"early_years_endpoints\":\"4\"", 1, 1},
        {"\"early_years_endpoints\":\"20\"", 1, 1},
        {"\"overdue_endpoints\":3,\"early_years_endpoints\":\"1.37\"", 0.7 * 1.37 / 4, 1},
        {"\"early_years_endpoints\":\"0\"", 0, 1},
    };
    size_t pc = support_price("pc_replace"), server = support_price("server_replace");
    int64_t whole = 0;
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        char renewal[200];
        snprintf(renewal, sizeof renewal, "\"renewal\":{%s}", rows[i].renewal);
        struct hoshi_case *c =
            make(4, renewal, "\"use\":[{\"measure\":\"eol_replace\",\"reason\":\"the usual way\"}]", "");
        support_answer_all(c, 4, HOSHI_UNMET);
        struct hoshi_estimate *e = estimate(c);
        check(e);
        int64_t own[2] = {0, 0}, all[2] = {0, 0};
        for (size_t k = 0; k < e->certain; k++) {
            const struct hoshi_entry *x = &e->entry[k];
            int which = x->line.row->price == server;
            if (x->line.row->price != pc && !which)
                continue;
            all[which] += x->point.horizon_yen;
            own[which] += x->cause == HOSHI_CAUSE_OWN ? x->point.horizon_yen : 0;
        }
        assert_int_equal(all[0], 10 * 170000);
        assert_int_equal(all[1], 2 * 1000000);
        if (fabs((double)own[0] - (1 - rows[i].shared_pc) * (double)all[0]) > 2 ||
            fabs((double)own[1] - (1 - rows[i].shared_server) * (double)all[1]) > 2)
            fail_msg("row %zu: own %" PRId64 " and %" PRId64, i, own[0], own[1]);
        whole = i ? whole : e->totals.horizon_yen;
        assert_int_equal(e->totals.horizon_yen, whole);
        assert_int_equal(caution_of(e, HOSHI_CAUTION_RENEWAL_UNKNOWN) != NULL, i == 0);
        /* What was due anyway is told as that, never as a measure without a reason. */
        int64_t due = mean_by(e, HOSHI_CAUSE_OWN);
        const struct hoshi_caution *told = caution_of(e, HOSHI_CAUTION_OWN_DUE);
        assert_int_equal(e->totals.own_by_origin_yen[HOSHI_OWN_DUE], due);
        assert_int_equal(told ? told->yen : 0, due);
        assert_null(caution_of(e, HOSHI_CAUTION_OWN_CHOICE));
        done(e, c);
    }
}

/* ---- the unstated and the unanswered ---- */

static void partial_without_a_share_is_shown_with_what_hangs_on_it(void **state)
{
    (void)state;
    struct hoshi_case *c = make(3, "", "", "");
    support_answer_all(c, 4, HOSHI_MET);
    support_answer(c, "4-1-1-1", HOSHI_PARTIAL, HOSHI_NONE);
    struct hoshi_estimate *e = estimate(c);
    check(e);
    int64_t half = e->totals.mean_horizon_yen, hangs = e->unstated_yen, all = e->unstated_all_yen;
    assert_true(hangs > 0 && all > hangs);
    const struct hoshi_caution *x = caution_of(e, HOSHI_CAUTION_PARTIAL_UNSTATED);
    assert_non_null(x);
    assert_int_equal(x->number, 1);
    assert_int_equal(x->yen, hangs);
    assert_int_equal(x->all_yen, all);
    hoshi_estimate_close(e);
    /* As if half were stated; all of it; nothing. */
    support_answer(c, "4-1-1-1", HOSHI_PARTIAL, HOSHI_MICRO / 2);
    e = estimate(c);
    assert_int_equal(e->totals.mean_horizon_yen, half);
    assert_int_equal(e->unstated_yen, 0);
    assert_null(caution_of(e, HOSHI_CAUTION_PARTIAL_UNSTATED));
    hoshi_estimate_close(e);
    support_answer(c, "4-1-1-1", HOSHI_PARTIAL, 0);
    e = estimate(c);
    assert_int_equal(e->totals.mean_horizon_yen, half - hangs);
    assert_int_equal(e->totals.horizon_yen, e->all_met_yen);
    done(e, c);
}

static void unanswered_criterion_is_in_no_total_and_carries_its_probability(void **state)
{
    (void)state;
    struct hoshi_case *c = make(3, "", "", "");
    support_answer_all(c, 3, HOSHI_MET);
    support_answer(c, "5-1-1-2", HOSHI_WITHHELD, HOSHI_NONE);
    struct hoshi_estimate *e = estimate(c);
    check(e);
    assert_int_equal(e->totals.horizon_yen, e->all_met_yen);
    int64_t without = e->totals.mean_horizon_yen, if_open = e->all_unanswered_unmet_yen, hanging = 0;
    for (size_t i = 0; i < e->measures; i++)
        if (e->measure[i].probability < 1)
            assert_true(fabs(e->measure[i].probability - 1.0 / 4) <
                        1e-12); /* none of two open: (0 + 1)/(2 + 2) */
    assert_true(e->entries > e->certain);
    for (size_t i = e->certain; i < e->entries; i++) {
        assert_true(fabs(e->entry[i].probability - 0.25) < 1e-12);
        hanging += e->entry[i].mean.horizon_yen;
    }
    assert_int_equal(if_open, without + hanging);
    const struct hoshi_caution *x = caution_of(e, HOSHI_CAUTION_UNANSWERED);
    assert_int_equal(x->number, 1);
    assert_int_equal(x->yen, if_open);
    hoshi_estimate_close(e);
    support_answer(c, "5-1-1-2", HOSHI_UNMET, HOSHI_NONE);
    assert_int_equal(mean_of(c), if_open);
    hoshi_case_close(c);
}

static void nothing_answered_would_cost_as_much_as_all_unmet(void **state)
{
    (void)state;
    for (int level = 3; level <= 4; level++) {
        struct hoshi_case *c = make(level, "", "", "");
        struct hoshi_estimate *e = estimate(c);
        check(e);
        int64_t yen = e->all_unanswered_unmet_yen, point = e->all_unanswered_point_yen;
        assert_int_equal(e->totals.horizon_yen, e->all_met_yen);
        hoshi_estimate_close(e);
        support_answer_all(c, level, HOSHI_UNMET);
        assert_int_equal(mean_of(c), yen);
        assert_int_equal(horizon_of(c), point);
        hoshi_case_close(c);
    }
}

static void answers_above_the_target_change_no_yen(void **state)
{
    (void)state;
    struct hoshi_case *c = make(3, "", "", "{\"id\":\"A\",\"requested_level\":4,\"annual_purchases_yen\":9}");
    support_answer_all(c, 3, HOSHI_UNMET);
    int64_t yen = horizon_of(c);
    support_answer_all(c, 4, HOSHI_UNMET);
    struct hoshi_estimate *e = estimate(c);
    assert_int_equal(e->totals.horizon_yen, yen);
    assert_int_equal(caution_of(e, HOSHI_CAUTION_ABOVE_LEVEL)->number, 72);
    assert_string_equal(caution_of(e, HOSHI_CAUTION_REQUEST_ABOVE_TARGET)->subject, "A");
    assert_int_equal(hoshi_buyer_level(c, &c->buyer[0]), 3);
    assert_int_equal(e->totals.by_cause_yen[HOSHI_CAUSE_LEVEL4], 0);
    done(e, c);
}

/* ---- beside the plan ---- */

static void plans_beside_it_lie_on_both_sides(void **state)
{
    (void)state;
    struct hoshi_case *c = make(4, "", "", "");
    support_answer_all(c, 4, HOSHI_UNMET);
    c->supplier.it_days_per_year = 20;
    struct hoshi_estimate *e = estimate(c);
    check(e);
    const struct hoshi_alternative *own = &e->in_house, *within = &e->within, *out = &e->outsourced;
    assert_true(own->exists && within->exists && out->exists && e->next_best.exists);
    assert_true(e->next_best.cost_yen >= e->plan.cost_yen);
    assert_int_equal(within->horizon_yen, e->plan.cost_yen);
    assert_true(own->horizon_yen < within->horizon_yen && within->horizon_yen < out->horizon_yen);
    assert_true(own->hands_micro == 0 && out->it_days_micro == 0 &&
                within->it_days_micro <= 20 * HOSHI_MICRO);
    assert_true(out->hands_micro > within->hands_micro && within->hands_micro > 0);
    hoshi_estimate_close(e);
    c->supplier.it_days_per_year = HOSHI_NONE;
    e = estimate(c);
    assert_false(e->within.exists);
    assert_int_equal(e->in_house.horizon_yen, e->plan.cost_yen);
    done(e, c);
}

/* IT days beyond what there are in a year are bought in, and the plan is the cheapest with that in it. */
static void days_beyond_capacity_are_a_line_of_their_own(void **state)
{
    (void)state;
    struct hoshi_case *c = make(4, "", "", two_buyers);
    uint64_t seed = 31;
    random_gap(c, &seed, 50, 10);
    int64_t before = -1, bought = -1;
    size_t hands = support_tables()->hands;
    for (int64_t days = 0; days <= 200; days += 5) {
        c->supplier.it_days_per_year = days;
        struct hoshi_estimate *e = estimate(c);
        check(e);
        int64_t yen = 0, beyond = 0, all = 0;
        for (size_t i = 0; i < e->certain; i++) {
            const struct hoshi_entry *x = &e->entry[i];
            if (x->line.measure->index != hands)
                continue;
            yen += x->mean.horizon_yen;
            if (x->line.price)
                all += x->need_ppm ? x->line.quantity_micro : -x->line.quantity_micro;
        }
        for (int y = 0; y < e->a.horizon; y++) {
            int64_t over = e->it_days_micro[y] - days * HOSHI_MICRO;
            beyond += over > 0 ? over : 0;
        }
        assert_int_equal(all, beyond);
        assert_true(beyond ? yen > 0 : yen == 0);
        assert_int_equal(e->plan.within_capacity, beyond == 0);
        assert_int_equal(caution_of(e, HOSHI_CAUTION_CAPACITY) != NULL, beyond > 0);
        if (before >= 0) {
            /* Five days more in each of three years save their premium at most, and never cost. */
            assert_true(e->totals.mean_horizon_yen <= before);
            assert_true(before - e->totals.mean_horizon_yen <= 15 * 40000 + 10);
        }
        before = e->totals.mean_horizon_yen;
        bought = beyond;
        hoshi_estimate_close(e);
    }
    assert_int_equal(bought, 0);
    c->supplier.it_days_per_year = HOSHI_NONE;
    assert_int_equal(mean_of(c), before);
    hoshi_case_close(c);
}

/* ---- faults ---- */

static void expect_fault(const char *plan, const char *buyers, enum hoshi_status status, const char *path)
{
    static struct hoshi_faults faults;
    struct hoshi_case *c = make(4, "", plan, buyers);
    struct hoshi_estimate *e = NULL;
    support_answer_all(c, 4, HOSHI_UNMET);
    enum hoshi_status s = try_estimate(c, &e, &faults);
    if (s != status || e || !faults.n || faults.item[0].status != status ||
        (path && strcmp(faults.item[0].path, path) != 0))
        fail_msg("%s %s: %s at %s", plan, buyers, hoshi_status_name(s), faults.item[0].path);
    hoshi_case_close(c);
}

static void impossible_estimates_name_what_is_wrong(void **state)
{
    (void)state;
    /* Everything that closes one criterion is avoided. */
    const struct hoshi_tables *t = support_tables();
    size_t k = support_criterion("4-5-1-9");
    char plan[2000] = "\"avoid\":[";
    const char *between = "";
    for (size_t m = 0; m < t->measures; m++)
        for (size_t i = 0; i < t->measure[m].closes_n; i++)
            if (t->measure[m].closes[i] == k) {
                size_t n = strlen(plan);
                snprintf(plan + n, sizeof plan - n, "%s\"%s\"", between, t->measure[m].id);
                between = ",";
            }
    strcat(plan, "]");
    expect_fault(plan, "", HOSHI_E_CRITERION_OPEN, "4-5-1-9");
    expect_fault(
        "\"use\":[{\"measure\":\"utm_purchase\",\"reason\":\"a\"},{\"measure\":\"otasuke_network\",\"reason\":\"b\"}]",
        "", HOSHI_E_PLAN_INFEASIBLE, NULL);
    expect_fault("\"use\":[{\"measure\":\"utm_purchase\"},{\"measure\":\"otasuke_network\"}]", "",
                 HOSHI_E_PLAN_INFEASIBLE, NULL);
    expect_fault("\"use\":[{\"measure\":\"hands\"}]", "", HOSHI_E_MEASURE_UNAVAILABLE, "plan.use");
    expect_fault(
        "",
        "{\"id\":\"A\",\"requested_level\":4,\"annual_purchases_yen\":9,\"request\":{\"designated_product\":\"hands\"}}",
        HOSHI_E_MEASURE_UNAVAILABLE, "buyers[].request.designated_product");
    expect_fault(
        "",
        "{\"id\":\"A\",\"requested_level\":4,\"annual_purchases_yen\":9,\"extra\":[{\"measure\":\"hands\"}]}",
        HOSHI_E_MEASURE_UNAVAILABLE, "buyers[].extra");
    struct hoshi_case *c = make(
        4, "",
        "\"quotes\":[{\"price\":\"asset_mgmt\",\"low_yen\":1000000000,\"likely_yen\":1000000000,\"high_yen\":1000000000}]",
        "");
    static struct hoshi_faults faults;
    struct hoshi_estimate *e = NULL;
    c->supplier.size[HOSHI_ENDPOINTS] = HOSHI_COUNT_MAX;
    assert_int_equal(try_estimate(c, &e, &faults), HOSHI_E_OVERFLOW);
    assert_null(e);
    hoshi_case_close(c);
}

/* A firm that states one rate pays the other roles in the table's proportion. */
static void unstated_roles_follow_the_stated_ones(void **state)
{
    (void)state;
    struct hoshi_assumptions plain, own;
    struct hoshi_case *c = make(3, "", "", "");
    assert_int_equal(hoshi_assumptions_init(&plain, support_tables(), c, support_today, NULL), HOSHI_OK);
    assert_false(plain.labour_scaled);
    c->supplier.labour_yen_per_day[HOSHI_ROLE_IT] = 2 * plain.labour_yen[HOSHI_ROLE_IT];
    assert_int_equal(hoshi_assumptions_init(&own, support_tables(), c, support_today, NULL), HOSHI_OK);
    assert_true(own.labour_scaled);
    for (int r = 0; r < HOSHI_ROLES; r++)
        assert_int_equal(own.labour_yen[r], 2 * plain.labour_yen[r]);
    hoshi_case_close(c);
}

/* What is quoted does not move with the market: the more is quoted, the narrower the factor, always of mean 1. */
static void quotations_narrow_the_market_factor(void **state)
{
    (void)state;
    struct hoshi_case *c;
    struct hoshi_estimate *e = all_unmet(3, "", "", &c), *quoted;
    const int64_t *v = e->a.factor_ppm[HOSHI_FACTOR_MARKET];
    int64_t width = v[2] - v[0], best = 0;
    size_t price = SIZE_MAX;
    for (size_t i = 0; i < e->certain; i++)
        if (e->entry[i].line.price && e->entry[i].point.horizon_yen > best) {
            best = e->entry[i].point.horizon_yen;
            price = e->entry[i].line.row->price;
        }
    char plan[256];
    snprintf(
        plan, sizeof plan,
        "\"quotes\":[{\"price\":\"%s\",\"low_yen\":9000,\"likely_yen\":9000,\"high_yen\":9000,\"from\":\"q\","
        "\"date\":\"2026-10-01\",\"document\":\"Q\"}]",
        support_tables()->price[price].id);
    done(e, c);
    quoted = all_unmet(3, plan, "", &c);
    v = quoted->a.factor_ppm[HOSHI_FACTOR_MARKET];
    assert_true(quoted->totals.quoted_yen > 0);
    assert_true(v[2] - v[0] < width);
    assert_int_equal(v[0] + v[1] + v[2], 3 * HOSHI_MICRO);
    done(quoted, c);
}

static void today_counts_only_when_the_case_states_no_day(void **state)
{
    (void)state;
    struct hoshi_case *c = support_case(
        "{\"hoshiwari_case\":1,\"supplier\":{\"size\":{\"users\":9}},\"target_level\":3,\"gap\":{\"answers\":{}}}");
    struct hoshi_estimate *e = NULL;
    assert_int_equal(hoshi_estimate_open(support_tables(), c, (struct hoshi_date){2031, 2, 3}, &e, NULL),
                     HOSHI_OK);
    assert_int_equal(hoshi_date_compare(e->a.as_of, (struct hoshi_date){2031, 2, 3}), 0);
    assert_int_equal(hoshi_date_compare(e->a.start, (struct hoshi_date){2031, 4, 0}), 0);
    hoshi_estimate_close(e);
    c->as_of = (struct hoshi_date){2026, 12, 31};
    assert_int_equal(hoshi_estimate_open(support_tables(), c, (struct hoshi_date){2031, 2, 3}, &e, NULL),
                     HOSHI_OK);
    assert_int_equal(hoshi_date_compare(e->a.start, (struct hoshi_date){2027, 4, 0}), 0);
    hoshi_estimate_close(e);
    hoshi_estimate_close(NULL);
    hoshi_case_close(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_estimates_add_up),
        cmocka_unit_test(ledger_holds_the_cost_of_the_lower_level_alone),
        cmocka_unit_test(who_asks_changes_no_line),
        cmocka_unit_test(all_met_costs_the_star_alone),
        cmocka_unit_test(more_gaps_never_cost_less),
        cmocka_unit_test(more_of_a_driver_never_costs_less),
        cmocka_unit_test(items_beyond_the_purchases_are_told),
        cmocka_unit_test(own_choice_without_a_reason_stays_with_the_supplier),
        cmocka_unit_test(what_serves_nothing_is_own_even_with_a_reason),
        cmocka_unit_test(devices_that_cannot_be_updated_are_asked_for),
        cmocka_unit_test(measure_is_own_when_all_it_serves_is_own),
        cmocka_unit_test(designated_product_costs_the_buyer_the_difference),
        cmocka_unit_test(extra_demand_is_the_buyers_who_make_it),
        cmocka_unit_test(every_measure_asked_for_is_in_the_plan),
        cmocka_unit_test(unanswered_get_nothing_that_the_plan_excludes),
        cmocka_unit_test(overdue_replacement_stays_with_the_supplier),
        cmocka_unit_test(partial_without_a_share_is_shown_with_what_hangs_on_it),
        cmocka_unit_test(unanswered_criterion_is_in_no_total_and_carries_its_probability),
        cmocka_unit_test(nothing_answered_would_cost_as_much_as_all_unmet),
        cmocka_unit_test(answers_above_the_target_change_no_yen),
        cmocka_unit_test(plans_beside_it_lie_on_both_sides),
        cmocka_unit_test(days_beyond_capacity_are_a_line_of_their_own),
        cmocka_unit_test(impossible_estimates_name_what_is_wrong),
        cmocka_unit_test(unstated_roles_follow_the_stated_ones),
        cmocka_unit_test(quotations_narrow_the_market_factor),
        cmocka_unit_test(today_counts_only_when_the_case_states_no_day),
    };
    return cmocka_run_group_tests_name("estimate", tests, NULL, NULL);
}
