/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "supplier_generate.h"

#include "assumptions.h"
#include "philox.h"
#include "portable_math.h"
#include "text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct hoshi_generate_settings hoshi_generate_defaults(uint64_t seed, struct hoshi_date as_of)
{
    return (struct hoshi_generate_settings){seed, as_of, 300000, 150000};
}

/* ---- numbers of one supplier, in the order they are asked for ---- */

struct stream {
    uint64_t seed, index;
    uint32_t used;
};

static double generate_uniform(struct stream *s)
{
    const uint32_t key[2] = {(uint32_t)s->seed, (uint32_t)(s->seed >> 32)};
    const uint32_t counter[4] = {s->used++, (uint32_t)s->index, (uint32_t)(s->index >> 32), 0x67656e65};
    uint32_t word[4];
    hoshi_philox(counter, key, word);
    uint64_t w = ((uint64_t)word[0] << 32 | word[1]) >> 11;
    return ((double)w + 0.5) / 9007199254740992.0;
}

static bool chance(struct stream *s, double p)
{
    return generate_uniform(s) < p;
}

static int64_t generate_between(struct stream *s, int64_t low, int64_t high)
{
    return low + (int64_t)floor(generate_uniform(s) * (double)(high - low + 1));
}

/* ---- parameters ---- */

/* What the tables say, read once per supplier: a dozen look-ups. */
struct ground {
    double employees[3], sales[3], questions[3], no_investment, unplanned, antivirus;
};

static enum hoshi_status read_values(const struct hoshi_tables *t, const char *id, size_t n, double *to,
                                     struct hoshi_faults *faults)
{
    const struct hoshi_parameter *p = hoshi_tables_parameter(t, id);
    if (!p || p->values != n)
        return hoshi_fault_add(faults, HOSHI_E_PARAMETER_MISSING, id, NULL, NULL);
    for (size_t i = 0; i < n; i++)
        to[i] = (double)p->value_micro[i] / 1e6;
    return HOSHI_OK;
}

static enum hoshi_status read_ground(const struct hoshi_tables *t, struct ground *g,
                                     struct hoshi_faults *faults)
{
    const struct {
        const char *id;
        size_t n;
        double *to;
    } list[] = {{"made_up_employees", 3, g->employees}, {"made_up_sales_per_employee", 3, g->sales},
                {"made_up_questions", 3, g->questions}, {"sme_no_investment", 1, &g->no_investment},
                {"sme_unplanned", 1, &g->unplanned},    {"sme_antivirus", 1, &g->antivirus}};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        enum hoshi_status s = read_values(t, list[i].id, list[i].n, list[i].to, faults);
        if (s)
            return s;
    }
    return HOSHI_OK;
}

/* Lognormal on either side of the median: low and high are the 5 % and 95 % points. */
static double scattered(struct stream *s, const double v[3])
{
    static const double z95 = 1.6448536269514722;
    double z = hoshi_portable_normal_quantile(generate_uniform(s));
    z = z > 3 ? 3 : z < -3 ? -3 : z;
    double end = z < 0 ? v[0] : v[2];
    return v[1] * hoshi_portable_exp(fabs(z) / z95 * hoshi_portable_log(end / v[1]));
}

/* ---- a supplier ---- */

/* Two significant digits and a half: nobody states sales to the yen. */
static int64_t generate_rounded(double x)
{
    double step = 1;
    while (x / step >= 2000)
        step *= 10;
    return (int64_t)(floor(x / step + 0.5) * step);
}

