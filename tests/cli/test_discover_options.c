#include "cli/discover_options.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

static const struct command command = {.name = "discover", .summary = "crawl"};

/* The arguments of a process are writable and its own. */
struct arguments {
    char *copies[32];
    char *argv[32];
    int argc;
};

static void set_arguments(struct arguments *arguments, const char *const *words)
{
    *arguments = (struct arguments){0};
    for (; words[arguments->argc] != NULL; arguments->argc++) {
        arguments->copies[arguments->argc] = g_strdup(words[arguments->argc]);
        arguments->argv[arguments->argc] = arguments->copies[arguments->argc];
    }
}

static void free_arguments(struct arguments *arguments)
{
    for (char **copy = arguments->copies; *copy != NULL; copy++)
        g_free(*copy);
}

/* Makes a plan of a command line, without any configuration. */
static bool plan(const char *const *words, struct discover_plan *out, GError **error)
{
    struct arguments arguments;
    struct discover_options options;
    char **argv = arguments.argv;
    int status;
    set_arguments(&arguments, words);
    assert_true(discover_options_parse(&command, &arguments.argc, &argv, &options, &status));
    bool is_made = discover_plan_make(&options, NULL, argv + 1, out, error);
    /* Options and arguments do not outlive the command; the plan has its own. */
    out->crawl.record_folder = NULL;
    discover_options_clear(&options);
    free_arguments(&arguments);
    return is_made;
}
#define PLAN(...) plan((const char *const[]){"discover", __VA_ARGS__, NULL}, &made, &error)

static void assert_refused(const char *const *words, const char *expected)
{
    struct discover_plan made;
    GError *error = NULL;
    assert_false(plan(words, &made, &error));
    assert_string_equal(error->message, expected);
    g_error_free(error);
    discover_plan_clear(&made);
}
#define REFUSED(expected, ...) assert_refused((const char *const[]){"discover", __VA_ARGS__, NULL}, expected)

static bool allows(const struct discover_plan *made, const char *text)
{
    struct address address;
    assert_true(address_parse(text, &address));
    return scope_allows(made->scope, address);
}

static void without_options_the_defaults_hold(void **state)
{
    (void)state;
    struct discover_plan made;
    GError *error = NULL;
    assert_true(PLAN("192.0.2.1"));
    assert_int_equal(made.crawl.port, 161);
    assert_int_equal(made.crawl.concurrency, 0);
    assert_int_equal(made.crawl.timeout_ms, 1000);
    assert_int_equal(made.crawl.retries, 2);
    assert_true(made.crawl.max_depth == UINT32_MAX);
    assert_int_equal(made.credentials->items->len, 1);
    const struct credential *credential = made.credentials->items->pdata[0];
    assert_string_equal(credential->community, "public");
    assert_int_equal(credential->version, SNMP_V2C);
    assert_true(allows(&made, "10.1.1.1") && allows(&made, "172.31.0.1") && allows(&made, "fd00::1"));
    assert_false(allows(&made, "198.51.100.1"));
    assert_int_equal(made.seeds->len, 1);
    discover_plan_clear(&made);
}

static void the_limits_of_a_visit_can_be_set(void **state)
{
    (void)state;
    struct discover_plan made;
    GError *error = NULL;
    assert_true(PLAN("10.0.0.1"));
    assert_int_equal(made.crawl.limits.max_rows, 500000);
    assert_int_equal(made.crawl.limits.max_requests, 200000);
    assert_int_equal(made.crawl.limits.max_bytes, 268435456);
    discover_plan_clear(&made);
    assert_true(PLAN("--max-rows", "7", "--max-requests", "8", "--max-bytes", "9", "10.0.0.1"));
    assert_int_equal(made.crawl.limits.max_rows, 7);
    assert_int_equal(made.crawl.limits.max_requests, 8);
    assert_int_equal(made.crawl.limits.max_bytes, 9);
    assert_int_equal(made.crawl.limits.max_in_flight, 8);
    discover_plan_clear(&made);
}

