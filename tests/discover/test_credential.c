#include "discover/credential.h"

#include <gio/gio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void authentication_protocols_are_read_in_every_spelling(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum auth_protocol protocol;
    } cases[] = {
        {"MD5", AUTH_MD5},        {"SHA", AUTH_SHA1},       {"sha-1", AUTH_SHA1},
        {"SHA1", AUTH_SHA1},      {"SHA-224", AUTH_SHA224}, {"sha256", AUTH_SHA256},
        {"SHA-256", AUTH_SHA256}, {"Sha-384", AUTH_SHA384}, {"SHA512", AUTH_SHA512},
        {"SHA-512", AUTH_SHA512}, {"none", AUTH_NONE},
    };
    enum auth_protocol protocol = AUTH_NONE;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        assert_true(auth_protocol_parse(cases[i].text, &protocol));
        assert_int_equal(protocol, cases[i].protocol);
    }
    assert_false(auth_protocol_parse("SHA-3", &protocol));
    assert_false(auth_protocol_parse("", &protocol));
    assert_false(auth_protocol_parse("AES", &protocol));
}

static void privacy_protocols_are_read_in_every_spelling(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum priv_protocol protocol;
    } cases[] = {
        {"DES", PRIV_DES},          {"AES", PRIV_AES128},        {"aes-128", PRIV_AES128},
        {"AES128", PRIV_AES128},    {"AES-192", PRIV_AES192},    {"AES256", PRIV_AES256},
        {"AES192C", PRIV_AES192C},  {"AES-256-C", PRIV_AES256C}, {"aes256c", PRIV_AES256C},
        {"AES-256C", PRIV_AES256C},
    };
    enum priv_protocol protocol = PRIV_NONE;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        assert_true(priv_protocol_parse(cases[i].text, &protocol));
        assert_int_equal(protocol, cases[i].protocol);
    }
    assert_false(priv_protocol_parse("3DES", &protocol));
    assert_false(priv_protocol_parse("SHA", &protocol));
}

static struct credential *make_user(const char *auth, const char *priv)
{
    struct credential *credential = credential_new("ops");
    credential->version = SNMP_V3;
    credential->user = g_strdup("reader");
    if (auth) {
        credential->auth_protocol = AUTH_SHA256;
        credential->auth_pass_phrase = g_strdup(auth);
    }
    if (priv) {
        credential->priv_protocol = PRIV_AES128;
        credential->priv_pass_phrase = g_strdup(priv);
    }
    return credential;
}

static void sound_credentials_pass(void **state)
{
    (void)state;
    struct credential *credentials[] = {make_user(NULL, NULL), make_user("12345678", NULL),
                                        make_user("12345678", "abcdefgh"), credential_new("netops")};
    credentials[3]->community = g_strdup("public");
    for (size_t i = 0; i < G_N_ELEMENTS(credentials); i++) {
        assert_true(credential_check(credentials[i], NULL));
        credential_free(credentials[i]);
    }
}

/* Owns the credential; the error must name it and what is wrong, and must not tell a secret. */
static void assert_refused(struct credential *credential, const char *what)
{
    g_autoptr(GError) error = NULL;
    assert_false(credential_check(credential, &error));
    assert_true(g_error_matches(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT));
    assert_string_equal(error->message, what);
    credential_free(credential);
}

static void what_is_missing_is_named(void **state)
{
    (void)state;
    assert_refused(credential_new("netops"), "credential netops: community is missing");

    struct credential *credential = make_user(NULL, NULL);
    g_clear_pointer(&credential->user, g_free);
    assert_refused(credential, "credential ops: user is missing");

    assert_refused(make_user("1234567", NULL),
                   "credential ops: authentication pass phrase is shorter than 8 octets (RFC 3414 11.2)");

    credential = make_user(NULL, NULL);
    credential->auth_protocol = AUTH_SHA1;
    assert_refused(credential, "credential ops: authentication pass phrase is missing");

    assert_refused(make_user("12345678", "short"),
                   "credential ops: privacy pass phrase is shorter than 8 octets (RFC 3414 11.2)");
    assert_refused(make_user(NULL, "12345678"), "credential ops: privacy needs authentication");

    credential = make_user("12345678", NULL);
    credential->auth_protocol = AUTH_NONE;
    assert_refused(credential, "credential ops: authentication protocol is missing");

    credential = make_user("12345678", "abcdefgh");
    credential->priv_protocol = PRIV_NONE;
    assert_refused(credential, "credential ops: privacy protocol is missing");

    credential = make_user(NULL, NULL);
    g_free(credential->user);
    credential->user = g_strdup("a-user-name-that-is-longer-than-32");
    assert_refused(credential, "credential ops: user is longer than 32 octets");
}

static void a_list_frees_what_is_in_it(void **state)
{
    (void)state;
    struct credential_list *list = credential_list_new();
    g_ptr_array_add(list->items, make_user("12345678", "abcdefgh"));
    g_ptr_array_add(list->items, credential_new("netops"));
    assert_int_equal(list->items->len, 2);
    credential_list_free(list);
    credential_list_free(NULL);
    credential_free(NULL);
    secret_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(authentication_protocols_are_read_in_every_spelling),
        cmocka_unit_test(privacy_protocols_are_read_in_every_spelling),
        cmocka_unit_test(sound_credentials_pass),
        cmocka_unit_test(what_is_missing_is_named),
        cmocka_unit_test(a_list_frees_what_is_in_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
