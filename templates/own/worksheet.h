/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The supplier's own negotiation workbook: everything, live from the input cells to the totals. A buyer's is
 * another document (worksheet_buyer.h).
 */
#ifndef HOSHI_WORKSHEET_H
#define HOSHI_WORKSHEET_H

#include "check.h"
#include "message.h"
#include "own_view.h"

/** Trials of the live simulation: when nobody says how many, and at most. */
enum { HOSHI_TRIALS_DEFAULT = 300, HOSHI_TRIALS_MAX = 2000 };

struct hoshi_worksheet_options {
    enum hoshi_lang lang;
    const char *version;  /* of the program, for the basis sheet */
    const char *log_head; /* head value of the talk log (talk_log.h), for the record page; NULL = none */
    size_t log_entries;   /* entries it covers */
    const struct hoshi_check *check; /* the sheet of checks; NULL leaves it out */
    bool all;                        /* show the sheets behind, which are hidden otherwise */
};

/**
 * Write the supplier's own workbook.
 * @return HOSHI_OK, HOSHI_E_FILE_WRITE, HOSHI_E_WORKBOOK_WRITE, HOSHI_E_OVERFLOW, HOSHI_E_MEMORY; on failure
 * no file is left and an older one stays
 */
enum hoshi_status hoshi_worksheet_write_own(const struct hoshi_own_view *view,
                                            const struct hoshi_worksheet_options *options, const char *path,
                                            struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
