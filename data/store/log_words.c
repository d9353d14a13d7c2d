/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "log_words.h"
#include "decimal.h"
#include "fold.h"
#include "json_read.h"
#include "text.h"
#include "text_key.h"
#include "typed.h"

#include <cjson/cJSON.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_TEXT = 1024 };

struct settling {
    const struct hoshi_log_words *words;
    struct hoshi_faults *faults;
    bool full; /* out of memory */
};

static void words_replace(struct settling *s, cJSON *at, const char *text)
{
    if (!cJSON_SetValuestring(at, text))
        s->full = true;
}

/* A number in place of a text; cJSON keeps the node, so it is turned around in place. */
static void words_replace_number(struct settling *s, cJSON *object, const char *key, int64_t value)
{
    cJSON *number = cJSON_CreateNumber((double)value);
    if (!number || !cJSON_ReplaceItemInObjectCaseSensitive(object, key, number)) {
        cJSON_Delete(number);
        s->full = true;
    }
}

/* A word that says whose act it is: a level is asked for (要請) by the buyer, the supplier asks for talks (申入れ). */
static void words_doer(struct settling *s, const struct hoshi_log_word *w, cJSON *entry)
{
    if (!w->by || !entry || cJSON_GetObjectItemCaseSensitive(entry, "by"))
        return;
    if (strcmp(w->by, "?") == 0)
        hoshi_fault_add(s->faults, HOSHI_E_KEY_MISSING, "by", w->word, "buyer (要請) | supplier (申入れ)");
    else if (!cJSON_AddStringToObject(entry, "by", w->by))
        s->full = true;
}

static void words_of_key(struct settling *s, const char *key, cJSON *at, cJSON *entry)
{
    char mine[WORDS_TEXT], word[WORDS_TEXT];
    if (!hoshi_text_key(at->valuestring, mine, sizeof mine))
        return;
    for (size_t i = 0; i < s->words->words; i++) {
        const struct hoshi_log_word *w = &s->words->word[i];
        if (strcmp(w->key, key) != 0 || !hoshi_text_key(w->word, word, sizeof word) ||
            strcmp(mine, word) != 0)
            continue;
        words_doer(s, w, entry);
        words_replace(s, at, w->means);
        return;
    }
}

/* A company by its name, whatever its legal form; "A 甲社", as the list prints it, too. Never guessed between two. */
static void words_party(struct settling *s, cJSON *at)
{
    const struct hoshi_case *c = s->words->c;
    const char *found = NULL;
    char mine[WORDS_TEXT], name[WORDS_TEXT];
    size_t hits = 0;
    for (size_t i = 0; i < c->buyers; i++) {
        const struct hoshi_case_buyer *b = &c->buyer[i];
        size_t n = strlen(b->id);
        const char *text = at->valuestring;
        if (strcmp(text, b->id) == 0)
            return;
        if (strncmp(text, b->id, n) == 0 && text[n] == ' ')
            text += n + 1;
        if (!b->name || !hoshi_text_company_key(text, mine, sizeof mine) ||
            !hoshi_text_company_key(b->name, name, sizeof name) || strcmp(mine, name) != 0)
            continue;
        found = b->id;
        hits++;
    }
    if (hits == 1)
        words_replace(s, at, found);
}

static void words_date(struct settling *s, cJSON *at)
{
    struct hoshi_date date;
    char text[HOSHI_DATE_TEXT];
    if (!hoshi_date_parse(at->valuestring, &date) && hoshi_typed_date(at->valuestring, &date))
        words_replace(s, at, hoshi_date_print(date, text));
}

/* 14時30分, 午後2時半, １４：３０, 9:05. */
static void words_time(struct settling *s, cJSON *at)
{
    char text[64], out[8];
    int h = 0, m = 0;
    if (!hoshi_text_width_fold(at->valuestring, strlen(at->valuestring), text, sizeof text))
        return;
    const char *p = text;
    bool after = strncmp(p, "午後", 6) == 0;
    p += after || strncmp(p, "午前", 6) == 0 ? 6 : 0;
    int digits = 0;
    for (; *p >= '0' && *p <= '9' && digits < 2; p++, digits++)
        h = 10 * h + *p - '0';
    bool hour = strncmp(p, "時", 3) == 0;
    if (!digits || (!hour && *p != ':'))
        return;
    p += hour ? 3 : 1;
    if (strcmp(p, "半") == 0 && hour) {
        m = 30;
        p += 3;
    }
    for (digits = 0; *p >= '0' && *p <= '9' && digits < 2; p++, digits++)
        m = 10 * m + *p - '0';
    if ((digits && hour && strcmp(p, "分") != 0) || (!digits && (*p || !hour)) || (!hour && *p))
        return;
    h += after && h < 12 ? 12 : 0;
    if (h > 23 || m > 59)
        return;
    snprintf(out, sizeof out, "%02d:%02d", h % 24, m % 60);
    words_replace(s, at, out);
}

static void words_amount(struct settling *s, cJSON *object, cJSON *at)
{
    int64_t yen;
    if (!hoshi_typed_yen(at->valuestring, 1, &yen) && yen >= 0 && yen <= HOSHI_YEN_MAX)
        words_replace_number(s, object, at->string, yen);
}

