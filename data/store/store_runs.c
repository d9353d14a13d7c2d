/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "array.h"
#include "store_db.h"

#include <sqlite3.h>

static enum hoshi_status runs_no_memory(struct hoshi_faults *faults)
{
    return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
}

/* ---- quotations: they stand in the kept case file and nowhere else, so that the two cannot disagree ---- */

static int64_t quotation_yen(sqlite3_stmt *row, int column)
{
    return sqlite3_column_type(row, column) == SQLITE_NULL ? HOSHI_NONE : sqlite3_column_int64(row, column);
}

static bool read_quotation(sqlite3_stmt *row, struct hoshi_arena *arena, struct hoshi_kept_quotation *q)
{
    q->version = sqlite3_column_int64(row, 0);
    q->low_yen = quotation_yen(row, 2);
    q->likely_yen = quotation_yen(row, 3);
    q->high_yen = quotation_yen(row, 4);
    q->initial_yen = quotation_yen(row, 9);
    q->monthly_yen = quotation_yen(row, 10);
    q->yearly_yen = quotation_yen(row, 11);
    return hoshi_store_text(row, 1, arena, &q->price) && hoshi_store_text(row, 5, arena, &q->from) &&
           hoshi_store_text(row, 6, arena, &q->date) && hoshi_store_text(row, 7, arena, &q->document) &&
           hoshi_store_text(row, 8, arena, &q->measures);
}

enum hoshi_status hoshi_store_quotations(struct hoshi_store *store, const char *case_id,
                                         struct hoshi_arena *arena, struct hoshi_kept_quotation **list,
                                         size_t *n, struct hoshi_faults *faults)
{
    sqlite3_stmt *rows;
    struct hoshi_array found = HOSHI_ARRAY_IN(arena, struct hoshi_kept_quotation);
    bool row = true;
    enum hoshi_status s = hoshi_store_prepare(
        store, &rows, faults,
        "SELECT v.version, json_extract(q.value, '$.price'), json_extract(q.value, '$.low_yen'), json_extract(q.value, '$.likely_yen'), json_extract(q.value, '$.high_yen'), json_extract(q.value, '$.from'), json_extract(q.value, '$.date'), json_extract(q.value, '$.document'), "
        "coalesce(json_extract(q.value, '$.measure'), (SELECT group_concat(m.value, ', ') FROM json_each(q.value, '$.measures') m)), json_extract(q.value, '$.initial_yen'), json_extract(q.value, '$.monthly_yen'), json_extract(q.value, '$.yearly_yen') FROM case_version v JOIN content c ON c.sha256 = v.sha256, json_each(ltrim(CAST(c.bytes AS TEXT), char(65279)), '$.plan.quotes') q WHERE v.case_id = ?1 ORDER BY v.version, q.key",
        "t", case_id);
    while (!s) {
        s = hoshi_store_step(store, rows, &row, faults);
        if (s || !row)
            break;
        struct hoshi_kept_quotation *q = hoshi_array_add(&found);
        if (!q || !read_quotation(rows, arena, q))
            s = runs_no_memory(faults);
    }
    hoshi_store_finish(store, rows);
    if (!s) {
        *n = found.n;
        *list = hoshi_array_take(&found);
    }
    return s;
}

/* ---- runs ---- */

static enum hoshi_status put_run(struct hoshi_store *store, const struct hoshi_run *run, int64_t *number,
                                 struct hoshi_faults *faults)
{
    char now[32];
    enum hoshi_status s = hoshi_store_exec(
        store, faults,
        "INSERT INTO run (run, case_id, version, ran_at, verb, program) SELECT coalesce(max(run), 0) + 1, ?1, ?2, ?3, ?4, ?5 FROM run",
        "tittt", run->case_id, run->version, hoshi_store_now(now), run->verb, run->program);
    *number = sqlite3_last_insert_rowid(store->db);
    for (size_t i = 0; !s && i < run->tables; i++)
        s = hoshi_store_exec(store, faults, "INSERT INTO run_table (run, name, version) VALUES (?1, ?2, ?3)",
                             "itt", *number, run->table[i].name, run->table[i].version);
    for (size_t i = 0; !s && i < run->figures; i++)
        s = hoshi_store_exec(store, faults, "INSERT INTO run_figure (run, key, yen) VALUES (?1, ?2, ?3)",
                             "iti", *number, run->figure[i].key, run->figure[i].yen);
    return s ? s : hoshi_kept_link(store, run->case_id, HOSHI_KEPT_RUN, *number, faults);
}

