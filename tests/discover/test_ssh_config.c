#include "discover/ssh_config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct ssh_host find(const char *text, const char *host, const char *user)
{
    GError *error = NULL;
    struct ssh_host found;
    struct ssh_config *config = ssh_config_parse(text, strlen(text), "config", &error);
    assert_null(error);
    ssh_config_find(config, host, user, 0, &found);
    ssh_config_free(config);
    return found;
}

static void the_first_value_that_applies_counts(void **state)
{
    (void)state;
    struct ssh_host host = find(
        "Host 192.0.2.*\nUser first\nPort 2222\nHost *\nUser second\nHostKeyAlias a\n", "192.0.2.1", NULL);
    assert_string_equal(host.user, "first");
    assert_int_equal(host.port, 2222);
    assert_string_equal(host.host_key_alias, "a");
    ssh_host_clear(&host);
}

static void a_pattern_with_a_mark_excludes(void **state)
{
    (void)state;
    struct ssh_host host = find("Host 192.0.2.* !192.0.2.9\nUser x\n", "192.0.2.9", NULL);
    assert_null(host.user);
    ssh_host_clear(&host);
}

static void patterns_that_are_no_text_match_octet_by_octet(void **state)
{
    (void)state;
    struct ssh_host host = find("Host *a\xe1\x01?*b*\nUser x\nHost a*b*c\nUser y\n", "abbbc", NULL);
    assert_string_equal(host.user, "y");
    ssh_host_clear(&host);
}

static void keywords_come_in_any_case_with_blanks_or_equals_and_quotes(void **state)
{
    (void)state;
    struct ssh_host host =
        find("uSER = \"net ops\"\nKEXALGORITHMS=+a,b\n# comment\n\tIdentitiesOnly yes\n", "h", NULL);
    assert_string_equal(host.user, "net ops");
    assert_string_equal(host.kex_algorithms, "+a,b");
    assert_true(host.identities_only);
    ssh_host_clear(&host);
}

static void identity_files_add_up_and_tokens_are_expanded(void **state)
{
    (void)state;
    struct ssh_host host = find("IdentityFile /k/%r@%h\nIdentityFile /k/%%p-%p\nPort 23\n", "h", "u");
    assert_string_equal(host.identity_files->pdata[0], "/k/u@h");
    assert_string_equal(host.identity_files->pdata[1], "/k/%p-23");
    assert_null(host.identity_files->pdata[2]);
    ssh_host_clear(&host);
}

static void a_jump_and_a_command_exclude_each_other(void **state)
{
    (void)state;
    struct ssh_host host = find("ProxyJump none\nProxyCommand nc %h %p\nProxyJump x\n", "h", NULL);
    assert_null(host.proxy_jump);
    assert_null(host.proxy_command);
    ssh_host_clear(&host);
    host = find("ProxyCommand nc %h %p # not a comment\nProxyJump x\n", "h", NULL);
    assert_null(host.proxy_jump);
    assert_string_equal(host.proxy_command, "nc h 22 # not a comment");
    ssh_host_clear(&host);
}

static void matches_by_host_and_user_count_and_by_exec_do_not(void **state)
{
    (void)state;
    const char *text = "Match host 10.*,h user u\nPort 1\nMatch exec \"true\"\nPort 2\nMatch all\nPort 3\n";
    struct ssh_host host = find(text, "h", "u");
    assert_int_equal(host.port, 1);
    ssh_host_clear(&host);
    host = find(text, "h", "v");
    assert_int_equal(host.port, 3);
    ssh_host_clear(&host);
}

static void a_name_counts_for_the_address_that_it_stands_for(void **state)
{
    (void)state;
    static const char text[] = "Host lab-1\n  HostName 192.0.2.1\n  Port 2201\n  User one\n"
                               "Host lab-2\n  HostName 192.0.2.1\n  Port 2202\n  User two\n"
                               "Host core-*\n  HostName %h.example.com\n  User three\n"
                               "Host 192.0.2.*\n  HostKeyAlias lab\n";
    struct ssh_config *config = ssh_config_parse(text, strlen(text), "config", NULL);
    struct ssh_host host;
    struct address address;
    ssh_config_find(config, "192.0.2.1", NULL, 2202, &host);
    assert_string_equal(host.user, "two");
    assert_string_equal(host.host_key_alias, "lab");
    ssh_host_clear(&host);
    ssh_config_find(config, "192.0.2.1", NULL, 0, &host);
    assert_string_equal(host.user, "one");
    assert_int_equal(host.port, 2201);
    ssh_host_clear(&host);
    ssh_config_find(config, "core-7", NULL, 0, &host);
    assert_string_equal(host.host_name, "core-7.example.com");
    ssh_host_clear(&host);
    assert_true(address_parse("192.0.2.77", &address));
    ssh_config_find(config, "192.0.2.77", NULL, 0, &host);
    assert_null(host.user);
    ssh_host_clear(&host);
    ssh_config_add_name(config, "core-7", address, 0);
    ssh_config_find(config, "192.0.2.77", NULL, 22, &host);
    assert_string_equal(host.user, "three");
    ssh_host_clear(&host);
    ssh_config_free(config);
}

static void a_line_without_a_value_is_named(void **state)
{
    (void)state;
    GError *error = NULL;
    assert_null(ssh_config_parse("Host *\nUser\n", 12, "config", &error));
    assert_string_equal(error->message, "config:2: no keyword and value");
    g_error_free(error);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_value_that_applies_counts),
        cmocka_unit_test(a_pattern_with_a_mark_excludes),
        cmocka_unit_test(patterns_that_are_no_text_match_octet_by_octet),
        cmocka_unit_test(keywords_come_in_any_case_with_blanks_or_equals_and_quotes),
        cmocka_unit_test(identity_files_add_up_and_tokens_are_expanded),
        cmocka_unit_test(a_jump_and_a_command_exclude_each_other),
        cmocka_unit_test(matches_by_host_and_user_count_and_by_exec_do_not),
        cmocka_unit_test(a_name_counts_for_the_address_that_it_stands_for),
        cmocka_unit_test(a_line_without_a_value_is_named),
    };
    return cmocka_run_group_tests_name("ssh_config", tests, NULL, NULL);
}
