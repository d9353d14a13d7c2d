/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of a plan as random rows with weights: calc/estimate_range.c in the terms of supplier_spread.h.
 */
#include "supplier_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct hoshi_distribution model_law_of(const struct hoshi_case *c, const struct hoshi_triple *t)
{
    static const enum hoshi_distribution_kind kind[] = {HOSHI_PERT, HOSHI_TRIANGULAR, HOSHI_LOGNORMAL90};
    struct hoshi_distribution d;
    double low = (double)t->low_micro / 1e6, likely = (double)t->likely_micro / 1e6,
           high = (double)t->high_micro / 1e6;
    if (hoshi_distribution_init(&d, kind[hoshi_case_spread(c)], low, likely, high))
        d = (struct hoshi_distribution){
            .kind = HOSHI_CONSTANT, .low = likely, .likely = likely, .high = likely};
    return d;
}

/* What a unit of a common row costs: read off a line that uses it, so that currency and months are in it. */
static enum hoshi_status common_units(struct hoshi_supplier_kernel *k, struct hoshi_faults *faults)
{
    const struct hoshi_tables *t = k->tables;
    for (size_t m = 0; m < t->measures; m++)
        for (size_t i = 0; i < t->measure[m].lines; i++)
            for (size_t c = 0; c < k->commons; c++) {
                struct hoshi_line line;
                if (t->measure[m].line[i].price != k->common[c])
                    continue;
                enum hoshi_status status = hoshi_line_init(&line, &k->a, &t->measure[m], i, faults);
                if (status)
                    return status;
                k->common_unit[c] = line.unit;
            }
    hoshi_supplier_model_commons(k, k->frame, k->common_law);
    return HOSHI_OK;
}

enum hoshi_status hoshi_supplier_model_open(struct hoshi_supplier_kernel *k, struct hoshi_faults *faults)
{
    const struct hoshi_tables *t = k->tables;
    for (size_t m = 0; m < t->measures; m++)
        k->first_line[m + 1] = k->first_line[m] + t->measure[m].lines;
    k->lines = k->first_line[t->measures];
    k->buyer_weight = calloc(k->lines + 1, sizeof *k->buyer_weight);
    k->input = calloc(INPUTS_MAX, sizeof *k->input);
    k->of_price = malloc((t->prices + 1) * sizeof *k->of_price);
    k->of_effort = malloc((t->efforts + 1) * sizeof *k->of_effort);
    k->uncertain = calloc(2 * t->measures + 1, sizeof *k->uncertain);
    if (!k->buyer_weight || !k->input || !k->of_price || !k->of_effort || !k->uncertain)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    for (size_t i = 0; i <= t->prices; i++)
        k->of_price[i] = SIZE_MAX;
    for (size_t i = 0; i < t->efforts; i++)
        k->of_effort[i] = SIZE_MAX;
    enum hoshi_status status = hoshi_spread_factors_init(&k->factors, (const int64_t(*)[3])k->a.factor_ppm);
    for (int d = 1; !status && d < HOSHI_DRIVERS; d++) {
        double most = (double)t->driver_default[d].spread_micro / 1e6;
        status = hoshi_distribution_init(&k->size_law[d], HOSHI_TRIANGULAR, -most, 0, most);
        k->size_cumulants[d] = hoshi_distribution_cumulants(&k->size_law[d]);
    }
    if (status)
        return hoshi_fault_add(faults, status, "factors", NULL, NULL);
    return common_units(k, faults);
}

void hoshi_supplier_model_close(struct hoshi_supplier_kernel *k)
{
    free(k->buyer_weight);
    free(k->input);
    free(k->uncertain);
    free(k->of_price);
    free(k->of_effort);
}

