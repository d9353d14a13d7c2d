/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "keeping.h"
#include "file.h"
#include "worksheet.h"
#include "worksheet_buyer.h"

#include <string.h>

static const struct option_row options[] = {
    OPTION_OUT,
    OPTION_FORCE,
    {"--view", NULL, "own|for:ID", "自社用（既定）か、買い手 ID に渡す用か",
     "own (default), or for the buyer ID"},
    {"--disclose", NULL, "total|category|criteria", "買い手に見せる細かさ（既定 category）",
     "how much a buyer sees (default category)"},
    {"--step", NULL, "1|0.1|0.01", "単価の端数（既定はケースの price.step、なければ 0.01円）",
     "rounding step of unit prices (default: price.step of the case, else 0.01 yen)"},
    {"--trials", NULL, "N", "シートの中で行う試行の数（既定 300、0 で省く）",
     "trials of the live simulation (default 300, 0 leaves it out)"},
    {"--all", NULL, NULL, "後ろのシート（明細、根拠、計算など）も表示する",
     "show the sheets behind as well (lines, basis, calculation …)"},
    {"--with", NULL, "offers", "買い手に渡すファイルに支払案のシートも入れる",
     "add the sheet of ways to pay to a buyer's file"},
    OPTION_DB,
    OPTION_LANG,
    OPTION_DATA,
};

static bool disclosure(struct request *r, enum hoshi_disclosure *out)
{
    static const char *const words[] = {"total", "category", "criteria"};
    const char *value = option_value(r, "--disclose");
    *out = HOSHI_DISCLOSE_CATEGORY;
    for (size_t i = 0; value && i < 3; i++)
        if (strcmp(words[i], value) == 0) {
            *out = (enum hoshi_disclosure)i;
            return true;
        }
    if (value)
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, "--disclose", value, "total, category, criteria");
    return !value;
}

static bool worksheet_step(struct request *r, int64_t *micro)
{
    const char *value = option_value(r, "--step");
    *micro = 0; /* what the case says */
    if (!value)
        return true;
    if (hoshi_decimal_parse(value, 2, micro) &&
        (*micro == HOSHI_MICRO || *micro == HOSHI_MICRO / 10 || *micro == HOSHI_MICRO / 100))
        return true;
    hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, "--step", value, "1, 0.1, 0.01");
    return false;
}

/* What a buyer's file has beside its five pages. */
static bool with(struct request *r, bool *offers)
{
    const char *value = option_value(r, "--with");
    *offers = value && strcmp(value, "offers") == 0;
    if (value && !*offers)
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, "--with", value, "offers");
    return !value || *offers;
}

static bool worksheet_trials(struct request *r, size_t *out)
{
    const char *value = option_value(r, "--trials");
    int64_t micro;
    *out = HOSHI_TRIALS_DEFAULT;
    if (!value)
        return true;
    if (hoshi_decimal_parse(value, 0, &micro) && micro >= 0 && micro / HOSHI_MICRO <= HOSHI_TRIALS_MAX) {
        *out = (size_t)(micro / HOSHI_MICRO);
        return true;
    }
    hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, "--trials", value, "0 … %d", HOSHI_TRIALS_MAX);
    return false;
}

/* The buyer named by --view; SIZE_MAX for the own view. */
static bool worksheet_view(struct request *r, const struct hoshi_case *c, size_t *buyer)
{
    static const char *const before[] = {"for:", "for："};
    const char *value = option_value(r, "--view"), *name = NULL;
    *buyer = SIZE_MAX;
    if (!value || strcmp(value, "own") == 0)
        return true;
    for (size_t i = 0; i < 2 && !name; i++)
        if (strncmp(value, before[i], strlen(before[i])) == 0)
            name = value + strlen(before[i]);
    if (name)
        return buyer_named(r, c, "--view", name, true, buyer);
    hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, "--view", value, "own, for:ID");
    return false;
}

static enum hoshi_status write_own(struct request *r, const struct opened *o,
                                   const struct hoshi_worksheet_options *w, size_t trials, const char *path)
{
    struct hoshi_own_view *v = NULL;
    enum hoshi_status s =
        hoshi_own_view_open(o->split, &o->range, o->price_step_micro, trials, &v, r->faults);
    if (!s)
        s = hoshi_worksheet_write_own(v, w, path, r->faults);
    hoshi_own_view_close(v);
    return s;
}

