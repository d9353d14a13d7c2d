/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options of `portfolio`: read, checked, refused before anything is computed. */
#include "portfolio_job.h"
#include "text.h"
#include "typed.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static bool portfolio_options_wrong(struct request *r, const char *name, const char *allowed)
{
    hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, name, option_value(r, name), "%s", allowed);
    return false;
}

bool hoshi_job_whole(struct request *r, const char *name, int64_t least, int64_t most, int64_t *out)
{
    const char *value = option_value(r, name);
    char allowed[64];
    int64_t micro;
    if (!value)
        return true;
    if (hoshi_decimal_parse(value, 0, &micro) && micro / HOSHI_MICRO >= least &&
        micro / HOSHI_MICRO <= most) {
        *out = micro / HOSHI_MICRO;
        return true;
    }
    snprintf(allowed, sizeof allowed, "%" PRId64 " … %" PRId64, least, most);
    return portfolio_options_wrong(r, name, allowed);
}

static const char budget_example[] = "20000000, 20,000,000, 2000万円";

static const char years_example[] = "20000000/30000000/20000000";

/* Yen as a cell of a list may be written. */
static bool portfolio_options_yen(struct request *r, const char *name, const char *text, const char *example,
                                  int64_t *out)
{
    enum hoshi_status status =
        hoshi_text_is_utf8(text, strlen(text)) ? hoshi_typed_yen(text, 1, out) : HOSHI_E_NUMBER;
    if (!status && *out >= 0 && *out <= HOSHI_YEN_MAX)
        return true;
    return portfolio_options_wrong(r, name, status == HOSHI_E_NUMBER ? example : "0 … 999999999999999");
}

static bool refuse_budget(struct request *r, enum hoshi_status status, const char *got, const char *allowed)
{
    hoshi_fault_add(r->faults, status, "--budget-years", got, "%s", allowed);
    return false;
}

/* The full-width forms of what may part years, as ASCII. */
static void fold_separators(char *text)
{
    static const char *const wide[] = {"；", "／", "，"};
    static const char narrow[] = ";/,";
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        for (char *p; (p = strstr(text, wide[i]));) {
            *p = narrow[i];
            memmove(p + 1, p + strlen(wide[i]), strlen(p + strlen(wide[i])) + 1);
        }
}

/* Three digits behind a comma are thousands or a year of their own: nobody can tell. */
static bool commas_are_clear(const char *text)
{
    for (const char *p = strchr(text, ','); p; p = strchr(p, ',')) {
        char piece[16];
        int64_t count;
        size_t n = strcspn(++p, ",");
        if (n >= sizeof piece)
            continue;
        snprintf(piece, sizeof piece, "%.*s", (int)n, p);
        if (hoshi_text_length(piece) == 3 && !hoshi_typed_count(piece, &count))
            return false;
    }
    return true;
}

/* Yen year by year, parted by ";" or "/", or by commas where no figure has any of its own. */
static bool budget_years(struct portfolio_job *j, const char *value)
{
    char text[512];
    if (!hoshi_text_is_utf8(value, strlen(value)) || strlen(value) >= sizeof text)
        return portfolio_options_wrong(j->r, "--budget-years", years_example);
    snprintf(text, sizeof text, "%s", value);
    fold_separators(text);
    const char *separator = strchr(text, ';') ? ";" : strchr(text, '/') ? "/" : ",";
    if (*separator == ',' && !commas_are_clear(text))
        return refuse_budget(j->r, HOSHI_E_BUDGET_COMMA, value, years_example);
    for (char *p = text; p;) {
        char *end = strpbrk(p, separator);
        if (end)
            *end++ = 0;
        if (j->budgets == HOSHI_YEARS_MAX)
            return portfolio_options_wrong(j->r, "--budget-years", years_example);
        if (!portfolio_options_yen(j->r, "--budget-years", p, years_example, &j->budget_yen[j->budgets++]))
            return false;
        p = end;
    }
    return true;
}

static bool budget_options(struct portfolio_job *j)
{
    const char *each = option_value(j->r, "--budget"), *years = option_value(j->r, "--budget-years");
    if (each && years) {
        hoshi_fault_add(j->r->faults, HOSHI_E_USAGE_EXTRA, "--budget --budget-years", NULL,
                        "--budget / --budget-years");
        return false;
    }
    j->budget_by_year = years != NULL;
    if (each) {
        j->budgets = 1;
        return portfolio_options_yen(j->r, "--budget", each, budget_example, &j->budget_yen[0]);
    }
    return !years || budget_years(j, years);
}

bool hoshi_job_budgets_fit(struct portfolio_job *j)
{
    const struct hoshi_parameter *p = hoshi_tables_parameter(j->tables, "horizon_years");
    int64_t years = j->settings.horizon ? j->settings.horizon : p ? p->value_micro[0] / HOSHI_MICRO : 0;
    char got[24], allowed[24];
    if (j->limits.talks_n > 1 && years && j->limits.talks_n != years) {
        snprintf(allowed, sizeof allowed, "%" PRId64, years);
        return portfolio_options_wrong(j->r, "--talks", allowed);
    }
    if (!j->budget_by_year || !years || j->budgets == years)
        return true;
    snprintf(got, sizeof got, "%" PRId64, j->budgets);
    snprintf(allowed, sizeof allowed, "%" PRId64, years);
    return refuse_budget(j->r, HOSHI_E_BUDGET_YEARS, got, allowed);
}

