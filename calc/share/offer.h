/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Ways to pay one amount that are worth the same (SPEC §5.8): in the price only; a lump sum with the
 * recurring part in the price; a surcharge with an end date; in kind, the buyer providing what would be
 * bought in; and any mix of them.
 *
 * Timing, the same for every way: N = 12 × years months. What is in the price, and a surcharge, is received
 * in equal parts at the end of each month; a lump sum on the first day; what the buyer provides spares the
 * supplier its cost at the end of each month, as the annual charge spreads it. With v = (1 + rate)^(−1/12)
 *
 *   a(m)   = v + v² + … + v^m                                   (m at rate 0)
 *   value  = annual/12 × a(N)                                   what the price alone is worth
 *   kind   = kind part × what can be provided/12 × a(N)
 *   month  = surcharge part × one-off part/12 × a(N)/a(m)       rounded half up to the yen
 *   price  = (value − lump − kind − month × a(m)) × 12/a(N)     yen a year, rounded half up: the rest
 *
 * so the worth of every way differs from `value` by no more than half a yen a year, the rounding of its
 * price. Ordinary annuity with an effective annual rate: Brealey, Myers and Allen, Principles of Corporate
 * Finance, ch. 2.
 *
 * a() is a sum and v the inverse of a 12th root found by Newton's steps: + − × ÷ alone, so the same on every
 * processor.
 */
#ifndef HOSHI_OFFER_H
#define HOSHI_OFFER_H

#include "split.h"

/** What is to be paid. */
struct hoshi_offer_terms {
    int64_t annual_yen;      /* the buyer's annual part, >= 0 */
    int64_t once_annual_yen; /* of it: what is bought once or every k years, 0 … annual */
    int64_t kind_annual_yen; /* of it: bought-in products and services a buyer could provide, 0 … annual */
    int64_t rate_ppm;        /* effective, a year, 0 … 1,000,000 */
    int years;               /* 1 … HOSHI_YEARS_MAX */
};

/** What either side can turn. */
struct hoshi_offer_mix {
    int64_t lump_yen;      /* on the first day */
    int64_t surcharge_ppm; /* part of the one-off part taken by a surcharge */
    int months;            /* of the surcharge, 1 … 12 × years */
    int64_t kind_ppm;      /* part of what could be provided that is provided */
};

enum hoshi_offer_way {
    HOSHI_OFFER_PRICE,
    HOSHI_OFFER_LUMP,
    HOSHI_OFFER_SURCHARGE,
    HOSHI_OFFER_KIND,
    HOSHI_OFFER_MIX,
    HOSHI_OFFER_WAYS
};

enum hoshi_offer_part {
    HOSHI_WORTH_LUMP,
    HOSHI_WORTH_SURCHARGE,
    HOSHI_WORTH_KIND,
    HOSHI_WORTH_PRICE,
    HOSHI_OFFER_PARTS
};

struct hoshi_offer_way_paid {
    struct hoshi_offer_mix mix;
    double factor;               /* a(mix.months) */
    int64_t kind_annual_yen;     /* provided a year, at the cost estimated here */
    int64_t surcharge_month_yen; /* for `mix.months` months */
    int64_t price_annual_yen;    /* stays in the price, all `years` */
    int64_t paid_yen; /* lump + surcharge + price over the years, as received; provided goods not in it */
    double worth[HOSHI_OFFER_PARTS]; /* present value of each part, in yen */
    int64_t worth_yen;               /* of all of them, half up */
    int64_t difference_yen;          /* worth − value, half up */
    bool too_much; /* lump, surcharge and goods pass the whole: the price would fall below 0 */
};

struct hoshi_offer {
    struct hoshi_offer_terms terms;
    double factor;     /* a(N) */
    int64_t value_yen; /* half up */
    struct hoshi_offer_way_paid way[HOSHI_OFFER_WAYS];
};

/** A surcharge runs so long when nobody says otherwise (or the horizon, if that is shorter). */
enum { HOSHI_OFFER_MONTHS = 24 };

/** a(m) at an effective annual rate. */
double hoshi_offer_annuity(int64_t rate_ppm, int months);

/** The terms of a buyer that is a party: sums over its own column of the split. */
void hoshi_offer_terms_init(struct hoshi_offer_terms *terms, const struct hoshi_split *split,
                            const struct hoshi_party *party);

/** One way to pay. Amounts as above; months are brought within 1 … 12 × years. */
struct hoshi_offer_way_paid hoshi_offer_pay(const struct hoshi_offer_terms *terms,
                                            struct hoshi_offer_mix mix);

/**
 * The four ways with a first proposal for each, and a mix to start from: half the lump sum of the second way,
 * half the one-off part as a surcharge of the third way's months, nothing in kind, so that it fits any
 * amount.
 * @param months of the surcharge; HOSHI_NONE: HOSHI_OFFER_MONTHS
 */
void hoshi_offer_init(struct hoshi_offer *out, const struct hoshi_offer_terms *terms, int64_t months);

/**
 * The one-off part in the form that every buyer knows from tooling (型費の償却): a total, recovered by a
 * charge on each piece until it is gone. No interest; the running sum by month is rounded half up, so the
 * years add to the total.
 */
struct hoshi_tooling {
    int64_t total_yen; /* one-off part × years: what the plan's years charge of it */
    int months;        /* until it is recovered, 1 … 12 × years */
    int years;
    int64_t recovered_yen[HOSHI_YEARS_MAX],
        balance_yen[HOSHI_YEARS_MAX]; /* balance: at the end of the year */
};

/** @param months HOSHI_NONE: the whole horizon */
void hoshi_tooling_init(struct hoshi_tooling *out, const struct hoshi_offer_terms *terms, int64_t months);

struct hoshi_tooling_piece {
    int64_t total_yen;   /* total × what the item carries ÷ annual, half up */
    int64_t quantity;    /* pieces in the months, half up */
    int64_t piece_micro; /* total ÷ quantity, half up to the step; 0 without pieces */
};

/** @param carried_yen of the annual amount; @param step_micro as for unit prices */
struct hoshi_tooling_piece hoshi_tooling_piece(const struct hoshi_tooling *t, int64_t annual_yen,
                                               int64_t carried_yen, int64_t units_per_year,
                                               int64_t step_micro);

#endif
