/*
 * The files of a map of several pages: map.svg, and map/NAME.svg for each of the others.
 */
#ifndef RENDER_PAGES_H
#define RENDER_PAGES_H

#include <glib.h>
#include <stdbool.h>

/* The folder of the further pages: "/tmp/map" of "/tmp/map.svg"; without a suffix to take off, it gets one.
 * Caller frees with g_free. */
char *pages_folder(const char *file);

/* Writes the pages (struct render_page), the first one as file. All of the others are written before any of
 * them, and then the first one, takes the place of what was there: a map that cannot be written leaves all as
 * it was. Then the pages of an earlier map are deleted that have no place in this one (render/page_list.h);
 * other files in the folder stay. */
bool pages_save(const GPtrArray *pages, const char *file, GError **error);

#endif
