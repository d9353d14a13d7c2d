/* meson: link_args=-Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc */
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The case file: what is accepted, and that everything else is named with its path. The fields are taken from
 * the published schema, so a field without a test does not exist. */
#include "support.h"
#include "file.h"

#include <cjson/cJSON.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct hoshi_faults faults;

/* The example of the specification, with ids of the tables. */
static const char example[] =
    "{ \"hoshiwari_case\": 1, \"case_id\": \"kanto-seimitsu\", \"title\": \"★4への対応\", \"as_of\": \"2026-11-22\", \"start\": \"2027-04\",\"supplier\": { \"name\": \"関東精密\", \"capital_yen\": 30000000, \"employees_regular\": 45, \"employees_as_of\": \"2026-10-01\",\"annual_sales_yen\": 820000000, \"annual_cost_yen\": 760000000,\"size\": { \"users\": 42, \"endpoints\": 48, \"servers\": 5, \"sites\": 2, \"public_ips\": 2, \"web_apps\": 1, \"mailboxes\": 42,\"admins\": 2, \"mobile_devices\": 12, \"partners\": 8, \"data_tb\": 3, \"unsupported_endpoints\": 10, \"unsupported_servers\": 2,\"remote_users\": 6, \"cloud_services\": 5, \"network_devices\": 9, \"joiners\": 3 },\"facts\": { \"remote_work\": true, \"has_development_environment\": false },\"activity\": { \"direct_hours_per_year\": 61000, \"value_added_yen\": 410000000 },\"capacity\": { \"it_days_per_year\": 60 },\"labour_yen_per_day\": { \"general\": 23000, \"it\": 30000, \"manager\": 42000, \"executive\": 70000 } },\"target_level\": 4,\"gap\": { \"catalog\": \"2026-03-27\", \"answers\": { \"1-2-1-1\": \"met\",\"4-1-3-2\": { \"status\": \"partial\", \"remaining\": 0.4, \"note\": \"残り2台\", \"evidence\": \"台帳 3頁\" } } },\"plan\": { \"use\": [ { \"measure\": \"epp\", \"reason\": \"導入済みの製品の更新\" } ], \"avoid\": [\"mfa_builtin\"], \"have\": [\"org_roles\"],\"own\": [\"1-2-1-2\"], \"quotes\": [ { \"price\": \"edr_license\", \"low_yen\": 700, \"likely_yen\": 800, \"high_yen\": 900, \"from\": \"V社\",\"date\": \"2026-10-30\", \"document\": \"Q-17\" } ] },\"horizon_years\": 3, \"discount_rate\": \"0.02\", \"exchange\": { \"USDJPY\": \"155\", \"GBPJPY\": \"205\" },\"funding\": [ { \"name\": \"補助金\", \"kind\": \"subsidy\", \"yen\": 500000, \"lines\": \"direct\", \"status\": \"granted\", \"years\": 2 } ],\"buyers\": [ { \"id\": \"A\", \"name\": \"A社\", \"is_corporation\": true, \"capital_yen\": 12000000000, \"employees_regular\": 3200,\"annual_purchases_yen\": 240000000, \"requested_level\": 4, \"include\": false,\"level_questions\": { \"important_data\": true, \"outage\": true, \"access\": false },\"transactions\": [ { \"type\": \"manufacturing\", \"ordered_on\": \"2026-06-01\" } ],\"request\": { \"made_on\": \"2026-09-01\", \"necessity_explained\": true, \"method_explained\": false, \"designated_product\": null },\"items\": [ { \"code\": \"P-100\", \"name\": \"軸\", \"unit_price_yen\": \"1250.00\", \"units_per_year\": 120000, \"hours_per_unit\": \"0.05\" } ],\"extra\": [ { \"measure\": \"siem\", \"reason\": \"求めによる\" } ],\"activity\": { \"direct_hours_per_year\": 12000 }, \"negotiation\": { \"own_target\": \"0.8\", \"own_reservation\": \"0.4\",\"other_reservation_estimated\": \"0.6\", \"power\": \"0.5\" }, \"evidence\": [ { \"fact\": \"nego.uniform_cut\", \"entry\": 3 } ], \"orders\": [ { \"number\": \"N-1\" } ], \"exhibits\": [ { \"sha256\": \"0a\" } ] } ],\"sharing\": { \"key\": \"sales\", \"rules\": { \"level:3\": \"key\", \"upgrade\": \"key\", \"level:4\": \"askers\" }, \"supplier_part\": \"0\",\"basis\": \"mean\" },\"range\": { \"distribution\": \"triangular\", \"market_factor\": [ \"0.95\", \"1.00\", \"1.10\" ], \"labour_factor\": [ \"1.00\", \"1.03\", \"1.15\" ],\"pace_factor\": [ \"0.7\", \"1.0\", \"1.6\" ], \"draws\": 100000, \"seed\": 20261122 } }";

/* ---- trees ---- */

/* The value at a path such as "buyers[0].items"; members on the way, and one element behind the end, are
 * made. */
static cJSON *walk(cJSON *node, const char *path)
{
    while (*path) {
        size_t n = strcspn(path, ".[");
        if (*path == '[') {
            char *end;
            int index = (int)strtol(path + 1, &end, 10);
            if (!cJSON_IsArray(node))
                return NULL;
            if (index == cJSON_GetArraySize(node))
                cJSON_AddItemToArray(node, cJSON_CreateObject());
            node = cJSON_GetArrayItem(node, index);
            path = end + 1;
        } else {
            char key[80];
            snprintf(key, sizeof key, "%.*s", (int)n, path);
            cJSON *next = cJSON_GetObjectItemCaseSensitive(node, key);
            if (!next)
                next = cJSON_AddItemToObject(node, key,
                                             path[n] == '[' ? cJSON_CreateArray() : cJSON_CreateObject())
                           ? cJSON_GetObjectItemCaseSensitive(node, key)
                           : NULL;
            node = next;
            path += n;
        }
        if (*path == '.')
            path++;
        if (!node)
            return NULL;
    }
    return node;
}

/* Put JSON text at a path; NULL removes the member. */
static void put(cJSON *tree, const char *path, const char *json)
{
    char parent[200];
    const char *dot = strrchr(path, '.'), *bracket = strrchr(path, '[');
    const char *cut = dot && (!bracket || dot > bracket) ? dot : bracket ? bracket : NULL;
    snprintf(parent, sizeof parent, "%.*s", cut ? (int)(cut - path) : 0, path);
    cJSON *at = walk(tree, parent), *value = json ? cJSON_Parse(json) : NULL;
    assert_non_null(at);
    assert_true(!json || value);
    if (cut && *cut == '[') {
        int index = (int)strtol(cut + 1, NULL, 10);
        if (index == cJSON_GetArraySize(at))
            cJSON_AddItemToArray(at, value);
        else
            cJSON_ReplaceItemInArray(at, index, value);
        return;
    }
    const char *key = cut ? cut + 1 : path;
    cJSON_DeleteItemFromObjectCaseSensitive(at, key);
    if (value)
        cJSON_AddItemToObject(at, key, value);
}

