/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint_purchase.h"
#include "sort.h"

#include <stdlib.h>
#include <string.h>

enum { SIZES_STATED = HOSHI_JOINT_SIZES - 1 };
static const int64_t size_least[SIZES_STATED] = {0, 10, 50, 100, 300};

size_t hoshi_joint_size(int64_t employees_regular)
{
    if (employees_regular == HOSHI_NONE || employees_regular < 0)
        return SIZES_STATED;
    size_t k = SIZES_STATED - 1;
    while (employees_regular < size_least[k])
        k--;
    return k;
}

void hoshi_joint_size_bounds(size_t group, int64_t *least, int64_t *most)
{
    *least = group < SIZES_STATED ? size_least[group] : HOSHI_NONE;
    *most = group + 1 < SIZES_STATED ? size_least[group + 1] - 1 : HOSHI_NONE;
}

/* Yen per unit each time due, in millionths. */
static bool unit_yen(const struct hoshi_assumptions *a, const struct hoshi_price *p, int64_t price_micro,
                     int64_t *yen_micro)
{
    if (!hoshi_money_muldiv(price_micro, a->exchange_micro[p->currency], HOSHI_MICRO, yen_micro))
        return false;
    return !__builtin_mul_overflow(*yen_micro, p->period == HOSHI_MONTH ? 12 : 1, yen_micro);
}

bool hoshi_joint_cost(const struct hoshi_assumptions *a, size_t price, int64_t quantity_micro, int64_t *yen,
                      int64_t *bought_micro)
{
    const struct hoshi_price *p = &a->tables->price[price];
    int64_t least = -1, bought = quantity_micro;
    for (size_t k = 0; k < (p->breaks ? p->breaks : 1); k++) {
        int64_t unit, total, from = p->breaks ? p->break_[k].from * HOSHI_MICRO : 0;
        /* The price of a break that a later one replaces does not hold for the whole quantity. */
        if (k + 1 < p->breaks && p->break_[k + 1].from * HOSHI_MICRO <= quantity_micro)
            continue;
        int64_t q = quantity_micro > 0 && from > quantity_micro && k ? from : quantity_micro;
        if (!unit_yen(a, p, p->breaks ? p->break_[k].price.likely_micro : p->price.likely_micro, &unit) ||
            !hoshi_money_line(q, HOSHI_MICRO, unit, &total)) {
            if (least < 0)
                return false;
            continue; /* a larger quantity that cannot even be counted is no offer */
        }
        if (least < 0 || total < least) {
            least = total;
            bought = q;
        }
    }
    *yen = least;
    if (bought_micro)
        *bought_micro = bought;
    return true;
}

/* ---- tally ---- */

/** What one supplier buys of a price row, all its lines together. */
struct need {
    uint32_t price, times;
    int64_t quantity_micro, yen;
};

static int compare_key(uint32_t p, uint32_t t, uint32_t q, uint32_t u)
{
    if (p != q)
        return p < q ? -1 : 1;
    return t < u ? -1 : t > u;
}

