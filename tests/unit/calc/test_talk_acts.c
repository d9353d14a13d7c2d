/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Acts read off logs made in memory: each keeps what was true of it, whatever else is recorded and in whatever
 * order. */
#include "support.h"
#include "check.h"

#include <stdlib.h>
#include <string.h>

/* Rows below state only what matters to their test. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

enum { MOST = 24 };

struct row {
    enum hoshi_log_kind kind;
    enum hoshi_log_side side;
    int month, day;
    const char *reason;
    enum hoshi_log_medium medium;
    enum hoshi_log_decided decided;
    const struct hoshi_log_item *item;
    size_t items;
    int64_t amount_yen;
};

static struct hoshi_log_entry entry[MOST];
static struct hoshi_log log_;
static struct hoshi_log_facts facts;
static struct hoshi_check *check;
static struct hoshi_case *case_;
static void (*states)(struct hoshi_case_buyer *); /* what the case says beside the log; NULL nothing */

static const struct hoshi_log_item two_percent[] = {{"K-1", NULL, 1850000000, 1813000000, HOSHI_NONE},
                                                    {"K-2", NULL, 2640000000, 2587200000, HOSHI_NONE}},
                                   raised[] = {{"K-1", NULL, 1810000000, 1850000000, HOSHI_NONE}};

#define ASK(m, d)                                                                                            \
    {                                                                                                        \
        HOSHI_LOG_REQUEST, HOSHI_SIDE_SUPPLIER, m, d, NULL, HOSHI_MEDIUM_MAIL                                \
    }
#define CUT(m, d)                                                                                            \
    {                                                                                                        \
        HOSHI_LOG_PRICE_CHANGE, HOSHI_SIDE_BUYER, m, d, NULL, HOSHI_MEDIUM_FAX, HOSHI_DECIDED_BUYER,         \
            two_percent, 2                                                                                   \
    }

static void make(const struct row *r, size_t n)
{
    memset(entry, 0, sizeof entry);
    for (size_t i = 0; i < n; i++)
        entry[i] = (struct hoshi_log_entry){.seq = (int64_t)i + 1,
                                            .kind = r[i].kind,
                                            .side = r[i].side,
                                            .date = {2026, r[i].month, r[i].day},
                                            .minute = HOSHI_NONE,
                                            .party = "A",
                                            .reason = r[i].reason,
                                            .medium = r[i].medium,
                                            .decided = r[i].decided,
                                            .item = (struct hoshi_log_item *)r[i].item,
                                            .items = r[i].items,
                                            .amount_yen = r[i].amount_yen ? r[i].amount_yen : HOSHI_NONE,
                                            .deducted_yen = HOSHI_NONE,
                                            .interest_yen = HOSHI_NONE};
    log_ = (struct hoshi_log){.case_id = "made", .entry = entry, .n = n};
}

static void look(void)
{
    hoshi_check_close(check);
    hoshi_case_close(case_);
    check = NULL;
    case_ = support_casef(
        "{ \"hoshiwari_case\": 1, \"as_of\": \"2026-11-22\", \"target_level\": 3, "
        "\"gap\": { \"answers\": {} }, \"supplier\": { \"size\": { \"users\": 10 }, "
        "\"annual_sales_yen\": 900, \"capital_yen\": 10000000, \"employees_regular\": 18 }, \"buyers\": [ { \"id\": \"A\", "
        "\"requested_level\": 3, \"annual_purchases_yen\": 300, \"capital_yen\": 500000000, \"employees_regular\": 900, "
        "\"transactions\": [ { \"type\": \"manufacturing\", \"ordered_on\": \"2026-04-10\" } ] } ] }");
    case_->buyer[0].request.made_on = (struct hoshi_date){2026, 3, 1};
    if (states)
        states(&case_->buyer[0]);
    assert_int_equal(hoshi_log_facts_read(&log_, &case_->buyer[0], support_today, &facts, NULL), HOSHI_OK);
    struct hoshi_check_input input = {
        .tables = support_tables(), .c = case_, .log_facts = &facts, .log = &log_, .as_of = support_today};
    assert_int_equal(hoshi_check_open(&input, &check, NULL), HOSHI_OK);
}

static const struct hoshi_finding *finding(const char *rule, int64_t seq)
{
    const struct hoshi_check_buyer *b = &check->buyer[0];
    for (size_t i = 0; i < b->findings; i++) {
        const struct hoshi_log_entry *e = hoshi_finding_entry(b, &b->finding[i]);
        if (strcmp(b->finding[i].rule->id, rule) == 0 && (e ? e->seq : 0) == seq)
            return &b->finding[i];
    }
    fail_msg("no %s about %lld", rule, (long long)seq);
    return NULL;
}

static const struct hoshi_fact_value *fact_of(const char *rule, int64_t seq, enum hoshi_rule_fact fact)
{
    return hoshi_finding_fact(&check->buyer[0], finding(rule, seq), fact);
}

