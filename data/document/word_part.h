/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Private to the room: one part of a Word document's archive. */
#ifndef HOSHI_WORD_PART_H
#define HOSHI_WORD_PART_H

#include "arena.h"
#include "status.h"

#include <stdint.h>

struct zip; /* of libzip */

/**
 * Unpack a part.
 * @param where name of the document in faults; NULL: the part's
 * @param text  [out] in the arena, with a NUL behind
 * @return HOSHI_OK; HOSHI_E_WORD (beyond HOSHI_WORD_BYTES_MAX, damaged), HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_word_part_read(struct zip *zip, uint64_t index, const char *name, const char *where,
                                       struct hoshi_arena *arena, char **text, size_t *n,
                                       struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
