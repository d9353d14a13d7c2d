/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Texts as they count when two are compared, and the nearest of several words.
 */
#ifndef HOSHI_TEXT_KEY_H
#define HOSHI_TEXT_KEY_H

#include <stdbool.h>
#include <stddef.h>

/**
 * An id or name as it counts when two are compared: folded (fold.h), and capital and small letters (A to Z),
 * hyphens and runs of spaces made one; spaces around it dropped.
 * @return false when it does not fit
 */
bool hoshi_text_key(const char *text, char *out, size_t size);

/**
 * The name of a company as it counts when two are compared: as hoshi_text_key, without spaces and without its
 * legal form (株式会社, 有限会社, 合同会社; (株), (有), (同), and so ㈱, ㈲, ㈿; before or behind the name). A
 * name that is nothing else keeps it.
 * @return false when it does not fit
 */
bool hoshi_text_company_key(const char *name, char *out, size_t size);

/** Edit distance (Levenshtein over bytes, both cut at 63 bytes), for "did you mean". */
size_t hoshi_text_distance(const char *a, const char *b);

/** The candidate nearest to word (distance at most a third of its length, at least 1), or NULL. */
const char *hoshi_text_nearest(const char *word, const char *const *candidates, size_t n);

#endif
