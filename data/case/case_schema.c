/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of a case file, each described once. Adding a field means one row here, one member in case.h,
 * and the regenerated data/case.schema.json (a test compares it). */
#include "case_fields.h"
#include "case_rows.h"
#include "text_key.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define N(a) (sizeof(a) / sizeof((a)[0]))
#define TEXT(s, m, k, n)                                                                                     \
    {                                                                                                        \
        .key = k, .kind = FIELD_TEXT, .offset = offsetof(struct s, m), .max = n                              \
    }
#define INT(s, m, k, lo, hi)                                                                                 \
    {                                                                                                        \
        .key = k, .kind = FIELD_INT, .offset = offsetof(struct s, m), .min = lo, .max = hi                   \
    }
#define YEN(s, m, k) INT(s, m, k, 0, HOSHI_YEN_MAX)
#define COUNT(s, m, k) INT(s, m, k, 0, HOSHI_COUNT_MAX)
#define RATIO(s, m, k, lo, hi, p)                                                                            \
    {                                                                                                        \
        .key = k, .kind = FIELD_DECIMAL, .offset = offsetof(struct s, m), .min = lo, .max = hi, .places = p  \
    }
#define SHARE(s, m, k) RATIO(s, m, k, 0, HOSHI_MICRO, 6)
#define TRUTH(s, m)                                                                                          \
    {                                                                                                        \
        .key = #m, .kind = FIELD_TRUTH, .offset = offsetof(struct s, m)                                      \
    }
#define DATE(s, m)                                                                                           \
    {                                                                                                        \
        .key = #m, .kind = FIELD_DATE, .offset = offsetof(struct s, m)                                       \
    }
#define WORD(s, m, k, list)                                                                                  \
    {                                                                                                        \
        .key = k, .kind = FIELD_WORD, .offset = offsetof(struct s, m), .choices = list, .choices_n = N(list) \
    }
#define ENUM(s, m, k, list)                                                                                  \
    {                                                                                                        \
        .key = k, .kind = FIELD_ENUM, .offset = offsetof(struct s, m), .choices = list, .choices_n = N(list) \
    }
#define OBJECT(s, m, k, list)                                                                                \
    {                                                                                                        \
        .key = k, .kind = FIELD_OBJECT, .offset = offsetof(struct s, m), .sub = list, .subs = N(list)        \
    }
#define ARRAY(s, m, count, k, list, type, limit)                                                             \
    {                                                                                                        \
        .key = k, .kind = FIELD_ARRAY, .offset = offsetof(struct s, m),                                      \
        .count_offset = offsetof(struct s, count), .sub = list, .subs = N(list),                             \
        .item_size = sizeof(struct type), .max = limit                                                       \
    }
#define LIST(s, m, count, k, what)                                                                           \
    {                                                                                                        \
        .key = k, .kind = what, .offset = offsetof(struct s, m), .count_offset = offsetof(struct s, count),  \
        .max = HOSHI_LIST_MAX                                                                                \
    }

static const char *const transaction_types[] = {
    "manufacturing",     "repair",           "specified_transport", "info_program",  "service_transport",
    "service_warehouse", "service_infoproc", "info_other",          "service_other", "service_own_use",
    "construction",      "goods_sale"};
static const char *const funding_states[] = {"planned", "applied", "granted", "paid"};
static const char *const funding_kinds[] = {"subsidy", "buyer", "other"};
static const char *const keys[] = {"sales", "hours", "value_added", "headcount", "orders", "custom"};
static const char *const bases[] = {"mean", "point"};
static const char *const distributions[] = {"pert", "triangular", "lognormal90"};
static const char *const payment_methods[] = {"cash",      "bank_transfer", "electronic_record",
                                              "factoring", "note",          "other"};
static const char *const exhibit_forms[] = {"original", "copy"};
static const char *const routes[] = {"ama_report", "toriteki_report", "adr", "court", "none"};
static const char *const goals[] = {"settlement", "correction", "advice"};
static const char *const capacities[] = {"self",       "agent", "lawyer", "administrative_scrivener",
                                         "consultant", "other"};
static const char *const risk_profiles[] = {"critical_data", "unacceptable_outage", "system_access", "none"};
static const char *const rules[] = {"key", "askers", "equal", "supplier", "table", "division", "overheads"};
static const char *const overhead_methods[] = {"reciprocal", "step_down", "direct"};
static const char *const pools[] = {"level:3",  "level:4",  "upgrade",    "star",
                                    "direct:3", "direct:4", "indirect:3", "indirect:4"};

const char *hoshi_key_key(enum hoshi_key key)
{
    return keys[key];
}

const char *hoshi_rule_key(enum hoshi_rule rule)
{
    return rules[rule];
}

const char *hoshi_overhead_method_key(enum hoshi_overhead_method method)
{
    return overhead_methods[method];
}

const char *hoshi_pool_key(enum hoshi_pool pool)
{
    return pools[pool];
}

const char *hoshi_funding_status_key(enum hoshi_funding_status status)
{
    return funding_states[status];
}

const char *hoshi_spread_key(enum hoshi_spread spread)
{
    return distributions[spread];
}

bool hoshi_case_plan_limits(const struct hoshi_case_plan *p, size_t *uses)
{
    size_t n = 0;
    for (size_t i = 0; i < p->uses; i++)
        n += p->use[i].reason != NULL;
    if (uses)
        *uses = n;
    return n || p->avoids || p->haves;
}

enum hoshi_spread hoshi_case_spread(const struct hoshi_case *c)
{
    return c->range.stated ? c->range.distribution : HOSHI_SPREAD_PERT;
}

static const struct field activity[] = {
    COUNT(hoshi_case_activity, direct_hours_per_year, "direct_hours_per_year"),
    YEN(hoshi_case_activity, value_added_yen, "value_added_yen"),
    COUNT(hoshi_case_activity, orders_per_year, "orders_per_year"),
    COUNT(hoshi_case_activity, headcount, "headcount"),
};

