/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * One vocabulary for all sheets, reports and letters: vocabulary.def has a row for each word, so that one thing
 * has the same name in every book. WORD(id) stands wherever a pair of texts does (hoshi_say(lang, WORD(total)),
 * {WORD(total)}); WORD_IN(id) is the same word within a sentence, in small letters ("total").
 *
 * Rows: HOSHI_WORD(id, ja, en); HOSHI_WORD_BOTH(id, ja, head, running) where both forms are used;
 * HOSHI_WORD_APART(id, ja, head, running, why) where a word of one language has to serve for two things (台 counts
 * PCs and servers). tests/cli/test_lint.py holds the table to "one word each" and looks for pairs of literals
 * elsewhere that repeat or contradict a row, or one another.
 */
#ifndef HOSHI_VOCABULARY_H
#define HOSHI_VOCABULARY_H

#define WORD(id) word_##id##_ja, word_##id##_en
#define WORD_IN(id) word_##id##_ja, word_##id##_in

#define HOSHI_WORD(id, ja, en) static const char word_##id##_ja[] = ja, word_##id##_en[] = en;
#define HOSHI_WORD_BOTH(id, ja, head, running)                                                               \
    HOSHI_WORD(id, ja, head) static const char word_##id##_in[] = running;
#define HOSHI_WORD_APART(id, ja, head, running, why) HOSHI_WORD_BOTH(id, ja, head, running)
#include "vocabulary.def"
#undef HOSHI_WORD
#undef HOSHI_WORD_BOTH
#undef HOSHI_WORD_APART

#endif
