/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "answer_review.h"
#include "opened.h"
#include "file.h"
#include "json_write.h"
#include "questionnaire.h"
#include "sha256.h"
#include "supplier_read.h"
#include "typed.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const struct option_row options[] = {
    OPTION_OUT,
    OPTION_FORCE,
    {"--level", NULL, "3|4", "目標の★（--case があれば既定はその目標）",
     "target star (default: that of --case)"},
    {"--case", NULL, "CASE", "このケースの内容を書き入れておく", "fill in what this case holds"},
    {"--edition", NULL, "own|survey", "社内用（既定）か、買い手が送る調査票か",
     "for the firm itself (default), or a survey that a buyer may send"},
    {"--list", NULL, "LIST", "一覧の取引先ごとに調査票を作り、-o のフォルダに「取引先コード.xlsx」で置く",
     "a survey for every supplier of this list, as CODE.xlsx in the folder of -o"},
    {"--buyer", NULL, "ID", "survey：依頼元として表紙に書く、ケースの買い手（--list なら当社の名前）",
     "survey: the buyer of the case that sends it, for the cover (with --list your name)"},
    {"--department", NULL, "NAME", "--list：依頼元の部署", "with --list: department that asks"},
    {"--contact", NULL, "TEXT", "--list：問い合わせ・返送先", "with --list: questions and return to"},
    {"--due", NULL, "DATE", "--list：返送の希望日", "with --list: reply hoped for by"},
    {"--sheet", NULL, "NAME", "--list：読むシート", "with --list: sheet to read"},
    {"--map", NULL, "HEADING=COLUMN", "--list：見出しがどの列か（portfolio と同じ。繰り返し可）",
     "with --list: which column a heading is, as in portfolio; may be repeated"},
    {"--ignore", NULL, "HEADING", "--list：この見出しの列を読まない（繰り返し可）",
     "with --list: do not read the column of this heading; may be repeated"},
    {"--unit", NULL, "[HEADING=]UNIT", "--list：金額の列の単位（portfolio と同じ。繰り返し可）",
     "with --list: unit of columns of amounts, as in portfolio; may be repeated"},
    {"--numbers", NULL, "[HEADING=]1.234,56", "--list：数字の書き方（portfolio と同じ。繰り返し可）",
     "with --list: how figures are written, as in portfolio; may be repeated"},
    OPTION_LANG,
    OPTION_DATA,
};

static bool level(struct request *r, int *out)
{
    const char *value = option_value(r, "--level");
    *out = 0;
    if (!value) {
        if (option_value(r, "--case") || option_value(r, "--list"))
            return true;
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_MISSING, "--level", NULL, "3, 4");
        return false;
    }
    if (strcmp(value, "3") == 0 || strcmp(value, "4") == 0) {
        *out = value[0] - '0';
        return true;
    }
    enum hoshi_status s = strcmp(value, "5") == 0                              ? HOSHI_E_LEVEL_UNDEFINED
                          : strcmp(value, "1") == 0 || strcmp(value, "2") == 0 ? HOSHI_E_LEVEL_DECLARATION
                                                                               : HOSHI_E_USAGE_VALUE;
    hoshi_fault_add(r->faults, s, "--level", value, "3, 4");
    return false;
}

static bool edition(struct request *r, enum hoshi_edition *out)
{
    const char *value = option_value(r, "--edition");
    *out = value && strcmp(value, "survey") == 0 ? HOSHI_EDITION_SURVEY : HOSHI_EDITION_OWN;
    if (!value || strcmp(value, "own") == 0 || strcmp(value, "survey") == 0)
        return true;
    hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, "--edition", value, "own, survey");
    return false;
}