#define SIZE(driver, k) COUNT(hoshi_case_supplier, size[driver], k)
static const struct field size[] = {
    SIZE(HOSHI_USERS, "users"),
    SIZE(HOSHI_PEOPLE, "people"),
    SIZE(HOSHI_ENDPOINTS, "endpoints"),
    SIZE(HOSHI_SERVERS, "servers"),
    SIZE(HOSHI_SITES, "sites"),
    SIZE(HOSHI_PUBLIC_IPS, "public_ips"),
    SIZE(HOSHI_WEB_APPS, "web_apps"),
    SIZE(HOSHI_MAILBOXES, "mailboxes"),
    SIZE(HOSHI_ADMINS, "admins"),
    SIZE(HOSHI_MOBILE_DEVICES, "mobile_devices"),
    SIZE(HOSHI_PARTNERS, "partners"),
    SIZE(HOSHI_DATA_TB, "data_tb"),
    SIZE(HOSHI_UNSUPPORTED_ENDPOINTS, "unsupported_endpoints"),
    SIZE(HOSHI_FIXED_ENDPOINTS, "fixed_endpoints"),
    SIZE(HOSHI_UNSUPPORTED_SERVERS, "unsupported_servers"),
    SIZE(HOSHI_REMOTE_USERS, "remote_users"),
    SIZE(HOSHI_CLOUD_SERVICES, "cloud_services"),
    SIZE(HOSHI_NETWORK_DEVICES, "network_devices"),
    SIZE(HOSHI_JOINERS, "joiners"),
};

static const struct field renewal[] = {
    COUNT(hoshi_case_renewal, overdue_endpoints, "overdue_endpoints"),
    COUNT(hoshi_case_renewal, overdue_servers, "overdue_servers"),
    RATIO(hoshi_case_renewal, early_years_endpoints_micro, "early_years_endpoints", 0, 20 * HOSHI_MICRO, 2),
    RATIO(hoshi_case_renewal, early_years_servers_micro, "early_years_servers", 0, 20 * HOSHI_MICRO, 2),
};

#define RATE(role, k) INT(hoshi_case_supplier, labour_yen_per_day[role], k, 0, 10000000)
static const struct field labour[] = {RATE(HOSHI_ROLE_GENERAL, "general"), RATE(HOSHI_ROLE_IT, "it"),
                                      RATE(HOSHI_ROLE_MANAGER, "manager"),
                                      RATE(HOSHI_ROLE_EXECUTIVE, "executive")};

static const struct field capacity[] = {
    INT(hoshi_case_supplier, it_days_per_year, "it_days_per_year", 0, 100000)};

/* size, labour and capacity are groups in the file but members of the supplier itself. */
#define GROUP(k, list, must)                                                                                 \
    {                                                                                                        \
        .key = k, .kind = FIELD_OBJECT, .offset = 0, .sub = list, .subs = N(list), .required = must          \
    }

static const struct field supplier[] = {
    TEXT(hoshi_case_supplier, name, "name", HOSHI_NAME_MAX),
    TEXT(hoshi_case_supplier, representative, "representative", HOSHI_NAME_MAX),
    TEXT(hoshi_case_supplier, address, "address", HOSHI_NAME_MAX),
    TEXT(hoshi_case_supplier, contact, "contact", HOSHI_NAME_MAX),
    YEN(hoshi_case_supplier, capital_yen, "capital_yen"),
    COUNT(hoshi_case_supplier, employees_regular, "employees_regular"),
    DATE(hoshi_case_supplier, employees_as_of),
    YEN(hoshi_case_supplier, annual_sales_yen, "annual_sales_yen"),
    YEN(hoshi_case_supplier, annual_cost_yen, "annual_cost_yen"),
    YEN(hoshi_case_supplier, annual_manufacturing_cost_yen, "annual_manufacturing_cost_yen"),
    YEN(hoshi_case_supplier, annual_overhead_yen, "annual_overhead_yen"),
    TRUTH(hoshi_case_supplier, is_individual),
    TRUTH(hoshi_case_supplier, uses_employees),
    TRUTH(hoshi_case_supplier, is_one_person_company),
    TRUTH(hoshi_case_supplier, has_own_subcontractors),
    TRUTH(hoshi_case_supplier, reported_or_requested),
    TRUTH(hoshi_case_supplier, disclose_sales),
    TRUTH(hoshi_case_supplier, downstream_considered),
    GROUP("size", size, true),
    {.key = "facts",
     .kind = FIELD_CUSTOM,
     .read = hoshi_case_read_facts,
     .schema = "\"type\": \"object\", \"additionalProperties\": { \"type\": \"boolean\" }"},
    OBJECT(hoshi_case_supplier, activity, "activity", activity),
    OBJECT(hoshi_case_supplier, renewal, "renewal", renewal),
    GROUP("capacity", capacity, false),
    GROUP("labour_yen_per_day", labour, false),
};

static const struct field use[] = {
    {.key = "measure",
     .kind = FIELD_MEASURE,
     .required = true,
     .offset = offsetof(struct hoshi_case_use, measure)},
    TEXT(hoshi_case_use, reason, "reason", HOSHI_PROSE_MAX),
};

#define QUOTE_YEN(m, k)                                                                                      \
    {                                                                                                        \
        .key = k, .kind = FIELD_YEN_MICRO, .offset = offsetof(struct hoshi_case_quote, m),                   \
        .max = INT64_C(1000000000)                                                                           \
    }
