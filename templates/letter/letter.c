/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter.h"
#include "embedded.h"
#include "letter_fields.h"

#include <stdlib.h>
#include <string.h>

static const char *const letter_words[HOSHI_LETTER_KINDS] = {"request", "reply", "memo", "notice", "mail"};

const char *hoshi_letter_kind_word(enum hoshi_letter_kind kind)
{
    return letter_words[kind];
}

bool hoshi_letter_kind_find(const char *word, enum hoshi_letter_kind *out)
{
    for (size_t i = 0; i < HOSHI_LETTER_KINDS; i++)
        if (strcmp(letter_words[i], word) == 0) {
            *out = (enum hoshi_letter_kind)i;
            return true;
        }
    return false;
}

const char *hoshi_letter_template(enum hoshi_letter_kind kind, enum hoshi_lang lang, size_t *n)
{
    static const char *const file[][2] = {{"request_ja.docx", "request_en.docx"},
                                          {"reply_ja.docx", "reply_en.docx"},
                                          {"memo_ja.docx", "memo_en.docx"},
                                          {"notice_ja.docx", "notice_en.docx"}};
    if (kind >= sizeof file / sizeof file[0])
        return NULL;
    for (size_t i = 0; i < hoshi_embedded_n; i++)
        if (strcmp(hoshi_embedded_files[i].name, file[kind][lang == HOSHI_EN]) == 0) {
            *n = hoshi_embedded_files[i].n;
            return (const char *)hoshi_embedded_files[i].bytes;
        }
    return NULL;
}

/* ---- the mail ---- */

static void mail_line(struct hoshi_buffer *out, const char *head, const char *text)
{
    if (text && *text)
        hoshi_buffer_printf(out, "%s%s\n", head, text);
}

static void mail_text(struct hoshi_letter *l, struct hoshi_buffer *out)
{
    const char *opening = hoshi_letter_field(l, "opening"), *space = "　";
    size_t indent = opening && strncmp(opening, space, strlen(space)) == 0 ? strlen(space) : 0;
    mail_line(out, hoshi_letter_say(l, "件名：", "Subject: "), hoshi_letter_field(l, "subject"));
    hoshi_buffer_puts(out, "\n");
    mail_line(out, "", hoshi_letter_field(l, "addressee"));
    hoshi_buffer_puts(out, hoshi_letter_say(l, "\nいつもお世話になっております。\n",
                                            "\nThank you for your continued business.\n"));
    mail_line(out, "", opening ? opening + indent : NULL);
    hoshi_buffer_puts(
        out,
        hoshi_letter_say(
            l,
            "つきましては、取引価格について協議の場をいただきたく、協議申入書と貴社向け費用資料をお送りいたします。\n\n",
            "We would like to talk with you about the price, and enclose our request and the cost paper for your company.\n\n"));
    mail_line(out, hoshi_letter_say(l, "・ご相談額（税抜）：", "- Amount (without tax): "),
              hoshi_letter_field(l, "amount"));
    mail_line(out, hoshi_letter_say(l, "・現在のお取引額に対する割合：", "- In percent of your purchases: "),
              hoshi_letter_field(l, "percent"));
    mail_line(out, hoshi_letter_say(l, "・適用開始の希望：", "- From: "), hoshi_letter_field(l, "start"));
    hoshi_buffer_puts(
        out,
        hoshi_letter_say(
            l,
            "\n水準・範囲・進め方・ご支援の方法も含め、お考えを伺えれば幸いです。ご都合のよい日時をお知らせください。\n\n",
            "\nWe are glad to discuss level, scope, pace and support as well. Please let us know when a talk would suit you.\n\n"));
    mail_line(out, "", hoshi_letter_field(l, "supplier_name"));
    mail_line(out, "", hoshi_letter_field(l, "supplier_representative"));
    mail_line(out, "", hoshi_letter_field(l, "supplier_contact"));
}

static enum hoshi_status mail_make(struct hoshi_letter *l, char **out, size_t *n)
{
    struct hoshi_buffer text;
    hoshi_buffer_init(&text, 1 << 20);
    mail_text(l, &text);
    if (text.failed || l->no_memory) {
        hoshi_buffer_release(&text);
        return HOSHI_E_MEMORY;
    }
    *out = text.text; /* the buffer's memory passes to the caller */
    *n = text.length;
    return HOSHI_OK;
}

/* ---- the document ---- */

static enum hoshi_status document_make(struct hoshi_letter *l, char **out, size_t *n,
                                       struct hoshi_word_missing *missing, struct hoshi_faults *faults)
{
    struct hoshi_word_field field[LETTER_FIELDS_MAX];
    struct hoshi_word_list items = {.key = "items", .columns = LETTER_COLUMNS};
    struct hoshi_word_values values = {
        .field = field, .fields = hoshi_letter_fields(l, field), .list = &items, .lists = 1};
    size_t own_n = 0;
    const char *own = hoshi_letter_template(l->o->kind, l->o->lang, &own_n);
    items.field = hoshi_letter_items(l, &items.rows);
    if (l->no_memory)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    if (l->o->template_bytes)
        return hoshi_word_fill(l->o->template_bytes, l->o->template_n, l->o->template_name, &values, out, n,
                               missing, faults);
    enum hoshi_status s = hoshi_word_fill(own, own_n, NULL, &values, out, n, missing, faults);
    if (missing)
        missing->n = 0; /* our own templates leave out on purpose what their letter does not say */
    return s;
}

enum hoshi_status hoshi_letter_make(const struct hoshi_buyer_view *view, const struct hoshi_case *c,
                                    const struct hoshi_letter_options *options, char **out, size_t *n,
                                    struct hoshi_word_missing *missing, struct hoshi_faults *faults)
{
    struct hoshi_arena arena = {0};
    struct hoshi_letter l = {.v = view, .c = c, .o = options, .arena = &arena};
    enum hoshi_status s = HOSHI_OK;
    if (options->kind != HOSHI_LETTER_NOTICE && (!view || view->asked_annual_yen <= 0))
        s = hoshi_fault_add(faults, HOSHI_E_LETTER_NOTHING, "--buyer", view ? view->buyer->id : NULL, NULL);
    else if (options->kind == HOSHI_LETTER_MAIL)
        s = mail_make(&l, out, n);
    else
        s = document_make(&l, out, n, missing, faults);
    hoshi_arena_release(&arena);
    return s;
}
