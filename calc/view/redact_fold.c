/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "redact_fold.h"
#include "fold.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

enum { FOLD_CLUSTER_TEXT = 256, FOLD_CLUSTER_MAX = 40 };

static bool folded_is_mark(uint32_t c)
{
    return c == 0x3099 || c == 0x309A || c == 0xFF9E || c == 0xFF9F || (c >= 0x300 && c <= 0x36F);
}

static bool folded_is_left_out(uint32_t c)
{
    return c <= ' ' || c == 0x7F || c == 0xA0 || c == 0xAD || (c >= 0x2000 && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202F) || (c >= 0x205F && c <= 0x206F) || c == 0x3000 || c == 0xFEFF ||
           c == 0x30FB || (c >= 0xFE00 && c <= 0xFE0F);
}

static uint32_t folded_character(uint32_t c)
{
    if (c >= 'A' && c <= 'Z')
        return c + 32;
    if (c >= 0x30A1 && c <= 0x30F6)
        return c - 0x60;
    if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212)
        return '-';
    return c;
}

static bool folded_room(struct hoshi_folded *f, size_t more)
{
    if (f->n + more < f->capacity)
        return true;
    size_t capacity = 2 * f->capacity + more + 64;
    char *text = realloc(f->text, capacity);
    f->text = text ? text : f->text;
    uint32_t *from = realloc(f->from, capacity * sizeof *from);
    f->from = from ? from : f->from;
    uint32_t *to = realloc(f->to, capacity * sizeof *to);
    f->to = to ? to : f->to;
    bool *gap = realloc(f->gap, capacity * sizeof *gap);
    f->gap = gap ? gap : f->gap;
    if (!text || !from || !to || !gap)
        return false;
    f->capacity = capacity;
    return true;
}

static bool folded_put(struct hoshi_folded *f, uint32_t c, size_t from, size_t to, bool *gap)
{
    char bytes[4];
    size_t m = hoshi_text_put(bytes, folded_character(c));
    if (!folded_room(f, m + 1))
        return false;
    for (size_t i = 0; i < m; i++) {
        f->text[f->n] = bytes[i];
        f->from[f->n] = (uint32_t)from;
        f->to[f->n] = (uint32_t)to;
        f->gap[f->n++] = *gap && !i;
    }
    *gap = false;
    return true;
}

/* The bytes of the character at text with the marks behind it; one byte of what is no character. */
static size_t folded_cluster(const char *text, size_t left)
{
    size_t n = hoshi_text_sequence(text, left);
    if (!n)
        return 1;
    while (n < left && n < FOLD_CLUSTER_MAX) {
        size_t m = hoshi_text_sequence(text + n, left - n);
        const char *at = text + n;
        if (!m || !folded_is_mark(hoshi_text_next(&at)))
            break;
        n += m;
    }
    return n;
}

bool hoshi_folded_init(struct hoshi_folded *f, const char *text)
{
    size_t length = strlen(text);
    bool gap = true;
    *f = (struct hoshi_folded){0};
    if (!folded_room(f, length + 1))
        return false;
    for (size_t at = 0; at < length;) {
        char out[FOLD_CLUSTER_TEXT];
        size_t n = folded_cluster(text + at, length - at);
        const char *p = out;
        if (!hoshi_text_sequence(text + at, length - at) || !hoshi_text_fold(text + at, n, out, sizeof out)) {
            gap = true; /* no text: nothing is found across it */
            out[0] = 0;
        }
        while (*p) {
            uint32_t c = hoshi_text_next(&p);
            if (folded_is_left_out(c))
                gap = true;
            else if (!folded_put(f, c, at, at + n, &gap))
                return false;
        }
        at += n;
    }
    f->text[f->n] = 0;
    return true;
}

void hoshi_folded_release(struct hoshi_folded *f)
{
    free(f->text);
    free(f->from);
    free(f->to);
    free(f->gap);
    *f = (struct hoshi_folded){0};
}