static struct input *model_input_of(struct hoshi_supplier_kernel *k, const struct hoshi_case *c,
                                    const struct hoshi_line *line)
{
    /* Rows of a case's own (quotations of whole measures) share the place behind the table's. */
    size_t price =
        line->effort || line->row->price < k->tables->prices ? line->row->price : k->tables->prices;
    size_t *first = line->effort ? &k->of_effort[line->row->effort] : &k->of_price[price];
    for (size_t i = *first; i != SIZE_MAX; i = k->input[i].next)
        if (memcmp(&k->input[i].unit, &line->unit, sizeof line->unit) == 0)
            return &k->input[i];
    if (k->inputs == INPUTS_MAX)
        return NULL;
    struct input *x = &k->input[k->inputs];
    *x = (struct input){.unit = line->unit,
                        .law = model_law_of(c, &line->unit),
                        .effort = line->effort != NULL,
                        .common = -1,
                        .next = *first};
    x->x = hoshi_distribution_cumulants(&x->law);
    for (size_t i = 0; line->price && !line->quote && i < k->commons; i++)
        if (k->common[i] == line->row->price &&
            memcmp(&k->common_unit[i], &line->unit, sizeof line->unit) == 0)
            x->common = (int)i;
    *first = k->inputs++;
    return x;
}

void hoshi_supplier_model_begin(struct hoshi_supplier_kernel *k, int years, bool fresh)
{
    for (size_t i = 0; fresh && i <= k->tables->prices; i++)
        k->of_price[i] = SIZE_MAX;
    for (size_t i = 0; fresh && i < k->tables->efforts; i++)
        k->of_effort[i] = SIZE_MAX;
    k->inputs = fresh ? 0 : k->inputs;
    for (size_t i = 0; i < k->inputs; i++)
        memset(&k->input[i].weights, 0, sizeof k->input[i].weights);
    memset(&k->spread, 0, sizeof k->spread);
    memset(k->size, 0, sizeof k->size);
    k->spread.years = years;
    k->uncertains = 0;
    memset(k->by_rate, 0, sizeof k->by_rate);
}

void hoshi_supplier_model_rates(struct hoshi_supplier_kernel *k, const struct hoshi_need *need)
{
    hoshi_open_rates_init(&k->rates, need, &k->tables->catalog);
}

static void add_weight(struct spread_weights *to, const struct hoshi_line *line, int years, double whole,
                       double buyer)
{
    for (int y = 1; y <= years; y++)
        if (hoshi_line_due(line, y)) {
            to->w[HOSHI_VIEW_WHOLE][y] += whole;
            to->w[HOSHI_VIEW_WHOLE][0] += whole;
            to->w[HOSHI_VIEW_BUYER][y] += buyer;
            to->w[HOSHI_VIEW_BUYER][0] += buyer;
        }
}

/* As rest_on_sizes of calc/share/estimate_range.c: `mean` yen of a unit, expected quantities. */
static void model_rest_on_sizes(struct hoshi_supplier_kernel *k, const struct hoshi_assumptions *a,
                                const struct hoshi_line *line, double whole, double buyer)
{
    struct hoshi_default_part part[2 * HOSHI_DRIVERS];
    double mean = (double)line->unit_mean_micro / 1e6;
    size_t n = hoshi_line_defaults(line, a, part);
    for (size_t i = 0; i < n; i++)
        add_weight(&k->size[part[i].driver], line, k->spread.years, part[i].share * whole * mean,
                   part[i].share * buyer * mean);
}

/* Terms of one group by input: the same row is one variable in it. */
struct group {
    struct input *input[HOSHI_LINES_MAX];
    struct spread_weights weights[HOSHI_LINES_MAX];
    size_t n;
};

static struct spread_weights *group_input(struct group *g, struct input *x)
{
    for (size_t i = 0; i < g->n; i++)
        if (g->input[i] == x)
            return &g->weights[i];
    g->input[g->n] = x;
    g->weights[g->n] = (struct spread_weights){0};
    return &g->weights[g->n++];
}

