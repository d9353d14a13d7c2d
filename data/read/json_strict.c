/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RFC 8259 read once from left to right. The parser behind it takes more than that: numbers such as 01 and 1.,
 * control characters, any byte as white space, an escape that is none as the end of a text. */
#include "json_strict.h"

#include <string.h>

struct strict {
    const char *at, *end;
    int depth;
    bool deep;
};

static void strict_space(struct strict *s)
{
    while (s->at < s->end && memchr(" \t\n\r", *s->at, 4))
        s->at++;
}

static bool strict_word(struct strict *s, const char *word)
{
    size_t n = strlen(word);
    if ((size_t)(s->end - s->at) < n || memcmp(s->at, word, n) != 0)
        return false;
    s->at += n;
    return true;
}

static size_t strict_digits(struct strict *s)
{
    const char *from = s->at;
    while (s->at < s->end && *s->at >= '0' && *s->at <= '9')
        s->at++;
    return (size_t)(s->at - from);
}

static bool strict_number(struct strict *s)
{
    strict_word(s, "-");
    bool zero = s->at < s->end && *s->at == '0';
    size_t n = strict_digits(s);
    if (!n || (zero && n > 1))
        return false;
    if (strict_word(s, ".") && !strict_digits(s))
        return false;
    if (!strict_word(s, "e") && !strict_word(s, "E"))
        return true;
    if (!strict_word(s, "+"))
        strict_word(s, "-");
    return strict_digits(s) > 0;
}

/* The code unit of "\uHHHH" at p; -1 when there is none. */
static long strict_unit(const struct strict *s, const char *p)
{
    static const char digits[] = "0123456789abcdef";
    long unit = 0;
    if (s->end - p < 6 || p[0] != '\\' || p[1] != 'u')
        return -1;
    for (int i = 2; i < 6; i++) {
        char c = p[i] >= 'A' && p[i] <= 'F' ? (char)(p[i] + 32) : p[i];
        const char *digit = c ? strchr(digits, c) : NULL;
        if (!digit)
            return -1;
        unit = unit * 16 + (digit - digits);
    }
    return unit;
}

/* An escape at the backslash; halves of a pair come together, and in order. */
static bool strict_escape(struct strict *s)
{
    if (s->end - s->at < 2)
        return false;
    if (s->at[1] != 'u') {
        bool known = memchr("\"\\/bfnrt", s->at[1], 8) != NULL;
        s->at += known ? 2 : 0;
        return known;
    }
    long unit = strict_unit(s, s->at);
    if (unit <= 0 || (unit >= 0xDC00 && unit <= 0xDFFF))
        return false;
    if (unit >= 0xD800 && unit <= 0xDBFF) {
        long low = strict_unit(s, s->at + 6);
        if (low < 0xDC00 || low > 0xDFFF)
            return false;
        s->at += 6;
    }
    s->at += 6;
    return true;
}

static bool strict_text(struct strict *s)
{
    if (!strict_word(s, "\""))
        return false;
    while (s->at < s->end && *s->at != '"') {
        if ((unsigned char)*s->at < ' ')
            return false;
        if (*s->at != '\\')
            s->at++;
        else if (!strict_escape(s))
            return false;
    }
    return strict_word(s, "\"");
}

static bool strict_value(struct strict *s);

/* Members up to the closing bracket, the opening one taken. */
static bool strict_members(struct strict *s, const char *close, bool keys)
{
    strict_space(s);
    if (strict_word(s, close))
        return true;
    do {
        strict_space(s);
        if (keys) {
            if (!strict_text(s))
                return false;
            strict_space(s);
            if (!strict_word(s, ":"))
                return false;
        }
        if (!strict_value(s))
            return false;
        strict_space(s);
    } while (strict_word(s, ","));
    return strict_word(s, close);
}

static bool strict_value(struct strict *s)
{
    strict_space(s);
    if (s->at == s->end)
        return false;
    if (*s->at == '"')
        return strict_text(s);
    if (*s->at != '{' && *s->at != '[')
        return strict_word(s, "true") || strict_word(s, "false") || strict_word(s, "null") ||
               strict_number(s);
    if (++s->depth > HOSHI_JSON_STRICT_DEPTH) {
        s->deep = true;
        return false;
    }
    bool object = *s->at++ == '{';
    bool sound = strict_members(s, object ? "}" : "]", object);
    s->depth--;
    return sound;
}

const char *hoshi_json_malformed(const char *text, size_t n, bool *deep)
{
    struct strict s = {.at = text, .end = text + n};
    bool sound = strict_value(&s);
    *deep = s.deep;
    if (!sound)
        return s.at; /* a line end inside a text is where it stops */
    strict_space(&s);
    return s.at == s.end ? NULL : s.at;
}
