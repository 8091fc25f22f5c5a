#include "graph/forwarding_table.h"

#include "graph/port_table.h"

#include <stdlib.h>

struct reader {
    struct forwarding_table *table;
    struct topology_builder *builder;
    const struct mac_owners *owners;
    struct mac_table stations; /* node */
    GHashTable *bridge_ports;  /* of the bridge being read: bridge port -> port number + 1 */
    GHashTable *interfaces;    /* the same by ifIndex */
    GArray *read;              /* struct forwarding_item */
};

static bool is_learned(const struct forwarding_entry *entry)
{
    bool is_port = entry->bridge_port != 0 || entry->if_index != 0;
    bool is_own = entry->status == FDB_STATUS_SELF || entry->status == FDB_STATUS_INVALID ||
                  entry->status == FDB_STATUS_MGMT;
    return is_port && !is_own && mac_owner_is_possible(entry->mac);
}

static bool is_bridge(const struct observation *observation)
{
    size_t count;
    const struct forwarding_entry *entries =
        observation_records(observation, RECORD_FORWARDING_ENTRY, &count);
    for (size_t i = 0; i < count; i++)
        if (is_learned(&entries[i]))
            return true;
    return false;
}

static void add_node(struct forwarding_table *table, uint32_t device, uint32_t if_index, bool is_ambiguous)
{
    struct forwarding_node node = {device, if_index, is_ambiguous, 0};
    if (device != FORWARDING_NOBODY) {
        node.next = table->first_node[device];
        table->first_node[device] = table->nodes->len + 1;
    }
    g_array_append_val(table->nodes, node);
}

static void list_bridges(struct forwarding_table *table, const struct identity *identity)
{
    size_t count = identity_count(identity);
    table->bridge_of = g_new(uint32_t, count + 1);
    table->first_node = g_new0(uint32_t, count + 1);
    for (uint32_t i = 0; i < count; i++) {
        const struct device *device = identity_device(identity, i);
        table->bridge_of[i] = FORWARDING_NOBODY;
        if (device->observation == NULL || !is_bridge(device->observation))
            continue;
        table->bridge_of[i] = table->bridge_count++;
        add_node(table, i, 0, false);
    }
}

/* Behind these is no wire, or not one of this bridge. */
static bool is_wire(const struct interface *interface)
{
    switch (interface->type) {
    case IF_TYPE_LOOPBACK:
    case IF_TYPE_TUNNEL:
    case IF_TYPE_L2_VLAN:
    case IF_TYPE_L3_VLAN:
        return false;
    default:
        return true;
    }
}

#define NO_PORT 0

static uint32_t add_port(struct reader *reader, uint32_t device, uint32_t if_index, uint32_t bridge_port)
{
    struct forwarding_port port = {
        .device = device, .if_index = if_index, .bridge_port = if_index == 0 ? bridge_port : 0};
    GHashTable *known = if_index != 0 ? reader->interfaces : reader->bridge_ports;
    gpointer key = GUINT_TO_POINTER(if_index != 0 ? if_index : bridge_port);
    gpointer number = g_hash_table_lookup(known, key);
    if (number != NULL)
        return GPOINTER_TO_UINT(number) - 1;
    g_array_append_val(reader->table->ports, port);
    g_hash_table_insert(known, key, GUINT_TO_POINTER(reader->table->ports->len + 1));
    return reader->table->ports->len;
}

static uint32_t make_port(struct reader *reader, uint32_t device, uint32_t if_index, uint32_t bridge_port)
{
    struct port_resolver *ports = builder_device_ports(reader->builder, device);
    if (if_index == 0)
        if_index = port_of_bridge_port(ports, bridge_port);
    if (if_index == 0)
        return add_port(reader, device, 0, bridge_port);
    const struct interface *interface = port_interface(ports, if_index);
    if (interface != NULL && !is_wire(interface))
        return NO_PORT;
    if_index = port_physical(ports, if_index);
    uint32_t aggregate = port_aggregate(ports, if_index);
    return add_port(reader, device, aggregate != 0 ? aggregate : if_index, 0);
}

