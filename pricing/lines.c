/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lines.h"

#include <string.h>

static enum hoshi_status line_overflow(const struct hoshi_measure_line *row, struct hoshi_faults *faults)
{
    return hoshi_fault_add(faults, HOSHI_E_OVERFLOW, row->id, NULL, "<= 999,999,999,999,999");
}

/* Where a measure is only sold from a quantity on, a smaller firm buys that many. */
static int64_t size_of(const struct hoshi_line *line, const struct hoshi_assumptions *a, int driver)
{
    const struct hoshi_measure *m = line->measure;
    int64_t n = a->size[driver];
    bool least = m->bounded && (int)m->bound_driver == driver && m->bound_min != HOSHI_NONE;
    return least && n > 0 && n < m->bound_min ? m->bound_min : n;
}

bool hoshi_line_of_firm(const struct hoshi_line *line)
{
    return line->price && strcmp(line->price->unit, "company") == 0;
}

bool hoshi_line_by_size(const struct hoshi_line *line)
{
    bool quoted = line->quote && line->quote->from;
    return line->row->sized && !(quoted && hoshi_line_of_firm(line));
}

static bool scale(int64_t base_micro, const struct hoshi_line *line, const struct hoshi_assumptions *a,
                  int64_t *micro)
{
    if (!hoshi_money_muldiv(base_micro, line->row->factor_micro, HOSHI_MICRO, micro) ||
        (hoshi_line_by_size(line) && !hoshi_money_muldiv(*micro, a->size_factor_ppm, HOSHI_MICRO, micro)))
        return false;
    if (line->row->whole)
        *micro = (*micro + HOSHI_MICRO - 1) / HOSHI_MICRO * HOSHI_MICRO;
    return true;
}

static bool line_fill_quantity(struct hoshi_line *line, const struct hoshi_assumptions *a)
{
    int64_t stated = 0, bought = 0, needed;
    for (int d = 0; d < HOSHI_DRIVERS; d++)
        if (line->row->drivers & (1u << d)) {
            stated += a->size[d];
            bought += size_of(line, a, d);
        }
    line->base_micro = stated * HOSHI_MICRO;
    line->bought_more_micro = 0;
    if (line->measure->hands)
        line->base_micro =
            line->row->from_year > HOSHI_YEARS_MAX ? 0 : a->hands_micro[line->row->from_year - 1];
    if (!scale(line->base_micro, line, a, &needed))
        return false;
    line->quantity_micro = needed;
    if (bought != stated && !line->measure->hands &&
        !scale(bought * HOSHI_MICRO, line, a, &line->quantity_micro))
        return false;
    if (line->quantity_micro > needed)
        line->bought_more_micro = needed;
    return true;
}

static int64_t basis_of(const struct hoshi_assumptions *a, struct hoshi_triple t)
{
    return a->c->sharing.basis == HOSHI_BASIS_MEAN ? hoshi_assumptions_mean(a, t) : t.likely_micro;
}

/* Of all quantities >= n the one with the least total on the basis that is divided; the price row's breaks
 * start at 1. */
static struct hoshi_triple break_price(struct hoshi_line *line, const struct hoshi_assumptions *a)
{
    const struct hoshi_price *p = line->price;
    if (!p->breaks)
        return p->price;
    size_t tier = 0;
    while (tier + 1 < p->breaks && p->break_[tier + 1].from * HOSHI_MICRO <= line->quantity_micro)
        tier++;
    size_t best = tier;
    __extension__ __int128 least = (__int128)line->quantity_micro * basis_of(a, p->break_[tier].price);
    for (size_t i = tier + 1; i < p->breaks; i++) {
        __extension__ __int128 total =
            (__int128)p->break_[i].from * HOSHI_MICRO * basis_of(a, p->break_[i].price);
        if (line->quantity_micro > 0 && total < least) {
            least = total;
            best = i;
        }
    }
    if (best != tier) {
        line->bought_more_micro = line->bought_more_micro ? line->bought_more_micro : line->quantity_micro;
        line->quantity_micro = p->break_[best].from * HOSHI_MICRO;
    }
    return p->break_[best].price;
}

