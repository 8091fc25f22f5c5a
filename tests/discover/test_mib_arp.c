#include "tests/support/fake_agent.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define PHYSICAL "1.3.6.1.2.1.4.35.1.4."
#define MEDIA "1.3.6.1.2.1.4.22.1.2."

/* The records as "IFINDEX ADDRESS MAC" lines. */
static void assert_entries(const char *lines, const char *expected)
{
    struct observation *observation = fake_agent_visit(lines);
    g_autoptr(GString) text = g_string_new(NULL);
    char address[ADDRESS_TEXT_SIZE], mac[MAC_TEXT_SIZE];
    size_t count;
    const struct arp_entry *entries = observation_records(observation, RECORD_ARP_ENTRY, &count);
    for (size_t i = 0; i < count; i++)
        g_string_append_printf(text, "%u %s %s\n", entries[i].if_index,
                               address_format(entries[i].address, address), mac_format(entries[i].mac, mac));
    assert_string_equal(text->str, expected);
    observation_free(observation);
}

static void both_address_families_are_read(void **state)
{
    (void)state;
    assert_entries(PHYSICAL "7.1.4.192.0.2.9|4x|020000000209\n" PHYSICAL
                            "7.2.16.32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.9|4x|020000000209\n",
                   "7 192.0.2.9 02:00:00:00:02:09\n7 2001:db8::9 02:00:00:00:02:09\n");
}

static void the_older_table_is_read_where_there_is_no_other(void **state)
{
    (void)state;
    assert_entries(MEDIA "7.192.0.2.9|4x|020000000209\n", "7 192.0.2.9 02:00:00:00:02:09\n");
}

static void the_older_table_is_read_where_the_newer_has_ipv6_only(void **state)
{
    (void)state;
    assert_entries(MEDIA "7.192.0.2.9|4x|020000000209\n" PHYSICAL
                         "7.2.16.32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.9|4x|020000000209\n",
                   "7 2001:db8::9 02:00:00:00:02:09\n7 192.0.2.9 02:00:00:00:02:09\n");
}

static void the_older_table_is_not_read_where_the_newer_tells_the_same(void **state)
{
    (void)state;
    assert_entries(MEDIA "7.192.0.2.8|4x|020000000208\n" PHYSICAL "7.1.4.192.0.2.9|4x|020000000209\n",
                   "7 192.0.2.9 02:00:00:00:02:09\n");
}

static void a_question_that_nobody_answered_is_no_entry(void **state)
{
    (void)state;
    assert_entries(PHYSICAL "7.1.4.192.0.2.7|4x|000000000000\n" PHYSICAL "7.1.4.192.0.2.8|4|\n" PHYSICAL
                            "7.1.4.192.0.2.9|4|2:0:0:0:2:9\n",
                   "7 192.0.2.9 02:00:00:00:02:09\n");
}

static void a_bad_index_is_dropped_and_named(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit(PHYSICAL "7.1.4.192.0.2|4x|020000000209\n" PHYSICAL
                                                                "7.1.4.192.0.2.9|4x|020000000209\n");
    size_t count;
    observation_records(observation, RECORD_ARP_ENTRY, &count);
    assert_int_equal(count, 1);
    assert_true(has_warning(observation, "ipNetToPhysicalTable", "row 7.1.4.192.0.2: index is not ifIndex"));
    observation_free(observation);
}

static void a_small_table_costs_one_request_at_most(void **state)
{
    (void)state;
    struct observation *without = fake_agent_visit("1.3.6.1.2.1.1.5.0|4|sw1\n");
    struct observation *with =
        fake_agent_visit("1.3.6.1.2.1.1.5.0|4|sw1\n" MEDIA "7.192.0.2.8|4x|020000000208\n" MEDIA
                         "7.192.0.2.9|4x|020000000209\n" PHYSICAL "7.1.4.192.0.2.8|4x|020000000208\n" PHYSICAL
                         "7.1.4.192.0.2.9|4x|020000000209\n");
    assert_in_range(with->cost.requests, 1, without->cost.requests + 1);
    observation_free(without);
    observation_free(with);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_address_families_are_read),
        cmocka_unit_test(the_older_table_is_read_where_there_is_no_other),
        cmocka_unit_test(the_older_table_is_read_where_the_newer_has_ipv6_only),
        cmocka_unit_test(the_older_table_is_not_read_where_the_newer_tells_the_same),
        cmocka_unit_test(a_question_that_nobody_answered_is_no_entry),
        cmocka_unit_test(a_bad_index_is_dropped_and_named),
        cmocka_unit_test(a_small_table_costs_one_request_at_most),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
