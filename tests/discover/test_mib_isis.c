#include "model/chassis_id.h"
#include "tests/support/fake_agent.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define STANDARD "1.3.6.1.2.1.138"
#define CISCO "1.3.6.1.4.1.9.10.118"
#define JUNIPER_SYSTEM "1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.2636.1\n"

/* An adjacency 3 of circuit 5, which is interface 17. */
#define ADJACENCY(base)                                                                                      \
    base ".1.1.1.3.0|4x|192000002001\n" base ".1.3.2.1.2.5|2|17\n" base ".1.6.1.1.2.5.3|2|3\n" base          \
         ".1.6.1.1.4.5.3|4x|020000000203\n" base ".1.6.1.1.6.5.3|4x|192000002002\n" base                     \
         ".1.6.3.1.2.5.3.1|2|1\n" base ".1.6.3.1.3.5.3.1|4x|c0000209\n"

static const struct neighbor *neighbors(const struct observation *observation, size_t expected)
{
    size_t count;
    const struct neighbor *rows = observation_records(observation, RECORD_NEIGHBOR, &count);
    assert_int_equal(count, expected);
    return rows;
}

static void assert_addresses(const struct neighbor *neighbor, const char *expected)
{
    g_autoptr(GString) text = g_string_new(NULL);
    char buffer[ADDRESS_TEXT_SIZE];
    for (size_t i = 0; i < neighbor->remote_addresses.count; i++)
        g_string_append_printf(text, "%s%s", i > 0 ? " " : "",
                               address_format(neighbor->remote_addresses.items[i], buffer));
    assert_string_equal(text->str, expected);
}

static void assert_adjacency(const char *lines)
{
    struct observation *observation = fake_agent_visit(lines);
    const struct neighbor *row = neighbors(observation, 1);
    g_autofree char *id = chassis_id_format(row->remote_chassis_subtype, row->remote_chassis_id);
    char mac[MAC_TEXT_SIZE];
    assert_int_equal(row->protocol, PROTOCOL_ISIS);
    assert_string_equal(id, "1920.0000.2002");
    assert_string_equal(mac_format(row->remote_mac, mac), "02:00:00:00:02:03");
    assert_addresses(row, "192.0.2.9");
    assert_int_equal(row->local_if_index, 17);
    assert_int_equal(row->state, 3);
    assert_int_equal(observation->system.isis_system_id.size, 6);
    assert_memory_equal(observation->system.isis_system_id.data, "\x19\x20\x00\x00\x20\x01", 6);
    assert_int_equal(observation->outcome, OUTCOME_GOOD);
    observation_free(observation);
}

static void an_adjacency_has_its_system_id_addresses_and_interface(void **state)
{
    (void)state;
    assert_adjacency(ADJACENCY(STANDARD));
}

static void cisco_has_the_same_under_other_numbers(void **state)
{
    (void)state;
    assert_adjacency("1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.9.1.2102\n" ADJACENCY(CISCO));
}

static void other_vendors_are_not_asked_for_ciscos(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit(JUNIPER_SYSTEM ADJACENCY(CISCO));
    neighbors(observation, 0);
    observation_free(observation);
}

static void each_adjacency_gets_its_own_addresses(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit(
        STANDARD ".1.6.1.1.2.5.1|2|3\n" STANDARD ".1.6.1.1.2.5.12|2|3\n" STANDARD
                 ".1.6.1.1.2.6.1|2|1\n" STANDARD ".1.6.3.1.3.5.1.1|4x|c0000201\n" STANDARD
                 ".1.6.3.1.3.5.1.2|4x|20010db8000000000000000000000001\n" STANDARD
                 ".1.6.3.1.3.5.2.1|4x|c0000263\n" STANDARD ".1.6.3.1.3.5.12.1|4x|c000020c\n" STANDARD
                 ".1.6.3.1.3.6.1.1|4x|00000000\n");
    const struct neighbor *rows = neighbors(observation, 3);
    assert_addresses(&rows[0], "192.0.2.1 2001:db8::1");
    assert_addresses(&rows[1], "192.0.2.12");
    assert_addresses(&rows[2], "");
    assert_int_equal(rows[2].state, 1);
    observation_free(observation);
}

static void a_circuit_that_the_device_does_not_list_is_no_interface(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit(STANDARD ".1.6.1.1.2.5.1|2|3\n");
    assert_int_equal(neighbors(observation, 1)->local_if_index, 0);
    observation_free(observation);
}

static void what_is_no_system_id_is_named(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit(
        STANDARD ".1.6.1.1.2.5.1|2|3\n" STANDARD ".1.6.1.1.6.5.1|4x|192000\n" STANDARD ".1.6.1.1.2.5|2|3\n");
    assert_int_equal(neighbors(observation, 1)->remote_chassis_id.size, 0);
    assert_true(has_warning(observation, "isisISAdjNeighSysID", "row 5.1: this OCTET STRING says nothing"));
    assert_true(has_warning(observation, "isisISAdjTable", "row 5: index too short (RFC 4444)"));
    observation_free(observation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_adjacency_has_its_system_id_addresses_and_interface),
        cmocka_unit_test(cisco_has_the_same_under_other_numbers),
        cmocka_unit_test(other_vendors_are_not_asked_for_ciscos),
        cmocka_unit_test(each_adjacency_gets_its_own_addresses),
        cmocka_unit_test(a_circuit_that_the_device_does_not_list_is_no_interface),
        cmocka_unit_test(what_is_no_system_id_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
