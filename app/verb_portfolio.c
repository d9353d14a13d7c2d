/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many suppliers: a list in, a report and a file out. The kind of file is told by its ending. What can be
 * refused is refused before anything is computed, for a run may take minutes. */
#include "budget_workbook.h"
#include "command.h"
#include "file.h"
#include "portfolio_text.h"
#include "supplier_generate.h"
#include "supplier_write.h"
#include "typed.h"
#include "text.h"

#include <errno.h>
#include <glpk.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { PIECE = 1 << 20, GENERATE_MAX = 1000000 };

static const struct option_row options[] = {
    {"--out", "-o", "FILE", "書き出す先: .xlsx 予算の資料、.csv 取引先ごとの結果、.hsr 結果ファイル",
     "file to write: .xlsx budget workbook, .csv a row per supplier, .hsr result file"},
    {"--budget", NULL, "YEN", "各年の予算（例: 40000000、40,000,000、4000万円）",
     "budget of each year (yen: 40000000 or 40,000,000)"},
    {"--budget-years", NULL, "A/B/C", "計画の年ごとの予算。「/」か「;」で、桁区切りがなければ「,」でも区切る",
     "budget of each year of the plan (yen), parted by / or ;, or by , without thousands"},
    {"--carry-over", NULL, NULL, "使い残しを翌年に回せる", "what a year leaves may be spent later"},
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
    {"--threads", NULL, "N", "並列数（結果は変わらない。既定は全て）", "threads (same result; default all)"},
    {"--shard", NULL, "I/N", "N 個に分けた I 番目だけを計算し、-o X.hsr に残す",
     "compute part I of N only, kept by -o X.hsr"},
    {"--merge", NULL, NULL, "引数は .hsr の結果ファイル。一つにまとめる",
     "the arguments are .hsr result files: put them together"},
    {"--generate", NULL, "N", "架空の取引先 N 社の一覧を -o FILE に作る",
     "write a list of N invented suppliers to -o FILE"},
    {"--seed", NULL, "N", "--generate の種（既定 1）", "seed of --generate (default 1)"},
    {"--template", NULL, "FILE", "見出しだけの一覧（CSV）を作る",
     "write an empty list (CSV) with all headings"},
    {"--totals", NULL, NULL, "--json で取引先ごとの結果を省く",
     "with --json: leave the single suppliers out"},
    {"--strict", NULL, NULL, "除いた行があれば何も書き出さず終了コード1",
     "write nothing and exit 1 when rows were left out"},
    OPTION_JSON,
    OPTION_LANG,
    OPTION_DATA,
};

enum output { OUTPUT_NONE, OUTPUT_XLSX, OUTPUT_CSV, OUTPUT_RESULT };

struct job {
    struct request *r;
    enum hoshi_lang lang;
    enum output output;
    const char *out;
    struct hoshi_tables *tables;
    struct hoshi_supplier_settings settings;
    struct hoshi_portfolio_options options;
    struct hoshi_budget_rules rules;
    bool budget_stated;
    int64_t buyer_capital_yen, buyer_employees;   /* 0: not stated */
    int64_t budget_yen[HOSHI_YEARS_MAX], budgets; /* as given: 0 none */
    bool budget_by_year;                          /* else one for each year */
    struct hoshi_portfolio *portfolio;
    struct hoshi_supplier_kernel *kernel;
    struct hoshi_portfolio_report report;
    struct hoshi_supplier_store_label label;
    struct hoshi_budget_view *view;
    struct hoshi_portfolio_left_out left; /* number left_at − 1; left_at 0: none */
    size_t left_at;
};

/* ---- options ---- */

static bool wrong(struct request *r, const char *name, const char *allowed)
{
    hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, name, option_value(r, name), "%s", allowed);
    return false;
}

static bool whole(struct request *r, const char *name, int64_t least, int64_t most, int64_t *out)
{
    const char *value = option_value(r, name);
    char allowed[64];
    int64_t micro;
    if (!value)
        return true;
    if (hoshi_decimal_parse(value, 0, &micro) && micro / HOSHI_MICRO >= least &&
        micro / HOSHI_MICRO <= most) {
        *out = micro / HOSHI_MICRO;
        return true;
    }
    snprintf(allowed, sizeof allowed, "%" PRId64 " … %" PRId64, least, most);
    return wrong(r, name, allowed);
}

