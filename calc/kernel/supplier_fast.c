/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row is a case with one buyer who asks for the target: ★3, or ★3 alone and what ★4 adds; no funding, no days
 * bought in, default rules. So the chain of calc/estimate shrinks to: what is open, what each measure costs,
 * the least-cost cover of each level, its extension to the unanswered, lines and their division. Every amount
 * is made by the same functions as there (hoshi_line_amounts, hoshi_money_split), so that it is the same to
 * the yen. */
#include "supplier_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- opening ---- */

static enum hoshi_status list_pairs(struct supplier_fast *f, const struct hoshi_tables *t)
{
    size_t n = 0;
    for (size_t m = 0; m < t->measures; m++)
        n += t->measure[m].requires_n;
    f->requirer = calloc(n + 1, sizeof *f->requirer);
    f->required = calloc(n + 1, sizeof *f->required);
    if (!f->requirer || !f->required)
        return HOSHI_E_MEMORY;
    for (size_t m = 0; m < t->measures; m++)
        for (size_t i = 0; i < t->measure[m].requires_n; i++) {
            f->requirer[f->pairs] = m;
            f->required[f->pairs++] = t->measure[m].requires_[i];
            if (t->measure[m].by_default)
                f->required_by_default[t->measure[m].requires_[i]] = true;
        }
    return HOSHI_OK;
}

static enum hoshi_status make_lines(struct hoshi_supplier_kernel *k, struct hoshi_faults *faults)
{
    const struct hoshi_tables *t = k->tables;
    for (size_t m = 0; m < t->measures; m++)
        for (size_t i = 0; i < t->measure[m].lines; i++) {
            enum hoshi_status status =
                hoshi_line_init(&k->fast.line[k->first_line[m] + i], &k->a, &t->measure[m], i, faults);
            if (status)
                return status;
        }
    return HOSHI_OK;
}

enum hoshi_status hoshi_supplier_fast_open(struct hoshi_supplier_kernel *k, struct hoshi_faults *faults)
{
    struct supplier_fast *f = &k->fast;
    f->line = calloc(k->lines + 1, sizeof *f->line);
    f->required_by_default = calloc(k->tables->measures + 1, sizeof *f->required_by_default);
    f->kept = calloc(k->tables->measures + 1, sizeof *f->kept);
    f->quantity_micro = calloc(k->lines + 1, sizeof *f->quantity_micro);
    f->quantity_yen = calloc(k->lines + 1, sizeof *f->quantity_yen);
    if (!f->line || !f->required_by_default || !f->kept || !f->quantity_micro || !f->quantity_yen ||
        list_pairs(f, k->tables) || hoshi_cover_open(k->tables, &f->cover))
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    return make_lines(k, faults);
}

void hoshi_supplier_fast_close(struct hoshi_supplier_kernel *k)
{
    struct supplier_fast *f = &k->fast;
    hoshi_cover_close(f->cover);
    free(f->line);
    free(f->requirer);
    free(f->required);
    free(f->required_by_default);
    free(f->kept);
    free(f->quantity_micro);
    free(f->quantity_yen);
    free(f->part);
}

/* ---- needs and costs of measures ---- */

static enum hoshi_status size_lines(struct hoshi_supplier_kernel *k, size_t m, struct hoshi_faults *faults)
{
    struct supplier_fast *f = &k->fast;
    if (f->sized[m])
        return HOSHI_OK;
    for (size_t i = k->first_line[m]; i < k->first_line[m + 1]; i++) {
        enum hoshi_status status = hoshi_line_resize(&f->line[i], &f->a, faults);
        if (status)
            return status;
    }
    f->sized[m] = true;
    return HOSHI_OK;
}

/* As hoshi_measure_cost, on the basis that is divided. */
static enum hoshi_status measure_yen(struct hoshi_supplier_kernel *k, size_t m, int64_t need_ppm,
                                     int64_t *yen, struct hoshi_faults *faults)
{
    struct supplier_fast *f = &k->fast;
    if (need_ppm == HOSHI_MICRO && f->full_yen[m] >= 0) {
        *yen = f->full_yen[m];
        return HOSHI_OK;
    }
    enum hoshi_status status = size_lines(k, m, faults);
    int64_t sum = 0;
    for (size_t i = k->first_line[m]; !status && i < k->first_line[m + 1]; i++) {
        struct hoshi_amounts x;
        status = hoshi_line_amounts(&f->line[i], &f->a, need_ppm,
                                    hoshi_line_basis_micro(&f->line[i], k->settings.basis), &x, faults);
        if (!status && !hoshi_money_add(sum, x.horizon_yen, &sum))
            status = hoshi_fault_add(faults, HOSHI_E_OVERFLOW, f->line[i].row->id, NULL, NULL);
    }
    if (!status && need_ppm == HOSHI_MICRO)
        f->full_yen[m] = sum;
    *yen = sum;
    return status;
}

