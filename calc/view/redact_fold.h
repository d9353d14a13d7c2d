/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Private to calc/view: a text as it counts when words are looked for, and where each part of it stood. */
#ifndef HOSHI_REDACT_FOLD_H
#define HOSHI_REDACT_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * Folded: NFKC with the marks behind a character joined to it, capital letters small, katakana as hiragana, one kind of
 * hyphen; spaces, line breaks, middle dots and characters without width are left out, so that a name is found however
 * it was spaced, broken or widened.
 */
struct hoshi_folded {
    char *text;          /* NUL-ended UTF-8 */
    uint32_t *from, *to; /* of each byte: where the character it comes from begins and ends in the source */
    bool *gap;           /* of each byte: something was left out before it */
    size_t n, capacity;
};

/** @return false when out of memory; to be released in every case */
bool hoshi_folded_init(struct hoshi_folded *f, const char *text);
void hoshi_folded_release(struct hoshi_folded *f);

#endif
