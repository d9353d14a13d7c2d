/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RFC 5322 3.3 (dates), RFC 2047 (encoded words), RFC 1468 (ISO-2022-JP, here with the rows of CP932). */
#include "mail_text.h"
#include "decode.h"
#include "text.h"
#include "text_plain.h"

#include <gmime/gmime.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- charsets ---- */

/* Bytes of CP932 as plain UTF-8; what is no character becomes U+FFFD. */
static char *mail_cp932(struct hoshi_arena *arena, const char *bytes, size_t n)
{
    size_t room = 3 * n + 1;
    char *text = hoshi_arena_alloc(arena, room), *to = text;
    for (room--; text && n;) {
        enum hoshi_decoded end = hoshi_decode(HOSHI_CHARSET_CP932, &bytes, &n, &to, &room);
        if (end == HOSHI_DECODED_ALL || room < 3)
            break;
        memcpy(to, "\xEF\xBF\xBD", 3);
        to += 3;
        room -= 3;
        bytes++;
        n--;
    }
    return text;
}

/* A pair of JIS X 0208 (7 bit) as a pair of CP932. */
static void mail_pair(unsigned char a, unsigned char b, char *out)
{
    out[0] = (char)((a + 1) / 2 + (a < 0x5F ? 0x70 : 0xB0));
    out[1] = (char)(a % 2 ? b + (b >= 0x60 ? 0x20 : 0x1F) : b + 0x7E);
}

enum mail_set { SET_ASCII, SET_PAIRS, SET_KANA };

/* The set an escape sequence calls for, and its length; 0 when it is none of them. */
static size_t mail_escape(const char *p, size_t n, enum mail_set *set)
{
    if (n >= 3 && p[1] == '$' && (p[2] == '@' || p[2] == 'B'))
        *set = SET_PAIRS;
    else if (n >= 3 && p[1] == '(' && (p[2] == 'B' || p[2] == 'J'))
        *set = SET_ASCII;
    else if (n >= 3 && p[1] == '(' && p[2] == 'I')
        *set = SET_KANA;
    else
        return 0;
    return 3;
}

static char *mail_jis(struct hoshi_arena *arena, const char *bytes, size_t n)
{
    char *out = hoshi_arena_alloc(arena, n + 1);
    enum mail_set set = SET_ASCII;
    size_t to = 0;
    for (size_t i = 0, step; out && i < n; i += step) {
        unsigned char c = (unsigned char)bytes[i];
        step = c == 0x1B ? mail_escape(bytes + i, n - i, &set) : 0;
        if (step)
            continue;
        step = 1;
        if (c == '\n')
            set = SET_ASCII; /* a line ends in ASCII, whatever was called for */
        if (set == SET_PAIRS && c > 0x20 && c < 0x7F && i + 1 < n && bytes[i + 1] > 0x20 &&
            bytes[i + 1] < 0x7F) {
            mail_pair(c, (unsigned char)bytes[i + 1], out + to);
            to += step = 2;
        } else {
            out[to++] = set == SET_KANA && c > 0x20 && c < 0x60 ? (char)(c | 0x80) : (char)c;
        }
    }
    return out ? mail_cp932(arena, out, to) : NULL;
}

static bool mail_charset_is(const char *charset, const char *const *names)
{
    for (; charset && *names; names++)
        if (strcasecmp(charset, *names) == 0)
            return true;
    return false;
}

/* Everything else by the system's converter; NULL when it does not know the charset or the bytes are none of it. */
static char *mail_other(struct hoshi_arena *arena, const char *charset, const char *bytes, size_t n)
{
    iconv_t by = charset ? g_mime_iconv_open("UTF-8", charset) : (iconv_t)-1;
    if (by == (iconv_t)-1)
        return NULL;
    char *text = g_mime_iconv_strndup(by, bytes, n), *copy = text ? hoshi_arena_text(arena, text) : NULL;
    g_free(text);
    g_mime_iconv_close(by);
    return copy;
}

static char *mail_plain(struct hoshi_arena *arena, const char *text, size_t n)
{
    char *out = hoshi_arena_alloc(arena, 3 * n + 1);
    size_t to = 0;
    if (out)
        hoshi_text_clean(text, n, out, 3 * n + 1);
    for (size_t i = 0; out && out[i]; i++) /* one kind of line break */
        if (out[i] != '\r')
            out[to++] = out[i];
        else if (out[i + 1] != '\n')
            out[to++] = '\n';
    if (out)
        out[to] = 0;
    return out;
}