static void what_ssh_is_told_goes_to_the_crawl(void **state)
{
    (void)state;
    struct discover_plan made;
    GError *error = NULL;
    assert_true(PLAN("10.0.0.1"));
    assert_int_equal(made.crawl.ssh.port, 0);
    assert_int_equal(made.crawl.ssh.timeout_ms, 30000);
    assert_null(made.crawl.ssh.known_hosts);
    assert_null(made.crawl.ssh.templates[0]);
    discover_plan_clear(&made);
    assert_true(PLAN("--ssh-port", "2222", "--ssh-timeout", "2", "--known-hosts", "kh", "--ssh-config", "sc",
                     "--templates", "a", "--templates", "b", "10.0.0.1"));
    assert_int_equal(made.crawl.ssh.port, 2222);
    assert_int_equal(made.crawl.ssh.timeout_ms, 2000);
    assert_string_equal(made.crawl.ssh.known_hosts, "kh");
    assert_string_equal(made.crawl.ssh.config, "sc");
    assert_string_equal(made.crawl.ssh.templates[1], "b");
    assert_null(made.crawl.ssh.templates[2]);
    discover_plan_clear(&made);
    REFUSED("--ssh-port: '0' is no number from 1 to 65535", "--ssh-port", "0", "10.0.0.1");
    REFUSED("--ssh-timeout: 'x' is no number of seconds from 1 to 3600", "--ssh-timeout", "x", "10.0.0.1");
}

static void a_scope_replaces_the_private_space(void **state)
{
    (void)state;
    struct discover_plan made;
    GError *error = NULL;
    assert_true(PLAN("--scope", "198.51.100.0/24", "--exclude", "198.51.100.7", "192.0.2.1"));
    assert_true(allows(&made, "198.51.100.1"));
    assert_false(allows(&made, "198.51.100.7"));
    assert_false(allows(&made, "10.0.0.1"));
    discover_plan_clear(&made);
}

static void a_replay_has_no_scope_to_keep_but_the_one_that_is_given(void **state)
{
    (void)state;
    struct discover_plan made;
    GError *error = NULL;
    assert_true(PLAN("--replay", "folder"));
    assert_true(allows(&made, "198.51.100.1") && allows(&made, "2001:db8::1"));
    assert_int_equal(made.seeds->len, 0);
    discover_plan_clear(&made);
    assert_true(PLAN("--replay", "folder", "--scope", "10.0.0.0/8"));
    assert_false(allows(&made, "198.51.100.1"));
    discover_plan_clear(&made);
}

static void a_user_comes_before_the_communities(void **state)
{
    (void)state;
    struct discover_plan made;
    GError *error = NULL;
    assert_true(PLAN("-c", "one", "-u", "monitor", "-A", "pass-phrase-1", "-X", "pass-phrase-2", "-c", "two",
                     "10.0.0.1"));
    assert_int_equal(made.credentials->items->len, 3);
    const struct credential *user = made.credentials->items->pdata[0];
    assert_int_equal(user->version, SNMP_V3);
    assert_int_equal(user->auth_protocol, AUTH_SHA1);
    assert_int_equal(user->priv_protocol, PRIV_AES128);
    assert_string_equal(user->priv_pass_phrase, "pass-phrase-2");
    const struct credential *second = made.credentials->items->pdata[2];
    assert_string_equal(second->community, "two");
    assert_string_equal(second->name, "community 2");
    discover_plan_clear(&made);
}

static void a_level_leaves_out_what_is_above_it(void **state)
{
    (void)state;
    struct discover_plan made;
    GError *error = NULL;
    g_setenv("WIREMAP_AUTH_PASSPHRASE", "from the environment", TRUE);
    g_setenv("WIREMAP_PRIV_PASSPHRASE", "from the environment too", TRUE);
    assert_true(PLAN("-u", "monitor", "-l", "authnopriv", "-a", "SHA-512", "10.0.0.1"));
    const struct credential *user = made.credentials->items->pdata[0];
    assert_int_equal(user->auth_protocol, AUTH_SHA512);
    assert_string_equal(user->auth_pass_phrase, "from the environment");
    assert_null(user->priv_pass_phrase);
    assert_int_equal(user->priv_protocol, PRIV_NONE);
    discover_plan_clear(&made);
    assert_true(PLAN("-u", "monitor", "10.0.0.1"));
    user = made.credentials->items->pdata[0];
    assert_string_equal(user->priv_pass_phrase, "from the environment too");
    discover_plan_clear(&made);
    g_unsetenv("WIREMAP_AUTH_PASSPHRASE");
    g_unsetenv("WIREMAP_PRIV_PASSPHRASE");
}

