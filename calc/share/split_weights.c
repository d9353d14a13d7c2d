/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rule of an entry as weights of the parties. */
#include "split_parts.h"

#include <string.h>

static enum hoshi_rule weights_rule_of(const struct hoshi_case *c, const struct hoshi_entry *x,
                                       enum hoshi_pool *pool)
{
    bool four = x->cause == HOSHI_CAUSE_LEVEL4, star = x->line.measure->star;
    enum hoshi_pool own = x->line.row->cost_class == HOSHI_DIRECT
                              ? (four ? HOSHI_POOL_DIRECT4 : HOSHI_POOL_DIRECT3)
                              : (four ? HOSHI_POOL_INDIRECT4 : HOSHI_POOL_INDIRECT3);
    enum hoshi_pool general = star                   ? HOSHI_POOL_STAR
                              : x->line.row->upgrade ? HOSHI_POOL_UPGRADE
                              : four                 ? HOSHI_POOL_LEVEL4
                                                     : HOSHI_POOL_LEVEL3;
    bool by_class = general == HOSHI_POOL_LEVEL3 || general == HOSHI_POOL_LEVEL4;
    *pool = by_class && c->sharing.rule[own].stated ? own : general;
    if (c->sharing.rule[*pool].stated)
        return c->sharing.rule[*pool].rule;
    return *pool == HOSHI_POOL_LEVEL4 || star ? HOSHI_RULE_ASKERS : HOSHI_RULE_KEY;
}

static void everything_to_supplier(const struct hoshi_split *s, int64_t *w)
{
    memset(w, 0, s->parties * sizeof *w);
    w[s->parties - 1] = HOSHI_MICRO;
}

/* Shares of the whole business by a key of its own, as hoshi_split_parties() has them for the general one. */
static bool key_shares(const struct split_builder *b, enum hoshi_key key, int64_t *share)
{
    const struct hoshi_split *s = b->s;
    int64_t whole = hoshi_split_key_whole(&b->c->supplier, key), rest = HOSHI_MICRO;
    for (size_t i = 0; i < s->parties; i++) {
        share[i] = 0;
        if (s->party[i].kind != HOSHI_PARTY_BUYER)
            continue;
        if (!hoshi_money_muldiv(hoshi_split_key_part(&b->c->buyer[s->party[i].buyer], key), HOSHI_MICRO,
                                whole, &share[i]))
            return false;
        rest -= share[i];
    }
    share[s->parties - 2] = rest > 0 ? rest : 0;
    return true;
}

/* By key over the whole business. An upgrade that only ★4 needs is not for those who did not ask for ★4:
 * their part of the business goes with the other customers'. */
static void by_key(const struct hoshi_split *s, const int64_t *share, int level, int64_t *w)
{
    size_t others = s->parties - 2;
    for (size_t i = 0; i < s->parties; i++)
        w[i] = share[i];
    for (size_t i = 0; level == 4 && i < others; i++)
        if (s->party[i].level < 4) {
            w[others] += w[i];
            w[i] = 0;
        }
}

/* Weights among those who asked for the level; false when nobody did. share NULL: equally. */
static bool askers(const struct hoshi_split *s, const int64_t *share, int level, int64_t *w)
{
    bool any = false, key = false;
    for (size_t i = 0; i < s->parties; i++) {
        bool asked = s->party[i].level >= level;
        w[i] = asked ? (share ? share[i] : 1) : 0;
        any = any || asked;
        key = key || w[i];
    }
    for (size_t i = 0; any && !key && i < s->parties; i++)
        w[i] = s->party[i].level >= level;
    return any;
}

void hoshi_split_lay_on_grid(const struct hoshi_split *s, int64_t *w)
{
    int64_t rest[HOSHI_BUYERS_MAX + 2], sum = 0, units = s->askers_grid ? 100 / s->askers_grid : 0,
                                        left = units;
    for (size_t i = 0; i < s->parties; i++)
        sum += w[i];
    if (!units || !sum)
        return;
    for (size_t i = 0; i < s->parties; i++) {
        rest[i] = units * w[i] % sum;
        w[i] = units * w[i] / sum;
        left -= w[i];
    }
    for (; left > 0; left--) {
        size_t most = 0;
        for (size_t i = 1; i < s->parties; i++)
            most = rest[i] > rest[most] ? i : most;
        w[most]++;
        rest[most] = -1;
    }
    for (size_t i = 0; i < s->parties; i++)
        w[i] *= s->askers_grid * (HOSHI_MICRO / 100);
}

