/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Sentences in two languages, a file for each book (prose_NAME.def), so that a proofreader reads them from
 * top to bottom: a row is an id, the Japanese and the English sentence, one line each.
 *
 * A book's private header includes this and its own rows; PROSE(id) then stands wherever a pair of texts
 * does: hoshi_say(lang, PROSE(id)), {PROSE(id)}. The texts are arrays the compiler sees, so it checks the
 * arguments of a printf form as it does for a literal. tests/cli/test_lint.py reads all rows: both languages
 * there, the same placeholders in the same order, no word that judges.
 */
#ifndef HOSHI_PROSE_H
#define HOSHI_PROSE_H

#include <inttypes.h> /* PRId64 within a row */

#define HOSHI_PROSE(id, ja, en) static const char prose_##id##_ja[] = ja, prose_##id##_en[] = en;
#define PROSE(id) prose_##id##_ja, prose_##id##_en

#endif
