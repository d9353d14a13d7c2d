/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Convolution on a lattice: slower than the series but without ripples, and independent of it.
 *
 * A mass at x is put on the four lattice points around it by Lagrange's formula, which keeps moments 0 .. 3,
 * so sums have the right cumulants up to the third and an error of order h^4 wherever the total is smooth on
 * the scale h. All lattices are multiples of h with the value 0 on a point, so that "does not occur" stays an
 * exact atom through every convolution; it is taken out at the end. Groups of a fixed amount are not put on
 * the lattice at all: their sums are listed as atoms (up to ATOMS_MAX values). Narrow masses are convolved
 * directly, wide ones by GSL's FFT; the pair of the two shortest goes first. Linked factors are averaged over
 * combinations of nodes, each with its own convolution. Everything is done on CELLS (CELLS_LINKED when two or
 * more factors are linked, for time, if that keeps the promise) and again on half as many with fewer nodes;
 * what the difference of the two distribution functions makes of the percentiles is the error estimate. A
 * lognormal's far tail would make the cells coarse: the lattice ends a little above P99.98, and what lies
 * beyond is one mass there, which changes nothing below.
 */
#include "range_plan.h"
#include "sort.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_fft_complex.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    CELLS = 8192,
    CELLS_LINKED = 2048,
    CELLS_WINDOW = 512,
    ATOMS_MAX = 65536,
    ATOMS_BESIDE_MAX = 4096,
    DIRECT_MAX = 48
};

/* mass[k] at (first + k) h */
struct lattice {
    long first;
    size_t n;
    double *mass;
};

struct grid {
    const struct hoshi_range_plan *plan;
    double h, high;       /* up to where the distribution is wanted */
    double reach;         /* high - the least T: what a part adds beyond it does not matter */
    struct lattice *list; /* independent summands still to be convolved */
    size_t n, room;
    double *atom, *atom_mass; /* sorted, merged */
    size_t n_atoms;
    double
        quiet; /* probability that nothing on the lattice occurs: the plan's, and no fixed group put there */
    bool coarse;        /* the second run, for the error estimate */
    struct lattice sum; /* what varies, without the mass `quiet` at 0 */
};

static enum hoshi_status lattice_init(struct lattice *l, double low, double high, double h)
{
    double a = floor(low / h) - 2, b = floor(high / h) + 4;
    l->mass = NULL;
    if (!(fabs(a) < 1e15) || !(b - a < 3e7))
        return HOSHI_E_OVERFLOW;
    l->first = (long)a;
    l->n = (size_t)(b - a) + 1;
    l->mass = calloc(l->n, sizeof *l->mass);
    return l->mass ? HOSHI_OK : HOSHI_E_MEMORY;
}

static void deposit(struct lattice *l, double at, double mass)
{
    double k = floor(at), x = at - k;
    size_t i = (size_t)((long)k - l->first);
    l->mass[i - 1] -= mass * x * (x - 1) * (x - 2) / 6;
    l->mass[i] += mass * (x + 1) * (x - 1) * (x - 2) / 2;
    l->mass[i + 1] -= mass * (x + 1) * x * (x - 2) / 2;
    l->mass[i + 2] += mass * (x + 1) * x * (x - 1) / 6;
}

/* Cut off ends that hold nothing (2e-17 of mass each). */
static void trim(struct lattice *l)
{
    double left = 0, right = 0;
    size_t a = 0, b = l->n;
    while (b - a > 1 && (left += fabs(l->mass[a])) < 2e-17)
        a++;
    while (b - a > 1 && (right += fabs(l->mass[b - 1])) < 2e-17)
        b--;
    memmove(l->mass, l->mass + a, (b - a) * sizeof *l->mass);
    l->first += (long)a;
    l->n = b - a;
}

static double density(const struct hoshi_distribution *d, double x)
{
    double w = d->high - d->low;
    switch (d->kind) {
    case HOSHI_TRIANGULAR:
        if (x < d->likely)
            return x > d->low ? (x - d->low) / (d->likely - d->low) : 0;
        return x < d->high ? (d->high - x) / (d->high - d->likely) : 0;
    case HOSHI_PERT:
        return gsl_ran_beta_pdf((x - d->low) / w, d->alpha, d->beta);
    case HOSHI_LOGNORMAL90:
        return gsl_ran_lognormal_pdf(x, d->mu, d->sigma);
    default:
        return 1;
    }
}

