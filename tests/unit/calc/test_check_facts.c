/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Facts about a buyer: each field of a case gives its own fact and no other, each conclusion on both sides of its line. */
#include "support.h"
#include "check_facts.h"
#include "rule_condition.h"
#include "split.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { UNKNOWN = -1, NO, YES };

static struct hoshi_fact_value fact[HOSHI_RULE_FACTS];

/* A case of these members of the root, the supplier and the one buyer; its facts. */
static void look(const char *root, const char *supplier, const char *buyer)
{
    struct hoshi_case *c = support_casef(
        "{ \"hoshiwari_case\": 1, \"as_of\": \"2026-11-22\", \"target_level\": 3, \"gap\": { \"answers\": {} }%s, "
        "\"supplier\": { \"size\": { \"users\": 10 }%s }, \"buyers\": [ { \"id\": \"A\"%s } ] }",
        root, supplier, buyer);
    struct hoshi_check_input input = {.tables = support_tables(), .c = c, .as_of = support_today};
    assert_int_equal(hoshi_check_facts(&input, 0, fact, NULL), HOSHI_OK);
    for (size_t i = 0; i < HOSHI_RULE_FACTS; i++)
        fact[i].text = fact[i].text ? "text" : NULL; /* not beyond the case */
    hoshi_case_close(c);
}

/* ---- what the user states ---- */

/* A value of the kind, not one that anything else would give. */
static const char *value_of(enum hoshi_rule_fact f, bool other)
{
    static const struct {
        enum hoshi_rule_fact fact;
        const char *value;
    } words[] = {{HOSHI_RF_PAYMENT_METHOD, "\"cash\""},
                 {HOSHI_RF_DISPUTE_ROUTE, "\"adr\""},
                 {HOSHI_RF_DISPUTE_GOAL, "\"advice\""},
                 {HOSHI_RF_PREPARED_CAPACITY, "\"lawyer\""}};
    for (size_t i = 0; i < SUPPORT_COUNT(words); i++)
        if (words[i].fact == f)
            return words[i].value;
    switch (hoshi_rule_fact_kind(f)) {
    case HOSHI_FACT_TRUTH:
        return other ? "false" : "true";
    case HOSHI_FACT_COUNT:
    case HOSHI_FACT_YEN:
        return "77";
    case HOSHI_FACT_PPM:
        return "\"0.123\"";
    case HOSHI_FACT_PRICE:
        return "\"77.25\"";
    case HOSHI_FACT_DATE:
        return "\"2026-03-17\"";
    default:
        return "\"a text\"";
    }
}

static void holds_value(enum hoshi_rule_fact f, bool other)
{
    const struct hoshi_fact_value *v = &fact[f];
    assert_true(v->known);
    switch (hoshi_rule_fact_kind(f)) {
    case HOSHI_FACT_TRUTH:
        assert_int_equal(v->truth, other ? HOSHI_NO : HOSHI_YES);
        break;
    case HOSHI_FACT_COUNT:
    case HOSHI_FACT_YEN:
        assert_int_equal(v->number, 77);
        break;
    case HOSHI_FACT_PPM:
        assert_int_equal(v->number, 123000);
        break;
    case HOSHI_FACT_PRICE:
        assert_int_equal(v->number, 77250000);
        break;
    case HOSHI_FACT_DATE:
        assert_true(v->date.year == 2026 && v->date.month == 3 && v->date.day == 17);
        break;
    default:
        assert_non_null(v->text);
    }
}

/* Members of root, supplier and buyer that hold just this path of the case. */
static bool placed(const char *path, const char *value, char root[300], char supplier[300], char buyer[300])
{
    static const char *const blocks[] = {"plan.", "price.", "prepared_by.", "sharing."};
    char *out = buyer;
    *root = *supplier = *buyer = 0;
    if (strncmp(path, "supplier.", 9) == 0) {
        out = supplier;
        path += 9;
    }
    for (size_t i = 0; i < SUPPORT_COUNT(blocks); i++)
        if (strncmp(path, blocks[i], strlen(blocks[i])) == 0)
            out = root;
    if (strncmp(path, "buyers[].", 9) == 0)
        path += 9;
    const char *dot = strchr(path, '.');
    if (strchr(path, '[') || strchr(path, ' ') || strchr(path, ',') || (dot && strchr(dot + 1, '.')))
        return false;
    if (dot)
        snprintf(out, 300, ", \"%.*s\": { \"%s\": %s }", (int)(dot - path), path, dot + 1, value);
    else
        snprintf(out, 300, ", \"%s\": %s", path, value);
    return true;
}

