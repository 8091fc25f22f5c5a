/*
 * The page of a region that has no parts: its devices, and a row for each link that leads out of it.
 */
#include "render/atlas.h"

#include <math.h>

struct maker {
    const struct region_atlas *atlas;
    const struct structure *structure;
    guint region;
    guint *shown_as; /* of each device of the region, in the network */
    struct map_network *network;
};

/* A link of a device that leads out. */
struct way_out {
    guint pair, device; /* at the other end */
    guint target;       /* region */
};

static gint compare_ways(gconstpointer a, gconstpointer b)
{
    const struct way_out *x = a, *y = b;
    if (x->target != y->target)
        return x->target < y->target ? -1 : 1;
    return (x->device > y->device) - (x->device < y->device);
}

static bool is_here(const struct maker *maker, guint device)
{
    return maker->atlas->regions->lowest[device] == maker->region;
}

static void add_inner(struct maker *maker, const struct structure_pair *pair)
{
    const struct map_network *network = maker->structure->network;
    for (guint i = 0; i < pair->count; i++) {
        const struct map_link *link = MAP_LINK(network, maker->structure->links[pair->first + i]);
        map_network_add_link(maker->network, link, maker->shown_as[link->devices[END_A]],
                             maker->shown_as[link->devices[END_B]]);
    }
}

/* With the ports that the links have. */
static void add_way_out(struct maker *maker, guint device, const struct way_out *way)
{
    const struct structure_pair *pair = &maker->structure->pairs[way->pair];
    const struct region *target = REGION(maker->atlas->regions, way->target);
    const char *far = MAP_DEVICE(maker->structure->network, way->device)->name;
    bool is_far = way->target != maker->region && target->is_site;
    g_autofree char *name = is_far ? g_strdup_printf("%s (%s)", far, target->title) : g_strdup(far);
    g_autofree char *url =
        atlas_region_url(maker->atlas, maker->atlas->regions->lowest[way->device], maker->region);
    struct atlas_bundle bundle;
    atlas_bundle_init(&bundle);
    atlas_bundle_add(&bundle, maker->structure, way->pair);
    guint row = maker->network->devices->len, first = maker->network->links->len;
    atlas_add_row(maker->network, maker->shown_as[device], &bundle, name, url);
    g_array_set_size(maker->network->links, first);
    atlas_bundle_clear(&bundle);
    for (guint i = 0; i < pair->count; i++) {
        const struct map_link *link =
            MAP_LINK(maker->structure->network, maker->structure->links[pair->first + i]);
        bool is_a = link->devices[END_A] == device;
        guint own = maker->shown_as[device];
        map_network_add_link(maker->network, link, is_a ? own : row, is_a ? row : own);
    }
}

/* Where there are many, one row for each region that they lead to; then one for the rest of them. */
static void add_bundles(struct maker *maker, guint device, const GArray *ways)
{
    guint told = 0, regions = 0, end;
    for (guint i = 0; i < ways->len; i++)
        regions += i == 0 || g_array_index(ways, struct way_out, i).target !=
                                 g_array_index(ways, struct way_out, i - 1).target;
    guint most = regions > ATLAS_MOST_ROWS ? ATLAS_MOST_ROWS - 1 : regions;
    for (guint first = 0; first < ways->len; first = end, told++) {
        guint target = g_array_index(ways, struct way_out, first).target;
        struct atlas_bundle bundle;
        atlas_bundle_init(&bundle);
        for (end = first; end < ways->len; end++) {
            const struct way_out *way = &g_array_index(ways, struct way_out, end);
            if (told < most && way->target != target)
                break;
            atlas_bundle_add(&bundle, maker->structure, way->pair);
        }
        g_autofree char *url = atlas_region_url(maker->atlas, target, maker->region);
        g_autofree char *rest = g_strdup_printf("%u more", regions - told);
        bool is_rest = told == most;
        atlas_add_row(maker->network, maker->shown_as[device], &bundle,
                      is_rest ? rest : REGION(maker->atlas->regions, target)->title, is_rest ? NULL : url);
        atlas_bundle_clear(&bundle);
    }
}

/* A link within the region, whose both ends are no endpoints. */
struct inner {
    guint pair, cables;
    uint64_t speed_bps;
};

