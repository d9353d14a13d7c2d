/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entry point for libFuzzer over result files of portfolios (.hsr): the input is a list of changes (where, 16 bits; what,
 * 8 bits) to a sound small file, and what is left over is cut off its end. The checksum is made right again, or nothing
 * behind it would ever be reached. All records of all sections are read. */
#include "file.h"
#include "sha256.h"
#include "supplier_store.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { CHECKSUM = 64, RECORDS = 200 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void read_all(const struct hoshi_supplier_store *store)
{
    for (size_t s = 0; s < hoshi_supplier_store_sections(store); s++) {
        size_t size = hoshi_supplier_store_record_bytes(store, s);
        char *record = malloc(size + 1);
        if (!record)
            abort();
        for (int64_t i = 0; i < hoshi_supplier_store_count(store, s) && i < RECORDS; i++)
            if (!hoshi_supplier_store_read(store, s, i, record))
                abort();
        free(record);
    }
}

/* A sound file of three sections; its n bytes. Made once. */
static const char *sound(size_t *n)
{
    static const struct hoshi_supplier_store_label label = {.program = "0", .shard = 1, .shards = 1};
    static const struct hoshi_supplier_store_end end = {.items = 3};
    static char *text, path[64], record[600];
    static size_t bytes;
    struct hoshi_supplier_store *s = NULL;
    snprintf(path, sizeof path, "/tmp/fuzz_result-%ld.hsr", (long)getpid());
    if (!text) {
        bool made = !hoshi_supplier_store_create(path, NULL, &label, &s, NULL);
        for (size_t size = 12; made && size <= sizeof record; size *= 7)
            made = !hoshi_supplier_store_section(s, size, NULL) &&
                   !hoshi_supplier_store_add(s, record, NULL) && !hoshi_supplier_store_add(s, record, NULL);
        if (!made || hoshi_supplier_store_finish(s, &end, NULL) ||
            hoshi_file_read(path, HOSHI_FILE_MAX, &text, &bytes, NULL))
            abort();
        hoshi_supplier_store_close(s);
        unlink(path);
    }
    *n = bytes;
    return text;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static struct hoshi_faults faults;
    struct hoshi_supplier_store *store = NULL;
    size_t whole = 0;
    const char *base = sound(&whole);
    char path[40], hex[HOSHI_SHA256_TEXT], *text = malloc(whole);
    if (!text || whole < CHECKSUM)
        abort();
    memcpy(text, base, whole);
    size_t body = whole - CHECKSUM - n % 3;
    for (; n >= 3; bytes += 3, n -= 3)
        text[((size_t)bytes[0] << 8 | bytes[1]) % body] = (char)bytes[2];
    int fd = memfd_create("result", MFD_CLOEXEC);
    hoshi_sha256_print(text, body, hex);
    if (fd < 0 || write(fd, text, body) != (ssize_t)body || write(fd, hex, CHECKSUM) != CHECKSUM)
        abort();
    free(text);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    memset(&faults, 0, sizeof faults);
    enum hoshi_status status = hoshi_supplier_store_open(path, &store, &faults);
    if ((status == HOSHI_OK) != (faults.n == 0) || (status == HOSHI_OK) != (store != NULL))
        abort();
    if (store)
        read_all(store);
    hoshi_supplier_store_close(store);
    close(fd);
    return 0;
}
