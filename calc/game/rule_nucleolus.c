/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nucleolus: make the largest excess of any coalition as small as possible, then the second largest, and so
 * on (Schmeidler 1969), by Maschler's successive linear programs.
 *
 * Stage k minimises e under x(S) − w(S) e <= c(S) for the coalitions not settled yet, w = 1, or |S| for the
 * per capita form. Coalitions with a positive dual are tight in every best solution (complementary
 * slackness), so their sums are settled at c(S) + w(S) e; each stage raises the rank of what is settled, so n
 * stages suffice. A coalition whose indicator is a combination of settled ones has a constant excess and
 * drops out; that test is exact, by elimination modulo a prime: all minors of 0/1 matrices up to 16 × 16 are
 * below 440,000 (Hadamard), far below it. Divisions that charge a player more than its own cost are ruled out
 * while any other exists.
 *
 * The programs hold few of the 65,534 rows: those the last solution violates most are added until there are
 * none. The solver's tolerance decides only which coalitions settle; the amounts come from those equations
 * themselves, solved once more at full precision. Costs are scaled to at most 1, so ties within TIE of the
 * largest cost count as ties. */
#include "division_rule.h"
#include "linear.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    N = HOSHI_GAME_GENERAL_MAX,
    WORKING_MAX = 4096, /* rows of one stage */
    ROUND_MAX = 24,     /* rows added at once */
    SETTLED_MAX = 1024,
    UNKNOWN_MAX = 2 * N
};
#define PRIME UINT64_C(2147483647)
#define TIE 1e-9

struct settled {
    uint32_t set;
    double cost, weight; /* x(set) = cost + weight × e(stage) */
    size_t stage;
    bool spans; /* not a combination of those before it */
};

struct nucleolus {
    size_t n, all;
    double *cost;            /* scaled */
    double *paid;            /* x(S) by mask */
    bool per_capita, single; /* single: nobody above its own cost */
    /* span of what is settled, in reduced echelon form */
    uint64_t base[N][N];
    size_t pivot[N], rank;
    bool *fixed; /* by mask: within the span */
    uint32_t *work;
    struct settled *settled;
    size_t settled_n, stage;
    /* current stage: row r is coalition row[r]; kind 0 an equation, 1 a coalition, 2 a single's own cost */
    uint32_t *row;
    uint8_t *kind;
    size_t rows;
    double *dual, value[N + 1], stage_value[N];
    struct hoshi_linear_row *batch;
    struct hoshi_linear *lp;
};

static double nucleolus_weight_of(const struct nucleolus *q, size_t s)
{
    return q->per_capita ? (double)__builtin_popcountl(s) : 1;
}

/* ---- the span ---- */

static uint64_t power(uint64_t a, uint64_t e)
{
    uint64_t r = 1;
    for (; e; e >>= 1, a = a * a % PRIME)
        if (e & 1)
            r = r * a % PRIME;
    return r;
}

static void nucleolus_subtract(uint64_t *row, const uint64_t *other, uint64_t factor, size_t n)
{
    for (size_t j = 0; j < n; j++)
        row[j] = (row[j] + (PRIME - factor) * other[j]) % PRIME;
}

/* Add the coalition to the span; false when it was in it. */
static bool extend(struct nucleolus *q, size_t set)
{
    uint64_t row[N];
    for (size_t j = 0; j < q->n; j++)
        row[j] = set >> j & 1;
    for (size_t r = 0; r < q->rank; r++)
        nucleolus_subtract(row, q->base[r], row[q->pivot[r]], q->n);
    size_t p = 0;
    while (p < q->n && !row[p])
        p++;
    if (p == q->n)
        return false;
    uint64_t inverse = power(row[p], PRIME - 2);
    for (size_t j = 0; j < q->n; j++)
        row[j] = row[j] * inverse % PRIME;
    for (size_t r = 0; r < q->rank; r++)
        nucleolus_subtract(q->base[r], row, q->base[r][p], q->n);
    memcpy(q->base[q->rank], row, sizeof row);
    q->pivot[q->rank++] = p;
    return true;
}

/* A coalition is in the span when it is orthogonal to each vector that is orthogonal to the span; there is
 * one such vector per column without pivot, and sums over coalitions grow by one member. */
