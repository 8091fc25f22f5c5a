#include "graph/stp_link.h"

/* BridgeId: two octets of priority (with the VLAN in it, where each VLAN has its tree), then the address. */
static const struct mac_owner *find_bridge(const struct mac_owners *owners, struct bytes bridge_id)
{
    struct mac mac;
    if (bridge_id.size != 8 || !mac_from_bytes((struct bytes){bridge_id.data + 2, 6}, &mac))
        return NULL;
    return mac_owners_find(owners, mac);
}

uint32_t stp_link_port(struct port_resolver *ports, uint32_t number)
{
    uint32_t if_index = port_of_bridge_port(ports, number);
    if (if_index == 0 && port_interface(ports, number) != NULL)
        if_index = number;
    return if_index;
}

/* The port identifier has 4 bits of priority and 12 of the number (IEEE 802.1D-2004 9.2.7); in older bridges
 * 8 and 8. */
static uint32_t find_designated(struct port_resolver *ports, struct bytes identifier)
{
    if (ports == NULL || identifier.size != 2)
        return 0;
    uint32_t number = (uint32_t)(identifier.data[0] & 0x0f) << 8 | identifier.data[1];
    uint32_t if_index = port_of_bridge_port(ports, number);
    return if_index != 0 ? if_index : port_of_bridge_port(ports, number & 0xff);
}

static struct wire_end make_end(struct wires *wires, uint32_t device, uint32_t if_index)
{
    struct port_resolver *ports = builder_device_ports(wires->builder, device);
    struct wire_end end = {.device = device};
    if (ports == NULL || if_index == 0)
        return end;
    uint32_t aggregate = port_aggregate(ports, if_index);
    end.port.if_index = aggregate != 0 ? aggregate : if_index;
    end.port.name = port_name(ports, end.port.if_index);
    return end;
}

static void add_port(struct wires *wires, const struct mac_owners *owners, uint32_t device,
                     const struct stp_port *row)
{
    const struct mac_owner *bridge = find_bridge(owners, row->designated_bridge);
    bool is_active = row->state != STP_STATE_DISABLED && row->state != STP_STATE_BROKEN;
    if (bridge == NULL || bridge->device == device || !is_active)
        return;
    struct port_resolver *ports = builder_device_ports(wires->builder, device);
    struct port_resolver *others = builder_device_ports(wires->builder, bridge->device);
    struct wire_end local = make_end(wires, device, stp_link_port(ports, row->port));
    struct wire_end designated =
        make_end(wires, bridge->device, find_designated(others, row->designated_port));
    if (local.port.if_index != 0)
        wires_add_stp(wires, &local, &designated);
    else
        builder_drop(wires->builder, "spanning tree: a port that is no bridge port");
}

void stp_link_collect(struct wires *wires, const struct mac_owners *owners)
{
    const struct identity *identity = wires->builder->identity;
    for (uint32_t i = 0; i < wires->device_count; i++) {
        const struct observation *observation = identity_device(identity, i)->observation;
        size_t count = 0;
        const struct stp_port *rows =
            observation == NULL ? NULL : observation_records(observation, RECORD_STP_PORT, &count);
        for (size_t j = 0; j < count; j++)
            add_port(wires, owners, i, &rows[j]);
    }
}
