/*
 * Selection: which devices and links a request is about, for every format alike.
 */
#ifndef RENDER_SELECTION_H
#define RENDER_SELECTION_H

#include "render/renderer.h"

bool selection_has(const struct render_request *request, size_t device);

/* Positions as guint in a new GArray, as topology_select has them. */
GArray *selection_links(const struct render_request *request);

/* Links in a new GArray of struct link, as topology_merge makes them; the members belong to the topology. */
GArray *selection_merged_links(const struct render_request *request);

#endif
