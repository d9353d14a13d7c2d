/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands behind the budget workbook, recounted from the records. */
#include "budget_view.h"
#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MANY = 200, YEARS = 3 };

static struct hoshi_faults faults;
static struct hoshi_supplier_result records[MANY];

/** A source in memory; the fields of `list` let a read fail. */
struct list {
    size_t unreadable; /* SIZE_MAX: none */
    size_t reads;
};

static bool read_record(void *user, size_t i, struct hoshi_supplier_result *out)
{
    struct list *l = user;
    l->reads++;
    if (i == l->unreadable)
        return false;
    *out = records[i];
    return true;
}

/* What the buyer is expected to bear in the first years. */
static int64_t expected(const struct hoshi_supplier_result *r, int years)
{
    int64_t sum = 0;
    for (int y = 0; y < years; y++)
        sum += r->expected_by_year_yen[HOSHI_VIEW_BUYER][y];
    return sum;
}

static void random_records(uint64_t seed)
{
    memset(records, 0, sizeof records);
    for (size_t i = 0; i < MANY; i++) {
        struct hoshi_supplier_result *r = &records[i];
        r->horizon = YEARS;
        r->head.level = support_chance(&seed, 2) ? 3 : 4;
        r->head.questions.outage = r->head.level == 4 && support_chance(&seed, 2) ? HOSHI_YES : HOSHI_UNKNOWN;
        r->head.employees_regular = support_chance(&seed, 6) ? HOSHI_NONE : support_between(&seed, 1, 500);
        r->head.annual_purchases_yen =
            support_chance(&seed, 9) ? HOSHI_NONE : support_between(&seed, 1, 900000000);
        r->head.must = support_chance(&seed, 20);
        r->head.must_not = !r->head.must && support_chance(&seed, 20);
        if (support_chance(&seed, 3))
            r->head.deadline = (struct hoshi_date){(short)support_between(&seed, 2026, 2031), 7, 31};
        r->weight_micro = support_chance(&seed, 7) ? support_between(&seed, 0, 9000000) : HOSHI_NONE;
        for (int k = 0; k < HOSHI_SUPPLIER_PARTIES; k++) {
            struct hoshi_supplier_part *p = &r->part[k];
            for (int y = 0; y < YEARS; y++) {
                p->by_year_yen[y] = support_between(&seed, 0, y ? 300000 : 2000000);
                p->horizon_yen += p->by_year_yen[y];
            }
            p->direct_yen = p->horizon_yen / 3;
            p->indirect_yen = p->horizon_yen - p->direct_yen;
            p->annual_yen = p->horizon_yen / YEARS;
        }
        for (int y = 0; y < YEARS; y++) { /* half of them have not answered everything */
            int64_t open = i % 2 ? support_between(&seed, 0, 900000) : 0, whole = 0;
            for (int k = 0; k < HOSHI_SUPPLIER_PARTIES; k++)
                whole += r->part[k].by_year_yen[y];
            r->expected_by_year_yen[HOSHI_VIEW_BUYER][y] =
                r->part[HOSHI_SUPPLIER_BUYER].by_year_yen[y] + open;
            r->expected_by_year_yen[HOSHI_VIEW_WHOLE][y] = whole + 2 * open;
        }
        r->by_category_yen[4] = support_between(&seed, 0, 100000);
        r->criteria[HOSHI_UNMET] = (int32_t)support_between(&seed, 0, 80);
        r->flags = (uint32_t)support_between(&seed, 0, 255);
        double mean = (double)expected(r, YEARS);
        r->spread[HOSHI_VIEW_BUYER].mean_yen = mean;
        r->spread[HOSHI_VIEW_BUYER].own_variance = mean * mean * 0.04;
        r->spread[HOSHI_VIEW_BUYER].common_variance = mean * mean * 0.01;
        for (int y = 0; y < YEARS; y++) {
            double yen = (double)r->expected_by_year_yen[HOSHI_VIEW_BUYER][y];
            r->own_sd_by_year_yen[y] = 0.15 * yen;
            r->common_sd_by_year_yen[y] = 0.08 * yen;
        }
    }
}

static struct hoshi_portfolio_view run;

