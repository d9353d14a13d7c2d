/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The range of a total: T = M(ΣU + Σ_k C_k X_k) + L ΣV, from the sums of a total.
 *
 * M and L are triangles. A triangle is, exactly, a mixture of narrow triangles ("hats") that overlap by half, with its
 * density at their tips as weights. Given one hat of M and one of L, T is a sum of many parts whose joint cumulants
 * are known to the fourth order, the hats' own width among them; it enters as an Edgeworth series. So it holds
 * where a few suppliers make the sums wide as where thousands leave nothing but the factors: hats that overlap show no
 * steps. A fee common to all that makes much of the variance is divided into panels likewise. Mean and variance are
 * exact.
 */
#include "portfolio_total.h"

#include "mixture.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Sums of one view and period as plain numbers. */
struct moments {
    double own[HOSHI_OWN_MOMENTS], units[HOSHI_COMMONS_MAX], square[2 + HOSHI_COMMONS_MAX];
    double rate[3]; /* variance of ΣU, covariance with ΣV, variance of ΣV by how the silent would answer */
};

_Static_assert((int)HOSHI_JOINT == (int)HOSHI_OWN_MOMENTS, "joint cumulants to the fourth order");

/* Moments are nothing but exact sums. */
enum { SUMS = sizeof(struct hoshi_portfolio_moments) / sizeof(struct hoshi_exact_sum) };

static void read_sums(double *to, size_t n, const struct hoshi_exact_sum *sum)
{
    for (size_t i = 0; i < n; i++)
        to[i] = hoshi_exact_sum_value(&sum[i]);
}

/* What the rate of a category adds: each group's own error, and one common to all that lean on the whole list. */
static void read_rates(const struct hoshi_portfolio_total *t, int level, int view, int period, int c,
                       struct moments *m)
{
    double all[2] = {0, 0}, common = 0;
    for (size_t g = 0; g < HOSHI_GROUPS; g++) {
        size_t l = g / HOSHI_GROUP_SIZES, size = g % HOSHI_GROUP_SIZES;
        if (level && (size_t)level != l + 3)
            continue;
        const struct hoshi_exact_sum *by = t->moments[l][view][period].by_rate[size];
        double u = hoshi_exact_sum_value(&by[2 * c]), v = hoshi_exact_sum_value(&by[2 * c + 1]);
        struct hoshi_learnt_rate r = hoshi_portfolio_learnt_rate(&t->learnt, g, c);
        m->rate[0] += u * u * r.own;
        m->rate[1] += u * v * r.own;
        m->rate[2] += v * v * r.own;
        all[0] += r.leans * u;
        all[1] += r.leans * v;
        common = r.common;
    }
    m->rate[0] += all[0] * all[0] * common;
    m->rate[1] += all[0] * all[1] * common;
    m->rate[2] += all[1] * all[1] * common;
}

/* One supplier by itself is as its record says: there is nobody to be alike. */
static void read_moments(const struct hoshi_portfolio_total *t, int level, int view, int period,
                         int64_t suppliers, struct moments *m)
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
    memset(m->rate, 0, sizeof m->rate);
    for (int c = 1; c <= HOSHI_CATEGORIES && suppliers > 1; c++)
        read_rates(t, level, view, period, c, m);
}

/* ---- the mixture ---- */

enum {
    HATS = 16,
    PANELS = 5,
    PANEL_NODES = 6, /* of each panel */
    FEES_APART = 2,  /* fees divided into panels, the largest */
    BRANCHES = (HATS + 2) * (HATS + 2) * PANELS * PANELS
};

/* Below this part of the variance a fee enters by its cumulants. */
static const double fee_worth_it = 0.05;

/* A narrow triangle: a part of a factor. */
struct hat {
    double weight, mean, variance, third, fourth;
};

struct hats {
    struct hat hat[HATS + 2];
    size_t n;
};

