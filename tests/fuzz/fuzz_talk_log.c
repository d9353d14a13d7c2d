/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entry point for libFuzzer over what comes to the log from outside: entries to be added (`log add FILE.json`), and exports
 * that are to prove themselves (`log verify --file`). */
#include "talk_log.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static const char file[] =
    "{\"hoshiwari_case\":1,\"case_id\":\"made\",\"as_of\":\"2026-11-22\",\"supplier\":{\"size\":{\"users\":9}},\"target_level\":3,"
    "\"gap\":{\"answers\":{}},\"buyers\":[{\"id\":\"A\",\"name\":\"あさなぎ\",\"include\":false},{\"id\":\"B\",\"name\":\"つきしろ\",\"include\":false}]}";

static const struct hoshi_case *made(void)
{
    static struct hoshi_tables *tables;
    static struct hoshi_case *c;
    static struct hoshi_faults faults;
    if (!c && (hoshi_tables_open(NULL, (struct hoshi_date){2026, 11, 22}, &tables, NULL) ||
               hoshi_case_parse(file, sizeof file - 1, "made.json", tables, &c, &faults)))
        abort();
    return c;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static struct hoshi_faults faults;
    struct hoshi_log_drafts drafts = {0};
    struct hoshi_log_proof proof;
    const struct hoshi_case *c = made();
    char *text = malloc(n + 1);
    if (!text)
        abort();
    if (n)
        memcpy(text, bytes, n);
    text[n] = 0;
    memset(&faults, 0, sizeof faults);
    enum hoshi_status status =
        hoshi_log_drafts_parse(text, n, NULL, c, (struct hoshi_date){2026, 11, 22}, &drafts, &faults);
    if ((status == HOSHI_OK) != (faults.n == 0))
        abort();
    hoshi_log_drafts_release(&drafts);
    memset(&faults, 0, sizeof faults);
    status = hoshi_log_export_verify(text, n, "log.json", NULL, &proof, &faults);
    if ((status == HOSHI_OK) != (faults.n == 0))
        abort();
    free(text);
    return 0;
}
