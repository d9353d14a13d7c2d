/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check_text.h"
#include "result.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

void hoshi_json_print_text(struct hoshi_buffer *out, const char *text)
{
    hoshi_buffer_puts(out, "\"");
    for (const char *p = text ? text : ""; *p; p++) {
        unsigned char c = (unsigned char)*p;
        if (c == '"' || c == '\\')
            hoshi_buffer_printf(out, "\\%c", c);
        else if (c == '\n')
            hoshi_buffer_puts(out, "\\n");
        else if (c == '\t')
            hoshi_buffer_puts(out, "\\t");
        else if (c < 0x20)
            hoshi_buffer_printf(out, "\\u%04x", c);
        else
            hoshi_buffer_add(out, p, 1);
    }
    hoshi_buffer_puts(out, "\"");
}

static void text(struct hoshi_buffer *out, const char *key, const char *value)
{
    hoshi_buffer_printf(out, "\"%s\": ", key);
    hoshi_json_print_text(out, value);
}

static void yen(struct hoshi_buffer *out, const char *key, int64_t value)
{
    hoshi_buffer_printf(out, "\"%s\": %" PRId64, key, value);
}

static void decimal(struct hoshi_buffer *out, const char *key, int64_t micro, int places)
{
    char t[HOSHI_DECIMAL_TEXT];
    hoshi_buffer_printf(out, "\"%s\": \"%s\"", key, hoshi_decimal_print(micro, places, t));
}

/* A probability with six decimals, from an integer: printf of a double would depend on the locale. */
static void probability(struct hoshi_buffer *out, const char *key, double p)
{
    char t[HOSHI_DECIMAL_TEXT];
    int64_t ppm = (int64_t)(p * 1e6 + 0.5);
    /* 1 means certain: nothing else may round to it. */
    if (p < 1 && ppm == HOSHI_MICRO)
        ppm = HOSHI_MICRO - 1;
    hoshi_buffer_printf(out, "\"%s\": %s", key, hoshi_decimal_print(ppm, 0, t));
}

static void years(struct hoshi_buffer *out, const char *key, const int64_t *value, int n)
{
    hoshi_buffer_printf(out, "\"%s\": [", key);
    for (int y = 0; y < n; y++)
        hoshi_buffer_printf(out, "%s%" PRId64, y ? ", " : "", value[y]);
    hoshi_buffer_puts(out, "]");
}

static void comma(struct hoshi_buffer *out)
{
    hoshi_buffer_puts(out, ", ");
}

static void print_gap(struct hoshi_buffer *out, const struct hoshi_estimate *e)
{
    const size_t *n = e->need.by_status;
    hoshi_buffer_printf(
        out,
        "  \"gap\": { \"level\": %d, \"criteria\": %zu, \"met\": %zu, \"partial\": %zu, \"unmet\": %zu, \"not_applicable\": %zu, \"unanswered\": %zu, \"withheld\": %zu, \"above_level\": %zu },\n",
        e->need.level, e->need.criteria, n[HOSHI_MET], n[HOSHI_PARTIAL], n[HOSHI_UNMET],
        n[HOSHI_NOT_APPLICABLE], n[HOSHI_UNANSWERED] + n[HOSHI_WITHHELD], n[HOSHI_WITHHELD], e->need.above);
}

static void print_measure(struct hoshi_buffer *out, const struct hoshi_tables *t,
                          const struct hoshi_planned *p)
{
    hoshi_buffer_puts(out, "      { ");
    text(out, "id", t->measure[p->measure].id);
    hoshi_buffer_puts(out, ", \"closes\": [");
    for (size_t i = 0; i < p->closes_n; i++)
        hoshi_buffer_printf(out, "%s\"%s\"", i ? ", " : "", t->catalog.criterion[p->closes[i]].id);
    hoshi_buffer_puts(out, "], ");
    probability(out, "probability", p->probability);
    comma(out);
    yen(out, "horizon_yen", p->horizon_yen);
    hoshi_buffer_puts(out, " }");
}

static void print_alternative(struct hoshi_buffer *out, const char *key, const struct hoshi_alternative *a)
{
    char days[HOSHI_DECIMAL_TEXT];
    if (!a->exists) {
        hoshi_buffer_printf(out, ",\n    \"%s\": null", key);
        return;
    }
    hoshi_buffer_printf(out,
                        ",\n    \"%s\": { \"horizon_yen\": %" PRId64 ", \"direct_yen\": %" PRId64
                        ", \"own_days\": \"%s\" }",
                        key, a->horizon_yen, a->direct_yen, hoshi_decimal_print(a->own_days_micro, 0, days));
}