/* A hat with its tip at x, `left` and `right` wide on either side, under a density of `height` there. */
static void hats_put(struct hats *h, double x, double left, double right, double height)
{
    double wide = left + right;
    if (!(height > 0) || !(wide > 0))
        return;
    struct hat *t = &h->hat[h->n++];
    *t = (struct hat){.weight = height * wide / 2,
                      .mean = x + (right - left) / 3,
                      .variance = (left * left + right * right + left * right) / 18,
                      .third = (right - left) * (2 * left + right) * (left + 2 * right) / 270};
    t->fourth = -0.6 * t->variance * t->variance;
}

/* Intervals of one side of a triangle, by its width. */
static int hats_of_side(double side, double wide, int n)
{
    return side > 0 ? (int)fmax(2, fmin(n - 2, round(n * side / wide))) : 0;
}

/* A triangle of low, likely, high (ppm) as about n hats; a constant as one without width. */
static void hats_of(const int64_t ppm[3], int n, struct hats *h)
{
    double low = (double)ppm[0] / 1e6, likely = (double)ppm[1] / 1e6, high = (double)ppm[2] / 1e6,
           wide = high - low;
    *h = (struct hats){.n = 0};
    if (!(wide > 0)) {
        h->hat[h->n++] = (struct hat){.weight = 1, .mean = likely};
        return;
    }
    int left = hats_of_side(likely - low, wide, n), right = hats_of_side(high - likely, wide, n);
    double step[2] = {left ? (likely - low) / left : 0, right ? (high - likely) / right : 0};
    for (int i = 0; i <= left + right; i++) {
        double x = i < left ? low + i * step[0] : likely + (i - left) * step[1];
        double height = 2 / wide *
                        (i < left ? (double)i / left
                         : right  ? (double)(left + right - i) / right
                                  : 1);
        hats_put(h, x, i > 0 ? step[i > left] : 0, i < left + right ? step[i >= left] : 0, height);
    }
}

/* Joint cumulants of (M A, V): the first sum times the mean of a hat. */
static void times_first(const double *k, double m, double *out)
{
    static const int order[HOSHI_JOINT] = {1, 0, 2, 1, 0, 3, 2, 1, 0, 4, 3, 2, 1, 0};
    const double power[5] = {1, m, m * m, m * m * m, m * m * m * m};
    for (int i = 0; i < HOSHI_JOINT; i++)
        out[i] = k[i] * power[order[i]];
}

/* What the width of a hat adds to the cumulants of (mean + width) × a sum of mean a and variance v. */
static void add_width(const struct hat *h, double a, double v, double k[4])
{
    double b = a * a;
    k[1] += h->variance * (b + v);
    k[2] += h->third * b * a + 6 * h->mean * h->variance * a * v;
    k[3] += h->fourth * b * b;
}

struct mix {
    const struct hats *market, *labour;
    struct hoshi_mixture mixture;
};

/* Every pair of hats, over sums of these joint cumulants. */
static void mix_add(struct mix *x, const double k[HOSHI_JOINT], double weight)
{
    for (size_t i = 0; i < x->market->n; i++) {
        const struct hat *m = &x->market->hat[i];
        double moved[HOSHI_JOINT];
        times_first(k, m->mean, moved);
        for (size_t j = 0; j < x->labour->n; j++) {
            const struct hat *l = &x->labour->hat[j];
            double at[4];
            hoshi_joint_at(l->mean, moved, at);
            add_width(m, k[K10], k[K20], at);
            add_width(l, k[K01], k[K02], at);
            struct hoshi_branch b = hoshi_branch_of_cumulants(at);
            b.weight = weight * m->weight * l->weight;
            x->mixture.branch[x->mixture.n++] = b;
        }
    }
}