enum hoshi_status hoshi_store_keep_run(struct hoshi_store *store, struct hoshi_run *run,
                                       struct hoshi_faults *faults)
{
    int64_t number = 0;
    enum hoshi_status s = hoshi_store_begin(store, faults);
    if (!s)
        s = hoshi_store_end(store, put_run(store, run, &number, faults), faults);
    if (!s)
        run->run = number;
    return s;
}

static enum hoshi_status read_tables(struct hoshi_store *store, struct hoshi_arena *arena,
                                     struct hoshi_run *run, struct hoshi_faults *faults)
{
    sqlite3_stmt *rows;
    struct hoshi_array found = HOSHI_ARRAY_IN(arena, struct hoshi_run_table);
    bool row = true;
    enum hoshi_status s = hoshi_store_prepare(
        store, &rows, faults, "SELECT name, version FROM run_table WHERE run = ?1 ORDER BY name", "i",
        run->run);
    while (!s) {
        s = hoshi_store_step(store, rows, &row, faults);
        if (s || !row)
            break;
        struct hoshi_run_table *t = hoshi_array_add(&found);
        if (!t || !hoshi_store_text(rows, 0, arena, &t->name) ||
            !hoshi_store_text(rows, 1, arena, &t->version))
            s = runs_no_memory(faults);
    }
    hoshi_store_finish(store, rows);
    run->tables = found.n;
    run->table = hoshi_array_take(&found);
    return s;
}

static enum hoshi_status read_figures(struct hoshi_store *store, struct hoshi_arena *arena,
                                      struct hoshi_run *run, struct hoshi_faults *faults)
{
    sqlite3_stmt *rows;
    struct hoshi_array found = HOSHI_ARRAY_IN(arena, struct hoshi_run_figure);
    bool row = true;
    enum hoshi_status s = hoshi_store_prepare(
        store, &rows, faults, "SELECT key, yen FROM run_figure WHERE run = ?1 ORDER BY key", "i", run->run);
    while (!s) {
        s = hoshi_store_step(store, rows, &row, faults);
        if (s || !row)
            break;
        struct hoshi_run_figure *f = hoshi_array_add(&found);
        if (!f || !hoshi_store_text(rows, 0, arena, &f->key))
            s = runs_no_memory(faults);
        else
            f->yen = sqlite3_column_int64(rows, 1);
    }
    hoshi_store_finish(store, rows);
    run->figures = found.n;
    run->figure = hoshi_array_take(&found);
    return s;
}

static enum hoshi_status read_run(struct hoshi_store *store, sqlite3_stmt *row, struct hoshi_arena *arena,
                                  struct hoshi_run *run, struct hoshi_faults *faults)
{
    run->run = sqlite3_column_int64(row, 0);
    run->version = sqlite3_column_int64(row, 2);
    if (!hoshi_store_text(row, 1, arena, &run->case_id) || !hoshi_store_text(row, 3, arena, &run->ran_at) ||
        !hoshi_store_text(row, 4, arena, &run->verb) || !hoshi_store_text(row, 5, arena, &run->program))
        return runs_no_memory(faults);
    enum hoshi_status s = read_tables(store, arena, run, faults);
    return s ? s : read_figures(store, arena, run, faults);
}

enum hoshi_status hoshi_store_runs(struct hoshi_store *store, const char *case_id, struct hoshi_arena *arena,
                                   struct hoshi_run **list, size_t *n, struct hoshi_faults *faults)
{
    sqlite3_stmt *rows;
    struct hoshi_array found = HOSHI_ARRAY_IN(arena, struct hoshi_run);
    bool row = true;
    enum hoshi_status s = hoshi_store_prepare(
        store, &rows, faults,
        "SELECT run, case_id, version, ran_at, verb, program FROM run WHERE case_id = ?1 ORDER BY run", "t",
        case_id);
    while (!s) {
        s = hoshi_store_step(store, rows, &row, faults);
        if (s || !row)
            break;
        struct hoshi_run *run = hoshi_array_add(&found);
        s = run ? read_run(store, rows, arena, run, faults) : runs_no_memory(faults);
    }
    hoshi_store_finish(store, rows);
    if (!s) {
        *n = found.n;
        *list = hoshi_array_take(&found);
    }
    return s;
}
