/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "portfolio_total.h"

#include "range.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- exact sums ---- */

enum { WORD_BITS = 32, LOWEST = -64, SETTLE_EVERY = 1 << 24 };

bool hoshi_exact_sum_add(struct hoshi_exact_sum *s, double x)
{
    int exponent;
    double f = frexp(x, &exponent); /* |f| in 0.5 … 1 */
    if (!isfinite(x) || exponent > LOWEST + WORD_BITS * HOSHI_SUM_WORDS - 2)
        return false;
    int64_t m = (int64_t)ldexp(f, 53);
    int place = exponent - 53 - LOWEST; /* of the lowest bit of m */
    if (place < 0) {
        m = place <= -53 ? 0 : m / (INT64_C(1) << -place);
        place = 0;
    }
    bool minus = m < 0;
    uint64_t u = minus ? 0 - (uint64_t)m : (uint64_t)m;
    int w = place / WORD_BITS, shift = place % WORD_BITS;
    uint64_t part[3] = {(u << shift) & 0xffffffff, (u >> (WORD_BITS - shift)) & 0xffffffff,
                        shift ? u >> (2 * WORD_BITS - shift) : 0};
    for (int i = 0; i < 3 && w + i < HOSHI_SUM_WORDS; i++)
        s->word[w + i] += minus ? -(int64_t)part[i] : (int64_t)part[i];
    return true;
}

void hoshi_exact_sum_settle(struct hoshi_exact_sum *s)
{
    for (int i = 0; i + 1 < HOSHI_SUM_WORDS; i++) {
        int64_t low = s->word[i] & 0xffffffff;
        s->word[i + 1] += (s->word[i] - low) / (INT64_C(1) << WORD_BITS);
        s->word[i] = low;
    }
}

void hoshi_exact_sum_merge(struct hoshi_exact_sum *into, const struct hoshi_exact_sum *from)
{
    struct hoshi_exact_sum other = *from;
    hoshi_exact_sum_settle(into);
    hoshi_exact_sum_settle(&other);
    for (int i = 0; i < HOSHI_SUM_WORDS; i++)
        into->word[i] += other.word[i];
    hoshi_exact_sum_settle(into);
}

/* Of a negative value the magnitude is read, so that a small one does not drown in its complement. */
double hoshi_exact_sum_value(const struct hoshi_exact_sum *s)
{
    struct hoshi_exact_sum t = *s;
    hoshi_exact_sum_settle(&t);
    bool minus = t.word[HOSHI_SUM_WORDS - 1] < 0;
    if (minus) {
        for (int i = 0; i < HOSHI_SUM_WORDS; i++)
            t.word[i] = -t.word[i];
        hoshi_exact_sum_settle(&t);
    }
    double x = 0;
    for (int i = HOSHI_SUM_WORDS - 1; i >= 0; i--)
        x += ldexp((double)t.word[i], LOWEST + WORD_BITS * i);
    return minus ? -x : x;
}

/* ---- adding ---- */

static bool add(int64_t *to, int64_t yen)
{
    return hoshi_money_add(*to, yen, to);
}

static bool add_all(int64_t *to, const int64_t *from, size_t n)
{
    bool ok = true;
    for (size_t i = 0; i < n; i++)
        ok = add(&to[i], from[i]) && ok;
    return ok;
}

static bool add_quantity(int64_t *to, int64_t n)
{
    return !__builtin_add_overflow(*to, n, to);
}

/* Amounts are nothing but int64 sums, so they are added as a list. */
_Static_assert(sizeof(struct hoshi_portfolio_amounts) % sizeof(int64_t) == 0, "a list of int64_t");

static bool add_amounts(struct hoshi_portfolio_amounts *to, const struct hoshi_portfolio_amounts *from)
{
    return add_all((int64_t *)(void *)to, (const int64_t *)(const void *)from, sizeof *to / sizeof(int64_t));
}

