/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a dossier is written from: words blacked out, prices by month, the wall, memory that runs out. */
#include "support.h"
#include "dossier_view.h"
#include "redact.h"
#include "text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Rows below state only what matters to their test. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

#define SIZES                                                                                                \
    "\"users\":42,\"endpoints\":48,\"servers\":5,\"sites\":2,\"public_ips\":2,\"web_apps\":1,\"mailboxes\":" \
    "42,\"admins\":2,\"mobile_devices\":12,\"partners\":8,\"data_tb\":3,\"unsupported_endpoints\":10,"       \
    "\"unsupported_servers\":2,\"remote_users\":6,\"cloud_services\":5,\"network_devices\":9,\"joiners\":3"

static struct hoshi_case *case_of(const char *buyers)
{
    struct hoshi_case *c = support_casef(
        "{\"hoshiwari_case\":1,\"case_id\":\"made\",\"as_of\":\"2026-11-22\",\"supplier\":{\"name\":\"みほし精密\",\"annual_sales_yen\":823456789,\"annual_cost_yen\":790000001,\"size\":{" SIZES
        "}},\"target_level\":4,\"gap\":{\"answers\":{}},\"buyers\":[%s]}",
        buyers);
    for (size_t i = 0; i < c->answers.n; i++)
        c->answers.answer[i].status = i % 3 ? HOSHI_UNMET : HOSHI_MET;
    return c;
}

static const char three[] =
    "{\"id\":\"A\",\"name\":\"あさなぎ重機株式会社\",\"requested_level\":4,\"annual_purchases_yen\":240000001,\"items\":[{\"code\":\"P-100\",\"name\":\"弁\",\"unit_price_yen\":\"1250.00\",\"units_per_year\":9000},{\"code\":\"P-101\",\"unit_price_yen\":\"77.50\",\"units_per_year\":9000}],\"negotiation\":{\"own_target\":\"0.9\",\"own_reservation\":\"0.5\"}},{\"id\":\"B\",\"name\":\"つきしろ電装株式会社\",\"requested_level\":3,\"annual_purchases_yen\":131000000,\"items\":[{\"code\":\"TS-31\",\"unit_price_yen\":\"212.50\",\"units_per_year\":310000},{\"code\":\"P-100\",\"unit_price_yen\":\"2.00\",\"units_per_year\":1},{\"code\":\"P-1\",\"unit_price_yen\":\"1.00\",\"units_per_year\":1}]},{\"id\":\"C\",\"name\":\"Moon Works Co., Ltd.\",\"include\":true,\"annual_purchases_yen\":88000000,\"items\":[]}";

/* ---- logs made in memory ---- */

enum { MOST = 12 };
static struct hoshi_log_entry entry[MOST];
static struct hoshi_log_item item[MOST];
static struct hoshi_log_person person[MOST];
static struct hoshi_log_attachment file[MOST];
static struct hoshi_log log_;

struct row {
    enum hoshi_log_kind kind;
    enum hoshi_log_side side;
    struct hoshi_date date, effective;
    const char *party, *words, *code;
    int64_t before_micro, after_micro, corrects;
    const char *person, *file;
};

