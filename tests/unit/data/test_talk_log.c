/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The talk log: what an entry needs, order and corrections, the chain, and what tampering looks like. */
#include "support.h"
#include "file.h"
#include "talk_log.h"

#include <sqlite3.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[] = "/tmp/hoshi-log-XXXXXX";
static struct hoshi_faults faults;
static struct hoshi_case *c;
static struct hoshi_store *store;

static const char *place(const char *name)
{
    static char path[4][200];
    static int turn;
    char *p = path[turn++ % 4];
    snprintf(p, sizeof path[0], "%s/%s", folder, name);
    return p;
}

static void put(const char *path, const char *text)
{
    assert_int_equal(hoshi_file_write(path, text, strlen(text), NULL), HOSHI_OK);
}

static enum hoshi_status add_from(const char *json, const char *file)
{
    struct hoshi_log_drafts d;
    faults = (struct hoshi_faults){0};
    enum hoshi_status s = hoshi_log_drafts_parse(json, strlen(json), file, c, support_today, &d, &faults);
    enum hoshi_status t = hoshi_log_add(store, c, &d, &faults);
    hoshi_log_drafts_release(&d);
    return s ? s : t;
}

static enum hoshi_status add(const char *json)
{
    return add_from(json, NULL);
}

static void must_add(const char *json)
{
    if (add(json))
        fail_msg("%s: %s %s", json, hoshi_status_name(faults.item[0].status), faults.item[0].path);
}

static int64_t count(void)
{
    struct hoshi_log *log = NULL;
    assert_int_equal(hoshi_log_open(store, "made", &log, &faults), HOSHI_OK);
    int64_t n = (int64_t)log->n;
    hoshi_log_close(log);
    return n;
}

/* A fresh store before each test. */
static int fresh(void **state)
{
    (void)state;
    static const struct hoshi_store_options create = {.create = true};
    hoshi_store_close(store);
    store = NULL;
    unlink(place("log.db"));
    return hoshi_store_open(place("log.db"), &create, &store, &faults) ? -1 : 0;
}

#define REQUEST                                                                                              \
    "{\"kind\":\"request\",\"date\":\"2026-09-01\",\"party\":\"A\",\"medium\":\"email\",\"words\":"          \
    "\"協議のお願い\"}"
#define REPLY                                                                                                \
    "{\"kind\":\"reply\",\"date\":\"2026-09-20\",\"time\":\"14:30\",\"party\":\"A\",\"words\":"              \
    "\"検討します\"}"

static void an_entry_comes_back_as_it_was_given(void **state)
{
    (void)state;
    struct hoshi_log *log = NULL;
    put(place("m.txt"), "議事録");
    must_add(REQUEST);
    assert_int_equal(
        add_from(
            "{\"kind\":\"price_change\",\"date\":\"2026-10-01\",\"party\":\"A\",\"by\":\"buyer\",\"medium\":\"fax\",\"place\":\"本社\",\"words\":\"改行\\nと \\\"引用\\\"\",\"reason\":\"予算\",\"answers\":1,\"decided\":\"buyer\",\"effective_on\":\"2026-11-01\",\"amount_yen\":999999999999999,\"persons\":[{\"side\":\"buyer\",\"role\":\"課長\"}],\"items\":[{\"code\":\"P-1\",\"before_yen\":\"1250.5\",\"after_yen\":\"1250.51\"}],\"attachments\":[\"m.txt\"]}",
            place("in.json")),
        HOSHI_OK);
    assert_int_equal(hoshi_log_open(store, "made", &log, &faults), HOSHI_OK);
    assert_int_equal(log->n, 2);
    const struct hoshi_log_entry *e = &log->entry[1];
    assert_int_equal(e->kind, HOSHI_LOG_PRICE_CHANGE);
    assert_int_equal(e->side, HOSHI_SIDE_BUYER);
    assert_int_equal(e->medium, HOSHI_MEDIUM_FAX);
    assert_string_equal(e->party_name, "甲社");
    assert_string_equal(e->words, "改行\nと \"引用\"");
    assert_string_equal(e->place, "本社");
    assert_string_equal(e->reason, "予算");
    assert_int_equal(e->answers, 1);
    assert_int_equal(e->decided, HOSHI_DECIDED_BUYER);
    assert_int_equal(e->amount_yen, INT64_C(999999999999999));
    assert_int_equal(e->effective_on.month, 11);
    assert_string_equal(e->person[0].role, "課長");
    assert_null(e->person[0].name);
    assert_int_equal(e->item[0].before_micro, INT64_C(1250500000));
    assert_int_equal(e->item[0].after_micro, INT64_C(1250510000));
    assert_string_equal(e->attachment[0].name, "m.txt");
    assert_int_equal(e->attachment[0].bytes, 9);
    char *bytes = NULL, content[HOSHI_SHA256_TEXT];
    size_t n = 0;
    assert_int_equal(hoshi_store_content(store, e->attachment[0].sha256, &bytes, &n, &faults), HOSHI_OK);
    assert_string_equal(bytes, "議事録");
    free(bytes);
    assert_string_equal(e->prev, log->entry[0].hash);
    assert_string_equal(log->head, e->hash);
    assert_int_equal(strlen(hoshi_log_content_hash("made", e, content)), 64);
    hoshi_log_close(log);
}

