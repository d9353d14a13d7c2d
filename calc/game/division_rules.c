/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "division_rules.h"
#include "sort.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct saying {
    const char *code;
    struct hoshi_words words;
};

static const struct saying reasons[HOSHI_DIVISION_REASONS] = {
    [HOSHI_DIVIDED] = {"", {"", ""}},
    [HOSHI_NO_RULE_FOR_FORM] = {"not_for_this_form",
                                {"この形の問題には使わない方法です", "not a rule for this form of problem"}},
    [HOSHI_NO_TOO_MANY] = {"too_many_players",
                           {"人数がこの方法の上限を超えています", "more players than this rule can take"}},
    [HOSHI_NO_WEIGHT] = {"weights_all_zero", {"重みがすべて0です", "all weights are 0"}},
    [HOSHI_NO_LINE_WEIGHT] = {"line_weights_all_zero",
                              {"必要とする人の重みがすべて0の明細があります",
                               "a line is needed only by players of weight 0"}},
    [HOSHI_NO_STAND_ALONE] = {"stand_alone_all_zero",
                              {"単独の額がすべて0です", "all stand-alone amounts are 0"}},
    [HOSHI_NO_QUASI_BALANCE] =
        {"not_quasi_balanced",
         {"最低が最高を超える人がいるか、合計が両者の間にありません",
          "somebody's least exceeds its most, or the total is not between their sums"}},
    [HOSHI_NO_SAVING] = {"no_common_saving",
                         {"一緒にしても得がないか、加わると単独より高くつく人がいます",
                          "joining saves nothing, or somebody adds more than it would pay alone"}},
    [HOSHI_NO_COMMON_SIGN] = {"stand_alone_signs_differ",
                              {"単独の額に正と負が混じっています", "stand-alone amounts are of both signs"}},
};

static const struct saying notes[HOSHI_DIVISION_NOTES] = {
    [HOSHI_NOTE_NONE] = {"", {"", ""}},
    [HOSHI_NOTE_CLAMPED] =
        {"remaining_benefit_clamped",
         {"加わると単独より高くつく人がいます（その人の残余便益は0とした）",
          "somebody adds more than it would pay alone (its remaining benefit was set to 0)"}},
    [HOSHI_NOTE_PRENUCLEOLUS] =
        {"prenucleolus",
         {"単独の合計のほうが得です（単独との比較で縛らない前仁を示した）",
          "alone is better in sum: the prenucleolus, not bound by stand-alone amounts"}},
    [HOSHI_NOTE_EMPTY_CORE] = {"empty_core",
                               {"どう分けても、どこかの提携が不満を持ちます（コアが空）",
                                "however it is divided, some coalition is dissatisfied (the core is empty)"}},
    [HOSHI_NOTE_NO_REMAINDER] = {"no_remaining_benefit",
                                 {"残余便益のある人がいないため、残りは均等とした",
                                  "nobody has a remaining benefit: the rest is shared equally"}},
};

const char *hoshi_division_reason_code(enum hoshi_division_reason reason)
{
    return reasons[reason].code;
}

struct hoshi_words hoshi_division_reason_words(enum hoshi_division_reason reason)
{
    return reasons[reason].words;
}

const char *hoshi_division_note_code(enum hoshi_division_note note)
{
    return notes[note].code;
}

struct hoshi_words hoshi_division_note_words(enum hoshi_division_note note)
{
    return notes[note].words;
}

/* ---- whole yen ---- */

struct remainder {
    int64_t rest;
    size_t player;
};

static int by_rest(const void *a, const void *b)
{
    const struct remainder *x = a, *y = b;
    if (x->rest != y->rest)
        return x->rest > y->rest ? -1 : 1;
    return x->player < y->player ? -1 : x->player > y->player;
}

/* One each in the order of remainders, from the end when too much was given. */
static void hand_out(const struct remainder *r, size_t n, int64_t left, int64_t *whole)
{
    for (size_t k = 0; left > 0; k = (k + 1) % n, left--)
        whole[r[k].player]++;
    for (size_t k = n; left < 0; left++) {
        k = k ? k - 1 : n - 1;
        whole[r[k].player]--;
    }
}

enum hoshi_status hoshi_division_round(const struct hoshi_game *g, const double *x, int64_t total,
                                       int64_t *whole)
{
    size_t n = g->players;
    struct remainder *r = malloc(n * sizeof *r);
    int64_t left = total < 0 ? -total : total;
    /* What a double of this size cannot tell apart is a tie, and no remainder. */
    long double noise = fminl(0.25L, 1e-6L + 1e-14L * (long double)left);
    if (!r)
        return HOSHI_E_MEMORY;
    for (size_t i = 0; i < n; i++) {
        long double q = (long double)x[i] * (long double)hoshi_game_count(g, i);
        q = total < 0 ? -q : q;
        long double down = floorl(q + noise);
        r[i] = (struct remainder){q > down ? llroundl((q - down) / noise) : 0, i};
        whole[i] = (int64_t)down;
        left -= whole[i];
    }
    hoshi_sort(r, n, sizeof *r, by_rest);
    hand_out(r, n, left, whole);
    for (size_t i = 0; i < n && total < 0; i++)
        whole[i] = -whole[i];
    free(r);
    return HOSHI_OK;
}

