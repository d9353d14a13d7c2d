/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the tables come from, and the order they are read in: each after those it refers to. All files
 * are parsed before any is read, so that a fault of syntax in one does not show as dangling references in
 * another. */
#include "embedded.h"
#include "file.h"
#include "tables_load.h"
#include "text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const struct table {
    const char *file;
    void (*load)(struct hoshi_load *load, const struct hoshi_json *root);
} order[] = {
    {"catalog.json", hoshi_load_catalog},   {"parameters.json", hoshi_load_parameters},
    {"prices.json", hoshi_load_prices},     {"effort.json", hoshi_load_effort},
    {"measures.json", hoshi_load_measures}, {"rules.json", hoshi_load_rules},
};

enum { TABLES = HOSHI_COUNT(order), PATH_BYTES = 4096 };

/* One file while it is open. */
struct source {
    char name[PATH_BYTES]; /* as faults name it */
    struct hoshi_json_document *document;
    struct hoshi_json root;
};

static enum hoshi_status cannot_open(struct hoshi_faults *faults, const char *path, int error)
{
    faults->file = path;
    return hoshi_fault_add(faults, HOSHI_E_FILE_OPEN, NULL, strerror(error), NULL);
}

static enum hoshi_status parse_embedded(const char *file, struct source *source, struct hoshi_faults *faults)
{
    for (size_t i = 0; i < hoshi_embedded_n; i++)
        if (strcmp(hoshi_embedded_files[i].name, file) == 0)
            return hoshi_json_parse_embedded((const char *)hoshi_embedded_files[i].bytes,
                                             hoshi_embedded_files[i].n, &source->document, &source->root,
                                             faults);
    return hoshi_fault_add(faults, HOSHI_E_INTERNAL, NULL, file, NULL);
}

static enum hoshi_status parse_file(struct source *source, struct hoshi_faults *faults)
{
    char *text = NULL;
    size_t n = 0;
    enum hoshi_status status = hoshi_file_read(source->name, HOSHI_TABLE_FILE_MAX, &text, &n, faults);
    faults->file = source->name;
    if (status == HOSHI_OK)
        status = hoshi_json_parse(text, n, &source->document, &source->root, faults);
    free(text);
    return status;
}

/* The folder's file when it is there, else the embedded one. */
static enum hoshi_status tables_parse(const char *folder, const char *file, struct source *source,
                                      struct hoshi_faults *faults)
{
    struct stat st;
    hoshi_text_copy(source->name, sizeof source->name, file);
    faults->file = source->name;
    if (!folder)
        return parse_embedded(file, source, faults);
    int n = snprintf(source->name, sizeof source->name, "%s/%s", folder, file);
    if (n < 0 || (size_t)n >= sizeof source->name)
        return cannot_open(faults, folder, ENAMETOOLONG);
    if (stat(source->name, &st) == 0 || errno != ENOENT)
        return parse_file(source, faults);
    hoshi_text_copy(source->name, sizeof source->name, file);
    return parse_embedded(file, source, faults);
}

static enum hoshi_status check_folder(const char *folder, struct hoshi_faults *faults)
{
    struct stat st;
    if (!folder)
        return HOSHI_OK;
    if (stat(folder, &st) != 0)
        return cannot_open(faults, folder, errno);
    return S_ISDIR(st.st_mode) ? HOSHI_OK : cannot_open(faults, folder, ENOTDIR);
}

/* Load from the parsed files; every fault is recorded. */
static void load_all(struct source source[TABLES], struct hoshi_date as_of, struct hoshi_tables *tables,
                     struct hoshi_faults *faults)
{
    static const struct hoshi_ids none;
    struct hoshi_load load = {.tables = tables, .faults = faults, .as_of = as_of};
    tables->price_ids = tables->effort_ids = tables->measure_ids = tables->parameter_ids = &none;
    for (size_t i = 0; i < TABLES && !load.no_memory; i++) {
        faults->file = source[i].name;
        order[i].load(&load, &source[i].root);
    }
    if (load.no_memory)
        hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
}

static void open_all(const char *folder, struct hoshi_date as_of, struct hoshi_tables *tables,
                     struct hoshi_faults *faults)
{
    struct source *source = calloc(TABLES, sizeof *source);
    if (!source) {
        hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
        return;
    }
    size_t parsed = 0;
    for (size_t i = 0; i < TABLES; i++)
        parsed += tables_parse(folder, order[i].file, &source[i], faults) == HOSHI_OK;
    if (parsed == TABLES)
        load_all(source, as_of, tables, faults);
    for (size_t i = 0; i < TABLES; i++)
        hoshi_json_close(source[i].document);
    free(source);
}

enum hoshi_status hoshi_tables_open(const char *folder, struct hoshi_date as_of, struct hoshi_tables **out,
                                    struct hoshi_faults *faults)
{
    struct hoshi_faults *own = faults ? NULL : calloc(1, sizeof *own);
    struct hoshi_faults *f = faults ? faults : own;
    struct hoshi_tables *tables = calloc(1, sizeof *tables);
    if (!f || !tables) {
        free(own);
        free(tables);
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    }
    const char *file = f->file;
    size_t before = f->n, dropped = f->dropped;
    if (check_folder(folder, f) == HOSHI_OK)
        open_all(folder, as_of, tables, f);
    f->file = file;
    enum hoshi_status status = HOSHI_OK;
    if (f->n > before)
        status = f->item[before].status;
    else if (f->dropped > dropped)
        status = HOSHI_E_TOO_MANY;
    if (status)
        hoshi_tables_close(tables);
    else
        *out = tables;
    free(own);
    return status;
}

void hoshi_tables_close(struct hoshi_tables *tables)
{
    if (!tables)
        return;
    hoshi_arena_release(&tables->arena);
    free(tables);
}

size_t hoshi_tables_find_measure(const struct hoshi_tables *tables, const char *id)
{
    return hoshi_ids_place(tables->measure_ids, id);
}

size_t hoshi_tables_find_price(const struct hoshi_tables *tables, const char *id)
{
    return hoshi_ids_place(tables->price_ids, id);
}

size_t hoshi_tables_find_effort(const struct hoshi_tables *tables, const char *id)
{
    return hoshi_ids_place(tables->effort_ids, id);
}

const struct hoshi_parameter *hoshi_tables_parameter(const struct hoshi_tables *tables, const char *id)
{
    size_t place = hoshi_ids_place(tables->parameter_ids, id);
    return place == SIZE_MAX ? NULL : &tables->parameter[place];
}
