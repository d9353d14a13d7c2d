/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json_write.h"

#include "money.h"
#include "text.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

void hoshi_json_start(struct hoshi_json_writer *w, struct hoshi_buffer *out)
{
    *w = (struct hoshi_json_writer){.out = out, .indent = -1};
}

void hoshi_json_line(struct hoshi_json_writer *w, int indent)
{
    w->indent = indent;
}

/* A new line when one was asked for, else the blank that parts what is inside from its bracket. */
static void json_gap(struct hoshi_json_writer *w, const char *otherwise)
{
    if (w->indent < 0)
        hoshi_buffer_puts(w->out, otherwise);
    else
        hoshi_buffer_printf(w->out, "\n%*s", w->indent, "");
    w->indent = -1;
}

/* What stands before a value: comma, line or blank, key. */
static void json_lead(struct hoshi_json_writer *w, const char *key)
{
    int at = w->depth - 1;
    assert(at < 0 ? !key : (w->kind[at] == '{') == (key != NULL));
    if (at >= 0) {
        if (w->any[at])
            hoshi_buffer_puts(w->out, ",");
        json_gap(w, w->any[at] || w->kind[at] != '[' ? " " : "");
        w->any[at] = true;
    }
    if (key)
        hoshi_buffer_printf(w->out, "\"%s\": ", key);
}

static void json_open(struct hoshi_json_writer *w, const char *key, char kind)
{
    json_lead(w, key);
    assert(w->depth < HOSHI_JSON_WRITE_DEPTH);
    hoshi_buffer_puts(w->out, kind == '{' ? "{" : "[");
    w->kind[w->depth] = kind;
    w->any[w->depth++] = false;
}

void hoshi_json_object(struct hoshi_json_writer *w, const char *key)
{
    json_open(w, key, '{');
}

void hoshi_json_array(struct hoshi_json_writer *w, const char *key)
{
    json_open(w, key, '[');
}

void hoshi_json_list(struct hoshi_json_writer *w, const char *key)
{
    json_open(w, key, 'l');
}

void hoshi_json_end(struct hoshi_json_writer *w)
{
    assert(w->depth > 0);
    char kind = w->kind[--w->depth];
    json_gap(w, kind == '[' ? "" : " ");
    hoshi_buffer_puts(w->out, kind == '{' ? "}" : "]");
}

/* What would change lines, the direction of text or what a terminal does, and what is no character at all. */
static bool json_escaped(uint32_t c)
{
    static const uint32_t span[][2] = {{0, 0x1f},        {0x7f, 0x9f},     {0x061c, 0x061c}, {0x200e, 0x200f},
                                       {0x2028, 0x202e}, {0x2066, 0x2069}, {0xfffe, 0xffff}};
    for (size_t i = 0; i < sizeof span / sizeof *span; i++)
        if (c >= span[i][0] && c <= span[i][1])
            return true;
    return false;
}

static void json_put_character(struct hoshi_buffer *out, const char *p, size_t n)
{
    const char *at = p;
    uint32_t c = hoshi_text_next(&at);
    if (c == '"' || c == '\\')
        hoshi_buffer_printf(out, "\\%c", (int)c);
    else if (c == '\n')
        hoshi_buffer_puts(out, "\\n");
    else if (c == '\t')
        hoshi_buffer_puts(out, "\\t");
    else if (json_escaped(c))
        hoshi_buffer_printf(out, "\\u%04" PRIx32, c);
    else
        hoshi_buffer_add(out, p, n);
}

void hoshi_json_put(struct hoshi_json_writer *w, const char *key, const char *text)
{
    json_lead(w, key);
    hoshi_buffer_puts(w->out, "\"");
    for (const char *p = text; p && *p;) {
        size_t n = hoshi_text_sequence(p, strnlen(p, 4));
        if (n)
            json_put_character(w->out, p, n);
        else
            hoshi_buffer_puts(w->out, "\xef\xbf\xbd");
        p += n ? n : 1;
    }
    hoshi_buffer_puts(w->out, "\"");
}

struct hoshi_buffer *hoshi_json_raw(struct hoshi_json_writer *w, const char *key)
{
    json_lead(w, key);
    return w->out;
}

void hoshi_json_put_null(struct hoshi_json_writer *w, const char *key)
{
    hoshi_buffer_puts(hoshi_json_raw(w, key), "null");
}

void hoshi_json_put_truth(struct hoshi_json_writer *w, const char *key, bool value)
{
    hoshi_buffer_puts(hoshi_json_raw(w, key), value ? "true" : "false");
}

void hoshi_json_put_whole(struct hoshi_json_writer *w, const char *key, int64_t value)
{
    hoshi_buffer_printf(hoshi_json_raw(w, key), "%" PRId64, value);
}

void hoshi_json_put_wholes(struct hoshi_json_writer *w, const char *key, const int64_t *value, int n)
{
    hoshi_json_array(w, key);
    for (int i = 0; i < n; i++)
        hoshi_json_put_whole(w, NULL, value[i]);
    hoshi_json_end(w);
}

void hoshi_json_put_decimal(struct hoshi_json_writer *w, const char *key, int64_t micro, int places)
{
    char text[HOSHI_DECIMAL_TEXT];
    hoshi_json_put(w, key, hoshi_decimal_print(micro, places, text));
}

void hoshi_json_put_probability(struct hoshi_json_writer *w, const char *key, double p)
{
    char text[HOSHI_DECIMAL_TEXT];
    int64_t ppm = (int64_t)(p * 1e6 + 0.5);
    if (p < 1 && ppm == HOSHI_MICRO)
        ppm = HOSHI_MICRO - 1;
    hoshi_buffer_puts(hoshi_json_raw(w, key), hoshi_decimal_print(ppm, 0, text));
}

void hoshi_json_put_real(struct hoshi_json_writer *w, const char *key, double x)
{
    char text[HOSHI_REAL_TEXT];
    hoshi_buffer_puts(hoshi_json_raw(w, key), isfinite(x) ? hoshi_real_print(x, text) : "null");
}

void hoshi_json_put_rounded(struct hoshi_json_writer *w, const char *key, double x)
{
    if (fabs(x) < 9e18)
        hoshi_json_put_whole(w, key, llround(x));
    else
        hoshi_json_put_null(w, key);
}
