#include "discover/agent_record.h"

#include "discover/agent_replay.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const char recorded[] = "1.3.6.1.2.1.1.1.0|4|a switch\n"
                               "1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.9.1.1\n"
                               "1.3.6.1.2.1.1.3.0|67|42\n"
                               "1.3.6.1.2.1.1.5.0|4|\n"
                               "1.3.6.1.2.1.1.6.0|4x|726f6f6d20\n"
                               "1.3.6.1.2.1.2.1.0|2|-2\n"
                               "1.3.6.1.2.1.2.2.1.6.1|4x|020000000001\n"
                               "1.3.6.1.2.1.4.20.1.1.10.0.0.1|64|10.0.0.1\n"
                               "1.3.6.1.2.1.4.20.1.1.10.0.0.2|64x|0a00\n"
                               "1.3.6.1.2.1.31.1.1.1.6.1|70|18446744073709551615\n"
                               "1.3.6.1.2.1.31.1.1.1.7.1|65|4294967295\n"
                               "1.3.6.1.2.1.31.1.1.1.8.1|66|1\n"
                               "1.3.6.1.2.1.31.1.1.1.9.1|68x|9f780441bf\n"
                               "1.3.6.1.2.1.31.1.1.1.10.1|5|\n";

struct fixture {
    uv_loop_t loop;
    char *source, *folder;
    struct recording *recording;
    struct agent *agent;
    struct observation *observation;
    unsigned replies;
};

static void write_file(const char *folder, const char *name, const char *content)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    assert_true(g_file_set_contents(path, content, -1, NULL));
}

static char *read_file(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    char *content = NULL;
    g_file_get_contents(path, &content, NULL, NULL);
    return content;
}

static void remove_folder(char *folder)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    for (const char *name; (name = g_dir_read_name(dir));) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_unlink(path);
    }
    g_dir_close(dir);
    g_rmdir(folder);
    g_free(folder);
}

static struct address address(const char *text)
{
    struct address out;
    assert_true(address_parse(text, &out));
    return out;
}

static int set_up(void **state)
{
    struct fixture *fixture = g_new0(struct fixture, 1);
    uv_loop_init(&fixture->loop);
    fixture->source = g_dir_make_tmp("wiremap-test-XXXXXX", NULL);
    fixture->folder = g_dir_make_tmp("wiremap-test-XXXXXX", NULL);
    write_file(fixture->source, "manifest.txt", "10.0.0.1 a\n10.0.0.1@20 b\n2001:db8::1 a\n");
    write_file(fixture->source, "a", recorded);
    write_file(fixture->source, "b", "1.3.6.1.2.1.17.1.1.0|4x|020000000020\n");
    fixture->recording = recording_open(fixture->source, NULL);
    fixture->agent =
        agent_record_new(agent_replay_new(&fixture->loop, fixture->recording, address("10.0.0.1"), NULL));
    fixture->observation = observation_new();
    fixture->observation->address = address("10.0.0.1");
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    observation_free(fixture->observation);
    agent_free(fixture->agent);
    uv_run(&fixture->loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&fixture->loop), 0);
    recording_free(fixture->recording);
    remove_folder(fixture->source);
    remove_folder(fixture->folder);
    g_free(fixture);
    return 0;
}

static void count_reply(G_GNUC_UNUSED const struct reply *reply, void *user)
{
    struct fixture *fixture = user;
    fixture->replies++;
}

static void ask(struct fixture *fixture, enum pdu_kind kind, struct oid name, uint32_t vlan)
{
    struct request request = {
        .kind = kind, .names = &name, .count = 1, .max_repetitions = 100, .vlan_context = vlan};
    agent_send(fixture->agent, &request, count_reply, fixture);
    uv_run(&fixture->loop, UV_RUN_DEFAULT);
}

static void own_address(struct fixture *fixture, const char *text)
{
    struct ip_address *row = observation_add(fixture->observation, RECORD_IP_ADDRESS);
    row->address = address(text);
}

static struct record_folder *open_folder(struct fixture *fixture)
{
    struct record_folder *folder = record_folder_open(fixture->folder, NULL);
    assert_non_null(folder);
    return folder;
}

static void save(struct fixture *fixture, struct record_folder *folder)
{
    GError *error = NULL;
    assert_true(agent_record_save(fixture->agent, folder, fixture->observation, &error));
    assert_null(error);
}

static void assert_file(struct fixture *fixture, const char *name, const char *expected)
{
    g_autofree char *content = read_file(fixture->folder, name);
    assert_non_null(content);
    assert_string_equal(content, expected);
}

static void what_was_said_is_written_as_it_was_recorded(void **state)
{
    struct fixture *fixture = *state;
    struct record_folder *folder = open_folder(fixture);
    ask(fixture, PDU_GETBULK, OID(1, 3, 6, 1, 2, 1, 2), 0);
    ask(fixture, PDU_GET, OID(1, 3, 6, 1, 2, 1, 99), 0);
    ask(fixture, PDU_GETBULK, OID(1, 3), 0);
    assert_int_equal(fixture->replies, 3);
    save(fixture, folder);
    assert_true(record_folder_close(folder, NULL));
    assert_file(fixture, "10.0.0.1.snmprec", recorded);
    assert_file(fixture, "manifest.txt",
                "# Recorded by wiremap discover --record.\n10.0.0.1 10.0.0.1.snmprec\n");
}

