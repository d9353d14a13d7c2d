/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file.h"
#include "supplier_columns.h"
#include "support.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char list[] = "test_supplier_read.csv";

/* What came: "2 A-1 精工 4" for a row, "!3 E_NUMBER C3 年間購入額" for each fault of one left out. */
struct seen {
    struct hoshi_buffer text;
    struct hoshi_supplier_row last;
    struct hoshi_fault fault; /* the first of the last one left out */
    size_t rows, left_out, cases, stop_after;
};

static bool take(void *user, const struct hoshi_supplier_item *item)
{
    struct seen *s = user;
    if (item->kind == HOSHI_SUPPLIER_ROW) {
        s->last = *item->row_;
        s->rows++;
        hoshi_buffer_printf(&s->text, "%" PRId64 " %s %s %d\n", item->row, s->last.head.id, s->last.head.name,
                            hoshi_supplier_level(&s->last.head));
    } else if (item->kind == HOSHI_SUPPLIER_CASE) {
        s->cases++;
        hoshi_buffer_printf(&s->text, "%" PRId64 " case %s\n", item->row, item->path);
    } else {
        s->left_out++;
        assert_true(item->faults->n > 0);
        for (size_t i = 0; i < item->faults->n; i++)
            hoshi_buffer_printf(&s->text, "!%ld %s %s\n", item->faults->item[i].row,
                                hoshi_status_name(item->faults->item[i].status), item->faults->item[i].path);
        s->fault = item->faults->item[0];
    }
    return !s->stop_after || s->rows < s->stop_after;
}

static enum hoshi_status read_path(const char *path, int64_t shard, int64_t shards, struct seen *s,
                                   struct hoshi_supplier_reading *about, struct hoshi_faults *faults)
{
    struct hoshi_supplier_read_options o = {
        .catalog = &support_tables()->catalog, .shard = shard, .shards = shards};
    size_t stop_after = s->stop_after;
    memset(s, 0, sizeof *s);
    s->stop_after = stop_after;
    hoshi_buffer_init(&s->text, 1 << 24);
    return hoshi_suppliers_read(path, &o, take, s, about, faults);
}

static struct hoshi_supplier_reading about;

/* Read a CSV that must be readable; the text of what came, to be released. */
static struct seen read_text(const char *csv)
{
    struct seen s = {0};
    struct hoshi_faults *faults = calloc(1, sizeof *faults);
    assert_int_equal(hoshi_file_write(list, csv, strlen(csv), NULL), HOSHI_OK);
    if (read_path(list, 0, 0, &s, &about, faults))
        fail_msg("%s: %s %s", csv, hoshi_status_name(faults->item[0].status), faults->item[0].path);
    free(faults);
    return s;
}

static void check_text(const char *csv, const char *wanted)
{
    struct seen s = read_text(csv);
    if (strcmp(hoshi_buffer_text(&s.text), wanted) != 0)
        fail_msg("%s\ngot\n%swanted\n%s", csv, hoshi_buffer_text(&s.text), wanted);
    hoshi_buffer_release(&s.text);
}

static struct hoshi_supplier_row one_row(const char *csv)
{
    struct seen s = read_text(csv);
    if (s.rows != 1 || s.left_out)
        fail_msg("%s of %s", hoshi_buffer_text(&s.text), csv);
    hoshi_buffer_release(&s.text);
    return s.last;
}

