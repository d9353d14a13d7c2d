/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A number style is written out as the code that Excel has for it (<number:number min-integer-digits="7"/> is
 * "0000000"), so that one reader of codes says for both what a cell shows. */
#include "ods_part.h"
#include "sort.h"
#include "text.h"

#include <stdio.h>
#include <string.h>

enum { ODS_PARENTS = 16, ODS_DIGITS = 40 };

static void style_code(struct hoshi_ods_styles *s, const char *text)
{
    size_t used = strlen(s->code);
    hoshi_text_copy(s->code + used, sizeof s->code - used, text);
}

/* A text that a format shows; the % of a style of per cents is no text. */
static void style_literal(struct hoshi_ods_styles *s)
{
    char quoted[sizeof s->text + 8];
    size_t n = 0;
    for (const char *p = s->text; *p && n + 1 < sizeof s->text; p++)
        if (*p != '"')
            s->text[n++] = *p;
    s->text[n] = 0;
    if (s->percent && strcmp(s->text, "%") == 0)
        style_code(s, "%");
    else if (n) {
        snprintf(quoted, sizeof quoted, "\"%s\"", s->text);
        style_code(s, quoted);
    }
}

/* <number:number decimal-places="2" min-integer-digits="7" display-factor="1000"/> */
static void style_digits(struct hoshi_ods_styles *s, const char **attribute)
{
    unsigned long digits = 1, places = 0, factor = 1;
    if (!hoshi_xml_digits(hoshi_xml_attribute(attribute, ODS_NUMBER "min-integer-digits"), ODS_DIGITS,
                          &digits))
        digits = 1;
    if (!hoshi_xml_digits(hoshi_xml_attribute(attribute, ODS_NUMBER "decimal-places"), ODS_DIGITS, &places))
        places = 0;
    if (!hoshi_xml_digits(hoshi_xml_attribute(attribute, ODS_NUMBER "display-factor"), 1000000000, &factor))
        factor = 1;
    if (!digits)
        style_code(s, "#");
    for (unsigned long i = 0; i < digits; i++)
        style_code(s, "0");
    if (places)
        style_code(s, ".0");
    for (; factor >= 1000; factor /= 1000)
        style_code(s, ",");
}

/* A text between the places, so many of them before the last: 000-0000. */
static void style_embed(struct hoshi_ods_styles *s)
{
    char rest[sizeof s->code];
    size_t at = strcspn(s->code, ".,"), left = s->embed;
    while (at && left) { /* what was put in before stands in quotes */
        at--;
        if (s->code[at] == '"')
            while (at && s->code[--at] != '"')
                ;
        else
            left--;
    }
    if (!at)
        return;
    hoshi_text_copy(rest, sizeof rest, s->code + at);
    s->code[at] = 0;
    style_literal(s);
    style_code(s, rest);
}

static const char *style_kept(struct hoshi_xml *x, const char *text)
{
    const char *kept = text ? hoshi_arena_text(&x->book->arena, text) : NULL;
    if (text && !kept)
        hoshi_xml_fail(x, HOSHI_E_MEMORY, NULL, NULL);
    return kept;
}

static bool style_room(struct hoshi_xml *x, void **array, size_t n, size_t *capacity, size_t size)
{
    if (n == HOSHI_XLSX_FORMATS)
        hoshi_xml_fail_over(x, HOSHI_E_TOO_MANY, x->part, HOSHI_XLSX_FORMATS);
    else if (n == *capacity && !hoshi_grid_grow(array, capacity, size))
        hoshi_xml_fail(x, HOSHI_E_MEMORY, NULL, NULL);
    return !x->status;
}

static void style_add(struct hoshi_xml *x, struct hoshi_ods_styles *s, const char **attribute)
{
    struct hoshi_ods *ods = s->ods;
    const char *family = hoshi_xml_attribute(attribute, ODS_STYLE "family");
    bool cells = family && strcmp(family, "table-cell") == 0, sheet = family && strcmp(family, "table") == 0;
    const char *name = hoshi_xml_attribute(attribute, ODS_STYLE "name");
    if ((!cells && !sheet) || !name ||
        !style_room(x, (void **)&ods->style, ods->styles, &ods->style_capacity, sizeof *ods->style))
        return;
    ods->style[ods->styles++] = (struct hoshi_ods_style){
        .name = style_kept(x, name),
        .parent = style_kept(x, hoshi_xml_attribute(attribute, ODS_STYLE "parent-style-name")),
        .data = style_kept(x, hoshi_xml_attribute(attribute, ODS_STYLE "data-style-name")),
        .of_cells = cells,
        .file = s->file};
}

