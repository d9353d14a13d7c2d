/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model is built from the measures of the last plan, not from ledger entries: entries of different stages
 * are differences of the same lines, and a difference is not a variable of its own. */
#include "estimate_range.h"
#include "open_rates.h"
#include "sort.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct builder {
    const struct hoshi_estimate *e;
    struct hoshi_estimate_range *r;
    struct hoshi_range_input *input;
    struct hoshi_triple *unit; /* of each input: one row at two price breaks is two inputs */
    struct hoshi_words *name;
    size_t inputs;
    struct hoshi_range_term *term;
    const struct hoshi_measure_line **line; /* of each term */
    size_t terms;
    struct hoshi_range_group *group;
    size_t *measure;                      /* of each group */
    const struct hoshi_planned **planned; /* likewise; NULL: of none */
    size_t groups;
    struct hoshi_range_factor factor[2];
    double size_yen[HOSHI_DRIVERS]; /* of the mean: what rests on the default of a size */
    size_t first_size;              /* inputs from here on are sizes … */
    size_t first_rate;              /* … and from here on the open rates of what nobody answered */
};

/* A measure of the unanswered: what it hangs on, and what it costs on average when it comes in. */
struct uncertain {
    struct hoshi_hangs hangs;
    double yen[2]; /* bought in, own work */
};

enum { MARKET, LABOUR };

static enum hoshi_distribution_kind kind_of(const struct hoshi_case *c)
{
    static const enum hoshi_distribution_kind kind[] = {HOSHI_PERT, HOSHI_TRIANGULAR, HOSHI_LOGNORMAL90};
    return kind[hoshi_case_spread(c)];
}

static double estimate_range_value(int64_t micro)
{
    return (double)micro / 1e6;
}

static size_t estimate_range_input_of(struct builder *b, const struct hoshi_line *line)
{
    const char *id = line->price ? line->price->id : line->effort->id;
    for (size_t i = 0; i < b->inputs; i++)
        if (strcmp(b->input[i].id, id) == 0 && memcmp(&b->unit[i], &line->unit, sizeof line->unit) == 0)
            return i;
    b->input[b->inputs] = (struct hoshi_range_input){.id = id,
                                                     .kind = kind_of(b->e->a.c),
                                                     .low = estimate_range_value(line->unit.low_micro),
                                                     .likely = estimate_range_value(line->unit.likely_micro),
                                                     .high = estimate_range_value(line->unit.high_micro)};
    b->unit[b->inputs] = line->unit;
    b->name[b->inputs] = line->price ? line->price->name : line->effort->name;
    return b->inputs++;
}

static int estimate_range_times_due(const struct hoshi_line *line, int horizon)
{
    int n = 0;
    for (int y = 1; y <= horizon; y++)
        n += hoshi_line_due(line, y);
    return n;
}

/* What the line costs on average goes to the sizes it rests on. */
static void estimate_range_rest_on_sizes(struct builder *b, const struct hoshi_line *line, double amount)
{
    struct hoshi_default_part part[2 * HOSHI_DRIVERS];
    size_t n = hoshi_line_defaults(line, &b->e->a, part);
    for (size_t i = 0; i < n; i++)
        b->size_yen[part[i].driver] += part[i].share * amount;
}

/* `expected`: what the group's occurrence and need make of an amount on average. */
static void estimate_range_add_term(struct builder *b, const struct hoshi_line *line, double need,
                                    double expected)
{
    double weight =
        estimate_range_value(line->quantity_micro) * need * estimate_range_times_due(line, b->e->a.horizon);
    estimate_range_rest_on_sizes(b, line, weight * expected * estimate_range_value(line->unit_mean_micro));
    b->line[b->terms] = line->row;
    b->term[b->terms++] =
        (struct hoshi_range_term){estimate_range_input_of(b, line), weight, line->price ? MARKET : LABOUR};
}

