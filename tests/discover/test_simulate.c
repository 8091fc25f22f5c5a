#include "discover/simulate.h"
#include "discover/simulate_udp.h"
#include "tests/support/message.h"

#include <arpa/inet.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

static const char recorded[] = "1.3.1.1.0|4|one\n"
                               "1.3.1.2.0|70|2\n"
                               "1.3.1.3.0|2|3\n"
                               "1.3.2.1.1.1|2|11\n"
                               "1.3.2.1.1.2|2|12\n"
                               "1.3.2.1.2.1|66|21\n"
                               "1.3.2.1.2.2|66|22\n";

struct fixture {
    char *folder;
    struct recording *recording;
    struct via_map *map;
    struct simulator *simulator;
    uint8_t *memory;
};

static const char *const files[] = {"manifest.txt", "a", "b", "c", "big", "bad"};

static void write_file(const char *folder, const char *name, const char *content)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    assert_true(g_file_set_contents(path, content, -1, NULL));
}

static struct address address(const char *text)
{
    struct address out;
    assert_true(address_parse(text, &out));
    return out;
}

static int set_up(void **state)
{
    static const char *const communities[] = {"public", "se@cret", NULL};
    struct fixture *fixture = g_new0(struct fixture, 1);
    GString *big = g_string_new(NULL);
    fixture->folder = g_dir_make_tmp("wiremap-test-XXXXXX", NULL);
    write_file(fixture->folder, "manifest.txt",
               "10.0.0.1 a\n10.0.0.2 a\n10.0.0.1@20 b\n10.0.0.3 c\n10.0.0.4 big\n10.0.0.5 missing\n"
               "10.0.0.6 bad\n192.168.0.1 a\n2001:db8::1 a\n");
    write_file(fixture->folder, "a", recorded);
    write_file(fixture->folder, "b", "1.3.9.0|2|20\n");
    write_file(fixture->folder, "c", "1.3.9.0|2|3\n");
    write_file(fixture->folder, "bad", "1.3.9.0|2|3\nx\ny\n");
    for (unsigned i = 0; i < 100; i++)
        g_string_append_printf(big, "1.3.1.%u|4|%0*u\n", i, 500, i);
    write_file(fixture->folder, "big", big->str);
    g_string_free(big, TRUE);
    fixture->recording = recording_open(fixture->folder, NULL);
    fixture->map = via_map_new();
    assert_true(via_map_add(fixture->map, "10.0.0.0/8=127.0.0.0/8", NULL));
    struct simulator_options options = {.map = fixture->map, .communities = communities, .max_message = 1472};
    fixture->simulator = simulator_new(fixture->recording, &options, NULL);
    assert_non_null(fixture->simulator);
    fixture->memory = g_malloc(SIMULATOR_BUFFER_SIZE);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    simulator_free(fixture->simulator);
    via_map_free(fixture->map);
    recording_free(fixture->recording);
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *path = g_build_filename(fixture->folder, files[i], NULL);
        g_unlink(path);
    }
    g_rmdir(fixture->folder);
    g_free(fixture->folder);
    g_free(fixture->memory);
    g_free(fixture);
    return 0;
}

static struct bytes send_to(struct fixture *fixture, const char *to, const struct message *message)
{
    g_autoptr(GByteArray) packet = message_write(message);
    return simulator_answer(fixture->simulator, address(to), (struct bytes){packet->data, packet->len},
                            fixture->memory, NULL);
}

static void assert_says(struct fixture *fixture, const struct message *message, const char *expected)
{
    g_autofree char *said = message_describe(send_to(fixture, "127.0.0.1", message));
    assert_string_equal(said, expected);
}

#define ASK(kind, ...)                                                                                       \
    &(struct message)                                                                                        \
    {                                                                                                        \
        .version = WIRE_V2C, .community = "public", .type = (kind), .request_id = 5,                         \
        .names = (const struct oid[]){__VA_ARGS__},                                                          \
        .count = sizeof((const struct oid[]){__VA_ARGS__}) / sizeof(struct oid)                              \
    }
