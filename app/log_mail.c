/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "log_mail.h"
#include "file.h"
#include "json_write.h"
#include "mail_read.h"
#include "record_module.h"
#include "talk_log.h"
#include "text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct mail_draft {
    const struct hoshi_case *c;
    enum hoshi_lang lang;
    const char *kind, *party, *by; /* NULL: to be chosen */
    struct hoshi_mail mail;
    size_t files; /* attachments that go into the entry, the mail itself not counted */
    bool words_cut;
};

enum { MAIL_FILES_MAX = HOSHI_LOG_ATTACHMENTS_MAX - 1 };

static enum hoshi_status mail_take(struct request *r, const char *path, const char *bytes, size_t n,
                                   struct hoshi_arena *arena, struct mail_draft *d)
{
    const struct hoshi_mail_reader *by = hoshi_record_part(HOSHI_MAIL_READER);
    if (!by)
        return hoshi_fault_add(r->faults, HOSHI_E_NOT_BUILT, "log mail", "GMime", NULL);
    switch (by->read(bytes, n, arena, &d->mail)) {
    case HOSHI_MAIL_READ:
        d->files = d->mail.parts < MAIL_FILES_MAX ? d->mail.parts : MAIL_FILES_MAX;
        return HOSHI_OK;
    case HOSHI_MAIL_NONE:
        return hoshi_fault_add_file(r->faults, HOSHI_E_MAIL, path, NULL);
    case HOSHI_MAIL_NESTED:
        return hoshi_fault_add_file(r->faults, HOSHI_E_MAIL_NESTED, path, NULL);
    default:
        return hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    }
}

/* Our own address is the one the case states for us. */
static bool mail_is_ours(const struct hoshi_case *c, const struct hoshi_mail_person *p)
{
    return p->address && *p->address && c->supplier.contact && strcasestr(c->supplier.contact, p->address);
}

/* Who did it and with whom, as far as the case tells; what was typed goes before. */
static void mail_sides(const struct request *r, struct mail_draft *d)
{
    d->kind = option_value(r, "--kind");
    d->by = option_value(r, "--by");
    d->party = option_value(r, "--party");
    if (!d->by)
        d->by = mail_is_ours(d->c, &d->mail.from) ? "supplier"
                : mail_is_ours(d->c, &d->mail.to) ? "buyer"
                                                  : NULL;
    if (!d->party && d->c->buyers == 1)
        d->party = d->c->buyer[0].id;
}

static void mail_cut(char *text, size_t characters)
{
    for (; *text; text++)
        if (((unsigned char)*text & 0xC0) != 0x80 && !characters--) {
            *text = 0;
            return;
        }
}

static void put_person(struct hoshi_json_writer *w, const char *side, const struct hoshi_mail_person *p)
{
    const char *name = p->name ? p->name : p->address;
    if (!name)
        return;
    char short_[4 * HOSHI_NAME_MAX + 1];
    hoshi_text_copy(short_, sizeof short_, name);
    mail_cut(short_, HOSHI_NAME_MAX);
    hoshi_json_object(w, NULL);
    hoshi_json_put(w, "side", side);
    hoshi_json_put(w, "name", short_);
    hoshi_json_end(w);
}

/* Subject and text, cut at what an entry may hold; the mail itself is kept whole. */
static char *mail_words(struct hoshi_arena *arena, struct mail_draft *d)
{
    const struct hoshi_mail *m = &d->mail;
    size_t size = strlen(m->subject) + strlen(m->text) + 64;
    char *words = hoshi_arena_alloc(arena, size);
    if (!words)
        return NULL;
    snprintf(words, size, "%s%s%s%s", *m->subject ? hoshi_say(d->lang, "件名：", "Subject: ") : "",
             m->subject, *m->subject && *m->text ? "\n" : "", m->text);
    size_t n = strlen(words);
    while (n && strchr(" \n\t", words[n - 1]))
        words[--n] = 0;
    d->words_cut = hoshi_text_length(words) > HOSHI_LOG_WORDS_MAX || m->text_cut;
    mail_cut(words, HOSHI_LOG_WORDS_MAX);
    return words;
}

