/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What a command opens: the store, a case, and everything derived from a case. */
#ifndef HOSHI_OPENED_H
#define HOSHI_OPENED_H

#include "command.h"
#include "estimate_range.h"
#include "talk_log.h"
#include "uplift.h"

/** A case with all that is derived from it; {0} is empty. */
struct opened {
    const struct hoshi_tables *tables; /* those of the case: with the lines of its quotations */
    struct hoshi_tables *tables_read;  /* as they were read; owned */
    const struct hoshi_case *c;
    struct hoshi_case *case_read; /* the same, as it was read; owned: nobody changes it */
    struct hoshi_estimate *e;
    struct hoshi_split *split;
    struct hoshi_uplift *uplift;
    size_t uplifts;
    int64_t price_step_micro; /* in use */
    struct hoshi_estimate_range range;
    struct hoshi_arena arena;
};

/** What a store is opened for: to read what is there, to write where one is there, to write and make one. */
enum store_use { STORE_READ, STORE_WRITE, STORE_CREATE };

/** Open the store: --db FILE, else (or with the word "default") the one in the user's data folder. An exit code. */
int open_store(struct request *r, enum store_use use, struct hoshi_store **store);

/** Prove what it keeps of a case before anything of it is used; a store that is not sound is refused with every finding.
 * @param proof [out] may be NULL. An exit code. */
int prove_store(struct request *r, struct hoshi_store *store, const char *case_id,
                struct hoshi_log_proof *proof);

/** Open the tables (--data) of the case's own date, and the case. An exit code. */
int read_case(struct request *r, const char *path, struct hoshi_tables **tables, struct hoshi_case **c);

/** Today in Japan (UTC+9 all year), whose calendar the scheme, the Acts and the talks go by, whatever zone the machine is
 * set to. */
struct hoshi_date today(void);

/** Open the tables (--data), the case, its estimate and split, the prices of each buyer at the step (0: the
 * case's own), and the range. An exit code. */
int open_case(struct request *r, const char *path, int64_t step_micro, struct opened *o);
void close_case(struct opened *o);

/**
 * The buyer that the value of an option means: its id (width and case of letters do not count), its name (nor
 * do spaces and 株式会社, (株) …), or the beginning of one name alone. False, recorded as HOSHI_E_BUYER_UNKNOWN
 * with the buyers there are, when none or several fit.
 * @param parties only buyers that are parties count (hoshi_buyer_is_party)
 */
bool buyer_named(struct request *r, const struct hoshi_case *c, const char *option, const char *value,
                 bool parties, size_t *out);

#endif
