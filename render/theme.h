/*
 * Themes: the colours of a map, as data (render/themes.c). Text is at least 7 : 1 against what is under it,
 * and no colour is the only sign of what it tells.
 */
#ifndef RENDER_THEME_H
#define RENDER_THEME_H

#include "render/scene.h"

/* Colours are #rrggbb. */
struct theme_paint {
    const char *fill, *stroke, *ink;
    double stroke_width; /* 0 none */
};

/* The shape of a device that stands alone, the same in every theme: roles are told without colour. */
struct theme_shape {
    const char *name;          /* of the role, in a legend */
    const char *shape, *style; /* in Graphviz' words */
    double stroke_width;
    int borders;
    double inset;       /* how far inside of its size the outline may be: lines end so far under it */
    double side, above; /* room that the shape takes beside the text, and above and below it */
};

struct theme_role {
    const char *fill;
    const char *row_ink; /* as a row in a card */
};

#define THEME_HUES 8  /* different things, the last of them "others" */
#define THEME_STEPS 5 /* from little to much */

struct theme {
    const char *name;
    const char *page, *ink, *stroke;
    struct theme_paint paints[PAINTS];
    struct theme_role roles[ROLES];
    const char *hues[THEME_HUES]; /* of the pages of an atlas, under hue_ink */
    const char *hue_ink;
    struct theme_paint groups[THEME_HUES]; /* of --color-by */
    struct theme_paint steps[THEME_STEPS];
    const char *ring; /* around single points of failure */
    const char *path; /* what is highlighted */
    const char *unvisited_fill, *unvisited_stroke, *unvisited_ink;
};

extern const struct theme theme_light, theme_dark, theme_print;

/* NULL when there is none. */
const struct theme *theme_find(const char *name);
/* "light, dark, print". Caller frees with g_free. */
char *theme_names(void);

const struct theme_shape *theme_shape_of(enum role role);

#define THEME_RING_WIDTH 2.2
#define THEME_PATH_WIDTH 3.0

/* How a box looks, all that it tells considered. */
struct theme_paint theme_paint_of_box(const struct theme *theme, const struct scene_box *box);

/* How a line looks: its stroke and the ink of its labels. */
struct theme_paint theme_paint_of_line(const struct theme *theme, const struct scene_line *line);

/* Widths of lines are in classes of speed. */
struct theme_speed {
    uint64_t least_bps;
    double width;
    const char *name; /* in a legend */
};
const struct theme_speed *theme_speed_of(uint64_t speed_bps);

/* The dash of a line, in Graphviz' words. */
const char *theme_line_style(enum certainty certainty);

#endif