/* What the cost centres do for each party; buyers that are none belong to the other customers. */
static void overhead_shares(const struct split_builder *b, int64_t *share)
{
    const struct hoshi_split *s = b->s;
    memset(share, 0, s->parties * sizeof *share);
    for (size_t i = 0; i <= b->c->buyers; i++) {
        const struct hoshi_party *p = i < b->c->buyers ? hoshi_split_party(s, i) : NULL;
        share[p ? (size_t)(p - s->party) : s->parties - 2] += s->overhead_ppm[i];
    }
}

static void weights_table(const struct split_builder *b, enum hoshi_pool pool, int64_t *w)
{
    const struct hoshi_split *s = b->s;
    const int64_t *share = b->c->sharing.rule[pool].share_ppm;
    memset(w, 0, s->parties * sizeof *w);
    for (size_t i = 0; i < b->c->buyers; i++) {
        const struct hoshi_party *p = hoshi_split_party(s, i);
        w[p ? (size_t)(p - s->party) : s->parties - 2] += share[i];
    }
    w[s->parties - 1] += share[b->c->buyers];
}

/* What the supplier keeps of a shared line goes first; the rest keeps its proportions, fixed to ppm. */
enum hoshi_status hoshi_split_keep_part(struct split_builder *b, int64_t *w)
{
    int64_t part = b->s->supplier_part_ppm;
    int64_t *rest = hoshi_arena_array(&b->s->arena, b->s->parties, sizeof *rest);
    if (!rest)
        return hoshi_split_memory(b);
    enum hoshi_status s = hoshi_money_split(HOSHI_MICRO - part, w, b->s->parties, rest);
    if (s)
        return s;
    memcpy(w, rest, b->s->parties * sizeof *w);
    w[b->s->parties - 1] += part;
    return HOSHI_OK;
}

/* Weights of a rule before the supplier's part; false when the supplier's part does not apply. A rule of
 * division waits for the amounts (see games). */
static bool raw_weights(struct split_builder *b, const struct hoshi_case_rule *stated, enum hoshi_rule rule,
                        enum hoshi_pool pool, int level, const int64_t *share, int64_t *w)
{
    struct hoshi_split *s = b->s;
    bool shared = false;
    switch (rule) {
    case HOSHI_RULE_KEY:
        by_key(s, share, pool == HOSHI_POOL_UPGRADE ? level : 3, w);
        return true;
    case HOSHI_RULE_OVERHEADS:
        if (level == 3) {
            by_key(s, share, 3, w);
            return true;
        }
        shared = askers(s, share, level, w);
        break;
    case HOSHI_RULE_ASKERS:
        shared = askers(s, share, level, w);
        break;
    case HOSHI_RULE_EQUAL:
    case HOSHI_RULE_DIVISION:
        shared = askers(s, NULL, level, w);
        break;
    case HOSHI_RULE_SUPPLIER:
        break;
    case HOSHI_RULE_TABLE:
        if (stated->share_ppm) {
            weights_table(b, pool, w);
            return false;
        }
        break;
    }
    if (!shared)
        everything_to_supplier(s, w);
    else if (rule != HOSHI_RULE_DIVISION) /* the game of the levels looks at nobody's purchases */
        hoshi_split_lay_on_grid(s, w);
    return shared;
}