static void vlan_contexts_have_files_of_their_own(void **state)
{
    struct fixture *fixture = *state;
    struct record_folder *folder = open_folder(fixture);
    ask(fixture, PDU_GETBULK, OID(1, 3), 0);
    ask(fixture, PDU_GETBULK, OID(1, 3), 20);
    ask(fixture, PDU_GETBULK, OID(1, 3), 30);
    save(fixture, folder);
    assert_true(record_folder_close(folder, NULL));
    assert_file(fixture, "10.0.0.1@20.snmprec", "1.3.6.1.2.1.17.1.1.0|4x|020000000020\n");
    assert_file(fixture, "manifest.txt",
                "# Recorded by wiremap discover --record.\n10.0.0.1 10.0.0.1.snmprec\n"
                "10.0.0.1@20 10.0.0.1@20.snmprec\n");
}

static void a_visited_address_outweighs_one_that_another_device_owns(void **state)
{
    struct fixture *fixture = *state;
    struct record_folder *folder = open_folder(fixture);
    ask(fixture, PDU_GET, OID(1, 3, 6, 1, 2, 1, 1, 1, 0), 0);
    own_address(fixture, "10.0.0.1");
    own_address(fixture, "10.0.0.9");
    own_address(fixture, "10.0.0.2");
    own_address(fixture, "127.0.0.1");
    save(fixture, folder);
    fixture->observation->address = address("10.0.0.2");
    save(fixture, folder);
    fixture->observation->address = address("2001:db8::1");
    save(fixture, folder);
    assert_true(record_folder_close(folder, NULL));
    assert_file(fixture, "manifest.txt",
                "# Recorded by wiremap discover --record.\n10.0.0.1 10.0.0.1.snmprec\n"
                "10.0.0.2 10.0.0.2.snmprec\n10.0.0.9 10.0.0.1.snmprec\n2001:db8::1 2001-db8--1.snmprec\n");
}

static void a_device_that_said_nothing_is_not_recorded(void **state)
{
    struct fixture *fixture = *state;
    struct record_folder *folder = open_folder(fixture);
    ask(fixture, PDU_GET, OID(1, 3, 6, 1, 2, 1, 99), 0);
    save(fixture, folder);
    assert_true(record_folder_close(folder, NULL));
    assert_null(read_file(fixture->folder, "10.0.0.1.snmprec"));
}

static void a_recording_is_not_overwritten(void **state)
{
    struct fixture *fixture = *state;
    GError *error = NULL;
    assert_null(record_folder_open(fixture->source, &error));
    assert_true(g_error_matches(error, G_IO_ERROR, G_IO_ERROR_EXISTS));
    g_clear_error(&error);
}

static void a_folder_that_cannot_be_made_is_an_error(void **state)
{
    struct fixture *fixture = *state;
    GError *error = NULL;
    g_autofree char *below_a_file = g_build_filename(fixture->source, "a", "sub", NULL);
    assert_null(record_folder_open(below_a_file, &error));
    assert_true(g_str_has_prefix(error->message, below_a_file));
    g_clear_error(&error);
}

static void the_head_is_that_of_the_inner_agent(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(fixture->agent->via, VIA_REPLAY);
    assert_true(fixture->agent->has_getbulk);
    ask(fixture, PDU_GET, OID(1, 3, 6, 1, 2, 1, 1, 1, 0), 0);
    assert_int_equal(fixture->agent->cost.requests, 1);
    assert_true(fixture->agent->cost.bytes_received > 0);
}

static void free_agent(const struct reply *reply, void *user)
{
    struct fixture *fixture = user;
    count_reply(reply, user);
    if (fixture->agent)
        agent_free(g_steal_pointer(&fixture->agent));
}

static void a_callback_may_free_the_agent(void **state)
{
    struct fixture *fixture = *state;
    struct request request = {.kind = PDU_GET, .names = &OID(1, 3, 6, 1, 2, 1, 1, 1, 0), .count = 1};
    for (unsigned i = 0; i < 3; i++)
        agent_send(fixture->agent, &request, free_agent, fixture);
    uv_run(&fixture->loop, UV_RUN_DEFAULT);
    assert_int_equal(fixture->replies, 3);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(what_was_said_is_written_as_it_was_recorded),
        TEST(vlan_contexts_have_files_of_their_own),
        TEST(a_visited_address_outweighs_one_that_another_device_owns),
        TEST(a_device_that_said_nothing_is_not_recorded),
        TEST(a_recording_is_not_overwritten),
        TEST(a_folder_that_cannot_be_made_is_an_error),
        TEST(the_head_is_that_of_the_inner_agent),
        TEST(a_callback_may_free_the_agent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
