/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose record a case_id is. Two firms may call their case files alike; the versions that are kept name the supplier, so
 * that no column has to be added for it and older stores tell it as well. */
#include "json_read.h"
#include "store_db.h"
#include "text.h"
#include "text_key.h"

#include <sqlite3.h>
#include <string.h>

enum { NAME_BYTES = 4 * HOSHI_NAME_MAX + 1, KEY_BYTES = 6 * HOSHI_NAME_MAX };

/* The supplier's name in a kept case file; "" where it has none, or can no longer be read. */
static void supplier_of_text(const char *text, size_t n, char name[NAME_BYTES])
{
    struct hoshi_json_document *document = NULL;
    struct hoshi_json root, supplier, at;
    name[0] = 0;
    if (!text || hoshi_json_parse(text, n, &document, &root, NULL))
        return;
    root.faults = NULL;
    if (hoshi_json_is_object(&root) && hoshi_json_get(&root, "supplier", &supplier) &&
        hoshi_json_is_object(&supplier) && hoshi_json_get(&supplier, "name", &at) &&
        hoshi_json_is_text(&at)) {
        const char *found = hoshi_json_text(&at, HOSHI_NAME_MAX, false);
        hoshi_text_copy(name, NAME_BYTES, found ? found : "");
    }
    hoshi_json_close(document);
}

/* The names of the kept versions, newest first, until one is the same. */
static enum hoshi_status compare_suppliers(struct hoshi_store *store, sqlite3_stmt *rows, const char *key,
                                           bool *same, char newest[NAME_BYTES], struct hoshi_faults *faults)
{
    char name[NAME_BYTES], theirs[KEY_BYTES];
    bool row = true;
    while (!*same) {
        enum hoshi_status s = hoshi_store_step(store, rows, &row, faults);
        if (s || !row)
            return s;
        supplier_of_text(sqlite3_column_blob(rows, 0), (size_t)sqlite3_column_bytes(rows, 0), name);
        if (!name[0] || !hoshi_text_company_key(name, theirs, sizeof theirs))
            continue;
        *same = key[0] && strcmp(key, theirs) == 0;
        if (!newest[0])
            hoshi_text_copy(newest, NAME_BYTES, name);
    }
    return HOSHI_OK;
}

enum hoshi_status hoshi_store_supplier(struct hoshi_store *store, const char *case_id, const char *name,
                                       bool *known, struct hoshi_faults *faults)
{
    sqlite3_stmt *rows;
    char key[KEY_BYTES] = "", newest[NAME_BYTES] = "";
    bool same = false;
    if (name && !hoshi_text_company_key(name, key, sizeof key))
        key[0] = 0;
    enum hoshi_status s = hoshi_store_prepare(
        store, &rows, faults,
        "SELECT bytes FROM case_version v JOIN content c ON c.sha256 = v.sha256 WHERE case_id = ?1 "
        "ORDER BY version DESC",
        "t", case_id);
    if (!s)
        s = compare_suppliers(store, rows, key, &same, newest, faults);
    hoshi_store_finish(store, rows);
    if (known)
        *known = same;
    if (!s && !key[0] && !newest[0])
        return hoshi_fault_add(faults, HOSHI_E_STORE_UNNAMED, "supplier.name", NULL, NULL);
    if (s || same || !newest[0])
        return s;
    return hoshi_fault_add(faults, HOSHI_E_STORE_SUPPLIER, "supplier.name", name ? name : "", "%s", newest);
}
