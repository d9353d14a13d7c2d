/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one buyer may see: its own sums, and nothing that depends on the others. */
#include "support.h"
#include "buyer_view.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SIZES                                                                                                \
    "\"users\":42,\"endpoints\":48,\"servers\":5,\"sites\":2,\"public_ips\":2,\"web_apps\":1,\"mailboxes\":" \
    "42,\"admins\":2,"                                                                                       \
    "\"mobile_devices\":12,\"partners\":8,\"data_tb\":3,\"unsupported_endpoints\":10,\"unsupported_"         \
    "servers\":2,\"remote_users\":6,"                                                                        \
    "\"cloud_services\":5,\"network_devices\":9,\"joiners\":3"

static const char own[] =
    "{\"id\":\"A\",\"name\":\"Alpha\",\"requested_level\":%d,\"annual_purchases_yen\":240000001,\"extra\":[{\"measure\":\"vciso\"}],\"items\":[{\"code\":\"P-1\",\"unit_price_yen\":\"1250.00\",\"units_per_year\":120000}]}";

struct stack {
    struct hoshi_case *c;
    struct hoshi_estimate *e;
    struct hoshi_split *s;
    struct hoshi_buyer_view *v;
};

static struct stack open_view(const char *buyers, const char *supplier, size_t buyer, enum hoshi_disclosure d)
{
    struct stack x = {0};
    x.c = support_casef(
        "{\"hoshiwari_case\":1,\"case_id\":\"secret-id\",\"title\":\"secret title\",\"as_of\":\"2026-11-22\",\"supplier\":{\"name\":\"S\",\"annual_sales_yen\":823456789%s,\"size\":{" SIZES
        "}},\"target_level\":4,\"gap\":{\"answers\":{}},\"buyers\":[%s],\"plan\":{\"use\":[{\"measure\":\"phishing_drill\"}]},\"funding\":[{\"name\":\"F\",\"yen\":500001,\"status\":\"granted\"}]}",
        supplier, buyers);
    for (size_t i = 0; i < x.c->answers.n; i++)
        x.c->answers.answer[i].status = i % 3 ? HOSHI_UNMET : HOSHI_MET;
    assert_int_equal(hoshi_estimate_open(support_tables(), x.c, support_today, &x.e, NULL), HOSHI_OK);
    assert_int_equal(hoshi_split_open(x.e, &x.s, NULL), HOSHI_OK);
    assert_int_equal(hoshi_buyer_view_open(x.s, buyer, NULL, d, 10000, &x.v, NULL), HOSHI_OK);
    return x;
}

static void done(struct stack x)
{
    hoshi_buyer_view_close(x.v);
    hoshi_split_close(x.s);
    hoshi_estimate_close(x.e);
    hoshi_case_close(x.c);
}

static struct stack open_beside(int level, const char *others, enum hoshi_disclosure d)
{
    char buyers[6000];
    int n = snprintf(buyers, sizeof buyers, own, level);
    snprintf(buyers + n, sizeof buyers - (size_t)n, "%s", others);
    return open_view(buyers, "", 0, d);
}

