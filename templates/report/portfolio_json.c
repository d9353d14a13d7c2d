/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json_write.h"
#include "portfolio_text.h"
#include "against_text.h"
#include "replies_text.h"
#include "text.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- rows ---- */

/* What is wrong in a sentence, without place and value. */
static void json_sentence(struct hoshi_json_writer *w, enum hoshi_status status)
{
    hoshi_json_object(w, "words");
    hoshi_json_put(w, "ja", hoshi_status_sentence(HOSHI_JA, status));
    hoshi_json_put(w, "en", hoshi_status_sentence(HOSHI_EN, status));
    hoshi_json_end(w);
}

static void json_fault(struct hoshi_json_writer *w, const struct hoshi_fault *f)
{
    char code[24];
    snprintf(code, sizeof code, "HW-%d", (int)f->status);
    hoshi_json_object(w, NULL);
    hoshi_json_put(w, "code", code);
    hoshi_json_put(w, "file", f->file);
    hoshi_json_put_whole(w, "line", f->row);
    hoshi_json_put(w, "where", f->path);
    hoshi_json_put(w, "found", f->got);
    hoshi_json_put(w, "allowed", f->allowed);
    json_sentence(w, f->status);
    hoshi_json_end(w);
}

static void json_left_out(struct hoshi_json_writer *w, const struct hoshi_portfolio *p)
{
    struct hoshi_portfolio_left_out *left = malloc(sizeof *left);
    hoshi_json_line(w, 4);
    hoshi_json_list(w, "left_out_rows");
    for (int64_t i = 0; left && i < p->left_kept && hoshi_portfolio_left(p, i, left); i++) {
        hoshi_json_line(w, 6);
        hoshi_json_object(w, NULL);
        hoshi_json_put_whole(w, "row", left->row);
        hoshi_json_put(w, "id", left->id);
        hoshi_json_put(w, "name", left->name);
        hoshi_json_put_whole(w, "faults", left->faults);
        hoshi_json_array(w, "fault");
        for (int64_t k = 0; k < left->kept; k++)
            json_fault(w, &left->fault[k]);
        hoshi_json_end(w);
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
    free(left);
}

/* What a person would want to look at again. */
static void json_doubts(struct hoshi_json_writer *w, const struct hoshi_supplier_reading *a)
{
    hoshi_json_line(w, 4);
    hoshi_json_put_whole(w, "title_unit_yen", a->title_unit_yen);
    hoshi_json_put_whole(w, "hidden_rows", a->hidden_rows);
    hoshi_json_put_whole(w, "cells_unknown", a->unknown);
    hoshi_json_put_whole(w, "cells_about", a->about_);
    hoshi_json_put_whole(w, "cells_merged", a->merged);
    hoshi_json_put_whole(w, "notes", a->notes);
    hoshi_json_array(w, "other_sheets");
    for (size_t i = 0; i < a->other_sheets && i < HOSHI_SUPPLIER_OTHER_SHEETS; i++)
        hoshi_json_put(w, NULL, a->other_sheet[i]);
    hoshi_json_end(w);
}

static void json_columns(struct hoshi_json_writer *w, const struct hoshi_supplier_reading *a)
{
    static const char *const unread[] = {[HOSHI_SUPPLIER_UNREAD_OLDER] = "older",
                                         [HOSHI_SUPPLIER_UNREAD_OTHER] = "other",
                                         [HOSHI_SUPPLIER_UNREAD_IGNORED] = "ignored"};
    static const char *const source[] = {[HOSHI_SUPPLIERS_CSV] = "csv",
                                         [HOSHI_SUPPLIERS_XLSX] = "xlsx",
                                         [HOSHI_SUPPLIERS_ODS] = "ods",
                                         [HOSHI_SUPPLIERS_FOLDER] = "folder",
                                         [HOSHI_SUPPLIERS_LIST] = "list"};
    hoshi_json_line(w, 4);
    hoshi_json_put(w, "source", source[a->source]);
    hoshi_json_put_whole(w, "header_row", a->header_row);
    hoshi_json_put(w, "encoding", a->encoding);
    hoshi_json_put(w, "sheet", a->sheet);
    hoshi_json_line(w, 4);
    hoshi_json_array(w, "columns");
    for (size_t i = 0; i < a->columns; i++) {
        hoshi_json_object(w, NULL);
        hoshi_json_put_whole(w, "column", (int64_t)a->column[i].column);
        hoshi_json_put(w, "heading", a->column[i].heading);
        if (a->column[i].member[0])
            hoshi_json_put(w, "member", a->column[i].member);
        else
            hoshi_json_put_null(w, "member");
        if (a->column[i].near_[0])
            hoshi_json_put(w, "near", a->column[i].near_);
        if (a->column[i].unit_yen)
            hoshi_json_put_whole(w, "unit_yen", a->column[i].unit_yen);
        if (a->column[i].unread)
            hoshi_json_put(w, "unread", unread[a->column[i].unread]);
        if (a->column[i].marks & HOSHI_SUPPLIER_HIDDEN)
            hoshi_json_put_truth(w, "hidden", true);
        if (a->column[i].marks & HOSHI_SUPPLIER_EUROPEAN)
            hoshi_json_put(w, "numbers", "1.234,56");
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
    json_doubts(w, a);
}

/* An object of a buyer, left open. */
static void json_buyer(struct hoshi_json_writer *w, const struct hoshi_buyer_named *b)
{
    hoshi_json_object(w, NULL);
    hoshi_json_put(w, "id", b->id);
    hoshi_json_put(w, "name", b->name);
}

static void json_buyers(struct hoshi_json_writer *w, const struct hoshi_portfolio *p)
{
    hoshi_json_line(w, 4);
    hoshi_json_array(w, "buyers");
    for (size_t i = 0; i < p->buyers; i++) {
        json_buyer(w, &p->buyer[i]);
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
    hoshi_json_put_truth(w, "more_buyers", p->more_buyers);
    hoshi_json_line(w, 4);
    hoshi_json_object(w, "this_buyer");
    hoshi_json_put_whole(w, "by_name", p->matched[HOSHI_BUYER_BY_NAME]);
    hoshi_json_put_whole(w, "by_id", p->matched[HOSHI_BUYER_BY_ID]);
    hoshi_json_put_whole(w, "alone", p->matched[HOSHI_BUYER_ALONE]);
    hoshi_json_put_truth(w, "names_differ", hoshi_portfolio_buyers_differ(p));
    hoshi_json_array(w, "names");
    for (size_t i = 0; i < p->our_names; i++) {
        json_buyer(w, &p->ours[i]);
        hoshi_json_put_whole(w, "files", p->ours[i].files);
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
    hoshi_json_put_whole(w, "other_files", p->our_other_files);
    hoshi_json_end(w);
}

static void json_rows(struct hoshi_json_writer *w, const struct hoshi_portfolio *p)
{
    char code[24];
    hoshi_json_line(w, 2);
    hoshi_json_object(w, "rows");
    hoshi_json_put_whole(w, "items", p->items);
    hoshi_json_put_whole(w, "suppliers", p->suppliers);
    hoshi_json_put_whole(w, "left_out", p->left_out);
    hoshi_json_array(w, "reasons");
    for (size_t i = 0; i < p->reasons; i++) {
        snprintf(code, sizeof code, "HW-%" PRId64, p->reason[i].status);
        hoshi_json_object(w, NULL);
        hoshi_json_put(w, "code", code);
        hoshi_json_put_whole(w, "suppliers", p->reason[i].suppliers);
        json_sentence(w, (enum hoshi_status)p->reason[i].status);
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
    json_columns(w, &p->reading);
    json_buyers(w, p);
    json_left_out(w, p);
    hoshi_json_end(w);
}

/* ---- amounts ---- */

/* A row of a record: its key, and the amount. */
struct json_yen {
    const char *key;
    int64_t yen;
};

static void json_amounts_of(struct hoshi_json_writer *w, const struct json_yen *row, size_t n)
{
    for (size_t i = 0; i < n; i++)
        hoshi_json_put_whole(w, row[i].key, row[i].yen);
}

static void json_parties(struct hoshi_json_writer *w,
                         const struct hoshi_supplier_part part[HOSHI_SUPPLIER_PARTIES], int years)
{
    static const char *const id[HOSHI_SUPPLIER_PARTIES] = {"buyer", "others", "supplier"};
    hoshi_json_list(w, "parties");
    for (int i = 0; i < HOSHI_SUPPLIER_PARTIES; i++) {
        hoshi_json_object(w, NULL);
        hoshi_json_put(w, "id", id[i]);
        hoshi_json_put_whole(w, "horizon_yen", part[i].horizon_yen);
        hoshi_json_put_whole(w, "annual_yen", part[i].annual_yen);
        hoshi_json_put_whole(w, "direct_yen", part[i].direct_yen);
        hoshi_json_put_whole(w, "indirect_yen", part[i].indirect_yen);
        hoshi_json_put_wholes(w, "by_year_yen", part[i].by_year_yen, years);
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
}

static void json_categories(struct hoshi_json_writer *w, const int64_t yen[HOSHI_CATEGORIES + 1])
{
    hoshi_json_line(w, 6);
    hoshi_json_object(w, "by_category_yen");
    hoshi_json_put_whole(w, "star", yen[0]);
    for (int k = 1; k <= HOSHI_CATEGORIES; k++) {
        char key[12];
        snprintf(key, sizeof key, "%d", k);
        hoshi_json_put_whole(w, key, yen[k]);
    }
    hoshi_json_end(w);
}

static void json_expected(struct hoshi_json_writer *w, const int64_t yen[HOSHI_VIEWS][HOSHI_YEARS_MAX],
                          int years)
{
    hoshi_json_object(w, "expected");
    hoshi_json_put_wholes(w, "whole_by_year_yen", yen[HOSHI_VIEW_WHOLE], years);
    hoshi_json_put_wholes(w, "buyer_by_year_yen", yen[HOSHI_VIEW_BUYER], years);
}

static void json_amounts(struct hoshi_json_writer *w, const char *key, const struct hoshi_portfolio_view *run,
                         int level, int years)
{
    const struct hoshi_portfolio_amounts *a = &run->amounts[level];
    const struct json_yen row[] = {{"horizon_yen", a->horizon_yen},
                                   {"annual_yen", a->annual_yen},
                                   {"direct_yen", a->direct_yen},
                                   {"indirect_yen", a->indirect_yen},
                                   {"upgrade_yen", a->upgrade_yen},
                                   {"once_yen", a->once_yen},
                                   {"recurring_yen", a->recurring_yen},
                                   {"funding_yen", a->funding_yen},
                                   {"level3_yen", a->by_cause_yen[HOSHI_CAUSE_LEVEL3]},
                                   {"level4_yen", a->by_cause_yen[HOSHI_CAUSE_LEVEL4]},
                                   {"buyer_yen", a->by_cause_yen[HOSHI_CAUSE_BUYER]},
                                   {"own_yen", a->by_cause_yen[HOSHI_CAUSE_OWN]},
                                   {"mean_horizon_yen", a->mean_horizon_yen},
                                   {"mean_annual_yen", a->mean_annual_yen},
                                   {"all_unanswered_unmet_yen", a->all_unanswered_unmet_yen},
                                   {"annual_purchases_yen", a->annual_purchases_yen}};
    hoshi_json_object(w, key);
    hoshi_json_put_whole(w, "suppliers", a->suppliers);
    hoshi_json_put_wholes(w, "by_year_yen", a->by_year_yen, years);
    json_amounts_of(w, row, sizeof row / sizeof *row);
    json_categories(w, a->by_category_yen);
    hoshi_json_line(w, 6);
    json_parties(w, a->part, years);
    hoshi_json_line(w, 6);
    json_expected(w, a->expected_by_year_yen, years);
    hoshi_json_put_whole(w, "whole_yen", run->expected_yen[level][HOSHI_VIEW_WHOLE][0]);
    hoshi_json_put_whole(w, "buyer_yen", run->expected_yen[level][HOSHI_VIEW_BUYER][0]);
    hoshi_json_end(w);
    hoshi_json_end(w);
}

static void json_learnt_rate(struct hoshi_json_writer *w, const struct hoshi_portfolio_taught *x)
{
    hoshi_json_put_whole(w, "suppliers", x->suppliers);
    hoshi_json_put_real(w, "open_rate", x->open_rate);
    hoshi_json_put_real(w, "open_rate_sd", x->open_rate_sd);
}

/* What is thought of the silent, and how many taught it: of the whole list, and of each group that taught something. */
static void json_learnt(struct hoshi_json_writer *w, const struct hoshi_portfolio_view *run)
{
    static const char *const size[HOSHI_GROUP_SIZES] = {NULL, "1-20", "21-100", "101-"};
    hoshi_json_line(w, 2);
    hoshi_json_array(w, "learnt");
    for (int k = 1; k <= HOSHI_CATEGORIES; k++) {
        hoshi_json_object(w, NULL);
        hoshi_json_put_whole(w, "category", k);
        json_learnt_rate(w, &run->taught[HOSHI_GROUPS][k]);
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
    hoshi_json_line(w, 2);
    hoshi_json_array(w, "learnt_by_group");
    for (size_t i = 0; i < HOSHI_GROUPS * HOSHI_CATEGORIES; i++) {
        size_t g = i / HOSHI_CATEGORIES, k = i % HOSHI_CATEGORIES + 1;
        if (!run->taught[g][k].suppliers)
            continue;
        hoshi_json_object(w, NULL);
        hoshi_json_put_whole(w, "level", g < HOSHI_GROUP_SIZES ? 3 : 4);
        hoshi_json_put(w, "employees", size[g % HOSHI_GROUP_SIZES]);
        hoshi_json_put_whole(w, "category", (int64_t)k);
        json_learnt_rate(w, &run->taught[g][k]);
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
}

static void json_growth(struct hoshi_json_writer *w, const struct hoshi_portfolio_growth *g, int years)
{
    hoshi_json_line(w, 2);
    hoshi_json_object(w, "growth");
    hoshi_json_put_decimal(w, "wages", g->wages_ppm, 0);
    hoshi_json_put_decimal(w, "prices", g->prices_ppm, 0);
    hoshi_json_put_wholes(w, "whole_by_year_yen", g[HOSHI_VIEW_WHOLE].by_year_yen, years);
    hoshi_json_put_wholes(w, "buyer_by_year_yen", g[HOSHI_VIEW_BUYER].by_year_yen, years);
    hoshi_json_put_whole(w, "whole_yen", g[HOSHI_VIEW_WHOLE].horizon_yen);
    hoshi_json_put_whole(w, "buyer_yen", g[HOSHI_VIEW_BUYER].horizon_yen);
    hoshi_json_end(w);
}

static void json_range(struct hoshi_json_writer *w, const char *key, const struct hoshi_portfolio_range *g)
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
    hoshi_json_object(w, key);
    for (size_t i = 0; i < sizeof yen / sizeof *yen; i++)
        hoshi_json_put_rounded(w, yen[i].key, yen[i].yen);
    hoshi_json_put_real(w, "market_share_of_common", g->market_share);
    hoshi_json_put_real(w, "labour_share_of_common", g->labour_share);
    hoshi_json_put_real(w, "fees_share_of_common", g->fees_share);
    hoshi_json_put_real(w, "rates_share_of_common", g->rates_share);
    hoshi_json_put_rounded(w, "nodes_error_yen", g->nodes_error_yen);
    hoshi_json_end(w);
}

static void json_ranges(struct hoshi_json_writer *w, const struct hoshi_portfolio_report *r, int years)
{
    static const char *const view[HOSHI_VIEWS] = {"whole", "buyer"}, *const level[] = {"level3", "level4"};
    hoshi_json_line(w, 2);
    hoshi_json_object(w, "range");
    for (int v = 0; v < HOSHI_VIEWS; v++) {
        hoshi_json_line(w, 4);
        hoshi_json_object(w, view[v]);
        json_range(w, "horizon", &r->run->range[v][0]);
        for (int i = 0; i < 2; i++) {
            hoshi_json_line(w, 6);
            json_range(w, level[i], &r->run->level_range[i][v]);
        }
        hoshi_json_line(w, 6);
        hoshi_json_list(w, "by_year");
        for (int y = 1; y <= years; y++)
            json_range(w, NULL, &r->run->range[v][y]);
        hoshi_json_end(w);
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
}

static void json_totals(struct hoshi_json_writer *w, const struct hoshi_portfolio_report *r, int years)
{
    hoshi_json_line(w, 2);
    json_amounts(w, "totals", r->run, 0, years);
    hoshi_json_line(w, 2);
    hoshi_json_object(w, "by_level");
    json_amounts(w, "3", r->run, 1, years);
    hoshi_json_line(w, 4);
    json_amounts(w, "4", r->run, 2, years);
    hoshi_json_end(w);
    json_learnt(w, r->run);
    json_growth(w, r->run->growth, years);
    if (r->run->ranged)
        json_ranges(w, r, years);
}

static void json_known(struct hoshi_json_writer *w, const struct hoshi_portfolio_total *t)
{
    static const char *const flag[] = {"counts_used",
                                       "gap_unknown",
                                       "level_derived",
                                       "share_assumed",
                                       "unanswered",
                                       "unstated_share",
                                       "over_capacity",
                                       "fees_unpublished",
                                       "period_replaced",
                                       "range_replaced",
                                       "level_unlike_questions",
                                       "sizes_unlike",
                                       "star_taken",
                                       "star_expired",
                                       "returned"};
    hoshi_json_line(w, 2);
    hoshi_json_object(w, "suppliers_with");
    for (size_t i = 0; i < sizeof flag / sizeof *flag; i++)
        hoshi_json_put_whole(w, flag[i], t->flagged[i]);
    hoshi_json_end(w);
    hoshi_json_line(w, 2);
    hoshi_json_object(w, "criteria");
    for (int a = 0; a < HOSHI_ANSWERS; a++)
        hoshi_json_put_whole(w, hoshi_answer_key((enum hoshi_answer_status)a), t->criteria[a]);
    hoshi_json_end(w);
}

static void json_bought(struct hoshi_json_writer *w, const struct hoshi_tables *tables,
                        const struct hoshi_portfolio_total *t)
{
    hoshi_json_line(w, 2);
    hoshi_json_list(w, "bought");
    for (size_t i = 0; i < tables->prices; i++) {
        const struct hoshi_portfolio_bought *b = &t->price[i];
        if (!b->suppliers)
            continue;
        hoshi_json_line(w, 4);
        hoshi_json_object(w, NULL);
        hoshi_json_put(w, "price", tables->price[i].id);
        hoshi_json_put(w, "unit", tables->price[i].unit);
        hoshi_json_put_whole(w, "suppliers", b->suppliers);
        hoshi_json_put_decimal(w, "quantity", b->quantity_micro, 0);
        hoshi_json_put_whole(w, "horizon_yen", b->horizon_yen);
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
}

/* ---- choice ---- */

static void json_curve(struct hoshi_json_writer *w, const struct hoshi_budget_choice *c, int years)
{
    hoshi_json_line(w, 4);
    hoshi_json_list(w, "curve");
    for (int i = 0; i < HOSHI_BUDGET_POINTS; i++) {
        const struct hoshi_budget_point *p = &c->curve[i];
        if (p->musts_over) /* what is removed there takes money beyond the budget: no point of the curve */
            continue;
        hoshi_json_object(w, NULL);
        hoshi_json_put_whole(w, "budget_yen", p->budget_yen);
        hoshi_json_put_whole(w, "spent_yen", p->spent_yen);
        hoshi_json_put_whole(w, "removed_micro", p->value_micro);
        hoshi_json_put_whole(w, "bound_micro", p->bound_micro);
        hoshi_json_put_whole(w, "funded", (int64_t)p->funded);
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
    hoshi_json_line(w, 4);
    hoshi_json_list(w, "million_more");
    for (int y = 0; y <= years; y++) {
        hoshi_json_object(w, NULL);
        hoshi_json_put_whole(w, "year", y < years ? y + 1 : 0);
        hoshi_json_put_whole(w, "gain_micro", c->step[y].gain_micro);
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
}

static void json_limits(struct hoshi_json_writer *w, const struct hoshi_budget_view *v)
{
    const struct hoshi_budget_choice *c = v->choice;
    int years = v->years;
    hoshi_json_line(w, 4);
    hoshi_json_object(w, "limits");
    if (c->rules.talks_limited)
        hoshi_json_put_wholes(w, "talks_most", c->rules.talks, years);
    hoshi_json_put_wholes(w, "talks", c->talks, years);
    hoshi_json_put_wholes(w, "talks_yen", c->talks_yen, years);
    hoshi_json_put_whole(w, "talks_over", (int64_t)c->talks_over);
    hoshi_json_put_whole(w, "minimum_yen", v->options.minimum_yen);
    hoshi_json_put_whole(w, "below_minimum", (int64_t)v->below_minimum);
    hoshi_json_array(w, "quotas");
    for (size_t q = 0; q < c->rules.quotas; q++) {
        hoshi_json_object(w, NULL);
        if (v->options.group[q].level)
            hoshi_json_put_whole(w, "level", v->options.group[q].level);
        else
            hoshi_json_put(w, "category", v->options.group[q].category);
        hoshi_json_put(w, "unit", c->rules.quota[q].money ? "yen" : "suppliers");
        hoshi_json_put_whole(w, "most", c->rules.quota[q].most);
        hoshi_json_put_whole(w, "used", c->quota_used[q]);
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
    hoshi_json_end(w);
}

static void json_choice(struct hoshi_json_writer *w, const struct hoshi_budget_view *v, int years)
{
    const struct hoshi_budget_choice *c = v->choice;
    const struct json_yen row[] = {{"funded", (int64_t)c->funded},
                                   {"musts", (int64_t)c->musts},
                                   {"must_nots", (int64_t)c->must_nots},
                                   {"removed_micro", c->value_micro},
                                   {"bound_micro", c->bound_micro},
                                   {"all_micro", c->all_micro},
                                   {"gap_ppm", c->gap_ppm},
                                   {"weight_unknown", (int64_t)v->weight_unknown},
                                   {"late", (int64_t)v->late},
                                   {"without_cost", (int64_t)v->sums[HOSHI_BUDGET_ALL].without_cost}};
    hoshi_json_object(w, "budget");
    hoshi_json_put_truth(w, "stated", v->options.budget_stated);
    hoshi_json_put(w, "state", c->state == HOSHI_BUDGET_WITHIN ? "within" : "musts_over");
    hoshi_json_put_truth(w, "optimal", c->optimal);
    hoshi_json_put_wholes(w, "budget_yen", c->rules.budget_yen, years);
    hoshi_json_put_wholes(w, "spent_yen", c->spent_yen, years);
    hoshi_json_put_wholes(w, "open_yen", v->sums[HOSHI_BUDGET_FUNDED].open_by_year_yen, years);
    hoshi_json_put_wholes(w, "left_yen", c->left_yen, years);
    hoshi_json_put_wholes(w, "short_yen", c->short_yen, years);
    json_amounts_of(w, row, sizeof row / sizeof *row);
    if (c->rules.talks_limited || c->rules.talk_yen || c->rules.quotas || v->options.minimum_yen)
        json_limits(w, v);
    if (c->has_extras)
        json_curve(w, c, years);
    hoshi_json_end(w);
}

/* Lines "name=value" as an object of texts. */
static void portfolio_json_settings(struct hoshi_json_writer *w, const char *lines)
{
    char key[64], value[HOSHI_SUPPLIER_STORE_SETTINGS];
    hoshi_json_line(w, 2);
    hoshi_json_object(w, "settings");
    for (const char *p = lines; *p;) {
        size_t n = strcspn(p, "\n"), name = strcspn(p, "=");
        if (name >= n || n - name > sizeof value || name >= sizeof key)
            break;
        hoshi_text_copy(key, name + 1, p);
        memcpy(value, p + name + 1, n - name - 1);
        value[n - name - 1] = 0;
        hoshi_json_put(w, key, value);
        p += n + (p[n] != 0);
    }
    hoshi_json_end(w);
}

static void json_run(struct hoshi_json_writer *w, const struct hoshi_portfolio_report *r)
{
    char date[HOSHI_DATE_TEXT], shard[64];
    hoshi_json_put_whole(w, "hoshiwari_portfolio", 1);
    hoshi_json_line(w, 2);
    hoshi_json_put(w, "list", r->run->list);
    hoshi_json_put(w, "buyer", r->run->buyer);
    hoshi_json_line(w, 2);
    hoshi_json_put(w, "as_of", hoshi_date_print(r->run->assumptions->as_of, date));
    hoshi_json_put(w, "start", hoshi_date_print(r->run->assumptions->start, date));
    hoshi_json_put_whole(w, "horizon_years", r->run->assumptions->horizon);
    hoshi_json_put(w, "tables", r->run->label->tables);
    if (r->run->label->shards > 1) {
        snprintf(shard, sizeof shard, "%" PRId64 "/%" PRId64, r->run->label->shard, r->run->label->shards);
        hoshi_json_put(w, "shard", shard);
    }
    portfolio_json_settings(w, r->run->label->settings);
}

void hoshi_portfolio_put_json(struct hoshi_json_writer *w, const struct hoshi_portfolio_report *r)
{
    int years = r->run->assumptions->horizon;
    hoshi_json_object(w, NULL);
    json_run(w, r);
    json_rows(w, r->run->portfolio);
    json_totals(w, r, years);
    json_known(w, r->run->portfolio->total);
    json_bought(w, r->run->tables, r->run->portfolio->total);
    hoshi_json_line(w, 2);
    if (r->view)
        json_choice(w, r->view, years);
    else
        hoshi_json_put_null(w, "budget");
    if (r->run->returned || (r->view && hoshi_replies_known(r->view, NULL)))
        hoshi_replies_put_json(w, r->view, r->run->returned);
    if (r->view && r->run->against)
        hoshi_against_put_json(w, r->run->against);
}

static void json_spread(struct hoshi_json_writer *w, const char *key, const struct hoshi_supplier_spread *s)
{
    hoshi_json_object(w, key);
    hoshi_json_put_rounded(w, "mean_yen", s->mean_yen);
    hoshi_json_put_rounded(w, "p50_yen", s->p50_yen);
    hoshi_json_put_rounded(w, "p80_yen", s->p80_yen);
    hoshi_json_put_rounded(w, "own_sd_yen", sqrt(s->own_variance > 0 ? s->own_variance : 0));
    hoshi_json_put_rounded(w, "common_sd_yen", sqrt(s->common_variance > 0 ? s->common_variance : 0));
    hoshi_json_end(w);
}

static void json_known_yen(struct hoshi_json_writer *w, const char *key, int64_t value)
{
    if (value == HOSHI_NONE)
        hoshi_json_put_null(w, key);
    else
        hoshi_json_put_whole(w, key, value);
}

void hoshi_portfolio_put_json_supplier(struct hoshi_json_writer *w, const struct hoshi_supplier_result *s,
                                       int start, int64_t rank)
{
    const struct json_yen row[] = {{"horizon_yen", s->horizon_yen},
                                   {"annual_yen", s->annual_yen},
                                   {"direct_yen", s->direct_yen},
                                   {"indirect_yen", s->indirect_yen},
                                   {"level3_yen", s->by_cause_yen[HOSHI_CAUSE_LEVEL3]},
                                   {"level4_yen", s->by_cause_yen[HOSHI_CAUSE_LEVEL4]},
                                   {"all_unanswered_unmet_yen", s->all_unanswered_unmet_yen},
                                   {"funding_yen", s->funding_yen}};
    hoshi_json_object(w, NULL);
    hoshi_json_put_whole(w, "row", s->head.row);
    hoshi_json_put(w, "id", s->head.id);
    hoshi_json_put(w, "name", s->head.name);
    hoshi_json_put_whole(w, "level", s->head.level);
    hoshi_json_put_whole(w, "flags", s->flags);
    hoshi_json_put_whole(w, "share_ppm", s->share_ppm);
    json_known_yen(w, "annual_purchases_yen", s->head.annual_purchases_yen);
    json_known_yen(w, "part_of_purchases_ppm", hoshi_budget_share(s, s->horizon));
    hoshi_json_put_whole(w, "measures", s->measures);
    hoshi_json_put_wholes(w, "by_year_yen", s->by_year_yen, s->horizon);
    json_amounts_of(w, row, sizeof row / sizeof *row);
    json_parties(w, s->part, s->horizon);
    json_expected(w, s->expected_by_year_yen, s->horizon);
    hoshi_json_end(w);
    json_spread(w, "whole", &s->spread[HOSHI_VIEW_WHOLE]);
    json_spread(w, "buyer", &s->spread[HOSHI_VIEW_BUYER]);
    hoshi_json_put_decimal(w, "weight", hoshi_budget_weight_of(s), 0);
    if (start >= 0) {
        hoshi_json_put_whole(w, "start_year", start);
        hoshi_json_put_whole(w, "rank", rank);
    }
    hoshi_json_end(w);
}
