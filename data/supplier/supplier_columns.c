/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Headings are compared folded (hoshi_answer_fold): width, kana, case, spaces and punctuation do not count.
 * What stands in brackets and the unit of an amount are taken off first, so that 「年間購入額（千円・税抜）」
 * is 年間購入額 in thousands. */
#include "supplier_columns.h"
#include "typed.h"
#include "fold.h"
#include "text.h"
#include "text_key.h"

#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define OF(member) offsetof(struct hoshi_supplier_row, member)

struct spec {
    const char *member;
    enum column_kind kind;
    size_t offset;
    const char *words; /* each between bars; the member itself is always one */
};

/* ---- the table: to add a column, add a row; the first Japanese and the first English word are the
 * template's ---- */

static const struct spec
    specs
        [] =
            {
                {"id", COLUMN_ID, 0,
                 "|取引先コード|supplier ID|仕入先コード|企業コード|会社コード|業者コード|ベンダーコード|コード|管理番号|取引先番号|仕入先番号|取引先id|仕入先id|法人番号|supplier code|supplier no|vendor id|vendor code|code|id|サプライヤーコード|サプライヤコード|サプライヤID|企業ID|会社ID|partner code|supplier number|"},
                {"name", COLUMN_NAME, 0,
                 "|会社名|supplier|取引先名|取引先|仕入先名|仕入先|企業名|社名|名称|法人名|業者名|ベンダー名|取引先名称|仕入先名称|supplier name|company|company name|vendor|vendor name|name|取引先会社名|仕入先会社名|サプライヤー|サプライヤー名|サプライヤ|サプライヤ名|商号|会社名称|organization|"},
                {"level", COLUMN_LEVEL, 0,
                 "|求める★|level|★|★の段階|星|段階|レベル|要請レベル|目標レベル|要求レベル|求めるレベル|要請する★|目標★|必要レベル|target level|requested level|star|stars|target|求める星|要請★|要求★|求める段階|求めるレベル★|必要な★|要請する星|scs level|star level|"},
                {"questions.important_data", COLUMN_TRUTH, OF(head.questions.important_data),
                 "|重要な情報|important data|重要情報|重要な機密|機密情報|重要な機密を渡している|重要情報の取扱い|機密情報の取扱い|重要な情報の取扱い|情報の重要性|機密情報の有無|重要情報の有無|重要な機密情報|機密情報の取扱い有無|機密の取扱い|秘密情報|confidential data|confidential information|"},
                {"questions.outage", COLUMN_TRUTH, OF(head.questions.outage),
                 "|停止の影響|outage|止まると困る|供給停止の影響|事業中断の影響|供給途絶|事業継続への影響|停止による影響|止まると事業に響く|事業中断|outage impact|停止時の影響|供給停止|業務停止の影響|供給が止まると影響|事業への影響|サプライチェーン停止の影響|supply disruption|business impact|"},
                {"questions.access", COLUMN_TRUTH, OF(head.questions.access),
                 "|社内システムへの接続|access|システム接続|内部システムへの接続|内部システムへのアクセス|社内システムへのアクセス|ネットワーク接続|システムアクセス|system access|network access|システム接続の有無|社内ネットワーク接続|社内ネットワークへの接続|内部ネットワークへの接続|接続の有無|システム連携|当社システムへの接続|当社システムへのアクセス|connection|"},
                {"annual_purchases_yen", COLUMN_YEN, OF(head.annual_purchases_yen), "|年間購入額|annual purchases|購入額|年間取引額|取引額|年間取引高|取引高|年間発注額|発注額|仕入額|年間仕入額|年間調達額|調達額|当社購入額|purchases|annual spend|spend|purchase amount|当社の購入額|当社からの購入額|当社購入高|年間支払額|支払額|purchase volume|annual purchase amount|annual purchase|"},
                {"annual_sales_yen", COLUMN_YEN, OF(head.annual_sales_yen),
                 "|年間売上高|annual sales|売上高|年商|売上|全社売上高|会社全体の売上高|総売上高|sales|revenue|turnover|annual revenue|total sales|"},
                {"capital_yen", COLUMN_YEN, OF(head.capital_yen),
                 "|資本金|capital|資本金の額|出資の総額|paid in capital|"},
                {"employees_regular", COLUMN_COUNT, OF(head.employees_regular),
                 "|従業員数|employees|常用従業員数|常時使用する従業員数|常時使用従業員数|社員数|人数|従業員|number of employees|headcount|staff|常時使用する従業員|常用労働者数|総従業員数|employee count|total employees|"},
                {"transaction", COLUMN_TRANSACTION, 0,
                 "|取引の種類|transaction|取引類型|委託の種類|取引種別|取引区分|委託類型|transaction type|"},
                {"deadline", COLUMN_DEADLINE, OF(head.deadline),
                 "|期限|deadline|達成期限|取得期限|希望時期|取得希望時期|達成希望日|いつまでに|due|due date|needed by|達成時期|対応期限|完了期限|取得時期|目標時期|target date|"},
                {"must", COLUMN_FLAG, OF(head.must),
                 "|必ず支援|must|必須|支援必須|必ず対象|優先必須|must fund|"},
                {"must_not", COLUMN_FLAG, OF(head.must_not),
                 "|支援しない|must not|支援対象外|除外|対象外|支援除外|exclude|excluded|"},
                {"weight", COLUMN_WEIGHT, OF(head.weight_micro),
                 "|重み|weight|リスクの重み|重要度|リスク重み|risk weight|優先度の重み|リスク度|"},
                {"sole_source", COLUMN_FLAG, OF(head.sole_source),
                 "|代わりがない|sole source|代替先なし|代替なし|単独調達|唯一の調達先|代替不可|single source|"},
                {"holds_level", COLUMN_HOLDS, 0,
                 "|取得済みの★|holds level|取得済★|保有★|現在の★|取得済みレベル|現在のレベル|held level|current level|"},
                {"conduct.requested_on", COLUMN_DATE, OF(head.conduct.requested_on),
                 "|要請した日|requested on|要請日|依頼日|要請年月日|request date|"},
                {"conduct.necessity_explained", COLUMN_TRUTH, OF(head.conduct.necessity_explained),
                 "|必要性を説明した|necessity explained|必要性の説明|理由を説明した|"},
                {"conduct.method_explained", COLUMN_TRUTH, OF(head.conduct.method_explained),
                 "|進め方を説明した|method explained|方法を説明した|方法の説明|達成方法の説明|"},
                {"conduct.talks_held", COLUMN_TRUTH, OF(head.conduct.talks_held),
                 "|費用を協議した|talks held|協議した|費用の協議|協議の実施|価格協議の実施|"},
                {"conduct.refusal_reason_written", COLUMN_TRUTH, OF(head.conduct.refusal_reason_written),
                 "|断った理由を書面で示した|refusal reason written|理由の書面回答|書面で理由を回答|"},
                {"conduct.price_requested_on", COLUMN_DATE, OF(head.conduct.price_requested_on),
                 "|価格協議の申入れ日|price talks requested on|価格協議の申込日|協議申入れ日|価格協議申入日|"},
#define SIZE(driver, words)                                                                                  \
    {                                                                                                        \
        "size." driver, COLUMN_COUNT, 0, words                                                               \
    }
                SIZE("users", "|利用者数|users|ユーザ数|ユーザー数|pc利用者数|"),
                SIZE("endpoints", "|パソコン台数|PCs|pc台数|パソコン|端末数|端末台数|pc|computers|pc count|"),
                SIZE("servers", "|サーバ台数|servers|サーバー台数|サーバ数|サーバー数|サーバ|サーバー|"),
                SIZE("sites", "|拠点数|sites|事業所数|拠点|locations|offices|"),
                SIZE("public_ips", "|公開IPアドレス数|public IP addresses|公開IP数|グローバルip数|"),
                SIZE("web_apps",
                     "|公開Webアプリ数|web applications|webアプリ数|公開webサイト数|webサイト数|websites|"),
                SIZE("mailboxes",
                     "|メールボックス数|mailboxes|メールアドレス数|メールアカウント数|email accounts|"),
                SIZE("admins", "|管理者数|administrators|システム管理者数|"),
                SIZE(
                    "mobile_devices",
                    "|スマートデバイス数|mobile devices|スマホ台数|携帯端末数|モバイル端末数|スマホタブレット台数|"),
                SIZE(
                    "partners",
                    "|機密を渡す先の数|partners given confidential data|取引先数|委託先数|外注先数|再委託先数|"),
                SIZE("data_tb", "|データ量（TB）|data (TB)|データ量|"),
                SIZE("unsupported_endpoints",
                     "|サポート切れPC台数|unsupported PCs|サポート切れパソコン台数|サポート終了pc台数|"),
                SIZE(
                    "unsupported_servers",
                    "|サポート切れサーバ台数|unsupported servers|サポート切れサーバー台数|サポート終了サーバ台数|"),
                SIZE("remote_users",
                     "|社外から接続する人数|remote users|リモート利用者数|テレワーク人数|在宅勤務者数|"),
                SIZE("cloud_services", "|クラウドサービス数|cloud services|利用クラウドサービス数|saas数|"),
                SIZE("network_devices", "|ネットワーク機器数|network devices|ネットワーク機器台数|nw機器数|"),
                SIZE("joiners",
                     "|年間の入社人数|joiners a year|年間入社人数|入社人数|年間の入社受入人数|採用人数|"),
};

