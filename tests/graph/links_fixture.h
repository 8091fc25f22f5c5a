/*
 * Links of devices built by hand, described as text: a line for each link, then one for each reason for which
 * rows were dropped.
 */
#ifndef TESTS_GRAPH_LINKS_FIXTURE_H
#define TESTS_GRAPH_LINKS_FIXTURE_H

#include "graph/topology.h"
#include "tests/support/build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static inline void print_link(GString *out, const struct topology *topology, const struct link *link)
{
    g_autofree char *protocols = words_format_set(&protocol_words, link->protocols, "+");
    g_string_append_printf(
        out, "%s %s -- %s %s %s %s %s%s\n", topology_device(topology, link->a.device)->name,
        link->a.port == NULL ? "?" : link->a.port, topology_device(topology, link->b.device)->name,
        link->b.port == NULL ? "?" : link->b.port, words_format(&layer_words, (int)link->layer), protocols,
        words_format(&certainty_words, (int)link->certainty),
        link->is_down      ? " down"
        : link->is_blocked ? " blocked"
                           : "");
}

/* A line for each link, then one for each reason for which rows were dropped. */
static inline char *describe(struct observation_list *list)
{
    struct identity *identity = identity_build(list);
    struct topology *topology = topology_build(list, identity);
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < topology_link_count(topology); i++)
        print_link(out, topology, topology_link(topology, i));
    for (size_t i = 0; i < topology_dropped_count(topology); i++)
        g_string_append_printf(out, "dropped %u: %s\n", (guint)topology_dropped(topology, i)->count,
                               topology_dropped(topology, i)->reason);
    topology_free(topology);
    identity_free(identity);
    return g_string_free(out, FALSE);
}

static inline void assert_links(struct observation_list list, const char *expected)
{
    g_autofree char *text = describe(&list);
    assert_string_equal(text, expected);
    build_list_clear(&list);
}

#define MAC(n) "02:1a:b0:00:0" #n ":01"

/* "sw1" to "sw9", each with interfaces eth1 to eth8. */
static inline struct observation *device(unsigned number)
{
    g_autofree char *address = g_strdup_printf("10.0.0.%u", number);
    g_autofree char *name = g_strdup_printf("sw%u", number);
    g_autofree char *mac = g_strdup_printf("02:1a:b0:00:0%u:01", number);
    struct observation *observation = build_observation(address, name);
    build_chassis_mac(observation, mac);
    build_interfaces(observation, "eth", 1, 8);
    return observation;
}

#endif
