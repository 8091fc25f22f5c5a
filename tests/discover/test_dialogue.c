#include "discover/dialogue.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* A device that says what a script has: of each step what is said when that has been sent. */
struct step {
    const char *sent; /* what the device waits for; NULL: it speaks of its own accord */
    const char *said;
};

struct script {
    struct stream stream;
    const struct step *steps;
    GString *pending; /* said and not read yet */
    GString *heard;   /* sent and not matched yet */
    GString *all;     /* everything that was sent */
    size_t piece;     /* octets that come at a time; 0 all */
    bool closes;      /* when the script is over */
};

static void advance(struct script *script)
{
    for (; script->steps->said; script->steps++) {
        const char *sent = script->steps->sent;
        if (sent && !g_str_has_prefix(script->heard->str, sent))
            return;
        g_string_erase(script->heard, 0, sent ? (gssize)strlen(sent) : 0);
        g_string_append(script->pending, script->steps->said);
    }
}

/* No test waits: a time without octets is over at once, but for a millisecond that makes deadlines end. */
static gssize script_read(struct stream *stream, char *buffer, size_t size, uint32_t timeout_ms,
                          GError **error)
{
    struct script *script = (struct script *)stream;
    advance(script);
    size_t count = MIN(size, script->pending->len);
    if (script->piece > 0)
        count = MIN(count, script->piece);
    if (count == 0 && script->closes && !script->steps->said) {
        g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_CLOSED, "the device closed the session");
        return -1;
    }
    if (count == 0)
        g_usleep(MIN(timeout_ms, 2U) * 1000);
    memcpy(buffer, script->pending->str, count);
    g_string_erase(script->pending, 0, (gssize)count);
    return (gssize)count;
}

static bool script_write(struct stream *stream, const char *octets, size_t size, GError **error)
{
    (void)error;
    struct script *script = (struct script *)stream;
    g_string_append_len(script->heard, octets, (gssize)size);
    g_string_append_len(script->all, octets, (gssize)size);
    return true;
}

struct fixture {
    struct script script;
    struct dialogue *dialogue;
    GString *greeting, *output;
    GError *error;
};

static struct fixture *open_fixture(const struct step *steps, const char *user, const char *password)
{
    static const struct stream_operations operations = {script_read, script_write};
    const struct dialogue_options options = {.login_ms = 300,
                                             .silence_ms = 60,
                                             .quiet_ms = 1,
                                             .max_bytes = 100000,
                                             .user = user,
                                             .password = password};
    struct fixture *fixture = g_new0(struct fixture, 1);
    fixture->script = (struct script){.stream = {&operations},
                                      .steps = steps,
                                      .pending = g_string_new(NULL),
                                      .heard = g_string_new(NULL),
                                      .all = g_string_new(NULL)};
    fixture->dialogue = dialogue_new(&fixture->script.stream, &options);
    fixture->greeting = g_string_new(NULL);
    fixture->output = g_string_new(NULL);
    return fixture;
}

static void close_fixture(struct fixture *fixture)
{
    dialogue_free(fixture->dialogue);
    g_string_free(fixture->script.pending, TRUE);
    g_string_free(fixture->script.heard, TRUE);
    g_string_free(fixture->script.all, TRUE);
    g_string_free(fixture->greeting, TRUE);
    g_string_free(fixture->output, TRUE);
    g_clear_error(&fixture->error);
    g_free(fixture);
}

static bool begin(struct fixture *fixture)
{
    return dialogue_begin(fixture->dialogue, fixture->greeting, &fixture->error);
}

static bool run(struct fixture *fixture, const char *command)
{
    return dialogue_run(fixture->dialogue, command, fixture->output, &fixture->error);
}

static void the_prompt_is_what_comes_twice(void **state)
{
    (void)state;
    static const struct step steps[] = {{NULL, "\r\nWelcome to #1\r\n\r\nsw-1#"}, {"\r", "\r\nsw-1#"}, {0}};
    struct fixture *fixture = open_fixture(steps, NULL, NULL);
    assert_true(begin(fixture));
    assert_string_equal(dialogue_prompt(fixture->dialogue), "sw-1#");
    assert_non_null(strstr(fixture->greeting->str, "Welcome"));
    close_fixture(fixture);
}

static void an_answer_is_without_echo_and_prompt(void **state)
{
    (void)state;
    static const struct step steps[] = {{NULL, "sw-1#"},
                                        {"\r", "\r\nsw-1#"},
                                        {"show clock\r", "show clock\r\n12:00:00\r\nUTC\r\nsw-1#"},
                                        {0}};
    struct fixture *fixture = open_fixture(steps, NULL, NULL);
    assert_true(begin(fixture) && run(fixture, "show clock"));
    assert_string_equal(fixture->output->str, "12:00:00\nUTC\n");
    close_fixture(fixture);
}

