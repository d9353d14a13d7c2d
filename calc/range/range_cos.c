/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Inversion of the characteristic function by its cosine series.
 *
 *   F(x) = (x-A)/(B-A) + sum_{k>=1} F_k sin(t_k (x-A))/t_k,
 *   t_k  = k pi/(B-A),
 *   F_k  = 2/(B-A) Re(phi(t_k) exp(-i t_k A))
 *
 * (Fang and Oosterlee 2008; Junike and Stier, SIAM J. Numer. Anal. 63(6), 2025, for the distribution
 * function). phi is the product over independent rows, conditional on the factors, averaged over Gauss nodes
 * of the factors. A class of rows under a factor F needs psi(u) at u = t F for every node: psi, freed of its
 * mean phase, is band-limited, so it is tabulated once and interpolated (12 points, barycentric), which makes
 * a factor cost little more than none.
 *
 * Eight t or eight x go side by side in GCC vectors; every lane does the same arithmetic whatever the width
 * of the processor's registers, so the bits do not depend on it. 100 rows and 60 terms take some tens of
 * microseconds.
 */
#include "range_plan.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { LANES = 8, TABLE_MAX = 65536, NODES_MAX = 250, POINTS = 12, SERIES = 11 };

#define INLINE static inline __attribute__((always_inline))

static const double PI = 3.14159265358979323846;

/* A triangle of weight l to the left and r to the right of the mode, l/(l+r) = c. */
struct tri {
    double l, r, c;
};

/* sum w exp(iux): any other row, by its Gauss nodes, x relative to the row's mean. */
struct nodes {
    const double *x, *w;
    size_t n;
};

/* A sum of independent rows; cf() leaves out the phase of its mean. */
struct bundle {
    struct tri *tri;
    size_t n_tri;
    struct nodes *nodes;
    size_t n_nodes;
    double *uniform; /* half widths */
    size_t n_uniform;
    double tilt; /* sum of modes minus mean: the phase the triangles leave */
    double mean;
};

/* A group of one class: 1 - p + p E_N exp(iuN Y). */
struct piece {
    struct bundle y;
    double p, mean;         /* of the group */
    const double *need, *w; /* nodes of N */
    size_t n;
};

/* All that hangs on one factor alone. */
struct class
{
    struct bundle certain;
    struct piece *piece;
    size_t n_pieces;
    double mean, variance;
    double reach; /* half width that holds the class */
    bool cut;     /* reach comes from a bound on probability, not from the support */
    bool empty;   /* a constant */
};

/* 2/(2k+2)! and 2/(2k+3)! with signs. */
static const double half_re[SERIES] = {1.0,
                                       -8.333333333333333e-2,
                                       2.777777777777778e-3,
                                       -4.96031746031746e-5,
                                       5.511463844797178e-7,
                                       -4.1753513975736197e-9,
                                       2.294149119545945e-11,
                                       -9.558954664774772e-14,
                                       3.1238413937172456e-16,
                                       -8.220635246624331e-19,
                                       1.7793583867152233e-21};
static const double half_im[SERIES] = {
    0.3333333333333333,     -1.6666666666666666e-2,  3.968253968253968e-4,   -5.511463844797178e-6,
    5.010421677088344e-8,   -3.2117930750566305e-10, 1.5294327463639635e-12, -5.622914508691042e-15,
    1.6441270493248662e-17, -3.914588212678253e-20,  7.736340811805319e-23};

/* Lagrange's formula on POINTS nodes: 1/prod (j - i) over i != j. */
static const double lagrange[POINTS] = {-1.0 / 39916800, 1.0 / 3628800, -1.0 / 725760,  1.0 / 241920,
                                        -1.0 / 120960,   1.0 / 86400,   -1.0 / 86400,   1.0 / 120960,
                                        -1.0 / 241920,   1.0 / 725760,  -1.0 / 3628800, 1.0 / 39916800};

/* psi at multiples of h; two arrays with POINTS values of the mirror image before 0. */
struct table {
    double h, *u, *re, *im;
    size_t n;   /* filled, a multiple of LANES */
    bool quiet; /* zero from here on */
};

/* A factor with all that hangs on it, or (linked) with what hangs on it alone. */
struct average {
    double *f, *w;
    size_t n;
    double mean; /* of the factor */
    struct table table;
};

