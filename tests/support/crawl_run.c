#include "tests/support/crawl_run.h"

#include "tests/support/network.h"

#include <arpa/inet.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

char *make_folder(void)
{
    char *folder = g_dir_make_tmp("wiremap-crawl-XXXXXX", NULL);
    assert_non_null(folder);
    return folder;
}

void remove_folder(const char *folder)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_remove(path);
    }
    if (dir)
        g_dir_close(dir);
    g_rmdir(folder);
}

static void stop_serving(uv_async_t *async)
{
    struct served *server = async->data;
    simulator_server_stop(server->server);
    uv_close((uv_handle_t *)async, NULL);
}

static gpointer serve(gpointer data)
{
    struct served *server = data;
    uv_run(&server->loop, UV_RUN_DEFAULT);
    return NULL;
}

void serve_start_with(struct served *server, char *folder, struct simulator_faults faults)
{
    static const char *const communities[] = {"public", NULL};
    g_autoptr(GError) error = NULL;
    server->folder = folder;
    server->map = via_map_new();
    assert_true(via_map_add(server->map, "10.0.0.0/8=127.0.0.0/8", NULL));
    server->recording = recording_open(folder, &error);
    assert_null(error);
    struct simulator_options options = {.map = server->map,
                                        .communities = communities,
                                        .max_message = SIMULATOR_MAX_MESSAGE,
                                        .faults = faults};
    server->simulator = simulator_new(server->recording, &options, &error);
    assert_null(error);
    uv_loop_init(&server->loop);
    uv_async_init(&server->loop, &server->stop, stop_serving);
    server->stop.data = server;
    server->server = simulator_server_start(&server->loop, server->simulator, 0, &error);
    assert_null(error);
    server->port = simulator_server_port(server->server);
    server->thread = g_thread_new("server", serve, server);
}

void serve_start(struct served *server, char *folder)
{
    serve_start_with(server, folder, (struct simulator_faults){0});
}

void serve_stop(struct served *server)
{
    uv_async_send(&server->stop);
    g_thread_join(server->thread);
    assert_int_equal(uv_loop_close(&server->loop), 0);
    simulator_free(server->simulator);
    recording_free(server->recording);
    via_map_free(server->map);
    remove_folder(server->folder);
    g_free(server->folder);
}

char *write_campus(uint32_t devices)
{
    g_autoptr(GError) error = NULL;
    char *folder = make_folder();
    struct network *network = network_campus(devices, 1);
    assert_true(network_write(network, folder, &error));
    network_free(network);
    return folder;
}

static void on_observation(struct observation *observation, void *user)
{
    g_ptr_array_add(((struct crawl_run *)user)->observations, observation);
}

static bool has_room(void *user)
{
    const struct crawl_run *run = user;
    return g_get_monotonic_time() >= run->full_until_us;
}

static void on_progress(const struct crawl_progress *progress, void *user)
{
    (void)progress;
    ((struct crawl_run *)user)->ticks++;
}

static void on_problem(const GError *error, void *user)
{
    g_string_append_printf(((struct crawl_run *)user)->problems, "%s\n", error->message);
}

static void free_observation(gpointer observation)
{
    observation_free(observation);
}

void crawl_run_init(struct crawl_run *run)
{
    *run = (struct crawl_run){0};
    run->scope = scope_new();
    scope_include_private(run->scope);
    run->credentials = credential_list_new();
    run->map = via_map_new();
    run->observations = g_ptr_array_new_with_free_func(free_observation);
    run->problems = g_string_new(NULL);
    run->options = (struct crawl_options){.credentials = run->credentials,
                                          .scope = run->scope,
                                          .via_map = run->map,
                                          .limits = visit_default_limits,
                                          .port = 161,
                                          .max_depth = UINT32_MAX,
                                          .timeout_ms = 1000,
                                          .retries = 2};
}

void crawl_run_map(struct crawl_run *run, const char *from, const char *to, uint16_t port)
{
    g_autofree char *rule = g_strdup_printf("%s=%s:%u", from, to, port);
    assert_true(via_map_add(run->map, rule, NULL));
}

struct credential *crawl_run_community(struct crawl_run *run, const char *community)
{
    struct credential *credential = credential_new(community);
    credential->community = g_strdup(community);
    g_ptr_array_add(run->credentials->items, credential);
    return credential;
}

struct credential *crawl_run_user(struct crawl_run *run, const char *name, const char *pass_phrase)
{
    struct credential *credential = credential_new(name);
    credential->version = SNMP_V3;
    credential->user = g_strdup(name);
    credential->auth_protocol = AUTH_SHA256;
    credential->auth_pass_phrase = g_strdup(pass_phrase);
    g_ptr_array_add(run->credentials->items, credential);
    return credential;
}