static void needs(const struct supplier_fast *f, const struct hoshi_tables *t, const struct hoshi_need *need,
                  int64_t *need_ppm)
{
    int64_t own[HOSHI_MEASURES_MAX];
    for (size_t m = 0; m < t->measures; m++) {
        const struct hoshi_measure *x = &t->measure[m];
        int64_t all = 0;
        for (size_t i = 0; !x->star && i < x->closes_n; i++) {
            size_t c = x->closes[i];
            if (need->state[c] == HOSHI_OPEN && need->need_ppm[c] > all)
                all = need->need_ppm[c];
        }
        need_ppm[m] = own[m] = x->star ? (x->star == need->level ? HOSHI_MICRO : 0) : all;
    }
    /* As hoshi_need_of_measure: raised by who requires it directly, by their own needs. */
    for (size_t p = 0; p < f->pairs; p++)
        if (own[f->requirer[p]] > need_ppm[f->required[p]])
            need_ppm[f->required[p]] = own[f->requirer[p]];
}

static bool closes_state(const struct hoshi_need *need, const struct hoshi_measure *x,
                         enum hoshi_criterion_state state)
{
    for (size_t i = 0; i < x->closes_n; i++)
        if (need->state[x->closes[i]] == state)
            return true;
    return false;
}

/* Who holds a star holds those below it. */
static bool held(const struct hoshi_supplier_kernel *k, size_t m)
{
    const struct hoshi_measure *x = &k->tables->measure[m];
    return k->frame->plan.haves && x->star && x->star <= k->tables->measure[k->have[0]].star;
}

/* The need at which a chosen measure is bought. */
static int64_t bought_at(const int64_t *need_ppm, size_t m)
{
    return need_ppm[m] ? need_ppm[m] : HOSHI_MICRO;
}

/* The least-cost plan for what is open at a level. */
static enum hoshi_status plan_for(struct hoshi_supplier_kernel *k, const struct hoshi_need *need,
                                  const int64_t *need_ppm, struct hoshi_plan *plan,
                                  struct hoshi_faults *faults)
{
    struct supplier_fast *f = &k->fast;
    const struct hoshi_tables *t = k->tables;
    bool open[HOSHI_CRITERIA_MAX] = {false};
    for (size_t c = 0; c < t->catalog.criteria; c++)
        open[c] = need->state[c] == HOSHI_OPEN;
    for (size_t m = 0; m < t->measures; m++) {
        const struct hoshi_measure *x = &t->measure[m];
        bool wanted = x->by_default || f->required_by_default[m];
        f->cost_yen[m] = 0;
        f->choice[m] = held(k, m) ? HOSHI_CHOICE_HAVE
                       : x->star  ? (x->star == need->level ? HOSHI_CHOICE_FORCED : HOSHI_CHOICE_FORBIDDEN)
                       : wanted && hoshi_measure_available(&f->a, x) ? HOSHI_CHOICE_FREE
                                                                     : HOSHI_CHOICE_FORBIDDEN;
        if (f->choice[m] == HOSHI_CHOICE_FORBIDDEN || f->choice[m] == HOSHI_CHOICE_HAVE ||
            (!need_ppm[m] && !f->required_by_default[m]))
            continue;
        enum hoshi_status status = measure_yen(k, m, bought_at(need_ppm, m), &f->cost_yen[m], faults);
        if (status)
            return status;
    }
    struct hoshi_plan_problem p = {
        .tables = t, .open = open, .choice = f->choice, .cost_yen = f->cost_yen, .years = f->a.horizon};
    return hoshi_cover_solve(f->cover, &p, plan, faults);
}

static enum hoshi_status stage(struct hoshi_supplier_kernel *k, struct supplier_stage *s, int level,
                               struct hoshi_faults *faults)
{
    hoshi_need_init(&s->need, k->tables, k->frame, level);
    needs(&k->fast, k->tables, &s->need, s->need_ppm);
    return plan_for(k, &s->need, s->need_ppm, &s->plan, faults);
}

/* Of the last plan on the mean: as hoshi_stages_total. */
static enum hoshi_status fast_all_unmet(struct hoshi_supplier_kernel *k, int64_t *yen,
                                        struct hoshi_faults *faults)
{
    struct supplier_fast *f = &k->fast;
    int64_t need_ppm[HOSHI_MEASURES_MAX], sum = 0;
    struct hoshi_plan plan;
    f->unmet = f->target.need;
    hoshi_need_assume_unmet(&f->unmet, &k->tables->catalog, NULL);
    needs(f, k->tables, &f->unmet, need_ppm);
    enum hoshi_status status = plan_for(k, &f->unmet, need_ppm, &plan, faults);
    for (size_t m = 0; !status && m < k->tables->measures; m++)
        for (size_t i = k->first_line[m]; plan.chosen[m] && !status && i < k->first_line[m + 1]; i++) {
            struct hoshi_amounts x;
            status = hoshi_line_amounts(&f->line[i], &f->a, bought_at(need_ppm, m),
                                        f->line[i].unit_mean_micro, &x, faults);
            if (!status && !hoshi_money_add(sum, x.horizon_yen, &sum))
                status = hoshi_fault_add(faults, HOSHI_E_OVERFLOW, f->line[i].row->id, NULL, NULL);
        }
    *yen = sum;
    return status;
}

