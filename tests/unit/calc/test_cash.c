/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Money out against price income: every month beside a slow recount, and cases small enough to work by hand.
 */
#include "support.h"
#include "cash.h"
#include "uplift.h"

#include <stdlib.h>
#include <string.h>

#define SIZES                                                                                                \
    "\"users\":42,\"endpoints\":48,\"servers\":5,\"sites\":2,\"public_ips\":2,\"web_apps\":1,"               \
    "\"mailboxes\":42,\"admins\":2,\"mobile_devices\":12,\"partners\":8,\"data_tb\":3,"                      \
    "\"unsupported_endpoints\":10,\"unsupported_servers\":2,\"remote_users\":6,\"cloud_services\":5,"        \
    "\"network_devices\":9,\"joiners\":3"

static const char two_buyers[] =
    "{\"id\":\"A\",\"requested_level\":3,\"annual_purchases_yen\":240000001},{\"id\":\"B\",\"requested_level\":4,\"annual_purchases_yen\":91000003}";
static const char grants[] =
    ",\"funding\":[{\"name\":\"F\",\"yen\":1000003,\"status\":\"granted\"},{\"name\":\"G\",\"yen\":500001,\"status\":\"granted\",\"lines\":\"direct\"},{\"name\":\"H\",\"yen\":700000,\"status\":\"applied\"}]";

/* A case, its estimate and its split, closed together. */
struct trio {
    struct hoshi_case *c;
    struct hoshi_estimate *e;
    struct hoshi_split *s;
};

static struct trio divide(int years, const char *buyers, const char *rest)
{
    struct trio x = {0};
    x.c = support_casef(
        "{\"hoshiwari_case\":1,\"as_of\":\"2026-11-22\",\"horizon_years\":%d,\"supplier\":{\"annual_sales_yen\":823456789,\"size\":{" SIZES
        "}},\"target_level\":4,\"gap\":{\"answers\":{}},\"buyers\":[%s]%s}",
        years, buyers, rest);
    support_answer_all(x.c, 4, HOSHI_UNMET);
    assert_int_equal(hoshi_estimate_open(support_tables(), x.c, support_today, &x.e, NULL), HOSHI_OK);
    assert_int_equal(hoshi_split_open(x.e, &x.s, NULL), HOSHI_OK);
    return x;
}

static void done(struct trio x)
{
    hoshi_split_close(x.s);
    hoshi_estimate_close(x.e);
    hoshi_case_close(x.c);
}

static struct hoshi_cash cash_of(const struct hoshi_split *s, int64_t fall_ppm)
{
    struct hoshi_cash cash;
    assert_int_equal(hoshi_cash_init(&cash, s, fall_ppm, NULL), HOSHI_OK);
    return cash;
}

static int64_t buyers_annual(const struct hoshi_split *s)
{
    int64_t sum = 0;
    for (size_t p = 0; p < s->parties; p++)
        sum += s->party[p].kind == HOSHI_PARTY_BUYER ? s->party[p].asked_annual_yen : 0;
    return sum;
}

/* ---- what holds for every split ---- */

/* The entries of a year, recounted: own work, bought in, when. */
static void check_year(const struct hoshi_split *s, const struct hoshi_cash *cash, int y)
{
    struct hoshi_cash_year sum = {0};
    const struct hoshi_cash_year *year = &cash->year[y];
    for (size_t i = 0; i < s->shares; i++) {
        const struct hoshi_entry *x = s->share[i].entry;
        int64_t yen = (s->basis == HOSHI_BASIS_MEAN ? &x->mean : &x->point)->by_year_yen[y];
        if (x->line.effort)
            sum.own_yen += yen;
        else if (x->line.row->every == 1)
            sum.yearly_yen += yen;
        else
            sum.once_yen += yen;
    }
    assert_int_equal(year->own_yen, sum.own_yen);
    assert_int_equal(year->yearly_yen, sum.yearly_yen);
    assert_int_equal(year->once_yen, sum.once_yen);
}

