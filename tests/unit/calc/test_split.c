/* meson: link_args=-Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc */
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who bears what: every line divided without loss, by every rule, net of granted funding. */
#include "support.h"
#include "split.h"
#include "split_infer.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SIZES                                                                                                \
    "\"users\":42,\"endpoints\":48,\"servers\":5,\"sites\":2,\"public_ips\":2,\"web_apps\":1,\"mailboxes\":" \
    "42,\"admins\":2,"                                                                                       \
    "\"mobile_devices\":12,\"partners\":8,\"data_tb\":3,\"unsupported_endpoints\":10,\"unsupported_"         \
    "servers\":2,\"remote_users\":6,"                                                                        \
    "\"cloud_services\":5,\"network_devices\":9,\"joiners\":3"

/* A case, its estimate and its split, closed together. */
struct trio {
    struct hoshi_case *c;
    struct hoshi_estimate *e;
    struct hoshi_split *s;
};

static struct hoshi_case *make(int level, const char *buyers, const char *rest)
{
    return support_casef(
        "{\"hoshiwari_case\":1,\"as_of\":\"2026-11-22\",\"supplier\":{\"annual_sales_yen\":823456789,\"size\":{" SIZES
        "},\"activity\":{\"direct_hours_per_year\":61007,\"headcount\":45,\"orders_per_year\":9001,\"value_added_yen\":410000003}},\"target_level\":%d,\"gap\":{\"answers\":{}},\"buyers\":[%s]%s%s}",
        level, buyers, *rest ? "," : "", rest);
}

static struct trio divide(struct hoshi_case *c)
{
    struct trio x = {.c = c};
    assert_int_equal(hoshi_estimate_open(support_tables(), c, support_today, &x.e, NULL), HOSHI_OK);
    assert_int_equal(hoshi_split_open(x.e, &x.s, NULL), HOSHI_OK);
    return x;
}

static void done(struct trio x)
{
    hoshi_split_close(x.s);
    hoshi_estimate_close(x.e);
    hoshi_case_close(x.c);
}

static struct trio divide_unmet(int level, const char *buyers, const char *rest)
{
    struct hoshi_case *c = make(level, buyers, rest);
    support_answer_all(c, level, HOSHI_UNMET);
    return divide(c);
}

static const char three_buyers[] =
    "{\"id\":\"A\",\"requested_level\":3,\"annual_purchases_yen\":240000001,\"activity\":{\"direct_hours_per_year\":17003,\"headcount\":7,\"orders_per_year\":77,\"value_added_yen\":100000007},\"custom_share\":\"0.123457\"},{\"id\":\"B\",\"requested_level\":4,\"annual_purchases_yen\":91000003,\"activity\":{\"direct_hours_per_year\":9001,\"headcount\":11,\"orders_per_year\":4001,\"value_added_yen\":70000001},\"custom_share\":\"0.300001\"},{\"id\":\"C\",\"include\":true,\"annual_purchases_yen\":55500007,\"activity\":{\"direct_hours_per_year\":1009,\"headcount\":3,\"orders_per_year\":13,\"value_added_yen\":1000003},\"custom_share\":\"0.000003\"}";

static const struct hoshi_party *party(const struct hoshi_split *s, const char *id)
{
    for (size_t i = 0; i < s->parties; i++)
        if (strcmp(s->party[i].id, id) == 0)
            return &s->party[i];
    fail_msg("no party %s", id);
    return NULL;
}

/* ---- what holds for every split ---- */

/* Asked is the part less what the estimate drops, a step a month at most; together it is the same amount. */
static void check_asked(const struct hoshi_split *s)
{
    int64_t asked = 0, annual = 0;
    for (size_t p = 0; p < s->parties; p++) {
        const struct hoshi_party *x = &s->party[p];
        bool buyer = x->kind == HOSHI_PARTY_BUYER;
        asked += x->asked_annual_yen;
        annual += x->annual_yen;
        if (buyer && x->ask_step_yen) {
            assert_true(x->asked_annual_yen > 0 && x->asked_annual_yen <= x->annual_yen);
            assert_true(x->annual_yen - x->asked_annual_yen < 12 * x->ask_step_yen);
            assert_int_equal(x->asked_annual_yen % (12 * x->ask_step_yen), 0);
            assert_true(120 * x->ask_step_yen <= x->annual_yen);
        } else if (x->kind != HOSHI_PARTY_SUPPLIER) {
            assert_int_equal(x->asked_annual_yen, x->annual_yen);
        }
    }
    assert_int_equal(asked, annual);
}

static void check_entries(const struct hoshi_split *s)
{
    int64_t horizon = 0, annual = 0, gross = 0, gross_annual = 0, funding = 0, funding_annual = 0;
    assert_int_equal(s->shares, s->e->certain);
    for (size_t i = 0; i < s->shares; i++) {
        const struct hoshi_share *x = &s->share[i];
        const struct hoshi_weights *w = &s->weights[x->weights];
        int64_t h = 0, a = 0, weights = 0;
        assert_ptr_equal(x->entry, &s->e->entry[i]);
        const struct hoshi_amounts *y = s->basis == HOSHI_BASIS_MEAN ? &x->entry->mean : &x->entry->point;
        /* What is funded comes off the years it falls due in, and off the annual charge in the same part. */
        int64_t in_years = 0;
        for (int k = 0; k < s->e->a.horizon; k++) {
            in_years += x->funding_by_year[k];
            assert_true(llabs(x->funding_by_year[k]) <= llabs(y->by_year_yen[k]));
        }
        assert_int_equal(in_years, x->funding_yen);
        double part = x->gross_yen ? (double)x->funding_yen / (double)x->gross_yen : 0;
        assert_true(fabs((double)x->funding_annual_yen - part * (double)x->gross_annual_yen) <= 0.5 + 1e-6);
        assert_int_equal(x->gross_yen, y->horizon_yen);
        assert_int_equal(x->gross_annual_yen, y->annual_yen);
        assert_int_equal(x->horizon_yen, x->gross_yen - x->funding_yen);
        assert_int_equal(x->annual_yen, x->gross_annual_yen - x->funding_annual_yen);
        /* Each amount moves towards 0 and never past it. */
        assert_true(x->gross_yen >= 0 ? x->funding_yen >= 0 && x->horizon_yen >= 0
                                      : x->funding_yen <= 0 && x->horizon_yen <= 0);
        assert_true(x->gross_annual_yen >= 0 ? x->funding_annual_yen >= 0 && x->annual_yen >= 0
                                             : x->funding_annual_yen <= 0 && x->annual_yen <= 0);
        for (size_t p = 0; p < s->parties; p++) {
            h += x->horizon[p];
            a += x->annual[p];
            weights += w->weight[p];
            if (!w->weight[p])
                assert_true(x->horizon[p] == 0 && x->annual[p] == 0);
            /* Nobody gets the opposite sign of the line. */
            assert_true(x->horizon_yen >= 0 ? x->horizon[p] >= 0 : x->horizon[p] <= 0);
            __extension__ __int128 off =
                (__int128)x->horizon[p] * w->sum - (__int128)x->horizon_yen * w->weight[p];
            assert_true(off < w->sum && off > -w->sum);
        }
        assert_int_equal(w->sum, weights);
        assert_int_equal(h, x->horizon_yen);
        assert_int_equal(a, x->annual_yen);
        horizon += x->horizon_yen;
        annual += x->annual_yen;
        gross += x->gross_yen;
        gross_annual += x->gross_annual_yen;
        funding += x->funding_yen;
        funding_annual += x->funding_annual_yen;
    }
    assert_int_equal(s->gross_yen, gross);
    assert_int_equal(s->gross_annual_yen, gross_annual);
    assert_int_equal(s->funding_yen, funding);
    assert_int_equal(s->funding_annual_yen, funding_annual);
    assert_int_equal(s->horizon_yen, horizon);
    assert_int_equal(s->annual_yen, annual);
    assert_int_equal(horizon, gross - funding);
    assert_int_equal(annual, gross_annual - funding_annual);
}

