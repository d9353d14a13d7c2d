/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "division_rule.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FEW = HOSHI_GAME_GENERAL_MAX };
#define ANY SIZE_MAX

/* limit: general, lines, airport, claims */
static const struct hoshi_division_rule rules[] = {
    {"equal",
     {"均等", "equal"},
     {"全員が同じ額。必要の大小を見ない。", "Everybody the same, whatever each needs."},
     "Young (ed.), Cost Allocation: Methods, Principles, Applications, 1985",
     {ANY, ANY, ANY, ANY},
     hoshi_rule_equal},
    {"proportional",
     {"比例", "proportional"},
     {"重み（なければ単独の額、請求では請求額）に比例。明細に重みがあれば、明細ごとに必要とする人の間で比例"
      "。",
      "In proportion to the weights (else to stand-alone amounts, or claims); weighted lines are split line "
      "by "
      "line among those who need them."},
     "Moriarity, The Accounting Review 50 (1975) 791-795",
     {ANY, ANY, ANY, ANY},
     hoshi_rule_proportional},
    {"shapley",
     {"シャープレイ値", "Shapley value"},
     {"どの順に加わることも同じだけ起こるとして、加わったときに増える額の平均。明細なら、必要とする人で等分"
      "。",
      "What each adds on average over all orders of joining; a line is shared equally by those who need it."},
     "Shapley, Annals of Mathematics Studies 28 (1953) 307-317; Littlechild and Owen, Management Science 20 "
     "(1973) 370-372",
     {FEW, ANY, ANY, 0},
     hoshi_rule_shapley},
    {"nucleolus",
     {"仁", "nucleolus"},
     {"最も不満な提携の不満をできるだけ小さくし、次に不満なもの、と順に続ける。",
      "Makes the complaint of the most dissatisfied coalition as small as possible, then the next, and so "
      "on."},
     "Schmeidler, SIAM J. Applied Mathematics 17 (1969) 1163-1170; Littlechild, Int. J. Game Theory 3 (1974) "
     "21-29; Aumann and Maschler, J. Economic Theory 36 (1985) 195-213",
     {FEW, FEW, ANY, ANY},
     hoshi_rule_nucleolus},
    {"per_capita_nucleolus",
     {"一人当たりの仁", "per capita nucleolus"},
     {"仁と同じだが、提携の不満を一人当たりで測る。",
      "The nucleolus with complaints counted per member of the coalition."},
     "Grotte, M.Sc. thesis, Cornell University, 1970; Young, Okada and Hashimoto, Water Resources Research "
     "18 (1982) 463-475",
     {FEW, FEW, FEW, 0},
     hoshi_rule_per_capita_nucleolus},
    {"tau",
     {"τ値", "tau value"},
     {"各人の最低（抜けたときに減る額）と最高（ほかが最低を払うとき残る額）の間を、同じ割合で取る。",
      "The same fraction of the way, for everybody, from its least (what leaving saves) to its most (what is "
      "left when others pay their least)."},
     "Tijs, in Moeschlin and Pallaschke (eds.), Game Theory and Mathematical Economics, 1981, 123-132",
     {FEW, FEW, FEW, 0},
     hoshi_rule_tau},
    {"gately",
     {"ゲートリー点", "Gately point"},
     {"誰かが抜けるとき、ほかの人の損と本人の損の比を全員で等しくする。",
      "Everybody's leaving would hurt the others, per yen it hurts itself, just as much."},
     "Gately, International Economic Review 15 (1974) 195-208",
     {FEW, FEW, FEW, 0},
     hoshi_rule_gately},
    {"scrb",
     {"分離費用・残余便益法", "separable costs, remaining benefits"},
     {"自分が加わって増えた分は自分で払い、残りは、単独の額からその分を引いた便益に比例して分ける。",
      "Each pays what it adds to the others; the rest goes by what joining still saves each."},
     "Federal Inter-Agency River Basin Committee, Proposed Practices for Economic Analysis of River Basin "
     "Projects, 1950",
     {FEW, ANY, ANY, 0},
     hoshi_rule_scrb},
    {"ensc",
     {"非分離費用の均等割", "equal non-separable cost"},
     {"自分が加わって増えた分は自分で払い、残りは均等。", "Each pays what it adds to the others; the rest is "
                                                          "shared equally."},
     "Moulin, J. Economic Theory 36 (1985) 120-148",
     {FEW, ANY, ANY, 0},
     hoshi_rule_ensc},
    {"cec",
     {"制約付き均等負担", "constrained equal contributions"},
     {"全員が同じ額ずつ払い、ある段階までの人でその段階の費用を払い終えたら、その人たちは止まる。",
      "All pay alike until those up to some level have paid that level up; they stop, the rest go on."},
     "Thomson, Cost Allocation and Airport Problems, 2007",
     {0, 0, ANY, 0},
     hoshi_rule_cec},
    {"cea",
     {"制約付き均等配分", "constrained equal awards"},
     {"全員が同じ額を受け取る。ただし請求額まで。",
      "Everybody receives the same, but nobody more than its claim."},
     "Maimonides; Thomson, Mathematical Social Sciences 45 (2003) 249-297",
     {0, 0, 0, ANY},
     hoshi_rule_cea},
    {"cel",
     {"制約付き均等損失", "constrained equal losses"},
     {"全員が同じ額をあきらめる。ただし請求額まで。",
      "Everybody forgoes the same, but nobody more than its claim."},
     "Maimonides; Thomson, Mathematical Social Sciences 45 (2003) 249-297",
     {0, 0, 0, ANY},
     hoshi_rule_cel},
    {"talmud",
     {"タルムード", "Talmud"},
     {"原資が請求の合計の半分までは請求の半分を限度に均等に受け取り、それを超えると均等に損をする。",
      "Up to half of all claims: equal awards on half claims; above it: equal losses on half claims."},
     "Aumann and Maschler, J. Economic Theory 36 (1985) 195-213",
     {0, 0, 0, ANY},
     hoshi_rule_talmud},
    {"random_arrival",
     {"無作為到着順", "random arrival"},
     {"着いた順に請求額を受け取り、原資が尽きたら終わり。その全ての順の平均。",
      "First come, first served until the estate is gone, averaged over all orders."},
     "O'Neill, Mathematical Social Sciences 2 (1982) 345-371",
     {0, 0, 0, HOSHI_RANDOM_ARRIVAL_MAX},
     hoshi_rule_random_arrival},
};
enum { RULES = sizeof rules / sizeof rules[0] };
_Static_assert((int)RULES <= (int)HOSHI_DIVISION_RULES_MAX, "room for every rule");

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

