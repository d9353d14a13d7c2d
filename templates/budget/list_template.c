/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list_template.h"
#include "sheet_style.h"
#include "supplier_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    TEMPLATE_ROWS = 2000,
    TEMPLATE_HEAD = 3, /* row of the heads of the remarks */
    TEMPLATE_KINDS = 4 /* column of the kinds of transaction beside them */
};

static const struct hoshi_words list_name = {WORD(supplier_list)},
                                remarks_name = {"一覧の書き方", "Columns explained"};

struct template_remark {
    const char *member; /* of the column; or of all that begin so */
    struct hoshi_words say;
};

/* How a column is written; of those that begin alike the longer stands first. */
static const struct template_remark remarks[] = {
    {"id",
     {"社内の取引先コード。書式「文字列」で（先頭の0が消えません）。同じコードの行は1社とみなします",
      "Your own code, as text, so that zeros before it stay. Rows with one code are one supplier"}},
    {"name",
     {"会社名。コードがなければ会社名で見分けます",
      "Name of the firm; tells suppliers apart where there is no code"}},
    {"level",
     {"求める★。空欄なら次の3つの質問から決まります（どれか「はい」で★4、全て「いいえ」で★3）",
      "The star asked for. Blank: it follows from the next three questions (any yes: 4, all no: 3)"}},
    {"questions.", {"分からなければ「不明」か空欄", "Not known: leave it blank"}},
    {"annual_purchases_yen",
     {"当社がこの先から1年に買う額。見出しの単位を「千円」などに変えても読みます",
      "What you buy there a year. The unit in the heading may be changed to thousand yen and the like"}},
    {"annual_sales_yen",
     {"この先の全社の年間売上高（当社向けだけではありません）。不明なら空欄",
      "All its sales a year, not only to you; blank when not known"}},
    {"capital_yen", {"取適法の対象かの目安に使います", "For an indication whether the 取適法 covers it"}},
    {"employees_regular",
     {"常時使用する従業員数。「約30名」「30～50名」も読みますが、印が付きます",
      "Regular employees. About 30 and 30-50 are read too, and marked"}},
    {"transaction", {"この先との主な取引の種類", "The main kind of transaction"}},
    {"deadline",
     {"いつまでに取得してほしいか。「2027年度」「2027年9月」も読みます",
      "By when; FY2027 and Sep 2027 are read too"}},
    {"must_not", {"支援の対象から外す先だけ「はい」", "Yes only for those never to be supported"}},
    {"must", {"必ず支援する先だけ「はい」", "Yes only for those to be supported in any case"}},
    {"weight",
     {"選ぶときの重み。空欄なら購入額と3つの質問から",
      "Weight in the choice; blank: from purchases and the questions"}},
    {"sole_source", {"ほかから買えない先だけ「はい」", "Yes only where nobody else could deliver"}},
    {"holds_level",
     {"既に取得している★（★3、★4）。申請中は空欄", "Star held already; applied for is not held"}},
    {"category",
     {"品目や調達の区分。--quota '区分:名前=社数か額' で上限を置けます",
      "Commodity or buying group; --quota 'category:NAME=number or amount' limits it"}},
    {"corporate_number",
     {"国税庁の法人番号（13桁、検査用の数字も確かめます）。★の登録簿との突合せに使います",
      "National corporate number (13 digits, checked); matches registers of stars"}},
    {"last_asked_on", {"調査票を最後に送った日か督促した日", "Day of the last survey or reminder"}},
    {"conduct.",
     {"当社の進め方の確認に使います。分からなければ空欄",
      "For the check of your own conduct; blank when not known"}},
    {"size.",
     {"規模。利用者数・パソコン台数・従業員数のどれかは必ず。ほかは空欄でよい",
      "Size. One of users, PCs and employees is needed; the others may stay blank"}},
    {"count[",
     {"この分類の評価基準のうち、いくつか。評価基準ごとの回答があるなら要りません",
      "How many criteria of this category; not needed with an answer for each criterion"}},
    {"",
     {"○ 対応済み、△ 一部対応、× 未対応、－ 該当なし、空欄 未回答。「△ 40%」は残りが4割",
      "met, partial, unmet, not_applicable; blank: not answered. partial 0.4: four tenths remain"}}};

