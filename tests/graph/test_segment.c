#include "graph/segment.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* "0.1-1.2 1.3-5" : segments with their ends as node.port, stations without a port. */
static char *found(uint32_t bridges, const struct sighting *sightings, size_t count)
{
    struct segment_list list;
    GString *out = g_string_new(NULL);
    segment_find(bridges, sightings, count, &list);
    for (size_t i = 0; i < list.count; i++) {
        g_string_append(out, i == 0 ? "" : " ");
        for (size_t k = 0; k < list.items[i].count; k++) {
            const struct segment_end *end = &list.items[i].ends[k];
            g_string_append_printf(out, k == 0 ? "%u" : "-%u", end->node);
            if (end->port != 0)
                g_string_append_printf(out, ".%u", end->port);
        }
    }
    segment_list_clear(&list);
    return g_string_free(out, FALSE);
}

#define ASSERT_FOUND(bridges, expected, ...)                                                                 \
    do {                                                                                                     \
        const struct sighting sightings[] = {__VA_ARGS__};                                                   \
        char *text = found(bridges, sightings, G_N_ELEMENTS(sightings));                                     \
        assert_string_equal(text, expected);                                                                 \
        g_free(text);                                                                                        \
    } while (0)

static void two_bridges_that_see_each_other_are_joined(void **state)
{
    (void)state;
    ASSERT_FOUND(2, "0.1-1.2", {0, 1, 1, false}, {1, 2, 0, false});
}

static void no_link_leads_through_a_switch_in_between(void **state)
{
    (void)state;
    ASSERT_FOUND(3, "0.1-1.1 1.2-2.1", {0, 1, 1, false}, {0, 1, 2, false}, {1, 1, 0, false}, {1, 2, 2, false},
                 {2, 1, 0, false}, {2, 1, 1, false});
}

static void a_medium_that_three_bridges_share_is_one_segment(void **state)
{
    (void)state;
    ASSERT_FOUND(3, "0.1-1.1-2.1", {0, 1, 1, false}, {0, 1, 2, false}, {1, 1, 0, false}, {1, 1, 2, false},
                 {2, 1, 0, false}, {2, 1, 1, false});
}

static void the_way_back_follows_from_what_else_is_seen(void **state)
{
    (void)state;
    /* Bridge 1 has not learned bridge 0, but sees the station 2 that is behind it. */
    ASSERT_FOUND(2, "0.1-1.7 0.5-2", {0, 1, 1, false}, {0, 5, 2, false}, {1, 7, 2, false});
}

static void a_neighbor_whose_port_nothing_tells_is_joined_without_it(void **state)
{
    (void)state;
    ASSERT_FOUND(2, "0.1-1", {0, 1, 1, false});
}

static void a_pair_that_cannot_be_decided_is_not_joined(void **state)
{
    (void)state;
    /* Bridge 2 may be between 0 and 1 or beyond 1: it says nothing, and 1 does not see it. */
    ASSERT_FOUND(3, "", {0, 1, 1, false}, {0, 1, 2, false});
}

static void a_bridge_that_sees_both_sides_on_one_port_is_not_between(void **state)
{
    (void)state;
    /* Bridge 2 has not learned 1, nor 1 has 2; but 2 sees what is behind 1 where it sees 0. */
    ASSERT_FOUND(3, "0.1-1.1 0.5-3 1.2-4", {0, 1, 1, false}, {0, 1, 2, false}, {0, 5, 3, false},
                 {1, 1, 0, false}, {1, 2, 4, false}, {2, 1, 0, false}, {2, 1, 3, false}, {2, 1, 4, false});
}

static void a_station_is_placed_where_no_bridge_sees_it_farther_on(void **state)
{
    (void)state;
    ASSERT_FOUND(2, "0.1-1.1 1.9-2", {0, 1, 1, false}, {1, 1, 0, false}, {0, 1, 2, false}, {1, 9, 2, false});
}

