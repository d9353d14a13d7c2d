/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Games: how they are read, what is refused, and their ends and expansion against the definitions. */
#include "division_rules.h"
#include "share_read.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static struct hoshi_faults faults;

static enum hoshi_status parse(const char *text, struct hoshi_share_game *s)
{
    memset(&faults, 0, sizeof faults);
    return hoshi_share_parse(text, strlen(text), s, &faults);
}

static void good(const char *text, struct hoshi_share_game *s)
{
    if (parse(text, s))
        fail_msg("%s at %s: %s (%s)", hoshi_status_name(faults.item[0].status), faults.item[0].path,
                 faults.item[0].got, faults.item[0].allowed);
}

#define GAME "{ \"hoshiwari_game\": 1, "

/* ---- the four shapes ---- */

static void costs_are_read(void **state)
{
    (void)state;
    struct hoshi_share_game s;
    good(
        GAME
        "\"unit\": \"yen\", \"players\": [\"A\", {\"id\":\"B\",\"weight\":2.5}], \"costs\": [{\"members\":[\"B\",\"A\"],\"cost\":150},{\"members\":[\"A\"],\"cost\":100},{\"members\":[\"B\"],\"cost\":70}] }",
        &s);
    assert_int_equal(s.game.form, HOSHI_GAME_GENERAL);
    assert_true(s.game.yen && !s.game.gains);
    assert_int_equal(s.game.players, 2);
    assert_string_equal(s.game.id[1], "B");
    assert_true(s.game.worth[1] == 100 && s.game.worth[2] == 70 && s.game.worth[3] == 150);
    assert_true(s.game.weight[0] == 1 && s.game.weight[1] == 2.5);
    assert_true(hoshi_game_is_monotone(&s.game));
    hoshi_share_game_release(&s);
}

static void gains_may_be_negative_and_fall(void **state)
{
    (void)state;
    struct hoshi_share_game s;
    good(
        GAME
        "\"players\": [\"A\", \"B\"], \"gains\": [{\"members\":[\"A\"],\"gain\":-1.5},{\"members\":[\"B\"],\"gain\":0},{\"members\":[\"A\",\"B\"],\"gain\":-3}] }",
        &s);
    assert_true(s.game.gains && !s.game.yen && !s.game.weight);
    assert_false(hoshi_game_is_monotone(&s.game));
    struct hoshi_divisions *d;
    assert_int_equal(hoshi_divisions_open(&s.game, NULL, &d, &faults), HOSHI_OK);
    assert_false(d->monotone);
    assert_true(d->total == -3);
    hoshi_divisions_close(d);
    hoshi_share_game_release(&s);
}

static void lines_are_read(void **state)
{
    (void)state;
    struct hoshi_share_game s;
    good(
        GAME
        "\"players\": [\"A\", \"B\", \"C\"], \"lines\": [{\"id\":\"net\",\"cost\":300,\"needed_by\":[\"C\",\"A\"]},{\"id\":\"own\",\"cost\":0.5,\"needed_by\":[\"A\"]}] }",
        &s);
    double alone[3], marginal[3];
    hoshi_game_ends(&s.game, alone, marginal);
    assert_true(alone[0] == 300.5 && alone[1] == 0 && alone[2] == 300);
    assert_true(marginal[0] == 0.5 && marginal[1] == 0 && marginal[2] == 0);
    assert_true(hoshi_game_total(&s.game) == 300.5);
    hoshi_share_game_release(&s);
}

static void airports_are_read(void **state)
{
    (void)state;
    struct hoshi_share_game s;
    good(
        GAME
        "\"airport\": [ {\"id\":\"A\",\"stand_alone\":10,\"count\":3}, {\"id\":\"B\",\"stand_alone\":15} ] }",
        &s);
    double alone[2], marginal[2];
    hoshi_game_ends(&s.game, alone, marginal);
    assert_int_equal(hoshi_game_members(&s.game), 4);
    assert_true(hoshi_game_total(&s.game) == 15 && marginal[0] == 0 && marginal[1] == 5);
    hoshi_share_game_release(&s);
}

