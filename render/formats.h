/*
 * The functions of the formats, one file each (drawn maps in graphviz.c). NULL on failure.
 */
#ifndef RENDER_FORMATS_H
#define RENDER_FORMATS_H

#include "render/renderer.h"

GBytes *map_write_svg(const struct render_request *request, GError **error);
GBytes *map_write_png(const struct render_request *request, GError **error);
GBytes *map_write_pdf(const struct render_request *request, GError **error);
GBytes *map_write_dot(const struct render_request *request, GError **error);
/* The pages of a map, the first of which has no name: struct render_page. */
GPtrArray *map_write_pages(const struct render_request *request, const char *format, GError **error);
GBytes *map_write_html(const struct render_request *request, GError **error);

GBytes *export_graphml(const struct render_request *request, GError **error);
GBytes *export_json(const struct render_request *request, GError **error);
GBytes *export_dot(const struct render_request *request, GError **error);
GBytes *export_csv(const struct render_request *request, GError **error);
GBytes *export_gexf(const struct render_request *request, GError **error);

#endif
