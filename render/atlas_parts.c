/*
 * The graph of the parts of a region. Where all that joins them cannot be drawn, what joins most is drawn,
 * and what is left is told in rows.
 */
#include "render/atlas.h"

#include "render/text_size.h"

#include <math.h>

#define NAME_LIMIT 48
#define LEAVES_IN_ROWS 10 /* parts that hang from one other: so many are its rows */

/* All that joins two parts, or a part with what is not in the region. */
struct bond {
    guint part, other; /* other: a part, or outside a region */
    bool is_outside, is_line;
    struct atlas_bundle bundle;
};

struct maker {
    const struct region_atlas *atlas;
    const struct structure *structure;
    guint index;
    const struct region *region;
    GArray *bonds; /* of struct bond */
    struct map_network *network;
};

struct piece {
    guint part, other, pair;
    bool is_outside;
};

static gint compare_pieces(gconstpointer a, gconstpointer b)
{
    const struct piece *x = a, *y = b;
    if (x->part != y->part)
        return x->part < y->part ? -1 : 1;
    if (x->is_outside != y->is_outside)
        return x->is_outside ? 1 : -1;
    if (x->other != y->other)
        return x->other < y->other ? -1 : 1;
    return (x->pair > y->pair) - (x->pair < y->pair);
}

/* Which part each device is in. */
static guint *number_parts(const struct maker *maker)
{
    guint *part_of = g_new(guint, maker->structure->device_count + 1);
    for (guint i = 0; i < maker->structure->device_count; i++)
        part_of[i] = STRUCTURE_NONE;
    for (guint i = 0; i < maker->region->parts->len; i++) {
        const GArray *devices =
            REGION(maker->atlas->regions, g_array_index(maker->region->parts, guint, i))->devices;
        for (guint k = 0; k < devices->len; k++)
            part_of[g_array_index(devices, guint, k)] = i;
    }
    return part_of;
}

static void add_piece(const struct maker *maker, GArray *pieces, const guint *part_of, guint device,
                      guint index)
{
    guint other = structure_other(&maker->structure->pairs[index], device);
    guint part = part_of[device], far = part_of[other];
    if (far == part || (far != STRUCTURE_NONE && far < part))
        return;
    bool is_outside = far == STRUCTURE_NONE;
    struct piece piece = {part, is_outside ? atlas_target_of(maker->atlas, maker->index, other) : far, index,
                          is_outside};
    g_array_append_val(pieces, piece);
}

static GArray *list_pieces(const struct maker *maker)
{
    const struct structure *structure = maker->structure;
    GArray *pieces = g_array_new(FALSE, FALSE, sizeof(struct piece));
    g_autofree guint *part_of = number_parts(maker);
    for (guint i = 0; i < maker->region->devices->len; i++) {
        guint device = g_array_index(maker->region->devices, guint, i);
        for (guint k = structure->first[device]; k < structure->first[device + 1]; k++)
            add_piece(maker, pieces, part_of, device, structure->incident[k]);
    }
    g_array_sort(pieces, compare_pieces);
    return pieces;
}

static void find_bonds(struct maker *maker)
{
    g_autoptr(GArray) pieces = list_pieces(maker);
    for (guint i = 0; i < pieces->len; i++) {
        const struct piece *piece = &g_array_index(pieces, struct piece, i);
        const struct piece *before = i > 0 ? piece - 1 : NULL;
        bool is_same = before != NULL && before->part == piece->part &&
                       before->is_outside == piece->is_outside && before->other == piece->other;
        if (!is_same) {
            struct bond bond = {.part = piece->part, .other = piece->other, .is_outside = piece->is_outside};
            atlas_bundle_init(&bond.bundle);
            g_array_append_val(maker->bonds, bond);
        }
        struct bond *bond = &g_array_index(maker->bonds, struct bond, maker->bonds->len - 1);
        atlas_bundle_add(&bond->bundle, maker->structure, piece->pair);
    }
}

/* What joins most first. */
static gint compare_bonds(gconstpointer a, gconstpointer b)
{
    const struct bond *x = a, *y = b;
    if (x->bundle.links != y->bundle.links)
        return x->bundle.links > y->bundle.links ? -1 : 1;
    if (x->part != y->part)
        return x->part < y->part ? -1 : 1;
    return (x->other > y->other) - (x->other < y->other);
}

