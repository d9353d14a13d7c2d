/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The list to correct: cells of a list of suppliers that were not read as they stand, one row each, as a CSV that a
 * person fills in and gives back. Columns: cell, row, id, name, heading, value now, read as, reason, correct value; by
 * their headings in Japanese or English, in any order, when it is read.
 */
#ifndef HOSHI_SUPPLIER_CORRECT_H
#define HOSHI_SUPPLIER_CORRECT_H

#include "buffer.h"
#include "supplier_read.h"
#include "supplier_write.h"

enum { HOSHI_CORRECTIONS_MAX = 100000 };

/** Corrections in memory. {0} is none. */
struct hoshi_corrections {
    struct hoshi_supplier_correction *item; /* ascending by row */
    size_t n;
    char digest[HOSHI_SHA256_TEXT]; /* of the file */
    struct hoshi_arena *arena;      /* private: the texts */
};

/** Append the row of headings, with the mark of UTF-8. */
void hoshi_correct_print_head(struct hoshi_buffer *out, enum hoshi_supplier_language language);

/** Append one cell. `reason`: why, in the language of the file. */
void hoshi_correct_print(struct hoshi_buffer *out, enum hoshi_supplier_language language,
                         const struct hoshi_supplier_odd *odd, const char *reason);

/**
 * Read a filled list. Rows without a correct value say nothing; 「空欄」 and "blank" empty the cell.
 * @param out [out] to be released; {0} on failure
 * @return HOSHI_OK; as hoshi_csv_open_file; HOSHI_E_SUPPLIER_HEADER (no columns of cells and correct values);
 *         HOSHI_E_CORRECTION (a cell that is none); HOSHI_E_TOO_MANY; HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_correct_read(const char *path, struct hoshi_corrections *out,
                                     struct hoshi_faults *faults) HOSHI_MUST_USE;
void hoshi_correct_release(struct hoshi_corrections *corrections);

#endif
