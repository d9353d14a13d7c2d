/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Limits a department has beside its budget: talks a year and what one costs, the least amount worth a talk, quotas of
 * levels and categories. */
#include "answer_fold.h"
#include "fold.h"
#include "portfolio_job.h"
#include "text.h"
#include "typed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool hoshi_job_yen(struct request *r, const char *name, int64_t most, int64_t *out)
{
    const char *text = option_value(r, name);
    int64_t yen;
    if (!text)
        return true;
    if (hoshi_text_is_utf8(text, strlen(text)) && !hoshi_typed_yen(text, 1, &yen) && yen >= 0 &&
        yen <= most) {
        *out = yen;
        return true;
    }
    hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, name, text, "50000, 50,000, 5万円");
    return false;
}

static bool limit_talks(struct portfolio_job *j)
{
    const char *value = option_value(j->r, "--talks");
    char text[256];
    if (!value)
        return true;
    snprintf(text, sizeof text, "%s", strlen(value) < sizeof text ? value : "?");
    char *rest = NULL;
    for (char *p = strtok_r(text, "/;", &rest); p; p = strtok_r(NULL, "/;", &rest)) {
        int64_t n;
        if (j->limits.talks_n == HOSHI_YEARS_MAX || !hoshi_text_is_utf8(p, strlen(p)) ||
            hoshi_typed_count(p, &n) || n < 0 || n > HOSHI_BUDGET_SUPPLIERS_MAX) {
            hoshi_fault_add(j->r->faults, HOSHI_E_USAGE_VALUE, "--talks", value, "40, 40/60/60");
            return false;
        }
        j->limits.talks[j->limits.talks_n++] = n;
    }
    return true;
}

/* Behind one of the words before a group, or NULL. */
static const char *portfolio_limits_behind(const char *text, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strncmp(text, words[i], strlen(words[i])) == 0)
            return text + strlen(words[i]);
    return NULL;
}

static bool quota_group(const char *text, struct hoshi_budget_group *g)
{
    static const char *const levels[] = {"★", "level:", "level", "星"}, *const categories[] = {
                                                                            "区分:", "区分：",
                                                                            "品目区分:", "品目区分：",
                                                                            "category:"};
    const char *level = portfolio_limits_behind(text, levels, sizeof levels / sizeof *levels),
               *category = portfolio_limits_behind(text, categories, sizeof categories / sizeof *categories);
    char folded[HOSHI_FOLDED];
    if (level) {
        hoshi_answer_fold(level, folded);
        g->level = strcmp(folded, "3") == 0 ? 3 : strcmp(folded, "4") == 0 ? 4 : 0;
        return g->level;
    }
    if (!category || !category[0] || strlen(category) >= sizeof g->category)
        return false;
    hoshi_text_copy(g->category, sizeof g->category, category);
    return true;
}

/* Suppliers where it is a bare number or ends in 社; else yen. */
static bool quota_most(const char *text, struct hoshi_budget_quota *q)
{
    static const char *const ends[] = {"suppliers", "社", "件"};
    char number[64];
    size_t n = strlen(text);
    if (n >= sizeof number)
        return false;
    memcpy(number, text, n + 1);
    bool counted = hoshi_typed_count(number, &q->most) == HOSHI_OK && !strchr(number, ',');
    for (size_t i = 0; i < sizeof ends / sizeof *ends && !counted; i++) {
        size_t m = strlen(ends[i]);
        if (n > m && strcmp(number + n - m, ends[i]) == 0) {
            number[n - m] = 0;
            return hoshi_typed_count(number, &q->most) == HOSHI_OK;
        }
    }
    q->money = !counted;
    return counted || (!hoshi_typed_yen(number, 1, &q->most) && q->most >= 0 && q->most <= HOSHI_YEN_MAX);
}

static bool limit_quotas(struct portfolio_job *j)
{
    struct portfolio_limits *l = &j->limits;
    for (size_t i = 0; option_again(j->r, "--quota", i); i++) {
        const char *value = option_again(j->r, "--quota", i), *sign = strrchr(value, '=');
        char group[160];
        bool good = sign && (size_t)(sign - value) < sizeof group &&
                    hoshi_text_is_utf8(value, strlen(value)) && l->quotas < HOSHI_BUDGET_QUOTAS_MAX;
        if (good) {
            snprintf(group, sizeof group, "%.*s", (int)(sign - value), value);
            good = quota_group(group, &l->group[l->quotas]) && quota_most(sign + 1, &l->quota[l->quotas]);
        }
        if (!good) {
            hoshi_fault_add(j->r->faults, HOSHI_E_QUOTA, "--quota", value, "≤ %d", HOSHI_BUDGET_QUOTAS_MAX);
            return false;
        }
        l->quotas++;
    }
    return true;
}

bool hoshi_job_limits(struct portfolio_job *j)
{
    return limit_talks(j) && limit_quotas(j) &&
           hoshi_job_yen(j->r, "--talk-cost", HOSHI_YEN_MAX / HOSHI_BUDGET_SUPPLIERS_MAX,
                         &j->limits.talk_yen) &&
           hoshi_job_yen(j->r, "--minimum", HOSHI_YEN_MAX, &j->limits.minimum_yen);
}
