#include "render/regions.h"

#include "model/text.h"
#include "render/grouping.h"
#include "render/sites.h"

#include <string.h>

#define MOST_DEVICES 600 /* on a page */
#define MOST_INNER 160   /* of them that are no endpoints */
#define SLICE 120        /* devices */
#define FEW_SITES 24     /* on a page, whatever the links between them */
#define MOST_SITES 300   /* on a page */
#define PAIRS_OF_SITE 2  /* more links than this for each site cannot be followed on a page */
#define SLICE_OF_SITES 40

/* What becomes the parts of a region: a site, or a device with its endpoints. */
struct unit {
    GArray *devices; /* of guint */
    const char *site;
};

struct builder {
    struct regions *regions;
    const struct structure *structure;
    guint *unit_of; /* scratch: of each device; STRUCTURE_NONE: it is not in the region at hand */
};

static void unit_clear(gpointer data)
{
    g_array_unref(((struct unit *)data)->devices);
}

static GArray *new_units(void)
{
    GArray *units = g_array_new(FALSE, FALSE, sizeof(struct unit));
    g_array_set_clear_func(units, unit_clear);
    return units;
}

static struct unit *unit_at(const GArray *units, guint i)
{
    return &g_array_index(units, struct unit, i);
}

static void free_region(gpointer data)
{
    struct region *region = data;
    g_free(region->title);
    g_free(region->name);
    g_array_unref(region->parts);
    g_array_unref(region->devices);
    g_free(region);
}

static guint add_region(struct builder *builder, guint above)
{
    struct region *region = g_new0(struct region, 1);
    region->above = above;
    region->parts = g_array_new(FALSE, FALSE, sizeof(guint));
    region->devices = g_array_new(FALSE, FALSE, sizeof(guint));
    g_ptr_array_add(builder->regions->list, region);
    guint index = builder->regions->list->len - 1;
    if (above != STRUCTURE_NONE) {
        region->depth = REGION(builder->regions, above)->depth + 1;
        g_array_append_val(REGION(builder->regions, above)->parts, index);
    }
    return index;
}

static const char *name_of(const struct builder *builder, guint device)
{
    return MAP_DEVICE(builder->structure->network, device)->name;
}

static void append_all(GArray *to, const GArray *from)
{
    if (from->len > 0)
        g_array_append_vals(to, from->data, from->len);
}

static gint compare_numbers(gconstpointer a, gconstpointer b)
{
    guint x = *(const guint *)a, y = *(const guint *)b;
    return (x > y) - (x < y);
}

static gint compare_edges(gconstpointer a, gconstpointer b)
{
    const struct community_edge *x = a, *y = b;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return (x->b > y->b) - (x->b < y->b);
}

static void add_edges_of(const struct builder *builder, guint device, GArray *edges)
{
    const struct structure *structure = builder->structure;
    for (guint k = structure->first[device]; k < structure->first[device + 1]; k++) {
        const struct structure_pair *pair = &structure->pairs[structure->incident[k]];
        guint a = builder->unit_of[pair->a], b = builder->unit_of[pair->b];
        if (pair->a != device || a == b || a == STRUCTURE_NONE || b == STRUCTURE_NONE)
            continue;
        struct community_edge edge = {MIN(a, b), MAX(a, b), 1};
        g_array_append_val(edges, edge);
    }
}

/* The links between units, one for each pair of them. */
static GArray *join_units(const struct builder *builder, const GArray *units)
{
    GArray *edges = g_array_new(FALSE, FALSE, sizeof(struct community_edge));
    for (guint i = 0; i < units->len; i++)
        for (guint k = 0; k < unit_at(units, i)->devices->len; k++)
            builder->unit_of[g_array_index(unit_at(units, i)->devices, guint, k)] = i;
    for (guint i = 0; i < units->len; i++)
        for (guint k = 0; k < unit_at(units, i)->devices->len; k++)
            add_edges_of(builder, g_array_index(unit_at(units, i)->devices, guint, k), edges);
    for (guint i = 0; i < units->len; i++)
        for (guint k = 0; k < unit_at(units, i)->devices->len; k++)
            builder->unit_of[g_array_index(unit_at(units, i)->devices, guint, k)] = STRUCTURE_NONE;
    g_array_sort(edges, compare_edges);
    guint kept = 0;
    for (guint i = 0; i < edges->len; i++) {
        struct community_edge edge = g_array_index(edges, struct community_edge, i);
        struct community_edge *last = &g_array_index(edges, struct community_edge, kept ? kept - 1 : 0);
        if (kept > 0 && last->a == edge.a && last->b == edge.b)
            last->weight += 1;
        else
            g_array_index(edges, struct community_edge, kept++) = edge;
    }
    g_array_set_size(edges, kept);
    return edges;
}