static const struct field quote[] = {
    {.key = "price", .kind = FIELD_PRICE, .offset = offsetof(struct hoshi_case_quote, price)},
    QUOTE_YEN(low_micro, "low_yen"),
    QUOTE_YEN(likely_micro, "likely_yen"),
    QUOTE_YEN(high_micro, "high_yen"),
    {.key = "measure", .kind = FIELD_MEASURE, .offset = offsetof(struct hoshi_case_quote, measure)},
    LIST(hoshi_case_quote, measures, measures_n, "measures", FIELD_MEASURES),
    INT(hoshi_case_quote, initial_yen, "initial_yen", 0, INT64_C(1000000000)),
    INT(hoshi_case_quote, monthly_yen, "monthly_yen", 0, INT64_C(1000000000)),
    INT(hoshi_case_quote, yearly_yen, "yearly_yen", 0, INT64_C(1000000000)),
    TEXT(hoshi_case_quote, from, "from", HOSHI_NAME_MAX),
    DATE(hoshi_case_quote, date),
    TEXT(hoshi_case_quote, document, "document", HOSHI_NAME_MAX),
};

static const struct field plan[] = {
    ARRAY(hoshi_case_plan, use, uses, "use", use, hoshi_case_use, HOSHI_LIST_MAX),
    LIST(hoshi_case_plan, avoid, avoids, "avoid", FIELD_MEASURES),
    LIST(hoshi_case_plan, have, haves, "have", FIELD_MEASURES),
    LIST(hoshi_case_plan, own, owns, "own", FIELD_CRITERIA),
    ARRAY(hoshi_case_plan, quote, quotes, "quotes", quote, hoshi_case_quote, HOSHI_LIST_MAX),
    INT(hoshi_case_plan, implementation_days, "implementation_days", 0, 3650),
    TRUTH(hoshi_case_plan, baseline_reviewed),
};

static const struct field exchange[] = {
    RATIO(hoshi_case, exchange_micro[HOSHI_USD], "USDJPY", HOSHI_MICRO, 10000 * HOSHI_MICRO, 4),
    RATIO(hoshi_case, exchange_micro[HOSHI_GBP], "GBPJPY", HOSHI_MICRO, 10000 * HOSHI_MICRO, 4),
};

static const struct field funding[] = {
    {.key = "name",
     .kind = FIELD_TEXT,
     .required = true,
     .offset = offsetof(struct hoshi_case_funding, name),
     .max = HOSHI_NAME_MAX},
    WORD(hoshi_case_funding, kind, "kind", funding_kinds),
    {.key = "yen",
     .kind = FIELD_INT,
     .required = true,
     .offset = offsetof(struct hoshi_case_funding, yen),
     .max = HOSHI_YEN_MAX},
    {.key = "lines",
     .kind = FIELD_CUSTOM,
     .read = hoshi_case_read_funding_lines,
     .schema =
         "\"anyOf\": [ { \"enum\": [\"all\", \"direct\", \"indirect\"] }, { \"type\": \"array\", \"items\": { \"type\": \"string\" } } ]"},
    ENUM(hoshi_case_funding, status, "status", funding_states),
    INT(hoshi_case_funding, years, "years", 1, 10),
};

static const struct field questions[] = {
    TRUTH(hoshi_case_questions, important_data),
    TRUTH(hoshi_case_questions, outage),
    TRUTH(hoshi_case_questions, access),
};

static const struct field transaction[] = {
    WORD(hoshi_case_transaction, type, "type", transaction_types),
    DATE(hoshi_case_transaction, ordered_on),
    TRUTH(hoshi_case_transaction, intermediary_present),
    TRUTH(hoshi_case_transaction, buyer_decides_terms),
    TRUTH(hoshi_case_transaction, tooling),
    WORD(hoshi_case_transaction, risk_profile, "risk_profile", risk_profiles),
};

static const struct field request[] = {
    DATE(hoshi_case_request, made_on),
    DATE(hoshi_case_request, deadline),
    TEXT(hoshi_case_request, document, "document", HOSHI_NAME_MAX),
    TEXT(hoshi_case_request, necessity_basis, "necessity_basis", HOSHI_PROSE_MAX),
    TEXT(hoshi_case_request, text, "text", HOSHI_PROSE_MAX),
    TRUTH(hoshi_case_request, necessity_explained),
    TRUTH(hoshi_case_request, method_explained),
    TRUTH(hoshi_case_request, equivalent_accepted),
    TRUTH(hoshi_case_request, beyond_level),
    TRUTH(hoshi_case_request, designation_necessary),
    TRUTH(hoshi_case_request, cert_as_trade_condition),
    TRUTH(hoshi_case_request, self_declaration_forced),
    TRUTH(hoshi_case_request, status_survey),
    TRUTH(hoshi_case_request, new_controls_after_order),
    TRUTH(hoshi_case_request, product_designated),
    TRUTH(hoshi_case_request, vendor_is_affiliate),
    TRUTH(hoshi_case_request, stated_as_mandatory),
    TRUTH(hoshi_case_request, same_level_for_all),
    TRUTH(hoshi_case_request, risk_tiering),
    TRUTH(hoshi_case_request, extra_reasons_given),
    TRUTH(hoshi_case_request, recommended_service_as_condition),
    TRUTH(hoshi_case_request, pressed_after_refusal),
    TRUTH(hoshi_case_request, answers_used_for_price_cut),
    TRUTH(hoshi_case_request, survey_paid),
    TRUTH(hoshi_case_request, extra_cost_borne),
    INT(hoshi_case_request, survey_hours, "survey_hours", 0, 100000),
    {.key = "designated_product",
     .kind = FIELD_MEASURE,
     .offset = offsetof(struct hoshi_case_request, designated_product)},
    TEXT(hoshi_case_request, designated_vendor, "designated_vendor", HOSHI_NAME_MAX),
};

static const struct field item[] = {
    {.key = "code",
     .kind = FIELD_TEXT,
     .required = true,
     .offset = offsetof(struct hoshi_case_item, code),
     .max = HOSHI_ID_MAX},
    TEXT(hoshi_case_item, name, "name", HOSHI_NAME_MAX),
    TEXT(hoshi_case_item, unit, "unit", HOSHI_ID_MAX),
    {.key = "unit_price_yen",
     .kind = FIELD_DECIMAL,
     .required = true,
     .offset = offsetof(struct hoshi_case_item, unit_price_micro),
     .max = INT64_C(1000000000) * HOSHI_MICRO,
     .places = 2},
    {.key = "units_per_year",
     .kind = FIELD_INT,
     .required = true,
     .offset = offsetof(struct hoshi_case_item, units_per_year),
     .max = INT64_C(100000000000)},
    RATIO(hoshi_case_item, hours_per_unit_micro, "hours_per_unit", 0, 100000 * HOSHI_MICRO, 6),
};

