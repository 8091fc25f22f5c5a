#include "graph/explain.h"
#include "tests/graph/network_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void print_row(GString *out, const struct fixture *fixture, const struct explain_row *row)
{
    g_string_append_printf(
        out, "%s %s %s %s -> %s", words_format(&explain_fate_words, (int)row->fate),
        topology_device(fixture->topology, row->device)->name, row->port.name == NULL ? "?" : row->port.name,
        words_format(&protocol_words, (int)row->protocol),
        row->remote < 0 ? "nobody" : topology_device(fixture->topology, (size_t)row->remote)->name);
    if (row->text != NULL)
        g_string_append_printf(out, ": %s", row->text);
    if (row->mention != NULL)
        g_string_append_printf(out, ", has %s", row->mention);
    if (row->key != NULL)
        g_string_append_printf(out, ", by %s", row->key);
    if (row->reason != NULL)
        g_string_append_printf(out, ", dropped: %s", row->reason);
    g_string_append_c(out, '\n');
}

static void assert_pair(struct observation_list list, const char *a, const char *b, const char *expected)
{
    struct fixture *fixture = fixture_new(list);
    struct explain_pair *pair =
        explain_pair(&fixture->network, fixture_device(fixture, a), fixture_device(fixture, b));
    g_autoptr(GString) out = g_string_new(NULL);
    g_string_append_printf(out, "links %u\n", pair->links->len);
    for (guint i = 0; i < pair->rows->len; i++)
        print_row(out, fixture, &g_array_index(pair->rows, struct explain_row, i));
    for (guint i = 0; i < pair->notes->len; i++)
        g_string_append_printf(out, "note: %s\n", (const char *)pair->notes->pdata[i]);
    assert_string_equal(out->str, expected);
    explain_pair_free(pair);
    fixture_free(fixture);
}

static void a_confirmed_link_has_a_row_of_each_end(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1), *two = fixture_switch(2);
    build_lldp(one, 1, MAC(2), "eth5", "sw2");
    build_lldp(two, 5, MAC(1), "eth1", "sw1");
    assert_pair(BUILD_LIST(one, two), "sw1", "sw2",
                "links 1\n"
                "link sw1 eth1 lldp -> sw2, by chassis 02:1a:b0:00:02:01\n"
                "link sw2 eth5 lldp -> sw1, by chassis 02:1a:b0:00:01:01\n");
}

static void the_order_of_the_two_does_not_matter(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1), *two = fixture_switch(2);
    build_lldp(one, 1, MAC(2), "eth5", "sw2");
    build_lldp(two, 5, MAC(1), "eth1", "sw1");
    assert_pair(BUILD_LIST(one, two), "sw2", "sw1",
                "links 1\n"
                "link sw1 eth1 lldp -> sw2, by chassis 02:1a:b0:00:02:01\n"
                "link sw2 eth5 lldp -> sw1, by chassis 02:1a:b0:00:01:01\n");
}

static void an_end_that_keeps_silent_is_noted_with_what_it_sees_there(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1), *two = fixture_switch(2), *three = fixture_switch(3);
    build_lldp(one, 1, MAC(2), "eth5", "sw2");
    build_lldp(two, 5, MAC(3), "eth3", "sw3");
    build_lldp(three, 1, MAC(2), "eth8", "sw2");
    assert_pair(BUILD_LIST(one, two, three), "sw1", "sw2",
                "links 1\n"
                "link sw1 eth1 lldp -> sw2, by chassis 02:1a:b0:00:02:01\n"
                "elsewhere sw2 eth5 lldp -> sw3, by chassis 02:1a:b0:00:03:01\n"
                "note: sw2 does not tell of sw1 at eth5 by lldp\n");
}