/* One piece without a corner: three Gauss nodes, scaled to the piece's exact mass. */
static void deposit_piece(struct lattice *l, const struct hoshi_distribution *x, double weight, double h,
                          double a, double b)
{
    static const double node[3] = {-0.77459666924148338, 0, 0.77459666924148338};
    static const double share[3] = {5.0 / 18, 8.0 / 18, 5.0 / 18};
    double mass = hoshi_distribution_cdf(x, b) - hoshi_distribution_cdf(x, a), f[3], sum = 0;
    if (!(b > a) || mass <= 0)
        return;
    for (int i = 0; i < 3; i++) {
        f[i] = share[i] * density(x, (a + b) / 2 + node[i] * (b - a) / 2);
        sum += f[i];
    }
    for (int i = 0; i < 3; i++)
        deposit(l, ((a + b) / 2 + node[i] * (b - a) / 2) * weight / h,
                sum > 0 ? mass * f[i] / sum : mass / 3);
}

/* A far tail is cut off `reach` above the least value and put there as one mass: below, nothing changes. */
static enum hoshi_status lattice_row(struct lattice *l, const struct hoshi_distribution *x, double weight,
                                     double h, double reach)
{
    double low, high, step = h / weight;
    hoshi_distribution_support(x, 1e-13, &low, &high);
    if (x->kind == HOSHI_LOGNORMAL90)
        high = fmin(high, low + reach / weight);
    enum hoshi_status status = lattice_init(l, weight * low, weight * high, h);
    if (status)
        return status;
    double cells = ceil((high - low) / step), fine = (high - low) / fmax(cells, 4);
    for (double k = 0; k < fmax(cells, 4); k++) {
        double a = low + k * fine, b = k + 1 < fmax(cells, 4) ? a + fine : high;
        if (x->kind == HOSHI_TRIANGULAR && a < x->likely && x->likely < b) {
            deposit_piece(l, x, weight, h, a, x->likely);
            a = x->likely;
        }
        deposit_piece(l, x, weight, h, a, b);
    }
    if (x->kind == HOSHI_LOGNORMAL90)
        deposit(l, high * weight / h, 1 - hoshi_distribution_cdf(x, high));
    trim(l);
    return HOSHI_OK;
}

static enum hoshi_status lattice_point(struct lattice *l, double value, double h)
{
    enum hoshi_status status = lattice_init(l, value, value, h);
    if (!status) {
        deposit(l, value / h, 1);
        trim(l);
    }
    return status;
}

/* ---- convolution ---- */

static enum hoshi_status convolve_fft(const struct lattice *a, const struct lattice *b, double *out)
{
    size_t size = 1, n = a->n + b->n - 1;
    while (size < n)
        size *= 2;
    double *z = calloc(2 * size, sizeof *z), *y = calloc(2 * size, sizeof *y);
    if (!z || !y) {
        free(z);
        free(y);
        return HOSHI_E_MEMORY;
    }
    for (size_t i = 0; i < a->n; i++)
        z[2 * i] = a->mass[i];
    for (size_t i = 0; i < b->n; i++)
        z[2 * i + 1] = b->mass[i];
    gsl_fft_complex_radix2_forward(z, 1, size);
    for (size_t k = 0; k < size; k++) {
        /* with Z the transform of a + ib: AB = (Z_k^2 - conj(Z_-k)^2)/(4i) */
        size_t m = (size - k) % size;
        double p = z[2 * k], q = z[2 * k + 1], r = z[2 * m], s = -z[2 * m + 1];
        double re = p * p - q * q - (r * r - s * s), im = 2 * p * q - 2 * r * s;
        y[2 * k] = im / 4;
        y[2 * k + 1] = -re / 4;
    }
    gsl_fft_complex_radix2_inverse(y, 1, size);
    for (size_t i = 0; i < n; i++)
        out[i] = y[2 * i];
    free(z);
    free(y);
    return HOSHI_OK;
}