/* ---- headings ---- */

/* True when `folded` is one of the words between bars, as they will be once folded. */
static bool column_among(const char *words, const char *folded)
{
    char word[HOSHI_FOLDED], raw[HOSHI_FOLDED];
    for (const char *p = words + 1; *p; p += strcspn(p, "|") + 1) {
        snprintf(raw, sizeof raw, "%.*s", (int)strcspn(p, "|"), p);
        if (strcmp(hoshi_answer_fold(raw, word), folded) == 0)
            return true;
    }
    return false;
}

static const struct spec *find_spec(const char *folded)
{
    char member[HOSHI_FOLDED];
    for (size_t i = 0; folded[0] && i < COUNT(specs); i++) {
        const char *last = strrchr(specs[i].member, '.');
        if (strcmp(hoshi_answer_fold(specs[i].member, member), folded) == 0 ||
            (last && strcmp(hoshi_answer_fold(last + 1, member), folded) == 0) ||
            column_among(specs[i].words, folded))
            return &specs[i];
    }
    return NULL;
}

/* What stands in brackets goes to `inside`, the rest to `outside`; both `size` bytes. */
static void take_brackets_off(const char *text, char *outside, char *inside, size_t size)
{
    size_t out = 0, in = 0;
    int depth = 0;
    while (*text) {
        const char *from = text;
        uint32_t c = hoshi_text_next(&text);
        size_t n = (size_t)(text - from);
        bool opens = c == '(' || c == '[' || c == 0x3010 || c == 0x300C;
        bool closes = c == ')' || c == ']' || c == 0x3011 || c == 0x300D;
        depth += opens;
        if (depth > 0 && !opens && !closes && in + n + 1 < size) {
            memcpy(inside + in, from, n);
            in += n;
        } else if (depth == 0 && !closes && out + n + 1 < size) {
            memcpy(outside + out, from, n);
            out += n;
        }
        depth -= closes && depth > 0;
    }
    outside[out] = inside[in] = 0;
}

