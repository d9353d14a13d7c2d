/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entry point for libFuzzer over whole result files of portfolios (.hsr), as merge, compare and --against read them: the
 * input is a list of changes (where, 24 bits; what, 8 bits) to the file of a real run, the checksum made right again; one
 * that begins with "HOSHISR" is a file as it is. What is read holds only what a run could have written. */
#include "file.h"
#include "portfolio.h"
#include "portfolio_last.h"
#include "sha256.h"
#include "text.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    CHECKSUM = 64,
    RECORDS = 200,
    MERGED = 16 /* of so many inputs one is merged as well: that takes long */
};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static char folder[64];
static struct hoshi_tables *tables;
static struct hoshi_supplier_settings settings;

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void write_whole(const char *path, const void *bytes, size_t n)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    must(fd >= 0 && write(fd, bytes, n) == (ssize_t)n);
    close(fd);
}

static struct hoshi_portfolio_options options(void)
{
    return (struct hoshi_portfolio_options){
        .tables = tables, .settings = &settings, .program = "1", .threads = 1, .folder = folder};
}

static const char *place(const char *name, char path[96])
{
    snprintf(path, 96, "%s/%s", folder, name);
    return path;
}

/* The result of three suppliers, one of them left out. Made once. */
static const char *sound(size_t *n)
{
    static const char list[] =
        "id,name,level,users,annual_purchases_yen,annual_sales_yen\na,甲,3,20,1000,9000\nb,乙,4,30,1000,\nc,丙,x,1,,\n";
    static char *text, path[96], out[96];
    static size_t bytes;
    struct hoshi_portfolio *p = NULL;
    if (!text) {
        struct hoshi_date day = {2026, 11, 22};
        snprintf(folder, sizeof folder, "/tmp/fuzz_last_run-XXXXXX");
        must(mkdtemp(folder) && !hoshi_tables_open(NULL, day, &tables, NULL));
        hoshi_supplier_settings_init(&settings, day);
        write_whole(place("list.csv", path), list, sizeof list - 1);
        struct hoshi_portfolio_options o = options();
        o.out = place("sound.hsr", out);
        must(!hoshi_portfolio_run(path, &o, &p, NULL));
        hoshi_portfolio_close(p);
        must(!hoshi_file_read(out, HOSHI_FILE_MAX, &text, &bytes, NULL) && bytes > CHECKSUM);
    }
    *n = bytes;
    return text;
}

static void read_last(const char *path)
{
    static struct hoshi_faults faults;
    struct hoshi_portfolio_last *last = NULL;
    memset(&faults, 0, sizeof faults);
    enum hoshi_status status = hoshi_portfolio_last_open(path, &last, &faults);
    must((status == HOSHI_OK) == (faults.n == 0) && (status == HOSHI_OK) == (last != NULL));
    struct hoshi_supplier_result *record = malloc(sizeof *record);
    must(record != NULL);
    for (int64_t i = 0; last && i < hoshi_portfolio_last_suppliers(last) && i < RECORDS; i++)
        if (hoshi_portfolio_last_record(last, i, record))
            must(hoshi_text_is_utf8(record->head.name, strlen(record->head.name)));
    if (last)
        (void)strlen(hoshi_portfolio_last_list(last));
    free(record);
    hoshi_portfolio_last_close(last);
}

static void merge(const char *path)
{
    static struct hoshi_faults faults;
    struct hoshi_portfolio *p = NULL;
    struct hoshi_portfolio_options o = options();
    memset(&faults, 0, sizeof faults);
    enum hoshi_status status = hoshi_portfolio_merge(&path, 1, &o, &p, &faults);
    must((status == HOSHI_OK) == (faults.n == 0));
    struct hoshi_supplier_result *record = malloc(sizeof *record);
    must(record != NULL);
    for (int64_t i = 0; p && i < p->suppliers && i < RECORDS; i++)
        (void)hoshi_portfolio_record(p, i, record);
    free(record);
    hoshi_portfolio_close(p);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    size_t whole = 0;
    char path[96];
    const char *base = sound(&whole);
    bool merged = n && bytes[n - 1] % MERGED == 0;
    place("tried.hsr", path);
    if (n >= 7 && memcmp(bytes, "HOSHISR", 7) == 0) {
        write_whole(path, bytes, n);
    } else {
        char *text = malloc(whole + 1);
        must(text != NULL);
        memcpy(text, base, whole);
        size_t body = whole - CHECKSUM;
        for (; n >= 4; bytes += 4, n -= 4)
            text[((size_t)bytes[0] << 16 | (size_t)bytes[1] << 8 | bytes[2]) % body] = (char)bytes[3];
        char hex[HOSHI_SHA256_TEXT];
        hoshi_sha256_print(text, body, hex);
        memcpy(text + body, hex, CHECKSUM);
        write_whole(path, text, whole);
        free(text);
    }
    read_last(path);
    if (merged)
        merge(path);
    return 0;
}
