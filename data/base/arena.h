/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Memory for what lives as long as the object that was read: many small pieces, freed all at once.
 */
#ifndef HOSHI_ARENA_H
#define HOSHI_ARENA_H

#include "status.h"

#include <stddef.h>

/** Memory that is freed all at once. {0} is empty. */
struct hoshi_arena {
    struct hoshi_arena_block *block;
};

/** n zeroed bytes, aligned for any type; NULL when out of memory. */
void *hoshi_arena_alloc(struct hoshi_arena *arena, size_t n);
/** count * size zeroed bytes; NULL when out of memory or the product overflows. */
void *hoshi_arena_array(struct hoshi_arena *arena, size_t count, size_t size);
/** A copy of text; NULL when out of memory. NULL gives NULL. */
char *hoshi_arena_text(struct hoshi_arena *arena, const char *text);
/** A formatted text, at most 4,095 bytes; NULL when out of memory. */
char *hoshi_arena_printf(struct hoshi_arena *arena, const char *format, ...) HOSHI_PRINTF(2, 3);
void hoshi_arena_release(struct hoshi_arena *arena);

#endif