static void bad_entries_are_refused_and_nothing_is_written(void **state)
{
    (void)state;
    static const struct {
        const char *json;
        enum hoshi_status status;
        const char *path;
    } rows[] = {
        {"{\"kind\":\"note\",\"date\":\"2026-02-30\",\"words\":\"x\"}", HOSHI_E_DATE, "date"},
        {"{\"kind\":\"note\",\"date\":\"2026-11-23\",\"words\":\"x\"}", HOSHI_E_LOG_FUTURE, "date"},
        {"{\"kind\":\"note\",\"date\":\"2026-11-22\",\"time\":\"24:00\",\"words\":\"x\"}", HOSHI_E_LOG_TIME,
         "time"},
        {"{\"kind\":\"note\",\"words\":\"x\"}", HOSHI_E_KEY_MISSING, "date"},
        {"{\"date\":\"2026-11-22\",\"words\":\"x\"}", HOSHI_E_KEY_MISSING, "kind"},
        {"{\"kind\":\"memo\",\"date\":\"2026-11-22\",\"words\":\"x\"}", HOSHI_E_CHOICE, "kind"},
        {"{\"kind\":\"note\",\"date\":\"2026-11-22\",\"words\":\"\"}", HOSHI_E_TEXT_LENGTH, "words"},
        {"{\"kind\":\"note\",\"date\":\"2026-11-22\",\"party\":\"Z\",\"words\":\"x\"}", HOSHI_E_LOG_PARTY,
         "party"},
        {"{\"kind\":\"request\",\"date\":\"2026-11-22\",\"words\":\"x\"}", HOSHI_E_KEY_MISSING, "party"},
        {"{\"kind\":\"note\",\"date\":\"2026-11-22\",\"words\":\"x\",\"wrods\":\"y\"}", HOSHI_E_KEY_UNKNOWN,
         "wrods"},
        {"{\"kind\":\"note\",\"date\":\"2026-11-22\",\"words\":\"x\",\"due_on\":\"2026-12-01\"}",
         HOSHI_E_CONTRADICTION, "due_on"},
        {"{\"kind\":\"payment\",\"date\":\"2026-11-22\",\"party\":\"A\"}", HOSHI_E_KEY_MISSING, "amount_yen"},
        {"{\"kind\":\"payment\",\"date\":\"2026-11-22\",\"party\":\"A\",\"amount_yen\":-1}", HOSHI_E_RANGE,
         "amount_yen"},
        {"{\"kind\":\"price_change\",\"date\":\"2026-11-22\",\"party\":\"A\"}", HOSHI_E_KEY_MISSING, "items"},
        {"{\"kind\":\"price_change\",\"date\":\"2026-11-22\",\"party\":\"A\",\"items\":[]}",
         HOSHI_E_KEY_MISSING, "items"},
        {"{\"kind\":\"price_change\",\"date\":\"2026-11-22\",\"party\":\"A\",\"items\":[{\"code\":\"P\",\"before_yen\":\"1\"}]}",
         HOSHI_E_KEY_MISSING, "items[0].after_yen"},
        {"{\"kind\":\"price_change\",\"date\":\"2026-11-22\",\"party\":\"A\",\"items\":[{\"code\":\"P\",\"before_yen\":\"1\",\"after_yen\":\"1.001\"}]}",
         HOSHI_E_DECIMAL, "items[0].after_yen"},
        {"{\"kind\":\"request\",\"date\":\"2026-11-22\",\"party\":\"A\",\"words\":\"x\",\"reply_by\":\"2026-11-21\"}",
         HOSHI_E_LOG_ORDER, "reply_by"},
        {"{\"kind\":\"postponement\",\"date\":\"2026-11-22\",\"party\":\"A\"}", HOSHI_E_KEY_MISSING, "words"},
        {"{\"kind\":\"note\",\"date\":\"2026-11-22\",\"words\":\"x\",\"persons\":[{\"side\":\"buyer\"}]}",
         HOSHI_E_KEY_MISSING, "persons[0]"},
        {"{\"kind\":\"note\",\"date\":\"2026-11-22\",\"words\":\"x\",\"persons\":[{\"side\":\"both\",\"name\":\"n\"}]}",
         HOSHI_E_CHOICE, "persons[0].side"},
        {"{\"kind\":\"note\",\"date\":\"2026-11-22\",\"words\":\"x\",\"attachments\":[\"gone.pdf\"]}",
         HOSHI_E_ATTACHMENT_MISSING, ""},
        {"{\"kind\":\"note\",\"date\":\"2026-11-22\",\"words\":\"x\",\"attachments\":[\"\"]}",
         HOSHI_E_TEXT_LENGTH, "attachments[0]"},
        {"{\"kind\":\"note\",\"date\":\"2026-11-22\",\"words\":\"x\",\"attachments\":[\"/dev/null\"]}",
         HOSHI_E_ATTACHMENT_MISSING, ""},
        {"{\"kind\":\"note\",\"date\":\"2026-11-22\",\"words\":\"x\",\"corrects\":9}",
         HOSHI_E_LOG_ENTRY_UNKNOWN, "corrects"},
        {"{\"kind\":\"note\",\"date\":\"2026-11-22\",\"words\":\"x\",\"answers\":9}",
         HOSHI_E_LOG_ENTRY_UNKNOWN, "answers"},
        {"{\"kind\":\"withdrawal\",\"date\":\"2026-11-22\",\"words\":\"x\"}", HOSHI_E_KEY_MISSING,
         "corrects"},
        {"{\"kind\":\"order\",\"date\":\"2026-11-22\",\"party\":\"A\"}", HOSHI_E_KEY_MISSING, "words"},
        {"{\"kind\":\"order\",\"date\":\"2026-11-22\",\"party\":\"A\",\"words\":\"x\",\"means\":\"note\"}",
         HOSHI_E_CONTRADICTION, "means"},
        {"{\"kind\":\"order\",\"date\":\"2026-11-22\",\"party\":\"A\",\"amount_yen\":5,\"deliver_by\":\"2026-11-21\"}",
         HOSHI_E_LOG_ORDER, "deliver_by"},
        {"{\"kind\":\"payment\",\"date\":\"2026-11-22\",\"party\":\"A\",\"amount_yen\":5,\"means\":\"cheque\"}",
         HOSHI_E_CHOICE, "means"},
        {"{\"kind\":\"payment\",\"date\":\"2026-11-22\",\"party\":\"A\",\"amount_yen\":5,\"deducted_yen\":6}",
         HOSHI_E_RANGE, "deducted_yen"},
        {"{\"kind\":\"payment\",\"date\":\"2026-11-22\",\"party\":\"A\",\"amount_yen\":5,\"cash_on\":\"2026-11-21\"}",
         HOSHI_E_LOG_ORDER, "cash_on"},
        {"{\"kind\":\"price_change\",\"date\":\"2026-11-22\",\"party\":\"A\",\"items\":[{\"code\":\"P\",\"before_yen\":\"1\",\"after_yen\":\"1\",\"quantity\":-1}]}",
         HOSHI_E_RANGE, "items[0].quantity"},
        {"{\"kind\":\"objection\",\"date\":\"2026-11-22\",\"party\":\"A\"}", HOSHI_E_KEY_MISSING, "words"},
        {"{\"kind\":\"refusal\",\"date\":\"2026-11-22\",\"party\":\"A\",\"words\":\"x\",\"offers\":\"product\"}",
         HOSHI_E_CONTRADICTION, "offers"},
        {"{\"hoshiwari_log\":2,\"entries\":[]}", HOSHI_E_RANGE, "hoshiwari_log"},
        {"{\"entries\":[" REQUEST "]}", HOSHI_E_KEY_MISSING, "hoshiwari_log"},
        {"{\"hoshiwari_log\":1,\"entries\":[]}", HOSHI_E_TOO_MANY, "entries"},
        {"{\"hoshiwari_log\":1,\"entries\":[" REQUEST
         ",{\"kind\":\"note\",\"date\":\"2026-11-22\",\"party\":\"Z\",\"words\":\"x\"}]}",
         HOSHI_E_LOG_PARTY, "entries[1].party"},
        {"{\"hoshiwari_log\":1,\"entries\":[" REQUEST
         ",{\"kind\":\"note\",\"date\":\"2026-11-22\",\"words\":\"x\",\"corrects\":7}]}",
         HOSHI_E_LOG_ENTRY_UNKNOWN, "entries[1].corrects"},
        {"[", HOSHI_E_JSON_SYNTAX, ""},
        {"{\"kind\":\"note\",\"kind\":\"note\",\"date\":\"2026-11-22\",\"words\":\"x\"}",
         HOSHI_E_KEY_DUPLICATE, "kind"},
    };
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        enum hoshi_status s = add(rows[i].json);
        if (s != rows[i].status || strcmp(faults.item[0].path, rows[i].path) != 0)
            fail_msg("%s: %s at '%s'", rows[i].json, hoshi_status_name(s), faults.item[0].path);
    }
    assert_int_equal(count(), 0);
}

