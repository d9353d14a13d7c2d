/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check_text.h"
#include "json_write.h"
#include "result.h"

#include <math.h>
#include <string.h>

static void result_gap(struct hoshi_json_writer *w, const struct hoshi_estimate *e)
{
    const size_t *n = e->need.by_status;
    const struct {
        const char *key;
        size_t count;
    } row[] = {{"criteria", e->need.criteria},
               {"met", n[HOSHI_MET]},
               {"partial", n[HOSHI_PARTIAL]},
               {"unmet", n[HOSHI_UNMET]},
               {"not_applicable", n[HOSHI_NOT_APPLICABLE]},
               {"unanswered", n[HOSHI_UNANSWERED] + n[HOSHI_WITHHELD]},
               {"withheld", n[HOSHI_WITHHELD]},
               {"above_level", e->need.above}};
    hoshi_json_line(w, 2);
    hoshi_json_object(w, "gap");
    hoshi_json_put_whole(w, "level", e->need.level);
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        hoshi_json_put_whole(w, row[i].key, (int64_t)row[i].count);
    hoshi_json_end(w);
}

static void result_measure(struct hoshi_json_writer *w, const struct hoshi_tables *t,
                           const struct hoshi_planned *p)
{
    hoshi_json_line(w, 6);
    hoshi_json_object(w, NULL);
    hoshi_json_put(w, "id", t->measure[p->measure].id);
    hoshi_json_array(w, "closes");
    for (size_t i = 0; i < p->closes_n; i++)
        hoshi_json_put(w, NULL, t->catalog.criterion[p->closes[i]].id);
    hoshi_json_end(w);
    hoshi_json_put_probability(w, "probability", p->probability);
    hoshi_json_put_whole(w, "horizon_yen", p->horizon_yen);
    hoshi_json_end(w);
}

static void result_alternative(struct hoshi_json_writer *w, const char *key,
                               const struct hoshi_alternative *a)
{
    hoshi_json_line(w, 4);
    if (!a->exists) {
        hoshi_json_put_null(w, key);
        return;
    }
    hoshi_json_object(w, key);
    hoshi_json_put_whole(w, "horizon_yen", a->horizon_yen);
    hoshi_json_put_whole(w, "direct_yen", a->direct_yen);
    hoshi_json_put_decimal(w, "own_days", a->own_days_micro, 0);
    hoshi_json_put_decimal(w, "own_it_days_per_year", a->it_days_micro, 0);
    hoshi_json_put_decimal(w, "it_days_bought_in", a->hands_micro, 0);
    hoshi_json_end(w);
}

static void result_plan(struct hoshi_json_writer *w, const struct hoshi_estimate *e)
{
    hoshi_json_line(w, 2);
    hoshi_json_object(w, "plan");
    hoshi_json_put_truth(w, "optimal", e->plan.optimal);
    hoshi_json_put_truth(w, "within_capacity", e->plan.within_capacity);
    hoshi_json_array(w, "measures");
    for (size_t i = 0; i < e->measures; i++)
        result_measure(w, e->a.tables, &e->measure[i]);
    hoshi_json_line(w, 4);
    hoshi_json_end(w);
    hoshi_json_line(w, 4);
    if (e->next_best.exists) {
        hoshi_json_object(w, "next_best");
        hoshi_json_put_whole(w, "horizon_yen", e->next_best.cost_yen);
        hoshi_json_end(w);
    } else
        hoshi_json_put_null(w, "next_best");
    result_alternative(w, "in_house", &e->in_house);
    result_alternative(w, "within_capacity_days", &e->within);
    result_alternative(w, "outsourced", &e->outsourced);
    hoshi_json_end(w);
}

static const char *line_unit(const struct hoshi_line *line)
{
    if (line->price)
        return line->price->unit;
    return hoshi_driver_key(line->effort->driver);
}