/* The unit of an amount that folded text names or ends with; 0 when it names none. The unit is cut off when
 * `cut`. */
static int64_t unit_of(char *folded, bool cut)
{
    static const struct {
        const char *word;
        int64_t yen;
    } units[] = {{"百万円", 1000000},
                 {"億円", 100000000},
                 {"万円", 10000},
                 {"千円", 1000},
                 {"millionyen", 1000000},
                 {"thousandyen", 1000},
                 {"yenmillion", 1000000},
                 {"yenthousand", 1000},
                 {"jpymillion", 1000000},
                 {"jpythousand", 1000},
                 {"millionjpy", 1000000},
                 {"thousandjpy", 1000},
                 {"kyen", 1000},
                 {"kjpy", 1000},
                 {"円", 1},
                 {"yen", 1},
                 {"jpy", 1}};
    for (size_t i = 0; i < COUNT(units); i++) {
        char *at = strstr(folded, units[i].word);
        if (at && (!cut || at[strlen(units[i].word)] == 0)) {
            if (cut)
                *at = 0;
            return units[i].yen;
        }
    }
    return 0;
}

/* 「2025年度」「直近」「FY2025」 at the head or the end of a folded heading tell when, not what. */
static void take_year_off(char *folded)
{
    static const char *const words[] = {"直近12か月", "直近1年", "直近期", "直近", "前年度",
                                        "昨年度",     "前期",    "年度",   "fy",   "latest"};
    bool again = true;
    while (again && folded[0]) {
        size_t n = strlen(folded);
        again = false;
        for (size_t i = 0; i < COUNT(words) && !again; i++) {
            size_t m = strlen(words[i]);
            again = n > m;
            if (again && strncmp(folded, words[i], m) == 0)
                memmove(folded, folded + m, n - m + 1);
            else if (again && strcmp(folded + n - m, words[i]) == 0)
                folded[n - m] = 0;
            else
                again = false;
        }
        for (int end = 0; end < 2 && !again && n > 4; end++) {
            const char *p = end ? folded + n - 4 : folded;
            again = strspn(p, "0123456789") == 4;
            if (again && end)
                folded[n - 4] = 0;
            else if (again)
                memmove(folded, folded + 4, n - 3);
        }
    }
}

static void set_spec(struct column *c, const struct spec *spec, int64_t unit_yen)
{
    enum hoshi_driver driver;
    c->kind = spec->kind;
    c->offset = spec->offset;
    c->unit_yen = unit_yen ? unit_yen : 1;
    snprintf(c->member, sizeof c->member, "%s", spec->member);
    if (strncmp(spec->member, "size.", 5) == 0 && hoshi_driver_find(spec->member + 5, &driver))
        c->offset = OF(size) + (size_t)driver * sizeof(int64_t);
}

