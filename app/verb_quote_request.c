/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests for quotation: which to get first, and each as a Word document to send. */
#include "opened.h"
#include "file.h"
#include "prose.h"
#include "prose_report.def"
#include "quotable.h"
#include "quote_request.h"
#include "text_key.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

static const struct option_row quote_options[] = {
    {"--out", "-o", "FILE",
     "書き出す Word 文書（.docx）。ほかの名前はフォルダとみなし（なければ作り）、先に取る三つの依頼書をその中に書く",
     "Word document (.docx) to write; another name is a folder, made if need be, and gets the three to send first"},
    {"--measure", NULL, "ID", "この対策の見積依頼（既定: 見積のない対策のうち、動く額が最も大きいもの）",
     "request for this measure (default: of those without a quotation, the one whose cost may move most)"},
    {"--template", NULL, "T.docx", "自社のひな形（コンテンツ コントロール入りの Word 文書）",
     "a template of your own: a Word document with content controls"},
    {"--print-template", NULL, NULL, "備えつけのひな形そのものを書き出す（CASE は要らない）",
     "write the program's own template itself (no CASE needed)"},
    OPTION_FORCE,
    OPTION_LANG,
    OPTION_DATA,
};

struct quote_job {
    struct request *r;
    struct opened o;
    struct hoshi_arena arena;
    struct hoshi_quote_request_options w;
    struct hoshi_quotable *list;
    size_t listed;
    char *template_bytes;
};

/* ---- what to ask for ---- */

static int quote_print_list(struct quote_job *j)
{
    struct hoshi_buffer out;
    char yen[HOSHI_DECIMAL_TEXT], wide[HOSHI_DECIMAL_TEXT];
    enum hoshi_lang lang = j->w.lang;
    hoshi_buffer_init(&out, 1 << 20);
    hoshi_buffer_puts(&out, j->listed ? hoshi_say(lang, PROSE(quotations_to_get_first))
                                      : hoshi_say(lang, PROSE(no_quotation_to_get)));
    for (size_t i = 0; i < j->listed; i++) {
        const struct hoshi_measure *m = &j->o.tables->measure[j->list[i].measure];
        hoshi_buffer_printf(&out, "%3zu. %s  %s  ", i + 1, m->id, hoshi_words_say(lang, m->name));
        hoshi_buffer_printf(
            &out,
            hoshi_say(lang, "動く額 %s円（期間計 %s円）\n", "moves by %s yen (%s yen over the horizon)\n"),
            hoshi_yen_print(j->list[i].high_yen - j->list[i].low_yen, wide),
            hoshi_yen_print(j->list[i].horizon_yen, yen));
    }
    int code = print_out(j->r, &out);
    hoshi_buffer_release(&out);
    return code;
}

static bool quote_measure(struct quote_job *j, size_t *measure)
{
    const char *id = option_value(j->r, "--measure");
    if (!id) {
        *measure = j->listed ? j->list[0].measure : SIZE_MAX;
        if (!j->listed)
            hoshi_fault_add(j->r->faults, HOSHI_E_QUOTE_NOTHING, NULL, NULL, NULL);
        return j->listed;
    }
    *measure = hoshi_tables_find_measure(j->o.tables, id);
    if (*measure != SIZE_MAX)
        return true;
    const char *names[200];
    size_t n = j->o.tables->measures < 200 ? j->o.tables->measures : 200;
    for (size_t i = 0; i < n; i++)
        names[i] = j->o.tables->measure[i].id;
    const char *near = hoshi_text_nearest(id, names, n);
    hoshi_fault_add(j->r->faults, HOSHI_E_MEASURE_UNKNOWN, "--measure", id, "%s",
                    near ? near : "hoshiwari catalog --measures");
    return false;
}

/* ---- writing ---- */

static bool quote_write(struct quote_job *j, size_t measure, const char *path)
{
    const char *const input[] = {j->r->arg[0], j->w.template_name};
    char *bytes = NULL;
    size_t n = 0;
    bool ok = output_allowed(j->r, path, input, 2) &&
              !hoshi_quote_request_make(j->o.e, measure, &j->w, &bytes, &n, NULL, j->r->faults) &&
              !hoshi_file_write(path, bytes, n, j->r->faults);
    free(bytes);
    return ok;
}

static int quote_write_first(struct quote_job *j, const char *folder)
{
    char path[4096];
    size_t n = j->listed < HOSHI_QUOTE_FIRST ? j->listed : HOSHI_QUOTE_FIRST;
    for (size_t i = 0; i < n; i++) {
        snprintf(path, sizeof path, "%s/%zu_%s.docx", folder, i + 1,
                 j->o.tables->measure[j->list[i].measure].id);
        if (!quote_write(j, j->list[i].measure, path))
            return fault_exit(j->r);
    }
    return quote_print_list(j);
}

