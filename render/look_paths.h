/*
 * What is highlighted on a map: the best paths by hops from a device to another, all of those that are equal.
 */
#ifndef RENDER_LOOK_PATHS_H
#define RENDER_LOOK_PATHS_H

#include "graph/bridge.h"

struct look_paths;

/* stops: of guint, devices in the order in which they are passed. */
struct look_paths *look_paths_new(const struct graph *graph, const struct topology *topology,
                                  const GArray *stops);
/* NULL is allowed. */
void look_paths_free(struct look_paths *paths);

bool look_paths_has_device(const struct look_paths *paths, guint device);
/* In either order. */
bool look_paths_has_pair(const struct look_paths *paths, guint a, guint b);

/* The first path with its ports, "core1 [Gi1/0/1] - [Gi0/1] access1", and how many there are; or between
 * which there is none. */
const char *look_paths_text(const struct look_paths *paths);

#endif