static void an_answer_may_come_octet_by_octet(void **state)
{
    (void)state;
    static const struct step steps[] = {
        {NULL, "sw-1#"}, {"\r", "\r\nsw-1#"}, {"show clock\r", "show clock\r\n12:00:00 #1\r\nsw-1#"}, {0}};
    struct fixture *fixture = open_fixture(steps, NULL, NULL);
    fixture->script.piece = 1;
    assert_true(begin(fixture) && run(fixture, "show clock"));
    assert_string_equal(fixture->output->str, "12:00:00 #1\n");
    close_fixture(fixture);
}

static void a_pager_is_answered(void **state)
{
    (void)state;
    static const struct step steps[] = {{NULL, "sw-1#"},
                                        {"\r", "\r\nsw-1#"},
                                        {"show run\r", "show run\r\none\r\n --More-- "},
                                        {" ", "\b\b\b\b\b\b\b\b\b        \b\b\b\b\b\b\b\b\btwo\r\nsw-1#"},
                                        {0}};
    struct fixture *fixture = open_fixture(steps, NULL, NULL);
    assert_true(begin(fixture) && run(fixture, "show run"));
    assert_string_equal(fixture->output->str, "one\ntwo\n");
    close_fixture(fixture);
}

static void lines_before_every_prompt_are_no_answer(void **state)
{
    (void)state;
    static const struct step steps[] = {
        {NULL, "\r\n{master:0}\r\nnetops@sw-1> "},
        {"\r", "\r\n\r\n{master:0}\r\nnetops@sw-1> "},
        {"show system\r", "show system\r\nfine\r\n\r\n{master:0}\r\nnetops@sw-1> "},
        {0}};
    struct fixture *fixture = open_fixture(steps, NULL, NULL);
    assert_true(begin(fixture) && run(fixture, "show system"));
    assert_true(g_str_has_prefix(fixture->output->str, "fine\n"));
    assert_null(strstr(fixture->output->str, "master"));
    close_fixture(fixture);
}

static void a_device_that_asks_who_is_there_is_told(void **state)
{
    (void)state;
    static const struct step steps[] = {{NULL, "\r\nUser:"},
                                        {"netops\r", "netops\r\nPassword:"},
                                        {"sesame\r", "\r\n(sw-1) >"},
                                        {"\r", "\r\n(sw-1) >"},
                                        {0}};
    struct fixture *fixture = open_fixture(steps, "netops", "sesame");
    assert_true(begin(fixture));
    assert_string_equal(dialogue_prompt(fixture->dialogue), "(sw-1) >");
    close_fixture(fixture);
}

static void a_password_is_told_once(void **state)
{
    (void)state;
    static const struct step steps[] = {{NULL, "Username: "},
                                        {"netops\r", "netops\r\nPassword: "},
                                        {"wrong\r", "\r\n% Login invalid\r\n\r\nUsername: "},
                                        {0}};
    struct fixture *fixture = open_fixture(steps, "netops", "wrong");
    assert_false(begin(fixture));
    assert_true(g_error_matches(fixture->error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED));
    assert_string_equal(fixture->script.all->str, "netops\rwrong\r");
    close_fixture(fixture);
}

static void a_password_that_is_to_be_changed_is_left_alone(void **state)
{
    (void)state;
    static const struct step steps[] = {{NULL, "The password has expired.\r\nEnter new password: "}, {0}};
    struct fixture *fixture = open_fixture(steps, "netops", "sesame");
    assert_false(begin(fixture));
    assert_non_null(strstr(fixture->error->message, "changed"));
    assert_string_equal(fixture->script.all->str, "");
    close_fixture(fixture);
}

static void a_device_without_a_prompt_is_given_up(void **state)
{
    (void)state;
    static const struct step steps[] = {{NULL, "Loading"}, {0}};
    struct fixture *fixture = open_fixture(steps, NULL, NULL);
    assert_false(begin(fixture));
    assert_true(g_error_matches(fixture->error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT));
    assert_non_null(strstr(fixture->error->message, "the last line is 'Loading'"));
    close_fixture(fixture);
}

static void a_device_that_hangs_is_named_and_its_half_answer_kept(void **state)
{
    (void)state;
    static const struct step steps[] = {
        {NULL, "sw-1#"}, {"\r", "\r\nsw-1#"}, {"show tech\r", "show tech\r\nhalf\r\nof it"}, {0}};
    struct fixture *fixture = open_fixture(steps, NULL, NULL);
    assert_true(begin(fixture));
    assert_false(run(fixture, "show tech"));
    assert_true(g_error_matches(fixture->error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT));
    assert_string_equal(fixture->output->str, "half\n");
    close_fixture(fixture);
}

