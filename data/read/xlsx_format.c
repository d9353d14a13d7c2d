/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes of number formats as ECMA-376 part 1, 18.8.31 has them. */
#include "xlsx_format.h"
#include "decimal.h"
#include "money.h"
#include "text.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* What stands between quotes, brackets or behind an escape shows nothing of the value; [h] [m] [s] do. */
static const char *format_skip(const char *p, bool *elapsed)
{
    if (*p == '"' || *p == '[') {
        char close = *p == '"' ? '"' : ']';
        if (*p == '[' && strchr("hHmMsS", p[1]) && p[1])
            *elapsed = true;
        for (p++; *p && *p != close;)
            p++;
        return *p ? p + 1 : p;
    }
    return p[1] ? p + 2 : p + 1;
}

/* A letter of a date stands outside literals; the e of "0.00E+00" and "General" do not count. */
bool hoshi_format_is_date(const char *code)
{
    bool date = false;
    if (strncasecmp(code, "General", 7) == 0)
        return false;
    for (const char *p = code; *p && *p != ';' && !date;) {
        if (strchr("\"[\\_*", *p)) {
            p = format_skip(p, &date);
            continue;
        }
        date = strchr("yYmMdDhHsSgG", *p) != NULL || ((*p == 'e' || *p == 'E') && p[1] != '+' && p[1] != '-');
        p++;
    }
    return date;
}

/* ---- reading a code ---- */

struct format_reader {
    struct hoshi_number_format *f;
    bool digits, point, closed; /* places have begun; behind the point; behind the last place */
    int commas;                 /* behind the last place so far */
    bool broken;
};

static void format_add(char *to, size_t size, const char *text, size_t n, bool *broken)
{
    size_t used = strlen(to);
    if (used + n + 1 > size) {
        *broken = true;
        return;
    }
    memcpy(to + used, text, n);
    to[used + n] = 0;
}

/* A literal: before the digits, behind them, or between them when more digits follow. */
static void format_literal(struct format_reader *r, const char *text, size_t n)
{
    if (!r->digits)
        format_add(r->f->prefix, sizeof r->f->prefix, text, n, &r->broken);
    else
        format_add(r->f->suffix, sizeof r->f->suffix, text, n, &r->broken);
}

static void format_place(struct format_reader *r, char c)
{
    struct hoshi_number_format *f = r->f;
    if (r->point)
        return;
    if (f->suffix[0]) { /* what looked like an end stands between places */
        format_add(f->pattern, sizeof f->pattern, f->suffix, strlen(f->suffix), &r->broken);
        f->suffix[0] = 0;
        f->parted = true;
    }
    r->commas = 0; /* a separator of thousands */
    r->digits = true;
    f->zeros += c == '0';
    f->places++;
    format_add(f->pattern, sizeof f->pattern, "\1", 1, &r->broken);
}

/* What stands in brackets: [$¥-411] shows ¥, colours nothing; a condition is not understood. */
static const char *format_bracket(struct format_reader *r, const char *p)
{
    const char *end = strchr(p, ']');
    if (!end || strchr("<>=", p[1])) {
        r->broken = true;
        return end ? end + 1 : p + strlen(p);
    }
    if (p[1] == '$')
        format_literal(r, p + 2, strcspn(p + 2, "-]"));
    return end + 1;
}

static const char *format_token(struct format_reader *r, const char *p)
{
    const char *from = p;
    uint32_t c = hoshi_text_next(&p);
    size_t quoted = strcspn(from + 1, "\"");
    switch (c) {
    case '0':
    case '#':
    case '?':
        format_place(r, (char)c);
        return p;
    case ',':
        r->commas += r->digits;
        return p;
    case '.':
        r->point = r->digits = true;
        return p;
    case '%':
        r->f->percent = true;
        return p;
    case '"':
        format_literal(r, from + 1, quoted);
        return from + 1 + quoted + (from[1 + quoted] == '"');
    case '[':
        return format_bracket(r, from);
    case '_':
    case '*':
        if (*p)
            hoshi_text_next(&p);
        return p;
    case '\\':
    case '!':
        from = p;
        if (*p)
            hoshi_text_next(&p);
        format_literal(r, from, (size_t)(p - from));
        return p;
    case '/':
    case '@':
    case 'E':
    case 'e':
        r->broken = true;
        return p;
    default:
        format_literal(r, from, (size_t)(p - from));
        return p;
    }
}

/* Signs, spaces and the sign of the yen: an amount is read the same with and without them. */
static bool format_says_nothing(const char *text)
{
    static const char *const marks[] = {" ", "\xC2\xA0", "　", "¥", "￥", "\\", "-", "+", "(", ")"};
    while (*text) {
        size_t n = 0;
        for (size_t i = 0; i < sizeof marks / sizeof *marks && !n; i++)
            n = strncmp(text, marks[i], strlen(marks[i])) == 0 ? strlen(marks[i]) : 0;
        if (!n)
            return false;
        text += n;
    }
    return true;
}

bool hoshi_format_read(const char *code, struct hoshi_number_format *format)
{
    memset(format, 0, sizeof *format);
    struct format_reader r = {.f = format};
    if (strncasecmp(code, "General", 7) == 0 || strncmp(code, "G/", 2) == 0)
        return false;
    for (const char *p = code; *p && *p != ';' && !r.broken;)
        p = format_token(&r, p);
    format->thousands = r.commas;
    if (r.broken || !r.digits)
        return false;
    return format->zeros > 1 || format->thousands || format->percent || format->parted ||
           !format_says_nothing(format->prefix) || !format_says_nothing(format->suffix);
}

/* ---- showing a number ---- */

/* The places filled from the right; digits that are more than places stand at the first of them. */
static void format_fill(const struct hoshi_number_format *f, const char *digits, char out[HOSHI_FORMAT_SHOWN])
{
    size_t n = strlen(digits), place = 0, used = strlen(out), places = (size_t)f->places;
    for (const char *p = f->pattern; *p && used + n + 2 < HOSHI_FORMAT_SHOWN; p++) {
        if (*p != '\1') {
            out[used++] = *p;
            continue;
        }
        size_t left = places - place++; /* places from here on */
        if (place == 1 && n > places) {
            memcpy(out + used, digits, n - places + 1);
            used += n - places + 1;
        } else if (left <= n) {
            out[used++] = digits[n - left];
        } else if (left <= (size_t)f->zeros) {
            out[used++] = '0';
        }
    }
    out[used] = 0;
}

bool hoshi_format_show(const struct hoshi_number_format *f, const char *number, char out[HOSHI_FORMAT_SHOWN])
{
    char digits[HOSHI_DECIMAL_TEXT];
    int64_t micro;
    if (!hoshi_number_parse(number, &micro) || micro < 0)
        return false;
    for (int i = 0; i < f->thousands; i++)
        micro = (micro + 500) / 1000;
    if (f->percent) {
        if (micro > INT64_MAX / 100)
            return false;
        micro *= 100;
    }
    hoshi_decimal_print(micro, 0, digits);
    snprintf(out, HOSHI_FORMAT_SHOWN, "%s", f->prefix);
    if ((f->zeros > 1 || f->parted) && !strchr(digits, '.'))
        format_fill(f, digits, out);
    else
        snprintf(out + strlen(out), HOSHI_FORMAT_SHOWN - strlen(out), "%s", digits);
    snprintf(out + strlen(out), HOSHI_FORMAT_SHOWN - strlen(out), "%s%s", f->percent ? "%" : "", f->suffix);
    return true;
}
