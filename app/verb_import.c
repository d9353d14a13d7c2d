/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers in, a case file out. The case is composed and read back in memory; only one that a reader of cases
 * accepts, or that lacks nothing but figures nobody has given yet, reaches the disk. */
#include "answer_read.h"
#include "answer_review.h"
#include "case_compose.h"
#include "case_id.h"
#include "opened.h"
#include "file.h"
#include "import_read.h"
#include "import_text.h"
#include "json_read.h"
#include "right_verb.h"
#include "received_text.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct option_row options[] = {
    OPTION_OUT,
    {"--level", NULL, "3|4", "目標の★（既定: 今あるケース、質問票、回答にある★）",
     "target star (default: that of the case, of the questionnaire, of the answers)"},
    {"--strict", NULL, NULL, "確かめることが一つでもあれば書き出さない",
     "write nothing while anything is left to confirm"},
    {"--talks", NULL, "FILE", "自社用ワークブックの記録票に書いた協議を、log add で足せるファイルにする",
     "the talk typed into the record of the own workbook, as a file for log add"},
    OPTION_JSON,
    OPTION_LANG,
    OPTION_DATA,
};

struct job {
    struct request *r;
    struct hoshi_tables *tables;
    struct hoshi_arena arena;
    struct hoshi_imported in;
    struct hoshi_faults missing;
    struct hoshi_buffer text;
    struct hoshi_composed composed;
    struct hoshi_answers beside, merged; /* of the case's own gap file; of the case as it is now */
    const char *lost_gap;                /* the gap file of the case that could not be read */
    char *old;
    struct hoshi_case *c;
    struct hoshi_estimate *e;
    struct hoshi_answer_review review;
    int level;
    bool level_stated;
};

static bool option_level(struct job *j)
{
    const char *value = option_value(j->r, "--level");
    j->level_stated = value != NULL;
    if (value && strcmp(value, "3") != 0 && strcmp(value, "4") != 0) {
        hoshi_fault_add(j->r->faults, HOSHI_E_USAGE_VALUE, "--level", value, "3, 4");
        return false;
    }
    j->level = value ? value[0] - '0' : 0;
    return true;
}

/* The level of the answers when nothing else says: 4 when anything that only ★4 asks has an answer. */
static int level_of_answers(const struct job *j)
{
    for (size_t i = 0; i < j->in.answers.n; i++)
        if (j->tables->catalog.criterion[i].level == 4 && j->in.answers.answer[i].status != HOSHI_UNANSWERED)
            return 4;
    return 3;
}

/* Answers that the case at hand keeps in a file of its own. One that is gone or cannot be read is told, and
 * stops nothing: nothing of it is in the case. */
static void read_beside(struct job *j, const char *out)
{
    struct hoshi_json_document *document = NULL;
    struct hoshi_json root, gap, file;
    char path[4096];
    if (hoshi_json_parse(j->old, strlen(j->old), &document, &root, NULL))
        return;
    root.faults = NULL;
    if (hoshi_json_get(&root, "gap", &gap) && hoshi_json_is_object(&gap) &&
        hoshi_json_get(&gap, "file", &file) && hoshi_json_is_text(&file)) {
        const char *name = hoshi_json_text(&file, HOSHI_NAME_MAX, false);
        if (!name || !hoshi_file_beside(out, name, path, sizeof path) ||
            hoshi_answers_read(path, &j->tables->catalog, &j->arena, &j->beside, NULL))
            j->lost_gap = hoshi_arena_text(&j->arena, name ? name : "?");
    }
    hoshi_json_close(document);
}

/* What an estimate still needs is no fault of an import; anything else is. */
static bool only_missing(const struct hoshi_faults *faults)
{
    for (size_t i = 0; i < faults->n; i++)
        switch (faults->item[i].status) {
        case HOSHI_E_SIZE_MISSING:
        case HOSHI_E_WHOLE_MISSING:
        case HOSHI_E_KEY_AMOUNT_MISSING:
        case HOSHI_E_REASON_MISSING:
            break;
        default:
            return false;
        }
    return !faults->dropped;
}

/* A workbook of a case says only what changes in that case. */
static bool workbook_fits(struct job *j)
{
    const struct hoshi_back *back = &j->in.back;
    const char *out = option_value(j->r, "--out"), *id = NULL;
    struct hoshi_json_document *document = NULL;
    struct hoshi_json root, member;
    if (!back->found || !out)
        return true;
    if (!j->old) {
        hoshi_fault_add(j->r->faults, HOSHI_E_USAGE_MISSING, "-o", NULL, "-o case.json");
        return false;
    }
    if (hoshi_json_parse(j->old, strlen(j->old), &document, &root, NULL))
        return true;
    root.faults = NULL;
    if (hoshi_json_get(&root, "case_id", &member) && hoshi_json_is_text(&member))
        id = hoshi_json_text(&member, HOSHI_NAME_MAX, false);
    bool same = strcmp(id ? id : "", back->case_id) == 0;
    if (!same)
        hoshi_fault_add(j->r->faults, HOSHI_E_CONTRADICTION, "case_id", back->case_id, "%s", id ? id : "");
    hoshi_json_close(document);
    return same;
}

