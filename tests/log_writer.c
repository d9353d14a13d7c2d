/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adds entries to a log one transaction at a time and says each only when it is acknowledged: what
 * test_log.py kills.
 *
 *     log_writer STORE CASE COUNT   add COUNT notes; "seq hash" per line, flushed, after each
 *     log_writer --verify STORE CASE ID   prove the log; for the benchmark
 */
#include "talk_log.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct hoshi_faults faults;

static int fail(enum hoshi_status s)
{
    fprintf(stderr, "%s %s %s\n", hoshi_status_name(s), faults.n ? faults.item[0].path : "",
            faults.n ? faults.item[0].got : "");
    return hoshi_status_exit(s);
}

static int write_notes(struct hoshi_store *store, const struct hoshi_case *c, long count)
{
    static const char json[] =
        "{\"kind\":\"note\",\"date\":\"2026-11-01\",\"party\":\"A\",\"medium\":\"phone\",\"words\":\"担当者から電話。単価の件は社内で検討中とのこと。次回は月末。\"}";
    for (long i = 0; i < count; i++) {
        struct hoshi_log_drafts d;
        enum hoshi_status s = hoshi_log_drafts_parse(json, sizeof json - 1, NULL, c,
                                                     (struct hoshi_date){2026, 11, 22}, &d, &faults);
        if (!s)
            s = hoshi_log_add(store, c, &d, &faults);
        if (!s) {
            printf("%" PRId64 " %s\n", d.entry[0].seq, d.entry[0].hash);
            fflush(stdout);
        }
        hoshi_log_drafts_release(&d);
        if (s)
            return fail(s);
    }
    return 0;
}

static int verify(const char *path, const char *case_id)
{
    struct hoshi_store *store = NULL;
    struct hoshi_log_proof proof;
    enum hoshi_status s = hoshi_store_open(path, NULL, &store, &faults);
    if (!s)
        s = hoshi_log_verify(store, case_id, NULL, &proof, &faults);
    if (!s)
        printf("%" PRId64 " %s\n", proof.entries, proof.head);
    hoshi_store_close(store);
    return s ? fail(s) : 0;
}

int main(int argc, char **argv)
{
    static const struct hoshi_store_options create = {.create = true};
    struct hoshi_tables *tables = NULL;
    struct hoshi_case *c = NULL;
    struct hoshi_store *store = NULL;
    if (argc == 4 && strcmp(argv[1], "--verify") == 0)
        return verify(argv[2], argv[3]);
    if (argc != 4)
        return 2;
    enum hoshi_status s = hoshi_tables_open(NULL, (struct hoshi_date){2026, 11, 22}, &tables, &faults);
    if (!s)
        s = hoshi_case_read(argv[2], tables, &c, &faults);
    if (!s)
        s = hoshi_store_open(argv[1], &create, &store, &faults);
    int code = s ? fail(s) : write_notes(store, c, strtol(argv[3], NULL, 10));
    hoshi_store_close(store);
    hoshi_case_close(c);
    hoshi_tables_close(tables);
    return code;
}
