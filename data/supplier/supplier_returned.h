/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What suppliers sent back, joined to the list that asked them: filled questionnaires and official sheets, case files,
 * and the workbooks in which they ask for an amount (worksheet --view for:ID), all out of one folder.
 *
 * A file belongs to the supplier whose code it states (a survey made with `questionnaire --list` does), else to the one
 * whose code its name is or begins with ("1023.xlsx", "1023_20261201.xlsx"), else to the one whose company name it
 * states, when the list has that name once. Names are compared as hoshi_text_company_key does, codes as
 * hoshi_text_key, with or without zeros before a number.
 *
 * Of several files of one supplier the newest counts, by the day a workbook was last saved or a case states; a case
 * goes before answers of the same day. Two of one day, or of none, that say different things contradict each other:
 * neither is used. A survey that was taken into a case without buyers counts as answers.
 *
 * Answers go before what the list says of sizes, facts and criteria, for they are the supplier's own; how often they
 * said otherwise is counted. What was withheld removes no answer of the list.
 */
#ifndef HOSHI_SUPPLIER_RETURNED_H
#define HOSHI_SUPPLIER_RETURNED_H

#include "supplier_row.h"

enum { HOSHI_RETURNED_FILES = 200000 };

enum hoshi_returned_kind {
    HOSHI_RETURNED_ANSWERS, /* answers per criterion, sizes */
    HOSHI_RETURNED_CASE,    /* a case with buyers: computed in place of the row */
    HOSHI_RETURNED_AMOUNT   /* a workbook that asks for an amount; its answers count where no others came */
};

enum hoshi_returned_state {
    HOSHI_RETURNED_UNLISTED,   /* no supplier of the list goes with it */
    HOSHI_RETURNED_JOINED,     /* used */
    HOSHI_RETURNED_OLDER,      /* another file of the supplier is newer, or a case of the same day */
    HOSHI_RETURNED_SAME,       /* says what another says */
    HOSHI_RETURNED_UNLIKE,     /* contradicts another of its day: neither is used */
    HOSHI_RETURNED_UNREADABLE, /* see `status` */
    HOSHI_RETURNED_STATES
};

/** A file that came back. Texts are owned by the list. */
struct hoshi_returned {
    const char *file; /* its name below the folder */
    const char *path;
    char code[HOSHI_SUPPLIER_ID_BYTES], name[HOSHI_SUPPLIER_NAME_BYTES]; /* as it states them; "" */
    bool code_stated; /* by a survey of a list: it belongs to that code and to no other */
    enum hoshi_returned_kind kind;
    enum hoshi_returned_state state;
    enum hoshi_status status; /* UNREADABLE: why; UNLIKE, UNLISTED: the sentence that tells it */
    char where[160],
        got[48];           /* of the first fault; UNLIKE, OLDER, SAME: `got` begins the other file's name */
    struct hoshi_date day; /* {0}: nothing tells it */
    char id[HOSHI_SUPPLIER_ID_BYTES];      /* of the supplier it was joined to, as the list has it; "" */
    int32_t answered;                      /* criteria with an answer */
    int32_t differs;                       /* sizes and answers of the list that it changes */
    int64_t asked_annual_yen;              /* AMOUNT; else HOSHI_NONE */
    const struct hoshi_supplier_row *said; /* ANSWERS, AMOUNT; NULL of a case */
    const char *text;                      /* CASE: its bytes, ended by NUL */
    size_t text_n;
};

struct hoshi_returned_list;

/**
 * Read every .json, .csv and .xlsx of a folder (not below it), in the order of their names. A file that cannot be read
 * is one of them, UNREADABLE.
 * @return HOSHI_OK, also for an empty folder; HOSHI_E_FILE_OPEN (the folder), HOSHI_E_TOO_MANY, HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_returned_open(const char *folder, const struct hoshi_tables *tables,
                                      struct hoshi_returned_list **out,
                                      struct hoshi_faults *faults) HOSHI_MUST_USE;
void hoshi_returned_close(struct hoshi_returned_list *list);

/** A supplier of the list, told once each before any row is joined. */
void hoshi_returned_meet(struct hoshi_returned_list *list, const char *id, const char *name);

/** After all were met: which file is whose, and which of several counts. */
void hoshi_returned_settle(struct hoshi_returned_list *list);

size_t hoshi_returned_files(const struct hoshi_returned_list *list);
const struct hoshi_returned *hoshi_returned_at(const struct hoshi_returned_list *list, size_t index);

/** SHA-256 of names and bytes of all files. */
const char *hoshi_returned_digest(const struct hoshi_returned_list *list);

/**
 * What came back for a row, into it: answers and sizes, or the amount asked for. Sets row->returned, head.answered_on,
 * head.asked_annual_yen. Rows without anything stay as they are.
 * @return the case that is computed in place of the row, or NULL
 */
const struct hoshi_returned *hoshi_returned_join(struct hoshi_returned_list *list,
                                                 struct hoshi_supplier_row *row);

/* ---- private: supplier_returned_read.c ---- */

/** Read one file into item (path set): kind, code, name, day, said or text. A fault makes it UNREADABLE. */
void hoshi_returned_read(const struct hoshi_tables *tables, struct hoshi_arena *arena,
                         struct hoshi_returned *item);

#endif