/* As hoshi_extension_build: the chosen are in place, what they exclude is out, everything at full need.
 * `open`: unknown, and nothing chosen closes it. */
static enum hoshi_status extension(struct hoshi_supplier_kernel *k, bool *open, struct hoshi_faults *faults)
{
    struct supplier_fast *f = &k->fast;
    const struct hoshi_tables *t = k->tables;
    const struct hoshi_need *need = &f->target.need;
    const bool *chosen = f->target.plan.chosen;
    bool any = false, closed[HOSHI_CRITERIA_MAX] = {false}, now[HOSHI_CRITERIA_MAX] = {false};
    memset(&f->extension, 0, sizeof f->extension);
    if (!(need->by_status[HOSHI_UNANSWERED] + need->by_status[HOSHI_WITHHELD]))
        return HOSHI_OK;
    for (size_t m = 0; m < t->measures; m++) {
        const struct hoshi_measure *x = &t->measure[m];
        bool have = chosen[m] || held(k, m);
        bool out =
            x->star || !(x->by_default || f->required_by_default[m]) || !hoshi_measure_available(&f->a, x);
        for (size_t p = 0; out && !x->star && p < f->pairs; p++)
            out = !(f->required[p] == m && hoshi_measure_available(&f->a, x));
        for (size_t i = 0; !out && i < x->excludes_n; i++)
            out = chosen[x->excludes[i]];
        f->cost_yen[m] = 0;
        f->choice[m] = have ? HOSHI_CHOICE_HAVE : out ? HOSHI_CHOICE_FORBIDDEN : HOSHI_CHOICE_FREE;
        for (size_t i = 0; i < x->closes_n; i++) {
            closed[x->closes[i]] = closed[x->closes[i]] || have;
            now[x->closes[i]] = now[x->closes[i]] || !out;
        }
        if (f->choice[m] != HOSHI_CHOICE_FREE ||
            (!closes_state(need, x, HOSHI_UNKNOWN_STATE) && !f->required_by_default[m]))
            continue;
        enum hoshi_status status = measure_yen(k, m, HOSHI_MICRO, &f->cost_yen[m], faults);
        if (status)
            return status;
    }
    for (size_t c = 0; c < t->catalog.criteria; c++) {
        open[c] = need->state[c] == HOSHI_UNKNOWN_STATE && !closed[c] && now[c];
        any = any || open[c];
    }
    struct hoshi_plan_problem p = {
        .tables = t, .open = open, .choice = f->choice, .cost_yen = f->cost_yen, .years = f->a.horizon};
    return any ? hoshi_cover_solve(f->cover, &p, &f->extension, faults) : HOSHI_OK;
}

/* ---- level and category of a measure ---- */

static int fast_category_of(const struct hoshi_supplier_kernel *k, size_t m)
{
    const struct supplier_fast *f = &k->fast;
    const struct hoshi_measure *x = &k->tables->measure[m];
    int count[HOSHI_CATEGORIES + 1] = {0}, best = 0;
    for (size_t i = 0; !x->star && i < x->closes_n; i++)
        count[k->tables->catalog.criterion[x->closes[i]].category] +=
            f->target.need.state[x->closes[i]] == HOSHI_OPEN;
    for (int c = 1; c <= HOSHI_CATEGORIES; c++)
        if (count[c] > count[best])
            best = c;
    for (size_t p = 0; !best && !x->star && p < f->pairs; p++)
        if (f->required[p] == m && f->requirer[p] != m &&
            (f->target.plan.chosen[f->requirer[p]] || f->three.plan.chosen[f->requirer[p]]))
            best = fast_category_of(k, f->requirer[p]);
    return best;
}

/* ---- amounts ---- */

static bool add_yen(int64_t *to, int64_t yen)
{
    return hoshi_money_add(*to, yen, to);
}

/* One line divided as calc/split.c divides it. */
static enum hoshi_status fast_divide(const struct hoshi_supplier_kernel *k, const struct hoshi_amounts *x,
                                     const int64_t *weight, enum hoshi_class class_,
                                     struct hoshi_supplier_part *part)
{
    int64_t annual[HOSHI_SUPPLIER_PARTIES], horizon[HOSHI_SUPPLIER_PARTIES], year[HOSHI_YEARS_MAX];
    int64_t due[HOSHI_YEARS_MAX];
    for (int y = 0; y < k->fast.a.horizon; y++)
        due[y] = x->by_year_yen[y] < 0 ? -x->by_year_yen[y] : x->by_year_yen[y];
    enum hoshi_status status = hoshi_money_split(x->annual_yen, weight, HOSHI_SUPPLIER_PARTIES, annual);
    if (!status)
        status = hoshi_money_split(x->horizon_yen, weight, HOSHI_SUPPLIER_PARTIES, horizon);
    for (int p = 0; !status && p < HOSHI_SUPPLIER_PARTIES; p++) {
        part[p].annual_yen += annual[p];
        part[p].horizon_yen += horizon[p];
        *(class_ == HOSHI_DIRECT ? &part[p].direct_yen : &part[p].indirect_yen) += horizon[p];
        if (!horizon[p])
            continue;
        status = hoshi_money_split(horizon[p], due, (size_t)k->fast.a.horizon, year);
        for (int y = 0; !status && y < k->fast.a.horizon; y++)
            part[p].by_year_yen[y] += year[y];
    }
    return status;
}

