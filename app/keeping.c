/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What --db does for a verb that computes something: the case's version and the run are kept, and what the
 * talk log tells goes before what the case states. Without --db nothing is read from the store and nothing
 * kept. */
#include "keeping.h"

#include <stdlib.h>
#include <string.h>

enum { FIGURES_MAX = 16 + 2 * (HOSHI_BUYERS_MAX + 2), TABLES_MAX = 8 };

struct figures {
    struct hoshi_run_figure row[FIGURES_MAX];
    size_t n;
};

static void keeping_figure(struct figures *f, const char *key, int64_t yen)
{
    f->row[f->n++] = (struct hoshi_run_figure){key, yen};
}

static bool party_figures(struct figures *f, const struct hoshi_split *s, struct hoshi_arena *arena)
{
    for (size_t i = 0; i < s->parties && f->n + 2 <= FIGURES_MAX; i++) {
        const struct hoshi_party *p = &s->party[i];
        const char *annual = hoshi_arena_printf(arena, "sharing.parties.%s.annual_yen", p->id),
                   *horizon = hoshi_arena_printf(arena, "sharing.parties.%s.horizon_yen", p->id);
        if (!annual || !horizon)
            return false;
        keeping_figure(f, annual, p->annual_yen);
        keeping_figure(f, horizon, p->horizon_yen);
    }
    return true;
}

static bool keeping_collect(struct figures *f, const struct opened *o, struct hoshi_arena *arena)
{
    const struct hoshi_totals *t = &o->e->totals;
    keeping_figure(f, "totals.horizon_yen", t->horizon_yen);
    keeping_figure(f, "totals.annual_yen", t->annual_yen);
    keeping_figure(f, "totals.direct_yen", t->by_class_yen[HOSHI_DIRECT]);
    keeping_figure(f, "totals.indirect_yen", t->by_class_yen[HOSHI_INDIRECT]);
    keeping_figure(f, "totals.funding_yen", o->split->funding_yen);
    keeping_figure(f, "totals.all_unanswered_unmet_yen", o->e->all_unanswered_unmet_yen);
    keeping_figure(f, "range.mean_yen", hoshi_estimate_range_bridge(o->e, &o->range).all_yen);
    keeping_figure(f, "range.contingency_p80_yen", o->range.contingency_yen);
    keeping_figure(f, "sharing.horizon_yen", o->split->horizon_yen);
    keeping_figure(f, "sharing.annual_yen", o->split->annual_yen);
    return party_figures(f, o->split, arena);
}

static enum hoshi_status keep_run(struct request *r, const struct opened *o, struct kept *k)
{
    const struct hoshi_tables *t = o->tables;
    struct hoshi_run_table table[TABLES_MAX] = {
        {"catalog", t->catalog.version},       {"prices", t->prices_version},
        {"measures", t->measures_version},     {"effort", t->effort_version},
        {"parameters", t->parameters_version}, {"rules", t->rules.version}};
    struct figures *f = calloc(1, sizeof *f);
    struct hoshi_arena arena = {0};
    enum hoshi_status s = HOSHI_E_MEMORY;
    if (f && keeping_collect(f, o, &arena)) {
        struct hoshi_run run = {.case_id = o->c->case_id,
                                .version = k->version,
                                .verb = r->verb->name,
                                .program = HOSHI_VERSION,
                                .table = table,
                                .tables = 6,
                                .figure = f->row,
                                .figures = f->n};
        s = hoshi_store_keep_run(k->store, &run, r->faults);
        k->run = run.run;
    } else {
        hoshi_fault_add(r->faults, s, NULL, NULL, NULL);
    }
    hoshi_arena_release(&arena);
    free(f);
    return s;
}

static enum hoshi_status use_log(struct request *r, const struct opened *o, struct kept *k)
{
    struct hoshi_date as_of = o->c->as_of.year ? o->c->as_of : today();
    k->facts = calloc(o->c->buyers + 1, sizeof *k->facts);
    enum hoshi_status s = k->facts ? HOSHI_OK : hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    for (size_t i = 0; !s && i < o->c->buyers; i++)
        s = hoshi_log_facts_read(k->log, &o->c->buyer[i], as_of, &k->facts[i], r->faults);
    return s;
}

int open_kept(struct request *r, const char *path, struct opened *o, struct kept *k)
{
    *k = (struct kept){0};
    if (!option_value(r, "--db"))
        return EXIT_DONE;
    int code = open_store(r, STORE_CREATE, &k->store);
    if (!code && o->c->case_id &&
        hoshi_store_supplier(k->store, o->c->case_id, o->c->supplier.name, NULL, r->faults))
        code = fault_exit(r);
    if (!code)
        code = o->c->case_id ? prove_store(r, k->store, o->c->case_id, NULL) : EXIT_DONE;
    if (code) {
        close_kept(k);
        return code;
    }
    enum hoshi_status s = hoshi_store_keep_case(k->store, o->c, path, &k->version, r->faults);
    if (!s)
        s = keep_run(r, o, k);
    if (!s)
        s = hoshi_log_open(k->store, o->c->case_id, &k->log, r->faults);
    if (!s)
        s = use_log(r, o, k);
    if (!s)
        return EXIT_DONE;
    close_kept(k);
    return fault_exit(r);
}

void close_kept(struct kept *k)
{
    free(k->facts);
    hoshi_log_close(k->log);
    hoshi_store_close(k->store);
    *k = (struct kept){0};
}

int open_check(struct request *r, const struct opened *o, const struct kept *k, struct hoshi_check **check)
{
    struct hoshi_check_input input = {.tables = o->tables,
                                      .c = o->c,
                                      .split = o->split,
                                      .log_facts = k->facts,
                                      .log = k->log,
                                      .capacity = k->capacity,
                                      .as_of = o->c->as_of.year ? o->c->as_of : today()};
    return hoshi_check_open(&input, check, r->faults) ? fault_exit(r) : EXIT_DONE;
}