/* Every amount of a view as text; pointers and what they point to in the buyer's own data left out. */
static void print_view(struct hoshi_buffer *out, const struct hoshi_buyer_view *v)
{
    hoshi_buffer_printf(out, "%d %d %d %d %" PRId64 " %" PRId64 " %" PRId64 " rules %d %d %d basis %d\n",
                        v->level, v->asked, v->horizon, (int)v->key, v->key_amount, v->share_ppm,
                        v->key_whole, (int)v->pool[HOSHI_POOL_LEVEL3].rule,
                        (int)v->pool[HOSHI_POOL_LEVEL4].rule, (int)v->pool[HOSHI_POOL_UPGRADE].rule,
                        (int)v->basis);
    hoshi_buffer_printf(
        out, "%" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " part %" PRId64 " d %" PRId64 "\n",
        v->annual_yen, v->horizon_yen, v->floor_annual_yen, v->ceiling_annual_yen, v->ceiling_yen,
        v->supplier_part_ppm, v->demanded_annual_yen);
    for (int y = 0; y < HOSHI_YEARS_MAX; y++)
        hoshi_buffer_printf(out, "%" PRId64 " ", v->by_year_yen[y]);
    for (int k = 0; k < HOSHI_CLASSES; k++)
        hoshi_buffer_printf(out, "class %" PRId64 " %" PRId64 "\n", v->annual_by_class_yen[k],
                            v->by_class_yen[k]);
    for (int k = 0; k < HOSHI_NATURES; k++)
        hoshi_buffer_printf(out, "nature %" PRId64 " %" PRId64 "\n", v->annual_by_nature_yen[k],
                            v->by_nature_yen[k]);
    for (size_t i = 0; i < v->groups; i++)
        hoshi_buffer_printf(out, "group %d %zu %" PRId64 " %" PRId64 " %d %d\n", v->group[i].category,
                            v->group[i].criteria, v->group[i].annual_yen, v->group[i].horizon_yen,
                            v->group[i].first_year, v->group[i].last_year);
    for (size_t i = 0; i < v->measures; i++)
        hoshi_buffer_printf(out, "measure %s %" PRId64 " %" PRId64 "\n", v->measure[i].measure->id,
                            v->measure[i].annual_yen, v->measure[i].horizon_yen);
    for (size_t i = 0; i < v->criteria; i++)
        hoshi_buffer_printf(out, "%s %d\n", v->criterion[i].criterion->id, (int)v->criterion[i].status);
    for (size_t i = 0; i < v->uplift.items; i++)
        hoshi_buffer_printf(out, "item %" PRId64 " %" PRId64 "\n", v->uplift.item[i].uplift_micro,
                            v->uplift.item[i].new_price_micro);
    hoshi_buffer_printf(out, "%" PRId64 " %" PRId64 " %" PRId64 "\n", v->quoted_annual_yen,
                        v->fees_annual_yen, v->tax_ppm);
    hoshi_buffer_printf(out, "terms %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %d\n",
                        v->offer.offer.terms.annual_yen, v->offer.offer.terms.once_annual_yen,
                        v->offer.offer.terms.kind_annual_yen, v->offer.offer.terms.rate_ppm,
                        v->offer.offer.terms.years);
}

static void expect_same_view(int level, const char *others, const char *changed)
{
    for (int d = HOSHI_DISCLOSE_TOTAL; d <= HOSHI_DISCLOSE_CRITERIA; d++) {
        struct hoshi_buffer a, b;
        hoshi_buffer_init(&a, 200000);
        hoshi_buffer_init(&b, 200000);
        struct stack x = open_beside(level, others, (enum hoshi_disclosure)d),
                     y = open_beside(level, changed, (enum hoshi_disclosure)d);
        print_view(&a, x.v);
        print_view(&b, y.v);
        assert_true(a.length > 500 && !a.failed && !b.failed);
        assert_string_equal(hoshi_buffer_text(&a), hoshi_buffer_text(&b));
        hoshi_buffer_release(&a);
        hoshi_buffer_release(&b);
        done(x);
        done(y);
    }
}

static void other_buyers_names_prices_and_talks_change_nothing(void **state)
{
    (void)state;
    for (int level = 3; level <= 4; level++)
        expect_same_view(
            level,
            ",{\"id\":\"B\",\"name\":\"Beta\",\"requested_level\":3,\"annual_purchases_yen\":91000003,\"items\":[{\"code\":\"Q\",\"unit_price_yen\":\"7.50\",\"units_per_year\":9}],\"negotiation\":{\"own_target\":\"0.8\"}}",
            ",{\"id\":\"Zulu\",\"name\":\"Zulu Industries\",\"department\":\"D\",\"capital_yen\":5,\"requested_level\":3,\"annual_purchases_yen\":91000003,\"items\":[{\"code\":\"P-1\",\"unit_price_yen\":\"99999.99\",\"units_per_year\":777777},{\"code\":\"R\",\"unit_price_yen\":\"1.00\",\"units_per_year\":1}],\"negotiation\":{\"own_target\":\"0.1\",\"power\":\"0.9\"},\"request\":{\"made_on\":\"2026-01-05\"}}");
}

/* What the buyer bears of the star itself: that is shared with whoever else asked for one. */
static int64_t star(const struct stack *x, bool annual)
{
    int64_t sum = 0;
    for (size_t i = 0; i < x->s->shares; i++)
        if (x->s->share[i].entry->line.measure->star)
            sum += annual ? x->s->share[i].annual[0] : x->s->share[i].horizon[0];
    return sum;
}

