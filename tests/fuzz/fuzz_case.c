/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entry point for libFuzzer over case files: a text is a case, or told why it is none. A case that was read holds nothing
 * that may not be shown. */
#include "case.h"
#include "text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void shown(const char *text)
{
    if (text && !hoshi_text_is_utf8(text, strlen(text)))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static struct hoshi_tables *tables;
    static struct hoshi_faults faults;
    struct hoshi_case *c = NULL;
    if (!tables && hoshi_tables_open(NULL, (struct hoshi_date){2026, 11, 22}, &tables, NULL))
        abort();
    char *text = malloc(n + 1);
    if (!text)
        abort();
    if (n)
        memcpy(text, bytes, n);
    text[n] = 0;
    memset(&faults, 0, sizeof faults);
    enum hoshi_status status = hoshi_case_parse(text, n, "/nowhere/case.json", tables, &c, &faults);
    if ((status == HOSHI_OK) != (faults.n == 0) || (status == HOSHI_OK) != (c != NULL))
        abort();
    for (size_t i = 0; c && i < c->buyers; i++)
        shown(c->buyer[i].name);
    if (c)
        hoshi_case_close(c);
    free(text);
    return 0;
}
