/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A starting case: what was stated, and the places of everything else, empty. Nothing is invented: a quantity, a
 * fact or a sum that nobody gave stays null, which is "not known", and an estimate says what it takes instead. */
#include "case_id.h"
#include "opened.h"
#include "file.h"
#include "json_write.h"
#include "text.h"
#include "typed.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct option_row options[] = {
    OPTION_OUT,
    {"--level", NULL, "3|4", "目標の★", "target star"},
    {"--employees", NULL, "N", WORD_IN(regular_employees)},
    {"--name", NULL, "TEXT", WORD_IN(company_name)},
    {"--force", NULL, NULL, "既にあるファイルを書き換える", "replace an existing file"},
    {"--schema", NULL, NULL, "ケースファイルの JSON Schema を出す", "print the JSON Schema of case files"},
    OPTION_LANG,
    OPTION_DATA,
};

/* As people type it: full-width digits, 28名, ★４. */
static bool new_number(struct request *r, const char *name, int64_t min, int64_t max, int64_t *out)
{
    const char *value = option_value(r, name);
    int64_t micro;
    if (!value)
        return true;
    static const char star[] = "★";
    const char *typed = strncmp(value, star, sizeof star - 1) == 0 ? value + sizeof star - 1 : value;
    if (!hoshi_typed_number(typed, &micro) && micro % HOSHI_MICRO == 0 && micro / HOSHI_MICRO >= min &&
        micro / HOSHI_MICRO <= max) {
        *out = micro / HOSHI_MICRO;
        return true;
    }
    hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, name, value, "%" PRId64 " … %" PRId64, min, max);
    return false;
}

static void put_sizes(struct hoshi_json_writer *w)
{
    hoshi_json_line(w, 4);
    hoshi_json_object(w, "size");
    for (int d = HOSHI_USERS; d < HOSHI_DRIVERS; d++)
        hoshi_json_put_null(w, hoshi_driver_key((enum hoshi_driver)d));
    hoshi_json_end(w);
}

static void put_facts(struct hoshi_json_writer *w, const struct hoshi_catalog *c)
{
    hoshi_json_line(w, 4);
    hoshi_json_object(w, "facts");
    for (size_t i = 0; i < c->facts; i++) {
        hoshi_json_line(w, i ? 15 : -1);
        hoshi_json_put_null(w, c->fact[i].id);
    }
    hoshi_json_end(w);
}

static void put_answers(struct hoshi_json_writer *w, const struct hoshi_catalog *c, int64_t level)
{
    hoshi_json_line(w, 2);
    hoshi_json_object(w, "gap");
    hoshi_json_put(w, "catalog", c->version);
    hoshi_json_object(w, "answers");
    for (size_t i = 0; i < c->criteria; i++) {
        if (c->criterion[i].level > level)
            continue;
        hoshi_json_line(w, 4);
        hoshi_json_put(w, c->criterion[i].id, "unanswered");
    }
    hoshi_json_line(w, 2);
    hoshi_json_end(w);
    hoshi_json_end(w);
}

/* The whole number, or null where it was not stated. */
static void put_stated(struct hoshi_json_writer *w, const char *key, int64_t value)
{
    if (value == HOSHI_NONE)
        hoshi_json_put_null(w, key);
    else
        hoshi_json_put_whole(w, key, value);
}

/* An object of keys without values yet. */
static void put_open(struct hoshi_json_writer *w, const char *key, const char *const *member, size_t n)
{
    hoshi_json_line(w, 6);
    hoshi_json_object(w, key);
    for (size_t i = 0; i < n; i++)
        hoshi_json_put_null(w, member[i]);
    hoshi_json_end(w);
}

static void put_buyer(struct hoshi_json_writer *w)
{
    static const char *const question[] = {"important_data", "outage", "access"};
    static const char *const request[] = {"made_on", "necessity_explained", "method_explained",
                                          "designated_product"};
    static const char *const own[] = {
        "name",           "is_corporation", "capital_yen", "employees_regular", "annual_purchases_yen",
        "requested_level"};
    hoshi_json_line(w, 2);
    hoshi_json_array(w, "buyers");
    hoshi_json_line(w, 4);
    hoshi_json_object(w, NULL);
    hoshi_json_put(w, "id", "A");
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        hoshi_json_put_null(w, own[i]);
    put_open(w, "level_questions", question, sizeof question / sizeof *question);
    put_open(w, "request", request, sizeof request / sizeof *request);
    hoshi_json_line(w, 6);
    hoshi_json_array(w, "items");
    hoshi_json_end(w);
    hoshi_json_end(w);
    hoshi_json_line(w, 2);
    hoshi_json_end(w);
}

static void put_sharing(struct hoshi_json_writer *w)
{
    hoshi_json_line(w, 2);
    hoshi_json_object(w, "sharing");
    hoshi_json_put(w, "key", "sales");
    hoshi_json_object(w, "rules");
    hoshi_json_put(w, "level:3", "key");
    hoshi_json_put(w, "upgrade", "key");
    hoshi_json_put(w, "level:4", "askers");
    hoshi_json_end(w);
    hoshi_json_put_decimal(w, "supplier_part", 0, 0);
    hoshi_json_put(w, "basis", "mean");
    hoshi_json_end(w);
    hoshi_json_line(w, 2);
    hoshi_json_object(w, "price");
    hoshi_json_put_decimal(w, "step", HOSHI_MICRO / 100, 2);
    hoshi_json_put(w, "items_by", "sales");
    hoshi_json_put(w, "applies_by", "order");
    hoshi_json_put_whole(w, "surcharge_months", 24);
    hoshi_json_end(w);
}

