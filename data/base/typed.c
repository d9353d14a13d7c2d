/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "typed.h"
#include "fold.h"
#include "text.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { PLAIN = 256, SIGNIFICANT = 15, MICRO_PLACES = 6 };

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

/* ASCII of what was typed: full-width forms folded, spaces dropped but for one between two digits, which may
 * be two numbers. False when it is too long. */
static bool plain(const char *text, char out[PLAIN])
{
    char *to = out;
    const char *from = out;
    bool space = false;
    if (!hoshi_text_width_fold(text, strlen(text), out, PLAIN))
        return false;
    while (*from) { /* in place: nothing below is longer than what it comes from */
        uint32_t c = hoshi_text_next(&from);
        if (c == ' ' || c == '\t') {
            space = true;
            continue;
        }
        if (c == 0x2212 || c == 0x30FC || c == 0x2010)
            c = '-';
        if (space && to > out && is_digit((unsigned char)to[-1]) && is_digit(c))
            *to++ = ' ';
        space = false;
        to += hoshi_text_put(to, c);
    }
    *to = 0;
    return true;
}

static bool typed_ends_with(char *text, const char *unit)
{
    size_t n = strlen(text), m = strlen(unit);
    if (n <= m || strcmp(text + n - m, unit) != 0)
        return false;
    text[n - m] = 0;
    return true;
}

/* ---- figures ---- */

/* digits × 10^power; no zero at either end. */
struct figure {
    char digit[PLAIN];
    size_t n;
    long power;
    bool negative;
};

static size_t run_of_digits(const char *p)
{
    return strspn(p, "0123456789");
}

static void add_digits(struct figure *f, const char *p, size_t n)
{
    memcpy(f->digit + f->n, p, n);
    f->n += n;
}

/* The whole part, with or without separators; NULL when they do not part groups of three. */
static const char *read_whole(const char *p, struct figure *f, bool *grouped)
{
    size_t n = run_of_digits(p);
    char separator = p[n];
    add_digits(f, p, n);
    p += n;
    *grouped = n && (separator == ',' || separator == ' ' || separator == '_');
    if (!*grouped)
        return p;
    if (n > 3 || p[-(ptrdiff_t)n] == '0') /* 0,250 has a decimal comma */
        return NULL;
    while (*p == separator) {
        if (run_of_digits(p + 1) != 3)
            return NULL;
        add_digits(f, p + 1, 3);
        p += 4;
    }
    return p;
}

/* A spreadsheet shows and keeps 15 digits; what stands behind them in a number with a fraction is noise of
 * its arithmetic: 123.45600000000002. */
static void typed_trim(struct figure *f, bool fraction)
{
    size_t zeros = 0;
    while (zeros < f->n && f->digit[zeros] == '0')
        zeros++;
    memmove(f->digit, f->digit + zeros, f->n -= zeros);
    if (fraction && f->n > SIGNIFICANT) {
        bool up = f->digit[SIGNIFICANT] >= '5';
        f->power += (long)(f->n - SIGNIFICANT);
        f->n = SIGNIFICANT;
        for (size_t i = f->n; up && i-- > 0;) {
            up = f->digit[i] == '9';
            f->digit[i] = up ? '0' : (char)(f->digit[i] + 1);
        }
        if (up) { /* 99…9 became 100…0 */
            f->digit[0] = '1';
            f->power++;
        }
    }
    for (; f->n && f->digit[f->n - 1] == '0'; f->n--)
        f->power++;
    if (!f->n)
        f->power = 0;
}

/* The exponent at p as a spreadsheet stores large numbers; 0 and *end = p when there is none. */
static long read_exponent(const char *p, const char **end)
{
    const char *digits = p + 1 + (p[0] && (p[1] == '-' || p[1] == '+'));
    long value = 0;
    *end = p;
    if ((*p != 'e' && *p != 'E') || !is_digit((unsigned char)*digits))
        return 0;
    for (; is_digit((unsigned char)*digits); digits++)
        if (value < 1000)
            value = value * 10 + (*digits - '0');
    *end = digits;
    return p[1] == '-' ? -value : value;
}

