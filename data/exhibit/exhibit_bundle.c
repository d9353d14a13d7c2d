/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ISO 32000-1: pages (7.7.3), form XObjects (8.10), outlines (12.3.3). Only qpdf's C interface is used; it keeps an error
 * until somebody asks, so each step asks once at its end. */
#include "exhibit_bundle.h"
#include "exhibit_draw.h"

#include <qpdf/qpdf-c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A document in the bundle: open until the bundle is written, which reads its streams then. */
struct bundle_part {
    qpdf_data pdf;
    char *bytes, *title;
    int pages;
};

struct hoshi_bundle {
    bool japanese;
    struct bundle_part *part;
    size_t parts, room;
};

static struct hoshi_bundle *bundle_open(bool japanese)
{
    struct hoshi_bundle *b = calloc(1, sizeof *b);
    if (b)
        b->japanese = japanese && hoshi_draw_can("甲第号証の（）0123456789");
    return b;
}

/* An error nobody asked for would be printed. */
static void pdf_close(qpdf_data *q)
{
    while (*q && qpdf_has_error(*q))
        qpdf_get_error(*q);
    if (*q)
        qpdf_cleanup(q);
    *q = NULL;
}

static void bundle_close(struct hoshi_bundle *b)
{
    for (size_t i = 0; b && i < b->parts; i++) {
        pdf_close(&b->part[i].pdf);
        free(b->part[i].bytes);
        free(b->part[i].title);
    }
    if (b)
        free(b->part);
    free(b);
}

static bool bundle_is_japanese(const struct hoshi_bundle *b)
{
    return b->japanese;
}

/* ---- reading and writing ---- */

static qpdf_data pdf_open(const char *bytes, size_t n, enum hoshi_stamp *stamp)
{
    qpdf_data q = qpdf_init();
    qpdf_set_suppress_warnings(q, QPDF_TRUE);
    qpdf_silence_errors(q);
    qpdf_set_attempt_recovery(q, QPDF_FALSE);
    QPDF_ERROR_CODE code = bytes ? qpdf_read_memory(q, "exhibit", bytes, n, NULL) : qpdf_empty_pdf(q);
    *stamp = HOSHI_STAMPED;
    if (code & QPDF_ERRORS)
        *stamp = qpdf_get_error_code(q, qpdf_get_error(q)) == qpdf_e_password ? HOSHI_STAMP_ENCRYPTED
                                                                              : HOSHI_STAMP_DAMAGED;
    else if (code)
        *stamp = HOSHI_STAMP_DAMAGED;
    else if (qpdf_is_encrypted(q))
        *stamp = HOSHI_STAMP_ENCRYPTED;
    if (*stamp)
        pdf_close(&q);
    return *stamp ? NULL : q;
}

static bool pdf_sound(qpdf_data q)
{
    return !qpdf_has_error(q) && !qpdf_more_warnings(q);
}

/* The document as bytes; false when it cannot be written without a guess. */
static bool pdf_write(qpdf_data q, char **out, size_t *n)
{
    if (qpdf_init_write_memory(q) & QPDF_ERRORS)
        return false;
    qpdf_set_deterministic_ID(q, QPDF_TRUE);
    qpdf_set_suppress_original_object_IDs(q, QPDF_TRUE);
    if (qpdf_write(q) != QPDF_SUCCESS || !pdf_sound(q))
        return false;
    *n = qpdf_get_buffer_length(q);
    *out = malloc(*n + 1);
    if (*out)
        memcpy(*out, qpdf_get_buffer(q), *n);
    return true;
}

/* ---- a label on a page ---- */

struct page_box {
    double x0, y0, x1, y1;
    int turn; /* 0, 1, 2, 3 quarters clockwise when it is shown */
};

static bool box_numbers(qpdf_data q, qpdf_oh box, double *out)
{
    bool good = qpdf_oh_is_array(q, box) && qpdf_oh_get_array_n_items(q, box) == 4;
    for (int i = 0; good && i < 4; i++)
        good = qpdf_oh_get_value_as_number(q, qpdf_oh_get_array_item(q, box, i), &out[i]);
    return good;
}