static struct hoshi_range_group *estimate_range_begin(struct builder *b, const struct hoshi_planned *p)
{
    struct hoshi_range_group *g = &b->group[b->groups];
    b->planned[b->groups] = p;
    b->measure[b->groups++] = p->measure;
    *g = (struct hoshi_range_group){.id = b->e->a.tables->measure[p->measure].id,
                                    .probability = p->probability,
                                    .need = HOSHI_NEED_FIXED,
                                    .need_high = 1,
                                    .first = b->terms};
    return g;
}

/* Of the IT days of the plan the part the firm does itself; the rest is bought in, as lines of their own. The
 * lines for the own days saved are thereby counted. */
static double own_part(const struct hoshi_estimate *e, const struct hoshi_planned *p,
                       const struct hoshi_line *line)
{
    double all = 0, bought = 0;
    if (hoshi_line_credit(line))
        return 0;
    if (!line->effort || line->effort->role != HOSHI_ROLE_IT || p->probability < 1)
        return 1;
    for (int y = 0; y < e->a.horizon; y++) {
        all += estimate_range_value(e->it_days_micro[y]);
        bought += estimate_range_value(e->a.hands_micro[y]);
    }
    return all > 0 ? 1 - bought / all : 1;
}

/* One group for what is bought at a fixed need, one for what an unstated partial leaves open. */
static enum hoshi_status estimate_range_add_measure(struct builder *b, const struct hoshi_planned *p)
{
    const struct hoshi_tables *t = b->e->a.tables;
    const struct hoshi_measure *m = &t->measure[p->measure];
    int64_t stated = hoshi_need_of_measure(&b->e->need, t, p->measure, HOSHI_PARTIALS_NOTHING);
    bool open = p->probability >= 1 &&
                hoshi_need_of_measure(&b->e->need, t, p->measure, HOSHI_PARTIALS_WHOLE) > stated;
    for (int pass = 0; pass < 2; pass++) {
        struct hoshi_range_group *g = estimate_range_begin(b, p);
        for (size_t i = 0; i < m->lines; i++) {
            struct hoshi_line line;
            enum hoshi_status s = hoshi_line_init(&line, &b->e->a, m, i, NULL);
            if (s)
                return s;
            bool random = open && !line.row->indivisible;
            if (random != (pass == 1))
                continue;
            if (random)
                estimate_range_add_term(b, &line, 1, (estimate_range_value(stated) + 1) / 2);
            else
                estimate_range_add_term(b, &line,
                                        (estimate_range_value(hoshi_line_need(&line, p->need_ppm)) -
                                         estimate_range_value(hoshi_line_need(&line, p->before_ppm))) *
                                            own_part(b->e, p, &line),
                                        p->probability);
        }
        g->n = b->terms - g->first;
        if (pass == 1) {
            g->need = HOSHI_NEED_UNIFORM;
            g->need_low = estimate_range_value(stated);
            g->need_high = 1;
        }
        if (!g->n)
            b->groups--;
    }
    return HOSHI_OK;
}

/* One group of all sizes, each an input around 0 whose weight is in its ends. */
static void add_sizes(struct builder *b)
{
    struct hoshi_range_group *g = &b->group[b->groups];
    *g = (struct hoshi_range_group){.id = "size", .probability = 1, .need_high = 1, .first = b->terms};
    double variance = 0;
    b->first_size = b->inputs;
    for (int d = 1; d < HOSHI_DRIVERS; d++) {
        const struct hoshi_driver_default *row = &b->e->a.tables->driver_default[d];
        double most = estimate_range_value(row->spread_micro) * b->size_yen[d];
        if (!(most > 0))
            continue;
        const char *id = hoshi_driver_key((enum hoshi_driver)d);
        b->name[b->inputs] = row->name;
        b->input[b->inputs] =
            (struct hoshi_range_input){.id = id, .kind = HOSHI_TRIANGULAR, .low = -most, .high = most};
        b->term[b->terms++] = (struct hoshi_range_term){b->inputs++, 1, MARKET};
        variance += most * most / 6;
    }
    b->r->size_sd_yen = sqrt(variance);
    g->n = b->terms - g->first;
    b->groups += g->n > 0;
}

