/*
 * The map: what is drawn and how it looks, made from the topology; without a word about the library that
 * draws it. Lengths are points, y grows downwards. The same topology gives the same map, whatever the order
 * of its observations and the fonts of the machine.
 */
#ifndef RENDER_MAP_H
#define RENDER_MAP_H

#include "render/layout.h"
#include "render/renderer.h"

#define MAP_TITLE_SIZE 16.0
#define MAP_NAME_SIZE 10.0 /* bold */
#define MAP_TEXT_SIZE 9.0  /* models, ports, legend */

/* How a device looks: distinguishable without colour. */
struct map_look {
    const char *shape;               /* in Graphviz' words, as everything here */
    const char *style;               /* the same */
    const char *fill, *stroke, *ink; /* colours, #rrggbb */
    double stroke_width;
    int borders;
    double inset; /* how far inside of its size the outline may be: lines end so far under it */
};

struct map_node {
    char *id;      /* unique on the map */
    char *anchor;  /* what the element is called in the file: letters, digits, hyphens; MAP_DEVICE_ANCHOR and
                      the id of its device where it is one */
    char *name;    /* NULL none */
    char *detail;  /* smaller, below the name: the model; NULL none */
    char *tooltip; /* NULL none */
    struct map_look look;
    struct point center;
    double width, height;
};

/* Every device has an element whose id is this and its id, whatever shape it is drawn in (also a row of a
 * card): pages find devices by it. */
#define MAP_DEVICE_ANCHOR "device-"

/* The ids of what is no device begin with it, and those of devices do not. */
#define MAP_LEGEND_PREFIX "legend:"

struct map_line {
    char *anchor;
    guint a, b;                   /* nodes; G_MAXUINT in a legend: it joins nothing */
    char *labels[LABELS_OF_EDGE]; /* NULL none */
    struct point label_centers[LABELS_OF_EDGE];
    double label_widths[LABELS_OF_EDGE];
    char *tooltip;
    const char *style, *color; /* of Graphviz */
    double width;
    bool is_down;   /* has a cross on it */
    bool is_shared; /* some of it lies on other lines: it has none */
    GArray *points; /* of struct point */
};

struct map_text {
    char *text;
    double left, center_y, width;
    double size;
    bool is_bold;
};

struct map {
    GArray *nodes; /* of struct map_node */
    GArray *lines; /* of struct map_line */
    GArray *texts; /* of struct map_text */
    char *title, *description;
    double width, height;
};

/* spread and user: for layout_arrange. */
struct map *map_new(const struct render_request *request, layout_spread *spread, void *user);
void map_free(struct map *map);

/* What follows is between the parts. */

#define MAP_NODE(map, i) (&g_array_index((map)->nodes, struct map_node, i))
#define MAP_LINE(map, i) (&g_array_index((map)->lines, struct map_line, i))
#define MAP_TEXT(map, i) (&g_array_index((map)->texts, struct map_text, i))

/* How devices of a role look, and what a legend calls them. */
struct map_look map_look_of(enum role role, bool is_visited);
const char *map_role_name(enum role role);

/* The room a device needs for its texts. */
void map_measure_node(enum role role, const char *name, const char *detail, double *width, double *height);

/* Widths of lines are in classes of speed. */
struct map_speed {
    uint64_t least_bps;
    double width;
    const char *name; /* in a legend */
};
const struct map_speed *map_speed_of(uint64_t speed_bps);

const char *map_line_style(enum certainty certainty);
#define MAP_LINE_COLOR "#24435f"
#define MAP_DOWN_COLOR "#9c001c"

/* "GigabitEthernet1/0/1" as "Gi1/0/1"; long ones shortened. Caller frees with g_free. */
char *map_short_port(const char *port);

/* Which of what a legend explains is on the map. */
struct map_used {
    uint32_t roles;       /* bits 1 << enum role */
    uint32_t certainties; /* bits 1 << enum certainty */
    GPtrArray *speeds;    /* of const struct map_speed * */
    bool has_unvisited, has_down, has_aggregate;
};

/* Adds title and legend around the drawing, and sets the size of the page. */
void map_add_frame(struct map *map, const struct map_used *used, const char *subtitle);

#endif
