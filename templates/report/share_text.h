/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The answers of rules of division as a report or as JSON (verb `share`, SPEC §7). */
#ifndef HOSHI_SHARE_TEXT_H
#define HOSHI_SHARE_TEXT_H

#include "division_rules.h"
#include "message.h"

/** Takes a piece of the text, which it may only read; false stops the writing. */
typedef bool hoshi_share_sink(void *context, const struct hoshi_buffer *piece);

/**
 * Write the rules side by side: parties with stand-alone and marginal amounts, each rule's amounts, whether
 * it is in the core, the most dissatisfied coalition, what the rule means and where it comes from.
 *
 * A game may have a million parties: the text leaves in pieces of about a megabyte, in order.
 *
 * @param json machine-readable; `lang` then has no influence (texts stand in both languages)
 * @return false when the sink stopped it
 */
bool hoshi_share_write(const struct hoshi_divisions *d, enum hoshi_lang lang, bool json,
                       hoshi_share_sink *sink, void *context);

#endif
