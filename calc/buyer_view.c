/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies out of a split what belongs to one buyer. Everything here is a sum over that buyer's own column. */
#include "buyer_view.h"

#include <stdlib.h>
#include <string.h>

struct builder {
    struct hoshi_buyer_view *v;
    const struct hoshi_split *s;
    const struct hoshi_party *party;
    size_t column; /* of the buyer among the parties */
    struct hoshi_faults *faults;
};

static enum hoshi_status memory(struct builder *b)
{
    return hoshi_fault_add(b->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
}

static void head(struct builder *b)
{
    struct hoshi_buyer_view *v = b->v;
    const struct hoshi_assumptions *a = &b->s->e->a;
    const struct hoshi_case_supplier *x = &a->c->supplier;
    v->tables = a->tables;
    v->buyer = &a->c->buyer[b->party->buyer];
    v->supplier_name = x->name;
    v->supplier_representative = x->representative;
    v->supplier_address = x->address;
    v->supplier_contact = x->contact;
    v->as_of = a->as_of;
    v->start = a->start;
    v->horizon = a->horizon;
    v->asked = b->party->level != 0;
    v->level = b->party->level ? b->party->level : 3;
    v->key = b->s->key;
    v->key_amount = b->s->key_amount[b->column];
    v->share_ppm = b->party->share_ppm;
    v->key_whole = x->disclose_sales == HOSHI_YES ? b->s->key_whole : HOSHI_NONE;
    v->basis = b->s->basis;
    v->tax_ppm = a->tax_ppm;
    v->prices_version = a->tables->prices_version;
    v->measures_version = a->tables->measures_version;
    v->catalog_version = a->tables->catalog.version;
}

static void amounts(struct builder *b)
{
    struct hoshi_buyer_view *v = b->v;
    const struct hoshi_party *p = b->party;
    v->annual_yen = p->annual_yen;
    v->horizon_yen = p->horizon_yen;
    v->floor_annual_yen = p->floor_annual_yen;
    v->ceiling_annual_yen = p->ceiling_annual_yen;
    v->ceiling_yen = p->ceiling_yen;
    memcpy(v->annual_by_class_yen, p->annual_by_class_yen, sizeof v->annual_by_class_yen);
    memcpy(v->by_class_yen, p->by_class_yen, sizeof v->by_class_yen);
    memcpy(v->by_year_yen, p->by_year_yen, sizeof v->by_year_yen);
    v->level3_annual_yen = p->annual_by_cause_yen[HOSHI_CAUSE_LEVEL3];
    v->level4_annual_yen = p->annual_by_cause_yen[HOSHI_CAUSE_LEVEL4];
    v->demanded_annual_yen = p->annual_by_cause_yen[HOSHI_CAUSE_BUYER];
}

static void rules(struct builder *b)
{
    struct hoshi_buyer_view *v = b->v;
    const struct hoshi_case_sharing *x = &b->s->e->a.c->sharing;
    v->rule3 = x->rule[HOSHI_POOL_LEVEL3].stated ? x->rule[HOSHI_POOL_LEVEL3].rule : HOSHI_RULE_KEY;
    v->rule4 = x->rule[HOSHI_POOL_LEVEL4].stated ? x->rule[HOSHI_POOL_LEVEL4].rule : HOSHI_RULE_ASKERS;
    v->rule_upgrade = x->rule[HOSHI_POOL_UPGRADE].stated ? x->rule[HOSHI_POOL_UPGRADE].rule : HOSHI_RULE_KEY;
}

/* The category most of a measure's criteria belong to; the lower one on a tie. */
static int category(const struct builder *b, const struct hoshi_entry *x)
{
    const struct hoshi_measure *m = x->line.measure;
    size_t count[HOSHI_CATEGORIES + 1] = {0};
    int best = 0;
    if (x->cause == HOSHI_CAUSE_BUYER)
        return HOSHI_CATEGORIES + 1;
    if (m->star)
        return 0;
    for (size_t i = 0; i < m->closes_n; i++)
        if (b->v->tables->catalog.criterion[m->closes[i]].level <= b->v->level)
            count[b->v->tables->catalog.criterion[m->closes[i]].category]++;
    for (int k = 1; k <= HOSHI_CATEGORIES; k++)
        if (count[k] > count[best])
            best = k;
    return best ? best : 4;
}

static void add_years(struct hoshi_view_group *g, const struct hoshi_entry *x, int horizon)
{
    for (int y = 1; y <= horizon; y++) {
        if (!x->mean.by_year_yen[y - 1] && !x->point.by_year_yen[y - 1])
            continue;
        if (!g->first_year || y < g->first_year)
            g->first_year = y;
        if (y > g->last_year)
            g->last_year = y;
    }
}

static void add_entry(struct builder *b, struct hoshi_view_group *group, const struct hoshi_share *x)
{
    struct hoshi_buyer_view *v = b->v;
    int64_t annual = x->annual[b->column], horizon = x->horizon[b->column];
    const struct hoshi_line *line = &x->entry->line;
    struct hoshi_view_group *g = &group[category(b, x->entry)];
    if (!annual && !horizon)
        return;
    g->annual_yen += annual;
    g->horizon_yen += horizon;
    g->annual_by_class_yen[line->row->cost_class] += annual;
    g->by_class_yen[line->row->cost_class] += horizon;
    v->annual_by_nature_yen[line->row->nature] += annual;
    v->by_nature_yen[line->row->nature] += horizon;
    v->quoted_annual_yen += line->quote ? annual : 0;
    v->fees_annual_yen += line->price && line->price->common_unknown && !line->quote ? annual : 0;
    v->negative_rows = v->negative_rows || annual < 0 || horizon < 0;
    add_years(g, x->entry, v->horizon);
}

static void groups(struct builder *b)
{
    struct hoshi_view_group all[HOSHI_VIEW_GROUPS] = {{0}};
    static const int order[HOSHI_VIEW_GROUPS] = {1, 2, 3, 4, 5, 6, 7, 0, HOSHI_CATEGORIES + 1};
    const struct hoshi_catalog *c = &b->v->tables->catalog;
    for (int i = 0; i < HOSHI_VIEW_GROUPS; i++)
        all[i].category = i;
    for (size_t i = 0; i < c->criteria; i++)
        all[c->criterion[i].category].criteria += c->criterion[i].level <= b->v->level;
    for (size_t i = 0; i < b->s->shares; i++)
        add_entry(b, all, &b->s->share[i]);
    for (int i = 0; i < HOSHI_VIEW_GROUPS; i++)
        if (all[order[i]].criteria || all[order[i]].annual_yen || all[order[i]].horizon_yen)
            b->v->group[b->v->groups++] = all[order[i]];
}

static enum hoshi_status criteria(struct builder *b)
{
    struct hoshi_buyer_view *v = b->v;
    const struct hoshi_catalog *c = &v->tables->catalog;
    v->criterion = hoshi_arena_array(&v->arena, c->criteria, sizeof *v->criterion);
    v->measure = hoshi_arena_array(&v->arena, v->tables->measures, sizeof *v->measure);
    if (!v->criterion || !v->measure)
        return memory(b);
    for (size_t i = 0; i < c->criteria; i++)
        if (c->criterion[i].level <= v->level)
            v->criterion[v->criteria++] =
                (struct hoshi_view_criterion){&c->criterion[i], b->s->e->a.c->answers.answer[i].status};
    for (size_t m = 0; m < v->tables->measures; m++) {
        struct hoshi_view_measure *x = &v->measure[v->measures];
        *x = (struct hoshi_view_measure){.measure = &v->tables->measure[m]};
        for (size_t i = 0; i < b->s->shares; i++)
            if (b->s->share[i].entry->line.measure->index == m) {
                x->annual_yen += b->s->share[i].annual[b->column];
                x->horizon_yen += b->s->share[i].horizon[b->column];
            }
        v->measures += x->annual_yen || x->horizon_yen;
    }
    return HOSHI_OK;
}

enum hoshi_status hoshi_buyer_view_open(const struct hoshi_split *split, size_t buyer,
                                        enum hoshi_disclosure disclosure, int64_t price_step_micro,
                                        struct hoshi_buyer_view **out, struct hoshi_faults *faults)
{
    const struct hoshi_party *party = hoshi_split_party(split, buyer);
    if (!party)
        return hoshi_fault_add(faults, HOSHI_E_BUYER_UNKNOWN, "--view", split->e->a.c->buyer[buyer].id, NULL);
    struct hoshi_buyer_view *v = calloc(1, sizeof *v);
    struct builder b = {v, split, party, (size_t)(party - split->party), faults};
    if (!v)
        return memory(&b);
    v->disclosure = disclosure;
    head(&b);
    amounts(&b);
    rules(&b);
    groups(&b);
    enum hoshi_status s = disclosure == HOSHI_DISCLOSE_CRITERIA ? criteria(&b) : HOSHI_OK;
    if (!s)
        s = hoshi_uplift_init(&v->uplift, split, party, price_step_micro, &v->arena, faults);
    if (s) {
        hoshi_buyer_view_close(v);
        return s;
    }
    *out = v;
    return HOSHI_OK;
}

void hoshi_buyer_view_close(struct hoshi_buyer_view *view)
{
    if (!view)
        return;
    hoshi_arena_release(&view->arena);
    free(view);
}