static const struct field extra[] = {
    {.key = "measure",
     .kind = FIELD_MEASURE,
     .required = true,
     .offset = offsetof(struct hoshi_case_extra, measure)},
    TEXT(hoshi_case_extra, reason, "reason", HOSHI_PROSE_MAX),
};

static const struct field negotiation[] = {
    DATE(hoshi_case_negotiation, requested_on),
    DATE(hoshi_case_negotiation, responded_on),
    DATE(hoshi_case_negotiation, planned_on),
    DATE(hoshi_case_negotiation, last_consult_on),
    DATE(hoshi_case_negotiation, decision_date),
    TRUTH(hoshi_case_negotiation, request_in_writing),
    TRUTH(hoshi_case_negotiation, decision_unilateral),
    TRUTH(hoshi_case_negotiation, buyer_explanation_given),
    TRUTH(hoshi_case_negotiation, refusal_reason_written),
    TRUTH(hoshi_case_negotiation, amount_stated_by_supplier),
    TRUTH(hoshi_case_negotiation, buyer_own_cost_model_used),
    TRUTH(hoshi_case_negotiation, internal_papers_demanded),
    TRUTH(hoshi_case_negotiation, minutes),
    TRUTH(hoshi_case_negotiation, security_cost_discussed_explicitly),
    TRUTH(hoshi_case_negotiation, postponement_reasons_given),
    TRUTH(hoshi_case_negotiation, cost_model_shared),
    TRUTH(hoshi_case_negotiation, public_wage_data_attached),
    TRUTH(hoshi_case_negotiation, market_price_known),
    TRUTH(hoshi_case_negotiation, order_terms_restated),
    TRUTH(hoshi_case_negotiation, trade_cut_after),
    TRUTH(hoshi_case_negotiation, uniform_cut),
    TRUTH(hoshi_case_negotiation, reaches_placed_orders),
    TRUTH(hoshi_case_negotiation, buyer_proposed_method),
    RATIO(hoshi_case_negotiation, public_index_rise_ppm, "public_index_rise", 0, 10 * HOSHI_MICRO, 6),
    TEXT(hoshi_case_negotiation, public_index, "public_index", HOSHI_NAME_MAX),
    COUNT(hoshi_case_negotiation, postponed_count, "postponed_count"),
    COUNT(hoshi_case_negotiation, meeting_count, "meeting_count"),
    RATIO(hoshi_case_negotiation, price_before_micro, "price_before_yen", 0,
          INT64_C(1000000000) * HOSHI_MICRO, 2),
    RATIO(hoshi_case_negotiation, price_after_micro, "price_after_yen", 0, INT64_C(1000000000) * HOSHI_MICRO,
          2),
    RATIO(hoshi_case_negotiation, price_requested_micro, "price_requested_yen", 0,
          INT64_C(1000000000) * HOSHI_MICRO, 2),
    SHARE(hoshi_case_negotiation, own_target_ppm, "own_target"),
    SHARE(hoshi_case_negotiation, own_reservation_ppm, "own_reservation"),
    SHARE(hoshi_case_negotiation, other_reservation_estimated_ppm, "other_reservation_estimated"),
    SHARE(hoshi_case_negotiation, power_ppm, "power"),
    YEN(hoshi_case_negotiation, own_target_yen, "own_target_yen"),
    YEN(hoshi_case_negotiation, own_reservation_yen, "own_reservation_yen"),
    YEN(hoshi_case_negotiation, other_reservation_estimated_yen, "other_reservation_estimated_yen"),
};

static const struct field contribution[] = {
    TRUTH(hoshi_case_contribution, requested),
    TRUTH(hoshi_case_contribution, agreed_in_advance),
    TRUTH(hoshi_case_contribution, amount_basis_and_use_disclosed),
    TRUTH(hoshi_case_contribution, moulds_kept),
    TRUTH(hoshi_case_contribution, mould_storage_paid),
    YEN(hoshi_case_contribution, yen, "yen"),
    YEN(hoshi_case_contribution, supplier_direct_benefit_yen, "supplier_direct_benefit_yen"),
};

static const struct field deduction[] = {
    YEN(hoshi_case_deduction, yen, "yen"),
    TRUTH(hoshi_case_deduction, supplier_fault),
    TRUTH(hoshi_case_deduction, agreed_in_advance),
};

static const struct field payment[] = {
    WORD(hoshi_case_payment, method, "method", payment_methods),
    INT(hoshi_case_payment, days_after_receipt, "days_after_receipt", 0, 3650),
    TRUTH(hoshi_case_payment, full_cash_by_due),
    TRUTH(hoshi_case_payment, fee_on_supplier),
    TRUTH(hoshi_case_payment, interest_paid),
    INT(hoshi_case_payment, records_kept_years, "records_kept_years", 0, 100),
    YEN(hoshi_case_payment, late_yen, "late_yen"),
    INT(hoshi_case_payment, late_days, "late_days", 0, 36500),
};

static const struct field relation[] = {
    DATE(hoshi_case_relation, since),
    TRUTH(hoshi_case_relation, can_switch),
    TRUTH(hoshi_case_relation, market_leading),
    TRUTH(hoshi_case_relation, other_need),
};

