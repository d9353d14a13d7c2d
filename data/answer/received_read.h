/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A supplier's workbook as its buyer received it (worksheet --view for:ID): the amounts it asks for, what they
 * are made of, and whether they add up.
 *
 * Figures are found by the defined names of the workbook (annual_yen, proposed_annual_yen …), tables by the names of
 * their totals: the rows above a total are its parts. So a workbook is read at every disclosure, in both
 * languages, and after its input cells were changed. What is not there (no items, no categories) is
 * HOSHI_NONE, or a table without rows.
 */
#ifndef HOSHI_RECEIVED_READ_H
#define HOSHI_RECEIVED_READ_H

#include "money.h"
#include "xlsx_formula.h"

enum { HOSHI_RECEIVED_ROWS = 64, HOSHI_RECEIVED_TEXT = 200, HOSHI_RECEIVED_DOUBTS = 16 };

/** A part of a total. */
struct hoshi_received_row {
    char label[HOSHI_RECEIVED_TEXT];
    int64_t yen;
    char cell[HOSHI_RECEIVED_TEXT]; /* "区分別費用!F9" */
};

/** A table that ends in a total. */
struct hoshi_received_table {
    struct hoshi_received_row row[HOSHI_RECEIVED_ROWS];
    size_t rows;
    int64_t total_yen, sum_yen; /* as stated, and what the rows add up to; HOSHI_NONE: not there */
    char cell[HOSHI_RECEIVED_TEXT];
};

struct hoshi_received {
    char supplier[HOSHI_RECEIVED_TEXT]; /* its name, beside its signature; "" */
    int64_t annual_yen;                 /* asked for a year */
    int64_t subtotal_yen, overhead_yen, profit_yen, demanded_yen;
    int64_t month_step_yen; /* of an estimate: it is asked in whole steps a month; HOSHI_NONE: none */
    int64_t rounding_yen;   /* what that drops, not above 0; HOSHI_NONE: none */
    int64_t proposed_yen;   /* as the supplier proposed it, before cells were changed */
    int64_t share_ppm, proposed_share_ppm; /* its key share */
    int64_t purchases_yen;                 /* of the buyer, as the supplier has them */
    int64_t rate_ppm;                      /* rise in percent of purchases */
    int64_t ceiling_yen, unpublished_yen, quoted_yen;
    int64_t period_yen, charged_yen; /* cost within the plan; annual charge × years */
    int64_t changes_yen;             /* what was changed in its input cells; HOSHI_NONE: no such cell */
    int64_t totals,
        formulas;   /* totals that are formulas as the program writes them; of them still formulas */
    int64_t hidden; /* rows and columns that are hidden: the program hides none in it, only whole sheets */
    struct hoshi_received_table category, nature, years;
    int64_t computed, wrong; /* all formulas; those that do not give the value stored with them */
    struct hoshi_received_doubt {
        char cell[HOSHI_RECEIVED_TEXT]; /* "価格!G30" */
        char stored[HOSHI_FORMULA_SHOWN],
            gives[HOSHI_FORMULA_SHOWN]; /* gives "": none that this program writes */
    } doubt[HOSHI_RECEIVED_DOUBTS];     /* the first of those */
};

/**
 * What is checked; `stated` against `computed`, in yen, ppm or a number. Values are those stored with the cells; every
 * formula is computed from them, so one that was changed is found whether an old value stands beside it or the values
 * it gave no longer add up.
 */
enum hoshi_received_check_id {
    HOSHI_RECEIVED_CATEGORIES, /* the categories add up to their total */
    HOSHI_RECEIVED_NATURES,    /* so do the kinds of cost */
    HOSHI_RECEIVED_YEARS,      /* and the years */
    HOSHI_RECEIVED_PARTS,      /* categories and kinds of cost have one total */
    HOSHI_RECEIVED_ANNUAL,     /* subtotal + overhead + profit + rounding is what is asked */
    HOSHI_RECEIVED_RATE,       /* annual amount over purchases is the rate */
    HOSHI_RECEIVED_CEILING,    /* not above the stand-alone cost it states */
    HOSHI_RECEIVED_UNCHANGED,  /* what is asked is what was proposed */
    HOSHI_RECEIVED_SUBTOTAL,   /* kinds of cost + changes is the subtotal */
    HOSHI_RECEIVED_FORMULAS,   /* totals are formulas and no figures typed over them; a number of cells */
    HOSHI_RECEIVED_COMPUTED,   /* every formula gives the value stored with it; a number of cells */
    HOSHI_RECEIVED_HIDDEN,     /* nothing is hidden; a number of rows and columns */
    HOSHI_RECEIVED_CHECKS
};

enum hoshi_received_verdict { HOSHI_RECEIVED_NOT_THERE, HOSHI_RECEIVED_AGREES, HOSHI_RECEIVED_DIFFERS };

struct hoshi_received_check {
    enum hoshi_received_verdict verdict;
    int64_t stated, computed;
};

/**
 * Read one.
 * @param found [out] false: the workbook is none of these; *out is untouched then
 * @return HOSHI_OK; as hoshi_xlsx_grid; HOSHI_E_NUMBER (path: the cell) for a figure that is no number
 */
enum hoshi_status hoshi_received_read(struct hoshi_xlsx *book, bool *found, struct hoshi_received *out,
                                      struct hoshi_faults *faults) HOSHI_MUST_USE;

/** The same from a file; a file that is no workbook is not found. Errors of hoshi_file_read, hoshi_xlsx_open. */
enum hoshi_status hoshi_received_read_file(const char *path, bool *found, struct hoshi_received *out,
                                           struct hoshi_faults *faults) HOSHI_MUST_USE;

void hoshi_received_verify(const struct hoshi_received *received,
                           struct hoshi_received_check check[HOSHI_RECEIVED_CHECKS]);

#endif
