/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "supplier_spread.h"

#include "mixture.h"
#include "range_plan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Exponents of U and W of each joint cumulant, and the place of an exponent pair. */
static const int order_u[SPREAD_MOMENTS] = {1, 0, 2, 1, 0, 3, 2, 1, 0, 4, 3, 2, 1, 0};
static const int order_w[SPREAD_MOMENTS] = {0, 1, 0, 1, 2, 0, 1, 2, 3, 0, 1, 2, 3, 4};
static const double choose[5][5] = {
    {1, 0, 0, 0, 0}, {1, 1, 0, 0, 0}, {1, 2, 1, 0, 0}, {1, 3, 3, 1, 0}, {1, 4, 6, 4, 1}};

/* ---- factors ---- */

static enum hoshi_status nodes(const struct hoshi_distribution *part, size_t n, double phase,
                               struct spread_rule *rule)
{
    struct hoshi_plan_factor f = {.part = {part[0]}, .n = n};
    f.low = f.high = 1;
    bool varies = false;
    for (size_t i = 0; i < n; i++) {
        f.part[i] = part[i];
        f.low *= part[i].low;
        f.high *= part[i].high;
        varies = varies || part[i].kind != HOSHI_CONSTANT;
    }
    rule->n = 1;
    rule->value[0] = f.low;
    rule->weight[0] = 1;
    if (!varies || f.high <= f.low)
        return HOSHI_OK;
    double *value = NULL, *weight = NULL;
    size_t count = 0;
    enum hoshi_status status = hoshi_plan_factor_nodes(&f, phase, true, &value, &weight, &count);
    if (!status && count > SPREAD_NODES)
        status = HOSHI_E_TOO_MANY;
    for (size_t i = 0; !status && i < count; i++) {
        rule->value[i] = value[i];
        rule->weight[i] = weight[i];
    }
    rule->n = count;
    free(value);
    free(weight);
    return status;
}

/* E F^k and E F^k (F − E F)^j by a rule that is exact for these polynomials. */
static enum hoshi_status powers(const struct hoshi_distribution *f, double raw[5], double deviation[5][5])
{
    double value[17], weight[17], mean = 0;
    size_t n = 1;
    value[0] = f->likely;
    weight[0] = 1;
    if (f->kind != HOSHI_CONSTANT) {
        enum hoshi_status status = hoshi_distribution_nodes(f, 16, value, weight, &n);
        if (status)
            return status;
    }
    for (size_t i = 0; i < n; i++)
        mean += weight[i] * value[i];
    for (size_t i = 0; i < n; i++) {
        double p = weight[i];
        for (int k = 0; k < 5; k++, p *= value[i]) {
            double d = p;
            raw[k] += p;
            for (int j = 0; j < 5; j++, d *= value[i] - mean)
                deviation[k][j] += d;
        }
    }
    return HOSHI_OK;
}

enum hoshi_status hoshi_spread_factors_init(struct spread_factors *f, const int64_t ppm[3][3])
{
    memset(f, 0, sizeof *f);
    struct hoshi_distribution d[3];
    double market[5] = {0};
    for (size_t i = 0; i < 3; i++) {
        enum hoshi_status status = hoshi_distribution_init(&d[i], HOSHI_TRIANGULAR, (double)ppm[i][0] / 1e6,
                                                           (double)ppm[i][1] / 1e6, (double)ppm[i][2] / 1e6);
        if (status)
            return status;
    }
    struct hoshi_cumulants l = hoshi_distribution_cumulants(&d[1]);
    f->labour_mean = l.mean;
    f->labour_square = l.variance + l.mean * l.mean;
    enum hoshi_status status = powers(&d[2], f->pace, f->pace_deviation);
    if (!status)
        status = powers(&d[0], market, f->market_deviation);
    f->market_mean = market[1];
    f->market_square = market[2];
    return status ? status : nodes(d + 1, 2, 20, &f->effort);
}

/* ---- sums ---- */

