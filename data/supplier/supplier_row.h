/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * One supplier of a portfolio as its buyer knows it: a row of a table, or what is read out of a case file.
 *
 * Plain data of fixed size without pointers, so that rows can be copied, queued and handed to another thread.
 * What is not known is HOSHI_NONE (numbers), HOSHI_UNKNOWN (facts), {0} (dates), "" (texts);
 * hoshi_supplier_row_init sets everything so. Texts are UTF-8, ended by NUL, and never cut: a reader refuses
 * longer ones.
 */
#ifndef HOSHI_SUPPLIER_ROW_H
#define HOSHI_SUPPLIER_ROW_H

#include "case.h"

enum {
    HOSHI_SUPPLIER_ID_BYTES = 128,   /* with the NUL */
    HOSHI_SUPPLIER_NAME_BYTES = 256, /* with the NUL: 85 kanji */
    HOSHI_SUPPLIER_WORD_BYTES = 48,  /* of a category or a number, with the NUL */
    HOSHI_SUPPLIER_START_MAX = 10,   /* years a plan may have (HOSHI_YEARS_MAX of the layers above) */
    HOSHI_SUPPLIER_CORPORATE = 14,   /* of a corporate number (法人番号): 13 digits and the NUL */
    HOSHI_SUPPLIER_FACTS_MAX = 64    /* company facts of the catalogue a row can state */
};

/** Largest weight, in millionths. */
#define HOSHI_SUPPLIER_WEIGHT_MAX (INT64_C(1000000000) * HOSHI_MICRO)

/** What is known of the gap. */
enum hoshi_supplier_gap {
    HOSHI_SUPPLIER_GAP_NONE,   /* nothing: every criterion is unanswered */
    HOSHI_SUPPLIER_GAP_COUNTS, /* how many of each category, not which */
    HOSHI_SUPPLIER_GAP_ANSWERS /* an answer per criterion */
};

/** What the buyer's department knows of its own conduct towards this supplier (for the checklist). */
struct hoshi_supplier_conduct {
    struct hoshi_date requested_on;          /* when the level was asked for */
    enum hoshi_truth necessity_explained;    /* why the level is needed */
    enum hoshi_truth method_explained;       /* how it can be reached */
    enum hoshi_truth talks_held;             /* about the cost */
    enum hoshi_truth refusal_reason_written; /* a refusal was given with its reason, in writing */
    struct hoshi_date price_requested_on;    /* when the supplier asked for a price talk; {0}: it did not */
};

/** The star as the department's register has it: asked for (conduct.requested_on), applied for, obtained. */
struct hoshi_supplier_star {
    int32_t held; /* 3, 4 (which contains ★3), or 0: as stated, expired or not */
    struct hoshi_date applied_on, obtained_on; /* {0}: not known, or not yet */
    struct hoshi_date valid_until;             /* its last day */
    char number[HOSHI_SUPPLIER_WORD_BYTES];    /* of the registration; "" */
    int64_t paid_yen;                          /* what this buyer paid for it so far; HOSHI_NONE: not known */
};

/** What travels unchanged from the row into the result. */
struct hoshi_supplier_head {
    int64_t row; /* 1-based row or line of the source; files of a folder: their place in order */
    char id[HOSHI_SUPPLIER_ID_BYTES], name[HOSHI_SUPPLIER_NAME_BYTES];
    int level;                             /* 3 or 4; 0 = not stated: follows from the questions */
    struct hoshi_case_questions questions; /* any yes: ★4; all three no: ★3 */
    int64_t annual_purchases_yen;          /* of this buyer from this supplier */
    int64_t annual_sales_yen;              /* of the supplier, all customers, the same 12 months */
    int64_t capital_yen, employees_regular;
    char transaction[32]; /* key of a kind of transaction (case file: buyers[].transactions[].type); "" */
    struct hoshi_date deadline; /* by when the level is to be held */
    bool must, must_not;        /* fund in any case, fund in no case; not both */
    int32_t start_fixed;        /* year of the plan in which it starts, approved before: 1 …; 0: free */
    bool sole_source;           /* no other supplier at hand */
    uint8_t between[1];   /* 0: records of results are compared byte for byte, gaps between members too */
    int64_t weight_micro; /* risk weight; HOSHI_NONE: from purchases and questions */
    struct hoshi_supplier_conduct conduct;
    char category[HOSHI_SUPPLIER_WORD_BYTES];        /* of what is bought, as the department groups it; "" */
    char corporate_number[HOSHI_SUPPLIER_CORPORATE]; /* 13 digits, its check digit proven; "" */
    struct hoshi_supplier_star star;
    struct hoshi_date last_asked_on; /* when its answers were last asked for; {0}: not known */
    /* Of what came back (supplier_returned.h): its day, {0} nothing or not known; and what a workbook of its own
     * asks for a year, HOSHI_NONE: none came. */
    struct hoshi_date answered_on;
    int64_t asked_annual_yen;
};

