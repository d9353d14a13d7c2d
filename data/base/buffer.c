/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "buffer.h"

#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void hoshi_buffer_init(struct hoshi_buffer *b, size_t max)
{
    memset(b, 0, sizeof *b);
    b->max = max;
}

void hoshi_buffer_release(struct hoshi_buffer *b)
{
    if (!b)
        return;
    free(b->text);
    memset(b, 0, sizeof *b);
}

static bool buffer_reserve(struct hoshi_buffer *b, size_t n)
{
    if (b->failed || n > b->max - b->length) {
        b->failed = true;
        return false;
    }
    size_t need = b->length + n + 1;
    if (need <= b->capacity)
        return true;
    size_t capacity = b->capacity ? b->capacity : 256;
    while (capacity < need)
        capacity *= 2;
    char *text = realloc(b->text, capacity);
    if (!text) {
        b->failed = true;
        return false;
    }
    b->text = text;
    b->capacity = capacity;
    return true;
}

void hoshi_buffer_add(struct hoshi_buffer *b, const char *bytes, size_t n)
{
    if (!buffer_reserve(b, n))
        return;
    if (n)
        memcpy(b->text + b->length, bytes, n);
    b->length += n;
    b->text[b->length] = 0;
}

void hoshi_buffer_puts(struct hoshi_buffer *b, const char *text)
{
    hoshi_buffer_add(b, text, strlen(text));
}

void hoshi_buffer_printf(struct hoshi_buffer *b, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n >= 0 && buffer_reserve(b, (size_t)n)) {
        vsnprintf(b->text + b->length, (size_t)n + 1, format, again);
        b->length += (size_t)n;
    }
    va_end(again);
}

static void buffer_spaces(struct hoshi_buffer *b, size_t used, size_t columns)
{
    for (; used < columns; used++)
        hoshi_buffer_add(b, " ", 1);
}

void hoshi_buffer_pad(struct hoshi_buffer *b, const char *text, size_t columns)
{
    hoshi_buffer_puts(b, text);
    buffer_spaces(b, hoshi_text_width(text), columns);
}

void hoshi_buffer_pad_left(struct hoshi_buffer *b, const char *text, size_t columns)
{
    buffer_spaces(b, hoshi_text_width(text), columns);
    hoshi_buffer_puts(b, text);
}

void hoshi_buffer_csv(struct hoshi_buffer *b, const char *text)
{
    hoshi_buffer_puts(b, text[0] && strchr("=+-@\t", text[0]) ? "\"'" : "\"");
    for (const char *p = text; *p; p++)
        hoshi_buffer_printf(b, "%s%c", *p == '"' ? "\"" : "", *p);
    hoshi_buffer_puts(b, "\"");
}

const char *hoshi_buffer_text(const struct hoshi_buffer *b)
{
    return b->text ? b->text : "";
}
