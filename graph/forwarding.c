#include "graph/forwarding.h"

#include "graph/stp_link.h"

#include <stdlib.h>

struct forwarding {
    struct topology_builder *builder;
    struct forwarding_table table;
    struct wires wires;
};

static bool has_records(const struct topology_builder *builder, enum record_kind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < builder->observations->count && count == 0; i++)
        observation_records(builder->observations->items[i], kind, &count);
    return count > 0;
}

static const struct forwarding_node *node_at(const struct forwarding *forwarding, uint32_t node)
{
    return &g_array_index(forwarding->table.nodes, struct forwarding_node, node);
}

static struct port name_port(struct forwarding *forwarding, uint32_t device, uint32_t if_index)
{
    struct port_resolver *ports = builder_device_ports(forwarding->builder, device);
    return (struct port){if_index, ports == NULL ? NULL : port_name(ports, if_index)};
}

static struct port bridge_port(struct forwarding *forwarding, uint32_t number)
{
    const struct forwarding_port *port =
        &g_array_index(forwarding->table.ports, struct forwarding_port, number - 1);
    if (port->if_index != 0)
        return name_port(forwarding, port->device, port->if_index);
    g_autofree char *name = g_strdup_printf("bridge port %u", port->bridge_port);
    return (struct port){0, g_string_chunk_insert_const(forwarding->builder->memory, name)};
}

/* A bridge of which only the presence is known: its frames tell the port that they were sent from. */
static struct port sender_port(struct forwarding *forwarding, const struct segment *segment, uint32_t node)
{
    uint32_t sender = 0;
    for (size_t i = 0; i < segment->count && sender == 0; i++)
        if (segment->ends[i].node < forwarding->table.bridge_count && segment->ends[i].port != 0)
            sender = forwarding_table_sender(&forwarding->table, segment->ends[i].node, node);
    return name_port(forwarding, node_at(forwarding, node)->device, sender);
}

static struct wire_end make_end(struct forwarding *forwarding, const struct segment *segment,
                                const struct segment_end *end)
{
    const struct forwarding_node *node = node_at(forwarding, end->node);
    struct wire_end made = {.device = node->device};
    if (end->port != 0) {
        made.port = bridge_port(forwarding, end->port);
        made.is_bridge = true;
        made.has_learned = !end->is_inferred;
    } else if (end->node < forwarding->table.bridge_count) {
        made.port = sender_port(forwarding, segment, end->node);
        made.is_ambiguous = made.port.if_index == 0;
    } else {
        made.port = name_port(forwarding, node->device, node->if_index);
        made.is_ambiguous = node->is_ambiguous;
    }
    return made;
}

static int compare_ends(const void *a, const void *b)
{
    const struct wire_end *left = a, *right = b;
    if (left->device != right->device)
        return left->device < right->device ? -1 : 1;
    if (left->is_bridge != right->is_bridge)
        return left->is_bridge ? -1 : 1;
    if (left->is_ambiguous != right->is_ambiguous)
        return left->is_ambiguous ? 1 : -1;
    return (left->port.if_index > right->port.if_index) - (left->port.if_index < right->port.if_index);
}

/* The ends that are devices, each device once. */
static size_t list_ends(struct forwarding *forwarding, const struct segment *segment, struct wire_end *out)
{
    size_t count = 0, kept = 0;
    for (size_t i = 0; i < segment->count; i++)
        if (node_at(forwarding, segment->ends[i].node)->device != FORWARDING_NOBODY)
            out[count++] = make_end(forwarding, segment, &segment->ends[i]);
    qsort(out, count, sizeof *out, compare_ends);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || out[kept - 1].device != out[i].device)
            out[kept++] = out[i];
    return kept;
}

static void add_segment(struct forwarding *forwarding, const struct segment *segment)
{
    g_autofree struct wire_end *ends = g_new(struct wire_end, segment->count);
    size_t count = list_ends(forwarding, segment, ends);
    if (count > 1)
        wires_add(&forwarding->wires, ends, count);
}

