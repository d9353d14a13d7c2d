/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Totals of a portfolio, added record by record, merged in any order (SPEC §5.11).
 *
 * Every sum is an integer or a fixed-point number of several words, so neither the order of suppliers nor how
 * they were divided among threads, machines or shards shows: after hoshi_portfolio_total_settle two totals of
 * the same suppliers are equal byte for byte, and the bytes may be stored and read back by a program of the
 * same HOSHI_PORTFOLIO_TOTAL_VERSION, tables and settings.
 *
 * The range of a total: T = M(ΣU + Σ_k C_k X_k) + L ΣV, C_k the units all suppliers buy of a common price
 * row. The market factor M, the labour factor L and the X_k are one for everybody: M and L are averaged over in narrow
 * parts, and so is an X_k that matters; ΣU and ΣV are the suppliers' own parts, independent from one another, entered
 * by their joint cumulants (portfolio_range.c). A range takes about a millisecond, whatever the number of suppliers. The sum of
 * the suppliers' P80s (as if all bad luck came together) and the P80 of independent suppliers (as if nothing
 * were common) stand beside it, so that a reader sees why neither is used.
 */
#ifndef HOSHI_PORTFOLIO_TOTAL_H
#define HOSHI_PORTFOLIO_TOTAL_H

#include "supplier_kernel.h"

enum {
    HOSHI_PORTFOLIO_TOTAL_VERSION = 5,
    HOSHI_SUM_WORDS = 11,
    HOSHI_PERIODS = HOSHI_YEARS_MAX + 1, /* [0] the horizon, [y] year y */
    HOSHI_PORTFOLIO_LEVELS = 2           /* [0] ★3, [1] ★4 */
};

/**
 * Σ of doubles without rounding: words of 32 bits from 2^-64 up, each kept in 64 so that carries can wait.
 * Holds amounts below 2^286; digits below 2^-64 are cut off value by value. {0} is 0.
 */
struct hoshi_exact_sum {
    int64_t word[HOSHI_SUM_WORDS];
};

/** @return false when x is not finite or too large; *s untouched then. At most 2^30 adds between settles. */
bool hoshi_exact_sum_add(struct hoshi_exact_sum *s, double x);
/** Carry over; words below the last then lie in 0 … 2^32 - 1. The same value has the same bytes. */
void hoshi_exact_sum_settle(struct hoshi_exact_sum *s);
void hoshi_exact_sum_merge(struct hoshi_exact_sum *into, const struct hoshi_exact_sum *from);
/** Nearest double, give or take one unit in the last place; settled or not. */
double hoshi_exact_sum_value(const struct hoshi_exact_sum *s);

/** What a range is made from, for one level, view and period. */
struct hoshi_portfolio_moments {
    struct hoshi_exact_sum own[HOSHI_OWN_MOMENTS]; /* as hoshi_supplier_detail.own */
    struct hoshi_exact_sum units[HOSHI_COMMONS_MAX];
    /* As hoshi_supplier_detail.by_rate, by size of the group. */
    struct hoshi_exact_sum by_rate[HOSHI_GROUP_SIZES][2 * (HOSHI_CATEGORIES + 1)];
    /* Σ of squares, for the spread of suppliers taken as independent: mean market part, mean labour part,
     * units of each common row. */
    struct hoshi_exact_sum square[2 + HOSHI_COMMONS_MAX];
};

/** Whole yen of the suppliers of one level, each member the sum of the record's. */
struct hoshi_portfolio_amounts {
    int64_t suppliers;
    int64_t by_year_yen[HOSHI_YEARS_MAX], horizon_yen, annual_yen, direct_yen, indirect_yen;
    int64_t by_cause_yen[HOSHI_CAUSES], by_category_yen[HOSHI_CATEGORIES + 1];
    int64_t once_yen, recurring_yen, upgrade_yen;
    int64_t mean_horizon_yen, mean_annual_yen, funding_yen, all_unanswered_unmet_yen;
    /* The mean to show: hoshi_portfolio_range.mean_yen is the same but for roundings, supplier by supplier.
     */
    int64_t expected_by_year_yen[HOSHI_VIEWS][HOSHI_YEARS_MAX];
    struct hoshi_supplier_part part[HOSHI_SUPPLIER_PARTIES];
    int64_t p50_yen[HOSHI_VIEWS], p80_yen[HOSHI_VIEWS]; /* Σ of the suppliers' own, each in whole yen */
    int64_t annual_purchases_yen;                       /* where stated */
};

