/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entry point for libFuzzer over gap files in memory: JSON by its first byte, workbooks by theirs, everything
 * else is CSV. By hand (tables*.c give hoshi_catalog_find):
 *   clang -std=c17 -D_GNU_SOURCE -g -O1 -fsanitize=fuzzer,address,undefined -Idata \
 *         tests/fuzz/fuzz_answers_json.c <static library of data> -lzip -lexpat -lcjson -lm -o fuzz_answers_json */
#include "answer_json.h"
#include "answer_read.h"
#include "answers.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static struct hoshi_criterion criterion[] = {{.id = "1-1-1-1", .index = 0, .level = 4, .category = 1},
                                             {.id = "3-1-5-2", .index = 1, .level = 4, .category = 3},
                                             {.id = "4-1-5-5", .index = 2, .level = 3, .category = 4}};
static const char *draft_only[] = {"4-1-4-3"}, *final_only[] = {"4-1-5-5"}, *changed[] = {"3-1-5-2"};
static const struct hoshi_catalog catalog = {.version = "2026-03-27",
                                             .criterion = criterion,
                                             .criteria = 3,
                                             .draft_only = draft_only,
                                             .final_only = final_only,
                                             .changed = changed,
                                             .draft_onlys = 1,
                                             .final_onlys = 1,
                                             .changeds = 1};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct hoshi_arena arena = {0};
    struct hoshi_answers answers = {0};
    struct hoshi_faults *faults = calloc(1, sizeof *faults);
    char *text = malloc(n + 1);
    if (!text || !faults)
        abort();
    if (n)
        memcpy(text, bytes, n);
    text[n] = 0;
    enum hoshi_status status = hoshi_answers_parse(text, n, "a", &catalog, &arena, &answers, faults);
    if ((status == HOSHI_OK) != (answers.answer != NULL) || (status != HOSHI_OK && !faults->n))
        abort();
    hoshi_arena_release(&arena);
    free(faults);
    free(text);
    return 0;
}
