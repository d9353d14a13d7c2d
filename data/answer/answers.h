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

#include "json_read.h"
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
    HOSHI_NOTE_DRAFT_ONLY      /* draft: an id that is gone; `where` ends with it */
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

enum { HOSHI_FOLDED = 128 };

/**
 * A heading or word as it counts for comparison: width, kana and case made one, no spaces, no punctuation.
 * "" when nothing is left or it is longer than any word known.
 * @return out
 */
const char *hoshi_answer_fold(const char *text, char out[HOSHI_FOLDED]);

/**
 * The share a person's text means, in parts per million: "0.25", "25%", "１／４", "¼". False when it is none
 * or outside 0 … 1 ("25" is not read as 25 %); *ppm untouched then.
 */
bool hoshi_answer_share(const char *text, int64_t *ppm);

/** n unanswered elements from the arena. HOSHI_OK or HOSHI_E_MEMORY. */
enum hoshi_status hoshi_answers_init(struct hoshi_answers *answers, const struct hoshi_catalog *catalog,
                                     struct hoshi_arena *arena) HOSHI_MUST_USE;

/**
 * Read answers from an object { "catalog": "2026-03-27", "answers": { id: "met" | { status, remaining, note,
 * evidence } } }.
 *
 * Both members are optional; other keys of the object are the caller's business. Ids and keys are taken as
 * they stand (no folding).
 *
 * @param at      the object (of a case file: its "gap"); faults go to at->faults, which may be NULL
 * @param answers [out] filled on HOSHI_OK; untouched on failure
 * @return HOSHI_OK; HOSHI_E_CRITERION_UNKNOWN; HOSHI_E_CRITERION_DRAFT (an id of the 2025-12 draft only);
 *         HOSHI_E_CATALOG_VERSION; HOSHI_E_REMAINING (a share with another status than partial, or outside 0
 * … 1); HOSHI_E_KEY_UNKNOWN, HOSHI_E_KEY_MISSING, HOSHI_E_TYPE, HOSHI_E_CHOICE, HOSHI_E_TEXT_LENGTH …;
 * HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_answers_json(const struct hoshi_json *at, const struct hoshi_catalog *catalog,
                                     struct hoshi_arena *arena, struct hoshi_answers *answers) HOSHI_MUST_USE;

/**
 * Read a gap file; the kind is told by content first, extension second.
 *
 * .json: the object of hoshi_answers_json, with "hoshiwari_answers": 1 or without.
 * .csv (comma, tab, semicolon; UTF-8, UTF-16, CP932) and .xlsx: a heading for the criterion's id
 * (評価基準No., criterion, id …) in the first 30 rows, and beside it one for the answer (自己評価, 評価結果,
 * 回答, answer, status …), wherever they stand; optional ones for 残り / remaining, 備考 理由 / note, 根拠
 * 証跡 / evidence; headings over several rows, merged cells, hidden rows, rows in any order. Every visible
 * sheet with such headings is read, hidden ones only when no visible one has them. Without headings: ids in
 * the first column and answers in the second. A ○ under ★3 / ★4 is no answer.
 *
 * Two headings for answers: strong ones (自己評価) go before weak ones (状況); of several equal ones the only
 * one with anything in it is taken, else the file is refused. A draft of 2025-12 (by its ids, or a moved
 * level) is refused as a whole, since 16 ids mean something else there.
 *
 * @param path     the file, at most HOSHI_FILE_MAX bytes
 * @param catalog  decides the ids
 * @param arena    gets the texts
 * @param answers  [out] filled on HOSHI_OK; untouched on failure
 * @param faults   [out] all faults with row and cell; may be NULL
 * @return HOSHI_OK; HOSHI_E_MEMORY; HOSHI_E_FILE_OPEN, _READ, _TOO_LARGE, _KIND; HOSHI_E_TOO_MANY;
 *         .json: as hoshi_json_parse and hoshi_answers_json, HOSHI_E_FORMAT_VERSION, HOSHI_E_DRAFT_SHEET;
 *         .csv: HOSHI_E_CSV_SYNTAX, HOSHI_E_TEXT_ENCODING, HOSHI_E_TEXT_LENGTH;
 *         .xlsx: as hoshi_xlsx_open and hoshi_xlsx_read (HOSHI_E_ENCRYPTED, _OLD_SPREADSHEET, _ARCHIVE …);
 *         both: HOSHI_E_SHEET_HEADER (no headings, or two columns of answers), HOSHI_E_DRAFT_SHEET,
 * HOSHI_E_ID (an id that became a date, an answer beside something that is no id), HOSHI_E_CRITERION_UNKNOWN,
 * HOSHI_E_ANSWER_WORD, HOSHI_E_ANSWER_CONFLICT (the same id twice with different answers), HOSHI_E_REMAINING
 * (a share without partial, or none at all), HOSHI_E_FORMULA_VALUE (a formula without stored value)
 */
enum hoshi_status hoshi_answers_read(const char *path, const struct hoshi_catalog *catalog,
                                     struct hoshi_arena *arena, struct hoshi_answers *answers,
                                     struct hoshi_faults *faults) HOSHI_MUST_USE;

/**
 * As hoshi_answers_read, from n bytes in memory. text[n] must be NUL (as hoshi_file_read leaves it).
 * @param path the name to report and to take the extension from; not opened
 */
enum hoshi_status hoshi_answers_parse(const char *text, size_t n, const char *path,
                                      const struct hoshi_catalog *catalog, struct hoshi_arena *arena,
                                      struct hoshi_answers *answers,
                                      struct hoshi_faults *faults) HOSHI_MUST_USE;

struct hoshi_xlsx;

/**
 * As hoshi_answers_parse, for `import`: says where the answers stood, and carries a draft of 2025-12 over
 * instead of refusing it: answers to ids that mean the same in the final version are taken, the others are
 * notes (HOSHI_NOTE_DRAFT_CHANGED, HOSHI_NOTE_DRAFT_ONLY). HOSHI_E_INTERIM_SHEET: the interim report of
 * 2025-04.
 * @param book   the same bytes as an open workbook, or NULL: text is looked at
 * @param source [out] filled on HOSHI_OK; untouched on failure
 */
enum hoshi_status hoshi_answers_import(const char *text, size_t n, struct hoshi_xlsx *book, const char *path,
                                       const struct hoshi_catalog *catalog, struct hoshi_arena *arena,
                                       struct hoshi_answers *answers, struct hoshi_answer_source *source,
                                       struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
