#include "discover/frontier.h"

#include "tests/support/build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct address parse(const char *text)
{
    struct address address;
    assert_true(address_parse(text, &address));
    return address;
}

/* 203.0.113.0/24 is out of scope, 192.0.2.0/24 is nowhere; 10.9.9.9 is another address of 10.0.0.9. */
static enum frontier_verdict judge(struct address *address, bool is_seed, void *user)
{
    (void)user;
    if (address_same_prefix(*address, parse("203.0.113.0"), 24))
        return is_seed ? FRONTIER_ALLOWED : FRONTIER_OUT_OF_SCOPE;
    if (address_same_prefix(*address, parse("192.0.2.0"), 24))
        return FRONTIER_NOWHERE;
    if (address_equal(*address, parse("10.9.9.9")))
        *address = parse("10.0.0.9");
    return FRONTIER_ALLOWED;
}

static struct frontier *start(uint32_t max_depth, const char *seed)
{
    struct frontier_options options = {.port = 161, .max_depth = max_depth, .judge = judge};
    struct frontier *frontier = frontier_new(&options);
    struct address address = parse(seed);
    frontier_add_seed(frontier, &address, 1, 0);
    return frontier;
}

/* The next place must be this one. */
static struct frontier_target next(struct frontier *frontier, const char *address, uint32_t depth)
{
    struct frontier_target target;
    char text[ADDRESS_TEXT_SIZE];
    assert_true(frontier_next(frontier, &target));
    assert_string_equal(address_format(target.address, text), address);
    assert_int_equal(target.depth, depth);
    return target;
}

static void assert_no_next(struct frontier *frontier)
{
    struct frontier_target target;
    assert_false(frontier_next(frontier, &target));
}

/* The visit of a target ends with what was built; owns the observation. */
static void done(struct frontier *frontier, const struct frontier_target *target,
                 struct observation *observation)
{
    observation->address = target->address;
    frontier_done(frontier, target, observation);
    observation_free(observation);
}

static void reached(struct frontier *frontier, const struct frontier_target *target)
{
    done(frontier, target, build_observation(NULL, NULL));
}

static void failed(struct frontier *frontier, const struct frontier_target *target)
{
    done(frontier, target, build_failure(NULL, "no answer"));
}

/* A device with neighbors at these addresses, NULL-terminated, one row each. */
static struct observation *with_neighbors(const char *const *addresses)
{
    struct observation *observation = build_observation(NULL, NULL);
    for (uint32_t port = 1; *addresses; addresses++, port++) {
        struct neighbor *neighbor = build_lldp(observation, port, NULL, NULL, NULL);
        build_neighbor_address(observation, neighbor, *addresses);
    }
    return observation;
}
#define NEIGHBORS(...) with_neighbors((const char *const[]){__VA_ARGS__, NULL})

static void the_crawl_goes_breadth_first(void **state)
{
    (void)state;
    struct frontier *frontier = start(UINT32_MAX, "10.0.0.1");
    struct frontier_target target = next(frontier, "10.0.0.1", 0);
    assert_no_next(frontier);
    done(frontier, &target, NEIGHBORS("10.0.0.2", "10.0.0.3"));
    target = next(frontier, "10.0.0.2", 1);
    done(frontier, &target, NEIGHBORS("10.0.0.4", "10.0.0.1"));
    target = next(frontier, "10.0.0.3", 1);
    reached(frontier, &target);
    target = next(frontier, "10.0.0.4", 2);
    reached(frontier, &target);
    assert_no_next(frontier);
    assert_int_equal(frontier_waiting(frontier), 0);
    frontier_free(frontier);
}

