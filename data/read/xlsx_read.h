/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Reading workbooks (.xlsx, .xlsm and, by the same door, OpenDocument .ods): values only, nothing computed, executed or
 * followed.
 *
 * Sheets are found through the relations of the package, never by file name; prefixes and the Strict form are
 * understood; phonetic readings (furigana) are left out of texts; a formula gives the value stored with it.
 * What a file can make large has a limit below, counted while inflating, since sizes stated in an archive may
 * lie.
 *
 *     struct hoshi_xlsx *book;
 *     struct hoshi_grid grid = {0};
 *     if (hoshi_xlsx_open(bytes, n, &book, faults)) …
 *     if (hoshi_xlsx_read(book, 0, &grid, faults)) …
 *     const struct hoshi_cell *cell = hoshi_grid_at(&grid, 3, 12);
 *     hoshi_grid_release(&grid);
 *     hoshi_xlsx_close(book);
 */
#ifndef HOSHI_XLSX_READ_H
#define HOSHI_XLSX_READ_H

#include "date.h"
#include "grid.h"

enum {
    HOSHI_XLSX_PART = 64 * 1024 * 1024,   /* bytes of one part, inflated */
    HOSHI_XLSX_TOTAL = 256 * 1024 * 1024, /* bytes of all parts read, inflated */
    HOSHI_XLSX_RATIO = 200,               /* inflated : packed, once a part passes HOSHI_XLSX_FREE */
    HOSHI_XLSX_FREE = 1024 * 1024,
    HOSHI_XLSX_LONG = 16, /* times HOSHI_XLSX_PART and _TOTAL for sheets streamed of hoshi_xlsx_open_long */
    HOSHI_XLSX_ENTRIES = 2000,      /* members of the archive */
    HOSHI_XLSX_DEPTH = 64,          /* nesting of elements */
    HOSHI_XLSX_TOKEN = 1024 * 1024, /* bytes of one tag or comment */
    HOSHI_XLSX_SHEETS = 1000,
    HOSHI_XLSX_NAMES = 1000,      /* defined names that are kept */
    HOSHI_XLSX_STRINGS = 2000000, /* shared strings */
    HOSHI_XLSX_FORMATS = 65536,   /* cell formats; number formats */
    HOSHI_XLSX_MERGES = 65536,    /* merged ranges of a sheet */
    HOSHI_XLSX_SURVEYED = 1024    /* columns a survey looks at */
};

enum hoshi_sheet_state { HOSHI_SHEET_VISIBLE, HOSHI_SHEET_HIDDEN, HOSHI_SHEET_VERY_HIDDEN };

struct hoshi_xlsx;

/**
 * Open a workbook.
 *
 * @param bytes borrowed until hoshi_xlsx_close
 * @param book  [out] owned until hoshi_xlsx_close; untouched on failure
 * @return HOSHI_OK;
 *         HOSHI_E_FILE_KIND        no zip archive, or one that holds no .xlsx/.xlsm/.ods workbook;
 *         HOSHI_E_ENCRYPTED        protected by a password;
 *         HOSHI_E_OLD_SPREADSHEET  an .xls;
 *         HOSHI_E_FLAT_SPREADSHEET an OpenDocument of one XML file (.fods);
 *         HOSHI_E_PAGE_SPREADSHEET what Excel opens and this does not: .xlsb, a page or XML saved as .xls, .slk …;
 *         HOSHI_E_ARCHIVE          damaged: cut off, wrong checksum, bad XML, a part missing, DOCTYPE, nested too deep;
 *         HOSHI_E_FILE_TOO_LARGE   HOSHI_XLSX_PART, _TOTAL, _RATIO;
 *         HOSHI_E_TOO_MANY         entries, sheets, strings, formats;
 *         HOSHI_E_TEXT_LENGTH      a text over HOSHI_CELL_TEXT;
 *         HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_xlsx_open(const void *bytes, size_t n, struct hoshi_xlsx **book,
                                  struct hoshi_faults *faults) HOSHI_MUST_USE;
/** The same; sheets that are streamed may be HOSHI_XLSX_LONG times as long, for lists of a hundred thousand rows; other
 * parts, and sheets read into a grid, keep their limits. */
enum hoshi_status hoshi_xlsx_open_long(const void *bytes, size_t n, struct hoshi_xlsx **book,
                                       struct hoshi_faults *faults) HOSHI_MUST_USE;
