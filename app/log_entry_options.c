/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "json_write.h"
#include "text.h"

#include <string.h>

static void entry_put_text(const struct request *r, struct hoshi_json_writer *w, const char *option,
                           const char *key)
{
    const char *value = option_value(r, option);
    if (value)
        hoshi_json_put(w, key, value);
}

/* A number as it was typed; anything else as text, which the reader then refuses with its place. */
static void write_number(struct hoshi_json_writer *w, const char *key, const char *value)
{
    size_t n = strlen(value);
    if (n && n < 16 && strspn(value, "0123456789") == n && (value[0] != '0' || n == 1))
        hoshi_buffer_puts(hoshi_json_raw(w, key), value);
    else
        hoshi_json_put(w, key, value);
}

static void entry_put_number(const struct request *r, struct hoshi_json_writer *w, const char *option,
                             const char *key)
{
    const char *value = option_value(r, option);
    if (value)
        write_number(w, key, value);
}

/* "buyer:購買部:課長:山田": the parts between colons under the keys in turn, empty ones left out. */
static void put_parts(struct hoshi_json_writer *w, const char *value, const char *const *keys, size_t n)
{
    char part[2048];
    hoshi_json_object(w, NULL);
    for (size_t i = 0; i < n && value; i++) {
        const char *colon = i + 1 < n ? strchr(value, ':') : NULL;
        size_t length = colon ? (size_t)(colon - value) : strlen(value);
        if (length) {
            hoshi_text_copy(part, length < sizeof part ? length + 1 : sizeof part, value);
            if (strcmp(keys[i], "quantity") == 0)
                write_number(w, keys[i], part);
            else
                hoshi_json_put(w, keys[i], part);
        }
        value = colon ? colon + 1 : NULL;
    }
    hoshi_json_end(w);
}

static void put_list(const struct request *r, struct hoshi_json_writer *w, const char *option,
                     const char *key, const char *const *keys, size_t n)
{
    const char *value;
    if (!option_again(r, option, 0))
        return;
    hoshi_json_array(w, key);
    for (size_t i = 0; (value = option_again(r, option, i)); i++) {
        if (n)
            put_parts(w, value, keys, n);
        else
            hoshi_json_put(w, NULL, value);
    }
    hoshi_json_end(w);
}

/* The writer would put a sign in place of what is no text; here it is refused instead. */
static bool typed_is_text(struct request *r)
{
    for (size_t i = 0; i < r->givens; i++)
        if (!hoshi_text_is_utf8(r->given[i].value, strlen(r->given[i].value))) {
            hoshi_fault_add(r->faults, HOSHI_E_TEXT_ENCODING, r->verb->option[r->given[i].row].name, NULL,
                            "UTF-8");
            return false;
        }
    return true;
}

bool log_entry_options(struct request *r, struct hoshi_buffer *out)
{
    static const char *const person[] = {"side", "department", "role", "name"};
    static const char *const item[] = {"code", "before_yen", "after_yen", "quantity"};
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
                                          {"--decided", "decided"},
                                          {"--applies-by", "applies_by"},
                                          {"--offers", "offers"},
                                          {"--number", "number"},
                                          {"--deliver-by", "deliver_by"},
                                          {"--received", "received_on"},
                                          {"--means", "means"},
                                          {"--cash-on", "cash_on"},
                                          {"--deducted-for", "deducted_for"}};
    struct hoshi_json_writer w;
    if (!typed_is_text(r))
        return false;
    hoshi_json_start(&w, out);
    hoshi_json_object(&w, NULL);
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        entry_put_text(r, &w, text[i][0], text[i][1]);
    entry_put_number(r, &w, "--answers", "answers");
    entry_put_number(r, &w, "--corrects", "corrects");
    entry_put_number(r, &w, "--amount", "amount_yen");
    entry_put_number(r, &w, "--deducted", "deducted_yen");
    entry_put_number(r, &w, "--interest", "interest_yen");
    put_list(r, &w, "--person", "persons", person, 4);
    put_list(r, &w, "--item", "items", item, 4);
    put_list(r, &w, "--attach", "attachments", NULL, 0);
    hoshi_json_end(&w);
    return true;
}
