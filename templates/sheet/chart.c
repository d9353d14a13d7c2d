/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart.h"

static const uint8_t chart_types[HOSHI_CHART_KINDS] = {
    [HOSHI_CHART_COLUMN] = LXW_CHART_COLUMN,
    [HOSHI_CHART_STACKED] = LXW_CHART_COLUMN_STACKED,
    [HOSHI_CHART_BAR] = LXW_CHART_BAR,
    [HOSHI_CHART_BAR_STACKED] = LXW_CHART_BAR_STACKED,
    [HOSHI_CHART_LINE] = LXW_CHART_LINE,
    [HOSHI_CHART_SCATTER] = LXW_CHART_SCATTER_STRAIGHT,
    [HOSHI_CHART_SCATTER_MARKED] = LXW_CHART_SCATTER_STRAIGHT_WITH_MARKERS,
};
static const uint8_t chart_markers[] = {[HOSHI_MARKER_NONE] = LXW_CHART_MARKER_NONE,
                                        [HOSHI_MARKER_SQUARE] = LXW_CHART_MARKER_SQUARE,
                                        [HOSHI_MARKER_DIAMOND] = LXW_CHART_MARKER_DIAMOND,
                                        [HOSHI_MARKER_CIRCLE] = LXW_CHART_MARKER_CIRCLE};
static const uint8_t chart_dashes[] = {[HOSHI_DASH_SOLID] = LXW_CHART_LINE_DASH_SOLID,
                                       [HOSHI_DASH_DASHED] = LXW_CHART_LINE_DASH_DASH,
                                       [HOSHI_DASH_DOTTED] = LXW_CHART_LINE_DASH_ROUND_DOT};

static const char *area_sheet(const struct hoshi_page *p, const struct hoshi_area *a)
{
    return p->layout->handle[a->sheet].name;
}

static void series_cells(struct hoshi_page *p, lxw_chart_series *s, const struct hoshi_chart_series *x)
{
    struct hoshi_area c = hoshi_page_find(p, "%s", x->categories), v = hoshi_page_find(p, "%s", x->values);
    if (!c.found || !v.found)
        return;
    chart_series_set_categories(s, area_sheet(p, &c), c.row, c.column, c.last_row, c.last_column);
    chart_series_set_values(s, area_sheet(p, &v), v.row, v.column, v.last_row, v.last_column);
    if (x->name)
        chart_series_set_name(s, x->name);
    if (x->name_cell) {
        struct hoshi_area n = hoshi_page_find(p, "%s", x->name_cell);
        if (n.found)
            chart_series_set_name_range(s, area_sheet(p, &n), n.row, n.column);
    }
}

static void series_look(lxw_chart_series *s, const struct hoshi_chart_series *x)
{
    lxw_chart_fill fill = {.color = x->color};
    lxw_chart_line line = {.color = x->outline ? x->outline : x->color,
                           .width = (float)(x->outline ? 0.75 : x->width),
                           .none = x->unlined,
                           .dash_type = chart_dashes[x->dash]};
    lxw_chart_font small = {.size = HOSHI_CHART_TEXT};
    if (x->color && x->width <= 0 && !x->unlined && !x->marker)
        chart_series_set_fill(s, &fill);
    if (x->width > 0 || x->unlined || x->outline)
        chart_series_set_line(s, &line);
    if (x->marker)
        chart_series_set_marker_type(s, chart_markers[x->marker]);
    if (x->marker > HOSHI_MARKER_NONE) {
        chart_series_set_marker_size(s, x->marker_size);
        chart_series_set_marker_fill(s, &fill);
    }
    if (x->labels) {
        chart_series_set_labels(s);
        chart_series_set_labels_num_format(s, x->labels);
        chart_series_set_labels_font(s, &small);
    }
}

static void axis_look(lxw_chart_axis *axis, const struct hoshi_chart_axis *x)
{
    if (x->title)
        chart_axis_set_name(axis, x->title);
    if (x->format)
        chart_axis_set_num_format(axis, x->format);
    if (x->reverse)
        chart_axis_set_reverse(axis);
    if (x->crossing_max)
        chart_axis_set_crossing_max(axis);
    if (x->labels_low)
        chart_axis_set_label_position(axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    if (x->interval)
        chart_axis_set_interval_unit(axis, x->interval);
    if (x->tick)
        chart_axis_set_interval_tick(axis, x->tick);
    if (x->has_min)
        chart_axis_set_min(axis, x->min);
    if (x->has_max)
        chart_axis_set_max(axis, x->max);
    if (x->unit > 0)
        chart_axis_set_major_unit(axis, x->unit);
}

void hoshi_chart_texts(lxw_chart *c)
{
    lxw_chart_font text = {.size = HOSHI_CHART_TEXT};
    lxw_chart_axis *axis[] = {c->x_axis, c->y_axis};
    for (size_t i = 0; i < sizeof axis / sizeof *axis; i++) {
        chart_axis_set_num_font(axis[i], &text);
        if (axis[i]->title.name)
            chart_axis_set_name_font(axis[i], &text);
    }
    chart_legend_set_font(c, &text);
}

static void chart_look(lxw_chart *c, const struct hoshi_chart *x)
{
    lxw_chart_font font = {.size = x->title_size > 0 ? x->title_size : 11,
                           .bold = x->plain_title ? LXW_FALSE : LXW_TRUE};
    lxw_chart_line band = {.color = x->band_color, .width = 6, .transparency = 60};
    chart_title_set_name(c, x->title);
    chart_title_set_name_font(c, &font);
    axis_look(c->x_axis, &x->x);
    axis_look(c->y_axis, &x->y);
    chart_legend_set_position(c, x->legend ? LXW_CHART_LEGEND_BOTTOM : LXW_CHART_LEGEND_NONE);
    hoshi_chart_texts(c);
    if (x->band_color)
        chart_set_high_low_lines(c, &band);
}

static void chart_draw(struct hoshi_page *p, const struct hoshi_chart *x)
{
    lxw_chart *c = workbook_add_chart(p->s.book->workbook, chart_types[x->kind]);
    lxw_chart_options options = {
        .x_scale = x->x_scale, .y_scale = x->y_scale, .x_offset = x->x_offset, .y_offset = x->y_offset};
    for (size_t i = 0; c && i < x->n; i++) {
        lxw_chart_series *s = chart_add_series(c, NULL, NULL);
        if (!s) {
            p->s.book->failed = true;
            return;
        }
        series_cells(p, s, &x->series[i]);
        series_look(s, &x->series[i]);
    }
    if (c)
        chart_look(c, x);
    if (!c || worksheet_insert_chart_opt(p->s.sheet, p->row, p->column, c, &options) != LXW_NO_ERROR)
        p->s.book->failed = true;
}

void hoshi_chart_put(struct hoshi_page *p, const struct hoshi_chart *chart, uint32_t rows)
{
    if (rows)
        hoshi_page_room(p, rows);
    if (p->s.sheet)
        chart_draw(p, chart);
    if (rows)
        hoshi_page_skip(p, rows);
}
