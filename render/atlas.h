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
#include "render/regions.h"

/* The pages, the first one before the others. Reorders the sites of the campus. */
GPtrArray *atlas_draw(const struct map_work *work, struct campus *campus);

/* Whether the overview can be that of a campus: a few cores, from which nearly all sites hang directly. */
bool atlas_has_core(const struct map_work *work, const struct campus *campus);

/* The pages of any other network: the graph of its sites or regions, the first one before the others
 * (render/regions.h). NULL: it is no more than a page. */
GPtrArray *atlas_draw_regions(const struct map_work *work);

/* All of it on one page: cores, and the sites in rows below them. Reorders the sites of the campus. */
struct scene *atlas_draw_poster(const struct map_work *work, struct campus *campus);

/* What follows is between the parts. */

#define ATLAS_ASPECT 1.414

/* How many devices there are, by their roles; endpoints are told apart. */
struct atlas_count {
    guint of_role[ROLES], endpoints;
};
void atlas_count_device(struct atlas_count *count, const struct structure *structure, guint device);
/* "40 routers, 3 endpoints"; "devices" where they are of several roles. Caller frees with g_free. */
char *atlas_describe_count(const struct atlas_count *count);

/* The sites that make a page. */
struct atlas_page {
    char *name, *title;
    bool is_named; /* the title is that of a site, not of its devices */
    guint first_site, site_count;
    guint device_count;
    struct atlas_count count;
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

/* A name for a page: lower case, as some file systems know no other; nothing but letters, digits and hyphens.
 * taken: the names that are, to which it is added. Caller frees with g_free. */
char *atlas_make_name(GHashTable *taken, const char *text);

/* A page, seen from the first one, and from one of the others: they are in the same folder. NULL when pages
 * cannot be linked. Caller frees with g_free. */
char *atlas_page_url(const struct map_work *work, const char *name);
char *atlas_sibling_url(const struct map_work *work, const char *name);

/* A way back, above the drawing. Takes url; nothing when it is NULL. */
struct atlas_way {
    const char *text;
    char *url;
};
void atlas_add_ways(struct scene *scene, const struct atlas_way *ways, guint count);

/* A region and what it leads to. */
struct region_atlas {
    const struct map_work *work;
    struct regions *regions;
    GPtrArray *names; /* of their pages */
    GHashTable *taken;
};

/* What a link to a device of another region leads to, seen from a region: the site, or the part of its own.
 */
guint atlas_target_of(const struct region_atlas *atlas, guint region, guint device);

/* Several links that are told as one. */
struct atlas_bundle {
    guint links; /* cables */
    uint64_t speed_bps;
    enum certainty certainty;
    bool is_down, has_down, is_blocked;
    GString *tooltip;
    guint told; /* pairs in the tooltip */
};
void atlas_bundle_init(struct atlas_bundle *bundle);
void atlas_bundle_clear(struct atlas_bundle *bundle);
void atlas_bundle_add(struct atlas_bundle *bundle, const struct structure *structure, guint pair);

/* Adds a row to a device of the network: what it is linked with elsewhere. url: NULL none. */
void atlas_add_row(struct map_network *network, guint device, const struct atlas_bundle *bundle,
                   const char *name, const char *url);

/* More rows than these are told as one. */
#define ATLAS_MOST_ROWS 10

/* The page that leads to a region, seen from the page of another one. Caller frees with g_free. */
char *atlas_region_url(const struct region_atlas *atlas, guint region, guint from);
/* The parts of a region as a network, whose links are all that joins two parts (map_network.is_of_parts), and
 * a row for each bundle of links that leads out. share: that many lines for each box are drawn, the
 * strongest, and what holds all together; the others are rows, too. NULL: all of them are drawn, and share is
 * not INFINITY. Caller frees with map_network_free. */
struct map_network *atlas_network_of_parts(const struct region_atlas *atlas, guint region, double share);
/* The same of the devices of a region. */
struct map_network *atlas_network_of_devices(const struct region_atlas *atlas, guint region, double share);

/* Which of some lines between boxes are drawn, by the same rule. */
struct atlas_strand {
    guint a, b;
    bool is_drawn;
};
/* strands: the strongest first. Returns how many are not drawn. */
guint atlas_choose_strands(GArray *strands, guint box_count, double share);

/* Sorts the sites: those of a name together, what hangs from the cores last. */
void atlas_sort_sites(const struct map_work *work, struct campus *campus);

#endif