static void an_address_is_visited_once(void **state)
{
    (void)state;
    struct frontier *frontier = start(UINT32_MAX, "10.0.0.1");
    struct address again = parse("10.0.0.1");
    frontier_add_seed(frontier, &again, 1, 0);
    assert_int_equal(frontier_waiting(frontier), 1);
    struct frontier_target target = next(frontier, "10.0.0.1", 0);
    frontier_add_seed(frontier, &again, 1, 161);
    assert_no_next(frontier);
    done(frontier, &target, NEIGHBORS("10.0.0.1", "10.0.0.2", "10.0.0.2"));
    target = next(frontier, "10.0.0.2", 1);
    failed(frontier, &target);
    frontier_add_seed(frontier, &again, 1, 0);
    assert_no_next(frontier);
    frontier_free(frontier);
}

static void two_agents_may_share_an_address_at_two_ports(void **state)
{
    (void)state;
    struct frontier *frontier = start(UINT32_MAX, "10.0.0.1");
    struct address address = parse("10.0.0.2");
    frontier_add_seed(frontier, &address, 1, 1161);
    frontier_add_seed(frontier, &address, 1, 1162);
    struct frontier_target first = next(frontier, "10.0.0.1", 0);
    struct frontier_target second = next(frontier, "10.0.0.2", 0);
    struct frontier_target third = next(frontier, "10.0.0.2", 0);
    assert_int_equal(first.port, 161);
    assert_int_equal(second.port, 1161);
    assert_int_equal(third.port, 1162);
    done(frontier, &first, NEIGHBORS("10.0.0.2"));
    assert_no_next(frontier);
    reached(frontier, &second);
    reached(frontier, &third);
    assert_no_next(frontier);
    frontier_free(frontier);
}

static void only_protocols_that_name_management_addresses_are_followed(void **state)
{
    (void)state;
    struct frontier *frontier = start(UINT32_MAX, "10.0.0.1");
    struct frontier_target target = next(frontier, "10.0.0.1", 0);
    struct observation *observation = build_observation(NULL, NULL);
    for (int protocol = 1; protocol < PROTOCOLS; protocol++) {
        g_autofree char *text = g_strdup_printf("10.0.1.%d", protocol);
        struct neighbor *neighbor = build_lldp(observation, 1, NULL, NULL, NULL);
        neighbor->protocol = (enum protocol)protocol;
        neighbor->state = 2; /* of routing protocols: not up */
        build_neighbor_address(observation, neighbor, text);
    }
    done(frontier, &target, observation);
    for (int protocol = PROTOCOL_LLDP; protocol <= PROTOCOL_ISDP; protocol++) {
        g_autofree char *text = g_strdup_printf("10.0.1.%d", protocol);
        target = next(frontier, text, 1);
        reached(frontier, &target);
    }
    assert_no_next(frontier);
    frontier_free(frontier);
}

static void further_addresses_are_for_when_the_first_fails(void **state)
{
    (void)state;
    struct frontier *frontier = start(UINT32_MAX, "10.0.0.1");
    struct frontier_target target = next(frontier, "10.0.0.1", 0);
    struct observation *observation = build_observation(NULL, NULL);
    struct neighbor *neighbor = build_lldp(observation, 1, NULL, NULL, NULL);
    static const char *const addresses[] = {"203.0.113.1", "192.0.2.1", "10.0.0.2", "10.0.0.3", "10.0.0.4"};
    for (size_t i = 0; i < G_N_ELEMENTS(addresses); i++)
        build_neighbor_address(observation, neighbor, addresses[i]);
    done(frontier, &target, observation);
    target = next(frontier, "10.0.0.2", 1);
    assert_no_next(frontier);
    failed(frontier, &target);
    target = next(frontier, "10.0.0.3", 1);
    reached(frontier, &target);
    assert_no_next(frontier);
    assert_int_equal(frontier_out_of_scope(frontier), 1);
    frontier_free(frontier);
}