static enum hoshi_status read_tree(cJSON *tree, struct hoshi_case **c)
{
    char *text = cJSON_PrintUnformatted(tree);
    *c = NULL;
    enum hoshi_status s = support_case_read(text, c, &faults);
    cJSON_free(text);
    return s;
}

static enum hoshi_status read_changed(const char *path, const char *json, struct hoshi_case **c)
{
    cJSON *tree = cJSON_Parse(example);
    assert_non_null(tree);
    put(tree, path, json);
    enum hoshi_status s = read_tree(tree, c);
    cJSON_Delete(tree);
    return s;
}

/* ---- what is accepted ---- */

static void example_of_the_specification_is_read_to_the_last_field(void **state)
{
    (void)state;
    struct hoshi_case *c = support_case(example);
    const struct hoshi_case_supplier *s = &c->supplier;
    assert_string_equal(c->case_id, "kanto-seimitsu");
    assert_string_equal(c->title, "★4への対応");
    assert_true(c->as_of.year == 2026 && c->as_of.month == 11 && c->as_of.day == 22);
    assert_true(c->start.year == 2027 && c->start.month == 4 && c->start.day == 0);
    assert_string_equal(s->name, "関東精密");
    assert_int_equal(s->capital_yen, 30000000);
    assert_int_equal(s->employees_regular, 45);
    assert_int_equal(s->annual_cost_yen, 760000000);
    static const int64_t size[] = {HOSHI_NONE, 42, HOSHI_NONE, 48, 5,          2, 2, 1, 42, 2,
                                   12,         8,  3,          10, HOSHI_NONE, 2, 6, 5, 9,  3};
    assert_memory_equal(s->size, size, sizeof size);
    assert_int_equal(s->facts, 2);
    assert_true(s->fact[0].fact == hoshi_catalog_find_fact(&support_tables()->catalog, "remote_work") &&
                s->fact[0].value && !s->fact[1].value);
    assert_int_equal(s->activity.direct_hours_per_year, 61000);
    assert_int_equal(s->activity.headcount, HOSHI_NONE);
    assert_int_equal(s->it_days_per_year, 60);
    assert_int_equal(s->labour_yen_per_day[HOSHI_ROLE_EXECUTIVE], 70000);
    assert_int_equal(s->is_individual, HOSHI_UNKNOWN);
    assert_int_equal(s->renewal.overdue_endpoints, HOSHI_NONE);
    const struct hoshi_answer *a = &c->answers.answer[support_criterion("4-1-3-2")];
    assert_int_equal(a->status, HOSHI_PARTIAL);
    assert_int_equal(a->remaining_ppm, 400000);
    assert_string_equal(a->note, "残り2台");
    assert_string_equal(a->evidence, "台帳 3頁");
    assert_int_equal(c->answers.answer[support_criterion("1-2-1-1")].status, HOSHI_MET);
    assert_int_equal(c->answers.answer[support_criterion("1-2-1-3")].status, HOSHI_UNANSWERED);
    assert_int_equal(c->plan.uses, 1);
    assert_int_equal(c->plan.use[0].measure, support_measure("epp"));
    assert_int_equal(c->plan.avoid[0], support_measure("mfa_builtin"));
    assert_int_equal(c->plan.have[0], support_measure("org_roles"));
    assert_int_equal(c->plan.own[0], support_criterion("1-2-1-2"));
    assert_int_equal(c->plan.quote[0].price, support_price("edr_license"));
    assert_int_equal(c->plan.quote[0].low_micro, 700 * HOSHI_MICRO);
    assert_int_equal(c->plan.quote[0].high_micro, 900 * HOSHI_MICRO);
    assert_string_equal(c->plan.quote[0].document, "Q-17");
    assert_int_equal(c->discount_rate_ppm, 20000);
    assert_int_equal(c->exchange_micro[HOSHI_USD], 155 * HOSHI_MICRO);
    assert_int_equal(c->exchange_micro[HOSHI_JPY], HOSHI_MICRO);
    assert_int_equal(c->funding[0].lines, HOSHI_FUND_DIRECT);
    assert_int_equal(c->funding[0].status, HOSHI_GRANTED);
    assert_int_equal(c->funding[0].years, 2);
    const struct hoshi_case_buyer *b = &c->buyer[0];
    assert_int_equal(b->requested_level, 4);
    assert_int_equal(b->include, HOSHI_NO);
    assert_int_equal(b->is_corporation, HOSHI_YES);
    assert_int_equal(b->is_large, HOSHI_UNKNOWN);
    assert_int_equal(b->level_questions.access, HOSHI_NO);
    assert_string_equal(b->transaction[0].type, "manufacturing");
    assert_int_equal(b->request.designated_product, SIZE_MAX);
    assert_int_equal(b->request.method_explained, HOSHI_NO);
    assert_int_equal(b->item[0].unit_price_micro, INT64_C(1250000000));
    assert_int_equal(b->item[0].hours_per_unit_micro, 50000);
    assert_int_equal(b->extra[0].measure, support_measure("siem"));
    assert_int_equal(b->negotiation.other_reservation_estimated_ppm, 600000);
    assert_int_equal(b->negotiation.price_after_micro, HOSHI_NONE);
    assert_int_equal(b->custom_share_ppm, HOSHI_NONE);
    assert_true(c->sharing.stated && c->range.stated);
    assert_int_equal(c->sharing.key, HOSHI_KEY_SALES);
    assert_true(c->sharing.rule[HOSHI_POOL_LEVEL4].stated && !c->sharing.rule[HOSHI_POOL_DIRECT4].stated);
    assert_int_equal(c->sharing.rule[HOSHI_POOL_LEVEL4].rule, HOSHI_RULE_ASKERS);
    assert_int_equal(c->sharing.supplier_part_ppm, 0);
    assert_int_equal(c->range.pace_micro[2], 1600000);
    assert_int_equal(c->range.seed, 20261122);
    hoshi_case_close(c);
    hoshi_case_close(NULL);
}

static void sizes_level_and_gap_are_enough(void **state)
{
    (void)state;
    struct hoshi_case *c = support_case(
        "{\"hoshiwari_case\":1,\"supplier\":{\"size\":{\"endpoints\":48}},\"target_level\":3,\"gap\":{\"answers\":{}}}");
    assert_int_equal(c->buyers, 0);
    assert_int_equal(c->horizon_years, HOSHI_NONE);
    assert_int_equal(c->as_of.year, 0);
    assert_null(c->title);
    assert_false(c->sharing.stated || c->range.stated);
    assert_int_equal(c->sharing.basis, HOSHI_BASIS_MEAN);
    assert_int_equal(c->range.market_micro[0], HOSHI_NONE);
    hoshi_case_close(c);
}

