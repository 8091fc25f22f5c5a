/*
 * Who excludes one address means the device that has it: 10.66.0.66 here.
 */
#include "discover/frontier.h"

#include "tests/support/build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define EXCLUDED "10.66.0.66"

static struct address parse(const char *text)
{
    struct address address;
    assert_true(address_parse(text, &address));
    return address;
}

static bool bars(struct address address, void *user)
{
    (void)user;
    return address_equal(address, parse(EXCLUDED));
}

/* 10.77.0.0/16 is excluded as a range, which names no device. */
static enum frontier_verdict judge(struct address *address, bool is_seed, void *user)
{
    (void)is_seed;
    bool is_excluded = bars(*address, user) || address_same_prefix(*address, parse("10.77.0.0"), 16);
    return is_excluded ? FRONTIER_OUT_OF_SCOPE : FRONTIER_ALLOWED;
}

/* The seed 10.0.0.1 is in visit. */
static struct frontier *start(struct frontier_target *target)
{
    const struct frontier_options options = {
        .port = 161, .max_depth = UINT32_MAX, .judge = judge, .bars = bars};
    const struct address seed = parse("10.0.0.1");
    struct frontier *frontier = frontier_new(&options);
    frontier_add_seed(frontier, &seed, 1, 0);
    assert_true(frontier_next(frontier, target));
    return frontier;
}

static struct neighbor *add_lldp(struct observation *observation, const char *mac, const char *name,
                                 const char *address)
{
    struct neighbor *neighbor = build_lldp(observation, 1, mac, NULL, name);
    build_neighbor_address(observation, neighbor, address);
    return neighbor;
}

static void add_ospf(struct observation *observation, const char *router_id, const char *address)
{
    struct neighbor *neighbor = observation_add(observation, RECORD_NEIGHBOR);
    const struct address id = parse(router_id);
    neighbor->protocol = PROTOCOL_OSPF;
    neighbor->remote_chassis_id = observation_bytes(observation, (struct bytes){id.octets, 4});
    build_neighbor_address(observation, neighbor, address);
}

/* Ends the visit of the seed; these places come next, in any order, and no others. Frees all. */
static void assert_visited(struct frontier *frontier, const struct frontier_target *seed,
                           struct observation *observation, const char *const *expected)
{
    struct frontier_target target;
    observation->address = seed->address;
    frontier_done(frontier, seed, observation);
    observation_free(observation);
    for (; *expected; expected++) {
        char text[ADDRESS_TEXT_SIZE];
        assert_true(frontier_next(frontier, &target));
        assert_string_equal(address_format(target.address, text), *expected);
        struct observation *nothing = build_failure(*expected, "no answer");
        frontier_done(frontier, &target, nothing);
        observation_free(nothing);
    }
    assert_false(frontier_next(frontier, &target));
    assert_int_equal(frontier_waiting(frontier), 0);
    frontier_free(frontier);
}
#define ASSERT_VISITED(frontier, seed, observation, ...)                                                     \
    assert_visited(frontier, seed, observation, (const char *const[]){__VA_ARGS__, NULL})

static void its_other_addresses_in_the_row_are_not_tried(void **state)
{
    (void)state;
    struct frontier_target seed;
    struct frontier *frontier = start(&seed);
    struct observation *observation = build_observation(NULL, NULL);
    struct neighbor *neighbor = add_lldp(observation, NULL, NULL, "10.1.0.1");
    build_neighbor_address(observation, neighbor, EXCLUDED);
    add_lldp(observation, NULL, NULL, "10.0.0.2");
    ASSERT_VISITED(frontier, &seed, observation, "10.0.0.2");
}

static void an_excluded_range_names_no_device(void **state)
{
    (void)state;
    struct frontier_target seed;
    struct frontier *frontier = start(&seed);
    struct observation *observation = build_observation(NULL, NULL);
    struct neighbor *neighbor = add_lldp(observation, "02:00:00:00:00:01", "router", "10.77.0.1");
    build_neighbor_address(observation, neighbor, "10.0.0.2");
    ASSERT_VISITED(frontier, &seed, observation, "10.0.0.2");
}

static void rows_with_its_chassis_id_are_left_out(void **state)
{
    (void)state;
    struct frontier_target seed;
    struct frontier *frontier = start(&seed);
    struct observation *observation = build_observation(NULL, NULL);
    add_lldp(observation, "02:00:00:00:00:01", "router", "10.1.0.1");
    add_lldp(observation, "02:00:00:00:00:01", "router", EXCLUDED);
    add_lldp(observation, "02:00:00:00:00:01", "router", "10.2.0.1");
    add_lldp(observation, "02:00:00:00:00:02", "router", "10.0.0.2");
    ASSERT_VISITED(frontier, &seed, observation, "10.0.0.2");
}

static void rows_with_its_name_alone_are_left_out(void **state)
{
    (void)state;
    struct frontier_target seed;
    struct frontier *frontier = start(&seed);
    struct observation *observation = build_observation(NULL, NULL);
    add_lldp(observation, "02:00:00:00:00:01", "router", EXCLUDED);
    build_cdp(observation, 1, "router.example.net", NULL, "10.1.0.1");
    add_lldp(observation, NULL, "switch", "10.0.0.2");
    ASSERT_VISITED(frontier, &seed, observation, "10.0.0.2");
}

static void its_id_as_a_router_is_known(void **state)
{
    (void)state;
    struct frontier_target seed;
    struct frontier *frontier = start(&seed);
    struct observation *observation = build_observation(NULL, NULL);
    add_ospf(observation, EXCLUDED, "10.1.0.1");
    add_ospf(observation, "10.66.0.67", "10.1.0.2");
    ASSERT_VISITED(frontier, &seed, observation, "10.1.0.2");
}

/* It was visited before it was known to be the one. */
static void what_it_says_of_itself_is_believed(void **state)
{
    (void)state;
    struct frontier_target seed;
    struct frontier *frontier = start(&seed);
    struct observation *observation = build_observation(NULL, "router");
    build_address(observation, EXCLUDED, 1);
    build_address(observation, "10.1.0.1", 2);
    add_ospf(observation, "10.66.0.67", "10.1.0.1");
    add_lldp(observation, NULL, "router", "10.2.0.1");
    add_lldp(observation, NULL, "switch", "10.0.0.2");
    ASSERT_VISITED(frontier, &seed, observation, "10.0.0.2");
}

static void a_seed_is_what_the_user_names(void **state)
{
    (void)state;
    struct frontier_target seed;
    struct frontier *frontier = start(&seed);
    const struct address named = parse("10.1.0.1");
    struct observation *observation = build_observation(NULL, "router");
    build_address(observation, EXCLUDED, 1);
    build_address(observation, "10.1.0.1", 2);
    frontier_add_seed(frontier, &named, 1, 0);
    ASSERT_VISITED(frontier, &seed, observation, "10.1.0.1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(its_other_addresses_in_the_row_are_not_tried),
        cmocka_unit_test(an_excluded_range_names_no_device),
        cmocka_unit_test(rows_with_its_chassis_id_are_left_out),
        cmocka_unit_test(rows_with_its_name_alone_are_left_out),
        cmocka_unit_test(its_id_as_a_router_is_known),
        cmocka_unit_test(what_it_says_of_itself_is_believed),
        cmocka_unit_test(a_seed_is_what_the_user_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
