/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scope on both sides of every threshold, every rule to each of its results, and that more facts never turn a
 * settled answer round. */
#include "support.h"
#include "check.h"
#include "check_facts.h"
#include "rule_condition_load.h"

#include <stdio.h>
#include <string.h>

static struct hoshi_check *check;
static struct hoshi_case *case_;

static void close_all(void)
{
    hoshi_check_close(check);
    hoshi_case_close(case_);
    check = NULL;
    case_ = NULL;
}

static const struct hoshi_check_buyer *look(struct hoshi_case *c)
{
    struct hoshi_check_input input = {.tables = support_tables(), .c = c, .as_of = support_today};
    case_ = c;
    assert_int_equal(hoshi_check_open(&input, &check, NULL), HOSHI_OK);
    return &check->buyer[0];
}

static const struct hoshi_rule_row *rule_of(const char *id)
{
    const struct hoshi_rules *rules = &support_tables()->rules;
    for (size_t i = 0; i < rules->rows; i++)
        if (strcmp(rules->row[i].id, id) == 0)
            return &rules->row[i];
    fail_msg("no rule %s", id);
    return NULL;
}

/* ---- scope ---- */

enum { INDIVIDUAL = -2, UNSAID = -1 };

struct situation {
    const char *type, *ordered;
    int64_t buyer_capital, supplier_capital, buyer_people, supplier_people;
    enum hoshi_scope_verdict verdict;
    const char *by;
};

#define M INT64_C(1000000)