static void a_station_on_a_wire_between_bridges_makes_it_shared(void **state)
{
    (void)state;
    ASSERT_FOUND(2, "0.1-1.1-2", {0, 1, 1, false}, {1, 1, 0, false}, {0, 1, 2, false}, {1, 1, 2, false});
}

static void a_station_that_the_farther_bridge_has_forgotten_is_not_guessed(void **state)
{
    (void)state;
    ASSERT_FOUND(2, "0.1-1.1", {0, 1, 1, false}, {1, 1, 0, false}, {0, 1, 2, false});
}

static void stations_of_one_leaf_port_share_it(void **state)
{
    (void)state;
    ASSERT_FOUND(1, "0.3-1-2 0.4-3", {0, 3, 1, false}, {0, 3, 2, false}, {0, 4, 3, false});
}

static void a_node_on_two_ports_of_a_bridge_says_nothing_there(void **state)
{
    (void)state;
    ASSERT_FOUND(1, "", {0, 3, 1, false}, {0, 4, 1, false});
}

static void ports_0_own_addresses_and_unknown_bridges_are_ignored(void **state)
{
    (void)state;
    ASSERT_FOUND(2, "0.1-1.2", {0, 0, 3, false}, {0, 4, 0, false}, {9, 1, 0, false}, {0, 1, 1, false},
                 {1, 2, 0, false});
}

/* A random tree of bridges with stations; complete tables must give back exactly its cables. */
struct tree {
    uint32_t bridges, nodes;
    uint32_t parent[64], parent_port[64], own_port[64]; /* node hangs at parent.parent_port by its own_port */
};

static void grow(struct tree *tree, GRand *random)
{
    uint32_t used[64] = {0};
    tree->bridges = (uint32_t)g_rand_int_range(random, 2, 14);
    tree->nodes = tree->bridges + (uint32_t)g_rand_int_range(random, 0, 20);
    for (uint32_t node = 1; node < tree->nodes; node++) {
        uint32_t parent = (uint32_t)g_rand_int_range(random, 0, (gint32)MIN(node, tree->bridges));
        tree->parent[node] = parent;
        tree->parent_port[node] = ++used[parent];
        tree->own_port[node] = node < tree->bridges ? ++used[node] : 0;
    }
}

/* The port of bridge that leads to node. */
static uint32_t tree_port(const struct tree *tree, uint32_t bridge, uint32_t node)
{
    for (uint32_t at = node; at != 0; at = tree->parent[at])
        if (tree->parent[at] == bridge && at != bridge)
            return tree->parent_port[at];
    return tree->own_port[bridge];
}

static void shuffle(GArray *sightings, GRand *random)
{
    struct sighting *items = (struct sighting *)(void *)sightings->data;
    for (guint i = sightings->len; i > 1; i--) {
        guint other = (guint)g_rand_int_range(random, 0, (gint32)i);
        struct sighting kept = items[i - 1];
        items[i - 1] = items[other];
        items[other] = kept;
    }
}

static void check_tree(const struct tree *tree, GRand *random)
{
    GArray *sightings = g_array_new(FALSE, FALSE, sizeof(struct sighting));
    for (uint32_t bridge = 0; bridge < tree->bridges; bridge++) {
        for (uint32_t node = 0; node < tree->nodes; node++) {
            struct sighting sighting = {bridge, tree_port(tree, bridge, node), node, false};
            if (node != bridge)
                g_array_append_val(sightings, sighting);
        }
    }
    shuffle(sightings, random);
    struct segment_list list;
    segment_find(tree->bridges, (const struct sighting *)(void *)sightings->data, sightings->len, &list);
    assert_int_equal(list.count, tree->nodes - 1);
    for (size_t i = 0; i < list.count; i++) {
        assert_int_equal(list.items[i].count, 2);
        const struct segment_end *low = &list.items[i].ends[0], *high = &list.items[i].ends[1];
        bool is_up = high->node != 0 && tree->parent[high->node] == low->node;
        const struct segment_end *child = is_up ? high : low, *parent = is_up ? low : high;
        assert_int_equal(tree->parent[child->node], parent->node);
        assert_int_equal(tree->parent_port[child->node], parent->port);
        assert_int_equal(tree->own_port[child->node], child->port);
    }
    segment_list_clear(&list);
    g_array_unref(sightings);
}