#define ASK_V1(kind, ...)                                                                                    \
    &(struct message)                                                                                        \
    {                                                                                                        \
        .version = WIRE_V1, .community = "public", .type = (kind), .request_id = 5,                          \
        .names = (const struct oid[]){__VA_ARGS__},                                                          \
        .count = sizeof((const struct oid[]){__VA_ARGS__}) / sizeof(struct oid)                              \
    }

static void get_answers_values_and_exceptions(void **state)
{
    assert_says(*state, ASK(WIRE_GET, OID(1, 3, 1, 1, 0), OID(1, 3, 1, 1, 7), OID(1, 3, 1, 9, 0)),
                "1.3.1.1.0=one 1.3.1.1.7=<81> 1.3.1.9.0=<80>");
    assert_says(*state, ASK(WIRE_GET, OID(1, 3, 1, 2, 0)), "1.3.1.2.0=2");
}

static void getnext_goes_to_the_end(void **state)
{
    assert_says(*state, ASK(WIRE_GETNEXT, OID(1), OID(1, 3, 1, 3, 0), OID(1, 3, 2, 1, 2, 2)),
                "1.3.1.1.0=one 1.3.2.1.1.1=11 1.3.2.1.2.2=<82>");
}

static void getbulk_repeats(void **state)
{
    struct message *message = ASK(WIRE_GETBULK, OID(1, 3, 1, 2), OID(1, 3, 2, 1, 1), OID(1, 3, 2, 1, 2));
    message->non_repeaters = 1;
    message->max_repetitions = 2;
    assert_says(*state, message, "1.3.1.2.0=2 1.3.2.1.1.1=11 1.3.2.1.2.1=21 1.3.2.1.1.2=12 1.3.2.1.2.2=22");
    message->non_repeaters = message->max_repetitions = -1;
    assert_says(*state, message, "");
}

/* RFC 1157 4.1.2, 4.1.3; RFC 3584 4.2.2.1: there is no Counter64 in version 1. */
static void version_1_has_errors_in_place_of_exceptions_and_no_counter64(void **state)
{
    assert_says(*state, ASK_V1(WIRE_GET, OID(1, 3, 1, 1, 0)), "1.3.1.1.0=one");
    assert_says(*state, ASK_V1(WIRE_GET, OID(1, 3, 1, 1, 0), OID(1, 3, 1, 9, 0)),
                "error 2 2 1.3.1.1.0=<05> 1.3.1.9.0=<05>");
    assert_says(*state, ASK_V1(WIRE_GET, OID(1, 3, 1, 2, 0)), "error 2 1 1.3.1.2.0=<05>");
    assert_says(*state, ASK_V1(WIRE_GETNEXT, OID(1, 3, 1, 1, 0)), "1.3.1.3.0=3");
    assert_says(*state, ASK_V1(WIRE_GETNEXT, OID(1, 3, 2, 1, 2, 2)), "error 2 1 1.3.2.1.2.2=<05>");
    assert_says(*state, ASK_V1(WIRE_GETBULK, OID(1, 3)), "nothing");
}

static void set_is_refused(void **state)
{
    assert_says(*state, ASK(WIRE_SET, OID(1, 3, 1, 1, 0)), "error 17 1 1.3.1.1.0=<05>");
    assert_says(*state, ASK_V1(WIRE_SET, OID(1, 3, 1, 1, 0)), "error 2 1 1.3.1.1.0=<05>");
}

