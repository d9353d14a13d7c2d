/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Money out against price income, month by month (SPEC §6.1): when the plan is first in the black, how deep
 * the gap is before that, what is not recovered when the horizon ends.
 *
 * Assumptions, all of them:
 * - Amounts are those that are divided (the basis the case states), without tax, and fall due in the years of
 *   the lines.
 * - What is bought once or every k years is paid in the first month of its plan year; what is bought every
 *   year is paid in twelve parts, one a month.
 * - Own work is no payment to anybody outside: it is wages, in twelve parts of its plan year. It is in the
 *   whole cost and not in the cash.
 * - Buyers pay the annual parts of the split as agreed from the first month on, a twelfth a month. Other
 *   customers pay nothing: nobody has agreed with them.
 * - Funding that is granted for a line arrives in the last month of the plan years in which the line falls
 *   due. Other funding is not counted.
 * - A fall of volume lowers the price income from the first month to the last and no cost.
 * - A balance is the one at the end of a month; no interest.
 *
 * Integers throughout. Twelfths are differences of rounded running sums (half up), so twelve of them are the
 * year's amount to the yen.
 */
#ifndef HOSHI_CASH_H
#define HOSHI_CASH_H

#include "split.h"

/** Cash: what is paid to others. Whole: own work too. */
enum hoshi_cash_basis { HOSHI_CASH_PAID, HOSHI_CASH_WHOLE, HOSHI_CASH_BASES };
enum hoshi_cash_volume { HOSHI_CASH_PLANNED, HOSHI_CASH_FALLEN, HOSHI_CASH_VOLUMES };

enum { HOSHI_CASH_MONTHS = 12 * HOSHI_YEARS_MAX };

struct hoshi_cash_year {
    int64_t once_yen;   /* bought in: once or every k years */
    int64_t yearly_yen; /* bought in: every year */
    int64_t own_yen, funding_yen;
};

struct hoshi_cash_month {
    int64_t bought_yen, own_yen, funding_yen, income_yen[HOSHI_CASH_VOLUMES];
    int64_t balance_yen[HOSHI_CASH_VOLUMES][HOSHI_CASH_BASES]; /* cumulative, at the end of the month */
};

/** A quarter: what its three months come to, and the balances at its end. */
struct hoshi_cash_quarter {
    int64_t bought_yen, own_yen;
    int64_t received_yen; /* price income at the planned volume, and funding */
    int64_t balance_yen[HOSHI_CASH_VOLUMES][HOSHI_CASH_BASES];
};

/** What a series of balances comes to. Months count from 0. */
struct hoshi_cash_course {
    int black;   /* first month from which no balance is below 0 up to the end; -1: none within the horizon */
    int deepest; /* first month of the lowest balance; -1: no balance is below 0 */
    int64_t deepest_yen; /* that balance, <= 0 */
    int64_t end_yen;     /* the last balance */
    int lowest;          /* first month of the lowest balance, below 0 or not */
};

struct hoshi_cash {
    int years, months;
    int64_t income_yen[HOSHI_CASH_VOLUMES]; /* price income of a year */
    struct hoshi_cash_year year[HOSHI_YEARS_MAX];
    struct hoshi_cash_month month[HOSHI_CASH_MONTHS];
    struct hoshi_cash_quarter quarter[HOSHI_CASH_MONTHS / 3];
    struct hoshi_cash_course course[HOSHI_CASH_VOLUMES][HOSHI_CASH_BASES];
    /* Not recovered at the end, at planned volume, of the whole cost; the sum of the three below. Any of them
     * may be negative: more recovered than spent. */
    int64_t unrecovered_yen;
    int64_t beyond_yen; /* spent, but not yet in `years` annual charges: lives that outlast the horizon, years
                           that fall due unevenly */
    int64_t others_yen; /* the other customers' annual parts: not agreed */
    int64_t supplier_yen; /* the supplier's own annual parts */
};

/**
 * The course of money under a split.
 *
 * @param fall_ppm by how much the volume falls in the second view, 0 … 1,000,000
 * @return HOSHI_OK or HOSHI_E_OVERFLOW
 */
enum hoshi_status hoshi_cash_init(struct hoshi_cash *cash, const struct hoshi_split *split, int64_t fall_ppm,
                                  struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