static struct hoshi_budget_options options_of(int64_t each)
{
    run = (struct hoshi_portfolio_view){.as_of = support_today, .start = {2027, 4, 0}};
    struct hoshi_budget_options o = {.run = &run, .budget_stated = true};
    hoshi_budget_rules_init(&o.rules, YEARS, each);
    return o;
}

static struct hoshi_budget_view *opened(size_t n, const struct hoshi_budget_options *o)
{
    static struct list l;
    l = (struct list){SIZE_MAX, 0};
    struct hoshi_budget_source s = {.suppliers = n, .read = read_record, .user = &l};
    struct hoshi_budget_view *v = NULL;
    memset(&faults, 0, sizeof faults);
    if (hoshi_budget_view_open(&s, o, &v, &faults) != HOSHI_OK)
        fail_msg("%s %s", hoshi_status_name(faults.item[0].status), faults.item[0].path);
    return v;
}

static void latest_start(void **state)
{
    (void)state;
    const struct hoshi_date start = {2027, 4, 0};
    const struct {
        struct hoshi_date deadline;
        int start;
    } rows[] = {{{0, 0, 0}, 3},     {{2026, 12, 31}, 1}, {{2027, 3, 31}, 1}, {{2027, 4, 1}, 1},
                {{2028, 3, 31}, 1}, {{2028, 4, 1}, 2},   {{2029, 3, 31}, 2}, {{2029, 4, 1}, 3},
                {{2030, 3, 31}, 3}, {{2035, 1, 1}, 3}};
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++)
        assert_int_equal(hoshi_budget_latest_start(start, rows[i].deadline, 3), rows[i].start);
}

static void yes_and_weight(void **state)
{
    (void)state;
    struct hoshi_supplier_result r = {.weight_micro = HOSHI_NONE};
    r.head.annual_purchases_yen = 5000000;
    r.head.level = 3;
    assert_int_equal(hoshi_budget_yes(&r.head), 0);
    assert_int_equal(hoshi_budget_weight_of(&r), 5000000);
    r.head.level = 4;
    assert_int_equal(hoshi_budget_yes(&r.head), 1); /* ★4 without answers */
    r.head.questions = (struct hoshi_case_questions){HOSHI_YES, HOSHI_NO, HOSHI_YES};
    assert_int_equal(hoshi_budget_yes(&r.head), 2);
    assert_int_equal(hoshi_budget_weight_of(&r), 15000000);
    r.weight_micro = 7;
    assert_int_equal(hoshi_budget_weight_of(&r), 7);
    r.weight_micro = HOSHI_NONE;
    r.head.annual_purchases_yen = HOSHI_NONE;
    assert_int_equal(hoshi_budget_weight_of(&r), 1);
}

/* Σ of the buyer's years of supplier i from a start on, into year y. */
static int64_t recount(const struct hoshi_budget_view *v, size_t n, int y, int level, bool funded)
{
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        int start = funded ? v->choice->start[i] : 1;
        if ((!level || records[i].head.level == level) && start && y + 1 >= start)
            sum += records[i].expected_by_year_yen[HOSHI_VIEW_BUYER][y + 1 - start];
    }
    return sum;
}

