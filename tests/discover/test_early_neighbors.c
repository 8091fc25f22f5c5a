/*
 * Neighbors that are followed before the visit that names them is over.
 */
#include "discover/frontier.h"
#include "discover/visit.h"
#include "inventory/record_codec.h"

#include "tests/support/build.h"
#include "tests/support/fake_agent.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define PORTS 48

/* A switch with a neighbor at each port: by LLDP, and at the first ones by CDP. */
static char *switch_lines(void)
{
    GString *lines = g_string_new("1.3.6.1.2.1.1.1.0|4|a switch\n1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.9.1.1\n"
                                  "1.3.6.1.2.1.1.5.0|4|sw1\n1.0.8802.1.1.2.1.3.1.0|2|4\n"
                                  "1.0.8802.1.1.2.1.3.2.0|4x|020000000001\n");
    for (unsigned port = 1; port <= PORTS; port++) {
        g_string_append_printf(lines, "1.3.6.1.2.1.2.2.1.2.%u|4|GigabitEthernet1/0/%u\n", port, port);
        g_string_append_printf(lines, "1.3.6.1.2.1.2.2.1.3.%u|2|6\n", port);
        g_string_append_printf(lines, "1.0.8802.1.1.2.1.3.7.1.3.%u|4|Gi1/0/%u\n", port, port);
        g_string_append_printf(lines, "1.0.8802.1.1.2.1.4.1.1.4.0.%u.1|2|4\n", port);
        g_string_append_printf(lines, "1.0.8802.1.1.2.1.4.1.1.5.0.%u.1|4x|0200000002%02x\n", port, port);
        g_string_append_printf(lines, "1.0.8802.1.1.2.1.4.1.1.7.0.%u.1|4|eth0\n", port);
        g_string_append_printf(lines, "1.0.8802.1.1.2.1.4.1.1.9.0.%u.1|4|host%u\n", port, port);
        g_string_append_printf(lines, "1.0.8802.1.1.2.1.4.2.1.3.0.%u.1.1.4.10.0.0.%u|2|2\n", port, port);
    }
    for (unsigned port = 1; port <= 5; port++) {
        g_string_append_printf(lines, "1.3.6.1.4.1.9.9.23.1.2.1.1.3.%u.1|2|1\n", port);
        g_string_append_printf(lines, "1.3.6.1.4.1.9.9.23.1.2.1.1.4.%u.1|4x|0a0000%02x\n", port, port);
        g_string_append_printf(lines, "1.3.6.1.4.1.9.9.23.1.2.1.1.6.%u.1|4|host%u\n", port, port);
        g_string_append_printf(lines, "1.3.6.1.4.1.9.9.23.1.2.1.1.7.%u.1|4|eth0\n", port);
    }
    return g_string_free(lines, FALSE);
}

struct told {
    bool wants;
    unsigned asked, calls;
    size_t most;       /* neighbors with an address in one call */
    bool knows_itself; /* each time */
    struct observation *observation;
    unsigned calls_after_the_end;
};

static bool wants(void *user)
{
    struct told *told = user;
    told->asked++;
    return told->wants;
}

static void on_neighbors(const struct observation *so_far, void *user)
{
    struct told *told = user;
    size_t count, with_address = 0;
    const struct neighbor *neighbors = observation_records(so_far, RECORD_NEIGHBOR, &count);
    for (size_t i = 0; i < count; i++)
        with_address += neighbors[i].remote_addresses.count > 0;
    told->calls++;
    told->calls_after_the_end += told->observation != NULL;
    told->most = MAX(told->most, with_address);
    told->knows_itself = so_far->system.lldp_chassis_id.size == 6;
}

static void on_done(struct observation *observation, void *user)
{
    ((struct told *)user)->observation = observation;
}

static void visit(const char *lines, struct told *told)
{
    struct fake_agent *fake = fake_agent_new(lines);
    const struct visit_followers followers = {wants, on_neighbors, told};
    visit_tell_neighbors(visit_start(&fake->agent, &visit_default_limits, on_done, told), &followers);
    fake_agent_run(fake);
    agent_free(&fake->agent);
    assert_non_null(told->observation);
}

static void neighbors_are_told_before_the_visit_is_over(void **state)
{
    (void)state;
    g_autofree char *lines = switch_lines();
    struct told told = {.wants = true};
    visit(lines, &told);
    assert_in_range(told.calls, 1, told.observation->cost.requests);
    assert_int_equal(told.calls_after_the_end, 0);
    assert_true(told.most >= PORTS / 2);
    assert_true(told.knows_itself);
    observation_free(told.observation);
}

