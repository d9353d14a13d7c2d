/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GLPK aborts the process on its own errors, out of memory among them; its error hook leads back here
 * instead, after which its whole environment is gone and the program with it. New rows leave the old solution
 * dual feasible, so the dual simplex goes on from there; when it stumbles, one start from scratch follows. */
#include "linear.h"

#include <glpk.h>

#include <setjmp.h>
#include <stdlib.h>

struct hoshi_linear {
    glp_prob *lp;
    int columns;
    bool broken;
    jmp_buf escape;
};

static void linear_escape(void *info)
{
    struct hoshi_linear *p = info;
    longjmp(p->escape, 1);
}

enum hoshi_status hoshi_linear_open(int n, struct hoshi_linear **out)
{
    struct hoshi_linear *p = calloc(1, sizeof *p);
    if (!p)
        return HOSHI_E_MEMORY;
    p->columns = n;
    *out = p;
    return HOSHI_OK;
}

void hoshi_linear_close(struct hoshi_linear *p)
{
    if (!p)
        return;
    if (p->lp)
        glp_delete_prob(p->lp);
    free(p);
}

static void linear_start(struct hoshi_linear *p)
{
    p->lp = glp_create_prob();
    glp_set_obj_dir(p->lp, GLP_MIN);
    glp_add_cols(p->lp, p->columns);
    for (int j = 1; j <= p->columns; j++)
        glp_set_col_bnds(p->lp, j, GLP_FR, 0, 0);
    glp_set_obj_coef(p->lp, p->columns, 1);
}

static void linear_add_row(struct hoshi_linear *p, const struct hoshi_linear_row *row)
{
    int index[HOSHI_LINEAR_COLUMNS_MAX + 1], n = 0;
    double value[HOSHI_LINEAR_COLUMNS_MAX + 1];
    for (int j = 0; j < p->columns; j++)
        if (row->coefficient[j] < 0 || row->coefficient[j] > 0) {
            index[++n] = j + 1;
            value[n] = row->coefficient[j];
        }
    int i = glp_add_rows(p->lp, 1);
    glp_set_row_bnds(p->lp, i, row->equal ? GLP_FX : GLP_UP, row->bound, row->bound);
    glp_set_mat_row(p->lp, i, n, index, value);
}

static bool optimise(struct hoshi_linear *p)
{
    glp_smcp parm;
    glp_init_smcp(&parm);
    parm.msg_lev = GLP_MSG_OFF;
    parm.tol_bnd = parm.tol_dj = 1e-10;
    parm.meth = GLP_DUALP;
    if (glp_simplex(p->lp, &parm) == 0 && glp_get_status(p->lp) == GLP_OPT)
        return true;
    glp_std_basis(p->lp);
    glp_init_smcp(&parm);
    parm.msg_lev = GLP_MSG_OFF;
    return glp_simplex(p->lp, &parm) == 0 && glp_get_status(p->lp) == GLP_OPT;
}

enum hoshi_status hoshi_linear_solve(struct hoshi_linear *p, const struct hoshi_linear_row *row, size_t rows,
                                     double *value, double *dual)
{
    if (p->broken)
        return HOSHI_E_SOLVER;
    glp_term_out(GLP_OFF);
    if (setjmp(p->escape)) {
        glp_free_env();
        p->lp = NULL;
        p->broken = true;
        return HOSHI_E_SOLVER;
    }
    glp_error_hook(linear_escape, p);
    if (!p->lp)
        linear_start(p);
    for (size_t i = 0; i < rows; i++)
        linear_add_row(p, &row[i]);
    bool solved = optimise(p);
    glp_error_hook(NULL, NULL);
    if (!solved) {
        p->broken = true;
        return HOSHI_E_SOLVER;
    }
    for (int j = 1; j <= p->columns; j++)
        value[j - 1] = glp_get_col_prim(p->lp, j);
    for (int i = 1; i <= glp_get_num_rows(p->lp); i++)
        dual[i - 1] = -glp_get_row_dual(p->lp, i);
    return HOSHI_OK;
}