/* Two rows begin with one address, which fails: both go on. */
static void a_failed_address_is_shared_by_all_who_waited_for_it(void **state)
{
    (void)state;
    struct frontier *frontier = start(UINT32_MAX, "10.0.0.1");
    struct frontier_target target = next(frontier, "10.0.0.1", 0);
    struct observation *observation = build_observation(NULL, NULL);
    struct neighbor *neighbor = build_lldp(observation, 1, NULL, NULL, NULL);
    build_neighbor_address(observation, neighbor, "10.0.0.2");
    build_neighbor_address(observation, neighbor, "10.0.0.3");
    neighbor = build_lldp(observation, 2, NULL, NULL, NULL);
    build_neighbor_address(observation, neighbor, "10.0.0.2");
    build_neighbor_address(observation, neighbor, "10.0.0.4");
    done(frontier, &target, observation);
    target = next(frontier, "10.0.0.2", 1);
    assert_no_next(frontier);
    failed(frontier, &target);
    target = next(frontier, "10.0.0.3", 1);
    reached(frontier, &target);
    target = next(frontier, "10.0.0.4", 1);
    reached(frontier, &target);
    assert_no_next(frontier);
    frontier_free(frontier);
}

static void out_of_scope_is_counted_by_address_and_never_next(void **state)
{
    (void)state;
    struct frontier *frontier = start(UINT32_MAX, "10.0.0.1");
    struct frontier_target target = next(frontier, "10.0.0.1", 0);
    done(frontier, &target, NEIGHBORS("203.0.113.1", "203.0.113.2", "203.0.113.1", "192.0.2.1"));
    assert_no_next(frontier);
    assert_int_equal(frontier_out_of_scope(frontier), 2);
    struct address seed = parse("203.0.113.2");
    frontier_add_seed(frontier, &seed, 1, 0);
    target = next(frontier, "203.0.113.2", 0);
    reached(frontier, &target);
    assert_int_equal(frontier_out_of_scope(frontier), 1);
    frontier_free(frontier);
}

static void an_address_is_known_under_the_name_its_judge_gives_it(void **state)
{
    (void)state;
    struct frontier *frontier = start(UINT32_MAX, "10.9.9.9");
    struct frontier_target target = next(frontier, "10.0.0.9", 0);
    done(frontier, &target, NEIGHBORS("10.9.9.9", "10.0.0.9"));
    assert_no_next(frontier);
    frontier_free(frontier);
}

static void depth_is_limited_and_exact(void **state)
{
    (void)state;
    struct frontier *frontier = start(2, "10.0.0.1");
    struct frontier_target first = next(frontier, "10.0.0.1", 0);
    done(frontier, &first, NEIGHBORS("10.0.0.2", "10.0.0.3"));
    struct frontier_target slow = next(frontier, "10.0.0.2", 1);
    struct frontier_target quick = next(frontier, "10.0.0.3", 1);
    done(frontier, &quick, NEIGHBORS("10.0.0.4"));
    assert_no_next(frontier);
    done(frontier, &slow, NEIGHBORS("10.0.0.5"));
    struct frontier_target target = next(frontier, "10.0.0.4", 2);
    done(frontier, &target, NEIGHBORS("10.0.0.6"));
    target = next(frontier, "10.0.0.5", 2);
    reached(frontier, &target);
    assert_no_next(frontier);
    frontier_free(frontier);
}

static void without_a_limit_of_depth_nothing_waits_for_a_slow_device(void **state)
{
    (void)state;
    struct frontier *frontier = start(UINT32_MAX, "10.0.0.1");
    struct frontier_target target = next(frontier, "10.0.0.1", 0);
    done(frontier, &target, NEIGHBORS("10.0.0.2", "10.0.0.3"));
    struct frontier_target slow = next(frontier, "10.0.0.2", 1);
    target = next(frontier, "10.0.0.3", 1);
    done(frontier, &target, NEIGHBORS("10.0.0.4"));
    target = next(frontier, "10.0.0.4", 2);
    reached(frontier, &target);
    reached(frontier, &slow);
    frontier_free(frontier);
}

/* A device named by a row, at an address. */
static struct observation *naming(const char *chassis, const char *name, const char *address)
{
    struct observation *observation = build_observation(NULL, NULL);
    build_neighbor_address(observation, build_lldp(observation, 1, chassis, NULL, name), address);
    return observation;
}