static const char *last_of(const char *path)
{
    const char *dot = strrchr(path, '.');
    return dot ? dot + 1 : path;
}

static void test_each_field_gives_its_own_fact(void **state)
{
    (void)state;
    static struct hoshi_fact_value before[HOSHI_RULE_FACTS];
    char root[300], supplier[300], buyer[300];
    size_t tried = 0;
    look("", "", "");
    memcpy(before, fact, sizeof before);
    for (size_t i = 0; i < HOSHI_RULE_FACTS; i++)
        for (int other = 0; other < 2; other++) {
            enum hoshi_rule_fact f = (enum hoshi_rule_fact)i;
            const char *path = hoshi_rule_fact_key(f);
            if (!*path || strcmp(last_of(path), last_of(hoshi_rule_fact_id(f))) != 0 ||
                strncmp(path, "transactions", 12) == 0 || f == HOSHI_RF_AS_OF || f == HOSHI_RF_ALLOC_KEY ||
                f == HOSHI_RF_REQUEST_LEVEL || !placed(path, value_of(f, other), root, supplier, buyer))
                continue;
            tried++;
            look(root, supplier, buyer);
            holds_value(f, other);
            assert_int_equal(fact[f].origin, HOSHI_FROM_CASE);
            for (size_t k = 0; k < HOSHI_RULE_FACTS; k++) { /* nothing else that a user states has moved */
                bool stated = *hoshi_rule_fact_key((enum hoshi_rule_fact)k) != 0,
                     same_kind = hoshi_rule_fact_kind((enum hoshi_rule_fact)k) == hoshi_rule_fact_kind(f);
                if (k == i || !stated || !same_kind || fact[k].origin != HOSHI_FROM_CASE)
                    continue;
                if (fact[k].known != before[k].known || fact[k].truth != before[k].truth ||
                    fact[k].number != before[k].number)
                    fail_msg("%s moves %s", hoshi_rule_fact_id(f),
                             hoshi_rule_fact_id((enum hoshi_rule_fact)k));
            }
        }
    assert_true(tried > 130);
}

/* ---- what follows from it ---- */

#define P(x) ", \"" x
#define SAYS(text) ", \"request\": { \"text\": \"" text "\" }"

