/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Private: what Cairo draws, each a PDF in memory (free). Sizes are in points. */
#ifndef HOSHI_EXHIBIT_DRAW_H
#define HOSHI_EXHIBIT_DRAW_H

#include "exhibit_bundle.h"

/* Of the label on a page whose shorter side is that of A4. */
enum { HOSHI_LABEL_HEIGHT = 22, HOSHI_A4_SHORT = 595, HOSHI_A4_LONG = 842, HOSHI_LABEL_MARGIN = 16 };

struct hoshi_drawing {
    char *bytes;
    size_t n, size;
    bool failed;
};

/** The number of the dossier ("甲1-1") as it is stamped: 甲第1号証の1, or Ko 1-1. @return out */
const char *hoshi_exhibit_label(const char *number, bool japanese, char *out, size_t size);

void hoshi_drawing_release(struct hoshi_drawing *d);

/** True when a font of this machine has every sign of the text. */
bool hoshi_draw_can(const char *text);

/** Labels alone, a page each: the text, and " (k/n)" where there are several. @param width [out] of every page */
bool hoshi_draw_labels(struct hoshi_drawing *d, const char *label, size_t pages, double *width);

/** A picture on a page of A4 with the label. @param stamp [out] what became of it */
bool hoshi_draw_picture(struct hoshi_drawing *d, const char *label, const char *bytes, size_t n,
                        enum hoshi_stamp *stamp);

/** A sheet that says where a paper is. */
bool hoshi_draw_sheet(struct hoshi_drawing *d, const char *label, const char *const *line, size_t lines);

#endif