static const struct situation situations[] = {
    /* first group, upper line: above 300 million against 300 million or less */
    {"manufacturing", "2026-06-01", 300 * M + 1, 300 * M, 10, 10, HOSHI_SCOPE_COVERED, "SCOPE-01"},
    {"manufacturing", "2026-06-01", 300 * M, 300 * M, 10, 10, HOSHI_SCOPE_NOT_COVERED, NULL},
    {"manufacturing", "2026-06-01", 300 * M + 1, 300 * M + 1, 10, 10, HOSHI_SCOPE_NOT_COVERED, NULL},
    {"manufacturing", "2026-06-01", 300 * M + 1, INDIVIDUAL, 10, 10, HOSHI_SCOPE_COVERED, "SCOPE-01"},
    {"repair", "2026-06-01", 300 * M + 1, 300 * M, 10, 10, HOSHI_SCOPE_COVERED, "SCOPE-01"},
    {"specified_transport", "2026-06-01", 300 * M + 1, 300 * M, 10, 10, HOSHI_SCOPE_COVERED, "SCOPE-01"},
    {"info_program", "2026-06-01", 300 * M + 1, 300 * M, 10, 10, HOSHI_SCOPE_COVERED, "SCOPE-01"},
    {"service_transport", "2026-06-01", 300 * M + 1, 300 * M, 10, 10, HOSHI_SCOPE_COVERED, "SCOPE-01"},
    {"service_warehouse", "2026-06-01", 300 * M + 1, 300 * M, 10, 10, HOSHI_SCOPE_COVERED, "SCOPE-01"},
    {"service_infoproc", "2026-06-01", 300 * M + 1, 300 * M, 10, 10, HOSHI_SCOPE_COVERED, "SCOPE-01"},
    /* lower line: above 10 million up to 300 million against 10 million or less */
    {"manufacturing", "2026-06-01", 10 * M + 1, 10 * M, 10, 10, HOSHI_SCOPE_COVERED, "SCOPE-01"},
    {"manufacturing", "2026-06-01", 10 * M, 10 * M, 10, 10, HOSHI_SCOPE_NOT_COVERED, NULL},
    {"manufacturing", "2026-06-01", 10 * M + 1, 10 * M + 1, 10, 10, HOSHI_SCOPE_NOT_COVERED, NULL},
    {"manufacturing", "2026-06-01", 300 * M, 10 * M, 10, 10, HOSHI_SCOPE_COVERED, "SCOPE-01"},
    {"manufacturing", "2026-06-01", 10 * M + 1, INDIVIDUAL, 10, 10, HOSHI_SCOPE_COVERED, "SCOPE-01"},
    {"manufacturing", "2026-06-01", 10 * M, INDIVIDUAL, 10, 10, HOSHI_SCOPE_NOT_COVERED, NULL},
    /* second group: 50 million and 10 million */
    {"service_other", "2026-06-01", 50 * M + 1, 50 * M, 10, 10, HOSHI_SCOPE_COVERED, "SCOPE-02"},
    {"service_other", "2026-06-01", 50 * M, 50 * M, 10, 10, HOSHI_SCOPE_NOT_COVERED, NULL},
    {"service_other", "2026-06-01", 50 * M + 1, 50 * M + 1, 10, 10, HOSHI_SCOPE_NOT_COVERED, NULL},
    {"service_other", "2026-06-01", 100 * M, 60 * M, 10, 10, HOSHI_SCOPE_NOT_COVERED, NULL},
    {"info_other", "2026-06-01", 10 * M + 1, 10 * M, 10, 10, HOSHI_SCOPE_COVERED, "SCOPE-02"},
    {"info_other", "2026-06-01", 50 * M, 10 * M + 1, 10, 10, HOSHI_SCOPE_NOT_COVERED, NULL},
    {"info_other", "2026-06-01", 50 * M, INDIVIDUAL, 10, 10, HOSHI_SCOPE_COVERED, "SCOPE-02"},
    /* headcount, only where capital fails: above 300 against 300, above 100 against 100 */
    {"manufacturing", "2026-06-01", 10 * M, 10 * M, 301, 300, HOSHI_SCOPE_COVERED, "SCOPE-03"},
    {"manufacturing", "2026-06-01", 10 * M, 10 * M, 300, 300, HOSHI_SCOPE_NOT_COVERED, NULL},
    {"manufacturing", "2026-06-01", 10 * M, 10 * M, 301, 301, HOSHI_SCOPE_NOT_COVERED, NULL},
    {"service_other", "2026-06-01", 10 * M, 10 * M, 101, 100, HOSHI_SCOPE_COVERED, "SCOPE-04"},
    {"service_other", "2026-06-01", 10 * M, 10 * M, 100, 100, HOSHI_SCOPE_NOT_COVERED, NULL},
    {"service_other", "2026-06-01", 10 * M, 10 * M, 101, 101, HOSHI_SCOPE_NOT_COVERED, NULL},
    {"manufacturing", "2026-06-01", 10 * M, 10 * M, 101, 100, HOSHI_SCOPE_NOT_COVERED, NULL},
    {"service_other", "2026-06-01", 50 * M + 1, 50 * M, 101, 100, HOSHI_SCOPE_COVERED, "SCOPE-02"},
    /* the day of the order */
    {"manufacturing", "2026-01-01", 300 * M + 1, 300 * M, 10, 10, HOSHI_SCOPE_COVERED, "SCOPE-01"},
    {"manufacturing", "2025-12-31", 300 * M + 1, 300 * M, 10, 10, HOSHI_SCOPE_OLD_LAW, NULL},
    {"manufacturing", NULL, 300 * M + 1, 300 * M, 10, 10, HOSHI_SCOPE_COVERED, "SCOPE-01"},
    /* outside the commissions */
    {"service_own_use", "2026-06-01", 300 * M + 1, 10 * M, 500, 10, HOSHI_SCOPE_OTHER_LAW, NULL},
    {"construction", "2026-06-01", 300 * M + 1, 10 * M, 500, 10, HOSHI_SCOPE_OTHER_LAW, NULL},
    {"goods_sale", "2026-06-01", 300 * M + 1, 10 * M, 500, 10, HOSHI_SCOPE_OTHER_LAW, NULL},
    /* what is missing is not "not covered", unless it cannot matter */
    {"manufacturing", "2026-06-01", UNSAID, 300 * M, 10, 10, HOSHI_SCOPE_UNKNOWN, NULL},
    {"manufacturing", "2026-06-01", 300 * M + 1, UNSAID, 10, 10, HOSHI_SCOPE_UNKNOWN, NULL},
    {"manufacturing", "2026-06-01", 10 * M, 10 * M, UNSAID, 300, HOSHI_SCOPE_UNKNOWN, NULL},
    {"manufacturing", "2026-06-01", 10 * M, 10 * M, 301, UNSAID, HOSHI_SCOPE_UNKNOWN, NULL},
    {"manufacturing", "2026-06-01", 10 * M, UNSAID, 300, UNSAID, HOSHI_SCOPE_NOT_COVERED, NULL},
    {"manufacturing", "2026-06-01", 10 * M, UNSAID, UNSAID, 301, HOSHI_SCOPE_NOT_COVERED, NULL},
    {"manufacturing", "2026-06-01", 300 * M + 1, 300 * M, UNSAID, UNSAID, HOSHI_SCOPE_COVERED, "SCOPE-01"},
    {"manufacturing", "2026-06-01", UNSAID, UNSAID, 301, 300, HOSHI_SCOPE_COVERED, "SCOPE-03"},
    {"manufacturing", "2026-06-01", UNSAID, UNSAID, 300, 300, HOSHI_SCOPE_UNKNOWN, NULL},
    {NULL, "2026-06-01", 300 * M + 1, 300 * M, 301, 300, HOSHI_SCOPE_UNKNOWN, NULL},
};

