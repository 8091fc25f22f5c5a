/*
 * Graphs for tests, written as a text: "0-1 1-2:1000 1-2" are links between device positions, with the speed
 * in Mbit/s behind the colon.
 */
#ifndef TESTS_GRAPH_GRAPH_FIXTURE_H
#define TESTS_GRAPH_GRAPH_FIXTURE_H

#include "graph/bridge.h"

struct graph_fixture {
    struct graph graph;
    GArray *links; /* of struct link, in the order of the text */
};

static inline struct graph_fixture graph_fixture_new(size_t device_count, const char *text)
{
    struct graph_fixture fixture = {.links = g_array_new(FALSE, TRUE, sizeof(struct link))};
    g_auto(GStrv) parts = g_strsplit(text, " ", 0);
    for (size_t i = 0; parts[i] != NULL; i++) {
        char *rest;
        struct link link = {.layer = LAYER_PHYSICAL};
        if (*parts[i] == '\0')
            continue;
        link.a.device = (uint32_t)g_ascii_strtoull(parts[i], &rest, 10);
        link.b.device = (uint32_t)g_ascii_strtoull(rest + 1, &rest, 10);
        link.speed_bps = *rest == ':' ? g_ascii_strtoull(rest + 1, NULL, 10) * 1000000 : 0;
        g_array_append_val(fixture.links, link);
    }
    fixture.graph = (struct graph){device_count, (const struct link *)(const void *)fixture.links->data,
                                   fixture.links->len};
    return fixture;
}

static inline struct link *graph_fixture_link(struct graph_fixture *fixture, guint position)
{
    return &g_array_index(fixture->links, struct link, position);
}

static inline void graph_fixture_clear(struct graph_fixture *fixture)
{
    g_array_unref(fixture->links);
}

#endif