static void print_plan(struct hoshi_buffer *out, const struct hoshi_estimate *e)
{
    hoshi_buffer_printf(out, "  \"plan\": { \"optimal\": %s, \"within_capacity\": %s, \"measures\": [\n",
                        e->plan.optimal ? "true" : "false", e->plan.within_capacity ? "true" : "false");
    for (size_t i = 0; i < e->measures; i++) {
        print_measure(out, e->a.tables, &e->measure[i]);
        hoshi_buffer_puts(out, i + 1 < e->measures ? ",\n" : "\n");
    }
    if (e->next_best.exists)
        hoshi_buffer_printf(out, "    ],\n    \"next_best\": { \"horizon_yen\": %" PRId64 " }",
                            e->next_best.cost_yen);
    else
        hoshi_buffer_puts(out, "    ],\n    \"next_best\": null");
    print_alternative(out, "in_house", &e->in_house);
    print_alternative(out, "outsourced", &e->outsourced);
    hoshi_buffer_puts(out, " },\n");
}

static const char *line_unit(const struct hoshi_line *line)
{
    if (line->price)
        return line->price->unit;
    return hoshi_driver_key(line->effort->driver);
}

static void print_line(struct hoshi_buffer *out, const struct hoshi_estimate *e, const struct hoshi_entry *x,
                       const struct hoshi_estimate_range *r)
{
    const struct hoshi_provenance *from = x->line.price ? &x->line.price->from : &x->line.effort->from;
    char date[HOSHI_DATE_TEXT];
    bool quoted = x->line.quote != NULL;
    hoshi_buffer_puts(out, "    { ");
    text(out, "id", x->id);
    comma(out);
    text(out, "measure", x->line.measure->id);
    comma(out);
    text(out, "price", x->line.price ? x->line.price->id : x->line.effort->id);
    comma(out);
    text(out, "class", hoshi_class_key(x->line.row->cost_class));
    comma(out);
    text(out, "need", x->need_key);
    comma(out);
    decimal(out, "quantity", x->line.quantity_micro, 0);
    comma(out);
    text(out, "unit", line_unit(&x->line));
    comma(out);
    probability(out, "probability", x->probability);
    comma(out);
    years(out, "by_year_yen", x->point.by_year_yen, e->a.horizon);
    comma(out);
    yen(out, "annual_yen", x->point.annual_yen);
    comma(out);
    yen(out, "low_yen", x->low_yen);
    comma(out);
    yen(out, "likely_yen", x->point.horizon_yen);
    comma(out);
    yen(out, "high_yen", x->high_yen);
    comma(out);
    yen(out, "mean_yen", x->mean.horizon_yen);
    comma(out);
    text(out, "nature", hoshi_nature_key(x->line.row->nature));
    hoshi_buffer_printf(out, ", \"upgrade\": %s, ", x->line.row->upgrade ? "true" : "false");
    text(out, "source", quoted && x->line.quote->from ? x->line.quote->from : from->source);
    comma(out);
    text(out, "source_date", quoted ? hoshi_date_print(x->line.quote->date, date) : from->date);
    comma(out);
    text(out, "confidence", quoted ? "high" : hoshi_confidence_key(from->confidence));
    size_t i = (size_t)(x - e->entry);
    comma(out);
    probability(out, "share_of_variance", r->entry_share[i]);
    comma(out);
    yen(out, "contingency_yen", i < e->certain ? r->entry_contingency_yen[i] : 0);
    hoshi_buffer_puts(out, " }");
}

static void print_lines(struct hoshi_buffer *out, const struct hoshi_estimate *e,
                        const struct hoshi_estimate_range *r)
{
    hoshi_buffer_puts(out, "  \"lines\": [\n");
    for (size_t i = 0; i < e->entries; i++) {
        print_line(out, e, &e->entry[i], r);
        hoshi_buffer_puts(out, i + 1 < e->entries ? ",\n" : "\n");
    }
    hoshi_buffer_puts(out, "  ],\n");
}

