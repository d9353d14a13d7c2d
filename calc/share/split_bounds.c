/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Floor and ceiling of each buyer, and groups of buyers that bear more than they cost. */
#include "split_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct base {
    int64_t horizon, annual;
};

static bool bounds_of_level(const struct hoshi_split *s, size_t p, size_t i)
{
    enum hoshi_cause cause = s->share[i].entry->cause;
    return cause == HOSHI_CAUSE_LEVEL3 || (cause == HOSHI_CAUSE_LEVEL4 && s->party[p].level == 4);
}

bool hoshi_split_star_free(const struct hoshi_split *s, size_t party, size_t weights)
{
    const struct hoshi_weights *w = &s->weights[weights];
    return !s->party[party].level && strncmp(w->key, "star", 4) == 0 && w->weight[party] == 0;
}

static struct base level_base(const struct hoshi_split *s, size_t p)
{
    struct base sum = {0, 0};
    for (size_t i = 0; i < s->shares; i++) {
        if (bounds_of_level(s, p, i)) {
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
static struct base keyed(const struct hoshi_split *s, size_t p, int64_t *part)
{
    struct base sum = {0, 0};
    int64_t *weight = part + s->parties;
    for (size_t i = 0; i < s->parties; i++)
        weight[i] = s->party[i].share_ppm;
    for (size_t i = 0; i < s->shares; i++) {
        if (!bounds_of_level(s, p, i) || hoshi_split_star_free(s, p, s->share[i].weights))
            continue; /* a floor above what a party is asked for would be none */
        if (hoshi_money_split(s->share[i].horizon_yen, weight, s->parties, part) == HOSHI_OK)
            sum.horizon += part[p];
        if (hoshi_money_split(s->share[i].annual_yen, weight, s->parties, part) == HOSHI_OK)
            sum.annual += part[p];
    }
    return sum;
}

enum hoshi_status hoshi_split_bounds(struct split_builder *b)
{
    struct hoshi_split *s = b->s;
    int64_t *part = calloc(2 * s->parties, sizeof *part);
    if (!part)
        return hoshi_split_memory(b);
    for (size_t p = 0; p < s->parties; p++) {
        struct hoshi_party *x = &s->party[p];
        if (x->kind != HOSHI_PARTY_BUYER)
            continue;
        struct base all = level_base(s, p), mine = demanded(s, x->buyer, false),
                    alone = demanded(s, x->buyer, true);
        struct base key = keyed(s, p, part);
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
static double bounds_borne(const struct hoshi_split *s, size_t p)
{
    double sum = 0;
    for (size_t i = 0; i < s->shares; i++)
        if (s->share[i].entry->cause != HOSHI_CAUSE_OWN)
            sum += (double)s->share[i].horizon[p];
    return sum;
}

enum hoshi_status hoshi_split_groups(struct split_builder *b)
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
        return hoshi_split_memory(b);
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
        x[p] = bounds_borne(s, p);
    x[n - 1] = bounds_borne(s, n - 1) + bounds_borne(s, n);
    struct hoshi_coalition worst = {.taken = taken};
    if (hoshi_game_worst(&game, x, false, &worst))
        return hoshi_split_memory(b);
    /* Half a yen and less is rounding of single lines. */
    int64_t over = worst.exists ? llround(worst.excess) : 0;
    if (over <= (int64_t)s->shares)
        return HOSHI_OK;
    s->group_over_yen = over;
    for (size_t p = 0; p + 1 < n; p++)
        s->group[p] = taken[p] != 0;
    return HOSHI_OK;
}