static size_t count_bridges(const struct forwarding *forwarding, const struct segment *segment)
{
    size_t count = 0;
    for (size_t i = 0; i < segment->count; i++)
        count += segment->ends[i].node < forwarding->table.bridge_count;
    return count;
}

/* Those between bridges first: they show which neighbor rows were heard through a bridge, so that what is at
 * the leaves is not taken for told. */
static void add_segments(struct forwarding *forwarding, const struct segment_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (count_bridges(forwarding, &list->items[i]) > 1)
            add_segment(forwarding, &list->items[i]);
    for (size_t i = 0; i < list->count; i++)
        if (count_bridges(forwarding, &list->items[i]) <= 1)
            add_segment(forwarding, &list->items[i]);
}

static const struct forwarding_item *item_at(const struct forwarding *forwarding, guint position)
{
    return &g_array_index(forwarding->table.items, struct forwarding_item, position);
}

/* What one bridge has seen of one node: calls visit with each such run of items. */
typedef void (*pair_fn)(struct forwarding *forwarding, const struct forwarding_item *items, size_t count,
                        void *user);

static void each_pair(struct forwarding *forwarding, pair_fn visit, void *user)
{
    const GArray *items = forwarding->table.items;
    for (guint i = 0, next; i < items->len; i = next) {
        const struct forwarding_item *first = item_at(forwarding, i);
        for (next = i + 1; next < items->len; next++)
            if (item_at(forwarding, next)->bridge != first->bridge ||
                item_at(forwarding, next)->node != first->node)
                break;
        visit(forwarding, first, next - i, user);
    }
}

static void add_sighting(struct forwarding *forwarding, const struct forwarding_item *items, size_t count,
                         void *user)
{
    (void)forwarding;
    struct sighting sighting = {items[0].bridge, forwarding_table_main_port(items, count), items[0].node,
                                false};
    if (sighting.port != 0)
        g_array_append_val((GArray *)user, sighting);
}

/* All VLANs as one: most networks have one tree for all of them. */
static void join_vlans(struct forwarding *forwarding)
{
    g_autoptr(GArray) sightings = g_array_new(FALSE, FALSE, sizeof(struct sighting));
    each_pair(forwarding, add_sighting, sightings);
    struct segment_list list;
    segment_find(forwarding->table.bridge_count, (const struct sighting *)(const void *)sightings->data,
                 sightings->len, &list);
    add_segments(forwarding, &list);
    segment_list_clear(&list);
}

/* A port that has heard nothing but one port of a bridge which is seen elsewhere as a whole: a wire that the
 * spanning tree has blocked. */
static void join_blocked(struct forwarding *forwarding, const struct forwarding_item *items, size_t count,
                         void *user)
{
    (void)user;
    uint32_t main = forwarding_table_main_port(items, count);
    for (size_t i = 0; main != 0 && i < count; i++) {
        const struct forwarding_port *port =
            &g_array_index(forwarding->table.ports, struct forwarding_port, items[i].port - 1);
        if (items[i].port == main || !port->is_lone)
            continue;
        uint32_t device = node_at(forwarding, items[i].node)->device;
        struct wire_end ends[2] = {
            {.device = port->device, .port = bridge_port(forwarding, items[i].port), .is_bridge = true},
            {.device = device, .port = name_port(forwarding, device, port->sender), .is_bridge = true}};
        ends[0].has_learned = true;
        wires_add(&forwarding->wires, ends, G_N_ELEMENTS(ends));
    }
}

/* A node that a bridge sees on several ports, in different VLANs: the trees differ, or a router has a leg in
 * each. A set of "bridge node" numbers, and the VLANs in which there are any. */
struct conflicts {
    GHashTable *pairs; /* bridge << 32 | node */
    GHashTable *vlans;
};

static gint64 pair_key(uint32_t bridge, uint32_t node)
{
    return (gint64)((uint64_t)bridge << 32 | node);
}

