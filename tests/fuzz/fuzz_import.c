/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entry point for libFuzzer over everything an import does with a workbook: marks, answers, the case
 * composed. Two inputs: an archive as it is, or (first byte not 'P') the cells of one hidden and one visible
 * sheet as lines of "text", a sheet change at a line "=", a new row at an empty line: a fuzzer does not get
 * past checksums by itself.
 */
#include "answer_read.h"
#include "case_compose.h"
#include "import_read.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELS "http://schemas.openxmlformats.org/package/2006/relationships"
#define DOC "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static const struct hoshi_tables *tables(void)
{
    static struct hoshi_tables *t;
    if (!t && hoshi_tables_open(NULL, (struct hoshi_date){2026, 11, 22}, &t, NULL))
        abort();
    return t;
}

static void take_in(const char *bytes, size_t n)
{
    struct hoshi_arena arena = {0};
    struct hoshi_xlsx *book = NULL;
    struct hoshi_imported in = {0};
    const struct hoshi_catalog *catalog = &tables()->catalog;
    static struct hoshi_faults faults;
    memset(&faults, 0, sizeof faults);
    bool read = hoshi_xlsx_open(bytes, n, &book, &faults) == HOSHI_OK &&
                hoshi_form_read(book, catalog->version, &arena, &in.form, &faults) == HOSHI_OK &&
                hoshi_answers_import(bytes, n, book, "fuzz.xlsx", catalog, &arena, &in.answers, &in.source,
                                     &faults) == HOSHI_OK;
    if (read) {
        struct hoshi_buffer out;
        struct hoshi_case_parts parts = {.file = "fuzz.json",
                                         .form = in.form.found ? &in.form : NULL,
                                         .answers = &in.answers,
                                         .catalog = catalog->version,
                                         .level = 4};
        struct hoshi_composed composed;
        hoshi_buffer_init(&out, 1 << 24);
        hoshi_composed_init(&composed);
        if (hoshi_case_compose(&parts, catalog, &out, &composed, &faults) == HOSHI_OK) {
            struct hoshi_case *c = NULL;
            if (hoshi_case_parse(hoshi_buffer_text(&out), out.length, "fuzz.json", tables(), &c, &faults) ==
                HOSHI_OK)
                hoshi_case_close(c);
        }
        hoshi_composed_release(&composed);
        hoshi_buffer_release(&out);
    }
    hoshi_xlsx_close(book);
    hoshi_arena_release(&arena);
}

static void add(zip_t *zip, const char *name, const char *text, size_t n)
{
    zip_int64_t at = zip_file_add(zip, name, zip_source_buffer(zip, text, n, 0), 0);
    if (at >= 0)
        zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_STORE, 0);
}

/* The lines up to "=" as a sheet of inline texts; where the next begin. */
static const char *sheet(struct hoshi_buffer *out, const char *text)
{
    hoshi_buffer_puts(out, "<worksheet xmlns=\"" MAIN "\"><sheetData><row>");
    while (*text) {
        size_t length = strcspn(text, "\n");
        bool last = length == 1 && *text == '=';
        if (!last && !length)
            hoshi_buffer_puts(out, "</row><row>");
        if (!last && length) {
            hoshi_buffer_puts(out, "<c t=\"inlineStr\"><is><t>");
            for (size_t i = 0; i < length; i++)
                hoshi_buffer_printf(out, strchr("<&>", text[i]) ? "&#%d;" : "%c", text[i]);
            hoshi_buffer_puts(out, "</t></is></c>");
        }
        text += length + (text[length] != 0);
        if (last)
            break;
    }
    hoshi_buffer_puts(out, "</row></sheetData></worksheet>");
    return text;
}

static void pack(const char *text)
{
    static const char book[] =
        "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" DOC
        "\"><sheets><sheet name=\"m\" sheetId=\"1\" state=\"hidden\" r:id=\"a\"/><sheet name=\"v\" sheetId=\"2\" r:id=\"b\"/></sheets></workbook>";
    static const char rels[] = "<Relationships xmlns=\"" RELS "\"><Relationship Id=\"w\" Type=\"" DOC
                               "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
    static const char of[] = "<Relationships xmlns=\"" RELS "\"><Relationship Id=\"a\" Type=\"" DOC
                             "/worksheet\" Target=\"a.xml\"/><Relationship Id=\"b\" Type=\"" DOC
                             "/worksheet\" Target=\"b.xml\"/></Relationships>";
    struct hoshi_buffer a, b;
    hoshi_buffer_init(&a, 1 << 22);
    hoshi_buffer_init(&b, 1 << 22);
    sheet(&b, sheet(&a, text));
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_source_keep(source);
    zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, NULL);
    add(zip, "_rels/.rels", rels, sizeof rels - 1);
    add(zip, "xl/workbook.xml", book, sizeof book - 1);
    add(zip, "xl/_rels/workbook.xml.rels", of, sizeof of - 1);
    add(zip, "xl/a.xml", hoshi_buffer_text(&a), a.length);
    add(zip, "xl/b.xml", hoshi_buffer_text(&b), b.length);
    if (zip_close(zip) == 0 && zip_source_open(source) == 0) {
        zip_stat_t stat;
        zip_source_stat(source, &stat);
        char *bytes = malloc((size_t)stat.size + 1);
        if (bytes && zip_source_read(source, bytes, stat.size) == (zip_int64_t)stat.size)
            take_in(bytes, (size_t)stat.size);
        free(bytes);
        zip_source_close(source);
    }
    zip_source_free(source);
    hoshi_buffer_release(&a);
    hoshi_buffer_release(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    char *text = malloc(n + 1);
    if (!text)
        return 0;
    memcpy(text, bytes, n);
    text[n] = 0;
    if (n && bytes[0] == 'P')
        take_in(text, n);
    else
        pack(text);
    free(text);
    return 0;
}