static void claims_are_read(void **state)
{
    (void)state;
    struct hoshi_share_game s;
    good(GAME "\"estate\": 300, \"claims\": [ {\"id\":\"A\",\"claim\":100}, {\"id\":\"B\",\"claim\":250} ] }",
         &s);
    double alone[2], marginal[2];
    hoshi_game_ends(&s.game, alone, marginal);
    assert_true(alone[0] == 50 && alone[1] == 200 && marginal[0] == 100 && marginal[1] == 250);
    hoshi_share_game_release(&s);
    good(GAME "\"estate\": 0.3, \"claims\": [ {\"id\":\"A\",\"claim\":0.1}, {\"id\":\"B\",\"claim\":0.2} ] }",
         &s);
    hoshi_share_game_release(&s);
}

/* ---- what is refused ---- */

struct refused {
    const char *text;
    enum hoshi_status status;
    const char *path, *got;
};

static void check_refused(const struct refused *row, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        struct hoshi_share_game s;
        enum hoshi_status status = parse(row[k].text, &s);
        if (status != row[k].status || strcmp(faults.item[0].path, row[k].path) != 0 ||
            (row[k].got && strcmp(faults.item[0].got, row[k].got) != 0))
            fail_msg("%s\n  gave %s at \"%s\": \"%s\" (%s)", row[k].text, hoshi_status_name(status),
                     faults.item[0].path, faults.item[0].got, faults.item[0].allowed);
    }
}

#define AB "\"players\": [\"A\", \"B\"], "
#define COST(m, c) "{\"members\":" m ",\"cost\":" c "}"

static void coalitions_are_checked(void **state)
{
    (void)state;
    static const struct refused row[] = {
        {GAME AB "\"costs\": [" COST("[\"A\"]", "1") "," COST("[\"B\"]", "1") "] }", HOSHI_E_KEY_MISSING,
         "costs", "A, B"},
        {GAME AB "\"costs\": [" COST("[\"A\"]", "1") "," COST("[\"A\"]", "1") "] }", HOSHI_E_DUPLICATE,
         "costs[1]", NULL},
        {GAME AB "\"costs\": [" COST("[\"A\",\"B\"]", "1") "," COST("[\"B\",\"A\"]", "1") "] }",
         HOSHI_E_DUPLICATE, "costs[1]", NULL},
        {GAME AB "\"costs\": [" COST("[\"A\",\"A\"]", "1") "] }", HOSHI_E_DUPLICATE, "costs[0].members[1]",
         "A"},
        {GAME AB "\"costs\": [" COST("[\"Z\"]", "1") "] }", HOSHI_E_CHOICE, "costs[0].members[0]", "Z"},
        {GAME AB "\"costs\": [" COST("[]", "1") "] }", HOSHI_E_RANGE, "costs[0].members", "0"},
        {GAME AB "\"costs\": [" COST("[\"A\"]", "-1") "] }", HOSHI_E_RANGE, "costs[0].cost", "-1"},
        {GAME AB "\"costs\": [" COST("[\"A\"]", "1e16") "] }", HOSHI_E_RANGE, "costs[0].cost", NULL},
        {GAME AB "\"costs\": [" COST("[\"A\"]", "\"1\"") "] }", HOSHI_E_TYPE, "costs[0].cost", "\"1\""},
        {GAME AB "\"costs\": [ {\"cost\":1} ] }", HOSHI_E_KEY_MISSING, "costs[0].members", NULL},
        {GAME AB "\"costs\": [ {\"members\":[\"A\"],\"gain\":1} ] }", HOSHI_E_KEY_UNKNOWN, "costs[0].gain",
         NULL},
        {GAME AB "\"costs\": [ 5 ] }", HOSHI_E_TYPE, "costs[0]", NULL},
        {GAME AB "\"costs\": [] }", HOSHI_E_RANGE, "costs", "0"},
        {GAME AB "\"costs\": {} }", HOSHI_E_TYPE, "costs", NULL},
        {GAME AB "\"unit\": \"yen\", \"costs\": [" COST("[\"A\"]", "1.5") "] }", HOSHI_E_NUMBER,
         "costs[0].cost", "1.5"},
        {GAME "\"costs\": [" COST("[\"A\"]", "1") "] }", HOSHI_E_KEY_MISSING, "players", NULL},
    };
    check_refused(row, sizeof row / sizeof row[0]);
}