static const char budget_example[] = "20000000, 20,000,000, 2000万円";
static const char years_example[] = "20000000/30000000/20000000";

/* Yen as a cell of a list may be written. */
static bool yen(struct request *r, const char *name, const char *text, const char *example, int64_t *out)
{
    enum hoshi_status status =
        hoshi_text_is_utf8(text, strlen(text)) ? hoshi_typed_yen(text, 1, out) : HOSHI_E_NUMBER;
    if (!status && *out >= 0 && *out <= HOSHI_YEN_MAX)
        return true;
    return wrong(r, name, status == HOSHI_E_NUMBER ? example : "0 … 999999999999999");
}

static bool refuse_budget(struct request *r, enum hoshi_status status, const char *got, const char *allowed)
{
    hoshi_fault_add(r->faults, status, "--budget-years", got, "%s", allowed);
    return false;
}

/* The full-width forms of what may part years, as ASCII. */
static void fold_separators(char *text)
{
    static const char *const wide[] = {"；", "／", "，"};
    static const char narrow[] = ";/,";
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        for (char *p; (p = strstr(text, wide[i]));) {
            *p = narrow[i];
            memmove(p + 1, p + strlen(wide[i]), strlen(p + strlen(wide[i])) + 1);
        }
}

/* Three digits behind a comma are thousands or a year of their own: nobody can tell. */
static bool commas_are_clear(const char *text)
{
    for (const char *p = strchr(text, ','); p; p = strchr(p, ',')) {
        char piece[16];
        int64_t count;
        size_t n = strcspn(++p, ",");
        if (n >= sizeof piece)
            continue;
        snprintf(piece, sizeof piece, "%.*s", (int)n, p);
        if (hoshi_text_length(piece) == 3 && !hoshi_typed_count(piece, &count))
            return false;
    }
    return true;
}

/* Yen year by year, parted by ";" or "/", or by commas where no figure has any of its own. */
static bool budget_years(struct job *j, const char *value)
{
    char text[512];
    if (!hoshi_text_is_utf8(value, strlen(value)) || strlen(value) >= sizeof text)
        return wrong(j->r, "--budget-years", years_example);
    snprintf(text, sizeof text, "%s", value);
    fold_separators(text);
    const char *separator = strchr(text, ';') ? ";" : strchr(text, '/') ? "/" : ",";
    if (*separator == ',' && !commas_are_clear(text))
        return refuse_budget(j->r, HOSHI_E_BUDGET_COMMA, value, years_example);
    for (char *p = text; p;) {
        char *end = strpbrk(p, separator);
        if (end)
            *end++ = 0;
        if (j->budgets == HOSHI_YEARS_MAX)
            return wrong(j->r, "--budget-years", years_example);
        if (!yen(j->r, "--budget-years", p, years_example, &j->budget_yen[j->budgets++]))
            return false;
        p = end;
    }
    return true;
}

static bool budget_options(struct job *j)
{
    const char *each = option_value(j->r, "--budget"), *years = option_value(j->r, "--budget-years");
    if (each && years)
        return wrong(j->r, "--budget", "--budget, --budget-years");
    j->budget_by_year = years != NULL;
    if (each) {
        j->budgets = 1;
        return yen(j->r, "--budget", each, budget_example, &j->budget_yen[0]);
    }
    return !years || budget_years(j, years);
}

/* A budget for each year of the plan, no more and no fewer: a year without one would count as nothing. */
static bool budgets_fit(struct job *j)
{
    const struct hoshi_parameter *p = hoshi_tables_parameter(j->tables, "horizon_years");
    int64_t years = j->settings.horizon ? j->settings.horizon : p ? p->value_micro[0] / HOSHI_MICRO : 0;
    char got[24], allowed[24];
    if (!j->budget_by_year || !years || j->budgets == years)
        return true;
    snprintf(got, sizeof got, "%" PRId64, j->budgets);
    snprintf(allowed, sizeof allowed, "%" PRId64, years);
    return refuse_budget(j->r, HOSHI_E_BUDGET_YEARS, got, allowed);
}

