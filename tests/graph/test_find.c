#include "graph/find.h"
#include "tests/graph/network_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static struct mac mac_of(const char *text)
{
    struct mac mac = {{0}};
    assert_true(mac_parse(text, &mac));
    return mac;
}

static struct address address_of(const char *text)
{
    struct address address = {0};
    assert_true(address_parse(text, &address));
    return address;
}

static void learn(struct observation *observation, uint32_t if_index, uint32_t vlan, const char *mac)
{
    *(struct forwarding_entry *)observation_add(observation, RECORD_FORWARDING_ENTRY) =
        (struct forwarding_entry){
            .vlan = vlan, .mac = mac_of(mac), .if_index = if_index, .status = FDB_STATUS_LEARNED};
}

static void resolve(struct observation *observation, uint32_t if_index, const char *address, const char *mac)
{
    *(struct arp_entry *)observation_add(observation, RECORD_ARP_ENTRY) =
        (struct arp_entry){if_index, address_of(address), mac_of(mac)};
}

static void print_result(GString *out, const struct fixture *fixture, const struct find_result *result)
{
    char mac[MAC_TEXT_SIZE], address[ADDRESS_TEXT_SIZE];
    g_string_append_printf(out, "%s %s", words_format(&find_how_words, (int)result->how),
                           topology_device(fixture->topology, result->device)->name);
    if (result->port.name != NULL)
        g_string_append_printf(out, " %s", result->port.name);
    if (result->vlan != 0)
        g_string_append_printf(out, " vlan %u", result->vlan);
    if (!mac_is_absent(result->mac))
        g_string_append_printf(out, " %s", mac_format(result->mac, mac));
    if (!address_is_absent(result->address))
        g_string_append_printf(out, " %s", address_format(result->address, address));
    if (result->text != NULL)
        g_string_append_printf(out, " '%s'", result->text);
    if (result->remote >= 0)
        g_string_append_printf(out, " -- %s",
                               topology_device(fixture->topology, (size_t)result->remote)->name);
    g_string_append(out, result->is_secondary ? " (secondary)\n" : "\n");
}

static void assert_found(struct fixture *fixture, const char *text, const char *expected)
{
    struct find_query query;
    find_query_parse(text, &query);
    g_autoptr(GArray) results = find_run(&fixture->network, &query);
    g_autoptr(GString) out = g_string_new(NULL);
    for (guint i = 0; i < results->len; i++)
        print_result(out, fixture, &g_array_index(results, struct find_result, i));
    find_query_clear(&query);
    assert_string_equal(out->str, expected);
}

#define STATION "00:50:56:00:3f:a2"

/* sw1 -- sw2 -- sw3 in a line, the station at sw3 [eth7]; sw1 routes. */
static struct fixture *line_of_switches(void)
{
    struct observation *one = fixture_switch(1), *two = fixture_switch(2), *three = fixture_switch(3);
    build_lldp(one, 1, MAC(2), "eth1", "sw2");
    build_lldp(two, 1, MAC(1), "eth1", "sw1");
    build_lldp(two, 2, MAC(3), "eth1", "sw3");
    build_lldp(three, 1, MAC(2), "eth2", "sw2");
    learn(one, 1, 20, STATION);
    learn(two, 2, 20, STATION);
    learn(three, 7, 20, STATION);
    build_address(one, "10.1.2.1", 3);
    resolve(one, 3, "10.1.2.3", STATION);
    fixture_interface(three, 7)->alias = observation_text(three, "Printer room 3");
    return fixture_new(BUILD_LIST(one, two, three));
}

static void a_station_is_where_no_bridge_is_nearer(void **state)
{
    (void)state;
    struct fixture *fixture = line_of_switches();
    static const char expected[] = "learned sw3 eth7 vlan 20 00:50:56:00:3f:a2 10.1.2.3\n"
                                   "learned sw1 eth1 vlan 20 00:50:56:00:3f:a2 10.1.2.3 -- sw2 (secondary)\n"
                                   "learned sw2 eth2 vlan 20 00:50:56:00:3f:a2 10.1.2.3 -- sw3 (secondary)\n"
                                   "arp sw1 eth3 00:50:56:00:3f:a2 10.1.2.3\n";
    assert_found(fixture, STATION, expected);
    assert_found(fixture, "0050.5600.3fa2", expected);
    assert_found(fixture, "10.1.2.3", expected);
    assert_found(fixture, "3fa2", expected);
    assert_found(fixture, "3F:A2", expected);
    assert_found(fixture, "00-50-56-00", expected);
    fixture_free(fixture);
}