static void rows_and_faults_are_given_in_order(void **state)
{
    (void)state;
    static const struct {
        const char *csv, *wanted;
    } cases[] = {
        {"取引先コード,会社名,求める★,パソコン台数\nA-1,精工,4,30\nA-2,電機,★３,１２\n",
         "2 A-1 精工 4\n3 A-2 電機 3\n"},
        {"id,name,level,users\n1,a,3,5\n2,b,3,many\n3,c,4,6\n", "2 1 a 3\n!3 E_NUMBER D3 users\n4 3 c 4\n"},
        {"id,name,level,users\n1,a,5,x\n", "!2 E_LEVEL_UNDEFINED C2 level\n!2 E_NUMBER D2 users\n"},
        {"id,name,level,users\n1,a,2,1\n", "!2 E_LEVEL_DECLARATION C2 level\n"},
        {"id,name,level,users\n1,a,,1\n", "!2 E_SUPPLIER_LEVEL C2 level\n"},
        {"id,name,level,users\n1,a,3,\n", "!2 E_SIZE_MISSING D2 users\n"},
        {"id,name,level,users\n1,a,3,-4\n", "!2 E_RANGE D2 users\n"},
        {"id,name,level,users\n1,a,3,2.5\n", "!2 E_NUMBER D2 users\n"},
        {"id,name,level,users\n,a,3,1\n", "!2 E_KEY_MISSING A2 id\n"},
        {"name,level,users\na,3,1\na,4,1\n", "2 a a 3\n!3 E_DUPLICATE A3 name\n"},
        {"id,level,users\nx,3,1\ny,3,1\nx,4,1\n", "2 x x 3\n3 y y 3\n!4 E_DUPLICATE A4 id\n"},
        {"id,name,level,users\n1,a,x,1\n1,b,3,1\n", "!2 E_CHOICE C2 level\n!3 E_DUPLICATE A3 id\n"},
        {"name,level,users\nAB社,3,1\nＡＢ社,3,1\nab社,3,1\nAB 社,3,1\n",
         "2 AB社 AB社 3\n!3 E_DUPLICATE A3 name\n!4 E_DUPLICATE A4 name\n5 AB 社 AB 社 3\n"},
        {"id,name,level,users\nｶﾞ-1,甲,3,1\nガ－１,乙,3,1\n1,丙,3,1\n2,丙,3,1\n01,丙,3,1\n",
         "2 ｶﾞ-1 甲 3\n!3 E_DUPLICATE A3 id\n4 1 丙 3\n5 2 丙 3\n6 01 丙 3\n"},
        {"会社名,求める★,従業員数\n甲,3,10\n合計,,10\n", "2 甲 甲 3\n!3 E_SUPPLIER_TOTAL \n"},
        {"仕入先一覧\n2026年11月\n\n会社名,求める★,従業員数,電話\n甲,3,10,03\n", "5 甲 甲 3\n"},
        {"会社名,求める★,従業員数,電話\n甲,3,10,1\n,,,2\n乙,3,10,3\n", "2 甲 甲 3\n4 乙 乙 3\n"},
        {"id,name,level,users\n1,\"a\"b,3,1\n2,c,3,1\n", "!2 E_CSV_SYNTAX B2\n3 2 c 3\n"},
        {"id,name,level,users,must,must not\n1,a,3,1,yes,yes\n", "!2 E_CONTRADICTION F2 must not\n"},
        {"id,name,level,users,購入額,売上高\n1,a,3,1,10,9\n", "!2 E_SHARES_OVER_ONE E2 購入額\n"},
        {"id,name,level,users,4-1-3-2\n1,a,3,1,maybe\n", "!2 E_ANSWER_WORD E2 4-1-3-2\n"},
        {"id,name,level,users,4-1-3-2\n1,a,3,1,○ 0.5\n", "!2 E_REMAINING E2 4-1-3-2\n"},
        {"id,name,level,users,1 met,1 unmet\n1,a,3,1,900,\n", "!2 E_RANGE E2 1 met\n"},
        {"id,name,level,users,1 met,1 unmet\n1,a,3,1,300,2\n", "!2 E_SUPPLIER_COUNTS E2 1 met\n"},
        {"分類,,基本,規模,分類1,,分類4,\nid,name,level,users,対応済み,未対応,対応済み,未対応\n1,a,3,1,2,1,3,900\n",
         "!3 E_RANGE H3 未対応\n"},
        {"id,name,level,users,分類1,,分類4\n,,,,対応済み,未対応,対応済み,未対応\n1,a,3,1,2,1,3,900\n",
         "!3 E_RANGE H3 分類4 未対応\n"},
        {"id,name,level,users,購入額,売上高\n,,,,（千円）,百万円\n1,a,3,1,2000,1\n",
         "!3 E_SHARES_OVER_ONE E3 購入額 （千円）\n"},
        {"id,name,level,users,購入額\n,,,1,5\n1,a,3,1,5\n",
         "!2 E_KEY_MISSING A2 id\n!2 E_SUPPLIER_LEVEL C2 level\n3 1 a 3\n"},
        {"id,name,level,users,deadline\n1,a,3,1,来年\n", "2 1 a 3\n"}, /* no figure hangs on them: told */
        {"id,name,level,users,取引の種類\n1,a,3,1,何か\n", "2 1 a 3\n"},
        {"id,name,level,users,支援しない\n1,a,3,1,対象外\n", "!2 E_CHOICE E2 支援しない\n"},
    };
    for (size_t i = 0; i < SUPPORT_COUNT(cases); i++)
        check_text(cases[i].csv, cases[i].wanted);
}

