/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What was blacked out in a paper that is handed out, and what a person has to look at before it is. */
#ifndef HOSHI_REDACT_NOTICE_H
#define HOSHI_REDACT_NOTICE_H

#include "message.h"
#include "redact.h"

/**
 * To standard error: the paper itself must not name what is hidden in it.
 * @param replaced places blacked out
 * @param look     n words; those found nowhere are passed over, but for HOSHI_LOOK_OWN
 * @param files    attachments that go with the paper, into which nothing looks
 */
void redact_notice(enum hoshi_lang lang, int64_t replaced, const struct hoshi_redact_look *look, size_t n,
                   size_t files);

#endif
