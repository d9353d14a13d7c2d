/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Monte Carlo: draw d of variable v is word d % 4 (by quarters of a chunk) of Philox counter (chunk, v), so a
 * draw depends on seed, d and v alone and chunks can go to any thread. Only + - * / sqrt and comparisons are
 * used between word and total, in a fixed order, hence the same bits on every processor.
 *
 * Triangles take one word each (see philox.h). Beta and lognormal rows go through a table of 1,024 equal
 * steps of probability, interpolated; the outermost steps have their own formula, for there the quantile is
 * far from straight. Percentiles are order statistics, found by one histogram and a selection within the bins
 * that matter.
 */
#include "philox.h"
#include "portable_math.h"
#include "range_plan.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { COUNTERS = 128, CHUNK = 4 * COUNTERS, STEPS = 1024, FINE = 4096, BINS_MIN = 4096, BINS_MAX = 65536 };

/* Ranks asked for at once; values of which ranks are selected one by one. */
enum { RANKS_MAX = 3 * HOSHI_RANGE_LEVELS + 2, FEW = 65536 };

/* What one random variable becomes: value = scale × X + shift added to a sum. */
struct sampler {
    enum hoshi_distribution_kind kind;
    double k1, k2;               /* triangular */
    double low, width;           /* uniform, pert */
    double mu, sigma;            /* lognormal90 */
    double inverse_a, inverse_b; /* pert: 1/alpha, 1/beta */
    double shift;                /* triangular: added once */
    double weight;
    const double *table; /* STEPS + 1 quantiles, ends not read */
    uint32_t variable;
};

struct sampled_part {
    struct sampler *row;
    size_t n;
    double fixed;
};

struct sampled_group {
    struct sampled_part part[PLAN_CLASSES];
    uint32_t occurs, need; /* variables */
    uint64_t threshold;    /* occurs when the word is below */
    bool random_need;
    double need_low, need_width;
};

struct sampled_cross {
    struct sampler row;
    double weight[PLAN_CLASSES];
};

struct mc {
    const struct hoshi_range_plan *plan;
    uint32_t key[2];
    struct sampled_part certain[PLAN_CLASSES];
    struct sampled_group *group;
    struct sampled_cross *cross;
    struct sampler factor[PLAN_CLASSES][2];
    struct sampler *rows;
    double *tables;
    size_t n_tables, draws;
    double *total;
};

/* ---- samplers ---- */

/* Distribution function of the beta(a, b) at FINE + 1 points x = y^2/(y^2 + (1-y)^2), whose density vanishes
 * at both ends for every a, b >= 1; Simpson's rule. */
static void beta_table(double a, double b, double *table)
{
    static const size_t last = FINE;
    double *cdf = table + STEPS + 1, *at = cdf + FINE + 1, before = 0;
    cdf[0] = at[0] = 0;
    for (size_t i = 1; i <= 2 * last; i++) {
        double y = (double)i / (2 * FINE), v = 1 - y, s = y * y + v * v, x = y * y / s, density = 0;
        if (i < 2 * last) {
            double slope = 2 * y * v / (s * s);
            density = slope * hoshi_portable_exp((a - 1) * hoshi_portable_log(x) +
                                                 (b - 1) * hoshi_portable_log(v * v / s));
        }
        if (i % 2) {
            cdf[i / 2 + 1] = cdf[i / 2] + before + 4 * density;
        } else {
            cdf[i / 2] += density;
            at[i / 2] = x;
            before = density;
        }
    }
    for (size_t k = 0, i = 0; k <= STEPS; k++) {
        double want = cdf[last] * ((double)k / STEPS);
        while (i + 1 < last && cdf[i + 1] < want)
            i++;
        table[k] = at[i] + (at[i + 1] - at[i]) * ((want - cdf[i]) / (cdf[i + 1] - cdf[i]));
    }
}

static void lognormal_table(const struct sampler *s, double *table)
{
    table[0] = table[STEPS] = 0;
    for (size_t k = 1; k < STEPS; k++)
        table[k] = hoshi_portable_exp(s->mu + s->sigma * hoshi_portable_normal_quantile((double)k / STEPS));
}

