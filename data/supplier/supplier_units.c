/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts are compared with full-width forms folded, in small letters and without spaces. */
#include "supplier_units.h"
#include "fold.h"
#include "text.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { UNIT_TEXT = 512 };

struct unit_word {
    const char *word;
    int64_t yen;
};

/* ---- the table: to add a unit, add a row; of words that begin alike the longer stands first ---- */

static const struct unit_word unit_words[] = {
    {"十億円", 1000000000},
    {"十億", 1000000000},
    {"億円", 100000000},
    {"億", 100000000},
    {"千万円", 10000000},
    {"百万円", 1000000},
    {"百万", 1000000},
    {"十万円", 100000},
    {"万円", 10000},
    {"万", 10000},
    {"千円", 1000},
    {"千", 1000},
    {"1000000円", 1000000},
    {"1,000,000円", 1000000},
    {"1,000円", 1000},
    {"1000円", 1000},
    {"thousandsofyen", 1000},
    {"millionsofyen", 1000000},
    {"thousandyen", 1000},
    {"millionyen", 1000000},
    {"billionyen", 1000000000},
    {"yenthousands", 1000},
    {"yenthousand", 1000},
    {"yenmillions", 1000000},
    {"yenmillion", 1000000},
    {"yenbillion", 1000000000},
    {"jpythousands", 1000},
    {"jpythousand", 1000},
    {"jpymillions", 1000000},
    {"jpymillion", 1000000},
    {"jpybillion", 1000000000},
    {"thousandsjpy", 1000},
    {"thousandjpy", 1000},
    {"millionsjpy", 1000000},
    {"millionjpy", 1000000},
    {"billionjpy", 1000000000},
    {"thousandsofjpy", 1000},
    {"millionsofjpy", 1000000},
    {"thousand¥", 1000},
    {"million¥", 1000000},
    {"jpy'000", 1000},
    {"'000jpy", 1000},
    {"'000yen", 1000},
    {"yen'000", 1000},
    {"¥'000", 1000},
    {"'000", 1000},
    {"jpy000s", 1000},
    {"jpy000", 1000},
    {"¥000", 1000},
    {"000jpy", 1000},
    {"000yen", 1000},
    {"000s", 1000},
    {"000", 1000},
    {"thousands", 1000},
    {"thousand", 1000},
    {"millions", 1000000},
    {"million", 1000000},
    {"billions", 1000000000},
    {"billion", 1000000000},
    {"kjpy", 1000},
    {"jpyk", 1000},
    {"kyen", 1000},
    {"k円", 1000},
    {"k¥", 1000},
    {"¥k", 1000},
    {"k", 1000},
    {"mjpy", 1000000},
    {"jpym", 1000000},
    {"mmjpy", 1000000},
    {"jpymm", 1000000},
    {"myen", 1000000},
    {"m円", 1000000},
    {"m¥", 1000000},
    {"¥m", 1000000},
    {"mm¥", 1000000},
    {"¥mm", 1000000},
    {"mm円", 1000000},
    {"mil.yen", 1000000},
    {"milyen", 1000000},
    {"mil.jpy", 1000000},
    {"mil.¥", 1000000},
    {"¥mil.", 1000000},
    {"¥mil", 1000000},
    {"mio.jpy", 1000000},
    {"miojpy", 1000000},
    {"jpymio", 1000000},
    {"mnjpy", 1000000},
    {"jpymn", 1000000},
    {"¥mn", 1000000},
    {"mn", 1000000},
    {"mio", 1000000},
    {"mil", 1000000},
    {"bnjpy", 1000000000},
    {"jpybn", 1000000000},
    {"¥bn", 1000000000},
    {"bn", 1000000000},
    {"円", 1},
    {"yen", 1},
    {"jpy", 1},
    {"¥", 1},
    {"\\", 1},
};

/* What else stands in such brackets; in the middle of a word too: 税抜千円. */
static const char *const remarks[] = {
    "消費税抜き", "消費税込み",     "消費税抜",     "消費税込",     "税抜き",   "税込み",   "税別",
    "税抜",       "税込",           "単位",         "表示",         "単体",     "連結",     "実績",
    "見込み",     "見込",           "予定",         "概算",         "合計",     "年間",     "年額",
    "年度",       "直近",           "通期",         "前期",         "当期",     "今期",     "昨年度",
    "前年度",     "今年度",         "参考",         "任意",         "必須",     "半角",     "数字",
    "のみ",       "exclusiveoftax", "excludingtax", "includingtax", "excl.tax", "incl.tax", "excltax",
    "incltax",    "taxexcluded",    "taxincluded",  "annual",       "actual",   "perannum", "unit:",
    "units:",     "unit",           "in",           "fy",           "p.a."};