static int number(char *out, size_t size, const char *key, int64_t n)
{
    return n < 0 ? snprintf(out, size, " ") : snprintf(out, size, ", \"%s\": %lld", key, (long long)n);
}

static struct hoshi_case *case_of(const struct situation *s)
{
    char buyer[64], supplier[64], people[64], own[64], type[64] = "", day[64] = "";
    number(buyer, sizeof buyer, "capital_yen", s->buyer_capital);
    if (s->supplier_capital == INDIVIDUAL)
        snprintf(supplier, sizeof supplier, ", \"is_individual\": true");
    else
        number(supplier, sizeof supplier, "capital_yen", s->supplier_capital);
    number(people, sizeof people, "employees_regular", s->buyer_people);
    number(own, sizeof own, "employees_regular", s->supplier_people);
    if (s->type)
        snprintf(type, sizeof type, "\"type\": \"%s\"", s->type);
    if (s->ordered)
        snprintf(day, sizeof day, "%s\"ordered_on\": \"%s\"", s->type ? ", " : "", s->ordered);
    return support_casef(
        "{ \"hoshiwari_case\": 1, \"as_of\": \"2026-11-22\", \"target_level\": 3, \"gap\": { \"answers\": {} }, \"supplier\": { \"size\": { \"users\": 10 }%s%s }, \"buyers\": [ { \"id\": \"A\", \"is_corporation\": true%s%s, \"transactions\": [ { %s%s } ] } ] }",
        supplier, own, buyer, people, type, day);
}

static void test_scope_on_both_sides_of_every_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < SUPPORT_COUNT(situations); i++) {
        const struct situation *s = &situations[i];
        const struct hoshi_check_scope *scope = look(case_of(s))->scope;
        if (scope->verdict != s->verdict || !scope->by != !s->by ||
            (s->by && strcmp(scope->by->id, s->by) != 0))
            fail_msg("situation %zu: verdict %d by %s", i, scope->verdict, scope->by ? scope->by->id : "-");
        assert_int_equal(hoshi_fact_set_empty(&scope->missing), s->verdict != HOSHI_SCOPE_UNKNOWN);
        close_all();
    }
}

/* A row of a list is judged as a case with the same facts. */
static void test_scope_of_parties_is_that_of_a_case(void **state)
{
    (void)state;
    size_t compared = 0;
    for (size_t i = 0; i < SUPPORT_COUNT(situations); i++) {
        const struct situation *s = &situations[i];
        if (s->supplier_capital == INDIVIDUAL)
            continue;
        const struct hoshi_check_scope *scope = look(case_of(s))->scope;
        const struct hoshi_scope_parties parties = {
            .buyer_capital_yen = s->buyer_capital < 0 ? HOSHI_NONE : s->buyer_capital,
            .buyer_employees = s->buyer_people < 0 ? HOSHI_NONE : s->buyer_people,
            .supplier_capital_yen = s->supplier_capital < 0 ? HOSHI_NONE : s->supplier_capital,
            .supplier_employees = s->supplier_people < 0 ? HOSHI_NONE : s->supplier_people,
            .transaction = s->type};
        struct hoshi_date day = support_today;
        struct hoshi_fact_set missing;
        if (s->ordered)
            assert_true(hoshi_date_parse(s->ordered, &day));
        assert_int_equal(hoshi_scope_of_parties(&support_tables()->rules, &parties, day, &missing),
                         s->verdict);
        assert_memory_equal(&missing, &scope->missing, sizeof missing);
        close_all();
        compared++;
    }
    assert_true(compared > 40);
}

