/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words and rows that all sheets for a buyer share. */
#include "buyer_sheets.h"
#include "text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

const char *hoshi_buyer_say(const struct hoshi_buyer_book *b, const char *ja, const char *en)
{
    return hoshi_say(b->book.lang, ja, en);
}

/* ---- texts ---- */

const char *hoshi_buyer_print(struct hoshi_buyer_book *b, const char *format, ...)
{
    char text[4096];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    const char *copy = n >= 0 && (size_t)n < sizeof text ? hoshi_arena_text(&b->arena, text) : NULL;
    if (copy)
        return copy;
    b->book.failed = true;
    return "";
}

const char *hoshi_buyer_date(struct hoshi_buyer_book *b, struct hoshi_date date)
{
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 64);
    hoshi_say_date(&out, b->book.lang, date);
    const char *text = hoshi_buyer_print(b, "%s", hoshi_buffer_text(&out));
    hoshi_buffer_release(&out);
    return text;
}

const char *hoshi_buyer_yen(struct hoshi_buyer_book *b, int64_t yen)
{
    char text[HOSHI_DECIMAL_TEXT];
    return hoshi_buyer_print(b, hoshi_buyer_say(b, WORD(n_yen)), hoshi_yen_print(yen, text));
}

const char *hoshi_buyer_percent(struct hoshi_buyer_book *b, int64_t ppm)
{
    int64_t n = (ppm < 0 ? -ppm : ppm) + 50;
    return hoshi_buyer_print(b, "%s%" PRId64 ".%02" PRId64 "%%", ppm < 0 ? "-" : "", n / 10000,
                             n / 100 % 100);
}

const char *hoshi_buyer_rate_text(struct hoshi_buyer_book *b)
{
    int64_t ppm = b->v->uplift.percent_ppm;
    return ppm == HOSHI_NONE ? hoshi_buyer_say(b, WORD(enter_purchases)) : hoshi_buyer_percent(b, ppm);
}

const char *hoshi_buyer_sheet_name(const struct hoshi_buyer_book *b, enum hoshi_buyer_sheet sheet)
{
    static const char *const ja[HOSHI_BUYER_SHEETS] = {"概要",         "区分別費用", "見積内訳", "年度",
                                                       "負担の考え方", "価格",       "支払案",   "対策",
                                                       "評価基準",     "根拠",       "記録票"};
    static const char *const en[HOSHI_BUYER_SHEETS] = {"Summary",  "By category", "Quotation", "Years",
                                                       "Sharing",  "Prices",      "Offers",    "Measures",
                                                       "Criteria", "Basis",       "Record"};
    return hoshi_buyer_say(b, ja[sheet], en[sheet]);
}

const char *hoshi_buyer_secret(const struct hoshi_buyer_book *b)
{
    return hoshi_buyer_say(b, PROSE(confidential_for_these_price_talks_only));
}

const char *hoshi_buyer_confirmation(const struct hoshi_buyer_book *b)
{
    return hoshi_buyer_say(b, PROSE(confidential_no_use_for_any_purpose));
}

const char *hoshi_buyer_draft_scheme(const struct hoshi_buyer_book *b)
{
    return hoshi_buyer_say(b, "未公表の料金の推計", "estimates of unpublished fees");
}

const char *hoshi_buyer_with_fees(struct hoshi_buyer_book *b)
{
    return b->v->fees_annual_yen > 0 ? hoshi_buyer_print(b, hoshi_buyer_say(b, "（%sを含む）", " (with %s)"),
                                                         hoshi_buyer_draft_scheme(b))
                                     : "";
}

const char *hoshi_buyer_with_estimates(enum hoshi_lang lang, const struct hoshi_buyer_view *v)
{
    return v->quoted_annual_yen < v->annual_yen ? hoshi_say(lang, "、推計を含む", ", with estimates") : "";
}

const char *hoshi_buyer_period_from(const struct hoshi_buyer_book *b)
{
    /* Three years are those of ★4 (parameters.json); any other plan is so long because somebody said so. */
    return b->v->level == 4 && b->v->horizon == 3
               ? hoshi_buyer_say(b, "（公表資料による★の有効期間を踏まえた仮定）",
                                 " (from the validity of the star by published papers)")
               : hoshi_buyer_say(b, "（当社の仮定）", " (our assumption)");
}

