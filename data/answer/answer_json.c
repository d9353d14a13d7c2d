/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "answer_json.h"
#include "answer_collect.h"
#include "text.h"
#include "text_key.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const char *optional_text(const struct hoshi_json *at, const char *key)
{
    struct hoshi_json member;
    if (!hoshi_json_get(at, key, &member))
        return NULL;
    const char *text = hoshi_json_text(&member, HOSHI_ANSWER_TEXT, true);
    return text[0] ? text : NULL;
}

static enum hoshi_answer_status json_status(const struct hoshi_json *at)
{
    return (enum hoshi_answer_status)hoshi_json_choice(at, hoshi_answer_keys, HOSHI_ANSWERS,
                                                       HOSHI_UNANSWERED);
}

static void json_remaining(const struct hoshi_json *at, struct hoshi_answer *found)
{
    found->remaining_ppm = hoshi_json_ratio(at, 0, HOSHI_MICRO, HOSHI_NONE);
    if (found->remaining_ppm != HOSHI_NONE && found->status != HOSHI_PARTIAL)
        hoshi_json_fault(at, HOSHI_E_REMAINING, hoshi_answer_key(found->status), "partial");
}

static void json_answer(struct hoshi_collector *c, const struct hoshi_json *at)
{
    static const char *const keys[] = {"status", "remaining", "note", "evidence"};
    struct hoshi_answer found = {.status = HOSHI_UNANSWERED, .remaining_ppm = HOSHI_NONE};
    struct hoshi_json member;
    char path[HOSHI_CELL_PLACE];
    size_t i = hoshi_catalog_find(c->catalog, at->key);
    if (c->draft) {
        hoshi_json_path(at, path, sizeof path);
        if (hoshi_collect_lost(c, at->key, i, path))
            return;
    }
    if (i == SIZE_MAX) {
        bool draft = hoshi_collect_is_draft(c->catalog, at->key);
        const char *list[HOSHI_CRITERIA_MAX], *near = NULL;
        for (size_t k = 0; k < c->catalog->criteria; k++)
            list[k] = c->catalog->criterion[k].id;
        if (!draft)
            near = hoshi_text_nearest(at->key, list, c->catalog->criteria);
        hoshi_json_fault(at, draft ? HOSHI_E_CRITERION_DRAFT : HOSHI_E_CRITERION_UNKNOWN, at->key, "%s",
                         near ? near : c->catalog->version);
        return;
    }
    if (hoshi_json_is_object(at)) {
        hoshi_json_keys(at, keys, COUNT(keys));
        if (hoshi_json_need(at, "status", &member))
            found.status = json_status(&member);
        if (hoshi_json_get(at, "remaining", &member))
            json_remaining(&member, &found);
        found.note = optional_text(at, "note");
        found.evidence = optional_text(at, "evidence");
    } else
        found.status = json_status(at);
    hoshi_json_path(at, path, sizeof path);
    hoshi_collect(c, i, &found, 0, path);
}

static bool same_version(const char *stated, const char *version)
{
    return strncmp(stated, version, 10) == 0 && strlen(stated) >= 10 &&
           (!stated[10] || strcmp(stated, version) == 0);
}

static void json_answers(struct hoshi_collector *c, const struct hoshi_json *at)
{
    struct hoshi_json member, child;
    if (hoshi_json_get(at, "catalog", &member)) {
        const char *stated = hoshi_json_text(&member, 40, false);
        c->version_known = true;
        if (stated[0] && !same_version(stated, c->catalog->version))
            hoshi_json_fault(&member, HOSHI_E_CATALOG_VERSION, NULL, "%.10s", c->catalog->version);
    }
    if (!hoshi_json_get(at, "answers", &member))
        return;
    if (!hoshi_json_is_object(&member)) {
        hoshi_json_fault(&member, HOSHI_E_TYPE, NULL, "{…}");
        return;
    }
    for (bool more = hoshi_json_first(&member, &child); more; more = hoshi_json_next(&child))
        json_answer(c, &child);
}

