/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail_read.h"
#include "mail_text.h"

#include <gmime/gmime.h>
#include <string.h>

/* Parts that could be in the file, counted before it is parsed: a parser follows them one within the other. */
enum { MAIL_MARKS_MAX = 400 };

struct taking {
    struct hoshi_arena *arena;
    struct hoshi_mail *mail;
    struct hoshi_mail_part *part; /* HOSHI_MAIL_PARTS_MAX */
    char *html;
    bool nested, failed;
};

static size_t marks(const char *bytes, size_t n)
{
    size_t found = 0;
    for (const char *p = bytes, *end = bytes + n;
         found <= MAIL_MARKS_MAX && (p = memmem(p, (size_t)(end - p), "oundary", 7)); p += 7)
        found++;
    for (const char *p = bytes, *end = bytes + n;
         found <= MAIL_MARKS_MAX && (p = memmem(p, (size_t)(end - p), "essage/", 7)); p += 7)
        found++;
    return found;
}

/* The content of a part, its transfer encoding undone. */
static char *part_bytes(struct taking *t, GMimePart *part, size_t *n)
{
    GMimeDataWrapper *content = g_mime_part_get_content(part);
    GMimeStream *to = g_mime_stream_mem_new();
    char *copy = NULL;
    *n = 0;
    if (content)
        g_mime_data_wrapper_write_to_stream(content, to);
    GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(to));
    copy = hoshi_arena_alloc(t->arena, bytes->len + 1u);
    if (copy && bytes->len)
        memcpy(copy, bytes->data, bytes->len);
    *n = bytes->len;
    t->failed = t->failed || !copy;
    g_object_unref(to);
    return copy;
}

static void take_file(struct taking *t, const char *name, char *bytes, size_t n)
{
    struct hoshi_mail *m = t->mail;
    if (!bytes)
        return;
    if (m->parts == HOSHI_MAIL_PARTS_MAX) {
        m->parts_left++;
        return;
    }
    const char *plain = name ? hoshi_mail_header(t->arena, name) : "";
    char *safe = plain ? hoshi_mail_file_name(t->arena, m->parts + 1, plain) : NULL;
    t->failed = t->failed || !safe;
    if (safe)
        t->part[m->parts++] = (struct hoshi_mail_part){safe, bytes, n};
}

static bool is_attached(GMimeObject *o)
{
    const char *how = g_mime_object_get_disposition(o);
    return (how && g_ascii_strcasecmp(how, "attachment") == 0) || g_mime_part_get_filename(GMIME_PART(o));
}

static void mail_take_part(struct taking *t, GMimeObject *o)
{
    size_t n = 0;
    GMimeContentType *type = g_mime_object_get_content_type(o);
    bool plain = g_mime_content_type_is_type(type, "text", "plain"),
         html = g_mime_content_type_is_type(type, "text", "html");
    char *bytes = part_bytes(t, GMIME_PART(o), &n);
    if (!bytes)
        return;
    if (is_attached(o) || (!plain && !html) || (plain && t->mail->text)) {
        take_file(t, g_mime_part_get_filename(GMIME_PART(o)), bytes, n);
        return;
    }
    t->mail->text_cut = t->mail->text_cut || n > HOSHI_MAIL_TEXT_MAX;
    n = n > HOSHI_MAIL_TEXT_MAX ? HOSHI_MAIL_TEXT_MAX : n;
    char *text =
        hoshi_mail_decode(t->arena, g_mime_object_get_content_type_parameter(o, "charset"), bytes, n);
    t->failed = t->failed || !text;
    if (plain)
        t->mail->text = text;
    else if (!t->html)
        t->html = text;
}

/* A mail within the mail is an attachment, whole. */
static void take_message(struct taking *t, GMimeObject *o)
{
    GMimeMessage *inside = g_mime_message_part_get_message(GMIME_MESSAGE_PART(o));
    char *text = inside ? g_mime_object_to_string(GMIME_OBJECT(inside), NULL) : NULL;
    if (text)
        take_file(t, "message.eml", hoshi_arena_text(t->arena, text), strlen(text));
    g_free(text);
}

static void mail_take_any(struct taking *t, GMimeObject *o, int depth)
{
    if (!o || t->failed || t->nested)
        return;
    if (depth > HOSHI_MAIL_DEPTH_MAX) {
        t->nested = true;
    } else if (GMIME_IS_MULTIPART(o)) {
        int n = g_mime_multipart_get_count(GMIME_MULTIPART(o));
        for (int i = 0; i < n; i++)
            mail_take_any(t, g_mime_multipart_get_part(GMIME_MULTIPART(o), i), depth + 1);
    } else if (GMIME_IS_MESSAGE_PART(o)) {
        take_message(t, o);
    } else if (GMIME_IS_PART(o)) {
        mail_take_part(t, o);
    }
}