/* A device visited, with an address of its own besides the one it was visited at. */
static struct observation *device(const char *chassis, const char *name, const char *own_address)
{
    struct observation *observation = build_observation(NULL, name);
    if (chassis)
        build_chassis_mac(observation, chassis);
    build_address(observation, own_address, 1);
    return observation;
}

/* Visits 10.0.0.2, a device that owns 10.0.0.22, then hears of 10.0.0.22; whether that is visited too. */
static bool visits_other_address(struct observation *visited, struct observation *heard)
{
    struct frontier *frontier = start(UINT32_MAX, "10.0.0.2");
    struct address other = parse("10.0.0.3");
    struct frontier_target target = next(frontier, "10.0.0.2", 0);
    done(frontier, &target, visited);
    frontier_add_seed(frontier, &other, 1, 0);
    target = next(frontier, "10.0.0.3", 0);
    done(frontier, &target, heard);
    bool visits = frontier_next(frontier, &target);
    if (visits)
        reached(frontier, &target);
    frontier_free(frontier);
    return visits;
}

#define OWN "10.0.0.22"
#define CHASSIS "02:00:00:00:00:01"
#define OTHER_CHASSIS "02:00:00:00:00:02"

static void a_device_is_not_visited_again_at_another_of_its_addresses(void **state)
{
    (void)state;
    assert_false(visits_other_address(device(CHASSIS, "core1", OWN), naming(CHASSIS, "renamed", OWN)));
    assert_false(visits_other_address(device(NULL, "core1", OWN), naming(NULL, "CORE1.example.net", OWN)));
    assert_false(visits_other_address(device(NULL, "core1", OWN), naming(CHASSIS, "core1", OWN)));
    assert_false(visits_other_address(device(CHASSIS, "core1", OWN), naming(NULL, "core1", OWN)));
}

static void a_shared_address_alone_does_not_keep_a_device_from_its_visit(void **state)
{
    (void)state;
    assert_true(visits_other_address(device(CHASSIS, "core1", OWN), naming(OTHER_CHASSIS, "core2", OWN)));
    assert_true(visits_other_address(device(CHASSIS, "switch", OWN), naming(OTHER_CHASSIS, "switch", OWN)));
    assert_true(visits_other_address(device(NULL, NULL, OWN), naming(NULL, NULL, OWN)));
    assert_true(visits_other_address(device(CHASSIS, "core1", "10.0.0.23"), naming(CHASSIS, "core1", OWN)));
}

static void a_cdp_device_id_is_a_name(void **state)
{
    (void)state;
    struct observation *heard = build_observation(NULL, NULL);
    build_cdp(heard, 1, "core1.example.net(FOX1234ABCD)", "Gi1", OWN);
    assert_false(visits_other_address(device(NULL, "core1", OWN), heard));
}

/* Both neighbors name one device at two addresses: the second waits for the end of the first visit. */
static void a_device_in_visit_is_not_visited_at_a_second_address_meanwhile(void **state)
{
    (void)state;
    struct frontier *frontier = start(UINT32_MAX, "10.0.0.1");
    struct frontier_target target = next(frontier, "10.0.0.1", 0);
    struct observation *observation = build_observation(NULL, NULL);
    build_cdp(observation, 1, "access7", "Gi1", "10.0.1.1");
    build_cdp(observation, 2, "access7", "Gi2", "10.0.2.1");
    done(frontier, &target, observation);
    target = next(frontier, "10.0.1.1", 1);
    assert_no_next(frontier);
    assert_int_equal(frontier_waiting(frontier), 1);
    done(frontier, &target, device(NULL, "access7", "10.0.2.1"));
    assert_no_next(frontier);
    assert_int_equal(frontier_waiting(frontier), 0);
    frontier_free(frontier);
}