/* Purchases of others move a yen of a line here and there (largest remainder), never more, but for the star. */
static void part_of_a_buyer_does_not_depend_on_who_else_asks(void **state)
{
    (void)state;
    static const char *const others[] = {
        "",
        ",{\"id\":\"B\",\"requested_level\":3,\"annual_purchases_yen\":91000003}",
        ",{\"id\":\"B\",\"requested_level\":3,\"annual_purchases_yen\":501000003}",
        (",{\"id\":\"B\",\"annual_purchases_yen\":91000003},{\"id\":\"C\",\"include\":true,\"annual_purchases_yen\":17}"),
    };
    int64_t annual = 0, horizon = 0, ceiling = 0;
    for (size_t i = 0; i < SUPPORT_COUNT(others); i++) {
        struct stack x = open_beside(3, others[i], HOSHI_DISCLOSE_CATEGORY);
        int64_t lines = (int64_t)x.s->shares;
        if (i) {
            assert_true(llabs(x.v->annual_yen - star(&x, true) - annual) <= lines);
            assert_true(llabs(x.v->horizon_yen - star(&x, false) - horizon) <= lines);
            assert_int_equal(x.v->ceiling_yen, ceiling);
        }
        annual = x.v->annual_yen - star(&x, true);
        horizon = x.v->horizon_yen - star(&x, false);
        ceiling = x.v->ceiling_yen;
        done(x);
    }
}

static void sums_of_every_breakdown_are_the_amount(void **state)
{
    (void)state;
    static const char others[] =
        ",{\"id\":\"B\",\"requested_level\":4,\"annual_purchases_yen\":91000003},{\"id\":\"C\",\"include\":true,\"annual_purchases_yen\":55500007}";
    for (int level = 3; level <= 4; level++)
        for (size_t buyer = 0; buyer < 3; buyer++) {
            char buyers[2000];
            int n = snprintf(buyers, sizeof buyers, own, level);
            snprintf(buyers + n, sizeof buyers - (size_t)n, "%s", others);
            struct stack x = open_view(buyers, "", buyer, HOSHI_DISCLOSE_CRITERIA);
            const struct hoshi_buyer_view *v = x.v;
            const struct hoshi_party *p = hoshi_split_party(x.s, buyer);
            assert_int_equal(v->annual_yen, p->annual_yen);
            assert_int_equal(v->horizon_yen, p->horizon_yen);
            assert_string_equal(v->buyer->id, x.c->buyer[buyer].id);
            int64_t annual = 0, horizon = 0, classes = 0, natures = 0, years = 0, measures = 0,
                    measure_annual = 0;
            for (size_t i = 0; i < v->groups; i++) {
                const struct hoshi_view_group *g = &v->group[i];
                annual += g->annual_yen;
                horizon += g->horizon_yen;
                assert_int_equal(g->annual_by_class_yen[0] + g->annual_by_class_yen[1], g->annual_yen);
                assert_int_equal(g->by_class_yen[0] + g->by_class_yen[1], g->horizon_yen);
                for (int k = 0; k < HOSHI_CLASSES;
                     k++) /* what star 4 replaces comes off, no category is below nothing */
                    assert_true(g->annual_by_class_yen[k] >= 0 && g->by_class_yen[k] >= 0);
                assert_int_equal(g->horizon_yen != 0, g->first_year != 0);
                assert_true(g->first_year <= g->last_year && g->last_year <= v->horizon);
                for (size_t k = 0; k < i; k++)
                    assert_int_not_equal(v->group[k].category, g->category);
            }
            for (int k = 0; k < HOSHI_CLASSES; k++)
                classes += v->by_class_yen[k];
            for (int k = 0; k < HOSHI_NATURES; k++)
                natures += v->by_nature_yen[k];
            for (int y = 0; y < HOSHI_YEARS_MAX; y++)
                years += v->by_year_yen[y];
            for (size_t i = 0; i < v->measures; i++) {
                measures += v->measure[i].horizon_yen;
                measure_annual += v->measure[i].annual_yen;
                assert_string_not_equal(v->measure[i].measure->id, "phishing_drill"); /* the supplier's own */
            }
            assert_int_equal(annual, v->annual_yen);
            assert_int_equal(horizon, v->horizon_yen);
            assert_int_equal(classes, v->horizon_yen);
            assert_int_equal(natures, v->horizon_yen);
            assert_int_equal(years, v->horizon_yen);
            assert_int_equal(measures, v->horizon_yen);
            assert_int_equal(measure_annual, v->annual_yen);
            for (size_t i = 0; i < v->measures; i++)
                assert_true(v->measure[i].horizon_yen >= 0); /* never the ledger of two plans */
            assert_int_equal(v->asked_annual_yen, p->asked_annual_yen);
            assert_int_equal(v->uplift.annual_yen, v->asked_annual_yen);
            assert_true(v->floor_annual_yen <= v->ceiling_annual_yen);
            assert_true(buyer ? v->demanded_annual_yen == 0 : v->demanded_annual_yen > 0);
            done(x);
        }
}

