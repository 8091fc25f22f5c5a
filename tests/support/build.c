#include "tests/support/build.h"

#include <string.h>

static struct mac parse_mac(const char *text)
{
    struct mac mac = {{0}};
    if (text != NULL && !mac_parse(text, &mac))
        g_error("not a MAC address: %s", text);
    return mac;
}

static struct address parse_address(const char *text)
{
    struct address address = {0};
    if (text != NULL && !address_parse(text, &address))
        g_error("not an address: %s", text);
    return address;
}

static struct bytes put_text(struct observation *observation, const char *text)
{
    return observation_bytes(observation, bytes_from_text(text));
}

static struct bytes put_mac(struct observation *observation, struct mac mac)
{
    return observation_bytes(observation, (struct bytes){mac.octets, sizeof mac.octets});
}

struct observation *build_observation(const char *address, const char *sys_name)
{
    struct observation *observation = observation_new();
    observation->run = 1;
    observation->address = parse_address(address);
    observation->via = VIA_SNMP;
    observation->outcome = OUTCOME_GOOD;
    observation->system.sys_name = observation_text(observation, sys_name);
    return observation;
}

struct observation *build_failure(const char *address, const char *why)
{
    struct observation *observation = build_observation(address, NULL);
    observation->outcome = OUTCOME_FAILED;
    observation->failure = observation_text(observation, why);
    return observation;
}

struct observation *build_import(const char *file, const char *source_id, const char *name)
{
    struct observation *observation = build_observation(NULL, name);
    observation->via = VIA_IMPORT;
    observation->source_name = observation_text(observation, file);
    observation->source_id = observation_text(observation, source_id);
    return observation;
}

void build_chassis_mac(struct observation *observation, const char *mac)
{
    observation->system.lldp_chassis_subtype = CHASSIS_MAC_ADDRESS;
    observation->system.lldp_chassis_id = put_mac(observation, parse_mac(mac));
}

struct component *build_chassis(struct observation *observation, const char *model, const char *serial)
{
    struct component *component = observation_add(observation, RECORD_COMPONENT);
    size_t count;
    observation_records(observation, RECORD_COMPONENT, &count);
    component->index = (uint32_t)count;
    component->class = COMPONENT_CHASSIS;
    component->model = observation_text(observation, model);
    component->serial = observation_text(observation, serial);
    return component;
}

struct interface *build_interface(struct observation *observation, uint32_t if_index, const char *name,
                                  const char *mac)
{
    struct interface *interface = observation_add(observation, RECORD_INTERFACE);
    interface->if_index = if_index;
    interface->name = observation_text(observation, name);
    interface->descr = interface->name;
    interface->mac = parse_mac(mac);
    interface->type = 6;
    interface->speed_bps = 1000000000;
    interface->admin_status = IF_STATUS_UP;
    interface->oper_status = IF_STATUS_UP;
    return interface;
}

void build_interfaces(struct observation *observation, const char *prefix, uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i <= last; i++) {
        g_autofree char *name = g_strdup_printf("%s%u", prefix, i);
        build_interface(observation, i, name, NULL);
    }
}

void build_address(struct observation *observation, const char *address, uint32_t if_index)
{
    struct ip_address *row = observation_add(observation, RECORD_IP_ADDRESS);
    row->address = parse_address(address);
    row->prefix_length = row->address.family == ADDRESS_IPV4 ? 24 : 64;
    row->if_index = if_index;
}

static void set_port_id(struct observation *observation, const char *id, enum port_subtype *subtype,
                        struct bytes *out)
{
    struct mac mac;
    if (id != NULL && strlen(id) == MAC_TEXT_SIZE - 1 && mac_parse(id, &mac)) {
        *subtype = PORT_MAC_ADDRESS;
        *out = put_mac(observation, mac);
    } else if (id != NULL) {
        *out = put_text(observation, id);
    }
}

struct lldp_port *build_lldp_port(struct observation *observation, uint32_t number, enum port_subtype subtype,
                                  const char *id)
{
    struct lldp_port *port = observation_add(observation, RECORD_LLDP_PORT);
    port->number = number;
    port->id_subtype = subtype;
    set_port_id(observation, id, &port->id_subtype, &port->id);
    return port;
}