/* *a becomes a + b, b is freed. */
static enum hoshi_status convolve(struct lattice *a, struct lattice *b)
{
    struct lattice *few = a->n < b->n ? a : b, *many = a->n < b->n ? b : a;
    enum hoshi_status status = HOSHI_OK;
    double *out = calloc(a->n + b->n - 1, sizeof *out);
    if (!out)
        return HOSHI_E_MEMORY;
    if (few->n <= DIRECT_MAX)
        for (size_t i = 0; i < few->n; i++)
            for (size_t j = 0; j < many->n; j++)
                out[i + j] += few->mass[i] * many->mass[j];
    else
        status = convolve_fft(a, b, out);
    if (status) {
        free(out);
        return status;
    }
    a->n = a->n + b->n - 1;
    a->first += b->first;
    free(a->mass);
    free(b->mass);
    b->mass = NULL;
    a->mass = out;
    trim(a);
    return HOSHI_OK;
}

static int grid_by_length(const void *a, const void *b)
{
    const struct lattice *x = a, *y = b;
    return (x->n > y->n) - (x->n < y->n);
}

/* Convolve list[from ..] into list[from], in rounds of neighbours by length. */
static enum hoshi_status convolve_all(struct grid *g, size_t from)
{
    if (g->n == from) {
        g->list[g->n].mass = NULL;
        enum hoshi_status status = lattice_point(&g->list[g->n], 0, g->h);
        g->n++;
        return status;
    }
    while (g->n > from + 1) {
        size_t kept = from, n = g->n;
        hoshi_sort(g->list + from, n - from, sizeof *g->list, grid_by_length);
        for (size_t i = from; i < n; i += 2) {
            if (i + 1 < n) {
                enum hoshi_status status = convolve(&g->list[i], &g->list[i + 1]);
                if (status)
                    return status;
            }
            struct lattice l = g->list[i];
            g->list[i].mass = NULL;
            g->list[kept++] = l;
        }
        g->n = kept;
    }
    return HOSHI_OK;
}

/* ---- products ---- */

/* The law of V × S, V by its nodes. */
static enum hoshi_status scale_by(struct lattice *s, const double *value, const double *weight, size_t n,
                                  double h)
{
    struct lattice out;
    double a = (double)s->first * h, b = a + (double)(s->n - 1) * h, low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < n; i++) {
        low = fmin(low, fmin(a * value[i], b * value[i]));
        high = fmax(high, fmax(a * value[i], b * value[i]));
    }
    enum hoshi_status status = lattice_init(&out, low, high, h);
    if (status)
        return status;
    for (size_t k = 0; k < s->n; k++)
        for (size_t i = 0; s->mass[k] != 0 && i < n; i++)
            deposit(&out, (double)(s->first + (long)k) * value[i], weight[i] * s->mass[k]);
    free(s->mass);
    *s = out;
    trim(s);
    return HOSHI_OK;
}

static enum hoshi_status accumulate(struct lattice *to, const struct lattice *from, double weight)
{
    long first = from->first < to->first || !to->mass ? from->first : to->first;
    long end = from->first + (long)from->n, old = to->first + (long)to->n;
    end = to->mass && old > end ? old : end;
    if (!to->mass || first < to->first || end > old) {
        double *mass = calloc((size_t)(end - first), sizeof *mass);
        if (!mass)
            return HOSHI_E_MEMORY;
        if (to->mass)
            memcpy(mass + (to->first - first), to->mass, to->n * sizeof *mass);
        free(to->mass);
        *to = (struct lattice){first, (size_t)(end - first), mass};
    }
    for (size_t k = 0; k < from->n; k++)
        to->mass[from->first - to->first + (long)k] += weight * from->mass[k];
    return HOSHI_OK;
}

