/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import_read.h"
#include "answer_read.h"
#include "back_word.h"
#include "file.h"
#include "file_kind.h"

#include <stdlib.h>

static enum hoshi_status read_both(const char *text, size_t n, const char *path,
                                   const struct hoshi_catalog *catalog, struct hoshi_arena *arena,
                                   struct hoshi_imported *in, struct hoshi_faults *faults)
{
    struct hoshi_xlsx *book = NULL;
    enum hoshi_status status = HOSHI_OK;
    if (hoshi_back_is_word(text, n)) {
        status = hoshi_back_read_word(text, n, path, arena, &in->back, faults);
        if (!status && !in->back.found)
            status =
                hoshi_fault_add(faults, HOSHI_E_WRONG_FILE, NULL, "Word", "hoshiwari dossier CASE -o X.docx");
    } else if (hoshi_xlsx_kind(text, n) == HOSHI_FILE_ZIP) {
        status = hoshi_xlsx_open(text, n, &book, faults);
        if (!status)
            status = hoshi_form_read(book, catalog->version, arena, &in->form, faults);
    }
    if (!status && book && !in->form.found)
        status = hoshi_back_read(book, arena, &in->back, faults);
    if (!status && book && (in->form.found || in->back.found))
        status = hoshi_written_read(book, arena, !in->back.found, &in->form, &in->written, faults);
    if (!status && in->back.found) {
        status = hoshi_back_check(&in->back, faults);
        if (!status)
            status = hoshi_back_form(&in->back, arena, &in->form);
        if (!status)
            status = hoshi_answers_init(&in->answers, catalog, arena);
        in->source = (struct hoshi_answer_source){.kind = HOSHI_ANSWERS_XLSX, .encoding = ""};
    } else if (!status) {
        status = hoshi_answers_import(text, n, book, path, catalog, arena, &in->answers, &in->source, faults);
        in->no_answers = status && in->form.found;
        if (in->no_answers && hoshi_answers_init(&in->answers, catalog, arena))
            status = HOSHI_E_MEMORY;
    }
    hoshi_xlsx_close(book);
    return status;
}

enum hoshi_status hoshi_import_read(const char *path, const struct hoshi_catalog *catalog,
                                    struct hoshi_arena *arena, struct hoshi_imported *out,
                                    struct hoshi_faults *faults)
{
    struct hoshi_imported in = {0};
    char *text = NULL;
    size_t n = 0;
    const char *file = faults ? faults->file : NULL;
    enum hoshi_status status = hoshi_file_read(path, HOSHI_FILE_MAX, &text, &n, faults);
    if (faults)
        faults->file = path;
    if (!status)
        status = read_both(text, n, path, catalog, arena, &in, faults);
    if (faults)
        faults->file = file;
    free(text);
    if (!status || (in.no_answers && status != HOSHI_E_MEMORY))
        *out = in;
    return status;
}
