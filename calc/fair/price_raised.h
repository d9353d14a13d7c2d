/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What prices rose since they were asked about: what is already granted is not asked for again.
 *
 * Counted are price changes behind the first request of the supplier that stands, item by item: all that an item rose,
 * less all that it fell, where more than nothing is left. A change that was withdrawn changed nothing. A request of the supplier behind an agreement opens a new
 * matter, and the counting begins again.
 */
#ifndef HOSHI_PRICE_RAISED_H
#define HOSHI_PRICE_RAISED_H

#include "talk_log.h"

struct hoshi_price_raised {
    int64_t annual_yen; /* Σ of rise × yearly quantity, each item rounded half up */
    size_t uncounted;   /* price changes that raised an item whose yearly quantity the case does not state */
    int64_t seq;        /* the latest change that raised a price; 0 = none did */
    struct hoshi_date on; /* its day */
    int64_t
        settled_seq; /* the latest change, where it is by agreement, no request or objection follows and no cut of the
                        other side is left that no agreement names (hoshi_price_cut_stands); 0 = open */
    struct hoshi_date settled_on;
};

/**
 * @param buyer its items with their yearly quantities
 * @param event n entries about this buyer that stand, in the order they happened
 * @param arena for the reckoning
 * @return HOSHI_OK, HOSHI_E_MEMORY, or HOSHI_E_OVERFLOW when the sum passes HOSHI_YEN_MAX
 */
enum hoshi_status hoshi_price_raised_read(struct hoshi_price_raised *raised,
                                          const struct hoshi_case_buyer *buyer,
                                          const struct hoshi_log_entry *const *event, size_t n,
                                          struct hoshi_arena *arena,
                                          struct hoshi_faults *faults) HOSHI_MUST_USE;

/**
 * Whether a price that the other side lowered by its own decision still applies: of an event that is a change of prices, the
 * item went down, the change was not withdrawn, and no later agreement names the item.
 * @param event n entries about one buyer that stand, in the order they happened; `at` and `item` are places in them
 */
bool hoshi_price_cut_stands(const struct hoshi_log_entry *const *event, size_t n, size_t at, size_t item);

#endif