static struct hoshi_portfolio_amounts amounts_of(const struct hoshi_supplier_result *r)
{
    struct hoshi_portfolio_amounts a = {.suppliers = 1,
                                        .horizon_yen = r->horizon_yen,
                                        .annual_yen = r->annual_yen,
                                        .direct_yen = r->direct_yen,
                                        .indirect_yen = r->indirect_yen,
                                        .once_yen = r->once_yen,
                                        .recurring_yen = r->recurring_yen,
                                        .upgrade_yen = r->upgrade_yen,
                                        .mean_horizon_yen = r->mean_horizon_yen,
                                        .mean_annual_yen = r->mean_annual_yen,
                                        .funding_yen = r->funding_yen,
                                        .all_unanswered_unmet_yen = r->all_unanswered_unmet_yen};
    memcpy(a.by_year_yen, r->by_year_yen, sizeof a.by_year_yen);
    memcpy(a.by_cause_yen, r->by_cause_yen, sizeof a.by_cause_yen);
    memcpy(a.by_category_yen, r->by_category_yen, sizeof a.by_category_yen);
    memcpy(a.part, r->part, sizeof a.part);
    memcpy(a.expected_by_year_yen, r->expected_by_year_yen, sizeof a.expected_by_year_yen);
    for (int v = 0; v < HOSHI_VIEWS; v++) {
        a.p50_yen[v] = llround(r->spread[v].p50_yen);
        a.p80_yen[v] = llround(r->spread[v].p80_yen);
    }
    if (r->head.annual_purchases_yen != HOSHI_NONE)
        a.annual_purchases_yen = r->head.annual_purchases_yen;
    return a;
}

static bool add_moments(struct hoshi_portfolio_moments *m, const double *own, const double *units,
                        double market)
{
    bool ok = hoshi_exact_sum_add(&m->square[0], market * market) &&
              hoshi_exact_sum_add(&m->square[1], own[1] * own[1]);
    for (size_t i = 0; i < HOSHI_OWN_MOMENTS; i++)
        ok = hoshi_exact_sum_add(&m->own[i], own[i]) && ok;
    for (size_t k = 0; k < HOSHI_COMMONS_MAX; k++)
        if (units[k] < 0 || units[k] > 0) {
            ok = hoshi_exact_sum_add(&m->units[k], units[k]) && ok;
            ok = hoshi_exact_sum_add(&m->square[2 + k], units[k] * units[k]) && ok;
        }
    return ok;
}

/* Whether purchase i is the first of its price row (or measure), and the supplier then buys any in sum. */
static bool first_and_bought(const struct hoshi_supplier_detail *d, size_t i, bool of_measure)
{
    int64_t micro = 0; /* a supplier's quantities are far from the range of int64 */
    for (size_t k = 0; k < d->purchases; k++) {
        const struct hoshi_supplier_purchase *p = &d->purchase[k], *q = &d->purchase[i];
        if (of_measure ? p->measure != q->measure : p->price != q->price)
            continue;
        if (k < i)
            return false;
        if (of_measure ? p->quantity_micro > 0 : !add_quantity(&micro, p->quantity_micro))
            return true;
    }
    return micro > 0;
}

static bool add_purchases(struct hoshi_portfolio_total *t, const struct hoshi_supplier_detail *d)
{
    bool ok = true;
    for (size_t i = 0; i < d->purchases; i++) { /* lists are short: a few dozen lines */
        const struct hoshi_supplier_purchase *p = &d->purchase[i];
        struct hoshi_portfolio_bought *b = &t->price[p->price];
        int64_t units;
        ok = !__builtin_mul_overflow(p->quantity_micro, p->times, &units) && ok;
        ok = ok && add_quantity(&b->quantity_micro, p->quantity_micro) &&
             add_quantity(&b->units_micro, units) &&
             add_quantity(&b->first_year_micro, p->first_year == 1 ? p->quantity_micro : 0) &&
             add(&b->horizon_yen, p->horizon_yen) && add(&t->measure[p->measure].horizon_yen, p->horizon_yen);
        b->suppliers += first_and_bought(d, i, false);
        t->measure[p->measure].suppliers += first_and_bought(d, i, true);
    }
    return ok;
}

static bool add_record(struct hoshi_portfolio_total *t, const struct hoshi_supplier_result *r,
                       const struct hoshi_supplier_detail *d)
{
    int level = r->head.level >= 4;
    struct hoshi_portfolio_amounts a = amounts_of(r);
    bool ok = add_amounts(&t->level[level], &a) && add_purchases(t, d);
    for (int v = 0; v < HOSHI_VIEWS; v++)
        for (int y = 0; y <= r->horizon; y++)
            ok = ok && add_moments(&t->moments[level][v][y], d->own[v][y], d->common_units[v][y],
                                   d->market_yen[v][y]);
    for (int i = 0; i < HOSHI_ANSWERS; i++)
        t->criteria[i] += r->criteria[i];
    for (unsigned i = 0; i < 32; i++)
        t->flagged[i] += r->flags >> i & 1;
    return ok;
}