static void make(const struct row *r, size_t n)
{
    memset(entry, 0, sizeof entry);
    for (size_t i = 0; i < n; i++) {
        struct hoshi_log_entry *e = &entry[i];
        *e = (struct hoshi_log_entry){.seq = (int64_t)i + 1,
                                      .kind = r[i].kind,
                                      .side = r[i].side,
                                      .date = r[i].date,
                                      .effective_on = r[i].effective,
                                      .party = r[i].party,
                                      .party_name = NULL,
                                      .words = r[i].words,
                                      .minute = HOSHI_NONE,
                                      .amount_yen = HOSHI_NONE,
                                      .corrects = r[i].corrects,
                                      .recorded_at = "2026-11-22T00:00:00Z",
                                      .body = "{}",
                                      .salt = "00",
                                      .prev = "",
                                      .hash = "0123456789abcdef"};
        if (r[i].code) {
            item[i] = (struct hoshi_log_item){r[i].code, NULL, r[i].before_micro, r[i].after_micro};
            e->item = &item[i];
            e->items = 1;
        }
        if (r[i].person) {
            person[i] = (struct hoshi_log_person){HOSHI_SIDE_BUYER, r[i].person, NULL, NULL};
            e->person = &person[i];
            e->persons = 1;
        }
        if (r[i].file) {
            file[i] = (struct hoshi_log_attachment){.name = r[i].file, .bytes = 7};
            hoshi_sha256_print(r[i].file, strlen(r[i].file), file[i].sha256);
            e->attachment = &file[i];
            e->attachments = 1;
        }
        if (r[i].corrects)
            entry[r[i].corrects - 1].corrected_by = e->seq;
    }
    log_ = (struct hoshi_log){.case_id = "made", .entry = entry, .n = n};
    hoshi_text_copy(log_.head, sizeof log_.head, "feed");
}

#define MAKE(...)                                                                                            \
    do {                                                                                                     \
        const struct row made[] = {__VA_ARGS__};                                                             \
        make(made, SUPPORT_COUNT(made));                                                                     \
    } while (0)
#define DAY(y, m, d)                                                                                         \
    {                                                                                                        \
        y, m, d                                                                                              \
    }
#define YEN(x) ((int64_t)(x)*HOSHI_MICRO)

/* ---- blacking out ---- */

static void words_that_name_others_are_replaced_and_no_more(void **state)
{
    (void)state;
    static const struct {
        const char *text, *wanted;
    } rows[] = {
        {"つきしろ電装株式会社と同じ", "■■■と同じ"},
        {"つきしろ電装、つきしろ電装株式会社", "■■■、■■■"},
        {"Moon Works Co., Ltd. and Moon Works", "■■■ and ■■■"},
        {"Moon Worksmanship", "Moon Worksmanship"}, /* part of another word */
        {"TS-31 と TS-310 と XTS-31", "■■■ と TS-310 と XTS-31"},
        {"P-100 は P-1 とは別", "P-100 は P-1 とは別"}, /* an own code, also one of the other; too short */
        {"あさなぎ重機とみほし精密", "あさなぎ重機とみほし精密"},
        {"佐藤花子氏", "■■■氏"}, /* a person in an entry about another */
        {"鈴木氏", "鈴木氏"},    /* a person in an own one */
        {"", ""},
        {"つきしろ", "■■■"}, /* what is left of the name without the word of its trade */
        {"つきしろ部品も", "■■■も"},
        {"株式会社つきしろ電装 御中", "■■■ 御中"},
        {"つきしろ電装㈱", "■■■"},
        {"㈱つきしろ電装と（株）つきしろ電装", "■■■と■■■"},
        {"つきしろ　電装", "■■■"},
        {"つき\nしろ 電装", "■■■"},
        {"つき\xE2\x80\x8Bしろ電装", "■■■"}, /* a space without width */
        {"ツキシロ電装とﾂｷｼﾛ電装", "■■■と■■■"},
        {"Ｍｏｏｎ Works と MOON WORKS CO.,LTD. と", "■■■ と ■■■ と"},
        {"あさなき\xE3\x82\x99重機", "あさなき\xE3\x82\x99重機"}, /* an own name, as macOS writes it */
        {"B社、Ｂ社、取引先 B、buyer B", "■■■、■■■、■■■、■■■"},
        {"B案とA社", "B案とA社"},
        {"ＴＳ－３１、TS\xE2\x80\x90"
         "31",
         "■■■、■■■"},
    };
    struct hoshi_case *c = case_of(three);
    struct hoshi_redactor r;
    struct hoshi_arena arena = {0};
    MAKE({HOSHI_LOG_REQUEST, HOSHI_SIDE_BUYER, DAY(2026, 9, 1), .party = "B", .person = "佐藤花子"},
         {HOSHI_LOG_REQUEST, HOSHI_SIDE_BUYER, DAY(2026, 9, 1), .party = "A", .person = "鈴木"});
    assert_int_equal(hoshi_redactor_init(&r, c, 0, &log_, NULL), HOSHI_OK);
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++)
        assert_string_equal(hoshi_redact(&r, rows[i].text, &arena), rows[i].wanted);
    assert_null(hoshi_redact(&r, NULL, &arena));
    assert_int_equal(r.replaced, 26);
    assert_false(r.failed);
    hoshi_redactor_release(&r);
    hoshi_arena_release(&arena);
    hoshi_case_close(c);
}