/* What a figure that cannot be used is told with: as it was typed, and what is allowed there. */
static void figures_are_told_as_typed(void **state)
{
    (void)state;
    static const struct {
        const char *heading, *cell;
        enum hoshi_status status;
        const char *allowed;
    } cases[] = {
        {"users", "\"0,2\"", HOSHI_E_NUMBER, "0, 12, 1,200"},
        {"users", "\"1,2345\"", HOSHI_E_NUMBER, "0, 12, 1,200"},
        {"users", "999999999999999", HOSHI_E_RANGE, "0 … 10000000"},
        {"users", "99999999999999999999", HOSHI_E_RANGE, "0 … 10000000"},
        {"users", "-3人", HOSHI_E_RANGE, "0 … 10000000"},
        {"購入額", "9999999999999999", HOSHI_E_RANGE, "0 … 999999999999999"},
        {"購入額", "99999999999999999999", HOSHI_E_RANGE, "0 … 999999999999999"},
        {"購入額", "\"１，２，３\"", HOSHI_E_NUMBER, "1200000, 1,200千円, 120万円, 1.2億円"},
        {"購入額（千円）", "4千", HOSHI_E_AMOUNT_UNIT, "1200000, 1,200千円, 120万円, 1.2億円"},
        {"weight", "-1.5", HOSHI_E_RANGE, "0 … 1000000000"},
        {"weight", "99999999999999", HOSHI_E_RANGE, "0 … 1000000000"},
        {"weight", "2000000000", HOSHI_E_RANGE, "0 … 1000000000"},
        {"1 met", "401", HOSHI_E_RANGE, "0 … 400"},
        {"1 met", "99999999999999999999", HOSHI_E_RANGE, "0 … 400"},
    };
    for (size_t i = 0; i < SUPPORT_COUNT(cases); i++) {
        char csv[200], typed[64];
        snprintf(csv, sizeof csv, "id,level,servers,employees,%s\n1,3,,5,%s\n", cases[i].heading,
                 cases[i].cell);
        struct seen s = read_text(csv);
        snprintf(typed, sizeof typed, "%s", cases[i].cell + (cases[i].cell[0] == '"'));
        typed[strcspn(typed, "\"")] = 0;
        if (s.left_out != 1 || s.fault.status != cases[i].status || strcmp(s.fault.got, typed) != 0 ||
            strcmp(s.fault.allowed, cases[i].allowed) != 0)
            fail_msg("%s: %zu %s %s %s", cases[i].cell, s.left_out, hoshi_status_name(s.fault.status),
                     s.fault.got, s.fault.allowed);
        hoshi_buffer_release(&s.text);
    }
    assert_int_equal(HOSHI_COUNT_MAX, 10000000); /* the texts above say so */
    assert_true(HOSHI_YEN_MAX == INT64_C(999999999999999) &&
                HOSHI_SUPPLIER_WEIGHT_MAX == INT64_C(1000000000) * HOSHI_MICRO);
    assert_int_equal(HOSHI_CRITERIA_MAX, 400);
    struct hoshi_supplier_row r =
        one_row("id,level,users,servers,購入額,売上高（百万円）\n1,3,20名,3台,3千万円,"
                "\"45,000,000\"\n");
    assert_int_equal(r.size[HOSHI_USERS], 20);
    assert_int_equal(r.size[HOSHI_SERVERS], 3);
    assert_int_equal(r.head.annual_purchases_yen, 30000000);
    assert_true(r.head.annual_sales_yen == INT64_C(45000000000000));
}

/* A row that contradicts itself is told by the list's own headings, or by those it could have. */
static void members_are_told_as_columns(void **state)
{
    (void)state;
    static const struct {
        const char *csv, *path, *got, *allowed;
    } cases[] = {
        {"会社名,★,利用者数\n甲,,5\n", "B2 ★", "",
         "B2 ★ = 3, 4; 重要な情報 / important data, 停止の影響 / outage, 社内システムへの接続 / access = yes, no"},
        {"会社名,停止の影響,利用者数\n甲,いいえ,5\n", "level", "",
         "求める★ / level = 3, 4; 重要な情報 / important data, B2 停止の影響, 社内システムへの接続 / access = yes, no"},
        {"会社名,★,従業員数\n甲,3,\n", "C2 従業員数", "",
         "利用者数 / users, パソコン台数 / PCs, C2 従業員数"},
        {"会社名,★\n甲,3\n", "", "", "利用者数 / users, パソコン台数 / PCs, 従業員数 / employees"},
        {"会社名,★,従業員数,必須,除外\n甲,3,5,○,○\n", "E2 除外", "", "D2 必須"},
        {"会社名,★,従業員数,購入額（千円）,年商\n甲,3,5,\"10,000\",1億\n甲2,3,5,\"10,000\",0.05億円\n",
         "D3 購入額（千円）", "10,000", "<= E3 年商"},
        {"会社名,★,pc台数,サポート切れPC台数\n甲,3,5台,9台\n", "D2 サポート切れPC台数", "9台", "C2 pc台数"},
    };
    for (size_t i = 0; i < SUPPORT_COUNT(cases); i++) {
        struct seen s = read_text(cases[i].csv);
        if (s.left_out != 1 || strcmp(s.fault.path, cases[i].path) != 0 ||
            strcmp(s.fault.got, cases[i].got) != 0 || strcmp(s.fault.allowed, cases[i].allowed) != 0)
            fail_msg("%s: %zu '%s' '%s' '%s'", cases[i].csv, s.left_out, s.fault.path, s.fault.got,
                     s.fault.allowed);
        hoshi_buffer_release(&s.text);
    }
}

