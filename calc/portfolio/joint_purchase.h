/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What the suppliers of a portfolio buy in all, what buying together would save, and who gains (SPEC §5.11).
 *
 * A tally adds up, per price row and times due within the horizon, how many suppliers buy how much and what
 * they pay alone. It holds sums of integers only, so any order of adding and merging gives the same bytes.
 *
 * Buying q units costs C(q), the least over the row's quantity breaks of max(q, from) × price at likely
 * prices, half up to whole yen; times the number of times it falls due. Alone: Σ C(q_i). Together: C(Σ q_i).
 * q is net: what a later stage makes unnecessary is taken off, and who is left with nothing is no buyer.
 * A group of suppliers is a player; the cost of a coalition is Σ over the rows with breaks of C of what it
 * buys, and the rules of division of division_rules.h divide the cost of everybody. Players are the suppliers
 * themselves while they are few (HOSHI_JOINT_GROUPS_MAX), else the sizes of firms; inside a group the amount
 * follows the quantity.
 *
 * Joint purchasing is voluntary and equivalents are accepted; these figures oblige nobody.
 */
#ifndef HOSHI_JOINT_PURCHASE_H
#define HOSHI_JOINT_PURCHASE_H

#include "division_rules.h"
#include "supplier_kernel.h"

enum {
    HOSHI_JOINT_GROUPS_MAX = 16, /* players: every coalition is looked at */
    HOSHI_JOINT_SIZES = 6,       /* groups by number of employees */
    HOSHI_JOINT_ROWS_MAX = 512   /* pairs of price row and times due */
};

/** A price row as often as it falls due. */
struct hoshi_joint_row {
    uint32_t price, times;
    int64_t suppliers[HOSHI_JOINT_GROUPS_MAX], quantity_micro[HOSHI_JOINT_GROUPS_MAX];
    /* Σ C(q) × times; of a row without breaks what the suppliers' own estimates say. */
    int64_t alone_yen[HOSHI_JOINT_GROUPS_MAX];
};

/** Plain data; {0} is empty. */
struct hoshi_joint_tally {
    int64_t suppliers[HOSHI_JOINT_GROUPS_MAX];
    int64_t measure_suppliers[HOSHI_MEASURES_MAX];    /* who buys anything for the measure */
    int64_t measure_yen[HOSHI_MEASURES_MAX];          /* bought in for it over the horizon, likely prices */
    uint32_t rows, between;                           /* between: 0, so that equal tallies are equal bytes */
    struct hoshi_joint_row row[HOSHI_JOINT_ROWS_MAX]; /* by price, then times */
};

/** The size group of a firm: 0 up to 9 regular employees, 1 to 49, 2 to 99, 3 to 299, 4 above, 5 not known.
 */
size_t hoshi_joint_size(int64_t employees_regular);
/** Least and largest number of employees of a size group; most = HOSHI_NONE: open. Both HOSHI_NONE: not
 * known. */
void hoshi_joint_size_bounds(size_t group, int64_t *least, int64_t *most);

/**
 * C(q) of a price row.
 * @param a        tables and exchange rates
 * @param quantity_micro >= 0
 * @param bought_micro [out] the quantity it buys, above quantity where a break makes that cheaper; may be
 * NULL
 * @return false on overflow; *yen untouched then
 */
bool hoshi_joint_cost(const struct hoshi_assumptions *a, size_t price, int64_t quantity_micro, int64_t *yen,
                      int64_t *bought_micro);

/**
 * Add what one supplier buys.
 * @param group 0 … HOSHI_JOINT_GROUPS_MAX − 1
 * @return HOSHI_OK, HOSHI_E_TOO_MANY (rows), HOSHI_E_OVERFLOW; the tally is of no use then
 */
enum hoshi_status hoshi_joint_add(struct hoshi_joint_tally *tally, const struct hoshi_assumptions *a,
                                  size_t group, const struct hoshi_supplier_detail *detail,
                                  struct hoshi_faults *faults) HOSHI_MUST_USE;

/** Add a tally to another. Errors as above. */
enum hoshi_status hoshi_joint_merge(struct hoshi_joint_tally *to, const struct hoshi_joint_tally *from,
                                    struct hoshi_faults *faults) HOSHI_MUST_USE;

/** A price row of the portfolio. */
struct hoshi_joint_bought {
    size_t price;
    int64_t times, suppliers, quantity_micro;    /* quantity: each time it falls due */
    int64_t alone_yen, together_yen, saving_yen; /* over the horizon; saving is 0 where together is dearer */
    bool breaks;
};

/** A measure for which anything is bought in. */
struct hoshi_joint_measure {
    size_t measure;
    int64_t suppliers, yen;
};

/** A group that buys any of the rows with breaks. */
struct hoshi_joint_group {
    size_t group;
    int64_t suppliers;
    int64_t alone_yen;   /* each on its own: rows with breaks */
    int64_t pooled_yen;  /* the group together, without the others: its stand-alone cost in the game */
    int64_t uniform_yen; /* everybody pays the same price per unit: together × its part of the quantity */
};

struct hoshi_joint_purchase {
    struct hoshi_joint_bought *bought; /* by alone_yen, largest first */
    size_t rows;
    struct hoshi_joint_measure measure[HOSHI_MEASURES_MAX]; /* by yen, largest first */
    size_t measures;
    struct hoshi_joint_group group[HOSHI_JOINT_GROUPS_MAX];
    size_t groups;
    int64_t alone_yen, together_yen, saving_yen; /* of the rows in the game */
    struct hoshi_game game; /* costs of all coalitions of the groups; players 0 when there is none */
    double *worth;          /* owned, behind game.worth */
    struct hoshi_divisions *divisions; /* yen game of the groups, in the order of `group`; NULL below
                                                two groups or without a saving */
    bool uniform_in_core;              /* no coalition of groups pays more than on its own */
};

/**
 * Compute.
 * @param tally,a borrowed for the call
 * @param out    [out] owned until hoshi_joint_purchase_close; untouched on failure
 * @return HOSHI_OK, HOSHI_E_OVERFLOW, HOSHI_E_MEMORY, HOSHI_E_SOLVER
 */
enum hoshi_status hoshi_joint_purchase_open(const struct hoshi_joint_tally *tally,
                                            const struct hoshi_assumptions *a,
                                            struct hoshi_joint_purchase **out,
                                            struct hoshi_faults *faults) HOSHI_MUST_USE;
void hoshi_joint_purchase_close(struct hoshi_joint_purchase *joint);

#endif
