/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "typed.h"
#include "xlsx_read.h"

#include <stdio.h>
#include <string.h>

enum { PLAIN = 256 };

/* ASCII of what was typed: full-width forms folded, spaces and thousands separators dropped. False when it is
 * too long. */
static bool plain(const char *text, char out[PLAIN])
{
    size_t used = 0;
    while (*text) {
        uint32_t c = hoshi_text_next(&text);
        if (c >= 0xFF01 && c <= 0xFF5E)
            c -= 0xFEE0;
        if (c == ' ' || c == 0x3000 || c == 0xA0 || c == ',' || c == '\t')
            continue;
        if (c == 0x2212 || c == 0x30FC)
            c = '-';
        char unit[5];
        size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
        if (n == 1)
            unit[0] = (char)c;
        else { /* as UTF-8 again */
            for (size_t i = n; i-- > 1; c >>= 6)
                unit[i] = (char)(0x80 | (c & 0x3F));
            unit[0] = (char)((n == 2 ? 0xC0 : n == 3 ? 0xE0 : 0xF0) | c);
        }
        if (used + n + 1 > PLAIN)
            return false;
        memcpy(out + used, unit, n);
        used += n;
    }
    out[used] = 0;
    return true;
}

static bool ends_with(char *text, const char *unit)
{
    size_t n = strlen(text), m = strlen(unit);
    if (n <= m || strcmp(text + n - m, unit) != 0)
        return false;
    text[n - m] = 0;
    return true;
}

bool hoshi_typed_number(const char *text, int64_t *micro)
{
    static const char *const units[] = {"円",   "人",   "台", "件",   "社", "日",
                                        "時間", "人日", "個", "拠点", "TB", "yen"};
    char value[PLAIN];
    if (!plain(text, value))
        return false;
    if (strncmp(value, "¥", 2) == 0)
        memmove(value, value + 2, strlen(value) - 1);
    for (size_t i = 0; i < sizeof units / sizeof *units && !hoshi_number_parse(value, micro); i++)
        if (ends_with(value, units[i]))
            break;
    return hoshi_number_parse(value, micro);
}

bool hoshi_typed_yen(const char *text, int64_t unit_yen, int64_t *yen)
{
    /* Longest first: 百万円 ends with 万円, and that with 円. */
    static const struct {
        const char *name;
        int64_t yen;
    } units[] = {{"百万円", 1000000}, {"億円", 100000000}, {"万円", 10000}, {"千円", 1000},
                 {"百万", 1000000},   {"億", 100000000},   {"万", 10000},   {"千", 1000},
                 {"円", 1},           {"yen", 1},          {"JPY", 1}};
    char value[PLAIN];
    int64_t micro, amount;
    if (!plain(text, value))
        return false;
    const char *digits = value;
    if (strncmp(value, "¥", 2) == 0)
        digits += 2;
    else if (strncmp(value, "\\", 1) == 0) /* the yen sign of CP932 */
        digits++;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (ends_with(value, units[i].name)) {
            unit_yen = units[i].yen;
            break;
        }
    if (!hoshi_number_parse(digits, &micro) || !hoshi_money_muldiv(micro, unit_yen, 1, &amount) ||
        amount % HOSHI_MICRO)
        return false;
    *yen = amount / HOSHI_MICRO;
    return true;
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

/* Up to three groups of digits between anything that separates dates; "元" is 1. */
static int groups(const char *text, int part[3])
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
            return c == 'T' ? n : 0;
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
    int before = era(&rest), n = groups(rest, part);
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
    (void)(ends_with(value, "末") || ends_with(value, "中") || ends_with(value, "内"));
    if (!ends_with(value, "年度"))
        return false;
    const char *rest = value;
    int before = era(&rest);
    if (groups(rest, part) != 1 || (before && part[0] > 99))
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
    ends_with(value, "末");
    const char *rest = value;
    int part[3];
    era(&rest);
    if (groups(rest, part) != 2 ||
        !hoshi_typed_month(value, &month)) /* a day that does not exist is no month */
        return false;
    *date_ = (struct hoshi_date){month.year, month.month, last_day(month.year, month.month)};
    return true;
}