static void all_faults_are_told_at_once(void **state)
{
    (void)state;
    must_add(REQUEST);
    assert_int_not_equal(
        add("{\"hoshiwari_log\":1,\"entries\":[{\"kind\":\"reply\",\"date\":\"2026-08-01\",\"party\":\"A\",\"words\":\"x\",\"answers\":1},{\"kind\":\"note\",\"date\":\"2026-02-30\",\"words\":\"x\",\"attachments\":[\"gone\"]},{\"kind\":\"note\",\"date\":\"2026-11-22\",\"words\":\"x\",\"corrects\":9}]}"),
        HOSHI_OK);
    static const enum hoshi_status wanted[] = {HOSHI_E_DATE, HOSHI_E_LOG_ORDER, HOSHI_E_ATTACHMENT_MISSING,
                                               HOSHI_E_LOG_ENTRY_UNKNOWN};
    assert_int_equal(faults.n, SUPPORT_COUNT(wanted));
    for (size_t i = 0; i < faults.n; i++)
        assert_int_equal(faults.item[i].status, wanted[i]);
    assert_int_equal(count(), 1);
}

static void an_answer_follows_its_request(void **state)
{
    (void)state;
    must_add(REQUEST);
    must_add("{\"kind\":\"request\",\"date\":\"2026-10-01\",\"party\":\"A\",\"words\":\"再度のお願い\"}");
    must_add(
        "{\"kind\":\"request\",\"date\":\"2026-08-01\",\"by\":\"buyer\",\"party\":\"A\",\"words\":\"★4の要請\"}");
    must_add(REPLY);
    must_add("{\"kind\":\"reply\",\"date\":\"2026-10-05\",\"party\":\"A\",\"words\":\"x\"}");
    must_add(
        "{\"kind\":\"reply\",\"date\":\"2026-08-05\",\"by\":\"supplier\",\"party\":\"A\",\"words\":\"承知\"}");
    struct hoshi_log *log = NULL;
    assert_int_equal(hoshi_log_open(store, "made", &log, &faults), HOSHI_OK);
    /* left out, it is looked for by the dates whenever the log is read, and not written down */
    for (int i = 3; i < 6; i++) {
        assert_int_equal(log->entry[i].answers, 0);
        assert_int_equal(hoshi_log_answered(&log->entry[i]), i - 2);
    }
    hoshi_log_close(log);
    /* not before the request, not an answer to an answer, not to one's own request, not B's */
    assert_int_equal(
        add("{\"kind\":\"reply\",\"date\":\"2026-09-30\",\"party\":\"A\",\"words\":\"x\",\"answers\":2}"),
        HOSHI_E_LOG_ORDER);
    assert_int_equal(
        add("{\"kind\":\"reply\",\"date\":\"2026-10-30\",\"party\":\"A\",\"words\":\"x\",\"answers\":4}"),
        HOSHI_E_LOG_KIND);
    assert_int_equal(
        add("{\"kind\":\"reply\",\"date\":\"2026-10-30\",\"party\":\"A\",\"words\":\"x\",\"answers\":3}"),
        HOSHI_E_LOG_KIND);
    assert_int_equal(
        add("{\"kind\":\"reply\",\"date\":\"2026-10-30\",\"party\":\"B\",\"words\":\"x\",\"answers\":1}"),
        HOSHI_E_LOG_KIND);
    assert_int_equal(count(), 6);
}

