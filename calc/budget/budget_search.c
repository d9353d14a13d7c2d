/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan from prices: everybody takes what is worth most at them; too much is given back where least is lost;
 * what is left is filled and exchanged. Only the suppliers whose second choice loses less than what bound and
 * plan leave open can stand otherwise in a better plan: those are searched. */
#include "budget_problem.h"
#include "sort.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Prices by which the branch and bound bounds: the best, each year's a little lower and higher, kept ones. */
enum { PRICES_MAX = 1 + 4 * HOSHI_YEARS_MAX + BUDGET_PRICES_KEPT };
enum { MOVES_FIRST = 4096, EXCHANGED = 160, ROUNDS = 20, SEARCHED_MAX = 2000, SEARCHED_PART = 48 };
enum { MUSTS_SEARCHED = 200, MUST_STEPS = 200000 };

/** Another start of a supplier, and what it is worth less than its best one at the prices. */
struct move {
    double loss;
    uint32_t i;
    uint8_t to;
};

struct option {
    uint8_t start;
    int64_t value;
    const int64_t *cost;
};

/** A supplier of the branch and bound. */
struct branch {
    size_t i;
    double second; /* loss of its second choice */
    size_t options;
    struct option option[HOSHI_YEARS_MAX + 1];
};

struct budget_search {
    const struct budget_problem *p;
    struct budget_plan trial;
    double *loss;      /* n × (years + 1): of every start; INFINITY where not allowed */
    uint8_t *best;     /* n */
    struct move *move; /* n × years */
    size_t moves;
    struct branch *branch; /* SEARCHED_MAX */
    size_t branches;
    double *suffix; /* (PRICES_MAX) × (SEARCHED_MAX + 1) */
    /* of the branch and bound under way */
    double price[PRICES_MAX][BUDGET_ROWS]; /* value per yen, talk … */
    size_t prices;
    int64_t left[BUDGET_ROWS], pool, value, best_value, steps, limit;
    double slack; /* what doubles may be wrong by */
    bool cut, better;
    uint8_t now[SEARCHED_MAX], found[SEARCHED_MAX];
};

enum hoshi_status budget_search_open(const struct budget_problem *p, struct budget_search **out)
{
    struct budget_search *s = calloc(1, sizeof *s);
    if (!s)
        return HOSHI_E_MEMORY;
    size_t n = p->n ? p->n : 1, years = (size_t)p->years;
    s->p = p;
    s->trial.start = calloc(n, 1);
    s->loss = calloc(n * (years + 1), sizeof *s->loss);
    s->best = calloc(n, 1);
    s->move = calloc(n * years, sizeof *s->move);
    s->branch = calloc(SEARCHED_MAX, sizeof *s->branch);
    s->suffix = calloc((size_t)PRICES_MAX * (SEARCHED_MAX + 1), sizeof *s->suffix);
    if (!s->trial.start || !s->loss || !s->best || !s->move || !s->branch || !s->suffix) {
        budget_search_close(s);
        return HOSHI_E_MEMORY;
    }
    *out = s;
    return HOSHI_OK;
}

void budget_search_close(struct budget_search *s)
{
    if (!s)
        return;
    free(s->trial.start);
    free(s->loss);
    free(s->best);
    free(s->move);
    free(s->branch);
    free(s->suffix);
    free(s);
}

/* ---- losses and moves ---- */

static double *loss_of(struct budget_search *s, size_t i)
{
    return s->loss + i * (size_t)(s->p->years + 1);
}

static void search_weigh(struct budget_search *s, const struct budget_limits *l, const double *price)
{
    const struct budget_problem *p = s->p;
    for (size_t i = 0; i < p->n; i++) {
        double *loss = loss_of(s, i), top = -INFINITY;
        s->best[i] = 0;
        for (int t = 0; t <= p->years; t++) {
            loss[t] = l->allowed[i] >> t & 1 ? budget_reduced(p, price, i, t) : -INFINITY;
            if (loss[t] > top) {
                top = loss[t];
                s->best[i] = (uint8_t)t;
            }
        }
        for (int t = 0; t <= p->years; t++)
            loss[t] = top - loss[t];
    }
}

static size_t count_within(const struct budget_search *s, double limit)
{
    size_t n = s->p->n * (size_t)(s->p->years + 1), count = 0;
    for (size_t k = 0; k < n; k++)
        count += s->loss[k] <= limit;
    return count;
}