/** NULL does nothing. Texts of cells given before die with the workbook. */
bool hoshi_xlsx_is_ods(const struct hoshi_xlsx *book); /* an OpenDocument, else .xlsx */
void hoshi_xlsx_close(struct hoshi_xlsx *book);

/** Worksheets in the order of their tabs, hidden ones too; chart sheets are left out. */
size_t hoshi_xlsx_sheets(const struct hoshi_xlsx *book);
/** The day it was last saved, as it says of itself (docProps/core.xml, meta.xml); {0} when it does not. */
struct hoshi_date hoshi_xlsx_modified(struct hoshi_xlsx *book);
/** Name of sheet i < hoshi_xlsx_sheets(). Borrowed. */
const char *hoshi_xlsx_sheet_name(const struct hoshi_xlsx *book, size_t i);
enum hoshi_sheet_state hoshi_xlsx_sheet_state(const struct hoshi_xlsx *book, size_t i);

/**
 * Called for every row that holds something, with its cells from left to right.
 * @param cell n cells, n >= 1; they and their texts are valid during the call only
 * @return false to stop reading
 */
typedef bool hoshi_xlsx_row(void *user, const struct hoshi_cell *cell, size_t n);

/**
 * Read sheet i row by row, in the order of the file, in constant memory (but for the shared strings, read
 * once).
 *
 * A sheet may be read many times; each reading counts against HOSHI_XLSX_TOTAL.
 *
 * @return HOSHI_OK, also when the callback stopped; as hoshi_xlsx_open; HOSHI_E_TOO_MANY for rows, columns
 * and merged ranges; HOSHI_E_NUMBER for a number that is none; HOSHI_E_ARCHIVE for a cell outside its row
 */
enum hoshi_status hoshi_xlsx_stream(struct hoshi_xlsx *book, size_t i, hoshi_xlsx_row *row, void *user,
                                    struct hoshi_faults *faults) HOSHI_MUST_USE;

/** What stands beside the cells of a sheet, part of it behind them. */
struct hoshi_xlsx_survey {
    struct hoshi_merge *merge; /* ascending by row; owned */
    size_t merges;
    int64_t hidden_rows; /* that hold something */
    bool hidden_column[HOSHI_XLSX_SURVEYED];
};

/**
 * Look at what stands beside the cells of sheet i: for who streams it, since merged ranges stand behind the cells.
 * Costs about half of a reading, and counts against HOSHI_XLSX_TOTAL as one.
 * @param out [out] to be released; released on failure
 * @return as hoshi_xlsx_stream
 */
enum hoshi_status hoshi_xlsx_look(struct hoshi_xlsx *book, size_t i, struct hoshi_xlsx_survey *out,
                                  struct hoshi_faults *faults) HOSHI_MUST_USE;
void hoshi_xlsx_survey_release(struct hoshi_xlsx_survey *survey);

/**
 * Read sheet i into a grid.
 * @param grid [out] to be released before hoshi_xlsx_close; untouched on failure
 * @return as hoshi_xlsx_stream; HOSHI_E_TOO_MANY also over HOSHI_GRID_CELLS; HOSHI_E_ARCHIVE for a cell given
 * twice
 */
enum hoshi_status hoshi_xlsx_read(struct hoshi_xlsx *book, size_t i, struct hoshi_grid *grid,
                                  struct hoshi_faults *faults) HOSHI_MUST_USE;

/**
 * As hoshi_xlsx_read, but the grid belongs to the workbook and is read once, however often it is asked for.
 * @param grid [out] valid until hoshi_xlsx_forget or hoshi_xlsx_close; untouched on failure
 */
enum hoshi_status hoshi_xlsx_grid(struct hoshi_xlsx *book, size_t i, const struct hoshi_grid **grid,
                                  struct hoshi_faults *faults) HOSHI_MUST_USE;
/**
 * The cell that a defined name of the workbook stands for; of a range its first.
 * @return false when there is no such name, or it stands for no cell of a sheet there is
 */
bool hoshi_xlsx_named(const struct hoshi_xlsx *book, const char *name, size_t *sheet, uint32_t *row,
                      uint32_t *column);
/** Give the memory of a kept grid back; nothing when there is none. */
void hoshi_xlsx_forget(struct hoshi_xlsx *book, size_t i);

#endif
