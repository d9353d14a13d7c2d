/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every sequence of CP932 and every unit of UTF-16 against the system's own iconv. */
#include "decode.h"
#include "support.h"

#include <iconv.h>
#include <string.h>

/* Both decode n bytes; -1 when the system does not know the charset. */
static int same_as_iconv(enum hoshi_charset charset, const char *name, const char *bytes, size_t n)
{
    char mine[16] = "", theirs[16] = "", *to = mine, *their_to = theirs, *their_in = (char *)(uintptr_t)bytes;
    const char *in = bytes;
    size_t left = n, room = sizeof mine, their_left = n, their_room = sizeof theirs;
    iconv_t cd = iconv_open("UTF-8", name);
    if (cd == (iconv_t)-1)
        return -1;
    bool whole = iconv(cd, &their_in, &their_left, &their_to, &their_room) != (size_t)-1;
    iconv_close(cd);
    bool all = hoshi_decode(charset, &in, &left, &to, &room) == HOSHI_DECODED_ALL;
    return whole == all && left == their_left && room == their_room && memcmp(mine, theirs, sizeof mine) == 0;
}

static void every_cp932_sequence_is_the_systems(void **state)
{
    (void)state;
    for (int a = 1; a < 256; a++)
        for (int b = 1; b < 256; b++) {
            const char bytes[] = {(char)a, (char)b};
            int same = same_as_iconv(HOSHI_CHARSET_CP932, "CP932", bytes, 2);
            if (same < 0)
                skip();
            if (!same)
                fail_msg("%02X %02X", (unsigned)a, (unsigned)b);
        }
}

static void every_utf16_unit_is_the_systems(void **state)
{
    (void)state;
    for (unsigned c = 1; c < 0x10000; c++) {
        const char little[] = {(char)(c & 0xFF), (char)(c >> 8)}, big[] = {(char)(c >> 8), (char)(c & 0xFF)};
        if (!same_as_iconv(HOSHI_CHARSET_UTF16LE, "UTF-16LE", little, 2) ||
            !same_as_iconv(HOSHI_CHARSET_UTF16BE, "UTF-16BE", big, 2))
            fail_msg("%04X", c);
    }
    for (unsigned low = 0; low < 0x10000; low += 7) {
        const char pair[] = {'\x42', '\xD8', (char)(low & 0xFF), (char)(low >> 8)};
        assert_true(same_as_iconv(HOSHI_CHARSET_UTF16LE, "UTF-16LE", pair, 4));
    }
}

static void it_tells_why_it_stopped(void **state)
{
    (void)state;
    static const struct {
        enum hoshi_charset charset;
        const char *bytes;
        size_t n, room;
        enum hoshi_decoded wanted;
        size_t left;
    } rows[] = {{HOSHI_CHARSET_CP932, "\x8A\xD4", 2, 3, HOSHI_DECODED_ALL, 0},
                {HOSHI_CHARSET_CP932, "\x8A\xD4", 2, 2, HOSHI_DECODED_ROOM, 2},
                {HOSHI_CHARSET_CP932, "a\x8A", 2, 9, HOSHI_DECODED_CUT, 1},
                {HOSHI_CHARSET_CP932, "a\x8A\x30", 3, 9, HOSHI_DECODED_BAD, 2},
                {HOSHI_CHARSET_CP932, "\x80", 1, 9, HOSHI_DECODED_BAD, 1},
                {HOSHI_CHARSET_CP932, "\xFD\x40", 2, 9, HOSHI_DECODED_BAD, 2},
                {HOSHI_CHARSET_UTF16LE, "\x42", 1, 9, HOSHI_DECODED_CUT, 1},
                {HOSHI_CHARSET_UTF16LE, "\x42\xD8", 2, 9, HOSHI_DECODED_CUT, 2},
                {HOSHI_CHARSET_UTF16LE, "\x42\xDC", 2, 9, HOSHI_DECODED_BAD, 2},
                {HOSHI_CHARSET_UTF16BE, "", 0, 0, HOSHI_DECODED_ALL, 0}};
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        char text[16], *to = text;
        const char *in = rows[i].bytes;
        size_t left = rows[i].n, room = rows[i].room;
        assert_int_equal(hoshi_decode(rows[i].charset, &in, &left, &to, &room), rows[i].wanted);
        assert_int_equal(left, rows[i].left);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_cp932_sequence_is_the_systems),
                                       cmocka_unit_test(every_utf16_unit_is_the_systems),
                                       cmocka_unit_test(it_tells_why_it_stopped)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
