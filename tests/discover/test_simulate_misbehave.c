/* Each kind of misbehavior as a manager sees it. */
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

static const char recorded[] = "1.3.6.1.2.1.1.3.0|67|777\n"
                               "1.3.6.1.2.1.2.1.0|2|4\n"
                               "1.3.6.1.2.1.2.2.1.1.1|2|1\n"
                               "1.3.6.1.2.1.2.2.1.1.2|2|2\n"
                               "1.3.6.1.2.1.2.2.1.1.3|2|3\n"
                               "1.3.6.1.2.1.2.2.1.1.4|2|4\n"
                               "1.3.6.1.2.1.2.2.1.3.1|2|6\n"
                               "1.3.6.1.2.1.2.2.1.3.2|2|6\n"
                               "1.3.6.1.2.1.2.2.1.3.3|2|6\n"
                               "1.3.6.1.2.1.2.2.1.3.4|2|6\n"
                               "1.0.8802.1.1.2.1.4.1.1.5.0.1.1|4|a\n"
                               "1.0.8802.1.1.2.1.4.1.1.7.0.1.1|4|b\n";

#define SYS_UP_TIME OID(1, 3, 6, 1, 2, 1, 1, 3)
#define IF_NUMBER OID(1, 3, 6, 1, 2, 1, 2, 1)
#define IF_INDEX(...) OID(1, 3, 6, 1, 2, 1, 2, 2, 1, 1, ##__VA_ARGS__)
#define IF_TYPE(...) OID(1, 3, 6, 1, 2, 1, 2, 2, 1, 3, ##__VA_ARGS__)
#define CHASSIS_ID(...) OID(1, 0, 8802, 1, 1, 2, 1, 4, 1, 1, 5, ##__VA_ARGS__)

/* A simulator whose only device misbehaves so. */
struct fixture {
    char *folder;
    struct recording *recording;
    struct misbehavior_rules *rules;
    struct simulator *simulator;
    struct simulator_delivery delivery;
    uint8_t *memory;
};