/* Exact mean and variances, own and common, and those of suppliers taken as independent. */
static void portfolio_range_variances(const struct moments *k, const struct hoshi_supplier_kernel *kernel,
                                      struct hoshi_portfolio_range *out)
{
    struct hoshi_supplier_common_law law;
    hoshi_supplier_kernel_law(kernel, &law);
    double market = k->own[K10], fees = 0, fees_alone = 0;
    for (size_t i = 0; i < law.commons; i++) {
        market += k->units[i] * law.mean[i];
        fees += k->units[i] * k->units[i] * law.variance[i];
        fees_alone += k->square[2 + i] * law.variance[i];
    }
    double mm = law.market_mean * law.market_mean, ll = law.labour_mean * law.labour_mean;
    double square_m = law.market_variance + mm, square_l = law.labour_variance + ll;
    out->mean_yen = law.market_mean * market + law.labour_mean * k->own[K01];
    double own =
        square_m * k->own[K20] + 2 * law.market_mean * law.labour_mean * k->own[K11] + square_l * k->own[K02];
    double by_market = law.market_variance * market * market,
           by_labour = law.labour_variance * k->own[K01] * k->own[K01], by_fees = square_m * fees;
    double by_rates =
        square_m * k->rate[0] + 2 * law.market_mean * law.labour_mean * k->rate[1] + square_l * k->rate[2];
    double common = by_market + by_labour + by_fees + by_rates;
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
        out->rates_share = by_rates / common;
    }
    out->independent_sd_yen = sqrt(alone > 0 ? alone : 0);
}

/* ---- percentiles ---- */

enum { LEVELS = 4 };

static const double levels[LEVELS] = {0.1, 0.5, 0.8, 0.9};

/* Joint cumulants of (ΣU + Σ c_k X_k, ΣV) over the fees that are not taken apart. */
static void with_fees(const struct moments *m, const struct hoshi_supplier_common_law *law, const bool *apart,
                      double k[HOSHI_JOINT])
{
    memcpy(k, m->own, sizeof m->own);
    k[K20] += m->rate[0];
    k[K11] += m->rate[1];
    k[K02] += m->rate[2];
    for (size_t i = 0; i < law->commons; i++) {
        double u = apart[i] ? 0 : m->units[i], u2 = u * u;
        k[K10] += u * law->mean[i];
        k[K20] += u2 * law->variance[i];
        k[K30] += u2 * u * law->third[i];
        k[K40] += u2 * u2 * law->fourth[i];
    }
}

/* A fee in panels: the cumulants of its units in each. */
struct panels {
    double weight[PANELS], k[PANELS][4];
};

static void panel_of(const double *value, const double *weight, double units, struct panels *p, size_t at)
{
    double all = 0, mean = 0, m2 = 0, m3 = 0, m4 = 0;
    for (size_t i = 0; i < PANEL_NODES; i++) {
        all += weight[i];
        mean += weight[i] * value[i] * units;
    }
    mean /= all;
    for (size_t i = 0; i < PANEL_NODES; i++) {
        double d = value[i] * units - mean, w = weight[i] / all * d * d;
        m2 += w;
        m3 += w * d;
        m4 += w * d * d;
    }
    const double k[4] = {mean, m2, m3, m4 - 3 * m2 * m2};
    memcpy(p->k[at], k, sizeof k);
    p->weight[at] = all;
}

/* Where the fee has no nodes it is not taken apart. */
static bool panels_of(const struct hoshi_distribution *x, double units, struct panels *p)
{
    double value[PANELS * PANEL_NODES + 1], weight[PANELS * PANEL_NODES + 1];
    size_t n = 0;
    if (hoshi_distribution_nodes(x, PANELS * PANEL_NODES, value, weight, &n) || n != PANELS * PANEL_NODES)
        return false;
    for (size_t i = 0; i < PANELS; i++)
        panel_of(value + i * PANEL_NODES, weight + i * PANEL_NODES, units, p, i);
    return true;
}

/* The largest fees of some weight; apart[] says which. */
static size_t portfolio_range_take_apart(const struct moments *m, const struct hoshi_supplier_common_law *law,
                                         double variance, bool *apart, struct panels *list)
{
    size_t n = 0;
    bool passed[HOSHI_COMMONS_MAX] = {false};
    while (n < FEES_APART) {
        size_t best = law->commons;
        double most = fee_worth_it * variance;
        for (size_t i = 0; i < law->commons; i++) {
            double v = m->units[i] * m->units[i] * law->variance[i];
            if (!passed[i] && v > most) {
                most = v;
                best = i;
            }
        }
        if (best == law->commons)
            break;
        passed[best] = true;
        apart[best] = panels_of(&law->x[best], m->units[best], &list[n]);
        n += apart[best];
    }
    return n;
}