#define MAKE(...)                                                                                            \
    do {                                                                                                     \
        const struct row made[] = {__VA_ARGS__};                                                             \
        make(made, SUPPORT_COUNT(made));                                                                     \
        look();                                                                                              \
    } while (0)

static size_t count_of(const char *rule)
{
    const struct hoshi_check_buyer *b = &check->buyer[0];
    size_t n = 0;
    for (size_t i = 0; i < b->findings; i++)
        n += strcmp(b->finding[i].rule->id, rule) == 0;
    return n;
}

static int close_all(void **state)
{
    (void)state;
    states = NULL;
    hoshi_check_close(check);
    hoshi_case_close(case_);
    check = NULL;
    case_ = NULL;
    return 0;
}

/* ---- the dispute ---- */

#define DISPUTE                                                                                              \
    {HOSHI_LOG_REQUEST, HOSHI_SIDE_BUYER, 3, 16}, ASK(5, 11), ASK(6, 8),                                     \
        {HOSHI_LOG_REFUSAL, HOSHI_SIDE_BUYER, 6, 19, NULL, HOSHI_MEDIUM_PHONE}, ASK(7, 6),                   \
        {HOSHI_LOG_REPLY, HOSHI_SIDE_BUYER, 7, 22, NULL, HOSHI_MEDIUM_EMAIL}, CUT(8, 3)

static void a_refusal_is_no_talks(void **state)
{
    (void)state;
    MAKE(DISPUTE);
    assert_int_equal(finding("PRICE-35", 4)->result, HOSHI_CHECK_ATTENTION);
    assert_int_equal(finding("PRICE-40", 4)->result, HOSHI_CHECK_ATTENTION);
    assert_int_equal(count_of("PRICE-35"), 1);
    assert_int_equal(count_of("PRICE-40"), 1);
    assert_int_equal(count_of("PRICE-02"), 1);
    assert_int_equal(count_of("PRICE-03"), 1);
    assert_int_equal(finding("PRICE-02", 7)->result, HOSHI_CHECK_POSSIBLE_PROBLEM);
    assert_int_equal(fact_of("PRICE-03", 7, HOSHI_RF_NEGO_MEETINGS)->number, 0);
    /* every request before the decision bears on it, the first included */
    const struct hoshi_fact_value *asked = fact_of("PRICE-03", 7, HOSHI_RF_NEGO_REQUESTED);
    assert_int_equal(asked->entries, 3);
    assert_int_equal(asked->entry[0], 2);
    assert_int_equal(asked->entry[2], 5);
    /* the longest silence counts: 11 May to 19 June */
    assert_int_equal(check->buyer[0].value[HOSHI_RF_NEGO_SILENCE].number, 39);
    assert_int_equal(check->buyer[0].value[HOSHI_RF_NEGO_SILENCE].seq, 2);
}

static const struct hoshi_log_item raised_in_part[] = {{"K-1", NULL, 1810000000, 1850000000, HOSHI_NONE},
                                                       {"K-2", NULL, 2640000000, 2640000000, HOSHI_NONE}};

/* A price kept or raised in part after a refusal with its reason: the reason is on record, the talks too. */
static void a_refusals_reason_is_one_for_keeping_the_price(void **state)
{
    (void)state;
    for (int met = 0; met < 2; met++) {
        MAKE(ASK(5, 1), {met ? HOSHI_LOG_MEETING : HOSHI_LOG_NOTE, HOSHI_SIDE_BOTH, 5, 5},
             {HOSHI_LOG_REFUSAL, HOSHI_SIDE_BUYER, 5, 9, "予算がない", HOSHI_MEDIUM_EMAIL},
             {HOSHI_LOG_PRICE_CHANGE, HOSHI_SIDE_BUYER, 6, 1, NULL, HOSHI_MEDIUM_FAX, HOSHI_DECIDED_BUYER,
              raised_in_part, 2});
        assert_int_equal(finding("PRICE-40", 3)->result, HOSHI_CHECK_OK);
        assert_int_equal(finding("PRICE-02", 4)->result, HOSHI_CHECK_OK);
        assert_int_equal(fact_of("PRICE-02", 4, HOSHI_RF_NEGO_REASON_WRITTEN)->entry[0], 3);
        assert_int_equal(fact_of("PRICE-03", 4, HOSHI_RF_NEGO_EXPLANATION)->truth, HOSHI_YES);
        assert_int_equal(fact_of("PRICE-03", 4, HOSHI_RF_NEGO_MEETINGS)->number, met);
    }
    /* an agreement ends the matter, and a decision takes the reasons before it */
    for (int agreed = 0; agreed < 2; agreed++) {
        MAKE(ASK(5, 1), {HOSHI_LOG_REFUSAL, HOSHI_SIDE_BUYER, 5, 9, "予算がない", HOSHI_MEDIUM_EMAIL},
             {HOSHI_LOG_PRICE_CHANGE, HOSHI_SIDE_BOTH, 5, 20, NULL, HOSHI_MEDIUM_FAX,
              agreed ? HOSHI_DECIDED_AGREED : HOSHI_DECIDED_BUYER, raised, 1},
             ASK(5, 25),
             {HOSHI_LOG_PRICE_CHANGE, HOSHI_SIDE_BUYER, 6, 1, NULL, HOSHI_MEDIUM_FAX, HOSHI_DECIDED_BUYER,
              raised_in_part, 2});
        assert_int_equal(finding("PRICE-02", 5)->result, HOSHI_CHECK_POSSIBLE_PROBLEM);
    }
}