/* ---- prices ---- */

static struct hoshi_price_history history_of(struct hoshi_case *c, struct hoshi_arena *arena)
{
    struct hoshi_price_history h;
    assert_int_equal(hoshi_price_history_init(&h, &c->buyer[0], entry, log_.n, support_today, arena, NULL),
                     HOSHI_OK);
    assert_int_equal(h.first.year * 100 + h.first.month, 202411);
    return h;
}

static int month_of(int year, int month)
{
    return (year - 2024) * 12 + month - 11;
}

static void months_are_known_by_record_and_never_guessed(void **state)
{
    (void)state;
    struct hoshi_arena arena = {0};
    struct hoshi_case *c = case_of(three);
    MAKE({HOSHI_LOG_PRICE_CHANGE, HOSHI_SIDE_BOTH, DAY(2024, 3, 1), DAY(2024, 4, 1), "A", NULL, "P-100",
          YEN(1100), YEN(1200)},
         {HOSHI_LOG_PRICE_CHANGE, HOSHI_SIDE_BOTH, DAY(2025, 5, 2), DAY(2025, 6, 1), "A", NULL, "P-100",
          YEN(1200), YEN(1250)},
         {HOSHI_LOG_PRICE_CHANGE, HOSHI_SIDE_BOTH, DAY(2025, 5, 2), DAY(2025, 6, 1), "B", NULL, "P-100",
          YEN(5), YEN(6)},
         {HOSHI_LOG_REQUEST,
          HOSHI_SIDE_SUPPLIER,
          DAY(2026, 2, 3),
          {0},
          "A",
          NULL,
          "P-101",
          YEN(70),
          HOSHI_NONE},
         {HOSHI_LOG_PRICE_CHANGE, HOSHI_SIDE_BOTH, DAY(2026, 11, 1), DAY(2027, 4, 1), "A", NULL, "Z-9",
          YEN(30), YEN(31)});
    struct hoshi_price_history h = history_of(c, &arena);
    assert_int_equal(h.tracks, 3);
    const struct hoshi_price_track *t = &h.track[0];
    for (int m = 0; m < HOSHI_HISTORY_MONTHS; m++)
        assert_int_equal(t->month[m].micro, m < month_of(2025, 6) ? YEN(1200) : YEN(1250));
    assert_int_equal(t->changes, 1);
    assert_int_equal(t->gaps, 0);
    assert_false(t->differs);
    assert_true(t->month[0].between);
    assert_int_equal(t->month[month_of(2025, 6)].seq, 2);
    assert_false(t->month[month_of(2025, 6)].between);
    t = &h.track[1]; /* known in February and now, at another price */
    assert_int_equal(t->gaps, 23);
    assert_int_equal(t->month[month_of(2026, 2)].micro, YEN(70));
    assert_int_equal(t->month[24].micro, INT64_C(77500000));
    assert_int_equal(t->month[24].seq, 0);
    assert_true(t->differs);
    t = &h.track[2]; /* only the log names it; its change is still to come */
    assert_string_equal(t->code, "Z-9");
    assert_int_equal(t->month[24].micro, YEN(30));
    assert_int_equal(t->gaps, 24);
    assert_int_equal(t->changes, 0);
    hoshi_arena_release(&arena);
    hoshi_case_close(c);
}

