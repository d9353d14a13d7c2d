/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file's checksum tells damage, not malice: anybody can write a sound checksum under any bytes. So what a
 * result file says is checked as a row of a list is, before anything is computed or shown with it. */
#include "portfolio_sound.h"
#include "text_plain.h"

#include <math.h>
#include <string.h>

/* Larger than any amount in yen, its square and its fourth power. */
static const double sound_real = 1e80;

static bool sound_text(const char *text, size_t size)
{
    const char *end = memchr(text, 0, size);
    return end && hoshi_text_is_plain(text, (size_t)(end - text)) && !strpbrk(text, "\t\n\r");
}

static bool sound_date(struct hoshi_date d)
{
    char text[HOSHI_DATE_TEXT];
    struct hoshi_date same;
    if (!d.year)
        return !d.month && !d.day;
    if (d.year < HOSHI_YEAR_MIN || d.year > HOSHI_YEAR_MAX || d.month < 1 || d.month > 12 || d.day < 0 ||
        d.day > 31)
        return false;
    hoshi_date_print(d, text);
    return d.day ? hoshi_date_parse(text, &same) : hoshi_month_parse(text, &same);
}

/* Amounts within ±HOSHI_YEN_MAX; HOSHI_NONE only where it may be. */
static bool sound_amounts(const int64_t *yen, size_t n, bool none)
{
    for (size_t i = 0; i < n; i++)
        if (!(none && yen[i] == HOSHI_NONE) && (yen[i] < -HOSHI_YEN_MAX || yen[i] > HOSHI_YEN_MAX))
            return false;
    return true;
}

/* Counts, quantities: 0 or more. */
static bool sound_counts(const int64_t *count, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (count[i] < 0 || count[i] > INT64_MAX / 4)
            return false;
    return true;
}

/* Finite numbers of a size that money has; signs where `least` is 0 only upwards. */
static bool sound_reals(const double *x, size_t n, double least)
{
    for (size_t i = 0; i < n; i++)
        if (!(isfinite(x[i]) && x[i] >= least && x[i] <= sound_real))
            return false;
    return true;
}

static bool sound_truth(enum hoshi_truth t)
{
    return (unsigned)t <= HOSHI_YES;
}

/* Read as a byte: a bool that holds anything else must not be read as one. */
static bool sound_bool(const bool *b)
{
    unsigned char byte;
    memcpy(&byte, b, 1);
    return byte <= 1;
}

static bool sound_conduct(const struct hoshi_supplier_conduct *c)
{
    return sound_date(c->requested_on) && sound_date(c->price_requested_on) &&
           sound_truth(c->necessity_explained) && sound_truth(c->method_explained) &&
           sound_truth(c->talks_held) && sound_truth(c->refusal_reason_written);
}

static bool sound_star(const struct hoshi_supplier_star *s)
{
    return (s->held == 0 || s->held == 3 || s->held == 4) && sound_date(s->applied_on) &&
           sound_date(s->obtained_on) && sound_date(s->valid_until) &&
           sound_text(s->number, sizeof s->number) && sound_amounts(&s->paid_yen, 1, true);
}

static bool sound_head(const struct hoshi_supplier_head *h)
{
    const struct hoshi_case_questions *q = &h->questions;
    return h->row >= 0 && sound_text(h->id, sizeof h->id) && sound_text(h->name, sizeof h->name) &&
           sound_text(h->transaction, sizeof h->transaction) && (h->level == 3 || h->level == 4) &&
           sound_truth(q->important_data) && sound_truth(q->outage) && sound_truth(q->access) &&
           sound_amounts(&h->annual_purchases_yen, 1, true) && sound_amounts(&h->annual_sales_yen, 1, true) &&
           sound_amounts(&h->capital_yen, 1, true) && sound_amounts(&h->employees_regular, 1, true) &&
           sound_date(h->deadline) && sound_bool(&h->must) && sound_bool(&h->must_not) &&
           sound_bool(&h->sole_source) &&
           (h->weight_micro == HOSHI_NONE ||
            (h->weight_micro >= 0 && h->weight_micro <= HOSHI_SUPPLIER_WEIGHT_MAX)) &&
           sound_conduct(&h->conduct) && h->start_fixed >= 0 && h->start_fixed <= HOSHI_YEARS_MAX &&
           sound_text(h->category, sizeof h->category) &&
           sound_text(h->corporate_number, sizeof h->corporate_number) && sound_star(&h->star) &&
           sound_date(h->last_asked_on) && sound_date(h->answered_on) &&
           sound_amounts(&h->asked_annual_yen, 1, true);
}