static bool in_yen(struct hoshi_triple *t, int64_t rate_micro, int months)
{
    int64_t *v[] = {&t->low_micro, &t->likely_micro, &t->high_micro};
    for (size_t i = 0; i < 3; i++) {
        if (!hoshi_money_muldiv(*v[i], rate_micro, HOSHI_MICRO, v[i]) ||
            __builtin_mul_overflow(*v[i], months, v[i]))
            return false;
        if (*v[i] > INT64_C(1000000000000) * HOSHI_MICRO)
            return false;
    }
    return true;
}

/* The row and what was quoted for it: they bear on the quantity. */
static void line_find_price(struct hoshi_line *line, const struct hoshi_assumptions *a)
{
    const struct hoshi_case_plan *plan = &a->c->plan;
    line->price = &a->tables->price[line->row->price];
    for (size_t i = 0; i < plan->quotes; i++)
        if (plan->quote[i].price == line->row->price)
            line->quote = &plan->quote[i];
}

static bool priced(struct hoshi_line *line, const struct hoshi_assumptions *a)
{
    line->months = line->price->period == HOSHI_MONTH ? 12 : 1;
    if (line->quote) {
        line->unit =
            (struct hoshi_triple){line->quote->low_micro, line->quote->likely_micro, line->quote->high_micro};
        return in_yen(&line->unit, HOSHI_MICRO, line->months);
    }
    line->unit = break_price(line, a);
    return in_yen(&line->unit, a->exchange_micro[line->price->currency], line->months);
}

static bool worked(struct hoshi_line *line, const struct hoshi_assumptions *a)
{
    line->effort = &a->tables->effort[line->row->effort];
    line->months = 1;
    line->days = line->effort->days;
    line->rate_yen = a->labour_yen[line->effort->role];
    line->unit = line->days;
    return in_yen(&line->unit, line->rate_yen * HOSHI_MICRO, 1);
}

enum hoshi_status hoshi_line_init(struct hoshi_line *line, const struct hoshi_assumptions *a,
                                  const struct hoshi_measure *m, size_t i, struct hoshi_faults *faults)
{
    memset(line, 0, sizeof *line);
    line->measure = m;
    line->row = &m->line[i];
    line->every = line->row->every;
    line->from_year = line->row->from_year;
    line->life_years = line->row->life_years ? line->row->life_years : a->horizon;
    bool effort = line->row->effort != SIZE_MAX;
    if (!effort)
        line_find_price(line, a);
    if (!line_fill_quantity(line, a) || !(effort ? worked(line, a) : priced(line, a)))
        return line_overflow(line->row, faults);
    line->unit_mean_micro = hoshi_assumptions_mean(a, line->unit);
    return HOSHI_OK;
}

enum hoshi_status hoshi_line_resize(struct hoshi_line *line, const struct hoshi_assumptions *a,
                                    struct hoshi_faults *faults)
{
    if (line->price && line->price->breaks && !line->quote)
        return hoshi_line_init(line, a, line->measure, (size_t)(line->row - line->measure->line), faults);
    return line_fill_quantity(line, a) ? HOSHI_OK : line_overflow(line->row, faults);
}

int64_t hoshi_line_need(const struct hoshi_line *line, int64_t need_ppm)
{
    return line->row->indivisible && need_ppm > 0 ? HOSHI_MICRO : need_ppm;
}

size_t hoshi_line_defaults(const struct hoshi_line *line, const struct hoshi_assumptions *a,
                           struct hoshi_default_part *part)
{
    size_t n = 0;
    if (line->measure->hands || line->base_micro <= 0)
        return 0;
    for (int d = 1; d < HOSHI_DRIVERS; d++) {
        if (!(line->row->drivers & (1u << d)) || a->size_stated[d] || !a->size[d])
            continue;
        enum hoshi_driver per = a->tables->driver_default[d].per;
        double share = (double)a->size[d] * HOSHI_MICRO / (double)line->base_micro;
        part[n++] = (struct hoshi_default_part){(enum hoshi_driver)d, share};
        if (d != HOSHI_USERS && per == HOSHI_USERS && !a->size_stated[HOSHI_USERS])
            part[n++] = (struct hoshi_default_part){HOSHI_USERS, share};
    }
    return n;
}

