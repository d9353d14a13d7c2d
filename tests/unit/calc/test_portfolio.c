/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file.h"
#include "portfolio.h"
#include "support.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char list[] = "test_portfolio.csv", part[] = "test_portfolio.hsr";

static struct hoshi_supplier_settings settings;

static struct hoshi_portfolio_options options(void)
{
    hoshi_supplier_settings_init(&settings, support_today);
    return (struct hoshi_portfolio_options){
        .tables = support_tables(), .settings = &settings, .program = "1", .threads = 2, .folder = "."};
}

static void write_list(size_t n)
{
    struct hoshi_buffer text;
    hoshi_buffer_init(&text, 1 << 20);
    hoshi_buffer_puts(&text, "id,level,users,annual_purchases_yen,annual_sales_yen\n");
    for (size_t i = 0; i < n; i++)
        hoshi_buffer_printf(&text, "s%zu,%s,%zu,1000,9000\n", i, i % 4 == 3 ? "x" : i % 2 ? "4" : "3", 5 + i);
    assert_int_equal(hoshi_file_write(list, text.text, text.length, NULL), HOSHI_OK);
    hoshi_buffer_release(&text);
}

static size_t files_named_like_it(void)
{
    size_t n = 0;
    DIR *d = opendir(".");
    for (struct dirent *e; (e = readdir(d));)
        n += strncmp(e->d_name, part, sizeof part - 1) == 0 || strncmp(e->d_name, "hoshiwari-", 10) == 0;
    closedir(d);
    return n;
}

static void records_come_in_the_order_of_the_list(void **state)
{
    (void)state;
    struct hoshi_portfolio_options o = options();
    struct hoshi_portfolio *p = NULL;
    write_list(30);
    for (int threads = 1; threads <= 10; threads += 3) {
        o.threads = threads;
        support_no_threads = threads > 7; /* then the reading thread computes as well */
        assert_int_equal(hoshi_portfolio_run(list, &o, &p, NULL), HOSHI_OK);
        assert_int_equal(p->items, 30);
        assert_int_equal(p->suppliers, 23);
        assert_int_equal(p->left_out, 7);
        assert_int_equal(p->left_kept, 7);
        assert_int_equal(p->total->left_out, 7);
        assert_int_equal(p->reasons, 1);
        assert_int_equal(p->reason[0].status, HOSHI_E_CHOICE);
        assert_int_equal(p->reason[0].suppliers, 7);
        assert_string_equal(p->list, list);
        assert_false(p->tally_by_supplier);
        int64_t row = 1;
        struct hoshi_supplier_result record;
        for (int64_t i = 0; i < p->suppliers; i++) {
            assert_true(hoshi_portfolio_record(p, i, &record));
            assert_true(record.head.row > row);
            row = record.head.row;
            assert_int_equal(record.status, HOSHI_OK);
        }
        assert_false(hoshi_portfolio_record(p, p->suppliers, &record));
        struct hoshi_portfolio_left_out left;
        assert_true(hoshi_portfolio_left(p, 6, &left));
        assert_int_equal(left.row, 29);
        assert_int_equal(left.fault[0].status, HOSHI_E_CHOICE);
        assert_false(hoshi_portfolio_left(p, 7, &left));
        support_no_threads = false;
        hoshi_portfolio_close(p);
    }
    write_list(3);
    assert_int_equal(hoshi_portfolio_run(list, &o, &p, NULL), HOSHI_OK);
    assert_true(p->tally_by_supplier);
    hoshi_portfolio_close(p);
}

static void a_stop_leaves_nothing(void **state)
{
    (void)state;
    volatile sig_atomic_t stop = 1;
    struct hoshi_portfolio_options o = options();
    struct hoshi_portfolio *p = NULL;
    write_list(30);
    o.interrupted = &stop;
    o.out = part;
    assert_int_equal(hoshi_portfolio_run(list, &o, &p, NULL), HOSHI_E_INTERRUPTED);
    assert_null(p);
    assert_int_equal(files_named_like_it(), 0);
}

