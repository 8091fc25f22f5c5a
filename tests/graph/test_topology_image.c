#include "graph/topology_image_layout.h"
#include "tests/support/build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const uint8_t stamp[TOPOLOGY_STAMP_SIZE] = "of one state of the inventory";

struct fixture {
    struct observation_list list;
    struct identity *identity;
    struct topology *topology;
    GBytes *image;
};

/* One of three switches that all hear each other at eth1. */
static struct observation *make_on_medium(unsigned number)
{
    g_autofree char *address = g_strdup_printf("10.0.7.%u", number);
    g_autofree char *name = g_strdup_printf("sw%u", number);
    g_autofree char *mac = g_strdup_printf("02:1a:b0:07:0%u:01", number);
    struct observation *observation = build_observation(address, name);
    build_chassis_mac(observation, mac);
    build_interfaces(observation, "eth", 1, 2);
    for (unsigned other = 1; other <= 3; other++) {
        g_autofree char *chassis = g_strdup_printf("02:1a:b0:07:0%u:01", other);
        g_autofree char *remote = g_strdup_printf("sw%u", other);
        if (other != number)
            build_lldp(observation, 1, chassis, "eth1", remote);
    }
    return observation;
}

/* Two switches with an aggregate of two cables and a cable beside it, which have an address in common; a
 * phone that was only heard of; two nodes of a file; three switches at one medium, which is inferred. */
static struct observation_list make_observations(void)
{
    struct observation *core = build_observation("10.0.0.1", "Core.example.net");
    struct observation *edge = build_observation("10.0.0.2", "edge.example.net");
    struct observation *node = build_import("a.graphml", "N1", "island"),
                       *other = build_import("a.graphml", "n2", "Island 2");
    build_chassis_mac(core, "02:1a:b0:00:01:01");
    build_chassis_mac(edge, "02:1a:b0:00:02:01");
    build_chassis(core, "EX-9000", "SN-0001");
    build_interfaces(core, "eth", 1, 4);
    build_interfaces(edge, "eth", 1, 4);
    build_interface(core, 100, "bond0", NULL);
    build_address(core, "10.0.0.1", 1);
    build_address(core, "192.168.99.1", 2);
    build_address(edge, "192.168.99.1", 2);
    build_address(core, "127.0.0.1", 3);
    core->system.sys_location = observation_text(core, "Hall 1");
    for (uint32_t i = 1; i <= 2; i++) {
        build_member(core, i, 100);
        build_lldp(core, i, "02:1a:b0:00:02:01", i == 1 ? "eth1" : "eth2", "edge");
    }
    build_lldp(edge, 1, "02:1a:b0:00:01:01", "eth1", "core");
    build_lldp(core, 3, "02:1a:b0:00:02:01", "eth3", "edge");
    build_cdp(edge, 4, "SEP001122334455", "Port 1", "10.0.0.99");
    build_edge(node, "n2", "p1", "p2");
    build_lldp(edge, 3, "00:00:00:00:00:00", NULL, NULL);
    return BUILD_LIST(core, edge, node, other, make_on_medium(1), make_on_medium(2), make_on_medium(3));
}

static int make(void **state)
{
    struct fixture *fixture = g_new0(struct fixture, 1);
    fixture->list = make_observations();
    fixture->identity = identity_build(&fixture->list);
    struct inventory *inventory = inventory_open(INVENTORY_IN_MEMORY, INVENTORY_WRITE, NULL);
    assert_true(identity_assign_ids(fixture->identity, inventory, NULL));
    inventory_close(inventory);
    fixture->topology = topology_build(&fixture->list, fixture->identity);
    fixture->image = topology_image_write(fixture->topology, stamp);
    assert_non_null(fixture->image);
    *state = fixture;
    return 0;
}

static int clear(void **state)
{
    struct fixture *fixture = *state;
    g_bytes_unref(fixture->image);
    topology_free(fixture->topology);
    identity_free(fixture->identity);
    build_list_clear(&fixture->list);
    g_free(fixture);
    return 0;
}