static void cells_become_members(void **state)
{
    (void)state;
    struct hoshi_supplier_row r = one_row(
        "会社コード,取引先名,重要な情報,停止の影響,社内システムへの接続,年間購入額（千円・税抜）,売上高【百万円】,資本金(万円),従業員数,期限,必ず支援,重み,代替先なし,取得済みの★,要請日,費用の協議,remote_work,取引類型,サーバー数\n"
        "００１,　甲　精工 ,×,いいえ,○,\"12,000\",1.5億円,3000,４５人,令和9年3月,○,2.5,有,なし,R8.9.1,済,はい,製造委託,なし\n");
    assert_string_equal(r.head.id, "００１");
    assert_string_equal(r.head.name, "甲　精工");
    assert_int_equal(r.head.level, 0);
    assert_int_equal(hoshi_supplier_level(&r.head), 4);
    assert_int_equal(r.head.questions.important_data, HOSHI_NO);
    assert_int_equal(r.head.questions.access, HOSHI_YES);
    assert_int_equal(r.head.annual_purchases_yen, 12000000);
    assert_int_equal(r.head.annual_sales_yen, 150000000);
    assert_int_equal(r.head.capital_yen, 30000000);
    assert_int_equal(r.head.employees_regular, 45);
    assert_int_equal(hoshi_date_compare(r.head.deadline, (struct hoshi_date){2027, 3, 31}), 0);
    assert_true(r.head.must && !r.head.must_not && r.head.sole_source);
    assert_int_equal(r.head.weight_micro, 2500000);
    assert_int_equal(r.holds_level, 0);
    assert_int_equal(hoshi_date_compare(r.head.conduct.requested_on, (struct hoshi_date){2026, 9, 1}), 0);
    assert_int_equal(r.head.conduct.talks_held, HOSHI_YES);
    assert_int_equal(r.head.conduct.necessity_explained, HOSHI_UNKNOWN);
    size_t fact = hoshi_catalog_find_fact(&support_tables()->catalog, "remote_work");
    assert_int_equal(r.fact[fact], HOSHI_YES);
    assert_string_equal(r.head.transaction, "manufacturing");
    assert_int_equal(r.size[HOSHI_SERVERS], 0);
    assert_int_equal(r.size[HOSHI_USERS], HOSHI_NONE);
    assert_int_equal(r.gap, HOSHI_SUPPLIER_GAP_NONE);
}

static void answers_and_counts_are_read(void **state)
{
    (void)state;
    struct hoshi_supplier_row r =
        one_row("id,level,users,1-2-1-1,４－１－３－２,1-1-1-1,4 攻撃等の防御: 未対応\nx,4,9,○,△ 40%,,7\n");
    assert_int_equal(r.gap, HOSHI_SUPPLIER_GAP_ANSWERS);
    assert_int_equal(r.answer[support_criterion("1-2-1-1")], HOSHI_MET);
    assert_int_equal(r.answer[support_criterion("4-1-3-2")], HOSHI_PARTIAL);
    assert_int_equal(r.remaining_ppm[support_criterion("4-1-3-2")], 400000);
    assert_int_equal(r.answer[support_criterion("1-1-1-1")], HOSHI_UNANSWERED);
    static const char *const words[] = {"4 unmet",
                                        "category 4: unmet",
                                        "分類4 未対応",
                                        "Protection unmet",
                                        "攻撃等の防御：未対応数",
                                        "4 攻撃等の防御 未対応",
                                        "count_4_unmet",
                                        "unmet_4",
                                        "未対応（分類4）",
                                        "未対応：攻撃等の防御",
                                        "c4_unmet",
                                        "unmet (category 4)",
                                        "カテゴリ4 未達成の数"};
    for (size_t i = 0; i < SUPPORT_COUNT(words); i++) {
        char csv[200];
        snprintf(csv, sizeof csv, "id,level,users,\"%s\"\nx,4,9,7\n", words[i]);
        r = one_row(csv);
        assert_int_equal(r.gap, HOSHI_SUPPLIER_GAP_COUNTS);
        assert_int_equal(r.count[4][HOSHI_UNMET], 7);
    }
    static const char *const partly[] = {"△0.4", "partial 0.4", "一部対応 残り40%", "△（残り40％）",
                                         "partial: 0.4"};
    for (size_t i = 0; i < SUPPORT_COUNT(partly); i++) {
        char csv[200];
        snprintf(csv, sizeof csv, "id,level,users,1-2-1-1\nx,4,9,%s\n", partly[i]);
        r = one_row(csv);
        if (r.remaining_ppm[support_criterion("1-2-1-1")] != 400000)
            fail_msg("%s: %d", partly[i], r.remaining_ppm[support_criterion("1-2-1-1")]);
    }
}