static const char *const things[] = {
    "ユーザー", "アカウント", "事業所", "か所", "カ所", "ヶ所", "箇所",    "拠点",   "人",    "名",  "台",
    "社",       "件",         "個",     "本",   "口",   "tb",   "persons", "people", "units", "pcs", "pc"};

/* Marks of money and of sizes: what has one and is no unit known is a unit that is not known. */
static const char *const suspects[] = {"円",     "¥",       "$",        "€",      "£",   "ドル", "ユーロ",
                                       "ポンド", "ウォン",  "人民元",   "バーツ", "usd", "eur",  "cny",
                                       "rmb",    "krw",     "thb",      "gbp",    "twd", "vnd",  "jpy",
                                       "yen",    "million", "thousand", "billion"};

/* ---- folding ---- */

/* Full-width folded, small letters, no spaces; "" when it is too long to be a unit. */
static void unit_fold(const char *text, size_t n, char out[UNIT_TEXT])
{
    char *to = out;
    const char *from = out;
    if (!hoshi_text_width_fold(text, n, out, UNIT_TEXT))
        return;
    while (*from) { /* in place: nothing below is longer than what it comes from */
        uint32_t c = hoshi_text_next(&from);
        if (c <= ' ' || c == 0xA0 || c == 0x3000)
            continue;
        if (c >= 'A' && c <= 'Z')
            c += 32;
        if (c == 0x2019 || c == 0x2018)
            c = '\'';
        to += hoshi_text_put(to, c);
    }
    *to = 0;
}

static int64_t unit_of_folded(const char *folded)
{
    for (size_t i = 0; i < COUNT(unit_words); i++)
        if (strcmp(folded, unit_words[i].word) == 0)
            return unit_words[i].yen;
    return 0;
}

int64_t hoshi_unit_of_word(const char *word)
{
    char folded[UNIT_TEXT];
    unit_fold(word, strlen(word), folded);
    return unit_of_folded(folded);
}

void hoshi_unit_add(struct unit_said *said, int64_t yen)
{
    for (int i = 0; i < said->units; i++)
        if (said->yen[i] == yen)
            return;
    if (said->units < HOSHI_UNITS_MAX)
        said->yen[said->units++] = yen;
}

/* ---- words ---- */

/* Take what is no unit out of a word, wherever it stands. */
static void take_remarks_off(char *word)
{
    for (size_t i = 0; i < COUNT(remarks); i++)
        for (char *at; (at = strstr(word, remarks[i]));) {
            size_t n = strlen(remarks[i]);
            bool letters = remarks[i][0] > 0; /* an English word is no part of another one */
            bool whole = at == word && !at[n];
            if (letters && n < 4 && !whole && strcmp(remarks[i], "unit") != 0)
                break;
            memmove(at, at + n, strlen(at + n) + 1);
        }
}

static bool unit_among(const char *word, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(word, words[i]) == 0)
            return true;
    return false;
}

/* One to three Latin letters and nothing else: K, MM, TSD; a word that is longer is a remark. */
static bool is_short_latin(const char *word)
{
    size_t n = strspn(word, "abcdefghijklmnopqrstuvwxyz");
    return n && !word[n] && n <= 3;
}

/* 百人, 千台, 兆: numerals, and nothing or what they count behind them. */
static bool is_numeral(const char *word)
{
    static const char *const numerals[] = {"十", "百", "千", "万", "億", "兆"};
    static const char *const counted[] = {"", "人", "名", "台", "社", "件", "個", "株", "口", "元", "拠点"};
    const char *p = word;
    for (size_t i = 0; i < COUNT(numerals); i++)
        if (strncmp(p, numerals[i], strlen(numerals[i])) == 0) {
            p += strlen(numerals[i]);
            i = SIZE_MAX; /* from the first again */
        }
    return p > word && unit_among(p, counted, COUNT(counted));
}

static bool unit_suspect(const char *word)
{
    for (size_t i = 0; i < COUNT(suspects); i++)
        if (strstr(word, suspects[i]))
            return true;
    return is_short_latin(word) || is_numeral(word) || strcmp(word, "元") == 0;
}

