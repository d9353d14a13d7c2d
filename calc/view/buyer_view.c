/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies out of a split what belongs to one buyer: sums over its own column, so that they are those of the own
 * view. */
#include "buyer_view.h"

#include <stdlib.h>
#include <string.h>

/* A line (or what the buyer demands of it): the buyer's part of all its entries. */
struct row {
    const struct hoshi_line *line;
    bool demanded;
    int64_t year[HOSHI_YEARS_MAX]; /* of the line, on the basis */
    int64_t annual_yen, horizon_yen;
};

struct builder {
    struct hoshi_buyer_view *v;
    const struct hoshi_split *s;
    const struct hoshi_party *party;
    const struct hoshi_log_facts *told; /* NULL: no log */
    size_t column;                      /* of the buyer among the parties */
    struct row *row;
    size_t rows;
    struct hoshi_faults *faults;
};

static enum hoshi_status buyer_memory(struct builder *b)
{
    return hoshi_fault_add(b->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
}

static void request_copy(struct builder *b, struct hoshi_case_request *to,
                         const struct hoshi_case_request *from)
{
    to->made_on = b->told ? b->told->made_on : from->made_on;
    to->document = from->document;
}

/* What the buyer knows of itself and its file shows. A new field of a case stays out until it is named here. */
static enum hoshi_status buyer_copy(struct builder *b)
{
    const struct hoshi_case_buyer *from = &b->s->e->a.c->buyer[b->party->buyer];
    struct hoshi_case_buyer *to = hoshi_arena_alloc(&b->v->arena, sizeof *to);
    if (!to)
        return buyer_memory(b);
    hoshi_case_buyer_blank(to);
    to->id = from->id;
    to->name = from->name;
    to->department = from->department;
    to->annual_purchases_yen = from->annual_purchases_yen;
    to->requested_level = from->requested_level;
    to->level_questions = from->level_questions;
    to->activity = from->activity;
    request_copy(b, &to->request, &from->request);
    to->item = hoshi_arena_array(&b->v->arena, from->items + 1, sizeof *to->item);
    if (!to->item)
        return buyer_memory(b);
    if (from->items)
        memcpy(to->item, from->item, from->items * sizeof *to->item);
    to->items = from->items;
    b->v->buyer = to;
    return HOSHI_OK;
}

static void buyer_view_head(struct builder *b)
{
    struct hoshi_buyer_view *v = b->v;
    const struct hoshi_assumptions *a = &b->s->e->a;
    const struct hoshi_case_supplier *x = &a->c->supplier;
    v->tables = a->tables;
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
    v->by_delivery = a->c->price.applies_by && strcmp(a->c->price.applies_by, "delivery") == 0;
    v->prices_version = a->tables->prices_version;
    v->measures_version = a->tables->measures_version;
    v->catalog_version = a->tables->catalog.version;
}

/* Stand-alone: its level for this supplier alone and its own part of what it demands; not what others add to
 * a shared demand. */
static void ceilings(struct builder *b)
{
    struct hoshi_buyer_view *v = b->v;
    v->ceiling_annual_yen = b->party->ceiling_annual_yen;
    v->ceiling_yen = b->party->ceiling_yen;
    for (size_t i = 0; i < b->s->shares; i++) {
        const struct hoshi_share *x = &b->s->share[i];
        if (x->entry->cause != HOSHI_CAUSE_BUYER || !x->entry->buyer[b->party->buyer])
            continue;
        v->ceiling_annual_yen -= x->annual_yen - x->annual[b->column];
        v->ceiling_yen -= x->horizon_yen - x->horizon[b->column];
    }
}

/* The cost base, and the points that divide by it, give away the cost; so does the price that keeps the
 * margin. */
static void hide_accounts(struct hoshi_uplift *u)
{
    u->cost_base_yen = u->points_ppm = u->overhead_before_ppm = u->margin_ppm = u->keeping_yen = HOSHI_NONE;
    u->cost_base_estimated = false;
}

static void buyer_amounts(struct builder *b)
{
    struct hoshi_buyer_view *v = b->v;
    const struct hoshi_party *p = b->party;
    v->annual_yen = p->annual_yen;
    v->asked_annual_yen = p->asked_annual_yen;
    v->ask_step_yen = p->ask_step_yen;
    v->horizon_yen = p->horizon_yen;
    v->floor_annual_yen = p->floor_annual_yen;
    v->demanded_annual_yen = p->annual_by_cause_yen[HOSHI_CAUSE_BUYER];
    v->supplier_part_ppm = b->s->supplier_part_ppm;
    for (size_t i = 0; i < b->s->shares; i++) {
        const struct hoshi_share *x = &b->s->share[i];
        bool star = x->entry->line.measure->star != 0;
        v->star_annual_yen += star ? x->annual[b->column] : 0;
        v->shared3_annual_yen += !star && x->entry->cause == HOSHI_CAUSE_LEVEL3 ? x->annual_yen : 0;
    }
    v->plan_limited = hoshi_case_plan_limits(&b->s->e->a.c->plan, NULL);
    ceilings(b);
}

/* HOSHI_POOLS for demands and own choices. */
static size_t pool_of(const struct builder *b, const struct hoshi_share *x)
{
    const char *key = b->s->weights[x->weights].key;
    for (size_t i = 0; i < HOSHI_POOLS; i++) {
        const char *pool = hoshi_pool_key((enum hoshi_pool)i);
        size_t n = strlen(pool);
        if (strncmp(key, pool, n) == 0 && (!key[n] || key[n] == ':'))
            return i;
    }
    return HOSHI_POOLS;
}

static void borne_whole(struct builder *b)
{
    bool any[HOSHI_POOLS] = {false}, divided[HOSHI_POOLS] = {false};
    for (size_t i = 0; i < b->s->shares; i++) {
        const struct hoshi_share *x = &b->s->share[i];
        size_t pool = pool_of(b, x);
        if (pool == HOSHI_POOLS || (!x->annual_yen && !x->horizon_yen))
            continue;
        any[pool] = true;
        divided[pool] =
            divided[pool] || x->annual[b->column] != x->annual_yen || x->horizon[b->column] != x->horizon_yen;
    }
    for (size_t i = 0; i < HOSHI_POOLS; i++)
        b->v->pool[i].whole = any[i] && !divided[i];
}

static void buyer_view_rules(struct builder *b)
{
    static const enum hoshi_rule general[HOSHI_POOLS] = {
        HOSHI_RULE_KEY, HOSHI_RULE_ASKERS, HOSHI_RULE_KEY, HOSHI_RULE_ASKERS,
        HOSHI_RULE_KEY, HOSHI_RULE_ASKERS, HOSHI_RULE_KEY, HOSHI_RULE_ASKERS};
    struct hoshi_buyer_view *v = b->v;
    const struct hoshi_case_sharing *x = &b->s->e->a.c->sharing;
    for (size_t i = 0; i < HOSHI_POOLS; i++) {
        const struct hoshi_case_rule *r = &x->rule[i];
        bool apart = r->stated && r->key_stated && r->key != x->key;
        v->pool[i] = (struct hoshi_view_pool){
            .rule = r->stated ? r->rule : general[i], .key = apart ? r->key : x->key, .stated = r->stated};
        v->keys_apart = v->keys_apart || apart;
        v->rules_by_class = v->rules_by_class || (i >= HOSHI_POOL_DIRECT3 && r->stated);
    }
    borne_whole(b);
}

/* ---- lines ---- */

static struct row *row_of(struct builder *b, const struct hoshi_entry *x)
{
    bool demanded = x->cause == HOSHI_CAUSE_BUYER;
    for (size_t i = 0; i < b->rows; i++)
        if (b->row[i].line->row == x->line.row && b->row[i].demanded == demanded)
            return &b->row[i];
    b->row[b->rows] = (struct row){.line = &x->line, .demanded = demanded};
    return &b->row[b->rows++];
}

/* Entries of one line add up to the buyer's part of the line: less than nothing where what it asked for makes
 * unnecessary more than it bears. */
static void buyer_collect(struct builder *b)
{
    for (size_t i = 0; i < b->s->shares; i++) {
        const struct hoshi_share *x = &b->s->share[i];
        if (!x->annual[b->column] && !x->horizon[b->column])
            continue;
        const struct hoshi_amounts *y = b->s->basis == HOSHI_BASIS_MEAN ? &x->entry->mean : &x->entry->point;
        struct row *r = row_of(b, x->entry);
        r->annual_yen += x->annual[b->column];
        r->horizon_yen += x->horizon[b->column];
        for (int k = 0; k < b->v->horizon; k++)
            r->year[k] += y->by_year_yen[k];
    }
}

static enum hoshi_status buyer_lines(struct builder *b)
{
    b->row = hoshi_arena_array(&b->v->arena, b->s->shares + 1, sizeof *b->row);
    if (!b->row)
        return buyer_memory(b);
    buyer_collect(b);
    memcpy(b->v->by_year_yen, b->party->by_year_yen, sizeof b->v->by_year_yen);
    return HOSHI_OK;
}

/* The category most of a measure's criteria belong to; the lower one on a tie. */
static int category(const struct builder *b, const struct row *r)
{
    const struct hoshi_measure *m = r->line->measure;
    size_t count[HOSHI_CATEGORIES + 1] = {0};
    int best = 0;
    if (r->demanded)
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

static void add_years(struct hoshi_view_group *g, const struct row *r, int horizon)
{
    for (int y = 1; y <= horizon; y++) {
        if (r->year[y - 1] <= 0)
            continue;
        if (!g->first_year || y < g->first_year)
            g->first_year = y;
        if (y > g->last_year)
            g->last_year = y;
    }
}

static void add_row(struct builder *b, struct hoshi_view_group *group, const struct row *r)
{
    struct hoshi_buyer_view *v = b->v;
    const struct hoshi_line *line = r->line;
    struct hoshi_view_group *g = &group[category(b, r)];
    if (!r->annual_yen && !r->horizon_yen)
        return;
    g->annual_yen += r->annual_yen;
    g->horizon_yen += r->horizon_yen;
    g->annual_by_class_yen[line->row->cost_class] += r->annual_yen;
    g->by_class_yen[line->row->cost_class] += r->horizon_yen;
    v->annual_by_class_yen[line->row->cost_class] += r->annual_yen;
    v->by_class_yen[line->row->cost_class] += r->horizon_yen;
    v->annual_by_nature_yen[line->row->nature] += r->annual_yen;
    v->by_nature_yen[line->row->nature] += r->horizon_yen;
    v->quoted_annual_yen += line->quote ? r->annual_yen : 0;
    v->fees_annual_yen += line->price && line->price->common_unknown && !line->quote ? r->annual_yen : 0;
    add_years(g, r, v->horizon);
}

static void group_move(struct hoshi_view_group *from, struct hoshi_view_group *to, int class_)
{
    int64_t annual = from->annual_by_class_yen[class_], horizon = from->by_class_yen[class_];
    from->annual_by_class_yen[class_] -= annual;
    from->by_class_yen[class_] -= horizon;
    from->annual_yen -= annual;
    from->horizon_yen -= horizon;
    to->annual_by_class_yen[class_] += annual;
    to->by_class_yen[class_] += horizon;
    to->annual_yen += annual;
    to->horizon_yen += horizon;
    if (!from->horizon_yen)
        from->first_year = from->last_year = 0;
}

/* What star 4 makes unnecessary is taken off where it stood. Where that is more than the category costs, the rest comes off
 * the dearest category of the same class: no category costs less than nothing, and every sum stays. */
static void groups_net(struct hoshi_view_group *all)
{
    for (int k = 0; k < HOSHI_CLASSES; k++)
        for (int i = 1; i <= HOSHI_CATEGORIES; i++) {
            struct hoshi_view_group *g = &all[i], *most = NULL;
            if (g->annual_by_class_yen[k] >= 0 && g->by_class_yen[k] >= 0)
                continue;
            for (int j = 1; j <= HOSHI_CATEGORIES; j++)
                if (j != i && (!most || all[j].annual_by_class_yen[k] > most->annual_by_class_yen[k]))
                    most = &all[j];
            if (most && most->annual_by_class_yen[k] + g->annual_by_class_yen[k] >= 0 &&
                most->by_class_yen[k] + g->by_class_yen[k] >= 0)
                group_move(g, most, k);
        }
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
    for (size_t i = 0; i < b->rows; i++)
        add_row(b, all, &b->row[i]);
    groups_net(all);
    for (int i = 0; i < HOSHI_VIEW_GROUPS; i++)
        if (all[order[i]].criteria || all[order[i]].annual_yen || all[order[i]].horizon_yen)
            b->v->group[b->v->groups++] = all[order[i]];
}

/* How well a line takes what another spares: of the same category and class, of the same class, any. */
static int fold_likeness(const struct builder *b, const struct row *x, const struct row *y)
{
    bool class_ = y->line->row->cost_class == x->line->row->cost_class;
    return class_ && category(b, y) == category(b, x) ? 2 : class_;
}

/* Lists show no line below nothing: what the buyer is spared goes to the dearest of the lines most like it that bears
 * so much. */
static void fold(struct builder *b)
{
    for (size_t i = 0; i < b->rows; i++) {
        struct row *x = &b->row[i], *to = NULL;
        for (size_t k = 0; (x->annual_yen < 0 || x->horizon_yen < 0) && k < b->rows; k++) {
            struct row *y = &b->row[k];
            if (k == i || y->horizon_yen + x->horizon_yen < 0 || y->annual_yen + x->annual_yen < 0)
                continue;
            int more = to ? fold_likeness(b, x, y) - fold_likeness(b, x, to) : 1;
            if (more > 0 || (more == 0 && y->horizon_yen > to->horizon_yen))
                to = y;
        }
        if (!to)
            continue;
        to->annual_yen += x->annual_yen;
        to->horizon_yen += x->horizon_yen;
        x->annual_yen = x->horizon_yen = 0;
    }
}

static enum hoshi_status criteria(struct builder *b)
{
    struct hoshi_buyer_view *v = b->v;
    const struct hoshi_catalog *c = &v->tables->catalog;
    v->criterion = hoshi_arena_array(&v->arena, c->criteria, sizeof *v->criterion);
    v->measure = hoshi_arena_array(&v->arena, v->tables->measures, sizeof *v->measure);
    if (!v->criterion || !v->measure)
        return buyer_memory(b);
    for (size_t i = 0; i < c->criteria; i++)
        if (c->criterion[i].level <= v->level)
            v->criterion[v->criteria++] =
                (struct hoshi_view_criterion){&c->criterion[i], b->s->e->need.counted[i]};
    fold(b);
    for (size_t m = 0; m < v->tables->measures; m++) {
        struct hoshi_view_measure *x = &v->measure[v->measures];
        *x = (struct hoshi_view_measure){.measure = &v->tables->measure[m]};
        for (size_t i = 0; i < b->rows; i++)
            if (b->row[i].line->measure->index == m) {
                x->annual_yen += b->row[i].annual_yen;
                x->horizon_yen += b->row[i].horizon_yen;
            }
        v->measures += x->annual_yen || x->horizon_yen;
    }
    return HOSHI_OK;
}

static void offers(struct builder *b)
{
    struct hoshi_offer_terms terms;
    hoshi_offer_terms_init(&terms, b->s, b->party);
    hoshi_offer_shown_init(&b->v->offer, &terms, b->s->e->a.c->price.surcharge_months, &b->v->uplift,
                           b->v->buyer->annual_purchases_yen);
}

enum hoshi_status hoshi_buyer_view_open(const struct hoshi_split *split, size_t buyer,
                                        const struct hoshi_log_facts *told, enum hoshi_disclosure disclosure,
                                        int64_t price_step_micro, struct hoshi_buyer_view **out,
                                        struct hoshi_faults *faults)
{
    const struct hoshi_party *party = hoshi_split_party(split, buyer);
    if (!party)
        return hoshi_fault_add(faults, HOSHI_E_BUYER_UNKNOWN, "--view", split->e->a.c->buyer[buyer].id, NULL);
    struct hoshi_buyer_view *v = calloc(1, sizeof *v);
    struct builder b = {.v = v,
                        .s = split,
                        .party = party,
                        .told = told,
                        .column = (size_t)(party - split->party),
                        .faults = faults};
    if (!v)
        return buyer_memory(&b);
    v->disclosure = disclosure;
    buyer_view_head(&b);
    buyer_amounts(&b);
    buyer_view_rules(&b);
    enum hoshi_status s = buyer_copy(&b);
    if (!s)
        s = buyer_lines(&b);
    if (!s)
        groups(&b);
    if (!s && disclosure == HOSHI_DISCLOSE_CRITERIA)
        s = criteria(&b);
    if (!s)
        s = hoshi_uplift_init(&v->uplift, split, party, price_step_micro, &v->arena, faults);
    hide_accounts(&v->uplift);
    if (!s)
        offers(&b);
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

enum hoshi_status hoshi_buyer_view_lines(const struct hoshi_split *split, size_t buyer,
                                         struct hoshi_arena *arena, struct hoshi_view_line **line, size_t *n,
                                         struct hoshi_faults *faults)
{
    struct hoshi_buyer_view *scratch = calloc(1, sizeof *scratch);
    const struct hoshi_party *party = hoshi_split_party(split, buyer);
    struct builder b = {
        .v = scratch, .s = split, .party = party, .column = (size_t)(party - split->party), .faults = faults};
    if (!scratch)
        return buyer_memory(&b);
    buyer_view_head(&b);
    enum hoshi_status s = buyer_lines(&b);
    if (!s)
        fold(&b);
    struct hoshi_view_line *list = s ? NULL : hoshi_arena_array(arena, b.rows + 1, sizeof *list);
    if (!s && !list)
        s = buyer_memory(&b);
    size_t found = 0;
    for (size_t i = 0; !s && i < b.rows; i++)
        if (b.row[i].annual_yen || b.row[i].horizon_yen)
            list[found++] = (struct hoshi_view_line){b.row[i].line, category(&b, &b.row[i]),
                                                     b.row[i].annual_yen, b.row[i].horizon_yen};
    hoshi_buyer_view_close(scratch);
    if (s)
        return s;
    *line = list;
    *n = found;
    return HOSHI_OK;
}
