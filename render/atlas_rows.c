#include "render/atlas.h"

#include "inventory/disjoint_set.h"
#include "render/text_size.h"

#define MOST_TOLD 6 /* pairs in a tooltip */
#define NAME_LIMIT 48

char *atlas_region_url(const struct region_atlas *atlas, guint region, guint from)
{
    if (region == 0)
        return g_strdup(atlas->work->first_url);
    const char *name = atlas->names->pdata[region];
    return from == 0 ? atlas_page_url(atlas->work, name) : atlas_sibling_url(atlas->work, name);
}

static bool is_within(const struct regions *regions, guint region, guint outer)
{
    while (region != STRUCTURE_NONE && region != outer)
        region = REGION(regions, region)->above;
    return region == outer;
}

guint atlas_target_of(const struct region_atlas *atlas, guint region, guint device)
{
    guint place = regions_place_of(atlas->regions, device);
    return is_within(atlas->regions, region, place) ? atlas->regions->lowest[device] : place;
}

void atlas_bundle_init(struct atlas_bundle *bundle)
{
    *bundle = (struct atlas_bundle){
        .certainty = CERTAINTY_CONFIRMED, .is_down = true, .is_blocked = true, .tooltip = g_string_new(NULL)};
}

void atlas_bundle_clear(struct atlas_bundle *bundle)
{
    g_string_free(bundle->tooltip, TRUE);
}

void atlas_bundle_add(struct atlas_bundle *bundle, const struct structure *structure, guint index)
{
    const struct structure_pair *pair = &structure->pairs[index];
    bundle->links += pair->cables;
    bundle->speed_bps += pair->speed_bps;
    bundle->certainty = MIN(bundle->certainty, pair->certainty);
    bundle->is_down &= pair->is_down;
    bundle->has_down |= pair->has_down;
    bundle->is_blocked &= pair->is_down || pair->is_blocked;
    bundle->told++;
    if (bundle->told > MOST_TOLD + 1)
        return;
    g_autofree char *text = structure_tooltip(structure, index);
    g_string_append_printf(bundle->tooltip, "%s%s", bundle->told > 1 ? "; " : "",
                           bundle->told > MOST_TOLD ? "and others" : text);
}

void atlas_add_row(struct map_network *network, guint device, const struct atlas_bundle *bundle,
                   const char *name, const char *url)
{
    guint number = network->devices->len;
    struct map_device row = {.id = g_strdup_printf(MAP_RESERVED_PREFIX "row %u", number),
                             .anchor = g_strdup_printf("row-of-%u", number),
                             .name = text_size_shorten(name, NAME_LIMIT),
                             .tooltip = g_strdup(bundle->tooltip->str),
                             .url = g_strdup(url),
                             .is_visited = true,
                             .is_elsewhere = true,
                             .position = G_MAXUINT,
                             .scale = 1};
    struct map_link link = {.devices = {device, number},
                            .tooltip = g_strdup(bundle->tooltip->str),
                            .speed_bps = bundle->speed_bps,
                            .certainty = bundle->certainty,
                            .is_down = bundle->is_down,
                            .is_blocked = bundle->is_blocked,
                            .count = bundle->links};
    g_array_append_val(network->devices, row);
    g_array_append_val(network->links, link);
}

/* First what holds all together, then as many of the strongest as there may be. */
guint atlas_choose_strands(GArray *strands, guint box_count, double share)
{
    struct disjoint_set *joined = disjoint_set_new(box_count);
    double room = share * box_count;
    guint left = strands->len;
    for (int round = 0; round < 2; round++)
        for (guint i = 0; i < strands->len; i++) {
            struct atlas_strand *strand = &g_array_index(strands, struct atlas_strand, i);
            bool holds = disjoint_set_find(joined, strand->a) != disjoint_set_find(joined, strand->b);
            bool is_taken = !strand->is_drawn && (round == 0 ? holds : room >= 1);
            disjoint_set_join(joined, strand->a, strand->b);
            strand->is_drawn |= is_taken;
            room -= is_taken ? 1 : 0;
            left -= is_taken;
        }
    disjoint_set_free(joined);
    return left;
}
