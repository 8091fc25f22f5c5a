/*
 * The devices of an image (graph/topology_image.h), made when they are first asked for: a question about two
 * of a hundred thousand needs few of them. Text stays in the image. Not for several threads.
 *
 * Nothing in the image is trusted: a place that is outside of it is an absent text.
 */
#ifndef GRAPH_STORED_DEVICES_H
#define GRAPH_STORED_DEVICES_H

#include "graph/topology_image_layout.h"
#include "inventory/device_query.h"

struct stored_devices;

/* Keeps a reference of the image, whose sections have been checked. */
struct stored_devices *stored_devices_new(GBytes *image);
/* NULL is allowed. */
void stored_devices_free(struct stored_devices *devices);

size_t stored_devices_count(const struct stored_devices *devices);
/* The last of them. */
size_t stored_devices_inferred_count(const struct stored_devices *devices);

const struct device *stored_devices_get(struct stored_devices *devices, size_t position);
const char *stored_devices_name(const struct stored_devices *devices, size_t position);

/* Positions as guint in a new GArray, ascending, each once: all devices that the query may mean, and others.
 */
GArray *stored_devices_candidates(const struct stored_devices *devices, const struct device_query *query);

#endif
