#include "cli/progress.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char *written;
static size_t written_size;

static struct progress *start(FILE **out, bool is_terminal, bool is_quiet)
{
    /* A terminal has a descriptor; a file in memory has none, and is taken to be 80 columns wide. */
    *out = open_memstream(&written, &written_size);
    return progress_new(*out, is_terminal, is_quiet);
}

static void finish(FILE *out, struct progress *progress, const char *expected)
{
    progress_free(progress);
    fclose(out);
    assert_string_equal(written, expected);
    free(written);
}

static const struct crawl_progress early = {.visited = 1, .waiting = 2, .in_visit = 3, .seconds = 0.5};
static const struct crawl_progress later = {
    .visited = 90, .waiting = 1, .in_visit = 4, .failed = 10, .seconds = 5};

static void a_terminal_line_is_written_over_and_removed(void **state)
{
    (void)state;
    FILE *out;
    struct progress *progress = start(&out, true, false);
    progress_update(progress, &early);
    progress_update(progress, &later);
    finish(out, progress,
           "\r\033[Kvisited 1, waiting 5, failed 0"
           "\r\033[Kvisited 90, waiting 5, failed 10, 20/s, 1 s for those known"
           "\r\033[K");
}

static void a_message_does_not_mix_with_the_line(void **state)
{
    (void)state;
    FILE *out;
    struct progress *progress = start(&out, true, false);
    progress_update(progress, &early);
    progress_message(progress, "%s: gone", "10.0.0.1");
    finish(out, progress, "\r\033[Kvisited 1, waiting 5, failed 0\r\033[K10.0.0.1: gone\n");
}

static void elsewhere_plain_lines_come_seldom(void **state)
{
    (void)state;
    FILE *out;
    struct progress *progress = start(&out, false, false);
    progress_update(progress, &early);
    progress_update(progress, &later);
    progress_update(progress, &later);
    finish(out, progress, "visited 90, waiting 5, failed 10, 20/s, 1 s for those known\n");
}

static void quiet_is_silent_but_for_messages(void **state)
{
    (void)state;
    FILE *out;
    struct progress *progress = start(&out, true, true);
    progress_update(progress, &later);
    progress_message(progress, "a problem");
    finish(out, progress, "a problem\n");
}

/* By a rate that is smoothed, of those that answer; and nothing where nothing can be said. */
static void the_estimate_is_honest(void **state)
{
    (void)state;
    struct crawl_progress crawl = {.visited = 100, .waiting = 1000, .in_visit = 50, .seconds = 10};
    FILE *out;
    struct progress *progress = start(&out, true, false);
    progress_update(progress, &crawl); /* 10/s */
    crawl.visited = 120;
    crawl.unanswered = 40;
    crawl.seconds = 11;
    progress_update(progress, &crawl); /* 20/s in the last second */
    crawl.waiting = 900000;
    progress_update(progress, &crawl);
    crawl.waiting = 2000000;
    progress_update(progress, &crawl);
    crawl.waiting = 0;
    crawl.in_visit = 40;
    crawl.silent = 7;
    progress_update(progress, &crawl);
    finish(out, progress,
           "\r\033[Kvisited 100, waiting 1050, failed 0, 10/s, 2 min for those known"
           "\r\033[Kvisited 120, waiting 1050, failed 0, 40 silent so far, 13/s, 78 s for those kno"
           "\r\033[Kvisited 120, waiting 900050, failed 0, 40 silent so far, 13/s, 19 h for those k"
           "\r\033[Kvisited 120, waiting 2000050, failed 0, 40 silent so far, 13/s, 43 h for those "
           "\r\033[Kvisited 120, waiting 40, failed 0, nobody at 7, 40 silent so far, 13/s"
           "\r\033[K");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_terminal_line_is_written_over_and_removed),
        cmocka_unit_test(a_message_does_not_mix_with_the_line),
        cmocka_unit_test(elsewhere_plain_lines_come_seldom),
        cmocka_unit_test(the_estimate_is_honest),
        cmocka_unit_test(quiet_is_silent_but_for_messages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