static bool sound_part(const struct hoshi_supplier_part *p)
{
    return sound_amounts(p->by_year_yen, HOSHI_YEARS_MAX, false) &&
           sound_amounts(&p->horizon_yen, 1, false) && sound_amounts(&p->annual_yen, 1, false) &&
           sound_amounts(&p->direct_yen, 1, false) && sound_amounts(&p->indirect_yen, 1, false);
}

static bool sound_spread(const struct hoshi_supplier_spread *s)
{
    return sound_reals(&s->mean_yen, 1, -sound_real) && sound_reals(&s->own_variance, 1, 0) &&
           sound_reals(&s->common_variance, 1, 0) && sound_reals(&s->p50_yen, 1, -(double)HOSHI_YEN_MAX) &&
           s->p50_yen <= (double)HOSHI_YEN_MAX && sound_reals(&s->p80_yen, 1, -(double)HOSHI_YEN_MAX) &&
           s->p80_yen <= (double)HOSHI_YEN_MAX && sound_reals(&s->market_yen, 1, -sound_real) &&
           sound_reals(&s->labour_yen, 1, -sound_real) &&
           sound_reals(s->common_units, HOSHI_COMMONS_MAX, -sound_real);
}

static bool sound_yen(const struct hoshi_supplier_result *r)
{
    const int64_t single[] = {r->horizon_yen,
                              r->annual_yen,
                              r->direct_yen,
                              r->indirect_yen,
                              r->once_yen,
                              r->recurring_yen,
                              r->upgrade_yen,
                              r->mean_horizon_yen,
                              r->mean_annual_yen,
                              r->funding_yen,
                              r->all_unanswered_unmet_yen};
    return sound_amounts(single, sizeof single / sizeof *single, false) &&
           sound_amounts(r->by_year_yen, HOSHI_YEARS_MAX, false) &&
           sound_amounts(r->by_cause_yen, HOSHI_CAUSES, false) &&
           sound_amounts(r->by_category_yen, HOSHI_CATEGORIES + 1, false) &&
           sound_amounts(&r->expected_by_year_yen[0][0], (size_t)HOSHI_VIEWS * HOSHI_YEARS_MAX, false);
}

bool hoshi_sound_result(const struct hoshi_supplier_result *r)
{
    bool sound = r->status == HOSHI_OK && r->horizon >= 1 && r->horizon <= HOSHI_YEARS_MAX &&
                 r->completions >= 1 && r->completions <= HOSHI_COMPLETIONS_MAX && r->share_ppm >= 0 &&
                 r->share_ppm <= HOSHI_MICRO && r->measures >= 0 && r->measures <= HOSHI_MEASURES_MAX &&
                 (r->weight_micro == HOSHI_NONE ||
                  (r->weight_micro >= 0 && r->weight_micro <= HOSHI_SUPPLIER_WEIGHT_MAX)) &&
                 sound_head(&r->head) && sound_yen(r) &&
                 sound_reals(r->own_sd_by_year_yen, HOSHI_YEARS_MAX, 0) &&
                 sound_reals(r->common_sd_by_year_yen, HOSHI_YEARS_MAX, 0) &&
                 sound_reals(&r->completion_error_yen, 1, 0);
    for (size_t i = 0; i < HOSHI_ANSWERS; i++)
        sound = sound && r->criteria[i] >= 0 && r->criteria[i] <= HOSHI_CRITERIA_MAX;
    for (size_t i = 0; i < HOSHI_SUPPLIER_PARTIES; i++)
        sound = sound && sound_part(&r->part[i]);
    for (size_t i = 0; i < HOSHI_VIEWS; i++)
        sound = sound && sound_spread(&r->spread[i]);
    return sound;
}