static void test_a_missing_fact_is_asked_for_only_where_it_matters(void **state)
{
    (void)state;
    struct situation s = {"manufacturing",     "2026-06-01", 300 * M + 1, UNSAID, 10, 10,
                          HOSHI_SCOPE_UNKNOWN, NULL};
    const struct hoshi_fact_set *missing = &look(case_of(&s))->scope->missing;
    assert_true(hoshi_fact_set_has(missing, HOSHI_RF_SUPPLIER_CAPITAL));
    assert_true(hoshi_fact_set_has(missing, HOSHI_RF_SUPPLIER_INDIVIDUAL));
    assert_false(hoshi_fact_set_has(missing, HOSHI_RF_BUYER_CAPITAL));
    assert_false(hoshi_fact_set_has(missing, HOSHI_RF_TXN_TYPE));
    assert_false(hoshi_fact_set_has(missing, HOSHI_RF_SCOPE_CAPITAL));
    close_all();
}

/* ---- every rule to each of its results ---- */

enum { DRAWS = 30000 };

/* Numbers around everything that a rule compares with. */
static int64_t a_number(uint64_t *random)
{
    static const int64_t pool[] = {
        0,   1,   2,    3,     4,     8,       9,        12,       31,       59,       60,        61,
        100, 300, 1000, 30000, 50000, 1000000, 10000000, 10000001, 50000000, 50000001, 300000000, 300000001};
    return pool[support_between(random, 0, SUPPORT_COUNT(pool) - 1)];
}

static struct hoshi_date a_date(uint64_t *random)
{
    static const struct hoshi_date pool[] = {{2025, 12, 31}, {2026, 1, 1},   {2026, 3, 15},  {2026, 9, 1},
                                             {2026, 11, 22}, {2025, 11, 22}, {2025, 11, 23}, {2024, 1, 1},
                                             {2027, 3, 31},  {2027, 4, 1},   {2026, 3, 2}};
    return pool[support_between(random, 0, SUPPORT_COUNT(pool) - 1)];
}

static const char *a_word(uint64_t *random)
{
    static const char *const pool[] = {"manufacturing",
                                       "repair",
                                       "info_other",
                                       "service_other",
                                       "service_own_use",
                                       "construction",
                                       "cash",
                                       "bank_transfer",
                                       "electronic_record",
                                       "note",
                                       "ama_report",
                                       "toriteki_report",
                                       "adr",
                                       "none",
                                       "settlement",
                                       "advice",
                                       "self",
                                       "lawyer",
                                       "consultant",
                                       "administrative_scrivener"};
    return pool[support_between(random, 0, SUPPORT_COUNT(pool) - 1)];
}

static void draw(struct hoshi_fact_value *v, enum hoshi_rule_fact fact, uint64_t *random)
{
    *v = (struct hoshi_fact_value){.known = true};
    switch (hoshi_rule_fact_kind(fact)) {
    case HOSHI_FACT_TRUTH:
        v->truth = support_chance(random, 2) ? HOSHI_YES : HOSHI_NO;
        break;
    case HOSHI_FACT_DATE:
        v->date = a_date(random);
        break;
    case HOSHI_FACT_WORD:
    case HOSHI_FACT_TEXT:
        v->text = a_word(random);
        break;
    default:
        v->number = a_number(random);
    }
}

static bool uses_known(const struct hoshi_condition *c)
{
    bool found = c->op == HOSHI_OP_KNOWN;
    for (size_t i = 0; i < c->parts; i++)
        found = found || uses_known(c->part[i]);
    return found;
}

