/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Status codes and the collection of faults.
 *
 * A function that can fail returns an enum hoshi_status and takes a struct hoshi_faults last. Library code
 * never prints or translates: it records what is wrong (code), where (file, path, row), what was found and
 * what is allowed, in words that need no translation (numbers, ids, keys). templates/message turns a fault
 * into a sentence. Readers go on after a fault so that all faults of a file are reported at once.
 */
#ifndef HOSHI_STATUS_H
#define HOSHI_STATUS_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

enum hoshi_status {
    HOSHI_OK = 0,
#define HOSHI_STATUS(name, number, exit_class) HOSHI_##name = number,
#include "status.def"
#undef HOSHI_STATUS
};

#if defined(__GNUC__)
#define HOSHI_MUST_USE __attribute__((warn_unused_result))
#define HOSHI_PRINTF(f, a) __attribute__((format(printf, f, a)))
#define HOSHI_FORMAT_ARG(f) __attribute__((format_arg(f)))
#else
#define HOSHI_MUST_USE
#define HOSHI_PRINTF(f, a)
#define HOSHI_FORMAT_ARG(f)
#endif

enum { HOSHI_FAULTS_MAX = 100 };

/** One thing that is wrong. Texts are UTF-8, cut at a character boundary when too long; "" = not known. */
struct hoshi_fault {
    enum hoshi_status status;
    char file[200];    /* the file as the user named it */
    char path[160];    /* "buyers[0].capital_yen", "measures.json rows[3].lines[0].price", "シート!C12" */
    char got[120];     /* what was found */
    char allowed[200]; /* what is allowed: "0 .. 100", "3, 4", "YYYY-MM-DD" */
    long row;          /* 1-based line or row of the file, 0 = none */
    long column;       /* 1-based character of that line, 0 = none */
};

/** Faults in the order found; {0} is empty. More than HOSHI_FAULTS_MAX are counted in dropped, not kept. */
struct hoshi_faults {
    size_t n, dropped;
    const char *file; /* borrowed: put into faults added from now on; NULL = none */
    struct hoshi_fault item[HOSHI_FAULTS_MAX];
};

/** The number's exit class: 1 input, 2 usage, 3 environment; 0 for HOSHI_OK. */
int hoshi_status_exit(enum hoshi_status status);

/** The name without prefix ("E_RANGE"), "OK", or "?" for a number not in the registry. Static. */
const char *hoshi_status_name(enum hoshi_status status);

/** Every status in registry order; returns how many, *list is static. */
size_t hoshi_status_list(const enum hoshi_status **list);

/**
 * Record a fault.
 *
 * @param faults  may be NULL (then nothing is kept)
 * @param status  not HOSHI_OK
 * @param path    where, or NULL
 * @param got     what was found, or NULL
 * @param allowed printf form of what is allowed, or NULL
 * @return status, so that a caller can write `return hoshi_fault_add(…)`
 */
enum hoshi_status hoshi_fault_add(struct hoshi_faults *faults, enum hoshi_status status, const char *path,
                                  const char *got, const char *allowed, ...) HOSHI_PRINTF(5, 6);

/** As hoshi_fault_add, with the 1-based row of the file. */
enum hoshi_status hoshi_fault_add_row(struct hoshi_faults *faults, enum hoshi_status status, long row,
                                      const char *path, const char *got, const char *allowed, ...)
    HOSHI_PRINTF(6, 7);

/** As hoshi_fault_add, of a file other than the one at hand (faults->file stays as it is). */
enum hoshi_status hoshi_fault_add_file(struct hoshi_faults *faults, enum hoshi_status status,
                                       const char *file, const char *got);

/** HOSHI_OK when empty, else the first fault's status. NULL counts as empty. */
enum hoshi_status hoshi_faults_status(const struct hoshi_faults *faults);

#endif
