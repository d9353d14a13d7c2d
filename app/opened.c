/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "opened.h"

#include "file.h"
#include "json_read.h"
#include "result.h"
#include "right_verb.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

struct hoshi_date today(void)
{
    enum { JAPAN_SECONDS = 9 * 60 * 60 };
    time_t now = time(NULL) + JAPAN_SECONDS;
    struct tm t;
    gmtime_r(&now, &t);
    return (struct hoshi_date){t.tm_year + 1900, t.tm_mon + 1, t.tm_mday};
}

/* The tables are chosen by the case's own date, so it is looked up before anything else; its faults are told
 * later. */
static struct hoshi_date date_of_case(const char *path)
{
    char *text = NULL;
    size_t n = 0;
    struct hoshi_date date = {0};
    struct hoshi_json_document *document = NULL;
    struct hoshi_json root, at;
    if (hoshi_file_read(path, HOSHI_CASE_FILE_MAX, &text, &n, NULL))
        return today();
    if (!hoshi_json_parse(text, n, &document, &root, NULL)) {
        root.faults = NULL;
        if (hoshi_json_get(&root, "as_of", &at) && hoshi_json_is_text(&at))
            date = hoshi_json_date(&at);
        hoshi_json_close(document);
    }
    free(text);
    return date.year ? date : today();
}

int read_case(struct request *r, const char *path, struct hoshi_tables **tables, struct hoshi_case **c)
{
    if (!right_file(r, path, WANT_CASE))
        return fault_exit(r);
    enum hoshi_status s = hoshi_tables_open(option_value(r, "--data"), date_of_case(path), tables, r->faults);
    if (!s)
        s = hoshi_case_read(path, *tables, c, r->faults);
    if (s && !r->faults->n)
        hoshi_fault_add(r->faults, s, path, NULL, NULL);
    return s ? fault_exit(r) : EXIT_DONE;
}

int open_store(struct request *r, enum store_use use, struct hoshi_store **store)
{
    const char *path = option_value(r, "--db");
    bool create = use == STORE_CREATE;
    const struct hoshi_store_options options = {
        .create = create, .reading = use == STORE_READ, .temporary = getenv("TMPDIR")};
    char place[4096];
    enum hoshi_status s = HOSHI_OK;
    if (!path || strcmp(path, "default") == 0) {
        path = place;
        s = hoshi_store_default_path(getenv("XDG_DATA_HOME"), getenv("HOME"), place, sizeof place, r->faults);
        if (!s && create)
            s = hoshi_store_make_folder(place, r->faults);
    }
    if (!s)
        s = hoshi_store_open(path, &options, store, r->faults);
    return s ? fault_exit(r) : EXIT_DONE;
}

int prove_store(struct request *r, struct hoshi_store *store, const char *case_id,
                struct hoshi_log_proof *proof)
{
    struct hoshi_log_proof mine;
    return hoshi_log_verify(store, case_id, NULL, proof ? proof : &mine, r->faults) ? fault_exit(r)
                                                                                    : EXIT_DONE;
}

static enum hoshi_status opened_prices(struct request *r, int64_t step, struct opened *o)
{
    const struct hoshi_split *s = o->split;
    o->uplift = hoshi_arena_array(&o->arena, s->parties, sizeof *o->uplift);
    if (!o->uplift)
        return hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    for (size_t i = 0; i < s->parties; i++) {
        if (s->party[i].kind != HOSHI_PARTY_BUYER)
            continue;
        enum hoshi_status status =
            hoshi_uplift_init(&o->uplift[o->uplifts], s, &s->party[i], step, &o->arena, r->faults);
        if (status)
            return status;
        o->uplifts++;
    }
    return HOSHI_OK;
}

/* What the command line leaves open of a Monte Carlo run the case may state. */
static void range_of_case(struct request *r, const struct hoshi_case *c)
{
    enum { SEED = 20261122 };
    if (!r->range.draws && c->range.stated && c->range.draws != HOSHI_NONE)
        r->range.draws = (uint64_t)c->range.draws;
    if (!r->range.seed)
        r->range.seed = c->range.stated && c->range.seed != HOSHI_NONE ? (uint64_t)c->range.seed : SEED;
}

int open_case(struct request *r, const char *path, int64_t step_micro, struct opened *o)
{
    *o = (struct opened){0};
    if (!right_file(r, path, WANT_CASE))
        return fault_exit(r);
    enum hoshi_status s =
        hoshi_tables_open(option_value(r, "--data"), date_of_case(path), &o->tables_read, r->faults);
    if (!s)
        s = hoshi_case_read(path, o->tables_read, &o->case_read, r->faults);
    o->c = o->case_read;
    r->faults->file = path;
    if (!s) {
        range_of_case(r, o->c);
        o->tables = o->c->tables ? o->c->tables : o->tables_read;
        o->price_step_micro = step_micro ? step_micro : hoshi_uplift_step(o->c);
    }
    if (!s)
        s = hoshi_estimate_open(o->tables, o->c, today(), &o->e, r->faults);
    if (!s)
        s = hoshi_split_open(o->e, &o->split, r->faults);
    if (!s)
        s = opened_prices(r, o->price_step_micro, o);
    if (!s)
        s = hoshi_estimate_range_init(&o->range, o->split, &r->range, r->faults);
    r->faults->file = NULL;
    if (!s)
        return EXIT_DONE;
    if (!r->faults->n)
        hoshi_fault_add(r->faults, s, path, NULL, NULL);
    close_case(o);
    return fault_exit(r);
}

void close_case(struct opened *o)
{
    hoshi_estimate_range_release(&o->range);
    hoshi_split_close(o->split);
    hoshi_estimate_close(o->e);
    hoshi_case_close(o->case_read);
    hoshi_tables_close(o->tables_read);
    hoshi_arena_release(&o->arena);
    *o = (struct opened){0};
}
