/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Facts read off logs made in memory. */
#include "support.h"
#include "log_facts.h"

#include <string.h>

/* Rows below state only what matters to their test. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

enum { MOST = 20 };
static struct hoshi_log_entry entry[MOST];
static struct hoshi_log log_;

/* A log from rows; day is of September 2026 (32 = 2 October …). */
struct row {
    enum hoshi_log_kind kind;
    enum hoshi_log_side side;
    int day;
    const char *party, *reason;
    enum hoshi_log_medium medium;
    int64_t answers, corrects;
    enum hoshi_log_decided decided;
};

static struct hoshi_date day(int n)
{
    return n <= 30 ? (struct hoshi_date){2026, 9, n} : (struct hoshi_date){2026, 10, n - 30};
}

static void make(const struct row *r, size_t n)
{
    memset(entry, 0, sizeof entry);
    for (size_t i = 0; i < n; i++) {
        struct hoshi_log_entry *e = &entry[i];
        e->seq = (int64_t)i + 1;
        e->kind = r[i].kind;
        e->side = r[i].side;
        e->date = day(r[i].day);
        e->minute = HOSHI_NONE;
        e->party = r[i].party;
        e->reason = r[i].reason;
        e->medium = r[i].medium;
        e->answers = r[i].answers;
        e->corrects = r[i].corrects;
        e->decided = r[i].decided;
        e->amount_yen = HOSHI_NONE;
        if (e->corrects)
            entry[e->corrects - 1].corrected_by = e->seq;
    }
    log_ = (struct hoshi_log){.case_id = "made", .entry = entry, .n = n};
}

static struct hoshi_log_facts read_for(const char *party, int as_of)
{
    struct hoshi_log_facts f;
    struct hoshi_case_buyer b;
    hoshi_case_buyer_blank(&b);
    b.id = party;
    assert_int_equal(hoshi_log_facts_read(&log_, &b, day(as_of), &f, NULL), HOSHI_OK);
    return f;
}

#define MAKE(...)                                                                                            \
    do {                                                                                                     \
        const struct row made[] = {__VA_ARGS__};                                                             \
        make(made, SUPPORT_COUNT(made));                                                                     \
    } while (0)

static void nothing_recorded_tells_nothing(void **state)
{
    (void)state;
    MAKE({HOSHI_LOG_REQUEST, HOSHI_SIDE_SUPPLIER, 1, "A"}, {HOSHI_LOG_NOTE, HOSHI_SIDE_SUPPLIER, 1, NULL});
    struct hoshi_log_facts f = read_for("B", 30);
    assert_int_equal(f.entries, 0);
    assert_int_equal(f.silence_days, HOSHI_NONE);
    for (int i = 0; i < HOSHI_LOG_FACTS; i++)
        assert_int_equal(f.fact[i].seq, 0);
}

