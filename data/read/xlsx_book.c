/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small readers of the parts a workbook has beside its sheets (relations, workbook, styles, shared strings),
 * each a pair of element handlers working with names of the spreadsheet namespace only. */
#include "xlsx_book.h"
#include "fold.h"
#include "buffer.h"
#include "xlsx_text.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { RELATIONS_MAX = 4000 };

struct relation {
    const char *id, *type, *target;
};

struct relations {
    struct relation *item;
    size_t n;
};

static bool book_ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n >= m && strcmp(text + n - m, end) == 0;
}

static void relation_start(struct hoshi_xml *x, const char *name, const char **attribute)
{
    struct relations *r = x->user;
    const char *id = hoshi_xml_attribute(attribute, "Id"), *type = hoshi_xml_attribute(attribute, "Type");
    const char *target = hoshi_xml_attribute(attribute, "Target"),
               *mode = hoshi_xml_attribute(attribute, "TargetMode");
    if (x->depth != 2 || strcmp(name, "Relationship") != 0 || !id || !type || !target)
        return;
    if (mode && strcmp(mode, "External") == 0)
        return;
    if (r->n == RELATIONS_MAX) {
        hoshi_xml_fail_over(x, HOSHI_E_TOO_MANY, x->part, RELATIONS_MAX);
        return;
    }
    struct hoshi_arena *arena = &x->book->arena;
    struct relation *to = &r->item[r->n++];
    *to = (struct relation){hoshi_arena_text(arena, id), hoshi_arena_text(arena, type),
                            hoshi_arena_text(arena, target)};
    if (!to->id || !to->type || !to->target)
        hoshi_xml_fail(x, HOSHI_E_MEMORY, NULL, NULL);
}

static const struct hoshi_xml_handlers relation_handlers = {.start = relation_start, .any_namespace = true};

static enum hoshi_status read_relations(struct hoshi_xlsx *book, const char *part, struct relations *r,
                                        struct hoshi_faults *faults)
{
    r->n = 0;
    r->item = hoshi_arena_array(&book->arena, RELATIONS_MAX, sizeof *r->item);
    if (!r->item)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    return hoshi_xml_part(book, part, &relation_handlers, r, faults);
}

static const struct relation *relation_by_type(const struct relations *r, const char *end)
{
    for (size_t i = 0; i < r->n; i++)
        if (book_ends_with(r->item[i].type, end))
            return &r->item[i];
    return NULL;
}

/* target, relative to the folder of `base`, as the name of a part: no leading slash, no "." or "..". NULL: no
 * memory. */
static const char *resolve(struct hoshi_arena *arena, const char *base, const char *target)
{
    const char *slash = strrchr(base, '/');
    bool absolute = target[0] == '/' || target[0] == '\\' || !slash;
    char *name = hoshi_arena_printf(arena, "%.*s%s", absolute ? 0 : (int)(slash - base) + 1, base, target);
    char *out = name, *p = name;
    if (!name)
        return NULL;
    for (char *c = name; *c; c++)
        if (*c == '\\')
            *c = '/';
    while (*p) {
        size_t n = strcspn(p, "/");
        bool last = !p[n];
        if (n == 2 && memcmp(p, "..", 2) == 0) {
            if (out > name)
                out--;
            while (out > name && out[-1] != '/')
                out--;
        } else if (n && !(n == 1 && *p == '.')) {
            memmove(out, p, n);
            out += n;
            if (!last)
                *out++ = '/';
        }
        p += n + !last;
    }
    *out = 0;
    return name;
}

struct workbook {
    const struct relations *relations;
    struct hoshi_xlsx_sheet *sheet; /* room for HOSHI_XLSX_SHEETS */
    size_t n;
    bool foreign; /* the root is no workbook */
    struct hoshi_xlsx_name *name;
    size_t names;
    bool in_name; /* text of a defined name follows */
    char target[256];
    size_t target_n;
};

static const char *relation_id(const char **attribute)
{
    for (; attribute[0]; attribute += 2)
        if (book_ends_with(attribute[0], "/relationships id"))
            return attribute[1];
    return NULL;
}