static void criteria_are_shown_only_when_disclosed(void **state)
{
    (void)state;
    struct stack x = open_beside(3, "", HOSHI_DISCLOSE_CATEGORY);
    assert_int_equal(x.v->criteria, 0);
    assert_int_equal(x.v->measures, 0);
    size_t criteria = 0;
    for (size_t i = 0; i < x.v->groups; i++)
        criteria += x.v->group[i].criteria;
    assert_int_equal(criteria, 81);
    done(x);
    x = open_beside(3, "", HOSHI_DISCLOSE_CRITERIA);
    assert_int_equal(x.v->criteria, 81); /* of its own level, not of what others ask */
    for (size_t i = 0; i < x.v->criteria; i++) {
        assert_int_equal(x.v->criterion[i].criterion->level, 3);
        assert_int_equal(x.v->criterion[i].status,
                         x.c->answers.answer[x.v->criterion[i].criterion->index].status);
    }
    done(x);
    x = open_beside(4, "", HOSHI_DISCLOSE_CRITERIA);
    assert_int_equal(x.v->criteria, 153);
    done(x);
}

static void whole_sales_and_titles_stay_with_the_supplier(void **state)
{
    (void)state;
    char buyer[600];
    snprintf(buyer, sizeof buyer, own, 4);
    static const struct {
        const char *supplier;
        int64_t whole;
    } rows[] = {
        {"", HOSHI_NONE}, {",\"disclose_sales\":false", HOSHI_NONE}, {",\"disclose_sales\":true", 823456789}};
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        struct stack x = open_view(buyer, rows[i].supplier, 0, HOSHI_DISCLOSE_CRITERIA);
        assert_int_equal(x.v->key_whole, rows[i].whole);
        assert_int_equal(x.v->key_amount, 240000001);
        assert_int_equal(x.v->share_ppm, 291454);
        assert_null(x.v->title);
        assert_string_equal(x.v->supplier_name, "S");
        done(x);
    }
}

static void buyer_that_is_no_party_has_no_view(void **state)
{
    (void)state;
    static struct hoshi_faults faults;
    struct stack x =
        open_beside(4, ",{\"id\":\"silent\",\"annual_purchases_yen\":91000003}", HOSHI_DISCLOSE_TOTAL);
    struct hoshi_buyer_view *v = NULL;
    memset(&faults, 0, sizeof faults);
    assert_int_equal(hoshi_buyer_view_open(x.s, 1, NULL, HOSHI_DISCLOSE_TOTAL, 10000, &v, &faults),
                     HOSHI_E_BUYER_UNKNOWN);
    assert_null(v);
    assert_string_equal(faults.item[0].got, "silent");
    hoshi_buyer_view_close(NULL);
    done(x);
}

/* Cost base, points, margin and the price that keeps it are known to the supplier and not in the view; the
 * ways to pay are those of the buyer's own column. */