/* Covariances of all pairs of measures of the unanswered. */
static enum hoshi_status estimate_range_uncertain_pairs(struct builder *b, double square[2], double *cross)
{
    const struct hoshi_estimate *e = b->e;
    struct hoshi_open_rates *rates = hoshi_arena_array(&b->r->arena, 1, sizeof *rates);
    struct uncertain *list = hoshi_arena_array(&b->r->arena, b->groups + 1, sizeof *list);
    size_t n = 0;
    if (!rates || !list)
        return HOSHI_E_MEMORY;
    hoshi_open_rates_init(rates, &e->need, &e->a.tables->catalog);
    for (size_t i = 0; i < e->measures; i++) {
        const struct hoshi_planned *p = &e->measure[i];
        if (p->probability >= 1)
            continue;
        hoshi_hangs_init(&list[n].hangs, rates, p->closes, p->closes_n);
        for (size_t g = 0; g < b->groups; g++)
            for (size_t k = 0; b->planned[g] == p && k < b->group[g].n; k++) {
                const struct hoshi_range_term *t = &b->term[b->group[g].first + k];
                list[n].yen[t->factor] +=
                    t->weight * estimate_range_value(hoshi_assumptions_mean(&e->a, b->unit[t->input]));
            }
        n++;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++) {
            const double *x = list[i].yen, *y = list[k].yen;
            double c = hoshi_hangs_covariance(rates, &list[i].hangs, &list[k].hangs);
            square[MARKET] += 2 * c * x[MARKET] * y[MARKET];
            square[LABOUR] += 2 * c * x[LABOUR] * y[LABOUR];
            *cross += c * (x[MARKET] * y[LABOUR] + x[LABOUR] * y[MARKET]);
        }
    return HOSHI_OK;
}

/* A variable of the open rates: a symmetric triangle of variance 1. */
static void put_rate(struct builder *b, double market, double labour)
{
    const double weight[2] = {market, labour}, end = sqrt(6);
    if (!(market > 0) && !(labour > 0))
        return;
    for (int f = 0; f < 2; f++)
        if (weight[f] > 0)
            b->term[b->terms++] = (struct hoshi_range_term){b->inputs, weight[f], f};
    b->input[b->inputs++] =
        (struct hoshi_range_input){.id = "rates", .kind = HOSHI_TRIANGULAR, .low = -end, .high = end};
}

/* What the unanswered have in common. */
static enum hoshi_status estimate_range_add_rates(struct builder *b)
{
    double square[2] = {0, 0}, cross = 0;
    enum hoshi_status s = estimate_range_uncertain_pairs(b, square, &cross);
    if (s)
        return s;
    struct hoshi_open_spread x = hoshi_open_spread_of(square, cross);
    struct hoshi_range_group *g = &b->group[b->groups];
    *g = (struct hoshi_range_group){.id = "rates", .probability = 1, .need_high = 1, .first = b->terms};
    b->first_rate = b->inputs;
    put_rate(b, x.both[MARKET], x.both[LABOUR]);
    put_rate(b, x.alone[MARKET], 0);
    put_rate(b, 0, x.alone[LABOUR]);
    for (int f = 0; f < 2; f++)
        b->r->rates_square[f] = square[f];
    b->r->rates_cross = x.both[MARKET] * x.both[LABOUR];
    g->n = b->terms - g->first;
    b->groups += g->n > 0;
    return HOSHI_OK;
}

