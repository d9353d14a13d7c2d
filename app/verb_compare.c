/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two of a kind side by side: runs of a portfolio, cases, or a received workbook and the own estimate. What the
 * files are is told from what they hold. */
#include "against_text.h"
#include "compare_text.h"
#include "file.h"
#include "json_write.h"
#include "opened.h"
#include "portfolio_last.h"
#include "received_text.h"
#include "typed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct option_row options[] = {
    {"--buyer", NULL, "ID", "当社の id（ケースに買い手が二者以上あるとき）",
     "this buyer's id, where a case has several"},
    {"--log", NULL, "FILE.json",
     "受け取った資料の受領を、協議の記録の下書き（ハッシュ値と検算の結果付き）に書く",
     "write a draft entry of the log of talks for what was received, with its hash and what the checks say"},
    {"--received", NULL, "DATE", "--log の日付（既定は今日）", "day of --log (default today)"},
    OPTION_JSON,
    OPTION_LANG,
    OPTION_DATA,
};

struct compare_job {
    struct request *r;
    enum hoshi_lang lang;
    struct hoshi_buffer text;
};

static bool compare_ends(const char *path, const char *ending)
{
    size_t n = strlen(path), m = strlen(ending);
    return n > m && strcmp(path + n - m, ending) == 0;
}

/* ---- runs ---- */

static bool compare_record(void *user, size_t index, struct hoshi_supplier_result *out)
{
    return hoshi_portfolio_last_record(user, (int64_t)index, out);
}

/* The horizon of a run: that of its records. */
static int compare_years(const struct hoshi_portfolio_last *run)
{
    static struct hoshi_supplier_result record;
    return hoshi_portfolio_last_suppliers(run) && hoshi_portfolio_last_record(run, 0, &record)
               ? record.horizon
               : 0;
}

static int compare_opened_runs(struct compare_job *j, struct hoshi_portfolio_last *then,
                               struct hoshi_portfolio_last *now)
{
    const struct hoshi_against_run a = {(size_t)hoshi_portfolio_last_suppliers(then), compare_years(then),
                                        compare_record, then},
                                   b = {(size_t)hoshi_portfolio_last_suppliers(now), compare_years(now),
                                        compare_record, now};
    struct hoshi_against_view view = {.list = hoshi_portfolio_last_list(then)};
    bool differ = hoshi_portfolio_label_differs(
        hoshi_portfolio_last_label(then), hoshi_portfolio_last_label(now), true, hoshi_against_note, &view);
    if (hoshi_against_open(&a, &b, hoshi_against_frame(&view, differ), &view.against, j->r->faults))
        return fault_exit(j->r);
    if (option_value(j->r, "--json")) {
        struct hoshi_json_writer w;
        hoshi_json_start(&w, &j->text);
        hoshi_json_object(&w, NULL);
        hoshi_json_put_whole(&w, "hoshiwari_compare", 1);
        hoshi_against_put_json(&w, &view);
        hoshi_json_end(&w);
        hoshi_buffer_puts(&j->text, "\n");
    } else
        hoshi_against_print(&j->text, j->lang, &view);
    hoshi_against_close(view.against);
    return EXIT_DONE;
}

static int compare_runs(struct compare_job *j)
{
    struct hoshi_portfolio_last *then = NULL, *now = NULL;
    enum hoshi_status one = hoshi_portfolio_last_open(j->r->arg[0], &then, j->r->faults),
                      two = hoshi_portfolio_last_open(j->r->arg[1], &now, j->r->faults);
    int code = one || two ? fault_exit(j->r) : compare_opened_runs(j, then, now);
    hoshi_portfolio_last_close(then);
    hoshi_portfolio_last_close(now);
    return code;
}

/* ---- a received workbook and a case ---- */

/* Which buyer of the case we are: --buyer, else the only party. False: recorded. */
static bool compare_buyer(struct compare_job *j, const struct hoshi_case *c, size_t *at)
{
    const char *wanted = option_value(j->r, "--buyer");
    size_t parties = 0;
    for (size_t i = 0; i < c->buyers; i++)
        if (wanted ? strcmp(c->buyer[i].id, wanted) == 0 : hoshi_buyer_is_party(&c->buyer[i])) {
            *at = i;
            parties++;
        }
    if (parties == 1)
        return true;
    hoshi_fault_add(j->r->faults, parties ? HOSHI_E_USAGE_MISSING : HOSHI_E_BUYER_UNKNOWN, "--buyer", wanted,
                    NULL);
    return false;
}

/* ---- a draft for the log ---- */

