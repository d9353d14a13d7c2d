/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Whole files in, whole files out. An output stands beside its target until it is complete, then takes its
 * place. */
#ifndef HOSHI_FILE_H
#define HOSHI_FILE_H

#include "text.h"

enum { HOSHI_FILE_MAX = 64 * 1024 * 1024 };

/**
 * Read a file of at most max bytes.
 * @param text [out] NUL-ended, owned by the caller (free); untouched on failure
 * @return HOSHI_OK, HOSHI_E_FILE_OPEN, HOSHI_E_FILE_READ, HOSHI_E_FILE_TOO_LARGE, HOSHI_E_FILE_KIND (a
 * folder), HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_file_read(const char *path, size_t max, char **text, size_t *n,
                                  struct hoshi_faults *faults) HOSHI_MUST_USE;

/** Write n bytes to path through a neighbour file and rename; on failure the old file stays. HOSHI_OK or
 * HOSHI_E_FILE_WRITE. */
enum hoshi_status hoshi_file_write(const char *path, const char *text, size_t n,
                                   struct hoshi_faults *faults) HOSHI_MUST_USE;

/** Name of the neighbour ("X.xlsx.part-1a2b") into out; false when it does not fit. */
bool hoshi_file_neighbour(const char *path, char *out, size_t size);

/** Move the finished neighbour onto path (same folder), after fsync. HOSHI_OK or HOSHI_E_FILE_WRITE; the
 * neighbour is removed on failure. */
enum hoshi_status hoshi_file_commit(const char *neighbour, const char *path,
                                    struct hoshi_faults *faults) HOSHI_MUST_USE;

/** path's folder joined with name (name as it is when absolute); false when it does not fit. */
bool hoshi_file_beside(const char *path, const char *name, char *out, size_t size);

#endif