static bool needs_table(const struct hoshi_distribution *x)
{
    return x->kind == HOSHI_PERT || x->kind == HOSHI_LOGNORMAL90;
}

static void sampler_init(struct sampler *s, const struct hoshi_distribution *x, double weight,
                         uint32_t variable, double **table)
{
    double w = x->high - x->low;
    *s = (struct sampler){.kind = x->kind, .low = x->low, .width = w, .weight = weight, .variable = variable};
    if (x->kind == HOSHI_TRIANGULAR) {
        double c = (x->likely - x->low) / w;
        s->k1 = weight * w * c / 65536;
        s->k2 = weight * w * (1 - 2 * c) / 65536;
        s->shift = weight * (x->low + w / 131072);
    } else if (x->kind == HOSHI_LOGNORMAL90) {
        double a = hoshi_portable_log(x->low), b = hoshi_portable_log(x->high);
        s->mu = (a + b) / 2;
        s->sigma = (b - a) / (2 * 1.6448536269514722);
        lognormal_table(s, *table);
    } else if (x->kind == HOSHI_PERT) {
        s->inverse_a = 1 / x->alpha;
        s->inverse_b = 1 / x->beta;
        beta_table(x->alpha, x->beta, *table);
    }
    if (needs_table(x)) {
        s->table = *table;
        *table += STEPS + 1;
    }
}

static double tail_value(const struct sampler *s, double u, size_t k)
{
    if (s->kind == HOSHI_LOGNORMAL90)
        return hoshi_portable_exp(s->mu + s->sigma * hoshi_portable_normal_quantile(u));
    if (k == 0)
        return s->table[1] * hoshi_portable_exp(hoshi_portable_log(u * STEPS) * s->inverse_a);
    return 1 -
           (1 - s->table[STEPS - 1]) * hoshi_portable_exp(hoshi_portable_log((1 - u) * STEPS) * s->inverse_b);
}

static double table_value(const struct sampler *s, uint32_t word)
{
    double u = ((double)word + 0.5) / 4294967296.0, at = u * STEPS;
    size_t k = word / (UINT32_MAX / STEPS + 1);
    if (k == 0 || k == STEPS - 1)
        return tail_value(s, u, k);
    return s->table[k] + (at - (double)k) * (s->table[k + 1] - s->table[k]);
}

static void range_mc_words(const struct mc *mc, uint32_t chunk, uint32_t variable, uint32_t *word)
{
    hoshi_philox_fill(chunk * COUNTERS, variable, 0, 0, mc->key, COUNTERS, mc->plan->vectors, word);
}

/* sum += weight × X, but for the shift of triangles. */
static void sample(const struct mc *mc, const struct sampler *s, uint32_t chunk, double *sum)
{
    uint32_t word[CHUNK];
    if (s->kind == HOSHI_TRIANGULAR) {
        hoshi_philox_triangles(chunk * COUNTERS, s->variable, 0, 0, mc->key, COUNTERS, mc->plan->vectors,
                               s->k1, s->k2, sum);
        return;
    }
    range_mc_words(mc, chunk, s->variable, word);
    for (size_t i = 0; i < CHUNK; i++) {
        double x =
            s->kind == HOSHI_UNIFORM ? ((double)word[i] + 0.5) / 4294967296.0 : table_value(s, word[i]);
        if (s->kind != HOSHI_LOGNORMAL90)
            x = s->low + s->width * x;
        sum[i] += s->weight * x;
    }
}

/* ---- one chunk ---- */

struct workspace {
    double sum[PLAN_CLASSES][CHUNK], factor[PLAN_CLASSES][CHUNK], part[CHUNK], times[CHUNK];
    uint32_t word[CHUNK];
};

static void sample_part(const struct mc *mc, const struct sampled_part *p, uint32_t chunk, double *sum)
{
    for (size_t i = 0; i < CHUNK; i++)
        sum[i] = p->fixed;
    for (size_t i = 0; i < p->n; i++)
        sample(mc, &p->row[i], chunk, sum);
}

