/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A whole list of suppliers through the kernel, over all cores (SPEC §5.11).
 *
 * The caller's thread reads the list and takes the records in the order of the list; the others compute. Each
 * has a kernel and totals of its own, and a bounded ring of suppliers lies between, so memory does not grow
 * with the list: records go to a file (supplier_store.h), sums are exact. The result does not depend on the
 * number of threads, nor on how a list was divided into shards: after hoshi_portfolio_merge it is the same,
 * bytes of the totals and records alike.
 */
#ifndef HOSHI_PORTFOLIO_H
#define HOSHI_PORTFOLIO_H

#include "case_buyer.h"
#include "joint_purchase.h"
#include "portfolio_total.h"
#include "supplier_read.h"
#include "supplier_store.h"

#include <signal.h>

enum {
    HOSHI_PORTFOLIO_THREADS_MAX = 256,
    HOSHI_PORTFOLIO_LEFT_MAX =
        5000,                     /* suppliers left out that are kept with their reasons; all are counted */
    HOSHI_PORTFOLIO_FAULTS = 32,  /* faults kept of one of them; all are counted */
    HOSHI_PORTFOLIO_REASONS = 40, /* statuses counted apart */
    HOSHI_PORTFOLIO_BUYERS = 40,  /* buyers of case files that are kept with id and name */
    HOSHI_PORTFOLIO_SECTIONS = 11 /* of the result file: see portfolio.c */
};

/** A supplier that is in no figure. */
struct hoshi_portfolio_left_out {
    int64_t place; /* 1-based among all items of the list */
    int64_t row;   /* of the sheet, line of a list, place in a folder */
    char id[HOSHI_SUPPLIER_ID_BYTES], name[HOSHI_SUPPLIER_NAME_BYTES]; /* "" = not known */
    int64_t faults, kept; /* all of them; those below, from 1 to HOSHI_PORTFOLIO_FAULTS */
    /* Of a case file each with its file (the case, or the gap file it names) and line; of the list itself
     * with neither, for `row` says where. */
    struct hoshi_fault fault[HOSHI_PORTFOLIO_FAULTS];
};

/** How many were left out for one reason: the first fault of each. */
struct hoshi_portfolio_reason {
    int64_t status; /* enum hoshi_status */
    int64_t suppliers;
};

/**
 * Called by the reading thread after each supplier.
 * @param done     suppliers finished, those left out among them
 * @param total    how many there are; -1 not known
 * @param done_ppm how much of the list has been read; -1 not known
 */
typedef void hoshi_portfolio_progress(void *user, int64_t done, int64_t total, int64_t done_ppm);

struct hoshi_portfolio_options {
    const struct hoshi_tables *tables;
    const struct hoshi_supplier_settings *settings;
    const char *program;                      /* version, for the label */
    const char *buyer;                        /* case files: id or name of the buyer; NULL the only one */
    const char *sheet;                        /* workbook: name of the sheet; NULL the first with headings */
    const struct hoshi_supplier_ask *ask;     /* what the user settles about the list; NULL nothing */
    int threads;                              /* 0: one per processor */
    int64_t shard, shards;                    /* 0, 0: all */
    int level;                                /* of rows that state neither level nor questions; 0: none */
    bool strict;                              /* no result file when anybody is left out */
    const char *out;                          /* result file to write; NULL: none is kept */
    const char *folder;                       /* where the nameless file lies without `out` */
    const volatile sig_atomic_t *interrupted; /* not 0: stop; NULL: never */
    hoshi_portfolio_progress *progress;       /* NULL: none */
    void *user;
    void (*thread_end)(void); /* called by each computing thread when it ends; NULL: nothing */
};

struct hoshi_portfolio {
    struct hoshi_supplier_reading reading; /* how the list was understood; after a merge as the parts say */
    char encoding[16];                     /* what reading.encoding points to after a merge */
    char list[256];                        /* name of the list without its folder */
    int64_t items, suppliers, left_out;    /* items of the whole list; suppliers with a record; without */
    int64_t left_kept;                     /* of those left out, the first in order */
    struct hoshi_portfolio_reason reason[HOSHI_PORTFOLIO_REASONS]; /* by status, ascending */
    size_t reasons;
    struct hoshi_buyer_named buyer[HOSHI_PORTFOLIO_BUYERS]; /* parties of the cases by id and name, in the
                                                               order they are met; files 0 */
    size_t buyers;
    bool more_buyers; /* than there is room for */
    /* The buyers that the cases in the totals were computed for, by name, with how many files each; the first
     * met. More than one name means that an id, or being the only one, stood for several companies. */
    struct hoshi_buyer_named ours[HOSHI_PORTFOLIO_BUYERS];
    size_t our_names;
    int64_t our_other_files;              /* under further names */
    int64_t matched[HOSHI_BUYER_MATCHES]; /* suppliers by how their buyer was found */
    struct hoshi_portfolio_total *total;  /* settled */
    struct hoshi_joint_tally *tally;      /* by size of firm, or by supplier when */
    bool tally_by_supplier;               /* they are at most HOSHI_JOINT_GROUPS_MAX */
    struct hoshi_supplier_store *store;
};

