/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A starting case: everything a first estimate needs, invented figures clearly to be replaced, every
 * criterion of the level listed as unanswered so that nobody begins with an empty page. JSON has no comments:
 * what to do stands in the texts. */
#include "opened.h"
#include "file.h"
#include "result.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct option_row options[] = {
    OPTION_OUT,
    {"--level", NULL, "3|4", "目標の★", "target star"},
    {"--employees", NULL, "N", "常時使用する従業員の数", "regular employees"},
    {"--name", NULL, "TEXT", "会社名", "name of the company"},
    {"--force", NULL, NULL, "既にあるファイルを書き換える", "replace an existing file"},
    {"--schema", NULL, NULL, "ケースファイルの JSON Schema を出す", "print the JSON Schema of case files"},
    OPTION_LANG,
    OPTION_DATA,
};

static bool number(struct request *r, const char *name, int64_t min, int64_t max, int64_t *out)
{
    const char *value = option_value(r, name);
    int64_t micro;
    if (!value)
        return true;
    if (hoshi_decimal_parse(value, 0, &micro) && micro / HOSHI_MICRO >= min && micro / HOSHI_MICRO <= max) {
        *out = micro / HOSHI_MICRO;
        return true;
    }
    hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, name, value, "%" PRId64 " … %" PRId64, min, max);
    return false;
}

static void print_sizes(struct hoshi_buffer *out, const struct hoshi_tables *t, int64_t users)
{
    hoshi_buffer_printf(out, "    \"size\": { \"users\": %" PRId64, users);
    int64_t size[HOSHI_DRIVERS] = {[HOSHI_COMPANY] = 1, [HOSHI_USERS] = users};
    for (int d = HOSHI_USERS + 1; d < HOSHI_DRIVERS; d++) {
        const struct hoshi_driver_default *row = &t->driver_default[d];
        size[d] = hoshi_assumptions_default(row, size[row->per]);
        hoshi_buffer_printf(out, ", \"%s\": %" PRId64, hoshi_driver_key((enum hoshi_driver)d), size[d]);
    }
    hoshi_buffer_puts(out, " },\n");
}

static void print_facts(struct hoshi_buffer *out, const struct hoshi_catalog *c)
{
    hoshi_buffer_puts(out, "    \"facts\": { ");
    for (size_t i = 0; i < c->facts; i++)
        hoshi_buffer_printf(out, "%s\"%s\": true", i ? ",\n               " : "", c->fact[i].id);
    hoshi_buffer_puts(out, " }\n");
}

static void print_answers(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_catalog *c,
                          int64_t level)
{
    const char *between = "";
    hoshi_buffer_printf(out, "  \"gap\": { \"catalog\": \"%s\", \"answers\": {\n", c->version);
    for (size_t i = 0; i < c->criteria; i++) {
        if (c->criterion[i].level > level)
            continue;
        hoshi_buffer_printf(out, "%s    \"%s\": { \"status\": \"unanswered\", \"note\": ", between,
                            c->criterion[i].id);
        hoshi_json_print_text(out, hoshi_words_say(lang, c->criterion[i].summary));
        hoshi_buffer_puts(out, " }");
        between = ",\n";
    }
    hoshi_buffer_puts(out, "\n  } },\n");
}

static void print_buyer(struct hoshi_buffer *out, enum hoshi_lang lang, int64_t level, int64_t sales)
{
    hoshi_buffer_printf(
        out,
        "  \"buyers\": [\n    { \"id\": \"A\", \"name\": \"%s\", \"is_corporation\": true, \"annual_purchases_yen\": %" PRId64
        ", \"requested_level\": %" PRId64 ",\n"
        "      \"level_questions\": { \"important_data\": null, \"outage\": null, \"access\": null },\n"
        "      \"request\": { \"made_on\": null, \"necessity_explained\": null, \"method_explained\": null, \"designated_product\": null },\n      \"items\": [] }\n  ],\n",
        hoshi_say(lang, "（買い手の名前）", "(name of the buyer)"), sales / 5, level);
    hoshi_buffer_puts(
        out,
        "  \"sharing\": { \"key\": \"sales\", \"rules\": { \"level:3\": \"key\", \"upgrade\": \"key\", \"level:4\": \"askers\" }, \"supplier_part\": \"0\", \"basis\": \"mean\" },\n"
        "  \"price\": { \"step\": \"0.01\", \"items_by\": \"sales\", \"applies_by\": \"order\", \"surcharge_months\": 24 }\n}\n");
}

/* Files kept in one folder need ids of their own: that of a case is made from its file's name. What an id may
 * not hold becomes a hyphen, once; letters that are lost so leave a number (FNV-1a) that tells names apart.
 */