static void sums_are_those_of_the_records(void **state)
{
    (void)state;
    random_records(5);
    struct hoshi_budget_options o = options_of(30000000);
    struct hoshi_budget_view *v = opened(MANY, &o);
    assert_true(v->choice->funded > 20 && v->choice->funded < MANY - 20);
    int64_t value = 0, category = 0, by_size = 0, purchases = 0, weight = 0, open = 0, flagged = 0;
    for (int y = 0; y < YEARS; y++)
        for (int who = 0; who < HOSHI_BUDGET_WHO; who++) {
            assert_int_equal(v->sums[who].buyer_by_year_yen[y],
                             recount(v, MANY, y, 0, who == HOSHI_BUDGET_FUNDED));
            for (int level = 3; level <= 4; level++)
                assert_int_equal(v->level[who][level - 3].buyer_by_year_yen[y],
                                 recount(v, MANY, y, level, who == HOSHI_BUDGET_FUNDED));
        }
    for (size_t i = 0; i < MANY; i++) {
        value += hoshi_budget_value(&o.rules, hoshi_budget_weight_of(&records[i]), v->choice->start[i]);
        weight += hoshi_budget_weight_of(&records[i]);
        category += records[i].by_category_yen[4];
        flagged += v->choice->start[i] && records[i].flags & HOSHI_SUPPLIER_UNANSWERED;
        for (int y = 0; v->choice->start[i] && y <= YEARS - v->choice->start[i]; y++)
            open += records[i].expected_by_year_yen[HOSHI_VIEW_BUYER][y] -
                    records[i].part[HOSHI_SUPPLIER_BUYER].by_year_yen[y];
        purchases += records[i].head.annual_purchases_yen > 0 ? records[i].head.annual_purchases_yen : 0;
    }
    for (size_t g = 0; g < HOSHI_JOINT_SIZES; g++)
        by_size += v->size[HOSHI_BUDGET_FUNDED][g].buyer_yen;
    const struct hoshi_budget_sums *all = &v->sums[HOSHI_BUDGET_ALL], *f = &v->sums[HOSHI_BUDGET_FUNDED];
    assert_int_equal(value, v->choice->value_micro);
    assert_int_equal(value, f->value_micro);
    assert_int_equal(weight, v->weight_micro);
    assert_int_equal(category, all->category_yen[4]);
    assert_int_equal(purchases, all->purchases_yen);
    assert_int_equal(by_size, f->buyer_yen);
    assert_int_equal(f->suppliers, v->choice->funded);
    assert_int_equal(open, f->open_yen);
    assert_true(open > 0);
    assert_int_equal(flagged, f->flagged[4]);
    assert_int_equal(all->whole_yen, all->buyer_yen + all->others_yen + all->supplier_yen);
    assert_int_equal(f->buyer_direct_yen + f->buyer_indirect_yen, f->buyer_yen);
    for (int y = 0; y < YEARS; y++)
        assert_int_equal(f->buyer_by_year_yen[y], v->choice->spent_yen[y]);
    hoshi_budget_view_close(v);
}

/* Two that ask for the same money by their answers, but one has not answered: the other is funded. */
static void silence_is_not_funded_first(void **state)
{
    (void)state;
    memset(records, 0, sizeof records);
    for (size_t i = 0; i < 2; i++) {
        struct hoshi_supplier_result *r = &records[i];
        r->horizon = YEARS;
        r->head.level = 3;
        r->head.annual_purchases_yen = HOSHI_NONE;
        r->weight_micro = i ? 1000000 : 1500000;
        for (int y = 0; y < YEARS; y++) {
            r->part[HOSHI_SUPPLIER_BUYER].by_year_yen[y] = i ? 120 : 100;
            r->expected_by_year_yen[HOSHI_VIEW_BUYER][y] = i ? 120 : 900;
            r->expected_by_year_yen[HOSHI_VIEW_WHOLE][y] = i ? 120 : 1000;
        }
        r->part[HOSHI_SUPPLIER_BUYER].horizon_yen = i ? 360 : 300;
        r->part[HOSHI_SUPPLIER_BUYER].annual_yen = i ? 120 : 100;
        r->part[HOSHI_SUPPLIER_OTHERS].horizon_yen = i ? 0 : 10;
        r->part[HOSHI_SUPPLIER_ITSELF].horizon_yen = i ? 0 : 20;
    }
    struct hoshi_budget_options o = options_of(150);
    struct hoshi_budget_view *v = opened(2, &o);
    assert_int_equal(v->choice->start[0], 0);
    assert_int_equal(v->choice->start[1], 1);
    assert_int_equal(v->sums[HOSHI_BUDGET_FUNDED].buyer_yen, 360);
    assert_int_equal(v->sums[HOSHI_BUDGET_FUNDED].open_yen, 0);
    assert_int_equal(v->sums[HOSHI_BUDGET_ALL].open_yen, 2400);
    struct hoshi_budget_bearers b;
    hoshi_budget_bearers(&records[0], YEARS, &b);
    assert_int_equal(b.whole_yen, 3000);
    assert_int_equal(b.buyer_yen, 2700);
    assert_int_equal(b.answered_yen, 300);
    assert_int_equal(b.others_yen, 100); /* 300 left, by 10 : 20 */
    assert_int_equal(b.supplier_yen, 200);
    assert_int_equal(b.annual_yen, 900);
    memset(&records[0].part, 0, sizeof records[0].part);
    hoshi_budget_bearers(&records[0], YEARS, &b);
    assert_int_equal(b.supplier_yen, 0); /* nothing is known that would be its own */
    assert_int_equal(b.others_yen, 300);
    assert_int_equal(b.annual_yen, 900);
    hoshi_budget_view_close(v);
}

