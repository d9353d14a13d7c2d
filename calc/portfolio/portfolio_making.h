/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Private to calc/portfolio/portfolio*.c: the file of a result, section by section, and a result in the
 * making, the same for a run and for a merge. */
#ifndef HOSHI_PORTFOLIO_MAKING_H
#define HOSHI_PORTFOLIO_MAKING_H

#include "portfolio.h"

enum {
    SECTION_RECORDS,
    SECTION_LEFT,
    SECTION_FAULTS,
    SECTION_DETAILS,
    SECTION_READING,
    SECTION_COLUMNS,
    SECTION_BUYERS,
    SECTION_OURS,
    SECTION_TOTAL,
    SECTION_TALLY,
    SECTION_SUMMARY
};

/** One supplier that is computed. */
struct stored_record {
    int64_t place, match; /* enum hoshi_buyer_match */
    uint64_t buyer;       /* a case: key of the buyer's name */
    struct hoshi_supplier_result result;
};

/* One that is left out; its faults are records first … first + kept − 1 of their section. */
struct stored_left {
    int64_t place, row, faults, first, kept;
    char id[HOSHI_SUPPLIER_ID_BYTES], name[HOSHI_SUPPLIER_NAME_BYTES];
};

/* A fault of one that is left out: struct hoshi_fault, with widths that are the same on every machine. */
struct stored_fault {
    int32_t status;
    char file[200], path[160], got[120], allowed[200];
    int32_t zero;
    int64_t row;
};

/* What the first suppliers buy, so that few of them can be players of their own. */
struct stored_detail {
    int64_t place, employees;
    struct hoshi_supplier_detail detail;
};

/* How the list was understood; its columns are a section of their own. */
struct stored_reading {
    int64_t source, header_row, other_files, more_buyers;
    int64_t title_unit_yen, hidden_rows, unknown, about, merged, notes; /* the last four of this part */
    int64_t other_sheets;
    char other_sheet[HOSHI_SUPPLIER_OTHER_SHEETS][128];
    char encoding[16], sheet[256];
};

struct stored_summary {
    char list[256];
    int64_t suppliers, left_out;
    int64_t reasons;
    struct hoshi_portfolio_reason reason[HOSHI_PORTFOLIO_REASONS];
};

/* A result in the making: the same for a run and for a merge. */
struct making {
    const struct hoshi_portfolio_options *o;
    struct hoshi_faults *faults;
    struct hoshi_portfolio *p;
    struct hoshi_supplier_kernel *kernel; /* for what is not computed: label, joint purchase */
    struct stored_left *left;             /* left_kept of them */
    size_t left_capacity;
    struct hoshi_buffer pool; /* their faults, packed */
    int64_t pooled;
    struct our_name {
        uint64_t key;
        int64_t files;
    } ours[HOSHI_PORTFOLIO_BUYERS]; /* names the records rest on, in the order they are met */
    size_t our_names;
    struct stored_detail *detail; /* of the first HOSHI_JOINT_GROUPS_MAX suppliers */
    int64_t details;
    enum hoshi_status status;
};

/** Add the fault and return it. */
enum hoshi_status hoshi_making_memory(struct hoshi_faults *faults);

/** Open kernel and file. *m must be released in every case; m->p may be taken out of it before. */
enum hoshi_status hoshi_making_init(struct making *m, const struct hoshi_portfolio_options *o,
                                    struct hoshi_faults *faults) HOSHI_MUST_USE;
void hoshi_making_release(struct making *m);

/* What a run and a merge hand over, in the order of the list. What fails is in m->status. */

/** Count suppliers left out for a status. */
void hoshi_making_count_reason(struct hoshi_portfolio *p, int64_t status, int64_t suppliers);

/** The buyers first met are kept: that can be told from parts too. They are told apart by name alone, or by
 * id and name. False when there was no room for one. */
bool hoshi_making_keep_buyer(struct hoshi_buyer_named *list, size_t *n, bool by_name,
                             const struct hoshi_buyer_named *buyer);

/** Keep one that is left out, while there is room; counting is the caller's. */
void hoshi_making_keep_left(struct making *m, const struct hoshi_portfolio_left_out *left);
void hoshi_making_keep_record(struct making *m, const struct stored_record *record);
void hoshi_making_keep_detail(struct making *m, const struct stored_detail *detail);

/** HOSHI_E_INTERRUPTED into m->status when the caller's flag is up. */
void hoshi_making_check_interrupted(struct making *m);

/** Every section behind the records, and the end of the file; the totals are settled. */
enum hoshi_status hoshi_making_write_end(struct making *m) HOSHI_MUST_USE;

/** With few suppliers each is a player of the joint purchase: its tally made anew from what each buys. The
 * file keeps the tally by size, which can be put together with others. */
enum hoshi_status hoshi_making_tally_few(struct making *m) HOSHI_MUST_USE;

/** Left-out number `index` of a file with its faults; false when it cannot be read or is unsound. */
bool hoshi_making_read_left(const struct hoshi_supplier_store *s, int64_t index,
                            struct hoshi_portfolio_left_out *out);

#endif
