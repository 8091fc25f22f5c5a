#include "cli/command.h"
#include "inventory/inventory.h"

#include <arpa/inet.h>
#include <glib/gstdio.h>
#include <jansson.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define MAX_WORDS 16

struct fixture {
    char *folder, *db, *out, *err, *recording;
};

static void write_recording(const char *folder)
{
    g_autofree char *manifest = g_build_filename(folder, "manifest.txt", NULL);
    g_autofree char *device = g_build_filename(folder, "core1.snmprec", NULL);
    assert_int_equal(g_mkdir(folder, 0700), 0);
    assert_true(g_file_set_contents(manifest, "10.0.0.1 core1.snmprec\n", -1, NULL));
    assert_true(g_file_set_contents(device,
                                    "1.3.6.1.2.1.1.1.0|4|A switch\n"
                                    "1.3.6.1.2.1.1.3.0|67|4711\n"
                                    "1.3.6.1.2.1.1.5.0|4|core1\n",
                                    -1, NULL));
}

static int set_up(void **state)
{
    struct fixture *fixture = g_new0(struct fixture, 1);
    fixture->folder = g_dir_make_tmp("wiremap-discover-XXXXXX", NULL);
    fixture->db = g_build_filename(fixture->folder, "w.db", NULL);
    fixture->out = g_build_filename(fixture->folder, "out", NULL);
    fixture->err = g_build_filename(fixture->folder, "err", NULL);
    fixture->recording = g_build_filename(fixture->folder, "recording", NULL);
    write_recording(fixture->recording);
    g_setenv("XDG_CONFIG_HOME", fixture->folder, TRUE);
    g_unsetenv("WIREMAP_COMMUNITY");
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    static const char *const names[] = {"w.db",
                                        "w.db-wal",
                                        "w.db-shm",
                                        "out",
                                        "err",
                                        "recording/manifest.txt",
                                        "recording/core1.snmprec",
                                        "recording",
                                        ""};
    struct fixture *fixture = *state;
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(fixture->folder, names[i], NULL);
        g_remove(path);
    }
    g_free(fixture->folder);
    g_free(fixture->db);
    g_free(fixture->out);
    g_free(fixture->err);
    g_free(fixture->recording);
    g_free(fixture);
    return 0;
}

/* Runs discover in a process of its own: it catches signals, and what it prints goes to the fixture's files.
 */
static pid_t start(const struct fixture *fixture, rlim_t file_size, const char *const *words)
{
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child > 0)
        return child;
    char *argv[MAX_WORDS] = {g_strdup("discover")};
    int argc = 1;
    for (; words[argc - 1] != NULL; argc++)
        argv[argc] = g_strdup(words[argc - 1]);
    const struct cli cli = {.db = fixture->db};
    const struct rlimit limit = {file_size, file_size};
    if (freopen(fixture->out, "w", stdout) == NULL || freopen(fixture->err, "w", stderr) == NULL)
        _exit(99);
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &limit);
    int status = command_discover.run(&cli, &command_discover, argc, argv);
    fflush(NULL);
    _exit(status);
}

static int finish(pid_t child)
{
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})
#define RUN(fixture, ...) finish(start(fixture, RLIM_INFINITY, WORDS(__VA_ARGS__)))

static char *read_file(const char *path)
{
    char *text = NULL;
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    return text;
}

static void assert_said(const char *path, const char *expected)
{
    g_autofree char *text = read_file(path);
    if (strstr(text, expected) == NULL)
        fail_msg("'%s' is not in: %s", expected, text);
}

static void assert_exit(int status, enum exit_status expected)
{
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), expected);
}

/* The state of the last run of the inventory, which must be "expected". */
static void assert_run_state(const struct fixture *fixture, const char *expected)
{
    GError *error = NULL;
    struct run_list runs;
    struct inventory *inventory = inventory_open(fixture->db, INVENTORY_READ, &error);
    assert_non_null(inventory);
    assert_true(inventory_runs(inventory, &runs, &error));
    assert_true(runs.count > 0);
    assert_string_equal(runs.items[runs.count - 1].state, expected);
    run_list_clear(&runs);
    inventory_close(inventory);
}

