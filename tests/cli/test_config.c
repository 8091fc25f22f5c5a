#include "cli/config.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

struct fixture {
    char *folder;
    char *path;
};

static int set_up(void **state)
{
    struct fixture *fixture = g_new0(struct fixture, 1);
    fixture->folder = g_dir_make_tmp("wiremap-config-XXXXXX", NULL);
    fixture->path = g_build_filename(fixture->folder, "w.conf", NULL);
    *state = fixture;
    return fixture->folder == NULL;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    g_unlink(fixture->path);
    g_rmdir(fixture->folder);
    g_free(fixture->path);
    g_free(fixture->folder);
    g_free(fixture);
    return 0;
}

static void write_file(const char *path, const char *text, mode_t mode)
{
    assert_true(g_file_set_contents(path, text, -1, NULL));
    assert_int_equal(chmod(path, mode), 0);
}

/* expected: what follows the path in the message. */
static void assert_refused(const struct fixture *fixture, const char *text, const char *expected)
{
    struct config config;
    GError *error = NULL;
    write_file(fixture->path, text, 0600);
    assert_false(config_load(fixture->path, &config, &error));
    assert_non_null(error);
    assert_true(g_str_has_prefix(error->message, fixture->path));
    assert_string_equal(error->message + strlen(fixture->path), expected);
    g_error_free(error);
}

static void print_site(const char *name, const char *key, const char *value, void *user)
{
    g_string_append_printf(user, "%s %s %s\n", name, key ? key : "-", value ? value : "-");
}

static void sites_are_read_in_their_order(void **state)
{
    const struct fixture *fixture = *state;
    struct config config;
    write_file(fixture->path,
               "[site Harbour]\nnames = hb-*; *-harbour\n[site 2]\nsubnets = 10.7.0.0/16\nlocations=Hall *\n",
               0644);
    assert_true(config_load(fixture->path, &config, NULL));
    g_autoptr(GString) text = g_string_new(NULL);
    site_rules_each(config.sites, print_site, text);
    assert_string_equal(text->str, "Harbour - -\nHarbour names hb-*\nHarbour names *-harbour\n"
                                   "2 - -\n2 subnets 10.7.0.0/16\n2 locations Hall *\n");
    config_clear(&config);
}

static void a_site_that_cannot_be_read_is_named_with_its_line(void **state)
{
    const struct fixture *fixture = *state;
    assert_refused(fixture, "[site A]\n\nname = x\n",
                   ":3: [site A] name: there is no such key; did you mean 'names'?");
    assert_refused(fixture, "[site A]\nsubnets = 10.0.0.0/8; 10.0.0.1/8\n",
                   ":2: [site A] subnets: \"10.0.0.1/8\" is no address range: Address has bits set "
                   "beyond prefix length");
}

static void settings_and_credentials_are_read_in_their_order(void **state)
{
    const struct fixture *fixture = *state;
    struct config config;
    GError *error = NULL;
    write_file(fixture->path,
               "# a comment\n"
               "[discover]\n"
               "scope = 10.0.0.0/8; 192.0.2.0/24\n"
               "exclude=10.9.0.0/16\n"
               "timeout = 0.25\n"
               "max-depth = 3\n"
               "[credential new]\n"
               "user = monitor\n"
               "auth-pass-phrase = correct horse\n"
               "networks = 10.1.0.0/16\n"
               "[credential old]\n"
               "version = 1\n"
               "community = back\\\\slash\n",
               0600);
    assert_true(config_load(fixture->path, &config, &error));
    assert_int_equal(config.discover.scopes->len, 2);
    assert_string_equal(config.discover.scopes->pdata[1], "192.0.2.0/24");
    assert_string_equal(config.discover.exclusions->pdata[0], "10.9.0.0/16");
    assert_int_equal(config.discover.timeout_ms, 250);
    assert_int_equal(config.discover.max_depth, 3);
    assert_int_equal(config.discover.retries, 2);
    assert_int_equal(config.credentials->items->len, 2);
    const struct credential *new = config.credentials->items->pdata[0];
    assert_string_equal(new->name, "new");
    assert_int_equal(new->version, SNMP_V3);
    assert_int_equal(new->auth_protocol, AUTH_SHA1);
    assert_int_equal(new->priv_protocol, PRIV_NONE);
    struct address inside, outside;
    assert_true(address_parse("10.1.2.3", &inside));
    assert_true(address_parse("10.2.2.3", &outside));
    assert_true(scope_allows(new->scope, inside));
    assert_false(scope_allows(new->scope, outside));
    const struct credential *old = config.credentials->items->pdata[1];
    assert_int_equal(old->version, SNMP_V1);
    assert_string_equal(old->community, "back\\slash");
    assert_null(old->scope);
    config_clear(&config);
}

