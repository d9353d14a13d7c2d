/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "arena.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct hoshi_arena_block {
    struct hoshi_arena_block *next;
    size_t used, size;
    max_align_t bytes[];
};

enum { ARENA_BLOCK = 64 * 1024 };

void *hoshi_arena_alloc(struct hoshi_arena *arena, size_t n)
{
    if (n > SIZE_MAX / 2)
        return NULL;
    n = (n + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
    struct hoshi_arena_block *b = arena->block;
    if (!b || b->size - b->used < n) {
        size_t size = n > ARENA_BLOCK ? n : ARENA_BLOCK;
        b = malloc(sizeof *b + size);
        if (!b)
            return NULL;
        b->size = size;
        b->used = 0;
        b->next = arena->block;
        arena->block = b;
    }
    char *p = (char *)b->bytes + b->used;
    b->used += n;
    memset(p, 0, n);
    return p;
}

void *hoshi_arena_array(struct hoshi_arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / 2 / size)
        return NULL;
    size_t n = count * size;
    return hoshi_arena_alloc(arena, n > 0 ? n : 1);
}

char *hoshi_arena_text(struct hoshi_arena *arena, const char *text)
{
    if (!text)
        return NULL;
    size_t n = strlen(text) + 1;
    char *copy = hoshi_arena_alloc(arena, n);
    if (copy)
        memcpy(copy, text, n);
    return copy;
}

char *hoshi_arena_printf(struct hoshi_arena *arena, const char *format, ...)
{
    char line[4096];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    return hoshi_arena_text(arena, line);
}

void hoshi_arena_release(struct hoshi_arena *arena)
{
    if (!arena)
        return;
    while (arena->block) {
        struct hoshi_arena_block *next = arena->block->next;
        free(arena->block);
        arena->block = next;
    }
}