static void check_parties(const struct hoshi_split *s)
{
    int64_t horizon = 0, annual = 0, keys = 0;
    for (size_t p = 0; p < s->parties; p++) {
        const struct hoshi_party *x = &s->party[p];
        int64_t h = 0, a = 0, years = 0, classes = 0, causes = 0, annual_classes = 0, annual_causes = 0;
        for (size_t i = 0; i < s->shares; i++) {
            h += s->share[i].horizon[p];
            a += s->share[i].annual[p];
        }
        for (int y = 0; y < HOSHI_YEARS_MAX; y++)
            years += x->by_year_yen[y];
        for (int k = 0; k < HOSHI_CLASSES; k++) {
            classes += x->by_class_yen[k];
            annual_classes += x->annual_by_class_yen[k];
        }
        for (int k = 0; k < HOSHI_CAUSES; k++) {
            causes += x->by_cause_yen[k];
            annual_causes += x->annual_by_cause_yen[k];
        }
        assert_int_equal(x->horizon_yen, h);
        assert_int_equal(x->annual_yen, a);
        assert_int_equal(years, h);
        assert_int_equal(classes, h);
        assert_int_equal(causes, h);
        assert_int_equal(annual_classes, a);
        assert_int_equal(annual_causes, a);
        horizon += h;
        annual += a;
        keys += x->share_ppm;
        if (x->kind == HOSHI_PARTY_BUYER) {
            assert_ptr_equal(hoshi_split_party(s, x->buyer), x);
            assert_int_equal(x->by_cause_yen[HOSHI_CAUSE_OWN], 0);
            assert_int_equal(x->over_yen,
                             x->horizon_yen > x->ceiling_yen ? x->horizon_yen - x->ceiling_yen : 0);
            assert_true(x->floor_yen <= x->ceiling_yen);
            assert_true(x->floor_annual_yen <= x->ceiling_annual_yen);
        }
    }
    assert_int_equal(horizon, s->horizon_yen);
    assert_int_equal(annual, s->annual_yen);
    assert_true(keys == HOSHI_MICRO || s->party[s->parties - 2].share_ppm == 0);
    assert_int_equal(s->party[s->parties - 2].kind, HOSHI_PARTY_OTHERS);
    assert_int_equal(s->party[s->parties - 1].kind, HOSHI_PARTY_SUPPLIER);
}

static void check(struct trio x)
{
    check_asked(x.s);
    check_entries(x.s);
    check_parties(x.s);
}

static void parts_add_to_every_line_by_every_rule(void **state)
{
    (void)state;
    static const char *const rules[] = {
        "",
        "\"sharing\":{\"key\":\"hours\",\"basis\":\"point\"}",
        "\"sharing\":{\"key\":\"value_added\",\"supplier_part\":\"0.271828\"}",
        "\"sharing\":{\"key\":\"headcount\",\"rules\":{\"level:3\":\"askers\",\"level:4\":\"equal\",\"upgrade\":\"supplier\"}}",
        "\"sharing\":{\"key\":\"orders\",\"rules\":{\"level:3\":\"equal\",\"direct:3\":\"supplier\",\"indirect:4\":\"equal\",\"direct:4\":\"key\"}}",
        "\"sharing\":{\"key\":\"custom\",\"key_reason\":\"agreed\",\"rules\":{\"level:4\":{\"A\":\"0.000001\",\"B\":\"0.333333\",\"C\":\"0.2\",\"supplier\":\"0.466666\"},\"level:3\":{\"B\":\"1\"}}}",
        "\"sharing\":{\"supplier_part\":\"0.1\",\"rules\":{\"level:3\":\"nucleolus\",\"level:4\":\"nucleolus\",\"upgrade\":\"key:hours\"}}",
        "\"sharing\":{\"rules\":{\"level:3\":\"scrb\",\"direct:4\":\"talmud\",\"indirect:4\":\"scrb\",\"upgrade\":\"cec\"}},\"funding\":[{\"name\":\"F\",\"yen\":1000003,\"status\":\"granted\"}]",
        "\"sharing\":{\"supplier_part\":\"1\"},\"funding\":[{\"name\":\"F\",\"yen\":1000003,\"status\":\"granted\"}]",
        "\"funding\":[{\"name\":\"F\",\"yen\":999999999999,\"status\":\"paid\",\"lines\":\"direct\"},{\"name\":\"G\",\"yen\":7,\"status\":\"granted\",\"lines\":[\"org_roles\",\"star:4\"]}]",
    };
    uint64_t seed = 1618033;
    for (size_t i = 0; i < 3 * SUPPORT_COUNT(rules); i++) {
        struct hoshi_case *c =
            make(i / SUPPORT_COUNT(rules) == 1 ? 3 : 4, three_buyers, rules[i % SUPPORT_COUNT(rules)]);
        support_answer_all(c, 4, HOSHI_UNMET);
        for (size_t k = 0; k < c->answers.n; k++)
            if (support_chance(&seed, 3))
                c->answers.answer[k].status = HOSHI_MET;
        struct trio x = divide(c);
        check(x);
        done(x);
    }
}

/* ---- rules ---- */

static bool has_weights(const struct hoshi_split *s, const char *key, const int64_t *weight)
{
    for (size_t i = 0; i < s->weights_n; i++)
        if (strcmp(s->weights[i].key, key) == 0)
            return memcmp(s->weights[i].weight, weight, s->parties * sizeof *weight) == 0;
    fail_msg("no weights %s", key);
    return false;
}

/* Shares of the whole business: 240000001, 91000003 and 55500007 of 823456789 yen. */
enum {
    SHARE_A = 291454,
    SHARE_B = 110510,
    SHARE_C = 67399,
    SHARE_REST = HOSHI_MICRO - SHARE_A - SHARE_B - SHARE_C
};

static void rules_give_the_weights_they_are_named_for(void **state)
{
    (void)state;
    struct trio x = divide_unmet(4, three_buyers, "");
    const int64_t key[] = {SHARE_A, SHARE_B, SHARE_C, SHARE_REST, 0}, asked4[] = {0, HOSHI_MICRO, 0, 0, 0};
    assert_int_equal(x.s->parties, 5);
    assert_true(has_weights(x.s, "level:3", key));
    assert_true(has_weights(x.s, "level:4", asked4));
    /* The star: ★3's on all who asked, 291454 : 110510 on a grid of five points; what ★4's costs more on who asked
     * for that. C was included without asking, and bears none of it. */
    const int64_t star3[] = {750000, 250000, 0, 0, 0};
    assert_true(has_weights(x.s, "star:3", star3));
    assert_true(has_weights(x.s, "star:4", asked4));
    /* What only the higher level needs is not for those who did not ask for it: their part goes with the
     * others'. */
    const int64_t upgrade4[] = {0, SHARE_B, 0, SHARE_REST + SHARE_A + SHARE_C, 0};
    assert_true(has_weights(x.s, "upgrade:4", upgrade4));
    done(x);
    x = divide_unmet(
        4, three_buyers,
        "\"sharing\":{\"askers_grid\":0,\"supplier_part\":\"0.25\",\"rules\":{\"level:3\":\"equal\",\"level:4\":\"equal\",\"upgrade\":\"supplier\",\"direct:3\":\"askers\",\"indirect:4\":{\"C\":\"0.7\",\"supplier\":\"0.3\"}}}");
    const int64_t equal3[] = {375000, 375000, 0, 0, 250000}, equal4[] = {0, 750000, 0, 0, 250000},
                  none[] = {0, 0, 0, 0, HOSHI_MICRO};
    /* 750,000 in the proportion 291454 : 110510 */
    const int64_t askers3[] = {543806, 206194, 0, 0, 250000}, table4[] = {0, 0, 700000, 0, 300000};
    assert_true(has_weights(x.s, "level:3", equal3) || has_weights(x.s, "indirect:3", equal3));
    assert_true(has_weights(x.s, "direct:3", askers3));
    assert_true(has_weights(x.s, "level:4", equal4));
    assert_true(has_weights(x.s, "indirect:4", table4));
    assert_true(has_weights(x.s, "upgrade:4", none));
    done(x);
}