enum hoshi_status hoshi_portfolio_total_add(struct hoshi_portfolio_total *total,
                                            const struct hoshi_supplier_result *result,
                                            const struct hoshi_supplier_detail *detail)
{
    total->version = HOSHI_PORTFOLIO_TOTAL_VERSION;
    if (result->status) {
        total->left_out++;
        return HOSHI_OK;
    }
    if (total->horizon && total->horizon != result->horizon)
        return HOSHI_E_CONTRADICTION;
    total->horizon = result->horizon;
    if (++total->pending >= SETTLE_EVERY)
        hoshi_portfolio_total_settle(total);
    return add_record(total, result, detail) ? HOSHI_OK : HOSHI_E_OVERFLOW;
}

/* ---- merging ---- */

/* Moments are nothing but exact sums. */
enum { SUMS = sizeof(struct hoshi_portfolio_moments) / sizeof(struct hoshi_exact_sum) };

static struct hoshi_exact_sum *sums_of(struct hoshi_portfolio_total *t)
{
    return (struct hoshi_exact_sum *)(void *)t->moments;
}

enum { ALL_SUMS = HOSHI_PORTFOLIO_LEVELS * HOSHI_VIEWS * HOSHI_PERIODS * SUMS };

void hoshi_portfolio_total_settle(struct hoshi_portfolio_total *total)
{
    struct hoshi_exact_sum *s = sums_of(total);
    for (size_t i = 0; i < ALL_SUMS; i++)
        hoshi_exact_sum_settle(&s[i]);
    total->pending = 0;
}

static bool merge_bought(struct hoshi_portfolio_total *into, const struct hoshi_portfolio_total *from)
{
    bool ok = true;
    for (size_t p = 0; p < HOSHI_ROWS_MAX; p++) {
        struct hoshi_portfolio_bought *b = &into->price[p];
        const struct hoshi_portfolio_bought *c = &from->price[p];
        b->suppliers += c->suppliers;
        ok = add_quantity(&b->quantity_micro, c->quantity_micro) &&
             add_quantity(&b->units_micro, c->units_micro) &&
             add_quantity(&b->first_year_micro, c->first_year_micro) &&
             add(&b->horizon_yen, c->horizon_yen) && ok;
    }
    for (size_t m = 0; m < HOSHI_MEASURES_MAX; m++) {
        into->measure[m].suppliers += from->measure[m].suppliers;
        ok = add(&into->measure[m].horizon_yen, from->measure[m].horizon_yen) && ok;
    }
    return ok;
}

enum hoshi_status hoshi_portfolio_total_merge(struct hoshi_portfolio_total *into,
                                              const struct hoshi_portfolio_total *from)
{
    if (!from->version)
        return HOSHI_OK;
    if (from->version != HOSHI_PORTFOLIO_TOTAL_VERSION ||
        (into->version && into->version != HOSHI_PORTFOLIO_TOTAL_VERSION))
        return HOSHI_E_FORMAT_VERSION;
    if (into->horizon && from->horizon && into->horizon != from->horizon)
        return HOSHI_E_CONTRADICTION;
    into->version = from->version;
    into->horizon = from->horizon ? from->horizon : into->horizon;
    into->left_out += from->left_out;
    into->pending = 0;
    bool ok = merge_bought(into, from);
    for (size_t i = 0; i < 32; i++)
        into->flagged[i] += from->flagged[i];
    for (size_t i = 0; i < HOSHI_ANSWERS; i++)
        into->criteria[i] += from->criteria[i];
    for (int l = 0; l < HOSHI_PORTFOLIO_LEVELS; l++)
        ok = add_amounts(&into->level[l], &from->level[l]) && ok;
    struct hoshi_exact_sum *to = sums_of(into);
    const struct hoshi_exact_sum *add_these = (const struct hoshi_exact_sum *)(const void *)from->moments;
    for (size_t i = 0; i < ALL_SUMS; i++)
        hoshi_exact_sum_merge(&to[i], &add_these[i]);
    return ok ? HOSHI_OK : HOSHI_E_OVERFLOW;
}