void crawl_run_go(struct crawl_run *run, const char *const *seeds, size_t count)
{
    const struct crawl_events events = {.observation = on_observation,
                                        .has_room = has_room,
                                        .progress = on_progress,
                                        .problem = on_problem,
                                        .user = run};
    g_autoptr(GError) error = NULL;
    assert_true(crawl_run(&run->options, seeds, count, &events, &run->summary, &error));
    assert_null(error);
    assert_int_equal(run->summary.visited + run->summary.failed, run->observations->len);
    assert_int_equal(run->summary.in_visit, 0);
    assert_int_equal(run->summary.waiting, 0);
}

void crawl_run_from(struct crawl_run *run, const char *seed)
{
    crawl_run_go(run, &seed, 1);
}

void crawl_run_clear(struct crawl_run *run)
{
    scope_free(run->scope);
    credential_list_free(run->credentials);
    via_map_free(run->map);
    g_ptr_array_unref(run->observations);
    g_string_free(run->problems, TRUE);
}

const struct observation *crawl_run_find(const struct crawl_run *run, const char *text)
{
    const struct observation *found = NULL;
    struct address address;
    assert_true(address_parse(text, &address));
    for (guint i = 0; i < run->observations->len; i++) {
        const struct observation *observation = g_ptr_array_index(run->observations, i);
        if (address_equal(observation->address, address)) {
            assert_null(found);
            found = observation;
        }
    }
    assert_non_null(found);
    return found;
}

void assert_failure(const struct crawl_run *run, const char *address, const char *why)
{
    const struct observation *observation = crawl_run_find(run, address);
    assert_int_equal(observation->outcome, OUTCOME_FAILED);
    assert_string_equal(observation->failure, why);
}

unsigned elapsed_ms(gint64 since)
{
    return (unsigned)((g_get_monotonic_time() - since) / 1000);
}

void assert_all_names_differ(const struct crawl_run *run)
{
    g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < run->observations->len; i++) {
        const struct observation *observation = g_ptr_array_index(run->observations, i);
        assert_int_equal(observation->outcome, OUTCOME_GOOD);
        assert_non_null(observation->system.sys_name);
        assert_true(g_hash_table_add(names, (char *)observation->system.sys_name));
    }
}

char *first_address(const struct recording *recording)
{
    char buffer[ADDRESS_TEXT_SIZE];
    return g_strdup(address_format(recording_entry(recording, 0)->address, buffer));
}

void write_device(const char *folder, const char *name, const char *const *neighbors)
{
    g_autoptr(GString) lines = g_string_new("1.3.6.1.2.1.1.1.0|4|a device\n");
    g_string_append_printf(lines, "1.3.6.1.2.1.1.5.0|4|%s\n", name);
    for (unsigned i = 0; neighbors[i]; i++) {
        g_string_append_printf(lines, "1.0.8802.1.1.2.1.4.1.1.4.0.%u.1|2|7\n", i + 1);
        g_string_append_printf(lines, "1.0.8802.1.1.2.1.4.1.1.5.0.%u.1|4|chassis %u\n", i + 1, i);
        g_string_append_printf(lines, "1.0.8802.1.1.2.1.4.1.1.6.0.%u.1|2|7\n", i + 1);
        g_string_append_printf(lines, "1.0.8802.1.1.2.1.4.1.1.7.0.%u.1|4|port\n", i + 1);
        g_string_append_printf(lines, "1.0.8802.1.1.2.1.4.2.1.3.0.%u.1.1.4.%s|2|1\n", i + 1, neighbors[i]);
    }
    g_autofree char *file = g_strdup_printf("%s/%s.snmprec", folder, name);
    assert_true(g_file_set_contents(file, lines->str, -1, NULL));
}

void write_manifest(const char *folder, const char *text)
{
    g_autofree char *file = g_build_filename(folder, "manifest.txt", NULL);
    assert_true(g_file_set_contents(file, text, -1, NULL));
}

int open_listener(const char *address, uint16_t *port)
{
    struct sockaddr_in name = {.sin_family = AF_INET, .sin_port = htons(*port)};
    socklen_t size = sizeof name;
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    inet_pton(AF_INET, address, &name.sin_addr);
    assert_int_equal(bind(fd, (struct sockaddr *)&name, size), 0);
    getsockname(fd, (struct sockaddr *)&name, &size);
    *port = ntohs(name.sin_port);
    return fd;
}

unsigned close_listener(int fd, unsigned *secrets)
{
    char datagram[2048];
    unsigned count = 0;
    *secrets = 0;
    for (;; count++) {
        ssize_t size = recv(fd, datagram, sizeof datagram, 0);
        if (size < 0)
            break;
        if (memmem(datagram, (size_t)size, "secret", 6))
            ++*secrets;
    }
    close(fd);
    return count;
}