/** What the portfolio would buy of a price row. */
struct hoshi_portfolio_bought {
    int64_t suppliers;
    int64_t quantity_micro;   /* × need, each time it falls due */
    int64_t units_micro;      /* × times due: over the horizon */
    int64_t horizon_yen;      /* at likely prices, each supplier by itself */
    int64_t first_year_micro; /* of quantity_micro: what falls due in year 1 */
};

struct hoshi_portfolio_planned {
    int64_t suppliers,
        horizon_yen; /* priced lines and effort together are in by_category; here priced ones */
};

/** What the list teaches of those who did not answer, see hoshi_portfolio_learn. */
struct hoshi_portfolio_learnt {
    int64_t own_answers_only; /* 1: nothing was learnt, and the silent have nothing in common */
    int64_t suppliers[HOSHI_GROUPS][HOSHI_CATEGORIES + 1]; /* that answered something of the category */
    int64_t open_ppm[HOSHI_GROUPS][HOSHI_CATEGORIES + 1];  /* Σ of the open share of what each answered */
};

/** {0} is empty. Plain data, some 400 kB: one per thread. */
struct hoshi_portfolio_total {
    uint32_t version; /* HOSHI_PORTFOLIO_TOTAL_VERSION once anything was added */
    int32_t horizon;
    int64_t left_out, pending; /* pending: adds since the last settle */
    struct hoshi_portfolio_learnt
        learnt;          /* what the records rest on; set by the run, the same in all its parts */
    int64_t flagged[32]; /* suppliers with bit i of their flags */
    int64_t criteria[HOSHI_ANSWERS];
    struct hoshi_portfolio_amounts level[HOSHI_PORTFOLIO_LEVELS];
    struct hoshi_portfolio_moments moments[HOSHI_PORTFOLIO_LEVELS][HOSHI_VIEWS][HOSHI_PERIODS];
    struct hoshi_portfolio_bought price[HOSHI_ROWS_MAX];
    struct hoshi_portfolio_planned measure[HOSHI_MEASURES_MAX];
};

/**
 * Add a record. One with a status is only counted as left out.
 * @param detail as the kernel filled it with this record; read when the status is HOSHI_OK
 * @return HOSHI_OK; HOSHI_E_CONTRADICTION (a record of another horizon; *total as before);
 *         HOSHI_E_OVERFLOW (a sum beyond ±HOSHI_YEN_MAX or the range of quantities): *total is of no more use
 */
enum hoshi_status hoshi_portfolio_total_add(struct hoshi_portfolio_total *total,
                                            const struct hoshi_supplier_result *result,
                                            const struct hoshi_supplier_detail *detail) HOSHI_MUST_USE;

/** Add another total and settle the result. As hoshi_portfolio_total_add; HOSHI_E_FORMAT_VERSION. */
enum hoshi_status hoshi_portfolio_total_merge(struct hoshi_portfolio_total *into,
                                              const struct hoshi_portfolio_total *from) HOSHI_MUST_USE;

/** The mean open rate of a category, and its variance: what is common to all groups, and what is the group's own.
 * The rate of a group errs by `leans` × the common error and its own. */
struct hoshi_learnt_rate {
    int64_t suppliers; /* that taught it */
    double mean, common, own, leans;
};

enum { HOSHI_LEARN_WEIGHT = 5 }; /* suppliers of a group that outweigh what the whole list says of it */