struct kernels {
    void (*class_cf)(const struct class *c, const double *u, size_t n, double *re, double *im);
    void (*invert)(const double *wave, size_t n, const double *theta, double *cdf, double *density);
    void (*average)(const struct average *v, const struct class *c, const double *t, double *re, double *im);
    void (*node)(const struct average *v, const struct class *c, size_t m, const double *t, double *re,
                 double *im);
    void (*rotate)(const double *u, double by, double *re, double *im);
    void (*spread)(double *a, size_t count, size_t stride, size_t n, size_t m, const double *re,
                   const double *im);
    void (*occur)(double *a, const double *value, const size_t *at, size_t parts, const double *w,
                  size_t needs, double p);
};

#define WIDTH 2
#define NAME(x) x##_2
#define ATTRIBUTE
#include "range_cos_lanes.h"
#if defined(__x86_64__)
#define WIDTH 4
#define NAME(x) x##_4
#define ATTRIBUTE __attribute__((target("avx2")))
#include "range_cos_lanes.h"
#define WIDTH 8
#define NAME(x) x##_8
#define ATTRIBUTE __attribute__((target("avx512f,avx512dq")))
#include "range_cos_lanes.h"
#endif

static const struct kernels kernels[] = {
    {class_cf_2, invert_2, average_2, node_2, rotate_2, spread_2, occur_2},
#if defined(__x86_64__)
    {class_cf_4, invert_4, average_4, node_4, rotate_4, spread_4, occur_4},
    {class_cf_8, invert_8, average_8, node_8, rotate_8, spread_8, occur_8},
#endif
};

/* ---- building the classes ---- */

/* Memory given back at once. */
struct pool {
    struct chunk {
        struct chunk *next;
        double data[];
    } * chunks;
};

static void *cos_take(struct pool *pool, size_t n, size_t size)
{
    struct chunk *c = calloc(1, sizeof *c + (n ? n : 1) * size);
    if (!c)
        return NULL;
    c->next = pool->chunks;
    pool->chunks = c;
    return c->data;
}

static void drain(struct pool *pool)
{
    while (pool->chunks) {
        struct chunk *c = pool->chunks;
        pool->chunks = c->next;
        free(c);
    }
}

struct cos_state {
    const struct hoshi_range_plan *plan;
    const struct kernels *k;
    struct pool pool;
    struct class class[PLAN_CLASSES];
    double a, width, step; /* A, B - A, pi/(B-A) */
    double t_limit;        /* beyond, the quadratures are not to be trusted */
    struct linked *linked;
    size_t n_terms; /* of the series */
    double *wave;   /* [1 .. n_terms]; room for HOSHI_RANGE_COS_TERMS + 1 + LANES */
    double left;    /* estimated error of F from the terms left out */
};

/* Gauss nodes of a row that is no triangle, relative to its mean; t_limit falls to where they resolve
 * exp(iux). */
static enum hoshi_status add_nodes(struct cos_state *s, struct bundle *b, const struct hoshi_plan_row *row,
                                   double top)
{
    double x[513], w[513], phase = s->t_limit * top * row->weight * (row->x->high - row->x->low) / 2;
    size_t n = 96, count = 0;
    if (row->x->kind == HOSHI_PERT)
        n = phase < 150 ? 12 + (size_t)(phase * 0.6) : 102;
    enum hoshi_status status = hoshi_distribution_nodes(row->x, n, x, w, &count);
    struct hoshi_cumulants c = hoshi_distribution_cumulants(row->x);
    double *to = cos_take(&s->pool, 2 * count, sizeof *to);
    if (status || !to)
        return status ? status : HOSHI_E_MEMORY;
    for (size_t i = 0; i < count; i++) {
        to[i] = row->weight * (x[i] - c.mean);
        to[count + i] = w[i];
    }
    b->nodes[b->n_nodes++] = (struct nodes){to, to + count, count};
    double scale = row->weight * top;
    if (row->x->kind == HOSHI_PERT)
        s->t_limit = fmin(s->t_limit, 150 / (scale * (row->x->high - row->x->low) / 2));
    else
        s->t_limit = fmin(s->t_limit, 8 / (scale * sqrt(c.variance)));
    return HOSHI_OK;
}

