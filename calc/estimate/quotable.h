/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Which quotations to get first: the measures of a plan by the yen that still rest on table prices. */
#ifndef HOSHI_QUOTABLE_H
#define HOSHI_QUOTABLE_H

#include "estimate.h"

struct hoshi_quotable {
    size_t measure;
    int64_t horizon_yen; /* mean, over the horizon, of what of it is bought in at a price of the table */
};

/**
 * Measures of the plan with something bought in that no quotation backs, dearest first, then in the order of
 * the table. The scheme's own fees (published by nobody yet) and days bought in beyond the own ones are nobody's to
 * quote and are left out.
 * @param out [out] of the arena
 * @return HOSHI_OK, HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_quotables(const struct hoshi_estimate *e, struct hoshi_arena *arena,
                                  struct hoshi_quotable **out, size_t *n) HOSHI_MUST_USE;

/** True for a line of the plan that a vendor can be asked to quote. */
bool hoshi_quotable_line(const struct hoshi_entry *x);

#endif
