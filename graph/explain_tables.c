/*
 * What a forwarding table, an ARP cache or a spanning tree says for a link that no neighbor row tells of.
 */
#include "graph/explain_rows.h"

/* So many addresses are named; there may be thousands. */
#define MAX_NAMED 3

static gboolean equal_macs(gconstpointer a, gconstpointer b)
{
    return mac_equal(*(const struct mac *)a, *(const struct mac *)b);
}

static guint hash_mac(gconstpointer mac)
{
    return mac_hash(*(const struct mac *)mac);
}

static void own_mac(GHashTable *macs, struct mac mac)
{
    if (!mac_is_absent(mac))
        g_hash_table_add(macs, g_memdup2(&mac, sizeof mac));
}

/* The MAC addresses of a device: its own, or those that it is known by. */
static GHashTable *list_macs(const struct device *device)
{
    struct mac mac;
    GHashTable *macs = g_hash_table_new_full(hash_mac, equal_macs, g_free, NULL);
    for (guint i = 0; device->chassis_ids != NULL && i < device->chassis_ids->len; i++)
        if (mac_parse(device->chassis_ids->pdata[i], &mac))
            own_mac(macs, mac);
    if (device->observation == NULL)
        return macs;
    size_t count;
    const struct interface *interfaces = observation_records(device->observation, RECORD_INTERFACE, &count);
    own_mac(macs, device->observation->system.bridge_address);
    for (size_t i = 0; i < count; i++)
        own_mac(macs, interfaces[i].mac);
    return macs;
}

static void append_entry(GString *out, const struct forwarding_entry *entry, unsigned named)
{
    char text[MAC_TEXT_SIZE];
    g_string_append_printf(out, "%s%s", named == 0 ? "learned " : ", ", mac_format(entry->mac, text));
    if (entry->vlan != 0)
        g_string_append_printf(out, " in VLAN %u", entry->vlan);
}

/* What a bridge has learned of the other device at the port of the link. */
static char *describe_forwarding(struct network *network, const struct observation *said, uint32_t if_index,
                                 uint32_t other)
{
    size_t count;
    unsigned named = 0, owned = 0, all = 0;
    g_autoptr(GHashTable) macs = list_macs(network_device(network, other));
    struct port_resolver *ports = network_ports(network, said);
    const struct forwarding_entry *entries = observation_records(said, RECORD_FORWARDING_ENTRY, &count);
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < count; i++) {
        uint32_t at = entries[i].if_index != 0 ? entries[i].if_index
                                               : port_of_bridge_port(ports, entries[i].bridge_port);
        bool is_here = at == if_index || port_aggregate(ports, if_index) == at;
        if (at == 0 || !is_here)
            continue;
        all++;
        if (!g_hash_table_contains(macs, &entries[i].mac) || owned++ >= MAX_NAMED)
            continue;
        append_entry(out, &entries[i], named++);
    }
    if (owned > named)
        g_string_append_printf(out, " and %u more of its addresses", owned - named);
    if (all > owned)
        g_string_append_printf(out, "%s%u address%s of %s there", named > 0 ? "; " : "learned ", all - owned,
                               all - owned == 1 ? "" : "es", named > 0 ? "others" : "other stations");
    return g_string_free(out, FALSE);
}

/* Which bridge the spanning tree names at the port of the link. */
static char *describe_spanning_tree(struct network *network, const struct observation *said,
                                    uint32_t if_index)
{
    size_t count;
    struct mac mac;
    char text[MAC_TEXT_SIZE];
    struct port_resolver *ports = network_ports(network, said);
    const struct stp_port *rows = observation_records(said, RECORD_STP_PORT, &count);
    for (size_t i = 0; i < count; i++) {
        uint32_t at = port_of_bridge_port(ports, rows[i].port);
        bool is_here = at == if_index || port_aggregate(ports, if_index) == at;
        /* A bridge id is a priority of two octets, then the address (RFC 4188). */
        if (at == 0 || !is_here || !mac_from_bytes(bytes_skip(rows[i].designated_bridge, 2), &mac))
            continue;
        const char *state = words_format(&stp_state_words, (int)rows[i].state);
        return g_strdup_printf("designated bridge %s%s%s", mac_format(mac, text), state != NULL ? ", " : "",
                               state != NULL ? state : "");
    }
    return NULL;
}

static char *describe_table(struct network *network, const struct observation *said, enum protocol protocol,
                            const struct link_end *end, uint32_t other)
{
    if (protocol == PROTOCOL_FDB)
        return describe_forwarding(network, said, end->if_index, other);
    return protocol == PROTOCOL_STP ? describe_spanning_tree(network, said, end->if_index) : NULL;
}

struct explain_row explain_table_row(struct network *network, GStringChunk *memory, const struct link *link,
                                     const struct link_evidence *evidence)
{
    const struct observation *said = network->observations->items[evidence->observation];
    uint32_t device = (uint32_t)network_device_of(network, evidence->observation);
    bool is_b = device == link->b.device;
    const struct link_end *end = is_b ? &link->b : &link->a, *other = is_b ? &link->a : &link->b;
    bool is_end = device == end->device;
    g_autofree char *text =
        is_end ? describe_table(network, said, evidence->protocol, end, other->device) : NULL;
    bool is_told = text != NULL && *text != '\0';
    return (struct explain_row){
        .observation = evidence->observation,
        .neighbor = UINT32_MAX,
        .device = device,
        .protocol = evidence->protocol,
        .fate = EXPLAIN_LINK,
        .port = is_end ? (struct port){end->if_index, end->port} : (struct port){0, NULL},
        .remote = is_end ? (int64_t)other->device : -1,
        .link = -1,
        .text = g_string_chunk_insert(memory, is_told ? text : "its tables"),
    };
}