/* top: the largest number that multiplies t for this bundle. */
static enum hoshi_status build_bundle(struct cos_state *s, struct bundle *b, const struct hoshi_plan_part *p,
                                      double top)
{
    *b = (struct bundle){.mean = p->mean};
    b->tri = cos_take(&s->pool, p->n, sizeof *b->tri);
    b->nodes = cos_take(&s->pool, p->n, sizeof *b->nodes);
    b->uniform = cos_take(&s->pool, p->n, sizeof *b->uniform);
    if (!b->tri || !b->nodes || !b->uniform)
        return HOSHI_E_MEMORY;
    for (size_t i = 0; i < p->n; i++) {
        const struct hoshi_distribution *x = p->row[i].x;
        double w = p->row[i].weight, l = w * (x->likely - x->low), r = w * (x->high - x->likely);
        if (x->kind == HOSHI_TRIANGULAR) {
            b->tri[b->n_tri++] = (struct tri){l, r, l / (l + r)};
            b->tilt += (l - r) / 3; /* mode - mean */
        } else if (x->kind == HOSHI_UNIFORM) {
            b->uniform[b->n_uniform++] = w * (x->high - x->low) / 2;
        } else {
            enum hoshi_status status = add_nodes(s, b, &p->row[i], top);
            if (status)
                return status;
        }
    }
    return HOSHI_OK;
}

/* Nodes of a uniform need: Gauss-Legendre that resolves exp(iu N size) up to t_limit. */
static enum hoshi_status need_nodes(struct cos_state *s, const struct hoshi_plan_group *g, double size,
                                    const double **need, const double **weight, size_t *n)
{
    struct hoshi_distribution d;
    double *x = cos_take(&s->pool, 2 * HOSHI_FACTOR_NODES, sizeof *x), phase;
    if (!x)
        return HOSHI_E_MEMORY;
    *need = x;
    *weight = x + HOSHI_FACTOR_NODES;
    x[0] = 1;
    *n = 1;
    x[HOSHI_FACTOR_NODES] = 1;
    if (!g->random_need)
        return HOSHI_OK;
    enum hoshi_status status =
        hoshi_distribution_init(&d, HOSHI_UNIFORM, g->need_low, g->need_low, g->need_high);
    phase = s->t_limit * size * (g->need_high - g->need_low) / 2;
    double limit = 2 * (NODES_MAX - 50);
    if (phase > limit)
        s->t_limit *= limit / phase;
    phase = fmin(phase, limit);
    size_t want = 6 + (size_t)(phase / 2 + 1.6 * sqrt(phase));
    return status ? status : hoshi_distribution_nodes(&d, want, x, x + HOSHI_FACTOR_NODES, n);
}

static double part_size(const struct hoshi_plan_part *p)
{
    return fabs(p->mean) + 4 * sqrt(p->variance);
}

static double cos_bernstein(double variance, double jump)
{
    double a = 10 * jump;
    return a + sqrt(a * a + 60 * variance); /* exp(-30) */
}

static enum hoshi_status build_class(struct cos_state *s, size_t c)
{
    const struct hoshi_range_plan *plan = s->plan;
    const struct hoshi_plan_part *p = &plan->certain[c];
    struct class *to = &s->class[c];
    double top = plan->factor[c].high, jump = p->jump, heavy = p->heavy, low = p->low, high = p->high;
    enum hoshi_status status = build_bundle(s, &to->certain, p, top);
    to->mean = p->mean;
    to->variance = p->variance;
    to->piece = cos_take(&s->pool, plan->n_groups, sizeof *to->piece);
    if (!to->piece)
        return HOSHI_E_MEMORY;
    for (size_t i = 0; !status && i < plan->n_groups; i++) {
        const struct hoshi_plan_group *g = &plan->group[i];
        if (g->home != (int)c)
            continue;
        const struct hoshi_plan_part *y = &g->part[c];
        struct piece *piece = &to->piece[to->n_pieces++];
        piece->p = g->probability;
        piece->mean = g->probability * (g->need_low + g->need_high) / 2 * y->mean;
        status = build_bundle(s, &piece->y, y, top);
        if (!status)
            status = need_nodes(s, g, top * part_size(y), &piece->need, &piece->w, &piece->n);
        to->mean += piece->mean;
        to->variance += g->probability * (y->variance + y->mean * y->mean);
        jump = fmax(jump, fabs(y->mean) + y->jump);
        heavy = fmax(heavy, y->heavy);
        low += fmin(y->low, 0);
        high += fmax(y->high, 0);
    }
    double full = fmax(high - to->mean, to->mean - low), bound = heavy + cos_bernstein(to->variance, jump);
    to->cut = bound < full;
    to->reach = to->cut ? bound : full;
    to->empty = p->n == 0 && to->n_pieces == 0;
    return status;
}