static void players_are_checked(void **state)
{
    (void)state;
    static const struct refused row[] = {
        {GAME "\"players\": [\"A\",\"A\"], \"costs\": [] }", HOSHI_E_DUPLICATE, "players[1].id", "A"},
        {GAME "\"players\": [], \"costs\": [] }", HOSHI_E_RANGE, "players", "0"},
        {GAME "\"players\": \"A\", \"costs\": [] }", HOSHI_E_TYPE, "players", NULL},
        {GAME "\"players\": [\"\"], \"costs\": [] }", HOSHI_E_TEXT_LENGTH, "players[0]", NULL},
        {GAME "\"players\": [3], \"costs\": [] }", HOSHI_E_TYPE, "players[0]", NULL},
        {GAME "\"players\": [{\"weight\":1}], \"costs\": [] }", HOSHI_E_KEY_MISSING, "players[0].id", NULL},
        {GAME "\"players\": [{\"id\":\"A\",\"weight\":-1}], \"costs\": [] }", HOSHI_E_RANGE,
         "players[0].weight", "-1"},
        {GAME "\"players\": [{\"id\":\"A\",\"weight\":0}], \"costs\": [] }", HOSHI_E_RANGE, "players", "0"},
        {GAME "\"players\": [{\"id\":\"A\",\"wieght\":1}], \"costs\": [] }", HOSHI_E_KEY_UNKNOWN,
         "players[0].wieght", NULL},
        {GAME
         "\"players\": [\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\",\"11\",\"12\",\"13\",\"14\",\"15\",\"16\",\"17\"], \"costs\": [] }",
         HOSHI_E_TOO_MANY, "players", "17"},
    };
    check_refused(row, sizeof row / sizeof row[0]);
    struct hoshi_share_game s;
    parse(row[9].text, &s);
    assert_non_null(strstr(faults.item[0].allowed, "16"));
}

static void lines_are_checked(void **state)
{
    (void)state;
    static const struct refused row[] = {
        {GAME AB "\"lines\": [ {\"id\":\"x\",\"cost\":1,\"needed_by\":[]} ] }", HOSHI_E_RANGE,
         "lines[0].needed_by", "0"},
        {GAME AB "\"lines\": [ {\"id\":\"x\",\"cost\":1} ] }", HOSHI_E_KEY_MISSING, "lines[0].needed_by",
         NULL},
        {GAME AB "\"lines\": [ {\"cost\":1,\"needed_by\":[\"A\"]} ] }", HOSHI_E_KEY_MISSING, "lines[0].id",
         NULL},
        {GAME AB "\"lines\": [ {\"id\":\"x\",\"cost\":-1,\"needed_by\":[\"A\"]} ] }", HOSHI_E_RANGE,
         "lines[0].cost", "-1"},
        {GAME AB "\"lines\": [ {\"id\":\"x\",\"cost\":1,\"needed_by\":[\"A\",\"A\"]} ] }", HOSHI_E_DUPLICATE,
         "lines[0].needed_by[1]", "A"},
        {GAME AB "\"lines\": [ {\"id\":\"x\",\"cost\":1,\"needed_by\":[\"Q\"]} ] }", HOSHI_E_CHOICE,
         "lines[0].needed_by[0]", "Q"},
        {GAME AB
         "\"lines\": [ {\"id\":\"x\",\"cost\":1,\"needed_by\":[\"A\"]},{\"id\":\"x\",\"cost\":1,\"needed_by\":[\"A\"]} ] }",
         HOSHI_E_DUPLICATE, "lines[1].id", "x"},
        {GAME AB "\"lines\": [ 1 ] }", HOSHI_E_TYPE, "lines[0]", NULL},
        {GAME AB
         "\"unit\": \"yen\", \"lines\": [ {\"id\":\"x\",\"cost\":999999999999999,\"needed_by\":[\"A\"]},{\"id\":\"y\",\"cost\":1,\"needed_by\":[\"A\"]} ] }",
         HOSHI_E_OVERFLOW, "lines", NULL},
    };
    check_refused(row, sizeof row / sizeof row[0]);
}

