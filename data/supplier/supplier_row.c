/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "supplier_row.h"
#include "fold.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void hoshi_supplier_row_init(struct hoshi_supplier_row *row)
{
    memset(row, 0, sizeof *row);
    struct hoshi_supplier_head *h = &row->head;
    h->annual_purchases_yen = h->annual_sales_yen = h->capital_yen = h->employees_regular = HOSHI_NONE;
    h->weight_micro = h->star.paid_yen = h->asked_annual_yen = HOSHI_NONE;
    row->typed.start = row->typed.computed = -1;
    for (int d = 0; d < HOSHI_DRIVERS; d++)
        row->size[d] = HOSHI_NONE;
    for (size_t i = 0; i < HOSHI_CRITERIA_MAX; i++)
        row->remaining_ppm[i] = -1;
    for (int k = 0; k <= HOSHI_CATEGORIES; k++)
        row->met_ppm[k] = -1;
}

/* Criteria of each category at a level. */
static void row_criteria(const struct hoshi_catalog *catalog, int level, int64_t there[HOSHI_CATEGORIES + 1])
{
    memset(there, 0, (HOSHI_CATEGORIES + 1) * sizeof *there);
    for (size_t i = 0; i < catalog->criteria; i++)
        there[catalog->criterion[i].category] += catalog->criterion[i].level <= level;
}

void hoshi_supplier_row_rates(struct hoshi_supplier_row *row, const struct hoshi_catalog *catalog)
{
    int64_t there[HOSHI_CATEGORIES + 1];
    int level = hoshi_supplier_level(&row->head);
    if (level != 3 && level != 4)
        return;
    row_criteria(catalog, level, there);
    for (int k = 1; k <= HOSHI_CATEGORIES; k++) {
        int64_t counted = 0;
        for (int a = 0; a < HOSHI_ANSWERS; a++)
            counted += row->count[k][a];
        if (row->met_ppm[k] < 0 || counted)
            continue;
        int64_t met = (there[k] * row->met_ppm[k] + HOSHI_MICRO / 2) / HOSHI_MICRO;
        row->count[k][HOSHI_MET] = (uint16_t)met;
        row->count[k][HOSHI_UNMET] = (uint16_t)(there[k] - met);
        if (row->gap == HOSHI_SUPPLIER_GAP_NONE)
            row->gap = HOSHI_SUPPLIER_GAP_COUNTS;
    }
}

int hoshi_supplier_level_by(const struct hoshi_case_questions *q)
{
    if (q->important_data == HOSHI_YES || q->outage == HOSHI_YES || q->access == HOSHI_YES)
        return 4;
    return q->important_data == HOSHI_NO && q->outage == HOSHI_NO && q->access == HOSHI_NO ? 3 : 0;
}

int hoshi_supplier_level(const struct hoshi_supplier_head *head)
{
    return head->level ? head->level : hoshi_supplier_level_by(&head->questions);
}

void hoshi_supplier_row_decide(struct hoshi_supplier_row *row)
{
    const struct hoshi_supplier_typed *t = &row->typed;
    struct hoshi_supplier_head *h = &row->head;
    bool moved = t->start >= 0 && t->start != t->computed;
    h->must |= t->handling == HOSHI_DECISION_YES;
    h->must_not |= t->handling == HOSHI_DECISION_NO;
    if (t->computed >= 0)
        h->weight_micro = HOSHI_NONE;
    if (t->decision == HOSHI_DECISION_NO) {
        h->must_not = true;
        h->must = false;
    } else if ((t->decision == HOSHI_DECISION_YES || t->handling == HOSHI_DECISION_FIXED) && t->start > 0) {
        h->start_fixed = t->start;
    } else if (t->decision == HOSHI_DECISION_YES && !h->start_fixed) {
        h->must = true;
    } else if (moved) {
        h->start_fixed = t->start;
        h->must_not |= t->start == 0;
    }
}