static struct fixture *begin(const char *rule)
{
    static const char *const communities[] = {"public", NULL};
    static const char manifest[] = "127.0.0.1 a.snmprec\n127.0.0.9 a.snmprec\n";
    struct fixture *fixture = g_new0(struct fixture, 1);
    fixture->folder = g_dir_make_tmp("wiremap-test-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(fixture->folder, "a.snmprec", NULL);
    assert_true(g_file_set_contents(path, recorded, -1, NULL));
    fixture->recording = recording_parse(manifest, strlen(manifest), fixture->folder, NULL);
    fixture->rules = misbehavior_rules_new();
    assert_true(misbehavior_rules_add(fixture->rules, rule, NULL));
    struct simulator_options options = {
        .communities = communities, .max_message = 1472, .misbehavior = fixture->rules};
    fixture->simulator = simulator_new(fixture->recording, &options, NULL);
    fixture->memory = g_malloc(SIMULATOR_BUFFER_SIZE);
    g_unlink(path);
    g_rmdir(fixture->folder);
    return fixture;
}

static void end(struct fixture *fixture)
{
    simulator_free(fixture->simulator);
    misbehavior_rules_free(fixture->rules);
    recording_free(fixture->recording);
    g_free(fixture->folder);
    g_free(fixture->memory);
    g_free(fixture);
}

static struct bytes ask(struct fixture *fixture, const struct message *message)
{
    struct address to;
    g_autoptr(GByteArray) packet = message_write(message);
    assert_true(address_parse("127.0.0.1", &to));
    return simulator_answer(fixture->simulator, to, (struct bytes){packet->data, packet->len},
                            fixture->memory, &fixture->delivery);
}

static void assert_says(struct fixture *fixture, const struct message *message, const char *expected)
{
    g_autofree char *said = message_describe(ask(fixture, message));
    assert_string_equal(said, expected);
}

static void assert_first_says(const char *rule, const struct message *message, const char *expected)
{
    struct fixture *fixture = begin(rule);
    assert_says(fixture, message, expected);
    end(fixture);
}

#define MESSAGE(kind, repetitions, ...)                                                                      \
    (&(struct message){.version = WIRE_V2C,                                                                  \
                       .community = "public",                                                                \
                       .type = (kind),                                                                       \
                       .request_id = 5,                                                                      \
                       .max_repetitions = (repetitions),                                                     \
                       .names = (const struct oid[]){__VA_ARGS__},                                           \
                       .count = sizeof((const struct oid[]){__VA_ARGS__}) / sizeof(struct oid)})
#define GET(...) MESSAGE(WIRE_GET, 0, __VA_ARGS__)
#define GETNEXT(...) MESSAGE(WIRE_GETNEXT, 0, __VA_ARGS__)
#define GETBULK(repetitions, ...) MESSAGE(WIRE_GETBULK, repetitions, __VA_ARGS__)

#define TABLE "1.3.6.1.2.1.2.2.1."
#define REMOTE "1.0.8802.1.1.2.1.4.1.1."

static void a_loop_gives_the_row_again_that_was_there(G_GNUC_UNUSED void **state)
{
    assert_first_says("loop", GETBULK(3, IF_INDEX()), TABLE "1.1=1 " TABLE "1.1=1 " TABLE "1.1=1");
    assert_first_says("loop", GETNEXT(IF_TYPE(2)), TABLE "3.2=6");
    assert_first_says("loop", GETNEXT(SYS_UP_TIME), "1.3.6.1.2.1.1.3.0=777");
}

static void a_cycle_begins_anew_after_its_rows(G_GNUC_UNUSED void **state)
{
    assert_first_says("cycle=3", GETBULK(5, IF_TYPE()),
                      TABLE "3.1=6 " TABLE "3.2=6 " TABLE "3.3=6 " TABLE "3.1=6 " TABLE "3.2=6");
    assert_first_says("cycle=5", GETNEXT(IF_INDEX(4)), TABLE "3.1=6");
}

static void an_unsorted_table_descends(G_GNUC_UNUSED void **state)
{
    assert_first_says("unsorted", GETBULK(6, IF_INDEX()),
                      TABLE "1.4=4 " TABLE "1.3=3 " TABLE "1.2=2 " TABLE "1.1=1 " TABLE "3.4=6 " TABLE
                            "3.3=6");
    assert_first_says("unsorted", GETNEXT(IF_TYPE(1)), "1.3.6.1.2.1.2.2.1.3.1=<82>");
}

static void many_rows_are_claimed_and_given(G_GNUC_UNUSED void **state)
{
    assert_first_says("rows", GETNEXT(IF_NUMBER), "1.3.6.1.2.1.2.1.0=2147483647");
    assert_first_says("rows", GET(OID(1, 3, 6, 1, 2, 1, 2, 1, 0)), "1.3.6.1.2.1.2.1.0=2147483647");
    assert_first_says("rows", GETBULK(3, IF_INDEX(3)), TABLE "1.4=4 " TABLE "1.5=1 " TABLE "1.6=1");
    assert_first_says("rows", GETNEXT(IF_INDEX(2147483646)), TABLE "1.2147483647=1");
    assert_first_says("rows", GETNEXT(IF_INDEX(2147483647)), TABLE "3.1=6");
}

static void an_endless_table_goes_on_behind_every_index(G_GNUC_UNUSED void **state)
{
    assert_first_says("endless", GETBULK(3, CHASSIS_ID()),
                      REMOTE "5.0.1.1=a " REMOTE "5.0.1.2=a " REMOTE "5.0.1.3=a");
    assert_first_says("endless", GETNEXT(CHASSIS_ID(0, 1, 4294967295)), REMOTE "5.0.1.4294967295.1=a");
    assert_first_says("endless", GETNEXT(IF_INDEX(4)), TABLE "3.1=6");
}

static void a_broken_table_fails_every_request_that_comes_across_it(G_GNUC_UNUSED void **state)
{
    assert_first_says("broken-table", GETNEXT(SYS_UP_TIME, IF_INDEX()),
                      "error 5 2 1.3.6.1.2.1.1.3=<05> 1.3.6.1.2.1.2.2.1.1=<05>");
    assert_first_says("broken-table", GETNEXT(SYS_UP_TIME), "1.3.6.1.2.1.1.3.0=777");
    assert_first_says("broken-table", GETBULK(2, IF_NUMBER), "error 5 1 1.3.6.1.2.1.2.1=<05>");
}

static void errors_take_the_place_of_answers(G_GNUC_UNUSED void **state)
{
    assert_first_says("gen-err", GETNEXT(IF_NUMBER), "error 5 0 1.3.6.1.2.1.2.1=<05>");
    assert_first_says("too-big", GETNEXT(IF_NUMBER), "error 1 0");
    assert_first_says("no-getbulk", GETBULK(1, IF_NUMBER), "error 5 0 1.3.6.1.2.1.2.1=<05>");
    assert_first_says("no-getbulk", GETNEXT(IF_NUMBER), "1.3.6.1.2.1.2.1.0=4");
    assert_first_says("drop-getbulk", GETBULK(1, IF_NUMBER), "nothing");
    assert_first_says("drop-getbulk", GETNEXT(IF_NUMBER), "1.3.6.1.2.1.2.1.0=4");
    assert_first_says("v1-errors", GETNEXT(IF_TYPE(4)), "error 2 1 1.3.6.1.2.1.2.2.1.3.4=<05>");
}

static void too_big_with_a_limit_spares_small_answers(G_GNUC_UNUSED void **state)
{
    assert_first_says("too-big=100", GETBULK(1, IF_INDEX()), TABLE "1.1=1");
    assert_first_says("too-big=100", GETBULK(4, IF_INDEX()), "error 1 0");
}

static void after_a_reboot_the_time_begins_anew(G_GNUC_UNUSED void **state)
{
    struct fixture *fixture = begin("reboot=2");
    for (unsigned i = 0; i < 2; i++)
        assert_says(fixture, GETNEXT(SYS_UP_TIME), "1.3.6.1.2.1.1.3.0=777");
    assert_says(fixture, GETNEXT(SYS_UP_TIME), "nothing");
    assert_says(fixture, GETNEXT(SYS_UP_TIME), "1.3.6.1.2.1.1.3.0=0");
    assert_says(fixture, GETNEXT(IF_NUMBER), "1.3.6.1.2.1.2.1.0=4");
    end(fixture);
}

static void a_silence_begins_after_so_many_requests(G_GNUC_UNUSED void **state)
{
    struct fixture *fixture = begin("silent-after=1");
    assert_says(fixture, GETNEXT(IF_NUMBER), "1.3.6.1.2.1.2.1.0=4");
    assert_says(fixture, GETNEXT(IF_NUMBER), "nothing");
    end(fixture);
}

static void the_id_is_that_of_another_request(G_GNUC_UNUSED void **state)
{
    struct fixture *fixture = begin("wrong-id");
    struct wire_message message;
    assert_true(wire_read_message(ask(fixture, GETNEXT(IF_NUMBER)), &message));
    const uint8_t six[] = {VALUE_INTEGER, 1, 6};
    assert_true(bytes_equal(message.pdu.request_id, (struct bytes){six, sizeof six}));
    end(fixture);
}

static void damaged_answers_cannot_be_read(G_GNUC_UNUSED void **state)
{
    static const char *const kinds[] = {"truncated", "lying-length", "garbage"};
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        struct fixture *fixture = begin(kinds[i]);
        g_autofree char *said = message_describe(ask(fixture, GETNEXT(IF_NUMBER)));
        assert_true(g_str_has_suffix(said, "garbage"));
        end(fixture);
    }
}

