#include "model/chassis_id.h"
#include "tests/support/fake_agent.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define PEER "1.3.6.1.2.1.15.3.1."
#define OF_VENDOR(number) "1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1." #number ".1\n"
#define IPV6_ARCS "32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.9"

static const struct neighbor *neighbors(const struct observation *observation, size_t expected)
{
    size_t count;
    const struct neighbor *rows = observation_records(observation, RECORD_NEIGHBOR, &count);
    assert_int_equal(count, expected);
    return rows;
}

/* "ADDRESS as AS state STATE id ID local ADDRESS"; what is absent is left out. */
static void assert_peer(const struct neighbor *row, const char *expected)
{
    char text[ADDRESS_TEXT_SIZE];
    g_autoptr(GString) told = g_string_new(NULL);
    g_autofree char *id = chassis_id_format(row->remote_chassis_subtype, row->remote_chassis_id);
    assert_int_equal(row->protocol, PROTOCOL_BGP);
    for (size_t i = 0; i < row->remote_addresses.count; i++)
        g_string_append(told, address_format(row->remote_addresses.items[i], text));
    g_string_append_printf(told, " as %u state %u", row->remote_as, row->state);
    if (id != NULL)
        g_string_append_printf(told, " id %s", id);
    if (!address_is_absent(row->local_address))
        g_string_append_printf(told, " local %s", address_format(row->local_address, text));
    assert_string_equal(told->str, expected);
}

static void assert_only_peer(const char *lines, const char *expected)
{
    struct observation *observation = fake_agent_visit(lines);
    assert_peer(neighbors(observation, 1), expected);
    assert_int_equal(observation->outcome, OUTCOME_GOOD);
    observation_free(observation);
}

static void a_peer_has_its_identifier_as_state_and_local_address(void **state)
{
    (void)state;
    char text[ADDRESS_TEXT_SIZE];
    struct observation *observation =
        fake_agent_visit("1.3.6.1.2.1.15.2.0|2|65001\n1.3.6.1.2.1.15.4.0|64|198.51.100.1\n" PEER
                         "1.192.0.2.9|64|198.51.100.2\n" PEER "2.192.0.2.9|2|6\n" PEER
                         "5.192.0.2.9|64|192.0.2.8\n" PEER "9.192.0.2.9|2|65002\n");
    assert_peer(neighbors(observation, 1), "192.0.2.9 as 65002 state 6 id 198.51.100.2 local 192.0.2.8");
    assert_int_equal(observation->system.bgp_as, 65001);
    assert_string_equal(address_format(observation->system.bgp_identifier, text), "198.51.100.1");
    observation_free(observation);
}

static void a_peer_that_was_never_there_has_no_identifier(void **state)
{
    (void)state;
    assert_only_peer(PEER "1.192.0.2.9|64|0.0.0.0\n" PEER "2.192.0.2.9|2|1\n" PEER
                          "5.192.0.2.9|64|0.0.0.0\n" PEER "9.192.0.2.9|2|65002\n",
                     "192.0.2.9 as 65002 state 1");
}

static void a_negative_as_is_one_of_four_octets(void **state)
{
    (void)state;
    assert_only_peer(PEER "2.192.0.2.9|2|6\n" PEER "9.192.0.2.9|2|-94967296\n",
                     "192.0.2.9 as 4200000000 state 6");
}

static void a_row_may_have_nothing_but_the_as(void **state)
{
    (void)state;
    struct observation *observation =
        fake_agent_visit(PEER "2.192.0.2.9|2|6\n" PEER "9.0.0.0.0|2|65003\n" PEER "9.192.0.2.9|2|65002\n");
    const struct neighbor *rows = neighbors(observation, 2);
    assert_peer(&rows[0], "0.0.0.0 as 65003 state 0");
    assert_peer(&rows[1], "192.0.2.9 as 65002 state 6");
    observation_free(observation);
}

static void a_bad_index_is_dropped_and_named(void **state)
{
    (void)state;
    struct observation *observation =
        fake_agent_visit(PEER "9.192.0.2|2|65001\n" PEER "9.192.0.2.9|2|65002\n");
    assert_peer(neighbors(observation, 1), "192.0.2.9 as 65002 state 0");
    assert_true(has_warning(observation, "bgpPeerTable", "row 192.0.2: index is not that of a peer"));
    observation_free(observation);
}

