/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The own workbook's figures beside the split they come from: every grouping adds up to the same money. */
#include "support.h"
#include "own_view.h"

#include <math.h>
#include <string.h>

static const char two_buyers[] =
    "{\"id\":\"A\",\"requested_level\":3,\"annual_purchases_yen\":240000001,\"items\":[{\"code\":\"I1\",\"unit_price_yen\":\"1200\",\"units_per_year\":90001}],\"negotiation\":{\"own_target\":\"0.9\",\"own_reservation\":\"0.5\"}},"
    "{\"id\":\"B\",\"requested_level\":4,\"annual_purchases_yen\":91000003}";
static const char grant[] = ",\"funding\":[{\"name\":\"F\",\"yen\":1000003,\"status\":\"granted\"}]";

struct own_fixture {
    struct hoshi_case *c;
    struct hoshi_estimate *e;
    struct hoshi_split *s;
    struct hoshi_estimate_range range;
    struct hoshi_own_view *v;
};

static void fixture_open(struct own_fixture *x, const char *buyers, const char *rest, size_t trials)
{
    memset(x, 0, sizeof *x);
    x->c = support_casef(
        "{\"hoshiwari_case\":1,\"as_of\":\"2026-11-22\",\"horizon_years\":3,\"supplier\":{\"annual_sales_yen\":823456789,\"annual_cost_yen\":760000000,\"size\":{\"users\":42,\"endpoints\":48,\"servers\":5}},\"target_level\":4,\"gap\":{\"answers\":{}},\"buyers\":[%s]%s}",
        buyers, rest);
    support_answer_all(x->c, 4, HOSHI_UNMET);
    assert_int_equal(hoshi_estimate_open(support_tables(), x->c, support_today, &x->e, NULL), HOSHI_OK);
    assert_int_equal(hoshi_split_open(x->e, &x->s, NULL), HOSHI_OK);
    if (trials)
        assert_int_equal(hoshi_estimate_range_init(&x->range, x->s, NULL, NULL), HOSHI_OK);
    assert_int_equal(
        hoshi_own_view_open(x->s, trials ? &x->range : NULL, HOSHI_MICRO / 100, trials, &x->v, NULL),
        HOSHI_OK);
}

static void fixture_close(struct own_fixture *x)
{
    hoshi_own_view_close(x->v);
    hoshi_estimate_range_release(&x->range);
    hoshi_split_close(x->s);
    hoshi_estimate_close(x->e);
    hoshi_case_close(x->c);
}

static void groupings_add_up_to_the_split(void **state)
{
    struct own_fixture x;
    (void)state;
    fixture_open(&x, two_buyers, grant, 0);
    const struct hoshi_split *s = x.s;
    int64_t gross = 0, divided = 0, asked = 0, horizon = 0, due = 0;
    for (int n = 0; n < HOSHI_NATURES; n++)
        gross += x.v->nature_yen[n][HOSHI_DIRECT] + x.v->nature_yen[n][HOSHI_INDIRECT];
    assert_int_equal(gross, s->gross_annual_yen);
    for (size_t p = 0; p < s->parties; p++) {
        int64_t parts = 0, pools = 0;
        for (int n = 0; n < HOSHI_NATURES; n++)
            parts += x.v->part_nature_yen[p][n];
        for (size_t k = 0; k < s->weights_n; k++)
            pools += x.v->pool_yen[k * s->parties + p];
        assert_int_equal(parts, s->party[p].annual_yen);
        assert_int_equal(pools, s->party[p].annual_yen);
    }
    for (size_t i = 0; i < s->shares; i++) {
        int64_t sum = 0;
        for (size_t p = 0; p < s->parties; p++)
            sum += x.v->key_yen[i * s->parties + p];
        assert_int_equal(sum, s->share[i].annual_yen);
        due += s->share[i].entry->mean.due_yen;
    }
    for (size_t i = 0; i < x.v->costs + x.v->shifting; i++) {
        divided += x.v->cost[i]->annual_yen;
        horizon += x.v->cost[i]->horizon_yen;
        asked += x.v->cost[i]->asked_yen;
        assert_true(i == 0 || i >= x.v->costs || x.v->cost[i - 1]->annual_yen >= x.v->cost[i]->annual_yen);
    }
    assert_int_equal(divided, s->annual_yen);
    assert_int_equal(horizon, s->horizon_yen);
    assert_int_equal(asked, x.v->asked_annual_yen + x.v->dropped_annual_yen);
    assert_true(x.v->dropped_annual_yen > 0);
    assert_int_equal(x.v->asked_annual_yen, s->party[0].asked_annual_yen + s->party[1].asked_annual_yen);
    assert_int_equal(asked, s->party[0].annual_yen + s->party[1].annual_yen);
    assert_int_equal(due, x.v->mean_due_yen);
    assert_int_equal(x.v->own_choice_yen, 0);
    fixture_close(&x);
}

