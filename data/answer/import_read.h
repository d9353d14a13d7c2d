/* SPDX-License-Identifier: GPL-3.0-or-later */
/** A file that came back from a supplier: its answers, and its company facts when it is a questionnaire. */
#ifndef HOSHI_IMPORT_READ_H
#define HOSHI_IMPORT_READ_H

#include "answers.h"
#include "back_read.h"
#include "form_read.h"
#include "written_read.h"

/** What was read; texts live in the arena given to the reader. */
struct hoshi_imported {
    struct hoshi_form form; /* found = false: no questionnaire of ours */
    struct hoshi_back
        back; /* found: the supplier's own workbook, or its paper for filing; `form` holds what was typed,
                             * `answers` none */
    struct hoshi_written written; /* of a workbook of ours: what stands where nothing is read */
    struct hoshi_answers answers;
    struct hoshi_answer_source source;
    bool no_answers; /* the form was read, its answers could not be: none is held */
};

/**
 * Read a file once: a workbook's sheets serve marks and answers both.
 * @param path at most HOSHI_FILE_MAX bytes
 * @param out  [out] untouched on failure, but where `no_answers` tells that only the answers of a questionnaire failed: so what
 *             else is wrong with it can be told in the same run
 * @return HOSHI_OK; as hoshi_file_read, hoshi_xlsx_open, hoshi_form_read, hoshi_answers_import
 */
enum hoshi_status hoshi_import_read(const char *path, const struct hoshi_catalog *catalog,
                                    struct hoshi_arena *arena, struct hoshi_imported *out,
                                    struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