static void airports_and_claims_are_checked(void **state)
{
    (void)state;
    static const struct refused row[] = {
        {GAME "\"airport\": [ {\"id\":\"A\",\"stand_alone\":-1} ] }", HOSHI_E_RANGE, "airport[0].stand_alone",
         "-1"},
        {GAME "\"airport\": [ {\"id\":\"A\"} ] }", HOSHI_E_KEY_MISSING, "airport[0].stand_alone", NULL},
        {GAME "\"airport\": [ {\"id\":\"A\",\"stand_alone\":1,\"count\":0} ] }", HOSHI_E_RANGE,
         "airport[0].count", "0"},
        {GAME "\"airport\": [ {\"id\":\"A\",\"stand_alone\":1,\"count\":1.5} ] }", HOSHI_E_NUMBER,
         "airport[0].count", "1.5"},
        {GAME "\"airport\": [ {\"id\":\"A\",\"stand_alone\":1},{\"id\":\"A\",\"stand_alone\":1} ] }",
         HOSHI_E_DUPLICATE, "airport[1].id", "A"},
        {GAME "\"airport\": [] }", HOSHI_E_RANGE, "airport", "0"},
        {GAME "\"airport\": [ true ] }", HOSHI_E_TYPE, "airport[0]", NULL},
        {GAME "\"estate\": 300, \"claims\": [ {\"id\":\"A\",\"claim\":100} ] }", HOSHI_E_RANGE, "estate",
         "300"},
        {GAME "\"estate\": -1, \"claims\": [ {\"id\":\"A\",\"claim\":100} ] }", HOSHI_E_RANGE, "estate",
         "-1"},
        {GAME "\"claims\": [ {\"id\":\"A\",\"claim\":100} ] }", HOSHI_E_KEY_MISSING, "estate", NULL},
        {GAME "\"estate\": 3, \"claims\": [ {\"id\":\"A\",\"claim\":-100} ] }", HOSHI_E_RANGE,
         "claims[0].claim", "-100"},
        {GAME "\"estate\": 3, \"claims\": [ {\"id\":\"A\",\"cliam\":100} ] }", HOSHI_E_KEY_UNKNOWN,
         "claims[0].cliam", NULL},
        {GAME "\"estate\": 3, \"claims\": [ null ] }", HOSHI_E_TYPE, "claims[0]", NULL},
    };
    check_refused(row, sizeof row / sizeof row[0]);
    struct hoshi_share_game s;
    parse(row[7].text, &s);
    assert_non_null(strstr(faults.item[0].allowed, "100"));
}

static void the_file_has_one_shape_and_version(void **state)
{
    (void)state;
    static const struct refused row[] = {
        {"{ \"hoshiwari_game\": 1 }", HOSHI_E_KEY_MISSING, "", NULL},
        {"{ \"airport\": [ {\"id\":\"A\",\"stand_alone\":1} ] }", HOSHI_E_KEY_MISSING, "hoshiwari_game",
         NULL},
        {"{ \"hoshiwari_game\": 2, \"airport\": [ {\"id\":\"A\",\"stand_alone\":1} ] }",
         HOSHI_E_FORMAT_VERSION, "hoshiwari_game", "2"},
        {GAME "\"airport\": [], \"claims\": [] }", HOSHI_E_CONTRADICTION, "claims", NULL},
        {GAME "\"unit\": \"usd\", \"airport\": [ {\"id\":\"A\",\"stand_alone\":1} ] }", HOSHI_E_CHOICE,
         "unit", "usd"},
        {GAME "\"estate\": 1, \"airport\": [ {\"id\":\"A\",\"stand_alone\":1} ] }", HOSHI_E_KEY_UNKNOWN,
         "estate", NULL},
        {GAME "\"players\": [\"A\"], \"airport\": [ {\"id\":\"A\",\"stand_alone\":1} ] }",
         HOSHI_E_KEY_UNKNOWN, "players", NULL},
        {"[]", HOSHI_E_TYPE, "", NULL},
        {"{", HOSHI_E_JSON_SYNTAX, "", NULL},
        {GAME "\"airport\": [ {\"id\":\"A\",\"id\":\"B\",\"stand_alone\":1} ] }", HOSHI_E_KEY_DUPLICATE,
         "airport[0].id", NULL},
    };
    check_refused(row, sizeof row / sizeof row[0]);
}

static void every_fault_of_a_file_is_reported(void **state)
{
    (void)state;
    struct hoshi_share_game s;
    parse(GAME AB
          "\"costs\": [" COST("[\"A\"]", "-1") "," COST("[\"Z\"]", "1") "," COST("[\"B\"]", "\"x\"") "] }",
          &s);
    assert_int_equal(faults.n, 3);
    /* Every coalition that is missing is named. */
    parse(GAME "\"players\": [\"A\",\"B\",\"C\"], \"costs\": [" COST("[\"A\",\"C\"]", "1") "] }", &s);
    assert_int_equal(faults.n, 6);
    assert_string_equal(faults.item[5].got, "A, B, C");
}