static void years_add_up(void **state)
{
    struct own_fixture x;
    (void)state;
    fixture_open(&x, two_buyers, grant, 0);
    int64_t(*y)[HOSHI_YEARS_MAX] = x.v->year_yen, basis = 0, gap = 0, effort = 0;
    for (int i = 0; i < 3; i++) {
        assert_int_equal(y[HOSHI_OWN_YEAR_TOTAL][i], x.e->totals.by_year_yen[i]);
        assert_int_equal(y[HOSHI_OWN_YEAR_CASH][i] + y[HOSHI_OWN_YEAR_OWN][i], y[HOSHI_OWN_YEAR_TOTAL][i]);
        assert_int_equal(y[HOSHI_OWN_YEAR_DIRECT][i] + y[HOSHI_OWN_YEAR_INDIRECT][i],
                         y[HOSHI_OWN_YEAR_TOTAL][i]);
        assert_int_equal(y[HOSHI_OWN_YEAR_RECOVERY][i], -x.v->asked_annual_yen);
        assert_int_equal(x.v->funding_before_yen[i + 1] - x.v->funding_before_yen[i],
                         -y[HOSHI_OWN_YEAR_FUNDING][i]);
        gap += y[HOSHI_OWN_YEAR_BASIS][i] + y[HOSHI_OWN_YEAR_FUNDING][i] + y[HOSHI_OWN_YEAR_RECOVERY][i];
        assert_int_equal(y[HOSHI_OWN_YEAR_CUMULATIVE][i], gap);
        basis += y[HOSHI_OWN_YEAR_BASIS][i];
        int64_t days = 0;
        for (int r = 0; r < HOSHI_ROLES; r++)
            days += x.e->days_micro[r][i];
        assert_int_equal(x.v->days_micro[i], days);
        assert_true(y[HOSHI_OWN_YEAR_CASH][i] > 0 && y[HOSHI_OWN_YEAR_OWN][i] > 0);
    }
    assert_int_equal(basis, x.s->gross_yen);
    assert_int_equal(x.v->funding_before_yen[3], 1000003);
    for (size_t i = 0; i < x.s->shares; i++)
        effort += x.s->share[i].entry->line.effort ? x.s->share[i].gross_annual_yen : 0;
    assert_int_equal(effort, x.v->effort_annual_yen);
    fixture_close(&x);
}

static void lines_name_their_price_row(void **state)
{
    struct own_fixture x;
    (void)state;
    fixture_open(&x, two_buyers, "", 0);
    assert_int_equal(x.v->lines, x.e->entries + x.v->swaps);
    assert_int_equal(x.v->certain + x.v->uncertain, x.e->entries);
    int64_t swap = 0;
    for (size_t i = 0; i < x.v->lines; i++) {
        const struct hoshi_own_line *l = &x.v->line[i];
        const struct hoshi_line *of = x.v->price[l->price].line;
        assert_true(of->price == l->entry->line.price && of->effort == l->entry->line.effort);
        assert_int_equal(l->entry->point.due_yen * l->times, l->entry->point.horizon_yen);
        swap += i < x.e->entries ? 0 : l->entry->point.horizon_yen;
    }
    assert_int_equal(swap, x.v->swap_yen);
    assert_true(x.e->next_best.exists == (x.v->swaps > 0));
    for (size_t i = 0; i < x.v->prices; i++) {
        const struct hoshi_own_price *p = &x.v->price[i];
        assert_true(!p->line->effort || (!p->low_yen && !p->likely_yen && !p->high_yen));
    }
    size_t place[2] = {0};
    for (size_t i = 0; i < x.v->prices; i++)
        assert_int_equal(x.v->price[i].place, place[x.v->price[i].line->effort != NULL]++);
    fixture_close(&x);
}

