/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only several fields together can show to be wrong. Runs beside other faults too, so a field may be
 * unread: then what would need it says nothing, and nothing is called missing that was merely wrong. */
#include "case_fields.h"
#include "case_quotes.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void check_fault(struct case_reader *r, enum hoshi_status status, const char *path, int64_t got,
                        const char *allowed)
{
    char text[32] = "";
    if (got != HOSHI_NONE)
        snprintf(text, sizeof text, "%" PRId64, got);
    hoshi_fault_add(r->faults, status, path, text, "%s", allowed);
}

static void case_check_missing(struct case_reader *r, enum hoshi_status status, const char *path, int64_t got,
                               const char *allowed)
{
    if (!r->faulty)
        check_fault(r, status, path, got, allowed);
}

static void case_check_sizes(struct case_reader *r)
{
    const struct hoshi_case_supplier *s = &r->c->supplier;
    if (s->size[HOSHI_USERS] == HOSHI_NONE && s->size[HOSHI_ENDPOINTS] == HOSHI_NONE &&
        s->employees_regular == HOSHI_NONE)
        case_check_missing(r, HOSHI_E_SIZE_MISSING, "supplier.size", HOSHI_NONE,
                           "users, endpoints, supplier.employees_regular");
    static const struct {
        enum hoshi_driver part, whole;
    } pairs[] = {{HOSHI_UNSUPPORTED_ENDPOINTS, HOSHI_ENDPOINTS}, {HOSHI_UNSUPPORTED_SERVERS, HOSHI_SERVERS}};
    for (size_t i = 0; i < 2; i++) {
        int64_t part = s->size[pairs[i].part], whole = s->size[pairs[i].whole];
        char path[64], allowed[80];
        if (part == HOSHI_NONE || whole == HOSHI_NONE || part <= whole)
            continue;
        snprintf(path, sizeof path, "supplier.size.%s", hoshi_driver_key(pairs[i].part));
        snprintf(allowed, sizeof allowed, "0 … %" PRId64 " (supplier.size.%s)", whole,
                 hoshi_driver_key(pairs[i].whole));
        check_fault(r, HOSHI_E_CONTRADICTION, path, part, allowed);
    }
    const struct hoshi_case_renewal *w = &s->renewal;
    const int64_t overdue[] = {w->overdue_endpoints, w->overdue_servers};
    static const char *const path[] = {"supplier.renewal.overdue_endpoints",
                                       "supplier.renewal.overdue_servers"};
    for (size_t i = 0; i < 2; i++) {
        int64_t all = s->size[pairs[i].part];
        char allowed[120];
        if (overdue[i] == HOSHI_NONE || overdue[i] <= (all == HOSHI_NONE ? 0 : all))
            continue;
        snprintf(allowed, sizeof allowed, "0 … %" PRId64 " (supplier.size.%s)", all == HOSHI_NONE ? 0 : all,
                 hoshi_driver_key(pairs[i].part));
        check_fault(r, HOSHI_E_CONTRADICTION, path[i], overdue[i], allowed);
    }
}

static bool check_listed(const size_t *list, size_t n, size_t x)
{
    for (size_t i = 0; i < n; i++)
        if (list[i] == x)
            return true;
    return false;
}

/* Is a measure quoted before quotation i? */
static bool check_quoted_before(const struct hoshi_case_plan *p, size_t i, size_t measure)
{
    for (size_t k = 0; k < i; k++)
        for (size_t m = 0; m < hoshi_case_quote_measures(&p->quote[k]); m++)
            if (p->quote[k].price == SIZE_MAX && hoshi_case_quote_measure(&p->quote[k], m) == measure)
                return true;
    return false;
}