/* ---- divide ---- */

static bool applies(const struct hoshi_game *g, struct hoshi_division *d)
{
    size_t limit = d->rule->limit[g->form];
    if (limit == 0)
        d->reason = HOSHI_NO_RULE_FOR_FORM;
    else if (limit != SIZE_MAX && hoshi_game_members(g) > (int64_t)limit)
        d->reason = HOSHI_NO_TOO_MANY;
    return !d->reason;
}

static enum hoshi_status divisions_finish(const struct hoshi_game *g, double total, struct hoshi_division *d)
{
    enum hoshi_status status = hoshi_game_worst(g, d->amount, d->proven, &d->worst);
    if (status)
        return status;
    d->in_core = d->worst.excess <= hoshi_game_epsilon(g) || !d->worst.exists;
    if (!d->in_core && !d->note && strcmp(d->rule->id, "nucleolus") == 0)
        d->note = HOSHI_NOTE_EMPTY_CORE;
    return g->yen ? hoshi_division_round(g, d->amount, llround(total), d->whole_yen) : HOSHI_OK;
}

static enum hoshi_status divisions_divide(struct hoshi_divisions *all, const struct hoshi_division_rule *rule)
{
    const struct hoshi_game *g = all->game;
    struct hoshi_division *d = &all->division[all->divisions++];
    d->rule = rule;
    if (!applies(g, d))
        return HOSHI_OK;
    d->amount = hoshi_arena_array(&all->arena, g->players, sizeof *d->amount);
    d->worst.taken = hoshi_arena_array(&all->arena, g->players, sizeof *d->worst.taken);
    if (g->yen)
        d->whole_yen = hoshi_arena_array(&all->arena, g->players, sizeof *d->whole_yen);
    if (!d->amount || !d->worst.taken || (g->yen && !d->whole_yen))
        return HOSHI_E_MEMORY;
    enum hoshi_status status = rule->divide(g, d);
    return status || d->reason ? status : divisions_finish(g, all->total, d);
}

/* Bounds of the amounts as they are shown: yen are rounded. */
static void divisions_widen(struct hoshi_divisions *all, const struct hoshi_division *d, bool first)
{
    for (size_t i = 0; i < all->game->players; i++) {
        double x = d->amount[i];
        if (all->game->yen)
            x = floor((double)d->whole_yen[i] / (double)hoshi_game_count(all->game, i));
        all->least[i] = first ? x : fmin(all->least[i], x);
        all->most[i] = first ? x : fmax(all->most[i], x);
    }
}

static enum hoshi_status divisions_compare(struct hoshi_divisions *all)
{
    size_t n = all->game->players;
    for (size_t k = 0; k < all->divisions; k++) {
        bool first = !all->least;
        if (all->division[k].reason)
            continue;
        if (first) {
            all->least = hoshi_arena_array(&all->arena, n, sizeof *all->least);
            all->most = hoshi_arena_array(&all->arena, n, sizeof *all->most);
        }
        if (!all->least || !all->most)
            return HOSHI_E_MEMORY;
        divisions_widen(all, &all->division[k], first);
    }
    return HOSHI_OK;
}

static enum hoshi_status divisions_fill(struct hoshi_divisions *all, const struct hoshi_division_rule *rule)
{
    const struct hoshi_game *g = all->game;
    enum hoshi_status status = HOSHI_OK;
    all->total = hoshi_game_total(g);
    all->monotone = hoshi_game_is_monotone(g);
    all->alone = hoshi_arena_array(&all->arena, g->players, sizeof *all->alone);
    all->marginal = hoshi_arena_array(&all->arena, g->players, sizeof *all->marginal);
    if (!all->alone || !all->marginal)
        return HOSHI_E_MEMORY;
    hoshi_game_ends(g, all->alone, all->marginal);
    size_t rules;
    const struct hoshi_division_rule *every = hoshi_division_rules(&rules);
    for (size_t k = 0; k < rules && !status; k++)
        if (!rule || rule == &every[k])
            status = divisions_divide(all, &every[k]);
    return status ? status : divisions_compare(all);
}

enum hoshi_status hoshi_divisions_open(const struct hoshi_game *g, const struct hoshi_division_rule *rule,
                                       struct hoshi_divisions **out, struct hoshi_faults *faults)
{
    assert(g->players > 0);
    struct hoshi_divisions *all = calloc(1, sizeof *all);
    if (!all)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    all->game = g;
    enum hoshi_status status = divisions_fill(all, rule);
    if (status) {
        hoshi_divisions_close(all);
        return hoshi_fault_add(faults, status, rule ? rule->id : NULL, NULL, NULL);
    }
    *out = all;
    return HOSHI_OK;
}

void hoshi_divisions_close(struct hoshi_divisions *d)
{
    if (!d)
        return;
    hoshi_arena_release(&d->arena);
    free(d);
}