static void options_out_of_range_are_refused(void **state)
{
    (void)state;
    struct hoshi_portfolio *p = NULL;
    struct hoshi_portfolio_options o = options();
    o.threads = HOSHI_PORTFOLIO_THREADS_MAX + 1;
    assert_int_equal(hoshi_portfolio_run(list, &o, &p, NULL), HOSHI_E_RANGE);
    o = options();
    o.shard = 3;
    o.shards = 2;
    assert_int_equal(hoshi_portfolio_run(list, &o, &p, NULL), HOSHI_E_RANGE);
    o = options();
    settings.horizon = 99;
    assert_int_equal(hoshi_portfolio_run(list, &o, &p, NULL), HOSHI_E_RANGE);
    assert_null(p);
}

static void memory_may_run_out(void **state)
{
    (void)state;
    struct hoshi_portfolio_options o = options();
    o.out = part;
    write_list(3);
    size_t failed = 0;
    for (long n = 0; n < 4000; n += n < 24 ? 1 : n / 3) {
        struct hoshi_portfolio *p = NULL;
        support_fail_allocation(n, true);
        enum hoshi_status status = hoshi_portfolio_run(list, &o, &p, NULL);
        bool ran_out = support_failed_allocation();
        support_fail_allocation(-1, false);
        assert_int_equal(status == HOSHI_OK, p != NULL);
        if (!ran_out)
            assert_int_equal(status, HOSHI_OK);
        failed += status != HOSHI_OK;
        if (status)
            assert_int_equal(files_named_like_it(), 0);
        hoshi_portfolio_close(p);
        remove(part);
    }
    assert_true(failed > 20);
}

/* A part with the bytes of one section changed and a checksum that holds. */
static void copy_changed(const char *to, size_t section, size_t offset, uint64_t value)
{
    struct hoshi_supplier_store *in = NULL, *out = NULL;
    assert_int_equal(hoshi_supplier_store_open(part, &in, NULL), HOSHI_OK);
    assert_int_equal(hoshi_supplier_store_create(to, NULL, hoshi_supplier_store_label(in), &out, NULL),
                     HOSHI_OK);
    for (size_t s = 0; s < hoshi_supplier_store_sections(in); s++) {
        size_t bytes = hoshi_supplier_store_record_bytes(in, s);
        char *record = malloc(bytes);
        assert_int_equal(hoshi_supplier_store_section(out, bytes, NULL), HOSHI_OK);
        for (int64_t i = 0; i < hoshi_supplier_store_count(in, s); i++) {
            assert_true(hoshi_supplier_store_read(in, s, i, record));
            if (s == section && i == 0)
                memcpy(record + offset, &value, sizeof value);
            assert_int_equal(hoshi_supplier_store_add(out, record, NULL), HOSHI_OK);
        }
        free(record);
    }
    assert_int_equal(hoshi_supplier_store_finish(out, hoshi_supplier_store_end(in), NULL), HOSHI_OK);
    hoshi_supplier_store_close(in);
    hoshi_supplier_store_close(out);
}

#define FIELD(member) (RESULT + offsetof(struct hoshi_supplier_result, member))
#define HEAD(member) FIELD(head.member)
#define NOT_A_NUMBER 0x7FF8000000000000
#define INFINITE 0x7FF0000000000000
#define MINUS_ONE 0xBFF0000000000000