static const struct {
    const char *root, *supplier, *buyer;
    enum hoshi_rule_fact fact;
    int64_t wanted;
    enum hoshi_fact_origin origin;
} rows[] = {
    /* a large firm: above 300 million and above 300 people, both known */
    {"", "", P("capital_yen\": 300000001, \"employees_regular\": 301"), HOSHI_RF_BUYER_LARGE, YES,
     HOSHI_FROM_FACTS},
    {"", "", P("capital_yen\": 300000000, \"employees_regular\": 301"), HOSHI_RF_BUYER_LARGE, UNKNOWN, 0},
    {"", "", P("capital_yen\": 300000001, \"employees_regular\": 300"), HOSHI_RF_BUYER_LARGE, UNKNOWN, 0},
    {"", "", P("capital_yen\": 300000001"), HOSHI_RF_BUYER_LARGE, UNKNOWN, 0},
    {"", "", P("employees_regular\": 301"), HOSHI_RF_BUYER_LARGE, UNKNOWN, 0},
    {"", "", P("capital_yen\": 300000001, \"employees_regular\": 301, \"is_large\": false"),
     HOSHI_RF_BUYER_LARGE, NO, HOSHI_FROM_CASE},
    {"", "", P("capital_yen\": 1"), HOSHI_RF_BUYER_CORPORATION, YES, HOSHI_FROM_FACTS},
    {"", "", P("employees_regular\": 1"), HOSHI_RF_BUYER_CORPORATION, UNKNOWN, 0},
    {"", "", P("capital_yen\": 1, \"is_corporation\": false"), HOSHI_RF_BUYER_CORPORATION, NO,
     HOSHI_FROM_CASE},
    /* the supplier */
    {"", P("capital_yen\": 1"), "", HOSHI_RF_SUPPLIER_INDIVIDUAL, NO, HOSHI_FROM_FACTS},
    {"", P("employees_regular\": 5"), "", HOSHI_RF_SUPPLIER_INDIVIDUAL, UNKNOWN, 0},
    {"", P("employees_regular\": 2"), "", HOSHI_RF_SUPPLIER_ONE_PERSON, NO, HOSHI_FROM_FACTS},
    {"", P("employees_regular\": 1"), "", HOSHI_RF_SUPPLIER_ONE_PERSON, UNKNOWN, 0},
    {"", P("employees_regular\": 2, \"is_one_person_company\": true"), "", HOSHI_RF_SUPPLIER_ONE_PERSON, YES,
     HOSHI_FROM_CASE},
    {"", P("employees_regular\": 1"), "", HOSHI_RF_SUPPLIER_USES_EMPLOYEES, YES, HOSHI_FROM_FACTS},
    {"", P("employees_regular\": 0"), "", HOSHI_RF_SUPPLIER_USES_EMPLOYEES, NO, HOSHI_FROM_FACTS},
    {"", P("employees_regular\": 0, \"uses_employees\": true"), "", HOSHI_RF_SUPPLIER_USES_EMPLOYEES, YES,
     HOSHI_FROM_CASE},
    {"", "", P("negotiation\": { \"requested_on\": \"2026-09-01\" }"), HOSHI_RF_SUPPLIER_REPORTED, YES,
     HOSHI_FROM_FACTS},
    {"", P("reported_or_requested\": false"), P("negotiation\": { \"requested_on\": \"2026-09-01\" }"),
     HOSHI_RF_SUPPLIER_REPORTED, NO, HOSHI_FROM_CASE},
    {"", P("annual_sales_yen\": 300"), P("annual_purchases_yen\": 100"), HOSHI_RF_RELATION_DEPENDENCE, 333333,
     HOSHI_FROM_FACTS},
    {"", P("annual_sales_yen\": 0"), P("annual_purchases_yen\": 100"), HOSHI_RF_RELATION_DEPENDENCE, UNKNOWN,
     0},
    {"", "", P("annual_purchases_yen\": 100"), HOSHI_RF_RELATION_DEPENDENCE, UNKNOWN, 0},
    {"", P("annual_sales_yen\": 300"), "", HOSHI_RF_RELATION_DEPENDENCE, UNKNOWN, 0},
    /* the request */
    {"", "", "", HOSHI_RF_REQUEST_MADE, NO, HOSHI_FROM_ABSENCE},
    {"", P("annual_sales_yen\": 9"), P("requested_level\": 3, \"annual_purchases_yen\": 5"),
     HOSHI_RF_REQUEST_MADE, YES, HOSHI_FROM_FACTS},
    {"", P("annual_sales_yen\": 9"), P("requested_level\": 3, \"annual_purchases_yen\": 5"),
     HOSHI_RF_REQUEST_LEVEL, 3, HOSHI_FROM_CASE},
    {"", "", P("request\": { \"made_on\": \"2026-09-01\" }"), HOSHI_RF_REQUEST_MADE, YES, HOSHI_FROM_FACTS},
    {"", "", P("request\": { \"document\": \"No. 5\" }"), HOSHI_RF_REQUEST_MADE, YES, HOSHI_FROM_FACTS},
    {"", "", SAYS("★3の取得は義務です"), HOSHI_RF_REQUEST_MANDATORY, YES, HOSHI_FROM_FACTS},
    {"", "", SAYS("★3の取得は義務ではない"), HOSHI_RF_REQUEST_MANDATORY, UNKNOWN, 0},
    {"", "", SAYS("秘密保持義務を守ること"), HOSHI_RF_REQUEST_MANDATORY, UNKNOWN, 0},
    {"", "", SAYS("秘密保持義務のほか、★3の取得は義務"), HOSHI_RF_REQUEST_MANDATORY, YES, HOSHI_FROM_FACTS},
    {"", "", SAYS("the star is mandatory"), HOSHI_RF_REQUEST_MANDATORY, YES, HOSHI_FROM_FACTS},
    {"", "", SAYS("the star is not mandatory"), HOSHI_RF_REQUEST_MANDATORY, UNKNOWN, 0},
    {"", "", SAYS("お願いです"), HOSHI_RF_REQUEST_MANDATORY, UNKNOWN, 0},
    {"", "", P("request\": { \"text\": \"義務です\", \"stated_as_mandatory\": false }"),
     HOSHI_RF_REQUEST_MANDATORY, NO, HOSHI_FROM_CASE},
    {"", "", P("request\": { \"designated_vendor\": \"V\" }"), HOSHI_RF_REQUEST_DESIGNATED, YES,
     HOSHI_FROM_FACTS},
    {"", "", P("request\": { \"product_designated\": false }"), HOSHI_RF_REQUEST_DESIGNATED, NO,
     HOSHI_FROM_CASE},
    {"", "", P("extra\": [ { \"measure\": \"phishing_drill\" } ]"), HOSHI_RF_REQUEST_BEYOND, YES,
     HOSHI_FROM_FACTS},
    {"", "", "", HOSHI_RF_REQUEST_BEYOND, UNKNOWN, 0},
    {P("plan\": { \"own\": [ \"1-2-1-1\" ] }"), "", "", HOSHI_RF_PLAN_BASELINE, YES, HOSHI_FROM_FACTS},
    {P("plan\": { \"own\": [ \"1-2-1-1\" ], \"baseline_reviewed\": false }"), "", "", HOSHI_RF_PLAN_BASELINE,
     NO, HOSHI_FROM_CASE},
    /* the talks */
    {"", "", "", HOSHI_RF_NEGO_REQUESTED, NO, HOSHI_FROM_ABSENCE},
    {"", "", P("negotiation\": { \"requested_on\": \"2026-09-01\" }"), HOSHI_RF_NEGO_REQUESTED, YES,
     HOSHI_FROM_FACTS},
    {"", "", P("negotiation\": { \"requested_on\": \"2026-09-01\" }"), HOSHI_RF_NEGO_RESPONDED, NO,
     HOSHI_FROM_ABSENCE},
    {"", "", P("negotiation\": { \"responded_on\": \"2026-09-02\" }"), HOSHI_RF_NEGO_RESPONDED, YES,
     HOSHI_FROM_FACTS},
    {"", "", P("negotiation\": { \"requested_on\": \"2026-11-01\" }"), HOSHI_RF_NEGO_SILENCE, 21,
     HOSHI_FROM_FACTS},
    {"", "", P("negotiation\": { \"requested_on\": \"2026-11-01\", \"responded_on\": \"2026-11-04\" }"),
     HOSHI_RF_NEGO_SILENCE, 3, HOSHI_FROM_FACTS},
    {"", "", P("negotiation\": { \"responded_on\": \"2026-11-04\" }"), HOSHI_RF_NEGO_SILENCE, UNKNOWN, 0},
    {"", "", "", HOSHI_RF_NEGO_DECIDED, NO, HOSHI_FROM_ABSENCE},
    {"", "", P("negotiation\": { \"price_after_yen\": \"5\" }"), HOSHI_RF_NEGO_DECIDED, YES,
     HOSHI_FROM_FACTS},
    {"", "", P("negotiation\": { \"requested_on\": \"2026-09-01\", \"decision_date\": \"2026-09-01\" }"),
     HOSHI_RF_NEGO_DECIDED, YES, HOSHI_FROM_FACTS},
    {"", "", P("negotiation\": { \"requested_on\": \"2026-09-01\", \"decision_date\": \"2026-08-31\" }"),
     HOSHI_RF_NEGO_DECIDED, NO, HOSHI_FROM_ABSENCE},
    {"", "",
     P("negotiation\": { \"decision_date\": \"2026-08-31\" }, \"request\": { \"made_on\": \"2026-09-01\" }"),
     HOSHI_RF_NEGO_DECIDED, NO, HOSHI_FROM_ABSENCE},
    {"", "", P("negotiation\": { \"decision_date\": \"2026-08-31\" }"), HOSHI_RF_NEGO_DECIDED, YES,
     HOSHI_FROM_FACTS},
    {"", "", P("negotiation\": { \"planned_on\": \"2026-09-01\" }"), HOSHI_RF_NEGO_PLANNED_MONTH, 9,
     HOSHI_FROM_CASE},
    {"", "", "", HOSHI_RF_NEGO_PLANNED_MONTH, UNKNOWN, 0},
    {"", "", "", HOSHI_RF_NEGO_MEETINGS, UNKNOWN, 0},
    /* payment and dispute */
    {"", "", P("payment\": { \"late_yen\": 1000000, \"late_days\": 365 }"), HOSHI_RF_PAYMENT_INTEREST, 146000,
     HOSHI_FROM_FACTS},
    {"", "", P("payment\": { \"late_yen\": 1000000 }"), HOSHI_RF_PAYMENT_INTEREST, UNKNOWN, 0},
    {"", "", P("payment\": { \"late_days\": 365 }"), HOSHI_RF_PAYMENT_INTEREST, UNKNOWN, 0},
    {"", "", "", HOSHI_RF_DISPUTE_CONSIDERED, NO, HOSHI_FROM_ABSENCE},
    {"", "", P("dispute\": { \"route\": \"adr\" }"), HOSHI_RF_DISPUTE_CONSIDERED, YES, HOSHI_FROM_FACTS},
    {"", "", P("dispute\": { \"route\": \"none\" }"), HOSHI_RF_DISPUTE_CONSIDERED, NO, HOSHI_FROM_FACTS},
    {"", "", P("request\": { \"necessity_basis\": \"違法\" }"), HOSHI_RF_TEXT_VERDICT, YES, HOSHI_FROM_FACTS},
    {P("title\": \"an illegal act\""), "", "", HOSHI_RF_TEXT_VERDICT, YES, HOSHI_FROM_FACTS},
    {P("sharing\": { \"key\": \"sales\", \"key_reason\": \"違反\" }"), P("annual_sales_yen\": 9"),
     P("annual_purchases_yen\": 5"), HOSHI_RF_TEXT_VERDICT, YES, HOSHI_FROM_FACTS},
    {"", "", P("extra\": [ { \"measure\": \"phishing_drill\", \"reason\": \"unlawful\" } ]"),
     HOSHI_RF_TEXT_VERDICT, YES, HOSHI_FROM_FACTS},
    {"", "", P("extra\": [ { \"measure\": \"phishing_drill\", \"reason\": \"risk\" } ]"),
     HOSHI_RF_TEXT_VERDICT, NO, HOSHI_FROM_FACTS},
};

