/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "result.h"
#include "text.h"

#include <string.h>

static void put_key(struct hoshi_buffer *out, const char *key)
{
    hoshi_buffer_printf(out, "%s\"%s\": ", out->length > 1 ? ", " : "", key);
}

static void put_text(const struct request *r, struct hoshi_buffer *out, const char *option, const char *key)
{
    const char *value = option_value(r, option);
    if (!value)
        return;
    put_key(out, key);
    hoshi_json_print_text(out, value);
}

/* A number as it was typed; anything else as text, which the reader then refuses with its place. */
static void put_number(const struct request *r, struct hoshi_buffer *out, const char *option, const char *key)
{
    const char *value = option_value(r, option);
    if (!value)
        return;
    size_t n = strlen(value);
    put_key(out, key);
    if (n && n < 16 && strspn(value, "0123456789") == n && (value[0] != '0' || n == 1))
        hoshi_buffer_puts(out, value);
    else
        hoshi_json_print_text(out, value);
}

/* "buyer:購買部:課長:山田": the parts between colons under the keys in turn, empty ones left out. */
static void put_parts(struct hoshi_buffer *out, const char *value, const char *const *keys, size_t n)
{
    const char *between = "{ ";
    char part[2048];
    for (size_t i = 0; i < n && value; i++) {
        const char *colon = i + 1 < n ? strchr(value, ':') : NULL;
        size_t length = colon ? (size_t)(colon - value) : strlen(value);
        if (length) {
            hoshi_text_copy(part, length < sizeof part ? length + 1 : sizeof part, value);
            hoshi_buffer_printf(out, "%s\"%s\": ", between, keys[i]);
            hoshi_json_print_text(out, part);
            between = ", ";
        }
        value = colon ? colon + 1 : NULL;
    }
    hoshi_buffer_puts(out, strcmp(between, "{ ") == 0 ? "{ }" : " }");
}

static void put_list(const struct request *r, struct hoshi_buffer *out, const char *option, const char *key,
                     const char *const *keys, size_t n)
{
    const char *value;
    if (!option_again(r, option, 0))
        return;
    put_key(out, key);
    for (size_t i = 0; (value = option_again(r, option, i)); i++) {
        hoshi_buffer_puts(out, i ? ", " : "[");
        if (n)
            put_parts(out, value, keys, n);
        else
            hoshi_json_print_text(out, value);
    }
    hoshi_buffer_puts(out, "]");
}

void log_entry_options(const struct request *r, struct hoshi_buffer *out)
{
    static const char *const person[] = {"side", "department", "role", "name"};
    static const char *const item[] = {"code", "before_yen", "after_yen"};
    static const char *const text[][2] = {{"--kind", "kind"},
                                          {"--date", "date"},
                                          {"--time", "time"},
                                          {"--party", "party"},
                                          {"--by", "by"},
                                          {"--medium", "medium"},
                                          {"--place", "place"},
                                          {"--words", "words"},
                                          {"--reason", "reason"},
                                          {"--reply-by", "reply_by"},
                                          {"--until", "postponed_to"},
                                          {"--effective", "effective_on"},
                                          {"--due", "due_on"},
                                          {"--decided", "decided"}};
    hoshi_buffer_puts(out, "{");
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        put_text(r, out, text[i][0], text[i][1]);
    put_number(r, out, "--answers", "answers");
    put_number(r, out, "--corrects", "corrects");
    put_number(r, out, "--amount", "amount_yen");
    put_list(r, out, "--person", "persons", person, 4);
    put_list(r, out, "--item", "items", item, 3);
    put_list(r, out, "--attach", "attachments", NULL, 0);
    hoshi_buffer_puts(out, "}");
}