static void what_a_part_claims_is_checked(void **state)
{
    (void)state;
    enum { MATCH = 8, RESULT = 24 }; /* of a record: behind its place, behind whose it is */
    static const char *const file[] = {"test_portfolio_changed.hsr"};
    const size_t level = RESULT + offsetof(struct hoshi_supplier_result, head.level),
                 horizon = RESULT + offsetof(struct hoshi_supplier_result, horizon);
    const struct {
        size_t section, offset;
        uint64_t value;
        enum hoshi_status status;
    } cases[] = {{0, RESULT + offsetof(struct hoshi_supplier_result, head.row), 2, HOSHI_OK}, /* as it is */
                 {0, level, 7, HOSHI_E_RESULT_DAMAGED},
                 {0, horizon, 77, HOSHI_E_RESULT_DAMAGED},
                 {1, 24, (uint64_t)-1, HOSHI_E_RESULT_DAMAGED}, /* left out: first fault, how many */
                 {1, 24, 7, HOSHI_E_RESULT_DAMAGED},
                 {1, 32, 0, HOSHI_E_RESULT_DAMAGED},
                 {1, 32, 2, HOSHI_E_RESULT_DAMAGED},
                 {4, 0, 99, HOSHI_E_RESULT_DAMAGED}, /* kind of list */
                 {0, MATCH, HOSHI_BUYER_MATCHES, HOSHI_E_RESULT_DAMAGED},
                 {0, MATCH, (uint64_t)-1, HOSHI_E_RESULT_DAMAGED},
                 {0, HEAD(deadline.month), 77777, HOSHI_E_RESULT_DAMAGED},
                 {0, HEAD(deadline.day), 30 | 7ull << 32, HOSHI_E_RESULT_DAMAGED},
                 {0, HEAD(conduct.requested_on.year), 1, HOSHI_E_RESULT_DAMAGED},
                 {0, HEAD(questions.outage), 3, HOSHI_E_RESULT_DAMAGED},
                 {0, HEAD(must), 2, HOSHI_E_RESULT_DAMAGED},
                 {0, HEAD(name), 0xFEFF, HOSHI_E_RESULT_DAMAGED},
                 {0, HEAD(id), 0x1B, HOSHI_E_RESULT_DAMAGED},
                 {0, HEAD(transaction), 0xBEBFEF, HOSHI_E_RESULT_DAMAGED},
                 {0, HEAD(annual_purchases_yen), INT64_MAX, HOSHI_E_RESULT_DAMAGED},
                 {0, HEAD(weight_micro), (uint64_t)-7, HOSHI_E_RESULT_DAMAGED},
                 {0, FIELD(horizon_yen), 1000000000000000, HOSHI_E_RESULT_DAMAGED},
                 {0, FIELD(part[2].direct_yen), (uint64_t)HOSHI_NONE, HOSHI_E_RESULT_DAMAGED},
                 {0, FIELD(criteria), 99999, HOSHI_E_RESULT_DAMAGED},
                 {0, FIELD(measures), 99999, HOSHI_E_RESULT_DAMAGED},
                 {0, FIELD(spread[1].p80_yen), NOT_A_NUMBER, HOSHI_E_RESULT_DAMAGED},
                 {0, FIELD(spread[0].own_variance), MINUS_ONE, HOSHI_E_RESULT_DAMAGED},
                 {0, FIELD(completion_error_yen), INFINITE, HOSHI_E_RESULT_DAMAGED},
                 {4, 32, (uint64_t)-1, HOSHI_E_RESULT_DAMAGED},   /* unit of the title */
                 {4, 80, 100000, HOSHI_E_RESULT_DAMAGED},         /* further sheets */
                 {4, 88, 0x1B, HOSHI_E_RESULT_DAMAGED},           /* name of one */
                 {4, 88 + 8 * 128, 0x1B, HOSHI_E_RESULT_DAMAGED}, /* encoding */
                 {8, offsetof(struct hoshi_portfolio_total, level), (uint64_t)-1, HOSHI_E_RESULT_DAMAGED},
                 {8, offsetof(struct hoshi_portfolio_total, moments), (uint64_t)-1, HOSHI_E_RESULT_DAMAGED},
                 {8, offsetof(struct hoshi_portfolio_total, price), (uint64_t)-1, HOSHI_E_RESULT_DAMAGED},
                 {9, offsetof(struct hoshi_joint_tally, measure_yen), INT64_MAX, HOSHI_E_RESULT_DAMAGED},
                 {10, 0, 0x80, HOSHI_E_RESULT_DAMAGED}, /* name of the list */
                 {8, 0, 99, HOSHI_E_FORMAT_VERSION},
                 {9, offsetof(struct hoshi_joint_tally, rows), 100000, HOSHI_E_RESULT_DAMAGED},
                 {9, offsetof(struct hoshi_joint_tally, row), 99999999, HOSHI_E_RESULT_DAMAGED}};
    struct hoshi_portfolio_options o = options();
    struct hoshi_portfolio *p = NULL;
    o.out = part;
    write_list(30);
    assert_int_equal(hoshi_portfolio_run(list, &o, &p, NULL), HOSHI_OK);
    hoshi_portfolio_close(p);
    o.out = NULL;
    for (size_t i = 0; i < SUPPORT_COUNT(cases); i++) {
        p = NULL;
        copy_changed(file[0], cases[i].section, cases[i].offset, cases[i].value);
        enum hoshi_status status = hoshi_portfolio_merge(file, 1, &o, &p, NULL);
        if (status != cases[i].status)
            fail_msg("case %zu: %s", i, hoshi_status_name(status));
        hoshi_portfolio_close(p);
    }
    remove(file[0]);
    remove(part);
}