static void an_unknown_key_is_named_with_its_line(void **state)
{
    assert_refused(*state, "\n[discover]\n# x\ntimout = 1\n",
                   ":4: [discover] timout: there is no such key; did you mean 'timeout'?");
    assert_refused(*state, "[credential a]\ncomunity = s3cret\n",
                   ":2: [credential a] comunity: there is no such key; did you mean 'community'?");
}

static void an_unknown_group_is_named_with_its_line(void **state)
{
    assert_refused(
        *state, "[discovery]\nport = 161\n",
        ":1: [discovery]: there is no such group; there are [discover], [credential NAME] and [site NAME]");
    assert_refused(
        *state, "[credential ]\n",
        ":1: [credential ]: there is no such group; there are [discover], [credential NAME] and [site NAME]");
}

static void a_bad_value_is_named(void **state)
{
    assert_refused(*state, "[discover]\nport = 70000\n",
                   ":2: [discover] port: '70000' is no number from 1 to 65535");
    assert_refused(*state, "[discover]\ntimeout = 1e3\n",
                   ":2: [discover] timeout: '1e3' is no number of seconds from 0.01 to 3600");
    assert_refused(*state, "[discover]\nretries =\n", ":2: [discover] retries: has no value");
    assert_refused(*state, "[credential a]\nversion = 4\n",
                   ":2: [credential a] version: '4' is none of 1, 2c, 3");
    assert_refused(
        *state, "[credential a]\nuser = u\nauth-protocol = ROT13\n",
        ":3: [credential a] auth-protocol: 'ROT13' is none of MD5, SHA, SHA-224, SHA-256, SHA-384, "
        "SHA-512");
}

static void a_bad_range_is_named(void **state)
{
    struct fixture *fixture = *state;
    struct config config;
    GError *error = NULL;
    write_file(fixture->path, "[discover]\nscope = 10.0.0.0/8;10.0.0.1/8\n", 0600);
    assert_false(config_load(fixture->path, &config, &error));
    assert_non_null(strstr(error->message, ":2: [discover] scope: "));
    assert_non_null(strstr(error->message, "10.0.0.1/8"));
    g_error_free(error);
}

static void a_line_that_is_nothing_is_named_but_not_quoted(void **state)
{
    assert_refused(*state, "[credential a]\ncommunity s3cret\n",
                   ":2: neither a [group] nor key = value nor a # comment");
    assert_refused(*state, "port = 1\n", ":1: a key before the first [group]");
    assert_refused(*state, "[discover\n", ":1: a group is written [name]");
}

static void what_is_there_twice_is_refused(void **state)
{
    assert_refused(*state, "[discover]\nport = 1\nport = 2\n", ":3: [discover] port: is there twice");
    assert_refused(*state, "[discover]\nport = 1\n[discover]\n", ":3: [discover]: is there twice");
}

static void a_credential_that_is_not_complete_is_named(void **state)
{
    assert_refused(*state, "[credential a]\nversion = 2c\n[discover]\nport = 161\n",
                   ":1: [credential a]: credential a: community is missing");
    assert_refused(*state, "[credential a]\nuser = u\nauth-pass-phrase = short\n",
                   ":1: [credential a]: credential a: authentication pass phrase is shorter than 8 octets "
                   "(RFC 3414 11.2)");
}

static void octets_that_are_no_text_are_refused(void **state)
{
    assert_refused(*state, "[discover]\nport = \xff\n", ": is not UTF-8 text");
}

static void secrets_that_others_can_read_are_refused(void **state)
{
    const struct fixture *fixture = *state;
    static const mode_t loose[] = {0640, 0604, 0620, 0660, 0644};
    for (size_t i = 0; i < G_N_ELEMENTS(loose); i++) {
        struct config config;
        GError *error = NULL;
        write_file(fixture->path, "[credential a]\ncommunity = s3cret\n", loose[i]);
        assert_false(config_load(fixture->path, &config, &error));
        assert_non_null(strstr(error->message, "chmod 600"));
        assert_null(strstr(error->message, "s3cret"));
        g_error_free(error);
    }
}

static void a_file_without_secrets_may_be_read_by_all(void **state)
{
    const struct fixture *fixture = *state;
    struct config config;
    write_file(fixture->path, "[discover]\nport = 1161\n", 0644);
    assert_true(config_load(fixture->path, &config, NULL));
    assert_int_equal(config.discover.port, 1161);
    config_clear(&config);
}

