/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What an import read, what deserves a second look, and what to ask next: as a report and as JSON. */
#ifndef HOSHI_IMPORT_TEXT_H
#define HOSHI_IMPORT_TEXT_H

#include "answer_review.h"
#include "form_read.h"
#include "message.h"

struct hoshi_import {
    const char *file, *out; /* out NULL: nothing is written */
    bool existing;          /* out was there and was kept but for its gap */
    bool written;
    const struct hoshi_tables *tables;
    const struct hoshi_answer_source *source;
    const struct hoshi_form *form; /* found or not */
    const struct hoshi_answers *answers;
    const struct hoshi_answer_review *review;
    const struct hoshi_faults *missing; /* what an estimate of the case still needs */
};

/** Things to confirm: notes on cells, drafts, contradictions, blanks of the level. What --strict counts. */
size_t hoshi_import_doubts(const struct hoshi_import *import);

void hoshi_import_print(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_import *import);
/** "hoshiwari_import": 1; keys never translated. */
void hoshi_import_print_json(struct hoshi_buffer *out, const struct hoshi_import *import);

#endif