static void note_uncertain(struct hoshi_supplier_kernel *k, const struct spread_group *g,
                           const struct range_need *need)
{
    struct supplier_uncertain *x = &k->uncertain[k->uncertains++];
    double slope[HOSHI_CATEGORIES + 1];
    hoshi_hangs_init(&x->hangs, &k->rates, need->hangs_on, need->hangs_on_n);
    for (int c = 0; c <= HOSHI_CATEGORIES; c++)
        slope[c] = hoshi_hangs_slope(&k->rates, &x->hangs, c);
    for (int v = 0; v < SPREAD_VIEWS; v++)
        for (int y = 0; y <= k->spread.years; y++)
            for (int i = 0; i < 2; i++) {
                x->mean[v][y][i] = g->part[v][y][i].mean;
                for (int c = 1; c <= HOSHI_CATEGORIES; c++)
                    k->by_rate[v][y][2 * c + i] += slope[c] * x->mean[v][y][i];
            }
}

static void model_add_group(struct hoshi_supplier_kernel *k, const struct group *g,
                            const struct range_need *need, double probability, double low, double high)
{
    struct spread_group sum = {0};
    for (size_t i = 0; i < g->n; i++)
        hoshi_spread_group_add(&sum, k->spread.years, g->input[i]->effort, &g->input[i]->x, &g->weights[i]);
    if (!g->n)
        return;
    hoshi_spread_add_group(&k->spread, &sum, probability, low, high);
    if (probability < 1)
        note_uncertain(k, &sum, need);
}

enum hoshi_status hoshi_supplier_model_measure(struct hoshi_supplier_kernel *k,
                                               const struct hoshi_assumptions *a,
                                               const struct range_line *line, size_t n,
                                               const struct range_need *need)
{
    bool certain = need->probability >= 1, open = certain && need->stated_ppm < HOSHI_MICRO;
    struct group fixed = {.n = 0}, random = {.n = 0};
    for (size_t i = 0; i < n; i++) {
        const struct hoshi_line *x = line[i].line;
        struct input *input = model_input_of(k, a->c, x);
        if (!input)
            return HOSHI_E_TOO_MANY;
        double quantity = (double)x->quantity_micro / 1e6;
        double full = quantity *
                      (double)(hoshi_line_need(x, need->need_ppm) - hoshi_line_need(x, need->before_ppm)) /
                      1e6;
        full = hoshi_line_credit(x) ? -full : full;
        if (open && !x->row->indivisible) {
            double part = full > 0 ? line[i].buyer / full : 0;
            double half = ((double)need->stated_ppm / 1e6 + 1) / 2;
            add_weight(group_input(&random, input), x, k->spread.years, quantity, quantity * part);
            model_rest_on_sizes(k, a, x, quantity * half, quantity * half * part);
        } else {
            add_weight(certain ? &input->weights : group_input(&fixed, input), x, k->spread.years, full,
                       line[i].buyer);
            model_rest_on_sizes(k, a, x, full * need->probability, line[i].buyer * need->probability);
        }
    }
    model_add_group(k, &fixed, need, need->probability, 1, 1);
    model_add_group(k, &random, need, 1, (double)need->stated_ppm / 1e6, 1);
    return HOSHI_OK;
}

enum hoshi_status hoshi_supplier_model_dropped(struct hoshi_supplier_kernel *k,
                                               const struct hoshi_assumptions *a,
                                               const struct range_line *line)
{
    struct input *x = model_input_of(k, a->c, line->line);
    if (!x)
        return HOSHI_E_TOO_MANY;
    add_weight(&x->weights, line->line, k->spread.years, 0, line->buyer);
    model_rest_on_sizes(k, a, line->line, 0, line->buyer);
    return HOSHI_OK;
}

struct supplier_pairs {
    double square[SPREAD_VIEWS][SPREAD_PERIODS][2], cross[SPREAD_VIEWS][SPREAD_PERIODS];
};