const char *hoshi_buyer_group_name(const struct hoshi_buyer_book *b, const struct hoshi_view_group *group)
{
    if (group->category == 0)
        return b->v->fees_annual_yen > 0 ? hoshi_buyer_say(b, WORD(star_upkeep_estimated))
                                         : hoshi_buyer_say(b, WORD(star_upkeep));
    if (group->category > HOSHI_CATEGORIES)
        return hoshi_buyer_say(b, "貴社固有のご要望・ご指定", "Your own demands");
    return hoshi_words_say(b->book.lang, b->v->tables->catalog.category[group->category]);
}

int64_t hoshi_buyer_parameter(const struct hoshi_buyer_book *b, const char *id)
{
    const struct hoshi_parameter *p = hoshi_tables_parameter(b->v->tables, id);
    return p && p->values ? p->value_micro[0] : 0;
}

/* ---- which rule governs what ---- */

const enum hoshi_pool hoshi_buyer_pool_order[HOSHI_POOLS] = {
    HOSHI_POOL_LEVEL3,  HOSHI_POOL_DIRECT3,   HOSHI_POOL_INDIRECT3, HOSHI_POOL_LEVEL4,
    HOSHI_POOL_DIRECT4, HOSHI_POOL_INDIRECT4, HOSHI_POOL_UPGRADE,   HOSHI_POOL_STAR};

static bool pool_has_rule(const struct hoshi_buyer_view *v, enum hoshi_pool pool)
{
    const struct hoshi_view_pool *x = v->pool;
    switch (pool) {
    case HOSHI_POOL_LEVEL3:
        return !(x[HOSHI_POOL_DIRECT3].stated && x[HOSHI_POOL_INDIRECT3].stated);
    case HOSHI_POOL_LEVEL4:
        return v->level >= 4 && !(x[HOSHI_POOL_DIRECT4].stated && x[HOSHI_POOL_INDIRECT4].stated);
    case HOSHI_POOL_UPGRADE:
        return true;
    case HOSHI_POOL_STAR:
        return v->star_annual_yen != 0;
    case HOSHI_POOL_DIRECT4:
    case HOSHI_POOL_INDIRECT4:
        return v->level >= 4 && x[pool].stated;
    default:
        return x[pool].stated;
    }
}

const char *hoshi_buyer_pool_label(const struct hoshi_buyer_book *b, enum hoshi_pool pool)
{
    static const struct hoshi_words words[HOSHI_POOLS] = {
        [HOSHI_POOL_LEVEL3] = {"★3の費用（下の行の費用を除く）", "Cost of ★3 (but for the rows below)"},
        [HOSHI_POOL_LEVEL4] = {"★4で加わる費用（下の行の費用を除く）",
                               "What ★4 adds (but for the rows below)"},
        [HOSHI_POOL_UPGRADE] = {WORD(renewal)},
        [HOSHI_POOL_STAR] = {WORD(star_itself)},
        [HOSHI_POOL_DIRECT3] = {"★3の費用のうち直接費", "Direct cost of ★3"},
        [HOSHI_POOL_DIRECT4] = {"★4で加わる費用のうち直接費", "Direct cost that ★4 adds"},
        [HOSHI_POOL_INDIRECT3] = {"★3の費用のうち間接費", "Indirect cost of ★3"},
        [HOSHI_POOL_INDIRECT4] = {"★4で加わる費用のうち間接費", "Indirect cost that ★4 adds"}};
    return pool_has_rule(b->v, pool) ? hoshi_words_say(b->book.lang, words[pool]) : NULL;
}

static bool bears_whole(const struct hoshi_buyer_book *b, enum hoshi_pool pool)
{
    const struct hoshi_view_pool *x = &b->v->pool[pool];
    bool among_askers =
        x->rule == HOSHI_RULE_ASKERS || x->rule == HOSHI_RULE_EQUAL || x->rule == HOSHI_RULE_DIVISION;
    return among_askers && x->whole;
}

