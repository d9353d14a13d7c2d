/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "supplier_spread.h"

#include "portable_math.h"
#include "range_plan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Exponents of U and W of each joint cumulant, and the place of an exponent pair. */
static const int order_u[SPREAD_MOMENTS] = {1, 0, 2, 1, 0, 3, 2, 1, 0, 4, 3, 2, 1, 0};
static const int order_w[SPREAD_MOMENTS] = {0, 1, 0, 1, 2, 0, 1, 2, 3, 0, 1, 2, 3, 4};
enum { K10, K01, K20, K11, K02, K30, K21, K12, K03, K40, K31, K22, K13, K04 };
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

/* E P^k (P − E P)^j by a rule that is exact for these polynomials. */
static enum hoshi_status pace_powers(struct spread_factors *f, const struct hoshi_distribution *pace)
{
    double value[17], weight[17], mean = 0;
    size_t n = 1;
    value[0] = pace->likely;
    weight[0] = 1;
    if (pace->kind != HOSHI_CONSTANT) {
        enum hoshi_status status = hoshi_distribution_nodes(pace, 16, value, weight, &n);
        if (status)
            return status;
    }
    for (size_t i = 0; i < n; i++)
        mean += weight[i] * value[i];
    for (size_t i = 0; i < n; i++) {
        double p = weight[i];
        for (int k = 0; k < 5; k++, p *= value[i]) {
            double d = p;
            f->pace[k] += p;
            for (int j = 0; j < 5; j++, d *= value[i] - mean)
                f->deviation[k][j] += d;
        }
    }
    return HOSHI_OK;
}

enum hoshi_status hoshi_spread_factors_init(struct spread_factors *f, const int64_t ppm[3][3])
{
    memset(f, 0, sizeof *f);
    struct hoshi_distribution d[3];
    for (size_t i = 0; i < 3; i++) {
        f->low[i] = (double)ppm[i][0] / 1e6;
        f->likely[i] = (double)ppm[i][1] / 1e6;
        f->high[i] = (double)ppm[i][2] / 1e6;
        enum hoshi_status status =
            hoshi_distribution_init(&d[i], HOSHI_TRIANGULAR, f->low[i], f->likely[i], f->high[i]);
        if (status)
            return status;
    }
    struct hoshi_cumulants m = hoshi_distribution_cumulants(&d[0]), l = hoshi_distribution_cumulants(&d[1]);
    f->market_mean = m.mean;
    f->market_square = m.variance + m.mean * m.mean;
    f->labour_mean = l.mean;
    f->labour_square = l.variance + l.mean * l.mean;
    enum hoshi_status status = pace_powers(f, &d[2]);
    if (!status)
        status = nodes(d, 1, 1, &f->market);
    if (!status)
        status = nodes(d + 1, 2, 20, &f->effort);
    return status;
}

/* ---- sums ---- */