/* The figure at p; what stands behind it, NULL when there is none. */
static const char *read_figure(const char *p, struct figure *f)
{
    bool grouped, fraction = false;
    *f = (struct figure){.negative = *p == '-'};
    p += *p == '-' || *p == '+';
    p = read_whole(p, f, &grouped);
    if (!p)
        return NULL;
    if (*p == '.') {
        size_t n = run_of_digits(p + 1);
        add_digits(f, p + 1, n);
        f->power = -(long)n;
        fraction = n > 0;
        p += 1 + n;
    }
    if (!f->n)
        return NULL;
    if (!grouped) {
        const char *end;
        long exponent = read_exponent(p, &end);
        f->power += exponent;
        fraction |= end != p;
        p = end;
    }
    typed_trim(f, fraction);
    return p;
}

/* The figure as a whole number. With `round` a fraction is rounded half up (away from 0), else it is no
 * number.
 */
static enum hoshi_status whole_of(const struct figure *f, bool round, int64_t *out)
{
    static const int64_t limit = INT64_C(9200000000000000000);
    int64_t value = 0;
    long places = (long)f->n + f->power; /* digits before the point */
    if (f->power < 0 && !round)
        return HOSHI_E_NUMBER;
    for (long i = 0; i < places && f->n; i++) {
        int digit = (size_t)i < f->n ? f->digit[i] - '0' : 0;
        if (value > (limit - digit) / 10)
            return HOSHI_E_RANGE;
        value = value * 10 + digit;
    }
    if (places >= 0 && (size_t)places < f->n)
        value += f->digit[places] >= '5';
    *out = f->negative ? -value : value;
    return HOSHI_OK;
}

/* ---- numbers with words ---- */

struct word {
    const char *name;
    long power;
};

/* The word at *p is taken; its power of ten, 0 when there is none. */
static long take_word(const char **p, const struct word *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t length = strlen(words[i].name);
        if (strncasecmp(*p, words[i].name, length) == 0) {
            *p += length;
            return words[i].power;
        }
    }
    return 0;
}

static const struct word small_words[] = {{"千", 3}, {"百", 2}, {"十", 1}},
                         big_words[] = {{"兆", 12}, {"億", 8}, {"万", 4}},
                         english_words[] = {{"billion", 9}, {"million", 6}, {"thousand", 3}};

static int64_t power_of_ten(long n)
{
    int64_t value = 1;
    while (n-- > 0)
        value *= 10;
    return value;
}

/* 「2千5百」 or 2500: what stands before 万, 億 or the end. False when its parts do not go down, and for
 * 「3万5」, which people say for 35,000. */
static bool read_section(const char **p, int64_t *value)
{
    int64_t part;
    bool one_digit = false;
    *value = 0;
    for (long last = 12, small = 1; small && is_digit((unsigned char)**p); last = small) {
        struct figure f;
        const char *behind = read_figure(*p, &f);
        if (!behind || whole_of(&f, false, &part))
            return false;
        *p = behind;
        small = take_word(p, small_words, COUNT(small_words));
        if (small >= last || part >= power_of_ten(last - small))
            return false;
        *value += part * power_of_ten(small);
        one_digit = !small && f.n + (size_t)f.power == 1;
    }
    const char *at = *p;
    return !one_digit || take_word(&at, big_words, COUNT(big_words));
}

/* 「1億2千5百万」. */
static enum hoshi_status read_compound(const char **p, int64_t *value)
{
    if (!is_digit((unsigned char)**p))
        return HOSHI_E_NUMBER;
    *value = 0;
    for (long last = 16, big = 1; big && is_digit((unsigned char)**p); last = big) {
        int64_t part;
        if (!read_section(p, &part))
            return HOSHI_E_NUMBER;
        big = take_word(p, big_words, COUNT(big_words));
        if (big >= last || part >= power_of_ten(last - big))
            return HOSHI_E_NUMBER;
        *value += part * power_of_ten(big);
    }
    return HOSHI_OK;
}