static enum hoshi_status write_for(struct request *r, const struct opened *o, const struct kept *k,
                                   size_t buyer, const struct hoshi_worksheet_options *w,
                                   enum hoshi_disclosure d, bool offers, const char *path)
{
    const struct hoshi_worksheet_buyer_options of_buyer = {
        .lang = w->lang, .version = w->version, .offers = offers, .all = w->all, .log_head = w->log_head};
    struct hoshi_buyer_view *v = NULL;
    enum hoshi_status s = hoshi_buyer_view_open(o->split, buyer, k->facts ? &k->facts[buyer] : NULL, d,
                                                o->price_step_micro, &v, r->faults);
    if (!s)
        s = hoshi_worksheet_write_buyer(v, &of_buyer, path, r->faults);
    hoshi_buyer_view_close(v);
    return s;
}

static int worksheet_run(struct request *r)
{
    struct opened o;
    struct kept k = {0};
    struct hoshi_worksheet_options w = {.version = HOSHI_VERSION, .all = option_value(r, "--all") != NULL};
    enum hoshi_disclosure d;
    bool offers = false;
    size_t buyer = SIZE_MAX, of_sheet;
    int64_t step_micro;
    const char *path = option_value(r, "--out");
    if (!path) {
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_MISSING, "-o", NULL, "-o X.xlsx");
        return EXIT_USAGE;
    }
    if (!option_lang(r, &w.lang) || !disclosure(r, &d) || !worksheet_step(r, &step_micro) ||
        !worksheet_trials(r, &of_sheet) || !with(r, &offers))
        return EXIT_USAGE;
    int code = open_case(r, r->arg[0], step_micro, &o);
    if (code)
        return code;
    char gap[4096];
    const char *const input[] = {
        r->arg[0], o.c->gap_file && hoshi_file_beside(r->arg[0], o.c->gap_file, gap, sizeof gap) ? gap : NULL,
        option_value(r, "--db")};
    if (!output_allowed(r, path, input, 3))
        code = fault_exit(r);
    else if (!worksheet_view(r, o.c, &buyer))
        code = fault_exit(r);
    else
        code = open_kept(r, r->arg[0], &o, &k);
    if (code) {
        close_case(&o);
        return code;
    }
    if (k.log && k.log->n) {
        w.log_head = k.log->head;
        w.log_entries = k.log->n;
    }
    struct hoshi_check *check = NULL;
    enum hoshi_status s = HOSHI_OK;
    if (buyer == SIZE_MAX && (code = open_check(r, &o, &k, &check))) {
        close_kept(&k);
        close_case(&o);
        return code;
    }
    w.check = check;
    s = buyer == SIZE_MAX ? write_own(r, &o, &w, of_sheet, path)
                          : write_for(r, &o, &k, buyer, &w, d, offers, path);
    hoshi_check_close(check);
    close_kept(&k);
    close_case(&o);
    if (s && !r->faults->n)
        hoshi_fault_add(r->faults, s, path, NULL, NULL);
    return hoshi_status_exit(s);
}

const struct verb verb_worksheet = {
    .name = "worksheet",
    .usage = "CASE -o X.xlsx [--view own|for:ID] [--disclose total|category|criteria] [--lang ja|en]",
    .ja = "協議に使う Excel ファイルを作る",
    .en = "write the negotiation workbook",
    .more_ja =
        "--view own（既定）は自社用で、全ての計算が入力セルから合計まで式でつながっています。社外に渡さないでください。\n"
        "--view for:ID は買い手 ID に渡すファイルで、その買い手の分だけから作ります。--disclose は見せる細かさです。\n"
        "  total 総額だけ / category 区分別（既定） / criteria 評価基準ごとの回答まで（穴の一覧になります。秘密保持を確かめてから）\n",
    .more_en =
        "--view own (default) is for the supplier; every total follows from the input cells. Do not hand it out.\n"
        "--view for:ID is the file for buyer ID, made from that buyer's part alone. --disclose says how much it shows:\n"
        "  total the sum only / category by category (default) / criteria down to each answer (a list of open holes: agree on\n"
        "  confidentiality first)\n",
    .args_min = 1,
    .args_max = 1,
    .option = options,
    .options = sizeof options / sizeof options[0],
    .run = worksheet_run,
};