static void check_quote_of_measures(struct case_reader *r, size_t i, const char *path)
{
    const struct hoshi_case_plan *p = &r->c->plan;
    const struct hoshi_case_quote *q = &p->quote[i];
    if (q->measure != SIZE_MAX && q->measures_n)
        hoshi_fault_add(r->faults, HOSHI_E_CONTRADICTION, path, "measures", "measure");
    if (q->low_micro != HOSHI_NONE || q->likely_micro != HOSHI_NONE || q->high_micro != HOSHI_NONE)
        hoshi_fault_add(r->faults, HOSHI_E_CONTRADICTION, path, "low_yen, likely_yen, high_yen",
                        "initial_yen, monthly_yen, yearly_yen");
    if (q->initial_yen == HOSHI_NONE && q->monthly_yen == HOSHI_NONE && q->yearly_yen == HOSHI_NONE)
        hoshi_fault_add(r->faults, HOSHI_E_KEY_MISSING, path, NULL, "initial_yen, monthly_yen, yearly_yen");
    for (size_t m = 0; m < hoshi_case_quote_measures(q); m++) {
        size_t measure = hoshi_case_quote_measure(q, m);
        if (measure != SIZE_MAX && check_quoted_before(p, i, measure))
            hoshi_fault_add(r->faults, HOSHI_E_DUPLICATE, path, r->tables->measure[measure].id, NULL);
    }
}

/* Something is wrong at that place already: a value that could not be read is not missing as well. */
static bool check_told(const struct case_reader *r, const char *path)
{
    for (size_t i = 0; i < r->faults->n && i < HOSHI_FAULTS_MAX; i++)
        if (strcmp(r->faults->item[i].path, path) == 0)
            return true;
    return false;
}

/* A quotation is of a price row with three values, or of measures with fees. */
static void check_quote_kind(struct case_reader *r, size_t i)
{
    const struct hoshi_case_quote *q = &r->c->plan.quote[i];
    bool of_measures = q->measure != SIZE_MAX || q->measures_n;
    char path[64];
    snprintf(path, sizeof path, "plan.quotes[%zu]", i);
    if (q->price != SIZE_MAX && of_measures)
        hoshi_fault_add(r->faults, HOSHI_E_CONTRADICTION, path, "measure", "price");
    else if (of_measures)
        check_quote_of_measures(r, i, path);
    else if (q->price == SIZE_MAX && !r->faults->n)
        hoshi_fault_add(r->faults, HOSHI_E_KEY_MISSING, path, NULL, "price, measure, measures");
    if (q->price == SIZE_MAX)
        return;
    const int64_t value[] = {q->low_micro, q->likely_micro, q->high_micro};
    static const char *const key[] = {"low_yen", "likely_yen", "high_yen"};
    for (size_t k = 0; k < 3; k++)
        if (value[k] == HOSHI_NONE) {
            char at[96];
            snprintf(at, sizeof at, "%s.%s", path, key[k]);
            if (!check_told(r, at))
                hoshi_fault_add(r->faults, HOSHI_E_KEY_MISSING, at, NULL, NULL);
        }
}

