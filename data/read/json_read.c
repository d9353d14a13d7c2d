/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cJSON does the parsing; everything it lets through that could change a figure unnoticed is refused here
 * once, in a single walk over the tree after parsing, so that the getters can trust the tree. */
#include "json_read.h"
#include "fold.h"
#include "json_strict.h"
#include "text_plain.h"
#include "text.h"
#include "text_key.h"
#include "sort.h"

#include <cjson/cJSON.h>

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct hoshi_json_document {
    cJSON *tree;
};

static const cJSON *node_of(const struct hoshi_json *at)
{
    return at->node;
}

void hoshi_json_path(const struct hoshi_json *at, char *out, size_t size)
{
    if (!at->parent) {
        hoshi_text_copy(out, size, "");
        return;
    }
    hoshi_json_path(at->parent, out, size);
    size_t n = strlen(out);
    if (at->key)
        snprintf(out + n, size - n, "%s%s", n ? "." : "", at->key);
    else
        snprintf(out + n, size - n, "[%zu]", at->index);
}

static void json_show(const cJSON *node, char out[120])
{
    if (cJSON_IsString(node))
        hoshi_text_copy(out, 120, node->valuestring);
    else if (cJSON_IsNumber(node))
        hoshi_real_print(node->valuedouble, out);
    else if (cJSON_IsBool(node))
        hoshi_text_copy(out, 120, cJSON_IsTrue(node) ? "true" : "false");
    else
        hoshi_text_copy(out, 120, cJSON_IsArray(node) ? "[…]" : cJSON_IsObject(node) ? "{…}" : "null");
}

enum hoshi_status hoshi_json_fault(const struct hoshi_json *at, enum hoshi_status status, const char *got,
                                   const char *allowed, ...)
{
    char path[256], value[120], words[512] = "";
    hoshi_json_path(at, path, sizeof path);
    if (!got && node_of(at))
        json_show(node_of(at), value);
    /* A number in quotes must not look like the number that was wanted. */
    if (!got && status == HOSHI_E_TYPE && cJSON_IsString(node_of(at))) {
        char plain[100];
        hoshi_text_copy(plain, sizeof plain, value);
        snprintf(value, sizeof value, "\"%s\"", plain);
    }
    if (allowed) {
        va_list args;
        va_start(args, allowed);
        vsnprintf(words, sizeof words, allowed, args);
        va_end(args);
    }
    return hoshi_fault_add(at->faults, status, path, got ? got : node_of(at) ? value : NULL, "%s", words);
}

/* ---- checks over the whole tree ---- */