static void silence_runs_until_the_answer(void **state)
{
    (void)state;
    MAKE({HOSHI_LOG_REQUEST, HOSHI_SIDE_SUPPLIER, 1, "A"},
         {HOSHI_LOG_POSTPONEMENT, HOSHI_SIDE_BUYER, 10, "A"},
         {HOSHI_LOG_REQUEST, HOSHI_SIDE_SUPPLIER, 15, "A", NULL, HOSHI_MEDIUM_EMAIL});
    struct hoshi_log_facts f = read_for("A", 25);
    assert_true(f.waiting);
    assert_int_equal(f.silence_days, 24);
    assert_int_equal(f.rounds, 1);
    assert_int_equal(f.reminders, 1);
    assert_int_equal(f.fact[HOSHI_FACT_REQUESTED_ON].seq, 1);
    assert_int_equal(f.fact[HOSHI_FACT_RESPONDED_ON].seq, 0);
    assert_int_equal(f.fact[HOSHI_FACT_POSTPONED_COUNT].number, 1);
    assert_int_equal(f.fact[HOSHI_FACT_REQUEST_IN_WRITING].truth, HOSHI_YES);
    assert_int_equal(f.fact[HOSHI_FACT_REQUEST_IN_WRITING].seq, 3);
    /* recorded late, but of the 20th: the date counts, not the order of recording */
    MAKE({HOSHI_LOG_REQUEST, HOSHI_SIDE_SUPPLIER, 1, "A"}, {HOSHI_LOG_REQUEST, HOSHI_SIDE_SUPPLIER, 25, "A"},
         {HOSHI_LOG_REPLY, HOSHI_SIDE_BUYER, 20, "A"});
    f = read_for("A", 35);
    assert_int_equal(f.rounds, 2);
    assert_int_equal(f.longest_silence_days, 19);
    assert_int_equal(f.silence_days, 10);
    assert_true(f.waiting);
    assert_int_equal(f.longest_silence_seq, 1);
    assert_int_equal(f.round_seq, 2);
    /* both rounds are about one matter: it was asked for with the first */
    assert_int_equal(f.fact[HOSHI_FACT_REQUESTED_ON].seq, 1);
    assert_int_equal(f.fact[HOSHI_FACT_RESPONDED_ON].seq, 0);
    /* a meeting answers; what the supplier says does not */
    MAKE({HOSHI_LOG_REQUEST, HOSHI_SIDE_SUPPLIER, 1, "A"}, {HOSHI_LOG_REPLY, HOSHI_SIDE_SUPPLIER, 3, "A"},
         {HOSHI_LOG_MEETING, HOSHI_SIDE_BOTH, 8, "A"});
    f = read_for("A", 35);
    assert_false(f.waiting);
    assert_int_equal(f.silence_days, 7);
    assert_int_equal(f.fact[HOSHI_FACT_RESPONDED_ON].seq, 3);
}

static void corrected_and_withdrawn_entries_say_nothing(void **state)
{
    (void)state;
    MAKE({HOSHI_LOG_REQUEST, HOSHI_SIDE_SUPPLIER, 1, "A"}, {HOSHI_LOG_REPLY, HOSHI_SIDE_BUYER, 5, "A"},
         {HOSHI_LOG_REPLY, HOSHI_SIDE_BUYER, 9, "A", NULL, HOSHI_MEDIUM_PHONE, 1, 2});
    struct hoshi_log_facts f = read_for("A", 30);
    assert_int_equal(f.silence_days, 8);
    assert_int_equal(f.fact[HOSHI_FACT_RESPONDED_ON].seq, 3);
    MAKE({HOSHI_LOG_REQUEST, HOSHI_SIDE_SUPPLIER, 1, "A"}, {HOSHI_LOG_REPLY, HOSHI_SIDE_BUYER, 5, "A"},
         {HOSHI_LOG_WITHDRAWAL, HOSHI_SIDE_SUPPLIER, 9, "A", NULL, HOSHI_MEDIUM_NOT_STATED, 0, 2});
    f = read_for("A", 30);
    assert_true(f.waiting);
    assert_int_equal(f.silence_days, 29);
}

static void a_reason_counts_when_it_was_given_in_writing(void **state)
{
    (void)state;
    static const struct {
        const char *reason;
        enum hoshi_log_medium medium;
        enum hoshi_truth explained, written;
    } rows[] = {
        {NULL, HOSHI_MEDIUM_EMAIL, HOSHI_UNKNOWN, HOSHI_NO},
        {NULL, HOSHI_MEDIUM_NOT_STATED, HOSHI_UNKNOWN, HOSHI_NO},
        {"予算", HOSHI_MEDIUM_PHONE, HOSHI_YES, HOSHI_NO},
        {"予算", HOSHI_MEDIUM_EMAIL, HOSHI_YES, HOSHI_YES},
        {"予算", HOSHI_MEDIUM_NOT_STATED, HOSHI_YES, HOSHI_UNKNOWN},
    };
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        MAKE({HOSHI_LOG_REQUEST, HOSHI_SIDE_SUPPLIER, 1, "A"},
             {HOSHI_LOG_REFUSAL, HOSHI_SIDE_BUYER, 9, "A", rows[i].reason, rows[i].medium});
        struct hoshi_log_facts f = read_for("A", 30);
        assert_int_equal(f.fact[HOSHI_FACT_EXPLANATION_GIVEN].truth, rows[i].explained);
        assert_int_equal(f.fact[HOSHI_FACT_REFUSAL_REASON_WRITTEN].truth, rows[i].written);
        assert_int_equal(f.fact[HOSHI_FACT_DECISION_DATE].seq, 0); /* it names no price */
    }
    MAKE({HOSHI_LOG_REQUEST, HOSHI_SIDE_SUPPLIER, 1, "A"}, {HOSHI_LOG_REFUSAL, HOSHI_SIDE_BUYER, 9, "A"},
         {HOSHI_LOG_REPLY, HOSHI_SIDE_BUYER, 12, "A", "予算", HOSHI_MEDIUM_MAIL});
    struct hoshi_log_facts f = read_for("A", 30);
    assert_int_equal(f.fact[HOSHI_FACT_REFUSAL_REASON_WRITTEN].truth, HOSHI_YES);
    assert_int_equal(f.fact[HOSHI_FACT_REFUSAL_REASON_WRITTEN].seq, 3);
}