static void accounts_of_the_firm_stay_out(void **state)
{
    (void)state;
    char a[600];
    snprintf(a, sizeof a, own, 4);
    struct stack x = open_view(
        a,
        ",\"annual_cost_yen\":790000000,\"annual_manufacturing_cost_yen\":600000000,\"annual_overhead_yen\":190000000",
        0, HOSHI_DISCLOSE_CATEGORY);
    struct hoshi_uplift u;
    struct hoshi_arena arena = {0};
    struct hoshi_offer_terms t;
    assert_int_equal(hoshi_uplift_init(&u, x.s, &x.s->party[0], 10000, &arena, NULL), HOSHI_OK);
    assert_true(u.cost_base_yen > 0 && u.points_ppm > 0 && u.keeping_yen > 0 && u.margin_ppm > 0);
    assert_int_equal(x.v->uplift.cost_base_yen, HOSHI_NONE);
    assert_int_equal(x.v->uplift.points_ppm, HOSHI_NONE);
    assert_int_equal(x.v->uplift.overhead_before_ppm, HOSHI_NONE);
    assert_int_equal(x.v->uplift.margin_ppm, HOSHI_NONE);
    assert_int_equal(x.v->uplift.keeping_yen, HOSHI_NONE);
    assert_false(x.v->uplift.cost_base_estimated);
    hoshi_offer_terms_init(&t, x.s, &x.s->party[0]);
    /* without the padding behind the last member */
    assert_memory_equal(&t, &x.v->offer.offer.terms,
                        offsetof(struct hoshi_offer_terms, years) + sizeof t.years);
    hoshi_arena_release(&arena);
    done(x);
}

/* Every byte of a buyer's data that no list of the wall names is as if the case had not stated it. */
static void buyer_is_copied_and_blanked(void **state)
{
    (void)state;
    struct stack x = open_beside(4, ",{\"id\":\"B\",\"name\":\"Beta\",\"annual_purchases_yen\":7000000}",
                                 HOSHI_DISCLOSE_TOTAL);
    const struct hoshi_case_buyer *shown = x.v->buyer;
    assert_false(shown >= x.c->buyer && shown < x.c->buyer + x.c->buyers);
    hoshi_buyer_view_close(x.v);
    struct hoshi_case_buyer *own_data = &x.c->buyer[0], kept = *own_data, wanted;
    memset(own_data, 0x5a, sizeof *own_data);
    own_data->id = kept.id;
    own_data->name = "Alpha";
    own_data->department = "Purchasing";
    own_data->annual_purchases_yen = kept.annual_purchases_yen;
    own_data->requested_level = kept.requested_level;
    own_data->level_questions = kept.level_questions;
    own_data->activity = kept.activity;
    own_data->request.document = "Circular 7";
    own_data->request.made_on = (struct hoshi_date){2026, 10, 1};
    own_data->item = kept.item;
    own_data->items = kept.items;
    own_data->include = kept.include;
    assert_int_equal(hoshi_buyer_view_open(x.s, 0, NULL, HOSHI_DISCLOSE_TOTAL, 10000, &x.v, NULL), HOSHI_OK);
    hoshi_case_buyer_blank(&wanted);
    wanted.id = own_data->id;
    wanted.name = own_data->name;
    wanted.department = own_data->department;
    wanted.annual_purchases_yen = kept.annual_purchases_yen;
    wanted.requested_level = kept.requested_level;
    wanted.level_questions = kept.level_questions;
    wanted.activity = kept.activity;
    wanted.request.document = own_data->request.document;
    wanted.request.made_on = own_data->request.made_on;
    wanted.item = x.v->buyer->item;
    wanted.items = kept.items;
    assert_memory_equal(x.v->buyer, &wanted, sizeof wanted);
    assert_ptr_not_equal(x.v->buyer->item, kept.item);
    assert_memory_equal(x.v->buyer->item, kept.item, kept.items * sizeof *kept.item);
    assert_true(wanted.negotiation.own_target_yen == HOSHI_NONE && wanted.annual_cost_base_yen == HOSHI_NONE);
    *own_data = kept;
    done(x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(buyer_is_copied_and_blanked),
        cmocka_unit_test(accounts_of_the_firm_stay_out),
        cmocka_unit_test(other_buyers_names_prices_and_talks_change_nothing),
        cmocka_unit_test(part_of_a_buyer_does_not_depend_on_who_else_asks),
        cmocka_unit_test(sums_of_every_breakdown_are_the_amount),
        cmocka_unit_test(criteria_are_shown_only_when_disclosed),
        cmocka_unit_test(whole_sales_and_titles_stay_with_the_supplier),
        cmocka_unit_test(buyer_that_is_no_party_has_no_view),
    };
    return cmocka_run_group_tests_name("buyer_view", tests, NULL, NULL);
}