static void make_sizes(const struct hoshi_tables *t, struct stream *s, int64_t employees,
                       struct hoshi_supplier_row *row)
{
    int64_t base[HOSHI_DRIVERS] = {0};
    base[HOSHI_COMPANY] = 1;
    base[HOSHI_USERS] = employees * generate_between(s, 60, 100) / 100;
    base[HOSHI_USERS] += base[HOSHI_USERS] == 0;
    for (int pass = 0; pass < 2; pass++)
        for (int d = 1; d < HOSHI_DRIVERS; d++)
            if (d != HOSHI_USERS)
                base[d] = hoshi_assumptions_default(&t->driver_default[d], base[t->driver_default[d].per]);
    for (int d = 1; d < HOSHI_DRIVERS; d++) {
        if (d == HOSHI_PEOPLE || d == HOSHI_FIXED_ENDPOINTS)
            continue; /* left to their defaults: the employees, and none */
        double factor = d == HOSHI_USERS ? 1 : 0.5 + generate_uniform(s);
        bool known = d == HOSHI_USERS || d == HOSHI_ENDPOINTS || chance(s, 0.6);
        int64_t n = (int64_t)floor((double)base[d] * factor + 0.5);
        if (known)
            row->size[d] = n;
    }
    static const enum hoshi_driver pair[][2] = {{HOSHI_UNSUPPORTED_ENDPOINTS, HOSHI_ENDPOINTS},
                                                {HOSHI_UNSUPPORTED_SERVERS, HOSHI_SERVERS}};
    for (size_t i = 0; i < 2; i++)
        if (row->size[pair[i][1]] != HOSHI_NONE && row->size[pair[i][0]] > row->size[pair[i][1]])
            row->size[pair[i][0]] = row->size[pair[i][1]];
}

/* No buyer lists a supplier it buys next to nothing from. */
enum { PURCHASES_LEAST_YEN = 300000 };

/* Between that and 0.6 of the sales, even on a scale of logarithms but for a lean to its upper end: half of
 * the suppliers live on the buyer to a tenth or more, and none to more than its sales. */
static int64_t generate_purchases(struct stream *s, int64_t sales_yen)
{
    double u = generate_uniform(s), most = (double)sales_yen * 0.6;
    double least = most < PURCHASES_LEAST_YEN ? most : PURCHASES_LEAST_YEN;
    if (!(most > 0))
        return 0;
    return generate_rounded(most * hoshi_portable_exp((1 - u) * (1 - u) * hoshi_portable_log(least / most)));
}

static enum hoshi_truth generate_truth(struct stream *s, double yes, double known)
{
    bool is = chance(s, yes);
    return !chance(s, known) ? HOSHI_UNKNOWN : is ? HOSHI_YES : HOSHI_NO;
}

static void make_head(struct stream *s, const struct ground *g, const struct hoshi_generate_settings *set,
                      struct hoshi_supplier_head *h)
{
    static const char *const trade[] = {"精密加工", "金属プレス", "樹脂成形", "めっき", "組立",
                                        "基板実装", "設計",       "物流",     "梱包",   "ソフト開発"};
    static const char *const kind[] = {
        "manufacturing", "manufacturing", "manufacturing",     "manufacturing",     "manufacturing",
        "manufacturing", "info_program",  "service_transport", "service_transport", "info_program"};
    size_t t = (size_t)generate_between(s, 0, 9);
    double employees = scattered(s, g->employees);
    snprintf(h->id, sizeof h->id, "X%06llu", (unsigned long long)(s->index + 1));
    snprintf(h->name, sizeof h->name, "架空%s%06llu", trade[t], (unsigned long long)(s->index + 1));
    hoshi_text_copy(h->transaction, sizeof h->transaction, kind[t]);
    h->row = (int64_t)s->index + 1;
    h->employees_regular = (int64_t)floor(employees) + 1;
    h->annual_sales_yen = generate_rounded(employees * scattered(s, g->sales) * 1e6);
    h->annual_purchases_yen = generate_purchases(s, h->annual_sales_yen);
    h->capital_yen = generate_rounded(employees * 1e6 * (0.3 + 2 * generate_uniform(s)));
    h->questions.important_data = chance(s, g->questions[0]) ? HOSHI_YES : HOSHI_NO;
    h->questions.outage = chance(s, g->questions[1]) ? HOSHI_YES : HOSHI_NO;
    h->questions.access = chance(s, g->questions[2]) ? HOSHI_YES : HOSHI_NO;
    if (chance(s, 0.15))
        h->annual_sales_yen = HOSHI_NONE; /* a buyer does not always know its supplier's sales */
    h->sole_source = chance(s, 0.1);
    h->must = chance(s, 0.02);
    h->must_not = !h->must && chance(s, 0.01);
    struct hoshi_date month = {set->as_of.year, set->as_of.month, 0};
    if (chance(s, 0.7)) {
        h->deadline = hoshi_month_add(month, (int)generate_between(s, 6, 40));
        h->deadline.day = 28;
    }
    if (chance(s, 0.6)) {
        h->conduct.requested_on = hoshi_month_add(month, -(int)generate_between(s, 1, 9));
        h->conduct.requested_on.day = (int)generate_between(s, 1, 28);
        h->conduct.necessity_explained = generate_truth(s, 0.6, 0.9);
        h->conduct.method_explained = generate_truth(s, 0.4, 0.9);
        h->conduct.talks_held = generate_truth(s, 0.35, 0.9);
        h->conduct.refusal_reason_written = generate_truth(s, 0.2, 0.3);
    }
}