static bool estimate_range_reserve(struct builder *b)
{
    struct hoshi_arena *arena = &b->r->arena;
    size_t lines = 5 + HOSHI_DRIVERS, groups = 2 * b->e->measures + 3;
    for (size_t i = 0; i < b->e->measures; i++)
        lines += b->e->a.tables->measure[b->e->measure[i].measure].lines;
    b->input = hoshi_arena_array(arena, lines, sizeof *b->input);
    b->unit = hoshi_arena_array(arena, lines, sizeof *b->unit);
    b->name = hoshi_arena_array(arena, lines, sizeof *b->name);
    b->term = hoshi_arena_array(arena, lines, sizeof *b->term);
    b->line = hoshi_arena_array(arena, lines, sizeof *b->line);
    b->group = hoshi_arena_array(arena, groups, sizeof *b->group);
    b->measure = hoshi_arena_array(arena, groups, sizeof *b->measure);
    b->planned = hoshi_arena_array(arena, groups, sizeof *b->planned);
    return b->input && b->unit && b->name && b->term && b->line && b->group && b->measure && b->planned;
}

static struct hoshi_range_triple estimate_range_triple(const int64_t v[3])
{
    return (struct hoshi_range_triple){estimate_range_value(v[0]), estimate_range_value(v[1]),
                                       estimate_range_value(v[2])};
}

static enum hoshi_status estimate_range_run(struct builder *b, const struct hoshi_range_options *options,
                                            struct hoshi_faults *faults)
{
    const struct hoshi_assumptions *a = &b->e->a;
    b->factor[MARKET] =
        (struct hoshi_range_factor){"market", 1, {estimate_range_triple(a->factor_ppm[HOSHI_FACTOR_MARKET])}};
    b->factor[LABOUR] =
        (struct hoshi_range_factor){"labour",
                                    2,
                                    {estimate_range_triple(a->factor_ppm[HOSHI_FACTOR_LABOUR]),
                                     estimate_range_triple(a->factor_ppm[HOSHI_FACTOR_PACE])}};
    /* A supplier that holds the star and has nothing open: a total of 0, known for certain. */
    static const struct hoshi_range_input nothing = {.id = "", .kind = HOSHI_CONSTANT};
    struct hoshi_range_group none = {.id = "", .probability = 1, .need_high = 1};
    struct hoshi_range_model model = {.inputs = b->inputs ? b->input : &nothing,
                                      .n_inputs = b->inputs ? b->inputs : 1,
                                      .factors = b->factor,
                                      .n_factors = 2,
                                      .groups = b->groups ? b->group : &none,
                                      .n_groups = b->groups ? b->groups : 1,
                                      .terms = b->term,
                                      .n_terms = b->terms};
    return hoshi_range_run(&model, options, &b->r->result, faults);
}

/* P90 − P10 of a factor, as a multiplier: the engine itself answers for the product of two triangles. */
static double factor_spread(const struct hoshi_range_factor *factor)
{
    static const struct hoshi_range_input one = {
        .id = "", .kind = HOSHI_CONSTANT, .low = 1, .likely = 1, .high = 1};
    const struct hoshi_range_term term = {0, 1e6, 0};
    const struct hoshi_range_group group = {.id = "", .probability = 1, .need_high = 1, .n = 1};
    const struct hoshi_range_model model = {.inputs = &one,
                                            .n_inputs = 1,
                                            .factors = factor,
                                            .n_factors = 1,
                                            .groups = &group,
                                            .n_groups = 1,
                                            .terms = &term,
                                            .n_terms = 1};
    struct hoshi_range r = {0};
    if (hoshi_range_run(&model, NULL, &r, NULL))
        return 0;
    double spread = (r.percentile[HOSHI_P90] - r.percentile[HOSHI_P10]) / 1e6;
    hoshi_range_release(&r);
    return spread;
}

/* What a factor moves: its spread times the likely amount it multiplies, certain measures only. */
static double factor_swing(const struct builder *b, int index)
{
    double base = 0;
    for (size_t g = 0; g < b->groups; g++)
        for (size_t i = b->group[g].first;
             b->group[g].probability >= 1 && i < b->group[g].first + b->group[g].n; i++)
            if (b->term[i].factor == index)
                base += b->term[i].weight * b->group[g].need_high * b->input[b->term[i].input].likely;
    return base * factor_spread(&b->factor[index]);
}

