/*
 * What bridges have learned, in compact arrays: who sees whom on which port, and the reverse.
 */
#ifndef GRAPH_SIGHTINGS_H
#define GRAPH_SIGHTINGS_H

#include "graph/segment.h"

struct sightings {
    uint32_t bridge_count;
    struct sighting *items; /* by bridge, then node; one of each */
    size_t count;
    uint32_t *row;            /* items of bridge b: row[b] to row[b + 1] */
    struct sighting *by_port; /* the same by bridge, port, node */
    uint32_t *seen_by;        /* bridges by the node that they see */
    uint32_t *seen_row;       /* of node n: seen_row[n] to seen_row[n + 1] */
    uint32_t node_count;
};

/* Adds what follows by the rule of facing: where a sees b but b has not learned a, the port of b on which it
 * sees all that a sees elsewhere. */
void sightings_init(struct sightings *sightings, uint32_t bridge_count, const struct sighting *items,
                    size_t count);
void sightings_clear(struct sightings *sightings);

/* What a bridge knows of a node; NULL when it does not see it, or on several ports. */
const struct sighting *sightings_find(const struct sightings *sightings, uint32_t bridge, uint32_t node);

/* The port on which bridge sees node; 0 when there is none. */
uint32_t sightings_port(const struct sightings *sightings, uint32_t bridge, uint32_t node);

/* Whether a bridge is known to lie between the two. */
bool sightings_is_between(const struct sightings *sightings, uint32_t a, uint32_t b);

#endif