static void mark_span(struct nucleolus *q)
{
    bool pivotal[N] = {false};
    memset(q->fixed, true, (q->all + 1) * sizeof *q->fixed);
    for (size_t r = 0; r < q->rank; r++)
        pivotal[q->pivot[r]] = true;
    for (size_t f = 0; f < q->n; f++) {
        uint64_t z[N] = {0};
        if (pivotal[f])
            continue;
        z[f] = 1;
        for (size_t r = 0; r < q->rank; r++)
            z[q->pivot[r]] = (PRIME - q->base[r][f]) % PRIME;
        q->work[0] = 0;
        for (size_t s = 1; s <= q->all; s++) {
            q->work[s] = (uint32_t)((q->work[s & (s - 1)] + z[__builtin_ctzl(s)]) % PRIME);
            q->fixed[s] = q->fixed[s] && !q->work[s];
        }
    }
}

/* ---- one stage ---- */

static void nucleolus_add_row(struct nucleolus *q, size_t set, uint8_t kind, double weight, double bound,
                              size_t *batch)
{
    struct hoshi_linear_row *r = &q->batch[(*batch)++];
    memset(r, 0, sizeof *r);
    for (size_t j = 0; j < q->n; j++)
        r->coefficient[j] = set >> j & 1 ? 1 : 0;
    r->coefficient[q->n] = -weight;
    r->bound = bound;
    r->equal = kind == 0;
    q->row[q->rows] = (uint32_t)set;
    q->kind[q->rows++] = kind;
}

static void add_coalition(struct nucleolus *q, size_t set, size_t *batch)
{
    nucleolus_add_row(q, set, 1, nucleolus_weight_of(q, set), q->cost[set], batch);
}

static bool nucleolus_is_listed(const struct nucleolus *q, size_t set)
{
    for (size_t r = 0; r < q->rows; r++)
        if (q->row[r] == set && q->kind[r] == 1)
            return true;
    return false;
}

/* What is settled, the singles and all-but-ones (they bound e from below), and what the stage before needed.
 */
static void begin_rows(struct nucleolus *q, size_t *batch)
{
    static const size_t keep_max = 256;
    size_t before = q->rows, kept = 0;
    uint32_t keep[256];
    for (size_t r = 0; r < before && kept < keep_max; r++)
        if (q->kind[r] == 1 && !q->fixed[q->row[r]] && q->dual[r] > 0)
            keep[kept++] = q->row[r];
    q->rows = 0;
    for (size_t k = 0; k < q->settled_n; k++) {
        const struct settled *s = &q->settled[k];
        if (s->spans)
            nucleolus_add_row(q, s->set, 0, 0, s->cost + s->weight * q->stage_value[s->stage], batch);
    }
    for (size_t i = 0; i < q->n; i++) {
        size_t bit = (size_t)1 << i;
        if (q->fixed[bit])
            continue;
        if (q->single)
            nucleolus_add_row(q, bit, 2, 0, q->cost[bit], batch);
        add_coalition(q, bit, batch);
        add_coalition(q, q->all - bit, batch);
    }
    for (size_t k = 0; k < kept; k++)
        if (!nucleolus_is_listed(q, keep[k]))
            add_coalition(q, keep[k], batch);
}

/* The coalitions the solution violates most, at most ROUND_MAX. */
static void add_violated(struct nucleolus *q, size_t *batch)
{
    size_t set[ROUND_MAX], n = 0;
    double by[ROUND_MAX];
    q->paid[0] = 0;
    for (size_t s = 1; s < q->all; s++) {
        q->paid[s] = q->paid[s & (s - 1)] + q->value[__builtin_ctzl(s)];
        double v = q->paid[s] - q->cost[s] - nucleolus_weight_of(q, s) * q->value[q->n];
        if (v <= TIE || q->fixed[s] || (n == ROUND_MAX && v <= by[n - 1]))
            continue;
        size_t k = n < ROUND_MAX ? n++ : n - 1;
        for (; k > 0 && by[k - 1] < v; k--) {
            by[k] = by[k - 1];
            set[k] = set[k - 1];
        }
        by[k] = v;
        set[k] = s;
    }
    for (size_t k = 0; k < n; k++)
        if (!nucleolus_is_listed(q, set[k]))
            add_coalition(q, set[k], batch);
}

