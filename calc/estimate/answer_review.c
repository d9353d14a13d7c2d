/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "answer_review.h"
#include "sort.h"

#include <stdlib.h>
#include <string.h>

struct reviewer {
    struct hoshi_answer_review *out;
    const struct hoshi_catalog *catalog;
    const struct hoshi_answers *answers;
    const struct hoshi_estimate *e;
    const bool *denied;
    int level;
};

/* NULL: nobody said. */
static const struct hoshi_case_fact *reviewed_fact(const struct hoshi_case *c, size_t fact)
{
    for (size_t i = 0; i < c->supplier.facts; i++)
        if (c->supplier.fact[i].fact == fact)
            return &c->supplier.fact[i];
    return NULL;
}

static bool reviewed_denies(const struct hoshi_case *c, size_t fact)
{
    const struct hoshi_case_fact *said = reviewed_fact(c, fact);
    return said && !said->value;
}

static bool review_denied(const struct reviewer *r, size_t i)
{
    size_t fact = r->catalog->criterion[i].fact;
    return fact != SIZE_MAX && (r->denied ? r->denied[fact] : r->e && reviewed_denies(r->e->a.c, fact));
}

/* As an estimate counts it. */
static enum hoshi_answer_status status_of(const struct reviewer *r, size_t i)
{
    bool held = r->e && r->catalog->criterion[i].level <= r->e->a.c->plan.taken_level;
    return hoshi_need_counts_as(r->answers->answer[i].status, review_denied(r, i), held);
}

/* What the criterion keeps up, when that is unmet; SIZE_MAX otherwise. */
static size_t unmet_base(const struct reviewer *r, const struct hoshi_criterion *c)
{
    size_t base = *c->keeps_up ? hoshi_catalog_find(r->catalog, c->keeps_up) : SIZE_MAX;
    return base != SIZE_MAX && status_of(r, base) == HOSHI_UNMET ? base : SIZE_MAX;
}

static void doubt(struct reviewer *r, enum hoshi_doubt_kind kind, size_t criterion, size_t other)
{
    r->out->doubt[r->out->doubts++] = (struct hoshi_doubt){kind, criterion, other};
}

static void review_look_at(struct reviewer *r, size_t i)
{
    const struct hoshi_criterion *c = &r->catalog->criterion[i];
    if (status_of(r, i) == HOSHI_NOT_APPLICABLE && c->fact == SIZE_MAX)
        doubt(r, HOSHI_DOUBT_INAPPLICABLE, i, SIZE_MAX);
    enum hoshi_answer_status said = r->answers->answer[i].status;
    if (review_denied(r, i) && (said == HOSHI_MET || said == HOSHI_PARTIAL || said == HOSHI_UNMET))
        doubt(r, HOSHI_DOUBT_CONTRADICTS_FACT, i, SIZE_MAX);
    if (status_of(r, i) != HOSHI_MET)
        return;
    size_t base = unmet_base(r, c);
    if (base != SIZE_MAX)
        doubt(r,
              c->level > r->catalog->criterion[base].level ? HOSHI_DOUBT_HIGHER_WITHOUT_BASE
                                                           : HOSHI_DOUBT_UPKEEP_WITHOUT_BASE,
              i, base);
}

/* The dearest measure of the plan, or of its extension to the unanswered, that closes the criterion. */
static int64_t hanging_yen(const struct reviewer *r, size_t criterion)
{
    int64_t most = 0;
    if (!r->e)
        return HOSHI_NONE;
    for (size_t m = 0; m < r->e->measures; m++)
        for (size_t k = 0; k < r->e->measure[m].closes_n; k++)
            if (r->e->measure[m].closes[k] == criterion && r->e->measure[m].horizon_yen > most)
                most = r->e->measure[m].horizon_yen;
    return most;
}

static void review_ask(struct reviewer *r, size_t i)
{
    const struct hoshi_answer *a = &r->answers->answer[i];
    bool share = status_of(r, i) == HOSHI_PARTIAL && a->remaining_ppm == HOSHI_NONE;
    if (status_of(r, i) == HOSHI_UNANSWERED || share)
        r->out->question[r->out->questions++] = (struct hoshi_question){i, share, hanging_yen(r, i)};
}

static int review_dearest_first(const void *a, const void *b)
{
    const struct hoshi_question *x = a, *y = b;
    if (x->horizon_yen != y->horizon_yen)
        return x->horizon_yen > y->horizon_yen ? -1 : 1;
    if (x->share != y->share)
        return x->share ? -1 : 1;
    return x->criterion < y->criterion ? -1 : x->criterion > y->criterion;
}

enum hoshi_status hoshi_answer_review_init(struct hoshi_answer_review *out, const struct hoshi_tables *tables,
                                           const struct hoshi_answers *answers, int level, const bool *denied,
                                           const struct hoshi_estimate *e)
{
    struct hoshi_answer_review review = {.level = level, .answers = answers};
    struct reviewer r = {&review, &tables->catalog, answers, e, denied, level};
    size_t n = tables->catalog.criteria;
    review.doubt = hoshi_arena_array(&review.arena, 2 * n, sizeof *review.doubt);
    review.question = hoshi_arena_array(&review.arena, n, sizeof *review.question);
    if (!review.doubt || !review.question) {
        hoshi_arena_release(&review.arena);
        return HOSHI_E_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        const struct hoshi_criterion *c = &tables->catalog.criterion[i];
        if (c->level > level)
            continue;
        review.count[0][status_of(&r, i)]++;
        review.count[c->category][status_of(&r, i)]++;
        review_look_at(&r, i);
        review_ask(&r, i);
    }
    if (review.questions)
        hoshi_sort(review.question, review.questions, sizeof *review.question, review_dearest_first);
    *out = review;
    return HOSHI_OK;
}

/* both_ways: zero contradicts yes. Without servers out of support there may still be servers. */
static const struct {
    const char *fact;
    enum hoshi_driver driver;
    bool both_ways;
} fact_sizes[HOSHI_FACT_SIZES] = {
    {"has_servers", HOSHI_SERVERS, true},
    {"has_servers", HOSHI_UNSUPPORTED_SERVERS, false},
    {"has_smart_devices", HOSHI_MOBILE_DEVICES, true},
    {"remote_work", HOSHI_REMOTE_USERS, true},
};

void hoshi_answer_review_facts(struct hoshi_answer_review *review, const struct hoshi_tables *tables,
                               const struct hoshi_case *c)
{
    review->againsts = 0;
    for (size_t i = 0; i < HOSHI_FACT_SIZES; i++) {
        size_t fact = hoshi_catalog_find_fact(&tables->catalog, fact_sizes[i].fact);
        const struct hoshi_case_fact *said = fact == SIZE_MAX ? NULL : reviewed_fact(c, fact);
        int64_t number = c->supplier.size[fact_sizes[i].driver];
        if (!said || number == HOSHI_NONE)
            continue;
        if (said->value ? fact_sizes[i].both_ways && number == 0 : number > 0)
            review->against[review->againsts++] =
                (struct hoshi_fact_against_size){fact, said->value, fact_sizes[i].driver, number};
    }
}

void hoshi_answer_review_release(struct hoshi_answer_review *review)
{
    hoshi_arena_release(&review->arena);
    *review = (struct hoshi_answer_review){0};
}
