/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entry point for libFuzzer over the CSV reader. By hand:
 *   clang -std=c17 -D_GNU_SOURCE -g -O1 -fsanitize=fuzzer,address,undefined -Idata \
 *         tests/fuzz/fuzz_csv.c data/csv_read.c data/text.c data/status.c -o fuzz_csv && ./fuzz_csv
 * -max_len=4096 */
#include "csv_read.h"
#include "text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct hoshi_csv *csv = NULL;
    struct hoshi_csv_row row;
    if (hoshi_csv_open((const char *)bytes, n, &csv, NULL) == HOSHI_OK)
        while (hoshi_csv_next(csv, &row, NULL))
            for (size_t i = 0; i < row.n; i++)
                if (!hoshi_text_is_utf8(row.field[i], strlen(row.field[i])))
                    abort();
    hoshi_csv_close(csv);
    return 0;
}