static bool shard_option(struct job *j)
{
    const char *value = option_value(j->r, "--shard");
    if (!value)
        return true;
    char first[16];
    const char *slash = strchr(value, '/');
    int64_t part = 0, parts = 0;
    if (slash && slash - value < 8) {
        snprintf(first, sizeof first, "%.*s", (int)(slash - value), value);
        if (hoshi_decimal_parse(first, 0, &part) && hoshi_decimal_parse(slash + 1, 0, &parts)) {
            part /= HOSHI_MICRO;
            parts /= HOSHI_MICRO;
        }
    }
    if (part < 1 || parts < part || parts > HOSHI_SUPPLIER_SHARDS_MAX)
        return wrong(j->r, "--shard", "1/8 … 8/8");
    if (j->output != OUTPUT_RESULT) {
        hoshi_fault_add(j->r->faults, HOSHI_E_USAGE_MISSING, "-o", j->out, "--shard %s -o part.hsr", value);
        return false;
    }
    j->options.shard = part;
    j->options.shards = parts;
    return true;
}

static bool date_options(struct job *j)
{
    const char *as_of = option_value(j->r, "--as-of"), *start = option_value(j->r, "--start");
    struct hoshi_date day = today();
    int64_t years = 0;
    if (as_of && !hoshi_date_parse(as_of, &day))
        return wrong(j->r, "--as-of", "YYYY-MM-DD");
    hoshi_supplier_settings_init(&j->settings, day);
    if (start && !hoshi_month_parse(start, &j->settings.start))
        return wrong(j->r, "--start", "YYYY-MM");
    if (!whole(j->r, "--years", 1, HOSHI_YEARS_MAX, &years))
        return false;
    j->settings.horizon = (int)years;
    const char *share = option_value(j->r, "--unknown-share");
    if (share && (!hoshi_decimal_parse(share, 6, &j->settings.unknown_share_ppm) ||
                  j->settings.unknown_share_ppm < 0 || j->settings.unknown_share_ppm > HOSHI_MICRO))
        return wrong(j->r, "--unknown-share", "0 … 1");
    return true;
}

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n > m && strcasecmp(text + n - m, end) == 0;
}

static bool output_option(struct job *j)
{
    j->out = option_value(j->r, "--out");
    if (!j->out)
        return true;
    j->output = ends_with(j->out, ".xlsx")  ? OUTPUT_XLSX
                : ends_with(j->out, ".csv") ? OUTPUT_CSV
                : ends_with(j->out, ".hsr") ? OUTPUT_RESULT
                                            : OUTPUT_NONE;
    if (j->output == OUTPUT_NONE)
        return wrong(j->r, "--out", "X.xlsx, X.csv, X.hsr");
    return output_allowed(j->r, j->out, j->r->arg, j->r->args);
}

static bool own_size(struct job *j)
{
    const char *capital = option_value(j->r, "--buyer-capital"),
               *people = option_value(j->r, "--buyer-employees");
    if (capital && !yen(j->r, "--buyer-capital", capital, "300000000", &j->buyer_capital_yen))
        return false;
    return !people ||
           (hoshi_text_is_utf8(people, strlen(people)) && !hoshi_typed_count(people, &j->buyer_employees) &&
            j->buyer_employees > 0 && j->buyer_employees <= HOSHI_COUNT_MAX) ||
           wrong(j->r, "--buyer-employees", "1 … 10000000");
}

static bool take_options(struct job *j)
{
    int64_t threads = 0, level = 0;
    if (!option_lang(j->r, &j->lang) || !output_option(j) || !budget_options(j) || !date_options(j) ||
        !shard_option(j) || !own_size(j) ||
        !whole(j->r, "--threads", 1, HOSHI_PORTFOLIO_THREADS_MAX, &threads) ||
        !whole(j->r, "--level", HOSHI_LEVEL_MIN, HOSHI_LEVEL_MAX, &level))
        return false;
    j->options.threads = (int)threads;
    j->options.level = (int)level;
    return true;
}

/* ---- running ---- */

static volatile sig_atomic_t stopped;

static void stop(int number)
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

