/* SPDX-License-Identifier: GPL-3.0-or-later */
/** A mail as the draft of an entry of the talk log. */
#ifndef HOSHI_LOG_MAIL_H
#define HOSHI_LOG_MAIL_H

#include "command.h"

/**
 * Write a new folder with draft.json (an entry as `log CASE add` reads it), the mail itself and its attachments. Which kind
 * of act it is, nobody can read off a mail: without --kind the draft has none, and `add` asks for it. What was taken, what
 * was not, and what a person must choose is put into `out`.
 * @param path   the mail
 * @param folder a folder that is not there yet, or empty
 * @return an exit code; HOSHI_E_NOT_BUILT, HOSHI_E_MAIL, HOSHI_E_MAIL_NESTED and those of files are recorded
 */
int log_mail_draft(struct request *r, const struct hoshi_case *c, enum hoshi_lang lang, const char *path,
                   const char *folder, struct hoshi_buffer *out);

#endif
