/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "overhead.h"

#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>

static double overhead_part(const struct hoshi_case_overheads *o, size_t d, size_t i)
{
    return (double)o->to_ppm[d * (o->departments + o->centres) + i] / (double)HOSHI_MICRO;
}

/* Full cost of the departments: what enters each and what the others pass on to it. */
static enum hoshi_status reciprocal(const struct hoshi_case_overheads *o, double *full)
{
    size_t n = o->departments;
    enum hoshi_status status = HOSHI_E_MEMORY;
    gsl_matrix *a = gsl_matrix_alloc(n, n);
    gsl_vector *e = gsl_vector_alloc(n), *y = gsl_vector_alloc(n);
    gsl_permutation *p = gsl_permutation_alloc(n);
    int sign;
    if (!a || !e || !y || !p)
        goto out;
    for (size_t i = 0; i < n; i++) {
        gsl_vector_set(e, i, (double)o->enters_ppm[i] / (double)HOSHI_MICRO);
        for (size_t d = 0; d < n; d++)
            gsl_matrix_set(a, i, d, (i == d ? 1.0 : 0.0) - overhead_part(o, d, i));
    }
    status = HOSHI_E_CENTRE_CYCLE;
    if (gsl_linalg_LU_decomp(a, p, &sign) || !(fabs(gsl_linalg_LU_det(a, sign)) > 0) ||
        gsl_linalg_LU_solve(a, p, e, y))
        goto out;
    for (size_t i = 0; i < n; i++)
        full[i] = gsl_vector_get(y, i);
    status = HOSHI_OK;
out:
    gsl_matrix_free(a);
    gsl_vector_free(e);
    gsl_vector_free(y);
    gsl_permutation_free(p);
    return status;
}

/* Whether department d passes cost on to i. */
static bool open_to(const struct hoshi_case_overheads *o, size_t d, size_t i)
{
    if (i >= o->departments || o->method == HOSHI_RECIPROCAL)
        return true;
    return o->method == HOSHI_STEP_DOWN && i > d;
}

/* What leaves department d, over those it is still open to. */
static void pass_on(const struct hoshi_case_overheads *o, size_t d, double amount, double *to)
{
    size_t n = o->departments + o->centres;
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += open_to(o, d, i) ? overhead_part(o, d, i) : 0;
    for (size_t i = 0; i < n && sum > 0; i++)
        if (open_to(o, d, i))
            to[i] += amount * overhead_part(o, d, i) / sum;
}

static enum hoshi_status overhead_spread(const struct hoshi_case_overheads *o, double *to)
{
    size_t n = o->departments;
    for (size_t d = 0; d < n; d++)
        to[d] = (double)o->enters_ppm[d] / (double)HOSHI_MICRO;
    if (o->method == HOSHI_RECIPROCAL) {
        enum hoshi_status status = reciprocal(o, to);
        for (size_t d = 0; !status && d < n; d++)
            for (size_t k = 0; k < o->centres; k++)
                to[n + k] += to[d] * overhead_part(o, d, n + k);
        return status;
    }
    for (size_t d = 0; d < n; d++)
        pass_on(o, d, to[d], to);
    return HOSHI_OK;
}

static enum hoshi_status serve(const struct hoshi_case_overheads *o, size_t buyers, const double *centre,
                               int64_t *buyer)
{
    int64_t *weight = calloc(buyers + 1, sizeof *weight);
    if (!weight)
        return HOSHI_E_MEMORY;
    for (size_t i = 0; i <= buyers; i++) {
        double sum = 0;
        for (size_t k = 0; k < o->centres; k++)
            sum += centre[k] * (double)o->serves_ppm[k * (buyers + 1) + i] / (double)HOSHI_MICRO;
        weight[i] = llround(sum * 1e9);
    }
    enum hoshi_status status = hoshi_money_split(HOSHI_MICRO, weight, buyers + 1, buyer);
    free(weight);
    return status;
}

enum hoshi_status hoshi_overhead_shares(const struct hoshi_case_overheads *o, size_t buyers, double *full,
                                        double *centre, int64_t *buyer)
{
    double to[2 * HOSHI_DEPARTMENTS_MAX] = {0};
    enum hoshi_status status = overhead_spread(o, to);
    if (!status)
        status = serve(o, buyers, to + o->departments, buyer);
    if (status)
        return status;
    for (size_t d = 0; d < o->departments; d++)
        full[d] = to[d];
    for (size_t k = 0; k < o->centres; k++)
        centre[k] = to[o->departments + k];
    return HOSHI_OK;
}
