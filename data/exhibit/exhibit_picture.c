/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ITU-T T.81 (segments of a JPEG), CIPA DC-008 (EXIF: orientation), ISO/IEC 15948 (PNG). */
#include "exhibit_picture.h"

#include <string.h>

static unsigned picture_two(const unsigned char *p, bool little)
{
    return little ? p[0] | (unsigned)p[1] << 8 : (unsigned)p[0] << 8 | p[1];
}

static unsigned picture_four(const unsigned char *p, bool little)
{
    return little ? picture_two(p, true) | picture_two(p + 2, true) << 16
                  : picture_two(p, false) << 16 | picture_two(p + 2, false);
}

/* The orientation among the entries of the first directory; p is the body of an APP1 segment. */
static unsigned picture_turn(const unsigned char *p, size_t n)
{
    if (n < 14 || memcmp(p, "Exif\0\0", 6) != 0)
        return 0;
    const unsigned char *t = p + 6;
    size_t size = n - 6;
    bool little = t[0] == 'I';
    size_t at = picture_four(t + 4, little);
    if (at > size || size - at < 2)
        return 0;
    unsigned entries = picture_two(t + at, little);
    for (at += 2; entries-- && size - at >= 12; at += 12)
        if (picture_two(t + at, little) == 0x0112) {
            unsigned turn = picture_two(t + at + 8, little);
            return turn >= 1 && turn <= 8 ? turn : 0;
        }
    return 0;
}

static bool picture_is_frame(unsigned char mark)
{
    return mark >= 0xC0 && mark <= 0xCF && mark != 0xC4 && mark != 0xC8 && mark != 0xCC;
}

static void picture_jpeg(const unsigned char *p, size_t n, struct hoshi_picture *out)
{
    size_t at = 2;
    while (at + 4 <= n && p[at] == 0xFF) {
        unsigned char mark = p[at + 1];
        if (mark == 0xFF) {
            at++;
            continue;
        }
        size_t length = picture_two(p + at + 2, false);
        if (length < 2 || length > n - at - 2)
            return;
        if (mark == 0xE1 && picture_turn(p + at + 4, length - 2))
            out->turn = picture_turn(p + at + 4, length - 2);
        if (picture_is_frame(mark) && length >= 7) {
            out->height = picture_two(p + at + 5, false);
            out->width = picture_two(p + at + 7, false);
        }
        at += 2 + length;
        if (mark == 0xDA)
            break;
    }
    for (size_t i = n; i > at + 1 && !out->whole; i--)
        out->whole = p[i - 2] == 0xFF && p[i - 1] == 0xD9;
}

bool hoshi_picture_read(const char *bytes, size_t n, struct hoshi_picture *out)
{
    static const unsigned char png[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    const unsigned char *p = (const unsigned char *)bytes;
    *out = (struct hoshi_picture){.turn = 1};
    if (n >= 4 && p[0] == 0xFF && p[1] == 0xD8 && p[2] == 0xFF) {
        out->jpeg = true;
        picture_jpeg(p, n, out);
        return true;
    }
    if (n < 8 || memcmp(p, png, 8) != 0)
        return false;
    if (n >= 45 && memcmp(p + 12, "IHDR", 4) == 0) {
        out->width = picture_four(p + 16, false);
        out->height = picture_four(p + 20, false);
        out->whole = memcmp(p + n - 8, "IEND", 4) == 0;
    }
    return true;
}