static void assert_text(const char *read, const char *written)
{
    if (written == NULL)
        assert_null(read);
    else
        assert_string_equal(read, written);
}

static void assert_list(const GPtrArray *read, const GPtrArray *written)
{
    guint count = written == NULL ? 0 : written->len;
    assert_int_equal(read == NULL ? 0 : read->len, count);
    for (guint i = 0; i < count; i++)
        assert_string_equal(read->pdata[i], written->pdata[i]);
}

static void assert_device(const struct device *read, const struct device *written)
{
    assert_int_equal(read->id, written->id);
    assert_string_equal(read->name, written->name);
    assert_list(read->addresses, written->addresses);
    assert_list(read->shared_addresses, written->shared_addresses);
    assert_list(read->chassis_ids, written->chassis_ids);
    assert_list(read->names, written->names);
    assert_text(read->vendor, written->vendor);
    assert_text(read->model, written->model);
    assert_text(read->os, written->os);
    assert_text(read->version, written->version);
    assert_text(read->serial, written->serial);
    assert_text(read->location, written->location);
    assert_text(read->source_id, written->source_id);
    assert_int_equal(read->role, written->role);
    assert_int_equal(read->capabilities, written->capabilities);
    assert_int_equal(read->visited, written->visited);
    assert_int_equal(read->via, written->via);
    assert_null(read->observation);
}

static void assert_end(const struct link_end *read, const struct link_end *written)
{
    assert_int_equal(read->device, written->device);
    assert_int_equal(read->if_index, written->if_index);
    assert_text(read->port, written->port);
}

static void assert_link(const struct link *read, const struct link *written)
{
    assert_end(&read->a, &written->a);
    assert_end(&read->b, &written->b);
    assert_int_equal(read->layer, written->layer);
    assert_int_equal(read->certainty, written->certainty);
    assert_int_equal(read->protocols, written->protocols);
    assert_int_equal(read->speed_bps, written->speed_bps);
    assert_int_equal(read->a_aggregate, written->a_aggregate);
    assert_int_equal(read->b_aggregate, written->b_aggregate);
    assert_int_equal(read->is_down, written->is_down);
    assert_int_equal(read->is_blocked, written->is_blocked);
    assert_int_equal(read->member_count, written->member_count);
    for (size_t i = 0; i < written->member_count; i++) {
        assert_text(read->members[i].a, written->members[i].a);
        assert_text(read->members[i].b, written->members[i].b);
    }
}

static void what_is_read_is_what_was_written(void **state)
{
    const struct fixture *fixture = *state;
    struct topology *read = topology_image_read(fixture->image, stamp);
    assert_non_null(read);
    assert_int_equal(topology_device_count(read), 9);
    assert_int_equal(topology_device_count(read), topology_device_count(fixture->topology));
    for (size_t i = 0; i < topology_device_count(read); i++) {
        assert_device(topology_device(read, i), topology_device(fixture->topology, i));
        assert_string_equal(topology_device_name(read, i), topology_device_name(fixture->topology, i));
    }
    assert_int_equal(topology_link_count(read), 8);
    assert_int_equal(topology_link_count(read), topology_link_count(fixture->topology));
    for (size_t i = 0; i < topology_link_count(read); i++)
        assert_link(topology_link(read, i), topology_link(fixture->topology, i));
    assert_int_equal(topology_dropped_count(read), topology_dropped_count(fixture->topology));
    for (size_t i = 0; i < topology_dropped_count(read); i++)
        assert_int_equal(topology_dropped(read, i)->count, topology_dropped(fixture->topology, i)->count);
    topology_free(read);
}

static void aggregates_are_merged_as_before(void **state)
{
    const struct fixture *fixture = *state;
    struct topology *read = topology_image_read(fixture->image, stamp);
    g_autoptr(GArray) merged = topology_select_merged(read, 0);
    g_autoptr(GArray) expected = topology_select_merged(fixture->topology, 0);
    assert_int_equal(merged->len, 7);
    assert_int_equal(merged->len, expected->len);
    size_t members = 0;
    for (guint i = 0; i < merged->len; i++) {
        assert_link(&g_array_index(merged, struct link, i), &g_array_index(expected, struct link, i));
        members += g_array_index(merged, struct link, i).member_count;
    }
    assert_int_equal(members, 2);
    topology_free(read);
}