/* The weights of the twelve digits behind the check digit, from the right: 1, 2, 1 … (Cabinet Order on the numbers of
 * corporations, 法人番号の指定等に関する省令 art. 2). */
static bool corporate_checks(const char digits[HOSHI_SUPPLIER_CORPORATE])
{
    int sum = 0;
    for (int i = 1; i <= 12; i++)
        sum += (digits[13 - i] - '0') * (i % 2 ? 1 : 2);
    return digits[0] - '0' == 9 - sum % 9;
}

enum hoshi_status hoshi_corporate_number(const char *text, char out[HOSHI_SUPPLIER_CORPORATE])
{
    char folded[64], digits[HOSHI_SUPPLIER_CORPORATE];
    size_t n = 0;
    out[0] = 0;
    if (strlen(text) >= sizeof folded || !hoshi_text_width_fold(text, strlen(text), folded, sizeof folded))
        return HOSHI_E_CORPORATE_NUMBER;
    const char *p = folded + strspn(folded, " ");
    p += *p == 'T' || *p == 't';
    for (; *p; p++) {
        if (*p == '-' || *p == ' ')
            continue;
        if (*p < '0' || *p > '9' || n == 13)
            return HOSHI_E_CORPORATE_NUMBER;
        digits[n++] = *p;
    }
    digits[n] = 0;
    if (n != 13 || !corporate_checks(digits))
        return HOSHI_E_CORPORATE_NUMBER;
    memcpy(out, digits, sizeof digits);
    return HOSHI_OK;
}

struct check {
    const struct hoshi_supplier_row *row;
    struct hoshi_faults *faults;
    enum hoshi_status first;
};

static void row_refuse(struct check *c, enum hoshi_status status, const char *path, int64_t got,
                       const char *allowed)
{
    char text[32] = "";
    if (got != HOSHI_NONE)
        snprintf(text, sizeof text, "%" PRId64, got);
    hoshi_fault_add_row(c->faults, status, (long)c->row->head.row, path, text, "%s", allowed);
    c->first = c->first ? c->first : status;
}

static void row_check_amount(struct check *c, const char *path, int64_t value, int64_t most)
{
    char allowed[48];
    snprintf(allowed, sizeof allowed, "0 … %" PRId64, most);
    if (value != HOSHI_NONE && (value < 0 || value > most))
        row_refuse(c, HOSHI_E_RANGE, path, value, allowed);
}

static void check_head(struct check *c)
{
    const struct hoshi_supplier_head *h = &c->row->head;
    if (h->level != 0 && h->level != 3 && h->level != 4)
        row_refuse(c, HOSHI_E_LEVEL_UNDEFINED, "level", h->level, "3, 4");
    else if (!hoshi_supplier_level(h))
        row_refuse(c, HOSHI_E_SUPPLIER_LEVEL, "level", HOSHI_NONE,
                   "level = 3, 4; important_data, outage, access = yes, no");
    row_check_amount(c, "annual_purchases_yen", h->annual_purchases_yen, HOSHI_YEN_MAX);
    row_check_amount(c, "annual_sales_yen", h->annual_sales_yen, HOSHI_YEN_MAX);
    row_check_amount(c, "capital_yen", h->capital_yen, HOSHI_YEN_MAX);
    row_check_amount(c, "employees_regular", h->employees_regular, HOSHI_COUNT_MAX);
    row_check_amount(c, "weight", h->weight_micro, HOSHI_SUPPLIER_WEIGHT_MAX);
    if (h->annual_purchases_yen != HOSHI_NONE && h->annual_sales_yen != HOSHI_NONE &&
        h->annual_purchases_yen > h->annual_sales_yen)
        row_refuse(c, HOSHI_E_SHARES_OVER_ONE, "annual_purchases_yen", h->annual_purchases_yen,
                   "<= annual_sales_yen");
    row_check_amount(c, "star.paid_yen", h->star.paid_yen, HOSHI_YEN_MAX);
    if ((h->must || h->start_fixed) && h->must_not)
        row_refuse(c, HOSHI_E_CONTRADICTION, "must_not", HOSHI_NONE, h->must ? "must" : "start_fixed");
    if (h->start_fixed < 0 || h->start_fixed > HOSHI_SUPPLIER_START_MAX)
        row_refuse(c, HOSHI_E_DECISION_START, "start_fixed", h->start_fixed, "1 … 10");
}

