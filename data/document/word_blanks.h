/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The blanks of a document that were filled in by hand. Each blank is a content control with a tag of its own; the
 * document's custom properties (docProps/custom.xml), which Word and LibreOffice pass on, say what each tag belongs to.
 * Where a program has dropped the control or its tag (LibreOffice 7.4 does, Word when the control is deleted), the
 * blank is found by its table's head, the first cell of its row and its column, so rows may be added and moved.
 *
 *   property "hoshiwari.case"  the id of the case
 *   property "hw:1"            row key . occurrence . column TAB hint TAB path
 */
#ifndef HOSHI_WORD_BLANKS_H
#define HOSHI_WORD_BLANKS_H

#include "arena.h"
#include "buffer.h"
#include "status.h"
#include "word_tree.h"

#include <stdint.h>

enum {
    HOSHI_WORD_BLANKS_MAX = 5000,
    HOSHI_WORD_BLANK_BYTES =
        255 /* of a property: Word takes no more; a longer blank is left out of the list */
};
/** A tag is this and the blank's place in the list, from 1. */
#define HOSHI_WORD_BLANK_TAG "hw:"
#define HOSHI_WORD_BLANK_CASE "hoshiwari.case"

/** What the list says of a blank, and what stands in it. */
struct hoshi_word_blank {
    const char *path; /* "": it does not come back */
    const char *hint; /* what the blank shows while it is one; no value */
    /* Where it stands: FNV-1a of the head's and the row's first cell, of rows alike the how manieth, column from 0. */
    uint32_t row;
    unsigned occurrence, column;
    bool placed;
    /* When read: "登記上の所在地", "甲1 / 作成日"; "" left blank, lines by \n; NULL when neither control nor row is there. */
    const char *where, *now;
};

struct hoshi_word_blanks {
    bool found; /* false: the document has no list */
    const char *case_id;
    struct hoshi_word_blank *blank;
    size_t n;
};

/** Note where the controls of the list stand in a document's body. @return false when out of memory */
bool hoshi_word_blanks_place(struct hoshi_word_node *body, struct hoshi_word_blanks *list) HOSHI_MUST_USE;

/**
 * Write the list among the properties of a document.
 * @param properties root of docProps/custom.xml, of the document's template or empty; what it has stays
 * @return false when out of memory
 */
bool hoshi_word_blanks_put(struct hoshi_arena *arena, struct hoshi_word_node *properties,
                           const struct hoshi_word_blanks *list) HOSHI_MUST_USE;

/**
 * Read the list of a document and what stands in its blanks. Text that was struck out under change tracking does not
 * count.
 * @param name of the document in faults
 * @param out  [out] texts in the arena; untouched on failure
 * @return HOSHI_OK, also without a list; HOSHI_E_WORD (no Word document, damaged, beyond a limit), HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_word_blanks_read(const void *bytes, size_t n, const char *name,
                                         struct hoshi_arena *arena, struct hoshi_word_blanks *out,
                                         struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