/* The sender of a survey; SIZE_MAX when none is named. */
static bool sender(struct request *r, const struct hoshi_case *c, enum hoshi_edition e, size_t *buyer)
{
    const char *value = option_value(r, "--buyer");
    *buyer = SIZE_MAX;
    if (!value)
        return true;
    if (!c || e != HOSHI_EDITION_SURVEY) {
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, "--buyer", value, "--edition survey --case CASE");
        return false;
    }
    return buyer_named(r, c, "--buyer", value, false, buyer);
}

static int open_inputs(struct request *r, const char *path, struct hoshi_tables **tables,
                       struct hoshi_case **c)
{
    if (path)
        return read_case(r, path, tables, c);
    enum hoshi_status s = hoshi_tables_open(option_value(r, "--data"), today(), tables, r->faults);
    return s ? fault_exit(r) : EXIT_DONE;
}

enum { FIRST = 20, USUAL_FIRM = 30 };

/* A firm of this size that has answered nothing: the order of the questions hangs on no answer and on no price. */
static void blank_case(struct hoshi_buffer *out, const struct hoshi_case *c, const struct hoshi_tables *t,
                       int level)
{
    struct hoshi_json_writer w;
    hoshi_json_start(&w, out);
    hoshi_json_object(&w, NULL);
    hoshi_json_put_whole(&w, "hoshiwari_case", 1);
    hoshi_json_put_whole(&w, "target_level", level);
    hoshi_json_object(&w, "supplier");
    bool people = c && c->supplier.employees_regular != HOSHI_NONE;
    hoshi_json_put_whole(&w, "employees_regular", people ? c->supplier.employees_regular : USUAL_FIRM);
    hoshi_json_object(&w, "size");
    for (int d = HOSHI_USERS; c && d < HOSHI_DRIVERS; d++)
        if (c->supplier.size[d] != HOSHI_NONE)
            hoshi_json_put_whole(&w, hoshi_driver_key((enum hoshi_driver)d), c->supplier.size[d]);
    hoshi_json_end(&w);
    hoshi_json_object(&w, "facts");
    for (size_t i = 0; c && i < c->supplier.facts; i++)
        hoshi_json_put_truth(&w, t->catalog.fact[c->supplier.fact[i].fact].id, c->supplier.fact[i].value);
    hoshi_json_end(&w);
    hoshi_json_end(&w);
    hoshi_json_object(&w, "gap");
    hoshi_json_object(&w, "answers");
    hoshi_json_end(&w);
    hoshi_json_end(&w);
    hoshi_json_end(&w);
}

/* The questions that the most yen hang on; none when such a firm cannot be estimated. */
static size_t first_questions(const struct hoshi_tables *t, const struct hoshi_case *c, int level,
                              struct hoshi_date made, size_t first[FIRST])
{
    struct hoshi_faults *faults = calloc(1, sizeof *faults);
    struct hoshi_answer_review review = {0};
    struct hoshi_estimate *e = NULL;
    struct hoshi_case *blank = NULL;
    struct hoshi_buffer text;
    size_t n = 0;
    hoshi_buffer_init(&text, 1 << 20);
    blank_case(&text, c, t, level);
    if (faults && !text.failed &&
        !hoshi_case_parse(hoshi_buffer_text(&text), text.length, "", t, &blank, faults) &&
        !hoshi_estimate_open(t, blank, made, &e, faults) &&
        !hoshi_answer_review_init(&review, t, &blank->answers, level, NULL, e))
        for (; n < FIRST && n < review.questions && review.question[n].horizon_yen > 0; n++)
            first[n] = review.question[n].criterion;
    hoshi_answer_review_release(&review);
    hoshi_estimate_close(e);
    hoshi_case_close(blank);
    hoshi_buffer_release(&text);
    free(faults);
    return n;
}