/* The first three of the view are what moves most, and none of what is left out moves more. */
static void quotations_to_get_go_by_what_moves(void **state)
{
    struct own_fixture x;
    (void)state;
    fixture_open(&x, two_buyers, "", 0);
    assert_int_equal(x.v->quote_first, HOSHI_QUOTE_FIRST);
    assert_true(x.v->quotables > HOSHI_QUOTE_FIRST);
    bool hands = false;
    for (size_t i = 0; i < x.v->quotables; i++) {
        const struct hoshi_quotable *q = &x.v->quotable[i];
        int64_t low = 0, high = 0, most = 0;
        for (size_t k = 0; k < x.e->certain; k++) {
            const struct hoshi_entry *n = &x.e->entry[k];
            if (n->line.measure->index != q->measure || !hoshi_quotable_line(n))
                continue;
            low += n->low_yen;
            high += n->high_yen;
            most = n->high_yen - n->low_yen > most ? n->high_yen - n->low_yen : most;
        }
        assert_true(q->low_yen == low && q->high_yen == high && q->horizon_yen > 0);
        assert_int_equal(q->widest->high_yen - q->widest->low_yen, most);
        assert_true(!i || high - low <= q[-1].high_yen - q[-1].low_yen);
        hands = hands || x.e->a.tables->measure[q->measure].hands;
    }
    bool bought = false; /* days beyond the own ones are asked for where there are any */
    for (size_t k = 0; k < x.e->certain; k++)
        bought = bought || (x.e->entry[k].line.measure->hands && x.e->entry[k].line.price);
    assert_true(hands == bought);
    fixture_close(&x);
}

static void buyers_have_their_own_figures(void **state)
{
    struct own_fixture x;
    (void)state;
    fixture_open(&x, two_buyers, "", 0);
    assert_int_equal(x.v->buyers, 2);
    for (size_t i = 0; i < 2; i++) {
        const struct hoshi_own_buyer *b = &x.v->buyer[i];
        assert_string_equal(b->buyer->id, i ? "B" : "A");
        assert_int_equal(b->uplift.annual_yen, x.s->party[i].asked_annual_yen);
        assert_int_equal(b->talk.amount_yen, b->uplift.annual_yen);
        assert_int_equal(b->offer.offer.terms.annual_yen, b->uplift.annual_yen);
        assert_int_equal(b->purchases_yen, i ? 91000003 : 240000001);
        assert_int_equal(b->offer.purchases_yen, b->purchases_yen);
        assert_int_equal(b->offer.price_ppm[HOSHI_OFFER_PRICE], b->uplift.percent_ppm);
        assert_int_equal(b->offer.price_month_yen[HOSHI_OFFER_PRICE], b->uplift.per_month_yen);
    }
    assert_int_equal(x.v->buyer[0].backwards.carried_yen, 3 * 90001);
    assert_int_equal(x.v->buyer[1].backwards.share_ppm, HOSHI_NONE);
    assert_int_equal(x.v->buyer[0].offer.pieces, 1);
    assert_int_equal(x.v->buyer[0].offer.unpriced_yen + x.v->buyer[0].offer.piece[0].total_yen,
                     x.v->buyer[0].offer.tooling.total_yen);
    assert_int_equal(x.v->buyer[1].offer.unpriced_yen, x.v->buyer[1].offer.tooling.total_yen);
    assert_true(x.v->buyer[0].talk.ladder_ppm[0] >= 899999 && x.v->buyer[0].talk.ladder_ppm[0] <= 900001);
    assert_int_equal(x.v->buyer[1].talk.ladder_ppm[0], HOSHI_NONE);
    assert_int_equal(x.v->margin_ppm, 77061);
    assert_int_equal(x.v->overhead_ppm, HOSHI_NONE);
    fixture_close(&x);
}

