/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the model to the plan of range_plan.h: linear in the number of terms.
 *
 * The interval low .. high comes from Bernstein's inequality for a sum of independent bounded pieces at the
 * corners of the factors' box (Boucheron, Lugosi, Massart, Concentration Inequalities, 2013, cor. 2.11), cut
 * to the support. A lognormal is not bounded: its piece counts up to the 99.99 % point, and one whole far
 * tail is added, for large sums of such variables come from one large term.
 */
#include "range_plan.h"
#include "sort.h"

#include <gsl/gsl_eigen.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double TAIL = 1e-11, LOG_TAIL = 26, LOG_MIDDLE = 8; /* exp(-26) = 5e-12, exp(-8) = 3e-4 */

int hoshi_range_vectors(void)
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq"))
        return 2;
    if (__builtin_cpu_supports("avx2"))
        return 1;
#endif
    return 0;
}

double hoshi_plan_level_error(double under, double at, double over, double off)
{
    double down = at - under, up = over - at;
    bool gap = fmin(down, up) * 4 < fmax(down, up);
    return gap && off <= HOSHI_LEVEL_MEANT ? 0 : (down + up) / 2;
}

/* Terms of one group or of all certain groups, merged by input. */
struct merge {
    double (*weight)[PLAN_CLASSES]; /* [input] */
    size_t *used, n;                /* inputs seen since the last flush */
    bool *seen;
};

static void merge_release(struct merge *m)
{
    free(m->weight);
    free(m->used);
    free(m->seen);
}

static bool merge_init(struct merge *m, size_t n)
{
    *m = (struct merge){.weight = calloc(n, sizeof *m->weight),
                        .used = malloc(n * sizeof *m->used),
                        .seen = calloc(n, sizeof *m->seen)};
    return m->weight && m->used && m->seen;
}

static void merge_group(struct merge *m, const struct hoshi_range_plan *plan,
                        const struct hoshi_range_group *g, double need)
{
    for (size_t i = g->first; i < g->first + g->n; i++) {
        const struct hoshi_range_term *t = &plan->model->terms[i];
        double w = t->weight * need;
        size_t class = (size_t)(t->factor + 1);
        if (class && plan->factor[class].variance <= 0) {
            w *= plan->factor[class].mean;
            class = 0;
        }
        if (w <= 0)
            continue;
        if (!m->seen[t->input]) {
            m->seen[t->input] = true;
            m->used[m->n++] = t->input;
        }
        m->weight[t->input][class] += w;
    }
}

static void part_add_row(struct hoshi_plan_part *p, struct hoshi_plan_row row)
{
    struct hoshi_cumulants c = hoshi_distribution_cumulants(row.x);
    double low, high, w = row.weight, far = row.x->high;
    hoshi_distribution_support(row.x, TAIL, &low, &high);
    if (row.x->kind == HOSHI_LOGNORMAL90) {
        far = hoshi_distribution_quantile(row.x, 0.9999);
        p->heavy = fmax(p->heavy, w * (high - c.mean));
    }
    p->row[p->n++] = row;
    p->mean += w * c.mean;
    p->variance += w * w * c.variance;
    p->low += w * low;
    p->high += w * high;
    p->jump = fmax(p->jump, w * fmax(far - c.mean, c.mean - low));
}

static void part_add_fixed(struct hoshi_plan_part *p, double value)
{
    p->fixed += value;
    p->mean += value;
    p->low += value;
    p->high += value;
}

static size_t classes_of(const double *weight, size_t *first)
{
    size_t n = 0;
    for (size_t c = PLAN_CLASSES; c-- > 0;)
        if (weight[c] > 0) {
            n++;
            *first = c;
        }
    return n;
}