/** What was decided in a budget workbook, before it is settled (hoshi_supplier_row_decide). */
struct hoshi_supplier_typed {
    int32_t start, computed;    /* 0: none … years; −1: not stated */
    int32_t decision, handling; /* enum hoshi_supplier_decision, of the columns 決定 and 扱い */
};

enum hoshi_supplier_decision {
    HOSHI_DECISION_NONE,
    HOSHI_DECISION_YES,
    HOSHI_DECISION_NO,
    HOSHI_DECISION_FIXED /* a handling: approved in an earlier year, held at the start shown */
};

struct hoshi_supplier_row {
    struct hoshi_supplier_head head;
    struct hoshi_supplier_typed typed;
    int64_t size[HOSHI_DRIVERS];            /* HOSHI_COMPANY is not read */
    uint8_t fact[HOSHI_SUPPLIER_FACTS_MAX]; /* enum hoshi_truth, by index of the catalogue's fact */
    int holds_level; /* star it holds already: 3, 4 (which contains ★3), or 0; supplier_kernel.h says what
                        follows */
    bool returned;   /* answers and sizes are the supplier's own, of a file that came back */
    enum hoshi_supplier_gap gap;
    /* HOSHI_SUPPLIER_GAP_ANSWERS, per criterion of the catalogue; answers above the level are ignored. */
    uint8_t answer[HOSHI_CRITERIA_MAX];        /* enum hoshi_answer_status */
    int32_t remaining_ppm[HOSHI_CRITERIA_MAX]; /* of a partial: 0 … 1,000,000; -1 = not stated */
    /* HOSHI_SUPPLIER_GAP_COUNTS: criteria of categories 1 … 7 at the level by enum hoshi_answer_status; what
     * is missing to the number there are counts as unanswered, more than there are is a fault. */
    uint16_t count[HOSHI_CATEGORIES + 1][HOSHI_ANSWERS];
    /* Share of the criteria of categories 1 … 7 that is met, of a list that states rates; −1 = not stated. A reader
     * turns it into counts once the level is known (hoshi_supplier_row_rates). */
    int32_t met_ppm[HOSHI_CATEGORIES + 1];
};

/** Counts out of met_ppm, for categories that have no counts of their own: as many met as come nearest to the share
 * (half up), the others unmet. Nothing without a level. */
void hoshi_supplier_row_rates(struct hoshi_supplier_row *row, const struct hoshi_catalog *catalog);

/**
 * What a row of a budget workbook means, into head: approved with a start is fixed at it, approved without one is a
 * must; not now is a must_not; a start typed over the computed one is fixed (0: must_not), the same start says
 * nothing. The handling is must or must_not. A weight beside a computed start is the program's own and is dropped.
 */
void hoshi_supplier_row_decide(struct hoshi_supplier_row *row);

/**
 * A corporate number (法人番号) as it is typed: 13 digits, half or full width, with or without hyphens, spaces, or a T
 * before them (invoice number). Its first digit is a check digit: 9 − (Σ of the other twelve from the right, each
 * times 1 or 2 in turn) mod 9.
 * @param out "" unless it is one
 * @return HOSHI_OK; HOSHI_E_CORPORATE_NUMBER (not 13 digits, or another check digit)
 */
enum hoshi_status hoshi_corporate_number(const char *text, char out[HOSHI_SUPPLIER_CORPORATE]) HOSHI_MUST_USE;

/** Everything unknown. */
void hoshi_supplier_row_init(struct hoshi_supplier_row *row);

/**
 * The level to plan for: the one stated, else by the three questions (any yes: 4; all no: 3).
 * @return 3, 4, or 0 when neither is known: then at least one question is unanswered and none is yes
 */
int hoshi_supplier_level(const struct hoshi_supplier_head *head);

/** The level the three questions give by themselves; 0 as above. */
int hoshi_supplier_level_by(const struct hoshi_case_questions *questions);

/**
 * Check what does not need the rest of a file: level 3 or 4 or from the questions, counts within their
 * category, amounts and sizes in range, must against must_not.
 *
 * Faults carry head.row as their row and the member as path ("size.endpoints", "count[4]", "level").
 * @return HOSHI_OK or the first fault: HOSHI_E_SUPPLIER_LEVEL (no level and the questions do not tell),
 * HOSHI_E_LEVEL_UNDEFINED (a level that is neither 3 nor 4), HOSHI_E_SUPPLIER_COUNTS, HOSHI_E_RANGE,
 * HOSHI_E_SHARES_OVER_ONE (purchases above sales), HOSHI_E_CONTRADICTION (must, or a fixed start, and must_not),
 * HOSHI_E_REMAINING, HOSHI_E_SIZE_MISSING (neither users, endpoints nor employees)
 */
enum hoshi_status hoshi_supplier_row_check(const struct hoshi_supplier_row *row,
                                           const struct hoshi_catalog *catalog,
                                           struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
