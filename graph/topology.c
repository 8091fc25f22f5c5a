#include "graph/topology.h"

#include "graph/adjacency.h"
#include "graph/forwarding.h"
#include "graph/inferred.h"
#include "graph/shared_medium.h"
#include "inventory/disjoint_set.h"
#include "model/text.h"

#include <stdlib.h>
#include <string.h>

/* Names of the aggregates that the ends of a link are members of; NULL none. */
struct aggregate_names {
    const char *a, *b;
};

struct topology {
    const struct identity *identity;
    GArray *links;           /* struct link, sorted */
    GArray *aggregate_names; /* struct aggregate_names, as links */
    struct link_evidence *evidence;
    GPtrArray *inferred; /* struct device *: behind the identity's devices */
    GArray *dropped;     /* struct topology_dropped, sorted */
    GArray *no_links;    /* struct dropped_row, sorted */
    GStringChunk *memory;
    GPtrArray *kept; /* arrays that merged links point to */
};

static void free_inferred(gpointer data)
{
    struct device *device = data;
    g_free((char *)device->name);
    g_ptr_array_unref(device->addresses);
    g_ptr_array_unref(device->chassis_ids);
    g_ptr_array_unref(device->names);
    g_ptr_array_unref(device->observations);
    g_ptr_array_unref(device->evidence);
    g_free(device);
}

static void builder_init(struct topology_builder *builder, const struct observation_list *observations,
                         const struct identity *identity)
{
    *builder = (struct topology_builder){
        .observations = observations,
        .identity = identity,
        .resolvers = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)port_resolver_free),
        .drafts = g_array_new(FALSE, TRUE, sizeof(struct draft)),
        .evidence = g_array_new(FALSE, FALSE, sizeof(struct draft_evidence)),
        .dropped = g_hash_table_new(g_str_hash, g_str_equal),
        .inferred = g_ptr_array_new_with_free_func(free_inferred),
        .no_links = g_array_new(FALSE, FALSE, sizeof(struct dropped_row)),
        .memory = g_string_chunk_new(65536),
    };
}

static void builder_clear(struct topology_builder *builder)
{
    g_hash_table_unref(builder->resolvers);
    g_array_unref(builder->drafts);
    g_array_unref(builder->evidence);
    g_hash_table_unref(builder->dropped);
    g_ptr_array_unref(builder->inferred);
    g_array_unref(builder->no_links);
    g_string_chunk_free(builder->memory);
}

static const struct interface *interface_of(struct topology_builder *builder, const struct draft_end *end)
{
    struct port_resolver *ports = builder_device_ports(builder, end->device);
    return ports == NULL ? NULL : port_interface(ports, end->if_index);
}

static uint64_t speed_of(struct topology_builder *builder, const struct draft_end *end)
{
    const struct interface *interface = interface_of(builder, end);
    if (interface == NULL || interface->speed_bps != 0)
        return interface == NULL ? 0 : interface->speed_bps;
    struct port_resolver *ports = builder_device_ports(builder, end->device);
    const struct interface *physical = port_interface(ports, port_physical(ports, end->if_index));
    return physical == NULL ? 0 : physical->speed_bps;
}

/* A cable is as fast as its slower end. */
static uint64_t find_speed(struct topology_builder *builder, const struct draft *draft)
{
    uint64_t a = speed_of(builder, &draft->a), b = speed_of(builder, &draft->b);
    if (draft->speed_bps != 0)
        return draft->speed_bps;
    return a == 0 || b == 0 ? MAX(a, b) : MIN(a, b);
}

static bool is_down(struct topology_builder *builder, const struct draft_end *end)
{
    const struct interface *interface = interface_of(builder, end);
    return interface != NULL &&
           (interface->oper_status == IF_STATUS_DOWN || interface->oper_status == IF_STATUS_NOT_PRESENT ||
            interface->oper_status == IF_STATUS_LOWER_LAYER_DOWN);
}

static uint32_t find_aggregate(struct topology_builder *builder, const struct draft_end *end,
                               const struct topology *topology, const char **name)
{
    struct port_resolver *ports = builder_device_ports(builder, end->device);
    uint32_t aggregate = ports == NULL ? 0 : port_aggregate(ports, end->if_index);
    *name =
        aggregate == 0 ? NULL : g_string_chunk_insert_const(topology->memory, port_name(ports, aggregate));
    return aggregate;
}

static enum certainty find_certainty(const struct draft *draft)
{
    if (draft->is_inferred)
        return CERTAINTY_INFERRED;
    return draft->said_by_a && draft->said_by_b ? CERTAINTY_CONFIRMED : CERTAINTY_CLAIMED;
}

static struct link_end make_end(const struct topology *topology, const struct draft_end *end)
{
    const char *name = end->name == NULL ? NULL : g_string_chunk_insert_const(topology->memory, end->name);
    return (struct link_end){end->device, end->if_index, name};
}

