/*
 * What the graph of the devices in view says for their look (render/look.h).
 */
#ifndef RENDER_LOOK_GRAPH_H
#define RENDER_LOOK_GRAPH_H

#include "graph/bridge.h"
#include "render/renderer.h"

struct look_graph;

/* The request must outlive it. */
struct look_graph *look_graph_new(const struct render_request *request);
void look_graph_free(struct look_graph *graph);

/* These fill scores, one for each device of the topology. */
bool look_graph_betweenness(struct look_graph *graph, double *scores, GError **error);
void look_graph_degrees(struct look_graph *graph, double *scores);
/* How many devices the loss of each cuts off from the largest part that remains (graph/cuts.h). */
void look_graph_losses(struct look_graph *graph, double *scores);

/* Single points of failure of the network itself: devices whose loss cuts off others that are no endpoints.
 */
void look_graph_rings(struct look_graph *graph, bool *is_ringed);

/* The component that a device is in, by the name of its first device. Lives as long as the graph. */
const char *look_graph_component(struct look_graph *graph, uint32_t device);

/* The devices of the topology and the links in view. */
const struct graph *look_graph_links(const struct look_graph *graph);

#endif
