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
    for (int y = 0; y < p->years; y++)
        plan->used[y] += budget_cost(p, i, start, y) - budget_cost(p, i, before, y);
    plan->start[i] = (uint8_t)start;
}

bool budget_plan_fits(const struct budget_problem *p, const struct budget_limits *l,
                      const struct budget_plan *plan, size_t i, int start)
{
    int before = plan->start[i];
    for (int y = 0; y < p->years; y++)
        if (plan->used[y] + budget_cost(p, i, start, y) - budget_cost(p, i, before, y) > l->budget[y])
            return false;
    return true;
}

int64_t budget_plan_over(const struct budget_problem *p, const struct budget_limits *l,
                         const struct budget_plan *plan)
{
    int64_t over = 0;
    for (int y = 0; y < p->years; y++)
        over += plan->used[y] > l->budget[y] ? plan->used[y] - l->budget[y] : 0;
    return over;
}