/* A number style ends: what it shows, when that is more than the number. */
static void style_data_end(struct hoshi_xml *x, struct hoshi_ods_styles *s)
{
    struct hoshi_ods *ods = s->ods;
    struct hoshi_number_format format;
    if (style_room(x, (void **)&ods->data, ods->datas, &ods->data_capacity, sizeof *ods->data)) {
        if (hoshi_format_read(s->code, &format)) {
            struct hoshi_number_format *kept = hoshi_arena_array(&x->book->arena, 1, sizeof *kept);
            if (!kept)
                hoshi_xml_fail(x, HOSHI_E_MEMORY, NULL, NULL);
            else
                *kept = format;
            s->now.number = kept;
        }
        ods->data[ods->datas++] = s->now;
    }
    s->now = (struct hoshi_ods_data){0};
}

static void style_data_start(struct hoshi_xml *x, struct hoshi_ods_styles *s, const char *name,
                             const char **attribute)
{
    s->percent = strcmp(name, ODS_NUMBER "percentage-style") == 0;
    if (!s->percent && strcmp(name, ODS_NUMBER "number-style") != 0 &&
        strcmp(name, ODS_NUMBER "currency-style") != 0)
        return;
    s->now = (struct hoshi_ods_data){.name = style_kept(x, hoshi_xml_attribute(attribute, ODS_STYLE "name")),
                                     .file = s->file};
    s->code[0] = 0;
}

/* Inside a number style. */
static void style_data_part(struct hoshi_xml *x, struct hoshi_ods_styles *s, const char *name,
                            const char **attribute)
{
    const char *condition = hoshi_xml_attribute(attribute, ODS_STYLE "condition");
    if (strcmp(name, ODS_NUMBER "number") == 0)
        style_digits(s, attribute);
    else if (strcmp(name, ODS_NUMBER "text") == 0 || strcmp(name, ODS_NUMBER "currency-symbol") == 0 ||
             strcmp(name, ODS_NUMBER "embedded-text") == 0) {
        s->literal = true;
        s->embed = 0;
        if (!hoshi_xml_digits(hoshi_xml_attribute(attribute, ODS_NUMBER "position"), ODS_DIGITS, &s->embed))
            s->embed = 0;
        s->text[0] = 0;
    } else if (strcmp(name, ODS_STYLE "map") == 0 && condition && strncmp(condition, "value()>", 8) == 0)
        s->now.positive = style_kept(x, hoshi_xml_attribute(attribute, ODS_STYLE "apply-style-name"));
}

void hoshi_ods_style_start(struct hoshi_xml *x, struct hoshi_ods_styles *s, const char *name,
                           const char **attribute)
{
    if (x->depth == 2)
        s->within =
            strcmp(name, ODS_OFFICE "automatic-styles") == 0 || strcmp(name, ODS_OFFICE "styles") == 0;
    if (!s->within)
        return;
    if (x->depth == 3 && strcmp(name, ODS_STYLE "style") == 0)
        style_add(x, s, attribute);
    else if (x->depth == 3 && strcmp(name, ODS_STYLE "default-style") != 0)
        style_data_start(x, s, name, attribute);
    else if (x->depth > 3 && s->now.name)
        style_data_part(x, s, name, attribute);
    else if (x->depth == 4 && strcmp(name, ODS_STYLE "table-properties") == 0 && s->ods->styles) {
        const char *display = hoshi_xml_attribute(attribute, ODS_TABLE "display");
        s->ods->style[s->ods->styles - 1].hidden = display && strcmp(display, "false") == 0;
    }
}

void hoshi_ods_style_text(struct hoshi_ods_styles *s, const char *text, size_t n)
{
    size_t used = strlen(s->text);
    if (!s->literal || used + n >= sizeof s->text) /* longer than a format shows: not understood, left out */
        return;
    memcpy(s->text + used, text, n);
    s->text[used + n] = 0;
}

