/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The driver: a kernel opened, a row or a case in, a record out. */
#include "case_buyer.h"
#include "supplier_parts.h"
#include "text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum hoshi_status setting(struct hoshi_faults *faults, const char *name, int64_t got, int64_t low,
                                 int64_t high)
{
    char text[32];
    if (got >= low && got <= high)
        return HOSHI_OK;
    snprintf(text, sizeof text, "%" PRId64, got);
    return hoshi_fault_add(faults, HOSHI_E_RANGE, name, text, "%" PRId64 " … %" PRId64, low, high);
}

static enum hoshi_status check_factors(const struct hoshi_supplier_settings *s, struct hoshi_faults *faults)
{
    static const char *const name[] = {"market_factor", "labour_factor", "pace_factor"};
    for (size_t f = 0; f < HOSHI_FACTORS; f++) {
        const int64_t *v = s->factor_ppm[f];
        if (v[0] == HOSHI_NONE)
            continue;
        if (v[0] < 0 || v[0] > v[1] || v[1] > v[2] || v[2] > 1000 * HOSHI_MICRO)
            return hoshi_fault_add(faults, HOSHI_E_ORDER, name[f], NULL,
                                   "0 <= low <= likely <= high <= 1000");
    }
    return HOSHI_OK;
}

static enum hoshi_status check_settings(const struct hoshi_supplier_settings *s, struct hoshi_faults *faults)
{
    enum hoshi_status status = setting(faults, "as_of", s->as_of.year, HOSHI_YEAR_MIN, HOSHI_YEAR_MAX);
    if (!status)
        status = setting(faults, "horizon_years", s->horizon, 0, HOSHI_YEARS_MAX);
    if (!status)
        status = setting(faults, "unknown_share", s->unknown_share_ppm, 0, HOSHI_MICRO);
    if (!status)
        status = setting(faults, "completions", s->completions, 1, HOSHI_COMPLETIONS_MAX);
    for (size_t r = 0; !status && r < HOSHI_ROLES; r++)
        if (s->labour_yen_per_day[r] != HOSHI_NONE)
            status = setting(faults, "labour_yen_per_day", s->labour_yen_per_day[r], 0, 10000000);
    for (size_t i = 0; !status && i < HOSHI_CURRENCIES; i++)
        if (s->exchange_micro[i] != HOSHI_NONE)
            status = setting(faults, "exchange", s->exchange_micro[i], 1, 10000 * HOSHI_MICRO);
    return status ? status : check_factors(s, faults);
}

/* The reader knows every default of a case, so the frame is read, not filled in by hand. */
static enum hoshi_status open_frame(struct hoshi_supplier_kernel *k, struct hoshi_faults *faults)
{
    static const char text[] =
        "{\"hoshiwari_case\":1,\"case_id\":\"portfolio\",\"supplier\":{\"name\":\"supplier\",\"annual_sales_yen\":1,\"size\":{\"users\":1}},\"target_level\":4,\"gap\":{\"answers\":{}},\"buyers\":[{\"id\":\"buyer\",\"annual_purchases_yen\":1,\"requested_level\":4}]}";
    struct hoshi_faults own = {0};
    enum hoshi_status status =
        hoshi_case_parse(text, sizeof text - 1, "portfolio", k->tables, &k->frame, &own);
    if (status)
        return hoshi_fault_add(faults, status, NULL, NULL, NULL);
    struct hoshi_case *c = k->frame;
    const struct hoshi_supplier_settings *s = &k->settings;
    c->as_of = s->as_of;
    c->start = s->start;
    c->horizon_years = s->horizon ? s->horizon : HOSHI_NONE;
    c->sharing.basis = s->basis;
    c->supplier.fact = k->fact;
    c->plan.have = k->have;
    c->open_prior = k->settings.open_prior;
    c->range.stated = true;
    c->range.distribution = s->distribution;
    memcpy(c->range.market_micro, s->factor_ppm[HOSHI_FACTOR_MARKET], sizeof c->range.market_micro);
    memcpy(c->range.labour_micro, s->factor_ppm[HOSHI_FACTOR_LABOUR], sizeof c->range.labour_micro);
    memcpy(c->range.pace_micro, s->factor_ppm[HOSHI_FACTOR_PACE], sizeof c->range.pace_micro);
    memcpy(c->exchange_micro, s->exchange_micro, sizeof c->exchange_micro);
    memcpy(c->supplier.labour_yen_per_day, s->labour_yen_per_day, sizeof s->labour_yen_per_day);
    return hoshi_assumptions_init(&k->a, k->tables, c, s->as_of, faults);
}

