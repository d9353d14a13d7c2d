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
    if (before && part[0] > 99)
        return false;
    return month ? hoshi_month_parse(iso, out) : hoshi_date_parse(iso, out);
}

bool hoshi_typed_date(const char *text, struct hoshi_date *date_)
{
    return date(text, false, date_);
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

/* "2027年度末" as the fiscal year's last day. */
static bool fiscal_year_end(const char *text, struct hoshi_date *out)
{
    char value[PLAIN];
    int part[3];
    if (!plain(text, value))
        return false;
    (void)(typed_ends_with(value, "末") || typed_ends_with(value, "中") || typed_ends_with(value, "内"));
    if (!typed_ends_with(value, "年度"))
        return false;
    const char *rest = value;
    int before = era(&rest);
    if (typed_groups(rest, part) != 1 || (before && part[0] > 99))
        return false;
    int year = part[0] + before + 1;
    if (year < HOSHI_YEAR_MIN || year > HOSHI_YEAR_MAX)
        return false;
    *out = (struct hoshi_date){year, 3, 31};
    return true;
}

bool hoshi_typed_deadline(const char *text, struct hoshi_date *date_)
{
    struct hoshi_date month;
    char value[PLAIN];
    if (hoshi_typed_date(text, date_) || fiscal_year_end(text, date_))
        return true;
    if (!plain(text, value))
        return false;
    typed_ends_with(value, "末");
    const char *rest = value;
    int part[3];
    era(&rest);
    if (typed_groups(rest, part) != 2 ||
        !hoshi_typed_month(value, &month)) /* a day that does not exist is no month */
        return false;
    *date_ = (struct hoshi_date){month.year, month.month, last_day(month.year, month.month)};
    return true;
}