bool hoshi_line_credit(const struct hoshi_line *line)
{
    return line->measure->hands && line->effort;
}

bool hoshi_line_due(const struct hoshi_line *line, int year)
{
    if (year < line->from_year)
        return false;
    int past = year - line->from_year;
    return line->every ? past % line->every == 0 : past % line->life_years == 0;
}

enum hoshi_status hoshi_line_amounts(const struct hoshi_line *line, const struct hoshi_assumptions *a,
                                     int64_t need_ppm, int64_t unit_micro, struct hoshi_amounts *out,
                                     struct hoshi_faults *faults)
{
    struct hoshi_amounts x = {0};
    int64_t need = hoshi_line_need(line, need_ppm);
    if (!hoshi_money_line(line->quantity_micro, need, unit_micro, &x.due_yen))
        return line_overflow(line->row, faults);
    for (int year = 1; year <= a->horizon; year++)
        if (hoshi_line_due(line, year)) {
            x.by_year_yen[year - 1] = x.due_yen;
            if (!hoshi_money_add(x.horizon_yen, x.due_yen, &x.horizon_yen))
                return line_overflow(line->row, faults);
        }
    hoshi_money_muldiv(x.due_yen, 1, line->every ? line->every : line->life_years, &x.annual_yen);
    /* Nothing that falls due behind the horizon may enter a price. */
    if (!x.horizon_yen)
        x.annual_yen = 0;
    *out = x;
    return HOSHI_OK;
}

int64_t hoshi_line_days(const struct hoshi_line *line, int64_t need_ppm)
{
    int64_t q = 0, days = 0;
    if (!line->effort ||
        !hoshi_money_muldiv(line->quantity_micro, hoshi_line_need(line, need_ppm), HOSHI_MICRO, &q) ||
        !hoshi_money_muldiv(q, line->days.likely_micro, HOSHI_MICRO, &days))
        return 0;
    return days;
}

int64_t hoshi_line_basis_days(const struct hoshi_line *line, const struct hoshi_assumptions *a,
                              int64_t need_ppm)
{
    int64_t q = 0, days = 0;
    if (!line->effort)
        return 0;
    if (a->c->sharing.basis != HOSHI_BASIS_MEAN)
        return hoshi_line_days(line, need_ppm);
    if (!hoshi_money_muldiv(line->quantity_micro, hoshi_line_need(line, need_ppm), HOSHI_MICRO, &q) ||
        !hoshi_money_muldiv(q, hoshi_assumptions_mean(a, line->days), HOSHI_MICRO, &days))
        return 0;
    return days;
}

int64_t hoshi_line_basis_micro(const struct hoshi_line *line, enum hoshi_sharing_basis basis)
{
    return basis == HOSHI_BASIS_MEAN ? line->unit_mean_micro : line->unit.likely_micro;
}

enum hoshi_status hoshi_measure_cost(const struct hoshi_assumptions *a, const struct hoshi_measure *m,
                                     int64_t need_ppm, enum hoshi_sharing_basis basis, int64_t *yen,
                                     struct hoshi_faults *faults)
{
    int64_t sum = 0;
    for (size_t i = 0; i < m->lines; i++) {
        struct hoshi_line line;
        struct hoshi_amounts x;
        enum hoshi_status s = hoshi_line_init(&line, a, m, i, faults);
        if (!s)
            s = hoshi_line_amounts(&line, a, need_ppm, hoshi_line_basis_micro(&line, basis), &x, faults);
        if (!s && !hoshi_money_add(sum, hoshi_line_credit(&line) ? -x.horizon_yen : x.horizon_yen, &sum))
            s = line_overflow(line.row, faults);
        if (s)
            return s;
    }
    *yen = sum;
    return HOSHI_OK;
}

bool hoshi_measure_available(const struct hoshi_assumptions *a, const struct hoshi_measure *m)
{
    if (m->hands)
        return false;
    /* A way that defers a purchase beyond the horizon would only hide it. */
    for (size_t i = 0; i < m->lines; i++)
        if (!m->line[i].every && m->line[i].from_year > a->horizon)
            return false;
    return !m->bounded || m->bound_max == HOSHI_NONE || a->size[m->bound_driver] <= m->bound_max;
}