static bool shard_option(struct portfolio_job *j)
{
    const char *value = option_value(j->r, "--shard");
    if (!value)
        return true;
    char first[16];
    const char *slash = strchr(value, '/');
    int64_t part = 0, parts = 0;
    if (slash && slash - value < 8) {
        snprintf(first, sizeof first, "%.*s", (int)(slash - value), value);
        if (hoshi_decimal_parse(first, 0, &part) && hoshi_decimal_parse(slash + 1, 0, &parts)) {
            part /= HOSHI_MICRO;
            parts /= HOSHI_MICRO;
        }
    }
    if (part < 1 || parts < part || parts > HOSHI_SUPPLIER_SHARDS_MAX)
        return portfolio_options_wrong(j->r, "--shard", "1/8 … 8/8");
    if (j->output != OUTPUT_RESULT) {
        hoshi_fault_add(j->r->faults, HOSHI_E_USAGE_MISSING, "-o", j->out, "--shard %s -o part.hsr", value);
        return false;
    }
    j->options.shard = part;
    j->options.shards = parts;
    return true;
}

static bool date_options(struct portfolio_job *j)
{
    const char *as_of = option_value(j->r, "--as-of"), *start = option_value(j->r, "--start");
    struct hoshi_date day = today();
    int64_t years = 0;
    if (as_of && !hoshi_date_parse(as_of, &day))
        return portfolio_options_wrong(j->r, "--as-of", "YYYY-MM-DD");
    hoshi_supplier_settings_init(&j->settings, day);
    if (start && !hoshi_month_parse(start, &j->settings.start))
        return portfolio_options_wrong(j->r, "--start", "YYYY-MM");
    if (!hoshi_job_whole(j->r, "--years", 1, HOSHI_YEARS_MAX, &years))
        return false;
    j->settings.horizon = (int)years;
    j->settings.own_answers_only = option_value(j->r, "--own-answers-only") != NULL;
    const char *share = option_value(j->r, "--unknown-share");
    if (share && (!hoshi_decimal_parse(share, 6, &j->settings.unknown_share_ppm) ||
                  j->settings.unknown_share_ppm < 0 || j->settings.unknown_share_ppm > HOSHI_MICRO))
        return portfolio_options_wrong(j->r, "--unknown-share", "0 … 1");
    return true;
}

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n > m && strcasecmp(text + n - m, end) == 0;
}

static bool output_option(struct portfolio_job *j)
{
    j->out = option_value(j->r, "--out");
    if (!j->out)
        return true;
    j->output = ends_with(j->out, ".xlsx")  ? OUTPUT_XLSX
                : ends_with(j->out, ".csv") ? OUTPUT_CSV
                : ends_with(j->out, ".hsr") ? OUTPUT_RESULT
                                            : OUTPUT_NONE;
    if (j->output == OUTPUT_NONE)
        return portfolio_options_wrong(j->r, "--out", "X.xlsx, X.csv, X.hsr");
    return output_allowed(j->r, j->out, j->r->arg, j->r->args);
}

static bool own_size(struct portfolio_job *j)
{
    const char *capital = option_value(j->r, "--buyer-capital"),
               *people = option_value(j->r, "--buyer-employees");
    if (capital &&
        !portfolio_options_yen(j->r, "--buyer-capital", capital, "300000000", &j->buyer_capital_yen))
        return false;
    return !people ||
           (hoshi_text_is_utf8(people, strlen(people)) && !hoshi_typed_count(people, &j->buyer_employees) &&
            j->buyer_employees > 0 && j->buyer_employees <= HOSHI_COUNT_MAX) ||
           portfolio_options_wrong(j->r, "--buyer-employees", "1 … 10000000");
}

bool hoshi_job_options(struct portfolio_job *j)
{
    int64_t threads = 0, level = 0;
    if (!option_lang(j->r, &j->lang) || !output_option(j) || !budget_options(j) || !date_options(j) ||
        !shard_option(j) || !own_size(j) || !hoshi_job_limits(j) || !hoshi_job_ask(j) ||
        !hoshi_job_whole(j->r, "--threads", 1, HOSHI_PORTFOLIO_THREADS_MAX, &threads) ||
        !hoshi_job_whole(j->r, "--level", HOSHI_LEVEL_MIN, HOSHI_LEVEL_MAX, &level))
        return false;
    j->options.threads = (int)threads;
    j->options.level = (int)level;
    return true;
}

bool hoshi_job_merges(const struct portfolio_job *j)
{
    return option_value(j->r, "--merge") || (j->r->args && ends_with(j->r->arg[0], ".hsr"));
}
