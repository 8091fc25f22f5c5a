#include "discover/visit.h"

#include "tests/support/fake_agent.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define SYSTEM_LINES                                                                                         \
    "1.3.6.1.2.1.1.1.0|4|a switch\n"                                                                         \
    "1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.99999.1\n"                                                              \
    "1.3.6.1.2.1.1.3.0|67|4711\n"                                                                            \
    "1.3.6.1.2.1.1.5.0|4|sw1\n"

struct outcome_seen {
    struct observation *observation;
    unsigned calls;
};

static void on_done(struct observation *observation, void *user)
{
    struct outcome_seen *seen = user;
    seen->observation = observation;
    seen->calls++;
}

/* A switch with that many ports and a neighbor at each. */
static char *switch_lines(unsigned ports)
{
    GString *lines = g_string_new(SYSTEM_LINES);
    g_string_append_printf(lines, "1.3.6.1.2.1.2.1.0|2|%u\n", ports);
    for (unsigned port = 1; port <= ports; port++) {
        g_string_append_printf(lines, "1.3.6.1.2.1.2.2.1.2.%u|4|GigabitEthernet1/0/%u\n", port, port);
        g_string_append_printf(lines, "1.3.6.1.2.1.2.2.1.3.%u|2|6\n", port);
        g_string_append_printf(lines, "1.3.6.1.2.1.2.2.1.4.%u|2|1500\n", port);
        g_string_append_printf(lines, "1.3.6.1.2.1.2.2.1.6.%u|4x|0200000001%02x\n", port, port);
        g_string_append_printf(lines, "1.3.6.1.2.1.2.2.1.7.%u|2|1\n", port);
        g_string_append_printf(lines, "1.3.6.1.2.1.2.2.1.8.%u|2|1\n", port);
        g_string_append_printf(lines, "1.3.6.1.2.1.31.1.1.1.1.%u|4|Gi1/0/%u\n", port, port);
        g_string_append_printf(lines, "1.3.6.1.2.1.31.1.1.1.15.%u|66|1000\n", port);
        g_string_append_printf(lines, "1.3.6.1.2.1.31.1.1.1.18.%u|4|to host %u\n", port, port);
        g_string_append_printf(lines, "1.0.8802.1.1.2.1.3.7.1.2.%u|2|5\n", port);
        g_string_append_printf(lines, "1.0.8802.1.1.2.1.3.7.1.3.%u|4|Gi1/0/%u\n", port, port);
        g_string_append_printf(lines, "1.0.8802.1.1.2.1.4.1.1.4.0.%u.1|2|4\n", port);
        g_string_append_printf(lines, "1.0.8802.1.1.2.1.4.1.1.5.0.%u.1|4x|0200000002%02x\n", port, port);
        g_string_append_printf(lines, "1.0.8802.1.1.2.1.4.1.1.6.0.%u.1|2|5\n", port);
        g_string_append_printf(lines, "1.0.8802.1.1.2.1.4.1.1.7.0.%u.1|4|eth0\n", port);
        g_string_append_printf(lines, "1.0.8802.1.1.2.1.4.1.1.9.0.%u.1|4|host%u\n", port, port);
    }
    return g_string_free(lines, FALSE);
}

static void a_visit_tells_how_it_went(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit(SYSTEM_LINES);
    assert_int_equal(observation->outcome, OUTCOME_GOOD);
    assert_null(observation->failure);
    assert_int_equal(observation->via, VIA_REPLAY);
    assert_string_equal(observation->system.sys_descr, "a switch");
    assert_string_equal(observation->system.sys_object_id, "1.3.6.1.4.1.99999.1");
    assert_string_equal(observation->system.sys_name, "sw1");
    assert_int_equal(observation->sys_up_time, 4711);
    assert_true(observation->started_at > 0);
    assert_in_range(observation->cost.requests, 1, 3);
    observation_free(observation);
}

static void a_switch_costs_about_as_many_requests_as_full_datagrams(void **state)
{
    (void)state;
    static const struct {
        unsigned ports, most_requests;
    } cases[] = {{24, 12}, {48, 18}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *lines = switch_lines(cases[i].ports);
        struct observation *observation = fake_agent_visit(lines);
        size_t interfaces, ports, neighbors;
        observation_records(observation, RECORD_INTERFACE, &interfaces);
        observation_records(observation, RECORD_LLDP_PORT, &ports);
        observation_records(observation, RECORD_NEIGHBOR, &neighbors);
        assert_int_equal(interfaces, cases[i].ports);
        assert_int_equal(ports, cases[i].ports);
        assert_int_equal(neighbors, cases[i].ports);
        print_message("%u ports: %u requests\n", cases[i].ports, observation->cost.requests);
        assert_in_range(observation->cost.requests, 1, cases[i].most_requests);
        observation_free(observation);
    }
}

