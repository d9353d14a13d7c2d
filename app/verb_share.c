/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "right_verb.h"
#include "division_rules.h"
#include "share_read.h"
#include "share_text.h"

#include <stdio.h>
#include <string.h>

static const struct option_row options[] = {
    {"--rule", NULL, "NAME|all", "分け方（既定 all）", "rule of division (default all)"},
    OPTION_JSON,
    OPTION_LANG,
};

struct output {
    struct request *r;
    int code;
};

static bool print_piece(void *context, const struct hoshi_buffer *piece)
{
    struct output *o = context;
    o->code = print_out(o->r, piece);
    return o->code == EXIT_DONE;
}

/* ---- run ---- */

static bool option_rule(struct request *r, const struct hoshi_division_rule **rule)
{
    const char *name = option_value(r, "--rule");
    *rule = NULL;
    if (!name || strcmp(name, "all") == 0)
        return true;
    *rule = hoshi_division_rule_find(name);
    if (*rule)
        return true;
    char list[400] = "all";
    size_t n, used = strlen(list);
    const struct hoshi_division_rule *rules = hoshi_division_rules(&n);
    for (size_t k = 0; k < n && used < sizeof list - 1; k++)
        used += (size_t)snprintf(list + used, sizeof list - used, ", %s", rules[k].id);
    hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, "--rule", name, "%s", list);
    return false;
}

static int share_run(struct request *r)
{
    const struct hoshi_division_rule *rule;
    struct hoshi_share_game s;
    struct hoshi_divisions *d = NULL;
    enum hoshi_lang lang;
    if (!option_lang(r, &lang) || !option_rule(r, &rule))
        return EXIT_USAGE;
    if (!right_file(r, r->arg[0], WANT_GAME) || hoshi_share_read(r->arg[0], &s, r->faults))
        return fault_exit(r);
    int code = hoshi_status_exit(hoshi_divisions_open(&s.game, rule, &d, r->faults));
    if (!code) {
        struct output o = {r, EXIT_DONE};
        hoshi_share_write(d, lang, option_value(r, "--json") != NULL, print_piece, &o);
        code = o.code;
    }
    hoshi_divisions_close(d);
    hoshi_share_game_release(&s);
    return code;
}

const struct verb verb_share = {
    .name = "share",
    .usage = "GAME.json [--rule NAME|all] [--json] [--lang ja|en]",
    .ja = "費用・利益・請求を、方法を並べて分ける",
    .en = "divide a cost, a gain or claims by any rule, side by side",
    .more_ja =
        "次の四つの形のどれかを読みます（\"unit\": \"yen\" なら整数の円で、合計は1円まで一致）。\n"
        "  { \"hoshiwari_game\": 1, \"players\": [\"A\", \"B\"], \"costs\": [ { \"members\": [\"A\"], \"cost\": 100 }, … ] }\n"
        "      すべての提携の額（16人まで）。costs と cost の代わりに gains と gain で利益。\n"
        "  { \"hoshiwari_game\": 1, \"players\": [ { \"id\": \"A\", \"weight\": 2 }, { \"id\": \"B\" } ],\n"
        "    \"lines\": [ { \"id\": \"net\", \"cost\": 300, \"needed_by\": [\"A\", \"B\"] } ] }\n"
        "  { \"hoshiwari_game\": 1, \"airport\": [ { \"id\": \"A\", \"stand_alone\": 10, \"count\": 3 } ] }\n"
        "  { \"hoshiwari_game\": 1, \"estate\": 300, \"claims\": [ { \"id\": \"A\", \"claim\": 400 } ] }\n"
        "方法: equal proportional shapley nucleolus per_capita_nucleolus tau gately scrb ensc cec cea cel talmud random_arrival\n",
    .more_en =
        "Reads one of four shapes (with \"unit\": \"yen\" amounts are whole and add up exactly).\n"
        "  { \"hoshiwari_game\": 1, \"players\": [\"A\", \"B\"], \"costs\": [ { \"members\": [\"A\"], \"cost\": 100 }, … ] }\n"
        "      every coalition, up to 16 players; gains and gain instead of costs and cost for gains.\n"
        "  { \"hoshiwari_game\": 1, \"players\": [ { \"id\": \"A\", \"weight\": 2 }, { \"id\": \"B\" } ],\n"
        "    \"lines\": [ { \"id\": \"net\", \"cost\": 300, \"needed_by\": [\"A\", \"B\"] } ] }\n"
        "  { \"hoshiwari_game\": 1, \"airport\": [ { \"id\": \"A\", \"stand_alone\": 10, \"count\": 3 } ] }\n"
        "  { \"hoshiwari_game\": 1, \"estate\": 300, \"claims\": [ { \"id\": \"A\", \"claim\": 400 } ] }\n"
        "Rules: equal proportional shapley nucleolus per_capita_nucleolus tau gately scrb ensc cec cea cel talmud random_arrival\n",
    .args_min = 1,
    .args_max = 1,
    .option = options,
    .options = sizeof options / sizeof options[0],
    .run = share_run,
};
