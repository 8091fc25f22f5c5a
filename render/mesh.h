/*
 * Mesh: a network of any shape, its blocks as boxes and cards, with straight lines between them or in tiers
 * (render/layout.h decides).
 */
#ifndef RENDER_MESH_H
#define RENDER_MESH_H

#include "render/map.h"

/* How the boxes are placed. */
enum mesh_way { MESH_BEST, MESH_ORGANIC, MESH_TIERS };

struct scene *mesh_draw(const struct map_work *work, enum mesh_way way, bool with_ports);

#endif