static const struct field dispute[] = {
    TRUTH(hoshi_case_dispute, considered),
    WORD(hoshi_case_dispute, route, "route", routes),
    WORD(hoshi_case_dispute, goal, "goal", goals),
    TRUTH(hoshi_case_dispute, facts_signed),
    TRUTH(hoshi_case_dispute, office_asked),
    TRUTH(hoshi_case_dispute, domestic_trade),
    TRUTH(hoshi_case_dispute, advice_sought),
    TRUTH(hoshi_case_dispute, reported_before),
    TEXT(hoshi_case_dispute, reported_before_to, "reported_before_to", HOSHI_NAME_MAX),
    TEXT(hoshi_case_dispute, known_by, "known_by", HOSHI_PROSE_MAX),
    TEXT(hoshi_case_dispute, together_with, "together_with", HOSHI_NAME_MAX),
    TRUTH(hoshi_case_dispute, notice_wished),
    TRUTH(hoshi_case_dispute, name_may_be_told),
    TEXT(hoshi_case_dispute, pending, "pending", HOSHI_PROSE_MAX),
};

static const struct field order[] = {
    {.key = "number",
     .kind = FIELD_TEXT,
     .required = true,
     .offset = offsetof(struct hoshi_case_order, number),
     .max = HOSHI_ID_MAX},
    DATE(hoshi_case_order, ordered_on),
    DATE(hoshi_case_order, deliver_by),
    DATE(hoshi_case_order, received_on),
    DATE(hoshi_case_order, due_on),
    DATE(hoshi_case_order, paid_on),
    YEN(hoshi_case_order, amount_yen, "amount_yen"),
    WORD(hoshi_case_order, means, "means", payment_methods),
    TRUTH(hoshi_case_order, terms_in_writing),
};

static const struct field exhibit[] = {
    {.key = "sha256",
     .kind = FIELD_TEXT,
     .required = true,
     .offset = offsetof(struct hoshi_case_exhibit, sha256),
     .max = 64},
    TEXT(hoshi_case_exhibit, title, "title", HOSHI_NAME_MAX),
    WORD(hoshi_case_exhibit, form, "form", exhibit_forms),
    DATE(hoshi_case_exhibit, made_on),
    TEXT(hoshi_case_exhibit, made_by, "made_by", HOSHI_NAME_MAX),
    TEXT(hoshi_case_exhibit, shows, "shows", HOSHI_PROSE_MAX),
};

static const struct field evidence[] = {
    {.key = "fact",
     .kind = FIELD_TEXT,
     .required = true,
     .offset = offsetof(struct hoshi_case_evidence, fact),
     .max = HOSHI_ID_MAX},
    {.key = "entry",
     .kind = FIELD_INT,
     .required = true,
     .offset = offsetof(struct hoshi_case_evidence, entry),
     .min = 1,
     .max = INT64_C(1000000000)},
};

static const struct field prepared_by[] = {
    TEXT(hoshi_case_prepared, name, "name", HOSHI_NAME_MAX),
    WORD(hoshi_case_prepared, capacity, "capacity", capacities),
    TRUTH(hoshi_case_prepared, paid),
};

static const struct field checks[] = {
    INT(hoshi_case_checks, response_days, "response_days", 1, 3650),
    INT(hoshi_case_checks, postponements, "postponements", 1, 100),
    INT(hoshi_case_checks, consult_months, "consult_months", 1, 1200),
    COUNT(hoshi_case_checks, unanswered_suppliers, "unanswered_suppliers"),
    SHARE(hoshi_case_checks, marked_rise_ppm, "marked_rise"),
    SHARE(hoshi_case_checks, quoted_share_ppm, "quoted_share"),
    SHARE(hoshi_case_checks, dependence_ppm, "dependence"),
};

static const struct field buyer[] = {
    {.key = "id",
     .kind = FIELD_ID,
     .required = true,
     .offset = offsetof(struct hoshi_case_buyer, id),
     .max = HOSHI_ID_MAX},
    TEXT(hoshi_case_buyer, name, "name", HOSHI_NAME_MAX),
    TEXT(hoshi_case_buyer, department, "department", HOSHI_NAME_MAX),
    TEXT(hoshi_case_buyer, representative, "representative", HOSHI_NAME_MAX),
    TEXT(hoshi_case_buyer, address, "address", HOSHI_NAME_MAX),
    TEXT(hoshi_case_buyer, size_known_by, "size_known_by", HOSHI_NAME_MAX),
    TRUTH(hoshi_case_buyer, is_corporation),
    TRUTH(hoshi_case_buyer, is_large),
    TRUTH(hoshi_case_buyer, partnership_declaration),
    YEN(hoshi_case_buyer, capital_yen, "capital_yen"),
    COUNT(hoshi_case_buyer, employees_regular, "employees_regular"),
    DATE(hoshi_case_buyer, employees_as_of),
    YEN(hoshi_case_buyer, annual_purchases_yen, "annual_purchases_yen"),
    YEN(hoshi_case_buyer, annual_cost_base_yen, "annual_cost_base_yen"),
    SHARE(hoshi_case_buyer, custom_share_ppm, "custom_share"),
    {.key = "requested_level",
     .kind = FIELD_LEVEL,
     .offset = offsetof(struct hoshi_case_buyer, requested_level)},
    TRUTH(hoshi_case_buyer, include),
    TRUTH(hoshi_case_buyer, declaration_renewed),
    TRUTH(hoshi_case_buyer, pass_through_policy),
    TRUTH(hoshi_case_buyer, controlled_by_large),
    COUNT(hoshi_case_buyer, unanswered_suppliers, "unanswered_suppliers"),
    OBJECT(hoshi_case_buyer, level_questions, "level_questions", questions),
    ARRAY(hoshi_case_buyer, transaction, transactions, "transactions", transaction, hoshi_case_transaction,
          HOSHI_LIST_MAX),
    OBJECT(hoshi_case_buyer, request, "request", request),
    ARRAY(hoshi_case_buyer, item, items, "items", item, hoshi_case_item, HOSHI_ITEMS_MAX),
    ARRAY(hoshi_case_buyer, extra, extras, "extra", extra, hoshi_case_extra, HOSHI_LIST_MAX),
    ARRAY(hoshi_case_buyer, evidence, evidences, "evidence", evidence, hoshi_case_evidence, HOSHI_LIST_MAX),
    ARRAY(hoshi_case_buyer, order, orders, "orders", order, hoshi_case_order, HOSHI_LIST_MAX),
    ARRAY(hoshi_case_buyer, exhibit, exhibits, "exhibits", exhibit, hoshi_case_exhibit, HOSHI_LIST_MAX),
    OBJECT(hoshi_case_buyer, activity, "activity", activity),
    OBJECT(hoshi_case_buyer, negotiation, "negotiation", negotiation),
    OBJECT(hoshi_case_buyer, contribution, "contribution", contribution),
    OBJECT(hoshi_case_buyer, deduction, "deduction", deduction),
    OBJECT(hoshi_case_buyer, payment, "payment", payment),
    OBJECT(hoshi_case_buyer, relation, "relation", relation),
    OBJECT(hoshi_case_buyer, dispute, "dispute", dispute),
};

