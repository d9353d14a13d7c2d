/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Charts: kind, cells by name, titles.
 *
 *     const struct hoshi_chart_series series[] = {
 *         {.name = "直接費", .categories = "years.head:year*", .values = "years.direct:year*", .color = 0x1F4E79},
 *     };
 *     const struct hoshi_chart chart = {.kind = HOSHI_CHART_STACKED, .title = "年ごとの支出（百万円）",
 *                                       .y = {.format = HOSHI_CHART_MILLIONS}, .series = series, .n = 1,
 *                                       .legend = true, .x_scale = 0.76, .y_scale = 0.85};
 *     hoshi_chart_put(p, &chart, 14);
 *
 * Names are those of page.h without braces, on any sheet. Of bars the x axis is the one of the values, as in
 * the library. 0 and NULL leave what the library does by itself.
 */
#ifndef HOSHI_CHART_H
#define HOSHI_CHART_H

#include "page.h"

/** Millions by number format, which every program draws alike; display units are not. */
#define HOSHI_CHART_MILLIONS "#,##0.0,,"

/** Points of all texts of a chart but its title: as large as those of the cells. */
#define HOSHI_CHART_TEXT 10.5

enum hoshi_chart_kind {
    HOSHI_CHART_COLUMN,
    HOSHI_CHART_STACKED, /* columns */
    HOSHI_CHART_BAR,
    HOSHI_CHART_BAR_STACKED,
    HOSHI_CHART_LINE,
    HOSHI_CHART_SCATTER,        /* straight lines */
    HOSHI_CHART_SCATTER_MARKED, /* with markers */
    HOSHI_CHART_KINDS
};

enum hoshi_chart_marker {
    HOSHI_MARKER_USUAL, /* what the kind has */
    HOSHI_MARKER_NONE,
    HOSHI_MARKER_SQUARE,
    HOSHI_MARKER_DIAMOND,
    HOSHI_MARKER_CIRCLE
};

enum hoshi_chart_dash { HOSHI_DASH_SOLID, HOSHI_DASH_DASHED, HOSHI_DASH_DOTTED };

struct hoshi_chart_series {
    const char *name;      /* shown in the legend … */
    const char *name_cell; /* … or the cell that holds it */
    const char *categories, *values;
    uint32_t color; /* of area, line or marker; 0: the library's */
    double width;   /* of a line in points; 0: no line of its own, but that of the kind */
    enum hoshi_chart_dash dash;
    bool unlined;     /* no line at all: markers, areas without outline */
    uint32_t outline; /* color of a thin line around an area, 0 none */
    enum hoshi_chart_marker marker;
    uint8_t marker_size;
    const char *labels; /* number format of the values written beside the bars; NULL none */
};

struct hoshi_chart_axis {
    const char *title, *format;
    bool reverse, crossing_max, labels_low;
    uint16_t interval, tick;
    bool has_min, has_max;
    double min, max, unit;
};

struct hoshi_chart {
    enum hoshi_chart_kind kind;
    const char *title;
    double title_size; /* 0: 11 */
    bool plain_title;  /* not bold */
    struct hoshi_chart_axis x, y;
    const struct hoshi_chart_series *series;
    size_t n;
    bool legend;         /* below */
    uint32_t band_color; /* a wide line between the highest and the lowest of a category, 0 none */
    double x_scale, y_scale;
    int x_offset, y_offset; /* pixels from the corner of the cell */
};

/** Put it at the cursor. `rows` are left empty for it, and a printed page begins with it where it would stand
 * on two (page.h hoshi_page_room); 0: it stands beside what is written next, and the cursor stays. */
void hoshi_chart_put(struct hoshi_page *p, const struct hoshi_chart *chart, uint32_t rows);

/** Of a chart still made by hand: its axes and legend in that size; after its axes are named. */
void hoshi_chart_texts(lxw_chart *c);

#endif