/* Every panel of the fees in the list with every other. */
static void mix_fees(struct mix *x, const double k[HOSHI_JOINT], const struct panels *list, size_t n,
                     double weight)
{
    static const int place[4] = {K10, K20, K30, K40};
    if (!n) {
        mix_add(x, k, weight);
        return;
    }
    for (size_t i = 0; i < PANELS; i++) {
        double with[HOSHI_JOINT];
        memcpy(with, k, sizeof with);
        for (int j = 0; j < 4; j++)
            with[place[j]] += list->k[i][j];
        mix_fees(x, with, list + 1, n - 1, weight * list->weight[i]);
    }
}

/* Percentiles with n hats to a factor. `branch` has room for BRANCHES. */
static void portfolio_range_percentiles(const struct moments *m, const struct hoshi_supplier_kernel *kernel,
                                        int n, struct hoshi_branch *branch,
                                        const struct hoshi_portfolio_range *r, double at[LEVELS])
{
    static const double normal[LEVELS] = {-1.28, 0, 0.84, 1.28};
    const struct hoshi_assumptions *a = hoshi_supplier_kernel_assumptions(kernel);
    struct hoshi_supplier_common_law law;
    struct panels list[FEES_APART];
    bool apart[HOSHI_COMMONS_MAX] = {false};
    struct hats market, labour;
    struct mix mix = {&market, &labour, {branch, 0}};
    double k[HOSHI_JOINT];
    hoshi_supplier_kernel_law(kernel, &law);
    hats_of(a->factor_ppm[HOSHI_FACTOR_MARKET], n, &market);
    hats_of(a->factor_ppm[HOSHI_FACTOR_LABOUR], n, &labour);
    size_t fees = portfolio_range_take_apart(m, &law, r->sd_yen * r->sd_yen, apart, list);
    with_fees(m, &law, apart, k);
    mix_fees(&mix, k, list, fees, 1);
    for (int i = 0; i < LEVELS; i++)
        at[i] =
            hoshi_mixture_quantile(&mix.mixture, levels[i], r->mean_yen + normal[i] * r->sd_yen, r->sd_yen);
}

/* The error is what half as many hats would have changed. */
static enum hoshi_status range_percentiles(const struct moments *m,
                                           const struct hoshi_supplier_kernel *kernel,
                                           struct hoshi_portfolio_range *out)
{
    double fine[LEVELS], coarse[LEVELS];
    struct hoshi_branch *branch = malloc(BRANCHES * sizeof *branch);
    if (!branch)
        return HOSHI_E_MEMORY;
    portfolio_range_percentiles(m, kernel, HATS, branch, out, fine);
    portfolio_range_percentiles(m, kernel, HATS / 2, branch, out, coarse);
    free(branch);
    for (int i = 0; i < LEVELS; i++)
        out->nodes_error_yen = fmax(out->nodes_error_yen, fabs(fine[i] - coarse[i]));
    out->p10_yen = fine[0];
    out->p50_yen = fine[1];
    out->p80_yen = fine[2];
    out->p90_yen = fine[3];
    return HOSHI_OK;
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
    if (!hoshi_portfolio_total_amounts(total, level, &sum))
        return hoshi_fault_add(faults, HOSHI_E_OVERFLOW, NULL, NULL, NULL);
    read_moments(total, level, (int)view, period, sum.suppliers, &k);
    *out = (struct hoshi_portfolio_range){.sum_p80_yen = period ? NAN : (double)sum.p80_yen[view]};
    portfolio_range_variances(&k, kernel, out);
    out->p10_yen = out->p50_yen = out->p80_yen = out->p90_yen = out->independent_p80_yen = out->mean_yen;
    if (!(out->sd_yen > 0))
        return HOSHI_OK;
    if (range_percentiles(&k, kernel, out))
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    if (!period && sum.suppliers == 1) {
        out->p50_yen = (double)sum.p50_yen[view];
        out->p80_yen = (double)sum.p80_yen[view];
    }
    out->independent_p80_yen =
        out->mean_yen + (out->p80_yen - out->mean_yen) * fmin(1, out->independent_sd_yen / out->sd_yen);
    return HOSHI_OK;
}