static void put_entry(struct hoshi_json_writer *w, const struct mail_draft *d, const char *words)
{
    const struct hoshi_mail *m = &d->mail;
    char date[HOSHI_DATE_TEXT], time[8];
    const char *from = d->by && strcmp(d->by, "buyer") == 0 ? "buyer" : "supplier";
    hoshi_json_object(w, NULL);
    if (d->kind)
        hoshi_json_put(w, "kind", d->kind);
    if (m->date.year) {
        hoshi_json_put(w, "date", hoshi_date_print(m->date, date));
        snprintf(time, sizeof time, "%02d:%02d", m->minute / 60 % 24, m->minute % 60);
        hoshi_json_put(w, "time", time);
    }
    if (d->party)
        hoshi_json_put(w, "party", d->party);
    if (d->by)
        hoshi_json_put(w, "by", d->by);
    hoshi_json_put(w, "medium", "email");
    if (*words)
        hoshi_json_put(w, "words", words);
    if (d->by && (m->from.address || m->from.name || m->to.address || m->to.name)) {
        hoshi_json_array(w, "persons");
        put_person(w, from, &m->from);
        put_person(w, strcmp(from, "buyer") == 0 ? "supplier" : "buyer", &m->to);
        hoshi_json_end(w);
    }
    hoshi_json_array(w, "attachments");
    hoshi_json_put(w, NULL, "00_mail.eml");
    for (size_t i = 0; i < d->files; i++)
        hoshi_json_put(w, NULL, m->part[i].name);
    hoshi_json_end(w);
    hoshi_json_end(w);
}

static enum hoshi_status mail_put(struct request *r, const char *folder, const char *name, const char *bytes,
                                  size_t n)
{
    char path[4096];
    if (snprintf(path, sizeof path, "%s/%s", folder, name) >= (int)sizeof path)
        return hoshi_fault_add_file(r->faults, HOSHI_E_FILE_WRITE, folder, strerror(ENAMETOOLONG));
    return hoshi_file_write(path, bytes, n, r->faults);
}

static enum hoshi_status mail_write(struct request *r, const struct mail_draft *d, const char *words,
                                    const char *bytes, size_t n, const char *folder)
{
    struct hoshi_json_writer w;
    struct hoshi_buffer json;
    enum hoshi_status s = HOSHI_OK;
    if (mkdir(folder, 0700) != 0 && errno != EEXIST)
        return hoshi_fault_add_file(r->faults, HOSHI_E_FILE_WRITE, folder, strerror(errno));
    s = mail_put(r, folder, "00_mail.eml", bytes, n);
    for (size_t i = 0; !s && i < d->mail.parts; i++)
        s = mail_put(r, folder, d->mail.part[i].name, d->mail.part[i].bytes, d->mail.part[i].n);
    if (s)
        return s;
    hoshi_buffer_init(&json, HOSHI_LOG_FILE_MAX);
    hoshi_json_start(&w, &json);
    hoshi_json_object(&w, NULL);
    hoshi_json_put_whole(&w, "hoshiwari_log", 1);
    hoshi_json_list(&w, "entries");
    put_entry(&w, d, words);
    hoshi_json_end(&w);
    hoshi_json_end(&w);
    hoshi_buffer_puts(&json, "\n");
    s = json.failed ? hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL)
                    : mail_put(r, folder, "draft.json", hoshi_buffer_text(&json), json.length);
    hoshi_buffer_release(&json);
    return s;
}

/* ---- what was taken, and what a person must choose ---- */

static void tell_line(struct hoshi_buffer *out, const char *label, const char *value)
{
    hoshi_buffer_puts(out, label);
    hoshi_buffer_puts(out, value);
    hoshi_buffer_puts(out, "\n");
}

static void tell_person(struct hoshi_buffer *out, enum hoshi_lang lang, const char *label,
                        const struct hoshi_mail_person *p, size_t all)
{
    hoshi_buffer_printf(out, "%s%s%s%s%s", label, p->name ? p->name : "", p->name && p->address ? " <" : "",
                        p->address ? p->address : "", p->name && p->address ? ">" : "");
    if (all > 1)
        hoshi_buffer_printf(out,
                            hoshi_say(lang, "（ほか%zu名は本文のファイルにあります）",
                                      " (%zu more stand in the mail itself)"),
                            all - 1);
    hoshi_buffer_puts(out, "\n");
}

static void tell_date(struct hoshi_buffer *out, const struct mail_draft *d)
{
    const struct hoshi_mail *m = &d->mail;
    char date[HOSHI_DATE_TEXT];
    hoshi_buffer_puts(out, hoshi_say(d->lang, "日付: ", "date: "));
    if (m->date.year)
        hoshi_buffer_printf(out, "%s %02d:%02d（%s）\n", hoshi_date_print(m->date, date), m->minute / 60,
                            m->minute % 60, m->date_text);
    else
        hoshi_buffer_printf(
            out,
            hoshi_say(d->lang, "読み取れません（%s）。draft.json の date に書いてください。\n",
                      "cannot be read (%s): write it into draft.json as date.\n"),
            m->date_text ? m->date_text : hoshi_say(d->lang, "ヘッダーにありません", "no such header"));
}