/* That no explanation is on record does not say that one was asked for: only the case does. */
static void silence_is_no_explanation_refused(void **state)
{
    (void)state;
    MAKE(ASK(5, 1), {HOSHI_LOG_REFUSAL, HOSHI_SIDE_BUYER, 5, 9, NULL, HOSHI_MEDIUM_EMAIL}, CUT(6, 1));
    assert_false(fact_of("PRICE-03", 3, HOSHI_RF_NEGO_EXPLANATION)->known);
    assert_false(check->buyer[0].value[HOSHI_RF_NEGO_EXPLANATION].known);
}

/* The reason of a refusal is none for the cut that follows it; one that comes later is. */
static void a_reason_belongs_to_its_decision(void **state)
{
    (void)state;
    MAKE(ASK(5, 1), {HOSHI_LOG_REFUSAL, HOSHI_SIDE_BUYER, 5, 9, "予算", HOSHI_MEDIUM_EMAIL}, CUT(6, 1));
    assert_int_equal(finding("PRICE-40", 2)->result, HOSHI_CHECK_OK);
    assert_int_equal(finding("PRICE-02", 3)->result, HOSHI_CHECK_POSSIBLE_PROBLEM);
    MAKE(ASK(5, 1), {HOSHI_LOG_REFUSAL, HOSHI_SIDE_BUYER, 5, 9, NULL, HOSHI_MEDIUM_PHONE}, CUT(6, 1),
         {HOSHI_LOG_REPLY, HOSHI_SIDE_BUYER, 6, 9, "市況", HOSHI_MEDIUM_EMAIL});
    assert_int_equal(finding("PRICE-40", 2)->result, HOSHI_CHECK_ATTENTION);
    assert_int_equal(finding("PRICE-02", 3)->result, HOSHI_CHECK_OK);
}

static void states_the_refusal(struct hoshi_case_buyer *b)
{
    b->negotiation.decision_date = (struct hoshi_date){2026, 6, 19};
}

static void states_a_price(struct hoshi_case_buyer *b)
{
    b->negotiation.decision_date = (struct hoshi_date){2026, 7, 1};
    b->negotiation.price_before_micro = b->negotiation.price_after_micro = 1850000000;
}

static const struct hoshi_log_item stays[] = {{"K-1", NULL, 1850000000, 1850000000, HOSHI_NONE}};

/* A refusal decides no price, unless it names one; the day the case gives for it makes no second act. */
static void a_refusal_is_no_decision(void **state)
{
    (void)state;
    static const struct {
        void (*states)(struct hoshi_case_buyer *);
        const struct hoshi_log_item *item;
        int64_t amount_yen;
        enum hoshi_check_result price_02;
        int64_t decided_by; /* the entry; 0: what the case states */
    } rows[] = {{NULL, NULL, 0, HOSHI_CHECK_NOT_APPLICABLE, 0},
                {NULL, NULL, 480000, HOSHI_CHECK_NOT_APPLICABLE, 0},
                {states_the_refusal, NULL, 0, HOSHI_CHECK_NOT_APPLICABLE, 0},
                {states_a_price, NULL, 0, HOSHI_CHECK_POSSIBLE_PROBLEM, 0},
                {NULL, stays, 0, HOSHI_CHECK_POSSIBLE_PROBLEM, 2},
                {states_the_refusal, stays, 0, HOSHI_CHECK_POSSIBLE_PROBLEM, 2}};
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        states = rows[i].states;
        MAKE(ASK(5, 11), {HOSHI_LOG_REFUSAL, HOSHI_SIDE_BUYER, 6, 19, NULL, HOSHI_MEDIUM_PHONE, 0,
                          rows[i].item, rows[i].item != NULL, rows[i].amount_yen});
        assert_int_equal(finding("PRICE-35", 2)->result, HOSHI_CHECK_ATTENTION);
        assert_int_equal(count_of("PRICE-35"), 1);
        assert_int_equal(finding("PRICE-02", rows[i].decided_by)->result, rows[i].price_02);
        assert_int_equal(count_of("PRICE-02"), 1);
        assert_int_equal(count_of("PRICE-03"), 1);
    }
    states = NULL;
}