/* Who bears a line of a level: all of the star and of what ★4 adds falls on the buyer, who asked for both. */
static const int64_t *fast_weight_of(const struct hoshi_supplier_kernel *k, const struct hoshi_line *line,
                                     int level)
{
    bool all = line->measure->star || level == 4;
    return k->fast.weight[all && !line->row->upgrade];
}

static void less(struct hoshi_amounts *x, const struct hoshi_amounts *y)
{
    x->due_yen -= y->due_yen;
    x->horizon_yen -= y->horizon_yen;
    x->annual_yen -= y->annual_yen;
    for (int i = 0; i < HOSHI_YEARS_MAX; i++)
        x->by_year_yen[i] -= y->by_year_yen[i];
}

/* What an entry of the ledger adds. */
static enum hoshi_status fast_add_entry(struct hoshi_supplier_kernel *k, const struct hoshi_line *line,
                                        const struct hoshi_amounts *point, const struct hoshi_amounts *mean,
                                        int level, struct supplier_sums *s)
{
    bool ok = true;
    for (int y = 0; y < k->fast.a.horizon; y++)
        ok = add_yen(&s->by_year_yen[y], point->by_year_yen[y]) && ok;
    ok = add_yen(&s->horizon_yen, point->horizon_yen) && add_yen(&s->annual_yen, point->annual_yen) &&
         add_yen(&s->mean_horizon_yen, mean->horizon_yen) && add_yen(&s->mean_annual_yen, mean->annual_yen) &&
         ok;
    if (!ok)
        return HOSHI_E_OVERFLOW;
    s->class_yen[line->row->cost_class] += point->horizon_yen;
    *(line->every ? &s->recurring_yen : &s->once_yen) += point->horizon_yen;
    s->upgrade_yen += line->row->upgrade ? point->horizon_yen : 0;
    s->by_cause_yen[level == 4 ? HOSHI_CAUSE_LEVEL4 : HOSHI_CAUSE_LEVEL3] += point->horizon_yen;
    return fast_divide(k, k->settings.basis == HOSHI_BASIS_MEAN ? mean : point,
                       fast_weight_of(k, line, level), line->row->cost_class, s->part);
}

/* A line at its need for ★3 (0: not in that plan) and at the target's. */
static enum hoshi_status add_line(struct hoshi_supplier_kernel *k, const struct hoshi_line *line,
                                  int64_t need3, int64_t need, struct supplier_sums *s)
{
    struct hoshi_amounts point[2], mean[2];
    const struct hoshi_assumptions *a = &k->fast.a;
    bool four = k->fast.target.need.level == 4;
    enum hoshi_status status = HOSHI_OK;
    need3 = hoshi_line_need(line, need3);
    need = hoshi_line_need(line, need);
    for (int i = 0; !status && i < 2; i++) {
        int64_t n = i ? need : need3;
        status = hoshi_line_amounts(line, a, n, line->unit.likely_micro, &point[i], NULL);
        if (!status)
            status = hoshi_line_amounts(line, a, n, line->unit_mean_micro, &mean[i], NULL);
    }
    if (!status && four && need3)
        status = fast_add_entry(k, line, &point[0], &mean[0], 3, s);
    if (status || (four && need == need3))
        return status;
    less(&point[1], &point[0]);
    less(&mean[1], &mean[0]);
    return fast_add_entry(k, line, &point[1], &mean[1], four ? 4 : 3, s);
}

/* Sums of a measure, kept for the next completion that wants the same. */
static enum hoshi_status fast_sums_of(struct hoshi_supplier_kernel *k, size_t m, int64_t need3, int64_t need,
                                      const struct supplier_sums **out, struct hoshi_faults *faults)
{
    struct supplier_kept *kept = &k->fast.kept[m];
    *out = &kept->sums;
    if (kept->need_ppm == need && kept->need3_ppm == need3)
        return HOSHI_OK;
    memset(kept, 0, sizeof *kept);
    enum hoshi_status status = size_lines(k, m, faults);
    for (size_t i = k->first_line[m]; !status && i < k->first_line[m + 1]; i++) {
        status = add_line(k, &k->fast.line[i], need3, need, &kept->sums);
        if (status)
            hoshi_fault_add(faults, status, k->fast.line[i].row->id, NULL, NULL);
    }
    if (!status) {
        kept->need_ppm = need;
        kept->need3_ppm = need3;
    }
    return status;
}

static bool add_sums(struct supplier_sums *to, const struct supplier_sums *from)
{
    int64_t *x = (int64_t *)(void *)to;
    const int64_t *y = (const int64_t *)(const void *)from;
    bool ok = true;
    for (size_t i = 0; i < sizeof *to / sizeof *x; i++)
        ok = !__builtin_add_overflow(x[i], y[i], &x[i]) && ok;
    return ok;
}

_Static_assert(sizeof(struct supplier_sums) % sizeof(int64_t) == 0, "a list of int64_t");

