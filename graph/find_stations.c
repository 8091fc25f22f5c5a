/*
 * What is found in ARP caches and forwarding tables.
 */
#include "graph/find_work.h"

static void want_mac(struct find_work *work, struct mac mac, struct address address)
{
    struct address *known = g_hash_table_lookup(work->macs, &mac);
    if (known == NULL)
        g_hash_table_insert(work->macs, g_memdup2(&mac, sizeof mac), g_memdup2(&address, sizeof address));
    else if (address_compare(address, *known) < 0)
        *known = address;
}

/* A MAC address that routers share by design is nobody's in particular. */
static bool is_station(struct mac mac)
{
    return !mac_is_absent(mac) && !mac_is_group(mac);
}

static void match_arp(struct find_work *work, uint32_t observation)
{
    size_t count;
    struct network *network = work->network;
    const struct observation *said = network->observations->items[observation];
    const struct arp_entry *entries = observation_records(said, RECORD_ARP_ENTRY, &count);
    for (size_t i = 0; i < count; i++) {
        bool is_address = find_query_matches_address(work->query, entries[i].address);
        if (!is_station(entries[i].mac) ||
            (!is_address && !find_query_matches_mac(work->query, entries[i].mac)))
            continue;
        struct port port = {entries[i].if_index,
                            port_name(network_ports(network, said), entries[i].if_index)};
        struct find_result result =
            find_result_at(FIND_ARP, (uint32_t)network_device_of(network, observation), port, observation);
        result.mac = entries[i].mac;
        result.address = entries[i].address;
        result.protocol = PROTOCOL_ARP;
        g_array_append_val(work->results, result);
        want_mac(work, entries[i].mac, entries[i].address);
    }
}

void find_arp(struct find_work *work)
{
    for (uint32_t i = 0; i < work->network->observations->count; i++)
        if (network_is_present(work->network, i))
            match_arp(work, i);
}

static struct port entry_port(struct port_resolver *ports, const struct forwarding_entry *entry)
{
    uint32_t if_index =
        entry->if_index != 0 ? entry->if_index : port_of_bridge_port(ports, entry->bridge_port);
    return (struct port){if_index, port_name(ports, if_index)};
}

static void match_learned(struct find_work *work, uint32_t observation)
{
    size_t count;
    struct network *network = work->network;
    const struct observation *said = network->observations->items[observation];
    const struct forwarding_entry *entries = observation_records(said, RECORD_FORWARDING_ENTRY, &count);
    for (size_t i = 0; i < count; i++) {
        bool is_learned = entries[i].status != FDB_STATUS_SELF && entries[i].status != FDB_STATUS_INVALID &&
                          (entries[i].bridge_port != 0 || entries[i].if_index != 0);
        if (!is_learned || !is_station(entries[i].mac) || !find_wants_mac(work, entries[i].mac))
            continue;
        struct find_result result =
            find_result_at(FIND_LEARNED, (uint32_t)network_device_of(network, observation),
                           entry_port(network_ports(network, said), &entries[i]), observation);
        const struct address *address = g_hash_table_lookup(work->macs, &entries[i].mac);
        result.mac = entries[i].mac;
        result.vlan = entries[i].vlan;
        result.protocol = PROTOCOL_FDB;
        if (address != NULL)
            result.address = *address;
        g_array_append_val(work->results, result);
    }
}

void find_learned(struct find_work *work)
{
    bool is_wanted = work->query->digit_count > 0 || g_hash_table_size(work->macs) > 0;
    for (uint32_t i = 0; is_wanted && i < work->network->observations->count; i++)
        if (network_is_present(work->network, i))
            match_learned(work, i);
}