static bool part_kept(const struct hoshi_buyer_book *b, enum hoshi_pool pool)
{
    enum hoshi_rule rule = b->v->pool[pool].rule;
    return b->v->supplier_part_ppm && rule != HOSHI_RULE_SUPPLIER && rule != HOSHI_RULE_TABLE;
}

const char *hoshi_buyer_rule_text(struct hoshi_buyer_book *b, enum hoshi_pool pool,
                                  const struct hoshi_buyer_rule_words *words)
{
    const struct hoshi_view_pool *x = &b->v->pool[pool];
    bool whole = bears_whole(b, pool), keyed = x->rule == HOSHI_RULE_KEY || x->rule == HOSHI_RULE_ASKERS;
    const char *text = hoshi_words_say(b->book.lang, whole ? words->whole : words->rule[x->rule]);
    if (keyed && !whole && x->key != b->v->key)
        text = hoshi_buyer_print(b, hoshi_buyer_say(b, WORD(text_with_key)), text,
                                 hoshi_say_key(b->book.lang, x->key));
    if (part_kept(b, pool))
        text = hoshi_buyer_print(b, "%s%s", text, hoshi_words_say(b->book.lang, words->kept));
    return text;
}

/* ---- what may be shown ---- */

bool hoshi_buyer_shows_groups(const struct hoshi_buyer_book *b)
{
    return b->v->disclosure != HOSHI_DISCLOSE_TOTAL;
}

bool hoshi_buyer_shows_bounds(const struct hoshi_buyer_book *b)
{
    const struct hoshi_buyer_view *v = b->v;
    return v->pool[HOSHI_POOL_LEVEL3].rule == HOSHI_RULE_KEY &&
           v->pool[HOSHI_POOL_UPGRADE].rule == HOSHI_RULE_KEY && !v->rules_by_class && !v->keys_apart &&
           !v->demanded_annual_yen && (v->key == HOSHI_KEY_CUSTOM || v->key_whole != HOSHI_NONE);
}

bool hoshi_buyer_shows_share(const struct hoshi_buyer_book *b)
{
    return b->v->key == HOSHI_KEY_CUSTOM || b->v->key_whole != HOSHI_NONE;
}

int64_t hoshi_buyer_share_ppm(const struct hoshi_buyer_book *b, int64_t part)
{
    int64_t ppm = 0;
    bool known = b->v->annual_yen > 0 && hoshi_money_muldiv(part, HOSHI_MICRO, b->v->annual_yen, &ppm);
    return known ? ppm : 0;
}

bool hoshi_buyer_is_quoted(const struct hoshi_buyer_book *b)
{
    return b->v->annual_yen > 0 &&
           hoshi_buyer_share_ppm(b, b->v->quoted_annual_yen) >= hoshi_buyer_parameter(b, "quote_target");
}

/* ---- rows ---- */

static uint16_t last_column(const struct hoshi_buyer_page *g)
{
    return (uint16_t)(g->columns - 1);
}

static double span(const struct hoshi_buyer_page *g, uint16_t first, uint16_t last)
{
    double sum = 0;
    for (uint16_t i = first; i <= last; i++)
        sum += g->width[i];
    return sum;
}

void hoshi_buyer_lines(struct hoshi_buyer_page *g, int lines)
{
    hoshi_sheet_height(&g->s, g->row, lines);
}

struct hoshi_buyer_page hoshi_buyer_page(struct hoshi_buyer_book *b, enum hoshi_buyer_sheet sheet,
                                         bool landscape, const char *title, const double *width,
                                         size_t columns)
{
    struct hoshi_buyer_page g = {.b = b, .columns = columns, .labels = 1};
    g.s = hoshi_sheet_add(&b->book, hoshi_buyer_sheet_name(b, sheet), landscape);
    if ((sheet == HOSHI_BUYER_QUOTATION || sheet == HOSHI_BUYER_BASIS) && !b->o->all)
        hoshi_sheet_hide(&g.s);
    memcpy(g.width, width, columns * sizeof *width);
    hoshi_sheet_widths(&g.s, width, columns);
    hoshi_put_text(&g.s, 0, 0, HOSHI_STYLE_TITLE, title);
    hoshi_sheet_points(&g.s, 0, 26);
    g.row = 1;
    hoshi_buyer_line(&g, HOSHI_STYLE_NOTE, hoshi_buyer_secret(b));
    hoshi_sheet_points(&g.s, 2, 7);
    g.row = 3;
    return g;
}

