/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What the store keeps of a run, and the checks with the facts of its talk log. */
#ifndef HOSHI_KEEPING_H
#define HOSHI_KEEPING_H

#include "check.h"
#include "log_facts.h"
#include "opened.h"

struct kept {
    struct hoshi_store *store;     /* NULL: no --db */
    struct hoshi_log *log;         /* of the case */
    struct hoshi_log_facts *facts; /* one per buyer of the case */
    int64_t version, run;          /* kept now: version of the case, number of the run */
    const char *capacity; /* of who prepares the papers, for the checks; NULL: as the case states it */
};

/**
 * With --db: keep the case's version and this run, read its talk log, and read off what it tells about each
 * buyer (log_facts.h), for checks and documents; the case stays as it is. Without --db: nothing,
 * *kept is {0}. The case needs a case_id then. An exit code.
 */
int open_kept(struct request *r, const char *path, struct opened *o, struct kept *kept);
void close_kept(struct kept *kept);

/** The fair-trade checks of an opened case, with the facts of its log when there is one. Owned until
 * hoshi_check_close. An exit code. */
int open_check(struct request *r, const struct opened *o, const struct kept *kept,
               struct hoshi_check **check);

#endif
