/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quote_request.h"
#include "embedded.h"
#include "message.h"

#include <inttypes.h>
#include <string.h>

enum { COLUMNS = 3, ROWS_MAX = 40, WORK_NAMED = 8 };

struct asking {
    const struct hoshi_estimate *e;
    const struct hoshi_measure *m;
    const struct hoshi_quote_request_options *o;
    struct hoshi_arena *arena;
    bool no_memory;
};

static const char *asking_kept(struct asking *a, const char *text)
{
    const char *kept = hoshi_arena_text(a->arena, text);
    a->no_memory = a->no_memory || !kept;
    return kept ? kept : "";
}

static const char *asking_date(struct asking *a, struct hoshi_date date)
{
    struct hoshi_buffer text;
    hoshi_buffer_init(&text, 200);
    hoshi_say_date(&text, a->o->lang, date);
    const char *kept = asking_kept(a, hoshi_buffer_text(&text));
    hoshi_buffer_release(&text);
    return kept;
}

static const char *asking_year(struct asking *a, int year)
{
    const char *text =
        hoshi_arena_printf(a->arena, hoshi_say(a->o->lang, "%d年目に一回", "once, in year %d"), year);
    a->no_memory = a->no_memory || !text;
    return text ? text : "";
}

/* It rests on a number of the firm that nobody stated: the tables' default. */
static bool asking_assumed(const struct asking *a, const struct hoshi_line *line)
{
    for (unsigned d = 0; d < HOSHI_DRIVERS; d++)
        if (d != HOSHI_COMPANY && line->row->drivers & 1u << d && !a->e->a.size_stated[d])
            return true;
    return false;
}

/* "48 台", "12.5 個": to the hundredth, for a request asks about a size and settles no sum. */
static const char *asking_quantity(struct asking *a, const struct hoshi_line *line, int64_t micro)
{
    char number[HOSHI_DECIMAL_TEXT];
    const char *text = hoshi_arena_printf(
        a->arena, "%s %s%s", hoshi_decimal_print((micro + 5000) / 10000 * 10000, 0, number),
        hoshi_say_unit(a->o->lang, line->price->unit),
        asking_assumed(a, line) ? hoshi_say(a->o->lang, "（推定。実数は当社で確認中）",
                                            " (assumed; we are confirming the number)")
                                : "");
    a->no_memory = a->no_memory || !text;
    return text ? text : "";
}

/* How often a vendor is to be paid for it. */
static const char *asking_times(struct asking *a, const struct hoshi_line *line)
{
    if (line->every == 0 && line->from_year > 1)
        return asking_year(a, line->from_year);
    if (line->every == 0)
        return hoshi_say(a->o->lang, "一回（初期費用）", "once, at the start");
    if (line->price->period == HOSHI_MONTH)
        return hoshi_say(a->o->lang, WORD_IN(monthly));
    return line->every == 1 ? hoshi_say(a->o->lang, WORD_IN(yearly))
                            : hoshi_say(a->o->lang, "数年ごと", "every few years");
}

/* What a vendor quotes as one: the same thing, paid for at the same times. */
static bool asking_alike(const struct hoshi_line *x, const struct hoshi_line *y)
{
    return x->measure == y->measure && x->price == y->price && x->every == y->every &&
           x->from_year == y->from_year;
}

/* What is bought of it in all. A row that a later stage changes stands in the ledger again: it is counted once, with
 * the larger quantity. */
static int64_t asking_sum(const struct asking *a, const struct hoshi_line *line)
{
    int64_t sum = 0;
    for (size_t i = 0; i < a->e->certain; i++) {
        const struct hoshi_entry *x = &a->e->entry[i];
        if (!hoshi_quotable_line(x) || !asking_alike(&x->line, line))
            continue;
        int64_t most = x->line.quantity_micro;
        bool again = false;
        for (size_t k = 0; k < a->e->certain; k++) {
            const struct hoshi_entry *y = &a->e->entry[k];
            if (y->line.row != x->line.row || !hoshi_quotable_line(y))
                continue;
            again = again || k < i;
            most = y->line.quantity_micro > most ? y->line.quantity_micro : most;
        }
        sum += again ? 0 : most;
    }
    return sum;
}

/* What the own IT staff's work in this measure of the plan comes to: what days bought in are for. */
static int64_t asking_work_yen(const struct asking *a, size_t measure)
{
    int64_t yen = 0;
    for (size_t i = 0; i < a->e->certain; i++) {
        const struct hoshi_line *x = &a->e->entry[i].line;
        if (x->measure == &a->e->a.tables->measure[measure] && !x->measure->hands && x->effort &&
            x->effort->role == HOSHI_ROLE_IT)
            yen += a->e->entry[i].mean.horizon_yen;
    }
    return yen;
}

/* The measure with the most of it among those below `last`, in the order of the plan; SIZE_MAX: no more. */
static size_t asking_next_work(const struct asking *a, int64_t last, size_t after)
{
    size_t best = SIZE_MAX;
    int64_t most = 0;
    for (size_t k = 0; k < a->e->measures; k++) {
        int64_t yen = asking_work_yen(a, a->e->measure[k].measure);
        if (yen > most && (yen < last || (yen == last && k > after))) {
            most = yen;
            best = k;
        }
    }
    return best;
}