static void put_plan(struct hoshi_json_writer *w)
{
    static const char *const list[] = {"use", "avoid", "have", "own", "quotes"};
    hoshi_json_line(w, 2);
    hoshi_json_object(w, "plan");
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        hoshi_json_array(w, list[i]);
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
    hoshi_json_line(w, 2);
    hoshi_json_put_whole(w, "horizon_years", 3);
}

static void put_supplier(struct hoshi_json_writer *w, const struct hoshi_tables *t, const char *name,
                         int64_t employees)
{
    hoshi_json_line(w, 2);
    hoshi_json_object(w, "supplier");
    hoshi_json_line(w, 4);
    if (name)
        hoshi_json_put(w, "name", name);
    else
        hoshi_json_put_null(w, "name");
    hoshi_json_put_null(w, "capital_yen");
    put_stated(w, "employees_regular", employees);
    hoshi_json_line(w, 4);
    hoshi_json_put_null(w, "annual_sales_yen");
    put_sizes(w);
    put_facts(w, &t->catalog);
    hoshi_json_line(w, 2);
    hoshi_json_end(w);
}

static void print_case(struct hoshi_buffer *out, const struct hoshi_tables *t, int64_t level,
                       int64_t employees, const char *name, const char *id)
{
    char date[HOSHI_DATE_TEXT];
    struct hoshi_date now = today();
    struct hoshi_json_writer w;
    hoshi_json_start(&w, out);
    hoshi_json_object(&w, NULL);
    hoshi_json_line(&w, 2);
    hoshi_json_put_whole(&w, "hoshiwari_case", 1);
    hoshi_json_put(&w, "case_id", id);
    hoshi_json_line(&w, 2);
    hoshi_json_put(&w, "as_of", hoshi_date_print(now, date));
    hoshi_json_put(&w, "start", hoshi_date_print(hoshi_month_next_april(now), date));
    put_supplier(&w, t, name, employees);
    hoshi_json_line(&w, 2);
    hoshi_json_put_whole(&w, "target_level", level);
    put_answers(&w, &t->catalog, level);
    put_plan(&w);
    put_buyer(&w);
    put_sharing(&w);
    hoshi_json_line(&w, 0);
    hoshi_json_end(&w);
    hoshi_buffer_puts(out, "\n");
}

static int schema(struct request *r)
{
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 1 << 20);
    hoshi_case_schema_print(&out);
    int code = print_out(r, &out);
    hoshi_buffer_release(&out);
    return code;
}

static int write_case(struct request *r, const char *path, const struct hoshi_buffer *out)
{
    if (!path)
        return print_out(r, out);
    if (!output_allowed(r, path, NULL, 0))
        return fault_exit(r);
    if (access(path, F_OK) == 0 && !option_value(r, "--force")) {
        hoshi_fault_add(r->faults, HOSHI_E_FILE_EXISTS, path, NULL, "--force");
        return EXIT_ENVIRONMENT;
    }
    enum hoshi_status s = hoshi_file_write(path, hoshi_buffer_text(out), out->length, r->faults);
    return hoshi_status_exit(s);
}

static int new_run(struct request *r)
{
    struct hoshi_tables *t = NULL;
    enum hoshi_lang lang;
    int64_t level = 3, employees = HOSHI_NONE;
    const char *name = option_value(r, "--name");
    if (option_value(r, "--schema"))
        return schema(r);
    if (!option_lang(r, &lang) || !new_number(r, "--level", 3, 4, &level) ||
        !new_number(r, "--employees", 1, 100000, &employees))
        return EXIT_USAGE;
    if (name && !hoshi_text_is_utf8(name, strlen(name))) {
        hoshi_fault_add(r->faults, HOSHI_E_TEXT_ENCODING, "--name", NULL, "UTF-8");
        return fault_exit(r);
    }
    if (hoshi_tables_open(option_value(r, "--data"), today(), &t, r->faults))
        return fault_exit(r);
    struct hoshi_buffer out;
    char id[HOSHI_ID_MAX + 1];
    hoshi_buffer_init(&out, 4 << 20);
    print_case(&out, t, level, employees, name, hoshi_case_id_of_file(option_value(r, "--out"), id));
    int code = write_case(r, option_value(r, "--out"), &out);
    hoshi_buffer_release(&out);
    hoshi_tables_close(t);
    return code;
}

const struct verb verb_new = {
    .name = "new",
    .usage = "-o CASE.json --level 3|4 [--employees N] [--name TEXT] [--force]",
    .ja = "書き始めのケースファイルを作る",
    .en = "write a starting case file",
    .more_ja =
        "分かっていること（人数、会社名、★）だけを入れ、その★の評価基準を全て「未回答」で並べたファイルを作ります。\n"
        "null は「分からない」です。売上も台数も推測しません。空欄の数量は、見積のときに人数からの標準の値を使い、前提に挙げます。\n"
        "Excel で記入するには: hoshiwari questionnaire --case CASE.json -o 記入用.xlsx のあと hoshiwari import 記入用.xlsx -o CASE.json\n",
    .more_en =
        "Holds what was stated (people, name, star) and lists every criterion of the star as unanswered. null is\n"
        "not known: neither sales nor machines are guessed. For a quantity that stays null an estimate takes the usual\n"
        "one for the headcount and lists it among its assumptions. To fill it in with a spreadsheet:\n"
        "hoshiwari questionnaire --case CASE.json -o fill.xlsx, then hoshiwari import fill.xlsx -o CASE.json\n",
    .args_min = 0,
    .args_max = 0,
    .option = options,
    .options = sizeof options / sizeof options[0],
    .run = new_run,
};
