/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What payers can compute of the others from their parts: the amounts of the others under which no share moves. */
#include "split_infer.h"
#include "money.h"
#include "split_parts.h"

#include <stdlib.h>
#include <string.h>

enum { SLOTS = HOSHI_BUYERS_MAX + 2, STEPS = 128, STEPS_MANY = 24, MANY = 12 };

/* Those among whom something is divided by amounts of a key. */
struct infer_set {
    const struct hoshi_split *s;
    int level;
    enum hoshi_key key;
    int64_t whole;         /* of the business */
    int64_t amount[SLOTS]; /* per party; 0: not among them, or nothing of the key */
    size_t members;
};

/* Somebody who looks: one party or two, and what the rest have. */
struct infer_eye {
    const struct infer_set *set;
    size_t a, b;            /* b SIZE_MAX: none */
    int64_t seen_a, seen_b; /* shares on the grid */
    int64_t own, others;
};

static int64_t split_infer_amount(const struct hoshi_split *s, size_t party, enum hoshi_key key)
{
    const struct hoshi_party *x = &s->party[party];
    int64_t amount =
        x->kind == HOSHI_PARTY_BUYER ? hoshi_split_key_part(&s->e->a.c->buyer[x->buyer], key) : HOSHI_NONE;
    return amount == HOSHI_NONE ? 0 : amount;
}

/* ---- the sets ---- */

static const struct hoshi_entry *infer_entry(const struct hoshi_split *s, size_t weights)
{
    for (size_t i = 0; i < s->shares; i++)
        if (s->share[i].weights == weights)
            return s->share[i].entry;
    return NULL;
}

static bool infer_is_member(const struct hoshi_split *s, const struct hoshi_entry *x, int level, size_t p)
{
    if (s->party[p].kind != HOSHI_PARTY_BUYER)
        return false;
    return level ? s->party[p].level >= level : x->buyer[s->party[p].buyer];
}

/* Whether the weights are among askers by amounts of a key; then who they are. */
static bool infer_set_of(const struct hoshi_split *s, size_t k, struct infer_set *set)
{
    const struct hoshi_weights *w = &s->weights[k];
    const struct hoshi_entry *x = infer_entry(s, k);
    bool demand = x && x->cause == HOSHI_CAUSE_BUYER;
    bool askers = x && x->cause <= HOSHI_CAUSE_LEVEL4 && w->rule == HOSHI_RULE_ASKERS;
    if (!(demand || askers) || w->quantity == HOSHI_KEY_CUSTOM)
        return false;
    *set = (struct infer_set){.s = s,
                              .level = demand                           ? 0
                                       : x->cause == HOSHI_CAUSE_LEVEL4 ? 4
                                                                        : 3,
                              .key = w->quantity,
                              .whole = hoshi_split_key_whole(&s->e->a.c->supplier, w->quantity)};
    for (size_t p = 0; p < s->parties; p++)
        if (infer_is_member(s, x, set->level, p)) {
            set->amount[p] = split_infer_amount(s, p, set->key);
            set->members++;
        }
    return set->whole != HOSHI_NONE && set->whole > 0 && (!demand || set->members > 1);
}

/* Two pools of one level by one key are one set: the shares are the same. */
static bool infer_is_known(const struct hoshi_split *s, size_t k, const struct infer_set *set)
{
    struct infer_set before;
    for (size_t j = 0; j < k; j++)
        if (infer_set_of(s, j, &before) && before.level == set->level && before.key == set->key &&
            memcmp(before.amount, set->amount, sizeof before.amount) == 0)
            return true;
    return false;
}

/* ---- the band ---- */

/* Shares on the grid if the others had this in all: each its part of it, and where there is nobody, somebody. */
static void infer_weights(const struct infer_eye *e, int64_t total, int64_t *w)
{
    const struct infer_set *set = e->set;
    size_t n = set->s->parties;
    for (size_t p = 0; p < n; p++) {
        int64_t amount = set->amount[p];
        if (p != e->a && p != e->b && e->others)
            hoshi_money_muldiv(amount, total, e->others, &amount);
        if (!e->others && p == n - 2)
            amount = total;
        w[p] = 0;
        hoshi_money_muldiv(amount, HOSHI_MICRO, set->whole, &w[p]);
    }
    hoshi_split_lay_on_grid(set->s, w);
}

