/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Text that may be shown: on a terminal, in a sheet, in JSON.
 *
 * Plain is well-formed UTF-8 without what no person types into a name or a note and what does harm where it is
 * shown: control characters (C0 but tab and line breaks, DEL, C1), marks that turn the direction of writing
 * (U+202A … U+202E, U+2066 … U+2069, U+200E, U+200F, U+061C), and code points that are no characters (U+FFFE,
 * U+FFFF and the like, U+FDD0 … U+FDEF), which XML does not have. Every door refuses what is not plain, or
 * shows U+FFFD in its place; every output cleans what came in before there was a door.
 */
#ifndef HOSHI_TEXT_PLAIN_H
#define HOSHI_TEXT_PLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** True for a character that is not plain. */
bool hoshi_text_is_harmful(uint32_t c);

/** True when the n bytes are plain. */
bool hoshi_text_is_plain(const char *text, size_t n);

enum { HOSHI_TEXT_WHAT = 12 };

/**
 * The first thing in n bytes that is not plain.
 * @param what [out] "U+202E", or "0x81" of a byte that belongs to no character; "" when all is plain
 * @return its byte offset; n when all is plain
 */
size_t hoshi_text_unplain(const char *text, size_t n, char what[HOSHI_TEXT_WHAT]);

/**
 * A plain copy of n bytes: each thing that is not plain becomes U+FFFD; cut at a character, ended by NUL.
 * @param size of out, > 0; 3 n + 1 is always enough
 * @return bytes written, without the NUL
 */
size_t hoshi_text_clean(const char *text, size_t n, char *out, size_t size);

#endif