static void who_has_enough_to_do_is_not_told(void **state)
{
    (void)state;
    g_autofree char *lines = switch_lines();
    struct told told = {.wants = false};
    visit(lines, &told);
    assert_true(told.asked > 0);
    assert_int_equal(told.calls, 0);
    observation_free(told.observation);
}

static void what_was_told_early_changes_nothing_of_the_end(void **state)
{
    (void)state;
    g_autofree char *lines = switch_lines();
    struct told early = {.wants = true}, late = {.wants = false};
    visit(lines, &early);
    visit(lines, &late);
    for (enum record_kind kind = 0; kind < RECORD_KINDS; kind++) {
        size_t counts[2];
        const void *rows[2] = {observation_records(early.observation, kind, &counts[0]),
                               observation_records(late.observation, kind, &counts[1])};
        g_autoptr(GByteArray) first = g_byte_array_new();
        g_autoptr(GByteArray) second = g_byte_array_new();
        assert_int_equal(counts[0], counts[1]);
        record_codec_write(&record_types[kind], rows[0], counts[0], first);
        record_codec_write(&record_types[kind], rows[1], counts[1], second);
        assert_int_equal(first->len, second->len);
        assert_memory_equal(first->data, second->data, first->len);
    }
    size_t neighbors;
    observation_records(early.observation, RECORD_NEIGHBOR, &neighbors);
    assert_int_equal(neighbors, PORTS + 5);
    observation_free(early.observation);
    observation_free(late.observation);
}

static struct address parse(const char *text)
{
    struct address address;
    assert_true(address_parse(text, &address));
    return address;
}

static enum frontier_verdict allow(struct address *address, bool is_seed, void *user)
{
    (void)address;
    (void)is_seed;
    (void)user;
    return FRONTIER_ALLOWED;
}

static bool bar(struct address address, void *user)
{
    (void)user;
    return address_equal(address, parse("10.0.0.66"));
}

static struct frontier *start(uint32_t max_depth, frontier_bars_fn bars, struct frontier_target *seed)
{
    struct frontier_options options = {.port = 161, .max_depth = max_depth, .judge = allow, .bars = bars};
    struct frontier *frontier = frontier_new(&options);
    struct address address = parse("10.0.0.1");
    frontier_add_seed(frontier, &address, 1, 0);
    assert_true(frontier_next(frontier, seed));
    return frontier;
}

/* What the seed says of itself and of a neighbor. */
static struct observation *seed_says(void)
{
    struct observation *observation = build_observation("10.0.0.1", "sw1");
    build_chassis_mac(observation, "02:00:00:00:00:01");
    build_neighbor_address(observation, build_lldp(observation, 1, "02:00:00:00:00:02", "eth0", "sw2"),
                           "10.0.0.2");
    return observation;
}

static void follow(struct frontier *frontier, const struct frontier_target *target,
                   struct observation *so_far)
{
    frontier_follow(frontier, target, so_far);
    observation_free(so_far);
}

static void done(struct frontier *frontier, const struct frontier_target *target,
                 struct observation *observation)
{
    frontier_done(frontier, target, observation);
    observation_free(observation);
}

static void assert_next(struct frontier *frontier, const char *address, uint32_t depth,
                        struct frontier_target *target)
{
    char text[ADDRESS_TEXT_SIZE];
    assert_true(frontier_next(frontier, target));
    assert_string_equal(address_format(target->address, text), address);
    assert_int_equal(target->depth, depth);
}

static void assert_nothing_next(struct frontier *frontier)
{
    struct frontier_target target;
    assert_false(frontier_next(frontier, &target));
}

static void a_neighbor_is_visited_while_the_visit_that_names_it_goes_on(void **state)
{
    (void)state;
    struct frontier_target seed, neighbor;
    struct frontier *frontier = start(UINT32_MAX, NULL, &seed);
    follow(frontier, &seed, seed_says());
    assert_next(frontier, "10.0.0.2", 1, &neighbor);
    done(frontier, &seed, seed_says());
    assert_nothing_next(frontier); /* once is enough */
    done(frontier, &neighbor, build_observation("10.0.0.2", "sw2"));
    assert_nothing_next(frontier);
    frontier_free(frontier);
}