/* value × V */
static enum hoshi_status lattice_multiple(struct lattice *l, const struct hoshi_distribution *v, double value,
                                          double h)
{
    if (fabs(value) < 1e-6 * h)
        return lattice_point(l, 0, h);
    enum hoshi_status status = lattice_row(l, v, fabs(value), h, INFINITY);
    if (status || value > 0)
        return status;
    for (size_t i = 0, j = l->n - 1; i < j; i++, j--) {
        double swap = l->mass[i];
        l->mass[i] = l->mass[j];
        l->mass[j] = swap;
    }
    l->first = -(l->first + (long)l->n - 1);
    return HOSHI_OK;
}

static void lattice_moments(const struct lattice *s, double h, double *mean, double *sd)
{
    double m = 0, square = 0;
    for (size_t k = 0; k < s->n; k++)
        m += (double)(s->first + (long)k) * h * s->mass[k];
    for (size_t k = 0; k < s->n; k++) {
        double x = (double)(s->first + (long)k) * h - m;
        square += x * x * s->mass[k];
    }
    *mean = m;
    *sd = sqrt(fmax(square, 0));
}

/* The law of V × S: when S is narrow, V spread for each point of S; else S spread for nodes of V fine enough
 * for S. */
static enum hoshi_status times(struct lattice *s, const struct hoshi_distribution *v, double h)
{
    double mean, sd, value[514], weight[514];
    size_t n = 0;
    if (v->kind == HOSHI_CONSTANT)
        return scale_by(s, &v->likely, (double[1]){1}, 1, h);
    lattice_moments(s, h, &mean, &sd);
    double phase = 9 * (fabs(mean) + 4 * sd) * (v->high - v->low) / 2 / fmax(sd, h);
    if (s->n > 300 && phase < 400) {
        /* four times what a smooth S needs: corners of S make the error fall like 1/n^2 only */
        enum hoshi_status status =
            hoshi_distribution_nodes(v, (size_t)fmin(4 * (30 + phase / 2), 500), value, weight, &n);
        return status ? status : scale_by(s, value, weight, n, h);
    }
    struct lattice sum = {0}, one;
    enum hoshi_status status = HOSHI_OK;
    for (size_t k = 0; !status && k < s->n; k++) {
        status = lattice_multiple(&one, v, (double)(s->first + (long)k) * h, h);
        if (!status) {
            status = accumulate(&sum, &one, s->mass[k]);
            free(one.mass);
        }
    }
    if (status) {
        free(sum.mass);
        return status;
    }
    free(s->mass);
    *s = sum;
    trim(s);
    return HOSHI_OK;
}

static enum hoshi_status times_factor(struct lattice *s, const struct hoshi_plan_factor *f, double h)
{
    enum hoshi_status status = HOSHI_OK;
    for (size_t i = 0; !status && i < f->n; i++)
        status = times(s, &f->part[i], h);
    return status;
}

static enum hoshi_status times_need(struct lattice *s, const struct hoshi_plan_group *g, double h)
{
    struct hoshi_distribution n;
    enum hoshi_status status =
        hoshi_distribution_init(&n, HOSHI_UNIFORM, g->need_low, g->need_low, g->need_high);
    return status ? status : times(s, &n, h);
}

/* (1-p) at zero plus p times s. */
static enum hoshi_status occur(struct lattice *s, double p, double h)
{
    struct lattice out;
    double a = (double)s->first * h, b = a + (double)(s->n - 1) * h;
    if (p >= 1)
        return HOSHI_OK;
    enum hoshi_status status = lattice_init(&out, fmin(a, 0), fmax(b, 0), h);
    if (status)
        return status;
    for (size_t k = 0; k < s->n; k++)
        out.mass[s->first + (long)k - out.first] = p * s->mass[k];
    out.mass[-out.first] += 1 - p;
    free(s->mass);
    *s = out;
    return HOSHI_OK;
}

/* ---- the summands ---- */

/* reach: how far above its least value the part matters */
static enum hoshi_status add_rows(struct grid *g, const struct hoshi_plan_part *p, double by, double reach)
{
    enum hoshi_status status = HOSHI_OK;
    if (p->fixed != 0) {
        status = lattice_point(&g->list[g->n], p->fixed * by, g->h);
        g->n++;
    }
    for (size_t i = 0; !status && i < p->n; i++) {
        status = lattice_row(&g->list[g->n], p->row[i].x, p->row[i].weight * by, g->h, reach);
        g->n++;
    }
    return status;
}