static struct page_box page_box(qpdf_data q, qpdf_oh page)
{
    double v[4] = {0, 0, HOSHI_A4_SHORT, HOSHI_A4_LONG};
    struct page_box b = {0};
    if (!box_numbers(q, qpdf_oh_get_key(q, page, "/CropBox"), v) &&
        !box_numbers(q, qpdf_oh_get_key(q, page, "/MediaBox"), v))
        v[0] = v[1] = 0, v[2] = HOSHI_A4_SHORT, v[3] = HOSHI_A4_LONG;
    b.x0 = v[0] < v[2] ? v[0] : v[2];
    b.x1 = v[0] < v[2] ? v[2] : v[0];
    b.y0 = v[1] < v[3] ? v[1] : v[3];
    b.y1 = v[1] < v[3] ? v[3] : v[1];
    qpdf_oh turn = qpdf_oh_get_key(q, page, "/Rotate");
    if (qpdf_oh_is_integer(q, turn))
        b.turn = (int)(((qpdf_oh_get_int_value(q, turn) / 90) % 4 + 4) % 4);
    return b;
}

/* A number of a content stream with a point whatever the locale. */
static void put_decimal(char *out, size_t size, double v)
{
    long long m = (long long)(v * 1000 + (v < 0 ? -0.5 : 0.5));
    long long a = m < 0 ? -m : m;
    snprintf(out, size, "%s%lld.%03lld", m < 0 ? "-" : "", a / 1000, a % 1000);
}

/* The matrix that puts a label of the width upright at the upper right of the page as it is shown. */
static void label_matrix(const struct page_box *b, double width, double out[6])
{
    double w = b->x1 - b->x0, h = b->y1 - b->y0, s = (w < h ? w : h) / HOSHI_A4_SHORT;
    if (!(s > 0.1)) /* also what is no number */
        s = 0.1;
    else if (s > 50)
        s = 50;
    double m = HOSHI_LABEL_MARGIN * s, lw = width * s, lh = HOSHI_LABEL_HEIGHT * s;
    const double at[4][6] = {{s, 0, 0, s, b->x1 - m - lw, b->y1 - m - lh},
                             {0, s, -s, 0, b->x0 + m + lh, b->y1 - m - lw},
                             {-s, 0, 0, -s, b->x0 + m + lw, b->y0 + m + lh},
                             {0, -s, s, 0, b->x1 - m - lh, b->y0 + m + lw}};
    memcpy(out, at[b->turn], sizeof at[0]);
}

/* Packed bytes of a page that are unpacked at most. */
enum { HOSHI_STAMP_UNPACK_MAX = 512 * 1024 };

static qpdf_oh dictionary_copy(qpdf_data q, qpdf_oh of)
{
    qpdf_oh copy = qpdf_oh_new_dictionary(q);
    if (!qpdf_oh_is_dictionary(q, of))
        return copy;
    qpdf_oh_begin_dict_key_iter(q, of);
    while (qpdf_oh_dict_more_keys(q)) {
        const char *key = qpdf_oh_dict_next_key(q);
        qpdf_oh_replace_key(q, copy, key, qpdf_oh_get_key(q, of, key));
    }
    return copy;
}

/* Name the label among the page's own resources (which pages may share: theirs stay as they are). */
static void label_resource(qpdf_data q, qpdf_oh page, qpdf_oh form, char *name, size_t size)
{
    qpdf_oh resources = dictionary_copy(q, qpdf_oh_get_key(q, page, "/Resources"));
    qpdf_oh objects = dictionary_copy(q, qpdf_oh_get_key(q, resources, "/XObject"));
    int k = 0;
    do
        snprintf(name, size, "/HoshiExhibit%d", k++);
    while (qpdf_oh_has_key(q, objects, name));
    qpdf_oh_replace_key(q, objects, name, form);
    qpdf_oh_replace_key(q, resources, "/XObject", objects);
    qpdf_oh_replace_key(q, page, "/Resources", resources);
}

static qpdf_oh content_stream(qpdf_data q, const char *text)
{
    qpdf_oh stream = qpdf_oh_new_stream(q);
    qpdf_oh_replace_stream_data(q, stream, (const unsigned char *)text, strlen(text), qpdf_oh_new_null(q),
                                qpdf_oh_new_null(q));
    return stream;
}

static long long packed_bytes(qpdf_data q, qpdf_oh stream)
{
    return qpdf_oh_is_stream(q, stream)
               ? qpdf_oh_get_int_value(q, qpdf_oh_get_key(q, qpdf_oh_get_dict(q, stream), "/Length"))
               : 0;
}

/* The bytes of what the page draws as they lie in the file. */
static long long drawn_bytes(qpdf_data q, qpdf_oh contents)
{
    long long sum = packed_bytes(q, contents);
    for (int i = 0; qpdf_oh_is_array(q, contents) && i < qpdf_oh_get_array_n_items(q, contents); i++)
        sum += packed_bytes(q, qpdf_oh_get_array_item(q, contents, i));
    return sum;
}

