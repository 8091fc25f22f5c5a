#include "inventory/arp_lookup.h"
#include "tests/support/build.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void add_entry(struct observation *observation, const char *address, const char *mac)
{
    struct arp_entry *entry = observation_add(observation, RECORD_ARP_ENTRY);
    assert_true(address_parse(address, &entry->address));
    assert_true(mac_parse(mac, &entry->mac));
}

/* NULL when none, or more than one, is known. */
static void assert_mac(struct arp_lookup *lookup, const char *text, const char *expected)
{
    struct address address;
    struct mac mac;
    char buffer[MAC_TEXT_SIZE];
    assert_true(address_parse(text, &address));
    bool found = arp_lookup_mac(lookup, address, &mac);
    assert_int_equal(found, expected != NULL);
    if (found)
        assert_string_equal(mac_format(mac, buffer), expected);
}

static void the_mac_of_an_address_is_found(void **state)
{
    (void)state;
    struct observation *observation = build_observation("192.0.2.1", "r1");
    add_entry(observation, "192.0.2.8", "02:00:00:00:02:08");
    add_entry(observation, "2001:db8::9", "02:00:00:00:02:09");
    add_entry(observation, "192.0.2.8", "02:00:00:00:02:08");
    struct arp_lookup *lookup = arp_lookup_new(observation);
    assert_mac(lookup, "192.0.2.8", "02:00:00:00:02:08");
    assert_mac(lookup, "2001:db8::9", "02:00:00:00:02:09");
    assert_mac(lookup, "192.0.2.9", NULL);
    arp_lookup_free(lookup);
    observation_free(observation);
}

static void an_address_with_two_macs_has_none(void **state)
{
    (void)state;
    struct observation *observation = build_observation("192.0.2.1", "r1");
    add_entry(observation, "192.0.2.8", "02:00:00:00:02:08");
    add_entry(observation, "192.0.2.8", "02:00:00:00:02:09");
    add_entry(observation, "192.0.2.8", "02:00:00:00:02:08");
    struct arp_lookup *lookup = arp_lookup_new(observation);
    assert_mac(lookup, "192.0.2.8", NULL);
    arp_lookup_free(lookup);
    observation_free(observation);
}

static void a_device_that_has_learned_nothing_knows_nobody(void **state)
{
    (void)state;
    struct observation *observation = build_observation("192.0.2.1", "r1");
    struct arp_lookup *lookup = arp_lookup_new(observation);
    assert_mac(lookup, "192.0.2.8", NULL);
    arp_lookup_free(lookup);
    arp_lookup_free(NULL);
    observation_free(observation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_mac_of_an_address_is_found),
        cmocka_unit_test(an_address_with_two_macs_has_none),
        cmocka_unit_test(a_device_that_has_learned_nothing_knows_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