static void cisco_tells_ipv6_peers_as_well(void **state)
{
    (void)state;
#define TABLE "1.3.6.1.4.1.9.9.187.1.2.5.1."
    struct observation *observation =
        fake_agent_visit(OF_VENDOR(9) TABLE "3.1.4.192.0.2.9|2|6\n" TABLE "3.2.16." IPV6_ARCS "|2|3\n" TABLE
                                            "6.1.4.192.0.2.9|4x|c0000208\n" TABLE "6.2.16." IPV6_ARCS
                                            "|4x|20010db8000000000000000000000008\n" TABLE
                                            "11.1.4.192.0.2.9|66|4200000000\n" TABLE "11.2.16." IPV6_ARCS
                                            "|66|65002\n" TABLE "12.1.4.192.0.2.9|64|198.51.100.2\n");
    const struct neighbor *rows = neighbors(observation, 2);
    assert_peer(&rows[0], "192.0.2.9 as 4200000000 state 6 id 198.51.100.2 local 192.0.2.8");
    assert_peer(&rows[1], "2001:db8::9 as 65002 state 3 local 2001:db8::8");
    observation_free(observation);
#undef TABLE
}

static void the_drafts_of_the_successor_have_the_instance_before_the_address(void **state)
{
    (void)state;
    static const struct {
        const char *vendor, *table;
    } cases[] = {{"30065", "1.3.6.1.4.1.30065.4.1.1.2.1"},
                 {"674", "1.3.6.1.4.1.674.11000.5000.200.1.1.2.1"},
                 {"8072", "1.3.6.1.3.5.1.1.2.1"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *lines = g_strdup_printf(
            "1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.%s.1\n%s.3.1.1.4.192.0.2.9|4x|c0000208\n"
            "%s.10.1.1.4.192.0.2.9|66|65002\n%s.11.1.1.4.192.0.2.9|4x|c6336402\n%s.13.1.1.4.192.0.2.9|2|6\n",
            cases[i].vendor, cases[i].table, cases[i].table, cases[i].table, cases[i].table);
        assert_only_peer(lines, "192.0.2.9 as 65002 state 6 id 198.51.100.2 local 192.0.2.8");
    }
}

static void frr_leaves_the_length_out_of_the_index(void **state)
{
    (void)state;
#define TABLE "1.3.6.1.3.5.1.1.2.1."
    struct observation *observation = fake_agent_visit(
        TABLE "10.1.1.192.0.2.9|66|65001\n" TABLE "10.1.2." IPV6_ARCS "|66|65002\n" TABLE
              "13.1.1.192.0.2.9|2|6\n" TABLE "13.1.2." IPV6_ARCS "|2|6\n" TABLE "10.1.1.192.0.2|66|65003\n");
    const struct neighbor *rows = neighbors(observation, 2);
    assert_peer(&rows[0], "192.0.2.9 as 65001 state 6");
    assert_peer(&rows[1], "2001:db8::9 as 65002 state 6");
    assert_true(has_warning(observation, "bgp4V2PeerTable", "row 1.1.192.0.2: index is not that of a peer"));
    observation_free(observation);
#undef TABLE
}

static void an_address_may_be_text_in_the_index_as_well(void **state)
{
    (void)state;
#define TABLE "1.3.6.1.4.1.674.11000.5000.200.1.1.2.1."
    struct observation *observation = fake_agent_visit(
        OF_VENDOR(674) TABLE "10.1.1.9.49.57.50.46.48.46.50.46.57|66|65001\n" TABLE
                             "10.1.2.7.102.101.56.48.58.58.57|66|65002\n" TABLE "10.1.1.2.49.57|66|65003\n");
    const struct neighbor *rows = neighbors(observation, 2);
    assert_peer(&rows[0], "192.0.2.9 as 65001 state 0");
    assert_peer(&rows[1], "fe80::9 as 65002 state 0");
    assert_true(has_warning(observation, "os10bgp4V2PeerTable", "row 1.1.2.49.57: index is not that of"));
    observation_free(observation);
#undef TABLE
}

static void juniper_and_force10_have_both_addresses_in_the_index(void **state)
{
    (void)state;
#define JUNIPER "1.3.6.1.4.1.2636.5.1.1.2.1.1.1."
#define FORCE10 "1.3.6.1.4.1.6027.20.1.2.1.1.1."
    assert_only_peer(OF_VENDOR(2636) JUNIPER "1.0.1.192.0.2.8.1.192.0.2.9|4x|c6336402\n" JUNIPER
                                             "2.0.1.192.0.2.8.1.192.0.2.9|2|6\n" JUNIPER
                                             "13.0.1.192.0.2.8.1.192.0.2.9|66|65002\n",
                     "192.0.2.9 as 65002 state 6 id 198.51.100.2 local 192.0.2.8");
    assert_only_peer(OF_VENDOR(2636) JUNIPER "13.0.1.0.0.0.0.2." IPV6_ARCS "|66|65002\n",
                     "2001:db8::9 as 65002 state 0");
    assert_only_peer(OF_VENDOR(6027) FORCE10 "2.0.1.4.192.0.2.8.1.4.192.0.2.9|64|198.51.100.2\n" FORCE10
                                             "3.0.1.4.192.0.2.8.1.4.192.0.2.9|2|6\n" FORCE10
                                             "14.0.1.4.192.0.2.8.1.4.192.0.2.9|66|65002\n",
                     "192.0.2.9 as 65002 state 6 id 198.51.100.2 local 192.0.2.8");
}

static void timetra_and_huawei_name_the_instance_first(void **state)
{
    (void)state;
#define TIMETRA "1.3.6.1.4.1.6527.3.1.2.14.4.7.1."
#define HUAWEI "1.3.6.1.4.1.2011.5.25.177.1.1.2.1."
    assert_only_peer(OF_VENDOR(6527) TIMETRA "13.3.1.4.192.0.2.9|4|\n" TIMETRA
                                             "59.3.1.4.192.0.2.9|2|6\n" TIMETRA
                                             "66.3.1.4.192.0.2.9|66|65002\n",
                     "192.0.2.9 as 65002 state 6");
    assert_only_peer(OF_VENDOR(2011) HUAWEI "2.32.1.128.1.4.192.0.2.9|66|65002\n" HUAWEI
                                            "5.32.1.128.1.4.192.0.2.9|2|6\n",
                     "192.0.2.9 as 65002 state 6");
}

static void firebrick_counts_states_in_its_own_way(void **state)
{
    (void)state;
#define FIREBRICK "1.3.6.1.4.1.24693.100.179.1.1."
    assert_only_peer(OF_VENDOR(24693) FIREBRICK "4.1.4.192.0.2.9|2|5\n" FIREBRICK
                                                "5.1.4.192.0.2.9|2|65002\n" FIREBRICK
                                                "11.1.4.192.0.2.9|4x|00000000\n",
                     "192.0.2.9 as 65002 state 6");
    assert_only_peer(OF_VENDOR(24693) FIREBRICK "4.1.4.192.0.2.9|2|7\n" FIREBRICK "5.1.4.192.0.2.9|2|65002\n",
                     "192.0.2.9 as 65002 state 1");
}

static void cumulus_knows_peers_by_their_interface(void **state)
{
    (void)state;
#define CUMULUS "1.3.6.1.4.1.40310.7.3.1.1."
    struct observation *observation = fake_agent_visit(
        OF_VENDOR(40310) CUMULUS "2.254.0.0.0.0.60|2|6\n" CUMULUS "5.254.0.0.0.0.60|4|fe80::8\n" CUMULUS
                                 "7.254.0.0.0.0.60|4|fe80::9\n" CUMULUS "9.254.0.0.0.0.60|2|65002\n" CUMULUS
                                 "27.254.0.0.0.0.60|2|60\n" CUMULUS "9.254|2|65003\n");
    const struct neighbor *row = neighbors(observation, 1);
    assert_peer(row, "fe80::9 as 65002 state 6 local fe80::8");
    assert_int_equal(row->local_if_index, 60);
    assert_true(has_warning(observation, "bgpPeerTable", "row 254: index too short"));
    observation_free(observation);
}

static unsigned requests_of(const char *lines)
{
    struct observation *observation = fake_agent_visit(lines);
    unsigned requests = observation->cost.requests;
    observation_free(observation);
    return requests;
}

static void only_devices_of_a_vendor_are_asked_for_its_tables(void **state)
{
    (void)state;
    struct observation *observation =
        fake_agent_visit(OF_VENDOR(99999) "1.3.6.1.4.1.9.9.187.1.2.5.1.11.1.4.192.0.2.9|66|65002\n");
    neighbors(observation, 0);
    observation_free(observation);
    unsigned of_nobody = requests_of(OF_VENDOR(99999));
    assert_int_equal(requests_of(OF_VENDOR(9)), of_nobody + 1);
    assert_int_equal(requests_of("1.3.6.1.2.1.1.5.0|4|sw1\n"), of_nobody + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_peer_has_its_identifier_as_state_and_local_address),
        cmocka_unit_test(a_peer_that_was_never_there_has_no_identifier),
        cmocka_unit_test(a_negative_as_is_one_of_four_octets),
        cmocka_unit_test(a_row_may_have_nothing_but_the_as),
        cmocka_unit_test(a_bad_index_is_dropped_and_named),
        cmocka_unit_test(cisco_tells_ipv6_peers_as_well),
        cmocka_unit_test(the_drafts_of_the_successor_have_the_instance_before_the_address),
        cmocka_unit_test(frr_leaves_the_length_out_of_the_index),
        cmocka_unit_test(an_address_may_be_text_in_the_index_as_well),
        cmocka_unit_test(juniper_and_force10_have_both_addresses_in_the_index),
        cmocka_unit_test(timetra_and_huawei_name_the_instance_first),
        cmocka_unit_test(firebrick_counts_states_in_its_own_way),
        cmocka_unit_test(cumulus_knows_peers_by_their_interface),
        cmocka_unit_test(only_devices_of_a_vendor_are_asked_for_its_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