static void check_plan(struct case_reader *r)
{
    const struct hoshi_case_plan *p = &r->c->plan;
    char path[64];
    for (size_t i = 0; i < p->uses; i++) {
        if (p->use[i].measure == SIZE_MAX)
            continue;
        snprintf(path, sizeof path, "plan.use[%zu].measure", i);
        const char *id = r->tables->measure[p->use[i].measure].id;
        if (check_listed(p->avoid, p->avoids, p->use[i].measure))
            hoshi_fault_add(r->faults, HOSHI_E_CONTRADICTION, path, id, "plan.avoid");
        for (size_t k = 0; k < i; k++)
            if (p->use[k].measure == p->use[i].measure)
                hoshi_fault_add(r->faults, HOSHI_E_DUPLICATE, path, id, NULL);
    }
    for (size_t i = 0; i < p->haves; i++)
        if (check_listed(p->avoid, p->avoids, p->have[i])) {
            snprintf(path, sizeof path, "plan.have[%zu]", i);
            hoshi_fault_add(r->faults, HOSHI_E_CONTRADICTION, path, r->tables->measure[p->have[i]].id,
                            "plan.avoid");
        }
    for (size_t i = 0; i < p->avoids; i++)
        if (r->tables->measure[p->avoid[i]].star) {
            snprintf(path, sizeof path, "plan.avoid[%zu]", i);
            hoshi_fault_add(r->faults, HOSHI_E_CONTRADICTION, path, r->tables->measure[p->avoid[i]].id,
                            "plan.have");
        }
    for (size_t i = 0; i < p->quotes; i++) {
        const struct hoshi_case_quote *q = &p->quote[i];
        check_quote_kind(r, i);
        if (q->price == SIZE_MAX || q->low_micro == HOSHI_NONE || q->likely_micro == HOSHI_NONE ||
            q->high_micro == HOSHI_NONE)
            continue;
        snprintf(path, sizeof path, "plan.quotes[%zu]", i);
        if (q->low_micro > q->likely_micro || q->likely_micro > q->high_micro)
            hoshi_fault_add(r->faults, HOSHI_E_ORDER, path, r->tables->price[q->price].id,
                            "low_yen <= likely_yen <= high_yen");
        if (hoshi_case_spread(r->c) == HOSHI_SPREAD_LOGNORMAL90 && q->low_micro > 0 &&
            q->high_micro / HOSHI_QUOTE_RATIO_MAX > q->low_micro)
            hoshi_fault_add(r->faults, HOSHI_E_SPREAD, path, r->tables->price[q->price].id,
                            "high_yen / low_yen <= %" PRId64, HOSHI_QUOTE_RATIO_MAX);
        for (size_t k = 0; k < i; k++)
            if (p->quote[k].price == q->price)
                hoshi_fault_add(r->faults, HOSHI_E_DUPLICATE, path, r->tables->price[q->price].id, NULL);
    }
}

/* A value is a share or yen, and nobody's last resort lies above what it aims at. */
static void check_bargain(struct case_reader *r, size_t i)
{
    const struct hoshi_case_negotiation *g = &r->c->buyer[i].negotiation;
    const struct {
        const char *key;
        int64_t ppm, yen;
    } value[] = {{"own_target", g->own_target_ppm, g->own_target_yen},
                 {"own_reservation", g->own_reservation_ppm, g->own_reservation_yen},
                 {"other_reservation_estimated", g->other_reservation_estimated_ppm,
                  g->other_reservation_estimated_yen}};
    char path[96], allowed[96];
    for (size_t k = 0; k < sizeof value / sizeof *value; k++)
        if (value[k].ppm != HOSHI_NONE && value[k].yen != HOSHI_NONE) {
            snprintf(path, sizeof path, "buyers[%zu].negotiation.%s_yen", i, value[k].key);
            snprintf(allowed, sizeof allowed, "%s_yen, %s", value[k].key, value[k].key);
            check_fault(r, HOSHI_E_BARGAIN_TWICE, path, value[k].yen, allowed);
        }
    bool shares = g->own_target_ppm != HOSHI_NONE && g->own_reservation_ppm > g->own_target_ppm;
    bool yen = g->own_target_yen != HOSHI_NONE && g->own_reservation_yen > g->own_target_yen;
    if (!shares && !yen)
        return;
    char got[HOSHI_DECIMAL_TEXT], most[HOSHI_DECIMAL_TEXT];
    snprintf(path, sizeof path, "buyers[%zu].negotiation.%s", i,
             shares ? "own_reservation" : "own_reservation_yen");
    if (shares) {
        hoshi_decimal_print(g->own_reservation_ppm, 0, got);
        hoshi_decimal_print(g->own_target_ppm, 0, most);
    } else {
        snprintf(got, sizeof got, "%" PRId64, g->own_reservation_yen);
        snprintf(most, sizeof most, "%" PRId64, g->own_target_yen);
    }
    hoshi_fault_add(r->faults, HOSHI_E_BARGAIN_ORDER, path, got, "<= %s (%s)", most,
                    shares ? "own_target" : "own_target_yen");
}