/* Many devices have the name they left the factory with; each gets its visit. */
static void equal_names_do_not_swallow_a_device(void **state)
{
    (void)state;
    struct frontier *frontier = start(UINT32_MAX, "10.0.0.1");
    struct frontier_target target = next(frontier, "10.0.0.1", 0);
    struct observation *observation = build_observation(NULL, NULL);
    build_cdp(observation, 1, "Switch", "Gi1", "10.0.1.1");
    build_cdp(observation, 2, "Switch", "Gi1", "10.0.1.2");
    build_cdp(observation, 3, "Switch", "Gi1", "10.0.1.3");
    done(frontier, &target, observation);
    target = next(frontier, "10.0.1.1", 1);
    assert_no_next(frontier);
    done(frontier, &target, device(NULL, "Switch", "10.0.1.1"));
    struct frontier_target second, third;
    assert_true(frontier_next(frontier, &second));
    assert_true(frontier_next(frontier, &third));
    assert_false(address_equal(second.address, third.address));
    reached(frontier, &second);
    failed(frontier, &third);
    assert_no_next(frontier);
    frontier_free(frontier);
}

static void a_closed_frontier_has_no_next_place(void **state)
{
    (void)state;
    struct frontier *frontier = start(UINT32_MAX, "10.0.0.1");
    struct frontier_target target = next(frontier, "10.0.0.1", 0);
    struct observation *observation = build_observation(NULL, NULL);
    build_cdp(observation, 1, "a", "Gi1", "10.0.1.1");
    build_cdp(observation, 1, "a", "Gi2", "10.0.1.2");
    build_cdp(observation, 2, "b", "Gi1", "10.0.1.3");
    done(frontier, &target, observation);
    target = next(frontier, "10.0.1.1", 1);
    struct frontier_target other = next(frontier, "10.0.1.3", 1);
    frontier_close(frontier);
    assert_int_equal(frontier_waiting(frontier), 0);
    assert_no_next(frontier);
    done(frontier, &target, NEIGHBORS("10.0.0.7"));
    failed(frontier, &other);
    struct address seed = parse("10.0.0.8");
    frontier_add_seed(frontier, &seed, 1, 0);
    assert_no_next(frontier);
    frontier_free(frontier);
}

/* A router with a neighbor of OSPF at this address. */
static void add_ospf(struct observation *observation, const char *address, uint8_t router_id, uint32_t state)
{
    const uint8_t id[4] = {192, 0, 2, router_id};
    struct neighbor *neighbor = observation_add(observation, RECORD_NEIGHBOR);
    neighbor->protocol = PROTOCOL_OSPF;
    neighbor->state = state;
    neighbor->remote_chassis_id = observation_bytes(observation, (struct bytes){id, sizeof id});
    build_neighbor_address(observation, neighbor, address);
}

static void routing_neighbors_that_are_up_are_followed(void **state)
{
    (void)state;
    struct frontier *frontier = start(UINT32_MAX, "10.0.0.1");
    struct frontier_target target = next(frontier, "10.0.0.1", 0);
    struct observation *router = build_observation(NULL, NULL);
    add_ospf(router, "10.0.0.2", 2, 8);
    add_ospf(router, "10.0.0.3", 3, 1);
    done(frontier, &target, router);
    target = next(frontier, "10.0.0.2", 1);
    assert_int_equal(target.kind, LEAD_ROUTING);
    reached(frontier, &target);
    assert_no_next(frontier);
    frontier_free(frontier);
}

static void a_routing_neighbor_waits_for_what_discovery_protocols_tell(void **state)
{
    (void)state;
    struct frontier *frontier = start(UINT32_MAX, "10.0.0.1");
    struct frontier_target target = next(frontier, "10.0.0.1", 0);
    struct observation *router = build_observation(NULL, NULL);
    add_ospf(router, "10.0.1.2", 2, 8);
    add_ospf(router, "10.0.1.3", 3, 8);
    build_neighbor_address(router, build_lldp(router, 1, NULL, NULL, NULL), "10.0.0.2");
    done(frontier, &target, router);
    target = next(frontier, "10.0.0.2", 1);
    assert_no_next(frontier);
    struct observation *same = build_observation(NULL, NULL);
    build_address(same, "10.0.1.2", 1);
    done(frontier, &target, same);
    target = next(frontier, "10.0.1.3", 1);
    reached(frontier, &target);
    assert_no_next(frontier);
    assert_int_equal(frontier_waiting(frontier), 0);
    frontier_free(frontier);
}