/* A name that ends in "/" or in no ".docx" is a folder, made where it is not there yet, as other verbs do. */
static bool quote_is_folder(const char *out)
{
    struct stat st;
    size_t n = strlen(out);
    if (stat(out, &st) == 0)
        return S_ISDIR(st.st_mode);
    return n && (out[n - 1] == '/' || n < 5 || strcasecmp(out + n - 5, ".docx") != 0);
}

static int quote_in_folder(struct quote_job *j, const char *folder)
{
    if (mkdir(folder, 0700) == 0 || errno == EEXIST)
        return quote_write_first(j, folder);
    hoshi_fault_add_file(j->r->faults, HOSHI_E_FILE_WRITE, folder, strerror(errno));
    return fault_exit(j->r);
}

static int quote_run_case(struct quote_job *j)
{
    const char *out = option_value(j->r, "--out");
    size_t measure;
    int code = open_case(j->r, j->r->arg[0], 0, &j->o);
    if (code)
        return code;
    j->w.made = j->o.c->as_of.year ? j->o.c->as_of : today();
    if (hoshi_quotables(j->o.e, &j->arena, &j->list, &j->listed)) {
        hoshi_fault_add(j->r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
        code = fault_exit(j->r);
    } else if (!out) {
        code = quote_print_list(j);
    } else if (quote_is_folder(out) && !option_value(j->r, "--measure")) {
        code = quote_in_folder(j, out);
    } else {
        code = quote_measure(j, &measure) && quote_write(j, measure, out) ? EXIT_DONE : fault_exit(j->r);
    }
    close_case(&j->o);
    return code;
}

static int quote_print_template(struct quote_job *j)
{
    size_t n = 0;
    const char *bytes = hoshi_quote_request_template(j->w.lang, &n), *out = option_value(j->r, "--out");
    if (!output_allowed(j->r, out, NULL, 0))
        return fault_exit(j->r);
    return hoshi_status_exit(hoshi_file_write(out, bytes, n, j->r->faults));
}

static int quote_run(struct request *r)
{
    struct quote_job j = {.r = r};
    bool own = option_value(r, "--print-template") != NULL;
    int code = EXIT_DONE;
    if (!option_lang(r, &j.w.lang))
        return EXIT_USAGE;
    if (own && !option_value(r, "--out"))
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_MISSING, "-o", NULL, "-o X.docx");
    if (!own && !r->args)
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_MISSING, "CASE", NULL, "case.json");
    if (r->faults->n)
        return EXIT_USAGE;
    if (own)
        return quote_print_template(&j);
    j.w.template_name = option_value(r, "--template");
    if (j.w.template_name && hoshi_file_read(j.w.template_name, HOSHI_WORD_BYTES_MAX, &j.template_bytes,
                                             &j.w.template_n, r->faults))
        code = fault_exit(r);
    j.w.template_bytes = j.template_bytes;
    if (!code)
        code = quote_run_case(&j);
    hoshi_arena_release(&j.arena);
    free(j.template_bytes);
    return code;
}

const struct verb verb_quote_request = {
    .name = "quote-request",
    .usage = "CASE [-o X.docx | -o FOLDER] [--measure ID] [--template T.docx] [--lang ja|en]",
    .ja = "見積を取る先の順と、見積依頼書（Word）",
    .en = "which quotations to get first, and the request for each as a Word document",
    .more_ja =
        "-o がなければ、見積のない対策を動く額（安い場合と高い場合の差）の大きい順に挙げます。自社用の「確かめること」と同じ順です。\n"
        "-o X.docx は一つ、-o フォルダ は先に取る三つの依頼書を書きます。\n"
        "取った見積は、ケースの plan.quotes に入れます（質問票の「見積」でも）。単価なら price、月額・リース・一式なら measure か\n"
        "measures に initial_yen・monthly_yen・yearly_yen を書くと、その対策の明細が見積の額に置き換わります。\n",
    .more_en =
        "Without -o: the measures without a quotation, by how far each may move (high less low), as on the sheet To check\n"
        "of the own workbook. -o X.docx writes one request, -o FOLDER the three to send first. A quotation\n"
        "received goes into plan.quotes of the case (or the sheet of quotations of the\n"
        "questionnaire): price for a unit price; measure or measures with initial_yen, monthly_yen, yearly_yen for a\n"
        "monthly fee, a lease or a package, which then replaces the lines of those measures.\n",
    .args_min = 0,
    .args_max = 1,
    .option = quote_options,
    .options = sizeof quote_options / sizeof quote_options[0],
    .run = quote_run,
};
