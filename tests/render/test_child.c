#include "render/child.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const struct child_limits ten_seconds = {.seconds = 10};

static GBytes *give_a_megabyte(void *user, GError **error)
{
    (void)error;
    puts("on standard output");
    char *data = g_malloc(1 << 20);
    memset(data, *(const char *)user, 1 << 20);
    return g_bytes_new_take(data, 1 << 20);
}

static void what_the_work_gives_arrives_whole(void **state)
{
    (void)state;
    g_autoptr(GBytes) content = child_run(give_a_megabyte, (char[]){'x'}, &ten_seconds, NULL);
    size_t size;
    const char *data = g_bytes_get_data(content, &size);
    assert_int_equal(size, 1 << 20);
    assert_true(data[0] == 'x' && data[size - 1] == 'x');
}

static void assert_fails(child_work_fn work, const struct child_limits *limits, int code, const char *part)
{
    g_autoptr(GError) error = NULL;
    assert_null(child_run(work, NULL, limits, &error));
    assert_true(g_error_matches(error, CHILD_ERROR, code));
    if (strstr(error->message, part) == NULL)
        fail_msg("'%s' has no '%s'", error->message, part);
}

static GBytes *refuse(void *user, GError **error)
{
    (void)user;
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_IO, "no such layout");
    return NULL;
}

static void the_error_of_the_work_is_told(void **state)
{
    (void)state;
    assert_fails(refuse, &ten_seconds, CHILD_ERROR_REFUSED, "no such layout");
}

static GBytes *die_talking(void *user, GError **error)
{
    (void)user;
    (void)error;
    fputs("first\nassertion failed\n", stderr);
    signal(SIGABRT, SIG_DFL);
    kill(getpid(), SIGKILL);
    return NULL;
}

static void a_crash_is_an_error_with_the_last_line(void **state)
{
    (void)state;
    assert_fails(die_talking, &ten_seconds, CHILD_ERROR_CRASHED,
                 "ended by signal 9 (Killed): assertion failed");
}

static GBytes *leave(void *user, GError **error)
{
    (void)user;
    (void)error;
    _exit(3);
}

static void leaving_early_is_an_error(void **state)
{
    (void)state;
    assert_fails(leave, &ten_seconds, CHILD_ERROR_CRASHED, "ended with status 3");
}

static GBytes *hang(void *user, GError **error)
{
    (void)user;
    (void)error;
    while (pause() < 0)
        ;
    return NULL;
}

static void what_hangs_is_ended(void **state)
{
    (void)state;
    assert_fails(hang, &(struct child_limits){.seconds = 1}, CHILD_ERROR_TIME, "not done after 1 s");
}

static GBytes *eat(void *user, GError **error)
{
    (void)user;
    (void)error;
    for (int i = 0; i < 1024; i++) {
        volatile char *block = malloc(1 << 20);
        if (block == NULL)
            abort();
        for (size_t j = 0; j < 1 << 20; j += 4096)
            block[j] = 1;
    }
    return g_bytes_new_static("", 0);
}

static void what_eats_memory_is_ended(void **state)
{
    (void)state;
#if defined(__SANITIZE_ADDRESS__)
    skip();
#endif
    assert_fails(eat, &(struct child_limits){.seconds = 10, .megabytes = 64}, CHILD_ERROR_CRASHED,
                 "signal 6");
}

static void no_descriptor_is_left(void **state)
{
    (void)state;
    int before = dup(0);
    close(before);
    for (int i = 0; i < 8; i++)
        g_bytes_unref(child_run(give_a_megabyte, (char[]){'y'}, &ten_seconds, NULL));
    int after = dup(0);
    close(after);
    assert_int_equal(before, after);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_work_gives_arrives_whole),
        cmocka_unit_test(the_error_of_the_work_is_told),
        cmocka_unit_test(a_crash_is_an_error_with_the_last_line),
        cmocka_unit_test(leaving_early_is_an_error),
        cmocka_unit_test(what_hangs_is_ended),
        cmocka_unit_test(what_eats_memory_is_ended),
        cmocka_unit_test(no_descriptor_is_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