bool hoshi_portfolio_total_amounts(const struct hoshi_portfolio_total *total, int level,
                                   struct hoshi_portfolio_amounts *out)
{
    *out = (struct hoshi_portfolio_amounts){0};
    bool ok = true;
    for (int l = 0; l < HOSHI_PORTFOLIO_LEVELS; l++)
        if (!level || level == l + 3)
            ok = add_amounts(out, &total->level[l]) && ok;
    return ok;
}

int64_t hoshi_portfolio_expected(const struct hoshi_portfolio_amounts *amounts, enum hoshi_supplier_view view,
                                 int period)
{
    int64_t sum = 0; /* of ten amounts within HOSHI_YEN_MAX */
    for (int y = 0; y < HOSHI_YEARS_MAX; y++)
        if (!period || period == y + 1)
            sum += amounts->expected_by_year_yen[view][y];
    return sum;
}

/* ---- the range ---- */

/* Sums of one view and period as plain numbers. */
struct moments {
    double own[HOSHI_OWN_MOMENTS], units[HOSHI_COMMONS_MAX], square[2 + HOSHI_COMMONS_MAX];
};

enum { U1, V1, U2, UV, V2, U3, UUV, UVV, V3, U4, UUUV, UUVV, UVVV, V4 };

static void read_sums(double *to, size_t n, const struct hoshi_exact_sum *sum)
{
    for (size_t i = 0; i < n; i++)
        to[i] = hoshi_exact_sum_value(&sum[i]);
}

static void read_moments(const struct hoshi_portfolio_total *t, int level, int view, int period,
                         struct moments *m)
{
    struct hoshi_portfolio_moments sum = {0};
    struct hoshi_exact_sum *to = (struct hoshi_exact_sum *)(void *)&sum;
    for (int l = 0; l < HOSHI_PORTFOLIO_LEVELS; l++) {
        const struct hoshi_exact_sum *from =
            (const struct hoshi_exact_sum *)(const void *)&t->moments[l][view][period];
        for (size_t i = 0; (!level || level == l + 3) && i < SUMS; i++)
            hoshi_exact_sum_merge(&to[i], &from[i]);
    }
    read_sums(m->own, HOSHI_OWN_MOMENTS, sum.own);
    read_sums(m->units, HOSHI_COMMONS_MAX, sum.units);
    read_sums(m->square, 2 + HOSHI_COMMONS_MAX, sum.square);
}

/* A shifted lognormal of given mean, variance and third cumulant, as low and high of lognormal90: what the
 * engine knows that can have any positive skewness. A skewness below 0.02 counts as that: as good as normal.
 */
struct bell {
    double constant, low, high;
};

static struct bell bell_of(double mean, double variance, double third)
{
    struct bell b = {.constant = mean};
    if (!(variance > 0))
        return b;
    double sd = sqrt(variance), skew = third / (variance * sd);
    skew = skew < 0.02 ? 0.02 : skew > 6 ? 6 : skew;
    /* (w + 2) sqrt(w − 1) = skew with w = exp(σ²): Newton on a = sqrt(w − 1), a³ + 3a = skew. */
    double a = skew / 3;
    for (int i = 0; i < 60; i++)
        a -= (a * a * a + 3 * a - skew) / (3 * a * a + 3);
    double s = sqrt(log1p(a * a)), middle = sd / a / sqrt(1 + a * a); /* mean sd/a = middle exp(s²/2) */
    static const double z95 = 1.6448536269514722;
    b.constant = mean - sd / a;
    b.low = middle * exp(-z95 * s);
    b.high = middle * exp(z95 * s);
    return b;
}

enum { FACTOR_MARKET, FACTOR_LABOUR, INPUTS = HOSHI_COMMONS_MAX + 8 };

struct model {
    struct hoshi_range_input input[INPUTS];
    struct hoshi_range_term term[INPUTS + 4];
    size_t inputs, terms;
};

static void put(struct model *m, struct hoshi_range_input input, double weight, int factor)
{
    m->input[m->inputs] = input;
    m->term[m->terms++] = (struct hoshi_range_term){m->inputs++, weight, factor};
}

