/*
 * What an SVG needs beyond what Graphviz writes: a role, a title and a description for those who do not see
 * it, and nothing that another machine or version would write differently.
 */
#ifndef RENDER_SVG_H
#define RENDER_SVG_H

#include <glib.h>

/* Class of the groups whose texts are anchored at their middle: so they stand in the middle with any font. */
#define SVG_CENTERED "device"

/* Takes svg. */
GBytes *svg_finish(GBytes *svg, const char *title, const char *description);

#endif
