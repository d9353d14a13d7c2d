/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "xlsx_text.h"
#include "fold.h"
#include "text.h"
#include "text_plain.h"

#include <string.h>

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* The code unit of "_xHHHH_" at p, or -1. */
static long escape_at(const char *p)
{
    long unit = 0;
    if (p[0] != '_' || p[1] != 'x')
        return -1;
    for (int i = 2; i < 6; i++) {
        int digit = hex_digit(p[i]);
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return p[6] == '_' ? unit : -1;
}

static size_t put_utf8(char *to, long c)
{
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        to[0] = (char)(0xC0 | c >> 6);
        to[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        to[0] = (char)(0xE0 | c >> 12);
        to[1] = (char)(0x80 | (c >> 6 & 0x3F));
        to[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    to[0] = (char)(0xF0 | c >> 18);
    to[1] = (char)(0x80 | (c >> 12 & 0x3F));
    to[2] = (char)(0x80 | (c >> 6 & 0x3F));
    to[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

/* Replace "_x000D_" and the like in place (the result is never longer); a NUL or half a pair
 * becomes U+FFFD.
 */
static void unescape(struct hoshi_buffer *b)
{
    char *from = b->text, *to;
    if (!b->length || !(from = strstr(b->text, "_x")))
        return;
    for (to = from; *from;) {
        long unit = escape_at(from);
        if (unit < 0) {
            *to++ = *from++;
            continue;
        }
        from += 7;
        if (unit >= 0xD800 && unit <= 0xDBFF) {
            long low = escape_at(from);
            if (low >= 0xDC00 && low <= 0xDFFF) {
                unit = 0x10000 + (unit - 0xD800) * 0x400 + (low - 0xDC00);
                from += 7;
            }
        }
        if ((unit >= 0xD800 && unit <= 0xDFFF) || hoshi_text_is_harmful((uint32_t)unit))
            unit = 0xFFFD;
        to += put_utf8(to, unit);
    }
    *to = 0;
    b->length = (size_t)(to - b->text);
}

void hoshi_xlsx_text_clear(struct hoshi_buffer *b)
{
    b->length = 0;
    if (b->text)
        b->text[0] = 0;
}

/* Add raw text; what is too long even for escapes stops the reading at once. */
void hoshi_xlsx_text_add(struct hoshi_xml *x, struct hoshi_buffer *b, const char *path, const char *text,
                         size_t n)
{
    if (n > HOSHI_XLSX_RAW - b->length) {
        hoshi_xml_fail_over(x, HOSHI_E_TEXT_LENGTH, path, HOSHI_CELL_TEXT);
        return;
    }
    hoshi_buffer_add(b, text, n);
    if (b->failed)
        hoshi_xml_fail_at(x, HOSHI_E_MEMORY, path, NULL, NULL);
}

/* What stands raw: XML lets it through. */
static void cell_make_plain(struct hoshi_buffer *b)
{
    char what[HOSHI_TEXT_WHAT];
    for (size_t at = 0; b->length && (at = hoshi_text_unplain(b->text, b->length, what)) < b->length;) {
        size_t bytes = hoshi_text_sequence(b->text + at, b->length - at);
        bytes = bytes ? bytes : 1;
        b->text[at] = '?';
        memmove(b->text + at + 1, b->text + at + bytes, b->length - at - bytes + 1);
        b->length -= bytes - 1;
    }
}

bool hoshi_xlsx_text_plain(struct hoshi_xml *x, struct hoshi_buffer *b, const char *path)
{
    cell_make_plain(b);
    if (b->length) {
        b->length = hoshi_text_compose(b->text, b->length);
        b->text[b->length] = 0;
    }
    if (hoshi_text_length(hoshi_buffer_text(b)) <= HOSHI_CELL_TEXT)
        return true;
    hoshi_xml_fail_over(x, HOSHI_E_TEXT_LENGTH, path, HOSHI_CELL_TEXT);
    return false;
}

bool hoshi_xlsx_text_finish(struct hoshi_xml *x, struct hoshi_buffer *b, const char *path)
{
    unescape(b);
    return hoshi_xlsx_text_plain(x, b, path);
}
