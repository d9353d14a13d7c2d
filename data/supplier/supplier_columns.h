/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Private to data/: which columns a list of suppliers may have, and how a cell becomes a member of the row.
 */
#ifndef HOSHI_SUPPLIER_COLUMNS_H
#define HOSHI_SUPPLIER_COLUMNS_H

#include "supplier_read.h"
#include "supplier_units.h"
#include "supplier_write.h"

enum column_kind {
    COLUMN_NONE, /* not read */
    COLUMN_ID,
    COLUMN_NAME,
    COLUMN_LEVEL,
    COLUMN_HOLDS,
    COLUMN_YEN,
    COLUMN_COUNT,
    COLUMN_PLANT, /* 「拠点」, 「工場」: the plant a row is about, or how many there are */
    COLUMN_TRUTH, /* enum hoshi_truth */
    COLUMN_FLAG,  /* bool: blank is no */
    COLUMN_DATE,
    COLUMN_DEADLINE,
    COLUMN_WEIGHT,
    COLUMN_TRANSACTION,
    COLUMN_FACT,      /* `index`: of the catalogue's fact */
    COLUMN_ANSWER,    /* `index`: criterion */
    COLUMN_TALLY,     /* `index`: category; `status` */
    COLUMN_RATE,      /* `index`: category; share of its criteria that are met */
    COLUMN_CRITERION, /* long form: the criterion a row is about */
    COLUMN_CURRENCY,  /* of the amounts of a row: yen, or they are none */
    COLUMN_REPLY,     /* long form: the answer to it */
    COLUMN_WORD,      /* `index`: bytes there are for it */
    COLUMN_CORPORATE, /* 法人番号; the id of a list without any other */
    COLUMN_YEAR,      /* number of a year of the plan, int32_t */
    COLUMN_DECISION   /* enum hoshi_supplier_decision, int32_t */
};

/** When the figures of a column are of. */
struct column_year {
    int year; /* 2025; with `relative` −1 for 前期, 0 for 当期; 0 and not stated: none */
    bool stated, relative, forecast;
};

/** What a heading means. */
struct column {
    enum column_kind kind;
    size_t offset; /* into struct hoshi_supplier_row: YEN … WEIGHT */
    size_t index;
    enum hoshi_answer_status status;
    int64_t
        unit_yen; /* of YEN: what a figure without a word of its own counts; 1 unless the heading says otherwise */
    struct unit_said said; /* of YEN and COUNT: what the heading says of units */
    struct column_year year;
    bool mapped, unit_settled; /* by the user */
    int unread;                /* enum hoshi_supplier_unread, of a kind NONE */
    bool secondary;       /* read only where no other column holds it (法人番号, 略称, 支払額) */
    bool numbers_settled; /* how its figures are written: by the user */
    bool european;        /* YEN, COUNT, WEIGHT, RATE: figures are written 1.234,56 */
    bool percent;         /* RATE: the heading says that figures are per cent */
    char member[48];      /* as hoshi_supplier_row_check names it */
};

/** The heading known that a heading without a meaning is nearest to; NULL when none is near. */
const char *hoshi_supplier_column_near(const char *heading, char out[HOSHI_FOLDED]);

/** Answers that were read before, by their text: lists hold few different ones, in many cells. {0} is empty.
 */
struct answer_memo {
    struct {
        char text[28]; /* "" = free */
        int32_t remaining_ppm;
        uint8_t status;
    } entry[64];
};

/** All words of headings, folded and by hash: sheets may have thousands of cells above their headings. */
struct heading_words;

/** NULL without memory. The catalogue is borrowed. Released by free(). */
struct heading_words *hoshi_supplier_words(const struct hoshi_catalog *catalog);

/** The meaning of a heading; kind COLUMN_NONE when it has none. */
void hoshi_supplier_column_find(const struct heading_words *words, const char *heading,
                                struct column *column);

/**
 * A cell into the row. Blank cells, and words for "not known", change nothing.
 * @param memo    kept between calls by whoever reads; one thread
 * @param allowed [out] what would have been right
 * @param about   [out] the value is not exactly what stands there: about, at least, the middle of a range, the first of
 *                several
 * @return HOSHI_OK or the status of the fault; HOSHI_E_CELL_ERROR for hoshi_supplier_error_cell
 */
enum hoshi_status hoshi_supplier_column_read(const struct column *column, const char *cell,
                                             struct answer_memo *memo, struct hoshi_supplier_row *row,
                                             const char **allowed, bool *about);

/** True for an error of a spreadsheet: #N/A, ＃DIV/0!, or ##### of a column that was too narrow. */
bool hoshi_supplier_error_cell(const char *cell);

/** Add what a heading says of units, whatever else it means. */
void hoshi_supplier_heading_units(const char *heading, bool money, struct unit_said *said);

/** The column a word means ("年間購入額", "size.users", "users"), as hoshi_supplier_column_find; false when none. */
bool hoshi_supplier_column_named(const struct heading_words *words, const char *word, struct column *column);

/** The headings a template gives the column of a member ("users"), Japanese and English: "利用者数 / users";
 * false when there is no such column. */
bool hoshi_supplier_member_words(const char *member, char out[160]);

/** True for a name of a plant, which is neither blank nor a number (3, 2か所). */
bool hoshi_supplier_is_plant(const char *cell);

/** True for nothing, spaces, and words such as 不明 or "n/a". */
bool hoshi_supplier_blank(const char *cell);

/** Every column but the facts, in the order of a template: company, then counts, then criteria. How many. */
size_t hoshi_supplier_column_list(const struct hoshi_catalog *catalog,
                                  struct column list[HOSHI_SUPPLIER_COLUMNS_MAX]);
/** The heading of a template, which hoshi_supplier_column_find reads back as the same column. */
void hoshi_supplier_column_heading(const struct hoshi_catalog *catalog, const struct column *column,
                                   enum hoshi_supplier_language language, char out[256]);

#endif