/* What is wrong with the case that would be written. Who filled a workbook has never seen a key. */
static void compose_faults(struct job *j)
{
    const struct hoshi_import m = {.tables = j->tables, .form = &j->in.form};
    for (size_t i = 0; i < j->missing.n; i++) {
        const struct hoshi_fault *f = &j->missing.item[i];
        struct hoshi_buffer place, allowed;
        bool keys = !(j->in.form.found || j->in.back.found);
        enum hoshi_lang lang = HOSHI_JA;
        hoshi_buffer_init(&place, 1 << 12);
        hoshi_buffer_init(&allowed, 1 << 12);
        if (!keys && option_lang(j->r, &lang)) {
            hoshi_import_print_fault(&place, lang, &m, f->path);
            hoshi_import_print_fault(&allowed, lang, &m, f->allowed);
        }
        if (!keys)
            j->r->faults->file = j->r->arg[0]; /* what was filled in, not what would be written */
        hoshi_fault_add(j->r->faults, f->status, keys ? f->path : hoshi_buffer_text(&place), f->got, "%s",
                        keys ? f->allowed : hoshi_buffer_text(&allowed));
        hoshi_buffer_release(&place);
        hoshi_buffer_release(&allowed);
    }
}

/* The case that would be written, read back. */
static enum hoshi_status compose_case(struct job *j)
{
    const char *out = option_value(j->r, "--out");
    char id[HOSHI_ID_MAX + 1];
    struct hoshi_case_parts parts = {.old = j->old,
                                     .id = hoshi_case_id_of_file(out, id),
                                     .file = j->old ? out : j->r->arg[0],
                                     .form = &j->in.form,
                                     .answers = &j->in.answers,
                                     .beside = j->beside.n ? &j->beside : NULL,
                                     .catalog = j->tables->catalog.version,
                                     .level = j->level,
                                     .force_level = j->level_stated};
    if (!j->in.form.found && !j->in.back.found)
        parts.form = NULL;
    enum hoshi_status s =
        hoshi_case_compose(&parts, &j->tables->catalog, &j->text, &j->composed, j->r->faults);
    if (!s)
        s = hoshi_answers_parse(hoshi_buffer_text(&j->composed.gap), j->composed.gap.length, "gap.json",
                                &j->tables->catalog, &j->arena, &j->merged, j->r->faults);
    if (s)
        return s;
    s = hoshi_case_parse(hoshi_buffer_text(&j->text), j->text.length, out ? out : j->r->arg[0], j->tables,
                         &j->c, &j->missing);
    if (s && !only_missing(&j->missing))
        compose_faults(j);
    return s && only_missing(&j->missing) ? HOSHI_OK : s;
}

static int import_read_input(struct job *j)
{
    struct request *r = j->r;
    const char *out = option_value(r, "--out"), *file = r->arg[0];
    size_t n;
    if (out && access(out, F_OK) == 0) {
        if (hoshi_file_read(out, HOSHI_CASE_FILE_MAX, &j->old, &n, r->faults))
            return fault_exit(r);
        /* What stands behind a NUL would be dropped where the text is used as it is. */
        r->faults->file = out;
        if (hoshi_json_check_text(j->old, n, r->faults))
            return fault_exit(r);
        r->faults->file = NULL;
        read_beside(j, out);
    }
    if (!right_file(r, file, WANT_ANSWERS))
        return fault_exit(r);
    enum hoshi_status s = hoshi_import_read(file, &j->tables->catalog, &j->arena, &j->in, r->faults);
    if (s && !j->in.no_answers)
        return fault_exit(r);
    if (!j->level)
        j->level = j->in.form.level ? j->in.form.level : level_of_answers(j);
    if (s) { /* answers that cannot be read: what is wrong with the rest is told with them */
        (void)compose_case(j);
        return fault_exit(r);
    }
    return EXIT_DONE;
}

static int compose(struct job *j)
{
    if (!workbook_fits(j) || compose_case(j))
        return fault_exit(j->r);
    if (j->c) {
        j->level = (int)j->c->target_level;
        /* Without an estimate the questions stand in the order of the catalogue. */
        if (hoshi_estimate_open(j->tables, j->c, today(), &j->e, NULL))
            j->e = NULL;
    }
    return EXIT_DONE;
}

