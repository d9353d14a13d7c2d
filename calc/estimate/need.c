/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "need.h"

#include <string.h>

static bool fact_denies(const struct hoshi_case *c, size_t fact)
{
    for (size_t i = 0; fact != SIZE_MAX && i < c->supplier.facts; i++)
        if (c->supplier.fact[i].fact == fact)
            return !c->supplier.fact[i].value;
    return false;
}

enum hoshi_answer_status hoshi_need_counts_as(enum hoshi_answer_status answered, bool denied, bool taken)
{
    if (answered == HOSHI_MET || answered == HOSHI_NOT_APPLICABLE)
        return answered;
    if (denied)
        return HOSHI_NOT_APPLICABLE;
    return taken && answered != HOSHI_UNMET && answered != HOSHI_PARTIAL ? HOSHI_MET : answered;
}

static void read_criterion(struct hoshi_need *need, const struct hoshi_case *c,
                           const struct hoshi_criterion *k)
{
    const struct hoshi_answer *a = &c->answers.answer[k->index];
    size_t i = k->index;
    bool denied = fact_denies(c, k->fact), held = k->level <= c->plan.taken_level;
    if (a->status == HOSHI_MET) {
        need->state[i] = HOSHI_CLOSED;
    } else if (a->status == HOSHI_NOT_APPLICABLE) {
        need->state[i] = HOSHI_INAPPLICABLE;
        need->doubtful[i] = k->fact == SIZE_MAX;
    } else if (denied) {
        need->state[i] = HOSHI_INAPPLICABLE_BY_FACT;
        need->contradicts_fact[i] = a->status == HOSHI_UNMET || a->status == HOSHI_PARTIAL;
    } else if (a->status == HOSHI_UNMET || a->status == HOSHI_PARTIAL) {
        need->state[i] = a->remaining_ppm == 0 ? HOSHI_CLOSED : HOSHI_OPEN;
        need->unstated[i] = a->status == HOSHI_PARTIAL && a->remaining_ppm == HOSHI_NONE;
        need->need_ppm[i] = a->status == HOSHI_UNMET ? HOSHI_MICRO
                            : need->unstated[i]      ? HOSHI_MICRO / 2
                                                     : a->remaining_ppm;
    } else if (held) {
        need->state[i] = HOSHI_CLOSED;
        need->taken[i] = true;
    } else {
        need->state[i] = HOSHI_UNKNOWN_STATE;
    }
    need->criteria++;
    need->by_status[need->counted[i]]++;
    need->by_category[k->category][need->counted[i]]++;
}

static void probabilities(struct hoshi_need *need, const struct hoshi_catalog *c)
{
    for (size_t i = 0; i < c->criteria; i++) {
        enum hoshi_criterion_state s = need->state[i];
        if (need->taken[i])
            continue;
        need->open[c->criterion[i].category] += s == HOSHI_OPEN;
        need->answered[c->criterion[i].category] +=
            s == HOSHI_OPEN || s == HOSHI_CLOSED || s == HOSHI_INAPPLICABLE;
    }
    for (size_t i = 0; i < c->criteria; i++)
        if (need->state[i] == HOSHI_UNKNOWN_STATE) {
            int k = c->criterion[i].category;
            need->open_probability[i] =
                ((double)need->open[k] + need->prior.open[k]) /
                ((double)need->answered[k] + need->prior.open[k] + need->prior.closed[k]);
        }
}

void hoshi_need_init(struct hoshi_need *need, const struct hoshi_tables *tables, const struct hoshi_case *c,
                     int level)
{
    memset(need, 0, sizeof *need);
    need->level = level;
    for (int k = 0; k <= HOSHI_CATEGORIES && !c->open_prior; k++)
        need->prior.open[k] = need->prior.closed[k] = 1;
    if (c->open_prior)
        need->prior = *c->open_prior;
    for (size_t i = 0; i < tables->catalog.criteria; i++) {
        const struct hoshi_criterion *k = &tables->catalog.criterion[i];
        need->counted[i] = hoshi_need_counts_as(c->answers.answer[i].status, fact_denies(c, k->fact),
                                                k->level <= c->plan.taken_level);
        if (k->level <= level)
            read_criterion(need, c, k);
        else
            need->above += c->answers.answer[i].status != HOSHI_UNANSWERED;
    }
    probabilities(need, &tables->catalog);
}

