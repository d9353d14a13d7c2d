/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "answer_read.h"
#include "answer_collect.h"
#include "answer_json.h"
#include "answer_sheet.h"
#include "file.h"
#include "file_kind.h"

#include <stdlib.h>
#include <string.h>

enum kind { KIND_JSON, KIND_CSV, KIND_WORKBOOK, KIND_UNKNOWN };

static bool has_extension(const char *path, const char *extension)
{
    size_t n = strlen(path), m = strlen(extension);
    if (n < m)
        return false;
    for (size_t i = 0; i < m; i++) {
        char c = path[n - m + i];
        if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != extension[i])
            return false;
    }
    return true;
}

static enum kind answer_read_kind_of(const char *path, const char *text, size_t n)
{
    if (hoshi_xlsx_kind(text, n) != HOSHI_FILE_OTHER)
        return KIND_WORKBOOK;
    size_t i = n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (i < n && strchr(" \t\r\n", text[i]) && text[i])
        i++;
    if (has_extension(path, ".json") || (i < n && text[i] == '{'))
        return KIND_JSON;
    if (has_extension(path, ".xlsx") || has_extension(path, ".xlsm") || has_extension(path, ".xls") ||
        (i < n && text[i] == '<') || (n > 4 && memcmp(text, "%PDF", 4) == 0))
        return KIND_UNKNOWN;
    return KIND_CSV;
}

static enum hoshi_status read_kind(const char *text, size_t n, struct hoshi_xlsx *book, const char *path,
                                   const struct hoshi_catalog *catalog, struct hoshi_arena *arena,
                                   struct hoshi_answers *answers, struct hoshi_answer_source *source,
                                   struct hoshi_faults *faults)
{
    struct hoshi_collector c;
    struct hoshi_answer_source seen = {.encoding = ""};
    enum kind kind = book ? KIND_WORKBOOK : answer_read_kind_of(path, text, n);
    if (kind == KIND_UNKNOWN)
        return hoshi_fault_add(faults, HOSHI_E_FILE_KIND, NULL, NULL, ".xlsx, .csv, .json");
    if (kind == KIND_JSON)
        return hoshi_answers_json_text(text, n, path, catalog, arena, answers, source, faults);
    if (!hoshi_collect_init(&c, catalog, arena, faults))
        return c.status;
    c.carry = source != NULL;
    c.source = source ? &seen : NULL;
    seen.kind = kind == KIND_CSV ? HOSHI_ANSWERS_CSV : HOSHI_ANSWERS_XLSX;
    if (book)
        hoshi_answers_book(&c, book);
    else if (kind == KIND_CSV)
        hoshi_answers_csv(&c, text, n);
    else
        hoshi_answers_xlsx(&c, text, n);
    seen.draft = c.draft;
    enum hoshi_status status = hoshi_collect_finish(&c, path, answers);
    if (!status && source)
        *source = seen;
    return status;
}

static enum hoshi_status answer_read_parse(const char *text, size_t n, struct hoshi_xlsx *book,
                                           const char *path, const struct hoshi_catalog *catalog,
                                           struct hoshi_arena *arena, struct hoshi_answers *answers,
                                           struct hoshi_answer_source *source, struct hoshi_faults *faults)
{
    /* The readers of JSON tell success by the list of faults, so there has to be one. */
    struct hoshi_faults *own = faults ? NULL : calloc(1, sizeof *own), *to = faults ? faults : own;
    if (!to)
        return HOSHI_E_MEMORY;
    const char *file = to->file;
    to->file = path;
    enum hoshi_status status = read_kind(text, n, book, path, catalog, arena, answers, source, to);
    to->file = file;
    free(own);
    return status;
}

enum hoshi_status hoshi_answers_parse(const char *text, size_t n, const char *path,
                                      const struct hoshi_catalog *catalog, struct hoshi_arena *arena,
                                      struct hoshi_answers *answers, struct hoshi_faults *faults)
{
    return answer_read_parse(text, n, NULL, path, catalog, arena, answers, NULL, faults);
}

enum hoshi_status hoshi_answers_read(const char *path, const struct hoshi_catalog *catalog,
                                     struct hoshi_arena *arena, struct hoshi_answers *answers,
                                     struct hoshi_faults *faults)
{
    char *text = NULL;
    size_t n = 0;
    const char *file = faults ? faults->file : NULL;
    enum hoshi_status status = hoshi_file_read(path, HOSHI_FILE_MAX, &text, &n, faults);
    if (faults)
        faults->file = file;
    if (!status)
        status = hoshi_answers_parse(text, n, path, catalog, arena, answers, faults);
    free(text);
    return status;
}

enum hoshi_status hoshi_answers_import(const char *text, size_t n, struct hoshi_xlsx *book, const char *path,
                                       const struct hoshi_catalog *catalog, struct hoshi_arena *arena,
                                       struct hoshi_answers *answers, struct hoshi_answer_source *source,
                                       struct hoshi_faults *faults)
{
    return answer_read_parse(text, n, book, path, catalog, arena, answers, source, faults);
}