/* Results a rule cannot have, and why. */
static const struct {
    const char *id;
    enum hoshi_check_result never;
} nevers[] = {
    /* tells that something applies: there is nothing to hold */
    {"SCOPE-01", HOSHI_CHECK_OK},
    {"SCOPE-02", HOSHI_CHECK_OK},
    {"SCOPE-03", HOSHI_CHECK_OK},
    {"SCOPE-04", HOSHI_CHECK_OK},
    {"SCOPE-06", HOSHI_CHECK_OK},
    {"SCOPE-08", HOSHI_CHECK_OK},
    {"SCOPE-10", HOSHI_CHECK_OK},
    {"SCOPE-11", HOSHI_CHECK_OK},
    {"SCOPE-12", HOSHI_CHECK_OK},
    /* always applies; known or not is all it asks */
    {"SCOPE-05", HOSHI_CHECK_NOT_APPLICABLE},
    {"SCOPE-05", HOSHI_CHECK_ATTENTION},
    /* whether facts are known is known */
    {"SCOPE-13", HOSHI_CHECK_MISSING_FACTS},
    {"DISP-06", HOSHI_CHECK_MISSING_FACTS},
    /* a talk with reasons may end below what was asked */
    {"PRICE-07", HOSHI_CHECK_ATTENTION},
};

static bool never(const char *id, enum hoshi_check_result result)
{
    for (size_t i = 0; i < SUPPORT_COUNT(nevers); i++)
        if (strcmp(nevers[i].id, id) == 0 && nevers[i].never == result)
            return true;
    return false;
}

static void expect_results(const struct hoshi_rule_row *rule, const size_t seen[HOSHI_CHECK_RESULTS])
{
    for (size_t r = 0; r < HOSHI_CHECK_RESULTS; r++) {
        enum hoshi_check_result result = (enum hoshi_check_result)r;
        bool possible = !never(rule->id, result);
        if (result == HOSHI_CHECK_POSSIBLE_PROBLEM)
            possible = rule->otherwise == HOSHI_CHECK_POSSIBLE_PROBLEM;
        if (result == HOSHI_CHECK_ATTENTION && rule->otherwise == HOSHI_CHECK_POSSIBLE_PROBLEM)
            possible = rule->attention != NULL;
        if (possible != (seen[r] > 0))
            fail_msg("%s: %s %s", rule->id, hoshi_check_result_key(result),
                     possible ? "was never reached" : "was reached");
    }
}

static void test_every_rule_reaches_each_of_its_results(void **state)
{
    (void)state;
    const struct hoshi_rules *rules = &support_tables()->rules;
    uint64_t random = 20261125;
    int64_t setting[HOSHI_RULE_SETTINGS_MAX];
    for (size_t i = 0; i < rules->settings; i++)
        setting[i] = rules->setting[i].number;
    for (size_t i = 0; i < rules->rows; i++) {
        const struct hoshi_rule_row *rule = &rules->row[i];
        struct hoshi_fact_set facts = {{0}};
        size_t seen[HOSHI_CHECK_RESULTS] = {0};
        hoshi_condition_facts(rule->applies, &facts);
        hoshi_condition_facts(rule->holds, &facts);
        if (rule->attention)
            hoshi_condition_facts(rule->attention, &facts);
        for (int n = 0; n < DRAWS; n++) {
            struct hoshi_fact_value value[HOSHI_RULE_FACTS] = {0};
            struct hoshi_fact_set used = {{0}}, missing = {{0}};
            for (size_t f = 0; f < HOSHI_RULE_FACTS; f++)
                if (hoshi_fact_set_has(&facts, (enum hoshi_rule_fact)f) && !support_chance(&random, 6))
                    draw(&value[f], (enum hoshi_rule_fact)f, &random);
            enum hoshi_check_result result = hoshi_rule_evaluate(rule, value, setting, &used, &missing);
            seen[result]++;
            assert_int_equal(!hoshi_fact_set_empty(&missing), result == HOSHI_CHECK_MISSING_FACTS);
        }
        expect_results(rule, seen);
    }
}