/* The variables that vary most are kept, least first. */
static void keep_apart(struct spread *s, const struct spread_apart *x)
{
    size_t at = s->aparts;
    if (at == SPREAD_APART) {
        if (x->variance <= s->apart[0].variance)
            return;
        for (at = 0; at + 1 < SPREAD_APART && s->apart[at + 1].variance < x->variance; at++)
            s->apart[at] = s->apart[at + 1];
    } else {
        for (; at > 0 && s->apart[at - 1].variance > x->variance; at--)
            s->apart[at] = s->apart[at - 1];
        s->aparts++;
    }
    s->apart[at] = *x;
}

static bool too_small(const struct spread *s, double variance)
{
    return !(variance > 0) || (s->aparts == SPREAD_APART && variance <= s->apart[0].variance);
}

void hoshi_spread_add(struct spread *s, bool effort, const struct hoshi_distribution *x,
                      const struct hoshi_cumulants *cumulants, const struct spread_weights *w)
{
    static const int place[2][4] = {{K10, K20, K30, K40}, {K01, K02, K03, K04}};
    const int *at = place[effort];
    struct spread_apart apart = {.kind = SPREAD_ROW};
    for (int v = 0; v < SPREAD_VIEWS; v++)
        for (int y = s->years; y >= 0; y--) {
            double a = w->w[v][y], b = a * a, k[4];
            double *m = s->sum[v][y].moment;
            k[0] = a * cumulants->mean;
            k[1] = b * cumulants->variance;
            k[2] = b * a * cumulants->third;
            k[3] = b * b * cumulants->fourth;
            for (int i = 0; i < 4; i++) {
                m[at[i]] += k[i];
                apart.own[v][at[i]] = k[i];
            }
        }
    apart.variance = apart.own[0][at[1]];
    if (too_small(s, apart.variance))
        return;
    apart.x = *x;
    apart.effort = effort;
    for (int v = 0; v < SPREAD_VIEWS; v++)
        apart.weight[v] = w->w[v][0];
    keep_apart(s, &apart);
}

void hoshi_spread_group_add(struct spread_group *g, int years, bool effort, const struct hoshi_cumulants *x,
                            const struct spread_weights *w)
{
    for (int v = 0; v < SPREAD_VIEWS; v++)
        for (int y = 0; y <= years; y++) {
            double a = w->w[v][y], b = a * a;
            struct hoshi_cumulants *c = &g->part[v][y][effort];
            c->mean += a * x->mean;
            c->variance += b * x->variance;
            c->third += b * a * x->third;
            c->fourth += b * b * x->fourth;
        }
}

/* Moments about the mean (central) from joint cumulants, and back. [i][j]: order i of U and j of W. */
static void to_central(const double k[SPREAD_MOMENTS], double c[5][5])
{
    memset(c, 0, 25 * sizeof(double));
    c[0][0] = 1;
    for (int i = K20; i < SPREAD_MOMENTS; i++)
        c[order_u[i]][order_w[i]] = k[i];
    c[4][0] += 3 * k[K20] * k[K20];
    c[3][1] += 3 * k[K20] * k[K11];
    c[2][2] += k[K20] * k[K02] + 2 * k[K11] * k[K11];
    c[1][3] += 3 * k[K02] * k[K11];
    c[0][4] += 3 * k[K02] * k[K02];
}

static void from_central(const double c[5][5], double mean_u, double mean_w, double k[SPREAD_MOMENTS])
{
    for (int i = K20; i < SPREAD_MOMENTS; i++)
        k[i] = c[order_u[i]][order_w[i]];
    k[K10] = mean_u;
    k[K01] = mean_w;
    k[K40] -= 3 * c[2][0] * c[2][0];
    k[K31] -= 3 * c[2][0] * c[1][1];
    k[K22] -= c[2][0] * c[0][2] + 2 * c[1][1] * c[1][1];
    k[K13] -= 3 * c[0][2] * c[1][1];
    k[K04] -= 3 * c[0][2] * c[0][2];
}

