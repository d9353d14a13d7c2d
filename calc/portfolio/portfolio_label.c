/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the results of a run must have in common: the tables hashed member by member (no padding, no pointer
 * enters), the settings as lines with their defaults filled in, so that a default that is stated is the same
 * as one that is not, and a difference can be told. */
#include "portfolio.h"
#include "text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void add_text(struct hoshi_sha256 *h, const char *text)
{
    hoshi_sha256_add(h, text ? text : "", text ? strlen(text) + 1 : 1);
}

static void add_number(struct hoshi_sha256 *h, int64_t value)
{
    unsigned char bytes[8];
    for (size_t i = 0; i < 8; i++)
        bytes[i] = (unsigned char)((uint64_t)value >> 8 * i);
    hoshi_sha256_add(h, bytes, sizeof bytes);
}

static void add_numbers(struct hoshi_sha256 *h, const int64_t *value, size_t n)
{
    add_number(h, (int64_t)n);
    for (size_t i = 0; i < n; i++)
        add_number(h, value[i]);
}

static void add_indices(struct hoshi_sha256 *h, const size_t *value, size_t n)
{
    add_number(h, (int64_t)n);
    for (size_t i = 0; i < n; i++)
        add_number(h, (int64_t)value[i]);
}

static void add_triple(struct hoshi_sha256 *h, struct hoshi_triple t)
{
    add_number(h, t.low_micro);
    add_number(h, t.likely_micro);
    add_number(h, t.high_micro);
}

static void add_catalog(struct hoshi_sha256 *h, const struct hoshi_catalog *c)
{
    add_text(h, c->version);
    for (size_t i = 0; i < c->criteria; i++) {
        const struct hoshi_criterion *k = &c->criterion[i];
        add_text(h, k->id);
        add_number(h, k->level);
        add_number(h, k->category);
        add_number(h, k->fact == SIZE_MAX ? -1 : (int64_t)k->fact);
    }
}

static void add_prices(struct hoshi_sha256 *h, const struct hoshi_tables *t)
{
    add_text(h, t->prices_version);
    for (size_t i = 0; i < t->prices; i++) {
        const struct hoshi_price *p = &t->price[i];
        const int64_t what[] = {p->currency,  p->tax,     p->period,         p->cost_class,
                                p->nature,    p->upgrade, p->benchmark_only, p->common_unknown,
                                p->life_years};
        add_text(h, p->id);
        add_numbers(h, what, sizeof what / sizeof *what);
        add_triple(h, p->price);
        for (size_t b = 0; b < p->breaks; b++) {
            add_number(h, p->break_[b].from);
            add_triple(h, p->break_[b].price);
        }
    }
    add_text(h, t->effort_version);
    for (size_t i = 0; i < t->efforts; i++) {
        add_text(h, t->effort[i].id);
        add_number(h, t->effort[i].driver);
        add_number(h, t->effort[i].role);
        add_triple(h, t->effort[i].days);
    }
}

static void label_add_measures(struct hoshi_sha256 *h, const struct hoshi_tables *t)
{
    add_text(h, t->measures_version);
    for (size_t i = 0; i < t->measures; i++) {
        const struct hoshi_measure *m = &t->measure[i];
        const int64_t what[] = {m->level,        m->star,      m->by_default, m->bounded,
                                m->bound_driver, m->bound_min, m->bound_max};
        add_text(h, m->id);
        add_numbers(h, what, sizeof what / sizeof *what);
        add_indices(h, m->closes, m->closes_n);
        add_indices(h, m->excludes, m->excludes_n);
        add_indices(h, m->requires_, m->requires_n);
        for (size_t k = 0; k < m->lines; k++) {
            const struct hoshi_measure_line *l = &m->line[k];
            const int64_t line[] = {l->price == SIZE_MAX ? -1 : (int64_t)l->price,
                                    l->effort == SIZE_MAX ? -1 : (int64_t)l->effort,
                                    (int64_t)l->drivers,
                                    l->factor_micro,
                                    l->every,
                                    l->from_year,
                                    l->life_years,
                                    l->indivisible,
                                    l->whole,
                                    l->sized,
                                    l->upgrade,
                                    l->cost_class,
                                    l->nature};
            add_numbers(h, line, sizeof line / sizeof *line);
        }
    }
}

static void add_parameters(struct hoshi_sha256 *h, const struct hoshi_tables *t)
{
    add_text(h, t->parameters_version);
    for (size_t i = 0; i < t->parameters; i++) {
        add_text(h, t->parameter[i].id);
        add_numbers(h, t->parameter[i].value_micro, t->parameter[i].values);
    }
    for (size_t d = 0; d < HOSHI_DRIVERS; d++) {
        const struct hoshi_driver_default *e = &t->driver_default[d];
        const int64_t what[] = {e->per, e->ratio_micro, e->min};
        add_numbers(h, what, sizeof what / sizeof *what);
    }
}

