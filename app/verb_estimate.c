/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "keeping.h"
#include "result.h"

static const struct option_row options[] = {OPTION_JSON,
                                            {"--per-piece", NULL, "YEN",
                                             "1個いくらの値上げなら、いくら受け持てるかを逆算する",
                                             "what a rise of so many yen on every piece would carry"},
                                            OPTIONS_RANGE,
                                            OPTION_DB,
                                            OPTION_LANG,
                                            OPTION_DATA};

/* Yen a piece of the question backwards; HOSHI_NONE when it is not asked. */
static bool per_piece(struct request *r, int64_t *micro)
{
    const char *value = option_value(r, "--per-piece");
    *micro = HOSHI_NONE;
    if (!value || (hoshi_decimal_parse(value, 2, micro) && *micro >= 0 && *micro <= 1000000 * HOSHI_MICRO))
        return true;
    hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, "--per-piece", value, "0 … 1000000, 0.01");
    return false;
}

static int print_result(struct request *r, enum hoshi_lang lang, struct hoshi_result *result)
{
    struct hoshi_buffer out;
    if (hoshi_result_init(result, r->faults)) {
        hoshi_result_release(result);
        return fault_exit(r);
    }
    hoshi_buffer_init(&out, 64 << 20);
    if (option_value(r, "--json"))
        hoshi_result_print_json(&out, result);
    else
        hoshi_result_print_report(&out, lang, result);
    int code = print_out(r, &out);
    hoshi_buffer_release(&out);
    hoshi_result_release(result);
    return code;
}

static int estimate_run(struct request *r)
{
    struct opened o;
    struct kept k;
    enum hoshi_lang lang;
    int64_t rise;
    if (!option_lang(r, &lang) || !per_piece(r, &rise) || !range_options(r, &r->range))
        return EXIT_USAGE;
    int code = open_case(r, r->arg[0], 0, &o);
    if (!code && (code = open_kept(r, r->arg[0], &o, &k)))
        close_case(&o);
    if (code)
        return code;
    struct hoshi_check *check = NULL;
    code = open_check(r, &o, &k, &check);
    if (!code)
        code = print_result(r, lang,
                            &(struct hoshi_result){.split = o.split,
                                                   .uplift = o.uplift,
                                                   .uplifts = o.uplifts,
                                                   .range = &o.range,
                                                   .check = check,
                                                   .rise_micro = rise});
    hoshi_check_close(check);
    close_kept(&k);
    close_case(&o);
    return code;
}

const struct verb verb_estimate = {
    .name = "estimate",
    .usage = "CASE [--json] [--per-piece YEN] [--engine auto|cos|grid|mc] [--lang ja|en] [--data DIR]",
    .ja = "ギャップから費用を見積もり、誰がいくら負担するかを示す",
    .en = "estimate the cost from the gap and show who bears what",
    .more_ja =
        "ケースファイル（JSON）を読み、目標の★に足りない評価基準を最も安く満たす対策の組合せと、年ごとの費用、\n"
        "負担の案、価格への直し方を標準出力に書きます。\n",
    .more_en =
        "Reads a case file (JSON) and writes to standard output the cheapest set of measures that closes the gap,\n"
        "the cost by year, a proposal of who bears it, and the same as prices.\n",
    .args_min = 1,
    .args_max = 1,
    .option = options,
    .options = sizeof options / sizeof options[0],
    .run = estimate_run,
};