/* Every heading a template has is read back as the column it stands for, and none means two things. */
static void headings_are_read_back(void **state)
{
    (void)state;
    static struct column all[HOSHI_SUPPLIER_COLUMNS_MAX];
    const struct hoshi_catalog *catalog = &support_tables()->catalog;
    struct heading_words *words = hoshi_supplier_words(catalog);
    assert_non_null(words);
    size_t n = hoshi_supplier_column_list(catalog, all);
    assert_true(n > 200);
    for (size_t i = 0; i < n; i++)
        for (int language = 0; language < 2; language++) {
            char heading[256];
            struct column back;
            hoshi_supplier_column_heading(catalog, &all[i], (enum hoshi_supplier_language)language, heading);
            hoshi_supplier_column_find(words, heading, &back);
            if (back.kind != all[i].kind || strcmp(back.member, all[i].member) != 0 ||
                back.offset != all[i].offset || back.index != all[i].index ||
                (all[i].kind == COLUMN_TALLY && back.status != all[i].status))
                fail_msg("%s is read as %s, not %s", heading, back.member, all[i].member);
        }
    static const char *const none[] = {"電話番号",  "備考",         "担当者", "",       "9-9-9-9",  "部署",
                                       "3年目達成", "年間購入個数", "分類4",  "未対応", "2025年度", "年度"};
    static const struct {
        const char *heading, *member;
        int64_t unit;
    } some[] = {{"2025年度売上高（百万円）", "annual_sales_yen", 1000000},
                {"売上高(千円) 2025年度", "annual_sales_yen", 1000},
                {"FY2025 annual sales (million yen)", "annual_sales_yen", 1000000},
                {"直近期売上高_円", "annual_sales_yen", 1},
                {"purchases_yen", "annual_purchases_yen", 1},
                {"PC台数（台）", "size.endpoints", 1},
                {"従業員数（人）", "employees_regular", 1},
                {"target_level", "level", 1},
                {"Supplier Name", "name", 1},
                {"important_data", "questions.important_data", 1}};
    for (size_t i = 0; i < SUPPORT_COUNT(some); i++) {
        struct column back;
        hoshi_supplier_column_find(words, some[i].heading, &back);
        if (strcmp(back.member, some[i].member) != 0 || back.unit_yen != some[i].unit)
            fail_msg("%s is read as %s in %lld", some[i].heading, back.member, (long long)back.unit_yen);
    }
    for (size_t i = 0; i < SUPPORT_COUNT(none); i++) {
        struct column back;
        hoshi_supplier_column_find(words, none[i], &back);
        if (back.kind != COLUMN_NONE)
            fail_msg("%s is read as %s", none[i], back.member);
    }
    free(words);
}

static void random_row(uint64_t *seed, struct hoshi_supplier_row *r)
{
    const struct hoshi_catalog *catalog = &support_tables()->catalog;
    hoshi_supplier_row_init(r);
    struct hoshi_supplier_head *h = &r->head;
    snprintf(h->id, sizeof h->id, "ID-%" PRIu64, support_random(seed));
    snprintf(h->name, sizeof h->name, "株式会社\"甲,%d", (int)support_between(seed, 0, 99));
    h->level = (int)support_between(seed, 3, 4);
    h->questions.outage = (enum hoshi_truth)support_between(seed, 0, 2);
    h->annual_sales_yen = support_between(seed, 1000, 100000000000);
    h->annual_purchases_yen = support_chance(seed, 3) ? HOSHI_NONE : h->annual_sales_yen / 3;
    h->employees_regular = support_between(seed, 1, 3000);
    h->deadline = (struct hoshi_date){2027, (int)support_between(seed, 1, 12), 28};
    h->must = support_chance(seed, 4);
    h->weight_micro = support_chance(seed, 2) ? HOSHI_NONE : support_between(seed, 0, 5000000);
    h->conduct.talks_held = (enum hoshi_truth)support_between(seed, 0, 2);
    snprintf(h->transaction, sizeof h->transaction, "%s", support_chance(seed, 2) ? "" : "service_other");
    for (int d = 1; d < HOSHI_DRIVERS - 1; d++)
        r->size[d] = support_chance(seed, 3) ? HOSHI_NONE : support_between(seed, 0, 50);
    r->size[HOSHI_UNSUPPORTED_ENDPOINTS] = r->size[HOSHI_UNSUPPORTED_SERVERS] = HOSHI_NONE;
    r->gap = (enum hoshi_supplier_gap)support_between(seed, 0, 2);
    h->level = r->gap == HOSHI_SUPPLIER_GAP_COUNTS ? 4 : h->level;
    for (int k = 1; k <= HOSHI_CATEGORIES && r->gap == HOSHI_SUPPLIER_GAP_COUNTS; k++)
        r->count[k][support_between(seed, 1, 4)] = (uint16_t)support_between(seed, 0, 1);
    r->answer[0] = r->gap == HOSHI_SUPPLIER_GAP_ANSWERS ? HOSHI_UNMET : HOSHI_UNANSWERED;
    for (size_t i = 1; i < catalog->criteria && r->gap == HOSHI_SUPPLIER_GAP_ANSWERS; i++) {
        r->answer[i] = (uint8_t)support_between(seed, 0, 5);
        if (r->answer[i] == HOSHI_PARTIAL && support_chance(seed, 2))
            r->remaining_ppm[i] = (int32_t)support_between(seed, 0, 1000000);
    }
}

static void rows_written_are_read_back_unchanged(void **state)
{
    (void)state;
    uint64_t seed = 20261122;
    const struct hoshi_catalog *catalog = &support_tables()->catalog;
    for (int round = 0; round < 60; round++) {
        struct hoshi_supplier_row row;
        struct hoshi_buffer csv;
        int gap = 7;
        enum hoshi_supplier_language language = round % 2 ? HOSHI_SUPPLIER_EN : HOSHI_SUPPLIER_JA;
        random_row(&seed, &row);
        hoshi_buffer_init(&csv, 1 << 20);
        hoshi_supplier_print_head(&csv, catalog, language, gap);
        hoshi_supplier_print_row(&csv, catalog, language, gap, &row);
        struct hoshi_supplier_row back = one_row(hoshi_buffer_text(&csv));
        row.head.row = 2;
        assert_memory_equal(&back, &row, sizeof row);
        hoshi_buffer_release(&csv);
    }
}