static void a_community_of_the_environment_yields_to_the_option(void **state)
{
    (void)state;
    struct discover_plan made;
    GError *error = NULL;
    g_setenv("WIREMAP_COMMUNITY", "hidden", TRUE);
    assert_true(PLAN("-v", "1", "10.0.0.1"));
    const struct credential *credential = made.credentials->items->pdata[0];
    assert_string_equal(credential->community, "hidden");
    assert_int_equal(credential->version, SNMP_V1);
    discover_plan_clear(&made);
    assert_true(PLAN("-c", "said", "10.0.0.1"));
    assert_int_equal(made.credentials->items->len, 1);
    credential = made.credentials->items->pdata[0];
    assert_string_equal(credential->community, "said");
    discover_plan_clear(&made);
    g_unsetenv("WIREMAP_COMMUNITY");
}

static void secrets_vanish_from_the_arguments_and_seeds_do_not(void **state)
{
    (void)state;
    struct arguments arguments;
    struct discover_options options;
    char **argv = arguments.argv;
    int status;
    set_arguments(&arguments, (const char *const[]){"discover", "-c", "1", "-A", "long-pass-phrase",
                                                    "--priv-pass-phrase=another-one", "10.0.0.1", NULL});
    assert_true(discover_options_parse(&command, &arguments.argc, &argv, &options, &status));
    assert_string_equal(arguments.copies[2], "*");
    assert_string_equal(arguments.copies[4], "****************");
    assert_string_equal(arguments.copies[5], "--priv-pass-phrase=***********");
    assert_string_equal(argv[1], "10.0.0.1");
    assert_string_equal(options.auth_pass_phrase, "long-pass-phrase");
    discover_options_clear(&options);
    free_arguments(&arguments);
}

static void a_bad_value_is_a_usage_error_that_names_it(void **state)
{
    (void)state;
    REFUSED("--port: '0' is no number from 1 to 65535", "--port", "0", "10.0.0.1");
    REFUSED("--max-rows: '0' is no number from 1 to 4294967295", "--max-rows", "0", "10.0.0.1");
    REFUSED("--retries: 'many' is no number from 0 to 100", "--retries", "many", "10.0.0.1");
    REFUSED("--timeout: '-1' is no number of seconds from 0.01 to 3600", "--timeout=-1", "10.0.0.1");
    REFUSED("-v: '4' is none of 1, 2c, 3 (-v before the command is another option)", "-v", "4", "10.0.0.1");
    REFUSED("-l: 'all' is none of noAuthNoPriv, authNoPriv, authPriv", "-u", "u", "-l", "all", "10.0.0.1");
    REFUSED("-x: 'ROT13' is none of DES, AES-128, AES-192, AES-256, AES-192C, AES-256C", "-u", "u", "-x",
            "ROT13", "10.0.0.1");
    REFUSED("-v 3 needs a user: -u", "-v", "3", "10.0.0.1");
    REFUSED("-v 3 has no community: leave out -c or -v", "-v", "3", "-u", "u", "-c", "c", "10.0.0.1");
    REFUSED("-v 2c has no user: leave out -u or -v", "-v", "2c", "-u", "u", "10.0.0.1");
    REFUSED("-l, -a, -A, -x, -X and -n need a user: -u", "-A", "pass-phrase", "10.0.0.1");
    REFUSED("credential user u: authentication pass phrase is missing", "-u", "u", "-l", "authPriv",
            "10.0.0.1");
}

static void a_bad_seed_is_a_usage_error_that_names_it(void **state)
{
    (void)state;
    REFUSED("'300.1.2.3' is no address and no host name", "300.1.2.3");
    REFUSED("'10.0.0.0/24' is no address and no host name (a range is told to --scope; a seed is one device)",
            "10.0.0.0/24");
    REFUSED("which seed? It is the address or the host name of a device to begin with", "--max-depth", "1");
}

