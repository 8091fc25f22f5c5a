/* Visits of devices that break the rules: over sockets, by every version of SNMP. */
#include "discover/agent_snmp.h"
#include "discover/simulate_udp.h"
#include "discover/visit.h"
#include "tests/support/fake_agent.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define PORTS 12
#define REQUESTS_OF_A_GOOD_ONE 9

struct visited {
    struct observation *observation;
    uint32_t requests, retries;
    size_t interfaces, neighbors;
};

struct scene {
    uv_loop_t loop;
    char *folder;
    struct recording *recording;
    struct misbehavior_rules *rules;
    struct credential_list *users;
    struct simulator *simulator;
    struct simulator_server *server;
    struct credential *credential;
    struct agent *agent;
    struct observation *observation;
};

static bool without_up_time;

static char *write_recording(void)
{
    GString *lines = g_string_new("1.3.6.1.2.1.1.1.0|4|a switch\n");
    if (!without_up_time)
        g_string_append(lines, "1.3.6.1.2.1.1.3.0|67|4711\n");
    g_string_append(lines, "1.3.6.1.2.1.1.5.0|4|sw1\n");
    g_string_append_printf(lines, "1.3.6.1.2.1.2.1.0|2|%u\n", PORTS);
    for (unsigned port = 1; port <= PORTS; port++) {
        g_string_append_printf(lines, "1.3.6.1.2.1.2.2.1.2.%u|4|port %u\n", port, port);
        g_string_append_printf(lines, "1.3.6.1.2.1.2.2.1.3.%u|2|6\n", port);
        g_string_append_printf(lines, "1.3.6.1.2.1.2.2.1.8.%u|2|1\n", port);
        g_string_append_printf(lines, "1.3.6.1.2.1.31.1.1.1.1.%u|4|p%u\n", port, port);
        g_string_append_printf(lines, "1.0.8802.1.1.2.1.4.1.1.4.0.%u.1|2|4\n", port);
        g_string_append_printf(lines, "1.0.8802.1.1.2.1.4.1.1.5.0.%u.1|4x|0200000002%02x\n", port, port);
        g_string_append_printf(lines, "1.0.8802.1.1.2.1.4.1.1.6.0.%u.1|2|5\n", port);
        g_string_append_printf(lines, "1.0.8802.1.1.2.1.4.1.1.7.0.%u.1|4|eth0\n", port);
    }
    g_autofree char *path = NULL;
    char *folder = g_dir_make_tmp("wiremap-test-XXXXXX", NULL);
    path = g_build_filename(folder, "a", NULL);
    assert_true(g_file_set_contents(path, lines->str, (gssize)lines->len, NULL));
    g_string_free(lines, TRUE);
    return folder;
}

static struct credential *make_credential(enum snmp_version version)
{
    struct credential *credential = credential_new("mine");
    credential->version = version;
    if (version != SNMP_V3) {
        credential->community = g_strdup("public");
        return credential;
    }
    credential->user = g_strdup("monitor");
    credential->auth_protocol = AUTH_SHA1;
    credential->auth_pass_phrase = g_strdup("authentication");
    credential->priv_protocol = PRIV_AES128;
    credential->priv_pass_phrase = g_strdup("privacy pass");
    return credential;
}

static void serve(struct scene *scene, const char *rule)
{
    static const char *const communities[] = {"public", NULL};
    static const char manifest[] = "127.0.0.1 a\n";
    scene->folder = write_recording();
    scene->recording = recording_parse(manifest, strlen(manifest), scene->folder, NULL);
    scene->rules = misbehavior_rules_new();
    if (rule != NULL)
        assert_true(misbehavior_rules_add(scene->rules, rule, NULL));
    scene->users = credential_list_new();
    g_ptr_array_add(scene->users->items, make_credential(SNMP_V3));
    struct simulator_options options = {
        .communities = communities, .users = scene->users, .max_message = 1472, .misbehavior = scene->rules};
    scene->simulator = simulator_new(scene->recording, &options, NULL);
    assert_non_null(scene->simulator);
    scene->server = simulator_server_start(&scene->loop, scene->simulator, 0, NULL);
    assert_non_null(scene->server);
}

static void clear(struct scene *scene)
{
    g_autofree char *path = g_build_filename(scene->folder, "a", NULL);
    agent_free(scene->agent);
    simulator_server_stop(scene->server);
    uv_run(&scene->loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&scene->loop), 0);
    simulator_free(scene->simulator);
    misbehavior_rules_free(scene->rules);
    recording_free(scene->recording);
    credential_list_free(scene->users);
    credential_free(scene->credential);
    g_unlink(path);
    g_rmdir(scene->folder);
    g_free(scene->folder);
}

static void on_done(struct observation *observation, void *user)
{
    struct scene *scene = user;
    scene->observation = observation;
    uv_stop(&scene->loop);
}

