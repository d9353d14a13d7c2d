/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Which words and amounts would name others (redact.h says which), and what finds them. */
#ifndef HOSHI_REDACT_TERMS_H
#define HOSHI_REDACT_TERMS_H

#include "array.h"
#include "talk_log.h"

/** Why a word is left for a person to judge. */
enum hoshi_look_reason {
    HOSHI_LOOK_NAME,       /* part of another's name, and an ordinary word or place as well */
    HOSHI_LOOK_DEPARTMENT, /* a department that many have */
    HOSHI_LOOK_ID,         /* another's id, by itself */
    HOSHI_LOOK_OWN,        /* another's word that is part of a name of the two sides */
    HOSHI_LOOKS
};

struct hoshi_redact_look {
    const char *word; /* folded */
    enum hoshi_look_reason reason;
    int64_t times; /* places in the texts that were handed to hoshi_redact */
};

struct hoshi_redactor {
    struct hoshi_array term;       /* struct hoshi_redact_term; longest first */
    uint32_t *first, *next;        /* terms by their first bytes: index + 1, 0 ends */
    struct hoshi_array yen, micro; /* int64_t: amounts and unit prices of others, ascending */
    struct hoshi_array look;       /* struct hoshi_redact_look */
    int64_t replaced;              /* places blacked out so far */
    bool failed;                   /* out of memory */
    struct hoshi_arena arena;
};

enum { HOSHI_REDACT_HEAD = 4 }; /* bytes a word has at least */

enum hoshi_redact_kind {
    HOSHI_TERM_NAME, /* of a company: its legal form and trade beside it go with it */
    HOSHI_TERM_WORD,
    HOSHI_TERM_SHORT, /* a part of a name with さん, 様, 社 behind: not inside a longer word */
    HOSHI_TERM_LOOK   /* counted for a person, not blacked out */
};

struct hoshi_redact_term {
    const char *text; /* folded */
    enum hoshi_redact_kind kind;
    size_t look; /* of HOSHI_TERM_LOOK: index in look */
};

/** Fill term, yen, micro and look. False when out of memory. */
bool hoshi_redact_collect(struct hoshi_redactor *r, const struct hoshi_case *c, size_t buyer,
                          const struct hoshi_log *log);

/** The bytes of a legal form, or of a word of trade (重機, 製作所 …), that folded text begins with; 0 = none. */
size_t hoshi_redact_form(const char *text, size_t n);
size_t hoshi_redact_trade(const char *text, size_t n);

#endif
