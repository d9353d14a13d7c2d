/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a budget workbook of invented suppliers, without computing any plan:
 *
 *     bench_budget SUPPLIERS ja|en OUT.xlsx [LEFT_OUT [BUDGET_YEN_A_YEAR [YEARS]]]
 *
 * A record depends on its number alone, so nothing is kept. A budget of 0 means none stated.
 * Prints the seconds of processor time of the view (choice included) and of the workbook. */
#include "budget_workbook.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static struct hoshi_date start = {2027, 4, 0};
static int years = 3;

static uint64_t next(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static int64_t between(uint64_t *state, int64_t low, int64_t high)
{
    return low + (int64_t)(next(state) % (uint64_t)(high - low + 1));
}

static enum hoshi_truth truth(uint64_t *state)
{
    return (enum hoshi_truth)between(state, 0, 2);
}

static void head(uint64_t *state, size_t i, struct hoshi_supplier_head *h)
{
    static const char *const kinds[] = {"manufacturing", "repair",     "service_transport",
                                        "info_program",  "goods_sale", ""};
    h->row = (int64_t)i + 2;
    snprintf(h->id, sizeof h->id, "S%06zu", i + 1);
    snprintf(h->name, sizeof h->name, i % 97 == 5 ? "=1+2架空商事 %zu" : "架空精密工業 %zu", i + 1);
    h->questions = (struct hoshi_case_questions){truth(state), truth(state), truth(state)};
    bool any = h->questions.important_data == HOSHI_YES || h->questions.outage == HOSHI_YES ||
               h->questions.access == HOSHI_YES;
    h->level = any ? 4 : 3;
    int64_t size = between(state, 1, 1000);
    h->annual_purchases_yen = i % 31 == 7 ? HOSHI_NONE : 1000000 * (1 + 300000 / (size * size / 20 + 30));
    h->annual_sales_yen = 900000000 + between(state, 0, 5000000000);
    h->capital_yen = between(state, 1, 300) * 1000000;
    h->employees_regular = i % 19 == 3 ? HOSHI_NONE : 4 + 40000 / (size + 60);
    snprintf(h->transaction, sizeof h->transaction, "%s", kinds[between(state, 0, 5)]);
    if (between(state, 0, 2) == 0)
        h->deadline = (struct hoshi_date){(short)(2026 + between(state, 0, 4)),
                                          (unsigned char)between(state, 1, 12), 28};
    h->must = between(state, 0, 24) == 0;
    h->must_not = !h->must && between(state, 0, 24) == 0;
    h->sole_source = between(state, 0, 9) == 0;
    h->conduct = (struct hoshi_supplier_conduct){
        .necessity_explained = truth(state), .method_explained = truth(state), .talks_held = truth(state)};
    if (between(state, 0, 1))
        h->conduct.requested_on = (struct hoshi_date){2026, 9, (unsigned char)between(state, 1, 28)};
    h->conduct.refusal_reason_written = truth(state);
}

/* The buyer bears a third of ★3 and all that ★4 adds, about; parts add up to the whole in every year. */
static void amounts(uint64_t *state, struct hoshi_supplier_result *r)
{
    int64_t once = between(state, 300000, 4000000), yearly = between(state, 200000, 1500000);
    int64_t share = between(state, 50000, 600000);
    for (int y = 0; y < years; y++) {
        int64_t all = yearly + (y ? 0 : once),
                mine = all / 1000000 * share + (r->head.level == 4 ? 70000 : 0);
        int64_t part[HOSHI_SUPPLIER_PARTIES] = {mine, (all - mine) / 2, all - mine - (all - mine) / 2};
        r->by_year_yen[y] = all;
        r->horizon_yen += all;
        for (int k = 0; k < HOSHI_SUPPLIER_PARTIES; k++) {
            r->part[k].by_year_yen[y] = part[k];
            r->part[k].horizon_yen += part[k];
        }
    }
    for (int k = 0; k < HOSHI_SUPPLIER_PARTIES; k++) {
        r->part[k].annual_yen = r->part[k].horizon_yen / years;
        r->part[k].direct_yen = r->part[k].horizon_yen * 6 / 10;
        r->part[k].indirect_yen = r->part[k].horizon_yen - r->part[k].direct_yen;
    }
    r->share_ppm = share;
    r->once_yen = once;
    r->recurring_yen = r->horizon_yen - once;
    int64_t expected = 0;
    for (int y = 0; y < years; y++) {
        int64_t buyer = r->part[HOSHI_SUPPLIER_BUYER].by_year_yen[y];
        buyer += r->flags & HOSHI_SUPPLIER_UNANSWERED ? buyer / 5 : 0;
        r->expected_by_year_yen[HOSHI_VIEW_BUYER][y] = buyer;
        r->expected_by_year_yen[HOSHI_VIEW_WHOLE][y] = r->by_year_yen[y] * 6 / 5;
        r->own_sd_by_year_yen[y] = (double)buyer * 0.15;
        r->common_sd_by_year_yen[y] = (double)buyer * 0.08;
        expected += buyer;
    }
    double mean = (double)expected;
    r->spread[HOSHI_VIEW_BUYER] = (struct hoshi_supplier_spread){.mean_yen = mean,
                                                                 .own_variance = mean * mean * 0.03,
                                                                 .common_variance = mean * mean * 0.01,
                                                                 .p50_yen = mean * 0.98,
                                                                 .p80_yen = mean * 1.17};
}

static bool read_record(void *user, size_t i, struct hoshi_supplier_result *r)
{
    uint64_t state = i * 7919 + 12345;
    (void)user;
    memset(r, 0, sizeof *r);
    r->horizon = years;
    r->completions = 1;
    r->weight_micro = i % 41 == 9 ? INT64_C(123456789) : HOSHI_NONE;
    head(&state, i, &r->head);
    r->flags = HOSHI_SUPPLIER_FEES_UNPUBLISHED | (uint32_t)(next(&state) & 0x43d);
    amounts(&state, r);
    int32_t all = r->head.level == 4 ? 153 : 81, met = (int32_t)between(&state, 0, all / 2);
    r->criteria[HOSHI_MET] = met;
    r->criteria[HOSHI_PARTIAL] = (all - met) / 4;
    r->criteria[HOSHI_UNMET] = all - met - (all - met) / 4;
    r->measures = (int32_t)between(&state, 3, 30);
    return true;
}

static bool read_left_out(void *user, size_t i, size_t fault, struct hoshi_budget_left_out *x)
{
    (void)user;
    memset(x, 0, sizeof *x);
    x->row = (int64_t)i * 11 + 5;
    snprintf(x->id, sizeof x->id, "X%04zu", i);
    snprintf(x->name, sizeof x->name, "読めない商店 %zu", i);
    x->faults = 1 + i % 7;
    x->kept = x->faults < 5 ? x->faults : 5;
    x->fault.status = (i + fault) % 2 ? HOSHI_E_SIZE_MISSING : HOSHI_E_RANGE;
    snprintf(x->fault.path, sizeof x->fault.path, (i + fault) % 2 ? "size" : "employees_regular");
    snprintf(x->fault.got, sizeof x->fault.got, (i + fault) % 2 ? "" : "-5");
    snprintf(x->fault.allowed, sizeof x->fault.allowed, (i + fault) % 2 ? "" : "0 .. 999999999");
    return fault < x->kept;
}

static void tally(struct hoshi_joint_tally *t, const struct hoshi_assumptions *a, size_t n)
{
    static const char *const bought[] = {"epp_license", "vuln_platform_ip", "mdm", "scs3_expert_confirm"};
    static struct hoshi_supplier_detail d;
    static struct hoshi_supplier_result r;
    for (size_t i = 0; i < n; i++) {
        uint64_t state = i + 99;
        read_record(NULL, i, &r);
        d.purchases = 0;
        for (size_t k = 0; k < 4; k++) {
            size_t price = hoshi_tables_find_price(a->tables, bought[k]);
            int64_t units = k == 3 ? 1 : between(&state, 0, k == 1 ? 6 : 60);
            d.purchase[d.purchases++] =
                (struct hoshi_supplier_purchase){.measure = (uint16_t)(3 + k),
                                                 .price = (uint16_t)price,
                                                 .quantity_micro = units * HOSHI_MICRO,
                                                 .times = years,
                                                 .first_year = 1,
                                                 .horizon_yen = units * 5000};
        }
        size_t group = n <= HOSHI_JOINT_GROUPS_MAX ? i : hoshi_joint_size(r.head.employees_regular);
        if (hoshi_joint_add(t, a, group, &d, NULL))
            exit(1);
    }
}

static void ranges(struct hoshi_portfolio_view *run, size_t n)
{
    static struct hoshi_supplier_result r;
    double year[HOSHI_YEARS_MAX + 1] = {0};
    for (size_t i = 0; i < n; i++) {
        read_record(NULL, i, &r);
        for (int y = 0; y < years; y++) {
            year[y + 1] += (double)r.expected_by_year_yen[HOSHI_VIEW_BUYER][y];
            year[0] += (double)r.expected_by_year_yen[HOSHI_VIEW_BUYER][y];
        }
    }
    run->ranged = true;
    for (int y = 0; y <= years; y++)
        run->range[HOSHI_VIEW_BUYER][y] =
            (struct hoshi_portfolio_range){.mean_yen = year[y],
                                           .p50_yen = year[y] * 1.07,
                                           .p80_yen = year[y] * 1.16,
                                           .own_sd_yen = year[y] * 0.01,
                                           .common_sd_yen = year[y] * 0.1,
                                           .sum_p80_yen = y ? 0 : year[y] * 1.26,
                                           .independent_p80_yen = year[y] * 1.09};
}

int main(int argc, char **argv)
{
    static struct hoshi_faults faults;
    static struct hoshi_joint_tally t;
    if (argc < 4)
        return 2;
    size_t n = strtoul(argv[1], NULL, 10), out = argc > 4 ? strtoul(argv[4], NULL, 10) : 0;
    int64_t each = argc > 5 ? strtoll(argv[5], NULL, 10) : 0;
    years = argc > 6 ? (int)strtol(argv[6], NULL, 10) : 3;
    struct hoshi_tables *tables;
    struct hoshi_supplier_settings settings;
    struct hoshi_supplier_kernel *kernel;
    struct hoshi_date as_of = {2026, 11, 22};
    if (hoshi_tables_open(NULL, as_of, &tables, &faults))
        return 1;
    hoshi_supplier_settings_init(&settings, as_of);
    settings.horizon = years;
    if (hoshi_supplier_kernel_open(tables, &settings, &kernel, &faults))
        return 1;
    const struct hoshi_assumptions *a = hoshi_supplier_kernel_assumptions(kernel);
    struct hoshi_budget_source source = {.suppliers = n,
                                         .left_out = out,
                                         .left_kept = out,
                                         .read = read_record,
                                         .read_left_out = read_left_out};
    struct hoshi_portfolio_view run = {.company = "架空製作所",
                                       .list = "suppliers.csv",
                                       .version = HOSHI_VERSION,
                                       .unknown_share_ppm = HOSHI_MICRO,
                                       .as_of = as_of,
                                       .start = start,
                                       .tax_ppm = 100000,
                                       .buyer_capital_yen = 500000000,
                                       .buyer_employees = 1200,
                                       .assumptions = a,
                                       .tally = &t};
    struct hoshi_budget_options o = {.run = &run, .budget_stated = each > 0};
    run.tally_by_supplier = n <= HOSHI_JOINT_GROUPS_MAX;
    hoshi_budget_rules_init(&o.rules, years, each);
    o.rules.extras = each > 0;
    if (n <= HOSHI_BUDGET_SUPPLIERS_MAX) { /* more are refused below */
        tally(&t, a, n);
        ranges(&run, n);
    }
    struct hoshi_budget_view *v;
    clock_t before = clock();
    enum hoshi_status s = hoshi_budget_view_open(&source, &o, &v, &faults);
    clock_t middle = clock();
    if (!s)
        s = hoshi_budget_workbook_write(v, argv[2][0] == 'e' ? HOSHI_EN : HOSHI_JA, argv[3], &faults);
    if (s) {
        fprintf(stderr, "%s %s %s\n", hoshi_status_name(s), faults.item[0].path, faults.item[0].got);
        return 1;
    }
    printf("{\"view\": %.3f, \"workbook\": %.3f, \"funded\": %zu}\n",
           (double)(middle - before) / CLOCKS_PER_SEC, (double)(clock() - middle) / CLOCKS_PER_SEC,
           v->choice->funded);
    hoshi_budget_view_close(v);
    hoshi_supplier_kernel_close(kernel);
    hoshi_tables_close(tables);
    return 0;
}
