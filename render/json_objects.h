/*
 * The objects of the JSON contract that more than one writer needs: a device and a link, the same in `show
 * --json` and in `export -f json`. Keys that are absent are unknown; arrays are always there.
 */
#ifndef RENDER_JSON_OBJECTS_H
#define RENDER_JSON_OBJECTS_H

#include "graph/topology.h"
#include <jansson.h>

/* {"id","name","addresses":[],"chassis_ids":[],"vendor","model","os","version","serial","role","location",
 * "visited","via","source_id"}. The caller owns it. */
json_t *device_to_json(const struct device *device);

/* {"a":{"device","device_id","port"},"b":{..},"layer","protocols":[],"certainty","speed_mbps",
 * "members":[{"a","b"}]}; members only where an aggregate was merged. The caller owns it. */
json_t *link_to_json(const struct topology *topology, const struct link *link);

/* {"device","device_id","port"}: one end of a link, and wherever else a port of a device is named. */
json_t *link_end_to_json(const struct topology *topology, const struct link_end *end);

#endif
