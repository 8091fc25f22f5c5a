#include "discover/terminal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void expect_octets(const char *octets, size_t size, const char *text)
{
    GString *clean = terminal_clean(octets, size);
    assert_string_equal(clean->str, text);
    g_string_free(clean, TRUE);
    /* The same however the stream is cut. */
    struct terminal *terminal = terminal_new();
    for (size_t i = 0; i < size; i++)
        terminal_feed(terminal, octets + i, 1);
    GString *cut = g_string_new(terminal_text(terminal)->str);
    g_string_append(cut, terminal_line(terminal)->str);
    if (!terminal_pager(terminal))
        assert_string_equal(cut->str, text);
    g_string_free(cut, TRUE);
    terminal_free(terminal);
}

static void feed(struct terminal *terminal, const char *text)
{
    terminal_feed(terminal, text, strlen(text));
}

#define EXPECT(octets, text) expect_octets((octets), sizeof(octets) - 1, (text))

static void line_ends_of_all_kinds_become_lf(void **state)
{
    (void)state;
    EXPECT("one\r\ntwo\nthree\r\r\nfour\n\rfive\r\n", "one\ntwo\nthree\nfour\nfive\n");
}

static void blanks_at_the_end_of_a_line_are_kept(void **state)
{
    (void)state;
    EXPECT("Gi0/1   \r\nGi0/2\t\r\n", "Gi0/1   \nGi0/2\t\n");
}

static void a_carriage_return_overwrites(void **state)
{
    (void)state;
    EXPECT("working 10%\rworking 99%\r\n", "working 99%\n");
    EXPECT("\rsw-1# show version\r\n", "sw-1# show version\n");
}

static void backspaces_correct_what_was_typed(void **state)
{
    (void)state;
    EXPECT("shop\bw ver\r\n", "show ver\n");
    EXPECT("\b\b\bx\r\n", "x\n");
}

static void colours_titles_and_modes_vanish(void **state)
{
    (void)state;
    EXPECT("\033[1;32madmin\033[0m\033]0;title\007\033(B\033=\033[?25h ok\r\n", "admin ok\n");
    EXPECT("\033P+q544e\033\\text\r\n", "text\n");
    EXPECT("a\007b\000c\177d\n", "abcd\n");
}

static void a_control_string_that_does_not_end_costs_a_line_at_most(void **state)
{
    (void)state;
    EXPECT("\033]0;never ended\r\nnext\r\n", "\nnext\n");
}

static void ios_erases_its_pager_with_backspaces(void **state)
{
    (void)state;
    EXPECT("one\r\n --More-- \b\b\b\b\b\b\b\b\b        \b\b\b\b\b\b\b\b\b  two\r\n", "one\n  two\n");
    EXPECT("one\r\n --More-- \b\b\b\b\b\b\b\b\b\b          \b\b\b\b\b\b\b\b\b\btwo\r\n", "one\ntwo\n");
}

static void an_empty_line_behind_a_pager_is_empty(void **state)
{
    (void)state;
    EXPECT("one\r\n --More-- \b\b\b\b\b\b\b\b\b        \b\b\b\b\b\b\b\b\b\r\ntwo\r\n", "one\n\ntwo\n");
}

static void vrp_erases_its_pager_by_moving_the_cursor(void **state)
{
    (void)state;
    EXPECT("one\r\n  ---- More ----\033[42D                                          \033[42Dtwo\r\n",
           "one\ntwo\n");
    EXPECT("one\r\n---- More ----\033[16D                \033[16Dtwo\r\n", "one\ntwo\n");
}

static void procurve_erases_its_pager_with_blanks(void **state)
{
    (void)state;
    EXPECT("one\r\n-- MORE --, next page: Space, next line: Enter, quit: Control-C"
           "\r                                                               \r\r\n  Port : 1   \r\n",
           "one\n\n  Port : 1   \n");
    EXPECT("\033[24;1H\033[2K\033[?25hsw-1# show cdp\r\n", "sw-1# show cdp\n");
}

static void pagers_of_other_vendors_are_known(void **state)
{
    (void)state;
    EXPECT("one\r\n<--- More --->\r              \rtwo\r\n", "one\ntwo\n");
    EXPECT("one\r\n---(more 45%)---\r                \rtwo\r\n", "one\ntwo\n");
    EXPECT("one\r\n--More-- or (q)uit\r                  \rtwo\r\n", "one\ntwo\n");
    EXPECT("one\r\nMore: <space>,  Quit: q or CTRL+Z, One line: <return> \r\033[Ktwo\r\n", "one\ntwo\n");
    EXPECT("one\r\nPress <SPACE> to continue or <Q> to quit:\r\033[Ktwo\r\n", "one\ntwo\n");
    EXPECT("one\r\nlines 1-23\r\033[Ktwo\r\n", "one\ntwo\n");
    EXPECT("one\r\n-- [Q quit|D dump|down]\r\033[Ktwo\r\n", "one\ntwo\n");
    EXPECT("one\r\n----More (q=Quit, space/return=Continue)----\r\033[Ktwo\r\n", "one\ntwo\n");
}

