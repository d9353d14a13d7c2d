/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "budget_problem.h"

#include <string.h>

void budget_plan_clear(const struct budget_problem *p, struct budget_plan *plan)
{
    memset(plan->start, 0, p->n);
    memset(plan->used, 0, sizeof plan->used);
    plan->value = 0;
}

void budget_plan_copy(const struct budget_problem *p, struct budget_plan *to, const struct budget_plan *from)
{
    memcpy(to->start, from->start, p->n);
    memcpy(to->used, from->used, sizeof to->used);
    to->value = from->value;
}

void budget_plan_set(const struct budget_problem *p, struct budget_plan *plan, size_t i, int start)
{
    int before = plan->start[i];
    plan->value += budget_value(p, i, start) - budget_value(p, i, before);
    for (int y = 0; y < p->rows; y++)
        plan->used[y] += budget_use(p, i, start, y) - budget_use(p, i, before, y);
    plan->start[i] = (uint8_t)start;
}

bool budget_plan_fits(const struct budget_problem *p, const struct budget_limits *l,
                      const struct budget_plan *plan, size_t i, int start)
{
    int before = plan->start[i];
    int64_t over = 0;
    for (int y = 0; y < p->rows; y++) {
        int64_t past =
            plan->used[y] + budget_use(p, i, start, y) - budget_use(p, i, before, y) - l->budget[y];
        over += past > 0 ? past : 0;
        if (past > 0 && (y >= p->years || over > l->pool))
            return false;
    }
    return true;
}

int64_t budget_plan_over(const struct budget_problem *p, const struct budget_limits *l,
                         const struct budget_plan *plan)
{
    int64_t over = 0, beyond = 0;
    for (int y = 0; y < p->years; y++)
        over += plan->used[y] > l->budget[y] ? plan->used[y] - l->budget[y] : 0;
    for (int r = p->years; r < p->rows; r++)
        beyond +=
            plan->used[r] > l->budget[r] ? (plan->used[r] - l->budget[r]) * budget_weight_over(p, r) : 0;
    return (over > l->pool ? over - l->pool : 0) + beyond;
}
