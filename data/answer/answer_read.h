/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Files of gap answers: which kind, and then read as that. */
#ifndef HOSHI_ANSWER_READ_H
#define HOSHI_ANSWER_READ_H

#include "answers.h"

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
 *         HOSHI_E_ID (an id that became a date, an answer beside something that is no id),
 *         HOSHI_E_CRITERION_UNKNOWN, HOSHI_E_ANSWER_WORD, HOSHI_E_ANSWER_CONFLICT (the same id twice with
 *         different answers), HOSHI_E_REMAINING (a share without partial, or none at all),
 *         HOSHI_E_FORMULA_VALUE (a formula without stored value)
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