struct neighbor *build_lldp(struct observation *observation, uint32_t local_port_number,
                            const char *chassis_id, const char *port_id, const char *name)
{
    struct neighbor *neighbor = observation_add(observation, RECORD_NEIGHBOR);
    struct mac mac;
    neighbor->protocol = PROTOCOL_LLDP;
    neighbor->local_port_number = local_port_number;
    if (chassis_id != NULL && strlen(chassis_id) == MAC_TEXT_SIZE - 1 && mac_parse(chassis_id, &mac)) {
        neighbor->remote_chassis_subtype = CHASSIS_MAC_ADDRESS;
        neighbor->remote_chassis_id = put_mac(observation, mac);
    } else if (chassis_id != NULL) {
        neighbor->remote_chassis_subtype = CHASSIS_LOCAL;
        neighbor->remote_chassis_id = put_text(observation, chassis_id);
    }
    neighbor->remote_port_subtype = port_id == NULL ? PORT_NONE : PORT_INTERFACE_NAME;
    set_port_id(observation, port_id, &neighbor->remote_port_subtype, &neighbor->remote_port_id);
    neighbor->remote_name = observation_text(observation, name);
    return neighbor;
}

struct neighbor *build_cdp(struct observation *observation, uint32_t if_index, const char *device_id,
                           const char *port_id, const char *address)
{
    struct neighbor *neighbor = observation_add(observation, RECORD_NEIGHBOR);
    neighbor->protocol = PROTOCOL_CDP;
    neighbor->local_if_index = if_index;
    neighbor->remote_chassis_subtype = CHASSIS_LOCAL;
    neighbor->remote_chassis_id = put_text(observation, device_id);
    neighbor->remote_port_subtype = port_id == NULL ? PORT_NONE : PORT_INTERFACE_NAME;
    neighbor->remote_port_id = put_text(observation, port_id);
    if (address != NULL)
        build_neighbor_address(observation, neighbor, address);
    return neighbor;
}

struct neighbor *build_edge(struct observation *observation, const char *to_source_id, const char *port,
                            const char *remote_port)
{
    struct neighbor *neighbor = observation_add(observation, RECORD_NEIGHBOR);
    neighbor->protocol = PROTOCOL_IMPORT;
    neighbor->local_port_name = observation_text(observation, port);
    neighbor->remote_chassis_subtype = CHASSIS_LOCAL;
    neighbor->remote_chassis_id = put_text(observation, to_source_id);
    neighbor->remote_port_subtype = remote_port == NULL ? PORT_NONE : PORT_INTERFACE_NAME;
    neighbor->remote_port_id = put_text(observation, remote_port);
    return neighbor;
}

void build_neighbor_address(struct observation *observation, struct neighbor *neighbor, const char *address)
{
    size_t count = neighbor->remote_addresses.count;
    g_autofree struct address *items = g_new(struct address, count + 1);
    if (count > 0)
        memcpy(items, neighbor->remote_addresses.items, count * sizeof *items);
    items[count] = parse_address(address);
    neighbor->remote_addresses = observation_addresses(observation, items, count + 1);
}

void build_member(struct observation *observation, uint32_t if_index, uint32_t aggregate_if_index)
{
    struct lag_member *member = observation_add(observation, RECORD_LAG_MEMBER);
    member->if_index = if_index;
    member->aggregate_if_index = aggregate_if_index;
}

struct observation_list build_list(struct observation *const *observations)
{
    struct observation_list list = {0};
    while (observations[list.count] != NULL)
        list.count++;
    list.items = g_memdup2(observations, list.count * sizeof *observations);
    return list;
}

void build_list_clear(struct observation_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        observation_free(list->items[i]);
    g_free(list->items);
    *list = (struct observation_list){0};
}

void build_shuffle(struct observation_list *list, uint32_t seed)
{
    GRand *random = g_rand_new_with_seed(seed);
    for (size_t i = list->count; i > 1; i--) {
        size_t j = (size_t)g_rand_int_range(random, 0, (gint32)i);
        struct observation *swapped = list->items[i - 1];
        list->items[i - 1] = list->items[j];
        list->items[j] = swapped;
    }
    g_rand_free(random);
}