/* Covariances of all pairs of measures of the unanswered, of one view and period. */
static void model_uncertain_pairs(const struct hoshi_supplier_kernel *k, struct supplier_pairs *sum)
{
    memset(sum, 0, sizeof *sum);
    for (size_t i = 0; i < k->uncertains; i++)
        for (size_t j = 0; j < i; j++) {
            const struct supplier_uncertain *a = &k->uncertain[i], *b = &k->uncertain[j];
            double c = hoshi_hangs_covariance(&k->rates, &a->hangs, &b->hangs);
            for (int v = 0; c > 0 && v < SPREAD_VIEWS; v++)
                for (int y = 0; y <= k->spread.years; y++) {
                    const double *p = a->mean[v][y], *q = b->mean[v][y];
                    sum->square[v][y][0] += 2 * c * p[0] * q[0];
                    sum->square[v][y][1] += 2 * c * p[1] * q[1];
                    sum->cross[v][y] += c * (p[0] * q[1] + p[1] * q[0]);
                }
        }
}

/* As add_rates of calc/share/estimate_range.c. */
static void model_add_rates(struct hoshi_supplier_kernel *k)
{
    struct supplier_pairs sum;
    if (k->uncertains < 2)
        return;
    model_uncertain_pairs(k, &sum);
    for (int v = 0; v < SPREAD_VIEWS; v++)
        for (int y = 0; y <= k->spread.years; y++) {
            struct hoshi_open_spread x = hoshi_open_spread_of(sum.square[v][y], sum.cross[v][y]);
            hoshi_spread_add_even(&k->spread.sum[v][y], x.both[0], x.both[1]);
            hoshi_spread_add_even(&k->spread.sum[v][y], x.alone[0], 0);
            hoshi_spread_add_even(&k->spread.sum[v][y], 0, x.alone[1]);
        }
}

void hoshi_supplier_model_end(struct hoshi_supplier_kernel *k)
{
    model_add_rates(k);
    for (size_t i = 0; i < k->inputs; i++) {
        const struct input *x = &k->input[i];
        if (x->common < 0) {
            hoshi_spread_add(&k->spread, x->effort, &x->law, &x->x, &x->weights);
            continue;
        }
        for (int v = 0; v < SPREAD_VIEWS; v++)
            for (int y = 0; y <= k->spread.years; y++)
                k->spread.sum[v][y].units[x->common] += x->weights.w[v][y];
    }
    for (int d = 1; d < HOSHI_DRIVERS; d++)
        if (k->size[d].w[HOSHI_VIEW_WHOLE][0] > 0 && k->size_law[d].kind != HOSHI_CONSTANT)
            hoshi_spread_add(&k->spread, false, &k->size_law[d], &k->size_cumulants[d], &k->size[d]);
}

void hoshi_supplier_model_commons(const struct hoshi_supplier_kernel *k, const struct hoshi_case *c,
                                  struct spread_common law[HOSHI_COMMONS_MAX])
{
    for (size_t i = 0; i < k->commons; i++) {
        law[i].x = model_law_of(c, &k->common_unit[i]);
        law[i].cumulants = hoshi_distribution_cumulants(&law[i].x);
    }
}

double hoshi_supplier_model_mean(const struct hoshi_supplier_kernel *k, const struct spread_factors *f,
                                 const struct spread_common *law, const struct spread_sum *sum)
{
    double market = sum->moment[0];
    for (size_t c = 0; c < k->commons; c++)
        market += sum->units[c] * law[c].cumulants.mean;
    return f->market_mean * market + f->labour_mean * f->pace[1] * sum->moment[1];
}