/* A figure at *p with the words of its size behind it. `power`: of ten, by which a number without such a word
 * is multiplied; `worded`: it had one. */
static enum hoshi_status read_worded(const char **p, long power, bool *worded, int64_t *value)
{
    struct figure f;
    const char *at = read_figure(*p, &f);
    if (!at)
        return HOSHI_E_NUMBER;
    long words = take_word(&at, small_words, COUNT(small_words));
    words += take_word(&at, big_words, COUNT(big_words));
    if (!words)
        words = take_word(&at, english_words, COUNT(english_words));
    *worded = words > 0;
    if (words && is_digit((unsigned char)*at))
        return read_compound(p, value);
    *p = at;
    f.power += f.n ? words ? words : power : 0;
    return whole_of(&f, false, value);
}

/* Behind the sign of the yen, if there is one; a backslash is that of CP932. */
static const char *behind_yen_sign(const char *text)
{
    return strncmp(text, "¥", 2) == 0 ? text + 2 : text + (*text == '\\');
}

static bool typed_among(const char *text, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcasecmp(text, words[i]) == 0)
            return true;
    return !*text;
}

enum hoshi_status hoshi_typed_number(const char *text, int64_t *micro)
{
    static const char *const units[] = {"円", "人",   "名",   "台", "件",   "社", "日",
                                        "個", "時間", "人日", "本", "拠点", "TB", "yen"};
    char value[PLAIN];
    struct figure f;
    if (!plain(text, value))
        return HOSHI_E_NUMBER;
    const char *behind = read_figure(behind_yen_sign(value), &f);
    if (!behind || !typed_among(behind, units, COUNT(units)))
        return HOSHI_E_NUMBER;
    f.power += f.n ? MICRO_PLACES : 0;
    return whole_of(&f, true, micro);
}

enum hoshi_status hoshi_typed_count(const char *text, int64_t *count)
{
    static const char *const units[] = {"人",        "名",         "台",    "件",      "社",      "個",
                                        "本",        "機",         "口",    "拠点",    "箇所",    "か所",
                                        "カ所",      "ヶ所",       "ヵ所",  "TB",      "人分",    "台分",
                                        "ユーザー",  "アカウント", "PCs",   "PC",      "persons", "people",
                                        "employees", "users",      "units", "devices", "sites"};
    char value[PLAIN];
    int64_t whole;
    bool worded;
    if (!plain(text, value))
        return HOSHI_E_NUMBER;
    const char *p = value;
    enum hoshi_status status = read_worded(&p, 0, &worded, &whole);
    if (!typed_among(p, units, COUNT(units)))
        return HOSHI_E_NUMBER;
    if (!status)
        *count = whole;
    return status;
}

enum hoshi_status hoshi_typed_yen(const char *text, int64_t unit_yen, int64_t *yen)
{
    static const char *const units[] = {"円", "yen", "JPY"};
    char value[PLAIN];
    int64_t amount = 0;
    bool worded = false;
    long power = 0;
    if (!plain(text, value))
        return HOSHI_E_NUMBER;
    while (power < 9 && power_of_ten(power) < unit_yen)
        power++;
    const char *begin = behind_yen_sign(value), *p = begin;
    enum hoshi_status status = read_worded(&p, 0, &worded, &amount);
    if (!typed_among(p, units, COUNT(units)))
        return HOSHI_E_NUMBER;
    bool named = *p != 0;
    if (worded && power && !named && begin == value && status != HOSHI_E_NUMBER)
        return HOSHI_E_AMOUNT_UNIT;
    if (!worded && power && !named) {
        p = begin;
        status = read_worded(&p, power, &worded, &amount);
    }
    if (!status)
        *yen = amount;
    return status;
}