static const struct field sharing[] = {
    ENUM(hoshi_case_sharing, key, "key", keys),
    TEXT(hoshi_case_sharing, key_reason, "key_reason", HOSHI_PROSE_MAX),
    {.key = "rules",
     .kind = FIELD_CUSTOM,
     .read = hoshi_case_read_rules,
     .schema =
         "\"type\": \"object\", \"propertyNames\": { \"enum\": [\"level:3\", \"level:4\", "
         "\"upgrade\", \"star\", \"direct:3\", "
         "\"direct:4\", \"indirect:3\", \"indirect:4\"] }, \"additionalProperties\": { \"anyOf\": [ { \"type\": \"string\", \"pattern\": \"^((key|askers)(:(sales|hours|value_added|headcount|orders|custom))?|equal|supplier|overheads|proportional|shapley|nucleolus|per_capita_nucleolus|tau|gately|scrb|ensc|cec|cea|cel|talmud|random_arrival)$\" }, { \"type\": \"object\", \"additionalProperties\": { \"type\": \"string\" } } ] }"},
    {.key = "overheads",
     .kind = FIELD_CUSTOM,
     .read = hoshi_case_read_overheads,
     .schema =
         "\"type\": \"object\", \"required\": [\"departments\", \"centres\"], \"additionalProperties\": false, \"properties\": { \"method\": { \"enum\": [\"reciprocal\", \"step_down\", \"direct\"] }, \"departments\": { \"type\": \"array\", \"minItems\": 1, \"maxItems\": 50, \"items\": { \"type\": \"object\", \"required\": [\"id\", \"enters\", \"to\"], \"additionalProperties\": false, \"properties\": { \"id\": { \"type\": \"string\" }, \"name\": { \"type\": \"string\" }, \"enters\": { \"type\": \"string\" }, \"to\": { \"type\": \"object\", \"additionalProperties\": { \"type\": \"string\" } } } } }, \"centres\": { \"type\": \"array\", \"minItems\": 1, \"maxItems\": 50, \"items\": { \"type\": \"object\", \"required\": [\"id\", \"serves\"], \"additionalProperties\": false, \"properties\": { \"id\": { \"type\": \"string\" }, \"name\": { \"type\": \"string\" }, \"serves\": { \"type\": \"object\", \"additionalProperties\": { \"type\": \"string\" } } } } } }"},
    SHARE(hoshi_case_sharing, supplier_part_ppm, "supplier_part"),
    INT(hoshi_case_sharing, askers_grid, "askers_grid", 0, 50),
    ENUM(hoshi_case_sharing, basis, "basis", bases),
};

static const char *const price_steps[] = {"1", "0.1", "0.01"};
static const char *const price_keys[] = {"sales", "hours"};
static const char *const price_starts[] = {"order", "delivery"};
static const struct field price[] = {
    WORD(hoshi_case_price, step, "step", price_steps),
    WORD(hoshi_case_price, items_by, "items_by", price_keys),
    WORD(hoshi_case_price, applies_by, "applies_by", price_starts),
    INT(hoshi_case_price, surcharge_months, "surcharge_months", 1, 120),
    INT(hoshi_case_price, month_step_yen, "month_step_yen", 1, 100000),
};

#define FACTORS(m, k)                                                                                        \
    {                                                                                                        \
        .key = k, .kind = FIELD_FACTORS, .offset = offsetof(struct hoshi_case_range, m)                      \
    }
static const struct field range[] = {
    ENUM(hoshi_case_range, distribution, "distribution", distributions),
    FACTORS(market_micro, "market_factor"),
    FACTORS(labour_micro, "labour_factor"),
    FACTORS(pace_micro, "pace_factor"),
    INT(hoshi_case_range, draws, "draws", 1, 100000000),
    INT(hoshi_case_range, seed, "seed", 0, INT64_C(4294967295)),
};