/* ---- rules of division ---- */

static const char four_askers[] =
    "{\"id\":\"A\",\"requested_level\":3,\"annual_purchases_yen\":240000001},{\"id\":\"B\",\"requested_level\":4,\"annual_purchases_yen\":91000003},{\"id\":\"C\",\"requested_level\":4,\"annual_purchases_yen\":55500007},{\"id\":\"D\",\"requested_level\":3,\"annual_purchases_yen\":5000011},{\"id\":\"E\",\"include\":true,\"annual_purchases_yen\":9000001}";

static struct trio by_division(const char *rule, const char *buyers)
{
    char sharing[300];
    snprintf(
        sharing, sizeof sharing,
        "\"sharing\":{\"rules\":{\"level:3\":\"%s\",\"level:4\":\"%s\",\"upgrade\":\"%s\",\"star\":\"%s\"}}",
        rule, rule, rule, rule);
    return divide_unmet(4, buyers, sharing);
}

/* Every rule divides the levels' game as `share` would, and nobody but those who asked for star 4 bears it.
 */
static void rules_of_division_give_what_the_game_of_the_levels_gives(void **state)
{
    (void)state;
    static const char *const rules[] = {"proportional", "shapley", "nucleolus", "per_capita_nucleolus",
                                        "tau",          "gately",  "scrb",      "cec",
                                        "cea",          "cel",     "talmud",    "random_arrival"};
    for (size_t k = 0; k < SUPPORT_COUNT(rules); k++) {
        struct trio x = by_division(rules[k], four_askers);
        const struct hoshi_split *s = x.s;
        check(x);
        double lower = (double)hoshi_split_level_yen(s, 3, true),
               upper = (double)hoshi_split_level_yen(s, 4, true);
        assert_true(lower > 0 && upper > 0);
        const double alone[] = {lower, lower + upper, lower + upper, lower};
        static const char *const id[] = {"A", "B", "C", "D"};
        struct hoshi_game g = {.players = 4, .id = id};
        const struct hoshi_division_rule *rule = hoshi_division_rule_find(rules[k]);
        g.form = rule->limit[HOSHI_GAME_AIRPORT] ? HOSHI_GAME_AIRPORT : HOSHI_GAME_CLAIMS;
        g.gains = g.form == HOSHI_GAME_CLAIMS;
        *(g.gains ? &g.claim : &g.stand_alone) = alone;
        g.estate = lower + upper;
        struct hoshi_divisions *d = NULL;
        assert_int_equal(hoshi_divisions_open(&g, rule, &d, NULL), HOSHI_OK);
        for (size_t p = 0; p < 4; p++) /* weights are fixed to ppm */
            assert_true(fabs((double)s->party[p].annual_yen - d->division[0].amount[p]) <
                        4e-6 * (lower + upper) + (double)s->shares);
        assert_int_equal(party(s, "E")->horizon_yen, 0);
        assert_int_equal(party(s, "others")->horizon_yen, 0);
        /* Who asked for star 3 bears of star 4 only what those who asked for it leave over. */
        bool reaches = d->division[0].amount[1] + d->division[0].amount[2] >= upper * (1 - 1e-9);
        assert_int_equal(party(s, "A")->by_cause_yen[HOSHI_CAUSE_LEVEL4] == 0, reaches);
        assert_int_equal(party(s, "D")->by_cause_yen[HOSHI_CAUSE_LEVEL4] == 0, reaches);
        assert_int_equal(s->group_over_yen == 0, reaches);
        hoshi_divisions_close(d);
        done(x);
    }
}

/* Separate costs divided equally overcharge those who asked for star 3 when two asked for star 4: said, by
 * how much and who. */
static void group_that_pays_more_than_it_would_alone_is_named(void **state)
{
    (void)state;
    struct trio x = by_division("ensc", four_askers);
    const struct hoshi_split *s = x.s;
    double lower = (double)hoshi_split_level_yen(s, 3, true),
           upper = (double)hoshi_split_level_yen(s, 4, true);
    int64_t over =
        party(s, "A")->horizon_yen + party(s, "D")->horizon_yen - hoshi_split_level_yen(s, 3, false);
    assert_true(upper > lower); /* so that half of the whole is more than star 3 */
    assert_true(fabs((double)(party(s, "A")->annual_yen + party(s, "D")->annual_yen) - (lower + upper) / 2) <
                1e-5 * (lower + upper));
    check(x);
    assert_true(over > 0);
    assert_int_equal(s->group_over_yen, over);
    assert_true(s->group[0] && s->group[3] && !s->group[1] && !s->group[2]);
    done(x);
    /* They bear star 3 whole and a part of star 4. */
    x = divide_unmet(
        4, four_askers,
        "\"sharing\":{\"rules\":{\"level:3\":{\"A\":\"0.6\",\"D\":\"0.4\"},\"level:4\":{\"A\":\"0.2\",\"B\":\"0.8\"},\"upgrade\":\"key\"}}");
    assert_true(x.s->group_over_yen > 0);
    assert_true(x.s->group[0] && x.s->group[3] && !x.s->group[1]);
    assert_int_equal(x.s->group_over_yen, party(x.s, "A")->horizon_yen + party(x.s, "D")->horizon_yen +
                                              party(x.s, "E")->horizon_yen -
                                              hoshi_split_level_yen(x.s, 3, false));
    done(x);
    x = divide_unmet(4, four_askers, "");
    assert_int_equal(x.s->group_over_yen, 0);
    done(x);
}

static void rule_without_an_answer_is_refused_by_name(void **state)
{
    (void)state;
    static struct hoshi_faults faults;
    /* Nobody saves anything by joining when there is only one. */
    struct hoshi_case *c = make(4, "{\"id\":\"B\",\"requested_level\":4,\"annual_purchases_yen\":91000003}",
                                "\"sharing\":{\"rules\":{\"level:3\":\"gately\",\"level:4\":\"gately\"}}");
    support_answer_all(c, 4, HOSHI_UNMET);
    struct hoshi_estimate *e = NULL;
    struct hoshi_split *s = NULL;
    assert_int_equal(hoshi_estimate_open(support_tables(), c, support_today, &e, NULL), HOSHI_OK);
    enum hoshi_status status = hoshi_split_open(e, &s, &faults);
    if (status) {
        assert_int_equal(status, HOSHI_E_DIVISION);
        assert_string_equal(faults.item[0].path, "sharing.rules");
        assert_string_equal(faults.item[0].got, "gately");
        assert_null(s);
    }
    hoshi_split_close(s);
    hoshi_estimate_close(e);
    hoshi_case_close(c);
}

static void pool_may_have_a_key_of_its_own(void **state)
{
    (void)state;
    struct trio x = divide_unmet(
        4, three_buyers, "\"sharing\":{\"rules\":{\"level:3\":\"key:hours\",\"level:4\":\"askers:orders\"}}");
    const int64_t hours = (int64_t)(17003.0 / 61007 * 1e6 + 0.5), key3 = x.s->weights[0].weight[0];
    assert_string_equal(x.s->weights[0].key, "level:3");
    assert_int_equal(key3, hours);
    assert_true(x.s->weights[0].given);
    const int64_t upgrade4[] = {0, SHARE_B, 0, SHARE_REST + SHARE_A + SHARE_C, 0};
    assert_true(has_weights(x.s, "upgrade:4", upgrade4));
    check(x);
    done(x);
}

static void overheads_are_divided_by_who_the_centres_serve(void **state)
{
    (void)state;
    struct trio x = divide_unmet(
        4, three_buyers,
        "\"sharing\":{\"rules\":{\"indirect:3\":\"overheads\",\"indirect:4\":\"overheads\"},\"overheads\":{\"departments\":[{\"id\":\"it\",\"enters\":\"1\",\"to\":{\"m1\":\"0.25\",\"m2\":\"0.75\"}}],\"centres\":[{\"id\":\"m1\",\"serves\":{\"A\":\"1\"}},{\"id\":\"m2\",\"serves\":{\"B\":\"0.4\",\"others\":\"0.6\"}}]}}");
    const int64_t three[] = {250000, 300000, 0, 450000, 0}, four[] = {0, 1000000, 0, 0, 0};
    assert_true(has_weights(x.s, "indirect:3", three));
    assert_true(has_weights(x.s, "indirect:4", four));
    check(x);
    done(x);
}

