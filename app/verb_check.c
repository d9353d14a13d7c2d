/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check_text.h"
#include "keeping.h"

#include <string.h>

static const struct option_row options[] = {
    {"--view", NULL, "supplier|buyer",
     "supplier（既定）は全ての規則、buyer は発注者が自分の要請と回答を見直すための規則",
     "supplier (default): all rules; buyer: those by which a buyer looks at its own request and answer"},
    {"--buyer", NULL, "ID", "この発注者だけ（--view buyer で発注者が二社以上なら要る）",
     "this buyer only (needed for --view buyer with two or more)"},
    {"--all", NULL, NULL, "指摘のなかった規則の事実と、該当しない規則も出す",
     "also what was found in order, and the rules that do not apply"},
    {"--strict", NULL, NULL, "問題の可能性があれば終了コード 4", "exit code 4 on a possible problem"},
    OPTION_JSON,
    OPTION_DB,
    OPTION_LANG,
    OPTION_DATA,
};

static bool check_view(struct request *r, enum hoshi_check_view *view)
{
    const char *value = option_value(r, "--view");
    *view = value && strcmp(value, "buyer") == 0 ? HOSHI_VIEW_OF_BUYER : HOSHI_VIEW_SUPPLIER;
    if (!value || *view == HOSHI_VIEW_OF_BUYER || strcmp(value, "supplier") == 0)
        return true;
    hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, "--view", value, "supplier, buyer");
    return false;
}

/* A page for one buyer names no other. */
static bool which_buyer(struct request *r, const struct hoshi_case *c, enum hoshi_check_view view,
                        size_t *buyer)
{
    const char *value = option_value(r, "--buyer");
    *buyer = SIZE_MAX;
    if (!value && view == HOSHI_VIEW_OF_BUYER && c->buyers > 1) {
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_MISSING, "--buyer", NULL, "--view buyer --buyer ID");
        return false;
    }
    return !value || buyer_named(r, c, "--buyer", value, false, buyer);
}

static int print_page(struct request *r, enum hoshi_lang lang, const struct hoshi_check_page *page)
{
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 256 << 20);
    if (option_value(r, "--json"))
        hoshi_check_print_json(&out, page);
    else
        hoshi_check_print_report(&out, lang, page);
    int code = print_out(r, &out);
    hoshi_buffer_release(&out);
    if (!code && option_value(r, "--strict") && hoshi_check_page_found(page))
        return EXIT_FOUND;
    return code;
}

static int check_run(struct request *r)
{
    struct opened o;
    struct kept k = {0};
    struct hoshi_check *check = NULL;
    struct hoshi_check_page page = {.all = option_value(r, "--all") != NULL};
    enum hoshi_lang lang;
    if (!option_lang(r, &lang) || !check_view(r, &page.view))
        return EXIT_USAGE;
    int code = open_case(r, r->arg[0], 0, &o);
    if (code)
        return code;
    if (!which_buyer(r, o.c, page.view, &page.buyer))
        code = fault_exit(r);
    if (!code)
        code = open_kept(r, r->arg[0], &o, &k);
    if (!code)
        code = open_check(r, &o, &k, &check);
    if (!code) {
        page.check = check;
        page.c = o.c;
        code = print_page(r, lang, &page);
    }
    hoshi_check_close(check);
    close_kept(&k);
    close_case(&o);
    return code;
}

const struct verb verb_check = {
    .name = "check",
    .usage = "CASE [--view supplier|buyer] [--buyer ID] [--strict] [--json] [--db FILE] [--lang ja|en]",
    .ja = "取引の公正の観点から、要請・協議・価格・支払を確認する",
    .en = "look at request, talks, price and payment for fair dealing",
    .more_ja =
        "取適法の適用範囲を取引ごとに調べ、規則の表（hoshiwari rules）を発注者ごとに当てはめます。結果は\n"
        "「確認した範囲で指摘なし」「注意」「問題の可能性」「事実の不足」「該当しない」で、見た事実と出所、足りない事実と聞く相手を示します。\n"
        "法的な評価ではありません。--db を付けると、協議の記録にある事実を使います。\n",
    .more_en =
        "Works out the scope of the 取適法 per transaction and applies the table of rules (hoshiwari rules) to each buyer.\n"
        "Results: nothing found within what was looked at, attention, possible problem, facts missing, does not apply; with the\n"
        "facts used and where they are from, what is missing and whom to ask. Not a legal assessment. With --db the facts of\n"
        "the log of talks are used.\n",
    .args_min = 1,
    .args_max = 1,
    .option = options,
    .options = sizeof options / sizeof options[0],
    .run = check_run,
};
