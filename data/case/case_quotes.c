/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A quotation for a measure as a whole (a managed service by the month, a lease, a package of several measures)
 * becomes what everything behind the case knows how to treat: price rows of the case's own with a quotation each,
 * and the measure with lines of those rows in place of the table's. The first measure of a package carries its
 * fees and closes what all of them close; the others cost nothing and bring it along.
 * A price that names nobody who quoted it is the firm's own assumption: it changes the price row of the case's own
 * tables and is no quotation. */
#include "case_quotes.h"
#include "sort.h"

#include <stdio.h>
#include <string.h>

enum fee { FEE_INITIAL, FEE_MONTHLY, FEE_YEARLY, FEES };

static const struct {
    const char *key;
    struct hoshi_words name;
    enum hoshi_period period;
    int every;
    enum hoshi_nature nature;
} fees[FEES] = {
    [FEE_INITIAL] = {"initial", {"初期費用", "initial fee"}, HOSHI_ONCE, 0, HOSHI_NATURE_OUTSOURCING},
    [FEE_MONTHLY] = {"monthly", {"月額", "monthly fee"}, HOSHI_MONTH, 1, HOSHI_NATURE_USAGE},
    [FEE_YEARLY] = {"yearly", {"年額", "yearly fee"}, HOSHI_YEAR, 1, HOSHI_NATURE_USAGE},
};

struct quoting {
    struct hoshi_case *c;
    struct hoshi_tables *t; /* the case's own copy */
    struct hoshi_case_quote *quote;
    size_t quotes;
    bool failed;
};

static int64_t fee_yen(const struct hoshi_case_quote *q, enum fee fee)
{
    return fee == FEE_INITIAL ? q->initial_yen : fee == FEE_MONTHLY ? q->monthly_yen : q->yearly_yen;
}

static void *quoting_array(struct quoting *w, size_t n, size_t size)
{
    void *made = hoshi_arena_array(&w->c->arena, n ? n : 1, size);
    w->failed = w->failed || !made;
    return made;
}

static const char *quoting_text(struct quoting *w, const char *a, const char *between, const char *b)
{
    const char *made = hoshi_arena_printf(&w->c->arena, "%s%s%s", a, between, b);
    w->failed = w->failed || !made;
    return made ? made : "";
}

size_t hoshi_case_quote_measures(const struct hoshi_case_quote *q)
{
    return q->measure != SIZE_MAX ? 1 : q->measures_n;
}

size_t hoshi_case_quote_measure(const struct hoshi_case_quote *q, size_t i)
{
    return q->measure != SIZE_MAX ? q->measure : q->measures[i];
}

static const char *quoting_date(struct quoting *w, const struct hoshi_case_quote *q, const char *otherwise)
{
    char text[HOSHI_DATE_TEXT];
    if (!q->date.year)
        return otherwise ? otherwise : "";
    const char *date = hoshi_arena_text(&w->c->arena, hoshi_date_print(q->date, text));
    w->failed = w->failed || !date;
    return date ? date : "";
}

/* Where the price is from: who quoted it, or the firm itself. */
static struct hoshi_provenance quoting_from(struct quoting *w, const struct hoshi_case_quote *q,
                                            const char *otherwise)
{
    if (!q->from)
        return (struct hoshi_provenance){.source = "the firm's own assumption (no quotation)",
                                         .source_ja = "自社の想定（見積なし）",
                                         .date = quoting_date(w, q, ""),
                                         .url = "",
                                         .confidence = HOSHI_CONFIDENCE_LOW,
                                         .basis = HOSHI_BASIS_ESTIMATE};
    return (struct hoshi_provenance){.source = q->from,
                                     .source_ja = q->from,
                                     .date = quoting_date(w, q, otherwise),
                                     .url = "",
                                     .confidence = HOSHI_CONFIDENCE_HIGH,
                                     .basis = HOSHI_BASIS_SOURCED};
}

/* The firm's own figure in place of the table's: in yen without tax, for every quantity. */
static void quoting_assumed(struct quoting *w, const struct hoshi_case_quote *q)
{
    struct hoshi_price *p = &w->t->price[q->price];
    p->price = (struct hoshi_triple){q->low_micro, q->likely_micro, q->high_micro};
    p->currency = HOSHI_JPY;
    p->tax = HOSHI_TAX_EXCL;
    p->breaks = 0;
    p->common_unknown = false;
    p->from = quoting_from(w, q, "");
}

/* The price row of a fee; its place. */
static size_t quoting_price(struct quoting *w, const struct hoshi_case_quote *q,
                            const struct hoshi_measure *m, enum fee fee)
{
    int64_t micro = fee_yen(q, fee) * HOSHI_MICRO;
    w->t->price[w->t->prices] =
        (struct hoshi_price){.id = quoting_text(w, quoting_text(w, "quote:", "", m->id), ":", fees[fee].key),
                             .name = {quoting_text(w, m->name.ja, "：", fees[fee].name.ja),
                                      quoting_text(w, m->name.en, ": ", fees[fee].name.en)},
                             .note = {"", ""},
                             .unit = "company",
                             .currency = HOSHI_JPY,
                             .tax = HOSHI_TAX_EXCL,
                             .period = fees[fee].period,
                             .price = {micro, micro, micro},
                             .cost_class = HOSHI_DIRECT,
                             .nature = fees[fee].nature,
                             .from = quoting_from(w, q, m->from.date)};
    if (q->from)
        w->quote[w->quotes++] = (struct hoshi_case_quote){.price = w->t->prices,
                                                          .low_micro = micro,
                                                          .likely_micro = micro,
                                                          .high_micro = micro,
                                                          .measure = SIZE_MAX,
                                                          .initial_yen = HOSHI_NONE,
                                                          .monthly_yen = HOSHI_NONE,
                                                          .yearly_yen = HOSHI_NONE,
                                                          .from = q->from,
                                                          .document = q->document,
                                                          .date = q->date};
    return w->t->prices++;
}