/* Least limit (to a part in 2^40) within which `wanted` starts lie; the best ones lose nothing. */
static double limit_for(const struct budget_search *s, size_t wanted)
{
    double high = 1e-6;
    while (high < 1e30 && count_within(s, high) < wanted)
        high *= 16;
    double low = 0;
    for (int k = 0; k < 40; k++) {
        double middle = (low + high) / 2;
        if (count_within(s, middle) < wanted)
            low = middle;
        else
            high = middle;
    }
    return high;
}

static int by_loss(const void *a, const void *b)
{
    const struct move *x = a, *y = b;
    if (x->loss < y->loss || x->loss > y->loss)
        return x->loss < y->loss ? -1 : 1;
    if (x->i != y->i) /* of equals the last one gives way first */
        return x->i > y->i ? -1 : 1;
    return (int)x->to - (int)y->to;
}

/* The cheapest moves, at least `wanted` of them or all. */
static void search_gather(struct budget_search *s, size_t wanted)
{
    const struct budget_problem *p = s->p;
    double limit = wanted < p->n * (size_t)p->years ? limit_for(s, p->n + wanted) : 1e30;
    s->moves = 0;
    for (size_t i = 0; i < p->n; i++)
        for (int t = 0; t <= p->years; t++)
            if (t != s->best[i] && loss_of(s, i)[t] <= limit)
                s->move[s->moves++] = (struct move){loss_of(s, i)[t], (uint32_t)i, (uint8_t)t};
    hoshi_sort(s->move, s->moves, sizeof *s->move, by_loss);
}

/* ---- rounding ---- */

static bool give_back(struct budget_search *s, const struct budget_limits *l)
{
    int64_t over = budget_plan_over(s->p, l, &s->trial);
    for (size_t k = 0; k < s->moves && over; k++) {
        const struct move *m = &s->move[k];
        int before = s->trial.start[m->i];
        budget_plan_set(s->p, &s->trial, m->i, m->to);
        int64_t now = budget_plan_over(s->p, l, &s->trial);
        if (now < over)
            over = now;
        else
            budget_plan_set(s->p, &s->trial, m->i, before);
    }
    return !over;
}

/* Everybody's best start, brought within the budgets. */
static bool round_prices(struct budget_search *s, const struct budget_limits *l)
{
    size_t all = s->p->n * (size_t)s->p->years;
    for (size_t wanted = MOVES_FIRST;; wanted *= 16) {
        budget_plan_clear(s->p, &s->trial);
        for (size_t i = 0; i < s->p->n; i++)
            if (s->best[i])
                budget_plan_set(s->p, &s->trial, i, s->best[i]);
        search_gather(s, wanted);
        if (give_back(s, l))
            return true;
        if (wanted >= all)
            return false;
    }
}

static bool try_start(const struct budget_problem *p, const struct budget_limits *l, struct budget_plan *plan,
                      size_t i, int t)
{
    if (!(l->allowed[i] >> t & 1) || budget_value(p, i, t) <= budget_value(p, i, plan->start[i]) ||
        !budget_plan_fits(p, l, plan, i, t))
        return false;
    budget_plan_set(p, plan, i, t);
    return true;
}

static void search_fill(struct budget_search *s, const struct budget_limits *l, struct budget_plan *plan)
{
    bool changed = true;
    for (int round = 0; changed && round < ROUNDS; round++) {
        changed = false;
        for (size_t k = 0; k < s->moves; k++) {
            changed = try_start(s->p, l, plan, s->move[k].i, s->move[k].to) || changed;
            changed = try_start(s->p, l, plan, s->move[k].i, s->best[s->move[k].i]) || changed;
        }
    }
    for (size_t i = 0; i < s->p->n; i++)
        for (int t = 1; t <= s->p->years; t++)
            if (try_start(s->p, l, plan, i, t))
                break;
}

/* The suppliers of the cheapest moves, each once. */
static size_t undecided(struct budget_search *s, size_t list[EXCHANGED])
{
    size_t n = 0;
    for (size_t k = 0; k < s->moves && n < EXCHANGED; k++) {
        size_t j = 0;
        while (j < n && list[j] != s->move[k].i)
            j++;
        if (j == n)
            list[n++] = s->move[k].i;
    }
    return n;
}

