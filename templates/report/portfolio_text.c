/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "portfolio_text.h"
#include "against_text.h"
#include "replies_text.h"

#include "supplier_write.h"
#include "text.h"
#include "prose.h"
#include "sort.h"
#include "prose_report.def"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LABEL = 50,
    AMOUNT = 19,
    SHOWN_LEFT = 30,
    SHOWN_FAULTS = 16,
    SHOWN_BOUGHT = 12,
    SHOWN_IGNORED = 20,
    SHOWN_BUYERS = 12
};

struct report {
    struct hoshi_buffer *out;
    enum hoshi_lang lang;
    const struct hoshi_portfolio_report *r;
    int years;
};

static void portfolio_title(struct report *p, const char *ja, const char *en)
{
    hoshi_buffer_printf(p->out, "\n%s\n", hoshi_say(p->lang, ja, en));
}

static void portfolio_label(struct report *p, const char *text)
{
    hoshi_buffer_puts(p->out, "  ");
    hoshi_buffer_pad(p->out, text, LABEL);
    if (hoshi_text_width(text) > LABEL) {
        hoshi_buffer_puts(p->out, "\n  ");
        hoshi_buffer_pad(p->out, "", LABEL);
    }
}

/* To the right of its column, behind a space even where it fills it. */
static void portfolio_cell(struct report *p, const char *text)
{
    if (hoshi_text_width(text) >= AMOUNT)
        hoshi_buffer_puts(p->out, " ");
    hoshi_buffer_pad_left(p->out, text, AMOUNT);
}

static void portfolio_amount(struct report *p, int64_t yen)
{
    char text[HOSHI_DECIMAL_TEXT];
    portfolio_cell(p, hoshi_yen_print(yen, text));
}

static void portfolio_line(struct report *p, const char *text, int64_t yen)
{
    portfolio_label(p, text);
    portfolio_amount(p, yen);
    hoshi_buffer_puts(p->out, "\n");
}

static void columns(struct report *p, const char *const *head, size_t n)
{
    portfolio_label(p, "");
    for (size_t i = 0; i < n; i++)
        portfolio_cell(p, head[i]);
    hoshi_buffer_puts(p->out, "\n");
}

static void portfolio_row(struct report *p, const char *text, const int64_t *yen, size_t n)
{
    portfolio_label(p, text);
    for (size_t i = 0; i < n; i++)
        portfolio_amount(p, yen[i]);
    hoshi_buffer_puts(p->out, "\n");
}

/* ---- what was read ---- */

/* In what unit each column of amounts was read: a unit read wrongly shows here first. */
static void list_units(struct report *p, const struct hoshi_supplier_reading *a)
{
    static const struct {
        int64_t yen;
        const char *ja, *en;
    } units[] = {{1, WORD_IN(yen)},
                 {1000, "千円", "thousand yen"},
                 {10000, "万円", "ten thousand yen"},
                 {100000, "十万円", "hundred thousand yen"},
                 {1000000, "百万円", "million yen"},
                 {10000000, "千万円", "ten million yen"},
                 {100000000, "億円", "hundred million yen"},
                 {1000000000, "十億円", "billion yen"}};
    size_t shown = 0;
    for (size_t i = 0; i < a->columns; i++)
        for (size_t k = 0; k < sizeof units / sizeof *units && a->column[i].unit_yen; k++)
            if (units[k].yen == a->column[i].unit_yen)
                hoshi_buffer_printf(p->out, "%s%s = %s",
                                    shown++ ? ", "
                                            : hoshi_say(p->lang, "  金額の単位: ", "  units of amounts: "),
                                    a->column[i].heading, hoshi_say(p->lang, units[k].ja, units[k].en));
    if (shown)
        hoshi_buffer_puts(p->out, "\n");
    shown = 0;
    for (size_t i = 0; i < a->columns; i++)
        if (a->column[i].marks & HOSHI_SUPPLIER_EUROPEAN)
            hoshi_buffer_printf(p->out, "%s%s",
                                shown++ ? ", "
                                        : hoshi_say(p->lang, "  数字を欧州の書き方（1.234,56）で読んだ列: ",
                                                    "  figures read as European (1.234,56): "),
                                a->column[i].heading);
    if (shown)
        hoshi_buffer_puts(p->out, "\n");
}

static void list_columns_told(struct report *p, const struct hoshi_supplier_reading *a)
{
    static const struct {
        int unread;
        const char *ja, *en;
    } why[] = {{HOSHI_SUPPLIER_UNREAD_OLDER,
                "  古い年度か見込みなので読まなかった列: ", "  not read, of an earlier year or a forecast: "},
               {HOSHI_SUPPLIER_UNREAD_OTHER,
                "  ほかの列で見分けるので読まなかった列: ", "  not read, another column tells it: "},
               {HOSHI_SUPPLIER_UNREAD_IGNORED, "  --ignore で読まなかった列: ", "  not read, by --ignore: "}};
    size_t hidden = 0;
    for (size_t k = 0; k < sizeof why / sizeof *why; k++) {
        size_t shown = 0;
        for (size_t i = 0; i < a->columns; i++)
            if (a->column[i].unread == why[k].unread)
                hoshi_buffer_printf(p->out, "%s%s", shown++ ? ", " : hoshi_say(p->lang, why[k].ja, why[k].en),
                                    a->column[i].heading);
        hoshi_buffer_puts(p->out, shown ? "\n" : "");
    }
    for (size_t i = 0; i < a->columns; i++)
        if (a->column[i].marks & HOSHI_SUPPLIER_HIDDEN && a->column[i].member[0])
            hoshi_buffer_printf(
                p->out, "%s%s",
                hidden++
                    ? ", "
                    : hoshi_say(p->lang, "  非表示の列も読みました: ", "  hidden columns that were read: "),
                a->column[i].heading);
    hoshi_buffer_puts(p->out, hidden ? "\n" : "");
}