void hoshi_buyer_heading(struct hoshi_buyer_page *g, const char *text)
{
    hoshi_sheet_points(&g->s, g->row, 7);
    g->row++;
    hoshi_put_text(&g->s, g->row, 0, HOSHI_STYLE_HEADING, text);
    hoshi_buyer_lines(g, 1);
    g->row++;
}

void hoshi_buyer_line(struct hoshi_buyer_page *g, enum hoshi_style style, const char *text)
{
    hoshi_put_merged(&g->s, g->row, 0, g->row, last_column(g), style, text);
    hoshi_sheet_fit(&g->s, g->row, text, span(g, 0, last_column(g)));
    g->row++;
}

void hoshi_buyer_line_formula(struct hoshi_buyer_page *g, enum hoshi_style style, const char *value,
                              const char *formula)
{
    hoshi_buyer_merge(g, 0, last_column(g), style);
    hoshi_put_formula_text(&g->s, g->row, 0, style, value, "%s", formula);
    hoshi_sheet_fit(&g->s, g->row, value, span(g, 0, last_column(g)));
    g->row++;
}

void hoshi_buyer_merge(struct hoshi_buyer_page *g, uint16_t first, uint16_t last, enum hoshi_style style)
{
    hoshi_put_merged(&g->s, g->row, first, g->row, last, style, "");
}

void hoshi_buyer_fit(struct hoshi_buyer_page *g, const char *a, double wa, const char *t, double wt)
{
    bool first = (double)hoshi_text_width(a) / wa > (double)hoshi_text_width(t) / wt && !strchr(t, '\n');
    hoshi_sheet_fit(&g->s, g->row, first ? a : t, first ? wa : wt);
}

void hoshi_buyer_pair(struct hoshi_buyer_page *g, const char *label, const char *text)
{
    bool blank = !text || !*text;
    uint16_t n = g->labels, last = last_column(g);
    hoshi_put_merged(&g->s, g->row, 0, g->row, (uint16_t)(n - 1), HOSHI_STYLE_LABEL, label);
    hoshi_put_merged(&g->s, g->row, n, g->row, last, blank ? HOSHI_STYLE_TEXT_INPUT : HOSHI_STYLE_TEXT,
                     blank ? "" : text);
    hoshi_buyer_fit(g, label, span(g, 0, (uint16_t)(n - 1)), blank ? "" : text, span(g, n, last));
    g->row++;
}

uint16_t hoshi_buyer_field(struct hoshi_buyer_page *g, const char *label, enum hoshi_style style)
{
    uint16_t n = g->labels;
    hoshi_put_merged(&g->s, g->row, 0, g->row, (uint16_t)(n - 1), HOSHI_STYLE_LABEL, label);
    hoshi_buyer_merge(g, n, last_column(g), style);
    hoshi_sheet_fit(&g->s, g->row, label, span(g, 0, (uint16_t)(n - 1)));
    return n;
}

void hoshi_buyer_row(struct hoshi_buyer_page *g, const enum hoshi_style *styles, const char *const *texts)
{
    size_t most = 0;
    double need = 0;
    for (size_t i = 0; i < g->columns; i++) {
        const char *t = texts[i] ? texts[i] : "";
        double lines = (double)hoshi_text_width(t) / g->width[i];
        hoshi_put_text(&g->s, g->row, (uint16_t)i, styles[i], t);
        if (lines > need) {
            need = lines;
            most = i;
        }
    }
    hoshi_sheet_fit(&g->s, g->row, texts[most] ? texts[most] : "", g->width[most]);
    g->row++;
}

void hoshi_buyer_head(struct hoshi_buyer_page *g, const char *const *texts)
{
    enum hoshi_style styles[HOSHI_BUYER_COLUMNS];
    for (size_t i = 0; i < HOSHI_BUYER_COLUMNS; i++)
        styles[i] = HOSHI_STYLE_HEAD;
    hoshi_buyer_row(g, styles, texts);
}