static void a_huge_answer_fills_a_datagram_of_udp(G_GNUC_UNUSED void **state)
{
    struct fixture *fixture = begin("huge");
    struct bytes answer = ask(fixture, GETNEXT(IF_NUMBER));
    assert_in_range(answer.size, SIMULATOR_MAX_MESSAGE - 100, SIMULATOR_MAX_MESSAGE);
    struct wire_message message;
    assert_true(wire_read_message(answer, &message));
    answer = ask(fixture, GETBULK(1, IF_INDEX()));
    assert_in_range(answer.size, SIMULATOR_MAX_MESSAGE - 100, SIMULATOR_MAX_MESSAGE);
    end(fixture);
}

static void the_delivery_says_how_an_answer_travels(G_GNUC_UNUSED void **state)
{
    static const struct {
        const char *rule;
        struct simulator_delivery expected;
    } cases[] = {{"loop", {0, 1, false, false}},
                 {"late=70", {70, 1, false, false}},
                 {"duplicate=3", {0, 3, false, false}},
                 {"wrong-source", {0, 1, true, false}},
                 {"wrong-port", {0, 1, false, true}}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct fixture *fixture = begin(cases[i].rule);
        ask(fixture, GETNEXT(IF_NUMBER));
        assert_int_equal(fixture->delivery.delay_ms, cases[i].expected.delay_ms);
        assert_int_equal(fixture->delivery.copies, cases[i].expected.copies);
        assert_int_equal(fixture->delivery.from_other_address, cases[i].expected.from_other_address);
        assert_int_equal(fixture->delivery.from_other_port, cases[i].expected.from_other_port);
        end(fixture);
    }
}