/* A year, a quarter or a month: 2025, 2024/4-2025/3 in pieces, 12か月. */
static bool unit_is_time(const char *word)
{
    static const char *const ends[] = {"年度", "年",     "月",     "期",    "か月",    "ヶ月",   "カ月",
                                       "箇月", "年分",   "月分",   "日",    "年3月期", "年度分", "月期",
                                       "月~",  "月から", "月まで", "年4月", "年3月"};
    size_t n = strspn(word, "0123456789.-~");
    if (n && !word[n])
        return n > 1 && strncmp(word, "000", 3) != 0;
    return n && unit_among(word + n, ends, COUNT(ends));
}

static void unit_take_word(char *word, bool money, struct unit_said *said)
{
    char whole[HOSHI_UNIT_WORD];
    hoshi_text_copy(whole, sizeof whole, word);
    int64_t yen = unit_of_folded(word);
    if (!yen) {
        take_remarks_off(word);
        yen = unit_of_folded(word);
    }
    bool thing = unit_among(word, things, COUNT(things));
    if (money && yen)
        hoshi_unit_add(said, yen);
    else if (*word && !thing && !unit_is_time(word) && unit_suspect(word) && !said->unknown) {
        said->unknown = true;
        memcpy(said->word, whole, sizeof whole);
    }
}

/* The separators of words within brackets, folded. A comma within a figure separates nothing. */
static size_t unit_separator(const char *p, const char *begin)
{
    static const char *const marks[] = {"/", "・", "、", "，", ";", ":", "=", "|", "※", "＊", "*"};
    for (size_t i = 0; i < COUNT(marks); i++)
        if (strncmp(p, marks[i], strlen(marks[i])) == 0)
            return strlen(marks[i]);
    bool figure = *p == ',' && p > begin && p[-1] >= '0' && p[-1] <= '9' && p[1] >= '0' && p[1] <= '9';
    return *p == ',' && !figure ? 1 : 0;
}

static void unit_take_words(char *text, bool money, struct unit_said *said)
{
    char *word = text, *p = text;
    for (;;) {
        size_t n = *p ? unit_separator(p, text) : 0;
        if (*p && !n) {
            p++;
            continue;
        }
        bool last = !*p;
        *p = 0;
        unit_take_word(word, money, said);
        if (last)
            return;
        word = p += n;
    }
}

void hoshi_unit_of_bracket(const char *text, bool money, struct unit_said *said)
{
    char folded[UNIT_TEXT];
    unit_fold(text, strlen(text), folded);
    unit_take_words(folded, money, said);
}

/* ---- above the headings ---- */

/* Behind 「単位」 and the like, up to the end of the brackets or of the sentence. */
static bool behind_word_unit(const char *folded, char out[UNIT_TEXT])
{
    static const char *const words[] = {"単位", "unit", "金額は", "金額:", "金額表示", "表示"};
    for (size_t i = 0; i < COUNT(words); i++) {
        const char *at = strstr(folded, words[i]);
        if (!at)
            continue;
        at += strlen(words[i]);
        size_t n = strcspn(at, ")]");
        hoshi_text_copy(out, UNIT_TEXT, at);
        if (n < strlen(out))
            out[n] = 0;
        return true;
    }
    return false;
}

/* Without brackets around it, and without what ends a sentence. */
static void take_frame_off(char *text)
{
    static const char *const ends[] = {"です", "。", "で表示", "で記載", "単位", "未満切捨て", "とする"};
    size_t n = strlen(text);
    if (n > 2 && strchr("([", text[0]) && strchr(")]", text[n - 1])) {
        text[n - 1] = 0;
        memmove(text, text + 1, n - 1);
    }
    for (size_t i = 0; i < COUNT(ends); i++) {
        char *at = strstr(text, ends[i]);
        if (at && at > text && !at[strlen(ends[i])])
            *at = 0;
    }
}

void hoshi_unit_of_title(const char *cell, struct unit_said *said)
{
    char folded[UNIT_TEXT], words[UNIT_TEXT];
    unit_fold(cell, strlen(cell), folded);
    if (!folded[0])
        return;
    if (behind_word_unit(folded, words)) {
        take_frame_off(words);
        unit_take_words(words, true, said);
        return;
    }
    char *at = folded + (strncmp(folded, "※", strlen("※")) == 0 ? strlen("※") : 0);
    take_frame_off(at);
    int64_t yen = strncmp(at, "in", 2) == 0 ? unit_of_folded(at + 2) : unit_of_folded(at);
    bool word = yen && strpbrk(at, "123456789") != at && strlen(at) > 3;
    if (word)
        hoshi_unit_add(said, yen);
}