bool hoshi_sound_detail(const struct hoshi_supplier_detail *d, const struct hoshi_tables *tables)
{
    if (d->purchases > HOSHI_SUPPLIER_PURCHASES_MAX)
        return false;
    for (size_t i = 0; i < d->purchases; i++) {
        const struct hoshi_supplier_purchase *p = &d->purchase[i];
        if (p->price >= tables->prices || p->measure >= tables->measures || p->times < 0 ||
            p->times > 12 * HOSHI_YEARS_MAX || p->first_year < 0 || p->first_year > HOSHI_YEARS_MAX ||
            !sound_counts(&p->quantity_micro, 1) || !sound_amounts(&p->horizon_yen, 1, false))
            return false;
    }
    const size_t periods = (size_t)HOSHI_VIEWS * (HOSHI_YEARS_MAX + 1);
    return sound_reals(&d->own[0][0][0], periods * HOSHI_OWN_MOMENTS, -sound_real) &&
           sound_reals(&d->common_units[0][0][0], periods * HOSHI_COMMONS_MAX, -sound_real) &&
           sound_reals(&d->market_yen[0][0], periods, -sound_real);
}

bool hoshi_sound_tally(const struct hoshi_joint_tally *t, const struct hoshi_tables *tables)
{
    bool sound = t->rows <= HOSHI_JOINT_ROWS_MAX && sound_counts(t->suppliers, HOSHI_JOINT_GROUPS_MAX) &&
                 sound_counts(t->measure_suppliers, HOSHI_MEASURES_MAX) &&
                 sound_amounts(t->measure_yen, HOSHI_MEASURES_MAX, false);
    for (uint32_t i = 0; sound && i < t->rows; i++) {
        const struct hoshi_joint_row *r = &t->row[i];
        sound = r->price < tables->prices && r->times <= 12 * HOSHI_YEARS_MAX &&
                sound_counts(r->suppliers, HOSHI_JOINT_GROUPS_MAX) &&
                sound_counts(r->quantity_micro, HOSHI_JOINT_GROUPS_MAX) &&
                sound_amounts(r->alone_yen, HOSHI_JOINT_GROUPS_MAX, false);
    }
    return sound;
}

static bool sound_level(const struct hoshi_portfolio_amounts *a)
{
    const int64_t single[] = {a->horizon_yen,
                              a->annual_yen,
                              a->direct_yen,
                              a->indirect_yen,
                              a->once_yen,
                              a->recurring_yen,
                              a->upgrade_yen,
                              a->mean_horizon_yen,
                              a->mean_annual_yen,
                              a->funding_yen,
                              a->all_unanswered_unmet_yen,
                              a->annual_purchases_yen};
    bool sound =
        sound_counts(&a->suppliers, 1) && sound_amounts(single, sizeof single / sizeof *single, false) &&
        sound_amounts(a->by_year_yen, HOSHI_YEARS_MAX, false) &&
        sound_amounts(a->by_cause_yen, HOSHI_CAUSES, false) &&
        sound_amounts(a->by_category_yen, HOSHI_CATEGORIES + 1, false) &&
        sound_amounts(&a->expected_by_year_yen[0][0], (size_t)HOSHI_VIEWS * HOSHI_YEARS_MAX, false) &&
        sound_amounts(a->p50_yen, HOSHI_VIEWS, false) && sound_amounts(a->p80_yen, HOSHI_VIEWS, false);
    for (size_t i = 0; i < HOSHI_SUPPLIER_PARTIES; i++)
        sound = sound && sound_part(&a->part[i]);
    return sound;
}

