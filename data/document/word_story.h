/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Private to word_fill.c: running text as elements of a document. */
#ifndef HOSHI_WORD_STORY_H
#define HOSHI_WORD_STORY_H

#include "word_fill.h"
#include "word_tree.h"

/** Append the blocks to `into`. @return false when out of memory */
bool hoshi_word_story(struct hoshi_arena *arena, struct hoshi_word_node *into,
                      const struct hoshi_word_block *block, size_t blocks) HOSHI_MUST_USE;

#endif