/* One supplier gives way and another comes in, or starts earlier. */
static bool exchange_pair(struct budget_search *s, const struct budget_limits *l, struct budget_plan *plan,
                          size_t a, size_t b)
{
    const struct budget_problem *p = s->p;
    int before = plan->start[a];
    int64_t value = plan->value;
    for (int t = 0; t <= p->years; t++) {
        if (t == before || !(l->allowed[a] >> t & 1) || budget_value(p, a, t) > budget_value(p, a, before))
            continue;
        budget_plan_set(p, plan, a, t);
        int was = plan->start[b];
        for (int u = 1; u <= p->years; u++)
            if (plan->value + budget_value(p, b, u) - budget_value(p, b, was) > value &&
                (l->allowed[b] >> u & 1) && budget_plan_fits(p, l, plan, b, u)) {
                budget_plan_set(p, plan, b, u);
                return true;
            }
        budget_plan_set(p, plan, a, before);
    }
    return false;
}

static void exchange(struct budget_search *s, const struct budget_limits *l, struct budget_plan *plan)
{
    size_t list[EXCHANGED], n = undecided(s, list);
    bool changed = true;
    for (int round = 0; changed && round < ROUNDS; round++) {
        changed = false;
        for (size_t a = 0; a < n; a++)
            for (size_t b = 0; b < n; b++)
                changed = (a != b && exchange_pair(s, l, plan, list[a], list[b])) || changed;
        if (changed)
            search_fill(s, l, plan);
    }
}

/* ---- branch and bound ---- */

static double bound_below(const struct budget_search *s, size_t depth)
{
    double least = INFINITY;
    for (size_t k = 0; k < s->prices; k++) {
        double b = (double)s->value + s->suffix[k * (SEARCHED_MAX + 1) + depth];
        double dearest = 0;
        for (int y = 0; y < s->p->rows; y++) {
            b += s->price[k][y] * (double)s->left[y];
            dearest = y < s->p->years ? fmax(dearest, s->price[k][y]) : dearest;
        }
        b += dearest * (double)s->pool;
        least = fmin(least, b);
    }
    return least;
}

/* Money of the years may fall short by the pool in sum; talks and quotas by nothing. */
static bool within_left(const struct budget_search *s)
{
    int64_t over = 0;
    for (int r = 0; r < s->p->rows; r++) {
        over -= s->left[r] < 0 ? s->left[r] : 0;
        if (s->left[r] < 0 && (r >= s->p->years || over > s->pool))
            return false;
    }
    return true;
}

static void use_left(struct budget_search *s, size_t i, const struct option *o, int sign)
{
    for (int y = o->start - 1, k = 0; o->start && y < s->p->years; y++, k++)
        s->left[y] -= sign * o->cost[k];
    for (int r = s->p->years; r < s->p->rows; r++)
        s->left[r] -= sign * budget_use(s->p, i, o->start, r);
    s->value += sign * o->value;
}

static bool search_take(struct budget_search *s, size_t i, const struct option *o)
{
    use_left(s, i, o, 1);
    if (within_left(s))
        return true;
    use_left(s, i, o, -1);
    return false;
}

static void search_descend(struct budget_search *s, size_t depth)
{
    if (++s->steps > s->limit) {
        s->cut = true;
        return;
    }
    if (depth == s->branches) {
        if (s->value > s->best_value) {
            s->best_value = s->value;
            s->better = true;
            memcpy(s->found, s->now, s->branches);
        }
        return;
    }
    const struct branch *b = &s->branch[depth];
    for (size_t k = 0; k < b->options && !s->cut; k++) {
        if (!search_take(s, b->i, &b->option[k]))
            continue;
        s->now[depth] = b->option[k].start;
        if (bound_below(s, depth + 1) + s->slack >= (double)(s->best_value + 1))
            search_descend(s, depth + 1);
        use_left(s, b->i, &b->option[k], -1);
    }
}

static void set_prices(struct budget_search *s, const struct budget_dual *dual)
{
    static const double around[] = {0.8, 1.25, 0.93, 1.08};
    s->prices = 1 + dual->kept_n;
    for (size_t k = 0; k < s->prices; k++)
        for (int y = 0; y < s->p->rows; y++)
            s->price[k][y] = s->p->value_unit / budget_unit(s->p, y) *
                             (k ? dual->kept[k - 1].price[y] : dual->best.price[y]);
    for (int y = 0; y < s->p->years && s->p->years <= 4; y++)
        for (size_t a = 0; a < 4; a++, s->prices++) {
            memcpy(s->price[s->prices], s->price[0], sizeof s->price[0]);
            s->price[s->prices][y] *= around[a];
        }
}

