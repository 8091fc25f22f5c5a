#include "render/structure.h"

#include <stdlib.h>

static int compare_links(gconstpointer a, gconstpointer b, gpointer user)
{
    const struct map_network *network = user;
    guint i = *(const guint *)a, j = *(const guint *)b;
    const guint *p = MAP_LINK(network, i)->devices, *q = MAP_LINK(network, j)->devices;
    guint p_low = MIN(p[0], p[1]), q_low = MIN(q[0], q[1]);
    guint p_high = MAX(p[0], p[1]), q_high = MAX(q[0], q[1]);
    if (p_low != q_low)
        return p_low < q_low ? -1 : 1;
    if (p_high != q_high)
        return p_high < q_high ? -1 : 1;
    return (i > j) - (i < j);
}

static void add_to_pair(struct structure_pair *pair, const struct map_link *link)
{
    pair->count++;
    pair->cables += link->count;
    pair->is_down &= link->is_down;
    pair->has_down |= link->is_down;
    pair->is_blocked &= link->is_down || link->is_blocked;
    if (!link->is_down)
        pair->speed_bps += link->speed_bps;
    pair->certainty = MIN(pair->certainty, link->certainty);
}

static void make_pairs(struct structure *structure)
{
    const struct map_network *network = structure->network;
    guint count = network->links->len;
    structure->links = g_new(guint, count + 1);
    structure->pairs = g_new(struct structure_pair, count + 1);
    for (guint i = 0; i < count; i++)
        structure->links[i] = i;
    g_qsort_with_data(structure->links, (gint)count, sizeof(guint), compare_links, (gpointer)network);
    for (guint i = 0; i < count; i++) {
        const struct map_link *link = MAP_LINK(network, structure->links[i]);
        guint a = MIN(link->devices[END_A], link->devices[END_B]);
        guint b = MAX(link->devices[END_A], link->devices[END_B]);
        struct structure_pair *last = &structure->pairs[structure->pair_count];
        if (structure->pair_count == 0 || (last - 1)->a != a || (last - 1)->b != b) {
            *last = (struct structure_pair){.a = a,
                                            .b = b,
                                            .first = i,
                                            .certainty = CERTAINTY_CONFIRMED,
                                            .is_down = true,
                                            .is_blocked = true};
            structure->pair_count++;
        }
        add_to_pair(&structure->pairs[structure->pair_count - 1], link);
    }
}

static void index_pairs(struct structure *structure)
{
    structure->first = g_new0(guint, structure->device_count + 2);
    structure->incident = g_new(guint, 2 * structure->pair_count + 1);
    guint *next = structure->first + 1;
    for (guint i = 0; i < structure->pair_count; i++) {
        next[structure->pairs[i].a + 1]++;
        next[structure->pairs[i].b + 1]++;
    }
    for (guint i = 1; i <= structure->device_count; i++)
        next[i] += next[i - 1];
    for (guint i = 0; i < structure->pair_count; i++) {
        structure->incident[next[structure->pairs[i].a]++] = i;
        structure->incident[next[structure->pairs[i].b]++] = i;
    }
}

static guint neighbor_count(const struct structure *structure, guint device)
{
    return structure->first[device + 1] - structure->first[device];
}

/* Of two devices that have only each other the first is the host, unless its role says that it is an end. */
static bool is_host_of(const struct structure *structure, guint host, guint leaf)
{
    if (neighbor_count(structure, host) > 1 || MAP_DEVICE(structure->network, leaf)->is_elsewhere)
        return true;
    bool is_end[2];
    const guint both[2] = {host, leaf};
    for (int i = 0; i < 2; i++) {
        enum role role = MAP_DEVICE(structure->network, both[i])->role;
        is_end[i] = role == ROLE_PHONE || role == ROLE_HOST || role == ROLE_PRINTER ||
                    role == ROLE_ACCESS_POINT || role == ROLE_SERVER;
    }
    return is_end[0] == is_end[1] ? host < leaf : is_end[1];
}

static void find_leaves(struct structure *structure)
{
    guint count = structure->device_count;
    structure->host = g_new(guint, count + 1);
    structure->leaf_first = g_new0(guint, count + 2);
    for (guint i = 0; i < count; i++) {
        structure->host[i] = STRUCTURE_NONE;
        if (neighbor_count(structure, i) != 1 || MAP_DEVICE(structure->network, i)->stands_alone)
            continue;
        guint host = structure_other(&structure->pairs[structure->incident[structure->first[i]]], i);
        if (is_host_of(structure, host, i))
            structure->host[i] = host;
    }
    guint *next = structure->leaf_first + 1;
    for (guint i = 0; i < count; i++)
        if (structure->host[i] != STRUCTURE_NONE)
            next[structure->host[i] + 1]++;
    for (guint i = 1; i <= count; i++)
        next[i] += next[i - 1];
    structure->leaves = g_new(guint, count + 1);
    for (guint i = 0; i < count; i++)
        if (structure->host[i] != STRUCTURE_NONE)
            structure->leaves[next[structure->host[i]]++] = i;
}

struct structure *structure_new(const struct map_network *network)
{
    struct structure *structure = g_new0(struct structure, 1);
    structure->network = network;
    structure->device_count = network->devices->len;
    make_pairs(structure);
    index_pairs(structure);
    find_leaves(structure);
    structure->degree = g_new0(guint, structure->device_count + 1);
    for (guint i = 0; i < structure->device_count; i++)
        structure->degree[i] = neighbor_count(structure, i) - structure_leaf_count(structure, i);
    return structure;
}

void structure_free(struct structure *structure)
{
    if (structure == NULL)
        return;
    g_free(structure->pairs);
    g_free(structure->links);
    g_free(structure->first);
    g_free(structure->incident);
    g_free(structure->host);
    g_free(structure->leaf_first);
    g_free(structure->leaves);
    g_free(structure->degree);
    g_free(structure);
}

guint structure_find_pair(const struct structure *structure, guint a, guint b)
{
    guint low = MIN(a, b), high = MAX(a, b);
    guint from = 0, to = structure->pair_count;
    while (from < to) {
        guint middle = from + (to - from) / 2;
        const struct structure_pair *pair = &structure->pairs[middle];
        if (pair->a < low || (pair->a == low && pair->b < high))
            from = middle + 1;
        else
            to = middle;
    }
    bool is_found =
        from < structure->pair_count && structure->pairs[from].a == low && structure->pairs[from].b == high;
    return is_found ? from : STRUCTURE_NONE;
}

char *structure_tooltip(const struct structure *structure, guint index)
{
    const struct structure_pair *pair = &structure->pairs[index];
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < pair->count; i++)
        g_string_append_printf(text, "%s%s", i ? "; " : "",
                               MAP_LINK(structure->network, structure->links[pair->first + i])->tooltip);
    return g_string_free(text, FALSE);
}

char *structure_port(const struct structure *structure, guint index, guint device)
{
    const struct structure_pair *pair = &structure->pairs[index];
    for (guint i = 0; i < pair->count; i++) {
        const struct map_link *link = MAP_LINK(structure->network, structure->links[pair->first + i]);
        const char *port = link->ports[link->devices[END_A] == device ? END_A : END_B];
        if (port == NULL)
            continue;
        return pair->count > 1 ? g_strdup_printf("%s +%u", port, pair->count - 1) : g_strdup(port);
    }
    return NULL;
}
