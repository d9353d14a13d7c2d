/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exhibit_draw.h"
#include "exhibit_picture.h"

#include <cairo-pdf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LABEL_SIZE = 13,
    LABEL_PADDING = 6,
    SHEET_SIZE = 11,
    SHEET_LEADING = 18,
    PICTURE_TOP = 48,
    PICTURE_EDGE = 28
};

/* Families asked for in turn; the system answers with another where it lacks one, which may have the signs too. */
static const char *const families[] = {"Noto Sans CJK JP", "Noto Serif CJK JP", "IPAexGothic", "IPAGothic",
                                       "TakaoGothic",      "VL Gothic",         "Yu Gothic",   "MS Gothic",
                                       "Hiragino Sans",    "sans-serif"};
enum { FAMILIES = sizeof families / sizeof *families };

static cairo_status_t drawing_add(void *closure, const unsigned char *bytes, unsigned n)
{
    struct hoshi_drawing *d = closure;
    if (d->size - d->n < n) {
        size_t size = (d->n + n) * 2;
        char *more = d->failed ? NULL : realloc(d->bytes, size);
        if (!more) {
            d->failed = true;
            return CAIRO_STATUS_WRITE_ERROR;
        }
        d->bytes = more;
        d->size = size;
    }
    memcpy(d->bytes + d->n, bytes, n);
    d->n += n;
    return CAIRO_STATUS_SUCCESS;
}

void hoshi_drawing_release(struct hoshi_drawing *d)
{
    free(d->bytes);
    *d = (struct hoshi_drawing){0};
}

/* Signs a font lacks are glyph 0, an empty box; Cairo's own stand-in for no font at all draws boxes beyond ASCII. */
static bool draw_has(cairo_t *to, const char *text)
{
    cairo_scaled_font_t *font = cairo_get_scaled_font(to);
    cairo_glyph_t *glyph = NULL;
    int glyphs = 0;
    bool ascii = true, all = cairo_scaled_font_text_to_glyphs(font, 0, 0, text, -1, &glyph, &glyphs, NULL,
                                                              NULL, NULL) == CAIRO_STATUS_SUCCESS;
    for (const char *p = text; *p; p++)
        ascii = ascii && (unsigned char)*p < 0x80;
    for (int i = 0; all && i < glyphs; i++)
        all = glyph[i].index != 0;
    cairo_glyph_free(glyph);
    return all && (ascii || cairo_scaled_font_get_type(font) == CAIRO_FONT_TYPE_FT);
}

static bool draw_font(cairo_t *to, const char *text, double size)
{
    for (size_t i = 0; i < FAMILIES; i++) {
        cairo_select_font_face(to, families[i], CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
        cairo_set_font_size(to, size);
        if (draw_has(to, text))
            return true;
    }
    return false;
}

bool hoshi_draw_can(const char *text)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
    cairo_t *to = cairo_create(surface);
    bool can = draw_font(to, text, LABEL_SIZE);
    cairo_destroy(to);
    cairo_surface_destroy(surface);
    return can;
}

static double draw_width(cairo_t *to, const char *text)
{
    cairo_text_extents_t e;
    cairo_text_extents(to, text, &e);
    return e.x_advance;
}

/* A frame and the number in dark red, which prints as dark grey; nothing below it is covered. */
static void draw_label(cairo_t *to, const char *text, double x, double y, double width)
{
    cairo_set_source_rgb(to, 0.7, 0, 0);
    cairo_set_line_width(to, 1);
    cairo_rectangle(to, x + 0.5, y + 0.5, width - 1, HOSHI_LABEL_HEIGHT - 1);
    cairo_stroke(to);
    cairo_move_to(to, x + (width - draw_width(to, text)) / 2, y + HOSHI_LABEL_HEIGHT - 6.5);
    cairo_show_text(to, text);
}

static void draw_label_text(char *out, size_t size, const char *label, size_t page, size_t pages)
{
    if (pages > 1)
        snprintf(out, size, "%s (%zu/%zu)", label, page, pages);
    else
        snprintf(out, size, "%s", label);
}

/* The end of a drawing: true when all of it is in memory. */
static bool draw_end(cairo_t *to, cairo_surface_t *surface, const struct hoshi_drawing *d)
{
    bool good = cairo_status(to) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(to);
    cairo_surface_finish(surface);
    good = good && cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    return good && !d->failed;
}

bool hoshi_draw_labels(struct hoshi_drawing *d, const char *label, size_t pages, double *width)
{
    char text[160];
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(drawing_add, d, 400, HOSHI_LABEL_HEIGHT);
    cairo_t *to = cairo_create(surface);
    draw_font(to, label, LABEL_SIZE);
    draw_label_text(text, sizeof text, label, pages, pages);
    *width = draw_width(to, text) + 2 * LABEL_PADDING;
    for (size_t i = 0; i < pages; i++) {
        cairo_pdf_surface_set_size(surface, *width, HOSHI_LABEL_HEIGHT);
        draw_label_text(text, sizeof text, label, i + 1, pages);
        draw_label(to, text, 0, 0, *width);
        cairo_show_page(to);
    }
    return draw_end(to, surface, d);
}

static void draw_corner(cairo_t *to, const char *label, double page_width)
{
    draw_font(to, label, LABEL_SIZE);
    double width = draw_width(to, label) + 2 * LABEL_PADDING;
    draw_label(to, label, page_width - HOSHI_LABEL_MARGIN - width, HOSHI_LABEL_MARGIN, width);
}

/* ---- pictures ---- */

struct reader {
    const char *bytes;
    size_t n, at;
};

static cairo_status_t reader_next(void *closure, unsigned char *to, unsigned n)
{
    struct reader *r = closure;
    if (r->n - r->at < n)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(to, r->bytes + r->at, n);
    r->at += n;
    return CAIRO_STATUS_SUCCESS;
}

