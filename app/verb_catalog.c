/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "catalog_text.h"
#include "opened.h"
#include "file.h"
#include "text_key.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct option_row options[] = {
    {"--case", NULL, "CASE", "このケースでの費用と採否も示す", "also show cost and choice for this case"},
    {"--audit", NULL, "CASE", "評価基準ごとの採否と理由を CSV で出す",
     "per criterion the chosen and passed-over ways, as CSV"},
    {"--out", "-o", "FILE", "CSV を書き出す先（既定は標準出力）",
     "file for the CSV (default standard output)"},
    {"--force", NULL, NULL, "既にある CSV を書き換える", "replace a CSV that is there"},
    {"--level", NULL, "3|4", "この★までの評価基準（既定 4）", "criteria up to this star (default 4)"},
    {"--measures", NULL, NULL, "対策の一覧", "list the measures"},
    {"--facts", NULL, NULL, "適用の条件になる会社の事実の一覧",
     "list the company facts that conditions ask for"},
    OPTION_JSON,
    OPTION_LANG,
    OPTION_DATA,
};

/* An expert signs in this list: one that says something else now is not replaced without a word. */
static bool audit_may_replace(struct request *r, const char *path, const struct hoshi_buffer *out)
{
    char *old = NULL;
    size_t n = 0;
    bool same = access(path, F_OK) == 0 && !hoshi_file_read(path, HOSHI_FILE_MAX, &old, &n, NULL) &&
                n == out->length && memcmp(old, hoshi_buffer_text(out), n) == 0;
    free(old);
    return same || output_is_new(r, path);
}

static int audit(struct request *r, enum hoshi_lang lang)
{
    struct opened o;
    struct hoshi_audit a;
    const char *path = option_value(r, "--out"), *input = option_value(r, "--audit");
    if (path && !output_allowed(r, path, &input, 1))
        return fault_exit(r);
    int code = open_case(r, option_value(r, "--audit"), HOSHI_MICRO / 100, &o);
    if (code)
        return code;
    /* The answers of a case may stand in a file of their own, which somebody filled. */
    if (path && !output_allowed(r, path, &o.c->answers.file, 1)) {
        close_case(&o);
        return fault_exit(r);
    }
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 64 << 20);
    enum hoshi_status s = hoshi_audit_init(&a, o.e, r->faults);
    if (!s)
        hoshi_audit_print_csv(&out, lang, &a, o.e);
    if (!s && path && !audit_may_replace(r, path, &out))
        s = hoshi_faults_status(r->faults);
    else if (!s && path)
        s = hoshi_file_write(path, hoshi_buffer_text(&out), out.length, r->faults);
    code = s ? hoshi_status_exit(s) : path ? EXIT_DONE : print_out(r, &out);
    hoshi_buffer_release(&out);
    hoshi_audit_release(&a);
    close_case(&o);
    return code;
}

static int criterion(struct request *r, enum hoshi_lang lang, const struct hoshi_tables *t,
                     const struct hoshi_estimate *e, struct hoshi_buffer *out)
{
    struct hoshi_audit a = {0};
    size_t k = hoshi_catalog_find(&t->catalog, r->arg[0]);
    for (size_t i = 0; k == SIZE_MAX && i < t->catalog.draft_onlys; i++)
        if (strcmp(t->catalog.draft_only[i], r->arg[0]) == 0) {
            hoshi_fault_add(r->faults, HOSHI_E_CRITERION_DRAFT, NULL, r->arg[0], "%s", t->catalog.version);
            return EXIT_INPUT;
        }
    if (k == SIZE_MAX) {
        const char *list[HOSHI_CRITERIA_MAX];
        for (size_t i = 0; i < t->catalog.criteria; i++)
            list[i] = t->catalog.criterion[i].id;
        const char *near = hoshi_text_nearest(r->arg[0], list, t->catalog.criteria);
        hoshi_fault_add(r->faults, HOSHI_E_CRITERION_UNKNOWN, NULL, r->arg[0], "%s",
                        near ? near : "1-1-1-1 … 7-1-1-2");
        return EXIT_INPUT;
    }
    if (e && hoshi_audit_init(&a, e, r->faults))
        return fault_exit(r);
    hoshi_criterion_print(out, lang, t, k, e, e ? &a : NULL);
    hoshi_audit_release(&a);
    return EXIT_DONE;
}

static int show(struct request *r, enum hoshi_lang lang, const struct hoshi_tables *t,
                const struct hoshi_estimate *e, int level)
{
    struct hoshi_buffer out;
    int code = EXIT_DONE;
    hoshi_buffer_init(&out, 16 << 20);
    if (option_value(r, "--json"))
        hoshi_catalog_print_json(&out, t, level);
    else if (option_value(r, "--measures"))
        hoshi_measures_print(&out, lang, t);
    else if (option_value(r, "--facts"))
        hoshi_facts_print(&out, lang, t);
    else if (r->args)
        code = criterion(r, lang, t, e, &out);
    else
        hoshi_catalog_print(&out, lang, t, level);
    if (!code)
        code = print_out(r, &out);
    hoshi_buffer_release(&out);
    return code;
}

static int catalog_run(struct request *r)
{
    enum hoshi_lang lang;
    const char *level = option_value(r, "--level"), *path = option_value(r, "--case");
    if (!option_lang(r, &lang))
        return EXIT_USAGE;
    if (level && strcmp(level, "3") != 0 && strcmp(level, "4") != 0) {
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, "--level", level, "3, 4");
        return EXIT_USAGE;
    }
    if (option_value(r, "--audit"))
        return audit(r, lang);
    int depth = level && *level == '3' ? 3 : 4;
    if (path) {
        struct opened o;
        int code = open_case(r, path, HOSHI_MICRO / 100, &o);
        if (code)
            return code;
        code = show(r, lang, o.tables, o.e, depth);
        close_case(&o);
        return code;
    }
    struct hoshi_tables *t = NULL;
    if (hoshi_tables_open(option_value(r, "--data"), today(), &t, r->faults))
        return fault_exit(r);
    int code = show(r, lang, t, NULL, depth);
    hoshi_tables_close(t);
    return code;
}

const struct verb verb_catalog = {
    .name = "catalog",
    .usage =
        "[CRITERION] [--case CASE] [--audit CASE [-o X.csv] [--force]] [--level 3|4] [--measures] [--facts] [--json] [--lang ja|en]",
    .ja = "評価基準と満たし方を見る。専門家が確認する一覧を出す",
    .en = "show criteria and the ways to close them; write the list an expert signs off",
    .more_ja =
        "CRITERION（例 4-1-3-2）を付けると、その基準の要約、満たし方、単価、根拠を示します。\n"
        "--json は、結果に出てくる記号（評価基準、会社の事実、対策、価格、工数）の名前を二か国語で出します。\n"
        "--audit は評価基準ごとに、採用した方法、採用しなかった方法とその費用・理由を一つの CSV にします。\n",
    .more_en =
        "With CRITERION (such as 4-1-3-2): what it asks in our words, the ways to close it, prices and sources.\n"
        "--json prints the names of all ids in results (criteria, company facts, measures, prices, effort), both languages.\n"
        "--audit writes one CSV: per criterion the chosen way, the ways passed over with their cost, and the reason.\n",
    .args_min = 0,
    .args_max = 1,
    .option = options,
    .options = sizeof options / sizeof options[0],
    .run = catalog_run,
};
