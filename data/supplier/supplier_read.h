/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The suppliers of a portfolio, one after the other, out of whatever the buyer's department has: one CSV or
 * workbook with a row per supplier, a folder of case files, or a text file that lists case files.
 *
 * Memory does not grow with the list, but for 16 bytes per id (to find an id that comes twice), the names of
 * the case files, and of a workbook its packed bytes and shared texts. Columns are found by their
 * headings, in Japanese or English, in any order (supplier_columns.c has the table;
 * supplier_write.h writes an empty list with all of them). A blank cell is "not known". A row
 * with a fault is handed over with all its faults and left out; the others go on.
 *
 * CSV and workbook. The headings stand in one of the first 30 rows; needed is one for the id or the name;
 * what stands above is a title, or the upper of two rows of headings (分類4 over 対応済み, 一部対応 …); the lower
 * may stand below as well, and holds no figure. Amounts: yen, or what the heading says (千円, 万円, 百万円, 億円,
 * K円, thousand yen …), or a row above the headings (単位：千円), or the cell itself, or the format of a cell of a
 * workbook (0"千円"). A unit word that is none known, and a heading that disagrees with the title, stop the reading
 * (HOSHI_E_SUPPLIER_UNIT) until hoshi_supplier_ask settles it. Full-width digits, separators of thousands and 円 are
 * read. Dates in ISO, with slashes, with 年月日, and of Japanese eras; a deadline may be a month, a fiscal year or a
 * part of one, and means its last day (hoshi_typed_deadline). Cells of a workbook are read as they are shown, those of
 * a merged range hold what its first cell holds. Answers: a column per criterion, headed by its id ("4-1-3-2", with or
 * without its question behind it), with ○ △ × － はい いいえ met partial … and a share that remains behind a
 * partial ("△ 40%", "partial 0.4"); or a row per supplier and criterion, with columns of criteria and answers (then
 * rows of one id are one supplier); or counts by category, headed by the category and the word ("分類4 未対応",
 * 「攻撃等の防御 未対応」 by the catalogue's name, "4 unmet"); or the rate that is met ("4 対応率"), which becomes the
 * nearest count. Answers go before counts, counts before rates.
 *
 * A CSV may also be text of fixed width (supplier_fixed.h), where no separator makes headings of a line: columns by a rule
 * of dashes or by the positions that no line fills; else HOSHI_E_SUPPLIER_FIXED asks, and maps "1-6=supplier ID" settle it.
 * A list without headings is read where maps name columns by letter. Rules of dashes are no rows. How figures are
 * written, 1,234.5 or 1.234,5, is told from all cells of a column, for which the list is read once before (a CSV where it holds a
 * point before three digits; else only as far as its headings); contradictions,
 * and 1.234 where nothing tells, stop the reading (HOSHI_E_SUPPLIER_NUMBERS). Where a row within three of the headings
 * understands more of them, and nothing but words lies between, that is the row of headings. Of several stars that may be
 * chosen (★3;★4) the highest counts, told as taken so.
 *
 * What no figure needs (dates, deadlines, kinds of transaction, capital, conduct, weights that are no number,
 * employees where PCs or users are known) and cannot be read counts as not known. Sizes and amounts may be about right
 * (約30名, 30～50, 12.3M): the value, or the middle half up. Both are told through hoshi_supplier_ask.odd, as are the
 * faults of rows left out. Errors of spreadsheets are HOSHI_E_CELL_ERROR. Of columns of one meaning the one of the
 * latest year that is no forecast is read; of those of ids and names the one that says most.
 */
#ifndef HOSHI_SUPPLIER_READ_H
#define HOSHI_SUPPLIER_READ_H

#include "supplier_returned.h"
#include "supplier_row.h"
#include "supplier_stars.h"

enum {
    HOSHI_SUPPLIER_ROWS = 1000000,     /* rows or case files of one list */
    HOSHI_SUPPLIER_COLUMNS_MAX = 1024, /* columns looked at */
    HOSHI_SUPPLIER_HEADING = 96,       /* bytes of a heading as reported, cut at a character */
    HOSHI_SUPPLIER_PATH_BYTES = 4096,  /* of a case file's path */
    HOSHI_SUPPLIER_DEPTH = 8           /* folders below the one given */
};
#define HOSHI_SUPPLIER_BYTES (INT64_C(4) << 30) /* of a CSV */

enum hoshi_supplier_source {
    HOSHI_SUPPLIERS_CSV,
    HOSHI_SUPPLIERS_XLSX,
    HOSHI_SUPPLIERS_FOLDER, /* every .json below it that is a case file */
    HOSHI_SUPPLIERS_LIST,   /* a text file with one path to a case file per line, or one case file */
    HOSHI_SUPPLIERS_ODS     /* read as a workbook too */
};

/** True for what is no further supplier of a list: a total, a note, a row of one that came before. */
static inline bool hoshi_supplier_is_no_other(enum hoshi_status why)
{
    return why == HOSHI_E_SUPPLIER_TOTAL || why == HOSHI_E_SUPPLIER_NOTE || why == HOSHI_E_DUPLICATE ||
           why == HOSHI_E_SUPPLIER_PLANT;
}

/** Why a column is not read though its heading has a meaning. */
enum hoshi_supplier_unread {
    HOSHI_SUPPLIER_UNREAD_NONE, /* it is read, or has no meaning */
    HOSHI_SUPPLIER_UNREAD_OLDER, /* another column has the same of a later year, or what was instead of a forecast */
    HOSHI_SUPPLIER_UNREAD_OTHER,  /* another column holds the id or the name better */
    HOSHI_SUPPLIER_UNREAD_IGNORED /* the user said so */
};

struct hoshi_supplier_column {
    uint64_t column; /* 1-based; of one width everywhere, since .hsr files hold it */
    char heading[HOSHI_SUPPLIER_HEADING], member[48]; /* member: "size.endpoints"; "" = not read */
    char near_[48];   /* of a column not read: the heading it may have been meant for; "" = none is near */
    int64_t unit_yen; /* of a column of amounts: what a figure counts; else 0 */
    int32_t unread;   /* enum hoshi_supplier_unread */
    int32_t marks;    /* enum hoshi_supplier_mark */
};

enum hoshi_supplier_mark {
    HOSHI_SUPPLIER_HIDDEN = 1,  /* the sheet hides the column */
    HOSHI_SUPPLIER_EUROPEAN = 2 /* its figures are written 1.234,56 */
};

enum { HOSHI_SUPPLIER_OTHER_SHEETS = 8 }; /* names kept of further sheets with headings */

/** What a cell was taken for that is not exactly what stands there. */
enum hoshi_supplier_taken {
    HOSHI_SUPPLIER_TAKEN_UNKNOWN, /* not readable, and no figure needs it: not known */
    HOSHI_SUPPLIER_TAKEN_ABOUT,   /* about, at least, the middle of a range, the first of several */
    HOSHI_SUPPLIER_TAKEN_MERGED, /* an amount of a merged cell: each supplier's own, not divided among them */
    HOSHI_SUPPLIER_TAKEN_FAULT   /* the row is left out for it */
};

/** One cell for the list to correct. Everything is borrowed for the call. */
struct hoshi_supplier_odd {
    enum hoshi_supplier_taken taken;
    enum hoshi_status status; /* of UNKNOWN and FAULT */
    int64_t row;
    char cell[24]; /* "E12"; "" when it is no single cell */
    const char *id, *name, *heading;
    const char *got, *value,
        *allowed; /* what stands there; what it was taken for, ABOUT and MERGED; else "" */
};
typedef void hoshi_supplier_odd_take(void *user, const struct hoshi_supplier_odd *odd);

/** A cell that is to read otherwise. */
struct hoshi_supplier_correction {
    int64_t row;
    size_t column;           /* 0-based */
    const char *was, *value; /* it must hold `was` */
    bool used;               /* [out] */
};

/** What the user settles about a list. {0}: nothing. */
struct hoshi_supplier_ask {
    const char *const *map, *const *ignore,
                                *const *unit; /* "HEADING=COLUMN"; "HEADING"; "千円", "HEADING=千円" */
    const char *const *number;                /* "1.234,56", "HEADING=1,234.56": how figures are written */
    size_t maps, ignores, units, numbers;
    const char *const
        *soft; /* maps that count where the list has such a heading, before the words of lists */
    size_t softs;
    bool repeats; /* an id may come in several rows, each is handed over */
    bool
        sum_duplicates; /* rows of one id are one supplier: purchases are added, everything else must agree */
    struct hoshi_supplier_correction *correction; /* ascending by row */
    size_t corrections;
    const char *corrections_digest;       /* of the file they stand in; NULL without */
    struct hoshi_stars *stars;            /* a register laid over the list (supplier_stars.h); NULL: none */
    struct hoshi_returned_list *returned; /* what suppliers sent back, met and settled; NULL: nothing */
    hoshi_supplier_odd_take *odd;         /* NULL: nobody wants to know */
    void *odd_user;
};

/** How a list was understood; complete before the first item is handed over, but for the counts. */
struct hoshi_supplier_reading {
    enum hoshi_supplier_source source;
    const char *encoding; /* csv: "UTF-8", "CP932", "UTF-16"; else "" */
    char sheet[256];      /* xlsx */
    long header_row;      /* csv, xlsx: 1-based; 0 = none */
    size_t columns;       /* with a heading */
    struct hoshi_supplier_column column[HOSHI_SUPPLIER_COLUMNS_MAX];
    int64_t title_unit_yen;          /* of amounts, by a row above the headings; 0 none */
    int64_t hidden_rows;             /* xlsx: rows that the sheet hides and that are read */
    int64_t unknown, about_, merged; /* cells taken as not known, as about right, out of merged ranges */
    int64_t notes;                   /* rows of totals, averages, notes and headings repeated, left out */
    size_t other_sheets; /* xlsx: further visible sheets with headings, not read; the first names: */
    char other_sheet[HOSHI_SUPPLIER_OTHER_SHEETS][128];
    size_t other_files; /* folder: .json files that are no case files */
    int64_t items;      /* handed over or passed over so far, of all shards */
    int64_t total;      /* items there will be; -1 = not known */
    /**
     * SHA-256 of all that the figures hang on, known at the end: the bytes of a CSV, a workbook or a list of
     * case files; of each case file of a list or folder its name (below the folder), its bytes and those of
     * the gap file it names.
     *
     * Every shard reads all case files for it, the ones that are not its own too. It has to read them anyhow,
     * to find a case_id that comes twice whichever shard the two fall to, and that takes about a tenth of the
     * time the suppliers take to compute. Had each shard told only what it read itself, there would be
     * nothing to compare a file with that changed between two shards, for one shard alone would have read it.
     *
     * What the user settles about the list (hoshi_supplier_ask) goes in as well, for figures hang on it.
     *
     * The bytes of a case file that are hashed are the ones handed over (hoshi_supplier_item.text). Its gap
     * file is read again when the case is computed, and so are a CSV and a workbook when their rows are: what
     * changes within one run in that short time goes unseen.
     */
    char digest[HOSHI_SHA256_TEXT];
    int64_t done_ppm; /* how much of the source has been taken; -1 = not known */
};

enum hoshi_supplier_kind { HOSHI_SUPPLIER_ROW, HOSHI_SUPPLIER_CASE, HOSHI_SUPPLIER_LEFT_OUT };

/** One supplier. Everything is borrowed for the call. */
struct hoshi_supplier_item {
    enum hoshi_supplier_kind kind;
    int64_t place;                         /* 1-based among all items of the source */
    int64_t row;                           /* row of the sheet, line of the list, place in a folder */
    const struct hoshi_supplier_row *row_; /* ROW: checked (hoshi_supplier_row_check); CASE: the row it stands
                                              for, NULL without a list; LEFT_OUT: as far as it could be read */
    const char *path;                      /* CASE */
    const char *text; /* CASE: the file's bytes, those the digest is of, ended by NUL; NULL
                         when it cannot be read */
    size_t text_n;
    const char *id, *name;             /* LEFT_OUT: as far as known, else "" */
    const struct hoshi_faults *faults; /* LEFT_OUT: all of them, with row and column */
};

/** Called for each item in the order of the source; false stops the reading. */
typedef bool hoshi_supplier_take(void *user, const struct hoshi_supplier_item *item);

struct hoshi_supplier_read_options {
    const struct hoshi_catalog *catalog;
    const char *sheet; /* xlsx: name of the sheet; NULL: the first visible one with headings */
    int level;         /* of rows that state neither level nor questions; 0: they are left out */
    const struct hoshi_supplier_ask *ask; /* NULL: nothing */
    int64_t shard, shards; /* only items with (place − 1) mod shards = shard − 1; 0, 0: all */
};

/**
 * Read a list of suppliers.
 *
 * An id that came before is left out as HOSHI_E_DUPLICATE, whatever the shard (`allowed`: the row it came in
 * first). Where there is no column for it, the name is the id. Two ids are the same when hoshi_text_key is:
 * AB-1, ＡＢ－１ and ab-1 are one supplier typed three times far more often than three; and 46973 and 0046973 are one
 * (a spreadsheet drops the zeros of a number). Rows of totals and averages are left out as HOSHI_E_SUPPLIER_TOTAL,
 * notes and headings repeated as HOSHI_E_SUPPLIER_NOTE, rows of one supplier that contradict each other, where rows
 * are put together, as HOSHI_E_SUPPLIER_UNLIKE. Case files are read but not
 * checked; one that is named twice (`allowed`: the row) or whose case_id came before (path "case_id",
 * `allowed`: the file it came in) is left out as HOSHI_E_DUPLICATE.
 *
 * @param about [out] how the list was understood, kept up to date; may be looked at from `take`
 * @return HOSHI_OK, also when `take` stopped; else nothing more could be read: HOSHI_E_FILE_*;
 * HOSHI_E_MEMORY; as hoshi_csv_open_file, hoshi_xlsx_open, hoshi_xlsx_stream; HOSHI_E_SUPPLIER_HEADER (no
 * headings, or no such sheet); HOSHI_E_DUPLICATE (two columns of one meaning); HOSHI_E_SUPPLIER_UNIT (a unit that has
 * to be asked); HOSHI_E_SUPPLIER_NUMBERS, HOSHI_E_SUPPLIER_FIXED (likewise); HOSHI_E_SUPPLIER_COLUMN (`ask` names a column that is not there, or a word that is none);
 * HOSHI_E_CORRECTION (a correction whose cell is not there or holds something else); HOSHI_E_TOO_MANY (rows,
 * files); HOSHI_E_CSV_SYNTAX (a quote that is never closed: what follows cannot be told apart)
 */
enum hoshi_status hoshi_suppliers_read(const char *path, const struct hoshi_supplier_read_options *options,
                                       hoshi_supplier_take *take, void *user,
                                       struct hoshi_supplier_reading *about,
                                       struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
