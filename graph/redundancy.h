/*
 * Redundancy: how many ways a device has to the core that share no device, each to another device of the
 * core. One is a single point of failure somewhere on the way; none is no contact.
 */
#ifndef GRAPH_REDUNDANCY_H
#define GRAPH_REDUNDANCY_H

#include "graph/csr.h"

#include <glib.h>

/* Ways are counted up to this many. */
#define REDUNDANCY_MOST 4

/* By device: the ways, at most REDUNDANCY_MOST; of a device of the core that many. The caller frees it. */
uint8_t *redundancy_new(const struct csr *graph, const bool *is_core);

#endif