static void key_shares_are_fixed_to_the_millionth(void **state)
{
    (void)state;
    static const struct {
        const char *key;
        int64_t a, b, c;
    } rows[] = {{"sales", SHARE_A, SHARE_B, SHARE_C},  {"hours", 278706, 147540, 16539},
                {"value_added", 243902, 170732, 2439}, {"headcount", 155556, 244444, 66667},
                {"orders", 8555, 444506, 1444},        {"custom", 123457, 300001, 3}};
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        char rest[200];
        snprintf(rest, sizeof rest, "\"sharing\":{\"key\":\"%s\",\"key_reason\":\"as agreed\"}", rows[i].key);
        struct hoshi_case *c = make(3, three_buyers, rest);
        support_answer_all(c, 3, HOSHI_MET);
        struct trio x = divide(c);
        assert_int_equal(party(x.s, "A")->share_ppm, rows[i].a);
        assert_int_equal(party(x.s, "B")->share_ppm, rows[i].b);
        assert_int_equal(party(x.s, "C")->share_ppm, rows[i].c);
        assert_int_equal(party(x.s, "others")->share_ppm, HOSHI_MICRO - rows[i].a - rows[i].b - rows[i].c);
        assert_int_equal(party(x.s, "supplier")->share_ppm, 0);
        done(x);
    }
}

static void buyer_of_the_lower_level_never_pays_for_the_higher(void **state)
{
    (void)state;
    uint64_t seed = 6180339;
    for (int i = 0; i < 8; i++) {
        struct hoshi_case *c =
            make(4, three_buyers, i % 2 ? "\"sharing\":{\"rules\":{\"level:4\":\"equal\"}}" : "");
        for (size_t k = 0; k < c->answers.n; k++)
            c->answers.answer[k].status = support_chance(&seed, 2) ? HOSHI_UNMET : HOSHI_MET;
        struct trio x = divide(c);
        assert_true(x.e->ledger);
        for (size_t k = 0; k < x.s->shares; k++) {
            const struct hoshi_share *y = &x.s->share[k];
            if (y->entry->cause != HOSHI_CAUSE_LEVEL4)
                continue;
            assert_true(y->horizon[0] == 0 && y->annual[0] == 0 && y->horizon[2] == 0 && y->annual[2] == 0);
            if (!y->entry->line.row->upgrade)
                assert_int_equal(y->horizon[1], y->horizon_yen);
        }
        const struct hoshi_party *a = party(x.s, "A");
        assert_true(a->horizon_yen <= a->ceiling_yen);
        done(x);
    }
}

static void nobody_asking_for_the_higher_level_leaves_it_to_the_supplier(void **state)
{
    (void)state;
    static const char *const rules[] = {"", "\"sharing\":{\"rules\":{\"level:4\":\"equal\"}}",
                                        "\"sharing\":{\"supplier_part\":\"0.5\"}"};
    for (size_t i = 0; i < SUPPORT_COUNT(rules); i++) {
        struct trio x = divide_unmet(
            4, "{\"id\":\"A\",\"requested_level\":3,\"annual_purchases_yen\":240000001}", rules[i]);
        check(x);
        for (size_t k = 0; k < x.s->shares; k++)
            if (x.s->share[k].entry->cause == HOSHI_CAUSE_LEVEL4 && !x.s->share[k].entry->line.row->upgrade)
                assert_int_equal(x.s->share[k].horizon[2], x.s->share[k].horizon_yen);
        done(x);
    }
}

static void without_a_buyer_all_is_the_suppliers(void **state)
{
    (void)state;
    static const char *const buyers[] = {"", "{\"id\":\"silent\",\"annual_purchases_yen\":5000000}"};
    for (size_t i = 0; i < 2; i++) {
        struct trio x = divide_unmet(4, buyers[i], "\"sharing\":{\"rules\":{\"level:3\":\"equal\"}}");
        check(x);
        assert_int_equal(x.s->parties, 2);
        assert_int_equal(party(x.s, "supplier")->horizon_yen, x.s->gross_yen);
        assert_int_equal(party(x.s, "others")->horizon_yen, 0);
        assert_null(hoshi_split_party(x.s, 0));
        done(x);
    }
}

static void thirty_buyers_share_to_the_yen(void **state)
{
    (void)state;
    char buyers[4000] = "";
    for (int i = 0; i < 30; i++) {
        size_t n = strlen(buyers);
        snprintf(buyers + n, sizeof buyers - n,
                 "%s{\"id\":\"b%d\",\"requested_level\":%d,\"annual_purchases_yen\":%d}", i ? "," : "", i,
                 3 + i % 2, 1000003 + 777777 * i);
    }
    struct trio x = divide_unmet(4, buyers, "");
    assert_int_equal(x.s->parties, 32);
    check(x);
    done(x);
}

static void included_buyer_bears_by_key_and_nothing_of_the_higher_level(void **state)
{
    (void)state;
    struct trio x = divide_unmet(4, three_buyers, "");
    const struct hoshi_party *c = party(x.s, "C");
    assert_int_equal(c->level, 0);
    int64_t by_key = 0, lines = 0;
    for (size_t i = 0; i < x.s->shares; i++) {
        const struct hoshi_entry *y = x.s->share[i].entry;
        if (y->cause == HOSHI_CAUSE_LEVEL3 && !y->line.measure->star) {
            by_key += x.s->share[i].horizon_yen;
            lines++;
        }
    }
    assert_true(llabs(c->horizon_yen - by_key * SHARE_C / HOSHI_MICRO) <= lines);
    assert_true(c->horizon_yen > 0);
    done(x);
}

static void demands_of_two_are_shared_by_key_between_them(void **state)
{
    (void)state;
    struct trio x = divide_unmet(
        4,
        "{\"id\":\"A\",\"requested_level\":3,\"annual_purchases_yen\":300000000,\"extra\":[{\"measure\":\"siem\"},{\"measure\":\"vciso\"}]},{\"id\":\"B\",\"requested_level\":4,\"annual_purchases_yen\":100000000,\"extra\":[{\"measure\":\"siem\"}]},{\"id\":\"C\",\"annual_purchases_yen\":100000000,\"extra\":[{\"measure\":\"phishing_drill\"}]}",
        "");
    check(x);
    size_t joint = 0;
    for (size_t i = 0; i < x.s->shares; i++) {
        const struct hoshi_share *y = &x.s->share[i];
        if (y->entry->cause != HOSHI_CAUSE_BUYER)
            continue;
        const char *m = y->entry->line.measure->id;
        if (strcmp(m, "siem") == 0) {
            /* 364318 : 121439 millionths of the whole business, on the grid */
            assert_true(llabs(y->horizon[0] - y->horizon_yen * 75 / 100) <= 1);
            assert_int_equal(y->horizon[0] + y->horizon[1], y->horizon_yen);
            joint++;
        } else if (strcmp(m, "vciso") == 0) {
            assert_int_equal(y->horizon[0], y->horizon_yen);
        } else { /* of one that is no party: the supplier's until it asks */
            assert_int_equal(y->horizon[x.s->parties - 1], y->horizon_yen);
        }
    }
    assert_true(joint > 0);
    done(x);
}

static void negative_lines_come_back_to_who_pays_for_the_level(void **state)
{
    (void)state;
    struct trio x = divide_unmet(4, three_buyers, "");
    size_t negative = 0;
    for (size_t i = 0; i < x.s->shares; i++)
        if (x.s->share[i].horizon_yen < 0 && !x.s->share[i].entry->line.row->upgrade) {
            assert_int_equal(x.s->share[i].entry->cause, HOSHI_CAUSE_LEVEL4);
            assert_int_equal(x.s->share[i].horizon[1], x.s->share[i].horizon_yen);
            negative++;
        }
    assert_true(negative > 0);
    done(x);
}

