/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The result file of a portfolio: one record per supplier, and what belongs to the run as a whole. A shard's
 * result is such a file; the results of a run without one are kept in a file without a name.
 *
 * The file knows nothing of what a record means: it holds sections of records of fixed size, as bytes. It is
 * written front to back, so that memory does not grow, and named only once it is complete: a run that is
 * killed leaves nothing (but see file.h), and like every output it is its owner's alone (0600).
 *
 * Layout, integers in the order of bytes of the machine (told by `order`, another order is refused):
 *     struct: magic "HOSHISR\0", order 0x01020304, format HOSHI_SUPPLIER_STORE_FORMAT, then the label
 *     section 0 records, section 1 records, …
 *     end: number of sections, of each its record size, count and offset; items, digest of the list
 *     SHA-256 (64 hexadecimal digits) of all bytes before it
 *
 * Reading checks everything before the first record is given: size, checksum, sections.
 */
#ifndef HOSHI_SUPPLIER_STORE_H
#define HOSHI_SUPPLIER_STORE_H

#include "sha256.h"
#include "status.h"

enum {
    HOSHI_SUPPLIER_STORE_FORMAT = 4,
    HOSHI_SUPPLIER_STORE_SECTIONS = 12,
    HOSHI_SUPPLIER_STORE_TABLES = 160,
    HOSHI_SUPPLIER_STORE_SETTINGS = 1536,
    HOSHI_SUPPLIER_SHARDS_MAX = 10000
};

/** What results must have in common to be put together. */
struct hoshi_supplier_store_label {
    char program[32];                         /* version */
    char tables[HOSHI_SUPPLIER_STORE_TABLES]; /* versions of the tables, for people */
    char tables_sha256[HOSHI_SHA256_TEXT];    /* of what the tables say */
    char settings_sha256[HOSHI_SHA256_TEXT];
    char settings[HOSHI_SUPPLIER_STORE_SETTINGS]; /* lines "name=value", in one order, for people too */
    int64_t shard, shards;                        /* 1 of 1: a whole run */
};

/** What is known at the end only. */
struct hoshi_supplier_store_end {
    int64_t items;                         /* of the whole list */
    char source_sha256[HOSHI_SHA256_TEXT]; /* of the list */
};

struct hoshi_supplier_store;

/**
 * Begin a file.
 * @param path   the name it gets in the end; NULL: it never gets one and is gone when closed
 * @param folder where it is kept when path is NULL
 * @param out    [out] owned until hoshi_supplier_store_close; untouched on failure
 * @return HOSHI_OK, HOSHI_E_FILE_WRITE, HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_supplier_store_create(const char *path, const char *folder,
                                              const struct hoshi_supplier_store_label *label,
                                              struct hoshi_supplier_store **out,
                                              struct hoshi_faults *faults) HOSHI_MUST_USE;

/**
 * Begin the next section; sections are numbered from 0 in the order they are begun.
 * @param record_bytes size of each record, > 0
 */
enum hoshi_status hoshi_supplier_store_section(struct hoshi_supplier_store *store, size_t record_bytes,
                                               struct hoshi_faults *faults) HOSHI_MUST_USE;

/** Append a record to the section begun last. HOSHI_OK or HOSHI_E_FILE_WRITE (no space). */
enum hoshi_status hoshi_supplier_store_add(struct hoshi_supplier_store *store, const void *record,
                                           struct hoshi_faults *faults) HOSHI_MUST_USE;

/** Let an unfinished file get no name after all: it can be read, and is gone when closed. */
void hoshi_supplier_store_unname(struct hoshi_supplier_store *store);

/**
 * Write the end and, with a path, put the file in its place (fsync, rename). From then on it can be read as
 * after hoshi_supplier_store_open. On failure an older file stays.
 */
enum hoshi_status hoshi_supplier_store_finish(struct hoshi_supplier_store *store,
                                              const struct hoshi_supplier_store_end *end,
                                              struct hoshi_faults *faults) HOSHI_MUST_USE;

/**
 * Open a finished file.
 * @return HOSHI_OK; HOSHI_E_FILE_OPEN, HOSHI_E_FILE_READ, HOSHI_E_FILE_KIND (a folder);
 *         HOSHI_E_RESULT_FOREIGN (no result file, or of a machine with another order of bytes);
 *         HOSHI_E_RESULT_VERSION (of another format); HOSHI_E_RESULT_DAMAGED (cut off, lengthened or
 *         changed); HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_supplier_store_open(const char *path, struct hoshi_supplier_store **out,
                                            struct hoshi_faults *faults) HOSHI_MUST_USE;
/** NULL does nothing. What was not finished is gone. */
void hoshi_supplier_store_close(struct hoshi_supplier_store *store);

const struct hoshi_supplier_store_label *hoshi_supplier_store_label(const struct hoshi_supplier_store *store);
const struct hoshi_supplier_store_end *hoshi_supplier_store_end(const struct hoshi_supplier_store *store);
size_t hoshi_supplier_store_sections(const struct hoshi_supplier_store *store);
/** Records of a section, 0 when there is no such section; their size. */
int64_t hoshi_supplier_store_count(const struct hoshi_supplier_store *store, size_t section);
size_t hoshi_supplier_store_record_bytes(const struct hoshi_supplier_store *store, size_t section);

/** Record `index` of a section of a finished or opened file; false when it cannot be read. May be called by
 * several threads. */
bool hoshi_supplier_store_read(const struct hoshi_supplier_store *store, size_t section, int64_t index,
                               void *record);

#endif