/* f: the value of each class's factor. */
static enum hoshi_status grid_add_group(struct grid *g, const struct hoshi_plan_group *group, const double *f,
                                        double reach)
{
    size_t from = g->n;
    if (group->random_need)
        reach /= fmax(group->need_low, 1e-3);
    enum hoshi_status status = HOSHI_OK;
    for (size_t c = 0; !status && c < PLAN_CLASSES; c++)
        status = add_rows(g, &group->part[c], f[c], reach);
    if (!status)
        status = convolve_all(g, from);
    if (!status && group->random_need)
        status = times_need(&g->list[from], group, g->h);
    return status ? status : occur(&g->list[from], group->probability, g->h);
}

static bool is_atom_group(const struct hoshi_plan_group *g)
{
    return g->home == 0 && !g->random_need && g->part[0].n == 0;
}

static enum hoshi_status add_class(struct grid *g, size_t c, const double *one)
{
    const struct hoshi_range_plan *plan = g->plan;
    size_t from = g->n;
    double reach = g->reach / fmax(plan->factor[c].low, 1e-3);
    enum hoshi_status status = add_rows(g, &plan->certain[c], 1, reach);
    for (size_t i = 0; !status && i < plan->n_groups; i++)
        if (plan->group[i].home == (int)c && !is_atom_group(&plan->group[i]))
            status = grid_add_group(g, &plan->group[i], one, reach);
    if (status || !c || g->n == from)
        return status;
    status = convolve_all(g, from);
    return status ? status : times_factor(&g->list[from], &plan->factor[c], g->h);
}

/* What is linked, given the factors. */
static enum hoshi_status add_linked(struct grid *g, const double *f)
{
    static const double one[PLAN_CLASSES] = {1, 1, 1, 1, 1};
    const struct hoshi_range_plan *plan = g->plan;
    enum hoshi_status status = HOSHI_OK;
    for (size_t c = 1; !status && c < PLAN_CLASSES; c++) {
        if (!plan->factor[c].linked)
            continue;
        status = add_rows(g, &plan->certain[c], f[c], g->reach);
        for (size_t i = 0; !status && i < plan->n_groups; i++)
            if (plan->group[i].home == (int)c) {
                double by[PLAN_CLASSES];
                memcpy(by, one, sizeof by);
                by[c] = f[c];
                status = grid_add_group(g, &plan->group[i], by, g->reach);
            }
    }
    for (size_t i = 0; !status && i < plan->n_groups; i++)
        if (plan->group[i].home < 0)
            status = grid_add_group(g, &plan->group[i], f, g->reach);
    for (size_t i = 0; !status && i < plan->n_cross; i++) {
        double weight = 0;
        for (size_t c = 0; c < PLAN_CLASSES; c++)
            weight += plan->cross[i].weight[c] * f[c];
        status = lattice_row(&g->list[g->n], plan->cross[i].x, weight, g->h, g->reach);
        g->n++;
    }
    return status;
}

/* All combinations of the nodes of the linked factors. */
static enum hoshi_status average_linked(struct grid *g, double *value[], double *weight[], const size_t *n)
{
    size_t combos = 1, from = g->n;
    struct lattice sum = {0};
    enum hoshi_status status = HOSHI_OK;
    for (size_t c = 1; c < PLAN_CLASSES; c++)
        combos *= n[c];
    for (size_t i = 0; !status && i < combos; i++) {
        double f[PLAN_CLASSES], w = 1;
        f[0] = 1;
        for (size_t c = 1, rest = i; c < PLAN_CLASSES; rest /= n[c++]) {
            f[c] = value[c] ? value[c][rest % n[c]] : 1;
            w *= weight[c] ? weight[c][rest % n[c]] : 1;
        }
        status = add_linked(g, f);
        if (!status)
            status = convolve_all(g, from);
        if (!status)
            status = accumulate(&sum, &g->list[from], w);
        while (g->n > from) {
            g->n--;
            free(g->list[g->n].mass);
            g->list[g->n].mass = NULL;
        }
    }
    if (status)
        free(sum.mass);
    else
        g->list[g->n++] = sum;
    return status;
}