static void result_line(struct hoshi_json_writer *w, const struct hoshi_estimate *e,
                        const struct hoshi_entry *x, const struct hoshi_estimate_range *r)
{
    const struct hoshi_provenance *from = x->line.price ? &x->line.price->from : &x->line.effort->from;
    const struct hoshi_case_quote *quote = x->line.quote;
    char date[HOSHI_DATE_TEXT];
    size_t i = (size_t)(x - e->entry);
    hoshi_json_line(w, 4);
    hoshi_json_object(w, NULL);
    hoshi_json_put(w, "id", x->id);
    hoshi_json_put(w, "measure", x->line.measure->id);
    hoshi_json_put(w, "price", x->line.price ? x->line.price->id : x->line.effort->id);
    hoshi_json_put(w, "class", hoshi_class_key(x->line.row->cost_class));
    hoshi_json_put(w, "need", x->need_key);
    hoshi_json_put_truth(w, "star", x->line.measure->star != 0);
    hoshi_json_put_decimal(w, "quantity", x->line.quantity_micro, 0);
    hoshi_json_put(w, "unit", line_unit(&x->line));
    hoshi_json_put_probability(w, "probability", x->probability);
    hoshi_json_put_wholes(w, "by_year_yen", x->point.by_year_yen, e->a.horizon);
    hoshi_json_put_whole(w, "annual_yen", x->point.annual_yen);
    hoshi_json_put_whole(w, "low_yen", x->low_yen);
    hoshi_json_put_whole(w, "likely_yen", x->point.horizon_yen);
    hoshi_json_put_whole(w, "high_yen", x->high_yen);
    hoshi_json_put_whole(w, "mean_yen", x->mean.horizon_yen);
    hoshi_json_put(w, "nature", hoshi_nature_key(x->line.row->nature));
    hoshi_json_put_truth(w, "upgrade", x->line.row->upgrade);
    hoshi_json_put(w, "source", quote && quote->from ? quote->from : from->source);
    hoshi_json_put(w, "source_date", quote ? hoshi_date_print(quote->date, date) : from->date);
    hoshi_json_put(w, "confidence", quote ? "high" : hoshi_confidence_key(from->confidence));
    hoshi_json_put_probability(w, "share_of_variance", r->entry_share[i]);
    hoshi_json_put_whole(w, "contingency_yen", i < e->certain ? r->entry_contingency_yen[i] : 0);
    hoshi_json_end(w);
}

static void result_lines(struct hoshi_json_writer *w, const struct hoshi_estimate *e,
                         const struct hoshi_estimate_range *r)
{
    hoshi_json_line(w, 2);
    hoshi_json_array(w, "lines");
    for (size_t i = 0; i < e->entries; i++)
        result_line(w, e, &e->entry[i], r);
    hoshi_json_line(w, 2);
    hoshi_json_end(w);
}

static void result_totals(struct hoshi_json_writer *w, const struct hoshi_split *s)
{
    const struct hoshi_estimate *e = s->e;
    const struct hoshi_totals *t = &e->totals;
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
                {"all_unanswered_unmet_point_yen", e->all_unanswered_point_yen},
                {"unstated_partial_yen", e->unstated_yen},
                {"unstated_partial_all_yen", e->unstated_all_yen},
                {"all_met_yen", e->all_met_yen},
                {"quoted_yen", t->quoted_yen}};
    hoshi_json_line(w, 2);
    hoshi_json_object(w, "totals");
    hoshi_json_put_wholes(w, "by_year_yen", t->by_year_yen, e->a.horizon);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        hoshi_json_put_whole(w, rows[i].key, rows[i].value);
    hoshi_json_end(w);
}

static void result_range_row(struct hoshi_json_writer *w, const struct hoshi_range_row *x)
{
    hoshi_json_line(w, 6);
    hoshi_json_object(w, NULL);
    hoshi_json_put(w, "id", x->id);
    hoshi_json_put_rounded(w, "swing_yen", x->swing_yen);
    hoshi_json_put_probability(w, "share_of_variance", x->share_of_variance);
    hoshi_json_end(w);
}

static void result_range(struct hoshi_json_writer *w, const struct hoshi_estimate_range *r, int64_t mean_yen)
{
    static const char *const key[HOSHI_RANGE_LEVELS] = {"p5_yen",  "p10_yen", "p20_yen", "p25_yen", "p30_yen",
                                                        "p40_yen", "p50_yen", "p60_yen", "p70_yen", "p75_yen",
                                                        "p80_yen", "p90_yen", "p95_yen"};
    const struct hoshi_range *x = &r->result;
    hoshi_json_line(w, 2);
    hoshi_json_object(w, "range");
    hoshi_json_put(w, "engine", hoshi_range_engine_name(x->engine));
    hoshi_json_put_whole(w, "error_estimate", (int64_t)ceil(x->error_estimate));
    hoshi_json_put_whole(w, "mean_yen", mean_yen); /* as the bridge has it: one figure, one value */
    hoshi_json_put_rounded(w, "sd_yen", x->sd);
    for (size_t i = 0; i < HOSHI_RANGE_LEVELS; i++)
        hoshi_json_put_rounded(w, key[i], x->percentile[i]);
    hoshi_json_put_probability(w, "probability_of_point", x->probability_of_point);
    hoshi_json_put_whole(w, "contingency_p80_yen", r->contingency_yen);
    hoshi_json_array(w, "inputs");
    for (size_t i = 0; i < r->rows; i++)
        result_range_row(w, &r->row[i]);
    hoshi_json_line(w, 4);
    hoshi_json_end(w);
    hoshi_json_end(w);
}

