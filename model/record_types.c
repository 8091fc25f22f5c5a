#include "model/observation.h"

#define FIELD(record, member, type)                                                                          \
    {                                                                                                        \
#member, type, offsetof(struct record, member), NULL                                                 \
    }
#define FIELD_OF(record, member, type, words)                                                                \
    {                                                                                                        \
#member, type, offsetof(struct record, member), &words                                               \
    }
#define RECORD_TYPE(record)                                                                                  \
    {                                                                                                        \
#record, sizeof(struct record), record##_fields, G_N_ELEMENTS(record##_fields)                       \
    }

static const struct field interface_fields[] = {
    FIELD(interface, if_index, FIELD_U32),
    FIELD(interface, name, FIELD_TEXT),
    FIELD(interface, descr, FIELD_TEXT),
    FIELD(interface, alias, FIELD_TEXT),
    FIELD(interface, mac, FIELD_MAC),
    FIELD(interface, type, FIELD_U32),
    FIELD(interface, mtu, FIELD_U32),
    FIELD(interface, speed_bps, FIELD_U64),
    FIELD_OF(interface, admin_status, FIELD_ENUM, if_status_words),
    FIELD_OF(interface, oper_status, FIELD_ENUM, if_status_words),
    FIELD_OF(interface, duplex, FIELD_ENUM, duplex_words),
};

static const struct field ip_address_fields[] = {
    FIELD(ip_address, address, FIELD_ADDRESS),
    FIELD(ip_address, prefix_length, FIELD_U32),
    FIELD(ip_address, if_index, FIELD_U32),
};

static const struct field lldp_port_fields[] = {
    FIELD(lldp_port, number, FIELD_U32),
    FIELD_OF(lldp_port, id_subtype, FIELD_ENUM, port_subtype_words),
    FIELD(lldp_port, id, FIELD_BYTES),
    FIELD(lldp_port, descr, FIELD_TEXT),
};

static const struct field neighbor_fields[] = {
    FIELD_OF(neighbor, protocol, FIELD_ENUM, protocol_words),
    FIELD(neighbor, local_port_number, FIELD_U32),
    FIELD(neighbor, local_if_index, FIELD_U32),
    FIELD(neighbor, local_port_name, FIELD_TEXT),
    FIELD(neighbor, local_address, FIELD_ADDRESS),
    FIELD_OF(neighbor, remote_chassis_subtype, FIELD_ENUM, chassis_subtype_words),
    FIELD(neighbor, remote_chassis_id, FIELD_BYTES),
    FIELD_OF(neighbor, remote_port_subtype, FIELD_ENUM, port_subtype_words),
    FIELD(neighbor, remote_port_id, FIELD_BYTES),
    FIELD(neighbor, remote_port_descr, FIELD_TEXT),
    FIELD(neighbor, remote_name, FIELD_TEXT),
    FIELD(neighbor, remote_descr, FIELD_TEXT),
    FIELD(neighbor, remote_platform, FIELD_TEXT),
    FIELD(neighbor, remote_serial, FIELD_TEXT),
    FIELD(neighbor, remote_addresses, FIELD_ADDRESSES),
    FIELD(neighbor, remote_mac, FIELD_MAC),
    FIELD(neighbor, remote_if_index, FIELD_U32),
    FIELD_OF(neighbor, capabilities, FIELD_U32, capability_words),
    FIELD(neighbor, remote_vlan, FIELD_U32),
    FIELD_OF(neighbor, remote_duplex, FIELD_ENUM, duplex_words),
    FIELD(neighbor, remote_as, FIELD_U32),
    FIELD(neighbor, remote_aggregate, FIELD_U32),
    FIELD(neighbor, state, FIELD_U32),
    FIELD(neighbor, time_mark, FIELD_U32),
    FIELD(neighbor, index, FIELD_U32),
    FIELD(neighbor, speed_bps, FIELD_U64),
    FIELD_OF(neighbor, layer, FIELD_ENUM, layer_words),
    FIELD_OF(neighbor, protocols, FIELD_U32, protocol_words),
};