static void seeds_are_addresses_and_host_names_with_ports(void **state)
{
    (void)state;
    static const char *const good[] = {"10.0.0.1",      "2001:db8::1",       "core1.example.net", "core1",
                                       "10.0.0.1:1161", "[2001:db8::1]:161", "core1:161"};
    static const char *const bad[] = {"",    "10.0.0",       "10.0.0.1:x", "10.0.0.1:70000",
                                      "a b", "[2001:db8::1", "a,b"};
    for (size_t i = 0; i < G_N_ELEMENTS(good); i++)
        assert_true(discover_seed_is_valid(good[i]));
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
        assert_false(discover_seed_is_valid(bad[i]));
}

static void seeds_come_from_a_file_too(void **state)
{
    (void)state;
    struct discover_plan made;
    GError *error = NULL;
    char *path = NULL;
    int descriptor = g_file_open_tmp("wiremap-seeds-XXXXXX", &path, NULL);
    assert_true(descriptor >= 0 && g_close(descriptor, NULL));
    assert_true(g_file_set_contents(path, "# mine\n10.0.0.2\r\n\n  core1  # the first\n", -1, NULL));
    assert_true(PLAN("--seeds", path, "10.0.0.1"));
    assert_int_equal(made.seeds->len, 3);
    assert_string_equal(made.seeds->pdata[1], "10.0.0.2");
    assert_string_equal(made.seeds->pdata[2], "core1");
    discover_plan_clear(&made);
    assert_true(g_file_set_contents(path, "10.0.0.2\n10.0.0.300\n", -1, NULL));
    assert_false(PLAN("--seeds", path));
    assert_true(g_str_has_suffix(error->message, ":2: '10.0.0.300' is no address and no host name"));
    g_error_free(error);
    discover_plan_clear(&made);
    g_unlink(path);
    g_free(path);
}

static void a_secret_in_a_file_must_be_private(void **state)
{
    (void)state;
    struct discover_plan made;
    GError *error = NULL;
    char *path = NULL;
    int descriptor = g_file_open_tmp("wiremap-secret-XXXXXX", &path, NULL);
    assert_true(descriptor >= 0 && g_close(descriptor, NULL));
    assert_true(g_file_set_contents(path, "from-a-file\n", -1, NULL));
    char *argument = g_strconcat("@", path, NULL);
    assert_int_equal(chmod(path, 0600), 0);
    assert_true(PLAN("-c", argument, "10.0.0.1"));
    const struct credential *credential = made.credentials->items->pdata[0];
    assert_string_equal(credential->community, "from-a-file");
    discover_plan_clear(&made);
    assert_int_equal(chmod(path, 0640), 0);
    assert_false(PLAN("-c", argument, "10.0.0.1"));
    assert_true(g_str_has_prefix(error->message, "-c: "));
    assert_null(strstr(error->message, "from-a-file"));
    g_error_free(error);
    discover_plan_clear(&made);
    g_unlink(path);
    g_free(argument);
    g_free(path);
}

/* No configuration of whoever runs the tests takes part. */
static int without_configuration(void **state)
{
    (void)state;
    g_setenv("XDG_CONFIG_HOME", "/nonexistent", TRUE);
    g_unsetenv("WIREMAP_COMMUNITY");
    g_unsetenv("WIREMAP_AUTH_PASSPHRASE");
    g_unsetenv("WIREMAP_PRIV_PASSPHRASE");
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_options_the_defaults_hold),
        cmocka_unit_test(the_limits_of_a_visit_can_be_set),
        cmocka_unit_test(what_ssh_is_told_goes_to_the_crawl),
        cmocka_unit_test(a_scope_replaces_the_private_space),
        cmocka_unit_test(a_replay_has_no_scope_to_keep_but_the_one_that_is_given),
        cmocka_unit_test(a_user_comes_before_the_communities),
        cmocka_unit_test(a_level_leaves_out_what_is_above_it),
        cmocka_unit_test(a_community_of_the_environment_yields_to_the_option),
        cmocka_unit_test(secrets_vanish_from_the_arguments_and_seeds_do_not),
        cmocka_unit_test(a_bad_value_is_a_usage_error_that_names_it),
        cmocka_unit_test(a_bad_seed_is_a_usage_error_that_names_it),
        cmocka_unit_test(seeds_are_addresses_and_host_names_with_ports),
        cmocka_unit_test(seeds_come_from_a_file_too),
        cmocka_unit_test(a_secret_in_a_file_must_be_private),
    };
    return cmocka_run_group_tests(tests, without_configuration, NULL);
}