static bool infer_same(const struct infer_eye *e, int64_t total)
{
    int64_t w[SLOTS];
    infer_weights(e, total, w);
    return w[e->a] == e->seen_a && (e->b == SIZE_MAX || w[e->b] == e->seen_b);
}

/* From the truth towards `end`: the last amount before a share moves. */
static int64_t infer_end(const struct infer_eye *e, int64_t end)
{
    int64_t steps = e->set->members > MANY ? STEPS_MANY : STEPS, same = e->others, other = end;
    bool moves = false;
    for (int64_t i = 1; i <= steps && !moves; i++) {
        int64_t far = 0;
        if (!hoshi_money_muldiv(end - e->others, i, steps, &far))
            return same;
        moves = !infer_same(e, e->others + far);
        if (moves)
            other = e->others + far;
        else
            same = e->others + far;
    }
    while (moves && llabs(other - same) > 1) {
        int64_t middle = same + (other - same) / 2;
        if (infer_same(e, middle))
            same = middle;
        else
            other = middle;
    }
    return same;
}

/* Largest remainder moves a share by less than a unit: beyond two nothing is as it was. */
static int64_t infer_reach(const struct infer_eye *e, int64_t to, int64_t of, int64_t otherwise)
{
    int64_t amount;
    bool known = to >= 0 && of > 0 && hoshi_money_muldiv(e->own, to, of, &amount);
    return known && amount < otherwise ? amount : otherwise;
}

static void infer_band(struct infer_eye *e, struct hoshi_split_inference *x)
{
    const struct hoshi_split *s = e->set->s;
    int64_t w[SLOTS], rest = e->set->whole > e->own ? e->set->whole - e->own : 0;
    infer_weights(e, e->others, w);
    e->seen_a = w[e->a];
    e->seen_b = e->b == SIZE_MAX ? 0 : w[e->b];
    x->least = x->most = x->others;
    x->share_ppm = e->seen_a + e->seen_b;
    if (!s->askers_grid) {
        int64_t sum = 0;
        for (size_t p = 0; p < s->parties; p++)
            sum += w[p];
        x->share_ppm = sum ? x->share_ppm * HOSHI_MICRO / sum : 0;
        return;
    }
    int64_t units = 100 / s->askers_grid, mine = x->share_ppm * units / HOSHI_MICRO;
    x->least = infer_end(e, infer_reach(e, units - mine - 2, mine + 2, e->others) * (units - mine > 2));
    x->most = infer_end(e, infer_reach(e, units - mine + 2, mine - 2, rest > e->others ? rest : e->others));
}

static bool split_infer_row(const struct infer_set *set, size_t a, size_t b, struct hoshi_split_inference *x)
{
    struct infer_eye e = {.set = set, .a = a, .b = b};
    size_t rest = 0;
    for (size_t p = 0; p < set->s->parties; p++) {
        bool mine = p == a || p == b;
        *(mine ? &e.own : &e.others) += set->amount[p];
        rest += !mine && set->amount[p] > 0;
    }
    if (set->amount[a] <= 0 || (b != SIZE_MAX && (set->amount[b] <= 0 || !rest)))
        return false;
    *x = (struct hoshi_split_inference){
        .party = a, .fellow = b, .level = set->level, .key = set->key, .own = e.own, .others = e.others};
    infer_band(&e, x);
    return true;
}

size_t hoshi_split_infer(const struct hoshi_split *s, struct hoshi_split_inference *out, size_t room)
{
    struct infer_set set;
    size_t n = 0;
    for (size_t k = 0; k < s->weights_n; k++) {
        if (!infer_set_of(s, k, &set) || infer_is_known(s, k, &set))
            continue;
        for (size_t a = 0; a < s->parties && n < room; a++)
            n += split_infer_row(&set, a, SIZE_MAX, &out[n]);
        for (size_t a = 0; a < s->parties && set.members <= HOSHI_INFER_PAIRS; a++)
            for (size_t b = a + 1; b < s->parties && n < room; b++)
                n += split_infer_row(&set, a, b, &out[n]);
    }
    return n;
}