/* Rows must stay together per part: count per class, then hand out slices of the storage. */
static void slice_parts(const struct hoshi_range_plan *plan, const struct merge *m,
                        struct hoshi_plan_part *part, struct hoshi_plan_row **free_row, bool crosses)
{
    size_t count[PLAN_CLASSES] = {0}, first = 0;
    for (size_t u = 0; u < m->n; u++) {
        const double *w = m->weight[m->used[u]];
        if (plan->x[m->used[u]].kind == HOSHI_CONSTANT || (crosses && classes_of(w, &first) > 1))
            continue;
        for (size_t c = 0; c < PLAN_CLASSES; c++)
            count[c] += w[c] > 0;
    }
    for (size_t c = 0; c < PLAN_CLASSES; c++) {
        part[c].row = *free_row;
        *free_row += count[c];
    }
}

static void flush_input(struct hoshi_range_plan *plan, struct merge *m, size_t input,
                        struct hoshi_plan_part *part, bool crosses)
{
    double *w = m->weight[input];
    const struct hoshi_distribution *x = &plan->x[input];
    size_t first = 0;
    if (x->kind != HOSHI_CONSTANT && crosses && classes_of(w, &first) > 1) {
        struct hoshi_plan_cross *cross = &plan->cross[plan->n_cross++];
        *cross = (struct hoshi_plan_cross){.x = x, .input = input};
        memcpy(cross->weight, w, sizeof cross->weight);
    } else {
        for (size_t c = 0; c < PLAN_CLASSES; c++) {
            if (w[c] > 0 && x->kind == HOSHI_CONSTANT)
                part_add_fixed(&part[c], w[c] * x->likely);
            else if (w[c] > 0)
                part_add_row(&part[c], (struct hoshi_plan_row){x, input, w[c]});
        }
    }
    memset(w, 0, PLAN_CLASSES * sizeof *w);
    m->seen[input] = false;
}

static void flush(struct hoshi_range_plan *plan, struct merge *m, struct hoshi_plan_part *part,
                  struct hoshi_plan_row **free_row, bool crosses)
{
    slice_parts(plan, m, part, free_row, crosses);
    for (size_t u = 0; u < m->n; u++)
        flush_input(plan, m, m->used[u], part, crosses);
    m->n = 0;
}

static bool part_matters(const struct hoshi_plan_part *p)
{
    return p->n > 0 || p->fixed != 0;
}

static bool group_is_certain(const struct hoshi_range_group *g)
{
    return g->probability >= 1 && (g->need == HOSHI_NEED_FIXED || g->need_low >= g->need_high);
}

static void plan_add_group(struct hoshi_range_plan *plan, struct merge *m, size_t index,
                           struct hoshi_plan_row **free_row)
{
    const struct hoshi_range_group *g = &plan->model->groups[index];
    bool random = g->need == HOSHI_NEED_UNIFORM && g->need_low < g->need_high;
    struct hoshi_plan_group *to = &plan->group[plan->n_groups];
    *to = (struct hoshi_plan_group){
        .probability = g->probability, .need_low = 1, .need_high = 1, .index = index};
    to->random_need = random;
    if (random) {
        to->need_low = g->need_low;
        to->need_high = g->need_high;
    }
    merge_group(m, plan, g, random ? 1 : g->need_high);
    flush(plan, m, to->part, free_row, false);
    int matter = 0;
    for (int c = 0; c < PLAN_CLASSES; c++)
        if (part_matters(&to->part[c])) {
            to->home = matter++ ? -1 : c;
        }
    if (!matter)
        return;
    for (size_t c = 1; to->home < 0 && c < PLAN_CLASSES; c++)
        plan->factor[c].linked |= part_matters(&to->part[c]);
    plan->n_groups++;
}