static void test_each_conclusion_on_both_sides(void **state)
{
    (void)state;
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        look(rows[i].root, rows[i].supplier, rows[i].buyer);
        const struct hoshi_fact_value *v = &fact[rows[i].fact];
        bool truth = hoshi_rule_fact_kind(rows[i].fact) == HOSHI_FACT_TRUTH;
        int64_t got = !v->known ? UNKNOWN : truth ? (v->truth == HOSHI_YES ? YES : NO) : v->number;
        if (got != rows[i].wanted || (v->known && v->origin != rows[i].origin))
            fail_msg("row %zu, %s: %lld of origin %d", i, hoshi_rule_fact_id(rows[i].fact), (long long)got,
                     (int)v->origin);
    }
}

/* ---- cost and split ---- */

static void test_cost_and_split(void **state)
{
    (void)state;
    struct hoshi_case *c = support_case(
        "{ \"hoshiwari_case\": 1, \"as_of\": \"2026-11-22\", \"target_level\": 4, \"gap\": { \"answers\": {} }, "
        "\"supplier\": { \"size\": { \"users\": 40, \"endpoints\": 40, \"servers\": 3, \"sites\": 1 }, "
        "\"annual_sales_yen\": 900000000, \"annual_cost_yen\": 800000000 }, \"buyers\": [ "
        "{ \"id\": \"A\", \"annual_purchases_yen\": 300000000, \"requested_level\": 3 }, "
        "{ \"id\": \"B\", \"annual_purchases_yen\": 100000000, \"requested_level\": 4, \"extra\": [ { \"measure\": \"phishing_drill\" } ] } ] }");
    support_answer_all(c, 4, HOSHI_UNMET);
    struct hoshi_estimate *e = NULL;
    struct hoshi_split *s = NULL;
    assert_int_equal(hoshi_estimate_open(support_tables(), c, support_today, &e, NULL), HOSHI_OK);
    assert_int_equal(hoshi_split_open(e, &s, NULL), HOSHI_OK);
    struct hoshi_check_input input = {.tables = support_tables(), .c = c, .split = s, .as_of = support_today};
    for (size_t b = 0; b < 2; b++) {
        int64_t once = 0, own = 0, paid = 0, recovered = 0, shares = 0;
        assert_int_equal(hoshi_check_facts(&input, b, fact, NULL), HOSHI_OK);
        for (size_t i = 0; i < e->certain; i++) {
            once += e->entry[i].line.every ? 0 : e->entry[i].point.horizon_yen;
            own += e->entry[i].buyer && e->entry[i].buyer[b] ? e->entry[i].point.horizon_yen : 0;
        }
        for (size_t i = 0; i < s->parties; i++) {
            recovered += s->party[i].annual_yen;
            shares += s->party[i].share_ppm;
            paid += s->party[i].kind == HOSHI_PARTY_BUYER ? s->party[i].annual_yen : 0;
        }
        const struct hoshi_party *mine = hoshi_split_party(s, b);
        int64_t after = ((900000000 + paid) - (800000000 + s->annual_yen)) * HOSHI_MICRO / (900000000 + paid);
        const struct {
            enum hoshi_rule_fact fact;
            int64_t wanted;
        } facts[] = {{HOSHI_RF_COST_ANNUAL, s->gross_annual_yen},
                     {HOSHI_RF_COST_NET_ANNUAL, s->annual_yen},
                     {HOSHI_RF_COST_INDIRECT, e->totals.annual_by_class_yen[HOSHI_INDIRECT]},
                     {HOSHI_RF_COST_LABOUR, e->totals.horizon_yen - e->totals.cash_yen},
                     {HOSHI_RF_COST_ONE_OFF, once},
                     {HOSHI_RF_COST_BUYER, own},
                     {HOSHI_RF_COST_QUOTED, 0},
                     {HOSHI_RF_ALLOC_RECOVERED, recovered},
                     {HOSHI_RF_ALLOC_SHARES, shares},
                     {HOSHI_RF_ALLOC_UPPER, b ? 0 : mine->by_cause_yen[HOSHI_CAUSE_LEVEL4]},
                     {HOSHI_RF_MARGIN_BEFORE, 111111}};
        for (size_t i = 0; i < SUPPORT_COUNT(facts); i++) {
            assert_true(fact[facts[i].fact].known);
            if (fact[facts[i].fact].number != facts[i].wanted)
                fail_msg("%s: %lld, not %lld", hoshi_rule_fact_id(facts[i].fact),
                         (long long)fact[facts[i].fact].number, (long long)facts[i].wanted);
        }
        assert_true(once > 0 && (own > 0) == (b == 1));
        assert_true(fact[HOSHI_RF_MARGIN_AFTER].known &&
                    llabs(fact[HOSHI_RF_MARGIN_AFTER].number - after) <= 1);
        assert_int_equal(fact[HOSHI_RF_ALLOC_MIXED].truth, HOSHI_YES);
        assert_int_equal(fact[HOSHI_RF_ALLOC_KEY].truth, HOSHI_NO);
    }
    hoshi_split_close(s);
    hoshi_estimate_close(e);
    hoshi_case_close(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_each_field_gives_its_own_fact),
                                       cmocka_unit_test(test_each_conclusion_on_both_sides),
                                       cmocka_unit_test(test_cost_and_split)};
    return cmocka_run_group_tests_name("check_facts", tests, NULL, NULL);
}
