#include "discover/agent_replay.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const char recorded[] = "1.3.6.1.2.1.1.1.0|4|a switch\n"
                               "1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.9.1.1\n"
                               "1.3.6.1.2.1.2.2.1.1.1|2|1\n"
                               "1.3.6.1.2.1.2.2.1.1.2|2|2\n"
                               "1.3.6.1.2.1.2.2.1.2.1|4|eth1\n"
                               "1.3.6.1.2.1.2.2.1.2.2|4|eth2\n";

struct fixture {
    uv_loop_t loop;
    char *folder;
    struct recording *recording;
    struct agent *agent;
    GString *said; /* every reply, as text */
    unsigned replies;
};

static void write_file(const char *folder, const char *name, const char *content)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    assert_true(g_file_set_contents(path, content, -1, NULL));
}

static void remove_file(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_unlink(path);
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
    GString *long_text = g_string_new("1.3.6.1.1|4|");
    uv_loop_init(&fixture->loop);
    fixture->folder = g_dir_make_tmp("wiremap-test-XXXXXX", NULL);
    write_file(fixture->folder, "manifest.txt", "10.0.0.1 a.snmprec\n10.0.0.1@20 b.snmprec\n10.0.0.2 long\n");
    write_file(fixture->folder, "a.snmprec", recorded);
    write_file(fixture->folder, "b.snmprec", "1.3.6.1.2.1.17.1.1.0|4x|020000000020\n");
    for (size_t i = 0; i < 40000; i++)
        g_string_append_c(long_text, 'x');
    g_string_append(long_text, "\n1.3.6.1.2|2|1\n");
    write_file(fixture->folder, "long", long_text->str);
    g_string_free(long_text, TRUE);
    fixture->recording = recording_open(fixture->folder, NULL);
    fixture->agent = agent_replay_new(&fixture->loop, fixture->recording, address("10.0.0.1"), NULL);
    assert_non_null(fixture->agent);
    fixture->said = g_string_new(NULL);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    agent_free(fixture->agent);
    uv_run(&fixture->loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&fixture->loop), 0);
    recording_free(fixture->recording);
    remove_file(fixture->folder, "manifest.txt");
    remove_file(fixture->folder, "a.snmprec");
    remove_file(fixture->folder, "b.snmprec");
    remove_file(fixture->folder, "long");
    g_rmdir(fixture->folder);
    g_free(fixture->folder);
    g_string_free(fixture->said, TRUE);
    g_free(fixture);
    return 0;
}

static void say_value(GString *said, const struct value *value)
{
    char buffer[OID_TEXT_SIZE];
    if (value->type == VALUE_INTEGER)
        g_string_append_printf(said, "%d", (int)value->integer);
    else if (value->type == VALUE_OID)
        g_string_append(said, oid_format(value->oid, buffer));
    else if (value->type == VALUE_OCTET_STRING && value->octets.size > 100)
        g_string_append_printf(said, "%zu octets", value->octets.size);
    else if (value->type == VALUE_OCTET_STRING)
        g_string_append_len(said, (const char *)value->octets.data, (gssize)value->octets.size);
    else
        g_string_append_printf(said, "<%x>", value->type);
}

/* "NAME=VALUE NAME=VALUE", names without the prefix 1.3.6.1.2.1. */
static void note_reply(const struct reply *reply, void *user)
{
    struct fixture *fixture = user;
    fixture->replies++;
    if (reply->status != REPLY_RESPONSE)
        g_string_append(fixture->said, reply->error->message);
    else if (reply->error_status != 0)
        g_string_append_printf(fixture->said, "error %u", reply->error_status);
    for (size_t i = 0; i < reply->count; i++) {
        char buffer[OID_TEXT_SIZE];
        const char *name = oid_format(reply->varbinds[i].name, buffer);
        name += g_str_has_prefix(name, "1.3.6.1.2.1.") ? strlen("1.3.6.1.2.1.") : 0;
        g_string_append_printf(fixture->said, "%s%s=", fixture->said->len > 0 ? " " : "", name);
        say_value(fixture->said, &reply->varbinds[i].value);
    }
}