/* ---- one set of answers ---- */

static double buyer_part(const struct hoshi_supplier_kernel *k, const struct hoshi_line *line, int level)
{
    const int64_t *w = fast_weight_of(k, line, level);
    return (double)w[HOSHI_SUPPLIER_BUYER] / (double)(w[0] + w[1] + w[2]);
}

/* A chosen measure in the range: what the buyer bears of ★3 and of what ★4 adds. need 0: only ★3's plan has it. */
static enum hoshi_status model_chosen(struct hoshi_supplier_kernel *k, size_t m, int64_t need3, int64_t need)
{
    const struct supplier_fast *f = &k->fast;
    struct range_line list[HOSHI_LINES_MAX];
    size_t n = k->first_line[m + 1] - k->first_line[m];
    bool four = f->target.need.level == 4;
    int64_t stated = hoshi_need_of_measure(&f->target.need, k->tables, m, HOSHI_PARTIALS_NOTHING);
    bool open = need && f->target.need_ppm[m] && stated < HOSHI_MICRO &&
                hoshi_need_of_measure(&f->target.need, k->tables, m, HOSHI_PARTIALS_WHOLE) > stated;
    for (size_t i = 0; i < n; i++) {
        const struct hoshi_line *x = &f->line[k->first_line[m] + i];
        double q = (double)x->quantity_micro / 1e12;
        double low = four ? (double)hoshi_line_need(x, need3) : 0, all = (double)hoshi_line_need(x, need);
        list[i] = (struct range_line){x, q * ((low > 0 ? low * buyer_part(k, x, 3) : 0) +
                                              (all - low) * buyer_part(k, x, four ? 4 : 3))};
        enum hoshi_status status =
            need || list[i].buyer == 0 ? HOSHI_OK : hoshi_supplier_model_dropped(k, &k->fast.a, &list[i]);
        if (status)
            return status;
    }
    struct range_need at = {1, need, 0, open ? stated : HOSHI_MICRO, NULL, 0};
    return need ? hoshi_supplier_model_measure(k, &k->fast.a, list, n, &at) : HOSHI_OK;
}

static int fast_level_of(const struct hoshi_supplier_kernel *k, const bool *set, int otherwise)
{
    int level = 0;
    for (size_t c = 0; c < k->tables->catalog.criteria; c++) {
        int at = k->tables->catalog.criterion[c].level;
        if (set[c] && (!level || at < level))
            level = at;
    }
    return level ? level : otherwise;
}

/* What the unanswered would bring in, or raise. */
static enum hoshi_status model_uncertain(struct hoshi_supplier_kernel *k, size_t m, double probability,
                                         int64_t before, const bool *set)
{
    size_t hangs[HOSHI_CRITERIA_MAX], hangs_n = 0;
    int level = fast_level_of(k, set, k->tables->measure[m].level);
    struct range_line list[HOSHI_LINES_MAX];
    size_t n = k->first_line[m + 1] - k->first_line[m];
    for (size_t i = 0; i < n; i++) {
        const struct hoshi_line *x = &k->fast.line[k->first_line[m] + i];
        double more = (double)(hoshi_line_need(x, HOSHI_MICRO) - hoshi_line_need(x, before));
        list[i] = (struct range_line){x, buyer_part(k, x, level) * (double)x->quantity_micro / 1e12 * more};
    }
    for (size_t c = 0; c < k->tables->catalog.criteria; c++)
        if (set[c] && k->fast.target.need.state[c] == HOSHI_UNKNOWN_STATE)
            hangs[hangs_n++] = c;
    struct range_need at = {probability, HOSHI_MICRO, before, HOSHI_MICRO, hangs, hangs_n};
    return hoshi_supplier_model_measure(k, &k->fast.a, list, n, &at);
}

static void note_quantities(struct hoshi_supplier_kernel *k, size_t m, int64_t need)
{
    struct supplier_fast *f = &k->fast;
    for (size_t i = k->first_line[m]; i < k->first_line[m + 1]; i++) {
        const struct hoshi_line *x = &f->line[i];
        struct hoshi_amounts y;
        int64_t q = 0;
        if (!x->price || !hoshi_money_muldiv(x->quantity_micro, hoshi_line_need(x, need), HOSHI_MICRO, &q) ||
            hoshi_line_amounts(x, &f->a, need, x->unit.likely_micro, &y, NULL))
            continue;
        f->quantity_micro[i] += q;
        f->quantity_yen[i] += y.horizon_yen;
    }
}

static enum hoshi_status add_chosen(struct hoshi_supplier_kernel *k, struct supplier_sums *sums, bool detail,
                                    struct hoshi_faults *faults)
{
    struct supplier_fast *f = &k->fast;
    for (size_t m = 0; m < k->tables->measures; m++) {
        int64_t need = f->target.plan.chosen[m] ? bought_at(f->target.need_ppm, m) : 0;
        int64_t need3 = f->three.plan.chosen[m] ? bought_at(f->three.need_ppm, m) : 0;
        if (!need && !need3)
            continue;
        const struct supplier_sums *own;
        enum hoshi_status status = fast_sums_of(k, m, need3, need, &own, faults);
        if (status)
            return status;
        if (!add_sums(sums, own))
            return hoshi_fault_add(faults, HOSHI_E_OVERFLOW, k->tables->measure[m].id, NULL, NULL);
        sums->by_category_yen[fast_category_of(k, m)] += own->horizon_yen;
        sums->measures += need > 0;
        if (detail && need)
            note_quantities(k, m, need);
        status = model_chosen(k, m, need3, need);
        if (status)
            return status;
    }
    return HOSHI_OK;
}

