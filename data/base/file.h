/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Whole files in, whole files out.
 *
 * An output has no name until it is complete, then takes its place at once: a process that is killed leaves
 * the older file and nothing else. Where the file system has no unnamed files (NFS, some FUSE) or /proc is
 * not there, it has the name of a neighbour meanwhile ("X.xlsx.part-1a2b-3c4d5e6f"), which a kill leaves behind; it
 * may be deleted. Every output can hold open gaps and prices, so it is its owner's alone (0600) from the
 * moment it is created, also when the older file was not.
 */
#ifndef HOSHI_FILE_H
#define HOSHI_FILE_H

#include "status.h"

#include <stdio.h>

enum { HOSHI_FILE_MAX = 64 * 1024 * 1024 };

/**
 * Read a file of at most max bytes.
 * @param text [out] NUL-ended, owned by the caller (free); untouched on failure
 * @return HOSHI_OK, HOSHI_E_FILE_OPEN, HOSHI_E_FILE_READ, HOSHI_E_FILE_TOO_LARGE, HOSHI_E_FILE_KIND (a
 * folder), HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_file_read(const char *path, size_t max, char **text, size_t *n,
                                  struct hoshi_faults *faults) HOSHI_MUST_USE;

/** A regular file to be read piece by piece, without waiting for one who writes into a FIFO. NULL: errno says why (EINVAL:
 * it is no regular file). */
FILE *hoshi_file_stream(const char *path);

/** A file in the making. Begin with hoshi_output_open; end with hoshi_output_close in every case. */
struct hoshi_output {
    int fd;          /* to write to and read from; -1 = none */
    bool named;      /* `part` is a neighbour on the disk */
    char part[4096]; /* a name this process can open it by while it has no place */
};

/** Begin the file that will be `path`, in the same folder. HOSHI_OK or HOSHI_E_FILE_WRITE (then nothing is to
 * be closed). */
enum hoshi_status hoshi_output_open(struct hoshi_output *output, const char *path,
                                    struct hoshi_faults *faults) HOSHI_MUST_USE;

/** Put it at `path` (fsync, then link or rename) in place of an older file. It stays open. HOSHI_OK or
 * HOSHI_E_FILE_WRITE: the older file stays. */
enum hoshi_status hoshi_output_place(struct hoshi_output *output, const char *path,
                                     struct hoshi_faults *faults) HOSHI_MUST_USE;

/** Let it get no name any more; it stays open. */
void hoshi_output_unname(struct hoshi_output *output);

/** Close it; what was not put in its place is gone. Twice is harmless. */
void hoshi_output_close(struct hoshi_output *output);

/** Write n bytes to path (as above); on failure the old file stays. HOSHI_OK or HOSHI_E_FILE_WRITE. */
enum hoshi_status hoshi_file_write(const char *path, const char *text, size_t n,
                                   struct hoshi_faults *faults) HOSHI_MUST_USE;

/** Name of the neighbour ("X.xlsx.part-1a2b-3c4d5e6f") into out; false when it does not fit. */
bool hoshi_file_neighbour(const char *path, char *out, size_t size);

/** Move the finished neighbour onto path (same folder), after fsync; for a writer that makes its file itself.
 * HOSHI_OK or HOSHI_E_FILE_WRITE; the neighbour is removed on failure. */
enum hoshi_status hoshi_file_commit(const char *neighbour, const char *path,
                                    struct hoshi_faults *faults) HOSHI_MUST_USE;

/**
 * A neighbour that a writer makes itself, from its creation to its commit or removal: it is removed when the process has
 * to end at once. The text is borrowed meanwhile. (An output of hoshi_output_open that stays where it is does so by itself.)
 */
void hoshi_file_neighbour_begins(const char *neighbour);
void hoshi_file_neighbour_ends(const char *neighbour);

/** Remove every neighbour this process has not finished, for a process that has to end at once; allocates nothing. */
void hoshi_file_remove_unfinished(void);

/**
 * The file that is named in another one: path's folder joined with name (name as it is when absolute). Where there is
 * none of that name, but one that is the same once both are composed (fold.h; macOS spells the names of its files in
 * letters and marks), that one is given as its folder spells it.
 * @return false when it does not fit
 */
bool hoshi_file_beside(const char *path, const char *name, char *out, size_t size);

#endif
