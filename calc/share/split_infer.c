/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a payer can compute of the others from its own part. */
#include "split_infer.h"
#include "money.h"
#include "split_parts.h"

static int64_t infer_amount(const struct hoshi_split *s, size_t party, enum hoshi_key key)
{
    const struct hoshi_party *x = &s->party[party];
    return x->kind == HOSHI_PARTY_BUYER ? hoshi_split_key_part(&s->e->a.c->buyer[x->buyer], key) : HOSHI_NONE;
}

/* own × to ÷ of; HOSHI_NONE beyond what can be told. */
static int64_t infer_bound(int64_t own, int64_t to, int64_t of)
{
    int64_t amount;
    return of > 0 && hoshi_money_muldiv(own, to < 0 ? 0 : to, of, &amount) ? amount : HOSHI_NONE;
}

static void infer_band(const struct hoshi_split *s, int64_t whole, struct hoshi_split_inference *x)
{
    if (!s->askers_grid) {
        x->least = x->most = x->others;
        return;
    }
    int64_t units = 100 / s->askers_grid, mine = x->share_ppm * units / HOSHI_MICRO;
    x->least = infer_bound(x->own, units - mine - 1, mine + 1);
    x->most = infer_bound(x->own, units - mine + 1, mine - 1);
    /* Shares are fixed to millionths of the business before they are laid on the grid. */
    int64_t dust = whole == HOSHI_NONE ? 0 : 1 + (int64_t)s->parties * (whole / HOSHI_MICRO + 1);
    x->least = x->least > dust ? x->least - dust : 0;
    x->most = x->most == HOSHI_NONE ? HOSHI_NONE : x->most + dust;
}

/* The first rule that divides by amounts of a key among those who asked for the level. */
static const struct hoshi_weights *infer_rule(const struct hoshi_split *s, int level)
{
    for (size_t i = 0; i < s->shares; i++) {
        const struct hoshi_weights *w = &s->weights[s->share[i].weights];
        bool four = s->share[i].entry->cause == HOSHI_CAUSE_LEVEL4;
        if (w->rule == HOSHI_RULE_ASKERS && w->quantity != HOSHI_KEY_CUSTOM &&
            s->share[i].entry->cause <= HOSHI_CAUSE_LEVEL4 && (four ? 4 : 3) == level)
            return w;
    }
    return NULL;
}

size_t hoshi_split_infer(const struct hoshi_split *s, struct hoshi_split_inference *out)
{
    size_t n = 0;
    for (size_t p = 0; p < s->parties; p++)
        for (int level = 3; level <= 4; level++) {
            const struct hoshi_weights *w = infer_rule(s, level);
            int64_t own = w ? infer_amount(s, p, w->quantity) : HOSHI_NONE;
            if (!w || s->party[p].level < level || own == HOSHI_NONE || own <= 0)
                continue;
            struct hoshi_split_inference *x = &out[n++];
            int64_t all = 0;
            for (size_t i = 0; i < s->parties; i++)
                all += w->raw[i];
            *x = (struct hoshi_split_inference){.party = p, .level = level, .own = own};
            x->share_ppm = all ? w->raw[p] * HOSHI_MICRO / all : 0;
            for (size_t i = 0; i < s->parties; i++) {
                int64_t amount = i == p || s->party[i].level < level ? 0 : infer_amount(s, i, w->quantity);
                x->others += amount == HOSHI_NONE ? 0 : amount;
            }
            infer_band(s, hoshi_split_key_whole(&s->e->a.c->supplier, w->quantity), x);
        }
    return n;
}
