/*
 * The crawl over UDP on the loopback net: made-up networks served by the simulator on a thread of its own, a
 * real snmpd, and sockets that only listen.
 */
#include "discover/crawl.h"

#include "discover/simulate_udp.h"
#include "tests/support/network.h"
#include "tests/support/snmpd.h"

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

/* A recording that is served. */
struct server {
    char *folder;
    struct recording *recording;
    struct via_map *map;
    struct simulator *simulator;
    uv_loop_t loop;
    uv_async_t stop;
    struct simulator_server *server;
    uint16_t port;
    GThread *thread;
};

static char *make_folder(void)
{
    char *folder = g_dir_make_tmp("wiremap-crawl-XXXXXX", NULL);
    assert_non_null(folder);
    return folder;
}

static void remove_folder(const char *folder)
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
    struct server *server = async->data;
    simulator_server_stop(server->server);
    uv_close((uv_handle_t *)async, NULL);
}

static gpointer serve(gpointer data)
{
    struct server *server = data;
    uv_run(&server->loop, UV_RUN_DEFAULT);
    return NULL;
}

/* Serves the recording in a folder at 127.0.0.0/8 for its addresses in 10.0.0.0/8. */
static void start_server(struct server *server, char *folder)
{
    static const char *const communities[] = {"public", NULL};
    g_autoptr(GError) error = NULL;
    server->folder = folder;
    server->map = via_map_new();
    assert_true(via_map_add(server->map, "10.0.0.0/8=127.0.0.0/8", NULL));
    server->recording = recording_open(folder, &error);
    assert_null(error);
    struct simulator_options options = {
        .map = server->map, .communities = communities, .max_message = SIMULATOR_MAX_MESSAGE};
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

static void end_server(struct server *server)
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

static char *write_campus(uint32_t devices)
{
    g_autoptr(GError) error = NULL;
    char *folder = make_folder();
    struct network *network = network_campus(devices, 1);
    assert_true(network_write(network, folder, &error));
    network_free(network);
    return folder;
}

/* What a crawl told, and all it takes to run one. */
struct run {
    struct crawl_options options;
    struct scope *scope;
    struct credential_list *credentials;
    struct via_map *map;
    struct crawl_progress summary;
    GPtrArray *observations; /* in the order in which they came */
    GString *problems;       /* a line each */
    unsigned ticks;
};

static void on_observation(struct observation *observation, void *user)
{
    g_ptr_array_add(((struct run *)user)->observations, observation);
}

static void on_progress(const struct crawl_progress *progress, void *user)
{
    (void)progress;
    ((struct run *)user)->ticks++;
}

static void on_problem(const GError *error, void *user)
{
    g_string_append_printf(((struct run *)user)->problems, "%s\n", error->message);
}

static void free_observation(gpointer observation)
{
    observation_free(observation);
}

static void prepare(struct run *run)
{
    *run = (struct run){0};
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

static void add_rule(struct run *run, const char *from, const char *to, uint16_t port)
{
    g_autofree char *rule = g_strdup_printf("%s=%s:%u", from, to, port);
    assert_true(via_map_add(run->map, rule, NULL));
}

static struct credential *add_community(struct run *run, const char *community)
{
    struct credential *credential = credential_new(community);
    credential->community = g_strdup(community);
    g_ptr_array_add(run->credentials->items, credential);
    return credential;
}

static void add_user(struct run *run, const char *name, const char *pass_phrase)
{
    struct credential *credential = credential_new(name);
    credential->version = SNMP_V3;
    credential->user = g_strdup(name);
    credential->auth_protocol = AUTH_SHA256;
    credential->auth_pass_phrase = g_strdup(pass_phrase);
    g_ptr_array_add(run->credentials->items, credential);
}

static void crawl(struct run *run, const char *const *seeds, size_t count)
{
    const struct crawl_events events = {on_observation, on_progress, on_problem, run};
    g_autoptr(GError) error = NULL;
    assert_true(crawl_run(&run->options, seeds, count, &events, &run->summary, &error));
    assert_null(error);
    assert_int_equal(run->summary.visited + run->summary.failed, run->observations->len);
    assert_int_equal(run->summary.in_visit, 0);
    assert_int_equal(run->summary.waiting, 0);
}

static void crawl_from(struct run *run, const char *seed)
{
    crawl(run, &seed, 1);
}

static void clear(struct run *run)
{
    scope_free(run->scope);
    credential_list_free(run->credentials);
    via_map_free(run->map);
    g_ptr_array_unref(run->observations);
    g_string_free(run->problems, TRUE);
}

/* The observation of an address; there must be one. */
static const struct observation *find(const struct run *run, const char *text)
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

static void assert_failure(const struct run *run, const char *address, const char *why)
{
    const struct observation *observation = find(run, address);
    assert_int_equal(observation->outcome, OUTCOME_FAILED);
    assert_string_equal(observation->failure, why);
}

static unsigned elapsed_ms(gint64 since)
{
    return (unsigned)((g_get_monotonic_time() - since) / 1000);
}

/* Each device has another name; so has each observation. */
static void assert_all_names_differ(const struct run *run)
{
    g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < run->observations->len; i++) {
        const struct observation *observation = g_ptr_array_index(run->observations, i);
        assert_int_equal(observation->outcome, OUTCOME_GOOD);
        assert_non_null(observation->system.sys_name);
        assert_true(g_hash_table_add(names, (char *)observation->system.sys_name));
    }
}

static char *first_address(const struct recording *recording)
{
    char buffer[ADDRESS_TEXT_SIZE];
    return g_strdup(address_format(recording_entry(recording, 0)->address, buffer));
}

static void a_network_is_crawled_from_one_seed(void **state)
{
    (void)state;
    struct server server;
    struct run run;
    start_server(&server, write_campus(60));
    g_autofree char *seed = first_address(server.recording);
    prepare(&run);
    add_rule(&run, "10.0.0.0/8", "127.0.0.0/8", server.port);
    add_community(&run, "public");
    crawl_from(&run, seed);
    assert_int_equal(run.summary.visited, 60);
    assert_int_equal(run.summary.failed, 0);
    assert_int_equal(run.problems->len, 0);
    assert_all_names_differ(&run);
    const struct observation *first = find(&run, seed);
    assert_int_equal(first->depth, 0);
    assert_int_equal(first->via, VIA_SNMP);
    assert_string_equal(first->credential, "public");
    assert_true(first->cost.requests > 0 && first->cost.rtt_us > 0 && first->cost.duration_us > 0);
    assert_true(first->started_at > 1600000000000);
    assert_int_equal(first->port, 0);
    assert_true(run.summary.requests >= 60);
    end_server(&server);
    clear(&run);
}

static void a_limit_of_depth_ends_the_crawl(void **state)
{
    (void)state;
    struct server server;
    start_server(&server, write_campus(60));
    g_autofree char *seed = first_address(server.recording);
    unsigned visited[3];
    for (uint32_t depth = 0; depth < 3; depth++) {
        struct run run;
        prepare(&run);
        run.options.max_depth = depth;
        run.options.concurrency = 1;
        add_rule(&run, "10.0.0.0/8", "127.0.0.0/8", server.port);
        add_community(&run, "public");
        crawl_from(&run, seed);
        visited[depth] = (unsigned)run.summary.visited;
        for (guint i = 0; i < run.observations->len; i++)
            assert_in_range(((struct observation *)g_ptr_array_index(run.observations, i))->depth, 0, depth);
        clear(&run);
    }
    assert_int_equal(visited[0], 1);
    assert_in_range(visited[1], 2, 30);
    assert_in_range(visited[2], visited[1] + 1, 60);
    end_server(&server);
}

static void what_was_recorded_is_replayed(void **state)
{
    (void)state;
    struct server server;
    struct run live, replay, again;
    g_autofree char *folder = make_folder();
    start_server(&server, write_campus(25));
    g_autofree char *seed = first_address(server.recording);
    prepare(&live);
    live.options.record_folder = folder;
    add_rule(&live, "10.0.0.0/8", "127.0.0.0/8", server.port);
    add_community(&live, "public");
    crawl_from(&live, seed);
    assert_int_equal(live.summary.visited, 25);
    assert_int_equal(live.problems->len, 0);
    end_server(&server);

    g_autoptr(GError) error = NULL;
    struct recording *recording = recording_open(folder, &error);
    assert_null(error);
    prepare(&replay);
    replay.options.replay = recording;
    crawl(&replay, NULL, 0);
    assert_int_equal(replay.summary.visited, 25);
    assert_all_names_differ(&replay);
    const struct observation *first = find(&replay, seed);
    assert_int_equal(first->via, VIA_REPLAY);
    assert_string_equal(first->system.sys_name, find(&live, seed)->system.sys_name);
    assert_non_null(first->source_name);

    prepare(&again);
    again.options.replay = recording;
    crawl_from(&again, seed);
    assert_int_equal(again.summary.visited, 25);
    assert_all_names_differ(&again);
    recording_free(recording);
    remove_folder(folder);
    clear(&live);
    clear(&replay);
    clear(&again);
}

/* A device whose LLDP neighbors are at the addresses, one on each port. */
static void write_device(const char *folder, const char *name, const char *const *neighbors)
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

static void write_manifest(const char *folder, const char *text)
{
    g_autofree char *file = g_build_filename(folder, "manifest.txt", NULL);
    assert_true(g_file_set_contents(file, text, -1, NULL));
}

/* Recorded at two addresses, each the other's neighbor by the second. */
static void a_file_is_replayed_once(void **state)
{
    (void)state;
    struct run run;
    g_autofree char *folder = make_folder();
    write_device(folder, "a", (const char *const[]){"10.0.0.4", "10.0.0.9", NULL});
    write_device(folder, "b", (const char *const[]){"10.0.0.2", NULL});
    write_manifest(folder,
                   "10.0.0.1 a.snmprec\n10.0.0.2 a.snmprec\n10.0.0.3 b.snmprec\n10.0.0.4 b.snmprec\n");
    struct recording *recording = recording_open(folder, NULL);
    assert_non_null(recording);
    static const char *const seeds[] = {"10.0.0.2", "192.0.2.1"};
    for (size_t count = 0; count <= 2; count++) {
        prepare(&run);
        run.options.replay = recording;
        crawl(&run, seeds, count);
        assert_int_equal(run.summary.visited, 2);
        assert_int_equal(run.summary.failed, 0);
        assert_string_equal(find(&run, "10.0.0.1")->system.sys_name, "a");
        assert_string_equal(find(&run, "10.0.0.3")->source_name, "b.snmprec");
        assert_string_equal(run.problems->str, count == 2 ? "192.0.2.1: not in the recording\n" : "");
        clear(&run);
    }
    recording_free(recording);
    remove_folder(folder);
}

/* A socket that only listens, so that what arrives stays in it. */
static int open_listener(const char *address, uint16_t *port)
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

/* How many datagrams a listener has got; *secrets of them with the word secret in them. */
static unsigned close_listener(int fd, unsigned *secrets)
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

/* Every address that the device tells of leads to a listener; only the one in scope hears something, and only
 * the credential that applies there. */
static void nobody_out_of_scope_hears_anything(void **state)
{
    (void)state;
    static const char *const told[] = {"10.5.0.1",    "10.66.0.1", "203.0.113.1", "127.66.0.4",
                                       "169.254.0.5", "224.0.0.6", "0.0.0.0",     NULL};
    static const struct {
        const char *from, *to;
        bool in_scope;
    } rules[] = {
        {"10.5.0.1", "127.66.0.1", true},     {"10.66.0.1", "127.66.0.2", false},
        {"203.0.113.1", "127.66.0.3", false}, {"127.66.0.4", "127.66.0.4", false},
        {"169.254.0.5", "127.66.0.5", false}, {"224.0.0.6", "127.66.0.6", false},
        {"0.0.0.0", "127.66.0.7", false},
    };
    int listeners[G_N_ELEMENTS(rules)];
    struct server server;
    struct run run;
    char *folder = make_folder();
    write_device(folder, "a", told);
    write_manifest(folder, "10.0.0.1 a.snmprec\n");
    start_server(&server, folder);
    prepare(&run);
    for (size_t i = 0; i < G_N_ELEMENTS(rules); i++) {
        uint16_t port = 0;
        listeners[i] = open_listener(rules[i].to, &port);
        add_rule(&run, rules[i].from, rules[i].to, port);
    }
    add_rule(&run, "10.0.0.0/8", "127.0.0.0/8", server.port);
    run.options.timeout_ms = 100;
    run.options.retries = 1;
    assert_true(scope_exclude(run.scope, "10.66.0.0/16", NULL));
    add_community(&run, "public");
    struct credential *elsewhere = add_community(&run, "secret");
    elsewhere->scope = scope_new();
    assert_true(scope_include(elsewhere->scope, "10.99.0.0/16", NULL));
    crawl_from(&run, "10.0.0.1");
    end_server(&server);

    assert_int_equal(run.summary.visited, 1);
    assert_failure(&run, "10.5.0.1", "no answer to credential public (timeout 100 ms, 1 retry)");
    assert_int_equal(run.summary.out_of_scope, 2);
    for (size_t i = 0; i < G_N_ELEMENTS(rules); i++) {
        unsigned secrets, count = close_listener(listeners[i], &secrets);
        assert_true(rules[i].in_scope ? count >= 2 : count == 0);
        assert_int_equal(secrets, 0);
    }
    clear(&run);
}

static void credentials_are_tried_in_order(void **state)
{
    (void)state;
    struct server server;
    struct run run;
    start_server(&server, write_campus(5));
    g_autofree char *seed = first_address(server.recording);
    uint16_t port = 0;
    int listener = open_listener("127.66.0.1", &port);
    prepare(&run);
    run.options.timeout_ms = 50;
    run.options.retries = 0;
    run.options.max_depth = 0;
    add_rule(&run, "10.250.0.1", "127.66.0.1", port);
    add_rule(&run, "10.0.0.0/8", "127.0.0.0/8", server.port);
    add_community(&run, "first");
    add_user(&run, "second", "authentication");
    add_community(&run, "public");
    crawl(&run, (const char *const[]){seed, "10.250.0.1"}, 2);
    assert_string_equal(find(&run, seed)->credential, "public");
    assert_true(find(&run, seed)->cost.requests > 3);
    assert_failure(&run, "10.250.0.1",
                   "no answer to credential first, second, public (timeout 50 ms, 0 retries)");
    end_server(&server);
    close(listener);
    clear(&run);
}

static void an_address_that_no_credential_applies_to_is_not_asked(void **state)
{
    (void)state;
    struct run run;
    uint16_t port = 0;
    int listener = open_listener("127.66.0.1", &port);
    prepare(&run);
    add_rule(&run, "10.0.0.1", "127.66.0.1", port);
    struct credential *elsewhere = add_community(&run, "secret");
    elsewhere->scope = scope_new();
    assert_true(scope_include(elsewhere->scope, "10.99.0.0/16", NULL));
    crawl_from(&run, "10.0.0.1");
    unsigned secrets;
    assert_int_equal(close_listener(listener, &secrets), 0);
    assert_failure(&run, "10.0.0.1", "no credential applies to this address");
    clear(&run);
}

static void each_credential_has_its_own_reason(void **state)
{
    (void)state;
    if (!snmpd_is_there()) {
        print_message("no snmpd on this machine\n");
        skip();
    }
    struct snmpd *snmpd = snmpd_start("sysName real\nrocommunity public\n"
                                      "createUser reader SHA-256 \"authentication\"\nrouser reader auth\n",
                                      0);
    struct run run;
    g_autofree char *seed = g_strdup_printf("127.0.0.1:%u", snmpd_port(snmpd));
    prepare(&run);
    run.options.timeout_ms = 200;
    run.options.retries = 0;
    add_user(&run, "stranger", "authentication");
    add_community(&run, "private");
    add_user(&run, "reader", "something else");
    crawl_from(&run, seed);
    assert_failure(&run, "127.0.0.1",
                   "credential stranger: unknown user (usmStatsUnknownUserNames); "
                   "no answer to credential private (timeout 200 ms, 0 retries); "
                   "credential reader: wrong digest: the authentication pass phrase or protocol is not the "
                   "user's (usmStatsWrongDigests)");
    assert_int_equal(find(&run, "127.0.0.1")->port, snmpd_port(snmpd));
    clear(&run);

    prepare(&run);
    add_user(&run, "stranger", "authentication");
    add_user(&run, "reader", "authentication");
    crawl_from(&run, seed);
    assert_string_equal(find(&run, "127.0.0.1")->credential, "reader");
    assert_string_equal(find(&run, "127.0.0.1")->system.sys_name, "real");
    clear(&run);
    snmpd_stop(snmpd);
}

/* Two hundred silent addresses, for SNMPv3 too, and a network of twenty: one timeout in all. */
static void silent_devices_cost_nobody_else_anything(void **state)
{
    (void)state;
    struct server server;
    struct run run;
    start_server(&server, write_campus(20));
    g_autofree char *seed = first_address(server.recording);
    uint16_t port = 0;
    int listener = open_listener("127.66.0.1", &port);
    prepare(&run);
    run.options.timeout_ms = 400;
    run.options.retries = 0;
    add_rule(&run, "10.250.0.0/24", "127.66.0.1/32", port);
    add_rule(&run, "10.0.0.0/8", "127.0.0.0/8", server.port);
    add_user(&run, "reader", "authentication");
    ((struct credential *)run.credentials->items->pdata[0])->scope = scope_new();
    scope_include(((struct credential *)run.credentials->items->pdata[0])->scope, "10.250.0.0/24", NULL);
    add_community(&run, "public")->scope = scope_new();
    scope_include(((struct credential *)run.credentials->items->pdata[1])->scope, "10.0.0.0/9", NULL);
    const char *seeds[201];
    for (int i = 0; i < 200; i++)
        seeds[i] = g_strdup_printf("10.250.0.%d", i + 1);
    seeds[200] = seed;
    gint64 start = g_get_monotonic_time();
    crawl(&run, seeds, 201);
    assert_in_range(elapsed_ms(start), 400, 8000);
    assert_int_equal(run.summary.failed, 200);
    assert_int_equal(run.summary.visited, 20);
    for (guint i = 0; i < 20; i++)
        assert_int_equal(((struct observation *)g_ptr_array_index(run.observations, i))->outcome,
                         OUTCOME_GOOD);
    assert_in_range(run.ticks, 1, 40);
    for (int i = 0; i < 200; i++)
        g_free((char *)seeds[i]);
    end_server(&server);
    close(listener);
    clear(&run);
}

static void a_closed_port_is_not_asked_with_every_credential(void **state)
{
    (void)state;
    struct run run;
    prepare(&run);
    run.options.timeout_ms = 5000;
    add_rule(&run, "10.0.0.1", "127.0.0.1", free_udp_port());
    add_community(&run, "first");
    add_community(&run, "second");
    gint64 start = g_get_monotonic_time();
    crawl_from(&run, "10.0.0.1");
    assert_in_range(elapsed_ms(start), 50, 4000);
    assert_failure(&run, "10.0.0.1", "no answer, port unreachable: connection refused");
    clear(&run);
}

static void a_deadline_ends_a_visit(void **state)
{
    (void)state;
    struct run run;
    uint16_t port = 0;
    int listener = open_listener("127.66.0.1", &port);
    prepare(&run);
    run.options.timeout_ms = 150;
    run.options.retries = 0;
    run.options.device_deadline_ms = 250;
    add_rule(&run, "10.0.0.1", "127.66.0.1", port);
    for (int i = 0; i < 10; i++)
        add_community(&run, i == 0 ? "first" : "more");
    gint64 start = g_get_monotonic_time();
    crawl_from(&run, "10.0.0.1");
    assert_in_range(elapsed_ms(start), 240, 1400);
    assert_failure(&run, "10.0.0.1",
                   "no answer to credential first (timeout 150 ms, 0 retries); deadline of 0.25 s");
    close(listener);
    clear(&run);
}

static gpointer interrupt_later(gpointer data)
{
    (void)data;
    g_usleep(200000);
    crawl_interrupt();
    return NULL;
}

static void an_interrupt_keeps_what_was_learned(void **state)
{
    (void)state;
    struct server server;
    struct run run;
    start_server(&server, write_campus(20));
    g_autofree char *seed = first_address(server.recording);
    uint16_t port = 0;
    int listener = open_listener("127.66.0.1", &port);
    prepare(&run);
    run.options.timeout_ms = 20000;
    add_rule(&run, "10.250.0.0/24", "127.66.0.1/32", port);
    add_rule(&run, "10.0.0.0/8", "127.0.0.0/8", server.port);
    add_community(&run, "public");
    GThread *thread = g_thread_new("interrupt", interrupt_later, NULL);
    gint64 start = g_get_monotonic_time();
    crawl(&run, (const char *const[]){seed, "10.250.0.1", "10.250.0.2"}, 3);
    assert_in_range(elapsed_ms(start), 150, 10000);
    g_thread_join(thread);
    assert_int_equal(run.summary.visited, 20);
    assert_failure(&run, "10.250.0.1", "interrupted");
    assert_failure(&run, "10.250.0.2", "interrupted");
    crawl_interrupt();
    end_server(&server);
    close(listener);
    clear(&run);
}

static void a_seed_that_leads_nowhere_is_told(void **state)
{
    (void)state;
    static const char *const seeds[] = {"10.0.0.1",  "no-such-host.invalid", "[::1",
                                        "224.0.0.1", "::ffff:10.0.0.2",      "fe80::1"};
    struct run run;
    prepare(&run);
    assert_true(scope_exclude(run.scope, "10.0.0.0/24", NULL));
    add_community(&run, "public");
    crawl(&run, seeds, G_N_ELEMENTS(seeds));
    assert_int_equal(run.observations->len, 0);
    assert_non_null(strstr(run.problems->str, "10.0.0.1: excluded from the scope\n"));
    assert_non_null(strstr(run.problems->str, "::ffff:10.0.0.2: excluded from the scope\n"));
    assert_non_null(strstr(run.problems->str, "no-such-host.invalid: "));
    assert_non_null(strstr(run.problems->str, "[::1: is no [ADDRESS]:PORT\n"));
    assert_non_null(strstr(run.problems->str, "224.0.0.1: no device can be asked at such an address\n"));
    assert_non_null(strstr(run.problems->str, "fe80::1: no device can be asked at such an address\n"));
    clear(&run);
}

static void a_crawl_needs_seeds_and_credentials(void **state)
{
    (void)state;
    const char *seed = "10.0.0.1";
    struct run run;
    prepare(&run);
    const struct crawl_events events = {on_observation, NULL, NULL, &run};
    g_autoptr(GError) error = NULL;
    assert_false(crawl_run(&run.options, &seed, 1, &events, NULL, &error));
    assert_string_equal(error->message, "there is no credential to try");
    g_clear_error(&error);
    add_community(&run, "public");
    assert_false(crawl_run(&run.options, NULL, 0, &events, NULL, &error));
    assert_string_equal(error->message, "there is no seed to begin with");
    clear(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_network_is_crawled_from_one_seed),
        cmocka_unit_test(a_limit_of_depth_ends_the_crawl),
        cmocka_unit_test(what_was_recorded_is_replayed),
        cmocka_unit_test(a_file_is_replayed_once),
        cmocka_unit_test(nobody_out_of_scope_hears_anything),
        cmocka_unit_test(credentials_are_tried_in_order),
        cmocka_unit_test(an_address_that_no_credential_applies_to_is_not_asked),
        cmocka_unit_test(each_credential_has_its_own_reason),
        cmocka_unit_test(silent_devices_cost_nobody_else_anything),
        cmocka_unit_test(a_closed_port_is_not_asked_with_every_credential),
        cmocka_unit_test(a_deadline_ends_a_visit),
        cmocka_unit_test(an_interrupt_keeps_what_was_learned),
        cmocka_unit_test(a_seed_that_leads_nowhere_is_told),
        cmocka_unit_test(a_crawl_needs_seeds_and_credentials),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