static int by_share(const void *x, const void *y)
{
    const struct hoshi_range_row *a = x, *b = y;
    if (a->share_of_variance != b->share_of_variance)
        return a->share_of_variance > b->share_of_variance ? -1 : 1;
    if (a->swing_yen != b->swing_yen)
        return a->swing_yen > b->swing_yen ? -1 : 1;
    return strcmp(a->id, b->id);
}

static bool rows(struct builder *b)
{
    struct hoshi_estimate_range *r = b->r;
    static const struct hoshi_words factor_name[] = {
        {"取引価格の水準（外部支出に共通）", "level of prices (all bought-in costs)"},
        {"工数表の癖と作業の速さ（社内作業に共通）", "bias of the effort table and own pace (all own work)"}};
    static const char *const factor_id[] = {"factor:market", "factor:labour"};
    struct hoshi_range_row rate = {HOSHI_DRIVEN_BY_RATES, "rates", {NULL, NULL}, 0, 0};
    r->row = hoshi_arena_array(&r->arena, b->inputs + 3 + b->groups, sizeof *r->row);
    if (!r->row)
        return false;
    for (size_t i = 0; i < b->first_rate; i++) {
        bool size = i >= b->first_size;
        const char *id = size ? hoshi_arena_printf(&r->arena, "size:%s", b->input[i].id) : b->input[i].id;
        if (!id)
            return false;
        r->row[r->rows++] =
            (struct hoshi_range_row){size ? HOSHI_DRIVEN_BY_SIZE : HOSHI_DRIVEN_BY_INPUT, id, b->name[i],
                                     r->result.input_swing[i], r->result.input_share[i]};
    }
    rate.name = (struct hoshi_words){"未回答の項目が未対応である割合（分類ごとに共通）",
                                     "open rate of what nobody answered (one per category)"};
    for (size_t i = b->first_rate; i < b->inputs; i++)
        rate.share_of_variance += r->result.input_share[i];
    if (b->first_rate < b->inputs)
        r->row[r->rows++] = rate;
    for (size_t i = 0; i < 2; i++)
        r->row[r->rows++] = (struct hoshi_range_row){HOSHI_DRIVEN_BY_FACTOR, factor_id[i], factor_name[i],
                                                     factor_swing(b, (int)i), r->result.factor_share[i]};
    for (size_t i = 0; i < b->groups; i++) {
        if (r->result.group_share[i] <= 0)
            continue;
        const struct hoshi_measure *m = &b->e->a.tables->measure[b->measure[i]];
        const char *id = hoshi_arena_printf(&r->arena, "measure:%s", m->id);
        if (!id)
            return false;
        r->row[r->rows++] =
            (struct hoshi_range_row){HOSHI_DRIVEN_BY_GROUP, id, m->name, 0, r->result.group_share[i]};
    }
    hoshi_sort(r->row, r->rows, sizeof *r->row, by_share);
    return true;
}

/* An input's share goes to the lines that use it, in proportion to their weights, and from a line to its
 * first entry. */
static bool estimate_range_entries(struct builder *b)
{
    struct hoshi_estimate_range *r = b->r;
    double *sum = hoshi_arena_array(&r->arena, b->inputs + 1, sizeof *sum);
    r->entry_share = hoshi_arena_array(&r->arena, b->e->entries + 1, sizeof *r->entry_share);
    if (!sum || !r->entry_share)
        return false;
    for (size_t i = 0; i < b->terms; i++)
        sum[b->term[i].input] += b->term[i].weight;
    for (size_t i = 0; i < b->terms; i++) {
        size_t k = 0, input = b->term[i].input;
        while (k < b->e->entries && b->e->entry[k].line.row != b->line[i])
            k++;
        if (k < b->e->entries && sum[input] > 0)
            r->entry_share[k] += r->result.input_share[input] * b->term[i].weight / sum[input];
    }
    return true;
}

