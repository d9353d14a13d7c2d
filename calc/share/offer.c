/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "offer.h"

#include <math.h>

/* y with y^12 = x, for x in 1 … 2. */
static double twelfth_root(double x)
{
    double y = 1 + (x - 1) / 12;
    for (int i = 0; i < 60; i++) {
        double p = y;
        for (int k = 1; k < 11; k++)
            p *= y;
        double next = y - (p * y - x) / (12 * p);
        if (next == y)
            break;
        y = next;
    }
    return y;
}

double hoshi_offer_annuity(int64_t rate_ppm, int months)
{
    double v = 1 / twelfth_root(1 + (double)rate_ppm / HOSHI_MICRO), power = 1, sum = 0;
    for (int i = 0; i < months; i++) {
        power *= v;
        sum += power;
    }
    return sum;
}

/* Half up, away from zero: as ROUND of a sheet. Amounts are below 2^50. */
static int64_t yen(double x)
{
    return (int64_t)round(x);
}

static int64_t within(int64_t x, int64_t low, int64_t high)
{
    return x < low ? low : x > high ? high : x;
}

void hoshi_offer_terms_init(struct hoshi_offer_terms *terms, const struct hoshi_split *split,
                            const struct hoshi_party *party)
{
    size_t column = (size_t)(party - split->party);
    int64_t once = 0, kind = 0, annual = within(party->asked_annual_yen, 0, HOSHI_YEN_MAX);
    for (size_t i = 0; i < split->shares; i++) {
        const struct hoshi_line *x = &split->share[i].entry->line;
        int64_t part = split->share[i].annual[column];
        once += x->every == 1 ? 0 : part;
        /* The star is the supplier's own: nobody can provide its evaluation or registration. */
        kind += x->price && x->row->cost_class == HOSHI_DIRECT && !x->measure->star ? part : 0;
    }
    *terms = (struct hoshi_offer_terms){annual, within(once, 0, annual), within(kind, 0, annual),
                                        split->e->a.discount_ppm, split->e->a.horizon};
}

static double worth(struct hoshi_offer_way_paid *x, double whole, double months)
{
    double sum = 0;
    x->worth[HOSHI_WORTH_LUMP] = (double)x->mix.lump_yen;
    x->worth[HOSHI_WORTH_SURCHARGE] = (double)x->surcharge_month_yen * months;
    x->worth[HOSHI_WORTH_KIND] = (double)x->kind_annual_yen * whole / 12;
    x->worth[HOSHI_WORTH_PRICE] = (double)x->price_annual_yen * whole / 12;
    for (int i = 0; i < HOSHI_OFFER_PARTS; i++)
        sum += x->worth[i];
    return sum;
}

struct hoshi_offer_way_paid hoshi_offer_pay(const struct hoshi_offer_terms *terms, struct hoshi_offer_mix mix)
{
    struct hoshi_offer_way_paid x = {.mix = mix};
    int all = 12 * terms->years;
    x.mix.months = (int)within(mix.months, 1, all);
    double whole = hoshi_offer_annuity(terms->rate_ppm, all),
           months = x.factor = hoshi_offer_annuity(terms->rate_ppm, x.mix.months);
    double value = (double)terms->annual_yen * whole / 12;
    int64_t once = 0;
    bool fits = hoshi_money_muldiv(terms->kind_annual_yen, within(mix.kind_ppm, 0, HOSHI_MICRO), HOSHI_MICRO,
                                   &x.kind_annual_yen) &&
                hoshi_money_muldiv(terms->once_annual_yen, within(mix.surcharge_ppm, 0, HOSHI_MICRO),
                                   HOSHI_MICRO, &once);
    (void)fits; /* a part of what fits */
    x.surcharge_month_yen = yen((double)once * whole / 12 / months);
    x.price_annual_yen = yen((value - (double)x.mix.lump_yen - (double)x.kind_annual_yen * whole / 12 -
                              (double)x.surcharge_month_yen * months) *
                             12 / whole);
    x.too_much = x.price_annual_yen < 0;
    double got = worth(&x, whole, months);
    x.worth_yen = yen(got);
    x.difference_yen = yen(got - value);
    x.paid_yen = x.mix.lump_yen + x.surcharge_month_yen * x.mix.months + x.price_annual_yen * terms->years;
    return x;
}

void hoshi_offer_init(struct hoshi_offer *out, const struct hoshi_offer_terms *terms, int64_t months)
{
    int all = 12 * terms->years;
    int m = (int)within(months == HOSHI_NONE ? HOSHI_OFFER_MONTHS : months, 1, all);
    double whole = hoshi_offer_annuity(terms->rate_ppm, all);
    int64_t lump = yen((double)terms->once_annual_yen * whole / 12);
    const struct hoshi_offer_mix mix[HOSHI_OFFER_WAYS] = {
        [HOSHI_OFFER_PRICE] = {0, 0, m, 0},
        [HOSHI_OFFER_LUMP] = {lump, 0, m, 0},
        [HOSHI_OFFER_SURCHARGE] = {0, HOSHI_MICRO, m, 0},
        [HOSHI_OFFER_KIND] = {0, 0, m, HOSHI_MICRO},
        [HOSHI_OFFER_MIX] = {lump / 2, HOSHI_MICRO / 2, m, 0},
    };
    *out = (struct hoshi_offer){.terms = *terms, .factor = whole};
    out->value_yen = yen((double)terms->annual_yen * whole / 12);
    for (int i = 0; i < HOSHI_OFFER_WAYS; i++)
        out->way[i] = hoshi_offer_pay(terms, mix[i]);
}

void hoshi_tooling_init(struct hoshi_tooling *out, const struct hoshi_offer_terms *terms, int64_t months)
{
    int all = 12 * terms->years;
    struct hoshi_tooling t = {.years = terms->years};
    t.months = (int)within(months == HOSHI_NONE ? all : months, 1, all);
    t.total_yen = terms->once_annual_yen * terms->years;
    int64_t before = 0, now = 0;
    for (int y = 0; y < t.years; y++) {
        bool fits = hoshi_money_muldiv(t.total_yen, within(12 * (y + 1), 0, t.months), t.months, &now);
        t.recovered_yen[y] = fits ? now - before : 0;
        t.balance_yen[y] = t.total_yen - now;
        before = now;
    }
    *out = t;
}

struct hoshi_tooling_piece hoshi_tooling_piece(const struct hoshi_tooling *t, int64_t annual_yen,
                                               int64_t carried_yen, int64_t units_per_year,
                                               int64_t step_micro)
{
    struct hoshi_tooling_piece x = {0};
    /* The quantity stands whether or not there is anything to recover. */
    if (!hoshi_money_muldiv(units_per_year, t->months, 12, &x.quantity) || annual_yen <= 0 ||
        !hoshi_money_muldiv(t->total_yen, carried_yen, annual_yen, &x.total_yen) || !x.quantity)
        return x;
    __extension__ __int128 n = (__int128)x.total_yen * HOSHI_MICRO, d = (__int128)x.quantity * step_micro;
    x.piece_micro = (int64_t)((n + d / 2) / d) * step_micro;
    return x;
}
