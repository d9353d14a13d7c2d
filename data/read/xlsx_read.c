/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook is a zip archive of XML parts. libzip inflates and checks sums, expat parses; both see untrusted
 * bytes, so every part goes through parse_part(), which counts bytes, nesting and token size, and refuses a
 * DOCTYPE before any entity can be declared. What the parts mean is in four small readers below (relations,
 * workbook, styles and shared strings, sheet), each a pair of element handlers working with names of the
 * spreadsheet namespace only.
 *
 * Cost: O(bytes of the parts read). A sheet takes the memory of one row when streamed, of its non-empty cells
 * when read into a grid; texts of shared strings are kept once. */
#include "xlsx_read.h"
#include "csv_read.h"
#include "money.h"
#include "buffer.h"
#include "text.h"

#include <expat.h>
#include <zip.h>

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 64 * 1024, DIRECTORY_MAX = 1024 * 1024, RELATIONS_MAX = 4000, PLACE = 160 };

struct sheet {
    const char *name, *part;
    enum hoshi_sheet_state state;
};

struct hoshi_xlsx {
    zip_t *zip;
    size_t bytes, inflated;
    size_t factor; /* on the sizes a part may have while a sheet is streamed; else 1 */
    bool long_sheets;
    struct sheet *sheet;
    size_t sheets;
    const char *strings_part, *styles_part; /* NULL when there is none */
    const char **string;
    size_t strings;
    bool shared_read;
    bool *date_format; /* per cell format */
    size_t formats;
    bool date1904;
    struct hoshi_grid *grid; /* per sheet: kept by hoshi_xlsx_grid */
    bool *kept;
    struct hoshi_arena arena;
};

/* ---- parsing one part ---- */

struct xml;

/* Element names come without prefix; foreign ones come as "". */
struct handlers {
    void (*start)(struct xml *x, const char *name, const char **attribute);
    void (*end)(struct xml *x, const char *name);
    void (*text)(struct xml *x, const char *text, size_t n);
    bool any_namespace;
};

struct xml {
    const struct handlers *on;
    void *user;
    struct hoshi_xlsx *book;
    const char *part;
    struct hoshi_faults *faults;
    XML_Parser parser;
    enum hoshi_status status;
    int depth;    /* of the element being started or ended; the root has 1 */
    bool stopped; /* on purpose, without a fault */
};

static enum hoshi_status fail_at(struct xml *x, enum hoshi_status status, const char *path, const char *got,
                                 const char *allowed)
{
    if (x->status)
        return x->status;
    x->status = status;
    if (allowed)
        hoshi_fault_add(x->faults, status, path, got, "%s", allowed);
    else
        hoshi_fault_add(x->faults, status, path, got, NULL);
    XML_StopParser(x->parser, XML_FALSE);
    return status;
}

static enum hoshi_status fail(struct xml *x, enum hoshi_status status, const char *got, const char *allowed)
{
    return fail_at(x, status, x->part, got, allowed);
}

static enum hoshi_status fail_over(struct xml *x, enum hoshi_status status, const char *path, long limit)
{
    char allowed[40];
    snprintf(allowed, sizeof allowed, "%ld", limit);
    return fail_at(x, status, path, NULL, allowed);
}

/* "uri local" of expat; the spreadsheet namespaces are the transitional and the Strict one. */
static const char *local_name(const struct xml *x, const char *name)
{
    static const char transitional[] = "http://schemas.openxmlformats.org/spreadsheetml/2006/main ";
    static const char strict[] = "http://purl.oclc.org/ooxml/spreadsheetml/main ";
    if (strncmp(name, transitional, sizeof transitional - 1) == 0)
        return name + sizeof transitional - 1;
    if (strncmp(name, strict, sizeof strict - 1) == 0)
        return name + sizeof strict - 1;
    if (!x->on->any_namespace)
        return "";
    const char *space = strrchr(name, ' ');
    return space ? space + 1 : name;
}

static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **attribute)
{
    struct xml *x = user;
    if (x->status || x->stopped)
        return;
    if (++x->depth > HOSHI_XLSX_DEPTH)
        fail_over(x, HOSHI_E_ARCHIVE, x->part, HOSHI_XLSX_DEPTH);
    else
        x->on->start(x, local_name(x, name), attribute);
}

static void XMLCALL on_end(void *user, const XML_Char *name)
{
    struct xml *x = user;
    if (x->status || x->stopped)
        return;
    if (x->on->end)
        x->on->end(x, local_name(x, name));
    x->depth--;
}

static void XMLCALL on_text(void *user, const XML_Char *text, int n)
{
    struct xml *x = user;
    if (!x->status && !x->stopped && n > 0)
        x->on->text(x, text, (size_t)n);
}

static void XMLCALL on_doctype(void *user, const XML_Char *name, const XML_Char *system,
                               const XML_Char *public, int subset)
{
    (void)name, (void)system, (void)public, (void)subset;
    fail(user, HOSHI_E_ARCHIVE, "DOCTYPE", NULL);
}

/* Value of an attribute without prefix, or NULL. */
static const char *attribute_of(const char **attribute, const char *name)
{
    for (; attribute[0]; attribute += 2)
        if (strcmp(attribute[0], name) == 0)
            return attribute[1];
    return NULL;
}

/* Digits only, at most max; false otherwise. */
static bool number_of(const char *text, unsigned long max, unsigned long *value)
{
    unsigned long v = 0;
    if (!text || !*text)
        return false;
    for (; *text; text++) {
        if (*text < '0' || *text > '9')
            return false;
        v = v * 10 + (unsigned long)(*text - '0');
        if (v > max)
            return false;
    }
    *value = v;
    return true;
}

static enum hoshi_status parse_error(struct xml *x)
{
    if (x->status)
        return x->status;
    enum XML_Error error = XML_GetErrorCode(x->parser);
    x->status = error == XML_ERROR_NO_MEMORY ? HOSHI_E_MEMORY : HOSHI_E_ARCHIVE;
    return hoshi_fault_add_row(x->faults, x->status, (long)XML_GetCurrentLineNumber(x->parser), x->part,
                               XML_ErrorString(error), NULL);
}

/* Count what came out of the archive; headers may lie, so this is the only size believed. */
static enum hoshi_status count_bytes(struct xml *x, size_t n, size_t *part, uint64_t packed)
{
    *part += n;
    x->book->inflated += n;
    size_t part_max = HOSHI_XLSX_PART * x->book->factor, total_max = HOSHI_XLSX_TOTAL * x->book->factor;
    if (*part > part_max)
        return fail_over(x, HOSHI_E_FILE_TOO_LARGE, x->part, (long)part_max);
    if (x->book->inflated > total_max)
        return fail_over(x, HOSHI_E_FILE_TOO_LARGE, x->part, (long)total_max);
    if (*part > HOSHI_XLSX_FREE && *part / HOSHI_XLSX_RATIO > packed)
        return fail(x, HOSHI_E_FILE_TOO_LARGE, NULL, "200:1");
    return HOSHI_OK;
}

/* Expat keeps an unfinished token and scans it again with every chunk: bounded, or a 64 MB comment takes
 * minutes. */