/* A result file needs no --merge to be told from a list. */
static bool merges(const struct job *j)
{
    return option_value(j->r, "--merge") || (j->r->args && ends_with(j->r->arg[0], ".hsr"));
}

static void fill_options(struct job *j, struct progress *progress)
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

static enum hoshi_status compute(struct job *j)
{
    struct progress progress = {.began = seconds(), .talk = j->r->talk};
    struct sigaction act = {.sa_handler = stop}, old_int, old_term;
    fill_options(j, &progress);
    sigaction(SIGINT, &act, &old_int);
    sigaction(SIGTERM, &act, &old_term);
    enum hoshi_status status =
        merges(j) ? hoshi_portfolio_merge(j->r->arg, j->r->args, &j->options, &j->portfolio, j->r->faults)
                  : hoshi_portfolio_run(j->r->arg[0], &j->options, &j->portfolio, j->r->faults);
    sigaction(SIGINT, &old_int, NULL);
    sigaction(SIGTERM, &old_term, NULL);
    if (j->options.progress)
        fprintf(stderr, "\r\033[K");
    return status;
}

/* ---- what is shown ---- */

static enum hoshi_status add_up(struct job *j)
{
    struct hoshi_portfolio_report *r = &j->report;
    const struct hoshi_portfolio_total *total = j->portfolio->total;
    enum hoshi_status status = HOSHI_OK;
    if (!j->portfolio->suppliers)
        return HOSHI_OK;
    for (int level = 0; level < 3; level++)
        if (!hoshi_portfolio_total_amounts(total, level ? level + 2 : 0, &r->amounts[level]))
            return hoshi_fault_add(j->r->faults, HOSHI_E_OVERFLOW, "totals", NULL, NULL);
    for (int v = 0; v < HOSHI_VIEWS && !status; v++) {
        enum hoshi_supplier_view view = (enum hoshi_supplier_view)v;
        for (int y = 0; y <= r->assumptions->horizon && !status; y++)
            status = hoshi_portfolio_total_range(total, j->kernel, 0, view, y, &r->range[v][y], j->r->faults);
        for (int i = 0; i < 2 && !status; i++)
            if (r->amounts[i + 1].suppliers)
                status = hoshi_portfolio_total_range(total, j->kernel, i + 3, view, 0, &r->level_range[i][v],
                                                     j->r->faults);
    }
    return status;
}

static bool read_record(void *user, size_t index, struct hoshi_supplier_result *out)
{
    const struct job *j = user;
    return hoshi_portfolio_record(j->portfolio, (int64_t)index, out);
}