/* A log may be written later: whether the entry is there is not known here; what it is named for is. */
static void check_evidence(struct case_reader *r, size_t buyer)
{
    const struct hoshi_case_buyer *b = &r->c->buyer[buyer];
    for (size_t i = 0; i < b->evidences; i++) {
        char path[96];
        if (!b->evidence[i].fact || !*b->evidence[i].fact ||
            hoshi_rule_fact_find(b->evidence[i].fact) != HOSHI_RULE_FACTS)
            continue;
        snprintf(path, sizeof path, "buyers[%zu].evidence[%zu].fact", buyer, i);
        hoshi_fault_add(r->faults, HOSHI_E_CHOICE, path, b->evidence[i].fact,
                        "facts: hoshiwari rules --json");
    }
}

static void check_buyers(struct case_reader *r)
{
    const struct hoshi_case *c = r->c;
    for (size_t i = 0; i < c->buyers; i++) {
        const struct hoshi_case_buyer *b = &c->buyer[i];
        char path[96];
        snprintf(path, sizeof path, "buyers[%zu].id", i);
        const char *id = b->id ? b->id : "";
        if (strcmp(id, "supplier") == 0 || strcmp(id, "others") == 0)
            hoshi_fault_add(r->faults, HOSHI_E_ID, path, id, "≠ supplier, others");
        for (size_t k = 0; k < i; k++)
            if (*id && c->buyer[k].id && strcmp(c->buyer[k].id, id) == 0)
                hoshi_fault_add(r->faults, HOSHI_E_DUPLICATE, path, id, NULL);
        for (size_t k = 0; k < b->items; k++)
            for (size_t j = 0; j < k; j++)
                if (b->item[j].code && b->item[k].code && *b->item[k].code &&
                    strcmp(b->item[j].code, b->item[k].code) == 0) {
                    snprintf(path, sizeof path, "buyers[%zu].items[%zu].code", i, k);
                    hoshi_fault_add(r->faults, HOSHI_E_DUPLICATE, path, b->item[k].code, NULL);
                    break;
                }
        check_evidence(r, i);
        check_bargain(r, i);
        const struct hoshi_case_negotiation *g = &b->negotiation;
        if (g->requested_on.year && g->responded_on.year &&
            hoshi_date_compare(g->responded_on, g->requested_on) < 0) {
            char got[HOSHI_DATE_TEXT], asked[HOSHI_DATE_TEXT];
            snprintf(path, sizeof path, "buyers[%zu].negotiation.responded_on", i);
            hoshi_fault_add(r->faults, HOSHI_E_CONTRADICTION, path, hoshi_date_print(g->responded_on, got),
                            ">= %s", hoshi_date_print(g->requested_on, asked));
        }
    }
}

/* Something that happened did so by the day the case is of. */
static void check_past(struct case_reader *r, const char *path, struct hoshi_date day)
{
    char got[HOSHI_DATE_TEXT], allowed[HOSHI_DATE_TEXT];
    if (day.year && r->c->as_of.year && hoshi_date_compare(day, r->c->as_of) > 0)
        hoshi_fault_add(r->faults, HOSHI_E_CONTRADICTION, path, hoshi_date_print(day, got), "<= %s (as_of)",
                        hoshi_date_print(r->c->as_of, allowed));
}

static void check_contradicts(struct case_reader *r, size_t buyer, const char *key, const char *other)
{
    char path[96];
    snprintf(path, sizeof path, "buyers[%zu].%s", buyer, key);
    if (!r->faulty)
        hoshi_fault_add(r->faults, HOSHI_E_CONTRADICTION, path, "false", "true (%s)", other);
}