static int json_by_key(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void json_check_keys(const struct hoshi_json *at, size_t n)
{
    /* Nearly every object is small: no allocation for those. */
    const char *few[32], **key = n <= 32 ? few : malloc(n * sizeof *key);
    if (!key) {
        hoshi_json_fault(at, HOSHI_E_MEMORY, "", NULL);
        return;
    }
    size_t i = 0;
    const cJSON *child;
    cJSON_ArrayForEach(child, node_of(at)) key[i++] = child->string;
    hoshi_sort(key, n, sizeof *key, json_by_key);
    for (i = 1; i < n; i++)
        if (strcmp(key[i - 1], key[i]) == 0 && (i == 1 || strcmp(key[i - 2], key[i]) != 0)) {
            struct hoshi_json member = {NULL, at, key[i], 0, at->faults};
            hoshi_json_fault(&member, HOSHI_E_KEY_DUPLICATE, key[i], NULL);
        }
    if (key != few)
        free(key);
}

/* The door of all text that comes in JSON. */
static void json_check_plain(const struct hoshi_json *at, const char *text)
{
    char what[HOSHI_TEXT_WHAT];
    if (text && hoshi_text_unplain(text, strlen(text), what) < strlen(text))
        hoshi_json_fault(at, HOSHI_E_TEXT_CHARACTER, what, NULL);
}

static void json_check(const struct hoshi_json *at, int depth)
{
    const cJSON *node = node_of(at), *child;
    json_check_plain(at, at->key);
    if (cJSON_IsString(node))
        json_check_plain(at, node->valuestring);
    if (cJSON_IsNumber(node) && !isfinite(node->valuedouble))
        hoshi_json_fault(at, HOSHI_E_NUMBER, "∞", NULL);
    if (!cJSON_IsObject(node) && !cJSON_IsArray(node))
        return;
    if (depth == HOSHI_JSON_DEPTH) {
        hoshi_json_fault(at, HOSHI_E_JSON_DEPTH, "", "%d", HOSHI_JSON_DEPTH);
        return;
    }
    size_t n = 0, i = 0;
    cJSON_ArrayForEach(child, node) n++;
    if (n > HOSHI_JSON_MEMBERS && cJSON_IsObject(node)) {
        hoshi_json_fault(at, HOSHI_E_TOO_MANY, "", "%d", HOSHI_JSON_MEMBERS);
        return;
    }
    if (cJSON_IsObject(node))
        json_check_keys(at, n);
    cJSON_ArrayForEach(child, node)
    {
        struct hoshi_json c = {child, at, cJSON_IsObject(node) ? child->string : NULL, i++, at->faults};
        json_check(&c, depth + 1);
    }
}

/* True for an escaped NUL: \\u0000 behind an even number of backslashes. */
static bool holds_nul(const char *text)
{
    for (const char *p = strstr(text, "\\u0000"); p; p = strstr(p + 1, "\\u0000")) {
        size_t before = 0;
        while (p - before > text && p[-1 - (ptrdiff_t)before] == '\\')
            before++;
        if (before % 2 == 0)
            return true;
    }
    return false;
}

/* Texts and keys as every reader gives them: composed, escaped or not. */
static void json_compose(cJSON *node)
{
    cJSON *child;
    hoshi_text_compose_all(node->valuestring);
    hoshi_text_compose_all(node->string);
    cJSON_ArrayForEach(child, node) json_compose(child);
}

/* Line and character at which a text stops being JSON, and what stands there. */
static enum hoshi_status syntax(const char *text, const char *end, struct hoshi_faults *faults)
{
    long row = 1, column = 1;
    char near[40];
    for (const char *p = text; p < end; p++) {
        bool next = *p == '\n';
        row += next;
        column = next ? 1 : column + (((unsigned char)*p & 0xC0) != 0x80);
    }
    hoshi_text_copy(near, sizeof near, end);
    near[strcspn(near, "\r\n")] = 0;
    size_t before = faults ? faults->n : 0;
    hoshi_fault_add_row(faults, HOSHI_E_JSON_SYNTAX, row, NULL, near, NULL);
    if (faults && faults->n > before)
        faults->item[before].column = column;
    return HOSHI_E_JSON_SYNTAX;
}

/* Bytes of the byte order mark in front. */
static size_t json_mark(const char *text, size_t n)
{
    return n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

enum hoshi_status hoshi_json_check_text(const char *text, size_t n, struct hoshi_faults *faults)
{
    size_t mark = json_mark(text, n);
    text += mark;
    n -= mark;
    /* cJSON would end a string at an escaped NUL and lose what stands behind it. */
    if (!hoshi_text_is_utf8(text, n) || holds_nul(text))
        return hoshi_fault_add(faults, HOSHI_E_TEXT_ENCODING, NULL, NULL, "UTF-8");
    bool deep;
    const char *end = hoshi_json_malformed(text, n, &deep);
    if (deep)
        return hoshi_fault_add(faults, HOSHI_E_JSON_DEPTH, NULL, NULL, "%d", HOSHI_JSON_DEPTH);
    return end ? syntax(text, end, faults) : HOSHI_OK;
}

/* Repeated keys alone leave a tree that can be read on (the first of them counts), so that its other faults
 * are told too. */
static bool only_repeats(const struct hoshi_faults *faults, size_t before)
{
    for (size_t i = before; i < faults->n; i++)
        if (faults->item[i].status != HOSHI_E_KEY_DUPLICATE)
            return false;
    return !faults->dropped;
}

/* Texts recorded before there was a door: '?' for what is not plain. */
static void json_make_plain(char *text)
{
    char what[HOSHI_TEXT_WHAT];
    size_t n = text ? strlen(text) : 0;
    for (size_t at = 0; n && (at = hoshi_text_unplain(text, n, what)) < n;) {
        size_t bytes = hoshi_text_sequence(text + at, n - at);
        bytes = bytes ? bytes : 1;
        text[at] = '?';
        memmove(text + at + 1, text + at + bytes, n - at - bytes + 1);
        n -= bytes - 1;
    }
}

static void json_make_tree_plain(cJSON *node)
{
    cJSON *child;
    json_make_plain(node->valuestring);
    json_make_plain(node->string);
    cJSON_ArrayForEach(child, node) json_make_tree_plain(child);
}

/* The walk over the tree; `top.faults` is there. Repeated keys alone pass when the caller collects. */
static enum hoshi_status parse_checked(const struct hoshi_json *top, bool collects)
{
    size_t before = top->faults->n + top->faults->dropped;
    if (!cJSON_IsObject(node_of(top)))
        hoshi_json_fault(top, HOSHI_E_TYPE, NULL, "{…}");
    else
        json_check(top, 0);
    if (top->faults->n + top->faults->dropped == before)
        return HOSHI_OK;
    enum hoshi_status status =
        before < top->faults->n ? top->faults->item[before].status : hoshi_faults_status(top->faults);
    return status == HOSHI_E_KEY_DUPLICATE && collects && only_repeats(top->faults, before) ? HOSHI_OK
                                                                                            : status;
}

static enum hoshi_status parse_check_tree(cJSON *tree, struct hoshi_faults *faults)
{
    struct hoshi_faults *own = faults ? NULL : calloc(1, sizeof *own);
    if (!faults && !own)
        return HOSHI_E_MEMORY;
    struct hoshi_json top = {tree, NULL, NULL, 0, faults ? faults : own};
    enum hoshi_status status = parse_checked(&top, !own);
    free(own);
    return status;
}

/* The document takes the tree over, or the tree is gone. */
static enum hoshi_status parse_keep(cJSON *tree, struct hoshi_json_document **document,
                                    struct hoshi_json *root, struct hoshi_faults *faults)
{
    struct hoshi_json_document *d = malloc(sizeof *d);
    if (!d) {
        cJSON_Delete(tree);
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    }
    d->tree = tree;
    *document = d;
    *root = (struct hoshi_json){tree, NULL, NULL, 0, faults};
    return HOSHI_OK;
}

static enum hoshi_status parse(const char *text, size_t n, bool kept, struct hoshi_json_document **document,
                               struct hoshi_json *root, struct hoshi_faults *faults)
{
    enum hoshi_status status = hoshi_json_check_text(text, n, faults);
    if (status)
        return status;
    size_t mark = json_mark(text, n);
    text += mark;
    n -= mark;
    cJSON *tree = cJSON_ParseWithLengthOpts(text, n + 1, NULL, true);
    if (!tree) /* it is JSON: so there was no memory for it */
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    json_compose(tree);
    if (kept)
        json_make_tree_plain(tree);
    status = parse_check_tree(tree, faults);
    if (status) {
        cJSON_Delete(tree);
        return status;
    }
    return parse_keep(tree, document, root, faults);
}

enum hoshi_status hoshi_json_parse_embedded(const char *text, size_t n, struct hoshi_json_document **document,
                                            struct hoshi_json *root, struct hoshi_faults *faults)
{
    cJSON *tree = cJSON_ParseWithLength(text, n);
    if (!tree)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    return parse_keep(tree, document, root, faults);
}

enum hoshi_status hoshi_json_parse(const char *text, size_t n, struct hoshi_json_document **document,
                                   struct hoshi_json *root, struct hoshi_faults *faults)
{
    return parse(text, n, false, document, root, faults);
}

enum hoshi_status hoshi_json_parse_kept(const char *text, size_t n, struct hoshi_json_document **document,
                                        struct hoshi_json *root, struct hoshi_faults *faults)
{
    return parse(text, n, true, document, root, faults);
}

void hoshi_json_close(struct hoshi_json_document *document)
{
    if (!document)
        return;
    cJSON_Delete(document->tree);
    free(document);
}

/* ---- navigation ---- */

bool hoshi_json_get(const struct hoshi_json *at, const char *key, struct hoshi_json *member)
{
    if (!cJSON_IsObject(node_of(at))) {
        hoshi_json_fault(at, HOSHI_E_TYPE, NULL, "{…}");
        return false;
    }
    const cJSON *node = cJSON_GetObjectItemCaseSensitive(node_of(at), key);
    if (!node || cJSON_IsNull(node))
        return false;
    *member = (struct hoshi_json){node, at, key, 0, at->faults};
    return true;
}

bool hoshi_json_need(const struct hoshi_json *at, const char *key, struct hoshi_json *member)
{
    if (hoshi_json_get(at, key, member))
        return true;
    if (cJSON_IsObject(node_of(at))) {
        struct hoshi_json absent = {NULL, at, key, 0, at->faults};
        hoshi_json_fault(&absent, HOSHI_E_KEY_MISSING, "", NULL);
    }
    return false;
}

void hoshi_json_keys(const struct hoshi_json *at, const char *const *allowed, size_t n)
{
    if (!cJSON_IsObject(node_of(at)))
        return;
    const cJSON *child;
    cJSON_ArrayForEach(child, node_of(at))
    {
        size_t i = 0;
        while (i < n && strcmp(allowed[i], child->string) != 0)
            i++;
        if (i < n)
            continue;
        struct hoshi_json member = {child, at, child->string, 0, at->faults};
        const char *near = hoshi_text_nearest(child->string, allowed, n);
        if (near) {
            hoshi_json_fault(&member, HOSHI_E_KEY_UNKNOWN, child->string, "%s", near);
            continue;
        }
        char list[200] = "";
        for (size_t k = 0, used = 0; k < n && used < sizeof list - 1; k++)
            used += (size_t)snprintf(list + used, sizeof list - used, "%s%s", k ? ", " : "", allowed[k]);
        hoshi_json_fault(&member, HOSHI_E_KEY_UNKNOWN, child->string, "%s", list);
    }
}

bool hoshi_json_is_object(const struct hoshi_json *at)
{
    return cJSON_IsObject(node_of(at));
}

bool hoshi_json_is_array(const struct hoshi_json *at)
{
    return cJSON_IsArray(node_of(at));
}

bool hoshi_json_is_text(const struct hoshi_json *at)
{
    return cJSON_IsString(node_of(at));
}

bool hoshi_json_is_number(const struct hoshi_json *at)
{
    return cJSON_IsNumber(node_of(at));
}

size_t hoshi_json_size(const struct hoshi_json *at)
{
    if (!cJSON_IsArray(node_of(at)) && !cJSON_IsObject(node_of(at))) {
        hoshi_json_fault(at, HOSHI_E_TYPE, NULL, "[…]");
        return 0;
    }
    size_t n = 0;
    const cJSON *child;
    cJSON_ArrayForEach(child, node_of(at)) n++;
    return n;
}

static const cJSON *skip_null(const cJSON *node, bool object)
{
    while (node && object && cJSON_IsNull(node))
        node = node->next;
    return node;
}

bool hoshi_json_first(const struct hoshi_json *at, struct hoshi_json *child)
{
    bool object = cJSON_IsObject(node_of(at));
    if (!object && !cJSON_IsArray(node_of(at)))
        return false;
    const cJSON *node = skip_null(node_of(at)->child, object);
    if (!node)
        return false;
    *child = (struct hoshi_json){node, at, object ? node->string : NULL, 0, at->faults};
    return true;
}

bool hoshi_json_next(struct hoshi_json *child)
{
    bool object = child->key != NULL;
    const cJSON *node = skip_null(node_of(child)->next, object);
    if (!node)
        return false;
    child->node = node;
    child->key = object ? node->string : NULL;
    child->index++;
    return true;
}

/* ---- typed values ---- */

static bool outside(const struct hoshi_json *at, int64_t value, int64_t min, int64_t max, bool micro)
{
    if (value >= min && value <= max)
        return false;
    char low[HOSHI_DECIMAL_TEXT], high[HOSHI_DECIMAL_TEXT];
    if (micro)
        hoshi_json_fault(at, HOSHI_E_RANGE, NULL, "%s … %s", hoshi_decimal_print(min, 0, low),
                         hoshi_decimal_print(max, 0, high));
    else
        hoshi_json_fault(at, HOSHI_E_RANGE, NULL, "%" PRId64 " … %" PRId64, min, max);
    return true;
}

int64_t hoshi_json_int(const struct hoshi_json *at, int64_t min, int64_t max, int64_t otherwise)
{
    const cJSON *node = node_of(at);
    if (!cJSON_IsNumber(node)) {
        hoshi_json_fault(at, HOSHI_E_TYPE, NULL, "%" PRId64 " … %" PRId64, min, max);
        return otherwise;
    }
    double d = node->valuedouble;
    if (d != floor(d)) {
        hoshi_json_fault(at, HOSHI_E_NUMBER, NULL, "%" PRId64 " … %" PRId64, min, max);
        return otherwise;
    }
    /* Beyond 15 digits the text no longer decides the double, so nothing larger is taken as an integer. */
    if (fabs(d) > 1e15) {
        hoshi_json_fault(at, HOSHI_E_RANGE, NULL, "%" PRId64 " … %" PRId64, min, max);
        return otherwise;
    }
    return outside(at, (int64_t)d, min, max, false) ? otherwise : (int64_t)d;
}

bool hoshi_json_bool(const struct hoshi_json *at, bool otherwise)
{
    if (cJSON_IsBool(node_of(at)))
        return cJSON_IsTrue(node_of(at));
    hoshi_json_fault(at, HOSHI_E_TYPE, NULL, "true, false");
    return otherwise;
}

const char *hoshi_json_text(const struct hoshi_json *at, size_t max, bool empty)
{
    const cJSON *node = node_of(at);
    if (!cJSON_IsString(node)) {
        hoshi_json_fault(at, HOSHI_E_TYPE, NULL, "\"…\"");
        return "";
    }
    size_t n = hoshi_text_length(node->valuestring);
    if (n > max || (!n && !empty)) {
        hoshi_json_fault(at, HOSHI_E_TEXT_LENGTH, NULL, "%d … %zu", empty ? 0 : 1, max);
        return "";
    }
    for (const char *p = node->valuestring; *p; p++)
        if ((unsigned char)*p < 0x20 && *p != '\n' && *p != '\t') {
            hoshi_json_fault(at, HOSHI_E_TEXT_ENCODING, "\\u00xx", NULL);
            return "";
        }
    return node->valuestring;
}

int64_t hoshi_json_decimal(const struct hoshi_json *at, int places, int64_t min, int64_t max,
                           int64_t otherwise)
{
    int64_t value;
    char low[HOSHI_DECIMAL_TEXT], high[HOSHI_DECIMAL_TEXT];
    if (!cJSON_IsString(node_of(at))) {
        hoshi_json_fault(at, HOSHI_E_TYPE, NULL, "\"%s\" … \"%s\"", hoshi_decimal_print(min, 0, low),
                         hoshi_decimal_print(max, 0, high));
        return otherwise;
    }
    if (!hoshi_decimal_parse(node_of(at)->valuestring, places, &value)) {
        hoshi_json_fault(at, HOSHI_E_DECIMAL, NULL, "\"%s\" … \"%s\" (%d)", hoshi_decimal_print(min, 0, low),
                         hoshi_decimal_print(max, 0, high), places);
        return otherwise;
    }
    return outside(at, value, min, max, true) ? otherwise : value;
}

int64_t hoshi_json_ratio(const struct hoshi_json *at, int64_t min, int64_t max, int64_t otherwise)
{
    if (!cJSON_IsNumber(node_of(at)))
        return hoshi_json_decimal(at, 6, min, max, otherwise);
    double d = node_of(at)->valuedouble;
    if (fabs(d) > 9e12) {
        outside(at, INT64_MAX, min, max, true);
        return otherwise;
    }
    int64_t value = (int64_t)llround(d * 1e6);
    return outside(at, value, min, max, true) ? otherwise : value;
}

double hoshi_json_real(const struct hoshi_json *at, double min, double max, double otherwise)
{
    const cJSON *node = node_of(at);
    char low[HOSHI_REAL_TEXT], high[HOSHI_REAL_TEXT];
    if (!cJSON_IsNumber(node)) {
        hoshi_json_fault(at, HOSHI_E_TYPE, NULL, "%s … %s", hoshi_real_print(min, low),
                         hoshi_real_print(max, high));
        return otherwise;
    }
    if (node->valuedouble >= min && node->valuedouble <= max)
        return node->valuedouble;
    hoshi_json_fault(at, HOSHI_E_RANGE, NULL, "%s … %s", hoshi_real_print(min, low),
                     hoshi_real_print(max, high));
    return otherwise;
}

struct hoshi_date hoshi_json_date(const struct hoshi_json *at)
{
    struct hoshi_date date = {0};
    if (!cJSON_IsString(node_of(at)))
        hoshi_json_fault(at, HOSHI_E_TYPE, NULL, "\"YYYY-MM-DD\"");
    else if (!hoshi_date_parse(node_of(at)->valuestring, &date))
        hoshi_json_fault(at, HOSHI_E_DATE, NULL, "YYYY-MM-DD");
    return date;
}

struct hoshi_date hoshi_json_month(const struct hoshi_json *at)
{
    struct hoshi_date month = {0};
    if (!cJSON_IsString(node_of(at)))
        hoshi_json_fault(at, HOSHI_E_TYPE, NULL, "\"YYYY-MM\"");
    else if (!hoshi_month_parse(node_of(at)->valuestring, &month))
        hoshi_json_fault(at, HOSHI_E_DATE, NULL, "YYYY-MM");
    return month;
}

size_t hoshi_json_choice(const struct hoshi_json *at, const char *const *choices, size_t n, size_t otherwise)
{
    if (cJSON_IsString(node_of(at)))
        for (size_t i = 0; i < n; i++)
            if (strcmp(choices[i], node_of(at)->valuestring) == 0)
                return i;
    char list[400] = "";
    for (size_t k = 0, used = 0; k < n && used < sizeof list - 1; k++)
        used += (size_t)snprintf(list + used, sizeof list - used, "%s%s", k ? ", " : "", choices[k]);
    hoshi_json_fault(at, cJSON_IsString(node_of(at)) ? HOSHI_E_CHOICE : HOSHI_E_TYPE, NULL, "%s", list);
    return otherwise;
}