static void own_lines_are_the_suppliers(void **state)
{
    (void)state;
    struct trio x = divide_unmet(
        4, three_buyers,
        "\"plan\":{\"use\":[{\"measure\":\"phishing_drill\"}]},\"sharing\":{\"rules\":{\"level:3\":\"equal\"}}");
    int64_t own = 0;
    for (size_t i = 0; i < x.s->shares; i++)
        own += x.s->share[i].entry->cause == HOSHI_CAUSE_OWN ? x.s->share[i].horizon_yen : 0;
    assert_true(own > 0);
    assert_int_equal(party(x.s, "supplier")->by_cause_yen[HOSHI_CAUSE_OWN], own);
    done(x);
}

/* ---- floor, ceiling, overcharge ---- */

static void floor_is_everything_by_key_and_ceiling_the_level_alone(void **state)
{
    (void)state;
    struct trio x = divide_unmet(4, three_buyers, "");
    int64_t level3 = 0, level4 = 0, star3 = 0;
    for (size_t i = 0; i < x.s->shares; i++) {
        const struct hoshi_share *y = &x.s->share[i];
        star3 += y->entry->cause == HOSHI_CAUSE_LEVEL3 && y->entry->line.measure->star ? y->horizon_yen : 0;
        level3 += y->entry->cause == HOSHI_CAUSE_LEVEL3 ? y->horizon_yen : 0;
        level4 += y->entry->cause == HOSHI_CAUSE_LEVEL4 ? y->horizon_yen : 0;
    }
    const struct hoshi_party *a = party(x.s, "A"), *b = party(x.s, "B"), *c = party(x.s, "C");
    assert_int_equal(a->ceiling_yen, level3);
    assert_int_equal(b->ceiling_yen, level3 + level4);
    assert_int_equal(c->ceiling_yen, level3);
    assert_true(star3 > 0);
    int64_t lines = (int64_t)x.s->shares;
    assert_true(llabs(a->floor_yen - level3 * SHARE_A / HOSHI_MICRO) <= lines);
    assert_true(llabs(b->floor_yen - (level3 + level4) * SHARE_B / HOSHI_MICRO) <= lines);
    /* By the rules as they stand unless stated, these two bear exactly their floor of all but the star. */
    int64_t star[3] = {0}, by_key[3] = {0};
    for (size_t i = 0; i < x.s->shares; i++)
        for (size_t p = 0; p < 3; p++)
            if (x.s->share[i].entry->line.measure->star && x.s->share[i].entry->cause == HOSHI_CAUSE_LEVEL3) {
                star[p] += x.s->share[i].horizon[p];
                by_key[p] += x.s->share[i].horizon_yen * x.s->party[p].share_ppm / HOSHI_MICRO;
            }
    assert_true(llabs(a->floor_yen - by_key[0] - (a->horizon_yen - star[0])) <= lines);
    assert_int_equal(c->floor_yen, c->horizon_yen);
    assert_int_equal(c->floor_annual_yen, c->annual_yen);
    assert_int_equal(star[2], 0);
    assert_true(star[0] > by_key[0]);
    assert_true(b->floor_yen <= b->horizon_yen && b->horizon_yen <= b->ceiling_yen);
    done(x);
    /* The ceiling of the lower level is what that level costs alone. */
    struct trio y = divide_unmet(3, three_buyers, "");
    assert_int_equal(y.s->gross_yen, level3);
    done(y);
}

static void rule_that_charges_more_than_stand_alone_says_by_how_much(void **state)
{
    (void)state;
    struct trio x = divide_unmet(
        4, three_buyers,
        "\"sharing\":{\"rules\":{\"level:3\":{\"A\":\"1\"},\"level:4\":{\"A\":\"0.5\",\"supplier\":\"0.5\"},\"upgrade\":{\"A\":\"0.5\",\"supplier\":\"0.5\"},\"star\":\"supplier\"}}");
    check(x);
    const struct hoshi_party *a = party(x.s, "A");
    int64_t star3 = 0;
    for (size_t i = 0; i < x.s->shares; i++)
        if (x.s->share[i].entry->line.measure->star && x.s->share[i].entry->cause == HOSHI_CAUSE_LEVEL3)
            star3 += x.s->share[i].horizon_yen;
    assert_true(a->over_yen > 0);
    assert_int_equal(a->over_yen, a->by_cause_yen[HOSHI_CAUSE_LEVEL4] - star3);
    assert_int_equal(party(x.s, "B")->over_yen, 0);
    done(x);
}

/* ---- funding ---- */

static void only_granted_funding_is_taken_off(void **state)
{
    (void)state;
    static const struct {
        const char *funding;
        int64_t taken, pending;
    } rows[] = {
        {"{\"name\":\"F\",\"yen\":500001,\"status\":\"planned\"},{\"name\":\"G\",\"yen\":70000,\"status\":\"applied\"}",
         0, 570001},
        {"{\"name\":\"F\",\"yen\":500001,\"status\":\"granted\"}", 500001, 0},
        {"{\"name\":\"F\",\"yen\":500000,\"status\":\"paid\",\"lines\":\"indirect\"},{\"name\":\"G\",\"yen\":9,\"status\":\"applied\"}",
         500000, 9},
        {"{\"name\":\"F\",\"yen\":30000,\"status\":\"granted\",\"lines\":[\"star:4\"]}", 30000, 0},
        {"{\"name\":\"F\",\"yen\":0,\"status\":\"granted\"}", 0, 0},
    };
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        char rest[400];
        snprintf(rest, sizeof rest, "\"funding\":[%s]", rows[i].funding);
        struct trio x = divide_unmet(4, three_buyers, rest);
        check(x);
        assert_int_equal(x.s->funding_yen, rows[i].taken);
        assert_int_equal(x.s->funding_pending_yen, rows[i].pending);
        for (size_t k = 0; k < x.s->shares; k++) {
            const struct hoshi_line *line = &x.s->share[k].entry->line;
            if (i == 2)
                assert_true(!x.s->share[k].funding_yen || line->row->cost_class == HOSHI_INDIRECT);
            if (i == 3)
                assert_true(!x.s->share[k].funding_yen || line->measure->star == 4);
        }
        done(x);
    }
}

static void funding_never_makes_a_line_cost_less_than_nothing(void **state)
{
    (void)state;
    struct trio x = divide_unmet(
        4, three_buyers, "\"funding\":[{\"name\":\"F\",\"yen\":900000000000,\"status\":\"granted\"}]");
    check(x);
    /* All that is left is settled: what a line costs in one place and saves in another cancels. */
    assert_int_equal(x.s->funding_yen, x.s->gross_yen);
    for (size_t i = 0; i < x.s->shares; i++) {
        int64_t whole = 0;
        for (size_t k = 0; k < x.s->shares; k++)
            whole += x.s->share[k].entry->line.row == x.s->share[i].entry->line.row
                         ? x.s->share[k].horizon_yen
                         : 0;
        assert_int_equal(whole, 0);
    }
    done(x);
}

/* Machines of 5,856,089 yen charged over their life: 4,000,000 for them leaves the same part of every year. */
static void subsidy_lasts_as_long_as_what_it_bought(void **state)
{
    (void)state;
    for (int years = 1; years <= 3; years += 2) {
        char rest[300];
        snprintf(
            rest, sizeof rest,
            "\"funding\":[{\"name\":\"F\",\"yen\":4000000,\"status\":\"granted\",\"lines\":[\"eol_replace_msp\",\"eol_replace\"],\"years\":%d}]",
            years);
        struct trio x = divide_unmet(4, three_buyers, rest), y = divide_unmet(4, three_buyers, "");
        check(x);
        int64_t gross = 0, annual = 0, left = 0, first = 0;
        for (size_t i = 0; i < x.s->shares; i++) {
            const struct hoshi_share *z = &x.s->share[i];
            if (strncmp(z->entry->line.measure->id, "eol_replace", 11) != 0)
                continue;
            gross += z->gross_yen;
            annual += z->gross_annual_yen;
            left += z->annual_yen;
            first += z->funding_by_year[0];
        }
        int64_t taken = gross < 4000000 ? gross : 4000000;
        assert_int_equal(x.s->funding_yen, taken);
        if (years == 3) /* a yearly line beside the machines is funded in the first year alone, else */
            assert_true(fabs((double)left - (double)annual * (double)(gross - taken) / (double)gross) <= 20);
        assert_int_equal(x.s->annual_yen, y.s->annual_yen - (annual - left));
        assert_true(first > taken * 9 / 10); /* most of it is bought in the first year */
        done(x);
        done(y);
    }
}