static enum hoshi_status linked(struct grid *g)
{
    double *value[PLAN_CLASSES] = {0}, *weight[PLAN_CLASSES] = {0};
    size_t n[PLAN_CLASSES] = {1, 1, 1, 1, 1}, many = 0;
    enum hoshi_status status = HOSHI_OK;
    for (size_t c = 1; c < PLAN_CLASSES; c++)
        many += g->plan->factor[c].linked;
    double phase = (many > 2 ? 2 : many == 2 ? 18 : 60) * (g->coarse ? 0.6 : 1);
    for (size_t c = 1; !status && c < PLAN_CLASSES; c++)
        if (g->plan->factor[c].linked)
            status = hoshi_plan_factor_nodes(&g->plan->factor[c], phase, true, &value[c], &weight[c], &n[c]);
    if (!status && many)
        status = average_linked(g, value, weight, n);
    for (size_t c = 1; c < PLAN_CLASSES; c++) {
        free(value[c]);
        free(weight[c]);
    }
    return status;
}

/* ---- atoms ---- */

struct atom {
    double value, mass;
};

static int grid_by_value(const void *a, const void *b)
{
    const struct atom *x = a, *y = b;
    return (x->value > y->value) - (x->value < y->value);
}

/* Sums of the fixed groups that occur; those past the limit go to the lattice. */
static enum hoshi_status find_atoms(struct grid *g, const double *one)
{
    const struct hoshi_range_plan *plan = g->plan;
    size_t n = 1, most = plan->quiet >= 1 ? ATOMS_MAX : ATOMS_BESIDE_MAX;
    struct atom *atom = malloc(2 * ATOMS_MAX * sizeof *atom);
    enum hoshi_status status = atom ? HOSHI_OK : HOSHI_E_MEMORY;
    if (atom)
        atom[0] = (struct atom){0, 1};
    for (size_t i = 0; !status && i < plan->n_groups; i++) {
        const struct hoshi_plan_group *group = &plan->group[i];
        if (!is_atom_group(group))
            continue;
        if (2 * n > most) {
            g->quiet *= 1 - group->probability;
            status = grid_add_group(g, group, one, g->reach);
            continue;
        }
        for (size_t k = 0; k < n; k++) {
            atom[n + k] =
                (struct atom){atom[k].value + group->part[0].fixed, atom[k].mass * group->probability};
            atom[k].mass *= 1 - group->probability;
        }
        hoshi_sort(atom, 2 * n, sizeof *atom, grid_by_value);
        size_t kept = 0;
        for (size_t k = 0; k < 2 * n; k++) {
            if (kept && atom[k].value - atom[kept - 1].value <= 1e-14 * fabs(atom[k].value))
                atom[kept - 1].mass += atom[k].mass;
            else
                atom[kept++] = atom[k];
        }
        n = kept;
    }
    g->n_atoms = n;
    g->atom = malloc(2 * n * sizeof *g->atom);
    g->atom_mass = g->atom ? g->atom + n : NULL;
    if (!status && !g->atom)
        status = HOSHI_E_MEMORY;
    for (size_t k = 0; !status && k < n; k++) {
        g->atom[k] = atom[k].value;
        g->atom_mass[k] = atom[k].mass;
    }
    free(atom);
    return status;
}

/* ---- the total ---- */

static void grid_release(struct grid *g)
{
    for (size_t i = 0; g->list && i < g->n; i++)
        free(g->list[i].mass);
    free(g->list);
    free(g->sum.mass);
    free(g->atom);
}

