/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Everything the supplier's own workbook shows, computed once: the workbook draws it and computes nothing.
 *
 * It is a supplier's side of the table: target, last resort and accounts are in it, so no document for another reader is
 * written from it.
 */
#ifndef HOSHI_OWN_VIEW_H
#define HOSHI_OWN_VIEW_H

#include "bargain.h"
#include "cash.h"
#include "division_rules.h"
#include "offer_shown.h"
#include "quotable.h"
#include "split_infer.h"
#include "trials.h"

/** A row of the list of prices: a price row at one quantity break, or an effort row. */
struct hoshi_own_price {
    const struct hoshi_line *line; /* one of the lines that use it */
    size_t tier;                   /* of the breaks; 0 without */
    size_t place;                  /* in its list: prices or efforts */
    int64_t low_yen, likely_yen,
        high_yen; /* over the horizon, of what is bought in without quotation; else 0 */
};

/** A line: of the estimate, or of the exchange with the next-best plan. */
struct hoshi_own_line {
    const struct hoshi_entry *entry;
    size_t price; /* index in hoshi_own_view.price */
    int times;    /* years of the horizon in which it falls due */
    bool of_firm; /* priced for the firm as a whole: what somebody quoted is not scaled by its size */
};

/** The rise that is shown backwards: what so many yen a piece carry. */
#define HOSHI_OWN_RISE_MICRO (3 * HOSHI_MICRO)

/** A buyer that is a party. */
struct hoshi_own_buyer {
    const struct hoshi_case_buyer *buyer;
    struct hoshi_uplift uplift;
    struct hoshi_reverse
        backwards; /* of HOSHI_OWN_RISE_MICRO on every item; share_ppm HOSHI_NONE without items */
    struct hoshi_bargain talk;
    struct hoshi_offer_shown offer;
    int64_t quoted_ppm; /* of its annual part: backed by quotations, as its own file says; 0 without a part */
    int64_t purchases_yen; /* as the key counts them where it goes by sales; HOSHI_NONE: not stated */
};

/** A rule of division with what the parties would pay by it. */
struct hoshi_own_rule {
    const struct hoshi_division_rule *rule;
    double amount[HOSHI_BUYERS_MAX]; /* per player */
    double sum;
    struct hoshi_coalition worst; /* its taken is the array below */
    int64_t taken[HOSHI_BUYERS_MAX];
    bool in_core;
    bool used; /* the split divides by it */
};

enum { HOSHI_OWN_RULES_MAX = 16 };

/** The rules side by side, for the yearly cost of the levels as if those who asked bore all of it. */
struct hoshi_own_rules {
    struct hoshi_level_game g;
    struct hoshi_own_rule *rule;
    size_t rules;
    double alone[HOSHI_BUYERS_MAX], marginal[HOSHI_BUYERS_MAX];
    double least[HOSHI_BUYERS_MAX], most[HOSHI_BUYERS_MAX]; /* of the rules */
};

/** Rows of the table by year. */
enum hoshi_own_year {
    HOSHI_OWN_YEAR_CASH,
    HOSHI_OWN_YEAR_OWN,
    HOSHI_OWN_YEAR_TOTAL,
    HOSHI_OWN_YEAR_DIRECT,
    HOSHI_OWN_YEAR_INDIRECT,
    HOSHI_OWN_YEAR_BASIS,
    HOSHI_OWN_YEAR_FUNDING,    /* below 0 */
    HOSHI_OWN_YEAR_RECOVERY,   /* below 0 */
    HOSHI_OWN_YEAR_GAP,        /* basis + funding + recovery */
    HOSHI_OWN_YEAR_CUMULATIVE, /* of the gap */
    HOSHI_OWN_YEARS
};

/** A measure with what its lines come to. */
struct hoshi_own_measure {
    const struct hoshi_measure *measure;
    const struct hoshi_planned *planned;           /* NULL: of star 3 only, or of a party's own */
    int64_t annual_yen, asked_yen, horizon_yen;    /* what is divided, of it the buyers' */
    int64_t likely_annual_yen, likely_horizon_yen; /* at likely values, before funding */
    int64_t days_micro;
    size_t bought, quoted; /* lines bought in, and those with a quotation */
    size_t counted;        /* a line bought by the piece; SIZE_MAX none */
};

