/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * JSON appended to a buffer, value by value: nesting, commas and escapes are the writer's, so what is written is
 * one document whatever the texts hold.
 *
 * Objects read `{ "a": 1, "b": 2 }`, arrays `[1, 2]`, lists (arrays of more than numbers) `[ 1, 2 ]`; the next
 * value, or the closing bracket, stands on a line of its own after hoshi_json_line. Keys are ours: printable
 * ASCII, written as they are; NULL where a value has none (in arrays and for the document itself).
 *
 * Texts may be anything that ends with a zero. Control characters (C0, DEL, C1), line and paragraph separators,
 * marks that change the direction of text and U+FFFE, U+FFFF are written as \uXXXX; a byte that is no UTF-8 as
 * U+FFFD. Numbers do not depend on the locale.
 *
 * Failure is the buffer's: out->failed.
 */
#ifndef HOSHI_JSON_WRITE_H
#define HOSHI_JSON_WRITE_H

#include "buffer.h"

#include <stdbool.h>
#include <stdint.h>

enum { HOSHI_JSON_WRITE_DEPTH = 16 };

/** Where a document stands; set by hoshi_json_start. */
struct hoshi_json_writer {
    struct hoshi_buffer *out;
    int depth;                         /* open objects, arrays and lists: at most HOSHI_JSON_WRITE_DEPTH */
    int indent;                        /* of the line to begin before what comes next; -1: none */
    char kind[HOSHI_JSON_WRITE_DEPTH]; /* '{', '[', or 'l' for a list */
    bool any[HOSHI_JSON_WRITE_DEPTH];  /* something is in it */
};

/** Begin a document at the end of `out`, which is borrowed. */
void hoshi_json_start(struct hoshi_json_writer *w, struct hoshi_buffer *out);

/** The next value or bracket begins a line, so many blanks in. */
void hoshi_json_line(struct hoshi_json_writer *w, int indent);

void hoshi_json_object(struct hoshi_json_writer *w, const char *key);
void hoshi_json_array(struct hoshi_json_writer *w, const char *key);
void hoshi_json_list(struct hoshi_json_writer *w, const char *key);
/** Close what was opened last. */
void hoshi_json_end(struct hoshi_json_writer *w);

/** A text; NULL is "". */
void hoshi_json_put(struct hoshi_json_writer *w, const char *key, const char *text);
void hoshi_json_put_null(struct hoshi_json_writer *w, const char *key);
void hoshi_json_put_truth(struct hoshi_json_writer *w, const char *key, bool value);
/** A whole number: yen, a count, a place. */
void hoshi_json_put_whole(struct hoshi_json_writer *w, const char *key, int64_t value);
/** As an array. */
void hoshi_json_put_wholes(struct hoshi_json_writer *w, const char *key, const int64_t *value, int n);
/** Millionths as a decimal in quotes, with at least `places` (0 … 6) decimals: read back without loss. */
void hoshi_json_put_decimal(struct hoshi_json_writer *w, const char *key, int64_t micro, int places);
/** 0 … 1 as a number with at most six decimals. 1 means certain: nothing below 1 is written so. */
void hoshi_json_put_probability(struct hoshi_json_writer *w, const char *key, double p);
/** The shortest number that reads back as x; null when it is not finite. */
void hoshi_json_put_real(struct hoshi_json_writer *w, const char *key, double x);
/** To the nearest whole; null when it is not finite or beyond int64. */
void hoshi_json_put_rounded(struct hoshi_json_writer *w, const char *key, double x);

/** A value that something else writes: it must append one to the buffer that is returned. */
struct hoshi_buffer *hoshi_json_raw(struct hoshi_json_writer *w, const char *key);

#endif