static enum hoshi_status weights_fill(struct split_builder *b, const struct hoshi_entry *x,
                                      enum hoshi_pool pool, struct hoshi_weights *out, int64_t *raw,
                                      int64_t *w)
{
    struct hoshi_split *s = b->s;
    const struct hoshi_case_rule *stated = &b->c->sharing.rule[pool];
    int64_t *share = hoshi_arena_array(&s->arena, s->parties, sizeof *share);
    if (!share)
        return hoshi_split_memory(b);
    if (s->parties == 2)
        out->rule = HOSHI_RULE_SUPPLIER; /* nobody to talk with */
    out->quantity = stated->key_stated ? stated->key : s->key;
    out->given = out->rule == HOSHI_RULE_DIVISION || out->rule == HOSHI_RULE_OVERHEADS ||
                 ((out->rule == HOSHI_RULE_KEY || out->rule == HOSHI_RULE_ASKERS) && out->quantity != s->key);
    if (out->rule == HOSHI_RULE_DIVISION)
        out->division = stated->division;
    if (out->rule == HOSHI_RULE_OVERHEADS)
        overhead_shares(b, share);
    else if (out->rule == HOSHI_RULE_KEY || out->rule == HOSHI_RULE_ASKERS) {
        if (!key_shares(b, out->quantity, share))
            return hoshi_split_overflow(b, hoshi_key_key(out->quantity));
    }
    int level = x->cause == HOSHI_CAUSE_LEVEL4 ? 4 : 3;
    bool shared = raw_weights(b, stated, out->rule, pool, level, share, raw);
    memcpy(w, raw, s->parties * sizeof *w);
    return shared && s->supplier_part_ppm ? hoshi_split_keep_part(b, w) : HOSHI_OK;
}

static void weights_demanders(const struct hoshi_split *s, const struct hoshi_entry *x, int64_t *w)
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
    hoshi_split_lay_on_grid(s, w);
}

static const char *weights_key(struct split_builder *b, const struct hoshi_entry *x, enum hoshi_pool pool)
{
    if (x->cause == HOSHI_CAUSE_BUYER || x->cause == HOSHI_CAUSE_OWN)
        return x->need_key;
    if (pool == HOSHI_POOL_UPGRADE || pool == HOSHI_POOL_STAR)
        return hoshi_arena_printf(&b->s->arena, "%s:%d", hoshi_pool_key(pool),
                                  x->cause == HOSHI_CAUSE_LEVEL4 ? 4 : 3);
    return hoshi_pool_key(pool);
}

int64_t hoshi_split_weights_sum(const struct hoshi_split *s, struct hoshi_weights *out, const int64_t *w)
{
    out->sum = 0;
    for (size_t i = 0; i < s->parties; i++)
        out->sum += w[i];
    return out->sum;
}

enum hoshi_status hoshi_split_weights(struct split_builder *b, const struct hoshi_entry *x, size_t *index)
{
    struct hoshi_split *s = b->s;
    enum hoshi_pool pool = HOSHI_POOL_LEVEL3;
    enum hoshi_rule rule = HOSHI_RULE_TABLE;
    if (x->cause == HOSHI_CAUSE_LEVEL3 || x->cause == HOSHI_CAUSE_LEVEL4)
        rule = weights_rule_of(b->c, x, &pool);
    const char *key = weights_key(b, x, pool);
    if (!key)
        return hoshi_split_memory(b);
    for (size_t i = 0; i < s->weights_n; i++)
        if (strcmp(s->weights[i].key, key) == 0) {
            *index = i;
            return HOSHI_OK;
        }
    struct hoshi_weights *out = &s->weights[s->weights_n];
    int64_t *raw = hoshi_arena_array(&s->arena, 2 * s->parties, sizeof *raw), *w = raw + s->parties;
    if (!raw)
        return hoshi_split_memory(b);
    *out = (struct hoshi_weights){.key = key, .rule = rule, .quantity = s->key, .raw = raw, .weight = w};
    enum hoshi_status status = HOSHI_OK;
    if (x->cause == HOSHI_CAUSE_BUYER) {
        weights_demanders(s, x, w);
    } else if (x->cause == HOSHI_CAUSE_OWN) {
        out->rule = HOSHI_RULE_SUPPLIER;
        everything_to_supplier(s, w);
    } else {
        status = weights_fill(b, x, pool, out, raw, w);
    }
    if (x->cause == HOSHI_CAUSE_BUYER || x->cause == HOSHI_CAUSE_OWN)
        memcpy(raw, w, s->parties * sizeof *w);
    if (!hoshi_split_weights_sum(s, out, w))
        everything_to_supplier(s, w), hoshi_split_weights_sum(s, out, w);
    *index = s->weights_n++;
    return status;
}