/* Fees are bought whole and once for the firm; what replaces equipment stays a system upgrade. */
static void quoting_lines(struct quoting *w, const struct hoshi_case_quote *q, struct hoshi_measure *m)
{
    struct hoshi_measure_line *line = quoting_array(w, FEES, sizeof *line);
    const struct hoshi_measure_line *bought = NULL;
    size_t n = 0;
    for (size_t i = 0; i < m->lines && !bought; i++)
        bought = m->line[i].price != SIZE_MAX ? &m->line[i] : NULL;
    for (int fee = 0; fee < FEES && line; fee++) {
        if (fee_yen(q, (enum fee)fee) == HOSHI_NONE)
            continue;
        line[n++] = (struct hoshi_measure_line){.id = quoting_text(w, m->id, "/quote_", fees[fee].key),
                                                .price = quoting_price(w, q, m, (enum fee)fee),
                                                .effort = SIZE_MAX,
                                                .drivers = 1u << HOSHI_COMPANY,
                                                .factor_micro = HOSHI_MICRO,
                                                .every = fees[fee].every,
                                                .from_year = 1,
                                                .indivisible = true,
                                                .upgrade = bought && bought->upgrade,
                                                .cost_class = bought ? bought->cost_class : HOSHI_DIRECT,
                                                .nature = fees[fee].nature};
    }
    m->line = line;
    m->lines = line ? n : 0;
}

static int quoting_ascending(const void *a, const void *b)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return x < y ? -1 : x > y;
}

/* The criteria that any of the package closes. */
static void quoting_union(struct quoting *w, const struct hoshi_case_quote *q, struct hoshi_measure *leader)
{
    size_t all = 0, n = 0, kept = 0;
    for (size_t i = 0; i < q->measures_n; i++)
        all += w->t->measure[q->measures[i]].closes_n;
    size_t *closes = quoting_array(w, all, sizeof *closes);
    for (size_t i = 0; i < q->measures_n && closes; i++) {
        const struct hoshi_measure *m = &w->t->measure[q->measures[i]];
        if (m->closes_n)
            memcpy(&closes[n], m->closes, m->closes_n * sizeof *closes);
        n += m->closes_n;
    }
    if (!closes)
        return;
    hoshi_sort(closes, n, sizeof *closes, quoting_ascending);
    for (size_t i = 0; i < n; i++)
        if (!kept || closes[i] != closes[kept - 1])
            closes[kept++] = closes[i];
    leader->closes = closes;
    leader->closes_n = kept;
}

static void quoting_follower(struct quoting *w, struct hoshi_measure *m, size_t leader)
{
    size_t *needs = quoting_array(w, m->requires_n + 1, sizeof *needs);
    if (!needs)
        return;
    if (m->requires_n)
        memcpy(needs, m->requires_, m->requires_n * sizeof *needs);
    needs[m->requires_n] = leader;
    m->requires_ = needs;
    m->requires_n++;
    m->lines = 0;
}

static void quoting_measure(struct quoting *w, const struct hoshi_case_quote *q)
{
    size_t first = hoshi_case_quote_measure(q, 0);
    if (q->measures_n > 1)
        quoting_union(w, q, &w->t->measure[first]);
    quoting_lines(w, q, &w->t->measure[first]);
    for (size_t i = 1; i < hoshi_case_quote_measures(q); i++)
        if (hoshi_case_quote_measure(q, i) != first)
            quoting_follower(w, &w->t->measure[hoshi_case_quote_measure(q, i)], first);
}

static bool quoting_open(struct quoting *w, const struct hoshi_tables *t, size_t of_measures)
{
    const struct hoshi_case_plan *p = &w->c->plan;
    w->t = quoting_array(w, 1, sizeof *w->t);
    struct hoshi_price *price = quoting_array(w, t->prices + FEES * of_measures, sizeof *price);
    struct hoshi_measure *measure = quoting_array(w, t->measures, sizeof *measure);
    w->quote = quoting_array(w, p->quotes + FEES * of_measures, sizeof *w->quote);
    if (w->failed)
        return false;
    *w->t = *t;
    w->t->arena = (struct hoshi_arena){0};
    memcpy(price, t->price, t->prices * sizeof *price);
    memcpy(measure, t->measure, t->measures * sizeof *measure);
    w->t->price = price;
    w->t->measure = measure;
    return true;
}

bool hoshi_case_apply_quotes(struct hoshi_case *c, const struct hoshi_tables *t)
{
    struct hoshi_case_plan *p = &c->plan;
    struct quoting w = {.c = c};
    size_t of_measures = 0, assumed = 0;
    p->stated_quote = p->quote;
    p->stated_quotes = p->quotes;
    for (size_t i = 0; i < p->quotes; i++) {
        of_measures += p->quote[i].price == SIZE_MAX;
        assumed += !p->quote[i].from;
    }
    if (!of_measures && !assumed)
        return true;
    if (!quoting_open(&w, t, of_measures))
        return false;
    for (size_t i = 0; i < p->quotes && !w.failed; i++)
        if (p->quote[i].price == SIZE_MAX)
            quoting_measure(&w, &p->quote[i]);
        else if (p->quote[i].from)
            w.quote[w.quotes++] = p->quote[i];
        else
            quoting_assumed(&w, &p->quote[i]);
    p->quote = w.quote;
    p->quotes = w.quotes;
    c->tables = w.t;
    return !w.failed;
}