/* Cumulated masses, at half steps: C_k + (m_(k+1) - m_k)/24 by the midpoint rule. */
static enum hoshi_status cumulate(struct grid *g)
{
    struct lattice *l = &g->list[0];
    enum hoshi_status status = lattice_init(&g->sum, (double)l->first * g->h - 4 * g->h,
                                            (double)(l->first + (long)l->n) * g->h + 4 * g->h, g->h);
    if (status)
        return status;
    struct lattice *s = &g->sum;
    for (size_t k = 0; k < l->n; k++)
        s->mass[l->first - s->first + (long)k] = l->mass[k];
    if (g->quiet > 0 && s->first < 0 && -s->first < (long)s->n)
        s->mass[-s->first] -= g->quiet;
    double sum = 0;
    for (size_t k = 0; k < s->n; k++) {
        double next = k + 1 < s->n ? s->mass[k + 1] : 0, here = s->mass[k];
        sum += here;
        s->mass[k] = sum + (next - here) / 24;
    }
    return HOSHI_OK;
}

static enum hoshi_status grid_init(struct grid *g, const struct hoshi_range_plan *plan, double high,
                                   size_t cells, bool coarse)
{
    static const double one[PLAN_CLASSES] = {1, 1, 1, 1, 1};
    *g = (struct grid){.plan = plan,
                       .h = (high - plan->low) / (double)cells,
                       .high = high,
                       .quiet = plan->quiet,
                       .coarse = coarse,
                       .room = 16};
    g->reach = high - plan->constant - plan->floor + g->h;
    g->room += plan->n_groups * (2 + PLAN_CLASSES) + plan->n_cross + plan->model->n_terms * 2 +
               plan->model->n_inputs;
    g->list = calloc(g->room, sizeof *g->list);
    enum hoshi_status status = g->list ? find_atoms(g, one) : HOSHI_E_MEMORY;
    for (size_t c = 0; !status && c < PLAN_CLASSES; c++)
        if (!plan->factor[c].linked)
            status = add_class(g, c, one);
    if (!status)
        status = linked(g);
    if (!status)
        status = convolve_all(g, 0);
    return status ? status : cumulate(g);
}

/* P(what is on the lattice <= x), without the atom at 0. */
static double lattice_cdf(const struct grid *g, double x)
{
    const struct lattice *s = &g->sum;
    double at = x / g->h - (double)s->first - 0.5, k = floor(at), u = at - k;
    if (k < 1)
        return 0;
    if (k + 2 >= (double)s->n)
        return 1 - g->quiet;
    const double *y = s->mass + (size_t)k;
    double v = -y[-1] * u * (u - 1) * (u - 2) / 6 + y[0] * (u + 1) * (u - 1) * (u - 2) / 2 -
               y[1] * (u + 1) * u * (u - 2) / 2 + y[2] * (u + 1) * u * (u - 1) / 6;
    return fmin(fmax(v, 0), 1);
}

static double grid_cdf(const struct grid *g, double x)
{
    double sum = 0, rest = x - g->plan->constant, quiet = g->quiet;
    /* forgive rounding in sums of fixed amounts */
    double slack = 1e-13 * fmax(fabs(x), fabs(g->plan->constant));
    for (size_t i = 0; i < g->n_atoms; i++) {
        double y = rest - g->atom[i];
        if (quiet >= 1 && y < -slack)
            break;
        sum += g->atom_mass[i] * ((y >= -slack ? quiet : 0) + (quiet < 1 ? lattice_cdf(g, y) : 0));
    }
    return sum;
}

/* Bisection; an atom within rounding of the result is the result. */
static double grid_quantile(const struct grid *g, double level)
{
    double span = g->high - g->plan->low, low = g->plan->low - 0.01 * span, high = g->high + 0.01 * span;
    for (int i = 0; i < 60; i++) {
        double mid = low + (high - low) / 2;
        if (grid_cdf(g, mid) >= level - 1e-13)
            high = mid;
        else
            low = mid;
    }
    if (g->quiet <= 0)
        return high;
    for (size_t i = 0; i < g->n_atoms; i++) {
        double value = g->plan->constant + g->atom[i];
        if (fabs(value - high) <= 4e-13 * fmax(fabs(value), span))
            return value;
    }
    return high;
}

/* Where far tails can be cut off: a little above P99.98, found on few cells; the whole when nothing has one.
 */
