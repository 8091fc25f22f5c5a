/*
 * Atlas: a campus that is too large for a page. The first page has the cores, and a card for each site with
 * its parents and a coloured chip for each of their uplinks; from there it leads to a page for each site, and
 * back. A *site* is what the devices say that it is where they know (map_device.site), else what hangs from a
 * pair of distribution switches. Where there are too many cards for a page they stand on pages of their own
 * between the first one and those of the sites.
 */
#ifndef RENDER_ATLAS_H
#define RENDER_ATLAS_H

#include "render/campus.h"
#include "render/map.h"

/* The pages, the first one before the others. Reorders the sites of the campus. */
GPtrArray *atlas_draw(const struct map_work *work, struct campus *campus);

/* All of it on one page: cores, and the sites in rows below them. Reorders the sites of the campus. */
struct scene *atlas_draw_poster(const struct map_work *work, struct campus *campus);

/* What follows is between the parts. */

#define ATLAS_ASPECT 1.414

/* The sites that make a page. */
struct atlas_page {
    char *name, *title;
    bool is_named; /* the title is that of a site, not of its devices */
    guint first_site, site_count;
    guint switches, endpoints;
};

/* What a card of an overview leads to: pages. */
struct atlas_card {
    const char *title, *info; /* title: NULL none */
    const char *url;          /* NULL: it leads nowhere */
    const GArray *devices;    /* of guint: a line each, with a chip for each core that it is linked with */
};

/* The cards; with_cores: below the cores, with lines or chips between them. */
struct scene *atlas_draw_overview(const struct map_work *work, const struct campus *campus,
                                  const GArray *cards, bool with_cores);

/* Sorts the sites: those of a name together, what hangs from the cores last. */
void atlas_sort_sites(const struct map_work *work, struct campus *campus);

#endif
