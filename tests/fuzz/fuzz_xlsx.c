/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entry point for libFuzzer over the workbook reader. Two inputs: an archive as it is, or (first byte not
 * 'P') the text of a sheet that is packed here, because a fuzzer does not get past checksums by itself. By
 * hand:
 *   clang -std=c17 -D_GNU_SOURCE -g -O1 -fsanitize=fuzzer,address,undefined -Idata tests/fuzz/fuzz_xlsx.c \
 *         data/xlsx_read.c data/csv_read.c data/text.c data/status.c -lzip -lexpat -o fuzz_xlsx */
#include "xlsx_read.h"
#include "text.h"

#include <zip.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELS "http://schemas.openxmlformats.org/package/2006/relationships"
#define DOC "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void read_book(const void *bytes, size_t n)
{
    struct hoshi_xlsx *book = NULL;
    enum hoshi_status status = hoshi_xlsx_open(bytes, n, &book, NULL);
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

static void read_sheet(const uint8_t *bytes, size_t n)
{
    static const char rels[] = "<Relationships xmlns='" RELS "'><Relationship Id='r' Type='" DOC
                               "/officeDocument' Target='wb.xml'/></Relationships>";
    static const char book[] =
        "<workbook xmlns='" MAIN "' xmlns:r='" DOC "'><sheets><sheet name='a' r:id='s'/></sheets></workbook>";
    static const char book_rels[] = "<Relationships xmlns='" RELS "'><Relationship Id='s' Type='" DOC
                                    "/worksheet' Target='s.xml'/><Relationship Id='t' Type='" DOC
                                    "/sharedStrings' Target='s.xml'/><Relationship Id='u' Type='" DOC
                                    "/styles' Target='s.xml'/></Relationships>";
    zip_stat_t st;
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_source_keep(source);
    zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, NULL);
    add(zip, "_rels/.rels", rels, sizeof rels - 1);
    add(zip, "wb.xml", book, sizeof book - 1);
    add(zip, "_rels/wb.xml.rels", book_rels, sizeof book_rels - 1);
    add(zip, "s.xml", bytes, n);
    if (zip_close(zip) != 0 || zip_source_stat(source, &st) != 0 || zip_source_open(source) != 0)
        abort();
    void *packed = malloc(st.size);
    if (!packed || zip_source_read(source, packed, st.size) != (zip_int64_t)st.size)
        abort();
    zip_source_close(source);
    zip_source_free(source);
    read_book(packed, st.size);
    free(packed);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    if (n && bytes[0] != 'P')
        read_sheet(bytes, n);
    else
        read_book(bytes, n);
    return 0;
}