/* The port number of an entry; NO_PORT when it is no wire. */
static uint32_t find_port(struct reader *reader, uint32_t device, const struct forwarding_entry *entry)
{
    if (entry->if_index != 0)
        return make_port(reader, device, entry->if_index, 0);
    gpointer key = GUINT_TO_POINTER(entry->bridge_port);
    gpointer number = g_hash_table_lookup(reader->bridge_ports, key);
    if (number == NULL) {
        uint32_t port = make_port(reader, device, 0, entry->bridge_port);
        number = GUINT_TO_POINTER(port + 1);
        g_hash_table_insert(reader->bridge_ports, key, number);
    }
    return GPOINTER_TO_UINT(number) - 1;
}

/* The node of an address; FORWARDING_NOBODY when it tells nothing to this bridge. */
static uint32_t find_node(struct reader *reader, uint32_t device, struct mac mac)
{
    struct forwarding_table *table = reader->table;
    const uint32_t *position = mac_table_find(&reader->owners->table, mac);
    const struct mac_owner *owner = mac_owners_find(reader->owners, mac);
    if (position != NULL && (owner == NULL || owner->device == device))
        return FORWARDING_NOBODY;
    if (owner != NULL && table->bridge_of[owner->device] != FORWARDING_NOBODY)
        return table->bridge_of[owner->device];
    bool is_new;
    uint32_t *node = mac_table_put(&reader->stations, mac, &is_new);
    if (is_new) {
        *node = table->nodes->len;
        if (owner != NULL)
            add_node(table, owner->device, owner->if_index, owner->is_ambiguous);
        else
            add_node(table, FORWARDING_NOBODY, 0, false);
    }
    return *node;
}

#define SEVERAL_SENDERS UINT32_MAX

/* A bridge sends frames of its own (spanning tree, LLDP, keepalives) from the address of the port. */
static uint32_t find_sender(struct reader *reader, struct mac mac)
{
    const struct mac_owner *owner = mac_owners_find(reader->owners, mac);
    if (owner == NULL || owner->if_index == 0 || owner->is_ambiguous)
        return 0;
    struct port_resolver *ports = builder_device_ports(reader->builder, owner->device);
    const struct interface *interface = ports == NULL ? NULL : port_interface(ports, owner->if_index);
    const struct observation *said = identity_device(reader->builder->identity, owner->device)->observation;
    if (interface == NULL || interface->type != IF_TYPE_ETHERNET ||
        mac_equal(mac, said->system.bridge_address))
        return 0;
    uint32_t aggregate = port_aggregate(ports, owner->if_index);
    return aggregate != 0 ? aggregate : owner->if_index;
}

static void merge_sender(uint32_t *sender, uint32_t other)
{
    if (*sender == 0 || *sender == other)
        *sender = other;
    else if (other != 0)
        *sender = SEVERAL_SENDERS;
}

static void note_entry(struct forwarding_table *table, const struct forwarding_item *item)
{
    struct forwarding_port *port = &g_array_index(table->ports, struct forwarding_port, item->port - 1);
    bool is_first = port->node == 0 && port->sender == 0 && !port->is_lone;
    if (is_first && item->sender != 0)
        *port = (struct forwarding_port){port->device, port->if_index, port->bridge_port,
                                         true,         item->node,     item->sender};
    else if (is_first || port->node != item->node || port->sender != item->sender)
        *port = (struct forwarding_port){port->device, port->if_index,    port->bridge_port,
                                         false,        FORWARDING_NOBODY, 0};
}