static void a_device_that_goes_away_is_told_from_one_that_hangs(void **state)
{
    (void)state;
    static const struct step steps[] = {
        {NULL, "sw-1#"}, {"\r", "\r\nsw-1#"}, {"show tech\r", "show tech\r\nhalf\r\n"}, {0}};
    struct fixture *fixture = open_fixture(steps, NULL, NULL);
    assert_true(begin(fixture));
    fixture->script.closes = true;
    assert_false(run(fixture, "show tech"));
    assert_true(g_error_matches(fixture->error, G_IO_ERROR, G_IO_ERROR_CLOSED));
    close_fixture(fixture);
}

static void a_flood_is_cut_off(void **state)
{
    (void)state;
    g_autofree char *lines = g_strnfill(150000, 'x');
    const struct step steps[] = {{NULL, "sw-1#"}, {"\r", "\r\nsw-1#"}, {"show flood\r", lines}, {0}};
    struct fixture *fixture = open_fixture(steps, NULL, NULL);
    assert_true(begin(fixture));
    assert_false(run(fixture, "show flood"));
    assert_true(g_error_matches(fixture->error, G_IO_ERROR, G_IO_ERROR_NO_SPACE));
    close_fixture(fixture);
}

static void privileged_mode_is_opened_with_the_secret(void **state)
{
    (void)state;
    static const struct step steps[] = {{NULL, "sw-1>"},
                                        {"\r", "\r\nsw-1>"},
                                        {"enable\r", "enable\r\nPassword: "},
                                        {"sesame\r", "\r\nsw-1#"},
                                        {"show clock\r", "show clock\r\nnoon\r\nsw-1#"},
                                        {0}};
    struct fixture *fixture = open_fixture(steps, NULL, NULL);
    assert_true(begin(fixture) && dialogue_enable(fixture->dialogue, "sesame", &fixture->error));
    assert_string_equal(dialogue_prompt(fixture->dialogue), "sw-1#");
    assert_true(run(fixture, "show clock"));
    assert_string_equal(fixture->output->str, "noon\n");
    close_fixture(fixture);
}

static void a_secret_that_is_refused_leaves_the_prompt_as_it_was(void **state)
{
    (void)state;
    static const struct step steps[] = {{NULL, "sw-1>"},
                                        {"\r", "\r\nsw-1>"},
                                        {"enable\r", "enable\r\nPassword: "},
                                        {"wrong\r", "\r\nPassword: "},
                                        {"\003", "\r\n% Bad secrets\r\n\r\nsw-1>"},
                                        {"show clock\r", "show clock\r\nnoon\r\nsw-1>"},
                                        {0}};
    struct fixture *fixture = open_fixture(steps, NULL, NULL);
    assert_true(begin(fixture) && dialogue_enable(fixture->dialogue, "wrong", &fixture->error));
    assert_string_equal(dialogue_prompt(fixture->dialogue), "sw-1>");
    assert_true(run(fixture, "show clock"));
    assert_string_equal(fixture->output->str, "noon\n");
    assert_null(strstr(strstr(fixture->script.all->str, "wrong") + 1, "wrong"));
    close_fixture(fixture);
}

static void a_prompt_that_is_privileged_is_not_raised(void **state)
{
    (void)state;
    static const struct step steps[] = {{NULL, "sw-1#"}, {"\r", "\r\nsw-1#"}, {0}};
    struct fixture *fixture = open_fixture(steps, NULL, NULL);
    assert_true(begin(fixture) && dialogue_enable(fixture->dialogue, "sesame", &fixture->error));
    assert_string_equal(fixture->script.all->str, "\r");
    close_fixture(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_prompt_is_what_comes_twice),
        cmocka_unit_test(an_answer_is_without_echo_and_prompt),
        cmocka_unit_test(an_answer_may_come_octet_by_octet),
        cmocka_unit_test(a_pager_is_answered),
        cmocka_unit_test(lines_before_every_prompt_are_no_answer),
        cmocka_unit_test(a_device_that_asks_who_is_there_is_told),
        cmocka_unit_test(a_password_is_told_once),
        cmocka_unit_test(a_password_that_is_to_be_changed_is_left_alone),
        cmocka_unit_test(a_device_without_a_prompt_is_given_up),
        cmocka_unit_test(a_device_that_hangs_is_named_and_its_half_answer_kept),
        cmocka_unit_test(a_device_that_goes_away_is_told_from_one_that_hangs),
        cmocka_unit_test(a_flood_is_cut_off),
        cmocka_unit_test(privileged_mode_is_opened_with_the_secret),
        cmocka_unit_test(a_secret_that_is_refused_leaves_the_prompt_as_it_was),
        cmocka_unit_test(a_prompt_that_is_privileged_is_not_raised),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