static void label_of(const struct hoshi_portfolio_options *o, struct hoshi_supplier_store_label *label)
{
    struct hoshi_supplier_kernel *kernel = NULL;
    assert_int_equal(hoshi_supplier_kernel_open(o->tables, o->settings, &kernel, NULL), HOSHI_OK);
    hoshi_portfolio_label(o, hoshi_supplier_kernel_assumptions(kernel), label);
    hoshi_supplier_kernel_close(kernel);
}

struct told {
    size_t n;
    struct hoshi_portfolio_difference last;
};

static void tell(void *user, const struct hoshi_portfolio_difference *d)
{
    struct told *t = user;
    t->n++;
    t->last = *d;
}

/* Whatever changes a figure changes the label, and is told by its name with both values. */
static void labels_tell_settings_apart(void **state)
{
    (void)state;
    struct hoshi_supplier_store_label first, other;
    struct hoshi_portfolio_options o = options();
    label_of(&o, &first);
    static const struct {
        const char *name, *value, *other;
    } wanted[] = {{"as-of", "2026-11-22", "2026-11-23"},
                  {"start", "2027-04", "2027-07"},
                  {"years", "3", "5"},
                  {"basis", "mean", "point"},
                  {"distribution", "pert", "triangular"},
                  {"labour_factor", NULL, "0.84375 0.9375 1.21875"},
                  {"USDJPY", NULL, "0.000007"},
                  {"labour_yen_per_day.executive", NULL, "7"},
                  {"unknown-share", "1", "0.000007"},
                  {"completions", NULL, "7"},
                  {"level", "-", "3"},
                  {"sheet", "-", "S"},
                  {"buyer", "-", "A"}};
    for (size_t i = 0; i < SUPPORT_COUNT(wanted); i++) {
        o = options();
        switch (i) {
        case 0:
            settings.as_of.day++;
            break;
        case 1:
            settings.start = (struct hoshi_date){2027, 7, 0};
            break;
        case 2:
            settings.horizon = 5;
            break;
        case 3:
            settings.basis = HOSHI_BASIS_POINT;
            break;
        case 4:
            settings.distribution = HOSHI_SPREAD_TRIANGULAR;
            break;
        case 5:
            memcpy(settings.factor_ppm[HOSHI_FACTOR_LABOUR], (const int64_t[]){900000, 1000000, 1300000}, 24);
            break;
        case 6:
            settings.exchange_micro[HOSHI_USD] = 7;
            break;
        case 7:
            settings.labour_yen_per_day[3] = 7;
            break;
        case 8:
            settings.unknown_share_ppm = 7;
            break;
        case 9:
            settings.completions = 7;
            break;
        case 10:
            o.level = 3;
            break;
        case 11:
            o.sheet = "S";
            break;
        default:
            o.buyer = "A";
        }
        label_of(&o, &other);
        if (strcmp(first.settings_sha256, other.settings_sha256) == 0)
            fail_msg("setting %zu is not told apart", i);
        assert_string_equal(first.tables_sha256, other.tables_sha256);
        struct told t = {0};
        assert_true(hoshi_portfolio_label_differs(&first, &other, true, tell, &t));
        /* The rates of roles that are not stated follow the stated one. */
        assert_int_equal(t.n, strncmp(wanted[i].name, "labour_yen_per_day", 18) == 0 ? HOSHI_ROLES : 1);
        assert_string_equal(t.last.name, wanted[i].name);
        if (wanted[i].value)
            assert_string_equal(t.last.value, wanted[i].value);
        assert_string_equal(t.last.other, wanted[i].other);
        assert_int_equal(hoshi_portfolio_label_differs(&first, &other, false, tell, &t),
                         strcmp(wanted[i].name, "buyer") != 0);
    }
    o = options();
    label_of(&o, &other);
    assert_memory_equal(&first, &other, sizeof first);
    struct hoshi_price *price = &support_tables()->price[5];
    price->price.likely_micro++;
    label_of(&o, &other);
    price->price.likely_micro--;
    assert_string_not_equal(first.tables_sha256, other.tables_sha256);
    struct told t = {0};
    assert_true(hoshi_portfolio_label_differs(&first, &other, true, tell, &t));
    assert_int_equal(t.n, 1);
    assert_string_equal(t.last.name, "tables"); /* of one version */
    assert_string_not_equal(t.last.value, t.last.other);
}