static enum hoshi_status plan_sort_groups(struct hoshi_range_plan *plan, struct merge *m)
{
    const struct hoshi_range_model *model = plan->model;
    struct hoshi_plan_row *free_row = plan->rows;
    for (size_t i = 0; i < model->n_groups; i++)
        if (group_is_certain(&model->groups[i]))
            merge_group(m, plan, &model->groups[i], model->groups[i].need_high);
    flush(plan, m, plan->certain, &free_row, true);
    for (size_t i = 0; i < plan->n_cross; i++)
        for (size_t c = 1; c < PLAN_CLASSES; c++)
            plan->factor[c].linked |= plan->cross[i].weight[c] > 0;
    for (size_t i = 0; i < model->n_groups; i++)
        if (!group_is_certain(&model->groups[i]) && model->groups[i].probability > 0)
            plan_add_group(plan, m, i, &free_row);
    return HOSHI_OK;
}

static enum hoshi_status factor_init(struct hoshi_plan_factor *f, const struct hoshi_range_factor *from)
{
    double square = 1;
    *f = (struct hoshi_plan_factor){.n = from->n, .mean = 1, .low = 1, .high = 1};
    for (size_t i = 0; i < from->n; i++) {
        const struct hoshi_range_triple *t = &from->part[i];
        enum hoshi_status status =
            hoshi_distribution_init(&f->part[i], HOSHI_TRIANGULAR, t->low, t->likely, t->high);
        if (status)
            return status;
        struct hoshi_cumulants c = hoshi_distribution_cumulants(&f->part[i]);
        f->variance = square * c.variance + f->variance * c.mean * c.mean;
        f->mean *= c.mean;
        square *= c.mean * c.mean + c.variance;
        f->low *= t->low;
        f->high *= t->high;
    }
    return HOSHI_OK;
}

/* Bernstein's bound for the distance passed with probability exp(-log_tail). */
static double plan_bernstein(double variance, double jump, double log_tail)
{
    double a = jump * log_tail / 3;
    return a + sqrt(a * a + 2 * variance * log_tail);
}

struct reach {
    double mean_low, mean_high, low, high, variance, jump, heavy;
};

/* value × factor over the factor's interval, smallest and largest. */
static void reach_add(struct reach *r, const struct hoshi_plan_factor *f, double mean, double low,
                      double high)
{
    r->mean_low += mean * (mean < 0 ? f->high : f->low);
    r->mean_high += mean * (mean < 0 ? f->low : f->high);
    r->low += low * (low < 0 ? f->high : f->low);
    r->high += high * (high < 0 ? f->low : f->high);
}

static void reach_group(struct reach *r, const struct hoshi_range_plan *plan,
                        const struct hoshi_plan_group *g)
{
    double need = (g->need_low + g->need_high) / 2, top = 0, bottom = 0;
    double p = g->probability, second = 0, size = 0;
    for (size_t c = 0; c < PLAN_CLASSES; c++) {
        const struct hoshi_plan_part *part = &g->part[c];
        double f = plan->factor[c].high;
        /* what is certain to be there when it occurs counts to either side of zero */
        reach_add(r, &plan->factor[c], p * need * part->mean, 0, 0);
        top += fmax(part->high, 0) * f;
        bottom += fmin(part->low, 0) * f;
        size += fabs(part->mean) * f + part->jump * f;
        second += part->variance * f * f;
        r->heavy = fmax(r->heavy, part->heavy * f);
    }
    r->high += top;
    r->low += bottom;
    r->jump = fmax(r->jump, size);
    r->variance += p * (second + size * size);
}

