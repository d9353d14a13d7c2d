/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "split.h"

#include <math.h>
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

/* Shares of the whole business by a key of its own, as parties() has them for the general one. */
static bool key_shares(const struct builder *b, enum hoshi_key key, int64_t *share)
{
    const struct hoshi_split *s = b->s;
    int64_t whole = key_whole(&b->c->supplier, key), rest = HOSHI_MICRO;
    for (size_t i = 0; i < s->parties; i++) {
        share[i] = 0;
        if (s->party[i].kind != HOSHI_PARTY_BUYER)
            continue;
        if (!hoshi_money_muldiv(key_part(&b->c->buyer[s->party[i].buyer], key), HOSHI_MICRO, whole,
                                &share[i]))
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

/* What the cost centres do for each party; buyers that are none belong to the other customers. */
static void overhead_shares(const struct builder *b, int64_t *share)
{
    const struct hoshi_split *s = b->s;
    memset(share, 0, s->parties * sizeof *share);
    for (size_t i = 0; i <= b->c->buyers; i++) {
        const struct hoshi_party *p = i < b->c->buyers ? buyer_party(s, i) : NULL;
        share[p ? (size_t)(p - s->party) : s->parties - 2] += s->overhead_ppm[i];
    }
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

/* Weights of a rule before the supplier's part; false when the supplier's part does not apply. A rule of
 * division waits for the amounts (see games). */
static bool raw_weights(struct builder *b, const struct hoshi_case_rule *stated, enum hoshi_rule rule,
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
            table(b, pool, w);
            return false;
        }
        break;
    }
    if (!shared)
        everything_to_supplier(s, w);
    return shared;
}

static enum hoshi_status fill(struct builder *b, const struct hoshi_entry *x, enum hoshi_pool pool,
                              struct hoshi_weights *out, int64_t *raw, int64_t *w)
{
    struct hoshi_split *s = b->s;
    const struct hoshi_case_rule *stated = &b->c->sharing.rule[pool];
    int64_t *share = hoshi_arena_array(&s->arena, s->parties, sizeof *share);
    if (!share)
        return memory(b);
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
            return overflow(b, hoshi_key_key(out->quantity));
    }
    int level = x->cause == HOSHI_CAUSE_LEVEL4 ? 4 : 3;
    bool shared = raw_weights(b, stated, out->rule, pool, level, share, raw);
    memcpy(w, raw, s->parties * sizeof *w);
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

static int64_t add_up(const struct hoshi_split *s, struct hoshi_weights *out, const int64_t *w)
{
    out->sum = 0;
    for (size_t i = 0; i < s->parties; i++)
        out->sum += w[i];
    return out->sum;
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
    struct hoshi_weights *out = &s->weights[s->weights_n];
    int64_t *raw = hoshi_arena_array(&s->arena, 2 * s->parties, sizeof *raw), *w = raw + s->parties;
    if (!raw)
        return memory(b);
    *out = (struct hoshi_weights){.key = key, .rule = rule, .quantity = s->key, .raw = raw, .weight = w};
    enum hoshi_status status = HOSHI_OK;
    if (x->cause == HOSHI_CAUSE_BUYER) {
        demanders(s, x, w);
    } else if (x->cause == HOSHI_CAUSE_OWN) {
        out->rule = HOSHI_RULE_SUPPLIER;
        everything_to_supplier(s, w);
    } else {
        status = fill(b, x, pool, out, raw, w);
    }
    if (x->cause == HOSHI_CAUSE_BUYER || x->cause == HOSHI_CAUSE_OWN)
        memcpy(raw, w, s->parties * sizeof *w);
    if (!add_up(s, out, w))
        everything_to_supplier(s, w), add_up(s, out, w);
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

/* ---- rules of division ---- */

static int level_of(const struct hoshi_share *x)
{
    return x->entry->cause == HOSHI_CAUSE_LEVEL3 ? 3 : x->entry->cause == HOSHI_CAUSE_LEVEL4 ? 4 : 0;
}

int64_t hoshi_split_level_yen(const struct hoshi_split *split, int level, bool annual)
{
    int64_t sum = 0;
    for (size_t i = 0; i < split->shares; i++)
        if (level_of(&split->share[i]) == level)
            sum += annual ? split->share[i].annual_yen : split->share[i].horizon_yen;
    return sum;
}

enum hoshi_status hoshi_split_game(const struct hoshi_split *split, double lower_yen, double upper_yen,
                                   struct hoshi_arena *arena, struct hoshi_level_game *out)
{
    size_t n = split->parties, k = 0;
    double lower = lower_yen > 0 ? lower_yen : 0, upper = upper_yen > 0 ? upper_yen : 0;
    double *alone = hoshi_arena_array(arena, n, sizeof *alone);
    const char **id = hoshi_arena_array(arena, n, sizeof *id);
    size_t *party = hoshi_arena_array(arena, n, sizeof *party), above = 0;
    if (!alone || !id || !party)
        return HOSHI_E_MEMORY;
    for (size_t p = 0; p < n; p++) {
        if (split->party[p].kind != HOSHI_PARTY_BUYER || split->party[p].level < 3)
            continue;
        above += split->party[p].level >= 4;
        alone[k] = lower + (split->party[p].level >= 4 ? upper : 0);
        id[k] = split->party[p].id;
        party[k++] = p;
    }
    *out = (struct hoshi_level_game){
        .game = {.form = HOSHI_GAME_AIRPORT, .players = k, .id = id, .stand_alone = alone},
        .party = party,
        .upper = above,
        .lower_yen = lower,
        .upper_yen = above ? upper : 0};
    return HOSHI_OK;
}

/* Claims rules take stand-alone costs as claims on the cost of all together. */
static struct hoshi_game as_claims(const struct hoshi_game *g)
{
    struct hoshi_game c = *g;
    c.form = HOSHI_GAME_CLAIMS;
    c.gains = true;
    c.claim = g->stand_alone;
    c.stand_alone = NULL;
    c.estate = hoshi_game_total(g);
    return c;
}

/* What each player pays under a rule. */
static enum hoshi_status play(struct builder *b, const struct hoshi_level_game *g, const char *id, double *x)
{
    const struct hoshi_division_rule *rule = hoshi_division_rule_find(id);
    struct hoshi_divisions *d = NULL;
    struct hoshi_game claims = as_claims(&g->game);
    const struct hoshi_game *game = rule->limit[HOSHI_GAME_AIRPORT] ? &g->game : &claims;
    if (!(hoshi_game_total(&g->game) > 0)) {
        memset(x, 0, g->game.players * sizeof *x);
        return HOSHI_OK;
    }
    enum hoshi_status status = hoshi_divisions_open(game, rule, &d, b->faults);
    if (status)
        return status;
    if (d->division[0].reason)
        status = hoshi_fault_add(b->faults, HOSHI_E_DIVISION, "sharing.rules", id, "%s",
                                 hoshi_division_reason_code(d->division[0].reason));
    for (size_t i = 0; !status && i < g->game.players; i++)
        x[i] = d->division[0].amount[i];
    hoshi_divisions_close(d);
    return status;
}

/* The players' amounts laid on the two levels: what ★4 adds is paid by those who asked for it while their
 * amounts reach, in proportion to them; the rest of everybody's amount is for ★3. */
static void lay(const struct hoshi_level_game *g, const double *x, double *lower, double *upper)
{
    double above = 0, below = 0;
    for (size_t i = 0; i < g->game.players; i++)
        *(g->game.stand_alone[i] > g->lower_yen ? &above : &below) += x[i];
    double short_yen = g->upper_yen > above ? g->upper_yen - above : 0;
    for (size_t i = 0; i < g->game.players; i++) {
        bool asked = g->game.stand_alone[i] > g->lower_yen;
        double base = asked ? above : below, due = asked ? g->upper_yen - short_yen : short_yen;
        upper[i] = base > 0 ? due * (x[i] / base) : 0;
        lower[i] = x[i] - upper[i];
    }
}

/* Weights of a level in ppm from the players' amounts; they stay equal when there is nothing to pay. */
static enum hoshi_status to_ppm(struct builder *b, const struct hoshi_level_game *g, const double *yen,
                                int64_t *raw)
{
    size_t n = g->game.players;
    double sum = 0;
    int64_t weight[HOSHI_BUYERS_MAX] = {0}, ppm[HOSHI_BUYERS_MAX];
    for (size_t i = 0; i < n; i++)
        sum += yen[i] > 0 ? yen[i] : 0;
    if (!(sum > 0))
        return HOSHI_OK;
    for (size_t i = 0; i < n; i++)
        weight[i] = yen[i] > 0 ? llround(yen[i] / sum * 1e12) : 0;
    enum hoshi_status status = hoshi_money_split(HOSHI_MICRO, weight, n, ppm);
    memset(raw, 0, b->s->parties * sizeof *raw);
    for (size_t i = 0; !status && i < n; i++)
        raw[g->party[i]] = ppm[i];
    return status;
}

static enum hoshi_status set_weights(struct builder *b, struct hoshi_weights *w, const int64_t *raw)
{
    size_t n = b->s->parties;
    int64_t *kept = hoshi_arena_array(&b->s->arena, 2 * n, sizeof *kept), *final = kept + n;
    if (!kept)
        return memory(b);
    memcpy(kept, raw, n * sizeof *kept);
    memcpy(final, raw, n * sizeof *final);
    w->raw = kept;
    w->weight = final;
    enum hoshi_status status = b->s->supplier_part_ppm ? keep_part(b, final) : HOSHI_OK;
    add_up(b->s, w, final);
    return status;
}

/* The level of the lines a rule's weights divide: 3 or 4. */
static int weights_level(const struct hoshi_split *s, size_t k)
{
    for (size_t i = 0; i < s->shares; i++)
        if (s->share[i].weights == k)
            return level_of(&s->share[i]);
    return 0;
}

static double pool_yen(const struct hoshi_split *s, const char *division, int level)
{
    double sum = 0;
    for (size_t i = 0; i < s->shares; i++) {
        const struct hoshi_weights *w = &s->weights[s->share[i].weights];
        if (w->division && strcmp(w->division, division) == 0 && level_of(&s->share[i]) == level)
            sum += (double)(s->share[i].gross_annual_yen - s->share[i].funding_annual_yen);
    }
    return sum;
}

static enum hoshi_status game_of(struct builder *b, const char *division)
{
    struct hoshi_split *s = b->s;
    struct hoshi_level_game g;
    double x[HOSHI_BUYERS_MAX], yen[2][HOSHI_BUYERS_MAX];
    enum hoshi_status status =
        hoshi_split_game(s, pool_yen(s, division, 3), pool_yen(s, division, 4), &s->arena, &g);
    if (status)
        return memory(b);
    if (!g.game.players)
        return HOSHI_OK;
    status = play(b, &g, division, x);
    if (status)
        return status;
    lay(&g, x, yen[0], yen[1]);
    for (size_t k = 0; !status && k < s->weights_n; k++) {
        struct hoshi_weights *w = &s->weights[k];
        int level = weights_level(s, k);
        if (!w->division || strcmp(w->division, division) != 0 || (level == 4 && !g.upper))
            continue;
        int64_t raw[HOSHI_BUYERS_MAX + 2];
        memcpy(raw, w->raw, s->parties * sizeof *raw);
        status = to_ppm(b, &g, yen[level == 4], raw);
        if (!status)
            status = set_weights(b, w, raw);
    }
    return status;
}

/* Each rule of division once, for all the pools it is set for together. */
static enum hoshi_status games(struct builder *b)
{
    struct hoshi_split *s = b->s;
    enum hoshi_status status = HOSHI_OK;
    for (size_t k = 0; !status && k < s->weights_n; k++) {
        bool met = !s->weights[k].division;
        for (size_t j = 0; j < k && !met; j++)
            met = s->weights[j].division && strcmp(s->weights[j].division, s->weights[k].division) == 0;
        if (!met)
            status = game_of(b, s->weights[k].division);
    }
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

/* ---- overcharged groups ---- */

/* Lines by who needs them: ★3 by everybody, ★4 by those who asked for it, each demand by those who made it.
 * One player more stands for other customers and the supplier: it needs everything, so no group with it can
 * be overcharged, and the amounts add up to the whole as hoshi_game_worst wants them. */
struct groups {
    double *cost;
    size_t *first, lines, used;
    uint32_t *needed_by;
};

static void end_line(struct groups *g, double cost, uint32_t rest)
{
    g->needed_by[g->used++] = rest;
    g->cost[g->lines++] = cost > 0 ? cost : 0;
    g->first[g->lines] = g->used;
}

static void fill_groups(const struct hoshi_split *s, struct groups *g)
{
    uint32_t rest = (uint32_t)(s->parties - 2);
    for (int level = 3; level <= 4; level++) {
        for (uint32_t p = 0; p < rest; p++)
            if (level == 3 || s->party[p].level >= 4)
                g->needed_by[g->used++] = p;
        end_line(g, (double)hoshi_split_level_yen(s, level, false), rest);
    }
    for (size_t k = 0; k < s->weights_n; k++) {
        const struct hoshi_entry *x = NULL;
        double cost = 0;
        for (size_t i = 0; i < s->shares; i++)
            if (s->share[i].weights == k && s->share[i].entry->cause == HOSHI_CAUSE_BUYER) {
                x = s->share[i].entry;
                cost += (double)s->share[i].horizon_yen;
            }
        if (!x)
            continue;
        for (uint32_t p = 0; p < rest; p++)
            if (x->buyer[s->party[p].buyer])
                g->needed_by[g->used++] = p;
        end_line(g, cost, rest);
    }
}

/* What a player bears of lines somebody needs; own lines concern nobody. */
static double borne(const struct hoshi_split *s, size_t p)
{
    double sum = 0;
    for (size_t i = 0; i < s->shares; i++)
        if (s->share[i].entry->cause != HOSHI_CAUSE_OWN)
            sum += (double)s->share[i].horizon[p];
    return sum;
}

static enum hoshi_status groups(struct builder *b)
{
    struct hoshi_split *s = b->s;
    size_t n = s->parties - 1, lines = s->weights_n + 2;
    s->group = hoshi_arena_array(&s->arena, s->parties, sizeof *s->group);
    double *x = hoshi_arena_array(&s->arena, n, sizeof *x);
    int64_t *taken = hoshi_arena_array(&s->arena, n, sizeof *taken);
    struct groups g = {.cost = hoshi_arena_array(&s->arena, lines, sizeof *g.cost),
                       .first = hoshi_arena_array(&s->arena, lines + 1, sizeof *g.first),
                       .needed_by = hoshi_arena_array(&s->arena, lines * n, sizeof *g.needed_by)};
    if (!s->group || !x || !taken || !g.cost || !g.first || !g.needed_by)
        return memory(b);
    if (n < 2)
        return HOSHI_OK;
    fill_groups(s, &g);
    struct hoshi_game game = {.form = HOSHI_GAME_LINES,
                              .players = n,
                              .lines = g.lines,
                              .cost = g.cost,
                              .first = g.first,
                              .needed_by = g.needed_by};
    for (size_t p = 0; p + 1 < n; p++)
        x[p] = borne(s, p);
    x[n - 1] = borne(s, n - 1) + borne(s, n);
    struct hoshi_coalition worst = {.taken = taken};
    if (hoshi_game_worst(&game, x, false, &worst))
        return memory(b);
    /* Half a yen and less is rounding of single lines. */
    int64_t over = worst.exists ? llround(worst.excess) : 0;
    if (over <= (int64_t)s->shares)
        return HOSHI_OK;
    s->group_over_yen = over;
    for (size_t p = 0; p + 1 < n; p++)
        s->group[p] = taken[p] != 0;
    return HOSHI_OK;
}

static enum hoshi_status overheads(struct builder *b)
{
    struct hoshi_split *s = b->s;
    const struct hoshi_case_overheads *o = &b->c->sharing.overheads;
    if (!o->stated)
        return HOSHI_OK;
    s->overhead_full = hoshi_arena_array(&s->arena, o->departments, sizeof *s->overhead_full);
    s->overhead_centre = hoshi_arena_array(&s->arena, o->centres, sizeof *s->overhead_centre);
    s->overhead_ppm = hoshi_arena_array(&s->arena, b->c->buyers + 1, sizeof *s->overhead_ppm);
    if (!s->overhead_full || !s->overhead_centre || !s->overhead_ppm)
        return memory(b);
    enum hoshi_status status =
        hoshi_overhead_shares(o, b->c->buyers, s->overhead_full, s->overhead_centre, s->overhead_ppm);
    return status ? hoshi_fault_add(b->faults, status, "sharing.overheads", NULL, NULL) : HOSHI_OK;
}

static enum hoshi_status build(struct builder *b)
{
    b->s->e = b->e;
    b->s->basis = b->c->sharing.basis;
    b->s->supplier_part_ppm =
        b->c->sharing.supplier_part_ppm == HOSHI_NONE ? 0 : b->c->sharing.supplier_part_ppm;
    enum hoshi_status status = parties(b);
    if (!status)
        status = overheads(b);
    if (!status)
        status = gross(b);
    if (!status)
        status = fund(b);
    if (!status)
        status = games(b);
    if (!status)
        status = divide(b);
    if (!status)
        status = years(b);
    if (!status)
        status = bounds(b);
    if (!status)
        status = groups(b);
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