/* A decision stands against the requests that were open that day, whatever was taken back later. */
static void a_request_taken_back_before_was_not_open(void **state)
{
    (void)state;
    for (int before = 0; before < 2; before++) {
        const struct row made[] = {
            ASK(5, 11), {HOSHI_LOG_WITHDRAWAL, HOSHI_SIDE_SUPPLIER, before ? 6 : 9, 1}, CUT(8, 3)};
        make(made, 3);
        entry[1].answers = 1;
        entry[0].withdrawn_by = 2;
        look();
        assert_int_equal(fact_of("PRICE-03", 3, HOSHI_RF_NEGO_REQUESTED)->truth,
                         before ? HOSHI_NO : HOSHI_YES);
        assert_int_equal(finding("PRICE-02", 3)->result,
                         before ? HOSHI_CHECK_NOT_APPLICABLE : HOSHI_CHECK_POSSIBLE_PROBLEM);
    }
}

static void states_terms(struct hoshi_case_buyer *b)
{
    b->payment.method = "note";
    b->payment.days_after_receipt = 75;
}

/* Terms the case states and a payment on record that shows them are one; one that shows others takes nothing away. */
static void terms_and_a_payment_are_one(void **state)
{
    (void)state;
    static const struct {
        enum hoshi_log_means means;
        struct hoshi_date received, due;
        size_t rec_04, rec_05;
    } rows[] = {{HOSHI_MEANS_NOT_STATED, {0}, {2026, 8, 20}, 1, 1},
                {HOSHI_MEANS_NOTE, {2026, 6, 10}, {2026, 8, 24}, 1, 1},
                {HOSHI_MEANS_BANK_TRANSFER, {2026, 6, 10}, {2026, 7, 31}, 2, 2}};
    states = states_terms;
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        const struct row made[] = {
            {HOSHI_LOG_PAYMENT, HOSHI_SIDE_BUYER, 8, 24, NULL, 0, 0, NULL, 0, 1000000}};
        make(made, 1);
        entry[0].means = rows[i].means;
        entry[0].received_on = rows[i].received;
        entry[0].due_on = rows[i].due;
        look();
        assert_int_equal(count_of("REC-04"), rows[i].rec_04);
        assert_int_equal(count_of("REC-05"), rows[i].rec_05);
        if (rows[i].rec_05 == 2)
            assert_int_equal(finding("REC-05", 0)->result, HOSHI_CHECK_POSSIBLE_PROBLEM);
    }
    states = NULL;
}

static void a_cut_of_two_items_keeps_its_prices(void **state)
{
    (void)state;
    MAKE(DISPUTE);
    assert_int_equal(finding("PRICE-32", 7)->result, HOSHI_CHECK_POSSIBLE_PROBLEM);
    assert_int_equal(fact_of("PRICE-32", 7, HOSHI_RF_NEGO_CUT_ITEMS)->number, 2);
    assert_int_equal(fact_of("PRICE-32", 7, HOSHI_RF_NEGO_PRICE_BEFORE)->number, 1850000000);
    assert_int_equal(fact_of("PRICE-32", 7, HOSHI_RF_NEGO_PRICE_AFTER)->number, 1813000000);
}

/* Whatever is added later, each finding about an earlier act stands as it was. */
static void later_entries_erase_nothing(void **state)
{
    (void)state;
    static const struct row more[] = {
        ASK(8, 10),
        {HOSHI_LOG_OBJECTION, HOSHI_SIDE_SUPPLIER, 8, 10, NULL, HOSHI_MEDIUM_EMAIL},
        {HOSHI_LOG_NOTE, HOSHI_SIDE_SUPPLIER, 8, 11},
        {HOSHI_LOG_MEETING, HOSHI_SIDE_BOTH, 9, 1},
        {HOSHI_LOG_REFUSAL, HOSHI_SIDE_BUYER, 9, 9, "予算", HOSHI_MEDIUM_EMAIL},
        {HOSHI_LOG_PRICE_CHANGE, HOSHI_SIDE_BOTH, 10, 1, NULL, HOSHI_MEDIUM_MAIL, HOSHI_DECIDED_AGREED,
         raised, 1},
        CUT(11, 1)};
    static const struct {
        const char *id;
        int64_t about;
    } rules[] = {{"PRICE-35", 4}, {"PRICE-40", 4}, {"PRICE-01", 7}, {"PRICE-02", 7},
                 {"PRICE-03", 7}, {"PRICE-08", 7}, {"PRICE-32", 7}};
    static const struct row dispute[] = {DISPUTE};
    enum { DISPUTES = sizeof dispute / sizeof *dispute };
    enum hoshi_check_result before[SUPPORT_COUNT(rules)];
    MAKE(DISPUTE);
    for (size_t i = 0; i < SUPPORT_COUNT(rules); i++)
        before[i] = finding(rules[i].id, rules[i].about)->result;
    struct row all[DISPUTES + SUPPORT_COUNT(more)];
    memcpy(all, dispute, sizeof dispute);
    memcpy(all + DISPUTES, more, sizeof more);
    for (size_t n = 1; n <= SUPPORT_COUNT(more); n++) {
        make(all, DISPUTES + n);
        look();
        for (size_t i = 0; i < SUPPORT_COUNT(rules); i++)
            if (finding(rules[i].id, rules[i].about)->result != before[i])
                fail_msg("%s about %d changed by entry %zu", rules[i].id, (int)rules[i].about, n);
    }
    /* and the later cut is looked at as well, on what was asked for after the agreement: nothing */
    assert_int_equal(fact_of("PRICE-03", 14, HOSHI_RF_NEGO_REQUESTED)->truth, HOSHI_NO);
    assert_int_equal(finding("PRICE-32", 14)->result, HOSHI_CHECK_POSSIBLE_PROBLEM);
}