/* Name of the workbook as the draft has it: an attachment is looked for beside the draft, else named as it was here. */
static const char *compare_beside(const char *draft, const char *path)
{
    const char *a = strrchr(draft, '/'), *b = strrchr(path, '/');
    size_t n = a ? (size_t)(a - draft) : 0, m = b ? (size_t)(b - path) : 0;
    return n == m && strncmp(draft, path, n) == 0 ? (b ? b + 1 : path) : path;
}

static enum hoshi_status compare_hash(struct compare_job *j, const char *path, char out[HOSHI_SHA256_TEXT])
{
    char *bytes = NULL;
    size_t n = 0;
    enum hoshi_status status = hoshi_file_read(path, HOSHI_FILE_MAX, &bytes, &n, j->r->faults);
    if (!status)
        hoshi_sha256_print(bytes, n, out);
    free(bytes);
    return status;
}

static void compare_put_draft(struct compare_job *j, struct hoshi_buffer *out, const char *path,
                              const struct hoshi_received *received, const char *party, struct hoshi_date day,
                              const char hash[HOSHI_SHA256_TEXT])
{
    struct hoshi_json_writer w;
    struct hoshi_buffer words;
    char date[HOSHI_DATE_TEXT], yen[HOSHI_DECIMAL_TEXT];
    hoshi_buffer_init(&words, 1 << 16);
    hoshi_buffer_printf(&words,
                        hoshi_say(j->lang, "協議資料を受け取った。年額 %s円。",
                                  "Received the papers for the talks: %s yen a year; "),
                        hoshi_yen_print(received->annual_yen, yen));
    hoshi_received_say(&words, j->lang, received);
    hoshi_json_start(&w, out);
    hoshi_json_object(&w, NULL);
    hoshi_json_put_whole(&w, "hoshiwari_log", 1);
    hoshi_json_list(&w, "entries");
    hoshi_json_object(&w, NULL);
    hoshi_json_put(&w, "kind", "request");
    hoshi_json_put(&w, "date", hoshi_date_print(day, date));
    hoshi_json_put(&w, "party", party);
    hoshi_json_put(&w, "by", "supplier");
    hoshi_json_put(&w, "words", hoshi_buffer_text(&words));
    hoshi_json_put_whole(&w, "amount_yen", received->annual_yen);
    hoshi_json_list(&w, "attachments");
    hoshi_json_object(&w, NULL);
    hoshi_json_put(&w, "file", compare_beside(option_value(j->r, "--log"), path));
    hoshi_json_put(&w, "sha256", hash);
    hoshi_json_end(&w);
    hoshi_json_end(&w);
    hoshi_json_end(&w);
    hoshi_json_end(&w);
    hoshi_json_end(&w);
    hoshi_buffer_puts(out, "\n");
    hoshi_buffer_release(&words);
}

/* --log: the draft, and how it is recorded. An exit code. */
static int compare_draft(struct compare_job *j, const char *path, const char *case_path,
                         const struct hoshi_received *received, const char *party)
{
    const char *log = option_value(j->r, "--log"), *on = option_value(j->r, "--received");
    struct hoshi_date day = today();
    struct hoshi_buffer out;
    char hash[HOSHI_SHA256_TEXT];
    if (!log)
        return EXIT_DONE;
    if (on && !hoshi_typed_date(on, &day)) {
        hoshi_fault_add(j->r->faults, HOSHI_E_DATE, "--received", on, "2026-10-01");
        return EXIT_USAGE;
    }
    if (compare_hash(j, path, hash))
        return fault_exit(j->r);
    hoshi_buffer_init(&out, 1 << 20);
    compare_put_draft(j, &out, path, received, party, day, hash);
    if (!hoshi_file_write(log, hoshi_buffer_text(&out), out.length, j->r->faults))
        fprintf(stderr,
                hoshi_say(j->r->talk,
                          "%s に受領の記録の下書きを書きました。確かめてから: hoshiwari log %s add %s\n",
                          "a draft entry is in %s. When it is right: hoshiwari log %s add %s\n"),
                log, case_path, log);
    hoshi_buffer_release(&out);
    return fault_exit(j->r);
}