/* Days of an engineer say nothing by themselves: the measures whose work they take over stand with them. */
static const char *asking_item(struct asking *a, const struct hoshi_line *line)
{
    const char *name = hoshi_words_say(a->o->lang, line->price->name);
    struct hoshi_buffer text;
    size_t named = 0, all = 0, k = 0;
    int64_t last = INT64_MAX;
    if (!line->measure->hands)
        return name;
    hoshi_buffer_init(&text, 1 << 14);
    hoshi_buffer_puts(&text, name);
    for (size_t i = 0; i < a->e->measures; i++)
        all += asking_work_yen(a, a->e->measure[i].measure) > 0;
    while (named < WORK_NAMED && (k = asking_next_work(a, last, k)) != SIZE_MAX) {
        size_t m = a->e->measure[k].measure;
        last = asking_work_yen(a, m);
        hoshi_buffer_puts(&text, named++
                                     ? hoshi_say(a->o->lang, "、", "; ")
                                     : hoshi_say(a->o->lang, "。次の対策の作業のうち、当社の人手を超える分：",
                                                 ": work beyond our own staff in these measures: "));
        hoshi_buffer_puts(&text, hoshi_words_say(a->o->lang, a->e->a.tables->measure[m].name));
    }
    if (all > named)
        hoshi_buffer_printf(&text, hoshi_say(a->o->lang, "、ほか%zu件", "; and %zu more"), all - named);
    const char *kept = asking_kept(a, hoshi_buffer_text(&text));
    hoshi_buffer_release(&text);
    return kept;
}

/* One row for what is quoted as one; what the firm has none of is not asked for. */
static size_t asking_rows(struct asking *a, struct hoshi_word_field *field)
{
    size_t rows = 0;
    for (size_t i = 0; i < a->e->certain && rows < ROWS_MAX; i++) {
        const struct hoshi_entry *x = &a->e->entry[i];
        bool again = false;
        if (x->line.measure != a->m || !hoshi_quotable_line(x))
            continue;
        for (size_t k = 0; k < i && !again; k++)
            again = hoshi_quotable_line(&a->e->entry[k]) && asking_alike(&a->e->entry[k].line, &x->line);
        int64_t sum = again ? 0 : asking_sum(a, &x->line);
        if (!sum)
            continue;
        struct hoshi_word_field *f = &field[rows++ * COLUMNS];
        f[0] = (struct hoshi_word_field){"item", asking_item(a, &x->line)};
        f[1] = (struct hoshi_word_field){"quantity", asking_quantity(a, &x->line, sum)};
        f[2] = (struct hoshi_word_field){"times", asking_times(a, &x->line)};
    }
    return rows;
}

const char *hoshi_quote_request_template(enum hoshi_lang lang, size_t *n)
{
    const char *name = lang == HOSHI_EN ? "quote_en.docx" : "quote_ja.docx";
    for (size_t i = 0; i < hoshi_embedded_n; i++)
        if (strcmp(hoshi_embedded_files[i].name, name) == 0) {
            *n = hoshi_embedded_files[i].n;
            return (const char *)hoshi_embedded_files[i].bytes;
        }
    return NULL;
}

static enum hoshi_status asking_fill(struct asking *a, const struct hoshi_word_field *item, size_t rows,
                                     char **out, size_t *n, struct hoshi_word_missing *missing,
                                     struct hoshi_faults *faults)
{
    const struct hoshi_case_supplier *s = &a->e->a.c->supplier;
    struct hoshi_word_field field[] = {
        {"date", asking_date(a, a->o->made)},
        {"supplier_name", s->name},
        {"supplier_address", s->address},
        {"supplier_contact", s->contact},
        {"measure", hoshi_words_say(a->o->lang, a->m->name)},
        {"start", a->e->a.start.year ? asking_date(a, a->e->a.start) : NULL},
        {"measure_id", a->m->id},
    };
    struct hoshi_word_list items = {.key = "items", .field = item, .rows = rows, .columns = COLUMNS};
    struct hoshi_word_values values = {
        .field = field, .fields = sizeof field / sizeof *field, .list = &items, .lists = 1};
    size_t own_n = 0;
    const char *own = hoshi_quote_request_template(a->o->lang, &own_n);
    if (a->no_memory || !own)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    if (a->o->template_bytes)
        return hoshi_word_fill(a->o->template_bytes, a->o->template_n, a->o->template_name, &values, out, n,
                               missing, faults);
    return hoshi_word_fill(own, own_n, NULL, &values, out, n, missing, faults);
}

enum hoshi_status hoshi_quote_request_make(const struct hoshi_estimate *e, size_t measure,
                                           const struct hoshi_quote_request_options *options, char **out,
                                           size_t *n, struct hoshi_word_missing *missing,
                                           struct hoshi_faults *faults)
{
    struct hoshi_arena arena = {0};
    struct hoshi_word_field item[ROWS_MAX * COLUMNS];
    struct asking a = {.e = e, .m = &e->a.tables->measure[measure], .o = options, .arena = &arena};
    size_t rows = asking_rows(&a, item);
    enum hoshi_status s = rows ? asking_fill(&a, item, rows, out, n, missing, faults)
                               : hoshi_fault_add(faults, HOSHI_E_QUOTE_NOTHING, "--measure", a.m->id, NULL);
    hoshi_arena_release(&arena);
    return s;
}