/* Returns how many are left out. */
static guint choose_lines(struct maker *maker, double share)
{
    g_autoptr(GArray) strands = g_array_new(FALSE, FALSE, sizeof(struct atlas_strand));
    for (guint i = 0; i < maker->bonds->len; i++) {
        const struct bond *bond = &g_array_index(maker->bonds, struct bond, i);
        struct atlas_strand strand = {bond->part, bond->other, false};
        if (!bond->is_outside)
            g_array_append_val(strands, strand);
    }
    guint left = atlas_choose_strands(strands, maker->region->parts->len, share), next = 0;
    for (guint i = 0; i < maker->bonds->len; i++) {
        struct bond *bond = &g_array_index(maker->bonds, struct bond, i);
        if (!bond->is_outside)
            bond->is_line = g_array_index(strands, struct atlas_strand, next++).is_drawn;
    }
    return left;
}

static struct atlas_count count_devices(const struct maker *maker, const struct region *region)
{
    struct atlas_count count = {{0}, 0};
    for (guint i = 0; i < region->devices->len; i++)
        atlas_count_device(&count, maker->structure, g_array_index(region->devices, guint, i));
    return count;
}

static bool is_visited(const struct maker *maker, const struct region *region)
{
    for (guint i = 0; i < region->devices->len; i++)
        if (MAP_DEVICE(maker->structure->network, g_array_index(region->devices, guint, i))->is_visited)
            return true;
    return false;
}

/* "25 sites, 1050 routers". */
static char *describe_part(const struct maker *maker, const struct region *part, const char *devices)
{
    guint sites = 0;
    for (guint i = 0; i < part->parts->len; i++)
        sites += REGION(maker->atlas->regions, g_array_index(part->parts, guint, i))->is_site;
    if (part->parts->len == 0)
        return g_strdup(devices);
    return g_strdup_printf("%u %s, %s", part->parts->len, sites == part->parts->len ? "sites" : "regions",
                           devices);
}

static void add_part(struct maker *maker, guint index)
{
    const struct region *part = REGION(maker->atlas->regions, index);
    const struct atlas_count count = count_devices(maker, part);
    g_autofree char *devices = atlas_describe_count(&count);
    const char *page = maker->atlas->names->pdata[index];
    struct map_device device = {.id = g_strdup_printf(MAP_RESERVED_PREFIX "region %s", page),
                                .anchor = g_strdup_printf("region-%s", page),
                                .name = text_size_shorten(part->title, NAME_LIMIT),
                                .detail = describe_part(maker, part, devices),
                                .tooltip = g_strdup_printf("%s: %s", part->title, devices),
                                .url = atlas_region_url(maker->atlas, index, maker->index),
                                .is_visited = is_visited(maker, part),
                                .stands_alone = true,
                                .position = G_MAXUINT,
                                .scale = 1};
    g_array_append_val(maker->network->devices, device);
}

static void add_line(struct maker *maker, const struct bond *bond)
{
    const char *a = MAP_DEVICE(maker->network, bond->part)->name,
               *b = MAP_DEVICE(maker->network, bond->other)->name;
    const struct atlas_bundle *bundle = &bond->bundle;
    struct map_link link = {.devices = {bond->part, bond->other},
                            .tooltip = g_strdup_printf("%s - %s: %u link%s: %s", a, b, bundle->links,
                                                       bundle->links == 1 ? "" : "s", bundle->tooltip->str),
                            .speed_bps = bundle->speed_bps,
                            .certainty = bundle->certainty,
                            .is_down = bundle->is_down,
                            .is_blocked = bundle->is_blocked,
                            .count = bundle->links};
    g_array_append_val(maker->network->links, link);
}

/* A part that hangs from one other together with many is a row of it. */
static void find_leaves(struct maker *maker)
{
    guint count = maker->region->parts->len;
    g_autofree guint *degree = g_new0(guint, count + 1);
    g_autofree guint *host = g_new0(guint, count + 1), *leaves = g_new0(guint, count + 1);
    for (guint i = 0; i < maker->bonds->len; i++) {
        const struct bond *bond = &g_array_index(maker->bonds, struct bond, i);
        /* What leads out keeps a part from being a leaf. */
        degree[bond->part] += bond->is_outside ? 2 : 1;
        if (bond->is_outside)
            continue;
        degree[bond->other]++;
        host[bond->part] = bond->other;
        host[bond->other] = bond->part;
    }
    for (guint i = 0; i < count; i++)
        if (degree[i] == 1)
            leaves[host[i]]++;
    for (guint i = 0; i < count; i++) {
        struct map_device *part = MAP_DEVICE(maker->network, i);
        if (degree[i] != 1 || leaves[host[i]] < LEAVES_IN_ROWS)
            continue;
        part->stands_alone = false;
        char *name = g_strdup_printf("%s (%s)", part->name, part->detail);
        g_free(part->name);
        part->name = name;
    }
}

