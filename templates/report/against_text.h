/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Two runs side by side on the screen: what moved the buyer's part, by cause and by supplier. */
#ifndef HOSHI_AGAINST_TEXT_H
#define HOSHI_AGAINST_TEXT_H

#include "budget_against.h"
#include "json_write.h"
#include "message.h"

/** What a cause is called; words of a list. */
const char *hoshi_against_say_cause(enum hoshi_lang lang, enum hoshi_against_cause cause);
/** "★、回答": all that changed of a supplier, at most `size` bytes; "" nothing that its records show. */
const char *hoshi_against_say_changed(enum hoshi_lang lang, unsigned changed, char *out, size_t size);

/** The report: totals, causes that add up to the difference, the suppliers that moved most. */
void hoshi_against_print(struct hoshi_buffer *out, enum hoshi_lang lang,
                         const struct hoshi_against_view *view);

/**
 * The same as an object "against": list, then_yen, now_yen, differs[name, then, now: settings and tables],
 * causes[cause, suppliers, yen: they add up to now − then], suppliers[id, name, cause, changed[], then_level,
 * now_level, then_yen, now_yen, yen, then_unanswered, now_unanswered: all whose amount or facts changed, the
 * largest difference first].
 */
void hoshi_against_put_json(struct hoshi_json_writer *w, const struct hoshi_against_view *view);

#endif
