/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words in cells are compared folded (hoshi_answer_fold); the tables of words below are written so. */
#include "answer_fold.h"
#include "fold.h"
#include "supplier_columns.h"
#include "text.h"
#include "typed.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

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
        "|不明|未定|未確認|わからない|分からない|未回答|未記入|未入力|無回答|unknown|na|tbd|-|?|選択してください|確認中|調査中|未調査|未把握|把握していない|非公開|非開示|未公表|notavailable|notknown|tbc|tba|none provided|ー|";
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
    if (column_listed(
            "|有|有り|あり|要|true|1|該当|該当する|該当あり|必須|した|ある|実施済み|実施済|説明済み|説明済|協議済み|協議済|済み|済|y|要支援|",
            folded)) {
        *truth = HOSHI_YES;
        return true;
    }
    if (column_listed("|無|無し|なし|不要|false|0|していない|しない|未|ない|未実施|未説明|未協議|n|",
                      folded)) {
        *truth = HOSHI_NO;
        return true;
    }
    if (!hoshi_answer_word(cell, &status) ||
        (status != HOSHI_MET && status != HOSHI_UNMET && (!may_not_apply || status != HOSHI_NOT_APPLICABLE)))
        return false;
    *truth = status == HOSHI_MET ? HOSHI_YES : HOSHI_NO;
    return true;
}

/* A word of `words` at p, NULL-ended; its length, 0 when none is there. */
static size_t cell_word_at(const char *p, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strncmp(p, words[i], strlen(words[i])) == 0)
            return strlen(words[i]);
    return 0;
}

/* What a star or a level is written with: ★3, 三つ星, ★★★, Level 4, 取得済み（★3）. The digit, or how many stars stand
 * there; -1 when it is not that, or says two things. */
static int column_read_star(const char *cell)
{
    static const char *const stars[] = {"★", "☆", "⭐"};
    static const char *const marks[] = {
        "星",   "れべる",   "れヴぇる", "level", "lv",       "stars",  "star", "つ",       "段階",
        "scs",  "取得済み", "取得済",   "取得",  "認定済み", "認定済", "認定", "登録済み", "登録済",
        "保有", "以上",     "相当",     "必須",  "を",       "要請",   "要",   "の"};
    static const char *const digits[] = {"一", "二", "三", "四", "五"};
    char folded[HOSHI_FOLDED];
    int digit = -1, counted = 0;
    hoshi_answer_fold(cell, folded);
    for (const char *p = folded; *p;) {
        size_t n = cell_word_at(p, stars, COUNT(stars)), mark = n ? 0 : cell_word_at(p, marks, COUNT(marks));
        counted += n > 0;
        for (int i = 0; i < 5 && !n && !mark; i++)
            if (strncmp(p, digits[i], strlen(digits[i])) == 0 && (digit < 0 || digit == i + 1)) {
                digit = i + 1;
                n = strlen(digits[i]);
            }
        if (!n && !mark && *p >= '0' && *p <= '9' && (digit < 0 || digit == *p - '0')) {
            digit = *p - '0';
            n = 1;
        }
        if (!n && !mark)
            return -1;
        p += n + mark;
    }
    if (counted > 1)
        return digit < 0 || digit == counted ? counted : -1;
    return digit;
}

/* What may be chosen several times (★3;★4;): the highest, which holds the others. False for a single one, and when a
 * part is none. */
static bool column_read_levels(const char *cell, int least, int *level)
{
    static const char *const marks[] = {";",  "；", ",",  "，", "、", "/",  "／",
                                        "・", "&",  "＆", "|",  "\n", "と", " and "};
    char part[HOSHI_FOLDED];
    int parts = 0, highest = 0;
    for (const char *from = cell, *p = cell;;) {
        size_t n = *p ? cell_word_at(p, marks, COUNT(marks)) : 0;
        if (*p && !n) {
            p++;
            continue;
        }
        if ((size_t)(p - from) >= sizeof part)
            return false;
        memcpy(part, from, (size_t)(p - from));
        part[p - from] = 0;
        if (part[strspn(part, " ")]) {
            int star = column_read_star(part);
            if (star < least || star > 4)
                return false;
            highest = star > highest ? star : highest;
            parts++;
        }
        if (!*p)
            break;
        from = p += n;
    }
    *level = highest;
    return parts > 0;
}

