/*
 * Which of the ports at which bridges have learned a station is the one where it is.
 *
 * A bridge that sees the station and another bridge on different ports lies between the two: where that other
 * bridge has learned the station is on the way. Bridges see each other in their forwarding tables, and in the
 * links that the topology has.
 */
#include "graph/find_work.h"

#include <stdlib.h>

/* A bridge sees another at a port. */
struct view {
    uint32_t bridge, other;
    uint32_t port;
};

struct places {
    struct find_work *work;
    GHashTable *bridges; /* set of devices that have learned something looked for */
    GHashTable *owners;  /* struct mac -> 1 + bridge that owns it, or SHARED */
    GArray *views;       /* struct view, by bridge */
};

#define SHARED GUINT_TO_POINTER(G_MAXUINT)

/* The port of the cable: members of an aggregate, and units of an interface, are the same. */
static uint32_t port_key(struct find_work *work, uint32_t device, uint32_t if_index)
{
    struct port_resolver *ports = network_device_ports(work->network, device);
    if (ports == NULL || if_index == 0)
        return if_index;
    uint32_t aggregate = port_aggregate(ports, if_index);
    return aggregate != 0 ? aggregate : port_physical(ports, if_index);
}

static guint hash_mac(gconstpointer mac)
{
    return mac_hash(*(const struct mac *)mac);
}

static gboolean equal_macs(gconstpointer a, gconstpointer b)
{
    return mac_equal(*(const struct mac *)a, *(const struct mac *)b);
}

static bool is_bridge(const struct places *places, uint32_t device)
{
    return g_hash_table_contains(places->bridges, GUINT_TO_POINTER(device));
}

static void list_bridges(struct places *places)
{
    const GArray *results = places->work->results;
    for (guint i = 0; i < results->len; i++) {
        const struct find_result *result = &g_array_index(results, struct find_result, i);
        if (result->how == FIND_LEARNED)
            g_hash_table_add(places->bridges, GUINT_TO_POINTER(result->device));
    }
}

static void own_mac(struct places *places, const struct mac *mac, uint32_t device)
{
    gpointer owner = GUINT_TO_POINTER(device + 1), had = g_hash_table_lookup(places->owners, mac);
    if (!mac_is_absent(*mac) && !mac_is_virtual_router(*mac))
        g_hash_table_insert(places->owners, (gpointer)mac, had == NULL || had == owner ? owner : SHARED);
}

static void list_owners(struct places *places)
{
    GHashTableIter iterator;
    gpointer bridge;
    g_hash_table_iter_init(&iterator, places->bridges);
    while (g_hash_table_iter_next(&iterator, &bridge, NULL)) {
        uint32_t device = GPOINTER_TO_UINT(bridge);
        const struct observation *said = network_device(places->work->network, device)->observation;
        size_t count;
        const struct interface *interfaces = observation_records(said, RECORD_INTERFACE, &count);
        own_mac(places, &said->system.bridge_address, device);
        for (size_t i = 0; i < count; i++)
            own_mac(places, &interfaces[i].mac, device);
    }
}

static void add_view(struct places *places, uint32_t bridge, uint32_t other, uint32_t if_index)
{
    if (if_index == 0 || bridge == other)
        return;
    struct view view = {bridge, other, port_key(places->work, bridge, if_index)};
    g_array_append_val(places->views, view);
}

static void view_tables(struct places *places)
{
    struct network *network = places->work->network;
    for (uint32_t i = 0; i < network->observations->count; i++) {
        int64_t device = network_device_of(network, i);
        if (!network_is_present(network, i) || !is_bridge(places, (uint32_t)device))
            continue;
        size_t count;
        const struct observation *said = network->observations->items[i];
        const struct forwarding_entry *entries = observation_records(said, RECORD_FORWARDING_ENTRY, &count);
        struct port_resolver *ports = network_ports(network, said);
        for (size_t j = 0; j < count; j++) {
            gpointer owner = g_hash_table_lookup(places->owners, &entries[j].mac);
            uint32_t if_index = entries[j].if_index != 0 ? entries[j].if_index
                                                         : port_of_bridge_port(ports, entries[j].bridge_port);
            if (owner != NULL && owner != SHARED)
                add_view(places, (uint32_t)device, GPOINTER_TO_UINT(owner) - 1, if_index);
        }
    }
}

static void view_links(struct places *places)
{
    const struct topology *topology = places->work->network->topology;
    for (size_t i = 0; i < topology_link_count(topology); i++) {
        const struct link *link = topology_link(topology, i);
        if (link->layer == LAYER_L3 || !is_bridge(places, link->a.device) ||
            !is_bridge(places, link->b.device))
            continue;
        add_view(places, link->a.device, link->b.device, link->a.if_index);
        add_view(places, link->b.device, link->a.device, link->b.if_index);
    }
}

static int compare_views(const void *a, const void *b)
{
    const struct view *left = a, *right = b;
    return (left->bridge > right->bridge) - (left->bridge < right->bridge);
}

