/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many suppliers: a list in, a report and a file out. The kind of file is told by its ending. What can be
 * refused is refused before anything is computed, for a run may take minutes. */
#include "file.h"
#include "list_template.h"
#include "portfolio_job.h"
#include "supplier_generate.h"
#include "supplier_write.h"

#include <glpk.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

enum { GENERATE_MAX = 1000000 };

static const struct option_row options[] = {
    {"--out", "-o", "FILE", "書き出す先: .xlsx 予算の資料、.csv 取引先ごとの結果、.hsr 結果ファイル",
     "file to write: .xlsx budget workbook, .csv a row per supplier, .hsr result file"},
    {"--budget", NULL, "YEN", "各年の予算（例: 40000000、40,000,000、4000万円）",
     "budget of each year (yen: 40000000 or 40,000,000)"},
    {"--budget-years", NULL, "A/B/C", "計画の年ごとの予算。「/」か「;」で、桁区切りがなければ「,」でも区切る",
     "budget of each year of the plan (yen), parted by / or ;, or by , without thousands"},
    {"--carry-over", NULL, NULL, "使い残しを翌年に回せる", "what a year leaves may be spent later"},
    {"--talks", NULL, "N|A/B/C", "1年に始められる協議（支援の開始）の数。年ごとなら「/」で区切る",
     "talks (starts) there can be in a year; by year parted by /"},
    {"--talk-cost", NULL, "YEN", "協議1件にかかる費用。開始の年の予算から引く",
     "cost of one talk, out of the budget of the year of the start"},
    {"--minimum", NULL, "YEN", "期間の当社分がこれに満たない先は支援の対象にしない（必ず・承認済みを除く）",
     "leave out whom less than this would be spent on (musts and approved starts apart)"},
    {"--quota", NULL, "GROUP=MOST", "上限。例: --quota '★3=20社'、--quota '区分:鋳造=3000万円'（繰り返し可）",
     "at most so many, or so much: 'level:3=20', 'category:casting=30 million yen'; may be repeated"},
    {"--buyer", NULL, "NAME", "当社の名前（ケースのファイルでは名前か id で当社を探す）",
     "this buyer's name (case files are searched for it by name or id)"},
    {"--buyer-capital", NULL, "YEN", "当社の資本金（円）。取適法の対象かの目安に使う",
     "this buyer's capital (yen), for an indication whether the 取適法 covers it"},
    {"--buyer-employees", NULL, "N", "当社の常時使用する従業員の数（同上）",
     "this buyer's regular employees (likewise)"},
    {"--department", NULL, "NAME", "起案する部署（予算の資料）", "department that applies (workbook)"},
    {"--level", NULL, "3|4", "★も3つの質問もない行の★。--template では、その★の評価基準ごとの列",
     "level of rows that state neither level nor questions; with --template a column per criterion"},
    {"--years", NULL, "N", "計画の年数（既定は表の値）", "years planned (default: the tables')"},
    {"--as-of", NULL, "DATE", "基準日（既定は今日）。分割するときは必ず揃える",
     "day of the figures (default today); the same for all parts"},
    {"--start", NULL, "YYYY-MM", "開始の月（既定は次の4月）", "first month (default: next April)"},
    {"--unknown-share", NULL, "0…1",
     "購入額か売上高が不明な先で仮定する当社の割合（既定 1 = 100%、考えられる最大）",
     "share assumed for this buyer where purchases or sales are unknown (default 1: 100%, the most it can be)"},
    {"--sheet", NULL, "NAME", "読むシート（既定は見出しのある最初のもの）",
     "sheet to read (default: the first with headings)"},
    {"--map", NULL, "HEADING=COLUMN",
     "見出し（か列の記号、桁の範囲）がどの列かを示す。例: --map '御社番号=取引先コード'、--map '1-6=取引先コード'（繰り返し可）",
     "which column a heading (a letter of the sheet, positions of a text) is; may be repeated: --map 'Our no=supplier ID', --map '1-6=supplier ID'"},
    {"--ignore", NULL, "HEADING", "その見出しの列を読まない（繰り返し可）",
     "do not read the column of this heading; may be repeated"},
    {"--unit", NULL, "[HEADING=]UNIT",
     "金額の列の単位。例: --unit 千円、--unit '売上高=百万円'（繰り返し可）",
     "unit of columns of amounts; may be repeated: --unit 'thousand yen', --unit 'sales=million yen'"},
    {"--numbers", NULL, "[HEADING=]1.234,56",
     "数字の書き方。欧州式なら 1.234,56、日本式なら 1,234.56（繰り返し可）",
     "how figures are written: 1.234,56 (European) or 1,234.56; may be repeated: --numbers 'spend=1.234,56'"},
    {"--sum-duplicates", NULL, NULL,
     "同じ取引先コードの行（工場・品目別など）を1社にまとめ、購入額を足す（工場の列があれば台数も）",
     "rows of one id (by plant, by item) are one supplier: purchases are added (with a column of plants PCs and the like, too)"},
    {"--corrections", NULL, "FILE", "前回書き出された訂正表（「正しい値」を埋めたもの）を当てはめる",
     "apply a list to correct that an earlier run wrote, with its correct values filled in"},
    {"--answers", NULL, "DIR",
     "届いた調査票・ケース・協議資料のフォルダ。取引先コード（ファイルの中か名前）か会社名で一覧に当てはめる",
     "folder of surveys, cases and for:ID workbooks that came back: joined to the list by code or name"},
    {"--register", NULL, "FILE",
     "★の登録簿（公表されたもの、社内の台帳）を法人番号か会社名で一覧に当てはめる",
     "a register of stars (public, or your own), joined by corporate number or name"},
    {"--register-map", NULL, "HEADING=COLUMN", "登録簿の見出しがどの列か（繰り返し可）",
     "which column a heading of the register is; may be repeated"},
    {"--decisions", NULL, "FILE",
     "決定・開始年・扱いを書き込んだ予算の Excel（か、コードと承認済みの開始年・扱い・重みの一覧）を反映する",
     "the budget workbook with decisions, starts and handling typed in (or a list of codes with them)"},
    {"--ask-again", NULL, "FILE.csv", "回答のない先・足りない先を、回答で動き得る額の順に書き出す",
     "write whom to ask again, by the yen that hang on the answer"},
    {"--threads", NULL, "N", "並列数（結果は変わらない。既定は全て）", "threads (same result; default all)"},
    {"--shard", NULL, "I/N", "N 個に分けた I 番目だけを計算し、-o X.hsr に残す",
     "compute part I of N only, kept by -o X.hsr"},
    {"--merge", NULL, NULL, "引数は .hsr の結果ファイル。一つにまとめる",
     "the arguments are .hsr result files: put them together"},
    {"--generate", NULL, "N", "架空の取引先 N 社の一覧を -o FILE に作る",
     "write a list of N invented suppliers to -o FILE"},
    {"--seed", NULL, "N", "--generate の種（既定 1）", "seed of --generate (default 1)"},
    {"--force", NULL, NULL, "既にある一覧（--template、--generate）や、人が保存し直したファイルも書き換える",
     "replace a list that is there (--template, --generate), or a workbook that somebody has saved"},
    {"--template", NULL, "FILE", "見出しだけの一覧を作る。.xlsx なら選択肢と書き方の付いた Excel、ほかは CSV",
     "write an empty list with all headings: .xlsx with drop-downs and remarks, else CSV"},
    {"--against", NULL, "LAST.hsr", "前回の結果ファイルと比べ、当社分が何によって動いたかを示す",
     "compare with the last run: what moved this buyer's part, by cause and supplier"},
    {"--totals", NULL, NULL, "--json で取引先ごとの結果を省く",
     "with --json: leave the single suppliers out"},
    {"--own-answers-only", NULL, NULL,
     "回答のない基準を各社自身の回答だけから推し量る（estimate と同じ。他社の回答を使わない）",
     "judge what nobody answered by the supplier's own answers alone, as estimate does"},
    {"--no-range", NULL, NULL, "幅（P50・P80など）を計算しない", "leave the range (P50, P80 …) out"},
    {"--strict", NULL, NULL, "除いた行があれば何も書き出さず終了コード1",
     "write nothing and exit 1 when rows were left out"},
    OPTION_JSON,
    OPTION_LANG,
    OPTION_DATA,
};