static void find_interval(struct hoshi_range_plan *plan)
{
    struct reach r = {0};
    for (size_t c = 0; c < PLAN_CLASSES; c++) {
        const struct hoshi_plan_part *p = &plan->certain[c];
        double f = plan->factor[c].high;
        reach_add(&r, &plan->factor[c], p->mean, p->low, p->high);
        r.variance += p->variance * f * f;
        r.jump = fmax(r.jump, p->jump * f);
        r.heavy = fmax(r.heavy, p->heavy * f);
    }
    for (size_t i = 0; i < plan->n_cross; i++) {
        const struct hoshi_plan_cross *x = &plan->cross[i];
        struct hoshi_plan_part p = {.row = (struct hoshi_plan_row[1]){{0}}};
        part_add_row(&p, (struct hoshi_plan_row){x->x, x->input, 1});
        double top = 0;
        for (size_t c = 0; c < PLAN_CLASSES; c++) {
            double w = x->weight[c];
            reach_add(&r, &plan->factor[c], w * p.mean, w * p.low, w * p.high);
            top += w * plan->factor[c].high;
        }
        r.variance += p.variance * top * top;
        r.jump = fmax(r.jump, p.jump * top);
        r.heavy = fmax(r.heavy, p.heavy * top);
    }
    for (size_t i = 0; i < plan->n_groups; i++)
        reach_group(&r, plan, &plan->group[i]);
    double b = plan_bernstein(r.variance, r.jump, LOG_TAIL);
    plan->low = plan->constant + fmax(r.low, r.mean_low - b);
    plan->high = plan->constant + fmin(r.high, r.mean_high + b + r.heavy);
    plan->floor = r.low;
    plan->middle = plan->high;
    if (r.heavy > 0)
        plan->middle =
            plan->constant + fmin(r.high, r.mean_high + plan_bernstein(r.variance, r.jump, LOG_MIDDLE));
}

static void find_quiet(struct hoshi_range_plan *plan)
{
    plan->quiet = plan->n_cross ? 0 : 1;
    for (size_t c = 0; c < PLAN_CLASSES; c++)
        if (plan->certain[c].n || (c && plan->certain[c].fixed != 0))
            plan->quiet = 0;
    for (size_t i = 0; i < plan->n_groups; i++) {
        const struct hoshi_plan_group *g = &plan->group[i];
        bool varies = g->random_need || g->home != 0 || g->part[0].n;
        if (varies)
            plan->quiet *= 1 - g->probability;
    }
}

static void find_point(struct hoshi_range_plan *plan)
{
    const struct hoshi_range_model *m = plan->model;
    plan->point = m->constant;
    for (size_t i = 0; i < m->n_groups; i++) {
        const struct hoshi_range_group *g = &m->groups[i];
        double sum = 0;
        for (size_t t = g->first; g->probability >= 1 && t < g->first + g->n; t++)
            sum += m->terms[t].weight * m->inputs[m->terms[t].input].likely;
        plan->point += g->need_high * sum;
    }
}

enum hoshi_status hoshi_plan_init(struct hoshi_range_plan *plan, const struct hoshi_range_model *model)
{
    *plan = (struct hoshi_range_plan){.model = model,
                                      .n_factors = model->n_factors,
                                      .constant = model->constant,
                                      .vectors = hoshi_range_vectors()};
    struct merge m = {0};
    enum hoshi_status status = HOSHI_E_MEMORY;
    plan->x = malloc(model->n_inputs * sizeof *plan->x);
    plan->group = malloc(model->n_groups * sizeof *plan->group);
    plan->cross = malloc(model->n_inputs * sizeof *plan->cross);
    plan->rows = malloc((model->n_terms * 2 + model->n_inputs) * sizeof *plan->rows);
    if (!merge_init(&m, model->n_inputs) || !plan->x || !plan->group || !plan->cross || !plan->rows)
        goto out;
    for (size_t i = 0; i < model->n_inputs; i++) {
        const struct hoshi_range_input *in = &model->inputs[i];
        status = hoshi_distribution_init(&plan->x[i], in->kind, in->low, in->likely, in->high);
        if (status)
            goto out;
    }
    for (size_t c = 0; c < PLAN_CLASSES; c++)
        plan->factor[c] = (struct hoshi_plan_factor){.mean = 1, .low = 1, .high = 1};
    for (size_t i = 0; i < model->n_factors; i++) {
        status = factor_init(&plan->factor[i + 1], &model->factors[i]);
        if (status)
            goto out;
    }
    status = plan_sort_groups(plan, &m);
    plan->constant += plan->certain[0].fixed;
    plan->certain[0].mean -= plan->certain[0].fixed;
    plan->certain[0].low -= plan->certain[0].fixed;
    plan->certain[0].high -= plan->certain[0].fixed;
    plan->certain[0].fixed = 0;
    find_interval(plan);
    find_quiet(plan);
    find_point(plan);
out:
    merge_release(&m);
    return status;
}

