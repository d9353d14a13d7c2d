/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables' names as JSON: what ids in results stand for, both languages side by side. */
#include "catalog_text.h"
#include "json_write.h"
#include "message.h"

static void put_words(struct hoshi_json_writer *w, const char *key, struct hoshi_words words)
{
    hoshi_json_object(w, key);
    hoshi_json_put(w, "ja", words.ja);
    hoshi_json_put(w, "en", words.en);
    hoshi_json_end(w);
}

/* An object of a row of a list, on a line of its own, left open. */
static void open_row(struct hoshi_json_writer *w, const char *id)
{
    hoshi_json_line(w, 4);
    hoshi_json_object(w, NULL);
    hoshi_json_put(w, "id", id);
}

static void put_criteria(struct hoshi_json_writer *w, const struct hoshi_catalog *c, int level)
{
    hoshi_json_line(w, 2);
    hoshi_json_list(w, "categories");
    for (int k = 1; k <= HOSHI_CATEGORIES; k++)
        put_words(w, NULL, c->category[k]);
    hoshi_json_end(w);
    hoshi_json_line(w, 2);
    hoshi_json_list(w, "criteria");
    for (size_t i = 0; i < c->criteria; i++) {
        const struct hoshi_criterion *x = &c->criterion[i];
        if (x->level > level)
            continue;
        open_row(w, x->id);
        hoshi_json_put_whole(w, "level", x->level);
        hoshi_json_put_whole(w, "category", x->category);
        put_words(w, "requirement", c->requirement[x->requirement].title);
        put_words(w, "summary", x->summary);
        if (x->fact != SIZE_MAX)
            hoshi_json_put(w, "fact", c->fact[x->fact].id);
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
    hoshi_json_line(w, 2);
    hoshi_json_list(w, "facts");
    for (size_t i = 0; i < c->facts; i++) {
        open_row(w, c->fact[i].id);
        put_words(w, "question", c->fact[i].question);
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
}

static void put_measures(struct hoshi_json_writer *w, const struct hoshi_tables *t, int level)
{
    hoshi_json_line(w, 2);
    hoshi_json_list(w, "measures");
    for (size_t i = 0; i < t->measures; i++) {
        const struct hoshi_measure *m = &t->measure[i];
        if (m->level > level)
            continue;
        open_row(w, m->id);
        put_words(w, "name", m->name);
        put_words(w, "why", m->why);
        hoshi_json_put_truth(w, "by_default", m->by_default);
        hoshi_json_array(w, "closes");
        for (size_t k = 0; k < m->closes_n; k++)
            hoshi_json_put(w, NULL, t->catalog.criterion[m->closes[k]].id);
        hoshi_json_end(w);
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
}

static void put_from(struct hoshi_json_writer *w, const struct hoshi_provenance *from)
{
    hoshi_json_put(w, "source", from->source);
    hoshi_json_put(w, "source_ja", from->source_ja);
    hoshi_json_put(w, "date", from->date);
    hoshi_json_put(w, "confidence", hoshi_confidence_key(from->confidence));
}

static void put_prices(struct hoshi_json_writer *w, const struct hoshi_tables *t)
{
    static const char *const currency[HOSHI_CURRENCIES] = {"JPY", "USD", "GBP"};
    static const char *const period[] = {
        [HOSHI_ONCE] = "once", [HOSHI_MONTH] = "month", [HOSHI_YEAR] = "year"};
    hoshi_json_line(w, 2);
    hoshi_json_list(w, "prices");
    for (size_t i = 0; i < t->prices; i++) {
        const struct hoshi_price *p = &t->price[i];
        open_row(w, p->id);
        put_words(w, "name", p->name);
        hoshi_json_put(w, "unit", p->unit);
        put_words(w, "unit_name",
                  (struct hoshi_words){.ja = hoshi_say_unit(HOSHI_JA, p->unit),
                                       .en = hoshi_say_unit(HOSHI_EN, p->unit)});
        hoshi_json_put(w, "currency", currency[p->currency]);
        hoshi_json_put(w, "period", period[p->period]);
        hoshi_json_put_decimal(w, "low", p->price.low_micro, 0);
        hoshi_json_put_decimal(w, "likely", p->price.likely_micro, 0);
        hoshi_json_put_decimal(w, "high", p->price.high_micro, 0);
        put_from(w, &p->from);
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
    hoshi_json_line(w, 2);
    hoshi_json_list(w, "effort");
    for (size_t i = 0; i < t->efforts; i++) {
        open_row(w, t->effort[i].id);
        put_words(w, "name", t->effort[i].name);
        put_from(w, &t->effort[i].from);
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
}

void hoshi_catalog_print_json(struct hoshi_buffer *out, const struct hoshi_tables *t, int level)
{
    struct hoshi_json_writer w;
    hoshi_json_start(&w, out);
    hoshi_json_object(&w, NULL);
    hoshi_json_put_whole(&w, "hoshiwari_catalog", 1);
    hoshi_json_put(&w, "catalog", t->catalog.version);
    hoshi_json_put(&w, "prices_version", t->prices_version);
    put_criteria(&w, &t->catalog, level);
    put_measures(&w, t, level);
    put_prices(&w, t);
    hoshi_json_line(&w, 0);
    hoshi_json_end(&w);
    hoshi_buffer_puts(out, "\n");
}
