/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Papers as exhibits: each with its number at the upper right of every page, and all of them as one PDF with bookmarks.
 *
 * PDFs keep their pages (qpdf puts the number on top of them and covers nothing); a JPEG or PNG picture becomes a page
 * of A4, turned as its camera says. What is encrypted, damaged or of another kind is never changed: it is told, and has
 * a sheet in the bundle that says where it is. Stamped papers are copies to read; the evidence is the file itself.
 *
 * The number is drawn with a font of the machine (Cairo). Where none has the Japanese signs it is written in Latin
 * letters ("Ko 1-1"), never as empty boxes.
 */
#ifndef HOSHI_EXHIBIT_BUNDLE_H
#define HOSHI_EXHIBIT_BUNDLE_H

#include "status.h"

#include <stdbool.h>
#include <stddef.h>

/** What became of a paper. */
enum hoshi_stamp {
    HOSHI_STAMPED,
    HOSHI_STAMP_KIND,      /* neither a PDF nor a JPEG or PNG picture */
    HOSHI_STAMP_ENCRYPTED, /* a PDF with a password or limits of use */
    HOSHI_STAMP_DAMAGED,   /* a reader would have to guess */
    HOSHI_STAMP_SIZE,      /* more pages or points of a picture than below */
    HOSHI_STAMP_NOT_BUILT  /* said by who finds no stamper: the program is built without qpdf or Cairo */
};

enum { HOSHI_STAMP_PAGES_MAX = 5000, HOSHI_STAMP_POINTS_MAX = 60 * 1000 * 1000 };

struct hoshi_bundle;

/** The calls, which stand in the module of the record (record_module.h). */
struct hoshi_stamper {
    /** A bundle without papers. @param japanese numbers as 甲第1号証の1 where a font has the signs, else Ko 1-1
     *  @return NULL without memory; close it in every case */
    struct hoshi_bundle *(*open)(bool japanese);
    void (*close)(struct hoshi_bundle *b);

    /** True when numbers are drawn in Japanese. */
    bool (*is_japanese)(const struct hoshi_bundle *b);

    /**
     * Stamp a paper and put it at the end of the bundle under a bookmark "LABEL TITLE".
     * @param number as the dossier has it ("甲1-1")
     * @param out  [out] the stamped copy, a PDF, owned by the caller (free); NULL unless *stamp is HOSHI_STAMPED
     * @param stamp [out] what became of it; unless HOSHI_STAMPED nothing was put into the bundle
     * @return HOSHI_OK, whatever became of it, or HOSHI_E_MEMORY
     */
    enum hoshi_status (*add)(struct hoshi_bundle *b, const char *number, const char *title, const char *bytes,
                             size_t n, char **out, size_t *out_n, enum hoshi_stamp *stamp);

    /** A sheet in the place of a paper that could not be stamped: its number, and lines of which those are left out that
     *  no font can draw. @return HOSHI_OK or HOSHI_E_MEMORY */
    enum hoshi_status (*add_sheet)(struct hoshi_bundle *b, const char *number, const char *title,
                                   const char *const *line, size_t lines);

    /** The bundle as a PDF, the same bytes from the same papers and fonts. @return HOSHI_OK or HOSHI_E_MEMORY */
    enum hoshi_status (*finish)(struct hoshi_bundle *b, char **out, size_t *out_n);
};

/** The name of the calls in the module. */
#define HOSHI_STAMPER "hoshi_stamper"

#endif