/* ---- settings, as lines ---- */

enum { VALUE = 100 }; /* bytes of a value that is shown; the digest holds all of it */

struct lines {
    char *text;
    size_t used, size;
};

static void label_line(struct lines *l, const char *name, const char *value)
{
    char shown[VALUE];
    hoshi_text_copy(shown, sizeof shown, value && *value ? value : HOSHI_PORTFOLIO_UNSET);
    for (char *p = shown; *p; p++)
        if ((unsigned char)*p < ' ')
            *p = ' ';
    int n = snprintf(l->text + l->used, l->size - l->used, "%s=%s\n", name, shown);
    if (n > 0 && (size_t)n < l->size - l->used)
        l->used += (size_t)n;
    else
        l->text[l->used] = 0;
}

static void decimals(struct lines *l, const char *name, const int64_t *micro, size_t n)
{
    char all[VALUE] = "", one[HOSHI_DECIMAL_TEXT];
    for (size_t i = 0, used = 0; i < n && used < sizeof all; i++)
        used += (size_t)snprintf(all + used, sizeof all - used, "%s%s", i ? " " : "",
                                 hoshi_decimal_print(micro[i], 0, one));
    label_line(l, name, all);
}

static void label_whole(struct lines *l, const char *name, int64_t value)
{
    char text[32];
    snprintf(text, sizeof text, "%" PRId64, value);
    label_line(l, name, text);
}

/* The names of options are those options' without dashes. */
static void settings_lines(struct lines *l, const struct hoshi_portfolio_options *o,
                           const struct hoshi_assumptions *a)
{
    const struct hoshi_supplier_settings *s = o->settings;
    char date[HOSHI_DATE_TEXT];
    label_line(l, "as-of", hoshi_date_print(a->as_of, date));
    label_line(l, "start", hoshi_date_print(a->start, date));
    label_whole(l, "years", a->horizon);
    decimals(l, "unknown-share", &s->unknown_share_ppm, 1);
    if (o->level)
        label_whole(l, "level", o->level);
    else
        label_line(l, "level", NULL);
    label_line(l, HOSHI_PORTFOLIO_BUYER, o->buyer);
    label_line(l, "sheet", o->sheet);
    label_line(l, "distribution", hoshi_spread_key(s->distribution));
    label_line(l, "basis", s->basis == HOSHI_BASIS_MEAN ? "mean" : "point");
    decimals(l, "market_factor", a->factor_ppm[HOSHI_FACTOR_MARKET], 3);
    decimals(l, "labour_factor", a->factor_ppm[HOSHI_FACTOR_LABOUR], 3);
    decimals(l, "pace_factor", a->factor_ppm[HOSHI_FACTOR_PACE], 3);
    decimals(l, "USDJPY", &a->exchange_micro[HOSHI_USD], 1);
    decimals(l, "GBPJPY", &a->exchange_micro[HOSHI_GBP], 1);
    for (size_t r = 0; r < HOSHI_ROLES; r++) {
        char name[48];
        snprintf(name, sizeof name, "labour_yen_per_day.%s", hoshi_role_key((enum hoshi_role)r));
        label_whole(l, name, a->labour_yen[r]);
    }
    label_whole(l, "own-answers-only", s->own_answers_only);
    label_whole(l, "completions", s->completions);
    label_whole(l, "exact", s->exact);
}

/* ---- what differs ---- */

/* Length of the line at p without its end; *value gets where its value begins. */
static size_t line_at(const char *p, const char **value)
{
    size_t n = strcspn(p, "\n"), name = strcspn(p, "=");
    *value = p + (name < n ? name + 1 : n);
    return n;
}

static bool label_tell(const struct hoshi_portfolio_difference *d, hoshi_portfolio_differs *differs,
                       void *user)
{
    differs(user, d);
    return true;
}