/* The row of a key, made where there is none; NULL when the tally is full. */
static struct hoshi_joint_row *joint_row_of(struct hoshi_joint_tally *t, uint32_t price, uint32_t times)
{
    size_t low = 0, high = t->rows;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = compare_key(t->row[middle].price, t->row[middle].times, price, times);
        if (!order)
            return &t->row[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (t->rows == HOSHI_JOINT_ROWS_MAX)
        return NULL;
    memmove(&t->row[low + 1], &t->row[low], (t->rows - low) * sizeof *t->row);
    t->rows++;
    t->row[low] = (struct hoshi_joint_row){.price = price, .times = times};
    return &t->row[low];
}

static enum hoshi_status joint_too_much(struct hoshi_faults *faults)
{
    return hoshi_fault_add(faults, HOSHI_E_OVERFLOW, "purchases", NULL, "<= 999,999,999,999,999");
}

static bool joint_add_quantity(int64_t *sum, int64_t micro)
{
    return !__builtin_add_overflow(*sum, micro, sum);
}

/* Lines of the same row are bought in one order; one that cancels another makes it smaller, and where nothing
 * is left there is no order. */
static size_t joint_gather(const struct hoshi_supplier_detail *d, struct need *need, bool *fits)
{
    size_t n = 0, left = 0;
    for (size_t i = 0; i < d->purchases; i++) {
        const struct hoshi_supplier_purchase *x = &d->purchase[i];
        size_t k = 0;
        if (x->times <= 0)
            continue;
        while (k < n && (need[k].price != x->price || need[k].times != (uint32_t)x->times))
            k++;
        if (k == n)
            need[n++] = (struct need){.price = x->price, .times = (uint32_t)x->times};
        *fits = *fits && joint_add_quantity(&need[k].quantity_micro, x->quantity_micro) &&
                hoshi_money_add(need[k].yen, x->horizon_yen, &need[k].yen);
    }
    for (size_t k = 0; k < n; k++)
        if (need[k].quantity_micro > 0)
            need[left++] = need[k];
    return left;
}

static bool joint_add_measures(struct hoshi_joint_tally *t, const struct hoshi_supplier_detail *d)
{
    bool seen[HOSHI_MEASURES_MAX] = {false};
    for (size_t i = 0; i < d->purchases; i++) {
        size_t m = d->purchase[i].measure;
        if (!hoshi_money_add(t->measure_yen[m], d->purchase[i].horizon_yen, &t->measure_yen[m]))
            return false;
        if (d->purchase[i].quantity_micro <= 0)
            continue;
        t->measure_suppliers[m] += !seen[m];
        seen[m] = true;
    }
    return true;
}

/* In the game an order costs C(q). A row without breaks is not in it: there what the supplier's own estimate
 * says, so that a price row and the measures it serves show the same yen. */
static bool alone(const struct hoshi_assumptions *a, const struct need *x, int64_t *yen)
{
    if (a->tables->price[x->price].breaks <= 1) {
        *yen = x->yen;
        return true;
    }
    return hoshi_joint_cost(a, x->price, x->quantity_micro, yen, NULL) &&
           !__builtin_mul_overflow(*yen, (int64_t)x->times, yen);
}

enum hoshi_status hoshi_joint_add(struct hoshi_joint_tally *tally, const struct hoshi_assumptions *a,
                                  size_t group, const struct hoshi_supplier_detail *detail,
                                  struct hoshi_faults *faults)
{
    struct need need[HOSHI_SUPPLIER_PURCHASES_MAX];
    bool fits = true;
    size_t n = joint_gather(detail, need, &fits);
    for (size_t k = 0; fits && k < n; k++) {
        struct hoshi_joint_row *r = joint_row_of(tally, need[k].price, need[k].times);
        int64_t yen;
        if (!r)
            return hoshi_fault_add(faults, HOSHI_E_TOO_MANY, "purchases", NULL, "0 .. %d",
                                   HOSHI_JOINT_ROWS_MAX);
        fits = alone(a, &need[k], &yen) && hoshi_money_add(r->alone_yen[group], yen, &r->alone_yen[group]) &&
               joint_add_quantity(&r->quantity_micro[group], need[k].quantity_micro);
        r->suppliers[group]++;
    }
    tally->suppliers[group]++;
    return fits && joint_add_measures(tally, detail) ? HOSHI_OK : joint_too_much(faults);
}

enum hoshi_status hoshi_joint_merge(struct hoshi_joint_tally *to, const struct hoshi_joint_tally *from,
                                    struct hoshi_faults *faults)
{
    bool fits = true;
    for (size_t i = 0; i < from->rows && fits; i++) {
        const struct hoshi_joint_row *x = &from->row[i];
        struct hoshi_joint_row *r = joint_row_of(to, x->price, x->times);
        if (!r)
            return hoshi_fault_add(faults, HOSHI_E_TOO_MANY, "purchases", NULL, "0 .. %d",
                                   HOSHI_JOINT_ROWS_MAX);
        for (size_t g = 0; g < HOSHI_JOINT_GROUPS_MAX; g++) {
            r->suppliers[g] += x->suppliers[g];
            fits = fits && hoshi_money_add(r->alone_yen[g], x->alone_yen[g], &r->alone_yen[g]) &&
                   joint_add_quantity(&r->quantity_micro[g], x->quantity_micro[g]);
        }
    }
    for (size_t m = 0; m < HOSHI_MEASURES_MAX; m++) {
        to->measure_suppliers[m] += from->measure_suppliers[m];
        fits = fits && hoshi_money_add(to->measure_yen[m], from->measure_yen[m], &to->measure_yen[m]);
    }
    for (size_t g = 0; g < HOSHI_JOINT_GROUPS_MAX; g++)
        to->suppliers[g] += from->suppliers[g];
    return fits ? HOSHI_OK : joint_too_much(faults);
}

/* ---- together ---- */

static int largest_first(const void *a, const void *b)
{
    const struct hoshi_joint_bought *x = a, *y = b;
    if (x->alone_yen != y->alone_yen)
        return x->alone_yen > y->alone_yen ? -1 : 1;
    if (x->price != y->price)
        return x->price < y->price ? -1 : 1;
    return x->times < y->times ? -1 : x->times > y->times;
}

static bool joint_together(const struct hoshi_assumptions *a, const struct hoshi_joint_row *r,
                           int64_t quantity_micro, int64_t *yen)
{
    return hoshi_joint_cost(a, r->price, quantity_micro, yen, NULL) &&
           !__builtin_mul_overflow(*yen, (int64_t)r->times, yen) && *yen <= HOSHI_YEN_MAX;
}

static bool set_bought(struct hoshi_joint_bought *b, const struct hoshi_joint_row *r,
                       const struct hoshi_assumptions *a)
{
    *b = (struct hoshi_joint_bought){.price = r->price, .times = r->times};
    b->breaks = a->tables->price[r->price].breaks > 1;
    for (size_t g = 0; g < HOSHI_JOINT_GROUPS_MAX; g++) {
        b->suppliers += r->suppliers[g];
        if (!hoshi_money_add(b->alone_yen, r->alone_yen[g], &b->alone_yen) ||
            !joint_add_quantity(&b->quantity_micro, r->quantity_micro[g]))
            return false;
    }
    if (b->breaks && !joint_together(a, r, b->quantity_micro, &b->together_yen))
        return false;
    /* Nobody has to order together: where that is dearer each goes on ordering alone. */
    if (!b->breaks || b->together_yen > b->alone_yen)
        b->together_yen = b->alone_yen;
    b->saving_yen = b->alone_yen - b->together_yen;
    return true;
}

/** The rows of the game and its players. */
struct pool {
    const struct hoshi_assumptions *a;
    const struct hoshi_joint_row *row[HOSHI_JOINT_ROWS_MAX];
    size_t rows;
    struct hoshi_joint_purchase *j;
};

static bool set_groups(struct pool *p, const struct hoshi_joint_tally *t)
{
    struct hoshi_joint_purchase *j = p->j;
    for (size_t g = 0; g < HOSHI_JOINT_GROUPS_MAX; g++) {
        struct hoshi_joint_group x = {.group = g, .suppliers = t->suppliers[g]};
        bool buys = false;
        for (size_t i = 0; i < p->rows; i++) {
            int64_t yen;
            buys = buys || p->row[i]->suppliers[g];
            if (!joint_together(p->a, p->row[i], p->row[i]->quantity_micro[g], &yen) ||
                !hoshi_money_add(x.pooled_yen, yen, &x.pooled_yen) ||
                !hoshi_money_add(x.alone_yen, p->row[i]->alone_yen[g], &x.alone_yen))
                return false;
        }
        if (buys)
            j->group[j->groups++] = x;
    }
    return true;
}

/* Costs of every coalition: one row's quantities are built up mask by mask. */
static bool set_worth(const struct pool *p, double *worth, int64_t *quantity)
{
    size_t n = p->j->groups, masks = (size_t)1 << n;
    for (size_t i = 0; i < p->rows; i++) {
        quantity[0] = 0;
        for (size_t mask = 1; mask < masks; mask++) {
            size_t bit = (size_t)__builtin_ctzll(mask);
            int64_t yen;
            quantity[mask] = quantity[mask & (mask - 1)] + p->row[i]->quantity_micro[p->j->group[bit].group];
            if (!joint_together(p->a, p->row[i], quantity[mask], &yen))
                return false;
            worth[mask] += (double)yen;
        }
    }
    return true;
}

static const char *const player_ids[HOSHI_JOINT_GROUPS_MAX] = {"0", "1", "2",  "3",  "4",  "5",  "6",  "7",
                                                               "8", "9", "10", "11", "12", "13", "14", "15"};

/* One price per unit for all: what each row costs together, by quantity. */
static enum hoshi_status set_uniform(const struct pool *p)
{
    struct hoshi_joint_purchase *j = p->j;
    for (size_t i = 0; i < p->rows; i++) {
        int64_t weight[HOSHI_JOINT_GROUPS_MAX], part[HOSHI_JOINT_GROUPS_MAX], all = 0, yen;
        for (size_t k = 0; k < j->groups; k++) {
            weight[k] = p->row[i]->quantity_micro[j->group[k].group];
            all += weight[k];
        }
        for (size_t k = 0; all > HOSHI_YEN_MAX && k < j->groups; k++)
            weight[k] /= HOSHI_MICRO; /* the weights of a division are no larger than yen */
        if (!joint_together(p->a, p->row[i], all, &yen))
            return HOSHI_E_OVERFLOW;
        enum hoshi_status s = hoshi_money_split(yen, weight, j->groups, part);
        if (s)
            return s;
        for (size_t k = 0; k < j->groups; k++)
            j->group[k].uniform_yen += part[k];
    }
    return HOSHI_OK;
}

static bool uniform_in_core(const struct pool *p, const double *worth)
{
    size_t n = p->j->groups;
    for (size_t mask = 1; mask < (size_t)1 << n; mask++) {
        int64_t paid = 0;
        for (size_t k = 0; k < n; k++)
            paid += mask >> k & 1 ? p->j->group[k].uniform_yen : 0;
        /* Each row may be rounded up by a yen for each of its players. */
        if ((double)paid > worth[mask] + (double)(n * p->rows))
            return false;
    }
    return true;
}

static enum hoshi_status joint_divide(struct pool *p, struct hoshi_faults *faults)
{
    struct hoshi_joint_purchase *j = p->j;
    size_t masks = (size_t)1 << j->groups;
    double *worth = calloc(masks, sizeof *worth);
    int64_t *quantity = calloc(masks, sizeof *quantity);
    enum hoshi_status s = worth && quantity ? HOSHI_OK : HOSHI_E_MEMORY;
    if (!s && !set_worth(p, worth, quantity))
        s = HOSHI_E_OVERFLOW;
    free(quantity);
    j->game =
        (struct hoshi_game){.form = HOSHI_GAME_GENERAL, .yen = true, .players = j->groups, .id = player_ids};
    j->game.worth = j->worth = worth;
    if (s)
        return hoshi_fault_add(faults, s, "joint_purchase", NULL, NULL);
    j->uniform_in_core = uniform_in_core(p, worth);
    return hoshi_divisions_open(&j->game, NULL, &j->divisions, faults);
}

static int dearest_first(const void *a, const void *b)
{
    const struct hoshi_joint_measure *x = a, *y = b;
    if (x->yen != y->yen)
        return x->yen > y->yen ? -1 : 1;
    return x->measure < y->measure ? -1 : x->measure > y->measure;
}

static void set_measures(struct hoshi_joint_purchase *j, const struct hoshi_joint_tally *t)
{
    for (size_t m = 0; m < HOSHI_MEASURES_MAX; m++)
        if (t->measure_suppliers[m])
            j->measure[j->measures++] =
                (struct hoshi_joint_measure){m, t->measure_suppliers[m], t->measure_yen[m]};
    hoshi_sort(j->measure, j->measures, sizeof *j->measure, dearest_first);
}

static enum hoshi_status joint_fill(struct pool *p, const struct hoshi_joint_tally *t,
                                    struct hoshi_faults *faults)
{
    struct hoshi_joint_purchase *j = p->j;
    j->bought = calloc(t->rows ? t->rows : 1, sizeof *j->bought);
    if (!j->bought)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    for (j->rows = 0; j->rows < t->rows; j->rows++) {
        struct hoshi_joint_bought *b = &j->bought[j->rows];
        if (!set_bought(b, &t->row[j->rows], p->a))
            return joint_too_much(faults);
        if (!b->saving_yen)
            continue;
        p->row[p->rows++] = &t->row[j->rows];
        if (!hoshi_money_add(j->alone_yen, b->alone_yen, &j->alone_yen) ||
            !hoshi_money_add(j->together_yen, b->together_yen, &j->together_yen))
            return joint_too_much(faults);
    }
    j->saving_yen = j->alone_yen - j->together_yen;
    hoshi_sort(j->bought, j->rows, sizeof *j->bought, largest_first);
    set_measures(j, t);
    if (!set_groups(p, t))
        return joint_too_much(faults);
    enum hoshi_status s = j->groups ? set_uniform(p) : HOSHI_OK;
    if (s)
        return hoshi_fault_add(faults, s, "joint_purchase", NULL, NULL);
    return j->groups > 1 ? joint_divide(p, faults) : HOSHI_OK;
}

enum hoshi_status hoshi_joint_purchase_open(const struct hoshi_joint_tally *tally,
                                            const struct hoshi_assumptions *a,
                                            struct hoshi_joint_purchase **out, struct hoshi_faults *faults)
{
    struct pool p = {.a = a, .j = calloc(1, sizeof *p.j)};
    if (!p.j)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    enum hoshi_status s = joint_fill(&p, tally, faults);
    if (s) {
        hoshi_joint_purchase_close(p.j);
        return s;
    }
    *out = p.j;
    return HOSHI_OK;
}

void hoshi_joint_purchase_close(struct hoshi_joint_purchase *joint)
{
    if (!joint)
        return;
    hoshi_divisions_close(joint->divisions);
    free(joint->worth);
    free(joint->bought);
    free(joint);
}