static void find_conflict(struct forwarding *forwarding, const struct forwarding_item *items, size_t count,
                          void *user)
{
    (void)forwarding;
    struct conflicts *conflicts = user;
    gint64 key = pair_key(items[0].bridge, items[0].node);
    if (forwarding_table_main_port(items, count) != 0)
        return;
    g_hash_table_add(conflicts->pairs, g_memdup2(&key, sizeof key));
    for (size_t i = 0; i < count; i++)
        if (items[i].vlan != 0)
            g_hash_table_add(conflicts->vlans, GUINT_TO_POINTER(items[i].vlan));
}

static bool is_conflict(const struct conflicts *conflicts, uint32_t bridge, uint32_t node)
{
    gint64 key = pair_key(bridge, node);
    return g_hash_table_contains(conflicts->pairs, &key);
}

/* Only what all VLANs together could not tell, and only pairs: where a VLAN is not on all bridges, the others
 * are not seen in it. */
static bool is_settled_by_vlan(const struct conflicts *conflicts, const struct segment *segment)
{
    const struct segment_end *a = &segment->ends[0], *b = &segment->ends[1];
    if (segment->count != 2)
        return false;
    return is_conflict(conflicts, a->node, b->node) || is_conflict(conflicts, b->node, a->node);
}

static void join_one_vlan(struct forwarding *forwarding, const struct conflicts *conflicts, uint32_t vlan)
{
    g_autoptr(GArray) sightings = g_array_new(FALSE, FALSE, sizeof(struct sighting));
    for (guint i = 0; i < forwarding->table.items->len; i++) {
        const struct forwarding_item *item = item_at(forwarding, i);
        struct sighting sighting = {item->bridge, item->port, item->node, false};
        if (item->vlan == vlan)
            g_array_append_val(sightings, sighting);
    }
    struct segment_list list;
    segment_find(forwarding->table.bridge_count, (const struct sighting *)(const void *)sightings->data,
                 sightings->len, &list);
    for (size_t i = 0; i < list.count; i++)
        if (is_settled_by_vlan(conflicts, &list.items[i]))
            add_segment(forwarding, &list.items[i]);
    segment_list_clear(&list);
}

static gint compare_numbers(gconstpointer a, gconstpointer b)
{
    guint left = *(const guint *)a, right = *(const guint *)b;
    return (left > right) - (left < right);
}

/* More trees than this nobody keeps; each costs a look at all entries. */
#define MAX_TREES 256

static void join_each_vlan(struct forwarding *forwarding)
{
    struct conflicts conflicts = {
        .pairs = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL),
        .vlans = g_hash_table_new(NULL, NULL),
    };
    GHashTableIter iterator;
    gpointer key;
    each_pair(forwarding, find_conflict, &conflicts);
    g_autoptr(GArray) vlans = g_array_new(FALSE, FALSE, sizeof(guint));
    g_hash_table_iter_init(&iterator, conflicts.vlans);
    while (g_hash_table_iter_next(&iterator, &key, NULL)) {
        guint vlan = GPOINTER_TO_UINT(key);
        g_array_append_val(vlans, vlan);
    }
    g_array_sort(vlans, compare_numbers);
    for (guint i = 0; i < MIN(vlans->len, MAX_TREES); i++)
        join_one_vlan(forwarding, &conflicts, g_array_index(vlans, guint, i));
    g_hash_table_unref(conflicts.pairs);
    g_hash_table_unref(conflicts.vlans);
}

void forwarding_collect(struct topology_builder *builder)
{
    bool has_tables = has_records(builder, RECORD_FORWARDING_ENTRY);
    if (!has_tables && !has_records(builder, RECORD_STP_PORT))
        return;
    struct forwarding forwarding = {.builder = builder};
    struct mac_owners owners;
    mac_owners_init(&owners, builder->observations, builder->identity);
    forwarding_table_init(&forwarding.table, builder, &owners);
    wires_init(&forwarding.wires, builder, &forwarding.table);
    if (forwarding.table.bridge_count > 0) {
        join_vlans(&forwarding);
        join_each_vlan(&forwarding);
        each_pair(&forwarding, join_blocked, NULL);
    }
    stp_link_collect(&forwarding.wires, &owners);
    wires_clear(&forwarding.wires);
    forwarding_table_clear(&forwarding.table);
    mac_owners_clear(&owners);
}