/* Years of the era a text begins with: what to add to its year; the era's name is taken off. */
static int era(const char **text)
{
    static const struct {
        const char *name;
        int before;
    } eras[] = {{"令和", 2018}, {"平成", 1988}, {"昭和", 1925}, {"R", 2018}, {"H", 1988},
                {"S", 1925},    {"r", 2018},    {"h", 1988},    {"s", 1925}};
    for (size_t i = 0; i < sizeof eras / sizeof *eras; i++) {
        size_t n = strlen(eras[i].name);
        if (strncmp(*text, eras[i].name, n) == 0) {
            *text += n;
            if ((*text)[0] == '.')
                ++*text;
            return eras[i].before;
        }
    }
    return 0;
}

/* "0:00", "09:30:00": as a spreadsheet writes a day of which it also keeps the time. */
static bool is_time(const char *text)
{
    return strchr(text, ':') && !text[strspn(text, "0123456789:.")];
}

/* Up to three groups of digits between anything that separates dates; "元" is 1. */
static int typed_groups(const char *text, int part[3])
{
    int n = 0, digits = 0;
    while (*text) {
        uint32_t c = hoshi_text_next(&text);
        if (c >= '0' && c <= '9') {
            if (!digits && n == 3)
                return 0;
            if (!digits)
                part[n++] = 0;
            if (++digits > 4)
                return 0;
            part[n - 1] = part[n - 1] * 10 + (int)(c - '0');
            continue;
        }
        if (c == 0x5143) { /* 元 */
            if (digits || n)
                return 0;
            part[n++] = 1;
        } else if (c != '/' && c != '-' && c != '.' && c != 0x5E74 && c != 0x6708 && c != 0x65E5) {
            return c == 'T' || (c == ' ' && n == 3 && is_time(text)) ? n : 0;
        }
        digits = 0;
    }
    return n;
}

/* With `month` a month, else a day. */
static bool date(const char *text, bool month, struct hoshi_date *out)
{
    char value[PLAIN], iso[HOSHI_DATE_TEXT];
    int part[3] = {0, 0, 0};
    if (!plain(text, value))
        return false;
    const char *rest = value;
    int before = era(&rest), n = typed_groups(rest, part);
    if (n != (month ? 2 : 3) && !(month && n == 3))
        return false;
    snprintf(iso, sizeof iso, month ? "%04d-%02d" : "%04d-%02d-%02d", (part[0] + before) % 10000,
             part[1] % 100, part[2] % 100);
    if ((before && part[0] > 99) || part[1] > 99 || part[2] > 99)
        return false;
    return month ? hoshi_month_parse(iso, out) : hoshi_date_parse(iso, out);
}

bool hoshi_typed_date(const char *text, struct hoshi_date *date_)
{
    return date(text, false, date_);
}

bool hoshi_typed_day_first(const char *text, struct hoshi_date *date_)
{
    char head[PLAIN];
    size_t n = strnlen(text, sizeof head - 1);
    for (; n; n--) {
        bool inside = ((unsigned char)text[n] & 0xC0) == 0x80,
             splits = is_digit((unsigned char)text[n]) && is_digit((unsigned char)text[n - 1]);
        if (inside || splits)
            continue;
        snprintf(head, sizeof head, "%.*s", (int)n, text);
        if (hoshi_typed_date(head, date_))
            return true;
    }
    return false;
}

bool hoshi_typed_month(const char *text, struct hoshi_date *month)
{
    return date(text, true, month);
}

static int last_day(int year, int month)
{
    struct hoshi_date first = {year, month, 1},
                      next = hoshi_month_add((struct hoshi_date){year, month, 0}, 1);
    return (int)(hoshi_date_days(next) - hoshi_date_days(first));
}

/* The number of n digits, fewer than ten. */
static int small_number(const char *digits, size_t n)
{
    int value = 0;
    for (size_t i = 0; i < n; i++)
        value = value * 10 + (digits[i] - '0');
    return value;
}

/* Digits that name a year in full or by its last two; 0 when they do not. */
static int deadline_year(const char *text, size_t n)
{
    int year = n < 5 ? small_number(text, n) : 0;
    year += n == 2 ? 2000 : 0;
    return (n == 4 || n == 2) && year >= HOSHI_YEAR_MIN && year < HOSHI_YEAR_MAX ? year : 0;
}