static bool find_fact(const struct hoshi_catalog *catalog, const char *folded, struct column *c)
{
    char word[HOSHI_FOLDED];
    for (size_t i = 0; i < catalog->facts && i < HOSHI_SUPPLIER_FACTS_MAX; i++)
        if (strcmp(hoshi_answer_fold(catalog->fact[i].id, word), folded) == 0 ||
            strcmp(hoshi_answer_fold(catalog->fact[i].question.ja, word), folded) == 0 ||
            strcmp(hoshi_answer_fold(catalog->fact[i].question.en, word), folded) == 0) {
            c->kind = COLUMN_FACT;
            c->index = i;
            snprintf(c->member, sizeof c->member, "facts.%s", catalog->fact[i].id);
            return true;
        }
    return false;
}

/* Behind the category's name or number at the head of a folded heading; NULL when there is none. */
static const char *behind_category(const struct hoshi_catalog *catalog, const char *folded, size_t *category)
{
    static const char *const marks[] = {"分類",     "かてごり", "かてごりー", "大分類", "領域",
                                        "category", "cat",      "count",      "c",      ""};
    char word[HOSHI_FOLDED];
    for (size_t k = 1; k <= HOSHI_CATEGORIES; k++) {
        const char *names[] = {catalog->category[k].ja, catalog->category[k].en};
        for (size_t i = 0; i < COUNT(marks) + COUNT(names); i++) {
            if (i < COUNT(marks))
                snprintf(word, sizeof word, "%s%zu", marks[i], k);
            else
                hoshi_answer_fold(names[i - COUNT(marks)], word);
            size_t n = strlen(word);
            if (!n || strncmp(folded, word, n) != 0 || !folded[n])
                continue;
            *category = k;
            folded += n;
            for (size_t j = 0; j < COUNT(names); j++) { /* "4 攻撃等の防御 未対応" */
                n = strlen(hoshi_answer_fold(names[j], word));
                if (n && strncmp(folded, word, n) == 0)
                    return folded + n;
            }
            return folded;
        }
    }
    return NULL;
}

/* The length of folded text without the category's name or number at its end; 0 when there is none. */
static size_t before_category(const struct hoshi_catalog *catalog, const char *folded, size_t *category)
{
    static const char *const marks[] = {"大分類",   "分類", "かてごりー", "かてごり", "領域",
                                        "category", "cat",  "c",          ""};
    char word[HOSHI_FOLDED];
    size_t n = strlen(folded);
    for (size_t i = 0; i < COUNT(marks) + 2;
         i++) /* the longer marks first, so that nothing of one is left over */
        for (size_t k = 1; k <= HOSHI_CATEGORIES; k++) {
            if (i < COUNT(marks))
                snprintf(word, sizeof word, "%s%zu", marks[i], k);
            else
                hoshi_answer_fold(i == COUNT(marks) ? catalog->category[k].ja : catalog->category[k].en,
                                  word);
            size_t m = strlen(word);
            if (m && n > m && strcmp(folded + n - m, word) == 0) {
                *category = k;
                return n - m;
            }
        }
    return 0;
}

/* An answer's word, with or without 「数」 behind it. */
static bool tallied_word(const char *text, size_t n, enum hoshi_answer_status *status)
{
    static const char *const tails[] = {"", "の件数", "件数", "の数", "数", "count"};
    char word[HOSHI_FOLDED];
    for (size_t i = 0; i < COUNT(tails); i++) {
        size_t m = strlen(tails[i]);
        if (n <= m || strncmp(text + n - m, tails[i], m) != 0)
            continue;
        snprintf(word, sizeof word, "%.*s", (int)(n - m), text);
        if (word[0] != '-' && hoshi_answer_word(word, status))
            return true;
    }
    return false;
}

static bool find_tally(const struct hoshi_catalog *catalog, const char *folded, struct column *c)
{
    size_t category = 0;
    const char *behind = behind_category(catalog, folded, &category);
    if (!behind || !tallied_word(behind, strlen(behind), &c->status)) {
        size_t n = before_category(catalog, folded, &category);
        if (!n || !tallied_word(folded, n, &c->status))
            return false;
    }
    c->kind = COLUMN_TALLY;
    c->index = category;
    snprintf(c->member, sizeof c->member, "count[%zu]", category);
    return true;
}

static bool find_criterion(const struct hoshi_catalog *catalog, const char *heading, struct column *c)
{
    char id[32];
    size_t n = 0;
    while (*heading) { /* every kind of hyphen */
        uint32_t ch = hoshi_text_next(&heading);
        if (ch == 0x2212 || ch == 0x2010 || ch == 0x2011 || ch == 0x30FC)
            ch = '-';
        if (ch == ' ')
            continue;
        if (ch >= 0x80 || n + 1 >= sizeof id)
            return false;
        id[n++] = (char)ch;
    }
    id[n] = 0;
    size_t found = hoshi_catalog_find(catalog, id);
    if (found == SIZE_MAX)
        return false;
    c->kind = COLUMN_ANSWER;
    c->index = found;
    snprintf(c->member, sizeof c->member, "%s", id);
    return true;
}