static void bridges_know_each_other_by_their_tables_too(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1), *two = fixture_switch(2);
    fixture_interface(one, 1)->mac = mac_of("02:1a:b0:00:01:11");
    learn(one, 1, 0, STATION);
    learn(two, 4, 0, STATION);
    learn(two, 8, 0, "02:1a:b0:00:01:11");
    struct fixture *fixture = fixture_new(BUILD_LIST(one, two));
    struct find_query query;
    find_query_parse(STATION, &query);
    g_autoptr(GArray) results = find_run(&fixture->network, &query);
    assert_int_equal(results->len, 2);
    const struct find_result *first = &g_array_index(results, struct find_result, 0);
    assert_string_equal(first->port.name, "eth4");
    assert_false(first->is_secondary);
    assert_true(g_array_index(results, struct find_result, 1).is_secondary);
    find_query_clear(&query);
    fixture_free(fixture);
}

static void tables_that_contradict_each_other_are_all_shown(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1), *two = fixture_switch(2);
    build_lldp(one, 1, MAC(2), "eth1", "sw2");
    build_lldp(two, 1, MAC(1), "eth1", "sw1");
    learn(one, 5, 0, STATION);
    learn(two, 6, 0, STATION);
    struct fixture *fixture = fixture_new(BUILD_LIST(one, two));
    assert_found(fixture, STATION,
                 "learned sw1 eth5 00:50:56:00:3f:a2\n"
                 "learned sw2 eth6 00:50:56:00:3f:a2\n");
    fixture_free(fixture);
}

static void what_is_at_the_port_besides_is_told(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1);
    build_lldp(one, 4, MAC(9), "eth0", "ap9");
    learn(one, 4, 30, STATION);
    struct fixture *fixture = fixture_new(BUILD_LIST(one));
    assert_found(fixture, STATION, "learned sw1 eth4 vlan 30 00:50:56:00:3f:a2 -- ap9\n");
    fixture_free(fixture);
}

static void an_own_address_is_told_with_its_port(void **state)
{
    (void)state;
    struct fixture *fixture = line_of_switches();
    assert_found(fixture, "10.1.2.1", "address sw1 eth3 10.1.2.1\n");
    assert_found(fixture, "10.0.0.2", "address sw2 10.0.0.2\n");
    fixture_free(fixture);
}

static void a_subnet_is_looked_through(void **state)
{
    (void)state;
    struct fixture *fixture = line_of_switches();
    static const char expected[] = "address sw1 eth3 10.1.2.1\n"
                                   "learned sw3 eth7 vlan 20 00:50:56:00:3f:a2 10.1.2.3\n"
                                   "learned sw1 eth1 vlan 20 00:50:56:00:3f:a2 10.1.2.3 -- sw2 (secondary)\n"
                                   "learned sw2 eth2 vlan 20 00:50:56:00:3f:a2 10.1.2.3 -- sw3 (secondary)\n"
                                   "arp sw1 eth3 00:50:56:00:3f:a2 10.1.2.3\n";
    assert_found(fixture, "10.1.2.0/24", expected);
    assert_found(fixture, "10.1.2.", expected);
    fixture_free(fixture);
}

static void names_and_descriptions_are_found(void **state)
{
    (void)state;
    struct fixture *fixture = line_of_switches();
    assert_found(fixture, "SW2", "device sw2 10.0.0.2\n");
    assert_found(fixture, "printer", "description sw3 eth7 'Printer room 3'\n");
    assert_found(fixture, "nosuch", "");
    assert_found(fixture, "", "");
    fixture_free(fixture);
}