void hoshi_supplier_model_expect(const struct hoshi_supplier_kernel *k, const struct spread *s,
                                 const struct spread_factors *f, const struct spread_common *law,
                                 struct hoshi_supplier_result *r)
{
    bool open = r->flags & (HOSHI_SUPPLIER_UNANSWERED | HOSHI_SUPPLIER_UNSTATED);
    double net = r->mean_horizon_yen > 0 ? 1 - (double)r->funding_yen / (double)r->mean_horizon_yen : 1;
    for (int y = 0; y < s->years; y++) {
        int64_t whole = 0, buyer = r->part[HOSHI_SUPPLIER_BUYER].by_year_yen[y];
        for (int i = 0; i < HOSHI_SUPPLIER_PARTIES; i++)
            whole += r->part[i].by_year_yen[y];
        if (open) {
            buyer = llround(hoshi_supplier_model_mean(k, f, law, &s->sum[HOSHI_VIEW_BUYER][y + 1]));
            whole = llround(hoshi_supplier_model_mean(k, f, law, &s->sum[HOSHI_VIEW_WHOLE][y + 1]) *
                            fmax(net, 0));
        }
        r->expected_by_year_yen[HOSHI_VIEW_BUYER][y] = buyer;
        r->expected_by_year_yen[HOSHI_VIEW_WHOLE][y] = whole > buyer ? whole : buyer;
        hoshi_spread_year(s, HOSHI_VIEW_BUYER, y + 1, f, law, k->commons, &r->own_sd_by_year_yen[y],
                          &r->common_sd_by_year_yen[y]);
    }
}

void hoshi_supplier_model_take(const struct hoshi_supplier_kernel *k, const struct spread *s,
                               const struct spread_factors *f, const struct spread_common *law,
                               struct hoshi_supplier_result *r, struct hoshi_supplier_detail *d)
{
    for (int v = 0; v < HOSHI_VIEWS; v++) {
        struct spread_result x;
        hoshi_spread_result(s, v, f, law, k->commons, &x);
        struct hoshi_supplier_spread *to = &r->spread[v];
        *to = (struct hoshi_supplier_spread){.mean_yen = x.mean,
                                             .own_variance = x.own_variance,
                                             .common_variance = x.common_variance,
                                             .p50_yen = x.p50,
                                             .p80_yen = x.p80,
                                             .market_yen = x.market,
                                             .labour_yen = x.labour};
        memcpy(to->common_units, s->sum[v][0].units, sizeof to->common_units);
        for (int y = 0; d && y <= s->years; y++) {
            hoshi_spread_with_pace(f, s->sum[v][y].moment, d->own[v][y]);
            memcpy(d->common_units[v][y], s->sum[v][y].units, sizeof d->common_units[v][y]);
            for (int c = 1; c <= HOSHI_CATEGORIES; c++) {
                d->by_rate[v][y][2 * c] = k->by_rate[v][y][2 * c];
                d->by_rate[v][y][2 * c + 1] = f->pace[1] * k->by_rate[v][y][2 * c + 1];
            }
            d->market_yen[v][y] = d->own[v][y][0];
            for (size_t c = 0; c < k->commons; c++)
                d->market_yen[v][y] += s->sum[v][y].units[c] * k->common_law[c].cumulants.mean;
        }
    }
}

struct hoshi_triple hoshi_supplier_kernel_common_unit(const struct hoshi_supplier_kernel *kernel, size_t i)
{
    return kernel->common_unit[i];
}

void hoshi_supplier_kernel_law(const struct hoshi_supplier_kernel *kernel,
                               struct hoshi_supplier_common_law *law)
{
    const struct spread_factors *f = &kernel->factors;
    *law = (struct hoshi_supplier_common_law){
        .market_mean = f->market_mean,
        .market_variance = f->market_square - f->market_mean * f->market_mean,
        .labour_mean = f->labour_mean,
        .labour_variance = f->labour_square - f->labour_mean * f->labour_mean,
        .commons = kernel->commons};
    for (size_t i = 0; i < kernel->commons; i++) {
        law->mean[i] = kernel->common_law[i].cumulants.mean;
        law->variance[i] = kernel->common_law[i].cumulants.variance;
        law->third[i] = kernel->common_law[i].cumulants.third;
        law->fourth[i] = kernel->common_law[i].cumulants.fourth;
        law->x[i] = kernel->common_law[i].x;
    }
}