/* The fiscal year a text begins with: 2027年度, 27年度, 令和9年度, FY2027, FY27; 2027 alone when a half or a quarter
 * follows. Its part is left in *text. 0: none. */
static int fiscal_year(const char **text)
{
    const char *p = *text;
    bool fy = strncasecmp(p, "FY", 2) == 0;
    p += fy ? 2 : 0;
    p += fy && (*p == '\'' || *p == ' ' || *p == '-') ? 1 : 0;
    int before = fy ? 0 : era(&p), year;
    size_t n = strspn(p, "0123456789");
    bool first = before && strncmp(p, "元", strlen("元")) == 0;
    if (first)
        n = strlen("元");
    if (before)
        year = first ? before + 1 : n && n < 3 ? before + small_number(p, n) : 0;
    else
        year = deadline_year(p, n);
    p += n;
    bool named = strncmp(p, "年度", strlen("年度")) == 0;
    p += named ? strlen("年度") : 0;
    if (!named && strncasecmp(p, "FY", 2) == 0) {
        p += 2;
        named = true;
    }
    bool part = n == 4 && (strncmp(p, "上", 3) == 0 || strncmp(p, "下", 3) == 0); /* 2027上期 */
    *text = p;
    return fy || named || part ? year : 0;
}

/* The last day of a part of a fiscal year that begins in April: "", 上期, 下半期, 第1四半期, 3Q, Q3. */
static bool fiscal_part(const char *part, int year, struct hoshi_date *out)
{
    static const struct {
        const char *words;
        int month, day;
    } parts[] = {{"|||", 3, 31},
                 {"|上期|上半期|上半|h1|1h|", 9, 30},
                 {"|下期|下半期|下半|h2|2h|", 3, 31},
                 {"|第1四半期|1q|q1|第一四半期|", 6, 30},
                 {"|第2四半期|2q|q2|第二四半期|", 9, 30},
                 {"|第3四半期|3q|q3|第三四半期|", 12, 31},
                 {"|第4四半期|4q|q4|第四四半期|", 3, 31}};
    char word[PLAIN];
    snprintf(word, sizeof word, "|%.100s|", part + (*part == '-' || *part == '/' ? 1 : 0));
    for (char *p = word; *p; p++)
        if (*p >= 'A' && *p <= 'Z')
            *p = (char)(*p + 32);
    for (size_t i = 0; i < COUNT(parts); i++)
        if (strstr(parts[i].words, word)) {
            *out = (struct hoshi_date){year + (parts[i].month == 3), parts[i].month, parts[i].day};
            return out->year <= HOSHI_YEAR_MAX;
        }
    return false;
}

/* The end of a fiscal year or of its part, of a plain text. */
static bool fiscal_end(const char *text, struct hoshi_date *out)
{
    int year = fiscal_year(&text);
    return year >= HOSHI_YEAR_MIN && year < HOSHI_YEAR_MAX && fiscal_part(text, year, out);
}

/* 20280331 */
static bool eight_digits(const char *text, struct hoshi_date *out)
{
    char iso[HOSHI_DATE_TEXT];
    if (strlen(text) != 8 || strspn(text, "0123456789") != 8)
        return false;
    snprintf(iso, sizeof iso, "%.4s-%.2s-%.2s", text, text + 4, text + 6);
    return hoshi_date_parse(iso, out);
}

/* The number a spreadsheet keeps of a day, as a CSV may show it: 46843. From 2009 to 2064 only, so that no other
 * figure passes for one. */