static int write_out(struct request *r, struct hoshi_questionnaire_options *o, const struct hoshi_tables *t,
                     const char *path)
{
    char gap[4096];
    const char *from = option_value(r, "--case");
    const char *const input[] = {
        from,
        from && o->c->gap_file && hoshi_file_beside(from, o->c->gap_file, gap, sizeof gap) ? gap : NULL};
    o->made = o->c && o->c->as_of.year ? o->c->as_of : today();
    if (!o->level)
        o->level = (int)o->c->target_level;
    if (!output_allowed(r, path, input, 2))
        return fault_exit(r);
    if (!sender(r, o->c, o->edition, &o->buyer))
        return EXIT_USAGE;
    size_t first[FIRST];
    o->firsts = first_questions(t, o->c, o->level, o->made, first);
    o->first = first;
    enum hoshi_status s = hoshi_questionnaire_write(t, o, path, r->faults);
    if (s && !r->faults->n)
        hoshi_fault_add(r->faults, s, path, NULL, NULL);
    return hoshi_status_exit(s);
}

/* ---- a whole list ---- */

struct survey_job {
    struct request *r;
    const struct hoshi_tables *t;
    struct hoshi_questionnaire_options o;
    const char *folder;
    size_t first[2][FIRST], firsts[2]; /* ★3, ★4 */
    size_t written, unknown, without;  /* unknown: neither a level nor --level; without: no id of their own */
    enum hoshi_status status;
};

/* Windows has devices for these, with whatever behind a dot. */
static bool names_a_device(const char *code)
{
    static const char *const device[] = {"con", "prn", "aux", "nul"};
    size_t n = strcspn(code, ".");
    for (size_t i = 0; i < sizeof device / sizeof *device; i++)
        if (n == 3 && strncasecmp(code, device[i], 3) == 0)
            return true;
    return n == 4 && (strncasecmp(code, "com", 3) == 0 || strncasecmp(code, "lpt", 3) == 0) &&
           code[3] >= '0' && code[3] <= '9';
}

/* Characters that no system takes in a name of a file become "_". A name that is not the code itself gets a part of the
 * code's hash behind it, so that no two codes have one file. */
static void survey_path(const struct survey_job *j, const char *code, char *path, size_t size)
{
    enum { HASH_SHOWN = 8 };
    char name[HOSHI_SUPPLIER_ID_BYTES], hash[HOSHI_SHA256_TEXT];
    snprintf(name, sizeof name, "%s", code);
    for (char *p = name; *p; p++)
        if ((unsigned char)*p < ' ' || strchr("/\\:*?\"<>|", *p))
            *p = '_';
    if (name[0] == '.')
        name[0] = '_';
    bool device = names_a_device(code), itself = strcmp(name, code) == 0 && !device;
    hoshi_sha256_print(code, strlen(code), hash);
    snprintf(path, size, "%s/%s%s%s%.*s.xlsx", j->folder, device ? "_" : "", name, itself ? "" : "_",
             itself ? 0 : HASH_SHOWN, hash);
}

static void write_survey(struct survey_job *j, const struct hoshi_supplier_head *h)
{
    char path[4096];
    int level = hoshi_supplier_level(h);
    j->o.level = level ? level : j->o.level;
    if (!j->o.level) {
        j->unknown++;
        return;
    }
    survey_path(j, h->id, path, sizeof path);
    if (!output_is_new(j->r, path)) {
        j->status = HOSHI_E_FILE_EXISTS;
        return;
    }
    j->o.code = h->id;
    j->o.firm = strcmp(h->id, h->name) == 0 ? NULL : h->name;
    j->o.first = j->first[j->o.level - 3];
    j->o.firsts = j->firsts[j->o.level - 3];
    j->status = hoshi_questionnaire_write(j->t, &j->o, path, j->r->faults);
    if (!j->status) {
        j->written++;
        printf("%s\t%s\n", h->id, path);
    }
}