/* ---- one fault at a time ---- */

#define OVERHEADS(method, enters, to, serves)                                                                \
    "{" method "\"departments\":[{\"id\":\"it\",\"enters\":" enters ",\"to\":{" to                           \
    "}}],\"centres\":[{\"id\":"                                                                              \
    "\"m\",\"serves\":{" serves "}}]}"

static const struct {
    const char *path, *json;
    enum hoshi_status status;
    const char *fault_path, *allowed; /* fault_path NULL: as path; allowed: a part of it */
} single[] = {
    {"hoshiwari_case", "2", HOSHI_E_RANGE, NULL, "1"},
    {"hoshiwari_case", NULL, HOSHI_E_KEY_MISSING, NULL, NULL},
    {"supplier", NULL, HOSHI_E_KEY_MISSING, NULL, NULL},
    {"supplier.size", NULL, HOSHI_E_KEY_MISSING, NULL, NULL},
    {"target_level", NULL, HOSHI_E_KEY_MISSING, NULL, NULL},
    {"gap", NULL, HOSHI_E_KEY_MISSING, NULL, NULL},
    {"gap.answers", NULL, HOSHI_E_KEY_MISSING, NULL, NULL},
    {"gap", "7", HOSHI_E_TYPE, NULL, NULL},
    {"sharing.rules", "\"key\"", HOSHI_E_TYPE, NULL, NULL},
    {"supplier.capitl_yen", "5", HOSHI_E_KEY_UNKNOWN, NULL, "capital_yen"},
    {"buyers[0].request.designatd_product", "null", HOSHI_E_KEY_UNKNOWN, NULL, "designated_product"},
    {"gap.answer", "{}", HOSHI_E_KEY_UNKNOWN, NULL, "answers"},
    {"supplier.size.pcs", "4", HOSHI_E_KEY_UNKNOWN, NULL, "endpoints"},
    {"target_level", "5", HOSHI_E_LEVEL_UNDEFINED, NULL, "3, 4"},
    {"target_level", "2", HOSHI_E_LEVEL_DECLARATION, NULL, "3, 4"},
    {"target_level", "1", HOSHI_E_LEVEL_DECLARATION, NULL, "3, 4"},
    {"target_level", "6", HOSHI_E_RANGE, NULL, NULL},
    {"target_level", "3.5", HOSHI_E_NUMBER, NULL, NULL},
    {"target_level", "\"4\"", HOSHI_E_TYPE, NULL, NULL},
    {"buyers[0].requested_level", "5", HOSHI_E_LEVEL_UNDEFINED, NULL, "3, 4"},
    {"case_id", "\"a b\"", HOSHI_E_ID, NULL, "A-Z"},
    {"case_id", "\"-a\"", HOSHI_E_ID, NULL, NULL},
    {"case_id", "\"../x\"", HOSHI_E_ID, NULL, NULL},
    {"case_id", "\"\"", HOSHI_E_TEXT_LENGTH, NULL, NULL},
    {"buyers[0].id", "\"Ａ\"", HOSHI_E_ID, NULL, NULL},
    {"buyers[0].id", "\"supplier\"", HOSHI_E_ID, NULL, NULL},
    {"buyers[0].id", "\"others\"", HOSHI_E_ID, NULL, NULL},
    {"buyers[0].id", NULL, HOSHI_E_KEY_MISSING, NULL, NULL},
    {"as_of", "\"2026-02-29\"", HOSHI_E_DATE, NULL, "YYYY-MM-DD"},
    {"as_of", "20261122", HOSHI_E_TYPE, NULL, NULL},
    {"start", "\"2027-04-01\"", HOSHI_E_DATE, NULL, "YYYY-MM"},
    {"supplier.capital_yen", "-1", HOSHI_E_RANGE, NULL, "0 … 999999999999999"},
    {"supplier.capital_yen", "30000000.5", HOSHI_E_NUMBER, NULL, NULL},
    {"supplier.employees_regular", "10000001", HOSHI_E_RANGE, NULL, "0 … 10000000"},
    {"supplier.size.users", "-1", HOSHI_E_RANGE, NULL, NULL},
    {"supplier.labour_yen_per_day.it", "10000001", HOSHI_E_RANGE, NULL, NULL},
    {"supplier.facts.remote_wrk", "true", HOSHI_E_FACT_UNKNOWN, NULL, "remote_work"},
    {"supplier.facts.remote_work", "\"yes\"", HOSHI_E_TYPE, NULL, NULL},
    {"supplier.size.unsupported_endpoints", "49", HOSHI_E_CONTRADICTION, NULL, "0 … 48"},
    {"supplier.size.unsupported_servers", "6", HOSHI_E_CONTRADICTION, NULL, "supplier.size.servers"},
    {"supplier.renewal.overdue_endpoints", "11", HOSHI_E_CONTRADICTION, NULL, NULL},
    {"supplier.renewal.overdue_servers", "3", HOSHI_E_CONTRADICTION, NULL, NULL},
    {"supplier.renewal.early_years_servers", "\"20.01\"", HOSHI_E_RANGE, NULL, "0 … 20"},
    {"gap.catalog", "\"2025-12-01\"", HOSHI_E_CATALOG_VERSION, NULL, "2026-03-27"},
    {"gap.answers.4-2-1-6", "\"met\"", HOSHI_E_CRITERION_DRAFT, NULL, "2026-03-27"},
    {"gap.answers.4-1-3-99", "\"met\"", HOSHI_E_CRITERION_UNKNOWN, NULL, NULL},
    {"gap.answers.1-2-1-1", "\"done\"", HOSHI_E_CHOICE, NULL, "met"},
    {"gap.answers.1-2-1-1", "true", HOSHI_E_TYPE, NULL, NULL},
    {"gap.answers.1-2-1-1", "{\"note\":\"x\"}", HOSHI_E_KEY_MISSING, "gap.answers.1-2-1-1.status", NULL},
    {"gap.answers.1-2-1-1", "{\"status\":\"partial\",\"rest\":1}", HOSHI_E_KEY_UNKNOWN,
     "gap.answers.1-2-1-1.rest", NULL},
    {"gap.answers.1-2-1-1", "{\"status\":\"unmet\",\"remaining\":0.5}", HOSHI_E_REMAINING,
     "gap.answers.1-2-1-1.remaining", "partial"},
    {"gap.answers.1-2-1-1", "{\"status\":\"partial\",\"remaining\":1.5}", HOSHI_E_RANGE,
     "gap.answers.1-2-1-1.remaining", "0 … 1"},
    {"gap.answers.1-2-1-1", "{\"status\":\"partial\",\"remaining\":\"half\"}", HOSHI_E_DECIMAL,
     "gap.answers.1-2-1-1.remaining", NULL},
    {"plan.use[0].measure", "\"epq\"", HOSHI_E_MEASURE_UNKNOWN, NULL, "epp"},
    {"plan.use[0].measure", NULL, HOSHI_E_KEY_MISSING, NULL, NULL},
    {"plan.avoid[0]", "\"mfa_buildin\"", HOSHI_E_MEASURE_UNKNOWN, NULL, "mfa_builtin"},
    {"plan.avoid[0]", "\"zzzzzzzzzz\"", HOSHI_E_MEASURE_UNKNOWN, NULL, "hoshiwari"},
    {"plan.avoid[1]", "\"mfa_builtin\"", HOSHI_E_DUPLICATE, NULL, NULL},
    {"plan.avoid[1]", "\"epp\"", HOSHI_E_CONTRADICTION, "plan.use[0].measure", "plan.avoid"},
    {"plan.avoid[1]", "\"org_roles\"", HOSHI_E_CONTRADICTION, "plan.have[0]", "plan.avoid"},
    {"plan.avoid[1]", "\"star:4\"", HOSHI_E_CONTRADICTION, NULL, "plan.have"},
    {"plan.use[1]", "{\"measure\":\"epp\"}", HOSHI_E_DUPLICATE, "plan.use[1].measure", NULL},
    {"plan.own[0]", "\"9-9-9-9\"", HOSHI_E_CRITERION_UNKNOWN, NULL, NULL},
    {"plan.own[0]", "17", HOSHI_E_TYPE, NULL, NULL},
    {"plan.avoid[0]", "17", HOSHI_E_TYPE, NULL, NULL},
    {"plan.quotes[0].price", "\"edr_licence\"", HOSHI_E_PRICE_UNKNOWN, NULL, "edr_license"},
    {"plan.quotes[0].low_yen", "801", HOSHI_E_ORDER, "plan.quotes[0]", "low_yen"},
    {"plan.quotes[0].high_yen", "799", HOSHI_E_ORDER, "plan.quotes[0]", NULL},
    {"plan.quotes[0].low_yen", "1000000001", HOSHI_E_RANGE, NULL, NULL},
    {"plan.quotes[1]", "{\"price\":\"edr_license\",\"low_yen\":1,\"likely_yen\":1,\"high_yen\":1}",
     HOSHI_E_DUPLICATE, NULL, NULL},
    {"horizon_years", "0", HOSHI_E_RANGE, NULL, "1 … 10"},
    {"horizon_years", "11", HOSHI_E_RANGE, NULL, "1 … 10"},
    {"discount_rate", "0.02", HOSHI_E_TYPE, NULL, NULL},
    {"discount_rate", "\"1.1\"", HOSHI_E_RANGE, NULL, "0 … 1"},
    {"discount_rate", "\"0.0200001\"", HOSHI_E_DECIMAL, NULL, NULL},
    {"exchange.USDJPY", "\"0.9\"", HOSHI_E_RANGE, NULL, "1 … 10000"},
    {"exchange.USDJPY", "\"155.00001\"", HOSHI_E_DECIMAL, NULL, NULL},
    {"exchange.EURJPY", "\"160\"", HOSHI_E_KEY_UNKNOWN, NULL, NULL},
    {"funding[0].yen", NULL, HOSHI_E_KEY_MISSING, NULL, NULL},
    {"funding[0].status", "\"given\"", HOSHI_E_CHOICE, NULL, "granted"},
    {"funding[0].lines", "\"some\"", HOSHI_E_CHOICE, NULL, "indirect"},
    {"funding[0].lines", "[\"epp\",\"nothing\"]", HOSHI_E_MEASURE_UNKNOWN, "funding[0].lines[1]", NULL},
    {"funding[0].years", "11", HOSHI_E_RANGE, NULL, NULL},
    {"buyers[0].transactions[0].type", "\"manufactoring\"", HOSHI_E_CHOICE, NULL, "manufacturing"},
    {"buyers[0].items[0].unit_price_yen", "\"1250.001\"", HOSHI_E_DECIMAL, NULL, "(2)"},
    {"buyers[0].items[0].unit_price_yen", "1250", HOSHI_E_TYPE, NULL, NULL},
    {"buyers[0].items[0].units_per_year", "100000000001", HOSHI_E_RANGE, NULL, NULL},
    {"buyers[0].items[1]", "{\"code\":\"P-100\",\"unit_price_yen\":\"1\",\"units_per_year\":1}",
     HOSHI_E_DUPLICATE, "buyers[0].items[1].code", NULL},
    {"buyers[1]", "{\"id\":\"A\"}", HOSHI_E_DUPLICATE, "buyers[1].id", NULL},
    {"buyers[0].request.designated_product", "\"nothing\"", HOSHI_E_MEASURE_UNKNOWN, NULL, NULL},
    {"buyers[0].extra[0].measure", "\"simm\"", HOSHI_E_MEASURE_UNKNOWN, NULL, "siem"},
    {"buyers[0].negotiation.power", "\"1.000001\"", HOSHI_E_RANGE, NULL, "0 … 1"},
    {"buyers[0].negotiation", "{\"requested_on\":\"2026-09-10\",\"responded_on\":\"2026-09-09\"}",
     HOSHI_E_CONTRADICTION, "buyers[0].negotiation.responded_on", "2026-09-10"},
    {"buyers[0].negotiation", "{\"own_target\":\"0.8\",\"own_target_yen\":400000}", HOSHI_E_BARGAIN_TWICE,
     "buyers[0].negotiation.own_target_yen", "own_target"},
    {"buyers[0].negotiation", "{\"own_target\":\"0.4\",\"own_reservation\":\"0.400001\"}",
     HOSHI_E_BARGAIN_ORDER, "buyers[0].negotiation.own_reservation", "<= 0.4"},
    {"buyers[0].negotiation", "{\"own_target_yen\":399999,\"own_reservation_yen\":400000}",
     HOSHI_E_BARGAIN_ORDER, "buyers[0].negotiation.own_reservation_yen", "<= 399999"},
    {"buyers[0].annual_purchases_yen", "820000001", HOSHI_E_SHARES_OVER_ONE, "annual_purchases_yen",
     "820000000"},
    {"buyers[0].annual_purchases_yen", NULL, HOSHI_E_KEY_AMOUNT_MISSING, NULL, "sales"},
    {"supplier.annual_sales_yen", NULL, HOSHI_E_WHOLE_MISSING, NULL, "sales"},
    {"supplier.annual_sales_yen", "0", HOSHI_E_WHOLE_MISSING, NULL, NULL},
    {"sharing.key", "\"hour\"", HOSHI_E_CHOICE, NULL, "hours"},
    {"sharing.key", "\"value_added\"", HOSHI_E_KEY_AMOUNT_MISSING, "buyers[0].activity.value_added_yen",
     "value_added"},
    {"sharing", "{\"key\":\"custom\",\"key_reason\":\"by area\"}", HOSHI_E_KEY_AMOUNT_MISSING,
     "buyers[0].custom_share", "custom"},
    {"sharing.basis", "\"p80\"", HOSHI_E_CHOICE, NULL, "mean"},
    {"sharing.supplier_part", "\"1.5\"", HOSHI_E_RANGE, NULL, NULL},
    {"sharing.rules.level:5", "\"key\"", HOSHI_E_KEY_UNKNOWN, NULL, NULL},
    {"sharing.rules.level:4", "\"shapely\"", HOSHI_E_CHOICE, NULL, "askers"},
    {"sharing.rules.level:4", "\"key:miles\"", HOSHI_E_CHOICE, NULL, "shapley"},
    {"sharing.rules.level:4", "\"overheads\"", HOSHI_E_KEY_MISSING, "sharing.overheads", "level:4"},
    {"sharing.rules.level:3", "\"key:value_added\"", HOSHI_E_KEY_AMOUNT_MISSING,
     "buyers[0].activity.value_added_yen", NULL},
    {"sharing.overheads", "7", HOSHI_E_TYPE, NULL, NULL},
    {"sharing.overheads", OVERHEADS("", "\"1\"", "\"m\":\"1\"", "\"A\":\"1\""), HOSHI_OK, NULL, NULL},
    {"sharing.overheads", OVERHEADS("\"method\":\"linear\",", "\"1\"", "\"m\":\"1\"", "\"A\":\"1\""),
     HOSHI_E_CHOICE, "sharing.overheads.method", "step_down"},
    {"sharing.overheads", OVERHEADS("", "\"0.9\"", "\"m\":\"1\"", "\"A\":\"1\""), HOSHI_E_RANGE,
     "sharing.overheads.departments", "1"},
    {"sharing.overheads", OVERHEADS("", "\"1\"", "\"m\":\"0.9\"", "\"A\":\"1\""), HOSHI_E_RANGE,
     "sharing.overheads.departments[0].to", "1"},
    {"sharing.overheads", OVERHEADS("", "\"1\"", "\"m\":\"1\"", "\"A\":\"0.5\",\"others\":\"0.4\""),
     HOSHI_E_RANGE, "sharing.overheads.centres[0].serves", "1"},
    {"sharing.overheads", OVERHEADS("", "\"1\"", "\"m\":\"1\",\"x\":\"0\"", "\"A\":\"1\""),
     HOSHI_E_CENTRE_UNKNOWN, "sharing.overheads.departments[0].to.x", NULL},
    {"sharing.overheads", OVERHEADS("", "\"1\"", "\"m\":\"1\",\"it\":\"0\"", "\"A\":\"1\""),
     HOSHI_E_CENTRE_UNKNOWN, "sharing.overheads.departments[0].to.it", NULL},
    {"sharing.overheads", OVERHEADS("", "\"1\"", "\"m\":\"1\"", "\"A\":\"1\",\"Z\":\"0\""),
     HOSHI_E_BUYER_UNKNOWN, "sharing.overheads.centres[0].serves.Z", NULL},
    {"sharing.overheads",
     "{\"departments\":[{\"id\":\"a\",\"enters\":\"1\",\"to\":{\"b\":\"1\"}},{\"id\":\"b\",\"enters\":\"0\",\"to\":{\"m\":\"1\"}}],\"centres\":[{\"id\":\"m\",\"serves\":{\"A\":\"1\"}}],\"method\":\"direct\"}",
     HOSHI_E_CENTRE_CYCLE, "sharing.overheads", "direct"},
    {"sharing.overheads", "{\"departments\":[],\"centres\":[{\"id\":\"m\",\"serves\":{\"A\":\"1\"}}]}",
     HOSHI_E_TYPE, "sharing.overheads.departments", NULL},
    {"sharing.rules.level:4", "{\"A\":\"0.5\",\"supplier\":\"0.499999\"}", HOSHI_E_RANGE, NULL, "1"},
    {"sharing.rules.level:4", "{}", HOSHI_E_RANGE, NULL, "1"},
    {"sharing.rules.level:4", "{\"supplier\":\"1\",\"B\":\"0\"}", HOSHI_E_BUYER_UNKNOWN,
     "sharing.rules.level:4.B", NULL},
    {"range.distribution", "\"normal\"", HOSHI_E_CHOICE, NULL, "lognormal90"},
    {"range.market_factor", "[\"1.1\",\"1\",\"1.2\"]", HOSHI_E_ORDER, NULL, NULL},
    {"range.market_factor", "[\"1\",\"1\"]", HOSHI_E_TYPE, NULL, NULL},
    {"range.market_factor", "[\"1\",1,\"1\"]", HOSHI_E_TYPE, "range.market_factor[1]", NULL},
    {"range.draws", "0", HOSHI_E_RANGE, NULL, NULL},
    {"range.seed", "4294967296", HOSHI_E_RANGE, NULL, NULL},
    {"buyers", "{}", HOSHI_E_TYPE, NULL, NULL},
    {"supplier", "[]", HOSHI_E_TYPE, NULL, NULL},
    {"supplier.name", "\"a\\u0001\"", HOSHI_E_TEXT_CHARACTER, NULL, NULL},
};