static void the_hour_counts_where_both_are_known(void **state)
{
    (void)state;
    must_add(
        "{\"kind\":\"request\",\"date\":\"2026-09-01\",\"time\":\"10:00\",\"party\":\"A\",\"words\":\"x\"}");
    assert_int_equal(
        add("{\"kind\":\"reply\",\"date\":\"2026-09-01\",\"time\":\"09:59\",\"party\":\"A\",\"words\":\"x\",\"answers\":1}"),
        HOSHI_E_LOG_ORDER);
    must_add("{\"kind\":\"reply\",\"date\":\"2026-09-01\",\"party\":\"A\",\"words\":\"x\"}");
    must_add(
        "{\"kind\":\"reply\",\"date\":\"2026-09-01\",\"time\":\"10:00\",\"party\":\"A\",\"words\":\"x\"}");
    must_add(
        "{\"kind\":\"refusal\",\"date\":\"2026-09-01\",\"time\":\"09:59\",\"party\":\"A\",\"words\":\"x\"}");
    struct hoshi_log *log = NULL;
    assert_int_equal(hoshi_log_open(store, "made", &log, &faults), HOSHI_OK);
    assert_int_equal(hoshi_log_answered(&log->entry[2]), 1);
    assert_int_equal(hoshi_log_answered(&log->entry[3]), 0);
    hoshi_log_close(log);
}

/* An objection is on the price change, whatever was said or asked for after it. */
static void the_day_of_recording_is_that_of_japan(void **state)
{
    static const struct {
        const char *utc, *japan;
    } row[] = {
        {"2026-11-30T14:59:59Z", "2026-11-30 23:59:59"}, {"2026-11-30T15:00:00Z", "2026-12-01 00:00:00"},
        {"2026-12-31T20:01:02Z", "2027-01-01 05:01:02"}, {"2028-02-28T23:00:00Z", "2028-02-29 08:00:00"},
        {"2026-05-04T00:00:00Z", "2026-05-04 09:00:00"}, {NULL, ""}};
    (void)state;
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        char out[HOSHI_LOG_RECORDED_TEXT];
        assert_string_equal(
            hoshi_log_recorded_print(&(struct hoshi_log_entry){.recorded_at = row[i].utc}, out),
            row[i].japan);
    }
}

static void a_price_that_one_side_decided_is_its_own(void **state)
{
    static const enum hoshi_log_side who[HOSHI_DECIDEDS] = {[HOSHI_DECIDED_NOT_STATED] = HOSHI_SIDE_BOTH,
                                                            [HOSHI_DECIDED_AGREED] = HOSHI_SIDE_BOTH,
                                                            [HOSHI_DECIDED_BUYER] = HOSHI_SIDE_BUYER,
                                                            [HOSHI_DECIDED_SUPPLIER] = HOSHI_SIDE_SUPPLIER};
    (void)state;
    for (unsigned i = 0; i < HOSHI_DECIDEDS; i++) {
        struct hoshi_log_entry e = {
            .kind = HOSHI_LOG_PRICE_CHANGE, .side = HOSHI_SIDE_BOTH, .decided = (enum hoshi_log_decided)i};
        assert_int_equal(hoshi_log_actor(&e), who[i]);
        e.side = HOSHI_SIDE_SUPPLIER; /* said so */
        assert_int_equal(hoshi_log_actor(&e), HOSHI_SIDE_SUPPLIER);
    }
}

