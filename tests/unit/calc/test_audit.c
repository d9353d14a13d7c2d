/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Per criterion every way to close it, taken or passed over, with the reason. */
#include "support.h"
#include "audit.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static struct hoshi_audit audit;

static struct hoshi_case *make(const char *plan)
{
    return support_casef(
        "{\"hoshiwari_case\":1,\"supplier\":{\"size\":{\"users\":42,\"endpoints\":48}},\"target_level\":4,\"gap\":{\"answers\":{}},\"plan\":{%s}}",
        plan);
}

static struct hoshi_estimate *audited(const struct hoshi_case *c)
{
    struct hoshi_estimate *e = NULL;
    assert_int_equal(hoshi_estimate_open(support_tables(), c, support_today, &e, NULL), HOSHI_OK);
    assert_int_equal(hoshi_audit_init(&audit, e, NULL), HOSHI_OK);
    return e;
}

static void done(struct hoshi_estimate *e, struct hoshi_case *c)
{
    hoshi_audit_release(&audit);
    hoshi_estimate_close(e);
    hoshi_case_close(c);
}

static const struct hoshi_way *way(const char *criterion, const char *measure)
{
    size_t k = support_criterion(criterion), m = support_measure(measure);
    for (size_t i = 0; i < audit.ways; i++)
        if (audit.way[i].criterion == k && audit.way[i].measure == m)
            return &audit.way[i];
    fail_msg("%s is no way of %s", measure, criterion);
    return NULL;
}

static void every_way_of_every_criterion_stands_once_in_order(void **state)
{
    (void)state;
    struct hoshi_case *c = make("");
    support_answer_all(c, 4, HOSHI_UNMET);
    struct hoshi_estimate *e = audited(c);
    const struct hoshi_tables *t = support_tables();
    size_t expected = 0, chosen[HOSHI_CRITERIA_MAX] = {0};
    for (size_t m = 0; m < t->measures; m++)
        expected += t->measure[m].closes_n;
    assert_int_equal(audit.ways, expected);
    for (size_t i = 0; i < audit.ways; i++) {
        const struct hoshi_way *w = &audit.way[i];
        int64_t yen = 0;
        assert_int_equal(hoshi_measure_cost(&e->a, &t->measure[w->measure], HOSHI_MICRO,
                                            e->a.c->sharing.basis, &yen, NULL),
                         HOSHI_OK);
        assert_int_equal(w->horizon_yen, yen);
        chosen[w->criterion] += w->state == HOSHI_WAY_CHOSEN;
        assert_int_equal(w->state == HOSHI_WAY_CHOSEN, e->chosen[w->measure]);
        if (!i)
            continue;
        const struct hoshi_way *v = &audit.way[i - 1];
        assert_true(v->criterion <= w->criterion);
        if (v->criterion == w->criterion) {
            bool before = v->state <= HOSHI_WAY_IN_PLACE, now = w->state <= HOSHI_WAY_IN_PLACE;
            assert_true(before >= now);
            assert_true(before != now || v->horizon_yen <= w->horizon_yen);
            assert_true(v->measure != w->measure);
        }
    }
    for (size_t k = 0; k < t->catalog.criteria; k++)
        assert_true(chosen[k] >= 1);
    done(e, c);
}

static void dearer_ways_say_by_how_much(void **state)
{
    (void)state;
    struct hoshi_case *c = make("");
    support_answer_all(c, 4, HOSHI_UNMET);
    struct hoshi_estimate *e = audited(c);
    size_t dearer = 0, last = SIZE_MAX;
    for (size_t i = 0; i < audit.ways; i++) {
        const struct hoshi_way *w = &audit.way[i];
        assert_int_equal(w->more_yen != HOSHI_NONE, w->state == HOSHI_WAY_DEARER);
        if (w->state != HOSHI_WAY_DEARER)
            continue;
        assert_true(w->more_yen > 0);
        if (dearer++ % 25 || w->measure == last)
            continue;
        last = w->measure;
        /* The plan with that way forced in, from a case that asks for it with a reason. */
        struct hoshi_case *d = make("");
        struct hoshi_case_use use = {w->measure, "an audit"};
        support_answer_all(d, 4, HOSHI_UNMET);
        d->plan.use = &use;
        d->plan.uses = 1;
        struct hoshi_estimate *f = NULL;
        assert_int_equal(hoshi_estimate_open(support_tables(), d, support_today, &f, NULL), HOSHI_OK);
        assert_int_equal(f->totals.mean_horizon_yen - e->totals.mean_horizon_yen, w->more_yen);
        hoshi_estimate_close(f);
        hoshi_case_close(d);
    }
    assert_true(dearer > 50);
    done(e, c);
}