static void files_are_named_from_the_folder_of_the_configuration(void **state)
{
    const struct fixture *fixture = *state;
    struct config config;
    g_autofree char *inside = g_build_filename(fixture->folder, "lab", NULL);
    g_autofree char *at_home = g_build_filename(g_get_home_dir(), "more", NULL);
    write_file(fixture->path,
               "[discover]\nssh-port = 2222\nssh-config = /etc/lab.ssh\nknown-hosts = lab\n"
               "ssh-timeout = 5\ntemplates = lab; ~/more\n",
               0644);
    assert_true(config_load(fixture->path, &config, NULL));
    assert_int_equal(config.discover.ssh_port, 2222);
    assert_int_equal(config.discover.ssh_timeout_ms, 5000);
    assert_string_equal(config.discover.ssh_config, "/etc/lab.ssh");
    assert_string_equal(config.discover.known_hosts, inside);
    assert_int_equal(config.discover.templates->len, 2);
    assert_string_equal(config.discover.templates->pdata[0], inside);
    assert_string_equal(config.discover.templates->pdata[1], at_home);
    json_t *object = config_to_json(&config);
    const json_t *discover = json_object_get(object, "discover");
    assert_int_equal(json_array_size(json_object_get(discover, "templates")), 2);
    assert_string_equal(json_string_value(json_object_get(discover, "known_hosts")), inside);
    json_decref(object);
    config_clear(&config);
}

static void a_secret_may_have_a_file_of_its_own(void **state)
{
    const struct fixture *fixture = *state;
    char *secret = g_build_filename(fixture->folder, "key", NULL);
    struct config config;
    GError *error = NULL;
    write_file(fixture->path, "[credential a]\ncommunity-file = key\n", 0644);
    write_file(secret, "s3cret\r\nsecond line\n", 0600);
    assert_true(config_load(fixture->path, &config, &error));
    const struct credential *credential = config.credentials->items->pdata[0];
    assert_string_equal(credential->community, "s3cret");
    config_clear(&config);
    assert_int_equal(chmod(secret, 0644), 0);
    assert_false(config_load(fixture->path, &config, &error));
    assert_non_null(strstr(error->message, "key: holds a secret"));
    g_error_free(error);
    g_unlink(secret);
    g_free(secret);
}

static void what_is_in_effect_is_told_without_secrets(void **state)
{
    const struct fixture *fixture = *state;
    struct config config;
    write_file(fixture->path,
               "[credential a]\nuser = monitor\nauth-pass-phrase = s3cret-s3cret\nnetworks = 10.0.0.0/8;\n",
               0600);
    assert_true(config_load(fixture->path, &config, NULL));
    json_t *object = config_to_json(&config);
    config_clear(&config);
    json_t *credentials = json_object_get(object, "credentials");
    char *text = json_dumps(credentials, JSON_SORT_KEYS);
    assert_string_equal(text, "[{\"auth_pass_phrase\": true, \"auth_protocol\": \"SHA\", \"name\": \"a\", "
                              "\"networks\": [\"10.0.0.0/8\"], \"user\": \"monitor\", \"version\": \"3\"}]");
    free(text);
    json_decref(object);
}

static void a_file_that_is_not_there_is_an_error_only_when_it_was_named(void **state)
{
    const struct fixture *fixture = *state;
    struct config config;
    GError *error = NULL;
    assert_false(config_load(fixture->path, &config, &error));
    assert_true(g_str_has_prefix(error->message, fixture->path));
    g_error_free(error);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(sites_are_read_in_their_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_site_that_cannot_be_read_is_named_with_its_line, set_up, tear_down),
        cmocka_unit_test_setup_teardown(settings_and_credentials_are_read_in_their_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_unknown_key_is_named_with_its_line, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_unknown_group_is_named_with_its_line, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_bad_value_is_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_bad_range_is_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_line_that_is_nothing_is_named_but_not_quoted, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_there_twice_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_credential_that_is_not_complete_is_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(octets_that_are_no_text_are_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(secrets_that_others_can_read_are_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_without_secrets_may_be_read_by_all, set_up, tear_down),
        cmocka_unit_test_setup_teardown(files_are_named_from_the_folder_of_the_configuration, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_secret_may_have_a_file_of_its_own, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_in_effect_is_told_without_secrets, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_that_is_not_there_is_an_error_only_when_it_was_named, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