static void test_more_facts_never_turn_a_settled_answer_round(void **state)
{
    (void)state;
    const struct hoshi_rules *rules = &support_tables()->rules;
    uint64_t random = 7;
    int64_t setting[HOSHI_RULE_SETTINGS_MAX];
    size_t settled = 0;
    for (size_t i = 0; i < rules->settings; i++)
        setting[i] = rules->setting[i].number;
    for (size_t i = 0; i < rules->rows; i++) {
        const struct hoshi_rule_row *rule = &rules->row[i];
        if (uses_known(rule->applies) || uses_known(rule->holds) ||
            (rule->attention && uses_known(rule->attention)))
            continue;
        for (int n = 0; n < 2000; n++) {
            struct hoshi_fact_value value[HOSHI_RULE_FACTS] = {0};
            for (size_t f = 0; f < HOSHI_RULE_FACTS; f++)
                if (support_chance(&random, 2))
                    draw(&value[f], (enum hoshi_rule_fact)f, &random);
            enum hoshi_check_result before = hoshi_rule_evaluate(rule, value, setting, NULL, NULL);
            if (before == HOSHI_CHECK_MISSING_FACTS)
                continue;
            for (size_t f = 0; f < HOSHI_RULE_FACTS; f++)
                if (!value[f].known)
                    draw(&value[f], (enum hoshi_rule_fact)f, &random);
            settled++;
            if (hoshi_rule_evaluate(rule, value, setting, NULL, NULL) != before)
                fail_msg("%s turned round", rule->id);
        }
    }
    assert_true(settled > 20000);
}

static void test_weak_rules_never_give_a_possible_problem(void **state)
{
    (void)state;
    struct hoshi_rule_row rule = *rule_of("PRICE-09");
    struct hoshi_fact_value value[HOSHI_RULE_FACTS] = {0};
    value[HOSHI_RF_DEDUCTION_YEN] = (struct hoshi_fact_value){.known = true, .number = 1};
    value[HOSHI_RF_SCOPE_ANY] = (struct hoshi_fact_value){.known = true, .truth = HOSHI_YES};
    value[HOSHI_RF_DEDUCTION_FAULT] = (struct hoshi_fact_value){.known = true, .truth = HOSHI_NO};
    assert_int_equal(hoshi_rule_evaluate(&rule, value, NULL, NULL, NULL), HOSHI_CHECK_POSSIBLE_PROBLEM);
    rule.inferred = true;
    assert_int_equal(hoshi_rule_evaluate(&rule, value, NULL, NULL, NULL), HOSHI_CHECK_ATTENTION);
    rule.inferred = false;
    rule.from.confidence = HOSHI_CONFIDENCE_LOW;
    assert_int_equal(hoshi_rule_evaluate(&rule, value, NULL, NULL, NULL), HOSHI_CHECK_ATTENTION);
    rule.from.confidence = HOSHI_CONFIDENCE_HIGH;
    rule.kind = HOSHI_RESTS_ON_PRACTICE;
    assert_int_equal(hoshi_rule_evaluate(&rule, value, NULL, NULL, NULL), HOSHI_CHECK_ATTENTION);
}

/* ---- facts ---- */

static void test_interest_is_rounded_down_and_checked(void **state)
{
    (void)state;
    int64_t yen = -1;
    assert_true(hoshi_late_interest(1000000, 365, &yen));
    assert_int_equal(yen, 146000);
    assert_true(hoshi_late_interest(1000000, 1, &yen));
    assert_int_equal(yen, 400);
    assert_true(hoshi_late_interest(999999, 1, &yen));
    assert_int_equal(yen, 399);
    assert_true(hoshi_late_interest(0, 10, &yen));
    assert_int_equal(yen, 0);
    assert_false(hoshi_late_interest(HOSHI_YEN_MAX, 36500, &yen));
}

static const char talks[] =
    "{ \"hoshiwari_case\": 1, \"as_of\": \"2026-11-22\", \"target_level\": 3, \"gap\": { \"answers\": {} }, \"checks\": { \"response_days\": %d }, \"supplier\": { \"capital_yen\": 5000000, \"employees_regular\": 4, \"size\": { \"users\": 10 } }, \"buyers\": [ { \"id\": \"A\", \"capital_yen\": 400000000, \"transactions\": [ { \"type\": \"manufacturing\" } ], \"negotiation\": { \"requested_on\": \"2026-10-01\"%s } } ] }";

static enum hoshi_check_result result_of(const struct hoshi_check_buyer *b, const char *id)
{
    for (size_t i = 0; i < b->findings; i++)
        if (strcmp(b->finding[i].rule->id, id) == 0)
            return b->finding[i].result;
    fail_msg("no finding %s", id);
    return HOSHI_CHECK_OK;
}

