/*
 * Segments: which bridge ports and which stations share a wire, worked out from what bridges have learned.
 *
 * Pure combinatorics on numbers; graph/forwarding.c gives it devices and makes links of its answer. It stands
 * on what the tables of a spanning tree must satisfy (Breitbart et al., 'Topology discovery in heterogeneous
 * IP networks: the NetInventory system', 2004; Lowekamp, O'Hallaron, Gross, 'Topology discovery for large
 * Ethernet networks', SIGCOMM 2001):
 *
 *   between  A bridge k that sees a and b on two different ports lies between them.
 *   direct   Two bridges that see each other share a segment unless a bridge lies between them.
 *   facing   Whatever a bridge sees on another port than the one towards b, b must see on the port towards
 * that bridge: so the way back is known even when b has not learned the bridge itself. station  A station is
 * on the segment of a port that sees it unless a bridge behind that port sees the station farther on.
 *
 * Where tables are incomplete nothing is guessed: a pair whose relation cannot be decided shares no segment.
 */
#ifndef GRAPH_SEGMENT_H
#define GRAPH_SEGMENT_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Nodes 0 to bridge_count-1 are bridges; higher numbers are stations. Ports are any number but 0. */
struct sighting {
    uint32_t bridge;  /* who has learned it */
    uint32_t port;    /* where */
    uint32_t node;    /* whom */
    bool is_inferred; /* not learned, but follows from other sightings; false in what is given */
};

/* A port of a bridge, or a station (port 0), on a segment. */
struct segment_end {
    uint32_t node;
    uint32_t port;    /* 0 for a station, or a bridge of which only the presence is known */
    bool is_inferred; /* the bridge has not learned the other end: its port follows from the rule of facing */
};

/* Two ends: a cable. More: a medium that is shared, so something that is no known bridge joins them. */
struct segment {
    const struct segment_end *ends; /* sorted by node, then port */
    size_t count;
};

struct segment_list {
    struct segment *items; /* sorted by their first ends */
    size_t count;
    struct segment_end *ends;
};

/* The sightings may come in any order and repeatedly; a node that a bridge sees on several ports says nothing
 * there. Near linear in the number of sightings. Clear the result with segment_list_clear. */
void segment_find(uint32_t bridge_count, const struct sighting *sightings, size_t count,
                  struct segment_list *out);
void segment_list_clear(struct segment_list *list);

#endif