/* Moments about (a, b) from central ones about a mean that lies (du, dw) away from there. */
static void shift(const double c[5][5], double du, double dw, double out[5][5])
{
    double pu[5] = {1}, pw[5] = {1};
    for (int i = 1; i < 5; i++) {
        pu[i] = pu[i - 1] * du;
        pw[i] = pw[i - 1] * dw;
    }
    double half[5][5]; /* one variable moved, then the other */
    for (int i = 0; i < 5; i++)
        for (int b = 0; i + b < 5; b++) {
            half[i][b] = 0;
            for (int a = 0; a <= i; a++)
                half[i][b] += choose[i][a] * pu[i - a] * c[a][b];
        }
    for (int i = 0; i < 5; i++)
        for (int j = 0; i + j < 5; j++) {
            out[i][j] = 0;
            for (int b = 0; b <= j; b++)
                out[i][j] += choose[j][b] * pw[j - b] * half[i][b];
        }
}

/* Joint cumulants of N (Su, Sw) with independent parts; power[n] = E N^n, N with its occurring in it. */
static void group_moments(const struct hoshi_cumulants part[2], const double power[5],
                          double k[SPREAD_MOMENTS])
{
    double raw[2][5], mean[2], joint[5][5] = {{0}}, central[5][5];
    for (int i = 0; i < 2; i++) {
        const struct hoshi_cumulants *c = &part[i];
        double m = c->mean, v = c->variance;
        raw[i][0] = 1;
        raw[i][1] = m;
        raw[i][2] = v + m * m;
        raw[i][3] = c->third + 3 * m * v + m * m * m;
        raw[i][4] = c->fourth + 3 * v * v + 4 * m * c->third + 6 * m * m * v + m * m * m * m;
        mean[i] = power[1] * m;
    }
    for (int i = 0; i < 5; i++)
        for (int j = 0; i + j < 5; j++)
            joint[i][j] = power[i + j] * raw[0][i] * raw[1][j];
    shift((const double(*)[5])joint, -mean[0], -mean[1], central);
    from_central((const double(*)[5])central, mean[0], mean[1], k);
}

static void spread_add_moments(double *to, const double *k)
{
    for (int i = 0; i < SPREAD_MOMENTS; i++)
        to[i] += k[i];
}

/* The one factor by which all of a group is smaller in the other view; -1 when there is none. */
static double same_part(const struct hoshi_cumulants whole[2], const struct hoshi_cumulants other[2])
{
    int big = fabs(whole[1].mean) > fabs(whole[0].mean);
    if (!(fabs(whole[big].mean) > 0))
        return -1;
    double part = other[big].mean / whole[big].mean;
    for (int i = 0; i < 2; i++)
        if (fabs(other[i].mean - part * whole[i].mean) > 1e-12 * fabs(whole[big].mean) ||
            fabs(other[i].variance - part * part * whole[i].variance) > 1e-12 * whole[i].variance)
            return -1;
    return part < 0 ? -1 : part;
}

static void scale_moments(double k[SPREAD_MOMENTS], double part)
{
    double power[5] = {1};
    for (int i = 1; i < 5; i++)
        power[i] = power[i - 1] * part;
    for (int i = 0; i < SPREAD_MOMENTS; i++)
        k[i] *= power[order_u[i] + order_w[i]];
}

void hoshi_spread_add_group(struct spread *s, const struct spread_group *g, double probability, double low,
                            double high)
{
    double power[5] = {1}, certain[5] = {1};
    for (int n = 1; n < 5; n++) {
        /* E N^n of a uniform N: the mean of low^i high^(n-i) loses no digits when the ends are close. */
        double sum = 0;
        for (int i = 0; i <= n; i++) {
            double x = 1;
            for (int j = 0; j < n; j++)
                x *= j < i ? low : high;
            sum += x;
        }
        certain[n] = sum / (n + 1);
        power[n] = probability * certain[n];
    }
    struct spread_apart apart = {.kind = probability < 1 ? SPREAD_OCCURS : SPREAD_NEED,
                                 .probability = probability,
                                 .low = low,
                                 .high = high};
    double k[SPREAD_MOMENTS];
    for (int y = s->years; y >= 0; y--)
        for (int v = 0; v < SPREAD_VIEWS; v++) {
            double part = v ? same_part(g->part[0][y], g->part[v][y]) : -1;
            if (part < 0)
                group_moments(g->part[v][y], power, k);
            else
                scale_moments(k, part);
            spread_add_moments(s->sum[v][y].moment, k);
            if (y == 0)
                memcpy(apart.own[v], k, sizeof k);
        }
    apart.variance = apart.own[0][K20] + 2 * apart.own[0][K11] + apart.own[0][K02];
    if (too_small(s, apart.variance) || probability <= 0)
        return;
    static const double one[5] = {1, 1, 1, 1, 1};
    for (int v = 0; v < SPREAD_VIEWS; v++)
        group_moments(g->part[v][0], probability < 1 ? certain : one, apart.given[v]);
    keep_apart(s, &apart);
}

