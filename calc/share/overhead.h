/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Passing the cost of service departments on to the cost centres they work for, by the three methods of cost
 * accounting (直接配賦法, 階梯式配賦法, 相互配賦法 as simultaneous equations).
 *
 * Shares are millionths. What enters a department is passed on in the proportions of its work: `reciprocal`
 * lets departments serve each other and solves (I − Pᵀ) y = e for their full cost y (GSL, LU decomposition);
 * `step_down` closes the departments in the order listed, each over those not yet closed; `direct` looks at
 * the centres only. As all three are linear, the result is a share per centre, whatever the amount.
 *
 * @see Horngren, Datar and Rajan, Cost Accounting, ch. 15; 原価計算基準 18(二).
 */
#ifndef HOSHI_OVERHEAD_H
#define HOSHI_OVERHEAD_H

#include "case.h"

/**
 * Shares of the centres, and of the buyers they serve.
 *
 * @param o      stated, checked by the case reader: rows sum to 1, every department's cost reaches a centre
 * @param buyers of the case
 * @param full   [out] per department: what passes through it per yen of the pool (may exceed 1 in sum)
 * @param centre [out] per centre: its part of the pool; sums to 1
 * @param buyer  [out] buyers + 1 parts in ppm, other customers last; sums to 1,000,000 by largest remainder
 * of the billionths
 * @return HOSHI_OK; HOSHI_E_MEMORY; HOSHI_E_CENTRE_CYCLE when the equations have no answer; outputs are
 *         untouched on failure
 */
enum hoshi_status hoshi_overhead_shares(const struct hoshi_case_overheads *o, size_t buyers, double *full,
                                        double *centre, int64_t *buyer) HOSHI_MUST_USE;

#endif