static void list_count(struct report *p, int64_t n, const char *ja, const char *en)
{
    if (n) {
        hoshi_buffer_printf(p->out, "  %" PRId64, n);
        hoshi_buffer_puts(p->out, hoshi_say(p->lang, ja, en));
        hoshi_buffer_puts(p->out, "\n");
    }
}

/* What was read otherwise than it stands there, or not read though it is there. */
static void list_doubts(struct report *p, const struct hoshi_supplier_reading *a)
{
    list_columns_told(p, a);
    list_count(p, a->hidden_rows, "行は非表示ですが、読みました", " hidden rows were read as well");
    list_count(p, a->notes, "行は合計・平均・注記などとして除きました",
               " rows of totals, averages or notes were left out");
    list_count(p, a->unknown, "個の欄は読めず、不明として計算しました（-o を付けると訂正表を書き出します）",
               " cells could not be read and count as not known (with -o a list to correct is written)");
    list_count(p, a->about_, "個の欄は「約」「～」などのおおよその値を読みました",
               " cells hold figures that are about right, or ranges read as their middle");
    list_count(
        p, a->merged, "個の金額は結合セルの値を各社の額として読みました（合計額なら分けて書いてください）",
        " amounts of merged cells were read as each supplier's own (write them apart if they are a sum)");
    for (size_t i = 0; i < a->other_sheets && i < HOSHI_SUPPLIER_OTHER_SHEETS; i++)
        hoshi_buffer_printf(p->out, "%s%s",
                            i ? ", "
                              : hoshi_say(p->lang, "  見出しのあるほかのシート（読むなら --sheet）: ",
                                          "  further sheets with headings (to read one: --sheet): "),
                            a->other_sheet[i]);
    hoshi_buffer_puts(p->out,
                      a->other_sheets ? (a->other_sheets > HOSHI_SUPPLIER_OTHER_SHEETS ? " …\n" : "\n") : "");
}

static void list_read(struct report *p)
{
    const struct hoshi_supplier_reading *a = &p->r->run->portfolio->reading;
    size_t known = 0, shown = 0;
    if (a->source == HOSHI_SUPPLIERS_FOLDER)
        hoshi_buffer_printf(
            p->out,
            hoshi_say(p->lang, "  ケースのファイル %" PRId64 "件（ほかの .json %zu件は読んでいません）\n",
                      "  %" PRId64 " case files (%zu other .json files not read)\n"),
            a->items, a->other_files);
    if (!a->header_row)
        return;
    for (size_t i = 0; i < a->columns; i++)
        known += a->column[i].member[0] != 0;
    if (a->sheet[0])
        hoshi_buffer_printf(p->out, hoshi_say(p->lang, "  シート「%s」\n", "  sheet \"%s\"\n"), a->sheet);
    hoshi_buffer_printf(p->out,
                        hoshi_say(p->lang, "  見出しは %ld 行目、読んだ列 %zu、読まなかった列 %zu%s%s\n",
                                  "  headings in row %ld, %zu columns read, %zu not read%s%s\n"),
                        a->header_row, known, a->columns - known,
                        *a->encoding ? hoshi_say(p->lang, "、", ", ") : "", a->encoding);
    for (size_t i = 0; i < a->columns && shown < SHOWN_IGNORED; i++) {
        if (a->column[i].member[0] || a->column[i].unread)
            continue;
        hoshi_buffer_printf(p->out, "%s%s",
                            shown++ ? ", " : hoshi_say(p->lang, "  読まなかった列: ", "  not read: "),
                            a->column[i].heading);
        if (a->column[i].near_[0])
            hoshi_buffer_printf(p->out,
                                hoshi_say(p->lang, "（「%s」のつもりなら見出しを直してください）",
                                          " (correct it if \"%s\" was meant)"),
                                a->column[i].near_);
    }
    if (shown)
        hoshi_buffer_puts(p->out, a->columns - known > shown ? " …\n" : "\n");
    list_units(p, a);
    list_doubts(p, a);
}

static void buyer_line(struct report *p, const struct hoshi_buyer_named *b)
{
    const char *name = strcmp(b->id, b->name) == 0 ? "" : b->name;
    hoshi_buffer_printf(p->out, "    %s%s%s\n", b->id, *name ? " " : "", name);
}

/* Whose budget it is, when some case files were left out for it. */
static void buyers_met(struct report *p)
{
    const struct hoshi_portfolio *f = p->r->run->portfolio;
    int64_t unlike = 0;
    for (size_t i = 0; i < f->reasons; i++)
        if (f->reason[i].status == HOSHI_E_BUYER_SEVERAL || f->reason[i].status == HOSHI_E_BUYER_UNKNOWN)
            unlike += f->reason[i].suppliers;
    if (!unlike || !f->buyers)
        return;
    hoshi_buffer_printf(p->out,
                        p->r->run->buyer
                            ? hoshi_say(p->lang, "  --buyer に合う買い手のないケース %" PRId64 "件\n",
                                        "  %" PRId64 " cases without a buyer that --buyer fits\n")
                            : hoshi_say(p->lang, "  どれが当社か分からないケース %" PRId64 "件\n",
                                        "  %" PRId64 " cases that do not tell which buyer you are\n"),
                        unlike);
    hoshi_buffer_puts(p->out, hoshi_say(p->lang, "  ケースにある買い手（id と名前）:\n",
                                        "  buyers the cases name (id and name):\n"));
    for (size_t i = 0; i < f->buyers && i < SHOWN_BUYERS; i++)
        buyer_line(p, &f->buyer[i]);
    if (f->more_buyers || f->buyers > SHOWN_BUYERS)
        hoshi_buffer_puts(p->out,
                          hoshi_say(p->lang, "    ほか（--json に続き）\n", "    and more (see --json)\n"));
    hoshi_buffer_puts(p->out, p->r->run->buyer ? hoshi_say(p->lang, PROSE(if_they_are_yours_name_yourself))
                                               : hoshi_say(p->lang, PROSE(name_yourself_with_buyer_name_or)));
}

