/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256 beside the vectors of FIPS 180-4 and of NIST's examples. */
#include "support.h"
#include "sha256.h"

#include <stdlib.h>
#include <string.h>

static void published_vectors(void **state)
{
    (void)state;
    static const struct {
        const char *text, *hash;
    } rows[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
        {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
         "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
    };
    char out[HOSHI_SHA256_TEXT];
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++)
        assert_string_equal(hoshi_sha256_print(rows[i].text, strlen(rows[i].text), out), rows[i].hash);
}

static void a_million_letters(void **state)
{
    (void)state;
    struct hoshi_sha256 h;
    char out[HOSHI_SHA256_TEXT], block[1000];
    memset(block, 'a', sizeof block);
    hoshi_sha256_init(&h);
    for (int i = 0; i < 1000; i++)
        hoshi_sha256_add(&h, block, sizeof block);
    assert_string_equal(hoshi_sha256_end(&h, out),
                        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

/* However the bytes are cut into pieces, the hash is that of the whole. */
static void pieces_give_the_hash_of_the_whole(void **state)
{
    (void)state;
    uint64_t random = 7;
    unsigned char bytes[700];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)support_random(&random);
    for (size_t n = 0; n <= sizeof bytes; n += 1 + n / 40) {
        char whole[HOSHI_SHA256_TEXT], pieces[HOSHI_SHA256_TEXT];
        struct hoshi_sha256 h;
        hoshi_sha256_init(&h);
        for (size_t at = 0; at < n;) {
            size_t more = (size_t)support_between(&random, 0, 130);
            more = more > n - at ? n - at : more;
            hoshi_sha256_add(&h, bytes + at, more);
            at += more;
        }
        hoshi_sha256_print(bytes, n, whole);
        assert_string_equal(hoshi_sha256_end(&h, pieces), whole);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_vectors),
        cmocka_unit_test(a_million_letters),
        cmocka_unit_test(pieces_give_the_hash_of_the_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