static void assert_matches(const struct fixture *fixture, struct topology *read, const char *text)
{
    g_autoptr(GArray) found = topology_match(read, text);
    g_autoptr(GArray) expected = topology_match(fixture->topology, text);
    if (found->len != expected->len)
        fail_msg("'%s': %u devices, not %u", text, found->len, expected->len);
    for (guint i = 0; i < found->len; i++)
        assert_int_equal(g_array_index(found, guint, i), g_array_index(expected, guint, i));
}

static guint count_matches(struct topology *topology, const char *text)
{
    g_autoptr(GArray) found = topology_match(topology, text);
    return found->len;
}

static void devices_are_found_by_all_that_they_are_called(void **state)
{
    static const char *const texts[] = {
        "core",
        "CORE",
        "Core.example.net",
        "core.example.net",
        " core ",
        "core.other.net",
        "cor",
        "example",
        "10.0.0.1",
        "10.0.0.99",
        "192.168.99.1",
        "127.0.0.1",
        "::1",
        "SN-0001",
        "sn-0001",
        "N1",
        "n1",
        "n2",
        "island",
        "Island 2",
        "ISLAND",
        "02-1A-B0-00-01-01",
        "021a.b000.0101",
        "021ab0000101",
        "02:1a:b0:00:01:01",
        "2:1a:b0:0:1:1",
        "#1",
        "#2",
        "#3",
        "#4",
        "#5",
        "#6",
        "#",
        "#x",
        "# 1",
        "#01",
        "#-1",
        "",
        " ",
        ".",
        "SEP001122334455",
        "sep001122334455",
        "edge.",
        ".edge",
        "edge.example.net.",
        "\xc3\xa4",
    };
    const struct fixture *fixture = *state;
    struct topology *read = topology_image_read(fixture->image, stamp);
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        assert_matches(fixture, read, texts[i]);
    assert_int_equal(count_matches(read, "core"), 1);
    assert_int_equal(count_matches(read, "192.168.99.1"), 2);
    assert_int_equal(count_matches(read, "021A.B000.0101"), 1);
    assert_int_equal(count_matches(read, "nosuch"), 0);
    const struct device *medium = topology_device(read, topology_device_count(read) - 1);
    g_autofree char *id = g_strdup_printf("#%" G_GINT64_FORMAT, medium->id);
    assert_int_equal(medium->role, ROLE_SEGMENT);
    assert_string_equal(medium->name, "segment at sw1 eth1");
    assert_int_equal(count_matches(read, "SEGMENT at sw1 eth1"), 1);
    assert_matches(fixture, read, "SEGMENT at sw1 eth1");
    assert_int_equal(count_matches(read, id), 1);
    assert_matches(fixture, read, id);
    for (size_t i = 0; i < topology_device_count(read); i++) {
        const struct device *device = topology_device(read, i);
        assert_matches(fixture, read, device->name);
        for (guint j = 0; j < device->addresses->len; j++)
            assert_matches(fixture, read, device->addresses->pdata[j]);
    }
    topology_free(read);
}

static void an_image_of_another_state_is_none(void **state)
{
    const struct fixture *fixture = *state;
    for (size_t i = 0; i < TOPOLOGY_STAMP_SIZE; i++) {
        uint8_t other[TOPOLOGY_STAMP_SIZE];
        memcpy(other, stamp, sizeof other);
        other[i] ^= 1;
        assert_null(topology_image_read(fixture->image, other));
    }
}

/* A copy to be changed, whose checksum is made right again. */
static GBytes *seal(struct image_header *header, size_t size)
{
    size_t checked = offsetof(struct image_header, size);
    header->checksum = image_checksum((const uint8_t *)header + checked, size - checked);
    return g_bytes_new_take(header, size);
}

static struct image_header *copy_image(const struct fixture *fixture, size_t *size)
{
    const void *data = g_bytes_get_data(fixture->image, size);
    return g_memdup2(data, *size);
}

