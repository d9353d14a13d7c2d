/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text_plain.h"
#include "text.h"

#include <stdio.h>
#include <string.h>

bool hoshi_text_is_harmful(uint32_t c)
{
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c <= 0x9F) || c == 0x61C ||
           c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
           (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

/* The character at text, or 0 when the byte there belongs to none; how many bytes it takes. */
static uint32_t plain_next(const char *text, size_t n, size_t *bytes)
{
    *bytes = hoshi_text_sequence(text, n);
    if (!*bytes) {
        *bytes = 1;
        return 0;
    }
    const char *p = text;
    return hoshi_text_next(&p);
}

size_t hoshi_text_unplain(const char *text, size_t n, char what[HOSHI_TEXT_WHAT])
{
    size_t bytes;
    what[0] = 0;
    for (size_t at = 0; at < n; at += bytes) {
        unsigned char byte = (unsigned char)text[at];
        bytes = 1;
        if (byte >= 0x20 && byte < 0x7F)
            continue;
        uint32_t c = plain_next(text + at, n - at, &bytes);
        if (!c || hoshi_text_is_harmful(c)) {
            if (c)
                snprintf(what, HOSHI_TEXT_WHAT, "U+%04X", (unsigned)c);
            else
                snprintf(what, HOSHI_TEXT_WHAT, "0x%02X", byte);
            return at;
        }
    }
    return n;
}

bool hoshi_text_is_plain(const char *text, size_t n)
{
    char what[HOSHI_TEXT_WHAT];
    return hoshi_text_unplain(text, n, what) == n;
}

size_t hoshi_text_clean(const char *text, size_t n, char *out, size_t size)
{
    size_t used = 0, bytes;
    for (size_t at = 0; at < n; at += bytes) {
        uint32_t c = plain_next(text + at, n - at, &bytes);
        bool harmful = !c || hoshi_text_is_harmful(c);
        size_t take = harmful ? 3 : bytes;
        if (take >= size - used)
            break;
        memcpy(out + used, harmful ? "\xEF\xBF\xBD" : text + at, take);
        used += take;
    }
    out[used] = 0;
    return used;
}