static void a_port_that_is_down_is_noted(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1), *two = fixture_switch(2);
    build_lldp(one, 1, MAC(2), "eth5", "sw2");
    build_lldp(two, 5, MAC(1), "eth1", "sw1");
    fixture_interface(one, 1)->oper_status = IF_STATUS_DOWN;
    assert_pair(BUILD_LIST(one, two), "sw1", "sw2",
                "links 1\n"
                "link sw1 eth1 lldp -> sw2, by chassis 02:1a:b0:00:02:01\n"
                "link sw2 eth5 lldp -> sw1, by chassis 02:1a:b0:00:01:01\n"
                "note: sw1 [eth1] is down\n");
}

static void a_row_that_only_has_the_name_of_the_other_is_a_mention(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1), *two = fixture_switch(2);
    build_lldp(one, 1, MAC(7), "eth5", "sw2");
    assert_pair(BUILD_LIST(one, two), "sw1", "sw2",
                "links 0\n"
                "mention sw1 eth1 lldp -> sw2, has name sw2, by chassis 02:1a:b0:00:07:01\n"
                "note: sw2 tells of no neighbor at all\n");
}

static void rows_of_which_it_is_not_told_which_link_they_are_of_are_no_link(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1), *two = fixture_switch(2);
    build_lldp(one, 1, MAC(2), "eth5", "sw2");
    build_lldp(one, 1, MAC(2), "eth6", "sw2");
    build_lldp(one, 1, MAC(2), "slot 9", "sw2");
    assert_pair(
        BUILD_LIST(one, two), "sw1", "sw2",
        "links 2\n"
        "link sw1 eth1 lldp -> sw2, by chassis 02:1a:b0:00:02:01\n"
        "link sw1 eth1 lldp -> sw2, by chassis 02:1a:b0:00:02:01\n"
        "no_link sw1 eth1 lldp -> sw2, by chassis 02:1a:b0:00:02:01, dropped: one of several links, it "
        "is not told which\n"
        "note: sw2 does not tell of sw1 at eth5 by lldp\n"
        "note: sw2 does not tell of sw1 at eth6 by lldp\n"
        "note: sw2 tells of no neighbor at all\n");
}

static void devices_between_two_that_are_not_joined_are_named(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1), *two = fixture_switch(2), *three = fixture_switch(3);
    build_lldp(one, 1, MAC(2), "eth5", "sw2");
    build_lldp(three, 1, MAC(2), "eth6", "sw2");
    assert_pair(BUILD_LIST(one, two, three), "sw1", "sw3",
                "links 0\n"
                "note: both are joined to sw2\n");
}

static void why_a_device_could_not_be_visited_is_noted(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1), *failed = build_failure("10.0.0.9", "no answer");
    build_neighbor_address(one, build_lldp(one, 1, MAC(9), "Gi0/1", "edge"), "10.0.0.9");
    assert_pair(BUILD_LIST(one, failed), "sw1", "edge",
                "links 1\n"
                "link sw1 eth1 lldp -> edge, by chassis 02:1a:b0:00:09:01\n"
                "note: edge could not be visited at 10.0.0.9: no answer\n");
}

static void assert_facts(struct fixture *fixture, const struct explain_device *explained,
                         const char *expected)
{
    g_autoptr(GString) out = g_string_new(NULL);
    for (guint i = 0; i < explained->facts->len; i++) {
        const struct explain_fact *fact = &g_array_index(explained->facts, struct explain_fact, i);
        g_string_append_printf(out, "%s %s%s:", words_format(&statement_kind_words, (int)fact->kind),
                               fact->value, fact->joins ? " joins" : "");
        for (guint j = 0; j < fact->sources->len; j++) {
            const struct explain_source *source = &g_array_index(fact->sources, struct explain_source, j);
            char text[ADDRESS_TEXT_SIZE];
            if (source->neighbor == UINT32_MAX)
                g_string_append_printf(
                    out, " %s", address_format(fixture->list.items[source->observation]->address, text));
            else
                g_string_append_printf(out, " %s/%s",
                                       topology_device(fixture->topology, source->device)->name,
                                       source->port.name);
        }
        for (guint j = 0; j < fact->shared->len; j++)
            g_string_append_printf(
                out, " shared %s",
                topology_device(fixture->topology, g_array_index(fact->shared, uint32_t, j))->name);
        g_string_append_c(out, '\n');
    }
    assert_string_equal(out->str, expected);
}

