/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "portfolio_total.h"

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

static bool total_add(int64_t *to, int64_t yen)
{
    return hoshi_money_add(*to, yen, to);
}

static bool add_all(int64_t *to, const int64_t *from, size_t n)
{
    bool ok = true;
    for (size_t i = 0; i < n; i++)
        ok = total_add(&to[i], from[i]) && ok;
    return ok;
}

static bool total_add_quantity(int64_t *to, int64_t n)
{
    return !__builtin_add_overflow(*to, n, to);
}

/* Amounts are nothing but int64 sums, so they are added as a list. */
_Static_assert(sizeof(struct hoshi_portfolio_amounts) % sizeof(int64_t) == 0, "a list of int64_t");

static bool total_add_amounts(struct hoshi_portfolio_amounts *to, const struct hoshi_portfolio_amounts *from)
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

static bool total_add_moments(struct hoshi_portfolio_moments *m, size_t size, const double *own,
                              const double *units, const double *by_rate, double market)
{
    bool ok = hoshi_exact_sum_add(&m->square[0], market * market) &&
              hoshi_exact_sum_add(&m->square[1], own[1] * own[1]);
    for (size_t i = 0; i < HOSHI_OWN_MOMENTS; i++)
        ok = hoshi_exact_sum_add(&m->own[i], own[i]) && ok;
    for (size_t k = 0; k < 2 * (HOSHI_CATEGORIES + 1); k++)
        if (by_rate[k] < 0 || by_rate[k] > 0)
            ok = hoshi_exact_sum_add(&m->by_rate[size][k], by_rate[k]) && ok;
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
        if (of_measure ? p->quantity_micro > 0 : !total_add_quantity(&micro, p->quantity_micro))
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
        ok = ok && total_add_quantity(&b->quantity_micro, p->quantity_micro) &&
             total_add_quantity(&b->units_micro, units) &&
             total_add_quantity(&b->first_year_micro, p->first_year == 1 ? p->quantity_micro : 0) &&
             total_add(&b->horizon_yen, p->horizon_yen) &&
             total_add(&t->measure[p->measure].horizon_yen, p->horizon_yen);
        b->suppliers += first_and_bought(d, i, false);
        t->measure[p->measure].suppliers += first_and_bought(d, i, true);
    }
    return ok;
}

static bool total_add_record(struct hoshi_portfolio_total *t, const struct hoshi_supplier_result *r,
                             const struct hoshi_supplier_detail *d)
{
    int level = r->head.level >= 4;
    size_t size = hoshi_supplier_group_size(r->head.employees_regular);
    struct hoshi_portfolio_amounts a = amounts_of(r);
    bool ok = total_add_amounts(&t->level[level], &a) && add_purchases(t, d);
    for (int v = 0; v < HOSHI_VIEWS; v++)
        for (int y = 0; y <= r->horizon; y++)
            ok = ok && total_add_moments(&t->moments[level][v][y], size, d->own[v][y], d->common_units[v][y],
                                         d->by_rate[v][y], d->market_yen[v][y]);
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
    return total_add_record(total, result, detail) ? HOSHI_OK : HOSHI_E_OVERFLOW;
}

/* ---- what the list teaches ---- */

struct hoshi_learnt_rate hoshi_portfolio_learnt_rate(const struct hoshi_portfolio_learnt *learnt,
                                                     size_t group, int category)
{
    double n = 0, open = 0;
    for (size_t g = 0; g < HOSHI_GROUPS; g++) {
        n += (double)learnt->suppliers[g][category];
        open += (double)learnt->open_ppm[g][category] / HOSHI_MICRO;
    }
    double mean = (open + 1) / (n + 2);
    struct hoshi_learnt_rate r = {
        .suppliers = (int64_t)n, .mean = mean, .common = mean * (1 - mean) / (n + 3), .leans = 1};
    if (group < HOSHI_GROUPS) {
        double w = HOSHI_LEARN_WEIGHT, own = (double)learnt->suppliers[group][category];
        r.suppliers = learnt->suppliers[group][category];
        r.mean = ((double)learnt->open_ppm[group][category] / HOSHI_MICRO + w * mean) / (own + w);
        r.own = r.mean * (1 - r.mean) / (own + w + 1);
        r.leans = w / (own + w);
    }
    if (learnt->own_answers_only)
        r.common = r.own = 0;
    return r;
}

void hoshi_portfolio_prior(const struct hoshi_portfolio_learnt *learnt,
                           struct hoshi_open_prior prior[HOSHI_GROUPS])
{
    for (size_t g = 0; g < HOSHI_GROUPS; g++)
        for (int k = 0; k <= HOSHI_CATEGORIES; k++) {
            double mean = hoshi_portfolio_learnt_rate(learnt, g, k).mean;
            prior[g].open[k] = 2 * mean;
            prior[g].closed[k] = 2 * (1 - mean);
        }
}

/* ---- merging ---- */

/* Moments are nothing but exact sums. */
enum { SUMS = sizeof(struct hoshi_portfolio_moments) / sizeof(struct hoshi_exact_sum) };

static struct hoshi_exact_sum *total_sums_of(struct hoshi_portfolio_total *t)
{
    return (struct hoshi_exact_sum *)(void *)t->moments;
}

enum { ALL_SUMS = HOSHI_PORTFOLIO_LEVELS * HOSHI_VIEWS * HOSHI_PERIODS * SUMS };

void hoshi_portfolio_total_settle(struct hoshi_portfolio_total *total)
{
    struct hoshi_exact_sum *s = total_sums_of(total);
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
        ok = total_add_quantity(&b->quantity_micro, c->quantity_micro) &&
             total_add_quantity(&b->units_micro, c->units_micro) &&
             total_add_quantity(&b->first_year_micro, c->first_year_micro) &&
             total_add(&b->horizon_yen, c->horizon_yen) && ok;
    }
    for (size_t m = 0; m < HOSHI_MEASURES_MAX; m++) {
        into->measure[m].suppliers += from->measure[m].suppliers;
        ok = total_add(&into->measure[m].horizon_yen, from->measure[m].horizon_yen) && ok;
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
    if (!into->version)
        into->learnt = from->learnt;
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
        ok = total_add_amounts(&into->level[l], &from->level[l]) && ok;
    struct hoshi_exact_sum *to = total_sums_of(into);
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
            ok = total_add_amounts(out, &total->level[l]) && ok;
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