static void sample_factor(const struct mc *mc, size_t c, uint32_t chunk, struct workspace *w)
{
    for (size_t i = 0; i < CHUNK; i++)
        w->factor[c][i] = 1;
    for (size_t k = 0; k < mc->plan->factor[c].n; k++) {
        const struct sampler *s = &mc->factor[c][k];
        double base = s->kind == HOSHI_TRIANGULAR ? s->shift : s->low;
        for (size_t i = 0; i < CHUNK; i++)
            w->part[i] = base;
        if (s->kind == HOSHI_TRIANGULAR)
            sample(mc, s, chunk, w->part);
        for (size_t i = 0; i < CHUNK; i++)
            w->factor[c][i] *= w->part[i];
    }
}

static void sample_group(const struct mc *mc, const struct sampled_group *g, uint32_t chunk,
                         struct workspace *w)
{
    range_mc_words(mc, chunk, g->occurs, w->word);
    for (size_t i = 0; i < CHUNK; i++)
        w->times[i] = w->word[i] < g->threshold ? 1 : 0;
    if (g->random_need) {
        range_mc_words(mc, chunk, g->need, w->word);
        for (size_t i = 0; i < CHUNK; i++)
            w->times[i] *= g->need_low + g->need_width * (((double)w->word[i] + 0.5) / 4294967296.0);
    }
    for (size_t c = 0; c < PLAN_CLASSES; c++) {
        if (!g->part[c].n && g->part[c].fixed == 0)
            continue;
        sample_part(mc, &g->part[c], chunk, w->part);
        for (size_t i = 0; i < CHUNK; i++)
            w->sum[c][i] += w->times[i] * w->part[i];
    }
}

static void sample_cross(const struct mc *mc, const struct sampled_cross *x, uint32_t chunk,
                         struct workspace *w)
{
    for (size_t i = 0; i < CHUNK; i++)
        w->part[i] = x->row.shift;
    sample(mc, &x->row, chunk, w->part);
    for (size_t c = 0; c < PLAN_CLASSES; c++)
        for (size_t i = 0; x->weight[c] > 0 && i < CHUNK; i++)
            w->sum[c][i] += x->weight[c] * w->part[i];
}

static void sample_chunk(const struct mc *mc, uint32_t chunk, struct workspace *w)
{
    const struct hoshi_range_plan *plan = mc->plan;
    size_t n = mc->draws - (size_t)chunk * CHUNK;
    for (size_t c = 0; c <= plan->n_factors; c++)
        sample_part(mc, &mc->certain[c], chunk, w->sum[c]);
    for (size_t i = 0; i < plan->n_cross; i++)
        sample_cross(mc, &mc->cross[i], chunk, w);
    for (size_t i = 0; i < plan->n_groups; i++)
        sample_group(mc, &mc->group[i], chunk, w);
    for (size_t c = 1; c <= plan->n_factors; c++) {
        sample_factor(mc, c, chunk, w);
        for (size_t i = 0; i < CHUNK; i++)
            w->sum[0][i] += w->factor[c][i] * w->sum[c][i];
    }
    memcpy(mc->total + (size_t)chunk * CHUNK, w->sum[0], (n < CHUNK ? n : CHUNK) * sizeof(double));
}

struct worker {
    const struct mc *mc;
    uint32_t first, end;
    struct workspace w;
};

static void *range_mc_work(void *argument)
{
    struct worker *worker = argument;
    for (uint32_t chunk = worker->first; chunk < worker->end; chunk++)
        sample_chunk(worker->mc, chunk, &worker->w);
    return NULL;
}

/* A thread that cannot be started leaves its chunks to the calling thread. */
static enum hoshi_status sample_all(const struct mc *mc, unsigned threads)
{
    uint32_t chunks = (uint32_t)((mc->draws + CHUNK - 1) / CHUNK);
    threads = threads > chunks ? chunks : threads ? threads : 1;
    struct worker *worker = calloc(threads, sizeof *worker);
    pthread_t thread[HOSHI_RANGE_THREADS_MAX];
    bool started[HOSHI_RANGE_THREADS_MAX] = {false};
    if (!worker)
        return HOSHI_E_MEMORY;
    for (unsigned i = 0; i < threads; i++) {
        worker[i].mc = mc;
        worker[i].first = (uint32_t)((uint64_t)chunks * i / threads);
        worker[i].end = (uint32_t)((uint64_t)chunks * (i + 1) / threads);
    }
    for (unsigned i = 1; i < threads; i++)
        started[i] = pthread_create(&thread[i], NULL, range_mc_work, &worker[i]) == 0;
    range_mc_work(&worker[0]);
    for (unsigned i = 1; i < threads; i++) {
        if (started[i])
            pthread_join(thread[i], NULL);
        else
            range_mc_work(&worker[i]);
    }
    free(worker);
    return HOSHI_OK;
}