static void an_objection_is_on_what_was_done(void **state)
{
    (void)state;
    must_add("{\"kind\":\"objection\",\"date\":\"2026-10-10\",\"party\":\"A\",\"words\":\"同意しない\"}");
    must_add(REQUEST);
    must_add("{\"kind\":\"reply\",\"date\":\"2026-10-05\",\"party\":\"A\",\"words\":\"x\"}");
    must_add(
        "{\"kind\":\"price_change\",\"date\":\"2026-10-01\",\"party\":\"A\",\"by\":\"buyer\",\"items\":[{\"code\":\"P\",\"before_yen\":\"9\",\"after_yen\":\"8\",\"quantity\":7}]}");
    struct hoshi_log *log = NULL;
    assert_int_equal(hoshi_log_open(store, "made", &log, &faults), HOSHI_OK);
    assert_int_equal(hoshi_log_answered(&log->entry[0]), 4);
    assert_int_equal(hoshi_log_answered(&log->entry[2]), 2);
    assert_int_equal(log->entry[3].item[0].quantity, 7);
    const struct hoshi_log_entry *list[] = {&log->entry[0], &log->entry[1], &log->entry[2], &log->entry[3]};
    hoshi_log_sort_events(list, 4);
    static const int wanted[] = {2, 4, 3, 1};
    for (int i = 0; i < 4; i++)
        assert_int_equal(list[i]->seq, wanted[i]);
    hoshi_log_close(log);
}

static void orders_deliveries_and_payments_keep_all_they_say(void **state)
{
    (void)state;
    must_add(
        "{\"kind\":\"order\",\"date\":\"2026-06-01\",\"party\":\"A\",\"number\":\"PO-1\",\"due_on\":\"2026-08-31\",\"deliver_by\":\"2026-07-01\",\"items\":[{\"code\":\"P\",\"after_yen\":\"9\",\"quantity\":500}]}");
    must_add(
        "{\"kind\":\"delivery\",\"date\":\"2026-07-01\",\"party\":\"A\",\"number\":\"D-1\",\"amount_yen\":4500,\"answers\":1}");
    must_add(
        "{\"kind\":\"payment\",\"date\":\"2026-09-10\",\"party\":\"A\",\"amount_yen\":4500,\"received_on\":\"2026-07-01\",\"due_on\":\"2026-08-31\",\"means\":\"note\",\"cash_on\":\"2026-11-10\",\"deducted_yen\":440,\"deducted_for\":\"振込手数料\",\"interest_yen\":3}");
    must_add(
        "{\"kind\":\"counter_proposal\",\"date\":\"2026-09-10\",\"party\":\"A\",\"words\":\"製品で\",\"offers\":\"product\"}");
    must_add(
        "{\"kind\":\"price_change\",\"date\":\"2026-10-01\",\"party\":\"A\",\"applies_by\":\"placed_orders\",\"items\":[{\"code\":\"P\",\"before_yen\":\"9\",\"after_yen\":\"8\"}]}");
    struct hoshi_log *log = NULL;
    assert_int_equal(hoshi_log_open(store, "made", &log, &faults), HOSHI_OK);
    const struct hoshi_log_entry *e = log->entry;
    assert_string_equal(e[0].number, "PO-1");
    assert_int_equal(e[0].deliver_by.month, 7);
    assert_int_equal(e[0].item[0].before_micro, HOSHI_NONE);
    assert_int_equal(e[1].side, HOSHI_SIDE_SUPPLIER);
    assert_int_equal(e[2].received_on.month, 7);
    assert_int_equal(e[2].means, HOSHI_MEANS_NOTE);
    assert_int_equal(e[2].cash_on.month, 11);
    assert_int_equal(e[2].deducted_yen, 440);
    assert_string_equal(e[2].deducted_for, "振込手数料");
    assert_int_equal(e[2].interest_yen, 3);
    assert_int_equal(e[1].deducted_yen, HOSHI_NONE);
    assert_int_equal(e[3].offers, HOSHI_OFFERS_PRODUCT);
    assert_int_equal(e[4].applies_by, HOSHI_APPLIES_TO_PLACED_ORDERS);
    hoshi_log_close(log);
}