void hoshi_spread_add_even(struct spread_sum *s, double u, double w)
{
    static const double fourth = -0.6;
    double pu[5] = {1}, pw[5] = {1};
    for (int i = 1; i < 5; i++) {
        pu[i] = pu[i - 1] * u;
        pw[i] = pw[i - 1] * w;
    }
    for (int i = K20; i < SPREAD_MOMENTS; i++) {
        int order = order_u[i] + order_w[i];
        if (order != 3)
            s->moment[i] += (order == 4 ? fourth : 1) * pu[order_u[i]] * pw[order_w[i]];
    }
}

void hoshi_spread_mix(struct spread *out, const struct spread *part, size_t n)
{
    memset(out, 0, sizeof *out);
    out->years = part[0].years;
    double share = 1 / (double)n;
    for (int v = 0; v < SPREAD_VIEWS; v++)
        for (int y = 0; y <= out->years; y++) {
            struct spread_sum *to = &out->sum[v][y];
            double mean[2] = {0, 0}, joint[5][5] = {{0}}, c[5][5], moved[5][5];
            for (size_t i = 0; i < n; i++) {
                mean[0] += share * part[i].sum[v][y].moment[K10];
                mean[1] += share * part[i].sum[v][y].moment[K01];
                for (int k = 0; k < SPREAD_COMMONS; k++)
                    to->units[k] += share * part[i].sum[v][y].units[k];
            }
            for (size_t i = 0; i < n; i++) {
                const double *k = part[i].sum[v][y].moment;
                to_central(k, c);
                shift((const double(*)[5])c, k[K10] - mean[0], k[K01] - mean[1], moved);
                for (int a = 0; a < 5; a++)
                    for (int b = 0; a + b < 5; b++)
                        joint[a][b] += share * moved[a][b];
            }
            from_central((const double(*)[5])joint, mean[0], mean[1], to->moment);
        }
}

/* Joint cumulants of (U, F W): of the second variable times an independent factor. */
static void times_second(const double deviation[5][5], const double in[SPREAD_MOMENTS],
                         double out[SPREAD_MOMENTS])
{
    double c[5][5], moved[5][5] = {{0}}, power[5] = {1};
    to_central(in, c);
    for (int i = 1; i < 5; i++)
        power[i] = power[i - 1] * in[K01];
    for (int i = 0; i < 5; i++)
        for (int j = 0; i + j < 5; j++)
            for (int k = 0; k <= j; k++)
                moved[i][j] += choose[j][k] * power[j - k] * deviation[k][j - k] * c[i][k];
    from_central((const double(*)[5])moved, in[K10], deviation[1][0] * in[K01], out);
}

void hoshi_spread_with_pace(const struct spread_factors *f, const double uw[SPREAD_MOMENTS],
                            double uv[SPREAD_MOMENTS])
{
    times_second(f->pace_deviation, uw, uv);
}

/* The two variables change places. */
static void swap_order(const double in[SPREAD_MOMENTS], double out[SPREAD_MOMENTS])
{
    static const int other[SPREAD_MOMENTS] = {K01, K10, K02, K11, K20, K03, K12,
                                              K21, K30, K04, K13, K22, K31, K40};
    for (int i = 0; i < SPREAD_MOMENTS; i++)
        out[i] = in[other[i]];
}

/* Joint cumulants of (M U, W). */
static void with_market(const struct spread_factors *f, const double uw[SPREAD_MOMENTS],
                        double out[SPREAD_MOMENTS])
{
    double wu[SPREAD_MOMENTS], moved[SPREAD_MOMENTS];
    swap_order(uw, wu);
    times_second(f->market_deviation, wu, moved);
    swap_order(moved, out);
}

/* ---- percentiles ---- */