static void what_was_understood_is_told(void **state)
{
    (void)state;
    struct seen s = read_text("仕入先一覧,,\n会社名,電話,求める★,users\n甲,1,3,2\n");
    assert_int_equal(about.source, HOSHI_SUPPLIERS_CSV);
    assert_string_equal(about.encoding, "UTF-8");
    assert_int_equal(about.header_row, 2);
    assert_int_equal(about.columns, 4);
    assert_string_equal(about.column[1].heading, "電話");
    assert_string_equal(about.column[1].member, "");
    assert_string_equal(about.column[3].member, "size.users");
    assert_int_equal(about.items, 1);
    hoshi_buffer_release(&s.text);
    s = read_text("\x89\xEF\x8E\xD0\x96\xBC,level,users\n\x8D\x62,3,2\n");
    assert_string_equal(about.encoding, "CP932");
    assert_string_equal(hoshi_buffer_text(&s.text), "2 甲 甲 3\n");
    hoshi_buffer_release(&s.text);
}

static void a_list_that_is_none_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *csv;
        enum hoshi_status status;
    } cases[] = {{"", HOSHI_E_SUPPLIER_HEADER},
                 {"a,b,c\n1,2,3\n", HOSHI_E_SUPPLIER_HEADER},
                 {"level,users\n3,1\n", HOSHI_E_SUPPLIER_HEADER},
                 {"id,level,users,利用者数\nx,3,1,1\n", HOSHI_E_DUPLICATE},
                 {"id,level,users,1 met,分類1 適合\nx,3,1,1,1\n", HOSHI_E_DUPLICATE},
                 {"id,level,users\nx,3,1\ny,\"3,1\nz,3,1\n", HOSHI_E_CSV_SYNTAX}};
    for (size_t i = 0; i < SUPPORT_COUNT(cases); i++) {
        struct seen s = {0};
        assert_int_equal(hoshi_file_write(list, cases[i].csv, strlen(cases[i].csv), NULL), HOSHI_OK);
        struct hoshi_faults *faults = calloc(1, sizeof *faults);
        enum hoshi_status status = read_path(list, 0, 0, &s, &about, faults);
        if (status != cases[i].status || faults->n != 1 || strcmp(faults->item[0].file, list) != 0)
            fail_msg("%s: %s, %zu faults", cases[i].csv, hoshi_status_name(status), faults->n);
        free(faults);
        hoshi_buffer_release(&s.text);
    }
    struct seen s = {0};
    assert_int_equal(read_path("not there.csv", 0, 0, &s, &about, NULL), HOSHI_E_FILE_OPEN);
    hoshi_buffer_release(&s.text);
}

/* Shards take every item once, and a duplicate is one whichever shard it falls to. */
static void shards_together_are_the_whole(void **state)
{
    (void)state;
    char csv[4000] = "id,level,users\n", line[64];
    for (int i = 0; i < 40; i++) {
        snprintf(line, sizeof line, "s%d,%d,%s\n", i % 33, 3 + i % 2, i % 7 == 5 ? "x" : "8");
        strcat(csv, line);
    }
    struct seen whole = read_text(csv), part[3];
    memset(part, 0, sizeof part);
    size_t length = 0;
    for (int i = 0; i < 3; i++) {
        assert_int_equal(read_path(list, i + 1, 3, &part[i], &about, NULL), HOSHI_OK);
        assert_int_equal(about.items, 40);
        length += part[i].text.length;
    }
    char text[8000] = "";
    const char *at[3] = {hoshi_buffer_text(&part[0].text), hoshi_buffer_text(&part[1].text),
                         hoshi_buffer_text(&part[2].text)};
    for (int i = 0; i < 40; i++) { /* one line each: none of these rows has two faults */
        size_t n = strcspn(at[i % 3], "\n") + 1;
        strncat(text, at[i % 3], n);
        at[i % 3] += n;
    }
    assert_int_equal(length, whole.text.length);
    assert_string_equal(text, hoshi_buffer_text(&whole.text));
    hoshi_buffer_release(&whole.text);
    for (int i = 0; i < 3; i++)
        hoshi_buffer_release(&part[i].text);
}

static void reading_can_be_stopped(void **state)
{
    (void)state;
    struct seen s = {.stop_after = 2};
    const char csv[] = "id,level,users\na,3,1\nb,3,1\nc,3,1\n";
    assert_int_equal(hoshi_file_write(list, csv, strlen(csv), NULL), HOSHI_OK);
    assert_int_equal(read_path(list, 0, 0, &s, &about, NULL), HOSHI_OK);
    assert_int_equal(s.rows, 2);
    hoshi_buffer_release(&s.text);
}

static void write_file(const char *path, const char *text)
{
    assert_int_equal(hoshi_file_write(path, text, strlen(text), NULL), HOSHI_OK);
}