static void files_are_opened_or_reported(void **state)
{
    (void)state;
    struct hoshi_share_game s;
    memset(&faults, 0, sizeof faults);
    assert_int_equal(hoshi_share_read("no/such/game.json", &s, &faults), HOSHI_E_FILE_OPEN);
    char name[] = "test_game_XXXXXX";
    int fd = mkstemp(name);
    static const char text[] = GAME "\"airport\": [ {\"id\":\"A\",\"stand_alone\":-1} ] }";
    assert_true(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text));
    close(fd);
    memset(&faults, 0, sizeof faults);
    assert_int_equal(hoshi_share_read(name, &s, &faults), HOSHI_E_RANGE);
    assert_string_equal(faults.item[0].file, name);
    unlink(name);
}

/* ---- limits ---- */

static void more_parties_than_the_limit_are_refused(void **state)
{
    (void)state;
    static const char head[] = GAME "\"players\": [";
    size_t n = HOSHI_GAME_PLAYERS_MAX + 1, used = strlen(head), size = n * 4 + 200;
    char *text = malloc(size);
    struct hoshi_share_game s;
    assert_non_null(text);
    memcpy(text, head, used);
    for (size_t i = 0; i < n; i++, used += 2)
        memcpy(text + used, i ? ",1" : " 1", 2);
    memcpy(text + used, "], \"lines\": [] }", 17);
    assert_int_equal(parse(text, &s), HOSHI_E_TOO_MANY);
    assert_string_equal(faults.item[0].path, "players");
    free(text);
}

/* ---- expansion ---- */

static void expansions_follow_the_definitions(void **state)
{
    (void)state;
    static const size_t first[] = {0, 2, 3, 6};
    static const uint32_t needed_by[] = {0, 1, 2, 0, 1, 2};
    static const double cost[] = {5, 7, 11}, need[] = {4, 9}, claim[] = {10, 20, 30};
    static const int64_t count[] = {2, 1};
    static const char *const id[] = {"A", "B", "C"};
    struct hoshi_game lines = {.form = HOSHI_GAME_LINES,
                               .players = 3,
                               .id = id,
                               .lines = 3,
                               .cost = cost,
                               .first = first,
                               .needed_by = needed_by};
    struct hoshi_game airport = {
        .form = HOSHI_GAME_AIRPORT, .players = 2, .id = id, .stand_alone = need, .count = count};
    struct hoshi_game claims = {
        .form = HOSHI_GAME_CLAIMS, .gains = true, .players = 3, .id = id, .estate = 35, .claim = claim};
    static const double want[3][8] = {
        {0, 16, 16, 16, 18, 23, 23, 23}, {0, 4, 4, 4, 9, 9, 9, 9}, {0, 0, 0, -5, -5, -15, -25, -35}};
    const struct hoshi_game *g[] = {&lines, &airport, &claims};
    for (size_t k = 0; k < 3; k++) {
        double *c;
        size_t n;
        assert_int_equal(hoshi_game_expand(g[k], &c, &n), HOSHI_OK);
        assert_int_equal(n, 3);
        for (size_t s = 0; s < 8; s++)
            assert_true(fabs(c[s] - want[k][s]) < 1e-12);
        free(c);
    }
    static const int64_t many[] = {16, 1};
    double *c;
    size_t n;
    airport.count = many;
    assert_int_equal(hoshi_game_expand(&airport, &c, &n), HOSHI_E_TOO_MANY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(costs_are_read),
        cmocka_unit_test(gains_may_be_negative_and_fall),
        cmocka_unit_test(lines_are_read),
        cmocka_unit_test(airports_are_read),
        cmocka_unit_test(claims_are_read),
        cmocka_unit_test(coalitions_are_checked),
        cmocka_unit_test(players_are_checked),
        cmocka_unit_test(lines_are_checked),
        cmocka_unit_test(airports_and_claims_are_checked),
        cmocka_unit_test(the_file_has_one_shape_and_version),
        cmocka_unit_test(every_fault_of_a_file_is_reported),
        cmocka_unit_test(files_are_opened_or_reported),
        cmocka_unit_test(more_parties_than_the_limit_are_refused),
        cmocka_unit_test(expansions_follow_the_definitions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
