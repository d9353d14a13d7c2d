/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Invented suppliers, for benches and demonstrations. Never for a figure anybody acts on.
 *
 * A supplier is a function of tables, settings and its index (Philox4x32-10), so any of them can be made
 * alone, in any order. Sizes and readiness follow the parameters `made_up_*` (estimates, with reasons) and
 * `sme_*` (published surveys, with source) of parameters.json:
 * - employees lognormal through the 5 %, 50 % and 95 % points of `made_up_employees`, sales by those of
 *   `made_up_sales_per_employee` (million yen); PCs, servers, sites scattered about the drivers' defaults;
 * - `sme_no_investment`: that share of firms put no money into security for three years; they meet half of
 *   what the others do;
 * - `sme_unplanned`: the rest of it is the mean share of rules and checks (categories 1, 2, 3, 6, 7) met at
 *   ★3; `sme_antivirus`: the mean share of protection and detection (4, 5) met at ★3. ★4's criteria are met
 *   half as often;
 * - the three questions by `made_up_questions`; purchases from 300,000 yen a year to 0.6 of the
 *   sales, skewed; amounts in steps of 1,000 yen or more.
 * Names and ids say that they are invented.
 */
#ifndef HOSHI_SUPPLIER_GENERATE_H
#define HOSHI_SUPPLIER_GENERATE_H

#include "supplier_row.h"

struct hoshi_generate_settings {
    uint64_t seed;
    struct hoshi_date as_of;         /* requests before it, deadlines behind it */
    int64_t counts_ppm, nothing_ppm; /* suppliers known by counts only, and not at all; the rest by answers */
};

/** {seed, as_of, 300,000, 150,000}. */
struct hoshi_generate_settings hoshi_generate_defaults(uint64_t seed, struct hoshi_date as_of);

/**
 * The supplier of an index.
 * @param index 0 …; head.row becomes index + 1
 * @param row   [out] passes hoshi_supplier_row_check; untouched on failure
 * @return HOSHI_OK; HOSHI_E_PARAMETER_MISSING (path = the parameter's id)
 */
enum hoshi_status hoshi_supplier_generate(const struct hoshi_tables *tables,
                                          const struct hoshi_generate_settings *settings, uint64_t index,
                                          struct hoshi_supplier_row *row,
                                          struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