void hoshi_ods_style_end(struct hoshi_xml *x, struct hoshi_ods_styles *s, const char *name)
{
    (void)name;
    if (s->literal) {
        s->literal = false;
        if (s->embed)
            style_embed(s);
        else
            style_literal(s);
    } else if (x->depth == 3 && s->now.name)
        style_data_end(x, s);
    else if (x->depth == 2)
        s->within = false;
}

static void common_start(struct hoshi_xml *x, const char *name, const char **attribute)
{
    hoshi_ods_style_start(x, x->user, name, attribute);
}

static void common_end(struct hoshi_xml *x, const char *name)
{
    hoshi_ods_style_end(x, x->user, name);
}

static void common_text(struct hoshi_xml *x, const char *text, size_t n)
{
    (void)x;
    hoshi_ods_style_text(x->user, text, n);
}

enum hoshi_status hoshi_ods_common_styles(struct hoshi_xlsx *book, struct hoshi_faults *faults)
{
    static const struct hoshi_xml_handlers on = {
        .start = common_start, .end = common_end, .text = common_text, .whole_names = true};
    struct hoshi_ods_styles s = {.ods = book->ods};
    return hoshi_xml_has_part(book, "styles.xml") ? hoshi_xml_part(book, "styles.xml", &on, &s, faults)
                                                  : HOSHI_OK;
}

/* ---- looked for ---- */

static int style_order(const void *a, const void *b)
{
    const struct hoshi_ods_style *p = a, *q = b;
    int by_name = strcmp(p->name, q->name);
    return by_name ? by_name : (int)q->file - (int)p->file; /* those of content.xml first */
}

static int data_order(const void *a, const void *b)
{
    return strcmp(((const struct hoshi_ods_data *)a)->name, ((const struct hoshi_ods_data *)b)->name);
}

static bool style_before(const void *style, const void *name)
{
    return strcmp(((const struct hoshi_ods_style *)style)->name, name) < 0;
}

static bool data_before(const void *data, const void *name)
{
    return strcmp(((const struct hoshi_ods_data *)data)->name, name) < 0;
}

const struct hoshi_ods_style *hoshi_ods_style(const struct hoshi_ods *ods, const char *name, bool of_cells)
{
    if (!name)
        return NULL;
    size_t i = hoshi_sorted_first(ods->style, ods->styles, sizeof *ods->style, name, style_before);
    for (; i < ods->styles && strcmp(ods->style[i].name, name) == 0; i++)
        if (ods->style[i].of_cells == of_cells)
            return &ods->style[i];
    return NULL;
}

/* Names of number styles hold within their part; one of the other part is better than none. */
static const struct hoshi_ods_data *data_find(const struct hoshi_ods *ods, const char *name, uint8_t file)
{
    const struct hoshi_ods_data *found = NULL;
    if (!name)
        return NULL;
    size_t i = hoshi_sorted_first(ods->data, ods->datas, sizeof *ods->data, name, data_before);
    for (; i < ods->datas && strcmp(ods->data[i].name, name) == 0; i++)
        if (!found || ods->data[i].file == file)
            found = &ods->data[i];
    return found;
}

/* The number style of a cell style, its own or of those it comes from. */
static const struct hoshi_number_format *style_number(const struct hoshi_ods *ods,
                                                      const struct hoshi_ods_style *style)
{
    for (int i = 0; style && !style->data && i < ODS_PARENTS; i++)
        style = style->parent ? hoshi_ods_style(ods, style->parent, true) : NULL;
    const struct hoshi_ods_data *data = style ? data_find(ods, style->data, style->file) : NULL;
    const struct hoshi_ods_data *positive =
        data && data->positive ? data_find(ods, data->positive, data->file) : NULL;
    return positive ? positive->number : data ? data->number : NULL;
}

void hoshi_ods_settle_styles(struct hoshi_ods *ods)
{
    if (ods->styles)
        hoshi_sort(ods->style, ods->styles, sizeof *ods->style, style_order);
    if (ods->datas)
        hoshi_sort(ods->data, ods->datas, sizeof *ods->data, data_order);
    for (size_t i = 0; i < ods->styles; i++)
        if (ods->style[i].of_cells)
            ods->style[i].number = style_number(ods, &ods->style[i]);
}