/* ---- reading off ---- */

/* The k-th smallest (from 0) of v, which is rearranged: quickselect with three-way partition. */
static double select_rank(double *v, size_t n, size_t k)
{
    size_t low = 0, high = n;
    while (high - low > 1) {
        double a = v[low], b = v[low + (high - low) / 2], c = v[high - 1];
        double pivot = a < b ? (b < c ? b : a < c ? c : a) : (a < c ? a : b < c ? c : b);
        size_t less = low, i = low, more = high;
        while (i < more) {
            double x = v[i];
            if (x < pivot) {
                v[i++] = v[less];
                v[less++] = x;
            } else if (x > pivot) {
                v[i] = v[--more];
                v[more] = x;
            } else {
                i++;
            }
        }
        if (k < less)
            high = less;
        else if (k >= more)
            low = more;
        else
            return pivot;
    }
    return v[low];
}

struct histogram {
    double low, scale;
    size_t bins, *count;
};

static size_t bin_of(const struct histogram *h, double x)
{
    size_t b = (size_t)((x - h->low) * h->scale);
    return b < h->bins ? b : h->bins - 1;
}

/* Order statistics of the ranks given (from 0, any order). */
static enum hoshi_status order_statistics(const double *v, size_t n, const size_t *rank, size_t m,
                                          double *out);

/* The ranks among `many` values of one bin, `before` of the whole below them: one by one where they are few,
 * else by a histogram of their own, for a heavy tail puts nearly all values into one bin. */
static enum hoshi_status within_bin(double *v, size_t many, size_t before, const size_t *rank, size_t m,
                                    double *out)
{
    size_t inside[RANKS_MAX] = {0}, place[RANKS_MAX] = {0}, n = 0;
    double found[RANKS_MAX];
    for (size_t r = 0; r < m; r++)
        if (rank[r] >= before && rank[r] < before + many) {
            place[n] = r;
            inside[n++] = rank[r] - before;
        }
    if (many <= FEW || n == 1) {
        for (size_t i = 0; i < n; i++)
            out[place[i]] = select_rank(v, many, inside[i]);
        return HOSHI_OK;
    }
    enum hoshi_status status = order_statistics(v, many, inside, n, found);
    for (size_t i = 0; !status && i < n; i++)
        out[place[i]] = found[i];
    return status;
}

static enum hoshi_status order_statistics(const double *v, size_t n, const size_t *rank, size_t m,
                                          double *out)
{
    double low = v[0], high = v[0];
    for (size_t i = 1; i < n; i++) {
        low = v[i] < low ? v[i] : low;
        high = v[i] > high ? v[i] : high;
    }
    struct histogram h = {.low = low, .bins = n > 4000000 ? BINS_MAX : BINS_MIN};
    h.scale = (double)h.bins / (high - low);
    if (!(high > low) || !isfinite(h.scale)) {
        for (size_t r = 0; r < m; r++)
            out[r] = low;
        return HOSHI_OK;
    }
    h.count = calloc(h.bins + 1, sizeof *h.count);
    /* where the values of a bin that holds a rank are gathered; SIZE_MAX = not wanted */
    size_t *start = malloc(h.bins * sizeof *start), wanted = 0;
    double *kept = NULL;
    enum hoshi_status status = HOSHI_E_MEMORY;
    if (!h.count || !start)
        goto out;
    for (size_t i = 0; i < n; i++)
        h.count[bin_of(&h, v[i]) + 1]++;
    for (size_t b = 0; b < h.bins; b++) {
        h.count[b + 1] += h.count[b];
        start[b] = SIZE_MAX;
        for (size_t r = 0; r < m; r++)
            if (rank[r] >= h.count[b] && rank[r] < h.count[b + 1] && start[b] == SIZE_MAX) {
                start[b] = wanted;
                wanted += h.count[b + 1] - h.count[b];
            }
    }
    kept = malloc(wanted * sizeof *kept);
    if (!kept)
        goto out;
    for (size_t i = 0; i < n; i++) {
        size_t b = bin_of(&h, v[i]);
        if (start[b] != SIZE_MAX)
            kept[start[b]++] = v[i];
    }
    status = HOSHI_OK;
    for (size_t b = 0; !status && b < h.bins; b++) {
        size_t size = h.count[b + 1] - h.count[b];
        if (start[b] != SIZE_MAX)
            status = within_bin(kept + start[b] - size, size, h.count[b], rank, m, out);
    }
out:
    free(h.count);
    free(start);
    free(kept);
    return status;
}