/* A record whose buyer's part is `answered` by its answers, a third of it direct, and `more` without them. */
static void part_record(struct hoshi_supplier_result *r, int level, int64_t answered, int64_t more)
{
    *r = (struct hoshi_supplier_result){.horizon = YEARS, .head = {.level = (int32_t)level}};
    r->head.annual_purchases_yen = 1000;
    r->weight_micro = 1;
    r->part[HOSHI_SUPPLIER_BUYER] = (struct hoshi_supplier_part){.by_year_yen = {answered},
                                                                 .horizon_yen = answered,
                                                                 .direct_yen = answered / 3,
                                                                 .indirect_yen = answered - answered / 3};
    r->expected_by_year_yen[HOSHI_VIEW_BUYER][0] = answered + more;
    r->expected_by_year_yen[HOSHI_VIEW_WHOLE][0] = answered + more;
}

/* What the silent would buy in is learnt from those that answered, the star apart. */
static void direct_of_the_silent(void **state)
{
    (void)state;
    part_record(&records[0], 3, 900, 0);
    records[0].horizon_yen = 1000; /* of them 400 the star, 300 of that direct */
    records[0].direct_yen = 360;
    records[0].by_category_yen[0] = 400;
    part_record(&records[1], 3, 300, 600);
    records[1].flags = HOSHI_SUPPLIER_GAP_UNKNOWN;
    records[1].horizon_yen = 200;
    records[1].direct_yen = 150;
    part_record(&records[2], 4, 300, 600); /* nobody of ★4 answered: as the others */
    records[2].flags = HOSHI_SUPPLIER_GAP_UNKNOWN;
    struct hoshi_budget_options o = options_of(150);
    struct hoshi_budget_view *v = opened(3, &o);
    assert_int_equal(v->learnt[0].yen, 600);
    assert_int_equal(v->learnt[0].direct_yen, 60);
    assert_int_equal(v->learnt[1].yen, 0);
    assert_int_equal(hoshi_budget_direct(v, &records[0], 1), 300);
    assert_int_equal(hoshi_budget_direct(v, &records[1], 1), 100 + 60);
    assert_int_equal(hoshi_budget_direct(v, &records[2], 1), 100 + 60);
    assert_int_equal(hoshi_budget_direct(v, &records[1], 2),
                     100 + 60); /* a year less, and it is all in the first */
    assert_int_equal(hoshi_budget_direct(v, &records[1], 0), 0);
    assert_int_equal(v->sums[HOSHI_BUDGET_ALL].buyer_direct_yen, 300 + 160 + 160);
    hoshi_budget_view_close(v);
    records[0].flags = HOSHI_SUPPLIER_GAP_UNKNOWN; /* nobody answered: its own proportion */
    v = opened(2, &o);
    assert_int_equal(v->learnt[2].yen, 0);
    assert_int_equal(hoshi_budget_direct(v, &records[1], 1), 300);
    hoshi_budget_view_close(v);
}

/* The annual charge over the purchases, and who is above the mark. */
static void share_of_purchases(void **state)
{
    (void)state;
    part_record(&records[0], 3, 150, 0); /* 50 a year */
    records[0].part[HOSHI_SUPPLIER_BUYER].annual_yen = 50;
    part_record(&records[1], 3, 153, 0);
    records[1].part[HOSHI_SUPPLIER_BUYER].annual_yen = 51;
    part_record(&records[2], 3, 150, 0);
    records[2].head.annual_purchases_yen = HOSHI_NONE;
    part_record(&records[3], 3, 150, 0);
    records[3].head.annual_purchases_yen = 0;
    assert_int_equal(hoshi_budget_share(&records[0], YEARS), 50000);
    assert_int_equal(hoshi_budget_share(&records[1], YEARS), 51000);
    assert_int_equal(hoshi_budget_share(&records[2], YEARS), HOSHI_NONE);
    assert_int_equal(hoshi_budget_share(&records[3], YEARS), HOSHI_NONE);
    struct hoshi_budget_options o = options_of(150);
    struct hoshi_budget_view *v = opened(4, &o);
    assert_int_equal(v->marked, 1);
    hoshi_budget_view_close(v);
    o.mark_ppm = 49000;
    v = opened(4, &o);
    assert_int_equal(v->marked, 2);
    hoshi_budget_view_close(v);
}

