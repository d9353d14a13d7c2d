/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entry point for libFuzzer over stores that somebody else sent: a file as it is (it begins as SQLite's do), or a list of
 * changes (where, 24 bits; what, 8 bits) to a sound small store. It is opened to read, proved, and every list of it is
 * taken; whatever of it is wrong is told, and nothing of the file changes. */
#include "file.h"
#include "store.h"
#include "talk_log.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static char folder[64];

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

static const char file[] =
    "{\"hoshiwari_case\":1,\"case_id\":\"made\",\"as_of\":\"2026-11-22\",\"supplier\":{\"name\":\"x\",\"size\":{\"users\":9}},"
    "\"target_level\":3,\"gap\":{\"answers\":{}},\"buyers\":[{\"id\":\"A\",\"name\":\"y\",\"include\":false}]}";
static const char entries[] =
    "{\"hoshiwari_log\":1,\"entries\":[{\"kind\":\"note\",\"date\":\"2026-11-20\",\"words\":\"x\"},"
    "{\"kind\":\"request\",\"date\":\"2026-11-21\",\"party\":\"A\",\"words\":\"y\",\"amount_yen\":5}]}";

/* A sound store with a kept case and two entries; its n bytes. Made once. */
static const char *sound(size_t *n)
{
    static char *text, path[96], of[96];
    static size_t bytes;
    struct hoshi_tables *tables = NULL;
    struct hoshi_case *c = NULL;
    struct hoshi_store *s = NULL;
    struct hoshi_log_drafts drafts = {0};
    int64_t version = 0;
    if (!text) {
        snprintf(path, sizeof path, "%s/sound.db", folder);
        snprintf(of, sizeof of, "%s/case.json", folder);
        write_whole(of, file, sizeof file - 1);
        must(!hoshi_tables_open(NULL, (struct hoshi_date){2026, 11, 22}, &tables, NULL) &&
             !hoshi_case_read(of, tables, &c, NULL) &&
             !hoshi_store_open(path, &(struct hoshi_store_options){.create = true}, &s, NULL) &&
             !hoshi_store_keep_case(s, c, of, &version, NULL) &&
             !hoshi_log_drafts_parse(entries, sizeof entries - 1, NULL, c, (struct hoshi_date){2026, 11, 22},
                                     &drafts, NULL) &&
             !hoshi_log_add(s, c, &drafts, NULL));
        hoshi_log_drafts_release(&drafts);
        hoshi_store_close(s);
        hoshi_case_close(c);
        hoshi_tables_close(tables);
        must(!hoshi_file_read(path, HOSHI_FILE_MAX, &text, &bytes, NULL));
    }
    *n = bytes;
    return text;
}

static void read_all(struct hoshi_store *s)
{
    static struct hoshi_faults faults;
    struct hoshi_log_proof proof;
    struct hoshi_log *log = NULL;
    struct hoshi_arena arena = {0};
    struct hoshi_case_version *version;
    struct hoshi_kept_quotation *quotation;
    struct hoshi_run *run;
    struct hoshi_kept_stamp *stamp;
    size_t n;
    memset(&faults, 0, sizeof faults);
    enum hoshi_status status = hoshi_log_verify(s, "made", NULL, &proof, &faults);
    must((status == HOSHI_OK) == (faults.n == 0));
    if (!hoshi_log_open(s, "made", &log, NULL))
        hoshi_log_close(log);
    if (!hoshi_store_versions(s, "made", &arena, &version, &n, NULL) && n) {
        char *bytes = NULL;
        if (!hoshi_store_content(s, version[0].sha256, &bytes, &n, NULL))
            free(bytes);
    }
    (void)!hoshi_store_quotations(s, "made", &arena, &quotation, &n, NULL);
    (void)!hoshi_store_runs(s, "made", &arena, &run, &n, NULL);
    (void)!hoshi_store_stamps(s, "made", &arena, &stamp, &n, NULL);
    (void)!hoshi_store_supplier(s, "made", "x", NULL, NULL);
    hoshi_arena_release(&arena);
}

static void try_store(const char *bytes, size_t n)
{
    static struct hoshi_faults faults;
    struct hoshi_store *s = NULL;
    char path[96], *after = NULL;
    size_t after_n = 0;
    snprintf(path, sizeof path, "%s/tried.db", folder);
    write_whole(path, bytes, n);
    memset(&faults, 0, sizeof faults);
    enum hoshi_status status =
        hoshi_store_open(path, &(struct hoshi_store_options){.reading = true}, &s, &faults);
    must((status == HOSHI_OK) == (s != NULL) && (status == HOSHI_OK) == (faults.n == 0));
    if (s)
        read_all(s);
    hoshi_store_close(s);
    must(!hoshi_file_read(path, HOSHI_FILE_MAX, &after, &after_n, NULL) && after_n == n &&
         memcmp(after, bytes, n) == 0);
    free(after);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    if (!*folder) {
        snprintf(folder, sizeof folder, "/tmp/fuzz_store-XXXXXX");
        must(mkdtemp(folder) != NULL);
    }
    if (n > 6 && memcmp(bytes, "SQLite", 6) == 0) {
        try_store((const char *)bytes, n);
        return 0;
    }
    size_t whole = 0;
    const char *base = sound(&whole);
    char *text = malloc(whole);
    must(text != NULL);
    memcpy(text, base, whole);
    for (; n >= 4; bytes += 4, n -= 4)
        text[((size_t)bytes[0] << 16 | (size_t)bytes[1] << 8 | bytes[2]) % whole] = (char)bytes[3];
    try_store(text, whole);
    free(text);
    return 0;
}