static void case_files_are_found(void **state)
{
    (void)state;
    struct seen s = {0};
    mkdir("test_suppliers", 0777);
    mkdir("test_suppliers/b", 0777);
    write_file("test_suppliers/b/case.json", "{ \"hoshiwari_case\": 1 }");
    write_file("test_suppliers/a.json", "{ \"hoshiwari_case\": 1 }");
    write_file("test_suppliers/answers.json", "{ \"answers\": {} }");
    write_file("test_suppliers/notes.txt", "x");
    assert_int_equal(read_path("test_suppliers/", 0, 0, &s, &about, NULL), HOSHI_OK);
    assert_string_equal(hoshi_buffer_text(&s.text),
                        "1 case test_suppliers/a.json\n2 case test_suppliers/b/case.json\n");
    assert_int_equal(about.other_files, 1);
    assert_int_equal(about.total, 2);
    hoshi_buffer_release(&s.text);
    write_file("test_suppliers/list.txt", "# two\nb/case.json\r\n\na.json\nb/case.json\n");
    assert_int_equal(read_path("test_suppliers/list.txt", 0, 0, &s, &about, NULL), HOSHI_OK);
    assert_string_equal(hoshi_buffer_text(&s.text),
                        "2 case test_suppliers/b/case.json\n4 case test_suppliers/a.json\n!5 E_DUPLICATE \n");
    hoshi_buffer_release(&s.text);
    assert_int_equal(read_path("test_suppliers/a.json", 0, 0, &s, &about, NULL), HOSHI_OK);
    assert_string_equal(hoshi_buffer_text(&s.text), "1 case test_suppliers/a.json\n");
    hoshi_buffer_release(&s.text);
    static const char *const files[] = {"b/case.json", "a.json", "answers.json", "notes.txt", "list.txt",
                                        "b",           ""};
    for (size_t i = 0; i < SUPPORT_COUNT(files); i++) {
        char path[80];
        snprintf(path, sizeof path, "test_suppliers/%s", files[i]);
        remove(path);
    }
}

static void case_ids_that_come_twice_are_left_out(void **state)
{
    (void)state;
    struct seen s = {0};
    mkdir("test_twice", 0777);
    write_file("test_twice/a.json", "{ \"hoshiwari_case\": 1, \"case_id\": \"K-1\" }");
    write_file("test_twice/b.json", "{ \"hoshiwari_case\": 1, \"case_id\": \"k-1\" }");
    write_file("test_twice/c.json", "{ \"hoshiwari_case\": 1 }");
    write_file("test_twice/d.json", "{ \"hoshiwari_case\": 1, broken");
    write_file("test_twice/e.json", "{ \"hoshiwari_case\": 1, \"case_id\": \"K-2\" }");
    for (int shards = 0; shards <= 2; shards += 2) /* the second is in the other shard */
        for (int shard = shards ? 1 : 0; shard <= shards; shard++) {
            assert_int_equal(read_path("test_twice", shard, shards, &s, &about, NULL), HOSHI_OK);
            if (shards == 0)
                assert_string_equal(
                    hoshi_buffer_text(&s.text),
                    "1 case test_twice/a.json\n!2 E_DUPLICATE case_id\n3 case test_twice/c.json\n4 case test_twice/d.json\n5 case test_twice/e.json\n");
            assert_int_equal(s.left_out, shards == 0 || shard == 2);
            if (s.left_out) {
                assert_string_equal(s.fault.got, "k-1");
                assert_string_equal(s.fault.allowed, "test_twice/a.json");
            }
            hoshi_buffer_release(&s.text);
        }
    write_file("test_twice/list.txt", "e.json\n\nb.json\na.json\ne.json\n");
    assert_int_equal(read_path("test_twice/list.txt", 0, 0, &s, &about, NULL), HOSHI_OK);
    assert_string_equal(hoshi_buffer_text(&s.text), "1 case test_twice/e.json\n3 case test_twice/b.json\n"
                                                    "!4 E_DUPLICATE case_id\n!5 E_DUPLICATE \n");
    assert_string_equal(s.fault.allowed, "1"); /* the same file: the line it is named in */
    hoshi_buffer_release(&s.text);
    static const char *const files[] = {"a.json", "b.json", "c.json", "d.json", "e.json", "list.txt", ""};
    for (size_t i = 0; i < SUPPORT_COUNT(files); i++) {
        char path[80];
        snprintf(path, sizeof path, "test_twice/%s", files[i]);
        remove(path);
    }
}

static const char *digest_of(const char *path, int64_t shard, int64_t shards, char out[HOSHI_SHA256_TEXT])
{
    struct seen s = {0};
    assert_int_equal(read_path(path, shard, shards, &s, &about, NULL), HOSHI_OK);
    hoshi_buffer_release(&s.text);
    return strcpy(out, about.digest);
}