/* What the page draws becomes a form, which leaves nothing behind that could move or hide the label; false where it is
 * long (it would have to be unpacked) or cannot be read. */
static bool label_form_of_page(qpdf_data q, qpdf_oh page, const struct page_box *b, const char *after)
{
    char number[4][32], box[160], name[32], text[400];
    unsigned char *bytes = NULL;
    size_t n = 0;
    if (drawn_bytes(q, qpdf_oh_get_key(q, page, "/Contents")) > HOSHI_STAMP_UNPACK_MAX ||
        qpdf_oh_get_page_content_data(q, page, &bytes, &n) != QPDF_SUCCESS)
        return false;
    qpdf_oh form = qpdf_oh_new_stream(q), dict = qpdf_oh_get_dict(q, form);
    qpdf_oh_replace_stream_data(q, form, bytes, n, qpdf_oh_new_null(q), qpdf_oh_new_null(q));
    free(bytes);
    put_decimal(number[0], sizeof number[0], b->x0);
    put_decimal(number[1], sizeof number[1], b->y0);
    put_decimal(number[2], sizeof number[2], b->x1);
    put_decimal(number[3], sizeof number[3], b->y1);
    snprintf(box, sizeof box, "[%s %s %s %s]", number[0], number[1], number[2], number[3]);
    qpdf_oh_replace_key(q, dict, "/Type", qpdf_oh_new_name(q, "/XObject"));
    qpdf_oh_replace_key(q, dict, "/Subtype", qpdf_oh_new_name(q, "/Form"));
    qpdf_oh_replace_key(q, dict, "/BBox", qpdf_oh_parse(q, box));
    qpdf_oh_replace_key(q, dict, "/Resources", dictionary_copy(q, qpdf_oh_get_key(q, page, "/Resources")));
    label_resource(q, page, form, name, sizeof name);
    snprintf(text, sizeof text, "q\n%s Do%s", name, after);
    qpdf_oh_replace_key(q, page, "/Contents", content_stream(q, text));
    return true;
}

/* What the page draws stands between q and Q. */
static void label_contents(qpdf_data q, qpdf_oh page, const char *after)
{
    qpdf_oh old = qpdf_oh_get_key(q, page, "/Contents"), all = qpdf_oh_new_array(q);
    qpdf_oh_append_item(q, all, content_stream(q, "q\n"));
    if (qpdf_oh_is_array(q, old))
        for (int i = 0; i < qpdf_oh_get_array_n_items(q, old); i++)
            qpdf_oh_append_item(q, all, qpdf_oh_get_array_item(q, old, i));
    else if (qpdf_oh_is_stream(q, old))
        qpdf_oh_append_item(q, all, old);
    qpdf_oh_append_item(q, all, content_stream(q, after));
    qpdf_oh_replace_key(q, page, "/Contents", all);
}

/* A page of the labels as a form of the document q. */
static qpdf_oh label_form(qpdf_data q, qpdf_data labels, size_t k, double width)
{
    char box[64], w[32];
    qpdf_oh from = qpdf_get_page_n(labels, k);
    qpdf_oh form = qpdf_oh_copy_foreign_object(q, labels, qpdf_oh_get_key(labels, from, "/Contents"));
    qpdf_oh resources = qpdf_make_indirect_object(labels, qpdf_oh_get_key(labels, from, "/Resources"));
    qpdf_oh dict = qpdf_oh_get_dict(q, form);
    put_decimal(w, sizeof w, width);
    snprintf(box, sizeof box, "[0 0 %s %d]", w, HOSHI_LABEL_HEIGHT);
    qpdf_oh_replace_key(q, dict, "/Type", qpdf_oh_new_name(q, "/XObject"));
    qpdf_oh_replace_key(q, dict, "/Subtype", qpdf_oh_new_name(q, "/Form"));
    qpdf_oh_replace_key(q, dict, "/BBox", qpdf_oh_parse(q, box));
    qpdf_oh_replace_key(q, dict, "/Resources", qpdf_oh_copy_foreign_object(q, labels, resources));
    return form;
}

static void label_page(qpdf_data q, qpdf_oh page, qpdf_oh form, double width)
{
    char name[32], after[320], number[6][32];
    struct page_box box = page_box(q, page);
    double m[6];
    label_matrix(&box, width, m);
    for (int i = 0; i < 6; i++)
        put_decimal(number[i], sizeof number[i], m[i]);
    label_resource(q, page, form, name, sizeof name);
    snprintf(after, sizeof after, "\nQ\nq %s %s %s %s %s %s cm %s Do Q\n", number[0], number[1], number[2],
             number[3], number[4], number[5], name);
    if (!label_form_of_page(q, page, &box, after))
        label_contents(q, page, after);
}