static void corrected_entries_tell_nothing(void **state)
{
    (void)state;
    struct hoshi_arena arena = {0};
    struct hoshi_case *c = case_of(three);
    MAKE({HOSHI_LOG_PRICE_CHANGE, HOSHI_SIDE_BOTH, DAY(2025, 5, 2), {0}, "A", NULL, "P-100", YEN(9), YEN(10)},
         {HOSHI_LOG_PRICE_CHANGE,
          HOSHI_SIDE_BOTH,
          DAY(2025, 5, 2),
          {0},
          "A",
          NULL,
          "P-100",
          YEN(1200),
          YEN(1250),
          1});
    struct hoshi_price_history h = history_of(c, &arena);
    assert_int_equal(h.track[0].month[month_of(2025, 4)].micro, YEN(1200));
    assert_int_equal(h.track[0].month[month_of(2025, 5)].micro, YEN(1250));
    assert_int_equal(h.track[0].month[month_of(2025, 5)].seq, 2);
    assert_int_equal(h.track[0].changes, 1);
    hoshi_arena_release(&arena);
    hoshi_case_close(c);
}

/* Slow but plain: a month is known when a record tells it, or lies between two that agree with none between.
 */
static int64_t told(const struct row *r, size_t n, int month, int64_t now)
{
    int64_t value = month == 24 ? now : HOSHI_NONE;
    for (size_t i = 0; i < n && month != 24; i++) {
        int at = month_of(r[i].effective.year, r[i].effective.month);
        if (at == month)
            value = r[i].after_micro;
    }
    for (size_t i = 0; i < n && value == HOSHI_NONE && month != 24; i++)
        if (month_of(r[i].effective.year, r[i].effective.month) - 1 == month)
            value = r[i].before_micro;
    return value;
}

static void months_agree_with_a_plain_search(void **state)
{
    (void)state;
    uint64_t seed = 20261125;
    struct hoshi_case *c = case_of(three);
    int64_t now = YEN(1250);
    for (int trial = 0; trial < 300; trial++) {
        struct hoshi_arena arena = {0};
        struct row r[5];
        size_t n = (size_t)support_between(&seed, 1, 5);
        int at = -1;
        for (size_t i = 0; i < n; i++) {
            at += (int)support_between(&seed, 2, 7);
            at = at > 23 ? 23 - (int)(n - i) : at;
            int month = 2024 * 12 + 10 + at;
            r[i] = (struct row){HOSHI_LOG_PRICE_CHANGE,
                                HOSHI_SIDE_BOTH,
                                DAY(month / 12, month % 12 + 1, 1),
                                DAY(month / 12, month % 12 + 1, 1),
                                "A",
                                NULL,
                                "P-100",
                                YEN(support_between(&seed, 1248, 1250)),
                                YEN(support_between(&seed, 1249, 1251))};
        }
        for (size_t i = 1; i < n; i++) /* in order, no two in one month */
            if (hoshi_date_compare(r[i - 1].date, r[i].date) >= 0)
                n = i;
        make(r, n);
        struct hoshi_price_history h = history_of(c, &arena);
        for (int m = 0; m < HOSHI_HISTORY_MONTHS; m++) {
            int64_t wanted = told(r, n, m, now);
            int left = m, right = m;
            while (wanted == HOSHI_NONE && left > 0 && told(r, n, left, now) == HOSHI_NONE)
                left--;
            while (wanted == HOSHI_NONE && right < 24 && told(r, n, right, now) == HOSHI_NONE)
                right++;
            if (wanted == HOSHI_NONE && told(r, n, left, now) == told(r, n, right, now))
                wanted = told(r, n, left, now);
            assert_int_equal(h.track[0].month[m].micro, wanted);
        }
        hoshi_arena_release(&arena);
    }
    hoshi_case_close(c);
}

