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

/* Spreadsheets pass over spaces and line breaks in front, and take full-width signs for the others. */
static bool is_formula(const char *text)
{
    static const char *const skip[] = {" ", "\t", "\r", "\n", "\xE3\x80\x80", "\xC2\xA0"};
    static const char *const sign[] = {"=", "+", "-", "@", "＝", "＋", "－", "＠", "−"};
    if (*text == '\t' || *text == '\r' || *text == '\n')
        return true;
    for (size_t i = 0; i < sizeof skip / sizeof *skip; i++)
        if (strncmp(text, skip[i], strlen(skip[i])) == 0) {
            text += strlen(skip[i]);
            i = (size_t)-1;
        }
    for (size_t i = 0; i < sizeof sign / sizeof *sign; i++)
        if (strncmp(text, sign[i], strlen(sign[i])) == 0)
            return true;
    return false;
}

void hoshi_buffer_csv(struct hoshi_buffer *b, const char *text)
{
    hoshi_buffer_puts(b, is_formula(text) ? "\"'" : "\"");
    for (const char *p = text; *p; p++)
        hoshi_buffer_printf(b, "%s%c", *p == '"' ? "\"" : "", *p);
    hoshi_buffer_puts(b, "\"");
}

const char *hoshi_buffer_text(const struct hoshi_buffer *b)
{
    return b->text ? b->text : "";
}
