/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What stands in a workbook where nothing is read: each cell with what was typed, and where it is to be entered. */
#ifndef HOSHI_WRITTEN_TEXT_H
#define HOSHI_WRITTEN_TEXT_H

#include "json_write.h"
#include "message.h"
#include "written_read.h"

/** Which workbook it stands in: where people enter things differs. */
enum hoshi_written_book {
    HOSHI_WRITTEN_OWN,
    HOSHI_WRITTEN_FORM,
    HOSHI_WRITTEN_FILING,
    HOSHI_WRITTEN_RECEIVED
};

/** By sheet; nothing when nothing was typed. */
void hoshi_written_print(struct hoshi_buffer *out, enum hoshi_lang lang, enum hoshi_written_book book,
                         const struct hoshi_written *written);

/** "not_read": [ { "sheet", "cell" (null for a whole sheet), "kind", "now" } ], "not_read_more": how many are not listed. */
void hoshi_written_print_json(struct hoshi_json_writer *w, const struct hoshi_written *written);

#endif