static void take_evidence(struct topology_builder *builder, const struct topology *topology,
                          const struct draft *draft, struct link *link, size_t *used)
{
    struct link_evidence *evidence = topology->evidence + *used;
    for (uint32_t at = draft->first_evidence; at != 0;) {
        const struct draft_evidence *item = &g_array_index(builder->evidence, struct draft_evidence, at - 1);
        evidence[link->evidence_count++] = item->evidence;
        at = item->next;
    }
    /* The newest was first in the list. */
    for (size_t i = 0, j = link->evidence_count; i + 1 < j; i++) {
        struct link_evidence swapped = evidence[i];
        evidence[i] = evidence[--j];
        evidence[j] = swapped;
    }
    link->evidence = evidence;
    *used += link->evidence_count;
}

static void make_link(struct topology_builder *builder, struct topology *topology, const struct draft *draft,
                      size_t *used)
{
    struct aggregate_names names;
    struct link link = {
        .a = make_end(topology, &draft->a),
        .b = make_end(topology, &draft->b),
        .layer = draft->layer,
        .certainty = find_certainty(draft),
        .protocols = draft->protocols,
        .speed_bps = find_speed(builder, draft),
        .a_aggregate = find_aggregate(builder, &draft->a, topology, &names.a),
        .b_aggregate = find_aggregate(builder, &draft->b, topology, &names.b),
        .is_down = is_down(builder, &draft->a) || is_down(builder, &draft->b),
    };
    take_evidence(builder, topology, draft, &link, used);
    g_array_append_val(topology->links, link);
    g_array_append_val(topology->aggregate_names, names);
}