/* The row read last is kept: its faults are asked for one by one. */
static bool read_left_out(void *user, size_t index, size_t fault, struct hoshi_budget_left_out *out)
{
    struct job *j = user;
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

static void budget_rules(struct job *j, struct hoshi_budget_rules *rules)
{
    int years = j->report.assumptions->horizon;
    hoshi_budget_rules_init(rules, years, j->budget_yen[0]);
    for (int y = 0; y < years && j->budget_by_year; y++)
        rules->budget_yen[y] = j->budget_yen[y];
    rules->carry_over = option_value(j->r, "--carry-over") != NULL;
    rules->extras = j->budgets > 0;
}

static struct hoshi_budget_range budget_range(const struct hoshi_portfolio_range *g)
{
    return (struct hoshi_budget_range){.known = true,
                                       .mean_yen = g->mean_yen,
                                       .p50_yen = g->p50_yen,
                                       .p80_yen = g->p80_yen,
                                       .own_sd_yen = g->own_sd_yen,
                                       .common_sd_yen = g->common_sd_yen,
                                       .sum_of_p80_yen = g->sum_p80_yen,
                                       .independent_p80_yen = g->independent_p80_yen};
}

static enum hoshi_status choose(struct job *j)
{
    const struct hoshi_portfolio *p = j->portfolio;
    struct hoshi_budget_source source = {.suppliers = (size_t)p->suppliers,
                                         .left_out = (size_t)p->left_out,
                                         .left_kept = (size_t)p->left_kept,
                                         .read = read_record,
                                         .read_left_out = read_left_out,
                                         .user = j};
    struct hoshi_budget_options *o = calloc(1, sizeof *o);
    if (!o)
        return hoshi_fault_add(j->r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    o->buyer = option_value(j->r, "--buyer");
    if (o->buyer && p->our_names == 1 && p->ours[0].name[0] && !p->our_other_files)
        o->buyer = p->ours[0].name; /* on the papers stands the company, not the word it was found by */
    o->department = option_value(j->r, "--department");
    o->buyer_capital_yen = j->buyer_capital_yen;
    o->buyer_employees = j->buyer_employees;
    o->buyer_name = p->ours;
    o->buyer_names = p->our_names;
    o->buyer_other_files = p->our_other_files;
    o->buyer_names_differ = hoshi_portfolio_buyers_differ(p);
    o->list_name = p->list;
    o->version = HOSHI_VERSION;
    o->as_of = j->report.assumptions->as_of;
    o->start = j->report.assumptions->start;
    o->tax_ppm = j->report.assumptions->tax_ppm;
    o->unknown_share_ppm = j->settings.unknown_share_ppm;
    o->assumptions = j->report.assumptions;
    o->tally = p->tally;
    o->tally_by_supplier = p->tally_by_supplier;
    o->budget_stated = j->budgets > 0;
    budget_rules(j, &o->rules);
    for (int v = 0; v < HOSHI_VIEWS; v++)
        for (int y = 0; y <= j->report.assumptions->horizon; y++)
            o->range[v][y] = budget_range(&j->report.range[v][y]);
    enum hoshi_status status = hoshi_budget_view_open(&source, o, &j->view, j->r->faults);
    free(o);
    j->report.view = j->view;
    return status;
}

static enum hoshi_status prepare(struct job *j)
{
    enum hoshi_status status = hoshi_supplier_kernel_open(j->tables, &j->settings, &j->kernel, j->r->faults);
    if (status)
        return status;
    hoshi_portfolio_label(&j->options, hoshi_supplier_kernel_assumptions(j->kernel), &j->label);
    j->report.portfolio = j->portfolio;
    j->report.tables = j->tables;
    j->report.assumptions = hoshi_supplier_kernel_assumptions(j->kernel);
    j->report.label = &j->label;
    j->report.unknown_share_ppm = j->settings.unknown_share_ppm;
    j->report.list = j->portfolio->list;
    j->report.buyer = option_value(j->r, "--buyer");
    status = add_up(j);
    if (!status && j->portfolio->suppliers && j->options.shards < 2)
        status = choose(j);
    return status;
}

/* ---- what is written ---- */

/* What every supplier of a list is written through: pieces, so that memory does not grow. */
struct pieces {
    struct hoshi_output output; /* unused on standard output */
    FILE *file;
    struct hoshi_buffer text;
    bool failed;
};

static void pieces_flush(struct pieces *p, size_t least)
{
    if (p->text.length < least)
        return;
    p->failed |=
        p->text.failed || fwrite(hoshi_buffer_text(&p->text), 1, p->text.length, p->file) != p->text.length;
    p->text.length = 0;
}

/* Year of the start and place in the order, of supplier `index`. */
static int start_of(const struct job *j, size_t index, int64_t *rank)
{
    const struct hoshi_budget_choice *c = j->view ? j->view->choice : NULL;
    *rank = c ? (int64_t)c->rank[index] + 1 : 0;
    return c ? c->start[index] : -1;
}

static bool each_supplier(const struct job *j, struct pieces *p, bool json)
{
    struct hoshi_supplier_result record;
    for (int64_t i = 0; i < j->portfolio->suppliers && !p->failed; i++) {
        int64_t rank;
        int start = start_of(j, (size_t)i, &rank);
        if (!hoshi_portfolio_record(j->portfolio, i, &record))
            return false;
        if (json) {
            hoshi_buffer_puts(&p->text, i ? ",\n    " : "\n    ");
            hoshi_portfolio_print_json_supplier(&p->text, &record, start, rank);
        } else
            hoshi_portfolio_print_csv_supplier(&p->text, &j->report, &record, start, rank);
        pieces_flush(p, PIECE);
    }
    return !p->failed;
}

/* Begin the output; false (recorded) when that cannot be. */
static bool pieces_open(struct job *j, struct pieces *p)
{
    *p = (struct pieces){0};
    if (hoshi_output_open(&p->output, j->out, j->r->faults))
        return false;
    p->file = fdopen(dup(p->output.fd), "wb");
    if (!p->file) {
        hoshi_fault_add(j->r->faults, HOSHI_E_FILE_WRITE, j->out, strerror(errno), NULL);
        hoshi_output_close(&p->output);
        return false;
    }
    hoshi_buffer_init(&p->text, 64 << 20);
    return true;
}

/* End it: into its place when all went well, else away. */
static enum hoshi_status pieces_close(struct job *j, struct pieces *p, bool ok)
{
    struct hoshi_faults *faults = j->r->faults;
    pieces_flush(p, 0);
    int error = errno;
    bool written = fclose(p->file) == 0 && !p->failed;
    hoshi_buffer_release(&p->text);
    enum hoshi_status status =
        !written ? hoshi_fault_add(faults, HOSHI_E_FILE_WRITE, j->out, strerror(error), NULL)
        : ok     ? hoshi_output_place(&p->output, j->out, faults)
        : hoshi_faults_status(faults) ? hoshi_faults_status(faults)
                                      : hoshi_fault_add(faults, HOSHI_E_INTERNAL, j->out, NULL, NULL);
    hoshi_output_close(&p->output);
    return status;
}

static enum hoshi_status write_csv(struct job *j)
{
    struct pieces p;
    if (!pieces_open(j, &p))
        return HOSHI_E_FILE_WRITE;
    hoshi_portfolio_print_csv_head(&p.text, j->lang, &j->report);
    bool ok = each_supplier(j, &p, false);
    return pieces_close(j, &p, ok);
}

static int print_json(struct job *j)
{
    struct pieces p = {.file = stdout};
    hoshi_buffer_init(&p.text, 256 << 20);
    hoshi_portfolio_print_json(&p.text, &j->report);
    bool ok = true;
    if (!option_value(j->r, "--totals")) {
        hoshi_buffer_puts(&p.text, ",\n  \"suppliers\": [");
        ok = each_supplier(j, &p, true);
        hoshi_buffer_puts(&p.text, " ]");
    }
    hoshi_buffer_puts(&p.text, " }\n");
    pieces_flush(&p, 0);
    ok = fflush(stdout) == 0 && ok && !p.failed;
    hoshi_buffer_release(&p.text);
    if (!ok)
        hoshi_fault_add(j->r->faults, HOSHI_E_FILE_WRITE, "stdout", strerror(errno), NULL);
    return ok ? EXIT_DONE : EXIT_ENVIRONMENT;
}

static int print_report(struct job *j)
{
    struct hoshi_buffer text;
    hoshi_buffer_init(&text, 64 << 20);
    hoshi_portfolio_print(&text, j->lang, &j->report);
    int code = print_out(j->r, &text);
    hoshi_buffer_release(&text);
    return code;
}

static int write_file(struct job *j)
{
    const struct hoshi_portfolio *p = j->portfolio;
    if (!p->suppliers && j->options.shards < 2)
        hoshi_fault_add(j->r->faults, HOSHI_E_PORTFOLIO_EMPTY, NULL, NULL, NULL);
    else if (j->options.strict && p->left_out)
        hoshi_fault_add(j->r->faults, HOSHI_E_PORTFOLIO_LEFT_OUT, j->out, NULL, "--strict");
    else if (j->output == OUTPUT_CSV)
        (void)!write_csv(j);
    else if (j->output == OUTPUT_XLSX)
        (void)!hoshi_budget_workbook_write(j->view, j->lang, j->out, j->r->faults);
    return fault_exit(j->r);
}

static int finish(struct job *j)
{
    if (prepare(j))
        return fault_exit(j->r);
    int code = option_value(j->r, "--json") ? print_json(j) : print_report(j);
    return code ? code : write_file(j);
}

/* ---- lists ---- */

static int write_text(struct job *j, const char *path, const struct hoshi_buffer *text)
{
    if (text->failed)
        hoshi_fault_add(j->r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    else if (!hoshi_file_write(path, hoshi_buffer_text(text), text->length, j->r->faults))
        return EXIT_DONE;
    return fault_exit(j->r);
}

static int write_template(struct job *j)
{
    struct hoshi_buffer text;
    int gap = j->options.level == 4   ? HOSHI_SUPPLIER_LEVEL3_COLUMNS | HOSHI_SUPPLIER_LEVEL4_COLUMNS
              : j->options.level == 3 ? HOSHI_SUPPLIER_LEVEL3_COLUMNS
                                      : HOSHI_SUPPLIER_COUNT_COLUMNS;
    hoshi_buffer_init(&text, 1 << 20);
    hoshi_supplier_print_head(&text, &j->tables->catalog,
                              j->lang == HOSHI_JA ? HOSHI_SUPPLIER_JA : HOSHI_SUPPLIER_EN, gap);
    int code = write_text(j, option_value(j->r, "--template"), &text);
    hoshi_buffer_release(&text);
    return code;
}

static enum hoshi_status generate_rows(struct job *j, int64_t n, int64_t seed, struct pieces *p)
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
        pieces_flush(p, PIECE);
    }
    pieces_flush(p, 0);
    return status;
}

/* A list of invented suppliers. */
static int generate(struct job *j)
{
    int64_t n = 0, seed = 1;
    if (!whole(j->r, "--generate", 1, GENERATE_MAX, &n) ||
        !whole(j->r, "--seed", 0, INT64_C(4294967295), &seed))
        return EXIT_USAGE;
    if (j->output != OUTPUT_CSV) {
        hoshi_fault_add(j->r->faults, HOSHI_E_USAGE_MISSING, "-o", j->out, "--generate N -o suppliers.csv");
        return EXIT_USAGE;
    }
    struct pieces p;
    if (!pieces_open(j, &p))
        return fault_exit(j->r);
    bool ok = generate_rows(j, n, seed, &p) == HOSHI_OK;
    return pieces_close(j, &p, ok) ? fault_exit(j->r) : EXIT_DONE;
}

/* ---- the verb ---- */

static int missing(struct request *r)
{
    hoshi_fault_add(r->faults, HOSHI_E_USAGE_MISSING, NULL, NULL, "hoshiwari %s %s", r->verb->name,
                    r->verb->usage);
    return EXIT_USAGE;
}

static int dispatch(struct job *j)
{
    struct request *r = j->r;
    if (option_value(r, "--template"))
        return write_template(j);
    if (option_value(r, "--generate"))
        return generate(j);
    if (!r->args)
        return missing(r);
    if (r->args > 1 && !merges(j)) {
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_EXTRA, NULL, r->arg[1], "--merge");
        return EXIT_USAGE;
    }
    if (!budgets_fit(j))
        return EXIT_USAGE;
    if (compute(j))
        return fault_exit(r);
    return finish(j);
}