/* The labels of a document; what is copied from it is read when the document is written, so it stays open until then. */
struct labels {
    struct hoshi_drawing drawing;
    qpdf_data pdf; /* NULL: no memory */
};

static void labels_close(struct labels *l)
{
    if (l->pdf)
        pdf_close(&l->pdf);
    hoshi_drawing_release(&l->drawing);
}

static enum hoshi_stamp label_pages(qpdf_data q, const char *label, struct labels *l)
{
    enum hoshi_stamp stamp;
    double width = 0;
    if (qpdf_push_inherited_attributes_to_page(q) & QPDF_ERRORS)
        return HOSHI_STAMP_DAMAGED;
    int pages = qpdf_get_num_pages(q);
    if (pages < 1 || pages > HOSHI_STAMP_PAGES_MAX)
        return pages < 1 ? HOSHI_STAMP_DAMAGED : HOSHI_STAMP_SIZE;
    if (hoshi_draw_labels(&l->drawing, label, (size_t)pages, &width))
        l->pdf = pdf_open(l->drawing.bytes, l->drawing.n, &stamp);
    for (int i = 0; l->pdf && i < pages; i++)
        label_page(q, qpdf_get_page_n(q, (size_t)i), label_form(q, l->pdf, (size_t)i, width), width);
    return pdf_sound(q) ? HOSHI_STAMPED : HOSHI_STAMP_DAMAGED;
}

/* ---- papers ---- */

static bool is_pdf(const char *bytes, size_t n)
{
    return memmem(bytes, n < 1024 ? n : 1024, "%PDF-", 5) != NULL;
}

static enum hoshi_status stamp_pdf(const char *label, const char *bytes, size_t n, char **out, size_t *out_n,
                                   enum hoshi_stamp *stamp)
{
    struct labels l = {0};
    qpdf_data q = pdf_open(bytes, n, stamp);
    if (!q)
        return HOSHI_OK;
    *stamp = label_pages(q, label, &l);
    bool memory = *stamp || l.pdf;
    if (memory && !*stamp && !pdf_write(q, out, out_n))
        *stamp = HOSHI_STAMP_DAMAGED;
    memory = memory && (*stamp || *out);
    pdf_close(&q);
    labels_close(&l);
    return memory ? HOSHI_OK : HOSHI_E_MEMORY;
}

/* What Cairo drew, without the hour it was drawn at; takes the drawing over. */
static enum hoshi_status plain_drawing(struct hoshi_drawing *d, char **out, size_t *out_n)
{
    enum hoshi_stamp stamp;
    qpdf_data q = pdf_open(d->bytes, d->n, &stamp);
    bool good = q != NULL;
    if (good) {
        qpdf_oh_remove_key(q, qpdf_get_trailer(q), "/Info");
        good = pdf_write(q, out, out_n) && *out;
        pdf_close(&q);
    }
    hoshi_drawing_release(d);
    return good ? HOSHI_OK : HOSHI_E_MEMORY;
}

static enum hoshi_status stamp_picture(const char *label, const char *bytes, size_t n, char **out,
                                       size_t *out_n, enum hoshi_stamp *stamp)
{
    struct hoshi_drawing d = {0};
    bool good = hoshi_draw_picture(&d, label, bytes, n, stamp);
    if (good && !*stamp)
        return plain_drawing(&d, out, out_n);
    hoshi_drawing_release(&d);
    return good ? HOSHI_OK : HOSHI_E_MEMORY;
}

/* The bytes (which the bundle then owns) as its next document. */
static enum hoshi_status bundle_take(struct hoshi_bundle *b, const char *label, const char *title,
                                     char *bytes, size_t n)
{
    enum hoshi_stamp stamp = HOSHI_STAMPED;
    if (b->parts == b->room) {
        size_t room = b->room ? 2 * b->room : 16;
        struct bundle_part *more = realloc(b->part, room * sizeof *more);
        if (more) {
            b->part = more;
            b->room = room;
        }
    }
    size_t size = strlen(label) + strlen(title) + 2;
    char *whole = b->parts < b->room ? malloc(size) : NULL;
    qpdf_data q = whole && bytes ? pdf_open(bytes, n, &stamp) : NULL;
    if (!q) {
        free(whole);
        free(bytes);
        return HOSHI_E_MEMORY;
    }
    snprintf(whole, size, "%s%s%s", label, *title ? " " : "", title);
    b->part[b->parts++] = (struct bundle_part){q, bytes, whole, qpdf_get_num_pages(q)};
    return HOSHI_OK;
}