char *hoshi_mail_decode(struct hoshi_arena *arena, const char *charset, const char *bytes, size_t n)
{
    static const char *const jis[] = {
        "iso-2022-jp", "iso-2022-jp-1", "iso-2022-jp-ms", "cp50220", "cp50221", "csiso2022jp", NULL};
    static const char *const sjis[] = {"shift_jis", "shift-jis", "sjis",     "x-sjis", "windows-31j",
                                       "cp932",     "ms932",     "ms_kanji", NULL};
    static const char *const utf8[] = {"utf-8", "utf8", "us-ascii", "ascii", NULL};
    char *text = NULL;
    const char *nul = memchr(bytes, 0, n);
    if (nul && !mail_charset_is(charset, (const char *const[]){"utf-16", "utf-16le", "utf-16be", NULL}))
        n = (size_t)(nul - bytes);
    if (mail_charset_is(charset, jis))
        text = mail_jis(arena, bytes, n);
    else if (mail_charset_is(charset, sjis))
        text = mail_cp932(arena, bytes, n);
    else if (!mail_charset_is(charset, utf8))
        text = mail_other(arena, charset, bytes, n);
    if (text)
        return mail_plain(arena, text, strlen(text));
    if (!hoshi_text_is_utf8(bytes, n) && (text = mail_cp932(arena, bytes, n)))
        return mail_plain(arena, text, strlen(text));
    return mail_plain(arena, bytes, n);
}

/* ---- headers ---- */

/* Bytes of one charset, which encoded words may cut between characters. */
struct words {
    struct hoshi_arena *arena;
    char *out, *run, charset[40];
    size_t n, run_n;
};

static void words_flush(struct words *w)
{
    char *text = w->run_n ? hoshi_mail_decode(w->arena, w->charset, w->run, w->run_n) : NULL;
    if (text) {
        memcpy(w->out + w->n, text, strlen(text));
        w->n += strlen(text);
    }
    w->run_n = 0;
}

static int hex_value(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
}

static size_t words_q(const char *from, size_t n, char *to)
{
    size_t out = 0;
    for (size_t i = 0; i < n; i++) {
        int high = from[i] == '=' && i + 2 < n + 0 ? hex_value(from[i + 1]) : -1,
            low = high >= 0 ? hex_value(from[i + 2]) : -1;
        if (low >= 0) {
            to[out++] = (char)(high * 16 + low);
            i += 2;
        } else {
            to[out++] = from[i] == '_' ? ' ' : from[i];
        }
    }
    return out;
}

static size_t words_b(const char *from, size_t n, char *to)
{
    gint state = 0;
    guint save = 0;
    return g_base64_decode_step(from, n, (guchar *)to, &state, &save);
}

/* The encoded word at p into the run; its length, 0 when there is none. */
static size_t words_take(struct words *w, const char *p)
{
    const char *charset = p + 2, *code = strchr(charset, '?'),
               *data = code && code[1] && code[2] == '?' ? code + 3 : NULL;
    const char *end = data ? strstr(data, "?=") : NULL;
    if (!end || code == charset || code - charset >= (ptrdiff_t)sizeof w->charset ||
        memchr(data, ' ', (size_t)(end - data)) || !strchr("bBqQ", code[1]))
        return 0;
    char name[sizeof w->charset];
    hoshi_text_copy(name, (size_t)(code - charset) + 1, charset);
    name[strcspn(name, "*")] = 0; /* a language behind it */
    if (strcasecmp(name, w->charset) != 0)
        words_flush(w);
    hoshi_text_copy(w->charset, sizeof w->charset, name);
    w->run_n += strchr("bB", code[1]) ? words_b(data, (size_t)(end - data), w->run + w->run_n)
                                      : words_q(data, (size_t)(end - data), w->run + w->run_n);
    return (size_t)(end + 2 - p);
}

char *hoshi_mail_header(struct hoshi_arena *arena, const char *raw)
{
    size_t n = raw ? strlen(raw) : 0;
    struct words w = {
        .arena = arena, .out = hoshi_arena_alloc(arena, 12 * n + 1), .run = hoshi_arena_alloc(arena, n + 4)};
    const char *plain =
        n ? hoshi_mail_decode(arena, strstr(raw, "\x1B$") ? "iso-2022-jp" : NULL, raw, n) : "";
    if (!w.out || !w.run || !plain)
        return NULL;
    for (const char *p = plain; *p;) {
        size_t space = strspn(p, " \t\n"), took = 0;
        if (p[space] == '=' && p[space + 1] == '?' && (w.run_n || !space))
            took = words_take(&w, p + space);
        if (took) {
            p += space + took;
            continue;
        }
        words_flush(&w);
        w.charset[0] = 0;
        w.out[w.n++] = strchr("\t\n", *p) ? ' ' : *p;
        p++;
    }
    words_flush(&w);
    w.out[w.n] = 0;
    return w.out;
}

