/*
 * The map: scenes made from the topology, without a word about the library that draws them. Structure is
 * found first (render/structure.h); the layout is chosen by what is found, or named by the user.
 *
 * The same topology gives the same map, whatever the order of its observations and the fonts of the machine.
 */
#ifndef RENDER_MAP_H
#define RENDER_MAP_H

#include "render/look.h"
#include "render/places.h"
#include "render/scene.h"
#include "render/theme.h"

/* Where first positions of meshes come from. */
struct map_spreader {
    layout_spread *spread;
    layout_place *place;
    void *user;
};

/* What a layout may need. */
struct map_work {
    const struct map_network *network;
    const struct structure *structure;
    const struct map_spreader *spreader;
    bool with_pages;      /* more than one page may be made, which link to each other */
    const char *page_url; /* of a page: "map/%s.svg", with the page's name for %s; NULL: none can be linked */
    const char *first_url;            /* of the first page, seen from another one */
    const struct places *kept, *pins; /* as the request has them */
    struct places *keep;
    bool is_quick;      /* one of many pages: it must not take long */
    const char *engine; /* of Graphviz, that was asked for; NULL none */
};

/* The pages of a map, the first of which leads to the others: struct scene. Each has its title and legend.
 * NULL and error when its look cannot be computed (look_new). */
GPtrArray *map_pages(const struct render_request *request, const struct map_spreader *spreader,
                     GError **error);

/* Title and legend around the drawing; sets the size of the page, in the shape of its paper. */
void map_add_frame(struct scene *scene, const char *title, const struct look *look);

/* Layouts are rows of a list (render/layouts.c). */
struct map_layout {
    const char *name; /* as --layout has it */
    /* Pages, or NULL when the network is not built so that this layout can draw it. */
    GPtrArray *(*draw)(const struct map_work *work);
    const char *engine; /* of Graphviz; NULL: the layout is ours */
};

const struct map_layout *map_layout_find(const char *name);
/* "auto, sandwich, ...". Caller frees with g_free. */
char *map_layout_names(void);
GPtrArray *map_layout_draw(const struct map_layout *layout, const struct map_work *work);

/* A page of an atlas: in the way that suits it, never on several pages. */
GPtrArray *map_layout_draw_part(const struct map_work *work);

GPtrArray *map_pages_new(void);
/* One page. Takes scene; NULL gives NULL. */
GPtrArray *map_one_page(struct scene *scene);

#endif