static bool serial_day(const char *text, struct hoshi_date *out)
{
    static const struct hoshi_date epoch = {1970, 1, 1};
    if (strlen(text) != 5 || strspn(text, "0123456789") != 5)
        return false;
    int64_t days = small_number(text, 5) - 25569;
    if (days < 14245 || days > 34698)
        return false;
    struct hoshi_date day = epoch;
    int64_t at = hoshi_date_days(epoch);
    day.year = 1970 + (int)(days / 366); /* never later than the day */
    while (hoshi_date_days((struct hoshi_date){day.year + 1, 1, 1}) - at <= days)
        day.year++;
    while (day.month < 12 && hoshi_date_days((struct hoshi_date){day.year, day.month + 1, 1}) - at <= days)
        day.month++;
    day.day = (int)(days - (hoshi_date_days((struct hoshi_date){day.year, day.month, 1}) - at)) + 1;
    *out = day;
    return true;
}

/* The month whose English name stands at *p; 0 none. */
static int english_month(const char **p)
{
    static const char *const names[] = {"january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december"};
    for (int i = 0; i < 12; i++) {
        size_t n = strlen(names[i]);
        while (n >= 3 && strncasecmp(*p, names[i], n) != 0)
            n = n > 3 ? 3 : 0;
        if (!n)
            continue;
        *p += n;
        *p += **p == '.';
        return i + 1;
    }
    return 0;
}

/* 31-Mar-2028, 31 Mar 2028, Mar 31, 2028, March 2028, Mar-28 is none: a day or a year. */
static bool english_date(const char *text, struct hoshi_date *out)
{
    int number[2], n = 0, month = 0;
    for (const char *p = text; *p;) {
        if (strchr(" -/,.", *p)) {
            p++;
        } else if (is_digit((unsigned char)*p) && n < 2) {
            size_t digits = run_of_digits(p);
            if (digits > 4)
                return false;
            number[n++] = small_number(p, digits);
            p += digits;
        } else if (!month) {
            month = english_month(&p);
            if (!month)
                return false;
        } else {
            return false;
        }
    }
    if (!month || !n || number[n - 1] < HOSHI_YEAR_MIN || number[n - 1] > HOSHI_YEAR_MAX)
        return false;
    int year = number[n - 1], last = last_day(year, month), day = n == 2 ? number[0] : last;
    if (day < 1 || day > last)
        return false;
    *out = (struct hoshi_date){year, month, day};
    return true;
}

/* 31.03.2028: with dots, and the year in full at the end, it is no other day. */
static bool dotted_day(const char *text, struct hoshi_date *out)
{
    int part[3] = {0, 0, 0};
    char iso[32];
    if (strspn(text, "0123456789.") != strlen(text) || typed_groups(text, part) != 3 ||
        part[2] < HOSHI_YEAR_MIN)
        return false;
    snprintf(iso, sizeof iso, "%04d-%02d-%02d", part[2] % 10000, part[1] % 100, part[0] % 100);
    return part[0] < 32 && part[1] < 13 && hoshi_date_parse(iso, out);
}

/* What only says that it is a deadline. */
static void deadline_cut(char *text)
{
    static const char *const words[] = {"までに", "まで", "迄",   "頃", "ごろ", "目途", "目標",
                                        "予定",   "必達", "末日", "末", "中",   "内"};
    for (size_t i = 0; i < COUNT(words); i++)
        if (typed_ends_with(text, words[i]))
            i = SIZE_MAX; /* from the first again */
}

bool hoshi_typed_deadline(const char *text, struct hoshi_date *date_)
{
    struct hoshi_date month;
    char value[PLAIN];
    if (hoshi_typed_date(text, date_))
        return true;
    if (!plain(text, value))
        return false;
    deadline_cut(value);
    if (hoshi_typed_date(value, date_) || fiscal_end(value, date_) || eight_digits(value, date_) ||
        serial_day(value, date_) || dotted_day(value, date_) || english_date(value, date_))
        return true;
    typed_ends_with(value, "期"); /* the fiscal year that ends in this month */
    const char *rest = value;
    int part[3];
    era(&rest);
    if (typed_groups(rest, part) != 2 ||
        !hoshi_typed_month(value, &month)) /* a day that does not exist is no month */
        return false;
    *date_ = (struct hoshi_date){month.year, month.month, last_day(month.year, month.month)};
    return true;
}