static void row_check_sizes(struct check *c)
{
    const int64_t *size = c->row->size;
    char path[64];
    for (int d = 1; d < HOSHI_DRIVERS; d++) {
        snprintf(path, sizeof path, "size.%s", hoshi_driver_key((enum hoshi_driver)d));
        row_check_amount(c, path, size[d], HOSHI_COUNT_MAX);
    }
    if (size[HOSHI_USERS] == HOSHI_NONE && size[HOSHI_ENDPOINTS] == HOSHI_NONE &&
        c->row->head.employees_regular == HOSHI_NONE)
        row_refuse(c, HOSHI_E_SIZE_MISSING, "size", HOSHI_NONE, "users, endpoints, employees_regular");
    static const enum hoshi_driver pair[][2] = {{HOSHI_UNSUPPORTED_ENDPOINTS, HOSHI_ENDPOINTS},
                                                {HOSHI_UNSUPPORTED_SERVERS, HOSHI_SERVERS}};
    for (size_t i = 0; i < 2; i++)
        if (size[pair[i][0]] != HOSHI_NONE && size[pair[i][1]] != HOSHI_NONE &&
            size[pair[i][0]] > size[pair[i][1]]) {
            snprintf(path, sizeof path, "size.%s", hoshi_driver_key(pair[i][0]));
            row_refuse(c, HOSHI_E_CONTRADICTION, path, size[pair[i][0]], hoshi_driver_key(pair[i][1]));
        }
}

static void row_check_answers(struct check *c, const struct hoshi_catalog *catalog)
{
    const struct hoshi_supplier_row *r = c->row;
    for (size_t i = 0; i < catalog->criteria; i++) {
        if (r->answer[i] >= HOSHI_ANSWERS)
            row_refuse(c, HOSHI_E_RANGE, catalog->criterion[i].id, r->answer[i], "0 … 5");
        bool stated = r->remaining_ppm[i] != -1;
        if (stated &&
            (r->answer[i] != HOSHI_PARTIAL || r->remaining_ppm[i] < 0 || r->remaining_ppm[i] > HOSHI_MICRO))
            row_refuse(c, HOSHI_E_REMAINING, catalog->criterion[i].id, r->remaining_ppm[i], "0 … 1000000");
    }
}

static void check_counts(struct check *c, const struct hoshi_catalog *catalog)
{
    int level = hoshi_supplier_level(&c->row->head);
    if (level != 3 && level != 4)
        return;
    int64_t there[HOSHI_CATEGORIES + 1];
    row_criteria(catalog, level, there);
    for (int k = 1; k <= HOSHI_CATEGORIES; k++) {
        int64_t sum = 0;
        char path[32], allowed[48];
        for (int a = 0; a < HOSHI_ANSWERS; a++)
            sum += c->row->count[k][a];
        snprintf(path, sizeof path, "count[%d]", k);
        snprintf(allowed, sizeof allowed, "0 … %" PRId64, there[k]);
        if (sum > there[k])
            row_refuse(c, HOSHI_E_SUPPLIER_COUNTS, path, sum, allowed);
    }
}

enum hoshi_status hoshi_supplier_row_check(const struct hoshi_supplier_row *row,
                                           const struct hoshi_catalog *catalog, struct hoshi_faults *faults)
{
    struct check c = {row, faults, HOSHI_OK};
    check_head(&c);
    row_check_sizes(&c);
    if (row->gap == HOSHI_SUPPLIER_GAP_ANSWERS)
        row_check_answers(&c, catalog);
    else if (row->gap == HOSHI_SUPPLIER_GAP_COUNTS)
        check_counts(&c, catalog);
    return c.first;
}