static void what_joined_two_visits_is_told(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1), *again = build_observation("10.9.0.1", "sw1");
    build_chassis_mac(again, MAC(1));
    struct observation *two = fixture_switch(2);
    build_lldp(two, 3, MAC(1), "eth1", "sw1");
    build_address(two, "10.9.0.1", 1);
    struct fixture *fixture = fixture_new(BUILD_LIST(one, again, two));
    struct explain_device *explained = explain_device(&fixture->network, fixture_device(fixture, "sw1"));
    assert_int_equal(explained->observations->len, 2);
    assert_facts(fixture, explained,
                 "chassis_id 02:1a:b0:00:01:01 joins: 10.0.0.1 10.9.0.1 sw2/eth3\n"
                 "name sw1: 10.0.0.1 10.9.0.1 sw2/eth3\n"
                 "address 10.0.0.1: 10.0.0.1\n"
                 "address 10.9.0.1: 10.9.0.1 shared sw2\n");
    assert_int_equal(explained->rows->len, 1);
    assert_string_equal(g_array_index(explained->rows, struct explain_row, 0).key,
                        "chassis 02:1a:b0:00:01:01");
    explain_device_free(explained);
    fixture_free(fixture);
}

static void what_a_forwarding_table_says_is_told(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1), *two = fixture_switch(2);
    fixture_interface(two, 5)->mac = (struct mac){{2, 0x1a, 0xb0, 0, 2, 5}};
    fixture_interface(one, 1)->mac = (struct mac){{2, 0x1a, 0xb0, 0, 1, 2}};
    struct forwarding_entry *entry = observation_add(one, RECORD_FORWARDING_ENTRY);
    *entry = (struct forwarding_entry){
        .vlan = 20, .mac = {{2, 0x1a, 0xb0, 0, 2, 5}}, .if_index = 1, .status = FDB_STATUS_LEARNED};
    entry = observation_add(two, RECORD_FORWARDING_ENTRY);
    *entry = (struct forwarding_entry){
        .vlan = 20, .mac = {{2, 0x1a, 0xb0, 0, 1, 2}}, .if_index = 5, .status = FDB_STATUS_LEARNED};
    struct fixture *fixture = fixture_new(BUILD_LIST(one, two));
    struct explain_pair *pair = explain_pair(&fixture->network, 0, 1);
    assert_int_equal(pair->links->len, 1);
    assert_true(pair->rows->len >= 1);
    const struct explain_row *row = &g_array_index(pair->rows, struct explain_row, 0);
    assert_string_equal(row->text, "learned 02:1a:b0:00:02:05 in VLAN 20");
    assert_string_equal(row->port.name, "eth1");
    explain_pair_free(pair);
    fixture_free(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_confirmed_link_has_a_row_of_each_end),
        cmocka_unit_test(the_order_of_the_two_does_not_matter),
        cmocka_unit_test(an_end_that_keeps_silent_is_noted_with_what_it_sees_there),
        cmocka_unit_test(a_port_that_is_down_is_noted),
        cmocka_unit_test(a_row_that_only_has_the_name_of_the_other_is_a_mention),
        cmocka_unit_test(rows_of_which_it_is_not_told_which_link_they_are_of_are_no_link),
        cmocka_unit_test(devices_between_two_that_are_not_joined_are_named),
        cmocka_unit_test(why_a_device_could_not_be_visited_is_noted),
        cmocka_unit_test(what_joined_two_visits_is_told),
        cmocka_unit_test(what_a_forwarding_table_says_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
