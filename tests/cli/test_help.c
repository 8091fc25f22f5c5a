#include "cli/help.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const char *const commands[] = {"discover", "show", "simulate", "path", "config", NULL};

static void assert_suggestion(const char *word, const char *expected)
{
    char *near = help_suggest(word, commands);
    if (expected == NULL)
        assert_null(near);
    else
        assert_string_equal(near, expected);
    g_free(near);
}

static void a_mistyped_command_finds_its_name(void **state)
{
    (void)state;
    assert_suggestion("dicsover", "'discover'");
    assert_suggestion("shwo", "'show'");
    assert_suggestion("pth", "'path'");
    assert_suggestion("simulat", "'simulate'");
}

static void the_beginning_of_a_command_finds_its_name(void **state)
{
    (void)state;
    assert_suggestion("disc", "'discover'");
    assert_suggestion("conf", "'config'");
}

static void a_word_that_is_like_none_finds_nothing(void **state)
{
    (void)state;
    assert_suggestion("frobnicate", NULL);
    assert_suggestion("", NULL);
    assert_suggestion("x", NULL);
}

static void a_word_of_any_length_is_taken(void **state)
{
    (void)state;
    char long_word[5000];
    memset(long_word, 'a', sizeof long_word - 1);
    long_word[sizeof long_word - 1] = '\0';
    assert_suggestion(long_word, NULL);
}

static void at_most_four_names_are_suggested(void **state)
{
    (void)state;
    static const char *const names[] = {"sw1", "sw2", "sw3", "sw4", "sw5", NULL};
    char *near = help_suggest("sw", names);
    assert_string_equal(near, "'sw1' or 'sw2' or 'sw3' or 'sw4'");
    g_free(near);
}

static void the_help_of_a_command_lines_its_options_up(void **state)
{
    (void)state;
    static const GOptionEntry entries[] = {
        {"layer", 'l', 0, G_OPTION_ARG_STRING, NULL, "of one layer", "LAYER"},
        {"json", 0, 0, G_OPTION_ARG_NONE, NULL, "print JSON", NULL},
        {"secret", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, NULL, "is not told", NULL},
        G_OPTION_ENTRY_NULL};
    static const struct command command = {.name = "path",
                                           .arguments = "A B",
                                           .summary = "best paths",
                                           .details = "Example:\n  wiremap path a b"};
    char *help = help_of_command(&command, entries);
    assert_string_equal(help, "Usage: wiremap path [OPTION]... A B\n"
                              "\n"
                              "Best paths.\n"
                              "\n"
                              "Options:\n"
                              "  -l, --layer LAYER  of one layer\n"
                              "      --json         print JSON\n"
                              "  -h, --help         show this help\n"
                              "\n"
                              "Example:\n"
                              "  wiremap path a b\n");
    g_free(help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mistyped_command_finds_its_name),
        cmocka_unit_test(the_beginning_of_a_command_finds_its_name),
        cmocka_unit_test(a_word_that_is_like_none_finds_nothing),
        cmocka_unit_test(a_word_of_any_length_is_taken),
        cmocka_unit_test(at_most_four_names_are_suggested),
        cmocka_unit_test(the_help_of_a_command_lines_its_options_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