static const char *raw_header(GMimeMessage *m, const char *name)
{
    GMimeHeader *h = g_mime_header_list_get_header(g_mime_object_get_header_list(GMIME_OBJECT(m)), name);
    const char *raw = h ? g_mime_header_get_raw_value(h) : NULL;
    while (raw && strchr(" \t", *raw) && *raw)
        raw++;
    return raw;
}

static char *trimmed(char *text)
{
    size_t n;
    if (!text)
        return NULL;
    while (*text && strchr(" \t\n\"", *text))
        text++;
    for (n = strlen(text); n && strchr(" \t\n\"", text[n - 1]); n--)
        continue;
    text[n] = 0;
    return text;
}

/* The first mailbox of a list; its name is what stands before the "<" of the header as it is read here. */
static struct hoshi_mail_person take_person(struct taking *t, GMimeMessage *m, const char *header,
                                            InternetAddressList *list, size_t *all)
{
    struct hoshi_mail_person p = {0};
    int n = list ? internet_address_list_length(list) : 0;
    *all += (size_t)(n > 0 ? n : 0);
    InternetAddress *first = n > 0 ? internet_address_list_get_address(list, 0) : NULL;
    const char *address = first && INTERNET_ADDRESS_IS_MAILBOX(first)
                              ? internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(first))
                              : NULL;
    const char *raw = raw_header(m, header);
    char *whole = raw ? hoshi_mail_header(t->arena, raw) : NULL, *end = whole ? strchr(whole, '<') : NULL;
    if (address)
        p.address = hoshi_mail_decode(t->arena, NULL, address, strlen(address));
    if (end && end != whole) {
        *end = 0;
        whole = trimmed(whole);
        p.name = *whole && !strchr(whole, ',') ? whole : NULL;
    }
    return p;
}

static void take_headers(struct taking *t, GMimeMessage *m)
{
    struct hoshi_mail *out = t->mail;
    const char *date = raw_header(m, "Date"), *subject = raw_header(m, "Subject");
    out->minute = -1;
    out->date_text = date ? trimmed(hoshi_mail_decode(t->arena, NULL, date, strlen(date))) : NULL;
    if (!hoshi_mail_date(date, &out->date, &out->minute)) {
        out->date = (struct hoshi_date){0};
        out->minute = -1;
    }
    out->subject = subject ? trimmed(hoshi_mail_header(t->arena, subject)) : "";
    out->from = take_person(t, m, "From", g_mime_message_get_from(m), &out->from_all);
    out->to = take_person(t, m, "To", g_mime_message_get_to(m), &out->to_all);
    InternetAddressList *copies = g_mime_message_get_cc(m);
    out->to_all += copies ? (size_t)internet_address_list_length(copies) : 0;
    t->failed = t->failed || !out->subject;
}

static enum hoshi_mail_result take_mail(struct taking *t, GMimeMessage *m)
{
    take_headers(t, m);
    if (!t->mail->from.address && !t->mail->date_text && !*t->mail->subject)
        return HOSHI_MAIL_NONE;
    mail_take_any(t, g_mime_message_get_mime_part(m), 0);
    if (!t->mail->text && t->html) {
        t->mail->text = hoshi_mail_of_html(t->arena, t->html);
        t->mail->text_of_html = true;
    }
    if (!t->mail->text)
        t->mail->text = "";
    t->mail->part = t->part;
    return t->nested ? HOSHI_MAIL_NESTED : t->failed ? HOSHI_MAIL_MEMORY : HOSHI_MAIL_READ;
}

static enum hoshi_mail_result mail_read(const char *bytes, size_t n, struct hoshi_arena *arena,
                                        struct hoshi_mail *out)
{
    static bool begun;
    struct taking t = {.arena = arena, .mail = out};
    *out = (struct hoshi_mail){0};
    t.part = hoshi_arena_array(arena, HOSHI_MAIL_PARTS_MAX, sizeof *t.part);
    if (!t.part)
        return HOSHI_MAIL_MEMORY;
    if (marks(bytes, n) > MAIL_MARKS_MAX)
        return HOSHI_MAIL_NESTED;
    if (!begun)
        g_mime_init();
    begun = true;
    GMimeStream *from = g_mime_stream_mem_new_with_buffer(bytes, n);
    GMimeParser *parser = g_mime_parser_new_with_stream(from);
    GMimeMessage *m = g_mime_parser_construct_message(parser, NULL);
    enum hoshi_mail_result result = m ? take_mail(&t, m) : HOSHI_MAIL_NONE;
    if (m)
        g_object_unref(m);
    g_object_unref(parser);
    g_object_unref(from);
    return result;
}

extern const struct hoshi_mail_reader hoshi_mail_reader;
__attribute__((visibility("default"))) const struct hoshi_mail_reader hoshi_mail_reader = {mail_read};