static void a_correction_is_a_new_entry(void **state)
{
    (void)state;
    must_add(REQUEST);
    must_add(REPLY);
    must_add(
        "{\"kind\":\"reply\",\"date\":\"2026-09-21\",\"party\":\"A\",\"words\":\"訂正\",\"corrects\":2,\"answers\":1}");
    struct hoshi_log *log = NULL;
    assert_int_equal(hoshi_log_open(store, "made", &log, &faults), HOSHI_OK);
    assert_int_equal(log->entry[1].corrected_by, 3);
    assert_string_equal(log->entry[1].words, "検討します");
    assert_int_equal(log->entry[2].corrects, 2);
    hoshi_log_close(log);
    /* only the newest of a row; same kind and party; a request cannot be moved behind its answer */
    assert_int_equal(
        add("{\"kind\":\"reply\",\"date\":\"2026-09-21\",\"party\":\"A\",\"words\":\"x\",\"corrects\":2}"),
        HOSHI_E_LOG_CORRECTED);
    assert_int_equal(
        add("{\"kind\":\"meeting\",\"date\":\"2026-09-21\",\"party\":\"A\",\"words\":\"x\",\"corrects\":3}"),
        HOSHI_E_LOG_KIND);
    assert_int_equal(
        add("{\"kind\":\"request\",\"date\":\"2026-09-22\",\"party\":\"A\",\"words\":\"x\",\"corrects\":1}"),
        HOSHI_E_LOG_ORDER);
    assert_int_equal(
        add("{\"kind\":\"request\",\"date\":\"2026-09-02\",\"party\":\"B\",\"words\":\"x\",\"corrects\":1}"),
        HOSHI_E_LOG_KIND);
    must_add("{\"kind\":\"withdrawal\",\"date\":\"2026-09-22\",\"words\":\"二重\",\"corrects\":3}");
    assert_int_equal(add("{\"kind\":\"withdrawal\",\"date\":\"2026-09-22\",\"words\":\"x\",\"corrects\":3}"),
                     HOSHI_E_LOG_CORRECTED);
    assert_int_equal(add("{\"kind\":\"withdrawal\",\"date\":\"2026-09-22\",\"words\":\"x\",\"corrects\":4}"),
                     HOSHI_E_LOG_CORRECTED);
    assert_int_equal(hoshi_log_open(store, "made", &log, &faults), HOSHI_OK);
    assert_string_equal(log->entry[3].party, "A");
    hoshi_log_close(log);
}

static void an_attachment_must_be_what_was_stated(void **state)
{
    (void)state;
    char json[400], hash[HOSHI_SHA256_TEXT];
    put(place("a.txt"), "one");
    hoshi_sha256_print("one", 3, hash);
    snprintf(
        json, sizeof json,
        "{\"kind\":\"note\",\"date\":\"2026-11-01\",\"words\":\"x\",\"attachments\":[{\"file\":\"%s\",\"sha256\":\"%s\"}]}",
        place("a.txt"), hash);
    must_add(json);
    put(place("a.txt"), "two");
    assert_int_equal(add(json), HOSHI_E_ATTACHMENT_CHANGED);
    put(place("a.txt"), "");
    assert_int_equal(add(json), HOSHI_E_ATTACHMENT_SIZE);
    assert_int_equal(truncate(place("a.txt"), (off_t)HOSHI_CONTENT_MAX + 1), 0);
    assert_int_equal(add(json), HOSHI_E_ATTACHMENT_SIZE);
    unlink(place("a.txt"));
    assert_int_equal(add(json), HOSHI_E_ATTACHMENT_MISSING);
    assert_int_equal(count(), 1);
}

static enum hoshi_status verify(const char *head, struct hoshi_log_proof *proof)
{
    faults = (struct hoshi_faults){0};
    return hoshi_log_verify(store, "made", head, proof, &faults);
}

static void a_head_handed_out_is_found_again(void **state)
{
    (void)state;
    struct hoshi_log_proof proof;
    char first[HOSHI_SHA256_TEXT], loose[200];
    assert_int_equal(verify(NULL, &proof), HOSHI_OK);
    assert_int_equal(proof.entries, 0);
    must_add(REQUEST);
    assert_int_equal(verify(NULL, &proof), HOSHI_OK);
    memcpy(first, proof.head, sizeof first);
    must_add(REPLY);
    assert_int_equal(verify(first, &proof), HOSHI_OK);
    assert_int_equal(proof.head_at, 1);
    for (int i = 0; i < 64; i++)
        loose[2 * i] = (char)(first[i] >= 'a' ? first[i] - 32 : first[i]),
                  loose[2 * i + 1] = i % 2 ? ' ' : '-';
    loose[128] = 0;
    assert_int_equal(verify(loose, &proof), HOSHI_OK);
    first[0] = first[0] == '0' ? '1' : '0';
    assert_int_equal(verify(first, &proof), HOSHI_E_HEAD_UNKNOWN);
    assert_int_equal(verify("abc", &proof), HOSHI_E_HEAD_UNKNOWN);
    assert_int_equal(verify("", &proof), HOSHI_E_HEAD_UNKNOWN);
}

/* With the triggers out of the way while it runs, and back behind it: only the rows themselves can tell. */
static void unguarded(const char *sql)
{
    sqlite3 *db = NULL;
    char *said = NULL, **row = NULL;
    int n = 0;
    assert_int_equal(sqlite3_open(place("log.db"), &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_get_table(db, "SELECT 'DROP TRIGGER ' || name, sql FROM sqlite_schema WHERE type = 'trigger'",
                          &row, &n, NULL, NULL),
        SQLITE_OK);
    for (int i = 1; i <= n; i++)
        assert_int_equal(sqlite3_exec(db, row[2 * i], NULL, NULL, NULL), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &said) != SQLITE_OK)
        fail_msg("%s: %s", sql, said);
    for (int i = 1; i <= n; i++)
        assert_int_equal(sqlite3_exec(db, row[2 * i + 1], NULL, NULL, NULL), SQLITE_OK);
    sqlite3_free_table(row);
    sqlite3_close(db);
}

