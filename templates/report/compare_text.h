/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Two cases side by side: what each party bears, and which measures moved the total. */
#ifndef HOSHI_COMPARE_TEXT_H
#define HOSHI_COMPARE_TEXT_H

#include "message.h"
#include "split.h"

/** The earlier and the later one; borrowed. */
struct hoshi_compared {
    const char *then_file, *now_file;
    const struct hoshi_split *then, *now;
};

void hoshi_compare_print(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_compared *c);

/**
 * { "hoshiwari_compare" 1, then, now: the files; level, unanswered: [then, now]; horizon_yen, annual_yen: what is
 * divided, gross, [then, now]; parties[id, then_annual_yen, now_annual_yen, annual_yen: the difference],
 * measures[id, name, then_yen, now_yen, yen: over the horizon, the largest difference first; they add up to the
 * difference of horizon_yen] }
 */
void hoshi_compare_print_json(struct hoshi_buffer *out, const struct hoshi_compared *c);

#endif
