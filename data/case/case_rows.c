/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "case_rows.h"
#include "case_fields.h"

#include <stdio.h>
#include <string.h>

struct row_walk {
    const char *list;
    hoshi_case_row_use *use;
    void *user;
};

static const struct field *row_field(const struct field *f, size_t n, const char *key, size_t length)
{
    for (size_t i = 0; i < n; i++)
        if (strlen(f[i].key) == length && strncmp(f[i].key, key, length) == 0)
            return &f[i];
    return NULL;
}

static bool row_kind(const struct field *f, enum hoshi_row_kind *kind)
{
    static const struct {
        enum field_kind field;
        enum hoshi_row_kind kind;
    } kinds[] = {{FIELD_TEXT, HOSHI_ROW_TEXT},   {FIELD_ID, HOSHI_ROW_TEXT},
                 {FIELD_INT, HOSHI_ROW_WHOLE},   {FIELD_YEN_MICRO, HOSHI_ROW_WHOLE},
                 {FIELD_LEVEL, HOSHI_ROW_WHOLE}, {FIELD_DECIMAL, HOSHI_ROW_DECIMAL},
                 {FIELD_TRUTH, HOSHI_ROW_TRUTH}, {FIELD_DATE, HOSHI_ROW_DATE},
                 {FIELD_MONTH, HOSHI_ROW_MONTH}, {FIELD_WORD, HOSHI_ROW_CHOICE},
                 {FIELD_ENUM, HOSHI_ROW_CHOICE}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].field == f->kind) {
            *kind = kinds[i].kind;
            return f->offset != SIZE_MAX;
        }
    return false;
}

/* "" as path: of the whole list. */
static void row_walk(const struct row_walk *w, const struct field *f, size_t n, const char *path,
                     size_t offset)
{
    char full[160];
    for (size_t i = 0; i < n; i++) {
        struct hoshi_case_row row = {
            .list = w->list, .offset = offset + f[i].offset, .field = (int)f[i].kind};
        int k = snprintf(row.path, sizeof row.path, "%s%s%s", path, *path ? "." : "", f[i].key);
        if (k < 0 || (size_t)k >= sizeof row.path)
            continue;
        if (f[i].kind == FIELD_OBJECT) {
            row_walk(w, f[i].sub, f[i].subs, row.path, row.offset);
            continue;
        }
        if (!row_kind(&f[i], &row.kind))
            continue;
        const char *list = w->list ? w->list : "", *dot = w->list ? "." : "";
        snprintf(full, sizeof full, "%s%s%s", list, dot, row.path);
        hoshi_case_words(full, &row.name, &row.help);
        snprintf(full, sizeof full, "%s%s%s", list, *path ? dot : "", path);
        if (*path)
            hoshi_case_words(full, &row.group, &(struct hoshi_words){0});
        bool wide = f[i].kind == FIELD_LEVEL;
        row.min = wide ? 3 : f[i].min;
        row.max = wide ? 4 : f[i].max;
        row.choice = f[i].choices;
        row.choices = f[i].choices_n;
        w->use(w->user, &row);
    }
}

void hoshi_case_rows(const char *list, hoshi_case_row_use *use, void *user)
{
    const struct row_walk w = {list, use, user};
    const struct field *f = list ? row_field(hoshi_case_root, hoshi_case_root_n, list, strlen(list)) : NULL;
    if (f)
        row_walk(&w, f->sub, f->subs, "", 0);
    else if (!list)
        row_walk(&w, hoshi_case_root, hoshi_case_root_n, "", 0);
}

struct hoshi_words hoshi_case_row_choice(const struct hoshi_case_row *row, size_t choice)
{
    char full[160];
    snprintf(full, sizeof full, "%s%s%s", row->list ? row->list : "", row->list ? "." : "", row->path);
    return hoshi_case_choice_words(full, row->choice[choice]);
}

const char *const *hoshi_case_choices(const char *path, size_t *n)
{
    const struct field *f = hoshi_case_root;
    size_t count = hoshi_case_root_n;
    *n = 0;
    for (;;) {
        size_t length = strcspn(path, ".");
        f = row_field(f, count, path, length);
        if (!f || !path[length]) {
            *n = f ? f->choices_n : 0;
            return f ? f->choices : NULL;
        }
        count = f->subs;
        f = f->sub;
        path += length + 1;
    }
}

/* ---- values ---- */

static void row_choice(const struct hoshi_case_row *row, const char *key, struct hoshi_case_row_value *v)
{
    for (size_t i = 0; key && i < row->choices; i++)
        if (strcmp(row->choice[i], key) == 0) {
            v->stated = true;
            v->choice = i;
        }
}

static void row_number(int64_t number, int64_t of, struct hoshi_case_row_value *v)
{
    v->stated = number != HOSHI_NONE;
    v->number = v->stated ? number / of : 0;
}

struct hoshi_case_row_value hoshi_case_row_value(const struct hoshi_case_row *row, const void *at)
{
    struct hoshi_case_row_value v = {.stated = false};
    const void *p = (const char *)at + row->offset;
    switch ((enum field_kind)row->field) {
    case FIELD_TEXT:
    case FIELD_ID:
        v.text = *(const char *const *)p;
        v.stated = v.text && *v.text;
        break;
    case FIELD_WORD:
        row_choice(row, *(const char *const *)p, &v);
        break;
    case FIELD_ENUM:
        v.choice = (size_t) * (const int *)p;
        v.stated = v.choice > 0 && v.choice < row->choices;
        break;
    case FIELD_YEN_MICRO:
        row_number(*(const int64_t *)p, HOSHI_MICRO, &v);
        break;
    case FIELD_TRUTH:
        v.truth = *(const enum hoshi_truth *)p;
        v.stated = v.truth != HOSHI_UNKNOWN;
        break;
    case FIELD_DATE:
    case FIELD_MONTH:
        v.date = *(const struct hoshi_date *)p;
        v.stated = v.date.year != 0;
        break;
    default:
        row_number(*(const int64_t *)p, 1, &v);
    }
    return v;
}