const struct hoshi_division_rule *hoshi_division_rules(size_t *n)
{
    *n = RULES;
    return rules;
}

const struct hoshi_division_rule *hoshi_division_rule_find(const char *id)
{
    for (size_t k = 0; k < RULES; k++)
        if (strcmp(rules[k].id, id) == 0)
            return &rules[k];
    return NULL;
}

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

void hoshi_division_collapse(const struct hoshi_game *g, const double *member, double *amount)
{
    size_t k = 0;
    bool negate = g->gains;
    for (size_t i = 0; i < g->players; i++) {
        amount[i] = negate ? 0 - member[k] : member[k];
        k += (size_t)hoshi_game_count(g, i);
    }
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
    qsort(r, n, sizeof *r, by_rest);
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
    else if (limit != ANY && hoshi_game_members(g) > (int64_t)limit)
        d->reason = HOSHI_NO_TOO_MANY;
    return !d->reason;
}

static enum hoshi_status finish(const struct hoshi_game *g, double total, struct hoshi_division *d)
{
    enum hoshi_status status = hoshi_game_worst(g, d->amount, d->proven, &d->worst);
    if (status)
        return status;
    d->in_core = d->worst.excess <= hoshi_game_epsilon(g) || !d->worst.exists;
    if (!d->in_core && !d->note && d->rule->divide == hoshi_rule_nucleolus)
        d->note = HOSHI_NOTE_EMPTY_CORE;
    return g->yen ? hoshi_division_round(g, d->amount, llround(total), d->whole_yen) : HOSHI_OK;
}

static enum hoshi_status divide(struct hoshi_divisions *all, const struct hoshi_division_rule *rule)
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
    return status || d->reason ? status : finish(g, all->total, d);
}

/* Bounds of the amounts as they are shown: yen are rounded. */
static void widen(struct hoshi_divisions *all, const struct hoshi_division *d, bool first)
{
    for (size_t i = 0; i < all->game->players; i++) {
        double x = d->amount[i];
        if (all->game->yen)
            x = floor((double)d->whole_yen[i] / (double)hoshi_game_count(all->game, i));
        all->least[i] = first ? x : fmin(all->least[i], x);
        all->most[i] = first ? x : fmax(all->most[i], x);
    }
}

static enum hoshi_status compare(struct hoshi_divisions *all)
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
        widen(all, &all->division[k], first);
    }
    return HOSHI_OK;
}

static enum hoshi_status fill(struct hoshi_divisions *all, const struct hoshi_division_rule *rule)
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
    for (size_t k = 0; k < RULES && !status; k++)
        if (!rule || rule == &rules[k])
            status = divide(all, &rules[k]);
    return status ? status : compare(all);
}

enum hoshi_status hoshi_divisions_open(const struct hoshi_game *g, const struct hoshi_division_rule *rule,
                                       struct hoshi_divisions **out, struct hoshi_faults *faults)
{
    assert(g->players > 0);
    struct hoshi_divisions *all = calloc(1, sizeof *all);
    if (!all)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    all->game = g;
    enum hoshi_status status = fill(all, rule);
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
