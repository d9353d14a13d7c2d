/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entry point for libFuzzer over OpenDocument spreadsheets: the input is content.xml, packed here because a fuzzer does not
 * get past checksums by itself; what stands before a byte 0 is styles.xml. Archives as they are: fuzz_xlsx. */
#include "text.h"
#include "xlsx_read.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void read_book(const void *bytes, size_t n)
{
    static struct hoshi_faults faults;
    struct hoshi_xlsx *book = NULL;
    memset(&faults, 0, sizeof faults);
    enum hoshi_status status = hoshi_xlsx_open(bytes, n, &book, &faults);
    if ((status == HOSHI_OK) != (faults.n == 0))
        abort();
    for (size_t i = 0; !status && i < hoshi_xlsx_sheets(book); i++) {
        struct hoshi_grid grid = {0};
        status = hoshi_xlsx_read(book, i, &grid, NULL);
        for (size_t k = 0; !status && k < grid.cells; k++)
            if (!hoshi_text_is_utf8(grid.cell[k].text, strlen(grid.cell[k].text)) ||
                hoshi_grid_at(&grid, grid.cell[k].row, grid.cell[k].column) != &grid.cell[k])
                abort();
        hoshi_grid_release(&grid);
    }
    hoshi_xlsx_close(book);
}

static void add(zip_t *zip, const char *name, const void *text, size_t n)
{
    zip_int64_t at = zip_file_add(zip, name, zip_source_buffer(zip, text, n, 0), 0);
    if (at < 0)
        abort();
    zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_STORE, 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const char type[] = "application/vnd.oasis.opendocument.spreadsheet";
    static const char manifest[] =
        "<m:manifest xmlns:m='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'/>";
    const uint8_t *cut = n ? memchr(bytes, 0, n) : NULL;
    size_t styles = cut ? (size_t)(cut - bytes) : 0, skip = cut ? styles + 1 : 0;
    zip_stat_t st;
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_source_keep(source);
    zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, NULL);
    add(zip, "mimetype", type, sizeof type - 1);
    add(zip, "META-INF/manifest.xml", manifest, sizeof manifest - 1);
    if (cut)
        add(zip, "styles.xml", bytes, styles);
    add(zip, "content.xml", bytes + skip, n - skip);
    if (zip_close(zip) != 0 || zip_source_stat(source, &st) != 0 || zip_source_open(source) != 0)
        abort();
    void *packed = malloc(st.size);
    if (!packed || zip_source_read(source, packed, st.size) != (zip_int64_t)st.size)
        abort();
    zip_source_close(source);
    zip_source_free(source);
    read_book(packed, st.size);
    free(packed);
    return 0;
}
