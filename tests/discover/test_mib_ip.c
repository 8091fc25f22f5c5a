#include "tests/support/fake_agent.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void assert_address(const struct observation *observation, size_t position, const char *text,
                           uint32_t prefix_length, uint32_t if_index)
{
    size_t count;
    char buffer[ADDRESS_TEXT_SIZE];
    const struct ip_address *rows = observation_records(observation, RECORD_IP_ADDRESS, &count);
    assert_true(position < count);
    assert_string_equal(address_format(rows[position].address, buffer), text);
    assert_int_equal(rows[position].prefix_length, prefix_length);
    assert_int_equal(rows[position].if_index, if_index);
}

static size_t address_count(const struct observation *observation)
{
    size_t count;
    observation_records(observation, RECORD_IP_ADDRESS, &count);
    return count;
}

static void addresses_of_both_tables_are_joined(void **state)
{
    (void)state;
    struct observation *observation =
        fake_agent_visit("1.3.6.1.2.1.4.1.0|2|1\n"
                         "1.3.6.1.2.1.4.20.1.2.192.0.2.1|2|3\n"
                         "1.3.6.1.2.1.4.20.1.2.198.51.100.9|2|4\n"
                         "1.3.6.1.2.1.4.20.1.3.192.0.2.1|64|255.255.255.128\n"
                         "1.3.6.1.2.1.4.20.1.3.198.51.100.9|64|255.255.0.255\n"
                         "1.3.6.1.2.1.4.34.1.3.1.4.192.0.2.1|2|3\n"
                         "1.3.6.1.2.1.4.34.1.3.2.16.32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.1|2|3\n"
                         "1.3.6.1.2.1.4.34.1.4.1.4.192.0.2.1|2|1\n"
                         "1.3.6.1.2.1.4.34.1.4.2.16.32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.1|2|1\n"
                         "1.3.6.1.2.1.4.34.1.5.1.4.192.0.2.1|6|0.0\n"
                         "1.3.6.1.2.1.4.34.1.5.2.16.32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.1|6|"
                         "1.3.6.1.2.1.4.32.1.5.3.2.16.32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.0.64\n");
    assert_int_equal(address_count(observation), 3);
    assert_address(observation, 0, "192.0.2.1", 25, 3);
    assert_address(observation, 1, "2001:db8::1", 64, 3);
    assert_address(observation, 2, "198.51.100.9", 0, 4);
    assert_true(observation->system.ip_forwarding);
    observation_free(observation);
}

static void broadcast_addresses_are_not_addresses_of_the_device(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit("1.3.6.1.2.1.4.34.1.3.1.4.192.0.2.255|2|3\n"
                                                       "1.3.6.1.2.1.4.34.1.4.1.4.192.0.2.255|2|3\n");
    assert_int_equal(address_count(observation), 0);
    observation_free(observation);
}

static void an_index_without_its_length_is_understood(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit("1.3.6.1.2.1.4.34.1.3.1.192.0.2.7|2|3\n");
    assert_int_equal(address_count(observation), 1);
    assert_address(observation, 0, "192.0.2.7", 0, 3);
    observation_free(observation);
}

static void an_index_that_is_no_address_is_dropped_and_named(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit("1.3.6.1.2.1.4.20.1.2.192.0.2|2|3\n"
                                                       "1.3.6.1.2.1.4.34.1.3.1.4.300.0.2.1|2|3\n"
                                                       "1.3.6.1.2.1.4.34.1.3.1.5.192.0.2.1|2|3\n");
    assert_int_equal(address_count(observation), 0);
    assert_true(has_warning(observation, "ipAddrTable", "row 192.0.2: index too short"));
    assert_true(has_warning(observation, "ipAddressTable", "row 1.4.300.0.2.1: index is not an InetAddress"));
    observation_free(observation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_of_both_tables_are_joined),
        cmocka_unit_test(broadcast_addresses_are_not_addresses_of_the_device),
        cmocka_unit_test(an_index_without_its_length_is_understood),
        cmocka_unit_test(an_index_that_is_no_address_is_dropped_and_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