/**
 * What the suppliers at the beginning of the list (2,000 of them, or 200 case files) that answered something teach of
 * those that did not. The same whatever the shard. A list that is not as it should be teaches nothing; the run tells why.
 * @return HOSHI_OK; HOSHI_E_MEMORY or HOSHI_E_FILE_* (with its fault) when the machine fails
 */
enum hoshi_status hoshi_portfolio_learn(const char *path, const struct hoshi_portfolio_options *options,
                                        struct hoshi_portfolio_learnt *learnt,
                                        struct hoshi_faults *faults) HOSHI_MUST_USE;

/**
 * Compute a list. What nobody answered is judged by what those who did taught (hoshi_portfolio_learn).
 *
 *
 * @param path the list, as of hoshi_suppliers_read
 * @param out  [out] owned until hoshi_portfolio_close; untouched on failure. A list without one usable
 * supplier is no failure: suppliers = 0
 * @return HOSHI_OK; as hoshi_suppliers_read, hoshi_supplier_kernel_open, hoshi_supplier_store_create and
 *         _finish; HOSHI_E_INTERRUPTED; HOSHI_E_OVERFLOW (a total); HOSHI_E_RANGE (path "shard", "threads");
 *         HOSHI_E_MEMORY. Nothing is left of the result file then
 */
enum hoshi_status hoshi_portfolio_run(const char *path, const struct hoshi_portfolio_options *options,
                                      struct hoshi_portfolio **out,
                                      struct hoshi_faults *faults) HOSHI_MUST_USE;

/**
 * Put results together that were computed apart.
 *
 * @param file    n result files, one for each shard, in any order
 * @param options tables and settings must be those of the results (the buyer only when they are of case
 *                files: in a list it is a name on the papers); `out`, `folder`, `interrupted` as above
 * @return HOSHI_OK; as hoshi_supplier_store_open; HOSHI_E_RESULT_FOREIGN (another kind of content);
 *         HOSHI_E_RESULT_OTHER_RUN (another list, tables, settings or program than the most part of the
 *         files; `path` names what differs as struct hoshi_portfolio_difference does, "list" besides);
 *         HOSHI_E_RESULT_THIS_RUN (the files agree, but not with the options); HOSHI_E_RESULT_SHARD (missing:
 *         `path` lists them), HOSHI_E_RESULT_TWICE, HOSHI_E_RESULT_SHARDS (of another division);
 *         HOSHI_E_OVERFLOW, HOSHI_E_INTERRUPTED, HOSHI_E_MEMORY, HOSHI_E_FILE_WRITE
 */
enum hoshi_status hoshi_portfolio_merge(const char *const *file, size_t n,
                                        const struct hoshi_portfolio_options *options,
                                        struct hoshi_portfolio **out,
                                        struct hoshi_faults *faults) HOSHI_MUST_USE;
void hoshi_portfolio_close(struct hoshi_portfolio *portfolio);

/** True when cases of buyers with different names were added up as one buyer. */
bool hoshi_portfolio_buyers_differ(const struct hoshi_portfolio *portfolio);

/** Record number `index` (0 … suppliers − 1) in the order of the list; false when it cannot be read. */
bool hoshi_portfolio_record(const struct hoshi_portfolio *portfolio, int64_t index,
                            struct hoshi_supplier_result *out);
/** Left-out number `index` (0 … left_kept − 1). */
bool hoshi_portfolio_left(const struct hoshi_portfolio *portfolio, int64_t index,
                          struct hoshi_portfolio_left_out *out);

/* ---- what results must have in common ---- */

#define HOSHI_PORTFOLIO_UNSET "-"     /* value of a setting that is not stated and has no default */
#define HOSHI_PORTFOLIO_BUYER "buyer" /* the setting that counts with case files only */

/** Fill in what the results of a run must have in common, defaults resolved by `assumptions`
 * (hoshi_supplier_kernel_assumptions of the same tables and settings). */
void hoshi_portfolio_label(const struct hoshi_portfolio_options *options,
                           const struct hoshi_assumptions *assumptions,
                           struct hoshi_supplier_store_label *label);

/** One thing two labels differ in. Names of settings are those of the options that state them ("as-of",
 * "years"), or of the case file ("market_factor"); besides "program", "tables.prices" …, and "tables" when
 * their contents differ under one version. */
struct hoshi_portfolio_difference {
    char name[48], value[120], other[120]; /* of the first label, of the second */
};
typedef void hoshi_portfolio_differs(void *user, const struct hoshi_portfolio_difference *difference);

/** Tell everything in which a differs from b, but for the shard; without `buyer_counts` also but for the
 * buyer. False: nothing. */
bool hoshi_portfolio_label_differs(const struct hoshi_supplier_store_label *a,
                                   const struct hoshi_supplier_store_label *b, bool buyer_counts,
                                   hoshi_portfolio_differs *differs, void *user);

#endif