/* A row that gets no survey though it seems to be a supplier's: the row, why, and what to do. */
static void tell_without(struct survey_job *j, const struct hoshi_supplier_item *item, enum hoshi_status why)
{
    const char *first = item->faults->n ? item->faults->item[0].allowed : "";
    j->without++;
    fprintf(stderr, hoshi_say(j->r->talk, "調査票なし: %lld行 %s %s: ", "no survey: row %lld %s %s: "),
            (long long)item->row, item->id, item->name);
    if (why == HOSHI_E_DUPLICATE)
        fprintf(
            stderr,
            hoshi_say(
                j->r->talk,
                "取引先コードが前の行と同じです（%s）。別の会社なら、一覧のコードを直してやり直してください\n",
                "its id came before (%s). If it is another company, correct the id in the list and run this again\n"),
            first);
    else
        fprintf(stderr, "%s",
                hoshi_say(j->r->talk, "取引先コードがありません。一覧に書き足してやり直してください\n",
                          "it has no id. Write one into the list and run this again\n"));
}

/* A supplier whose row lacks what a cost needs is asked all the same. */
static bool take_survey(void *user, const struct hoshi_supplier_item *item)
{
    struct survey_job *j = user;
    const int level = j->o.level;
    enum hoshi_status why =
        item->kind == HOSHI_SUPPLIER_LEFT_OUT && item->faults->n ? item->faults->item[0].status : HOSHI_OK;
    if (item->row_ && !hoshi_supplier_is_no_other(why) && item->id[0])
        write_survey(j, &item->row_->head);
    else if (item->kind == HOSHI_SUPPLIER_LEFT_OUT &&
             (why == HOSHI_E_DUPLICATE || (!item->id[0] && !hoshi_supplier_is_no_other(why))))
        tell_without(j, item, why);
    j->o.level = level;
    return !j->status;
}

static bool due_option(struct request *r, struct hoshi_date *due)
{
    const char *value = option_value(r, "--due");
    if (!value || hoshi_typed_date(value, due))
        return true;
    hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, "--due", value, "YYYY-MM-DD");
    return false;
}

static bool folder_ready(struct request *r, const char *folder)
{
    if (mkdir(folder, 0700) == 0 || errno == EEXIST)
        return true;
    hoshi_fault_add_file(r->faults, HOSHI_E_FILE_WRITE, folder, strerror(errno));
    return false;
}

enum { SAID_MAX = 64 };

/* How often the option was given, at most SAID_MAX; what it says into `said`. */
static size_t said_of(struct request *r, const char *option, const char *said[SAID_MAX])
{
    size_t n = 0;
    while (n < SAID_MAX && (said[n] = option_again(r, option, n)))
        n++;
    return n;
}

