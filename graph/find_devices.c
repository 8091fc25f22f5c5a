/*
 * What is found in what devices say of themselves and of their neighbors.
 */
#include "graph/find_work.h"
#include "model/chassis_id.h"

#include <string.h>

/* When a device was heard of last: its newest observation, or none. */
static uint32_t newest_observation(const struct find_work *work, uint32_t position)
{
    const struct device *device = network_device(work->network, position);
    return device->observation == NULL ? UINT32_MAX : network_position(work->network, device->observation);
}

static void add_device(struct find_work *work, uint32_t position, const char *text)
{
    if (!g_hash_table_add(work->devices, GUINT_TO_POINTER(position)))
        return;
    struct find_result result =
        find_result_at(FIND_DEVICE, position, (struct port){0, NULL}, newest_observation(work, position));
    const struct device *device = network_device(work->network, position);
    result.text = g_strcmp0(text, device->name) == 0 ? NULL : text;
    if (device->observation != NULL)
        result.address = device->observation->address;
    g_array_append_val(work->results, result);
}

static const char *match_texts(const struct find_query *query, const GPtrArray *texts,
                               bool (*matches)(const struct find_query *query, const char *text))
{
    for (guint i = 0; texts != NULL && i < texts->len; i++)
        if (matches(query, texts->pdata[i]))
            return texts->pdata[i];
    return NULL;
}

static bool is_address(const struct find_query *query, const char *text)
{
    struct address address;
    return address_parse(text, &address) && find_query_matches_address(query, address);
}

static bool is_id(const struct find_query *query, const char *text)
{
    struct mac mac;
    if (mac_parse(text, &mac))
        return find_query_matches_mac(query, mac);
    return find_query_is_name(query, text);
}

static void match_device(struct find_work *work, uint32_t position)
{
    const struct find_query *query = work->query;
    const struct device *device = network_device(work->network, position);
    const char *found = match_texts(query, device->names, find_query_is_name);
    if (found == NULL)
        found = match_texts(query, device->chassis_ids, is_id);
    if (found == NULL && !device->visited)
        found = match_texts(query, device->addresses, is_address);
    if (found == NULL && find_query_is_name(query, device->serial))
        found = device->serial;
    if (found != NULL)
        add_device(work, position, found);
}

/* Where no name is the one looked for, those that have it as a part. */
static void match_parts(struct find_work *work)
{
    for (uint32_t i = 0; i < identity_count(work->network->identity); i++) {
        const char *found =
            match_texts(work->query, network_device(work->network, i)->names, find_query_is_in);
        if (found != NULL)
            add_device(work, i, found);
    }
}

static void match_addresses(struct find_work *work, uint32_t device, uint32_t observation)
{
    size_t count;
    const struct observation *said = work->network->observations->items[observation];
    const struct ip_address *rows = observation_records(said, RECORD_IP_ADDRESS, &count);
    const struct port unknown = {0, NULL};
    bool is_found = false;
    for (size_t i = 0; i < count; i++) {
        if (!find_query_matches_address(work->query, rows[i].address))
            continue;
        struct port_resolver *ports = network_ports(work->network, said);
        struct port port = {rows[i].if_index, port_name(ports, rows[i].if_index)};
        struct find_result result = find_result_at(FIND_ADDRESS, device, port, observation);
        result.address = rows[i].address;
        is_found = is_found || address_equal(rows[i].address, said->address);
        g_array_append_val(work->results, result);
    }
    if (is_found || !find_query_matches_address(work->query, said->address))
        return;
    struct find_result result = find_result_at(FIND_ADDRESS, device, unknown, observation);
    result.address = said->address;
    g_array_append_val(work->results, result);
}

static void match_virtual(struct find_work *work, uint32_t device, uint32_t observation)
{
    size_t count;
    const struct observation *said = work->network->observations->items[observation];
    const struct virtual_address *rows = observation_records(said, RECORD_VIRTUAL_ADDRESS, &count);
    for (size_t i = 0; i < count; i++) {
        if (!find_query_matches_address(work->query, rows[i].address) &&
            !find_query_matches_mac(work->query, rows[i].mac))
            continue;
        struct port_resolver *ports = network_ports(work->network, said);
        struct port port = {rows[i].if_index, port_name(ports, rows[i].if_index)};
        struct find_result result = find_result_at(FIND_VIRTUAL, device, port, observation);
        result.address = rows[i].address;
        result.mac = rows[i].mac;
        g_array_append_val(work->results, result);
    }
}