/* Ids are the suppliers' own: who was taken for this buyer, if by more names than one. */
static void buyers_differ(struct report *p)
{
    const struct hoshi_portfolio *f = p->r->run->portfolio;
    int64_t other = f->our_other_files;
    if (!p->r->run->buyer_names_differ)
        return;
    hoshi_buffer_puts(
        p->out, p->r->run->buyer
                    ? hoshi_say(p->lang, PROSE(caution_buyer_is_the_id))
                    : hoshi_say(p->lang, "  注意: 当社とみなした買い手の名前が、ケースによって違います:\n",
                                "  CAUTION: the buyers taken for you have different names:\n"));
    for (size_t i = 0; i < f->our_names; i++) {
        const struct hoshi_buyer_named *b = &f->ours[i];
        if (i >= SHOWN_BUYERS) {
            other += b->files;
            continue;
        }
        hoshi_buffer_printf(p->out, hoshi_say(p->lang, "    %s %" PRId64 "件\n", "    %s: %" PRId64 "\n"),
                            b->key ? b->name : hoshi_say(p->lang, WORD(no_name)), b->files);
    }
    if (other)
        hoshi_buffer_printf(
            p->out, hoshi_say(p->lang, "    ほかの名前 %" PRId64 "件\n", "    other names: %" PRId64 "\n"),
            other);
    hoshi_buffer_puts(p->out, hoshi_say(p->lang, PROSE(id_is_each_cases_own)));
}

static void portfolio_head(struct report *p)
{
    const struct hoshi_portfolio_report *r = p->r;
    const struct hoshi_portfolio *f = r->run->portfolio;
    hoshi_buffer_printf(p->out,
                        hoshi_say(p->lang, "取引先全体の★の費用（推計）  %s\n",
                                  "Cost of the stars across suppliers (an estimate)  %s\n"),
                        r->run->list);
    hoshi_buffer_puts(p->out, hoshi_say(p->lang, "基準日 ", "as of "));
    hoshi_say_date(p->out, p->lang, r->run->assumptions->as_of);
    hoshi_buffer_puts(p->out, hoshi_say(p->lang, "、開始 ", ", starting "));
    hoshi_say_date(p->out, p->lang, r->run->assumptions->start);
    hoshi_buffer_printf(p->out, hoshi_say(p->lang, "、%d年計、円・税抜", ", %d years, yen without tax"),
                        p->years);
    if (r->run->buyer)
        hoshi_buffer_printf(p->out, hoshi_say(p->lang, "、買い手 %s", ", buyer %s"), r->run->buyer);
    hoshi_buffer_puts(p->out, "\n");
    portfolio_title(p, WORD(list));
    list_read(p);
    if (r->run->label->shards > 1)
        hoshi_buffer_printf(
            p->out,
            hoshi_say(p->lang, "  分割 %" PRId64 "/%" PRId64 "（一覧の全 %" PRId64 "件のうち、この分だけ）\n",
                      "  part %" PRId64 "/%" PRId64 " (of %" PRId64 " in the list, this part only)\n"),
            r->run->label->shard, r->run->label->shards, f->items);
    hoshi_buffer_printf(
        p->out,
        hoshi_say(p->lang, "  計算した取引先 %" PRId64 "、除いた行 %" PRId64 "（合計に入っていません）\n",
                  "  %" PRId64 " suppliers computed, %" PRId64 " rows left out (in no total)\n"),
        f->suppliers, f->left_out);
    buyers_met(p);
    buyers_differ(p);
}

/* A case file that stands for its id is not named twice. */
static void row_fault(struct report *p, const char *id, const struct hoshi_fault *f)
{
    struct hoshi_fault place = *f;
    if (strcmp(f->file, id) == 0)
        place.file[0] = 0;
    hoshi_buffer_printf(p->out, "      [HW-%d] ", (int)f->status);
    hoshi_fault_place_print(p->out, p->lang, &place);
    hoshi_buffer_printf(p->out, "%s%s", place.file[0] || place.row || place.path[0] ? ": " : "",
                        hoshi_status_sentence(p->lang, f->status));
    if (f->got[0])
        hoshi_buffer_printf(p->out, hoshi_say(p->lang, "（%s）", " (%s)"), f->got);
    bool before = f->status == HOSHI_E_DUPLICATE || f->status == HOSHI_E_SUPPLIER_PLANT;
    if (before && f->allowed[0] && strspn(f->allowed, "0123456789") == strlen(f->allowed))
        hoshi_buffer_printf(p->out, hoshi_say(p->lang, "。先に %s 行にあります", ", first in row %s"),
                            f->allowed);
    else if (before && f->allowed[0])
        hoshi_buffer_printf(p->out, hoshi_say(p->lang, "。先に %s にあります", ", first in %s"), f->allowed);
    else if (f->allowed[0])
        hoshi_buffer_printf(p->out, " → %s", f->allowed);
    if (f->status == HOSHI_E_SUPPLIER_PLANT) /* a question: its answer stands beside it */
        hoshi_buffer_printf(p->out, " → %s", hoshi_status_remedy(p->lang, f->status));
    hoshi_buffer_puts(p->out, "\n");
}