static double triangle_skewness(double c)
{
    double d = 1 - c + c * c;
    return sqrt(2) * (1 - 2 * c) * (1 + c) * (2 - c) / (5 * d * sqrt(d));
}

/* A triangle of mean 0 and variance 1, its mode where the skewness (within ±0.565) puts it. */
static struct hoshi_range_input triangle_of(double skewness)
{
    double low = 0, high = 1;
    for (int i = 0; i < 60; i++) {
        double c = (low + high) / 2;
        *(triangle_skewness(c) > skewness ? &low : &high) = c;
    }
    double mean = (1 + low) / 3, sd = sqrt((1 - low + low * low) / 18);
    return (struct hoshi_range_input){.id = "",
                                      .kind = HOSHI_TRIANGULAR,
                                      .low = -mean / sd,
                                      .likely = (low - mean) / sd,
                                      .high = (1 - mean) / sd};
}

/* One own sum by its first four cumulants. A few suppliers' paces make it flatter than a bell (fourth < 0):
 * then a triangle, whose fourth cumulant is -0.6 variance², takes that part of it; a bell takes the rest. */
static void put_own(struct model *m, double mean, double variance, double third, double fourth, int factor)
{
    if (variance > 0 && fourth < 0) {
        double part = fmin(1, sqrt(-fourth / 0.6) / variance), own = part * variance, sd = sqrt(own);
        double skewness = fmax(-0.56, fmin(0.56, third / (own * sd)));
        put(m, triangle_of(skewness), sd, factor);
        third -= skewness * own * sd;
        variance -= own;
    }
    struct bell b = bell_of(mean, variance, third);
    put(m,
        (struct hoshi_range_input){
            .id = "", .kind = HOSHI_CONSTANT, .low = b.constant, .likely = b.constant, .high = b.constant},
        1, factor);
    if (b.high > 0)
        put(m,
            (struct hoshi_range_input){
                .id = "", .kind = HOSHI_LOGNORMAL90, .low = b.low, .likely = b.low, .high = b.high},
            1, factor);
}

/* What ΣU and ΣV have in common becomes a variable of its own with a weight on either side. A negative
 * covariance cannot be written so; it is taken off the variances, at the mean factors. */
static void put_owns(struct model *m, const struct moments *k, double market, double labour)
{
    double u = k->own[U2], v = k->own[V2], c = k->own[UV];
    if (c > 0 && u > 0 && v > 0) {
        double part = c / sqrt(u * v), a = sqrt(part * u), b = sqrt(part * v);
        struct bell bell = bell_of(0, 1, 0);
        put(m,
            (struct hoshi_range_input){
                .id = "", .kind = HOSHI_LOGNORMAL90, .low = bell.low, .likely = bell.low, .high = bell.high},
            a, FACTOR_MARKET);
        m->term[m->terms++] = (struct hoshi_range_term){m->inputs - 1, b, FACTOR_LABOUR};
        put_own(m, k->own[U1] + a * bell.constant, u * (1 - part), k->own[U3], k->own[U4], FACTOR_MARKET);
        put_own(m, k->own[V1] + b * bell.constant, v * (1 - part), k->own[V3], k->own[V4], FACTOR_LABOUR);
        return;
    }
    double less = market > 0 && labour > 0 ? c : 0;
    put_own(m, k->own[U1], fmax(0, u + less * labour / market), k->own[U3], k->own[U4], FACTOR_MARKET);
    put_own(m, k->own[V1], fmax(0, v + less * market / labour), k->own[V3], k->own[V4], FACTOR_LABOUR);
}

static struct hoshi_range_triple triple(const int64_t ppm[3])
{
    return (struct hoshi_range_triple){(double)ppm[0] / 1e6, (double)ppm[1] / 1e6, (double)ppm[2] / 1e6};
}

static enum hoshi_distribution_kind kind_of(const struct hoshi_assumptions *a)
{
    static const enum hoshi_distribution_kind kind[] = {HOSHI_PERT, HOSHI_TRIANGULAR, HOSHI_LOGNORMAL90};
    return kind[a->c->range.distribution];
}

/* A buyer can be relieved of a common fee more than it bears of it: it asks for ★4, others for the ★3 that it
 * makes unnecessary. The engine takes no negative weights; such a fee goes with the suppliers' own sums. */