/* The alias is what people wrote; name and description are matched as a whole, else "gi" finds every port. */
static const char *match_description(const struct find_query *query, const struct interface *interface)
{
    if (find_query_is_in(query, interface->alias) || find_query_is_name(query, interface->alias))
        return interface->alias;
    if (interface->descr != NULL && g_ascii_strcasecmp(interface->descr, query->name) == 0)
        return interface->descr;
    bool is_name = interface->name != NULL && g_ascii_strcasecmp(interface->name, query->name) == 0;
    return is_name ? interface->name : NULL;
}

static void match_interfaces(struct find_work *work, uint32_t device, uint32_t observation)
{
    size_t count;
    const struct observation *said = work->network->observations->items[observation];
    const struct interface *interfaces = observation_records(said, RECORD_INTERFACE, &count);
    for (size_t i = 0; i < count; i++) {
        const char *name = interfaces[i].name != NULL ? interfaces[i].name : interfaces[i].descr;
        struct port port = {interfaces[i].if_index, name};
        struct find_result result = find_result_at(FIND_INTERFACE, device, port, observation);
        result.mac = interfaces[i].mac;
        if (find_query_matches_mac(work->query, interfaces[i].mac))
            g_array_append_val(work->results, result);
        result.how = FIND_DESCRIPTION;
        result.text = match_description(work->query, &interfaces[i]);
        if (result.text != NULL)
            g_array_append_val(work->results, result);
    }
}

void find_devices(struct find_work *work)
{
    const struct network *network = work->network;
    for (uint32_t i = 0; i < identity_count(network->identity); i++)
        match_device(work, i);
    if (work->results->len == 0 && work->query->digit_count < FIND_MAC_DIGITS &&
        address_is_absent(work->query->address))
        match_parts(work);
    for (uint32_t i = 0; i < network->observations->count; i++) {
        if (!network_is_present(network, i))
            continue;
        uint32_t device = (uint32_t)network_device_of(network, i);
        match_addresses(work, device, i);
        match_virtual(work, device, i);
        match_interfaces(work, device, i);
    }
}

/* What a row has of what is looked for: its MAC address, or its address. */
static bool match_row(const struct find_query *query, const struct neighbor *row, struct find_result *result)
{
    struct mac mac = row->remote_mac;
    if (find_query_matches_mac(query, mac) ||
        (chassis_id_mac(row->remote_chassis_subtype, row->remote_chassis_id, &mac) &&
         find_query_matches_mac(query, mac)) ||
        (port_id_mac(row->remote_port_subtype, row->remote_port_id, &mac) &&
         find_query_matches_mac(query, mac))) {
        result->mac = mac;
        return true;
    }
    for (size_t i = 0; i < row->remote_addresses.count; i++)
        if (find_query_matches_address(query, row->remote_addresses.items[i])) {
            result->address = row->remote_addresses.items[i];
            return true;
        }
    return false;
}

static void match_neighbor(struct find_work *work, uint32_t observation, uint32_t row,
                           const struct neighbor *neighbor)
{
    struct network *network = work->network;
    struct find_result result =
        find_result_at(FIND_NEIGHBOR, (uint32_t)network_device_of(network, observation),
                       (struct port){0, NULL}, observation);
    struct identity_remote remote = identity_of_neighbor(network->identity, observation, row);
    bool is_device = remote.dropped == NULL && remote.device >= 0;
    bool is_unvisited = is_device && !network_device(network, (uint32_t)remote.device)->visited;
    bool is_found = is_device && g_hash_table_contains(work->devices, GINT_TO_POINTER((gint)remote.device));
    bool is_match = match_row(work->query, neighbor, &result);
    if (!is_match && !(is_found && is_unvisited))
        return;
    result.port =
        port_resolve_local(network_ports(network, network->observations->items[observation]), neighbor);
    result.protocol = neighbor->protocol;
    result.remote = is_device ? (int64_t)remote.device : -1;
    /* Where a visited device is, it has said itself. */
    result.is_secondary = is_device && !is_unvisited;
    g_array_append_val(work->results, result);
}

void find_neighbors(struct find_work *work)
{
    const struct network *network = work->network;
    for (uint32_t i = 0; i < network->observations->count; i++) {
        size_t count;
        const struct neighbor *rows =
            observation_records(network->observations->items[i], RECORD_NEIGHBOR, &count);
        for (uint32_t row = 0; row < count && network_is_present(network, i); row++)
            match_neighbor(work, i, row, &rows[row]);
    }
}