/* A subsidy of yearly costs is paid in the years stated: no more than falls due in them. */
static void yearly_costs_are_funded_in_the_years_it_is_paid(void **state)
{
    (void)state;
    int64_t used[4] = {0};
    for (int years = 1; years <= 3; years++) {
        char rest[300];
        snprintf(
            rest, sizeof rest,
            "\"funding\":[{\"name\":\"F\",\"yen\":90000000,\"status\":\"granted\",\"lines\":[\"star:4\"],\"years\":%d}]",
            years);
        struct trio x = divide_unmet(4, three_buyers, rest);
        check(x);
        used[years] = x.s->funding_yen;
        for (size_t i = 0; i < x.s->shares; i++)
            for (int k = years; k < 3; k++)
                if (x.s->share[i].entry->line.every == 1)
                    assert_int_equal(x.s->share[i].funding_by_year[k], 0);
        done(x);
    }
    assert_true(0 < used[1] && used[1] < used[2] && used[2] < used[3]);
    /* Enough for one year: the same yen in all, in other years, and so at another time off each party. */
    int64_t first[4] = {0}, horizon[4] = {0};
    for (int years = 1; years <= 3; years += 2) {
        char rest[300];
        snprintf(
            rest, sizeof rest,
            "\"funding\":[{\"name\":\"F\",\"yen\":90000,\"status\":\"granted\",\"lines\":[\"star:4\"],\"years\":%d}]",
            years);
        struct trio x = divide_unmet(4, three_buyers, rest);
        first[years] = party(x.s, "B")->by_year_yen[0];
        horizon[years] = party(x.s, "B")->horizon_yen;
        done(x);
    }
    assert_true(first[1] < first[3]);
    assert_true(llabs(horizon[1] - horizon[3]) <= 1000);
}

/* ---- who asks and who does not ---- */

static struct trio with_dust(uint64_t seed, const char *dust, bool first)
{
    char buyers[1200], list[900];
    int64_t a = support_between(&seed, 1, 90), b = support_between(&seed, 1, 90),
            c = support_between(&seed, 1, 90);
    int la = 3 + (int)support_between(&seed, 0, 1), lb = 3 + (int)support_between(&seed, 0, 1);
    snprintf(list, sizeof list,
             "{\"id\":\"A\",\"requested_level\":%d,\"annual_purchases_yen\":%" PRId64
             "111111},{\"id\":\"B\",\"requested_level\":%d,\"annual_purchases_yen\":%" PRId64
             "000007},{\"id\":\"C\",\"include\":true,\"annual_purchases_yen\":%" PRId64 "000003}",
             la, a, lb, b, c);
    snprintf(buyers, sizeof buyers, "%s%s%s%s%s", first ? dust : "", first && *dust ? "," : "", list,
             !first && *dust ? "," : "", first ? "" : dust);
    struct hoshi_case *k = make(4, buyers, "");
    for (size_t i = 0; i < k->answers.n; i++)
        k->answers.answer[i] = (struct hoshi_answer){support_chance(&seed, 2)   ? HOSHI_MET
                                                     : support_chance(&seed, 4) ? HOSHI_UNANSWERED
                                                                                : HOSHI_UNMET,
                                                     HOSHI_NONE, NULL, NULL};
    if (support_chance(&seed, 3))
        k->supplier.it_days_per_year = support_between(&seed, 0, 90);
    return divide(k);
}

/* A party of 0 or 1 yen that joins or leaves moves nobody by more than its own key share and rounding; who asked
 * for ★3 never meets what ★4 costs; nobody pays more than it would alone. */
static void dust_moves_nobody(void **state)
{
    (void)state;
    static const char *const dust[] = {"{\"id\":\"Z\",\"requested_level\":3,\"annual_purchases_yen\":0}",
                                       "{\"id\":\"Z\",\"requested_level\":3,\"annual_purchases_yen\":1}",
                                       "{\"id\":\"Z\",\"include\":true,\"annual_purchases_yen\":1}",
                                       "{\"id\":\"Z\",\"requested_level\":4,\"annual_purchases_yen\":1}"};
    size_t four = 0;
    uint64_t rounds = (uint64_t)support_pairs(120);
    for (uint64_t i = 0; i < rounds; i++) {
        struct trio x = with_dust(700 + i, "", false);
        bool asked4 = party(x.s, "A")->level == 4 || party(x.s, "B")->level == 4;
        size_t k = i % SUPPORT_COUNT(dust);
        four += asked4;
        check(x);
        if (!asked4 && k == 3) { /* the only one to ask for ★4 bears it, of course */
            done(x);
            continue;
        }
        struct trio y = with_dust(700 + i, dust[k], i / 4 % 2);
        check(y);
        static const char *const id[] = {"A", "B", "C", "others", "supplier"};
        for (size_t p = 0; p < SUPPORT_COUNT(id); p++) {
            const struct hoshi_party *a = party(x.s, id[p]), *b = party(y.s, id[p]);
            int64_t off = llabs(a->horizon_yen - b->horizon_yen) + llabs(a->annual_yen - b->annual_yen);
            assert_true(off <= 2 * (int64_t)x.s->shares);
        }
        const struct trio *both[] = {&x, &y};
        for (size_t t = 0; t < 2; t++)
            for (size_t p = 0; p + 2 < both[t]->s->parties; p++) {
                const struct hoshi_party *z = &both[t]->s->party[p];
                assert_true(z->horizon_yen <= z->ceiling_yen + (int64_t)both[t]->s->shares);
                if (z->level < 4)
                    assert_int_equal(z->by_cause_yen[HOSHI_CAUSE_LEVEL4], 0);
            }
        done(x);
        done(y);
    }
    assert_true(four > rounds / 3);
}

static int64_t dearest_measure(const struct hoshi_estimate *e)
{
    int64_t most = 0;
    for (size_t i = 0; i < e->measures; i++)
        most = e->measure[i].horizon_yen > most ? e->measure[i].horizon_yen : most;
    return most;
}

static struct trio with_days(uint64_t seed, int64_t days)
{
    struct trio x = with_dust(seed, "", false);
    struct hoshi_case *c = x.c;
    hoshi_split_close(x.s);
    hoshi_estimate_close(x.e);
    c->supplier.it_days_per_year = days;
    return divide(c);
}

/* A day less of one's own costs at most that day bought in, each year: the total never falls with fewer days and never
 * jumps. A part may move with what passes between ★4 and equipment where measures are exchanged, never by more than
 * one measure. */
static void days_of_ones_own_are_a_price_and_no_wall(void **state)
{
    (void)state;
    enum { STEP = 5, LAST = 200, OUTSIDE_YEN = 60000 };
    for (uint64_t i = 0; i < (uint64_t)support_pairs(5); i++) {
        struct trio x = with_days(900 + i, 0);
        for (int64_t days = STEP; days <= LAST; days += STEP) {
            struct trio y = with_days(900 + i, days);
            check(y);
            int64_t saved = x.s->gross_yen - y.s->gross_yen;
            if (saved < 0 || saved > (int64_t)STEP * x.e->a.horizon * OUTSIDE_YEN)
                fail_msg("case %d, %d days: %" PRId64 " less", (int)i, (int)days, saved);
            int64_t room =
                dearest_measure(x.e) > dearest_measure(y.e) ? dearest_measure(x.e) : dearest_measure(y.e);
            for (size_t p = 0; p < x.s->parties; p++) {
                const struct hoshi_party *a = &x.s->party[p], *b = &y.s->party[p];
                assert_true(llabs(a->horizon_yen - b->horizon_yen) <= room);
                assert_true(llabs(a->annual_yen - b->annual_yen) <= room);
                assert_true(b->kind != HOSHI_PARTY_BUYER ||
                            b->horizon_yen <= b->ceiling_yen + (int64_t)y.s->shares);
            }
            done(x);
            x = y;
        }
        done(x);
    }
}

