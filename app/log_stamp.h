/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Time stamps (RFC 3161) for the head of a log or of an export. */
#ifndef HOSHI_LOG_STAMP_H
#define HOSHI_LOG_STAMP_H

#include "command.h"

/** Write a request for the head value (64 hexadecimal digits) to a new file. Puts what to do next into `out`. An exit code;
 * HOSHI_E_NOT_BUILT and those of files are recorded. */
int log_stamp_request(struct request *r, enum hoshi_lang lang, const char *head, const char *path,
                      struct hoshi_buffer *out);

/** A reply read and checked (time_stamp.h), --request and --ca with it where they were given.
 *  @param imprint [out] the value that was stamped: whoever has the log looks for it there
 *  @return an exit code; HOSHI_E_STAMP… are recorded with what is wrong */
int log_stamp_check(struct request *r, enum hoshi_lang lang, char imprint[65], struct hoshi_buffer *out);

#endif