void hoshi_supplier_column_find(const struct hoshi_catalog *catalog, const char *text, struct column *c)
{
    char heading[1024], outside[256], inside[256], folded[HOSHI_FOLDED], bracket[HOSHI_FOLDED];
    *c = (struct column){0};
    if (!hoshi_text_width_fold(text, strlen(text), heading, sizeof heading) ||
        hoshi_supplier_blank(heading) || find_criterion(catalog, heading, c))
        return;
    hoshi_answer_fold(heading, folded);
    const struct spec *spec = find_spec(folded);
    if (spec || find_fact(catalog, folded, c) || find_tally(catalog, folded, c)) {
        if (spec)
            set_spec(c, spec, 0);
        return;
    }
    take_brackets_off(heading, outside, inside, sizeof outside);
    hoshi_answer_fold(outside, folded);
    hoshi_answer_fold(inside, bracket);
    int64_t unit = unit_of(bracket, false);
    spec = find_spec(folded);
    if (!spec) {
        take_year_off(folded);
        int64_t end = unit_of(folded, true);
        unit = end ? end : unit;
        spec = find_spec(folded);
    }
    if (spec && (spec->kind == COLUMN_YEN || !unit || unit == 1))
        set_spec(c, spec, unit);
}

const char *hoshi_supplier_column_near(const char *text, char out[HOSHI_FOLDED])
{
    char heading[1024], outside[256], inside[256], mine[HOSHI_FOLDED], word[HOSHI_FOLDED],
        folded[HOSHI_FOLDED];
    size_t best = SIZE_MAX;
    if (!hoshi_text_width_fold(text, strlen(text), heading, sizeof heading))
        return NULL;
    take_brackets_off(heading, outside, inside, sizeof outside);
    hoshi_answer_fold(outside, mine);
    unit_of(mine, true);
    for (size_t i = 0; mine[0] && i < COUNT(specs); i++)
        for (const char *p = specs[i].words + 1; *p; p += strcspn(p, "|") + 1) {
            snprintf(word, sizeof word, "%.*s", (int)strcspn(p, "|"), p);
            size_t distance = hoshi_text_distance(hoshi_answer_fold(word, folded), mine),
                   length = strlen(folded);
            if (distance < best && length >= 4 && distance * 4 <= length) {
                best = distance;
                hoshi_text_copy(out, HOSHI_FOLDED, word);
            }
        }
    return best == SIZE_MAX ? NULL : out;
}

/* ---- cells ---- */

/* True when `folded` is one of the words between bars, which are written folded: cells are many. */
static bool column_listed(const char *words, const char *folded)
{
    size_t n = strlen(folded);
    for (const char *p = words + 1; *p; p += strcspn(p, "|") + 1)
        if (strncmp(p, folded, n) == 0 && p[n] == '|')
            return true;
    return false;
}

bool hoshi_supplier_blank(const char *cell)
{
    static const char words[] =
        "|不明|未定|未確認|わからない|分からない|未回答|未記入|未入力|無回答|unknown|na|tbd|-|?|選択してください|";
    char folded[HOSHI_FOLDED];
    if (!cell[0] || (cell[0] >= '0' && cell[0] <= '9'))
        return !cell[0];
    hoshi_answer_fold(cell, folded);
    if (folded[0])
        return column_listed(words, folded);
    return strlen(cell) < HOSHI_FOLDED; /* nothing but spaces and punctuation */
}

/* 「該当なし」 is a no where something may apply, and says nothing where a flag is set. */
static bool read_truth(const char *cell, bool may_not_apply, enum hoshi_truth *truth)
{
    enum hoshi_answer_status status;
    char folded[HOSHI_FOLDED];
    hoshi_answer_fold(cell, folded);
    if (column_listed("|有|有り|あり|要|true|1|該当|該当する|該当あり|必須|した|", folded)) {
        *truth = HOSHI_YES;
        return true;
    }
    if (column_listed("|無|無し|なし|不要|false|0|していない|しない|未|", folded)) {
        *truth = HOSHI_NO;
        return true;
    }
    if (!hoshi_answer_word(cell, &status) ||
        (status != HOSHI_MET && status != HOSHI_UNMET && (!may_not_apply || status != HOSHI_NOT_APPLICABLE)))
        return false;
    *truth = status == HOSHI_MET ? HOSHI_YES : HOSHI_NO;
    return true;
}

/* The one digit among ★, 星, れべる, lv …; -1 when it is not that. */
static int column_read_star(const char *cell)
{
    static const char *const marks[] = {"★", "☆", "星", "れべる", "level", "lv", "star", "stars", "つ"};
    char folded[HOSHI_FOLDED];
    char *p = folded;
    int digit = -1;
    hoshi_answer_fold(cell, folded);
    while (*p) {
        size_t n = 0;
        for (size_t i = 0; i < COUNT(marks) && !n; i++)
            if (strncmp(p, marks[i], strlen(marks[i])) == 0)
                n = strlen(marks[i]);
        if (!n && *p >= '0' && *p <= '9' && digit < 0) {
            digit = *p - '0';
            n = 1;
        }
        if (!n)
            return -1;
        p += n;
    }
    return digit;
}

