/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 注文・受領・支払: a row for each order, put together from entries that belong together and from what the case states. A
 * row without a number is named after its first entry ("No.10"): so a case can complete that one, too. */
#include "filing_paper.h"
#include "log_text.h"

#include <inttypes.h>
#include <string.h>

#define SAY(ja, en) hoshi_say(p->lang, ja, en)
#define SAYS(pair) hoshi_say(p->lang, pair)

enum { ORDER_BLANKS = 3 };

struct order_row {
    struct hoshi_case_order o; /* means NULL: not stated */
    const char *handed;        /* of a note and the like: "2026-08-24 交付" */
    const char *also;          /* further numbers of its entries, one a line; "" = none */
    int64_t deducted_yen;
    size_t group; /* of hoshi_dossier_orders; SIZE_MAX = of the case alone */
};

static struct order_row *order_new(struct hoshi_array *list, const char *number, size_t group)
{
    struct order_row *x = hoshi_array_add(list);
    if (x)
        *x = (struct order_row){
            .o = {.number = number, .amount_yen = HOSHI_NONE, .terms_in_writing = HOSHI_UNKNOWN},
            .also = "",
            .deducted_yen = HOSHI_NONE,
            .group = group};
    return x;
}

/* The order's own number; else the first there is; else the number of its first entry. */
static const char *order_number(struct hoshi_filing *p, const size_t *group, size_t of)
{
    const char *first = NULL;
    for (size_t i = 0; i < p->d->events; i++) {
        const struct hoshi_log_entry *e = p->d->event[i];
        if (group[i] != of || !e->number)
            continue;
        if (e->kind == HOSHI_LOG_ORDER)
            return e->number;
        first = first ? first : e->number;
    }
    return first ? first : hoshi_dossier_print(&p->words, "No.%" PRId64, p->d->event[of]->seq);
}

static struct order_row *order_of_group(struct hoshi_filing *p, struct hoshi_array *list, const size_t *group,
                                        size_t of)
{
    for (size_t i = 0; i < list->n; i++) {
        struct order_row *x = hoshi_array_at(list, i);
        if (x->group == of)
            return x;
    }
    return order_new(list, order_number(p, group, of), of);
}

/* Whether one of the entries of a row is called this: by its number, or after the entry. */
static bool order_called(struct hoshi_filing *p, const size_t *group, const struct order_row *x,
                         const char *number)
{
    if (strcmp(x->o.number, number) == 0)
        return true;
    for (size_t i = 0; x->group != SIZE_MAX && i < p->d->events; i++) {
        const struct hoshi_log_entry *e = p->d->event[i];
        if (group[i] == x->group &&
            ((e->number && strcmp(e->number, number) == 0) ||
             strcmp(hoshi_dossier_print(&p->words, "No.%" PRId64, e->seq), number) == 0))
            return true;
    }
    return false;
}

static struct order_row *order_of(struct hoshi_filing *p, struct hoshi_array *list, const size_t *group,
                                  const char *number)
{
    for (size_t i = 0; i < list->n; i++) {
        struct order_row *x = hoshi_array_at(list, i);
        if (order_called(p, group, x, number))
            return x;
    }
    return order_new(list, number, SIZE_MAX);
}

static void order_day(struct hoshi_date *into, struct hoshi_date day)
{
    if (!into->year)
        *into = day;
}

static void order_payment(struct hoshi_filing *p, struct order_row *x, const struct hoshi_log_entry *e)
{
    /* Where the entry does not tell, what the case states of payments of this side. */
    const char *means = e->means ? hoshi_log_means_key(e->means) : p->d->buyer->payment.method;
    bool paper = means && (strcmp(means, "electronic_record") == 0 || strcmp(means, "factoring") == 0 ||
                           strcmp(means, "note") == 0);
    order_day(&x->o.received_on, e->received_on);
    order_day(&x->o.due_on, e->due_on);
    order_day(&x->o.paid_on, paper ? e->cash_on : e->cash_on.year ? e->cash_on : e->date);
    if (x->o.amount_yen == HOSHI_NONE)
        x->o.amount_yen = e->amount_yen;
    x->o.means = means ? means : x->o.means;
    if (paper)
        x->handed =
            hoshi_dossier_print(&p->words, SAY("%s 交付", "handed over %s"), hoshi_filing_day(p, e->date));
    if (e->deducted_yen != HOSHI_NONE)
        x->deducted_yen = (x->deducted_yen == HOSHI_NONE ? 0 : x->deducted_yen) + e->deducted_yen;
}