/* ---- one factor alone: interpolation ---- */

static enum hoshi_status table_init(struct table *t, struct cos_state *s, const struct class *c)
{
    *t = (struct table){.h = PI / ((c->cut ? 5 : 12) * c->reach)};
    t->u = cos_take(&s->pool, 3 * (TABLE_MAX + 2 * POINTS + LANES), sizeof *t->u);
    if (!t->u)
        return HOSHI_E_MEMORY;
    t->re = t->u + TABLE_MAX + 2 * POINTS + LANES;
    t->im = t->re + TABLE_MAX + 2 * POINTS + LANES;
    return HOSHI_OK;
}

/* Fill so that psi can be had at every u <= top; false when the table would be too long. */
static bool table_fill(struct table *t, const struct cos_state *s, const struct class *c, double top)
{
    double want = top / t->h + POINTS + 2;
    if (want > TABLE_MAX)
        return false;
    while (!t->quiet && (double)t->n < want) {
        double *u = t->u + POINTS + t->n, *re = t->re + POINTS + t->n, *im = t->im + POINTS + t->n, most = 0;
        for (size_t i = 0; i < 2 * LANES; i++)
            u[i] = (double)(t->n + i) * t->h;
        s->k->class_cf(c, u, 2 * LANES, re, im);
        for (size_t i = 0; i < 2 * LANES; i++)
            most = fmax(most, fabs(re[i]) + fabs(im[i]));
        if (t->n == 0)
            for (size_t i = 1; i <= POINTS; i++) {
                t->re[POINTS - i] = t->re[POINTS + i];
                t->im[POINTS - i] = -t->im[POINTS + i];
            }
        t->n += 2 * LANES;
        t->quiet = most < 1e-15;
    }
    return true;
}

/* Enough nodes for the phase up to t_limit; t_limit falls when they are too many. */
static enum hoshi_status average_init(struct average *v, struct cos_state *s, size_t c, double size,
                                      size_t most)
{
    const struct hoshi_plan_factor *f = &s->plan->factor[c];
    double phase = s->t_limit * size * (f->high - f->low) / 2, limit = 2 * (double)most;
    if (phase > limit) {
        s->t_limit *= limit / phase;
        phase = limit;
    }
    v->mean = f->mean;
    enum hoshi_status status = hoshi_plan_factor_nodes(f, phase, f->linked, &v->f, &v->w, &v->n);
    if (!status && !s->class[c].empty)
        status = table_init(&v->table, s, &s->class[c]);
    return status;
}

/* ---- linked factors ---- */

/* What couples several factors, and the averages of these factors. Index of a combination: mixed radix over
 * classes. A complex number of LANES is 2 LANES doubles, real parts first. */
struct linked {
    struct average average[PLAN_CLASSES]; /* n = 1, no f for a class that is not linked */
    size_t combos;
    struct bundle (*part)[PLAN_CLASSES]; /* [linked group] */
    struct piece *group;                 /* need nodes, p */
    const struct hoshi_plan_group **from;
    size_t n_groups;
    struct bundle *cross; /* [cross row], of weight 1 */
    double mean;          /* of all linked groups and cross rows */
    double *value;        /* [combination] */
    double *each;         /* values of one group by class, node of the factor and of the need */
};

static double linked_size(const struct hoshi_range_plan *plan, size_t c)
{
    double size = 0;
    for (size_t i = 0; i < plan->n_groups; i++)
        if (plan->group[i].home < 0)
            size += part_size(&plan->group[i].part[c]);
    for (size_t i = 0; i < plan->n_cross; i++)
        size += plan->cross[i].weight[c] * fmax(fabs(plan->cross[i].x->low), fabs(plan->cross[i].x->high));
    return size;
}

static enum hoshi_status linked_groups(struct cos_state *s, struct linked *l)
{
    const struct hoshi_range_plan *plan = s->plan;
    for (size_t i = 0; i < plan->n_groups; i++) {
        const struct hoshi_plan_group *g = &plan->group[i];
        if (g->home >= 0)
            continue;
        double size = 0;
        for (size_t c = 0; c < PLAN_CLASSES; c++) {
            enum hoshi_status status =
                build_bundle(s, &l->part[l->n_groups][c], &g->part[c], plan->factor[c].high);
            if (status)
                return status;
            size += part_size(&g->part[c]) * plan->factor[c].high;
            l->mean +=
                g->probability * (g->need_low + g->need_high) / 2 * g->part[c].mean * plan->factor[c].mean;
        }
        struct piece *p = &l->group[l->n_groups];
        p->p = g->probability;
        enum hoshi_status status = need_nodes(s, g, size, &p->need, &p->w, &p->n);
        if (status)
            return status;
        l->from[l->n_groups++] = g;
    }
    return HOSHI_OK;
}