/* A default that is stated is what it is when it is not; long names are told apart beyond what is shown. */
static void stated_defaults_are_the_defaults(void **state)
{
    (void)state;
    struct hoshi_supplier_store_label first, other;
    struct hoshi_portfolio_options o = options();
    char long_name[300];
    struct told t = {0};
    label_of(&o, &first);
    settings.horizon = 3;
    settings.start = (struct hoshi_date){2027, 4, 0};
    label_of(&o, &other);
    assert_memory_equal(&first, &other, sizeof first);
    assert_false(hoshi_portfolio_label_differs(&first, &other, true, tell, &t));
    memset(long_name, 'n', sizeof long_name - 1);
    long_name[sizeof long_name - 1] = 0;
    o.buyer = long_name;
    label_of(&o, &first);
    long_name[280] = 'm';
    label_of(&o, &other);
    assert_string_equal(first.settings, other.settings);
    assert_true(hoshi_portfolio_label_differs(&first, &other, true, tell, &t));
    assert_string_equal(t.last.name, "buyer");
    assert_false(hoshi_portfolio_label_differs(&first, &other, false, tell, &t));
    o.buyer = "two\nlines=1";
    label_of(&o, &first);
    assert_non_null(strstr(first.settings, "\nbuyer=two lines=1\n"));
    assert_non_null(strstr(first.settings, "\nexact=0\n")); /* the last: nothing was cut off */
}

/* A folder of its own: other tests work beside it, and files are counted here. */
static char own_folder[] = "test_portfolio-XXXXXX";

static int set_up(void **state)
{
    (void)state;
    return mkdtemp(own_folder) && chdir(own_folder) == 0 ? 0 : -1;
}

static int clean_up(void **state)
{
    (void)state;
    remove(list);
    remove(part);
    return chdir("..") == 0 && rmdir(own_folder) == 0 ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_come_in_the_order_of_the_list), cmocka_unit_test(a_stop_leaves_nothing),
        cmocka_unit_test(options_out_of_range_are_refused),      cmocka_unit_test(memory_may_run_out),
        cmocka_unit_test(what_a_part_claims_is_checked),         cmocka_unit_test(labels_tell_settings_apart),
        cmocka_unit_test(stated_defaults_are_the_defaults),
    };
    return cmocka_run_group_tests(tests, set_up, clean_up);
}