static void order_entry(struct hoshi_filing *p, struct order_row *x, const struct hoshi_log_entry *e)
{
    if (e->kind == HOSHI_LOG_ORDER) {
        order_day(&x->o.ordered_on, e->date);
        order_day(&x->o.deliver_by, e->deliver_by);
        order_day(&x->o.due_on, e->due_on);
        if (e->amount_yen != HOSHI_NONE)
            x->o.amount_yen = e->amount_yen;
    } else if (e->kind == HOSHI_LOG_DELIVERY) {
        order_day(&x->o.received_on, e->received_on.year ? e->received_on : e->date);
    } else {
        order_payment(p, x, e);
    }
    if (e->number && strcmp(e->number, x->o.number) != 0 &&
        !strstr(hoshi_dossier_print(&p->words, "%s\n", x->also),
                hoshi_dossier_print(&p->words, "\n%s\n", e->number)))
        x->also = hoshi_dossier_print(&p->words, "%s\n%s", x->also, e->number);
}

/* What the case states stands where no entry tells. */
static void order_stated(struct hoshi_filing *p, struct hoshi_array *list, const size_t *group,
                         const struct hoshi_case_order *o)
{
    struct order_row *x = order_of(p, list, group, o->number);
    if (!x)
        return;
    order_day(&x->o.ordered_on, o->ordered_on);
    order_day(&x->o.deliver_by, o->deliver_by);
    order_day(&x->o.received_on, o->received_on);
    order_day(&x->o.due_on, o->due_on);
    order_day(&x->o.paid_on, o->paid_on);
    if (x->o.amount_yen == HOSHI_NONE)
        x->o.amount_yen = o->amount_yen;
    if (!x->o.means)
        x->o.means = o->means;
    x->o.terms_in_writing = o->terms_in_writing;
}

/* Where a cell of an order comes back to; "" for a number that a path cannot hold. */
static const char *order_path(struct hoshi_filing *p, const char *number, const char *key)
{
    return strchr(number, ']')
               ? ""
               : hoshi_filing_path(p, "buyers[%s].orders[%s].%s", p->d->buyer->id, number, key);
}

static struct hoshi_filing_cell order_day_cell(struct hoshi_filing *p, const char *number,
                                               struct hoshi_date day, const char *key)
{
    return hoshi_filing_or(p, hoshi_filing_day(p, day), SAYS(WORD_IN(date)), order_path(p, number, key));
}

/* The day paid; one that is still to come is said to be expected. */
static struct hoshi_filing_cell order_paid_cell(struct hoshi_filing *p, const char *number,
                                                struct hoshi_date day)
{
    if (day.year && hoshi_date_compare(day, p->d->view->as_of) > 0)
        return hoshi_filing_cell(
            hoshi_dossier_print(&p->words, "%s\n%s", hoshi_filing_day(p, day), SAYS(WORD(matures_on))));
    return order_day_cell(p, number, day, "paid_on");
}

static const char *order_means(struct hoshi_filing *p, const struct order_row *x)
{
    if (!x->o.means)
        return NULL;
    const char *means = hoshi_say_case_word(p->lang, x->o.means);
    return x->handed ? hoshi_dossier_print(&p->words, "%s\n%s", means, x->handed) : means;
}

static const char *order_amount(struct hoshi_filing *p, const struct order_row *x)
{
    const char *yen = hoshi_dossier_yen(&p->words, x->o.amount_yen);
    if (yen && x->deducted_yen != HOSHI_NONE && x->deducted_yen)
        return hoshi_dossier_print(&p->words, SAY("%s\n差引き %s", "%s\ntaken off %s"), yen,
                                   hoshi_buyer_yen(&p->words.b, x->deducted_yen));
    return yen;
}