static enum hoshi_status column_read_level(const char *cell, int least, int *level, const char **allowed)
{
    int star = column_read_star(cell);
    *allowed = "3, 4 (★3, ★4)";
    if (star == 5)
        return HOSHI_E_LEVEL_UNDEFINED;
    if ((star == 1 || star == 2) && least == 3)
        return HOSHI_E_LEVEL_DECLARATION;
    if (star < 0 || star > 4)
        return HOSHI_E_CHOICE;
    *level = star < 3 ? 0 : star; /* of what is held: a self-declaration saves nothing here */
    return HOSHI_OK;
}

static enum hoshi_status read_transaction(const char *cell, char key[32])
{
    static const struct {
        const char *key, *words;
    } kinds[] = {
        {"manufacturing", "|製造委託|製造|部品製造|加工|"},
        {"repair", "|修理委託|修理|"},
        {"specified_transport", "|特定運送委託|特定運送|"},
        {"info_program",
         "|情報成果物作成委託ぷろぐらむ|ぷろぐらむ作成|ぷろぐらむ|そふとうぇあ開発|しすてむ開発|software|programs|"},
        {"service_transport", "|役務提供委託運送|運送|transport|transportservice|"},
        {"service_warehouse", "|役務提供委託倉庫保管|倉庫保管|倉庫|warehouse|warehousing|"},
        {"service_infoproc", "|役務提供委託情報処理|情報処理|informationprocessing|"},
        {"info_other",
         "|情報成果物作成委託|情報成果物作成委託その他|情報成果物|でざいん|design|otherinformationproducts|"},
        {"service_other", "|役務提供委託|役務|役務提供|役務提供委託その他|service|otherservices|"},
        {"service_own_use",
         "|発注者が自ら使う役務|自ら利用する役務|自家利用役務|自家利用|ownuse|serviceforthebuyersownuse|"},
        {"construction", "|建設工事|建設|工事|"},
        {"goods_sale", "|規格品の売買|物品の売買|売買|saleofstandardgoods|saleofgoods|"}};
    char folded[HOSHI_FOLDED], word[HOSHI_FOLDED];
    hoshi_answer_fold(cell, folded);
    for (size_t i = 0; folded[0] && i < COUNT(kinds); i++)
        if (strcmp(hoshi_answer_fold(kinds[i].key, word), folded) == 0 ||
            column_listed(kinds[i].words, folded)) {
            snprintf(key, 32, "%s", kinds[i].key);
            return HOSHI_OK;
        }
    return HOSHI_E_CHOICE;
}

static bool starts_number(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 0xBC && c <= 0xBE);
}

/* "△ 40%", "partial: 0.4", "一部 残り1/4": the word, then what remains. */
static enum hoshi_status read_answer(const char *cell, enum hoshi_answer_status *status, int32_t *remaining)
{
    char plain[2 * HOSHI_FOLDED], word[HOSHI_FOLDED], folded[HOSHI_FOLDED];
    const char *p = plain, *share = NULL;
    int64_t ppm;
    if (hoshi_answer_word(cell, status))
        return HOSHI_OK;
    if (!hoshi_text_width_fold(cell, strlen(cell), plain, sizeof plain))
        return HOSHI_E_ANSWER_WORD;
    while (*p && !share) {
        const char *at = p;
        if (starts_number(hoshi_text_next(&p)))
            share = at;
    }
    if (!share || share == plain || (size_t)(share - plain) >= sizeof word)
        return HOSHI_E_ANSWER_WORD;
    snprintf(word, sizeof word, "%.*s", (int)(share - plain), plain);
    hoshi_answer_fold(word, folded);
    static const char *const tails[] = {"残り", "残", "remaining", "left"};
    for (size_t i = 0, n = strlen(folded); i < COUNT(tails); i++) {
        size_t m = strlen(tails[i]);
        if (n > m && strcmp(folded + n - m, tails[i]) == 0) {
            folded[n - m] = 0;
            break;
        }
    }
    if (!hoshi_answer_word(folded, status))
        return HOSHI_E_ANSWER_WORD;
    snprintf(word, sizeof word, "%s", share);
    for (size_t n; (n = strlen(word)) > 0 && (word[n - 1] == ')' || word[n - 1] == ' ');)
        word[n - 1] = 0;
    if (*status != HOSHI_PARTIAL || !hoshi_answer_share(word, &ppm))
        return HOSHI_E_REMAINING;
    *remaining = (int32_t)ppm;
    return HOSHI_OK;
}