/* The neighbor is faster, and names the one that is still in visit by another address of it. */
static struct frontier *start_with_a_faster_neighbor(struct frontier_target *seed)
{
    struct frontier_target neighbor;
    struct frontier *frontier = start(UINT32_MAX, NULL, seed);
    follow(frontier, seed, seed_says());
    assert_next(frontier, "10.0.0.2", 1, &neighbor);
    struct observation *second = build_observation("10.0.0.2", "sw2");
    build_neighbor_address(second, build_lldp(second, 1, "02:00:00:00:00:01", "eth1", "sw1"), "10.1.0.1");
    done(frontier, &neighbor, second);
    return frontier;
}

static void who_is_in_visit_is_not_visited_at_another_address(void **state)
{
    (void)state;
    struct frontier_target seed;
    struct frontier *frontier = start_with_a_faster_neighbor(&seed);
    assert_nothing_next(frontier);
    struct observation *first = seed_says();
    build_address(first, "10.1.0.1", 1);
    done(frontier, &seed, first);
    assert_nothing_next(frontier);
    assert_int_equal(frontier_waiting(frontier), 0);
    frontier_free(frontier);
}

static void who_failed_after_all_is_visited_where_others_name_it(void **state)
{
    (void)state;
    struct frontier_target seed, again;
    struct frontier *frontier = start_with_a_faster_neighbor(&seed);
    done(frontier, &seed, build_failure("10.0.0.1", "no answer"));
    assert_next(frontier, "10.1.0.1", 2, &again);
    done(frontier, &again, build_observation("10.1.0.1", "sw1"));
    assert_nothing_next(frontier);
    frontier_free(frontier);
}

static void with_a_limit_of_depth_neighbors_wait(void **state)
{
    (void)state;
    struct frontier_target seed, neighbor;
    struct frontier *frontier = start(3, NULL, &seed);
    assert_false(frontier_follows_early(frontier));
    follow(frontier, &seed, seed_says());
    assert_nothing_next(frontier);
    done(frontier, &seed, seed_says());
    assert_next(frontier, "10.0.0.2", 1, &neighbor);
    done(frontier, &neighbor, build_observation("10.0.0.2", "sw2"));
    frontier_free(frontier);
}

/* A run was killed when the seed was still in visit, and its neighbor was stored. */
static void who_was_visited_before_the_one_that_names_it_is_known_all_the_same(void **state)
{
    (void)state;
    struct frontier_options options = {.port = 161, .max_depth = UINT32_MAX, .judge = allow};
    struct frontier *frontier = frontier_new(&options);
    struct observation *known = build_observation("10.0.0.2", "sw2");
    build_chassis_mac(known, "02:00:00:00:00:02");
    frontier_add_known(frontier, known, 161);
    assert_int_equal(frontier_waiting(frontier), 0);
    assert_nothing_next(frontier);
    struct address address = parse("10.0.0.1");
    struct frontier_target seed;
    frontier_add_seed(frontier, &address, 1, 0);
    assert_int_equal(frontier_waiting(frontier), 1);
    assert_next(frontier, "10.0.0.1", 0, &seed);
    done(frontier, &seed, seed_says());
    assert_nothing_next(frontier);
    assert_int_equal(frontier_waiting(frontier), 0);
    observation_free(known);
    frontier_free(frontier);
}

/* The address that bars a neighbor may be the one that is still to come. */
static void where_devices_are_barred_neighbors_wait(void **state)
{
    (void)state;
    struct frontier_target seed;
    struct frontier *frontier = start(UINT32_MAX, bar, &seed);
    assert_false(frontier_follows_early(frontier));
    follow(frontier, &seed, seed_says());
    assert_nothing_next(frontier);
    struct observation *whole = seed_says();
    size_t count;
    struct neighbor *neighbors = observation_records_mutable(whole, RECORD_NEIGHBOR, &count);
    build_neighbor_address(whole, &neighbors[0], "10.0.0.66");
    done(frontier, &seed, whole);
    assert_nothing_next(frontier);
    frontier_free(frontier);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(neighbors_are_told_before_the_visit_is_over),
        cmocka_unit_test(who_has_enough_to_do_is_not_told),
        cmocka_unit_test(what_was_told_early_changes_nothing_of_the_end),
        cmocka_unit_test(a_neighbor_is_visited_while_the_visit_that_names_it_goes_on),
        cmocka_unit_test(who_is_in_visit_is_not_visited_at_another_address),
        cmocka_unit_test(who_failed_after_all_is_visited_where_others_name_it),
        cmocka_unit_test(with_a_limit_of_depth_neighbors_wait),
        cmocka_unit_test(who_was_visited_before_the_one_that_names_it_is_known_all_the_same),
        cmocka_unit_test(where_devices_are_barred_neighbors_wait),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