/* The same events recorded in any order give the same results, act by act. */
static void the_order_of_recording_decides_nothing(void **state)
{
    (void)state;
    static const struct row rows[] = {DISPUTE,
                                      {HOSHI_LOG_OBJECTION, HOSHI_SIDE_SUPPLIER, 8, 10},
                                      ASK(8, 10),
                                      {HOSHI_LOG_POSTPONEMENT, HOSHI_SIDE_BUYER, 8, 20},
                                      {HOSHI_LOG_MEETING, HOSHI_SIDE_BOTH, 9, 1},
                                      CUT(9, 1)};
    enum { N = sizeof rows / sizeof *rows };
    size_t count[HOSHI_CHECK_RESULTS];
    int64_t silence = 0;
    uint64_t seed = 20261130;
    for (int turn = 0; turn < 60; turn++) {
        struct row mixed[N];
        memcpy(mixed, rows, sizeof rows);
        for (size_t i = N - 1; turn && i > 0; i--) {
            seed = seed * UINT64_C(6364136223846793005) + 1;
            size_t k = (size_t)(seed >> 33) % (i + 1);
            struct row t = mixed[i];
            mixed[i] = mixed[k];
            mixed[k] = t;
        }
        make(mixed, N);
        look();
        if (!turn) {
            memcpy(count, check->buyer[0].count, sizeof count);
            silence = check->buyer[0].value[HOSHI_RF_NEGO_SILENCE].number;
        }
        assert_memory_equal(count, check->buyer[0].count, sizeof count);
        assert_int_equal(check->buyer[0].value[HOSHI_RF_NEGO_SILENCE].number, silence);
    }
}

/* An agreement of before is about something else, and ends the matter before it. */
static void an_agreement_ends_a_matter(void **state)
{
    (void)state;
    MAKE({HOSHI_LOG_PRICE_CHANGE, HOSHI_SIDE_BOTH, 1, 10, NULL, HOSHI_MEDIUM_MAIL, HOSHI_DECIDED_AGREED,
          raised, 1},
         ASK(5, 1), {HOSHI_LOG_MEETING, HOSHI_SIDE_BOTH, 5, 20},
         {HOSHI_LOG_PRICE_CHANGE, HOSHI_SIDE_BOTH, 6, 1, NULL, HOSHI_MEDIUM_MAIL, HOSHI_DECIDED_AGREED,
          raised, 1},
         ASK(7, 1), CUT(8, 1));
    assert_int_equal(finding("PRICE-01", 1)->result, HOSHI_CHECK_NOT_APPLICABLE);
    assert_int_equal(fact_of("PRICE-03", 4, HOSHI_RF_NEGO_MEETINGS)->number, 1);
    assert_int_equal(fact_of("PRICE-03", 6, HOSHI_RF_NEGO_MEETINGS)->number, 0);
    assert_int_equal(fact_of("PRICE-03", 6, HOSHI_RF_NEGO_REQUESTED)->entries, 1);
}

