/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "portfolio_text.h"
#include "result.h"
#include "text.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct json {
    struct hoshi_buffer *out;
    const struct hoshi_portfolio_report *r;
    int years;
};

static void text(struct hoshi_buffer *out, const char *key, const char *value)
{
    hoshi_buffer_printf(out, "\"%s\": ", key);
    hoshi_json_print_text(out, value);
}

static void years_of(struct hoshi_buffer *out, const char *key, const int64_t *yen, int years)
{
    hoshi_buffer_printf(out, "\"%s\": [", key);
    for (int y = 0; y < years; y++)
        hoshi_buffer_printf(out, "%s%" PRId64, y ? ", " : "", yen[y]);
    hoshi_buffer_puts(out, "]");
}

static void yen_of(struct hoshi_buffer *out, const char *key, double yen)
{
    if (isfinite(yen))
        hoshi_buffer_printf(out, "\"%s\": %lld", key, llround(yen));
    else
        hoshi_buffer_printf(out, "\"%s\": null", key);
}

static void real_of(struct hoshi_buffer *out, const char *key, double x)
{
    char number[HOSHI_REAL_TEXT];
    hoshi_buffer_printf(out, "\"%s\": %s", key, isfinite(x) ? hoshi_real_print(x, number) : "null");
}

/* ---- rows ---- */

static void fault(struct hoshi_buffer *out, const struct hoshi_fault *f)
{
    hoshi_buffer_printf(out, "{ \"code\": \"HW-%d\", ", (int)f->status);
    text(out, "file", f->file);
    hoshi_buffer_printf(out, ", \"line\": %ld, ", f->row);
    text(out, "where", f->path);
    hoshi_buffer_puts(out, ", ");
    text(out, "found", f->got);
    hoshi_buffer_puts(out, ", ");
    text(out, "allowed", f->allowed);
    hoshi_buffer_puts(out, " }");
}

static void left_out(struct json *j)
{
    const struct hoshi_portfolio *p = j->r->portfolio;
    struct hoshi_portfolio_left_out *left = malloc(sizeof *left);
    hoshi_buffer_puts(j->out, "    \"left_out_rows\": [");
    for (int64_t i = 0; left && i < p->left_kept && hoshi_portfolio_left(p, i, left); i++) {
        hoshi_buffer_printf(j->out, "%s\n      { \"row\": %" PRId64 ", ", i ? "," : "", left->row);
        text(j->out, "id", left->id);
        hoshi_buffer_puts(j->out, ", ");
        text(j->out, "name", left->name);
        hoshi_buffer_printf(j->out, ", \"faults\": %" PRId64 ", \"fault\": [", left->faults);
        for (int64_t k = 0; k < left->kept; k++) {
            hoshi_buffer_puts(j->out, k ? ", " : "");
            fault(j->out, &left->fault[k]);
        }
        hoshi_buffer_puts(j->out, "] }");
    }
    hoshi_buffer_puts(j->out, " ]");
    free(left);
}

static void columns(struct json *j)
{
    const struct hoshi_supplier_reading *a = &j->r->portfolio->reading;
    static const char *const source[] = {[HOSHI_SUPPLIERS_CSV] = "csv",
                                         [HOSHI_SUPPLIERS_XLSX] = "xlsx",
                                         [HOSHI_SUPPLIERS_FOLDER] = "folder",
                                         [HOSHI_SUPPLIERS_LIST] = "list"};
    hoshi_buffer_printf(j->out, "    \"source\": \"%s\", \"header_row\": %ld, ", source[a->source],
                        a->header_row);
    text(j->out, "encoding", a->encoding ? a->encoding : "");
    hoshi_buffer_puts(j->out, ", ");
    text(j->out, "sheet", a->sheet);
    hoshi_buffer_puts(j->out, ",\n    \"columns\": [");
    for (size_t i = 0; i < a->columns; i++) {
        hoshi_buffer_printf(j->out, "%s{ \"column\": %zu, ", i ? ", " : "", a->column[i].column);
        text(j->out, "heading", a->column[i].heading);
        hoshi_buffer_puts(j->out, ", \"member\": ");
        if (a->column[i].member[0])
            hoshi_json_print_text(j->out, a->column[i].member);
        else
            hoshi_buffer_puts(j->out, "null");
        if (a->column[i].near_[0]) {
            hoshi_buffer_puts(j->out, ", ");
            text(j->out, "near", a->column[i].near_);
        }
        hoshi_buffer_puts(j->out, " }");
    }
    hoshi_buffer_puts(j->out, "],\n");
}