static void read_bridge(struct reader *reader, uint32_t device, const struct observation *observation)
{
    size_t count;
    const struct forwarding_entry *entries =
        observation_records(observation, RECORD_FORWARDING_ENTRY, &count);
    g_hash_table_remove_all(reader->bridge_ports);
    g_hash_table_remove_all(reader->interfaces);
    for (size_t i = 0; i < count; i++) {
        if (!is_learned(&entries[i]))
            continue;
        uint32_t port = find_port(reader, device, &entries[i]);
        uint32_t node = port == NO_PORT ? FORWARDING_NOBODY : find_node(reader, device, entries[i].mac);
        struct forwarding_item item = {
            reader->table->bridge_of[device], node, port, entries[i].vlan, 0, false};
        if (node == FORWARDING_NOBODY)
            continue;
        if (node < reader->table->bridge_count)
            item.sender = find_sender(reader, entries[i].mac);
        item.has_system = item.sender == 0;
        note_entry(reader->table, &item);
        g_array_append_val(reader->read, item);
    }
}

static int compare_u32(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int compare_items(const void *a, const void *b)
{
    const struct forwarding_item *left = a, *right = b;
    if (left->node != right->node)
        return compare_u32(left->node, right->node);
    return left->port != right->port ? compare_u32(left->port, right->port)
                                     : compare_u32(left->vlan, right->vlan);
}

static void merge_item(struct forwarding_item *item, const struct forwarding_item *other)
{
    merge_sender(&item->sender, other->sender);
    item->has_system = item->has_system || other->has_system;
}

/* The addresses that only one bridge sees, and that are nobody's, say nothing of how bridges are joined. */
static bool *find_useless(const struct forwarding_table *table, const GArray *read)
{
    uint32_t *seen_by = g_new0(uint32_t, table->nodes->len + 1);
    bool *useless = g_new(bool, table->nodes->len + 1);
    for (guint i = 0; i < table->nodes->len; i++)
        useless[i] = g_array_index(table->nodes, struct forwarding_node, i).device == FORWARDING_NOBODY;
    for (guint i = 0; i < read->len; i++) {
        const struct forwarding_item *item = &g_array_index(read, struct forwarding_item, i);
        if (seen_by[item->node] != 0 && seen_by[item->node] != item->bridge + 1)
            useless[item->node] = false;
        seen_by[item->node] = item->bridge + 1;
    }
    g_free(seen_by);
    return useless;
}

/* Numbers the nodes anew, without those that are useless. */
static void drop_useless(struct forwarding_table *table, GArray *read)
{
    g_autofree bool *useless = find_useless(table, read);
    g_autofree uint32_t *renumbered = g_new(uint32_t, table->nodes->len + 1);
    guint kept = 0;
    for (guint i = 0; i < table->nodes->len; i++) {
        renumbered[i] = kept;
        if (!useless[i])
            g_array_index(table->nodes, struct forwarding_node, kept++) =
                g_array_index(table->nodes, struct forwarding_node, i);
    }
    for (guint i = 0; i < kept; i++) {
        struct forwarding_node *node = &g_array_index(table->nodes, struct forwarding_node, i);
        node->next = node->next == 0 ? 0 : renumbered[node->next - 1] + 1;
        if (node->device != FORWARDING_NOBODY)
            table->first_node[node->device] = i + 1;
    }
    g_array_set_size(table->nodes, kept);
    for (guint i = 0; i < read->len; i++) {
        struct forwarding_item item = g_array_index(read, struct forwarding_item, i);
        bool is_dropped = useless[item.node];
        item.node = renumbered[item.node];
        if (!is_dropped)
            g_array_append_val(table->items, item);
    }
}

/* The rows of a bridge follow each other already. */
static void sort_rows(struct forwarding_table *table)
{
    struct forwarding_item *items = (struct forwarding_item *)(void *)table->items->data;
    table->row = g_new0(size_t, table->bridge_count + 1);
    size_t kept = 0;
    for (size_t i = 0, next; i < table->items->len; i = next) {
        uint32_t bridge = items[i].bridge;
        for (next = i + 1; next < table->items->len && items[next].bridge == bridge; next++)
            ;
        qsort(items + i, next - i, sizeof *items, compare_items);
        size_t first = kept;
        for (size_t k = i; k < next; k++)
            if (kept == first || compare_items(&items[kept - 1], &items[k]) != 0)
                items[kept++] = items[k];
            else
                merge_item(&items[kept - 1], &items[k]);
        table->row[bridge + 1] = kept - first;
    }
    for (uint32_t bridge = 0; bridge < table->bridge_count; bridge++)
        table->row[bridge + 1] += table->row[bridge];
    g_array_set_size(table->items, (guint)kept);
}

void forwarding_table_init(struct forwarding_table *table, struct topology_builder *builder,
                           const struct mac_owners *owners)
{
    *table = (struct forwarding_table){
        .nodes = g_array_new(FALSE, FALSE, sizeof(struct forwarding_node)),
        .ports = g_array_new(FALSE, FALSE, sizeof(struct forwarding_port)),
        .items = g_array_new(FALSE, FALSE, sizeof(struct forwarding_item)),
    };
    list_bridges(table, builder->identity);
    struct reader reader = {.table = table,
                            .builder = builder,
                            .owners = owners,
                            .bridge_ports = g_hash_table_new(NULL, NULL),
                            .interfaces = g_hash_table_new(NULL, NULL),
                            .read = g_array_new(FALSE, FALSE, sizeof(struct forwarding_item))};
    mac_table_init(&reader.stations);
    for (uint32_t bridge = 0; bridge < table->bridge_count; bridge++) {
        uint32_t device = g_array_index(table->nodes, struct forwarding_node, bridge).device;
        read_bridge(&reader, device, identity_device(builder->identity, device)->observation);
    }
    drop_useless(table, reader.read);
    sort_rows(table);
    mac_table_clear(&reader.stations);
    g_hash_table_unref(reader.bridge_ports);
    g_hash_table_unref(reader.interfaces);
    g_array_unref(reader.read);
}

void forwarding_table_clear(struct forwarding_table *table)
{
    g_free(table->bridge_of);
    g_free(table->first_node);
    g_free(table->row);
    g_array_unref(table->nodes);
    g_array_unref(table->ports);
    g_array_unref(table->items);
}

const struct forwarding_item *forwarding_table_find(const struct forwarding_table *table, uint32_t bridge,
                                                    uint32_t node, size_t *count)
{
    const struct forwarding_item *items = (const struct forwarding_item *)(const void *)table->items->data;
    size_t low = table->row[bridge], high = table->row[bridge + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (items[middle].node < node)
            low = middle + 1;
        else
            high = middle;
    }
    *count = 0;
    while (low + *count < table->row[bridge + 1] && items[low + *count].node == node)
        ++*count;
    return items + low;
}

uint32_t forwarding_table_main_port(const struct forwarding_item *items, size_t count)
{
    uint32_t main = 0, any = 0;
    bool any_differ = false, main_differ = false;
    for (size_t i = 0; i < count; i++) {
        any_differ = any_differ || (any != 0 && any != items[i].port);
        any = items[i].port;
        if (!items[i].has_system)
            continue;
        main_differ = main_differ || (main != 0 && main != items[i].port);
        main = items[i].port;
    }
    if (!any_differ)
        return any;
    return main_differ ? 0 : main;
}

uint32_t forwarding_table_sender(const struct forwarding_table *table, uint32_t bridge, uint32_t node)
{
    size_t count;
    uint32_t sender = 0;
    const struct forwarding_item *items = forwarding_table_find(table, bridge, node, &count);
    for (size_t i = 0; i < count; i++)
        merge_sender(&sender, items[i].sender);
    return sender == SEVERAL_SENDERS ? 0 : sender;
}

bool forwarding_table_sees_elsewhere(const struct forwarding_table *table, uint32_t device, uint32_t if_index,
                                     uint32_t other)
{
    uint32_t bridge = table->bridge_of[device];
    if (bridge == FORWARDING_NOBODY)
        return false;
    for (uint32_t at = table->first_node[other]; at != 0;
         at = g_array_index(table->nodes, struct forwarding_node, at - 1).next) {
        size_t count;
        const struct forwarding_item *items = forwarding_table_find(table, bridge, at - 1, &count);
        for (size_t i = 0; i < count; i++)
            if (g_array_index(table->ports, struct forwarding_port, items[i].port - 1).if_index != if_index)
                return true;
    }
    return false;
}