static const char *order_exhibits(struct hoshi_filing *p, const size_t *group, const struct order_row *x)
{
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 1 << 16);
    for (size_t i = 0; x->group != SIZE_MAX && i < p->d->events; i++) {
        const char *numbers = group[i] == x->group ? hoshi_filing_exhibits(p, p->d->event[i]->seq) : "—";
        if (strcmp(numbers, "—") != 0)
            hoshi_buffer_printf(&out, "%s%s", out.length ? "\n" : "", numbers);
    }
    if (!out.length)
        hoshi_buffer_puts(&out, "—");
    return hoshi_dossier_keep(&p->words, &out);
}

static void order_put(struct hoshi_filing *p, const size_t *group, const struct order_row *x)
{
    const char *n = x->o.number;
    const struct hoshi_filing_cell cell[] = {
        hoshi_filing_cell(hoshi_dossier_print(&p->words, "%s%s", n, x->also)),
        order_day_cell(p, n, x->o.ordered_on, "ordered_on"),
        order_day_cell(p, n, x->o.deliver_by, "deliver_by"),
        order_day_cell(p, n, x->o.received_on, "received_on"),
        order_day_cell(p, n, x->o.due_on, "due_on"),
        order_paid_cell(p, n, x->o.paid_on),
        hoshi_filing_or(p, order_amount(p, x), SAYS(WORD_IN(yen)), order_path(p, n, "amount_yen")),
        hoshi_filing_or(p, order_means(p, x), SAY("現金・振込・手形など", "cash, transfer, note"),
                        order_path(p, n, "means")),
        hoshi_filing_or(p, hoshi_dossier_truth(&p->words, x->o.terms_in_writing), SAYS(WORD(yes_or_no)),
                        order_path(p, n, "terms_in_writing")),
        hoshi_filing_cell(order_exhibits(p, group, x))};
    hoshi_filing_row(p, cell, 10);
}

static void order_blank(struct hoshi_filing *p, size_t i)
{
    static const char *const key[] = {"number",  "ordered_on", "deliver_by", "received_on",     "due_on",
                                      "paid_on", "amount_yen", "means",      "terms_in_writing"};
    struct hoshi_filing_cell cell[10];
    const char *number = hoshi_dossier_print(&p->words, "+%zu", i + 1);
    for (size_t c = 0; c < 9; c++) {
        cell[c] = hoshi_filing_cell("");
        cell[c].blank = true;
        cell[c].path = order_path(p, number, key[c]);
    }
    cell[9] = hoshi_filing_cell("");
    hoshi_filing_row(p, cell, 10);
}

void hoshi_filing_orders(struct hoshi_filing *p)
{
    static const double width[] = {11, 13, 13, 13, 13, 13, 14, 14, 12, 10};
    const char *const heads[] = {SAY("注文番号", "Order number"),
                                 SAYS(WORD(ordered_on)),
                                 SAYS(WORD(due)),
                                 SAYS(WORD(received_on)),
                                 SAYS(WORD(due_on)),
                                 SAY("支払日", "Paid on"),
                                 SAYS(WORD(amount)),
                                 SAYS(WORD(means_of_payment)),
                                 SAY("発注時の書面の写し", "Copy of terms at ordering"),
                                 SAYS(WORD(exhibit))};
    struct hoshi_array list = HOSHI_ARRAY_IN(&p->words.b.arena, struct order_row);
    hoshi_filing_chapter(p, (struct hoshi_words){"注文・受領・支払", "Orders and payments"}, width, 10);
    const size_t *group = hoshi_dossier_orders(&p->words);
    for (size_t i = 0; group && i < p->d->events; i++) {
        struct order_row *x = group[i] == SIZE_MAX ? NULL : order_of_group(p, &list, group, group[i]);
        if (x)
            order_entry(p, x, p->d->event[i]);
    }
    for (size_t i = 0; group && i < p->d->buyer->orders; i++)
        order_stated(p, &list, group, &p->d->buyer->order[i]);
    hoshi_filing_note(p, SAYS(PROSE(filing_orders_from_log)));
    hoshi_filing_head(p, heads);
    for (size_t i = 0; i < list.n; i++)
        order_put(p, group, hoshi_array_at(&list, i));
    for (size_t i = 0; !list.n && i < ORDER_BLANKS; i++)
        order_blank(p, i);
    if (*hoshi_dossier_unjoined(&p->words))
        hoshi_filing_note(p, hoshi_dossier_print(&p->words, SAYS(PROSE(filing_orders_not_joined)),
                                                 hoshi_dossier_unjoined(&p->words)));
}
