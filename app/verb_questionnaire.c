/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "answer_review.h"
#include "opened.h"
#include "file.h"
#include "json_write.h"
#include "questionnaire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct option_row options[] = {
    OPTION_OUT,
    OPTION_FORCE,
    {"--level", NULL, "3|4", "目標の★（--case があれば既定はその目標）",
     "target star (default: that of --case)"},
    {"--case", NULL, "CASE", "このケースの内容を書き入れておく", "fill in what this case holds"},
    {"--edition", NULL, "own|survey", "社内用（既定）か、買い手が送る調査票か",
     "for the firm itself (default), or a survey that a buyer may send"},
    {"--buyer", NULL, "ID", "survey：依頼元として表紙に書く、ケースの買い手",
     "survey: the buyer of the case that sends it, for the cover"},
    OPTION_LANG,
    OPTION_DATA,
};

static bool level(struct request *r, int *out)
{
    const char *value = option_value(r, "--level");
    *out = 0;
    if (!value) {
        if (option_value(r, "--case"))
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

static int run(struct request *r)
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
        code = write_out(r, &o, t, path);
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
        "記入したファイルは hoshiwari import で取り込みます。\n",
    .more_en =
        "--edition own (default) stays with the firm: company facts and criteria, and sales, rates, quotations and buyers.\nDo not hand it out.\n"
        "--edition survey may be sent by a buyer: it has no cell for sales, prices, rates, quotations or other buyers,\nand says that answers are voluntary. Filled from --case it also carries notes and evidence: read it before sending.\nA filled file comes back with hoshiwari import.\n",
    .args_min = 0,
    .args_max = 0,
    .option = options,
    .options = sizeof options / sizeof options[0],
    .run = run,
};