/* ---- the whole ---- */

struct stack {
    struct hoshi_case *c;
    struct hoshi_estimate *e;
    struct hoshi_split *s;
    struct hoshi_check *check;
};

static struct stack open_stack(void)
{
    struct stack x = {.c = case_of(three)};
    assert_int_equal(hoshi_estimate_open(support_tables(), x.c, support_today, &x.e, NULL), HOSHI_OK);
    assert_int_equal(hoshi_split_open(x.e, &x.s, NULL), HOSHI_OK);
    const struct hoshi_check_input in = {
        .tables = support_tables(), .c = x.c, .split = x.s, .as_of = support_today};
    assert_int_equal(hoshi_check_open(&in, &x.check, NULL), HOSHI_OK);
    return x;
}

static void close_stack(struct stack x)
{
    hoshi_check_close(x.check);
    hoshi_split_close(x.s);
    hoshi_estimate_close(x.e);
    hoshi_case_close(x.c);
}

static void talk(void)
{
    MAKE({HOSHI_LOG_REQUEST, HOSHI_SIDE_BUYER, DAY(2026, 9, 1), .party = "B", .words = "only for B"},
         {HOSHI_LOG_NOTE, HOSHI_SIDE_SUPPLIER, DAY(2026, 9, 2), .words = "nobody's"},
         {HOSHI_LOG_REQUEST, HOSHI_SIDE_SUPPLIER, DAY(2026, 9, 3), .party = "A",
          .words = "つきしろ電装と同じ", .file = "letter.pdf"},
         {HOSHI_LOG_MEETING, HOSHI_SIDE_BOTH, DAY(2026, 9, 9), .party = "A", .words = "met"});
}

static void others_reach_it_as_hashes_only(void **state)
{
    (void)state;
    struct stack x = open_stack();
    struct hoshi_dossier *d = NULL;
    talk();
    const struct hoshi_dossier_options o = {
        .log = &log_, .check = x.check, .disclosure = HOSHI_DISCLOSE_CATEGORY, .price_step_micro = 10000};
    assert_int_equal(hoshi_dossier_open(x.s, 0, &o, &d, NULL), HOSHI_OK);
    assert_int_equal(d->entries, 4);
    assert_int_equal(d->shown, 2);
    for (size_t i = 0; i < d->entries; i++) {
        char content[HOSHI_SHA256_TEXT];
        assert_int_equal(d->entry[i].shown, i >= 2);
        assert_int_equal(d->entry[i].e.seq, i + 1);
        assert_string_equal(d->entry[i].content, hoshi_log_content_hash("made", &entry[i], content));
        if (i < 2) {
            assert_null(d->entry[i].e.words);
            assert_null(d->entry[i].e.party);
            assert_int_equal(d->entry[i].e.date.year, 0);
        }
        assert_null(d->entry[i].e.body);
        assert_null(d->entry[i].e.salt);
    }
    assert_string_equal(d->entry[2].e.words, "■■■と同じ");
    assert_int_equal(d->replaced, 1);
    assert_int_equal(d->buyer->negotiation.own_target_ppm, HOSHI_NONE);
    assert_int_equal(d->buyer->negotiation.own_reservation_ppm, HOSHI_NONE);
    assert_int_equal(d->margin.sales_yen, HOSHI_NONE);
    assert_int_equal(d->view->key_whole, HOSHI_NONE);
    hoshi_dossier_close(d);
    close_stack(x);
}

