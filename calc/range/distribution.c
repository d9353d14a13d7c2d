/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Formulas are cited in the header. GSL gives the beta and normal distribution functions and the Gauss rules.
 */
#include "distribution.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_integration.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* 95 % point of the standard normal. */
static const double Z95 = 1.6448536269514722;

static const char *const names[] = {"triangular", "pert", "lognormal90", "uniform", "constant"};

const char *hoshi_distribution_name(enum hoshi_distribution_kind kind)
{
    return (unsigned)kind < sizeof names / sizeof names[0] ? names[kind] : "?";
}

enum hoshi_status hoshi_distribution_kind_parse(const char *name, enum hoshi_distribution_kind *kind)
{
    for (size_t i = 0; name && i < sizeof names / sizeof names[0]; i++)
        if (strcmp(name, names[i]) == 0) {
            *kind = (enum hoshi_distribution_kind)i;
            return HOSHI_OK;
        }
    return HOSHI_E_CHOICE;
}

enum hoshi_status hoshi_distribution_init(struct hoshi_distribution *d, enum hoshi_distribution_kind kind,
                                          double low, double likely, double high)
{
    if ((unsigned)kind > HOSHI_CONSTANT)
        return HOSHI_E_CHOICE;
    if (!isfinite(low) || !isfinite(likely) || !isfinite(high))
        return HOSHI_E_NUMBER;
    if (low < -HOSHI_DISTRIBUTION_MAX || high > HOSHI_DISTRIBUTION_MAX ||
        fabs(likely) > HOSHI_DISTRIBUTION_MAX)
        return HOSHI_E_RANGE;
    if (low > likely || likely > high)
        return HOSHI_E_ORDER;
    if (kind == HOSHI_CONSTANT)
        low = high = likely;
    if (low == high)
        kind = HOSHI_CONSTANT;
    if (kind == HOSHI_LOGNORMAL90 && low <= 0)
        kind = HOSHI_TRIANGULAR;
    if (kind == HOSHI_LOGNORMAL90 && !(high / low <= HOSHI_LOGNORMAL_RATIO_MAX))
        return HOSHI_E_SPREAD;
    *d = (struct hoshi_distribution){.kind = kind, .low = low, .likely = likely, .high = high};
    if (kind == HOSHI_PERT) {
        d->alpha = 1 + 4 * (likely - low) / (high - low);
        d->beta = 1 + 4 * (high - likely) / (high - low);
    } else if (kind == HOSHI_LOGNORMAL90) {
        d->mu = (log(low) + log(high)) / 2;
        d->sigma = (log(high) - log(low)) / (2 * Z95);
    }
    return HOSHI_OK;
}

static struct hoshi_cumulants triangle_cumulants(double a, double c, double b)
{
    double ac = c - a, cb = b - c, ab = b - a, v = (ac * ac + ac * cb + cb * cb) / 18;
    return (struct hoshi_cumulants){
        .mean = a + (ab + ac) / 3,
        .variance = v,
        .third = (cb - ac) * (ab + ac) * (ab + cb) / 270,
        .fourth = -0.6 * v * v,
    };
}

static struct hoshi_cumulants pert_cumulants(const struct hoshi_distribution *d)
{
    double a = d->alpha, b = d->beta, s = a + b, w = d->high - d->low;
    double v = a * b / (s * s * (s + 1)), skew = 2 * (b - a) * sqrt(s + 1) / ((s + 2) * sqrt(a * b));
    double excess = 6 * ((a - b) * (a - b) * (s + 1) - a * b * (s + 2)) / (a * b * (s + 2) * (s + 3));
    return (struct hoshi_cumulants){
        .mean = d->low + w * a / s,
        .variance = w * w * v,
        .third = skew * v * sqrt(v) * w * w * w,
        .fourth = excess * v * v * w * w * w * w,
    };
}

static struct hoshi_cumulants lognormal_cumulants(const struct hoshi_distribution *d)
{
    double m = exp(d->mu + d->sigma * d->sigma / 2), e = expm1(d->sigma * d->sigma), w = e + 1, v = m * m * e;
    return (struct hoshi_cumulants){
        .mean = m,
        .variance = v,
        .third = (w + 2) * sqrt(e) * v * sqrt(v),
        .fourth = (w * w * w * w + 2 * w * w * w + 3 * w * w - 6) * v * v,
    };
}

struct hoshi_cumulants hoshi_distribution_cumulants(const struct hoshi_distribution *d)
{
    double w = d->high - d->low;
    switch (d->kind) {
    case HOSHI_TRIANGULAR:
        return triangle_cumulants(d->low, d->likely, d->high);
    case HOSHI_PERT:
        return pert_cumulants(d);
    case HOSHI_LOGNORMAL90:
        return lognormal_cumulants(d);
    case HOSHI_UNIFORM:
        return (struct hoshi_cumulants){
            .mean = d->low + w / 2, .variance = w * w / 12, .fourth = -w * w * w * w / 120};
    case HOSHI_CONSTANT:
        break;
    }
    return (struct hoshi_cumulants){.mean = d->likely};
}