static void one_rate_is_told_from_many(void **state)
{
    (void)state;
    int64_t rate = 0;
    assert_int_equal(hoshi_uniform_cut(two_percent, 2, &rate), HOSHI_YES);
    assert_int_equal(rate, 20000);
    /* rounded to whole yen, still one rate; two rates; a rise; a price not known */
    const struct hoshi_log_item whole[] = {{"a", NULL, 1235000000, 1198000000, 0},
                                           {"b", NULL, 777000000, 754000000, 0}},
                                two[] = {{"a", NULL, 1000000000, 980000000, 0},
                                         {"b", NULL, 1000000000, 970000000, 0}},
                                one_up[] = {{"a", NULL, 1000000000, 980000000, 0},
                                            {"b", NULL, 1000000000, 1020000000, 0}},
                                unknown[] = {{"a", NULL, HOSHI_NONE, 980000000, 0}};
    assert_int_equal(hoshi_uniform_cut(whole, 2, &rate), HOSHI_YES);
    assert_int_equal(hoshi_uniform_cut(two, 2, &rate), HOSHI_NO);
    assert_int_equal(hoshi_uniform_cut(one_up, 2, &rate), HOSHI_NO);
    assert_int_equal(hoshi_uniform_cut(unknown, 1, &rate), HOSHI_NO);
    assert_int_equal(hoshi_uniform_cut(unknown, 0, &rate), HOSHI_NO);
    /* 2.59 and 2.04 % of prices stated in 0.1 yen are two rates; 10 and 8.3 % of whole yen may be one, or none */
    const struct hoshi_log_item fine[] = {{"a", NULL, 96500000, 94000000, 0},
                                          {"b", NULL, 98000000, 96000000, 0}},
                                coarse[] = {{"a", NULL, 10000000, 9000000, 0},
                                            {"b", NULL, 12000000, 11000000, 0}},
                                low[] = {{"a", NULL, 96000000, 94000000, 0},
                                         {"b", NULL, 98000000, 96000000, 0}};
    assert_int_equal(hoshi_uniform_cut(fine, 2, &rate), HOSHI_NO);
    assert_int_equal(hoshi_uniform_cut(coarse, 2, &rate), HOSHI_UNKNOWN);
    assert_int_equal(hoshi_uniform_cut(low, 2, &rate), HOSHI_YES);
}

/* An exchange of letters on the amount is talks, and what was agreed after it was not decided one-sidedly; a bare answer, a
 * refusal, a counter-proposal of the supplier's own are none. */
static void letters_on_the_amount_are_talks(void **state)
{
    static const struct row none[] = {
        {HOSHI_LOG_REPLY, HOSHI_SIDE_BUYER, 6, 1, NULL, HOSHI_MEDIUM_MAIL},
        {HOSHI_LOG_REFUSAL, HOSHI_SIDE_BUYER, 6, 1, NULL, HOSHI_MEDIUM_MAIL},
        {HOSHI_LOG_COUNTER_PROPOSAL, HOSHI_SIDE_SUPPLIER, 6, 1, NULL, HOSHI_MEDIUM_MAIL}};
    (void)state;
    MAKE(ASK(5, 1), {HOSHI_LOG_REPLY, HOSHI_SIDE_BUYER, 6, 1, NULL, HOSHI_MEDIUM_MAIL, .amount_yen = 288000},
         {HOSHI_LOG_PRICE_CHANGE, HOSHI_SIDE_BOTH, 7, 1, NULL, HOSHI_MEDIUM_MAIL, HOSHI_DECIDED_AGREED,
          raised, 1});
    assert_int_equal(fact_of("PRICE-03", 3, HOSHI_RF_NEGO_MEETINGS)->number, 1);
    assert_int_equal(facts.fact[HOSHI_FACT_MEETING_COUNT].number, 1);
    assert_int_equal(facts.fact[HOSHI_FACT_MINUTES].truth, HOSHI_YES);
    for (size_t i = 0; i < SUPPORT_COUNT(none); i++) {
        MAKE(ASK(5, 1), none[i], CUT(7, 1));
        assert_int_equal(fact_of("PRICE-03", 3, HOSHI_RF_NEGO_MEETINGS)->number, 0);
    }
}

static void a_cut_may_reach_placed_orders(void **state)
{
    (void)state;
    static const struct {
        enum hoshi_log_applies_by by;
        int effective_day, deliver_day;
        enum hoshi_truth wanted;
    } rows[] = {{HOSHI_APPLIES_NOT_STATED, 21, 30, HOSHI_UNKNOWN},
                {HOSHI_APPLIES_BY_ORDER, 21, 30, HOSHI_NO},
                {HOSHI_APPLIES_BY_DELIVERY, 21, 30, HOSHI_YES},
                {HOSHI_APPLIES_BY_DELIVERY, 21, 20, HOSHI_UNKNOWN},
                {HOSHI_APPLIES_TO_PLACED_ORDERS, 21, 30, HOSHI_YES},
                {HOSHI_APPLIES_BY_ORDER, 1, 30, HOSHI_YES}};
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        const struct row made[] = {{HOSHI_LOG_ORDER, HOSHI_SIDE_BUYER, 7, 20}, CUT(8, 3)};
        make(made, 2);
        entry[0].deliver_by = (struct hoshi_date){2026, 8, rows[i].deliver_day};
        entry[1].effective_on = (struct hoshi_date){2026, 8, rows[i].effective_day};
        entry[1].applies_by = rows[i].by;
        look();
        const struct hoshi_fact_value *v = fact_of("PRICE-33", 2, HOSHI_RF_NEGO_TO_PLACED);
        assert_int_equal(v->known ? v->truth : HOSHI_UNKNOWN, rows[i].wanted);
        assert_int_equal(finding("PRICE-33", 2)->result,
                         rows[i].wanted == HOSHI_YES  ? HOSHI_CHECK_POSSIBLE_PROBLEM
                         : rows[i].wanted == HOSHI_NO ? HOSHI_CHECK_OK
                                                      : HOSHI_CHECK_MISSING_FACTS);
    }
}