static enum hoshi_status find_commons(struct hoshi_supplier_kernel *k, struct hoshi_faults *faults)
{
    for (size_t p = 0; p < k->tables->prices; p++) {
        if (!k->tables->price[p].common_unknown)
            continue;
        if (k->commons == HOSHI_COMMONS_MAX)
            return hoshi_fault_add(faults, HOSHI_E_TOO_MANY, "prices.json", k->tables->price[p].id,
                                   "common_unknown: <= %d", HOSHI_COMMONS_MAX);
        k->common[k->commons++] = p;
    }
    return HOSHI_OK;
}

enum hoshi_status hoshi_supplier_kernel_open(const struct hoshi_tables *tables,
                                             const struct hoshi_supplier_settings *settings,
                                             struct hoshi_supplier_kernel **out, struct hoshi_faults *faults)
{
    enum hoshi_status status = check_settings(settings, faults);
    if (status)
        return status;
    struct hoshi_supplier_kernel *k = calloc(1, sizeof *k);
    if (!k)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    k->tables = tables;
    k->settings = *settings;
    status = open_frame(k, faults);
    if (!status)
        status = find_commons(k, faults);
    if (!status)
        status = hoshi_supplier_model_open(k, faults);
    if (!status)
        status = hoshi_supplier_fast_open(k, faults);
    if (status) {
        hoshi_supplier_kernel_close(k);
        return status;
    }
    *out = k;
    return HOSHI_OK;
}

void hoshi_supplier_kernel_close(struct hoshi_supplier_kernel *kernel)
{
    if (!kernel)
        return;
    hoshi_case_close(kernel->frame);
    hoshi_supplier_model_close(kernel);
    hoshi_supplier_fast_close(kernel);
    free(kernel);
}

const struct hoshi_assumptions *hoshi_supplier_kernel_assumptions(const struct hoshi_supplier_kernel *kernel)
{
    return &kernel->a;
}

size_t hoshi_supplier_kernel_commons(const struct hoshi_supplier_kernel *kernel, const size_t **price)
{
    *price = kernel->common;
    return kernel->commons;
}

/* ---- rows ---- */

static void compare_level(struct hoshi_supplier_result *r, int64_t stated)
{
    int by = hoshi_supplier_level_by(&r->head.questions);
    if (by && stated && by != stated)
        r->flags |= HOSHI_SUPPLIER_LEVEL_UNLIKE;
}

static bool many_per(int64_t count, int64_t per, int64_t of)
{
    return of != HOSHI_NONE && count / per >= of && count > per * of;
}

static void compare_sizes(struct hoshi_supplier_result *r, const int64_t size[HOSHI_DRIVERS],
                          int64_t employees)
{
    int64_t pcs = size[HOSHI_ENDPOINTS], users = size[HOSHI_USERS];
    bool unlike = pcs != HOSHI_NONE && pcs >= HOSHI_SUPPLIER_UNLIKE_PCS &&
                  (many_per(pcs, HOSHI_SUPPLIER_PCS_PER_PERSON, users) ||
                   many_per(pcs, HOSHI_SUPPLIER_PCS_PER_PERSON, employees));
    unlike |= users != HOSHI_NONE && users >= HOSHI_SUPPLIER_UNLIKE_USERS &&
              many_per(users, HOSHI_SUPPLIER_USERS_PER_EMPLOYEE, employees);
    if (unlike)
        r->flags |= HOSHI_SUPPLIER_SIZES_UNLIKE;
}

static void set_share(struct hoshi_supplier_kernel *k, const struct hoshi_supplier_row *row,
                      struct hoshi_supplier_result *r)
{
    struct hoshi_case *c = k->frame;
    bool known = row->head.annual_purchases_yen != HOSHI_NONE && row->head.annual_sales_yen != HOSHI_NONE &&
                 row->head.annual_sales_yen > 0;
    c->buyer[0].annual_purchases_yen = known ? row->head.annual_purchases_yen : k->settings.unknown_share_ppm;
    c->supplier.annual_sales_yen = known ? row->head.annual_sales_yen : HOSHI_MICRO;
    if (!known)
        r->flags |= HOSHI_SUPPLIER_SHARE_ASSUMED;
}

static void set_answers(struct hoshi_supplier_kernel *k, const struct hoshi_supplier_row *row)
{
    struct hoshi_answer *answer = k->frame->answers.answer;
    bool known = row->gap == HOSHI_SUPPLIER_GAP_ANSWERS;
    for (size_t i = 0; i < k->tables->catalog.criteria; i++) {
        answer[i].status = known ? (enum hoshi_answer_status)row->answer[i] : HOSHI_UNANSWERED;
        answer[i].remaining_ppm = known && row->remaining_ppm[i] >= 0 ? row->remaining_ppm[i] : HOSHI_NONE;
    }
}