static void nothing_waits_for_an_address_where_nobody_seems_to_be(void **state)
{
    (void)state;
    struct frontier *frontier = start(UINT32_MAX, "10.0.0.1");
    struct frontier_target target = next(frontier, "10.0.0.1", 0);
    struct observation *router = build_observation(NULL, NULL);
    add_ospf(router, "10.0.1.2", 2, 8);
    build_neighbor_address(router, build_lldp(router, 1, "one", NULL, NULL), "10.0.0.2");
    build_neighbor_address(router, build_lldp(router, 2, "one", NULL, NULL), "10.0.0.3");
    done(frontier, &target, router);
    struct frontier_target silent = next(frontier, "10.0.0.2", 1);
    assert_no_next(frontier);
    frontier_doubt(frontier, &silent);
    frontier_doubt(frontier, &silent);
    target = next(frontier, "10.0.0.3", 1);
    assert_no_next(frontier);
    reached(frontier, &target);
    target = next(frontier, "10.0.1.2", 1);
    failed(frontier, &silent);
    reached(frontier, &target);
    assert_no_next(frontier);
    assert_int_equal(frontier_waiting(frontier), 0);
    frontier_free(frontier);
}

static void a_device_with_too_many_neighbors_is_not_followed_to_all(void **state)
{
    (void)state;
    struct frontier *frontier = start(UINT32_MAX, "10.0.0.1");
    struct frontier_target target = next(frontier, "10.0.0.1", 0);
    struct observation *liar = build_observation(NULL, NULL);
    for (unsigned i = 0; i < FRONTIER_MAX_LEADS + 3; i++) {
        g_autofree char *address = g_strdup_printf("10.1.%u.%u", i / 250, i % 250 + 1);
        build_neighbor_address(liar, build_lldp(liar, i + 1, NULL, NULL, NULL), address);
    }
    assert_int_equal(frontier_done(frontier, &target, liar), 3);
    assert_int_equal(frontier_waiting(frontier), FRONTIER_MAX_LEADS);
    observation_free(liar);
    frontier_free(frontier);
}

static void hosts_of_arp_tables_are_followed_when_asked_for(void **state)
{
    (void)state;
    for (int follows = 0; follows < 2; follows++) {
        struct frontier_options options = {
            .port = 161, .max_depth = UINT32_MAX, .follows_arp = follows != 0, .judge = judge};
        struct frontier *frontier = frontier_new(&options);
        struct address seed = parse("10.0.0.1");
        frontier_add_seed(frontier, &seed, 1, 0);
        struct frontier_target target = next(frontier, "10.0.0.1", 0);
        struct observation *router = NEIGHBORS("10.0.0.2");
        build_address(router, "10.0.0.7", 1);
        static const char *const hosts[] = {"10.0.0.5", "10.0.0.2", "10.0.0.7", "203.0.113.1"};
        for (size_t i = 0; i < G_N_ELEMENTS(hosts); i++)
            ((struct arp_entry *)observation_add(router, RECORD_ARP_ENTRY))->address = parse(hosts[i]);
        done(frontier, &target, router);
        target = next(frontier, "10.0.0.2", 1);
        assert_int_equal(target.kind, LEAD_TOLD);
        reached(frontier, &target);
        if (follows) {
            target = next(frontier, "10.0.0.5", 1);
            assert_int_equal(target.kind, LEAD_CANDIDATE);
            failed(frontier, &target);
        }
        assert_no_next(frontier);
        assert_int_equal(frontier_out_of_scope(frontier), 0);
        frontier_free(frontier);
    }
}