static void left_out(struct report *p)
{
    const struct hoshi_portfolio *f = p->r->run->portfolio;
    struct hoshi_portfolio_left_out *left = malloc(sizeof *left);
    if (!f->left_out || !left) {
        free(left);
        return;
    }
    bool cut = f->left_out > SHOWN_LEFT;
    portfolio_title(p, WORD(rows_left_out));
    hoshi_buffer_puts(p->out, hoshi_say(p->lang, PROSE(rows_by_reason_the_first_reason)));
    for (size_t i = 0; i < f->reasons; i++)
        hoshi_buffer_printf(p->out,
                            hoshi_say(p->lang, "  %" PRId64 "件  [HW-%" PRId64 "] %s\n",
                                      "  %" PRId64 "  [HW-%" PRId64 "] %s\n"),
                            f->reason[i].suppliers, f->reason[i].status,
                            hoshi_status_sentence(p->lang, (enum hoshi_status)f->reason[i].status));
    for (int64_t i = 0; i < f->left_kept && i < SHOWN_LEFT && hoshi_portfolio_left(f, i, left); i++) {
        hoshi_buffer_printf(p->out,
                            hoshi_say(p->lang, "  %" PRId64 "行 %s %s\n", "  row %" PRId64 " %s %s\n"),
                            left->row, left->id, strcmp(left->id, left->name) == 0 ? "" : left->name);
        int64_t shown = left->kept < SHOWN_FAULTS ? left->kept : SHOWN_FAULTS;
        for (int64_t k = 0; k < shown; k++)
            row_fault(p, left->id, &left->fault[k]);
        cut |= left->faults > shown;
        if (left->faults > shown)
            hoshi_buffer_printf(
                p->out, hoshi_say(p->lang, "      ほか %" PRId64 "件\n", "      and %" PRId64 " more\n"),
                left->faults - shown);
    }
    if (cut)
        hoshi_buffer_printf(p->out, hoshi_say(p->lang, PROSE(rest_is_in_json_and_on)),
                            HOSHI_PORTFOLIO_FAULTS);
    free(left);
}

/* ---- amounts ---- */

static void portfolio_by_year(struct report *p)
{
    const struct hoshi_portfolio_report *r = p->r;
    const struct hoshi_portfolio_amounts *a = &r->run->amounts[0];
    const char *const head_ja[] = {"全体・最もありそうな値", "全体・期待値", "全体・P80", "当社分・期待値",
                                   "当社分・P80"};
    const char *const head_en[] = {"all, likely", "all, mean", "all, P80", "buyer, mean", "buyer, P80"};
    portfolio_title(p, "年別（年1は開始から12か月）", "By year (year 1: twelve months from the start)");
    const char *const *head = p->lang == HOSHI_JA ? head_ja : head_en;
    const char *const plain[] = {head[0], head[1], head[3]};
    columns(p, r->run->ranged ? head : plain, r->run->ranged ? 5 : 3);
    for (int y = 0; y <= p->years; y++) {
        bool all = y == p->years;
        size_t at = all ? 0 : (size_t)y + 1;
        const struct hoshi_portfolio_range *whole = &r->run->range[HOSHI_VIEW_WHOLE][at],
                                           *buyer = &r->run->range[HOSHI_VIEW_BUYER][at];
        const int64_t likely = all ? a->horizon_yen : a->by_year_yen[y],
                      mean = r->run->expected_yen[0][HOSHI_VIEW_WHOLE][at],
                      ours = r->run->expected_yen[0][HOSHI_VIEW_BUYER][at];
        const int64_t yen[] = {likely, mean, llround(whole->p80_yen), ours, llround(buyer->p80_yen)};
        const int64_t without[] = {likely, mean, ours};
        char name[40];
        snprintf(name, sizeof name, hoshi_say(p->lang, WORD_IN(year_n)), y + 1);
        portfolio_row(p, all ? hoshi_say(p->lang, WORD_IN(total)) : name, r->run->ranged ? yen : without,
                      r->run->ranged ? 5 : 3);
    }
}

/* A line of its own: it is in none of the figures above. */
static void growth(struct report *p)
{
    const struct hoshi_portfolio_growth *g = p->r->run->growth;
    char wages[HOSHI_DECIMAL_TEXT], prices[HOSHI_DECIMAL_TEXT], whole[HOSHI_DECIMAL_TEXT],
        buyer[HOSHI_DECIMAL_TEXT];
    if (!g[HOSHI_VIEW_WHOLE].horizon_yen)
        return;
    hoshi_buffer_printf(p->out, hoshi_say(p->lang, PROSE(growth_beside)),
                        hoshi_decimal_print(g->wages_ppm * 100, 0, wages),
                        hoshi_decimal_print(g->prices_ppm * 100, 0, prices),
                        hoshi_yen_print(g[HOSHI_VIEW_WHOLE].horizon_yen, whole),
                        hoshi_yen_print(g[HOSHI_VIEW_BUYER].horizon_yen, buyer));
}

static void by_level(struct report *p)
{
    const char *const head_ja[] = {"取引先", "全体・最もありそうな値", "全体・P50", "全体・P80",
                                   "当社分・期待値"};
    const char *const head_en[] = {"suppliers", "all, likely", "all, P50", "all, P80", "buyer, mean"};
    portfolio_title(p, "求める★ごと", "By level asked for");
    const char *const *head = p->lang == HOSHI_JA ? head_ja : head_en;
    const char *const plain[] = {head[0], head[1], head[4]};
    bool ranged = p->r->run->ranged;
    columns(p, ranged ? head : plain, ranged ? 5 : 3);
    for (int i = 0; i < 2; i++) {
        const struct hoshi_portfolio_amounts *a = &p->r->run->amounts[i + 1];
        const struct hoshi_portfolio_range *g = &p->r->run->level_range[i][HOSHI_VIEW_WHOLE];
        const int64_t yen[] = {a->suppliers, a->horizon_yen, llround(g->p50_yen), llround(g->p80_yen),
                               p->r->run->expected_yen[i + 1][HOSHI_VIEW_BUYER][0]};
        const int64_t without[] = {yen[0], yen[1], yen[4]};
        portfolio_row(p, i ? "★4" : "★3", ranged ? yen : without, ranged ? 5 : 3);
    }
}

