/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Fill a Word template (.docx): the blanks of the template are its content controls, each named by its tag.
 *
 *   tag "date"           a field: its text becomes the value; a value of several lines becomes several
 *                        paragraphs (a control around paragraphs) or line breaks (a control inside one)
 *   tag "items"          around a table row: a list; the row is repeated for each record, the controls in it
 *                        are fields of the record; no record, no row
 *   tag "if:items"       around anything: kept when that field or list has a value, else gone
 *   tag "unless:items"   the other way round
 *   tag "story"          around paragraphs: gives way to running text made of blocks (chapters, headings, paragraphs,
 *                        tables), in the template's styles Heading1 and Heading2; blanks in it are shaded cells
 *
 * A field without a value keeps what the template shows there (a blank to fill by hand), never a zero. Tags
 * that are no fields belong to the template's owner and stay. Controls stay in the result, so that Word shows
 * where a value came from. Body, headers and footers are filled; every other part is passed on as it is.
 *
 * The same template and values give the same bytes. Nothing of a template is run or followed; a document
 * with macros is refused.
 */
#ifndef HOSHI_WORD_FILL_H
#define HOSHI_WORD_FILL_H

#include "status.h"
#include "word_blanks.h"

/** A field; text NULL or "": not known. */
struct hoshi_word_field {
    const char *key, *text;
};

/** A list: `rows` records of the same `columns` fields, record after record (rows × columns). */
struct hoshi_word_list {
    const char *key;
    const struct hoshi_word_field *field;
    size_t rows, columns;
};

/** Running text, block by block. Rows that follow each other with the same columns are one table. */
enum hoshi_word_block_kind {
    HOSHI_WORD_CHAPTER, /* begins a page, but for the first */
    HOSHI_WORD_HEADING,
    HOSHI_WORD_TEXT,
    HOSHI_WORD_NOTE,       /* small */
    HOSHI_WORD_TABLE_HEAD, /* repeated on each page of the table */
    HOSHI_WORD_TABLE_ROW
};

struct hoshi_word_cell {
    const char *text; /* lines by \n; NULL: empty */
    bool blank;       /* to be filled in by hand: shaded */
    const char *tag;  /* of a blank: its control (word_blanks.h); NULL: none */
    bool label;       /* shaded as a head */
    bool right;       /* a figure */
};

struct hoshi_word_block {
    enum hoshi_word_block_kind kind;
    const char *text; /* of what is no row */
    const struct hoshi_word_cell *cell;
    size_t cells;        /* fewer than columns: the last one spans the rest */
    const double *width; /* of the columns, in any unit */
    size_t columns;
};

struct hoshi_word_values {
    const struct hoshi_word_field *field;
    size_t fields;
    const struct hoshi_word_list *list;
    size_t lists;
    const char *story; /* the tag that the blocks take the place of; NULL: none */
    const struct hoshi_word_block *block;
    size_t blocks;
    struct hoshi_word_blanks
        *blanks; /* of the tags in the blocks: placed, and kept in the document; NULL: none */
};

enum {
    HOSHI_WORD_BYTES_MAX = 16 * 1024 * 1024, /* of a template, and of one of its parts unpacked */
    HOSHI_WORD_PARTS_MAX = 500,
    HOSHI_WORD_DEPTH_MAX = 200,
    HOSHI_WORD_MISSING_MAX = 64
};

/** Keys with a value for which the template has no place, in the order of the values. */
struct hoshi_word_missing {
    const char *key[HOSHI_WORD_MISSING_MAX]; /* borrowed from the values */
    size_t n;
};

/**
 * Fill `n` bytes of a template.
 * @param where   name of the template in faults; NULL: none
 * @param out     [out] the document, owned by the caller (free); untouched on failure
 * @param missing [out] may be NULL
 * @return HOSHI_OK; HOSHI_E_WORD (no Word document, damaged, beyond a limit), HOSHI_E_WORD_MACRO,
 *         HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_word_fill(const void *bytes, size_t n, const char *where,
                                  const struct hoshi_word_values *values, char **out, size_t *out_n,
                                  struct hoshi_word_missing *missing,
                                  struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
