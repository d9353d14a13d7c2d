/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Private to data/: what a list of case files has to know of one before anybody computes it. */
#ifndef HOSHI_SUPPLIER_CASE_H
#define HOSHI_SUPPLIER_CASE_H

#include "case.h"
#include "sha256.h"

struct supplier_case {
    char *text; /* owned, NUL-ended; NULL when the file cannot be read */
    size_t n;
    char id[4 * HOSHI_ID_MAX + 1]; /* case_id; "" when there is none, or the file is no JSON */
};

/**
 * Read a case file without checking it, and add to a hash everything of it that a result can hang on: its
 * bytes, and the bytes of the gap file it names. A file that cannot be read adds why, so that the hash
 * differs from that of a run that could read it.
 *
 * @param contents the hash of a whole list; of each file its own hash is added, so that nothing can pass from
 * one file to the next unseen
 * @param out      [out] released with hoshi_supplier_case_release
 * @return HOSHI_OK, HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_supplier_case_read(const char *path, struct hoshi_sha256 *contents,
                                           struct supplier_case *out) HOSHI_MUST_USE;
void hoshi_supplier_case_release(struct supplier_case *c);

/** Add a file to a hash; false (with why in errno, if known) when it cannot be read to its end. */
bool hoshi_supplier_file_hash(const char *path, struct hoshi_sha256 *h);

#endif