static void result_party(struct hoshi_json_writer *w, const struct hoshi_party *p)
{
    hoshi_json_line(w, 6);
    hoshi_json_object(w, NULL);
    hoshi_json_put(w, "id", p->id);
    hoshi_json_put_whole(w, "annual_yen", p->annual_yen);
    hoshi_json_put_whole(w, "asked_annual_yen", p->asked_annual_yen);
    hoshi_json_put_whole(w, "horizon_yen", p->horizon_yen);
    hoshi_json_put_whole(w, "direct_yen", p->by_class_yen[HOSHI_DIRECT]);
    hoshi_json_put_whole(w, "indirect_yen", p->by_class_yen[HOSHI_INDIRECT]);
    hoshi_json_put_whole(w, "floor_yen", p->floor_yen);
    hoshi_json_put_whole(w, "ceiling_yen", p->ceiling_yen);
    hoshi_json_put_whole(w, "floor_annual_yen", p->floor_annual_yen);
    hoshi_json_put_whole(w, "ceiling_annual_yen", p->ceiling_annual_yen);
    hoshi_json_put_decimal(w, "share", p->share_ppm, 0);
    hoshi_json_end(w);
}

static void result_bridge(struct hoshi_json_writer *w, const struct hoshi_result *r)
{
    const struct hoshi_bridge *b = &r->bridge;
    hoshi_json_line(w, 2);
    hoshi_json_object(w, "bridge");
    hoshi_json_put_whole(w, "likely_yen", b->likely_yen);
    hoshi_json_put_whole(w, "skew_yen", b->skew_yen);
    hoshi_json_put_whole(w, "mean_yen", b->mean_yen);
    hoshi_json_put_whole(w, "unknown_yen", b->unknown_yen);
    hoshi_json_put_whole(w, "range_mean_yen", b->all_yen);
    hoshi_json_end(w);
}

static void result_sharing(struct hoshi_json_writer *w, const struct hoshi_split *s,
                           const struct hoshi_estimate_range *r)
{
    hoshi_json_line(w, 2);
    hoshi_json_object(w, "sharing");
    hoshi_json_put(w, "basis", s->basis == HOSHI_BASIS_MEAN ? "mean" : "point");
    hoshi_json_put(w, "key", hoshi_key_key(s->key));
    hoshi_json_put_whole(w, "horizon_yen", s->gross_yen);
    hoshi_json_put_whole(w, "annual_yen", s->gross_annual_yen);
    hoshi_json_put_whole(w, "funding_yen", s->funding_yen);
    hoshi_json_put_whole(w, "funding_annual_yen", s->funding_annual_yen);
    hoshi_json_put_probability(w, "probability_suffices", r->probability_suffices);
    hoshi_json_array(w, "parties");
    for (size_t i = 0; i < s->parties; i++)
        result_party(w, &s->party[i]);
    hoshi_json_line(w, 4);
    hoshi_json_end(w);
    hoshi_json_end(w);
}

static void result_price(struct hoshi_json_writer *w, const char *buyer, const struct hoshi_item_price *x)
{
    int64_t percent = x->percent_ppm * 100;
    hoshi_json_line(w, 4);
    hoshi_json_object(w, NULL);
    hoshi_json_put(w, "buyer", buyer);
    hoshi_json_put(w, "item", x->item->code);
    hoshi_json_put_decimal(w, "uplift_yen", x->uplift_micro, 2);
    hoshi_json_put_decimal(w, "new_price_yen", x->new_price_micro, 2);
    hoshi_json_put_decimal(w, "percent", (percent + 5000) / 10000 * 10000, 2);
    hoshi_json_end(w);
}

static void result_prices(struct hoshi_json_writer *w, const struct hoshi_result *r)
{
    const struct hoshi_case *c = r->split->e->a.c;
    hoshi_json_line(w, 2);
    hoshi_json_array(w, "prices");
    for (size_t i = 0; i < r->uplifts; i++)
        for (size_t k = 0; k < r->uplift[i].items; k++)
            result_price(w, c->buyer[r->uplift[i].buyer].id, &r->uplift[i].item[k]);
    hoshi_json_line(w, 2);
    hoshi_json_end(w);
}