/* The unit with most links to the others; among equals the first. */
static guint most_central(guint count, const GArray *edges, const guint *group_of, guint group)
{
    g_autofree double *weights = g_new0(double, count + 1);
    guint best = STRUCTURE_NONE;
    for (guint i = 0; i < edges->len; i++) {
        const struct community_edge *edge = &g_array_index(edges, struct community_edge, i);
        if (group_of[edge->a] == group && group_of[edge->b] == group) {
            weights[edge->a] += edge->weight;
            weights[edge->b] += edge->weight;
        }
    }
    for (guint i = 0; i < count; i++)
        if (group_of[i] == group && (best == STRUCTURE_NONE || weights[i] > weights[best]))
            best = i;
    return best;
}

static const char *title_of(const struct builder *builder, const struct unit *unit)
{
    return unit->site ? unit->site : name_of(builder, g_array_index(unit->devices, guint, 0));
}

static gint compare_titles(gconstpointer a, gconstpointer b, gpointer user)
{
    const struct regions *regions = user;
    guint x = *(const guint *)a, y = *(const guint *)b;
    int order = text_compare_natural(REGION(regions, x)->title, REGION(regions, y)->title);
    return order ? order : (x > y) - (x < y);
}

/* "around p-7", "room 1, around p-7", "branch 1 to branch 40". */
static void name_group(const struct builder *builder, guint index, const GArray *units, guint first,
                       guint last, guint central, bool is_sliced)
{
    struct region *region = REGION(builder->regions, index);
    const struct region *above = REGION(builder->regions, region->above);
    const char *center = title_of(builder, unit_at(units, central));
    g_autofree char *own = is_sliced ? g_strdup_printf("%s to %s", title_of(builder, unit_at(units, first)),
                                                       title_of(builder, unit_at(units, last)))
                                     : g_strdup_printf("around %s", center);
    if (is_sliced && first == last) {
        g_free(own);
        own = g_strdup(center);
    }
    bool is_in_site = above->is_site;
    region->title = is_in_site ? g_strdup_printf("%s, %s", above->title, own) : g_strdup(own);
    region->name = is_in_site ? g_strdup_printf("%s %s", above->name, center) : g_strdup(center);
}

static void collect_devices(struct builder *builder, guint index, const GArray *units)
{
    struct region *region = REGION(builder->regions, index);
    for (guint i = 0; i < units->len; i++)
        append_all(region->devices, unit_at(units, i)->devices);
    g_array_sort(region->devices, compare_numbers);
}

/* The units of a group. Adds their region. */
static GArray *take_group(struct builder *builder, guint above, const GArray *units, const GArray *edges,
                          const struct grouping *grouping, guint group, guint *index)
{
    GArray *members = new_units();
    guint first = STRUCTURE_NONE, last = 0;
    for (guint i = 0; i < units->len; i++) {
        if (grouping->group_of[i] != group)
            continue;
        struct unit unit = *unit_at(units, i);
        g_array_ref(unit.devices);
        g_array_append_val(members, unit);
        first = MIN(first, i);
        last = i;
    }
    *index = add_region(builder, above);
    guint central = most_central(units->len, edges, grouping->group_of, group);
    name_group(builder, *index, units, first, last, central, grouping->is_sliced);
    collect_devices(builder, *index, members);
    return members;
}

static guint *list_sizes(const GArray *units, bool by_devices)
{
    guint *sizes = g_new(guint, units->len + 1);
    for (guint i = 0; i < units->len; i++)
        sizes[i] = by_devices ? unit_at(units, i)->devices->len : 1;
    return sizes;
}

static void sort_parts(struct builder *builder, guint index)
{
    g_array_sort_with_data(REGION(builder->regions, index)->parts, compare_titles, builder->regions);
}

static bool fits_on_page(const struct builder *builder, const struct region *region)
{
    guint inner = 0;
    for (guint i = 0; i < region->devices->len; i++)
        inner += !structure_is_leaf(builder->structure, g_array_index(region->devices, guint, i));
    return inner < 2 || (region->devices->len <= MOST_DEVICES && inner <= MOST_INNER);
}

/* Each device that is no endpoint, with its endpoints. */
static GArray *list_hosts(const struct builder *builder, const struct region *region)
{
    const struct structure *structure = builder->structure;
    GArray *units = new_units();
    for (guint i = 0; i < region->devices->len; i++) {
        guint device = g_array_index(region->devices, guint, i);
        if (structure_is_leaf(structure, device))
            continue;
        struct unit unit = {g_array_new(FALSE, FALSE, sizeof(guint)), NULL};
        g_array_append_val(unit.devices, device);
        for (guint k = structure->leaf_first[device]; k < structure->leaf_first[device + 1]; k++)
            g_array_append_val(unit.devices, structure->leaves[k]);
        g_array_append_val(units, unit);
    }
    return units;
}

static void divide_devices(struct builder *builder, guint index);

static bool divide_into_groups(struct builder *builder, guint index)
{
    g_autoptr(GArray) units = list_hosts(builder, REGION(builder->regions, index));
    if (units->len < 2)
        return false;
    g_autoptr(GArray) edges = join_units(builder, units);
    g_autofree guint *sizes = list_sizes(units, true);
    struct grouping grouping = grouping_find(units->len, edges, sizes, SLICE);
    for (guint group = 0; group < grouping.count; group++) {
        guint part;
        g_array_unref(take_group(builder, index, units, edges, &grouping, group, &part));
        divide_devices(builder, part);
    }
    grouping_clear(&grouping);
    sort_parts(builder, index);
    return true;
}