/* Probability that a criterion is met, before the firm's readiness. */
static double met_share(const struct ground *g, const struct hoshi_criterion *c)
{
    double share = c->category == 4 || c->category == 5 ? g->antivirus : 1 - g->unplanned;
    return c->level == 4 ? share / 2 : share;
}

static void make_answers(const struct hoshi_tables *t, struct stream *s, const struct ground *g, int level,
                         struct hoshi_supplier_row *row)
{
    /* Firms without investment meet half of what the others do, and the mean stays. */
    bool none = chance(s, g->no_investment);
    double ready = (none ? 0.5 : 1) / (1 - g->no_investment / 2) * (0.8 + 0.4 * generate_uniform(s));
    for (size_t i = 0; i < t->catalog.criteria; i++) {
        const struct hoshi_criterion *c = &t->catalog.criterion[i];
        double met = met_share(g, c) * ready, u = generate_uniform(s), detail = generate_uniform(s);
        if (c->level > level)
            continue;
        row->answer[i] = u < met                               ? HOSHI_MET
                         : c->fact != SIZE_MAX && detail < 0.1 ? HOSHI_NOT_APPLICABLE
                         : detail < 0.15                       ? HOSHI_UNANSWERED
                         : detail < 0.4                        ? HOSHI_PARTIAL
                                                               : HOSHI_UNMET;
        if (row->answer[i] == HOSHI_PARTIAL && detail > 0.25)
            row->remaining_ppm[i] = (int32_t)(1 + (int)(detail * 1000) % 3) * 250000;
    }
}

static void count_answers(const struct hoshi_tables *t, int level, struct hoshi_supplier_row *row)
{
    for (size_t i = 0; i < t->catalog.criteria; i++) {
        const struct hoshi_criterion *c = &t->catalog.criterion[i];
        if (c->level <= level)
            row->count[c->category][row->answer[i]]++;
        row->answer[i] = HOSHI_UNANSWERED;
        row->remaining_ppm[i] = -1;
    }
}

enum hoshi_status hoshi_supplier_generate(const struct hoshi_tables *tables,
                                          const struct hoshi_generate_settings *settings, uint64_t index,
                                          struct hoshi_supplier_row *row, struct hoshi_faults *faults)
{
    struct ground g;
    struct stream s = {settings->seed, index, 0};
    enum hoshi_status status = read_ground(tables, &g, faults);
    if (status)
        return status;
    hoshi_supplier_row_init(row);
    make_head(&s, &g, settings, &row->head);
    make_sizes(tables, &s, row->head.employees_regular, row);
    double known = generate_uniform(&s) * 1e6;
    int level = hoshi_supplier_level(&row->head);
    row->gap = known < (double)settings->nothing_ppm                            ? HOSHI_SUPPLIER_GAP_NONE
               : known < (double)(settings->nothing_ppm + settings->counts_ppm) ? HOSHI_SUPPLIER_GAP_COUNTS
                                                                                : HOSHI_SUPPLIER_GAP_ANSWERS;
    if (row->gap == HOSHI_SUPPLIER_GAP_NONE)
        return HOSHI_OK;
    make_answers(tables, &s, &g, level, row);
    if (row->gap == HOSHI_SUPPLIER_GAP_COUNTS)
        count_answers(tables, level, row);
    return HOSHI_OK;
}
