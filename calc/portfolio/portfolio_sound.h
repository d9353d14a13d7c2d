/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Private to calc/portfolio: is what a result file says within what a run could have written? */
#ifndef HOSHI_PORTFOLIO_SOUND_H
#define HOSHI_PORTFOLIO_SOUND_H

#include "portfolio.h"

/** Numbers in range, dates of the calendar, keys of their enumerations, texts ended and plain. */
bool hoshi_sound_result(const struct hoshi_supplier_result *r);
bool hoshi_sound_detail(const struct hoshi_supplier_detail *d, const struct hoshi_tables *tables);
bool hoshi_sound_tally(const struct hoshi_joint_tally *t, const struct hoshi_tables *tables);
bool hoshi_sound_total(const struct hoshi_portfolio_total *t);
bool hoshi_sound_buyer(const struct hoshi_buyer_named *b);
/** left->kept faults are there. */
bool hoshi_sound_left(const struct hoshi_portfolio_left_out *left);
/** One of the registry but HOSHI_OK. */
bool hoshi_sound_status(int64_t status);
/** Ended within size, plain, one line. */
bool hoshi_sound_text(const char *text, size_t size);

#endif