static void who_bears(struct report *p)
{
    static const char *const ja[] = {"当社（買い手）", "ほかの客先（各社と協議）", "取引先自身"};
    static const char *const en[] = {"this buyer", "other customers (to be discussed with each)",
                                     "the suppliers themselves"};
    const struct hoshi_portfolio_amounts *a = &p->r->run->amounts[0];
    const char *const head_ja[] = {"期間計", "年額", "直接費", "間接費"};
    const char *const head_en[] = {"over the years", "annual charge", "direct", "indirect"};
    portfolio_title(p, PROSE(who_bears_what_a_proposal_from));
    columns(p, p->lang == HOSHI_JA ? head_ja : head_en, 4);
    for (int i = 0; i < HOSHI_SUPPLIER_PARTIES; i++) {
        const struct hoshi_supplier_part *t = &a->part[i];
        const int64_t yen[] = {t->horizon_yen, t->annual_yen, t->direct_yen, t->indirect_yen};
        portfolio_row(p, p->lang == HOSHI_JA ? ja[i] : en[i], yen, 4);
    }
    int64_t all = a->horizon_yen;
    portfolio_title(p, "内訳（全体・最もありそうな値）", "Composition (all, likely)");
    portfolio_line(p, hoshi_say(p->lang, WORD_IN(direct_bought)), a->direct_yen);
    portfolio_line(p, hoshi_say(p->lang, WORD_IN(indirect_own)), a->indirect_yen);
    portfolio_line(p, hoshi_say(p->lang, "  うち入替え（PC・サーバなど）", "  of it system upgrades"),
                   a->upgrade_yen);
    portfolio_line(p, hoshi_say(p->lang, "一時費用", "one-off"), a->once_yen);
    portfolio_line(p, hoshi_say(p->lang, "毎年の費用", "recurring"), a->recurring_yen);
    portfolio_line(p, hoshi_say(p->lang, WORD_IN(total)), all);
    if (a->all_unanswered_unmet_yen != all)
        portfolio_line(
            p, hoshi_say(p->lang, "未回答が全て未対応だった場合", "if everything unanswered were unmet"),
            a->all_unanswered_unmet_yen);
}

static void portfolio_by_category(struct report *p)
{
    const struct hoshi_portfolio_amounts *a = &p->r->run->amounts[0];
    portfolio_title(p, "対策の分類ごと（全体・最もありそうな値）", "By category of measure (all, likely)");
    for (int k = 1; k <= HOSHI_CATEGORIES; k++)
        portfolio_line(p, hoshi_words_say(p->lang, p->r->run->tables->catalog.category[k]),
                       a->by_category_yen[k]);
    portfolio_line(p,
                   hoshi_say(p->lang, "★そのもの（評価・登録・維持）",
                             "the star itself (evaluation, registration, upkeep)"),
                   a->by_category_yen[0]);
}

static void portfolio_spread(struct report *p)
{
    const char *const head_ja[] = {"全体", "当社分"};
    const char *const head_en[] = {"all", "this buyer"};
    const struct hoshi_portfolio_range *w = &p->r->run->range[HOSHI_VIEW_WHOLE][0],
                                       *b = &p->r->run->range[HOSHI_VIEW_BUYER][0];
    const struct {
        const char *ja, *en;
        double whole, buyer;
    } rows[] = {
        {WORD_IN(mean), (double)p->r->run->expected_yen[0][HOSHI_VIEW_WHOLE][0],
         (double)p->r->run->expected_yen[0][HOSHI_VIEW_BUYER][0]},
        {"P50（2つに1つはこの額以内）", "P50 (within this one time in two)", w->p50_yen, b->p50_yen},
        {"P80（5つに4つはこの額以内）", "P80 (within this four times in five)", w->p80_yen, b->p80_yen},
        {WORD_IN(standard_deviation), w->sd_yen, b->sd_yen},
        {"  共通のもの（相場・工数表の癖・未公表の料金）",
         "  common (market, effort table, unpublished fees)", w->common_sd_yen, b->common_sd_yen},
        {"  各社それぞれのもの", "  each supplier's own", w->own_sd_yen, b->own_sd_yen},
        {"参考: 各社のP80の単純合計（過大）", "beside it: sum of the suppliers' P80 (too high)",
         w->sum_p80_yen, b->sum_p80_yen},
        {"参考: 各社が無関係とした場合（過小）", "beside it: as if suppliers were independent (too sure)",
         w->independent_p80_yen, b->independent_p80_yen}};
    portfolio_title(p, "幅（一覧の全社、期間計）", "Range (all suppliers, over the years)");
    columns(p, p->lang == HOSHI_JA ? head_ja : head_en, 2);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const int64_t yen[] = {llround(rows[i].whole), llround(rows[i].buyer)};
        portfolio_row(p, hoshi_say(p->lang, rows[i].ja, rows[i].en), yen, 2);
    }
    if (p->r->run->portfolio->total->flagged[4])
        hoshi_buffer_puts(p->out, hoshi_say(p->lang, PROSE(mean_and_range_count)));
    if (p->r->run->portfolio->total->flagged[7])
        hoshi_buffer_puts(p->out, hoshi_say(p->lang, PROSE(scheme_has_not_published_its_fees)));
}

