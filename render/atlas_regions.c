/*
 * The atlas of a network without a core from which all hangs: a page for each region.
 */
#include "render/atlas.h"
#include "render/clos.h"
#include "render/mesh.h"
#include "render/quotient.h"
#include "render/scene_score.h"

#include <math.h>

#define MOST_FOR_SLOW 24      /* boxes of a page on which more time is spent */
#define HANDICAP_OF_ROWS 0.03 /* score */
#define MANY_BOXES 80
#define FEW_BOXES 8
#define LINES_OF_BOX 1.5 /* more of them cannot be followed */
#define LEAST_ASPECT 1.2 /* of a page, width to height */
#define MOST_WIDENING 1.8
#define READS_WELL 0.95   /* score of a graph: fewer lines are not tried */
#define READS_ILL 0.95    /* of a page of devices: it is divided */
#define WORTH_DIVIDING 24 /* devices that are no endpoints */

static void name_pages(struct region_atlas *atlas)
{
    for (guint i = atlas->names->len; i < atlas->regions->list->len; i++) {
        const char *name = REGION(atlas->regions, i)->name;
        g_ptr_array_add(atlas->names, i == 0 ? g_strdup("") : atlas_make_name(atlas->taken, name));
    }
}

static void atlas_init(struct region_atlas *atlas, const struct map_work *work)
{
    *atlas = (struct region_atlas){work, regions_new(work->structure), g_ptr_array_new_with_free_func(g_free),
                                   g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
    name_pages(atlas);
}

static void atlas_clear(struct region_atlas *atlas)
{
    regions_free(atlas->regions);
    g_ptr_array_unref(atlas->names);
    g_hash_table_unref(atlas->taken);
}

/* What an attempt may cost; the first page is to look like what people draw by hand: no rows. */
enum effort { EFFORT_LEAST, EFFORT_SOME, EFFORT_MUCH, EFFORT_FIRST };

/* Takes network. */
static struct scene *draw_network(const struct map_work *whole, struct map_network *network,
                                  enum effort effort)
{
    struct structure *structure = structure_new(network);
    struct map_work work = *whole;
    work.network = network;
    work.structure = structure;
    work.with_pages = false;
    work.is_quick = effort < EFFORT_MUCH;
    struct scene *scene = NULL;
    if (network->is_of_parts) {
        scene = mesh_draw(&work, effort == EFFORT_FIRST ? MESH_ORGANIC : MESH_BEST, true);
    } else {
        GPtrArray *pages = map_layout_draw_part(&work);
        g_ptr_array_set_free_func(pages, NULL);
        scene = pages->pdata[0];
        g_ptr_array_unref(pages);
    }
    structure_free(structure);
    map_network_free(network);
    return scene;
}

/* How many boxes and lines are to be placed. */
static void count_boxes(const struct map_network *network, guint *boxes, guint *lines)
{
    struct structure *structure = structure_new(network);
    struct quotient *quotient = quotient_new(structure);
    *boxes = quotient->blocks->len;
    *lines = quotient->edges->len;
    quotient_free(quotient);
    structure_free(structure);
}

/* The best drawing so far, and how it was made. */
struct attempt {
    struct scene *scene;
    double score, share;
};

static struct map_network *make_network(const struct region_atlas *atlas, guint region, double share)
{
    return REGION(atlas->regions, region)->parts->len > 0 ? atlas_network_of_parts(atlas, region, share)
                                                          : atlas_network_of_devices(atlas, region, share);
}

/* All with all: that is a block with one thick line. */
static bool is_fabric(const struct map_network *network)
{
    struct structure *structure = structure_new(network);
    struct clos *clos = clos_find(structure);
    bool is_so = clos != NULL;
    clos_free(clos);
    structure_free(structure);
    return is_so;
}

static bool is_worth_it(const struct map_network *network, double share, enum effort effort)
{
    guint boxes, lines;
    count_boxes(network, &boxes, &lines);
    bool is_dense = boxes > FEW_BOXES && lines > LINES_OF_BOX * boxes && !is_fabric(network);
    return effort >= EFFORT_MUCH ? boxes <= MOST_FOR_SLOW : !is_dense || share < INFINITY;
}

/* Where first positions cannot be had, nothing leads the lines. */
static bool is_drawn(const struct scene *scene)
{
    for (guint i = 0; i < scene->lines->len; i++)
        if (SCENE_LINE_AT(scene, i)->points->len < 2)
            return false;
    return true;
}

static void try_share(const struct region_atlas *atlas, guint region, double share, enum effort effort,
                      struct attempt *best)
{
    struct map_network *network = make_network(atlas, region, share);
    if (network == NULL)
        return;
    if (effort != EFFORT_LEAST && !is_worth_it(network, share, effort)) {
        map_network_free(network);
        return;
    }
    struct scene *scene = draw_network(atlas->work, network, effort);
    double score = scene_score(scene);
    double handicap = effort == EFFORT_FIRST ? HANDICAP_OF_ROWS : 0;
    bool is_better = best->scene == NULL || (is_drawn(scene) && score + handicap > best->score);
    scene_free(is_better ? best->scene : scene);
    if (is_better)
        *best = (struct attempt){scene, score, share};
}

/* With as many lines as can be followed; with more effort where that does not help, and on the first page. */
static struct scene *draw_best(const struct region_atlas *atlas, guint region)
{
    static const double shares[] = {INFINITY, 1.5, 1.2, 1};
    struct attempt best = {NULL, 0, INFINITY};
    for (size_t i = 0; i < G_N_ELEMENTS(shares) && best.score < READS_WELL; i++)
        try_share(atlas, region, shares[i], EFFORT_SOME, &best);
    if (best.scene == NULL)
        try_share(atlas, region, INFINITY, EFFORT_LEAST, &best);
    if (best.score < READS_WELL)
        try_share(atlas, region, best.share, EFFORT_MUCH, &best);
    if (region == 0)
        try_share(atlas, region, best.share, EFFORT_FIRST, &best);
    return best.scene;
}

static bool is_worth_dividing(const struct region_atlas *atlas, guint region)
{
    const GArray *devices = REGION(atlas->regions, region)->devices;
    guint inner = 0;
    for (guint i = 0; i < devices->len; i++)
        inner += !structure_is_leaf(atlas->work->structure, g_array_index(devices, guint, i));
    return inner > WORTH_DIVIDING;
}

/* So much that nothing of it could be followed. */
static bool is_thicket(const struct region_atlas *atlas, guint region)
{
    struct map_network *network = make_network(atlas, region, INFINITY);
    guint boxes, lines;
    count_boxes(network, &boxes, &lines);
    bool is_so = boxes > MANY_BOXES && lines > LINES_OF_BOX * boxes && !is_fabric(network);
    map_network_free(network);
    return is_so;
}

static bool divide(struct region_atlas *atlas, guint region)
{
    if (!regions_divide(atlas->regions, region))
        return false;
    name_pages(atlas);
    return true;
}

static struct scene *draw_region(struct region_atlas *atlas, guint region)
{
    bool may_divide = REGION(atlas->regions, region)->parts->len == 0 && is_worth_dividing(atlas, region);
    if (may_divide && is_thicket(atlas, region) && divide(atlas, region))
        may_divide = false;
    struct scene *scene = draw_best(atlas, region);
    if (!may_divide || scene_score(scene) >= READS_ILL || !divide(atlas, region))
        return scene;
    scene_free(scene);
    return draw_best(atlas, region);
}

static char *describe(const struct region_atlas *atlas, guint index)
{
    const struct region *region = REGION(atlas->regions, index);
    struct atlas_count count = {{0}, 0};
    for (guint i = 0; i < region->devices->len; i++)
        atlas_count_device(&count, atlas->work->structure, g_array_index(region->devices, guint, i));
    g_autofree char *devices = atlas_describe_count(&count);
    guint sites = 0;
    for (guint i = 0; i < region->parts->len; i++)
        sites += REGION(atlas->regions, g_array_index(region->parts, guint, i))->is_site;
    if (region->parts->len == 0)
        return g_steal_pointer(&devices);
    return g_strdup_printf("%u %s, %s", region->parts->len, sites == region->parts->len ? "sites" : "regions",
                           devices);
}

/* A page that is higher than wide has room beside the drawing, which the legend can use. */
static void widen(struct scene *scene)
{
    double width = fmin(LEAST_ASPECT * (scene->height + LAYOUT_FRAME_HEIGHT), MOST_WIDENING * scene->width);
    if (width <= scene->width)
        return;
    scene_move(scene, (width - scene->width) / 2, 0);
    scene->width = width;
}

static void finish(const struct region_atlas *atlas, guint index, struct scene *scene)
{
    const struct region *region = REGION(atlas->regions, index);
    g_free(scene->name);
    scene->name = g_strdup(atlas->names->pdata[index]);
    g_free(scene->description);
    scene->description = describe(atlas, index);
    if (index == 0)
        return;
    g_free(scene->title);
    scene->title = g_strdup(region->title);
    struct atlas_way ways[2] = {{"overview", g_strdup(atlas->work->first_url)}, {NULL, NULL}};
    if (region->above != 0)
        ways[1] = (struct atlas_way){REGION(atlas->regions, region->above)->title,
                                     atlas_region_url(atlas, region->above, index)};
    atlas_add_ways(scene, ways, G_N_ELEMENTS(ways));
    widen(scene);
}

GPtrArray *atlas_draw_regions(const struct map_work *work)
{
    struct region_atlas atlas;
    atlas_init(&atlas, work);
    GPtrArray *scenes = NULL;
    if (REGION(atlas.regions, 0)->parts->len > 0) {
        scenes = map_pages_new();
        for (guint i = 0; i < atlas.regions->list->len; i++) {
            struct scene *scene = draw_region(&atlas, i);
            finish(&atlas, i, scene);
            g_ptr_array_add(scenes, scene);
        }
        struct scene *first = scenes->pdata[0];
        char *description = g_strdup_printf("%s, on %u pages", first->description, scenes->len);
        g_free(first->description);
        first->description = description;
    }
    atlas_clear(&atlas);
    return scenes;
}