static const struct field bridge_port_fields[] = {
    FIELD(bridge_port, port, FIELD_U32),
    FIELD(bridge_port, if_index, FIELD_U32),
    FIELD(bridge_port, pvid, FIELD_U32),
};

static const struct field forwarding_entry_fields[] = {
    FIELD(forwarding_entry, vlan, FIELD_U32),
    FIELD(forwarding_entry, fdb_id, FIELD_U32),
    FIELD(forwarding_entry, mac, FIELD_MAC),
    FIELD(forwarding_entry, bridge_port, FIELD_U32),
    FIELD(forwarding_entry, if_index, FIELD_U32),
    FIELD_OF(forwarding_entry, status, FIELD_ENUM, fdb_status_words),
};

static const struct field stp_port_fields[] = {
    FIELD(stp_port, vlan, FIELD_U32),
    FIELD(stp_port, port, FIELD_U32),
    FIELD_OF(stp_port, state, FIELD_ENUM, stp_state_words),
    FIELD(stp_port, designated_root, FIELD_BYTES),
    FIELD(stp_port, designated_bridge, FIELD_BYTES),
    FIELD(stp_port, designated_port, FIELD_BYTES),
    FIELD(stp_port, path_cost, FIELD_U32),
};

static const struct field stp_instance_fields[] = {
    FIELD(stp_instance, vlan, FIELD_U32),           FIELD(stp_instance, designated_root, FIELD_BYTES),
    FIELD(stp_instance, root_port, FIELD_U32),      FIELD(stp_instance, root_cost, FIELD_U32),
    FIELD(stp_instance, bridge_address, FIELD_MAC),
};

static const struct field lag_member_fields[] = {
    FIELD(lag_member, if_index, FIELD_U32),       FIELD(lag_member, aggregate_if_index, FIELD_U32),
    FIELD(lag_member, partner_system, FIELD_MAC), FIELD(lag_member, partner_port, FIELD_U32),
    FIELD(lag_member, partner_key, FIELD_U32),
};

static const struct field if_stack_fields[] = {
    FIELD(if_stack, higher_if_index, FIELD_U32),
    FIELD(if_stack, lower_if_index, FIELD_U32),
};

static const struct field arp_entry_fields[] = {
    FIELD(arp_entry, if_index, FIELD_U32),
    FIELD(arp_entry, address, FIELD_ADDRESS),
    FIELD(arp_entry, mac, FIELD_MAC),
};

static const struct field vlan_fields[] = {
    FIELD(vlan, id, FIELD_U32),
    FIELD(vlan, name, FIELD_TEXT),
};

static const struct field vlan_port_fields[] = {
    FIELD(vlan_port, vlan, FIELD_U32),
    FIELD(vlan_port, bridge_port, FIELD_U32),
    FIELD(vlan_port, if_index, FIELD_U32),
    FIELD(vlan_port, untagged, FIELD_BOOL),
};

static const struct field component_fields[] = {
    FIELD(component, index, FIELD_U32),         FIELD_OF(component, class, FIELD_ENUM, component_class_words),
    FIELD(component, contained_in, FIELD_U32),  FIELD(component, position, FIELD_U32),
    FIELD(component, name, FIELD_TEXT),         FIELD(component, descr, FIELD_TEXT),
    FIELD(component, model, FIELD_TEXT),        FIELD(component, serial, FIELD_TEXT),
    FIELD(component, software, FIELD_TEXT),     FIELD(component, hardware, FIELD_TEXT),
    FIELD(component, manufacturer, FIELD_TEXT),
};

static const struct field virtual_address_fields[] = {
    FIELD(virtual_address, address, FIELD_ADDRESS),
    FIELD(virtual_address, mac, FIELD_MAC),
    FIELD(virtual_address, if_index, FIELD_U32),
    FIELD(virtual_address, group, FIELD_U32),
};

