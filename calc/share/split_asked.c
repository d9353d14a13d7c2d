/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of each buyer: its part, rounded while it is an estimate. */
#include "split.h"

enum { SPLIT_MONTHS = 12, SPLIT_STEPS = 10 };

static bool split_rough(const struct hoshi_split *s, size_t p)
{
    int64_t quoted = 0, ppm;
    for (size_t i = 0; i < s->shares; i++)
        quoted += s->share[i].entry->line.quote ? s->share[i].annual[p] : 0;
    return !hoshi_money_muldiv(quoted, HOSHI_MICRO, s->party[p].annual_yen, &ppm) ||
           ppm < s->e->a.quote_target_ppm;
}

/* The step in use for so much a year; 0: none. */
static int64_t split_step(int64_t annual_yen, int64_t step_yen)
{
    while (step_yen > 1 && annual_yen / SPLIT_MONTHS < SPLIT_STEPS * step_yen)
        step_yen /= SPLIT_STEPS;
    return step_yen > 1 ? step_yen : 0;
}

void hoshi_split_asked(struct hoshi_split *s)
{
    int64_t dropped = 0;
    for (size_t p = 0; p < s->parties; p++) {
        struct hoshi_party *x = &s->party[p];
        x->asked_annual_yen = x->annual_yen;
        if (x->kind == HOSHI_PARTY_BUYER && x->annual_yen > 0 && split_rough(s, p))
            x->ask_step_yen = split_step(x->annual_yen, s->e->a.ask_step_yen);
        if (x->ask_step_yen)
            x->asked_annual_yen -= x->annual_yen % (x->ask_step_yen * SPLIT_MONTHS);
        dropped += x->annual_yen - x->asked_annual_yen;
        if (x->kind == HOSHI_PARTY_SUPPLIER)
            x->asked_annual_yen += dropped;
    }
}