static void relieved(struct moments *k, const struct hoshi_supplier_kernel *kernel)
{
    struct hoshi_supplier_common_law law;
    hoshi_supplier_kernel_law(kernel, &law);
    for (size_t i = 0; i < law.commons; i++) {
        double u = k->units[i], u2 = u * u;
        if (u >= 0)
            continue;
        k->own[U1] += u * law.mean[i];
        k->own[U2] += u2 * law.variance[i];
        k->own[U3] += u2 * u * law.third[i];
        k->own[U4] += u2 * u2 * law.fourth[i];
        k->units[i] = 0;
    }
}

static enum hoshi_status run(const struct moments *moments, const struct hoshi_supplier_kernel *kernel,
                             struct hoshi_range *out, struct hoshi_faults *faults)
{
    struct moments own = *moments, *k = &own;
    const struct hoshi_assumptions *a = hoshi_supplier_kernel_assumptions(kernel);
    const size_t *price;
    size_t commons = hoshi_supplier_kernel_commons(kernel, &price);
    struct model *m = calloc(1, sizeof *m);
    if (!m)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    relieved(k, kernel);
    struct hoshi_range_triple market = triple(a->factor_ppm[HOSHI_FACTOR_MARKET]),
                              labour = triple(a->factor_ppm[HOSHI_FACTOR_LABOUR]);
    for (size_t i = 0; i < commons; i++) {
        struct hoshi_triple x = hoshi_supplier_kernel_common_unit(kernel, i);
        if (k->units[i] > 0)
            put(m,
                (struct hoshi_range_input){a->tables->price[price[i]].id, kind_of(a),
                                           (double)x.low_micro / 1e6, (double)x.likely_micro / 1e6,
                                           (double)x.high_micro / 1e6},
                k->units[i], FACTOR_MARKET);
    }
    put_owns(m, k, (market.low + market.likely + market.high) / 3,
             (labour.low + labour.likely + labour.high) / 3);
    struct hoshi_range_factor factor[2] = {{"market", 1, {market}}, {"labour", 1, {labour}}};
    struct hoshi_range_group group = {.id = "", .probability = 1, .need_high = 1, .n = m->terms};
    struct hoshi_range_model model = {.inputs = m->input,
                                      .n_inputs = m->inputs,
                                      .factors = factor,
                                      .n_factors = 2,
                                      .groups = &group,
                                      .n_groups = 1,
                                      .terms = m->term,
                                      .n_terms = m->terms};
    enum hoshi_status status = hoshi_range_run(&model, NULL, out, faults);
    free(m);
    return status;
}

/* Exact mean and variances, own and common, and those of suppliers taken as independent. */
static void variances(const struct moments *k, const struct hoshi_supplier_kernel *kernel,
                      struct hoshi_portfolio_range *out)
{
    struct hoshi_supplier_common_law law;
    hoshi_supplier_kernel_law(kernel, &law);
    double market = k->own[U1], fees = 0, fees_alone = 0;
    for (size_t i = 0; i < law.commons; i++) {
        market += k->units[i] * law.mean[i];
        fees += k->units[i] * k->units[i] * law.variance[i];
        fees_alone += k->square[2 + i] * law.variance[i];
    }
    double mm = law.market_mean * law.market_mean, ll = law.labour_mean * law.labour_mean;
    double square_m = law.market_variance + mm, square_l = law.labour_variance + ll;
    out->mean_yen = law.market_mean * market + law.labour_mean * k->own[V1];
    double own =
        square_m * k->own[U2] + 2 * law.market_mean * law.labour_mean * k->own[UV] + square_l * k->own[V2];
    double by_market = law.market_variance * market * market,
           by_labour = law.labour_variance * k->own[V1] * k->own[V1], by_fees = square_m * fees;
    double common = by_market + by_labour + by_fees;
    double alone =
        own + law.market_variance * k->square[0] + law.labour_variance * k->square[1] + square_m * fees_alone;
    own = own > 0 ? own : 0;
    out->own_sd_yen = sqrt(own);
    out->common_sd_yen = sqrt(common);
    out->sd_yen = sqrt(own + common);
    if (common > 0) {
        out->market_share = by_market / common;
        out->labour_share = by_labour / common;
        out->fees_share = by_fees / common;
    }
    out->independent_sd_yen = sqrt(alone > 0 ? alone : 0);
}

