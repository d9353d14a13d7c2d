/* SPDX-License-Identifier: GPL-3.0-or-later */
/** A received workbook on the screen: its amounts, whether they add up, and the own estimate beside it. */
#ifndef HOSHI_RECEIVED_TEXT_H
#define HOSHI_RECEIVED_TEXT_H

#include "buyer_view.h"
#include "json_write.h"
#include "message.h"
#include "received_read.h"
#include "written_read.h"

/** The own estimate of the same supplier's part, and what is known of the trade; NULL: none. */
struct hoshi_received_report {
    const char *file;
    const struct hoshi_received *received;
    const struct hoshi_tables *tables;  /* names of categories */
    const struct hoshi_buyer_view *own; /* of the own estimate; NULL: not compared */
    size_t answers;                     /* answers to criteria in the file; 0: none are disclosed */
    const struct hoshi_written *typed;  /* cells that are not as they were written; NULL: not looked for */
};

/** Checks that do not agree, of received and own. */
size_t hoshi_received_doubts(const struct hoshi_received *received);

/** In one line, for a log: how many checks agree, and which do not. */
void hoshi_received_say(struct hoshi_buffer *out, enum hoshi_lang lang,
                        const struct hoshi_received *received);

void hoshi_received_print(struct hoshi_buffer *out, enum hoshi_lang lang,
                          const struct hoshi_received_report *r);

/**
 * As an object: { "hoshiwari_received" 1, file, annual_yen, proposed_annual_yen, key_share, purchases_yen, rise,
 * ceiling_annual_yen, unpublished_annual_yen, quoted_annual_yen, categories[label, cell, yen], natures[…],
 * years[…], checks[check, verdict: agrees, differs, not_there; stated, computed], formulas[cell, stored, gives: those
 * that do not give the value stored with them, the first HOSHI_RECEIVED_DOUBTS; null: none that this program
 * writes], answers, own (null without):
 * annual_yen, difference_yen, share_ppm, lines[kind: category, year, what, received_yen, own_yen,
 * difference_yen] }, not_read[sheet, cell, kind, now]
 */
void hoshi_received_print_json(struct hoshi_buffer *out, const struct hoshi_received_report *r);

#endif