static void lines_and_evidence_add_up(void **state)
{
    (void)state;
    struct stack x = open_stack();
    for (size_t b = 0; b < 3; b++)
        for (int disclose = HOSHI_DISCLOSE_TOTAL; disclose <= HOSHI_DISCLOSE_CRITERIA; disclose++) {
            struct hoshi_dossier *d = NULL;
            int64_t annual = 0, horizon = 0, evidence = 0;
            size_t lines = 0;
            const struct hoshi_dossier_options o = {.disclosure = (enum hoshi_disclosure)disclose,
                                                    .price_step_micro = 10000};
            assert_int_equal(hoshi_dossier_open(x.s, b, &o, &d, NULL), HOSHI_OK);
            for (size_t i = 0; i < d->lines; i++) {
                annual += d->line[i].annual_yen;
                horizon += d->line[i].horizon_yen;
                assert_true(d->line[i].evidence < d->evidences);
            }
            for (size_t i = 0; i < d->evidences; i++) {
                evidence += d->evidence[i].annual_yen;
                lines += d->evidence[i].lines;
            }
            bool total = disclose == HOSHI_DISCLOSE_TOTAL;
            assert_int_equal(annual, total ? 0 : d->view->annual_yen);
            assert_int_equal(horizon, total ? 0 : d->view->horizon_yen);
            assert_int_equal(evidence, annual);
            assert_int_equal(lines, d->lines);
            assert_null(d->rules);
            hoshi_dossier_close(d);
        }
    close_stack(x);
}

static void totals_of_the_firm_are_named_not_shown(void **state)
{
    (void)state;
    struct stack x = open_stack();
    struct hoshi_dossier *d = NULL;
    size_t hidden = 0, margins = 0;
    struct hoshi_dossier_options o = {
        .check = x.check, .disclosure = HOSHI_DISCLOSE_CATEGORY, .price_step_micro = 10000};
    assert_int_equal(hoshi_dossier_open(x.s, 0, &o, &d, NULL), HOSHI_OK);
    assert_true(d->findings > 20 && d->scopes == 1);
    for (size_t i = 0; i < d->findings; i++)
        for (size_t k = 0; k < d->finding[i].useds; k++) {
            const struct hoshi_dossier_fact *f = &d->finding[i].used[k];
            assert_int_equal(f->hidden, hoshi_dossier_fact_hidden(f->fact, false));
            if (f->hidden) {
                hidden++;
                assert_false(f->value.known);
                assert_int_equal(f->value.number, 0);
            }
        }
    assert_true(hidden > 0);
    hoshi_dossier_close(d);
    o.with_margin = true;
    assert_int_equal(hoshi_dossier_open(x.s, 0, &o, &d, NULL), HOSHI_OK);
    for (size_t i = 0; i < d->findings; i++)
        for (size_t k = 0; k < d->finding[i].useds; k++)
            margins +=
                d->finding[i].used[k].fact == HOSHI_RF_MARGIN_BEFORE && d->finding[i].used[k].value.known;
    assert_true(margins > 0);
    assert_int_equal(d->margin.sales_yen, 823456789);
    assert_int_equal(d->margin.cost_yen, 790000001);
    /* (823,456,789 − 790,000,001) ÷ 823,456,789, and less the part */
    assert_int_equal(d->margin.margin_ppm, 40630);
    int64_t after = INT64_C(823456789) - 790000001 - d->view->asked_annual_yen;
    assert_true(llabs(d->margin.unrecovered_ppm - after * 1000000 / 823456789) <= 1);
    hoshi_dossier_close(d);
    close_stack(x);
}