static enum hoshi_status find_window(const struct hoshi_range_plan *plan, double *high)
{
    enum hoshi_status status = HOSHI_OK;
    *high = plan->middle;
    for (int pass = 0; !status && pass < 8 && *high < plan->high; pass++) {
        struct grid g = {0};
        status = grid_init(&g, plan, *high, CELLS_WINDOW, true);
        double top = status ? 0 : grid_quantile(&g, 0.9998) + 4 * g.h, span = *high - plan->low;
        grid_release(&g);
        if (top > *high)
            *high = plan->low + 2 * span;
        else if (top - plan->low > span / 2)
            return status;
        else
            *high = top;
    }
    *high = fmin(*high, plan->high);
    return status;
}

/* The largest difference of the two distribution functions from P10 to P90. */
static double grid_distance(const struct grid *g, const struct grid *half, const double *percentile)
{
    double most = 1e-10, low = percentile[HOSHI_P10], high = percentile[HOSHI_P90];
    for (size_t i = HOSHI_P10; i <= HOSHI_P90; i++)
        most = fmax(most, fabs(grid_cdf(g, percentile[i]) - grid_cdf(half, percentile[i])));
    for (size_t k = 0; k < HOSHI_RANGE_CURVE; k++) {
        double x = low + (high - low) * (double)k / (HOSHI_RANGE_CURVE - 1);
        most = fmax(most, fabs(grid_cdf(g, x) - grid_cdf(half, x)));
    }
    return most;
}

/* What the difference of the two runs in probability makes of the percentiles. */
static double grid_error(const struct grid *g, const struct grid *half, const double *percentile)
{
    const double *level = hoshi_range_levels();
    double off = grid_distance(g, half, percentile), error = 0;
    for (size_t i = HOSHI_P10; i <= HOSHI_P90; i++)
        error = fmax(error, hoshi_plan_level_error(grid_quantile(g, level[i] - off), percentile[i],
                                                   grid_quantile(g, level[i] + off), off));
    return error;
}

static void read_grid(const struct grid *g, struct hoshi_plan_result *result)
{
    double low = grid_quantile(g, 0.001), high = grid_quantile(g, 0.999);
    for (size_t i = 0; i < HOSHI_RANGE_LEVELS; i++)
        result->percentile[i] = grid_quantile(g, hoshi_range_levels()[i]);
    for (size_t k = 0; k < HOSHI_RANGE_CURVE; k++) {
        result->curve_value[k] = low + (high - low) * (double)k / (HOSHI_RANGE_CURVE - 1);
        result->curve_probability[k] = fmin(grid_cdf(g, result->curve_value[k]), 1);
    }
    result->probability_of_point = fmin(fmax(grid_cdf(g, g->plan->point), 0), 1);
}

static enum hoshi_status run_on(const struct hoshi_range_plan *plan, double high, size_t cells,
                                struct hoshi_plan_result *result)
{
    struct grid g = {0}, half = {0};
    enum hoshi_status status = grid_init(&g, plan, high, cells, false);
    bool exact = g.quiet >= 1;
    if (!status && !exact)
        status = grid_init(&half, plan, high, cells / 2, true);
    if (!status) {
        read_grid(&g, result);
        result->error = exact ? 0 : grid_error(&g, &half, result->percentile);
    }
    grid_release(&g);
    grid_release(&half);
    return status;
}

static enum hoshi_status range_grid_run(const struct hoshi_range_plan *plan,
                                        const struct hoshi_range_options *options,
                                        struct hoshi_plan_result *result)
{
    (void)options;
    size_t links = 0;
    double high = plan->high;
    for (size_t c = 1; c < PLAN_CLASSES; c++)
        links += plan->factor[c].linked;
    enum hoshi_status status = find_window(plan, &high);
    if (!status && links > 1)
        status = run_on(plan, high, CELLS_LINKED, result);
    if (!status && (links <= 1 || !(result->error <= HOSHI_RANGE_PROMISE * plan->sd)))
        status = run_on(plan, high, CELLS, result);
    return status;
}

const struct hoshi_plan_engine hoshi_range_grid_engine = {"grid", range_grid_run};