static void each_fault_is_named_once_at_its_place(void **state)
{
    (void)state;
    size_t wrong = 0;
    for (size_t i = 0; i < SUPPORT_COUNT(single); i++) {
        struct hoshi_case *c = NULL;
        enum hoshi_status s = read_changed(single[i].path, single[i].json, &c);
        const struct hoshi_fault *f = &faults.item[0];
        const char *path = single[i].fault_path ? single[i].fault_path : single[i].path;
        if (single[i].status == HOSHI_OK && s == HOSHI_OK && c) {
            hoshi_case_close(c);
            continue;
        }
        if (s != single[i].status || faults.n != 1 || c || f->status != s || strcmp(f->path, path) != 0 ||
            strncmp(f->file, "/tmp/hoshi-case-", 16) != 0 ||
            (single[i].allowed && !strstr(f->allowed, single[i].allowed))) {
            print_error("%s = %s: %s, %zu faults, first at \"%s\", allowed \"%s\"\n", single[i].path,
                        single[i].json ? single[i].json : "(none)", hoshi_status_name(s), faults.n, f->path,
                        f->allowed);
            wrong++;
        }
        hoshi_case_close(c);
    }
    assert_int_equal(wrong, 0);
}

static void repeated_keys_are_refused_at_any_depth(void **state)
{
    (void)state;
    struct hoshi_case *c = NULL;
    assert_int_equal(
        support_case_read(
            "{\"hoshiwari_case\":1,\"supplier\":{\"size\":{\"users\":9,\"users\":9}},\"target_level\":3,\"gap\":{\"answers\":{\"1-2-1-1\":\"met\",\"1-2-1-1\":\"unmet\"}}}",
            &c, &faults),
        HOSHI_E_KEY_DUPLICATE);
    assert_null(c);
    assert_true(faults.n >= 2); /* and reading goes on to find the rest */
    assert_string_equal(faults.item[0].path, "supplier.size.users");
    assert_string_equal(faults.item[1].path, "gap.answers.1-2-1-1");
}