static void an_image_by_other_rules_is_none(void **state)
{
    size_t size;
    struct image_header *header = copy_image(*state, &size);
    header->rules[0] = header->rules[0] == '1' ? '2' : '1';
    g_autoptr(GBytes) image = seal(header, size);
    assert_null(topology_image_read(image, stamp));
}

static void a_link_to_nowhere_makes_an_image_none(void **state)
{
    size_t size;
    struct image_header *header = copy_image(*state, &size);
    struct image_link *links = (void *)((uint8_t *)header + image_section_offset(header, IMAGE_LINKS));
    links[0].b.device = header->counts[IMAGE_DEVICES];
    g_autoptr(GBytes) image = seal(header, size);
    assert_null(topology_image_read(image, stamp));
}

static void a_text_outside_is_absent(void **state)
{
    size_t size;
    struct image_header *header = copy_image(*state, &size);
    struct image_device *devices = (void *)((uint8_t *)header + image_section_offset(header, IMAGE_DEVICES));
    devices[0].name = devices[0].serial = devices[0].first = UINT32_MAX;
    g_autoptr(GBytes) image = seal(header, size);
    struct topology *read = topology_image_read(image, stamp);
    assert_non_null(read);
    assert_string_equal(topology_device(read, 0)->name, "");
    assert_null(topology_device(read, 0)->serial);
    assert_int_equal(topology_device(read, 0)->names->len, 0);
    topology_free(read);
}

static void an_image_tells_its_size_at_its_beginning(void **state)
{
    const struct fixture *fixture = *state;
    uint8_t other[TOPOLOGY_STAMP_SIZE] = {1};
    size_t size;
    const uint8_t *octets = g_bytes_get_data(fixture->image, &size);
    assert_int_equal(topology_image_size(octets, stamp), size);
    assert_int_equal(topology_image_size(octets, other), 0);
}

static void a_network_without_devices_has_an_image(void **state)
{
    (void)state;
    struct observation_list none = {0};
    struct identity *identity = identity_build(&none);
    struct topology *topology = topology_build(&none, identity);
    g_autoptr(GBytes) image = topology_image_write(topology, stamp);
    assert_true(g_bytes_get_size(image) >= TOPOLOGY_IMAGE_START);
    struct topology *read = topology_image_read(image, stamp);
    assert_int_equal(topology_device_count(read), 0);
    assert_int_equal(count_matches(read, "core"), 0);
    topology_free(read);
    topology_free(topology);
    identity_free(identity);
}

static void any_damage_makes_an_image_none(void **state)
{
    size_t size;
    g_autofree uint8_t *octets = (uint8_t *)copy_image(*state, &size);
    for (size_t i = 0; i < size; i++) {
        octets[i] ^= (uint8_t)(1U << (i % 8));
        g_autoptr(GBytes) image = g_bytes_new(octets, size);
        if (topology_image_read(image, stamp) != NULL)
            fail_msg("octet %zu", i);
        octets[i] ^= (uint8_t)(1U << (i % 8));
    }
}

static void a_cut_image_is_none(void **state)
{
    size_t size;
    g_autofree uint8_t *octets = (uint8_t *)copy_image(*state, &size);
    for (size_t i = 0; i < size; i++) {
        g_autoptr(GBytes) image = g_bytes_new(octets, i);
        assert_null(topology_image_read(image, stamp));
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, make, clear)
    const struct CMUnitTest tests[] = {
        TEST(what_is_read_is_what_was_written),
        TEST(aggregates_are_merged_as_before),
        TEST(devices_are_found_by_all_that_they_are_called),
        TEST(an_image_of_another_state_is_none),
        TEST(an_image_by_other_rules_is_none),
        TEST(a_link_to_nowhere_makes_an_image_none),
        TEST(a_text_outside_is_absent),
        TEST(an_image_tells_its_size_at_its_beginning),
        TEST(a_network_without_devices_has_an_image),
        TEST(any_damage_makes_an_image_none),
        TEST(a_cut_image_is_none),
    };
    return cmocka_run_group_tests_name("topology image", tests, NULL, NULL);
}