static void add_sheet(struct hoshi_xml *x, const char **attribute)
{
    struct workbook *w = x->user;
    const char *name = hoshi_xml_attribute(attribute, "name"),
               *state = hoshi_xml_attribute(attribute, "state");
    const char *id = relation_id(attribute);
    const struct relation *r = NULL;
    for (size_t i = 0; id && i < w->relations->n && !r; i++)
        if (strcmp(w->relations->item[i].id, id) == 0)
            r = &w->relations->item[i];
    if (!id || !*id) /* a module sheet of old: no worksheet */
        return;
    if (!r || !name) {
        hoshi_xml_fail(x, HOSHI_E_ARCHIVE, name, NULL);
        return;
    }
    if (!book_ends_with(r->type, "/worksheet"))
        return;
    if (w->n == HOSHI_XLSX_SHEETS) {
        hoshi_xml_fail_over(x, HOSHI_E_TOO_MANY, x->part, HOSHI_XLSX_SHEETS);
        return;
    }
    struct hoshi_xlsx_sheet *s = &w->sheet[w->n++];
    char *kept = hoshi_arena_text(&x->book->arena, name);
    hoshi_text_compose_all(kept);
    s->name = kept;
    s->part = resolve(&x->book->arena, x->part, r->target);
    s->state = !state || strcmp(state, "visible") == 0 ? HOSHI_SHEET_VISIBLE
               : strcmp(state, "veryHidden") == 0      ? HOSHI_SHEET_VERY_HIDDEN
                                                       : HOSHI_SHEET_HIDDEN;
    if (!s->name || !s->part)
        hoshi_xml_fail(x, HOSHI_E_MEMORY, NULL, NULL);
}

/* A name of its own sheet only (localSheetId) is none of the workbook. */
static void name_start(struct hoshi_xml *x, const char **attribute)
{
    struct workbook *w = x->user;
    const char *name = hoshi_xml_attribute(attribute, "name");
    if (!name || hoshi_xml_attribute(attribute, "localSheetId") || w->names == HOSHI_XLSX_NAMES)
        return;
    w->name[w->names].name = hoshi_arena_text(&x->book->arena, name);
    w->in_name = true;
    w->target_n = 0;
}

static void workbook_text(struct hoshi_xml *x, const char *text, size_t n)
{
    struct workbook *w = x->user;
    if (!w->in_name)
        return;
    n = n < sizeof w->target - 1 - w->target_n ? n : sizeof w->target - 1 - w->target_n;
    memcpy(w->target + w->target_n, text, n);
    w->target_n += n;
}

static void workbook_end(struct hoshi_xml *x, const char *name)
{
    struct workbook *w = x->user;
    if (!w->in_name || strcmp(name, "definedName") != 0)
        return;
    w->in_name = false;
    w->target[w->target_n] = 0;
    struct hoshi_xlsx_name *to = &w->name[w->names++];
    to->target = hoshi_arena_text(&x->book->arena, w->target);
    if (!to->name || !to->target)
        hoshi_xml_fail(x, HOSHI_E_MEMORY, NULL, NULL);
}

static void workbook_start(struct hoshi_xml *x, const char *name, const char **attribute)
{
    struct workbook *w = x->user;
    if (x->depth == 1 && strcmp(name, "workbook") != 0) {
        w->foreign = true;
        hoshi_xml_stop(x);
    } else if (x->depth == 2 && strcmp(name, "workbookPr") == 0)
        x->book->date1904 = hoshi_xml_truth(hoshi_xml_attribute(attribute, "date1904"));
    else if (x->depth == 3 && strcmp(name, "sheet") == 0)
        add_sheet(x, attribute);
    else if (x->depth == 3 && strcmp(name, "definedName") == 0)
        name_start(x, attribute);
}

static const struct hoshi_xml_handlers workbook_handlers = {
    .start = workbook_start, .end = workbook_end, .text = workbook_text};

struct styles {
    bool *date;                                /* by number format id */
    const struct hoshi_number_format **number; /* likewise; NULL: shows numbers as they are */
    uint32_t *format;                          /* number format id by cell format */
    size_t n;
    int cell_formats; /* depth inside cellXfs */
};

static bool builtin_date(unsigned long id)
{
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
           (id >= 50 && id <= 58);
}

/* Kept when it shows more than the number. */
static void keep_number_format(struct hoshi_xml *x, struct styles *s, unsigned long id, const char *code)
{
    struct hoshi_number_format format;
    s->number[id] = NULL;
    if (s->date[id] || !hoshi_format_read(code, &format))
        return;
    struct hoshi_number_format *kept = hoshi_arena_array(&x->book->arena, 1, sizeof *kept);
    if (!kept) {
        hoshi_xml_fail(x, HOSHI_E_MEMORY, NULL, NULL);
        return;
    }
    *kept = format;
    s->number[id] = kept;
}

static void styles_start(struct hoshi_xml *x, const char *name, const char **attribute)
{
    struct styles *s = x->user;
    unsigned long id = 0;
    if (x->depth == 2)
        s->cell_formats = strcmp(name, "cellXfs") == 0;
    if (x->depth != 3)
        return;
    bool known = hoshi_xml_digits(hoshi_xml_attribute(attribute, "numFmtId"), HOSHI_XLSX_FORMATS - 1, &id);
    if (strcmp(name, "numFmt") == 0) {
        const char *code = hoshi_xml_attribute(attribute, "formatCode");
        if (known && code) {
            s->date[id] = hoshi_format_is_date(code);
            keep_number_format(x, s, id, code);
        }
    } else if (s->cell_formats && strcmp(name, "xf") == 0) {
        if (s->n == HOSHI_XLSX_FORMATS)
            hoshi_xml_fail_over(x, HOSHI_E_TOO_MANY, x->part, HOSHI_XLSX_FORMATS);
        else
            s->format[s->n++] = (uint32_t)id;
    }
}