static void custom_key_needs_a_reason_and_shares(void **state)
{
    (void)state;
    struct hoshi_case *c = NULL;
    cJSON *tree = cJSON_Parse(example);
    put(tree, "sharing.key", "\"custom\"");
    put(tree, "buyers[0].custom_share", "\"0.25\"");
    assert_int_equal(read_tree(tree, &c), HOSHI_E_REASON_MISSING);
    assert_int_equal(faults.n, 1);
    assert_string_equal(faults.item[0].path, "sharing.key_reason");
    put(tree, "sharing.key_reason", "\"by floor space\"");
    assert_int_equal(read_tree(tree, &c), HOSHI_OK);
    hoshi_case_close(c);
    put(tree, "buyers[1]", "{\"id\":\"B\",\"include\":true,\"custom_share\":\"0.750001\"}");
    assert_int_equal(read_tree(tree, &c), HOSHI_E_SHARES_OVER_ONE);
    put(tree, "buyers[1].custom_share", NULL);
    assert_int_equal(read_tree(tree, &c), HOSHI_E_KEY_AMOUNT_MISSING);
    assert_string_equal(faults.item[0].path, "buyers[1].custom_share");
    cJSON_Delete(tree);
}

static void size_must_be_known_from_something(void **state)
{
    (void)state;
    struct hoshi_case *c = NULL;
    assert_int_equal(
        support_case_read(
            "{\"hoshiwari_case\":1,\"supplier\":{\"size\":{\"servers\":3}},\"target_level\":3,\"gap\":{\"answers\":{}}}",
            &c, &faults),
        HOSHI_E_SIZE_MISSING);
    assert_string_equal(faults.item[0].path, "supplier.size");
    c = support_case(
        "{\"hoshiwari_case\":1,\"supplier\":{\"employees_regular\":9,\"size\":{}},\"target_level\":3,\"gap\":{\"answers\":{}}}");
    hoshi_case_close(c);
}