/* A whole visit of a device with that misbehavior; NULL for a good one. */
static struct visited visit_with(const char *rule, enum snmp_version version,
                                 const struct visit_limits *limits)
{
    struct scene scene = {0};
    struct address address;
    struct visited visited;
    uv_loop_init(&scene.loop);
    serve(&scene, rule);
    scene.credential = make_credential(version);
    assert_true(address_parse("127.0.0.1", &address));
    const struct agent_snmp_options options = {.timeout_ms = 60, .retries = 1};
    scene.agent = agent_snmp_new(&scene.loop, address, simulator_server_port(scene.server), scene.credential,
                                 &options, NULL);
    assert_non_null(scene.agent);
    visit_start(scene.agent, limits, on_done, &scene);
    while (scene.observation == NULL)
        uv_run(&scene.loop, UV_RUN_DEFAULT);
    visited = (struct visited){.observation = scene.observation,
                               .requests = scene.observation->cost.requests,
                               .retries = scene.observation->cost.retries};
    observation_records(scene.observation, RECORD_INTERFACE, &visited.interfaces);
    observation_records(scene.observation, RECORD_NEIGHBOR, &visited.neighbors);
    clear(&scene);
    return visited;
}

static struct visited visit(const char *rule, enum snmp_version version)
{
    return visit_with(rule, version, &visit_default_limits);
}

static const enum snmp_version versions[] = {SNMP_V1, SNMP_V2C, SNMP_V3};

static void assert_good(const struct visited *visited)
{
    assert_int_equal(visited->observation->outcome, OUTCOME_GOOD);
    assert_int_equal(visited->interfaces, PORTS);
    assert_int_equal(visited->neighbors, PORTS);
}

static void assert_failed(const struct visited *visited, const char *why)
{
    assert_int_equal(visited->observation->outcome, OUTCOME_FAILED);
    assert_string_equal(visited->observation->failure, why);
}

static void assert_partial(const struct visited *visited, const char *object, const char *part)
{
    assert_int_equal(visited->observation->outcome, OUTCOME_PARTIAL);
    assert_true(has_warning(visited->observation, object, part));
}

static void a_device_that_behaves_is_complete(G_GNUC_UNUSED void **state)
{
    for (size_t i = 0; i < G_N_ELEMENTS(versions); i++) {
        struct visited visited = visit(NULL, versions[i]);
        assert_good(&visited);
        observation_free(visited.observation);
    }
}

/* What is odd, but can be lived with, costs nothing. */
static void odd_devices_are_complete(G_GNUC_UNUSED void **state)
{
    static const char *const rules[] = {"unsorted",  "duplicate=20", "huge",
                                        "v1-errors", "too-big=700",  "slow=5"};
    for (size_t i = 0; i < G_N_ELEMENTS(rules); i++)
        for (size_t j = 0; j < G_N_ELEMENTS(versions); j++) {
            struct visited visited = visit(rules[i], versions[j]);
            assert_good(&visited);
            assert_int_equal(visited.retries, 0);
            observation_free(visited.observation);
        }
}

static void a_table_that_goes_round_costs_no_more_than_a_good_one(G_GNUC_UNUSED void **state)
{
    static const char *const rules[] = {"loop", "cycle=2", "cycle=11"};
    for (size_t i = 0; i < G_N_ELEMENTS(rules); i++) {
        struct visited visited = visit(rules[i], SNMP_V2C);
        assert_partial(&visited, "ifDescr", "goes round in circles at row 1");
        assert_int_equal(visited.neighbors, PORTS);
        assert_in_range(visited.requests, 1, REQUESTS_OF_A_GOOD_ONE + 2);
        observation_free(visited.observation);
    }
}