const struct field hoshi_case_root[] = {
    {.key = "hoshiwari_case", .kind = FIELD_INT, .required = true, .offset = SIZE_MAX, .min = 1, .max = 1},
    {.key = "case_id", .kind = FIELD_ID, .offset = offsetof(struct hoshi_case, case_id), .max = HOSHI_ID_MAX},
    TEXT(hoshi_case, title, "title", HOSHI_NAME_MAX),
    DATE(hoshi_case, as_of),
    {.key = "start", .kind = FIELD_MONTH, .offset = offsetof(struct hoshi_case, start)},
    {.key = "supplier",
     .kind = FIELD_OBJECT,
     .required = true,
     .offset = offsetof(struct hoshi_case, supplier),
     .sub = supplier,
     .subs = N(supplier)},
    {.key = "target_level",
     .kind = FIELD_LEVEL,
     .required = true,
     .offset = offsetof(struct hoshi_case, target_level)},
    {.key = "gap",
     .kind = FIELD_CUSTOM,
     .required = true,
     .read = hoshi_case_read_gap,
     .schema =
         "\"anyOf\": [ { \"type\": \"object\", \"required\": [\"file\"], \"additionalProperties\": false, \"properties\": { \"file\": { \"type\": \"string\" } } }, { \"type\": \"object\", \"required\": [\"answers\"], \"additionalProperties\": false, \"properties\": { \"catalog\": { \"type\": \"string\" }, \"answers\": { \"type\": \"object\", \"additionalProperties\": { \"anyOf\": [ { \"$ref\": \"#/$defs/status\" }, { \"type\": \"object\", \"required\": [\"status\"], \"additionalProperties\": false, \"properties\": { \"status\": { \"$ref\": \"#/$defs/status\" }, \"remaining\": { \"type\": \"number\", \"minimum\": 0, \"maximum\": 1 }, \"note\": { \"type\": \"string\" }, \"evidence\": { \"type\": \"string\" } } } ] } } } } ]"},
    OBJECT(hoshi_case, plan, "plan", plan),
    INT(hoshi_case, horizon_years, "horizon_years", 1, 10),
    RATIO(hoshi_case, discount_rate_ppm, "discount_rate", 0, HOSHI_MICRO, 6),
    {.key = "exchange", .kind = FIELD_OBJECT, .offset = 0, .sub = exchange, .subs = N(exchange)},
    ARRAY(hoshi_case, funding, fundings, "funding", funding, hoshi_case_funding, HOSHI_LIST_MAX),
    ARRAY(hoshi_case, buyer, buyers, "buyers", buyer, hoshi_case_buyer, HOSHI_BUYERS_MAX),
    OBJECT(hoshi_case, sharing, "sharing", sharing),
    OBJECT(hoshi_case, price, "price", price),
    OBJECT(hoshi_case, range, "range", range),
    OBJECT(hoshi_case, prepared_by, "prepared_by", prepared_by),
    OBJECT(hoshi_case, checks, "checks", checks),
};
const size_t hoshi_case_root_n = N(hoshi_case_root);

/* ---- JSON Schema ---- */

struct title {
    const char *path, *ja, *en, *help_ja, *help_en;
};

static const struct title titles[] = {
#define HOSHI_CASE_TITLE(path, ja, en, help_ja, help_en) {path, ja, en, help_ja, help_en},
#define HOSHI_CASE_CHOICE(path, choice, ja, en)
#include "case_titles.def"
#undef HOSHI_CASE_TITLE
#undef HOSHI_CASE_CHOICE
};

/* Choices in words: help_ja holds the choice. */
static const struct title choice_titles[] = {
#define HOSHI_CASE_TITLE(path, ja, en, help_ja, help_en)
#define HOSHI_CASE_CHOICE(path, choice, ja, en) {path, ja, en, choice, ""},
#include "case_titles.def"
#undef HOSHI_CASE_TITLE
#undef HOSHI_CASE_CHOICE
};

enum { PATH_MAX_BYTES = 160 };

/* A document being printed, and the path of the field it is at ("buyers.request.made_on"). */
struct schema {
    struct hoshi_buffer *out;
    char path[PATH_MAX_BYTES];
};

static void print_fields(struct schema *s, const struct field *f, size_t n, int indent);

/* `"title": …, "description": …, "x-en": { … }, `: Japanese in the standard's keywords, English beside them. */
static void print_title(struct schema *s)
{
    for (size_t i = 0; i < N(titles); i++) {
        const struct title *t = &titles[i];
        if (strcmp(t->path, s->path) != 0)
            continue;
        hoshi_buffer_printf(s->out, "\"title\": \"%s\", ", t->ja);
        if (*t->help_ja)
            hoshi_buffer_printf(s->out, "\"description\": \"%s\", ", t->help_ja);
        hoshi_buffer_printf(s->out, "\"x-en\": { \"title\": \"%s\"", t->en);
        if (*t->help_en)
            hoshi_buffer_printf(s->out, ", \"description\": \"%s\"", t->help_en);
        hoshi_buffer_puts(s->out, " }, ");
    }
}

static const struct title *choice_title(const char *path, const char *choice)
{
    for (size_t i = 0; i < N(choice_titles); i++)
        if (strcmp(choice_titles[i].path, path) == 0 && strcmp(choice_titles[i].help_ja, choice) == 0)
            return &choice_titles[i];
    return NULL;
}

void hoshi_case_words(const char *path, struct hoshi_words *name, struct hoshi_words *help)
{
    for (size_t i = 0; i < N(titles); i++)
        if (strcmp(titles[i].path, path) == 0) {
            *name = (struct hoshi_words){titles[i].ja, titles[i].en};
            *help = (struct hoshi_words){titles[i].help_ja, titles[i].help_en};
        }
}

struct hoshi_words hoshi_case_choice_words(const char *path, const char *choice)
{
    const struct title *t = choice_title(path, choice);
    return t ? (struct hoshi_words){t->ja, t->en} : (struct hoshi_words){choice, choice};
}

const char *hoshi_case_choice_of(const char *path, const char *words)
{
    char typed[256], name[256];
    for (size_t i = 0; i < N(choice_titles); i++) {
        const struct title *t = &choice_titles[i];
        if (strcmp(t->path, path) != 0 || !hoshi_text_key(words, typed, sizeof typed))
            continue;
        if ((hoshi_text_key(t->ja, name, sizeof name) && strcmp(typed, name) == 0) ||
            (hoshi_text_key(t->en, name, sizeof name) && strcmp(typed, name) == 0))
            return t->help_ja;
    }
    return NULL;
}

static void print_choices(struct schema *s, const struct field *f)
{
    hoshi_buffer_puts(s->out, "\"enum\": [");
    for (size_t i = 0; i < f->choices_n; i++)
        hoshi_buffer_printf(s->out, "%s\"%s\"", i ? ", " : "", f->choices[i]);
    hoshi_buffer_puts(s->out, "], \"x-choices\": {");
    const char *comma = " ";
    for (size_t i = 0; i < f->choices_n; i++) {
        const struct title *t = choice_title(s->path, f->choices[i]);
        if (!t)
            continue;
        hoshi_buffer_printf(s->out, "%s\"%s\": { \"ja\": \"%s\", \"en\": \"%s\" }", comma, f->choices[i],
                            t->ja, t->en);
        comma = ", ";
    }
    hoshi_buffer_puts(s->out, " }");
}