static void buyer(struct hoshi_buffer *out, bool first, const struct hoshi_buyer_named *b)
{
    hoshi_buffer_puts(out, first ? "{ " : ", { ");
    text(out, "id", b->id);
    hoshi_buffer_puts(out, ", ");
    text(out, "name", b->name);
}

static void buyers(struct json *j)
{
    const struct hoshi_portfolio *p = j->r->portfolio;
    hoshi_buffer_puts(j->out, "    \"buyers\": [");
    for (size_t i = 0; i < p->buyers; i++) {
        buyer(j->out, !i, &p->buyer[i]);
        hoshi_buffer_puts(j->out, " }");
    }
    hoshi_buffer_printf(
        j->out,
        "], \"more_buyers\": %s,\n    \"this_buyer\": { \"by_name\": %" PRId64 ", \"by_id\": %" PRId64
        ", \"alone\": %" PRId64 ", \"names_differ\": %s, \"names\": [",
        p->more_buyers ? "true" : "false", p->matched[HOSHI_BUYER_BY_NAME], p->matched[HOSHI_BUYER_BY_ID],
        p->matched[HOSHI_BUYER_ALONE], hoshi_portfolio_buyers_differ(p) ? "true" : "false");
    for (size_t i = 0; i < p->our_names; i++) {
        buyer(j->out, !i, &p->ours[i]);
        hoshi_buffer_printf(j->out, ", \"files\": %" PRId64 " }", p->ours[i].files);
    }
    hoshi_buffer_printf(j->out, "], \"other_files\": %" PRId64 " },\n", p->our_other_files);
}

static void rows(struct json *j)
{
    const struct hoshi_portfolio *p = j->r->portfolio;
    hoshi_buffer_printf(j->out,
                        "  \"rows\": { \"items\": %" PRId64 ", \"suppliers\": %" PRId64
                        ", \"left_out\": %" PRId64 ", \"reasons\": [",
                        p->items, p->suppliers, p->left_out);
    for (size_t i = 0; i < p->reasons; i++)
        hoshi_buffer_printf(j->out, "%s{ \"code\": \"HW-%" PRId64 "\", \"suppliers\": %" PRId64 " }",
                            i ? ", " : "", p->reason[i].status, p->reason[i].suppliers);
    hoshi_buffer_puts(j->out, "],\n");
    columns(j);
    buyers(j);
    left_out(j);
    hoshi_buffer_puts(j->out, " },\n");
}

/* ---- amounts ---- */

static void party(struct hoshi_buffer *out, const char *id, const struct hoshi_supplier_part *t, int years)
{
    hoshi_buffer_printf(out,
                        "{ \"id\": \"%s\", \"horizon_yen\": %" PRId64 ", \"annual_yen\": %" PRId64
                        ", \"direct_yen\": %" PRId64 ", \"indirect_yen\": %" PRId64 ", ",
                        id, t->horizon_yen, t->annual_yen, t->direct_yen, t->indirect_yen);
    years_of(out, "by_year_yen", t->by_year_yen, years);
    hoshi_buffer_puts(out, " }");
}

static void parties(struct hoshi_buffer *out, const struct hoshi_supplier_part part[HOSHI_SUPPLIER_PARTIES],
                    int years)
{
    static const char *const id[HOSHI_SUPPLIER_PARTIES] = {"buyer", "others", "supplier"};
    hoshi_buffer_puts(out, "\"parties\": [ ");
    for (int i = 0; i < HOSHI_SUPPLIER_PARTIES; i++) {
        hoshi_buffer_puts(out, i ? ", " : "");
        party(out, id[i], &part[i], years);
    }
    hoshi_buffer_puts(out, " ]");
}