static enum hoshi_status linked_crosses(struct cos_state *s, struct linked *l)
{
    const struct hoshi_range_plan *plan = s->plan;
    for (size_t i = 0; i < plan->n_cross; i++) {
        const struct hoshi_plan_cross *x = &plan->cross[i];
        struct hoshi_plan_row row = {x->x, x->input, 1};
        double mean = hoshi_distribution_cumulants(x->x).mean, top = 0;
        struct hoshi_plan_part p = {.row = &row, .n = 1, .mean = mean};
        for (size_t c = 0; c < PLAN_CLASSES; c++) {
            top += x->weight[c] * plan->factor[c].high;
            l->mean += mean * x->weight[c] * plan->factor[c].mean;
        }
        enum hoshi_status status = build_bundle(s, &l->cross[i], &p, top);
        if (status)
            return status;
    }
    return HOSHI_OK;
}

static enum hoshi_status linked_init(struct cos_state *s)
{
    const struct hoshi_range_plan *plan = s->plan;
    struct linked *l = s->linked = cos_take(&s->pool, 1, sizeof *l);
    if (!l)
        return HOSHI_E_MEMORY;
    l->part = cos_take(&s->pool, plan->n_groups, sizeof *l->part);
    l->group = cos_take(&s->pool, plan->n_groups, sizeof *l->group);
    l->from = cos_take(&s->pool, plan->n_groups, sizeof *l->from);
    l->cross = cos_take(&s->pool, plan->n_cross, sizeof *l->cross);
    if (!l->part || !l->group || !l->from || !l->cross)
        return HOSHI_E_MEMORY;
    enum hoshi_status status = linked_groups(s, l);
    if (!status)
        status = linked_crosses(s, l);
    size_t many = 0, most, nodes = 0, needs = 1;
    for (size_t c = 1; c < PLAN_CLASSES; c++)
        many += plan->factor[c].linked;
    most = many == 4 ? 16 : many == 3 ? 40 : NODES_MAX;
    l->combos = 1;
    for (size_t c = 0; !status && c < PLAN_CLASSES; c++) {
        struct average *v = &l->average[c];
        v->n = 1;
        if (c && plan->factor[c].linked)
            status = average_init(
                v, s, c, fabs(s->class[c].mean) + 4 * sqrt(s->class[c].variance) + linked_size(plan, c),
                most);
        l->combos *= v->n;
        nodes += v->n;
    }
    for (size_t i = 0; i < l->n_groups; i++)
        needs = l->group[i].n > needs ? l->group[i].n : needs;
    if (status)
        return status;
    l->value = cos_take(&s->pool, 2 * LANES * l->combos, sizeof *l->value);
    l->each = cos_take(&s->pool, 2 * LANES * nodes * needs, sizeof *l->each);
    return l->value && l->each ? HOSHI_OK : HOSHI_E_MEMORY;
}

/* Node of class c in a combination; *rest runs from the combination to 0 over the classes in order. */
static size_t digit(const struct linked *l, size_t c, size_t *rest)
{
    size_t d = *rest % l->average[c].n;
    *rest /= l->average[c].n;
    return d;
}

static void linked_certain(const struct cos_state *s, struct linked *l, const double *t)
{
    size_t stride = 1;
    double re[LANES], im[LANES];
    for (size_t i = 0; i < 2 * LANES * l->combos; i++)
        l->value[i] = i / LANES % 2 ? 0 : 1;
    for (size_t c = 1; c < PLAN_CLASSES; stride *= l->average[c++].n) {
        const struct average *v = &l->average[c];
        for (size_t m = 0; v->f && m < v->n; m++) {
            s->k->node(v, &s->class[c], m, t, re, im);
            s->k->spread(l->value, l->combos, stride, v->n, m, re, im);
        }
    }
}

