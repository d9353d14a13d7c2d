/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of division side by side, and which rule governs what. */
#include "own_view_parts.h"

#include <string.h>

static bool in_use(const struct hoshi_split *s, const char *id)
{
    for (size_t k = 0; k < s->weights_n; k++)
        if (s->weights[k].division && strcmp(s->weights[k].division, id) == 0)
            return true;
    return false;
}

/* The answers that are there, of the rules for a game of costs or of those for claims. */
static enum hoshi_status keep_rules(struct hoshi_own_view *v, const struct hoshi_divisions *d, bool claims)
{
    struct hoshi_own_rules *r = &v->rules;
    for (size_t k = 0; k < d->divisions && r->rules < HOSHI_OWN_RULES_MAX; k++) {
        const struct hoshi_division *x = &d->division[k];
        bool mine = x->rule->limit[HOSHI_GAME_AIRPORT] != 0;
        if (x->reason || mine == claims)
            continue;
        struct hoshi_own_rule *s = &r->rule[r->rules++];
        *s = (struct hoshi_own_rule){.rule = x->rule, .used = in_use(v->split, x->rule->id)};
        s->worst.taken = s->taken;
        memcpy(s->amount, x->amount, r->g.game.players * sizeof *s->amount);
        for (size_t i = 0; i < r->g.game.players; i++)
            s->sum += s->amount[i];
        if (hoshi_game_worst(&r->g.game, s->amount, false, &s->worst))
            return HOSHI_E_MEMORY;
        s->in_core = !s->worst.exists || s->worst.excess <= hoshi_game_epsilon(&r->g.game);
    }
    return HOSHI_OK;
}

static enum hoshi_status play_rules(struct hoshi_own_view *v, bool claims, struct hoshi_faults *faults)
{
    struct hoshi_game g = v->rules.g.game;
    struct hoshi_divisions *d = NULL;
    if (claims) {
        g.form = HOSHI_GAME_CLAIMS;
        g.gains = true;
        g.claim = g.stand_alone;
        g.estate = hoshi_game_total(&v->rules.g.game);
    }
    enum hoshi_status status = hoshi_divisions_open(&g, NULL, &d, faults);
    if (!status)
        status = keep_rules(v, d, claims);
    hoshi_divisions_close(d);
    return status;
}

static void rule_ends(struct hoshi_own_rules *r, size_t i)
{
    r->least[i] = r->most[i] = r->rules ? r->rule[0].amount[i] : 0;
    for (size_t k = 1; k < r->rules; k++) {
        double x = r->rule[k].amount[i];
        r->least[i] = x < r->least[i] ? x : r->least[i];
        r->most[i] = x > r->most[i] ? x : r->most[i];
    }
}

enum hoshi_status hoshi_own_view_rules(struct hoshi_own_view *v, struct hoshi_faults *faults)
{
    const struct hoshi_split *s = v->split;
    size_t askers = 0;
    for (size_t p = 0; p < s->parties; p++)
        askers += s->party[p].kind == HOSHI_PARTY_BUYER && s->party[p].level >= 3;
    v->has_rules = askers > 1;
    if (!v->has_rules)
        return HOSHI_OK;
    struct hoshi_own_rules *r = &v->rules;
    enum hoshi_status status = hoshi_split_game(s, (double)hoshi_split_level_yen(s, 3, true),
                                                (double)hoshi_split_level_yen(s, 4, true), &v->arena, &r->g);
    r->rule = hoshi_arena_array(&v->arena, HOSHI_OWN_RULES_MAX, sizeof *r->rule);
    if (status || !r->rule)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    hoshi_game_ends(&r->g.game, r->alone, r->marginal);
    status = play_rules(v, false, faults);
    if (!status)
        status = play_rules(v, true, faults);
    for (size_t i = 0; i < r->g.game.players; i++)
        rule_ends(r, i);
    return status;
}

/* ---- which rule governs what ---- */

/* Of the weights whose key is this ("level:3", "star:4" …). */
static enum hoshi_ruling ruling_of(const struct hoshi_split *s, const char *key)
{
    const struct hoshi_weights *w = NULL;
    size_t bear = 0, buyers = 0;
    for (size_t k = 0; !w && k < s->weights_n; k++)
        w = strcmp(s->weights[k].key, key) == 0 ? &s->weights[k] : NULL;
    if (!w)
        return HOSHI_RULING_NO_LINES;
    if (w->given || (w->rule != HOSHI_RULE_KEY && w->rule != HOSHI_RULE_ASKERS))
        return HOSHI_RULING_BY_RULE;
    if (w->rule == HOSHI_RULE_KEY)
        return HOSHI_RULING_BY_SHARE;
    for (size_t p = 0; p < s->parties; p++) {
        bear += w->raw[p] != 0;
        buyers += w->raw[p] && s->party[p].kind == HOSHI_PARTY_BUYER;
    }
    if (!buyers) /* nobody asked: the firm's own */
        return HOSHI_RULING_BY_RULE;
    return bear == 1 ? HOSHI_RULING_SOLE : HOSHI_RULING_ASKERS;
}

/* Lines of two kinds under one sentence: it holds where both are alike. */
static enum hoshi_ruling view_rules_together(enum hoshi_ruling a, enum hoshi_ruling b)
{
    if (a == HOSHI_RULING_NO_LINES || a == b)
        return b;
    if (b == HOSHI_RULING_NO_LINES)
        return a;
    bool askers = (a == HOSHI_RULING_ASKERS || a == HOSHI_RULING_SOLE) &&
                  (b == HOSHI_RULING_ASKERS || b == HOSHI_RULING_SOLE);
    return askers ? HOSHI_RULING_ASKERS : HOSHI_RULING_BY_RULE;
}

static enum hoshi_ruling ruling_of_all(const struct hoshi_split *s, const char *const *key, size_t n)
{
    enum hoshi_ruling all = HOSHI_RULING_NO_LINES;
    for (size_t i = 0; i < n; i++)
        all = view_rules_together(all, ruling_of(s, key[i]));
    return all;
}

void hoshi_own_view_rulings(struct hoshi_own_view *v)
{
    static const char *const three[] = {"level:3", "direct:3", "indirect:3", "upgrade:3", "upgrade:4"},
                             *const star[] = {"star:3", "star:4"}, *const four[] = {"direct:4", "indirect:4"};
    v->ruling3 = ruling_of_all(v->split, three, 5);
    v->ruling3 = v->ruling3 == HOSHI_RULING_BY_SHARE || v->ruling3 == HOSHI_RULING_NO_LINES
                     ? HOSHI_RULING_BY_SHARE
                     : HOSHI_RULING_BY_RULE;
    v->ruling_star = ruling_of_all(v->split, star, 2);
    v->ruling4 = view_rules_together(ruling_of(v->split, "level:4"), ruling_of_all(v->split, four, 2));
    v->ruling_upgrade4 = ruling_of(v->split, "upgrade:4");
}