struct hoshi_bridge hoshi_estimate_range_bridge(const struct hoshi_estimate *e,
                                                const struct hoshi_estimate_range *r)
{
    struct hoshi_bridge b = {.likely_yen = e->totals.horizon_yen, .mean_yen = e->totals.mean_horizon_yen};
    b.skew_yen = b.mean_yen - b.likely_yen;
    /* Lines are rounded one by one, the range is not: without anything unknown the two are the same figure. */
    b.all_yen = e->entries > e->certain ? llround(r->result.mean) : b.mean_yen;
    b.unknown_yen = b.all_yen - b.mean_yen;
    return b;
}

double hoshi_estimate_range_probability(const struct hoshi_range *result, double yen)
{
    const double *x = result->curve_value, *p = result->curve_probability;
    size_t last = HOSHI_RANGE_CURVE - 1;
    if (yen < x[0])
        return 0;
    if (yen >= x[last])
        return 1;
    size_t i = 0;
    while (x[i + 1] <= yen)
        i++;
    double step = x[i + 1] - x[i];
    return step > 0 ? p[i] + (p[i + 1] - p[i]) * (yen - x[i]) / step : p[i + 1];
}

static enum hoshi_status reserve_to_lines(struct builder *b, const struct hoshi_split *split)
{
    struct hoshi_estimate_range *r = b->r;
    size_t n = b->e->certain;
    int64_t *weight = hoshi_arena_array(&r->arena, n + 1, sizeof *weight);
    r->entry_contingency_yen = hoshi_arena_array(&r->arena, n + 1, sizeof *r->entry_contingency_yen);
    if (!weight || !r->entry_contingency_yen)
        return HOSHI_E_MEMORY;
    r->basis_yen = split->gross_yen;
    r->probability_suffices = hoshi_estimate_range_probability(&r->result, (double)split->gross_yen);
    int64_t p80 = llround(r->result.percentile[HOSHI_P80]);
    r->contingency_yen = p80 > r->basis_yen ? p80 - r->basis_yen : 0;
    for (size_t i = 0; i < n; i++)
        weight[i] = llround(r->entry_share[i] * 1e9);
    return n ? hoshi_money_split(r->contingency_yen, weight, n, r->entry_contingency_yen) : HOSHI_OK;
}

enum hoshi_status hoshi_estimate_range_init(struct hoshi_estimate_range *r, const struct hoshi_split *split,
                                            const struct hoshi_range_options *options,
                                            struct hoshi_faults *faults)
{
    memset(r, 0, sizeof *r);
    struct builder b = {.e = split->e, .r = r};
    enum hoshi_status s = estimate_range_reserve(&b) ? HOSHI_OK : HOSHI_E_MEMORY;
    for (size_t i = 0; !s && i < b.e->measures; i++)
        s = estimate_range_add_measure(&b, &b.e->measure[i]);
    if (!s)
        add_sizes(&b);
    if (!s)
        s = estimate_range_add_rates(&b);
    if (!s)
        s = estimate_range_run(&b, options, faults);
    if (!s && !(rows(&b) && estimate_range_entries(&b)))
        s = HOSHI_E_MEMORY;
    if (!s)
        s = reserve_to_lines(&b, split);
    if (s) {
        if (faults && !faults->n)
            hoshi_fault_add(faults, s, NULL, NULL, NULL);
        hoshi_estimate_range_release(r);
    }
    return s;
}

void hoshi_estimate_range_release(struct hoshi_estimate_range *r)
{
    if (!r)
        return;
    hoshi_range_release(&r->result);
    hoshi_arena_release(&r->arena);
    memset(r, 0, sizeof *r);
}
