/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Letters about a price: the request for talks, the buyer's reply, the draft of a memorandum, the notice to
 * customers that have asked for nothing, and the text of the mail that carries them (SPEC §6.1a).
 *
 * A letter is a Word template whose content controls are filled (word_fill.h); which fields there are is the
 * table of letter_fields.c. What is not known stays a blank to fill, never a zero. A letter to a buyer is
 * written from that buyer's view alone.
 */
#ifndef HOSHI_LETTER_H
#define HOSHI_LETTER_H

#include "buyer_view.h"
#include "message.h"
#include "word_fill.h"

enum hoshi_letter_kind {
    HOSHI_LETTER_REQUEST, /* 協議申入書 */
    HOSHI_LETTER_REPLY,   /* 回答書, written by the buyer */
    HOSHI_LETTER_MEMO,    /* 覚書の案 */
    HOSHI_LETTER_NOTICE,  /* ほかの取引先へのお知らせ */
    HOSHI_LETTER_MAIL,    /* text of a mail, plain UTF-8 */
    HOSHI_LETTER_KINDS
};

/** How dates are written in Japanese: 2027年4月1日 or 令和9年4月1日. */
enum hoshi_letter_dates { HOSHI_DATES_WESTERN, HOSHI_DATES_ERA };

struct hoshi_letter_options {
    enum hoshi_letter_kind kind;
    enum hoshi_lang lang;
    enum hoshi_letter_dates dates;
    /** Whom a notice goes to when there is no view of it; NULL: everybody. Its name and department are read.
     */
    const struct hoshi_case_buyer *to;
    /** A template of the user's own; NULL: the program's. `template_name` stands in faults. */
    const char *template_bytes, *template_name;
    size_t template_n;
    /** The yearly amount the view was opened with in place of the computed one (agreed, or wished); 0: computed.
     * It is then no estimate, and nothing is told of what part of it is quoted or fees. */
    int64_t amount_yen;
};

/** The word of a kind on the command line ("request"), and the kind of a word. */
const char *hoshi_letter_kind_word(enum hoshi_letter_kind kind);
bool hoshi_letter_kind_find(const char *word, enum hoshi_letter_kind *out);

/** The program's own template of a kind; NULL for the mail, which has none. `n` without the ending NUL. */
const char *hoshi_letter_template(enum hoshi_letter_kind kind, enum hoshi_lang lang, size_t *n);

/**
 * The letter as bytes: a Word document, or the text of the mail.
 * @param view    of the buyer; for a notice it may be NULL (no addressee is filled in)
 * @param c       of the supplier: its name, address and level for a notice; nothing else is read from it
 * @param out     [out] owned by the caller (free)
 * @param missing [out] fields with a value that the template has no place for; may be NULL
 * @return HOSHI_OK; HOSHI_E_LETTER_NOTHING (no amount to ask that buyer for), HOSHI_E_WORD,
 *         HOSHI_E_WORD_MACRO, HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_letter_make(const struct hoshi_buyer_view *view, const struct hoshi_case *c,
                                    const struct hoshi_letter_options *options, char **out, size_t *n,
                                    struct hoshi_word_missing *missing,
                                    struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
