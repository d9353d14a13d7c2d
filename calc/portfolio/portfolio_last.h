/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * An earlier result read for itself, to be set beside a later one: whatever list, tables, settings and day it
 * is of. Nothing of it enters a total.
 */
#ifndef HOSHI_PORTFOLIO_LAST_H
#define HOSHI_PORTFOLIO_LAST_H

#include "portfolio.h"

struct hoshi_portfolio_last;

/**
 * Open a whole run's result file.
 * @param out [out] owned until hoshi_portfolio_last_close; untouched on failure
 * @return HOSHI_OK; as hoshi_supplier_store_open; HOSHI_E_RESULT_FOREIGN (other content),
 *         HOSHI_E_RESULT_VERSION (records of another program), HOSHI_E_RESULT_SHARD (a part: put them together
 *         first); HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_portfolio_last_open(const char *path, struct hoshi_portfolio_last **out,
                                            struct hoshi_faults *faults) HOSHI_MUST_USE;
/** NULL does nothing. */
void hoshi_portfolio_last_close(struct hoshi_portfolio_last *last);

int64_t hoshi_portfolio_last_suppliers(const struct hoshi_portfolio_last *last);
/** Record number `index` (0 …); false when it cannot be read or says what no run could have written. */
bool hoshi_portfolio_last_record(const struct hoshi_portfolio_last *last, int64_t index,
                                 struct hoshi_supplier_result *out);
const struct hoshi_supplier_store_label *hoshi_portfolio_last_label(const struct hoshi_portfolio_last *last);
/** The list as it was named then. */
const char *hoshi_portfolio_last_list(const struct hoshi_portfolio_last *last);

#endif