static void bundle_at(const struct cos_state *s, const struct bundle *b, const double *t, double by,
                      double *re, double *im)
{
    struct class one = {.certain = *b};
    double u[LANES];
    for (size_t i = 0; i < LANES; i++)
        u[i] = t[i] * by;
    s->k->class_cf(&one, u, LANES, re, im);
    s->k->rotate(u, b->mean, re, im);
}

static void linked_group(const struct cos_state *s, struct linked *l, size_t g, const double *t)
{
    const struct piece *p = &l->group[g];
    size_t offset[PLAN_CLASSES], used = 0, at[PLAN_CLASSES];
    for (size_t c = 0; c < PLAN_CLASSES; c++) {
        const struct average *v = &l->average[c];
        const struct hoshi_plan_part *part = &l->from[g]->part[c];
        offset[c] = used;
        for (size_t m = 0; (part->n || part->fixed != 0) && m < v->n; m++)
            for (size_t k = 0; k < p->n; k++, used++)
                bundle_at(s, &l->part[g][c], t, (v->f ? v->f[m] : 1) * p->need[k], l->each + 2 * LANES * used,
                          l->each + 2 * LANES * used + LANES);
    }
    for (size_t i = 0; i < l->combos; i++) {
        size_t parts = 0;
        for (size_t c = 0, rest = i; c < PLAN_CLASSES; c++) {
            size_t d = digit(l, c, &rest);
            if (l->from[g]->part[c].n || l->from[g]->part[c].fixed != 0)
                at[parts++] = offset[c] + d * p->n;
        }
        s->k->occur(l->value + 2 * LANES * i, l->each, at, parts, p->w, p->n, p->p);
    }
}

static void linked_cross(const struct cos_state *s, struct linked *l, size_t k, const double *t)
{
    const struct hoshi_plan_cross *x = &s->plan->cross[k];
    double re[LANES], im[LANES];
    for (size_t i = 0; i < l->combos; i++) {
        double by = 0;
        for (size_t c = 0, rest = i; c < PLAN_CLASSES; c++) {
            size_t d = digit(l, c, &rest);
            by += x->weight[c] * (l->average[c].f ? l->average[c].f[d] : 1);
        }
        bundle_at(s, &l->cross[k], t, by, re, im);
        s->k->spread(l->value + 2 * LANES * i, 1, 1, 1, 0, re, im);
    }
}

static void linked_times(const struct cos_state *s, const double *t, double *re, double *im)
{
    struct linked *l = s->linked;
    double sum[2 * LANES] = {0};
    linked_certain(s, l, t);
    for (size_t g = 0; g < l->n_groups; g++)
        linked_group(s, l, g, t);
    for (size_t k = 0; k < s->plan->n_cross; k++)
        linked_cross(s, l, k, t);
    for (size_t i = 0; i < l->combos; i++)
        for (size_t j = 0; j < 2 * LANES; j++)
            sum[j] += l->value[2 * LANES * i + j];
    s->k->rotate(t, -l->mean, sum, sum + LANES);
    for (size_t i = 0; i < LANES; i++) {
        double x = re[i] * sum[i] - im[i] * sum[LANES + i];
        im[i] = re[i] * sum[LANES + i] + im[i] * sum[i];
        re[i] = x;
    }
}

/* ---- the series ---- */

/* Where quadratures must hold: beyond the point where the rows but the largest let the function die away. */
static double design_limit(const struct hoshi_range_plan *plan)
{
    double v = 0, most = 0;
    size_t n = plan->n_cross;
    for (size_t c = 0; c < PLAN_CLASSES; c++) {
        double f = plan->factor[c].mean;
        n += plan->certain[c].n;
        for (size_t i = 0; i < plan->certain[c].n; i++) {
            const struct hoshi_plan_row *r = &plan->certain[c].row[i];
            double w = r->weight * f, one = w * w * hoshi_distribution_cumulants(r->x).variance;
            v += one;
            most = fmax(most, one);
        }
    }
    for (size_t i = 0; i < plan->n_groups; i++, n++)
        for (size_t c = 0; c < PLAN_CLASSES; c++)
            v += plan->group[i].probability * plan->group[i].part[c].variance;
    double all = fmax(v, plan->sd * plan->sd * 1e-4);
    if (n < 9)
        return 200 / sqrt(all);
    return fmin(8 / sqrt(fmax(v - most, 1e-4 * all)), 400 / sqrt(all));
}

