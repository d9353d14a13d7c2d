/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the results of a run must have in common, hashed member by member: no padding, no pointer enters. */
#include "portfolio.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void add_text(struct hoshi_sha256 *h, const char *text)
{
    hoshi_sha256_add(h, text ? text : "", text ? strlen(text) + 1 : 1);
}

static void add_number(struct hoshi_sha256 *h, int64_t value)
{
    unsigned char bytes[8];
    for (size_t i = 0; i < 8; i++)
        bytes[i] = (unsigned char)((uint64_t)value >> 8 * i);
    hoshi_sha256_add(h, bytes, sizeof bytes);
}

static void add_numbers(struct hoshi_sha256 *h, const int64_t *value, size_t n)
{
    add_number(h, (int64_t)n);
    for (size_t i = 0; i < n; i++)
        add_number(h, value[i]);
}

static void add_indices(struct hoshi_sha256 *h, const size_t *value, size_t n)
{
    add_number(h, (int64_t)n);
    for (size_t i = 0; i < n; i++)
        add_number(h, (int64_t)value[i]);
}

static void add_triple(struct hoshi_sha256 *h, struct hoshi_triple t)
{
    add_number(h, t.low_micro);
    add_number(h, t.likely_micro);
    add_number(h, t.high_micro);
}

static void add_catalog(struct hoshi_sha256 *h, const struct hoshi_catalog *c)
{
    add_text(h, c->version);
    for (size_t i = 0; i < c->criteria; i++) {
        const struct hoshi_criterion *k = &c->criterion[i];
        add_text(h, k->id);
        add_number(h, k->level);
        add_number(h, k->category);
        add_number(h, k->fact == SIZE_MAX ? -1 : (int64_t)k->fact);
    }
}

static void add_prices(struct hoshi_sha256 *h, const struct hoshi_tables *t)
{
    add_text(h, t->prices_version);
    for (size_t i = 0; i < t->prices; i++) {
        const struct hoshi_price *p = &t->price[i];
        const int64_t what[] = {p->currency,  p->tax,     p->period,         p->cost_class,
                                p->nature,    p->upgrade, p->benchmark_only, p->common_unknown,
                                p->life_years};
        add_text(h, p->id);
        add_numbers(h, what, sizeof what / sizeof *what);
        add_triple(h, p->price);
        for (size_t b = 0; b < p->breaks; b++) {
            add_number(h, p->break_[b].from);
            add_triple(h, p->break_[b].price);
        }
    }
    add_text(h, t->effort_version);
    for (size_t i = 0; i < t->efforts; i++) {
        add_text(h, t->effort[i].id);
        add_number(h, t->effort[i].driver);
        add_number(h, t->effort[i].role);
        add_triple(h, t->effort[i].days);
    }
}

static void add_measures(struct hoshi_sha256 *h, const struct hoshi_tables *t)
{
    add_text(h, t->measures_version);
    for (size_t i = 0; i < t->measures; i++) {
        const struct hoshi_measure *m = &t->measure[i];
        const int64_t what[] = {m->level,        m->star,      m->by_default, m->bounded,
                                m->bound_driver, m->bound_min, m->bound_max};
        add_text(h, m->id);
        add_numbers(h, what, sizeof what / sizeof *what);
        add_indices(h, m->closes, m->closes_n);
        add_indices(h, m->excludes, m->excludes_n);
        add_indices(h, m->requires_, m->requires_n);
        for (size_t k = 0; k < m->lines; k++) {
            const struct hoshi_measure_line *l = &m->line[k];
            const int64_t line[] = {l->price == SIZE_MAX ? -1 : (int64_t)l->price,
                                    l->effort == SIZE_MAX ? -1 : (int64_t)l->effort,
                                    (int64_t)l->drivers,
                                    l->factor_micro,
                                    l->every,
                                    l->from_year,
                                    l->life_years,
                                    l->indivisible,
                                    l->whole,
                                    l->sized,
                                    l->upgrade,
                                    l->cost_class,
                                    l->nature};
            add_numbers(h, line, sizeof line / sizeof *line);
        }
    }
}

static void add_parameters(struct hoshi_sha256 *h, const struct hoshi_tables *t)
{
    add_text(h, t->parameters_version);
    for (size_t i = 0; i < t->parameters; i++) {
        add_text(h, t->parameter[i].id);
        add_numbers(h, t->parameter[i].value_micro, t->parameter[i].values);
    }
    for (size_t d = 0; d < HOSHI_DRIVERS; d++) {
        const struct hoshi_driver_default *e = &t->driver_default[d];
        const int64_t what[] = {e->per, e->ratio_micro, e->min};
        add_numbers(h, what, sizeof what / sizeof *what);
    }
}

static void add_date(struct hoshi_sha256 *h, struct hoshi_date d)
{
    const int64_t what[] = {d.year, d.month, d.day};
    add_numbers(h, what, 3);
}

static void add_settings(struct hoshi_sha256 *h, const struct hoshi_portfolio_options *o)
{
    const struct hoshi_supplier_settings *s = o->settings;
    add_date(h, s->as_of);
    add_date(h, s->start);
    add_number(h, s->horizon);
    add_number(h, s->basis);
    add_number(h, s->distribution);
    for (size_t f = 0; f < HOSHI_FACTORS; f++)
        add_numbers(h, s->factor_ppm[f], 3);
    add_numbers(h, s->exchange_micro, HOSHI_CURRENCIES);
    add_numbers(h, s->labour_yen_per_day, HOSHI_ROLES);
    add_number(h, s->unknown_share_ppm);
    add_number(h, s->completions);
    add_number(h, s->exact);
    add_number(h, o->level);
    add_text(h, o->buyer);
    add_text(h, o->sheet);
}

void hoshi_portfolio_label(const struct hoshi_portfolio_options *o, struct hoshi_supplier_store_label *label)
{
    const struct hoshi_tables *t = o->tables;
    char as_of[HOSHI_DATE_TEXT];
    struct hoshi_sha256 h;
    memset(label, 0, sizeof *label);
    snprintf(label->program, sizeof label->program, "%s", o->program ? o->program : "");
    snprintf(label->tables, sizeof label->tables,
             "catalog %s, measures %s, prices %s, effort %s, parameters %s", t->catalog.version,
             t->measures_version, t->prices_version, t->effort_version, t->parameters_version);
    hoshi_sha256_init(&h);
    add_catalog(&h, &t->catalog);
    add_prices(&h, t);
    add_measures(&h, t);
    add_parameters(&h, t);
    hoshi_sha256_end(&h, label->tables_sha256);
    hoshi_sha256_init(&h);
    add_settings(&h, o);
    hoshi_sha256_end(&h, label->settings_sha256);
    snprintf(label->settings, sizeof label->settings, "as_of %s, horizon %d, buyer %s",
             hoshi_date_print(o->settings->as_of, as_of), o->settings->horizon, o->buyer ? o->buyer : "");
    label->shard = o->shards ? o->shard : 1;
    label->shards = o->shards ? o->shards : 1;
}
