/*
 * Places and lines in the words of Graphviz, whose y grows upwards: without its library.
 */
#ifndef RENDER_GRAPHVIZ_PATH_H
#define RENDER_GRAPHVIZ_PATH_H

#include "render/theme.h"

void graphviz_append_number(GString *out, double value);
/* "x,y". */
void graphviz_append_point(const struct scene *scene, GString *out, struct point point);

/* A line as a B-spline, with what marks it. Caller frees with g_free. */
char *graphviz_format_spline(const struct scene *scene, const struct scene_line *line);

/* The frames as a background in xdot; "" when there is none. Caller frees with g_free. */
char *graphviz_format_frames(const struct scene *scene, const struct theme *theme);

#endif
