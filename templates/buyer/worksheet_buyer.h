/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The workbook a supplier hands to one buyer: made from struct hoshi_buyer_view alone, so nothing of anybody else
 * can be in it. Its options hold nothing of the supplier's own document either (range, checks, live simulation).
 */
#ifndef HOSHI_WORKSHEET_BUYER_H
#define HOSHI_WORKSHEET_BUYER_H

#include "buyer_view.h"
#include "message.h"

struct hoshi_worksheet_buyer_options {
    enum hoshi_lang lang;
    const char *version;  /* of the program, for the basis sheet; NULL leaves it out */
    bool offers;          /* the sheet of ways to pay, on request; never when only totals are disclosed */
    bool all;             /* show the sheets behind, which are hidden otherwise */
    const char *log_head; /* head value of the talk log (talk_log.h), for the record page; NULL = none */
};

/**
 * Write the workbook for one buyer.
 * @return HOSHI_OK, HOSHI_E_FILE_WRITE, HOSHI_E_WORKBOOK_WRITE, HOSHI_E_OVERFLOW, HOSHI_E_MEMORY; on failure
 * no file is left and an older one stays
 */
enum hoshi_status hoshi_worksheet_write_buyer(const struct hoshi_buyer_view *view,
                                              const struct hoshi_worksheet_buyer_options *options,
                                              const char *path, struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
