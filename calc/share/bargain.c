/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bargain.h"

#include "money.h"

const int hoshi_ladder_fifteenths[HOSHI_LADDER_RUNGS] = {0, 8, 12, 14, 15};

enum { FIFTEEN = 15 };

/* Both factors are within HOSHI_YEN_MAX and a ratio at most 1, so nothing overflows. */
static int64_t bargain_part(int64_t amount, int64_t numerator, int64_t denominator)
{
    int64_t yen = 0;
    bool fits = hoshi_money_muldiv(amount, numerator, denominator, &yen);
    return fits ? yen : 0;
}

static int64_t bargain_value(int64_t yen, int64_t ppm, int64_t amount)
{
    if (yen != HOSHI_NONE)
        return yen;
    return ppm == HOSHI_NONE ? HOSHI_NONE : bargain_part(amount, ppm, HOSHI_MICRO);
}

static bool suits(const struct hoshi_bargain *x, int64_t yen)
{
    return x->zone >= HOSHI_ZONE_POINT && yen >= x->reservation_yen && yen <= x->other_yen;
}

static void bargain_zone(struct hoshi_bargain *x)
{
    x->surplus_yen = x->nash_yen = x->weighted_yen = HOSHI_NONE;
    if (x->reservation_yen == HOSHI_NONE || x->other_yen == HOSHI_NONE)
        return;
    x->surplus_yen = x->other_yen - x->reservation_yen;
    x->zone = x->surplus_yen < 0 ? HOSHI_ZONE_NONE : x->surplus_yen ? HOSHI_ZONE_OPEN : HOSHI_ZONE_POINT;
    if (x->zone == HOSHI_ZONE_NONE)
        return;
    x->nash_yen = x->reservation_yen + bargain_part(x->surplus_yen, 1, 2);
    x->weighted_yen = x->reservation_yen + bargain_part(x->surplus_yen, x->power_ppm, HOSHI_MICRO);
}

static void bargain_ladder(struct hoshi_bargain *x)
{
    bool whole = x->target_yen != HOSHI_NONE && x->reservation_yen != HOSHI_NONE && !x->crossed;
    for (int i = 0; i < HOSHI_LADDER_RUNGS; i++) {
        x->ladder_yen[i] = whole ? x->target_yen - bargain_part(x->target_yen - x->reservation_yen,
                                                                hoshi_ladder_fifteenths[i], FIFTEEN)
                                 : HOSHI_NONE;
        if (!whole || x->amount_yen <= 0 ||
            !hoshi_money_muldiv(x->ladder_yen[i], HOSHI_MICRO, x->amount_yen, &x->ladder_ppm[i]))
            x->ladder_ppm[i] = HOSHI_NONE;
    }
}

void hoshi_bargain_init(struct hoshi_bargain *out, const struct hoshi_case_negotiation *g, int64_t amount_yen)
{
    struct hoshi_bargain x = {.amount_yen = amount_yen > 0 ? amount_yen : 0};
    x.target_yen = bargain_value(g->own_target_yen, g->own_target_ppm, x.amount_yen);
    x.reservation_yen = bargain_value(g->own_reservation_yen, g->own_reservation_ppm, x.amount_yen);
    x.other_yen =
        bargain_value(g->other_reservation_estimated_yen, g->other_reservation_estimated_ppm, x.amount_yen);
    /* Nobody is asked for more than the amount, whatever it could pay. */
    if (x.other_yen != HOSHI_NONE && x.other_yen > x.amount_yen)
        x.other_yen = x.amount_yen;
    x.power_stated = g->power_ppm != HOSHI_NONE;
    x.power_ppm = x.power_stated ? g->power_ppm : HOSHI_MICRO / 2;
    x.crossed = x.target_yen != HOSHI_NONE && x.reservation_yen > x.target_yen;
    bargain_zone(&x);
    bargain_ladder(&x);
    x.between_yen = x.target_yen == HOSHI_NONE ? HOSHI_NONE : bargain_part(x.target_yen, 1, 2);
    x.between_suits = x.between_yen != HOSHI_NONE && suits(&x, x.between_yen);
    x.target_suits = x.target_yen != HOSHI_NONE && suits(&x, x.target_yen);
    *out = x;
}