/* ---- independence and shares near one ---- */

/* Shares that fill the whole business: rounded to the millionth they must not add up to more than it. */
static int64_t step_of(const char *price, const char *asks, int64_t purchases)
{
    char buyer[200], rest[400];
    snprintf(buyer, sizeof buyer, "{\"id\":\"A\",%s,\"annual_purchases_yen\":%" PRId64 "}", asks, purchases);
    snprintf(rest, sizeof rest, "\"price\":{%s}", price);
    struct trio x = divide_unmet(3, buyer, rest);
    check(x);
    int64_t step = party(x.s, "A")->ask_step_yen;
    assert_int_equal(party(x.s, "supplier")->asked_annual_yen - party(x.s, "supplier")->annual_yen,
                     party(x.s, "A")->annual_yen - party(x.s, "A")->asked_annual_yen);
    done(x);
    return step;
}

/* The step by the size of the part, by what the case states, and what ends it: quotations behind the amount. */
static void an_estimate_is_asked_in_whole_steps_a_month(void **state)
{
    (void)state;
    const char *asks = "\"requested_level\":3";
    assert_int_equal(step_of("", asks, 411728394), 1000);
    assert_int_equal(step_of("\"month_step_yen\":5000", asks, 411728394), 5000);
    assert_int_equal(step_of("\"month_step_yen\":1", asks, 411728394), 0);
    assert_int_equal(step_of("", "\"include\":true", 5000000), 100);
    assert_int_equal(step_of("", "\"include\":true", 1), 0);
    struct trio x =
        divide_unmet(3, "{\"id\":\"A\",\"requested_level\":3,\"annual_purchases_yen\":411728394}", "");
    struct hoshi_case_quote quote = {0};
    x.e->a.quote_target_ppm = 1;
    hoshi_split_asked(x.s);
    assert_int_equal(party(x.s, "A")->ask_step_yen, 1000);
    for (size_t i = 0; i < x.e->certain; i++)
        x.e->entry[i].line.quote = &quote;
    for (size_t p = 0; p < x.s->parties; p++)
        x.s->party[p].ask_step_yen = 0;
    hoshi_split_asked(x.s);
    assert_int_equal(party(x.s, "A")->ask_step_yen, 0);
    assert_int_equal(party(x.s, "A")->asked_annual_yen, party(x.s, "A")->annual_yen);
    done(x);
}

static void shares_of_the_whole_business_leave_nothing_and_overcharge_nobody(void **state)
{
    (void)state;
    char buyers[2000] = "";
    for (int i = 0; i < 7; i++) {
        size_t n = strlen(buyers);
        snprintf(buyers + n, sizeof buyers - n,
                 "%s{\"id\":\"b%d\",\"requested_level\":3,\"annual_purchases_yen\":%d}", i ? "," : "", i,
                 117636684 + (i == 6));
    }
    struct trio x = divide_unmet(3, buyers, "");
    check(x);
    int64_t sum = 0;
    for (size_t i = 0; i < 7; i++) {
        const struct hoshi_party *b = hoshi_split_party(x.s, i);
        sum += b->share_ppm;
        assert_true(b->annual_yen <= b->ceiling_annual_yen);
    }
    assert_true(sum <= HOSHI_MICRO + 7);
    assert_int_equal(party(x.s, "supplier")->horizon_yen, 0);
    done(x);
}

/* ---- memory ---- */

static const char memory_case[] =
    "{\"id\":\"A\",\"requested_level\":3,\"annual_purchases_yen\":240000001,\"extra\":[{\"measure\":\"siem\"}],\"request\":{\"designated_product\":\"edr_own\"}},{\"id\":\"B\",\"requested_level\":4,\"annual_purchases_yen\":91000003,\"extra\":[{\"measure\":\"siem\"},{\"measure\":\"vciso\"}]}";

static void estimate_without_memory_is_a_status_and_no_other_estimate(void **state)
{
    (void)state;
    static struct hoshi_faults faults;
    struct hoshi_case *c = make(4, memory_case, "\"plan\":{\"use\":[{\"measure\":\"phishing_drill\"}]}");
    support_answer_all(c, 4, HOSHI_UNMET);
    struct hoshi_estimate *whole = NULL, *e;
    assert_int_equal(hoshi_estimate_open(support_tables(), c, support_today, &whole, NULL), HOSHI_OK);
    size_t refused = 0;
    for (int all = 0; all < 2; all++)
        for (long n = 0; n < 200; n++) {
            memset(&faults, 0, sizeof faults);
            e = NULL;
            support_fail_allocation(n, all);
            enum hoshi_status s = hoshi_estimate_open(support_tables(), c, support_today, &e, &faults);
            bool failed = support_failed_allocation();
            support_fail_allocation(-1, false);
            if (!failed) {
                assert_int_equal(s, HOSHI_OK);
                hoshi_estimate_close(e);
                break;
            }
            refused++;
            if (s == HOSHI_OK &&
                (e->totals.horizon_yen != whole->totals.horizon_yen || e->entries != whole->entries ||
                 e->totals.by_cause_yen[HOSHI_CAUSE_BUYER] != whole->totals.by_cause_yen[HOSHI_CAUSE_BUYER] ||
                 e->in_house.exists != whole->in_house.exists ||
                 e->outsourced.exists != whole->outsourced.exists || e->cautions != whole->cautions))
                fail_msg("allocation %ld refused: another estimate, %" PRId64 " yen for %" PRId64
                         ", %zu entries for %zu, %zu cautions for %zu",
                         n, e->totals.horizon_yen, whole->totals.horizon_yen, e->entries, whole->entries,
                         e->cautions, whole->cautions);
            if (s != HOSHI_OK && (e || (s != HOSHI_E_MEMORY && s != HOSHI_E_SOLVER)))
                fail_msg("allocation %ld refused: %s", n, hoshi_status_name(s));
            hoshi_estimate_close(e);
        }
    assert_true(refused > 5);
    hoshi_estimate_close(whole);
    hoshi_case_close(c);
}

static void split_without_memory_is_a_status(void **state)
{
    (void)state;
    static struct hoshi_faults faults;
    char rest[] =
        "\"sharing\":{\"supplier_part\":\"0.1\"},\"funding\":[{\"name\":\"F\",\"yen\":500000,\"status\":\"granted\"}]";
    struct hoshi_case *c = make(4, memory_case, rest);
    support_answer_all(c, 4, HOSHI_UNMET);
    struct trio x = divide(c);
    size_t refused = 0;
    for (int all = 0; all < 2; all++)
        for (long n = 0; n < 200; n++) {
            struct hoshi_split *s = NULL;
            memset(&faults, 0, sizeof faults);
            support_fail_allocation(n, all);
            enum hoshi_status status = hoshi_split_open(x.e, &s, &faults);
            bool failed = support_failed_allocation();
            support_fail_allocation(-1, false);
            if (!failed) {
                assert_int_equal(status, HOSHI_OK);
                hoshi_split_close(s);
                break;
            }
            refused++;
            if (status == HOSHI_OK) { /* sorting asks for room and does without */
                hoshi_split_close(s);
                continue;
            }
            if (status != HOSHI_E_MEMORY || s || faults.item[0].status != HOSHI_E_MEMORY)
                fail_msg("allocation %ld refused: %s", n, hoshi_status_name(status));
        }
    assert_true(refused > 5);
    done(x);
    hoshi_split_close(NULL);
}

/* ---- what a payer can compute of the others ---- */