enum hoshi_status hoshi_portfolio_total_range(const struct hoshi_portfolio_total *total,
                                              const struct hoshi_supplier_kernel *kernel, int level,
                                              enum hoshi_supplier_view view, int period,
                                              struct hoshi_portfolio_range *out, struct hoshi_faults *faults)
{
    if ((level != 0 && level != 3 && level != 4) || period < 0 || period > HOSHI_YEARS_MAX)
        return hoshi_fault_add(faults, HOSHI_E_RANGE, "level, period", NULL, "0, 3, 4; 0 … %d",
                               HOSHI_YEARS_MAX);
    struct moments k;
    struct hoshi_portfolio_amounts sum;
    read_moments(total, level, (int)view, period, &k);
    if (!hoshi_portfolio_total_amounts(total, level, &sum))
        return hoshi_fault_add(faults, HOSHI_E_OVERFLOW, NULL, NULL, NULL);
    *out = (struct hoshi_portfolio_range){.sum_p80_yen = period ? NAN : (double)sum.p80_yen[view]};
    variances(&k, kernel, out);
    out->p10_yen = out->p50_yen = out->p80_yen = out->p90_yen = out->independent_p80_yen = out->mean_yen;
    if (!(out->sd_yen > 0))
        return HOSHI_OK;
    struct hoshi_range r = {0};
    enum hoshi_status status = run(&k, kernel, &r, faults);
    if (status)
        return status;
    out->p10_yen = r.percentile[HOSHI_P10];
    out->p50_yen = r.percentile[HOSHI_P50];
    out->p80_yen = r.percentile[HOSHI_P80];
    out->p90_yen = r.percentile[HOSHI_P90];
    out->inversion_error_yen = r.error_estimate;
    hoshi_range_release(&r);
    if (!period && sum.suppliers == 1) {
        out->p50_yen = (double)sum.p50_yen[view];
        out->p80_yen = (double)sum.p80_yen[view];
    }
    out->independent_p80_yen =
        out->mean_yen + (out->p80_yen - out->mean_yen) * fmin(1, out->independent_sd_yen / out->sd_yen);
    return HOSHI_OK;
}

/* ---- growth ---- */

static int64_t growth_rate(const struct hoshi_assumptions *a, const char *id)
{
    const struct hoshi_parameter *p = hoshi_tables_parameter(a->tables, id);
    return p ? p->value_micro[0] : 0;
}

/* Mean of what is bought in and of own work in a year, both levels; common factors have mean 1. */
static void growth_base(const struct hoshi_portfolio_total *t, const struct hoshi_supplier_common_law *law,
                        enum hoshi_supplier_view view, int year, double base[2])
{
    base[0] = base[1] = 0;
    for (int l = 0; l < HOSHI_PORTFOLIO_LEVELS; l++) {
        const struct hoshi_portfolio_moments *m = &t->moments[l][view][year];
        base[0] += hoshi_exact_sum_value(&m->own[0]);
        base[1] += hoshi_exact_sum_value(&m->own[1]);
        for (size_t k = 0; k < law->commons; k++)
            base[0] += hoshi_exact_sum_value(&m->units[k]) * law->mean[k];
    }
}

void hoshi_portfolio_total_growth(const struct hoshi_portfolio_total *total,
                                  const struct hoshi_supplier_kernel *kernel, enum hoshi_supplier_view view,
                                  struct hoshi_portfolio_growth *out)
{
    const struct hoshi_assumptions *a = hoshi_supplier_kernel_assumptions(kernel);
    struct hoshi_supplier_common_law law;
    hoshi_supplier_kernel_law(kernel, &law);
    *out = (struct hoshi_portfolio_growth){.wages_ppm = growth_rate(a, "growth_wages"),
                                           .prices_ppm = growth_rate(a, "growth_prices")};
    double wages = 1, prices = 1;
    for (int y = 2; y <= total->horizon && y <= HOSHI_YEARS_MAX; y++) {
        double base[2];
        wages *= 1 + (double)out->wages_ppm / 1e6;
        prices *= 1 + (double)out->prices_ppm / 1e6;
        growth_base(total, &law, view, y, base);
        out->by_year_yen[y - 1] = llround(base[0] * (prices - 1) + base[1] * (wages - 1));
        out->horizon_yen += out->by_year_yen[y - 1];
    }
}