static void set_suffix(struct budget_search *s)
{
    for (size_t k = 0; k < s->prices; k++) {
        double *suffix = s->suffix + k * (SEARCHED_MAX + 1);
        suffix[s->branches] = 0;
        for (size_t d = s->branches; d-- > 0;) {
            double top = -INFINITY;
            for (size_t o = 0; o < s->branch[d].options; o++) {
                const struct option *x = &s->branch[d].option[o];
                double worth = (double)x->value;
                for (int y = x->start - 1, c = 0; x->start && y < s->p->years; y++, c++)
                    worth -= s->price[k][y] * (double)x->cost[c];
                for (int r = s->p->years; r < s->p->rows; r++)
                    worth -= s->price[k][r] * (double)budget_use(s->p, s->branch[d].i, x->start, r);
                top = fmax(top, worth);
            }
            suffix[d] = suffix[d + 1] + top;
        }
    }
}

static int most_decided_first(const void *a, const void *b)
{
    const struct branch *x = a, *y = b;
    if (x->second < y->second || x->second > y->second)
        return x->second > y->second ? -1 : 1;
    return x->i < y->i ? -1 : x->i > y->i;
}

/* Starts of supplier i that lose no more than `limit`, least loss first. */
static void make_branch(struct budget_search *s, size_t i, double limit, struct branch *b)
{
    const double *loss = loss_of(s, i);
    double order[HOSHI_YEARS_MAX + 1];
    *b = (struct branch){.i = i, .second = INFINITY};
    for (int t = 0; t <= s->p->years; t++) {
        if (loss[t] > limit)
            continue;
        if (t != s->best[i])
            b->second = fmin(b->second, loss[t]);
        size_t k = b->options++;
        for (; k > 0 && order[k - 1] > loss[t]; k--) {
            order[k] = order[k - 1];
            b->option[k] = b->option[k - 1];
        }
        order[k] = loss[t];
        b->option[k] =
            (struct option){(uint8_t)t, budget_value(s->p, i, t), s->p->cost + i * (size_t)s->p->years};
    }
}

/* Whoever has one start left keeps it. False when there are too many others. */
static bool reduce(struct budget_search *s, double limit)
{
    budget_plan_clear(s->p, &s->trial);
    s->branches = 0;
    for (size_t i = 0; i < s->p->n; i++) {
        struct branch b;
        make_branch(s, i, limit, &b);
        if (b.options == 1)
            budget_plan_set(s->p, &s->trial, i, b.option[0].start);
        else if (s->branches == SEARCHED_MAX)
            return false;
        else
            s->branch[s->branches++] = b;
    }
    return true;
}

/* The least decided suppliers only; the others stay as in the plan. */
static void take_part(struct budget_search *s, const struct budget_plan *plan)
{
    budget_plan_copy(s->p, &s->trial, plan);
    s->branches = 0;
    size_t list[EXCHANGED], n = undecided(s, list);
    for (size_t k = 0; k < n && k < SEARCHED_PART; k++) {
        make_branch(s, list[k], 1e30, &s->branch[s->branches++]);
        if (s->trial.start[list[k]])
            budget_plan_set(s->p, &s->trial, list[k], 0);
    }
}

/* True when every plan better than `plan` that differs from the fixed part only in the branches was seen. */
static bool search(struct budget_search *s, const struct budget_limits *l, int64_t limit,
                   struct budget_plan *plan)
{
    hoshi_sort(s->branch, s->branches, sizeof *s->branch, most_decided_first);
    for (int y = 0; y < s->p->rows; y++)
        s->left[y] = l->budget[y] - s->trial.used[y];
    s->pool = l->pool;
    if (!within_left(s))
        return true;
    set_suffix(s);
    s->value = s->trial.value;
    s->best_value = plan->value;
    s->steps = 0;
    s->limit = limit;
    s->cut = s->better = false;
    search_descend(s, 0);
    if (s->better) {
        budget_plan_copy(s->p, plan, &s->trial);
        for (size_t k = 0; k < s->branches; k++)
            budget_plan_set(s->p, plan, s->branch[k].i, s->found[k]);
    }
    return !s->cut;
}

static bool prove(struct budget_search *s, const struct budget_limits *l, const struct budget_dual *dual,
                  int64_t limit, struct budget_plan *plan)
{
    double open = dual->best.bound - (double)plan->value / s->p->value_unit;
    s->slack = 1e-12 * (double)(s->p->n + 100) * dual->best.bound * s->p->value_unit;
    search_weigh(s, l, dual->best.price);
    if (reduce(s, fmax(open, 0) + s->slack / s->p->value_unit))
        return search(s, l, limit, plan);
    return false;
}

void budget_search_round(struct budget_search *s, const struct budget_limits *l, const double *price,
                         struct budget_plan *plan)
{
    search_weigh(s, l, price);
    if (!round_prices(s, l))
        return;
    search_fill(s, l, &s->trial);
    if (s->trial.value > plan->value)
        budget_plan_copy(s->p, plan, &s->trial);
}