static void alternatives(void **state)
{
    (void)state;
    random_records(6);
    struct hoshi_budget_options o = options_of(60000000);
    struct hoshi_budget_view *v = opened(MANY, &o);
    int64_t everybody = 0, later = 0, musts = 0;
    for (size_t i = 0; i < MANY; i++) {
        const int64_t *c = records[i].expected_by_year_yen[HOSHI_VIEW_BUYER];
        everybody += records[i].head.must_not ? 0 : c[0] + c[1] + c[2];
        later += records[i].head.must_not ? 0 : c[0] + c[1];
        musts += records[i].head.must ? c[0] + c[1] + c[2] : 0;
    }
    size_t after = 0; /* by months, with the plan's end in March 2030 */
    for (size_t i = 0; i < MANY; i++) {
        const struct hoshi_supplier_head *h = &records[i].head;
        after += h->deadline.year && h->deadline.year * 12 + h->deadline.month < 2030 * 12 + 4 &&
                 !v->choice->start[i] && !h->must_not;
    }
    assert_true(after > 0);
    assert_int_equal(v->after, after);
    assert_int_equal(v->everybody_yen, everybody);
    assert_int_equal(v->later_yen, later);
    assert_int_equal(v->musts_yen, musts);
    assert_int_equal(v->everybody_micro, v->choice->all_micro);
    assert_int_equal(v->later_micro * 3, v->everybody_micro * 2);
    hoshi_budget_view_close(v);
}

/* Without a budget of the user nothing is scarce: everybody is funded from year 1 and the reserve is whole.
 */
static void no_budget_stated(void **state)
{
    (void)state;
    random_records(7);
    for (size_t i = 0; i < MANY; i++) {
        records[i].head.must_not = false;
        records[i].weight_micro = 1000;
    }
    struct hoshi_budget_options o = options_of(0);
    o.budget_stated = false;
    run.ranged = true;
    run.range[HOSHI_VIEW_BUYER][0] =
        (struct hoshi_portfolio_range){.mean_yen = 1e8, .p80_yen = 1.2e8, .own_sd_yen = 3e7};
    struct hoshi_budget_view *v = opened(MANY, &o);
    assert_int_equal(v->choice->funded, MANY);
    assert_int_equal(v->choice->value_micro, v->choice->all_micro);
    assert_true(llabs(v->reserve_yen - 20000000) <= 1);
    int64_t sum = 0;
    for (int y = 0; y < YEARS; y++)
        sum += v->reserve_by_year_yen[y];
    assert_int_equal(sum, v->reserve_yen);
    hoshi_budget_view_close(v);
}

/* What the reserve is to be, from the records and a view's starts: mean plus the way to P80, before what is
 * allocated; and by plan year the spread it is divided by. */
static double funded_p80(const struct hoshi_budget_view *v, double known_sd, double way_all, double way_first,
                         double by_year[YEARS], double *mean)
{
    double own[2] = {0}, common[2] = {0}, way = 0, own_by[YEARS] = {0}, common_by[YEARS] = {0};
    *mean = 0;
    for (size_t i = 0; i < MANY; i++) {
        int start = v->choice->start[i], held = start ? YEARS + 1 - start : 0;
        double all = (double)expected(&records[i], YEARS), part = (double)expected(&records[i], held);
        double scale = records[i].spread[HOSHI_VIEW_BUYER].mean_yen / all;
        own[0] += 0.04 * all * all;
        common[0] += 0.1 * all;
        own[1] += held == YEARS ? 0.04 * all * all : 0.0225 * part * part;
        common[1] += held == YEARS ? 0.1 * all : 0.08 * part;
        *mean += part * scale;
        way += part * scale * (held == YEARS ? way_all : held == 1 ? way_first : (way_all + way_first) / 2);
        for (int y = 0; y < held; y++) {
            double yen = (double)records[i].expected_by_year_yen[HOSHI_VIEW_BUYER][y];
            own_by[start - 1 + y] += 0.0225 * yen * yen;
            common_by[start - 1 + y] += 0.08 * yen;
        }
    }
    for (int y = 0; y < YEARS; y++)
        by_year[y] = sqrt(own_by[y] + common_by[y] * common_by[y]);
    return *mean + known_sd * sqrt(own[1] + common[1] * common[1]) / sqrt(own[0] + common[0] * common[0]) *
                       way / *mean;
}

