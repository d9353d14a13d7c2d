/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"
#include "workbook_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

static char *part_read(zip_t *archive, const char *name)
{
    zip_stat_t stat;
    if (zip_stat(archive, name, 0, &stat))
        return NULL;
    char *text = malloc(stat.size + 1);
    zip_file_t *file = zip_fopen(archive, name, 0);
    assert_non_null(text);
    assert_non_null(file);
    assert_int_equal(zip_fread(file, text, stat.size), stat.size);
    zip_fclose(file);
    text[stat.size] = 0;
    return text;
}

struct workbook_text *workbook_text_read(const char *path)
{
    int error = 0;
    zip_t *archive = zip_open(path, ZIP_RDONLY, &error);
    struct workbook_text *t = calloc(1, sizeof *t);
    assert_non_null(archive);
    assert_non_null(t);
    t->workbook = part_read(archive, "xl/workbook.xml");
    t->strings = part_read(archive, "xl/sharedStrings.xml");
    t->chart = part_read(archive, "xl/charts/chart1.xml");
    for (; t->sheets < WORKBOOK_TEXT_SHEETS; t->sheets++) {
        char name[64];
        snprintf(name, sizeof name, "xl/worksheets/sheet%zu.xml", t->sheets + 1);
        t->sheet[t->sheets] = part_read(archive, name);
        if (!t->sheet[t->sheets])
            break;
    }
    zip_close(archive);
    return t;
}

void workbook_text_release(struct workbook_text *t)
{
    free(t->workbook);
    free(t->strings);
    free(t->chart);
    for (size_t i = 0; i < t->sheets; i++)
        free(t->sheet[i]);
    free(t);
}

/* The text of an element within from … end, entities replaced; false when there is none. */
static bool element_text(const char *from, const char *end, const char *tag, char *out, size_t size)
{
    static const char *const entity[][2] = {{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&amp;", "&"}};
    char open[16];
    snprintf(open, sizeof open, "<%s", tag);
    const char *p = strstr(from, open);
    if (!p || p >= end)
        return false;
    size_t n = 0;
    for (p = strchr(p, '>') + 1; *p && *p != '<' && n + 1 < size;) {
        size_t k = 0;
        while (k < 4 && strncmp(p, entity[k][0], strlen(entity[k][0])) != 0)
            k++;
        out[n++] = k < 4 ? *entity[k][1] : *p;
        p += k < 4 ? strlen(entity[k][0]) : 1;
    }
    out[n] = 0;
    return true;
}

static const char *string_of(const struct workbook_text *t, long index)
{
    const char *p = t->strings;
    for (long i = 0; p && i <= index; i++)
        p = strstr(i ? p + 1 : p, "<si>");
    assert_non_null(p);
    return p;
}

const char *workbook_text_cell(struct workbook_text *t, int sheet, const char *cell)
{
    char open[32], value[4000] = "", formula[4000];
    assert_true(sheet >= 1 && (size_t)sheet <= t->sheets);
    snprintf(open, sizeof open, "<c r=\"%s\"", cell);
    const char *from = strstr(t->sheet[sheet - 1], open);
    t->answer[0] = 0;
    if (!from)
        return t->answer;
    const char *head = strchr(from, '>'), *end = head[-1] == '/' ? head : strstr(from, "</c>");
    const char *shared = strstr(from, "t=\"s\"");
    element_text(from, end, "v>", value, sizeof value);
    if (shared && shared < head) {
        const char *si = string_of(t, atol(value));
        element_text(si, strstr(si, "</si>"), "t", value, sizeof value);
    }
    if (element_text(from, end, "f>", formula, sizeof formula))
        snprintf(t->answer, sizeof t->answer, "=%s|%s", formula, value);
    else
        snprintf(t->answer, sizeof t->answer, "%s", value);
    return t->answer;
}

const char *workbook_text_height(struct workbook_text *t, int sheet, int row)
{
    char open[32];
    assert_true(sheet >= 1 && (size_t)sheet <= t->sheets);
    snprintf(open, sizeof open, "<row r=\"%d\"", row);
    const char *from = strstr(t->sheet[sheet - 1], open);
    const char *end = from ? strchr(from, '>') : NULL, *height = from ? strstr(from, " ht=\"") : NULL;
    t->answer[0] = 0;
    if (height && height < end)
        snprintf(t->answer, sizeof t->answer, "%.*s", (int)strcspn(height + 5, "\""), height + 5);
    return t->answer;
}