/* A JPEG goes into the page as it is: its points are never read here. */
static cairo_surface_t *picture_surface(const struct hoshi_picture *p, const char *bytes, size_t n)
{
    struct reader r = {bytes, n, 0};
    if (!p->jpeg)
        return cairo_image_surface_create_from_png_stream(reader_next, &r);
    cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)p->width, (int)p->height);
    if (cairo_surface_set_mime_data(s, CAIRO_MIME_TYPE_JPEG, (const unsigned char *)bytes, n, NULL, NULL) !=
        CAIRO_STATUS_SUCCESS) {
        cairo_surface_destroy(s);
        return NULL;
    }
    return s;
}

/* From the points of the picture to those of it upright, by EXIF's number. */
static cairo_matrix_t picture_matrix(const struct hoshi_picture *p)
{
    double w = p->width, h = p->height;
    const cairo_matrix_t turned[8] = {{1, 0, 0, 1, 0, 0},   {-1, 0, 0, 1, w, 0}, {-1, 0, 0, -1, w, h},
                                      {1, 0, 0, -1, 0, h},  {0, 1, 1, 0, 0, 0},  {0, 1, -1, 0, h, 0},
                                      {0, -1, -1, 0, h, w}, {0, -1, 1, 0, 0, w}};
    return turned[p->turn - 1];
}

static void picture_draw(cairo_t *to, const struct hoshi_picture *p, cairo_surface_t *picture, double page_w,
                         double page_h)
{
    bool lying = p->turn > 4;
    double w = lying ? p->height : p->width, h = lying ? p->width : p->height;
    double room_w = page_w - 2 * PICTURE_EDGE, room_h = page_h - PICTURE_TOP - PICTURE_EDGE;
    double scale = room_w / w < room_h / h ? room_w / w : room_h / h;
    cairo_matrix_t upright = picture_matrix(p);
    cairo_save(to);
    cairo_translate(to, (page_w - w * scale) / 2, PICTURE_TOP + (room_h - h * scale) / 2);
    cairo_scale(to, scale, scale);
    cairo_transform(to, &upright);
    cairo_set_source_surface(to, picture, 0, 0);
    cairo_rectangle(to, 0, 0, p->width, p->height);
    cairo_fill(to);
    cairo_restore(to);
}

static enum hoshi_stamp picture_fit(const struct hoshi_picture *p)
{
    if (!p->width || !p->height || !p->whole)
        return HOSHI_STAMP_DAMAGED;
    return p->width > 32767 || p->height > 32767 || p->width > HOSHI_STAMP_POINTS_MAX / p->height
               ? HOSHI_STAMP_SIZE
               : HOSHI_STAMPED;
}

bool hoshi_draw_picture(struct hoshi_drawing *d, const char *label, const char *bytes, size_t n,
                        enum hoshi_stamp *stamp)
{
    struct hoshi_picture p;
    if (!hoshi_picture_read(bytes, n, &p)) {
        *stamp = HOSHI_STAMP_KIND;
        return true;
    }
    if ((*stamp = picture_fit(&p)))
        return true;
    cairo_surface_t *picture = picture_surface(&p, bytes, n);
    if (!picture || cairo_surface_status(picture) != CAIRO_STATUS_SUCCESS) {
        cairo_surface_destroy(picture); /* Cairo calls a PNG it cannot read a lack of memory */
        *stamp = HOSHI_STAMP_DAMAGED;
        return picture != NULL;
    }
    bool wide = p.turn > 4 ? p.height > p.width : p.width > p.height;
    double page_w = wide ? HOSHI_A4_LONG : HOSHI_A4_SHORT, page_h = wide ? HOSHI_A4_SHORT : HOSHI_A4_LONG;
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(drawing_add, d, page_w, page_h);
    cairo_t *to = cairo_create(surface);
    picture_draw(to, &p, picture, page_w, page_h);
    draw_corner(to, label, page_w);
    bool good = draw_end(to, surface, d);
    cairo_surface_destroy(picture);
    return good;
}

/* ---- sheets ---- */

/* The bytes of the text that fit in the width, at least one sign. */
static size_t paper_fit(cairo_t *to, const char *text, double width)
{
    char part[256];
    size_t n = 0;
    while (text[n]) {
        size_t next = n + 1;
        while (((unsigned char)text[next] & 0xC0) == 0x80)
            next++;
        if (next >= sizeof part)
            break;
        memcpy(part, text, next);
        part[next] = 0;
        if (n && draw_width(to, part) > width)
            break;
        n = next;
    }
    return n;
}

static double paper_text(cairo_t *to, const char *text, double y)
{
    char part[256];
    if (!draw_font(to, text, SHEET_SIZE))
        return y;
    for (size_t n; *text && y < HOSHI_A4_LONG - 40; text += n, y += SHEET_LEADING) {
        n = paper_fit(to, text, HOSHI_A4_SHORT - 144);
        memcpy(part, text, n);
        part[n] = 0;
        cairo_move_to(to, 72, y);
        cairo_show_text(to, part);
    }
    return y;
}

bool hoshi_draw_sheet(struct hoshi_drawing *d, const char *label, const char *const *line, size_t lines)
{
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(drawing_add, d, HOSHI_A4_SHORT, HOSHI_A4_LONG);
    cairo_t *to = cairo_create(surface);
    double y = 260;
    draw_corner(to, label, HOSHI_A4_SHORT);
    cairo_set_source_rgb(to, 0, 0, 0);
    draw_font(to, label, 24);
    cairo_move_to(to, 72, 220);
    cairo_show_text(to, label);
    for (size_t i = 0; i < lines; i++)
        y = paper_text(to, line[i], y);
    return draw_end(to, surface, d);
}
