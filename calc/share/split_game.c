/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules of division: the game of the levels, and what it makes of the weights. */
#include "split_parts.h"

#include <math.h>
#include <string.h>

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
static enum hoshi_status play(struct split_builder *b, const struct hoshi_level_game *g, const char *id,
                              double *x)
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
static enum hoshi_status to_ppm(struct split_builder *b, const struct hoshi_level_game *g, const double *yen,
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

static enum hoshi_status split_game_set_weights(struct split_builder *b, struct hoshi_weights *w,
                                                const int64_t *raw)
{
    size_t n = b->s->parties;
    int64_t *kept = hoshi_arena_array(&b->s->arena, 2 * n, sizeof *kept), *final = kept + n;
    if (!kept)
        return hoshi_split_memory(b);
    memcpy(kept, raw, n * sizeof *kept);
    memcpy(final, raw, n * sizeof *final);
    w->raw = kept;
    w->weight = final;
    enum hoshi_status status = b->s->supplier_part_ppm ? hoshi_split_keep_part(b, final) : HOSHI_OK;
    hoshi_split_weights_sum(b->s, w, final);
    return status;
}

/* The level of the lines a rule's weights divide: 3 or 4. */
static int weights_level(const struct hoshi_split *s, size_t k)
{
    for (size_t i = 0; i < s->shares; i++)
        if (s->share[i].weights == k)
            return hoshi_share_level(&s->share[i]);
    return 0;
}

static double pool_yen(const struct hoshi_split *s, const char *division, int level)
{
    double sum = 0;
    for (size_t i = 0; i < s->shares; i++) {
        const struct hoshi_weights *w = &s->weights[s->share[i].weights];
        if (w->division && strcmp(w->division, division) == 0 && hoshi_share_level(&s->share[i]) == level)
            sum += (double)(s->share[i].gross_annual_yen - s->share[i].funding_annual_yen);
    }
    return sum;
}

static enum hoshi_status game_of(struct split_builder *b, const char *division)
{
    struct hoshi_split *s = b->s;
    struct hoshi_level_game g;
    double x[HOSHI_BUYERS_MAX], yen[2][HOSHI_BUYERS_MAX];
    enum hoshi_status status =
        hoshi_split_game(s, pool_yen(s, division, 3), pool_yen(s, division, 4), &s->arena, &g);
    if (status)
        return hoshi_split_memory(b);
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
            status = split_game_set_weights(b, w, raw);
    }
    return status;
}

/* Each rule of division once, for all the pools it is set for together. */
enum hoshi_status hoshi_split_games(struct split_builder *b)
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