static void test_days_without_an_answer_count_to_the_answer_or_to_the_day(void **state)
{
    (void)state;
    const struct hoshi_check_buyer *b = look(support_casef(talks, 52, ""));
    assert_int_equal(b->value[HOSHI_RF_NEGO_SILENCE].number, 52);
    assert_int_equal(result_of(b, "PRICE-04"), HOSHI_CHECK_OK);
    assert_int_equal(b->value[HOSHI_RF_BUYER_CORPORATION].origin, HOSHI_FROM_FACTS);
    assert_int_equal(b->value[HOSHI_RF_SUPPLIER_INDIVIDUAL].truth, HOSHI_NO);
    assert_int_equal(b->value[HOSHI_RF_SUPPLIER_USES_EMPLOYEES].truth, HOSHI_YES);
    assert_int_equal(hoshi_check_fact(b, 0, HOSHI_RF_TXN_ORDERED_ON)->origin, HOSHI_ASSUMED);
    close_all();
    b = look(support_casef(talks, 51, ""));
    assert_int_equal(result_of(b, "PRICE-04"), HOSHI_CHECK_ATTENTION);
    assert_true(check->setting_of_case[0]);
    close_all();
    b = look(support_casef(talks, 1, ", \"responded_on\": \"2026-10-20\""));
    assert_int_equal(b->value[HOSHI_RF_NEGO_SILENCE].number, 19);
    assert_int_equal(result_of(b, "PRICE-04"), HOSHI_CHECK_ATTENTION);
    close_all();
}

static void test_facts_of_the_log_carry_their_entry(void **state)
{
    (void)state;
    case_ = support_casef(talks, 30, "");
    struct hoshi_log_facts log = {.entries = 3, .talks = case_->buyer[0].negotiation};
    log.fact[HOSHI_FACT_REQUESTED_ON].seq = 2;
    struct hoshi_check_input input = {
        .tables = support_tables(), .c = case_, .log_facts = &log, .as_of = support_today};
    assert_int_equal(hoshi_check_open(&input, &check, NULL), HOSHI_OK);
    const struct hoshi_fact_value *value = check->buyer[0].value;
    assert_int_equal(value[HOSHI_RF_NEGO_REQUESTED_ON].origin, HOSHI_FROM_LOG);
    assert_int_equal(value[HOSHI_RF_NEGO_REQUESTED_ON].seq, 2);
    assert_true(value[HOSHI_RF_NEGO_MEETINGS].known);
    assert_int_equal(value[HOSHI_RF_NEGO_MEETINGS].number, 0);
    assert_int_equal(value[HOSHI_RF_NEGO_MEETINGS].origin, HOSHI_FROM_ABSENCE);
    close_all();
}

static void test_counts_add_up_and_no_buyer_is_no_fault(void **state)
{
    (void)state;
    const struct hoshi_check_buyer *b = look(support_casef(talks, 30, ""));
    size_t sum = 0;
    for (size_t i = 0; i < HOSHI_CHECK_RESULTS; i++) {
        sum += b->count[i];
        assert_int_equal(b->count[i], check->count[i]);
    }
    assert_int_equal(sum, b->findings);
    assert_int_equal(b->findings, support_tables()->rules.rows);
    close_all();
    look(support_case(
        "{ \"hoshiwari_case\": 1, \"target_level\": 3, \"gap\": { \"answers\": {} }, \"supplier\": { \"size\": { \"users\": 10 } } }"));
    assert_int_equal(check->buyers, 0);
    close_all();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scope_on_both_sides_of_every_line),
        cmocka_unit_test(test_scope_of_parties_is_that_of_a_case),
        cmocka_unit_test(test_a_missing_fact_is_asked_for_only_where_it_matters),
        cmocka_unit_test(test_every_rule_reaches_each_of_its_results),
        cmocka_unit_test(test_more_facts_never_turn_a_settled_answer_round),
        cmocka_unit_test(test_weak_rules_never_give_a_possible_problem),
        cmocka_unit_test(test_interest_is_rounded_down_and_checked),
        cmocka_unit_test(test_days_without_an_answer_count_to_the_answer_or_to_the_day),
        cmocka_unit_test(test_facts_of_the_log_carry_their_entry),
        cmocka_unit_test(test_counts_add_up_and_no_buyer_is_no_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
