/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "case_field_text.h"

#include "case_rows.h"
#include "decimal.h"
#include "money.h"
#include "vocabulary.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIELD_PATH = 200 };

/* One step of a path: its key, what stands in brackets behind it, the path so far without brackets. */
struct field_step {
    char key[FIELD_PATH], of[FIELD_PATH], bare[FIELD_PATH];
    bool bracket, last;
};

/* The next step; false at the end. An id may hold a point, so brackets end at "]." or "]". */
static bool field_next(const char **path, struct field_step *s)
{
    const char *p = *path;
    size_t length = strcspn(p, ".[");
    if (!*p)
        return false;
    snprintf(s->key, sizeof s->key, "%.*s", (int)length, p);
    size_t n = strlen(s->bare);
    snprintf(s->bare + n, sizeof s->bare - n, "%s%s", n ? "." : "", s->key);
    p += length;
    s->bracket = *p == '[';
    s->of[0] = 0;
    if (s->bracket) {
        const char *end = strstr(p, "].");
        size_t inside = end ? (size_t)(end - p) : strlen(p) - (p[strlen(p) - 1] == ']');
        snprintf(s->of, sizeof s->of, "%.*s", (int)(inside - 1), p + 1);
        p += inside + (p[inside] == ']');
    }
    *path = p + (*p == '.');
    s->last = !**path;
    return true;
}

static const char *field_named(enum hoshi_lang lang, const char *bare)
{
    struct hoshi_words name = {0}, help;
    hoshi_case_words(bare, &name, &help);
    return name.ja ? hoshi_words_say(lang, name) : NULL;
}

/* The measure or price that an id names; NULL: neither. */
static const char *field_of_tables(enum hoshi_lang lang, const struct hoshi_tables *t, const char *id)
{
    size_t i = hoshi_tables_find_measure(t, id);
    if (i != SIZE_MAX)
        return hoshi_words_say(lang, t->measure[i].name);
    i = hoshi_tables_find_price(t, id);
    return i == SIZE_MAX ? NULL : hoshi_words_say(lang, t->price[i].name);
}

/* What a list's element is called. */
static const char *field_element(enum hoshi_lang lang, const struct hoshi_case_field_words *w,
                                 const struct field_step *s)
{
    for (size_t i = 0; strcmp(s->bare, "buyers") == 0 && w->c && i < w->c->buyers; i++)
        if (w->c->buyer[i].name && strcmp(w->c->buyer[i].id, s->of) == 0)
            return w->c->buyer[i].name;
    if (strcmp(s->bare, "buyers.transactions") == 0)
        return hoshi_words_say(lang, hoshi_case_choice_words("buyers.transactions.type", s->of));
    const char *named = field_of_tables(lang, w->tables, s->of);
    return strncmp(s->bare, "plan.", 5) == 0 && named ? named : s->of;
}

static void field_print_element(struct hoshi_buffer *o, enum hoshi_lang lang,
                                const struct hoshi_case_field_words *w, const struct field_step *s)
{
    const char *list = strcmp(s->bare, "buyers") == 0        ? hoshi_say(lang, WORD_IN(customer))
                       : strcmp(s->bare, "plan.quotes") == 0 ? hoshi_say(lang, WORD(quotation))
                                                             : field_named(lang, s->bare);
    list = list ? list : s->key;
    if (w->counted)
        hoshi_buffer_printf(o, hoshi_say(lang, "%sの%d件目", "%s, no. %d"), list,
                            (int)strtol(s->of, NULL, 10) + 1);
    else
        hoshi_buffer_printf(o, hoshi_say(lang, "%s「%s」", "%s \"%s\""), list, field_element(lang, w, s));
}

/* The plain groups at the top say nothing that their fields do not. */
static bool field_group_says(const struct field_step *s)
{
    return strcmp(s->bare, "supplier") != 0 && strcmp(s->bare, "plan") != 0;
}

