/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Text in the two encodings besides UTF-8 that lists come in, with the same result on every system: the C
 * libraries' own iconv differ (some have no CP932; Shift_JIS lacks ①㈱髙 and gives other signs for ～ and －).
 * CP932 is Microsoft's, its two-byte characters a table made by decode_table.py from Python's codec; a unit
 * test compares all sequences with the system's iconv where that knows CP932.
 */
#ifndef HOSHI_DECODE_H
#define HOSHI_DECODE_H

#include <stddef.h>
#include <stdint.h>

enum hoshi_charset { HOSHI_CHARSET_CP932, HOSHI_CHARSET_UTF16LE, HOSHI_CHARSET_UTF16BE };

/** Why decoding stopped. */
enum hoshi_decoded {
    HOSHI_DECODED_ALL,  /* nothing is left */
    HOSHI_DECODED_ROOM, /* no room for the next character */
    HOSHI_DECODED_CUT,  /* the bytes left begin a character and do not end it */
    HOSHI_DECODED_BAD   /* the next byte (UTF-16: two) begins no character */
};

/**
 * Decode whole characters as UTF-8.
 * @param in,left  [in,out] what is to be decoded; moved behind what was
 * @param to,room  [in,out] where the UTF-8 goes; moved behind it
 */
enum hoshi_decoded hoshi_decode(enum hoshi_charset charset, const char **in, size_t *left, char **to,
                                size_t *room);

enum { HOSHI_CP932_LEADS = 60, HOSHI_CP932_TRAILS = 188 };

/** Lead bytes 81-9F and E0-FC, trail bytes 40-7E and 80-FC; 0: no character. Generated. */
extern const uint16_t hoshi_cp932[HOSHI_CP932_LEADS][HOSHI_CP932_TRAILS];

#endif
