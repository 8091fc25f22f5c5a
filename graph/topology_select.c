/*
 * The links that a question is about, and members of aggregates merged.
 */
#include "graph/large_pages.h"
#include "graph/topology_internal.h"
#include "inventory/disjoint_set.h"

static uint64_t pair_of(const struct link *link)
{
    return (uint64_t)link->a.device << 32 | link->b.device;
}

static bool has_l2_links(const struct topology *topology)
{
    for (size_t i = 0; i < topology_link_count(topology); i++)
        if (topology_link(topology, i)->layer == LAYER_L2)
            return true;
    return false;
}

/* By link: whether a physical link joins its devices, too. Links are sorted by a, so that those of one pair
 * are among those of one a: joined[b] is 1 + the last a that a physical link joins with b. */
static bool *find_joined(const struct topology *topology)
{
    size_t count = topology_link_count(topology), first = 0;
    bool *is_joined = g_new0(bool, count + 1);
    g_autofree uint32_t *joined = g_new0(uint32_t, topology_device_count(topology) + 1);
    for (size_t end = 0; end < count; end++) {
        const struct link *link = topology_link(topology, end);
        if (link->layer == LAYER_PHYSICAL)
            joined[link->b.device] = link->a.device + 1;
        if (end + 1 < count && topology_link(topology, end + 1)->a.device == link->a.device)
            continue;
        for (; first <= end; first++)
            is_joined[first] = joined[topology_link(topology, first)->b.device] == link->a.device + 1;
    }
    return is_joined;
}

GArray *topology_select(const struct topology *topology, uint32_t layers)
{
    GArray *selected = g_array_sized_new(FALSE, FALSE, sizeof(guint), topology->links->len);
    g_autofree bool *is_joined = layers == 0 && has_l2_links(topology) ? find_joined(topology) : NULL;
    for (guint i = 0; i < topology->links->len; i++) {
        const struct link *link = topology_link(topology, i);
        bool fills_gap = is_joined != NULL && link->layer == LAYER_L2 && !is_joined[i];
        bool is_physical = layers == 0 && link->layer == LAYER_PHYSICAL;
        if (is_physical || fills_gap || (layers & (1U << link->layer)) != 0)
            g_array_append_val(selected, i);
    }
    return selected;
}

/* One end of the aggregates between two devices. */
struct aggregate_end {
    uint64_t pair;
    uint32_t aggregate;
    enum layer layer;
    bool at_a;
};

static guint hash_aggregate_end(gconstpointer key)
{
    const struct aggregate_end *end = key;
    uint64_t n = (end->pair ^ (uint64_t)end->aggregate << 16) * UINT64_C(0x9e3779b97f4a7c15);
    return (guint)(n >> 32) ^ (guint)end->layer ^ (end->at_a ? 0x10000U : 0U);
}

static gboolean equal_aggregate_ends(gconstpointer a, gconstpointer b)
{
    const struct aggregate_end *left = a, *right = b;
    return left->pair == right->pair && left->aggregate == right->aggregate && left->layer == right->layer &&
           left->at_a == right->at_a;
}

static void join_members(struct disjoint_set *sets, GHashTable *first, const struct link *link, guint member,
                         bool at_a)
{
    struct aggregate_end end = {pair_of(link), at_a ? link->a_aggregate : link->b_aggregate, link->layer,
                                at_a};
    if (end.aggregate == 0)
        return;
    gpointer had = g_hash_table_lookup(first, &end);
    if (had == NULL)
        g_hash_table_insert(first, g_memdup2(&end, sizeof end), GUINT_TO_POINTER(member + 1));
    else
        disjoint_set_join(sets, GPOINTER_TO_UINT(had) - 1, member);
}

/* Which of the selected links are members of one aggregate, at either end. */
static struct disjoint_set *find_members(const struct topology *topology, const GArray *selected)
{
    struct disjoint_set *sets = disjoint_set_new(selected->len);
    g_autoptr(GHashTable) first =
        g_hash_table_new_full(hash_aggregate_end, equal_aggregate_ends, g_free, NULL);
    for (guint i = 0; i < selected->len; i++) {
        const struct link *link = topology_link(topology, g_array_index(selected, guint, i));
        join_members(sets, first, link, i, true);
        join_members(sets, first, link, i, false);
    }
    return sets;
}

