#include "discover/prompt.h"

#include <glib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void expect_name(const char *prompt, const char *expected)
{
    g_autofree char *name = prompt_name(prompt);
    assert_true(prompt_is_likely(prompt, strlen(prompt)));
    assert_true(prompt_equals(prompt, prompt));
    assert_non_null(name);
    assert_string_equal(name, expected);
}

static void the_name_is_found_in_prompts_of_all_kinds(void **state)
{
    (void)state;
    expect_name("core-1>", "core-1");
    expect_name("core-1#", "core-1");
    expect_name("core-1# ", "core-1");
    expect_name("core-1(config)#", "core-1");
    expect_name("RP/0/RP0/CPU0:core-1#", "core-1");
    expect_name("<core-1>", "core-1");
    expect_name("[core-1]", "core-1");
    expect_name("HRP_M<core-1>", "core-1");
    expect_name("netops@core-1> ", "core-1");
    expect_name("netops@core-1:~$ ", "core-1");
    expect_name("[netops@core-1] > ", "core-1");
    expect_name("[netops@core-1 ~]$ ", "core-1");
    expect_name("netops@core-1(active)> ", "core-1");
    expect_name("SSH@core-1#", "core-1");
    expect_name("(core-1) #", "core-1");
    expect_name("(core-1) >", "core-1");
    expect_name("*A:core-1# ", "core-1");
    expect_name("A:admin@core-1# ", "core-1");
    expect_name("* Slot-1 core-1.12 # ", "core-1");
    expect_name("core-1.12 # ", "core-1");
    expect_name("core-1 (root) # ", "core-1");
    expect_name("fw1/pri/act#", "fw1");
    expect_name("sw.example.net#", "sw.example.net");
}

static void a_prompt_without_a_name_has_none(void **state)
{
    (void)state;
    assert_null(prompt_name("$ "));
    assert_null(prompt_name("# "));
    assert_null(prompt_name(""));
    assert_null(prompt_name("Password:"));
}

static void text_is_no_prompt(void **state)
{
    (void)state;
    const char *const lines[] = {"", "  ", "Interface status: up", "##########", "100 %", "Password: "};
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
        assert_false(prompt_is_likely(lines[i], strlen(lines[i])));
    char long_line[PROMPT_MAX + 2];
    memset(long_line, 'a', sizeof long_line);
    long_line[PROMPT_MAX] = '#';
    assert_false(prompt_is_likely(long_line, PROMPT_MAX + 1));
}

static void a_prompt_may_count_and_be_marked(void **state)
{
    (void)state;
    assert_true(prompt_equals("* Slot-1 sw.9 # ", "Slot-1 sw.10 # "));
    assert_true(prompt_equals("A:sw# ", "*A:sw# "));
    assert_true(prompt_equals("sw# ", "sw#"));
    assert_false(prompt_equals("sw#", "sw#show version"));
    assert_false(prompt_equals("sw#", "sw>"));
    assert_false(prompt_equals("sw#", "sx#"));
    assert_false(prompt_equals("sw#", ""));
}

static void modes_of_one_device_are_kin(void **state)
{
    (void)state;
    assert_true(prompt_is_kin("sw>", "sw#"));
    assert_false(prompt_is_kin("sw>", "sx#"));
    assert_false(prompt_is_kin("sw>", "sw: up"));
}

static void who_asks_for_user_and_password_is_understood(void **state)
{
    (void)state;
    assert_true(prompt_asks_user("User:"));
    assert_true(prompt_asks_user("login: "));
    assert_true(prompt_asks_password("Password:"));
    assert_true(prompt_asks_password("admin's password: "));
    assert_false(prompt_asks_password("Password: set"));
    assert_false(prompt_asks_user("last user: nobody"));
    assert_true(prompt_asks_change("Enter new password: "));
    assert_true(prompt_asks_change("Change now? [password expired] (y/n)[y]"));
    assert_false(prompt_asks_change("Password:"));
}

static void expect_rest(const char *text, const char *command, const char *rest)
{
    const char *behind = prompt_skip_echo(text, strlen(text), command);
    if (!rest) {
        assert_null(behind);
        return;
    }
    assert_non_null(behind);
    assert_string_equal(behind, rest);
}

static void the_echo_is_skipped_with_what_stands_before_it(void **state)
{
    (void)state;
    expect_rest("show version\nIOS\n", "show version", "IOS\n");
    expect_rest("sw#show version\nIOS\n", "show version", "IOS\n");
    expect_rest("\nsw#\nsw#show version\nIOS\n", "show version", "IOS\n");
    expect_rest("show version \nIOS\n", "show version", "IOS\n");
}

static void a_wrapped_echo_is_skipped(void **state)
{
    (void)state;
    expect_rest("show lldp neigh\nbors detail\nIOS\n", "show lldp neighbors detail", "IOS\n");
    expect_rest("sw#show lldp \nneighbors\nIOS\n", "show lldp neighbors", "IOS\n");
}

static void what_is_no_echo_is_kept(void **state)
{
    (void)state;
    expect_rest("IOS\n", "show version", NULL);
    expect_rest("show version of what\n", "show version", NULL);
    expect_rest("", "show version", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_name_is_found_in_prompts_of_all_kinds),
        cmocka_unit_test(a_prompt_without_a_name_has_none),
        cmocka_unit_test(text_is_no_prompt),
        cmocka_unit_test(a_prompt_may_count_and_be_marked),
        cmocka_unit_test(modes_of_one_device_are_kin),
        cmocka_unit_test(who_asks_for_user_and_password_is_understood),
        cmocka_unit_test(the_echo_is_skipped_with_what_stands_before_it),
        cmocka_unit_test(a_wrapped_echo_is_skipped),
        cmocka_unit_test(what_is_no_echo_is_kept),
    };
    return cmocka_run_group_tests_name("prompt", tests, NULL, NULL);
}