static void reserve_follows_the_spread(void **state)
{
    (void)state;
    random_records(8);
    struct hoshi_budget_options o = options_of(40000000);
    run.ranged = true;
    run.range[HOSHI_VIEW_BUYER][0] = (struct hoshi_portfolio_range){
        .mean_yen = 1e8, .p80_yen = 1.2e8, .own_sd_yen = 1.5e7, .common_sd_yen = 2e7};
    run.range[HOSHI_VIEW_BUYER][1] = (struct hoshi_portfolio_range){
        .mean_yen = 5e7, .p80_yen = 5.9e7, .own_sd_yen = 6e6, .common_sd_yen = 8e6};
    struct hoshi_budget_view *v = opened(MANY, &o);
    double part =
        (double)v->sums[HOSHI_BUDGET_FUNDED].buyer_yen / (double)v->sums[HOSHI_BUDGET_ALL].buyer_yen;
    assert_true(part > 0.2 && part < 0.9);
    size_t late = 0;
    for (size_t i = 0; i < MANY; i++)
        late += v->choice->start[i] > 1;
    assert_true(late > 5);
    double by_year[YEARS], mean, all = 0,
                                 wanted = funded_p80(v, 2.5e7, 0.8, 0.9, by_year, &mean) -
                                          (double)v->sums[HOSHI_BUDGET_FUNDED].buyer_yen;
    assert_true(fabs((double)v->reserve_yen - wanted) < 2 && wanted > 1e6);
    for (int y = 0; y < YEARS; y++)
        all += by_year[y];
    for (int y = 0; y < YEARS; y++)
        assert_true(fabs((double)v->reserve_by_year_yen[y] - wanted * by_year[y] / all) < 3);
    /* Where the mean of the range is not what is allocated, the reserve reaches P80 from what is; never below
     * 0. */
    for (int percent = 50; percent <= 150; percent += 50) {
        for (size_t i = 0; i < MANY; i++)
            records[i].spread[HOSHI_VIEW_BUYER].mean_yen =
                (double)expected(&records[i], YEARS) * percent / 100;
        struct hoshi_budget_view *other = opened(MANY, &o);
        double p80 = funded_p80(other, 2.5e7, 0.8, 0.9, by_year, &mean),
               allocated = (double)other->sums[HOSHI_BUDGET_FUNDED].buyer_yen;
        assert_true(fabs((double)other->reserve_yen - fmax(0, p80 - allocated)) < 2);
        hoshi_budget_view_close(other);
    }
    hoshi_budget_view_close(v);
    run.ranged = false;
    v = opened(MANY, &o);
    assert_int_equal(v->reserve_yen, HOSHI_NONE);
    hoshi_budget_view_close(v);
}

static void nobody(void **state)
{
    (void)state;
    struct hoshi_budget_options o = options_of(100);
    o.rules.extras = true;
    struct hoshi_budget_view *v = opened(0, &o);
    assert_int_equal(v->choice->funded + v->sums[HOSHI_BUDGET_ALL].suppliers, 0);
    hoshi_budget_view_close(v);
}

static void wrong(size_t n, const struct hoshi_budget_options *o, size_t unreadable, enum hoshi_status status,
                  const char *path)
{
    struct list l = {unreadable, 0};
    struct hoshi_budget_source s = {.suppliers = n, .read = read_record, .user = &l};
    struct hoshi_budget_view *v = NULL;
    memset(&faults, 0, sizeof faults);
    assert_int_equal(hoshi_budget_view_open(&s, o, &v, &faults), status);
    assert_null(v);
    assert_string_equal(faults.item[0].path, path);
}