/* "gap.answers.1-2-1-1.note": an answer goes by the number of its criterion. */
static bool field_print_answer(struct hoshi_buffer *o, enum hoshi_lang lang, const char *path)
{
    static const char answers[] = "gap.answers.";
    if (strncmp(path, answers, sizeof answers - 1) != 0)
        return false;
    const char *id = path + sizeof answers - 1, *more = strchr(id, '.');
    hoshi_buffer_printf(o, hoshi_say(lang, "評価基準 %.*s", "criterion %.*s"), (int)strcspn(id, "."), id);
    if (more)
        hoshi_buffer_printf(o, " › %s",
                            strcmp(more, ".note") == 0 ? hoshi_say(lang, WORD(remarks))
                                                       : hoshi_say(lang, WORD(basis)));
    return true;
}

void hoshi_case_field_print(struct hoshi_buffer *o, enum hoshi_lang lang,
                            const struct hoshi_case_field_words *w, const char *path)
{
    struct field_step s = {.bare = ""};
    const char *at = path, *apart = "";
    if (field_print_answer(o, lang, path))
        return;
    while (field_next(&at, &s)) {
        if (!s.bracket && !s.last && !field_group_says(&s))
            continue;
        hoshi_buffer_puts(o, apart);
        apart = " › ";
        if (s.bracket) {
            field_print_element(o, lang, w, &s);
            continue;
        }
        const char *name = field_named(lang, s.bare);
        size_t fact = strncmp(s.bare, "supplier.facts.", 15) == 0
                          ? hoshi_catalog_find_fact(&w->tables->catalog, s.key)
                          : SIZE_MAX;
        if (fact != SIZE_MAX)
            name = hoshi_words_say(lang, w->tables->catalog.fact[fact].question);
        hoshi_buffer_puts(o, name ? name : s.key);
    }
}

/* ---- values ---- */

/* "partial 0.5" */
static bool value_print_answer(struct hoshi_buffer *o, enum hoshi_lang lang, const char *path,
                               const char *value)
{
    enum hoshi_answer_status status;
    char key[40];
    if (strncmp(path, "gap.answers.", 12) != 0 || strchr(path + 12, '.'))
        return false;
    size_t length = strcspn(value, " ");
    snprintf(key, sizeof key, "%.*s", (int)length, value);
    if (!hoshi_answer_find(key, &status))
        return false;
    hoshi_buffer_puts(o, hoshi_say_answer(lang, status));
    if (value[length])
        hoshi_buffer_printf(o, hoshi_say(lang, "（残り %s）", " (%s left)"), value + length + 1);
    return true;
}

static bool value_ends(const char *text, const char *tail)
{
    size_t n = strlen(text), m = strlen(tail);
    return n >= m && strcmp(text + n - m, tail) == 0;
}

static bool value_print_yen(struct hoshi_buffer *o, const char *path, const char *value)
{
    char text[HOSHI_DECIMAL_TEXT], *end;
    long long yen = strtoll(value, &end, 10);
    if (!value_ends(path, "_yen") || !*value || *end)
        return false;
    hoshi_buffer_puts(o, hoshi_yen_print(yen, text));
    return true;
}

void hoshi_case_value_print(struct hoshi_buffer *o, enum hoshi_lang lang,
                            const struct hoshi_case_field_words *w, const char *path, const char *value)
{
    struct field_step s = {.bare = ""};
    size_t choices = 0;
    for (const char *at = path; field_next(&at, &s);)
        ;
    if (value_print_answer(o, lang, path, value) || value_print_yen(o, path, value))
        return;
    const char *const *choice = hoshi_case_choices(s.bare, &choices);
    for (size_t i = 0; i < choices; i++)
        if (strcmp(choice[i], value) == 0) {
            hoshi_buffer_puts(o, hoshi_words_say(lang, hoshi_case_choice_words(s.bare, value)));
            return;
        }
    const char *measure = strncmp(s.bare, "plan.", 5) == 0 ? field_of_tables(lang, w->tables, value) : NULL;
    if (strcmp(value, "true") == 0 || strcmp(value, "false") == 0)
        hoshi_buffer_puts(o, value[0] == 't' ? hoshi_say(lang, WORD_IN(yes)) : hoshi_say(lang, WORD_IN(no)));
    else
        hoshi_buffer_puts(o, measure ? measure : value);
}
