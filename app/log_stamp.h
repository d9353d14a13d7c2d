/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Time stamps (RFC 3161) for the head of a log or of an export. */
#ifndef HOSHI_LOG_STAMP_H
#define HOSHI_LOG_STAMP_H

#include "command.h"
#include "arena.h"
#include "store.h"
#include "time_stamp.h"

/** Write a request for the head value (64 hexadecimal digits) to a new file. Puts what to do next into `out`. An exit code;
 * HOSHI_E_NOT_BUILT and those of files are recorded. */
int log_stamp_request(struct request *r, enum hoshi_lang lang, const char *head, const char *path,
                      struct hoshi_buffer *out);

/** A reply read and checked (time_stamp.h), --request and --ca with it where they were given.
 *  @param imprint [out] the value that was stamped: whoever has the log looks for it there
 *  @return an exit code; HOSHI_E_STAMP… are recorded with what is wrong */
int log_stamp_check(struct request *r, enum hoshi_lang lang, char imprint[65], struct hoshi_buffer *out);

/** Keep the checked reply, and --request with it, among what is kept of the case (store open for writing). Puts a line into
 *  `out`. An exit code. */
int log_stamp_keep(struct request *r, enum hoshi_lang lang, struct hoshi_store *store, const char *case_id,
                   const char *imprint, struct hoshi_buffer *out);

/** A kept reply that is good, and the entry up to which it speaks of the log. */
struct log_stamp_found {
    struct hoshi_time_stamp stamp;
    int64_t seq;
};

struct log_stamps {
    struct hoshi_arena arena;      /* the caller releases it */
    size_t kept, n;                /* kept; those of them that are good */
    struct log_stamp_found *found; /* NULL: none kept, or nothing here that can read them */
};

/** Check every kept reply (with --ca where it was given). @param out {0}
 *  @return HOSHI_OK; HOSHI_E_STAMP… for those that are wrong, each recorded; HOSHI_E_STORE_*; HOSHI_E_MEMORY */
enum hoshi_status log_stamps_read(struct request *r, struct hoshi_store *store, const char *case_id,
                                  struct log_stamps *out);
void log_stamps_print(struct hoshi_buffer *out, enum hoshi_lang lang, const struct log_stamps *x);

#endif