/* Settled sums have words of 32 bits; the last carries the sign. */
static bool sound_moments(const struct hoshi_portfolio_moments *m)
{
    const struct hoshi_exact_sum *sum = (const struct hoshi_exact_sum *)(const void *)m;
    for (size_t i = 0; i < sizeof *m / sizeof *sum; i++)
        for (size_t k = 0; k < HOSHI_SUM_WORDS; k++) {
            int64_t word = sum[i].word[k];
            if (k + 1 < HOSHI_SUM_WORDS ? word < 0 || word > UINT32_MAX
                                        : word < -(INT64_C(1) << 40) || word > INT64_C(1) << 40)
                return false;
        }
    return true;
}

bool hoshi_sound_total(const struct hoshi_portfolio_total *t)
{
    if (t->version != HOSHI_PORTFOLIO_TOTAL_VERSION)
        return true; /* told by hoshi_portfolio_total_merge */
    bool sound = t->horizon >= 0 && t->horizon <= HOSHI_YEARS_MAX && sound_counts(&t->left_out, 1) &&
                 sound_counts(t->flagged, 32) &&
                 (t->learnt.own_answers_only == 0 || t->learnt.own_answers_only == 1) &&
                 sound_counts(t->learnt.suppliers[0], HOSHI_GROUPS * (HOSHI_CATEGORIES + 1)) &&
                 sound_counts(t->learnt.open_ppm[0], HOSHI_GROUPS * (HOSHI_CATEGORIES + 1)) &&
                 sound_counts(t->criteria, HOSHI_ANSWERS);
    for (int l = 0; l < HOSHI_PORTFOLIO_LEVELS; l++) {
        sound = sound && sound_level(&t->level[l]);
        for (int v = 0; v < HOSHI_VIEWS; v++)
            for (int p = 0; p < HOSHI_PERIODS; p++)
                sound = sound && sound_moments(&t->moments[l][v][p]);
    }
    for (size_t i = 0; i < HOSHI_ROWS_MAX; i++) {
        const struct hoshi_portfolio_bought *b = &t->price[i];
        sound = sound && sound_counts(&b->suppliers, 1) && sound_counts(&b->quantity_micro, 1) &&
                sound_counts(&b->units_micro, 1) && sound_counts(&b->first_year_micro, 1) &&
                sound_amounts(&b->horizon_yen, 1, false);
    }
    for (size_t i = 0; i < HOSHI_MEASURES_MAX; i++)
        sound = sound && sound_counts(&t->measure[i].suppliers, 1) &&
                sound_amounts(&t->measure[i].horizon_yen, 1, false);
    return sound;
}

bool hoshi_sound_buyer(const struct hoshi_buyer_named *b)
{
    return b->place >= 0 && b->files >= 0 && sound_text(b->id, sizeof b->id) &&
           sound_text(b->name, sizeof b->name);
}

bool hoshi_sound_text(const char *text, size_t size)
{
    return sound_text(text, size);
}

bool hoshi_sound_status(int64_t status)
{
    return status > 0 && status <= INT32_MAX &&
           strcmp(hoshi_status_name((enum hoshi_status)status), "?") != 0;
}

bool hoshi_sound_left(const struct hoshi_portfolio_left_out *left)
{
    bool sound = left->row >= 0 && left->place >= 1 && sound_text(left->id, sizeof left->id) &&
                 sound_text(left->name, sizeof left->name);
    for (int64_t i = 0; sound && i < left->kept; i++) {
        const struct hoshi_fault *f = &left->fault[i];
        sound = hoshi_sound_status(f->status) && f->row >= 0 && sound_text(f->file, sizeof f->file) &&
                sound_text(f->path, sizeof f->path) && sound_text(f->got, sizeof f->got) &&
                sound_text(f->allowed, sizeof f->allowed);
    }
    return sound;
}