static size_t rank_of(double level, size_t n)
{
    double r = ceil(level * (double)n - 1e-9) - 1;
    return r < 0 ? 0 : r >= (double)n ? n - 1 : (size_t)r;
}

static void read_curve(const struct mc *mc, double low, double high, struct hoshi_plan_result *result)
{
    size_t count[HOSHI_RANGE_CURVE + 1] = {0}, sum = 0, reached = 0;
    double step = (high - low) / (HOSHI_RANGE_CURVE - 1), point = mc->plan->point;
    /* the point is a sum in another order than a draw: forgive rounding */
    double slack = 1e-12 * fabs(point);
    for (size_t i = 0; i < mc->draws; i++) {
        double at = step > 0 ? ceil((mc->total[i] - low) / step) : mc->total[i] > low;
        count[at <= 0 ? 0 : at < HOSHI_RANGE_CURVE ? (size_t)at : HOSHI_RANGE_CURVE]++;
        reached += mc->total[i] <= point + slack;
    }
    for (size_t k = 0; k < HOSHI_RANGE_CURVE; k++) {
        sum += count[k];
        result->curve_value[k] = low + step * (double)k;
        result->curve_probability[k] = (double)sum / (double)mc->draws;
    }
    result->probability_of_point = (double)reached / (double)mc->draws;
}

static enum hoshi_status read_draws(const struct mc *mc, struct hoshi_plan_result *result)
{
    const double *level = hoshi_range_levels();
    size_t n = mc->draws, rank[RANKS_MAX];
    double value[RANKS_MAX], sum = 0, square = 0;
    for (size_t i = 0; i < n; i++)
        sum += mc->total[i];
    result->mean = sum / (double)n;
    for (size_t i = 0; i < n; i++)
        square += (mc->total[i] - result->mean) * (mc->total[i] - result->mean);
    result->sd = n > 1 ? sqrt(square / (double)(n - 1)) : 0;
    result->standard_error = result->sd / sqrt((double)n);
    for (size_t i = 0; i < HOSHI_RANGE_LEVELS; i++) {
        double spread = sqrt(level[i] * (1 - level[i]) / (double)n);
        rank[3 * i] = rank_of(level[i], n);
        rank[3 * i + 1] = rank_of(level[i] - spread, n);
        rank[3 * i + 2] = rank_of(level[i] + spread, n);
    }
    rank[3 * HOSHI_RANGE_LEVELS] = rank_of(0.001, n);
    rank[3 * HOSHI_RANGE_LEVELS + 1] = rank_of(0.999, n);
    enum hoshi_status status = order_statistics(mc->total, n, rank, 3 * HOSHI_RANGE_LEVELS + 2, value);
    if (status)
        return status;
    result->error = 0;
    for (size_t i = 0; i < HOSHI_RANGE_LEVELS; i++) {
        result->percentile[i] = value[3 * i];
        if (i >= HOSHI_P10 && i <= HOSHI_P90)
            result->error =
                fmax(result->error, hoshi_plan_level_error(value[3 * i + 1], value[3 * i], value[3 * i + 2],
                                                           sqrt(level[i] * (1 - level[i]) / (double)n)));
    }
    read_curve(mc, value[3 * HOSHI_RANGE_LEVELS], value[3 * HOSHI_RANGE_LEVELS + 1], result);
    return HOSHI_OK;
}

/* ---- set-up ---- */

struct setup {
    struct sampler *row;
    double *table;
    uint32_t variable;
};