/* ---- payments ---- */

static struct hoshi_date day(int month, int n)
{
    return month ? (struct hoshi_date){2026, month, n} : (struct hoshi_date){0};
}

static void payments_are_late_by_the_act(void **state)
{
    (void)state;
    static const struct {
        int received[2], due[2], paid[2], cash[2];
        enum hoshi_log_means means;
        int64_t over, days, interest;
        enum hoshi_check_result late, means_result;
    } rows[] = {
        /* received 10 June: the 60th day is 8 August; interest from 9 August, both ends counted */
        {{6, 10}, {8, 8}, {8, 8}, {0}, HOSHI_MEANS_BANK_TRANSFER, 0, 0, 0, HOSHI_CHECK_OK, HOSHI_CHECK_OK},
        {{6, 10},
         {8, 8},
         {8, 9},
         {0},
         HOSHI_MEANS_BANK_TRANSFER,
         1,
         1,
         400,
         HOSHI_CHECK_POSSIBLE_PROBLEM,
         HOSHI_CHECK_OK},
        {{6, 10},
         {8, 24},
         {8, 24},
         {0},
         HOSHI_MEANS_BANK_TRANSFER,
         16,
         16,
         6400,
         HOSHI_CHECK_POSSIBLE_PROBLEM,
         HOSHI_CHECK_OK},
        /* late against its own due date, within 60 days: no interest of the Act */
        {{6, 10},
         {7, 10},
         {7, 31},
         {0},
         HOSHI_MEANS_BANK_TRANSFER,
         21,
         0,
         0,
         HOSHI_CHECK_POSSIBLE_PROBLEM,
         HOSHI_CHECK_OK},
        /* a note is no payment: to the day it turned into cash; two causes in one payment */
        {{6, 10},
         {8, 8},
         {8, 8},
         {11, 8},
         HOSHI_MEANS_NOTE,
         92,
         92,
         36800,
         HOSHI_CHECK_POSSIBLE_PROBLEM,
         HOSHI_CHECK_POSSIBLE_PROBLEM},
        {{6, 10},
         {8, 8},
         {8, 8},
         {0},
         HOSHI_MEANS_NOTE,
         HOSHI_NONE,
         HOSHI_NONE,
         HOSHI_NONE,
         HOSHI_CHECK_MISSING_FACTS,
         HOSHI_CHECK_POSSIBLE_PROBLEM},
        {{6, 10},
         {8, 8},
         {8, 24},
         {0},
         HOSHI_MEANS_NOTE,
         16,
         HOSHI_NONE,
         HOSHI_NONE,
         HOSHI_CHECK_POSSIBLE_PROBLEM,
         HOSHI_CHECK_POSSIBLE_PROBLEM},
        /* a maturity to come: late is what it is by now; what is not due yet is neither late nor in time */
        {{6, 10},
         {8, 8},
         {8, 8},
         {12, 20},
         HOSHI_MEANS_NOTE,
         106,
         106,
         42400,
         HOSHI_CHECK_POSSIBLE_PROBLEM,
         HOSHI_CHECK_POSSIBLE_PROBLEM},
        {{10, 20},
         {11, 30},
         {11, 10},
         {12, 20},
         HOSHI_MEANS_NOTE,
         HOSHI_NONE,
         0,
         0,
         HOSHI_CHECK_MISSING_FACTS,
         HOSHI_CHECK_POSSIBLE_PROBLEM},
        /* the 61st and 62nd day: closing days are for a person to look at */
        {{6, 10},
         {8, 9},
         {8, 9},
         {0},
         HOSHI_MEANS_BANK_TRANSFER,
         1,
         1,
         400,
         HOSHI_CHECK_ATTENTION,
         HOSHI_CHECK_OK},
        /* receipt not known: nothing is said to be in time */
        {{0},
         {8, 8},
         {8, 8},
         {0},
         HOSHI_MEANS_CASH,
         HOSHI_NONE,
         HOSHI_NONE,
         HOSHI_NONE,
         HOSHI_CHECK_MISSING_FACTS,
         HOSHI_CHECK_OK},
        {{0},
         {8, 8},
         {8, 9},
         {0},
         HOSHI_MEANS_CASH,
         1,
         HOSHI_NONE,
         HOSHI_NONE,
         HOSHI_CHECK_POSSIBLE_PROBLEM,
         HOSHI_CHECK_OK},
    };
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        const struct row made[] = {{HOSHI_LOG_PAYMENT, HOSHI_SIDE_BUYER, rows[i].paid[0], rows[i].paid[1],
                                    NULL, 0, 0, NULL, 0, 1000000}};
        make(made, 1);
        entry[0].received_on = day(rows[i].received[0], rows[i].received[1]);
        entry[0].due_on = day(rows[i].due[0], rows[i].due[1]);
        entry[0].cash_on = day(rows[i].cash[0], rows[i].cash[1]);
        entry[0].means = rows[i].means;
        look();
        const struct hoshi_fact_value *over = fact_of("REC-10", 1, HOSHI_RF_PAYMENT_OVERDUE),
                                      *days = fact_of("REC-10", 1, HOSHI_RF_PAYMENT_LATE_DAYS),
                                      *owed = fact_of("REC-10", 1, HOSHI_RF_PAYMENT_INTEREST);
        if ((over->known ? over->number : HOSHI_NONE) != rows[i].over ||
            (days->known ? days->number : HOSHI_NONE) != rows[i].days ||
            (owed->known ? owed->number : HOSHI_NONE) != rows[i].interest ||
            finding("REC-10", 1)->result != rows[i].late ||
            finding("REC-05", 1)->result != rows[i].means_result)
            fail_msg("row %zu: %lld over, %lld days, %lld yen, %d, %d", i, (long long)over->number,
                     (long long)days->number, (long long)owed->number, (int)finding("REC-10", 1)->result,
                     (int)finding("REC-05", 1)->result);
    }
}

