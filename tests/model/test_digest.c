#include "model/digest.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void assert_digest(struct digest *digest, const char *expected)
{
    uint8_t octets[DIGEST_SIZE];
    GString *text = g_string_new(NULL);
    digest_end(digest, octets);
    for (size_t i = 0; i < DIGEST_SIZE; i++)
        g_string_append_printf(text, "%02x", octets[i]);
    assert_string_equal(text->str, expected);
    g_string_free(text, TRUE);
}

/* The examples of FIPS 180-2, appendix B, and of no octets. */
static void digests_are_those_of_the_standard(void **state)
{
    (void)state;
    struct digest *digest = digest_new();
    digest_add(digest, bytes_from_text("abc"));
    assert_digest(digest, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    digest_add(digest, bytes_from_text("abcdbcdecdefdefgefghfghighijhi"));
    digest_add(digest, bytes_from_text("jkijkljklmklmnlmnomnopnopq"));
    assert_digest(digest, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    digest_add(digest, (struct bytes){NULL, 0});
    assert_digest(digest, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    digest_free(digest);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(digests_are_those_of_the_standard)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