static void words_number(struct settling *s, cJSON *object, cJSON *at)
{
    char text[64];
    if (!hoshi_text_width_fold(at->valuestring, strlen(at->valuestring), text, sizeof text))
        return;
    size_t n = strspn(text, "0123456789");
    if (n && n < 10 && text[0] != '0' &&
        (!text[n] || strcmp(text + n, "番") == 0 || strcmp(text + n, "号") == 0))
        words_replace_number(s, object, at->string, atoll(text));
}

/* Unit prices: 1,250円, １２５０．５. */
static void words_price(struct settling *s, cJSON *at)
{
    int64_t micro, plain;
    char text[HOSHI_DECIMAL_TEXT];
    if (!hoshi_decimal_parse(at->valuestring, 2, &plain) && !hoshi_typed_number(at->valuestring, &micro) &&
        micro >= 0 && micro % 10000 == 0)
        words_replace(s, at, hoshi_decimal_print(micro, 2, text));
}

static bool words_ends(const char *key, const char *end)
{
    size_t n = strlen(key), m = strlen(end);
    return n >= m && strcmp(key + n - m, end) == 0;
}

static bool words_is_outside(const char *path)
{
    if (path[0] == '/' || path[0] == '\\' || (path[0] && path[1] == ':'))
        return true;
    for (const char *p = path; *p; p += strcspn(p, "/\\"), p += *p != 0)
        if (strncmp(p, "..", 2) == 0 && (!p[2] || p[2] == '/' || p[2] == '\\'))
            return true;
    return false;
}

/* A file of entries may come from somebody else: it does not reach for files wherever it likes. */
static void words_attachment(struct settling *s, const cJSON *one)
{
    const cJSON *file = cJSON_IsObject(one) ? cJSON_GetObjectItemCaseSensitive(one, "file") : one;
    const char *path = cJSON_GetStringValue(file);
    if (!path || s->words->typed || !words_is_outside(path))
        return;
    for (size_t i = 0; i < s->words->outsides; i++)
        if (strcmp(s->words->outside[i], path) == 0)
            return;
    hoshi_fault_add(s->faults, HOSHI_E_ATTACHMENT_OUTSIDE, "attachments", path, "--outside %s", path);
}

static void words_lists(struct settling *s, cJSON *at)
{
    cJSON *one, *m;
    if (strcmp(at->string, "persons") == 0)
        cJSON_ArrayForEach(one, at) if ((m = cJSON_GetObjectItemCaseSensitive(one, "side")) &&
                                        cJSON_IsString(m)) words_of_key(s, "by", m, NULL);
    if (strcmp(at->string, "items") == 0)
        cJSON_ArrayForEach(one, at)
            cJSON_ArrayForEach(m, one) if (m->string && words_ends(m->string, "_yen") && cJSON_IsString(m))
                words_price(s, m);
    if (strcmp(at->string, "attachments") == 0)
        cJSON_ArrayForEach(one, at) words_attachment(s, one);
}

static void words_entry(struct settling *s, cJSON *entry)
{
    static const char *const keyed[] = {"kind", "by", "medium", "decided", "offers", "applies_by", "means"};
    for (cJSON *at = cJSON_IsObject(entry) ? entry->child : NULL, *next; at; at = next) {
        next = at->next;
        const char *key = at->string;
        if (cJSON_IsArray(at))
            words_lists(s, at);
        if (!cJSON_IsString(at))
            continue;
        for (size_t i = 0; i < sizeof keyed / sizeof *keyed; i++)
            if (strcmp(key, keyed[i]) == 0)
                words_of_key(s, key, at, strcmp(key, "kind") == 0 ? entry : NULL);
        if (strcmp(key, "party") == 0)
            words_party(s, at);
        else if (strcmp(key, "time") == 0)
            words_time(s, at);
        else if (strcmp(key, "date") == 0 || words_ends(key, "_on") || strcmp(key, "reply_by") == 0 ||
                 strcmp(key, "deliver_by") == 0 || strcmp(key, "postponed_to") == 0)
            words_date(s, at);
        else if (words_ends(key, "_yen"))
            words_amount(s, entry, at);
        else if (strcmp(key, "answers") == 0 || strcmp(key, "corrects") == 0)
            words_number(s, entry, at);
    }
}

enum hoshi_status hoshi_log_words_settle(const char *text, size_t n, const struct hoshi_log_words *words,
                                         char **out, struct hoshi_faults *faults)
{
    struct hoshi_json_document *document = NULL;
    struct hoshi_json root;
    struct settling s = {words, faults, false};
    size_t before = faults->n;
    *out = NULL;
    enum hoshi_status status = hoshi_json_parse(text, n, &document, &root, NULL);
    hoshi_json_close(document);
    if (status)
        return status == HOSHI_E_MEMORY ? hoshi_fault_add(faults, status, NULL, NULL, NULL) : HOSHI_OK;
    bool mark = n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0;
    cJSON *tree = cJSON_ParseWithLength(text + (mark ? 3 : 0), n - (mark ? 3 : 0));
    cJSON *list = tree ? cJSON_GetObjectItemCaseSensitive(tree, "entries") : NULL, *one;
    if (cJSON_IsArray(list))
        cJSON_ArrayForEach(one, list) words_entry(&s, one);
    else if (tree)
        words_entry(&s, tree);
    *out = tree && !s.full ? cJSON_PrintUnformatted(tree) : NULL;
    cJSON_Delete(tree);
    if (!*out)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    return faults->n > before ? faults->item[before].status : HOSHI_OK;
}