/* As hangs_on of calc/estimate/extension.c. */
static void fast_hangs_on(const struct hoshi_supplier_kernel *k, size_t m, const bool *open, bool *set,
                          bool *seen)
{
    const struct supplier_fast *f = &k->fast;
    const struct hoshi_measure *x = &k->tables->measure[m];
    if (seen[m])
        return;
    seen[m] = true;
    for (size_t i = 0; i < x->closes_n; i++)
        set[x->closes[i]] = set[x->closes[i]] || open[x->closes[i]];
    for (size_t p = 0; p < f->pairs; p++)
        if (f->required[p] == m && f->extension.chosen[f->requirer[p]])
            fast_hangs_on(k, f->requirer[p], open, set, seen);
}

/* As raise_needs and add_measures of calc/estimate/extension.c. */
static enum hoshi_status add_unanswered(struct hoshi_supplier_kernel *k, const bool *open,
                                        struct hoshi_faults *faults)
{
    struct supplier_fast *f = &k->fast;
    const struct hoshi_need *need = &f->target.need;
    hoshi_supplier_model_rates(k, need);
    for (size_t m = 0; m < k->tables->measures; m++) {
        bool set[HOSHI_CRITERIA_MAX] = {false}, seen[HOSHI_MEASURES_MAX] = {false};
        int64_t before = 0;
        if (f->target.plan.chosen[m] && f->target.need_ppm[m] && f->target.need_ppm[m] < HOSHI_MICRO) {
            before = f->target.need_ppm[m];
            hoshi_need_unknown_of(need, k->tables, m, set);
        } else if (f->extension.chosen[m]) {
            fast_hangs_on(k, m, open, set, seen);
        } else {
            continue;
        }
        double probability = hoshi_need_any_open(need, &k->tables->catalog, set);
        enum hoshi_status status = probability > 0 ? size_lines(k, m, faults) : HOSHI_OK;
        if (!status && probability > 0)
            status = model_uncertain(k, m, probability, before, set);
        if (status)
            return status;
    }
    return HOSHI_OK;
}

static enum hoshi_status plans(struct hoshi_supplier_kernel *k, struct hoshi_faults *faults)
{
    struct supplier_fast *f = &k->fast;
    int level = (int)k->frame->target_level;
    memset(&f->three.plan, 0, sizeof f->three.plan);
    enum hoshi_status status = stage(k, &f->target, level, faults);
    return status || level != 4 ? status : stage(k, &f->three, 3, faults);
}

/* Answers stand in the frame: plans, sums, and k->spread without what hangs on inputs yet. */
static enum hoshi_status one(struct hoshi_supplier_kernel *k, struct supplier_sums *sums, bool detail,
                             struct hoshi_faults *faults)
{
    struct supplier_fast *f = &k->fast;
    const struct hoshi_need *need = &f->target.need;
    bool open[HOSHI_CRITERIA_MAX] = {false};
    struct supplier_sums own = {.horizon_yen = 0};
    enum hoshi_status status = plans(k, faults);
    if (!status)
        status = extension(k, open, faults);
    if (!status)
        status = add_chosen(k, &own, detail, faults);
    if (!status)
        status = add_unanswered(k, open, faults);
    own.all_unanswered_unmet_yen = own.mean_horizon_yen;
    if (!status && need->by_status[HOSHI_UNANSWERED] + need->by_status[HOSHI_WITHHELD])
        status = fast_all_unmet(k, &own.all_unanswered_unmet_yen, faults);
    if (status)
        return status;
    for (int i = 0; i < HOSHI_ANSWERS; i++)
        own.criteria[i] = (int64_t)need->by_status[i];
    for (size_t c = 0; c < k->tables->catalog.criteria; c++)
        own.taken += need->taken[c];
    hoshi_supplier_model_end(k);
    return add_sums(sums, &own) ? HOSHI_OK : hoshi_fault_add(faults, HOSHI_E_OVERFLOW, NULL, NULL, NULL);
}

/* ---- means over completions ---- */

static int64_t mean_of(int64_t sum, int n)
{
    int64_t mean = 0;
    hoshi_money_muldiv(sum, 1, n, &mean);
    return mean;
}

/* Parts that add up to `whole`, in proportion to their sums over the completions. */
static void spread_out(int64_t whole, const int64_t *sum, size_t n, int64_t *part)
{
    if (hoshi_money_split(whole, sum, n, part))
        memset(part, 0, n * sizeof *part);
}