static int compare_numbers(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

/* Devices are sorted by name, so their positions stand for their names. */
static gint compare_links(gconstpointer a, gconstpointer b, gpointer user)
{
    const GArray *links = user;
    guint left_at = *(const guint *)a, right_at = *(const guint *)b;
    const struct link *left = &g_array_index(links, struct link, left_at);
    const struct link *right = &g_array_index(links, struct link, right_at);
    int order = compare_numbers(left->a.device, right->a.device);
    if (order == 0)
        order = text_compare_natural(left->a.port, right->a.port);
    if (order == 0)
        order = compare_numbers(left->b.device, right->b.device);
    if (order == 0)
        order = text_compare_natural(left->b.port, right->b.port);
    if (order == 0)
        order = compare_numbers(left->layer, right->layer);
    return order != 0 ? order : compare_numbers(left_at, right_at);
}

static void sort_links(struct topology *topology)
{
    guint count = topology->links->len;
    g_autofree guint *order = g_new(guint, count + 1);
    for (guint i = 0; i < count; i++)
        order[i] = i;
    g_qsort_with_data(order, (gint)count, sizeof *order, compare_links, topology->links);
    GArray *links = g_array_sized_new(FALSE, FALSE, sizeof(struct link), count);
    GArray *names = g_array_sized_new(FALSE, FALSE, sizeof(struct aggregate_names), count);
    for (guint i = 0; i < count; i++) {
        g_array_append_val(links, g_array_index(topology->links, struct link, order[i]));
        g_array_append_val(names, g_array_index(topology->aggregate_names, struct aggregate_names, order[i]));
    }
    g_array_unref(topology->links);
    g_array_unref(topology->aggregate_names);
    topology->links = links;
    topology->aggregate_names = names;
}

static gint compare_dropped(gconstpointer a, gconstpointer b)
{
    return strcmp(((const struct topology_dropped *)a)->reason, ((const struct topology_dropped *)b)->reason);
}

static void list_dropped(const struct topology_builder *builder, struct topology *topology)
{
    GHashTableIter iterator;
    gpointer reason, count;
    g_hash_table_iter_init(&iterator, builder->dropped);
    while (g_hash_table_iter_next(&iterator, &reason, &count)) {
        struct topology_dropped dropped = {reason, GPOINTER_TO_SIZE(count)};
        g_array_append_val(topology->dropped, dropped);
    }
    g_array_sort(topology->dropped, compare_dropped);
}

static int compare_rows(const void *a, const void *b)
{
    const struct dropped_row *left = a, *right = b;
    int order = compare_numbers(left->observation, right->observation);
    return order != 0 ? order : compare_numbers(left->neighbor, right->neighbor);
}

struct topology *topology_build(const struct observation_list *observations, const struct identity *identity)
{
    struct topology_builder builder;
    builder_init(&builder, observations, identity);
    adjacency_collect(&builder);
    shared_medium_collect(&builder);
    forwarding_collect(&builder);
    inferred_drop_unused(&builder);
    struct topology *topology = g_new0(struct topology, 1);
    topology->identity = identity;
    topology->inferred = g_ptr_array_ref(builder.inferred);
    topology->links = g_array_new(FALSE, FALSE, sizeof(struct link));
    topology->aggregate_names = g_array_new(FALSE, FALSE, sizeof(struct aggregate_names));
    topology->evidence = g_new(struct link_evidence, builder.evidence->len + 1);
    topology->dropped = g_array_new(FALSE, FALSE, sizeof(struct topology_dropped));
    topology->memory = g_string_chunk_new(65536);
    topology->kept = g_ptr_array_new_with_free_func(g_free);
    size_t used = 0;
    for (guint i = 0; i < builder.drafts->len; i++) {
        const struct draft *draft = &g_array_index(builder.drafts, struct draft, i);
        if (!draft->is_dropped)
            make_link(&builder, topology, draft, &used);
    }
    sort_links(topology);
    list_dropped(&builder, topology);
    g_array_sort(builder.no_links, compare_rows);
    topology->no_links = g_array_ref(builder.no_links);
    builder_clear(&builder);
    return topology;
}

void topology_free(struct topology *topology)
{
    if (topology == NULL)
        return;
    g_ptr_array_unref(topology->inferred);
    g_array_unref(topology->links);
    g_array_unref(topology->aggregate_names);
    g_array_unref(topology->dropped);
    g_array_unref(topology->no_links);
    g_free(topology->evidence);
    g_string_chunk_free(topology->memory);
    g_ptr_array_unref(topology->kept);
    g_free(topology);
}

size_t topology_device_count(const struct topology *topology)
{
    return identity_count(topology->identity) + topology->inferred->len;
}

const struct device *topology_device(const struct topology *topology, size_t position)
{
    size_t known = identity_count(topology->identity);
    g_assert(position < known + topology->inferred->len);
    return position < known ? identity_device(topology->identity, position)
                            : topology->inferred->pdata[position - known];
}

GArray *topology_match(const struct topology *topology, const char *text)
{
    GArray *found = identity_match(topology->identity, text);
    for (guint i = 0; i < topology->inferred->len; i++) {
        const struct device *device = topology->inferred->pdata[i];
        guint position = (guint)identity_count(topology->identity) + i;
        char id[24];
        g_snprintf(id, sizeof id, "#%" G_GINT64_FORMAT, device->id);
        if (g_ascii_strcasecmp(device->name, text) == 0 || strcmp(id, text) == 0)
            g_array_append_val(found, position);
    }
    return found;
}

size_t topology_link_count(const struct topology *topology)
{
    return topology->links->len;
}

const struct link *topology_link(const struct topology *topology, size_t position)
{
    g_assert(position < topology->links->len);
    return &g_array_index(topology->links, struct link, position);
}

size_t topology_dropped_count(const struct topology *topology)
{
    return topology->dropped->len;
}

const struct topology_dropped *topology_dropped(const struct topology *topology, size_t position)
{
    g_assert(position < topology->dropped->len);
    return &g_array_index(topology->dropped, struct topology_dropped, position);
}

const char *topology_why_no_link(const struct topology *topology, uint32_t observation, uint32_t neighbor)
{
    const struct dropped_row wanted = {observation, neighbor, NULL};
    guint position;
    if (!g_array_binary_search(topology->no_links, &wanted, compare_rows, &position))
        return NULL;
    return g_array_index(topology->no_links, struct dropped_row, position).reason;
}

static uint64_t pair_of(const struct link *link)
{
    return (uint64_t)link->a.device << 32 | link->b.device;
}

static int compare_pairs(const void *a, const void *b)
{
    return compare_numbers(*(const uint64_t *)a, *(const uint64_t *)b);
}

/* The pairs of devices that a physical link joins, sorted. */
static GArray *list_physical_pairs(const struct topology *topology)
{
    GArray *pairs = g_array_new(FALSE, FALSE, sizeof(uint64_t));
    for (size_t i = 0; i < topology->links->len; i++) {
        const struct link *link = topology_link(topology, i);
        uint64_t pair = pair_of(link);
        if (link->layer == LAYER_PHYSICAL)
            g_array_append_val(pairs, pair);
    }
    g_array_sort(pairs, compare_pairs);
    return pairs;
}

GArray *topology_select(const struct topology *topology, uint32_t layers)
{
    GArray *selected = g_array_new(FALSE, FALSE, sizeof(guint));
    g_autoptr(GArray) physical = layers == 0 ? list_physical_pairs(topology) : NULL;
    for (guint i = 0; i < topology->links->len; i++) {
        const struct link *link = topology_link(topology, i);
        uint64_t pair = pair_of(link);
        bool fills_gap = layers == 0 && link->layer == LAYER_L2 &&
                         !g_array_binary_search(physical, &pair, compare_pairs, NULL);
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
    gpointer had = g_hash_table_lookup(first, &end);
    if (end.aggregate == 0)
        return;
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

GArray *topology_merge(struct topology *topology, const GArray *selected)
{
    GArray *links = g_array_new(FALSE, FALSE, sizeof(struct link));
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