static enum hoshi_status read_list(struct survey_job *j, const char *list)
{
    struct hoshi_supplier_reading *about = calloc(1, sizeof *about);
    const char *map[SAID_MAX], *ignore[SAID_MAX], *unit[SAID_MAX], *number[SAID_MAX];
    struct hoshi_supplier_ask ask = {.map = map, .ignore = ignore, .unit = unit, .number = number};
    ask.maps = said_of(j->r, "--map", map);
    ask.ignores = said_of(j->r, "--ignore", ignore);
    ask.units = said_of(j->r, "--unit", unit);
    ask.numbers = said_of(j->r, "--numbers", number);
    const struct hoshi_supplier_read_options o = {
        .catalog = &j->t->catalog, .sheet = option_value(j->r, "--sheet"), .level = j->o.level, .ask = &ask};
    if (!about)
        return hoshi_fault_add(j->r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    enum hoshi_status status = hoshi_suppliers_read(list, &o, take_survey, j, about, j->r->faults);
    free(about);
    return status ? status : j->status;
}

static int write_list(struct request *r, const struct hoshi_questionnaire_options *o,
                      const struct hoshi_tables *t, const char *folder)
{
    struct survey_job *j = calloc(1, sizeof *j);
    if (!j) {
        hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
        return fault_exit(r);
    }
    j->r = r;
    j->t = t;
    j->o = *o;
    j->folder = folder;
    j->o.edition = HOSHI_EDITION_SURVEY;
    j->o.made = today();
    j->o.sender = option_value(r, "--buyer");
    j->o.department = option_value(r, "--department");
    j->o.contact = option_value(r, "--contact");
    for (int k = 0; k < 2; k++)
        j->firsts[k] = first_questions(t, NULL, k + 3, j->o.made, j->first[k]);
    if (!due_option(r, &j->o.due) || !folder_ready(r, folder) || read_list(j, option_value(r, "--list"))) {
        free(j);
        return fault_exit(r);
    }
    if (j->unknown)
        hoshi_fault_add(r->faults, HOSHI_E_SUPPLIER_LEVEL, "--level", NULL, "--level 3, --level 4");
    fprintf(stderr,
            hoshi_say(
                r->talk,
                "調査票 %zu件を %s に作りました（★の分からない先 %zu社、上の %zu行には作っていません）\n",
                "%zu surveys are in %s (%zu suppliers without a level and %zu rows named above have none)\n"),
            j->written, folder, j->unknown, j->without);
    free(j);
    return fault_exit(r);
}

static int questionnaire_run(struct request *r)
{
    struct hoshi_questionnaire_options o = {.buyer = SIZE_MAX};
    struct hoshi_tables *t = NULL;
    struct hoshi_case *c = NULL;
    const char *path = option_value(r, "--out");
    if (!path)
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_MISSING, "-o", NULL, "-o X.xlsx");
    bool ok = level(r, &o.level);
    ok = option_lang(r, &o.lang) && ok;
    ok = edition(r, &o.edition) && ok;
    if (!ok || !path)
        return EXIT_USAGE;
    int code = open_inputs(r, option_value(r, "--case"), &t, &c);
    o.c = c;
    if (!code)
        code = option_value(r, "--list") ? write_list(r, &o, t, path) : write_out(r, &o, t, path);
    hoshi_case_close(c);
    hoshi_tables_close(t);
    return code;
}

const struct verb verb_questionnaire = {
    .name = "questionnaire",
    .usage = "-o X.xlsx --level 3|4 [--case CASE] [--edition own|survey] [--buyer ID] [--lang ja|en]",
    .ja = "記入用の Excel（点検シート・調査票）を作る",
    .en = "write an Excel sheet to fill in",
    .more_ja =
        "--edition own（既定）は社内用です。会社情報・評価基準のほか、売上・人件費・見積・取引先の欄があります。\n"
        "社外に渡さないでください。\n"
        "--edition survey は買い手が送る調査票です。売上・価格・人件費・見積・ほかの取引先の欄はありません。回答は任意です。\n"
        "--case で書き入れた調査票には備考と根拠も載ります。送る前に読み返してください。\n"
        "記入したファイルは hoshiwari import で取り込みます。\n"
        "--list LIST -o DIR は、一覧の取引先ごとに調査票を作ります（取引先コードと会社名、--buyer・--department・--contact・--due の入った表紙）。\n"
        "★は一覧の★（なければ --level）。戻ったファイルは一つのフォルダに集め、portfolio LIST --answers DIR で一覧に当てはめます。\n",
    .more_en =
        "--edition own (default) stays with the firm: company facts and criteria, and sales, rates, quotations and buyers.\nDo not hand it out.\n"
        "--edition survey may be sent by a buyer: it has no cell for sales, prices, rates, quotations or other buyers,\nand says that answers are voluntary. Filled from --case it also carries notes and evidence: read it before sending.\nA filled file comes back with hoshiwari import.\n"
        "--list LIST -o DIR writes one for every supplier of a list, with its code and name and what --buyer, --department, --contact and --due say.\n"
        "The star is that of the list, else --level. What comes back is joined by portfolio LIST --answers DIR.\n",
    .args_min = 0,
    .args_max = 0,
    .option = options,
    .options = sizeof options / sizeof options[0],
    .run = questionnaire_run,
};