/* Lines of two texts of one kind, compared one by one; names as far as '='. */
static bool settings_differ(const char *x, const char *y, bool buyer_counts, hoshi_portfolio_differs *differs,
                            void *user)
{
    bool any = false;
    while (*x && *y) {
        struct hoshi_portfolio_difference d = {"", "", ""};
        const char *u, *v;
        size_t n = line_at(x, &u), m = line_at(y, &v);
        size_t name = (size_t)(u - x) - (u > x && u[-1] == '=');
        if ((n != m || memcmp(x, y, n) != 0) && (buyer_counts || name != strlen(HOSHI_PORTFOLIO_BUYER) ||
                                                 strncmp(x, HOSHI_PORTFOLIO_BUYER, name) != 0)) {
            snprintf(d.name, sizeof d.name, "%.*s", (int)name, x);
            snprintf(d.value, sizeof d.value, "%.*s", (int)(n - (size_t)(u - x)), u);
            snprintf(d.other, sizeof d.other, "%.*s", (int)(m - (size_t)(v - y)), v);
            any = label_tell(&d, differs, user);
        }
        x += n + (x[n] != 0);
        y += m + (y[m] != 0);
    }
    return any;
}

/* "catalog 1, prices 2, …": the tables whose versions differ; when none does their contents do. */
static bool tables_differ(const struct hoshi_supplier_store_label *a,
                          const struct hoshi_supplier_store_label *b, hoshi_portfolio_differs *differs,
                          void *user)
{
    struct hoshi_portfolio_difference d = {"tables", "", ""};
    const char *x = a->tables, *y = b->tables;
    bool any = false;
    while (*x && *y) {
        size_t n = strcspn(x, ","), m = strcspn(y, ","), name = strcspn(x, " ");
        if (name < n && strcspn(y, " ") == name && (n != m || memcmp(x, y, n) != 0)) {
            snprintf(d.name, sizeof d.name, "tables.%.*s", (int)name, x);
            snprintf(d.value, sizeof d.value, "%.*s", (int)(n - name - 1), x + name + 1);
            snprintf(d.other, sizeof d.other, "%.*s", (int)(m - name - 1), y + name + 1);
            any = label_tell(&d, differs, user);
        }
        x += n + strspn(x + n, ", ");
        y += m + strspn(y + m, ", ");
    }
    if (any)
        return true;
    snprintf(d.name, sizeof d.name, "tables");
    snprintf(d.value, sizeof d.value, "SHA-256 %.12s…", a->tables_sha256);
    snprintf(d.other, sizeof d.other, "SHA-256 %.12s…", b->tables_sha256);
    return label_tell(&d, differs, user);
}

bool hoshi_portfolio_label_differs(const struct hoshi_supplier_store_label *a,
                                   const struct hoshi_supplier_store_label *b, bool buyer_counts,
                                   hoshi_portfolio_differs *differs, void *user)
{
    struct hoshi_portfolio_difference d = {"program", "", ""};
    bool any = false;
    if (strcmp(a->program, b->program) != 0) {
        snprintf(d.value, sizeof d.value, "%s", a->program);
        snprintf(d.other, sizeof d.other, "%s", b->program);
        any = label_tell(&d, differs, user);
    }
    if (strcmp(a->tables_sha256, b->tables_sha256) != 0)
        any |= tables_differ(a, b, differs, user);
    if (strcmp(a->settings_sha256, b->settings_sha256) == 0)
        return any;
    bool lines = settings_differ(a->settings, b->settings, buyer_counts, differs, user);
    if (!lines && buyer_counts && strcmp(a->settings, b->settings) == 0) { /* in what is not shown */
        snprintf(d.name, sizeof d.name, HOSHI_PORTFOLIO_BUYER);
        snprintf(d.value, sizeof d.value, "…");
        snprintf(d.other, sizeof d.other, "…");
        lines = label_tell(&d, differs, user);
    }
    return any || lines;
}

void hoshi_portfolio_label(const struct hoshi_portfolio_options *o, const struct hoshi_assumptions *a,
                           struct hoshi_supplier_store_label *label)
{
    const struct hoshi_tables *t = o->tables;
    struct hoshi_sha256 h;
    memset(label, 0, sizeof *label);
    struct lines lines = {label->settings, 0, sizeof label->settings};
    snprintf(label->program, sizeof label->program, "%s", o->program ? o->program : "");
    snprintf(label->tables, sizeof label->tables,
             "catalog %s, measures %s, prices %s, effort %s, parameters %s", t->catalog.version,
             t->measures_version, t->prices_version, t->effort_version, t->parameters_version);
    hoshi_sha256_init(&h);
    add_catalog(&h, &t->catalog);
    add_prices(&h, t);
    label_add_measures(&h, t);
    add_parameters(&h, t);
    hoshi_sha256_end(&h, label->tables_sha256);
    settings_lines(&lines, o, a);
    hoshi_sha256_init(&h);
    add_text(&h, label->settings);
    add_text(&h, o->buyer);
    add_text(&h, o->sheet);
    hoshi_sha256_end(&h, label->settings_sha256);
    label->shard = o->shards ? o->shard : 1;
    label->shards = o->shards ? o->shards : 1;
}