static guint first_view(const struct places *places, uint32_t bridge)
{
    guint low = 0, high = places->views->len;
    while (low < high) {
        guint middle = low + (high - low) / 2;
        if (g_array_index(places->views, struct view, middle).bridge < bridge)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static gint compare_by_mac(gconstpointer a, gconstpointer b)
{
    const struct find_result *left = a, *right = b;
    if ((left->how == FIND_LEARNED) != (right->how == FIND_LEARNED))
        return left->how == FIND_LEARNED ? -1 : 1;
    int order = mac_compare(left->mac, right->mac);
    return order != 0 ? order : (left->device > right->device) - (left->device < right->device);
}

/* Adds to beyond the bridges from which the way to the station leads through this one. */
static void look_from(const struct places *places, const struct find_result *result, GHashTable *beyond)
{
    uint32_t port = port_key(places->work, result->device, result->port.if_index);
    for (guint i = first_view(places, result->device); i < places->views->len; i++) {
        const struct view *view = &g_array_index(places->views, struct view, i);
        if (view->bridge != result->device)
            return;
        if (view->port != port)
            g_hash_table_add(beyond, GUINT_TO_POINTER(view->other));
    }
}

/* The places of one station. Tables of different age may contradict each other: then all are shown. */
static void judge_station(const struct places *places, struct find_result *results, guint count)
{
    g_autoptr(GHashTable) beyond = g_hash_table_new(NULL, NULL);
    guint left = count;
    for (guint i = 0; i < count; i++)
        look_from(places, &results[i], beyond);
    for (guint i = 0; i < count; i++) {
        results[i].is_secondary = g_hash_table_contains(beyond, GUINT_TO_POINTER(results[i].device));
        left -= results[i].is_secondary;
    }
    for (guint i = 0; i < count && left == 0; i++)
        results[i].is_secondary = false;
}

static void judge_stations(struct places *places)
{
    GArray *results = places->work->results;
    struct find_result *items = (struct find_result *)(void *)results->data;
    for (guint i = 0, next; i < results->len && items[i].how == FIND_LEARNED; i = next) {
        for (next = i + 1; next < results->len; next++)
            if (items[next].how != FIND_LEARNED || !mac_equal(items[next].mac, items[i].mac))
                break;
        judge_station(places, items + i, next - i);
    }
}

static gpointer place_key(uint32_t device, uint32_t port)
{
    return GSIZE_TO_POINTER((gsize)device << 32 | port);
}

/* Of the whole key: g_direct_hash takes the port only. */
static guint hash_place(gconstpointer key)
{
    return (guint)((uint64_t)(uintptr_t)key * UINT64_C(0x9e3779b97f4a7c15) >> 32);
}

static void put_end(struct places *places, GHashTable *at_port, const struct link_end *end, uint32_t other)
{
    if (end->if_index != 0 && is_bridge(places, end->device))
        g_hash_table_insert(at_port,
                            place_key(end->device, port_key(places->work, end->device, end->if_index)),
                            GUINT_TO_POINTER(other + 1));
}

/* What else is at the port: an access point, a telephone, a switch that was never visited. */
static void look_behind(struct places *places)
{
    const struct topology *topology = places->work->network->topology;
    GArray *results = places->work->results;
    g_autoptr(GHashTable) at_port = g_hash_table_new(hash_place, NULL);
    for (size_t i = topology_link_count(topology); i > 0; i--) {
        const struct link *link = topology_link(topology, i - 1);
        if (link->layer == LAYER_L3)
            continue;
        put_end(places, at_port, &link->a, link->b.device);
        put_end(places, at_port, &link->b, link->a.device);
    }
    for (guint i = 0; i < results->len; i++) {
        struct find_result *result = &g_array_index(results, struct find_result, i);
        if (result->how != FIND_LEARNED)
            continue;
        uint32_t port = port_key(places->work, result->device, result->port.if_index);
        gpointer other = g_hash_table_lookup(at_port, place_key(result->device, port));
        result->remote = other == NULL ? -1 : (int64_t)GPOINTER_TO_UINT(other) - 1;
    }
}

void find_judge_places(struct find_work *work)
{
    struct places places = {
        .work = work,
        .bridges = g_hash_table_new(NULL, NULL),
        .owners = g_hash_table_new(hash_mac, equal_macs),
        .views = g_array_new(FALSE, FALSE, sizeof(struct view)),
    };
    list_bridges(&places);
    if (g_hash_table_size(places.bridges) > 0) {
        list_owners(&places);
        view_tables(&places);
        view_links(&places);
        g_array_sort(places.views, compare_views);
        g_array_sort(work->results, compare_by_mac);
        judge_stations(&places);
        look_behind(&places);
    }
    g_hash_table_unref(places.bridges);
    g_hash_table_unref(places.owners);
    g_array_unref(places.views);
}