static void a_slow_device_answers_one_request_after_the_other(G_GNUC_UNUSED void **state)
{
    struct fixture *fixture = begin("slow=1000");
    ask(fixture, GETNEXT(IF_NUMBER));
    assert_int_equal(fixture->delivery.delay_ms, 1000);
    ask(fixture, GETNEXT(IF_NUMBER));
    assert_in_range(fixture->delivery.delay_ms, 1500, 2000);
    end(fixture);
}

static void misbehavior_is_for_whom_the_glob_matches(G_GNUC_UNUSED void **state)
{
    static const struct {
        const char *rule;
        bool matches;
    } cases[] = {{"gen-err", true},           {"gen-err:a", true},    {"gen-err:a.snmprec", true},
                 {"gen-err:127.0.0.9", true}, {"gen-err:*.9", true},  {"gen-err:?", true},
                 {"gen-err:b", false},        {"gen-err:127", false}, {"gen-err:", false}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct fixture *fixture = begin(cases[i].rule);
        const GPtrArray *warnings = simulator_warnings(fixture->simulator);
        assert_says(fixture, GETNEXT(IF_NUMBER),
                    cases[i].matches ? "error 5 0 1.3.6.1.2.1.2.1=<05>" : "1.3.6.1.2.1.2.1.0=4");
        assert_int_equal(warnings->len, cases[i].matches ? 0 : 1);
        if (!cases[i].matches)
            assert_true(g_str_has_prefix(warnings->pdata[0], "1 misbehavior is that of no device: gen-err:"));
        end(fixture);
    }
}

static void several_rules_add_up(G_GNUC_UNUSED void **state)
{
    struct misbehavior_rules *rules = misbehavior_rules_new();
    struct misbehaver *misbehaver = NULL;
    struct recording_entry entry = {.file = "a", .path = "a"};
    assert_true(misbehavior_rules_add(rules, "late=3", NULL));
    assert_true(misbehavior_rules_add(rules, "wrong-id", NULL));
    misbehaver_learn(&misbehaver, rules, &entry);
    misbehaver_learn(&misbehaver, rules, &entry);
    struct deed deed = misbehaver_judge(misbehaver, WIRE_GET);
    assert_int_equal(deed.delivery.delay_ms, 3);
    assert_true(deed.has_wrong_id);
    misbehaver_free(misbehaver);
    misbehavior_rules_free(rules);
}