/* A variable taken apart: what the joint cumulants are at each of its nodes, in place of what it adds. */
struct apart {
    double variance, own[SPREAD_MOMENTS];
    size_t n;
    double weight[SPREAD_VALUES], k[SPREAD_VALUES][SPREAD_MOMENTS];
};

/* Nodes of a row, or of a common row with its units as weight. */
static void apart_row(struct apart *a, const struct hoshi_distribution *x, int place, double weight)
{
    double value[SPREAD_VALUES + 1], share[SPREAD_VALUES + 1];
    size_t n = 0;
    if (x->kind == HOSHI_CONSTANT || hoshi_distribution_nodes(x, SPREAD_VALUES, value, share, &n) ||
        n > SPREAD_VALUES)
        return;
    a->n = n;
    for (size_t i = 0; i < n; i++) {
        a->weight[i] = share[i];
        memset(a->k[i], 0, sizeof a->k[i]);
        a->k[i][place] = weight * value[i];
    }
}

/* Three nodes of a uniform need (Gauss and Legendre): its part is as large as the need. */
static void apart_need(struct apart *a, const struct spread_apart *x, const double *given)
{
    static const double node[3] = {-0.77459666924148337704, 0, 0.77459666924148337704};
    a->n = 3;
    for (size_t i = 0; i < 3; i++) {
        double need = (x->low + x->high) / 2 + node[i] * (x->high - x->low) / 2;
        a->weight[i] = i == 1 ? 8.0 / 18 : 5.0 / 18;
        memcpy(a->k[i], given, sizeof a->k[i]);
        scale_moments(a->k[i], need);
    }
}

static void spread_take_apart(struct apart *a, const struct spread_apart *x, int view)
{
    const double *own = x->own[view];
    *a = (struct apart){.variance = own[K20] + 2 * own[K11] + own[K02]};
    memcpy(a->own, own, sizeof a->own);
    if (x->kind == SPREAD_ROW) {
        apart_row(a, &x->x, x->effort ? K01 : K10, x->weight[view]);
    } else if (x->kind == SPREAD_NEED) {
        apart_need(a, x, x->given[view]);
    } else {
        a->n = 2;
        a->weight[0] = 1 - x->probability;
        a->weight[1] = x->probability;
        memcpy(a->k[1], x->given[view], sizeof a->k[1]);
    }
}

static void apart_common(struct apart *a, const struct spread_common *c, double units)
{
    double b = units * units;
    *a = (struct apart){.variance = b * c->cumulants.variance};
    a->own[K10] = units * c->cumulants.mean;
    a->own[K20] = b * c->cumulants.variance;
    a->own[K30] = b * units * c->cumulants.third;
    a->own[K40] = b * b * c->cumulants.fourth;
    apart_row(a, &c->x, K10, units);
}

enum {
    COMBINATIONS = 72,                     /* nodes of all that is taken apart, multiplied */
    BRANCHES = COMBINATIONS * SPREAD_NODES /* and of Q */
};

/* Below this part of the variance the series does well enough. */
static const double part_worth_it = 0.02;

/* Candidates with a large part of the variance, the largest first, while the nodes stay few. */
static size_t choose_aparts(const struct spread *s, int view, const struct spread_common *common,
                            size_t commons, double variance, struct apart *list)
{
    struct apart all[SPREAD_APART + SPREAD_COMMONS];
    size_t n = 0, chosen = 0, nodes = 1;
    for (size_t i = 0; i < s->aparts; i++)
        spread_take_apart(&all[n++], &s->apart[i], view);
    for (size_t c = 0; c < commons; c++)
        apart_common(&all[n++], &common[c], s->sum[view][0].units[c]);
    for (;;) {
        size_t best = SIZE_MAX;
        for (size_t i = 0; i < n; i++)
            if (all[i].n && all[i].variance > part_worth_it * variance && nodes * all[i].n <= COMBINATIONS &&
                (best == SIZE_MAX || all[i].variance > all[best].variance))
                best = i;
        if (best == SIZE_MAX)
            return chosen;
        list[chosen++] = all[best];
        nodes *= all[best].n;
        all[best].n = 0;
    }
}