static void a_limit_is_named(G_GNUC_UNUSED void **state)
{
    static const struct {
        const char *rule;
        struct visit_limits limits;
        const char *object, *part;
    } cases[] = {
#define LIMITS(rows, bytes, requests, memory)                                                                \
    {.max_rows = rows, .max_bytes = bytes, .max_requests = requests, .max_memory = memory, .max_in_flight = 4}
        {"endless", LIMITS(500, UINT64_MAX, UINT32_MAX, 0), "lldpRemTable", "more than 500 rows"},
        {"endless", LIMITS(UINT32_MAX, 50000, UINT32_MAX, 0), NULL, "limit of 50000 octets"},
        {"endless", LIMITS(UINT32_MAX, UINT64_MAX, 50, 0), NULL, "limit of 50 requests"},
        {"endless", LIMITS(UINT32_MAX, UINT64_MAX, UINT32_MAX, 300000), NULL,
         "limit of memory for one device"},
        {"rows", LIMITS(500, UINT64_MAX, UINT32_MAX, 0), "ifTable", "more than 500 rows"},
        {"huge", LIMITS(UINT32_MAX, 100000, UINT32_MAX, 0), NULL, "limit of 100000 octets"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct visited visited = visit_with(cases[i].rule, SNMP_V2C, &cases[i].limits);
        assert_partial(&visited, cases[i].object, cases[i].part);
        assert_in_range(visited.neighbors, 0, 1000);
        assert_in_range(visited.interfaces, 0, 1000);
        observation_free(visited.observation);
    }
}

static void a_device_whose_getbulk_is_broken_is_asked_with_getnext(G_GNUC_UNUSED void **state)
{
    static const struct {
        const char *rule;
        uint32_t most_retries;
    } cases[] = {{"no-getbulk", 0}, {"drop-getbulk", 4}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        for (size_t j = 1; j < G_N_ELEMENTS(versions); j++) {
            struct visited visited = visit(cases[i].rule, versions[j]);
            assert_good(&visited);
            assert_in_range(visited.retries, 0, cases[i].most_retries);
            observation_free(visited.observation);
        }
}

static void a_device_that_only_errs_is_left_soon(G_GNUC_UNUSED void **state)
{
    static const struct {
        const char *rule, *why;
    } cases[] = {{"too-big", "answers every request with tooBig"},
                 {"gen-err", "answers every request with genErr"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct visited visited = visit(cases[i].rule, SNMP_V2C);
        assert_failed(&visited, cases[i].why);
        assert_in_range(visited.requests, 1, 20);
        observation_free(visited.observation);
    }
}

static void messages_that_are_none_are_as_silence(G_GNUC_UNUSED void **state)
{
    static const char *const rules[] = {"wrong-id",  "wrong-source", "wrong-port",
                                        "truncated", "garbage",      "late=3000"};
    for (size_t i = 0; i < G_N_ELEMENTS(rules); i++)
        for (size_t j = 0; j < G_N_ELEMENTS(versions); j++) {
            struct visited visited = visit(rules[i], versions[j]);
            assert_int_equal(visited.observation->outcome, OUTCOME_FAILED);
            assert_non_null(strstr(visited.observation->failure, "no answer (timeout 60 ms, 1 retry)"));
            observation_free(visited.observation);
        }
}

/* The signature of SNMPv3 tells that it is not what was sent. */
static void what_can_be_read_of_a_lying_answer_is_kept(G_GNUC_UNUSED void **state)
{
    for (size_t i = 0; i < G_N_ELEMENTS(versions); i++) {
        struct visited visited = visit("lying-length", versions[i]);
        if (versions[i] == SNMP_V3) {
            assert_int_equal(visited.observation->outcome, OUTCOME_FAILED);
        } else {
            assert_partial(&visited, "sysDescr", "an answer that can be read in part");
            assert_string_equal(visited.observation->system.sys_name, "sw1");
            assert_in_range(visited.requests, 1, 200);
            assert_int_equal(visited.retries, 0);
        }
        observation_free(visited.observation);
    }
}

static void what_a_device_said_before_it_fell_silent_is_kept(G_GNUC_UNUSED void **state)
{
    struct visited visited = visit("silent-after=3", SNMP_V2C);
    assert_partial(&visited, NULL, "the device stopped answering: no answer");
    assert_string_equal(visited.observation->system.sys_name, "sw1");
    observation_free(visited.observation);
}

static void a_restart_in_mid_visit_is_noticed(G_GNUC_UNUSED void **state)
{
    for (size_t i = 0; i < G_N_ELEMENTS(versions); i++) {
        struct visited visited = visit("reboot=5", versions[i]);
        assert_partial(&visited, "sysUpTime", "fell from 4711 to ");
        assert_int_equal(visited.interfaces, PORTS);
        assert_int_equal(visited.neighbors, PORTS);
        observation_free(visited.observation);
    }
}

/* The boots of its engine, which an answer with a signature tells, cannot be missed. */
static void a_restart_is_noticed_by_the_engine_alone(G_GNUC_UNUSED void **state)
{
    without_up_time = true;
    struct visited plain = visit("reboot=5", SNMP_V2C), secured = visit("reboot=5", SNMP_V3);
    without_up_time = false;
    assert_good(&plain);
    assert_partial(&secured, "snmpEngineBoots", "changed: the device has restarted in mid-visit");
    assert_int_equal(secured.interfaces, PORTS);
    observation_free(plain.observation);
    observation_free(secured.observation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_device_that_behaves_is_complete),
        cmocka_unit_test(odd_devices_are_complete),
        cmocka_unit_test(a_table_that_goes_round_costs_no_more_than_a_good_one),
        cmocka_unit_test(a_limit_is_named),
        cmocka_unit_test(a_device_whose_getbulk_is_broken_is_asked_with_getnext),
        cmocka_unit_test(a_device_that_only_errs_is_left_soon),
        cmocka_unit_test(messages_that_are_none_are_as_silence),
        cmocka_unit_test(what_can_be_read_of_a_lying_answer_is_kept),
        cmocka_unit_test(what_a_device_said_before_it_fell_silent_is_kept),
        cmocka_unit_test(a_restart_in_mid_visit_is_noticed),
        cmocka_unit_test(a_restart_is_noticed_by_the_engine_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