void hoshi_spread_add(struct spread *s, bool effort, const struct hoshi_cumulants *x,
                      const struct spread_weights *w)
{
    static const int place[2][4] = {{K10, K20, K30, K40}, {K01, K02, K03, K04}};
    const int *at = place[effort];
    for (int v = 0; v < SPREAD_VIEWS; v++)
        for (int y = 0; y <= s->years; y++) {
            double a = w->w[v][y], b = a * a;
            double *m = s->sum[v][y].moment;
            m[at[0]] += a * x->mean;
            m[at[1]] += b * x->variance;
            m[at[2]] += b * a * x->third;
            m[at[3]] += b * b * x->fourth;
        }
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
    for (int i = 0; i < 5; i++)
        for (int j = 0; i + j < 5; j++) {
            double sum = 0;
            for (int a = 0; a <= i; a++)
                for (int b = 0; b <= j; b++)
                    sum += choose[i][a] * choose[j][b] * c[a][b] * pu[i - a] * pw[j - b];
            out[i][j] = sum;
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

static void add_moments(double *to, const double *k)
{
    for (int i = 0; i < SPREAD_MOMENTS; i++)
        to[i] += k[i];
}

/* The groups that vary most are kept, least first. */
static void keep_state(struct spread *s, const struct spread_state *state)
{
    size_t at = s->states;
    if (at == SPREAD_SPLIT) {
        if (state->variance <= s->state[0].variance)
            return;
        memmove(s->state, s->state + 1, (SPREAD_SPLIT - 1) * sizeof *s->state);
        at--;
    }
    for (; at > 0 && s->state[at - 1].variance > state->variance; at--)
        s->state[at] = s->state[at - 1];
    s->state[at] = *state;
    s->states += s->states < SPREAD_SPLIT;
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
    struct spread_state state = {.probability = probability};
    double k[SPREAD_MOMENTS];
    for (int y = 0; y <= s->years; y++)
        for (int v = 0; v < SPREAD_VIEWS; v++) {
            double part = v ? same_part(g->part[0][y], g->part[v][y]) : -1;
            if (part < 0)
                group_moments(g->part[v][y], power, k);
            else
                scale_moments(k, part);
            add_moments(s->sum[v][y].moment, k);
            if (y == 0 && v == 0)
                state.variance = k[K20] + 2 * k[K11] + k[K02];
            if (y == 0 && probability < 1)
                group_moments(g->part[v][y], certain, state.moment[v]);
        }
    if (probability > 0 && probability < 1)
        keep_state(s, &state);
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

void hoshi_spread_with_pace(const struct spread_factors *f, const double uw[SPREAD_MOMENTS],
                            double uv[SPREAD_MOMENTS])
{
    double c[5][5], out[5][5] = {{0}}, power[5] = {1};
    to_central(uw, c);
    for (int i = 1; i < 5; i++)
        power[i] = power[i - 1] * uw[K01];
    for (int i = 0; i < 5; i++)
        for (int j = 0; i + j < 5; j++)
            for (int k = 0; k <= j; k++)
                out[i][j] += choose[j][k] * power[j - k] * f->deviation[k][j - k] * c[i][k];
    from_central((const double(*)[5])out, uw[K10], f->pace[1] * uw[K01], uv);
}

/* ---- percentiles ---- */

double hoshi_spread_normal(double z, double *density)
{
    double y = fabs(z), tail = 0, e = y > 37 ? 0 : hoshi_portable_exp(-y * y / 2);
    if (y < 7.07106781186547) {
        double a = 3.52624965998911e-02 * y + 0.700383064443688;
        a = ((((a * y + 6.37396220353165) * y + 33.912866078383) * y + 112.079291497871) * y +
             221.213596169931) *
                y +
            220.206867912376;
        double b = 8.83883476483184e-02 * y + 1.75566716318264;
        b = (((((b * y + 16.064177579207) * y + 86.7807322029461) * y + 296.564248779674) * y +
              637.333633378831) *
                 y +
             793.826512519948) *
                y +
            440.413735824752;
        tail = e * a / b;
    } else if (y <= 37) {
        tail = e / (y + 1 / (y + 2 / (y + 3 / (y + 4 / (y + 0.65))))) / 2.506628274631000502;
    }
    *density = e * 0.39894228040143267794;
    return z > 0 ? 1 - tail : tail;
}

/* What is left when factors and states are known: an Edgeworth series. */
struct branch {
    double weight, mean, sd, g1, g2, g11; /* γ1/6, γ2/24, γ1²/72 */
};

struct mixture {
    struct branch *branch;
    size_t n;
};

static double mixture_cdf(const struct mixture *m, double x, double *density)
{
    double p = 0, d = 0;
    for (size_t i = 0; i < m->n; i++) {
        const struct branch *b = &m->branch[i];
        if (b->sd <= 0) {
            p += x >= b->mean ? b->weight : 0;
            continue;
        }
        double z = (x - b->mean) / b->sd, f, c = hoshi_spread_normal(z, &f), q = z * z;
        double h2 = q - 1, h3 = z * (q - 3), h4 = (q - 6) * q + 3, h5 = z * ((q - 10) * q + 15);
        double h6 = ((q - 15) * q + 45) * q - 15;
        p += b->weight * (c - f * (b->g1 * h2 + b->g2 * h3 + b->g11 * h5));
        d += b->weight * f * (1 + b->g1 * h3 + b->g2 * h4 + b->g11 * h6) / b->sd;
    }
    *density = d;
    return p;
}

/* Newton kept between ends that enclose the root. */
static double mixture_quantile(const struct mixture *m, double p, double start, double sd)
{
    double low = start - 12 * sd, high = start + 12 * sd, x = start, d;
    for (int i = 0; i < 60; i++) {
        double f = mixture_cdf(m, x, &d) - p;
        *(f < 0 ? &low : &high) = x;
        double next = d > 0 ? x - f / d : x;
        if (fabs(next - x) < 1e-7 * sd)
            return next;
        if (!(next > low && next < high) || d <= 0)
            next = (low + high) / 2;
        if (high - low < 1e-9 * sd)
            return next;
        x = next;
    }
    return x;
}

/* Moments of the rest with the states in `occurs` happening and the other kept ones not. */
static void rest(const struct spread *s, int view, unsigned occurs, const double *quiet, double *k)
{
    memcpy(k, quiet, SPREAD_MOMENTS * sizeof *k);
    for (size_t i = 0; i < s->states; i++)
        if (occurs & 1u << i)
            add_moments(k, s->state[i].moment[view]);
}

/* What the kept states add to the sums, given their probability: to be taken out of them. */
static void without_states(const struct spread *s, int view, double *k)
{
    memcpy(k, s->sum[view][0].moment, SPREAD_MOMENTS * sizeof *k);
    for (size_t i = 0; i < s->states; i++) {
        const struct spread_state *x = &s->state[i];
        double c[5][5], joint[5][5], raw[5][5], own[SPREAD_MOMENTS], p = x->probability;
        to_central(x->moment[view], c);
        shift((const double(*)[5])c, x->moment[view][K10], x->moment[view][K01], raw);
        for (int a = 0; a < 5; a++)
            for (int b = 0; a + b < 5; b++)
                raw[a][b] *= a + b ? p : 1;
        shift((const double(*)[5])raw, -p * x->moment[view][K10], -p * x->moment[view][K01], joint);
        from_central((const double(*)[5])joint, p * x->moment[view][K10], p * x->moment[view][K01], own);
        for (int j = 0; j < SPREAD_MOMENTS; j++)
            k[j] -= own[j];
    }
}

static struct branch branch_of(double m, double q, const double *k, const struct hoshi_cumulants *c)
{
    double m2 = m * m, q2 = q * q;
    struct branch b = {.mean = m * (k[K10] + c->mean) + q * k[K01]};
    double v = m2 * (k[K20] + c->variance) + 2 * m * q * k[K11] + q2 * k[K02];
    double t = m2 * m * (k[K30] + c->third) + 3 * m2 * q * k[K21] + 3 * m * q2 * k[K12] + q2 * q * k[K03];
    double f = m2 * m2 * (k[K40] + c->fourth) + 4 * m2 * m * q * k[K31] + 6 * m2 * q2 * k[K22] +
               4 * m * q2 * q * k[K13] + q2 * q2 * k[K04];
    if (v <= 0)
        return b;
    b.sd = sqrt(v);
    b.g1 = t / (v * b.sd) / 6;
    b.g2 = f / (v * v) / 24;
    b.g11 = b.g1 * b.g1 / 2;
    return b;
}

enum { BRANCHES = (1 << SPREAD_SPLIT) * 24 * 40 };

static void percentiles(const struct spread *s, int view, const struct spread_factors *f,
                        const struct hoshi_cumulants *common, struct spread_result *out)
{
    struct branch list[BRANCHES];
    struct mixture m = {list, 0};
    double quiet[SPREAD_MOMENTS], k[SPREAD_MOMENTS], sd = sqrt(out->own_variance + out->common_variance);
    out->p50 = out->p80 = out->mean;
    if (!(sd > 0))
        return;
    without_states(s, view, quiet);
    for (unsigned occurs = 0; occurs < 1u << s->states; occurs++) {
        double p = 1;
        for (size_t i = 0; i < s->states; i++)
            p *= occurs & 1u << i ? s->state[i].probability : 1 - s->state[i].probability;
        rest(s, view, occurs, quiet, k);
        for (size_t a = 0; a < f->market.n; a++)
            for (size_t b = 0; b < f->effort.n && m.n < BRANCHES; b++) {
                struct branch x = branch_of(f->market.value[a], f->effort.value[b], k, common);
                x.weight = p * f->market.weight[a] * f->effort.weight[b];
                list[m.n++] = x;
            }
    }
    out->p50 = mixture_quantile(&m, 0.5, out->mean, sd);
    out->p80 = mixture_quantile(&m, 0.8, out->mean + 0.84 * sd, sd);
}

void hoshi_spread_result(const struct spread *s, int view, const struct spread_factors *f,
                         const struct hoshi_cumulants *common, size_t commons, struct spread_result *out)
{
    const struct spread_sum *sum = &s->sum[view][0];
    struct hoshi_cumulants c = {0};
    double v[SPREAD_MOMENTS], mm = f->market_mean, ll = f->labour_mean;
    for (size_t k = 0; k < commons; k++) {
        double u = sum->units[k];
        c.mean += u * common[k].mean;
        c.variance += u * u * common[k].variance;
        c.third += u * u * u * common[k].third;
        c.fourth += u * u * u * u * common[k].fourth;
    }
    hoshi_spread_with_pace(f, sum->moment, v);
    memset(out, 0, sizeof *out);
    out->market = v[K10] + c.mean;
    out->labour = v[K01];
    out->mean = mm * out->market + ll * out->labour;
    out->own_variance = f->market_square * v[K20] + 2 * mm * ll * v[K11] + f->labour_square * v[K02];
    out->common_variance = (f->market_square - mm * mm) * out->market * out->market +
                           (f->labour_square - ll * ll) * out->labour * out->labour +
                           f->market_square * c.variance;
    percentiles(s, view, f, &c, out);
}
