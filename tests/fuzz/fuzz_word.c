/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entry point for libFuzzer over Word documents that come from outside: templates of one's own that are filled, and papers
 * for filing whose blanks somebody filled. The input is an archive as it is, or (first byte not 'P') the main part, packed
 * here because a fuzzer does not get past checksums by itself. */
#include "back_word.h"
#include "word_fill.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void take(const void *bytes, size_t n)
{
    static const struct hoshi_word_field field[] = {{.key = "supplier", .text = "甲<&>\n乙"},
                                                    {.key = "buyer", .text = ""}};
    const struct hoshi_word_values values = {.field = field, .fields = 2, .story = "story"};
    static struct hoshi_faults faults;
    struct hoshi_word_missing missing = {0};
    struct hoshi_arena arena = {0};
    struct hoshi_back back = {0};
    char *out = NULL;
    size_t out_n = 0;
    memset(&faults, 0, sizeof faults);
    enum hoshi_status status =
        hoshi_word_fill(bytes, n, "own.docx", &values, &out, &out_n, &missing, &faults);
    if ((status == HOSHI_OK) != (faults.n == 0) || (status == HOSHI_OK) != (out != NULL))
        abort();
    free(out);
    memset(&faults, 0, sizeof faults);
    if (hoshi_back_is_word(bytes, n) &&
        (hoshi_back_read_word(bytes, n, "filed.docx", &arena, &back, &faults) == HOSHI_OK) != (faults.n == 0))
        abort();
    hoshi_arena_release(&arena);
}

static void add(zip_t *zip, const char *name, const void *text, size_t n)
{
    zip_int64_t at = zip_file_add(zip, name, zip_source_buffer(zip, text, n, 0), 0);
    if (at < 0)
        abort();
    zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_STORE, 0);
}

static void pack(const uint8_t *bytes, size_t n)
{
    static const char types[] =
        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Override "
        "PartName='/word/document.xml' ContentType='application/"
        "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>";
    static const char rels[] =
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='r' "
        "Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' "
        "Target='word/document.xml'/></Relationships>";
    zip_stat_t st;
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_source_keep(source);
    zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, NULL);
    add(zip, "[Content_Types].xml", types, sizeof types - 1);
    add(zip, "_rels/.rels", rels, sizeof rels - 1);
    add(zip, "word/document.xml", bytes, n);
    if (zip_close(zip) != 0 || zip_source_stat(source, &st) != 0 || zip_source_open(source) != 0)
        abort();
    void *packed = malloc(st.size);
    if (!packed || zip_source_read(source, packed, st.size) != (zip_int64_t)st.size)
        abort();
    zip_source_close(source);
    zip_source_free(source);
    take(packed, st.size);
    free(packed);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    if (n && bytes[0] == 'P')
        take(bytes, n);
    else
        pack(bytes, n);
    return 0;
}