/**
 * What the list teaches of a category. Of the whole list, the mean of the suppliers' open shares, starting from one open
 * and one closed supplier. Of a group (hoshi_supplier_group), the mean of its own suppliers and of HOSHI_LEARN_WEIGHT
 * such as the whole list has: large and small firms may answer differently, and a group of which nobody answered is
 * judged by the others, less surely.
 * @param group HOSHI_GROUPS: the whole list
 */
struct hoshi_learnt_rate hoshi_portfolio_learnt_rate(const struct hoshi_portfolio_learnt *learnt,
                                                     size_t group, int category);

/** What is thought of the silent of each group: a weight of two answers (as Laplace's rule has it) around that mean. */
void hoshi_portfolio_prior(const struct hoshi_portfolio_learnt *learnt,
                           struct hoshi_open_prior prior[HOSHI_GROUPS]);

/** Bring every sum to its one form: then equal totals are equal bytes. */
void hoshi_portfolio_total_settle(struct hoshi_portfolio_total *total);

/** Whole yen over both levels, or of one (3, 4). False on overflow. */
bool hoshi_portfolio_total_amounts(const struct hoshi_portfolio_total *total, int level,
                                   struct hoshi_portfolio_amounts *out);

/** Of hoshi_portfolio_amounts.expected_by_year_yen: a year from 1 on, 0 = all of them. */
int64_t hoshi_portfolio_expected(const struct hoshi_portfolio_amounts *amounts, enum hoshi_supplier_view view,
                                 int period);

/**
 * Growth of wages and prices: what falls due from year 2 on grows by the tables' yearly rates (growth_wages on
 * own work, growth_prices on what is bought in), compounded. Of the mean with what the unanswered may cost; a
 * line of its own in a budget, in none of the other figures.
 */
struct hoshi_portfolio_growth {
    int64_t wages_ppm, prices_ppm; /* a year */
    int64_t by_year_yen[HOSHI_YEARS_MAX],
        horizon_yen; /* to the nearest yen year by year; horizon: their sum */
};

void hoshi_portfolio_total_growth(const struct hoshi_portfolio_total *total,
                                  const struct hoshi_supplier_kernel *kernel, enum hoshi_supplier_view view,
                                  struct hoshi_portfolio_growth *out);

/** A total as a random amount; yen. */
struct hoshi_portfolio_range {
    double mean_yen, sd_yen;
    double own_sd_yen, common_sd_yen; /* sd² = own² + common² */
    /* Of the common variance: market factor, labour factor, unpublished fees, how the silent would answer; add to 1, or
     * all 0. */
    double market_share, labour_share, fees_share, rates_share;
    double p10_yen, p50_yen, p80_yen, p90_yen;
    double independent_sd_yen;  /* as if nothing were common: root of the summed variances */
    double independent_p80_yen; /* P80 at that spread, the shape of the distribution as it is */
    double sum_p80_yen;         /* Σ of the suppliers' P80; NAN for a year, which no supplier's record has */
    /* What half as many nodes of the factors would have changed in a percentile. The suppliers' own parts enter by
     * their joint cumulants to the fourth order, which is not in it: nothing for thousands; for a handful some
     * tenths of a percent of the mean were seen. */
    double nodes_error_yen;
};

/**
 * The range of the whole or of a year. P50 and P80 over the horizon of one supplier by itself are those of
 * its record.
 * @param kernel opened with the settings of the run: factors and common rows
 * @param level  0 both, 3, 4
 * @param period 0 the horizon, else the year
 * @return HOSHI_OK; HOSHI_E_RANGE (level, period); HOSHI_E_MEMORY; HOSHI_E_OVERFLOW
 */
enum hoshi_status hoshi_portfolio_total_range(const struct hoshi_portfolio_total *total,
                                              const struct hoshi_supplier_kernel *kernel, int level,
                                              enum hoshi_supplier_view view, int period,
                                              struct hoshi_portfolio_range *out,
                                              struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
