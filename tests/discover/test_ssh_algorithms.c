#include "discover/ssh_algorithms.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void a_cheap_key_exchange_comes_first_and_a_dear_one_last(void **state)
{
    (void)state;
    const struct ssh_host host = {0};
    g_autofree char *offer = ssh_algorithms_offer(&host, SSH_ALGORITHM_KEX, false);
    assert_true(g_str_has_prefix(offer, "curve25519-sha256,"));
    assert_true(g_str_has_suffix(offer, ",diffie-hellman-group18-sha512"));
    assert_null(strstr(offer, "sha1"));
}

static void what_is_old_comes_behind_what_is_safe(void **state)
{
    (void)state;
    const struct ssh_host host = {0};
    g_autofree char *offer = ssh_algorithms_offer(&host, SSH_ALGORITHM_KEX, true);
    g_autofree char *ciphers = ssh_algorithms_offer(&host, SSH_ALGORITHM_CIPHER, true);
    assert_true(strstr(offer, "group14-sha1") > strstr(offer, "group18-sha512"));
    assert_true(g_str_has_suffix(offer, "group1-sha1"));
    assert_true(g_str_has_prefix(ciphers, "+aes256-cbc"));
}

static void what_ssh_config_says_counts(void **state)
{
    (void)state;
    char said[] = "+3des-cbc";
    const struct ssh_host host = {.ciphers = said};
    g_autofree char *plain = ssh_algorithms_offer(&host, SSH_ALGORITHM_CIPHER, false);
    g_autofree char *legacy = ssh_algorithms_offer(&host, SSH_ALGORITHM_CIPHER, true);
    g_autofree char *other = ssh_algorithms_offer(&host, SSH_ALGORITHM_MAC, false);
    assert_string_equal(plain, "+3des-cbc");
    assert_string_equal(legacy, "+3des-cbc");
    assert_null(other);
    assert_string_equal(ssh_algorithm_keyword(SSH_ALGORITHM_CIPHER), "Ciphers");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cheap_key_exchange_comes_first_and_a_dear_one_last),
        cmocka_unit_test(what_is_old_comes_behind_what_is_safe),
        cmocka_unit_test(what_ssh_config_says_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
