/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Quotations for whole measures (plan.quotes with "measure" or "measures"). */
#ifndef HOSHI_CASE_QUOTES_H
#define HOSHI_CASE_QUOTES_H

#include "case.h"

/** How many measures a stated quotation is for (0: it is for a price row), and the i-th of them. */
size_t hoshi_case_quote_measures(const struct hoshi_case_quote *q);
size_t hoshi_case_quote_measure(const struct hoshi_case_quote *q, size_t i);

/**
 * Make the quotations of a case that was read ready to compute with: plan.stated_quote keeps them as written,
 * plan.quote holds those of price rows alone; where there are some for measures, c->tables becomes a copy of the
 * tables (in the case's arena) with price rows of the case's own behind the table's, and the measures' lines
 * replaced. Calculations take c->tables when it is there.
 * @return false when out of memory
 */
bool hoshi_case_apply_quotes(struct hoshi_case *c, const struct hoshi_tables *t);

#endif
