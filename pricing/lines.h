/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What a line of a measure costs: quantity × need × price, in the years it falls due (SPEC §5.3).
 *
 * A line's quantity and unit price do not depend on the need nor on what else is chosen, so that two plans
 * can be compared line by line. More of a quantity never costs less: quantity breaks are looked up by the
 * whole quantity, and where a larger quantity is cheaper in all (on the basis that is divided), the larger
 * one is bought; what is sold from a least quantity on is bought in that quantity by a smaller firm.
 */
#ifndef HOSHI_LINES_H
#define HOSHI_LINES_H

#include "assumptions.h"

/** A line with everything but the need. */
struct hoshi_line {
    const struct hoshi_measure *measure;
    const struct hoshi_measure_line *row;
    const struct hoshi_price *price;      /* NULL for effort */
    const struct hoshi_effort *effort;    /* NULL for a price */
    const struct hoshi_case_quote *quote; /* the quotation that sets the price; NULL = the table's */
    int64_t base_micro;                   /* sum of the drivers */
    int64_t
        quantity_micro; /* drivers × factor × size factor (hoshi_line_by_size), or the larger quantity that is bought */
    int64_t bought_more_micro; /* > 0: the quantity before that */
    struct hoshi_triple
        unit; /* yen per unit each time it falls due, monthly prices × 12; effort: days × rate */
    int64_t unit_mean_micro;          /* mean of the row; common factors have mean 1 */
    struct hoshi_triple days;         /* effort: person-days per unit of quantity */
    int64_t rate_yen;                 /* effort: yen per person-day */
    int months;                       /* 12 for a monthly price, else 1 */
    int every, from_year, life_years; /* life: years over which a one-off is spread */
};

/** Amounts of a line at a need, for one kind of price (likely or mean). */
struct hoshi_amounts {
    int64_t due_yen; /* each time it falls due */
    int64_t by_year_yen[HOSHI_YEARS_MAX];
    int64_t horizon_yen, annual_yen;
};

/** Whether it is priced for the firm as a whole (unit "company"); false for effort. */
bool hoshi_line_of_firm(const struct hoshi_line *line);

/** Whether the quantity goes with the size factor: of rows marked `sized`, but not where somebody who is named quoted the
 * whole job for this firm (unit "company"); an own assumption of the price, without a name, is scaled like the table's. */
bool hoshi_line_by_size(const struct hoshi_line *line);

/** Everything about line `i` of a measure under the assumptions. HOSHI_OK or HOSHI_E_OVERFLOW (path = line
 * id). */
enum hoshi_status hoshi_line_init(struct hoshi_line *line, const struct hoshi_assumptions *a,
                                  const struct hoshi_measure *m, size_t i,
                                  struct hoshi_faults *faults) HOSHI_MUST_USE;

/** The same line at other sizes: quantity anew, and the unit price where it hangs on the quantity. Everything
 * else of the assumptions is as the line was made with. HOSHI_OK or HOSHI_E_OVERFLOW. */
enum hoshi_status hoshi_line_resize(struct hoshi_line *line, const struct hoshi_assumptions *a,
                                    struct hoshi_faults *faults) HOSHI_MUST_USE;

/** The need at which the line is bought: 1 for an indivisible line (0 stays 0), else need_ppm. */
int64_t hoshi_line_need(const struct hoshi_line *line, int64_t need_ppm);

/** A part of a line's quantity that rests on a size which was not stated. */
struct hoshi_default_part {
    enum hoshi_driver driver;
    double share; /* of the quantity, 0 … 1 */
};

/**
 * The sizes taken as defaults that a line's quantity rests on: its own drivers, and what the default of a driver
 * is counted from where that is a default too. Price breaks and the size factor are left out of account.
 * @param part [out] room for 2 × HOSHI_DRIVERS
 * @return how many
 */
size_t hoshi_line_defaults(const struct hoshi_line *line, const struct hoshi_assumptions *a,
                           struct hoshi_default_part *part);

/** True for the own days that days bought in (the measure `hands`) stand for: a plan saves them. Amounts of the
 * line are positive all the same; whoever adds up takes them off. */
bool hoshi_line_credit(const struct hoshi_line *line);

/** True when the line falls due in year 1 … horizon. */
bool hoshi_line_due(const struct hoshi_line *line, int year);

/**
 * Amounts at a need and unit price.
 *
 * due = quantity × need × price, rounded half up once; a one-off falls due in its first year and again when
 * its life ends; the annual charge is due ÷ life (one-off), due ÷ k (every k years), or due (yearly), rounded
 * half up.
 * @param unit_micro one of the line's prices (unit.likely_micro, unit_mean_micro, …)
 */
enum hoshi_status hoshi_line_amounts(const struct hoshi_line *line, const struct hoshi_assumptions *a,
                                     int64_t need_ppm, int64_t unit_micro, struct hoshi_amounts *out,
                                     struct hoshi_faults *faults) HOSHI_MUST_USE;

/** Person-days of an effort line each time it falls due (millionths, likely); 0 for a price. */
int64_t hoshi_line_days(const struct hoshi_line *line, int64_t need_ppm);

/** The same days as they are charged: on the basis of the case, likely or mean. */
int64_t hoshi_line_basis_days(const struct hoshi_line *line, const struct hoshi_assumptions *a,
                              int64_t need_ppm);

/** The line's unit price on a basis: likely or mean. */
int64_t hoshi_line_basis_micro(const struct hoshi_line *line, enum hoshi_sharing_basis basis);

/** Horizon cost of a whole measure at a need, on a basis: Σ lines. */
enum hoshi_status hoshi_measure_cost(const struct hoshi_assumptions *a, const struct hoshi_measure *m,
                                     int64_t need_ppm, enum hoshi_sharing_basis basis, int64_t *yen,
                                     struct hoshi_faults *faults) HOSHI_MUST_USE;

/** False when the measure is not offered to a firm as large as this, or defers a purchase beyond the horizon. */
bool hoshi_measure_available(const struct hoshi_assumptions *a, const struct hoshi_measure *m);

#endif
