#include "render/atlas.h"

#include "render/sandwich.h"

#include <math.h>

#define GAP 16.0

/* The sites as drawings, and the rows that they are packed in. */
struct poster {
    GPtrArray *sites; /* of struct scene */
    double width, height;
};

static GPtrArray *draw_sites(const struct map_work *work, const struct campus *campus, double aspect)
{
    GPtrArray *scenes = map_pages_new();
    for (guint i = 0; i < campus->sites->len; i++) {
        const struct sandwich_part part = {.campus = campus,
                                           .kept = work->kept,
                                           .keep = work->keep,
                                           .first_site = i,
                                           .site_count = 1,
                                           .aspect = aspect,
                                           .with_connectors = true};
        g_ptr_array_add(scenes, sandwich_draw(work->structure, &part));
    }
    return scenes;
}

/* Returns the height. */
static double pack(const GPtrArray *sites, double width, struct scene *to)
{
    double x = 0, y = 0, row = 0;
    for (guint i = 0; i < sites->len; i++) {
        struct scene *site = sites->pdata[i];
        if (x > 0 && x + site->width > width) {
            y += row + GAP;
            x = row = 0;
        }
        double next = x + site->width + GAP;
        row = fmax(row, site->height);
        if (to)
            scene_take(to, site, x, y);
        x = next;
    }
    return y + row;
}

/* The width with which a page of these sites below cores of this height is smallest. */
static struct poster best_width(GPtrArray *sites, double above)
{
    struct poster best = {sites, 1, INFINITY};
    double widest = 1, total = 0, least = INFINITY;
    for (guint i = 0; i < sites->len; i++) {
        const struct scene *site = sites->pdata[i];
        widest = fmax(widest, site->width);
        total += site->width + GAP;
    }
    double width = widest;
    while (width <= total * 1.02) {
        double height = pack(sites, width, NULL), cost = fmax(width / ATLAS_ASPECT, height + above);
        if (cost < least) {
            best.width = width;
            best.height = height + above;
        }
        least = fmin(least, cost);
        width *= 1.02;
    }
    return best;
}

static double cost_of(const struct poster *poster)
{
    return fmax(poster->width / ATLAS_ASPECT, poster->height);
}

/* With columns of cards as high as makes the smallest page. */
static struct poster best_poster(const struct map_work *work, const struct campus *campus, double above)
{
    static const double aspects[] = {0.7, 1.0, 1.4, 2.0};
    struct poster best = best_width(draw_sites(work, campus, aspects[0]), above);
    for (size_t i = 1; i < G_N_ELEMENTS(aspects); i++) {
        struct poster other = best_width(draw_sites(work, campus, aspects[i]), above);
        bool is_better = cost_of(&other) < cost_of(&best);
        g_ptr_array_unref(is_better ? best.sites : other.sites);
        best = is_better ? other : best;
    }
    return best;
}

struct scene *atlas_draw_poster(const struct map_work *work, struct campus *campus)
{
    atlas_sort_sites(work, campus);
    g_autoptr(GArray) no_cards = g_array_new(FALSE, FALSE, sizeof(struct atlas_card));
    struct scene *cores = atlas_draw_overview(work, campus, no_cards, true);
    struct poster best = best_poster(work, campus, cores->height + GAP);
    struct scene *scene = scene_new();
    pack(best.sites, best.width, scene);
    g_ptr_array_set_free_func(best.sites, NULL);
    g_ptr_array_unref(best.sites);
    scene_normalize(scene);
    scene_take(scene, cores, (scene->width - cores->width) / 2, -cores->height - GAP);
    scene_normalize(scene);
    return scene;
}