/* Twelve months are the year to the yen, and no month is more than a yen off a twelfth. */
static void check_months(const struct hoshi_cash *cash, int y)
{
    int64_t bought = 0, own = 0, funding = 0, income[HOSHI_CASH_VOLUMES] = {0};
    const struct hoshi_cash_year *year = &cash->year[y];
    for (int i = 12 * y; i < 12 * y + 12; i++) {
        const struct hoshi_cash_month *m = &cash->month[i];
        int64_t monthly = m->bought_yen - (i % 12 ? 0 : year->once_yen);
        bought += m->bought_yen;
        own += m->own_yen;
        funding += m->funding_yen;
        assert_true(llabs(12 * monthly - year->yearly_yen) <= 12);
        assert_true(llabs(12 * m->own_yen - year->own_yen) <= 12);
        assert_true(i % 12 == 11 || m->funding_yen == 0);
        for (int v = 0; v < HOSHI_CASH_VOLUMES; v++)
            income[v] += m->income_yen[v];
    }
    assert_int_equal(bought, year->once_yen + year->yearly_yen);
    assert_int_equal(own, year->own_yen);
    assert_int_equal(funding, year->funding_yen);
    for (int v = 0; v < HOSHI_CASH_VOLUMES; v++)
        assert_int_equal(income[v], cash->income_yen[v]);
}

static void check_course(const struct hoshi_cash *cash, int v, int k)
{
    const struct hoshi_cash_course *c = &cash->course[v][k];
    int64_t sum = 0, least = 0;
    int black = -1, deepest = -1;
    for (int i = 0; i < cash->months; i++) {
        const struct hoshi_cash_month *m = &cash->month[i];
        sum += m->income_yen[v] + m->funding_yen - m->bought_yen - (k == HOSHI_CASH_WHOLE ? m->own_yen : 0);
        assert_int_equal(m->balance_yen[v][k], sum);
        if (i % 3 == 2)
            assert_int_equal(cash->quarter[i / 3].balance_yen[v][k], sum);
        if (sum < least) {
            least = sum;
            deepest = i;
        }
        black = sum < 0 ? -1 : black < 0 ? i : black;
    }
    assert_int_equal(c->end_yen, sum);
    assert_int_equal(c->deepest_yen, least);
    assert_int_equal(c->deepest, deepest);
    assert_int_equal(c->black, black);
}

static void check(const struct hoshi_split *s, const struct hoshi_cash *cash)
{
    int64_t funding = 0, n = s->e->a.horizon;
    assert_int_equal(cash->years, n);
    assert_int_equal(cash->months, 12 * n);
    for (int y = 0; y < n; y++) {
        check_year(s, cash, y);
        check_months(cash, y);
        funding += cash->year[y].funding_yen;
    }
    assert_int_equal(funding, s->funding_yen);
    for (int v = 0; v < HOSHI_CASH_VOLUMES; v++)
        for (int k = 0; k < HOSHI_CASH_BASES; k++)
            check_course(cash, v, k);
    assert_int_equal(cash->income_yen[HOSHI_CASH_PLANNED], buyers_annual(s));
    assert_int_equal(cash->unrecovered_yen, s->horizon_yen - n * buyers_annual(s));
    assert_int_equal(cash->beyond_yen, s->horizon_yen - n * s->annual_yen);
    assert_int_equal(cash->unrecovered_yen, cash->beyond_yen + cash->others_yen + cash->supplier_yen);
    for (int k = 0; k < HOSHI_CASH_BASES; k++)
        assert_int_equal(cash->course[HOSHI_CASH_PLANNED][k].end_yen -
                             cash->course[HOSHI_CASH_FALLEN][k].end_yen,
                         n * (cash->income_yen[HOSHI_CASH_PLANNED] - cash->income_yen[HOSHI_CASH_FALLEN]));
}

static void months_add_to_years_and_balances_to_what_is_divided(void **state)
{
    static const char *const rest[] = {"", ",\"sharing\":{\"basis\":\"point\"}",
                                       ",\"sharing\":{\"supplier_part\":\"0.271828\"}", grants};
    static const int years[] = {1, 2, 3, 5, 10};
    (void)state;
    for (size_t r = 0; r < SUPPORT_COUNT(rest); r++)
        for (size_t y = 0; y < SUPPORT_COUNT(years); y++) {
            struct trio x = divide(years[y], two_buyers, rest[r]);
            struct hoshi_cash cash = cash_of(x.s, HOSHI_CASH_FALL_PPM);
            check(x.s, &cash);
            done(x);
        }
}

static void volume_takes_its_share_of_the_income_alone(void **state)
{
    (void)state;
    struct trio x = divide(3, two_buyers, "");
    struct hoshi_cash none = cash_of(x.s, 0), fallen = cash_of(x.s, HOSHI_CASH_FALL_PPM),
                      all = cash_of(x.s, HOSHI_MICRO);
    int64_t income = none.income_yen[HOSHI_CASH_PLANNED];
    assert_memory_equal(none.course[HOSHI_CASH_PLANNED], none.course[HOSHI_CASH_FALLEN],
                        sizeof none.course[0]);
    assert_int_equal(all.income_yen[HOSHI_CASH_FALLEN], 0);
    assert_int_equal(fallen.income_yen[HOSHI_CASH_FALLEN], (8 * income + 5) / 10);
    assert_true(fallen.course[HOSHI_CASH_FALLEN][HOSHI_CASH_PAID].end_yen <
                fallen.course[HOSHI_CASH_PLANNED][HOSHI_CASH_PAID].end_yen);
    check(x.s, &all);
    done(x);
}

