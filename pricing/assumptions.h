/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What an estimate takes as given: the case's own figures where stated, else the tables' defaults.
 *
 * Every value remembers whether it was stated, so that the workbook can list what was assumed, and why.
 */
#ifndef HOSHI_ASSUMPTIONS_H
#define HOSHI_ASSUMPTIONS_H

#include "case.h"

enum { HOSHI_YEARS_MAX = 10 };

enum hoshi_factor { HOSHI_FACTOR_MARKET, HOSHI_FACTOR_LABOUR, HOSHI_FACTOR_PACE, HOSHI_FACTORS };

/** Values in use. Borrowed pointers live as long as case and tables. */
struct hoshi_assumptions {
    const struct hoshi_tables *tables;
    const struct hoshi_case *c;
    struct hoshi_date as_of, start; /* start: a month */
    bool as_of_stated, start_stated, horizon_stated, discount_stated;
    int horizon; /* years, 1 … 10 */
    int64_t discount_ppm, tax_ppm;
    int64_t size[HOSHI_DRIVERS]; /* company 1 */
    bool size_stated[HOSHI_DRIVERS];
    int64_t size_factor_ppm; /* effort of the company as a whole: linear between the table's points, flat
                                outside */
    int64_t exchange_micro[HOSHI_CURRENCIES]; /* yen per unit */
    bool exchange_stated[HOSHI_CURRENCIES];
    int64_t labour_yen[HOSHI_ROLES];                /* per person-day */
    bool labour_stated[HOSHI_ROLES], labour_scaled; /* scaled: those not stated follow the stated ones */
    int64_t factor_ppm[HOSHI_FACTORS]
                      [3]; /* low, likely, high, centred: they spread a total and do not move it */
    bool factor_stated[HOSHI_FACTORS];
    int64_t item_coverage_warn_ppm, uplift_warn_ppm;
    int64_t quote_target_ppm; /* share of quotations from which an amount is no estimate */
    int64_t ask_step_yen;     /* a month: what is asked on an estimate is a multiple; 0 or 1: to the yen */
    bool ask_step_stated;
    int64_t hands_micro[HOSHI_YEARS_MAX]; /* IT days bought in by year: the quantity of the measure `hands`; 0
                                             until a plan says */
};

/**
 * Put together what the case states and the tables' defaults.
 * @param today  used as as_of when the case states none
 * @return HOSHI_OK or HOSHI_E_OVERFLOW (a default beyond HOSHI_COUNT_MAX)
 */
enum hoshi_status hoshi_assumptions_init(struct hoshi_assumptions *a, const struct hoshi_tables *tables,
                                         const struct hoshi_case *c, struct hoshi_date today,
                                         struct hoshi_faults *faults) HOSHI_MUST_USE;

/** The default of a quantity that rests on `base` of another one. Rounded up to at least the row's minimum;
 * unsupported machines half up without one. */
int64_t hoshi_assumptions_default(const struct hoshi_driver_default *d, int64_t base);

/** Mean of a row's distribution, in the unit of the triple: (low + likely + high)/3 for triangular, (low + 4
 * likely + high)/6 for pert; lognormal90 is exp(mu + s²/2) with low and high its 5 % and 95 % points
 * (triangular when low is 0). Rounded half up. */
int64_t hoshi_assumptions_mean(const struct hoshi_assumptions *a, struct hoshi_triple t);

/** A factor centred: low, likely and high divided by their mean, so that the mean is 1 to the millionth (low and
 * likely rounded half up, high takes the rest; the order stays). A factor of mean 0 is left as it is. */
void hoshi_assumptions_centre(int64_t factor_ppm[3]);

#endif
