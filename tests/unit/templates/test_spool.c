/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Streams of libxlsxwriter: what was written comes back, from memory and from a file; what could not be kept
 * never comes back in part. */
#include "spool.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter/utility.h>

enum { BLOCK = 1000 * 1000 };

static void fill(FILE *f, int blocks)
{
    char *block = malloc(BLOCK);
    assert_non_null(block);
    for (int i = 0; i < blocks; i++) {
        memset(block, 'a' + i % 26, BLOCK);
        fwrite(block, 1, BLOCK, f);
    }
    free(block);
}

/* Bytes that come back; each must be the one written. */
static size_t drain(FILE *f)
{
    static char chunk[65536];
    size_t n = 0, got;
    fflush(f);
    rewind(f);
    while ((got = fread(chunk, 1, sizeof chunk, f)) > 0)
        for (size_t i = 0; i < got; i++, n++)
            if (chunk[i] != (char)('a' + n / BLOCK % 26))
                fail_msg("byte %zu", n);
    return n;
}

static void what_was_written_comes_back(void **state)
{
    (void)state;
    for (int blocks = 0; blocks <= 80; blocks += 40) { /* within memory, and beyond it */
        hoshi_spool_error = 0;
        FILE *f = lxw_tmpfile(NULL), *other = lxw_tmpfile(NULL);
        assert_non_null(f);
        assert_non_null(other);
        fputs("a", other);
        fill(f, blocks);
        assert_int_equal(drain(f), (size_t)blocks * BLOCK);
        assert_int_equal(drain(other), 1);
        fclose(f);
        fclose(other);
        assert_int_equal(hoshi_spool_error, 0);
    }
}

static void what_does_not_fit_gives_nothing(void **state)
{
    (void)state;
    char nowhere[] = "no-such-folder";
    for (int turn = 0; turn < 2; turn++) { /* the memory of the first is given back */
        hoshi_spool_error = 0;
        FILE *small = lxw_tmpfile(nowhere), *large = lxw_tmpfile(nowhere);
        fill(small, 20);
        fill(large, 70);
        assert_int_equal(drain(large), 0);
        assert_int_not_equal(hoshi_spool_error, 0);
        assert_int_equal(drain(small), 20 * BLOCK);
        fclose(large);
        fclose(small);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_written_comes_back),
        cmocka_unit_test(what_does_not_fit_gives_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