/* ---- all faults at once ---- */

static void all_faults_of_a_file_are_reported_at_once(void **state)
{
    (void)state;
    static const char *const rows[][2] = {{"case_id", "\"a b\""},
                                          {"as_of", "\"yesterday\""},
                                          {"supplier.capitl_yen", "1"},
                                          {"supplier.size.users", "\"many\""},
                                          {"target_level", "5"},
                                          {"gap.answers.1-1-1-99", "\"met\""},
                                          {"plan.use[0].measure", "\"none\""},
                                          {"plan.quotes[0].date", "\"2026-13-01\""},
                                          {"horizon_years", "99"},
                                          {"exchange.GBPJPY", "205"},
                                          {"buyers[0].items[0].unit_price_yen", "\"1.234\""},
                                          {"range.draws", "1.5"}};
    cJSON *tree = cJSON_Parse(example);
    struct hoshi_case *c = NULL;
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++)
        put(tree, rows[i][0], rows[i][1]);
    assert_int_not_equal(read_tree(tree, &c), HOSHI_OK);
    assert_int_equal(faults.n, SUPPORT_COUNT(rows));
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        size_t k = 0;
        while (k < faults.n && strcmp(faults.item[k].path, rows[i][0]) != 0)
            k++;
        if (k == faults.n)
            fail_msg("%s is not reported", rows[i][0]);
    }
    cJSON_Delete(tree);
}

static void contradictions_are_reported_beside_other_faults(void **state)
{
    (void)state;
    cJSON *tree = cJSON_Parse(example);
    struct hoshi_case *c = NULL;
    put(tree, "title", "17");
    put(tree, "buyers[1]", "{\"id\":\"A\"}");
    put(tree, "plan.quotes[0].low_yen", "801");
    assert_int_not_equal(read_tree(tree, &c), HOSHI_OK);
    assert_int_equal(faults.n, 3);
    cJSON_Delete(tree);
}

static void faults_beyond_a_hundred_are_counted(void **state)
{
    (void)state;
    cJSON *tree = cJSON_Parse(example);
    struct hoshi_case *c = NULL;
    char path[64];
    for (int i = 0; i < 150; i++) {
        snprintf(path, sizeof path, "gap.answers.1-9-%d-1", i);
        put(tree, path, "\"met\"");
    }
    assert_int_equal(read_tree(tree, &c), HOSHI_E_CRITERION_UNKNOWN);
    assert_int_equal(faults.n, HOSHI_FAULTS_MAX);
    assert_int_equal(faults.dropped, 50);
    cJSON_Delete(tree);
}

/* ---- every field of the schema ---- */

static const char *at(char *out, size_t size, const char *path, const char *key)
{
    snprintf(out, size, "%s%s%s", path, *path ? "." : "", key);
    return out;
}

static size_t fields, wrong_fields;

static void expect_one(const char *path, const char *json, enum hoshi_status status)
{
    struct hoshi_case *c = NULL;
    enum hoshi_status s = read_changed(path, json, &c);
    if (s == status && faults.n == 1 && strcmp(faults.item[0].path, path) == 0)
        return;
    print_error("%s = %.60s: %s, %zu faults, first at \"%s\"\n", path, json, hoshi_status_name(s), faults.n,
                faults.item[0].path);
    wrong_fields++;
    hoshi_case_close(c);
}

static bool has_type(const cJSON *field, const char *type)
{
    const cJSON *t = cJSON_GetObjectItem(field, "type"), *e;
    if (cJSON_IsString(t))
        return strcmp(t->valuestring, type) == 0;
    cJSON_ArrayForEach(e, t) if (strcmp(e->valuestring, type) == 0) return true;
    return false;
}

static void check_object(const cJSON *schema, const char *path);