static enum hoshi_status read_count(const char *cell, int64_t *count)
{
    char folded[HOSHI_FOLDED];
    if (column_listed("|なし|無し|無|ない|none|", hoshi_answer_fold(cell, folded))) {
        *count = 0;
        return HOSHI_OK;
    }
    return hoshi_typed_count(cell, count);
}

static enum hoshi_status read_weight(const char *cell, int64_t *micro)
{
    int64_t weight;
    enum hoshi_status status = hoshi_typed_number(cell, &weight);
    if (!status && (weight < 0 || weight > HOSHI_SUPPLIER_WEIGHT_MAX))
        return HOSHI_E_RANGE;
    if (!status)
        *micro = weight;
    return status;
}

static enum hoshi_status read_tally(const struct column *c, const char *cell, struct hoshi_supplier_row *row)
{
    int64_t count;
    enum hoshi_status status = read_count(cell, &count);
    if (status)
        return status;
    if (count < 0 || count > HOSHI_CRITERIA_MAX)
        return HOSHI_E_RANGE;
    row->count[c->index][c->status] = (uint16_t)(row->count[c->index][c->status] + count);
    if (row->gap == HOSHI_SUPPLIER_GAP_NONE)
        row->gap = HOSHI_SUPPLIER_GAP_COUNTS;
    return HOSHI_OK;
}

/* As read_answer, out of the memo where the same text was read before. */
static enum hoshi_status recall_answer(struct answer_memo *memo, const char *cell,
                                       enum hoshi_answer_status *answer, int32_t *remaining)
{
    uint32_t hash = 2166136261u;
    size_t n = 0;
    for (; cell[n]; n++)
        hash = (hash ^ (unsigned char)cell[n]) * 16777619u;
    size_t at = hash % COUNT(memo->entry);
    if (n < sizeof memo->entry[0].text && strcmp(memo->entry[at].text, cell) == 0) {
        *answer = (enum hoshi_answer_status)memo->entry[at].status;
        *remaining = memo->entry[at].remaining_ppm;
        return HOSHI_OK;
    }
    enum hoshi_status status = read_answer(cell, answer, remaining);
    if (!status && n && n < sizeof memo->entry[0].text) {
        memcpy(memo->entry[at].text, cell, n + 1);
        memo->entry[at].status = (uint8_t)*answer;
        memo->entry[at].remaining_ppm = *remaining;
    }
    return status;
}

static enum hoshi_status column_read_criterion(const struct column *c, const char *cell,
                                               struct answer_memo *memo, struct hoshi_supplier_row *row)
{
    enum hoshi_answer_status answer = HOSHI_UNANSWERED;
    enum hoshi_status status = recall_answer(memo, cell, &answer, &row->remaining_ppm[c->index]);
    row->answer[c->index] = (uint8_t)answer;
    if (!status)
        row->gap = HOSHI_SUPPLIER_GAP_ANSWERS;
    return status;
}

enum hoshi_status hoshi_supplier_column_read(const struct column *c, const char *cell,
                                             struct answer_memo *memo, struct hoshi_supplier_row *row,
                                             const char **allowed)
{
    char *member = (char *)row + c->offset;
    enum hoshi_truth truth = HOSHI_UNKNOWN;
    enum hoshi_status status;
    *allowed = "";
    /* "-" and 対象外 are answers to a criterion, so blanks are told by column. */
    if (c->kind == COLUMN_ANSWER ? !cell[strspn(cell, " \t")] : hoshi_supplier_blank(cell))
        return HOSHI_OK;
    switch (c->kind) {
    case COLUMN_LEVEL:
        return column_read_level(cell, 3, &row->head.level, allowed);
    case COLUMN_HOLDS:
        if (read_truth(cell, true, &truth) && truth == HOSHI_NO)
            return HOSHI_OK;
        return column_read_level(cell, 0, &row->holds_level, allowed);
    case COLUMN_YEN:
        status = hoshi_typed_yen(cell, c->unit_yen, (int64_t *)(void *)member);
        *allowed = status == HOSHI_E_RANGE ? "0 … 999999999999999" : "1200000, 1,200千円, 120万円, 1.2億円";
        return status;
    case COLUMN_COUNT:
        status = read_count(cell, (int64_t *)(void *)member);
        *allowed = status == HOSHI_E_RANGE ? "0 … 10000000" : "0, 12, 1,200";
        return status;
    case COLUMN_TALLY:
        status = read_tally(c, cell, row);
        *allowed = status == HOSHI_E_RANGE ? "0 … 400" : "0, 1, 2 …";
        return status;
    case COLUMN_TRUTH:
    case COLUMN_FACT:
    case COLUMN_FLAG:
        *allowed = "はい / いいえ, ○ / ×, yes / no";
        if (!read_truth(cell, c->kind != COLUMN_FLAG, &truth))
            return HOSHI_E_CHOICE;
        if (c->kind == COLUMN_TRUTH)
            *(enum hoshi_truth *)(void *)member = truth;
        else if (c->kind == COLUMN_FACT)
            row->fact[c->index] = (uint8_t)truth;
        else
            *(bool *)(void *)member = truth == HOSHI_YES;
        return HOSHI_OK;
    case COLUMN_DATE:
        *allowed = "2026-10-01, 2026/10/1, 令和8年10月1日";
        return hoshi_typed_date(cell, (struct hoshi_date *)(void *)member) ? HOSHI_OK : HOSHI_E_DATE;
    case COLUMN_DEADLINE:
        *allowed = "2027-03-31, 2027/3/31, 令和9年3月, 2026年度";
        return hoshi_typed_deadline(cell, (struct hoshi_date *)(void *)member) ? HOSHI_OK : HOSHI_E_DATE;
    case COLUMN_WEIGHT:
        status = read_weight(cell, (int64_t *)(void *)member);
        *allowed = status == HOSHI_E_RANGE ? "0 … 1000000000" : "0, 1, 2.5 …";
        return status;
    case COLUMN_TRANSACTION:
        *allowed = "製造委託, 修理委託, 役務提供委託, manufacturing, repair, service_other …";
        return read_transaction(cell, row->head.transaction);
    case COLUMN_ANSWER:
        *allowed = "○ △ × －, はい いいえ, met partial unmet not_applicable, △ 40%";
        return column_read_criterion(c, cell, memo, row);
    default:
        return HOSHI_OK;
    }
}

