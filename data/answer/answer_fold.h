/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Words and headings as they count for comparison.
 */
#ifndef HOSHI_ANSWER_FOLD_H
#define HOSHI_ANSWER_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HOSHI_FOLDED = 128 };

/**
 * A heading or word as it counts for comparison: width, kana and case made one, no spaces, no punctuation.
 * "" when nothing is left or it is longer than any word known.
 * @return out
 */
const char *hoshi_answer_fold(const char *text, char out[HOSHI_FOLDED]);

enum { HOSHI_CIRCLE = 0x25CB, HOSHI_TRIANGLE = 0x25B3, HOSHI_CROSS = 0x00D7, HOSHI_LONG_VOWEL = 0x30FC };

/** Bytes of text looked at for one heading. */
enum { HOSHI_FOLD_MAX = 512 };

/** As hoshi_answer_fold, of the n bytes at text. */
void hoshi_fold(const char *text, size_t n, char out[HOSHI_FOLDED]);
/** One character of a text folded before (fold.h) as it counts for comparison: kana and case made one, look-alikes of
 * the marks too; *p moves behind it. 0 at the end. */
uint32_t hoshi_fold_next(const char **p);
/** True when c is one of a set of signs; letters, digits, kana and ideographs never are. */
bool hoshi_fold_in(uint32_t c, const char *set);
bool hoshi_fold_is_space(uint32_t c);
/** Nothing but spaces. */
bool hoshi_fold_is_blank(const char *text);

#endif
