/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exhibit_text.h"
#include "dossier_sheets.h"
#include "log_text.h"

#include <inttypes.h>
#include <string.h>

static bool ends_in(const char *name, const char *ending)
{
    size_t n = strlen(name), e = strlen(ending);
    return n > e && strcmp(name + n - e, ending) == 0;
}

/* The subject of the mail that an entry was made from, as its words begin with it; NULL = this is no such mail. */
static const char *mail_subject(const struct hoshi_dossier_exhibit *x)
{
    static const char *const begins[] = {"件名：", "Subject: "};
    const struct hoshi_log_entry *e = x->entry;
    if (!e || e->medium != HOSHI_MEDIUM_EMAIL || !e->words || !x->paper->name ||
        !ends_in(x->paper->name, ".eml"))
        return NULL;
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        if (strncmp(e->words, begins[i], strlen(begins[i])) == 0)
            return e->words + strlen(begins[i]);
    return NULL;
}

/* Who sent it: the first person of the side that acted, else that side. */
static const char *mail_sender(const struct hoshi_dossier *d, const struct hoshi_log_entry *e)
{
    for (size_t i = 0; i < e->persons; i++)
        if (e->person[i].side == e->side && e->person[i].name)
            return e->person[i].name;
    return e->side == HOSHI_SIDE_SUPPLIER ? d->supplier_name
           : e->side == HOSHI_SIDE_BUYER  ? d->buyer->name
                                          : NULL;
}

/* The name of a file without its ending. */
static const char *bare_name(const char *name, struct hoshi_arena *arena)
{
    const char *dot = name ? strrchr(name, '.') : NULL;
    return !name                ? ""
           : dot && dot != name ? hoshi_arena_printf(arena, "%.*s", (int)(dot - name), name)
                                : name;
}

static const char *what_it_shows(enum hoshi_lang lang, const struct hoshi_log_entry *e,
                                 struct hoshi_arena *arena)
{
    struct hoshi_buffer day;
    hoshi_buffer_init(&day, 64);
    hoshi_say_date(&day, lang, e->date);
    const char *text = hoshi_arena_printf(arena,
                                          hoshi_say(lang, "%s 当事者（%s）の%s（経過表 No.%" PRId64 "）",
                                                    "%s, %s: %s (Timeline no. %" PRId64 ")"),
                                          hoshi_buffer_text(&day), hoshi_say_log_side(lang, e->side),
                                          hoshi_say_log_act(lang, e), e->seq);
    hoshi_buffer_release(&day);
    return text;
}

bool hoshi_exhibit_text(enum hoshi_lang lang, const struct hoshi_dossier *d,
                        const struct hoshi_dossier_exhibit *x, struct hoshi_arena *arena,
                        struct hoshi_exhibit_text *out)
{
    static const struct hoshi_case_exhibit nothing;
    const struct hoshi_case_exhibit *s = x->stated ? x->stated : &nothing;
    const char *subject = mail_subject(x);
    bool original = s->form && strcmp(s->form, "original") == 0;
    *out = (struct hoshi_exhibit_text){.title = s->title,
                                       .form = original ? hoshi_say(lang, WORD(original))
                                                        : hoshi_say(lang, WORD(copy)),
                                       .made_on = s->made_on,
                                       .made_by = s->made_by,
                                       .shows = s->shows};
    if (subject && !out->title && strcspn(subject, "\n"))
        out->title = hoshi_arena_printf(arena, "%.*s", (int)strcspn(subject, "\n"), subject);
    else if (!out->title)
        out->title = bare_name(x->paper->name, arena);
    if (subject && !out->made_on.year)
        out->made_on = x->entry->date;
    if (subject && !out->made_by)
        out->made_by = mail_sender(d, x->entry);
    if (x->entry && !out->shows) {
        out->shows = what_it_shows(lang, x->entry, arena);
        return out->title && out->shows;
    }
    return out->title != NULL;
}
