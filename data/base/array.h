/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A list that grows: elements of one size, side by side, doubled in room when it is full. It owns its
 * elements' memory, or takes it from an arena; never what they point to.
 */
#ifndef HOSHI_ARRAY_H
#define HOSHI_ARRAY_H

#include "arena.h"

#include <stdbool.h>
#include <stddef.h>

/** HOSHI_ARRAY(type) is an empty list of such elements; {0} has no size and must not be added to. */
struct hoshi_array {
    void *item; /* n elements; NULL while nothing was added. Moves when the list grows */
    size_t n, capacity;
    size_t size;               /* bytes of one element */
    struct hoshi_arena *arena; /* where elements live, or NULL: malloc */
};

#define HOSHI_ARRAY(type) ((struct hoshi_array){.size = sizeof(type)})
/** As HOSHI_ARRAY with elements in an arena: nothing to release, what is outgrown stays until the arena goes.
 */
#define HOSHI_ARRAY_IN(memory, type) ((struct hoshi_array){.size = sizeof(type), .arena = (memory)})

/** Room for `more` elements beyond n. @return false, with the list as it was, when memory or numbers run out
 */
bool hoshi_array_reserve(struct hoshi_array *a, size_t more);

/** A new element at the end, zeroed; valid until the next one is added. NULL, with the list as it was, when
 * out of memory. */
void *hoshi_array_add(struct hoshi_array *a);

/** Element i < n. */
void *hoshi_array_at(const struct hoshi_array *a, size_t i);

/** The elements, now the caller's to free() (an arena's: as long as it lives); the list is empty. May be
 * NULL. */
void *hoshi_array_take(struct hoshi_array *a);

/** Free the elements; the list is empty and can be used again. NULL is allowed. */
void hoshi_array_release(struct hoshi_array *a);

#endif