static void a_device_that_was_never_visited_is_where_it_is_seen(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1);
    build_lldp(one, 4, MAC(9), "eth0", "phone9.example.net");
    struct fixture *fixture = fixture_new(BUILD_LIST(one));
    static const char expected[] = "device phone9.example.net\n"
                                   "neighbor sw1 eth4 -- phone9.example.net\n";
    assert_found(fixture, "phone9", expected);
    assert_found(fixture, "hone9", expected);
    fixture_free(fixture);
}

static void the_newer_of_two_equal_tellings_is_kept(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1), *again = build_observation("10.9.0.1", "sw1");
    build_chassis_mac(again, MAC(1));
    build_interfaces(again, "eth", 1, 8);
    learn(one, 4, 30, STATION);
    learn(again, 4, 30, STATION);
    one->started_at = 1000;
    again->started_at = 2000;
    struct fixture *fixture = fixture_new(BUILD_LIST(one, again));
    struct find_query query;
    find_query_parse(STATION, &query);
    g_autoptr(GArray) results = find_run(&fixture->network, &query);
    assert_int_equal(results->len, 1);
    const struct find_result *result = &g_array_index(results, struct find_result, 0);
    assert_int_equal(fixture->list.items[result->observation]->started_at, 2000);
    find_query_clear(&query);
    fixture_free(fixture);
}

static void assert_query(const char *text, unsigned digits, const char *address, unsigned prefix_length)
{
    struct find_query query;
    char buffer[ADDRESS_TEXT_SIZE];
    find_query_parse(text, &query);
    assert_int_equal(query.digit_count, digits);
    assert_string_equal(address_format(query.address, buffer), address);
    assert_int_equal(query.prefix_length, prefix_length);
    find_query_clear(&query);
}

static void texts_are_read_as_what_they_may_be(void **state)
{
    (void)state;
    assert_query("00:1b:21:3f:a2:11", 12, "", 0);
    assert_query("0:1b:21", 6, "", 0);
    assert_query("001b.21", 6, "", 0);
    assert_query(":a2:11", 4, "", 0);
    assert_query("cafe", 4, "", 0);
    assert_query("caf", 0, "", 0);
    assert_query("core1", 0, "", 0);
    assert_query("10.1.2", 0, "", 0);
    assert_query("10.1.2.", 0, "10.1.2.0", 24);
    assert_query("10.1.2.3", 0, "10.1.2.3", 32);
    assert_query("10.1.2.0/24", 0, "10.1.2.0", 24);
    assert_query("fd00::/8", 0, "fd00::", 8);
    assert_query("10.1.2.0/33", 0, "", 0);
    assert_query("00:1b:21:3f:a2:11:22", 0, "", 0);
}

static void separators_tell_at_which_end_the_digits_are(void **state)
{
    (void)state;
    struct find_query query;
    find_query_parse(":3f:a2", &query);
    assert_true(find_query_matches_mac(&query, mac_of("00:50:56:00:3f:a2")));
    assert_false(find_query_matches_mac(&query, mac_of("3f:a2:56:00:00:01")));
    find_query_clear(&query);
    find_query_parse("3f:a2:", &query);
    assert_false(find_query_matches_mac(&query, mac_of("00:50:56:00:3f:a2")));
    assert_true(find_query_matches_mac(&query, mac_of("3f:a2:56:00:00:01")));
    find_query_clear(&query);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_station_is_where_no_bridge_is_nearer),
        cmocka_unit_test(bridges_know_each_other_by_their_tables_too),
        cmocka_unit_test(tables_that_contradict_each_other_are_all_shown),
        cmocka_unit_test(what_is_at_the_port_besides_is_told),
        cmocka_unit_test(an_own_address_is_told_with_its_port),
        cmocka_unit_test(a_subnet_is_looked_through),
        cmocka_unit_test(names_and_descriptions_are_found),
        cmocka_unit_test(a_device_that_was_never_visited_is_where_it_is_seen),
        cmocka_unit_test(the_newer_of_two_equal_tellings_is_kept),
        cmocka_unit_test(texts_are_read_as_what_they_may_be),
        cmocka_unit_test(separators_tell_at_which_end_the_digits_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