static struct trio askers_with(int64_t a, int64_t b, int64_t c, const char *rest)
{
    char buyers[600];
    snprintf(buyers, sizeof buyers,
             "{\"id\":\"A\",\"requested_level\":4,\"annual_purchases_yen\":%" PRId64
             "},{\"id\":\"B\",\"requested_level\":4,\"annual_purchases_yen\":%" PRId64
             "},{\"id\":\"C\",\"requested_level\":3,\"annual_purchases_yen\":%" PRId64 "}",
             a, b, c);
    return divide_unmet(4, buyers, rest);
}

static bool same_weights(const struct hoshi_split *a, const struct hoshi_split *b, size_t party)
{
    for (size_t k = 0; k < a->weights_n; k++)
        if (a->weights[k].raw[party] != b->weights[k].raw[party])
            return false;
    return true;
}

/* With this bought by C, do the shares of A and B stay as they are? By key C's own share moves, theirs do not. */
static bool unseen(const struct hoshi_split *s, const int64_t *amount, int64_t c, bool b_looks)
{
    struct trio y = askers_with(amount[0], amount[1], c, "");
    bool same =
        y.s->weights_n == s->weights_n && same_weights(s, y.s, 0) && (!b_looks || same_weights(s, y.s, 1));
    done(y);
    return same;
}

/* Random purchases: the truth lies in the band of each and of each two; what A and B together cannot tell is exactly
 * their band: to its ends no share of theirs moves, a step beyond one does. */
static void others_lie_in_the_band_that_payers_can_compute(void **state)
{
    (void)state;
    uint64_t seed = 7;
    for (int i = 0; i < 40; i++) {
        int64_t amount[3];
        for (int k = 0; k < 3; k++)
            amount[k] =
                1 + (int64_t)((seed = seed * 6364136223846793005u + 1442695040888963407u) >> 33) % 250000000;
        struct trio x = askers_with(amount[0], amount[1], amount[2], "");
        struct hoshi_split_inference row[20];
        size_t n = hoshi_split_infer(x.s, row, 20), pairs = 0;
        assert_int_equal(n, 8); /* three among all and three pairs, two of ★4 */
        for (size_t k = 0; k < n; k++) {
            int64_t others = 0, own = 0;
            for (size_t j = 0; j < 3; j++)
                *(j == row[k].party || j == row[k].fellow ? &own : &others) +=
                    row[k].level == 3 || j < 2 ? amount[j] : 0;
            assert_int_equal(row[k].others, others);
            assert_int_equal(row[k].own, own);
            assert_true(row[k].least <= others && others <= row[k].most);
            assert_true(row[k].share_ppm % 50000 == 0);
            pairs += row[k].fellow != SIZE_MAX;
            if (row[k].party != 0 || row[k].fellow != 1)
                continue;
            int64_t whole = x.s->key_whole - own, beyond = 2 * (x.s->key_whole / HOSHI_MICRO + 1);
            assert_true(unseen(x.s, amount, row[k].least, true) && unseen(x.s, amount, row[k].most, true));
            if (row[k].most + beyond < whole)
                assert_false(unseen(x.s, amount, row[k].most + beyond, true));
            if (row[k].least > beyond)
                assert_false(unseen(x.s, amount, row[k].least - beyond, true));
        }
        assert_int_equal(pairs, 3);
        done(x);
    }
}

/* What two demand together is told of like a level, and lies on the grid like it. */
static void joint_demand_is_on_the_grid_and_told_of(void **state)
{
    (void)state;
    struct trio x = divide_unmet(
        3,
        "{\"id\":\"A\",\"annual_purchases_yen\":100000000,\"include\":true,\"extra\":[{\"measure\":\"siem\"}]},"
        "{\"id\":\"B\",\"annual_purchases_yen\":57300000,\"include\":true,\"extra\":[{\"measure\":\"siem\"}]}",
        "");
    struct hoshi_split_inference row[20];
    assert_int_equal(hoshi_split_infer(x.s, row, 20), 2);
    assert_int_equal(row[0].level, 0);
    assert_int_equal(row[0].share_ppm, 650000);
    assert_true(row[0].least < 57300000 && row[0].most > 57300000);
    assert_int_equal(hoshi_split_infer(x.s, row, 1), 1);
    done(x);
}

/* Within a step of the grid what another buys changes nothing of this buyer's part, but for the yen that is left over
 * when a line is divided. */
static void within_the_grid_the_others_do_not_show(void **state)
{
    (void)state;
    struct trio x = askers_with(100000000, 60000000, 40000000, ""),
                y = askers_with(100000000, 61000000, 39000000, "");
    assert_int_equal(x.s->shares, y.s->shares);
    for (size_t i = 0; i < x.s->shares; i++) {
        assert_true(llabs(x.s->share[i].annual[0] - y.s->share[i].annual[0]) <= 1);
        assert_true(llabs(x.s->share[i].horizon[0] - y.s->share[i].horizon[0]) <= 1);
    }
    done(x);
    done(y);
}

static void without_a_grid_the_others_are_known(void **state)
{
    (void)state;
    struct trio x = askers_with(100000000, 60000000, 40000000, "\"sharing\":{\"askers_grid\":0}");
    struct hoshi_split_inference row[20];
    assert_int_equal(hoshi_split_infer(x.s, row, 20), 8);
    for (size_t k = 0; k < 8; k++)
        assert_true(row[k].least == row[k].others && row[k].most == row[k].others);
    done(x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_add_to_every_line_by_every_rule),
        cmocka_unit_test(rules_give_the_weights_they_are_named_for),
        cmocka_unit_test(rules_of_division_give_what_the_game_of_the_levels_gives),
        cmocka_unit_test(group_that_pays_more_than_it_would_alone_is_named),
        cmocka_unit_test(rule_without_an_answer_is_refused_by_name),
        cmocka_unit_test(pool_may_have_a_key_of_its_own),
        cmocka_unit_test(overheads_are_divided_by_who_the_centres_serve),
        cmocka_unit_test(key_shares_are_fixed_to_the_millionth),
        cmocka_unit_test(buyer_of_the_lower_level_never_pays_for_the_higher),
        cmocka_unit_test(nobody_asking_for_the_higher_level_leaves_it_to_the_supplier),
        cmocka_unit_test(without_a_buyer_all_is_the_suppliers),
        cmocka_unit_test(thirty_buyers_share_to_the_yen),
        cmocka_unit_test(included_buyer_bears_by_key_and_nothing_of_the_higher_level),
        cmocka_unit_test(demands_of_two_are_shared_by_key_between_them),
        cmocka_unit_test(negative_lines_come_back_to_who_pays_for_the_level),
        cmocka_unit_test(own_lines_are_the_suppliers),
        cmocka_unit_test(floor_is_everything_by_key_and_ceiling_the_level_alone),
        cmocka_unit_test(rule_that_charges_more_than_stand_alone_says_by_how_much),
        cmocka_unit_test(only_granted_funding_is_taken_off),
        cmocka_unit_test(funding_never_makes_a_line_cost_less_than_nothing),
        cmocka_unit_test(subsidy_lasts_as_long_as_what_it_bought),
        cmocka_unit_test(yearly_costs_are_funded_in_the_years_it_is_paid),
        cmocka_unit_test(others_lie_in_the_band_that_payers_can_compute),
        cmocka_unit_test(joint_demand_is_on_the_grid_and_told_of),
        cmocka_unit_test(within_the_grid_the_others_do_not_show),
        cmocka_unit_test(without_a_grid_the_others_are_known),
        cmocka_unit_test(dust_moves_nobody),
        cmocka_unit_test(days_of_ones_own_are_a_price_and_no_wall),
        cmocka_unit_test(an_estimate_is_asked_in_whole_steps_a_month),
        cmocka_unit_test(shares_of_the_whole_business_leave_nothing_and_overcharge_nobody),
        cmocka_unit_test(estimate_without_memory_is_a_status_and_no_other_estimate),
        cmocka_unit_test(split_without_memory_is_a_status),
    };
    return cmocka_run_group_tests_name("split", tests, NULL, NULL);
}
