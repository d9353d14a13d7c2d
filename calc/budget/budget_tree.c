/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where few suppliers are large beside the budget, one set of prices bounds badly: with a large one fixed in
 * or out the prices change. So the problem is divided at such a supplier, start by start, each part gets
 * prices of its own, and the part with the largest bound is divided next. What is left undivided at the end
 * bounds the whole. */
#include "budget_problem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 48, NODES_MAX = 1000, STEPS_A_NODE = 1000 };
static const double work_max = 4e6; /* amounts looked at for one price vector × nodes */
/* A bound so close (in parts of the value) answers the question; only small problems go on to the end. */
enum { CLOSE_ENOUGH = 200000, SMALL = 200 };

/** A part of the problem: some suppliers' starts are fixed. */
struct node {
    int64_t bound;
    struct budget_prices prices;
    uint8_t depth, start[DEPTH_MAX];
    uint32_t item[DEPTH_MAX];
};

struct tree {
    const struct budget_problem *p;
    struct budget_search *search;
    const struct budget_limits *whole;
    struct budget_limits part; /* of the node looked at */
    struct budget_plan *plan;
    struct node *open;
    size_t nodes;
    int64_t closed; /* largest bound of a part that could not be divided further */
};

/* The limits of a node: fixed starts, and no start that does not fit beside them. False: nothing fits. */
static bool restrict_to(struct tree *t, const struct node *n)
{
    const struct budget_problem *p = t->p;
    int64_t left[BUDGET_ROWS], over = 0;
    t->part.pool = t->whole->pool;
    memcpy(t->part.budget, t->whole->budget, sizeof t->part.budget);
    memcpy(t->part.allowed, t->whole->allowed, p->n * sizeof *t->part.allowed);
    memcpy(left, t->whole->budget, sizeof left);
    for (int k = 0; k < n->depth; k++) {
        t->part.allowed[n->item[k]] = (uint16_t)(1u << n->start[k]);
        for (int y = 0; y < p->rows; y++)
            left[y] -= budget_use(p, n->item[k], n->start[k], y);
    }
    for (int y = 0; y < p->rows; y++) {
        over -= left[y] < 0 ? left[y] : 0;
        if (left[y] < 0 && (y >= p->years || over > t->whole->pool))
            return false;
    }
    for (size_t i = 0; i < p->n; i++) {
        uint16_t mask = t->part.allowed[i];
        bool fixed = false;
        for (int k = 0; k < n->depth; k++)
            fixed = fixed || n->item[k] == i;
        for (int s = 1; s <= p->years && !fixed; s++)
            for (int y = s - 1; y < p->rows && (mask >> s & 1); y++)
                if (budget_use(p, i, s, y) > left[y] + (y < p->years ? t->whole->pool : 0))
                    mask &= (uint16_t) ~(1u << s);
        t->part.allowed[i] = mask;
        if (!mask)
            return false;
    }
    return true;
}

static enum hoshi_status tree_look_at(struct tree *t, struct node *n)
{
    struct budget_dual dual;
    if (!restrict_to(t, n))
        return HOSHI_OK;
    enum hoshi_status s = budget_dual_solve(t->p, &t->part, 1e6, &n->prices, &dual);
    if (s)
        return s;
    n->prices = dual.best;
    n->bound = budget_bound_proven(t->p, &t->part, dual.best.price);
    budget_search_round(t->search, &t->part, dual.best.price, t->plan);
    if (n->bound <= t->plan->value)
        return HOSHI_OK;
    if (n->depth == DEPTH_MAX)
        t->closed = n->bound > t->closed ? n->bound : t->closed;
    else
        t->open[t->nodes++] = *n;
    return HOSHI_OK;
}

/* The supplier with most at stake for the least loss: what the prices leave undecided. */
static size_t undecided_most(const struct tree *t, const double *price)
{
    const struct budget_problem *p = t->p;
    size_t most = SIZE_MAX;
    double top = -INFINITY;
    for (size_t i = 0; i < p->n; i++) {
        int best = -1, second = -1;
        double first = -INFINITY, next = -INFINITY, stake = 0;
        for (int s = 0; s <= p->years; s++) {
            double w = t->part.allowed[i] >> s & 1 ? budget_reduced(p, price, i, s) : -INFINITY;
            if (w > first) {
                next = first;
                second = best;
                first = w;
                best = s;
            } else if (w > next) {
                next = w;
                second = s;
            }
        }
        if (second < 0)
            continue;
        for (int y = 0; y < p->rows; y++)
            stake += price[y] * fabs((double)(budget_use(p, i, best, y) - budget_use(p, i, second, y))) /
                     budget_unit(p, y);
        double score = stake - 20 * (first - next);
        if (score > top) {
            top = score;
            most = i;
        }
    }
    return most;
}

static struct node take_largest(struct tree *t)
{
    size_t k = 0;
    for (size_t i = 1; i < t->nodes; i++)
        if (t->open[i].bound > t->open[k].bound)
            k = i;
    struct node n = t->open[k];
    t->open[k] = t->open[--t->nodes];
    return n;
}

static enum hoshi_status tree_divide(struct tree *t, int64_t nodes)
{
    enum hoshi_status s = HOSHI_OK;
    while (!s && t->nodes && nodes > 0) {
        struct node n = take_largest(t);
        if (n.bound <= t->plan->value)
            continue;
        if (t->p->n > SMALL && n.bound - t->plan->value < n.bound / CLOSE_ENOUGH) {
            t->closed = n.bound > t->closed ? n.bound : t->closed;
            break;
        }
        restrict_to(t, &n);
        size_t i = undecided_most(t, n.prices.price);
        if (i == SIZE_MAX) {
            t->closed = n.bound > t->closed ? n.bound : t->closed;
            continue;
        }
        uint16_t mask = t->part.allowed[i];
        for (int start = 0; start <= t->p->years && !s; start++) {
            if (!(mask >> start & 1))
                continue;
            struct node child = n;
            child.item[child.depth] = (uint32_t)i;
            child.start[child.depth++] = (uint8_t)start;
            s = tree_look_at(t, &child);
            nodes--;
        }
    }
    return s;
}

enum hoshi_status budget_tree_search(const struct budget_problem *p, struct budget_search *search,
                                     const struct budget_limits *l, const struct budget_dual *dual,
                                     int64_t limit, struct budget_plan *plan, int64_t *bound)
{
    double fit = work_max / ((double)p->n * p->years * (p->years + 1) / 2);
    int64_t nodes = fit < NODES_MAX ? (int64_t)fit : NODES_MAX;
    nodes = nodes < limit / STEPS_A_NODE ? nodes : limit / STEPS_A_NODE;
    if (nodes < 20)
        return HOSHI_OK;
    struct tree t = {.p = p, .search = search, .whole = l, .plan = plan};
    t.open = calloc((size_t)nodes + HOSHI_YEARS_MAX + 2, sizeof *t.open);
    t.part.allowed = calloc(p->n, sizeof *t.part.allowed);
    enum hoshi_status s = t.open && t.part.allowed ? HOSHI_OK : HOSHI_E_MEMORY;
    if (!s) {
        t.open[t.nodes++] = (struct node){.bound = *bound, .prices = dual->best};
        s = tree_divide(&t, nodes);
    }
    int64_t most = plan->value > t.closed ? plan->value : t.closed;
    for (size_t i = 0; i < t.nodes; i++)
        most = t.open[i].bound > most ? t.open[i].bound : most;
    if (!s && most < *bound)
        *bound = most;
    free(t.open);
    free(t.part.allowed);
    return s;
}
