/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Which quotations to get first: the measures of a plan by the yen that still rest on table prices. */
#ifndef HOSHI_QUOTABLE_H
#define HOSHI_QUOTABLE_H

#include "estimate.h"

/** So many are "the ones to get first", in every list and document that names them. */
enum { HOSHI_QUOTE_FIRST = 3 };

/** A measure to be quoted; all figures over the horizon, of what of it is bought in at a price of the table. */
struct hoshi_quotable {
    size_t measure;
    int64_t horizon_yen; /* mean: what is divided */
    int64_t low_yen, likely_yen, high_yen;
    const struct hoshi_entry *widest; /* the line that moves most: its price tells how sure the figure is */
};

/**
 * Measures of the plan with something bought in that no quotation backs, in the order in which to get them: by
 * high_yen - low_yen, which is what a quotation settles; then by horizon_yen; then in the order of the table. This is
 * the one ranking: `quote-request` and the sheets that name quotations to get take it from here. The scheme's own fees
 * (published by nobody yet) are nobody's to quote and are left out; days bought in beyond the own ones are in it, for
 * whoever sends engineers quotes their day.
 * @param out [out] of the arena
 * @return HOSHI_OK, HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_quotables(const struct hoshi_estimate *e, struct hoshi_arena *arena,
                                  struct hoshi_quotable **out, size_t *n) HOSHI_MUST_USE;

/** True for a line of the plan that a vendor can be asked to quote. */
bool hoshi_quotable_line(const struct hoshi_entry *x);

#endif
