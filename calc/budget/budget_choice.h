/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Which suppliers to fund, and from which year, under a budget for each year (SPEC §5.11).
 *
 * A 0/1 choice: every supplier starts in one of the years 1 … T or not at all; a supplier that starts in year
 * t costs by_year_yen[0] in year t, by_year_yen[1] in year t + 1, … up to year T. The spending of no year may
 * pass that year's budget. Wanted is the most weighted risk removed: weight × the years from the start to the
 * end of the horizon (risk-years), or the bare weight when `late_counts_full`. This is a multiple-choice
 * knapsack with T constraints.
 *
 * Method: the Lagrangian dual (a price per yen of each year) by cutting planes in T variables
 * (pricing/linear); a plan by rounding, filling and exchanging at those prices; what the prices and the plan
 * leave open is searched by branch and bound, then by dividing the problem at suppliers that are large and
 * undecided, each part with prices of its own. The bound is recomputed in integers for the prices found, so
 * it is proven whatever the solver's tolerance: no choice can remove more than `bound`. Where the search ends
 * before its limit the choice is proven optimal and bound = value. O(N T²) per price vector; nothing depends
 * on the order of evaluation, so the same input gives the same choice.
 *
 * With carry_over what is left of a year may be spent later: the constraint holds for the sums up to each
 * year. Talks a year and quotas are constraints like the budgets. Musts go before them: where the musts alone need
 * more talks than there are, they are scheduled so that as little lacks, a talk weighing as much as the dearest must,
 * and stand so; what they use of a quota is theirs, the others get what is left of it.
 *
 * The choice orders the buyer's own money. It is no reason to refuse talks with a supplier that is not in it.
 * @see Kellerer, Pferschy, Pisinger: Knapsack Problems (2004), ch. 9 and 11; Geoffrion, Lagrangean relaxation
 *      for integer programming, Math. Prog. Study 2 (1974)
 */
#ifndef HOSHI_BUDGET_CHOICE_H
#define HOSHI_BUDGET_CHOICE_H

#include "assumptions.h"

enum {
    HOSHI_BUDGET_SUPPLIERS_MAX = 1000000,
    HOSHI_BUDGET_POINTS = 21, /* of the curve: 0 %, 10 %, … 200 % of the budget */
    HOSHI_BUDGET_FULL = 10,   /* the point of the curve that is the budget itself */
    HOSHI_BUDGET_YES_MAX = 3, /* level questions */
    HOSHI_BUDGET_QUOTAS_MAX = 8
};

/** The step of "what more money buys". */
#define HOSHI_BUDGET_STEP_YEN INT64_C(1000000)

struct hoshi_budget_item {
    int64_t by_year_yen[HOSHI_YEARS_MAX]; /* from the year of the start on; each >= 0 */
    int64_t weight_micro;                 /* risk removed in one year, >= 0 */
    int latest_start; /* 1 … years: the last year in which it may start; years or more = no deadline */
    int fixed_start;  /* approved before: it starts in this year and in no other; 0 free */
    bool must;        /* is funded before all others; so is one with a fixed start */
    bool must_not;    /* is left out; not together with must */
    uint16_t quotas;  /* bit q: it counts in rules.quota[q] */
};

/** So many of a group at most, over the whole plan. */
struct hoshi_budget_quota {
    bool money;   /* what they cost within the horizon, in yen; else how many of them start */
    int64_t most; /* 0 … HOSHI_YEN_MAX */
};

struct hoshi_budget_rules {
    int years;                           /* 1 … HOSHI_YEARS_MAX */
    int64_t budget_yen[HOSHI_YEARS_MAX]; /* each 0 … HOSHI_YEN_MAX */
    bool carry_over;                     /* what a year leaves may be spent in later ones */
    bool late_counts_full;               /* a late start removes as much as an early one */
    bool extras;                         /* also the curve and what more money buys */
    int64_t search_limit;                /* steps of the search; 0 = the default (2,000,000) */
    bool talks_limited;                  /* no more starts in a year than: */
    int64_t talks[HOSHI_YEARS_MAX];      /* each 0 … HOSHI_BUDGET_SUPPLIERS_MAX */
    int64_t talk_yen; /* what a start costs beside: out of the budget of its year, in spent_yen not */
    struct hoshi_budget_quota quota[HOSHI_BUDGET_QUOTAS_MAX];
    size_t quotas;
};

/** How the amounts stand to the budget. */
enum hoshi_budget_state {
    HOSHI_BUDGET_WITHIN, /* a choice within the budget of every year */
    /* The musts alone pass it, short_yen says where. Their schedule lacks as little in sum as was found; of all
     * choices that lack no more in sum (with carry-over: nowhere more) the one is looked for that removes most, and
     * bound is that of those choices; price is that of the budgets with the money added. */
    HOSHI_BUDGET_MUSTS_OVER
};

/** The most risk removed for another budget. */
struct hoshi_budget_point {
    int64_t budget_yen; /* Σ over the years */
    int64_t spent_yen;
    int64_t value_micro, bound_micro;
    size_t funded;
    bool musts_over; /* too little even for the musts */
};