static void ways_not_taken_say_why(void **state)
{
    (void)state;
    struct hoshi_case *c = make(
        "\"avoid\":[\"mfa_builtin\",\"web_filter_builtin\"],\"have\":[\"org_roles\"],\"use\":[{\"measure\":\"utm_purchase\",\"reason\":\"bought already\"}]");
    support_answer_all(c, 4, HOSHI_UNMET);
    support_answer(c, "7-1-1-1", HOSHI_MET, HOSHI_NONE);
    support_answer(c, "5-1-1-2", HOSHI_UNANSWERED, HOSHI_NONE);
    struct hoshi_estimate *e = audited(c);
    const struct hoshi_tables *t = support_tables();
    static const struct {
        const char *measure;
        enum hoshi_way_state state;
    } rows[] = {{"mfa_builtin", HOSHI_WAY_AVOIDED},       {"web_filter_builtin", HOSHI_WAY_AVOIDED},
                {"org_roles", HOSHI_WAY_IN_PLACE},        {"utm_purchase", HOSHI_WAY_CHOSEN},
                {"otasuke_class2", HOSHI_WAY_INFEASIBLE}, {"os_upgrade_inplace", HOSHI_WAY_ON_REQUEST},
                {"otasuke_network", HOSHI_WAY_INFEASIBLE}};
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        const struct hoshi_measure *m = &t->measure[support_measure(rows[i].measure)];
        for (size_t k = 0; k < m->closes_n; k++) {
            const char *id = t->catalog.criterion[m->closes[k]].id;
            if (strcmp(id, "7-1-1-1") != 0 && way(id, rows[i].measure)->state != rows[i].state)
                fail_msg("%s for %s: %d", rows[i].measure, id, (int)way(id, rows[i].measure)->state);
        }
    }
    for (size_t i = 0; i < audit.ways; i++)
        if (audit.way[i].criterion == support_criterion("7-1-1-1"))
            assert_int_equal(audit.way[i].state, HOSHI_WAY_NOT_NEEDED);
    /* What would be taken if an unanswered criterion turned out open is a way chosen. */
    size_t chosen = 0;
    for (size_t i = 0; i < audit.ways; i++)
        chosen +=
            audit.way[i].criterion == support_criterion("5-1-1-2") && audit.way[i].state == HOSHI_WAY_CHOSEN;
    assert_true(chosen >= 1);
    done(e, c);
}

/* Two ways made equal in tables of their own: the lower id is taken, the other is passed over as equal. */
static void equal_ways_are_told_from_dearer_ones(void **state)
{
    (void)state;
    struct hoshi_tables tables = *support_tables();
    struct hoshi_measure *measure = malloc(tables.measures * sizeof *measure);
    assert_non_null(measure);
    memcpy(measure, tables.measure, tables.measures * sizeof *measure);
    tables.measure = measure;
    size_t taken = support_measure("vpn_replace"), passed = support_measure("ztna");
    measure[passed].line = measure[taken].line;
    measure[passed].lines = measure[taken].lines;
    struct hoshi_case *c = make("");
    support_answer_all(c, 4, HOSHI_MET);
    support_answer(c, "4-1-3-5", HOSHI_UNMET, HOSHI_NONE);
    c->sharing.basis = HOSHI_BASIS_POINT;
    struct hoshi_estimate *e = NULL;
    assert_int_equal(hoshi_estimate_open(&tables, c, support_today, &e, NULL), HOSHI_OK);
    assert_int_equal(hoshi_audit_init(&audit, e, NULL), HOSHI_OK);
    assert_int_equal(way("4-1-3-5", "vpn_replace")->state, HOSHI_WAY_CHOSEN);
    assert_int_equal(way("4-1-3-5", "ztna")->state, HOSHI_WAY_EQUAL);
    assert_int_equal(way("4-1-3-5", "ztna")->more_yen, HOSHI_NONE);
    done(e, c);
    free(measure);
}

static void criteria_above_the_level_are_not_listed(void **state)
{
    (void)state;
    struct hoshi_case *c = make("");
    c->target_level = 3;
    support_answer_all(c, 3, HOSHI_MET);
    struct hoshi_estimate *e = audited(c);
    assert_true(audit.ways > 81);
    for (size_t i = 0; i < audit.ways; i++) {
        assert_int_equal(support_tables()->catalog.criterion[audit.way[i].criterion].level, 3);
        assert_int_equal(audit.way[i].state, HOSHI_WAY_NOT_NEEDED);
    }
    done(e, c);
    hoshi_audit_release(&audit);
    hoshi_audit_release(NULL);
}

static void forcing_what_is_chosen_costs_nothing_more(void **state)
{
    (void)state;
    struct hoshi_case *c = make("");
    support_answer_all(c, 4, HOSHI_UNMET);
    struct hoshi_estimate *e = audited(c);
    size_t tried = 0;
    for (size_t m = 0; m < support_tables()->measures; m += 7) {
        int64_t yen = 0;
        if (!e->chosen[m])
            continue;
        assert_int_equal(hoshi_estimate_forced(e, m, &yen), HOSHI_OK);
        assert_int_equal(yen, e->plan.cost_yen);
        tried++;
    }
    assert_true(tried > 3);
    done(e, c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_way_of_every_criterion_stands_once_in_order),
        cmocka_unit_test(dearer_ways_say_by_how_much),
        cmocka_unit_test(ways_not_taken_say_why),
        cmocka_unit_test(equal_ways_are_told_from_dearer_ones),
        cmocka_unit_test(criteria_above_the_level_are_not_listed),
        cmocka_unit_test(forcing_what_is_chosen_costs_nothing_more),
    };
    return cmocka_run_group_tests_name("audit", tests, NULL, NULL);
}