/* A request taken back is open until that day; the one that is left is what was asked for. */
static void what_is_taken_back_is_not_open(void **state)
{
    (void)state;
    MAKE({HOSHI_LOG_REQUEST, HOSHI_SIDE_SUPPLIER, 1, "A"},
         {HOSHI_LOG_WITHDRAWAL, HOSHI_SIDE_SUPPLIER, 11, "A"});
    entry[1].answers = 1;
    entry[0].withdrawn_by = 2;
    struct hoshi_log_facts f = read_for("A", 30);
    assert_false(f.waiting);
    assert_true(f.all_withdrawn);
    assert_int_equal(f.longest_silence_days, 10);
    assert_int_equal(f.fact[HOSHI_FACT_REQUESTED_ON].seq, 1);
    assert_int_equal(f.fact[HOSHI_FACT_RESPONDED_ON].seq, 0);
    MAKE({HOSHI_LOG_REQUEST, HOSHI_SIDE_SUPPLIER, 1, "A"}, {HOSHI_LOG_REQUEST, HOSHI_SIDE_SUPPLIER, 5, "A"},
         {HOSHI_LOG_WITHDRAWAL, HOSHI_SIDE_SUPPLIER, 11, "A"});
    entry[2].answers = 1;
    entry[0].withdrawn_by = 3;
    f = read_for("A", 30);
    assert_true(f.waiting);
    assert_false(f.all_withdrawn);
    assert_int_equal(f.fact[HOSHI_FACT_REQUESTED_ON].seq, 2);
    assert_int_equal(f.silence_days, 25);
    assert_int_equal(f.longest_silence_days, 25);
    /* one of an entry is no act */
    entry[2].answers = 0;
    entry[2].corrects = 1;
    entry[0].withdrawn_by = 0;
    entry[0].corrected_by = 3;
    f = read_for("A", 30);
    assert_int_equal(f.entries, 1);
}

static void every_meeting_needs_its_minutes(void **state)
{
    (void)state;
    MAKE({HOSHI_LOG_MEETING, HOSHI_SIDE_BOTH, 3, "A"}, {HOSHI_LOG_MEETING, HOSHI_SIDE_BOTH, 9, "A"},
         {HOSHI_LOG_MINUTES, HOSHI_SIDE_SUPPLIER, 9, "A", NULL, HOSHI_MEDIUM_EMAIL, 2});
    struct hoshi_log_facts f = read_for("A", 30);
    assert_int_equal(f.fact[HOSHI_FACT_MINUTES].truth, HOSHI_NO);
    assert_int_equal(f.fact[HOSHI_FACT_MINUTES].seq, 1);
    assert_int_equal(f.fact[HOSHI_FACT_MEETING_COUNT].number, 2);
    assert_int_equal(f.fact[HOSHI_FACT_LAST_CONSULT_ON].seq, 2);
    /* minutes of a meeting whose entry was corrected later still count */
    MAKE({HOSHI_LOG_MEETING, HOSHI_SIDE_BOTH, 3, "A"},
         {HOSHI_LOG_MINUTES, HOSHI_SIDE_SUPPLIER, 4, "A", NULL, HOSHI_MEDIUM_EMAIL, 1},
         {HOSHI_LOG_MEETING, HOSHI_SIDE_BOTH, 4, "A", NULL, HOSHI_MEDIUM_ONLINE, 0, 1});
    f = read_for("A", 30);
    assert_int_equal(f.fact[HOSHI_FACT_MINUTES].truth, HOSHI_YES);
    assert_int_equal(f.fact[HOSHI_FACT_MEETING_COUNT].number, 1);
}