static void assert_says(struct fixture *fixture, const struct request *request, const char *expected)
{
    unsigned before = fixture->replies;
    g_string_truncate(fixture->said, 0);
    agent_send(fixture->agent, request, note_reply, fixture);
    assert_int_equal(fixture->replies, before);
    uv_run(&fixture->loop, UV_RUN_DEFAULT);
    assert_int_equal(fixture->replies, before + 1);
    assert_string_equal(fixture->said->str, expected);
}

static void assert_answers(struct fixture *fixture, enum pdu_kind kind, struct oid name, const char *expected)
{
    assert_says(fixture, &(struct request){.kind = kind, .names = &name, .count = 1}, expected);
}

#define MIB2(...) OID(1, 3, 6, 1, 2, 1, __VA_ARGS__)

static void get_answers_values_and_exceptions(void **state)
{
    assert_answers(*state, PDU_GET, MIB2(1, 1, 0), "1.1.0=a switch");
    assert_answers(*state, PDU_GET, MIB2(1, 2, 0), "1.2.0=1.3.6.1.4.1.9.1.1");
    assert_answers(*state, PDU_GET, MIB2(1, 1, 1), "1.1.1=<81>");
    assert_answers(*state, PDU_GET, MIB2(2, 2, 1, 2, 3), "2.2.1.2.3=<81>");
    assert_answers(*state, PDU_GET, MIB2(1, 5, 0), "1.5.0=<80>");
    assert_answers(*state, PDU_GET, MIB2(1, 1), "1.1=<81>");
    assert_answers(*state, PDU_GET, MIB2(99, 1, 0), "99.1.0=<80>");
}

static void getnext_answers_the_next_name_until_the_end(void **state)
{
    assert_answers(*state, PDU_GETNEXT, OID(1), "1.1.0=a switch");
    assert_answers(*state, PDU_GETNEXT, OID(0, 0), "1.1.0=a switch");
    assert_answers(*state, PDU_GETNEXT, MIB2(1, 2, 0), "2.2.1.1.1=1");
    assert_answers(*state, PDU_GETNEXT, MIB2(2, 2, 1, 1), "2.2.1.1.1=1");
    assert_answers(*state, PDU_GETNEXT, MIB2(2, 2, 1, 2, 2), "2.2.1.2.2=<82>");
}

/* RFC 3416 4.2.3. */
static void getbulk_repeats_columns_after_the_non_repeaters(void **state)
{
    const struct oid names[] = {MIB2(1, 1), MIB2(2, 2, 1, 1), MIB2(2, 2, 1, 2)};
    struct request request = {
        .kind = PDU_GETBULK, .names = names, .count = 3, .non_repeaters = 1, .max_repetitions = 2};
    assert_says(*state, &request, "1.1.0=a switch 2.2.1.1.1=1 2.2.1.2.1=eth1 2.2.1.1.2=2 2.2.1.2.2=eth2");
    request.max_repetitions = 0;
    assert_says(*state, &request, "1.1.0=a switch");
    request.non_repeaters = 7;
    assert_says(*state, &request, "1.1.0=a switch 2.2.1.1.1=1 2.2.1.2.1=eth1");
}

static void getbulk_ends_with_one_repetition_of_the_end(void **state)
{
    const struct oid names[] = {MIB2(2, 2, 1, 2, 1), MIB2(2, 2, 1, 2, 2)};
    struct request request = {.kind = PDU_GETBULK, .names = names, .count = 2, .max_repetitions = 2147483647};
    assert_says(*state, &request, "2.2.1.2.2=eth2 2.2.1.2.2=<82> 2.2.1.2.2=<82> 2.2.1.2.2=<82>");
}

static void a_vlan_context_has_its_own_answers_or_none(void **state)
{
    struct request request = {.kind = PDU_GETNEXT, .names = &OID(1, 3), .count = 1, .vlan_context = 20};
    assert_says(*state, &request, "17.1.1.0=\x02");
    request.vlan_context = 30;
    assert_says(*state, &request, "no answer");
    assert_true(
        g_error_matches(((struct fixture *)*state)->agent->failure, G_IO_ERROR, G_IO_ERROR_TIMED_OUT));
}

