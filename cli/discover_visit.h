/*
 * One visit as discover tells of it: a line of -v, an object of --json and --events.
 */
#ifndef CLI_DISCOVER_VISIT_H
#define CLI_DISCOVER_VISIT_H

#include "model/observation.h"

#include <jansson.h>

/* {"address","port","name","outcome","why","depth","via","credential","warnings","requests","retries",
 * "bytes_sent","bytes_received","rtt_ms","duration_ms"}; port: where it is not the usual one; why: of a
 * failure. The caller owns it. */
json_t *discover_visit_to_json(const struct observation *observation);

/* Without a line's end, and nothing in it can steer a terminal. g_free. */
char *discover_visit_format(const struct observation *observation);

#endif
