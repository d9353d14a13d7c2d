/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What a proof of the talk log says to people and machines: only what it can know. */
#ifndef HOSHI_LOG_PROOF_H
#define HOSHI_LOG_PROOF_H

#include "command.h"
#include "log_stamp.h"
#include "talk_log.h"

/** The proof of a store and of its time stamps; as JSON with --json. Without --json nothing is said of one that is not `sound`. */
void log_proof_print(struct hoshi_buffer *out, const struct request *r, enum hoshi_lang lang,
                     const char *case_id, const struct hoshi_log_proof *p, const struct log_stamps *stamps,
                     bool sound);

/** The proof of an export (--file). */
void log_proof_print_export(struct hoshi_buffer *out, const struct request *r, enum hoshi_lang lang,
                            const struct hoshi_log_proof *p, bool sound);

/** What is no fault and yet to be told: a clock that jumped, a store without its log file. Nothing when there is none. */
void log_proof_cautions(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_log_proof *p);

#endif
