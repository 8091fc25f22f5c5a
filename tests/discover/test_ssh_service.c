#include "discover/ssh_service.h"
#include "tests/support/crawl_run.h"

#include "discover/credential.h"

#include <arpa/inet.h>
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

struct fixture {
    uv_loop_t loop;
    struct crawl_options options;
    struct ssh_service *service;
    GPtrArray *observations;
    unsigned recorders;
};

static void on_done(struct observation *observation, struct shell *recorder, void *user)
{
    struct fixture *fixture = user;
    g_ptr_array_add(fixture->observations, observation);
    uv_stop(&fixture->loop);
    fixture->recorders += recorder != NULL;
}

static void free_observation(gpointer observation)
{
    observation_free(observation);
}

static struct fixture *open_fixture(uint32_t concurrency)
{
    struct fixture *fixture = g_new0(struct fixture, 1);
    uv_loop_init(&fixture->loop);
    fixture->options = (struct crawl_options){
        .concurrency = concurrency, .limits.max_bytes = 1 << 20, .ssh.config = "/dev/null"};
    fixture->service = ssh_service_new(&fixture->loop, &fixture->options, NULL);
    fixture->observations = g_ptr_array_new_with_free_func(free_observation);
    assert_non_null(fixture->service);
    return fixture;
}

/* Until so many are done. */
static void run_until(struct fixture *fixture, guint count)
{
    while (fixture->observations->len < count)
        uv_run(&fixture->loop, UV_RUN_DEFAULT);
}

static void close_fixture(struct fixture *fixture)
{
    ssh_service_close(fixture->service);
    /* What is left of visits still comes to on_done, which stops the loop. */
    while (uv_run(&fixture->loop, UV_RUN_DEFAULT) != 0)
        ;
    ssh_service_free(fixture->service);
    uv_loop_close(&fixture->loop);
    g_ptr_array_unref(fixture->observations);
    g_free(fixture);
}

static const struct observation *observation_of(const struct fixture *fixture, guint position)
{
    return fixture->observations->pdata[position];
}

static char *make_recording(void)
{
    char *folder = make_folder();
    g_autofree char *release = g_build_filename(folder, "cat_%2Fetc%2Fos-release.txt", NULL);
    g_autofree char *name = g_build_filename(folder, "cat_%2Fproc%2Fsys%2Fkernel%2Fhostname.txt", NULL);
    assert_true(g_file_set_contents(release, "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n", -1, NULL));
    assert_true(g_file_set_contents(name, "server-1\n", -1, NULL));
    return folder;
}

static struct ssh_job *start_replay(struct fixture *fixture, const char *folder, bool records)
{
    const struct ssh_task task = {.replay = folder, .records = records, .done = on_done, .user = fixture};
    return ssh_service_start(fixture->service, &task);
}

static void jobs_come_back_on_the_loop(void **state)
{
    (void)state;
    struct fixture *fixture = open_fixture(2);
    char *folder = make_recording();
    for (int i = 0; i < 5; i++)
        start_replay(fixture, folder, i == 0);
    assert_int_equal(fixture->observations->len, 0);
    run_until(fixture, 5);
    for (guint i = 0; i < 5; i++)
        assert_string_equal(observation_of(fixture, i)->system.sys_name, "server-1");
    assert_int_equal(fixture->recorders, 1);
    close_fixture(fixture);
    remove_folder(folder);
    g_free(folder);
}

static void a_recording_that_is_not_there_is_a_visit_that_failed(void **state)
{
    (void)state;
    struct fixture *fixture = open_fixture(1);
    start_replay(fixture, "/nonexistent/x.cli", false);
    run_until(fixture, 1);
    assert_int_equal(observation_of(fixture, 0)->outcome, OUTCOME_FAILED);
    assert_non_null(strstr(observation_of(fixture, 0)->failure, "x.cli"));
    close_fixture(fixture);
}

/* A device that takes connections and says nothing. */
static int listen_silently(uint16_t *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(descriptor, (struct sockaddr *)&address, size), 0);
    assert_int_equal(listen(descriptor, 16), 0);
    getsockname(descriptor, (struct sockaddr *)&address, &size);
    *port = ntohs(address.sin_port);
    return descriptor;
}

static struct ssh_job *start_live(struct fixture *fixture, uint16_t port, const struct credential *credential)
{
    const struct credential *const credentials[] = {credential, NULL};
    struct ssh_task task = {.port = port, .credentials = credentials, .done = on_done, .user = fixture};
    assert_true(address_parse("127.0.0.1", &task.to));
    task.address = task.to;
    return ssh_service_start(fixture->service, &task);
}

static struct credential *make_credential(void)
{
    struct credential *credential = credential_new("c");
    credential->protocol = CREDENTIAL_SSH;
    credential->user = g_strdup("netops");
    credential->password = g_strdup("sesame");
    return credential;
}

static void a_device_that_is_silent_is_left_at_once(void **state)
{
    (void)state;
    uint16_t port;
    int listener = listen_silently(&port);
    struct fixture *fixture = open_fixture(4);
    struct credential *credential = make_credential();
    struct ssh_job *job = start_live(fixture, port, credential);
    int connection = accept(listener, NULL, NULL);
    gint64 started_us = g_get_monotonic_time();
    ssh_job_end(job, "interrupted");
    assert_true(g_get_monotonic_time() - started_us < G_USEC_PER_SEC * 5);
    assert_int_equal(fixture->observations->len, 1);
    assert_string_equal(observation_of(fixture, 0)->failure, "interrupted");
    close_fixture(fixture);
    close(connection);
    close(listener);
    credential_free(credential);
}

static void a_job_that_waits_for_a_thread_ends_without_one(void **state)
{
    (void)state;
    uint16_t port;
    int listener = listen_silently(&port);
    struct fixture *fixture = open_fixture(1);
    struct credential *credential = make_credential();
    struct ssh_job *first = start_live(fixture, port, credential);
    struct ssh_job *second = start_live(fixture, port, credential);
    ssh_job_end(second, "interrupted");
    assert_int_equal(fixture->observations->len, 1);
    ssh_job_stop(first, "deadline of 900 s");
    run_until(fixture, 2);
    assert_string_equal(observation_of(fixture, 1)->failure, "deadline of 900 s");
    close_fixture(fixture);
    close(listener);
    credential_free(credential);
}

static void a_device_that_hangs_up_at_once_is_asked_again(void **state)
{
    (void)state;
    uint16_t port;
    int listener = listen_silently(&port);
    struct fixture *fixture = open_fixture(4);
    struct credential *credential = make_credential();
    struct ssh_job *job = start_live(fixture, port, credential);
    for (int times = 0; times < 2; times++)
        close(accept(listener, NULL, NULL));
    ssh_job_stop(job, "interrupted");
    run_until(fixture, 1);
    close_fixture(fixture);
    close(listener);
    credential_free(credential);
}

static void without_a_credential_nobody_is_asked(void **state)
{
    (void)state;
    struct fixture *fixture = open_fixture(1);
    start_live(fixture, 1, NULL);
    run_until(fixture, 1);
    assert_string_equal(observation_of(fixture, 0)->failure, "no credential applies to this address");
    close_fixture(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jobs_come_back_on_the_loop),
        cmocka_unit_test(a_recording_that_is_not_there_is_a_visit_that_failed),
        cmocka_unit_test(a_device_that_is_silent_is_left_at_once),
        cmocka_unit_test(a_job_that_waits_for_a_thread_ends_without_one),
        cmocka_unit_test(a_device_that_hangs_up_at_once_is_asked_again),
        cmocka_unit_test(without_a_credential_nobody_is_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