static void amounts(struct json *j, const struct hoshi_portfolio_amounts *a)
{
    static const char *const cause[HOSHI_CAUSES] = {"level3_yen", "level4_yen", "buyer_yen", "own_yen"};
    struct hoshi_buffer *out = j->out;
    hoshi_buffer_printf(out, "{ \"suppliers\": %" PRId64 ", ", a->suppliers);
    years_of(out, "by_year_yen", a->by_year_yen, j->years);
    hoshi_buffer_printf(out,
                        ", \"horizon_yen\": %" PRId64 ", \"annual_yen\": %" PRId64
                        ", \"direct_yen\": %" PRId64 ", \"indirect_yen\": %" PRId64
                        ", \"upgrade_yen\": %" PRId64 ", \"once_yen\": %" PRId64
                        ", \"recurring_yen\": %" PRId64 ", \"funding_yen\": %" PRId64,
                        a->horizon_yen, a->annual_yen, a->direct_yen, a->indirect_yen, a->upgrade_yen,
                        a->once_yen, a->recurring_yen, a->funding_yen);
    for (int i = 0; i < HOSHI_CAUSES; i++)
        hoshi_buffer_printf(out, ", \"%s\": %" PRId64, cause[i], a->by_cause_yen[i]);
    hoshi_buffer_printf(out,
                        ", \"mean_horizon_yen\": %" PRId64 ", \"mean_annual_yen\": %" PRId64
                        ", \"all_unanswered_unmet_yen\": %" PRId64 ", \"annual_purchases_yen\": %" PRId64
                        ",\n      \"by_category_yen\": { \"star\": %" PRId64,
                        a->mean_horizon_yen, a->mean_annual_yen, a->all_unanswered_unmet_yen,
                        a->annual_purchases_yen, a->by_category_yen[0]);
    for (int k = 1; k <= HOSHI_CATEGORIES; k++)
        hoshi_buffer_printf(out, ", \"%d\": %" PRId64, k, a->by_category_yen[k]);
    hoshi_buffer_puts(out, " },\n      ");
    parties(out, a->part, j->years);
    hoshi_buffer_puts(out, ",\n      \"expected\": { ");
    years_of(out, "whole_by_year_yen", a->expected_by_year_yen[HOSHI_VIEW_WHOLE], j->years);
    hoshi_buffer_puts(out, ", ");
    years_of(out, "buyer_by_year_yen", a->expected_by_year_yen[HOSHI_VIEW_BUYER], j->years);
    hoshi_buffer_printf(out, ", \"whole_yen\": %" PRId64 ", \"buyer_yen\": %" PRId64 " } }",
                        hoshi_portfolio_expected(a, HOSHI_VIEW_WHOLE, 0),
                        hoshi_portfolio_expected(a, HOSHI_VIEW_BUYER, 0));
}

static void range(struct hoshi_buffer *out, const struct hoshi_portfolio_range *g)
{
    const struct {
        const char *key;
        double yen;
    } yen[] = {{"mean_yen", g->mean_yen},
               {"sd_yen", g->sd_yen},
               {"own_sd_yen", g->own_sd_yen},
               {"common_sd_yen", g->common_sd_yen},
               {"p10_yen", g->p10_yen},
               {"p50_yen", g->p50_yen},
               {"p80_yen", g->p80_yen},
               {"p90_yen", g->p90_yen},
               {"sum_of_p80_yen", g->sum_p80_yen},
               {"independent_p80_yen", g->independent_p80_yen}};
    hoshi_buffer_puts(out, "{ ");
    for (size_t i = 0; i < sizeof yen / sizeof *yen; i++) {
        hoshi_buffer_puts(out, i ? ", " : "");
        yen_of(out, yen[i].key, yen[i].yen);
    }
    hoshi_buffer_puts(out, ", ");
    real_of(out, "market_share_of_common", g->market_share);
    hoshi_buffer_puts(out, ", ");
    real_of(out, "labour_share_of_common", g->labour_share);
    hoshi_buffer_puts(out, ", ");
    real_of(out, "fees_share_of_common", g->fees_share);
    hoshi_buffer_puts(out, ", ");
    yen_of(out, "inversion_error_yen", g->inversion_error_yen);
    hoshi_buffer_puts(out, " }");
}

