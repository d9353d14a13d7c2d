/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replies of time-stamping authorities. What a reply proves it proves by its signature: it stands beside the chains, not in
 * them, and whether it is good is for whoever reads it (time_stamp.h). */
#include "array.h"
#include "store_db.h"

#include <sqlite3.h>

static enum hoshi_status stamp_put(struct hoshi_store *store, const char *case_id, const char *head,
                                   const struct hoshi_stamp_files *files, struct hoshi_faults *faults)
{
    char reply[HOSHI_SHA256_TEXT], request[HOSHI_SHA256_TEXT], now[32];
    hoshi_sha256_print(files->reply, files->reply_n, reply);
    enum hoshi_status s = hoshi_store_put(store, reply, files->reply, files->reply_n, faults);
    if (!s && files->request) {
        hoshi_sha256_print(files->request, files->request_n, request);
        s = hoshi_store_put(store, request, files->request, files->request_n, faults);
    }
    return s ? s
             : hoshi_store_exec(
                   store, faults,
                   "INSERT INTO stamp (case_id, n, head, kept_at, reply, request) SELECT ?1, 1 + (SELECT count(*) FROM stamp "
                   "WHERE case_id = ?1), ?2, ?3, ?4, ?5 WHERE NOT EXISTS (SELECT 1 FROM stamp WHERE case_id = ?1 AND reply = ?4)",
                   "ttttt", case_id, head, hoshi_store_now(now), reply, files->request ? request : NULL);
}

enum hoshi_status hoshi_store_keep_stamp(struct hoshi_store *store, const char *case_id, const char *head,
                                         const struct hoshi_stamp_files *files, struct hoshi_faults *faults)
{
    enum hoshi_status s = hoshi_store_begin(store, faults);
    return s ? s : hoshi_store_end(store, stamp_put(store, case_id, head, files, faults), faults);
}

static bool stamp_row(sqlite3_stmt *row, struct hoshi_arena *arena, struct hoshi_kept_stamp *x)
{
    x->n = sqlite3_column_int64(row, 0);
    x->seq = sqlite3_column_int64(row, 5);
    return hoshi_store_text(row, 1, arena, &x->kept_at) && hoshi_store_text(row, 2, arena, &x->head) &&
           hoshi_store_text(row, 3, arena, &x->reply) && hoshi_store_text(row, 4, arena, &x->request);
}

enum hoshi_status hoshi_store_stamps(struct hoshi_store *store, const char *case_id,
                                     struct hoshi_arena *arena, struct hoshi_kept_stamp **list, size_t *n,
                                     struct hoshi_faults *faults)
{
    sqlite3_stmt *rows;
    struct hoshi_array found = HOSHI_ARRAY_IN(arena, struct hoshi_kept_stamp);
    bool row = true;
    enum hoshi_status s = hoshi_store_prepare(
        store, &rows, faults,
        "SELECT n, kept_at, head, reply, request, coalesce((SELECT seq FROM log_entry e WHERE e.case_id = ?1 AND e.hash "
        "= s.head), 0) FROM stamp s WHERE case_id = ?1 ORDER BY n",
        "t", case_id);
    while (!s) {
        s = hoshi_store_step(store, rows, &row, faults);
        if (s || !row)
            break;
        struct hoshi_kept_stamp *x = hoshi_array_add(&found);
        if (!x || !stamp_row(rows, arena, x))
            s = hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    }
    hoshi_store_finish(store, rows);
    if (!s) {
        *n = found.n;
        *list = hoshi_array_take(&found);
    }
    return s;
}