/* The star held on the day of the figures: one that has run out is not held. */
static int star_held(const struct hoshi_supplier_kernel *k, const struct hoshi_supplier_row *row)
{
    const struct hoshi_date *until = &row->head.star.valid_until;
    bool over = until->year && hoshi_date_compare(*until, k->settings.as_of) < 0;
    return over ? 0 : row->holds_level;
}

static void set_case(struct hoshi_supplier_kernel *k, const struct hoshi_supplier_row *row, int level)
{
    int held = star_held(k, row);
    struct hoshi_case *c = k->frame;
    struct hoshi_case_supplier *s = &c->supplier;
    c->target_level = level;
    c->open_prior = &k->settings.open_prior[hoshi_supplier_group(level, row->head.employees_regular)];
    c->buyer[0].requested_level = level;
    s->employees_regular = row->head.employees_regular;
    memcpy(s->size, row->size, sizeof s->size);
    s->size[HOSHI_COMPANY] = HOSHI_NONE;
    s->facts = 0;
    for (size_t i = 0; i < k->tables->catalog.facts && i < HOSHI_SUPPLIER_FACTS_MAX; i++)
        if (row->fact[i] != HOSHI_UNKNOWN)
            s->fact[s->facts++] = (struct hoshi_case_fact){i, row->fact[i] == HOSHI_YES};
    c->plan.taken_level = held;
    c->plan.haves = held >= level;
    k->have[0] = k->tables->star[level];
}

static enum hoshi_status supplier_run_fail(struct hoshi_supplier_result *r, struct hoshi_supplier_detail *d,
                                           enum hoshi_status status)
{
    struct hoshi_supplier_head head = r->head;
    memset(r, 0, sizeof *r);
    r->head = head;
    r->weight_micro = HOSHI_NONE;
    r->status = (int32_t)status;
    if (d)
        memset(d, 0, sizeof *d);
    return status;
}

static void supplier_run_begin(struct hoshi_supplier_result *r, struct hoshi_supplier_detail *d,
                               const struct hoshi_supplier_head *head)
{
    memset(r, 0, sizeof *r);
    r->head = *head;
    r->weight_micro = head->weight_micro;
    r->completions = 1;
    if (d)
        memset(d, 0, sizeof *d);
}

enum hoshi_status hoshi_supplier_kernel_row(struct hoshi_supplier_kernel *kernel,
                                            const struct hoshi_supplier_row *row,
                                            struct hoshi_supplier_result *result,
                                            struct hoshi_supplier_detail *detail, struct hoshi_faults *faults)
{
    supplier_run_begin(result, detail, &row->head);
    enum hoshi_status status = hoshi_supplier_row_check(row, &kernel->tables->catalog, faults);
    if (status)
        return supplier_run_fail(result, detail, status);
    int level = hoshi_supplier_level(&row->head);
    result->flags |= row->head.level ? 0u : (uint32_t)HOSHI_SUPPLIER_LEVEL_DERIVED;
    int held = star_held(kernel, row);
    if (row->gap == HOSHI_SUPPLIER_GAP_NONE && held < level)
        result->flags |= HOSHI_SUPPLIER_GAP_UNKNOWN;
    if (held != row->holds_level)
        result->flags |= HOSHI_SUPPLIER_STAR_EXPIRED;
    if (row->returned)
        result->flags |= HOSHI_SUPPLIER_RETURNED;
    result->head.star.held = row->holds_level;
    compare_sizes(result, row->size, row->head.employees_regular);
    result->head.level = level;
    compare_level(result, row->head.level);
    set_share(kernel, row, result);
    set_answers(kernel, row);
    set_case(kernel, row, level);
    if (kernel->settings.exact && row->gap != HOSHI_SUPPLIER_GAP_COUNTS)
        status = hoshi_supplier_exact_run(kernel, kernel->frame, 0, result, detail, faults);
    else
        status = hoshi_supplier_fast_row(kernel, row, result, detail, faults);
    return status ? supplier_run_fail(result, detail, status) : HOSHI_OK;
}

/* ---- cases ---- */

static void take_head(struct hoshi_supplier_head *h, const struct hoshi_case *c, int64_t row)
{
    memset(h, 0, sizeof *h);
    h->row = row;
    hoshi_text_copy(h->id, sizeof h->id, c->case_id);
    hoshi_text_copy(h->name, sizeof h->name, c->supplier.name);
    h->level = (int)c->target_level;
    h->annual_purchases_yen = HOSHI_NONE;
    h->annual_sales_yen = c->supplier.annual_sales_yen;
    h->capital_yen = c->supplier.capital_yen;
    h->employees_regular = c->supplier.employees_regular;
    h->weight_micro = h->star.paid_yen = h->asked_annual_yen = HOSHI_NONE;
}