bool budget_search_improve(struct budget_search *s, const struct budget_limits *l,
                           const struct budget_dual *dual, int64_t limit, struct budget_plan *plan)
{
    struct budget_plan *trial = &s->trial;
    set_prices(s, dual);
    size_t tried = s->p->n <= 20000 ? dual->kept_n : 0;
    for (size_t k = tried + 1; k-- > 0;) {
        search_weigh(s, l, k ? dual->kept[k - 1].price : dual->best.price);
        if (round_prices(s, l)) {
            search_fill(s, l, trial);
            exchange(s, l, trial);
            if (trial->value > plan->value)
                budget_plan_copy(s->p, plan, trial);
        }
    }
    search_fill(s, l, plan);
    exchange(s, l, plan);
    if (!limit)
        return false;
    if (s->p->n > SEARCHED_PART) {
        s->slack = 1e-12 * (double)(s->p->n + 100) * dual->best.bound * s->p->value_unit;
        take_part(s, plan);
        search(s, l, limit / 8, plan);
    }
    return prove(s, l, dual, limit, plan);
}

/* ---- musts ---- */

struct must_search {
    const struct budget_problem *p;
    const struct budget_limits *l;
    struct budget_plan *now, *best;
    const uint32_t *order;
    int64_t over, steps;
};

/* Spending only grows: what is over already stays over. */
static void descend_musts(struct must_search *m, size_t depth)
{
    int64_t over = budget_plan_over(m->p, m->l, m->now);
    if (!m->over || over >= m->over || ++m->steps > MUST_STEPS)
        return;
    if (depth == m->p->n) {
        m->over = over;
        budget_plan_copy(m->p, m->best, m->now);
        return;
    }
    size_t i = m->order[depth];
    for (int t = m->p->earliest[i]; t <= m->p->latest[i]; t++) {
        budget_plan_set(m->p, m->now, i, t);
        descend_musts(m, depth + 1);
    }
    budget_plan_set(m->p, m->now, i, 0);
}

static int64_t ease(struct budget_search *s, const struct budget_limits *l, struct budget_plan *plan)
{
    int64_t over = budget_plan_over(s->p, l, plan);
    bool changed = true;
    for (int round = 0; changed && over && round < ROUNDS; round++) {
        changed = false;
        for (size_t i = 0; i < s->p->n; i++)
            for (int t = s->p->earliest[i]; t <= s->p->latest[i]; t++) {
                int before = plan->start[i];
                budget_plan_set(s->p, plan, i, t);
                int64_t now = budget_plan_over(s->p, l, plan);
                if (now < over) {
                    over = now;
                    changed = true;
                } else {
                    budget_plan_set(s->p, plan, i, before);
                }
            }
    }
    return over;
}

/* Every schedule, dearest supplier first; true when it came to the end. */
static bool search_musts(struct budget_search *s, const struct budget_limits *l, struct budget_plan *plan,
                         int64_t over)
{
    const struct budget_problem *p = s->p;
    if (p->n > MUSTS_SEARCHED)
        return false;
    uint32_t order[MUSTS_SEARCHED];
    int64_t sum[MUSTS_SEARCHED];
    for (size_t i = 0; i < p->n; i++) {
        int64_t c = 0;
        for (int y = 0; y < p->years; y++)
            c += budget_cost(p, i, 1, y);
        size_t k = i;
        for (; k > 0 && sum[k - 1] < c; k--) {
            sum[k] = sum[k - 1];
            order[k] = order[k - 1];
        }
        sum[k] = c;
        order[k] = (uint32_t)i;
    }
    budget_plan_clear(p, &s->trial);
    struct must_search m = {p, l, &s->trial, plan, order, over, 0};
    descend_musts(&m, 0);
    return m.steps <= MUST_STEPS;
}

bool budget_search_musts(struct budget_search *s, const struct budget_limits *l,
                         const struct budget_dual *dual, struct budget_plan *plan)
{
    search_weigh(s, l, dual->best.price);
    budget_plan_clear(s->p, &s->trial);
    for (size_t i = 0; i < s->p->n; i++)
        budget_plan_set(s->p, &s->trial, i, s->best[i]);
    int64_t over = ease(s, l, &s->trial);
    bool empty = s->p->n && !plan->start[0];
    if (empty || over < budget_plan_over(s->p, l, plan))
        budget_plan_copy(s->p, plan, &s->trial);
    over = ease(s, l, plan);
    return !over || search_musts(s, l, plan, over);
}
