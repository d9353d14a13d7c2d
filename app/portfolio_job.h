/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Private to `portfolio`: one run of the command, and what its files hand to one another. */
#ifndef HOSHI_PORTFOLIO_JOB_H
#define HOSHI_PORTFOLIO_JOB_H

#include "command.h"
#include "array.h"
#include "file.h"
#include "opened.h"
#include "budget_against.h"
#include "portfolio_last.h"
#include "portfolio_text.h"
#include "supplier_correct.h"

#include <stdio.h>

enum portfolio_output { OUTPUT_NONE, OUTPUT_XLSX, OUTPUT_CSV, OUTPUT_RESULT };

/* Cells of the list that were not read as they stand. */
struct odd_cells {
    struct hoshi_buffer text; /* the list to correct */
    int64_t cells, kept;
};

enum { PORTFOLIO_KEY = HOSHI_SUPPLIER_ID_BYTES + 8 };

/* What was decided about a supplier. */
struct portfolio_decision {
    char key[PORTFOLIO_KEY];
    int64_t weight_micro; /* HOSHI_NONE: not stated */
    int32_t start_fixed;
    bool must, must_not;
    bool said;  /* handling or start: goes before what the list says */
    bool taken; /* [out] a supplier of this run has it */
};

/* Limits a department has beside its budget. */
struct portfolio_limits {
    int64_t talks[HOSHI_YEARS_MAX], talks_n; /* as given: 0 none, 1 for every year */
    int64_t talk_yen, minimum_yen;           /* 0: none */
    struct hoshi_budget_quota quota[HOSHI_BUDGET_QUOTAS_MAX];
    struct hoshi_budget_group group[HOSHI_BUDGET_QUOTAS_MAX];
    size_t quotas;
};

struct portfolio_job {
    struct portfolio_limits limits;
    struct request *r;
    enum hoshi_lang lang;
    enum portfolio_output output;
    const char *out;
    struct hoshi_tables *tables;
    struct hoshi_supplier_settings settings;
    struct hoshi_portfolio_options options;
    struct hoshi_supplier_ask ask;
    struct hoshi_corrections corrections;
    struct odd_cells odd;
    struct hoshi_returned_list *returned; /* --answers */
    struct hoshi_stars *stars;            /* --register */
    struct hoshi_array decisions;         /* --decisions: struct portfolio_decision, ascending by key */
    struct hoshi_budget_rules rules;
    bool budget_stated;
    int64_t buyer_capital_yen, buyer_employees;   /* 0: not stated */
    int64_t budget_yen[HOSHI_YEARS_MAX], budgets; /* as given: 0 none */
    bool budget_by_year;                          /* else one for each year */
    struct hoshi_portfolio *portfolio;
    struct hoshi_supplier_kernel *kernel;
    struct hoshi_portfolio_view run;
    struct hoshi_portfolio_report report;
    struct hoshi_supplier_store_label label;
    struct hoshi_budget_view *view;
    struct hoshi_portfolio_last *last;    /* --against */
    struct hoshi_against_view against;    /* of it; against.against NULL: none */
    struct hoshi_portfolio_left_out left; /* number left_at − 1; left_at 0: none */
    size_t left_at;
};

/* ---- portfolio_options.c; false: recorded ---- */

/** All options but those of lists (--generate, --seed, --template). */
bool hoshi_job_options(struct portfolio_job *j);

/** A budget for each year of the plan, no more and no fewer: a year without one would count as nothing. */
bool hoshi_job_budgets_fit(struct portfolio_job *j);

/** A result file needs no --merge to be told from a list. */
bool hoshi_job_merges(const struct portfolio_job *j);

/** A whole number of an option, least … most; *out stands when it is not given. */
bool hoshi_job_whole(struct request *r, const char *name, int64_t least, int64_t most, int64_t *out);

/* ---- portfolio_limits.c ---- */

/** --talks, --talk-cost, --minimum, --quota; false: recorded. */
bool hoshi_job_limits(struct portfolio_job *j);

/** An amount of an option as a cell may hold it (yen, 3000万円 …); *out stands when it is not given. */
bool hoshi_job_yen(struct request *r, const char *name, int64_t most, int64_t *out);

/* ---- portfolio_ask.c ---- */

/** --map, --ignore, --unit, --numbers, --sum-duplicates, --corrections; false: recorded. */
bool hoshi_job_ask(struct portfolio_job *j);
void hoshi_job_ask_release(struct portfolio_job *j);

/** The list to correct beside --out, when there is anything to correct; an exit code. */
int hoshi_job_write_corrections(struct portfolio_job *j);

/* ---- portfolio_returned.c ---- */

/** --answers: read the folder and meet the list with it; recorded. */
enum hoshi_status hoshi_job_returned(struct portfolio_job *j);

/** --register: read it; recorded. */
enum hoshi_status hoshi_job_register(struct portfolio_job *j);

/** --ask-again, once the choice is known; an exit code. */
int hoshi_job_write_ask_again(struct portfolio_job *j);

/* ---- portfolio_decisions.c ---- */

/** --decisions: a budget workbook with what was typed into it, or a list with columns of decisions; recorded. */
enum hoshi_status hoshi_job_decisions(struct portfolio_job *j);

/** What was decided about this supplier, into its record. */
void hoshi_job_decide(struct portfolio_job *j, struct hoshi_supplier_result *r);

/** How many were decided, and who of them is not in this run; after the choice. */
void hoshi_job_tell_decisions(const struct portfolio_job *j);

/** Record `index` as decided; false: it cannot be read. */
bool hoshi_job_record(struct portfolio_job *j, int64_t index, struct hoshi_supplier_result *out);

/* ---- portfolio_output.c ---- */

enum { PIECES_FULL = 1 << 20 };

/* What every supplier of a list is written through: pieces, so that memory does not grow. */
struct pieces {
    struct hoshi_output output; /* unused on standard output */
    FILE *file;
    struct hoshi_buffer text;
    bool failed;
};

/** Write what has gathered once it is `least` bytes; 0: whatever there is. */
void hoshi_pieces_flush(struct pieces *p, size_t least);

/** Begin the file of --out; false (recorded) when that cannot be. */
bool hoshi_pieces_open(struct portfolio_job *j, struct pieces *p);

/** End it: into its place when all went well, else away. */
enum hoshi_status hoshi_pieces_close(struct portfolio_job *j, struct pieces *p, bool ok);

/** To standard output; an exit code. */
int hoshi_job_print_json(struct portfolio_job *j);
int hoshi_job_print_report(struct portfolio_job *j);

/** The workbook or the rows into --out; an exit code. */
int hoshi_job_write_file(struct portfolio_job *j);

#endif