struct row {
    const struct bond *bond;
    bool is_reverse; /* of the other part */
};

static void add_row_of(struct maker *maker, guint part, const struct row *row)
{
    const struct bond *bond = row->bond;
    guint other = row->is_reverse ? bond->part : bond->other;
    guint region = bond->is_outside ? other : g_array_index(maker->region->parts, guint, other);
    g_autofree char *url = atlas_region_url(maker->atlas, region, maker->index);
    atlas_add_row(maker->network, part, &bond->bundle, REGION(maker->atlas->regions, region)->title, url);
}

static void add_rest(struct maker *maker, guint part, const GArray *rows, guint first)
{
    struct atlas_bundle rest;
    atlas_bundle_init(&rest);
    for (guint i = first; i < rows->len; i++) {
        const struct row *row = &g_array_index(rows, struct row, i);
        const struct bond *bond = row->bond;
        guint other = row->is_reverse ? bond->part : bond->other;
        guint region = bond->is_outside ? other : g_array_index(maker->region->parts, guint, other);
        rest.links += bond->bundle.links;
        rest.speed_bps += bond->bundle.speed_bps;
        rest.is_down &= bond->bundle.is_down;
        rest.is_blocked &= bond->bundle.is_blocked;
        g_string_append_printf(rest.tooltip, "%s%s x%u", i > first ? ", " : "",
                               REGION(maker->atlas->regions, region)->title, bond->bundle.links);
    }
    g_autofree char *name = g_strdup_printf("%u more", rows->len - first);
    atlas_add_row(maker->network, part, &rest, name, NULL);
    atlas_bundle_clear(&rest);
}

static void add_rows(struct maker *maker, guint part)
{
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(struct row));
    for (guint i = 0; i < maker->bonds->len; i++) {
        const struct bond *bond = &g_array_index(maker->bonds, struct bond, i);
        bool is_reverse = !bond->is_outside && bond->other == part;
        struct row row = {bond, is_reverse};
        if (!bond->is_line && (bond->part == part || is_reverse))
            g_array_append_val(rows, row);
    }
    guint told = rows->len > ATLAS_MOST_ROWS ? ATLAS_MOST_ROWS - 1 : rows->len;
    for (guint i = 0; i < told; i++)
        add_row_of(maker, part, &g_array_index(rows, struct row, i));
    if (told < rows->len)
        add_rest(maker, part, rows, told);
}

static void maker_clear(struct maker *maker)
{
    for (guint i = 0; i < maker->bonds->len; i++)
        atlas_bundle_clear(&g_array_index(maker->bonds, struct bond, i).bundle);
    g_array_unref(maker->bonds);
}

struct map_network *atlas_network_of_parts(const struct region_atlas *atlas, guint region, double share)
{
    struct maker maker = {.atlas = atlas,
                          .structure = atlas->work->structure,
                          .index = region,
                          .region = REGION(atlas->regions, region),
                          .bonds = g_array_new(FALSE, FALSE, sizeof(struct bond))};
    find_bonds(&maker);
    g_array_sort(maker.bonds, compare_bonds);
    if (choose_lines(&maker, share) == 0 && share < INFINITY) {
        maker_clear(&maker);
        return NULL;
    }
    maker.network = map_network_new_empty();
    maker.network->is_of_parts = true;
    for (guint i = 0; i < maker.region->parts->len; i++)
        add_part(&maker, g_array_index(maker.region->parts, guint, i));
    for (guint i = 0; i < maker.bonds->len; i++)
        if (g_array_index(maker.bonds, struct bond, i).is_line)
            add_line(&maker, &g_array_index(maker.bonds, struct bond, i));
    find_leaves(&maker);
    for (guint i = 0; i < maker.region->parts->len; i++)
        add_rows(&maker, i);
    maker_clear(&maker);
    return maker.network;
}