static void what_is_taken_off_bears_interest(void **state)
{
    (void)state;
    const struct row made[] = {{HOSHI_LOG_ORDER, HOSHI_SIDE_BUYER, 6, 1},
                               {HOSHI_LOG_DELIVERY, HOSHI_SIDE_SUPPLIER, 6, 10},
                               {HOSHI_LOG_PAYMENT, HOSHI_SIDE_BUYER, 7, 31, NULL, 0, 0, NULL, 0, 1000000}};
    make(made, 3);
    entry[0].due_on = day(7, 31);
    entry[1].answers = 1;
    entry[2].answers = 2;
    entry[2].means = HOSHI_MEANS_BANK_TRANSFER;
    entry[2].deducted_yen = 10000;
    entry[2].deducted_for = "振込手数料";
    look();
    /* receipt and due date come from the delivery and the order; 9 August to 22 November: 106 days */
    assert_int_equal(fact_of("REC-04", 3, HOSHI_RF_PAYMENT_DAYS)->number, 51);
    assert_int_equal(finding("REC-10", 3)->result, HOSHI_CHECK_OK);
    assert_int_equal(fact_of("PRICE-09", 3, HOSHI_RF_DEDUCTION_YEN)->number, 10000);
    assert_int_equal(fact_of("REC-11", 3, HOSHI_RF_DEDUCTION_INTEREST)->number, 424);
    assert_int_equal(fact_of("REC-12", 3, HOSHI_RF_PAYMENT_FEE)->truth, HOSHI_YES);
    assert_int_equal(finding("REC-12", 3)->result, HOSHI_CHECK_POSSIBLE_PROBLEM);
    assert_int_equal(finding("REC-05", 3)->result, HOSHI_CHECK_OK);
}

static void memory_may_run_out(void **state)
{
    (void)state;
    MAKE(DISPUTE);
    struct hoshi_check_input input = {
        .tables = support_tables(), .c = case_, .log_facts = &facts, .log = &log_, .as_of = support_today};
    struct hoshi_check *other = NULL;
    for (int n = 0; n < 200; n++) {
        support_fail_allocation(n, true);
        enum hoshi_status s = hoshi_check_open(&input, &other, NULL);
        support_fail_allocation(-1, false);
        if (!s) {
            hoshi_check_close(other);
            return;
        }
        assert_int_equal(s, HOSHI_E_MEMORY);
    }
    fail();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_refusal_is_no_talks),
        cmocka_unit_test(a_refusals_reason_is_one_for_keeping_the_price),
        cmocka_unit_test(silence_is_no_explanation_refused),
        cmocka_unit_test(a_reason_belongs_to_its_decision),
        cmocka_unit_test(a_refusal_is_no_decision),
        cmocka_unit_test(a_request_taken_back_before_was_not_open),
        cmocka_unit_test(terms_and_a_payment_are_one),
        cmocka_unit_test(a_cut_of_two_items_keeps_its_prices),
        cmocka_unit_test(later_entries_erase_nothing),
        cmocka_unit_test(the_order_of_recording_decides_nothing),
        cmocka_unit_test(an_agreement_ends_a_matter),
        cmocka_unit_test(one_rate_is_told_from_many),
        cmocka_unit_test(letters_on_the_amount_are_talks),
        cmocka_unit_test(a_cut_may_reach_placed_orders),
        cmocka_unit_test(payments_are_late_by_the_act),
        cmocka_unit_test(what_is_taken_off_bears_interest),
        cmocka_unit_test(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, close_all);
}