/* The assumption in the same words as in the help and the workbook. */
static void share_assumed(struct report *p, int64_t suppliers)
{
    char text[200], percent[HOSHI_DECIMAL_TEXT];
    const char *most = p->r->run->unknown_share_ppm == HOSHI_MICRO
                           ? hoshi_say(p->lang, "＝考えられる最大", ", the most it can be")
                           : "";
    snprintf(text, sizeof text,
             hoshi_say(p->lang, "購入額か売上高が不明（当社の割合を %s%%%sと仮定）",
                       "purchases or sales unknown (share assumed: %s%%%s)"),
             hoshi_decimal_print(p->r->run->unknown_share_ppm * 100, 0, percent), most);
    portfolio_line(p, text, suppliers);
}

/* What is thought of the criteria nobody answered, and how many suppliers taught it. */
static void learnt(struct report *p)
{
    const struct hoshi_portfolio_total *t = p->r->run->portfolio->total;
    double low = 1, high = 0;
    int64_t most = 0;
    if (!t->flagged[0] && !t->flagged[1] && !t->flagged[4])
        return; /* nobody was silent */
    for (int k = 1; k <= HOSHI_CATEGORIES; k++) {
        const struct hoshi_portfolio_taught *x = &p->r->run->taught[HOSHI_GROUPS][k];
        low = fmin(low, x->open_rate);
        high = fmax(high, x->open_rate);
        most = x->suppliers > most ? x->suppliers : most;
    }
    if (most)
        hoshi_buffer_printf(p->out, hoshi_say(p->lang, PROSE(silent_judged_by_the_answered)), (long long)most,
                            low * 100, high * 100);
    else if (!t->learnt.own_answers_only)
        hoshi_buffer_puts(p->out, hoshi_say(p->lang, PROSE(silent_nobody_answered)));
}

/* How many suppliers rest on less than full knowledge. */
static void doubts(struct report *p)
{
    static const struct {
        const char *ja, *en;
    } words[] = {
        {"回答が分類ごとの件数だけ（どの基準かは分からず、平均で計算）",
         "gap by counts only (means over which criteria they could be)"},
        {"回答が何もない（最もありそうな値は★そのものだけ）", "no answers at all (likely: the star alone)"},
        {"★は3つの質問から", "level from the three questions"},
        {WORD_IN(purchases_or_sales_unknown)}, /* and what is assumed: share_assumed */
        {"未回答の基準がある（期待値と幅にだけ入る）", "unanswered criteria (in mean and range only)"},
        {"一部対応の残りが不明（期待値と幅では半分とみる）",
         "partly met without a share (mean, range: by half)"},
        {"自社のIT担当の日数を超える", "own IT days exceeded"},
        {"未公表の料金に基づく", "rest on unpublished fees"},
        {"ケースの期間を一覧の期間に置き換えた", "the case's period was replaced by the portfolio's"},
        {"ケースに幅の前提がある（合計は一覧の前提）",
         "cases with a range of their own (totals use the list's)"},
        {"★が3つの質問の答えと合わない（★のとおり計算）", "level unlike the questions (computed as stated)"},
        {"人数とPC台数が合わない（このまま計算）", "PCs, users, employees unlike (as stated)"},
        {WORD_IN(held_unanswered_met)},
        {"★の有効期限が過ぎている（取得済みとみなさない）", "stars that have run out (count as not held)"},
        {"届いた本人の回答で計算", "computed from answers that came back"}};
    const int64_t *flagged = p->r->run->portfolio->total->flagged;
    portfolio_title(p, "分かっていないこと（取引先の数）", "What is not known (number of suppliers)");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (flagged[i] && (HOSHI_SUPPLIER_SHARE_ASSUMED >> i & 1))
            share_assumed(p, flagged[i]);
        else if (flagged[i])
            portfolio_line(p, hoshi_say(p->lang, words[i].ja, words[i].en), flagged[i]);
    if (flagged[4])
        learnt(p);
    if (p->r->view && p->r->view->marked) /* or a unit was read wrongly */
        portfolio_line(p,
                       hoshi_say(p->lang, "当社分が購入額に比べて大きい（単位も確かめる）",
                                 "charge large against purchases (check units too)"),
                       (int64_t)p->r->view->marked);
}

struct bought {
    size_t price;
    const struct hoshi_portfolio_bought *b;
};

static int portfolio_dearer(const void *a, const void *b)
{
    const struct bought *x = a, *y = b;
    if (x->b->horizon_yen != y->b->horizon_yen)
        return x->b->horizon_yen > y->b->horizon_yen ? -1 : 1;
    return x->price < y->price ? -1 : x->price > y->price;
}

/* Whole units, or one place where less than 1,000 are not whole; what would round to nothing is told so. */
static const char *quantity(int64_t micro, char *out, size_t size)
{
    enum { TENTH = HOSHI_MICRO / 10 };
    char number[HOSHI_DECIMAL_TEXT];
    int64_t tenths = micro / TENTH + (micro % TENTH >= TENTH / 2);
    if (micro > 0 && !tenths)
        snprintf(out, size, "< 0.1");
    else if (tenths % 10 && tenths < 10000)
        snprintf(out, size, "%s.%d", hoshi_yen_print(tenths / 10, number), (int)(tenths % 10));
    else
        snprintf(out, size, "%s",
                 hoshi_yen_print(micro / HOSHI_MICRO + (micro % HOSHI_MICRO >= HOSHI_MICRO / 2), number));
    return out;
}

