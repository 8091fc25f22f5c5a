/*
 * Theme: the colours of a map, as data. Text is at least 7 : 1 against what is under it, and no colour is the
 * only sign of what it tells.
 */
#ifndef RENDER_THEME_H
#define RENDER_THEME_H

#include "render/scene.h"

/* Colours are #rrggbb. */
struct theme_paint {
    const char *fill, *stroke, *ink;
    double stroke_width; /* 0 none */
};

/* How a device that stands alone looks: distinguishable without colour. */
struct theme_role {
    const char *name;          /* in a legend */
    const char *shape, *style; /* in Graphviz' words */
    const char *fill;
    const char *row_ink; /* as a row in a card */
    double stroke_width;
    int borders;
    double inset;       /* how far inside of its size the outline may be: lines end so far under it */
    double side, above; /* room that the shape takes beside the text, and above and below it */
};

#define THEME_HUES 8

struct theme {
    const char *page, *ink, *stroke;
    struct theme_paint paints[PAINTS];
    struct theme_role roles[ROLES];
    const char *hues[THEME_HUES]; /* under THEME hue_ink */
    const char *hue_ink;
    const char *unvisited_fill, *unvisited_stroke, *unvisited_ink;
};

extern const struct theme theme_light;

const struct theme_role *theme_role_of(const struct theme *theme, enum role role);

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