static void print_totals(struct hoshi_buffer *out, const struct hoshi_split *s)
{
    const struct hoshi_estimate *e = s->e;
    const struct hoshi_totals *t = &e->totals;
    hoshi_buffer_puts(out, "  \"totals\": { ");
    years(out, "by_year_yen", t->by_year_yen, e->a.horizon);
    const struct {
        const char *key;
        int64_t value;
    } rows[] = {{"horizon_yen", t->horizon_yen},
                {"annual_yen", t->annual_yen},
                {"direct_yen", t->by_class_yen[HOSHI_DIRECT]},
                {"indirect_yen", t->by_class_yen[HOSHI_INDIRECT]},
                {"funding_yen", s->funding_yen},
                {"level3_yen", t->by_cause_yen[HOSHI_CAUSE_LEVEL3]},
                {"level4_yen", t->by_cause_yen[HOSHI_CAUSE_LEVEL4]},
                {"buyer_yen", t->by_cause_yen[HOSHI_CAUSE_BUYER]},
                {"own_yen", t->by_cause_yen[HOSHI_CAUSE_OWN]},
                {"all_unanswered_unmet_yen", e->all_unanswered_unmet_yen},
                {"unstated_partial_yen", e->unstated_yen},
                {"all_met_yen", e->all_met_yen},
                {"quoted_yen", t->quoted_yen}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        comma(out);
        yen(out, rows[i].key, rows[i].value);
    }
    hoshi_buffer_puts(out, " },\n");
}

static void print_range_row(struct hoshi_buffer *out, const struct hoshi_range_row *x)
{
    hoshi_buffer_puts(out, "      { ");
    text(out, "id", x->id);
    comma(out);
    yen(out, "swing_yen", llround(x->swing_yen));
    comma(out);
    probability(out, "share_of_variance", x->share_of_variance);
    hoshi_buffer_puts(out, " }");
}

static void print_range(struct hoshi_buffer *out, const struct hoshi_estimate_range *r)
{
    static const char *const key[HOSHI_RANGE_LEVELS] = {"p5_yen",  "p10_yen", "p20_yen", "p25_yen", "p30_yen",
                                                        "p40_yen", "p50_yen", "p60_yen", "p70_yen", "p75_yen",
                                                        "p80_yen", "p90_yen", "p95_yen"};
    const struct hoshi_range *x = &r->result;
    hoshi_buffer_puts(out, "  \"range\": { ");
    text(out, "engine", hoshi_range_engine_name(x->engine));
    comma(out);
    yen(out, "error_estimate", (int64_t)ceil(x->error_estimate));
    comma(out);
    yen(out, "mean_yen", llround(x->mean));
    comma(out);
    yen(out, "sd_yen", llround(x->sd));
    for (size_t i = 0; i < HOSHI_RANGE_LEVELS; i++) {
        comma(out);
        yen(out, key[i], llround(x->percentile[i]));
    }
    comma(out);
    probability(out, "probability_of_point", x->probability_of_point);
    comma(out);
    yen(out, "contingency_p80_yen", r->contingency_yen);
    hoshi_buffer_puts(out, ", \"inputs\": [\n");
    for (size_t i = 0; i < r->rows; i++) {
        print_range_row(out, &r->row[i]);
        hoshi_buffer_puts(out, i + 1 < r->rows ? ",\n" : "\n");
    }
    hoshi_buffer_puts(out, "    ] },\n");
}

static void print_party(struct hoshi_buffer *out, const struct hoshi_party *p)
{
    hoshi_buffer_puts(out, "      { ");
    text(out, "id", p->id);
    comma(out);
    yen(out, "annual_yen", p->annual_yen);
    comma(out);
    yen(out, "horizon_yen", p->horizon_yen);
    comma(out);
    yen(out, "direct_yen", p->by_class_yen[HOSHI_DIRECT]);
    comma(out);
    yen(out, "indirect_yen", p->by_class_yen[HOSHI_INDIRECT]);
    comma(out);
    yen(out, "floor_yen", p->floor_yen);
    comma(out);
    yen(out, "ceiling_yen", p->ceiling_yen);
    comma(out);
    decimal(out, "share", p->share_ppm, 0);
    hoshi_buffer_puts(out, " }");
}

static void print_sharing(struct hoshi_buffer *out, const struct hoshi_split *s,
                          const struct hoshi_estimate_range *r)
{
    hoshi_buffer_printf(out, "  \"sharing\": { \"basis\": \"%s\", \"key\": \"%s\", ",
                        s->basis == HOSHI_BASIS_MEAN ? "mean" : "point", hoshi_key_key(s->key));
    yen(out, "horizon_yen", s->gross_yen);
    comma(out);
    yen(out, "annual_yen", s->gross_annual_yen);
    comma(out);
    yen(out, "funding_yen", s->funding_yen);
    comma(out);
    yen(out, "funding_annual_yen", s->funding_annual_yen);
    comma(out);
    probability(out, "probability_suffices", r->probability_suffices);
    hoshi_buffer_puts(out, ", \"parties\": [\n");
    for (size_t i = 0; i < s->parties; i++) {
        print_party(out, &s->party[i]);
        hoshi_buffer_puts(out, i + 1 < s->parties ? ",\n" : "\n");
    }
    hoshi_buffer_puts(out, "    ] },\n");
}