/* Settle what is tight in every solution of the stage. */
static bool nucleolus_settle(struct nucleolus *q)
{
    size_t before = q->rank;
    for (size_t r = 0; r < q->rows; r++) {
        if (q->kind[r] == 0 || q->dual[r] <= TIE || q->settled_n == SETTLED_MAX)
            continue;
        size_t s = q->row[r];
        double weight = q->kind[r] == 1 ? nucleolus_weight_of(q, s) : 0;
        q->settled[q->settled_n++] =
            (struct settled){(uint32_t)s, q->cost[s], weight, q->stage, extend(q, s)};
    }
    return q->rank > before;
}

static enum hoshi_status run_stage(struct nucleolus *q)
{
    size_t batch = 0;
    enum hoshi_status status = hoshi_linear_open((int)q->n + 1, &q->lp);
    if (status)
        return status;
    mark_span(q);
    begin_rows(q, &batch);
    while (!status && batch) {
        status = hoshi_linear_solve(q->lp, q->batch, batch, q->value, q->dual);
        batch = 0;
        if (!status && q->rows + ROUND_MAX <= WORKING_MAX)
            add_violated(q, &batch);
    }
    hoshi_linear_close(q->lp);
    q->lp = NULL;
    if (status)
        return status;
    q->stage_value[q->stage] = q->value[q->n];
    bool further = nucleolus_settle(q);
    q->stage++;
    return further ? HOSHI_OK : HOSHI_E_SOLVER;
}

/* ---- the equations once more ---- */

struct system {
    long double a[SETTLED_MAX][UNKNOWN_MAX + 1];
    size_t rows, unknowns;
};

static bool find_pivot(const struct system *y, size_t step, size_t *row, size_t *column)
{
    long double most = 0;
    for (size_t r = step; r < y->rows; r++)
        for (size_t j = step; j < y->unknowns; j++)
            if (fabsl(y->a[r][j]) > most) {
                most = fabsl(y->a[r][j]);
                *row = r;
                *column = j;
            }
    return most > 1e-12L; /* entries start as 0, ±1 … ±16 */
}

/* Elimination with full pivoting; equations beyond the rank repeat others and are left out. */
static bool nucleolus_solve(struct system *y, long double *value)
{
    size_t order[UNKNOWN_MAX], n = y->unknowns, row = 0, column = 0;
    for (size_t j = 0; j < n; j++)
        order[j] = j;
    for (size_t k = 0; k < n; k++) {
        if (!find_pivot(y, k, &row, &column))
            return false;
        for (size_t j = 0; j <= n; j++) {
            long double t = y->a[k][j];
            y->a[k][j] = y->a[row][j];
            y->a[row][j] = t;
        }
        for (size_t r = 0; r < y->rows; r++) {
            long double t = y->a[r][k];
            y->a[r][k] = y->a[r][column];
            y->a[r][column] = t;
        }
        size_t o = order[k];
        order[k] = order[column];
        order[column] = o;
        for (size_t r = 0; r < y->rows; r++) {
            long double f = r == k ? 0 : y->a[r][k] / y->a[k][k];
            for (size_t j = k; j <= n && fabsl(f) > 0; j++)
                y->a[r][j] -= f * y->a[k][j];
        }
    }
    for (size_t k = 0; k < n; k++)
        value[order[k]] = y->a[k][n] / y->a[k][k];
    return true;
}

/* Replace the solver's x by the solution of what was settled; kept out when it differs by more than its
 * noise. */
static enum hoshi_status polish(const struct nucleolus *q, double *x)
{
    struct system *y = calloc(1, sizeof *y);
    long double value[UNKNOWN_MAX] = {0};
    bool near = true;
    if (!y)
        return HOSHI_E_MEMORY;
    y->unknowns = q->n + q->stage;
    y->rows = q->settled_n;
    for (size_t k = 0; k < q->settled_n; k++) {
        const struct settled *s = &q->settled[k];
        for (size_t j = 0; j < q->n; j++)
            y->a[k][j] = s->set >> j & 1;
        if (s->weight > 0)
            y->a[k][q->n + s->stage] = -s->weight;
        y->a[k][y->unknowns] = s->cost;
    }
    bool solved = y->unknowns <= UNKNOWN_MAX && nucleolus_solve(y, value);
    for (size_t j = 0; j < q->n; j++)
        near = near && fabsl(value[j] - x[j]) < 1e-6L;
    for (size_t j = 0; j < q->n && solved && near; j++)
        x[j] = (double)value[j];
    free(y);
    return HOSHI_OK;
}