static void setup_part(struct setup *s, struct sampled_part *to, const struct hoshi_plan_part *from)
{
    *to = (struct sampled_part){.row = s->row, .n = from->n, .fixed = from->fixed};
    for (size_t i = 0; i < from->n; i++) {
        sampler_init(s->row, from->row[i].x, from->row[i].weight, s->variable++, &s->table);
        to->fixed += s->row++->shift;
    }
}

static void setup_group(struct setup *s, struct sampled_group *to, const struct hoshi_plan_group *from)
{
    *to = (struct sampled_group){.occurs = s->variable,
                                 .need = s->variable + 1,
                                 .random_need = from->random_need,
                                 .need_low = from->need_low,
                                 .need_width = from->need_high - from->need_low};
    to->threshold = (uint64_t)(from->probability * 4294967296.0 + 0.5);
    s->variable += 2;
    for (size_t c = 0; c < PLAN_CLASSES; c++)
        setup_part(s, &to->part[c], &from->part[c]);
}

static size_t count_part(const struct hoshi_plan_part *p, size_t *tables)
{
    for (size_t i = 0; i < p->n; i++)
        *tables += needs_table(p->row[i].x);
    return p->n;
}

static enum hoshi_status setup_all(struct mc *mc)
{
    const struct hoshi_range_plan *plan = mc->plan;
    size_t rows = 0, tables = 0;
    for (size_t c = 0; c < PLAN_CLASSES; c++) {
        rows += count_part(&plan->certain[c], &tables);
        for (size_t i = 0; i < plan->n_groups; i++)
            rows += count_part(&plan->group[i].part[c], &tables);
    }
    for (size_t i = 0; i < plan->n_cross; i++)
        tables += needs_table(plan->cross[i].x);
    mc->rows = calloc(rows + 1, sizeof *mc->rows);
    mc->tables = tables ? malloc((tables * (STEPS + 1) + 2 * (FINE + 1)) * sizeof *mc->tables) : NULL;
    mc->group = calloc(plan->n_groups + 1, sizeof *mc->group);
    mc->cross = calloc(plan->n_cross + 1, sizeof *mc->cross);
    mc->total = malloc(mc->draws * sizeof *mc->total);
    if (!mc->rows || (tables && !mc->tables) || !mc->group || !mc->cross || !mc->total)
        return HOSHI_E_MEMORY;
    struct setup s = {mc->rows, mc->tables, 0};
    for (size_t c = 1; c < PLAN_CLASSES; c++)
        for (size_t k = 0; k < 2; k++, s.variable++)
            if (k < plan->factor[c].n)
                sampler_init(&mc->factor[c][k], &plan->factor[c].part[k], 1, s.variable, &s.table);
    for (size_t c = 0; c < PLAN_CLASSES; c++)
        setup_part(&s, &mc->certain[c], &plan->certain[c]);
    mc->certain[0].fixed += plan->constant;
    for (size_t i = 0; i < plan->n_cross; i++) {
        sampler_init(&mc->cross[i].row, plan->cross[i].x, 1, s.variable++, &s.table);
        memcpy(mc->cross[i].weight, plan->cross[i].weight, sizeof mc->cross[i].weight);
    }
    for (size_t i = 0; i < plan->n_groups; i++)
        setup_group(&s, &mc->group[i], &plan->group[i]);
    return HOSHI_OK;
}

static enum hoshi_status range_mc_run(const struct hoshi_range_plan *plan,
                                      const struct hoshi_range_options *options,
                                      struct hoshi_plan_result *result)
{
    struct mc mc = {.plan = plan, .key = {(uint32_t)options->seed, (uint32_t)(options->seed >> 32)}};
    mc.draws = options->draws ? options->draws : HOSHI_RANGE_DRAWS_DEFAULT;
    enum hoshi_status status = setup_all(&mc);
    if (!status)
        status = sample_all(&mc, options->threads);
    if (!status)
        status = read_draws(&mc, result);
    free(mc.rows);
    free(mc.tables);
    free(mc.group);
    free(mc.cross);
    free(mc.total);
    return status;
}

const struct hoshi_plan_engine hoshi_range_mc_engine = {"mc", range_mc_run};
