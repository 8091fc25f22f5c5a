#include "discover/visit.h"
#include "tests/support/fake_agent.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define SYSTEM "1.3.6.1.2.1.1.5.0|4|r1\n"
#define FORWARD "1.3.6.1.2.1.4.24."
#define INET FORWARD "7.1.7."
#define CIDR FORWARD "4.1.5."
#define ROUTE "1.3.6.1.2.1.4.21.1."

static void keep(struct observation *observation, void *user)
{
    *(struct observation **)user = observation;
}

static struct observation *visit(const char *lines, bool reads_routes)
{
    struct fake_agent *fake = fake_agent_new(lines);
    struct visit_limits limits = visit_default_limits;
    struct observation *observation = NULL;
    limits.reads_routes = reads_routes;
    visit_start(&fake->agent, &limits, keep, &observation);
    fake_agent_run(fake);
    assert_non_null(observation);
    agent_free(&fake->agent);
    return observation;
}

static void assert_routes(const char *lines, const char *const *expected)
{
    struct observation *observation = visit(lines, true);
    size_t count, i = 0;
    const struct route *routes = observation_records(observation, RECORD_ROUTE, &count);
    for (; expected[i]; i++) {
        char destination[ADDRESS_TEXT_SIZE], next_hop[ADDRESS_TEXT_SIZE];
        assert_in_range(i + 1, 1, count);
        address_format(routes[i].destination, destination);
        address_format(routes[i].next_hop, next_hop);
        g_autofree char *text = g_strdup_printf("%s/%u %s %u", destination, routes[i].prefix_length, next_hop,
                                                routes[i].if_index);
        assert_string_equal(text, expected[i]);
    }
    assert_int_equal(count, i);
    assert_int_equal(observation->outcome, OUTCOME_GOOD);
    observation_free(observation);
}
#define ASSERT_ROUTES(lines, ...) assert_routes(lines, (const char *const[]){__VA_ARGS__, NULL})

static void routes_of_both_families_have_their_next_hops(void **state)
{
    (void)state;
    ASSERT_ROUTES(SYSTEM FORWARD
                  "6.0|66|3\n" INET "1.4.0.0.0.0.0.2.0.0.1.4.192.0.2.1|2|7\n" INET
                  "1.4.198.51.100.0.24.3.0.0.5.1.4.192.0.2.2|2|8\n" INET
                  "2.16.32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.0.32.2.0.0.2.16.32.1.13.184.0.1.0.0.0.0."
                  "0.0.0.0.0.1|2|9\n",
                  "0.0.0.0/0 192.0.2.1 7", "198.51.100.0/24 192.0.2.2 8", "2001:db8::/32 2001:db8:1::1 9");
}

static void connected_networks_are_left_out(void **state)
{
    (void)state;
    ASSERT_ROUTES(SYSTEM INET "1.4.192.0.2.0.24.2.0.0.0.0|2|7\n" INET
                              "1.4.198.51.100.0.24.2.0.0.1.4.0.0.0.0|2|7\n" INET
                              "1.4.203.0.113.0.24.2.0.0.1.4.192.0.2.1|2|7\n",
                  "203.0.113.0/24 192.0.2.1 7");
}

static void the_older_tables_are_read_where_the_newer_is_not_there(void **state)
{
    (void)state;
    ASSERT_ROUTES(SYSTEM CIDR "198.51.100.0.255.255.255.128.0.192.0.2.2|2|8\n" ROUTE
                              "2.203.0.113.0|2|9\n" ROUTE "7.203.0.113.0|64|192.0.2.3\n",
                  "198.51.100.0/25 192.0.2.2 8");
    ASSERT_ROUTES(SYSTEM ROUTE "2.203.0.113.0|2|9\n" ROUTE "7.203.0.113.0|64|192.0.2.3\n",
                  "203.0.113.0/0 192.0.2.3 9");
}

static void a_long_table_is_left_out_and_named(void **state)
{
    (void)state;
    struct observation *observation =
        visit(SYSTEM FORWARD "6.0|66|900000\n" INET "1.4.0.0.0.0.0.2.0.0.1.4.192.0.2.1|2|7\n", true);
    size_t count;
    observation_records(observation, RECORD_ROUTE, &count);
    assert_int_equal(count, 0);
    assert_true(has_warning(observation, "inetCidrRouteTable",
                            "900000 routes, over 20000: their next hops are not read"));
    assert_int_equal(observation->outcome, OUTCOME_GOOD);
    observation_free(observation);
}

static void a_bad_index_is_dropped_and_named(void **state)
{
    (void)state;
    struct observation *observation = visit(SYSTEM INET "1.4.0.0.0.0.0.200.0.0.1.4.192.0.2.1|2|7\n", true);
    size_t count;
    observation_records(observation, RECORD_ROUTE, &count);
    assert_int_equal(count, 0);
    assert_true(has_warning(observation, "inetCidrRouteTable", "index is not that of inetCidrRouteTable"));
    observation_free(observation);
}

static void nobody_is_asked_for_routes_unless_they_are_wanted(void **state)
{
    (void)state;
    const char *lines = SYSTEM INET "1.4.0.0.0.0.0.2.0.0.1.4.192.0.2.1|2|7\n";
    struct observation *without = visit(lines, false), *with = visit(lines, true);
    size_t count;
    observation_records(without, RECORD_ROUTE, &count);
    assert_int_equal(count, 0);
    observation_records(with, RECORD_ROUTE, &count);
    assert_int_equal(count, 1);
    observation_free(without);
    observation_free(with);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(routes_of_both_families_have_their_next_hops),
        cmocka_unit_test(connected_networks_are_left_out),
        cmocka_unit_test(the_older_tables_are_read_where_the_newer_is_not_there),
        cmocka_unit_test(a_long_table_is_left_out_and_named),
        cmocka_unit_test(a_bad_index_is_dropped_and_named),
        cmocka_unit_test(nobody_is_asked_for_routes_unless_they_are_wanted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
