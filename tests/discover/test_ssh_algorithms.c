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
    g_autofree char *keys = ssh_algorithms_offer(&host, SSH_ALGORITHM_HOST_KEY, true);
    assert_true(strstr(offer, "group14-sha1") > strstr(offer, "group18-sha512"));
    assert_true(g_str_has_suffix(offer, "group1-sha1"));
    assert_true(g_str_has_prefix(ciphers, "aes256-gcm@openssh.com,"));
    assert_true(g_str_has_suffix(ciphers, ",3des-cbc"));
    assert_true(g_str_has_suffix(keys, ",ssh-rsa"));
}

static char *offer_macs(const char *said, bool allows_legacy)
{
    g_autofree char *copy = g_strdup(said);
    const struct ssh_host host = {.macs = copy};
    return ssh_algorithms_offer(&host, SSH_ALGORITHM_MAC, allows_legacy);
}

static void what_ssh_config_says_counts(void **state)
{
    (void)state;
    static const struct {
        const char *said, *offered;
    } cases[] = {
        {"hmac-md5", "hmac-md5"},
        {"+hmac-sha1",
         "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,hmac-sha2-256,hmac-sha2-512,"
         "hmac-sha1"},
        {"^hmac-sha1,hmac-sha2-256", "hmac-sha1,hmac-sha2-256,hmac-sha2-256-etm@openssh.com,"
                                     "hmac-sha2-512-etm@openssh.com,hmac-sha2-512"},
        {"-*etm*", "hmac-sha2-256,hmac-sha2-512"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *offer = offer_macs(cases[i].said, false);
        assert_string_equal(offer, cases[i].offered);
    }
    g_autofree char *both = offer_macs("-*etm*", true);
    assert_string_equal(both, "hmac-sha2-256,hmac-sha2-512,hmac-sha1");
    assert_string_equal(ssh_algorithm_keyword(SSH_ALGORITHM_MAC), "MACs");
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
