/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "supplier_row.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void hoshi_supplier_row_init(struct hoshi_supplier_row *row)
{
    memset(row, 0, sizeof *row);
    struct hoshi_supplier_head *h = &row->head;
    h->annual_purchases_yen = h->annual_sales_yen = h->capital_yen = h->employees_regular = HOSHI_NONE;
    h->weight_micro = HOSHI_NONE;
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
    if (h->must && h->must_not)
        row_refuse(c, HOSHI_E_CONTRADICTION, "must_not", HOSHI_NONE, "must");
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