/* The record of a talk that was typed into the workbook, as an entry for the log to be looked at first. */
static int write_talk(struct job *j, enum hoshi_lang lang)
{
    const char *path = option_value(j->r, "--talks");
    struct hoshi_buffer text;
    if (!path)
        return EXIT_DONE;
    if (!output_is_new(j->r, path))
        return fault_exit(j->r);
    hoshi_buffer_init(&text, 1 << 20);
    enum hoshi_status s = hoshi_import_talk(&text, lang, &j->in.back, j->c, j->r->faults);
    if (!s)
        s = hoshi_file_write(path, hoshi_buffer_text(&text), text.length, j->r->faults);
    hoshi_buffer_release(&text);
    return s ? fault_exit(j->r) : EXIT_DONE;
}

static int report(struct job *j, const struct hoshi_import *m, enum hoshi_lang lang)
{
    struct hoshi_buffer text;
    hoshi_buffer_init(&text, 16 << 20);
    if (option_value(j->r, "--json"))
        hoshi_import_print_json(&text, m);
    else
        hoshi_import_print(&text, lang, m);
    int code = print_out(j->r, &text);
    hoshi_buffer_release(&text);
    return code;
}

static int import_finish(struct job *j, enum hoshi_lang lang)
{
    const char *out = option_value(j->r, "--out");
    struct hoshi_import m = {.file = j->r->arg[0],
                             .out = out,
                             .existing = j->old != NULL,
                             .composed = &j->composed,
                             .lost_gap = j->lost_gap,
                             .tables = j->tables,
                             .c = j->c,
                             .source = &j->in.source,
                             .form = &j->in.form,
                             .back = &j->in.back,
                             .written_over = &j->in.written,
                             .answers = &j->in.answers,
                             .review = &j->review,
                             .missing = &j->missing};
    if (hoshi_answer_review_init(&j->review, j->tables, &j->merged, j->level, j->composed.denied, j->e)) {
        hoshi_fault_add(j->r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
        return fault_exit(j->r);
    }
    if (j->c)
        hoshi_answer_review_facts(&j->review, j->tables, j->c);
    bool refused = option_value(j->r, "--strict") && hoshi_import_doubts(&m);
    if (refused)
        hoshi_fault_add(j->r->faults, HOSHI_E_IMPORT_DOUBT, out, NULL, "--strict");
    else if (out && hoshi_file_write(out, hoshi_buffer_text(&j->text), j->text.length, j->r->faults))
        return fault_exit(j->r);
    m.written = !refused && out;
    int code = report(j, &m, lang);
    return refused ? fault_exit(j->r) : code;
}

/* ---- a supplier's workbook ---- */

/* Answers that stand in the file; a file without any is no fault: the supplier chose not to show them. */
static size_t received_answers(struct job *j)
{
    struct hoshi_faults *none = calloc(1, sizeof *none);
    struct hoshi_arena arena = {0};
    struct hoshi_imported in;
    size_t n = 0;
    if (none && !hoshi_import_read(j->r->arg[0], &j->tables->catalog, &arena, &in, none))
        for (size_t i = 0; i < in.answers.n; i++)
            n += in.answers.answer[i].status != HOSHI_UNANSWERED;
    hoshi_arena_release(&arena);
    free(none);
    return n;
}

/* What it asks for and whether that adds up. *more: it holds answers, which are taken in like any others. */
static int received(struct job *j, enum hoshi_lang lang, bool *more)
{
    struct hoshi_received *x = calloc(1, sizeof *x);
    bool found = false;
    *more = true;
    if (!x) {
        hoshi_fault_add(j->r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
        return fault_exit(j->r);
    }
    enum hoshi_status status = hoshi_received_read_file(j->r->arg[0], &found, x, j->r->faults);
    struct hoshi_written typed = {0};
    if (!status && found)
        status = hoshi_written_read_file(j->r->arg[0], &j->arena, &typed, j->r->faults);
    int code = status ? fault_exit(j->r) : EXIT_DONE;
    if (!code && found) {
        struct hoshi_received_report report = {.file = j->r->arg[0],
                                               .received = x,
                                               .tables = j->tables,
                                               .answers = received_answers(j),
                                               .typed = &typed};
        struct hoshi_buffer text;
        *more = report.answers && !(option_value(j->r, "--json") && !option_value(j->r, "--out"));
        hoshi_buffer_init(&text, 16 << 20);
        if (!option_value(j->r, "--json"))
            hoshi_received_print(&text, lang, &report);
        else if (!*more)
            hoshi_received_print_json(&text, &report);
        code = print_out(j->r, &text);
        hoshi_buffer_release(&text);
        if (!code && option_value(j->r, "--strict") && hoshi_received_doubts(x)) {
            hoshi_fault_add(j->r->faults, HOSHI_E_IMPORT_DOUBT, j->r->arg[0], NULL, "--strict");
            code = fault_exit(j->r);
        }
    }
    free(x);
    return code;
}

static int import_run(struct request *r)
{
    struct job *j = calloc(1, sizeof *j);
    const char *input[1] = {r->arg[0]}, *out = option_value(r, "--out");
    enum hoshi_lang lang;
    int code = EXIT_USAGE;
    if (!j) {
        hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
        return fault_exit(r);
    }
    j->r = r;
    hoshi_buffer_init(&j->text, 64 << 20);
    hoshi_composed_init(&j->composed);
    if (!option_lang(r, &lang) || !option_level(j) || (out && !output_allowed(r, out, input, 1))) {
        code = fault_exit(r);
        goto out;
    }
    code = EXIT_INPUT;
    if (hoshi_tables_open(option_value(r, "--data"), today(), &j->tables, r->faults)) {
        code = fault_exit(r);
        goto out;
    }
    bool more = true;
    code = received(j, lang, &more);
    if (!code && more)
        code = import_read_input(j);
    if (!code && more)
        code = compose(j);
    if (!code && more)
        code = write_talk(j, lang);
    if (!code && more)
        code = import_finish(j, lang);
out:
    hoshi_answer_review_release(&j->review);
    hoshi_estimate_close(j->e);
    hoshi_case_close(j->c);
    hoshi_buffer_release(&j->text);
    hoshi_composed_release(&j->composed);
    hoshi_arena_release(&j->arena);
    hoshi_tables_close(j->tables);
    free(j->old);
    free(j);
    return code;
}

const struct verb verb_import = {
    .name = "import",
    .usage = "FILE [-o CASE.json] [--level 3|4] [--strict] [--json]",
    .ja = "記入された質問票・公式の表・CSV から回答を取り込む",
    .en = "take answers in from a filled questionnaire, the official sheet, a CSV",
    .more_ja =
        "読むもの: このプログラムの質問票、公式の要求事項・評価基準の表（.xlsx・.ods）に回答を書き足したもの、\n"
        "チェックリスト、CSV（UTF-8・CP932）、回答の JSON。見出しの言葉と評価基準の番号で読み、位置では読みません。\n"
        "自社用のワークブック（worksheet の -o）も読みます。書き換えた単価・数量・割合・品目・目標・「分かったこと」をケースに入れ、\n"
        "ケースに戻らない欄の記入は、入力欄でないセル、消えた計算式、足したシートも含めて、入れ直す所とともに挙げます。記録票は --talks FILE で、log add に渡すファイルになります。\n"
        "提出用の資料（dossier の Word・Excel）の記入欄も、同じように読みます。\n"
        "△ は残りの割合のない一部対応として取り込み、確かめる項目に挙げます。知らない言葉は推測せず、セルを示して止まります。\n"
        "CASE がまだなければ、分かるところまで入れて作ります。あれば、ファイルに書いてあるものだけを入れ、ほかはそのまま残します\n"
        "（空欄は、今ある回答を消しません）。何が変わったかを、前と後の値で示します。-o がなければ報告だけを出します。\n"
        "取引先から届いた協議資料（worksheet --view for:ID）なら、求められた額と内訳を示し、合計・年額の成り立ち・率を検算します。\n"
        "評価基準ごとの回答が示されていれば取り込みます。自社の見積と並べるには compare。\n"
        "2025年12月の案の表は、番号の意味が変わらない回答だけを引き継ぎ、残りを示します。\n",
    .more_en =
        "Reads a questionnaire of this program, the official sheet of requirements (.xlsx, .ods) with answers written\n"
        "beside it, checklists, CSV (UTF-8, CP932) and answers as JSON: by headings and ids, never by position.\n"
        "The own workbook comes back, too: prices, quantities, shares, items, targets and facts found out that were typed\n"
        "go into the case, and its record of a talk becomes a file for log add (--talks FILE). What was typed where\n"
        "nothing is read (any cell, a formula typed over, a sheet of one's own) is named, with where to enter it. So do the blanks of the paper for filing (dossier), Word or workbook.\n"
        "△ comes in as partly met without a share and is listed for confirmation. Unknown words are never guessed\n"
        "but reported with their cell. When CASE is not there it is made with what is known; when it is, what the\n"
        "file states is put into it and everything else stays (a blank cell removes no answer). What changed is told\n"
        "with the value before and after. Without -o there is only the report. Of a workbook that came from a supplier (worksheet --view for:ID)\n"
        "it shows what is asked and what that is made of, checks its sums, and takes answers in where they are disclosed;\n"
        "compare sets it beside the own estimate. Of a sheet of the December 2025 draft only answers whose\n"
        "ids mean the same are carried over; the others are listed.\n",
    .args_min = 1,
    .args_max = 1,
    .option = options,
    .options = sizeof options / sizeof options[0],
    .run = import_run,
    .tells_out = true,
};
