/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * UTF-8 text: checks, bounded copies, display width, growing buffers with a ceiling, and an arena for strings
 * that live as long as the object that read them.
 */
#ifndef HOSHI_TEXT_H
#define HOSHI_TEXT_H

#include "status.h"

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

/** As hoshi_text_next with the width made one: full-width letters, digits and signs as ASCII, half-width
 * katakana as full-width, its voicing mark taken in. */
uint32_t hoshi_text_next_folded(const char **p);

/** Write a character as UTF-8, without NUL; how many bytes. */
size_t hoshi_text_put(char to[4], uint32_t c);

/**
 * An id or name as it counts when two are compared: full-width and half-width forms, capital and small
 * letters (A to Z), hyphens and runs of spaces made one; spaces around it dropped. Never longer than the text
 * by more than 5 bytes.
 * @return false when it does not fit
 */
bool hoshi_text_key(const char *text, char *out, size_t size);

/**
 * The name of a company as it counts when two are compared: as hoshi_text_key, without spaces and without its
 * legal form (株式会社, 有限会社, 合同会社; (株), (有), (同) and ㈱, ㈲, ㈿; before or behind the name). A
 * name that is nothing else keeps it.
 * @return false when it does not fit
 */
bool hoshi_text_company_key(const char *name, char *out, size_t size);

/** Edit distance (Levenshtein over bytes, both cut at 63 bytes), for "did you mean". */
size_t hoshi_text_distance(const char *a, const char *b);

/** The candidate nearest to word (distance at most a third of its length, at least 1), or NULL. */
const char *hoshi_text_nearest(const char *word, const char *const *candidates, size_t n);

enum { HOSHI_REAL_TEXT = 64 };

/** Write a double: whole numbers in full, others as the shortest text that reads back as the same double; a
 * point in every locale. Not finite: "nan", "inf". */
const char *hoshi_real_print(double x, char out[HOSHI_REAL_TEXT]);

/* ---- growing buffer ---- */

/** {0} with max set is empty. Appending past max or out of memory sets failed and keeps what is there. */
struct hoshi_buffer {
    char *text; /* NUL-ended once anything was added; owned */
    size_t length, capacity, max;
    bool failed;
};

/** Start an empty buffer that never grows past max bytes. */
void hoshi_buffer_init(struct hoshi_buffer *b, size_t max);
void hoshi_buffer_release(struct hoshi_buffer *b);
void hoshi_buffer_add(struct hoshi_buffer *b, const char *bytes, size_t n);
void hoshi_buffer_puts(struct hoshi_buffer *b, const char *text);
void hoshi_buffer_printf(struct hoshi_buffer *b, const char *format, ...) HOSHI_PRINTF(2, 3);
/** text, then spaces until `columns` of display width are used (none when it is wider). */
void hoshi_buffer_pad(struct hoshi_buffer *b, const char *text, size_t columns);
/** As hoshi_buffer_pad with the spaces first. */
void hoshi_buffer_pad_left(struct hoshi_buffer *b, const char *text, size_t columns);
/** text as a CSV field in quotes; one that a spreadsheet would take for a formula gets an apostrophe in
 * front.
 */
void hoshi_buffer_csv(struct hoshi_buffer *b, const char *text);
/** The text ("" when nothing was added). Borrowed until the next change. */
const char *hoshi_buffer_text(const struct hoshi_buffer *b);

/* ---- arena ---- */

/** Memory that is freed all at once. {0} is empty. */
struct hoshi_arena {
    struct hoshi_arena_block *block;
};

/** n zeroed bytes, aligned for any type; NULL when out of memory. */
void *hoshi_arena_alloc(struct hoshi_arena *arena, size_t n);
/** count * size zeroed bytes; NULL when out of memory or the product overflows. */
void *hoshi_arena_array(struct hoshi_arena *arena, size_t count, size_t size);
/** A copy of text; NULL when out of memory. NULL gives NULL. */
char *hoshi_arena_text(struct hoshi_arena *arena, const char *text);
/** A formatted text, at most 4,095 bytes; NULL when out of memory. */
char *hoshi_arena_printf(struct hoshi_arena *arena, const char *format, ...) HOSHI_PRINTF(2, 3);
void hoshi_arena_release(struct hoshi_arena *arena);

#endif