static const struct field route_fields[] = {
    FIELD(route, destination, FIELD_ADDRESS),
    FIELD(route, prefix_length, FIELD_U32),
    FIELD(route, next_hop, FIELD_ADDRESS),
    FIELD(route, if_index, FIELD_U32),
};

static const struct field warning_fields[] = {
    FIELD(warning, object, FIELD_TEXT),
    FIELD(warning, text, FIELD_TEXT),
};

static const struct field system_fields[] = {
    FIELD(system, sys_descr, FIELD_TEXT),
    FIELD(system, sys_object_id, FIELD_TEXT),
    FIELD(system, sys_name, FIELD_TEXT),
    FIELD(system, sys_location, FIELD_TEXT),
    FIELD(system, sys_contact, FIELD_TEXT),
    FIELD_OF(system, lldp_chassis_subtype, FIELD_ENUM, chassis_subtype_words),
    FIELD(system, lldp_chassis_id, FIELD_BYTES),
    FIELD(system, lldp_sys_name, FIELD_TEXT),
    FIELD(system, lldp_sys_descr, FIELD_TEXT),
    FIELD_OF(system, lldp_capabilities, FIELD_U32, capability_words),
    FIELD(system, cdp_device_id, FIELD_TEXT),
    FIELD(system, bridge_address, FIELD_MAC),
    FIELD(system, ospf_router_id, FIELD_ADDRESS),
    FIELD(system, ospfv3_router_id, FIELD_ADDRESS),
    FIELD(system, isis_system_id, FIELD_BYTES),
    FIELD(system, bgp_identifier, FIELD_ADDRESS),
    FIELD(system, bgp_as, FIELD_U32),
    FIELD(system, vendor, FIELD_TEXT),
    FIELD(system, model, FIELD_TEXT),
    FIELD(system, os, FIELD_TEXT),
    FIELD(system, version, FIELD_TEXT),
    FIELD(system, serial, FIELD_TEXT),
    FIELD_OF(system, role, FIELD_ENUM, role_words),
    FIELD(system, ip_forwarding, FIELD_BOOL),
    FIELD(system, unvisited, FIELD_BOOL),
};

static const struct field cost_fields[] = {
    FIELD(cost, requests, FIELD_U32),   FIELD(cost, retries, FIELD_U32),
    FIELD(cost, bytes_sent, FIELD_U64), FIELD(cost, bytes_received, FIELD_U64),
    FIELD(cost, rtt_us, FIELD_U32),     FIELD(cost, duration_us, FIELD_U64),
};

const struct record_type record_types[RECORD_KINDS] = {
    [RECORD_INTERFACE] = RECORD_TYPE(interface),
    [RECORD_IP_ADDRESS] = RECORD_TYPE(ip_address),
    [RECORD_LLDP_PORT] = RECORD_TYPE(lldp_port),
    [RECORD_NEIGHBOR] = RECORD_TYPE(neighbor),
    [RECORD_BRIDGE_PORT] = RECORD_TYPE(bridge_port),
    [RECORD_FORWARDING_ENTRY] = RECORD_TYPE(forwarding_entry),
    [RECORD_STP_PORT] = RECORD_TYPE(stp_port),
    [RECORD_STP_INSTANCE] = RECORD_TYPE(stp_instance),
    [RECORD_LAG_MEMBER] = RECORD_TYPE(lag_member),
    [RECORD_IF_STACK] = RECORD_TYPE(if_stack),
    [RECORD_ARP_ENTRY] = RECORD_TYPE(arp_entry),
    [RECORD_VLAN] = RECORD_TYPE(vlan),
    [RECORD_VLAN_PORT] = RECORD_TYPE(vlan_port),
    [RECORD_COMPONENT] = RECORD_TYPE(component),
    [RECORD_VIRTUAL_ADDRESS] = RECORD_TYPE(virtual_address),
    [RECORD_ROUTE] = RECORD_TYPE(route),
    [RECORD_WARNING] = RECORD_TYPE(warning),
};

const struct record_type system_type = RECORD_TYPE(system);
const struct record_type cost_type = RECORD_TYPE(cost);
