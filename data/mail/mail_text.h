/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Private: the texts of a mail as plain UTF-8. */
#ifndef HOSHI_MAIL_TEXT_H
#define HOSHI_MAIL_TEXT_H

#include "arena.h"
#include "date.h"

/** n bytes written in a charset (as its label says; NULL or unknown: UTF-8 where they are, else CP932). NULL: no memory. */
char *hoshi_mail_decode(struct hoshi_arena *arena, const char *charset, const char *bytes, size_t n);

/** A header with its encoded words (RFC 2047) read. NULL: no memory. */
char *hoshi_mail_header(struct hoshi_arena *arena, const char *raw);

/** Without tags, styles and scripts; line breaks where HTML has them. NULL: no memory. */
char *hoshi_mail_of_html(struct hoshi_arena *arena, const char *html);

/** The day and minute of a Date header in its own zone. False: there is none that can be. */
bool hoshi_mail_date(const char *raw, struct hoshi_date *date, int *minute);

/** A name that is safe as that of a file, 80 characters at most: "03_name", "03_part" where nothing is left of it. */
char *hoshi_mail_file_name(struct hoshi_arena *arena, size_t number, const char *name);

#endif
