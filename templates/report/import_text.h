/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What an import read, what deserves a second look, and what to ask next: as a report and as JSON. */
#ifndef HOSHI_IMPORT_TEXT_H
#define HOSHI_IMPORT_TEXT_H

#include "answer_review.h"
#include "case_compose.h"
#include "back_read.h"
#include "form_read.h"
#include "message.h"
#include "written_read.h"

struct hoshi_import {
    const char *file, *out;                /* out NULL: nothing is written */
    bool existing;                         /* out was there: what the file states was put into it */
    const struct hoshi_composed *composed; /* what that changed */
    const char *lost_gap; /* file of answers that the older case named and that could not be read, or NULL */
    bool written;
    const struct hoshi_tables *tables;
    const struct hoshi_case *c; /* the case as it is now, for names; NULL: it cannot be read yet */
    const struct hoshi_answer_source *source;
    const struct hoshi_form *form;            /* found or not */
    const struct hoshi_back *back;            /* the own workbook, found or not */
    const struct hoshi_written *written_over; /* what stands in it where nothing is read */
    const struct hoshi_answers *answers;
    const struct hoshi_answer_review *review;
    const struct hoshi_faults *missing; /* what an estimate of the case still needs */
};

/** Things to confirm: notes on cells, drafts, contradictions, blanks of the level, cells that are not read. What --strict counts. */
size_t hoshi_import_doubts(const struct hoshi_import *import);

/**
 * The record of a talk typed into the own workbook, as a file of one entry for `log add`.
 * @param c the case, for the buyer's id; may be NULL
 * @return HOSHI_OK; HOSHI_E_KEY_MISSING (nothing typed, no buyer, no day), HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_import_talk(struct hoshi_buffer *out, enum hoshi_lang lang,
                                    const struct hoshi_back *back, const struct hoshi_case *c,
                                    struct hoshi_faults *faults) HOSHI_MUST_USE;

/**
 * A fault's place or what it allows, for somebody who filled a workbook: every key of the case in it by its words, with
 * the cell that states it ("会社情報!C22 …"). Other text stays.
 */
void hoshi_import_print_fault(struct hoshi_buffer *out, enum hoshi_lang lang,
                              const struct hoshi_import *import, const char *text);

void hoshi_import_print(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_import *import);
/** "hoshiwari_import": 1; keys never translated. */
void hoshi_import_print_json(struct hoshi_buffer *out, const struct hoshi_import *import);

#endif