void hoshi_plan_release(struct hoshi_range_plan *plan)
{
    free(plan->x);
    free(plan->group);
    free(plan->cross);
    free(plan->rows);
    *plan = (struct hoshi_range_plan){0};
}

/* Density of a triangle; left out at its ends. */
static double triangle_density(const struct hoshi_distribution *d, double x)
{
    double w = d->high - d->low;
    if (x <= d->low || x >= d->high)
        return 0;
    if (x < d->likely)
        return 2 * (x - d->low) / (w * (d->likely - d->low));
    return 2 * (d->high - x) / (w * (d->high - d->likely));
}

static int plan_ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static size_t unique(double *x, size_t n)
{
    size_t kept = 0;
    hoshi_sort(x, n, sizeof *x, plan_ascending);
    for (size_t i = 0; i < n; i++)
        if (!kept || x[i] > x[kept - 1] * (1 + 1e-12) + 1e-300)
            x[kept++] = x[i];
    return kept;
}

/* Density of a product of two triangles at z > 0: the integral of f1(a) f2(z/a)/a, smooth between the points
 * where either has a corner. */
static double product_density(const struct hoshi_distribution *d, double z, const double *gx,
                              const double *gw)
{
    double cut[6] = {d[0].low,      d[0].likely,     d[0].high,
                     z / d[1].high, z / d[1].likely, d[1].low > 0 ? z / d[1].low : 0};
    double sum = 0, low = fmax(cut[0], cut[3]), high = d[1].low > 0 ? fmin(cut[2], cut[5]) : cut[2];
    size_t n = unique(cut, 6);
    for (size_t i = 0; i + 1 < n; i++) {
        double mid = (cut[i] + cut[i + 1]) / 2, half = (cut[i + 1] - cut[i]) / 2;
        if (mid < low || mid > high)
            continue;
        for (int k = 0; k < PLAN_INNER; k++) {
            double a = mid + half * gx[k];
            sum += half * gw[k] * triangle_density(&d[0], a) * triangle_density(&d[1], z / a) / a;
        }
    }
    return sum;
}

/* The corners of the factor's density. */
static size_t corners(const struct hoshi_plan_factor *f, double *cut)
{
    const struct hoshi_distribution *a = &f->part[0], *b = &f->part[1];
    double x[3] = {a->low, a->likely, a->high}, y[3] = {1, 1, 1};
    if (f->n == 2) {
        y[0] = b->low;
        y[1] = b->likely;
        y[2] = b->high;
    }
    for (int i = 0; i < 9; i++)
        cut[i] = x[i / 3] * y[i % 3];
    return unique(cut, 9);
}

static size_t panel_nodes(double phase)
{
    return 6 + (size_t)(phase / 2 + 1.6 * sqrt(phase));
}

/* The n-point Gauss rule of the measure given by m nodes, in place: Lanczos with reorthogonalisation and the
 * eigenvalues of the Jacobi matrix (Golub and Meurant, Matrices, Moments and Quadrature, 2010, ch. 5 and 6).
 */
