#include "model/chassis_id.h"
#include "tests/support/fake_agent.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define NBR "1.3.6.1.2.1.14.10.1."
#define NBR3 "1.3.6.1.2.1.191.1.9.1."

static const struct neighbor *neighbors(const struct observation *observation, size_t expected)
{
    size_t count;
    const struct neighbor *rows = observation_records(observation, RECORD_NEIGHBOR, &count);
    assert_int_equal(count, expected);
    return rows;
}

static void assert_router_id(const struct neighbor *neighbor, const char *expected)
{
    g_autofree char *id = chassis_id_format(neighbor->remote_chassis_subtype, neighbor->remote_chassis_id);
    assert_string_equal(id, expected);
}

static void assert_address(struct address address, const char *expected)
{
    char text[ADDRESS_TEXT_SIZE];
    assert_string_equal(address_format(address, text), expected);
}

static void assert_only_address(const struct neighbor *neighbor, const char *expected)
{
    assert_int_equal(neighbor->remote_addresses.count, 1);
    assert_address(neighbor->remote_addresses.items[0], expected);
}

static void a_neighbor_has_its_router_id_address_and_state(void **state)
{
    (void)state;
    struct observation *observation =
        fake_agent_visit("1.3.6.1.2.1.14.1.1.0|64|198.51.100.1\n" NBR "1.192.0.2.9.0|64|192.0.2.9\n" NBR
                         "3.192.0.2.9.0|64|198.51.100.2\n" NBR "6.192.0.2.9.0|2|8\n");
    const struct neighbor *row = neighbors(observation, 1);
    assert_int_equal(row->protocol, PROTOCOL_OSPF);
    assert_router_id(row, "198.51.100.2");
    assert_only_address(row, "192.0.2.9");
    assert_int_equal(row->state, 8);
    assert_int_equal(row->local_if_index, 0);
    assert_address(observation->system.ospf_router_id, "198.51.100.1");
    assert_int_equal(observation->outcome, OUTCOME_GOOD);
    observation_free(observation);
}

static void on_an_interface_without_address_the_index_names_the_interface(void **state)
{
    (void)state;
    struct observation *observation =
        fake_agent_visit(NBR "3.192.0.2.9.17|64|198.51.100.2\n" NBR "6.192.0.2.9.17|2|8\n");
    const struct neighbor *row = neighbors(observation, 1);
    assert_int_equal(row->local_if_index, 17);
    assert_only_address(row, "192.0.2.9");
    observation_free(observation);
}

static void a_neighbor_without_router_id_is_kept(void **state)
{
    (void)state;
    struct observation *observation =
        fake_agent_visit(NBR "3.192.0.2.9.0|64|0.0.0.0\n" NBR "6.192.0.2.9.0|2|2\n");
    const struct neighbor *row = neighbors(observation, 1);
    assert_int_equal(row->remote_chassis_id.size, 0);
    assert_only_address(row, "192.0.2.9");
    assert_int_equal(row->state, 2);
    observation_free(observation);
}

static void a_short_index_is_dropped_and_named(void **state)
{
    (void)state;
    struct observation *observation =
        fake_agent_visit(NBR "3.192.0.2.9|64|198.51.100.2\n" NBR "3.192.0.2.9.0|64|198.51.100.3\n" NBR
                             "3.192.0.2.9.0.1|64|198.51.100.4\n" NBR "3.192.0.300.9.0|64|198.51.100.5\n");
    assert_router_id(neighbors(observation, 1), "198.51.100.3");
    assert_true(has_warning(observation, "ospfNbrTable",
                            "row 192.0.2.9: index is not IpAddress and ifIndex (RFC 4750)"));
    assert_true(has_warning(observation, "ospfNbrTable", "row 192.0.2.9.0.1: index too long"));
    assert_true(has_warning(observation, "ospfNbrTable", "row 192.0.300.9.0: index is not IpAddress"));
    observation_free(observation);
}

static void a_device_without_neighbors_is_not_asked_for_its_router_id(void **state)
{
    (void)state;
    struct observation *observation =
        fake_agent_visit("1.3.6.1.2.1.1.5.0|4|sw1\n1.3.6.1.2.1.14.1.1.0|64|198.51.100.1\n");
    assert_true(address_is_absent(observation->system.ospf_router_id));
    observation_free(observation);
}

static void an_ospfv3_neighbor_has_interfaces_at_both_ends(void **state)
{
    (void)state;
    struct observation *observation =
        fake_agent_visit("1.3.6.1.2.1.191.1.1.1.0|66|3325256705\n" NBR3 "4.2.0.3325256706|2|2\n" NBR3
                         "5.2.0.3325256706|4x|fe800000000000000000000000000009\n" NBR3
                         "8.2.0.3325256706|2|8\n" NBR3 "12.2.0.3325256706|66|5\n");
    const struct neighbor *row = neighbors(observation, 1);
    assert_int_equal(row->protocol, PROTOCOL_OSPFV3);
    assert_router_id(row, "198.51.100.2");
    assert_only_address(row, "fe80::9");
    assert_int_equal(row->local_if_index, 2);
    assert_int_equal(row->remote_if_index, 5);
    assert_int_equal(row->state, 8);
    assert_address(observation->system.ospfv3_router_id, "198.51.100.1");
    observation_free(observation);
}

static void an_ospfv3_address_may_be_text(void **state)
{
    (void)state;
    struct observation *observation =
        fake_agent_visit(NBR3 "5.2.0.3325256706|4|fe80::0001:00ff:fe00:0009\n" NBR3
                              "8.2.0.3325256706|2|8\n" NBR3 "5.2.0|4|fe80::2\n");
    assert_only_address(neighbors(observation, 1), "fe80::1:ff:fe00:9");
    assert_true(has_warning(observation, "ospfv3NbrTable", "row 2.0: index too short (RFC 5643)"));
    observation_free(observation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_neighbor_has_its_router_id_address_and_state),
        cmocka_unit_test(on_an_interface_without_address_the_index_names_the_interface),
        cmocka_unit_test(a_neighbor_without_router_id_is_kept),
        cmocka_unit_test(a_short_index_is_dropped_and_named),
        cmocka_unit_test(a_device_without_neighbors_is_not_asked_for_its_router_id),
        cmocka_unit_test(an_ospfv3_neighbor_has_interfaces_at_both_ends),
        cmocka_unit_test(an_ospfv3_address_may_be_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