static void tell_files(struct hoshi_buffer *out, const struct mail_draft *d)
{
    const struct hoshi_mail *m = &d->mail;
    hoshi_buffer_printf(out, hoshi_say(d->lang, "添付: %zu件\n", "attachments: %zu\n"),
                        m->parts + m->parts_left);
    for (size_t i = 0; i < m->parts; i++)
        hoshi_buffer_printf(out, "  %s (%zu)%s\n", m->part[i].name, m->part[i].n,
                            i < d->files ? ""
                                         : hoshi_say(d->lang, " 記録には入れていません（一件に20まで）",
                                                     " not in the entry (20 at most)"));
    if (m->parts_left)
        hoshi_buffer_printf(out,
                            hoshi_say(d->lang,
                                      "  あと%zu件は取り出していません（元のメールの中にあります）\n",
                                      "  %zu more were not taken out (they are in the mail itself)\n"),
                            m->parts_left);
    if (m->text_of_html)
        hoshi_buffer_puts(out, hoshi_say(d->lang, "本文は HTML だけなので、文字だけを取り出しました。\n",
                                         "the text is HTML only: its words were taken.\n"));
    if (d->words_cut)
        hoshi_buffer_puts(
            out,
            hoshi_say(
                d->lang,
                "本文が長いので、初めの部分だけを words に入れました（全文は 00_mail.eml にあります）。\n",
                "the text is long: words has its beginning, 00_mail.eml all of it.\n"));
}

/* Everything the entry still needs from a person. */
static void tell_choices(struct hoshi_buffer *out, const struct mail_draft *d, const char *folder,
                         const char *case_path)
{
    if (!d->kind)
        hoshi_buffer_puts(
            out,
            hoshi_say(
                d->lang,
                "選ぶこと: 何に当たるメールか（kind）。申入れ request、回答 reply、対案 counter_proposal、断り refusal、延期 postponement、価格の変更 price_change、異議 objection、メモ note など。\n",
                "to choose: what the mail is (kind): request, reply, counter_proposal, refusal, postponement, price_change, objection, note …\n"));
    if (!d->party)
        hoshi_buffer_puts(out, hoshi_say(d->lang, "選ぶこと: どの取引先とのことか（party）。\n",
                                         "to choose: which buyer it is about (party).\n"));
    if (!d->by)
        hoshi_buffer_puts(
            out,
            hoshi_say(
                d->lang,
                "選ぶこと: どちらがしたことか（by: buyer か supplier）。差出人・宛先が supplier.contact のアドレスなら自動で入ります。人の名前（persons）はその後に入れてください。\n",
                "to choose: who did it (by: buyer or supplier; filled in by itself where supplier.contact has the address); then its persons.\n"));
    hoshi_buffer_printf(
        out,
        hoshi_say(
            d->lang,
            "まだ何も記録していません。%s/draft.json を直してから: hoshiwari log %s add %s/draft.json\n",
            "Nothing is recorded yet. When %s/draft.json is right: hoshiwari log %s add %s/draft.json\n"),
        folder, case_path, folder);
}

static void tell_draft(const struct request *r, struct hoshi_buffer *out, const struct mail_draft *d,
                       const char *folder)
{
    tell_date(out, d);
    tell_person(out, d->lang, hoshi_say(d->lang, "差出人: ", "from: "), &d->mail.from, d->mail.from_all);
    tell_person(out, d->lang, hoshi_say(d->lang, "宛先: ", "to: "), &d->mail.to, d->mail.to_all);
    tell_line(out, hoshi_say(d->lang, "件名: ", "subject: "), d->mail.subject);
    tell_files(out, d);
    tell_choices(out, d, folder, r->arg[0]);
}

int log_mail_draft(struct request *r, const struct hoshi_case *c, enum hoshi_lang lang, const char *path,
                   const char *folder, struct hoshi_buffer *out)
{
    struct hoshi_arena arena = {0};
    struct mail_draft d = {.c = c, .lang = lang};
    char *bytes = NULL, *words = NULL;
    size_t n = 0;
    if (!folder_is_free(r, folder, "-o DIR"))
        return fault_exit(r);
    enum hoshi_status s = hoshi_file_read(path, HOSHI_CONTENT_MAX, &bytes, &n, r->faults);
    if (!s)
        s = mail_take(r, path, bytes, n, &arena, &d);
    if (!s && !(words = mail_words(&arena, &d)))
        s = hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    if (!s) {
        mail_sides(r, &d);
        s = mail_write(r, &d, words, bytes, n, folder);
    }
    if (!s)
        tell_draft(r, out, &d, folder);
    free(bytes);
    hoshi_arena_release(&arena);
    return fault_exit(r);
}