static void print_prices(struct hoshi_buffer *out, const struct hoshi_result *r)
{
    const struct hoshi_case *c = r->split->e->a.c;
    const char *between = "\n";
    hoshi_buffer_puts(out, "  \"prices\": [");
    for (size_t i = 0; i < r->uplifts; i++)
        for (size_t k = 0; k < r->uplift[i].items; k++) {
            const struct hoshi_item_price *x = &r->uplift[i].item[k];
            int64_t percent = x->percent_ppm * 100;
            hoshi_buffer_printf(out, "%s    { ", between);
            text(out, "buyer", c->buyer[r->uplift[i].buyer].id);
            comma(out);
            text(out, "item", x->item->code);
            comma(out);
            decimal(out, "uplift_yen", x->uplift_micro, 2);
            comma(out);
            decimal(out, "new_price_yen", x->new_price_micro, 2);
            comma(out);
            decimal(out, "percent", (percent + 5000) / 10000 * 10000, 2);
            hoshi_buffer_puts(out, " }");
            between = ",\n";
        }
    hoshi_buffer_puts(out, "\n  ],\n");
}

/* What a rise of so many yen on each piece carries, per buyer with items. */
static void print_backwards(struct hoshi_buffer *out, const struct hoshi_result *r)
{
    const char *between = "\n";
    if (r->rise_micro == HOSHI_NONE)
        return;
    hoshi_buffer_puts(out, "  \"per_piece\": [");
    for (size_t i = 0; i < r->uplifts; i++) {
        struct hoshi_reverse x;
        if (!r->uplift[i].items || hoshi_uplift_reverse(&r->uplift[i], SIZE_MAX, r->rise_micro, &x, NULL))
            continue;
        hoshi_buffer_printf(out, "%s    { ", between);
        text(out, "buyer", r->split->e->a.c->buyer[r->uplift[i].buyer].id);
        comma(out);
        decimal(out, "rise_yen", r->rise_micro, 2);
        comma(out);
        hoshi_buffer_printf(out, "\"carried_annual_yen\": %" PRId64 ", \"short_annual_yen\": %" PRId64 " }",
                            x.carried_yen, x.short_yen);
        between = ",\n";
    }
    hoshi_buffer_puts(out, "\n  ],\n");
}

static void print_cautions(struct hoshi_buffer *out, const struct hoshi_estimate *e)
{
    hoshi_buffer_puts(out, "  \"cautions\": [\n");
    for (size_t i = 0; i < e->cautions; i++) {
        struct hoshi_buffer line;
        hoshi_buffer_init(&line, 4096);
        hoshi_caution_print(&line, HOSHI_EN, &e->caution[i]);
        hoshi_buffer_puts(out, "    ");
        hoshi_json_print_text(out, hoshi_buffer_text(&line));
        hoshi_buffer_puts(out, i + 1 < e->cautions ? ",\n" : "\n");
        hoshi_buffer_release(&line);
    }
    hoshi_buffer_puts(out, "  ]\n");
}

void hoshi_result_print_json(struct hoshi_buffer *out, const struct hoshi_result *result)
{
    const struct hoshi_estimate *e = result->split->e;
    const struct hoshi_tables *t = e->a.tables;
    char date[HOSHI_DATE_TEXT];
    hoshi_buffer_puts(out, "{ \"hoshiwari_result\": 1, ");
    text(out, "case_id", e->a.c->case_id);
    comma(out);
    text(out, "as_of", hoshi_date_print(e->a.as_of, date));
    comma(out);
    text(out, "start", hoshi_date_print(e->a.start, date));
    hoshi_buffer_printf(out, ", \"horizon_years\": %d,\n  \"tables\": { ", e->a.horizon);
    text(out, "catalog", t->catalog.version);
    comma(out);
    text(out, "prices", t->prices_version);
    comma(out);
    text(out, "measures", t->measures_version);
    comma(out);
    text(out, "effort", t->effort_version);
    comma(out);
    text(out, "parameters", t->parameters_version);
    comma(out);
    text(out, "rules", t->rules.version);
    hoshi_buffer_puts(out, " },\n");
    print_gap(out, e);
    print_plan(out, e);
    print_lines(out, e, result->range);
    print_totals(out, result->split);
    print_range(out, result->range);
    print_sharing(out, result->split, result->range);
    print_prices(out, result);
    print_backwards(out, result);
    hoshi_buffer_puts(out, "  \"checks\": ");
    /* null where zeros would read as "nothing found". */
    if (result->check)
        hoshi_check_print_counts(out, result->check->count);
    else
        hoshi_buffer_puts(out, "null");
    hoshi_buffer_puts(out, ",\n");
    print_cautions(out, e);
    hoshi_buffer_puts(out, "}\n");
}