static void only_the_communities_open(void **state)
{
    static const struct {
        const char *community, *expected;
    } cases[] = {{"public", "1.3.1.1.0=one"}, {"se@cret", "1.3.1.1.0=one"}, {"publi", "nothing"},
                 {"public2", "nothing"},      {"Public", "nothing"},        {"", "nothing"},
                 {"public@20", "1.3.9.0=20"}, {"se@cret@20", "1.3.9.0=20"}, {"public@21", "nothing"},
                 {"public@", "nothing"},      {"public@x", "nothing"},      {"public@0", "nothing"},
                 {"public@20 ", "nothing"},   {"public@00020", "nothing"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct message *message = ASK(WIRE_GETNEXT, OID(1, 3));
        message->community = cases[i].community;
        assert_says(*state, message, cases[i].expected);
    }
    assert_int_equal(simulator_counts(((struct fixture *)*state)->simulator)->community, 10);
}

static void each_address_is_its_own_device(void **state)
{
    static const struct {
        const char *to, *expected;
    } cases[] = {{"127.0.0.1", "1.3.1.1.0=one"},
                 {"127.0.0.2", "1.3.1.1.0=one"},
                 {"127.0.0.3", "1.3.9.0=3"},
                 {"10.0.0.1", "nothing"},
                 {"127.0.0.99", "nothing"},
                 {"127.0.0.5", "nothing"},
                 {"::1", "nothing"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *said = message_describe(send_to(*state, cases[i].to, ASK(WIRE_GETNEXT, OID(1, 3))));
        assert_string_equal(said, cases[i].expected);
    }
}

static void a_response_has_at_most_1472_octets(void **state)
{
    struct message *message = ASK(WIRE_GETBULK, OID(1, 3));
    message->max_repetitions = 100;
    struct bytes response = send_to(*state, "127.0.0.4", message);
    assert_in_range(response.size, 1000, 1472);
    g_autofree char *three = message_describe(
        send_to(*state, "127.0.0.4", ASK(WIRE_GET, OID(1, 3, 1, 1), OID(1, 3, 1, 2), OID(1, 3, 1, 3))));
    assert_string_equal(three, "error 1 0");
    g_autofree char *v1 = message_describe(
        send_to(*state, "127.0.0.4", ASK_V1(WIRE_GET, OID(1, 3, 1, 1), OID(1, 3, 1, 2), OID(1, 3, 1, 3))));
    assert_string_equal(v1, "error 1 0 1.3.1.1=<05> 1.3.1.2=<05> 1.3.1.3=<05>");
}

static void garbage_is_answered_with_silence(void **state)
{
    struct fixture *fixture = *state;
    g_autoptr(GByteArray) packet = message_write(ASK(WIRE_GET, OID(1, 3, 1, 1, 0)));
    for (guint size = 0; size < packet->len; size++) {
        g_autofree uint8_t *copy = g_memdup2(packet->data, MAX(size, 1));
        struct bytes cut = {copy, size};
        assert_int_equal(
            simulator_answer(fixture->simulator, address("127.0.0.1"), cut, fixture->memory, NULL).size, 0);
    }
    assert_says(fixture, ASK(0xa2, OID(1, 3)), "nothing");
    assert_says(fixture, ASK(0xa6, OID(1, 3)), "nothing");
    assert_says(fixture, ASK(0x30, OID(1, 3)), "nothing");
    assert_int_equal(simulator_counts(fixture->simulator)->answered, 0);
}

static void what_cannot_be_served_is_warned_of(void **state)
{
    struct fixture *fixture = *state;
    const GPtrArray *warnings = simulator_warnings(fixture->simulator);
    assert_int_equal(simulator_device_count(fixture->simulator), 4);
    assert_int_equal(simulator_address_count(fixture->simulator), 5);
    assert_int_equal(warnings->len, 3);
    assert_string_equal(g_ptr_array_index(warnings, 0),
                        "2 recorded addresses are in no --map: 192.168.0.1, ...");
    assert_non_null(strstr(g_ptr_array_index(warnings, 1), "/missing: "));
    assert_non_null(strstr(g_ptr_array_index(warnings, 2), "2 lines were skipped: "));
}

static void two_devices_do_not_share_an_address(void **state)
{
    static const char *const communities[] = {"public", NULL};
    struct fixture *fixture = *state;
    struct via_map *map = via_map_new();
    assert_true(via_map_add(map, "10.0.0.0/8=127.0.0.1/32", NULL));
    struct simulator_options options = {.map = map, .communities = communities, .max_message = 1472};
    struct simulator *simulator = simulator_new(fixture->recording, &options, NULL);
    assert_int_equal(simulator_address_count(simulator), 1);
    assert_string_equal(g_ptr_array_index(simulator_warnings(simulator), 1),
                        "3 recorded addresses are mapped to those of other devices: 10.0.0.3, ...");
    simulator_free(simulator);
    via_map_free(map);
}

static void a_map_that_covers_nothing_is_an_error(void **state)
{
    static const char *const communities[] = {"public", NULL};
    struct fixture *fixture = *state;
    struct via_map *map = via_map_new();
    GError *error = NULL;
    struct simulator_options options = {.map = map, .communities = communities, .max_message = 1472};
    assert_null(simulator_new(fixture->recording, &options, &error));
    assert_string_equal(error->message,
                        "no address to serve: 9 recorded addresses are in no --map: 10.0.0.1, ...");
    g_clear_error(&error);
    via_map_free(map);
}

static void assert_rules(const char *manifest, const char *expected)
{
    struct recording *recording = recording_parse(manifest, strlen(manifest), "folder", NULL);
    g_autoptr(GPtrArray) rules = simulator_loopback_rules(recording, NULL);
    g_ptr_array_add(rules, NULL);
    g_autofree char *joined = g_strjoinv(" ", (char **)rules->pdata);
    assert_string_equal(joined, expected);
    recording_free(recording);
}

static void addresses_are_brought_into_the_loopback_net(G_GNUC_UNUSED void **state)
{
    assert_rules("10.0.0.1 a\n10.255.0.1 a\n2001:db8::1 a\n", "10.0.0.0/8=127.0.0.0/8");
    assert_rules("10.1.0.1 a\n192.168.0.1 a\n172.1.0.1 a\n",
                 "10.1.0.0/16=127.1.0.0/16 172.1.0.0/16=127.0.0.0/16 192.168.0.0/16=127.168.0.0/16");
    assert_rules("2001:db8::1 a\n", "");
}

static void addresses_of_too_many_networks_need_a_map(G_GNUC_UNUSED void **state)
{
    GString *manifest = g_string_new("11.0.0.1 a\n");
    for (unsigned i = 0; i < 256; i++)
        g_string_append_printf(manifest, "10.%u.0.1 a\n", i);
    struct recording *recording = recording_parse(manifest->str, manifest->len, "folder", NULL);
    GError *error = NULL;
    assert_null(simulator_loopback_rules(recording, &error));
    assert_non_null(strstr(error->message, "--map"));
    g_clear_error(&error);
    recording_free(recording);
    g_string_free(manifest, TRUE);
}

/* A live exchange: asks 127.0.0.ADDRESS and describes what comes back, and from where. */
static char *ask_live(uv_loop_t *loop, uint16_t port, const char *to, const struct message *message)
{
    g_autoptr(GByteArray) packet = message_write(message);
    struct sockaddr_in peer = {.sin_family = AF_INET, .sin_port = htons(port)};
    uint8_t buffer[2000];
    int descriptor = socket(AF_INET, SOCK_DGRAM, 0);
    assert_int_equal(inet_pton(AF_INET, to, &peer.sin_addr), 1);
    assert_int_equal(sendto(descriptor, packet->data, packet->len, 0, (struct sockaddr *)&peer, sizeof peer),
                     packet->len);
    struct sockaddr_in from = {0};
    socklen_t size = sizeof from;
    ssize_t received = -1;
    for (unsigned tries = 0; received < 0 && tries < 100; tries++) {
        uv_run(loop, UV_RUN_NOWAIT);
        received = recvfrom(descriptor, buffer, sizeof buffer, MSG_DONTWAIT, (struct sockaddr *)&from, &size);
        if (received < 0)
            g_usleep(1000);
    }
    close(descriptor);
    if (received < 0)
        return g_strdup("nothing");
    g_autofree char *said = message_describe((struct bytes){buffer, (size_t)received});
    return g_strdup_printf("%s: %s", inet_ntoa(from.sin_addr), said);
}

static void the_address_that_is_asked_answers(void **state)
{
    struct fixture *fixture = *state;
    uv_loop_t loop;
    uv_loop_init(&loop);
    struct simulator_server *server = simulator_server_start(&loop, fixture->simulator, 0, NULL);
    uint16_t port = simulator_server_port(server);
    assert_true(port > 0);
    g_autofree char *one = ask_live(&loop, port, "127.0.0.1", ASK(WIRE_GET, OID(1, 3, 1, 1, 0)));
    g_autofree char *three = ask_live(&loop, port, "127.0.0.3", ASK(WIRE_GETNEXT, OID(1, 3)));
    assert_string_equal(one, "127.0.0.1: 1.3.1.1.0=one");
    assert_string_equal(three, "127.0.0.3: 1.3.9.0=3");
    simulator_server_stop(server);
    uv_run(&loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&loop), 0);
}

/* What 127.0.0.1 says through a network with these faults. */
static char *ask_through(struct fixture *fixture, struct simulator_faults faults, unsigned times)
{
    static const char *const communities[] = {"public", NULL};
    struct simulator_options options = {
        .map = fixture->map, .communities = communities, .max_message = 1472, .faults = faults};
    struct simulator *simulator = simulator_new(fixture->recording, &options, NULL);
    GString *said = g_string_new(NULL);
    uv_loop_t loop;
    uv_loop_init(&loop);
    struct simulator_server *server = simulator_server_start(&loop, simulator, 0, NULL);
    for (unsigned i = 0; i < times; i++) {
        g_autofree char *answer =
            ask_live(&loop, simulator_server_port(server), "127.0.0.1", ASK(WIRE_GET, OID(1, 3, 1, 1, 0)));
        g_string_append_c(said, g_str_equal(answer, "127.0.0.1: 1.3.1.1.0=one") ? '+' : '-');
    }
    simulator_server_stop(server);
    uv_run(&loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&loop), 0);
    simulator_free(simulator);
    return g_string_free(said, FALSE);
}