/* The getters only record what they find, so the status is told by what came in since (n,
 * dropped): the first of it, or when the list was full the first of all. */
static enum hoshi_status first_since(const struct hoshi_faults *faults, size_t n, size_t dropped)
{
    if (faults->n > n)
        return faults->item[n].status;
    return faults->dropped > dropped ? faults->item[0].status : HOSHI_OK;
}

static enum hoshi_status json_collect(const struct hoshi_json *at, const char *file, bool draft,
                                      const struct hoshi_catalog *catalog, struct hoshi_arena *arena,
                                      struct hoshi_answers *answers)
{
    struct hoshi_collector c;
    struct hoshi_faults *faults = at->faults;
    size_t n = faults->n, dropped = faults->dropped;
    if (!hoshi_collect_init(&c, catalog, arena, faults))
        return c.status;
    c.draft = draft;
    json_answers(&c, at);
    if (!c.status)
        c.status = first_since(faults, n, dropped);
    return hoshi_collect_finish(&c, file, answers);
}

enum hoshi_status hoshi_answers_json(const struct hoshi_json *at, const struct hoshi_catalog *catalog,
                                     struct hoshi_arena *arena, struct hoshi_answers *answers)
{
    if (at->faults)
        return json_collect(at, NULL, false, catalog, arena, answers);
    struct hoshi_json top = *at;
    top.faults = calloc(1, sizeof *top.faults);
    if (!top.faults)
        return HOSHI_E_MEMORY;
    enum hoshi_status status = json_collect(&top, NULL, false, catalog, arena, answers);
    free(top.faults);
    return status;
}

/* The ids of the draft among the keys; true when there were any. Recorded when `refuse`. */
static bool json_draft(const struct hoshi_json *root, const struct hoshi_catalog *catalog, bool refuse)
{
    struct hoshi_json member, child;
    char ids[120] = "";
    size_t used = 0;
    if (!hoshi_json_get(root, "answers", &member) || !hoshi_json_is_object(&member))
        return false;
    for (bool more = hoshi_json_first(&member, &child); more; more = hoshi_json_next(&child))
        if (hoshi_collect_is_draft(catalog, child.key) && used < sizeof ids)
            used += (size_t)snprintf(ids + used, sizeof ids - used, "%s%s", used ? ", " : "", child.key);
    if (used && refuse)
        hoshi_json_fault(&member, HOSHI_E_DRAFT_SHEET, ids, "%.10s", catalog->version);
    return used != 0;
}

enum hoshi_status hoshi_answers_json_text(const char *text, size_t n, const char *path,
                                          const struct hoshi_catalog *catalog, struct hoshi_arena *arena,
                                          struct hoshi_answers *answers, struct hoshi_answer_source *source,
                                          struct hoshi_faults *faults)
{
    static const char *const keys[] = {"hoshiwari_answers", "catalog", "answers"};
    struct hoshi_json_document *document = NULL;
    struct hoshi_json root, member;
    struct hoshi_answers read;
    size_t before = faults->n, dropped = faults->dropped;
    enum hoshi_status status = hoshi_json_parse(text, n, &document, &root, faults);
    if (status)
        return status;
    hoshi_json_keys(&root, keys, COUNT(keys));
    if (hoshi_json_get(&root, "hoshiwari_answers", &member) &&
        hoshi_json_int(&member, INT32_MIN, INT32_MAX, 1) != 1)
        hoshi_json_fault(&member, HOSHI_E_FORMAT_VERSION, NULL, "1");
    hoshi_json_need(&root, "answers", &member);
    bool draft = json_draft(&root, catalog, !source);
    status = draft && !source ? HOSHI_E_DRAFT_SHEET : json_collect(&root, path, draft, catalog, arena, &read);
    if (source)
        *source = (struct hoshi_answer_source){.kind = HOSHI_ANSWERS_JSON, .encoding = "", .draft = draft};
    if (status != HOSHI_E_DRAFT_SHEET && first_since(faults, before, dropped))
        status = first_since(faults, before, dropped);
    if (!status)
        *answers = read;
    hoshi_json_close(document);
    return status;
}