static void rules_only_where_two_asked(void **state)
{
    struct own_fixture x;
    (void)state;
    fixture_open(&x, two_buyers, "", 0);
    const struct hoshi_own_rules *r = &x.v->rules;
    assert_true(x.v->has_rules && r->rules > 8 && r->g.game.players == 2);
    for (size_t k = 0; k < r->rules; k++) {
        assert_true(fabs(r->rule[k].sum - hoshi_game_total(&r->g.game)) < 1);
        for (size_t i = 0; i < 2; i++)
            assert_true(r->least[i] <= r->rule[k].amount[i] && r->rule[k].amount[i] <= r->most[i]);
        assert_false(r->rule[k].used);
    }
    fixture_close(&x);
    fixture_open(&x, two_buyers, ",\"sharing\":{\"rules\":{\"level:4\":\"shapley\"}}", 0);
    size_t used = 0;
    for (size_t k = 0; k < x.v->rules.rules; k++)
        used += x.v->rules.rule[k].used && strcmp(x.v->rules.rule[k].rule->id, "shapley") == 0;
    assert_int_equal(used, 1);
    fixture_close(&x);
    fixture_open(&x, "{\"id\":\"A\",\"requested_level\":3,\"annual_purchases_yen\":240000001}", "", 0);
    assert_false(x.v->has_rules);
    fixture_close(&x);
}

static void rulings_say_which_rule_governs(void **state)
{
    struct own_fixture x;
    (void)state;
    fixture_open(&x, two_buyers, "", 0);
    assert_int_equal(x.v->ruling3, HOSHI_RULING_BY_SHARE);
    assert_int_equal(x.v->ruling4, HOSHI_RULING_SOLE);
    assert_int_equal(x.v->ruling_star, HOSHI_RULING_ASKERS);
    fixture_close(&x);
    fixture_open(&x, "", "", 0);
    assert_int_equal(x.v->ruling4, HOSHI_RULING_BY_RULE);
    assert_int_equal(x.v->buyers, 0);
    assert_int_equal(x.v->asked_annual_yen, 0);
    fixture_close(&x);
}

static void trials_only_with_a_range(void **state)
{
    struct own_fixture x;
    (void)state;
    fixture_open(&x, two_buyers, "", 25);
    assert_true(x.v->has_trials && x.v->trials.trials == 25);
    assert_true(x.v->other_suffices > 0 && x.v->other_suffices < 1);
    for (size_t d = 0; d < x.v->trials.draws; d++) {
        int64_t offset[2];
        hoshi_hdr_offsets(&(struct hoshi_hdr){7, (int64_t)d + 1, x.v->trials.entity, x.v->trials.seed, 0},
                          offset);
        assert_memory_equal(offset, x.v->trials.offset[d], sizeof offset);
    }
    fixture_close(&x);
    fixture_open(&x, two_buyers, "", 0);
    assert_false(x.v->has_trials);
    fixture_close(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groupings_add_up_to_the_split),
        cmocka_unit_test(years_add_up),
        cmocka_unit_test(lines_name_their_price_row),
        cmocka_unit_test(quotations_to_get_go_by_what_moves),
        cmocka_unit_test(buyers_have_their_own_figures),
        cmocka_unit_test(rules_only_where_two_asked),
        cmocka_unit_test(rulings_say_which_rule_governs),
        cmocka_unit_test(trials_only_with_a_range),
    };
    return cmocka_run_group_tests_name("own_view", tests, NULL, NULL);
}