static bool any_quadrature(const struct cos_state *s)
{
    for (size_t c = 1; c < PLAN_CLASSES; c++)
        if (s->plan->factor[c].variance > 0 && (!s->class[c].empty || s->class[c].mean != 0))
            return true;
    for (size_t i = 0; i < s->class[0].n_pieces; i++)
        if (s->class[0].piece[i].n > 1 || s->class[0].piece[i].y.n_nodes)
            return true;
    return s->class[0].certain.n_nodes || s->linked;
}

static bool factor_alone(const struct cos_state *s, size_t c)
{
    return s->plan->factor[c].variance > 0 && !s->plan->factor[c].linked &&
           (!s->class[c].empty || s->class[c].mean != 0);
}

/* phi(t) exp(-itA) at eight t; false when a table is too short. */
static bool cf_block(struct cos_state *s, struct average *alone, const double *t, double *re, double *im)
{
    const struct hoshi_range_plan *plan = s->plan;
    s->k->class_cf(&s->class[0], t, LANES, re, im);
    for (size_t c = 1; c < PLAN_CLASSES; c++) {
        struct average *v = plan->factor[c].linked ? &s->linked->average[c] : &alone[c];
        if (v->table.u && !table_fill(&v->table, s, &s->class[c], t[LANES - 1] * plan -> factor[c].high))
            return false;
        if (factor_alone(s, c))
            s->k->average(v, &s->class[c], t, re, im);
    }
    if (s->linked)
        linked_times(s, t, re, im);
    s->k->rotate(t, plan->mean - s->a, re, im);
    return true;
}

/* Sum up the series until a block is below 1e-11; two in a row with groups, whose function may come back. */
static void find_series(struct cos_state *s, struct average *alone)
{
    double before = 1, most = 1;
    size_t k = 1;
    while (k <= HOSHI_RANGE_COS_TERMS && (most > 1e-11 || (s->plan->n_groups && before > 1e-11))) {
        double t[LANES], re[LANES], im[LANES];
        for (size_t i = 0; i < LANES; i++)
            t[i] = (double)(k + i) * s->step;
        if (t[LANES - 1] > s->t_limit || !cf_block(s, alone, t, re, im))
            break;
        before = most;
        most = 0;
        for (size_t i = 0; i < LANES; i++) {
            s->wave[k + i] = 2 / PI * re[i];
            most = fmax(most, fabs(re[i]) + fabs(im[i]));
        }
        k += LANES;
    }
    s->n_terms = k - 1;
    /* what is left out: sum of 2/pi |phi_k|/k, |phi_k| falling at least like 1/k */
    s->left = 2 / PI * (s->plan->n_groups ? fmax(most, before) : most) + 1e-12;
    if (s->n_terms < 2 * LANES)
        s->left = 1;
}

static void invert_at(const struct cos_state *s, const double *x, double *cdf, double *density)
{
    double theta[LANES];
    for (int i = 0; i < LANES; i++)
        theta[i] = fmin(fmax((x[i] - s->a) * s->step, 0), PI);
    s->k->invert(s->wave, s->n_terms, theta, cdf, density);
    for (int i = 0; i < LANES; i++) {
        cdf[i] = fmin(fmax(cdf[i], 0), 1);
        density[i] *= s->step;
    }
}

/* Eight quantiles: Newton kept within a bracket that shrinks. */
static void cos_quantiles(const struct cos_state *s, const double *level, const double *start, double *x,
                          double *density)
{
    double low[LANES], high[LANES], cdf[LANES];
    bool done[LANES] = {false}, all = false;
    for (int i = 0; i < LANES; i++) {
        low[i] = s->a;
        high[i] = s->a + s->width;
        x[i] = fmin(fmax(start[i], low[i]), high[i]);
    }
    for (int step = 0; step < 100 && !all; step++) {
        invert_at(s, x, cdf, density);
        all = true;
        for (int i = 0; i < LANES; i++) {
            double miss = cdf[i] - level[i], next = x[i] - miss / density[i];
            if (done[i])
                continue;
            done[i] = fabs(miss) < 1e-14 || high[i] - low[i] <= 4e-16 * fabs(x[i]);
            if (miss >= 0)
                high[i] = x[i];
            else
                low[i] = x[i];
            if (!done[i] && !(density[i] > 0 && next > low[i] && next < high[i]))
                next = low[i] + (high[i] - low[i]) / 2;
            done[i] = done[i] || fabs(next - x[i]) <= 1e-13 * (s->width * 1e-2 + fabs(x[i]) * 1e-2);
            x[i] = next > low[i] && next < high[i] ? next : x[i];
            all &= done[i];
        }
    }
}

