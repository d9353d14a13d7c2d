/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "opened.h"
#include "result.h"

#include <stdio.h>
#include <string.h>

static const struct option_row options[] = {
    {"--csv", NULL, NULL, WORD(write_csv)},
    {"--check", NULL, NULL, WORD(check_all_tables)},
    OPTION_LANG,
    OPTION_DATA,
};

static bool matches(const struct hoshi_price *p, const char *word)
{
    return !word || strstr(p->id, word) || strstr(p->name.ja, word) || strstr(p->name.en, word);
}

static const char *currency(enum hoshi_currency c)
{
    static const char *const code[] = {"JPY", "USD", "GBP"};
    return code[c];
}

static const char *prices_period(enum hoshi_lang lang, enum hoshi_period p)
{
    switch (p) {
    case HOSHI_MONTH:
        return hoshi_say(lang, WORD_IN(month));
    case HOSHI_YEAR:
        return hoshi_say(lang, WORD_IN(year));
    default:
        return hoshi_say(lang, WORD_IN(once));
    }
}

static void print_csv(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_price *p)
{
    char low[HOSHI_DECIMAL_TEXT], likely[HOSHI_DECIMAL_TEXT], high[HOSHI_DECIMAL_TEXT];
    hoshi_buffer_printf(out, "%s,", p->id);
    hoshi_buffer_csv(out, hoshi_words_say(lang, p->name));
    hoshi_buffer_printf(out, ",%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,", p->unit,
                        p->period == HOSHI_MONTH  ? "month"
                        : p->period == HOSHI_YEAR ? "year"
                                                  : "once",
                        currency(p->currency), hoshi_decimal_print(p->price.low_micro, 0, low),
                        hoshi_decimal_print(p->price.likely_micro, 0, likely),
                        hoshi_decimal_print(p->price.high_micro, 0, high), hoshi_class_key(p->cost_class),
                        p->benchmark_only ? "benchmark" : "", hoshi_confidence_key(p->from.confidence),
                        hoshi_basis_key(p->from.basis));
    hoshi_buffer_csv(out, hoshi_say(lang, p->from.source_ja, p->from.source));
    hoshi_buffer_printf(out, ",%s\r\n", p->from.date);
}

static void print_row(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_price *p)
{
    char low[HOSHI_DECIMAL_TEXT], likely[HOSHI_DECIMAL_TEXT], high[HOSHI_DECIMAL_TEXT];
    hoshi_buffer_pad(out, p->id, 26);
    hoshi_buffer_printf(out, " %s%s\n", hoshi_words_say(lang, p->name),
                        p->benchmark_only ? hoshi_say(lang, "（参考。合計には入れない）", " (for scale only)")
                                          : "");
    hoshi_buffer_printf(
        out, "  %s … %s … %s %s / %s / %s  [%s, %s, %s]\n", hoshi_decimal_print(p->price.low_micro, 0, low),
        hoshi_decimal_print(p->price.likely_micro, 0, likely),
        hoshi_decimal_print(p->price.high_micro, 0, high), currency(p->currency),
        hoshi_say_unit(lang, p->unit), prices_period(lang, p->period), hoshi_say_basis(lang, p->from.basis),
        hoshi_say_source_date(lang, &p->from), hoshi_say_confidence(lang, p->from.confidence));
    hoshi_buffer_printf(out, "  %s\n", hoshi_say(lang, p->from.source_ja, p->from.source));
}

static int prices_run(struct request *r)
{
    struct hoshi_tables *t = NULL;
    enum hoshi_lang lang;
    const char *word = r->args ? r->arg[0] : NULL;
    if (!option_lang(r, &lang))
        return EXIT_USAGE;
    enum hoshi_status s = hoshi_tables_open(option_value(r, "--data"), today(), &t, r->faults);
    if (s)
        return fault_exit(r);
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 16 << 20);
    if (option_value(r, "--csv"))
        hoshi_buffer_puts(
            &out,
            "\xEF\xBB\xBFid,name,unit,period,currency,low,likely,high,class,use,confidence,basis,source,date\r\n");
    for (size_t i = 0; i < t->prices && !option_value(r, "--check"); i++) {
        if (!matches(&t->price[i], word))
            continue;
        if (option_value(r, "--csv"))
            print_csv(&out, lang, &t->price[i]);
        else
            print_row(&out, lang, &t->price[i]);
    }
    if (option_value(r, "--check"))
        hoshi_buffer_printf(
            &out,
            hoshi_say(lang, "表に誤りはありません: 評価基準%zu件、対策%zu件、価格%zu件、工数%zu件\n",
                      "the tables are sound: %zu criteria, %zu measures, %zu prices, %zu efforts\n"),
            t->catalog.criteria, t->measures, t->prices, t->efforts);
    int code = print_out(r, &out);
    hoshi_buffer_release(&out);
    hoshi_tables_close(t);
    return code;
}

const struct verb verb_prices = {
    .name = "prices",
    .usage = "[WORD] [--csv] [--check] [--lang ja|en] [--data DIR]",
    .ja = "価格の表を見る・探す・書き出す・検査する",
    .en = "show, search, export or check the price table",
    .more_ja =
        "WORD を ID か名前に含む行だけを出します。--check は全ての表を読み、誤りがあれば場所を示します。\n",
    .more_en =
        "Shows only rows whose id or name holds WORD. --check reads all tables and names the place of every fault.\n",
    .args_min = 0,
    .args_max = 1,
    .option = options,
    .options = sizeof options / sizeof options[0],
    .run = prices_run,
};