static enum hoshi_status nucleolus_run(struct nucleolus *q, double *x)
{
    enum hoshi_status status = HOSHI_OK;
    /* Everybody together pays the whole: settled before the first stage, with weight 0. */
    q->settled[q->settled_n++] = (struct settled){(uint32_t)q->all, q->cost[q->all], 0, 0, extend(q, q->all)};
    while (!status && q->rank < q->n)
        status = run_stage(q);
    if (status)
        return status;
    if (q->stage == 0)
        q->value[0] = q->cost[q->all];
    memcpy(x, q->value, q->n * sizeof *x);
    return polish(q, x);
}

static void nucleolus_release(struct nucleolus *q)
{
    if (!q)
        return;
    free(q->cost);
    free(q->paid);
    free(q->fixed);
    free(q->work);
    free(q->settled);
    free(q->row);
    free(q->kind);
    free(q->dual);
    free(q->batch);
    free(q);
}

static struct nucleolus *create(size_t n)
{
    struct nucleolus *q = calloc(1, sizeof *q);
    size_t size = (size_t)1 << n;
    if (!q)
        return NULL;
    q->n = n;
    q->all = size - 1;
    q->cost = calloc(size, sizeof *q->cost);
    q->paid = calloc(size, sizeof *q->paid);
    q->fixed = calloc(size, sizeof *q->fixed);
    q->work = calloc(size, sizeof *q->work);
    q->settled = calloc(SETTLED_MAX, sizeof *q->settled);
    q->row = calloc(WORKING_MAX, sizeof *q->row);
    q->kind = calloc(WORKING_MAX, sizeof *q->kind);
    q->dual = calloc(WORKING_MAX, sizeof *q->dual);
    q->batch = calloc(SETTLED_MAX + 512, sizeof *q->batch);
    if (q->cost && q->paid && q->fixed && q->work && q->settled && q->row && q->kind && q->dual && q->batch)
        return q;
    nucleolus_release(q);
    return NULL;
}

enum hoshi_status hoshi_nucleolus(const double *cost, size_t n, bool per_capita, double *x, bool *imputation)
{
    struct nucleolus *q = create(n);
    double most = 0, singles = 0;
    if (!q)
        return HOSHI_E_MEMORY;
    for (size_t s = 1; s <= q->all; s++)
        most = fmax(most, fabs(cost[s]));
    for (size_t s = 1; s <= q->all && most > 0; s++)
        q->cost[s] = cost[s] / most;
    for (size_t i = 0; i < n; i++)
        singles += q->cost[(size_t)1 << i];
    q->per_capita = per_capita;
    q->single = singles >= q->cost[q->all] - TIE;
    *imputation = q->single;
    enum hoshi_status status = nucleolus_run(q, x);
    for (size_t i = 0; i < n && !status; i++)
        x[i] *= most;
    nucleolus_release(q);
    return status;
}

static enum hoshi_status nucleolus_divide(const struct hoshi_game *g, struct hoshi_division *d,
                                          bool per_capita)
{
    double *cost, x[HOSHI_GAME_GENERAL_MAX];
    bool imputation;
    size_t n;
    enum hoshi_status status = hoshi_game_expand(g, &cost, &n);
    if (status)
        return status;
    status = hoshi_nucleolus(cost, n, per_capita, x, &imputation);
    if (!status) {
        hoshi_division_collapse(g, x, d->amount);
        d->note = imputation ? HOSHI_NOTE_NONE : HOSHI_NOTE_PRENUCLEOLUS;
    }
    free(cost);
    return status;
}

enum hoshi_status hoshi_rule_nucleolus(const struct hoshi_game *g, struct hoshi_division *d)
{
    if (g->form == HOSHI_GAME_AIRPORT)
        return hoshi_rule_airport_nucleolus(g, d);
    if (g->form == HOSHI_GAME_CLAIMS)
        return hoshi_rule_talmud(g, d);
    return nucleolus_divide(g, d, false);
}

enum hoshi_status hoshi_rule_per_capita_nucleolus(const struct hoshi_game *g, struct hoshi_division *d)
{
    return nucleolus_divide(g, d, true);
}