static void mean_parts(const struct supplier_sums *s, int n, int horizon, struct hoshi_supplier_result *r)
{
    int64_t whole[HOSHI_SUPPLIER_PARTIES], annual[HOSHI_SUPPLIER_PARTIES], mean[HOSHI_SUPPLIER_PARTIES],
        sum = 0, sum_annual = 0;
    for (int p = 0; p < HOSHI_SUPPLIER_PARTIES; p++) {
        sum += whole[p] = s->part[p].horizon_yen;
        sum_annual += annual[p] = s->part[p].annual_yen;
    }
    spread_out(mean_of(sum, n), whole, HOSHI_SUPPLIER_PARTIES, mean);
    for (int p = 0; p < HOSHI_SUPPLIER_PARTIES; p++)
        r->part[p].horizon_yen = mean[p];
    spread_out(mean_of(sum_annual, n), annual, HOSHI_SUPPLIER_PARTIES, mean);
    for (int p = 0; p < HOSHI_SUPPLIER_PARTIES; p++) {
        struct hoshi_supplier_part *to = &r->part[p];
        const struct hoshi_supplier_part *from = &s->part[p];
        int64_t class_[2];
        to->annual_yen = mean[p];
        spread_out(to->horizon_yen, from->by_year_yen, (size_t)horizon, to->by_year_yen);
        spread_out(to->horizon_yen, (int64_t[]){from->direct_yen, from->indirect_yen}, 2, class_);
        to->direct_yen = class_[0];
        to->indirect_yen = class_[1];
    }
}

static void take_sums(const struct supplier_sums *s, int n, int horizon, struct hoshi_supplier_result *r)
{
    int64_t two[2], criteria[HOSHI_ANSWERS], all = 0;
    r->horizon = horizon;
    r->completions = n;
    for (int i = 0; i < HOSHI_ANSWERS; i++)
        all += s->criteria[i];
    spread_out(all / n, s->criteria, HOSHI_ANSWERS, criteria);
    for (int i = 0; i < HOSHI_ANSWERS; i++)
        r->criteria[i] = (int32_t)criteria[i];
    if (s->criteria[HOSHI_UNANSWERED] + s->criteria[HOSHI_WITHHELD])
        r->flags |= HOSHI_SUPPLIER_UNANSWERED;
    if (s->taken)
        r->flags |= HOSHI_SUPPLIER_STAR_TAKEN;
    r->measures = (int32_t)mean_of(s->measures, n);
    r->horizon_yen = mean_of(s->horizon_yen, n);
    r->annual_yen = mean_of(s->annual_yen, n);
    spread_out(r->horizon_yen, s->by_year_yen, (size_t)horizon, r->by_year_yen);
    spread_out(r->horizon_yen, s->class_yen, 2, two);
    r->direct_yen = two[HOSHI_DIRECT];
    r->indirect_yen = two[HOSHI_INDIRECT];
    spread_out(r->horizon_yen, s->by_cause_yen, HOSHI_CAUSES, r->by_cause_yen);
    spread_out(r->horizon_yen, s->by_category_yen, HOSHI_CATEGORIES + 1, r->by_category_yen);
    spread_out(r->horizon_yen, (int64_t[]){s->once_yen, s->recurring_yen}, 2, two);
    r->once_yen = two[0];
    r->recurring_yen = two[1];
    r->upgrade_yen = mean_of(s->upgrade_yen, n);
    r->mean_horizon_yen = mean_of(s->mean_horizon_yen, n);
    r->mean_annual_yen = mean_of(s->mean_annual_yen, n);
    r->all_unanswered_unmet_yen = mean_of(s->all_unanswered_unmet_yen, n);
    mean_parts(s, n, horizon, r);
}

static void take_quantities(struct hoshi_supplier_kernel *k, int n, struct hoshi_supplier_detail *d)
{
    struct supplier_fast *f = &k->fast;
    for (size_t i = 0; i < k->lines; i++) {
        const struct hoshi_line *x = &f->line[i];
        if (!f->quantity_micro[i])
            continue;
        struct hoshi_supplier_purchase p = {.measure = (uint16_t)x->measure->index,
                                            .price = (uint16_t)x->row->price,
                                            .quantity_micro = mean_of(f->quantity_micro[i], n),
                                            .horizon_yen = mean_of(f->quantity_yen[i], n)};
        for (int y = f->a.horizon; y >= 1; y--)
            if (hoshi_line_due(x, y)) {
                p.times++;
                p.first_year = y;
            }
        hoshi_supplier_detail_buy(d, &p);
    }
}

/* ---- a row ---- */

static void fast_begin(struct hoshi_supplier_kernel *k)
{
    struct supplier_fast *f = &k->fast;
    memset(f->sized, 0, sizeof f->sized);
    for (size_t m = 0; m < k->tables->measures; m++) {
        f->full_yen[m] = -1;
        f->kept[m].need_ppm = f->kept[m].need3_ppm = 0;
    }
    memset(f->quantity_micro, 0, k->lines * sizeof *f->quantity_micro);
    memset(f->quantity_yen, 0, k->lines * sizeof *f->quantity_yen);
    hoshi_supplier_model_begin(k, f->a.horizon, true);
}

