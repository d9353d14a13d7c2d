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

/* Half-width katakana U+FF66 … U+FF9D as full-width; a voicing mark at *p is taken in. */
static uint32_t full_kana(uint32_t c, const char **p)
{
    static const uint16_t full[] = {
        0x30F2, 0x30A1, 0x30A3, 0x30A5, 0x30A7, 0x30A9, 0x30E3, 0x30E5, 0x30E7, 0x30C3, 0x30FC, 0x30A2,
        0x30A4, 0x30A6, 0x30A8, 0x30AA, 0x30AB, 0x30AD, 0x30AF, 0x30B1, 0x30B3, 0x30B5, 0x30B7, 0x30B9,
        0x30BB, 0x30BD, 0x30BF, 0x30C1, 0x30C4, 0x30C6, 0x30C8, 0x30CA, 0x30CB, 0x30CC, 0x30CD, 0x30CE,
        0x30CF, 0x30D2, 0x30D5, 0x30D8, 0x30DB, 0x30DE, 0x30DF, 0x30E0, 0x30E1, 0x30E2, 0x30E4, 0x30E6,
        0x30E8, 0x30E9, 0x30EA, 0x30EB, 0x30EC, 0x30ED, 0x30EF, 0x30F3};
    c = full[c - 0xFF66];
    const char *next = *p;
    uint32_t mark = hoshi_text_next(&next);
    bool h_row = c >= 0x30CF && c <= 0x30DB, voiced = h_row || (c >= 0x30AB && c <= 0x30C8 && c != 0x30C3);
    if ((mark == 0xFF9E && voiced) || (mark == 0xFF9F && h_row)) {
        *p = next;
        return c + (mark == 0xFF9E ? 1 : 2);
    }
    return c;
}

uint32_t hoshi_text_next_folded(const char **p)
{
    uint32_t c = hoshi_text_next(p);
    if (c >= 0xFF66 && c <= 0xFF9D)
        return full_kana(c, p);
    return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
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

bool hoshi_text_key(const char *text, char *out, size_t size)
{
    size_t used = 0;
    bool space = false;
    while (*text) {
        uint32_t c = hoshi_text_next_folded(&text);
        if (c <= ' ' || c == 0xA0 || c == 0x3000) {
            space = used > 0;
            continue;
        }
        if (c >= 'A' && c <= 'Z')
            c += 32;
        if (c == 0x2010 || c == 0x2011 || c == 0x2212)
            c = '-';
        if (used + 6 > size)
            return false;
        if (space)
            out[used++] = ' ';
        space = false;
        used += hoshi_text_put(out + used, c);
    }
    out[used] = 0;
    return true;
}

/* Cut what stands at the beginning or the end of a key, unless it is all of it. */
static void cut_form(char *key, const char *form)
{
    size_t n = strlen(key), m = strlen(form);
    if (n <= m)
        return;
    if (memcmp(key, form, m) == 0)
        memmove(key, key + m, n - m + 1);
    else if (memcmp(key + n - m, form, m) == 0)
        key[n - m] = 0;
}

bool hoshi_text_company_key(const char *name, char *out, size_t size)
{
    static const char *const form[] = {"株式会社", "有限会社", "合同会社", "(株)", "(有)",
                                       "(同)",     "㈱",       "㈲",       "㈿"};
    if (!hoshi_text_key(name, out, size))
        return false;
    size_t used = 0;
    for (const char *p = out; *p; p++)
        if (*p != ' ')
            out[used++] = *p;
    out[used] = 0;
    for (size_t i = 0; i < sizeof form / sizeof *form; i++)
        cut_form(out, form[i]);
    return true;
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
static size_t width_of(uint32_t c)
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
        w += width_of(c);
    return w;
}

size_t hoshi_text_distance(const char *a, const char *b)
{
    size_t na = strlen(a), nb = strlen(b), row[64];
    na = na > 63 ? 63 : na;
    nb = nb > 63 ? 63 : nb;
    for (size_t j = 0; j <= nb; j++)
        row[j] = j;
    for (size_t i = 1; i <= na; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= nb; j++) {
            size_t best = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            if (row[j] + 1 < best)
                best = row[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            row[j] = best;
        }
    }
    return row[nb];
}

const char *hoshi_text_nearest(const char *word, const char *const *candidates, size_t n)
{
    size_t limit = strlen(word) / 3, best = SIZE_MAX;
    const char *found = NULL;
    if (limit < 1)
        limit = 1;
    for (size_t i = 0; i < n; i++) {
        size_t d = hoshi_text_distance(word, candidates[i]);
        if (d <= limit && d < best) {
            best = d;
            found = candidates[i];
        }
    }
    return found;
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

/* ---- buffer ---- */

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

static bool reserve(struct hoshi_buffer *b, size_t n)
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
    if (!reserve(b, n))
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
    if (n >= 0 && reserve(b, (size_t)n)) {
        vsnprintf(b->text + b->length, (size_t)n + 1, format, again);
        b->length += (size_t)n;
    }
    va_end(again);
}

static void spaces(struct hoshi_buffer *b, size_t used, size_t columns)
{
    for (; used < columns; used++)
        hoshi_buffer_add(b, " ", 1);
}

void hoshi_buffer_pad(struct hoshi_buffer *b, const char *text, size_t columns)
{
    hoshi_buffer_puts(b, text);
    spaces(b, hoshi_text_width(text), columns);
}

void hoshi_buffer_pad_left(struct hoshi_buffer *b, const char *text, size_t columns)
{
    spaces(b, hoshi_text_width(text), columns);
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

/* ---- arena ---- */

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
