/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Gap answers: one status per criterion of the catalogue.
 *
 * They stand in the case file, or in a file of their own (.json, .csv, .xlsx) that a buyer, IPA or the
 * questionnaire gave. Words are read in all the variants seen in the wild and never guessed: an unknown word
 * is a fault with its cell. What deserves a second look but does not prevent reading is a note
 * (hoshi_answer_note).
 */
#ifndef HOSHI_ANSWERS_H
#define HOSHI_ANSWERS_H

#include "answer_fold.h"
#include "tables.h"

enum {
    HOSHI_ANSWER_ROWS = 20000,  /* rows with an id in one sheet */
    HOSHI_ANSWER_MERGES = 8192, /* merged ranges in one sheet with answers */
    HOSHI_ANSWER_SHEETS = 16,   /* sheets with answers in one workbook */
    HOSHI_ANSWER_TEXT = 32767   /* characters of a note or of the evidence, several cells joined */
};

enum hoshi_answer_status {
    HOSHI_UNANSWERED,
    HOSHI_MET,
    HOSHI_PARTIAL,
    HOSHI_UNMET,
    HOSHI_NOT_APPLICABLE,
    HOSHI_WITHHELD,
    HOSHI_ANSWERS
};

struct hoshi_answer {
    enum hoshi_answer_status status;
    int64_t remaining_ppm; /* of a partial: what is left to do, 0 … 1,000,000; HOSHI_NONE = not stated */
    const char *note, *evidence; /* borrowed from the arena; NULL = none */
};

enum hoshi_answer_note_kind {
    HOSHI_NOTE_PARTIAL_UNSTATED, /* △: partial without a share */
    HOSHI_NOTE_REPEATED,         /* the same criterion twice with the same answer */
    HOSHI_NOTE_DRAFT_VERSION,  /* nothing tells the final version from the 2025-12 draft, and they differ here
                                */
    HOSHI_NOTE_BLANK,          /* listed without an answer */
    HOSHI_NOTE_ENCODING_CP932, /* read as CP932 */
    HOSHI_NOTE_FORMULA,        /* the answer is the value stored with a formula */
    HOSHI_NOTE_DRAFT_CHANGED,  /* draft: the id means something else now; its answer is not carried over */
    HOSHI_NOTE_DRAFT_ONLY,     /* draft: an id that is gone; `where` ends with it */
    HOSHI_NOTE_SHARE_IN_WORDS  /* what is left is told in words that are no share: taken as none stated */
};

struct hoshi_answer_note {
    enum hoshi_answer_note_kind kind;
    const char *where; /* "Sheet!N12", "C14" (csv), "answers.1-2-1-1" (json); "" of the whole file */
    size_t criterion;  /* SIZE_MAX when of the whole file */
};

enum hoshi_answer_file { HOSHI_ANSWERS_JSON, HOSHI_ANSWERS_CSV, HOSHI_ANSWERS_XLSX };

/** Where answers stood: for a report. Texts live in the arena given to the reader. */
struct hoshi_answer_source {
    enum hoshi_answer_file kind;
    const char *encoding; /* csv: "UTF-8", "CP932", "UTF-16"; "" for the others */
    bool draft;           /* a draft of 2025-12, carried over where its ids mean the same */
    size_t sheets;        /* xlsx: sheets read */
    struct {
        const char *name;                    /* NULL for a csv */
        const char *id, *answer, *remaining; /* columns "L", "O"; "" = none */
        const char *note, *evidence;         /* "P, Q" */
        size_t rows;                         /* with ids */
    } sheet[HOSHI_ANSWER_SHEETS];
};

/** {0} is empty. `answer` has one element per criterion, in catalogue order. */
struct hoshi_answers {
    struct hoshi_answer *answer;
    size_t n;
    const char *file; /* where they were read from; NULL = the case itself */
    struct hoshi_answer_note *note;
    size_t notes;
};

/** Keys of the statuses. */
extern const char *const hoshi_answer_keys[HOSHI_ANSWERS];

/** Key of a status: "met", "partial", "unmet", "not_applicable", "unanswered", "withheld". */
const char *hoshi_answer_key(enum hoshi_answer_status status);
/** The status of a key; false when there is none. */
bool hoshi_answer_find(const char *key, enum hoshi_answer_status *status);

/**
 * The status a person's word means (○ 〇 ◯ △ × ✖ － はい いいえ 達成 一部達成 未達成 該当なし 未評価 対応済み
 * …).
 *
 * Full-width, half-width, kana, spaces and case are folded; "" and spaces are unanswered. A mark with a word,
 * or a word in brackets ("○（対応済）", "× 未達成"), is read when both mean the same. False when the word is
 * not known: never guessed. "○（来年）" and "○（一部）" are not known.
 */
bool hoshi_answer_word(const char *word, enum hoshi_answer_status *status);

/**
 * The share a person's text means, in parts per million: "0.25", "25%", "１／４", "¼". False when it is none
 * or outside 0 … 1 ("25" is not read as 25 %); *ppm untouched then.
 */
bool hoshi_answer_share(const char *text, int64_t *ppm);

/** n unanswered elements from the arena. HOSHI_OK or HOSHI_E_MEMORY. */
enum hoshi_status hoshi_answers_init(struct hoshi_answers *answers, const struct hoshi_catalog *catalog,
                                     struct hoshi_arena *arena) HOSHI_MUST_USE;

#endif
