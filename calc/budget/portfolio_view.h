/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The facts of a run of a portfolio, stated once for everything that shows it: report, JSON, lists, budget workbook.
 *
 * The first block is stated by whoever ran it; the rest follows by hoshi_portfolio_view_init. Everything is borrowed.
 */
#ifndef HOSHI_PORTFOLIO_VIEW_H
#define HOSHI_PORTFOLIO_VIEW_H

#include "joint_purchase.h"
#include "portfolio.h"

struct hoshi_against_view;
struct hoshi_returned_list;

/** The open rate thought of, its spread for all it stands for, and the suppliers that taught it. */
struct hoshi_portfolio_taught {
    int64_t suppliers;
    double open_rate, open_rate_sd;
};

struct hoshi_portfolio_view {
    const struct hoshi_portfolio *portfolio;
    const struct hoshi_tables *tables;
    const struct hoshi_assumptions
        *assumptions; /* of the run: horizon, start, tax; NULL: no scope of the 取適法 */
    const struct hoshi_supplier_store_label *label;
    int64_t unknown_share_ppm;      /* assumed where a supplier's share is not known (supplier_kernel.h) */
    const char *buyer, *department; /* as the user named them; NULL: not named */
    int64_t buyer_capital_yen, buyer_employees; /* <= 0: not known; only for the scope of the 取適法 */
    const char *version;                        /* of the program */
    const struct hoshi_returned_list
        *returned; /* what suppliers sent back (supplier_returned.h); NULL: not asked */
    const struct hoshi_against_view
        *against; /* the last run beside this one (budget_against.h); NULL: none */
    bool ranged;  /* ranges are wanted: not of a shard, nor where nobody asks for them */

    const char *list; /* as the user named it, without folders */
    const char *
        company; /* the buyer as it stands on papers: by its name where one alone was found by the user's word */
    struct hoshi_date as_of, start; /* start: first month of year 1 */
    int64_t tax_ppm;                /* consumption tax */
    /* Case files: by which names the buyer was found, with how many files each, and files under further names;
     * 0: rows of a list. */
    const struct hoshi_buyer_named *buyer_name;
    size_t buyer_names;
    int64_t buyer_other_files;
    bool buyer_names_differ;
    const struct hoshi_joint_tally *tally;     /* NULL = no purchases, no joint purchase */
    bool tally_by_supplier;                    /* its groups are the suppliers in order, not sizes */
    struct hoshi_portfolio_amounts amounts[3]; /* [0] both levels, [1] ★3, [2] ★4 */
    int64_t expected_yen[3][HOSHI_VIEWS][HOSHI_PERIODS]; /* of them; [0] the horizon, [y] year y */
    /* Growth of wages and prices, and its yearly rates: a line of its own, in none of the other figures. */
    struct hoshi_portfolio_growth growth[HOSHI_VIEWS];
    struct hoshi_portfolio_range range[HOSHI_VIEWS]
                                      [HOSHI_PERIODS]; /* [view][0] horizon, [y] year y; only if ranged */
    struct hoshi_portfolio_range level_range[2][HOSHI_VIEWS]; /* ★3, ★4 over the horizon */
    /* What is thought of the silent, by group ([HOSHI_GROUPS]: of the whole list) and category from 1 on. */
    struct hoshi_portfolio_taught taught[HOSHI_GROUPS + 1][HOSHI_CATEGORIES + 1];
};

/**
 * Add up. Nobody to add up: only the words.
 * @param v its first block is filled
 * @param kernel of the run's settings
 * @return HOSHI_OK, HOSHI_E_OVERFLOW; errors of hoshi_portfolio_total_range
 */
enum hoshi_status hoshi_portfolio_view_init(struct hoshi_portfolio_view *v,
                                            const struct hoshi_supplier_kernel *kernel,
                                            struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