/** What HOSHI_BUDGET_STEP_YEN more buys, in one year or (last entry) in each year. */
struct hoshi_budget_step {
    int64_t gain_micro; /* risk removed beyond the choice, found by solving again */
    int64_t rate_micro; /* the same by the price of the year, a straight line: 0 = that year is not scarce */
    size_t supplier;    /* first one funded, or started earlier, by it; SIZE_MAX = none */
    int start;          /* and its start */
};

struct hoshi_budget_choice {
    size_t suppliers;
    struct hoshi_budget_rules rules;
    enum hoshi_budget_state state;
    uint8_t *start;  /* per supplier: year 1 … years, 0 = not funded */
    uint32_t *order; /* suppliers in order of priority: musts, then most risk removed per yen at the prices
                        of the years, then the must-nots */
    uint32_t *rank;  /* per supplier: its place in order, from 0 */
    int64_t value_micro; /* risk-years removed by the choice */
    int64_t bound_micro; /* no choice removes more; = value when optimal */
    int64_t all_micro;   /* everybody but the must-nots from year 1 */
    int64_t gap_ppm;     /* (bound − value) / bound, rounded up */
    bool optimal;        /* proven */
    size_t funded, musts, must_nots;
    int64_t spent_yen[HOSHI_YEARS_MAX];
    int64_t available_yen[HOSHI_YEARS_MAX]; /* the year's budget and what was carried into it */
    int64_t talks[HOSHI_YEARS_MAX];         /* starts */
    int64_t talks_yen[HOSHI_YEARS_MAX];     /* what they cost: rules.talk_yen each */
    size_t talks_over;                      /* starts of musts beyond rules.talks, over all years */
    int64_t quota_used[HOSHI_BUDGET_QUOTAS_MAX];
    int64_t left_yen[HOSHI_YEARS_MAX];  /* available − spent − talks, 0 when over */
    int64_t short_yen[HOSHI_YEARS_MAX]; /* MUSTS_OVER: by how much the musts pass what is available */
    bool short_proven;                  /* MUSTS_OVER: no schedule of the musts fits; else none was found */
    int64_t short_least_yen; /* MUSTS_OVER: any schedule of the musts lacks at least so much, summed over
                                the years */
    double price[HOSHI_YEARS_MAX]; /* micro of risk removed per yen of each year, at the bound */
    size_t next;    /* first in order not funded, no must-not, that money would add; SIZE_MAX = none */
    int next_start; /* the start at which it lacks least */
    int64_t next_lacks_yen; /* Σ over the years of what it would need beyond what is left */
    bool has_extras;
    struct hoshi_budget_point curve[HOSHI_BUDGET_POINTS]; /* never falls where the musts fit */
    struct hoshi_budget_step step[HOSHI_YEARS_MAX + 1];   /* [years] = so much more in each year */
};

/**
 * Choose.
 *
 * @param item  n suppliers, in the caller's order; borrowed for the call
 * @param n     0 … HOSHI_BUDGET_SUPPLIERS_MAX
 * @param rules years and budgets
 * @param out   [out] owned until hoshi_budget_choice_close; untouched on failure
 * @return HOSHI_OK (MUSTS_OVER is a result, no failure); HOSHI_E_RANGE (path "years", "budget_yen[2]",
 *         "suppliers[7].weight_micro" …); HOSHI_E_CONTRADICTION (must, or a fixed start, and
 *         must_not); HOSHI_E_DECISION_START (a fixed start beyond the plan); HOSHI_E_TOO_MANY;
 *         HOSHI_E_OVERFLOW (Σ of all costs above HOSHI_YEN_MAX, Σ weight × years above 4e18); HOSHI_E_MEMORY;
 *         HOSHI_E_SOLVER
 */
enum hoshi_status hoshi_budget_choose(const struct hoshi_budget_item *item, size_t n,
                                      const struct hoshi_budget_rules *rules,
                                      struct hoshi_budget_choice **out,
                                      struct hoshi_faults *faults) HOSHI_MUST_USE;
void hoshi_budget_choice_close(struct hoshi_budget_choice *choice);

/** Risk-years a supplier of this weight removes when it starts in a year (0 for start 0). */
int64_t hoshi_budget_value(const struct hoshi_budget_rules *rules, int64_t weight_micro, int start);

/**
 * The weight taken when none is given: the buyer's own purchases in million yen × (1 + how many of the three
 * level questions are answered yes). In millionths that is yen × factor.
 *
 * @param annual_purchases_yen 0 … HOSHI_YEN_MAX; HOSHI_NONE counts as 0 (the sheet says for how many): the
 *                             weight is a millionth then, so that money left over still reaches the supplier
 * @param yes                  0 … HOSHI_BUDGET_YES_MAX
 */
int64_t hoshi_budget_weight(int64_t annual_purchases_yen, int yes);

/** Budgets for a row of years from one amount: the same each year. Only a convenience of callers. */
void hoshi_budget_rules_init(struct hoshi_budget_rules *rules, int years, int64_t each_year_yen);

#endif