static int run(struct request *r)
{
    struct job *j = calloc(1, sizeof *j);
    int code = EXIT_USAGE;
    if (!j) {
        hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
        return fault_exit(r);
    }
    j->r = r;
    if (take_options(j)) {
        if (hoshi_tables_open(option_value(r, "--data"), j->settings.as_of, &j->tables, r->faults))
            code = fault_exit(r);
        else
            code = dispatch(j);
    }
    hoshi_budget_view_close(j->view);
    hoshi_supplier_kernel_close(j->kernel);
    hoshi_portfolio_close(j->portfolio);
    hoshi_tables_close(j->tables);
    free(j);
    return code;
}

const struct verb verb_portfolio = {
    .name = "portfolio",
    .usage = "SUPPLIERS [-o X.xlsx|X.csv|X.hsr] [--budget YEN] [--buyer NAME] [--json]",
    .ja = "多くの取引先の費用を見積もり、予算の中で支援の順を決める",
    .en = "the cost of many suppliers, and whom to support under a budget",
    .more_ja =
        "SUPPLIERS: 取引先を1行に1社書いた CSV（UTF-8・CP932・UTF-16）か Excel、ケースのファイルのフォルダ、その一覧の .txt。\n"
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
        "SUPPLIERS: a CSV (UTF-8, CP932, UTF-16) or workbook with a row per supplier, a folder of case files, or a .txt that lists them.\n"
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
    .run = run,
};
