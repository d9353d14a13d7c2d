/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "split.h"

#include <stdlib.h>
#include <string.h>

struct builder {
    struct hoshi_split *s;
    const struct hoshi_estimate *e;
    const struct hoshi_case *c;
    struct hoshi_faults *faults;
};

static enum hoshi_status memory(struct builder *b)
{
    return hoshi_fault_add(b->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
}

static enum hoshi_status overflow(struct builder *b, const char *what)
{
    return hoshi_fault_add(b->faults, HOSHI_E_OVERFLOW, what, NULL, NULL);
}

/* ---- parties and the key ---- */

static int64_t key_part(const struct hoshi_case_buyer *b, enum hoshi_key key)
{
    switch (key) {
    case HOSHI_KEY_HOURS:
        return b->activity.direct_hours_per_year;
    case HOSHI_KEY_VALUE_ADDED:
        return b->activity.value_added_yen;
    case HOSHI_KEY_HEADCOUNT:
        return b->activity.headcount;
    case HOSHI_KEY_ORDERS:
        return b->activity.orders_per_year;
    case HOSHI_KEY_CUSTOM:
        return b->custom_share_ppm;
    default:
        return b->annual_purchases_yen;
    }
}

static int64_t key_whole(const struct hoshi_case_supplier *s, enum hoshi_key key)
{
    switch (key) {
    case HOSHI_KEY_HOURS:
        return s->activity.direct_hours_per_year;
    case HOSHI_KEY_VALUE_ADDED:
        return s->activity.value_added_yen;
    case HOSHI_KEY_HEADCOUNT:
        return s->activity.headcount;
    case HOSHI_KEY_ORDERS:
        return s->activity.orders_per_year;
    case HOSHI_KEY_CUSTOM:
        return HOSHI_MICRO;
    default:
        return s->annual_sales_yen;
    }
}

static enum hoshi_status parties(struct builder *b)
{
    struct hoshi_split *s = b->s;
    const struct hoshi_case *c = b->c;
    s->party = hoshi_arena_array(&s->arena, c->buyers + 2, sizeof *s->party);
    int64_t *amount = hoshi_arena_array(&s->arena, c->buyers + 2, sizeof *amount), rest = HOSHI_MICRO;
    if (!s->party || !amount)
        return memory(b);
    s->key = c->sharing.key;
    s->key_whole = key_whole(&c->supplier, s->key);
    for (size_t i = 0; i < c->buyers; i++) {
        const struct hoshi_case_buyer *x = &c->buyer[i];
        if (!hoshi_buyer_is_party(x))
            continue;
        struct hoshi_party *p = &s->party[s->parties];
        *p = (struct hoshi_party){
            .kind = HOSHI_PARTY_BUYER, .id = x->id, .buyer = i, .level = hoshi_buyer_level(c, x)};
        amount[s->parties] = key_part(x, s->key);
        if (!hoshi_money_muldiv(amount[s->parties], HOSHI_MICRO, s->key_whole, &p->share_ppm))
            return overflow(b, x->id);
        rest -= p->share_ppm;
        s->parties++;
    }
    amount[s->parties] = amount[s->parties + 1] = HOSHI_NONE;
    s->party[s->parties++] = (struct hoshi_party){
        .kind = HOSHI_PARTY_OTHERS, .id = "others", .buyer = SIZE_MAX, .share_ppm = rest > 0 ? rest : 0};
    s->party[s->parties++] =
        (struct hoshi_party){.kind = HOSHI_PARTY_SUPPLIER, .id = "supplier", .buyer = SIZE_MAX};
    s->key_amount = amount;
    return HOSHI_OK;
}

static const struct hoshi_party *buyer_party(const struct hoshi_split *s, size_t buyer)
{
    for (size_t i = 0; i < s->parties; i++)
        if (s->party[i].kind == HOSHI_PARTY_BUYER && s->party[i].buyer == buyer)
            return &s->party[i];
    return NULL;
}

const struct hoshi_party *hoshi_split_party(const struct hoshi_split *split, size_t buyer)
{
    return buyer_party(split, buyer);
}

/* ---- rules as weights ---- */

static enum hoshi_rule rule_of(const struct hoshi_case *c, const struct hoshi_entry *x, enum hoshi_pool *pool)
{
    bool four = x->cause == HOSHI_CAUSE_LEVEL4;
    enum hoshi_pool own = x->line.row->cost_class == HOSHI_DIRECT
                              ? (four ? HOSHI_POOL_DIRECT4 : HOSHI_POOL_DIRECT3)
                              : (four ? HOSHI_POOL_INDIRECT4 : HOSHI_POOL_INDIRECT3);
    enum hoshi_pool general = x->line.row->upgrade ? HOSHI_POOL_UPGRADE
                              : four               ? HOSHI_POOL_LEVEL4
                                                   : HOSHI_POOL_LEVEL3;
    *pool = c->sharing.rule[own].stated && !x->line.row->upgrade ? own : general;
    if (c->sharing.rule[*pool].stated)
        return c->sharing.rule[*pool].rule;
    return *pool == HOSHI_POOL_LEVEL4 ? HOSHI_RULE_ASKERS : HOSHI_RULE_KEY;
}

static void everything_to_supplier(const struct hoshi_split *s, int64_t *w)
{
    memset(w, 0, s->parties * sizeof *w);
    w[s->parties - 1] = HOSHI_MICRO;
}

/* By key over the whole business. An upgrade that only ★4 needs is not for those who did not ask for ★4:
 * their part of the business goes with the other customers'. */
static void by_key(const struct hoshi_split *s, int level, int64_t *w)
{
    size_t others = s->parties - 2;
    for (size_t i = 0; i < s->parties; i++)
        w[i] = s->party[i].share_ppm;
    for (size_t i = 0; level == 4 && i < others; i++)
        if (s->party[i].level < 4) {
            w[others] += w[i];
            w[i] = 0;
        }
}

/* Weights among those who asked for the level; false when nobody did. */
static bool askers(const struct hoshi_split *s, int level, bool equal, int64_t *w)
{
    bool any = false, key = false;
    for (size_t i = 0; i < s->parties; i++) {
        bool asked = s->party[i].level >= level;
        w[i] = asked ? (equal ? 1 : s->party[i].share_ppm) : 0;
        any = any || asked;
        key = key || w[i];
    }
    for (size_t i = 0; any && !key && i < s->parties; i++)
        w[i] = s->party[i].level >= level;
    return any;
}

static void table(const struct builder *b, enum hoshi_pool pool, int64_t *w)
{
    const struct hoshi_split *s = b->s;
    const int64_t *share = b->c->sharing.rule[pool].share_ppm;
    memset(w, 0, s->parties * sizeof *w);
    for (size_t i = 0; i < b->c->buyers; i++) {
        const struct hoshi_party *p = buyer_party(s, i);
        w[p ? (size_t)(p - s->party) : s->parties - 2] += share[i];
    }
    w[s->parties - 1] += share[b->c->buyers];
}

/* What the supplier keeps of a shared line goes first; the rest keeps its proportions, fixed to ppm. */
static enum hoshi_status keep_part(struct builder *b, int64_t *w)
{
    int64_t part = b->s->supplier_part_ppm;
    int64_t *rest = hoshi_arena_array(&b->s->arena, b->s->parties, sizeof *rest);
    if (!rest)
        return memory(b);
    enum hoshi_status s = hoshi_money_split(HOSHI_MICRO - part, w, b->s->parties, rest);
    if (s)
        return s;
    memcpy(w, rest, b->s->parties * sizeof *w);
    w[b->s->parties - 1] += part;
    return HOSHI_OK;
}

static enum hoshi_status fill(struct builder *b, const struct hoshi_entry *x, enum hoshi_rule rule,
                              enum hoshi_pool pool, int64_t *w)
{
    struct hoshi_split *s = b->s;
    int level = x->cause == HOSHI_CAUSE_LEVEL4 ? 4 : 3;
    bool shared = true;
    if (s->parties == 2)
        rule = HOSHI_RULE_SUPPLIER; /* nobody to talk with */
    switch (rule) {
    case HOSHI_RULE_KEY:
        by_key(s, pool == HOSHI_POOL_UPGRADE ? level : 3, w);
        break;
    case HOSHI_RULE_ASKERS:
    case HOSHI_RULE_EQUAL:
        shared = askers(s, level, rule == HOSHI_RULE_EQUAL, w);
        if (!shared)
            everything_to_supplier(s, w);
        break;
    case HOSHI_RULE_SUPPLIER:
        shared = false;
        everything_to_supplier(s, w);
        break;
    case HOSHI_RULE_TABLE:
        shared = false;
        table(b, pool, w);
        break;
    }
    return shared && s->supplier_part_ppm ? keep_part(b, w) : HOSHI_OK;
}

static void demanders(const struct hoshi_split *s, const struct hoshi_entry *x, int64_t *w)
{
    bool any = false, key = false;
    for (size_t i = 0; i < s->parties; i++) {
        bool yes = s->party[i].kind == HOSHI_PARTY_BUYER && x->buyer[s->party[i].buyer];
        w[i] = yes ? s->party[i].share_ppm : 0;
        any = any || yes;
        key = key || w[i];
    }
    for (size_t i = 0; any && !key && i < s->parties; i++)
        w[i] = s->party[i].kind == HOSHI_PARTY_BUYER && x->buyer[s->party[i].buyer];
    /* A demand of somebody who is no party is nobody's but the supplier's until it asks. */
    if (!any)
        everything_to_supplier(s, w);
}

static const char *weights_key(struct builder *b, const struct hoshi_entry *x, enum hoshi_pool pool)
{
    if (x->cause == HOSHI_CAUSE_BUYER || x->cause == HOSHI_CAUSE_OWN)
        return x->need_key;
    if (pool == HOSHI_POOL_UPGRADE)
        return hoshi_arena_printf(&b->s->arena, "upgrade:%d", x->cause == HOSHI_CAUSE_LEVEL4 ? 4 : 3);
    return hoshi_pool_key(pool);
}

static enum hoshi_status weights_for(struct builder *b, const struct hoshi_entry *x, size_t *index)
{
    struct hoshi_split *s = b->s;
    enum hoshi_pool pool = HOSHI_POOL_LEVEL3;
    enum hoshi_rule rule = HOSHI_RULE_TABLE;
    if (x->cause == HOSHI_CAUSE_LEVEL3 || x->cause == HOSHI_CAUSE_LEVEL4)
        rule = rule_of(b->c, x, &pool);
    const char *key = weights_key(b, x, pool);
    if (!key)
        return memory(b);
    for (size_t i = 0; i < s->weights_n; i++)
        if (strcmp(s->weights[i].key, key) == 0) {
            *index = i;
            return HOSHI_OK;
        }
    int64_t *w = hoshi_arena_array(&s->arena, s->parties, sizeof *w), sum = 0;
    if (!w)
        return memory(b);
    enum hoshi_status status = HOSHI_OK;
    if (x->cause == HOSHI_CAUSE_BUYER) {
        demanders(s, x, w);
    } else if (x->cause == HOSHI_CAUSE_OWN) {
        rule = HOSHI_RULE_SUPPLIER;
        everything_to_supplier(s, w);
    } else {
        status = fill(b, x, rule, pool, w);
    }
    for (size_t i = 0; i < s->parties; i++)
        sum += w[i];
    if (!sum)
        everything_to_supplier(s, w), sum = HOSHI_MICRO;
    s->weights[s->weights_n] = (struct hoshi_weights){key, rule, w, sum};
    *index = s->weights_n++;
    return status;
}

/* ---- amounts and funding ---- */

static enum hoshi_status gross(struct builder *b)
{
    struct hoshi_split *s = b->s;
    s->shares = b->e->certain;
    s->share = hoshi_arena_array(&s->arena, s->shares, sizeof *s->share);
    s->weights = hoshi_arena_array(&s->arena, s->shares + 1, sizeof *s->weights);
    if (!s->share || !s->weights)
        return memory(b);
    for (size_t i = 0; i < s->shares; i++) {
        struct hoshi_share *x = &s->share[i];
        x->entry = &b->e->entry[i];
        const struct hoshi_amounts *y = s->basis == HOSHI_BASIS_MEAN ? &x->entry->mean : &x->entry->point;
        x->gross_annual_yen = y->annual_yen;
        x->gross_yen = y->horizon_yen;
        if (!hoshi_money_add(s->gross_yen, y->horizon_yen, &s->gross_yen) ||
            !hoshi_money_add(s->gross_annual_yen, y->annual_yen, &s->gross_annual_yen))
            return overflow(b, x->entry->id);
        enum hoshi_status status = weights_for(b, x->entry, &x->weights);
        if (status)
            return status;
    }
    return HOSHI_OK;
}

static enum hoshi_status fund_one(struct builder *b, const struct hoshi_case_funding *f, int64_t *left,
                                  int64_t *left_annual, bool *covers, int64_t *taken, int64_t *taken_annual)
{
    struct hoshi_split *s = b->s;
    int64_t used = 0, annual = 0;
    for (size_t i = 0; i < s->shares; i++)
        covers[i] = hoshi_funding_covers(f, &s->share[i].entry->line);
    enum hoshi_status status = hoshi_funding_take(f->yen, left, covers, taken, s->shares, &used);
    if (status)
        return status;
    s->funding_yen += used;
    hoshi_money_muldiv(used, 1, b->e->a.horizon, &annual);
    status = hoshi_funding_take(annual, left_annual, covers, taken_annual, s->shares, &used);
    s->funding_annual_yen += used;
    return status;
}

static enum hoshi_status fund(struct builder *b)
{
    struct hoshi_split *s = b->s;
    size_t n = s->shares;
    int64_t *left = calloc(4 * n + 1, sizeof *left);
    bool *covers = calloc(n + 1, sizeof *covers);
    if (!left || !covers) {
        free(left);
        free(covers);
        return memory(b);
    }
    int64_t *annual = left + n, *taken = left + 2 * n, *taken_annual = left + 3 * n;
    enum hoshi_status status = HOSHI_OK;
    for (size_t i = 0; !status && i < n; i++) {
        left[i] = s->share[i].gross_yen;
        annual[i] = s->share[i].gross_annual_yen;
    }
    for (size_t i = 0; !status && i < b->c->fundings; i++) {
        if (hoshi_funding_counts(&b->c->funding[i]))
            status = fund_one(b, &b->c->funding[i], left, annual, covers, taken, taken_annual);
        else
            s->funding_pending_yen += b->c->funding[i].yen;
    }
    for (size_t i = 0; !status && i < n; i++) {
        s->share[i].funding_yen = taken[i];
        s->share[i].funding_annual_yen = taken_annual[i];
    }
    free(left);
    free(covers);
    return status;
}

/* ---- division ---- */

static void collect(struct hoshi_split *s, const struct hoshi_share *x)
{
    enum hoshi_class k = x->entry->line.row->cost_class;
    for (size_t p = 0; p < s->parties; p++) {
        struct hoshi_party *y = &s->party[p];
        y->annual_yen += x->annual[p];
        y->horizon_yen += x->horizon[p];
        y->annual_by_class_yen[k] += x->annual[p];
        y->by_class_yen[k] += x->horizon[p];
        y->by_cause_yen[x->entry->cause] += x->horizon[p];
        y->annual_by_cause_yen[x->entry->cause] += x->annual[p];
    }
    s->annual_yen += x->annual_yen;
    s->horizon_yen += x->horizon_yen;
}

static enum hoshi_status divide(struct builder *b)
{
    struct hoshi_split *s = b->s;
    for (size_t i = 0; i < s->shares; i++) {
        struct hoshi_share *x = &s->share[i];
        const struct hoshi_weights *w = &s->weights[x->weights];
        int64_t *part = hoshi_arena_array(&s->arena, 2 * s->parties, sizeof *part);
        if (!part)
            return memory(b);
        x->annual_yen = x->gross_annual_yen - x->funding_annual_yen;
        x->horizon_yen = x->gross_yen - x->funding_yen;
        enum hoshi_status status = hoshi_money_split(x->annual_yen, w->weight, s->parties, part);
        if (!status)
            status = hoshi_money_split(x->horizon_yen, w->weight, s->parties, part + s->parties);
        if (status)
            return hoshi_fault_add(b->faults, status, x->entry->id, NULL, NULL);
        x->annual = part;
        x->horizon = part + s->parties;
        collect(s, x);
    }
    return HOSHI_OK;
}

/* A party's part of each year: its horizon part of every entry, spread over the years as the entry itself is.
 */
static enum hoshi_status years(struct builder *b)
{
    struct hoshi_split *s = b->s;
    int64_t weight[HOSHI_YEARS_MAX], part[HOSHI_YEARS_MAX];
    size_t n = (size_t)b->e->a.horizon;
    for (size_t i = 0; i < s->shares; i++) {
        const struct hoshi_entry *x = s->share[i].entry;
        const int64_t *year = s->basis == HOSHI_BASIS_MEAN ? x->mean.by_year_yen : x->point.by_year_yen;
        for (size_t y = 0; y < n; y++)
            weight[y] = year[y] < 0 ? -year[y] : year[y];
        for (size_t p = 0; p < s->parties; p++) {
            enum hoshi_status status = hoshi_money_split(s->share[i].horizon[p], weight, n, part);
            if (status)
                return hoshi_fault_add(b->faults, status, x->id, NULL, NULL);
            for (size_t y = 0; y < n; y++)
                s->party[p].by_year_yen[y] += part[y];
        }
    }
    return HOSHI_OK;
}

/* ---- floor and ceiling ---- */

struct base {
    int64_t horizon, annual;
};

static struct base level_base(const struct hoshi_split *s, int level)
{
    struct base sum = {0, 0};
    for (size_t i = 0; i < s->shares; i++) {
        enum hoshi_cause cause = s->share[i].entry->cause;
        if (cause == HOSHI_CAUSE_LEVEL3 || (cause == HOSHI_CAUSE_LEVEL4 && level == 4)) {
            sum.horizon += s->share[i].horizon_yen;
            sum.annual += s->share[i].annual_yen;
        }
    }
    return sum;
}

static struct base demanded(const struct hoshi_split *s, size_t buyer, bool alone)
{
    struct base sum = {0, 0};
    for (size_t i = 0; i < s->shares; i++) {
        const struct hoshi_entry *x = s->share[i].entry;
        if (x->cause != HOSHI_CAUSE_BUYER || !x->buyer[buyer])
            continue;
        size_t p = 0;
        while (s->party[p].buyer != buyer)
            p++;
        sum.horizon += alone ? s->share[i].horizon_yen : s->share[i].horizon[p];
        sum.annual += alone ? s->share[i].annual_yen : s->share[i].annual[p];
    }
    return sum;
}

/* What party p would bear of its level if every line were divided by key, line by line as the split itself
 * does it, so that under the key rule the floor is the amount to the yen. `part` holds two amounts per party.
 */
static struct base keyed(const struct hoshi_split *s, size_t p, int level, int64_t *part)
{
    struct base sum = {0, 0};
    int64_t *weight = part + s->parties;
    for (size_t i = 0; i < s->parties; i++)
        weight[i] = s->party[i].share_ppm;
    for (size_t i = 0; i < s->shares; i++) {
        enum hoshi_cause cause = s->share[i].entry->cause;
        if (cause != HOSHI_CAUSE_LEVEL3 && !(cause == HOSHI_CAUSE_LEVEL4 && level == 4))
            continue;
        if (hoshi_money_split(s->share[i].horizon_yen, weight, s->parties, part) == HOSHI_OK)
            sum.horizon += part[p];
        if (hoshi_money_split(s->share[i].annual_yen, weight, s->parties, part) == HOSHI_OK)
            sum.annual += part[p];
    }
    return sum;
}

static enum hoshi_status bounds(struct builder *b)
{
    struct hoshi_split *s = b->s;
    int64_t *part = calloc(2 * s->parties, sizeof *part);
    if (!part)
        return memory(b);
    for (size_t p = 0; p < s->parties; p++) {
        struct hoshi_party *x = &s->party[p];
        if (x->kind != HOSHI_PARTY_BUYER)
            continue;
        int level = x->level ? x->level : 3;
        struct base all = level_base(s, level), mine = demanded(s, x->buyer, false),
                    alone = demanded(s, x->buyer, true);
        struct base key = keyed(s, p, level, part);
        x->floor_yen = key.horizon + mine.horizon;
        x->floor_annual_yen = key.annual + mine.annual;
        x->ceiling_yen = all.horizon + alone.horizon;
        x->ceiling_annual_yen = all.annual + alone.annual;
        x->over_yen = x->horizon_yen > x->ceiling_yen ? x->horizon_yen - x->ceiling_yen : 0;
    }
    free(part);
    return HOSHI_OK;
}

static enum hoshi_status build(struct builder *b)
{
    b->s->e = b->e;
    b->s->basis = b->c->sharing.basis;
    b->s->supplier_part_ppm =
        b->c->sharing.supplier_part_ppm == HOSHI_NONE ? 0 : b->c->sharing.supplier_part_ppm;
    enum hoshi_status status = parties(b);
    if (!status)
        status = gross(b);
    if (!status)
        status = fund(b);
    if (!status)
        status = divide(b);
    if (!status)
        status = years(b);
    if (!status)
        status = bounds(b);
    return status;
}

enum hoshi_status hoshi_split_open(const struct hoshi_estimate *e, struct hoshi_split **out,
                                   struct hoshi_faults *faults)
{
    struct hoshi_split *s = calloc(1, sizeof *s);
    if (!s)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    struct builder b = {s, e, e->a.c, faults};
    enum hoshi_status status = build(&b);
    if (status) {
        if (faults && !faults->n)
            hoshi_fault_add(faults, status, NULL, NULL, NULL);
        hoshi_split_close(s);
        return status;
    }
    *out = s;
    return HOSHI_OK;
}

void hoshi_split_close(struct hoshi_split *split)
{
    if (!split)
        return;
    hoshi_arena_release(&split->arena);
    free(split);
}
