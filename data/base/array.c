/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "array.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { ARRAY_FIRST = 16 };

/* The room for n elements: doubled until it is enough; 0 when its bytes cannot be counted. */
static size_t array_room(const struct hoshi_array *a, size_t n)
{
    size_t most = SIZE_MAX / 2 / a->size, room = a->capacity ? a->capacity : ARRAY_FIRST;
    if (n > most)
        return 0;
    while (room < n)
        room = room > most / 2 ? most : room * 2;
    return room > most ? most : room;
}

bool hoshi_array_reserve(struct hoshi_array *a, size_t more)
{
    if (more <= a->capacity - a->n)
        return true;
    size_t room = more > SIZE_MAX - a->n ? 0 : array_room(a, a->n + more);
    if (!room)
        return false;
    void *item = a->arena ? hoshi_arena_array(a->arena, room, a->size) : realloc(a->item, room * a->size);
    if (!item)
        return false;
    if (a->arena && a->n)
        memcpy(item, a->item, a->n * a->size);
    a->item = item;
    a->capacity = room;
    return true;
}

void *hoshi_array_add(struct hoshi_array *a)
{
    if (!hoshi_array_reserve(a, 1))
        return NULL;
    a->n++;
    return memset(hoshi_array_at(a, a->n - 1), 0, a->size);
}

void *hoshi_array_at(const struct hoshi_array *a, size_t i)
{
    return (char *)a->item + i * a->size;
}

void *hoshi_array_take(struct hoshi_array *a)
{
    void *item = a->item;
    a->item = NULL;
    a->n = a->capacity = 0;
    return item;
}

void hoshi_array_release(struct hoshi_array *a)
{
    if (!a)
        return;
    void *item = hoshi_array_take(a);
    if (!a->arena)
        free(item);
}
