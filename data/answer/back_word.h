/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The paper for filing as a Word document, read for what somebody typed into its blanks (word_blanks.h). */
#ifndef HOSHI_BACK_WORD_H
#define HOSHI_BACK_WORD_H

#include "back_read.h"

/** Whether the bytes are a Word document. */
bool hoshi_back_is_word(const void *bytes, size_t n);

/**
 * As hoshi_back_read, of a Word document. A blank that is not found any more counts as lost: nothing is known of it.
 * @param name of the document in faults
 * @param out  [out] texts in the arena; found = false for a document without blanks of ours; untouched on failure
 * @return HOSHI_OK; as hoshi_word_blanks_read
 */
enum hoshi_status hoshi_back_read_word(const void *bytes, size_t n, const char *name,
                                       struct hoshi_arena *arena, struct hoshi_back *out,
                                       struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