static void a_delayed_answer_comes_later(void **state)
{
    gint64 started = g_get_monotonic_time();
    g_autofree char *said = ask_through(*state, (struct simulator_faults){.delay_ms = 30}, 1);
    assert_string_equal(said, "+");
    assert_in_range(g_get_monotonic_time() - started, 29000, 5000000);
}

static void a_server_can_be_stopped_before_it_has_answered(void **state)
{
    g_autofree char *said = ask_through(*state, (struct simulator_faults){.delay_ms = 60000}, 1);
    assert_string_equal(said, "-");
}

static void the_silent_never_answer(void **state)
{
    g_autofree char *said = ask_through(*state, (struct simulator_faults){.silent = 1}, 2);
    assert_string_equal(said, "--");
}

static void the_same_seed_loses_the_same(void **state)
{
    g_autofree char *first = ask_through(*state, (struct simulator_faults){.loss = 0.3, .seed = 7}, 12);
    g_autofree char *again = ask_through(*state, (struct simulator_faults){.loss = 0.3, .seed = 7}, 12);
    assert_string_equal(first, again);
    assert_non_null(strchr(first, '+'));
    assert_non_null(strchr(first, '-'));
}

static void a_port_that_is_taken_is_an_error(void **state)
{
    struct fixture *fixture = *state;
    uv_loop_t loop;
    GError *error = NULL;
    uv_loop_init(&loop);
    struct simulator_server *server = simulator_server_start(&loop, fixture->simulator, 0, NULL);
    uint16_t port = simulator_server_port(server);
    g_autofree char *prefix = g_strdup_printf("UDP port %u: ", port);
    assert_null(simulator_server_start(&loop, fixture->simulator, port, &error));
    assert_true(g_str_has_prefix(error->message, prefix));
    g_clear_error(&error);
    simulator_server_stop(server);
    uv_run(&loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&loop), 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(get_answers_values_and_exceptions),
        TEST(getnext_goes_to_the_end),
        TEST(getbulk_repeats),
        TEST(version_1_has_errors_in_place_of_exceptions_and_no_counter64),
        TEST(set_is_refused),
        TEST(only_the_communities_open),
        TEST(each_address_is_its_own_device),
        TEST(a_response_has_at_most_1472_octets),
        TEST(garbage_is_answered_with_silence),
        TEST(what_cannot_be_served_is_warned_of),
        TEST(two_devices_do_not_share_an_address),
        TEST(a_map_that_covers_nothing_is_an_error),
        cmocka_unit_test(addresses_are_brought_into_the_loopback_net),
        cmocka_unit_test(addresses_of_too_many_networks_need_a_map),
        TEST(the_address_that_is_asked_answers),
        TEST(a_delayed_answer_comes_later),
        TEST(a_server_can_be_stopped_before_it_has_answered),
        TEST(the_silent_never_answer),
        TEST(the_same_seed_loses_the_same),
        TEST(a_port_that_is_taken_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