/* A UDP port that takes everything and answers nothing. Its number goes to port. */
static int open_silent_port(char port[16])
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int silent = socket(AF_INET, SOCK_DGRAM, 0);
    assert_true(silent >= 0);
    assert_int_equal(bind(silent, (struct sockaddr *)&address, size), 0);
    assert_int_equal(getsockname(silent, (struct sockaddr *)&address, &size), 0);
    g_snprintf(port, 16, "%u", ntohs(address.sin_port));
    return silent;
}

static void wait_for_request(int silent)
{
    char octets[2048];
    assert_true(recv(silent, octets, sizeof octets, 0) > 0);
}

static void a_replay_is_stored_and_summed_up(void **state)
{
    const struct fixture *fixture = *state;
    assert_exit(RUN(fixture, "--replay", fixture->recording, "--json"), EXIT_DONE);
    assert_said(fixture->err, "1 device visited");
    assert_run_state(fixture, "done");
    json_t *summary = json_load_file(fixture->out, 0, NULL);
    assert_int_equal(json_integer_value(json_object_get(summary, "visited")), 1);
    assert_int_equal(json_integer_value(json_object_get(summary, "failed")), 0);
    assert_string_equal(json_string_value(json_object_get(summary, "state")), "done");
    json_decref(summary);
}

static void that_no_device_answers_is_the_answer_no(void **state)
{
    const struct fixture *fixture = *state;
    char port[16];
    int silent = open_silent_port(port);
    int status = RUN(fixture, "--port", port, "--timeout", "0.05", "--retries", "0", "127.0.0.1");
    close(silent);
    assert_exit(status, EXIT_NO);
    assert_said(fixture->err, "no device answered");
    assert_said(fixture->err, "  127.0.0.1 ");
}

static void a_name_without_an_address_is_wrong_usage(void **state)
{
    const struct fixture *fixture = *state;
    assert_exit(RUN(fixture, "no-such-host.invalid"), EXIT_USAGE);
    assert_said(fixture->err, "no-such-host.invalid");
}

static void a_recording_that_is_not_there_is_a_failure(void **state)
{
    const struct fixture *fixture = *state;
    assert_exit(RUN(fixture, "--replay", "/nonexistent"), EXIT_FAILED);
    assert_said(fixture->err, "/nonexistent");
    assert_false(g_file_test(fixture->db, G_FILE_TEST_EXISTS));
}

static void a_signal_ends_the_crawl_and_what_was_learned_is_stored(void **state)
{
    const struct fixture *fixture = *state;
    char port[16];
    int silent = open_silent_port(port);
    pid_t child =
        start(fixture, RLIM_INFINITY, WORDS("--port", port, "--timeout", "30", "127.0.0.1", "--json"));
    wait_for_request(silent);
    kill(child, SIGINT);
    assert_exit(finish(child), EXIT_FAILED);
    close(silent);
    assert_said(fixture->err, "wiremap: interrupted;");
    assert_run_state(fixture, "interrupted");
    assert_said(fixture->out, "\"state\": \"interrupted\"");
}

static void a_full_disk_is_a_failure_that_is_named(void **state)
{
    const struct fixture *fixture = *state;
    pid_t child = start(fixture, 8192, WORDS("--replay", fixture->recording));
    assert_exit(finish(child), EXIT_FAILED);
    assert_said(fixture->err, "w.db");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_replay_is_stored_and_summed_up),
        CASE(that_no_device_answers_is_the_answer_no),
        CASE(a_name_without_an_address_is_wrong_usage),
        CASE(a_recording_that_is_not_there_is_a_failure),
        CASE(a_signal_ends_the_crawl_and_what_was_learned_is_stored),
        CASE(a_full_disk_is_a_failure_that_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