static void wrong_records(void **state)
{
    (void)state;
    random_records(9);
    struct hoshi_budget_options o = options_of(1000000), other = o;
    wrong(MANY, &o, 17, HOSHI_E_BUDGET_RECORD, "suppliers[17]");
    records[3].horizon = 2;
    wrong(MANY, &o, SIZE_MAX, HOSHI_E_BUDGET_RECORD, "suppliers[3]");
    records[3].horizon = YEARS;
    records[4].status = HOSHI_E_RANGE;
    wrong(MANY, &o, SIZE_MAX, HOSHI_E_BUDGET_RECORD, "suppliers[4]");
    records[4].status = HOSHI_OK;
    records[5].head.level = 5;
    wrong(MANY, &o, SIZE_MAX, HOSHI_E_BUDGET_RECORD, "suppliers[5]");
    records[5].head.level = 3;
    wrong(HOSHI_BUDGET_SUPPLIERS_MAX + (size_t)1, &o, SIZE_MAX, HOSHI_E_TOO_MANY, "suppliers");
    other.rules.years = 0;
    wrong(1, &other, SIZE_MAX, HOSHI_E_RANGE, "years");
    other = o;
    other.rules.budget_yen[2] = -1;
    wrong(1, &other, SIZE_MAX, HOSHI_E_RANGE, "budget_yen[2]");
    records[0].expected_by_year_yen[HOSHI_VIEW_WHOLE][0] = HOSHI_YEN_MAX;
    records[1].expected_by_year_yen[HOSHI_VIEW_WHOLE][0] = HOSHI_YEN_MAX;
    wrong(2, &o, SIZE_MAX, HOSHI_E_OVERFLOW, "suppliers");
}

/* A ★4 that makes ★3 spending unnecessary can leave a negative year; it counts as nothing. */
static void negative_years(void **state)
{
    (void)state;
    random_records(10);
    records[0].part[HOSHI_SUPPLIER_BUYER].by_year_yen[1] = -5000;
    records[0].expected_by_year_yen[HOSHI_VIEW_BUYER][1] = -5000;
    assert_int_equal(hoshi_budget_cost(&records[0], 1), 0);
    assert_int_equal(hoshi_budget_cost_answered(&records[0], 1), 0);
    struct hoshi_budget_options o = options_of(90000000);
    struct hoshi_budget_view *v = opened(MANY, &o);
    assert_int_equal(hoshi_budget_direct(v, &records[0], 0), 0);
    for (int y = 0; y < YEARS; y++)
        assert_int_equal(v->sums[HOSHI_BUDGET_FUNDED].buyer_by_year_yen[y], v->choice->spent_yen[y]);
    hoshi_budget_view_close(v);
}

static void memory_runs_out(void **state)
{
    (void)state;
    random_records(11);
    struct hoshi_budget_options o = options_of(3000000);
    struct list l = {SIZE_MAX, 0};
    struct hoshi_budget_source s = {.suppliers = 12, .read = read_record, .user = &l};
    bool failed = true;
    long n = 0;
    for (; failed && n < 500; n++) {
        struct hoshi_budget_view *v = NULL;
        support_fail_allocation(n, true);
        enum hoshi_status status = hoshi_budget_view_open(&s, &o, &v, NULL);
        failed = support_failed_allocation();
        support_fail_allocation(-1, false);
        assert_true(failed ? status == HOSHI_E_MEMORY && !v : status == HOSHI_OK);
        hoshi_budget_view_close(v);
    }
    assert_true(!failed && n > 15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(latest_start),
        cmocka_unit_test(yes_and_weight),
        cmocka_unit_test(sums_are_those_of_the_records),
        cmocka_unit_test(silence_is_not_funded_first),
        cmocka_unit_test(direct_of_the_silent),
        cmocka_unit_test(share_of_purchases),
        cmocka_unit_test(alternatives),
        cmocka_unit_test(no_budget_stated),
        cmocka_unit_test(reserve_follows_the_spread),
        cmocka_unit_test(nobody),
        cmocka_unit_test(wrong_records),
        cmocka_unit_test(negative_years),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
