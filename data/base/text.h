/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * UTF-8 text: checks, bounded copies, characters one by one, display width; numbers as text.
 */
#ifndef HOSHI_TEXT_H
#define HOSHI_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Copy at most size-1 bytes of text, cut at a character boundary, always ended by NUL. NULL copies "". */
void hoshi_text_copy(char *to, size_t size, const char *text);

/** True when the n bytes are well-formed UTF-8 without NUL, surrogates or overlong forms. */
bool hoshi_text_is_utf8(const char *text, size_t n);

/** Bytes of the well-formed character at text (n > 0 bytes left); 0 when there is none, or it is NUL. */
size_t hoshi_text_sequence(const char *text, size_t n);

/** Number of characters (code points) of well-formed UTF-8. */
size_t hoshi_text_length(const char *text);

/** Columns on a terminal: East Asian wide and full-width characters count 2, combining marks 0. */
size_t hoshi_text_width(const char *text);

/** Decode one character at *p (well-formed UTF-8) and move *p behind it; 0 at the end. */
uint32_t hoshi_text_next(const char **p);

/** Write a character as UTF-8, without NUL; how many bytes. */
size_t hoshi_text_put(char to[4], uint32_t c);

enum { HOSHI_REAL_TEXT = 64 };

/** Write a double: whole numbers in full, others as the shortest text that reads back as the same double; a
 * point in every locale. Not finite: "nan", "inf". */
const char *hoshi_real_print(double x, char out[HOSHI_REAL_TEXT]);

#endif
