/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "opened.h"
#include "rules_text.h"

static const struct option_row options[] = {
    {"--csv", NULL, NULL, WORD(write_csv)},
    OPTION_JSON,
    {"--check", NULL, NULL, WORD(check_all_tables)},
    OPTION_LANG,
    OPTION_DATA,
};

static void write(struct request *r, struct hoshi_buffer *out, enum hoshi_lang lang,
                  const struct hoshi_rules *rules)
{
    const char *word = r->args ? r->arg[0] : NULL;
    if (option_value(r, "--check"))
        hoshi_buffer_printf(out,
                            hoshi_say(lang, "表に誤りはありません: 規則%zu件、設定%zu件、未解決の点%zu件\n",
                                      "the tables are sound: %zu rules, %zu settings, %zu open points\n"),
                            rules->rows, rules->settings, rules->open_points);
    else if (option_value(r, "--json"))
        hoshi_rules_print_json(out, rules, word);
    else if (option_value(r, "--csv"))
        hoshi_rules_print_csv(out, lang, rules, word);
    else
        hoshi_rules_print_text(out, lang, rules, word);
}

static int rules_run(struct request *r)
{
    struct hoshi_tables *t = NULL;
    enum hoshi_lang lang;
    if (!option_lang(r, &lang))
        return EXIT_USAGE;
    if (hoshi_tables_open(option_value(r, "--data"), today(), &t, r->faults))
        return fault_exit(r);
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 16 << 20);
    write(r, &out, lang, &t->rules);
    int code = print_out(r, &out);
    hoshi_buffer_release(&out);
    hoshi_tables_close(t);
    return code;
}

const struct verb verb_rules = {
    .name = "rules",
    .usage = "[WORD] [--csv] [--json] [--check] [--lang ja|en] [--data DIR]",
    .ja = "取引の公正の規則の表を見る・探す・書き出す・検査する",
    .en = "show, search, export or check the rules of fair dealing",
    .more_ja = "WORD を番号・名前・条文・文に含む規則だけを出します。条文や公表資料の読み方には確度を付け、\n"
               "まだ人が確かめていない点は最後に「未解決の点」として並べます。\n",
    .more_en =
        "Shows only rules whose id, name, article or texts hold WORD. Each has its confidence; what nobody has verified\n"
        "yet is listed at the end as not settled.\n",
    .args_min = 0,
    .args_max = 1,
    .option = options,
    .options = sizeof options / sizeof options[0],
    .run = rules_run,
};
