/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold.h"
#include "text.h"

#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

enum {
    FOLD_CHARACTERS = 1024, /* of a text that is compared, as decomposed */
    FOLD_CLUSTER = 64       /* a character with its marks; longer ones are left alone */
};

/* Characters that no step changes and that join nothing before them: most of a Japanese text. A test asks utf8proc
 * about each of them. */
static bool fold_leaves(uint32_t c)
{
    return c < 0x80 || (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FE) ||
           (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3001 && c <= 0x3002) || (c >= 0x3008 && c <= 0x3011) ||
           (c >= 0x25A0 && c <= 0x25FF) || (c >= 0x2605 && c <= 0x2606);
}

/* The character at *p, which moves behind it whatever stands there. */
static uint32_t fold_next(const char **p)
{
    uint32_t c = hoshi_text_next(p);
    *p += !c;
    return c;
}

static bool fold_leaves_all(const char *text, size_t n)
{
    const char *end = text + n;
    while (text < end)
        if (!fold_leaves(fold_next(&text)))
            return false;
    return true;
}

/* True when c may become one with what stands before it: marks, and the vowels and ends of Hangul syllables. */
static bool fold_joins(uint32_t c)
{
    if (fold_leaves(c))
        return false;
    const utf8proc_property_t *p = utf8proc_get_property((utf8proc_int32_t)c);
    return p->combining_class || p->boundclass == UTF8PROC_BOUNDCLASS_EXTEND ||
           p->boundclass == UTF8PROC_BOUNDCLASS_SPACINGMARK || p->boundclass == UTF8PROC_BOUNDCLASS_V ||
           p->boundclass == UTF8PROC_BOUNDCLASS_T;
}

/* The characters as UTF-8 at out; their bytes, or SIZE_MAX when there is no room for them and a NUL. */
static size_t fold_encode(const utf8proc_int32_t *c, utf8proc_ssize_t n, char *out, size_t size)
{
    size_t used = 0;
    for (utf8proc_ssize_t i = 0; i < n; i++) {
        char bytes[4];
        size_t m = hoshi_text_put(bytes, (uint32_t)c[i]);
        if (m >= size - used)
            return SIZE_MAX;
        memcpy(out + used, bytes, m);
        used += m;
    }
    return used;
}

/* A character and the marks behind it, n bytes in all, as NFC; SIZE_MAX when that would be longer. */
static size_t fold_cluster(const char *text, size_t n, char *out)
{
    utf8proc_int32_t c[FOLD_CLUSTER];
    char composed[FOLD_CLUSTER * 4 + 1];
    utf8proc_ssize_t found = utf8proc_decompose((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)n, c,
                                                FOLD_CLUSTER, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (found < 0 || found > FOLD_CLUSTER)
        return SIZE_MAX;
    found = utf8proc_normalize_utf32(c, found, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    size_t used = found < 0 ? SIZE_MAX : fold_encode(c, found, composed, sizeof composed);
    if (used > n)
        return SIZE_MAX;
    memcpy(out, composed, used);
    return used;
}

size_t hoshi_text_compose(char *text, size_t n)
{
    const char *from = text, *end = text + n;
    char *to = text;
    while (from < end) {
        const char *first = from, *next, *single;
        fold_next(&from);
        single = next = from;
        while (next < end && fold_joins(fold_next(&next)))
            from = next;
        size_t length = (size_t)(from - first),
               kept = from > single ? fold_cluster(first, length, to) : SIZE_MAX;
        if (kept == SIZE_MAX) {
            kept = length;
            if (to != first)
                memmove(to, first, length);
        }
        to += kept;
    }
    return (size_t)(to - text);
}

void hoshi_text_compose_all(char *text)
{
    if (text)
        text[hoshi_text_compose(text, strlen(text))] = 0;
}

static bool fold_whole(const char *text, size_t n, char *out, size_t size)
{
    if (n >= size)
        return false;
    memcpy(out, text, n);
    out[n] = 0;
    return true;
}

/* True for the characters that differ from others by their width alone. */
static bool fold_is_width(uint32_t c)
{
    utf8proc_propval_t kind = utf8proc_get_property((utf8proc_int32_t)c)->decomp_type;
    return kind == UTF8PROC_DECOMP_TYPE_WIDE || kind == UTF8PROC_DECOMP_TYPE_NARROW ||
           kind == UTF8PROC_DECOMP_TYPE_NOBREAK || c == 0x2009; /* thin space: it parts digits */
}

bool hoshi_text_width_fold(const char *text, size_t n, char *out, size_t size)
{
    const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT;
    size_t used = 0;
    out[0] = 0;
    if (fold_leaves_all(text, n))
        return fold_whole(text, n, out, size);
    for (const char *p = text; p < text + n;) {
        utf8proc_int32_t c[8] = {(utf8proc_int32_t)fold_next(&p)};
        int last = 0;
        utf8proc_ssize_t m =
            fold_is_width((uint32_t)c[0]) ? utf8proc_decompose_char(c[0], c, 8, options, &last) : 1;
        size_t got = m < 0 || m > 8 ? SIZE_MAX : fold_encode(c, m, out + used, size - used);
        if (got == SIZE_MAX) {
            out[0] = 0;
            return false;
        }
        used += got;
    }
    out[hoshi_text_compose(out, used)] = 0;
    return true;
}

bool hoshi_text_fold(const char *text, size_t n, char *out, size_t size)
{
    const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT;
    utf8proc_int32_t c[FOLD_CHARACTERS];
    out[0] = 0;
    if (fold_leaves_all(text, n))
        return fold_whole(text, n, out, size);
    utf8proc_ssize_t found =
        utf8proc_decompose((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)n, c, FOLD_CHARACTERS, options);
    if (found >= 0 && found <= FOLD_CHARACTERS)
        found = utf8proc_normalize_utf32(c, found, options);
    else
        found = -1;
    size_t used = found < 0 ? SIZE_MAX : fold_encode(c, found, out, size);
    out[used == SIZE_MAX ? 0 : used] = 0;
    return used != SIZE_MAX;
}