static int compare_with_case(struct compare_job *j, const char *path, const char *case_path,
                             const struct hoshi_received *received)
{
    struct opened o;
    struct hoshi_buyer_view *own = NULL;
    struct hoshi_arena arena = {0};
    struct hoshi_written typed = {0};
    size_t at = 0;
    j->r->range = (struct hoshi_range_options){0};
    int code = open_case(j->r, case_path, 0, &o);
    if (code)
        return code;
    if (!compare_buyer(j, o.c, &at))
        code = EXIT_USAGE;
    else if (hoshi_buyer_view_open(o.split, at, NULL, HOSHI_DISCLOSE_CATEGORY, o.price_step_micro, &own,
                                   j->r->faults))
        code = fault_exit(j->r);
    else if (hoshi_written_read_file(path, &arena, &typed, j->r->faults))
        code = fault_exit(j->r);
    else {
        const struct hoshi_received_report report = {.file = path,
                                                     .received = received,
                                                     .tables = o.tables,
                                                     .own = own,
                                                     .answers = 1,
                                                     .typed = &typed};
        if (option_value(j->r, "--json"))
            hoshi_received_print_json(&j->text, &report);
        else
            hoshi_received_print(&j->text, j->lang, &report);
        code = compare_draft(j, path, case_path, received, o.c->buyer[at].id);
    }
    hoshi_arena_release(&arena);
    hoshi_buyer_view_close(own);
    close_case(&o);
    return code;
}

static int compare_received(struct compare_job *j, const char *path, const char *case_path)
{
    struct hoshi_received *received = calloc(1, sizeof *received);
    bool found = false;
    int code = EXIT_ENVIRONMENT;
    if (!received)
        hoshi_fault_add(j->r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    else if (hoshi_received_read_file(path, &found, received, j->r->faults))
        code = fault_exit(j->r);
    else if (!found) {
        hoshi_fault_add(j->r->faults, HOSHI_E_FILE_KIND, NULL, path,
                        "worksheet --view for:ID, .hsr, CASE.json");
        code = EXIT_INPUT;
    } else
        code = compare_with_case(j, path, case_path, received);
    free(received);
    return code;
}

/* ---- two cases ---- */

static int compare_cases(struct compare_job *j)
{
    struct opened a, b;
    j->r->range = (struct hoshi_range_options){0};
    int code = open_case(j->r, j->r->arg[0], 0, &a);
    if (code)
        return code;
    code = open_case(j->r, j->r->arg[1], 0, &b);
    if (!code) {
        const struct hoshi_compared compared = {j->r->arg[0], j->r->arg[1], a.split, b.split};
        if (option_value(j->r, "--json"))
            hoshi_compare_print_json(&j->text, &compared);
        else
            hoshi_compare_print(&j->text, j->lang, &compared);
        close_case(&b);
    }
    close_case(&a);
    return code;
}

static int compare_run(struct request *r)
{
    struct compare_job j = {.r = r};
    const char *a = r->arg[0], *b = r->arg[1];
    if (!option_lang(r, &j.lang))
        return EXIT_USAGE;
    hoshi_buffer_init(&j.text, 64 << 20);
    int code = compare_ends(a, ".hsr") && compare_ends(b, ".hsr") ? compare_runs(&j)
               : compare_ends(a, ".xlsx")                         ? compare_received(&j, a, b)
               : compare_ends(b, ".xlsx")                         ? compare_received(&j, b, a)
                                                                  : compare_cases(&j);
    if (!code)
        code = print_out(r, &j.text);
    hoshi_buffer_release(&j.text);
    return code;
}

const struct verb verb_compare = {
    .name = "compare",
    .usage = "A B [--buyer ID] [--log FILE.json] [--json] [--lang ja|en]",
    .ja = "二つのケース、二つの計算、受け取った資料と自社の見積を並べ、差を示す",
    .en = "set two cases, two runs, or a received workbook and the own estimate side by side",
    .more_ja =
        "A と B: ケースファイル（.json）二つ、portfolio の結果ファイル（.hsr）二つ、または取引先から届いた協議資料（.xlsx、\n"
        "worksheet --view for:ID で作ったもの）と自社の見積のケース。前のもの（または受け取ったもの）を先に書きます。\n"
        "届いた資料は、区分・費目・年度の合計、年額の成り立ち、お取引額に対する率を検算します。開示の細かさは問いません。\n"
        "合計の式が数字に置き換わっていないか、隠れた行や列がないかも見ます。--log は受領の記録の下書きを書き、log CASE add で記録します。\n"
        "差は、理由を尋ねるためのもので、どちらが正しいかを決めるものではありません。\n",
    .more_en =
        "A and B: two case files (.json), two result files of portfolio (.hsr), or a workbook that came from a supplier\n"
        "(.xlsx, made by worksheet --view for:ID) and the case of the own estimate. The earlier or received one first.\n"
        "Of a received workbook the sums of categories, kinds of cost and years, how the annual amount is made up, and\n"
        "its rate on purchases are checked, whatever it discloses; so is whether totals are still formulas and nothing is\n"
        "hidden. --log writes a draft entry of what was received, recorded by log CASE add. Differences are there to be asked about; they do not\n"
        "say which side is right.\n",
    .args_min = 2,
    .args_max = 2,
    .option = options,
    .options = sizeof options / sizeof options[0],
    .run = compare_run,
};