static void check_field(const cJSON *field, const char *path, bool required)
{
    char json[64];
    const cJSON *min = cJSON_GetObjectItem(field, "minimum"), *max = cJSON_GetObjectItem(field, "maximum");
    const cJSON *length = cJSON_GetObjectItem(field, "maxLength"),
                *items = cJSON_GetObjectItem(field, "items");
    struct hoshi_case *c = NULL;
    fields++;
    /* Nothing: as if it were not there. */
    enum hoshi_status s = read_changed(path, "null", &c);
    if (strncmp(path, "plan.quotes[0].", 15) == 0 && s == HOSHI_E_KEY_MISSING)
        ; /* of a price with its three values, or of measures with fees: no single field is always needed */
    else if (required ? s != HOSHI_E_KEY_MISSING || strcmp(faults.item[0].path, path) != 0
                      : s != HOSHI_OK && s != HOSHI_E_KEY_AMOUNT_MISSING && s != HOSHI_E_WHOLE_MISSING)
        print_error("%s = null: %s at %s\n", path, hoshi_status_name(s), faults.item[0].path), wrong_fields++;
    hoshi_case_close(c);
    if (strcmp(path, "gap") == 0 || strcmp(path, "sharing.rules") == 0 ||
        strcmp(path, "sharing.overheads") == 0 || strcmp(path, "funding[0].lines") == 0)
        return;
    /* Another type. */
    expect_one(path, has_type(field, "array") || has_type(field, "object") ? "7.5" : "[[7]]", HOSHI_E_TYPE);
    if (min) {
        snprintf(json, sizeof json, "%.0f", min->valuedouble - 1);
        expect_one(path, json, HOSHI_E_RANGE);
        snprintf(json, sizeof json, "%.0f", max->valuedouble + 1);
        expect_one(path, json, HOSHI_E_RANGE);
    }
    if (length) {
        struct hoshi_buffer b;
        hoshi_buffer_init(&b, 100000);
        hoshi_buffer_puts(&b, "\"");
        for (int i = 0; i <= length->valueint; i++)
            hoshi_buffer_puts(&b, "割");
        hoshi_buffer_puts(&b, "\"");
        expect_one(path, hoshi_buffer_text(&b), HOSHI_E_TEXT_LENGTH);
        hoshi_buffer_release(&b);
        expect_one(path, "\"\"", HOSHI_E_TEXT_LENGTH);
    }
    if (cJSON_GetObjectItem(field, "enum") && !strstr(path, "level"))
        expect_one(path, "\"no such word\"", HOSHI_E_CHOICE);
    const cJSON *pattern = cJSON_GetObjectItem(field, "pattern");
    if (pattern)
        expect_one(path, "\"1,5\"",
                   strstr(pattern->valuestring, "A-Z")   ? HOSHI_E_ID
                   : strstr(pattern->valuestring, "{4}") ? HOSHI_E_DATE
                                                         : HOSHI_E_DECIMAL);
    if (cJSON_GetObjectItem(field, "format"))
        expect_one(path, "\"2026-11-31\"", HOSHI_E_DATE);
    if (has_type(field, "object") && cJSON_GetObjectItem(field, "properties"))
        check_object(field, path);
    if (items && cJSON_GetObjectItem(items, "properties")) {
        char element[220];
        snprintf(element, sizeof element, "%s[0]", path);
        check_object(items, element);
    }
}

static void check_object(const cJSON *schema, const char *path)
{
    const cJSON *field, *must, *required = cJSON_GetObjectItem(schema, "required");
    char place[200];
    expect_one(at(place, sizeof place, path, "qqqqqqqqqqqqqqqqqqqqqq"), "1", HOSHI_E_KEY_UNKNOWN);
    cJSON_ArrayForEach(field, cJSON_GetObjectItem(schema, "properties"))
    {
        bool needed = false;
        cJSON_ArrayForEach(must, required) needed = needed || strcmp(must->valuestring, field->string) == 0;
        check_field(field, at(place, sizeof place, path, field->string), needed);
    }
}

/* Names in both languages for every field and choice; counted, so that no row of case_titles.def is idle. */
static size_t titled, untitled, choices_titled;

static void check_titles(const cJSON *schema, const char *path)
{
    const cJSON *field, *choice;
    cJSON_ArrayForEach(field, cJSON_GetObjectItem(schema, "properties"))
    {
        const cJSON *en = cJSON_GetObjectItem(cJSON_GetObjectItem(field, "x-en"), "title"),
                    *choices = cJSON_GetObjectItem(field, "x-choices");
        char place[200];
        at(place, sizeof place, path, field->string);
        bool sound = cJSON_IsString(cJSON_GetObjectItem(field, "title")) && cJSON_IsString(en) &&
                     !cJSON_GetObjectItem(field, "description") ==
                         !cJSON_GetObjectItem(cJSON_GetObjectItem(field, "x-en"), "description");
        cJSON_ArrayForEach(choice, cJSON_GetObjectItem(field, "enum"))
        {
            if (!cJSON_IsString(choice))
                continue;
            sound = sound && cJSON_GetObjectItem(choices, choice->valuestring);
            choices_titled++;
        }
        if (!sound)
            print_error("%s has no words in case_titles.def\n", place), untitled++;
        titled++;
        if (strcmp(place, "sharing.overheads") != 0) /* written by hand */
            check_titles(field, place);
        if (cJSON_GetObjectItem(field, "items"))
            check_titles(cJSON_GetObjectItem(field, "items"), place);
    }
}

static void every_field_has_its_words(void **state)
{
    (void)state;
    static const char *const paths[] = {
#define HOSHI_CASE_TITLE(path, ja, en, help_ja, help_en) path,
#define HOSHI_CASE_CHOICE(path, choice, ja, en)
#include "case_titles.def"
#undef HOSHI_CASE_TITLE
#undef HOSHI_CASE_CHOICE
    };
    size_t choices = 0;
#define HOSHI_CASE_TITLE(path, ja, en, help_ja, help_en)
#define HOSHI_CASE_CHOICE(path, choice, ja, en) choices++;
#include "case_titles.def"
#undef HOSHI_CASE_TITLE
#undef HOSHI_CASE_CHOICE
    struct hoshi_buffer b;
    hoshi_buffer_init(&b, 1000000);
    hoshi_case_schema_print(&b);
    cJSON *schema = cJSON_Parse(hoshi_buffer_text(&b));
    assert_non_null(schema);
    titled = untitled = choices_titled = 0;
    check_titles(schema, "");
    assert_int_equal(untitled, 0);
    assert_int_equal(titled, sizeof paths / sizeof *paths);
    assert_int_equal(choices_titled, choices);
    cJSON_Delete(schema);
    hoshi_buffer_release(&b);
}

static void every_field_of_the_schema_refuses_what_it_should(void **state)
{
    (void)state;
    struct hoshi_buffer b;
    hoshi_buffer_init(&b, 1000000);
    hoshi_case_schema_print(&b);
    cJSON *schema = cJSON_Parse(hoshi_buffer_text(&b));
    assert_non_null(schema);
    hoshi_buffer_release(&b);
    fields = wrong_fields = 0;
    check_object(schema, "");
    assert_true(fields > 120);
    assert_int_equal(wrong_fields, 0);
    cJSON_Delete(schema);
}