static void without_a_buyer_nothing_comes_in(void **state)
{
    (void)state;
    struct trio x = divide(3, "", "");
    struct hoshi_cash cash = cash_of(x.s, HOSHI_CASH_FALL_PPM);
    check(x.s, &cash);
    assert_int_equal(cash.income_yen[HOSHI_CASH_PLANNED], 0);
    assert_int_equal(cash.others_yen, 0);
    assert_int_equal(cash.course[HOSHI_CASH_PLANNED][HOSHI_CASH_PAID].black, -1);
    assert_int_equal(cash.unrecovered_yen, x.s->horizon_yen);
    done(x);
}

static void funding_not_granted_is_not_counted(void **state)
{
    (void)state;
    struct trio x =
        divide(3, two_buyers, ",\"funding\":[{\"name\":\"H\",\"yen\":700000,\"status\":\"applied\"}]");
    struct hoshi_cash cash = cash_of(x.s, HOSHI_CASH_FALL_PPM);
    for (int i = 0; i < cash.months; i++)
        assert_int_equal(cash.month[i].funding_yen, 0);
    done(x);
}

/* ---- by hand ---- */

/* One buyer that pays `annual`, and lines of these kinds, nothing else. */
struct hand {
    struct hoshi_estimate e;
    struct hoshi_entry entry[3];
    struct hoshi_share share[3];
    struct hoshi_party party[3];
    struct hoshi_measure_line row[3];
    struct hoshi_effort effort;
    struct hoshi_split s;
};

static void hand_line(struct hand *h, size_t i, int every, int64_t due, int64_t funding)
{
    struct hoshi_entry *x = &h->entry[i];
    x->line.row = &h->row[i];
    x->line.every = every;
    x->line.from_year = 1;
    x->line.life_years = h->e.a.horizon;
    for (int y = 1; y <= h->e.a.horizon; y++)
        if (hoshi_line_due(&x->line, y))
            x->point.horizon_yen += x->point.by_year_yen[y - 1] = due;
    static int64_t by_year[8][HOSHI_YEARS_MAX];
    int64_t when[HOSHI_YEARS_MAX], n = 0;
    for (int y = 0; y < h->e.a.horizon; y++)
        n += when[y] = hoshi_line_due(&x->line, y + 1);
    memset(by_year[i], 0, sizeof by_year[i]);
    if (n)
        assert_int_equal(hoshi_money_split(funding, when, (size_t)h->e.a.horizon, by_year[i]), HOSHI_OK);
    h->share[i] = (struct hoshi_share){.entry = x, .funding_yen = funding, .funding_by_year = by_year[i]};
    h->s.horizon_yen += x->point.horizon_yen - funding;
}

static void hand_begin(struct hand *h, int years, int64_t annual)
{
    memset(h, 0, sizeof *h);
    h->e.a.horizon = years;
    h->party[0] =
        (struct hoshi_party){.kind = HOSHI_PARTY_BUYER, .annual_yen = annual, .asked_annual_yen = annual};
    h->party[1] = (struct hoshi_party){.kind = HOSHI_PARTY_OTHERS};
    h->party[2] = (struct hoshi_party){.kind = HOSHI_PARTY_SUPPLIER};
    h->s = (struct hoshi_split){.e = &h->e,
                                .basis = HOSHI_BASIS_POINT,
                                .party = h->party,
                                .parties = 3,
                                .share = h->share,
                                .shares = 3,
                                .annual_yen = annual};
}