/* What a merged link is made of, while its members are gathered. */
struct bundle {
    guint count;
    guint evidence_count;
    struct link_member *members;
    struct link_evidence *evidence;
};

static void start_bundle(struct topology *topology, struct link *merged, struct bundle *bundle,
                         const struct aggregate_names *names)
{
    bundle->members = g_new(struct link_member, bundle->count);
    bundle->evidence = g_new(struct link_evidence, bundle->evidence_count + 1);
    g_ptr_array_add(topology->kept, bundle->members);
    g_ptr_array_add(topology->kept, bundle->evidence);
    merged->speed_bps = 0;
    merged->is_blocked = true;
    merged->members = bundle->members;
    merged->evidence = bundle->evidence;
    merged->evidence_count = 0;
    if (names->a != NULL)
        merged->a = (struct link_end){merged->a.device, merged->a_aggregate, names->a};
    if (names->b != NULL)
        merged->b = (struct link_end){merged->b.device, merged->b_aggregate, names->b};
}

static void add_member(struct link *merged, const struct bundle *bundle, const struct link *link)
{
    bundle->members[merged->member_count++] = (struct link_member){link->a.port, link->b.port};
    for (size_t i = 0; i < link->evidence_count; i++)
        bundle->evidence[merged->evidence_count++] = link->evidence[i];
    merged->protocols |= link->protocols;
    merged->speed_bps += link->speed_bps;
    merged->certainty = MIN(merged->certainty, link->certainty);
    /* An aggregate works while one of its members does. */
    merged->is_down = merged->is_down && link->is_down;
    merged->is_blocked = merged->is_blocked && (link->is_blocked || link->is_down);
}

static struct bundle *count_bundles(const struct topology *topology, const GArray *selected,
                                    struct disjoint_set *sets)
{
    struct bundle *bundles = g_new0(struct bundle, selected->len + 1);
    for (guint i = 0; i < selected->len; i++) {
        struct bundle *bundle = &bundles[disjoint_set_find(sets, i)];
        bundle->count++;
        bundle->evidence_count +=
            (guint)topology_link(topology, g_array_index(selected, guint, i))->evidence_count;
    }
    return bundles;
}

GArray *topology_select_merged(struct topology *topology, uint32_t layers)
{
    g_autoptr(GArray) selected = topology_select(topology, layers);
    return topology_merge(topology, selected);
}

static bool has_aggregates(const struct topology *topology, const GArray *selected)
{
    for (guint i = 0; i < selected->len; i++) {
        const struct link *link = topology_link(topology, g_array_index(selected, guint, i));
        if (link->a_aggregate != 0 || link->b_aggregate != 0)
            return true;
    }
    return false;
}

/* Where nothing is merged: the links themselves, when they are all of them. */
static GArray *copy_links(const struct topology *topology, const GArray *selected)
{
    if (selected->len == topology->links->len)
        return g_array_ref(topology->links);
    GArray *links = g_array_sized_new(FALSE, FALSE, sizeof(struct link), selected->len);
    large_pages_use(links->data, selected->len * sizeof(struct link));
    for (guint i = 0; i < selected->len; i++)
        g_array_append_vals(links, topology_link(topology, g_array_index(selected, guint, i)), 1);
    return links;
}

GArray *topology_merge(struct topology *topology, const GArray *selected)
{
    if (!has_aggregates(topology, selected))
        return copy_links(topology, selected);
    GArray *links = g_array_sized_new(FALSE, FALSE, sizeof(struct link), selected->len);
    struct disjoint_set *sets = find_members(topology, selected);
    struct bundle *bundles = count_bundles(topology, selected, sets);
    guint *merged_at = g_new(guint, selected->len + 1);
    for (guint i = 0; i < selected->len; i++) {
        guint position = g_array_index(selected, guint, i), root = disjoint_set_find(sets, i);
        const struct link *link = topology_link(topology, position);
        if (root == i) {
            struct link merged = *link;
            if (bundles[i].count > 1)
                start_bundle(topology, &merged, &bundles[i],
                             &g_array_index(topology->aggregate_names, struct aggregate_names, position));
            merged_at[i] = links->len;
            g_array_append_val(links, merged);
        }
        if (bundles[root].count > 1)
            add_member(&g_array_index(links, struct link, merged_at[root]), &bundles[root], link);
    }
    g_free(merged_at);
    g_free(bundles);
    disjoint_set_free(sets);
    return links;
}