static void settle(struct builder *builder, guint index)
{
    const struct region *region = REGION(builder->regions, index);
    for (guint i = 0; i < region->devices->len; i++)
        builder->regions->lowest[g_array_index(region->devices, guint, i)] = index;
}

static void divide_devices(struct builder *builder, guint index)
{
    if (fits_on_page(builder, REGION(builder->regions, index)) || !divide_into_groups(builder, index))
        settle(builder, index);
}

/* Each site as a part. */
static void add_sites(struct builder *builder, guint above, const GArray *sites)
{
    for (guint i = 0; i < sites->len; i++) {
        const struct unit *site = unit_at(sites, i);
        guint index = add_region(builder, above);
        struct region *region = REGION(builder->regions, index);
        region->is_site = true;
        region->title = g_strdup(title_of(builder, site));
        region->name = g_strdup(region->title);
        append_all(region->devices, site->devices);
        g_array_sort(region->devices, compare_numbers);
        divide_devices(builder, index);
    }
    sort_parts(builder, above);
}

/* Sites that hang from one other are rows of it, and need no room to speak of. */
static bool can_be_graph(const GArray *sites, const GArray *edges)
{
    if (sites->len <= FEW_SITES)
        return true;
    g_autofree guint *degrees = g_new0(guint, sites->len + 1);
    for (guint i = 0; i < edges->len; i++) {
        degrees[g_array_index(edges, struct community_edge, i).a]++;
        degrees[g_array_index(edges, struct community_edge, i).b]++;
    }
    guint inner = 0;
    for (guint i = 0; i < sites->len; i++)
        inner += degrees[i] > 1;
    return sites->len <= 2 * MOST_SITES && inner <= MOST_SITES && edges->len <= PAIRS_OF_SITE * sites->len;
}

static void divide_sites(struct builder *builder, guint index, const GArray *sites)
{
    g_autoptr(GArray) edges = join_units(builder, sites);
    if (can_be_graph(sites, edges)) {
        add_sites(builder, index, sites);
        return;
    }
    g_autofree guint *sizes = list_sizes(sites, false);
    struct grouping grouping = grouping_find(sites->len, edges, sizes, SLICE_OF_SITES);
    for (guint group = 0; group < grouping.count; group++) {
        guint part;
        g_autoptr(GArray) members = take_group(builder, index, sites, edges, &grouping, group, &part);
        divide_sites(builder, part, members);
    }
    grouping_clear(&grouping);
    sort_parts(builder, index);
}

static GArray *list_sites(const struct structure *structure, const struct sites *sites)
{
    GArray *units = new_units();
    for (guint i = 0; i < sites->names->len; i++) {
        struct unit unit = {g_array_new(FALSE, FALSE, sizeof(guint)), sites->names->pdata[i]};
        g_array_append_val(units, unit);
    }
    for (guint i = 0; i < structure->device_count; i++)
        g_array_append_val(unit_at(units, sites->site_of[i])->devices, i);
    return units;
}

static void begin(struct builder *builder, struct regions *regions)
{
    guint count = regions->structure->device_count;
    *builder = (struct builder){regions, regions->structure, g_new(guint, count + 1)};
    for (guint i = 0; i < count; i++)
        builder->unit_of[i] = STRUCTURE_NONE;
}

struct regions *regions_new(const struct structure *structure)
{
    struct regions *regions = g_new0(struct regions, 1);
    struct builder builder;
    regions->structure = structure;
    regions->list = g_ptr_array_new_with_free_func(free_region);
    regions->lowest = g_new0(guint, structure->device_count + 1);
    begin(&builder, regions);
    guint whole = add_region(&builder, STRUCTURE_NONE);
    REGION(regions, whole)->title = g_strdup("");
    REGION(regions, whole)->name = g_strdup("");
    for (guint i = 0; i < structure->device_count; i++)
        g_array_append_val(REGION(regions, whole)->devices, i);
    struct sites *sites = sites_find(structure);
    if (sites != NULL) {
        g_autoptr(GArray) units = list_sites(structure, sites);
        divide_sites(&builder, whole, units);
    } else {
        divide_devices(&builder, whole);
    }
    sites_free(sites);
    g_free(builder.unit_of);
    return regions;
}

void regions_free(struct regions *regions)
{
    if (regions == NULL)
        return;
    g_ptr_array_unref(regions->list);
    g_free(regions->lowest);
    g_free(regions);
}

bool regions_divide(struct regions *regions, guint region)
{
    struct builder builder;
    begin(&builder, regions);
    bool is_divided = divide_into_groups(&builder, region);
    g_free(builder.unit_of);
    return is_divided;
}

guint regions_place_of(const struct regions *regions, guint device)
{
    guint lowest = regions->lowest[device];
    for (guint i = lowest; i != STRUCTURE_NONE; i = REGION(regions, i)->above)
        if (REGION(regions, i)->is_site)
            return i;
    return lowest;
}