void hoshi_distribution_support(const struct hoshi_distribution *d, double tail, double *low, double *high)
{
    *low = d->low;
    *high = d->high;
    if (d->kind == HOSHI_LOGNORMAL90) {
        double z = tail > 0 ? gsl_cdf_ugaussian_Qinv(tail) : INFINITY;
        *low = exp(d->mu - d->sigma * z);
        *high = exp(d->mu + d->sigma * z);
    }
}

static double triangle_cdf(const struct hoshi_distribution *d, double x)
{
    double w = d->high - d->low;
    if (x <= d->likely && d->likely > d->low)
        return (x - d->low) * (x - d->low) / (w * (d->likely - d->low));
    return 1 - (d->high - x) * (d->high - x) / (w * (d->high - d->likely));
}

double hoshi_distribution_cdf(const struct hoshi_distribution *d, double x)
{
    if (isnan(x))
        return x;
    if (d->kind == HOSHI_LOGNORMAL90)
        return x <= 0 ? 0 : gsl_cdf_ugaussian_P((log(x) - d->mu) / d->sigma);
    if (x >= d->high)
        return 1;
    if (x <= d->low)
        return 0;
    double u = (x - d->low) / (d->high - d->low);
    switch (d->kind) {
    case HOSHI_TRIANGULAR:
        return triangle_cdf(d, x);
    case HOSHI_PERT:
        return gsl_cdf_beta_P(u, d->alpha, d->beta);
    default:
        return u;
    }
}

static double triangle_quantile(const struct hoshi_distribution *d, double p)
{
    double w = d->high - d->low, left = d->likely - d->low;
    if (p * w <= left)
        return d->low + sqrt(p * w * left);
    return d->high - sqrt((1 - p) * w * (d->high - d->likely));
}

double hoshi_distribution_quantile(const struct hoshi_distribution *d, double p)
{
    if (isnan(p))
        return p;
    p = fmin(fmax(p, 0), 1);
    double w = d->high - d->low;
    switch (d->kind) {
    case HOSHI_TRIANGULAR:
        return triangle_quantile(d, p);
    case HOSHI_PERT:
        return d->low + w * gsl_cdf_beta_Pinv(p, d->alpha, d->beta);
    case HOSHI_LOGNORMAL90:
        if (p <= 0 || p >= 1)
            return p <= 0 ? 0 : INFINITY;
        return exp(d->mu + d->sigma * gsl_cdf_ugaussian_Pinv(p));
    case HOSHI_UNIFORM:
        return d->low + p * w;
    case HOSHI_CONSTANT:
        break;
    }
    return d->likely;
}

/* h(s) of the header; the series below 2 avoids the cancellation of 1 + is - exp(is). */
static void half_triangle_cf(double s, double *re, double *im)
{
    if (fabs(s) > 2) {
        double half = sin(s / 2) / (s / 2);
        *re = half * half;
        *im = 2 * (s - sin(s)) / (s * s);
        return;
    }
    double a = 0, b = 0, z = -s * s;
    for (int k = 11; k >= 0; k--) {
        a = 1 + a * z / ((2 * k + 3) * (2 * k + 4));
        b = 1 + b * z / ((2 * k + 4) * (2 * k + 5));
    }
    *re = a;
    *im = s * b / 3;
}

static void triangle_cf(const struct hoshi_distribution *d, double t, double *re, double *im)
{
    double l = d->likely - d->low, r = d->high - d->likely, c = l / (l + r), lr, li, rr, ri;
    half_triangle_cf(t * l, &lr, &li);
    half_triangle_cf(t * r, &rr, &ri);
    double x = c * lr + (1 - c) * rr, y = (1 - c) * ri - c * li, co = cos(t * d->likely),
           si = sin(t * d->likely);
    *re = x * co - y * si;
    *im = x * si + y * co;
}

static size_t cf_nodes(const struct hoshi_distribution *d, double t)
{
    if (d->kind == HOSHI_LOGNORMAL90)
        return 128;
    double phase = fabs(t) * (d->high - d->low) / 2;
    return phase > 900 ? 500 : 24 + (size_t)(phase / 2);
}