static void ranges(struct json *j)
{
    static const char *const view[HOSHI_VIEWS] = {"whole", "buyer"};
    struct hoshi_buffer *out = j->out;
    hoshi_buffer_puts(out, "  \"range\": {");
    for (int v = 0; v < HOSHI_VIEWS; v++) {
        hoshi_buffer_printf(out, "%s\n    \"%s\": { \"horizon\": ", v ? "," : "", view[v]);
        range(out, &j->r->range[v][0]);
        for (int i = 0; i < 2; i++) {
            hoshi_buffer_printf(out, ",\n      \"level%d\": ", i + 3);
            range(out, &j->r->level_range[i][v]);
        }
        hoshi_buffer_puts(out, ",\n      \"by_year\": [");
        for (int y = 1; y <= j->years; y++) {
            hoshi_buffer_puts(out, y > 1 ? ", " : " ");
            range(out, &j->r->range[v][y]);
        }
        hoshi_buffer_puts(out, " ] }");
    }
    hoshi_buffer_puts(out, " },\n");
}

static void totals(struct json *j)
{
    hoshi_buffer_puts(j->out, "  \"totals\": ");
    amounts(j, &j->r->amounts[0]);
    hoshi_buffer_puts(j->out, ",\n  \"by_level\": { \"3\": ");
    amounts(j, &j->r->amounts[1]);
    hoshi_buffer_puts(j->out, ",\n    \"4\": ");
    amounts(j, &j->r->amounts[2]);
    hoshi_buffer_puts(j->out, " },\n");
    ranges(j);
}

static void known(struct json *j)
{
    static const char *const flag[] = {
        "counts_used",     "gap_unknown",    "level_derived",          "share_assumed",
        "unanswered",      "unstated_share", "over_capacity",          "fees_unpublished",
        "period_replaced", "range_replaced", "level_unlike_questions", "sizes_unlike",
        "star_taken"};
    const struct hoshi_portfolio_total *t = j->r->portfolio->total;
    hoshi_buffer_puts(j->out, "  \"suppliers_with\": { ");
    for (size_t i = 0; i < sizeof flag / sizeof *flag; i++)
        hoshi_buffer_printf(j->out, "%s\"%s\": %" PRId64, i ? ", " : "", flag[i], t->flagged[i]);
    hoshi_buffer_puts(j->out, " },\n  \"criteria\": { ");
    for (int a = 0; a < HOSHI_ANSWERS; a++)
        hoshi_buffer_printf(j->out, "%s\"%s\": %" PRId64, a ? ", " : "",
                            hoshi_answer_key((enum hoshi_answer_status)a), t->criteria[a]);
    hoshi_buffer_puts(j->out, " },\n");
}

static void bought(struct json *j)
{
    const struct hoshi_portfolio_total *t = j->r->portfolio->total;
    size_t n = 0;
    hoshi_buffer_puts(j->out, "  \"bought\": [");
    for (size_t i = 0; i < j->r->tables->prices; i++) {
        const struct hoshi_portfolio_bought *b = &t->price[i];
        char quantity[HOSHI_DECIMAL_TEXT];
        if (!b->suppliers)
            continue;
        hoshi_buffer_printf(j->out,
                            "%s\n    { \"price\": \"%s\", \"unit\": \"%s\", \"suppliers\": %" PRId64
                            ", \"quantity\": \"%s\", \"horizon_yen\": %" PRId64 " }",
                            n++ ? "," : "", j->r->tables->price[i].id, j->r->tables->price[i].unit,
                            b->suppliers, hoshi_decimal_print(b->quantity_micro, 0, quantity),
                            b->horizon_yen);
    }
    hoshi_buffer_puts(j->out, " ],\n");
}

/* ---- choice ---- */