static void keep_version_and_run(void)
{
    static const char json[] =
        "{ \"hoshiwari_case\": 1, \"case_id\": \"made\", \"title\": \"版\", \"supplier\": { \"size\": "
        "{ \"users\": 4 } }, \"target_level\": 3, \"gap\": { \"answers\": {} } }";
    struct hoshi_run_table table[] = {{"prices", "2026-11-22"}, {"catalog", "2026-03-27"}};
    struct hoshi_run_figure figure[] = {{"a", 1}, {"b", 2}};
    struct hoshi_run run = {.case_id = "made",
                            .verb = "estimate",
                            .program = "0",
                            .table = table,
                            .tables = 2,
                            .figure = figure,
                            .figures = 2};
    struct hoshi_case *kept = NULL;
    put(place("kept.json"), json);
    assert_int_equal(hoshi_case_read(place("kept.json"), support_tables(), &kept, &faults), HOSHI_OK);
    assert_int_equal(hoshi_store_keep_case(store, kept, place("kept.json"), &run.version, &faults), HOSHI_OK);
    assert_int_equal(hoshi_store_keep_run(store, &run, &faults), HOSHI_OK);
    hoshi_case_close(kept);
}

/* Behind the triggers' back: what was changed, and which entry is named. */
static void tampering_is_found_and_named(void **state)
{
    (void)state;
    static const struct {
        const char *sql;
        enum hoshi_status status;
        const char *path;
    } rows[] = {
        {"UPDATE log_entry SET body = replace(body, '検討', '承諾') WHERE seq = 2", HOSHI_E_CHAIN_CHANGED,
         "No. 2"},
        {"UPDATE log_entry SET body = body || ' ' WHERE seq = 1", HOSHI_E_CHAIN_CHANGED, "No. 1"},
        {"UPDATE log_entry SET body = body || char(0) || 'x' WHERE seq = 1", HOSHI_E_CHAIN_CHANGED, "No. 1"},
        {"UPDATE log_entry SET date = '2026-09-02' WHERE seq = 3", HOSHI_E_CHAIN_CHANGED, "No. 3"},
        {"UPDATE log_entry SET salt = prev WHERE seq = 2", HOSHI_E_CHAIN_CHANGED, "No. 2"},
        {"UPDATE log_entry SET hash = prev WHERE seq = 2", HOSHI_E_CHAIN_CHANGED, "No. 2"},
        {"UPDATE log_entry SET prev = hash WHERE seq = 2", HOSHI_E_CHAIN_BROKEN, "No. 2"},
        {"UPDATE log_entry SET prev = 'x' WHERE seq = 1", HOSHI_E_CHAIN_BROKEN, "No. 1"},
        {"DELETE FROM log_entry WHERE seq = 2", HOSHI_E_CHAIN_MISSING, "No. 2"},
        {"DELETE FROM log_entry WHERE seq = 1", HOSHI_E_CHAIN_MISSING, "No. 1"},
        {"UPDATE log_entry SET case_id = 'other' WHERE seq = 1", HOSHI_E_CHAIN_MISSING, "No. 1"},
        {"UPDATE content SET bytes = x'616263' WHERE length(bytes) = 8", HOSHI_E_CONTENT_CHANGED, "No. 4"},
        /* one bit, so that not even the size tells */
        {"UPDATE content SET bytes = CAST('Evidence' AS BLOB) WHERE length(bytes) = 8",
         HOSHI_E_CONTENT_CHANGED, "No. 4"},
        {"DELETE FROM content WHERE length(bytes) = 8", HOSHI_E_CONTENT_UNKNOWN, "No. 4"},
        /* what is kept of case and runs */
        {"UPDATE case_version SET title = '版2'", HOSHI_E_CHAIN_CHANGED, "version 1"},
        {"UPDATE case_version SET title = NULL", HOSHI_E_CHAIN_CHANGED, "version 1"},
        {"UPDATE case_version SET gap_file = ''", HOSHI_E_CHAIN_CHANGED, "version 1"},
        {"UPDATE case_version SET kept_at = '2026-01-01T00:00:00Z'", HOSHI_E_CHAIN_CHANGED, "version 1"},
        {"UPDATE case_version SET sha256 = (SELECT sha256 FROM content WHERE length(bytes) = 8)",
         HOSHI_E_CHAIN_CHANGED, "version 1"},
        {"UPDATE run SET ran_at = '2026-01-01T00:00:00Z'", HOSHI_E_CHAIN_CHANGED, "run 1"},
        {"UPDATE run SET verb = 'check'", HOSHI_E_CHAIN_CHANGED, "run 1"},
        {"UPDATE run SET program = '1'", HOSHI_E_CHAIN_CHANGED, "run 1"},
        {"UPDATE run_table SET version = 'x' WHERE name = 'prices'", HOSHI_E_CHAIN_CHANGED, "run 1"},
        {"UPDATE run_table SET name = 'x' WHERE name = 'prices'", HOSHI_E_CHAIN_CHANGED, "run 1"},
        {"UPDATE run_figure SET yen = yen + 1 WHERE key = 'b'", HOSHI_E_CHAIN_CHANGED, "run 1"},
        {"DELETE FROM run_figure WHERE key = 'a'", HOSHI_E_CHAIN_CHANGED, "run 1"},
        {"INSERT INTO run_figure VALUES (1, 'c', 3)", HOSHI_E_CHAIN_CHANGED, "run 1"},
        {"DELETE FROM run_figure; DELETE FROM run_table; DELETE FROM run", HOSHI_E_CHAIN_BROKEN, "run 1"},
        {"INSERT INTO run SELECT 2, case_id, version, ran_at, verb, program FROM run", HOSHI_E_CHAIN_BROKEN,
         "run 2"},
        {"DELETE FROM kept_link WHERE n = 1", HOSHI_E_CHAIN_BROKEN, "run 1"},
        {"UPDATE kept_link SET log = prev WHERE n = 1", HOSHI_E_CHAIN_CHANGED, "version 1"},
        {"UPDATE kept_link SET hash = prev WHERE n = 1", HOSHI_E_CHAIN_CHANGED, "version 1"},
        {"UPDATE kept_link SET number = 7 WHERE n = 2", HOSHI_E_CHAIN_BROKEN, "run 7"},
        /* the whole of it taken out, which only the log's entries behind it tell */
        {"DELETE FROM kept_link WHERE n = 2; DELETE FROM run_figure; DELETE FROM run_table; DELETE FROM run",
         HOSHI_E_CHAIN_BROKEN, "No. 4"},
    };
    put(place("m.txt"), "evidence");
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        struct hoshi_log_proof proof;
        assert_int_equal(fresh(NULL), 0);
        must_add(REQUEST);
        must_add(REPLY);
        must_add("{\"kind\":\"note\",\"date\":\"2026-09-21\",\"words\":\"y\"}");
        keep_version_and_run();
        assert_int_equal(
            add_from(
                "{\"kind\":\"note\",\"date\":\"2026-09-21\",\"words\":\"x\",\"attachments\":[\"m.txt\"]}",
                place("in.json")),
            HOSHI_OK);
        assert_int_equal(verify(NULL, &proof), HOSHI_OK);
        unguarded(rows[i].sql);
        enum hoshi_status s = verify(NULL, &proof);
        if (s != rows[i].status || strcmp(faults.item[0].path, rows[i].path) != 0)
            fail_msg("%s: %s at '%s'", rows[i].sql, hoshi_status_name(s), faults.item[0].path);
    }
}