static void what_is_enclosed_and_what_is_missing(void **state)
{
    (void)state;
    struct stack x = open_stack();
    struct hoshi_dossier *d = NULL;
    char name[] = "dossier-XXXXXX";
    int n[HOSHI_ENCLOSURE_KINDS] = {0};
    int f = mkstemp(name);
    assert_true(f >= 0);
    FILE *out = fdopen(f, "w");
    fputs("seven b", out);
    fclose(out);
    talk();
    const char *const files[] = {name};
    const struct hoshi_dossier_options o = {.log = &log_,
                                            .disclosure = HOSHI_DISCLOSE_CATEGORY,
                                            .price_step_micro = 10000,
                                            .file = files,
                                            .files = 1};
    assert_int_equal(hoshi_dossier_open(x.s, 0, &o, &d, NULL), HOSHI_OK);
    for (size_t i = 0; i < d->enclosures; i++) {
        n[d->enclosure[i].kind]++;
        if (d->enclosure[i].kind == HOSHI_ENCLOSED_FILE) {
            char hash[HOSHI_SHA256_TEXT];
            assert_string_equal(d->enclosure[i].sha256, hoshi_sha256_print("seven b", 7, hash));
            assert_int_equal(d->enclosure[i].bytes, 7);
        }
    }
    assert_int_equal(n[HOSHI_ENCLOSED_LOG], 1);
    assert_int_equal(n[HOSHI_ENCLOSED_FILE], 1);
    assert_int_equal(n[HOSHI_MISSING_REQUEST], 0); /* its letter is attached */
    assert_int_equal(n[HOSHI_MISSING_MINUTES], 1);
    assert_int_equal(n[HOSHI_MISSING_DEMAND], 1);
    assert_int_equal(n[HOSHI_MISSING_LOG_EXPORT], 1);
    hoshi_dossier_close(d);
    remove(name);
    struct hoshi_faults faults = {0};
    const char *const gone[] = {name, "no/such/file"};
    struct hoshi_dossier_options bad = o;
    bad.file = gone;
    bad.files = 2;
    d = NULL;
    assert_int_equal(hoshi_dossier_open(x.s, 0, &bad, &d, &faults), HOSHI_E_DOSSIER_FILE);
    assert_int_equal(faults.n, 2);
    assert_null(d);
    close_stack(x);
}

static void buyer_that_is_no_party_has_no_dossier(void **state)
{
    (void)state;
    struct stack x = open_stack();
    struct hoshi_dossier *d = NULL;
    const struct hoshi_dossier_options o = {.price_step_micro = 10000};
    x.c->buyer[2].include = HOSHI_NO;
    assert_int_equal(hoshi_dossier_open(x.s, 2, &o, &d, NULL), HOSHI_E_DOSSIER_PARTY);
    assert_null(d);
    x.c->buyer[2].include = HOSHI_YES;
    close_stack(x);
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    struct stack x = open_stack();
    talk();
    const struct hoshi_dossier_options o = {.log = &log_,
                                            .check = x.check,
                                            .disclosure = HOSHI_DISCLOSE_CRITERIA,
                                            .price_step_micro = 10000,
                                            .with_margin = true};
    bool failed = true;
    for (long n = 0; failed; n++)
        for (int all = 0; all < 2; all++) {
            struct hoshi_dossier *d = NULL;
            struct hoshi_faults faults = {0};
            support_fail_allocation(n, all != 0);
            enum hoshi_status s = hoshi_dossier_open(x.s, 0, &o, &d, &faults);
            failed = support_failed_allocation();
            support_fail_allocation(-1, false);
            if (s) {
                assert_int_equal(s, HOSHI_E_MEMORY);
                assert_null(d);
            }
            hoshi_dossier_close(d);
            assert_true(n < 100000);
        }
    close_stack(x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_that_name_others_are_replaced_and_no_more),
        cmocka_unit_test(months_are_known_by_record_and_never_guessed),
        cmocka_unit_test(corrected_entries_tell_nothing),
        cmocka_unit_test(months_agree_with_a_plain_search),
        cmocka_unit_test(others_reach_it_as_hashes_only),
        cmocka_unit_test(lines_and_evidence_add_up),
        cmocka_unit_test(totals_of_the_firm_are_named_not_shown),
        cmocka_unit_test(what_is_enclosed_and_what_is_missing),
        cmocka_unit_test(buyer_that_is_no_party_has_no_dossier),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests_name("dossier_view", tests, NULL, NULL);
}