static void print_decimal(struct schema *s, const struct field *f)
{
    char low[HOSHI_DECIMAL_TEXT], high[HOSHI_DECIMAL_TEXT];
    hoshi_buffer_printf(s->out,
                        "\"type\": \"string\", \"pattern\": \"^[0-9]+(\\\\.[0-9]{1,%d})?$\", "
                        "\"x-minimum\": \"%s\", \"x-maximum\": \"%s\"",
                        f->places, hoshi_decimal_print(f->min, 0, low), hoshi_decimal_print(f->max, 0, high));
}

/* What is looked up in the tables, and what holds other fields. */
static void print_structure(struct schema *s, const struct field *f, int indent)
{
    struct hoshi_buffer *out = s->out;
    switch (f->kind) {
    case FIELD_LEVEL:
        hoshi_buffer_puts(out, "\"enum\": [3, 4]");
        break;
    case FIELD_MEASURE:
    case FIELD_PRICE:
        hoshi_buffer_puts(out, "\"type\": [\"string\", \"null\"]");
        break;
    case FIELD_MEASURES:
    case FIELD_CRITERIA:
        hoshi_buffer_printf(
            out, "\"type\": \"array\", \"maxItems\": %" PRId64 ", \"items\": { \"type\": \"string\" }",
            f->max);
        break;
    case FIELD_FACTORS:
        hoshi_buffer_puts(
            out,
            "\"type\": \"array\", \"minItems\": 3, \"maxItems\": 3, \"items\": { \"type\": \"string\" }");
        break;
    case FIELD_OBJECT:
        print_fields(s, f->sub, f->subs, indent);
        break;
    case FIELD_ARRAY:
        hoshi_buffer_printf(out, "\"type\": \"array\", \"maxItems\": %" PRId64 ", \"items\": { ", f->max);
        print_fields(s, f->sub, f->subs, indent);
        hoshi_buffer_puts(out, " }");
        break;
    case FIELD_CUSTOM:
        hoshi_buffer_puts(out, f->schema);
        break;
    default: /* a plain value: print_type */
        break;
    }
}

/* The members that say what the value may be, without braces. */
static void print_type(struct schema *s, const struct field *f, int indent)
{
    struct hoshi_buffer *out = s->out;
    switch (f->kind) {
    case FIELD_TEXT:
        hoshi_buffer_printf(out, "\"type\": \"string\", \"maxLength\": %" PRId64, f->max);
        break;
    case FIELD_ID:
        hoshi_buffer_printf(
            out, "\"type\": \"string\", \"pattern\": \"^[A-Za-z0-9][A-Za-z0-9_-]{0,%" PRId64 "}$\"",
            f->max - 1);
        break;
    case FIELD_INT:
    case FIELD_YEN_MICRO:
        hoshi_buffer_printf(out, "\"type\": \"integer\", \"minimum\": %" PRId64 ", \"maximum\": %" PRId64,
                            f->min, f->max);
        break;
    case FIELD_DECIMAL:
        print_decimal(s, f);
        break;
    case FIELD_TRUTH:
        hoshi_buffer_puts(out, "\"type\": [\"boolean\", \"null\"]");
        break;
    case FIELD_DATE:
        hoshi_buffer_puts(out, "\"type\": \"string\", \"format\": \"date\"");
        break;
    case FIELD_MONTH:
        hoshi_buffer_puts(out, "\"type\": \"string\", \"pattern\": \"^[0-9]{4}-[0-9]{2}$\"");
        break;
    case FIELD_WORD:
    case FIELD_ENUM:
        print_choices(s, f);
        break;
    default:
        print_structure(s, f, indent);
        break;
    }
}

static void print_field(struct schema *s, const struct field *f, int indent)
{
    size_t n = strlen(s->path);
    snprintf(s->path + n, sizeof s->path - n, "%s%s", n ? "." : "", f->key);
    hoshi_buffer_printf(s->out, "%*s\"%s\": { ", indent, "", f->key);
    print_title(s);
    print_type(s, f, indent);
    hoshi_buffer_puts(s->out, " }");
    s->path[n] = 0;
}

static void print_members(struct schema *s, const struct field *f, size_t n, int indent)
{
    struct hoshi_buffer *out = s->out;
    hoshi_buffer_puts(out, "\"required\": [");
    const char *comma = "";
    for (size_t i = 0; i < n; i++)
        if (f[i].required) {
            hoshi_buffer_printf(out, "%s\"%s\"", comma, f[i].key);
            comma = ", ";
        }
    hoshi_buffer_puts(out, "],\n");
    hoshi_buffer_printf(out, "%*s\"properties\": {\n", indent, "");
    for (size_t i = 0; i < n; i++) {
        print_field(s, &f[i], indent + 2);
        hoshi_buffer_puts(out, i + 1 < n ? ",\n" : "\n");
    }
    hoshi_buffer_printf(out, "%*s}", indent, "");
}

static void print_fields(struct schema *s, const struct field *f, size_t n, int indent)
{
    hoshi_buffer_puts(s->out, "\"type\": \"object\", \"additionalProperties\": false, ");
    print_members(s, f, n, indent);
}

void hoshi_case_schema_print(struct hoshi_buffer *out)
{
    struct schema s = {.out = out};
    hoshi_buffer_puts(
        out,
        "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
        "  \"title\": \"hoshiwari case file\",\n"
        "  \"$defs\": { \"status\": { \"enum\": [\"unanswered\", \"met\", \"partial\", \"unmet\", \"not_applicable\", \"withheld\"] } },\n"
        "  \"type\": \"object\",\n  \"additionalProperties\": false,\n  ");
    print_members(&s, hoshi_case_root, hoshi_case_root_n, 2);
    hoshi_buffer_puts(out, "\n}\n");
}