static void a_better_lead_takes_over_from_a_candidate(void **state)
{
    (void)state;
    struct frontier *frontier = start(UINT32_MAX, "10.0.0.1");
    frontier_add_candidate(frontier, parse("10.0.0.5"), 0);
    frontier_add_candidate(frontier, parse("10.0.0.6"), 0);
    struct frontier_target target = next(frontier, "10.0.0.1", 0);
    done(frontier, &target, NEIGHBORS("10.0.0.5"));
    assert_int_equal(frontier_waiting(frontier), 2);
    target = next(frontier, "10.0.0.5", 1);
    assert_int_equal(target.kind, LEAD_TOLD);
    reached(frontier, &target);
    target = next(frontier, "10.0.0.6", 0);
    failed(frontier, &target);
    struct address seed = parse("10.0.0.6");
    frontier_add_seed(frontier, &seed, 1, 0);
    target = next(frontier, "10.0.0.6", 0);
    reached(frontier, &target);
    assert_no_next(frontier);
    assert_int_equal(frontier_waiting(frontier), 0);
    frontier_free(frontier);
}

static void what_a_resumed_run_has_visited_is_only_followed(void **state)
{
    (void)state;
    struct frontier *frontier = start(UINT32_MAX, "10.0.0.1");
    static const char *const addresses[] = {"10.0.0.1", "10.0.0.2"};
    for (uint32_t i = 0; i < 2; i++) {
        struct observation *known = NEIGHBORS("10.0.0.2", "10.0.0.3");
        known->address = parse(addresses[i]);
        known->depth = i;
        frontier_add_known(frontier, known, 161);
        observation_free(known);
    }
    assert_int_equal(frontier_waiting(frontier), 1);
    struct frontier_target target = next(frontier, "10.0.0.3", 1);
    done(frontier, &target, NEIGHBORS("10.0.0.1", "10.0.0.4"));
    target = next(frontier, "10.0.0.4", 2);
    reached(frontier, &target);
    assert_no_next(frontier);
    frontier_free(frontier);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_crawl_goes_breadth_first),
        cmocka_unit_test(an_address_is_visited_once),
        cmocka_unit_test(two_agents_may_share_an_address_at_two_ports),
        cmocka_unit_test(only_protocols_that_name_management_addresses_are_followed),
        cmocka_unit_test(further_addresses_are_for_when_the_first_fails),
        cmocka_unit_test(a_failed_address_is_shared_by_all_who_waited_for_it),
        cmocka_unit_test(out_of_scope_is_counted_by_address_and_never_next),
        cmocka_unit_test(an_address_is_known_under_the_name_its_judge_gives_it),
        cmocka_unit_test(depth_is_limited_and_exact),
        cmocka_unit_test(without_a_limit_of_depth_nothing_waits_for_a_slow_device),
        cmocka_unit_test(a_device_is_not_visited_again_at_another_of_its_addresses),
        cmocka_unit_test(a_shared_address_alone_does_not_keep_a_device_from_its_visit),
        cmocka_unit_test(a_cdp_device_id_is_a_name),
        cmocka_unit_test(a_device_in_visit_is_not_visited_at_a_second_address_meanwhile),
        cmocka_unit_test(equal_names_do_not_swallow_a_device),
        cmocka_unit_test(a_closed_frontier_has_no_next_place),
        cmocka_unit_test(routing_neighbors_that_are_up_are_followed),
        cmocka_unit_test(a_routing_neighbor_waits_for_what_discovery_protocols_tell),
        cmocka_unit_test(nothing_waits_for_an_address_where_nobody_seems_to_be),
        cmocka_unit_test(a_device_with_too_many_neighbors_is_not_followed_to_all),
        cmocka_unit_test(hosts_of_arp_tables_are_followed_when_asked_for),
        cmocka_unit_test(a_better_lead_takes_over_from_a_candidate),
        cmocka_unit_test(what_a_resumed_run_has_visited_is_only_followed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