static void a_pager_that_nobody_erased_is_cut_off(void **state)
{
    (void)state;
    EXPECT("one\r\n--More--\r\ntwo\r\n", "one\ntwo\n");
    EXPECT("one\r\n--More--two\r\n", "one\ntwo\n");
    EXPECT("one\r\n---- More ----two\r\n", "one\ntwo\n");
}

static void words_that_pagers_use_are_no_pagers(void **state)
{
    (void)state;
    EXPECT("no more entries\r\n", "no more entries\n");
    EXPECT("Description: press any key to continue\r\n", "Description: press any key to continue\n");
    EXPECT("-------- ------\r\n", "-------- ------\n");
}

static void the_pager_that_waits_says_what_it_waits_for(void **state)
{
    (void)state;
    struct terminal *terminal = terminal_new();
    feed(terminal, "one\r\n --Mor");
    assert_null(terminal_pager(terminal));
    feed(terminal, "e-- ");
    assert_string_equal(terminal_line(terminal)->str, " --More-- ");
    assert_string_equal(terminal_pager(terminal), " ");
    terminal_forget_line(terminal);
    assert_null(terminal_pager(terminal));
    assert_int_equal(terminal_line(terminal)->len, 0);
    feed(terminal, "two\r\n");
    assert_string_equal(terminal_text(terminal)->str, "one\ntwo\n");
    terminal_forget_text(terminal);
    feed(terminal, "Press RETURN to get started.");
    assert_string_equal(terminal_pager(terminal), "\r");
    feed(terminal, "\r\033[2K(END)");
    assert_string_equal(terminal_pager(terminal), "q");
    feed(terminal, "\r\033[2KEnter Ctrl-Y to begin.");
    assert_string_equal(terminal_pager(terminal), "\x19");
    terminal_free(terminal);
}

static void an_answered_pager_may_end_with_its_line(void **state)
{
    (void)state;
    struct terminal *terminal = terminal_new();
    feed(terminal, "one\r\n--More--");
    terminal_forget_line(terminal);
    feed(terminal, "\r\ntwo\r\n");
    assert_string_equal(terminal_text(terminal)->str, "one\ntwo\n");
    terminal_free(terminal);
}

static void the_cursor_does_not_go_far(void **state)
{
    (void)state;
    GString *clean = terminal_clean("a\033[999999999Cb\n", 15);
    assert_true(clean->len <= TERMINAL_COLUMNS + 3);
    g_string_free(clean, TRUE);
}

static void a_long_line_of_backspaces_takes_no_long_time(void **state)
{
    (void)state;
    const size_t half = 4 << 20;
    g_autofree char *octets = g_malloc(2 * half);
    memset(octets, 'x', half);
    for (size_t i = 0; i < half; i += 4)
        memcpy(octets + half + i, "\b\033[P", 4);
    gint64 started = g_get_monotonic_time();
    g_string_free(terminal_clean(octets, 2 * half), TRUE);
    assert_true(g_get_monotonic_time() - started < 20 * G_USEC_PER_SEC);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(line_ends_of_all_kinds_become_lf),
        cmocka_unit_test(blanks_at_the_end_of_a_line_are_kept),
        cmocka_unit_test(a_carriage_return_overwrites),
        cmocka_unit_test(backspaces_correct_what_was_typed),
        cmocka_unit_test(colours_titles_and_modes_vanish),
        cmocka_unit_test(a_control_string_that_does_not_end_costs_a_line_at_most),
        cmocka_unit_test(ios_erases_its_pager_with_backspaces),
        cmocka_unit_test(an_empty_line_behind_a_pager_is_empty),
        cmocka_unit_test(vrp_erases_its_pager_by_moving_the_cursor),
        cmocka_unit_test(procurve_erases_its_pager_with_blanks),
        cmocka_unit_test(pagers_of_other_vendors_are_known),
        cmocka_unit_test(a_pager_that_nobody_erased_is_cut_off),
        cmocka_unit_test(words_that_pagers_use_are_no_pagers),
        cmocka_unit_test(the_pager_that_waits_says_what_it_waits_for),
        cmocka_unit_test(an_answered_pager_may_end_with_its_line),
        cmocka_unit_test(the_cursor_does_not_go_far),
        cmocka_unit_test(a_long_line_of_backspaces_takes_no_long_time),
    };
    return cmocka_run_group_tests_name("terminal", tests, NULL, NULL);
}
