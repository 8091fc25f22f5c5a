/*
 * The events of a crawl, one JSON object a line on stdout, for programs that follow it (wiremap-discover(1)
 * has the keys).
 */
#ifndef CLI_DISCOVER_EVENTS_H
#define CLI_DISCOVER_EVENTS_H

#include "discover/crawl.h"

#include <jansson.h>

/* Prints what "event" is of that name with the keys of details, and releases them; NULL is no details. */
void discover_event(const char *name, json_t *details);

/* {"visited","failed","silent","unanswered","in_visit","waiting","requests","seconds"} */
json_t *discover_progress_to_json(const struct crawl_progress *progress);

#endif