static void check_buyer_days(struct case_reader *r, size_t i)
{
    const struct hoshi_case_buyer *b = &r->c->buyer[i];
    const struct hoshi_case_negotiation *g = &b->negotiation;
    const struct {
        const char *key;
        struct hoshi_date day;
    } past[] = {{"employees_as_of", b->employees_as_of},
                {"request.made_on", b->request.made_on},
                {"negotiation.requested_on", g->requested_on},
                {"negotiation.responded_on", g->responded_on},
                {"negotiation.last_consult_on", g->last_consult_on},
                {"negotiation.decision_date", g->decision_date},
                {"relation.since", b->relation.since}};
    char path[96], got[HOSHI_DATE_TEXT], made[HOSHI_DATE_TEXT];
    for (size_t k = 0; k < sizeof past / sizeof *past; k++) {
        snprintf(path, sizeof path, "buyers[%zu].%s", i, past[k].key);
        check_past(r, path, past[k].day);
    }
    for (size_t k = 0; k < b->transactions; k++) {
        snprintf(path, sizeof path, "buyers[%zu].transactions[%zu].ordered_on", i, k);
        check_past(r, path, b->transaction[k].ordered_on);
    }
    if (b->request.deadline.year && b->request.made_on.year &&
        hoshi_date_compare(b->request.deadline, b->request.made_on) < 0) {
        snprintf(path, sizeof path, "buyers[%zu].request.deadline", i);
        hoshi_fault_add(r->faults, HOSHI_E_CONTRADICTION, path, hoshi_date_print(b->request.deadline, got),
                        ">= %s", hoshi_date_print(b->request.made_on, made));
    }
}

/* Facts of the talks that cannot both be so. */
static void check_facts(struct case_reader *r)
{
    const struct hoshi_case_supplier *s = &r->c->supplier;
    check_past(r, "supplier.employees_as_of", s->employees_as_of);
    if (!r->faulty && s->uses_employees == HOSHI_NO && s->employees_regular != HOSHI_NONE &&
        s->employees_regular > 0)
        hoshi_fault_add(r->faults, HOSHI_E_CONTRADICTION, "supplier.uses_employees", "false",
                        "true (supplier.employees_regular)");
    for (size_t i = 0; i < r->c->buyers; i++) {
        const struct hoshi_case_buyer *b = &r->c->buyer[i];
        const char *vendor = b->request.designated_vendor, *route = b->dispute.route;
        check_buyer_days(r, i);
        if (b->request.product_designated == HOSHI_NO &&
            ((vendor && *vendor) || b->request.designated_product != SIZE_MAX))
            check_contradicts(r, i, "request.product_designated", "designated_vendor, designated_product");
        if (b->dispute.considered == HOSHI_NO && route && strcmp(route, "none") != 0)
            check_contradicts(r, i, "dispute.considered", "dispute.route");
    }
}

static const char *const whole_path[] = {
    "supplier.annual_sales_yen",         "supplier.activity.direct_hours_per_year",
    "supplier.activity.value_added_yen", "supplier.activity.headcount",
    "supplier.activity.orders_per_year", ""};
static const char *const part_name[] = {"annual_purchases_yen",     "activity.direct_hours_per_year",
                                        "activity.value_added_yen", "activity.headcount",
                                        "activity.orders_per_year", "custom_share"};

static int64_t case_check_amount(const struct hoshi_case_activity *a, int64_t sales, int64_t custom,
                                 enum hoshi_key key)
{
    switch (key) {
    case HOSHI_KEY_HOURS:
        return a->direct_hours_per_year;
    case HOSHI_KEY_VALUE_ADDED:
        return a->value_added_yen;
    case HOSHI_KEY_HEADCOUNT:
        return a->headcount;
    case HOSHI_KEY_ORDERS:
        return a->orders_per_year;
    case HOSHI_KEY_CUSTOM:
        return custom;
    default:
        return sales;
    }
}

static bool is_party(const struct hoshi_case_buyer *b)
{
    return b->requested_level != HOSHI_NONE || b->include == HOSHI_YES;
}

