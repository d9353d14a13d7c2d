/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * OpenDocument spreadsheets (.ods) behind the door of xlsx_read.h: names, styles, sheets. Inside the workbook reader
 * only. The form: OASIS OpenDocument 1.3, part 3; calcext is what LibreOffice adds.
 */
#ifndef HOSHI_ODS_PART_H
#define HOSHI_ODS_PART_H

#include "xlsx_part.h"

/* Names come as "uri local" (hoshi_xml_handlers.whole_names). */
#define ODS_CALCEXT "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
#define ODS_MANIFEST "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0 "
#define ODS_NUMBER "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0 "
#define ODS_OFFICE "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
#define ODS_STYLE "urn:oasis:names:tc:opendocument:xmlns:style:1.0 "
#define ODS_TABLE "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
#define ODS_TEXT "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "

/** A style of cells, or of a sheet. */
struct hoshi_ods_style {
    const char *name, *parent, *data;         /* data: the number style it names; NULL */
    const struct hoshi_number_format *number; /* what it shows beside the number; NULL: nothing */
    bool of_cells, hidden;                    /* hidden: of a sheet that is not shown */
    uint8_t file;                             /* 0 styles.xml, 1 content.xml */
};

/** A number style. */
struct hoshi_ods_data {
    const char *name, *positive; /* positive: the style it names for what is not negative; NULL */
    const struct hoshi_number_format *number;
    uint8_t file;
};

struct hoshi_ods {
    struct hoshi_ods_style *style; /* ascending by name once read */
    size_t styles, style_capacity;
    struct hoshi_ods_data *data;
    size_t datas, data_capacity;
    struct hoshi_xlsx_survey *survey; /* per sheet */
    size_t surveys, survey_capacity;
};

/** Styles being read out of a part. */
struct hoshi_ods_styles {
    struct hoshi_ods *ods;
    uint8_t file;
    bool within;               /* inside styles or automatic-styles */
    struct hoshi_ods_data now; /* the number style being read; name NULL: none */
    bool percent, literal;     /* it is one of per cents; its text follows */
    unsigned long embed;       /* places behind that text, when it stands among them */
    char code[160], text[64];  /* as a workbook of Excel writes it; the text */
};

/** True when the archive holds an OpenDocument, whatever kind. */
bool hoshi_ods_is(const struct hoshi_xlsx *book);
/** Sheets, styles, what stands beside the cells. As hoshi_xlsx_open. */
enum hoshi_status hoshi_ods_open(struct hoshi_xlsx *book, struct hoshi_faults *faults) HOSHI_MUST_USE;
void hoshi_ods_release(struct hoshi_ods *ods);
/** As hoshi_xlsx_stream; `merge` as xlsx_look gives it is in book->ods. */
enum hoshi_status hoshi_ods_stream(struct hoshi_xlsx *book, size_t i, hoshi_xlsx_row *row, void *user,
                                   struct hoshi_faults *faults) HOSHI_MUST_USE;

/* ---- ods_style.c ---- */

/** Elements of styles, at whatever part they come; to be called for every element. */
void hoshi_ods_style_start(struct hoshi_xml *x, struct hoshi_ods_styles *s, const char *name,
                           const char **attribute);
void hoshi_ods_style_end(struct hoshi_xml *x, struct hoshi_ods_styles *s, const char *name);
void hoshi_ods_style_text(struct hoshi_ods_styles *s, const char *text, size_t n);
/** styles.xml, when there is one. */
enum hoshi_status hoshi_ods_common_styles(struct hoshi_xlsx *book,
                                          struct hoshi_faults *faults) HOSHI_MUST_USE;
/** Every style knows what it shows. Before any is looked for. */
void hoshi_ods_settle_styles(struct hoshi_ods *ods);
/** NULL when there is none of this name. */
const struct hoshi_ods_style *hoshi_ods_style(const struct hoshi_ods *ods, const char *name, bool of_cells);

#endif