static void curve(struct json *j, const struct hoshi_budget_choice *c)
{
    hoshi_buffer_puts(j->out, ",\n    \"curve\": [");
    for (int i = 0; i < HOSHI_BUDGET_POINTS; i++) {
        const struct hoshi_budget_point *p = &c->curve[i];
        hoshi_buffer_printf(
            j->out,
            "%s{ \"budget_yen\": %" PRId64 ", \"spent_yen\": %" PRId64 ", \"removed_micro\": %" PRId64
            ", \"bound_micro\": %" PRId64 ", \"funded\": %zu }",
            i ? ", " : " ", p->budget_yen, p->spent_yen, p->value_micro, p->bound_micro, p->funded);
    }
    hoshi_buffer_puts(j->out, " ],\n    \"million_more\": [");
    for (int y = 0; y <= j->years; y++)
        hoshi_buffer_printf(j->out, "%s{ \"year\": %d, \"gain_micro\": %" PRId64 " }", y ? ", " : " ",
                            y < j->years ? y + 1 : 0, c->step[y].gain_micro);
    hoshi_buffer_puts(j->out, " ]");
}

static void choice(struct json *j)
{
    const struct hoshi_budget_view *v = j->r->view;
    struct hoshi_buffer *out = j->out;
    if (!v) {
        hoshi_buffer_puts(out, "  \"budget\": null");
        return;
    }
    const struct hoshi_budget_choice *c = v->choice;
    hoshi_buffer_printf(out, "  \"budget\": { \"stated\": %s, \"state\": \"%s\", \"optimal\": %s, ",
                        v->options.budget_stated ? "true" : "false",
                        c->state == HOSHI_BUDGET_WITHIN ? "within" : "musts_over",
                        c->optimal ? "true" : "false");
    years_of(out, "budget_yen", c->rules.budget_yen, j->years);
    hoshi_buffer_puts(out, ", ");
    years_of(out, "spent_yen", c->spent_yen, j->years);
    hoshi_buffer_puts(out, ", ");
    years_of(out, "open_yen", v->sums[HOSHI_BUDGET_FUNDED].open_by_year_yen, j->years);
    hoshi_buffer_puts(out, ", ");
    years_of(out, "left_yen", c->left_yen, j->years);
    hoshi_buffer_puts(out, ", ");
    years_of(out, "short_yen", c->short_yen, j->years);
    hoshi_buffer_printf(out,
                        ", \"funded\": %zu, \"musts\": %zu, \"must_nots\": %zu, \"removed_micro\": %" PRId64
                        ", \"bound_micro\": %" PRId64 ", \"all_micro\": %" PRId64 ", \"gap_ppm\": %" PRId64
                        ", \"weight_unknown\": %zu, \"late\": %zu, \"without_cost\": %zu",
                        c->funded, c->musts, c->must_nots, c->value_micro, c->bound_micro, c->all_micro,
                        c->gap_ppm, v->weight_unknown, v->late, v->sums[HOSHI_BUDGET_ALL].without_cost);
    if (c->has_extras)
        curve(j, c);
    hoshi_buffer_puts(out, " }");
}

/* Lines "name=value" as an object of texts. */
static void settings(struct hoshi_buffer *out, const char *lines)
{
    char value[HOSHI_SUPPLIER_STORE_SETTINGS];
    hoshi_buffer_puts(out, ",\n  \"settings\": {");
    for (const char *p = lines; *p;) {
        size_t n = strcspn(p, "\n"), name = strcspn(p, "=");
        if (name >= n || n - name > sizeof value)
            return;
        hoshi_buffer_printf(out, "%s\"%.*s\": ", p == lines ? " " : ", ", (int)name, p);
        memcpy(value, p + name + 1, n - name - 1);
        value[n - name - 1] = 0;
        hoshi_json_print_text(out, value);
        p += n + (p[n] != 0);
    }
    hoshi_buffer_puts(out, " }");
}