static void read_off(const struct cos_state *s, struct hoshi_plan_result *result)
{
    static const double normal[16] = {-1.645, -1.282, -0.842, -0.674, -0.524, -0.253, 0,    0.253,
                                      0.524,  0.674,  0.842,  1.282,  1.645,  -3.09,  3.09, 0};
    const struct hoshi_range_plan *plan = s->plan;
    double level[16], start[16], x[16], density[16], least = INFINITY;
    memcpy(level, hoshi_range_levels(), HOSHI_RANGE_LEVELS * sizeof *level);
    level[13] = 0.001;
    level[14] = 0.999;
    level[15] = 0.5;
    for (int i = 0; i < 16; i++)
        start[i] = plan->mean + plan->sd * normal[i];
    cos_quantiles(s, level, start, x, density);
    cos_quantiles(s, level + LANES, start + LANES, x + LANES, density + LANES);
    memcpy(result->percentile, x, sizeof result->percentile);
    for (int i = HOSHI_P10; i <= HOSHI_P90; i++)
        least = fmin(least, density[i]);
    result->error = fmin(s->left / fmax(least, 1e-300), s->width);
    double at[LANES], cdf[LANES];
    for (size_t k = 0; k < HOSHI_RANGE_CURVE; k += LANES) {
        for (size_t i = 0; i < LANES; i++)
            at[i] = x[13] + (x[14] - x[13]) * (double)(k + i) / (HOSHI_RANGE_CURVE - 1);
        invert_at(s, at, cdf, density);
        for (size_t i = 0; i < LANES && k + i < HOSHI_RANGE_CURVE; i++) {
            result->curve_value[k + i] = at[i];
            result->curve_probability[k + i] = cdf[i];
        }
    }
    for (int i = 0; i < LANES; i++)
        at[i] = plan->point;
    invert_at(s, at, cdf, density);
    result->probability_of_point = plan->point < s->a ? 0 : plan->point >= s->a + s->width ? 1 : cdf[0];
}

static enum hoshi_status build_all(struct cos_state *s, struct average *alone)
{
    const struct hoshi_range_plan *plan = s->plan;
    enum hoshi_status status = HOSHI_OK;
    bool links = plan->n_cross > 0;
    for (size_t c = 0; !status && c < PLAN_CLASSES; c++)
        status = build_class(s, c);
    for (size_t i = 0; i < plan->n_groups; i++)
        links |= plan->group[i].home < 0;
    if (!status && links)
        status = linked_init(s);
    for (size_t c = 1; !status && c < PLAN_CLASSES; c++)
        if (factor_alone(s, c))
            status = average_init(&alone[c], s, c, fabs(s->class[c].mean) + 4 * sqrt(s->class[c].variance),
                                  NODES_MAX);
    return status;
}

static enum hoshi_status range_cos_run(const struct hoshi_range_plan *plan,
                                       const struct hoshi_range_options *options,
                                       struct hoshi_plan_result *result)
{
    (void)options;
    size_t level = (size_t)plan->vectors;
    struct cos_state s = {
        .plan = plan, .k = &kernels[level], .a = plan->low, .width = plan->high - plan->low};
    struct average alone[PLAN_CLASSES] = {0};
    s.step = PI / s.width;
    s.t_limit = fmin(design_limit(plan), HOSHI_RANGE_COS_TERMS * s.step);
    s.wave = cos_take(&s.pool, HOSHI_RANGE_COS_TERMS + 1 + LANES, sizeof *s.wave);
    enum hoshi_status status = s.wave ? build_all(&s, alone) : HOSHI_E_MEMORY;
    if (!status) {
        if (!any_quadrature(&s))
            s.t_limit = INFINITY;
        find_series(&s, alone);
        read_off(&s, result);
        result->resolved = result->error <= 2e-7 * fmax(fabs(plan->mean), plan->sd);
    }
    for (size_t c = 1; c < PLAN_CLASSES; c++) {
        free(alone[c].f);
        free(alone[c].w);
        free(s.linked ? s.linked->average[c].f : NULL);
        free(s.linked ? s.linked->average[c].w : NULL);
    }
    drain(&s.pool);
    return status;
}

const struct hoshi_plan_engine hoshi_range_cos_engine = {"cos", range_cos_run};