static int64_t left_to_do(const struct hoshi_need *need, size_t criterion, enum hoshi_partials partials)
{
    if (!need->unstated[criterion] || partials == HOSHI_PARTIALS_HALF)
        return need->need_ppm[criterion];
    return partials == HOSHI_PARTIALS_WHOLE ? HOSHI_MICRO : 0;
}

static int64_t own_need(const struct hoshi_need *need, const struct hoshi_measure *m,
                        enum hoshi_partials partials)
{
    int64_t most = 0;
    if (m->star)
        return m->star == need->level ? HOSHI_MICRO : 0;
    for (size_t i = 0; i < m->closes_n; i++) {
        if (need->state[m->closes[i]] != HOSHI_OPEN)
            continue;
        int64_t n = left_to_do(need, m->closes[i], partials);
        most = n > most ? n : most;
    }
    return most;
}

int64_t hoshi_need_of_measure(const struct hoshi_need *need, const struct hoshi_tables *tables,
                              size_t measure, enum hoshi_partials partials)
{
    int64_t most = own_need(need, &tables->measure[measure], partials);
    for (size_t m = 0; m < tables->measures; m++)
        for (size_t i = 0; i < tables->measure[m].requires_n; i++)
            if (tables->measure[m].requires_[i] == measure) {
                int64_t n = own_need(need, &tables->measure[m], partials);
                most = n > most ? n : most;
            }
    return most;
}

static void mark_unknown(const struct hoshi_need *need, const struct hoshi_measure *m, bool *set)
{
    for (size_t i = 0; i < m->closes_n; i++)
        if (need->state[m->closes[i]] == HOSHI_UNKNOWN_STATE)
            set[m->closes[i]] = true;
}

void hoshi_need_unknown_of(const struct hoshi_need *need, const struct hoshi_tables *tables, size_t measure,
                           bool *set)
{
    mark_unknown(need, &tables->measure[measure], set);
    for (size_t m = 0; m < tables->measures; m++)
        for (size_t i = 0; i < tables->measure[m].requires_n; i++)
            if (tables->measure[m].requires_[i] == measure)
                mark_unknown(need, &tables->measure[m], set);
}

double hoshi_need_none_open(const struct hoshi_need *need, const int count[HOSHI_CATEGORIES + 1])
{
    double none = 1;
    for (int k = 1; k <= HOSHI_CATEGORIES; k++) {
        double closed = (double)(need->answered[k] - need->open[k]) + need->prior.closed[k],
               all = (double)need->answered[k] + need->prior.open[k] + need->prior.closed[k];
        for (int i = 0; i < count[k]; i++)
            none *= (closed + i) / (all + i);
    }
    return none;
}

double hoshi_need_any_open(const struct hoshi_need *need, const struct hoshi_catalog *catalog,
                           const bool *set)
{
    int count[HOSHI_CATEGORIES + 1] = {0};
    for (size_t i = 0; i < catalog->criteria; i++)
        count[catalog->criterion[i].category] += set[i] && need->state[i] == HOSHI_UNKNOWN_STATE;
    return 1 - hoshi_need_none_open(need, count);
}

void hoshi_need_assume_unmet(struct hoshi_need *need, const struct hoshi_catalog *catalog, const bool *closed)
{
    for (size_t i = 0; i < catalog->criteria; i++) {
        if (need->state[i] != HOSHI_UNKNOWN_STATE)
            continue;
        need->state[i] = closed && closed[i] ? HOSHI_CLOSED : HOSHI_OPEN;
        need->need_ppm[i] = HOSHI_MICRO;
    }
}
