/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What one buyer may see: its own part, built from its own data (SPEC §5.9).
 *
 * This struct is the wall: a document for a buyer is written from it alone. It holds nothing of other buyers
 * (names, purchases, levels, items, prices, how many), no margin, no target or reservation, no own line, no
 * product in place, no pay, no criterion's answer unless the supplier discloses criteria. Amounts are the
 * buyer's parts only; the stand-alone cost of its level is the cost of that level for this supplier alone,
 * whoever else asks.
 */
#ifndef HOSHI_BUYER_VIEW_H
#define HOSHI_BUYER_VIEW_H

#include "log_facts.h"
#include "offer_shown.h"

enum hoshi_disclosure { HOSHI_DISCLOSE_TOTAL, HOSHI_DISCLOSE_CATEGORY, HOSHI_DISCLOSE_CRITERIA };

/** A group of costs: a category of the scheme (1 … 7), the star itself (0), or the buyer's own demand (8). */
struct hoshi_view_group {
    int category;
    size_t criteria; /* in scope at the buyer's level; 0 for the star and the demand */
    int64_t annual_by_class_yen[HOSHI_CLASSES], by_class_yen[HOSHI_CLASSES];
    int64_t annual_yen, horizon_yen;
    int first_year, last_year; /* years in which it is paid */
};

enum { HOSHI_VIEW_GROUPS = HOSHI_CATEGORIES + 2 };

/** A measure with the buyer's part; only when criteria are disclosed. */
struct hoshi_view_measure {
    const struct hoshi_measure *measure;
    int64_t annual_yen, horizon_yen;
};

/** A criterion with its answer; only when criteria are disclosed. */
struct hoshi_view_criterion {
    const struct hoshi_criterion *criterion;
    enum hoshi_answer_status status;
};

/** How the lines of a pool fall, by the rule that governs them. */
struct hoshi_view_pool {
    enum hoshi_rule rule;
    enum hoshi_key key; /* of a rule that goes by one */
    bool stated;        /* by the case; else the general rule */
    bool whole;         /* it has lines, and the buyer bears all of each of them */
};

struct hoshi_buyer_view {
    enum hoshi_disclosure disclosure;
    const struct hoshi_tables *tables;
    const struct hoshi_case_buyer
        *buyer; /* a copy of what it knows of itself; the rest is not stated in it */
    const char *supplier_name, *supplier_representative, *supplier_address,
        *supplier_contact; /* may be NULL */
    const char
        *title; /* NULL: none; it may say what only the supplier should know, so it is the id-free default */
    struct hoshi_date as_of, start;
    int horizon, level; /* level asked for; included without asking: 3 */
    bool asked;
    enum hoshi_key key;
    int64_t key_amount, share_ppm; /* of the buyer; the ratio is enough to check the part */
    int64_t key_whole; /* HOSHI_NONE unless the supplier chose to show it (supplier.disclose_sales) */
    struct hoshi_view_pool pool[HOSHI_POOLS];
    enum hoshi_sharing_basis basis;
    int64_t annual_yen, horizon_yen, floor_annual_yen, ceiling_annual_yen, ceiling_yen;
    int64_t asked_annual_yen,
        ask_step_yen; /* of annual_yen what is asked, and its step (hoshi_split_asked) */
    int64_t annual_by_class_yen[HOSHI_CLASSES], by_class_yen[HOSHI_CLASSES];
    int64_t by_year_yen[HOSHI_YEARS_MAX];
    int64_t annual_by_nature_yen[HOSHI_NATURES], by_nature_yen[HOSHI_NATURES];
    int64_t supplier_part_ppm;   /* of shared lines, kept by the supplier before the rest is divided */
    bool rules_by_class;         /* direct and indirect lines follow rules of their own */
    bool keys_apart;             /* some pool goes by another key than the general one */
    int64_t demanded_annual_yen; /* of the annual part: what the buyer asks for beyond the level */
    /* How its part comes about: what its own part of the star itself is (evaluation, registration, upkeep), and what
     * ★3 costs in all without that, net of funding. */
    int64_t star_annual_yen, shared3_annual_yen;
    bool plan_limited; /* the cheapest within what the case says is used for a reason, avoided or in place */
    struct hoshi_view_group group[HOSHI_VIEW_GROUPS];
    size_t groups; /* those with an amount or criteria */
    struct hoshi_view_measure *measure;
    size_t measures;
    struct hoshi_view_criterion *criterion;
    size_t criteria;
    struct hoshi_uplift uplift;     /* without what rests on the firm's accounts: cost base, points, margin */
    struct hoshi_offer_shown offer; /* ways to pay the annual part */
    bool by_delivery;               /* new prices apply by date of delivery, else by date of order */
    int64_t quoted_annual_yen;      /* of the annual part: backed by quotations */
    int64_t fees_annual_yen;        /* of the annual part: fees of the scheme not yet published */
    int64_t tax_ppm;
    const char *prices_version, *catalog_version, *measures_version;
    struct hoshi_arena arena;
};

/**
 * Build the view of one buyer that is a party.
 * @param buyer index in the case
 * @param told  what the log tells of this buyer: only the day of its request is shown; NULL: no log
 * @param out   [out] owned until hoshi_buyer_view_close; borrows tables and the words of the case
 * @return HOSHI_OK, HOSHI_E_BUYER_UNKNOWN (not a party), HOSHI_E_OVERFLOW, HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_buyer_view_open(const struct hoshi_split *split, size_t buyer,
                                        const struct hoshi_log_facts *told, enum hoshi_disclosure disclosure,
                                        int64_t price_step_micro, struct hoshi_buyer_view **out,
                                        struct hoshi_faults *faults) HOSHI_MUST_USE;
void hoshi_buyer_view_close(struct hoshi_buyer_view *view);

/** A line behind a view, with the buyer's part of it. */
struct hoshi_view_line {
    const struct hoshi_line *line; /* borrowed from the split's estimate */
    int category;                  /* as hoshi_view_group.category */
    int64_t annual_yen, horizon_yen;
};

/**
 * The lines whose parts add up to the amounts of a buyer's view, in the order of the split. They name
 * products and are no part of a view: a file for the buyer holds none of them (a dossier does,
 * dossier_view.h).
 * @param buyer index in the case, a party
 * @param line  [out] n lines in the arena, none with nothing to bear
 * @return HOSHI_OK, HOSHI_E_OVERFLOW, HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_buyer_view_lines(const struct hoshi_split *split, size_t buyer,
                                         struct hoshi_arena *arena, struct hoshi_view_line **line, size_t *n,
                                         struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