/* What a rise of so many yen on each piece carries, per buyer with items. */
static void result_backwards(struct hoshi_json_writer *w, const struct hoshi_result *r)
{
    if (r->rise_micro == HOSHI_NONE)
        return;
    hoshi_json_line(w, 2);
    hoshi_json_array(w, "per_piece");
    for (size_t i = 0; i < r->uplifts; i++) {
        const struct hoshi_reverse *x = &r->backwards[i];
        if (!r->answered[i])
            continue;
        hoshi_json_line(w, 4);
        hoshi_json_object(w, NULL);
        hoshi_json_put(w, "buyer", r->split->e->a.c->buyer[r->uplift[i].buyer].id);
        hoshi_json_put_decimal(w, "rise_yen", r->rise_micro, 2);
        hoshi_json_put_whole(w, "carried_annual_yen", x->carried_yen);
        hoshi_json_put_whole(w, "short_annual_yen", x->short_yen);
        hoshi_json_end(w);
    }
    hoshi_json_line(w, 2);
    hoshi_json_end(w);
}

static void result_cautions(struct hoshi_json_writer *w, const char *key, enum hoshi_lang lang,
                            const struct hoshi_estimate *e)
{
    hoshi_json_line(w, 2);
    hoshi_json_array(w, key);
    for (size_t i = 0; i < e->cautions; i++) {
        struct hoshi_buffer line;
        hoshi_buffer_init(&line, 4096);
        hoshi_caution_print(&line, lang, &e->caution[i]);
        hoshi_json_line(w, 4);
        hoshi_json_put(w, NULL, hoshi_buffer_text(&line));
        hoshi_buffer_release(&line);
    }
    hoshi_json_line(w, 2);
    hoshi_json_end(w);
}

/* What to answer next, by the yen that hang on it. */
static void result_questions(struct hoshi_json_writer *w, const struct hoshi_tables *t,
                             const struct hoshi_answer_review *review)
{
    hoshi_json_line(w, 2);
    hoshi_json_list(w, "questions");
    for (size_t i = 0; i < review->questions; i++) {
        const struct hoshi_question *q = &review->question[i];
        hoshi_json_line(w, 4);
        hoshi_json_object(w, NULL);
        hoshi_json_put(w, "criterion", t->catalog.criterion[q->criterion].id);
        hoshi_json_put(w, "ask", q->share ? "remaining" : "answer");
        hoshi_json_put_whole(w, "horizon_yen", q->horizon_yen);
        hoshi_json_end(w);
    }
    hoshi_json_line(w, 2);
    hoshi_json_end(w);
}

static void result_head(struct hoshi_json_writer *w, const struct hoshi_assumptions *a)
{
    const struct hoshi_tables *t = a->tables;
    const char *const version[][2] = {{"catalog", t->catalog.version},       {"prices", t->prices_version},
                                      {"measures", t->measures_version},     {"effort", t->effort_version},
                                      {"parameters", t->parameters_version}, {"rules", t->rules.version}};
    char date[HOSHI_DATE_TEXT];
    hoshi_json_put_whole(w, "hoshiwari_result", 1);
    hoshi_json_put(w, "case_id", a->c->case_id);
    hoshi_json_put(w, "as_of", hoshi_date_print(a->as_of, date));
    hoshi_json_put(w, "start", hoshi_date_print(a->start, date));
    hoshi_json_put_whole(w, "horizon_years", a->horizon);
    hoshi_json_line(w, 2);
    hoshi_json_object(w, "tables");
    for (size_t i = 0; i < sizeof version / sizeof *version; i++)
        hoshi_json_put(w, version[i][0], version[i][1]);
    hoshi_json_end(w);
}

void hoshi_result_print_json(struct hoshi_buffer *out, const struct hoshi_result *result)
{
    const struct hoshi_estimate *e = result->split->e;
    struct hoshi_json_writer w;
    hoshi_json_start(&w, out);
    hoshi_json_object(&w, NULL);
    result_head(&w, &e->a);
    result_gap(&w, e);
    result_plan(&w, e);
    result_lines(&w, e, result->range);
    result_totals(&w, result->split);
    result_range(&w, result->range, result->bridge.all_yen);
    result_bridge(&w, result);
    result_sharing(&w, result->split, result->range);
    result_prices(&w, result);
    result_backwards(&w, result);
    hoshi_json_line(&w, 2);
    /* null where zeros would read as "nothing found". */
    if (result->check)
        hoshi_check_put_counts(&w, "checks", result->check->count);
    else
        hoshi_json_put_null(&w, "checks");
    result_cautions(&w, "cautions", HOSHI_EN, e);
    result_cautions(&w, "cautions_ja", HOSHI_JA, e);
    result_questions(&w, e->a.tables, &result->review);
    hoshi_json_line(&w, 0);
    hoshi_json_end(&w);
    hoshi_buffer_puts(out, "\n");
}