static void add_branches(struct hoshi_mixture *m, const struct spread_factors *f, const double *k,
                         double weight)
{
    double moved[SPREAD_MOMENTS];
    with_market(f, k, moved);
    for (size_t i = 0; i < f->effort.n; i++) {
        struct hoshi_branch b = hoshi_branch_of(f->effort.value[i], moved);
        b.weight = weight * f->effort.weight[i];
        m->branch[m->n++] = b;
    }
}

static void combine(struct hoshi_mixture *m, const struct spread_factors *f, const struct apart *list,
                    size_t n, const double *k, double weight)
{
    if (!n) {
        add_branches(m, f, k, weight);
        return;
    }
    for (size_t i = 0; i < list->n; i++) {
        double with[SPREAD_MOMENTS];
        memcpy(with, k, sizeof with);
        spread_add_moments(with, list->k[i]);
        combine(m, f, list + 1, n - 1, with, weight * list->weight[i]);
    }
}

static void spread_percentiles(const struct spread *s, int view, const struct spread_factors *f,
                               const struct spread_common *common, size_t commons, const double *all,
                               struct spread_result *out)
{
    struct hoshi_branch branch[BRANCHES];
    struct hoshi_mixture m = {branch, 0};
    struct apart list[SPREAD_APART + SPREAD_COMMONS];
    double k[SPREAD_MOMENTS], variance = out->own_variance + out->common_variance, sd = sqrt(variance);
    out->p50 = out->p80 = out->mean;
    if (!(variance > 0))
        return;
    size_t n = choose_aparts(s, view, common, commons, variance, list);
    memcpy(k, all, sizeof k);
    for (size_t i = 0; i < n; i++)
        for (int j = 0; j < SPREAD_MOMENTS; j++)
            k[j] -= list[i].own[j];
    combine(&m, f, list, n, k, 1);
    out->p50 = hoshi_mixture_quantile(&m, 0.5, out->mean, sd);
    out->p80 = hoshi_mixture_quantile(&m, 0.8, out->mean + 0.84 * sd, sd);
}

/* Mean and variances of a period; `all` gets the joint cumulants with the common rows in U, `v` without. */
static void spread_variances(const struct spread_sum *sum, const struct spread_factors *f,
                             const struct spread_common *common, size_t commons, double all[SPREAD_MOMENTS],
                             struct spread_result *out)
{
    double v[SPREAD_MOMENTS], mm = f->market_mean, ll = f->labour_mean, fees = 0, fees_variance = 0;
    memcpy(all, sum->moment, sizeof sum->moment);
    for (size_t k = 0; k < commons; k++) {
        const struct hoshi_cumulants *c = &common[k].cumulants;
        double u = sum->units[k], u2 = u * u;
        fees += u * c->mean;
        fees_variance += u2 * c->variance;
        all[K10] += u * c->mean;
        all[K20] += u2 * c->variance;
        all[K30] += u2 * u * c->third;
        all[K40] += u2 * u2 * c->fourth;
    }
    hoshi_spread_with_pace(f, sum->moment, v);
    memset(out, 0, sizeof *out);
    out->market = v[K10] + fees;
    out->labour = v[K01];
    out->mean = mm * out->market + ll * out->labour;
    out->own_variance = f->market_square * v[K20] + 2 * mm * ll * v[K11] + f->labour_square * v[K02];
    out->common_variance = (f->market_square - mm * mm) * out->market * out->market +
                           (f->labour_square - ll * ll) * out->labour * out->labour +
                           f->market_square * fees_variance;
}

void hoshi_spread_year(const struct spread *s, int view, int year, const struct spread_factors *f,
                       const struct spread_common *common, size_t commons, double *own_sd, double *common_sd)
{
    double all[SPREAD_MOMENTS];
    struct spread_result x;
    spread_variances(&s->sum[view][year], f, common, commons, all, &x);
    *own_sd = sqrt(fmax(x.own_variance, 0));
    *common_sd = sqrt(fmax(x.common_variance, 0));
}

void hoshi_spread_result(const struct spread *s, int view, const struct spread_factors *f,
                         const struct spread_common *common, size_t commons, struct spread_result *out)
{
    double all[SPREAD_MOMENTS];
    spread_variances(&s->sum[view][0], f, common, commons, all, out);
    spread_percentiles(s, view, f, common, commons, all, out);
}