/* Whatever a figure can hang on changes the digest, in every shard alike. */
static void the_digest_sees_what_case_files_say(void **state)
{
    (void)state;
    static const struct {
        const char *file, *text; /* NULL: the file is gone */
    } changes[] = {
        {"a.json", "{ \"hoshiwari_case\": 1, \"case_id\": \"A\", \"x\": 2 }"},
        {"b.json", "{ \"hoshiwari_case\": 1, \"case_id\": \"B\", \"gap\": { \"file\": \"b.csv\"}}"},
        {"b.csv", "criterion,answer\n"},
        {"b.csv", "criterion,answer\n1-1-1-1,met\n"},
        {"b.csv", NULL},
        {"a.json", NULL},
        {"a.json", "{ \"hoshiwari_case\": 1 "},
    };
    char before[2][HOSHI_SHA256_TEXT], now[HOSHI_SHA256_TEXT], part[HOSHI_SHA256_TEXT];
    mkdir("test_digest", 0777);
    write_file("test_digest/a.json", "{ \"hoshiwari_case\": 1, \"case_id\": \"A\", \"x\": 1 }");
    write_file("test_digest/b.json", "{ \"hoshiwari_case\": 1, \"case_id\": \"B\" }");
    write_file("test_digest/list.txt", "b.json\na.json\n");
    static const char *const sources[] = {"test_digest", "test_digest/list.txt"};
    for (int i = 0; i < 2; i++)
        digest_of(sources[i], 0, 0, before[i]);
    assert_string_not_equal(before[0], before[1]);
    for (size_t k = 0; k < SUPPORT_COUNT(changes); k++) {
        char path[80];
        snprintf(path, sizeof path, "test_digest/%s", changes[k].file);
        if (changes[k].text)
            write_file(path, changes[k].text);
        else
            remove(path);
        for (int i = 0; i < 2; i++) {
            digest_of(sources[i], 0, 0, now);
            if (strcmp(now, before[i]) == 0)
                fail_msg("change %zu of %s is not seen", k, sources[i]);
            for (int shard = 1; shard <= 3; shard++)
                assert_string_equal(digest_of(sources[i], shard, 3, part), now);
            strcpy(before[i], now);
        }
    }
    /* Bytes that move from one file to the next do not go unseen. */
    write_file("test_digest/a.json", "{ \"hoshiwari_case\": 1 } ");
    write_file("test_digest/b.json", "{ \"hoshiwari_case\": 1 }");
    digest_of(sources[1], 0, 0, before[1]);
    write_file("test_digest/a.json", "{ \"hoshiwari_case\": 1 }");
    write_file("test_digest/b.json", " { \"hoshiwari_case\": 1 }");
    assert_string_not_equal(digest_of(sources[1], 0, 0, now), before[1]);
    static const char *const files[] = {"a.json", "b.json", "list.txt", ""};
    for (size_t i = 0; i < SUPPORT_COUNT(files); i++) {
        char path[80];
        snprintf(path, sizeof path, "test_digest/%s", files[i]);
        remove(path);
    }
}

static void run_out_of_memory_reading(const char *path)
{
    for (long n = 0;; n++) {
        struct seen s = {0};
        struct hoshi_supplier_read_options o = {.catalog = &support_tables()->catalog};
        hoshi_buffer_init(&s.text, 1 << 20);
        support_fail_allocation(n, true);
        enum hoshi_status status = hoshi_suppliers_read(path, &o, take, &s, &about, NULL);
        bool failed = support_failed_allocation();
        support_fail_allocation(-1, false);
        hoshi_buffer_release(&s.text);
        if (!failed) {
            assert_int_equal(status, HOSHI_OK);
            break;
        }
        assert_true(n < 1000);
    }
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    write_file(list, "id,level,users\na,3,1\nb,3,x\n");
    run_out_of_memory_reading(list);
    write_file("test_suppliers_1.json",
               "{ \"hoshiwari_case\": 1, \"case_id\": \"A\", \"gap\": { \"file\": \"x.csv\" } }");
    write_file("test_suppliers_2.json", "{ \"hoshiwari_case\": 1, \"case_id\": \"A\" }");
    write_file(list, "test_suppliers_1.json\ntest_suppliers_2.json\n");
    run_out_of_memory_reading(list);
    remove("test_suppliers_1.json");
    remove("test_suppliers_2.json");
}

static int clean_up(void **state)
{
    (void)state;
    remove(list);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_and_faults_are_given_in_order),
        cmocka_unit_test(figures_are_told_as_typed),
        cmocka_unit_test(members_are_told_as_columns),
        cmocka_unit_test(cells_become_members),
        cmocka_unit_test(answers_and_counts_are_read),
        cmocka_unit_test(headings_are_read_back),
        cmocka_unit_test(rows_written_are_read_back_unchanged),
        cmocka_unit_test(what_was_understood_is_told),
        cmocka_unit_test(a_list_that_is_none_is_refused),
        cmocka_unit_test(shards_together_are_the_whole),
        cmocka_unit_test(reading_can_be_stopped),
        cmocka_unit_test(case_files_are_found),
        cmocka_unit_test(case_ids_that_come_twice_are_left_out),
        cmocka_unit_test(the_digest_sees_what_case_files_say),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, clean_up);
}