/* 1,200 once and 240 a year against 840 a year: month 1 is 1,200 + 20 − 70 deep, and each month brings 50. */
static void small_plan_by_hand(void **state)
{
    struct hand h;
    (void)state;
    hand_begin(&h, 3, 840);
    hand_line(&h, 0, 0, 1200, 0);
    hand_line(&h, 1, 1, 240, 0);
    hand_line(&h, 2, 1, 120, 0);
    h.entry[2].line.effort = &h.effort;
    struct hoshi_cash cash = cash_of(&h.s, HOSHI_CASH_FALL_PPM);
    const struct hoshi_cash_course *c = &cash.course[HOSHI_CASH_PLANNED][HOSHI_CASH_PAID];
    assert_int_equal(c->deepest, 0);
    assert_int_equal(c->deepest_yen, -1150);
    assert_int_equal(c->black, 23); /* −1,200 + 24 × 50 */
    assert_int_equal(c->end_yen, 600);
    c = &cash.course[HOSHI_CASH_PLANNED][HOSHI_CASH_WHOLE];
    assert_int_equal(c->black, 29); /* 40 a month */
    assert_int_equal(c->end_yen, 240);
    assert_int_equal(cash.unrecovered_yen, -240);
    assert_int_equal(cash.course[HOSHI_CASH_FALLEN][HOSHI_CASH_PAID].black, 33); /* 36 a month */
    assert_int_equal(cash.course[HOSHI_CASH_FALLEN][HOSHI_CASH_WHOLE].black, -1);
}

/* In the black, then a payment in year 3 undoes it: only the month after which it stays counts. */
static void black_is_for_good(void **state)
{
    struct hand h;
    (void)state;
    hand_begin(&h, 4, 720);
    hand_line(&h, 0, 2, 1000, 0);
    hand_line(&h, 1, 1, 0, 0);
    hand_line(&h, 2, 1, 0, 0);
    struct hoshi_cash cash = cash_of(&h.s, HOSHI_CASH_FALL_PPM);
    const struct hoshi_cash_course *c = &cash.course[HOSHI_CASH_PLANNED][HOSHI_CASH_PAID];
    assert_true(cash.month[16].balance_yen[HOSHI_CASH_PLANNED][HOSHI_CASH_PAID] >= 0);
    assert_true(cash.month[24].balance_yen[HOSHI_CASH_PLANNED][HOSHI_CASH_PAID] < 0);
    assert_int_equal(c->deepest, 0);
    assert_int_equal(c->deepest_yen, -940);
    assert_int_equal(c->black, 33); /* 34 × 60 ≥ 2,000 */
    assert_int_equal(cash.year[2].once_yen, 1000);
}

/* A line that recurs brings its funding in equal parts, at the end of each year in which it is paid. */
static void funding_comes_at_the_end_of_the_year(void **state)
{
    struct hand h;
    (void)state;
    hand_begin(&h, 3, 0);
    hand_line(&h, 0, 0, 1200, 500);
    hand_line(&h, 1, 1, 240, 100);
    hand_line(&h, 2, 1, 0, 0);
    struct hoshi_cash cash = cash_of(&h.s, HOSHI_CASH_FALL_PPM);
    assert_int_equal(cash.month[11].funding_yen, 534);
    assert_int_equal(cash.month[23].funding_yen, 33);
    assert_int_equal(cash.month[35].funding_yen, 33);
    assert_int_equal(cash.unrecovered_yen, 1200 + 720 - 600);
}

static void nothing_to_pay_is_black_from_the_first_month(void **state)
{
    struct hand h;
    (void)state;
    hand_begin(&h, 1, 0);
    h.s.shares = 0;
    struct hoshi_cash cash = cash_of(&h.s, HOSHI_CASH_FALL_PPM);
    assert_int_equal(cash.course[HOSHI_CASH_PLANNED][HOSHI_CASH_WHOLE].black, 0);
    assert_int_equal(cash.course[HOSHI_CASH_PLANNED][HOSHI_CASH_WHOLE].deepest, -1);
}

static void amounts_beyond_a_cell_are_refused(void **state)
{
    struct hand h;
    struct hoshi_cash cash;
    (void)state;
    hand_begin(&h, 10, HOSHI_YEN_MAX / 2);
    h.s.shares = 0;
    assert_int_equal(hoshi_cash_init(&cash, &h.s, HOSHI_CASH_FALL_PPM, NULL), HOSHI_E_OVERFLOW);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(months_add_to_years_and_balances_to_what_is_divided),
        cmocka_unit_test(volume_takes_its_share_of_the_income_alone),
        cmocka_unit_test(without_a_buyer_nothing_comes_in),
        cmocka_unit_test(funding_not_granted_is_not_counted),
        cmocka_unit_test(small_plan_by_hand),
        cmocka_unit_test(black_is_for_good),
        cmocka_unit_test(funding_comes_at_the_end_of_the_year),
        cmocka_unit_test(nothing_to_pay_is_black_from_the_first_month),
        cmocka_unit_test(amounts_beyond_a_cell_are_refused),
    };
    return cmocka_run_group_tests_name("cash", tests, NULL, NULL);
}
