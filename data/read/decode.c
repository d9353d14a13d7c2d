/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode.h"
#include "text.h"

#include <string.h>

/* One character: how many bytes it takes; 0: there is none; SIZE_MAX: it is cut off. */

static size_t decode_cp932(const unsigned char *s, size_t n, uint32_t *c)
{
    if (s[0] < 0x80 || (s[0] >= 0xA1 && s[0] <= 0xDF)) {
        *c = s[0] < 0x80 ? s[0] : 0xFF61 + ((uint32_t)s[0] - 0xA1); /* half-width katakana */
        return 1;
    }
    if (s[0] == 0x80 || s[0] == 0xA0 || s[0] > 0xFC)
        return 0;
    if (n < 2)
        return SIZE_MAX;
    if (s[1] < 0x40 || s[1] == 0x7F || s[1] > 0xFC)
        return 0;
    size_t lead = s[0] < 0xA0 ? (size_t)s[0] - 0x81 : (size_t)s[0] - 0xE0 + 0x1F;
    size_t trail = (size_t)s[1] - 0x40 - (s[1] > 0x7F);
    *c = hoshi_cp932[lead][trail];
    return *c ? 2 : 0;
}

static uint32_t decode_unit(const unsigned char *s, bool little)
{
    return little ? (uint32_t)s[0] | (uint32_t)s[1] << 8 : (uint32_t)s[0] << 8 | (uint32_t)s[1];
}

static size_t decode_utf16(const unsigned char *s, size_t n, bool little, uint32_t *c)
{
    if (n < 2)
        return SIZE_MAX;
    *c = decode_unit(s, little);
    if (*c < 0xD800 || *c > 0xDFFF)
        return 2;
    if (*c > 0xDBFF)
        return 0;
    if (n < 4)
        return SIZE_MAX;
    uint32_t low = decode_unit(s + 2, little);
    if (low < 0xDC00 || low > 0xDFFF)
        return 0;
    *c = 0x10000 + ((*c - 0xD800) << 10) + (low - 0xDC00);
    return 4;
}

enum hoshi_decoded hoshi_decode(enum hoshi_charset charset, const char **in, size_t *left, char **to,
                                size_t *room)
{
    while (*left) {
        uint32_t c = 0;
        char utf8[4];
        const unsigned char *s = (const unsigned char *)*in;
        size_t k = charset == HOSHI_CHARSET_CP932
                       ? decode_cp932(s, *left, &c)
                       : decode_utf16(s, *left, charset == HOSHI_CHARSET_UTF16LE, &c);
        if (!k || k == SIZE_MAX)
            return k ? HOSHI_DECODED_CUT : HOSHI_DECODED_BAD;
        size_t n = c ? hoshi_text_put(utf8, c) : 1;
        if (!c)
            utf8[0] = 0;
        if (*room < n)
            return HOSHI_DECODED_ROOM;
        memcpy(*to, utf8, n);
        *to += n;
        *room -= n;
        *in += k;
        *left -= k;
    }
    return HOSHI_DECODED_ALL;
}
