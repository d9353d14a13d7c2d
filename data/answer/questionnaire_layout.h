/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * How a questionnaire workbook says what each of its cells means: shared by its writer
 * (templates/form/questionnaire.c) and by whoever reads a filled one. Text of the sheets, their names, their order
 * and every position may change; these marks do not.
 *
 * A mark is a text cell that begins with "hw:". A sheet holds tables one below the other. Column marks stand
 * in a hidden row, row marks in a hidden column (A as written), all locked:
 *
 *     hw:table:gap   | … | hw:col:id | … | hw:col:answer | hw:col:remaining | hw:col:note | hw:col:evidence
 *                    (visible headings, in the document's language)
 *     hw:row:1-2-1-1 | … | 1-2-1-1   | … | 対応済み      |                  | …           | …
 *
 * The table mark stands where row and column of marks cross. Column marks of a table are those in the row of
 * its table mark; its rows are those below whose row mark stands in the same column, until the next table
 * mark of that column. So whole rows may be moved or sorted, columns inserted, sheets renamed or moved: a
 * value is found at (row of its row mark, column of its column mark). A row without row mark is no input,
 * except in HOSHI_FORM_GAP, where the visible id (hw:col:id) counts when there is no row mark; when both
 * stand they must be equal.
 *
 * When the column of row marks is lost (deleted, or only the visible columns were copied), a row is known by the
 * words it begins with: the meta sheet lists them as "label:TABLE:KEY". Rows of buyers and items are numbered,
 * so they need none; those of the gap are known by their visible id.
 *
 * An empty cell is "not stated" (unanswered for an answer), never zero. Values: whole yen and counts as
 * numbers, decimals as numbers, dates as dates, yes/no and answers as words of the document's language: the
 * words used are listed on the meta sheet, so a reader needs no table of translations
 * (hoshi_answer_word knows them too). A remaining share is the text "¼", "½", "¾" or a number 0 … 1.
 */
#ifndef HOSHI_QUESTIONNAIRE_LAYOUT_H
#define HOSHI_QUESTIONNAIRE_LAYOUT_H

#define HOSHI_FORM_MARK "hw:"
#define HOSHI_FORM_MARK_TABLE "hw:table:"
#define HOSHI_FORM_MARK_COLUMN "hw:col:"
#define HOSHI_FORM_MARK_ROW "hw:row:"

/**
 * Tables, with their row marks and columns:
 *
 *     meta    a key listed below; value. On a hidden sheet of its own
 *     fields  path of a field of the case (supplier.size.users); value
 *     gap     id of a criterion; id, answer, remaining, note, evidence
 *     quotes  id of a price row; low_yen, likely_yen, high_yen, from, date, document
 *     measures id of a measure; state (words below), initial_yen, monthly_yen, yearly_yen, from, date, document
 *     buyers  1, 2 …; paths below buyers[] (id, name, request.made_on …)
 *     items   1, 2 …; buyer (an id of the buyers table), then keys of buyers[].items[]
 *     buyer_fields  path below buyers[]; 1, 2 …: the row of the buyers table that the column is about
 *     transactions  1, 2 …; buyer, then keys of buyers[].transactions[]
 *     funding 1, 2 …; keys of funding[] (lines: all, direct, indirect or ids of measures)
 */
#define HOSHI_FORM_META "meta"
#define HOSHI_FORM_FIELDS "fields"
#define HOSHI_FORM_GAP "gap"
#define HOSHI_FORM_QUOTES "quotes"
#define HOSHI_FORM_MEASURES "measures"
#define HOSHI_FORM_BUYERS "buyers"
#define HOSHI_FORM_ITEMS "items"
#define HOSHI_FORM_BUYER_FIELDS "buyer_fields"
#define HOSHI_FORM_TRANSACTIONS "transactions"
#define HOSHI_FORM_FUNDING "funding"
/** Words of the column lines of HOSHI_FORM_FUNDING, in the order of its keys. */
#define HOSHI_FORM_FUNDED_KEYS "all", "direct", "indirect"
#define HOSHI_FORM_FUNDED_JA "全て", "直接費", "間接費"
#define HOSHI_FORM_FUNDED_EN "all", "direct", "indirect"
/** Only back from the dossier: rows of the order table, and what the list of evidence says. */
#define HOSHI_FORM_ORDERS "orders"
#define HOSHI_FORM_EXHIBITS "exhibits"

/** Column marks of HOSHI_FORM_META and HOSHI_FORM_FIELDS. */
#define HOSHI_FORM_VALUE "value"
/** Column mark of HOSHI_FORM_MEASURES, its words in the order of the lists plan.have, plan.avoid, plan.use. */
#define HOSHI_FORM_STATE "state"
#define HOSHI_FORM_STATES_JA "もうある", "使わない", "使いたい"
#define HOSHI_FORM_STATES_EN "already there", "not wanted", "wanted"
/** Column marks of HOSHI_FORM_GAP. */
#define HOSHI_FORM_ID "id"
#define HOSHI_FORM_ANSWER "answer"
#define HOSHI_FORM_REMAINING "remaining"
#define HOSHI_FORM_NOTE "note"
#define HOSHI_FORM_EVIDENCE "evidence"
/** Column mark of HOSHI_FORM_ITEMS that names the buyer. */
#define HOSHI_FORM_BUYER "buyer"

/**
 * Row marks of the meta table.
 * FORMAT is "1"; a reader refuses a higher one. CATALOG is hoshi_catalog.version. LEVEL "3" or "4", EDITION
 * "own" or "survey", LANGUAGE "ja" or "en". AS_OF (ISO date), CASE_ID, TITLE, START (ISO month): of the case
 * the file was filled from, "" without one; the last three stand in the own edition only, but that a survey made for a
 * supplier of a list has its code there as CASE_ID. Words follow as
 * "word:met" … (keys of hoshi_answer_key, without unanswered), "word:yes", "word:no".
 */
#define HOSHI_FORM_META_FORMAT "hoshiwari_questionnaire"
#define HOSHI_FORM_META_CATALOG "catalog"
#define HOSHI_FORM_META_LEVEL "level"
#define HOSHI_FORM_META_EDITION "edition"
#define HOSHI_FORM_META_LANGUAGE "language"
#define HOSHI_FORM_META_AS_OF "as_of"
#define HOSHI_FORM_META_START "start"
#define HOSHI_FORM_META_CASE_ID "case_id"
#define HOSHI_FORM_META_TITLE "title"
#define HOSHI_FORM_META_WORD "word:"
/** Row mark of the meta table: "label:" TABLE ":" KEY, with the words of that row. */
#define HOSHI_FORM_META_LABEL "label:"

enum { HOSHI_FORM_FORMAT = 1 };

/**
 * Prefix of row marks of HOSHI_FORM_FIELDS that are no field of a case: what the sender of a survey writes on
 * the cover (sender, contact, due date). A reader passes over them.
 */
#define HOSHI_FORM_LETTER "letter."

/**
 * A criterion that a company fact rules out shows so in a cell of its own beside the answer (a formula); the
 * answer cell itself keeps what was answered, so a fact corrected later loses no answer.
 */

#endif