static void portfolio_purchases(struct report *p)
{
    const struct hoshi_portfolio_total *total = p->r->run->portfolio->total;
    struct bought *list = calloc(HOSHI_ROWS_MAX, sizeof *list);
    size_t n = 0;
    for (size_t i = 0; list && i < p->r->run->tables->prices; i++)
        if (total->price[i].suppliers)
            list[n++] = (struct bought){i, &total->price[i]};
    if (n)
        hoshi_sort(list, n, sizeof *list, portfolio_dearer);
    portfolio_title(p, "取引先全体で買うもの（多い順、最もありそうな値）",
                    "What all suppliers would buy (largest first, likely)");
    const char *const head_ja[] = {"取引先", "数量", "期間計"};
    const char *const head_en[] = {"suppliers", "quantity", "over the years"};
    columns(p, p->lang == HOSHI_JA ? head_ja : head_en, 3);
    for (size_t i = 0; i < n && i < SHOWN_BOUGHT; i++) {
        const struct hoshi_price *price = &p->r->run->tables->price[list[i].price];
        char text[HOSHI_DECIMAL_TEXT + 40], number[HOSHI_DECIMAL_TEXT];
        portfolio_label(p, hoshi_words_say(p->lang, price->name));
        portfolio_amount(p, list[i].b->suppliers);
        snprintf(text, sizeof text, "%s %s", quantity(list[i].b->quantity_micro, number, sizeof number),
                 hoshi_say_unit(p->lang, price->unit));
        portfolio_cell(p, text);
        portfolio_amount(p, list[i].b->horizon_yen);
        hoshi_buffer_puts(p->out, "\n");
    }
    free(list);
}

/* ---- choice ---- */

static void by_years_of(struct report *p, const char *ja, const char *en, const int64_t *yen)
{
    portfolio_label(p, hoshi_say(p->lang, ja, en));
    for (int y = 0; y < p->years; y++)
        portfolio_amount(p, yen[y]);
    hoshi_buffer_puts(p->out, "\n");
}

/* To a tenth, half up, as the workbook shows it. */
static const char *percent(int64_t part, int64_t whole, char out[HOSHI_DECIMAL_TEXT])
{
    int64_t tenths = 0;
    if (whole > 0)
        hoshi_money_muldiv(part, 1000, whole, &tenths);
    snprintf(out, HOSHI_DECIMAL_TEXT, "%" PRId64 ".%d", tenths / 10, (int)(tenths % 10));
    return out;
}

/* What another million yen in a year removes, and whom it would reach first. */
static void million_more(struct report *p, const struct hoshi_budget_choice *c, int y)
{
    const struct hoshi_budget_step *step = &c->step[y];
    double points = c->all_micro > 0 ? 100 * (double)step->gain_micro / (double)c->all_micro : 0;
    struct hoshi_supplier_result *first = malloc(sizeof *first);
    if (first && step->gain_micro > 0) {
        hoshi_buffer_printf(p->out,
                            hoshi_say(p->lang,
                                      "  %d年目にあと100万円あると、減るリスクは %.*fポイント増えます",
                                      "  a million yen more in year %d removes %.*f points more"),
                            y + 1, points < 0.1 ? 4 : 2, points);
        if (step->supplier != SIZE_MAX &&
            hoshi_portfolio_record(p->r->run->portfolio, (int64_t)step->supplier, first))
            hoshi_buffer_printf(p->out, hoshi_say(p->lang, "（%s を %d年目から）", " (%s from year %d)"),
                                first->head.name, step->start);
        hoshi_buffer_puts(p->out, "\n");
    }
    free(first);
}

static void money_of(struct report *p, const struct hoshi_budget_view *v)
{
    const struct hoshi_budget_choice *c = v->choice;
    const struct hoshi_budget_sums *funded = &v->sums[HOSHI_BUDGET_FUNDED];
    by_years_of(p, "予算（繰越しを含む）", "budget (with what is carried over)", c->available_yen);
    by_years_of(p, "使う額（当社分・期待値）", "spent (buyer, mean)", c->spent_yen);
    if (funded->open_yen)
        by_years_of(p, "  未回答・残り未記入による増減（上の額に含む）",
                    "  effect of missing answers (in the amount above)", funded->open_by_year_yen);
    by_years_of(p, WORD_IN(remaining), c->left_yen);
    if (c->state == HOSHI_BUDGET_MUSTS_OVER)
        by_years_of(p, "不足（必ず支援する先の分）", "short (for the musts)", c->short_yen);
}

static void whom(struct report *p, const struct hoshi_budget_view *v)
{
    const struct hoshi_budget_choice *c = v->choice;
    const struct hoshi_budget_sums *funded = &v->sums[HOSHI_BUDGET_FUNDED];
    hoshi_buffer_printf(p->out,
                        hoshi_say(p->lang, "  支援する取引先 %zu / %zu社（必ず %zu、支援しない %zu）\n",
                                  "  %zu of %zu suppliers funded (%zu musts, %zu must-nots)\n"),
                        c->funded, c->suppliers, c->musts, c->must_nots);
    if (funded->flagged[1])
        hoshi_buffer_printf(
            p->out,
            hoshi_say(p->lang, "  うち回答が何もない取引先 %zu社\n", "  of them %zu without any answers\n"),
            funded->flagged[1]);
    if (funded->without_cost)
        hoshi_buffer_printf(p->out, hoshi_say(p->lang, PROSE(them_that_cost_this_buyer_nothing)),
                            funded->without_cost);
    if (v->after && (c->rules.talks_limited || c->rules.quotas))
        hoshi_buffer_printf(p->out, hoshi_say(p->lang, PROSE(left_out_under_limits)), v->after);
    else if (v->after)
        hoshi_buffer_printf(p->out, hoshi_say(p->lang, PROSE(left_out_because_no_budget)), v->after);
}