static enum hoshi_status reduce_nodes(double *x, double *w, size_t m, size_t n)
{
    enum hoshi_status status = HOSHI_E_MEMORY;
    double *q = calloc((n + 1) * m, sizeof *q);
    gsl_matrix *jacobi = gsl_matrix_calloc(n, n), *vectors = gsl_matrix_alloc(n, n);
    gsl_vector *roots = gsl_vector_alloc(n);
    gsl_eigen_symmv_workspace *work = gsl_eigen_symmv_alloc(n);
    if (!q || !jacobi || !vectors || !roots || !work)
        goto out;
    for (size_t i = 0; i < m; i++)
        q[i] = sqrt(w[i]);
    for (size_t k = 0; k < n; k++) {
        double *now = q + k * m, *next = now + m, alpha = 0, norm = 0;
        for (size_t i = 0; i < m; i++) {
            alpha += x[i] * now[i] * now[i];
            next[i] = x[i] * now[i];
        }
        for (size_t pass = 0; pass < 2 * (k + 1); pass++) {
            const double *old = q + pass % (k + 1) * m;
            double dot = 0;
            for (size_t i = 0; i < m; i++)
                dot += old[i] * next[i];
            for (size_t i = 0; i < m; i++)
                next[i] -= dot * old[i];
        }
        for (size_t i = 0; i < m; i++)
            norm += next[i] * next[i];
        norm = sqrt(norm);
        gsl_matrix_set(jacobi, k, k, alpha);
        if (k + 1 < n) {
            gsl_matrix_set(jacobi, k + 1, k, norm);
            gsl_matrix_set(jacobi, k, k + 1, norm);
        }
        for (size_t i = 0; norm > 0 && i < m; i++)
            next[i] /= norm;
    }
    status = gsl_eigen_symmv(jacobi, roots, vectors, work) ? HOSHI_E_INTERNAL : HOSHI_OK;
    for (size_t k = 0; !status && k < n; k++) {
        double first = gsl_matrix_get(vectors, 0, k);
        x[k] = gsl_vector_get(roots, k);
        w[k] = first * first;
    }
out:
    free(q);
    gsl_matrix_free(jacobi);
    gsl_matrix_free(vectors);
    gsl_vector_free(roots);
    gsl_eigen_symmv_free(work);
    return status;
}

enum hoshi_status hoshi_plan_factor_nodes(const struct hoshi_plan_factor *f, double phase, bool few,
                                          double **value, double **weight, size_t *count)
{
    double cut[9], gx[PLAN_INNER], gw[PLAN_INNER], sum = 0;
    bool product = f->n == 2 && f->part[0].kind != HOSHI_CONSTANT && f->part[1].kind != HOSHI_CONSTANT;
    const struct hoshi_distribution *varies = &f->part[f->part[0].kind == HOSHI_CONSTANT];
    double scale = f->n == 2 && !product ? f->part[f->part[0].kind != HOSHI_CONSTANT].likely : 1;
    size_t panels = corners(f, cut) - 1, used = 0, room = 0;
    for (size_t i = 0; i < panels; i++)
        room += panel_nodes(phase * (cut[i + 1] - cut[i]) / (f->high - f->low));
    double *x = *value = malloc(room * sizeof *x), *w = *weight = malloc(room * sizeof *w);
    if (!x || !w)
        return HOSHI_E_MEMORY;
    hoshi_gauss_legendre(PLAN_INNER, -1, 1, gx, gw);
    for (size_t i = 0; i < panels; i++) {
        size_t n = panel_nodes(phase * (cut[i + 1] - cut[i]) / (f->high - f->low)), first = used;
        hoshi_gauss_legendre(n, cut[i], cut[i + 1], x + first, w + first);
        for (; used < first + n; used++) {
            w[used] *= product ? product_density(f->part, x[used], gx, gw)
                               : triangle_density(varies, x[used] / scale);
            sum += w[used];
        }
    }
    for (size_t i = 0; i < used; i++)
        w[i] /= sum;
    size_t gauss = 5 + (size_t)(phase / 2 + 1.6 * sqrt(phase));
    *count = few && gauss < used ? gauss : used;
    return *count < used ? reduce_nodes(x, w, used, gauss) : HOSHI_OK;
}