static bool token_too_long(const struct xml *x, size_t fed)
{
    XML_Index at = XML_GetCurrentByteIndex(x->parser);
    return at >= 0 && fed - (size_t)at > HOSHI_XLSX_TOKEN;
}

static enum hoshi_status feed(struct xml *x, zip_file_t *file, uint64_t packed)
{
    size_t fed = 0;
    for (;;) {
        void *buffer = XML_GetBuffer(x->parser, CHUNK);
        if (!buffer)
            return fail(x, HOSHI_E_MEMORY, NULL, NULL);
        zip_int64_t n = zip_fread(file, buffer, CHUNK);
        if (n < 0)
            return fail(x, HOSHI_E_ARCHIVE, zip_file_strerror(file), NULL);
        if (count_bytes(x, (size_t)n, &fed, packed))
            return x->status;
        enum XML_Status parsed = XML_ParseBuffer(x->parser, (int)n, n == 0);
        if (x->status || x->stopped)
            return x->status;
        if (parsed != XML_STATUS_OK)
            return parse_error(x);
        if (n == 0)
            return HOSHI_OK;
        if (token_too_long(x, fed))
            return fail_over(x, HOSHI_E_ARCHIVE, x->part, HOSHI_XLSX_TOKEN);
    }
}

static enum hoshi_status parse_open(struct xml *x, zip_file_t *file, uint64_t packed)
{
    x->parser = XML_ParserCreateNS(NULL, ' ');
    if (!x->parser)
        return hoshi_fault_add(x->faults, HOSHI_E_MEMORY, x->part, NULL, NULL);
    XML_SetUserData(x->parser, x);
    XML_SetElementHandler(x->parser, on_start, on_end);
    if (x->on->text)
        XML_SetCharacterDataHandler(x->parser, on_text);
    XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
    enum hoshi_status status = feed(x, file, packed);
    XML_ParserFree(x->parser);
    return status;
}

static enum hoshi_status zip_failure(struct hoshi_xlsx *book, const char *part, struct hoshi_faults *faults)
{
    zip_error_t *error = zip_get_error(book->zip);
    int code = zip_error_code_zip(error);
    enum hoshi_status status = code == ZIP_ER_MEMORY                                   ? HOSHI_E_MEMORY
                               : code == ZIP_ER_NOPASSWD || code == ZIP_ER_WRONGPASSWD ? HOSHI_E_ENCRYPTED
                                                                                       : HOSHI_E_ARCHIVE;
    return hoshi_fault_add(faults, status, part, zip_error_strerror(error), NULL);
}

static enum hoshi_status parse_part(struct hoshi_xlsx *book, const char *part, const struct handlers *on,
                                    void *user, struct hoshi_faults *faults)
{
    struct xml x = {.on = on, .user = user, .book = book, .part = part, .faults = faults};
    zip_int64_t index = zip_name_locate(book->zip, part, ZIP_FL_NOCASE);
    zip_stat_t st;
    if (index < 0)
        return hoshi_fault_add(faults, HOSHI_E_ARCHIVE, part, "–", NULL);
    if (zip_stat_index(book->zip, (zip_uint64_t)index, 0, &st) != 0)
        return zip_failure(book, part, faults);
    if ((st.valid & ZIP_STAT_ENCRYPTION_METHOD) && st.encryption_method != ZIP_EM_NONE)
        return hoshi_fault_add(faults, HOSHI_E_ENCRYPTED, part, NULL, NULL);
    uint64_t packed = st.valid & ZIP_STAT_COMP_SIZE ? st.comp_size : 0;
    zip_file_t *file = zip_fopen_index(book->zip, (zip_uint64_t)index, 0);
    if (!file)
        return zip_failure(book, part, faults);
    enum hoshi_status status = parse_open(&x, file, packed < book->bytes ? packed : book->bytes);
    zip_fclose(file);
    return status;
}

/* ---- relations: which part is what ---- */

struct relation {
    const char *id, *type, *target;
};

struct relations {
    struct relation *item;
    size_t n;
};

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n >= m && strcmp(text + n - m, end) == 0;
}

static void relation_start(struct xml *x, const char *name, const char **attribute)
{
    struct relations *r = x->user;
    const char *id = attribute_of(attribute, "Id"), *type = attribute_of(attribute, "Type");
    const char *target = attribute_of(attribute, "Target"), *mode = attribute_of(attribute, "TargetMode");
    if (x->depth != 2 || strcmp(name, "Relationship") != 0 || !id || !type || !target)
        return;
    if (mode && strcmp(mode, "External") == 0)
        return;
    if (r->n == RELATIONS_MAX) {
        fail_over(x, HOSHI_E_TOO_MANY, x->part, RELATIONS_MAX);
        return;
    }
    struct hoshi_arena *arena = &x->book->arena;
    struct relation *to = &r->item[r->n++];
    *to = (struct relation){hoshi_arena_text(arena, id), hoshi_arena_text(arena, type),
                            hoshi_arena_text(arena, target)};
    if (!to->id || !to->type || !to->target)
        fail(x, HOSHI_E_MEMORY, NULL, NULL);
}

static const struct handlers relation_handlers = {.start = relation_start, .any_namespace = true};

static enum hoshi_status read_relations(struct hoshi_xlsx *book, const char *part, struct relations *r,
                                        struct hoshi_faults *faults)
{
    r->n = 0;
    r->item = hoshi_arena_array(&book->arena, RELATIONS_MAX, sizeof *r->item);
    if (!r->item)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    return parse_part(book, part, &relation_handlers, r, faults);
}