static void check_key(struct case_reader *r, enum hoshi_key key)
{
    const struct hoshi_case *c = r->c;
    int64_t whole = case_check_amount(&c->supplier.activity, c->supplier.annual_sales_yen, HOSHI_MICRO, key),
            sum = 0;
    if (key == HOSHI_KEY_CUSTOM && !c->sharing.key_reason)
        case_check_missing(r, HOSHI_E_REASON_MISSING, "sharing.key_reason", HOSHI_NONE,
                           "sharing.key = custom");
    bool parties = false;
    for (size_t i = 0; i < c->buyers; i++) {
        const struct hoshi_case_buyer *b = &c->buyer[i];
        int64_t part = case_check_amount(&b->activity, b->annual_purchases_yen, b->custom_share_ppm, key);
        bool party = is_party(b);
        parties = parties || party;
        if (part == HOSHI_NONE && party) {
            char path[96];
            snprintf(path, sizeof path, "buyers[%zu].%s", i, part_name[key]);
            case_check_missing(r, HOSHI_E_KEY_AMOUNT_MISSING, path, HOSHI_NONE, hoshi_key_key(key));
        }
        if (part != HOSHI_NONE && !hoshi_money_add(sum, part, &sum))
            check_fault(r, HOSHI_E_OVERFLOW, "buyers", HOSHI_NONE, "");
    }
    if (!parties)
        return;
    if (whole == HOSHI_NONE || whole == 0) {
        case_check_missing(r, HOSHI_E_WHOLE_MISSING, whole_path[key], whole, hoshi_key_key(key));
        return;
    }
    if (sum > whole) {
        char allowed[96];
        snprintf(allowed, sizeof allowed, "<= %" PRId64 " (%s)", whole,
                 key == HOSHI_KEY_CUSTOM ? "1" : whole_path[key]);
        check_fault(r, HOSHI_E_SHARES_OVER_ONE, part_name[key], sum, allowed);
    }
}

/* Every key in use, the general one first. */
static void case_check_keys(struct case_reader *r)
{
    const struct hoshi_case_sharing *s = &r->c->sharing;
    bool used[HOSHI_KEYS] = {false};
    check_key(r, s->key);
    used[s->key] = true;
    for (size_t i = 0; i < HOSHI_POOLS; i++)
        if (s->rule[i].key_stated && !used[s->rule[i].key]) {
            used[s->rule[i].key] = true;
            check_key(r, s->rule[i].key);
        }
}

/* Rules that look at every group of buyers have a limit of members (calc/division_rules.h). */
static void case_check_rules(struct case_reader *r)
{
    static const struct {
        const char *id;
        int64_t most;
    } limited[] = {{"per_capita_nucleolus", 16}, {"tau", 16}, {"gately", 16}, {"random_arrival", 20}};
    const struct hoshi_case *c = r->c;
    int64_t askers = 0;
    char path[64], allowed[32];
    if (c->sharing.askers_grid > 0 && 100 % c->sharing.askers_grid)
        check_fault(r, HOSHI_E_RANGE, "sharing.askers_grid", c->sharing.askers_grid,
                    "0, 1, 2, 4, 5, 10, 20, 25, 50");
    for (size_t i = 0; i < c->buyers; i++)
        askers += c->buyer[i].requested_level != HOSHI_NONE;
    for (size_t i = 0; i < HOSHI_POOLS; i++) {
        const struct hoshi_case_rule *rule = &c->sharing.rule[i];
        snprintf(path, sizeof path, "sharing.rules.%s", hoshi_pool_key((enum hoshi_pool)i));
        if (rule->stated && rule->rule == HOSHI_RULE_OVERHEADS && !c->sharing.overheads.stated)
            case_check_missing(r, HOSHI_E_KEY_MISSING, "sharing.overheads", HOSHI_NONE, path);
        for (size_t k = 0; rule->division && k < sizeof limited / sizeof *limited; k++)
            if (strcmp(rule->division, limited[k].id) == 0 && askers > limited[k].most) {
                snprintf(allowed, sizeof allowed, "<= %" PRId64, limited[k].most);
                check_fault(r, HOSHI_E_TOO_MANY, path, askers, allowed);
            }
    }
}

void hoshi_case_check(struct case_reader *r)
{
    r->faulty = r->faults->n > 0;
    case_check_sizes(r);
    check_plan(r);
    check_buyers(r);
    check_facts(r);
    case_check_keys(r);
    case_check_rules(r);
}