static void a_wrong_rule_is_told(G_GNUC_UNUSED void **state)
{
    static const struct {
        const char *text, *expected;
    } cases[] = {{"lop", "'lop' is no kind of misbehavior; these are: loop, cycle, "},
                 {"", "'' is no kind of misbehavior; "},
                 {"loop=2", "loop has no number"},
                 {"cycle=0", "cycle=ROWS is 1 to 4294967295"},
                 {"late=x:core", "late=MILLISECONDS is 0 to 3600000"},
                 {"duplicate=", "duplicate=TIMES is 1 to 100"}};
    struct misbehavior_rules *rules = misbehavior_rules_new();
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        assert_false(misbehavior_rules_add(rules, cases[i].text, &error));
        assert_true(g_str_has_prefix(error->message, cases[i].expected));
    }
    misbehavior_rules_free(rules);
}

/* Where the answer of 127.0.0.1 comes from, as the socket of a manager sees it. */
static struct sockaddr_in ask_live(struct fixture *fixture, uint16_t *port)
{
    uv_loop_t loop;
    uint8_t buffer[2000];
    struct sockaddr_in from = {0}, peer = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof from;
    g_autoptr(GByteArray) packet = message_write(GETNEXT(IF_NUMBER));
    int descriptor = socket(AF_INET, SOCK_DGRAM, 0);
    uv_loop_init(&loop);
    struct simulator_server *server = simulator_server_start(&loop, fixture->simulator, 0, NULL);
    *port = simulator_server_port(server);
    peer.sin_port = htons(*port);
    sendto(descriptor, packet->data, packet->len, 0, (struct sockaddr *)&peer, sizeof peer);
    for (unsigned tries = 0; tries < 2000 && from.sin_port == 0; tries++) {
        uv_run(&loop, UV_RUN_NOWAIT);
        if (recvfrom(descriptor, buffer, sizeof buffer, MSG_DONTWAIT, (struct sockaddr *)&from, &size) < 0)
            g_usleep(1000);
    }
    close(descriptor);
    simulator_server_stop(server);
    uv_run(&loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&loop), 0);
    return from;
}

static void an_answer_can_come_from_elsewhere(G_GNUC_UNUSED void **state)
{
    uint16_t port;
    struct fixture *fixture = begin("wrong-source");
    struct sockaddr_in from = ask_live(fixture, &port);
    assert_string_equal(inet_ntoa(from.sin_addr), "127.0.0.0");
    assert_int_equal(ntohs(from.sin_port), port);
    end(fixture);
    fixture = begin("wrong-port");
    from = ask_live(fixture, &port);
    assert_string_equal(inet_ntoa(from.sin_addr), "127.0.0.1");
    assert_int_not_equal(ntohs(from.sin_port), port);
    end(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_loop_gives_the_row_again_that_was_there),
        cmocka_unit_test(a_cycle_begins_anew_after_its_rows),
        cmocka_unit_test(an_unsorted_table_descends),
        cmocka_unit_test(many_rows_are_claimed_and_given),
        cmocka_unit_test(an_endless_table_goes_on_behind_every_index),
        cmocka_unit_test(a_broken_table_fails_every_request_that_comes_across_it),
        cmocka_unit_test(errors_take_the_place_of_answers),
        cmocka_unit_test(too_big_with_a_limit_spares_small_answers),
        cmocka_unit_test(after_a_reboot_the_time_begins_anew),
        cmocka_unit_test(a_silence_begins_after_so_many_requests),
        cmocka_unit_test(the_id_is_that_of_another_request),
        cmocka_unit_test(damaged_answers_cannot_be_read),
        cmocka_unit_test(a_huge_answer_fills_a_datagram_of_udp),
        cmocka_unit_test(the_delivery_says_how_an_answer_travels),
        cmocka_unit_test(a_slow_device_answers_one_request_after_the_other),
        cmocka_unit_test(misbehavior_is_for_whom_the_glob_matches),
        cmocka_unit_test(several_rules_add_up),
        cmocka_unit_test(a_wrong_rule_is_told),
        cmocka_unit_test(an_answer_can_come_from_elsewhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