static void a_device_that_never_answers_has_failed(void **state)
{
    (void)state;
    struct fake_agent *agent = fake_agent_new(SYSTEM_LINES);
    struct outcome_seen seen = {0};
    agent->answers_left = 0;
    visit_start(&agent->agent, &visit_default_limits, on_done, &seen);
    assert_int_equal(seen.calls, 0);
    fake_agent_run(agent);
    assert_int_equal(seen.calls, 1);
    assert_int_equal(seen.observation->outcome, OUTCOME_FAILED);
    assert_string_equal(seen.observation->failure, "no answer");
    observation_free(seen.observation);
    agent_free(&agent->agent);
}

static void a_device_that_shows_nothing_has_failed(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit("1.3.6.1.9.1.0|2|1\n");
    assert_int_equal(observation->outcome, OUTCOME_FAILED);
    assert_non_null(observation->failure);
    observation_free(observation);
}

static void what_was_read_before_a_device_failed_is_kept(void **state)
{
    (void)state;
    g_autofree char *lines = switch_lines(48);
    struct fake_agent *agent = fake_agent_new(lines);
    struct outcome_seen seen = {0};
    size_t interfaces;
    agent->answers_left = 8;
    visit_start(&agent->agent, &visit_default_limits, on_done, &seen);
    fake_agent_run(agent);
    assert_int_equal(seen.calls, 1);
    assert_int_equal(seen.observation->outcome, OUTCOME_PARTIAL);
    assert_string_equal(seen.observation->system.sys_name, "sw1");
    observation_records(seen.observation, RECORD_INTERFACE, &interfaces);
    assert_true(interfaces > 0);
    assert_true(has_warning(seen.observation, NULL, "the device stopped answering"));
    observation_free(seen.observation);
    agent_free(&agent->agent);
}

static void a_stopped_visit_delivers_what_there_is(void **state)
{
    (void)state;
    g_autofree char *lines = switch_lines(48);
    struct fake_agent *agent = fake_agent_new(lines);
    struct outcome_seen seen = {0};
    struct visit *visit = visit_start(&agent->agent, &visit_default_limits, on_done, &seen);
    assert_true(fake_agent_step(agent));
    visit_stop(visit, "interrupted");
    assert_int_equal(seen.calls, 1);
    assert_int_equal(seen.observation->outcome, OUTCOME_PARTIAL);
    assert_string_equal(seen.observation->system.sys_name, "sw1");
    assert_true(has_warning(seen.observation, NULL, "interrupted"));
    observation_free(seen.observation);
    fake_agent_run(agent);
    agent_free(&agent->agent);
    assert_int_equal(seen.calls, 1);
}

static void a_visit_that_is_stopped_at_once_has_failed(void **state)
{
    (void)state;
    struct fake_agent *agent = fake_agent_new(SYSTEM_LINES);
    struct outcome_seen seen = {0};
    struct visit *visit = visit_start(&agent->agent, &visit_default_limits, on_done, &seen);
    visit_stop(visit, "deadline");
    assert_int_equal(seen.observation->outcome, OUTCOME_FAILED);
    assert_string_equal(seen.observation->failure, "deadline");
    observation_free(seen.observation);
    agent_free(&agent->agent);
    assert_int_equal(seen.calls, 1);
}

static void a_limit_leaves_a_partial_observation(void **state)
{
    (void)state;
    g_autofree char *lines = switch_lines(48);
    struct fake_agent *agent = fake_agent_new(lines);
    struct visit_limits limits = visit_default_limits;
    struct outcome_seen seen = {0};
    size_t interfaces;
    limits.max_rows = 20;
    visit_start(&agent->agent, &limits, on_done, &seen);
    fake_agent_run(agent);
    assert_int_equal(seen.observation->outcome, OUTCOME_PARTIAL);
    observation_records(seen.observation, RECORD_INTERFACE, &interfaces);
    assert_int_equal(interfaces, 20);
    assert_true(has_warning(seen.observation, "lldpRemTable", "more than 20 rows"));
    observation_free(seen.observation);
    agent_free(&agent->agent);
}

static void an_snmpv1_device_tells_the_same(void **state)
{
    (void)state;
    g_autofree char *lines = switch_lines(24);
    struct fake_agent *agent = fake_agent_new(lines);
    struct outcome_seen seen = {0};
    size_t neighbors;
    agent->agent.has_getbulk = false;
    visit_start(&agent->agent, &visit_default_limits, on_done, &seen);
    fake_agent_run(agent);
    assert_int_equal(seen.observation->outcome, OUTCOME_GOOD);
    observation_records(seen.observation, RECORD_NEIGHBOR, &neighbors);
    assert_int_equal(neighbors, 24);
    observation_free(seen.observation);
    agent_free(&agent->agent);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_visit_tells_how_it_went),
        cmocka_unit_test(a_switch_costs_about_as_many_requests_as_full_datagrams),
        cmocka_unit_test(a_device_that_never_answers_has_failed),
        cmocka_unit_test(a_device_that_shows_nothing_has_failed),
        cmocka_unit_test(what_was_read_before_a_device_failed_is_kept),
        cmocka_unit_test(a_stopped_visit_delivers_what_there_is),
        cmocka_unit_test(a_visit_that_is_stopped_at_once_has_failed),
        cmocka_unit_test(a_limit_leaves_a_partial_observation),
        cmocka_unit_test(an_snmpv1_device_tells_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