/** How the rules of the case really divide: what the sentences about the division go by. */
enum hoshi_ruling {
    HOSHI_RULING_NO_LINES, /* nothing of the kind is in the estimate */
    HOSHI_RULING_BY_SHARE, /* by the shares of the whole business */
    HOSHI_RULING_ASKERS,   /* between those who asked, by the general key */
    HOSHI_RULING_SOLE,     /* the same, and there is one */
    HOSHI_RULING_BY_RULE   /* another rule */
};

struct hoshi_own_view {
    const struct hoshi_split *split;
    const struct hoshi_estimate_range *range; /* NULL: left out */
    int64_t price_step_micro;

    struct hoshi_own_buyer *buyer; /* one per buyer that is a party, in order of parties: they come first */
    size_t buyers;
    struct hoshi_own_price *price;
    size_t prices;
    struct hoshi_quotable *quotable; /* what to have quoted, in the order of hoshi_quotables */
    size_t quotables, quote_first;   /* of them the first: HOSHI_QUOTE_FIRST or fewer */
    struct hoshi_own_line
        *line; /* the certain, then the uncertain, then the exchange with the next-best plan */
    size_t lines, certain, uncertain, swaps;
    int64_t swap_yen; /* over the horizon, of the exchange */

    int64_t margin_ppm, overhead_ppm; /* of the firm now; HOSHI_NONE: not stated */
    struct hoshi_cash cash;
    struct hoshi_split_inference *inference;
    size_t inferences;
    bool has_rules; /* two or more asked: only then is there something to compare */
    struct hoshi_own_rules rules;
    bool has_trials;
    struct hoshi_trials trials;
    double other_suffices; /* chance that the sum of the basis not divided suffices; only with a range */

    enum hoshi_ruling ruling3, ruling4, ruling_star, ruling_upgrade4; /* ruling3: by share or by rule */
    int64_t year_yen[HOSHI_OWN_YEARS][HOSHI_YEARS_MAX];
    int64_t funding_before_yen[HOSHI_YEARS_MAX + 1]; /* granted in all years before */
    int64_t days_micro[HOSHI_YEARS_MAX];             /* own days of all roles */
    int64_t asked_annual_yen;                        /* of the buyers that are parties */
    int64_t dropped_annual_yen; /* of their parts, not asked while they are estimates (hoshi_split_asked) */
    int64_t effort_annual_yen;  /* gross, of own work */
    int64_t own_choice_yen;     /* over the horizon, of what is divided: own choices */
    int64_t mean_due_yen;       /* Σ of one time each */
    double quoted_share;        /* of the likely total */
    int64_t nature_yen[HOSHI_NATURES][HOSHI_CLASSES]; /* gross, annual */
    int64_t (*part_nature_yen)[HOSHI_NATURES];        /* annual, per party */
    int64_t *pool_yen;                                /* annual: weights × parties */
    int64_t *key_yen;                                 /* annual by the key alone: shares × parties */
    struct hoshi_own_measure *measure;                /* one per measure of the tables */
    /* Of them those that cost something or are planned, the dearest first; then those of star 3 that star 4 makes
     * unnecessary: nothing in all, but less for those who asked for star 4 and more for the others. */
    const struct hoshi_own_measure **cost;
    size_t costs, shifting;
    struct hoshi_arena arena;
};

/**
 * Compute it.
 * @param range  of the same estimate; NULL leaves range and trials out
 * @param trials of the live simulation; 0 leaves it out
 * @param out    [out] owned until hoshi_own_view_close; borrows split and range
 * @return HOSHI_OK, HOSHI_E_OVERFLOW, HOSHI_E_MEMORY, HOSHI_E_SOLVER
 */
enum hoshi_status hoshi_own_view_open(const struct hoshi_split *split,
                                      const struct hoshi_estimate_range *range, int64_t price_step_micro,
                                      size_t trials, struct hoshi_own_view **out,
                                      struct hoshi_faults *faults) HOSHI_MUST_USE;
void hoshi_own_view_close(struct hoshi_own_view *view);

#endif
