/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void hoshi_text_copy(char *to, size_t size, const char *text)
{
    if (!size)
        return;
    size_t n = text ? strlen(text) : 0;
    if (n >= size) {
        n = size - 1;
        while (n && ((unsigned char)text[n] & 0xC0) == 0x80)
            n--;
    }
    if (n)
        memcpy(to, text, n);
    to[n] = 0;
}

/* Length of the well-formed sequence at s (n bytes left), 0 when ill-formed (Unicode 15, table 3-7). */
static size_t sequence(const unsigned char *s, size_t n)
{
    if (s[0] == 0)
        return 0;
    if (s[0] < 0x80)
        return 1;
    if (s[0] >= 0xC2 && s[0] <= 0xDF)
        return n > 1 && (s[1] & 0xC0) == 0x80 ? 2 : 0;
    if (s[0] >= 0xE0 && s[0] <= 0xEF) {
        if (n < 3 || (s[1] & 0xC0) != 0x80 || (s[2] & 0xC0) != 0x80)
            return 0;
        if ((s[0] == 0xE0 && s[1] < 0xA0) || (s[0] == 0xED && s[1] > 0x9F))
            return 0;
        return 3;
    }
    if (s[0] >= 0xF0 && s[0] <= 0xF4) {
        if (n < 4 || (s[1] & 0xC0) != 0x80 || (s[2] & 0xC0) != 0x80 || (s[3] & 0xC0) != 0x80)
            return 0;
        if ((s[0] == 0xF0 && s[1] < 0x90) || (s[0] == 0xF4 && s[1] > 0x8F))
            return 0;
        return 4;
    }
    return 0;
}

size_t hoshi_text_sequence(const char *text, size_t n)
{
    return sequence((const unsigned char *)text, n);
}

bool hoshi_text_is_utf8(const char *text, size_t n)
{
    const unsigned char *s = (const unsigned char *)text;
    while (n) {
        size_t k = sequence(s, n);
        if (!k)
            return false;
        s += k;
        n -= k;
    }
    return true;
}

uint32_t hoshi_text_next(const char **p)
{
    const unsigned char *s = (const unsigned char *)*p;
    if (!s[0])
        return 0;
    if (s[0] < 0x80) {
        *p += 1;
        return s[0];
    }
    uint32_t c = s[0] < 0xE0 ? s[0] & 0x1Fu : s[0] < 0xF0 ? s[0] & 0x0Fu : s[0] & 0x07u;
    size_t k = s[0] < 0xE0 ? 1 : s[0] < 0xF0 ? 2 : 3;
    size_t i = 1;
    for (; i <= k && (s[i] & 0xC0) == 0x80; i++)
        c = (c << 6) | (s[i] & 0x3Fu);
    *p += i;
    return c;
}

size_t hoshi_text_put(char to[4], uint32_t c)
{
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = n; i-- > 1; c >>= 6)
        to[i] = (char)(0x80 | (c & 0x3F));
    to[0] = (char)((n == 2 ? 0xC0 : n == 3 ? 0xE0 : 0xF0) | c);
    return n;
}

size_t hoshi_text_length(const char *text)
{
    size_t n = 0;
    while (hoshi_text_next(&text))
        n++;
    return n;
}

/* East Asian Width W and F, by block: exact for kana, kanji, Hangul, full-width forms and the CJK symbols in
 * use here. */
static size_t text_width_of(uint32_t c)
{
    if ((c >= 0x0300 && c <= 0x036F) || c == 0x200B || c == 0x200D || (c >= 0xFE00 && c <= 0xFE0F) ||
        c == 0x3099 || c == 0x309A)
        return 0;
    if ((c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0x303E) || (c >= 0x3041 && c <= 0xA4CF) ||
        (c >= 0xA960 && c <= 0xA97C) || (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
        (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF01 && c <= 0xFF60) || (c >= 0xFFE0 && c <= 0xFFE6) ||
        (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD))
        return 2;
    /* Ambiguous characters that a Japanese terminal or sheet font draws wide. */
    if (c == 0x2605 || c == 0x2606 || c == 0x25CB || c == 0x25CE || c == 0x25CF || c == 0x25B3 ||
        c == 0x00D7 || c == 0x203B || c == 0x2190 || c == 0x2192 || c == 0x2460)
        return 2;
    return 1;
}

size_t hoshi_text_width(const char *text)
{
    size_t w = 0;
    uint32_t c;
    while ((c = hoshi_text_next(&text)))
        w += text_width_of(c);
    return w;
}

/* Whole numbers in full, others as the shortest text that reads back as the same double; a point in every
 * locale. */
const char *hoshi_real_print(double x, char out[HOSHI_REAL_TEXT])
{
    const char *point = localeconv()->decimal_point;
    if (x <= 0 && x >= 0)
        x = 0; /* no -0 */
    if (x >= -1e15 && x <= 1e15 && floor(x) >= x) {
        snprintf(out, HOSHI_REAL_TEXT, "%.0f", x);
        return out;
    }
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(out, HOSHI_REAL_TEXT, "%.*g", digits, x);
        double back = 0;
        if (sscanf(out, "%lf", &back) != 1)
            break;
        if (back >= x && back <= x)
            break;
    }
    char *at = strstr(out, point);
    if (at && strcmp(point, ".") != 0) {
        size_t n = strlen(point);
        *at = '.';
        memmove(at + 1, at + n, strlen(at + n) + 1);
    }
    return out;
}