/* Each allocation of adding, reading and proving in turn: nothing is half written, nothing leaks. */
static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    static const char json[] =
        "{\"kind\":\"request\",\"date\":\"2026-09-01\",\"party\":\"A\",\"words\":\"x\",\"persons\":[{\"side\":\"buyer\",\"role\":\"r\"}],\"items\":[{\"code\":\"P\",\"after_yen\":\"1\"}],\"attachments\":[\"m.txt\"]}";
    bool done = false;
    put(place("m.txt"), "evidence");
    for (long n = 0; !done; n++) {
        struct hoshi_log *log = NULL;
        struct hoshi_log_proof proof;
        assert_int_equal(fresh(NULL), 0);
        support_fail_allocation(n, true);
        enum hoshi_status added = add_from(json, place("in.json"));
        enum hoshi_status read = added ? added : hoshi_log_open(store, "made", &log, &faults);
        enum hoshi_status proved = read ? read : hoshi_log_verify(store, "made", NULL, &proof, &faults);
        done = !support_failed_allocation();
        support_fail_allocation(-1, false);
        hoshi_log_close(log);
        if (done)
            assert_int_equal(proved, HOSHI_OK);
        else if (proved != HOSHI_E_MEMORY)
            fail_msg("allocation %ld: %s", n, hoshi_status_name(proved));
        assert_int_equal(count(), added ? 0 : 1);
        assert_int_equal(hoshi_log_verify(store, "made", NULL, &proof, NULL), HOSHI_OK);
        assert_true(n < 2000);
    }
}

static int set_up(void **state)
{
    (void)state;
    c = support_case(
        "{ \"hoshiwari_case\": 1, \"case_id\": \"made\", \"supplier\": { \"size\": { \"users\": 4 } }, \"target_level\": 3, \"gap\": { \"answers\": {} }, \"buyers\": [ { \"id\": \"A\", \"name\": \"甲社\" }, { \"id\": \"B\", \"name\": \"乙社\" } ] }");
    return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    char command[100];
    hoshi_store_close(store);
    hoshi_case_close(c);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(an_entry_comes_back_as_it_was_given, fresh),
        cmocka_unit_test_setup(bad_entries_are_refused_and_nothing_is_written, fresh),
        cmocka_unit_test_setup(all_faults_are_told_at_once, fresh),
        cmocka_unit_test_setup(an_answer_follows_its_request, fresh),
        cmocka_unit_test_setup(the_hour_counts_where_both_are_known, fresh),
        cmocka_unit_test(the_day_of_recording_is_that_of_japan),
        cmocka_unit_test(a_price_that_one_side_decided_is_its_own),
        cmocka_unit_test_setup(an_objection_is_on_what_was_done, fresh),
        cmocka_unit_test_setup(orders_deliveries_and_payments_keep_all_they_say, fresh),
        cmocka_unit_test_setup(a_correction_is_a_new_entry, fresh),
        cmocka_unit_test_setup(an_attachment_must_be_what_was_stated, fresh),
        cmocka_unit_test_setup(a_head_handed_out_is_found_again, fresh),
        cmocka_unit_test_setup(tampering_is_found_and_named, fresh),
        cmocka_unit_test_setup(memory_may_run_out_anywhere, fresh),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