static enum hoshi_status bundle_add(struct hoshi_bundle *b, const char *number, const char *title,
                                    const char *bytes, size_t n, char **out, size_t *out_n,
                                    enum hoshi_stamp *stamp)
{
    char label[96];
    *out = NULL;
    *out_n = 0;
    hoshi_exhibit_label(number, b->japanese, label, sizeof label);
    enum hoshi_status s = is_pdf(bytes, n) ? stamp_pdf(label, bytes, n, out, out_n, stamp)
                                           : stamp_picture(label, bytes, n, out, out_n, stamp);
    if (s || *stamp)
        return s;
    char *copy = malloc(*out_n + 1);
    if (copy)
        memcpy(copy, *out, *out_n);
    s = bundle_take(b, label, title, copy, *out_n);
    if (s) {
        free(*out);
        *out = NULL;
    }
    return s;
}

static enum hoshi_status bundle_add_sheet(struct hoshi_bundle *b, const char *number, const char *title,
                                          const char *const *line, size_t lines)
{
    char label[96], *bytes = NULL;
    size_t n = 0;
    struct hoshi_drawing d = {0};
    hoshi_exhibit_label(number, b->japanese, label, sizeof label);
    if (!hoshi_draw_sheet(&d, label, line, lines)) {
        hoshi_drawing_release(&d);
        return HOSHI_E_MEMORY;
    }
    enum hoshi_status s = plain_drawing(&d, &bytes, &n);
    return s ? s : bundle_take(b, label, title, bytes, n);
}

/* ---- the bundle ---- */

static void bundle_bookmarks(struct hoshi_bundle *b, qpdf_data q)
{
    qpdf_oh top = qpdf_make_indirect_object(q, qpdf_oh_new_dictionary(q)), before = 0;
    size_t page = 0;
    for (size_t i = 0; i < b->parts; i++) {
        qpdf_oh item = qpdf_make_indirect_object(q, qpdf_oh_new_dictionary(q)), at = qpdf_oh_new_array(q);
        qpdf_oh_append_item(q, at, qpdf_get_page_n(q, page));
        qpdf_oh_append_item(q, at, qpdf_oh_new_name(q, "/Fit"));
        qpdf_oh_replace_key(q, item, "/Title", qpdf_oh_new_unicode_string(q, b->part[i].title));
        qpdf_oh_replace_key(q, item, "/Parent", top);
        qpdf_oh_replace_key(q, item, "/Dest", at);
        if (i) {
            qpdf_oh_replace_key(q, item, "/Prev", before);
            qpdf_oh_replace_key(q, before, "/Next", item);
        } else {
            qpdf_oh_replace_key(q, top, "/First", item);
        }
        qpdf_oh_replace_key(q, top, "/Last", item);
        before = item;
        page += (size_t)b->part[i].pages;
    }
    qpdf_oh_replace_key(q, top, "/Type", qpdf_oh_new_name(q, "/Outlines"));
    qpdf_oh_replace_key(q, top, "/Count", qpdf_oh_new_integer(q, (long long)b->parts));
    qpdf_oh_replace_key(q, qpdf_get_root(q), "/Outlines", top);
    qpdf_oh_replace_key(q, qpdf_get_root(q), "/PageMode", qpdf_oh_new_name(q, "/UseOutlines"));
}

static enum hoshi_status bundle_finish(struct hoshi_bundle *b, char **out, size_t *out_n)
{
    enum hoshi_stamp stamp;
    qpdf_data q = pdf_open(NULL, 0, &stamp);
    bool good = q != NULL;
    *out = NULL;
    *out_n = 0;
    for (size_t i = 0; good && i < b->parts; i++)
        for (int k = 0; good && k < b->part[i].pages; k++)
            good = qpdf_add_page(q, b->part[i].pdf, qpdf_get_page_n(b->part[i].pdf, (size_t)k), QPDF_FALSE) ==
                   QPDF_SUCCESS;
    if (good && b->parts) {
        bundle_bookmarks(b, q);
        good = pdf_write(q, out, out_n) && *out;
    }
    if (q)
        pdf_close(&q);
    return good ? HOSHI_OK : HOSHI_E_MEMORY;
}

extern const struct hoshi_stamper hoshi_stamper;
__attribute__((visibility("default"))) const struct hoshi_stamper hoshi_stamper = {
    bundle_open, bundle_close, bundle_is_japanese, bundle_add, bundle_add_sheet, bundle_finish};
