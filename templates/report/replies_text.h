/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What suppliers sent back, and whom to ask again: as a report, as JSON, as a CSV for the next round of letters. */
#ifndef HOSHI_REPLIES_TEXT_H
#define HOSHI_REPLIES_TEXT_H

#include "budget_view.h"
#include "json_write.h"
#include "message.h"
#include "supplier_returned.h"

/** Answers of one supplier in a word: 回答なし, 一部未回答, 回答あり. */
const char *hoshi_replies_say_known(enum hoshi_lang lang, const struct hoshi_supplier_result *r);

/** What became of a file: 一覧に当てはめた … */
const char *hoshi_replies_say_state(enum hoshi_lang lang, enum hoshi_returned_state state);

/** True when there is anything to show: files that came back, or suppliers that were asked before. */
bool hoshi_replies_known(const struct hoshi_budget_view *view, const struct hoshi_returned_list *returned);

/** The two sections of the report; `returned` NULL: no folder was given. */
void hoshi_replies_print(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_budget_view *view,
                         const struct hoshi_returned_list *returned);

/**
 * An object "answers": files (all), joined, older, same, unlike, unlisted, unreadable, file[name, state, kind (answers,
 * case, amount), code, supplier (id in the list), day, answered, differs, asked_annual_yen, code_of_fault, where,
 * found]; ask_again: suppliers, hangs_yen, annual_purchases_yen, supplier[id, name, level, unanswered, hangs_yen,
 * annual_purchases_yen, last_asked_on, answered_on]: those with most yen first, at most 1,000.
 */
void hoshi_replies_put_json(struct hoshi_json_writer *w, const struct hoshi_budget_view *view,
                            const struct hoshi_returned_list *returned);

/** Everybody to ask again, as CSV, most yen first; false when a record cannot be read. */
bool hoshi_replies_csv(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_budget_view *view);

#endif
