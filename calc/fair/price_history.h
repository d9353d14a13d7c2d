/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What is known of a buyer's unit prices month by month, for the 24 months before a day and the day's own.
 *
 * A price is known in a month by an entry of the talk log that stands (a price change: after it in the month
 * it takes effect, before it in the month before; a request or answer that names the price so far: in its
 * month) and, in the last month, by the case. Between two months with the same price and no change recorded
 * the price is taken to have stayed. Every other month is a gap: it is never guessed.
 */
#ifndef HOSHI_PRICE_HISTORY_H
#define HOSHI_PRICE_HISTORY_H

#include "talk_log.h"

enum { HOSHI_HISTORY_MONTHS = 25 };

struct hoshi_price_month {
    int64_t micro; /* yen per unit at the end of the month; HOSHI_NONE = not known */
    int64_t seq;   /* the entry that tells; 0 = the case */
    bool between;  /* taken to have stayed */
};

struct hoshi_price_track {
    const char *code, *name, *unit; /* borrowed from case or log; name and unit may be NULL */
    struct hoshi_price_month month[HOSHI_HISTORY_MONTHS];
    int64_t yearly_yen; /* of the item as the case states it; 0 = not known */
    size_t gaps;        /* months not known */
    size_t changes;     /* price changes on record that take effect within the months */
    bool differs;       /* two known prices differ and no change is on record between them */
    int64_t before_seq; /* the case holds the price before this last change on record; 0 = it does not */
};

struct hoshi_price_history {
    struct hoshi_date first; /* month of month[0] */
    struct hoshi_price_track *track;
    size_t tracks; /* items with changes on record first, then by yearly sales */
};

/**
 * @param buyer its items and id
 * @param entry n entries; only those of this buyer count
 * @param as_of the last month is the one this day is in
 * @param arena gets the tracks
 * @return HOSHI_OK or HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_price_history_init(struct hoshi_price_history *h,
                                           const struct hoshi_case_buyer *buyer,
                                           const struct hoshi_log_entry *entry, size_t n,
                                           struct hoshi_date as_of, struct hoshi_arena *arena,
                                           struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