static enum hoshi_status fast_set_weights(struct hoshi_supplier_kernel *k, struct hoshi_supplier_result *r,
                                          struct hoshi_faults *faults)
{
    int64_t(*w)[HOSHI_SUPPLIER_PARTIES] = k->fast.weight, share = 0;
    if (!hoshi_money_muldiv(k->frame->buyer[0].annual_purchases_yen, HOSHI_MICRO,
                            k->frame->supplier.annual_sales_yen, &share))
        return hoshi_fault_add(faults, HOSHI_E_OVERFLOW, "annual_purchases_yen", NULL, NULL);
    memset(w, 0, sizeof k->fast.weight);
    w[0][HOSHI_SUPPLIER_BUYER] = share;
    w[0][HOSHI_SUPPLIER_OTHERS] = HOSHI_MICRO - share;
    w[1][HOSHI_SUPPLIER_BUYER] = 1;
    r->share_ppm = share;
    return HOSHI_OK;
}

/* What a record says of the plan; counts say the same for every completion but for facts. */
static void take_need(const struct hoshi_supplier_kernel *k, struct hoshi_supplier_result *r)
{
    const struct hoshi_need *need = &k->fast.target.need;
    for (size_t i = 0; i < k->tables->catalog.criteria; i++)
        if (need->state[i] == HOSHI_OPEN && need->unstated[i])
            r->flags |= HOSHI_SUPPLIER_UNSTATED;
    for (size_t m = 0; m < k->tables->measures; m++)
        for (size_t i = k->first_line[m]; k->fast.target.plan.chosen[m] && i < k->first_line[m + 1]; i++)
            if (k->fast.line[i].price && k->fast.line[i].price->common_unknown)
                r->flags |= HOSHI_SUPPLIER_FEES_UNPUBLISHED;
}

/* What the mean over some completions may miss the mean over all by: s/√n of each sum, as if they had been
 * drawn independently, which the even dealing-out only makes smaller. It widens U. */
static double fast_widen(const struct hoshi_supplier_kernel *k, struct spread *mixed,
                         const struct spread *part, int n)
{
    const struct spread_factors *f = &k->factors;
    double error = 0;
    for (int v = 0; n > 1 && v < SPREAD_VIEWS; v++)
        for (int y = 0; y <= mixed->years; y++) {
            double sum = 0, square = 0;
            for (int i = 0; i < n; i++) {
                double mean = hoshi_supplier_model_mean(k, f, k->common_law, &part[i].sum[v][y]);
                sum += mean / n;
                square += mean * mean / n;
            }
            double variance = (square - sum * sum) / (n - 1);
            variance = variance > 0 ? variance : 0;
            mixed->sum[v][y].moment[2] += variance / f->market_square;
            if (!v && !y)
                error = sqrt(variance);
        }
    return error;
}

static enum hoshi_status completions(struct hoshi_supplier_kernel *k, const struct hoshi_supplier_row *row,
                                     struct supplier_sums *sums, struct hoshi_supplier_result *r, bool detail,
                                     struct hoshi_faults *faults)
{
    struct supplier_fast *f = &k->fast;
    int n = k->settings.completions;
    if (!f->part)
        f->part = calloc((size_t)n, sizeof *f->part);
    if (!f->part)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    for (int j = 0; j < n; j++) {
        hoshi_supplier_complete(k, row, (int)k->frame->target_level, j, n, k->frame->answers.answer);
        hoshi_supplier_model_begin(k, f->a.horizon, false);
        enum hoshi_status status = one(k, sums, detail, faults);
        if (status)
            return status;
        f->part[j] = k->spread;
    }
    hoshi_spread_mix(&k->spread, f->part, (size_t)n);
    r->completion_error_yen = fast_widen(k, &k->spread, f->part, n);
    r->flags |= HOSHI_SUPPLIER_COUNTS_USED;
    return HOSHI_OK;
}

enum hoshi_status hoshi_supplier_fast_row(struct hoshi_supplier_kernel *k,
                                          const struct hoshi_supplier_row *row,
                                          struct hoshi_supplier_result *r, struct hoshi_supplier_detail *d,
                                          struct hoshi_faults *faults)
{
    struct supplier_fast *f = &k->fast;
    struct supplier_sums sums = {.horizon_yen = 0};
    bool counts = row->gap == HOSHI_SUPPLIER_GAP_COUNTS;
    enum hoshi_status status = hoshi_assumptions_init(&f->a, k->tables, k->frame, k->settings.as_of, faults);
    if (!status)
        status = fast_set_weights(k, r, faults);
    if (status)
        return status;
    fast_begin(k);
    status = counts ? completions(k, row, &sums, r, d != NULL, faults) : one(k, &sums, d != NULL, faults);
    if (status)
        return status;
    take_need(k, r);
    take_sums(&sums, counts ? k->settings.completions : 1, f->a.horizon, r);
    hoshi_supplier_model_take(k, &k->spread, &k->factors, k->common_law, r, d);
    hoshi_supplier_model_expect(k, &k->spread, &k->factors, k->common_law, r);
    if (d)
        take_quantities(k, r->completions, d);
    return HOSHI_OK;
}