static void take_buyer(struct hoshi_supplier_head *h, const struct hoshi_case_buyer *b)
{
    h->questions = b->level_questions;
    h->annual_purchases_yen = b->annual_purchases_yen;
    if (b->transactions)
        hoshi_text_copy(h->transaction, sizeof h->transaction, b->transaction[0].type);
    h->deadline = b->request.deadline;
    h->conduct = (struct hoshi_supplier_conduct){
        .requested_on = b->request.made_on,
        .necessity_explained = b->request.necessity_explained,
        .method_explained = b->request.method_explained,
        .talks_held = b->negotiation.meeting_count == HOSHI_NONE ? HOSHI_UNKNOWN
                      : b->negotiation.meeting_count             ? HOSHI_YES
                                                                 : HOSHI_NO,
        .refusal_reason_written = b->negotiation.refusal_reason_written,
        .price_requested_on = b->negotiation.requested_on};
}

/* A survey that was answered before anybody asked for a star names no buyer: then it is this one's, as a row of a
 * list would be, and its share is not known. */
static void take_nobody(struct hoshi_supplier_kernel *k, struct hoshi_case *own,
                        struct hoshi_supplier_result *r)
{
    own->buyer = k->frame->buyer;
    own->buyers = 1;
    own->buyer[0].requested_level = own->target_level;
    own->buyer[0].annual_purchases_yen = k->settings.unknown_share_ppm;
    own->supplier.annual_sales_yen = HOSHI_MICRO;
    r->flags |= HOSHI_SUPPLIER_SHARE_ASSUMED;
}

enum hoshi_status hoshi_supplier_kernel_case(struct hoshi_supplier_kernel *kernel, const struct hoshi_case *c,
                                             const char *buyer, int64_t row,
                                             struct hoshi_supplier_result *result,
                                             struct hoshi_supplier_detail *detail,
                                             struct hoshi_faults *faults)
{
    struct hoshi_supplier_head head;
    take_head(&head, c, row);
    supplier_run_begin(result, detail, &head);
    size_t at = 0;
    enum hoshi_buyer_match match;
    enum hoshi_status status = c->buyers ? hoshi_case_buyer_find(c, buyer, &at, &match, faults) : HOSHI_OK;
    if (status)
        return supplier_run_fail(result, detail, status);
    if (c->buyers) {
        take_buyer(&result->head, &c->buyer[at]);
        compare_level(result, c->buyer[at].requested_level);
    }
    compare_sizes(result, c->supplier.size, c->supplier.employees_regular);
    /* A copy that shares everything but the period, and the range when the case says nothing about it. */
    struct hoshi_case own = *c;
    if (!c->buyers)
        take_nobody(kernel, &own, result);
    const struct hoshi_assumptions *a = &kernel->a;
    own.horizon_years = a->horizon;
    own.start = a->start;
    if ((c->horizon_years != HOSHI_NONE && c->horizon_years != a->horizon) ||
        (c->start.year && hoshi_date_compare(c->start, a->start) != 0))
        result->flags |= HOSHI_SUPPLIER_PERIOD_REPLACED;
    if (!c->range.stated)
        own.range = kernel->frame->range;
    status = hoshi_supplier_exact_run(kernel, &own, at, result, detail, faults);
    return status ? supplier_run_fail(result, detail, status) : HOSHI_OK;
}

static void listed_number(int64_t row, int64_t *to)
{
    if (*to == HOSHI_NONE)
        *to = row;
}

static void listed_truth(enum hoshi_truth row, enum hoshi_truth *to)
{
    if (*to == HOSHI_UNKNOWN)
        *to = row;
}

void hoshi_supplier_listed(struct hoshi_supplier_result *result, const struct hoshi_supplier_head *row)
{
    struct hoshi_supplier_head of_case = result->head, *h = &result->head;
    *h = *row;
    h->level = of_case.level;
    h->annual_purchases_yen = of_case.annual_purchases_yen;
    h->annual_sales_yen = of_case.annual_sales_yen;
    h->capital_yen = of_case.capital_yen;
    h->employees_regular = of_case.employees_regular;
    h->questions = of_case.questions;
    listed_number(row->annual_purchases_yen, &h->annual_purchases_yen);
    listed_number(row->annual_sales_yen, &h->annual_sales_yen);
    listed_number(row->capital_yen, &h->capital_yen);
    listed_number(row->employees_regular, &h->employees_regular);
    listed_truth(row->questions.important_data, &h->questions.important_data);
    listed_truth(row->questions.outage, &h->questions.outage);
    listed_truth(row->questions.access, &h->questions.access);
    if (!h->transaction[0])
        memcpy(h->transaction, of_case.transaction, sizeof h->transaction);
    if (!h->deadline.year)
        h->deadline = of_case.deadline;
    if (!h->conduct.requested_on.year)
        h->conduct = of_case.conduct;
    result->weight_micro = row->weight_micro;
    result->flags |= HOSHI_SUPPLIER_RETURNED;
}