static void complete_tables_give_back_any_tree(void **state)
{
    (void)state;
    GRand *random = g_rand_new_with_seed(20040601);
    for (int round = 0; round < 2000; round++) {
        struct tree tree = {0};
        grow(&tree, random);
        check_tree(&tree, random);
    }
    g_rand_free(random);
}

/* With entries missing links may be missing, but no two bridges may be joined that a bridge separates. */
static void incomplete_tables_never_join_across_a_bridge_that_is_heard(void **state)
{
    (void)state;
    GRand *random = g_rand_new_with_seed(7);
    size_t wrong = 0, right = 0;
    for (int round = 0; round < 2000; round++) {
        struct tree tree = {0};
        struct segment_list list;
        grow(&tree, random);
        GArray *sightings = g_array_new(FALSE, FALSE, sizeof(struct sighting));
        for (uint32_t bridge = 0; bridge < tree.bridges; bridge++) {
            for (uint32_t node = 0; node < tree.nodes; node++) {
                struct sighting sighting = {bridge, tree_port(&tree, bridge, node), node, false};
                if (node != bridge && g_rand_int_range(random, 0, 100) >= 15)
                    g_array_append_val(sightings, sighting);
            }
        }
        segment_find(tree.bridges, (const struct sighting *)(void *)sightings->data, sightings->len, &list);
        for (size_t i = 0; i < list.count; i++) {
            const struct segment_end *low = &list.items[i].ends[0], *high = &list.items[i].ends[1];
            bool is_cable =
                list.items[i].count == 2 && (tree.parent[high->node] == low->node ||
                                             (low->node != 0 && tree.parent[low->node] == high->node));
            right += is_cable;
            wrong += !is_cable;
        }
        segment_list_clear(&list);
        g_array_unref(sightings);
    }
    g_rand_free(random);
    print_message("# 15%% of the entries missing: %zu cables right, %zu wrong\n", right, wrong);
    assert_true(right > 20000);
    assert_true(wrong * 100 < right);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_bridges_that_see_each_other_are_joined),
        cmocka_unit_test(no_link_leads_through_a_switch_in_between),
        cmocka_unit_test(a_medium_that_three_bridges_share_is_one_segment),
        cmocka_unit_test(the_way_back_follows_from_what_else_is_seen),
        cmocka_unit_test(a_neighbor_whose_port_nothing_tells_is_joined_without_it),
        cmocka_unit_test(a_pair_that_cannot_be_decided_is_not_joined),
        cmocka_unit_test(a_bridge_that_sees_both_sides_on_one_port_is_not_between),
        cmocka_unit_test(a_station_is_placed_where_no_bridge_sees_it_farther_on),
        cmocka_unit_test(a_station_on_a_wire_between_bridges_makes_it_shared),
        cmocka_unit_test(a_station_that_the_farther_bridge_has_forgotten_is_not_guessed),
        cmocka_unit_test(stations_of_one_leaf_port_share_it),
        cmocka_unit_test(a_node_on_two_ports_of_a_bridge_says_nothing_there),
        cmocka_unit_test(ports_0_own_addresses_and_unknown_bridges_are_ignored),
        cmocka_unit_test(complete_tables_give_back_any_tree),
        cmocka_unit_test(incomplete_tables_never_join_across_a_bridge_that_is_heard),
    };
    return cmocka_run_group_tests_name("segment", tests, NULL, NULL);
}