static const struct hoshi_xml_handlers styles_handlers = {.start = styles_start};

static enum hoshi_status read_styles(struct hoshi_xlsx *book, struct hoshi_faults *faults)
{
    struct styles s = {.date = calloc(HOSHI_XLSX_FORMATS, sizeof *s.date),
                       .number = calloc(HOSHI_XLSX_FORMATS, sizeof(void *)),
                       .format = calloc(HOSHI_XLSX_FORMATS, sizeof *s.format)};
    static const struct hoshi_number_format percent = {
        .percent = true, .places = 1, .zeros = 1, .pattern = "\1"};
    enum hoshi_status status = HOSHI_E_MEMORY;
    if (!s.date || !s.number || !s.format)
        goto memory;
    for (unsigned long id = 0; id < 100; id++)
        s.date[id] = builtin_date(id);
    s.number[9] = s.number[10] = &percent;
    status = hoshi_xml_part(book, book->styles_part, &styles_handlers, &s, faults);
    if (status)
        goto out;
    book->date_format = hoshi_arena_array(&book->arena, s.n, sizeof *book->date_format);
    book->number_format = hoshi_arena_array(&book->arena, s.n, sizeof(void *));
    status = book->date_format && book->number_format ? HOSHI_OK : HOSHI_E_MEMORY;
    if (status)
        goto memory;
    book->formats = s.n;
    for (size_t i = 0; i < s.n; i++) {
        book->date_format[i] = s.date[s.format[i]];
        book->number_format[i] = s.number[s.format[i]];
    }
    goto out;
memory:
    hoshi_fault_add(faults, status, book->styles_part, NULL, NULL);
out:
    free(s.date);
    free(s.number);
    free(s.format);
    return status;
}

struct strings {
    struct hoshi_buffer text;
    size_t capacity;
    int phonetic; /* depth inside rPh */
    bool inside, collecting;
};

static void strings_start(struct hoshi_xml *x, const char *name, const char **attribute)
{
    struct strings *s = x->user;
    (void)attribute;
    if (x->depth == 2 && strcmp(name, "si") == 0) {
        s->inside = true;
        hoshi_xlsx_text_clear(&s->text);
    } else if (strcmp(name, "rPh") == 0)
        s->phonetic++;
    else if (s->inside && !s->phonetic && strcmp(name, "t") == 0)
        s->collecting = true;
}

static void add_string(struct hoshi_xml *x, struct strings *s)
{
    struct hoshi_xlsx *book = x->book;
    if (!hoshi_xlsx_text_finish(x, &s->text, x->part))
        return;
    if (book->strings == HOSHI_XLSX_STRINGS) {
        hoshi_xml_fail_over(x, HOSHI_E_TOO_MANY, x->part, HOSHI_XLSX_STRINGS);
        return;
    }
    if (book->strings == s->capacity) {
        size_t capacity = s->capacity ? s->capacity * 2 : 256;
        const char **string = realloc(book->string, capacity * sizeof *string);
        if (!string) {
            hoshi_xml_fail(x, HOSHI_E_MEMORY, NULL, NULL);
            return;
        }
        book->string = string;
        s->capacity = capacity;
    }
    const char *text = s->text.length ? hoshi_arena_text(&book->arena, s->text.text) : "";
    if (!text)
        hoshi_xml_fail(x, HOSHI_E_MEMORY, NULL, NULL);
    else
        book->string[book->strings++] = text;
}

static void strings_end(struct hoshi_xml *x, const char *name)
{
    struct strings *s = x->user;
    if (strcmp(name, "t") == 0)
        s->collecting = false;
    else if (strcmp(name, "rPh") == 0)
        s->phonetic--;
    else if (x->depth == 2 && s->inside) {
        s->inside = false;
        add_string(x, s);
    }
}

static void strings_text(struct hoshi_xml *x, const char *text, size_t n)
{
    struct strings *s = x->user;
    if (s->collecting)
        hoshi_xlsx_text_add(x, &s->text, x->part, text, n);
}

static const struct hoshi_xml_handlers strings_handlers = {
    .start = strings_start, .end = strings_end, .text = strings_text};

