/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A mail (.eml, RFC 5322 and MIME) taken apart: who, when, subject, text, attachments. All texts are plain UTF-8
 * (text_plain.h), whatever the mail was written in (UTF-8, ISO-2022-JP and Shift_JIS with the signs Windows adds, and what
 * GMime knows). Nothing in it is run or followed.
 *
 * The day is the one its header states, in the header's own zone: what the sender's calendar said.
 */
#ifndef HOSHI_MAIL_READ_H
#define HOSHI_MAIL_READ_H

#include "arena.h"
#include "date.h"

enum {
    HOSHI_MAIL_PARTS_MAX = 64,   /* attachments that are taken out; more are counted */
    HOSHI_MAIL_DEPTH_MAX = 30,   /* parts within parts */
    HOSHI_MAIL_TEXT_MAX = 262144 /* bytes of text */
};

enum hoshi_mail_result {
    HOSHI_MAIL_READ,
    HOSHI_MAIL_NONE,   /* no mail: it has none of the headers a mail has */
    HOSHI_MAIL_NESTED, /* parts within parts deeper, or more of them, than any mail program makes */
    HOSHI_MAIL_MEMORY
};

struct hoshi_mail_person {
    const char *name, *address; /* NULL: not there */
};

struct hoshi_mail_part {
    const char *name; /* safe as the name of a file: no folder, no control, not hidden; never empty */
    const char *bytes;
    size_t n;
};

struct hoshi_mail {
    struct hoshi_date date;            /* year 0: no date, or one that cannot be */
    int minute;                        /* of that day; -1 with year 0 */
    const char *date_text;             /* the header as it is; NULL without one */
    struct hoshi_mail_person from, to; /* the first of each */
    size_t from_all, to_all;           /* how many there are, copies to others included */
    const char *subject, *text;        /* "" when not there */
    bool text_of_html, text_cut;
    const struct hoshi_mail_part *part;
    size_t parts, parts_left; /* left: beyond HOSHI_MAIL_PARTS_MAX */
};

struct hoshi_mail_reader {
    /** Take it apart into the arena. *out is whole only with HOSHI_MAIL_READ. */
    enum hoshi_mail_result (*read)(const char *bytes, size_t n, struct hoshi_arena *arena,
                                   struct hoshi_mail *out);
};

/** The name of the calls in the module of the record (record_module.h). */
#define HOSHI_MAIL_READER "hoshi_mail_reader"

#endif