static void limit_quota(struct report *p, const struct hoshi_budget_view *v, size_t q)
{
    const struct hoshi_budget_choice *c = v->choice;
    const struct hoshi_budget_group *g = &v->options.group[q];
    char most[HOSHI_DECIMAL_TEXT], used[HOSHI_DECIMAL_TEXT], name[80];
    bool money = c->rules.quota[q].money;
    if (g->level)
        snprintf(name, sizeof name, "★%d", g->level);
    else
        snprintf(name, sizeof name, "%s", g->category);
    hoshi_buffer_printf(
        p->out,
        money ? hoshi_say(p->lang, "  上限（%s）%s円のうち %s円", "  quota (%s): %s yen, used %s")
              : hoshi_say(p->lang, "  上限（%s）%s社のうち %s社", "  quota (%s): %s suppliers, used %s"),
        name, hoshi_yen_print(c->rules.quota[q].most, most), hoshi_yen_print(c->quota_used[q], used));
    hoshi_buffer_puts(p->out, c->quota_used[q] > c->rules.quota[q].most
                                  ? hoshi_say(p->lang, "（必ず・承認済みの先だけで超える）\n",
                                              " (musts and approved starts alone pass it)\n")
                                  : "\n");
}

/* What else is limited, and by how much it is used. */
static void portfolio_text_limits(struct report *p, const struct hoshi_budget_view *v)
{
    const struct hoshi_budget_choice *c = v->choice;
    for (int y = 0; y < p->years && (c->rules.talks_limited || c->rules.talk_yen); y++) {
        char cost[HOSHI_DECIMAL_TEXT];
        hoshi_buffer_printf(
            p->out, hoshi_say(p->lang, "  %d年目の協議 %" PRId64 "件", "  talks in year %d: %" PRId64), y + 1,
            c->talks[y]);
        if (c->rules.talks_limited)
            hoshi_buffer_printf(p->out, hoshi_say(p->lang, "（上限 %" PRId64 "件）", " of %" PRId64),
                                c->rules.talks[y]);
        if (c->rules.talk_yen)
            hoshi_buffer_printf(
                p->out,
                hoshi_say(p->lang, "、その費用 %s円（予算から引いた）", ", cost %s yen (off the budget)"),
                hoshi_yen_print(c->talks_yen[y], cost));
        hoshi_buffer_puts(p->out, "\n");
    }
    if (c->talks_over)
        hoshi_buffer_printf(
            p->out,
            hoshi_say(p->lang, "  必ず・承認済みの先だけで協議の上限を %zu件超える\n",
                      "  musts and approved starts alone need %zu talks more than there are\n"),
            c->talks_over);
    if (v->options.minimum_yen)
        hoshi_buffer_printf(p->out,
                            hoshi_say(p->lang, "  最少額に満たないため支援しない %zu社\n",
                                      "  %zu suppliers left out, below the least amount\n"),
                            v->below_minimum);
    for (size_t q = 0; q < c->rules.quotas; q++)
        limit_quota(p, v, q);
}

static void risk_of(struct report *p, const struct hoshi_budget_view *v)
{
    const struct hoshi_budget_choice *c = v->choice;
    char removed[HOSHI_DECIMAL_TEXT], bound[HOSHI_DECIMAL_TEXT];
    hoshi_buffer_printf(p->out, hoshi_say(p->lang, PROSE(risk_removed_weight_years_no_choice)),
                        percent(c->value_micro, c->all_micro, removed),
                        percent(c->bound_micro, c->all_micro, bound),
                        c->optimal ? hoshi_say(p->lang, "（最適と証明済み）", " (proven optimal)") : "");
    if (c->state == HOSHI_BUDGET_MUSTS_OVER)
        hoshi_buffer_puts(p->out, hoshi_say(p->lang, PROSE(what_is_short_is_taken_as)));
    if (v->weight_unknown)
        hoshi_buffer_printf(p->out, hoshi_say(p->lang, PROSE(suppliers_without_purchases_have_no_weight)),
                            v->weight_unknown);
}

static void portfolio_choice(struct report *p)
{
    const struct hoshi_budget_view *v = p->r->view;
    const struct hoshi_budget_choice *c = v->choice;
    if (!v->options.budget_stated) {
        portfolio_title(p, PROSE(order_of_support_no_budget_given));
    } else
        portfolio_title(p, "予算の中での支援の順", "Support under the budget");
    money_of(p, v);
    whom(p, v);
    portfolio_text_limits(p, v);
    risk_of(p, v);
    if (c->has_extras && v->options.budget_stated)
        for (int y = 0; y < p->years; y++)
            million_more(p, c, y);
    hoshi_buffer_puts(p->out, hoshi_say(p->lang, PROSE(order_is_that_of_this_buyers)));
}

void hoshi_portfolio_print(struct hoshi_buffer *out, enum hoshi_lang lang,
                           const struct hoshi_portfolio_report *r)
{
    struct report p = {out, lang, r, r->run->assumptions->horizon};
    portfolio_head(&p);
    left_out(&p);
    if (!r->run->portfolio->suppliers)
        return;
    portfolio_by_year(&p);
    growth(&p);
    by_level(&p);
    who_bears(&p);
    portfolio_by_category(&p);
    if (r->run->ranged)
        portfolio_spread(&p);
    doubts(&p);
    portfolio_purchases(&p);
    if (r->view)
        portfolio_choice(&p);
    if (r->run->returned || (r->view && hoshi_replies_known(r->view, NULL)))
        hoshi_replies_print(out, lang, r->view, r->run->returned);
    if (r->view && r->run->against)
        hoshi_against_print(out, lang, r->run->against);
}