static const char *remark_of(enum hoshi_lang lang, const char *member)
{
    for (size_t i = 0; i < sizeof remarks / sizeof *remarks; i++) {
        size_t n = strlen(remarks[i].member);
        bool begins = n && (remarks[i].member[n - 1] == '.' || remarks[i].member[n - 1] == '[');
        if (begins ? strncmp(member, remarks[i].member, n) == 0
                   : !n || strcmp(member, remarks[i].member) == 0)
            return hoshi_words_say(lang, remarks[i].say);
    }
    return "";
}

static bool template_needed(const char *member)
{
    static const char *const needed[] = {"name", "level", "size.users", "size.endpoints",
                                         "employees_regular"};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (strcmp(member, needed[i]) == 0)
            return true;
    return false;
}

/* ---- drop-downs ---- */

static const char *const transactions[] = {"manufacturing",     "repair",           "specified_transport",
                                           "info_program",      "info_other",       "service_transport",
                                           "service_warehouse", "service_infoproc", "service_other",
                                           "service_own_use",   "construction",     "goods_sale"};
enum { TRANSACTIONS = sizeof transactions / sizeof *transactions };

/* Kinds of transaction are too many for a list within the cell's own rule: they stand on the second sheet. */
static void put_transactions(struct hoshi_sheet *s, enum hoshi_lang lang, uint16_t column)
{
    char range[96];
    snprintf(range, sizeof range, "='%s'!$%c$%d:$%c$%d", hoshi_words_say(lang, remarks_name),
             'A' + TEMPLATE_KINDS, TEMPLATE_HEAD + 2, 'A' + TEMPLATE_KINDS, TEMPLATE_HEAD + 1 + TRANSACTIONS);
    lxw_data_validation v = {.validate = LXW_VALIDATION_TYPE_LIST_FORMULA, .value_formula = range};
    if (worksheet_data_validation_range(s->sheet, 1, column, TEMPLATE_ROWS, column, &v))
        s->book->failed = true;
}

static void put_choices(struct hoshi_sheet *s, enum hoshi_lang lang, uint16_t column,
                        enum hoshi_supplier_input input)
{
    const char *const levels[] = {"★3", "★4"};
    const char *const truths[] = {hoshi_say(lang, WORD_IN(yes)), hoshi_say(lang, WORD_IN(no)),
                                  hoshi_say(lang, WORD_IN(not_known))};
    const char *const answers_ja[] = {"○", "△", "×", "－"}, *const answers_en[] = {"met", "partial", "unmet",
                                                                                   "not_applicable"};
    const char *const *list = levels;
    size_t n = 0;
    if (input == HOSHI_SUPPLIER_INPUT_LEVEL) {
        n = 2;
    } else if (input == HOSHI_SUPPLIER_INPUT_TRUTH || input == HOSHI_SUPPLIER_INPUT_FLAG) {
        list = truths;
        n = input == HOSHI_SUPPLIER_INPUT_TRUTH ? 3 : 1;
    } else if (input == HOSHI_SUPPLIER_INPUT_ANSWER) {
        list = lang == HOSHI_JA ? answers_ja : answers_en;
        n = 4;
    } else if (input == HOSHI_SUPPLIER_INPUT_TRANSACTION)
        put_transactions(s, lang, column);
    if (n)
        hoshi_put_choices_range(s, 1, column, TEMPLATE_ROWS, column, list, n);
}

/* ---- sheets ---- */

static double template_width(enum hoshi_supplier_input input, const char *member)
{
    if (strcmp(member, "name") == 0)
        return 28;
    return input == HOSHI_SUPPLIER_INPUT_TRANSACTION ? 26 : input == HOSHI_SUPPLIER_INPUT_YEN ? 16 : 13;
}