/* ---- running ---- */

static volatile sig_atomic_t stopped;

static void portfolio_stop(int number)
{
    stopped = number;
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* What the progress line needs; only with a terminal. */
struct progress {
    double began, shown;
    enum hoshi_lang talk;
};

static void show_progress(void *user, int64_t done, int64_t total, int64_t done_ppm)
{
    struct progress *p = user;
    double now = seconds(), part = total > 0 ? (double)done / (double)total : (double)done_ppm / 1e6;
    if (now - p->shown < 0.25)
        return;
    p->shown = now;
    fprintf(stderr, hoshi_say(p->talk, "\r%" PRId64 "社", "\r%" PRId64 " suppliers"), done);
    if (part > 0.001 && part <= 1)
        fprintf(stderr, hoshi_say(p->talk, "  %.0f%%  残り約%.0f秒", "  %.0f%%  about %.0f s left"),
                part * 100, (now - p->began) * (1 - part) / part);
    fprintf(stderr, "\033[K");
    fflush(stderr);
}

static void thread_end(void)
{
    glp_free_env();
}

static const char *spool_folder(void)
{
    static const char *const folders[] = {"/var/tmp", "/tmp", "."};
    const char *named = getenv("TMPDIR");
    if (named && *named && access(named, W_OK) == 0)
        return named;
    for (size_t i = 0; i < 2; i++)
        if (access(folders[i], W_OK) == 0)
            return folders[i];
    return folders[2];
}

static void fill_options(struct portfolio_job *j, struct progress *progress)
{
    struct hoshi_portfolio_options *o = &j->options;
    o->tables = j->tables;
    o->settings = &j->settings;
    o->program = HOSHI_VERSION;
    o->buyer = option_value(j->r, "--buyer");
    o->sheet = option_value(j->r, "--sheet");
    o->strict = option_value(j->r, "--strict") != NULL;
    o->out = j->output == OUTPUT_RESULT ? j->out : NULL;
    o->folder = spool_folder();
    o->interrupted = &stopped;
    o->thread_end = thread_end;
    if (isatty(STDERR_FILENO)) {
        o->progress = show_progress;
        o->user = progress;
    }
}

static enum hoshi_status portfolio_compute(struct portfolio_job *j)
{
    struct progress progress = {.began = seconds(), .talk = j->r->talk};
    struct sigaction act = {.sa_handler = portfolio_stop}, old_int, old_term;
    fill_options(j, &progress);
    sigaction(SIGINT, &act, &old_int);
    sigaction(SIGTERM, &act, &old_term);
    enum hoshi_status status =
        hoshi_job_merges(j)
            ? hoshi_portfolio_merge(j->r->arg, j->r->args, &j->options, &j->portfolio, j->r->faults)
            : hoshi_portfolio_run(j->r->arg[0], &j->options, &j->portfolio, j->r->faults);
    sigaction(SIGINT, &old_int, NULL);
    sigaction(SIGTERM, &old_term, NULL);
    if (j->options.progress)
        fprintf(stderr, "\r\033[K");
    return status;
}

/* ---- what is shown ---- */

bool hoshi_job_record(struct portfolio_job *j, int64_t index, struct hoshi_supplier_result *out)
{
    if (!hoshi_portfolio_record(j->portfolio, index, out))
        return false;
    hoshi_job_decide(j, out);
    return true;
}

static bool portfolio_read_record(void *user, size_t index, struct hoshi_supplier_result *out)
{
    return hoshi_job_record(user, (int64_t)index, out);
}

/* The row read last is kept: its faults are asked for one by one. */
static bool read_left_out(void *user, size_t index, size_t fault, struct hoshi_budget_left_out *out)
{
    struct portfolio_job *j = user;
    struct hoshi_portfolio_left_out *left = &j->left;
    if (j->left_at != index + 1) {
        j->left_at = 0;
        if (!hoshi_portfolio_left(j->portfolio, (int64_t)index, left))
            return false;
        j->left_at = index + 1;
    }
    if ((int64_t)fault >= left->kept)
        return false;
    memset(out, 0, sizeof *out);
    out->row = left->row;
    memcpy(out->id, left->id, sizeof out->id);
    memcpy(out->name, left->name, sizeof out->name);
    out->fault = left->fault[fault];
    out->faults = (size_t)left->faults;
    out->kept = (size_t)left->kept;
    return true;
}

static void budget_rules(struct portfolio_job *j, struct hoshi_budget_rules *rules)
{
    int years = j->run.assumptions->horizon;
    hoshi_budget_rules_init(rules, years, j->budget_yen[0]);
    for (int y = 0; y < years && j->budget_by_year; y++)
        rules->budget_yen[y] = j->budget_yen[y];
    rules->carry_over = option_value(j->r, "--carry-over") != NULL;
    rules->talks_limited = j->limits.talks_n > 0;
    for (int y = 0; y < years; y++)
        rules->talks[y] = j->limits.talks[j->limits.talks_n > 1 ? y : 0];
    rules->talk_yen = j->limits.talk_yen;
    rules->quotas = j->limits.quotas;
    memcpy(rules->quota, j->limits.quota, sizeof rules->quota);
    rules->extras = j->budgets > 0;
}

static bool read_last(void *user, size_t index, struct hoshi_supplier_result *out)
{
    return hoshi_portfolio_last_record(user, (int64_t)index, out);
}

/* The last run beside this one. */
static enum hoshi_status compare_last(struct portfolio_job *j)
{
    const char *path = option_value(j->r, "--against");
    if (!path)
        return HOSHI_OK;
    enum hoshi_status status = hoshi_portfolio_last_open(path, &j->last, j->r->faults);
    if (status)
        return status;
    const struct hoshi_supplier_store_label *then = hoshi_portfolio_last_label(j->last);
    bool differ = hoshi_portfolio_label_differs(then, &j->label, true, hoshi_against_note, &j->against);
    int years = j->run.assumptions->horizon;
    const struct hoshi_against_run before = {(size_t)hoshi_portfolio_last_suppliers(j->last), years,
                                             read_last, j->last},
                                   now = {(size_t)j->portfolio->suppliers, years, portfolio_read_record, j};
    j->against.list = hoshi_portfolio_last_list(j->last);
    return hoshi_against_open(&before, &now, hoshi_against_frame(&j->against, differ), &j->against.against,
                              j->r->faults);
}

static enum hoshi_status portfolio_choose(struct portfolio_job *j)
{
    const struct hoshi_portfolio *p = j->portfolio;
    struct hoshi_budget_source source = {.suppliers = (size_t)p->suppliers,
                                         .left_out = (size_t)p->left_out,
                                         .notes = (size_t)p->reading.notes,
                                         .left_kept = (size_t)p->left_kept,
                                         .read = portfolio_read_record,
                                         .read_left_out = read_left_out,
                                         .user = j};
    struct hoshi_budget_options *o = calloc(1, sizeof *o);
    if (!o)
        return hoshi_fault_add(j->r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    o->run = &j->run;
    o->budget_stated = j->budgets > 0;
    budget_rules(j, &o->rules);
    o->minimum_yen = j->limits.minimum_yen;
    memcpy(o->group, j->limits.group, sizeof o->group);
    enum hoshi_status status = hoshi_budget_view_open(&source, o, &j->view, j->r->faults);
    free(o);
    j->report.view = j->view;
    return status;
}

static enum hoshi_status prepare(struct portfolio_job *j)
{
    enum hoshi_status status = hoshi_supplier_kernel_open(j->tables, &j->settings, &j->kernel, j->r->faults);
    if (status)
        return status;
    hoshi_portfolio_label(&j->options, hoshi_supplier_kernel_assumptions(j->kernel), &j->label);
    j->run =
        (struct hoshi_portfolio_view){.portfolio = j->portfolio,
                                      .tables = j->tables,
                                      .assumptions = hoshi_supplier_kernel_assumptions(j->kernel),
                                      .label = &j->label,
                                      .unknown_share_ppm = j->settings.unknown_share_ppm,
                                      .buyer = option_value(j->r, "--buyer"),
                                      .department = option_value(j->r, "--department"),
                                      .buyer_capital_yen = j->buyer_capital_yen,
                                      .buyer_employees = j->buyer_employees,
                                      .version = HOSHI_VERSION,
                                      .returned = j->returned,
                                      .ranged = j->options.shards < 2 && !option_value(j->r, "--no-range")};
    j->report.run = &j->run;
    status = hoshi_portfolio_view_init(&j->run, j->kernel, j->r->faults);
    if (!status && j->portfolio->suppliers && j->options.shards < 2)
        status = compare_last(j);
    j->run.against = j->against.against ? &j->against : NULL;
    if (!status && j->portfolio->suppliers && j->options.shards < 2)
        status = portfolio_choose(j);
    if (!status && j->view)
        hoshi_job_tell_decisions(j);
    if (!status && j->stars)
        fprintf(stderr,
                hoshi_say(j->r->talk, "登録簿の★ %zu件のうち、一覧に当てはめた取引先 %zu社\n",
                          "%zu stars in the register, %zu suppliers of the list have one\n"),
                hoshi_stars_count(j->stars), hoshi_stars_joined(j->stars));
    return status;
}

static int portfolio_finish(struct portfolio_job *j)
{
    if (prepare(j))
        return fault_exit(j->r);
    int code = option_value(j->r, "--json") ? hoshi_job_print_json(j) : hoshi_job_print_report(j);
    int corrections = hoshi_job_write_corrections(j);
    code = code ? code : corrections;
    corrections = hoshi_job_write_ask_again(j);
    code = code ? code : corrections;
    return code ? code : hoshi_job_write_file(j);
}

/* ---- lists ---- */

static int write_text(struct portfolio_job *j, const char *path, struct hoshi_buffer *text)
{
    if (!plain_text(text))
        hoshi_fault_add(j->r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    else if (!hoshi_file_write(path, hoshi_buffer_text(text), text->length, j->r->faults))
        return EXIT_DONE;
    return fault_exit(j->r);
}

static int write_template(struct portfolio_job *j)
{
    struct hoshi_buffer text;
    int gap = j->options.level == 4   ? HOSHI_SUPPLIER_LEVEL3_COLUMNS | HOSHI_SUPPLIER_LEVEL4_COLUMNS
              : j->options.level == 3 ? HOSHI_SUPPLIER_LEVEL3_COLUMNS
                                      : HOSHI_SUPPLIER_COUNT_COLUMNS;
    const char *path = option_value(j->r, "--template");
    size_t n = strlen(path);
    if (!output_is_new(j->r, path))
        return fault_exit(j->r);
    if (n > 5 && strcasecmp(path + n - 5, ".xlsx") == 0)
        return hoshi_list_template_write(&j->tables->catalog, j->lang, gap, j->settings.as_of, path,
                                         j->r->faults)
                   ? fault_exit(j->r)
                   : EXIT_DONE;
    hoshi_buffer_init(&text, 1 << 20);
    hoshi_supplier_print_head(&text, &j->tables->catalog,
                              j->lang == HOSHI_JA ? HOSHI_SUPPLIER_JA : HOSHI_SUPPLIER_EN, gap);
    int code = write_text(j, path, &text);
    hoshi_buffer_release(&text);
    return code;
}

static enum hoshi_status generate_rows(struct portfolio_job *j, int64_t n, int64_t seed, struct pieces *p)
{
    enum hoshi_supplier_language language = j->lang == HOSHI_JA ? HOSHI_SUPPLIER_JA : HOSHI_SUPPLIER_EN;
    struct hoshi_generate_settings settings = hoshi_generate_defaults((uint64_t)seed, j->settings.as_of);
    const int gap =
        HOSHI_SUPPLIER_COUNT_COLUMNS | HOSHI_SUPPLIER_LEVEL3_COLUMNS | HOSHI_SUPPLIER_LEVEL4_COLUMNS;
    enum hoshi_status status = HOSHI_OK;
    hoshi_supplier_print_head(&p->text, &j->tables->catalog, language, gap);
    for (int64_t i = 0; i < n && !status && !p->failed; i++) {
        struct hoshi_supplier_row row;
        status = hoshi_supplier_generate(j->tables, &settings, (uint64_t)i, &row, j->r->faults);
        if (!status)
            hoshi_supplier_print_row(&p->text, &j->tables->catalog, language, gap, &row);
        hoshi_pieces_flush(p, PIECES_FULL);
    }
    hoshi_pieces_flush(p, 0);
    return status;
}

/* A list of invented suppliers. */
static int generate(struct portfolio_job *j)
{
    int64_t n = 0, seed = 1;
    if (!hoshi_job_whole(j->r, "--generate", 1, GENERATE_MAX, &n) ||
        !hoshi_job_whole(j->r, "--seed", 0, INT64_C(4294967295), &seed))
        return EXIT_USAGE;
    if (j->output != OUTPUT_CSV) {
        hoshi_fault_add(j->r->faults, HOSHI_E_USAGE_MISSING, "-o", j->out, "--generate N -o suppliers.csv");
        return EXIT_USAGE;
    }
    struct pieces p;
    if (!output_is_new(j->r, j->out) || !hoshi_pieces_open(j, &p))
        return fault_exit(j->r);
    bool ok = generate_rows(j, n, seed, &p) == HOSHI_OK;
    return hoshi_pieces_close(j, &p, ok) ? fault_exit(j->r) : EXIT_DONE;
}

/* ---- the verb ---- */

static int portfolio_missing(struct request *r)
{
    hoshi_fault_add(r->faults, HOSHI_E_USAGE_MISSING, NULL, NULL, "hoshiwari %s %s", r->verb->name,
                    r->verb->usage);
    return EXIT_USAGE;
}

static int dispatch(struct portfolio_job *j)
{
    struct request *r = j->r;
    if (option_value(r, "--template"))
        return write_template(j);
    if (option_value(r, "--generate"))
        return generate(j);
    if (!r->args)
        return portfolio_missing(r);
    if (r->args > 1 && !hoshi_job_merges(j)) {
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_EXTRA, NULL, r->arg[1], "--merge");
        return EXIT_USAGE;
    }
    if (!hoshi_job_budgets_fit(j))
        return EXIT_USAGE;
    if (hoshi_job_decisions(j) || hoshi_job_register(j) || hoshi_job_returned(j) || portfolio_compute(j))
        return fault_exit(r);
    return portfolio_finish(j);
}

static int portfolio_run(struct request *r)
{
    struct portfolio_job *j = calloc(1, sizeof *j);
    int code = EXIT_USAGE;
    if (!j) {
        hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
        return fault_exit(r);
    }
    j->r = r;
    j->decisions = HOSHI_ARRAY(struct portfolio_decision);
    if (hoshi_job_options(j)) {
        if (hoshi_tables_open(option_value(r, "--data"), j->settings.as_of, &j->tables, r->faults))
            code = fault_exit(r);
        else
            code = dispatch(j);
    } else if (r->faults->n) {
        code = fault_exit(r);
    }
    hoshi_budget_view_close(j->view);
    hoshi_against_close(j->against.against);
    hoshi_portfolio_last_close(j->last);
    hoshi_supplier_kernel_close(j->kernel);
    hoshi_portfolio_close(j->portfolio);
    hoshi_tables_close(j->tables);
    hoshi_job_ask_release(j);
    hoshi_returned_close(j->returned);
    hoshi_stars_close(j->stars);
    hoshi_array_release(&j->decisions);
    free(j);
    return code;
}

const struct verb verb_portfolio = {
    .name = "portfolio",
    .usage = "SUPPLIERS [-o X.xlsx|X.csv|X.hsr] [--budget YEN] [--buyer NAME] [--json]",
    .ja = "多くの取引先の費用を見積もり、予算の中で支援の順を決める",
    .en = "the cost of many suppliers, and whom to support under a budget",
    .more_ja =
        "SUPPLIERS: 取引先を1行に1社書いた CSV（UTF-8・CP932・UTF-16）か表計算ファイル（.xlsx・.ods）、ケースのファイルのフォルダ、その一覧の .txt。\n"
        "見出しの言葉で読みます（順は自由、知らない列は読まない）。ひな形は --template list.csv、評価基準ごとの列は --level 4 を足す。\n"
        "数字は「1,200」「20名」「3千万円」のように書けます。桁区切りは3桁ごとだけで、「0,2」「12,34」は数として読みません。\n"
        "要るもの: 会社名か取引先コード、★か3つの質問（重要な情報・停止の影響・社内システムへの接続。どれか「はい」で★4、全て「いいえ」で★3）、\n"
        "利用者数・パソコン台数・従業員数のどれか。空欄は「不明」として扱い、推測しません。\n"
        "「取得済みの★」が求める★と同じか上なら、★そのものの費用はかかりません（★4は★3を含む）。その★の評価基準で回答のないものは\n"
        "対応済みとみなし、書かれた回答はそのまま使います（★の有効期間は確かめません）。\n"
        "同じ番号（番号の列がなければ会社名）の2行目は除きます。全角と半角、大文字と小文字は同じとみなします。ケースのファイルは case_id で見分けます。\n"
        "取引先コードの列があるときは、会社名があってもコードが空欄の行は除きます。コードのない先があるなら、仮のコードを書くか、\n"
        "コードの列の見出しを「備考」などに変えて、会社名で見分けさせてください。\n"
        "ケースの買い手の id は取引先ごとに付けたものです。--buyer には当社の名前を付けてください（全角と半角、空白、株式会社・(株)・㈱の\n"
        "違いは見ません）。id が名前の違う買い手に当たったときは、そのことを示します。\n"
        "誤りのある行は行・列・理由を示して除き、ほかの行は計算します（除いた数は必ず示します）。\n"
        "分割: --shard 1/4 -o p1.hsr … を別々に動かし、--merge p1.hsr p2.hsr p3.hsr p4.hsr -o X.xlsx でまとめると、分けない場合と同じ結果になります。\n",
    .more_en =
        "SUPPLIERS: a CSV (UTF-8, CP932, UTF-16) or workbook (.xlsx, .ods) with a row per supplier, a folder of case files, or a .txt that lists them.\n"
        "Columns are found by their headings, in any order; unknown ones are not read. --template list.csv writes an empty list,\n"
        "with --level 4 one with a column per criterion. Needed: name or id; level or the three questions (important data,\n"
        "outage, access: any yes is star 4, all no star 3); one of users, PCs, employees. A blank cell is not known, never guessed.\n"
        "Figures may read 1,200 or 12 million yen. Commas part groups of three: 0,2 and 12,34 are none.\n"
        "A supplier that holds the star asked for, or a higher one (column \"holds level\"), does not pay for it again, and criteria\n"
        "of a star it holds that nobody answered are taken as met; answers given stand. Whether the star is still valid is not known.\n"
        "A second row of one id (of one name where no column holds ids) is left out; full and half width, capital and\n"
        "small letters count as the same. Case files are told apart by case_id. Where a column holds ids, a row without\n"
        "one is left out, though it may have a name: write an id, or head the column \"remarks\", and names tell them apart.\n"
        "Ids of buyers in case files are each supplier's own: give --buyer your name (width, case, spaces and forms such as 株式会社\n"
        "or (株) do not count). Where an id stands for buyers of different names, that is told.\n"
        "A faulty row is told with row, column and reason and left out; the others are computed, the number left out is always told.\n"
        "Parts: run --shard 1/4 -o p1.hsr … apart, then --merge p1.hsr p2.hsr p3.hsr p4.hsr -o X.xlsx: the same as a whole run.\n",
    .args_min = 0,
    .args_max = ARGS_MAX,
    .option = options,
    .options = sizeof options / sizeof options[0],
    .run = portfolio_run,
};
