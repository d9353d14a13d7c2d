/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * One text, written in several ways (Unicode Standard Annex 15). Three steps, each for its own use:
 *
 *   compose  what is read and kept, by every reader at its door. macOS writes が as か and a mark of its own (NFD);
 *            such pairs become one character (NFC), and nothing else changes: ㈱, ﾌﾟﾗｽ, １ and 神 (U+FA19) stay as
 *            the user typed them, so a name is shown as its owner writes it.
 *   width    figures and dates as typed: full-width and half-width forms are made one. ½, ² and ① stay what they are,
 *            since 10² is not 102.
 *   fold     what is only compared, never shown: NFKC, which besides takes ㈱ for (株), ① for 1, ㍻ for 平成.
 *
 * The work is utf8proc's; what Japanese text mostly consists of is passed by without asking it.
 */
#ifndef HOSHI_FOLD_H
#define HOSHI_FOLD_H

#include <stdbool.h>
#include <stddef.h>

/**
 * Compose in place the n bytes of well-formed UTF-8 at text: a character with the marks behind it becomes one, where
 * there is such a one. Never longer; a NUL behind the text is not needed, and none is written.
 * @return bytes left
 */
size_t hoshi_text_compose(char *text, size_t n);

/** As hoshi_text_compose, of a text that ends with NUL, and still does. NULL does nothing. */
void hoshi_text_compose_all(char *text);

/**
 * The n bytes at text with full-width and half-width forms and spaces made one, composed.
 * @return false, out = "", when it does not fit
 */
bool hoshi_text_width_fold(const char *text, size_t n, char *out, size_t size);

/**
 * The n bytes at text as they count when compared: NFKC.
 * @return false, out = "", when it does not fit
 */
bool hoshi_text_fold(const char *text, size_t n, char *out, size_t size);

#endif