void hoshi_portfolio_print_json(struct hoshi_buffer *out, const struct hoshi_portfolio_report *r)
{
    struct json j = {out, r, r->assumptions->horizon};
    char date[HOSHI_DATE_TEXT];
    hoshi_buffer_puts(out, "{ \"hoshiwari_portfolio\": 1,\n  ");
    text(out, "list", r->list);
    hoshi_buffer_puts(out, ", ");
    text(out, "buyer", r->buyer ? r->buyer : "");
    hoshi_buffer_puts(out, ",\n  ");
    text(out, "as_of", hoshi_date_print(r->assumptions->as_of, date));
    hoshi_buffer_puts(out, ", ");
    text(out, "start", hoshi_date_print(r->assumptions->start, date));
    hoshi_buffer_printf(out, ", \"horizon_years\": %d, ", r->assumptions->horizon);
    text(out, "tables", r->label->tables);
    if (r->label->shards > 1)
        hoshi_buffer_printf(out, ", \"shard\": \"%" PRId64 "/%" PRId64 "\"", r->label->shard,
                            r->label->shards);
    settings(out, r->label->settings);
    hoshi_buffer_puts(out, ",\n");
    rows(&j);
    totals(&j);
    known(&j);
    bought(&j);
    choice(&j);
}

static void spread(struct hoshi_buffer *out, const char *key, const struct hoshi_supplier_spread *s)
{
    hoshi_buffer_printf(out, "\"%s\": { ", key);
    yen_of(out, "mean_yen", s->mean_yen);
    hoshi_buffer_puts(out, ", ");
    yen_of(out, "p50_yen", s->p50_yen);
    hoshi_buffer_puts(out, ", ");
    yen_of(out, "p80_yen", s->p80_yen);
    hoshi_buffer_puts(out, ", ");
    yen_of(out, "own_sd_yen", sqrt(s->own_variance > 0 ? s->own_variance : 0));
    hoshi_buffer_puts(out, ", ");
    yen_of(out, "common_sd_yen", sqrt(s->common_variance > 0 ? s->common_variance : 0));
    hoshi_buffer_puts(out, " }");
}

void hoshi_portfolio_print_json_supplier(struct hoshi_buffer *out, const struct hoshi_supplier_result *s,
                                         int start, int64_t rank)
{
    hoshi_buffer_printf(out, "{ \"row\": %" PRId64 ", ", s->head.row);
    text(out, "id", s->head.id);
    hoshi_buffer_puts(out, ", ");
    text(out, "name", s->head.name);
    hoshi_buffer_printf(out, ", \"level\": %d, \"flags\": %u, \"share_ppm\": %" PRId64 ", \"measures\": %d, ",
                        s->head.level, (unsigned)s->flags, s->share_ppm, (int)s->measures);
    years_of(out, "by_year_yen", s->by_year_yen, s->horizon);
    hoshi_buffer_printf(
        out,
        ", \"horizon_yen\": %" PRId64 ", \"annual_yen\": %" PRId64 ", \"direct_yen\": %" PRId64
        ", \"indirect_yen\": %" PRId64 ", \"level3_yen\": %" PRId64 ", \"level4_yen\": %" PRId64
        ", \"all_unanswered_unmet_yen\": %" PRId64 ", \"funding_yen\": %" PRId64 ", ",
        s->horizon_yen, s->annual_yen, s->direct_yen, s->indirect_yen, s->by_cause_yen[HOSHI_CAUSE_LEVEL3],
        s->by_cause_yen[HOSHI_CAUSE_LEVEL4], s->all_unanswered_unmet_yen, s->funding_yen);
    parties(out, s->part, s->horizon);
    hoshi_buffer_puts(out, ", \"expected\": { ");
    years_of(out, "whole_by_year_yen", s->expected_by_year_yen[HOSHI_VIEW_WHOLE], s->horizon);
    hoshi_buffer_puts(out, ", ");
    years_of(out, "buyer_by_year_yen", s->expected_by_year_yen[HOSHI_VIEW_BUYER], s->horizon);
    hoshi_buffer_puts(out, " }, ");
    spread(out, "whole", &s->spread[HOSHI_VIEW_WHOLE]);
    hoshi_buffer_puts(out, ", ");
    spread(out, "buyer", &s->spread[HOSHI_VIEW_BUYER]);
    char weight[HOSHI_DECIMAL_TEXT];
    hoshi_buffer_printf(out, ", \"weight\": \"%s\"",
                        hoshi_decimal_print(hoshi_budget_weight_of(s), 0, weight));
    if (start >= 0)
        hoshi_buffer_printf(out, ", \"start_year\": %d, \"rank\": %" PRId64, start, rank);
    hoshi_buffer_puts(out, " }");
}