static void what_does_not_fit_a_datagram_is_cut_or_too_big(void **state)
{
    struct fixture *fixture = *state;
    const struct oid names[] = {OID(1, 3, 6, 1, 1), OID(1, 3, 6, 1, 1)};
    const struct oid roots[] = {OID(1, 3, 6, 1), OID(1, 3, 6, 1)};
    agent_free(fixture->agent);
    fixture->agent = agent_replay_new(&fixture->loop, fixture->recording, address("10.0.0.2"), NULL);
    assert_says(fixture, &(struct request){.kind = PDU_GET, .names = names, .count = 2}, "error 1");
    assert_says(fixture,
                &(struct request){.kind = PDU_GETBULK, .names = roots, .count = 2, .max_repetitions = 1},
                "1.3.6.1.1=40000 octets");
}

static void a_name_without_a_form_in_ber_fails(void **state)
{
    assert_answers(*state, PDU_GET, OID(3, 1), "a name that no message can have");
}

static void several_requests_are_answered_in_order(void **state)
{
    struct fixture *fixture = *state;
    for (uint32_t i = 1; i <= 2; i++)
        agent_send(fixture->agent,
                   &(struct request){.kind = PDU_GET, .names = &MIB2(2, 2, 1, 1, i), .count = 1}, note_reply,
                   fixture);
    uv_run(&fixture->loop, UV_RUN_DEFAULT);
    assert_string_equal(fixture->said->str, "2.2.1.1.1=1 2.2.1.1.2=2");
    assert_int_equal(fixture->agent->cost.requests, 2);
}

static void freeing_the_agent_fails_what_is_in_flight(void **state)
{
    struct fixture *fixture = *state;
    agent_send(fixture->agent, &(struct request){.kind = PDU_GET, .names = &MIB2(1, 1, 0), .count = 1},
               note_reply, fixture);
    agent_free(fixture->agent);
    fixture->agent = NULL;
    assert_string_equal(fixture->said->str, "closed");
    uv_run(&fixture->loop, UV_RUN_DEFAULT);
    assert_int_equal(fixture->replies, 1);
}

static void free_agent(const struct reply *reply, void *user)
{
    struct fixture *fixture = user;
    note_reply(reply, user);
    agent_free(fixture->agent);
    fixture->agent = NULL;
}

static void a_callback_may_free_the_agent(void **state)
{
    struct fixture *fixture = *state;
    struct request request = {.kind = PDU_GET, .names = &MIB2(2, 2, 1, 1, 1), .count = 1};
    agent_send(fixture->agent, &request, free_agent, fixture);
    agent_send(fixture->agent, &request, note_reply, fixture);
    uv_run(&fixture->loop, UV_RUN_DEFAULT);
    assert_string_equal(fixture->said->str, "2.2.1.1.1=1closed");
}

static void an_address_that_is_not_recorded_has_no_agent(void **state)
{
    struct fixture *fixture = *state;
    GError *error = NULL;
    assert_null(agent_replay_new(&fixture->loop, fixture->recording, address("10.9.9.9"), &error));
    assert_string_equal(error->message, "10.9.9.9 is not in the recording");
    g_clear_error(&error);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(get_answers_values_and_exceptions),
        TEST(getnext_answers_the_next_name_until_the_end),
        TEST(getbulk_repeats_columns_after_the_non_repeaters),
        TEST(getbulk_ends_with_one_repetition_of_the_end),
        TEST(a_vlan_context_has_its_own_answers_or_none),
        TEST(what_does_not_fit_a_datagram_is_cut_or_too_big),
        TEST(a_name_without_a_form_in_ber_fails),
        TEST(several_requests_are_answered_in_order),
        TEST(freeing_the_agent_fails_what_is_in_flight),
        TEST(a_callback_may_free_the_agent),
        TEST(an_address_that_is_not_recorded_has_no_agent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