/* ---- files ---- */

static char folder[64];

static const char *in_folder(const char *name)
{
    static char path[2][200];
    static int turn;
    turn = !turn;
    snprintf(path[turn], sizeof path[turn], "%s/%s", folder, name);
    return path[turn];
}

static enum hoshi_status read_files(const char *gap, const char *answers, struct hoshi_case **c)
{
    char text[500];
    snprintf(text, sizeof text,
             "{\"hoshiwari_case\":1,\"supplier\":{\"size\":{\"users\":9}},\"target_level\":3,\"gap\":%s}",
             gap);
    assert_int_equal(hoshi_file_write(in_folder("case.json"), text, strlen(text), NULL), HOSHI_OK);
    assert_int_equal(hoshi_file_write(in_folder("a.csv"), answers, strlen(answers), NULL), HOSHI_OK);
    memset(&faults, 0, sizeof faults);
    *c = NULL;
    return hoshi_case_read(in_folder("case.json"), support_tables(), c, &faults);
}

static void gap_file_stands_beside_the_case(void **state)
{
    (void)state;
    struct hoshi_case *c;
    assert_int_equal(read_files("{\"file\":\"a.csv\"}", "criterion,answer\n1-2-1-1,met\n4-1-3-2,unmet\n", &c),
                     HOSHI_OK);
    assert_int_equal(c->answers.answer[support_criterion("1-2-1-1")].status, HOSHI_MET);
    assert_int_equal(c->answers.answer[support_criterion("4-1-3-2")].status, HOSHI_UNMET);
    assert_int_equal(c->answers.answer[support_criterion("1-2-1-2")].status, HOSHI_UNANSWERED);
    assert_string_equal(c->gap_file, "a.csv");
    hoshi_case_close(c);
    assert_int_equal(read_files("{\"file\":\"a.csv\"}", "criterion,answer\n1-2-1-1,perhaps\n", &c),
                     HOSHI_E_ANSWER_WORD);
    assert_string_equal(faults.item[0].file, in_folder("a.csv"));
    assert_int_equal(read_files("{\"file\":\"missing.csv\"}", "", &c), HOSHI_E_FILE_OPEN);
    assert_int_equal(read_files("{\"file\":\"a.csv\",\"answers\":{}}", "criterion,answer\n1-2-1-1,met\n", &c),
                     HOSHI_E_CONTRADICTION);
    assert_int_equal(faults.n, 1);
    assert_string_equal(faults.item[0].path, "gap.answers");
    assert_null(faults.file);
}

static void case_file_that_cannot_be_read_says_so(void **state)
{
    (void)state;
    struct hoshi_case *c = NULL;
    memset(&faults, 0, sizeof faults);
    assert_int_equal(hoshi_case_read(in_folder("none.json"), support_tables(), &c, &faults),
                     HOSHI_E_FILE_OPEN);
    assert_int_equal(hoshi_case_read(folder, support_tables(), &c, NULL), HOSHI_E_FILE_KIND);
    FILE *f = fopen(in_folder("case.json"), "w");
    assert_non_null(f);
    assert_int_equal(fseek(f, HOSHI_CASE_FILE_MAX, SEEK_SET), 0);
    fputc(' ', f);
    fclose(f);
    assert_int_equal(hoshi_case_read(in_folder("case.json"), support_tables(), &c, NULL),
                     HOSHI_E_FILE_TOO_LARGE);
    assert_null(c);
}

static int make_folder(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/hoshi-cases-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    unlink(in_folder("case.json"));
    unlink(in_folder("a.csv"));
    return rmdir(folder);
}

/* ---- memory ---- */

static void case_without_memory_is_a_status(void **state)
{
    (void)state;
    support_tables();
    assert_int_equal(hoshi_file_write(in_folder("case.json"), example, sizeof example - 1, NULL), HOSHI_OK);
    cJSON_Hooks hooks = {support_malloc, free};
    cJSON_InitHooks(&hooks);
    size_t refused = 0;
    for (int all = 0; all < 2; all++)
        for (long n = 0; n < 5000; n++) {
            struct hoshi_case *c = NULL;
            memset(&faults, 0, sizeof faults);
            support_fail_allocation(n, all);
            enum hoshi_status s =
                hoshi_case_read(in_folder("case.json"), support_tables(), &c, n % 2 ? &faults : NULL);
            bool failed = support_failed_allocation();
            support_fail_allocation(-1, false);
            if (!failed) {
                assert_int_equal(s, HOSHI_OK);
                hoshi_case_close(c);
                break;
            }
            refused++;
            if (s == HOSHI_OK || c)
                fail_msg("allocation %ld refused: %s", n, hoshi_status_name(s));
        }
    cJSON_InitHooks(NULL);
    assert_true(refused > 400);
}

static void tables_without_memory_are_a_status(void **state)
{
    (void)state;
    size_t refused = 0;
    for (int all = 0; all < 2; all++)
        for (long n = 0, i = 0; n < 100000; n += i < 12 ? 1 : 331, i++) {
            struct hoshi_tables *t = NULL;
            memset(&faults, 0, sizeof faults);
            support_fail_allocation(n, all);
            enum hoshi_status s = hoshi_tables_open(NULL, support_today, &t, i % 2 ? &faults : NULL);
            bool failed = support_failed_allocation();
            support_fail_allocation(-1, false);
            hoshi_tables_close(t);
            if (!failed) {
                assert_int_equal(s, HOSHI_OK);
                break;
            }
            refused++;
            if (s != HOSHI_E_MEMORY || t)
                fail_msg("allocation %ld refused: %s", n, hoshi_status_name(s));
        }
    assert_true(refused > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(example_of_the_specification_is_read_to_the_last_field),
        cmocka_unit_test(sizes_level_and_gap_are_enough),
        cmocka_unit_test(each_fault_is_named_once_at_its_place),
        cmocka_unit_test(repeated_keys_are_refused_at_any_depth),
        cmocka_unit_test(custom_key_needs_a_reason_and_shares),
        cmocka_unit_test(size_must_be_known_from_something),
        cmocka_unit_test(all_faults_of_a_file_are_reported_at_once),
        cmocka_unit_test(contradictions_are_reported_beside_other_faults),
        cmocka_unit_test(faults_beyond_a_hundred_are_counted),
        cmocka_unit_test(every_field_has_its_words),
        cmocka_unit_test(every_field_of_the_schema_refuses_what_it_should),
        cmocka_unit_test_setup_teardown(gap_file_stands_beside_the_case, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(case_file_that_cannot_be_read_says_so, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(case_without_memory_is_a_status, make_folder, remove_folder),
        cmocka_unit_test(tables_without_memory_are_a_status),
    };
    return cmocka_run_group_tests_name("case", tests, NULL, NULL);
}