static const char *case_id(const char *path, char id[HOSHI_ID_MAX + 1])
{
    enum { NUMBER = 9 };
    const char *slash = path ? strrchr(path, '/') : NULL, *name = slash ? slash + 1 : path ? path : "";
    size_t n = 0, end = strlen(name);
    uint32_t hash = 2166136261u;
    bool lost = false;
    end -= end > 5 && strcmp(name + end - 5, ".json") == 0 ? 5 : 0;
    for (size_t i = 0; i < end; i++) {
        unsigned char c = (unsigned char)name[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        hash = (hash ^ c) * 16777619u;
        lost = lost || c >= 0x80;
        if (n < HOSHI_ID_MAX - NUMBER && (letter || (n && c == '_')))
            id[n++] = (char)c;
        else if (n && n < HOSHI_ID_MAX - NUMBER && id[n - 1] != '-')
            id[n++] = '-';
    }
    while (n && id[n - 1] == '-')
        n--;
    id[n] = 0;
    if (lost)
        snprintf(id + n, NUMBER + 5, n ? "-%08" PRIx32 : "case-%08" PRIx32, hash);
    return n || lost ? id : "new-case";
}

static void print_case(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_tables *t,
                       int64_t level, int64_t employees, const char *name, const char *id)
{
    char date[HOSHI_DATE_TEXT], start[HOSHI_DATE_TEXT];
    struct hoshi_date now = today();
    int64_t sales = employees * 18000000;
    hoshi_buffer_printf(out, "{\n  \"hoshiwari_case\": 1, \"case_id\": \"%s\",\n  \"title\": \"%s\",\n", id,
                        hoshi_say(lang, "数字は例です。自社のものに置き換えてください",
                                  "figures are examples: replace them by your own"));
    hoshi_buffer_printf(out, "  \"as_of\": \"%s\", \"start\": \"%s\",\n", hoshi_date_print(now, date),
                        hoshi_date_print(hoshi_month_next_april(now), start));
    hoshi_buffer_puts(out, "  \"supplier\": {\n    \"name\": ");
    hoshi_json_print_text(out, name);
    hoshi_buffer_printf(out, ", \"capital_yen\": 10000000, \"employees_regular\": %" PRId64 ",\n", employees);
    hoshi_buffer_printf(out, "    \"annual_sales_yen\": %" PRId64 ",\n", sales);
    print_sizes(out, t, employees);
    print_facts(out, &t->catalog);
    hoshi_buffer_printf(out, "  },\n  \"target_level\": %" PRId64 ",\n", level);
    print_answers(out, lang, &t->catalog, level);
    hoshi_buffer_puts(
        out, "  \"plan\": { \"use\": [], \"avoid\": [], \"have\": [], \"own\": [], \"quotes\": [] },\n"
             "  \"horizon_years\": 3,\n");
    print_buyer(out, lang, level, sales);
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
    if (access(path, F_OK) == 0 && !option_value(r, "--force")) {
        hoshi_fault_add(r->faults, HOSHI_E_FILE_EXISTS, path, NULL, "--force");
        return EXIT_ENVIRONMENT;
    }
    enum hoshi_status s = hoshi_file_write(path, hoshi_buffer_text(out), out->length, r->faults);
    return hoshi_status_exit(s);
}

static int run(struct request *r)
{
    struct hoshi_tables *t = NULL;
    enum hoshi_lang lang;
    int64_t level = 3, employees = 30;
    const char *name = option_value(r, "--name");
    if (option_value(r, "--schema"))
        return schema(r);
    if (!option_lang(r, &lang) || !number(r, "--level", 3, 4, &level) ||
        !number(r, "--employees", 1, 100000, &employees))
        return EXIT_USAGE;
    if (hoshi_tables_open(option_value(r, "--data"), today(), &t, r->faults))
        return fault_exit(r);
    struct hoshi_buffer out;
    char id[HOSHI_ID_MAX + 1];
    hoshi_buffer_init(&out, 4 << 20);
    print_case(&out, lang, t, level, employees, name ? name : hoshi_say(lang, "（会社名）", "(company)"),
               case_id(option_value(r, "--out"), id));
    int code = write_case(r, option_value(r, "--out"), &out);
    hoshi_buffer_release(&out);
    hoshi_tables_close(t);
    return code;
}

const struct verb verb_new = {
    .name = "new",
    .usage = "-o CASE.json --level 3|4 --employees N [--name TEXT] [--force]",
    .ja = "書き始めのケースファイルを作る",
    .en = "write a starting case file",
    .more_ja =
        "会社の規模から既定の数量を入れ、その★の評価基準を全て「未回答」で並べたファイルを作ります。\n"
        "status を met / partial / unmet / not_applicable に直し、数字を自社のものに置き換えてください。\n",
    .more_en =
        "Fills in default quantities for a firm of this size and lists every criterion of the star as unanswered.\n"
        "Change each status to met, partial, unmet or not_applicable, and replace the figures by your own.\n",
    .args_min = 0,
    .args_max = 0,
    .option = options,
    .options = sizeof options / sizeof options[0],
    .run = run,
};