/* ---- writing ---- */

/* The n-th word (0: Japanese, 1: English) of a list between bars. */
static const char *word_of(const char *words, int n, char out[HOSHI_FOLDED])
{
    const char *p = words + 1;
    while (n--)
        p += strcspn(p, "|") + 1;
    snprintf(out, HOSHI_FOLDED, "%.*s", (int)strcspn(p, "|"), p);
    return out;
}

bool hoshi_supplier_member_words(const char *member, char out[160])
{
    char ja[HOSHI_FOLDED], en[HOSHI_FOLDED];
    for (size_t i = 0; i < COUNT(specs); i++) {
        const char *last = strrchr(specs[i].member, '.');
        if (strcmp(specs[i].member, member) != 0 && !(last && strcmp(last + 1, member) == 0))
            continue;
        snprintf(out, 160, "%.70s / %.70s", word_of(specs[i].words, 0, ja), word_of(specs[i].words, 1, en));
        return true;
    }
    return false;
}

static const enum hoshi_answer_status tallied[] = {HOSHI_MET, HOSHI_PARTIAL, HOSHI_UNMET,
                                                   HOSHI_NOT_APPLICABLE};

size_t hoshi_supplier_column_list(const struct hoshi_catalog *catalog,
                                  struct column list[HOSHI_SUPPLIER_COLUMNS_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < COUNT(specs); i++) {
        list[n] = (struct column){0};
        set_spec(&list[n++], &specs[i], 1);
    }
    for (size_t k = 1; k <= HOSHI_CATEGORIES; k++)
        for (size_t i = 0; i < COUNT(tallied); i++) {
            list[n] = (struct column){.kind = COLUMN_TALLY, .index = k, .status = tallied[i]};
            snprintf(list[n++].member, sizeof list[0].member, "count[%zu]", k);
        }
    for (size_t i = 0; i < catalog->criteria; i++) {
        list[n] = (struct column){.kind = COLUMN_ANSWER, .index = i};
        snprintf(list[n++].member, sizeof list[0].member, "%s", catalog->criterion[i].id);
    }
    return n;
}

void hoshi_supplier_column_heading(const struct hoshi_catalog *catalog, const struct column *c,
                                   enum hoshi_supplier_language language, char out[256])
{
    static const char *const answers[2][HOSHI_ANSWERS] = {
        {"未回答", "対応済み", "一部対応", "未対応", "該当なし", "回答を控える"},
        {"unanswered", "met", "partial", "unmet", "not applicable", "withheld"}};
    char word[HOSHI_FOLDED];
    bool ja = language == HOSHI_SUPPLIER_JA;
    if (c->kind == COLUMN_TALLY) {
        struct hoshi_words name = catalog->category[c->index];
        snprintf(out, 256, "%zu %s: %s", c->index, ja ? name.ja : name.en, answers[!ja][c->status]);
        return;
    }
    snprintf(out, 256, "%s", c->member);
    for (size_t i = 0; i < COUNT(specs); i++)
        if (strcmp(specs[i].member, c->member) == 0)
            snprintf(out, 256, "%s%s", word_of(specs[i].words, !ja, word),
                     c->kind != COLUMN_YEN ? ""
                     : ja                  ? "（円）"
                                           : " (yen)");
}