bool hoshi_mail_date(const char *raw, struct hoshi_date *date, int *minute)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    char name[4] = "", iso[40];
    int day, hour, min, n = 0;
    long year;
    const char *comma = raw ? strchr(raw, ',') : NULL, *p = comma ? comma + 1 : raw;
    if (!p || sscanf(p, " %2d %3[A-Za-z] %6ld %2d:%2d%n", &day, name, &year, &hour, &min, &n) < 5)
        return false;
    const char *at = NULL;
    for (const char *m = months; *m && !at; m += 3)
        at = strncasecmp(m, name, 3) == 0 ? m : NULL;
    if (!at || year < 1000 || year > 9999 || hour > 23 || min > 59 || hour < 0 || min < 0)
        return false;
    snprintf(iso, sizeof iso, "%04ld-%02d-%02d", year, (int)(at - months) / 3 + 1, day);
    *minute = hour * 60 + min;
    return hoshi_date_parse(iso, date);
}

/* ---- HTML ---- */

static bool html_is(const char *tag, const char *name)
{
    size_t n = strlen(name);
    return strncasecmp(tag, name, n) == 0 &&
           !strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", tag[n]);
}

/* Behind the tag at p ("<"); with a style, script or head, behind what it holds. */
static const char *html_skip(const char *p)
{
    static const char *const hidden[][2] = {{"style", "</style"}, {"script", "</script"}, {"head", "</head"}};
    const char *end = strncmp(p, "<!--", 4) == 0 ? strstr(p, "-->") : NULL;
    for (size_t i = 0; !end && i < 3; i++)
        if (html_is(p + 1, hidden[i][0]))
            end = strcasestr(p, hidden[i][1]);
    end = strchr(end ? end : p, '>');
    return end ? end + 1 : p + strlen(p);
}

static const char *html_entity(const char *p, char *out)
{
    static const char *const known[][2] = {{"&lt;", "<"},   {"&gt;", ">"},  {"&amp;", "&"}, {"&quot;", "\""},
                                           {"&nbsp;", " "}, {"&#39;", "'"}, {"&yen;", "¥"}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strncmp(p, known[i][0], strlen(known[i][0])) == 0) {
            memcpy(out, known[i][1], strlen(known[i][1]) + 1);
            return p + strlen(known[i][0]);
        }
    out[0] = *p;
    out[1] = 0;
    return p + 1;
}

char *hoshi_mail_of_html(struct hoshi_arena *arena, const char *html)
{
    static const char *const breaks[] = {"br", "p", "/p", "div", "/div", "tr", "/tr", "li", "h1", "h2", "h3"};
    char *out = hoshi_arena_alloc(arena, strlen(html) + 8), piece[8];
    size_t n = 0;
    for (const char *p = html; out && *p;) {
        if (*p == '<') {
            bool line = false;
            for (size_t i = 0; i < sizeof breaks / sizeof *breaks; i++)
                line = line || html_is(p + 1, breaks[i]);
            if (line && n && out[n - 1] != '\n')
                out[n++] = '\n';
            p = html_skip(p);
            continue;
        }
        p = html_entity(p, piece);
        bool space = strchr(" \t\n\r", piece[0]);
        if (space && (!n || strchr(" \n", out[n - 1])))
            continue;
        if (space)
            piece[0] = ' ';
        memcpy(out + n, piece, strlen(piece));
        n += strlen(piece);
    }
    if (out)
        out[n] = 0;
    return out;
}

/* ---- names of files ---- */

char *hoshi_mail_file_name(struct hoshi_arena *arena, size_t number, const char *name)
{
    enum { CHARACTERS = 80 };
    char plain[4 * CHARACTERS + 1];
    size_t n = 0, characters = 0;
    while (*name == '.' || *name == ' ')
        name++;
    for (; *name && characters < CHARACTERS && n + 5 < sizeof plain; name++) {
        bool first = ((unsigned char)*name & 0xC0) != 0x80;
        characters += first;
        plain[n++] =
            strchr("/\\:*?\"<>|", *name) || (unsigned char)*name < ' ' || *name == 0x7F ? '_' : *name;
    }
    while (n && ((unsigned char)*name & 0xC0) == 0x80) /* a character is not cut */
        if (((unsigned char)plain[--n] & 0xC0) != 0x80)
            break;
    plain[n] = 0;
    return hoshi_arena_printf(arena, "%02zu_%s", number, n ? plain : "part");
}