static void list_sheet(struct hoshi_book *book, const struct hoshi_supplier_heading *list, size_t n)
{
    struct hoshi_sheet s = hoshi_sheet_add(book, hoshi_words_say(book->lang, list_name), true);
    for (size_t i = 0; i < n; i++) {
        uint16_t column = (uint16_t)i;
        hoshi_sheet_columns(&s, column, column, template_width(list[i].input, list[i].member));
        hoshi_put_text(&s, 0, column, HOSHI_STYLE_HEAD, list[i].words);
        put_choices(&s, book->lang, column, list[i].input);
    }
    hoshi_sheet_points(&s, 0, 48);
    hoshi_sheet_freeze(&s, 1, 2, 0);
    hoshi_sheet_wide(&s, 0, 2);
}

static void remarks_sheet(struct hoshi_book *book, const struct hoshi_supplier_heading *list, size_t n)
{
    static const double widths[] = {44, 10, 88, 3, 30};
    struct hoshi_sheet s = hoshi_sheet_add(book, hoshi_words_say(book->lang, remarks_name), true);
    hoshi_sheet_widths(&s, widths, sizeof widths / sizeof *widths);
    hoshi_put_text(&s, 0, 0, HOSHI_STYLE_TITLE,
                   hoshi_say(book->lang, "一覧の列と書き方", "The columns of the list"));
    hoshi_put_text(
        &s, 1, 0, HOSHI_STYLE_PLAIN,
        hoshi_say(book->lang, "列の順は自由で、要らない列は消せます。空欄は「不明」として扱います。",
                  "Columns may stand in any order, and those not needed be deleted. Blank is not known."));
    hoshi_put_text(&s, TEMPLATE_HEAD, 0, HOSHI_STYLE_HEAD, hoshi_say(book->lang, "列", "Column"));
    hoshi_put_text(&s, TEMPLATE_HEAD, 1, HOSHI_STYLE_HEAD, hoshi_say(book->lang, "必要な列", "Needed"));
    hoshi_put_text(&s, TEMPLATE_HEAD, 2, HOSHI_STYLE_HEAD,
                   hoshi_say(book->lang, "記入のしかた", "How it is written"));
    for (size_t i = 0; i < n; i++) {
        uint32_t row = (uint32_t)(TEMPLATE_HEAD + 1 + i);
        const char *remark = remark_of(book->lang, list[i].member);
        hoshi_put_text(&s, row, 0, HOSHI_STYLE_TEXT, list[i].words);
        hoshi_put_text(&s, row, 1, HOSHI_STYLE_CENTER, template_needed(list[i].member) ? "○" : "");
        hoshi_put_text(&s, row, 2, HOSHI_STYLE_TEXT, remark);
        hoshi_sheet_fit(&s, row, remark, widths[2]);
    }
    hoshi_put_text(&s, TEMPLATE_HEAD, TEMPLATE_KINDS, HOSHI_STYLE_HEAD,
                   hoshi_say(book->lang, "取引の種類の言葉", "Words for kinds of transaction"));
    for (size_t i = 0; i < TRANSACTIONS; i++)
        hoshi_put_text(&s, (uint32_t)(TEMPLATE_HEAD + 1 + i), TEMPLATE_KINDS, HOSHI_STYLE_CELL,
                       hoshi_say_case_word(book->lang, transactions[i]));
    hoshi_sheet_freeze(&s, TEMPLATE_HEAD + 1, 0, TEMPLATE_HEAD);
}

enum hoshi_status hoshi_list_template_write(const struct hoshi_catalog *catalog, enum hoshi_lang lang,
                                            int gap, struct hoshi_date made, const char *path,
                                            struct hoshi_faults *faults)
{
    struct hoshi_supplier_heading *list = calloc(HOSHI_SUPPLIER_COLUMNS_MAX, sizeof *list);
    struct hoshi_book book;
    if (!list)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    enum hoshi_status status = hoshi_book_open(
        &book, path, lang, hoshi_say(lang, "取引先一覧のひな形", "List of suppliers, to fill in"), "", made,
        "", faults);
    if (!status) {
        size_t n = hoshi_supplier_headings(catalog, lang == HOSHI_JA ? HOSHI_SUPPLIER_JA : HOSHI_SUPPLIER_EN,
                                           gap, list);
        list_sheet(&book, list, n);
        remarks_sheet(&book, list, n);
        status = hoshi_book_close(&book, path, faults);
    }
    free(list);
    return status;
}