enum hoshi_status hoshi_distribution_cf(const struct hoshi_distribution *d, double t, double *re, double *im)
{
    if (!isfinite(t))
        return HOSHI_E_NUMBER;
    if (d->kind == HOSHI_TRIANGULAR) {
        triangle_cf(d, t, re, im);
        return HOSHI_OK;
    }
    double x[513], w[513];
    size_t n = 1;
    x[0] = d->low + (d->high - d->low) / 2;
    w[0] = 1;
    if (d->kind == HOSHI_UNIFORM) {
        double s = t * (d->high - d->low) / 2;
        w[0] = s != 0 ? sin(s) / s : 1;
    } else if (d->kind != HOSHI_CONSTANT) {
        enum hoshi_status status = hoshi_distribution_nodes(d, cf_nodes(d, t), x, w, &n);
        if (status)
            return status;
    }
    double a = 0, b = 0;
    for (size_t i = 0; i < n; i++) {
        a += w[i] * cos(t * x[i]);
        b += w[i] * sin(t * x[i]);
    }
    *re = a;
    *im = b;
    return HOSHI_OK;
}

void hoshi_gauss_legendre(size_t n, double a, double b, double *x, double *w)
{
    for (size_t i = 0; i < (n + 1) / 2; i++) {
        double z = cos(M_PI * ((double)i + 0.75) / ((double)n + 0.5)), slope = 1;
        for (int pass = 0; pass < 5; pass++) {
            double p = 1, before = 0;
            for (size_t k = 0; k < n; k++) {
                double next = ((2 * (double)k + 1) * z * p - (double)k * before) / ((double)k + 1);
                before = p;
                p = next;
            }
            slope = (double)n * (z * p - before) / (z * z - 1);
            double step = p / slope;
            z -= step;
            if (fabs(step) < 1e-15)
                break;
        }
        double weight = (b - a) / ((1 - z * z) * slope * slope);
        x[i] = (a + b) / 2 - (b - a) / 2 * z;
        x[n - 1 - i] = (a + b) / 2 + (b - a) / 2 * z;
        w[i] = w[n - 1 - i] = weight;
    }
}

/* n nodes of a rule, weights scaled to sum 1. */
static enum hoshi_status gauss(const gsl_integration_fixed_type *type, size_t n, double a, double b,
                               double alpha, double beta, double *x, double *w)
{
    if (type == gsl_integration_fixed_legendre) {
        hoshi_gauss_legendre(n, a, b, x, w);
        for (size_t i = 0; i < n; i++)
            w[i] /= b - a;
        return HOSHI_OK;
    }
    gsl_integration_fixed_workspace *rule = gsl_integration_fixed_alloc(type, n, a, b, alpha, beta);
    if (!rule)
        return HOSHI_E_MEMORY;
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += gsl_integration_fixed_weights(rule)[i];
    for (size_t i = 0; i < n; i++) {
        x[i] = gsl_integration_fixed_nodes(rule)[i];
        w[i] = gsl_integration_fixed_weights(rule)[i] / sum;
    }
    gsl_integration_fixed_free(rule);
    return HOSHI_OK;
}

/* Gauss-Legendre with the linear density inside, on either side of the mode. A side of no width gets no
 * weight. */
static enum hoshi_status triangle_nodes(const struct hoshi_distribution *d, size_t half, double *x, double *w)
{
    double gx[257], gw[257], l = d->likely - d->low, r = d->high - d->likely, sum = 0;
    enum hoshi_status status = gauss(gsl_integration_fixed_legendre, half, 0, 1, 0, 0, gx, gw);
    if (status)
        return status;
    for (size_t i = 0; i < half; i++) {
        x[i] = d->low + l * gx[i];
        w[i] = l * gx[i] * gw[i];
        x[half + i] = d->high - r * gx[half - 1 - i];
        w[half + i] = r * gx[half - 1 - i] * gw[half - 1 - i];
    }
    for (size_t i = 0; i < 2 * half; i++)
        sum += w[i];
    for (size_t i = 0; i < 2 * half; i++)
        w[i] /= sum;
    return HOSHI_OK;
}

enum hoshi_status hoshi_distribution_nodes(const struct hoshi_distribution *d, size_t n, double *value,
                                           double *weight, size_t *count)
{
    if (n < 2 || n > 512)
        return HOSHI_E_RANGE;
    enum hoshi_status status = HOSHI_OK;
    switch (d->kind) {
    case HOSHI_TRIANGULAR:
        n = (n + 1) / 2 * 2;
        status = triangle_nodes(d, n / 2, value, weight);
        break;
    case HOSHI_PERT:
        status =
            gauss(gsl_integration_fixed_jacobi, n, d->low, d->high, d->beta - 1, d->alpha - 1, value, weight);
        break;
    case HOSHI_LOGNORMAL90:
        status = gauss(gsl_integration_fixed_hermite, n, 0, 0.5, 0, 0, value, weight);
        for (size_t i = 0; !status && i < n; i++)
            value[i] = exp(d->mu + d->sigma * value[i]);
        break;
    case HOSHI_UNIFORM:
        status = gauss(gsl_integration_fixed_legendre, n, d->low, d->high, 0, 0, value, weight);
        break;
    case HOSHI_CONSTANT:
        n = 1;
        value[0] = d->likely;
        weight[0] = 1;
        break;
    }
    if (!status)
        *count = n;
    return status;
}