static void how_a_price_was_decided(void **state)
{
    (void)state;
    struct hoshi_log_item item = {"P-1", NULL, 1250 * HOSHI_MICRO, 1250 * HOSHI_MICRO};
    static const enum hoshi_truth wanted[HOSHI_DECIDEDS] = {HOSHI_UNKNOWN, HOSHI_NO, HOSHI_YES,
                                                            HOSHI_UNKNOWN};
    for (int d = 0; d < HOSHI_DECIDEDS; d++) {
        MAKE({HOSHI_LOG_REQUEST, HOSHI_SIDE_SUPPLIER, 1, "A"},
             {HOSHI_LOG_PRICE_CHANGE, HOSHI_SIDE_BUYER, 9, "A", NULL, HOSHI_MEDIUM_FAX, 0, 0,
              (enum hoshi_log_decided)d});
        entry[1].item = &item;
        entry[1].items = 1;
        struct hoshi_log_facts f = read_for("A", 30);
        assert_int_equal(f.fact[HOSHI_FACT_DECISION_UNILATERAL].truth, wanted[d]);
        assert_int_equal(f.fact[HOSHI_FACT_PRICE_AFTER].number, 1250 * HOSHI_MICRO);
        assert_int_equal(f.waiting, d != HOSHI_DECIDED_AGREED);
    }
}

static void the_log_goes_before_the_case(void **state)
{
    (void)state;
    MAKE({HOSHI_LOG_REQUEST, HOSHI_SIDE_SUPPLIER, 10, "A", NULL, HOSHI_MEDIUM_EMAIL},
         {HOSHI_LOG_POSTPONEMENT, HOSHI_SIDE_BUYER, 12, "A"});
    struct hoshi_log_facts f;
    struct hoshi_case_buyer b = {.id = "A"};
    b.negotiation.requested_on = day(1);
    b.negotiation.responded_on = day(5);
    b.negotiation.request_in_writing = HOSHI_YES;
    b.negotiation.meeting_count = 2;
    b.negotiation.postponed_count = HOSHI_NONE;
    b.request.made_on = day(2);
    const struct hoshi_case_buyer before = b;
    assert_int_equal(hoshi_log_facts_read(&log_, &b, day(30), &f, NULL), HOSHI_OK);
    assert_memory_equal(&b, &before, sizeof b);
    assert_int_equal(f.made_on.day, 2);
    assert_int_equal(f.talks.requested_on.day, 10);
    assert_true(f.fact[HOSHI_FACT_REQUESTED_ON].differs);
    assert_int_equal(f.talks.responded_on.year, 0);
    assert_true(f.fact[HOSHI_FACT_RESPONDED_ON].differs);
    assert_false(f.fact[HOSHI_FACT_REQUEST_IN_WRITING].differs);
    assert_int_equal(f.talks.meeting_count, 2);
    assert_int_equal(f.talks.postponed_count, 1);
    for (int i = 0; i < HOSHI_LOG_FACTS; i++)
        assert_non_null(hoshi_log_fact_key((enum hoshi_log_fact)i));
}

static void memory_may_run_out(void **state)
{
    (void)state;
    struct hoshi_log_facts f;
    MAKE({HOSHI_LOG_REQUEST, HOSHI_SIDE_SUPPLIER, 10, "A"});
    support_fail_allocation(0, true);
    enum hoshi_status s =
        hoshi_log_facts_read(&log_, &(struct hoshi_case_buyer){.id = "A"}, day(1), &f, NULL);
    support_fail_allocation(-1, false);
    assert_int_equal(s, HOSHI_E_MEMORY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_recorded_tells_nothing),
        cmocka_unit_test(silence_runs_until_the_answer),
        cmocka_unit_test(corrected_and_withdrawn_entries_say_nothing),
        cmocka_unit_test(what_is_taken_back_is_not_open),
        cmocka_unit_test(a_reason_counts_when_it_was_given_in_writing),
        cmocka_unit_test(every_meeting_needs_its_minutes),
        cmocka_unit_test(how_a_price_was_decided),
        cmocka_unit_test(the_log_goes_before_the_case),
        cmocka_unit_test(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
