/* SPDX-License-Identifier: GPL-3.0-or-later */
/** A small tree of XML, for parts that are changed and written again. Names keep their prefix. */
#ifndef HOSHI_WORD_TREE_H
#define HOSHI_WORD_TREE_H

#include "arena.h"
#include "buffer.h"

/** An element, or a piece of text (name NULL). All memory is the arena's. */
struct hoshi_word_node {
    const char *name, *text;
    const char **attribute; /* name, value, …, NULL; NULL: none */
    struct hoshi_word_node *parent, *first, *last, *next;
};

/**
 * Read one part: well-formed XML without DOCTYPE, at most HOSHI_WORD_DEPTH_MAX deep.
 * @param error [out] where reading stopped, for the fault; lives in the arena
 * @return HOSHI_OK, HOSHI_E_WORD, HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_word_tree_read(const char *xml, size_t n, struct hoshi_arena *arena,
                                       struct hoshi_word_node **root, const char **error) HOSHI_MUST_USE;

/** Write the tree with its declaration; the buffer tells when that failed. */
void hoshi_word_tree_write(const struct hoshi_word_node *root, struct hoshi_buffer *out);

/** First child, or descendant in reading order, of that name; NULL: none. */
struct hoshi_word_node *hoshi_word_child(const struct hoshi_word_node *node, const char *name);
struct hoshi_word_node *hoshi_word_find(struct hoshi_word_node *node, const char *name);

/** Value of an attribute; NULL: none. */
const char *hoshi_word_attribute(const struct hoshi_word_node *node, const char *name);

/** Put a child at the end; take a node out of its parent. */
void hoshi_word_append(struct hoshi_word_node *parent, struct hoshi_word_node *child);
void hoshi_word_remove(struct hoshi_word_node *node);

/** A new element or piece of text without parent, or a copy of a whole tree; NULL: no memory. Texts are
 * borrowed. */
struct hoshi_word_node *hoshi_word_new(struct hoshi_arena *arena, const char *name, const char *text);
struct hoshi_word_node *hoshi_word_copy(struct hoshi_arena *arena, const struct hoshi_word_node *node);

#endif