/* Styles and shared strings are read before the first sheet. */
enum hoshi_status hoshi_xlsx_shared(struct hoshi_xlsx *book, struct hoshi_faults *faults)
{
    struct strings s = {0};
    enum hoshi_status status = HOSHI_OK;
    if (book->shared_read)
        return HOSHI_OK;
    free(book->string);
    book->string = NULL;
    book->strings = 0;
    hoshi_buffer_init(&s.text, HOSHI_XLSX_RAW);
    /* A part that nothing needs may be missing; a cell that does need it is told. */
    if (book->styles_part && hoshi_xml_has_part(book, book->styles_part))
        status = read_styles(book, faults);
    if (!status && book->strings_part && hoshi_xml_has_part(book, book->strings_part))
        status = hoshi_xml_part(book, book->strings_part, &strings_handlers, &s, faults);
    hoshi_buffer_release(&s.text);
    book->shared_read = status == HOSHI_OK;
    return status;
}

/* The part that is the workbook, by the relations of the package. */
enum hoshi_status hoshi_xlsx_find_workbook(struct hoshi_xlsx *book, const char **part,
                                           struct hoshi_faults *faults)
{
    struct relations r;
    if (!hoshi_xml_has_part(book, "_rels/.rels"))
        return hoshi_fault_add(faults, HOSHI_E_FILE_KIND, NULL, NULL, ".xlsx, .ods");
    enum hoshi_status status = read_relations(book, "_rels/.rels", &r, faults);
    if (status)
        return status;
    const struct relation *document = relation_by_type(&r, "/officeDocument");
    if (!document)
        return hoshi_fault_add(faults, HOSHI_E_FILE_KIND, NULL, NULL, ".xlsx, .ods");
    if (book_ends_with(document->target, ".bin"))
        return hoshi_fault_add(faults, HOSHI_E_PAGE_SPREADSHEET, NULL, ".xlsb", ".xlsx");
    *part = resolve(&book->arena, "", document->target);
    return *part ? HOSHI_OK : hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
}

enum hoshi_status hoshi_xlsx_read_workbook(struct hoshi_xlsx *book, const char *part,
                                           struct hoshi_faults *faults)
{
    struct relations r;
    const char *slash = strrchr(part, '/');
    int folder = slash ? (int)(slash - part) + 1 : 0;
    const char *name = hoshi_arena_printf(&book->arena, "%.*s_rels/%s.rels", folder, part, part + folder);
    struct workbook w = {.relations = &r,
                         .sheet = hoshi_arena_array(&book->arena, HOSHI_XLSX_SHEETS, sizeof *w.sheet),
                         .name = hoshi_arena_array(&book->arena, HOSHI_XLSX_NAMES, sizeof *w.name)};
    if (!name || !w.sheet || !w.name)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    enum hoshi_status status = read_relations(book, name, &r, faults);
    if (!status)
        status = hoshi_xml_part(book, part, &workbook_handlers, &w, faults);
    if (status)
        return status;
    if (w.foreign)
        return hoshi_fault_add(faults, HOSHI_E_FILE_KIND, NULL, part, ".xlsx, .ods");
    const struct relation *strings = relation_by_type(&r, "/sharedStrings");
    const struct relation *styles = relation_by_type(&r, "/styles");
    book->sheet = w.sheet;
    book->sheets = w.n;
    book->name = w.name;
    book->names = w.names;
    book->strings_part = strings ? resolve(&book->arena, part, strings->target) : NULL;
    book->styles_part = styles ? resolve(&book->arena, part, styles->target) : NULL;
    if ((strings && !book->strings_part) || (styles && !book->styles_part))
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    return HOSHI_OK;
}

/* ---- docProps/core.xml; of an OpenDocument meta.xml ---- */

struct saved {
    char text[32];
    size_t n;
    bool within;
};

static void saved_start(struct hoshi_xml *x, const char *name, const char **attribute)
{
    (void)attribute;
    ((struct saved *)x->user)->within = strcmp(name, x->book->ods ? "date" : "modified") == 0;
}

static void saved_end(struct hoshi_xml *x, const char *name)
{
    (void)name;
    ((struct saved *)x->user)->within = false;
}

static void saved_text(struct hoshi_xml *x, const char *text, size_t n)
{
    struct saved *s = x->user;
    for (size_t i = 0; i < n && s->within && s->n + 1 < sizeof s->text; i++)
        s->text[s->n++] = text[i];
}

struct hoshi_date hoshi_xlsx_modified(struct hoshi_xlsx *book)
{
    static const struct hoshi_xml_handlers handlers = {
        .start = saved_start, .end = saved_end, .text = saved_text, .any_namespace = true};
    struct saved s = {.n = 0};
    struct hoshi_date day = {0};
    const char *part = book->ods ? "meta.xml" : "docProps/core.xml";
    if (!hoshi_xml_has_part(book, part) || hoshi_xml_part(book, part, &handlers, &s, NULL) || s.n < 10)
        return day;
    s.text[10] = 0; /* 2026-12-01T04:05:06Z: the day it was in Greenwich */
    return hoshi_date_parse(s.text, &day) ? day : (struct hoshi_date){0};
}
