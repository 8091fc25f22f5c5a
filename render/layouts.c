/*
 * The layouts, and which of them fits a network.
 */
#include "render/map.h"

#include "render/atlas.h"
#include "render/campus.h"
#include "render/clos.h"
#include "render/mesh.h"
#include "render/sandwich.h"
#include "render/scene_score.h"

#include <string.h>

#define MOST_ON_PAGE 5000   /* devices: a sheet of more is not read without a lens */
#define MOST_ON_POSTER 500  /* devices */
#define MOST_IN_MESH 800    /* devices */
#define LARGE_SITE 8        /* switches of a site, on the average */
#define GOOD_PART 0.95      /* the same of a page of an atlas */
#define GOOD 0.9            /* score: other ways are not tried */
#define HANDICAP 0.02       /* what is tried later must be better by this */
#define MOST_WITH_PORTS 500 /* devices: more have their ports in tooltips only */

static bool with_ports(const struct map_work *work)
{
    return work->network->devices->len <= MOST_WITH_PORTS;
}

static GPtrArray *draw_sandwich(const struct map_work *work)
{
    struct campus *campus = campus_find(work->structure);
    if (campus == NULL)
        return NULL;
    const struct sandwich_part part = {.campus = campus,
                                       .kept = work->kept,
                                       .keep = work->keep,
                                       .site_count = campus->sites->len,
                                       .with_ports = with_ports(work),
                                       .aspect = 1.414};
    struct scene *scene = sandwich_draw(work->structure, &part);
    campus_free(campus);
    return map_one_page(scene);
}

/* Where pages cannot lead to each other it is a poster. */
static GPtrArray *draw_atlas(const struct map_work *work)
{
    struct campus *campus = campus_find(work->structure);
    GPtrArray *pages = NULL;
    if (work->with_pages && campus != NULL && campus->sites->len > 1 && atlas_has_core(work, campus))
        pages = atlas_draw(work, campus);
    else if (work->with_pages)
        pages = atlas_draw_regions(work);
    if (pages == NULL && campus != NULL)
        pages = map_one_page(atlas_draw_poster(work, campus));
    campus_free(campus);
    return pages;
}

static GPtrArray *draw_poster(const struct map_work *work)
{
    struct campus *campus = campus_find(work->structure);
    if (campus == NULL)
        return NULL;
    struct scene *scene = atlas_draw_poster(work, campus);
    campus_free(campus);
    return map_one_page(scene);
}

static GPtrArray *draw_clos(const struct map_work *work)
{
    struct clos *clos = clos_find(work->structure);
    if (clos == NULL)
        return NULL;
    struct scene *scene = clos_draw(work->structure, clos, 1.414);
    clos_free(clos);
    return map_one_page(scene);
}

static GPtrArray *draw_organic(const struct map_work *work)
{
    return map_one_page(mesh_draw(work, MESH_ORGANIC, with_ports(work)));
}

static GPtrArray *draw_tiers(const struct map_work *work)
{
    return map_one_page(mesh_draw(work, MESH_TIERS, with_ports(work)));
}

static GPtrArray *draw_mesh(const struct map_work *work)
{
    return map_one_page(mesh_draw(work, MESH_BEST, with_ports(work)));
}

/* The best of what was drawn so far. */
struct choice {
    GPtrArray *pages;
    double score;
};

/* Takes pages; NULL is allowed. What is there already stays unless the new one is better by more than the
 * handicap. */
static void offer(struct choice *choice, GPtrArray *pages, double handicap)
{
    if (pages == NULL)
        return;
    double score = scene_score_pages(pages);
    if (choice->pages != NULL && score <= choice->score + handicap) {
        g_ptr_array_unref(pages);
        return;
    }
    g_clear_pointer(&choice->pages, g_ptr_array_unref);
    *choice = (struct choice){pages, score};
}

/* On one sheet as long as its text can be read without a lens. */
static GPtrArray *draw_sites(const struct map_work *work)
{
    return work->network->devices->len > MOST_ON_POSTER ? draw_atlas(work) : draw_poster(work);
}

/* Whether the sites have so many switches each that lines would tell less than their pages. */
static bool has_large_sites(const struct map_work *work)
{
    struct campus *campus = campus_find(work->structure);
    bool is_so = campus != NULL && campus->cards->len >= LARGE_SITE * campus->sites->len;
    campus_free(campus);
    return is_so;
}

/* A mesh that has so many devices takes long to draw, and longer to read. */
static bool is_large_mesh(const struct map_work *work)
{
    return work->with_pages && work->network->devices->len > MOST_IN_MESH;
}

/* What the network is built for comes first, and is taken where it reads well: other ways are dearer. */
static GPtrArray *draw_auto(const struct map_work *work)
{
    bool is_large = work->network->devices->len > MOST_ON_PAGE;
    struct choice choice = {NULL, 0};
    offer(&choice, draw_clos(work), 0);
    if (choice.pages == NULL)
        offer(&choice, is_large ? draw_atlas(work) : draw_sandwich(work), 0);
    if (choice.pages == NULL && has_large_sites(work))
        offer(&choice, draw_sites(work), 0);
    if (choice.score < GOOD && is_large_mesh(work)) {
        offer(&choice, draw_atlas(work), HANDICAP);
        if (choice.pages != NULL)
            return choice.pages;
    }
    if (choice.pages == NULL || (choice.score < GOOD && !is_large))
        offer(&choice, draw_mesh(work), HANDICAP);
    if (choice.score < GOOD && !is_large)
        offer(&choice, draw_sites(work), HANDICAP);
    return choice.pages;
}

GPtrArray *map_layout_draw_part(const struct map_work *work)
{
    struct choice choice = {NULL, 0};
    offer(&choice, draw_clos(work), 0);
    if (choice.pages == NULL)
        offer(&choice, draw_sandwich(work), 0);
    if (choice.score < GOOD_PART)
        offer(&choice, draw_mesh(work), 0);
    return choice.pages;
}

static const struct map_layout layouts[] = {
    {"auto", draw_auto, NULL},        {"sandwich", draw_sandwich, NULL}, {"clos", draw_clos, NULL},
    {"organic", draw_organic, NULL},  {"tiers", draw_tiers, NULL},       {"atlas", draw_atlas, NULL},
    {"poster", draw_poster, NULL},    {"dot", draw_organic, "dot"},      {"neato", draw_organic, "neato"},
    {"sfdp", draw_organic, "sfdp"},   {"fdp", draw_organic, "fdp"},      {"circo", draw_organic, "circo"},
    {"twopi", draw_organic, "twopi"},
};

const struct map_layout *map_layout_find(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(layouts); i++)
        if (g_ascii_strcasecmp(layouts[i].name, name) == 0)
            return &layouts[i];
    return NULL;
}

char *map_layout_names(void)
{
    GString *names = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(layouts); i++)
        g_string_append_printf(names, "%s%s", i ? ", " : "", layouts[i].name);
    return g_string_free(names, FALSE);
}

GPtrArray *map_layout_draw(const struct map_layout *layout, const struct map_work *work)
{
    struct map_work with_engine = *work;
    with_engine.engine = layout->engine;
    GPtrArray *pages = layout->draw(&with_engine);
    return pages ? pages : draw_auto(work);
}