static enum hoshi_status column_read_level(const char *cell, int least, int *level, const char **allowed,
                                           bool *about)
{
    int star = column_read_star(cell), several = 0;
    if (star < 0 && column_read_levels(cell, least, &several)) {
        star = several;
        *about = true;
    }
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

/* What is on its way is not held. */
static bool holds_nothing(const char *cell)
{
    char folded[HOSHI_FOLDED];
    return column_listed(
        "|未取得|未取得予定|申請中|申請予定|取得予定|取得予定あり|取得準備中|準備中|取得中|審査中|更新切れ|失効|期限切れ|取得予定なし|予定なし|未登録|取得していない|検討中|notheld|notyet|pending|planned|applied|expired|inprogress|",
        hoshi_answer_fold(cell, folded));
}

struct transaction_words {
    const char *key, *words;
};

static const struct transaction_words transactions[] = {
    {"manufacturing",
     "|製造委託|製造|部品製造|加工|外注加工|加工外注|外注|加工委託|部品加工|組立|組立加工|板金加工|機械加工|表面処理|製造請負|製作|製作委託|金型製作|委託加工|支給加工|有償支給加工|無償支給加工|oem|subcontracting|subcontract|manufacture|"},
    {"repair", "|修理委託|修理|保守修理|修繕|repairs|"},
    {"specified_transport", "|特定運送委託|特定運送|"},
    {"info_program",
     "|情報成果物作成委託ぷろぐらむ|ぷろぐらむ作成|ぷろぐらむ|そふとうぇあ開発|そふと開発|しすてむ開発|しすてむ開発委託|開発委託|software|programs|softwaredevelopment|"},
    {"service_transport",
     "|役務提供委託運送|運送|運送委託|運送業務|輸送|配送|物流|transport|transportservice|logistics|"},
    {"service_warehouse", "|役務提供委託倉庫保管|倉庫保管|倉庫|保管|warehouse|warehousing|"},
    {"service_infoproc", "|役務提供委託情報処理|情報処理|でーた入力|informationprocessing|"},
    {"info_other",
     "|情報成果物作成委託|情報成果物作成委託その他|情報成果物|でざいん|設計|設計委託|図面作成|design|otherinformationproducts|"},
    {"service_other", "|役務提供委託|役務|役務提供|役務提供委託その他|service|otherservices|"},
    {"service_own_use",
     "|発注者が自ら使う役務|自ら利用する役務|自家利用役務|自家利用|ownuse|serviceforthebuyersownuse|"},
    {"construction", "|建設工事|建設|工事|工事請負|設備工事|建築工事|建築|土木|constructionwork|"},
    {"goods_sale",
     "|規格品の売買|物品の売買|売買|物品購入|商品購入|商品仕入|仕入|購買|購入|規格品|標準品|市販品|汎用品|かたろぐ品|原材料|材料購入|資材購入|資材|物品|商品|saleofstandardgoods|saleofgoods|goods|purchase|standardgoods|"}};

static const char *transaction_key(const char *text, size_t n)
{
    char raw[HOSHI_FOLDED], folded[HOSHI_FOLDED], word[HOSHI_FOLDED];
    if (n >= sizeof raw)
        return NULL;
    memcpy(raw, text, n);
    raw[n] = 0;
    hoshi_answer_fold(raw, folded);
    for (size_t i = 0; folded[0] && i < COUNT(transactions); i++)
        if (strcmp(hoshi_answer_fold(transactions[i].key, word), folded) == 0 ||
            column_listed(transactions[i].words, folded))
            return transactions[i].key;
    return NULL;
}

/* The whole cell, or the first of several kinds when all are known: 「製造委託・修理委託」. */
static enum hoshi_status read_transaction(const char *cell, char key[32], bool *about)
{
    static const char *const marks[] = {"・", "、", "，",   ",",      "/", "／",
                                        "+",  "＋", "及び", "および", "&", "\n"};
    const char *found = transaction_key(cell, strlen(cell)), *from = cell, *p = cell;
    while (!found || from != cell) {
        size_t n = *p ? cell_word_at(p, marks, COUNT(marks)) : 0;
        if (*p && !n) {
            p++;
            continue;
        }
        const char *one = transaction_key(from, (size_t)(p - from));
        if (!one || (from == cell && !*p))
            return HOSHI_E_CHOICE;
        *about |= found && strcmp(found, one) != 0;
        found = found ? found : one;
        if (!*p)
            break;
        from = p += n;
    }
    snprintf(key, 32, "%s", found);
    return HOSHI_OK;
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

/* ---- figures that are not exact ---- */

enum { ABOUT = 256 };

/* What stands in brackets tells about the figure (パート含む): taken off. */
static void about_brackets_off(char *text)
{
    char *open, *close;
    while ((open = strpbrk(text, "([")) && (close = strpbrk(open, ")]")))
        memmove(open, close + 1, strlen(close + 1) + 1);
}

static bool about_cut_head(char *text)
{
    static const char *const words[] = {"約",
                                        "およそ",
                                        "おおよそ",
                                        "大体",
                                        "だいたい",
                                        "凡そ",
                                        "ほぼ",
                                        "概ね",
                                        "概算",
                                        "推定",
                                        "approximately",
                                        "approx.",
                                        "approx",
                                        "about",
                                        "circa",
                                        "ca.",
                                        "ca",
                                        "~",
                                        "〜",
                                        "～"};
    size_t n = cell_word_at(text, words, COUNT(words));
    n += n ? strspn(text + n, " ") : 0;
    if (n)
        memmove(text, text + n, strlen(text + n) + 1);
    return n > 0;
}

static bool about_cut_tail(char *text)
{
    static const char *const words[] = {"程度", "前後", "くらい",  "ぐらい", "位",   "ほど", "以上", "以下",
                                        "未満", "超",   "強",      "弱",     "余り", "余",   "内外", "見込み",
                                        "見込", "推定", "or more", "or so",  "+",    "~",    "〜",   "～"};
    size_t n = strlen(text);
    while (n && text[n - 1] == ' ')
        text[--n] = 0;
    for (size_t i = 0; i < COUNT(words); i++) {
        size_t m = strlen(words[i]);
        if (n > m && strcmp(text + n - m, words[i]) == 0) {
            text[n - m] = 0;
            return true;
        }
    }
    return false;
}

/* Behind the first figure of a range; NULL when there is none. A dash alone before a figure is its sign. */
static char *about_range(char *text, size_t *mark)
{
    static const char *const marks[] = {"~", "〜", "～", "-", "−", "–", "—", "から", "以上", " to "};
    for (char *p = text + strspn(text, "0123456789"); p > text && *p; p++) {
        *mark = cell_word_at(p, marks, COUNT(marks));
        if (*mark && p[*mark] && strpbrk(p + *mark, "0123456789"))
            return p;
    }
    return NULL;
}

typedef enum hoshi_status about_parse(const char *text, int64_t unit, int64_t *value);

static enum hoshi_status about_count(const char *text, int64_t unit, int64_t *value)
{
    (void)unit;
    return hoshi_typed_count(text, value);
}

/* 12.3M, 500K, 1.2B: as English reports write amounts. */
static enum hoshi_status about_yen(const char *text, int64_t unit, int64_t *value)
{
    enum hoshi_status status = hoshi_typed_yen(text, unit, value);
    static const char letters[] = "KkMmBb";
    static const char *const words[] = {"thousand", "million", "billion"};
    char longer[ABOUT];
    size_t n = strlen(text);
    const char *at = n > 1 ? strchr(letters, text[n - 1]) : NULL;
    if (status != HOSHI_E_NUMBER || !at || !*at || n + 10 > sizeof longer)
        return status;
    snprintf(longer, sizeof longer, "%.*s%s yen", (int)n - 1, text, words[(at - letters) / 2]);
    return hoshi_typed_yen(longer, unit, value);
}

/* The lower figure of 「1～2億円」 has the words of the upper one. */
static enum hoshi_status about_lower(about_parse *parse, const char *low, const char *high, int64_t unit,
                                     int64_t *value)
{
    char both[ABOUT];
    size_t digits = strspn(low, "0123456789,.");
    const char *words = high + strspn(high, "0123456789,.");
    if (low[digits] || !*words)
        return parse(low, unit, value);
    snprintf(both, sizeof both, "%.100s%.100s", low, words);
    return parse(both, unit, value);
}

/* A figure, or one that is about right: about, at least, a range (its middle, half up). *about is set for the latter. */
static enum hoshi_status read_about(const char *cell, about_parse *parse, int64_t unit, int64_t *value,
                                    bool *about)
{
    char text[ABOUT];
    size_t mark = 0;
    int64_t low, high;
    enum hoshi_status status = parse(cell, unit, value);
    if (status != HOSHI_E_NUMBER || !hoshi_text_width_fold(cell, strlen(cell), text, sizeof text))
        return status;
    about_brackets_off(text);
    while (about_cut_head(text) || about_cut_tail(text))
        ;
    char *second = about_range(text, &mark);
    if (!second) {
        if (parse(text, unit, value))
            return status;
        *about = true;
        return HOSHI_OK;
    }
    *second = 0;
    second += mark;
    about_cut_tail(text);
    if (about_lower(parse, text, second, unit, &low) || parse(second, unit, &high) || low > high || low < 0)
        return status;
    *value = low + (high - low + 1) / 2;
    *about = true;
    return HOSHI_OK;
}

static enum hoshi_status read_count(const char *cell, int64_t *count, bool *about)
{
    char folded[HOSHI_FOLDED];
    if (column_listed("|なし|無し|無|ない|none|", hoshi_answer_fold(cell, folded))) {
        *count = 0;
        return HOSHI_OK;
    }
    return read_about(cell, about_count, 1, count, about);
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
    bool about = false;
    enum hoshi_status status = read_count(cell, &count, &about);
    if (status || about)
        return status ? status : HOSHI_E_NUMBER;
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

/* A share of the criteria that are met, in millionths; which of them, and how many there are, the level tells later. */
static enum hoshi_status read_rate(const struct column *c, const char *cell, struct hoshi_supplier_row *row)
{
    char text[ABOUT];
    int64_t micro;
    if (!hoshi_text_width_fold(cell, strlen(cell), text, sizeof text))
        return HOSHI_E_NUMBER;
    char *percent = strchr(text, '%');
    if (percent)
        *percent = 0;
    enum hoshi_status status = hoshi_typed_number(text, &micro);
    if (status)
        return status;
    if (percent || c->percent || micro > HOSHI_MICRO)
        micro = (micro + 50) / 100;
    if (micro < 0 || micro > HOSHI_MICRO)
        return HOSHI_E_RANGE;
    row->met_ppm[c->index] = (int32_t)micro;
    return HOSHI_OK;
}

/* Spaces around it dropped. */
static enum hoshi_status read_word(const char *cell, size_t size, char *out)
{
    cell += strspn(cell, " \t");
    size_t n = strlen(cell);
    while (n && cell[n - 1] == ' ')
        n--;
    if (n >= size)
        return HOSHI_E_TEXT_LENGTH;
    memcpy(out, cell, n);
    out[n] = 0;
    return HOSHI_OK;
}

static enum hoshi_status read_plan_year(const char *cell, int32_t *out)
{
    int64_t year;
    enum hoshi_status status = hoshi_typed_count(cell, &year);
    if (status)
        return status;
    if (year < 0 || year > HOSHI_SUPPLIER_START_MAX)
        return HOSHI_E_RANGE;
    *out = (int32_t)year;
    return HOSHI_OK;
}

static enum hoshi_status read_decision(const char *cell, int32_t *out)
{
    char folded[HOSHI_FOLDED];
    hoshi_answer_fold(cell, folded);
    if (column_listed("|承認|可決|決裁済|決裁済み|採用|可|ok|approved|yes|必ず|必須|must|", folded))
        *out = HOSHI_DECISION_YES;
    else if (column_listed("|承認済み|承認済|approvedbefore|", folded))
        *out = HOSHI_DECISION_FIXED;
    else if (
        column_listed(
            "|見送り|見送|否決|否認|不採用|却下|保留|notnow|rejected|no|対象外|除外|支援しない|支援対象外|支援除外|excluded|exclude|mustnot|",
            folded))
        *out = HOSHI_DECISION_NO;
    else
        return HOSHI_E_CHOICE;
    return HOSHI_OK;
}

static bool is_yen(const char *cell)
{
    char folded[HOSHI_FOLDED];
    return column_listed("|jpy|円|日本円|yen|¥|\\|japaneseyen|jpn|", hoshi_answer_fold(cell, folded));
}

bool hoshi_supplier_error_cell(const char *cell)
{
    static const char *const errors[] = {
        "#N/A",   "#DIV/0!",       "#REF!",   "#VALUE!",   "#NAME?",    "#NUM!",  "#NULL!",    "#SPILL!",
        "#CALC!", "#GETTING_DATA", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#BUSY!", "#UNKNOWN!", "#PYTHON!"};
    char text[64];
    const char *p = cell + strspn(cell, " \t");
    if (strncmp(p, "Err:", 4) == 0) /* as LibreOffice numbers its own */
        return strspn(p + 4, "0123456789") == 3 && !p[7];
    if (*p != '#' && strncmp(p, "＃", strlen("＃")) != 0)
        return false;
    if (strlen(p) > 40 || !hoshi_text_width_fold(p, strlen(p), text, sizeof text))
        return false;
    for (size_t n; (n = strlen(text)) && text[n - 1] == ' ';)
        text[n - 1] = 0;
    for (size_t i = 0; i < COUNT(errors); i++)
        if (strcasecmp(text, errors[i]) == 0)
            return true;
    size_t n = strspn(text, "#"); /* a column too narrow, copied as it was shown */
    return n > 2 && !text[n];
}

/* ---- a cell into the row, by the kind of its column ---- */

struct cell_target {
    const struct column *c;
    struct hoshi_supplier_row *row;
    void *member; /* of the row */
    struct answer_memo *memo;
    bool *about;
};

static enum hoshi_status cell_level(const struct cell_target *t, const char *cell, const char **allowed)
{
    return column_read_level(cell, 3, &t->row->head.level, allowed, t->about);
}

static enum hoshi_status cell_holds(const struct cell_target *t, const char *cell, const char **allowed)
{
    enum hoshi_truth truth;
    if (holds_nothing(cell) || (read_truth(cell, true, &truth) && truth == HOSHI_NO))
        return HOSHI_OK;
    return column_read_level(cell, 0, &t->row->holds_level, allowed, t->about);
}

static enum hoshi_status cell_yen(const struct cell_target *t, const char *cell, const char **allowed)
{
    (void)allowed;
    return read_about(cell, about_yen, t->c->unit_yen, t->member, t->about);
}

static enum hoshi_status cell_count(const struct cell_target *t, const char *cell, const char **allowed)
{
    (void)allowed;
    return read_count(cell, t->member, t->about);
}

static enum hoshi_status cell_plant(const struct cell_target *t, const char *cell, const char **allowed)
{
    (void)allowed;
    int64_t count = HOSHI_NONE, *sites = t->member;
    if (!hoshi_supplier_is_plant(cell) && read_count(cell, &count, t->about) == HOSHI_OK &&
        *sites == HOSHI_NONE)
        *sites = count;
    return HOSHI_OK;
}

static enum hoshi_status cell_tally(const struct cell_target *t, const char *cell, const char **allowed)
{
    (void)allowed;
    return read_tally(t->c, cell, t->row);
}

static enum hoshi_status cell_truth(const struct cell_target *t, const char *cell, const char **allowed)
{
    enum hoshi_truth truth = HOSHI_UNKNOWN;
    (void)allowed;
    if (!read_truth(cell, t->c->kind != COLUMN_FLAG, &truth))
        return HOSHI_E_CHOICE;
    if (t->c->kind == COLUMN_TRUTH)
        *(enum hoshi_truth *)t->member = truth;
    else if (t->c->kind == COLUMN_FACT)
        t->row->fact[t->c->index] = (uint8_t)truth;
    else
        *(bool *)t->member = truth == HOSHI_YES;
    return HOSHI_OK;
}

static enum hoshi_status cell_date(const struct cell_target *t, const char *cell, const char **allowed)
{
    (void)allowed;
    return hoshi_typed_date(cell, t->member) ? HOSHI_OK : HOSHI_E_DATE;
}

static enum hoshi_status cell_deadline(const struct cell_target *t, const char *cell, const char **allowed)
{
    (void)allowed;
    return hoshi_typed_deadline(cell, t->member) ? HOSHI_OK : HOSHI_E_DATE;
}

static enum hoshi_status cell_weight(const struct cell_target *t, const char *cell, const char **allowed)
{
    (void)allowed;
    return read_weight(cell, t->member);
}

static enum hoshi_status cell_transaction(const struct cell_target *t, const char *cell, const char **allowed)
{
    (void)allowed;
    return read_transaction(cell, t->row->head.transaction, t->about);
}

static enum hoshi_status cell_criterion(const struct cell_target *t, const char *cell, const char **allowed)
{
    (void)allowed;
    return column_read_criterion(t->c, cell, t->memo, t->row);
}

/* Dollars must not pass for yen. */
static enum hoshi_status cell_currency(const struct cell_target *t, const char *cell, const char **allowed)
{
    (void)t, (void)allowed;
    return is_yen(cell) ? HOSHI_OK : HOSHI_E_SUPPLIER_UNIT;
}

static enum hoshi_status cell_rate(const struct cell_target *t, const char *cell, const char **allowed)
{
    (void)allowed;
    return read_rate(t->c, cell, t->row);
}

static enum hoshi_status cell_word(const struct cell_target *t, const char *cell, const char **allowed)
{
    (void)allowed;
    return read_word(cell, t->c->index, t->member);
}

static enum hoshi_status cell_corporate(const struct cell_target *t, const char *cell, const char **allowed)
{
    (void)allowed;
    return hoshi_corporate_number(cell, t->member);
}

static enum hoshi_status cell_year(const struct cell_target *t, const char *cell, const char **allowed)
{
    (void)allowed;
    return read_plan_year(cell, t->member);
}

static enum hoshi_status cell_decision(const struct cell_target *t, const char *cell, const char **allowed)
{
    (void)allowed;
    return read_decision(cell, t->member);
}

#define TRUTHS "はい / いいえ, ○ / ×, yes / no"

/* A kind without a row is read where its column is known by other means, or not at all. */
static const struct {
    enum hoshi_status (*read)(const struct cell_target *t, const char *cell, const char **allowed);
    const char *allowed, *range; /* what would be right; NULL: the same when it is out of range */
} cell_kinds[] = {
    [COLUMN_LEVEL] = {cell_level, "3, 4 (★3, ★4)", NULL},
    [COLUMN_HOLDS] = {cell_holds, "3, 4 (★3, ★4)", NULL},
    [COLUMN_YEN] = {cell_yen, "1200000, 1,200千円, 120万円, 1.2億円", "0 … 999999999999999"},
    [COLUMN_COUNT] = {cell_count, "0, 12, 1,200", "0 … 10000000"},
    [COLUMN_PLANT] = {cell_plant, "0, 12, 1,200", "0 … 10000000"},
    [COLUMN_TALLY] = {cell_tally, "0, 1, 2 …", "0 … 400"},
    [COLUMN_TRUTH] = {cell_truth, TRUTHS, NULL},
    [COLUMN_FACT] = {cell_truth, TRUTHS, NULL},
    [COLUMN_FLAG] = {cell_truth, TRUTHS, NULL},
    [COLUMN_DATE] = {cell_date, "2026-10-01, 2026/10/1, 令和8年10月1日", NULL},
    [COLUMN_DEADLINE] = {cell_deadline, "2027-03-31, 2027/3/31, 令和9年3月, 2026年度, 2027年度上期", NULL},
    [COLUMN_WEIGHT] = {cell_weight, "0, 1, 2.5 …", "0 … 1000000000"},
    [COLUMN_TRANSACTION] = {cell_transaction,
                            "製造委託, 修理委託, 役務提供委託, manufacturing, repair, service_other …", NULL},
    [COLUMN_ANSWER] = {cell_criterion, "○ △ × －, はい いいえ, met partial unmet not_applicable, △ 40%",
                       NULL},
    [COLUMN_CURRENCY] = {cell_currency, "JPY, 円", NULL},
    [COLUMN_RATE] = {cell_rate, "0 … 1, 65%", NULL},
    [COLUMN_WORD] = {cell_word, "<= 47 bytes", NULL},
    [COLUMN_CORPORATE] = {cell_corporate, "7000012050002 …", NULL},
    [COLUMN_YEAR] = {cell_year, "0, 1, 2 …", NULL},
    [COLUMN_DECISION] = {cell_decision, "承認, 見送り, 必ず, 対象外, approved, not now, must, excluded",
                         NULL},
};

bool hoshi_supplier_is_plant(const char *cell)
{
    int64_t count;
    bool about = false;
    return !hoshi_supplier_blank(cell) && !hoshi_supplier_error_cell(cell) &&
           read_count(cell, &count, &about) != HOSHI_OK;
}

enum hoshi_status hoshi_supplier_column_read(const struct column *c, const char *cell,
                                             struct answer_memo *memo, struct hoshi_supplier_row *row,
                                             const char **allowed, bool *about)
{
    struct cell_target t = {
        .c = c, .row = row, .member = (char *)row + c->offset, .memo = memo, .about = about};
    bool known = (size_t)c->kind < COUNT(cell_kinds) && cell_kinds[c->kind].read;
    *allowed = "";
    *about = false;
    if (hoshi_supplier_error_cell(cell)) {
        *allowed = known ? cell_kinds[c->kind].allowed : "";
        return HOSHI_E_CELL_ERROR;
    }
    /* "-" and 対象外 are answers to a criterion, so blanks are told by column. */
    if (!known || (c->kind == COLUMN_ANSWER ? !cell[strspn(cell, " \t")] : hoshi_supplier_blank(cell)))
        return HOSHI_OK;
    const char *said = NULL;
    enum hoshi_status status = cell_kinds[c->kind].read(&t, cell, &said);
    bool range = status == HOSHI_E_RANGE && cell_kinds[c->kind].range;
    *allowed = said && *said ? said : range ? cell_kinds[c->kind].range : cell_kinds[c->kind].allowed;
    return status;
}