/* The fastest first; what is down last. */
static gint compare_inner(gconstpointer a, gconstpointer b)
{
    const struct inner *x = a, *y = b;
    if (x->speed_bps != y->speed_bps)
        return x->speed_bps > y->speed_bps ? -1 : 1;
    if (x->cables != y->cables)
        return x->cables > y->cables ? -1 : 1;
    return (x->pair > y->pair) - (x->pair < y->pair);
}

/* The links within the region. is_line: which of all pairs are drawn. Returns how many are not. */
static guint choose_lines(const struct maker *maker, double share, bool *is_line)
{
    const struct structure *structure = maker->structure;
    const GArray *devices = REGION(maker->atlas->regions, maker->region)->devices;
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(struct inner));
    g_autoptr(GArray) strands = g_array_new(FALSE, FALSE, sizeof(struct atlas_strand));
    guint boxes = 0;
    for (guint i = 0; i < devices->len; i++) {
        guint device = g_array_index(devices, guint, i);
        boxes += !structure_is_leaf(structure, device);
        for (guint k = structure->first[device]; k < structure->first[device + 1]; k++) {
            const struct structure_pair *pair = &structure->pairs[structure->incident[k]];
            bool is_leaf = structure_is_leaf(structure, pair->a) || structure_is_leaf(structure, pair->b);
            is_line[structure->incident[k]] = true;
            struct inner inner = {structure->incident[k], pair->cables, pair->speed_bps};
            if (pair->a == device && !is_leaf && is_here(maker, pair->b))
                g_array_append_val(list, inner);
        }
    }
    g_array_sort(list, compare_inner);
    for (guint i = 0; i < list->len; i++) {
        const struct structure_pair *pair = &structure->pairs[g_array_index(list, struct inner, i).pair];
        struct atlas_strand strand = {maker->shown_as[pair->a], maker->shown_as[pair->b], false};
        g_array_append_val(strands, strand);
    }
    /* Boxes are the devices that are no endpoints, though all have numbers. */
    guint left = atlas_choose_strands(strands, devices->len, share * boxes / MAX(devices->len, 1));
    for (guint i = 0; i < list->len; i++)
        is_line[g_array_index(list, struct inner, i).pair] =
            g_array_index(strands, struct atlas_strand, i).is_drawn;
    return left;
}

static void add_links_of(struct maker *maker, guint device, const bool *is_line)
{
    const struct structure *structure = maker->structure;
    g_autoptr(GArray) ways = g_array_new(FALSE, FALSE, sizeof(struct way_out));
    for (guint k = structure->first[device]; k < structure->first[device + 1]; k++) {
        guint index = structure->incident[k];
        const struct structure_pair *pair = &structure->pairs[index];
        guint other = structure_other(pair, device);
        struct way_out way = {index, other, maker->region};
        if (is_here(maker, other) && is_line[index]) {
            if (device < other)
                add_inner(maker, pair);
            continue;
        }
        if (is_here(maker, other))
            add_way_out(maker, device, &way);
        else
            way.target = atlas_target_of(maker->atlas, maker->region, other);
        if (way.target != maker->region)
            g_array_append_val(ways, way);
    }
    g_array_sort(ways, compare_ways);
    if (ways->len > ATLAS_MOST_ROWS)
        add_bundles(maker, device, ways);
    else
        for (guint i = 0; i < ways->len; i++)
            add_way_out(maker, device, &g_array_index(ways, struct way_out, i));
}

struct map_network *atlas_network_of_devices(const struct region_atlas *atlas, guint region, double share)
{
    const GArray *devices = REGION(atlas->regions, region)->devices;
    g_autofree guint *shown_as = g_new0(guint, atlas->work->structure->device_count + 1);
    g_autofree bool *is_line = g_new0(bool, atlas->work->structure->pair_count + 1);
    struct maker maker = {
        .atlas = atlas, .structure = atlas->work->structure, .region = region, .shown_as = shown_as};
    for (guint i = 0; i < devices->len; i++)
        shown_as[g_array_index(devices, guint, i)] = i;
    if (choose_lines(&maker, share, is_line) == 0 && share < INFINITY)
        return NULL;
    maker.network = map_network_new_empty();
    for (guint i = 0; i < devices->len; i++) {
        guint device = g_array_index(devices, guint, i);
        map_network_add_device(maker.network, MAP_DEVICE(maker.structure->network, device));
    }
    for (guint i = 0; i < devices->len; i++)
        add_links_of(&maker, g_array_index(devices, guint, i), is_line);
    return maker.network;
}