static const struct relation *relation_by_type(const struct relations *r, const char *end)
{
    for (size_t i = 0; i < r->n; i++)
        if (ends_with(r->item[i].type, end))
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

/* ---- workbook: sheets in the order of their tabs ---- */

struct workbook {
    const struct relations *relations;
    struct sheet *sheet; /* room for HOSHI_XLSX_SHEETS */
    size_t n;
    bool foreign; /* the root is no workbook */
};

static const char *relation_id(const char **attribute)
{
    for (; attribute[0]; attribute += 2)
        if (ends_with(attribute[0], "/relationships id"))
            return attribute[1];
    return NULL;
}

static void add_sheet(struct xml *x, const char **attribute)
{
    struct workbook *w = x->user;
    const char *name = attribute_of(attribute, "name"), *state = attribute_of(attribute, "state");
    const char *id = relation_id(attribute);
    const struct relation *r = NULL;
    for (size_t i = 0; id && i < w->relations->n && !r; i++)
        if (strcmp(w->relations->item[i].id, id) == 0)
            r = &w->relations->item[i];
    if (!r || !name) {
        fail(x, HOSHI_E_ARCHIVE, name, NULL);
        return;
    }
    if (!ends_with(r->type, "/worksheet"))
        return;
    if (w->n == HOSHI_XLSX_SHEETS) {
        fail_over(x, HOSHI_E_TOO_MANY, x->part, HOSHI_XLSX_SHEETS);
        return;
    }
    struct sheet *s = &w->sheet[w->n++];
    s->name = hoshi_arena_text(&x->book->arena, name);
    s->part = resolve(&x->book->arena, x->part, r->target);
    s->state = !state || strcmp(state, "visible") == 0 ? HOSHI_SHEET_VISIBLE
               : strcmp(state, "veryHidden") == 0      ? HOSHI_SHEET_VERY_HIDDEN
                                                       : HOSHI_SHEET_HIDDEN;
    if (!s->name || !s->part)
        fail(x, HOSHI_E_MEMORY, NULL, NULL);
}

static bool truth(const char *text)
{
    return text && (strcmp(text, "1") == 0 || strcmp(text, "true") == 0 || strcmp(text, "on") == 0);
}

static void workbook_start(struct xml *x, const char *name, const char **attribute)
{
    struct workbook *w = x->user;
    if (x->depth == 1 && strcmp(name, "workbook") != 0) {
        w->foreign = true;
        x->stopped = true;
        XML_StopParser(x->parser, XML_FALSE);
    } else if (x->depth == 2 && strcmp(name, "workbookPr") == 0)
        x->book->date1904 = truth(attribute_of(attribute, "date1904"));
    else if (x->depth == 3 && strcmp(name, "sheet") == 0)
        add_sheet(x, attribute);
}

static const struct handlers workbook_handlers = {.start = workbook_start};

/* ---- styles: which cell formats show a date ---- */

struct styles {
    bool *date;       /* by number format id */
    uint32_t *format; /* number format id by cell format */
    size_t n;
    int cell_formats; /* depth inside cellXfs */
};

static bool builtin_date(unsigned long id)
{
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
           (id >= 50 && id <= 58);
}

/* What stands between quotes, brackets or behind an escape shows nothing of the value; [h] [m] [s] do. */
static const char *skip_literal(const char *p, bool *elapsed)
{
    if (*p == '"' || *p == '[') {
        char close = *p == '"' ? '"' : ']';
        if (*p == '[' && strchr("hHmMsS", p[1]) && p[1])
            *elapsed = true;
        for (p++; *p && *p != close;)
            p++;
        return *p ? p + 1 : p;
    }
    return p[1] ? p + 2 : p + 1;
}

/* A format shows a date when a letter of one stands outside literals; the e of "0.00E+00" and "General" do
 * not count. */
static bool custom_date(const char *code)
{
    bool date = false;
    if (strncmp(code, "General", 7) == 0)
        return false;
    for (const char *p = code; *p && *p != ';' && !date;) {
        if (strchr("\"[\\_*", *p)) {
            p = skip_literal(p, &date);
            continue;
        }
        date = strchr("yYmMdDhHsSgG", *p) != NULL || ((*p == 'e' || *p == 'E') && p[1] != '+' && p[1] != '-');
        p++;
    }
    return date;
}

static void styles_start(struct xml *x, const char *name, const char **attribute)
{
    struct styles *s = x->user;
    unsigned long id = 0;
    if (x->depth == 2)
        s->cell_formats = strcmp(name, "cellXfs") == 0;
    if (x->depth != 3)
        return;
    bool known = number_of(attribute_of(attribute, "numFmtId"), HOSHI_XLSX_FORMATS - 1, &id);
    if (strcmp(name, "numFmt") == 0) {
        const char *code = attribute_of(attribute, "formatCode");
        if (known && code)
            s->date[id] = custom_date(code);
    } else if (s->cell_formats && strcmp(name, "xf") == 0) {
        if (s->n == HOSHI_XLSX_FORMATS)
            fail_over(x, HOSHI_E_TOO_MANY, x->part, HOSHI_XLSX_FORMATS);
        else
            s->format[s->n++] = (uint32_t)id;
    }
}

static const struct handlers styles_handlers = {.start = styles_start};

static enum hoshi_status read_styles(struct hoshi_xlsx *book, struct hoshi_faults *faults)
{
    struct styles s = {.date = calloc(HOSHI_XLSX_FORMATS, sizeof *s.date),
                       .format = calloc(HOSHI_XLSX_FORMATS, sizeof *s.format)};
    enum hoshi_status status = HOSHI_E_MEMORY;
    if (!s.date || !s.format)
        goto memory;
    for (unsigned long id = 0; id < 100; id++)
        s.date[id] = builtin_date(id);
    status = parse_part(book, book->styles_part, &styles_handlers, &s, faults);
    if (status)
        goto out;
    book->date_format = hoshi_arena_array(&book->arena, s.n, sizeof *book->date_format);
    status = book->date_format ? HOSHI_OK : HOSHI_E_MEMORY;
    if (status)
        goto memory;
    book->formats = s.n;
    for (size_t i = 0; i < s.n; i++)
        book->date_format[i] = s.date[s.format[i]];
    goto out;
memory:
    hoshi_fault_add(faults, status, book->styles_part, NULL, NULL);
out:
    free(s.date);
    free(s.format);
    return status;
}

/* ---- texts ---- */

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* The code unit of "_xHHHH_" at p, or -1. */
static long escape_at(const char *p)
{
    long unit = 0;
    if (p[0] != '_' || p[1] != 'x')
        return -1;
    for (int i = 2; i < 6; i++) {
        int digit = hex_digit(p[i]);
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return p[6] == '_' ? unit : -1;
}

static size_t put_utf8(char *to, long c)
{
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        to[0] = (char)(0xC0 | c >> 6);
        to[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        to[0] = (char)(0xE0 | c >> 12);
        to[1] = (char)(0x80 | (c >> 6 & 0x3F));
        to[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    to[0] = (char)(0xF0 | c >> 18);
    to[1] = (char)(0x80 | (c >> 12 & 0x3F));
    to[2] = (char)(0x80 | (c >> 6 & 0x3F));
    to[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

/* Replace "_x000D_" and the like in place (the result is never longer); a NUL or half a pair becomes U+FFFD.
 */
static void unescape(struct hoshi_buffer *b)
{
    char *from = b->text, *to;
    if (!b->length || !(from = strstr(b->text, "_x")))
        return;
    for (to = from; *from;) {
        long unit = escape_at(from);
        if (unit < 0) {
            *to++ = *from++;
            continue;
        }
        from += 7;
        if (unit >= 0xD800 && unit <= 0xDBFF) {
            long low = escape_at(from);
            if (low >= 0xDC00 && low <= 0xDFFF) {
                unit = 0x10000 + (unit - 0xD800) * 0x400 + (low - 0xDC00);
                from += 7;
            }
        }
        if (unit == 0 || (unit >= 0xD800 && unit <= 0xDFFF))
            unit = 0xFFFD;
        to += put_utf8(to, unit);
    }
    *to = 0;
    b->length = (size_t)(to - b->text);
}

static void buffer_clear(struct hoshi_buffer *b)
{
    b->length = 0;
    if (b->text)
        b->text[0] = 0;
}

/* Raw text of a cell: room for as many escapes as characters allowed. */
enum { RAW_MAX = HOSHI_CELL_TEXT * 7 };

/* Add raw text; what is too long even for escapes stops the reading at once. */
static void add_text(struct xml *x, struct hoshi_buffer *b, const char *path, const char *text, size_t n)
{
    if (n > RAW_MAX - b->length) {
        fail_over(x, HOSHI_E_TEXT_LENGTH, path, HOSHI_CELL_TEXT);
        return;
    }
    hoshi_buffer_add(b, text, n);
    if (b->failed)
        fail_at(x, HOSHI_E_MEMORY, path, NULL, NULL);
}

/* Unescape and check the length. False after a fault. */
static bool finish_text(struct xml *x, struct hoshi_buffer *b, const char *path)
{
    unescape(b);
    if (hoshi_text_length(hoshi_buffer_text(b)) <= HOSHI_CELL_TEXT)
        return true;
    fail_over(x, HOSHI_E_TEXT_LENGTH, path, HOSHI_CELL_TEXT);
    return false;
}

struct strings {
    struct hoshi_buffer text;
    size_t capacity;
    int phonetic; /* depth inside rPh */
    bool inside, collecting;
};

static void strings_start(struct xml *x, const char *name, const char **attribute)
{
    struct strings *s = x->user;
    (void)attribute;
    if (x->depth == 2 && strcmp(name, "si") == 0) {
        s->inside = true;
        buffer_clear(&s->text);
    } else if (strcmp(name, "rPh") == 0)
        s->phonetic++;
    else if (s->inside && !s->phonetic && strcmp(name, "t") == 0)
        s->collecting = true;
}

static void add_string(struct xml *x, struct strings *s)
{
    struct hoshi_xlsx *book = x->book;
    if (!finish_text(x, &s->text, x->part))
        return;
    if (book->strings == HOSHI_XLSX_STRINGS) {
        fail_over(x, HOSHI_E_TOO_MANY, x->part, HOSHI_XLSX_STRINGS);
        return;
    }
    if (book->strings == s->capacity) {
        size_t capacity = s->capacity ? s->capacity * 2 : 256;
        const char **string = realloc(book->string, capacity * sizeof *string);
        if (!string) {
            fail(x, HOSHI_E_MEMORY, NULL, NULL);
            return;
        }
        book->string = string;
        s->capacity = capacity;
    }
    const char *text = s->text.length ? hoshi_arena_text(&book->arena, s->text.text) : "";
    if (!text)
        fail(x, HOSHI_E_MEMORY, NULL, NULL);
    else
        book->string[book->strings++] = text;
}

static void strings_end(struct xml *x, const char *name)
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

static void strings_text(struct xml *x, const char *text, size_t n)
{
    struct strings *s = x->user;
    if (s->collecting)
        add_text(x, &s->text, x->part, text, n);
}

static const struct handlers strings_handlers = {
    .start = strings_start, .end = strings_end, .text = strings_text};

/* Styles and shared strings are read before the first sheet. */
static enum hoshi_status read_shared(struct hoshi_xlsx *book, struct hoshi_faults *faults)
{
    struct strings s = {0};
    enum hoshi_status status = HOSHI_OK;
    if (book->shared_read)
        return HOSHI_OK;
    free(book->string);
    book->string = NULL;
    book->strings = 0;
    hoshi_buffer_init(&s.text, RAW_MAX);
    if (book->styles_part)
        status = read_styles(book, faults);
    if (!status && book->strings_part)
        status = parse_part(book, book->strings_part, &strings_handlers, &s, faults);
    hoshi_buffer_release(&s.text);
    book->shared_read = status == HOSHI_OK;
    return status;
}

/* ---- opening ---- */

static uint64_t little(const unsigned char *p, int n)
{
    uint64_t v = 0;
    while (n--)
        v = v << 8 | p[n];
    return v;
}

/* Bytes of the central directory stated by the end record at `at`. */
static uint64_t directory_size(const unsigned char *b, size_t n, size_t at)
{
    if (at >= 20 && memcmp(b + at - 20, "PK\6\7", 4) == 0) {
        uint64_t end = little(b + at - 12, 8);
        if (n >= 56 && end <= n - 56 && memcmp(b + end, "PK\6\6", 4) == 0)
            return little(b + end + 40, 8);
    }
    return little(b + at + 12, 4);
}

/* libzip makes an entry of every record of the directory when it opens the archive: bound it before. */
static bool directory_too_large(const unsigned char *b, size_t n)
{
    for (size_t back = 22; back <= 22 + 65535 && back <= n; back++)
        if (memcmp(b + n - back, "PK\5\6", 4) == 0 && directory_size(b, n, n - back) > DIRECTORY_MAX)
            return true;
    return false;
}

/* Entries of the directory of a compound file are 128 bytes, aligned, and begin with the name in UTF-16. */
static bool compound_has(const unsigned char *b, size_t n, const char *name)
{
    size_t length = strlen(name);
    for (size_t at = 512; at + 128 <= n; at += 128) {
        size_t i = 0;
        while (i <= length && b[at + 2 * i] == (unsigned char)name[i] && b[at + 2 * i + 1] == 0)
            i++;
        if (i > length)
            return true;
    }
    return false;
}

enum hoshi_file_kind hoshi_xlsx_kind(const void *bytes, size_t n)
{
    const unsigned char *b = bytes;
    if (n >= 4 && (memcmp(b, "PK\3\4", 4) == 0 || memcmp(b, "PK\5\6", 4) == 0))
        return HOSHI_FILE_ZIP;
    if (n < 8 || memcmp(b, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) != 0)
        return HOSHI_FILE_OTHER;
    if (compound_has(b, n, "EncryptedPackage") || compound_has(b, n, "EncryptionInfo"))
        return HOSHI_FILE_ENCRYPTED;
    if (compound_has(b, n, "Workbook") || compound_has(b, n, "Book"))
        return HOSHI_FILE_OLD_SHEET;
    return HOSHI_FILE_OLD_OTHER;
}

static enum hoshi_status check_kind(const void *bytes, size_t n, struct hoshi_faults *faults)
{
    switch (hoshi_xlsx_kind(bytes, n)) {
    case HOSHI_FILE_ZIP:
        if (directory_too_large(bytes, n))
            return hoshi_fault_add(faults, HOSHI_E_TOO_MANY, NULL, NULL, "%d", HOSHI_XLSX_ENTRIES);
        return HOSHI_OK;
    case HOSHI_FILE_ENCRYPTED:
        return hoshi_fault_add(faults, HOSHI_E_ENCRYPTED, NULL, NULL, NULL);
    case HOSHI_FILE_OLD_SHEET:
        return hoshi_fault_add(faults, HOSHI_E_OLD_SPREADSHEET, NULL, ".xls", ".xlsx");
    case HOSHI_FILE_OLD_OTHER:
    case HOSHI_FILE_OTHER:
        break;
    }
    return hoshi_fault_add(faults, HOSHI_E_FILE_KIND, NULL, NULL, ".xlsx");
}

static enum hoshi_status open_archive(struct hoshi_xlsx *book, const void *bytes, size_t n,
                                      struct hoshi_faults *faults)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(bytes, n, 0, &error);
    if (source && !(book->zip = zip_open_from_source(source, ZIP_RDONLY, &error)))
        zip_source_free(source);
    enum hoshi_status status = HOSHI_OK;
    if (!book->zip) {
        status = zip_error_code_zip(&error) == ZIP_ER_MEMORY ? HOSHI_E_MEMORY : HOSHI_E_ARCHIVE;
        hoshi_fault_add(faults, status, NULL, zip_error_strerror(&error), NULL);
    } else if (zip_get_num_entries(book->zip, 0) > HOSHI_XLSX_ENTRIES)
        status = hoshi_fault_add(faults, HOSHI_E_TOO_MANY, NULL, NULL, "%d", HOSHI_XLSX_ENTRIES);
    zip_error_fini(&error);
    return status;
}

/* The part that is the workbook, by the relations of the package. */
static enum hoshi_status find_workbook(struct hoshi_xlsx *book, const char **part,
                                       struct hoshi_faults *faults)
{
    struct relations r;
    if (zip_name_locate(book->zip, "_rels/.rels", ZIP_FL_NOCASE) < 0)
        return hoshi_fault_add(faults, HOSHI_E_FILE_KIND, NULL, NULL, ".xlsx");
    enum hoshi_status status = read_relations(book, "_rels/.rels", &r, faults);
    if (status)
        return status;
    const struct relation *document = relation_by_type(&r, "/officeDocument");
    if (!document || ends_with(document->target, ".bin"))
        return hoshi_fault_add(faults, HOSHI_E_FILE_KIND, NULL, document ? document->target : NULL, ".xlsx");
    *part = resolve(&book->arena, "", document->target);
    return *part ? HOSHI_OK : hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
}

static enum hoshi_status read_workbook(struct hoshi_xlsx *book, const char *part, struct hoshi_faults *faults)
{
    struct relations r;
    const char *slash = strrchr(part, '/');
    int folder = slash ? (int)(slash - part) + 1 : 0;
    const char *name = hoshi_arena_printf(&book->arena, "%.*s_rels/%s.rels", folder, part, part + folder);
    struct workbook w = {.relations = &r,
                         .sheet = hoshi_arena_array(&book->arena, HOSHI_XLSX_SHEETS, sizeof *w.sheet)};
    if (!name || !w.sheet)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    enum hoshi_status status = read_relations(book, name, &r, faults);
    if (!status)
        status = parse_part(book, part, &workbook_handlers, &w, faults);
    if (status)
        return status;
    if (w.foreign)
        return hoshi_fault_add(faults, HOSHI_E_FILE_KIND, NULL, part, ".xlsx");
    const struct relation *strings = relation_by_type(&r, "/sharedStrings");
    const struct relation *styles = relation_by_type(&r, "/styles");
    book->sheet = w.sheet;
    book->sheets = w.n;
    book->strings_part = strings ? resolve(&book->arena, part, strings->target) : NULL;
    book->styles_part = styles ? resolve(&book->arena, part, styles->target) : NULL;
    if ((strings && !book->strings_part) || (styles && !book->styles_part))
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    return HOSHI_OK;
}

enum hoshi_status hoshi_xlsx_open(const void *bytes, size_t n, struct hoshi_xlsx **book,
                                  struct hoshi_faults *faults)
{
    const char *part = NULL;
    enum hoshi_status status = check_kind(bytes, n, faults);
    if (status)
        return status;
    struct hoshi_xlsx *b = calloc(1, sizeof *b);
    if (!b)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    b->bytes = n;
    b->factor = 1;
    status = open_archive(b, bytes, n, faults);
    if (!status)
        status = find_workbook(b, &part, faults);
    if (!status)
        status = read_workbook(b, part, faults);
    if (status)
        hoshi_xlsx_close(b);
    else
        *book = b;
    return status;
}

void hoshi_xlsx_close(struct hoshi_xlsx *book)
{
    if (!book)
        return;
    for (size_t i = 0; book->grid && i < book->sheets; i++)
        hoshi_xlsx_forget(book, i);
    if (book->zip)
        zip_discard(book->zip);
    free(book->string);
    hoshi_arena_release(&book->arena);
    free(book);
}

size_t hoshi_xlsx_sheets(const struct hoshi_xlsx *book)
{
    return book->sheets;
}

const char *hoshi_xlsx_sheet_name(const struct hoshi_xlsx *book, size_t i)
{
    return book->sheet[i].name;
}

enum hoshi_sheet_state hoshi_xlsx_sheet_state(const struct hoshi_xlsx *book, size_t i)
{
    return book->sheet[i].state;
}

/* ---- numbers and dates ---- */

/* sign digits [. digits] [e sign digits] cut into parts; false when malformed. */
struct decimal {
    bool negative;
    const char *whole, *fraction;
    size_t whole_n, fraction_n;
    long exponent;
};

static size_t digits_at(const char *p)
{
    size_t n = 0;
    while (p[n] >= '0' && p[n] <= '9')
        n++;
    return n;
}

static bool cut_decimal(const char *p, struct decimal *d)
{
    memset(d, 0, sizeof *d);
    d->negative = *p == '-';
    p += *p == '-' || *p == '+';
    d->whole = p;
    p += d->whole_n = digits_at(p);
    if (*p == '.') {
        d->fraction = ++p;
        p += d->fraction_n = digits_at(p);
    }
    if (!d->whole_n && !d->fraction_n)
        return false;
    if (*p == 'e' || *p == 'E') {
        p++;
        bool negative = *p == '-';
        p += *p == '-' || *p == '+';
        size_t n = digits_at(p);
        if (!n)
            return false;
        for (; n; n--, p++)
            if (d->exponent < 100000)
                d->exponent = d->exponent * 10 + (*p - '0');
        if (negative)
            d->exponent = -d->exponent;
    }
    return *p == 0;
}

bool hoshi_number_parse(const char *text, int64_t *micro)
{
    static const int64_t limit = INT64_C(9200000000000000000);
    struct decimal d;
    int64_t value = 0;
    if (!cut_decimal(text, &d))
        return false;
    /* Digit i stands for digit × 10^(power - i) millionths. */
    long power = (long)d.whole_n - 1 + d.exponent + 6;
    size_t n = d.whole_n + d.fraction_n;
    for (size_t i = 0; i < n || (value && power >= 0); i++, power--) {
        int digit = i >= n ? 0 : (i < d.whole_n ? d.whole[i] : d.fraction[i - d.whole_n]) - '0';
        if (power < 0) {
            value += power == -1 && digit >= 5;
            break;
        }
        if (value > (limit - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    *micro = d.negative ? -value : value;
    return true;
}

/* Year, month and day of a number of days since 1970-01-01. */
static void civil(long days, int *year, int *month, int *day)
{
    long z = days + 719468, era = z / 146097, doe = z - era * 146097;
    long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    long doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    *day = (int)(doy - (153 * mp + 2) / 5 + 1);
    *month = (int)(mp < 10 ? mp + 3 : mp - 9);
    *year = (int)(yoe + era * 400 + (*month <= 2));
}

/* A serial number as ISO text. False when it is no date of the calendar (negative, beyond 9999). The 1900
 * system counts a 29 February 1900 that never was (serial 60): it is written as such, and no reader of dates
 * takes it. */
static bool serial_text(int64_t micro, bool date1904, char out[24])
{
    int64_t second = (micro % HOSHI_MICRO * 86400 + HOSHI_MICRO / 2) / HOSHI_MICRO;
    long serial = (long)(micro / HOSHI_MICRO);
    if (second == 86400) {
        second = 0;
        serial++;
    }
    if (micro < 0 || serial > (date1904 ? 2957003 : 2958465))
        return false;
    int h = (int)(second / 3600), m = (int)(second / 60 % 60), s = (int)(second % 60), year, month, day;
    if (!serial && !date1904) {
        snprintf(out, 24, "%02d:%02d:%02d", h, m, s);
        return true;
    }
    civil(date1904 ? serial - 24107 : serial - (serial < 60 ? 25568 : 25569), &year, &month, &day);
    if (!date1904 && serial == 60)
        year = 1900, month = 2, day = 29;
    int used = snprintf(out, 24, "%04d-%02d-%02d", year, month, day);
    if (second && used > 0 && used < 24)
        snprintf(out + used, (size_t)(24 - used), "T%02d:%02d:%02d", h, m, s);
    return true;
}

/* ---- sheets ---- */

struct sheet_reader {
    const char *name;
    hoshi_xlsx_row *row_done;
    void *user;
    bool in_data, in_row, in_cell, in_merges, in_inline, collecting;
    int phonetic;
    uint32_t row, column; /* of the cell being read, or the last one */
    char type;            /* s i(nlineStr) t(str) b e d n */
    unsigned long style;
    bool has_formula, has_value;
    struct hoshi_buffer value, text; /* of the cell; of the row, NUL between */
    struct hoshi_cell *cell;
    size_t *offset; /* of the text, SIZE_MAX = shared */
    size_t n, capacity;
    struct hoshi_merge *merge;
    size_t merges, merge_capacity;
};

/* "Sheet!B3"; a name too long is cut at a character. */
static const char *place(const char *sheet, uint32_t row, uint32_t column, char out[PLACE])
{
    char cell[24];
    hoshi_text_copy(out, PLACE - 26, sheet);
    size_t n = strlen(out);
    snprintf(out + n, PLACE - n, "!%s", hoshi_cell_name((long)row, column, cell));
    return out;
}

static const char *where(const struct sheet_reader *r, char out[PLACE])
{
    return place(r->name, r->row, r->column, out);
}

/* "AB12" as column and row; false when it is none or out of the sheet's range. *end behind it. */
static bool reference(const char *text, uint32_t *row, uint32_t *column, const char **end)
{
    uint32_t c = 0, r = 0;
    for (; (*text >= 'A' && *text <= 'Z') || (*text >= 'a' && *text <= 'z'); text++) {
        c = c * 26 + (uint32_t)((*text & 0x5F) - 'A' + 1);
        if (c > HOSHI_SHEET_COLUMNS)
            return false;
    }
    for (; *text >= '0' && *text <= '9'; text++) {
        r = r * 10 + (uint32_t)(*text - '0');
        if (r > HOSHI_SHEET_ROWS)
            return false;
    }
    *row = r;
    *column = c;
    *end = text;
    return r && c;
}

static void start_row(struct xml *x, struct sheet_reader *r, const char **attribute)
{
    const char *text = attribute_of(attribute, "r");
    unsigned long row = r->row + 1ul;
    if (text && (!number_of(text, ULONG_MAX / 16, &row) || !row)) {
        fail_at(x, HOSHI_E_ARCHIVE, r->name, text, NULL);
        return;
    }
    if (row > HOSHI_SHEET_ROWS) {
        fail_over(x, HOSHI_E_TOO_MANY, r->name, HOSHI_SHEET_ROWS);
        return;
    }
    r->row = (uint32_t)row;
    r->column = 0;
    r->n = 0;
    r->in_row = true;
    buffer_clear(&r->text);
}

static char cell_type(const char *t)
{
    static const struct {
        const char *name;
        char type;
    } types[] = {{"s", 's'}, {"inlineStr", 'i'}, {"str", 't'}, {"b", 'b'},
                 {"e", 'e'}, {"d", 'd'},         {"n", 'n'}};
    if (!t)
        return 'n';
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (strcmp(t, types[i].name) == 0)
            return types[i].type;
    return 0;
}

static void start_cell(struct xml *x, struct sheet_reader *r, const char **attribute)
{
    const char *text = attribute_of(attribute, "r"), *end, *style = attribute_of(attribute, "s");
    uint32_t row = r->row, column = r->column + 1;
    char path[PLACE];
    if (text && (!reference(text, &row, &column, &end) || *end || row != r->row || column <= r->column)) {
        fail_at(x, HOSHI_E_ARCHIVE, r->name, text, NULL);
        return;
    }
    if (column > HOSHI_SHEET_COLUMNS) {
        fail_over(x, HOSHI_E_TOO_MANY, r->name, HOSHI_SHEET_COLUMNS);
        return;
    }
    r->column = column;
    r->type = cell_type(attribute_of(attribute, "t"));
    r->style = 0;
    if (!r->type || (style && !number_of(style, HOSHI_XLSX_FORMATS, &r->style))) {
        fail_at(x, HOSHI_E_ARCHIVE, where(r, path), r->type ? style : attribute_of(attribute, "t"), NULL);
        return;
    }
    r->in_cell = true;
    r->has_formula = r->has_value = false;
    buffer_clear(&r->value);
}

static bool grow(void **array, size_t *capacity, size_t size)
{
    size_t more = *capacity ? *capacity * 2 : 64;
    void *grown = realloc(*array, more * size);
    if (!grown)
        return false;
    *array = grown;
    *capacity = more;
    return true;
}

static void add_merge(struct xml *x, struct sheet_reader *r, const char **attribute)
{
    const char *text = attribute_of(attribute, "ref"), *end;
    uint32_t row, column, last_row, last_column;
    if (!text || !reference(text, &row, &column, &end))
        goto damaged;
    last_row = row;
    last_column = column;
    if (*end == ':' && !reference(end + 1, &last_row, &last_column, &end))
        goto damaged;
    if (*end || last_row < row || last_column < column)
        goto damaged;
    if (r->merges == HOSHI_XLSX_MERGES) {
        fail_over(x, HOSHI_E_TOO_MANY, r->name, HOSHI_XLSX_MERGES);
        return;
    }
    if (r->merges == r->merge_capacity && !grow((void **)&r->merge, &r->merge_capacity, sizeof *r->merge)) {
        fail(x, HOSHI_E_MEMORY, NULL, NULL);
        return;
    }
    r->merge[r->merges++] =
        (struct hoshi_merge){row, last_row, (uint16_t)column, (uint16_t)last_column, last_row};
    return;
damaged:
    fail_at(x, HOSHI_E_ARCHIVE, r->name, text, NULL);
}

static void sheet_start(struct xml *x, const char *name, const char **attribute)
{
    struct sheet_reader *r = x->user;
    if (x->depth == 1 && strcmp(name, "worksheet") != 0)
        fail(x, HOSHI_E_ARCHIVE, name, "worksheet");
    else if (x->depth == 2) {
        r->in_data = strcmp(name, "sheetData") == 0;
        r->in_merges = strcmp(name, "mergeCells") == 0;
    } else if (x->depth == 3 && r->in_data && strcmp(name, "row") == 0)
        start_row(x, r, attribute);
    else if (x->depth == 3 && r->in_merges && strcmp(name, "mergeCell") == 0)
        add_merge(x, r, attribute);
    else if (x->depth == 4 && r->in_row && strcmp(name, "c") == 0)
        start_cell(x, r, attribute);
    else if (r->in_cell && x->depth == 5) {
        r->has_formula |= strcmp(name, "f") == 0;
        r->in_inline = strcmp(name, "is") == 0;
        r->collecting = strcmp(name, "v") == 0;
        r->has_value |= r->in_inline || r->collecting;
    } else if (r->in_inline && strcmp(name, "rPh") == 0)
        r->phonetic++;
    else if (r->in_inline && !r->phonetic && strcmp(name, "t") == 0)
        r->collecting = true;
}

static void sheet_text(struct xml *x, const char *text, size_t n)
{
    struct sheet_reader *r = x->user;
    char path[PLACE];
    if (r->collecting)
        add_text(x, &r->value, where(r, path), text, n);
}

/* Put the cell into the row; `text` NULL: take r->value. */
static void put_cell(struct xml *x, struct sheet_reader *r, enum hoshi_cell_kind kind, const char *text)
{
    if (r->n == r->capacity) {
        size_t capacity = r->capacity;
        if (!grow((void **)&r->offset, &capacity, sizeof *r->offset) ||
            !grow((void **)&r->cell, &r->capacity, sizeof *r->cell)) {
            fail(x, HOSHI_E_MEMORY, NULL, NULL);
            return;
        }
    }
    unsigned flags = (r->has_formula ? HOSHI_CELL_FORMULA : 0u) | (text ? HOSHI_CELL_SHARED : 0u);
    r->cell[r->n] = (struct hoshi_cell){text, r->row, (uint16_t)r->column, (uint8_t)kind, (uint8_t)flags};
    r->offset[r->n++] = text ? SIZE_MAX : r->text.length;
    if (!text) {
        hoshi_buffer_add(&r->text, hoshi_buffer_text(&r->value), r->value.length);
        hoshi_buffer_add(&r->text, "", 1);
        if (r->text.failed)
            fail(x, HOSHI_E_MEMORY, NULL, NULL);
    }
}

static void trim(struct hoshi_buffer *b)
{
    size_t from = 0;
    while (b->length && strchr(" \t\r\n", b->text[b->length - 1]))
        b->text[--b->length] = 0;
    while (from < b->length && strchr(" \t\r\n", b->text[from]))
        from++;
    if (from) {
        memmove(b->text, b->text + from, b->length - from + 1);
        b->length -= from;
    }
}

static void set_value(struct hoshi_buffer *b, const char *text)
{
    buffer_clear(b);
    hoshi_buffer_puts(b, text);
}

static void finish_number(struct xml *x, struct sheet_reader *r, const char *path)
{
    struct decimal d;
    int64_t micro;
    char date[24];
    if (!cut_decimal(r->value.text, &d)) {
        fail_at(x, HOSHI_E_NUMBER, path, r->value.text, NULL);
        return;
    }
    bool is_date = r->style < x->book->formats && x->book->date_format[r->style] &&
                   hoshi_number_parse(r->value.text, &micro) && serial_text(micro, x->book->date1904, date);
    if (is_date)
        set_value(&r->value, date);
    if (r->value.failed)
        fail(x, HOSHI_E_MEMORY, NULL, NULL);
    put_cell(x, r, is_date ? HOSHI_CELL_IS_DATE : HOSHI_CELL_IS_NUMBER, NULL);
}

static void finish_shared(struct xml *x, struct sheet_reader *r, const char *path)
{
    unsigned long i;
    if (!number_of(r->value.text, HOSHI_XLSX_STRINGS, &i) || i >= x->book->strings)
        fail_at(x, HOSHI_E_ARCHIVE, path, r->value.text, NULL);
    else if (x->book->string[i][0])
        put_cell(x, r, HOSHI_CELL_IS_TEXT, x->book->string[i]);
}

static void finish_bool(struct xml *x, struct sheet_reader *r, const char *path)
{
    bool yes = truth(r->value.text);
    if (!yes && strcmp(r->value.text, "0") != 0 && strcmp(r->value.text, "false") != 0) {
        fail_at(x, HOSHI_E_ARCHIVE, path, r->value.text, NULL);
        return;
    }
    put_cell(x, r, HOSHI_CELL_IS_BOOL, yes ? "TRUE" : "FALSE");
}

static void end_cell(struct xml *x, struct sheet_reader *r)
{
    char path[PLACE];
    bool text = r->type == 'i' || r->type == 't';
    r->in_cell = false;
    where(r, path);
    if (text && !finish_text(x, &r->value, path))
        return;
    if (!text)
        trim(&r->value);
    if (!r->value.length) {
        /* A formula may well give "" (t="str"); without any value the file was written by something that
         * computes nothing, and the figure has to be missed rather than taken for blank. */
        if (r->has_formula && !(r->has_value && text))
            put_cell(x, r, HOSHI_CELL_IS_MISSING, "");
        return;
    }
    if (r->type == 's')
        finish_shared(x, r, path);
    else if (r->type == 'n')
        finish_number(x, r, path);
    else if (r->type == 'b')
        finish_bool(x, r, path);
    else
        put_cell(x, r,
                 r->type == 'e'   ? HOSHI_CELL_IS_ERROR
                 : r->type == 'd' ? HOSHI_CELL_IS_DATE
                                  : HOSHI_CELL_IS_TEXT,
                 NULL);
}

static void end_row(struct xml *x, struct sheet_reader *r)
{
    r->in_row = false;
    for (size_t i = 0; i < r->n; i++)
        if (r->offset[i] != SIZE_MAX)
            r->cell[i].text = r->text.text + r->offset[i];
    if (r->n && r->row_done && !r->row_done(r->user, r->cell, r->n)) {
        x->stopped = true;
        XML_StopParser(x->parser, XML_FALSE);
    }
}

static void sheet_end(struct xml *x, const char *name)
{
    struct sheet_reader *r = x->user;
    if (r->in_inline && strcmp(name, "rPh") == 0)
        r->phonetic--;
    else if (x->depth >= 5 && strcmp(name, "t") == 0)
        r->collecting = false;
    if (x->depth == 5)
        r->collecting = r->in_inline = false;
    else if (x->depth == 4 && r->in_cell)
        end_cell(x, r);
    else if (x->depth == 3 && r->in_row)
        end_row(x, r);
    else if (x->depth == 2)
        r->in_data = r->in_merges = false;
}

static const struct handlers sheet_handlers = {.start = sheet_start, .end = sheet_end, .text = sheet_text};

static enum hoshi_status read_sheet(struct hoshi_xlsx *book, size_t i, struct sheet_reader *r,
                                    struct hoshi_faults *faults)
{
    enum hoshi_status status = read_shared(book, faults);
    if (status)
        return status;
    r->name = book->sheet[i].name;
    hoshi_buffer_init(&r->value, RAW_MAX);
    hoshi_buffer_init(&r->text, HOSHI_XLSX_PART + HOSHI_SHEET_COLUMNS);
    status = parse_part(book, book->sheet[i].part, &sheet_handlers, r, faults);
    hoshi_buffer_release(&r->value);
    hoshi_buffer_release(&r->text);
    free(r->cell);
    free(r->offset);
    return status;
}

enum hoshi_status hoshi_xlsx_stream(struct hoshi_xlsx *book, size_t i, hoshi_xlsx_row *row, void *user,
                                    struct hoshi_faults *faults)
{
    struct sheet_reader r = {.row_done = row, .user = user};
    enum hoshi_status status = read_shared(book, faults); /* kept in memory: never longer than usual */
    if (status)
        return status;
    book->factor = book->long_sheets ? HOSHI_XLSX_LONG : 1;
    status = read_sheet(book, i, &r, faults);
    book->factor = 1;
    free(r.merge);
    return status;
}

void hoshi_xlsx_allow_long(struct hoshi_xlsx *book)
{
    book->long_sheets = true;
}

/* ---- grids ---- */

struct grid_reader {
    struct hoshi_grid grid;
    enum hoshi_status status;
};

enum hoshi_status hoshi_grid_add(struct hoshi_grid *grid, const struct hoshi_cell *cell, size_t n)
{
    if (n > HOSHI_GRID_CELLS - grid->cells)
        return HOSHI_E_TOO_MANY;
    while (grid->cells + n > grid->capacity)
        if (!grow((void **)&grid->cell, &grid->capacity, sizeof *grid->cell))
            return HOSHI_E_MEMORY;
    for (size_t i = 0; i < n; i++) {
        struct hoshi_cell *to = &grid->cell[grid->cells];
        *to = cell[i];
        if (!(to->flags & HOSHI_CELL_SHARED) && !(to->text = hoshi_arena_text(&grid->arena, cell[i].text)))
            return HOSHI_E_MEMORY;
        grid->cells++;
        if (to->row > grid->rows)
            grid->rows = to->row;
        if (to->column > grid->columns)
            grid->columns = to->column;
    }
    return HOSHI_OK;
}

void hoshi_grid_release(struct hoshi_grid *grid)
{
    if (!grid)
        return;
    free(grid->cell);
    free(grid->merge);
    hoshi_arena_release(&grid->arena);
    memset(grid, 0, sizeof *grid);
}

static bool grid_row(void *user, const struct hoshi_cell *cell, size_t n)
{
    struct grid_reader *g = user;
    g->status = hoshi_grid_add(&g->grid, cell, n);
    return g->status == HOSHI_OK;
}

static int by_place(const void *a, const void *b)
{
    const struct hoshi_cell *p = a, *q = b;
    if (p->row != q->row)
        return p->row < q->row ? -1 : 1;
    return p->column < q->column ? -1 : p->column > q->column;
}

static int by_row(const void *a, const void *b)
{
    const struct hoshi_merge *p = a, *q = b;
    if (p->row != q->row)
        return p->row < q->row ? -1 : 1;
    return p->column < q->column ? -1 : p->column > q->column;
}

/* Rows may stand in any order in the file; the same cell twice is damage. */
static enum hoshi_status order_grid(struct hoshi_grid *g, const char *name, struct hoshi_faults *faults)
{
    bool sorted = true;
    char path[PLACE];
    for (size_t i = 1; i < g->cells && sorted; i++)
        sorted = by_place(&g->cell[i - 1], &g->cell[i]) < 0;
    if (!sorted)
        qsort(g->cell, g->cells, sizeof *g->cell, by_place);
    for (size_t i = 1; i < g->cells && !sorted; i++)
        if (by_place(&g->cell[i - 1], &g->cell[i]) == 0) {
            place(name, g->cell[i].row, g->cell[i].column, path);
            return hoshi_fault_add(faults, HOSHI_E_ARCHIVE, path, g->cell[i].text, NULL);
        }
    if (g->merges)
        qsort(g->merge, g->merges, sizeof *g->merge, by_row);
    for (size_t i = 1; i < g->merges; i++)
        if (g->merge[i].reach < g->merge[i - 1].reach)
            g->merge[i].reach = g->merge[i - 1].reach;
    return HOSHI_OK;
}

enum hoshi_status hoshi_xlsx_read(struct hoshi_xlsx *book, size_t i, struct hoshi_grid *grid,
                                  struct hoshi_faults *faults)
{
    struct grid_reader g = {0};
    struct sheet_reader r = {.row_done = grid_row, .user = &g};
    enum hoshi_status status = read_sheet(book, i, &r, faults);
    g.grid.merge = r.merge;
    g.grid.merges = r.merges;
    if (!status && g.status) {
        status = g.status;
        if (status == HOSHI_E_TOO_MANY)
            hoshi_fault_add(faults, status, book->sheet[i].name, NULL, "%d", HOSHI_GRID_CELLS);
        else
            hoshi_fault_add(faults, status, book->sheet[i].name, NULL, NULL);
    }
    if (!status)
        status = order_grid(&g.grid, book->sheet[i].name, faults);
    if (status)
        hoshi_grid_release(&g.grid);
    else
        *grid = g.grid;
    return status;
}

enum hoshi_status hoshi_xlsx_grid(struct hoshi_xlsx *book, size_t i, const struct hoshi_grid **grid,
                                  struct hoshi_faults *faults)
{
    if (!book->grid) {
        struct hoshi_grid *all = hoshi_arena_array(&book->arena, book->sheets, sizeof *all);
        book->kept = hoshi_arena_array(&book->arena, book->sheets, sizeof *book->kept);
        if (!all || !book->kept)
            return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
        book->grid = all;
    }
    if (!book->kept[i]) {
        enum hoshi_status status = hoshi_xlsx_read(book, i, &book->grid[i], faults);
        if (status)
            return status;
        book->kept[i] = true;
    }
    *grid = &book->grid[i];
    return HOSHI_OK;
}

void hoshi_xlsx_forget(struct hoshi_xlsx *book, size_t i)
{
    if (!book->grid || !book->kept[i])
        return;
    hoshi_grid_release(&book->grid[i]);
    book->kept[i] = false;
}

/* Index of the first cell not before (row, column). */
static size_t lower_bound(const struct hoshi_grid *grid, uint32_t row, size_t column)
{
    size_t low = 0, high = grid->cells;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct hoshi_cell *c = &grid->cell[middle];
        if (c->row < row || (c->row == row && c->column < column))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct hoshi_cell *hoshi_grid_at(const struct hoshi_grid *grid, uint32_t row, size_t column)
{
    size_t i = lower_bound(grid, row, column);
    if (i == grid->cells || grid->cell[i].row != row || grid->cell[i].column != column)
        return NULL;
    return &grid->cell[i];
}

const struct hoshi_merge *hoshi_grid_merge(const struct hoshi_grid *grid, uint32_t row, size_t column)
{
    size_t low = 0, high = grid->merges;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (grid->merge[middle].row <= row)
            low = middle + 1;
        else
            high = middle;
    }
    while (low-- > 0 && grid->merge[low].reach >= row) {
        const struct hoshi_merge *m = &grid->merge[low];
        if (m->last_row >= row && m->column <= column && m->last_column >= column)
            return m;
    }
    return NULL;
}

const struct hoshi_cell *hoshi_grid_merged(const struct hoshi_grid *grid, uint32_t row, size_t column)
{
    const struct hoshi_cell *cell = hoshi_grid_at(grid, row, column);
    if (cell)
        return cell;
    const struct hoshi_merge *m = hoshi_grid_merge(grid, row, column);
    return m ? hoshi_grid_at(grid, m->row, m->column) : NULL;
}

size_t hoshi_grid_row(const struct hoshi_grid *grid, uint32_t row, const struct hoshi_cell **first)
{
    size_t from = lower_bound(grid, row, 0), to = from;
    while (to < grid->cells && grid->cell[to].row == row)
        to++;
    *first = from < grid->cells ? &grid->cell[from] : NULL;
    return to - from;
}
